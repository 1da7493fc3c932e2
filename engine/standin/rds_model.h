/*
 * What the files of the RDS model share. An instance is kept as the DBInstance that
 * DescribeDBInstances answers, plus what AWS doesn't show; a snapshot likewise.
 *
 *      rds.c           the model, its tables of instances and snapshots, the table of operations
 *      rds_seed.c      instances and snapshots of the seed file
 *      rds_jobs.c      an instance's way through its statuses
 *      rds_rules.c     names, groups, quotas: what may be asked for
 *      rds_create.c    CreateDBInstance, RestoreDBInstanceFromDBSnapshot
 *      rds_modify.c    ModifyDBInstance
 *      rds_instances.c delete, reboot, start, stop
 *      rds_snapshots.c create, copy, delete and share
 *      rds_describe.c  the Describe operations
 *      rds_events.c    events, tags
 */
#ifndef SNAPLIFT_STANDIN_RDS_MODEL_H
#define SNAPLIFT_STANDIN_RDS_MODEL_H

#include "engine/base/json.h"
#include "engine/loop/loop.h"
#include "engine/standin/bodies.h"
#include "engine/standin/world.h"

struct rds_job;

struct rds_instance {
        struct standin *cloud;
        char *id;
        struct json_object *is; /* the DBInstance, as it is described */
        char *password;         /* of the master user; NULL: unknown (a seed without one) */
        int64_t port;           /* of the endpoint to be; a body has its own */
        const char *resting;    /* the status when no job is under way */
        struct rds_job *jobs;   /* the first is under way */
        struct db_body *body;   /* NULL in a pure model */
        char *data; /* the snapshot's data it is restored from, while its body isn't made yet */
        char *sql;  /* for a new body */
};

struct rds_snapshot {
        struct standin *cloud;
        char *id; /* an ARN's last part; shared ones of others carry their ARN as id */
        struct json_object *is;     /* the DBSnapshot, as it is described */
        struct json_object *source; /* the DBInstance at that time */
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

struct rds_model {
        struct standin *cloud;
        struct rds_instance **instances; /* ordered by id */
        size_t instance_count;
        struct rds_snapshot **snapshots; /* ordered by id */
        size_t snapshot_count;
        struct json_object *events;           /* array, oldest first */
        struct json_object *parameter_groups; /* name -> family */
        struct json_object *subnet_groups;    /* name -> VPC */
        int64_t next_event;
        int64_t next_data; /* names of bodies' copies */
};

/* --- rds.c --- */
struct rds_instance *rds_instance_find(struct standin *s, const char *id_or_arn);
/* Fails the call with DBInstanceNotFound. */
struct rds_instance *rds_instance_named(struct call *call, const char *id_or_arn);
/* Takes is. */
struct rds_instance *rds_instance_add(struct standin *s, const char *id, struct json_object *is);
void rds_instance_rename(struct rds_instance *db, const char *id);
void rds_instance_remove(struct rds_instance *db); /* and free it */
struct rds_snapshot *rds_snapshot_find(struct standin *s, const char *id_or_arn);
struct rds_snapshot *rds_snapshot_named(struct call *call, const char *id_or_arn);
struct rds_snapshot *rds_snapshot_add(struct standin *s, const char *id, struct json_object *is);
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
        void (*begin)(struct rds_instance *db, struct rds_job *job);
        bool (*end)(struct rds_instance *db, struct rds_job *job);
        void (*dropped)(struct rds_instance *db, struct rds_job *job);
        const char *fail_status; /* it ends so, and the jobs after it are dropped */
        struct json_object *change;
        char *name;
        bool begun, quiet; /* quiet: its end no longer matters */
        bool body_pending, body_failed;
        struct timer *timer;
        struct rds_instance *db;
};

struct rds_job *rds_job_new(const char *status, int64_t lag, int64_t duration);
/* Appended, and started at once when nothing is under way: fill the job first. */
void rds_job_add(struct rds_instance *db, struct rds_job *job);
/* Drops what is queued and under way; what the body is doing is waited for first. */
void rds_jobs_drop(struct rds_instance *db);
void rds_jobs_free(struct rds_instance *db); /* for the end of the world */
bool rds_jobs_idle(const struct rds_instance *db);
void rds_job_body_done(void *job, bool ok, const char *message);
void rds_status(struct rds_instance *db, const char *status);
const char *rds_status_of(const struct rds_instance *db);

/* --- rds_rules.c --- */
bool rds_check_instance_id(struct call *call, const char *member, const char *id);
bool rds_check_snapshot_id(struct call *call, const char *member, const char *id);
bool rds_check_settings(struct call *call, struct json_object *in, bool creating);
bool rds_check_instance_quota(struct call *call);
bool rds_check_snapshot_quota(struct call *call);
/* "instances" or "snapshots" */
int64_t rds_quota(struct standin *s, const char *name);
bool rds_check_tags(struct call *call, struct json_object *tags);
char *rds_default_parameter_group(const char *engine, const char *version);

/* --- rds_create.c --- */
/* A DBInstance with AWS's defaults and what in (members of CreateDBInstance) says. */
struct json_object *rds_shape_instance(struct standin *s, const char *id, struct json_object *in);
int64_t rds_default_port(const char *engine);
void rds_appear(struct rds_instance *db); /* the endpoint */
void rds_op_create_db_instance(struct call *call);
void rds_op_restore_db_instance(struct call *call);
/* is[...] of the settings that answer under other names than they are asked for. */
void rds_set_groups(struct standin *s, struct json_object *is, struct json_object *in,
                    const char *sg_status, const char *pg_status);

/* --- rds_modify.c --- */
void rds_op_modify_db_instance(struct call *call);

/* --- rds_instances.c --- */
void rds_op_delete_db_instance(struct call *call);
void rds_op_reboot_db_instance(struct call *call);
void rds_op_start_db_instance(struct call *call);
void rds_op_stop_db_instance(struct call *call);

/* --- rds_snapshots.c --- */
/* Queues an automated backup: status backing-up and an automated snapshot. */
void rds_back_up(struct rds_instance *db);
/* A new snapshot of the instance, still without time. type: manual, automated. */
struct rds_snapshot *rds_snapshot_of(struct rds_instance *db, const char *id, const char *type);
/* A job that makes it; status is shown meanwhile. */
struct rds_job *rds_snapshot_job(struct rds_instance *db, struct rds_snapshot *snap,
                                 const char *status, int64_t lag);
void rds_snapshot_refresh(struct rds_snapshot *snap); /* its progress, as of now */
char *rds_data_name(struct standin *s, const char *id);
void rds_op_create_db_snapshot(struct call *call);
void rds_op_copy_db_snapshot(struct call *call);
void rds_op_delete_db_snapshot(struct call *call);
void rds_op_modify_db_snapshot_attribute(struct call *call);
void rds_op_describe_db_snapshot_attributes(struct call *call);

/* --- rds_describe.c, rds_events.c --- */
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
void rds_event_of(struct rds_instance *db, const char *category, const char *message);
void rds_op_do_add_tags(struct call *call);
void rds_op_remove_tags(struct call *call);
void rds_op_list_tags(struct call *call);

/* --- rds_seed.c --- */
bool rds_seed(struct standin *s, struct json_object *seed, struct err *err);

#endif
