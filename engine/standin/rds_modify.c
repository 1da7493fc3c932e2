/*
 * ModifyDBInstance. A setting either takes effect at once (deletion protection), soon and whatever
 * the maintenance window (password, security groups), or with the window - that is, with
 * ApplyImmediately, which also takes along what earlier requests left pending. Windows themselves
 * never come in the stand-in's life.
 */
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "engine/standin/rds_model.h"

enum when { AT_ONCE, SOON, WINDOW };

static const struct {
        const char *asked, *answered;
        enum when when;
} settings[] = {
        {"AllocatedStorage", "AllocatedStorage", WINDOW},
        {"AutoMinorVersionUpgrade", "AutoMinorVersionUpgrade", AT_ONCE},
        {"BackupRetentionPeriod", "BackupRetentionPeriod", WINDOW},
        {"CACertificateIdentifier", "CACertificateIdentifier", WINDOW},
        {"CopyTagsToSnapshot", "CopyTagsToSnapshot", AT_ONCE},
        {"DBInstanceClass", "DBInstanceClass", WINDOW},
        {"DBPortNumber", "Port", WINDOW},
        {"DatabaseInsightsMode", "DatabaseInsightsMode", SOON},
        {"DedicatedLogVolume", "DedicatedLogVolume", WINDOW},
        {"DeletionProtection", "DeletionProtection", AT_ONCE},
        {"EnableCustomerOwnedIp", "CustomerOwnedIpEnabled", SOON},
        {"EnableIAMDatabaseAuthentication", "IAMDatabaseAuthenticationEnabled", WINDOW},
        {"EnablePerformanceInsights", "PerformanceInsightsEnabled", SOON},
        {"EngineVersion", "EngineVersion", WINDOW},
        {"Iops", "Iops", WINDOW},
        {"LicenseModel", "LicenseModel", WINDOW},
        {"MasterUserPassword", "MasterUserPassword", SOON},
        {"MaxAllocatedStorage", "MaxAllocatedStorage", AT_ONCE},
        {"MonitoringInterval", "MonitoringInterval", SOON},
        {"MonitoringRoleArn", "MonitoringRoleArn", SOON},
        {"MultiAZ", "MultiAZ", WINDOW},
        {"NetworkType", "NetworkType", SOON},
        {"NewDBInstanceIdentifier", "DBInstanceIdentifier", WINDOW},
        {"PerformanceInsightsKMSKeyId", "PerformanceInsightsKMSKeyId", SOON},
        {"PerformanceInsightsRetentionPeriod", "PerformanceInsightsRetentionPeriod", SOON},
        {"PreferredBackupWindow", "PreferredBackupWindow", AT_ONCE},
        {"PreferredMaintenanceWindow", "PreferredMaintenanceWindow", AT_ONCE},
        {"ProcessorFeatures", "ProcessorFeatures", WINDOW},
        {"PromotionTier", "PromotionTier", AT_ONCE},
        {"PubliclyAccessible", "PubliclyAccessible", SOON},
        {"StorageThroughput", "StorageThroughput", WINDOW},
        {"StorageType", "StorageType", WINDOW},
};

/* --- taking effect --- */

static void change_logs(struct rds_instance *db, struct json_object *change)
{
        struct json_object *before = json_array(db->is, "EnabledCloudwatchLogsExports");
        struct json_object *on = json_array(change, "EnableLogTypes");
        struct json_object *off = json_array(change, "DisableLogTypes");
        struct strlist names = {0};
        struct json_object *after = json_object_new_array();
        struct strlist gone = {0};

        for (size_t i = 0; i < json_count(off); i++)
                strlist_add(&gone, json_object_get_string(json_at(off, i)));
        for (size_t i = 0; i < json_count(before); i++)
                strlist_add(&names, json_object_get_string(json_at(before, i)));
        for (size_t i = 0; i < json_count(on); i++)
                if (!strlist_has(&names, json_object_get_string(json_at(on, i))))
                        strlist_add(&names, json_object_get_string(json_at(on, i)));
        for (size_t i = 0; i < names.count; i++)
                if (!strlist_has(&gone, names.items[i]))
                        json_add_text(after, names.items[i]);
        json_put(db->is, "EnabledCloudwatchLogsExports", after);
        strlist_release(&names);
        strlist_release(&gone);
}

static void put_second_zone(struct rds_instance *db)
{
        const char *zone = json_text(db->is, "AvailabilityZone");
        char *other;

        if (!json_flag(db->is, "MultiAZ")) {
                json_object_object_del(db->is, "SecondaryAvailabilityZone");
                return;
        }
        other = xasprintf("%s%c", db->cloud->region, text_ends(zone, "a") ? 'b' : 'a');
        json_put_text(db->is, "SecondaryAvailabilityZone", other);
        free(other);
}

static void apply(struct rds_instance *db, const char *answered, struct json_object *value)
{
        char *text;

        if (strcmp(answered, "Port") == 0) {
                db->port = json_object_get_int64(value);
                if (!db->body && json_get(db->is, "Endpoint"))
                        json_put_int(json_get(db->is, "Endpoint"), "Port", db->port);
        } else if (strcmp(answered, "DBInstanceIdentifier") == 0) {
                text = rds_lower(json_object_get_string(value));
                rds_instance_rename(db, text);
                if (!db->body && json_get(db->is, "Endpoint"))
                        rds_appear(db);
                free(text);
        } else if (strcmp(answered, "MasterUserPassword") != 0) {
                json_put(db->is, answered, json_copy(value));
                if (strcmp(answered, "MultiAZ") == 0)
                        put_second_zone(db);
        }
        json_object_object_del(json_get(db->is, "PendingModifiedValues"), answered);
}

static void begin_modify(struct rds_instance *db, struct rds_job *job)
{
        if (!db->body || !db->password || !json_get(job->change, "MasterUserPassword"))
                return;
        job->body_pending = true;
        db_body_set_password(db->body, json_text(db->is, "MasterUsername"), db->password,
                             rds_job_body_done, job);
}

static void set_group_status(struct rds_instance *db, const char *list, const char *key,
                             const char *from, const char *to)
{
        struct json_object *items = json_array(db->is, list);

        for (size_t i = 0; i < json_count(items); i++)
                if (text_same(json_text(json_at(items, i), key), from))
                        json_put_text(json_at(items, i), key, to);
}

static bool end_modify(struct rds_instance *db, struct rds_job *job)
{
        int64_t retention = json_int(db->is, "BackupRetentionPeriod");

        for (size_t i = 0; i < ARRAY_LEN(settings); i++) {
                struct json_object *value = json_get(job->change, settings[i].asked);

                if (value && settings[i].when != AT_ONCE)
                        apply(db, settings[i].answered, value);
        }
        if (json_get(job->change, "CloudwatchLogsExportConfiguration"))
                change_logs(db, json_get(job->change, "CloudwatchLogsExportConfiguration"));
        set_group_status(db, "VpcSecurityGroups", "Status", "adding", "active");
        set_group_status(db, "DBParameterGroups", "ParameterApplyStatus", "applying",
                         "pending-reboot");
        set_group_status(db, "OptionGroupMemberships", "Status", "applying", "in-sync");
        rds_event_of(db, "configuration change",
                     json_get(job->change, "MasterUserPassword")
                             ? "Reset master credentials"
                             : "Finished applying modification to the DB instance");
        if (!retention && json_int(db->is, "BackupRetentionPeriod"))
                rds_back_up(db);
        return true;
}

/* --- asking for it --- */

/* What the change is called while it is under way. */
static const char *status_for(struct json_object *change)
{
        if (json_get(change, "MasterUserPassword"))
                return "resetting-master-credentials";
        if (json_get(change, "NewDBInstanceIdentifier"))
                return "renaming";
        if (json_get(change, "CloudwatchLogsExportConfiguration"))
                return "configuring-log-exports";
        if (json_get(change, "MonitoringInterval"))
                return "configuring-enhanced-monitoring";
        if (json_get(change, "EnableIAMDatabaseAuthentication"))
                return "configuring-iam-database-auth";
        return "modifying";
}

/* One job per password, per other changes: each shows its own status. */
static void schedule(struct rds_instance *db, struct json_object *change, const char *fail_status)
{
        struct standin *s = db->cloud;
        struct rds_job *job =
                rds_job_new(status_for(change), world_duration(s, "db-modify-lag", 3000),
                            world_duration(s, "db-modifying", 60000));

        job->change = change;
        job->begin = begin_modify;
        job->end = end_modify;
        job->fail_status = fail_status;
        rds_job_add(db, job);
}

/* A pending value as it is shown: never the password itself. */
static void put_pending(struct rds_instance *db, const char *answered, struct json_object *value)
{
        struct json_object *pending = json_get(db->is, "PendingModifiedValues");

        if (strcmp(answered, "MasterUserPassword") == 0)
                json_put_text(pending, answered, "****");
        else
                json_put(pending, answered, json_copy(value));
}

/* The values that earlier requests left for the window come along. */
static void add_left_over(struct rds_instance *db, struct json_object *change)
{
        struct json_object *pending = json_get(db->is, "PendingModifiedValues");

        for (size_t i = 0; i < ARRAY_LEN(settings); i++) {
                struct json_object *value = json_get(pending, settings[i].answered);

                if (value && settings[i].when == WINDOW && !json_get(change, settings[i].asked))
                        json_put(change, settings[i].asked, json_copy(value));
        }
}

static bool same_as_now(struct rds_instance *db, const char *answered, struct json_object *value)
{
        if (strcmp(answered, "Port") == 0)
                return json_object_get_int64(value) == db->port;
        return strcmp(answered, "MasterUserPassword") != 0 &&
               json_same(value, json_get(db->is, answered));
}

static bool groups_differ(struct rds_instance *db, struct json_object *after)
{
        static const char *const lists[][2] = {
                {"VpcSecurityGroups", "VpcSecurityGroupId"},
                {"DBParameterGroups", "DBParameterGroupName"},
                {"OptionGroupMemberships", "OptionGroupName"},
        };
        bool differ = false;

        for (size_t i = 0; i < ARRAY_LEN(lists); i++) {
                struct json_object *now = json_array(db->is, lists[i][0]);
                struct json_object *then = json_array(after, lists[i][0]);

                if (!then)
                        continue;
                differ = differ || json_count(now) != json_count(then);
                for (size_t k = 0; k < json_count(now) && k < json_count(then); k++)
                        differ = differ || !text_same(json_text(json_at(now, k), lists[i][1]),
                                                      json_text(json_at(then, k), lists[i][1]));
        }
        return differ || json_get(after, "DBSubnetGroup");
}

/* Group changes show at once as adding or applying. True when there are any. */
static bool take_groups(struct rds_instance *db, struct json_object *in)
{
        struct json_object *after = json_object_new_object();
        bool any;

        rds_set_groups(db->cloud, after, in, "adding", "applying");
        any = groups_differ(db, after);
        if (any) {
                json_object_object_foreach(after, name, value)
                        json_put(db->is, name, json_copy(value));
        }
        json_object_put(after);
        return any;
}

static void take(struct call *call, struct rds_instance *db)
{
        struct json_object *change = json_object_new_object();
        struct json_object *password = json_object_new_object();
        struct json_object *logs = json_get(call->in, "CloudwatchLogsExportConfiguration");
        bool now = json_flag(call->in, "ApplyImmediately");
        bool soon = false;

        for (size_t i = 0; i < ARRAY_LEN(settings); i++) {
                struct json_object *value = json_get(call->in, settings[i].asked);

                if (!value || same_as_now(db, settings[i].answered, value))
                        continue;
                if (settings[i].when == AT_ONCE) {
                        apply(db, settings[i].answered, value);
                        continue;
                }
                if (settings[i].when == WINDOW || !strcmp(settings[i].asked, "MasterUserPassword"))
                        put_pending(db, settings[i].answered, value);
                if (settings[i].when == WINDOW && !now)
                        continue;
                soon = true;
                json_put(strcmp(settings[i].asked, "MasterUserPassword") ? change : password,
                         settings[i].asked, json_copy(value));
        }
        if (logs)
                json_put(change, "CloudwatchLogsExportConfiguration", json_copy(logs));
        if (now)
                add_left_over(db, change);
        soon = take_groups(db, call->in) || soon;
        if (json_object_object_length(password)) {
                xreplace(&db->password, json_text(password, "MasterUserPassword"));
                json_put_text(password, "MasterUserPassword", "****");
                schedule(db, json_object_get(password), call->fail_status);
        }
        if (json_object_object_length(change) || (soon && !json_object_object_length(password)))
                schedule(db, json_object_get(change), call->fail_status);
        json_object_put(change);
        json_object_put(password);
}

static bool modifiable(struct call *call, struct rds_instance *db)
{
        static const char *const fine[] = {"available", "storage-optimization", "backing-up",
                                           "storage-full", "incompatible-parameters"};

        for (size_t i = 0; i < ARRAY_LEN(fine); i++)
                if (strcmp(rds_status_of(db), fine[i]) == 0)
                        return true;
        call_fail(call, 400, "InvalidDBInstanceState",
                  "Database instance is not in available state.");
        return false;
}

void rds_op_modify_db_instance(struct call *call)
{
        struct json_object *in = call->in;
        struct rds_instance *db = rds_instance_named(call, json_text(in, "DBInstanceIdentifier"));
        const char *name = json_text(in, "NewDBInstanceIdentifier");

        if (!db || !modifiable(call, db) || !rds_check_settings(call, in, false))
                return;
        if (name && !rds_check_instance_id(call, "NewDBInstanceIdentifier", name))
                return;
        if (name && rds_instance_find(call->cloud, name)) {
                call_fail(call, 400, "DBInstanceAlreadyExists", "DB instance already exists");
                return;
        }
        if (json_get(in, "AllocatedStorage") &&
            json_int(in, "AllocatedStorage") < json_int(db->is, "AllocatedStorage")) {
                call_fail(call, 400, "InvalidParameterCombination",
                          "Invalid storage size: it can't be made smaller");
                return;
        }
        take(call, db);
        rds_answer(call, "DBInstance", db->is);
}
