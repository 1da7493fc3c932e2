/* Services that don't come up: ECS takes them back, they hang, or somebody takes them away. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/base/mem.h"
#include "tests/sim/helper_promotion.h"
#include "tests/sim/helper_wire.h"

#define BREAKER                                                                                    \
        "2, 'deploymentConfiguration': {'deploymentCircuitBreaker':"                               \
        " {'enable': true, 'rollback': %s}}"

/* Patient enough to let ECS's breaker, at three failed tasks, be the first. */
#define MOVE                                                                                       \
        "pipeline: move\n"                                                                         \
        "inputs:\n"                                                                                \
        "  image: { type: text, default: \"web:bad\" }\n"                                          \
        "stages:\n"                                                                                \
        "  register:\n"                                                                            \
        "    uses: task.register\n"                                                                \
        "    with: { services: [web], images: { web: \"${{ inputs.image }}\" } }\n"                \
        "  roll:\n"                                                                                \
        "    uses: service.roll\n"                                                                 \
        "    with:\n"                                                                              \
        "      services: [web]\n"                                                                  \
        "      definitions: \"${{ stages.register.outputs.definitions }}\"\n"                      \
        "      allow_zero: %s\n"                                                                   \
        "  wait:\n"                                                                                \
        "    uses: service.wait\n"                                                                 \
        "    with:\n"                                                                              \
        "      services: [web]\n"                                                                  \
        "      definitions: \"${{ stages.register.outputs.definitions }}\"\n"                      \
        "      deployments: \"${{ stages.roll.outputs.deployments }}\"\n"                          \
        "      max_failures: 1000\n"

static struct sim_world *breaker_world(const char *rollback)
{
        char *web = xasprintf(BREAKER, rollback);
        struct sim_world *w = promotion_world_of(web, NULL);

        free(web);
        return w;
}

static void move(struct sim_world *w, const char *allow_zero, const char *inputs,
                 struct sim_result *r)
{
        char *pipeline = xasprintf(MOVE, allow_zero);

        sim_run(w, pipeline, "xy-0146-qa", inputs, r);
        free(pipeline);
}

/* The revision that was registered is not there any more, so nobody moves on to it by mistake. */
static void assert_deregistered(struct sim_world *w, const char *arn_end)
{
        struct json_object *cloud = standin_state(w->cloud), *ecs = json_get(cloud, "ecs");
        struct json_object *list = json_array(ecs ? ecs : cloud, "task_definitions");
        bool found = false;

        for (size_t i = 0; i < json_count(list); i++) {
                if (!text_ends(json_text(json_at(list, i), "taskDefinitionArn"), arn_end))
                        continue;
                found = true;
                assert_string_equal(json_text(json_at(list, i), "status"), "INACTIVE");
        }
        assert_true(found);
        json_object_put(cloud);
}

/* ECS is back on web:1 by itself before Snaplift is. */
static void ecs_own_rollback_is_recognised(void **state)
{
        struct sim_world *w = breaker_world("true");
        struct sim_result r;

        (void)state;
        move(w, "false", "{}", &r);
        sim_assert_end(&r, RUN_ROLLED_BACK);
        sim_assert_told(&r, "service web was rolled back by ECS");
        sim_assert_told(&r, "task-definition/web:1, not on");
        sim_assert_told(&r, "circuit breaker");
        sim_assert_told(&r, " tasks stopped: Essential container in task exited, web exited 1");
        promotion_assert_before(w);
        assert_deregistered(w, "task-definition/web:2");
        /* one move there; ECS had made the one back */
        assert_int_equal(wire_count(w->transport, "UpdateService"), 1);
        sim_result_release(&r);
        sim_world_free(w);
}

static void a_breaker_without_rollback_is_taken_back_by_us(void **state)
{
        struct sim_world *w = breaker_world("false");
        struct sim_result r;

        (void)state;
        move(w, "false", "{}", &r);
        sim_assert_end(&r, RUN_ROLLED_BACK);
        sim_assert_told(&r, "its deployment is STOPPED");
        promotion_assert_before(w);
        assert_int_equal(wire_count(w->transport, "UpdateService") +
                                 wire_count(w->transport, "StopServiceDeployment"),
                         2);
        sim_result_release(&r);
        sim_world_free(w);
}

static void rolled_before(struct sim_world *w)
{
        struct sim_result r;

        move(w, "false", "{'image': 'web:2'}", &r);
        sim_assert_end(&r, RUN_SUCCEEDED);
        sim_result_release(&r);
        sim_pass(w, 60000);
}

static int times_told(const struct sim_result *r, const char *words)
{
        int count = 0;

        for (const char *at = r->err.details; at && (at = strstr(at, words)); at++)
                count++;
        return count;
}

/* What the one before it did is not told of a deployment; what happened often is told once. */
static void only_the_failed_deployment_is_told_about(void **state)
{
        struct sim_world *w = promotion_world(NULL);
        struct sim_result r;

        (void)state;
        rolled_before(w);
        sim_run(w, "promote", "xy-0146-qa",
                "{'services': ['web', 'worker'], 'images': {'web': 'web:bad'}}", &r);
        sim_assert_end(&r, RUN_ROLLED_BACK);
        sim_assert_told(&r,
                        "tasks: 2 tasks stopped: Essential container in task exited, web exited 1");
        assert_int_equal(times_told(&r, "stopped: "), 1);
        /* they started, and mostly are tried again by then; three would be told */
        assert_in_range(times_told(&r, "service: "), 1, 2);
        assert_null(strstr(r.err.details, "steady state"));
        sim_assert_told(&r, "service: (service web) has started 2 tasks");
        sim_result_release(&r);
        sim_world_free(w);
}

/* The whole promotion: by our own count of failed tasks or by ECS's, all is as before. */
static void a_promotion_with_a_breaker_is_rolled_back(void **state)
{
        struct sim_world *w = breaker_world("true");
        struct sim_result r;

        (void)state;
        w->check = promotion_check;
        sim_run(w, "promote", "xy-0146-qa",
                "{'services': ['web', 'worker'], 'images': {'web': 'web:bad'}}", &r);
        sim_assert_end(&r, RUN_ROLLED_BACK);
        promotion_assert_before(w);
        assert_string_equal(promotion_breaches(), "");
        sim_result_release(&r);
        sim_world_free(w);
}

/* The new tasks run, but never get healthy: the stage's timeout ends it. */
static void a_deployment_that_hangs_times_out(void **state)
{
        struct sim_world *w =
                promotion_world_of("2", ", 'durations': {'task-unhealthy': 86400000}");
        struct sim_result r;
        int64_t begin;

        (void)state;
        w->check = promotion_check;
        begin = loop_ticks(w->loop);
        sim_run(w, "promote", "xy-0146-qa",
                "{'services': ['web', 'worker'], 'images': {'web': 'web:stuck'}}", &r);
        sim_assert_end(&r, RUN_ROLLED_BACK);
        sim_assert_told(&r, "stage wait: not done within its time limit of 30m");
        assert_in_range(loop_ticks(w->loop) - begin, 30 * 60000, 60 * 60000);
        promotion_assert_before(w);
        assert_string_equal(promotion_breaches(), "");
        sim_result_release(&r);
        sim_world_free(w);
}

/* Nothing starts any more, not even the old tasks, which had to go first: what is running may use
 * either database. */
static void a_cluster_that_starts_nothing_ends_incomplete(void **state)
{
        static const char allowed[] = "web has 1 tasks running\n";
        struct sim_world *w =
                promotion_world_of("2, 'deploymentConfiguration': {'minimumHealthyPercent': 50, "
                                   "'maximumPercent': 100}",
                                   ", 'durations': {'task-pending': 86400000}");
        struct sim_result r;

        (void)state;
        w->check = promotion_check;
        sim_run(w, "promote", "xy-0146-qa", SERVICES, &r);
        sim_assert_end(&r, RUN_ROLLBACK_INCOMPLETE);
        sim_assert_told(&r, "putting back stage roll");
        sim_assert_told(&r, "stays locked");
        promotion_assert_is(sim_databases(w), DEV "," OLD "," NEW);
        /* one of two is what the service allows */
        for (const char *at = promotion_breaches(); *at; at += strlen(allowed))
                assert_memory_equal(at, allowed, strlen(allowed));
        sim_result_release(&r);
        sim_world_free(w);
}

/* service.roll of two services, and what fails after it. */
#define MOVE_TWO                                                                                   \
        "pipeline: move\n"                                                                         \
        "inputs:\n"                                                                                \
        "  definitions: { type: map, required: true }\n"                                           \
        "stages:\n"                                                                                \
        "  roll:\n"                                                                                \
        "    uses: service.roll\n"                                                                 \
        "    with:\n"                                                                              \
        "      services: [web, worker]\n"                                                          \
        "      definitions: \"${{ inputs.definitions }}\"\n"                                       \
        "  guard: { uses: identity.guard, needs: [roll], with: { account: \"1\" } }\n"

/* The tasks of a service that was on its definition already are none that must stop. */
static void a_service_that_was_not_moved_is_not_waited_for(void **state)
{
        struct sim_world *w = promotion_world(NULL);
        char *web = sim_service_definition(w, "xy-0146-qa", "web"), *is;
        char *worker = sim_service_definition(w, "xy-0146-qa", "worker");
        char *inputs = xasprintf("{'definitions': {'web': '%s', 'worker': '%s'}}", worker, worker);
        struct sim_result r;

        (void)state;
        sim_run(w, MOVE_TWO, "xy-0146-qa", inputs, &r);
        sim_assert_end(&r, RUN_ROLLED_BACK);
        is = sim_service_definition(w, "xy-0146-qa", "web");
        assert_string_equal(is, web);
        free(is);
        sim_result_release(&r);
        free(inputs);
        free(worker);
        free(web);
        sim_world_free(w);
}

static void take_away(void *arg)
{
        struct sim_world *w = arg;

        assert_int_equal(wire_call(w->transport, "AmazonEC2ContainerServiceV20141113.DeleteService",
                                   "{'cluster': 'xy-0146-qa', 'service': 'web', 'force': true}"),
                         200);
}

static void take_away_once(struct sim_world *w, struct json_object *cloud)
{
        (void)cloud;
        if (strstr(text_str(&w->events), "stage-ended roll succeeded")) {
                w->check = NULL;
                fiber_start(w->loop, "somebody else", take_away, w);
        }
}

/* It can't be put back, so nothing it might use is taken away. */
static void a_service_deleted_meanwhile_ends_incomplete(void **state)
{
        struct sim_world *w = promotion_world(NULL);
        struct sim_result r;

        (void)state;
        w->check = take_away_once;
        sim_run(w, "promote", "xy-0146-qa", SERVICES, &r);
        sim_assert_end(&r, RUN_ROLLBACK_INCOMPLETE);
        assert_true(strstr(text_str(&w->events), "service web is DRAINING") ||
                    strstr(text_str(&w->events), "service web is INACTIVE"));
        promotion_assert_is(sim_databases(w), DEV "," OLD "," NEW);
        promotion_assert_is(sim_parameter(w, "/xy-0146-qa/db/active-timestamp"), "20261120000000");
        sim_result_release(&r);
        sim_world_free(w);
}

/* Refused, with nothing changed: not even the lock had been taken. The plan says so, too. */
static void assert_refused_early(struct sim_world *w, const char *inputs, const char *words)
{
        struct text plan = TEXT_INIT;
        struct sim_result r;
        int64_t before = sim_mutating(w);

        sim_plan(w, "promote", "xy-0146-qa", inputs, &plan);
        if (!strstr(text_str(&plan), words))
                fail_msg("\"%s\" is not in: %s", words, text_str(&plan));
        text_release(&plan);
        sim_run(w, "promote", "xy-0146-qa", inputs, &r);
        sim_assert_end(&r, RUN_REFUSED);
        sim_assert_told(&r, words);
        assert_int_equal(sim_mutating(w), before);
        sim_result_release(&r);
}

static void a_service_without_tasks_is_refused(void **state)
{
        struct sim_world *w = promotion_world_of("0", NULL);
        struct sim_result r;

        (void)state;
        assert_refused_early(w, SERVICES, "service web has a desired count of 0");
        promotion_assert_before(w);
        /* service.roll refuses it, too: no stash looked before it */
        move(w, "false", "{'image': 'web:2'}", &r);
        sim_assert_end(&r, RUN_ROLLED_BACK);
        sim_assert_told(&r, "service web has a desired count of 0");
        assert_int_equal(wire_count(w->transport, "UpdateService"), 0);
        sim_result_release(&r);

        move(w, "true", "{'image': 'web:2'}", &r);
        sim_assert_end(&r, RUN_SUCCEEDED);
        sim_result_release(&r);
        sim_world_free(w);
}

static void a_service_without_tasks_is_moved_when_asked_for(void **state)
{
        struct sim_world *w = promotion_world_of("0", NULL);
        struct sim_result r;

        (void)state;
        sim_run(w, "promote", "xy-0146-qa", "{'services': ['web', 'worker'], 'allow_zero': true}",
                &r);
        sim_assert_end(&r, RUN_SUCCEEDED);
        promotion_assert_done(w);
        sim_result_release(&r);
        sim_world_free(w);
}

static void a_service_of_codedeploy_is_refused(void **state)
{
        struct sim_world *w =
                promotion_world_of("2, 'deploymentController': {'type': 'CODE_DEPLOY'}", NULL);

        (void)state;
        assert_refused_early(w, SERVICES, "service web is deployed by CODE_DEPLOY");
        promotion_assert_before(w);
        sim_world_free(w);
}

/* An Express service: ECS makes its task definitions itself. */
static void an_express_service_is_refused(void **state)
{
        struct sim_world *w = promotion_world_of("2, 'resourceManagementType': 'ECS'", NULL);

        (void)state;
        assert_refused_early(w, SERVICES, "service web is an Express service");
        assert_int_equal(wire_count(w->transport, "UpdateService"), 0);
        promotion_assert_before(w);
        sim_world_free(w);
}

static void a_service_that_is_not_there_is_refused(void **state)
{
        struct sim_world *w = promotion_world(NULL);

        (void)state;
        assert_refused_early(w, "{'services': ['web', 'worker', 'wbe']}",
                             "no service wbe in cluster xy-0146-qa");
        assert_refused_early(w, "{'services': ['web', 'worker'], 'cluster': 'xy-0146'}", "xy-0146");
        promotion_assert_before(w);
        sim_world_free(w);
}

static void take_away_now(struct sim_world *w, void *arg)
{
        (void)arg;
        take_away(w);
}

static void a_service_on_its_way_out_is_refused(void **state)
{
        struct sim_world *w = promotion_world(NULL);

        (void)state;
        sim_do(w, take_away_now, NULL);
        assert_refused_early(w, SERVICES, "service web is ");
        promotion_assert_is(sim_databases(w), DEV "," OLD);
        promotion_assert_is(sim_parameter(w, "/xy-0146-qa/lock"), NULL);
        sim_world_free(w);
}

static void the_first_time_looks_early_too(void **state)
{
        struct sim_world *w = promotion_first_world();
        struct sim_result r;
        int64_t before = sim_mutating(w);

        (void)state;
        sim_run(w, "first-time", "xy-0146-qa", "{'services': ['web', 'wbe']}", &r);
        sim_assert_end(&r, RUN_REFUSED);
        sim_assert_told(&r, "no service wbe in cluster xy-0146-qa");
        assert_int_equal(sim_mutating(w), before);
        sim_result_release(&r);
        sim_world_free(w);
}

/* ECS rounds against us: with one task at 50 and 150 per cent it can do nothing; with two it can.
 */
static void a_service_that_ecs_could_never_move_is_refused(void **state)
{
        static const char half[] = "%d, 'deploymentConfiguration': {'minimumHealthyPercent': %d, "
                                   "'maximumPercent': %d}";
        static const struct {
                int desired, least, most;
                bool moved;
        } cases[] = {{1, 50, 150, false},
                     {2, 50, 150, true},
                     {1, 0, 100, true},
                     {1, 100, 200, true},
                     {3, 67, 133, false}};

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
                char *web = xasprintf(half, cases[i].desired, cases[i].least, cases[i].most);
                struct sim_world *w = promotion_world_of(web, NULL);
                int64_t mutating = sim_mutating(w);
                struct sim_result r;

                sim_run(w, "promote", "xy-0146-qa", SERVICES, &r);
                sim_assert_end(&r, cases[i].moved ? RUN_SUCCEEDED : RUN_REFUSED);
                if (!cases[i].moved) {
                        sim_assert_told(&r, "service web can't be moved");
                        assert_int_equal(sim_mutating(w), mutating);
                }
                sim_result_release(&r);
                sim_world_free(w);
                free(web);
        }
}

/* The update's answer, as often as `when` says. */
#define NO_DEFINITION(when)                                                                        \
        ", 'faults': [{'when': {'operation': 'UpdateService'" when "}, 'do': 'error',"             \
        " 'code': 'ClientException', 'message': 'TaskDefinition not found.', 'status': 400}]"

/* A revision just registered need not be seen at once by all of ECS. */
static void a_revision_not_seen_yet_is_waited_for(void **state)
{
        struct sim_world *w = promotion_world(NO_DEFINITION(", 'nth': 1, 'times': 4"));
        struct sim_result r;

        (void)state;
        sim_run(w, "promote", "xy-0146-qa", SERVICES, &r);
        sim_assert_end(&r, RUN_SUCCEEDED);
        promotion_assert_done(w);
        assert_int_equal(wire_count(w->transport, "UpdateService"), 6);
        sim_result_release(&r);
        sim_world_free(w);
}

/* Nor for ever. */
static void a_revision_that_is_not_there_is_told(void **state)
{
        struct sim_world *w = promotion_world(NO_DEFINITION(""));
        struct sim_result r;

        (void)state;
        sim_run(w, "promote", "xy-0146-qa", SERVICES, &r);
        sim_assert_end(&r, RUN_ROLLED_BACK);
        sim_assert_told(&r, "TaskDefinition not found");
        sim_result_release(&r);
        sim_world_free(w);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(ecs_own_rollback_is_recognised),
                cmocka_unit_test(a_breaker_without_rollback_is_taken_back_by_us),
                cmocka_unit_test(only_the_failed_deployment_is_told_about),
                cmocka_unit_test(a_promotion_with_a_breaker_is_rolled_back),
                cmocka_unit_test(a_deployment_that_hangs_times_out),
                cmocka_unit_test(a_cluster_that_starts_nothing_ends_incomplete),
                cmocka_unit_test(a_service_that_was_not_moved_is_not_waited_for),
                cmocka_unit_test(a_service_deleted_meanwhile_ends_incomplete),
                cmocka_unit_test(a_service_without_tasks_is_refused),
                cmocka_unit_test(a_service_without_tasks_is_moved_when_asked_for),
                cmocka_unit_test(a_service_of_codedeploy_is_refused),
                cmocka_unit_test(an_express_service_is_refused),
                cmocka_unit_test(a_service_that_is_not_there_is_refused),
                cmocka_unit_test(a_service_on_its_way_out_is_refused),
                cmocka_unit_test(the_first_time_looks_early_too),
                cmocka_unit_test(a_service_that_ecs_could_never_move_is_refused),
                cmocka_unit_test(a_revision_not_seen_yet_is_waited_for),
                cmocka_unit_test(a_revision_that_is_not_there_is_told),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
