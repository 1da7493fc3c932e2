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
                cmocka_unit_test(a_plain_password_is_refused),
                cmocka_unit_test(a_failed_task_takes_all_back),
                cmocka_unit_test(a_service_that_others_moved_is_left_to_them),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
