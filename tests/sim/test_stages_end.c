/*
 * A run that has done all, and whose process ended before that was recorded: it ends as succeeded
 * when it is resumed, unless somebody has put the stack back, or is about to.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/aws/ssm.h"
#include "engine/base/mem.h"
#include "tests/sim/helper_promotion.h"
#include "tests/sim/helper_tripwire.h"

#define STACK "xy-0146-qa"
#define LOCK "/" STACK "/lock"
#define ACTIVE "/" STACK "/db/active-timestamp"
#define PREVIOUS "/" STACK "/db/previous-timestamp"
#define KEPT "{'services': ['web', 'worker'], 'retire': false}"

/* A promotion that has retired nothing, so that it can be put back, and its store. */
struct story {
        struct sim_world *w;
        struct store *ours;
        char *id;
        struct store *theirs; /* of another machine */
        struct tripwire *wire;
        struct err err;
        enum run_end end; /* on that machine */
};

static bool stays(void *arg, const struct stack *stack, const char *run,
                  const struct run_holder *by, struct err *err)
{
        (void)arg, (void)stack, (void)run, (void)by, (void)err;
        return true;
}

/* locked: it did not even come to giving its lock back. */
static void cut_off(struct story *t, bool locked)
{
        struct sim_world *w = promotion_world(NULL);
        struct tripwire *wire = tripwire_new(w->store);
        struct run_lock lock = w->lock;
        struct sim_result r;

        *t = (struct story){.w = w, .ours = w->store};
        w->setup.store = tripwire_store(wire);
        w->setup.owner = "a@here:1";
        tripwire_arm_after(wire, "stage-ended", "retire");
        w->setup.place = NULL; /* the lock is the world's */
        if (locked)
                w->lock.release = stays;
        sim_run(w, "promote", STACK, KEPT, &r);
        assert_true(tripwire_cut(wire));
        t->id = xstrdup(r.id);
        w->lock = lock;
        w->setup.store = w->store;
        w->setup.owner = "a@here:2";
        sim_result_release(&r);
        tripwire_free(wire);
}

static void story_release(struct story *t)
{
        tripwire_free(t->wire);
        store_close(t->theirs);
        free(t->id);
        err_clear(&t->err);
        sim_world_free(t->w);
}

static void told(void *arg, const struct rebuild_line *line)
{
        (void)arg, (void)line;
}

static struct run *rebuilt(struct story *t, const struct pipeline *p)
{
        struct run_setup *setup = &t->w->setup;
        struct json_object *inputs = NULL;
        struct diagnostics findings = {0};
        char given[] = KEPT;
        struct stack stack;
        struct run *run = NULL;
        bool ok;

        for (char *c = given; *c; c++)
                *c = *c == '\'' ? '"' : *c;
        if (stack_parse(STACK, &stack, &t->err)) {
                struct json_object *json = NULL;

                ok = json_parse(given, strlen(given), &json, &t->err) &&
                     pipeline_bind(p, &stack, json, &inputs, &findings);
                run = ok ? run_rebuild(setup, p, &stack, inputs, t->id, told, NULL, &t->err) : NULL;
                json_object_put(json);
        }
        json_object_put(inputs);
        diagnostics_release(&findings);
        ok = run && run_adopt(run, &t->err);
        run_free(run);
        return ok ? run_open(setup, t->id, &t->err) : NULL;
}

static void put_back(struct sim_world *w, void *arg)
{
        struct story *t = arg;
        struct pipeline *p = sim_pipeline("promote");
        struct run *run = rebuilt(t, p);

        (void)w;
        if (!run)
                fail_msg("%s", err_text(&t->err));
        t->end = run_back(run, &t->err);
        run_free(run);
        pipeline_free(p);
}

/* The run is rebuilt from the cloud and put back; stops: in the middle of that. */
static void put_back_elsewhere(struct story *t, bool stops)
{
        struct sim_world *w = t->w;

        t->theirs = store_open(":memory:", &t->err);
        t->wire = tripwire_new(t->theirs);
        w->setup.store = tripwire_store(t->wire);
        w->setup.owner = "b@other:1";
        if (stops)
                tripwire_arm_after(t->wire, "undo-started", "roll");
        sim_do(w, put_back, t);
        if (t->end != (stops ? RUN_INTERRUPTED : RUN_ROLLED_BACK))
                fail_msg("%s: %s", run_end_name(t->end), err_text(&t->err));
        w->setup.store = t->ours;
        w->setup.owner = "a@here:3";
}

static void go_on_elsewhere(struct story *t)
{
        struct sim_result r;

        tripwire_disarm(t->wire);
        t->w->setup.store = t->theirs;
        t->w->setup.owner = "b@other:2";
        sim_rollback(t->w, t->id, &r);
        sim_assert_end(&r, RUN_ROLLED_BACK);
        promotion_assert_before(t->w);
        sim_result_release(&r);
        t->w->setup.store = t->ours;
        t->w->setup.owner = "a@here:4";
}

/* Nothing but the lock is touched, and that is not left. */
static void is_not_recorded(struct story *t, const char *words)
{
        struct sim_result r;

        sim_resume(t->w, t->id, &r);
        if (r.end == RUN_SUCCEEDED)
                fail_msg("it ended as succeeded");
        sim_assert_end(&r, RUN_REFUSED);
        sim_assert_told(&r, words);
        promotion_assert_is(sim_parameter(t->w, LOCK), NULL);
        sim_result_release(&r);
}

static void succeeds(struct story *t)
{
        struct sim_result r;

        sim_resume(t->w, t->id, &r);
        sim_assert_end(&r, RUN_SUCCEEDED);
        promotion_assert_is(sim_parameter(t->w, LOCK), NULL);
        promotion_assert_is(sim_parameter(t->w, ACTIVE), "20261120000000");
        sim_result_release(&r);
}

static void it_has_succeeded_when_it_is_resumed(void **state)
{
        (void)state;
        for (int locked = 0; locked <= 1; locked++) {
                struct story t;

                cut_off(&t, locked);
                succeeds(&t);
                story_release(&t);
        }
}

/* Parameter Store goes on showing the lock as the process that ended had it: it is given back. */
static void it_gives_back_a_lock_that_is_not_seen_to_be_its_own(void **state)
{
        struct standin_lag lag = {.service = "ssm", .lasts = 50000};
        struct sim_result r;
        struct story t;

        (void)state;
        cut_off(&t, true);
        standin_lag(t.w->cloud, &lag);
        sim_resume(t.w, t.id, &r);
        sim_assert_end(&r, RUN_SUCCEEDED);
        lag.lasts = 0;
        standin_lag(t.w->cloud, &lag);
        promotion_assert_is(sim_parameter(t.w, LOCK), NULL);
        sim_result_release(&r);
        story_release(&t);
}

static void one_put_back_elsewhere_has_not_succeeded(void **state)
{
        struct story t;
        struct sim_result r;

        (void)state;
        cut_off(&t, true);
        put_back_elsewhere(&t, false);
        promotion_assert_before(t.w);
        is_not_recorded(&t, ACTIVE " is 20261001000000");
        is_not_recorded(&t, ACTIVE " is 20261001000000"); /* and stays so */
        promotion_assert_before(t.w);
        /* the way to end it */
        sim_return(t.w, t.id, &r);
        sim_assert_end(&r, RUN_ROLLED_BACK);
        promotion_assert_before(t.w);
        promotion_assert_is(sim_parameter(t.w, LOCK), NULL);
        sim_result_release(&r);
        story_release(&t);
}

/* Another process has taken the run over, and puts it back: its lock is neither taken nor deleted.
 */
static void one_being_put_back_elsewhere_is_left_to_that(void **state)
{
        struct story t;
        struct sim_result r;
        char *lock;

        (void)state;
        cut_off(&t, true);
        put_back_elsewhere(&t, true);
        promotion_assert_is(sim_parameter(t.w, ACTIVE), "20261120000000");
        sim_resume(t.w, t.id, &r);
        if (r.end == RUN_SUCCEEDED)
                fail_msg("it ended as succeeded");
        sim_assert_end(&r, RUN_LOCKED);
        sim_assert_told(&r, "b@other:1");
        sim_result_release(&r);
        lock = sim_parameter(t.w, LOCK);
        assert_non_null(lock);
        assert_non_null(strstr(lock, "b@other:1"));
        free(lock);
        go_on_elsewhere(&t);
        is_not_recorded(&t, ACTIVE " is 20261001000000");
        story_release(&t);
}

/* A later promotion has replaced it; that one tells whether it still stood then. */
static void one_that_was_replaced_since(void **state)
{
        struct story t;
        struct sim_result r;

        (void)state;
        cut_off(&t, false);
        promotion_put(t.w, ACTIVE, "20261125000000");
        is_not_recorded(&t, ACTIVE " is 20261125000000");
        promotion_put(t.w, PREVIOUS, "20261120000000");
        sim_resume(t.w, t.id, &r);
        sim_assert_end(&r, RUN_SUCCEEDED);
        promotion_assert_is(sim_parameter(t.w, LOCK), NULL);
        sim_result_release(&r);
        story_release(&t);
}

/* What resumed it is killed, too, at each record. */
static void it_is_killed_again(void **state)
{
        (void)state;
        for (int records = 0;; records++) {
                struct story t;
                struct tripwire *wire;
                struct sim_result r;
                bool cut;

                cut_off(&t, true);
                wire = tripwire_new(t.ours);
                tripwire_arm(wire, records);
                t.w->setup.store = tripwire_store(wire);
                sim_resume(t.w, t.id, &r);
                cut = tripwire_cut(wire);
                if (!cut)
                        sim_assert_end(&r, RUN_SUCCEEDED);
                sim_result_release(&r);
                t.w->setup.store = t.ours;
                t.w->setup.owner = "a@here:3";
                succeeds(&t);
                tripwire_free(wire);
                story_release(&t);
                if (!cut)
                        break;
                assert_in_range(records, 0, 10);
        }
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(it_has_succeeded_when_it_is_resumed),
                cmocka_unit_test(it_gives_back_a_lock_that_is_not_seen_to_be_its_own),
                cmocka_unit_test(one_put_back_elsewhere_has_not_succeeded),
                cmocka_unit_test(one_being_put_back_elsewhere_is_left_to_that),
                cmocka_unit_test(one_that_was_replaced_since),
                cmocka_unit_test(it_is_killed_again),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
