/*
 * Every setting the stand-in models, set on the active database to something else than RDS's own
 * default: the candidate has it, too. The exceptions are listed by name, with the reason.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/base/mem.h"
#include "tests/sim/helper_promotion.h"
#include "tests/sim/helper_settings.h"

#define ROLE "arn:aws:iam::000000000000:role/monitoring"
#define KEY "arn:aws:kms:us-east-1:000000000000:key/insights"

/* The database of promotion_world() has its twin here, with all settings. */
#define WORLD                                                                                      \
        "{'databases': ["                                                                          \
        "{'id': '" DEV "', 'version': '15.4', 'user': 'app', 'password': 'dev-secret-1',"          \
        " 'database': 'app', 'storage': 400},"                                                     \
        "{'id': '" OLD "', 'version': '15.4', 'user': 'app', 'password': 'qa-secret-11',"          \
        " 'database': 'app',"                                                                      \
        " 'AllocatedStorage': 500,"                                                                \
        " 'AutoMinorVersionUpgrade': false,"                                                       \
        " 'BackupTarget': 'outposts',"                                                             \
        " 'BackupRetentionPeriod': 9,"                                                             \
        " 'CACertificateIdentifier': 'rds-ca-ecc384-g1',"                                          \
        " 'CopyTagsToSnapshot': true,"                                                             \
        " 'DBInstanceClass': 'db.m6g.large',"                                                      \
        " 'DBParameterGroupName': 'ours',"                                                         \
        " 'DBSubnetGroupName': 'private',"                                                         \
        " 'DedicatedLogVolume': true,"                                                             \
        " 'DeletionProtection': true,"                                                             \
        " 'EnableCloudwatchLogsExports': ['postgresql', 'upgrade'],"                               \
        " 'EnableIAMDatabaseAuthentication': true,"                                                \
        " 'EnablePerformanceInsights': true,"                                                      \
        " 'EngineLifecycleSupport': 'open-source-rds-extended-support-disabled',"                  \
        " 'Iops': 12500,"                                                                          \
        " 'MaxAllocatedStorage': 1000,"                                                            \
        " 'MonitoringInterval': 30,"                                                               \
        " 'MonitoringRoleArn': '" ROLE "',"                                                        \
        " 'MultiAZ': true,"                                                                        \
        " 'NetworkType': 'DUAL',"                                                                  \
        " 'OptionGroupName': 'our-options',"                                                       \
        " 'PerformanceInsightsKMSKeyId': '" KEY "',"                                               \
        " 'PerformanceInsightsRetentionPeriod': 31,"                                               \
        " 'Port': 6432,"                                                                           \
        " 'PreferredBackupWindow': '01:00-01:45',"                                                 \
        " 'PreferredMaintenanceWindow': 'tue:02:00-tue:03:00',"                                    \
        " 'PubliclyAccessible': true,"                                                             \
        " 'StorageThroughput': 600,"                                                               \
        " 'StorageType': 'gp3',"                                                                   \
        " 'VpcSecurityGroupIds': ['sg-0000000b', 'sg-0000000c'],"                                  \
        " 'Tags': [{'Key': 'team', 'Value': 'blue'}]%s}],"                                         \
        " 'snapshots': [{'id': 'latest', 'of': '" DEV "', 'created': '2026-11-20T00:00:00Z'}],"    \
        " 'parameters': ["                                                                         \
        "{'name': '/xy-0146-dev/db/active-timestamp', 'value': '20260901000000'},"                 \
        "{'name': '/xy-0146-qa/db/active-timestamp', 'value': '20261001000000'},"                  \
        "{'name': '/xy-0146-qa/db/password', 'type': 'SecureString', 'value': 'qa-secret-11'}]}"

#define RESTORE                                                                                    \
        "pipeline: copy\n"                                                                         \
        "stages:\n"                                                                                \
        "  copy: { uses: database.restore, with: { snapshot: latest } }\n"

/* What a copy can't have or need not have from the one it replaces. */
static const char *const own[] = {
        "DBInstanceIdentifier",
        "DBInstanceArn",
        "DbiResourceId",
        "Endpoint", /* who it is */
        "InstanceCreateTime",
        "AvailabilityZone",
        "SecondaryAvailabilityZone",
        "LatestRestorableTime", /* its history */
        "TagList",              /* looked at apart */
        NULL,
};

static struct json_object *database(struct json_object *cloud, const char *id)
{
        return settings_find(cloud, "instances", "DBInstanceIdentifier", id);
}

static int64_t endpoint_port(struct json_object *db)
{
        return json_int(json_get(db, "Endpoint"), "Port");
}

static struct sim_world *restored(const char *more, const char *pipeline)
{
        char *seed = xasprintf(WORLD, more);
        struct sim_world *w = sim_world_new(seed);
        struct sim_result r;

        sim_pass(w, 600000);
        sim_run(w, pipeline, "xy-0146-qa", "{}", &r);
        sim_assert_end(&r, RUN_SUCCEEDED);
        sim_pass(w, 600000); /* and nothing is pending */
        sim_result_release(&r);
        free(seed);
        return w;
}

static void all_settings_are_carried_over(void **state)
{
        struct sim_world *w = restored("", RESTORE);
        struct json_object *cloud = standin_state(w->cloud);
        struct json_object *old = database(cloud, OLD), *new = database(cloud, NEW);
        struct text differences = TEXT_INIT;

        (void)state;
        settings_compare(old, new, own, &differences);
        assert_string_equal(text_str(&differences), "");
        assert_int_equal(endpoint_port(old), 6432);
        assert_int_equal(endpoint_port(new), 6432);
        text_release(&differences);
        json_object_put(cloud);
        sim_world_free(w);
}

/* The test above can only fail for what is not RDS's default: the seed must differ in all. */
static void the_seed_differs_from_the_defaults(void **state)
{
        /* no other value for a restored PostgreSQL, or none that may differ from the snapshot's */
        static const char *const same[] = {
                "Engine",
                "EngineVersion",
                "LicenseModel",
                "MasterUsername",
                "DBName",
                "StorageType",
                "StorageEncrypted",
                "BackupTarget",
                "DbInstancePort",
                "DBInstanceStatus",
                "PendingModifiedValues",
                "Port",
                "StorageEncryptionType",
        };
        struct sim_world *w = restored("", RESTORE);
        struct json_object *cloud = standin_state(w->cloud);
        struct json_object *plain = database(cloud, DEV), *old = database(cloud, OLD);

        (void)state;
        json_object_object_foreach(plain, member, value)
        {
                bool may = settings_is_own(member, own);

                for (size_t i = 0; i < ARRAY_LEN(same); i++)
                        may = may || !strcmp(same[i], member);
                if (!may && json_object_equal(value, json_get(old, member)))
                        fail_msg("%s is the default in the seed: %s", member, json_line(value));
        }
        json_object_put(cloud);
        sim_world_free(w);
}

/* What an input says wins over the active database. */
static void an_input_wins(void **state)
{
        struct sim_world *w = restored("", "pipeline: copy\n"
                                           "stages:\n"
                                           "  copy:\n"
                                           "    uses: database.restore\n"
                                           "    with:\n"
                                           "      snapshot: latest\n"
                                           "      class: db.r6g.xlarge\n"
                                           "      multi_az: false\n"
                                           "      backup_days: 3\n"
                                           "      insights: false\n"
                                           "      log_exports: [upgrade]\n"
                                           "      monitoring_interval: 0\n"
                                           "      deletion_protection: false\n");
        struct json_object *cloud = standin_state(w->cloud), *new = database(cloud, NEW), *logs;

        (void)state;
        assert_string_equal(json_text(new, "DBInstanceClass"), "db.r6g.xlarge");
        assert_false(json_flag(new, "MultiAZ"));
        assert_int_equal(json_int(new, "BackupRetentionPeriod"), 3);
        assert_false(json_flag(new, "PerformanceInsightsEnabled"));
        assert_int_equal(json_int(new, "MonitoringInterval"), 0);
        assert_false(json_flag(new, "DeletionProtection"));
        logs = json_array(new, "EnabledCloudwatchLogsExports");
        assert_int_equal(json_count(logs), 1);
        assert_string_equal(json_object_get_string(json_at(logs, 0)), "upgrade");
        assert_string_equal(json_text(new, "PreferredBackupWindow"), "01:00-01:45");
        json_object_put(cloud);
        sim_world_free(w);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(all_settings_are_carried_over),
                cmocka_unit_test(the_seed_differs_from_the_defaults),
                cmocka_unit_test(an_input_wins),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
