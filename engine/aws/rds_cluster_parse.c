/* The members of DBCluster, DBClusterSnapshot and DBClusterEndpoint that Snaplift reads. */
#include <stdlib.h>
#include <string.h>

#include "engine/aws/fields.h"
#include "engine/aws/rds_cluster_parse.h"
#include "engine/aws/rds_members.h"
#include "engine/aws/rds_parse.h"
#include "engine/base/mem.h"
#include "engine/base/xml.h"

#define CLUSTER(path, kind, member)                                                                \
        {                                                                                          \
                path, kind, offsetof(struct rds_cluster, member), false                            \
        }
#define SNAPSHOT(path, kind, member)                                                               \
        {                                                                                          \
                path, kind, offsetof(struct rds_snapshot, member), false                           \
        }
#define ENDPOINT(path, member)                                                                     \
        {                                                                                          \
                path, FIELD_TEXT, offsetof(struct rds_cluster_endpoint, member), false             \
        }

static const struct field cluster_fields[] = {
        {"DBClusterIdentifier", FIELD_TEXT, offsetof(struct rds_cluster, id), true},
        {"Status", FIELD_TEXT, offsetof(struct rds_cluster, status), true},
        CLUSTER("DbClusterResourceId", FIELD_TEXT, resource_id),
        CLUSTER("DBClusterArn", FIELD_TEXT, arn),
        CLUSTER("Engine", FIELD_TEXT, engine),
        CLUSTER("EngineVersion", FIELD_TEXT, engine_version),
        CLUSTER("EngineMode", FIELD_TEXT, engine_mode),
        CLUSTER("DatabaseName", FIELD_TEXT, db_name),
        CLUSTER("MasterUsername", FIELD_TEXT, master_user),
        CLUSTER("Endpoint", FIELD_TEXT, address),
        CLUSTER("ReaderEndpoint", FIELD_TEXT, reader),
        CLUSTER("Port", FIELD_NUMBER, port),
        CLUSTER("ClusterCreateTime", FIELD_TIME, created),
        CLUSTER("StorageEncrypted", FIELD_FLAG, encrypted),
        CLUSTER("KmsKeyId", FIELD_TEXT, kms_key),
        CLUSTER("DeletionProtection", FIELD_FLAG, deletion_protection),
        CLUSTER("DBClusterInstanceClass", FIELD_TEXT, instance_class),
        CLUSTER("ClusterScalabilityType", FIELD_TEXT, scalability),
        CLUSTER("GlobalClusterIdentifier", FIELD_TEXT, global_cluster),
        CLUSTER("ReplicationSourceIdentifier", FIELD_TEXT, replica_of),
        CLUSTER("MasterUserSecret/SecretArn", FIELD_TEXT, master_secret),
        CLUSTER("MasterUserSecret/SecretStatus", FIELD_TEXT, master_secret_status),
        {NULL},
};

static const struct field member_fields[] = {
        {"DBInstanceIdentifier", FIELD_TEXT, offsetof(struct rds_cluster_member, id), true},
        {"IsClusterWriter", FIELD_FLAG, offsetof(struct rds_cluster_member, writer), false},
        {"PromotionTier", FIELD_NUMBER, offsetof(struct rds_cluster_member, tier), false},
        {"DBClusterParameterGroupStatus", FIELD_TEXT,
         offsetof(struct rds_cluster_member, parameter_status), false},
        {NULL},
};

static const struct field snapshot_fields[] = {
        {"DBClusterSnapshotIdentifier", FIELD_TEXT, offsetof(struct rds_snapshot, id), true},
        {"DBClusterIdentifier", FIELD_TEXT, offsetof(struct rds_snapshot, source), true},
        {"Status", FIELD_TEXT, offsetof(struct rds_snapshot, status), true},
        SNAPSHOT("DBClusterSnapshotArn", FIELD_TEXT, arn),
        SNAPSHOT("DbClusterResourceId", FIELD_TEXT, source_resource_id),
        SNAPSHOT("SnapshotType", FIELD_TEXT, type),
        SNAPSHOT("SnapshotCreateTime", FIELD_TIME, created),
        SNAPSHOT("Engine", FIELD_TEXT, engine),
        SNAPSHOT("EngineVersion", FIELD_TEXT, engine_version),
        SNAPSHOT("AllocatedStorage", FIELD_NUMBER, storage),
        SNAPSHOT("MasterUsername", FIELD_TEXT, master_user),
        SNAPSHOT("Port", FIELD_NUMBER, port),
        SNAPSHOT("StorageEncrypted", FIELD_FLAG, encrypted),
        SNAPSHOT("KmsKeyId", FIELD_TEXT, kms_key),
        SNAPSHOT("PercentProgress", FIELD_NUMBER, percent),
        {NULL},
};

static const struct field endpoint_fields[] = {
        ENDPOINT("DBClusterEndpointIdentifier", id),
        ENDPOINT("DBClusterEndpointArn", arn),
        ENDPOINT("Endpoint", address),
        ENDPOINT("Status", status),
        ENDPOINT("EndpointType", type),
        ENDPOINT("CustomEndpointType", custom_type),
        {NULL},
};

static bool read_members(struct xml_node *node, struct rds_cluster *out, struct err *err)
{
        struct xml_node *i = xml_child(xml_child(node, "DBClusterMembers"), "DBClusterMember");

        for (; i; i = xml_next(i)) {
                out->members =
                        xrealloc(out->members, (out->member_count + 1) * sizeof(*out->members));
                out->members[out->member_count] = (struct rds_cluster_member){0};
                if (!fields_from_xml(i, member_fields, &out->members[out->member_count++], err))
                        return err_prefix(err, "DBClusterMember");
        }
        return true;
}

bool rds_cluster_read(struct xml_node *node, struct rds_cluster *out, struct err *err)
{
        if (!node)
                return err_set(err, ERR_INVALID, "there is no DBCluster");
        rds_read_list(node, "ReadReplicaIdentifiers", "ReadReplicaIdentifier", NULL,
                      &out->replicas);
        rds_read_pending(node, &out->pending);
        return (fields_from_xml(node, cluster_fields, out, err) && read_members(node, out, err) &&
                rds_tags_read(node, &out->tags, err) &&
                rds_settings_read(rds_cluster_members, node, &out->settings, err)) ||
               err_prefix(err, "DBCluster");
}

bool rds_cluster_snapshot_read(struct xml_node *node, struct rds_snapshot *out, struct err *err)
{
        if (!node)
                return err_set(err, ERR_INVALID, "there is no DBClusterSnapshot");
        return (fields_from_xml(node, snapshot_fields, out, err) &&
                rds_tags_read(node, &out->tags, err)) ||
               err_prefix(err, "DBClusterSnapshot");
}

bool rds_cluster_endpoint_read(struct xml_node *node, struct rds_cluster_endpoint *out,
                               struct err *err)
{
        rds_read_list(node, "StaticMembers", "member", NULL, &out->members);
        rds_read_list(node, "ExcludedMembers", "member", NULL, &out->excluded);
        return fields_from_xml(node, endpoint_fields, out, err) ||
               err_prefix(err, "DBClusterEndpoint");
}

void rds_cluster_release(struct rds_cluster *c)
{
        fields_release(cluster_fields, c);
        strlist_release(&c->replicas);
        for (size_t i = 0; i < c->member_count; i++)
                fields_release(member_fields, &c->members[i]);
        free(c->members);
        strlist_release(&c->pending);
        tags_release(&c->tags);
        json_object_put(c->settings);
        *c = (struct rds_cluster){0};
}

void rds_clusters_release(struct rds_clusters *l)
{
        for (size_t i = 0; i < l->count; i++)
                rds_cluster_release(&l->items[i]);
        free(l->items);
        *l = (struct rds_clusters){0};
}

void rds_cluster_endpoints_release(struct rds_cluster_endpoints *l)
{
        for (size_t i = 0; i < l->count; i++) {
                fields_release(endpoint_fields, &l->items[i]);
                strlist_release(&l->items[i].members);
                strlist_release(&l->items[i].excluded);
        }
        free(l->items);
        *l = (struct rds_cluster_endpoints){0};
}
