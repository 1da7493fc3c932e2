/* A cluster's instances: joining, leaving, who writes, what they show of their cluster. */
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "engine/standin/rds_model.h"

enum { MOST_MEMBERS = 16, DEFAULT_TIER = 1 };

/* What a member shows of its cluster, under the member's own names. */
static const char *const followed[][2] = {
        {"BackupRetentionPeriod", "BackupRetentionPeriod"},
        {"CopyTagsToSnapshot", "CopyTagsToSnapshot"},
        {"DatabaseName", "DBName"},
        {"EnabledCloudwatchLogsExports", "EnabledCloudwatchLogsExports"},
        {"Engine", "Engine"},
        {"EngineLifecycleSupport", "EngineLifecycleSupport"},
        {"EngineVersion", "EngineVersion"},
        {"IAMDatabaseAuthenticationEnabled", "IAMDatabaseAuthenticationEnabled"},
        {"KmsKeyId", "KmsKeyId"},
        {"MasterUsername", "MasterUsername"},
        {"NetworkType", "NetworkType"},
        {"PreferredBackupWindow", "PreferredBackupWindow"},
        {"StorageEncrypted", "StorageEncrypted"},
        {"StorageEncryptionType", "StorageEncryptionType"},
        {"VpcSecurityGroups", "VpcSecurityGroups"},
};

/* What a member of a Multi-AZ DB cluster has from it besides. */
static const char *const followed_multi_az[][2] = {
        {"AllocatedStorage", "AllocatedStorage"},
        {"AutoMinorVersionUpgrade", "AutoMinorVersionUpgrade"},
        {"DBClusterInstanceClass", "DBInstanceClass"},
        {"Iops", "Iops"},
        {"MonitoringInterval", "MonitoringInterval"},
        {"MonitoringRoleArn", "MonitoringRoleArn"},
        {"PerformanceInsightsEnabled", "PerformanceInsightsEnabled"},
        {"PerformanceInsightsKMSKeyId", "PerformanceInsightsKMSKeyId"},
        {"PerformanceInsightsRetentionPeriod", "PerformanceInsightsRetentionPeriod"},
        {"PreferredMaintenanceWindow", "PreferredMaintenanceWindow"},
        {"PubliclyAccessible", "PubliclyAccessible"},
        {"StorageType", "StorageType"},
};

/* Settings of a member that are its cluster's to change. */
static const char *const not_a_members[] = {
        "BackupRetentionPeriod",
        "CharacterSetName",
        "CloudwatchLogsExportConfiguration",
        "DBName",
        "DeletionProtection",
        "EnableCloudwatchLogsExports",
        "EnableIAMDatabaseAuthentication",
        "Iops",
        "KmsKeyId",
        "ManageMasterUserPassword",
        "MasterUserPassword",
        "MasterUsername",
        "RotateMasterUserPassword",
        "Port",
        "DBPortNumber",
        "PreferredBackupWindow",
        "StorageEncrypted",
        "VpcSecurityGroupIds",
};

struct rds_db *rds_cluster_of(const struct rds_db *db)
{
        const char *id = json_text(db->is, "DBClusterIdentifier");

        return db->kind == RDS_INSTANCE && id ? rds_find(db->cloud, RDS_CLUSTER, id) : NULL;
}

struct rds_db *rds_member_at(struct rds_db *cluster, size_t i)
{
        struct json_object *member = json_at(json_array(cluster->is, "DBClusterMembers"), i);

        return member ? rds_find(cluster->cloud, RDS_INSTANCE,
                                 json_text(member, "DBInstanceIdentifier"))
                      : NULL;
}

size_t rds_member_count(struct rds_db *cluster)
{
        return json_count(json_array(cluster->is, "DBClusterMembers"));
}

static struct json_object *entry_of(struct rds_db *cluster, const char *id)
{
        struct json_object *members = json_array(cluster->is, "DBClusterMembers");

        for (size_t i = 0; i < json_count(members); i++)
                if (text_same(json_text(json_at(members, i), "DBInstanceIdentifier"), id))
                        return json_at(members, i);
        return NULL;
}

static struct rds_db *writer_of(struct rds_db *cluster)
{
        struct json_object *members = json_array(cluster->is, "DBClusterMembers");

        for (size_t i = 0; i < json_count(members); i++)
                if (json_flag(json_at(members, i), "IsClusterWriter"))
                        return rds_member_at(cluster, i);
        return NULL;
}

bool rds_is_writer(struct rds_db *db)
{
        struct rds_db *cluster = rds_cluster_of(db);

        return cluster && writer_of(cluster) == db;
}

/* --- what members show of their cluster --- */

static void follow(struct rds_db *cluster, struct rds_db *db, const char *const names[][2],
                   size_t count)
{
        for (size_t i = 0; i < count; i++) {
                struct json_object *value = json_get(cluster->is, names[i][0]);

                if (value)
                        json_put(db->is, names[i][1], json_copy(value));
                else
                        json_object_object_del(db->is, names[i][1]);
        }
}

static void follow_all(struct rds_db *cluster, struct rds_db *db)
{
        follow(cluster, db, followed, ARRAY_LEN(followed));
        if (rds_is_aurora(cluster)) {
                const char *storage = json_text(cluster->is, "StorageType");

                json_put_text(db->is, "StorageType", storage ? storage : "aurora");
                json_put_int(db->is, "AllocatedStorage", 1);
        } else {
                follow(cluster, db, followed_multi_az, ARRAY_LEN(followed_multi_az));
        }
        json_put_text(db->is, "DBClusterIdentifier", cluster->id);
        /* What filters compare with; not in the shape, so never on the wire. */
        json_put_text(db->is, "DBClusterArn", json_text(cluster->is, "DBClusterArn"));
        db->port = cluster->port;
}

void rds_members_follow(struct rds_db *cluster)
{
        for (size_t i = 0; i < rds_member_count(cluster); i++) {
                struct rds_db *db = rds_member_at(cluster, i);

                if (!db)
                        continue;
                follow_all(cluster, db);
                if (json_get(db->is, "Endpoint"))
                        rds_appear(db);
        }
}

void rds_members_parameters(struct rds_db *cluster, const char *id, const char *status)
{
        struct json_object *members = json_array(cluster->is, "DBClusterMembers");

        for (size_t i = 0; i < json_count(members); i++) {
                struct json_object *member = json_at(members, i);

                if (!id || text_same(json_text(member, "DBInstanceIdentifier"), id))
                        json_put_text(member, "DBClusterParameterGroupStatus", status);
        }
}

void rds_member_rebooted(struct rds_db *db)
{
        struct rds_db *cluster = rds_cluster_of(db);

        if (cluster)
                rds_members_parameters(cluster, db->id, "in-sync");
}

void rds_member_tier(struct rds_db *db)
{
        struct rds_db *cluster = rds_cluster_of(db);
        struct json_object *entry = cluster ? entry_of(cluster, db->id) : NULL;

        if (entry)
                json_put_int(entry, "PromotionTier", json_int(db->is, "PromotionTier"));
}

void rds_member_renamed(struct rds_db *db, const char *id)
{
        struct rds_db *cluster = rds_cluster_of(db);
        struct json_object *entry = cluster ? entry_of(cluster, db->id) : NULL;

        if (entry)
                json_put_text(entry, "DBInstanceIdentifier", id);
}

/* --- joining and leaving --- */

static void join(struct rds_db *cluster, struct rds_db *db)
{
        struct json_object *entry = json_object_new_object();
        struct json_object *members = json_array(cluster->is, "DBClusterMembers");

        json_put_text(entry, "DBInstanceIdentifier", db->id);
        json_put_flag(entry, "IsClusterWriter", !json_count(members));
        json_put_text(entry, "DBClusterParameterGroupStatus", "in-sync");
        json_put_int(entry, "PromotionTier", json_int(db->is, "PromotionTier"));
        json_object_array_add(members, entry);
        json_put_flag(cluster->is, "MultiAZ", json_count(members) > 1);
}

static void heard(void *arg, bool ok, const char *message)
{
        (void)arg;
        (void)ok;
        (void)message;
}

void rds_cluster_idle(struct rds_db *cluster)
{
        if (cluster->body && !rds_member_count(cluster))
                db_body_stop(cluster->body, heard, NULL);
}

struct rds_db *rds_member_new(struct rds_db *cluster, const char *id, struct json_object *in)
{
        struct standin *s = cluster->cloud;
        struct json_object *settings = json_copy(in), *is;
        struct rds_db *db;

        json_put_text(settings, "Engine", json_text(cluster->is, "Engine"));
        json_put_text(settings, "EngineVersion", json_text(cluster->is, "EngineVersion"));
        json_put_text(settings, "DBSubnetGroupName", json_text(cluster->is, "DBSubnetGroup"));
        if (!json_get(settings, "PromotionTier"))
                json_put_int(settings, "PromotionTier", DEFAULT_TIER);
        is = rds_shape_instance(s, id, settings);
        json_object_put(settings);
        db = rds_add(s, RDS_INSTANCE, id, is);
        follow_all(cluster, db);
        join(cluster, db);
        return db;
}

void rds_member_leaves(struct rds_db *db)
{
        struct rds_db *cluster = rds_cluster_of(db);
        struct json_object *members;

        if (!cluster)
                return;
        members = json_array(cluster->is, "DBClusterMembers");
        for (size_t i = json_count(members); i-- > 0;)
                if (text_same(json_text(json_at(members, i), "DBInstanceIdentifier"), db->id))
                        json_object_array_del_idx(members, i, 1);
        json_put_flag(cluster->is, "MultiAZ", json_count(members) > 1);
        rds_endpoints_forget(cluster, db->id);
        rds_cluster_idle(cluster);
}

static bool check_settings(struct call *call)
{
        for (size_t i = 0; i < ARRAY_LEN(not_a_members); i++) {
                if (!json_get(call->in, not_a_members[i]))
                        continue;
                call_fail(call, 400, "InvalidParameterCombination",
                          "The requested DB Instance will be a member of a DB Cluster. Set %s for "
                          "the DB Cluster.",
                          not_a_members[i]);
                return false;
        }
        return true;
}

static bool check_serverless(struct call *call, struct rds_db *cluster, const char *class)
{
        if (!text_same(class, "db.serverless") ||
            json_get(cluster->is, "ServerlessV2ScalingConfiguration"))
                return true;
        call_fail(call, 400, "InvalidDBClusterStateFault",
                  "Set the Serverless v2 scaling configuration on the parent DB cluster before "
                  "creating a Serverless v2 DB instance.");
        return false;
}

bool rds_check_member_settings(struct call *call, struct rds_db *db)
{
        struct rds_db *cluster = rds_cluster_of(db);

        if (!cluster)
                return true;
        if (!check_settings(call))
                return false;
        if (!rds_is_aurora(cluster)) {
                call_fail(call, 400, "InvalidParameterCombination",
                          "%s is a member of a Multi-AZ DB cluster: modify the DB cluster", db->id);
                return false;
        }
        return check_serverless(call, cluster, json_text(call->in, "DBInstanceClass"));
}

static bool check_member(struct call *call, struct rds_db *cluster)
{
        static const char *const fine[] = {"available", "creating", "backing-up", "modifying"};
        const char *engine = json_text(call->in, "Engine");
        const char *version = json_text(call->in, "EngineVersion");
        const char *subnets = json_text(call->in, "DBSubnetGroupName");
        bool ready = false;

        for (size_t i = 0; i < ARRAY_LEN(fine); i++)
                ready = ready || text_same(rds_status_of(cluster), fine[i]);
        if (!ready)
                call_fail(call, 400, "InvalidDBClusterStateFault",
                          "DB cluster %s is in %s state: no DB instance can be created in it",
                          cluster->id, rds_status_of(cluster));
        else if (!rds_is_aurora(cluster))
                call_fail(call, 400, "InvalidParameterCombination",
                          "RDS itself creates the DB instances of the Multi-AZ DB cluster %s",
                          cluster->id);
        else if (!text_same(engine, json_text(cluster->is, "Engine")))
                call_fail(call, 400, "InvalidParameterCombination",
                          "The engine name requested for your DB instance (%s) doesn't match the "
                          "engine name of your DB cluster (%s).",
                          engine, json_text(cluster->is, "Engine"));
        else if (version && !text_same(version, json_text(cluster->is, "EngineVersion")))
                call_fail(call, 400, "InvalidParameterCombination",
                          "The engine version that you requested for your DB instance (%s) does "
                          "not match the engine version of your DB cluster (%s).",
                          version, json_text(cluster->is, "EngineVersion"));
        else if (json_flag(call->in, "MultiAZ"))
                call_fail(call, 400, "InvalidParameterCombination",
                          "VPC Multi-AZ DB Instances are not available for engine: %s", engine);
        else if (subnets && !text_same(subnets, json_text(cluster->is, "DBSubnetGroup")))
                call_fail(call, 400, "InvalidParameterCombination",
                          "The DB instance and the DB cluster must use the same DB subnet group");
        else if (rds_member_count(cluster) >= MOST_MEMBERS)
                call_fail(call, 400, "InvalidDBClusterStateFault",
                          "DB cluster %s has a writer and 15 readers already", cluster->id);
        return !call->error;
}

void rds_member_create(struct call *call, const char *id)
{
        struct rds_db *cluster =
                rds_named(call, RDS_CLUSTER, json_text(call->in, "DBClusterIdentifier"));
        struct rds_db *db;

        if (!cluster || !check_member(call, cluster) || !check_settings(call) ||
            !check_serverless(call, cluster, json_text(call->in, "DBInstanceClass")))
                return;
        db = rds_member_new(cluster, id, call->in);
        rds_instance_grow(db, NULL, call->fail_status);
        rds_answer(call, "DBInstance", db->is);
}

/* A member has no snapshot of its own: what the cluster holds stays with the cluster. */
bool rds_check_member_delete(struct call *call, struct rds_db *db)
{
        struct rds_db *cluster = rds_cluster_of(db);

        if (!rds_is_aurora(cluster))
                call_fail(call, 400, "InvalidDBClusterStateFault",
                          "%s is a member of a Multi-AZ DB cluster: it goes with the DB cluster",
                          db->id);
        else if (json_text(call->in, "FinalDBSnapshotIdentifier"))
                call_fail(call, 400, "InvalidParameterCombination",
                          "FinalDBSnapshotIdentifier can not be specified when deleting a cluster "
                          "instance");
        return !call->error;
}

/* --- who writes --- */

static bool can_write(struct rds_db *db)
{
        return text_same(rds_status_of(db), "available") && text_same(db->resting, "available");
}

/* The reader to come: of the lowest tier, then the first by name. */
static struct rds_db *next_writer(struct rds_db *cluster)
{
        struct rds_db *best = NULL;

        for (size_t i = 0; i < rds_member_count(cluster); i++) {
                struct rds_db *db = rds_member_at(cluster, i);

                if (!db || rds_is_writer(db) || !can_write(db))
                        continue;
                if (!best ||
                    json_int(db->is, "PromotionTier") < json_int(best->is, "PromotionTier"))
                        best = db;
        }
        return best;
}

static bool end_failover(struct rds_db *cluster, struct rds_job *job)
{
        struct rds_db *to = job->name ? rds_find(cluster->cloud, RDS_INSTANCE, job->name) : NULL;
        struct json_object *members = json_array(cluster->is, "DBClusterMembers");
        char *message;

        if (!to || rds_cluster_of(to) != cluster || !can_write(to))
                to = next_writer(cluster);
        if (!to)
                return true;
        for (size_t i = 0; i < json_count(members); i++) {
                const char *id = json_text(json_at(members, i), "DBInstanceIdentifier");

                json_put_flag(json_at(members, i), "IsClusterWriter", text_same(id, to->id));
        }
        message = xasprintf("Completed failover to DB instance: %s", to->id);
        rds_event_of(cluster, "failover", message);
        free(message);
        return true;
}

/* to: NULL for the next in line. */
static void fail_over(struct rds_db *cluster, const char *to)
{
        struct rds_job *job = rds_job_new("failing-over", 0,
                                          world_duration(cluster->cloud, "db-failing-over", 30000));

        job->name = xstrdup(to);
        job->end = end_failover;
        rds_event_of(cluster, "failover", "Started cross AZ failover");
        rds_job_add(cluster, job);
}

void rds_writer_goes(struct rds_db *db)
{
        struct rds_db *cluster = rds_cluster_of(db);

        if (cluster && rds_is_writer(db) && next_writer(cluster) && rds_is_aurora(cluster))
                fail_over(cluster, NULL);
}

void rds_op_failover_db_cluster(struct call *call)
{
        struct rds_db *cluster =
                rds_named(call, RDS_CLUSTER, json_text(call->in, "DBClusterIdentifier"));
        const char *to = json_text(call->in, "TargetDBInstanceIdentifier");
        struct rds_db *target = NULL;

        if (!cluster || !rds_require(call, cluster, "available"))
                return;
        if (to && (!(target = rds_find(call->cloud, RDS_INSTANCE, to)) ||
                   rds_cluster_of(target) != cluster)) {
                call_fail(call, 400, "InvalidDBInstanceState",
                          "%s is not a DB instance of DB cluster %s", to, cluster->id);
                return;
        }
        if (target ? rds_is_writer(target) || !can_write(target) : !next_writer(cluster)) {
                call_fail(call, 400,
                          target ? "InvalidDBInstanceState" : "InvalidDBClusterStateFault",
                          "DB cluster %s has no reader to fail over to", cluster->id);
                return;
        }
        fail_over(cluster, target ? target->id : NULL);
        rds_answer(call, "DBCluster", cluster->is);
}
