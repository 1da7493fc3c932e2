/* Accounts, regions and DB clusters in virtual time. */
#include "helper_cloud.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char seed[] =
        "{'account': '111122223333', 'region': 'eu-central-1', 'jitter': 0,"
        " 'keys': [{'id': 'shared', 'accounts': ['444455556666']}],"
        " 'databases': [{'id': 'ours', 'version': '15.7', 'password': 'first-word'}],"
        " 'db_clusters': [{'id': 'shop', 'version': '15.4', 'password': 'first-word',"
        "   'deletion_protection': true, 'members': ['shop-1', {'id': 'shop-2', 'tier': 0}]}],"
        " 'snapshots': [{'id': 'open', 'of': 'ours', 'shared_with': ['444455556666']},"
        "   {'id': 'sealed', 'of': 'gone', 'KmsKeyId': 'shared', 'shared_with': ['444455556666']},"
        "   {'id': 'hidden', 'of': 'ours'}],"
        " 'db_cluster_snapshots': [{'id': 'of-shop', 'of': 'shop'}],"
        " 'regions': {'us-east-1': {}},"
        " 'accounts': {'444455556666': {"
        "   'users': [{'access_key': 'AKIATHEIRS', 'secret_key': 'word'}],"
        "   'databases': [{'id': 'theirs', 'version': '15.7', 'password': 'first-word'}]}}}";

#define OPEN "arn:aws:rds:eu-central-1:111122223333:snapshot:open"

/* What a client in this process would have signed with says who calls, and where. */
static struct reply ask_as(struct cloud *c, const char *key, const char *region, const char *params)
{
        const struct http_signing signing = {.region = region, .service = "rds", .access_key = key};
        char *body;
        struct http_request request = {.method = "POST", .url = "/", .signing = &signing};
        struct http_response response = {0};
        struct reply r = {0};

        assert_true(asprintf(&body, "%s&Version=2014-10-31", params) > 0);
        request.body = body;
        request.body_len = strlen(body);
        standin_handle(c->standin, &request, &response);
        r.status = response.status;
        text_add(&r.body, text_str(&response.body));
        http_response_release(&response);
        free(body);
        return r;
}

static void assert_as(struct cloud *c, const char *key, const char *region, const char *params,
                      int status, const char *part)
{
        struct reply r = ask_as(c, key, region, params);

        if (r.status != status || (part && !strstr(text_str(&r.body), part)))
                fail_msg("%s as %s in %s: %d %s", params, key, region, r.status, text_str(&r.body));
        reply_release(&r);
}

static void places(struct cloud *c)
{
        assert_as(c, "test", "eu-central-1", "Action=DescribeDBInstances", 200, ">ours<");
        assert_as(c, "AKIATHEIRS", "eu-central-1", "Action=DescribeDBInstances", 200, ">theirs<");
        assert_as(c, "test", "us-east-1", "Action=DescribeDBInstances", 200, "<DBInstances/>");
        assert_as(c, "AKIATHEIRS", "eu-central-1",
                  "Action=DescribeDBInstances&DBInstanceIdentifier=ours", 404,
                  "DBInstanceNotFound");
        /* a region that the seed doesn't name, and a key that nobody has: the root's */
        assert_as(c, "nobody", "mars-1", "Action=DescribeDBInstances", 200, ">ours<");
}

static void test_places(void **state)
{
        (void)state;
        with_cloud(seed, places);
}

static void shared(struct cloud *c)
{
        assert_as(c, "AKIATHEIRS", "eu-central-1",
                  "Action=DescribeDBSnapshots&DBSnapshotIdentifier=" OPEN, 200, ">shared<");
        assert_as(c, "AKIATHEIRS", "eu-central-1",
                  "Action=DescribeDBSnapshots&DBSnapshotIdentifier="
                  "arn:aws:rds:eu-central-1:111122223333:snapshot:hidden",
                  404, "DBSnapshotNotFound");
        assert_as(c, "AKIATHEIRS", "eu-central-1",
                  "Action=RestoreDBInstanceFromDBSnapshot&DBInstanceIdentifier=x"
                  "&DBSnapshotIdentifier=" OPEN,
                  200, ">creating<");
        assert_as(c, "AKIATHEIRS", "eu-central-1",
                  "Action=RestoreDBInstanceFromDBSnapshot&DBInstanceIdentifier=y"
                  "&DBSnapshotIdentifier=arn:aws:rds:eu-central-1:111122223333:snapshot:sealed",
                  400, "InvalidDBSnapshotState");
        assert_as(c, "AKIATHEIRS", "us-east-1",
                  "Action=RestoreDBInstanceFromDBSnapshot&DBInstanceIdentifier=x"
                  "&DBSnapshotIdentifier=" OPEN,
                  404, "DBSnapshotNotFound");
        assert_as(c, "AKIATHEIRS", "us-east-1",
                  "Action=CopyDBSnapshot&TargetDBSnapshotIdentifier=far"
                  "&SourceDBSnapshotIdentifier=" OPEN,
                  200, ":snapshot:far<");
        assert_as(c, "test", "eu-central-1",
                  "Action=ModifyDBSnapshotAttribute&DBSnapshotIdentifier=open"
                  "&AttributeName=restore&ValuesToRemove.AttributeValue.1=444455556666",
                  200, NULL);
        assert_as(c, "AKIATHEIRS", "eu-central-1",
                  "Action=DescribeDBSnapshots&DBSnapshotIdentifier=" OPEN, 404,
                  "DBSnapshotNotFound");
}

static void test_shared(void **state)
{
        (void)state;
        with_cloud(seed, shared);
}

/* --- clusters --- */

static void cluster_until(struct cloud *c, const char *id, const char *status, int limit)
{
        char *found = NULL;

        for (int i = 0; i < limit; i++) {
                struct reply r = cloud_query(
                        c, "rds", "Action=DescribeDBClusters&DBClusterIdentifier=%s", id);

                free(found);
                found = r.status == 404 ? strdup("gone")
                                        : reply_text(&r, "DBClusters/DBCluster/Status");
                reply_release(&r);
                if (text_same(found, status)) {
                        free(found);
                        return;
                }
                fiber_sleep(c->loop, 1000);
        }
        fail_msg("%s is %s, not %s", id, found, status);
}

static void members(struct cloud *c)
{
        cloud_refused(c, 400, "InvalidParameterCombination",
                      "Action=DeleteDBCluster&DBClusterIdentifier=shop&SkipFinalSnapshot=true");
        cloud_done(c, "Action=ModifyDBCluster&DBClusterIdentifier=shop&DeletionProtection=false");
        cloud_refused(c, 400, "InvalidDBClusterStateFault",
                      "Action=DeleteDBCluster&DBClusterIdentifier=shop&SkipFinalSnapshot=true");
        /* the writer goes: the reader of the lowest tier writes */
        cloud_done(c, "Action=DeleteDBInstance&DBInstanceIdentifier=shop-1");
        cluster_until(c, "shop", "failing-over", 1);
        cluster_until(c, "shop", "available", 60);
        cloud_until(c, "shop-1", "gone", 300);
        cloud_done(c, "Action=DeleteDBInstance&DBInstanceIdentifier=shop-2");
        cloud_done(c, "Action=DeleteDBCluster&DBClusterIdentifier=shop"
                      "&FinalDBSnapshotIdentifier=last");
        cluster_until(c, "shop", "gone", 600);
        assert_string_equal(cloud_status(c, "shop-2"), "gone");
        cloud_done(c, "Action=DescribeDBClusterSnapshots&DBClusterSnapshotIdentifier=last");
}

static void test_members(void **state)
{
        (void)state;
        with_cloud(seed, members);
}

/* A member that is asked for while its cluster is being made comes up after it. */
static void early_member(struct cloud *c)
{
        cloud_done(c, "Action=RestoreDBClusterFromSnapshot&DBClusterIdentifier=new"
                      "&SnapshotIdentifier=of-shop&Engine=aurora-postgresql");
        cloud_done(c, "Action=CreateDBInstance&DBInstanceIdentifier=new-1&DBClusterIdentifier=new"
                      "&Engine=aurora-postgresql&DBInstanceClass=db.r6g.large");
        assert_string_equal(cloud_status(c, "new-1"), "creating");
        cluster_until(c, "new", "available", 400);
        cloud_until(c, "new-1", "available", 400);
}

static void test_early_member(void **state)
{
        (void)state;
        with_cloud(seed, early_member);
}

/* A member of a cluster that can't be made fails with it. */
static void failed_cluster(struct cloud *c)
{
        cloud_done(c, "Action=RestoreDBClusterFromSnapshot&DBClusterIdentifier=bad"
                      "&SnapshotIdentifier=of-shop&Engine=aurora-postgresql");
        cloud_done(c, "Action=CreateDBInstance&DBInstanceIdentifier=bad-1&DBClusterIdentifier=bad"
                      "&Engine=aurora-postgresql&DBInstanceClass=db.r6g.large");
        cluster_until(c, "bad", "incompatible-restore", 400);
        cloud_until(c, "bad-1", "failed", 600);
}

static void test_failed_cluster(void **state)
{
        (void)state;
        with_cloud("{'db_cluster_snapshots': [{'id': 'of-shop', 'of': 'gone'}], 'faults': [{'when':"
                   " {'operation': 'RestoreDBClusterFromSnapshot'}, 'do': 'fail-status',"
                   " 'status': 'incompatible-restore'}]}",
                   failed_cluster);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_places),         cmocka_unit_test(test_shared),
                cmocka_unit_test(test_members),        cmocka_unit_test(test_early_member),
                cmocka_unit_test(test_failed_cluster),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
