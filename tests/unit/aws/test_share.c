/* Sharing and copying snapshots, and KMS's keys: the bytes that are sent, and answers read. */
#include <string.h>

#include "helper_aws.h"

#include "engine/aws/kms.h"
#include "engine/aws/rds_share.h"
#include "engine/base/text.h"

#define FROM "arn:aws:rds:us-west-2:111122223333:snapshot:latest"
#define CLUSTER "arn:aws:rds:us-west-2:111122223333:cluster-snapshot:latest"
#define KEY "arn:aws:kms:eu-central-1:444455556666:key/1"

static const char *const session[] = {
        "AWS_ACCESS_KEY_ID", "ASIAEXAMPLE", "AWS_SECRET_ACCESS_KEY", "secret", "AWS_SESSION_TOKEN",
        "tok+en/==",         "AWS_REGION",  "eu-central-1",          NULL,
};

static struct err err;
static bool ok;
static struct strlist accounts;
static struct rds_snapshot snapshot;

static void done(struct fake *f)
{
        fake_free(f);
        err_clear(&err);
        strlist_release(&accounts);
        rds_snapshot_release(&snapshot);
}

static void names_and_kinds(void **state)
{
        (void)state;
        assert_true(rds_is_cluster_snapshot(CLUSTER));
        assert_false(rds_is_cluster_snapshot(FROM));
        assert_false(rds_is_cluster_snapshot("latest"));
        assert_string_equal(rds_snapshot_name(FROM), "latest");
        assert_string_equal(rds_snapshot_name(CLUSTER), "latest");
        assert_string_equal(rds_snapshot_name("latest"), "latest");
        assert_string_equal(rds_snapshot_name("rds:x-2026"), "rds:x-2026");
        assert_string_equal(rds_snapshot_name("arn:aws:rds:us-west-2:1:snapshot:rds:x"), "rds:x");
}

static void look_at_accounts(struct fake *f)
{
        ok = rds_snapshot_accounts(f->aws, false, "latest", &accounts, &err);
}

static void the_accounts_are_those_of_restore(void **state)
{
        struct fake *f = fake_new(NULL);

        (void)state;
        fake_xml(f, "DescribeDBSnapshotAttributes",
                 "<DBSnapshotAttributesResult><DBSnapshotIdentifier>latest</DBSnapshotIdentifier>"
                 "<DBSnapshotAttributes>"
                 "<DBSnapshotAttribute><AttributeName>other</AttributeName><AttributeValues>"
                 "<AttributeValue>no</AttributeValue></AttributeValues></DBSnapshotAttribute>"
                 "<DBSnapshotAttribute><AttributeName>restore</AttributeName><AttributeValues>"
                 "<AttributeValue>111122223333</AttributeValue>"
                 "<AttributeValue>all</AttributeValue>"
                 "</AttributeValues></DBSnapshotAttribute>"
                 "</DBSnapshotAttributes></DBSnapshotAttributesResult>");
        fake_run(f, look_at_accounts);
        assert_true(ok);
        assert_int_equal(accounts.count, 2);
        assert_string_equal(accounts.items[0], "111122223333");
        assert_string_equal(accounts.items[1], "all");
        assert_string_equal(f->sent[0].body,
                            "Action=DescribeDBSnapshotAttributes&Version=2014-10-31"
                            "&DBSnapshotIdentifier=latest");
        done(f);
}

static void share(struct fake *f)
{
        ok = rds_share_snapshot(f->aws, false, "latest", "444455556666", true, &err);
}

static void unshare_cluster(struct fake *f)
{
        ok = rds_share_snapshot(f->aws, true, "latest", "444455556666", false, &err);
}

static void sharing_adds_and_takes_away(void **state)
{
        struct fake *f = fake_new(NULL);

        (void)state;
        fake_xml(
                f, "ModifyDBSnapshotAttribute",
                "<DBSnapshotAttributesResult><DBSnapshotAttributes/></DBSnapshotAttributesResult>");
        fake_run(f, share);
        assert_true(ok);
        assert_string_equal(f->sent[0].body, "Action=ModifyDBSnapshotAttribute&Version=2014-10-31"
                                             "&DBSnapshotIdentifier=latest&AttributeName=restore"
                                             "&ValuesToAdd.AttributeValue.1=444455556666");
        fake_xml(f, "ModifyDBClusterSnapshotAttribute",
                 "<DBClusterSnapshotAttributesResult><DBClusterSnapshotAttributes/>"
                 "</DBClusterSnapshotAttributesResult>");
        fake_run(f, unshare_cluster);
        assert_true(ok);
        assert_string_equal(f->sent[1].body,
                            "Action=ModifyDBClusterSnapshotAttribute&Version=2014-10-31"
                            "&DBClusterSnapshotIdentifier=latest&AttributeName=restore"
                            "&ValuesToRemove.AttributeValue.1=444455556666");
        done(f);
}

static void a_full_snapshot_is_a_limit(void **state)
{
        struct fake *f = fake_new(NULL);

        (void)state;
        fake_xml_error(f, 400, "SharedSnapshotQuotaExceeded", "too many");
        fake_run(f, share);
        assert_false(ok);
        assert_true(err_is(&err, ERR_LIMIT));
        done(f);
}

static void a_lost_answer_is_not_asked_again(void **state)
{
        struct fake *f = fake_new(NULL);

        (void)state;
        fake_no_answer(f, ERR_LOST);
        fake_run(f, share);
        assert_false(ok);
        assert_true(err_is(&err, ERR_LOST));
        assert_int_equal(f->sent_count, 1);
        done(f);
}

#define COPIED                                                                                     \
        "<DBSnapshot><DBSnapshotIdentifier>copy</DBSnapshotIdentifier><DBInstanceIdentifier>db"    \
        "</DBInstanceIdentifier><Status>creating</Status><PercentProgress>3</PercentProgress>"     \
        "<OriginalSnapshotCreateTime>2026-11-20T00:00:00Z</OriginalSnapshotCreateTime>"            \
        "</DBSnapshot>"

static void copy_here(struct fake *f)
{
        struct tags tags = {0};
        struct rds_copy request = {.source = "latest", .id = "copy", .kms_key = KEY, .tags = &tags};

        tags_set(&tags, "team", "blue");
        ok = rds_copy_snapshot(f->aws, &request, &snapshot, &err);
        tags_release(&tags);
}

static void a_copy_in_the_same_region_has_no_url(void **state)
{
        struct fake *f = fake_new(NULL);

        (void)state;
        fake_xml(f, "CopyDBSnapshot", COPIED);
        fake_run(f, copy_here);
        assert_true(ok);
        assert_string_equal(snapshot.status, "creating");
        assert_int_equal(snapshot.percent, 3);
        assert_string_equal(f->sent[0].body,
                            "Action=CopyDBSnapshot&Version=2014-10-31"
                            "&SourceDBSnapshotIdentifier=latest&TargetDBSnapshotIdentifier=copy"
                            "&KmsKeyId=arn%3Aaws%3Akms%3Aeu-central-1%3A444455556666%3Akey%2F1"
                            "&Tags.Tag.1.Key=team&Tags.Tag.1.Value=blue");
        done(f);
}

static void copy_from_afar(struct fake *f)
{
        struct rds_copy request = {
                .source = FROM, .id = "copy", .kms_key = KEY, .source_region = "us-west-2"};

        ok = rds_copy_snapshot(f->aws, &request, &snapshot, &err);
}

/* What botocore's inject_presigned_url_rds() does with the same request. */
static void a_copy_from_another_region_carries_a_url(void **state)
{
        struct fake *f = fake_new(session);
        const char *body;

        (void)state;
        fake_xml(f, "CopyDBSnapshot", COPIED);
        fake_run(f, copy_from_afar);
        assert_true(ok);
        body = f->sent[0].body;
        assert_string_equal(f->sent[0].url, "https://rds.eu-central-1.amazonaws.com/");
        assert_non_null(strstr(
                body, "&PreSignedUrl=https%3A%2F%2Frds.us-west-2.amazonaws.com%2F%3FAction%3D"
                      "CopyDBSnapshot%26Version%3D2014-10-31%26SourceDBSnapshotIdentifier%3D"));
        assert_non_null(strstr(body, "%26DestinationRegion%3Deu-central-1%26X-Amz-Algorithm%3D"));
        assert_non_null(strstr(body, "us-west-2%252Frds%252Faws4_request"));
        assert_non_null(strstr(body, "%26X-Amz-Security-Token%3D"));
        assert_null(strstr(body, "SourceRegion")); /* not in the model */
        done(f);
}

static void the_url_is_in_no_error(void **state)
{
        struct fake *f = fake_new(session);

        (void)state;
        fake_xml_error(f, 400, "InvalidParameterValue", "PreSignedUrl is not valid");
        fake_run(f, copy_from_afar);
        assert_false(ok);
        assert_null(strstr(err_text(&err), "X-Amz-Signature"));
        done(f);
}

static void copy_cluster(struct fake *f)
{
        struct rds_copy request = {.cluster = true, .source = CLUSTER, .id = "copy"};

        ok = rds_copy_snapshot(f->aws, &request, &snapshot, &err);
}

static void look_at_cluster(struct fake *f)
{
        ok = rds_look_snapshot(f->aws, true, CLUSTER, &snapshot, &err);
}

#define CLUSTER_SNAPSHOT                                                                           \
        "<DBClusterSnapshot><DBClusterSnapshotIdentifier>latest</DBClusterSnapshotIdentifier>"     \
        "<DBClusterSnapshotArn>" CLUSTER "</DBClusterSnapshotArn>"                                 \
        "<DBClusterIdentifier>xy</DBClusterIdentifier><Status>available</Status>"                  \
        "<SnapshotType>manual</SnapshotType><StorageEncrypted>true</StorageEncrypted>"             \
        "<KmsKeyId>" KEY                                                                           \
        "</KmsKeyId><SnapshotCreateTime>2026-11-20T00:00:00Z</SnapshotCreateTime>"                 \
        "<TagList><Tag><Key>a</Key><Value>b</Value></Tag></TagList></DBClusterSnapshot>"

static void a_cluster_s_snapshot_is_read_alike(void **state)
{
        struct fake *f = fake_new(NULL);

        (void)state;
        fake_xml(f, "DescribeDBClusterSnapshots",
                 "<DBClusterSnapshots>" CLUSTER_SNAPSHOT "</DBClusterSnapshots>");
        fake_run(f, look_at_cluster);
        assert_true(ok);
        assert_string_equal(snapshot.arn, CLUSTER);
        assert_string_equal(snapshot.source, "xy");
        assert_string_equal(snapshot.kms_key, KEY);
        assert_true(snapshot.encrypted);
        assert_true(snapshot.created > 0);
        assert_string_equal(tags_get(&snapshot.tags, "a"), "b");
        assert_non_null(strstr(f->sent[0].body, "&IncludeShared=true"));
        rds_snapshot_release(&snapshot);

        fake_xml(f, "DescribeDBClusterSnapshots", "<DBClusterSnapshots/>");
        fake_run(f, look_at_cluster);
        assert_false(ok);
        assert_true(err_is(&err, ERR_NOT_FOUND));
        err_clear(&err);

        fake_xml(f, "CopyDBClusterSnapshot", CLUSTER_SNAPSHOT);
        fake_run(f, copy_cluster);
        assert_true(ok);
        assert_non_null(strstr(f->sent[2].body, "TargetDBClusterSnapshotIdentifier=copy"));
        done(f);
}

static struct kms_key key;

static void describe(struct fake *f)
{
        ok = kms_describe_key(f->aws, "alias/aws/rds", &key, &err);
}

static void a_key_is_described(void **state)
{
        struct fake *f = fake_new(NULL);

        (void)state;
        fake_reply(f, 200,
                   "{\"KeyMetadata\":{\"KeyId\":\"1\",\"Arn\":\"" KEY
                   "\",\"AWSAccountId\":\"444455556666\",\"KeyManager\":\"AWS\",\"KeyState\":"
                   "\"Enabled\",\"KeySpec\":\"SYMMETRIC_DEFAULT\",\"KeyUsage\":\"ENCRYPT_DECRYPT\","
                   "\"MultiRegion\":false,\"New\":{}}}");
        fake_run(f, describe);
        assert_true(ok);
        assert_string_equal(f->sent[0].url, "https://kms.eu-central-1.amazonaws.com/");
        assert_string_equal(f->sent[0].target, "TrentService.DescribeKey");
        assert_string_equal(f->sent[0].body, "{\"KeyId\":\"alias/aws/rds\"}");
        assert_string_equal(f->sent[0].service, "kms");
        assert_string_equal(key.arn, KEY);
        assert_true(kms_key_is_default(&key));
        assert_true(kms_key_encrypts(&key, &err));
        kms_key_release(&key);

        fake_reply(f, 200, "{\"KeyMetadata\":{\"KeyId\":\"1\"}}");
        fake_run(f, describe);
        assert_false(ok);
        err_clear(&err);

        fake_json_error(f, 400, "NotFoundException", "Alias not found");
        fake_run(f, describe);
        assert_false(ok);
        assert_true(err_is(&err, ERR_NOT_FOUND));
        done(f);
}

static void keys_that_can_t_encrypt_are_refused(void **state)
{
        struct kms_key disabled = {.arn = (char *)KEY, .state = (char *)"PendingDeletion"};
        struct kms_key signs = {.arn = (char *)KEY,
                                .state = (char *)"Enabled",
                                .usage = (char *)"SIGN_VERIFY",
                                .spec = (char *)"RSA_2048"};

        (void)state;
        assert_false(kms_key_encrypts(&disabled, &err));
        assert_string_equal(err_text(&err), "KMS key " KEY " is PendingDeletion");
        assert_false(kms_key_encrypts(&signs, &err));
        assert_non_null(strstr(err_text(&err), "is for SIGN_VERIFY with RSA_2048"));
        err_clear(&err);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(names_and_kinds),
                cmocka_unit_test(the_accounts_are_those_of_restore),
                cmocka_unit_test(sharing_adds_and_takes_away),
                cmocka_unit_test(a_full_snapshot_is_a_limit),
                cmocka_unit_test(a_lost_answer_is_not_asked_again),
                cmocka_unit_test(a_copy_in_the_same_region_has_no_url),
                cmocka_unit_test(a_copy_from_another_region_carries_a_url),
                cmocka_unit_test(the_url_is_in_no_error),
                cmocka_unit_test(a_cluster_s_snapshot_is_read_alike),
                cmocka_unit_test(a_key_is_described),
                cmocka_unit_test(keys_that_can_t_encrypt_are_refused),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
