/*
 * What the files of the RDS model share. An instance or cluster is kept as the DBInstance or
 * DBCluster that the Describe operations answer, plus what AWS doesn't show; a snapshot likewise.
 *
 *      rds.c           the model, its tables of databases and snapshots, the table of operations
 *      rds_seed.c      databases and snapshots of the seed file
 *      rds_settings.c  every setting: what describes it, what requests call it
 *      rds_jobs.c      a database's way through its statuses
 *      rds_rules.c     names, groups, quotas: what may be asked for; rds_cluster_rules.c
 *      rds_create.c    CreateDBInstance, RestoreDBInstanceFromDBSnapshot
 *      rds_modify.c    ModifyDBInstance, ModifyDBCluster
 *      rds_instances.c delete, reboot, start, stop; rds_stopped.c
 *      rds_cluster*.c  what a cluster is, create and restore, delete and restarts
 *      rds_members.c   a cluster's instances; failover
 *      rds_endpoints.c, rds_roles.c, rds_versions.c
 *      rds_snapshots.c create and delete; rds_copy.c, rds_share.c
 *      rds_describe.c  the Describe operations; rds_cluster_describe.c
 *      rds_events.c    events, tags
 *      rds_metrics.c   what CloudWatch has of databases; rds_connections.c
 */
#ifndef SNAPLIFT_STANDIN_RDS_MODEL_H
#define SNAPLIFT_STANDIN_RDS_MODEL_H

#include "engine/base/json.h"
#include "engine/loop/loop.h"
#include "engine/standin/bodies.h"
#include "engine/standin/world.h"

struct rds_job;

enum rds_kind { RDS_INSTANCE, RDS_CLUSTER, RDS_KINDS };

/* What AWS calls the members, errors and event sources of a kind. */
struct rds_words {
        const char *what;   /* "DB instance" */
        const char *answer; /* "DBInstance" */
        const char *list;   /* "DBInstances" */
        const char *id, *arn, *status, *resource;
        const char *arn_part; /* "db" */
        const char *source;   /* "db-instance" */
        const char *not_found, *exists, *bad_state;
};

extern const struct rds_words rds_words[RDS_KINDS], rds_snapshot_words[RDS_KINDS];

/* A DB instance or a DB cluster. An instance that is a cluster's member has the cluster's id as
 * DBClusterIdentifier, and no body: the one server is the cluster's. */
struct rds_db {
        struct standin *cloud;
        enum rds_kind kind;
        char *id;
        struct json_object *is;        /* the DBInstance or DBCluster, as it is described */
        struct json_object *endpoints; /* of a cluster: array of custom DBClusterEndpoints */
        char *password;                /* of the master user; NULL: unknown (a seed without one) */
        int64_t port;                  /* of the endpoint to be; a body has its own */
        const char *resting;           /* the status when no job is under way */
        struct rds_job *jobs;          /* the first is under way */
        struct timer *restart;         /* while it is stopped */
        struct db_body *body;          /* NULL in a pure model */
        char *data; /* the snapshot's data it is restored from, while its body isn't made yet */
        char *sql;  /* for a new body */
};

struct rds_snapshot {
        struct standin *cloud;
        enum rds_kind kind;
        char *id; /* an ARN's last part; shared ones of others carry their ARN as id */
        struct json_object *is;     /* the DBSnapshot or DBClusterSnapshot, as it is described */
        struct json_object *source; /* the DBInstance or DBCluster at that time */
        char *password;
        char *data;                     /* of the body's copy; copies share it */
        struct json_object *restorable; /* accounts it is shared with */
        bool foreign;                   /* another account's, shared with us */
        struct timer *timer;
        int64_t begun, lasts; /* ticks: while it is being made */
        bool body_pending, failed;
        const char *fail_status; /* a fault: what it ends as */
        struct signal_point settled;
};

struct rds_dbs {
        struct rds_db **items; /* ordered by id */
        size_t count;
};

struct rds_snapshots {
        struct rds_snapshot **items; /* ordered by id */
        size_t count;
};

struct rds_model {
        struct standin *cloud;
        struct rds_dbs dbs[RDS_KINDS];
        struct rds_snapshots snapshots[RDS_KINDS];
        struct json_object *events;           /* array, oldest first */
        struct json_object *clients;          /* array of {at, database, count}, oldest first */
        struct json_object *parameter_groups; /* name -> family */
        struct json_object *cluster_parameter_groups; /* name -> family */
        struct json_object *subnet_groups;            /* name -> VPC */
        int64_t next_event;
        int64_t next_data; /* names of bodies' copies */
};

/* --- rds_connections.c --- */
void rds_connections_seed(struct standin *s, struct json_object *seed);

/* --- rds.c --- */
struct rds_db *rds_find(struct standin *s, enum rds_kind kind, const char *id_or_arn);
/* Fails the call with DBInstanceNotFound, DBClusterNotFoundFault. */
struct rds_db *rds_named(struct call *call, enum rds_kind kind, const char *id_or_arn);
/* Takes is. */
struct rds_db *rds_add(struct standin *s, enum rds_kind kind, const char *id,
                       struct json_object *is);
void rds_rename(struct rds_db *db, const char *id);
void rds_remove(struct rds_db *db); /* and free it */
struct rds_snapshot *rds_snapshot_find(struct standin *s, enum rds_kind kind,
                                       const char *id_or_arn);
/* The same, of any region: for copies. Others' only when they are shared. */
struct rds_snapshot *rds_snapshot_anywhere(struct standin *s, enum rds_kind kind,
                                           const char *id_or_arn);
struct rds_snapshot *rds_snapshot_named(struct call *call, enum rds_kind kind,
                                        const char *id_or_arn);
struct rds_snapshot *rds_snapshot_add(struct standin *s, enum rds_kind kind, const char *id,
                                      struct json_object *is);
void rds_snapshot_remove(struct rds_snapshot *snap);
char *rds_lower(const char *text); /* the caller frees */
void rds_now(struct standin *s, char *iso);
/* Puts out[member] as a copy. */
void rds_answer(struct call *call, const char *member, struct json_object *value);

/* --- rds_jobs.c --- */
struct rds_job {
        struct rds_job *next;
        const char *status; /* shown while it runs; NULL: the resting status stays */
        int64_t lag;        /* accepted, not seen to happen yet */
        int64_t duration;
        /* Each may be NULL. begin may start work of the body (body_pending = true, with
         * rds_job_body_done and the job as its callback). end gives false when the instance is
         * gone, and the job with it. */
        void (*begin)(struct rds_db *db, struct rds_job *job);
        bool (*end)(struct rds_db *db, struct rds_job *job);
        void (*dropped)(struct rds_db *db, struct rds_job *job);
        const char *fail_status; /* it ends so, and the jobs after it are dropped */
        struct json_object *change;
        char *name;
        bool begun, quiet;   /* quiet: its end no longer matters */
        bool awaits_cluster; /* body_pending until its cluster is there */
        bool body_pending, body_failed;
        struct timer *timer;
        struct rds_db *db;
};

struct rds_job *rds_job_new(const char *status, int64_t lag, int64_t duration);
/* Appended, and started at once when nothing is under way: fill the job first. */
void rds_job_add(struct rds_db *db, struct rds_job *job);
/* Drops what is queued and under way; what the body is doing is waited for first. */
void rds_jobs_drop(struct rds_db *db);
void rds_jobs_free(struct rds_db *db); /* for the end of the world */
void rds_job_body_done(void *job, bool ok, const char *message);
void rds_status(struct rds_db *db, const char *status);
const char *rds_status_of(const struct rds_db *db);

/* --- rds_rules.c --- */
bool rds_check_instance_id(struct call *call, const char *member, const char *id);
bool rds_check_snapshot_id(struct call *call, const char *member, const char *id);
bool rds_check_settings(struct call *call, struct json_object *in, bool creating);
bool rds_check_security_groups(struct call *call, struct json_object *in);
bool rds_check_range(struct call *call, const char *member, int64_t least, int64_t most);
bool rds_check_password(struct call *call);
bool rds_check_instance_quota(struct call *call);
bool rds_check_cluster_quota(struct call *call);
bool rds_check_snapshot_quota(struct call *call, enum rds_kind kind);
/* "instances", "db_clusters", "snapshots", "db_cluster_snapshots" */
int64_t rds_quota(struct standin *s, const char *name);
bool rds_check_tags(struct call *call, struct json_object *tags);
char *rds_default_parameter_group(const char *engine, const char *version);

/* --- rds_create.c --- */
/* A DBInstance with AWS's defaults and what in (members of CreateDBInstance) says. */
struct json_object *rds_shape_instance(struct standin *s, const char *id, struct json_object *in);
int64_t rds_default_port(const char *engine);
const char *rds_default_version(const char *engine);
char *rds_resource_id(struct standin *s, const char *prefix); /* the caller frees */
void rds_appear(struct rds_db *db);                           /* the endpoint */
/* From creating to available. restored: the event's text, or NULL for a new one. */
void rds_instance_grow(struct rds_db *db, const char *restored, const char *fail_status);
/* A server for it, empty or on db->data. */
void rds_make_body(struct rds_db *db, body_done done, void *arg);
/* Whether the caller can restore from it now. asked: what the request calls it. */
bool rds_check_source(struct call *call, struct rds_snapshot *snap, const char *asked);
void rds_op_create_db_instance(struct call *call);
void rds_op_restore_db_instance(struct call *call);
/* is[...] of the settings that answer under other names than they are asked for. */
void rds_set_groups(struct standin *s, struct json_object *is, struct json_object *in,
                    const char *sg_status, const char *pg_status);

/* --- rds_settings.c --- */

/* AT_ONCE: with the answer. SOON: whatever the maintenance window. WINDOW: with it, or with
 * ApplyImmediately. */
enum rds_when { RDS_AT_ONCE, RDS_SOON, RDS_WINDOW };

struct rds_setting {
        const char *is;       /* the member that describes it */
        const char *created;  /* create's and restore's member, or NULL */
        const char *modified; /* modify's member, or NULL */
        enum rds_when when;
};

const struct rds_setting *rds_settings(enum rds_kind kind); /* ended by a NULL name */
/* What a create or restore request says. */
void rds_take_settings(struct standin *s, enum rds_kind kind, struct json_object *is,
                       struct json_object *in);
/* The part of it that is described in another form, also of a modification. */
void rds_take_shaped(struct standin *s, enum rds_kind kind, struct json_object *is,
                     struct json_object *in);

/* --- rds_keys.c --- */
/* The request's key, if it names one, becomes an ARN; fails with KMSKeyNotAccessibleFault. */
bool rds_check_key(struct call *call, const char *member);
/* Whether the caller can use the key that an encrypted snapshot is under. */
bool rds_check_snapshot_key(struct call *call, struct rds_snapshot *snap);
/* What is encrypted has a key: the account's default when none is named. */
void rds_settle_key(struct standin *s, struct json_object *is);

/* --- rds_secrets.c: master passwords that RDS manages --- */
bool rds_check_secret_new(struct call *call);
bool rds_check_secret(struct call *call, struct rds_db *db);
/* Makes the secret, and a password when there is none. key: an ARN, or NULL for the default. */
void rds_secret_give(struct rds_db *db, const char *key);
/* What a modification asks for; a new password becomes the request's MasterUserPassword. */
void rds_secret_modify(struct call *call, struct rds_db *db);
void rds_secret_settle(struct rds_db *db); /* its database is ready, or has the new password */
void rds_secret_drop(struct rds_db *db);

/* --- rds_modify.c --- */
void rds_op_modify_db_instance(struct call *call);
void rds_op_modify_db_cluster(struct call *call);

/* --- rds_cluster.c, rds_cluster_create.c, rds_cluster_rules.c, rds_cluster_ops.c --- */
#define RDS_ZONE "Z2R2ITUGPM61AM" /* HostedZoneId */
bool rds_engine_is_aurora(const char *engine);
bool rds_is_aurora(const struct rds_db *cluster); /* else a Multi-AZ DB cluster */
struct json_object *rds_shape_cluster(struct standin *s, const char *id, struct json_object *in);
void rds_set_cluster_groups(struct json_object *is, struct json_object *in, const char *sg_status);
void rds_scaling_settle(struct json_object *is);
void rds_cluster_appear(struct rds_db *cluster); /* the endpoints */
void rds_cluster_rename(struct rds_db *cluster, const char *id);
/* cluster: being modified; NULL: to be made. */
bool rds_check_cluster_settings(struct call *call, struct rds_db *cluster);
/* Members that came before their cluster was there begin to be, or fail with it. */
void rds_members_wake(struct rds_db *cluster, bool ok);
void rds_op_create_db_cluster(struct call *call);
void rds_op_restore_db_cluster(struct call *call);
void rds_op_delete_db_cluster(struct call *call);
void rds_op_reboot_db_cluster(struct call *call);
void rds_op_start_db_cluster(struct call *call);
void rds_cluster_start(struct rds_db *cluster);
void rds_op_stop_db_cluster(struct call *call);
void rds_op_enable_http_endpoint(struct call *call);
void rds_op_disable_http_endpoint(struct call *call);

/* --- rds_members.c --- */
struct rds_db *rds_cluster_of(const struct rds_db *db); /* NULL: not a member */
size_t rds_member_count(struct rds_db *cluster);
struct rds_db *rds_member_at(struct rds_db *cluster, size_t i);
/* Nobody reaches a cluster without members: its server goes down. */
void rds_cluster_idle(struct rds_db *cluster);
bool rds_is_writer(struct rds_db *db);
/* in: members of CreateDBInstance. The first one is the writer. */
struct rds_db *rds_member_new(struct rds_db *cluster, const char *id, struct json_object *in);
void rds_member_create(struct call *call, const char *id);
void rds_member_leaves(struct rds_db *db); /* before it is removed */
void rds_member_renamed(struct rds_db *db, const char *id);
void rds_member_tier(struct rds_db *db);
void rds_member_rebooted(struct rds_db *db);
/* The members show what the cluster is now. */
void rds_members_follow(struct rds_db *cluster);
/* id: one member, or NULL: all */
void rds_members_parameters(struct rds_db *cluster, const char *id, const char *status);
bool rds_check_member_settings(struct call *call, struct rds_db *db);
bool rds_check_member_delete(struct call *call, struct rds_db *db);
void rds_writer_goes(struct rds_db *db); /* fails over when db is a writer with readers */
void rds_op_failover_db_cluster(struct call *call);

/* --- rds_endpoints.c, rds_roles.c, rds_versions.c --- */
void rds_endpoints_appear(struct rds_db *cluster);
void rds_endpoints_forget(struct rds_db *cluster, const char *id);
struct json_object *rds_endpoint_tags(struct call *call, const char *arn);
void rds_op_create_db_cluster_endpoint(struct call *call);
void rds_op_modify_db_cluster_endpoint(struct call *call);
void rds_op_delete_db_cluster_endpoint(struct call *call);
void rds_op_describe_db_cluster_endpoints(struct call *call);
void rds_op_add_role_to_db_instance(struct call *call);
void rds_op_add_role_to_db_cluster(struct call *call);
void rds_op_remove_role_from_db_instance(struct call *call);
void rds_op_remove_role_from_db_cluster(struct call *call);
void rds_op_describe_db_engine_versions(struct call *call);
void rds_op_describe_db_major_engine_versions(struct call *call);
void rds_op_describe_orderable_db_instance_options(struct call *call);

/* --- rds_instances.c --- */
bool rds_require(struct call *call, struct rds_db *db, const char *status);
/* The final snapshot that a delete request names, or skips. */
bool rds_check_final(struct call *call, struct rds_db *db);
void rds_final_snapshot(struct rds_db *db, const char *final);
/* Jobs' begins: the body goes down, comes up. */
void rds_begin_stop(struct rds_db *db, struct rds_job *job);
void rds_begin_start(struct rds_db *db, struct rds_job *job);
void rds_backups_drop(struct rds_db *db); /* automated snapshots */
void rds_instance_end(struct rds_db *db, const char *final, const char *fail_status);
void rds_op_delete_db_instance(struct call *call);
void rds_op_reboot_db_instance(struct call *call);
void rds_op_start_db_instance(struct call *call);
void rds_instance_start(struct rds_db *db);
void rds_op_stop_db_instance(struct call *call);

/* --- rds_snapshots.c --- */
/* Queues an automated backup: status backing-up and an automated snapshot. */
void rds_back_up(struct rds_db *db);
/* A new snapshot of the instance, still without time. type: manual, automated. */
struct rds_snapshot *rds_snapshot_of(struct rds_db *db, const char *id, const char *type);
/* A job that makes it; status is shown meanwhile. */
struct rds_job *rds_snapshot_job(struct rds_db *db, struct rds_snapshot *snap, const char *status,
                                 int64_t lag);
void rds_snapshot_refresh(struct rds_snapshot *snap);   /* its progress, as of now */
char *rds_data_name(struct standin *s, const char *id); /* unique; the caller frees */
bool rds_snapshot_encrypted(const struct rds_snapshot *snap);
bool rds_snapshot_id_is_free(struct call *call, enum rds_kind kind, const char *id);
/* The request's tags instead of those that are there. */
void rds_snapshot_put_tags(struct rds_snapshot *snap, struct json_object *tags);
void rds_snapshot_settle(struct rds_snapshot *snap, const char *failed);
int64_t rds_manual_snapshots(const struct standin *s, enum rds_kind kind);
void rds_op_create_db_snapshot(struct call *call);
void rds_op_delete_db_snapshot(struct call *call);
void rds_op_create_db_cluster_snapshot(struct call *call);
void rds_op_delete_db_cluster_snapshot(struct call *call);

/* --- rds_stopped.c --- */
/* It rests as stopped, and is started again after seven days. */
void rds_rest_stopped(struct rds_db *db);
void rds_no_longer_stopped(struct rds_db *db);

/* --- rds_copy.c, rds_share.c --- */
void rds_op_copy_db_snapshot(struct call *call);
void rds_op_copy_db_cluster_snapshot(struct call *call);
/* Whether that account may see it: its own, shared with it, or public. */
bool rds_snapshot_visible(const struct standin *s, const struct rds_snapshot *snap);
bool rds_snapshot_public(const struct rds_snapshot *snap);
/* Whether it is not the account's own. */
bool rds_snapshot_is_foreign(const struct standin *s, const struct rds_snapshot *snap);
void rds_op_modify_db_snapshot_attribute(struct call *call);
void rds_op_modify_db_cluster_snapshot_attribute(struct call *call);
void rds_op_describe_db_snapshot_attributes(struct call *call);
void rds_op_describe_db_cluster_snapshot_attributes(struct call *call);

/* --- rds_describe.c, rds_cluster_describe.c, rds_events.c --- */
struct rds_filter {
        const char *name;   /* "db-instance-id" */
        const char *member; /* of the described object */
        const char *arn;    /* the member that the same filter also accepts, or NULL */
};

bool rds_check_filters(struct call *call, const struct rds_filter *known); /* ended by NULL */
bool rds_passes(struct call *call, const struct rds_filter *known, struct json_object *is);
int rds_by_key(const void *a, const void *b); /* for json_object_array_sort: the member "key" */
void rds_op_describe_db_clusters(struct call *call);
void rds_op_describe_db_cluster_snapshots(struct call *call);
void rds_op_describe_db_cluster_parameter_groups(struct call *call);
void rds_op_create_db_cluster_parameter_group(struct call *call);
void rds_op_describe_db_instances(struct call *call);
void rds_op_describe_db_snapshots(struct call *call);
void rds_op_describe_db_parameter_groups(struct call *call);
void rds_op_describe_db_subnet_groups(struct call *call);
void rds_op_describe_account_attributes(struct call *call);
void rds_op_create_db_parameter_group(struct call *call);
/* One page of items (array of objects named by key, ordered by it): members name and Marker of the
 * answer. Takes items. */
void rds_page(struct call *call, const char *name, const char *key, struct json_object *items);
void rds_op_describe_events(struct call *call);
void rds_event(struct standin *s, const char *type, const char *id, const char *arn,
               const char *category, const char *fmt, ...) __attribute__((format(printf, 6, 7)));
void rds_event_of(struct rds_db *db, const char *category, const char *message);
void rds_event_of_snapshot(struct rds_snapshot *snap, const char *category, const char *fmt, ...)
        __attribute__((format(printf, 3, 4)));
void rds_op_do_add_tags(struct call *call);
void rds_op_remove_tags(struct call *call);
void rds_op_list_tags(struct call *call);

/* --- rds_seed.c --- */
bool rds_seed(struct standin *s, struct json_object *seed, struct err *err);

#endif
