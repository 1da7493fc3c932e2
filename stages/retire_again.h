/*
 * What a retired database was, and what is there of it by now: what the two kinds of database have
 * in common when one is made again from its final snapshot. For retire_return.c, and the two files
 * that it makes one with.
 */
#ifndef SNAPLIFT_STAGES_RETIRE_AGAIN_H
#define SNAPLIFT_STAGES_RETIRE_AGAIN_H

#include "stages/database_any.h"
#include "stages/fingerprint.h"
#include "stages/kept.h"

struct again {
        const char *id;
        const struct kept *kept;
        struct json_object *was; /* as it was remembered; borrowed */
        struct database db;      /* what there is of that name */
        bool found;
        bool going;        /* the old one is still seen, on its way out: then not found */
        bool has_snapshot; /* not needed any more once it is being restored */
        struct rds_snapshot snapshot;
        struct tags tags; /* that it is to have */
};

/* ERR_REFUSED: the snapshot is gone or is no longer that one's, or RDS kept the password in a
 * secret that went with the database. */
bool again_look(struct stage *s, const char *id, const struct kept *kept, struct again *a,
                struct err *err);
void again_release(struct again *a);

/* The settings that it had, as the snapshot takes them. */
bool again_settings(const struct again *a, struct fingerprint *f, struct strlist *differs,
                    struct err *err);
/* Its name is another's by now. */
bool again_refuse_taken(struct stage *s, const struct again *a, struct err *err);
/* The old one is gone, where it was still seen; one of the other kind is refused. */
bool again_await_gone(struct stage *s, struct again *a, struct err *err);
/* ERR_CONFLICT when the address is another than before, NULL: not known. whose: "database ..." */
bool again_check_address(struct stage *s, const struct again *a, const char *whose,
                         const char *before, const char *now, struct err *err);
bool again_report(struct stage *s, const struct again *a, const struct strlist *differs,
                  struct err *err);

/* Of each kind: what is told before it is asked for, ERR_REFUSED when there is more in its way; and
 * made again, until it is as it was. */
bool again_instance_look_back(struct stage *s, const struct again *a, struct err *err);
bool again_instance(struct stage *s, struct again *a, struct err *err);
/* Adds to what is remembered of a cluster: its instances and endpoints. */
bool again_cluster_was(struct stage *s, const struct rds_cluster *c, struct json_object *was,
                       struct err *err);
bool again_cluster_look_back(struct stage *s, const struct again *a, struct err *err);
bool again_cluster(struct stage *s, struct again *a, struct err *err);

/* What is remembered: what it was; and while it is made its name, and its resource id. */
#define AGAIN_WAS_KEY "was"
#define AGAIN_NAME_KEY "returned"
#define AGAIN_RESOURCE_KEY "returned resource"

#endif
