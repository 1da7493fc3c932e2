/*
 * Amazon Aurora's DB clusters, as rds.h has DB instances. Facts: botocore
 * data/rds/2014-10-31/service-2.json.
 *
 * A cluster holds the data; its instances (its members) serve it: one writer, and readers. Made
 * from a snapshot it has none: each is made with CreateDBInstance, and the first becomes the
 * writer. A cluster can be deleted once its members are being deleted.
 */
#ifndef SNAPLIFT_AWS_RDS_CLUSTER_H
#define SNAPLIFT_AWS_RDS_CLUSTER_H

#include "engine/aws/rds.h"

struct rds_cluster_member {
        char *id; /* of the DB instance */
        bool writer;
        int64_t tier;           /* PromotionTier */
        char *parameter_status; /* of the cluster's parameter group in it */
};

struct rds_cluster {
        char *id;
        char *resource_id; /* DbClusterResourceId: never used again, unlike the name */
        char *arn;
        char *status;
        char *engine;
        char *engine_version;
        char *engine_mode; /* provisioned, serverless, ...; or NULL */
        char *db_name;
        char *master_user;
        char *address; /* of the writer; NULL until there is an endpoint */
        char *reader;  /* of the readers, or NULL */
        int64_t port;
        int64_t created; /* ClusterCreateTime, ms */
        bool encrypted;
        char *kms_key;
        bool deletion_protection;
        char *instance_class; /* of a Multi-AZ DB cluster; NULL: it is none */
        char *scalability;    /* ClusterScalabilityType, or NULL */
        char *global_cluster; /* or NULL */
        char *replica_of;     /* ReplicationSourceIdentifier, or NULL */
        struct strlist replicas;
        struct rds_cluster_member *members;
        size_t member_count;
        char *master_secret;        /* MasterUserSecret.SecretArn, or NULL */
        char *master_secret_status; /* creating, active, rotating, impaired; or NULL */
        struct strlist pending;     /* names of the members of PendingModifiedValues */
        struct tags tags;
        struct json_object *settings; /* all of them, by rds_members.h's keys */
};

struct rds_clusters {
        struct rds_cluster *items;
        size_t count;
};

struct rds_cluster_endpoint {
        char *id; /* NULL for the cluster's own: only custom ones have names */
        char *arn;
        char *address;
        char *status;
        char *type;             /* READER, WRITER, CUSTOM */
        char *custom_type;      /* READER, ANY */
        struct strlist members; /* StaticMembers */
        struct strlist excluded;
};

struct rds_cluster_endpoints {
        struct rds_cluster_endpoint *items;
        size_t count;
};

/* The whole list, all pages. */
bool rds_list_clusters(struct aws *aws, struct rds_clusters *out, struct err *err);
/* By name. ERR_NOT_FOUND. */
bool rds_find_cluster(struct aws *aws, const char *id, struct rds_cluster *out, struct err *err);
/* A cluster's snapshot has no `original` time: a copy has its own only. To delete one:
 * rds_share.h.
 *
 * Of exactly this cluster, all pages; type as for rds_list_snapshots(). */
bool rds_list_cluster_snapshots(struct aws *aws, const char *source, const char *type,
                                struct rds_snapshots *out, struct err *err);
/* By identifier or ARN. ERR_NOT_FOUND. */
bool rds_find_cluster_snapshot(struct aws *aws, const char *id, struct rds_snapshot *out,
                               struct err *err);
/* All of a cluster's, also its own; none when there is no such cluster. cluster NULL: of all. */
bool rds_list_cluster_endpoints(struct aws *aws, const char *cluster,
                                struct rds_cluster_endpoints *out, struct err *err);
bool rds_cluster_events(struct aws *aws, const char *id, int64_t since, struct rds_events *out,
                        struct err *err);

struct rds_cluster_restore {
        const char *id;
        const char *snapshot; /* identifier or ARN */
        const char *engine;
        const char *version; /* NULL: RDS's default one, not the snapshot's */
        const struct tags *tags;
        struct json_object *settings; /* borrowed; those that a restore takes are sent */
};
/* As rds_restore_instance(). */
bool rds_restore_cluster(struct aws *aws, const struct rds_cluster_restore *request,
                         struct rds_cluster *out, struct err *err);

struct rds_member_create {
        const char *id;
        const char *cluster;
        const char *engine;
        const struct tags *tags;
        struct json_object *settings; /* borrowed; those that CreateDBInstance takes are sent */
};
/* Another instance of a cluster. ERR_EXISTS, ERR_STATE (not now), ... */
bool rds_create_member(struct aws *aws, const struct rds_member_create *request,
                       struct rds_instance *out, struct err *err);

/* As rds_modify_instance(). */
bool rds_modify_cluster(struct aws *aws, const struct rds_modify *request, struct rds_cluster *out,
                        struct err *err);
/* Another role, for one of its features or (NULL) for none in particular. */
bool rds_add_role_to_cluster(struct aws *aws, const char *id, const char *role, const char *feature,
                             struct err *err);
/* The Data API's. */
bool rds_enable_http_endpoint(struct aws *aws, const char *arn, struct err *err);

/* As rds_start_instance(), with its members. */
bool rds_start_cluster(struct aws *aws, const char *id, struct err *err);
bool rds_stop_cluster(struct aws *aws, const char *id, struct err *err);

/* As rds_delete_instance(). ERR_STATE also while it has members that are not being deleted. */
bool rds_delete_cluster(struct aws *aws, const char *id, const char *final_snapshot,
                        bool delete_backups, struct rds_cluster *out, struct err *err);

bool rds_create_cluster_snapshot(struct aws *aws, const char *id, const char *source,
                                 const struct tags *tags, struct rds_snapshot *out,
                                 struct err *err);

struct rds_endpoint_create {
        const char *id;
        const char *cluster;
        const char *type;               /* READER, ANY */
        const struct strlist *members;  /* or empty */
        const struct strlist *excluded; /* or empty */
        const struct tags *tags;
};
bool rds_create_cluster_endpoint(struct aws *aws, const struct rds_endpoint_create *request,
                                 struct err *err);

void rds_cluster_release(struct rds_cluster *c);
void rds_clusters_release(struct rds_clusters *l);
void rds_cluster_endpoints_release(struct rds_cluster_endpoints *l);

#endif
