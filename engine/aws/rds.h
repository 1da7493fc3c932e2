/*
 * Amazon RDS, query protocol, 2014-10-31. Facts: botocore data/rds/2014-10-31/service-2.json.
 *
 * Structs own their texts; every *_release accepts a zeroed one. In requests texts are borrowed;
 * NULL means: not sent. Settings are written and read by table: rds_members.h.
 */
#ifndef SNAPLIFT_AWS_RDS_H
#define SNAPLIFT_AWS_RDS_H

#include "engine/aws/aws.h"

enum { RDS_UNSET = -1 };

struct rds_group { /* parameter and option groups, with ParameterApplyStatus or Status */
        char *name;
        char *status;
};

struct rds_instance {
        char *id;
        char *resource_id; /* DbiResourceId: never used again, unlike the name */
        char *arn;
        char *status;
        char *instance_class;
        char *engine;
        char *engine_version;
        char *db_name;
        char *master_user;
        char *address; /* NULL until there is an endpoint */
        int64_t port;
        char *zone;
        int64_t created; /* InstanceCreateTime, ms; 0 while creating */
        bool multi_az;
        int64_t storage;     /* GiB */
        int64_t max_storage; /* storage autoscaling; 0: off */
        char *storage_type;
        int64_t iops;
        int64_t throughput;
        bool encrypted;
        char *kms_key;
        char *subnet_group;
        char *vpc;
        struct strlist security_groups; /* ids */
        struct rds_group *parameter_groups;
        size_t parameter_group_count;
        struct rds_group *option_groups;
        size_t option_group_count;
        int64_t backup_days;
        char *backup_window;
        char *maintenance_window;
        bool auto_minor_upgrade;
        bool copy_tags;
        bool deletion_protection;
        bool iam_auth;
        bool public;
        int64_t monitoring_interval; /* s; 0: off */
        char *monitoring_role;
        bool insights;
        char *insights_kms_key;
        int64_t insights_days;
        struct strlist log_exports; /* EnabledCloudwatchLogsExports */
        char *ca;
        char *license;
        char *network_type;
        char *backup_target;
        char *lifecycle_support; /* EngineLifecycleSupport */
        bool dedicated_log_volume;
        char *cluster;                   /* DBClusterIdentifier, or NULL */
        char *replica_of;                /* ReadReplicaSourceDBInstanceIdentifier, or NULL */
        struct strlist replicas;         /* ReadReplicaDBInstanceIdentifiers */
        struct strlist replica_clusters; /* ReadReplicaDBClusterIdentifiers */
        char *master_secret;             /* MasterUserSecret.SecretArn, or NULL */
        char *master_secret_status;      /* creating, active, rotating, impaired; or NULL */
        struct strlist pending;          /* names of the members of PendingModifiedValues */
        char *storage_operation;         /* StorageOperationStatus, or NULL */
        int64_t storage_percent;         /* StorageOperationPercentProgress */
        struct tags tags;
        struct json_object *settings; /* all of them, by rds_members.h's keys */
};

struct rds_snapshot {
        char *id;
        char *arn;
        char *source;             /* DBInstanceIdentifier, exactly */
        char *source_resource_id; /* DbiResourceId */
        char *status;
        char *type;       /* manual, automated, shared, public, awsbackup */
        int64_t created;  /* SnapshotCreateTime, ms; 0 while creating */
        int64_t original; /* OriginalSnapshotCreateTime, ms; 0 when absent */
        char *engine;
        char *engine_version;
        int64_t storage;
        char *storage_type;
        int64_t iops;
        int64_t throughput;
        char *master_user;
        int64_t port;
        bool encrypted;
        char *kms_key;
        bool iam_auth;
        char *option_group;
        char *license;
        char *vpc;
        int64_t percent;
        struct tags tags;
};

struct rds_snapshots {
        struct rds_snapshot *items;
        size_t count;
};

struct rds_instances {
        struct rds_instance *items;
        size_t count;
};

struct rds_event {
        int64_t at;
        char *message;
};

struct rds_events {
        struct rds_event *items;
        size_t count;
};

/* The whole list, all pages. */
bool rds_list_instances(struct aws *aws, struct rds_instances *out, struct err *err);
/* By name. ERR_NOT_FOUND. */
bool rds_find_instance(struct aws *aws, const char *id, struct rds_instance *out, struct err *err);
/* Those of these names that are there, in any order; mostly in one call. */
bool rds_find_instances(struct aws *aws, const char *const *ids, size_t count,
                        struct rds_instances *out, struct err *err);

/* Snapshots of exactly this instance, all pages. type: NULL (manual and automated), or "manual",
 * "automated", "shared". */
bool rds_list_snapshots(struct aws *aws, const char *source, const char *type,
                        struct rds_snapshots *out, struct err *err);
/* By identifier or ARN (shared ones only by ARN). ERR_NOT_FOUND. */
bool rds_find_snapshot(struct aws *aws, const char *id, struct rds_snapshot *out, struct err *err);

/* RDS's own events of an instance since a time (at most 14 days back), oldest first. */
bool rds_instance_events(struct aws *aws, const char *id, int64_t since, struct rds_events *out,
                         struct err *err);

struct rds_restore {
        const char *id;
        const char *snapshot; /* identifier or ARN */
        const char *zone;
        const struct tags *tags;
        struct json_object *settings; /* borrowed; those that a restore takes are sent */
};

/* ERR_EXISTS (the name is taken), ERR_LIMIT, ERR_INVALID ... *out is the instance as answered. */
bool rds_restore_instance(struct aws *aws, const struct rds_restore *request,
                          struct rds_instance *out, struct err *err);

struct rds_modify {
        const char *id;
        const char *master_password;  /* never logged; wiped from the request after sending */
        bool manage_password;         /* RDS makes one and keeps it in Secrets Manager */
        const char *password_key;     /* with manage_password: the KMS key, or NULL: AWS's own */
        struct json_object *settings; /* borrowed; those that a modification takes are sent */
};

/* Nothing to modify. */
static inline struct rds_modify rds_modify_init(void)
{
        return (struct rds_modify){0};
}

/* ApplyImmediately is always true. out may be NULL. */
bool rds_modify_instance(struct aws *aws, const struct rds_modify *request,
                         struct rds_instance *out, struct err *err);
/* Another role for one of its features. ERR_EXISTS: it has it already. */
bool rds_add_role_to_instance(struct aws *aws, const char *id, const char *role,
                              const char *feature, struct err *err);
bool rds_reboot_instance(struct aws *aws, const char *id, struct err *err);
/* Not a cluster's member. RDS starts again after seven days what was stopped. ERR_STATE: it is in
 * another status, or may not be stopped at all (it has, or is, a read replica). */
bool rds_start_instance(struct aws *aws, const char *id, struct err *err);
bool rds_stop_instance(struct aws *aws, const char *id, struct err *err);

/* final_snapshot NULL: none is taken. delete_backups: also the automated backups. out may be NULL;
 * its resource id tells which one it was, as RDS goes by the name alone. ERR_NOT_FOUND when it is
 * gone; ERR_STATE when it is protected or not deletable now. */
bool rds_delete_instance(struct aws *aws, const char *id, const char *final_snapshot,
                         bool delete_backups, struct rds_instance *out, struct err *err);

bool rds_create_snapshot(struct aws *aws, const char *id, const char *source,
                         const struct tags *tags, struct rds_snapshot *out, struct err *err);
bool rds_delete_snapshot(struct aws *aws, const char *id, struct err *err);
bool rds_add_tags(struct aws *aws, const char *arn, const struct tags *tags, struct err *err);
/* Keys that are not there are no error. */
bool rds_remove_tags(struct aws *aws, const char *arn, const struct strlist *keys, struct err *err);

void rds_instance_release(struct rds_instance *i);
void rds_instances_release(struct rds_instances *l);
void rds_snapshot_release(struct rds_snapshot *s);
void rds_snapshots_release(struct rds_snapshots *l);
void rds_events_release(struct rds_events *l);

/* What a status of DBInstanceStatus means to one who waits. */
enum rds_phase {
        RDS_AVAILABLE, /* "available", also "storage-optimization": usable */
        RDS_MOVING,    /* on its way: creating, backing-up, modifying, ... and any status not known
                          here */
        RDS_DELETING,
        RDS_TERMINAL, /* will not become available by waiting: failed, incompatible-*, storage-full
                         ... */
};
enum rds_phase rds_phase(const char *status);

#endif
