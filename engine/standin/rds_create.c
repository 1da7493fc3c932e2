/* New instances: empty ones, and ones restored from a snapshot. */
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/stamp.h"
#include "engine/base/text.h"
#include "engine/standin/rds_model.h"

static struct json_object *one(const char *key, const char *value, const char *status_key,
                               const char *status)
{
        struct json_object *item = json_object_new_object();

        json_put_text(item, key, value);
        json_put_text(item, status_key, status);
        return item;
}

static struct json_object *list_of(struct json_object *item)
{
        struct json_object *list = json_object_new_array();

        json_object_array_add(list, item);
        return list;
}

static struct json_object *subnet_group(struct standin *s, const char *name)
{
        struct json_object *group = json_object_new_object();
        struct json_object *subnets = json_object_new_array();
        char *arn = world_arn(s, "rds", "subgrp:%s", name);

        json_put_text(group, "DBSubnetGroupName", name);
        json_put_text(group, "DBSubnetGroupDescription", name);
        json_put_text(group, "VpcId", json_text(s->rds->subnet_groups, name));
        json_put_text(group, "SubnetGroupStatus", "Complete");
        json_put_text(group, "DBSubnetGroupArn", arn);
        for (int zone = 'a'; zone <= 'b'; zone++) {
                struct json_object *subnet = json_object_new_object();
                struct json_object *az = json_object_new_object();
                char *text = xasprintf("%s%c", s->region, zone);

                json_put_text(az, "Name", text);
                free(text);
                text = xasprintf("subnet-0000000%c", zone);
                json_put_text(subnet, "SubnetIdentifier", text);
                free(text);
                json_put(subnet, "SubnetAvailabilityZone", az);
                json_put_text(subnet, "SubnetStatus", "Active");
                json_object_array_add(subnets, subnet);
        }
        json_put(group, "Subnets", subnets);
        free(arn);
        return group;
}

void rds_set_groups(struct standin *s, struct json_object *is, struct json_object *in,
                    const char *sg_status, const char *pg_status)
{
        struct json_object *security = json_array(in, "VpcSecurityGroupIds");
        const char *parameters = json_text(in, "DBParameterGroupName");
        const char *options = json_text(in, "OptionGroupName");
        const char *subnets = json_text(in, "DBSubnetGroupName");

        if (security) {
                struct json_object *list = json_object_new_array();

                for (size_t i = 0; i < json_count(security); i++)
                        json_object_array_add(list,
                                              one("VpcSecurityGroupId",
                                                  json_object_get_string(json_at(security, i)),
                                                  "Status", sg_status));
                json_put(is, "VpcSecurityGroups", list);
        }
        if (parameters)
                json_put(is, "DBParameterGroups",
                         list_of(one("DBParameterGroupName", parameters, "ParameterApplyStatus",
                                     pg_status)));
        if (options)
                json_put(is, "OptionGroupMemberships",
                         list_of(one("OptionGroupName", options, "Status", "in-sync")));
        if (subnets)
                json_put(is, "DBSubnetGroup", subnet_group(s, subnets));
}

int64_t rds_default_port(const char *engine)
{
        if (text_ends(engine, "postgres") || text_ends(engine, "postgresql"))
                return 5432;
        if (text_starts(engine, "oracle"))
                return 1521;
        if (text_starts(engine, "sqlserver"))
                return 1433;
        return 3306;
}

char *rds_resource_id(struct standin *s, const char *prefix)
{
        static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
        char id[27] = "";

        for (size_t i = 0; i < 26; i++)
                id[i] = letters[world_random(s, sizeof(letters) - 1)];
        return xasprintf("%s-%s", prefix, id);
}

/* AWS's own choices, for what a request leaves open. */
static void put_defaults(struct standin *s, struct json_object *is, struct json_object *in)
{
        struct json_object *groups = json_object_new_object();
        const char *engine = json_text(in, "Engine"), *version = json_text(in, "EngineVersion");
        char *parameters, *options, *zone;

        if (!version)
                version = rds_default_version(engine);
        parameters = rds_default_parameter_group(engine, version);
        options = xasprintf("default:%s-%s", engine,
                            parameters + strlen("default.") + strlen(engine));
        for (char *c = options; *c; c++)
                if (*c == '.')
                        *c = '-';
        zone = xasprintf("%s%c", s->region, (char)('a' + world_random(s, 2)));
        json_put_text(is, "EngineVersion", version);
        json_put_text(is, "AvailabilityZone", zone);
        json_put_int(is, "AllocatedStorage", 20);
        json_put_text(is, "StorageType", "gp3");
        json_put_int(is, "BackupRetentionPeriod", 1);
        json_put_text(is, "PreferredBackupWindow", "04:10-04:40");
        json_put_text(is, "PreferredMaintenanceWindow", "sun:05:00-sun:05:30");
        json_put_text(is, "LicenseModel",
                      strstr(engine, "postgres") ? "postgresql-license" : "general-public-license");
        json_put_text(is, "CACertificateIdentifier", "rds-ca-rsa2048-g1");
        json_put_text(is, "NetworkType", "IPV4");
        json_put_text(is, "BackupTarget", "region");
        json_put_text(is, "EngineLifecycleSupport", "open-source-rds-extended-support");
        json_put_int(is, "MonitoringInterval", 0);
        json_put_int(is, "DbInstancePort", 0);
        json_put_flag(is, "AutoMinorVersionUpgrade", true);
        json_put_flag(is, "MultiAZ", false);
        json_put_flag(is, "PubliclyAccessible", false);
        json_put_flag(is, "StorageEncrypted", false);
        json_put_flag(is, "CopyTagsToSnapshot", false);
        json_put_flag(is, "IAMDatabaseAuthenticationEnabled", false);
        json_put_flag(is, "PerformanceInsightsEnabled", false);
        json_put_flag(is, "DeletionProtection", false);
        json_put_flag(is, "DedicatedLogVolume", false);
        json_put(is, "TagList", json_object_new_array());

        json_put_text(groups, "DBParameterGroupName", parameters);
        json_put_text(groups, "OptionGroupName", options);
        json_put_text(groups, "DBSubnetGroupName", "default");
        json_put(groups, "VpcSecurityGroupIds", list_of(json_object_new_string("sg-0000000a")));
        rds_set_groups(s, is, groups, "active", "in-sync");
        json_object_put(groups);
        free(parameters);
        free(options);
        free(zone);
}

struct json_object *rds_shape_instance(struct standin *s, const char *id, struct json_object *in)
{
        struct json_object *is = json_object_new_object();
        char *arn = world_arn(s, "rds", "db:%s", id), *resource = rds_resource_id(s, "db");
        char *zone;

        json_put_text(is, "DBInstanceIdentifier", id);
        json_put_text(is, "DBInstanceArn", arn);
        json_put_text(is, "DbiResourceId", resource);
        json_put_text(is, "DBInstanceStatus", "creating");
        json_put(is, "PendingModifiedValues", json_object_new_object());
        put_defaults(s, is, in);
        rds_take_settings(s, RDS_INSTANCE, is, in);
        rds_settle_key(s, is);
        rds_set_groups(s, is, in, "active", "in-sync");
        if (json_flag(is, "MultiAZ")) {
                zone = xasprintf("%s%c", s->region,
                                 text_ends(json_text(is, "AvailabilityZone"), "a") ? 'b' : 'a');
                json_put_text(is, "SecondaryAvailabilityZone", zone);
                free(zone);
        }
        free(arn);
        free(resource);
        return is;
}

void rds_appear(struct rds_db *db)
{
        struct json_object *endpoint = json_object_new_object();
        struct rds_db *cluster = rds_cluster_of(db);
        struct db_body *body = cluster ? cluster->body : db->body;
        char iso[ISO_SIZE];
        char *address = xasprintf("%s.standin.%s.rds.amazonaws.com", db->id, db->cloud->region);

        json_put_text(endpoint, "Address", body ? db_body_address(body) : address);
        json_put_int(endpoint, "Port", body ? db_body_port(body) : db->port);
        json_put_text(endpoint, "HostedZoneId", RDS_ZONE);
        json_put(db->is, "Endpoint", endpoint);
        if (!json_get(db->is, "InstanceCreateTime")) {
                rds_now(db->cloud, iso);
                json_put_text(db->is, "InstanceCreateTime", iso);
        }
        free(address);
}

/* A member comes up when its cluster is there. */
static bool waits_for_cluster(struct rds_db *db, struct rds_job *job)
{
        struct rds_db *cluster = rds_cluster_of(db);

        if (!cluster || !text_same(rds_status_of(cluster), "creating"))
                return false;
        job->awaits_cluster = true;
        job->body_pending = true;
        return true;
}

void rds_make_body(struct rds_db *db, body_done done, void *arg)
{
        struct bodies *bodies = db->cloud->bodies;
        const char *database =
                json_text(db->is, db->kind == RDS_CLUSTER ? "DatabaseName" : "DBName");
        const char *arn =
                json_text(db->is, db->kind == RDS_CLUSTER ? "DBClusterArn" : "DBInstanceArn");
        char *name = rds_data_name(db->cloud, db->id);

        if (db->data)
                db->body = db_body_restore(bodies, name, arn, db->data, done, arg);
        else
                db->body = db_body_create(bodies, name, arn, json_text(db->is, "MasterUsername"),
                                          db->password, database, db->sql, done, arg);
        free(name);
}

static void begin_create(struct rds_db *db, struct rds_job *job)
{
        struct rds_db *cluster = rds_cluster_of(db);

        if (waits_for_cluster(db, job) || !db->cloud->bodies || (cluster && !cluster->body))
                return;
        job->body_pending = true;
        if (cluster) {
                db_body_start(cluster->body, rds_job_body_done, job);
                return;
        }
        rds_make_body(db, rds_job_body_done, job);
}

static bool end_create(struct rds_db *db, struct rds_job *job)
{
        rds_appear(db);
        rds_secret_settle(db);
        rds_event_of(db, job->name ? "restoration" : "creation",
                     job->name ? job->name : "DB instance created");
        return true;
}

void rds_instance_grow(struct rds_db *db, const char *restored, const char *fail_status)
{
        struct standin *s = db->cloud;
        struct rds_job *job = rds_job_new("creating", 0, world_duration(s, "db-creating", 300000));

        job->begin = begin_create;
        job->end = end_create;
        job->name = xstrdup(restored);
        job->fail_status = fail_status;
        rds_job_add(db, job);
        /* Some instances say available, then modifying once more before they rest. */
        if (json_flag(s->seed, "flapping"))
                rds_job_add(db, rds_job_new("modifying", world_duration(s, "db-settle", 5000),
                                            world_duration(s, "db-modifying", 60000)));
        if (!rds_cluster_of(db) && json_int(db->is, "BackupRetentionPeriod") > 0)
                rds_back_up(db);
}

static bool check_new(struct call *call, const char *id)
{
        if (!rds_check_instance_id(call, "DBInstanceIdentifier", id))
                return false;
        if (rds_find(call->cloud, RDS_INSTANCE, id)) {
                call_fail(call, 400, "DBInstanceAlreadyExists", "DB instance already exists");
                return false;
        }
        return rds_check_settings(call, call->in, true) && rds_check_key(call, "KmsKeyId") &&
               rds_check_tags(call, json_array(call->in, "Tags")) && rds_check_instance_quota(call);
}

void rds_op_create_db_instance(struct call *call)
{
        struct rds_db *db;
        char *id = rds_lower(json_text(call->in, "DBInstanceIdentifier"));
        bool managed = json_flag(call->in, "ManageMasterUserPassword");
        int64_t port;

        if (!check_new(call, id))
                goto out;
        if (json_text(call->in, "DBClusterIdentifier")) {
                rds_member_create(call, id);
                goto out;
        }
        if (text_starts(json_text(call->in, "Engine"), "aurora")) {
                call_fail(call, 400, "InvalidParameterCombination",
                          "DBClusterIdentifier is required for engine %s",
                          json_text(call->in, "Engine"));
                goto out;
        }
        if (!rds_check_secret_new(call))
                goto out;
        if (!json_text(call->in, "MasterUsername") ||
            !(managed || json_text(call->in, "MasterUserPassword"))) {
                call_fail(call, 400, "InvalidParameterValue",
                          "MasterUsername and MasterUserPassword are required");
                goto out;
        }
        if (!json_get(call->in, "AllocatedStorage")) {
                call_fail(call, 400, "InvalidParameterValue", "AllocatedStorage is required");
                goto out;
        }
        db = rds_add(call->cloud, RDS_INSTANCE, id, rds_shape_instance(call->cloud, id, call->in));
        port = json_int(call->in, "Port");
        db->port = port ? port : rds_default_port(json_text(db->is, "Engine"));
        db->password = xstrdup(json_text(call->in, "MasterUserPassword"));
        if (managed)
                rds_secret_give(db, json_text(call->in, "MasterUserSecretKmsKeyId"));
        rds_instance_grow(db, NULL, call->fail_status);
        rds_answer(call, "DBInstance", db->is);
out:
        free(id);
}

bool rds_check_source(struct call *call, struct rds_snapshot *snap, const char *asked)
{
        const struct rds_words *words = &rds_snapshot_words[snap->kind];

        if (strcmp(json_text(snap->is, "Status"), "available") != 0) {
                call_fail(call, 400, words->bad_state,
                          "Cannot restore from snapshot %s in %s state", snap->id,
                          json_text(snap->is, "Status"));
                return false;
        }
        if (rds_snapshot_is_foreign(call->cloud, snap) && !text_starts(asked, "arn:")) {
                call_fail(call, 404, words->not_found, "%s %s not found.", words->what, snap->id);
                return false;
        }
        if (!rds_check_snapshot_key(call, snap))
                return false;
        /* "you can't restore a DB instance from a DB snapshot that is both shared and encrypted"
         * (User Guide); of a DB cluster one can. Which error says so is believed. */
        if (snap->kind == RDS_INSTANCE && rds_snapshot_is_foreign(call->cloud, snap) &&
            rds_snapshot_encrypted(snap)) {
                call_fail(call, 400, words->bad_state,
                          "Snapshot %s is both shared and encrypted: copy it, and restore from the "
                          "copy",
                          snap->id);
                return false;
        }
        return true;
}

static bool check_restore(struct call *call, struct rds_snapshot *snap, const char *asked)
{
        const char *engine = json_text(call->in, "Engine");
        int64_t storage = json_int(call->in, "AllocatedStorage");

        if (!rds_check_source(call, snap, asked))
                return false;
        if (text_starts(json_text(snap->is, "Engine"), "aurora")) {
                call_fail(call, 400, "InvalidParameterValue",
                          "Snapshot %s is of an Aurora DB cluster: restore a DB cluster", snap->id);
                return false;
        }
        if (engine && strcmp(engine, json_text(snap->is, "Engine")) != 0) {
                call_fail(call, 400, "InvalidParameterCombination",
                          "Cannot restore a snapshot of %s as %s", json_text(snap->is, "Engine"),
                          engine);
                return false;
        }
        if (storage && storage < json_int(snap->is, "AllocatedStorage")) {
                call_fail(call, 400, "InvalidParameterCombination",
                          "The allocated storage size %lld is less than the snapshot's %lld",
                          (long long)storage, (long long)json_int(snap->is, "AllocatedStorage"));
                return false;
        }
        if (json_flag(call->in, "ManageMasterUserPassword") &&
            !text_starts(json_text(snap->is, "Engine"), "oracle")) {
                call_fail(call, 400, "InvalidParameterCombination",
                          "ManageMasterUserPassword at a restore applies to RDS for Oracle only");
                return false;
        }
        if (snap->kind == RDS_CLUSTER && !json_text(call->in, "DBInstanceClass")) {
                call_fail(call, 400, "InvalidParameterCombination",
                          "DBInstanceClass is required to restore a Multi-AZ DB cluster snapshot");
                return false;
        }
        return true;
}

/* What a restored instance has from its snapshot; all else is AWS's default or the request's. */
static struct json_object *inherited(struct rds_snapshot *snap, struct json_object *in, bool own)
{
        static const char *const kept[] = {
                "AllocatedStorage",
                "BackupRetentionPeriod",
                "DBInstanceClass",
                "DBName",
                "Engine",
                "EngineVersion",
                "Iops",
                "KmsKeyId",
                "LicenseModel",
                "MasterUsername",
                "NetworkType",
                "PreferredBackupWindow",
                "StorageEncrypted",
                "StorageThroughput",
                "StorageType",
                "Timezone",
        };
        struct json_object *all = json_object_new_object();

        for (size_t i = 0; i < ARRAY_LEN(kept); i++)
                if (json_get(snap->source, kept[i]))
                        json_put(all, kept[i], json_copy(json_get(snap->source, kept[i])));
        json_put_flag(all, "StorageEncrypted", rds_snapshot_encrypted(snap));
        json_put_text(all, "KmsKeyId", json_text(snap->is, "KmsKeyId"));
        json_object_object_foreach(in, name, value) json_put(all, name, json_copy(value));
        /* No tags of its own: those of the snapshot's source. Any at all: only these. */
        if (!json_count(json_array(in, "Tags")) && json_array(snap->source, "TagList") && own)
                json_put(all, "Tags", json_copy(json_array(snap->source, "TagList")));
        return all;
}

void rds_op_restore_db_instance(struct call *call)
{
        const char *from = json_text(call->in, "DBSnapshotIdentifier");
        const char *cluster = json_text(call->in, "DBClusterSnapshotIdentifier");
        char *id = rds_lower(json_text(call->in, "DBInstanceIdentifier"));
        struct json_object *settings;
        struct rds_snapshot *snap;
        struct rds_db *db;
        char *event;
        int64_t port;

        if (!from == !cluster) {
                call_fail(call, 400, "InvalidParameterCombination",
                          "Either DBSnapshotIdentifier or DBClusterSnapshotIdentifier must be "
                          "specified");
                goto out;
        }
        if (!check_new(call, id) || !rds_check_secret_new(call))
                goto out;
        snap = rds_snapshot_named(call, from ? RDS_INSTANCE : RDS_CLUSTER, from ? from : cluster);
        if (!snap || !check_restore(call, snap, from ? from : cluster))
                goto out;
        settings = inherited(snap, call->in, !rds_snapshot_is_foreign(call->cloud, snap));
        db = rds_add(call->cloud, RDS_INSTANCE, id, rds_shape_instance(call->cloud, id, settings));
        json_object_put(settings);
        port = json_int(call->in, "Port");
        db->port = port ? port : json_int(snap->is, "Port");
        db->password = xstrdup(snap->password);
        db->data = xstrdup(snap->data);
        if (json_flag(call->in, "ManageMasterUserPassword"))
                rds_secret_give(db, json_text(call->in, "MasterUserSecretKmsKeyId"));
        event = xasprintf("Restored from snapshot %s", snap->id);
        rds_instance_grow(db, event, call->fail_status);
        free(event);
        rds_answer(call, "DBInstance", db->is);
out:
        free(id);
}
