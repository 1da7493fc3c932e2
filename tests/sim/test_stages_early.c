/* What is refused before anything is made, and calls that are not made twice. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/base/mem.h"
#include "tests/sim/helper_promotion.h"
#include "tests/sim/helper_wire.h"

/* In place of those of promotion_world(): the active one is encrypted, the snapshots' source not.
 */
#define ENCRYPTED                                                                                  \
        ", 'databases': ["                                                                         \
        "{'id': '" DEV "', 'version': '15.4', 'user': 'app', 'password': 'dev-secret-1',"          \
        " 'database': 'app'},"                                                                     \
        "{'id': '" OLD "', 'version': '15.4', 'user': 'app', 'password': 'qa-secret-11',"          \
        " 'database': 'app', 'StorageEncrypted': true,"                                            \
        " 'tags': {'snaplift:stack': 'xy-0146-qa'}}]"

/* The same services, with containers of names of their own. */
#define CONTAINERS                                                                                 \
        ", 'task_definitions': ["                                                                  \
        "{'family': 'web', 'containerDefinitions': [{'name': 'web', 'image': 'web:1',"             \
        " 'memory': 64, 'environment': [{'name': 'DB_HOST', 'value': '{database:" OLD              \
        ":address}'}]}]},"                                                                         \
        "{'family': 'worker', 'containerDefinitions': [{'name': 'worker', 'image': 'web:1',"       \
        " 'memory': 64, 'environment': [{'name': 'DB_HOST', 'value': '{database:" OLD              \
        ":address}'}]}]}]"

/* A third service takes its address from Parameter Store. */
#define READER                                                                                     \
        ", 'task_definitions': ["                                                                  \
        "{'family': 'web', 'containerDefinitions': [{'name': 'web', 'image': 'web:1',"             \
        " 'memory': 64}]},"                                                                        \
        "{'family': 'worker', 'containerDefinitions': [{'name': 'web', 'image': 'web:1',"          \
        " 'memory': 64, 'secrets': [{'name': 'DB_HOST', 'valueFrom': '/xy-0146-qa/db/host'}]}]}]"

static struct sim_world *run(const char *more, const char *inputs, struct sim_result *r)
{
        struct sim_world *w = promotion_world(more);

        sim_run(w, "promote", "xy-0146-qa", inputs, r);
        return w;
}

static void assert_says(const struct sim_result *r, const char *words)
{
        if (!strstr(err_text(&r->err), words) && !(r->err.next && strstr(r->err.next, words)))
                fail_msg("\"%s\" is not in: %s; %s", words, err_text(&r->err),
                         r->err.next ? r->err.next : "");
}

static void encryption_is_not_lost_by_accident(void **state)
{
        struct sim_result r;
        struct sim_world *w = run(ENCRYPTED, SERVICES, &r);

        (void)state;
        /* the lock and the previous timestamp had been written, and are put back */
        sim_assert_end(&r, RUN_ROLLED_BACK);
        assert_says(&r, "snapshot latest is not encrypted and database " OLD " is");
        assert_int_equal(wire_count(w->transport, "RestoreDBInstanceFromDBSnapshot"), 0);
        promotion_assert_before(w);
        sim_result_release(&r);

        sim_run(w, "promote", "xy-0146-qa",
                "{'services': ['web', 'worker'], 'allow_unencrypted': true}", &r);
        sim_assert_end(&r, RUN_SUCCEEDED);
        assert_non_null(strstr(text_str(&w->events), "storage is not encrypted"));
        promotion_assert_done(w);
        sim_result_release(&r);
        sim_world_free(w);
}

static void an_image_is_for_the_service_that_has_the_container(void **state)
{
        struct sim_result r;
        struct sim_world *w = run(
                CONTAINERS, "{'services': ['web', 'worker'], 'images': {'worker': 'web:2'}}", &r);
        char *definition;

        (void)state;
        sim_assert_end(&r, RUN_SUCCEEDED);
        promotion_assert_done(w);
        definition = sim_service_definition(w, "xy-0146-qa", "worker");
        assert_non_null(strstr(definition, "task-definition/worker:2"));
        free(definition);
        assert_non_null(
                strstr(wire_last(w->transport, "RegisterTaskDefinition"), "\"image\":\"web:2\""));
        sim_result_release(&r);
        sim_world_free(w);
}

static void a_container_nobody_has_is_named_with_those_there_are(void **state)
{
        struct sim_result r;
        struct sim_world *w = run(
                CONTAINERS, "{'services': ['web', 'worker'], 'images': {'wroker': 'web:2'}}", &r);

        (void)state;
        sim_assert_end(&r, RUN_ROLLED_BACK);
        assert_says(&r, "no service has a container \"wroker\"; there are: web, worker");
        assert_says(&r, "did you mean \"worker\"?");
        /* what a run that looks first stops at before it restores anything */
        assert_true(err_is(&r.err, ERR_REFUSED));
        assert_int_equal(wire_count(w->transport, "RegisterTaskDefinition"), 0);
        sim_result_release(&r);
        sim_world_free(w);
}

static void who_reads_the_address_from_the_store_is_forgotten_too(void **state)
{
        struct sim_result r;
        struct sim_world *w = run(READER, "{'services': ['web']}", &r);

        (void)state;
        sim_assert_end(&r, RUN_REFUSED);
        assert_says(&r, "service worker in xy-0146-qa takes its database from /xy-0146-qa/db/host");
        assert_int_equal(sim_mutating(w), 0);
        sim_result_release(&r);
        sim_world_free(w);
}

static void a_plan_sees_the_forgotten_one(void **state)
{
        struct sim_world *w = promotion_world(NULL);
        struct text plan = TEXT_INIT;

        (void)state;
        sim_plan(w, "promote", "xy-0146-qa", "{'services': ['web']}", &plan);
        assert_non_null(strstr(text_str(&plan), "service worker in xy-0146-qa uses database " OLD));
        assert_int_equal(sim_mutating(w), 0);
        text_release(&plan);
        sim_world_free(w);
}

/* tests/bench/reasons has the whole list; here what must not come back. */
static void nothing_is_asked_twice(void **state)
{
        struct sim_result r;
        struct sim_world *w = run(NULL, SERVICES, &r);

        (void)state;
        sim_assert_end(&r, RUN_SUCCEEDED);
        assert_int_equal(wire_count(w->transport, "ListTaskDefinitions"), 0);
        /* the two live ones, in task.register: the new ones are known since they were made */
        assert_int_equal(wire_count(w->transport, "DescribeTaskDefinition"), 2);
        assert_int_equal(wire_count(w->transport, "RegisterTaskDefinition"), 2);
        sim_result_release(&r);
        sim_world_free(w);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(encryption_is_not_lost_by_accident),
                cmocka_unit_test(an_image_is_for_the_service_that_has_the_container),
                cmocka_unit_test(a_container_nobody_has_is_named_with_those_there_are),
                cmocka_unit_test(who_reads_the_address_from_the_store_is_forgotten_too),
                cmocka_unit_test(a_plan_sees_the_forgotten_one),
                cmocka_unit_test(nothing_is_asked_twice),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
