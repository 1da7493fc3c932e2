/* BLUE_GREEN, LINEAR and CANARY: followed by their service deployments, there and back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/aws/ecs.h"
#include "engine/base/mem.h"
#include "stages/service_settings.h"
#include "tests/sim/helper_promotion.h"
#include "tests/sim/helper_tripwire.h"
#include "tests/sim/helper_wire.h"

#define BLUE_GREEN "2, 'deploymentConfiguration': {'strategy': 'BLUE_GREEN', 'bakeTimeInMinutes': 5"
#define PAUSE                                                                                      \
        ", 'lifecycleHooks': [{'targetType': 'PAUSE',"                                             \
        " 'lifecycleStages': ['POST_TEST_TRAFFIC_SHIFT']}]"
#define BAD_IMAGE "{'services': ['web', 'worker'], 'images': {'web': 'web:bad'}}"
#define HOOK "arn:aws:lambda:us-east-1:000000000000:function:check"
#define GOING_ON "{'services': ['web', 'worker'], 'continue_hooks': ['POST_TEST_TRAFFIC_SHIFT']}"

/* web as given; all must hold at every instant. */
static void promote(const char *web, const char *faults, const char *inputs, enum run_end end,
                    struct sim_world **world, struct sim_result *r)
{
        struct sim_world *w = promotion_world_of(web, faults);

        w->check = promotion_check;
        sim_run(w, "promote", "xy-0146-qa", inputs, r);
        if (r->end != end)
                print_message("%s %s\n%s\n", web, faults ? faults : "", text_str(&w->events));
        sim_assert_end(r, end);
        if (end == RUN_SUCCEEDED)
                promotion_assert_done(w);
        else
                promotion_assert_before(w);
        assert_string_equal(promotion_breaches(), "");
        *world = w;
}

static void succeeds(const char *web, const char *faults, const char *inputs, int64_t at_least)
{
        struct sim_result r;
        struct sim_world *w;

        promote(web, faults, inputs, RUN_SUCCEEDED, &w, &r);
        assert_true(loop_ticks(w->loop) >= at_least);
        sim_result_release(&r);
        sim_world_free(w);
}

static void traffic_is_shifted_by_each_strategy(void **state)
{
        (void)state;
        succeeds(BLUE_GREEN "}", NULL, SERVICES, 300000);
        succeeds("2, 'deploymentConfiguration': {'strategy': 'LINEAR', 'bakeTimeInMinutes': 2,"
                 " 'linearConfiguration': {'stepPercent': 25, 'stepBakeTimeInMinutes': 1}}",
                 NULL, SERVICES, 300000);
        succeeds("2, 'deploymentConfiguration': {'strategy': 'CANARY', 'bakeTimeInMinutes': 1,"
                 " 'canaryConfiguration': {'canaryPercent': 5, 'canaryBakeTimeInMinutes': 4}}",
                 NULL, SERVICES, 300000);
}

static void a_pause_is_continued_when_asked(void **state)
{
        struct sim_result r;
        struct sim_world *w;

        (void)state;
        promote(BLUE_GREEN PAUSE "}", NULL, GOING_ON, RUN_SUCCEEDED, &w, &r);
        assert_int_equal(wire_count(w->transport, "ContinueServiceDeployment"), 1);
        assert_non_null(strstr(text_str(&w->events), "intent wait - continue the deployment of "
                                                     "service web at POST_TEST_TRAFFIC_SHIFT"));
        sim_result_release(&r);
        sim_world_free(w);
}

/* Nobody continues it: the stage's time is up, and ECS takes the deployment back. */
static void a_pause_is_left_to_others(void **state)
{
        struct sim_result r;
        struct sim_world *w;

        (void)state;
        promote(BLUE_GREEN PAUSE "}", NULL, SERVICES, RUN_ROLLED_BACK, &w, &r);
        sim_assert_told(&r, "stage wait: not done within its time limit");
        assert_int_equal(wire_count(w->transport, "ContinueServiceDeployment"), 0);
        assert_int_equal(wire_count(w->transport, "StopServiceDeployment"), 1);
        sim_result_release(&r);
        sim_world_free(w);
}

static void a_bad_image_goes_back(void **state)
{
        struct sim_result r;
        struct sim_world *w;

        (void)state;
        promote(BLUE_GREEN "}", NULL, BAD_IMAGE, RUN_ROLLED_BACK, &w, &r);
        sim_assert_told(&r, "service web ");
        sim_assert_told(&r, "web exited 1");
        sim_result_release(&r);
        sim_world_free(w);
}

/* A hook of ECS's own, a function, says no: ECS goes back, and says why. */
static void a_failed_hook_is_told(void **state)
{
        struct sim_result r;
        struct sim_world *w;

        (void)state;
        promote(BLUE_GREEN ", 'lifecycleHooks': [{'hookTargetArn': '" HOOK "',"
                           " 'roleArn': 'arn:aws:iam::000000000000:role/hooks',"
                           " 'lifecycleStages': ['POST_SCALE_UP']}]}",
                ", 'hooks': {'" HOOK "': 'FAILED'}", SERVICES, RUN_ROLLED_BACK, &w, &r);
        sim_assert_told(&r, "service web does not get to ");
        sim_assert_told(&r, "its deployment is ROLLBACK_");
        sim_assert_told(&r, "ECS: ");
        /* ECS was on the way back already */
        assert_int_equal(wire_count(w->transport, "StopServiceDeployment"), 0);
        sim_result_release(&r);
        sim_world_free(w);
}

/* --- one service, and a stage after it that fails when it is told to --- */

#define MOVE(extra)                                                                                \
        "pipeline: move\n"                                                                         \
        "inputs:\n"                                                                                \
        "  account: { type: text, default: \"000000000000\" }\n"                                   \
        "  services: { type: list, default: [web] }\n"                                             \
        "stages:\n"                                                                                \
        "  register:\n"                                                                            \
        "    uses: task.register\n"                                                                \
        "    with: { services: \"${{ inputs.services }}\", images: { web: \"web:2\" } }\n"         \
        "  roll:\n"                                                                                \
        "    uses: service.roll\n"                                                                 \
        "    with:\n"                                                                              \
        "      services: \"${{ inputs.services }}\"\n"                                             \
        "      continue_hooks: [all]\n" extra                                                      \
        "      definitions: \"${{ stages.register.outputs.definitions }}\"\n"                      \
        "  wait:\n"                                                                                \
        "    uses: service.wait\n"                                                                 \
        "    with:\n"                                                                              \
        "      services: \"${{ inputs.services }}\"\n"                                             \
        "      continue_hooks: [all]\n"                                                            \
        "      definitions: \"${{ stages.register.outputs.definitions }}\"\n"                      \
        "      deployments: \"${{ stages.roll.outputs.deployments }}\"\n"                          \
        "      service_deployments: \"${{ stages.roll.outputs.service_deployments }}\"\n"          \
        "  after:\n"                                                                               \
        "    uses: identity.guard\n"                                                               \
        "    needs: [wait]\n"                                                                      \
        "    with: { account: \"${{ inputs.account }}\" }\n"

#define OTHER_ACCOUNT "{'account': '999999999999'}"

static void assert_web_on(struct sim_world *w, const char *end)
{
        char *definition = sim_service_definition(w, "xy-0146-qa", "web");

        if (!text_ends(definition, end))
                fail_msg("web is on %s", definition);
        free(definition);
}

/* What is complete goes back the way it came: shifted, baked and paused again. */
static void a_complete_deployment_goes_back_by_another(void **state)
{
        struct sim_world *w = promotion_world_of(BLUE_GREEN PAUSE "}", NULL);
        struct sim_result r;

        (void)state;
        sim_run(w, MOVE(""), "xy-0146-qa", OTHER_ACCOUNT, &r);
        sim_assert_end(&r, RUN_ROLLED_BACK);
        assert_web_on(w, "task-definition/web:1");
        assert_int_equal(wire_count(w->transport, "UpdateService"), 2);
        assert_int_equal(wire_count(w->transport, "ContinueServiceDeployment"), 2);
        assert_int_equal(wire_count(w->transport, "StopServiceDeployment"), 0);
        assert_true(loop_ticks(w->loop) >= 600000);
        sim_result_release(&r);
        sim_world_free(w);
}

/* web is paused on its way, and the worker is moved after that. */
static void serial_waits_for_each(void **state)
{
        static const char both[] = "{'services': ['web', 'worker']}";

        (void)state;
        for (int serial = 0; serial < 2; serial++) {
                struct sim_world *w = promotion_world_of(BLUE_GREEN PAUSE "}", NULL);
                struct sim_result r;
                const char *go_on, *worker;

                sim_run(w, serial ? MOVE("      order: serial\n") : MOVE(""), "xy-0146-qa", both,
                        &r);
                sim_assert_end(&r, RUN_SUCCEEDED);
                go_on = strstr(text_str(&w->events), " - continue the deployment of service web");
                worker = strstr(text_str(&w->events), "intent roll - move service worker");
                assert_non_null(go_on);
                assert_non_null(worker);
                assert_int_equal(go_on < worker, serial);
                sim_result_release(&r);
                sim_world_free(w);
        }
}

/* The worker is not touched when web does not come up. */
static void serial_stops_at_the_first_that_fails(void **state)
{
        struct sim_result r;
        struct sim_world *w;

        (void)state;
        promote("2", NULL,
                "{'services': ['web', 'worker'], 'images': {'web': 'web:bad'}, 'order': 'serial'}",
                RUN_ROLLED_BACK, &w, &r);
        sim_assert_told(&r, "stage roll: service web ");
        assert_null(strstr(text_str(&w->events), "move service worker"));
        sim_result_release(&r);
        sim_world_free(w);
}

static void begin_another(struct sim_world *w, void *arg)
{
        (void)arg;
        assert_int_equal(
                wire_call(
                        w->transport, "AmazonEC2ContainerServiceV20141113.UpdateService",
                        "{'cluster': 'xy-0146-qa', 'service': 'web', 'forceNewDeployment': true}"),
                200);
}

/* Going back would lead to what was before both. */
static void a_deployment_in_progress_is_waited_for(void **state)
{
        struct sim_world *w = promotion_world_of(BLUE_GREEN "}", NULL);
        struct sim_result r;
        int64_t before;

        (void)state;
        sim_do(w, begin_another, NULL);
        before = sim_mutating(w);
        sim_run(w, "promote", "xy-0146-qa", SERVICES, &r);
        assert_true(err_is(&r.err, ERR_REFUSED));
        sim_assert_told(&r, "service web has a deployment that is ");
        assert_int_equal(sim_mutating(w), before);
        sim_result_release(&r);
        sim_world_free(w);
}

static void the_plan_tells_the_strategy(void **state)
{
        struct sim_world *w = promotion_world_of(BLUE_GREEN PAUSE "}", NULL);
        struct text text = TEXT_INIT;

        (void)state;
        sim_plan(w, "promote", "xy-0146-qa", GOING_ON, &text);
        if (!strstr(text_str(&text),
                    "taskDefinition (known after register), deployment BLUE_GREEN, bakes 5m, "
                    "pauses at POST_TEST_TRAFFIC_SHIFT (continued by the run))"))
                fail_msg("%s", text_str(&text));
        text_release(&text);
        text = (struct text)TEXT_INIT;
        sim_plan(w, "promote", "xy-0146-qa", SERVICES, &text);
        assert_non_null(strstr(text_str(&text), "(to be continued by somebody else)"));
        text_release(&text);
        sim_world_free(w);
}

static void a_misspelt_stage_is_refused(void **state)
{
        struct sim_world *w = promotion_world_of(BLUE_GREEN PAUSE "}", NULL);
        int64_t before = sim_mutating(w);
        struct sim_result r;

        (void)state;
        sim_run(w, "promote", "xy-0146-qa",
                "{'services': ['web'], 'continue_hooks': ['POST_TEST_TRAFIC_SHIFT']}", &r);
        assert_int_equal(sim_mutating(w), before);
        sim_assert_told(&r, "\"POST_TEST_TRAFIC_SHIFT\" is no lifecycle stage");
        sim_result_release(&r);
        sim_world_free(w);
}

/* --- what a service is set to --- */

struct settings {
        struct json_object *service;
};

static void look_at_web(struct sim_world *w, void *arg)
{
        static const char *const names[] = {"web"};
        struct ecs_services services = {0};
        struct err err = ERR_INIT;

        if (!ecs_describe_services(w->aws, "xy-0146-qa", names, 1, &services, &err))
                fail_msg("%s", err_text(&err));
        ((struct settings *)arg)->service = json_object_get(services.items[0].raw);
        ecs_services_release(&services);
}

static void set_all(struct sim_world *w, void *arg)
{
        (void)arg;
        assert_int_equal(wire_call(w->transport,
                                   "AmazonEC2ContainerServiceV20141113.PutClusterCapacityProviders",
                                   "{'cluster': 'xy-0146-qa', 'capacityProviders': ['FARGATE',"
                                   " 'FARGATE_SPOT'], 'defaultCapacityProviderStrategy': []}"),
                         200);
        assert_int_equal(
                wire_call(w->transport, "AmazonEC2ContainerServiceV20141113.UpdateService",
                          "{'cluster': 'xy-0146-qa', 'service': 'web', 'capacityProviderStrategy':"
                          " [{'capacityProvider': 'FARGATE_SPOT', 'weight': 3, 'base': 1},"
                          " {'capacityProvider': 'FARGATE', 'weight': 1}],"
                          " 'propagateTags': 'TASK_DEFINITION', 'enableECSManagedTags': true,"
                          " 'enableExecuteCommand': true, 'forceNewDeployment': true}"),
                200);
}

/* Capacity providers, hooks, tags: UpdateService names none of them, and all stay. */
static void all_settings_stay(void **state)
{
        struct sim_world *w = promotion_world_of(BLUE_GREEN "}", NULL);
        struct settings before, after;
        struct strlist differ = {0};
        struct sim_result r;

        (void)state;
        sim_do(w, set_all, NULL);
        sim_pass(w, 1200000);
        sim_do(w, look_at_web, &before);
        sim_run(w, "promote", "xy-0146-qa", SERVICES, &r);
        sim_assert_end(&r, RUN_SUCCEEDED);
        sim_do(w, look_at_web, &after);
        service_settings_compare(before.service, after.service, &differ);
        for (size_t i = 0; i < differ.count; i++)
                print_message("%s differs\n", differ.items[i]);
        assert_int_equal(differ.count, 0);
        assert_int_equal(json_count(json_array(after.service, "capacityProviderStrategy")), 2);
        assert_string_equal(json_text(after.service, "propagateTags"), "TASK_DEFINITION");
        assert_null(strstr(text_str(&w->events), "changed with its task definition"));
        strlist_release(&differ);
        json_object_put(before.service);
        json_object_put(after.service);
        sim_result_release(&r);
        sim_world_free(w);
}

/* What a model of tomorrow may have: UpdateService is never given a configuration, so that nothing
 * that ECS alone knows of can be lost by sending back what was read - there and on the way back. */
static void members_nobody_knows_yet_stay(void **state)
{
        static const char web[] =
                "2, 'deploymentConfiguration': {'deploymentCircuitBreaker': {'enable': true,"
                " 'rollback': true, 'thresholdConfiguration': {'type': 'COUNT', 'value': 7}},"
                " 'settingOfTomorrow': {'on': true}, 'maximumPercent': 150}";
        static const char *const inputs[] = {SERVICES, BAD_IMAGE};

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(inputs); i++) {
                struct sim_world *w = promotion_world_of(web, NULL);
                struct settings before, after;
                struct json_object *was, *is;
                struct sim_result r;

                sim_do(w, look_at_web, &before);
                sim_run(w, "promote", "xy-0146-qa", inputs[i], &r);
                sim_assert_end(&r, i ? RUN_ROLLED_BACK : RUN_SUCCEEDED);
                sim_do(w, look_at_web, &after);
                was = json_get(before.service, "deploymentConfiguration");
                is = json_get(after.service, "deploymentConfiguration");
                assert_non_null(json_get(json_get(was, "deploymentCircuitBreaker"),
                                         "thresholdConfiguration"));
                assert_non_null(json_get(was, "settingOfTomorrow"));
                assert_true(json_same(was, is));
                assert_true(wire_count(w->transport, "UpdateService") > 1);
                assert_null(strstr(wire_last(w->transport, "UpdateService"),
                                   "deploymentConfiguration"));
                json_object_put(before.service);
                json_object_put(after.service);
                sim_result_release(&r);
                sim_world_free(w);
        }
}

/* --- answers that are lost, and cuts --- */

static const char *const losses[] = {"drop-before", "drop-after"};

static char *fault(const char *operation, int nth, const char *how)
{
        return xasprintf(", 'faults': [{'when': {'operation': '%s', 'nth': %d}, 'do': '%s'}]",
                         operation, nth, how);
}

static void a_lost_answer_changes_nothing(void **state)
{
        static const struct {
                const char *operation;
                int nth;
        } calls[] = {{"UpdateService", 1}, {"UpdateService", 2}, {"ContinueServiceDeployment", 1}};

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(calls) * ARRAY_LEN(losses); i++) {
                char *faults = fault(calls[i / 2].operation, calls[i / 2].nth, losses[i % 2]);

                succeeds(BLUE_GREEN PAUSE "}", faults, GOING_ON, 300000);
                free(faults);
        }
}

/* The deployment is paused when the time is up, so ECS takes it back: web by StopServiceDeployment,
 * the worker, which is complete, by UpdateService. */
static void a_lost_answer_in_undo_changes_nothing(void **state)
{
        static const struct {
                const char *operation;
                int nth;
        } calls[] = {{"StopServiceDeployment", 1}, {"UpdateService", 3}};

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(calls) * ARRAY_LEN(losses); i++) {
                char *faults = fault(calls[i / 2].operation, calls[i / 2].nth, losses[i % 2]);
                struct sim_result r;
                struct sim_world *w;

                promote(BLUE_GREEN PAUSE "}", faults, SERVICES, RUN_ROLLED_BACK, &w, &r);
                sim_result_release(&r);
                sim_world_free(w);
                free(faults);
        }
}

/* The way back of a complete blue/green deployment. */
static void a_lost_answer_on_the_way_back_changes_nothing(void **state)
{
        static const struct {
                const char *operation;
                int nth;
        } calls[] = {{"UpdateService", 2}, {"ContinueServiceDeployment", 2}};

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(calls) * ARRAY_LEN(losses); i++) {
                char *faults = fault(calls[i / 2].operation, calls[i / 2].nth, losses[i % 2]);
                struct sim_world *w = promotion_world_of(BLUE_GREEN PAUSE "}", faults);
                struct sim_result r;

                sim_run(w, MOVE(""), "xy-0146-qa", OTHER_ACCOUNT, &r);
                sim_assert_end(&r, RUN_ROLLED_BACK);
                assert_web_on(w, "task-definition/web:1");
                sim_result_release(&r);
                sim_world_free(w);
                free(faults);
        }
}

/* Cut off at each record of the journal, it ends the same: gone on with, or put back. */
static void cut_anywhere_it_ends_the_same(void **state)
{
        bool whole = false;
        int done = 0;

        (void)state;
        for (int n = 0; !whole; n++) {
                struct sim_world *w = promotion_world_of(BLUE_GREEN PAUSE "}", NULL);
                struct tripwire *trip = tripwire_new(w->store);
                struct sim_result r, again = {0};
                bool back = n % 2;

                w->setup.store = tripwire_store(trip);
                tripwire_arm(trip, n / 2 + 1);
                sim_run(w, MOVE(""), "xy-0146-qa", "{}", &r);
                whole = r.end == RUN_SUCCEEDED && !tripwire_cut(trip);
                tripwire_disarm(trip);
                if (!whole && r.id && back)
                        sim_rollback_cut(w, r.id, &again);
                else if (!whole && r.id)
                        sim_resume(w, r.id, &again);
                if (r.id && !whole && back && again.end == RUN_SUCCEEDED) {
                        done++;
                        back = false;
                }
                if (r.id && !whole) {
                        if (again.end != (back ? RUN_ROLLED_BACK : RUN_SUCCEEDED))
                                print_message("cut after %d records\n%s\n", n / 2 + 1,
                                              text_str(&w->events));
                        sim_assert_end(&again, back ? RUN_ROLLED_BACK : RUN_SUCCEEDED);
                        assert_web_on(w, back ? "task-definition/web:1" : "task-definition/web:2");
                        sim_result_release(&again);
                }
                sim_result_release(&r);
                sim_world_free(w);
                tripwire_free(trip);
        }
        assert_int_equal(done, 1); /* it lacked its end only */
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(traffic_is_shifted_by_each_strategy),
                cmocka_unit_test(a_pause_is_continued_when_asked),
                cmocka_unit_test(a_pause_is_left_to_others),
                cmocka_unit_test(a_bad_image_goes_back),
                cmocka_unit_test(a_failed_hook_is_told),
                cmocka_unit_test(a_complete_deployment_goes_back_by_another),
                cmocka_unit_test(serial_waits_for_each),
                cmocka_unit_test(serial_stops_at_the_first_that_fails),
                cmocka_unit_test(a_deployment_in_progress_is_waited_for),
                cmocka_unit_test(the_plan_tells_the_strategy),
                cmocka_unit_test(a_misspelt_stage_is_refused),
                cmocka_unit_test(all_settings_stay),
                cmocka_unit_test(members_nobody_knows_yet_stay),
                cmocka_unit_test(a_lost_answer_changes_nothing),
                cmocka_unit_test(a_lost_answer_in_undo_changes_nothing),
                cmocka_unit_test(a_lost_answer_on_the_way_back_changes_nothing),
                cmocka_unit_test(cut_anywhere_it_ends_the_same),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
