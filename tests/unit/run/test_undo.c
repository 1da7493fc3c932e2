/* Rollback: its order, what it passes over, and what happens when it fails or is interrupted. */
#include "helper_bench.h"

static const char chain[] = "pipeline: t\n"
                            "stages:\n"
                            "  a: { uses: test.make }\n"
                            "  b: { uses: test.make, needs: [a] }\n"
                            "  c: { uses: test.make, needs: [b] }\n";

static void interrupt(void *arg)
{
        run_interrupt(((struct bench *)arg)->run);
}

static void goes_backwards_with_the_failed_first(void **state)
{
        struct bench b;
        struct world *w;

        (void)state;
        bench_init(&b,
                   "pipeline: t\n"
                   "stages:\n"
                   "  slow: { uses: test.make }\n"
                   "  quick: { uses: test.make }\n"
                   "  bad: { uses: test.make, needs: [slow, quick] }\n",
                   NULL, NULL);
        w = b.world;
        world_thing(w, "slow")->takes = 60000;
        world_thing(w, "bad")->fail = ERR_FAILED;
        bench_go(&b);
        bench_expect_end(&b, RUN_ROLLED_BACK);
        /* slow completed last, so it is the first of the completed to go */
        bench_expect_done(&b, "make slow, make quick, make bad, remove bad, remove slow, "
                              "remove quick");
        assert_true(bench_heard_at(&b, "rollback-started") <
                    bench_heard_at(&b, "undo-started bad"));
        assert_true(bench_heard(&b, "undo-ended quick succeeded"));
        assert_true(bench_heard(&b, "run-ended rolled-back"));
        bench_release(&b);
}

static void passes_over_what_it_did_not_change(void **state)
{
        struct bench b;
        struct world *w;

        (void)state;
        bench_init(&b,
                   "pipeline: t\n"
                   "stages:\n"
                   "  there: { uses: test.make }\n"
                   "  keep: { uses: test.keep }\n"
                   "  mine: { uses: test.make, needs: [there, keep] }\n"
                   "  bad: { uses: test.look, needs: [mine] }\n",
                   NULL, NULL);
        w = b.world;
        world_thing(w, "there")->exists = true;
        world_thing(w, "bad")->fail = ERR_FAILED;
        bench_go(&b);
        bench_expect_end(&b, RUN_ROLLED_BACK);
        bench_expect_done(&b, "make keep, make mine, remove mine");
        assert_true(world_thing(w, "there")->exists);
        assert_false(bench_heard(&b, "undo-started there"));
        assert_false(bench_heard(&b, "undo-started bad"));
        bench_release(&b);
}

static void stops_where_it_fails_and_goes_on_when_asked(void **state)
{
        struct bench b;
        struct world *w;

        (void)state;
        bench_init(&b, chain, NULL, NULL);
        w = b.world;
        world_thing(w, "c")->fail = ERR_FAILED;
        world_thing(w, "b")->undo_fail = ERR_STATE;
        world_thing(w, "b")->undo_fail_times = 2;
        bench_go(&b);
        bench_expect_end(&b, RUN_ROLLBACK_INCOMPLETE);
        bench_expect_done(&b, "make a, make b, make c, remove c");
        bench_expect_err(&b, "stage c: no c today");
        bench_expect_err(&b, "putting back stage b: b can't be removed");
        bench_expect_err(&b, "stays locked");
        bench_expect_next(&b, "snaplift rollback ");
        bench_expect_run_state(&b, "rollback-incomplete");
        assert_string_equal(w->lock, run_id(b.run));

        bench_reopen(&b, false);
        bench_expect_end(&b, RUN_ROLLBACK_INCOMPLETE);
        bench_expect_done(&b, "");
        bench_expect_next(&b, "snaplift rollback ");

        bench_reopen(&b, true);
        bench_expect_end(&b, RUN_ROLLBACK_INCOMPLETE);
        bench_expect_done(&b, "");

        bench_reopen(&b, true);
        bench_expect_end(&b, RUN_ROLLED_BACK);
        bench_expect_done(&b, "remove b, remove a");
        bench_expect_err(&b, "no c today");
        assert_string_equal(w->lock, "");
        bench_expect_run_state(&b, "rolled-back");
        bench_release(&b);
}

static void can_be_interrupted_and_taken_up(void **state)
{
        struct bench b;
        struct world *w;

        (void)state;
        bench_init(&b, chain, NULL, NULL);
        w = b.world;
        world_thing(w, "c")->fail = ERR_FAILED;
        world_thing(w, "b")->undo_takes = 60000;
        bench_at(&b, 30000, interrupt);
        bench_go(&b);
        bench_expect_end(&b, RUN_INTERRUPTED);
        bench_expect_done(&b, "make a, make b, make c, remove c");
        bench_expect_next(&b, "snaplift rollback ");
        assert_null(strstr(b.err.next, "resume"));
        bench_expect_run_state(&b, "interrupted");

        bench_reopen(&b, true);
        bench_expect_end(&b, RUN_ROLLED_BACK);
        bench_expect_done(&b, "remove b, remove a");
        bench_release(&b);
}

static void has_a_time_of_its_own(void **state)
{
        struct bench b;
        struct world *w;

        (void)state;
        bench_init(&b,
                   "pipeline: t\n"
                   "stages:\n"
                   "  a: { uses: test.make, timeout: 1m }\n",
                   NULL, NULL);
        w = b.world;
        world_thing(w, "a")->takes = 3600000;
        world_thing(w, "a")->undo_takes = 1800000; /* longer than run() may take */
        bench_go(&b);
        bench_expect_end(&b, RUN_ROLLED_BACK);
        bench_expect_done(&b, "make a, remove a");
        bench_release(&b);

        bench_init(&b,
                   "pipeline: t\n"
                   "stages:\n"
                   "  a: { uses: test.make, timeout: 1m }\n",
                   NULL, NULL);
        world_thing(b.world, "a")->takes = 3600000;
        world_thing(b.world, "a")->undo_takes = 2 * 3600000;
        bench_go(&b);
        bench_expect_end(&b, RUN_ROLLBACK_INCOMPLETE);
        assert_true(err_is(&b.err, ERR_TIMEOUT));
        bench_release(&b);
}

static void rolls_back_an_interrupted_run(void **state)
{
        struct bench b;
        struct world *w;

        (void)state;
        bench_init(&b, chain, NULL, NULL);
        w = b.world;
        world_thing(w, "b")->takes = 60000;
        bench_at(&b, 20000, interrupt);
        bench_go(&b);
        bench_expect_end(&b, RUN_INTERRUPTED);
        bench_expect_err(&b, "was interrupted");
        bench_expect_err(&b, "stays locked");
        bench_expect_next(&b, "snaplift resume ");
        bench_expect_next(&b, "snaplift rollback ");
        assert_string_equal(w->lock, run_id(b.run));
        assert_true(bench_heard(&b, "stage-ended b stopped"));
        assert_int_equal(world_thing(w, "c")->starts, 0);

        bench_reopen(&b, true);
        bench_expect_end(&b, RUN_ROLLED_BACK);
        bench_expect_done(&b, "remove b, remove a");
        bench_expect_err(&b, "as asked");
        assert_string_equal(w->lock, "");
        bench_release(&b);
}

static void rolls_back_first_what_was_cut_off(void **state)
{
        struct bench b;
        struct world *w;

        (void)state;
        bench_init(&b,
                   "pipeline: t\n"
                   "stages:\n"
                   "  cut: { uses: test.make }\n"
                   "  whole: { uses: test.make }\n",
                   NULL, NULL);
        w = b.world;
        world_thing(w, "cut")->takes = 600000;
        world_thing(w, "whole")->before = 20000;
        /* while the call of "whole" is in flight: it completes after "cut" has stopped */
        bench_at(&b, 20500, interrupt);
        bench_go(&b);
        bench_expect_end(&b, RUN_INTERRUPTED);
        assert_true(bench_heard_at(&b, "stage-ended cut stopped") <
                    bench_heard_at(&b, "stage-ended whole succeeded"));
        strlist_release(&b.done);
        bench_drive(&b, true);
        bench_expect_end(&b, RUN_ROLLED_BACK);
        bench_expect_done(&b, "remove cut, remove whole");
        bench_release(&b);
}

static void rolls_back_first_what_was_cut_off_after_a_resume(void **state)
{
        struct bench b;
        struct world *w;

        (void)state;
        bench_init(&b, chain, NULL, NULL);
        w = b.world;
        world_thing(w, "b")->takes = 60000;
        bench_at(&b, 20000, interrupt);
        bench_go(&b);
        bench_expect_end(&b, RUN_INTERRUPTED);
        /* resumed and interrupted before b has begun again: it is pending, but was begun */
        run_interrupt(b.run);
        bench_drive(&b, false);
        bench_expect_end(&b, RUN_INTERRUPTED);
        strlist_release(&b.done);
        bench_drive(&b, true);
        bench_expect_end(&b, RUN_ROLLED_BACK);
        bench_expect_done(&b, "remove b, remove a");
        bench_release(&b);
}

static void waits_for_new_credentials(void **state)
{
        struct bench b;
        struct world *w;

        (void)state;
        bench_init(&b, chain, NULL, NULL);
        w = b.world;
        world_thing(w, "b")->fail = ERR_EXPIRED;
        world_thing(w, "b")->fail_times = 1;
        bench_go(&b);
        bench_expect_end(&b, RUN_INTERRUPTED);
        assert_true(err_is(&b.err, ERR_EXPIRED));
        bench_expect_done(&b, "make a, make b");
        bench_expect_next(&b, "snaplift resume ");
        world_thing(w, "c")->fail = ERR_FAILED;
        world_thing(w, "b")->undo_fail = ERR_EXPIRED;
        world_thing(w, "b")->undo_fail_times = 1;
        bench_reopen(&b, false);
        bench_expect_end(&b, RUN_INTERRUPTED);
        assert_true(err_is(&b.err, ERR_EXPIRED));
        bench_expect_done(&b, "make c, remove c");
        bench_expect_next(&b, "snaplift rollback ");
        bench_reopen(&b, true);
        bench_expect_end(&b, RUN_ROLLED_BACK);
        bench_expect_done(&b, "remove b, remove a");
        bench_release(&b);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(goes_backwards_with_the_failed_first),
                cmocka_unit_test(passes_over_what_it_did_not_change),
                cmocka_unit_test(stops_where_it_fails_and_goes_on_when_asked),
                cmocka_unit_test(can_be_interrupted_and_taken_up),
                cmocka_unit_test(has_a_time_of_its_own),
                cmocka_unit_test(rolls_back_an_interrupted_run),
                cmocka_unit_test(waits_for_new_credentials),
                cmocka_unit_test(rolls_back_first_what_was_cut_off),
                cmocka_unit_test(rolls_back_first_what_was_cut_off_after_a_resume),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
