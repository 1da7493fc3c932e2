/*
 * database.restore of an Aurora cluster: a snapshot as the stack's candidate cluster, with the
 * settings of the active one, and with an instance for each of its instances.
 *
 * What is to be made is planned here (cluster_plan.c), made by cluster_make.h.
 */
#ifndef SNAPLIFT_STAGES_CLUSTER_RESTORE_H
#define SNAPLIFT_STAGES_CLUSTER_RESTORE_H

#include "stages/cluster_make.h"
#include "stages/database_cluster.h"

/* As the functions of a stage type. */
bool cluster_restore(struct stage *s, struct err *err);
bool cluster_restore_plan(struct stage *s, struct err *err);
bool cluster_restore_undo(struct stage *s, struct err *err);
/* The active database is this cluster: says so, and publishes it. */
bool cluster_restore_active(struct stage *s, const char *timestamp, const struct rds_cluster *c,
                            struct err *err);

/* The outputs of one that this run has made. ERR_REFUSED when it has custom endpoints. */
bool cluster_restore_recover(struct stage *s, const char *timestamp, const struct rds_cluster *c,
                             struct err *err);

/* Everything that is known before the first change. */
struct cluster_plan {
        struct rds_snapshot snapshot;
        char timestamp[STAMP_SIZE];
        char id[DATABASE_SIZE]; /* the candidate's */
        bool already;           /* it is the active one */
        bool has_from;
        struct rds_cluster from; /* the settings' source */
        struct rds_instances from_members;
        struct rds_cluster_endpoints from_endpoints;
        bool has_candidate;
        struct rds_cluster candidate; /* as it was when looked for */
        struct cluster_make make;     /* borrows from the rest */
};

/* Which instances there will be, and with which settings: as remembered when the run was begun
 * with, else as the settings' source has them now. */
bool cluster_plan_members(struct stage *s, struct cluster_plan *p, struct err *err);
bool cluster_plan_remember(struct stage *s, const struct cluster_plan *p, struct err *err);
/* Which custom endpoints; the instances are known by then. */
void cluster_plan_endpoints(struct cluster_plan *p);

#endif
