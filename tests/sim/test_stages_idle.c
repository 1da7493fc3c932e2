/* The old database goes only when nobody has been connected to it for a while. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/aws/ecs.h"
#include "stages/retire_idle.h"
#include "tests/sim/helper_cluster.h"
#include "tests/sim/helper_tripwire.h"
#include "tests/sim/helper_wire.h"

#define STACK "xy-0146-qa"
#define IDLE "{'services': ['web', 'worker'], 'idle': '5m'}"
#define IDLE_AND(more) "{'services': ['web', 'worker'], 'idle': '5m', " more "}"
#define HOUR (3600 * 1000LL)
#define MINUTE 60000LL
#define RECORD "/xy-0146-qa/db/kept/20261001000000"
#define SWEEP                                                                                      \
        "pipeline: sweep\n"                                                                        \
        "stages:\n"                                                                                \
        "  sweep: { uses: database.sweep }\n"

static int64_t deletions(struct sim_world *w)
{
        return wire_count(w->transport, "DeleteDBInstance") +
               wire_count(w->transport, "DeleteDBCluster");
}

/* Promoted as far as it goes, with nothing of the old one touched: the new one is in use. */
static void assert_stands(struct sim_world *w, const struct sim_result *r)
{
        char *definition = sim_service_definition(w, STACK, "web");

        sim_assert_end(r, RUN_INTERRUPTED);
        assert_true(err_is(&r->err, ERR_BUSY));
        assert_non_null(strstr(definition, "task-definition/web:2"));
        promotion_assert_is(sim_parameter(w, "/xy-0146-qa/db/active-timestamp"), "20261120000000");
        assert_int_equal(wire_count(w->transport, "DeleteDBInstance"), 0);
        assert_int_equal(wire_count(w->transport, "DeleteDBCluster"), 0);
        free(definition);
}

static void assert_resumes(struct sim_world *w, const char *id)
{
        struct sim_result r;

        sim_resume(w, id, &r);
        sim_assert_end(&r, RUN_SUCCEEDED);
        promotion_assert_done(w);
        sim_result_release(&r);
}

static void nobody_is_asked_for_unless_it_is_wanted(void **state)
{
        struct sim_world *w = promotion_world(NULL);
        struct sim_result r;

        (void)state;
        standin_clients(w->cloud, OLD, 2);
        sim_run(w, "promote", STACK, SERVICES, &r);
        sim_assert_end(&r, RUN_SUCCEEDED);
        assert_null(strstr(wire_last(w->transport, "GetMetricStatistics"), "DatabaseConnections"));
        promotion_assert_done(w);
        sim_result_release(&r);
        sim_world_free(w);
}

static int64_t how_long(const char *inputs, const char *more)
{
        struct sim_world *w = promotion_world(more);
        int64_t began = loop_ticks(w->loop);
        struct sim_result r;

        sim_run(w, "promote", STACK, inputs, &r);
        sim_assert_end(&r, RUN_SUCCEEDED);
        promotion_assert_done(w);
        began = loop_ticks(w->loop) - began;
        sim_result_release(&r);
        sim_world_free(w);
        return began;
}

/* So many minutes since the services have moved, and the one more until CloudWatch shows them. */
static void one_that_nobody_is_connected_to_goes(void **state)
{
        int64_t plain, idle, late;

        (void)state;
        plain = how_long(SERVICES, ", 'jitter': 0");
        idle = how_long(IDLE, ", 'jitter': 0");
        late = how_long(IDLE, ", 'jitter': 0, 'durations': {'metrics-late': 180000}");
        assert_in_range(idle - plain, 6 * MINUTE, 8 * MINUTE);
        assert_in_range(late - idle, 1 * MINUTE, 3 * MINUTE);
}

static void somebody_is_waited_for_and_then_told_of(void **state)
{
        struct sim_world *w = promotion_world(NULL);
        struct sim_result r;

        (void)state;
        standin_clients(w->cloud, OLD, 2);
        sim_run(w, "promote", STACK, IDLE, &r);
        assert_stands(w, &r);
        promotion_assert_is(sim_databases(w), DEV "," OLD "," NEW);
        assert_int_equal(deletions(w), 0);
        sim_assert_told(&r, "database " OLD " is in use by something that is no task of ECS: " OLD
                            " had 2 connections at 2026-11-21 ");
        assert_non_null(strstr(r.err.next, "RDS Proxy"));
        assert_non_null(strstr(r.err.next, " --pipeline "));
        assert_non_null(strstr(r.err.next, "promote.yml --set idle=0; else end what holds them"));

        standin_clients(w->cloud, OLD, 0);
        sim_pass(w, HOUR);
        assert_resumes(w, r.id);
        sim_result_release(&r);
        sim_world_free(w);
}

static void leave_when_waited_for(struct sim_world *w, struct json_object *cloud)
{
        (void)cloud;
        if (wire_count(w->transport, "GetMetricStatistics") > 20)
                standin_clients(w->cloud, OLD, 0);
}

static void whoever_goes_meanwhile_is_in_nobodys_way(void **state)
{
        struct sim_world *w = promotion_world(NULL);
        struct sim_result r;

        (void)state;
        standin_clients(w->cloud, OLD, 1);
        w->check = leave_when_waited_for;
        sim_run(w, "promote", STACK, IDLE, &r);
        sim_assert_end(&r, RUN_SUCCEEDED);
        assert_true(wire_count(w->transport, "GetMetricStatistics") > 20);
        promotion_assert_done(w);
        sim_result_release(&r);
        sim_world_free(w);
}

/* Not there is not none. */
static void what_is_not_shown_is_not_taken_for_nobody(void **state)
{
        struct sim_world *w = promotion_world(", 'durations': {'metrics-late': 36000000}");
        struct sim_result r;

        (void)state;
        sim_run(w, "promote", STACK, IDLE, &r);
        assert_stands(w, &r);
        sim_assert_told(&r, "whether anybody is connected to database " OLD " is not known: "
                            "CloudWatch has DatabaseConnections of " OLD
                            " for 0 of the 5 minutes it takes");
        sim_result_release(&r);
        sim_world_free(w);
}

/* A run that stands still is put back when that is asked for, and not before. */
static void it_is_put_back_when_that_is_wanted(void **state)
{
        struct sim_world *w = promotion_world(NULL);
        struct sim_result r, back;

        (void)state;
        standin_clients(w->cloud, OLD, 1);
        sim_run(w, "promote", STACK, IDLE, &r);
        assert_stands(w, &r);
        assert_non_null(strstr(r.err.next, "snaplift rollback"));
        sim_rollback(w, r.id, &back);
        sim_assert_end(&back, RUN_ROLLED_BACK);
        promotion_assert_is(sim_databases(w), DEV "," OLD);
        promotion_assert_is(sim_parameter(w, "/xy-0146-qa/db/active-timestamp"), "20261001000000");
        sim_result_release(&back);
        sim_result_release(&r);
        sim_world_free(w);
}

static void go_on_without(struct sim_world *w, void *id)
{
        struct json_object *given = json_object_new_object(), *services = json_object_new_array();
        struct json_object *inputs = NULL;
        struct pipeline *p = sim_pipeline("promote");
        struct diagnostics d = {0};
        struct err err = ERR_INIT;
        struct stack stack;

        json_add_text(services, "web");
        json_add_text(services, "worker");
        json_put(given, "services", services);
        json_put_text(given, "idle", "0");
        assert_true(stack_parse(STACK, &stack, &err));
        assert_true(pipeline_bind(p, &stack, given, &inputs, &d));
        if (!run_edit(&w->setup, id, p, inputs, &err))
                fail_msg("%s\n%s", err_text(&err), err.details);
        json_object_put(inputs);
        json_object_put(given);
        diagnostics_release(&d);
        pipeline_free(p);
}

/* As the advice has it. */
static void it_is_retired_all_the_same_when_that_is_said(void **state)
{
        struct sim_world *w = promotion_world(NULL);
        struct sim_result r;

        (void)state;
        standin_clients(w->cloud, OLD, 1);
        sim_run(w, "promote", STACK, IDLE, &r);
        assert_stands(w, &r);
        sim_do(w, go_on_without, r.id);
        assert_resumes(w, r.id);
        sim_result_release(&r);
        sim_world_free(w);
}

static void one_that_was_killed_asks_again(void **state)
{
        struct sim_world *w = promotion_world(NULL);
        struct tripwire *trip = tripwire_new(w->store);
        struct sim_result r, again;
        int64_t asked;

        (void)state;
        standin_clients(w->cloud, OLD, 1);
        w->setup.store = tripwire_store(trip);
        tripwire_arm_after(trip, "stage-remember", "retire");
        sim_run(w, "promote", STACK, IDLE, &r);
        assert_true(tripwire_cut(trip));
        tripwire_disarm(trip);
        assert_int_equal(deletions(w), 0);
        asked = wire_count(w->transport, "GetMetricStatistics");

        sim_resume(w, r.id, &again);
        assert_stands(w, &again);
        assert_true(wire_count(w->transport, "GetMetricStatistics") > asked);
        sim_result_release(&again);
        standin_clients(w->cloud, OLD, 0);
        sim_pass(w, HOUR);
        assert_resumes(w, r.id);
        sim_result_release(&r);
        sim_world_free(w);
        tripwire_free(trip);
}

static void update_service(struct sim_world *w, void *how)
{
        struct err err = ERR_INIT;

        if (!ecs_update_service(w->aws, how, NULL, &err))
                fail_msg("%s", err_text(&err));
}

/* The tasks of the old revisions are waited for as ever, and named as they are without. */
static void who_is_known_by_name_is_named(void **state)
{
        static const char alone[] = "pipeline: alone\nstages:\n  retire: { uses: database.retire, "
                                    "with: { timestamp: \"20261001000000\", active: "
                                    "\"20261120000000\", idle: 5m } }\n";
        struct sim_world *w = promotion_world(NULL);
        struct ecs_update back = {
                .cluster = STACK, .service = "web", .task_definition = "web:1", .desired = -1};
        struct sim_result r;

        (void)state;
        sim_run(w, "promote", STACK, "{'services': ['web', 'worker'], 'retire': false}", &r);
        sim_assert_end(&r, RUN_SUCCEEDED);
        sim_result_release(&r);
        sim_do(w, update_service, &back);
        sim_run(w, alone, STACK, "{}", &r);
        sim_assert_end(&r, RUN_REFUSED);
        sim_assert_told(&r, "database " OLD " is still used by service web");
        sim_result_release(&r);
        sim_world_free(w);
}

/* --- before anything is changed --- */

static void refused_first(const char *more, const char *inputs, const char *words)
{
        struct sim_world *w = promotion_world(more);
        int64_t before = sim_mutating(w);
        struct sim_result r;

        w->setup.look_first = true; /* as the command line does */
        sim_run(w, "promote", STACK, inputs, &r);
        assert_true(r.end != RUN_SUCCEEDED);
        sim_assert_told(&r, words);
        assert_int_equal(sim_mutating(w), before);
        promotion_assert_before(w);
        sim_result_release(&r);
        sim_world_free(w);
}

static void who_may_not_look_is_told_before_anything_is_changed(void **state)
{
        (void)state;
        refused_first(", 'faults': [{'when': {'operation': 'GetMetricStatistics', 'with': "
                      "{'MetricName': 'DatabaseConnections'}}, 'do': 'error', 'code': "
                      "'AccessDenied', 'status': 403, 'message': 'not you'}]",
                      IDLE, "whether anybody is connected to " OLD " can't be known");
}

static void what_can_not_be_waited_for_is_refused_first(void **state)
{
        (void)state;
        refused_first(NULL, "{'services': ['web', 'worker'], 'idle': '61m'}",
                      "idle is longer than an hour");
}

/* The new database is in use by then: nothing is put back for a permission. */
static void who_may_not_look_any_more_is_told_so(void **state)
{
        struct sim_world *w = promotion_world(
                ", 'faults': [{'when': {'operation': 'GetMetricStatistics', 'with': {'MetricName': "
                "'DatabaseConnections'}, 'nth': 3, 'times': 1000}, 'do': 'error', 'code': "
                "'AccessDenied', 'status': 403, 'message': 'not you'}]");
        struct sim_result r;

        (void)state;
        sim_run(w, "promote", STACK, IDLE, &r);
        assert_stands(w, &r);
        sim_assert_told(&r, "is not known: cloudwatch GetMetricStatistics: AccessDenied");
        sim_result_release(&r);
        sim_world_free(w);
}

/* --- clusters --- */

static void of_a_cluster_nobody_is_connected_to_any_instance(void **state)
{
        struct sim_world *w = cluster_world(NULL);
        struct sim_result r, again;

        (void)state;
        standin_clients(w->cloud, "qa-b", 1);
        sim_run(w, "promote", STACK, IDLE, &r);
        assert_stands(w, &r);
        sim_assert_told(&r, "database " OLD " is in use by something that is no task of ECS: "
                            "qa-b had 1 connection at ");
        standin_clients(w->cloud, "qa-b", 0);
        sim_pass(w, HOUR);
        sim_resume(w, r.id, &again);
        sim_assert_end(&again, RUN_SUCCEEDED);
        cluster_assert_done(w);
        sim_result_release(&again);
        sim_result_release(&r);
        sim_world_free(w);
}

/* --- what is kept --- */

static void sweeps(struct sim_world *w, bool retired)
{
        struct sim_result r;
        char *record;

        text_clear(&w->events);
        sim_run(w, SWEEP, STACK, "{}", &r);
        sim_assert_end(&r, retired ? RUN_SUCCEEDED : RUN_UNCHANGED);
        if (!retired && !strstr(text_str(&w->events), "is in use by something that is no task"))
                fail_msg("%s", text_str(&w->events));
        record = sim_parameter(w, RECORD);
        assert_true((record == NULL) == retired);
        promotion_assert_is(sim_databases(w), retired ? DEV "," NEW : DEV "," OLD "," NEW);
        free(record);
        sim_result_release(&r);
}

static struct sim_world *kept_world(const char *inputs)
{
        struct sim_world *w = promotion_world(NULL);
        struct sim_result r;

        sim_run(w, "promote", STACK, inputs, &r);
        sim_assert_end(&r, RUN_SUCCEEDED);
        sim_result_release(&r);
        return w;
}

/* It is the sweep that deletes it: the terms are recorded. */
static void a_sweep_leaves_what_somebody_is_connected_to(void **state)
{
        struct sim_world *w = kept_world(IDLE_AND("'keep_for': '24h'"));

        (void)state;
        standin_clients(w->cloud, OLD, 1);
        sim_pass(w, 25 * HOUR);
        sweeps(w, false);
        standin_clients(w->cloud, OLD, 0);
        sim_pass(w, HOUR);
        sweeps(w, true);
        sim_world_free(w);
}

/* There are no figures of one that is stopped, and nobody can be connected. */
static void one_that_is_kept_stopped_goes_in_its_time(void **state)
{
        struct sim_world *w = kept_world(IDLE_AND("'keep_for': '24h', 'keep': 'stopped'"));

        (void)state;
        sim_pass(w, 25 * HOUR);
        sweeps(w, true);
        sim_world_free(w);
}

static void one_of_which_a_snapshot_is_kept_goes(void **state)
{
        struct sim_world *w = kept_world(IDLE_AND("'keep_for': '24h', 'keep': 'snapshot'"));

        (void)state;
        promotion_assert_is(sim_databases(w), DEV "," NEW);
        sim_world_free(w);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(nobody_is_asked_for_unless_it_is_wanted),
                cmocka_unit_test(one_that_nobody_is_connected_to_goes),
                cmocka_unit_test(somebody_is_waited_for_and_then_told_of),
                cmocka_unit_test(whoever_goes_meanwhile_is_in_nobodys_way),
                cmocka_unit_test(what_is_not_shown_is_not_taken_for_nobody),
                cmocka_unit_test(it_is_put_back_when_that_is_wanted),
                cmocka_unit_test(it_is_retired_all_the_same_when_that_is_said),
                cmocka_unit_test(one_that_was_killed_asks_again),
                cmocka_unit_test(who_is_known_by_name_is_named),
                cmocka_unit_test(who_may_not_look_is_told_before_anything_is_changed),
                cmocka_unit_test(what_can_not_be_waited_for_is_refused_first),
                cmocka_unit_test(who_may_not_look_any_more_is_told_so),
                cmocka_unit_test(of_a_cluster_nobody_is_connected_to_any_instance),
                cmocka_unit_test(a_sweep_leaves_what_somebody_is_connected_to),
                cmocka_unit_test(one_that_is_kept_stopped_goes_in_its_time),
                cmocka_unit_test(one_of_which_a_snapshot_is_kept_goes),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
