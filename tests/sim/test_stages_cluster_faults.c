/*
 * The promotion of an Aurora cluster when answers are lost, and when the journal stops at records
 * all over it: on the way there, and on the way back.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/base/mem.h"
#include "tests/sim/helper_cluster.h"
#include "tests/sim/helper_tripwire.h"
#include "tests/sim/helper_wire.h"

/* Every mutating call of RDS that a promotion of the rich world makes; the making of that world
 * makes the first of some. Checked by their counts. */
static const struct {
        const char *operation;
        int first, last;
} calls[] = {
        {"RestoreDBClusterFromSnapshot", 1, 1},
        {"CreateDBInstance", 1, 3},        /* the writer, two readers */
        {"ModifyDBCluster", 1, 3},         /* settings, the password, the old one's protection */
        {"AddRoleToDBCluster", 2, 2},      /* one */
        {"EnableHttpEndpoint", 2, 2},      /* one */
        {"CreateDBClusterEndpoint", 2, 2}, /* one */
        {"DeleteDBInstance", 1, 3},        /* of the old one */
        {"DeleteDBCluster", 1, 1},         /* the old one */
};

#define BAD_IMAGE "{'services': ['web', 'worker'], 'images': {'web': 'web:bad'}}"

/* Those of its rollback besides, by the order of each. */
static const struct {
        const char *operation;
        int first, last;
} undo_calls[] = {
        {"ModifyDBCluster", 3, 3}, /* the candidate's protection */
        {"DeleteDBInstance", 1, 3},
        {"DeleteDBCluster", 1, 1},
};

static const char *const hows[] = {"drop-before", "drop-after"};

/* Another mutating call than those above would go untested. */
static void assert_all_known(struct sim_world *w)
{
        static const char *const others[] = {
                "RestoreDBInstanceFromDBSnapshot",
                "ModifyDBInstance",
                "RebootDBInstance",
                "AddRoleToDBInstance",
                "AddTagsToResource",
                "CreateDBClusterSnapshot",
                "DeleteDBClusterEndpoint",
                "DeleteDBClusterSnapshot",
        };

        for (size_t i = 0; i < ARRAY_LEN(calls); i++)
                if (wire_count(w->transport, calls[i].operation) != calls[i].last)
                        fail_msg("%s was called %d times", calls[i].operation,
                                 (int)wire_count(w->transport, calls[i].operation));
        for (size_t i = 0; i < ARRAY_LEN(others); i++)
                if (wire_count(w->transport, others[i]))
                        fail_msg("%s was called", others[i]);
}

static int times_made(struct sim_world *w, const char *what)
{
        int count = 0;

        for (const char *at = text_str(&w->events); (at = strstr(at, what)); at++)
                count++;
        return count;
}

static void promote(const char *faults, bool none)
{
        struct sim_world *w = cluster_rich_world(faults);
        struct sim_result r;

        w->check = cluster_check;
        sim_run(w, "promote", "xy-0146-qa", SERVICES, &r);
        if (r.end != RUN_SUCCEEDED)
                print_message("%s: %s\n", faults ? faults : "no fault", err_text(&r.err));
        sim_assert_end(&r, RUN_SUCCEEDED);
        cluster_assert_done(w);
        assert_string_equal(cluster_breaches(), "");
        if (none)
                assert_all_known(w);
        sim_result_release(&r);
        sim_world_free(w);
}

static char *fault(const char *operation, int nth, const char *how)
{
        return xasprintf(", 'faults': [{'when': {'operation': '%s', 'nth': %d}, 'do': '%s'}]",
                         operation, nth, how);
}

static void any_call_may_be_lost(void **state)
{
        (void)state;
        promote(NULL, true);
        for (size_t i = 0; i < ARRAY_LEN(calls) * ARRAY_LEN(hows); i += sim_every()) {
                for (int n = calls[i / 2].first; n <= calls[i / 2].last; n++) {
                        char *more = fault(calls[i / 2].operation, n, hows[i % 2]);

                        promote(more, false);
                        free(more);
                }
        }
}

static void roll_back(const char *faults)
{
        struct sim_world *w = cluster_rich_world(faults);
        struct sim_result r;

        w->check = cluster_check;
        sim_run(w, "promote", "xy-0146-qa", BAD_IMAGE, &r);
        if (r.end != RUN_ROLLED_BACK)
                print_message("%s: %s\n", faults ? faults : "no fault", err_text(&r.err));
        sim_assert_end(&r, RUN_ROLLED_BACK);
        cluster_assert_before(w);
        assert_string_equal(cluster_breaches(), "");
        sim_result_release(&r);
        sim_world_free(w);
}

static void any_call_of_a_rollback_may_be_lost(void **state)
{
        (void)state;
        roll_back(NULL);
        for (size_t i = 0; i < ARRAY_LEN(undo_calls) * ARRAY_LEN(hows); i += sim_every()) {
                for (int n = undo_calls[i / 2].first; n <= undo_calls[i / 2].last; n++) {
                        char *more = fault(undo_calls[i / 2].operation, n, hows[i % 2]);

                        roll_back(more);
                        free(more);
                }
        }
}

/* Whatever record can't be written any more: gone on with, the run ends as if nothing had been,
 * also half-way through the instances. */
static void cut_anywhere_and_resumed_it_ends_the_same(void **state)
{
        int cut = 0;

        (void)state;
        for (int records = 1;; records += sim_step()) {
                struct sim_world *w = cluster_rich_world(NULL);
                struct tripwire *trip = tripwire_new(w->store);
                struct sim_result r, again;
                bool whole;

                w->check = records % 8 == 0 ? cluster_check : NULL; /* dear */
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
                        cluster_assert_done(w);
                        assert_int_equal(times_made(w, "intent restore - restore cluster " NEW), 1);
                        assert_int_equal(wire_count(w->transport, "RestoreDBClusterFromSnapshot"),
                                         1);
                        assert_int_equal(wire_count(w->transport, "CreateDBInstance"), 3);
                        assert_int_equal(wire_count(w->transport, "DeleteDBInstance"), 3);
                }
                sim_result_release(&r);
                assert_string_equal(cluster_breaches(), "");
                sim_world_free(w);
                tripwire_free(trip);
                if (whole)
                        break;
        }
        assert_true(cut > 40 / sim_step());
}

/* Rolled back instead, everything is as before; once the old cluster is being deleted, it is not.
 */
static void cut_anywhere_and_rolled_back_all_is_as_before(void **state)
{
        int back = 0, forward = 0;

        (void)state;
        for (int records = 1;; records += sim_step()) {
                struct sim_world *w = cluster_rich_world(NULL);
                struct tripwire *trip = tripwire_new(w->store);
                struct sim_result r, undo = {0};
                bool whole;

                w->setup.store = tripwire_store(trip);
                tripwire_arm(trip, records);
                sim_run(w, "promote", "xy-0146-qa", SERVICES, &r);
                whole = r.end == RUN_SUCCEEDED && !tripwire_cut(trip);
                tripwire_disarm(trip);
                if (!whole && r.id) {
                        sim_rollback(w, r.id, &undo);
                        if (undo.end == RUN_ROLLED_BACK) {
                                back++;
                                cluster_assert_before(w);
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
                                cluster_assert_done(w);
                        }
                        sim_result_release(&undo);
                }
                sim_result_release(&r);
                sim_world_free(w);
                tripwire_free(trip);
                if (whole)
                        break;
        }
        assert_true(back > 30 / sim_step());
        assert_true(forward >= 4 / sim_step());
}

/* What RDS has accepted it does not show yet when the run is rolled back, or shows now and then: it
 * is looked for until it is there, also when the answer was heard, and until it is gone. */
static void what_is_not_seen_yet_is_taken_away(void **state)
{
        int made = 0;

        (void)state;
        for (int records = 20; records <= 80; records += sim_step()) {
                const struct standin_lag lag = {.service = "rds",
                                                .lasts = records % 2 ? 120000 : 60000,
                                                .flaps = records % 2},
                                         none = {.service = "rds"};
                struct sim_world *w = cluster_world(NULL);
                struct tripwire *trip = tripwire_new(w->store);
                struct sim_result r, undo = {0};

                w->setup.store = tripwire_store(trip);
                standin_lag(w->cloud, &lag);
                tripwire_arm(trip, records / 2);
                sim_run(w, "promote", "xy-0146-qa", SERVICES, &r);
                tripwire_disarm(trip);
                made += wire_count(w->transport, "RestoreDBClusterFromSnapshot") > 0;
                sim_rollback(w, r.id, &undo);
                if (undo.end != RUN_ROLLED_BACK)
                        print_message("cut after %d records: %s\n", records, err_text(&undo.err));
                sim_assert_end(&undo, RUN_ROLLED_BACK);
                standin_lag(w->cloud, &none);
                sim_pass(w, 3600000);
                cluster_assert_before(w);
                sim_result_release(&undo);
                sim_result_release(&r);
                sim_world_free(w);
                tripwire_free(trip);
        }
        assert_true(made > 0);
}

/* In the journal, which is the same in each such world. */
static long records_until(struct sim_world *w, const char *run, const char *words)
{
        struct journal_record *records = NULL;
        struct err err = ERR_INIT;
        size_t count = 0, n = 0;

        if (!w->store->ops->read(w->store, run, 0, &records, &count, &err))
                fail_msg("%s", err_text(&err));
        while (n < count && !strstr(records[n].body, words))
                n++;
        journal_records_free(records, count);
        assert_true(n < count);
        return (long)n + 1;
}

static void delete_writer(struct sim_world *w, void *arg)
{
        (void)arg;
        assert_int_equal(wire_form(w->transport, "Action=DeleteDBInstance&DBInstanceIdentifier=qa-a"
                                                 "&SkipFinalSnapshot=true"),
                         200);
}

/* Cut off when the first instance was asked for, and somebody deletes the one that it is to be like
 * before the run goes on: it is like the one that writes by then. */
static void one_whose_model_is_gone_is_made_all_the_same(void **state)
{
        struct sim_world *w = cluster_world(NULL);
        struct tripwire *trip;
        struct sim_result r, again;
        long records;

        (void)state;
        sim_run(w, "promote", "xy-0146-qa", SERVICES, &r);
        sim_assert_end(&r, RUN_SUCCEEDED);
        records = records_until(w, r.id, "create " NEW "-primary in cluster");
        sim_result_release(&r);
        sim_world_free(w);

        w = cluster_world(NULL);
        trip = tripwire_new(w->store);
        w->setup.store = tripwire_store(trip);
        tripwire_arm(trip, records);
        sim_run(w, "promote", "xy-0146-qa", SERVICES, &r);
        assert_true(tripwire_cut(trip));
        tripwire_disarm(trip);
        sim_do(w, delete_writer, NULL);
        sim_pass(w, 600000);
        sim_resume(w, r.id, &again);
        sim_assert_end(&again, RUN_SUCCEEDED);
        cluster_assert_done(w);
        sim_result_release(&r);
        sim_result_release(&again);
        sim_world_free(w);
        tripwire_free(trip);
}

/* Over hours, every other look does not find the cluster that is being restored: it is there for
 * all that. */
static void one_that_is_seen_now_and_then_is_waited_for(void **state)
{
        struct text more = TEXT_INIT;
        struct sim_world *w;
        struct sim_result r;

        (void)state;
        text_add(&more, ", 'durations': {'db-cluster-creating': 3600000}, 'faults': [");
        for (int n = 0; n < 25; n++)
                text_addf(&more,
                          "%s{'when': {'operation': 'DescribeDBClusters', 'with': "
                          "{'DBClusterIdentifier': '" NEW "'}, 'nth': %d, 'times': 1}, 'do': "
                          "'error', 'status': 404, 'code': 'DBClusterNotFoundFault', 'message': "
                          "'not seen'}",
                          n ? ", " : "", 5 + 2 * n);
        text_add(&more, "]");
        w = cluster_world(text_str(&more));
        sim_run(w, "promote", "xy-0146-qa", SERVICES, &r);
        sim_assert_end(&r, RUN_SUCCEEDED);
        cluster_assert_done(w);
        assert_true(wire_count(w->transport, "DescribeDBClusters") > 50);
        sim_result_release(&r);
        sim_world_free(w);
        text_release(&more);
}

/* Its instances say available and change once more before they rest, and the cluster says available
 * all the while: it is not made active before its writer rests. */
static void a_writer_that_changes_once_more_is_waited_for(void **state)
{
        struct sim_world *w = cluster_world(", 'flapping': true, 'durations': {'db-creating': 500,"
                                            " 'db-cluster-creating': 500, 'db-settle': 35000,"
                                            " 'db-modifying': 90000, 'db-modify-lag': 0}");
        struct sim_result r;

        (void)state;
        w->check = cluster_check;
        sim_run(w, "promote", "xy-0146-qa", SERVICES, &r);
        sim_assert_end(&r, RUN_SUCCEEDED);
        cluster_assert_done(w);
        assert_string_equal(cluster_breaches(), "");
        sim_result_release(&r);
        sim_world_free(w);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(any_call_may_be_lost),
                cmocka_unit_test(any_call_of_a_rollback_may_be_lost),
                cmocka_unit_test(cut_anywhere_and_resumed_it_ends_the_same),
                cmocka_unit_test(cut_anywhere_and_rolled_back_all_is_as_before),
                cmocka_unit_test(what_is_not_seen_yet_is_taken_away),
                cmocka_unit_test(one_whose_model_is_gone_is_made_all_the_same),
                cmocka_unit_test(one_that_is_seen_now_and_then_is_waited_for),
                cmocka_unit_test(a_writer_that_changes_once_more_is_waited_for),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
