/*
 * What the stages that handle an Aurora cluster share, as database.h has it for DB instances: whose
 * it is, waiting for it, and removing it with its instances. All of it looks first; nothing here
 * decides by a prefix of a name.
 */
#ifndef SNAPLIFT_STAGES_DATABASE_CLUSTER_H
#define SNAPLIFT_STAGES_DATABASE_CLUSTER_H

#include "engine/aws/rds_cluster.h"
#include "stages/cloud.h"
#include "stages/database.h"
#include "stages/usage.h"

/* *found false when there is none. */
bool cluster_find(struct stage *s, const char *id, struct rds_cluster *c, bool *found,
                  struct err *err);

/* As database_await_seen(). */
bool cluster_await_seen(struct stage *s, const char *id, struct rds_cluster *c, bool *found,
                        struct err *err);

/* By its tags: this stack, this run. */
bool cluster_is_of_run(const struct stage *s, const struct rds_cluster *c);
/* ERR_REFUSED for what looks like one and is not restored by Snaplift: Multi-AZ DB clusters, Aurora
 * Limitless, and other engines than Aurora. */
bool cluster_check_kind(const struct rds_cluster *c, struct err *err);
/* The same of its snapshot. */
bool cluster_check_engine(const char *what, const char *id, const char *engine, struct err *err);

/* Its writer's instance; NULL: it has none. */
const struct rds_cluster_member *cluster_writer(const struct rds_cluster *c);
/* The writer, then the readers in the order in which they would take over. The caller frees the
 * array. */
const struct rds_cluster_member **cluster_by_role(const struct rds_cluster *c);
/* Not one of the two that every cluster has. */
bool cluster_endpoint_is_custom(const struct rds_cluster_endpoint *e);
/* Its members, as DB instances. */
bool cluster_find_members(struct stage *s, const struct rds_cluster *c, struct rds_instances *out,
                          struct err *err);

/* As database_wait() and database_wait_change(). Its members are waited for as instances. */
bool cluster_wait(struct stage *s, const char *id, struct rds_cluster *c, struct err *err);
bool cluster_wait_change(struct stage *s, const char *id, struct rds_cluster *c, struct err *err);
/* The instance that writes is available: a cluster says that it is, whatever its instances are. */
bool cluster_wait_writer(struct stage *s, const struct rds_cluster *c, struct err *err);

/* As database_wait_gone(). */
bool cluster_wait_gone(struct stage *s, const char *id, const char *resource_id, struct err *err);

/* What its users would refer to: its and its members' names, and all addresses. */
struct cluster_names {
        struct usage_target target; /* borrows from the cluster and from what is below */
        struct rds_instances members;
        struct rds_cluster_endpoints endpoints;
};
bool cluster_find_names(struct stage *s, const struct rds_cluster *c, struct cluster_names *out,
                        struct err *err);
void cluster_names_release(struct cluster_names *n);

/* Whether it could be deleted. */
bool cluster_check_deletable(struct stage *s, const struct rds_cluster *c,
                             const struct deletion_terms *terms, struct err *err);

struct cluster_removal {
        const char *id;
        const char *resource_id;    /* what is removed; NULL: what the first look finds */
        const char *final_snapshot; /* NULL: none is taken */
        bool keep_backups;
        /* As database_removal's. */
        bool (*allowed)(struct stage *s, const struct rds_cluster *c, void *arg, bool *wait,
                        struct err *err);
        void *arg;
};

/* Lifts the protection, deletes its members (the readers first), then the cluster, each an intent
 * of its own; waits until it is gone. Gone or on its way: fine. */
bool cluster_remove(struct stage *s, const struct cluster_removal *removal, struct err *err);

/* `<id>-<middle><time of the run>` in 63 characters, the most that the name of a cluster's snapshot
 * has: the time loses digits at its front where it would be longer. middle: "final-" or "". */
enum { CLUSTER_NAME_SIZE = 64 };
bool cluster_snapshot_name(const struct stage *s, const char *id, const char *middle,
                           char out[CLUSTER_NAME_SIZE], struct err *err);

#endif
