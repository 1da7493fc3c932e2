/* Secrets: references as ECS writes them, values handed in, and what the calls look like. */
#include <stdlib.h>
#include <string.h>

#include "helper_aws.h"

#include "engine/aws/rds.h"
#include "engine/aws/secrets.h"
#include "engine/aws/secrets_given.h"
#include "engine/aws/secrets_reference.h"
#include "engine/base/mem.h"
#include "engine/base/text.h"

#define SECRET "arn:aws:secretsmanager:eu-central-1:123456789012:secret:"
#define PARAMETER "arn:aws:ssm:eu-central-1:123456789012:parameter/"

static struct err err;
static bool ok;

static void assert_text(const char *found, const char *expected)
{
        if (!text_same(found, expected) && (found || expected))
                fail_msg("%s, expected %s", found ? found : "NULL", expected ? expected : "NULL");
}

static void test_references(void **state)
{
        static const struct {
                const char *text;
                bool is_secret;
                const char *id, *key, *label, *version;
        } rows[] = {
                {"/xy-0146-qa/db/password", false, "/xy-0146-qa/db/password"},
                {"plain", false, "plain"},
                {PARAMETER "xy/db/password", false, PARAMETER "xy/db/password"},
                {SECRET "S/db-AbCdEf", true, SECRET "S/db-AbCdEf"},
                {SECRET "S/db-AbCdEf:pw::", true, SECRET "S/db-AbCdEf", "pw"},
                {SECRET "S/db-AbCdEf::AWSPREVIOUS:", true, SECRET "S/db-AbCdEf", NULL,
                 "AWSPREVIOUS"},
                {SECRET "db:pw::0123", true, SECRET "db", "pw", NULL, "0123"},
                {SECRET "db:::", true, SECRET "db"},
                {SECRET "rds!db-0a1b-AbCdEf:password::", true, SECRET "rds!db-0a1b-AbCdEf",
                 "password"},
                {"arn:aws-cn:secretsmanager:cn-north-1:123456789012:secret:db", true,
                 "arn:aws-cn:secretsmanager:cn-north-1:123456789012:secret:db"},
        };

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
                struct secret_reference r;

                if (!secret_reference_parse(rows[i].text, &r, &err))
                        fail_msg("%s: %s", rows[i].text, err_text(&err));
                assert_int_equal(r.is_secret, rows[i].is_secret);
                assert_text(r.id, rows[i].id);
                assert_text(r.key, rows[i].key);
                assert_text(r.label, rows[i].label);
                assert_text(r.version, rows[i].version);
                secret_reference_release(&r);
        }
}

static void test_no_references(void **state)
{
        static const char *const rows[] = {
                "",
                "with space",
                "with:colon",
                "arn:aws:secretsmanager:eu-central-1:123456789012:secret:",
                "arn:aws:secretsmanager:eu-central-1:123456789012:db",
                "arn:aws:secretsmanager:eu-central-1::secret:db",
                "arn:aws:s3:::bucket",
                "arn:aws:s3:eu-central-1:123456789012:bucket",
                "arn:aws:ssm:eu-central-1:123456789012:document/x",
                "arn:aws:ssm:eu-central-1:123456789012:parameter/",
                "arn:aws",
                SECRET "db:pw",
                SECRET "db:pw:",
                SECRET "db:pw:::",
                SECRET "a b",
        };
        struct secret_reference r;

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
                if (secret_reference_parse(rows[i], &r, &err))
                        fail_msg("%s is taken", rows[i]);
                err_clear(&err);
        }
        assert_false(secret_reference_parse(SECRET "db:pw", &r, &err));
        assert_string_equal(err_text(&err),
                            "\"" SECRET "db:pw\" is not where a secret can come from: expected "
                            "...:secret:NAME:KEY:LABEL:VERSION, with all three colons");
        assert_non_null(err.next);
        err_clear(&err);
        assert_false(secret_reference_of_secret(PARAMETER "x", &r, &err));
        err_clear(&err);
        assert_true(secret_reference_of_secret("S/db", &r, &err));
        assert_true(r.is_secret);
        secret_reference_release(&r);
}

static void test_made_references_are_read(void **state)
{
        char *text = secret_reference_make(SECRET "db-AbCdEf", "password");
        struct secret_reference r;

        (void)state;
        assert_string_equal(text, SECRET "db-AbCdEf:password::");
        assert_true(secret_reference_parse(text, &r, &err));
        assert_string_equal(r.key, "password");
        secret_reference_release(&r);
        free(text);
}

/* --- calls --- */

static void describe(struct fake *f)
{
        struct secret s;

        ok = secrets_describe(f->aws, "S/db", &s, &err);
        if (!ok)
                return;
        assert_string_equal(s.arn, SECRET "S/db-AbCdEf");
        assert_string_equal(s.owner, "rds");
        assert_int_equal(s.deleted, 1795223230500);
        assert_string_equal(secret_version_of(&s, "AWSCURRENT"), "v2");
        assert_string_equal(secret_version_of(&s, "AWSPREVIOUS"), "v1");
        assert_null(secret_version_of(&s, "AWSPENDING"));
        assert_true(secret_has_version(&s, "v1"));
        assert_false(secret_has_version(&s, "v3"));
        assert_false(secret_has_version(&s, NULL));
        secrets_release(&s);
}

static void test_describe(void **state)
{
        struct fake *f = fake_new(NULL);

        (void)state;
        fake_reply(f, 200,
                   "{\"ARN\":\"" SECRET "S/db-AbCdEf\",\"Name\":\"S/db\",\"OwningService\":\"rds\","
                   "\"DeletedDate\":1795223230.5,\"VersionIdsToStages\":{\"v1\":[\"AWSPREVIOUS\"],"
                   "\"v2\":[\"x\",\"AWSCURRENT\"]}}");
        fake_run(f, describe);
        assert_true(ok);
        assert_string_equal(f->sent[0].target, "secretsmanager.DescribeSecret");
        assert_string_equal(f->sent[0].body, "{\"SecretId\":\"S/db\"}");
        fake_free(f);
        f = fake_new(NULL);
        fake_reply(f, 200, "{\"Name\":\"S/db\"}");
        fake_run(f, describe);
        assert_int_equal(err.code, ERR_INVALID);
        err_clear(&err);
        fake_free(f);
}

#define TOKEN "0123456789abcdef0123456789abcdef"

static void put(struct fake *f)
{
        ok = secrets_put(f->aws, "S/db", TOKEN, "a\"b\\c", &err);
}

/* With its token it may be sent again as it was. */
static void test_put_is_repeated(void **state)
{
        struct fake *f = fake_new(NULL);

        (void)state;
        fake_no_answer(f, ERR_LOST);
        fake_json_error(f, 500, "InternalServiceError", "oops");
        fake_reply(f, 200, "{\"ARN\":\"a\",\"Name\":\"S/db\",\"VersionId\":\"" TOKEN "\"}");
        fake_run(f, put);
        assert_true(ok);
        assert_int_equal(f->sent_count, 3);
        assert_string_equal(f->sent[2].body,
                            "{\"SecretId\":\"S/db\",\"ClientRequestToken\":\"" TOKEN
                            "\",\"SecretString\":\"a\\\"b\\\\c\"}");
        assert_string_equal(f->sent[0].body, f->sent[2].body);
        fake_free(f);
}

static void test_an_error_does_not_repeat_the_value(void **state)
{
        struct fake *f = fake_new(NULL);

        (void)state;
        fake_json_error(f, 400, "InvalidParameterException", "what is a\\\"b\\\\c meant to be");
        fake_run(f, put);
        assert_false(ok);
        assert_null(strstr(err_text(&err), "b\\c"));
        err_clear(&err);
        fake_free(f);
}

/* Ids of versions have 32 characters or more. */
#define OLD "11111111-1111-4111-8111-111111111111"
#define NEW "22222222-2222-4222-8222-222222222222"

static void move(struct fake *f)
{
        ok = secrets_move_label(f->aws, "S/db", "AWSCURRENT", NEW, OLD, &err) &&
             secrets_move_label(f->aws, "S/db", "AWSPREVIOUS", NEW, NULL, &err) &&
             secrets_restore(f->aws, "S/db", &err);
}

static void test_labels_and_restore(void **state)
{
        struct fake *f = fake_new(NULL);

        (void)state;
        for (int i = 0; i < 3; i++)
                fake_reply(f, 200, "{\"ARN\":\"a\",\"Name\":\"S/db\"}");
        fake_run(f, move);
        assert_true(ok);
        assert_string_equal(f->sent[0].target, "secretsmanager.UpdateSecretVersionStage");
        assert_string_equal(f->sent[0].body,
                            "{\"SecretId\":\"S/db\",\"VersionStage\":\"AWSCURRENT\","
                            "\"RemoveFromVersionId\":\"" NEW "\",\"MoveToVersionId\":\"" OLD "\"}");
        assert_string_equal(f->sent[1].body,
                            "{\"SecretId\":\"S/db\",\"VersionStage\":\"AWSPREVIOUS\","
                            "\"RemoveFromVersionId\":\"" NEW "\"}");
        assert_string_equal(f->sent[2].target, "secretsmanager.RestoreSecret");
        fake_free(f);
}

/* --- those that RDS keeps --- */

static void manage(struct fake *f)
{
        struct rds_modify modify = rds_modify_init();
        struct rds_instance db = {0};

        modify.id = "xy";
        modify.manage_password = true;
        modify.password_key = "alias/ours";
        ok = rds_modify_instance(f->aws, &modify, &db, &err);
        if (ok) {
                assert_string_equal(db.master_secret, SECRET "rds!db-0a1b-AbCdEf");
                assert_string_equal(db.master_secret_status, "creating");
        }
        rds_instance_release(&db);
}

static void test_a_password_that_rds_keeps(void **state)
{
        struct fake *f = fake_new(NULL);

        (void)state;
        fake_xml(
                f, "ModifyDBInstance",
                "<DBInstance><DBInstanceIdentifier>xy</DBInstanceIdentifier>"
                "<DBInstanceStatus>available</DBInstanceStatus><MasterUserSecret><SecretArn>" SECRET
                "rds!db-0a1b-AbCdEf</SecretArn><SecretStatus>creating</SecretStatus>"
                "</MasterUserSecret></DBInstance>");
        fake_run(f, manage);
        if (!ok)
                fail_msg("%s", err_text(&err));
        assert_non_null(strstr(f->sent[0].body, "&ManageMasterUserPassword=true"
                                                "&MasterUserSecretKmsKeyId=alias%2Fours"));
        assert_null(strstr(f->sent[0].body, "&MasterUserPassword="));
        fake_free(f);
}

/* --- handed in --- */

static void test_given_values(void **state)
{
        static const char *const env[] = {"AWS_ACCESS_KEY_ID",
                                          "A",
                                          "AWS_SECRET_ACCESS_KEY",
                                          "S",
                                          "AWS_REGION",
                                          "eu-central-1",
                                          "SNAPLIFT_SECRET_ONE",
                                          "from the environment",
                                          "OTHER",
                                          "not for pipelines",
                                          NULL};
        static const char *const wrong[] = {"", "pw", "1A", "_A", "A-B", "A B", "PATH/X"};
        struct fake *f = fake_new(env);

        (void)state;
        assert_string_equal(aws_given_secret(f->aws, "ONE"), "from the environment");
        assert_null(aws_given_secret(f->aws, "OTHER"));
        aws_give_secret(f->aws, "ONE", "handed in");
        aws_give_secret(f->aws, "TWO", "first");
        aws_give_secret(f->aws, "TWO", "second");
        assert_string_equal(aws_given_secret(f->aws, "ONE"), "handed in");
        assert_string_equal(aws_given_secret(f->aws, "TWO"), "second");
        assert_true(given_name_check("DB_PASSWORD_2", &err));
        for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
                assert_false(given_name_check(wrong[i], &err));
                err_clear(&err);
        }
        fake_free(f);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_references),
                cmocka_unit_test(test_no_references),
                cmocka_unit_test(test_made_references_are_read),
                cmocka_unit_test(test_describe),
                cmocka_unit_test(test_put_is_repeated),
                cmocka_unit_test(test_an_error_does_not_repeat_the_value),
                cmocka_unit_test(test_labels_and_restore),
                cmocka_unit_test(test_a_password_that_rds_keeps),
                cmocka_unit_test(test_given_values),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
