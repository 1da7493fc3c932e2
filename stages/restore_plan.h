/* What the plan of database.restore tells, for a DB instance and for a cluster. */
#ifndef SNAPLIFT_STAGES_RESTORE_PLAN_H
#define SNAPLIFT_STAGES_RESTORE_PLAN_H

#include "engine/aws/rds.h"
#include "stages/cloud.h"
#include "stages/fingerprint.h"

/* All borrowed. */
struct restore_plan {
        const char *action, *modify; /* the calls: of the restore, and of what is put right after */
        const char *add_role;
        const char *snapshot_as; /* the parameter that names the snapshot */
        const char *id;          /* the candidate's */
        const struct rds_snapshot *snapshot;
        const struct tags *tags;
        const struct fingerprint *settings;
        const char *from; /* the settings' source, or NULL: none */
        const char *from_resource;
        struct json_object *from_settings;
        const struct strlist *differs;
};

void restore_plan_tell(struct stage *s, const struct restore_plan *plan);

#endif
