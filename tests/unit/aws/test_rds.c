/* RDS: the bytes that are sent, and whole answers read. */
#include <stdlib.h>
#include <string.h>

#include "helper_aws.h"

#include "engine/aws/rds.h"
#include "engine/base/mem.h"

#define ID "xy-0146-qa-20261121010710"
#define INSTANCE                                                                                   \
        "<DBInstance><DBInstanceIdentifier>" ID "</DBInstanceIdentifier>"                          \
        "<DBInstanceStatus>creating</DBInstanceStatus></DBInstance>"
#define SNAPSHOT(id, source)                                                                       \
        "<DBSnapshot><DBSnapshotIdentifier>" id                                                    \
        "</DBSnapshotIdentifier><DBInstanceIdentifier>" source                                     \
        "</DBInstanceIdentifier><Status>available</Status></DBSnapshot>"

static struct err err;
static bool ok;

static void done(struct fake *f)
{
        fake_free(f);
        err_clear(&err);
}

static void restore(struct fake *f)
{
        struct json_object *settings = NULL;
        static const char text[] =
                "{\"log_exports\": [\"postgresql\"], \"security_groups\": [\"sg-1\", \"sg-2\"],"
                " \"port\": 5433, \"multi_az\": true, \"public\": false, \"backup_days\": 0,"
                " \"maintenance_window\": \"none of the restore's\"}";
        struct rds_restore r = {.id = ID, .snapshot = "arn:aws:rds:eu-central-1:1:snapshot:s"};
        struct rds_instance out;
        struct tags tags = {0};

        assert_true(json_parse(text, strlen(text), &settings, &err));
        tags_set(&tags, "snaplift:stack", "xy-0146-qa");
        tags_set(&tags, "cost centre", "a&b=c/d");
        r.tags = &tags;
        r.settings = settings;
        ok = rds_restore_instance(f->aws, &r, &out, &err);
        if (ok)
                assert_string_equal(out.status, "creating");
        rds_instance_release(&out);
        json_object_put(settings);
        tags_release(&tags);
}

static void test_restore_sends(void **state)
{
        struct fake *f = fake_new(NULL);

        (void)state;
        fake_xml(f, "RestoreDBInstanceFromDBSnapshot", INSTANCE);
        fake_run(f, restore);
        assert_true(ok);
        assert_string_equal(f->sent[0].method, "POST");
        assert_string_equal(f->sent[0].url, "https://rds.eu-central-1.amazonaws.com/");
        assert_string_equal(f->sent[0].content_type,
                            "application/x-www-form-urlencoded; charset=utf-8");
        assert_null(f->sent[0].target);
        assert_string_equal(f->sent[0].service, "rds");
        assert_string_equal(f->sent[0].region, "eu-central-1");
        assert_string_equal(f->sent[0].access_key, "AKIDEXAMPLE");
        assert_null(f->sent[0].session_token);
        assert_string_equal(
                f->sent[0].body,
                "Action=RestoreDBInstanceFromDBSnapshot&Version=2014-10-31"
                "&DBInstanceIdentifier=" ID
                "&DBSnapshotIdentifier=arn%3Aaws%3Ards%3Aeu-central-1%3A1%3Asnapshot%3As"
                "&Port=5433&BackupRetentionPeriod=0"
                "&VpcSecurityGroupIds.VpcSecurityGroupId.1=sg-1"
                "&VpcSecurityGroupIds.VpcSecurityGroupId.2=sg-2"
                "&MultiAZ=true&PubliclyAccessible=false"
                "&EnableCloudwatchLogsExports.member.1=postgresql"
                "&Tags.Tag.1.Key=snaplift%3Astack&Tags.Tag.1.Value=xy-0146-qa"
                "&Tags.Tag.2.Key=cost%20centre&Tags.Tag.2.Value=a%26b%3Dc%2Fd");
        done(f);
}

static void test_restore_is_told_that_the_name_is_taken(void **state)
{
        struct fake *f = fake_new(NULL);

        (void)state;
        fake_xml_error(f, 400, "DBInstanceAlreadyExists", "DB instance already exists");
        fake_run(f, restore);
        assert_false(ok);
        assert_int_equal(err.code, ERR_EXISTS);
        assert_true(err_has_reason(&err, "DBInstanceAlreadyExists"));
        assert_string_equal(err_text(&err),
                            "rds RestoreDBInstanceFromDBSnapshot: DBInstanceAlreadyExists: "
                            "DB instance already exists (" ID ")");
        done(f);
}

#define PASSWORD "s3cr+t &pass"

static void modify(struct fake *f)
{
        static const char text[] = "{\"log_exports\": {\"EnableLogTypes.member\": [\"postgresql\"],"
                                   " \"DisableLogTypes.member\": [\"upgrade\"]},"
                                   " \"monitoring_interval\": 0, \"deletion_protection\": true,"
                                   " \"max_storage\": 100, \"storage\": 5}";
        struct rds_modify r = {.id = ID, .master_password = PASSWORD};

        assert_true(json_parse(text, strlen(text), &r.settings, &err));
        ok = rds_modify_instance(f->aws, &r, NULL, &err);
        json_object_put(r.settings);
}

static void test_modify_sends(void **state)
{
        struct fake *f = fake_new(NULL);

        (void)state;
        fake_xml(f, "ModifyDBInstance", INSTANCE);
        fake_run(f, modify);
        assert_true(ok);
        assert_string_equal(f->sent[0].body,
                            "Action=ModifyDBInstance&Version=2014-10-31&DBInstanceIdentifier=" ID
                            "&ApplyImmediately=true&MonitoringInterval=0"
                            "&CloudwatchLogsExportConfiguration.EnableLogTypes.member.1=postgresql"
                            "&CloudwatchLogsExportConfiguration.DisableLogTypes.member.1=upgrade"
                            "&DeletionProtection=true&MaxAllocatedStorage=100"
                            "&MasterUserPassword=s3cr%2Bt%20%26pass");
        done(f);
}

static void test_an_error_that_repeats_the_password_does_not(void **state)
{
        struct fake *f = fake_new(NULL);

        (void)state;
        fake_xml_error(f, 400, "InvalidParameterValue", "s3cr+t &amp;pass is not a valid password");
        fake_run(f, modify);
        assert_int_equal(err.code, ERR_INVALID);
        assert_null(strstr(err_text(&err), "s3cr"));
        assert_non_null(strstr(err_text(&err), "InvalidParameterValue"));
        done(f);
}

static void little(struct fake *f)
{
        struct tags tags = {0};

        tags_set(&tags, "k", "v");
        assert_true(rds_reboot_instance(f->aws, ID, &err));
        assert_true(rds_delete_instance(f->aws, ID, NULL, true, NULL, &err));
        assert_true(rds_delete_instance(f->aws, ID, "final", false, NULL, &err));
        assert_true(rds_create_snapshot(f->aws, "snap", ID, &tags, NULL, &err));
        assert_true(rds_delete_snapshot(f->aws, "snap", &err));
        assert_true(rds_stop_instance(f->aws, ID, &err));
        assert_true(rds_start_instance(f->aws, ID, &err));
        assert_true(rds_add_tags(f->aws, "arn:x", &tags, &err));
        tags_release(&tags);
}

static void test_the_small_ones_send(void **state)
{
        struct fake *f = fake_new(NULL);

        (void)state;
        fake_xml(f, "RebootDBInstance", INSTANCE);
        fake_xml(f, "DeleteDBInstance", INSTANCE);
        fake_xml(f, "DeleteDBInstance", INSTANCE);
        fake_xml(f, "CreateDBSnapshot", SNAPSHOT("snap", ID));
        fake_xml(f, "DeleteDBSnapshot", SNAPSHOT("snap", ID));
        fake_xml(f, "StopDBInstance", INSTANCE);
        fake_xml(f, "StartDBInstance", INSTANCE);
        fake_reply(f, 200,
                   "<AddTagsToResourceResponse><ResponseMetadata/></AddTagsToResourceResponse>");
        fake_run(f, little);
        assert_string_equal(f->sent[0].body,
                            "Action=RebootDBInstance&Version=2014-10-31&DBInstanceIdentifier=" ID);
        assert_string_equal(f->sent[1].body,
                            "Action=DeleteDBInstance&Version=2014-10-31&DBInstanceIdentifier=" ID
                            "&SkipFinalSnapshot=true&DeleteAutomatedBackups=true");
        assert_string_equal(f->sent[2].body,
                            "Action=DeleteDBInstance&Version=2014-10-31&DBInstanceIdentifier=" ID
                            "&SkipFinalSnapshot=false&FinalDBSnapshotIdentifier=final"
                            "&DeleteAutomatedBackups=false");
        assert_string_equal(f->sent[3].body,
                            "Action=CreateDBSnapshot&Version=2014-10-31&DBSnapshotIdentifier=snap"
                            "&DBInstanceIdentifier=" ID "&Tags.Tag.1.Key=k&Tags.Tag.1.Value=v");
        assert_string_equal(f->sent[4].body,
                            "Action=DeleteDBSnapshot&Version=2014-10-31&DBSnapshotIdentifier=snap");
        assert_string_equal(f->sent[5].body,
                            "Action=StopDBInstance&Version=2014-10-31&DBInstanceIdentifier=" ID);
        assert_string_equal(f->sent[6].body,
                            "Action=StartDBInstance&Version=2014-10-31&DBInstanceIdentifier=" ID);
        assert_string_equal(f->sent[7].body,
                            "Action=AddTagsToResource&Version=2014-10-31&ResourceName=arn%3Ax"
                            "&Tags.Tag.1.Key=k&Tags.Tag.1.Value=v");
        done(f);
}

static struct rds_instance instance;

static void find(struct fake *f)
{
        rds_instance_release(&instance);
        ok = rds_find_instance(f->aws, ID, &instance, &err);
}

static void test_a_whole_instance_is_read(void **state)
{
        struct fake *f = fake_new(NULL);
        char *reply = fake_file("instance.xml");
        struct rds_instance *i = &instance;

        (void)state;
        fake_reply(f, 200, reply);
        free(reply);
        fake_run(f, find);
        assert_string_equal(err_text(&err), "");
        assert_true(ok);
        assert_string_equal(f->sent[0].body, "Action=DescribeDBInstances&Version=2014-10-31"
                                             "&DBInstanceIdentifier=" ID);
        assert_string_equal(i->id, ID);
        assert_string_equal(i->resource_id, "db-ABCDEFGHIJKLMNOPQRSTUVWXYZ");
        assert_string_equal(i->status, "available");
        assert_string_equal(i->address, ID ".c0.eu-central-1.rds.amazonaws.com");
        assert_int_equal(i->port, 5432);
        assert_int_equal(i->created, 1795223230123);
        assert_true(i->multi_az);
        assert_int_equal(i->storage, 20);
        assert_int_equal(i->max_storage, 100);
        assert_int_equal(i->iops, 3000);
        assert_int_equal(i->throughput, 125);
        assert_true(i->encrypted);
        assert_string_equal(i->subnet_group, "private");
        assert_string_equal(i->vpc, "vpc-1");
        assert_int_equal(i->security_groups.count, 2);
        assert_string_equal(i->security_groups.items[1], "sg-2");
        assert_int_equal(i->parameter_group_count, 1);
        assert_string_equal(i->parameter_groups[0].name, "pg16");
        assert_string_equal(i->parameter_groups[0].status, "pending-reboot");
        assert_string_equal(i->option_groups[0].name, "default:postgres-16");
        assert_int_equal(i->backup_days, 7);
        assert_false(i->public);
        assert_true(i->deletion_protection);
        assert_true(i->iam_auth);
        assert_int_equal(i->monitoring_interval, 60);
        assert_true(i->insights);
        assert_int_equal(i->log_exports.count, 2);
        assert_string_equal(i->log_exports.items[0], "postgresql");
        assert_null(i->cluster);
        assert_null(i->kms_key); /* empty */
        assert_int_equal(i->replicas.count, 1);
        assert_int_equal(i->replica_clusters.count, 1);
        assert_string_equal(i->replica_clusters.items[0], "replica-cluster-1");
        assert_string_equal(i->master_secret, "arn:aws:secretsmanager:eu-central-1:1:secret:x");
        assert_int_equal(i->pending.count, 2);
        assert_string_equal(i->pending.items[0], "DBInstanceClass");
        assert_string_equal(i->storage_operation, "Initializing");
        assert_int_equal(i->storage_percent, 42);
        assert_string_equal(tags_get(&i->tags, "snaplift:stack"), "xy-0146-qa");
        assert_string_equal(tags_get(&i->tags, "empty"), "");
        rds_instance_release(&instance);
        done(f);
}

static void test_an_instance_that_is_not_there(void **state)
{
        (void)state;
        for (int i = 0; i < 3; i++) {
                struct fake *f = fake_new(NULL);

                if (i == 0)
                        fake_xml_error(f, 404, "DBInstanceNotFound",
                                       "DBInstance " ID " not found.");
                else if (i == 1)
                        fake_xml_error(f, 404, "DBInstanceNotFoundFault", "");
                else
                        fake_xml(f, "DescribeDBInstances", "<DBInstances/>");
                fake_run(f, find);
                assert_false(ok);
                assert_int_equal(err.code, ERR_NOT_FOUND);
                assert_non_null(strstr(err_text(&err), ID));
                assert_int_equal(f->sent_count, 1);
                done(f);
        }
}

/* What is not an answer must never read as "not there". */
static void test_wrong_answers_are_errors(void **state)
{
        static const char *const bodies[] = {
                "",
                "<html><body>hello</body></html>",
                "{\"a\":1}",
                "<DescribeDBInstancesResponse/>",
                "<DescribeDBInstancesResponse><DescribeDBInstancesResult/>"
                "</DescribeDBInstancesResponse>",
                "<DescribeDBSnapshotsResponse><DescribeDBSnapshotsResult><DBSnapshots/>"
                "</DescribeDBSnapshotsResult></DescribeDBSnapshotsResponse>",
        };
        static const char *const inner[] = {
                "<DBInstances><DBInstance><DBInstanceIdentifier>" ID
                "</DBInstanceIdentifier></DBInstance></DBInstances>",
                "<DBInstances><DBInstance><DBInstanceStatus>available</DBInstanceStatus>"
                "</DBInstance></DBInstances>",
                "<DBInstances><DBInstance><DBInstanceIdentifier>another</DBInstanceIdentifier>"
                "<DBInstanceStatus>available</DBInstanceStatus></DBInstance></DBInstances>",
                "<DBInstances><DBInstance><DBInstanceIdentifier>" ID "</DBInstanceIdentifier>"
                "<DBInstanceStatus>available</DBInstanceStatus><MultiAZ>perhaps</MultiAZ>"
                "</DBInstance></DBInstances>",
                "<DBInstances><DBInstance><DBInstanceIdentifier>" ID "</DBInstanceIdentifier>"
                "<DBInstanceStatus>available</DBInstanceStatus>"
                "<AllocatedStorage>20 GiB</AllocatedStorage></DBInstance></DBInstances>",
                "<DBInstances><DBInstance><DBInstanceIdentifier>" ID "</DBInstanceIdentifier>"
                "<DBInstanceStatus>available</DBInstanceStatus>"
                "<InstanceCreateTime>yesterday</InstanceCreateTime></DBInstance></DBInstances>",
        };

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(bodies) + ARRAY_LEN(inner); i++) {
                struct fake *f = fake_new(fake_once);

                if (i < ARRAY_LEN(bodies))
                        fake_reply(f, 200, bodies[i]);
                else
                        fake_xml(f, "DescribeDBInstances", inner[i - ARRAY_LEN(bodies)]);
                fake_run(f, find);
                assert_false(ok);
                assert_int_equal(err.code, ERR_INVALID);
                assert_non_null(strstr(err_text(&err), "rds DescribeDBInstances"));
                done(f);
        }
}

static void test_an_answer_cut_anywhere_is_an_error(void **state)
{
        char *reply = fake_file("instance.xml");
        size_t end = strlen(reply);

        (void)state;
        while (end && strchr(" \n", reply[end - 1]))
                end--; /* what follows the root may be missing */
        for (size_t cut = 0; cut < end;) {
                struct fake *f = fake_new(fake_once);

                for (size_t n = 0; n < FAKE_CALLS && cut < end; n++, cut++) {
                        char *part = xstrndup(reply, cut);

                        fake_reply(f, 200, part);
                        free(part);
                        fake_run(f, find);
                        assert_false(ok);
                        assert_int_equal(err.code, ERR_INVALID);
                        err_clear(&err);
                }
                done(f);
        }
        free(reply);
}

static struct rds_snapshots snapshots;

static void list_snapshots(struct fake *f)
{
        ok = rds_list_snapshots(f->aws, "xy-0146-dev-1", f->arg, &snapshots, &err);
}

static void test_snapshots_come_in_pages(void **state)
{
        struct fake *f = fake_new(NULL);

        (void)state;
        fake_xml(f, "DescribeDBSnapshots",
                 "<Marker>m&amp;1</Marker><DBSnapshots>" SNAPSHOT("a", "xy-0146-dev-1")
                         SNAPSHOT("b", "XY-0146-dev-1") "</DBSnapshots>");
        fake_xml(f, "DescribeDBSnapshots",
                 "<DBSnapshots>" SNAPSHOT("c", "xy-0146-dev-1")
                         SNAPSHOT("d", "xy-0146-dev-10") "</DBSnapshots><Marker/>");
        f->arg = (void *)(uintptr_t) "manual";
        fake_run(f, list_snapshots);
        assert_true(ok);
        assert_int_equal(snapshots.count, 2);
        assert_string_equal(snapshots.items[0].id, "a");
        assert_string_equal(snapshots.items[1].id, "c");
        assert_string_equal(f->sent[0].body,
                            "Action=DescribeDBSnapshots&Version=2014-10-31"
                            "&DBInstanceIdentifier=xy-0146-dev-1&SnapshotType=manual"
                            "&MaxRecords=100");
        assert_string_equal(f->sent[1].body,
                            "Action=DescribeDBSnapshots&Version=2014-10-31"
                            "&DBInstanceIdentifier=xy-0146-dev-1&SnapshotType=manual"
                            "&MaxRecords=100&Marker=m%261");
        rds_snapshots_release(&snapshots);
        done(f);
}

static void test_a_marker_that_leads_nowhere(void **state)
{
        struct fake *f = fake_new(NULL);

        (void)state;
        fake_xml(f, "DescribeDBSnapshots", "<Marker>m</Marker><DBSnapshots/>");
        fake_xml(f, "DescribeDBSnapshots", "<Marker>m</Marker><DBSnapshots/>");
        fake_run(f, list_snapshots);
        assert_false(ok);
        assert_int_equal(err.code, ERR_INVALID);
        assert_int_equal(f->sent_count, 2);
        done(f);
}

static void test_no_instance_is_no_snapshots(void **state)
{
        struct fake *f = fake_new(NULL);

        (void)state;
        fake_xml_error(f, 404, "DBInstanceNotFound", "gone");
        fake_run(f, list_snapshots);
        assert_true(ok);
        assert_int_equal(snapshots.count, 0);
        done(f);
}

static void find_snapshot(struct fake *f)
{
        struct rds_snapshot s;

        ok = rds_find_snapshot(f->aws, f->arg, &s, &err);
        rds_snapshot_release(&s);
}

static void test_snapshots_by_name_and_arn(void **state)
{
        static const struct {
                const char *id, *parameters;
        } cases[] = {
                {"manual-1", "DBSnapshotIdentifier=manual-1"},
                {"rds:x-1", "DBSnapshotIdentifier=rds%3Ax-1&SnapshotType=automated"},
                {"arn:aws:rds:r:1:snapshot:s",
                 "DBSnapshotIdentifier=arn%3Aaws%3Ards%3Ar%3A1%3Asnapshot%3As&IncludeShared=true"},
        };

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
                struct fake *f = fake_new(NULL);

                f->arg = (void *)(uintptr_t)cases[i].id;
                fake_xml_error(f, 404, "DBSnapshotNotFound", "");
                fake_run(f, find_snapshot);
                assert_int_equal(err.code, ERR_NOT_FOUND);
                assert_string_equal(
                        f->sent[0].body + strlen("Action=DescribeDBSnapshots&Version=2014-10-31&"),
                        cases[i].parameters);
                done(f);
        }
}

static void events(struct fake *f)
{
        struct rds_events found;

        assert_true(rds_instance_events(f->aws, ID, 0, &found, &err));
        assert_int_equal(found.count, 2);
        assert_string_equal(found.items[0].message, "first");
        assert_int_equal(found.items[0].at, 1795219200000);
        rds_events_release(&found);
}

static void test_events_are_asked_for_as_far_back_as_there_are(void **state)
{
        struct fake *f = fake_new(NULL);

        (void)state;
        fake_xml(f, "DescribeEvents",
                 "<Events><Event><Date>2026-11-21T01:00:00.000Z</Date><Message>second</Message>"
                 "</Event><Event><Date>2026-11-21T00:00:00Z</Date><Message>first</Message></Event>"
                 "</Events>");
        fake_run(f, events);
        assert_string_equal(f->sent[0].body,
                            "Action=DescribeEvents&Version=2014-10-31&SourceIdentifier=" ID
                            "&SourceType=db-instance&StartTime=2026-11-07T01%3A08%3A10.123Z"
                            "&EndTime=2026-11-21T01%3A07%3A10.123Z&MaxRecords=100");
        done(f);
}

static void delete (struct fake *f)
{
        ok = rds_delete_instance(f->aws, ID, NULL, false, NULL, &err);
}

static void test_deletion_says_why_not(void **state)
{
        static const struct {
                const char *code, *message;
                enum err_code meaning;
        } cases[] = {
                {"InvalidDBInstanceState", "not available", ERR_STATE},
                {"InvalidParameterCombination",
                 "Cannot delete protected DB Instance, please disable deletion protection",
                 ERR_STATE},
                {"InvalidParameterCombination", "something else", ERR_INVALID},
                {"DBInstanceNotFound", "", ERR_NOT_FOUND},
                {"SnapshotQuotaExceeded", "", ERR_LIMIT},
        };

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
                struct fake *f = fake_new(NULL);

                fake_xml_error(f, 400, cases[i].code, cases[i].message);
                fake_run(f, delete);
                assert_int_equal(err.code, cases[i].meaning);
                done(f);
        }
}

static void test_phases(void **state)
{
        (void)state;
        assert_int_equal(rds_phase("available"), RDS_AVAILABLE);
        assert_int_equal(rds_phase("storage-optimization"), RDS_AVAILABLE);
        assert_int_equal(rds_phase("backing-up"), RDS_MOVING);
        assert_int_equal(rds_phase("something-new"), RDS_MOVING);
        assert_int_equal(rds_phase("deleting"), RDS_DELETING);
        assert_int_equal(rds_phase("incompatible-network"), RDS_TERMINAL);
        assert_int_equal(rds_phase("storage-full"), RDS_TERMINAL);
        assert_int_equal(rds_phase("restore-error"), RDS_TERMINAL);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_restore_sends),
                cmocka_unit_test(test_restore_is_told_that_the_name_is_taken),
                cmocka_unit_test(test_modify_sends),
                cmocka_unit_test(test_an_error_that_repeats_the_password_does_not),
                cmocka_unit_test(test_the_small_ones_send),
                cmocka_unit_test(test_a_whole_instance_is_read),
                cmocka_unit_test(test_an_instance_that_is_not_there),
                cmocka_unit_test(test_wrong_answers_are_errors),
                cmocka_unit_test(test_an_answer_cut_anywhere_is_an_error),
                cmocka_unit_test(test_snapshots_come_in_pages),
                cmocka_unit_test(test_a_marker_that_leads_nowhere),
                cmocka_unit_test(test_no_instance_is_no_snapshots),
                cmocka_unit_test(test_snapshots_by_name_and_arn),
                cmocka_unit_test(test_events_are_asked_for_as_far_back_as_there_are),
                cmocka_unit_test(test_deletion_says_why_not),
                cmocka_unit_test(test_phases),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
