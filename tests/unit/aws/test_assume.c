/* A second context: a role of another account, assumed with the first one's credentials. */
#include <stdlib.h>
#include <string.h>

#include "helper_aws.h"

#include "engine/aws/ssm.h"
#include "engine/base/mem.h"
#include "engine/base/stamp.h"

#define ARN "arn:aws:iam::222222222222:role/snaplift"

static const struct aws_role usual = {
        .arn = ARN, .external_id = "ex-1", .session_name = "run@host=1", .region = "eu-west-1"};
static const struct aws_role same_region = {.arn = ARN, .session_name = "run"};

static const struct aws_role *role;
static struct err err;
static bool ok;

static char *keys(const char *name, int64_t until)
{
        char expires[ISO_SIZE];

        iso_format(until, expires);
        return xasprintf("<Credentials><AccessKeyId>%s</AccessKeyId><SecretAccessKey>S-%s"
                         "</SecretAccessKey><SessionToken>T-%s</SessionToken><Expiration>%s"
                         "</Expiration></Credentials><AssumedRoleUser><Arn>a</Arn>"
                         "<AssumedRoleId>i</AssumedRoleId></AssumedRoleUser>",
                         name, name, name, expires);
}

static void give_keys(struct fake *f, const char *name, int64_t until)
{
        char *inner = keys(name, until);

        fake_xml(f, "AssumeRole", inner);
        free(inner);
}

static void delete_there(struct fake *f)
{
        struct aws *there = aws_assume(f->aws, role, &err);

        assert_non_null(there);
        ok = ssm_delete(there, "/x", &err);
        aws_free(there);
}

static void done(struct fake *f)
{
        err_clear(&err);
        fake_free(f);
}

static void test_calls_are_signed_as_the_role(void **state)
{
        struct fake *f = fake_new(NULL);

        (void)state;
        role = &usual;
        give_keys(f, "R1", NOW + 3600 * 1000);
        fake_reply(f, 200, "{}");
        fake_run(f, delete_there);
        assert_true(ok);
        assert_string_equal(f->sent[0].url, "https://sts.eu-central-1.amazonaws.com/");
        assert_string_equal(f->sent[0].access_key, "AKIDEXAMPLE");
        assert_string_equal(f->sent[0].region, "eu-central-1");
        assert_string_equal(f->sent[0].body,
                            "Action=AssumeRole&Version=2011-06-15&RoleArn=arn%3Aaws%3Aiam%3A%3A"
                            "222222222222%3Arole%2Fsnaplift&RoleSessionName=run%40host%3D1"
                            "&ExternalId=ex-1");
        assert_string_equal(f->sent[1].url, "https://ssm.eu-west-1.amazonaws.com/");
        assert_string_equal(f->sent[1].region, "eu-west-1");
        assert_string_equal(f->sent[1].access_key, "R1");
        assert_string_equal(f->sent[1].secret_key, "S-R1");
        assert_string_equal(f->sent[1].session_token, "T-R1");
        done(f);
}

static void test_the_bases_region(void **state)
{
        struct fake *f = fake_new(NULL);

        (void)state;
        role = &same_region;
        give_keys(f, "R1", NOW + 3600 * 1000);
        fake_reply(f, 200, "{}");
        fake_run(f, delete_there);
        assert_true(ok);
        assert_null(strstr(f->sent[0].body, "ExternalId"));
        assert_string_equal(f->sent[1].region, "eu-central-1");
        done(f);
}

static void work_for_hours(struct fake *f)
{
        struct aws *there = aws_assume(f->aws, role, &err);

        for (int minute = 0; minute < 100; minute++) {
                assert_true(ssm_delete(there, "/x", &err));
                fiber_sleep(f->loop, 60 * 1000);
        }
        aws_free(there);
}

static int handed_out;

static void answer(struct fake *f, const struct sent *s, struct canned *out)
{
        char *inner, *name;

        out->status = 200;
        if (strcmp(s->service, "sts") != 0) {
                out->body = xstrdup("{}");
                return;
        }
        name = xasprintf("R%d", ++handed_out);
        inner = keys(name, loop_now(f->loop) + 3600 * 1000);
        out->body = xasprintf("<AssumeRoleResponse><AssumeRoleResult>%s</AssumeRoleResult>"
                              "</AssumeRoleResponse>",
                              inner);
        free(inner);
        free(name);
}

static void test_renewed_in_the_middle_of_a_run(void **state)
{
        struct fake *f = fake_new(NULL);

        (void)state;
        role = &usual;
        handed_out = 0;
        f->answer = answer;
        fake_run(f, work_for_hours);
        assert_int_equal(handed_out, 3);
        assert_string_equal(f->sent[f->sent_count - 1].access_key, "R3");
        done(f);
}

static void test_a_denial_names_both(void **state)
{
        struct fake *f = fake_new(NULL);

        (void)state;
        role = &usual;
        fake_xml_error(f, 403, "AccessDenied",
                       "User: arn:aws:iam::111111111111:user/ci is not authorized to perform: "
                       "sts:AssumeRole");
        fake_xml(f, "GetCallerIdentity",
                 "<Arn>arn:aws:iam::111111111111:user/ci</Arn><UserId>U</UserId>"
                 "<Account>111111111111</Account>");
        fake_run(f, delete_there);
        assert_false(ok);
        assert_int_equal(err.code, ERR_DENIED);
        assert_non_null(strstr(err_text(&err), "role " ARN " can't be assumed by "
                                               "arn:aws:iam::111111111111:user/ci"));
        assert_non_null(strstr(err_text(&err), "AWS_ACCESS_KEY_ID"));
        assert_non_null(strstr(err.next, "trust policy"));
        assert_non_null(strstr(err.next, "external id"));
        assert_int_equal(f->sent_count, 2);
        done(f);
}

/* Not by name then, but by where its credentials are from. */
static void test_a_denial_of_nobody(void **state)
{
        struct fake *f = fake_new(NULL);

        (void)state;
        role = &same_region;
        fake_xml_error(f, 403, "AccessDenied", "no");
        fake_xml_error(f, 403, "InvalidClientTokenId", "The security token is invalid");
        fake_run(f, delete_there);
        assert_false(ok);
        assert_int_equal(err.code, ERR_DENIED);
        assert_non_null(strstr(err_text(&err), "by the identity from the environment"));
        done(f);
}

/* Whom AWS does not know is not told of trust policies. */
static void test_a_base_that_is_not_known(void **state)
{
        struct fake *f = fake_new(NULL);

        (void)state;
        role = &same_region;
        fake_xml_error(f, 403, "InvalidClientTokenId", "The security token is invalid");
        fake_run(f, delete_there);
        assert_false(ok);
        assert_int_equal(err.code, ERR_DENIED);
        assert_non_null(strstr(err_text(&err), ARN));
        assert_non_null(strstr(err.next, "check the credentials"));
        done(f);
}

static void test_an_expired_base_is_said_so(void **state)
{
        struct fake *f = fake_new(NULL);

        (void)state;
        role = &usual;
        fake_xml_error(f, 403, "ExpiredToken", "expired");
        fake_run(f, delete_there);
        assert_int_equal(err.code, ERR_EXPIRED);
        assert_non_null(strstr(err_text(&err), ARN));
        assert_non_null(strstr(err.next, "resume"));
        done(f);
}

static void test_wrong_roles(void **state)
{
        static const struct {
                struct aws_role role;
                const char *word;
        } cases[] = {
                {{.arn = "snaplift", .session_name = "run"}, "\"snaplift\""},
                {{.arn = "arn:aws:iam::222222222222:user/x", .session_name = "run"}, "user/x"},
                {{.arn = ARN, .session_name = "r"}, "\"r\""},
                {{.arn = ARN, .session_name = "a b"}, "\"a b\""},
                {{.arn = ARN, .session_name = "run", .external_id = "?"}, "external id"},
                {{.arn = ARN, .session_name = "run", .region = "EU"}, "\"EU\""},
        };
        struct fake *f = fake_new(NULL);

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
                assert_null(aws_assume(f->aws, &cases[i].role, &err));
                assert_int_equal(err.code, ERR_INVALID);
                if (!strstr(err_text(&err), cases[i].word))
                        fail_msg("\"%s\" does not say %s", err_text(&err), cases[i].word);
                err_clear(&err);
        }
        done(f);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_calls_are_signed_as_the_role),
                cmocka_unit_test(test_the_bases_region),
                cmocka_unit_test(test_renewed_in_the_middle_of_a_run),
                cmocka_unit_test(test_a_denial_names_both),
                cmocka_unit_test(test_a_denial_of_nobody),
                cmocka_unit_test(test_a_base_that_is_not_known),
                cmocka_unit_test(test_an_expired_base_is_said_so),
                cmocka_unit_test(test_wrong_roles),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
