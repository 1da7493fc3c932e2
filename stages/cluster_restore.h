/*
 * database.restore of an Aurora cluster: a snapshot as the stack's candidate cluster, with the
 * settings of the active one, and with an instance for each of its instances.
 *
 *      cluster -> writer -> readers -> settings -> roles, endpoints -> reboots
 *
 * The functions of cluster_restore.c are database.restore's own for a cluster's snapshot; the rest
 * is shared by the files that implement it.
 */
#ifndef SNAPLIFT_STAGES_CLUSTER_RESTORE_H
#define SNAPLIFT_STAGES_CLUSTER_RESTORE_H

#include "stages/database_cluster.h"
#include "stages/fingerprint.h"

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

enum { CLUSTER_TRIES = 3, CLUSTER_PASSES = 3, MEMBER_SIZE = 64 };

/* An instance to be made. */
struct planned_member {
        char id[MEMBER_SIZE];
        char *of; /* the instance it stands for; NULL: none */
        struct fingerprint settings;
        struct tags tags;
};

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
        struct fingerprint settings;
        struct planned_member *members; /* the writer first */
        size_t member_count;
        struct strlist differs;
        struct tags tags; /* of the cluster; a member has some of its own besides */
};

/* Which instances there will be, and with which settings: as remembered when the run was begun
 * with, else as the settings' source has them now. */
bool cluster_plan_members(struct stage *s, struct cluster_plan *p, struct err *err);
/* They are there and available; the first one writes. c is replaced. */
bool cluster_have_members(struct stage *s, struct cluster_plan *p, struct rds_cluster *c,
                          struct err *err);
/* The settings of each, and the parameters that only a restart brings into force. */
bool cluster_put_members_right(struct stage *s, struct cluster_plan *p, struct err *err);

/* Roles, the Data API's endpoint, custom endpoints. What is not to be had is reported. */
bool cluster_have_roles(struct stage *s, struct cluster_plan *p, struct rds_cluster *c,
                        struct err *err);
bool cluster_have_http_endpoint(struct stage *s, struct cluster_plan *p, struct rds_cluster *c,
                                struct err *err);
bool cluster_have_endpoints(struct stage *s, struct cluster_plan *p, struct err *err);
/* {"name of the old one": "address of the new one"}; the caller owns it. */
struct json_object *cluster_endpoint_addresses(struct stage *s, const struct cluster_plan *p,
                                               struct err *err);

#endif
