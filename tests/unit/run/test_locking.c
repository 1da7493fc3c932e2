/* The stack's outer lock and the store's lease: one run at a time, and what is seen under them. */
#include "helper_bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "engine/base/mem.h"

static const char two[] = "pipeline: t\n"
                          "stages:\n"
                          "  first: { uses: test.look }\n"
                          "  a: { uses: test.make, needs: [first] }\n"
                          "  b: { uses: test.make, needs: [first] }\n"
                          "  side: { uses: test.look }\n";

static const char one[] = "pipeline: t\n"
                          "stages:\n"
                          "  a: { uses: test.make }\n";

static void begins_again_under_the_lock(void **state)
{
        struct bench b;
        struct world *w;

        (void)state;
        bench_init(&b, two, NULL, NULL);
        w = b.world;
        w->take_ms = 4000;
        world_thing(w, "side")->takes = 600000;
        bench_go(&b);
        bench_expect_end(&b, RUN_SUCCEEDED);
        /* both came to their intents at once: one took the lock, the other waited */
        assert_int_equal(w->takes, 1);
        assert_int_equal(w->releases, 1);
        assert_int_equal(world_thing(w, "first")->starts, 2);
        assert_int_equal(world_thing(w, "a")->starts, 2);
        assert_int_equal(world_thing(w, "b")->starts, 2);
        assert_int_equal(world_thing(w, "side")->starts, 2);
        assert_true(loop_ticks(b.loop) < 620000); /* side was woken, not waited for */
        bench_expect_done(&b, "make a, make b");
        assert_true(bench_heard_at(&b, "run-locked") < bench_heard_at(&b, "stage-intent a"));
        assert_int_equal(world_thing(w, "a")->made, 1);
        bench_release(&b);
}

static void make_a_meanwhile(void *arg)
{
        world_thing(((struct bench *)arg)->world, "a")->exists = true;
}

static void acts_on_what_it_sees_under_the_lock(void **state)
{
        struct bench b;

        (void)state;
        bench_init(&b, one, NULL, NULL);
        b.world->take_ms = 4000;
        bench_at(&b, 1000, make_a_meanwhile); /* by whoever held the lock until then */
        bench_go(&b);
        bench_expect_end(&b, RUN_UNCHANGED);
        bench_expect_done(&b, "");
        assert_string_equal(b.world->lock, "");
        bench_release(&b);
}

static void changes_nothing_when_the_lock_is_anothers(void **state)
{
        struct bench b;

        (void)state;
        bench_init(&b, two, NULL, NULL);
        strcpy(b.world->lock, "20250101-000000-aaaa");
        bench_go(&b);
        bench_expect_end(&b, RUN_LOCKED);
        bench_expect_err(&b, "20250101-000000-aaaa");
        assert_int_equal(b.world->mutations, 0);
        assert_int_equal(b.world->releases, 0);
        bench_expect_run_state(&b, "locked");
        /* the other one has gone: the same run may go on */
        strcpy(b.world->lock, "");
        bench_reopen(&b, false);
        bench_expect_end(&b, RUN_SUCCEEDED);
        bench_release(&b);
}

static void fails_when_the_lock_cannot_be_reached(void **state)
{
        struct bench b;

        (void)state;
        bench_init(&b, two, NULL, NULL);
        b.world->take_fail = ERR_UNREACHABLE;
        bench_go(&b);
        bench_expect_end(&b, RUN_ROLLED_BACK);
        assert_true(err_is(&b.err, ERR_UNREACHABLE));
        assert_int_equal(b.world->mutations, 0);
        assert_int_equal(b.world->releases, 1); /* the answer may have been lost */
        bench_release(&b);
}

static void says_when_the_lock_cannot_be_released(void **state)
{
        struct bench b;

        (void)state;
        bench_init(&b, one, NULL, NULL);
        b.world->release_fails = true;
        bench_go(&b);
        bench_expect_end(&b, RUN_SUCCEEDED);
        assert_true(bench_heard(&b, "stage-report"));
        assert_int_equal(b.world->releases, 3); /* it was asked for again */
        bench_release(&b);
}

/* What one that has ended could not give back is in nobody's way for good; what one that is still
 * to be resumed keeps is. */
static void takes_over_what_an_ended_run_left_behind(void **state)
{
        struct bench b;
        char *first;

        (void)state;
        for (int fails = 0; fails <= 1; fails++) {
                bench_init(&b, one, NULL, NULL);
                b.world->release_fails = true;
                world_thing(b.world, "a")->fail = fails ? ERR_FAILED : ERR_NONE;
                world_thing(b.world, "a")->undo_fail = fails ? ERR_FAILED : ERR_NONE;
                bench_go(&b);
                bench_expect_end(&b, fails ? RUN_ROLLBACK_INCOMPLETE : RUN_SUCCEEDED);
                first = xstrdup(run_id(b.run));
                assert_string_equal(b.world->lock, first);

                b.world->release_fails = false;
                world_thing(b.world, "a")->exists = false;
                world_thing(b.world, "a")->fail = ERR_NONE;
                bench_go(&b);
                bench_expect_end(&b, fails ? RUN_LOCKED : RUN_SUCCEEDED);
                assert_string_equal(b.world->lock, fails ? first : "");
                free(first);
                bench_release(&b);
        }
}

/* Nobody would take it: the run has nothing to do. anothers: the same run is held by a process of
 * which this store knows nothing. */
static void gives_back_what_an_ended_run_left_behind(void **state)
{
        struct bench b;
        char *first;

        (void)state;
        for (int anothers = 0; anothers <= 2; anothers++) {
                bench_init(&b, one, NULL, NULL);
                b.world->release_fails = true;
                bench_go(&b);
                bench_expect_end(&b, RUN_SUCCEEDED);
                first = xstrdup(run_id(b.run));
                if (anothers == 1)
                        strcpy(b.world->lock_owner, "b@other:1");
                if (anothers == 2) /* of a machine that was made like this one */
                        strcpy(b.world->lock_process, "q1");

                b.lock.process = "p2";
                b.world->release_fails = false;
                bench_go(&b);
                bench_expect_end(&b, RUN_UNCHANGED);
                assert_string_equal(b.world->lock, anothers ? first : "");

                world_thing(b.world, "a")->exists = false;
                bench_go(&b);
                bench_expect_end(&b, anothers ? RUN_LOCKED : RUN_SUCCEEDED);
                assert_string_equal(b.world->lock, anothers ? first : "");
                free(first);
                bench_release(&b);
        }
}

static void needs_no_outer_lock(void **state)
{
        struct bench b;

        (void)state;
        bench_init(&b, two, NULL, NULL);
        b.setup.lock = NULL;
        bench_go(&b);
        bench_expect_end(&b, RUN_SUCCEEDED);
        assert_int_equal(world_thing(b.world, "a")->starts, 1);
        bench_release(&b);
}

static void interrupt(void *arg)
{
        run_interrupt(((struct bench *)arg)->run);
}

/* What was seen before the lock is seen again also when the run was cut off just after taking it.
 */
static void begins_again_when_resumed_after_taking_the_lock(void **state)
{
        struct bench b;

        (void)state;
        bench_init(&b, two, NULL, NULL);
        b.world->take_ms = 4000;
        bench_at(&b, 1000, interrupt);
        bench_go(&b);
        bench_expect_end(&b, RUN_INTERRUPTED);
        assert_true(bench_heard(&b, "run-locked"));
        assert_int_equal(world_thing(b.world, "first")->starts, 1);
        bench_reopen(&b, false);
        bench_expect_end(&b, RUN_SUCCEEDED);
        assert_int_equal(world_thing(b.world, "first")->starts, 2);
        bench_release(&b);
}

static void notices_a_lock_lost_while_it_was_away(void **state)
{
        struct bench b;

        (void)state;
        bench_init(&b, one, NULL, NULL);
        world_thing(b.world, "a")->takes = 60000;
        bench_at(&b, 20000, interrupt);
        bench_go(&b);
        bench_expect_end(&b, RUN_INTERRUPTED);
        strcpy(b.world->lock, "20250101-000000-aaaa");
        bench_reopen(&b, false);
        bench_expect_end(&b, RUN_LOCKED);
        bench_expect_done(&b, "");
        bench_expect_run_state(&b, "interrupted");
        bench_reopen(&b, true);
        bench_expect_end(&b, RUN_LOCKED);
        strcpy(b.world->lock, "");
        bench_reopen(&b, false);
        bench_expect_end(&b, RUN_SUCCEEDED);
        bench_release(&b);
}

/* What it saw while it had the lock, before it changed anything, is what it acts on; not so when
 * somebody else may have changed it since. */
static void looks_again_when_its_lock_was_lost_while_it_was_away(void **state)
{
        (void)state;
        for (int lost = 0; lost < 2; lost++) {
                struct bench b;

                bench_init(&b,
                           "pipeline: t\n"
                           "stages:\n"
                           "  l: { uses: test.look }\n"
                           "  a: { uses: test.make, needs: [l] }\n",
                           NULL, NULL);
                world_thing(b.world, "a")->before = 60000;
                bench_at(&b, 90000, interrupt); /* under the lock, before its intent */
                bench_go(&b);
                bench_expect_end(&b, RUN_INTERRUPTED);
                bench_expect_done(&b, "");
                assert_int_equal(world_thing(b.world, "l")->starts, 2);
                assert_string_equal(b.world->lock, run_id(b.run));
                if (lost)
                        strcpy(b.world->lock, "");
                bench_reopen(&b, false);
                bench_expect_end(&b, RUN_SUCCEEDED);
                assert_int_equal(world_thing(b.world, "l")->starts, lost ? 3 : 2);
                bench_expect_done(&b, "make a");
                bench_release(&b);
        }
}

/* Of one store it goes on with what that one knows; another may know more. */
static void leaves_a_run_to_another_stores_process(void **state)
{
        (void)state;
        for (int changed = 0; changed < 2; changed++) {
                struct bench b;

                bench_init(&b, one, NULL, NULL);
                world_thing(b.world, "a")->before = changed ? 0 : 60000;
                world_thing(b.world, "a")->takes = changed ? 60000 : 0;
                bench_at(&b, changed ? 20000 : 90000, interrupt);
                bench_go(&b);
                bench_expect_end(&b, RUN_INTERRUPTED);
                strcpy(b.world->lock_owner, "b@other:1");
                for (int back = 0; back < 2; back++) {
                        bench_reopen(&b, back);
                        bench_expect_end(&b, RUN_LOCKED);
                        assert_non_null(strstr(err_text(&b.err), "taken over by b@other:1"));
                        assert_string_equal(b.world->lock_owner, "b@other:1");
                }
                assert_int_equal(world_thing(b.world, "a")->removed, 0);
                bench_release(&b);
        }
}

/* --- a failure that another run may be the cause of --- */

static void is_locked_when_it_failed_under_anothers_lock(void **state)
{
        static const enum err_code codes[] = {ERR_FOREIGN, ERR_REFUSED, ERR_INVALID, ERR_STATE};

        (void)state;
        for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++) {
                struct bench b;

                bench_init(&b, one, NULL, NULL);
                world_thing(b.world, "a")->fail = codes[i];
                world_thing(b.world, "a")->fail_early = true;
                strcpy(b.world->lock, "20250101-000000-aaaa");
                bench_go(&b);
                bench_expect_end(&b, RUN_LOCKED);
                assert_true(err_is(&b.err, ERR_LOCKED));
                bench_expect_err(&b, "20250101-000000-aaaa");
                bench_expect_run_state(&b, "locked");
                assert_int_equal(b.world->mutations + b.world->releases, 0);
                /* the other one has gone */
                strcpy(b.world->lock, "");
                world_thing(b.world, "a")->fail = ERR_NONE;
                bench_reopen(&b, false);
                bench_expect_end(&b, RUN_SUCCEEDED);
                bench_release(&b);
        }
}

static void fail_without_the_lock(enum err_code code, enum err_code look_fail, enum run_end end,
                                  int looks)
{
        struct bench b;

        bench_init(&b, one, NULL, NULL);
        world_thing(b.world, "a")->fail = code;
        world_thing(b.world, "a")->fail_early = true;
        b.world->look_fail = look_fail;
        bench_go(&b);
        bench_expect_end(&b, end);
        assert_true(err_is(&b.err, code));
        assert_int_equal(b.world->looks, looks);
        assert_int_equal(b.world->mutations, 0);
        bench_release(&b);
}

static void keeps_its_own_failure_when_the_lock_is_not_anothers(void **state)
{
        struct bench b;

        (void)state;
        fail_without_the_lock(ERR_FOREIGN, ERR_NONE, RUN_ROLLED_BACK, 1);
        fail_without_the_lock(ERR_REFUSED, ERR_NONE, RUN_REFUSED, 1);
        fail_without_the_lock(ERR_REFUSED, ERR_DENIED, RUN_REFUSED, 1);
        fail_without_the_lock(ERR_UNREACHABLE, ERR_NONE, RUN_ROLLED_BACK, 0);
        /* under its own lock there is nothing to ask */
        bench_init(&b, one, NULL, NULL);
        world_thing(b.world, "a")->fail = ERR_FAILED;
        bench_go(&b);
        bench_expect_end(&b, RUN_ROLLED_BACK);
        assert_int_equal(b.world->looks, 0);
        bench_release(&b);
}

/* --- the lease --- */

static void hold_lease(struct bench *b, const char *run, const char *owner, int64_t ttl)
{
        struct lease l;

        assert_true(b->store->ops->lease_take(b->store, b->stack.name, run, owner,
                                              loop_now(b->loop), ttl, true, &l, &b->err));
        lease_clear(&l);
}

static void is_locked_out_by_another_runs_lease(void **state)
{
        struct bench b;

        (void)state;
        bench_init(&b, one, NULL, NULL);
        hold_lease(&b, "20250101-000000-aaaa", "you@there:77", 60000);
        bench_go(&b);
        bench_expect_end(&b, RUN_LOCKED);
        bench_expect_err(&b, "20250101-000000-aaaa");
        bench_expect_err(&b, "you@there:77");
        bench_expect_next(&b, "snaplift cancel 20250101-000000-aaaa");
        assert_int_equal(world_thing(b.world, "a")->starts, 0);
        bench_expect_run_state(&b, "locked");
        bench_release(&b);
}

static void shows_a_dead_holder_but_does_not_rob_it(void **state)
{
        struct bench b;

        (void)state;
        bench_init(&b, one, NULL, NULL);
        hold_lease(&b, "20250101-000000-aaaa", "you@there:77", -1000);
        bench_go(&b);
        bench_expect_end(&b, RUN_LOCKED);
        bench_expect_err(&b, "expired");
        bench_expect_next(&b, "snaplift resume 20250101-000000-aaaa");
        bench_release(&b);
}

/* Nobody waits for a process that is gone, though its lease has some time left. */
static void says_of_another_runs_holder_that_it_is_gone(void **state)
{
        pid_t child = fork();
        char owner[64];
        struct bench b;

        (void)state;
        if (child == 0)
                _exit(0);
        assert_int_equal(waitpid(child, NULL, 0), child);
        bench_init(&b, one, NULL, NULL);
        snprintf(owner, sizeof(owner), "me@here:%d", (int)child);
        hold_lease(&b, "20250101-000000-aaaa", owner, 60000);
        bench_go(&b);
        bench_expect_end(&b, RUN_LOCKED);
        bench_expect_err(&b, "its process is gone");
        bench_expect_next(&b, "snaplift resume 20250101-000000-aaaa, or snaplift rollback");
        bench_release(&b);
}

static void clears_a_lease_that_a_finished_run_left_behind(void **state)
{
        struct bench b;
        char first[RUN_ID_SIZE];

        (void)state;
        bench_init(&b, one, NULL, NULL);
        bench_go(&b);
        bench_expect_end(&b, RUN_SUCCEEDED);
        snprintf(first, sizeof(first), "%s", run_id(b.run));
        hold_lease(&b, first, "you@there:77", 60000);
        bench_go(&b);
        bench_expect_end(&b, RUN_LOCKED); /* it may be about to give it back */
        hold_lease(&b, first, "you@there:77", -1000);
        bench_go(&b);
        bench_expect_end(&b, RUN_UNCHANGED);
        bench_release(&b);
}

static void leaves_a_run_alone_that_is_being_driven(void **state)
{
        struct bench b;
        char owner[64];

        (void)state;
        bench_init(&b, one, NULL, NULL);
        bench_start(&b);
        /* our parent is certainly alive, and on this host */
        snprintf(owner, sizeof(owner), "me@here:%d", (int)getppid());
        hold_lease(&b, run_id(b.run), owner, 60000);
        bench_drive(&b, false);
        bench_expect_end(&b, RUN_LOCKED);
        bench_expect_err(&b, "is being driven by");
        bench_expect_run_state(&b, "running");
        bench_release(&b);
}

static void takes_over_from_a_dead_process(void **state)
{
        struct bench b;
        char owner[64];
        pid_t child;

        (void)state;
        child = fork();
        if (child == 0)
                _exit(0);
        assert_int_equal(waitpid(child, NULL, 0), child);
        bench_init(&b, one, NULL, NULL);
        bench_start(&b);
        snprintf(owner, sizeof(owner), "me@elsewhere:%d", (int)child);
        hold_lease(&b, run_id(b.run), owner, 60000);
        bench_drive(&b, false);
        bench_expect_end(&b, RUN_LOCKED); /* dead here says nothing about there */
        snprintf(owner, sizeof(owner), "me@here:%d", (int)child);
        hold_lease(&b, run_id(b.run), owner, 60000);
        bench_drive(&b, false);
        bench_expect_end(&b, RUN_SUCCEEDED);
        bench_release(&b);
}

static void keeps_its_lease_alive(void **state)
{
        struct bench b;
        struct lease l;

        (void)state;
        bench_init(&b, one, NULL, NULL);
        b.setup.lease_ttl = 30000;
        world_thing(b.world, "a")->takes = 3000000;
        world_thing(b.world, "a")->undo_fail = ERR_STATE;
        world_thing(b.world, "a")->fail = ERR_FAILED;
        b.setup.lock = NULL; /* so the half-done run keeps the lease, and it can be looked at */
        bench_go(&b);
        bench_expect_end(&b, RUN_ROLLBACK_INCOMPLETE);
        assert_true(b.store->ops->lease_read(b.store, b.stack.name, &l, &b.err));
        assert_string_equal(l.run, run_id(b.run));
        assert_true(l.renewed - l.taken >= 2950000);
        assert_true(l.expires > loop_now(b.loop));
        lease_clear(&l);
        world_thing(b.world, "a")->undo_fail = ERR_NONE;
        bench_reopen(&b, true);
        bench_expect_end(&b, RUN_ROLLED_BACK);
        assert_false(b.store->ops->lease_read(b.store, b.stack.name, &l, &b.err));
        bench_release(&b);
}

static void take_away(void *arg)
{
        struct bench *b = arg;

        hold_lease(b, run_id(b->run), "you@there:77", 60000);
}

static void stops_before_the_next_call_when_its_lease_is_lost(void **state)
{
        struct bench b;

        (void)state;
        bench_init(&b,
                   "pipeline: t\n"
                   "stages:\n"
                   "  a: { uses: test.make }\n"
                   "  b: { uses: test.make, needs: [a] }\n",
                   NULL, NULL);
        world_thing(b.world, "a")->takes = 600000;
        bench_at(&b, 10000, take_away);
        bench_go(&b);
        bench_expect_end(&b, RUN_INTERRUPTED);
        assert_true(err_is(&b.err, ERR_LOCKED));
        bench_expect_err(&b, "you@there:77");
        bench_expect_done(&b, "make a");
        assert_true(loop_ticks(b.loop) < 60000);
        bench_expect_run_state(&b, "running"); /* it is another's to say */
        bench_release(&b);
}

static void tell(void *arg)
{
        struct bench *b = arg;
        struct err err = ERR_INIT;

        assert_true(run_tell(&b->setup, run_id(b->run), "q", "answer",
                             json_object_new_string("yes"), &err));
        assert_false(run_tell(&b->setup, run_id(b->run), "nobody", "answer",
                              json_object_new_string("yes"), &err));
        assert_true(err_is(&err, ERR_NOT_FOUND));
        err_clear(&err);
}

static void hears_what_a_stage_is_told_and_keeps_it_under_the_lock(void **state)
{
        struct bench b;

        (void)state;
        bench_init(&b,
                   "pipeline: t\n"
                   "stages:\n"
                   "  q: { uses: test.ask }\n"
                   "  a: { uses: test.make, needs: [q] }\n",
                   NULL, NULL);
        bench_at(&b, 30000, tell);
        bench_go(&b);
        bench_expect_end(&b, RUN_SUCCEEDED);
        assert_int_equal(world_thing(b.world, "q")->starts, 2);
        assert_true(loop_ticks(b.loop) < 60000);
        bench_release(&b);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(begins_again_under_the_lock),
                cmocka_unit_test(acts_on_what_it_sees_under_the_lock),
                cmocka_unit_test(takes_over_what_an_ended_run_left_behind),
                cmocka_unit_test(gives_back_what_an_ended_run_left_behind),
                cmocka_unit_test(changes_nothing_when_the_lock_is_anothers),
                cmocka_unit_test(fails_when_the_lock_cannot_be_reached),
                cmocka_unit_test(says_when_the_lock_cannot_be_released),
                cmocka_unit_test(needs_no_outer_lock),
                cmocka_unit_test(begins_again_when_resumed_after_taking_the_lock),
                cmocka_unit_test(notices_a_lock_lost_while_it_was_away),
                cmocka_unit_test(looks_again_when_its_lock_was_lost_while_it_was_away),
                cmocka_unit_test(leaves_a_run_to_another_stores_process),
                cmocka_unit_test(is_locked_when_it_failed_under_anothers_lock),
                cmocka_unit_test(keeps_its_own_failure_when_the_lock_is_not_anothers),
                cmocka_unit_test(is_locked_out_by_another_runs_lease),
                cmocka_unit_test(shows_a_dead_holder_but_does_not_rob_it),
                cmocka_unit_test(says_of_another_runs_holder_that_it_is_gone),
                cmocka_unit_test(clears_a_lease_that_a_finished_run_left_behind),
                cmocka_unit_test(leaves_a_run_alone_that_is_being_driven),
                cmocka_unit_test(takes_over_from_a_dead_process),
                cmocka_unit_test(keeps_its_lease_alive),
                cmocka_unit_test(stops_before_the_next_call_when_its_lease_is_lost),
                cmocka_unit_test(hears_what_a_stage_is_told_and_keeps_it_under_the_lock),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
