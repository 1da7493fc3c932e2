/* A container's credentials; and with them, which come with an end: when they are renewed, by whom,
 * and who waits. */
#include <stdlib.h>
#include <string.h>

#include "helper_files.h"

#include "engine/aws/ssm.h"
#include "engine/base/mem.h"
#include "engine/base/stamp.h"

#define CONTAINER "AWS_REGION", "eu-west-1", "HOME", "/nonexistent"
#define KEYS(key, until)                                                                           \
        "{\"AccessKeyId\":\"" key "\",\"SecretAccessKey\":\"S\",\"Token\":\"T-" key                \
        "\",\"Expiration\":\"" until "\"}"

static void test_a_container(void **state)
{
        static const char *const env[] = {CONTAINER, "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
                                          "/v2/credentials/1", NULL};
        struct fake *f = fake_new(env);

        (void)state;
        fake_reply(f, 200, KEYS("K1", "2026-11-21T07:07:10Z"));
        fake_reply(f, 200, "{}");
        fake_run(f, call_once);
        assert_true(call_ok);
        assert_string_equal(f->sent[0].method, "GET");
        assert_string_equal(f->sent[0].url, "http://169.254.170.2/v2/credentials/1");
        assert_null(f->sent[0].access_key);
        assert_string_equal(f->sent[1].access_key, "K1");
        assert_string_equal(f->sent[1].session_token, "T-K1");
        done(f);
}

static void test_a_container_with_a_token_file(void **state)
{
        const char *const env[] = {CONTAINER,
                                   "AWS_CONTAINER_CREDENTIALS_FULL_URI",
                                   "http://169.254.170.23/v1/credentials",
                                   "AWS_CONTAINER_AUTHORIZATION_TOKEN",
                                   "not this",
                                   "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
                                   token_path,
                                   NULL};
        struct fake *f;

        (void)state;
        write_file(token_path, "Bearer abc");
        f = fake_new(env);
        fake_reply(f, 200, KEYS("K1", "2026-11-21T07:07:10Z"));
        fake_reply(f, 200, "{}");
        fake_run(f, call_once);
        assert_true(call_ok);
        assert_string_equal(f->sent[0].authorization, "Bearer abc");
        done(f);
}

static void test_a_container_fails(void **state)
{
        static const char *const env[] = {CONTAINER, "AWS_CONTAINER_CREDENTIALS_FULL_URI",
                                          "http://127.0.0.1:51679/c", NULL};
        struct fake *f = fake_new(env);

        (void)state;
        fake_reply(f, 500, "");
        fake_no_answer(f, ERR_UNREACHABLE);
        fake_reply(f, 200, "{\"AccessKeyId\":\"A\"}");
        fake_run(f, call_once);
        assert_false(call_ok);
        assert_int_equal(call_err.code, ERR_DENIED);
        assert_non_null(strstr(err_text(&call_err), "http://127.0.0.1:51679/c"));
        assert_int_equal(f->sent_count, 3);
        done(f);
}

static void test_secrets_are_not_fetched_from_afar(void **state)
{
        static const char *const urls[] = {
                "http://example.com/x",
                "http://169.254.170.2.example.com/",
                "http://127.0.0.1@evil/",
                "http://localhost:1@evil/",
                "http://127.example.com/",
                "ftp://localhost/",
                "http://localhostile/",
                "http://[fd00:ec2::24]/",
                "http://",
        };
        static const char *const words[] = {"AWS_CONTAINER_CREDENTIALS_FULL_URI", NULL};

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(urls); i++) {
                const char *const env[] = {CONTAINER, "AWS_CONTAINER_CREDENTIALS_FULL_URI", urls[i],
                                           NULL};

                refuse(env, ERR_DENIED, words);
        }
}

/* A run of hours: the endpoint hands out keys for 30 minutes at a time. */
static int64_t lease = 30 * 60 * 1000;
static int handed_out;

static void answer_container(struct fake *f, const struct sent *s, struct canned *out)
{
        char until[ISO_SIZE];

        out->status = 200;
        if (strcmp(s->method, "GET") != 0) {
                out->body = xstrdup("{}");
                return;
        }
        if (f->arg && handed_out) { /* it is out of order later on */
                out->status = 500;
                return;
        }
        iso_format(loop_now(f->loop) + lease, until);
        out->body = xasprintf("{\"AccessKeyId\":\"K%d\",\"SecretAccessKey\":\"S\",\"Token\":\"T\","
                              "\"Expiration\":\"%s\"}",
                              ++handed_out, until);
}

static void work_for_hours(struct fake *f)
{
        for (int minute = 0; minute < 50; minute++) {
                assert_true(ssm_delete(f->aws, "/x", &call_err));
                fiber_sleep(f->loop, 60 * 1000);
        }
}

static void test_renewed_before_they_expire(void **state)
{
        static const char *const env[] = {CONTAINER, "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/c",
                                          NULL};
        struct fake *f = fake_new(env);

        (void)state;
        handed_out = 0;
        f->answer = answer_container;
        fake_run(f, work_for_hours);
        assert_int_equal(handed_out, 4); /* at 0, 15, 30 and 45 minutes: fifteen are left */
        assert_string_equal(f->sent[f->sent_count - 1].access_key, "K4");
        done(f);
}

static void work_until_the_end(struct fake *f)
{
        for (int minute = 0; minute < 30; minute++) {
                assert_true(ssm_delete(f->aws, "/x", &call_err));
                fiber_sleep(f->loop, 60 * 1000);
        }
        call_ok = ssm_delete(f->aws, "/x", &call_err);
}

static void test_old_ones_are_used_as_long_as_they_hold(void **state)
{
        static const char *const env[] = {CONTAINER, "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/c",
                                          NULL};
        struct fake *f = fake_new(env);

        (void)state;
        handed_out = 0;
        f->arg = f;
        f->answer = answer_container;
        fake_run(f, work_until_the_end);
        assert_false(call_ok);
        assert_int_equal(call_err.code, ERR_DENIED);
        done(f);
}

static void delete_on_fibers(void *arg)
{
        struct fake *f = arg;
        struct err mine = ERR_INIT;

        assert_true(ssm_delete(f->aws, "/x", &mine));
}

static void many_at_once(struct fake *f)
{
        for (int i = 0; i < 20; i++)
                fiber_start(f->loop, "d", delete_on_fibers, f);
}

static void test_one_fetch_for_all(void **state)
{
        static const char *const env[] = {CONTAINER, "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/c",
                                          NULL};
        struct fake *f = fake_new(env);

        (void)state;
        handed_out = 0;
        f->answer = answer_container;
        fake_run(f, many_at_once);
        assert_int_equal(handed_out, 1);
        assert_int_equal(f->sent_count, 21);
        done(f);
}

static int64_t left_minutes;

static void two_when_they_end(struct fake *f)
{
        assert_true(ssm_delete(f->aws, "/x", &call_err));
        fiber_sleep(f->loop, lease - left_minutes * 60 * 1000);
        fiber_start(f->loop, "first", delete_on_fibers, f);
        fiber_start(f->loop, "second", delete_on_fibers, f);
}

/* In the last minutes all wait for the new ones; before that only who renews them. */
static void test_who_waits_for_a_renewal(void **state)
{
        static const char *const env[] = {CONTAINER, "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/c",
                                          NULL};
        static const char *const second[] = {"K1", "K2"};
        static const int minutes[] = {12, 9};

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(minutes); i++) {
                struct fake *f = fake_new(env);
                const char *key[2] = {NULL, NULL};
                size_t n = 0;

                handed_out = 0;
                left_minutes = minutes[i];
                f->answer = answer_container;
                fake_run(f, two_when_they_end);
                assert_int_equal(handed_out, 2);
                for (size_t s = 2; s < f->sent_count; s++) {
                        if (f->sent[s].access_key && n < 2)
                                key[n++] = f->sent[s].access_key;
                }
                assert_int_equal(n, 2);
                assert_string_equal(key[0], second[i]); /* sent before the renewal, or after */
                assert_string_equal(key[1], "K2");
                done(f);
        }
}

static int denied;

static void delete_in_vain(void *arg)
{
        struct fake *f = arg;
        struct err mine = ERR_INIT;

        assert_false(ssm_delete(f->aws, "/x", &mine));
        denied += mine.code == ERR_DENIED && strstr(err_text(&mine), "HTTP 500");
        err_clear(&mine);
}

static void many_in_vain(struct fake *f)
{
        for (int i = 0; i < 20; i++)
                fiber_start(f->loop, "d", delete_in_vain, f);
}

static void test_one_failure_for_all(void **state)
{
        static const char *const env[] = {CONTAINER, "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/c",
                                          NULL};
        struct fake *f = fake_new(env);

        (void)state;
        denied = 0;
        for (int i = 0; i < 3; i++)
                fake_reply(f, 500, "");
        fake_run(f, many_in_vain);
        assert_int_equal(denied, 20);
        assert_int_equal(f->sent_count, 3);
        done(f);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_a_container),
                cmocka_unit_test(test_a_container_with_a_token_file),
                cmocka_unit_test(test_a_container_fails),
                cmocka_unit_test(test_secrets_are_not_fetched_from_afar),
                cmocka_unit_test(test_renewed_before_they_expire),
                cmocka_unit_test(test_old_ones_are_used_as_long_as_they_hold),
                cmocka_unit_test(test_one_fetch_for_all),
                cmocka_unit_test(test_who_waits_for_a_renewal),
                cmocka_unit_test(test_one_failure_for_all),
        };

        return cmocka_run_group_tests(tests, home_set_up, home_tear_down);
}
