/* A run that is cancelled from another process: when it hears of it, and what it puts back. */
#include "helper_bench.h"

static const char chain[] = "pipeline: t\n"
                            "stages:\n"
                            "  a: { uses: test.make }\n"
                            "  b: { uses: test.make, needs: [a] }\n"
                            "  c: { uses: test.make, needs: [b] }\n";

static const char with_final[] = "pipeline: t\n"
                                 "stages:\n"
                                 "  a: { uses: test.make }\n"
                                 "  f: { uses: test.final, needs: [a] }\n"
                                 "  z: { uses: test.make, needs: [f] }\n";

static void cancel(void *arg)
{
        struct bench *b = arg;
        struct err err = ERR_INIT;

        if (!run_cancel(&b->setup, run_id(b->run), &err))
                fail_msg("%s", err_text(&err));
}

static void refused(struct bench *b, const char *words)
{
        struct err err = ERR_INIT;

        assert_false(run_cancel(&b->setup, run_id(b->run), &err));
        assert_true(err_is(&err, ERR_STATE));
        if (!strstr(err_text(&err), words))
                fail_msg("\"%s\" does not say \"%s\"", err_text(&err), words);
        err_clear(&err);
}

static void refused_as_final(void *arg)
{
        refused(arg, "point of no return");
}

static void interrupt(void *arg)
{
        run_interrupt(((struct bench *)arg)->run);
}

static void puts_back_what_it_did(void **state)
{
        struct bench b;

        (void)state;
        bench_init(&b, chain, NULL, NULL);
        world_thing(b.world, "b")->takes = 600000;
        bench_at(&b, 30500, cancel);
        bench_go(&b);
        bench_expect_end(&b, RUN_ROLLED_BACK);
        bench_expect_done(&b, "make a, make b, remove b, remove a");
        assert_true(err_is(&b.err, ERR_INTERRUPTED));
        bench_expect_err(&b, "was cancelled by me@here");
        assert_true(loop_ticks(b.loop) < 45000); /* a sixth of the lease's minute, and two calls */
        assert_true(bench_heard(&b, "stage-ended b stopped"));
        assert_int_equal(world_thing(b.world, "c")->starts, 0);
        bench_expect_run_state(&b, "rolled-back");
        assert_string_equal(b.world->lock, "");
        refused(&b, "has ended");
        bench_release(&b);
}

static void hears_of_it_as_soon_as_it_is_told_to(void **state)
{
        struct bench b;

        (void)state;
        bench_init(&b, chain, NULL, NULL);
        b.setup.listen_every = 1000;
        world_thing(b.world, "b")->takes = 600000;
        bench_at(&b, 30500, cancel);
        bench_go(&b);
        bench_expect_end(&b, RUN_ROLLED_BACK);
        assert_true(loop_ticks(b.loop) <= 31500 + 2 * BENCH_CALL_MS);
        bench_release(&b);
}

static void finishes_the_call_in_flight(void **state)
{
        struct bench b;

        (void)state;
        bench_init(&b, chain, NULL, NULL);
        b.setup.listen_every = 100;
        bench_at(&b, 150, cancel); /* a's call is answered at 1000 */
        bench_go(&b);
        bench_expect_end(&b, RUN_ROLLED_BACK);
        bench_expect_done(&b, "make a, remove a");
        assert_true(bench_heard(&b, "stage-result a"));
        bench_release(&b);
}

static void changes_nothing_when_nothing_was_done(void **state)
{
        struct bench b;

        (void)state;
        bench_init(&b, chain, NULL, NULL);
        world_thing(b.world, "a")->before = 600000;
        bench_at(&b, 30000, cancel);
        bench_go(&b);
        bench_expect_end(&b, RUN_ROLLED_BACK);
        bench_expect_err(&b, "was cancelled by me@here");
        assert_int_equal(b.world->mutations, 0);
        bench_expect_run_state(&b, "rolled-back");
        bench_release(&b);
}

static void goes_on_past_its_point_of_no_return(void **state)
{
        struct bench b;

        (void)state;
        bench_init(&b, with_final, NULL, NULL);
        b.setup.listen_every = 1000;
        world_thing(b.world, "f")->takes = 60000;
        bench_at(&b, 30000, refused_as_final);
        bench_go(&b);
        bench_expect_end(&b, RUN_SUCCEEDED);
        bench_expect_done(&b, "make a, make f, make z");
        bench_release(&b);
}

/* The request is in the journal just before the final stage's intent, and not heard yet. */
static void hears_of_it_before_the_point_of_no_return(void **state)
{
        struct bench b;

        (void)state;
        bench_init(&b, with_final, NULL, NULL);
        world_thing(b.world, "f")->before = 3000; /* its intent at 4000; a look at 10000 */
        bench_at(&b, 3500, cancel);
        bench_go(&b);
        bench_expect_end(&b, RUN_ROLLED_BACK);
        bench_expect_done(&b, "make a, remove a");
        bench_release(&b);
}

/* As if it had come between the last look and the intent. */
static void send_late(void *arg)
{
        struct bench *b = arg;
        struct journal_entry entry = {
                .run = run_id(b->run), .kind = "cancel-requested", .body = "{\"by\": \"you\"}"};

        assert_true(b->store->ops->append(b->store, &entry, &b->err));
}

static void says_when_it_is_too_late(void **state)
{
        struct bench b;

        (void)state;
        bench_init(&b, with_final, NULL, NULL);
        world_thing(b.world, "f")->takes = 60000;
        bench_at(&b, 30000, send_late);
        bench_go(&b);
        bench_expect_end(&b, RUN_SUCCEEDED);
        assert_true(bench_heard(&b, "stage-report"));
        bench_release(&b);
}

/* Also when the run was cut off, or interrupted by other means, before it could be heard. */
static void stands_until_the_run_is_resumed(void **state)
{
        struct bench b;

        (void)state;
        bench_init(&b, chain, NULL, NULL);
        world_thing(b.world, "b")->takes = 60000;
        bench_at(&b, 19500, interrupt);
        bench_go(&b);
        bench_expect_end(&b, RUN_INTERRUPTED);
        cancel(&b);
        bench_reopen(&b, false);
        bench_expect_end(&b, RUN_ROLLED_BACK);
        bench_expect_done(&b, "remove b, remove a");
        bench_expect_err(&b, "was cancelled by me@here");
        bench_release(&b);
}

static void goes_on_putting_back_after_an_interruption(void **state)
{
        struct bench b;

        (void)state;
        bench_init(&b, chain, NULL, NULL);
        world_thing(b.world, "b")->takes = 600000;
        world_thing(b.world, "a")->undo_takes = 60000;
        bench_at(&b, 30000, cancel);
        bench_at(&b, 60000, interrupt);
        bench_go(&b);
        bench_expect_end(&b, RUN_INTERRUPTED);
        bench_expect_done(&b, "make a, make b, remove b");
        bench_expect_next(&b, "snaplift rollback ");
        refused(&b, "is being rolled back already");
        bench_reopen(&b, false);
        bench_expect_end(&b, RUN_ROLLED_BACK);
        bench_expect_done(&b, "remove a");
        bench_expect_err(&b, "was cancelled by me@here");
        bench_release(&b);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(puts_back_what_it_did),
                cmocka_unit_test(hears_of_it_as_soon_as_it_is_told_to),
                cmocka_unit_test(finishes_the_call_in_flight),
                cmocka_unit_test(changes_nothing_when_nothing_was_done),
                cmocka_unit_test(goes_on_past_its_point_of_no_return),
                cmocka_unit_test(hears_of_it_before_the_point_of_no_return),
                cmocka_unit_test(says_when_it_is_too_late),
                cmocka_unit_test(stands_until_the_run_is_resumed),
                cmocka_unit_test(goes_on_putting_back_after_an_interruption),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
