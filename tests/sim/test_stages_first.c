/* first-time.yml: a stack's first database, once; and what is left of one that failed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/aws/rds.h"
#include "engine/aws/ssm.h"
#include "engine/base/mem.h"
#include "tests/sim/helper_promotion.h"
#include "tests/sim/helper_tripwire.h"

static const char *const parameters[] = {
        "active-timestamp", "previous-timestamp", "host", "port", "name", "user"};

static void assert_nothing(struct sim_world *w)
{
        char *definition = sim_service_definition(w, "xy-0146-qa", "web"), name[64];

        promotion_assert_is(sim_databases(w), DEV);
        for (size_t i = 0; i < ARRAY_LEN(parameters); i++) {
                snprintf(name, sizeof(name), "/xy-0146-qa/db/%s", parameters[i]);
                promotion_assert_is(sim_parameter(w, name), NULL);
        }
        promotion_assert_is(sim_parameter(w, "/xy-0146-qa/lock"), NULL);
        assert_true(text_ends(definition, "task-definition/web:1"));
        free(definition);
}

static void assert_first(struct sim_world *w)
{
        promotion_assert_is(sim_databases(w), DEV "," NEW);
        promotion_assert_is(sim_parameter(w, "/xy-0146-qa/db/active-timestamp"), "20261120000000");
        promotion_assert_is(sim_parameter(w, "/xy-0146-qa/db/previous-timestamp"), NULL);
        promotion_assert_is(sim_parameter(w, "/xy-0146-qa/db/port"), "5432");
        promotion_assert_is(sim_parameter(w, "/xy-0146-qa/db/name"), "app");
        promotion_assert_is(sim_parameter(w, "/xy-0146-qa/db/user"), "app");
        promotion_assert_is(sim_parameter(w, "/xy-0146-qa/lock"), NULL);
}

static void once_and_then_nothing_to_do(void **state)
{
        struct sim_world *w = promotion_first_world();
        struct sim_result r;
        int64_t mutating;

        (void)state;
        sim_run(w, "first-time", "xy-0146-qa", SERVICES, &r);
        sim_assert_end(&r, RUN_SUCCEEDED);
        assert_first(w);
        sim_result_release(&r);
        mutating = sim_mutating(w);
        sim_run(w, "first-time", "xy-0146-qa", SERVICES, &r);
        sim_assert_end(&r, RUN_UNCHANGED);
        assert_int_equal(sim_mutating(w), mutating);
        assert_first(w);
        sim_result_release(&r);
        /* and a promotion of the same snapshot finds it in place, too */
        sim_run(w, "promote", "xy-0146-qa", SERVICES, &r);
        sim_assert_end(&r, RUN_UNCHANGED);
        assert_int_equal(sim_mutating(w), mutating);
        sim_result_release(&r);
        sim_world_free(w);
}

/* It is not the way to replace a database: nothing would retire the old one. */
static void not_on_a_stack_that_has_one(void **state)
{
        struct sim_world *w = promotion_world(NULL);
        int64_t mutating = sim_mutating(w);
        struct sim_result r;

        (void)state;
        sim_run(w, "first-time", "xy-0146-qa", SERVICES, &r);
        sim_assert_end(&r, RUN_REFUSED);
        assert_int_equal(sim_mutating(w), mutating);
        promotion_assert_before(w);
        sim_result_release(&r);
        sim_world_free(w);
}

/* Wherever it is cut off: rolled back, nothing is left of it. With all done the database is live,
 * and nobody has accepted that it goes. */
static void rolled_back_from_anywhere_nothing_is_left(void **state)
{
        int back = 0, done = 0;

        (void)state;
        for (int records = 1;; records++) {
                struct sim_world *w = promotion_first_world();
                struct tripwire *trip = tripwire_new(w->store);
                struct sim_result r, undo;
                bool whole;

                w->setup.store = tripwire_store(trip);
                tripwire_arm(trip, records);
                sim_run(w, "first-time", "xy-0146-qa", SERVICES, &r);
                whole = r.end == RUN_SUCCEEDED && !tripwire_cut(trip);
                tripwire_disarm(trip);
                if (!whole && r.id) {
                        sim_rollback_cut(w, r.id, &undo);
                        if (undo.end == RUN_SUCCEEDED) {
                                assert_first(w);
                                done++;
                        } else {
                                if (undo.end != RUN_ROLLED_BACK)
                                        print_message("cut after %d records\n%s", records,
                                                      text_str(&w->events));
                                sim_assert_end(&undo, RUN_ROLLED_BACK);
                                assert_nothing(w);
                                back++;
                        }
                        sim_result_release(&undo);
                }
                if (whole)
                        assert_first(w);
                sim_result_release(&r);
                sim_world_free(w);
                tripwire_free(trip);
                if (whole)
                        break;
        }
        assert_true(back > 20);
        assert_int_equal(done, 1); /* it lacked its end only */
}

/* --- its lock was taken away, and somebody else has had the stack since --- */

static const char *const theirs[][2] = {
        {"host", "theirs.example"}, {"port", "5432"}, {"active-timestamp", "20261105000000"}};

static void activate_theirs(struct sim_world *w, void *arg)
{
        const size_t *count = arg;
        struct err err = ERR_INIT;
        char name[64];

        if (!ssm_delete(w->aws, "/xy-0146-qa/lock", &err))
                fail_msg("%s", err_text(&err));
        for (size_t i = 0; i < *count; i++) {
                snprintf(name, sizeof(name), "/xy-0146-qa/db/%s", theirs[i][0]);
                if (!ssm_put(w->aws, name, "String", theirs[i][1], true, NULL, NULL, &err))
                        fail_msg("%s", err_text(&err));
        }
}

/* What stands there stays, also what they are only about to make active. */
static void keeps_what_they_made(const char *pipeline, size_t count, const char *words)
{
        struct sim_world *w = promotion_first_world();
        struct tripwire *trip = tripwire_new(w->store);
        struct sim_result r, again;

        w->setup.store = tripwire_store(trip);
        tripwire_arm_after(trip, "stage-ended", "register");
        sim_run(w, pipeline, "xy-0146-qa", SERVICES, &r);
        assert_true(tripwire_cut(trip));
        tripwire_disarm(trip);
        sim_do(w, activate_theirs, &count);
        sim_resume(w, r.id, &again);
        for (size_t i = 0; i < count; i++) {
                char name[64];

                snprintf(name, sizeof(name), "/xy-0146-qa/db/%s", theirs[i][0]);
                promotion_assert_is(sim_parameter(w, name), theirs[i][1]);
        }
        sim_assert_end(&again, RUN_ROLLED_BACK);
        sim_assert_told(&again, words);
        promotion_assert_is(sim_databases(w), DEV);
        promotion_assert_is(sim_parameter(w, "/xy-0146-qa/lock"), NULL);
        sim_result_release(&again);
        sim_result_release(&r);
        tripwire_free(trip);
        sim_world_free(w);
}

static void what_somebody_else_has_made_active_stays(void **state)
{
        static const char *const pipelines[] = {"first-time", "promote"};

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(pipelines); i++) {
                keeps_what_they_made(pipelines[i], 1,
                                     "/xy-0146-qa/db/host is theirs.example, and no database was "
                                     "active");
                keeps_what_they_made(pipelines[i], ARRAY_LEN(theirs),
                                     "/xy-0146-qa/db/active-timestamp is 20261105000000, and no "
                                     "database was active");
        }
}

/* --- protection: the run puts it on by itself when the database has come up --- */

static void cut_off_at(struct sim_world *w, struct tripwire *trip, const char *record,
                       const char *run, struct sim_result *r)
{
        tripwire_arm_after(trip, record, "restore");
        if (run)
                sim_resume(w, run, r);
        else
                sim_run(w, "first-time", "xy-0146-qa", SERVICES, r);
        assert_true(tripwire_cut(trip));
        tripwire_disarm(trip);
}

static void goes_back_and_ends(struct sim_world *w, struct tripwire *trip, struct sim_result *r)
{
        struct sim_result back;

        sim_rollback(w, r->id, &back);
        sim_assert_end(&back, RUN_ROLLED_BACK);
        assert_nothing(w);
        sim_result_release(&back);
        sim_result_release(r);
        tripwire_free(trip);
        sim_world_free(w);
}

/* Whoever has protected it before the run did means to keep it, and the run knows that it did not:
 * also when it has gone on meanwhile and found it protected. */
static void protected_by_hand_before_the_run_did_it_is_kept(void **state)
{
        (void)state;
        for (int goes_on = 0; goes_on <= 1; goes_on++) {
                struct sim_world *w = promotion_first_world();
                struct tripwire *trip = tripwire_new(w->store);
                struct sim_result r, more, back;

                w->setup.store = tripwire_store(trip);
                cut_off_at(w, trip, "stage-result", NULL, &r);
                sim_pass(w, 600000);
                sim_do(w, promotion_protect, (void *)(uintptr_t)NEW);
                sim_pass(w, 60000);
                if (goes_on) {
                        cut_off_at(w, trip, "stage-ended", r.id, &more);
                        sim_result_release(&more);
                }
                sim_rollback(w, r.id, &back);
                sim_assert_end(&back, RUN_ROLLBACK_INCOMPLETE);
                sim_assert_told(&back, "has deletion protection that Snaplift did not put on");
                promotion_assert_is(sim_databases(w), DEV "," NEW);
                sim_result_release(&back);
                sim_do(w, promotion_unprotect, (void *)(uintptr_t)NEW);
                goes_back_and_ends(w, trip, &r);
        }
}

/* Its own goes with the database. */
static void protected_by_the_run_it_goes(void **state)
{
        struct sim_world *w = promotion_first_world();
        struct tripwire *trip = tripwire_new(w->store);
        struct sim_result r;

        (void)state;
        w->setup.store = tripwire_store(trip);
        cut_off_at(w, trip, "stage-ended", NULL, &r);
        goes_back_and_ends(w, trip, &r);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(once_and_then_nothing_to_do),
                cmocka_unit_test(not_on_a_stack_that_has_one),
                cmocka_unit_test(rolled_back_from_anywhere_nothing_is_left),
                cmocka_unit_test(what_somebody_else_has_made_active_stays),
                cmocka_unit_test(protected_by_hand_before_the_run_did_it_is_kept),
                cmocka_unit_test(protected_by_the_run_it_goes),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
