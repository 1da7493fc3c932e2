/* The life of instances and snapshots, on the wire and in virtual time. */
#include "helper_cloud.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char seed[] =
        "{'account': '111122223333', 'region': 'eu-central-1', 'jitter': 0,"
        " 'durations': {'db-creating': 60000, 'db-backing-up': 20000, 'db-modifying': 10000,"
        "               'db-modify-lag': 3000, 'db-deleting': 30000, 'db-rebooting': 5000,"
        "               'snapshot-creating': 40000, 'snapshot-lag': 1000},"
        " 'databases': [{'id': 'app-live', 'engine': 'postgres', 'version': '15.7',"
        "   'class': 'db.m6g.large', 'user': 'master', 'password': 'first-word', 'database': 'app',"
        "   'parameter_group': 'tuned', 'multi_az': true, 'deletion_protection': true,"
        "   'BackupRetentionPeriod': 7, 'security_groups': ['sg-11', 'sg-22'],"
        "   'EnableIAMDatabaseAuthentication': true, 'port': 6432,"
        "   'tags': {'customer': 'xy', 'env': 'dev'}}],"
        " 'snapshots': [{'id': 'snap-a', 'of': 'app-live', 'created': '2026-11-01T10:20:30Z'},"
        "   {'id': 'rds:app-live-2026-11-02-03-04', 'of': 'app-live',"
        "    'created': '2026-11-02T03:04:00Z'},"
        "   {'id': 'arn:aws:rds:eu-central-1:999900001111:snapshot:theirs', 'of': 'app-live'},"
        "   {'id': 'snap-old', 'of': 'gone-db', 'engine': 'mysql', 'version': '8.0.36',"
        "    'created': '2025-01-01T00:00:00Z', 'original': '2024-01-01T00:00:00Z'}]}";

#define RESTORE                                                                                    \
        "Action=RestoreDBInstanceFromDBSnapshot&DBSnapshotIdentifier=snap-a"                       \
        "&DBInstanceIdentifier="
#define DESCRIBE "Action=DescribeDBInstances&DBInstanceIdentifier="
#define ONE "DBInstances/DBInstance/"

static void seeded(struct cloud *c)
{
        struct reply r = cloud_ok(c, DESCRIBE "app-live");

        assert_reply(&r, ONE "DBInstanceStatus", "available");
        assert_reply(&r, ONE "DBInstanceClass", "db.m6g.large");
        assert_reply(&r, ONE "Endpoint/Port", "6432");
        assert_reply(&r, ONE "MultiAZ", "true");
        assert_reply(&r, ONE "SecondaryAvailabilityZone", "eu-central-1b");
        assert_reply(&r, ONE "DBParameterGroups/DBParameterGroup/DBParameterGroupName", "tuned");
        assert_reply(&r, ONE "DBInstanceArn", "arn:aws:rds:eu-central-1:111122223333:db:app-live");
        assert_int_equal(reply_count(&r, ONE "VpcSecurityGroups/VpcSecurityGroupMembership"), 2);
        assert_int_equal(reply_count(&r, ONE "TagList/Tag"), 2);
        assert_no_reply(&r, ONE "MasterUserPassword");
        reply_release(&r);
}

static void test_seeded(void **state)
{
        (void)state;
        with_cloud(seed, seeded);
}

static void restore_defaults(struct cloud *c)
{
        struct reply r = cloud_ok(c, RESTORE "New-One");

        assert_reply(&r, "DBInstance/DBInstanceIdentifier", "new-one");
        assert_reply(&r, "DBInstance/DBInstanceStatus", "creating");
        assert_no_reply(&r, "DBInstance/Endpoint");
        reply_release(&r);
        cloud_until(c, "new-one", "backing-up", 90);
        cloud_until(c, "new-one", "available", 60);
        r = cloud_ok(c, DESCRIBE "new-one");
        /* what the snapshot gives */
        assert_reply(&r, ONE "DBInstanceClass", "db.m6g.large");
        assert_reply(&r, ONE "EngineVersion", "15.7");
        assert_reply(&r, ONE "MasterUsername", "master");
        assert_reply(&r, ONE "DBName", "app");
        assert_reply(&r, ONE "BackupRetentionPeriod", "7");
        assert_reply(&r, ONE "Endpoint/Port", "6432");
        assert_reply(&r, ONE "Endpoint/Address", "new-one.standin.eu-central-1.rds.amazonaws.com");
        assert_int_equal(reply_count(&r, ONE "TagList/Tag"), 2);
        /* what it doesn't */
        assert_reply(&r, ONE "MultiAZ", "false");
        assert_reply(&r, ONE "DeletionProtection", "false");
        assert_reply(&r, ONE "IAMDatabaseAuthenticationEnabled", "false");
        assert_reply(&r, ONE "DBParameterGroups/DBParameterGroup/DBParameterGroupName",
                     "default.postgres15");
        assert_int_equal(reply_count(&r, ONE "VpcSecurityGroups/VpcSecurityGroupMembership"), 1);
        reply_release(&r);
}

static void test_restore_defaults(void **state)
{
        (void)state;
        with_cloud(seed, restore_defaults);
}

static void restore_given(struct cloud *c)
{
        struct reply r;

        cloud_done(c, RESTORE "b&MultiAZ=true&DeletionProtection=true&DBParameterGroupName=tuned"
                              "&VpcSecurityGroupIds.VpcSecurityGroupId.1=sg-9&Port=7000"
                              "&DBInstanceClass=db.r6g.xlarge&Tags.Tag.1.Key=run&Tags.Tag.1.Value=7"
                              "&BackupRetentionPeriod=0&EnableIAMDatabaseAuthentication=true");
        fiber_sleep(c->loop, 60000);
        r = cloud_ok(c, DESCRIBE "b");
        assert_reply(&r, ONE "DBInstanceStatus", "available");
        assert_reply(&r, ONE "MultiAZ", "true");
        assert_reply(&r, ONE "DeletionProtection", "true");
        assert_reply(&r, ONE "IAMDatabaseAuthenticationEnabled", "true");
        assert_reply(&r, ONE "Endpoint/Port", "7000");
        assert_reply(&r, ONE "DBInstanceClass", "db.r6g.xlarge");
        assert_reply(&r, ONE "DBParameterGroups/DBParameterGroup/DBParameterGroupName", "tuned");
        assert_reply(&r, ONE "DBParameterGroups/DBParameterGroup/ParameterApplyStatus", "in-sync");
        /* tags of its own: none of the source's */
        assert_int_equal(reply_count(&r, ONE "TagList/Tag"), 1);
        assert_reply(&r, ONE "TagList/Tag/Key", "run");
        reply_release(&r);
}

static void test_restore_given(void **state)
{
        (void)state;
        with_cloud(seed, restore_given);
}

static void restore_refused(struct cloud *c)
{
        cloud_refused(c, 400, "DBInstanceAlreadyExists", RESTORE "APP-live");
        cloud_refused(c, 400, "InvalidParameterValue", RESTORE "a--b");
        cloud_refused(c, 400, "InvalidParameterValue", RESTORE "ends-");
        cloud_refused(c, 400, "InvalidParameterValue", RESTORE "9a");
        cloud_refused(c, 400, "InvalidParameterValue",
                      RESTORE "a123456789b123456789c123456789d123456789e123456789f123456789g123");
        cloud_refused(c, 404, "DBSnapshotNotFound",
                      "Action=RestoreDBInstanceFromDBSnapshot&DBSnapshotIdentifier=none"
                      "&DBInstanceIdentifier=x");
        cloud_refused(c, 404, "DBParameterGroupNotFound", RESTORE "x&DBParameterGroupName=nope");
        cloud_refused(c, 404, "DBSubnetGroupNotFoundFault", RESTORE "x&DBSubnetGroupName=nope");
        cloud_refused(c, 400, "InvalidParameterCombination",
                      RESTORE "x&MultiAZ=true&AvailabilityZone=eu-central-1a");
        cloud_refused(c, 400, "InvalidParameterCombination", RESTORE "x&AllocatedStorage=10");
        cloud_refused(c, 400, "InvalidParameterCombination", RESTORE "x&Engine=mysql");
        cloud_refused(c, 400, "InvalidParameterValue", RESTORE "x&Port=80");
        cloud_refused(c, 400, "MalformedInput", RESTORE "x&MultiAZ=yes");
        cloud_refused(c, 400, "MalformedInput", RESTORE "x&NoSuchThing=1");
        cloud_refused(c, 400, "MissingParameter",
                      "Action=RestoreDBInstanceFromDBSnapshot&DBSnapshotIdentifier=snap-a");
}

static void test_restore_refused(void **state)
{
        (void)state;
        with_cloud(seed, restore_refused);
}

static void modify(struct cloud *c)
{
        struct reply r = cloud_ok(c, "Action=ModifyDBInstance&DBInstanceIdentifier=app-live"
                                     "&DBInstanceClass=db.m6g.xlarge&ApplyImmediately=true");

        /* accepted, and not seen to happen yet */
        assert_reply(&r, "DBInstance/DBInstanceStatus", "available");
        assert_reply(&r, "DBInstance/DBInstanceClass", "db.m6g.large");
        assert_reply(&r, "DBInstance/PendingModifiedValues/DBInstanceClass", "db.m6g.xlarge");
        reply_release(&r);
        fiber_sleep(c->loop, 2000);
        assert_string_equal(cloud_status(c, "app-live"), "available");
        fiber_sleep(c->loop, 2000);
        assert_string_equal(cloud_status(c, "app-live"), "modifying");
        cloud_refused(c, 400, "InvalidDBInstanceState",
                      "Action=ModifyDBInstance&DBInstanceIdentifier=app-live&MultiAZ=false");
        cloud_until(c, "app-live", "available", 30);
        r = cloud_ok(c, DESCRIBE "app-live");
        assert_reply(&r, ONE "DBInstanceClass", "db.m6g.xlarge");
        assert_reply(&r, ONE "PendingModifiedValues", "");
        reply_release(&r);
}

static void test_modify(void **state)
{
        (void)state;
        with_cloud(seed, modify);
}

static void modify_in_window(struct cloud *c)
{
        struct reply r;

        cloud_done(c, "Action=ModifyDBInstance&DBInstanceIdentifier=app-live&MultiAZ=false");
        fiber_sleep(c->loop, 600000);
        r = cloud_ok(c, DESCRIBE "app-live");
        assert_reply(&r, ONE "MultiAZ", "true");
        assert_reply(&r, ONE "PendingModifiedValues/MultiAZ", "false");
        reply_release(&r);
        /* what is left over comes along with the next immediate one */
        cloud_done(c, "Action=ModifyDBInstance&DBInstanceIdentifier=app-live"
                      "&DBInstanceClass=db.m6g.xlarge&ApplyImmediately=true");
        fiber_sleep(c->loop, 20000);
        r = cloud_ok(c, DESCRIBE "app-live");
        assert_reply(&r, ONE "MultiAZ", "false");
        assert_no_reply(&r, ONE "SecondaryAvailabilityZone");
        reply_release(&r);
}

static void test_modify_in_window(void **state)
{
        (void)state;
        with_cloud(seed, modify_in_window);
}

static void password(struct cloud *c)
{
        struct reply r = cloud_ok(c, "Action=ModifyDBInstance&DBInstanceIdentifier=app-live"
                                     "&MasterUserPassword=second-word");

        assert_reply(&r, "DBInstance/PendingModifiedValues/MasterUserPassword", "****");
        reply_release(&r);
        fiber_sleep(c->loop, 4000);
        assert_string_equal(cloud_status(c, "app-live"), "resetting-master-credentials");
        cloud_until(c, "app-live", "available", 30);
        cloud_refused(c, 400, "InvalidParameterValue",
                      "Action=ModifyDBInstance&DBInstanceIdentifier=app-live"
                      "&MasterUserPassword=short");
}

static void test_password(void **state)
{
        (void)state;
        with_cloud(seed, password);
}

#define GROUP ONE "DBParameterGroups/DBParameterGroup/"

static void parameter_group(struct cloud *c)
{
        struct reply r;

        cloud_done(c, "Action=CreateDBParameterGroup&DBParameterGroupName=other"
                      "&DBParameterGroupFamily=postgres15&Description=x");
        cloud_done(c, "Action=ModifyDBInstance&DBInstanceIdentifier=app-live"
                      "&DBParameterGroupName=other&ApplyImmediately=true");
        r = cloud_ok(c, DESCRIBE "app-live");
        assert_reply(&r, GROUP "DBParameterGroupName", "other");
        assert_reply(&r, GROUP "ParameterApplyStatus", "applying");
        reply_release(&r);
        fiber_sleep(c->loop, 20000);
        r = cloud_ok(c, DESCRIBE "app-live");
        assert_reply(&r, ONE "DBInstanceStatus", "available");
        assert_reply(&r, GROUP "ParameterApplyStatus", "pending-reboot");
        reply_release(&r);
        cloud_done(c, "Action=RebootDBInstance&DBInstanceIdentifier=app-live");
        assert_string_equal(cloud_status(c, "app-live"), "rebooting");
        cloud_until(c, "app-live", "available", 10);
        r = cloud_ok(c, DESCRIBE "app-live");
        assert_reply(&r, GROUP "ParameterApplyStatus", "in-sync");
        reply_release(&r);
}

static void test_parameter_group(void **state)
{
        (void)state;
        with_cloud(seed, parameter_group);
}

static void deletion(struct cloud *c)
{
        struct reply r;

        cloud_refused(c, 400, "InvalidParameterCombination",
                      "Action=DeleteDBInstance&DBInstanceIdentifier=app-live"
                      "&SkipFinalSnapshot=true");
        cloud_done(c, "Action=ModifyDBInstance&DBInstanceIdentifier=app-live"
                      "&DeletionProtection=false&ApplyImmediately=true");
        cloud_refused(c, 400, "InvalidParameterCombination",
                      "Action=DeleteDBInstance&DBInstanceIdentifier=app-live");
        cloud_refused(c, 400, "DBSnapshotAlreadyExists",
                      "Action=DeleteDBInstance&DBInstanceIdentifier=app-live"
                      "&FinalDBSnapshotIdentifier=snap-a");
        cloud_done(c, "Action=DeleteDBInstance&DBInstanceIdentifier=app-live"
                      "&FinalDBSnapshotIdentifier=last-words");
        assert_string_equal(cloud_status(c, "app-live"), "deleting");
        cloud_refused(c, 400, "InvalidDBInstanceState",
                      "Action=DeleteDBInstance&DBInstanceIdentifier=app-live"
                      "&SkipFinalSnapshot=true");
        r = cloud_ok(c, "Action=DescribeDBSnapshots&DBSnapshotIdentifier=last-words");
        assert_reply(&r, "DBSnapshots/DBSnapshot/Status", "creating");
        reply_release(&r);
        cloud_until(c, "app-live", "gone", 80);
        r = cloud_ok(c, "Action=DescribeDBSnapshots&DBSnapshotIdentifier=last-words");
        assert_reply(&r, "DBSnapshots/DBSnapshot/Status", "available");
        assert_reply(&r, "DBSnapshots/DBSnapshot/PercentProgress", "100");
        reply_release(&r);
        /* automated snapshots went with it, the manual ones did not */
        r = cloud_ok(c, "Action=DescribeDBSnapshots&SnapshotType=automated");
        assert_int_equal(reply_count(&r, "DBSnapshots/DBSnapshot"), 0);
        reply_release(&r);
        r = cloud_ok(c, "Action=DescribeDBSnapshots");
        assert_int_equal(reply_count(&r, "DBSnapshots/DBSnapshot"), 3);
        reply_release(&r);
}

static void test_deletion(void **state)
{
        (void)state;
        with_cloud(seed, deletion);
}

static void delete_while_creating(struct cloud *c)
{
        cloud_done(c, RESTORE "young");
        fiber_sleep(c->loop, 10000);
        cloud_refused(c, 400, "InvalidDBInstanceState",
                      "Action=DeleteDBInstance&DBInstanceIdentifier=young"
                      "&FinalDBSnapshotIdentifier=too-soon");
        cloud_done(c, "Action=DeleteDBInstance&DBInstanceIdentifier=young"
                      "&SkipFinalSnapshot=true");
        assert_string_equal(cloud_status(c, "young"), "deleting");
        fiber_sleep(c->loop, 31000);
        assert_string_equal(cloud_status(c, "young"), "gone");
        fiber_sleep(c->loop, 300000);
        assert_string_equal(cloud_status(c, "young"), "gone");
}

static void test_delete_while_creating(void **state)
{
        (void)state;
        with_cloud(seed, delete_while_creating);
}

static void snapshots(struct cloud *c)
{
        struct reply r = cloud_ok(c, "Action=CreateDBSnapshot&DBInstanceIdentifier=app-live"
                                     "&DBSnapshotIdentifier=Fresh&Tags.Tag.1.Key=a"
                                     "&Tags.Tag.1.Value=b");

        assert_reply(&r, "DBSnapshot/DBSnapshotIdentifier", "fresh");
        assert_reply(&r, "DBSnapshot/Status", "creating");
        assert_no_reply(&r, "DBSnapshot/SnapshotCreateTime");
        reply_release(&r);
        cloud_refused(c, 400, "DBSnapshotAlreadyExists",
                      "Action=CreateDBSnapshot&DBInstanceIdentifier=app-live"
                      "&DBSnapshotIdentifier=fresh");
        cloud_refused(c, 400, "InvalidDBSnapshotState",
                      "Action=DeleteDBSnapshot&DBSnapshotIdentifier=fresh");
        cloud_refused(c, 400, "InvalidDBSnapshotState",
                      "Action=RestoreDBInstanceFromDBSnapshot&DBSnapshotIdentifier=fresh"
                      "&DBInstanceIdentifier=x");
        fiber_sleep(c->loop, 21000);
        assert_string_equal(cloud_status(c, "app-live"), "backing-up");
        r = cloud_ok(c, "Action=DescribeDBSnapshots&DBSnapshotIdentifier=fresh");
        assert_reply(&r, "DBSnapshots/DBSnapshot/PercentProgress", "50");
        reply_release(&r);
        fiber_sleep(c->loop, 30000);
        r = cloud_ok(c, "Action=DescribeDBSnapshots&DBSnapshotIdentifier=fresh");
        assert_reply(&r, "DBSnapshots/DBSnapshot/Status", "available");
        assert_reply(&r, "DBSnapshots/DBSnapshot/SnapshotCreateTime", "2026-11-21T01:00:01.000Z");
        assert_reply(&r, "DBSnapshots/DBSnapshot/TagList/Tag/Value", "b");
        reply_release(&r);
        cloud_done(c, "Action=DeleteDBSnapshot&DBSnapshotIdentifier=fresh");
        cloud_refused(c, 404, "DBSnapshotNotFound",
                      "Action=DescribeDBSnapshots&DBSnapshotIdentifier=fresh");
        cloud_refused(c, 400, "InvalidDBSnapshotState",
                      "Action=DeleteDBSnapshot"
                      "&DBSnapshotIdentifier=rds%%3Aapp-live-2026-11-02-03-04");
}

static void test_snapshots(void **state)
{
        (void)state;
        with_cloud(seed, snapshots);
}

static void copies(struct cloud *c)
{
        struct reply r;

        cloud_done(c, "Action=CopyDBSnapshot&SourceDBSnapshotIdentifier=snap-old"
                      "&TargetDBSnapshotIdentifier=copy");
        fiber_sleep(c->loop, 200000);
        r = cloud_ok(c, "Action=DescribeDBSnapshots&DBSnapshotIdentifier=copy");
        assert_reply(&r, "DBSnapshots/DBSnapshot/Status", "available");
        assert_reply(&r, "DBSnapshots/DBSnapshot/SnapshotCreateTime", "2026-11-21T01:00:00.000Z");
        assert_reply(&r, "DBSnapshots/DBSnapshot/OriginalSnapshotCreateTime",
                     "2024-01-01T00:00:00.000Z");
        assert_reply(&r, "DBSnapshots/DBSnapshot/Engine", "mysql");
        reply_release(&r);
}

static void test_copies(void **state)
{
        (void)state;
        with_cloud(seed, copies);
}

static void kinds_of_snapshots(struct cloud *c)
{
        struct reply r = cloud_ok(c, "Action=DescribeDBSnapshots&DBInstanceIdentifier=app-live");

        assert_int_equal(reply_count(&r, "DBSnapshots/DBSnapshot"), 2);
        reply_release(&r);
        r = cloud_ok(c, "Action=DescribeDBSnapshots&SnapshotType=manual");
        assert_int_equal(reply_count(&r, "DBSnapshots/DBSnapshot"), 2);
        reply_release(&r);
        r = cloud_ok(c, "Action=DescribeDBSnapshots&SnapshotType=shared");
        assert_int_equal(reply_count(&r, "DBSnapshots/DBSnapshot"), 1);
        assert_reply(&r, "DBSnapshots/DBSnapshot/DBSnapshotIdentifier",
                     "arn:aws:rds:eu-central-1:999900001111:snapshot:theirs");
        reply_release(&r);
        r = cloud_ok(c, "Action=DescribeDBSnapshots&IncludeShared=true");
        assert_int_equal(reply_count(&r, "DBSnapshots/DBSnapshot"), 4);
        reply_release(&r);
        r = cloud_ok(c, "Action=DescribeDBSnapshots&Filters.Filter.1.Name=engine"
                        "&Filters.Filter.1.Values.Value.1=mysql");
        assert_int_equal(reply_count(&r, "DBSnapshots/DBSnapshot"), 1);
        reply_release(&r);
        cloud_refused(c, 400, "InvalidParameterValue",
                      "Action=DescribeDBSnapshots&Filters.Filter.1.Name=colour"
                      "&Filters.Filter.1.Values.Value.1=red");
        cloud_done(c, "Action=RestoreDBInstanceFromDBSnapshot&DBInstanceIdentifier=of-theirs"
                      "&DBSnapshotIdentifier="
                      "arn:aws:rds:eu-central-1:999900001111:snapshot:theirs");
}

static void test_kinds_of_snapshots(void **state)
{
        (void)state;
        with_cloud(seed, kinds_of_snapshots);
}

static void pages(struct cloud *c)
{
        size_t seen = 0;
        char *marker = NULL;

        for (int i = 0; i < 45; i++)
                cloud_done(c,
                           "Action=RestoreDBInstanceFromDBSnapshot&DBSnapshotIdentifier=snap-a"
                           "&DBInstanceIdentifier=db%02d",
                           i);
        cloud_refused(c, 400, "InvalidParameterValue", "Action=DescribeDBInstances&MaxRecords=19");
        cloud_refused(c, 400, "InvalidParameterValue", "Action=DescribeDBInstances&MaxRecords=101");
        cloud_refused(c, 400, "InvalidParameterValue", "Action=DescribeDBInstances&Marker=zz");
        for (int page = 0; page < 3; page++) {
                struct reply r = cloud_ok(c, "Action=DescribeDBInstances&MaxRecords=20%s%s",
                                          marker ? "&Marker=" : "", marker ? marker : "");

                seen += reply_count(&r, "DBInstances/DBInstance");
                free(marker);
                marker = reply_text(&r, "Marker");
                assert_true(page < 2 ? marker != NULL : marker == NULL);
                reply_release(&r);
        }
        assert_int_equal(seen, 46);
}

static void test_pages(void **state)
{
        (void)state;
        char *with_limit = NULL;

        assert_true(asprintf(&with_limit, "%.*s, 'limits': {'instances': 46}}",
                             (int)strlen(seed) - 1, seed) > 0);
        with_cloud(with_limit, pages);
        free(with_limit);
}

static void quota(struct cloud *c)
{
        cloud_done(c, RESTORE "second");
        cloud_refused(c, 400, "InstanceQuotaExceeded", RESTORE "third");
}

static void test_quota(void **state)
{
        (void)state;
        char *with_limit = NULL;

        assert_true(asprintf(&with_limit, "%.*s, 'limits': {'instances': 2}}",
                             (int)strlen(seed) - 1, seed) > 0);
        with_cloud(with_limit, quota);
        free(with_limit);
}

static void tags_and_events(struct cloud *c)
{
        const char *arn = "arn:aws:rds:eu-central-1:111122223333:db:app-live";
        struct reply r;

        cloud_done(c,
                   "Action=AddTagsToResource&ResourceName=%s&Tags.Tag.1.Key=env"
                   "&Tags.Tag.1.Value=qa&Tags.Tag.2.Key=new&Tags.Tag.2.Value=",
                   arn);
        cloud_done(c, "Action=RemoveTagsFromResource&ResourceName=%s&TagKeys.member.1=customer",
                   arn);
        r = cloud_ok(c, "Action=ListTagsForResource&ResourceName=%s", arn);
        assert_int_equal(reply_count(&r, "TagList/Tag"), 2);
        assert_reply(&r, "TagList/Tag/Value", "qa");
        reply_release(&r);
        cloud_refused(c, 404, "DBInstanceNotFound",
                      "Action=ListTagsForResource&ResourceName="
                      "arn:aws:rds:eu-central-1:111122223333:db:none");
        cloud_done(c, "Action=RebootDBInstance&DBInstanceIdentifier=app-live");
        fiber_sleep(c->loop, 10000);
        r = cloud_ok(c, "Action=DescribeEvents&SourceType=db-instance&SourceIdentifier=app-live");
        assert_reply(&r, "Events/Event/Message", "DB instance restarted");
        assert_reply(&r, "Events/Event/EventCategories/EventCategory", "availability");
        reply_release(&r);
        fiber_sleep(c->loop, 2 * 3600000);
        r = cloud_ok(c, "Action=DescribeEvents");
        assert_int_equal(reply_count(&r, "Events/Event"), 0);
        reply_release(&r);
        r = cloud_ok(c, "Action=DescribeEvents&Duration=180");
        assert_int_equal(reply_count(&r, "Events/Event"), 1);
        reply_release(&r);
        cloud_refused(c, 400, "InvalidParameterCombination",
                      "Action=DescribeEvents&SourceIdentifier=app-live");
        cloud_refused(c, 400, "InvalidParameterValue",
                      "Action=DescribeEvents&Duration=9000000000000000000");
}

static void test_tags_and_events(void **state)
{
        (void)state;
        with_cloud(seed, tags_and_events);
}

static void faults(struct cloud *c)
{
        int64_t mutating;

        cloud_refused(c, 400, "Throttling", RESTORE "x");
        cloud_lost(c, RESTORE "x");
        assert_string_equal(cloud_status(c, "x"),
                            "creating"); /* the answer was lost, not the call */
        cloud_done(c, RESTORE "y");
        cloud_until(c, "y", "incompatible-restore", 100);
        cloud_until(c, "x", "available", 100);
        standin_calls(c->standin, &mutating);
        assert_int_equal(mutating, 2);
}

static void test_faults(void **state)
{
        (void)state;
        char *with_faults = NULL;

        assert_true(asprintf(&with_faults,
                             "%.*s, 'faults': ["
                             "{'when': {'operation': 'RestoreDBInstanceFromDBSnapshot', 'nth': 1},"
                             " 'do': 'error', 'code': 'Throttling', 'status': 400},"
                             "{'when': {'operation': 'RestoreDBInstanceFromDBSnapshot', 'nth': 1},"
                             " 'do': 'drop-after'},"
                             "{'when': {'with': {'DBInstanceIdentifier': 'y'}, 'nth': 1},"
                             " 'do': 'fail-status', 'status': 'incompatible-restore'}]}",
                             (int)strlen(seed) - 1, seed) > 0);
        with_cloud(with_faults, faults);
        free(with_faults);
}

/* --- stopped --- */

static bool is_in(struct cloud *c, const char *id, const char *status)
{
        return strcmp(cloud_status(c, id), status) == 0;
}

static void stopped(struct cloud *c)
{
        const int64_t week = 7 * 24 * 3600 * 1000LL;
        struct reply r;

        cloud_done(c, "Action=StopDBInstance&DBInstanceIdentifier=app-live");
        cloud_until(c, "app-live", "stopped", 90);
        r = cloud_ok(c, DESCRIBE "app-live");
        assert_int_equal(reply_count(&r, ONE "AutomaticRestartTime"), 1);
        reply_release(&r);
        cloud_refused(c, 400, "InvalidDBInstanceState",
                      "Action=ModifyDBInstance&DBInstanceIdentifier=app-live"
                      "&DeletionProtection=false");
        fiber_sleep(c->loop, week - 120000);
        assert_true(is_in(c, "app-live", "stopped"));
        fiber_sleep(c->loop, 180000);
        cloud_until(c, "app-live", "available", 90);
        r = cloud_ok(c, DESCRIBE "app-live");
        assert_no_reply(&r, ONE "AutomaticRestartTime");
        reply_release(&r);
}

static void test_stopped_for_a_week(void **state)
{
        (void)state;
        with_cloud(seed, stopped);
}

/* What was started before the week is over is not touched at its end. */
static void started(struct cloud *c)
{
        cloud_done(c, "Action=ModifyDBInstance&DBInstanceIdentifier=app-live"
                      "&DeletionProtection=false&ApplyImmediately=true");
        cloud_done(c, "Action=StopDBInstance&DBInstanceIdentifier=app-live");
        cloud_until(c, "app-live", "stopped", 90);
        cloud_refused(c, 400, "InvalidDBInstanceState",
                      "Action=DeleteDBInstance&DBInstanceIdentifier=app-live"
                      "&FinalDBSnapshotIdentifier=last");
        cloud_done(c, "Action=StartDBInstance&DBInstanceIdentifier=app-live");
        cloud_until(c, "app-live", "available", 90);
        fiber_sleep(c->loop, 8 * 24 * 3600 * 1000LL);
        assert_true(is_in(c, "app-live", "available"));
        /* nor is one that was deleted while it was stopped */
        cloud_done(c, "Action=StopDBInstance&DBInstanceIdentifier=app-live");
        cloud_until(c, "app-live", "stopped", 90);
        cloud_done(c, "Action=DeleteDBInstance&DBInstanceIdentifier=app-live"
                      "&SkipFinalSnapshot=true");
        fiber_sleep(c->loop, 8 * 24 * 3600 * 1000LL);
        cloud_refused(c, 404, "DBInstanceNotFound", DESCRIBE "app-live");
}

static void test_started_before_the_week_is_over(void **state)
{
        (void)state;
        with_cloud(seed, started);
}

static void same_each_time(struct cloud *c)
{
        cloud_done(c, RESTORE "x");
        cloud_until(c, "x", "available", 2000);
        print_message("available at %lld\n", (long long)loop_ticks(c->loop));
        assert_in_range(loop_ticks(c->loop), 300000 * 9 / 10, 480000);
}

static void test_default_durations(void **state)
{
        (void)state;
        with_cloud("{'databases': [{'id': 'a'}], 'snapshots': [{'id': 'snap-a', 'of': 'a'}]}",
                   same_each_time);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_seeded),
                cmocka_unit_test(test_restore_defaults),
                cmocka_unit_test(test_restore_given),
                cmocka_unit_test(test_restore_refused),
                cmocka_unit_test(test_modify),
                cmocka_unit_test(test_modify_in_window),
                cmocka_unit_test(test_password),
                cmocka_unit_test(test_parameter_group),
                cmocka_unit_test(test_deletion),
                cmocka_unit_test(test_delete_while_creating),
                cmocka_unit_test(test_snapshots),
                cmocka_unit_test(test_copies),
                cmocka_unit_test(test_kinds_of_snapshots),
                cmocka_unit_test(test_pages),
                cmocka_unit_test(test_quota),
                cmocka_unit_test(test_stopped_for_a_week),
                cmocka_unit_test(test_started_before_the_week_is_over),
                cmocka_unit_test(test_tags_and_events),
                cmocka_unit_test(test_faults),
                cmocka_unit_test(test_default_durations),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
