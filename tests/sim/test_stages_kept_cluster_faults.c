/* An Aurora cluster of which only the final snapshot was kept comes back whatever happens: answers
 * are lost, what AWS shows lags behind, the run is killed anywhere. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/base/mem.h"
#include "tests/sim/helper_kept_cluster.h"
#include "tests/sim/helper_tripwire.h"
#include "tests/sim/helper_wire.h"

enum { STORIES = 30 }; /* of thousands that were played */

/* The nth call of the operation, from the return's first on. */
static const struct {
        const char *operation;
        int nth, cluster_restores, creates; /* of the calls, when it did not take effect */
} calls[] = {
        {RESTORE, 2, 3, 6},
        {CREATE, 4, 2, 7},
        {CREATE, 6, 2, 7},
        {ENDPOINT, 3, 2, 6}, /* one by hand, one forward */
        {"AddRoleToDBCluster", 3, 2, 6},
        {"EnableHttpEndpoint", 3, 2, 6},
        {"RemoveTagsFromResource", 1, 2, 6},
};

static void a_lost_answer_is_looked_at(void **state)
{
        static const char *const ways[] = {"drop-before", "drop-after"};

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(ways); i++) {
                for (size_t k = 0; k < ARRAY_LEN(calls); k += sim_every()) {
                        char *faults = xasprintf(", 'faults': [{'when': {'operation': '%s',"
                                                 " 'nth': %d}, 'do': '%s'}]",
                                                 calls[k].operation, calls[k].nth, ways[i]);
                        struct sim_world *w = cluster_rich_world(faults);
                        struct sim_result r, back;
                        struct kept_seen seen = {0};

                        sim_do(w, kept_look_before, &seen);
                        kept_promote(w, &r);
                        sim_return(w, r.id, &back);
                        if (back.end != RUN_ROLLED_BACK)
                                print_message("%s\n", faults);
                        sim_assert_end(&back, RUN_ROLLED_BACK);
                        kept_assert_returned(w, &seen, r.id);
                        assert_int_equal(wire_count(w->transport, RESTORE),
                                         i ? 2 : calls[k].cluster_restores);
                        assert_int_equal(wire_count(w->transport, CREATE),
                                         i ? 6 : calls[k].creates);
                        sim_result_release(&r);
                        sim_result_release(&back);
                        sim_world_free(w);
                        free(faults);
                }
        }
}

/* What AWS shows lags behind all the way, from the moment the run has ended. */
static void what_is_seen_late_is_waited_for(void **state)
{
        (void)state;
        for (int flaps = 0; flaps < 2; flaps++) {
                const struct standin_lag rds = {.service = "rds", .lasts = 40000, .flaps = flaps},
                                         ssm = {.service = "ssm", .lasts = 40000, .flaps = flaps},
                                         none = {.service = "rds"},
                                         none_either = {.service = "ssm"};
                struct sim_world *w = cluster_rich_world(NULL);
                struct sim_result r, back;
                struct kept_seen seen = {0};

                sim_do(w, kept_look_before, &seen);
                sim_run(w, "promote", KEPT_STACK, KEPT_INPUTS, &r);
                sim_assert_end(&r, RUN_SUCCEEDED);
                standin_lag(w->cloud, &rds);
                standin_lag(w->cloud, &ssm);
                w->check = cluster_check;
                sim_return(w, r.id, &back);
                sim_assert_end(&back, RUN_ROLLED_BACK);
                standin_lag(w->cloud, &none);
                standin_lag(w->cloud, &none_either);
                sim_pass(w, 3600000);
                kept_assert_returned(w, &seen, r.id);
                assert_int_equal(wire_count(w->transport, RESTORE), 2);
                sim_result_release(&r);
                sim_result_release(&back);
                sim_world_free(w);
        }
}

static bool cut_after(long records)
{
        struct sim_world *w = cluster_rich_world(NULL);
        struct tripwire *trip = tripwire_new(w->store);
        struct sim_result r, back, again;
        struct kept_seen seen = {0};
        bool whole;

        sim_do(w, kept_look_before, &seen);
        kept_promote(w, &r);
        w->setup.store = tripwire_store(trip);
        tripwire_arm(trip, records);
        sim_return(w, r.id, &back);
        whole = back.end == RUN_ROLLED_BACK && !tripwire_cut(trip);
        tripwire_disarm(trip);
        sim_pass(w, 5 * 60000);
        if (!whole) {
                if (records % 2)
                        sim_return(w, r.id, &again);
                else
                        sim_resume(w, r.id, &again);
                if (again.end != RUN_ROLLED_BACK)
                        print_message("cut after %ld records\n", records);
                sim_assert_end(&again, RUN_ROLLED_BACK);
                sim_result_release(&again);
        }
        kept_assert_returned(w, &seen, r.id);
        assert_int_equal(wire_count(w->transport, RESTORE), 2);
        assert_int_equal(wire_count(w->transport, CREATE), 6);
        sim_result_release(&r);
        sim_result_release(&back);
        sim_world_free(w);
        tripwire_free(trip);
        return !whole;
}

static void cut_anywhere(void **state)
{
        long records = 1;

        (void)state;
        while (cut_after(records))
                records += sim_step();
        assert_true(records > 30);
}

/* --- anything at all --- */

struct dice {
        uint64_t state;
};

static unsigned roll(struct dice *d, unsigned below)
{
        d->state = d->state * 6364136223846793005u + 1442695040888963407u;
        return (unsigned)(d->state >> 33) % below;
}

/* Up to three answers of the return that are lost. */
static char *draw_faults(struct dice *d)
{
        static const struct {
                const char *operation;
                unsigned from, to;
        } draws[] = {
                {RESTORE, 2, 3},
                {CREATE, 4, 7},
                {ENDPOINT, 3, 3},
                {"ModifyDBCluster", 3, 6},
                {"AddRoleToDBCluster", 3, 3},
                {"EnableHttpEndpoint", 3, 3},
                {"UpdateService", 3, 4},
                {"PutParameter", 5, 9},
                {"DeleteParameter", 1, 3},
                {"DeleteDBCluster", 2, 2},
                {"DeleteDBInstance", 4, 6},
                {"RemoveTagsFromResource", 1, 1},
        };
        unsigned count = roll(d, 4);
        struct text text = TEXT_INIT;

        for (unsigned i = 0; i < count; i++) {
                unsigned n = roll(d, ARRAY_LEN(draws));

                text_addf(&text, "%s{'when': {'operation': '%s', 'nth': %u}, 'do': '%s'}",
                          i ? ", " : ", 'faults': [", draws[n].operation,
                          draws[n].from + roll(d, draws[n].to - draws[n].from + 1),
                          roll(d, 2) ? "drop-after" : "drop-before");
        }
        if (count)
                text_add(&text, "]");
        return text_steal(&text);
}

/* Killed up to three times at a drawn record, and gone on with in any of the ways. */
static void drive_back(struct sim_world *w, struct dice *d, const char *id, struct sim_result *r)
{
        struct tripwire *trip = tripwire_new(w->store);
        unsigned kills = roll(d, 4);
        struct store *store = w->setup.store;

        w->setup.store = tripwire_store(trip);
        for (unsigned n = 0; n < kills; n++) {
                tripwire_arm(trip, 1 + roll(d, 40));
                if (n == 0 || roll(d, 2))
                        sim_return(w, id, r);
                else
                        sim_rollback(w, id, r);
                sim_result_release(r);
                tripwire_disarm(trip);
                sim_pass(w, roll(d, 600) * 1000);
        }
        sim_return(w, id, r);
        if (r->end == RUN_ROLLBACK_INCOMPLETE) { /* the same answer was lost three times */
                sim_result_release(r);
                sim_return(w, id, r);
        }
        w->setup.store = store;
        tripwire_free(trip);
}

static void play_one(uint64_t seed, int *met, int *drawn)
{
        struct dice d = {seed * 0x9e3779b97f4a7c15u + 1};
        char *faults = draw_faults(&d);
        struct sim_world *w = cluster_rich_world(faults);
        bool lags = roll(&d, 2);
        const struct standin_lag lag = {.service = "rds",
                                        .lasts = lags ? 1000 + roll(&d, 50000) : 0,
                                        .flaps = roll(&d, 2)},
                                 none = {.service = "rds"};
        struct sim_result r, back;
        struct kept_seen seen = {0};

        sim_do(w, kept_look_before, &seen);
        sim_run(w, "promote", KEPT_STACK, KEPT_INPUTS, &r);
        sim_assert_end(&r, RUN_SUCCEEDED);
        sim_pass(w, roll(&d, 3) * 1800000);
        standin_lag(w->cloud, &lag);
        w->check = cluster_check;
        drive_back(w, &d, r.id, &back);
        if (back.end != RUN_ROLLED_BACK && back.end != RUN_UNCHANGED)
                print_message("seed %llu: %s\n%s\n", (unsigned long long)seed, faults,
                              err_text(&back.err));
        sim_assert_end(&back, RUN_ROLLED_BACK);
        standin_lag(w->cloud, &none);
        sim_pass(w, 3600000);
        kept_assert_returned(w, &seen, r.id);
        sim_result_release(&r);
        sim_result_release(&back);
        sim_count_met(w, met, drawn);
        sim_world_free(w);
        free(faults);
}

static void whatever_happens_it_comes_back(void **state)
{
        int met = 0, drawn = 0;

        (void)state;
        for (int seed = 1; seed <= STORIES; seed += sim_step())
                play_one((uint64_t)seed, &met, &drawn);
        assert_true(2 * met > drawn);
}

/* Also on the way forward: what it was is known whole before any of it is deleted. */
static bool retired_after(long records)
{
        struct sim_world *w = cluster_rich_world(NULL);
        struct tripwire *trip = tripwire_new(w->store);
        struct sim_result r, again, back;
        struct kept_seen seen = {0};
        bool whole;

        sim_do(w, kept_look_before, &seen);
        w->setup.store = tripwire_store(trip);
        tripwire_arm(trip, records);
        sim_run(w, "promote", KEPT_STACK, KEPT_INPUTS, &r);
        whole = r.end == RUN_SUCCEEDED && !tripwire_cut(trip);
        tripwire_disarm(trip);
        sim_pass(w, 5 * 60000);
        if (!whole) {
                sim_resume(w, r.id, &again);
                sim_assert_end(&again, RUN_SUCCEEDED);
                sim_result_release(&again);
        }
        sim_pass(w, 3600000);
        sim_return(w, r.id, &back);
        sim_assert_end(&back, RUN_ROLLED_BACK);
        kept_assert_returned(w, &seen, r.id);
        sim_result_release(&r);
        sim_result_release(&back);
        sim_world_free(w);
        tripwire_free(trip);
        return !whole;
}

static void known_wherever_the_promotion_was_cut(void **state)
{
        long records = 1;

        (void)state;
        while (retired_after(records))
                records += 7 * sim_step();
        assert_true(records > 60);
}

/* Nothing else has been put back then, and it is tried again when the run is taken up. */
static void a_call_that_is_refused_is_tried_again(void **state)
{
        static const char *const refusals[] = {
                "'operation': '" RESTORE "', 'nth': 2}, 'do': 'error',"
                " 'code': 'InsufficientDBClusterCapacityFault', 'status': 403",
                "'operation': '" CREATE "', 'nth': 5}, 'do': 'error',"
                " 'code': 'InsufficientDBInstanceCapacity', 'status': 400",
        };

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(refusals); i++) {
                char *faults = xasprintf(", 'faults': [{'when': {%s}]", refusals[i]);
                struct sim_world *w = cluster_rich_world(faults);
                struct sim_result r, back;
                struct kept_seen seen = {0};

                sim_do(w, kept_look_before, &seen);
                kept_promote(w, &r);
                sim_return(w, r.id, &back);
                sim_assert_end(&back, RUN_ROLLBACK_INCOMPLETE);
                promotion_assert_is(sim_parameter(w, "/xy-0146-qa/db/active-timestamp"),
                                    "20261120000000");
                assert_int_equal(wire_count(w->transport, "UpdateService"), 2);
                sim_result_release(&back);
                sim_return(w, r.id, &back);
                sim_assert_end(&back, RUN_ROLLED_BACK);
                kept_assert_returned(w, &seen, r.id);
                sim_result_release(&r);
                sim_result_release(&back);
                sim_world_free(w);
                free(faults);
        }
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(a_lost_answer_is_looked_at),
                cmocka_unit_test(what_is_seen_late_is_waited_for),
                cmocka_unit_test(cut_anywhere),
                cmocka_unit_test(whatever_happens_it_comes_back),
                cmocka_unit_test(known_wherever_the_promotion_was_cut),
                cmocka_unit_test(a_call_that_is_refused_is_tried_again),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
