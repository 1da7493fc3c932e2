/* What is repeated, how often, after how long; and what never is. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "helper_aws.h"

#include "engine/aws/ecs.h"
#include "engine/aws/rds.h"
#include "engine/aws/ssm.h"
#include "engine/base/mem.h"

static struct err err;
static bool ok;

static const char *const empty_list = "<DBInstances></DBInstances>";

static void list(struct fake *f)
{
        struct rds_instances found;

        ok = rds_list_instances(f->aws, &found, &err);
        if (ok)
                rds_instances_release(&found);
}

static void reboot(struct fake *f)
{
        ok = rds_reboot_instance(f->aws, "xy-0146-qa-20261121010710", &err);
}

static void put(struct fake *f)
{
        ok = ssm_put(f->aws, "/xy-0146-qa/lock", "String", "{}", false, NULL, NULL, &err);
}

static void register_definition(struct fake *f)
{
        struct json_object *request = json_object_new_object();
        char *arn = NULL;

        json_put_text(request, "family", "web");
        json_put(request, "containerDefinitions", json_object_new_array());
        ok = ecs_register_task_definition(f->aws, request, &arn, &err);
        json_object_put(request);
        free(arn);
}

static void run_task(struct fake *f)
{
        struct json_object *request = json_object_new_object();
        char *arn = NULL;

        json_put_text(request, "taskDefinition", "web:1");
        if (f->arg)
                json_put_text(request, "clientToken", f->arg);
        ok = ecs_run_task(f->aws, request, &arn, &err);
        json_object_put(request);
        free(arn);
}

static void done(struct fake *f)
{
        fake_free(f);
        err_clear(&err);
}

#define REBOOTED                                                                                   \
        "<DBInstance><DBInstanceIdentifier>xy-0146-qa-20261121010710</DBInstanceIdentifier>"       \
        "<DBInstanceStatus>rebooting</DBInstanceStatus></DBInstance>"

static void test_every_throttle_code_is_repeated(void **state)
{
        static const char *const codes[] = {
                "Throttling",
                "ThrottlingException",
                "ThrottledException",
                "RequestThrottled",
                "RequestThrottledException",
                "RequestLimitExceeded",
                "SlowDown",
                "TooManyRequestsException",
                "PriorRequestNotComplete",
                "EC2ThrottledException",
        };

        (void)state;
        for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++) {
                struct fake *f = fake_new(NULL);

                fake_xml_error(f, 400, codes[i], "Rate exceeded");
                fake_xml(f, "RebootDBInstance", REBOOTED);
                fake_run(f, reboot);
                assert_true(ok);
                assert_int_equal(f->sent_count, 2);
                assert_int_equal(aws_counts(f->aws).retries, 1);
                done(f);
        }
}

static void test_throttling_ends_after_ten(void **state)
{
        struct fake *f = fake_new(NULL);

        (void)state;
        for (int i = 0; i < 12; i++)
                fake_xml_error(f, 400, "Throttling", "Rate exceeded");
        fake_run(f, list);
        assert_false(ok);
        assert_int_equal(err.code, ERR_THROTTLED);
        assert_string_equal(err_text(&err), "rds DescribeDBInstances: Throttling: Rate exceeded");
        assert_true(err_has_reason(&err, "Throttling"));
        assert_int_equal(f->sent_count, 10);
        /* 1 + 2 + 4 + 8 + 16 + 4 * 20 s at the very most, and it did wait. */
        assert_in_range(loop_ticks(f->loop), 1, 111000 + 100);
        done(f);
}

static void test_one_attempt_means_one(void **state)
{
        static const char *const env[] = {"AWS_ACCESS_KEY_ID",
                                          "A",
                                          "AWS_SECRET_ACCESS_KEY",
                                          "S",
                                          "AWS_REGION",
                                          "eu-central-1",
                                          "AWS_MAX_ATTEMPTS",
                                          "1",
                                          NULL};
        struct fake *f = fake_new(env);

        (void)state;
        fake_xml_error(f, 400, "Throttling", "Rate exceeded");
        fake_run(f, list);
        assert_int_equal(err.code, ERR_THROTTLED);
        assert_int_equal(f->sent_count, 1);
        done(f);
}

static void test_a_read_is_repeated_when_the_server_fails(void **state)
{
        static const int statuses[] = {500, 502, 503, 504};

        (void)state;
        for (size_t i = 0; i < 4; i++) {
                struct fake *f = fake_new(NULL);

                fake_reply(f, statuses[i], "<html>Bad gateway</html>");
                fake_no_answer(f, ERR_LOST);
                fake_xml(f, "DescribeDBInstances", empty_list);
                fake_run(f, list);
                assert_true(ok);
                assert_int_equal(f->sent_count, 3);
                done(f);
        }
}

/* Cut short on its way, or another's. */
static void test_a_read_is_repeated_when_its_answer_is_none(void **state)
{
        static const char *const bodies[] = {"", "<DescribeDBInstancesResponse><Descr",
                                             "<html><body>hello</body></html>",
                                             "<DescribeDBInstancesResponse/>"};

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(bodies); i++) {
                struct fake *f = fake_new(NULL);

                fake_reply(f, 200, bodies[i]);
                fake_reply(f, 404, "not found");
                fake_xml(f, "DescribeDBInstances", empty_list);
                fake_run(f, list);
                assert_true(ok);
                assert_int_equal(f->sent_count, 3);
                assert_int_equal(aws_counts(f->aws).retries, 2);
                done(f);
        }
}

static void test_an_answer_that_stays_none_is_an_error(void **state)
{
        struct fake *f = fake_new(NULL);

        (void)state;
        for (int i = 0; i < 4; i++)
                fake_reply(f, 200, "<html>captive portal</html>");
        fake_run(f, list);
        assert_int_equal(err.code, ERR_INVALID);
        assert_non_null(strstr(err_text(&err), "rds DescribeDBInstances: the answer is not as "
                                               "expected: its root is <html>"));
        assert_int_equal(f->sent_count, 3);
        done(f);
}

static void test_a_read_gives_up_after_three(void **state)
{
        struct fake *f = fake_new(NULL);

        (void)state;
        for (int i = 0; i < 4; i++)
                fake_xml_error(f, 500, "InternalFailure", "oops");
        fake_run(f, list);
        assert_int_equal(err.code, ERR_LOST);
        assert_int_equal(f->sent_count, 3);
        done(f);
}

static void test_a_change_with_unknown_outcome_is_never_repeated(void **state)
{
        (void)state;
        for (int i = 0; i < 6; i++) {
                struct fake *f = fake_new(NULL);

                if (i == 0)
                        fake_no_answer(f, ERR_LOST);
                else if (i == 1)
                        fake_xml_error(f, 500, "InternalFailure", "oops");
                else if (i == 2)
                        fake_reply(f, 503, "");
                else if (i == 3)
                        fake_reply(f, 200, "<html>captive portal</html>");
                else if (i == 4)
                        fake_xml_error(f, 400, "RequestTimeout", "slow");
                else
                        fake_reply(f, 404, "not found");
                fake_run(f, reboot);
                assert_false(ok);
                assert_int_equal(err.code, ERR_LOST);
                assert_int_equal(f->sent_count, 1);
                done(f);
        }
}

static void test_a_change_that_was_not_sent_is_repeated(void **state)
{
        struct fake *f = fake_new(NULL);

        (void)state;
        fake_no_answer(f, ERR_UNREACHABLE);
        fake_xml(f, "RebootDBInstance", REBOOTED);
        fake_run(f, reboot);
        assert_true(ok);
        assert_int_equal(f->sent_count, 2);
        assert_int_equal(aws_counts(f->aws).calls, 1); /* one of them left */
        assert_int_equal(aws_counts(f->aws).mutating, 1);
        done(f);
}

static void test_unreachable_stays_unreachable(void **state)
{
        struct fake *f = fake_new(NULL);

        (void)state;
        for (int i = 0; i < 3; i++)
                fake_no_answer(f, ERR_UNREACHABLE);
        fake_run(f, reboot);
        assert_int_equal(err.code, ERR_UNREACHABLE);
        assert_int_equal(f->sent_count, 3);
        done(f);
}

static void test_a_token_makes_a_change_repeatable(void **state)
{
        struct fake *f = fake_new(NULL);

        (void)state;
        f->arg = (void *)(uintptr_t) "0123456789abcdef";
        fake_no_answer(f, ERR_LOST);
        fake_json_error(f, 500, "ServerException", "oops");
        fake_reply(f, 200, "{\"tasks\":[{\"taskArn\":\"arn:t\"}],\"failures\":[]}");
        fake_run(f, run_task);
        assert_true(ok);
        assert_int_equal(f->sent_count, 3);
        assert_string_equal(f->sent[0].body, f->sent[2].body);
        done(f);
}

static void test_without_a_token_it_is_not(void **state)
{
        struct fake *f = fake_new(NULL);

        (void)state;
        fake_no_answer(f, ERR_LOST);
        fake_run(f, run_task);
        assert_int_equal(err.code, ERR_LOST);
        assert_int_equal(f->sent_count, 1);
        done(f);
}

static void test_doubt_outlives_what_comes_after_it(void **state)
{
        struct fake *f = fake_new(NULL);

        (void)state;
        f->arg = (void *)(uintptr_t) "0123456789abcdef";
        fake_no_answer(f, ERR_LOST);
        fake_no_answer(f, ERR_UNREACHABLE);
        fake_no_answer(f, ERR_UNREACHABLE);
        fake_run(f, run_task);
        assert_int_equal(err.code, ERR_LOST);
        done(f);
}

static void test_the_limit_of_ecs_is_no_throttle(void **state)
{
        struct fake *f = fake_new(NULL);

        (void)state;
        fake_json_error(f, 400, "LimitExceededException", "The limit is exceeded.");
        fake_run(f, register_definition);
        assert_int_equal(err.code, ERR_LIMIT);
        assert_int_equal(f->sent_count, 1);
        assert_non_null(err.next);
        done(f);
}

static void test_too_many_updates_is_waited_out_then_a_conflict(void **state)
{
        struct fake *f = fake_new(NULL);

        (void)state;
        for (int i = 0; i < 10; i++)
                fake_json_error(f, 400, "TooManyUpdates", "");
        fake_run(f, put);
        assert_int_equal(err.code, ERR_CONFLICT);
        assert_int_equal(f->sent_count, 10);
        assert_string_equal(err_text(&err), "ssm PutParameter: TooManyUpdates (/xy-0146-qa/lock)");
        done(f);
}

/* A header that asks for patience is honoured, up to 5 s more than the jitter. */
static void test_retry_after(void **state)
{
        struct fake *f = fake_new(NULL);
        int64_t gap;

        (void)state;
        fake_xml_error(f, 429, "Throttling", "");
        fake_header(f, "x-amz-retry-after", "3000");
        fake_xml_error(f, 503, "SlowDown", "");
        fake_header(f, "Retry-After", "3600");
        fake_xml_error(f, 509, "Throttling", "");
        fake_header(f, "Retry-After", "soon");
        fake_xml(f, "DescribeDBInstances", empty_list);
        fake_run(f, list);
        assert_true(ok);
        gap = f->sent[1].at - f->sent[0].at - f->latency;
        assert_in_range(gap, 3000, 3000);
        gap = f->sent[2].at - f->sent[1].at - f->latency;
        assert_in_range(gap, 5000, 5000 + 2000);
        gap = f->sent[3].at - f->sent[2].at - f->latency;
        assert_in_range(gap, 0, 4000);
        done(f);
}

/* 500 tokens, 5 a repeat: the hundredth repeat in vain is the last, until something succeeds. */
static void drain(struct fake *f)
{
        for (int i = 0; i < 11; i++) {
                list(f);
                assert_false(ok);
        }
        f->arg = (void *)(uintptr_t)f->sent_count;
        list(f);
        assert_false(ok);
}

static void always_throttle(struct fake *f, const struct sent *s, struct canned *out)
{
        (void)f;
        (void)s;
        out->status = 429;
}

static void test_the_quota_ends_repeating(void **state)
{
        struct fake *f = fake_new(NULL);

        (void)state;
        f->answer = always_throttle;
        fake_run(f, drain);
        /* 11 calls with 9 repeats cost 495; one repeat is left. */
        assert_int_equal((size_t)(uintptr_t)f->arg, 110);
        assert_int_equal(f->sent_count, 112);
        done(f);
}

static char reported[512];

static void note(void *arg, const struct aws_call_report *r)
{
        size_t len = strlen(reported);

        (void)arg;
        snprintf(reported + len, sizeof(reported) - len, "%s %s %d %d %d %s %lld;", r->service,
                 r->operation, r->mutating, r->attempt, r->status, r->reason ? r->reason : "-",
                 (long long)r->took);
}

static void test_each_attempt_is_reported(void **state)
{
        struct fake *f = fake_new_reporting(NULL, note, NULL);

        (void)state;
        reported[0] = '\0';
        fake_xml_error(f, 400, "Throttling", "");
        fake_no_answer(f, ERR_UNREACHABLE);
        fake_xml(f, "RebootDBInstance", REBOOTED);
        fake_run(f, reboot);
        assert_true(ok);
        assert_string_equal(reported, "rds RebootDBInstance 1 1 400 Throttling 10;"
                                      "rds RebootDBInstance 1 2 0 - 10;"
                                      "rds RebootDBInstance 1 3 200 - 10;");
        done(f);
}

static void test_bad_attempts_are_refused(void **state)
{
        static const char *const env[] = {"AWS_ACCESS_KEY_ID",
                                          "A",
                                          "AWS_SECRET_ACCESS_KEY",
                                          "S",
                                          "AWS_REGION",
                                          "eu-central-1",
                                          "AWS_MAX_ATTEMPTS",
                                          "many",
                                          NULL};
        struct fake *f = fake_new(env);

        (void)state;
        assert_null(f->aws);
        assert_non_null(strstr(err_text(&f->err), "AWS_MAX_ATTEMPTS"));
        done(f);
}

#define WITH(name, value)                                                                          \
        (const char *const[])                                                                      \
        {                                                                                          \
                "AWS_ACCESS_KEY_ID", "A", "AWS_SECRET_ACCESS_KEY", "S", "AWS_REGION",              \
                        "eu-central-1", name, value, NULL                                          \
        }

/* One mode by three names; a fourth is a mistake. */
static void test_modes(void **state)
{
        static const char *const modes[] = {"standard", "adaptive", "legacy"};
        struct fake *f;

        (void)state;
        for (size_t i = 0; i < sizeof(modes) / sizeof(modes[0]); i++) {
                f = fake_new(WITH("AWS_RETRY_MODE", modes[i]));
                assert_non_null(f->aws);
                for (int k = 0; k < 4; k++)
                        fake_xml_error(f, 500, "InternalFailure", "oops");
                fake_run(f, list);
                assert_int_equal(f->sent_count, 3);
                done(f);
        }
        f = fake_new(WITH("AWS_RETRY_MODE", "fast"));
        assert_null(f->aws);
        assert_string_equal(err_text(&f->err),
                            "AWS_RETRY_MODE is \"fast\", expected standard, adaptive or legacy");
        done(f);
}

static void test_attempts_of_the_profile(void **state)
{
        char path[] = "/tmp/snaplift-retry-XXXXXX";
        int fd = mkstemp(path);
        FILE *file = fdopen(fd, "w");
        struct fake *f;

        (void)state;
        fputs("[default]\nretry_mode = adaptive\nmax_attempts = 2\n", file);
        fclose(file);
        f = fake_new(WITH("AWS_CONFIG_FILE", path));
        assert_non_null(f->aws);
        for (int k = 0; k < 4; k++)
                fake_xml_error(f, 500, "InternalFailure", "oops");
        fake_run(f, list);
        assert_int_equal(f->sent_count, 2);
        done(f);
        unlink(path);
}

/* --- this machine's clock is wrong --- */

static const char *const five_past = "Sat, 21 Nov 2026 01:12:10 GMT"; /* NOW + 5 min - 123 ms */

static void refuse_for_its_time(struct fake *f, const char *code, const char *date)
{
        fake_xml_error(f, 403, code, "Signature expired");
        fake_header(f, "Date", date);
}

static void list_twice(struct fake *f)
{
        list(f);
        if (ok)
                list(f);
}

static void test_the_clock_is_corrected(void **state)
{
        static const char *const codes[] = {"RequestTimeTooSkewed", "RequestExpired",
                                            "InvalidSignatureException", "SignatureDoesNotMatch"};

        (void)state;
        for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++) {
                struct fake *f = fake_new(NULL);

                refuse_for_its_time(f, codes[i], five_past);
                fake_xml(f, "DescribeDBInstances", empty_list);
                fake_xml(f, "DescribeDBInstances", empty_list);
                fake_run(f, list_twice);
                assert_true(ok);
                assert_int_equal(f->sent_count, 3); /* and it stays corrected */
                assert_int_equal(f->sent[0].signed_at, 0);
                assert_in_range(f->sent[1].signed_at, NOW + 299000, NOW + 301000);
                assert_in_range(f->sent[2].signed_at, NOW + 299000, NOW + 301000);
                assert_in_range(aws_now(f->aws), NOW + 299000, NOW + 301000);
                done(f);
        }
}

/* A change was refused before it was looked at: repeating it is safe. */
static void test_a_change_is_signed_again(void **state)
{
        struct fake *f = fake_new(NULL);

        (void)state;
        refuse_for_its_time(f, "SignatureDoesNotMatch", "Sat, 21 Nov 2026 00:07:10 GMT");
        fake_xml(f, "RebootDBInstance", REBOOTED);
        fake_run(f, reboot);
        assert_true(ok);
        assert_in_range(f->sent[1].signed_at, NOW - 3601000, NOW - 3599000);
        done(f);
}

static void test_a_right_clock_is_left_alone(void **state)
{
        struct fake *f = fake_new(NULL);

        (void)state;
        refuse_for_its_time(f, "SignatureDoesNotMatch", "Sat, 21 Nov 2026 01:07:12 GMT");
        fake_run(f, list);
        assert_int_equal(err.code, ERR_DENIED);
        assert_int_equal(f->sent_count, 1);
        done(f);
        f = fake_new(NULL); /* nor without a date, nor more than once a call */
        fake_xml_error(f, 403, "RequestTimeTooSkewed", "");
        fake_run(f, list);
        assert_int_equal(err.code, ERR_DENIED);
        assert_int_equal(f->sent_count, 1);
        done(f);
        f = fake_new(NULL);
        refuse_for_its_time(f, "RequestTimeTooSkewed", five_past);
        refuse_for_its_time(f, "RequestTimeTooSkewed", "Sat, 21 Nov 2026 02:12:10 GMT");
        fake_run(f, list);
        assert_int_equal(err.code, ERR_DENIED);
        assert_int_equal(f->sent_count, 2);
        done(f);
}

/* The other form of Retry-After. */
static void test_retry_after_a_date(void **state)
{
        struct fake *f = fake_new(NULL);

        (void)state;
        fake_xml_error(f, 503, "SlowDown", "");
        fake_header(f, "Date", "Sat, 21 Nov 2026 01:07:10 GMT");
        fake_header(f, "Retry-After", "Sat, 21 Nov 2026 01:07:14 GMT");
        fake_xml(f, "DescribeDBInstances", empty_list);
        fake_run(f, list);
        assert_true(ok);
        assert_in_range(f->sent[1].at - f->sent[0].at - f->latency, 4000, 4000);
        done(f);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_every_throttle_code_is_repeated),
                cmocka_unit_test(test_throttling_ends_after_ten),
                cmocka_unit_test(test_one_attempt_means_one),
                cmocka_unit_test(test_a_read_is_repeated_when_the_server_fails),
                cmocka_unit_test(test_a_read_is_repeated_when_its_answer_is_none),
                cmocka_unit_test(test_an_answer_that_stays_none_is_an_error),
                cmocka_unit_test(test_a_read_gives_up_after_three),
                cmocka_unit_test(test_a_change_with_unknown_outcome_is_never_repeated),
                cmocka_unit_test(test_a_change_that_was_not_sent_is_repeated),
                cmocka_unit_test(test_unreachable_stays_unreachable),
                cmocka_unit_test(test_a_token_makes_a_change_repeatable),
                cmocka_unit_test(test_without_a_token_it_is_not),
                cmocka_unit_test(test_doubt_outlives_what_comes_after_it),
                cmocka_unit_test(test_the_limit_of_ecs_is_no_throttle),
                cmocka_unit_test(test_too_many_updates_is_waited_out_then_a_conflict),
                cmocka_unit_test(test_retry_after),
                cmocka_unit_test(test_the_quota_ends_repeating),
                cmocka_unit_test(test_each_attempt_is_reported),
                cmocka_unit_test(test_bad_attempts_are_refused),
                cmocka_unit_test(test_modes),
                cmocka_unit_test(test_attempts_of_the_profile),
                cmocka_unit_test(test_the_clock_is_corrected),
                cmocka_unit_test(test_a_change_is_signed_again),
                cmocka_unit_test(test_a_right_clock_is_left_alone),
                cmocka_unit_test(test_retry_after_a_date),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
