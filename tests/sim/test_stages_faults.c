/* The promotion when answers are lost, and when the journal stops at every record in turn. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/base/mem.h"
#include "tests/sim/helper_cluster.h"
#include "tests/sim/helper_promotion.h"
#include "tests/sim/helper_tripwire.h"
#include "tests/sim/helper_wire.h"

static const struct {
        const char *operation;
        int nth;
} calls[] = {
        {"PutParameter", 1}, /* the lock */
        {"PutParameter", 2}, /* previous-timestamp */
        {"PutParameter", 3}, /* host */
        {"PutParameter", 4}, /* active-timestamp */
        {"RestoreDBInstanceFromDBSnapshot", 1},
        {"ModifyDBInstance", 1},
        {"RegisterTaskDefinition", 1},
        {"RegisterTaskDefinition", 2},
        {"UpdateService", 1},
        {"UpdateService", 2},
        {"DeleteDBInstance", 1},
        {"DeleteParameter", 1}, /* the lock */
};

static int times_made(struct sim_world *w, const char *id)
{
        char *line = xasprintf("intent restore - restore %s from", id);
        int count = 0;

        for (const char *at = text_str(&w->events); (at = strstr(at, line)); at++)
                count++;
        free(line);
        return count;
}

static void lose(const char *operation, int nth, const char *how)
{
        char *more = xasprintf(", 'faults': [{'when': {'operation': '%s', 'nth': %d}, 'do': '%s'}]",
                               operation, nth, how);
        struct sim_world *w = promotion_world(more);
        struct sim_result r;

        w->check = promotion_check;
        sim_run(w, "promote", "xy-0146-qa", SERVICES, &r);
        if (r.end != RUN_SUCCEEDED)
                print_message("%s %d %s\n", operation, nth, how);
        sim_assert_end(&r, RUN_SUCCEEDED);
        promotion_assert_done(w);
        assert_string_equal(promotion_breaches(), "");
        sim_result_release(&r);
        sim_world_free(w);
        free(more);
}

static void a_lost_request_is_made_again(void **state)
{
        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(calls); i += sim_every())
                lose(calls[i].operation, calls[i].nth, "drop-before");
}

static void a_lost_answer_is_looked_for(void **state)
{
        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(calls); i += sim_every())
                lose(calls[i].operation, calls[i].nth, "drop-after");
}

/* The calls of the rollback of a promotion whose new image crashes, by the order of each operation;
 * checked by their count. */
static const struct {
        const char *operation;
        int first, last;
} undo_calls[] = {
        {"StopServiceDeployment", 1, 2},    /* both services back: neither is complete */
        {"PutParameter", 5, 6},             /* active-timestamp, host */
        {"DeregisterTaskDefinition", 1, 2}, /* both revisions */
        {"DeleteDBInstance", 1, 1},         /* the candidate */
        {"DeleteParameter", 1, 2},          /* previous-timestamp, the lock */
};

#define BAD_IMAGE "{'services': ['web', 'worker'], 'images': {'web': 'web:bad'}}"

/* Another mutating call than those above would go untested. */
static void assert_all_known(struct sim_world *w)
{
        static const char *const others[] = {
                "AddTagsToResource", "ModifyDBInstance", "RebootDBInstance",
                "TagResource",       "StopTask",         "DeleteParameters",
        };

        for (size_t i = 0; i < ARRAY_LEN(undo_calls); i++)
                assert_int_equal(wire_count(w->transport, undo_calls[i].operation),
                                 undo_calls[i].last);
        for (size_t i = 0; i < ARRAY_LEN(others); i++)
                assert_int_equal(wire_count(w->transport, others[i]),
                                 !strcmp(others[i], "ModifyDBInstance")); /* the password */
}

static void undo_with(const char *faults, const char *what, bool none)
{
        struct sim_world *w = promotion_world(faults);
        struct sim_result r;

        w->check = promotion_check;
        sim_run(w, "promote", "xy-0146-qa", BAD_IMAGE, &r);
        if (r.end != RUN_ROLLED_BACK)
                print_message("%s\n", what);
        sim_assert_end(&r, RUN_ROLLED_BACK);
        assert_non_null(strstr(err_text(&r.err), "service web does not come up"));
        if (none)
                assert_all_known(w);
        promotion_assert_before(w);
        assert_string_equal(promotion_breaches(), "");
        sim_result_release(&r);
        sim_world_free(w);
}

static void a_rollback_survives_any_lost_answer(void **state)
{
        static const char *const hows[] = {"drop-before", "drop-after"};

        (void)state;
        undo_with(NULL, "no fault", true);
        for (size_t i = 0; i < ARRAY_LEN(undo_calls) * ARRAY_LEN(hows); i += sim_every()) {
                const char *operation = undo_calls[i / 2].operation;

                for (int n = undo_calls[i / 2].first; n <= undo_calls[i / 2].last; n++) {
                        char *what =
                                xasprintf(", 'faults': [{'when': {'operation': '%s', 'nth': %d}, "
                                          "'do': '%s'}]",
                                          operation, n, hows[i % 2]);

                        undo_with(what, what, false);
                        free(what);
                }
        }
}

/* Whatever record can't be written any more: gone on with, the run ends as if nothing had been. */
static void cut_anywhere_and_resumed_it_ends_the_same(void **state)
{
        int cut = 0;

        (void)state;
        for (int records = 1;; records += sim_step()) {
                struct sim_world *w = promotion_world(NULL);
                struct tripwire *trip = tripwire_new(w->store);
                struct sim_result r, again;
                bool whole;

                w->check = records % 4 == 0 ? promotion_check : NULL; /* dear */
                w->setup.store = tripwire_store(trip);
                tripwire_arm(trip, records);
                sim_run(w, "promote", "xy-0146-qa", SERVICES, &r);
                whole = r.end == RUN_SUCCEEDED && !tripwire_cut(trip);
                tripwire_disarm(trip);
                if (!whole && r.id) {
                        cut++;
                        sim_resume(w, r.id, &again);
                        if (again.end != RUN_SUCCEEDED)
                                print_message("cut after %d records: %s\n%s", records,
                                              err_text(&again.err), text_str(&w->events));
                        sim_assert_end(&again, RUN_SUCCEEDED);
                        sim_result_release(&again);
                }
                if (r.id) {
                        promotion_assert_done(w);
                        assert_in_range(times_made(w, NEW), 1, 1);
                }
                sim_result_release(&r);
                assert_string_equal(promotion_breaches(), "");
                sim_world_free(w);
                tripwire_free(trip);
                if (whole)
                        break;
        }
        assert_true(cut > 30 / sim_step());
}

/* Rolled back instead, everything is as before; once the old database is being deleted, it is not.
 */
static void cut_anywhere_and_rolled_back_all_is_as_before(void **state)
{
        int back = 0, forward = 0;

        (void)state;
        for (int records = 1;; records += sim_step()) {
                struct sim_world *w = promotion_world(NULL);
                struct tripwire *trip = tripwire_new(w->store);
                struct sim_result r, undo = {0};
                bool whole;

                w->check = records % 4 == 2 ? promotion_check : NULL;
                w->setup.store = tripwire_store(trip);
                tripwire_arm(trip, records);
                sim_run(w, "promote", "xy-0146-qa", SERVICES, &r);
                whole = r.end == RUN_SUCCEEDED && !tripwire_cut(trip);
                tripwire_disarm(trip);
                if (!whole && r.id) {
                        sim_rollback(w, r.id, &undo);
                        if (undo.end == RUN_ROLLED_BACK) {
                                back++;
                                promotion_assert_before(w);
                        } else {
                                forward++;
                                if (undo.end != RUN_STUCK)
                                        print_message("cut after %d records: %d %s\n%s", records,
                                                      undo.end, err_text(&undo.err),
                                                      text_str(&w->events));
                                assert_int_equal(undo.end, RUN_STUCK);
                                sim_result_release(&undo);
                                sim_resume(w, r.id, &undo);
                                sim_assert_end(&undo, RUN_SUCCEEDED);
                                promotion_assert_done(w);
                        }
                        sim_result_release(&undo);
                }
                sim_result_release(&r);
                assert_string_equal(promotion_breaches(), "");
                sim_world_free(w);
                tripwire_free(trip);
                if (whole)
                        break;
        }
        assert_true(back > 20 / sim_step());
        assert_true(forward >= 2 / sim_step());
}

#define TAKEN(operation, code)                                                                     \
        ", 'faults': [{'when': {'operation': '" operation "', 'nth': 1, 'times': 19},"             \
        " 'do': 'error', 'code': '" code "', 'status': 400}]"

/* It is no lost call of ours: that would be seen by then. Once it is out of the way the run goes
 * on. */
static void taken(struct sim_world *w, const char *operation, const char *words, const char *advice)
{
        struct sim_result r, again;

        sim_run(w, "promote", "xy-0146-qa", SERVICES, &r);
        sim_assert_end(&r, RUN_STUCK);
        sim_assert_told(&r, words);
        if (!r.err.next || !strstr(r.err.next, advice))
                fail_msg("%s", r.err.next ? r.err.next : "(no advice)");
        assert_int_equal(wire_count(w->transport, operation), 19);
        sim_resume(w, r.id, &again);
        sim_assert_end(&again, RUN_SUCCEEDED);
        sim_result_release(&again);
        sim_result_release(&r);
        sim_world_free(w);
}

static void the_final_snapshots_name_is_taken(void **state)
{
        (void)state;
        taken(promotion_world(TAKEN("DeleteDBInstance", "DBSnapshotAlreadyExists")),
              "DeleteDBInstance",
              "database " OLD " can't be deleted: there is a snapshot " OLD "-final-",
              "aws rds describe-db-snapshots --db-snapshot-identifier " OLD "-final-");
        taken(cluster_world(TAKEN("DeleteDBCluster", "DBClusterSnapshotAlreadyExistsFault")),
              "DeleteDBCluster",
              "cluster " OLD " can't be deleted: there is a snapshot " OLD "-final-",
              "aws rds describe-db-cluster-snapshots --db-cluster-snapshot-identifier " OLD);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(a_lost_request_is_made_again),
                cmocka_unit_test(a_lost_answer_is_looked_for),
                cmocka_unit_test(a_rollback_survives_any_lost_answer),
                cmocka_unit_test(cut_anywhere_and_resumed_it_ends_the_same),
                cmocka_unit_test(cut_anywhere_and_rolled_back_all_is_as_before),
                cmocka_unit_test(the_final_snapshots_name_is_taken),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
