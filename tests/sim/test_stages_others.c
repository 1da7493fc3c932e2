/* Stage types that the ready pipelines leave out, and services that others have their hands on. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/aws/ecs.h"
#include "engine/base/mem.h"
#include "tests/sim/helper_promotion.h"
#include "tests/sim/helper_tripwire.h"
#include "tests/sim/helper_wire.h"

#define COPY                                                                                       \
        "pipeline: copy\n"                                                                         \
        "stages:\n"                                                                                \
        "  snapshot: { uses: snapshot.create, with: { keep: false } }\n"                           \
        "  copy:\n"                                                                                \
        "    uses: database.restore\n"                                                             \
        "    with: { snapshot: \"${{ stages.snapshot.outputs.snapshot }}\" }\n"                    \
        "  credentials:\n"                                                                         \
        "    uses: database.credentials\n"                                                         \
        "    with: { database: \"${{ stages.copy.outputs.database }}\" }\n"                        \
        "  migrate:\n"                                                                             \
        "    uses: task.run\n"                                                                     \
        "    needs: [credentials]\n"                                                               \
        "    with:\n"                                                                              \
        "      definition: web\n"                                                                  \
        "      command: [migrate]\n"                                                               \
        "      environment: { DB_HOST: \"${{ stages.copy.outputs.host }}\" }\n"

static void runs_a_task_on_a_copy(void **state)
{
        struct sim_world *w = promotion_world(NULL);
        struct sim_result r;

        (void)state;
        sim_run(w, COPY, "xy-0146-qa", "{}", &r);
        sim_assert_end(&r, RUN_SUCCEEDED);
        assert_non_null(strstr(text_str(&w->events), "stage-ended migrate succeeded"));
        promotion_assert_is(sim_databases(w), DEV "," OLD ",xy-0146-qa-20261121010201");
        promotion_assert_is(sim_snapshots(w, OLD), OLD "-20261121010200");
        sim_result_release(&r);
        sim_world_free(w);
}

#define TAKE                                                                                       \
        "pipeline: take\n"                                                                         \
        "stages:\n"                                                                                \
        "  snapshot: { uses: snapshot.create, with: { keep: false } }\n"

/* RDS has taken the snapshot and shows it a minute later: it is waited for, not asked for again
 * as if it were another's. */
static void a_snapshot_that_is_not_seen_yet_is_this_runs(void **state)
{
        const struct standin_lag lag = {.service = "rds", .lasts = 60000};
        struct sim_world *w =
                promotion_world(", 'faults': [{'when': {'operation': 'CreateDBSnapshot', 'nth': 1},"
                                " 'do': 'drop-after'}]");
        struct sim_result r;

        (void)state;
        standin_lag(w->cloud, &lag);
        sim_run(w, TAKE, "xy-0146-qa", "{}", &r);
        sim_assert_end(&r, RUN_SUCCEEDED);
        assert_int_equal(wire_count(w->transport, "CreateDBSnapshot"), 1);
        sim_result_release(&r);
        sim_world_free(w);
}

/* Cut anywhere before its end and put back: what comes to be seen later is gone by then, too. */
static void a_snapshot_that_is_not_seen_yet_is_taken_away(void **state)
{
        bool whole = false;
        int made = 0;

        (void)state;
        for (int records = 5; !whole; records++) {
                const struct standin_lag lag = {.service = "rds", .lasts = 60000};
                struct sim_world *w = promotion_world(NULL);
                struct tripwire *trip = tripwire_new(w->store);
                struct sim_result r, undo;

                w->setup.store = tripwire_store(trip);
                standin_lag(w->cloud, &lag);
                tripwire_arm(trip, records);
                sim_run(w, TAKE, "xy-0146-qa", "{}", &r);
                tripwire_disarm(trip);
                sim_rollback(w, r.id, &undo);
                whole = undo.end == RUN_REFUSED; /* it had done all */
                if (!whole) {
                        made += wire_count(w->transport, "CreateDBSnapshot") > 0;
                        sim_assert_end(&undo, RUN_ROLLED_BACK);
                        sim_pass(w, 3600000);
                        promotion_assert_is(sim_snapshots(w, OLD), "");
                }
                sim_result_release(&undo);
                sim_result_release(&r);
                sim_world_free(w);
                tripwire_free(trip);
        }
        assert_true(made > 0);
}

static void a_plain_password_is_refused(void **state)
{
        struct sim_world *w = promotion_world(NULL);
        struct sim_result r;

        (void)state;
        sim_run(w,
                "pipeline: leak\n"
                "stages:\n"
                "  register:\n"
                "    uses: task.register\n"
                "    with: { services: [web], environment: { DB_PASSWORD: hunter2hunter2 } }\n",
                "xy-0146-qa", "{}", &r);
        sim_assert_end(&r, RUN_REFUSED);
        assert_null(strstr(err_text(&r.err), "hunter2"));
        assert_int_equal(sim_mutating(w), 0);
        sim_result_release(&r);
        sim_world_free(w);
}

static void a_failed_task_takes_all_back(void **state)
{
        struct sim_world *w = promotion_world(NULL);
        struct sim_result r;

        (void)state;
        sim_run(w,
                "pipeline: copy\n"
                "stages:\n"
                "  snapshot: { uses: snapshot.create, with: { keep: false } }\n"
                "  migrate:\n"
                "    uses: task.run\n"
                "    needs: [snapshot]\n"
                "    with: { definition: web, command: [migrate], exit_code: 3 }\n",
                "xy-0146-qa", "{}", &r);
        sim_assert_end(&r, RUN_ROLLED_BACK);
        assert_non_null(strstr(err_text(&r.err), "expected 3"));
        promotion_assert_is(sim_snapshots(w, OLD), "");
        promotion_assert_before(w);
        sim_result_release(&r);
        sim_world_free(w);
}

/* Moves the service to a third revision as soon as the run has moved it. */
static void meddle(void *arg)
{
        struct sim_world *w = arg;
        struct ecs_update request = {
                .cluster = "xy-0146-qa",
                .service = "web",
                .task_definition = "worker:1",
                .desired = -1,
        };
        struct ecs_service service = {0};
        struct err err = ERR_INIT;

        if (!ecs_update_service(w->aws, &request, &service, &err))
                fail_msg("%s", err_text(&err));
        ecs_service_release(&service);
}

static void meddle_once(struct sim_world *w, struct json_object *cloud)
{
        (void)cloud;
        if (strstr(text_str(&w->events), "stage-ended roll succeeded")) {
                w->check = NULL;
                fiber_start(w->loop, "somebody else", meddle, w);
        }
}

static void a_service_that_others_moved_is_left_to_them(void **state)
{
        struct sim_world *w = promotion_world(NULL);
        struct sim_result r;
        char *definition;

        (void)state;
        w->check = meddle_once;
        sim_run(w, "promote", "xy-0146-qa", SERVICES, &r);
        sim_assert_end(&r, RUN_ROLLBACK_INCOMPLETE);
        definition = sim_service_definition(w, "xy-0146-qa", "web");
        assert_true(text_ends(definition, "task-definition/worker:1"));
        /* what its tasks may use is still there */
        promotion_assert_is(sim_databases(w), DEV "," OLD "," NEW);
        promotion_assert_is(sim_parameter(w, "/xy-0146-qa/db/active-timestamp"), "20261120000000");
        free(definition);
        sim_result_release(&r);
        sim_world_free(w);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(runs_a_task_on_a_copy),
                cmocka_unit_test(a_snapshot_that_is_not_seen_yet_is_this_runs),
                cmocka_unit_test(a_snapshot_that_is_not_seen_yet_is_taken_away),
                cmocka_unit_test(a_plain_password_is_refused),
                cmocka_unit_test(a_failed_task_takes_all_back),
                cmocka_unit_test(a_service_that_others_moved_is_left_to_them),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
