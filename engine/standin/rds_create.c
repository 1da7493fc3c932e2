/* New instances: empty ones, and ones restored from a snapshot. */
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/stamp.h"
#include "engine/base/text.h"
#include "engine/standin/rds_model.h"

/* Asked for and answered under the same name. */
static const char *const plain[] = {
        "AllocatedStorage",
        "AutoMinorVersionUpgrade",
        "AvailabilityZone",
        "BackupRetentionPeriod",
        "BackupTarget",
        "CACertificateIdentifier",
        "CharacterSetName",
        "CopyTagsToSnapshot",
        "CustomIamInstanceProfile",
        "DBInstanceClass",
        "DBName",
        "DatabaseInsightsMode",
        "DedicatedLogVolume",
        "DeletionProtection",
        "Engine",
        "EngineLifecycleSupport",
        "EngineVersion",
        "Iops",
        "KmsKeyId",
        "LicenseModel",
        "MasterUsername",
        "MaxAllocatedStorage",
        "MonitoringInterval",
        "MonitoringRoleArn",
        "MultiAZ",
        "NcharCharacterSetName",
        "NetworkType",
        "PerformanceInsightsKMSKeyId",
        "PerformanceInsightsRetentionPeriod",
        "PreferredBackupWindow",
        "PreferredMaintenanceWindow",
        "ProcessorFeatures",
        "PromotionTier",
        "PubliclyAccessible",
        "StorageEncrypted",
        "StorageThroughput",
        "StorageType",
        "Timezone",
};

/* Asked for under one name, answered under another. */
static const struct {
        const char *asked, *answered;
} renamed[] = {
        {"EnableIAMDatabaseAuthentication", "IAMDatabaseAuthenticationEnabled"},
        {"EnablePerformanceInsights", "PerformanceInsightsEnabled"},
        {"EnableCloudwatchLogsExports", "EnabledCloudwatchLogsExports"},
        {"EnableCustomerOwnedIp", "CustomerOwnedIpEnabled"},
        {"Tags", "TagList"},
};

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
        if (strcmp(engine, "postgres") == 0)
                return 5432;
        if (text_starts(engine, "oracle"))
                return 1521;
        if (text_starts(engine, "sqlserver"))
                return 1433;
        return 3306;
}

static const char *default_version(const char *engine)
{
        if (strcmp(engine, "postgres") == 0)
                return "15.7";
        return strcmp(engine, "mariadb") == 0 ? "10.11.8" : "8.0.36";
}

/* "db-" and 26 capitals and digits: never the same for two instances. */
static char *resource_id(struct standin *s)
{
        static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
        char id[30] = "db-";

        for (size_t i = 3; i < 29; i++)
                id[i] = letters[world_random(s, sizeof(letters) - 1)];
        id[29] = '\0';
        return xstrdup(id);
}

/* AWS's own choices, for what a request leaves open. */
static void put_defaults(struct standin *s, struct json_object *is, struct json_object *in)
{
        struct json_object *groups = json_object_new_object();
        const char *engine = json_text(in, "Engine"), *version = json_text(in, "EngineVersion");
        char *parameters, *options, *zone;

        if (!version)
                version = default_version(engine);
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
                      strcmp(engine, "postgres") == 0 ? "postgresql-license"
                                                      : "general-public-license");
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
        char *arn = world_arn(s, "rds", "db:%s", id), *resource = resource_id(s);
        char *zone;

        json_put_text(is, "DBInstanceIdentifier", id);
        json_put_text(is, "DBInstanceArn", arn);
        json_put_text(is, "DbiResourceId", resource);
        json_put_text(is, "DBInstanceStatus", "creating");
        json_put(is, "PendingModifiedValues", json_object_new_object());
        put_defaults(s, is, in);
        for (size_t i = 0; i < ARRAY_LEN(plain); i++)
                if (json_get(in, plain[i]))
                        json_put(is, plain[i], json_copy(json_get(in, plain[i])));
        for (size_t i = 0; i < ARRAY_LEN(renamed); i++)
                if (json_get(in, renamed[i].asked))
                        json_put(is, renamed[i].answered,
                                 json_copy(json_get(in, renamed[i].asked)));
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

void rds_appear(struct rds_instance *db)
{
        struct json_object *endpoint = json_object_new_object();
        char iso[ISO_SIZE];
        char *address = xasprintf("%s.standin.%s.rds.amazonaws.com", db->id, db->cloud->region);

        json_put_text(endpoint, "Address", db->body ? db_body_address(db->body) : address);
        json_put_int(endpoint, "Port", db->body ? db_body_port(db->body) : db->port);
        json_put_text(endpoint, "HostedZoneId", "Z2R2ITUGPM61AM");
        json_put(db->is, "Endpoint", endpoint);
        rds_now(db->cloud, iso);
        json_put_text(db->is, "InstanceCreateTime", iso);
        free(address);
}

static void begin_create(struct rds_instance *db, struct rds_job *job)
{
        struct standin *s = db->cloud;

        if (!s->bodies)
                return;
        job->body_pending = true;
        if (db->data)
                db->body = db_body_restore(s->bodies, db->id, db->data, rds_job_body_done, job);
        else
                db->body = db_body_create(s->bodies, db->id, json_text(db->is, "MasterUsername"),
                                          db->password, json_text(db->is, "DBName"), db->sql,
                                          rds_job_body_done, job);
}

static bool end_create(struct rds_instance *db, struct rds_job *job)
{
        rds_appear(db);
        rds_event_of(db, job->name ? "restoration" : "creation",
                     job->name ? job->name : "DB instance created");
        return true;
}

/* From creating to available. restored: the event's text, or NULL for a new one. */
static void grow(struct call *call, struct rds_instance *db, const char *restored)
{
        struct standin *s = call->cloud;
        struct rds_job *job = rds_job_new("creating", 0, world_duration(s, "db-creating", 300000));

        job->begin = begin_create;
        job->end = end_create;
        job->name = xstrdup(restored);
        job->fail_status = call->fail_status;
        rds_job_add(db, job);
        /* Some instances say available, then modifying once more before they rest. */
        if (json_flag(s->seed, "flapping"))
                rds_job_add(db, rds_job_new("modifying", world_duration(s, "db-settle", 5000),
                                            world_duration(s, "db-modifying", 60000)));
        if (json_int(db->is, "BackupRetentionPeriod") > 0)
                rds_back_up(db);
}

static bool check_new(struct call *call, const char *id)
{
        if (!rds_check_instance_id(call, "DBInstanceIdentifier", id))
                return false;
        if (rds_instance_find(call->cloud, id)) {
                call_fail(call, 400, "DBInstanceAlreadyExists", "DB instance already exists");
                return false;
        }
        return rds_check_settings(call, call->in, true) &&
               rds_check_tags(call, json_array(call->in, "Tags")) && rds_check_instance_quota(call);
}

void rds_op_create_db_instance(struct call *call)
{
        struct rds_instance *db;
        char *id = rds_lower(json_text(call->in, "DBInstanceIdentifier"));
        int64_t port;

        if (!check_new(call, id))
                goto out;
        if (!json_text(call->in, "MasterUsername") || !json_text(call->in, "MasterUserPassword")) {
                call_fail(call, 400, "InvalidParameterValue",
                          "MasterUsername and MasterUserPassword are required");
                goto out;
        }
        if (!json_get(call->in, "AllocatedStorage")) {
                call_fail(call, 400, "InvalidParameterValue", "AllocatedStorage is required");
                goto out;
        }
        db = rds_instance_add(call->cloud, id, rds_shape_instance(call->cloud, id, call->in));
        port = json_int(call->in, "Port");
        db->port = port ? port : rds_default_port(json_text(db->is, "Engine"));
        db->password = xstrdup(json_text(call->in, "MasterUserPassword"));
        grow(call, db, NULL);
        rds_answer(call, "DBInstance", db->is);
out:
        free(id);
}

static bool check_restore(struct call *call, struct rds_snapshot *snap)
{
        const char *engine = json_text(call->in, "Engine");
        int64_t storage = json_int(call->in, "AllocatedStorage");

        if (strcmp(json_text(snap->is, "Status"), "available") != 0) {
                call_fail(call, 400, "InvalidDBSnapshotState",
                          "Cannot restore from snapshot %s in %s state", snap->id,
                          json_text(snap->is, "Status"));
                return false;
        }
        if (snap->foreign && !text_starts(json_text(call->in, "DBSnapshotIdentifier"), "arn:")) {
                call_fail(call, 404, "DBSnapshotNotFound", "DBSnapshot %s not found.", snap->id);
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
        return true;
}

/* What a restored instance has from its snapshot; all else is AWS's default or the request's. */
static struct json_object *inherited(struct rds_snapshot *snap, struct json_object *in)
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
        json_put(all, "StorageEncrypted",
                 json_object_new_boolean(json_flag(snap->is, "Encrypted")));
        json_put_text(all, "KmsKeyId", json_text(snap->is, "KmsKeyId"));
        json_object_object_foreach(in, name, value) json_put(all, name, json_copy(value));
        /* No tags of its own: those of the snapshot's source. Any at all: only these. */
        if (!json_count(json_array(in, "Tags")) && json_array(snap->source, "TagList"))
                json_put(all, "Tags", json_copy(json_array(snap->source, "TagList")));
        return all;
}

void rds_op_restore_db_instance(struct call *call)
{
        const char *from = json_text(call->in, "DBSnapshotIdentifier");
        char *id = rds_lower(json_text(call->in, "DBInstanceIdentifier"));
        struct json_object *settings;
        struct rds_snapshot *snap;
        struct rds_instance *db;
        char *event;
        int64_t port;

        if (!from) {
                call_fail(call, 400, "InvalidParameterCombination",
                          "Either DBSnapshotIdentifier or DBClusterSnapshotIdentifier must be "
                          "specified");
                goto out;
        }
        if (!check_new(call, id))
                goto out;
        snap = rds_snapshot_named(call, from);
        if (!snap || !check_restore(call, snap))
                goto out;
        settings = inherited(snap, call->in);
        db = rds_instance_add(call->cloud, id, rds_shape_instance(call->cloud, id, settings));
        json_object_put(settings);
        port = json_int(call->in, "Port");
        db->port = port ? port : json_int(snap->is, "Port");
        db->password = xstrdup(snap->password);
        db->data = xstrdup(snap->data);
        event = xasprintf("Restored from snapshot %s", snap->id);
        grow(call, db, event);
        free(event);
        rds_answer(call, "DBInstance", db->is);
out:
        free(id);
}
