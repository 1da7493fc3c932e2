/* Service deployments: their statuses, strategies, stages, hooks, stops; controllers; capacity. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "tests/unit/standin/helper_ecs.h"

#define DEFINITION(image)                                                                          \
        "{'family':'web','containerDefinitions':[{'name':'app','image':'" image "',"               \
        "'memory':64}]}"

static const char seed[] =
        "{'jitter':0,'durations':{'minute':60000},"
        "'images':{'web:1':{},'web:2':{},'web:bad':{'crash':true}},"
        "'hooks':{'arn:aws:lambda:us-east-1:000000000000:function:no':'FAILED'},"
        "'capacity':{'small':3},"
        "'capacity_providers':[{'name':'asg'}],"
        "'task_definitions':[" DEFINITION("web:1") "," DEFINITION("web:2") "," DEFINITION(
                "web:bad") "],"
                           "'clusters':[{'clusterName':'qa'},{'clusterName':'small'}]}";

struct world {
        struct loop *loop;
        struct standin *s;
};

static struct world begin(struct loop *loop, const char *configuration)
{
        struct world w = {loop, ecs_cloud(loop, seed, 1)};

        ecs_do(w.s, "CreateService",
               "{'cluster':'qa','serviceName':'web','taskDefinition':'web:1','desiredCount':2,"
               "'deploymentConfiguration':{%s}}",
               configuration);
        return w;
}

static struct json_object *service(struct world *w)
{
        return ecs_service_of(w->s, "qa", "web");
}

/* The release that is the service's newest; the caller's. */
static struct json_object *release(struct world *w)
{
        struct json_object *s = service(w);
        struct json_object *out =
                ecs_call(w->s, "DescribeServiceDeployments", "{'serviceDeploymentArns':['%s']}",
                         json_text(s, "currentServiceDeployment"));
        struct json_object *r = json_object_get(json_at(json_array(out, "serviceDeployments"), 0));

        json_object_put(out);
        json_object_put(s);
        return r;
}

static char *field(struct world *w, const char *name)
{
        struct json_object *r = release(w);
        char *text = xstrdup(json_text(r, name) ? json_text(r, name) : "");

        json_object_put(r);
        return text;
}

/* Asks every second; dies after limit seconds. */
static void until(struct world *w, const char *name, const char *value, int limit)
{
        for (int i = 0; i < limit; i++) {
                char *found = field(w, name);
                bool same = strcmp(found, value) == 0;

                if (!same && i == limit - 1)
                        fail_msg("%s is %s, not %s", name, found, value);
                free(found);
                if (same)
                        return;
                fiber_sleep(w->loop, 1000);
        }
}

static void assert_definition(struct world *w, const char *end)
{
        struct json_object *s = service(w);

        assert_true(text_ends(json_text(s, "taskDefinition"), end));
        assert_int_equal(json_count(json_array(s, "deployments")), 1);
        assert_int_equal(json_int(s, "runningCount"), 2);
        json_object_put(s);
}

static void update(struct world *w, const char *definition)
{
        ecs_do(w->s, "UpdateService", "{'cluster':'qa','service':'web','taskDefinition':'%s'}",
               definition);
}

static double weight(struct world *w)
{
        struct json_object *r = release(w);
        double percent =
                json_real(json_get(r, "targetServiceRevision"), "requestedProductionTrafficWeight");

        json_object_put(r);
        return percent;
}

static void stop(struct world *w, const char *type)
{
        char *arn = field(w, "serviceDeploymentArn");

        ecs_do(w->s, "StopServiceDeployment", "{'serviceDeploymentArn':'%s','stopType':'%s'}", arn,
               type);
        free(arn);
}

/* --- rolling --- */

static void rolling(struct loop *loop)
{
        struct world w = begin(loop, "");
        struct json_object *out, *r;

        until(&w, "status", "SUCCESSFUL", 60);
        update(&w, "web:2");
        r = release(&w);
        assert_string_equal(json_text(r, "status"), "PENDING");
        assert_null(json_text(r, "lifecycleStage"));
        assert_int_equal(json_count(json_array(r, "sourceServiceRevisions")), 1);
        json_object_put(r);
        until(&w, "status", "IN_PROGRESS", 2);
        until(&w, "status", "SUCCESSFUL", 90);
        assert_definition(&w, "web:2");
        out = ecs_call(w.s, "ListServiceDeployments", "{'cluster':'qa','service':'web'}");
        assert_int_equal(json_count(json_array(out, "serviceDeployments")), 2);
        json_object_put(out);
        out = ecs_call(w.s, "ListServiceDeployments",
                       "{'cluster':'qa','service':'web','status':['STOPPED']}");
        assert_int_equal(json_count(json_array(out, "serviceDeployments")), 0);
        json_object_put(out);
        standin_free(w.s);
}

static void a_newer_one_stops_the_older(struct loop *loop)
{
        struct world w = begin(loop, "");
        struct json_object *out;

        until(&w, "status", "SUCCESSFUL", 60);
        update(&w, "web:3");
        fiber_sleep(loop, 3000);
        update(&w, "web:2");
        out = ecs_call(w.s, "ListServiceDeployments", "{'cluster':'qa','service':'web'}");
        assert_string_equal(json_text(json_at(json_array(out, "serviceDeployments"), 1), "status"),
                            "STOPPED");
        json_object_put(out);
        until(&w, "status", "SUCCESSFUL", 90);
        standin_free(w.s);
}

static void the_breaker_rolls_back(struct loop *loop)
{
        struct world w = begin(loop, "'deploymentCircuitBreaker':{'enable':true,'rollback':true}");
        struct json_object *r;

        until(&w, "status", "SUCCESSFUL", 60);
        update(&w, "web:3");
        until(&w, "status", "ROLLBACK_IN_PROGRESS", 120);
        until(&w, "status", "ROLLBACK_SUCCESSFUL", 120);
        r = release(&w);
        assert_string_equal(json_text(json_get(r, "deploymentCircuitBreaker"), "status"),
                            "TRIGGERED");
        assert_non_null(json_get(r, "rollback"));
        json_object_put(r);
        assert_definition(&w, "web:1");
        standin_free(w.s);
}

static void a_user_rolls_back(struct loop *loop)
{
        struct world w = begin(loop, "");
        struct json_object *out;
        char *arn;

        until(&w, "status", "SUCCESSFUL", 60);
        update(&w, "web:2");
        fiber_sleep(loop, 3000);
        stop(&w, "ROLLBACK");
        until(&w, "status", "ROLLBACK_REQUESTED", 1);
        until(&w, "status", "ROLLBACK_SUCCESSFUL", 60);
        assert_definition(&w, "web:1");
        arn = field(&w, "serviceDeploymentArn");
        out = ecs_call(w.s, "StopServiceDeployment", "{'serviceDeploymentArn':'%s'}", arn);
        assert_string_equal(json_text(out, "error"), "ConflictException");
        json_object_put(out);
        free(arn);
        standin_free(w.s);
}

static void a_user_aborts(struct loop *loop)
{
        struct world w = begin(loop, "");
        struct json_object *s;

        until(&w, "status", "SUCCESSFUL", 60);
        update(&w, "web:3");
        fiber_sleep(loop, 3000);
        stop(&w, "ABORT");
        until(&w, "status", "STOP_REQUESTED", 1);
        until(&w, "status", "STOPPED", 60);
        s = service(&w);
        assert_string_equal(json_text(json_at(json_array(s, "deployments"), 0), "rolloutState"),
                            "FAILED");
        json_object_put(s);
        standin_free(w.s);
}

static void no_way_back_from_the_first(struct loop *loop)
{
        struct world w = begin(loop, "");

        fiber_sleep(loop, 1000);
        stop(&w, "ROLLBACK");
        until(&w, "status", "ROLLBACK_FAILED", 30);
        standin_free(w.s);
}

/* --- stages --- */

static void blue_green(struct loop *loop)
{
        static const char *const stages[] = {
                "PRE_SCALE_UP",
                "SCALE_UP",
                "POST_SCALE_UP",
                "TEST_TRAFFIC_SHIFT",
                "POST_TEST_TRAFFIC_SHIFT",
                "PRODUCTION_TRAFFIC_SHIFT",
                "POST_PRODUCTION_TRAFFIC_SHIFT",
                "BAKE_TIME",
                "CLEAN_UP",
        };
        struct world w = begin(loop, "'strategy':'BLUE_GREEN','bakeTimeInMinutes':5");
        struct json_object *s;

        until(&w, "status", "SUCCESSFUL", 120);
        update(&w, "web:2");
        for (size_t i = 0; i < ARRAY_LEN(stages); i++) {
                until(&w, "lifecycleStage", stages[i], 360);
                s = service(&w);
                if (i >= 2 && i < 8) { /* both are whole until the end */
                        assert_int_equal(json_int(s, "runningCount"), 4);
                        assert_int_equal(json_count(json_array(s, "deployments")), 2);
                }
                assert_true(text_ends(
                        json_text(json_at(json_array(s, "deployments"), 0), "taskDefinition"),
                        "web:2"));
                json_object_put(s);
                assert_true(i < 5 ? weight(&w) == 0 : i > 5 ? weight(&w) == 100 : true);
        }
        until(&w, "status", "SUCCESSFUL", 60);
        assert_definition(&w, "web:2");
        standin_free(w.s);
}

static void canary(struct loop *loop)
{
        struct world w = begin(loop, "'strategy':'CANARY','canaryConfiguration':"
                                     "{'canaryPercent':12.5,'canaryBakeTimeInMinutes':3}");

        until(&w, "status", "SUCCESSFUL", 120);
        update(&w, "web:2");
        until(&w, "lifecycleStage", "PRODUCTION_TRAFFIC_SHIFT", 60);
        fiber_sleep(loop, 2000);
        assert_true(weight(&w) == 12.5);
        fiber_sleep(loop, 170 * 1000);
        assert_true(weight(&w) == 12.5);
        until(&w, "status", "SUCCESSFUL", 60);
        assert_definition(&w, "web:2");
        standin_free(w.s);
}

static void linear_rolled_back_half_way(struct loop *loop)
{
        struct world w = begin(loop, "'strategy':'LINEAR','linearConfiguration':"
                                     "{'stepPercent':25,'stepBakeTimeInMinutes':1}");

        until(&w, "status", "SUCCESSFUL", 120);
        update(&w, "web:2");
        until(&w, "lifecycleStage", "PRODUCTION_TRAFFIC_SHIFT", 60);
        fiber_sleep(loop, 62 * 1000);
        assert_true(weight(&w) == 50);
        stop(&w, "ROLLBACK");
        until(&w, "status", "ROLLBACK_IN_PROGRESS", 10);
        assert_true(weight(&w) == 0);
        until(&w, "status", "ROLLBACK_SUCCESSFUL", 60);
        assert_definition(&w, "web:1");
        standin_free(w.s);
}

static void a_bad_green_never_gets_traffic(struct loop *loop)
{
        struct world w = begin(loop, "'strategy':'BLUE_GREEN','bakeTimeInMinutes':0,"
                                     "'deploymentCircuitBreaker':{'enable':true,'rollback':true}");

        until(&w, "status", "SUCCESSFUL", 120);
        update(&w, "web:3");
        until(&w, "lifecycleStage", "SCALE_UP", 20);
        until(&w, "status", "ROLLBACK_SUCCESSFUL", 120);
        assert_true(weight(&w) == 0);
        assert_definition(&w, "web:1");
        standin_free(w.s);
}

/* --- hooks --- */

#define PAUSED(stage, timeout)                                                                     \
        "'strategy':'BLUE_GREEN','bakeTimeInMinutes':0,'lifecycleHooks':[{'targetType':'PAUSE',"   \
        "'lifecycleStages':['" stage "']" timeout "}]"

static char *waiting_hook(struct world *w)
{
        struct json_object *r = release(w);
        struct json_object *hook = json_at(json_array(r, "lifecycleHookDetails"), 0);
        char *id;

        assert_string_equal(json_text(hook, "status"), "AWAITING_ACTION");
        assert_string_equal(json_text(hook, "targetType"), "PAUSE");
        id = xstrdup(json_text(hook, "hookId"));
        json_object_put(r);
        return id;
}

static void proceed(struct world *w, const char *action)
{
        char *arn = field(w, "serviceDeploymentArn"), *id = waiting_hook(w);

        ecs_do(w->s, "ContinueServiceDeployment",
               "{'serviceDeploymentArn':'%s','hookId':'%s','action':'%s'}", arn, id, action);
        free(arn);
        free(id);
}

static void a_pause_waits(struct loop *loop)
{
        struct world w = begin(loop, PAUSED("POST_TEST_TRAFFIC_SHIFT", ""));
        struct json_object *out;
        char *arn;

        until(&w, "lifecycleStage", "POST_TEST_TRAFFIC_SHIFT", 60);
        proceed(&w, "CONTINUE");
        until(&w, "status", "SUCCESSFUL", 60);
        update(&w, "web:2");
        until(&w, "lifecycleStage", "POST_TEST_TRAFFIC_SHIFT", 60);
        fiber_sleep(loop, 3600 * 1000);
        until(&w, "lifecycleStage", "POST_TEST_TRAFFIC_SHIFT", 1);
        arn = field(&w, "serviceDeploymentArn");
        out = ecs_call(w.s, "ContinueServiceDeployment",
                       "{'serviceDeploymentArn':'%s','hookId':'other'}", arn);
        assert_string_equal(json_text(out, "error"), "InvalidParameterException");
        json_object_put(out);
        free(arn);
        proceed(&w, "ROLLBACK");
        until(&w, "status", "ROLLBACK_SUCCESSFUL", 60);
        assert_definition(&w, "web:1");
        standin_free(w.s);
}

static void a_pause_has_an_end(struct loop *loop)
{
        struct world w = begin(loop, PAUSED("PRE_PRODUCTION_TRAFFIC_SHIFT",
                                            ",'timeoutConfiguration':{'timeoutInMinutes':10,"
                                            "'action':'CONTINUE'}"));

        until(&w, "lifecycleStage", "PRODUCTION_TRAFFIC_SHIFT", 60);
        until(&w, "lifecycleStage", "CLEAN_UP", 660);
        until(&w, "status", "SUCCESSFUL", 60);
        standin_free(w.s);
}

static void a_function_says_no(struct loop *loop)
{
        struct world w = begin(loop, "");

        until(&w, "status", "SUCCESSFUL", 60);
        ecs_do(w.s, "UpdateService",
               "{'cluster':'qa','service':'web','taskDefinition':'web:2',"
               "'deploymentConfiguration':{'strategy':'BLUE_GREEN','bakeTimeInMinutes':1,"
               "'lifecycleHooks':[{'hookTargetArn':"
               "'arn:aws:lambda:us-east-1:000000000000:function:no','roleArn':"
               "'arn:aws:iam::000000000000:role/x','lifecycleStages':['POST_SCALE_UP']}]}}");
        until(&w, "status", "ROLLBACK_SUCCESSFUL", 90);
        assert_definition(&w, "web:1");
        standin_free(w.s);
}

/* --- what is refused --- */

static void assert_refused(struct standin *s, const char *operation, const char *in,
                           const char *words)
{
        struct json_object *out = ecs_call(s, operation, "%s", in);

        assert_string_equal(json_text(out, "error"), "InvalidParameterException");
        if (!strstr(json_text(out, "message"), words))
                fail_msg("%s", json_text(out, "message"));
        json_object_put(out);
}

static void controllers(struct loop *loop)
{
        struct standin *s = ecs_cloud(loop, seed, 1);
        struct json_object *out;

        ecs_do(s, "CreateService",
               "{'cluster':'qa','serviceName':'cd','taskDefinition':'web:1','desiredCount':1,"
               "'deploymentController':{'type':'CODE_DEPLOY'}}");
        ecs_do(s, "CreateService",
               "{'cluster':'qa','serviceName':'ex','desiredCount':1,"
               "'deploymentController':{'type':'EXTERNAL'}}");
        assert_refused(s, "UpdateService",
                       "{'cluster':'qa','service':'cd','taskDefinition':'web:2'}",
                       "Unable to update task definition on services with a CODE_DEPLOY deployment "
                       "controller. Use AWS CodeDeploy to trigger a new deployment.");
        assert_refused(s, "UpdateService",
                       "{'cluster':'qa','service':'ex','taskDefinition':'web:2'}", "EXTERNAL");
        assert_refused(s, "CreateService", "{'cluster':'qa','serviceName':'no','desiredCount':1}",
                       "blank");
        ecs_do(s, "UpdateService", "{'cluster':'qa','service':'cd','desiredCount':2}");
        ecs_do(s, "UpdateService", "{'cluster':'qa','service':'ex','desiredCount':2}");
        fiber_sleep(loop, 60000);
        out = ecs_call(s, "DescribeTaskSets", "{'cluster':'qa','service':'cd'}");
        assert_string_equal(json_text(json_at(json_array(out, "taskSets"), 0), "stabilityStatus"),
                            "STEADY_STATE");
        json_object_put(out);
        out = ecs_service_of(s, "qa", "ex");
        assert_int_equal(json_count(json_array(out, "deployments")), 0);
        json_object_put(out);
        ecs_do(s, "DeleteService", "{'cluster':'qa','service':'ex','force':true}");
        standin_free(s);
}

static void odd_configurations(struct loop *loop)
{
        static const struct {
                const char *config, *words;
        } odd[] = {
                {"'strategy':'BLUE_GREEN'", "bakeTimeInMinutes"},
                {"'strategy':'BLUE_GREEN','bakeTimeInMinutes':1441", "1440"},
                {"'canaryConfiguration':{'canaryPercent':5}", "only valid"},
                {"'strategy':'LINEAR','linearConfiguration':{'stepPercent':2.9}", "stepPercent"},
                {"'strategy':'LINEAR','linearConfiguration':{'stepPercent':3.05}", "stepPercent"},
                {"'lifecycleHooks':[{'targetType':'PAUSE'}]", "lifecycleStages"},
                {"'lifecycleHooks':[{'lifecycleStages':['POST_SCALE_UP']}]", "hookTargetArn"},
        };
        struct standin *s = ecs_cloud(loop, seed, 1);

        for (size_t i = 0; i < ARRAY_LEN(odd); i++) {
                char *in = xasprintf("{'cluster':'qa','serviceName':'x','taskDefinition':'web:1',"
                                     "'deploymentConfiguration':{%s}}",
                                     odd[i].config);

                assert_refused(s, "CreateService", in, odd[i].words);
                free(in);
        }
        standin_free(s);
}

static void capacity(struct loop *loop)
{
        struct standin *s = ecs_cloud(loop, seed, 1);
        struct json_object *out;

        assert_refused(s, "RunTask",
                       "{'cluster':'qa','taskDefinition':'web:1','capacityProviderStrategy':"
                       "[{'capacityProvider':'none'}]}",
                       "was not found");
        assert_refused(s, "RunTask",
                       "{'cluster':'qa','taskDefinition':'web:1','capacityProviderStrategy':"
                       "[{'capacityProvider':'asg'}]}",
                       "not associated");
        ecs_do(s, "PutClusterCapacityProviders",
               "{'cluster':'qa','capacityProviders':['asg','FARGATE_SPOT'],"
               "'defaultCapacityProviderStrategy':[{'capacityProvider':'FARGATE_SPOT'}]}");
        out = ecs_call(s, "RunTask", "{'cluster':'qa','taskDefinition':'web:1'}");
        assert_string_equal(json_text(json_at(json_array(out, "tasks"), 0), "capacityProviderName"),
                            "FARGATE_SPOT");
        json_object_put(out);
        out = ecs_call(s, "RunTask", "{'cluster':'small','taskDefinition':'web:1','count':4}");
        assert_int_equal(json_count(json_array(out, "tasks")), 3);
        assert_int_equal(json_count(json_array(out, "failures")), 1);
        json_object_put(out);
        ecs_do(s, "CreateService",
               "{'cluster':'small','serviceName':'web','taskDefinition':'web:1',"
               "'desiredCount':1}");
        fiber_sleep(loop, 60000);
        out = ecs_service_of(s, "small", "web");
        assert_int_equal(json_int(out, "runningCount"), 0);
        assert_true(ecs_said(out, "was unable to place a task"));
        json_object_put(out);
        standin_free(s);
}

#define CASE(name)                                                                                 \
        static void test_##name(void **state)                                                      \
        {                                                                                          \
                (void)state;                                                                       \
                ecs_in_virtual_time(name);                                                         \
        }
CASE(rolling)
CASE(a_newer_one_stops_the_older)
CASE(the_breaker_rolls_back)
CASE(a_user_rolls_back)
CASE(a_user_aborts)
CASE(no_way_back_from_the_first)
CASE(blue_green)
CASE(canary)
CASE(linear_rolled_back_half_way)
CASE(a_bad_green_never_gets_traffic)
CASE(a_pause_waits)
CASE(a_pause_has_an_end)
CASE(a_function_says_no)
CASE(controllers)
CASE(odd_configurations)
CASE(capacity)

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_rolling),
                cmocka_unit_test(test_a_newer_one_stops_the_older),
                cmocka_unit_test(test_the_breaker_rolls_back),
                cmocka_unit_test(test_a_user_rolls_back),
                cmocka_unit_test(test_a_user_aborts),
                cmocka_unit_test(test_no_way_back_from_the_first),
                cmocka_unit_test(test_blue_green),
                cmocka_unit_test(test_canary),
                cmocka_unit_test(test_linear_rolled_back_half_way),
                cmocka_unit_test(test_a_bad_green_never_gets_traffic),
                cmocka_unit_test(test_a_pause_waits),
                cmocka_unit_test(test_a_pause_has_an_end),
                cmocka_unit_test(test_a_function_says_no),
                cmocka_unit_test(test_controllers),
                cmocka_unit_test(test_odd_configurations),
                cmocka_unit_test(test_capacity),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
