/* Starting, ending, skipping, retrying, timing out; what ends a run. */
#include "helper_bench.h"

static const char diamond[] = "pipeline: t\n"
                              "stages:\n"
                              "  a: { uses: test.make }\n"
                              "  b: { uses: test.make, needs: [a] }\n"
                              "  c: { uses: test.make, needs: [a] }\n"
                              "  d: { uses: test.make, needs: [b, c] }\n";

static void runs_a_diamond_side_by_side(void **state)
{
        struct bench b;
        struct world *w;

        (void)state;
        bench_init(&b, diamond, NULL, NULL);
        w = b.world;
        world_thing(w, "b")->takes = 60000;
        world_thing(w, "c")->takes = 90000;
        bench_go(&b);
        bench_expect_end(&b, RUN_SUCCEEDED);
        bench_expect_done(&b, "make a, make b, make c, make d");
        assert_int_equal(world_thing(w, "b")->started, world_thing(w, "c")->started);
        assert_true(world_thing(w, "d")->started >= world_thing(w, "c")->ended);
        assert_int_equal(world_thing(w, "c")->ended - world_thing(w, "c")->started,
                         90000 + BENCH_CALL_MS);
        bench_expect_run_state(&b, "succeeded");
        assert_string_equal(w->lock, "");
        assert_int_equal(b.err.code, ERR_NONE);
        bench_release(&b);
}

static void ends_unchanged_without_a_mutating_call(void **state)
{
        struct bench b;

        (void)state;
        bench_init(&b, diamond, NULL, NULL);
        for (const char *p = "abcd"; *p; p++)
                world_thing(b.world, (char[]){*p, '\0'})->exists = true;
        bench_go(&b);
        bench_expect_end(&b, RUN_UNCHANGED);
        assert_int_equal(b.world->mutations, 0);
        assert_int_equal(b.world->takes, 0);
        assert_true(bench_heard(&b, "stage-ended d unchanged"));
        bench_expect_run_state(&b, "unchanged");
        bench_release(&b);
}

static void passes_outputs_on(void **state)
{
        struct bench b;
        struct journal_record *r;
        size_t n;
        bool seen = false;

        (void)state;
        bench_init(&b,
                   "pipeline: t\n"
                   "stages:\n"
                   "  a: { uses: test.look }\n"
                   "  b: { uses: test.look, with: { of: \"${{ stages.a.outputs.name }}\" } }\n",
                   NULL, NULL);
        bench_go(&b);
        bench_expect_end(&b, RUN_UNCHANGED);
        assert_true(b.store->ops->read(b.store, run_id(b.run), 0, &r, &n, &b.err));
        for (size_t i = 0; i < n; i++)
                seen = seen || (strcmp(r[i].kind, "stage-started") == 0 &&
                                strcmp(r[i].stage, "b") == 0 && strstr(r[i].body, "\"of\":\"a\""));
        assert_true(seen);
        journal_records_free(r, n);
        bench_release(&b);
}

static void skips_what_is_not_wanted(void **state)
{
        struct bench b;

        (void)state;
        bench_init(&b,
                   "pipeline: t\n"
                   "stages:\n"
                   "  a: { uses: test.make, enabled: false }\n"
                   "  b: { uses: test.make, needs: [a] }\n",
                   NULL, NULL);
        bench_go(&b);
        bench_expect_end(&b, RUN_SUCCEEDED);
        bench_expect_done(&b, "make b");
        assert_true(bench_heard(&b, "stage-ended a skipped"));
        bench_release(&b);
}

static void stops_the_others_when_one_fails(void **state)
{
        struct bench b;
        struct world *w;

        (void)state;
        bench_init(&b, diamond, NULL, NULL);
        w = b.world;
        world_thing(w, "b")->fail = ERR_FAILED;
        world_thing(w, "c")->takes = 3600000 / 2;
        bench_go(&b);
        bench_expect_end(&b, RUN_ROLLED_BACK);
        bench_expect_err(&b, "stage b: no b today");
        assert_true(bench_heard(&b, "stage-ended b failed"));
        assert_true(bench_heard(&b, "stage-ended c stopped"));
        assert_true(bench_heard(&b, "stage-ended d skipped"));
        assert_int_equal(world_thing(w, "d")->starts, 0);
        assert_true(loop_ticks(b.loop) < 60000);
        for (const char *p = "abcd"; *p; p++)
                assert_false(world_thing(w, (char[]){*p, '\0'})->exists);
        assert_string_equal(w->lock, "");
        bench_expect_run_state(&b, "rolled-back");
        bench_release(&b);
}

static void tries_again_as_often_as_it_may(void **state)
{
        const char *yaml = "pipeline: t\n"
                           "stages:\n"
                           "  a: { uses: test.make, retry: { attempts: 3, delay: 10s } }\n";
        struct bench b;

        (void)state;
        bench_init(&b, yaml, NULL, NULL);
        world_thing(b.world, "a")->fail = ERR_LIMIT;
        world_thing(b.world, "a")->fail_times = 2;
        bench_go(&b);
        bench_expect_end(&b, RUN_SUCCEEDED);
        bench_expect_done(&b, "make a");
        assert_true(loop_ticks(b.loop) >= 20000);
        assert_true(bench_heard(&b, "stage-retry a"));
        assert_int_equal(world_thing(b.world, "a")->starts, 1 + 3); /* one more: the lock */
        bench_release(&b);

        bench_init(&b, yaml, NULL, NULL);
        world_thing(b.world, "a")->fail = ERR_LIMIT;
        bench_go(&b);
        bench_expect_end(&b, RUN_ROLLED_BACK);
        assert_int_equal(world_thing(b.world, "a")->starts, 1 + 3);
        bench_release(&b);

        bench_init(&b, yaml, NULL, NULL);
        world_thing(b.world, "a")->fail = ERR_DENIED;
        bench_go(&b);
        bench_expect_end(&b, RUN_ROLLED_BACK);
        assert_int_equal(world_thing(b.world, "a")->starts, 1 + 1);
        bench_release(&b);
}

static void ends_a_stage_that_takes_too_long(void **state)
{
        struct bench b;

        (void)state;
        bench_init(&b,
                   "pipeline: t\n"
                   "stages:\n"
                   "  a: { uses: test.make, timeout: 5m }\n",
                   NULL, NULL);
        world_thing(b.world, "a")->takes = 3600000;
        bench_go(&b);
        bench_expect_end(&b, RUN_ROLLED_BACK);
        assert_true(err_is(&b.err, ERR_TIMEOUT));
        bench_expect_done(&b, "make a, remove a");
        assert_true(loop_ticks(b.loop) < 310000);
        bench_release(&b);
}

static void gives_each_attempt_its_own_time(void **state)
{
        struct bench b;
        struct thing *a;

        (void)state;
        bench_init(&b,
                   "pipeline: t\n"
                   "stages:\n"
                   "  a: { uses: test.look, timeout: 60s, retry: { attempts: 2, delay: 90s } }\n",
                   NULL, NULL);
        a = world_thing(b.world, "a");
        a->takes = 50000;
        a->fail = ERR_LIMIT;
        a->fail_times = 1;
        bench_go(&b);
        bench_expect_end(&b, RUN_UNCHANGED);
        assert_int_equal(a->starts, 2);
        bench_release(&b);
}

static void refuses_before_anything_is_changed(void **state)
{
        struct bench b;

        (void)state;
        bench_init(&b, diamond, NULL, NULL);
        world_thing(b.world, "a")->exists = true;
        world_thing(b.world, "b")->fail = ERR_REFUSED;
        world_thing(b.world, "b")->fail_early = true;
        world_thing(b.world, "c")->before = 5000;
        bench_go(&b);
        bench_expect_end(&b, RUN_REFUSED);
        assert_int_equal(b.world->mutations, 0);
        bench_expect_run_state(&b, "refused");
        bench_release(&b);
}

static void rolls_back_a_refusal_after_a_change(void **state)
{
        struct bench b;

        (void)state;
        bench_init(&b, diamond, NULL, NULL);
        world_thing(b.world, "d")->fail = ERR_REFUSED;
        world_thing(b.world, "d")->fail_early = true;
        bench_go(&b);
        bench_expect_end(&b, RUN_ROLLED_BACK);
        bench_expect_done(&b, "make a, make b, make c, remove c, remove b, remove a");
        bench_release(&b);
}

static void starts_finals_last_and_one_by_one(void **state)
{
        struct bench b;
        struct world *w;

        (void)state;
        bench_init(&b,
                   "pipeline: t\n"
                   "stages:\n"
                   "  f: { uses: test.final }\n"
                   "  g: { uses: test.final }\n"
                   "  after: { uses: test.make, needs: [f] }\n"
                   "  slow: { uses: test.make }\n",
                   NULL, NULL);
        w = b.world;
        world_thing(w, "slow")->takes = 600000;
        world_thing(w, "f")->takes = 10000;
        bench_go(&b);
        bench_expect_end(&b, RUN_SUCCEEDED);
        assert_true(world_thing(w, "f")->started >= world_thing(w, "slow")->ended);
        assert_true(world_thing(w, "g")->started >= world_thing(w, "f")->ended);
        assert_true(world_thing(w, "g")->started >= world_thing(w, "after")->ended);
        bench_release(&b);
}

static const char with_final[] = "pipeline: t\n"
                                 "stages:\n"
                                 "  a: { uses: test.make }\n"
                                 "  f: { uses: test.final, needs: [a] }\n"
                                 "  z: { uses: test.make, needs: [f] }\n";

static void is_stuck_once_a_final_stage_has_begun(void **state)
{
        struct bench b;

        (void)state;
        bench_init(&b, with_final, NULL, NULL);
        world_thing(b.world, "f")->fail = ERR_FAILED;
        world_thing(b.world, "f")->fail_times = 1;
        bench_go(&b);
        bench_expect_end(&b, RUN_STUCK);
        bench_expect_done(&b, "make a, make f");
        bench_expect_err(&b, "stage f: no f today");
        bench_expect_next(&b, "snaplift resume ");
        assert_string_equal(b.world->lock, run_id(b.run));
        bench_expect_run_state(&b, "stuck");

        bench_reopen(&b, true);
        bench_expect_end(&b, RUN_STUCK);
        bench_expect_done(&b, "");

        bench_reopen(&b, false);
        bench_expect_end(&b, RUN_SUCCEEDED);
        bench_expect_done(&b, "make z");
        assert_string_equal(b.world->lock, "");
        bench_release(&b);
}

static void tries_a_stuck_stage_afresh_when_resumed(void **state)
{
        struct bench b;
        struct thing *f;

        (void)state;
        bench_init(&b,
                   "pipeline: t\n"
                   "stages:\n"
                   "  f: { uses: test.final, retry: { attempts: 2, delay: 1s } }\n",
                   NULL, NULL);
        f = world_thing(b.world, "f");
        f->fail = ERR_LIMIT;
        f->fail_times = 3;
        bench_go(&b);
        bench_expect_end(&b, RUN_STUCK);
        bench_reopen(&b, false);
        bench_expect_end(&b, RUN_SUCCEEDED);
        assert_int_equal(f->made, 1);
        bench_release(&b);
}

static void rolls_back_when_a_final_stage_fails_before_it_begins(void **state)
{
        struct bench b;

        (void)state;
        bench_init(&b, with_final, NULL, NULL);
        world_thing(b.world, "f")->fail = ERR_FAILED;
        world_thing(b.world, "f")->fail_early = true;
        bench_go(&b);
        bench_expect_end(&b, RUN_ROLLED_BACK);
        bench_expect_done(&b, "make a, remove a");
        bench_release(&b);
}

static void does_nothing_on_a_run_that_has_ended(void **state)
{
        struct bench b;

        (void)state;
        bench_init(&b, diamond, NULL, NULL);
        bench_go(&b);
        bench_reopen(&b, false);
        bench_expect_end(&b, RUN_SUCCEEDED);
        bench_expect_done(&b, "");
        bench_reopen(&b, true);
        bench_expect_end(&b, RUN_REFUSED);
        bench_expect_err(&b, "has succeeded");
        bench_release(&b);

        bench_init(&b, diamond, NULL, NULL);
        world_thing(b.world, "b")->fail = ERR_FAILED;
        bench_go(&b);
        bench_expect_end(&b, RUN_ROLLED_BACK);
        bench_reopen(&b, false);
        bench_expect_end(&b, RUN_ROLLED_BACK);
        bench_expect_done(&b, "");
        bench_expect_err(&b, "has ended already");
        bench_reopen(&b, true);
        bench_expect_end(&b, RUN_ROLLED_BACK);
        bench_expect_err(&b, "nothing to put back");
        bench_release(&b);
}

static void names_runs_by_their_time(void **state)
{
        struct bench b;
        const char *id;

        (void)state;
        bench_init(&b, diamond, NULL, NULL);
        bench_start(&b);
        id = run_id(b.run);
        assert_int_equal(strlen(id), 8 + 1 + 6 + 1 + 4);
        assert_memory_equal(id, "20251121-044000-", 16);
        assert_int_equal(strspn(id + 16, "abcdefghijklmnopqrstuvwxyz234567"), 4);
        assert_string_equal(run_stack(b.run)->name, "xy-0146-qa");
        bench_release(&b);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(runs_a_diamond_side_by_side),
                cmocka_unit_test(ends_unchanged_without_a_mutating_call),
                cmocka_unit_test(passes_outputs_on),
                cmocka_unit_test(skips_what_is_not_wanted),
                cmocka_unit_test(stops_the_others_when_one_fails),
                cmocka_unit_test(tries_again_as_often_as_it_may),
                cmocka_unit_test(ends_a_stage_that_takes_too_long),
                cmocka_unit_test(gives_each_attempt_its_own_time),
                cmocka_unit_test(refuses_before_anything_is_changed),
                cmocka_unit_test(rolls_back_a_refusal_after_a_change),
                cmocka_unit_test(starts_finals_last_and_one_by_one),
                cmocka_unit_test(is_stuck_once_a_final_stage_has_begun),
                cmocka_unit_test(tries_a_stuck_stage_afresh_when_resumed),
                cmocka_unit_test(rolls_back_when_a_final_stage_fails_before_it_begins),
                cmocka_unit_test(does_nothing_on_a_run_that_has_ended),
                cmocka_unit_test(names_runs_by_their_time),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
