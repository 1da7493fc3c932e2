/*
 * A stack's database, be it a DB instance or an Aurora cluster: what the stages ask of either.
 * Which of the two it is is found, never asked: an instance of that name, else a cluster.
 */
#ifndef SNAPLIFT_STAGES_DATABASE_ANY_H
#define SNAPLIFT_STAGES_DATABASE_ANY_H

#include "engine/aws/rds_cluster.h"
#include "stages/database.h"

struct database {
        bool is_cluster;
        struct rds_instance instance; /* one of the two */
        struct rds_cluster cluster;
        /* of whichever it is; borrowed from it */
        const char *id, *resource_id, *status, *engine;
        const char *address; /* of a cluster, its writer's; NULL until there is one */
        const char *master_user;
        const char *master_secret, *master_secret_status;
        const struct tags *tags;
};

/* What deleting one takes, with a final snapshot where the input `final_snapshot` asks for it. */
/* clang-format off */
#define DATABASE_REMOVAL_ACTIONS DATABASE_REMOVAL_ACTIONS_WHEN("final_snapshot")
/* The same where it is said by something else than an input; given: NULL. */
#define DATABASE_REMOVAL_ACTIONS_WHEN(given) \
        {"rds:DescribeDBInstances", "*"}, \
        {"rds:DescribeDBSnapshots", "*"}, \
        {"rds:DescribeEvents", "*"}, \
        {"rds:ModifyDBInstance", "rds:db:{instance} rds:pg:* rds:og:*"}, \
        {"rds:DeleteDBInstance", "rds:db:{instance}"}, \
        {"rds:CreateDBSnapshot", "rds:db:{instance} rds:snapshot:{db}-final-*", ACTION_INSTANCE, \
         .when = (given)}, \
        {"rds:AddTagsToResource", "rds:snapshot:{db}-final-* rds:cluster-snapshot:{db}-final-*", \
         .when = (given)}, \
        {"rds:ListTagsForResource", "*"}, \
        {"rds:DescribeDBClusters", "*"}, \
        {"rds:DescribeDBClusterSnapshots", "*"}, \
        {"rds:DescribeDBClusterEndpoints", "*", ACTION_CLUSTER}, \
        {"rds:ModifyDBCluster", "rds:cluster:{db} rds:cluster-pg:*", ACTION_CLUSTER}, \
        {"rds:DeleteDBCluster", "rds:cluster:{db}", ACTION_CLUSTER}, \
        {"rds:CreateDBClusterSnapshot", "rds:cluster:{db} rds:cluster-snapshot:{db}-final-*", \
         ACTION_CLUSTER, .when = (given)}
/* clang-format on */

/* *found false when there is neither; db is then empty. */
bool database_look(struct stage *s, const char *id, struct database *db, bool *found,
                   struct err *err);
/* Can be used: available, also while RDS takes a backup of it, with an address, a cluster with a
 * writer. */
bool database_is_usable(const struct database *db);
/* Not now, but it is about to be: it is changing, restarting, or its writer fails over. */
bool database_is_passing(const struct database *db);
/* A cluster whose instances are gone: it has its data still, and nobody can use it. */
bool database_is_bare(const struct database *db);
/* The way out of that. */
bool database_advise_instance(const char *id, struct err *err);
void database_release(struct database *db);

/* By its tags: this stack, this run. */
bool database_is_made_by_run(const struct stage *s, const struct database *db);

/* Calls ModifyDBInstance or ModifyDBCluster, once; then tells the journal `result` and waits until
 * the database has come to rest again, as *db. ERR_LOST and ERR_STATE come from the call: see
 * database_rest(). */
bool database_modify(struct stage *s, const struct rds_modify *modify, const char *result,
                     struct database *db, struct err *err);
/* The same wait, after a call of which no answer came. */
bool database_rest(struct stage *s, struct database *db, struct err *err);

#endif
