/* The role of an EC2 instance: tokens, the old way, short waits, and when there is no service. */
#include <stdlib.h>
#include <string.h>

#include "helper_files.h"

#include "engine/aws/ssm.h"
#include "engine/base/mem.h"

#define USUAL "HOME", home_path, "AWS_REGION", "eu-west-1"
#define ROLES "latest/meta-data/iam/security-credentials/"
#define KEYS(until)                                                                                \
        "{\"Code\":\"Success\",\"AccessKeyId\":\"I\",\"SecretAccessKey\":\"S\",\"Token\":\"T\","   \
        "\"Expiration\":\"" until "\"}"

static void test_with_a_token(void **state)
{
        const char *const env[] = {USUAL, NULL};
        struct fake *f = fake_new(env);

        (void)state;
        fake_reply(f, 200, "tok==");
        fake_reply(f, 200, "web-role");
        fake_reply(f, 200, KEYS("2026-11-21T07:07:10Z"));
        call_well(f);
        assert_string_equal(f->sent[0].method, "PUT");
        assert_string_equal(f->sent[0].url, "http://169.254.169.254/latest/api/token");
        assert_string_equal(
                http_headers_get(&f->sent[0].headers, "x-aws-ec2-metadata-token-ttl-seconds"),
                "21600");
        assert_string_equal(f->sent[1].method, "GET");
        assert_string_equal(f->sent[1].url, "http://169.254.169.254/" ROLES);
        assert_string_equal(http_headers_get(&f->sent[1].headers, "x-aws-ec2-metadata-token"),
                            "tok==");
        assert_string_equal(f->sent[2].url, "http://169.254.169.254/" ROLES "web-role");
        assert_string_equal(f->sent[3].access_key, "I");
        assert_string_equal(f->sent[3].session_token, "T");
        done(f);
}

/* 403, 404 and 405 to the PUT, and a wait in vain for its answer, are an older service's. */
static void test_without_a_token(void **state)
{
        static const int statuses[] = {403, 404, 405, 0};
        const char *const env[] = {USUAL, "AWS_METADATA_SERVICE_NUM_ATTEMPTS", "3", NULL};

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(statuses); i++) {
                struct fake *f = fake_new(env);

                if (statuses[i])
                        fake_reply(f, statuses[i], "");
                else
                        fake_no_answer(f, ERR_LOST);
                fake_reply(f, 200, "web-role");
                fake_reply(f, 200, KEYS("2026-11-21T07:07:10Z"));
                call_well(f);
                assert_null(http_headers_get(&f->sent[1].headers, "x-aws-ec2-metadata-token"));
                assert_string_equal(f->sent[3].access_key, "I");
                done(f);
        }
}

static void test_the_old_way_switched_off(void **state)
{
        const char *const env[] = {USUAL, "AWS_EC2_METADATA_V1_DISABLED", "true", NULL};
        static const char *const words[] = {"no AWS credentials; tried env (", "iam-role (",
                                            "AWS_EC2_METADATA_V1_DISABLED", NULL};
        struct fake *f = fake_new(env);

        (void)state;
        fake_reply(f, 404, "");
        fake_run(f, call_once);
        assert_false(call_ok);
        expect_words(&call_err, words);
        assert_int_equal(f->sent_count, 1);
        done(f);
}

static void test_tries(void **state)
{
        const char *const env[] = {USUAL, "AWS_METADATA_SERVICE_NUM_ATTEMPTS",
                                   "2",   "AWS_METADATA_SERVICE_TIMEOUT",
                                   "5",   NULL};
        struct fake *f = fake_new(env);

        (void)state;
        fake_no_answer(f, ERR_UNREACHABLE);
        fake_reply(f, 200, "tok");
        fake_reply(f, 500, "");
        fake_reply(f, 200, "web-role");
        fake_reply(f, 200, "not json");
        fake_reply(f, 200, KEYS("2026-11-21T07:07:10Z"));
        call_well(f);
        assert_int_equal(f->sent[0].timeout, 5000);
        done(f);
}

/* On no instance: told once with all that was tried, then only with what failed. */
static void test_nowhere(void **state)
{
        const char *const env[] = {USUAL, NULL};
        static const char *const words[] = {
                "ssm DeleteParameter: no AWS credentials; tried env (AWS_ACCESS_KEY_ID is not set)",
                "container-role (",
                "iam-role (no credentials from the instance's metadata service "
                "at http://169.254.169.254/: scripted)",
                NULL};
        struct fake *f = fake_new(env);

        (void)state;
        fake_no_answer(f, ERR_UNREACHABLE);
        fake_no_answer(f, ERR_UNREACHABLE);
        fake_run(f, call_once);
        assert_false(call_ok);
        assert_int_equal(call_err.code, ERR_DENIED);
        expect_words(&call_err, words);
        assert_int_equal(f->sent[0].timeout, 1000);
        done(f);
}

static void test_an_instance_without_a_role(void **state)
{
        const char *const env[] = {USUAL, NULL};
        static const char *const words[] = {"HTTP 404", NULL};
        static const char *const failed[] = {"AssumeRoleUnauthorizedAccess: EC2 cannot assume",
                                             NULL};
        struct fake *f = fake_new(env);

        (void)state;
        fake_reply(f, 200, "tok");
        fake_reply(f, 404, "");
        fake_run(f, call_once);
        assert_false(call_ok);
        expect_words(&call_err, words);
        fake_reply(f, 200, "tok");
        fake_reply(f, 200, "web-role");
        fake_reply(f, 200,
                   "{\"Code\":\"AssumeRoleUnauthorizedAccess\",\"Message\":\"EC2 cannot "
                   "assume the role web-role\"}");
        fake_run(f, call_once);
        assert_false(call_ok);
        expect_words(&call_err, failed);
        fake_reply(f, 400, "");
        fake_run(f, call_once);
        assert_false(call_ok);
        assert_int_equal(f->sent_count, 6);
        done(f);
}

static void test_addresses(void **state)
{
        static const struct {
                const char *name, *value, *more, *value2, *url;
        } cases[] = {
                {"AWS_EC2_METADATA_SERVICE_ENDPOINT", "http://127.0.0.1:1338", "X", "x",
                 "http://127.0.0.1:1338/latest/api/token"},
                {"AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", "IPv6", "X", "x",
                 "http://[fd00:ec2::254]/latest/api/token"},
                {"AWS_IMDS_USE_IPV6", "true", "X", "x", "http://[fd00:ec2::254]/latest/api/token"},
                {"AWS_IMDS_USE_IPV6", "true", "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", "ipv4",
                 "http://169.254.169.254/latest/api/token"},
        };

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
                const char *const env[] = {USUAL,         cases[i].name,   cases[i].value,
                                           cases[i].more, cases[i].value2, NULL};
                struct fake *f = fake_new(env);

                fake_reply(f, 400, "");
                fake_run(f, call_once);
                assert_string_equal(f->sent[0].url, cases[i].url);
                done(f);
        }
}

static void test_wrong_settings(void **state)
{
        static const char *const cases[][2] = {
                {"AWS_EC2_METADATA_SERVICE_ENDPOINT", "169.254.169.254"},
                {"AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", "ipv5"},
                {"AWS_METADATA_SERVICE_TIMEOUT", "soon"},
                {"AWS_METADATA_SERVICE_NUM_ATTEMPTS", "0"},
        };

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
                const char *const env[] = {USUAL, cases[i][0], cases[i][1], NULL};
                const char *const words[] = {cases[i][0], NULL};

                refuse(env, ERR_DENIED, words);
        }
}

/* --- credentials that IMDS could not renew --- */

static int asked;

static void answer_old(struct fake *f, const struct sent *s, struct canned *out)
{
        (void)f;
        out->status = 200;
        if (strcmp(s->method, "PUT") == 0)
                out->body = xstrdup("tok");
        else if (text_ends(s->url, ROLES))
                out->body = xstrdup("web-role");
        else if (strstr(s->url, ROLES)) {
                out->body = xstrdup(KEYS("2026-11-21T01:07:00Z")); /* ten seconds ago */
                asked++;
        } else {
                out->body = xstrdup("{}");
        }
}

static void work(struct fake *f)
{
        for (int minute = 0; minute < 30; minute++) {
                assert_true(ssm_delete(f->aws, "/x", &call_err));
                fiber_sleep(f->loop, 60 * 1000);
        }
}

static void test_old_credentials_are_extended(void **state)
{
        const char *const env[] = {USUAL, NULL};
        struct fake *f = fake_new(env);

        (void)state;
        asked = 0;
        f->answer = answer_old;
        fake_run(f, work);
        assert_in_range(asked, 3, 15); /* each for 2 to 10 minutes */
        done(f);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_with_a_token),
                cmocka_unit_test(test_without_a_token),
                cmocka_unit_test(test_the_old_way_switched_off),
                cmocka_unit_test(test_tries),
                cmocka_unit_test(test_nowhere),
                cmocka_unit_test(test_an_instance_without_a_role),
                cmocka_unit_test(test_addresses),
                cmocka_unit_test(test_wrong_settings),
                cmocka_unit_test(test_old_credentials_are_extended),
        };

        return cmocka_run_group_tests(tests, home_set_up, home_tear_down);
}
