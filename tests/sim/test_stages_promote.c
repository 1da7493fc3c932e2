/* promote.yml against the stand-in's pure model: the way it goes when all goes well, and again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/base/mem.h"
#include "tests/sim/helper_world.h"

#define OLD "xy-0146-qa-20261001000000"
#define NEW "xy-0146-qa-20261120000000"
#define DEV "xy-0146-dev-20260901000000"

/* A stack with its database and two services, and a lower tier with snapshots. */
#define WORLD                                                                                      \
        "{'databases': ["                                                                          \
        "{'id': '" DEV "', 'version': '15.4', 'user': 'app', 'password': 'dev-secret-1',"          \
        " 'database': 'app', 'tags': {'snaplift:stack': 'xy-0146-dev'}},"                          \
        "{'id': '" OLD "', 'version': '15.4', 'user': 'app', 'password': 'qa-secret-11',"          \
        " 'database': 'app', 'class': 'db.t4g.medium', 'multi_az': true, 'storage': 50,"           \
        " 'security_groups': ['sg-0000000a'], 'parameter_group': 'ours',"                          \
        " 'tags': {'snaplift:stack': 'xy-0146-qa', 'team': 'blue'}}],"                             \
        " 'snapshots': ["                                                                          \
        "{'id': 'older', 'of': '" DEV "', 'created': '2026-11-19T00:00:00Z'},"                     \
        "{'id': 'latest', 'of': '" DEV "', 'created': '2026-11-20T00:00:00Z'},"                    \
        "{'id': 'half', 'of': '" DEV "', 'created': '2026-11-20T12:00:00Z',"                       \
        " 'status': 'creating'}],"                                                                 \
        " 'parameters': ["                                                                         \
        "{'name': '/xy-0146-dev/db/active-timestamp', 'value': '20260901000000'},"                 \
        "{'name': '/xy-0146-qa/db/active-timestamp', 'value': '20261001000000'},"                  \
        "{'name': '/xy-0146-qa/db/host', 'value': 'old.host'},"                                    \
        "{'name': '/xy-0146-qa/db/port', 'value': '5432'},"                                        \
        "{'name': '/xy-0146-qa/db/name', 'value': 'app'},"                                         \
        "{'name': '/xy-0146-qa/db/user', 'value': 'app'},"                                         \
        "{'name': '/xy-0146-qa/db/password', 'type': 'SecureString', 'value': 'qa-secret-11'}],"   \
        " 'images': {'web:1': {}, 'web:2': {}, 'web:bad': {'crash': true}},"                       \
        " 'task_definitions': ["                                                                   \
        "{'family': 'web', 'containerDefinitions': [{'name': 'web', 'image': 'web:1',"             \
        " 'memory': 64, 'environment': [{'name': 'DB_HOST', 'value': '{database:" OLD              \
        ":address}'}, {'name': 'COLOUR', 'value': 'blue'}]}]},"                                    \
        "{'family': 'worker', 'containerDefinitions': [{'name': 'web', 'image': 'web:1',"          \
        " 'memory': 64, 'environment': [{'name': 'DB_HOST', 'value': '{database:" OLD              \
        ":address}'}]}]}],"                                                                        \
        " 'clusters': [{'clusterName': 'xy-0146-qa', 'services': ["                                \
        "{'serviceName': 'web', 'taskDefinition': 'web', 'desiredCount': 2},"                      \
        "{'serviceName': 'worker', 'taskDefinition': 'worker', 'desiredCount': 1}]}]%s}"

#define SERVICES "{'services': ['web', 'worker']}"

static struct sim_world *world(const char *more)
{
        char *seed = xasprintf(WORLD, more ? more : "");
        struct sim_world *w = sim_world_new(seed);

        free(seed);
        sim_pass(w, 120000);
        return w;
}

static void assert_is(char *found, const char *expected)
{
        if (expected)
                assert_non_null(found);
        if (expected)
                assert_string_equal(found, expected);
        else
                assert_null(found);
        free(found);
}

static void assert_as_before(struct sim_world *w)
{
        char *definition = sim_service_definition(w, "xy-0146-qa", "web");

        assert_is(sim_databases(w), DEV "," OLD);
        assert_is(sim_parameter(w, "/xy-0146-qa/db/active-timestamp"), "20261001000000");
        assert_is(sim_parameter(w, "/xy-0146-qa/db/host"), "old.host");
        assert_is(sim_parameter(w, "/xy-0146-qa/db/previous-timestamp"), NULL);
        assert_is(sim_parameter(w, "/xy-0146-qa/lock"), NULL);
        assert_non_null(strstr(definition, "task-definition/web:1"));
        free(definition);
}

static void assert_promoted(struct sim_world *w)
{
        char *snapshots;

        assert_is(sim_databases(w), DEV "," NEW);
        assert_is(sim_parameter(w, "/xy-0146-qa/db/active-timestamp"), "20261120000000");
        assert_is(sim_parameter(w, "/xy-0146-qa/db/previous-timestamp"), "20261001000000");
        assert_is(sim_parameter(w, "/xy-0146-qa/lock"), NULL);
        snapshots = sim_snapshots(w, OLD);
        assert_true(text_starts(snapshots, OLD "-final-2026"));
        free(snapshots);
}

static void lifts_and_then_finds_nothing_to_do(void **state)
{
        struct sim_world *w = world(NULL);
        struct sim_result r;
        int64_t mutating;

        (void)state;
        sim_run(w, "promote", "xy-0146-qa", SERVICES, &r);
        sim_assert_end(&r, RUN_SUCCEEDED);
        assert_promoted(w);
        assert_null(strstr(text_str(&w->events), "secret-1"));
        sim_result_release(&r);

        mutating = sim_mutating(w);
        sim_run(w, "promote", "xy-0146-qa", SERVICES, &r);
        sim_assert_end(&r, RUN_UNCHANGED);
        assert_int_equal(sim_mutating(w), mutating);
        assert_promoted(w);
        sim_result_release(&r);
        sim_world_free(w);
}

static void goes_the_same_way_each_time(void **state)
{
        char *first = NULL;

        (void)state;
        for (int n = 0; n < 2; n++) {
                struct sim_world *w = world(NULL);
                struct sim_result r;

                sim_run(w, "promote", "xy-0146-qa", SERVICES, &r);
                sim_assert_end(&r, RUN_SUCCEEDED);
                if (first)
                        assert_string_equal(first, text_str(&w->events));
                free(first);
                first = xstrdup(text_str(&w->events));
                sim_result_release(&r);
                sim_world_free(w);
        }
        free(first);
}

static void a_bad_image_is_rolled_back(void **state)
{
        struct sim_world *w = world(NULL);
        struct sim_result r;

        (void)state;
        sim_run(w, "promote", "xy-0146-qa",
                "{'services': ['web', 'worker'], 'images': {'web': 'web:bad'}}", &r);
        sim_assert_end(&r, RUN_ROLLED_BACK);
        assert_non_null(strstr(err_text(&r.err), "service web"));
        assert_as_before(w);
        sim_result_release(&r);

        /* and nothing is in the way of doing it right */
        sim_run(w, "promote", "xy-0146-qa", SERVICES, &r);
        sim_assert_end(&r, RUN_SUCCEEDED);
        assert_promoted(w);
        sim_result_release(&r);
        sim_world_free(w);
}

static void a_plan_changes_nothing(void **state)
{
        struct sim_world *w = world(NULL);
        int64_t mutating = sim_mutating(w);
        struct text plan = TEXT_INIT;

        (void)state;
        sim_plan(w, "promote", "xy-0146-qa", SERVICES, &plan);
        assert_int_equal(sim_mutating(w), mutating);
        assert_null(strstr(text_str(&plan), "! "));
        assert_non_null(strstr(text_str(&plan), "RestoreDBInstanceFromDBSnapshot " NEW));
        assert_non_null(strstr(text_str(&plan), "DeleteDBInstance " OLD));
        assert_null(strstr(text_str(&plan), "secret-1"));
        text_release(&plan);
        assert_as_before(w);
        sim_world_free(w);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(lifts_and_then_finds_nothing_to_do),
                cmocka_unit_test(goes_the_same_way_each_time),
                cmocka_unit_test(a_bad_image_is_rolled_back),
                cmocka_unit_test(a_plan_changes_nothing),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
