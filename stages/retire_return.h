/*
 * A retired database of which only the final snapshot is kept, made again for a run that is put
 * back: under its old name, so that the timestamp, the parameters and the task definitions that are
 * put back after it mean it again; with the settings and the tags that it had, a cluster with its
 * instances and custom endpoints: all of it is remembered as "was" before it is deleted.
 */
#ifndef SNAPLIFT_STAGES_RETIRE_RETURN_H
#define SNAPLIFT_STAGES_RETIRE_RETURN_H

#include "stages/database_any.h"
#include "stages/kept.h"

/* clang-format off */
#define RETIRE_RETURN_ACTIONS \
        {"rds:RestoreDBInstanceFromDBSnapshot", RESTORED_INSTANCE, ACTION_INSTANCE, .when = "keep", \
         .condition = FOR_STACK}, \
        {"rds:AddRoleToDBInstance", "rds:db:{instance}", ACTION_INSTANCE, .when = "keep"}, \
        {"rds:RestoreDBClusterFromSnapshot", RESTORED_CLUSTER, ACTION_CLUSTER, .when = "keep", \
         .condition = FOR_STACK}, \
        {"rds:CreateDBInstance", CREATED_MEMBER, ACTION_CLUSTER, .when = "keep", \
         .condition = FOR_STACK}, \
        {"rds:CreateDBClusterEndpoint", CREATED_ENDPOINT, ACTION_CLUSTER, .when = "keep", \
         .condition = FOR_STACK}, \
        {"rds:AddRoleToDBCluster", "rds:cluster:{db}", ACTION_CLUSTER, .when = "keep"}, \
        {"rds:EnableHttpEndpoint", "rds:cluster:{db}", ACTION_CLUSTER, .when = "keep"}, \
        {"iam:PassRole", "iam:role/*", .when = "keep", .condition = FOR_RDS}, \
        {"rds:RebootDBInstance", "rds:db:{instance}", .when = "keep"}, \
        {"rds:RemoveTagsFromResource", "rds:snapshot:{db}-final-*", ACTION_INSTANCE, .when = "keep"}, \
        {"rds:RemoveTagsFromResource", "rds:cluster-snapshot:{db}-final-*", ACTION_CLUSTER, \
         .when = "keep"}
/* clang-format on */

/* Before it is deleted. */
bool retire_return_remember(struct stage *s, const struct database *db, struct err *err);

/* Whether it can be made again as it was: kept as a snapshot, and "was" is remembered. */
bool retire_return_is_known(const struct stage *s, const struct kept *kept);

/* For look_back(), and again at the beginning of undo(). Shows "restored": {database, snapshot}.
 * ERR_REFUSED: the snapshot is gone or is no longer that one's, the name is taken, or that of one
 * of a cluster's instances or custom endpoints, or RDS kept the password in a secret that went with
 * the database. */
bool retire_return_look_back(struct stage *s, const char *id, const struct kept *kept,
                             struct err *err);

/* For undo(): it is available, has its settings, and the address it had; of a cluster, all of them.
 * ERR_CONFLICT: another address than what is put back after it refers to. */
bool retire_return(struct stage *s, const char *id, const struct kept *kept, struct err *err);

#endif
