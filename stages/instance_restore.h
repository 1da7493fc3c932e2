/*
 * A DB instance made from a snapshot, asked for once: what an earlier start asked for is looked for
 * first, a lost answer is looked at before it is asked again, and one of that name is taken over
 * only when this run made it from this snapshot.
 */
#ifndef SNAPLIFT_STAGES_INSTANCE_RESTORE_H
#define SNAPLIFT_STAGES_INSTANCE_RESTORE_H

#include "engine/aws/rds.h"
#include "stages/cloud.h"
#include "stages/fingerprint.h"

/* All borrowed. */
struct instance_restore {
        const char *id;
        const char *snapshot; /* identifier or ARN */
        const char *from;     /* the snapshot's identifier, as the tags have it */
        const char *zone;     /* NULL: any */
        const struct tags *tags;
        const struct fingerprint *settings;
        bool asked; /* an earlier start may have asked for it */
        /* what is remembered under these: the name before it is asked for, its resource id once
         * that is seen */
        const char *name_key, *resource_key;
};

/* What is remembered of that key; NULL: nothing, or nothing any more. */
const char *instance_restore_recall(const struct stage *s, const char *key);

/* found: *db is the one of that name, as it was looked at before; else *db is empty. When it
 * returns true *db is this run's, on its way up. ERR_FOREIGN: the name is another's. */
bool instance_restore_have(struct stage *s, const struct instance_restore *r, bool found,
                           struct rds_instance *db, struct err *err);

#endif
