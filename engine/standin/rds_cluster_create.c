/* New clusters: empty ones, and ones restored from a snapshot. */
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "engine/standin/rds_model.h"

enum { MULTI_AZ_MEMBERS = 3 };

void rds_members_wake(struct rds_db *cluster, bool ok)
{
        for (size_t i = 0; i < rds_member_count(cluster); i++) {
                struct rds_db *db = rds_member_at(cluster, i);

                if (!db || !db->jobs || !db->jobs->awaits_cluster)
                        continue;
                db->jobs->awaits_cluster = false;
                rds_job_body_done(db->jobs, ok, ok ? NULL : "its DB cluster could not be made");
        }
}

static void begin_create(struct rds_db *cluster, struct rds_job *job)
{
        if (!cluster->cloud->bodies)
                return;
        job->body_pending = true;
        rds_make_body(cluster, rds_job_body_done, job);
        rds_cluster_appear(cluster);
}

static bool end_create(struct rds_db *cluster, struct rds_job *job)
{
        rds_cluster_appear(cluster);
        rds_secret_settle(cluster);
        rds_event_of(cluster, job->name ? "restoration" : "creation",
                     job->name ? job->name : "DB cluster created");
        rds_members_wake(cluster, true);
        rds_cluster_idle(cluster);
        return true;
}

/* "This setting is required to create a Multi-AZ DB cluster": RDS makes a writer and two readers
 * of DBClusterInstanceClass. */
static void add_members(struct rds_db *cluster)
{
        if (rds_is_aurora(cluster))
                return;
        for (int n = 1; n <= MULTI_AZ_MEMBERS; n++) {
                struct json_object *in = json_object_new_object();
                char *id = xasprintf("%s-instance-%d", cluster->id, n);

                json_put_text(in, "DBInstanceClass",
                              json_text(cluster->is, "DBClusterInstanceClass"));
                rds_instance_grow(rds_member_new(cluster, id, in), NULL, NULL);
                json_object_put(in);
                free(id);
        }
}

/* From creating to available. restored: the event's text, or NULL for a new one. */
static void grow(struct rds_db *cluster, const char *restored, const char *fail_status)
{
        struct rds_job *job = rds_job_new(
                "creating", 0, world_duration(cluster->cloud, "db-cluster-creating", 120000));

        job->begin = begin_create;
        job->end = end_create;
        job->name = xstrdup(restored);
        job->fail_status = fail_status;
        rds_job_add(cluster, job);
        rds_back_up(cluster);
        rds_cluster_appear(cluster);
        add_members(cluster);
}

static bool check_new(struct call *call, const char *id)
{
        if (!rds_check_instance_id(call, "DBClusterIdentifier", id))
                return false;
        if (rds_find(call->cloud, RDS_CLUSTER, id)) {
                call_fail(call, 400, "DBClusterAlreadyExistsFault", "DB Cluster already exists");
                return false;
        }
        return rds_check_tags(call, json_array(call->in, "Tags")) &&
               rds_check_key(call, "KmsKeyId") && rds_check_cluster_quota(call);
}

/* One of the two engines that a master user isn't asked for: replicas have their source's. */
static bool needs_master(struct json_object *in)
{
        return !json_text(in, "ReplicationSourceIdentifier") &&
               !json_text(in, "GlobalClusterIdentifier");
}

void rds_op_create_db_cluster(struct call *call)
{
        char *id = rds_lower(json_text(call->in, "DBClusterIdentifier"));
        bool managed = json_flag(call->in, "ManageMasterUserPassword");
        struct rds_db *cluster;
        int64_t port;

        if (!check_new(call, id) || !rds_check_cluster_settings(call, NULL) ||
            !rds_check_secret_new(call))
                goto out;
        if (needs_master(call->in) && (!json_text(call->in, "MasterUsername") ||
                                       !(managed || json_text(call->in, "MasterUserPassword")))) {
                call_fail(call, 400, "InvalidParameterValue",
                          "MasterUsername and MasterUserPassword are required");
                goto out;
        }
        cluster =
                rds_add(call->cloud, RDS_CLUSTER, id, rds_shape_cluster(call->cloud, id, call->in));
        port = json_int(call->in, "Port");
        cluster->port = port ? port : rds_default_port(json_text(cluster->is, "Engine"));
        cluster->password = xstrdup(json_text(call->in, "MasterUserPassword"));
        if (managed)
                rds_secret_give(cluster, json_text(call->in, "MasterUserSecretKmsKeyId"));
        cluster->endpoints = json_object_new_array();
        grow(cluster, NULL, call->fail_status);
        rds_answer(call, "DBCluster", cluster->is);
out:
        free(id);
}

/* --- restore --- */

/* What a restored cluster has from its snapshot; all else is AWS's default or the request's. A
 * snapshot holds no instances, parameter group, scaling, roles, custom endpoints, protection, log
 * exports, IAM authentication, and unlike an instance's its tags don't come along. */
static struct json_object *inherited(struct rds_snapshot *snap, struct json_object *in)
{
        static const char *const kept[][2] = {
                {"AllocatedStorage", "AllocatedStorage"},
                {"BackupRetentionPeriod", "BackupRetentionPeriod"},
                {"CharacterSetName", "CharacterSetName"},
                {"DatabaseName", "DatabaseName"},
                {"DBName", "DatabaseName"}, /* of an instance's snapshot */
                {"KmsKeyId", "KmsKeyId"},
                {"MasterUsername", "MasterUsername"},
        };
        struct json_object *all = json_object_new_object();

        for (size_t i = 0; i < ARRAY_LEN(kept); i++)
                if (json_get(snap->source, kept[i][0]))
                        json_put(all, kept[i][1], json_copy(json_get(snap->source, kept[i][0])));
        if (rds_engine_is_aurora(json_text(in, "Engine")))
                json_object_object_del(all, "AllocatedStorage");
        json_put_flag(all, "StorageEncrypted",
                      rds_snapshot_encrypted(snap) || json_text(in, "KmsKeyId"));
        json_put_text(all, "KmsKeyId", json_text(snap->is, "KmsKeyId"));
        json_object_object_foreach(in, name, value) json_put(all, name, json_copy(value));
        return all;
}

/* aurora-postgresql 15.4 and 16.1: by the numbers in them. */
static int compare_versions(const char *a, const char *b)
{
        while (*a && *b) {
                char *next_a, *next_b;
                long x = strtol(a, &next_a, 10), y = strtol(b, &next_b, 10);

                if (x != y)
                        return x < y ? -1 : 1;
                a = next_a + strcspn(next_a, "0123456789");
                b = next_b + strcspn(next_b, "0123456789");
        }
        return *a ? 1 : *b ? -1 : 0;
}

/* The model: without EngineVersion "the default version for the database engine [...] is used".
 * That a snapshot of a newer version keeps its own then is believed. */
static bool choose_version(struct call *call, struct rds_snapshot *snap)
{
        const char *engine = json_text(call->in, "Engine");
        const char *asked = json_text(call->in, "EngineVersion");
        const char *had = json_text(snap->is, "EngineVersion");
        bool same = text_same(engine, json_text(snap->is, "Engine"));

        if (asked && same && compare_versions(asked, had) < 0) {
                call_fail(call, 400, "InvalidParameterCombination",
                          "Cannot restore a snapshot of version %s as version %s", had, asked);
                return false;
        }
        if (asked)
                return true;
        asked = rds_default_version(engine);
        json_put_text(call->in, "EngineVersion",
                      same && compare_versions(asked, had) < 0 ? had : asked);
        return true;
}

/* Aurora from Aurora or from the RDS engine of its kind; a Multi-AZ DB cluster from its own. */
static bool check_engine(struct call *call, struct rds_snapshot *snap)
{
        const char *to = json_text(call->in, "Engine"), *from = json_text(snap->is, "Engine");

        if (text_same(to, from) ||
            (text_same(to, "aurora-postgresql") && text_same(from, "postgres")) ||
            (text_same(to, "aurora-mysql") && text_same(from, "mysql")))
                return true;
        call_fail(call, 400, "InvalidParameterCombination", "Cannot restore a snapshot of %s as %s",
                  from, to);
        return false;
}

static struct rds_snapshot *source(struct call *call)
{
        const char *from = json_text(call->in, "SnapshotIdentifier");
        struct rds_snapshot *snap;

        /* "you can use only the ARN to specify a DB snapshot" (the model) */
        if (text_starts(from, "arn:") && strstr(from, ":snapshot:"))
                snap = rds_snapshot_named(call, RDS_INSTANCE, from);
        else
                snap = rds_snapshot_named(call, RDS_CLUSTER, from);
        if (!snap || !rds_check_source(call, snap, from) || !check_engine(call, snap))
                return NULL;
        return snap;
}

void rds_op_restore_db_cluster(struct call *call)
{
        char *id = rds_lower(json_text(call->in, "DBClusterIdentifier"));
        struct json_object *settings;
        struct rds_snapshot *snap;
        struct rds_db *cluster;
        int64_t port;
        char *event;

        if (!check_new(call, id))
                goto out;
        snap = source(call);
        if (!snap || !choose_version(call, snap) || !rds_check_cluster_settings(call, NULL))
                goto out;
        settings = inherited(snap, call->in);
        cluster =
                rds_add(call->cloud, RDS_CLUSTER, id, rds_shape_cluster(call->cloud, id, settings));
        json_object_put(settings);
        port = json_int(call->in, "Port");
        cluster->port = port ? port : json_int(snap->is, "Port");
        cluster->password = xstrdup(snap->password);
        cluster->data = xstrdup(snap->data);
        cluster->endpoints = json_object_new_array();
        event = xasprintf("Restored from snapshot %s", snap->id);
        grow(cluster, event, call->fail_status);
        free(event);
        rds_answer(call, "DBCluster", cluster->is);
out:
        free(id);
}
