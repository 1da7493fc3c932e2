/* How fast AWS is asked: published limits, learned ones, and in which order those who wait go. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "helper_aws.h"

#include "engine/aws/call.h"
#include "engine/aws/context.h"
#include "engine/aws/ecs.h"
#include "engine/aws/sts.h"
#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "engine/loop/process.h"

static const struct operation registers = {SERVICE_ECS, "RegisterTaskDefinition", true};
static const struct operation deregisters = {SERVICE_ECS, "DeregisterTaskDefinition", true};
static const struct operation describes = {SERVICE_ECS, "DescribeServices", false};
static const struct operation lists = {SERVICE_RDS, "DescribeDBInstances", false};
static const struct operation reboots = {SERVICE_RDS, "RebootDBInstance", true};
static const struct operation gets = {SERVICE_SSM, "GetParameter", false};
static const struct operation sets = {SERVICE_SSM, "PutParameter", true};

/* Fibers that ask for turns; each writes its letter and when its turn came. */
struct scene {
        struct loop *loop;
        struct rate *rate;
        struct text order; /* a letter each */
        int64_t last;
        int64_t told_ms;
        char told[64];
        int times_told;
        bool stop;
};

struct asker {
        struct scene *s;
        const struct operation *op;
        char letter;
        int64_t after;
        bool ok;
};

static void tell(void *arg, int64_t ms, const char *limit, bool learned)
{
        struct scene *s = arg;

        s->times_told++;
        s->told_ms = ms;
        snprintf(s->told, sizeof(s->told), "%s%s", limit, learned ? " learned" : "");
}

static bool pause_scene(void *arg, int64_t ms, struct err *err)
{
        struct scene *s = arg;

        fiber_sleep(s->loop, ms);
        return !s->stop || err_set(err, ERR_INTERRUPTED, "interrupted");
}

static bool turn(struct scene *s, const struct operation *op)
{
        struct rate_patience patience = {.tell = tell, .pause = pause_scene, .arg = s};
        struct err err = ERR_INIT;
        bool ok = rate_turn(s->rate, op, &patience, &err);

        s->last = loop_ticks(s->loop);
        err_clear(&err);
        return ok;
}

static void ask(void *arg)
{
        struct asker *a = arg;

        fiber_sleep(a->s->loop, a->after);
        a->ok = turn(a->s, a->op);
        if (a->ok)
                text_add_char(&a->s->order, a->letter);
}

static void begin(struct scene *s, bool published)
{
        *s = (struct scene){.loop = loop_new_virtual(NOW, 7)};
        s->rate = rate_join(s->loop, NULL, "eu-central-1", published);
}

static void run(struct scene *s, void (*body)(void *arg))
{
        fiber_start(s->loop, "test", body, s);
        loop_run(s->loop);
}

static void end(struct scene *s)
{
        rate_leave(s->rate);
        text_release(&s->order);
        loop_free(s->loop);
}

static void a_burst_then_one_a_second(void *arg)
{
        struct scene *s = arg;

        for (int i = 0; i < 20; i++)
                turn(s, i % 2 ? &registers : &deregisters);
        assert_int_equal(s->last, 0);
        assert_int_equal(s->times_told, 0);
        for (int i = 1; i <= 10; i++) {
                turn(s, &registers);
                assert_in_range(s->last, i * 1000, i * 1000 + 2);
        }
        assert_int_equal(s->times_told, 10);
        assert_string_equal(s->told, "1/s");
        assert_in_range(s->told_ms, 990, 1000);
        /* another class has its own bucket: 100, then 20 a second */
        for (int i = 0; i < 100; i++)
                turn(s, &describes);
        assert_in_range(s->last, 10000, 10002);
        for (int i = 0; i < 20; i++)
                turn(s, &describes);
        assert_in_range(s->last, 10980, 11020);
        /* at rest it fills up again, and not beyond */
        fiber_sleep(s->loop, 3600 * 1000);
        s->last = loop_ticks(s->loop);
        for (int i = 0; i < 20; i++)
                turn(s, &registers);
        assert_int_equal(s->last, loop_ticks(s->loop));
        s->times_told = 0;
        turn(s, &registers);
        assert_int_equal(s->times_told, 1);
}

static void test_published_limits(void **state)
{
        struct scene s;

        (void)state;
        begin(&s, true);
        run(&s, a_burst_then_one_a_second);
        end(&s);
}

/* The table, as published. */
static void test_all_of_ecs(void **state)
{
        static const struct {
                const char *operation;
                int burst, per_second;
        } table[] = {
                {"RegisterTaskDefinition", 20, 1},
                {"DeregisterTaskDefinition", 20, 1},
                {"DescribeTaskDefinition", 50, 20},
                {"ListTaskDefinitions", 50, 20},
                {"CreateService", 50, 5},
                {"UpdateService", 50, 5},
                {"DeleteService", 50, 5},
                {"DescribeServices", 100, 20},
                {"ListServices", 100, 20},
                {"DescribeServiceDeployments", 50, 20},
                {"ListServiceDeployments", 50, 20},
                {"RunTask", 100, 40},
                {"StopTask", 100, 40},
                {"DescribeTasks", 100, 20},
                {"ListTasks", 100, 20},
                {"DescribeClusters", 50, 20},
                {"TagResource", 20, 10},
                {"ListTagsForResource", 50, 20},
        };

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(table); i++) {
                struct scene s;
                struct operation op = {SERVICE_ECS, table[i].operation, true};
                struct asker askers[200] = {0};
                int count = table[i].burst + 2 * table[i].per_second;

                begin(&s, true);
                for (int k = 0; k < count; k++) {
                        askers[k] = (struct asker){.s = &s, .op = &op, .letter = 'x'};
                        fiber_start(s.loop, "asker", ask, &askers[k]);
                }
                loop_run(s.loop);
                assert_int_equal(s.order.len, count);
                assert_in_range(s.last, 1990, 2010);
                end(&s);
        }
}

static void test_without_published_limits(void **state)
{
        struct scene s;
        struct asker askers[100];

        (void)state;
        begin(&s, false);
        for (int i = 0; i < 100; i++) {
                askers[i] = (struct asker){.s = &s, .op = &registers, .letter = 'x'};
                fiber_start(s.loop, "asker", ask, &askers[i]);
        }
        loop_run(s.loop);
        assert_int_equal(s.last, 0);
        end(&s);
}

/* RDS has one bucket: once it is limited, changes go before reads that came earlier. */
static void throttle(void *arg)
{
        struct scene *s = arg;

        for (int i = 0; i < 4; i++)
                turn(s, &lists);
        assert_int_equal(s->last, 0);
        for (int i = 0; i < 4; i++)
                rate_answered(s->rate, &lists, i == 3);
}

static void test_changes_before_reads(void **state)
{
        struct scene s;
        struct asker askers[] = {
                {.s = &s, .op = &lists, .letter = 'a'},
                {.s = &s, .op = &lists, .letter = 'b'},
                {.s = &s, .op = &reboots, .letter = 'C', .after = 1},
                {.s = &s, .op = &reboots, .letter = 'D', .after = 2},
                {.s = &s, .op = &lists, .letter = 'e', .after = 3},
                {.s = &s, .op = &gets, .letter = 'z'}, /* another service waits for nobody */
                {.s = &s, .op = &sets, .letter = 'Z'},
        };

        (void)state;
        begin(&s, true);
        run(&s, throttle);
        for (size_t i = 0; i < ARRAY_LEN(askers); i++)
                fiber_start(s.loop, "asker", ask, &askers[i]);
        loop_run(s.loop);
        assert_string_equal(text_str(&s.order), "zZCDabe");
        assert_true(strstr(s.told, "learned") != NULL);
        end(&s);
}

/* One that gives up leaves its place to those behind it. */
static void interrupt(void *arg)
{
        struct scene *s = arg;

        fiber_sleep(s->loop, 1500);
        s->stop = true;
        fiber_sleep(s->loop, 4000);
        s->stop = false;
}

static void test_a_wait_can_be_cut_short(void **state)
{
        struct scene s;
        struct asker askers[26];

        (void)state;
        begin(&s, true);
        for (size_t i = 0; i < ARRAY_LEN(askers); i++) {
                askers[i] = (struct asker){.s = &s, .op = &registers, .letter = 'x'};
                fiber_start(s.loop, "asker", ask, &askers[i]);
        }
        fiber_start(s.loop, "interrupt", interrupt, &s);
        loop_run(s.loop);
        assert_int_equal(s.order.len, 21);
        assert_false(askers[25].ok);
        /* nobody is left in the queue: the next one has the tokens that came meanwhile */
        askers[0] = (struct asker){.s = &s, .op = &registers, .letter = 'y'};
        fiber_start(s.loop, "asker", ask, &askers[0]);
        loop_run(s.loop);
        assert_true(askers[0].ok);
        end(&s);
}

static void steady(void *arg)
{
        struct scene *s = arg;
        int64_t begin = loop_ticks(s->loop);

        /* 20 a second for 5 s, the last one throttled */
        for (int i = 0; i < 100; i++) {
                fiber_sleep(s->loop, 50);
                rate_answered(s->rate, &lists, i == 99);
        }
        assert_int_equal(loop_ticks(s->loop) - begin, 5000);
        /* cut to 0.7 of 20: the bucket holds 14 at most and fills at 14/s */
        for (int i = 0; i < 40; i++)
                turn(s, &lists);
        assert_in_range(s->last - begin, 5000 + 40000 / 14, 5000 + 40000 / 14 + 45);
        fiber_sleep(s->loop, 61000);
        s->last = 0;
        for (int i = 0; i < 500; i++)
                turn(s, &lists);
        assert_int_equal(s->last, loop_ticks(s->loop));
}

static void test_a_throttle_cuts_and_time_heals(void **state)
{
        struct scene s;

        (void)state;
        begin(&s, true);
        run(&s, steady);
        end(&s);
}

/* --- as botocore has it --- */

#define CHECK SOURCE_DIR "/tests/unit/aws/check_rate.py"

struct comparison {
        struct text script; /* "MS 0|1" a line */
        double ours[400];
        size_t count;
        char *theirs;
        bool no_botocore;
};

static struct comparison comparison;

/* 20 calls a second, throttled twice; then 4 a second, throttled once more. */
static void learn(void *arg)
{
        struct scene *s = arg;
        struct comparison *c = &comparison;

        for (int i = 1; i <= 250; i++) {
                bool throttled = i == 99 || i == 150 || i == 230;

                fiber_sleep(s->loop, i <= 200 ? 50 : 250);
                rate_answered(s->rate, &lists, throttled);
                text_addf(&c->script, "%lld %d\n", (long long)loop_ticks(s->loop), throttled);
                c->ours[c->count++] = rate_of_operation(s->rate, &lists);
        }
}

static void ask_botocore(void *arg)
{
        struct comparison *c = &comparison;
        const char *argv[] = {"python3", CHECK, text_str(&c->script), NULL};
        struct process_spec spec = {.argv = argv};
        struct text output = TEXT_INIT;
        struct err err = ERR_INIT;

        if (!process_run(arg, &spec, &output, &err) &&
            (err.code == ERR_SYSTEM || strstr(err_text(&err), "status 3")))
                c->no_botocore = true;
        c->theirs = text_steal(&output);
        err_clear(&err);
}

static void test_rates_are_learned_as_botocore_does(void **state)
{
        struct comparison *c = &comparison;
        struct loop *loop = loop_new();
        struct scene s;
        char *at;

        (void)state;
        begin(&s, true);
        run(&s, learn);
        end(&s);
        fiber_start(loop, "botocore", ask_botocore, loop);
        loop_run(loop);
        loop_free(loop);
        text_release(&c->script);
        at = c->theirs;
        for (size_t i = 0; !c->no_botocore && i < c->count; i++) {
                double theirs = strtod(at, &at);

                if (theirs < c->ours[i] - 0.001 || theirs > c->ours[i] + 0.001)
                        fail_msg("answer %zu: %f, botocore has %f", i + 1, c->ours[i], theirs);
        }
        free(c->theirs);
        if (c->no_botocore) {
                print_message("skipped: no python3 with botocore here\n");
                skip();
        }
        assert_true(c->ours[98] > 13.9 && c->ours[98] < 14.1);
}

/* --- shared --- */

static void test_shared_by_account_and_region(void **state)
{
        struct loop *loop = loop_new_virtual(NOW, 7), *other = loop_new_virtual(NOW, 7);
        struct rate *a = rate_join(loop, NULL, "eu-central-1", true);
        struct rate *b = rate_join(loop, NULL, "eu-central-1", true);
        struct rate *c = rate_join(loop, NULL, "us-east-1", true);
        struct rate *d = rate_join(other, NULL, "eu-central-1", true);
        struct rate *e = rate_join(loop, "123456789012", "eu-central-1", true);
        struct rate *f;

        (void)state;
        assert_ptr_equal(a, b);
        assert_ptr_not_equal(a, c);
        assert_ptr_not_equal(a, d);
        assert_ptr_not_equal(a, e);
        /* the account of the first turns out to be that of another that is known */
        f = rate_of_account(a, "123456789012");
        assert_ptr_equal(f, e);
        assert_ptr_equal(rate_of_account(c, "123456789012"), c);
        assert_ptr_equal(rate_join(loop, "123456789012", "us-east-1", true), c);
        rate_leave(a);
        rate_leave(b);
        rate_leave(c);
        rate_leave(c);
        rate_leave(d);
        /* where another shares what has no name, it keeps it */
        a = rate_join(loop, NULL, "eu-west-1", true);
        b = rate_join(loop, NULL, "eu-west-1", true);
        c = rate_of_account(b, "123456789012");
        assert_ptr_not_equal(c, a);
        rate_leave(a);
        rate_leave(b);
        rate_leave(c);
        rate_leave(e);
        rate_leave(f);
        loop_free(loop);
        loop_free(other);
}

/* --- through the client --- */

static char waits[4096];

static void note_wait(void *arg, const struct aws_wait_report *r)
{
        size_t len = strlen(waits);

        (void)arg;
        snprintf(waits + len, sizeof(waits) - len, "%s %s %d %s;", r->service, r->operation,
                 r->mutating, r->why);
}

static void register_many(struct fake *f)
{
        for (int i = 0; i < 22; i++) {
                struct json_object *request = json_object_new_object();
                struct err err = ERR_INIT;
                char *arn = NULL;

                json_put_text(request, "family", "web");
                json_put(request, "containerDefinitions", json_object_new_array());
                assert_true(ecs_register_task_definition(f->aws, request, &arn, &err));
                json_object_put(request);
                free(arn);
        }
}

static void definition(struct fake *f, const struct sent *s, struct canned *out)
{
        (void)f;
        (void)s;
        out->status = 200;
        out->body =
                xstrdup("{\"taskDefinition\": {\"taskDefinitionArn\": \"arn:aws:ecs:eu-central-1:"
                        "123456789012:task-definition/web:1\"}}");
}

static void test_calls_keep_to_it_and_say_so(void **state)
{
        struct fake *f = fake_new(NULL);

        (void)state;
        waits[0] = '\0';
        f->aws->waits = note_wait;
        f->answer = definition;
        fake_run(f, register_many);
        assert_int_equal(f->sent_count, 22);
        assert_in_range(f->sent[20].at, 990, 1010);
        assert_in_range(f->sent[21].at, 1990, 2010);
        assert_string_equal(waits, "ecs RegisterTaskDefinition 1 1/s;"
                                   "ecs RegisterTaskDefinition 1 1/s;");
        fake_free(f);
}

static void who(struct fake *f)
{
        struct sts_identity identity;
        struct err err = ERR_INIT;

        assert_true(sts_get_caller_identity(f->aws, &identity, &err));
        sts_identity_release(&identity);
}

static void test_the_account_is_learned(void **state)
{
        struct fake *f = fake_new(NULL);
        struct rate *of;

        (void)state;
        fake_xml(f, "GetCallerIdentity",
                 "<Account>123456789012</Account><Arn>arn:aws:iam::123456789012:user/u</Arn>"
                 "<UserId>AIDA</UserId>");
        fake_run(f, who);
        of = rate_join(f->loop, "123456789012", "eu-central-1", true);
        assert_ptr_equal(f->aws->rate, of);
        rate_leave(of);
        fake_free(f);
}

static void test_bad_setting(void **state)
{
        static const char *const env[] = {"AWS_ACCESS_KEY_ID",
                                          "A",
                                          "AWS_SECRET_ACCESS_KEY",
                                          "S",
                                          "AWS_REGION",
                                          "eu-central-1",
                                          "SNAPLIFT_RATE_LIMITS",
                                          "fast",
                                          NULL};
        struct fake *f = fake_new(env);

        (void)state;
        assert_null(f->aws);
        assert_string_equal(err_text(&f->err),
                            "SNAPLIFT_RATE_LIMITS is \"fast\", expected published or learned");
        fake_free(f);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_published_limits),
                cmocka_unit_test(test_all_of_ecs),
                cmocka_unit_test(test_without_published_limits),
                cmocka_unit_test(test_changes_before_reads),
                cmocka_unit_test(test_a_wait_can_be_cut_short),
                cmocka_unit_test(test_a_throttle_cuts_and_time_heals),
                cmocka_unit_test(test_rates_are_learned_as_botocore_does),
                cmocka_unit_test(test_shared_by_account_and_region),
                cmocka_unit_test(test_calls_keep_to_it_and_say_so),
                cmocka_unit_test(test_the_account_is_learned),
                cmocka_unit_test(test_bad_setting),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
