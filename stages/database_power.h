/*
 * Stopping and starting a stack's database, DB instance or cluster. RDS starts again by itself,
 * after seven days, what was stopped; it stops none that has or is a read replica, none of SQL
 * Server in two zones, and no cluster of a global one.
 */
#ifndef SNAPLIFT_STAGES_DATABASE_POWER_H
#define SNAPLIFT_STAGES_DATABASE_POWER_H

#include "stages/database_any.h"

/* What it takes. */
/* clang-format off */
#define DATABASE_STOP_ACTIONS(given) \
        {"rds:StopDBInstance", "rds:db:{instance}", ACTION_INSTANCE, .when = (given)}, \
        {"rds:StopDBCluster", "rds:cluster:{db}", ACTION_CLUSTER, .when = (given)}
#define DATABASE_START_ACTIONS(given) \
        {"rds:StartDBInstance", "rds:db:{instance}", ACTION_INSTANCE, .when = (given)}, \
        {"rds:StartDBCluster", "rds:cluster:{db}", ACTION_CLUSTER, .when = (given)}
/* clang-format on */

/* Until it is stopped; what is under way is waited for first. *why: not NULL when RDS does not stop
 * it, in RDS's words, and it runs on; the caller frees. ERR_CONFLICT: that name has another
 * database, or none, by now. */
bool database_stop(struct stage *s, const char *id, const char *resource_id, char **why,
                   struct err *err);
/* Until it is available, whatever it was, and can be used. */
bool database_start(struct stage *s, const char *id, const char *resource_id, struct err *err);
/* The same of one that is then deleted: a cluster that has no instances any more is woken, too. */
bool database_wake(struct stage *s, const char *id, const char *resource_id, struct err *err);

#endif
