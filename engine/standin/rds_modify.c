/*
 * ModifyDBInstance, ModifyDBCluster. A setting either takes effect at once (deletion protection),
 * soon and whatever the maintenance window (password, security groups), or with the window - that
 * is, with ApplyImmediately, which also takes along what earlier requests left pending. Windows
 * themselves never come in the stand-in's life.
 */
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "engine/standin/rds_model.h"

/* Settings of another form (rds_take_shaped): they take effect soon. */
static const char *const shaped[] = {
        "AdditionalStorageVolumes",
        "DBSecurityGroups",
        "DisableDomain",
        "Domain",
        "DomainAuthSecretArn",
        "DomainDnsIps",
        "DomainFqdn",
        "DomainIAMRoleName",
        "DomainOu",
        "EnableLimitlessDatabase",
        "EnableLocalWriteForwarding",
        "ResumeFullAutomationModeMinutes",
        "UseDefaultProcessorFeatures",
};

/* --- taking effect --- */

static void change_logs(struct rds_db *db, struct json_object *change)
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

static void put_second_zone(struct rds_db *db)
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

static void move_port(struct rds_db *db, struct json_object *value)
{
        db->port = json_object_get_int64(value);
        if (db->kind == RDS_CLUSTER)
                json_put_int(db->is, "Port", db->port);
        else if (!db->body && json_get(db->is, "Endpoint"))
                json_put_int(json_get(db->is, "Endpoint"), "Port", db->port);
}

static void rename_to(struct rds_db *db, const char *text)
{
        char *id = rds_lower(text);

        if (db->kind == RDS_CLUSTER) {
                rds_cluster_rename(db, id);
        } else {
                rds_member_renamed(db, id);
                rds_rename(db, id);
                if (!db->body && json_get(db->is, "Endpoint"))
                        rds_appear(db);
        }
        free(id);
}

/* By a later request, whose job is still to come: then it stays pending. */
static bool is_asked_for_again(const struct rds_db *db, const char *described)
{
        for (const struct rds_job *job = db->jobs ? db->jobs->next : NULL; job; job = job->next)
                if (job->change && json_get(job->change, described))
                        return true;
        return false;
}

static void apply(struct rds_db *db, const char *described, struct json_object *value)
{
        if (strcmp(described, "Port") == 0) {
                move_port(db, value);
        } else if (strcmp(described, rds_words[db->kind].id) == 0) {
                rename_to(db, json_object_get_string(value));
        } else if (strcmp(described, "MasterUserPassword") != 0) {
                json_put(db->is, described, json_copy(value));
                if (strcmp(described, "MultiAZ") == 0)
                        put_second_zone(db);
                if (strcmp(described, "PromotionTier") == 0)
                        rds_member_tier(db);
                if (strcmp(described, "ServerlessV2ScalingConfiguration") == 0)
                        rds_scaling_settle(db->is);
                if (strcmp(described, "DBClusterParameterGroup") == 0)
                        rds_members_parameters(db, NULL, "pending-reboot");
        }
        if (!is_asked_for_again(db, described))
                json_object_object_del(json_get(db->is, "PendingModifiedValues"), described);
}

static void begin_modify(struct rds_db *db, struct rds_job *job)
{
        if (!db->body || !db->password || !json_get(job->change, "MasterUserPassword"))
                return;
        job->body_pending = true;
        db_body_set_password(db->body, json_text(db->is, "MasterUsername"), db->password,
                             rds_job_body_done, job);
}

static void set_group_status(struct rds_db *db, const char *list, const char *key, const char *from,
                             const char *to)
{
        struct json_object *items = json_array(db->is, list);

        for (size_t i = 0; i < json_count(items); i++)
                if (text_same(json_text(json_at(items, i), key), from))
                        json_put_text(json_at(items, i), key, to);
}

static bool end_modify(struct rds_db *db, struct rds_job *job)
{
        int64_t retention = json_int(db->is, "BackupRetentionPeriod");

        for (const struct rds_setting *set = rds_settings(db->kind); set->is; set++) {
                struct json_object *value =
                        set->modified ? json_get(job->change, set->modified) : NULL;

                if (value && set->when != RDS_AT_ONCE)
                        apply(db, set->is, value);
        }
        rds_take_shaped(db->cloud, db->kind, db->is, job->change);
        if (json_get(job->change, "MasterUserPassword"))
                rds_secret_settle(db);
        if (json_get(job->change, "CloudwatchLogsExportConfiguration"))
                change_logs(db, json_get(job->change, "CloudwatchLogsExportConfiguration"));
        set_group_status(db, "VpcSecurityGroups", "Status", "adding", "active");
        set_group_status(db, "DBParameterGroups", "ParameterApplyStatus", "applying",
                         "pending-reboot");
        set_group_status(db, "OptionGroupMemberships", "Status", "applying", "in-sync");
        if (db->kind == RDS_CLUSTER) {
                rds_members_follow(db);
                rds_cluster_appear(db);
        }
        rds_event_of(db, "configuration change",
                     json_get(job->change, "MasterUserPassword") ? "Reset master credentials"
                     : db->kind == RDS_CLUSTER ? "Finished applying modification to the DB cluster"
                                               : "Finished applying modification to the DB "
                                                 "instance");
        if (!retention && json_int(db->is, "BackupRetentionPeriod"))
                rds_back_up(db);
        return true;
}

/* --- asking for it --- */

/* What the change is called while it is under way. */
static const char *status_for(enum rds_kind kind, struct json_object *change)
{
        if (json_get(change, "MasterUserPassword"))
                return "resetting-master-credentials";
        if (json_get(change, "NewDBInstanceIdentifier") ||
            json_get(change, "NewDBClusterIdentifier"))
                return "renaming";
        if (kind == RDS_CLUSTER) /* a cluster's log exports and monitoring are just modifying */
                return json_get(change, "EngineVersion") ? "upgrading" : "modifying";
        if (json_get(change, "CloudwatchLogsExportConfiguration"))
                return "configuring-log-exports";
        if (json_get(change, "MonitoringInterval"))
                return "configuring-enhanced-monitoring";
        if (json_get(change, "EnableIAMDatabaseAuthentication"))
                return "configuring-iam-database-auth";
        return "modifying";
}

/* One job per password, per other changes: each shows its own status. */
static void schedule(struct rds_db *db, struct json_object *change, const char *fail_status)
{
        struct standin *s = db->cloud;
        struct rds_job *job =
                rds_job_new(status_for(db->kind, change), world_duration(s, "db-modify-lag", 3000),
                            world_duration(s, "db-modifying", 60000));

        job->change = change;
        job->begin = begin_modify;
        job->end = end_modify;
        job->fail_status = fail_status;
        rds_job_add(db, job);
}

/* A pending value as it is shown: never the password itself. */
static void put_pending(struct rds_db *db, const char *answered, struct json_object *value)
{
        struct json_object *pending = json_get(db->is, "PendingModifiedValues");

        if (strcmp(answered, "MasterUserPassword") == 0)
                json_put_text(pending, answered, "****");
        else
                json_put(pending, answered, json_copy(value));
}

/* The values that earlier requests left for the window come along. */
static void add_left_over(struct rds_db *db, struct json_object *change)
{
        struct json_object *pending = json_get(db->is, "PendingModifiedValues");

        for (const struct rds_setting *set = rds_settings(db->kind); set->is; set++) {
                struct json_object *value = json_get(pending, set->is);

                if (value && set->modified && set->when == RDS_WINDOW &&
                    !json_get(change, set->modified))
                        json_put(change, set->modified, json_copy(value));
        }
}

static bool same_as_now(struct rds_db *db, const char *described, struct json_object *value)
{
        if (strcmp(described, "Port") == 0)
                return json_object_get_int64(value) == db->port;
        return strcmp(described, "MasterUserPassword") != 0 &&
               json_same(value, json_get(db->is, described));
}

static bool groups_differ(struct rds_db *db, struct json_object *after)
{
        static const char *const lists[][2] = {
                {"VpcSecurityGroups", "VpcSecurityGroupId"},
                {"DBParameterGroups", "DBParameterGroupName"},
                {"OptionGroupMemberships", "OptionGroupName"},
                {"DBClusterOptionGroupMemberships", "DBClusterOptionGroupName"},
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
static bool take_groups(struct rds_db *db, struct json_object *in)
{
        struct json_object *after = json_object_new_object();
        bool any;

        if (db->kind == RDS_CLUSTER)
                rds_set_cluster_groups(after, in, "adding");
        else
                rds_set_groups(db->cloud, after, in, "adding", "applying");
        any = groups_differ(db, after);
        if (any) {
                json_object_object_foreach(after, name, value)
                        json_put(db->is, name, json_copy(value));
        }
        json_object_put(after);
        return any;
}

/* What of the request waits for a job; what takes effect at once has done so. */
static void sort_out(struct call *call, struct rds_db *db, struct json_object *change,
                     struct json_object *password)
{
        bool now = json_flag(call->in, "ApplyImmediately");

        for (const struct rds_setting *set = rds_settings(db->kind); set->is; set++) {
                struct json_object *value =
                        set->modified ? json_get(call->in, set->modified) : NULL;
                bool secret = text_same(set->modified, "MasterUserPassword");

                if (!value || same_as_now(db, set->is, value))
                        continue;
                if (set->when == RDS_AT_ONCE) {
                        apply(db, set->is, value);
                        continue;
                }
                if (set->when == RDS_WINDOW || secret)
                        put_pending(db, set->is, value);
                if (set->when == RDS_WINDOW && !now)
                        continue;
                json_put(secret ? password : change, set->modified, json_copy(value));
        }
        for (size_t i = 0; i < ARRAY_LEN(shaped); i++)
                if (json_get(call->in, shaped[i]))
                        json_put(change, shaped[i], json_copy(json_get(call->in, shaped[i])));
        if (now)
                add_left_over(db, change);
}

static void take(struct call *call, struct rds_db *db)
{
        struct json_object *change = json_object_new_object();
        struct json_object *password = json_object_new_object();
        struct json_object *logs = json_get(call->in, "CloudwatchLogsExportConfiguration");
        bool groups;

        sort_out(call, db, change, password);
        if (logs)
                json_put(change, "CloudwatchLogsExportConfiguration", json_copy(logs));
        if (db->kind == RDS_CLUSTER && json_get(call->in, "CACertificateIdentifier"))
                json_put_text(change, "CACertificateIdentifier",
                              json_text(call->in, "CACertificateIdentifier"));
        groups = take_groups(db, call->in);
        if (json_object_object_length(password)) {
                xreplace(&db->password, json_text(password, "MasterUserPassword"));
                json_put_text(password, "MasterUserPassword", "****");
                schedule(db, json_object_get(password), call->fail_status);
        }
        if (json_object_object_length(change) || (groups && !json_object_object_length(password)))
                schedule(db, json_object_get(change), call->fail_status);
        if (db->kind == RDS_CLUSTER)
                rds_members_follow(db);
        json_object_put(change);
        json_object_put(password);
}

static bool modifiable(struct call *call, struct rds_db *db)
{
        static const char *const fine[] = {"available", "storage-optimization", "backing-up",
                                           "storage-full", "incompatible-parameters"};

        for (size_t i = 0; i < ARRAY_LEN(fine); i++)
                if (strcmp(rds_status_of(db), fine[i]) == 0)
                        return true;
        call_fail(call, 400, rds_words[db->kind].bad_state, "%s %s is not in available state.",
                  rds_words[db->kind].what, db->id);
        return false;
}

static bool check_modify(struct call *call, struct rds_db *db, const char *new_name)
{
        const struct rds_words *words = &rds_words[db->kind];
        const char *name = json_text(call->in, new_name);

        if (name && !rds_check_instance_id(call, new_name, name))
                return false;
        if (name && rds_find(call->cloud, db->kind, name)) {
                call_fail(call, 400, words->exists, "%s already exists", words->what);
                return false;
        }
        if (json_get(call->in, "AllocatedStorage") &&
            json_int(call->in, "AllocatedStorage") < json_int(db->is, "AllocatedStorage")) {
                call_fail(call, 400, "InvalidParameterCombination",
                          "Invalid storage size: it can't be made smaller");
                return false;
        }
        return true;
}

void rds_op_modify_db_instance(struct call *call)
{
        struct rds_db *db =
                rds_named(call, RDS_INSTANCE, json_text(call->in, "DBInstanceIdentifier"));

        if (!db || !modifiable(call, db) || !rds_check_settings(call, call->in, false) ||
            !rds_check_member_settings(call, db) || !rds_check_secret(call, db) ||
            !check_modify(call, db, "NewDBInstanceIdentifier"))
                return;
        rds_secret_modify(call, db);
        take(call, db);
        rds_answer(call, "DBInstance", db->is);
}

void rds_op_modify_db_cluster(struct call *call)
{
        struct rds_db *db =
                rds_named(call, RDS_CLUSTER, json_text(call->in, "DBClusterIdentifier"));

        if (!db || !modifiable(call, db) || !rds_check_cluster_settings(call, db) ||
            !rds_check_secret(call, db) || !check_modify(call, db, "NewDBClusterIdentifier"))
                return;
        rds_secret_modify(call, db);
        take(call, db);
        rds_answer(call, "DBCluster", db->is);
}
