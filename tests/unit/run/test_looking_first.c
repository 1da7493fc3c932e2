/* A run that looks before it begins, and one that asks again under the lock. */
#include "helper_bench.h"

#include <stdio.h>

static const char two[] = "pipeline: t\n"
                          "stages:\n"
                          "  a: { uses: test.make }\n"
                          "  b: { uses: test.make, needs: [a] }\n";

static void what_would_be_refused_later_is_refused_at_once(void **state)
{
        struct bench b;

        (void)state;
        bench_init(&b, two, NULL, NULL);
        b.setup.look_first = true;
        world_thing(b.world, "b")->fail = ERR_REFUSED;
        bench_go(&b);
        bench_expect_end(&b, RUN_REFUSED);
        bench_expect_err(&b, "stage b: no b today");
        bench_expect_done(&b, "");
        assert_int_equal(world_thing(b.world, "a")->starts, 0);
        assert_int_equal(b.world->takes, 0);
        bench_expect_run_state(&b, "refused");
        bench_release(&b);
}

/* Another run may be what it met. */
static void unless_another_run_holds_the_stack(void **state)
{
        struct bench b;

        (void)state;
        bench_init(&b, two, NULL, NULL);
        b.setup.look_first = true;
        world_thing(b.world, "b")->fail = ERR_REFUSED;
        snprintf(b.world->lock, sizeof(b.world->lock), "20261121-000000-othr");
        bench_go(&b);
        bench_expect_end(&b, RUN_LOCKED);
        bench_expect_done(&b, "");
        bench_release(&b);
}

/* What is no guard's word may be otherwise when its turn comes. */
static void what_only_fails_is_met_in_its_turn(void **state)
{
        struct bench b;

        (void)state;
        bench_init(&b, two, NULL, NULL);
        b.setup.look_first = true;
        world_thing(b.world, "b")->fail = ERR_STATE;
        bench_go(&b);
        bench_expect_end(&b, RUN_ROLLED_BACK);
        bench_expect_done(&b, "make a, make b, remove b, remove a");
        bench_release(&b);
}

/* What was seen ahead shows that it will: a look between that and the lock would tell nothing. */
static void with_changes_ahead_the_lock_comes_first(void **state)
{
        struct bench b;

        (void)state;
        bench_init(&b, two, NULL, NULL);
        b.setup.look_first = true;
        bench_go(&b);
        bench_expect_end(&b, RUN_SUCCEEDED);
        assert_int_equal(world_thing(b.world, "a")->starts, 1);
        assert_int_equal(b.world->takes, 1);
        assert_string_equal(b.world->lock, "");
        bench_release(&b);
}

static void without_changes_ahead_there_is_no_lock(void **state)
{
        struct bench b;

        (void)state;
        bench_init(&b, two, NULL, NULL);
        b.setup.look_first = true;
        world_thing(b.world, "a")->exists = world_thing(b.world, "b")->exists = true;
        bench_go(&b);
        bench_expect_end(&b, RUN_UNCHANGED);
        assert_int_equal(b.world->takes, 0);
        bench_release(&b);
}

static void another_run_is_met_before_the_first_stage(void **state)
{
        struct bench b;

        (void)state;
        bench_init(&b, two, NULL, NULL);
        b.setup.look_first = true;
        snprintf(b.world->lock, sizeof(b.world->lock), "20261121-000000-othr");
        bench_go(&b);
        bench_expect_end(&b, RUN_LOCKED);
        assert_int_equal(world_thing(b.world, "a")->starts, 0);
        assert_string_equal(b.world->lock, "20261121-000000-othr");
        bench_release(&b);
}

static void a_lock_that_cannot_be_taken_is_asked_for_again(void **state)
{
        struct bench b;

        (void)state;
        bench_init(&b, two, NULL, NULL);
        b.setup.look_first = true;
        b.world->take_fail = ERR_UNREACHABLE;
        bench_go(&b);
        bench_expect_end(&b, RUN_ROLLED_BACK);
        bench_expect_err(&b, "stage a: the lock of");
        assert_int_equal(b.world->takes, 2);
        bench_expect_done(&b, "");
        bench_release(&b);
}

static void interrupt(void *arg)
{
        run_interrupt(((struct bench *)arg)->run);
}

/* A person may think for days; other runs of the stack don't wait for that. */
static void who_is_asked_is_not_waited_for_under_the_lock(void **state)
{
        static const char asking[] = "pipeline: t\n"
                                     "stages:\n"
                                     "  q: { uses: test.ask }\n"
                                     "  a: { uses: test.make, needs: [q] }\n";
        struct bench b;

        (void)state;
        bench_init(&b, asking, NULL, NULL);
        b.setup.look_first = true;
        bench_at(&b, 20000, interrupt);
        bench_go(&b);
        bench_expect_end(&b, RUN_INTERRUPTED);
        assert_int_equal(b.world->takes, 0);
        bench_release(&b);
}

static void a_run_without_a_refusal_goes_as_ever(void **state)
{
        struct bench b;

        (void)state;
        bench_init(&b, two, NULL, NULL);
        b.setup.look_first = true;
        bench_go(&b);
        bench_expect_end(&b, RUN_SUCCEEDED);
        bench_expect_done(&b, "make a, make b");
        bench_release(&b);
}

struct asked {
        struct bench *bench;
        int times;
        bool answer;
};

static bool confirm(void *arg, struct err *err)
{
        struct asked *asked = arg;

        asked->times++;
        assert_string_equal(asked->bench->world->lock, run_id(asked->bench->run));
        assert_int_equal(asked->bench->world->mutations, 1); /* the lock itself */
        return asked->answer || err_set(err, ERR_REFUSED, "the world has changed");
}

static void asks_once_under_the_lock(void **state)
{
        struct bench b;
        struct asked asked = {.bench = &b, .answer = true};

        (void)state;
        bench_init(&b, two, NULL, NULL);
        b.setup.confirm = confirm;
        b.setup.confirm_arg = &asked;
        bench_go(&b);
        bench_expect_end(&b, RUN_SUCCEEDED);
        assert_int_equal(asked.times, 1);
        bench_release(&b);
}

static void a_no_ends_it_with_nothing_changed(void **state)
{
        struct bench b;
        struct asked asked = {.bench = &b, .answer = false};

        (void)state;
        bench_init(&b, two, NULL, NULL);
        b.setup.confirm = confirm;
        b.setup.confirm_arg = &asked;
        bench_go(&b);
        bench_expect_end(&b, RUN_REFUSED);
        bench_expect_err(&b, "stage a: the world has changed");
        assert_int_equal(asked.times, 1);
        bench_expect_done(&b, "");
        assert_string_equal(b.world->lock, "");
        bench_release(&b);
}

/* The lock that it had taken, and could not give back, is in nobody's way. */
static void what_a_no_left_behind_is_taken_over(void **state)
{
        struct bench b;
        struct asked asked = {.bench = &b, .answer = false};

        (void)state;
        bench_init(&b, two, NULL, NULL);
        b.setup.confirm = confirm;
        b.setup.confirm_arg = &asked;
        b.world->release_fails = true;
        bench_go(&b);
        bench_expect_end(&b, RUN_REFUSED);
        assert_string_equal(b.world->lock, run_id(b.run));

        b.world->release_fails = false;
        b.setup.confirm = NULL;
        bench_go(&b);
        bench_expect_end(&b, RUN_SUCCEEDED);
        assert_string_equal(b.world->lock, "");
        bench_release(&b);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(what_would_be_refused_later_is_refused_at_once),
                cmocka_unit_test(unless_another_run_holds_the_stack),
                cmocka_unit_test(what_only_fails_is_met_in_its_turn),
                cmocka_unit_test(with_changes_ahead_the_lock_comes_first),
                cmocka_unit_test(without_changes_ahead_there_is_no_lock),
                cmocka_unit_test(another_run_is_met_before_the_first_stage),
                cmocka_unit_test(a_lock_that_cannot_be_taken_is_asked_for_again),
                cmocka_unit_test(who_is_asked_is_not_waited_for_under_the_lock),
                cmocka_unit_test(a_run_without_a_refusal_goes_as_ever),
                cmocka_unit_test(asks_once_under_the_lock),
                cmocka_unit_test(a_no_ends_it_with_nothing_changed),
                cmocka_unit_test(what_a_no_left_behind_is_taken_over),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
