/* Fibers, timers and signal points in virtual time: order, deadlines, ends. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "engine/loop/loop.h"
#include "helper_cmocka.h"
#include "helper_loop.h"

enum { MANY = 10000 };

/* What happened, in order; and what several fibers share. */
struct scene {
        struct loop *loop;
        struct text log;
        struct signal_point point;
        struct timer *timer;
        bool done;
        int count;
};

static void scene_begin(struct scene *s)
{
        *s = (struct scene){.loop = loop_new_virtual(1000000, 7)};
}

static void scene_end(struct scene *s)
{
        loop_free(s->loop);
        text_release(&s->log);
}

static void note(struct scene *s, const char *what)
{
        text_addf(&s->log, "%s@%d ", what, (int)loop_ticks(s->loop));
}

/* --- time --- */

static void sleeper_a(void *arg)
{
        struct scene *s = arg;

        fiber_sleep(s->loop, 30);
        note(s, "a");
        fiber_sleep(s->loop, 10);
        note(s, "a");
}

static void sleeper_b(void *arg)
{
        struct scene *s = arg;

        fiber_sleep(s->loop, 20);
        note(s, "b");
        fiber_sleep(s->loop, 20);
        note(s, "b");
}

static void fired(void *arg)
{
        note(arg, "t");
}

static void test_order_of_time(void **state)
{
        struct scene s;

        (void)state;
        scene_begin(&s);
        fiber_start(s.loop, "a", sleeper_a, &s);
        fiber_start(s.loop, "b", sleeper_b, &s);
        timer_start(s.loop, 40, fired, &s);
        timer_stop(timer_start(s.loop, 25, fired, &s));
        timer_stop(NULL);
        loop_run(s.loop);
        /* At 40 three things are due: in the order in which they were asked for. */
        assert_string_equal(s.log.data, "b@20 a@30 t@40 b@40 a@40 ");
        assert_int_equal(loop_now(s.loop), 1000040);
        scene_end(&s);
}

static void sleep_for_days(void *arg)
{
        struct scene *s = arg;

        for (int i = 0; i < 1000; i++)
                fiber_sleep(s->loop, 86400000);
        fiber_sleep(s->loop, 0);
        fiber_sleep(s->loop, -5);
}

static void test_virtual_days_cost_nothing(void **state)
{
        struct scene s;

        (void)state;
        scene_begin(&s);
        fiber_start(s.loop, "days", sleep_for_days, &s);
        loop_run(s.loop);
        assert_true(loop_ticks(s.loop) == 86400000000);
        assert_true(loop_is_virtual(s.loop));
        scene_end(&s);
}

static void never(void *arg)
{
        (void)arg;
        fail_msg("a stopped timer fired");
}

static void rewind_again(void *arg)
{
        struct scene *s = arg;

        if (++s->count < 100)
                s->timer = timer_start(s->loop, 0, rewind_again, s);
}

static void wait_beside_busy_timer(void *arg)
{
        struct scene *s = arg;

        fiber_sleep(s->loop, 0);
        s->done = true;
        assert_true(s->count < 100); /* the timer did not get all its turns first */
}

static void test_timers_are_fair(void **state)
{
        struct scene s;
        struct timer *stopped[500];

        (void)state;
        scene_begin(&s);
        for (int i = 0; i < 500; i++)
                stopped[i] = timer_start(s.loop, (i * 7919) % 1000, never, NULL);
        for (int i = 0; i < 500; i++)
                timer_stop(stopped[(i * 211) % 500]);
        timer_start(s.loop, 0, rewind_again, &s);
        fiber_start(s.loop, "beside", wait_beside_busy_timer, &s);
        loop_run(s.loop);
        assert_true(s.done);
        scene_end(&s);
}

enum { TIMERS = 2000 };

struct clocked {
        struct scene *scene;
        struct timer *timer;
        int64_t due;
        int number;
};

static void fire_in_order(void *arg)
{
        static int64_t last_due;
        static int last_number;
        struct clocked *c = arg;

        if (c->scene->count == 0)
                last_due = last_number = -1;
        assert_int_equal(loop_ticks(c->scene->loop), c->due);
        assert_true(c->due > last_due || (c->due == last_due && c->number > last_number));
        last_due = c->due;
        last_number = c->number;
        c->timer = NULL;
        c->scene->count++;
}

static void wait_long(void *arg)
{
        struct scene *s = arg;

        fiber_sleep(s->loop, 100000);
}

static void test_heap(void **state)
{
        struct clocked *all = xcalloc(TIMERS, sizeof(*all));
        struct scene s;
        int stopped = 0;

        (void)state;
        scene_begin(&s);
        for (int i = 0; i < TIMERS; i++) {
                all[i] = (struct clocked){.scene = &s, .number = i};
                all[i].due = (int64_t)loop_random(s.loop, 300);
                all[i].timer = timer_start(s.loop, all[i].due, fire_in_order, &all[i]);
                if (i % 3 == 2) { /* from anywhere in the heap */
                        struct clocked *c = &all[loop_random(s.loop, (uint64_t)i + 1)];

                        stopped += c->timer != NULL;
                        timer_stop(c->timer);
                        c->timer = NULL;
                }
        }
        fiber_start(s.loop, "long", wait_long, &s);
        loop_run(s.loop);
        assert_true(stopped > TIMERS / 5);
        assert_int_equal(s.count, TIMERS - stopped);
        free(all);
        scene_end(&s);
}

/* --- signal points --- */

static void wait_for_done(void *arg)
{
        struct scene *s = arg;

        while (!s->done)
                assert_true(signal_wait(s->loop, &s->point, -1));
        text_addf(&s->log, "%d ", ++s->count);
}

static void wait_until_50(void *arg)
{
        struct scene *s = arg;

        while (!s->done) {
                if (!signal_wait(s->loop, &s->point, 50)) {
                        note(s, "late");
                        return;
                }
        }
        note(s, "in time");
}

static void set_done_at_60(void *arg)
{
        struct scene *s = arg;

        fiber_sleep(s->loop, 40);
        signal_all(s->loop, &s->point); /* nothing has changed: they wait on */
        fiber_sleep(s->loop, 20);
        s->done = true;
        signal_all(s->loop, &s->point);
        signal_all(s->loop, &s->point);
}

static void test_signal_point_and_deadline(void **state)
{
        struct scene s;

        (void)state;
        scene_begin(&s);
        fiber_start(s.loop, "one", wait_for_done, &s);
        fiber_start(s.loop, "limited", wait_until_50, &s);
        fiber_start(s.loop, "two", wait_for_done, &s);
        fiber_start(s.loop, "setter", set_done_at_60, &s);
        loop_run(s.loop);
        assert_string_equal(s.log.data, "late@50 1 2 ");
        assert_int_equal(loop_ticks(s.loop), 60);
        assert_null(s.point.first);
        scene_end(&s);
}

static void signal_at_50(void *arg)
{
        struct scene *s = arg;

        s->done = true;
        signal_all(s->loop, &s->point);
}

static void test_signal_and_deadline_in_one_instant(void **state)
{
        struct scene s;

        (void)state;
        scene_begin(&s);
        timer_start(s.loop, 50, signal_at_50, &s); /* asked for first: has its turn first */
        fiber_start(s.loop, "limited", wait_until_50, &s);
        loop_run(s.loop);
        assert_string_equal(s.log.data, "in time@50 ");
        scene_end(&s);

        scene_begin(&s);
        s.done = true; /* a deadline that has passed already still waits its turn, then is late */
        fiber_start(s.loop, "limited", wait_until_50, &s);
        loop_run(s.loop);
        assert_string_equal(s.log.data, "in time@0 ");
        scene_end(&s);
}

/* --- ends --- */

static void join_sleeper(void *arg)
{
        struct scene *s = arg;
        struct fiber *other = fiber_start(s->loop, "b", sleeper_b, s);

        assert_non_null(fiber_self());
        assert_ptr_not_equal(fiber_self(), other);
        fiber_join(other);
        note(s, "joined");
}

static void forever(void *arg)
{
        struct scene *s = arg;

        for (;;) {
                fiber_sleep(s->loop, 15);
                note(s, "d");
        }
}

static void test_join_and_daemon(void **state)
{
        struct scene s;

        (void)state;
        scene_begin(&s);
        assert_null(fiber_self());
        fiber_start_daemon(s.loop, "daemon", forever, &s);
        fiber_start(s.loop, "joiner", join_sleeper, &s);
        loop_run(s.loop);
        assert_string_equal(s.log.data, "d@15 b@20 d@30 b@40 joined@40 ");
        loop_run(s.loop); /* only the daemon is left: nothing to run for */
        assert_int_equal(loop_ticks(s.loop), 40);
        scene_end(&s);
}

static void stop_after_one(void *arg)
{
        struct scene *s = arg;

        note(s, "x");
        loop_stop(s->loop);
        note(s, "y");
        fiber_sleep(s->loop, 1);
        note(s, "z");
}

static void test_stop_and_go_on(void **state)
{
        struct scene s;

        (void)state;
        scene_begin(&s);
        fiber_start(s.loop, "stopper", stop_after_one, &s);
        fiber_start(s.loop, "next", fired, &s);
        loop_run(s.loop);
        assert_string_equal(s.log.data, "x@0 y@0 ");
        loop_run(s.loop);
        assert_string_equal(s.log.data, "x@0 y@0 t@0 z@1 ");
        scene_end(&s);
}

static void hold_memory_for_ever(void *arg)
{
        struct scene *s = arg;
        char *held = xstrdup("held when the loop is freed");

        signal_wait(s->loop, &s->point, -1);
        free(held);
        fail_msg("a dropped fiber ran on");
}

static void stop_at_5(void *arg)
{
        struct scene *s = arg;

        fiber_sleep(s->loop, 5);
        loop_stop(s->loop);
}

static void test_free_drops_fibers(void **state)
{
        struct scene s;

        (void)state;
        for (int i = 0; i < 50; i++) {
                scene_begin(&s);
                for (int j = 0; j < 20; j++)
                        fiber_start(s.loop, "holder", hold_memory_for_ever, &s);
                fiber_start(s.loop, "stopper", stop_at_5, &s);
                loop_run(s.loop);
                fiber_start(s.loop, "never begun", hold_memory_for_ever, &s);
                scene_end(&s);
        }
}

static void sleep_by_chance(void *arg)
{
        struct scene *s = arg;
        char frame[4096];

        memset(frame, 1, sizeof(frame));
        fiber_sleep(s->loop, (int64_t)loop_random(s->loop, 1000));
        s->count += frame[loop_random(s->loop, sizeof(frame))];
}

static void test_many(void **state)
{
        struct scene s;

        (void)state;
        scene_begin(&s);
        for (int i = 0; i < MANY; i++)
                fiber_start(s.loop, "one of many", sleep_by_chance, &s);
        loop_run(s.loop);
        assert_int_equal(s.count, MANY);
        for (int i = 0; i < MANY; i++)
                fiber_start(s.loop, "one of many", wait_for_done, &s);
        fiber_start(s.loop, "setter", set_done_at_60, &s);
        s.count = 0;
        loop_run(s.loop);
        assert_int_equal(s.count, MANY);
        scene_end(&s);
}

static int deep(int n)
{
        volatile char frame[1024];

        frame[0] = (char)n;
        frame[1023] = 1;
        return n == 0 ? 0 : deep(n - 1) + frame[1023];
}

static void go_deep(void *arg)
{
        struct scene *s = arg;

        s->count = deep(60);
        fiber_sleep(s->loop, 1);
        s->count += deep(60);
}

static void test_depth(void **state)
{
        struct scene s;

        (void)state;
        scene_begin(&s);
        fiber_start(s.loop, "deep", go_deep, &s);
        loop_run(s.loop);
        assert_int_equal(s.count, 120);
        scene_end(&s);
}

/* --- the same again --- */

static void wander(void *arg)
{
        struct scene *s = arg;

        for (int i = 0; i < 20; i++) {
                fiber_sleep(s->loop, (int64_t)loop_random(s->loop, 50));
                note(s, i % 2 ? "odd" : "even");
        }
}

static char *wandering(uint64_t seed)
{
        struct text log = TEXT_INIT;
        struct scene s = {.loop = loop_new_virtual(0, seed)};

        for (int i = 0; i < 10; i++)
                fiber_start(s.loop, "wanderer", wander, &s);
        loop_run(s.loop);
        log = s.log;
        s.log = (struct text)TEXT_INIT;
        scene_end(&s);
        return text_steal(&log);
}

static void test_same_seed_same_course(void **state)
{
        char *one = wandering(42), *same = wandering(42), *other = wandering(43);

        (void)state;
        assert_string_equal(one, same);
        assert_string_not_equal(one, other);
        free(one);
        free(same);
        free(other);
}

static void check_spread(struct loop *loop)
{
        int seen[7] = {0};

        for (int i = 0; i < 7000; i++)
                seen[loop_random(loop, 7)]++;
        for (int i = 0; i < 7; i++)
                assert_in_range(seen[i], 800, 1200);
        assert_int_equal(loop_random(loop, 1), 0);
        loop_free(loop);
}

static void test_random_is_even(void **state)
{
        (void)state;
        check_spread(loop_new_virtual(0, 0));
        check_spread(loop_new());
}

/* --- mistakes --- */

static void wait_for_nothing(void)
{
        struct scene s;

        scene_begin(&s);
        fiber_start_daemon(s.loop, "watcher", wait_for_done, &s);
        fiber_start(s.loop, "restore xy-0146-qa", wait_for_done, &s);
        loop_run(s.loop);
}

static void wait_for_nothing_in_real_time(void)
{
        struct scene s = {.loop = loop_new()};

        fiber_start(s.loop, "lonely", wait_for_done, &s);
        loop_run(s.loop);
}

static void sleep_outside(void)
{
        static struct loop *loop;

        loop = loop_new_virtual(0, 0);
        fiber_sleep(loop, 1);
}

static void assert_aborts(void (*body)(void), const char *message)
{
        struct text said = TEXT_INIT;
        int status = in_child(body, &said);

        assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
        if (!strstr(text_str(&said), message))
                fail_msg("said: %s", text_str(&said));
        text_release(&said);
}

static void test_mistakes_are_told(void **state)
{
        (void)state;
        assert_aborts(wait_for_nothing, "deadlock: nothing can happen any more, and these wait: "
                                        "watcher (daemon) restore xy-0146-qa\n");
        assert_aborts(wait_for_nothing_in_real_time, "these wait: lonely\n");
        assert_aborts(sleep_outside, "fiber_sleep() outside the fibers of its loop");
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_order_of_time),
                cmocka_unit_test(test_virtual_days_cost_nothing),
                cmocka_unit_test(test_timers_are_fair),
                cmocka_unit_test(test_heap),
                cmocka_unit_test(test_signal_point_and_deadline),
                cmocka_unit_test(test_signal_and_deadline_in_one_instant),
                cmocka_unit_test(test_join_and_daemon),
                cmocka_unit_test(test_stop_and_go_on),
                cmocka_unit_test(test_free_drops_fibers),
                cmocka_unit_test(test_many),
                cmocka_unit_test(test_depth),
                cmocka_unit_test(test_same_seed_same_course),
                cmocka_unit_test(test_random_is_even),
                cmocka_unit_test(test_mistakes_are_told),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
