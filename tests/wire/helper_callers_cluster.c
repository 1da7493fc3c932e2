#include "engine/aws/rds_share.h"
#include "engine/base/mem.h"
#include "helper_callers.h"
#include "helper_print.h"

struct json_object *print_cluster(const struct rds_cluster *c)
{
        struct json_object *out = json_object_new_object();
        struct json_object *ids = json_object_new_array(), *tiers = json_object_new_array();
        struct json_object *writers = json_object_new_array(), *states = json_object_new_array();

        json_put_text(out, "DBClusterIdentifier", c->id);
        json_put_text(out, "DbClusterResourceId", c->resource_id);
        json_put_text(out, "DBClusterArn", c->arn);
        json_put_text(out, "Status", c->status);
        json_put_text(out, "Engine", c->engine);
        json_put_text(out, "EngineVersion", c->engine_version);
        json_put_text(out, "EngineMode", c->engine_mode);
        json_put_text(out, "DatabaseName", c->db_name);
        json_put_text(out, "MasterUsername", c->master_user);
        json_put_text(out, "Endpoint", c->address);
        json_put_text(out, "ReaderEndpoint", c->reader);
        json_put_int(out, "Port", c->port);
        json_put_int(out, "ClusterCreateTime", c->created);
        json_put_flag(out, "StorageEncrypted", c->encrypted);
        json_put_text(out, "KmsKeyId", c->kms_key);
        json_put_flag(out, "DeletionProtection", c->deletion_protection);
        json_put_text(out, "DBClusterInstanceClass", c->instance_class);
        json_put_text(out, "ClusterScalabilityType", c->scalability);
        json_put_text(out, "GlobalClusterIdentifier", c->global_cluster);
        json_put_text(out, "ReplicationSourceIdentifier", c->replica_of);
        json_put(out, "ReadReplicaIdentifiers", print_texts(&c->replicas));
        json_put_text(out, "MasterUserSecret.SecretArn", c->master_secret);
        json_put_text(out, "MasterUserSecret.SecretStatus", c->master_secret_status);
        for (size_t i = 0; i < c->member_count; i++) {
                const struct rds_cluster_member *m = &c->members[i];

                json_object_array_add(ids, m->id ? json_object_new_string(m->id) : NULL);
                json_object_array_add(writers, json_object_new_boolean(m->writer));
                json_object_array_add(tiers, json_object_new_int64(m->tier));
                json_object_array_add(states, m->parameter_status
                                                      ? json_object_new_string(m->parameter_status)
                                                      : NULL);
        }
        json_put(out, "DBClusterMembers[].DBInstanceIdentifier", ids);
        json_put(out, "DBClusterMembers[].IsClusterWriter", writers);
        json_put(out, "DBClusterMembers[].PromotionTier", tiers);
        json_put(out, "DBClusterMembers[].DBClusterParameterGroupStatus", states);
        json_put(out, "PendingModifiedValues", print_texts(&c->pending));
        json_put(out, "TagList", print_tags(&c->tags));
        json_put(out, "settings", json_object_get(c->settings));
        return out;
}

/* Under the names of DBClusterSnapshot. */
static struct json_object *print_cluster_snapshot(const struct rds_snapshot *s)
{
        struct json_object *out = json_object_new_object();

        json_put_text(out, "DBClusterSnapshotIdentifier", s->id);
        json_put_text(out, "DBClusterSnapshotArn", s->arn);
        json_put_text(out, "DBClusterIdentifier", s->source);
        json_put_text(out, "Status", s->status);
        json_put_text(out, "SnapshotType", s->type);
        json_put_int(out, "SnapshotCreateTime", s->created);
        json_put_text(out, "Engine", s->engine);
        json_put_text(out, "EngineVersion", s->engine_version);
        json_put_text(out, "MasterUsername", s->master_user);
        json_put_int(out, "Port", s->port);
        json_put_flag(out, "StorageEncrypted", s->encrypted);
        json_put_text(out, "KmsKeyId", s->kms_key);
        json_put_int(out, "PercentProgress", s->percent);
        json_put(out, "TagList", print_tags(&s->tags));
        return out;
}

CALLER(call_clusters)
{
        struct json_object *out = NULL;
        struct rds_clusters all = {0};

        (void)asked;
        if (rds_list_clusters(aws, &all, err)) {
                out = json_object_new_array();
                for (size_t i = 0; i < all.count; i++)
                        json_object_array_add(out, print_cluster(&all.items[i]));
                rds_clusters_release(&all);
        }
        return out;
}

CALLER(call_cluster_snapshots)
{
        struct json_object *out = NULL;
        struct rds_snapshots all = {0};

        (void)asked;
        if (rds_list_cluster_snapshots(aws, NULL, NULL, &all, err)) {
                out = json_object_new_array();
                for (size_t i = 0; i < all.count; i++)
                        json_object_array_add(out, print_cluster_snapshot(&all.items[i]));
                rds_snapshots_release(&all);
        }
        return out;
}

CALLER(call_cluster_endpoints)
{
        struct rds_cluster_endpoints all = {0};
        struct json_object *out = NULL;

        if (!rds_list_cluster_endpoints(aws, caller_name(asked), &all, err))
                return NULL;
        out = json_object_new_array();
        for (size_t i = 0; i < all.count; i++) {
                const struct rds_cluster_endpoint *e = &all.items[i];
                struct json_object *one = json_object_new_object();

                json_put_text(one, "DBClusterEndpointIdentifier", e->id);
                json_put_text(one, "DBClusterEndpointArn", e->arn);
                json_put_text(one, "Endpoint", e->address);
                json_put_text(one, "Status", e->status);
                json_put_text(one, "EndpointType", e->type);
                json_put_text(one, "CustomEndpointType", e->custom_type);
                json_put(one, "StaticMembers", print_texts(&e->members));
                json_put(one, "ExcludedMembers", print_texts(&e->excluded));
                json_object_array_add(out, one);
        }
        rds_cluster_endpoints_release(&all);
        return out;
}

static struct json_object *take_cluster(bool ok, struct rds_cluster *c)
{
        struct json_object *out = ok ? print_cluster(c) : NULL;

        rds_cluster_release(c);
        return out;
}

CALLER(call_restore_cluster)
{
        struct rds_cluster_restore request = {
                .id = caller_name(asked), .snapshot = "s", .engine = "aurora-postgresql"};
        struct rds_cluster c = {0};

        return take_cluster(rds_restore_cluster(aws, &request, &c, err), &c);
}

CALLER(call_modify_cluster)
{
        struct rds_modify request = {.id = caller_name(asked)};
        struct rds_cluster c = {0};

        return take_cluster(rds_modify_cluster(aws, &request, &c, err), &c);
}

CALLER(call_create_member)
{
        struct rds_member_create request = {
                .id = caller_name(asked), .cluster = "c", .engine = "aurora-postgresql"};
        struct json_object *out = NULL;
        struct rds_instance db = {0};

        if (rds_create_member(aws, &request, &db, err))
                out = print_instance(&db);
        rds_instance_release(&db);
        return out;
}

CALLER(call_delete_cluster)
{
        return caller_done(rds_delete_cluster(aws, caller_name(asked), NULL, true, NULL, err));
}

CALLER(call_reboot)
{
        return caller_done(rds_reboot_instance(aws, caller_name(asked), err));
}

CALLER(call_start)
{
        return caller_done(rds_start_instance(aws, caller_name(asked), err));
}

CALLER(call_stop)
{
        return caller_done(rds_stop_instance(aws, caller_name(asked), err));
}

CALLER(call_start_cluster)
{
        return caller_done(rds_start_cluster(aws, caller_name(asked), err));
}

CALLER(call_stop_cluster)
{
        return caller_done(rds_stop_cluster(aws, caller_name(asked), err));
}

CALLER(call_add_cluster_role)
{
        return caller_done(
                rds_add_role_to_cluster(aws, caller_name(asked), "arn", "s3Import", err));
}

CALLER(call_enable_http)
{
        return caller_done(rds_enable_http_endpoint(aws, caller_name(asked), err));
}

static struct json_object *take_snapshot(bool ok, struct rds_snapshot *s)
{
        struct json_object *out = ok ? print_cluster_snapshot(s) : NULL;

        rds_snapshot_release(s);
        return out;
}

CALLER(call_create_cluster_snapshot)
{
        struct rds_snapshot s = {0};

        return take_snapshot(
                rds_create_cluster_snapshot(aws, caller_name(asked), "c", NULL, &s, err), &s);
}

CALLER(call_copy_cluster_snapshot)
{
        struct rds_copy request = {.cluster = true, .source = "s", .id = caller_name(asked)};
        struct rds_snapshot s = {0};

        return take_snapshot(rds_copy_snapshot(aws, &request, &s, err), &s);
}

CALLER(call_create_endpoint)
{
        struct strlist none = {0};
        struct rds_endpoint_create request = {.id = caller_name(asked),
                                              .cluster = "c",
                                              .type = "ANY",
                                              .members = &none,
                                              .excluded = &none};

        return caller_done(rds_create_cluster_endpoint(aws, &request, err));
}
