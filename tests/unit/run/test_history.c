/* What the journals of earlier runs say of how long things take. */
#include "helper_bench.h"

#include "engine/run/history.h"

static const char file[] = "pipeline: t\n"
                           "stages:\n"
                           "  first: { uses: test.look }\n"
                           "  a: { uses: test.make, needs: [first] }\n"
                           "  off: { uses: test.make, enabled: false }\n";

static void run_once(struct bench *b, int64_t a_takes)
{
        world_thing(b->world, "a")->exists = false;
        world_thing(b->world, "a")->takes = a_takes;
        run_free(b->run);
        b->run = NULL;
        bench_go(b);
}

static void read_history(struct bench *b, const char *stack, struct history *h)
{
        struct err err = ERR_INIT;

        if (!history_read(b->store, "t", stack, h, &err))
                fail_msg("%s", err_text(&err));
}

static void says_so_when_there_is_none(void **state)
{
        struct history h;
        struct bench b;

        (void)state;
        bench_init(&b, file, NULL, NULL);
        world_thing(b.world, "a")->fail = ERR_FAILED;
        run_once(&b, 1000); /* rolled back: not counted */
        read_history(&b, b.stack.name, &h);
        assert_int_equal(h.total.runs, 0);
        assert_int_equal(history_of_stage(&h, "a").runs, 0);
        assert_int_equal(history_of_undo(&h, "a").runs, 1); /* but of going back */
        assert_int_equal(history_of_undo(&h, "first").runs, 0);
        assert_false(h.of_stack);
        history_release(&h);
        bench_release(&b);
}

/* 1 to 10 minutes after a call of one second; what was seen before the lock does not count. */
static void tells_median_and_p90(void **state)
{
        struct history_span span;
        struct history h;
        struct bench b;

        (void)state;
        bench_init(&b, file, NULL, NULL);
        world_thing(b.world, "first")->takes = 5000;
        b.world->take_ms = 7000;
        for (int n = 10; n > 0; n--) {
                run_once(&b, n * 60000LL);
                bench_expect_end(&b, RUN_SUCCEEDED);
        }
        read_history(&b, b.stack.name, &h);
        assert_true(h.of_stack);
        span = history_of_stage(&h, "a");
        assert_int_equal(span.runs, 10);
        assert_int_equal(span.median, 331000);
        assert_int_equal(span.p90, 541000);
        assert_int_equal(history_of_stage(&h, "first").median, 5000);
        assert_int_equal(history_of_stage(&h, "off").runs, 0);
        assert_int_equal(h.total.runs, 10);
        assert_int_equal(h.total.median, 331000 + 5000 + 5000 + 7000);
        history_release(&h);
        bench_release(&b);
}

static void the_latest_count(void **state)
{
        struct history h;
        struct bench b;

        (void)state;
        bench_init(&b, file, NULL, NULL);
        for (int n = 0; n < 3; n++)
                run_once(&b, 900000);
        for (int n = 0; n < HISTORY_RUNS; n++)
                run_once(&b, 60000);
        read_history(&b, b.stack.name, &h);
        assert_int_equal(h.total.runs, HISTORY_RUNS);
        assert_int_equal(history_of_stage(&h, "a").p90, 61000);
        history_release(&h);
        bench_release(&b);
}

/* A stage that found nothing to do says nothing of how long it takes, unless nothing else does. */
static void nothing_to_do_is_no_measure(void **state)
{
        static const char both[] = "pipeline: t\n"
                                   "stages:\n"
                                   "  a: { uses: test.make }\n"
                                   "  b: { uses: test.make }\n";
        struct history h;
        struct bench b;

        (void)state;
        bench_init(&b, both, NULL, NULL);
        world_thing(b.world, "b")->exists = true;
        run_once(&b, 60000);
        assert_true(bench_heard(&b, "stage-ended b unchanged"));
        read_history(&b, b.stack.name, &h);
        assert_int_equal(history_of_stage(&h, "b").runs, 1);
        history_release(&h);
        world_thing(b.world, "b")->exists = false;
        world_thing(b.world, "b")->takes = 30000;
        run_once(&b, 60000);
        read_history(&b, b.stack.name, &h);
        assert_int_equal(history_of_stage(&h, "b").runs, 1);
        assert_int_equal(history_of_stage(&h, "b").median, 31000);
        history_release(&h);
        bench_release(&b);
}

static void interrupt(void *arg)
{
        run_interrupt(((struct bench *)arg)->run);
}

static void a_run_taken_up_again_is_no_measure(void **state)
{
        struct history h;
        struct bench b;

        (void)state;
        bench_init(&b, file, NULL, NULL);
        world_thing(b.world, "a")->takes = 60000;
        bench_at(&b, 30000, interrupt);
        bench_go(&b);
        bench_expect_end(&b, RUN_INTERRUPTED);
        bench_reopen(&b, false);
        bench_expect_end(&b, RUN_SUCCEEDED);
        read_history(&b, b.stack.name, &h);
        assert_int_equal(h.total.runs, 0);
        history_release(&h);
        bench_release(&b);
}

static void nothing(void *arg)
{
        (void)arg;
}

/* What was put back days later did not take days; one that remained succeeded counts as such. */
static void a_return_measures_the_way_back_alone(void **state)
{
        struct json_object *me = json_object_new_object();
        struct history h;
        struct bench b;

        (void)state;
        bench_init(&b, file, NULL, NULL);
        b.accepted = me;
        run_once(&b, 60000);
        world_thing(b.world, "a")->undo_takes = 20000;
        world_thing(b.world, "a")->look_back = ERR_CONFLICT;
        world_thing(b.world, "a")->look_back_from = 2;
        bench_at(&b, 86400000, nothing);
        loop_run(b.loop);
        bench_reopen(&b, true);
        bench_expect_end(&b, RUN_REFUSED);
        read_history(&b, b.stack.name, &h);
        assert_int_equal(h.total.runs, 1);
        assert_int_equal(history_of_stage(&h, "a").median, 61000);
        assert_true(h.total.median < 86400000);
        history_release(&h);

        world_thing(b.world, "a")->look_back = ERR_NONE;
        bench_reopen(&b, true);
        bench_expect_end(&b, RUN_ROLLED_BACK);
        read_history(&b, b.stack.name, &h);
        assert_int_equal(h.total.runs, 0);
        assert_int_equal(history_of_stage(&h, "a").runs, 0);
        assert_int_equal(history_of_undo(&h, "a").median, 21000);
        history_release(&h);
        bench_release(&b);
        json_object_put(me);
}

static void another_stack_is_better_than_nothing(void **state)
{
        struct history h;
        struct bench b;
        struct err err = ERR_INIT;

        (void)state;
        bench_init(&b, file, NULL, NULL);
        run_once(&b, 60000);
        read_history(&b, "ab-1-prod", &h);
        assert_false(h.of_stack);
        assert_int_equal(h.total.runs, 1);
        history_release(&h);
        assert_true(history_read(b.store, "another", b.stack.name, &h, &err));
        assert_int_equal(h.total.runs, 0);
        history_release(&h);
        bench_release(&b);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(says_so_when_there_is_none),
                cmocka_unit_test(tells_median_and_p90),
                cmocka_unit_test(the_latest_count),
                cmocka_unit_test(nothing_to_do_is_no_measure),
                cmocka_unit_test(a_run_taken_up_again_is_no_measure),
                cmocka_unit_test(a_return_measures_the_way_back_alone),
                cmocka_unit_test(another_stack_is_better_than_nothing),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
