/* The service scheduler in virtual time: what a client sees while a service is moved. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/base/text.h"
#include "tests/unit/standin/helper_ecs.h"

#define CONTAINER(image)                                                                           \
        "[{'name':'app','image':'" image "','memory':64,'portMappings':[{'containerPort':8080}]}]"

/* One cluster, a service of `desired` tasks on web:1; web:2 is good, web:bad crashes. */
static const char seed_format[] =
        "{'region':'eu-central-1','account':'123456789012',"
        "'images':{'web:1':{},'web:2':{},'web:bad':{'crash':true,'exit':3},"
        "'web:sick':{'healthy':false}},"
        "'task_definitions':["
        "{'family':'web','containerDefinitions':" CONTAINER(
                "web:1") "},"
                         "{'family':'web','containerDefinitions':" CONTAINER(
                                 "web:2") "},"
                                          "{'family':'web','containerDefinitions':" CONTAINER(
                                                  "web:bad") "},"
                                                             "{'family':'web','"
                                                             "containerDefinitions'"
                                                             ":" CONTAINER(
                                                                     "web:none") "},"
                                                                                 "{'family':'"
                                                                                 "web','"
                                                                                 "containerDef"
                                                                                 "initions'"
                                                                                 ":" CONTAINER(
                                                                                         "web:"
                                                                                         "sic"
                                                                                         "k") "}],"
                                                                                              "'clu"
                                                                                              "ster"
                                                                                              "s':["
                                                                                              "{'"
                                                                                              "clus"
                                                                                              "terN"
                                                                                              "ame'"
                                                                                              ":'"
                                                                                              "qa',"
                                                                                              "'ser"
                                                                                              "vice"
                                                                                              "s':["
                                                                                              "{'"
                                                                                              "serv"
                                                                                              "iceN"
                                                                                              "ame'"
                                                                                              ":'"
                                                                                              "web'"
                                                                                              ",'"
                                                                                              "task"
                                                                                              "Defi"
                                                                                              "niti"
                                                                                              "on':"
                                                                                              "'web"
                                                                                              ":1',"
                                                                                              "'des"
                                                                                              "ired"
                                                                                              "Coun"
                                                                                              "t':"
                                                                                              "4,%s"
                                                                                              "'dep"
                                                                                              "loym"
                                                                                              "entC"
                                                                                              "onfi"
                                                                                              "gura"
                                                                                              "tion"
                                                                                              "':{'"
                                                                                              "mini"
                                                                                              "mumH"
                                                                                              "ealt"
                                                                                              "hyPe"
                                                                                              "rcen"
                                                                                              "t':%"
                                                                                              "d,'"
                                                                                              "maxi"
                                                                                              "mumP"
                                                                                              "erce"
                                                                                              "nt':"
                                                                                              "%d,"
                                                                                              "'dep"
                                                                                              "loym"
                                                                                              "entC"
                                                                                              "ircu"
                                                                                              "itBr"
                                                                                              "eake"
                                                                                              "r':{"
                                                                                              "'ena"
                                                                                              "ble'"
                                                                                              ":%s,"
                                                                                              "'rol"
                                                                                              "lbac"
                                                                                              "k':%"
                                                                                              "s}}}"
                                                                                              "]}]"
                                                                                              "}";

enum { LOOK_MS = 100, LONG_MS = 3600 * 1000 };

static const char balanced[] = "'loadBalancers':[{'targetGroupArn':'arn:aws:elasticloadbalancing:x:"
                               "1:targetgroup/web/1','containerName':'app','containerPort':8080}],";

static struct standin *cloud(struct loop *loop, const char *more, int min, int max, bool breaker,
                             bool rollback)
{
        char seed[4096];

        snprintf(seed, sizeof(seed), seed_format, more, min, max, breaker ? "true" : "false",
                 rollback ? "true" : "false");
        return ecs_cloud(loop, seed, 42);
}

static struct json_object *primary(struct json_object *service)
{
        return json_at(json_array(service, "deployments"), 0);
}

static const char *revision(struct json_object *of)
{
        return strrchr(json_text(of, "taskDefinition"), ':') + 1;
}

/* What was seen on the way: of tasks that are RUNNING or still being drained, and of all. */
struct seen {
        int64_t least_running, most_live;
};

static int64_t live_tasks(struct standin *s)
{
        struct json_object *out = ecs_call(s, "ListTasks", "{'cluster':'qa'}");
        int64_t n = (int64_t)json_count(json_array(out, "taskArns"));

        json_object_put(out);
        return n;
}

/* Tasks that serve: RUNNING and wanted. */
static int64_t serving(struct standin *s)
{
        struct json_object *state = json_object_new_object(), *tasks;
        int64_t n = 0;

        ecs_model_state(s, state);
        tasks = json_array(state, "tasks");
        for (size_t i = 0; i < json_count(tasks); i++)
                n += text_same(json_text(json_at(tasks, i), "lastStatus"), "RUNNING") &&
                     text_same(json_text(json_at(tasks, i), "desiredStatus"), "RUNNING");
        json_object_put(state);
        return n;
}

/* Until the PRIMARY deployment has that rollout state and there is one deployment (or the time is
 * up: NULL). */
static struct json_object *follow(struct standin *s, const char *rollout, size_t deployments,
                                  struct seen *seen)
{
        int64_t end = loop_ticks(s->loop) + LONG_MS;

        while (loop_ticks(s->loop) < end) {
                struct json_object *service = ecs_service_of(s, "qa", "web");
                int64_t running = serving(s), live = live_tasks(s);

                if (running < seen->least_running)
                        seen->least_running = running;
                if (live > seen->most_live)
                        seen->most_live = live;
                if (text_same(json_text(primary(service), "rolloutState"), rollout) &&
                    json_count(json_array(service, "deployments")) == deployments)
                        return service;
                json_object_put(service);
                fiber_sleep(s->loop, LOOK_MS);
        }
        return NULL;
}

static void seeded(struct loop *loop)
{
        struct standin *s = cloud(loop, "", 100, 200, true, true);
        struct json_object *service = ecs_service_of(s, "qa", "web");

        assert_true(ecs_stable(service));
        assert_int_equal(json_int(service, "runningCount"), 4);
        assert_string_equal(json_text(service, "status"), "ACTIVE");
        assert_string_equal(json_text(primary(service), "rolloutState"), "COMPLETED");
        assert_string_equal(revision(service), "1");
        assert_true(ecs_said(service, "(service web) has reached a steady state."));
        json_object_put(service);
        standin_free(s);
}

static void test_seeded_service_is_steady_at_once(void **state)
{
        (void)state;
        ecs_in_virtual_time(seeded);
}

static void roll(struct loop *loop, const char *more, int min, int max, int64_t least, int64_t most)
{
        struct standin *s = cloud(loop, more, min, max, true, true);
        struct seen seen = {100, 0};
        struct json_object *service;
        char *id;

        ecs_do(s, "UpdateService", "{'cluster':'qa','service':'web','taskDefinition':'web:2'}");
        service = ecs_service_of(s, "qa", "web");
        assert_int_equal(json_count(json_array(service, "deployments")), 2);
        assert_false(ecs_stable(service));
        assert_string_equal(json_text(primary(service), "rolloutState"), "IN_PROGRESS");
        assert_string_equal(revision(primary(service)), "2");
        id = strdup(json_text(primary(service), "id"));
        json_object_put(service);

        service = follow(s, "COMPLETED", 1, &seen);
        assert_non_null(service);
        assert_string_equal(json_text(primary(service), "id"), id);
        assert_true(ecs_stable(service));
        assert_string_equal(revision(service), "2");
        assert_int_equal(json_int(primary(service), "failedTasks"), 0);
        assert_true(ecs_said(service, "has started "));
        assert_true(ecs_said(service, "has stopped "));
        assert_true(ecs_said(service, "deployment completed."));
        assert_in_range(seen.least_running, least, 100);
        assert_in_range(seen.most_live, 4, most);
        json_object_put(service);
        free(id);
        standin_free(s);
}

static void roll_100_200(struct loop *loop)
{
        roll(loop, "", 100, 200, 4, 8);
}

static void roll_balanced(struct loop *loop)
{
        roll(loop, balanced, 100, 200, 4, 8);
}

static void roll_100_150(struct loop *loop)
{
        roll(loop, balanced, 100, 150, 4, 6);
}

static void roll_50_200(struct loop *loop) /* with room to start, nobody is stopped first */
{
        roll(loop, "", 50, 200, 4, 8);
}

static void roll_50_100(struct loop *loop)
{
        roll(loop, "", 50, 100, 2, 4);
}

static void roll_0_100(struct loop *loop)
{
        roll(loop, "", 0, 100, 0, 4);
}

static void roll_33_125(struct loop *loop) /* 1.32 is rounded up to 2, 5 stays 5 */
{
        roll(loop, "", 33, 125, 2, 5);
}

static void test_percentages_hold_at_every_moment(void **state)
{
        (void)state;
        ecs_in_virtual_time(roll_100_200);
        ecs_in_virtual_time(roll_balanced);
        ecs_in_virtual_time(roll_100_150);
        ecs_in_virtual_time(roll_50_200);
        ecs_in_virtual_time(roll_50_100);
        ecs_in_virtual_time(roll_0_100);
        ecs_in_virtual_time(roll_33_125);
}

static void breaks_with(struct loop *loop, const char *definition, const char *more)
{
        struct standin *s = cloud(loop, more, 100, 200, true, true);
        struct json_object *service = ecs_service_of(s, "qa", "web");
        struct seen seen = {100, 0};
        char *first = strdup(json_text(primary(service), "id"));

        json_object_put(service);
        ecs_do(s, "UpdateService", "{'cluster':'qa','service':'web','taskDefinition':'%s'}",
               definition);
        fiber_sleep(loop, 1);
        service = follow(s, "COMPLETED", 1, &seen);
        assert_non_null(service);
        /* stable for the waiter, and yet not what was asked for */
        assert_true(ecs_stable(service));
        assert_string_equal(revision(service), "1");
        assert_string_equal(json_text(primary(service), "id"), first);
        assert_true(ecs_said(service, "deployment failed: tasks failed to start."));
        assert_true(ecs_said(service, "rolling back to deployment ecs-svc/"));
        assert_int_equal(seen.least_running, 4);
        json_object_put(service);
        free(first);
        standin_free(s);
}

static void crashing(struct loop *loop)
{
        breaks_with(loop, "web:3", "");
}

static void not_there(struct loop *loop)
{
        breaks_with(loop, "web:4", "");
}

static void sick(struct loop *loop)
{
        breaks_with(loop, "web:5", balanced);
}

static void test_circuit_breaker_rolls_back(void **state)
{
        (void)state;
        ecs_in_virtual_time(crashing);
        ecs_in_virtual_time(not_there);
}

static void test_unhealthy_tasks_trip_the_breaker(void **state)
{
        (void)state;
        ecs_in_virtual_time(sick);
}

static void no_rollback(struct loop *loop)
{
        struct standin *s = cloud(loop, "", 100, 200, true, false);
        struct seen seen = {100, 0};
        struct json_object *service;

        ecs_do(s, "UpdateService", "{'cluster':'qa','service':'web','taskDefinition':'web:3'}");
        service = follow(s, "FAILED", 2, &seen);
        assert_non_null(service);
        assert_int_equal(json_int(primary(service), "failedTasks") >= 3, 1);
        assert_string_equal(json_text(primary(service), "rolloutStateReason"),
                            "ECS deployment circuit breaker: tasks failed to start.");
        assert_int_equal(seen.least_running, 4);
        json_object_put(service);
        /* nothing more is tried, nothing old is stopped */
        fiber_sleep(loop, 600000);
        service = ecs_service_of(s, "qa", "web");
        assert_int_equal(json_count(json_array(service, "deployments")), 2);
        assert_int_equal(live_tasks(s), 4);
        json_object_put(service);
        /* a good definition brings it back */
        ecs_do(s, "UpdateService", "{'cluster':'qa','service':'web','taskDefinition':'web:2'}");
        service = follow(s, "COMPLETED", 1, &seen);
        assert_non_null(service);
        assert_string_equal(revision(service), "2");
        json_object_put(service);
        standin_free(s);
}

static void test_circuit_breaker_without_rollback_stops_trying(void **state)
{
        (void)state;
        ecs_in_virtual_time(no_rollback);
}

static void throttled(struct loop *loop)
{
        struct standin *s = cloud(loop, "", 100, 200, false, false);
        struct json_object *service;
        int64_t early, late;

        ecs_do(s, "UpdateService", "{'cluster':'qa','service':'web','taskDefinition':'web:3'}");
        fiber_sleep(loop, 10 * 60000);
        service = ecs_service_of(s, "qa", "web");
        early = json_int(primary(service), "failedTasks");
        assert_true(early >= 4);
        assert_string_equal(json_text(primary(service), "rolloutState"), "IN_PROGRESS");
        assert_true(ecs_said(service, "is unable to consistently start tasks successfully"));
        json_object_put(service);
        fiber_sleep(loop, 10 * 60000);
        service = ecs_service_of(s, "qa", "web");
        late = json_int(primary(service), "failedTasks");
        assert_true(late - early < early); /* ever more rarely */
        json_object_put(service);
        assert_int_equal(serving(s), 4);
        standin_free(s);
}

static void test_without_breaker_it_is_tried_ever_more_rarely(void **state)
{
        (void)state;
        ecs_in_virtual_time(throttled);
}

static void scaled(struct loop *loop)
{
        struct standin *s = cloud(loop, "", 100, 200, true, true);
        struct seen seen = {100, 0};
        struct json_object *service = ecs_service_of(s, "qa", "web");
        char *id = strdup(json_text(primary(service), "id"));

        json_object_put(service);
        for (int count = 7; count >= 0; count -= 7) {
                ecs_do(s, "UpdateService", "{'cluster':'qa','service':'web','desiredCount':%d}",
                       count);
                service = ecs_service_of(s, "qa", "web");
                while (!ecs_stable(service)) {
                        json_object_put(service);
                        fiber_sleep(loop, LOOK_MS);
                        service = ecs_service_of(s, "qa", "web");
                }
                assert_string_equal(json_text(primary(service), "id"), id);
                assert_int_equal(json_int(service, "runningCount"), count);
                json_object_put(service);
        }
        ecs_do(s, "UpdateService",
               "{'cluster':'qa','service':'web','desiredCount':2,'forceNewDeployment':true}");
        service = follow(s, "COMPLETED", 1, &seen);
        assert_non_null(service);
        assert_string_not_equal(json_text(primary(service), "id"), id);
        json_object_put(service);
        free(id);
        standin_free(s);
}

static void test_a_count_alone_makes_no_deployment(void **state)
{
        (void)state;
        ecs_in_virtual_time(scaled);
}

static void deleted(struct loop *loop)
{
        struct standin *s = cloud(loop, "", 100, 200, true, true);
        struct json_object *out = ecs_call(s, "DeleteService", "{'cluster':'qa','service':'web'}");
        struct json_object *service;

        assert_string_equal(json_text(out, "error"), "InvalidParameterException");
        json_object_put(out);
        ecs_do(s, "DeleteService", "{'cluster':'qa','service':'web','force':true}");
        service = ecs_service_of(s, "qa", "web");
        assert_string_equal(json_text(service, "status"), "DRAINING");
        json_object_put(service);
        fiber_sleep(loop, 60000);
        service = ecs_service_of(s, "qa", "web");
        assert_string_equal(json_text(service, "status"), "INACTIVE");
        json_object_put(service);
        out = ecs_call(s, "UpdateService", "{'cluster':'qa','service':'web','desiredCount':1}");
        assert_string_equal(json_text(out, "error"), "ServiceNotActiveException");
        json_object_put(out);
        assert_int_equal(live_tasks(s), 0);
        ecs_do(s, "CreateService",
               "{'cluster':'qa','serviceName':'web','taskDefinition':'web','desiredCount':1}");
        standin_free(s);
}

static void test_deleted_service_drains_and_its_name_is_free_again(void **state)
{
        (void)state;
        ecs_in_virtual_time(deleted);
}

/* The same seed and the same calls give the same cloud, to the id and the millisecond. */
static char *history;

static void recorded(struct loop *loop)
{
        struct standin *s = cloud(loop, balanced, 100, 150, true, true);
        struct json_object *state = json_object_new_object();

        ecs_do(s, "UpdateService", "{'cluster':'qa','service':'web','taskDefinition':'web:3'}");
        fiber_sleep(loop, 300000);
        ecs_model_state(s, state);
        if (!history) {
                history = strdup(json_line(state));
        } else {
                assert_string_equal(history, json_line(state));
                free(history);
                history = NULL;
        }
        json_object_put(state);
        standin_free(s);
}

static void test_the_same_each_time(void **state)
{
        (void)state;
        ecs_in_virtual_time(recorded);
        ecs_in_virtual_time(recorded);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_seeded_service_is_steady_at_once),
                cmocka_unit_test(test_percentages_hold_at_every_moment),
                cmocka_unit_test(test_circuit_breaker_rolls_back),
                cmocka_unit_test(test_unhealthy_tasks_trip_the_breaker),
                cmocka_unit_test(test_circuit_breaker_without_rollback_stops_trying),
                cmocka_unit_test(test_without_breaker_it_is_tried_ever_more_rarely),
                cmocka_unit_test(test_a_count_alone_makes_no_deployment),
                cmocka_unit_test(test_deleted_service_drains_and_its_name_is_free_again),
                cmocka_unit_test(test_the_same_each_time),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
