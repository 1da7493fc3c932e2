/*
 * A retired database of which only the final snapshot is kept, made again for a run that is put
 * back: under its old name, so that the timestamp, the parameters and the task definitions that are
 * put back after it mean it again; with the settings and the tags that it had, which are remembered
 * as "was" before it is deleted. DB instances only.
 */
#ifndef SNAPLIFT_STAGES_RETIRE_RETURN_H
#define SNAPLIFT_STAGES_RETIRE_RETURN_H

#include "engine/aws/rds.h"
#include "stages/kept.h"

/* clang-format off */
#define RETIRE_RETURN_ACTIONS \
        {"rds:RestoreDBInstanceFromDBSnapshot", RESTORED_INSTANCE, ACTION_INSTANCE, .when = "keep", \
         .condition = FOR_STACK}, \
        {"rds:AddRoleToDBInstance", "rds:db:{instance}", ACTION_INSTANCE, .when = "keep"}, \
        {"iam:PassRole", "iam:role/*", .when = "keep", .condition = FOR_RDS}, \
        {"rds:RebootDBInstance", "rds:db:{instance}", ACTION_INSTANCE, .when = "keep"}, \
        {"rds:RemoveTagsFromResource", "rds:snapshot:{db}-final-*", ACTION_INSTANCE, .when = "keep"}
/* clang-format on */

/* Before it is deleted. */
bool retire_return_remember(struct stage *s, const struct rds_instance *db, struct err *err);

/* Whether it can be made again as it was: kept as a snapshot, and "was" is remembered. */
bool retire_return_is_known(const struct stage *s, const struct kept *kept);

/* For look_back(), and again at the beginning of undo(). Shows "restored": {database, snapshot}.
 * ERR_REFUSED: the snapshot is gone or is no longer that one's, the name is taken, or RDS kept the
 * password in a secret that went with the database. */
bool retire_return_look_back(struct stage *s, const char *id, const struct kept *kept,
                             struct err *err);

/* For undo(): it is available, has its settings, and the address it had. ERR_CONFLICT: another
 * address than what is put back after it refers to. */
bool retire_return(struct stage *s, const char *id, const struct kept *kept, struct err *err);

#endif
