/* Master passwords that RDS makes and keeps in a secret of its own: the secret goes with its
 * database, so nothing may still refer to it then. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/aws/rds.h"
#include "engine/base/mem.h"
#include "tests/sim/helper_promotion.h"
#include "tests/sim/helper_wire.h"

#define MANAGED "{'services': ['web', 'worker'], 'managed_password': 'true'}"

/* The ARN of the secret that RDS keeps for it; the caller frees. NULL: none. */
static char *secret_of(struct sim_world *w, const char *id)
{
        struct json_object *cloud = standin_state(w->cloud);
        struct json_object *list = json_array(json_get(cloud, "rds"), "instances");
        char *arn = NULL;

        for (size_t i = 0; i < json_count(list); i++)
                if (text_same(json_text(json_at(list, i), "DBInstanceIdentifier"), id))
                        arn = xstrdup(json_text(json_get(json_at(list, i), "MasterUserSecret"),
                                                "SecretArn"));
        json_object_put(cloud);
        return arn;
}

/* The newest definition of web takes its password from the new database's own secret. */
static void assert_refers_to(struct sim_world *w, const char *arn)
{
        char *reference = xasprintf("%s:password::", arn);

        assert_non_null(wire_last(w->transport, "RegisterTaskDefinition"));
        if (!strstr(wire_last(w->transport, "RegisterTaskDefinition"), reference))
                fail_msg("%s is not in %s", reference,
                         wire_last(w->transport, "RegisterTaskDefinition"));
        free(reference);
}

static void promote(struct sim_world *w)
{
        struct sim_result r;
        char *arn;

        w->check = promotion_check;
        sim_run(w, "promote", "xy-0146-qa", MANAGED, &r);
        sim_assert_end(&r, RUN_SUCCEEDED);
        promotion_assert_done(w);
        assert_string_equal(promotion_breaches(), "");
        arn = secret_of(w, NEW);
        assert_non_null(arn);
        assert_refers_to(w, arn);
        free(arn);
        sim_result_release(&r);
}

static void a_promotion_on_it(void **state)
{
        struct sim_world *w = promotion_world(NULL);
        struct sim_result r;
        int64_t mutating;

        (void)state;
        promote(w);
        mutating = sim_mutating(w);
        sim_run(w, "promote", "xy-0146-qa", MANAGED, &r);
        sim_assert_end(&r, RUN_UNCHANGED);
        assert_int_equal(sim_mutating(w), mutating);
        sim_result_release(&r);
        sim_world_free(w);
}

static void with_the_request_or_its_answer_lost(void **state)
{
        static const char *const ways[] = {"drop-before", "drop-after"};

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(ways); i++) {
                char *fault = xasprintf(
                        ", 'faults': [{'when': {'operation': 'ModifyDBInstance', 'nth': 1}, "
                        "'do': '%s'}]",
                        ways[i]);
                struct sim_world *w = promotion_world(fault);

                promote(w);
                sim_world_free(w);
                free(fault);
        }
}

static void take_snapshot(struct sim_world *w, void *arg)
{
        struct rds_snapshot snapshot = {0};
        struct tags tags = {0};
        struct err err = ERR_INIT;

        (void)arg;
        if (!rds_create_snapshot(w->aws, "newest", DEV, &tags, &snapshot, &err))
                fail_msg("%s", err_text(&err));
        rds_snapshot_release(&snapshot);
}

static void start_report(struct sim_world *w, void *arg)
{
        char *definition = xasprintf(
                "{'family': 'report', 'containerDefinitions': [{'name': 'report', 'image': "
                "'web:1', "
                "'memory': 64, 'secrets': [{'name': 'PASSWORD', 'valueFrom': '%s:password::'}]}]}",
                (const char *)arg);

        assert_int_equal(wire_call(w->transport,
                                   "AmazonEC2ContainerServiceV20141113.RegisterTaskDefinition",
                                   definition),
                         200);
        assert_int_equal(wire_call(w->transport, "AmazonEC2ContainerServiceV20141113.CreateService",
                                   "{'cluster': 'xy-0146-qa', 'serviceName': 'report', "
                                   "'taskDefinition': 'report', 'desiredCount': 1}"),
                         200);
        free(definition);
}

/* A service that nobody moves has the secret, and nothing else, of the active database. */
static void its_secret_is_in_use(void **state)
{
        struct sim_world *w = promotion_world(NULL);
        char *arn, *databases;
        struct sim_result r;

        (void)state;
        promote(w);
        w->check = NULL;
        arn = secret_of(w, NEW);
        sim_do(w, start_report, arn);
        sim_do(w, take_snapshot, NULL);
        sim_pass(w, 600000);
        databases = sim_databases(w);
        sim_run(w, "promote", "xy-0146-qa", MANAGED, &r);
        if (r.end == RUN_SUCCEEDED || !strstr(err_text(&r.err), "report"))
                fail_msg("ended as %s: %s", run_end_name(r.end), err_text(&r.err));
        promotion_assert_is(sim_databases(w), databases);
        promotion_assert_is(secret_of(w, NEW), arn);
        free(databases);
        free(arn);
        sim_result_release(&r);
        sim_world_free(w);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(a_promotion_on_it),
                cmocka_unit_test(with_the_request_or_its_answer_lost),
                cmocka_unit_test(its_secret_is_in_use),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
