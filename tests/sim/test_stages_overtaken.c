/*
 * A run that is cut off, and whose stack somebody else has had since: its lock was taken away and
 * another run has promoted, or it was rebuilt and put back, or ended, on another machine. Gone on
 * with, or put back, it harms nothing of that, and does not say that it has succeeded where it has
 * not.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/aws/rds.h"
#include "engine/aws/ssm.h"
#include "engine/base/mem.h"
#include "tests/sim/helper_promotion.h"
#include "tests/sim/helper_tripwire.h"

#define STACK "xy-0146-qa"
#define LOCK "/" STACK "/lock"
#define ACTIVE "/" STACK "/db/active-timestamp"
#define PREVIOUS "/" STACK "/db/previous-timestamp"
#define KEPT "{'services': ['web', 'worker'], 'retire': false}"
#define KEEP "{'services': ['web', 'worker'], 'keep_for': '7d'}"
#define HOUR (3600 * 1000LL)

struct elsewhere {
        const char *id, *inputs;
        bool back; /* it is put back there; else gone on with */
        enum run_end end;
        bool none; /* nothing to be rebuilt */
        struct err err;
};

static void told(void *arg, const struct rebuild_line *line)
{
        (void)arg, (void)line;
}

static struct json_object *bound(const struct pipeline *p, const struct stack *stack,
                                 const char *inputs)
{
        char *text = xstrdup(inputs);
        struct json_object *json = NULL, *out = NULL;
        struct diagnostics findings = {0};
        struct err err = ERR_INIT;

        for (char *c = text; *c; c++)
                *c = *c == '\'' ? '"' : *c;
        assert_true(json_parse(text, strlen(text), &json, &err));
        assert_true(pipeline_bind(p, stack, json, &out, &findings));
        json_object_put(json);
        diagnostics_release(&findings);
        free(text);
        return out;
}

/* NULL: there is nothing of it. */
static struct run *rebuilt(struct sim_world *w, struct elsewhere *e)
{
        struct pipeline *p = sim_pipeline("promote");
        struct json_object *inputs;
        struct stack stack;
        struct run *run;

        assert_true(stack_parse(STACK, &stack, &e->err));
        inputs = bound(p, &stack, e->inputs ? e->inputs : KEPT);
        run = run_rebuild(&w->setup, p, &stack, inputs, e->id, told, NULL, &e->err);
        if (run && !run_adopt(run, &e->err))
                fail_msg("%s", err_text(&e->err));
        run_free(run);
        run = run ? run_open(&w->setup, e->id, &e->err) : NULL;
        json_object_put(inputs);
        pipeline_free(p);
        return run;
}

static void drive(struct sim_world *w, void *arg)
{
        struct elsewhere *e = arg;
        struct run *run = rebuilt(w, e);

        e->none = !run;
        if (run)
                e->end = e->back ? run_back(run, &e->err) : run_go(run, &e->err);
        run_free(run);
}

/* False: there was nothing of it there, or it did not come to that end. */
static bool on_another_machine(struct sim_world *w, const char *id, const char *inputs,
                               enum run_end end)
{
        struct elsewhere e = {.id = id, .inputs = inputs, .back = end == RUN_ROLLED_BACK};
        struct store *ours = w->setup.store, *theirs = store_open(":memory:", &e.err);
        bool done;

        w->setup.store = theirs;
        w->setup.owner = "b@other:1";
        sim_do(w, drive, &e);
        w->setup.store = ours;
        done = !e.none && e.end == end;
        err_clear(&e.err);
        store_close(theirs);
        return done;
}

static void promote_another(struct sim_world *w, bool retires)
{
        struct err err = ERR_INIT;
        struct store *ours = w->setup.store, *theirs = store_open(":memory:", &err);
        struct sim_result r;

        sim_do(w, promotion_unlock, NULL);
        sim_do(w, promotion_snapshot_dev, NULL);
        sim_pass(w, HOUR);
        w->setup.store = theirs;
        w->setup.owner = "b@other:1";
        sim_run(w, "promote", STACK, retires ? SERVICES : KEPT, &r);
        sim_assert_end(&r, RUN_SUCCEEDED);
        w->setup.store = ours;
        sim_result_release(&r);
        store_close(theirs);
}

/* --- rebuilt on another machine before it had changed anything, and going on there --- */

static void what_goes_on_elsewhere_keeps_its_lock(void **state)
{
        struct sim_world *w = promotion_world(NULL);
        struct elsewhere e = {0};
        struct store *theirs = store_open(":memory:", &e.err);
        struct tripwire *ours = tripwire_new(w->store), *wire = tripwire_new(theirs);
        struct sim_result r, back;
        char *lock;

        (void)state;
        w->setup.store = tripwire_store(ours);
        w->setup.owner = "a@here:1";
        tripwire_arm_after(ours, "run-locked", NULL);
        sim_run(w, "promote", STACK, KEPT, &r);
        assert_true(tripwire_cut(ours));
        e.id = r.id;
        w->setup.store = tripwire_store(wire);
        w->setup.owner = "b@other:1";
        tripwire_arm_after(wire, "stage-intent", "restore");
        sim_do(w, drive, &e);
        assert_false(e.none);
        assert_true(tripwire_cut(wire));
        w->setup.store = w->store;
        w->setup.owner = "a@here:2";
        sim_rollback(w, r.id, &back);
        lock = sim_parameter(w, LOCK);
        assert_non_null(lock);
        assert_non_null(strstr(lock, "b@other:1"));
        sim_assert_end(&back, RUN_LOCKED);
        sim_assert_told(&back, "has been taken over by b@other:1");
        sim_result_release(&back);
        free(lock);
        /* and without it: what that one has made this store can't put back */
        sim_do(w, promotion_unlock, NULL);
        sim_rollback(w, r.id, &back);
        sim_assert_end(&back, RUN_REFUSED);
        sim_assert_told(&back, "was gone on with from another store");
        promotion_assert_is(sim_parameter(w, LOCK), NULL);
        sim_result_release(&back);
        sim_result_release(&r);
        err_clear(&e.err);
        tripwire_free(ours);
        tripwire_free(wire);
        store_close(theirs);
        sim_world_free(w);
}

/* --- cut off anywhere --- */

enum others { PUT_BACK, PROMOTED, PROMOTED_AND_RETIRED, OTHERS };

struct standing {
        char *web, *worker, *active, *previous;
};

static void look(struct sim_world *w, struct standing *s)
{
        s->web = sim_service_definition(w, STACK, "web");
        s->worker = sim_service_definition(w, STACK, "worker");
        s->active = sim_parameter(w, ACTIVE);
        s->previous = sim_parameter(w, PREVIOUS); /* what the other one keeps */
}

static void standing_release(struct standing *s)
{
        free(s->web);
        free(s->worker);
        free(s->active);
        free(s->previous);
}

/* Gone on with, or put back. */
static void take_up(struct sim_world *w, const char *id, enum others others, bool back,
                    long records)
{
        struct standing before, after;
        struct sim_result r;
        const char *breaches;
        bool ok;

        look(w, &before);
        promotion_breaches();
        w->setup.owner = "a@here:2";
        text_clear(&w->events);
        if (back)
                sim_rollback(w, id, &r);
        else
                sim_resume(w, id, &r);
        look(w, &after);
        breaches = promotion_breaches();
        if (others == PUT_BACK) /* it may have begun anew */
                ok = r.end != RUN_SUCCEEDED || text_same(after.active, "20261120000000");
        else
                ok = text_same(before.web, after.web) && text_same(before.worker, after.worker) &&
                     text_same(before.active, after.active) &&
                     text_same(before.previous, after.previous);
        if (!ok || *breaches)
                fail_msg("cut after record %ld, %d, %s: %s: %s, %s is active, %s the previous, "
                         "web on %s: %s\n%s",
                         records, (int)others, back ? "put back" : "resumed", run_end_name(r.end),
                         err_text(&r.err), after.active, after.previous, after.web, breaches,
                         text_str(&w->events));
        sim_result_release(&r);
        standing_release(&before);
        standing_release(&after);
}

/* False when the run came to its end before that. */
static bool cut_after(long records, enum others others, bool back)
{
        struct sim_world *w = promotion_world(NULL);
        struct tripwire *trip = tripwire_new(w->store);
        struct sim_result r;
        bool cut;

        w->check = promotion_check;
        w->setup.store = tripwire_store(trip);
        w->setup.owner = "a@here:1";
        tripwire_arm(trip, records);
        sim_run(w, "promote", STACK, KEPT, &r);
        cut = tripwire_cut(trip);
        tripwire_disarm(trip);
        w->setup.store = w->store;
        if (cut && others != PUT_BACK)
                promote_another(w, others == PROMOTED_AND_RETIRED);
        if (cut && (others != PUT_BACK || on_another_machine(w, r.id, KEPT, RUN_ROLLED_BACK)))
                take_up(w, r.id, others, back, records);
        sim_result_release(&r);
        sim_world_free(w);
        tripwire_free(trip);
        return cut;
}

static void cut_everywhere(bool back)
{
        for (int others = 0; others < OTHERS; others++) {
                long records = 1;

                while (cut_after(records, (enum others)others, back))
                        records += sim_step();
                assert_true(records > 60);
        }
}

static void gone_on_with(void **state)
{
        (void)state;
        cut_everywhere(false);
}

static void put_back_after_that(void **state)
{
        (void)state;
        cut_everywhere(true);
}

/* --- ended elsewhere --- */

/* What is in use by then is left as it is. Where its end has left no trace but that the lock is
 * gone, it may be put back, and the new database goes with a last snapshot only. */
static void assert_nothing_lost(struct sim_world *w, const struct standing *before,
                                const struct sim_result *r, bool traceless, long records)
{
        char *snapshots = sim_snapshots(w, NEW), *databases = sim_databases(w);
        bool gone = !strstr(databases, NEW);
        struct standing after;

        look(w, &after);
        if (gone ? !traceless || !strstr(snapshots, NEW "-final-")
                 : !text_same(before->web, after.web) || !text_same(before->worker, after.worker) ||
                            !text_same(before->active, after.active))
                fail_msg("cut after record %ld: %s: %s: %s is active, web on %s; %s, %s\n%s",
                         records, run_end_name(r->end), err_text(&r->err), after.active, after.web,
                         databases, snapshots, text_str(&w->events));
        standing_release(&after);
        free(databases);
        free(snapshots);
}

static bool cut_and_ended_elsewhere(long records, const char *inputs, bool back, int *ended)
{
        struct sim_world *w = promotion_world(NULL);
        struct tripwire *trip = tripwire_new(w->store);
        struct standing before;
        struct sim_result r, again;
        bool cut;

        /* going on from before it, the password of the active one is set to the same once more */
        w->check = back ? promotion_check : NULL;
        w->setup.store = tripwire_store(trip);
        w->setup.owner = "a@here:1";
        tripwire_arm(trip, records);
        sim_run(w, "promote", STACK, inputs, &r);
        cut = tripwire_cut(trip);
        tripwire_disarm(trip);
        w->setup.store = w->store;
        if (cut && on_another_machine(w, r.id, inputs, RUN_SUCCEEDED)) {
                ++*ended;
                look(w, &before);
                w->setup.owner = "a@here:2";
                text_clear(&w->events);
                if (back)
                        sim_rollback(w, r.id, &again);
                else
                        sim_resume(w, r.id, &again);
                assert_nothing_lost(w, &before, &again, !strcmp(inputs, KEPT), records);
                assert_string_equal(promotion_breaches(), "");
                sim_result_release(&again);
                standing_release(&before);
        }
        sim_result_release(&r);
        sim_world_free(w);
        tripwire_free(trip);
        return cut;
}

static void what_was_ended_elsewhere_is_not_put_back(void **state)
{
        static const char *const ways[] = {SERVICES, KEEP, KEPT};

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(ways); i++) {
                for (int back = 0; back < 2; back++) {
                        long records = 1;
                        int ended = 0;

                        while (cut_and_ended_elsewhere(records, ways[i], back, &ended))
                                records += sim_step();
                        assert_true(ended > 0);
                }
        }
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(what_goes_on_elsewhere_keeps_its_lock),
                cmocka_unit_test(gone_on_with),
                cmocka_unit_test(put_back_after_that),
                cmocka_unit_test(what_was_ended_elsewhere_is_not_put_back),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
