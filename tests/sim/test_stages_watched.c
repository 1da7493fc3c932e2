/* What watches a deployment and who comes later: red alarms, and tasks that EventBridge starts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/base/mem.h"
#include "tests/sim/helper_promotion.h"
#include "tests/sim/helper_wire.h"

#define WATCHED                                                                                    \
        "2, 'deploymentConfiguration': {'alarms': {'alarmNames': ['errors', 'nowhere'],"           \
        " 'enable': true, 'rollback': true}}"
#define ALARM(state)                                                                               \
        ", 'alarms': [{'AlarmName': 'errors', 'StateValue': '" state "', 'MetricName': 'e',"       \
        " 'Namespace': 'n'}]"
#define RULE_IN(cluster, definition, more)                                                         \
        ", 'rules': [{'Name': 'nightly', 'ScheduleExpression': 'rate(1 day)'" more ","             \
        " 'Targets': [{'Id': 'a', 'Arn': 'arn:aws:ecs:us-east-1:000000000000:cluster/" cluster     \
        "', 'EcsParameters': {'TaskDefinitionArn':"                                                \
        " 'arn:aws:ecs:us-east-1:000000000000:task-definition/" definition "'}}]}]"
#define RULE(definition, more) RULE_IN("xy-0146-qa", definition, more)
#define FAILS(when, code, message)                                                                 \
        ", 'faults': [{'when': {" when "}, 'do': 'error', 'code': '" code "', 'status': 400,"      \
        " 'message': '" message "'}]"
#define DENIED(operation) FAILS("'operation': '" operation "'", "AccessDeniedException", "not you")

static void assert_in(const char *text, const char *words)
{
        if (!strstr(text, words))
                fail_msg("\"%s\" is not in: %s", words, text);
}

static void refused(const char *web, const char *more, const char *inputs, const char *words)
{
        struct sim_world *w = promotion_world_of(web, more);
        int64_t before = sim_mutating(w);
        struct sim_result r;

        sim_run(w, "promote", "xy-0146-qa", inputs, &r);
        if (!err_is(&r.err, ERR_REFUSED))
                fail_msg("not refused: %s\n%s", err_text(&r.err), text_str(&w->events));
        assert_in(err_text(&r.err), words);
        assert_int_equal(sim_mutating(w), before);
        sim_result_release(&r);
        sim_world_free(w);
}

/* words: what the run's report has to say. */
static void done(const char *web, const char *more, const char *inputs, const char *words)
{
        struct sim_world *w = promotion_world_of(web, more);
        struct sim_result r;

        sim_run(w, "promote", "xy-0146-qa", inputs, &r);
        if (r.end != RUN_SUCCEEDED)
                print_message("%s\n", text_str(&w->events));
        sim_assert_end(&r, RUN_SUCCEEDED);
        promotion_assert_done(w);
        if (words)
                assert_in(text_str(&w->events), words);
        sim_result_release(&r);
        sim_world_free(w);
}

/* --- alarms --- */

static void a_red_alarm_is_named_first(void **state)
{
        (void)state;
        refused(WATCHED, ALARM("ALARM"), SERVICES,
                "service web: its deployment alarm errors is red already");
        done(WATCHED, ALARM("ALARM"), "{'services': ['web', 'worker'], 'allow_alarms': true}",
             "service web: its deployment alarm errors is red already");
}

static void a_green_one_is_not(void **state)
{
        (void)state;
        done(WATCHED, ALARM("OK"), SERVICES,
             "service web: its deployment alarm nowhere does not exist");
}

static void alarms_that_may_not_be_seen_are_reported(void **state)
{
        (void)state;
        done(WATCHED, ALARM("OK") DENIED("DescribeAlarms"), SERVICES,
             "could not look at the services' deployment alarms: cloudwatch DescribeAlarms: "
             "AccessDenied");
}

static void turn_red(struct sim_world *w, void *arg)
{
        (void)arg;
        assert_int_equal(wire_call(w->transport, "GraniteServiceVersion20100801.SetAlarmState",
                                   "{'AlarmName': 'errors', 'StateValue': 'ALARM',"
                                   " 'StateReason': 'too many'}"),
                         200);
}

static bool turned;

static void turn_red_soon(struct sim_world *w, struct json_object *cloud)
{
        (void)cloud;
        if (!turned && strstr(text_str(&w->events), "service web accepted")) {
                turned = true;
                turn_red(w, NULL);
        }
}

/* On the way: ECS goes back, and says which alarm it was. */
static void an_alarm_on_the_way_takes_it_back(void **state)
{
        struct sim_world *w = promotion_world_of(WATCHED, ALARM("OK"));
        struct sim_result r;

        (void)state;
        turned = false;
        w->check = turn_red_soon;
        sim_run(w, "promote", "xy-0146-qa", SERVICES, &r);
        sim_assert_end(&r, RUN_ROLLED_BACK);
        assert_true(turned);
        /* by the deployment's own word or by the service's event, whichever is seen first */
        if (!strstr(err_text(&r.err), "alarm errors was triggered"))
                assert_in(err_text(&r.err), "alarm detected: errors");
        promotion_assert_before(w);
        sim_result_release(&r);
        sim_world_free(w);
}

/* --- EventBridge --- */

#define REPORT "{'services': ['web', 'worker'], 'scheduled': 'report'}"
#define STRICT "{'services': ['web', 'worker'], 'unseen': 'refuse'}"

static void a_rule_that_would_use_it_is_found_first(void **state)
{
        (void)state;
        refused("2", RULE("web:1", ""), SERVICES,
                "database " OLD " would be used by rule nightly on bus default, which runs arn:aws:"
                "ecs:us-east-1:000000000000:task-definition/web:1");
        done("2", RULE("web:1", ""), REPORT, "database " OLD " would be used by rule nightly");
}

/* It takes the latest revision, which names the new database by then. */
static void a_rule_without_revision_moves_with_its_service(void **state)
{
        (void)state;
        done("2", RULE("web", ""), SERVICES, NULL);
}

static void a_disabled_rule_is_reported(void **state)
{
        (void)state;
        done("2", RULE("web:1", ", 'State': 'DISABLED'"), SERVICES,
             "which would use database " OLD "; the rule is disabled");
}

static void rules_that_may_not_be_seen(void **state)
{
        (void)state;
        done("2", DENIED("ListRuleNamesByTarget"), SERVICES,
             "could not look at EventBridge's rules: events ListRuleNamesByTarget: "
             "AccessDeniedException");
        refused("2", DENIED("ListRuleNamesByTarget"), STRICT,
                "could not look at EventBridge's rules");
        done("2", DENIED("ListSchedules"), SERVICES,
             "could not look at EventBridge Scheduler's schedules");
        refused("2", DENIED("ListSchedules"), STRICT,
                "could not look at EventBridge Scheduler's schedules");
}

/* A bus of the account's own: events, no schedules. */
#define ON_A_BUS                                                                                   \
        ", 'buses': ['quiet', 'orders'], 'rules': [{'Name': 'on-order', 'EventBusName': 'orders'," \
        " 'EventPattern': '{\\\"source\\\": [\\\"shop\\\"]}', 'Targets': [{'Id': 'a',"             \
        " 'Arn': 'arn:aws:ecs:us-east-1:000000000000:cluster/xy-0146-qa', 'EcsParameters':"        \
        " {'TaskDefinitionArn': 'arn:aws:ecs:us-east-1:000000000000:task-definition/web:1'}}]}]"

static void a_rule_on_another_bus_is_found(void **state)
{
        (void)state;
        refused("2", ON_A_BUS, SERVICES,
                "database " OLD " would be used by rule on-order on bus orders, which runs arn:aws:"
                "ecs:us-east-1:000000000000:task-definition/web:1");
        /* Only the default bus is known then, and a run says what it could not see. */
        done("2", ON_A_BUS DENIED("ListEventBuses"), SERVICES,
             "could not look at other event buses than the default one: events ListEventBuses: "
             "AccessDeniedException");
        refused("2", ON_A_BUS DENIED("ListEventBuses"), STRICT,
                "could not look at other event buses");
}

/* No AWS at all answers so: an endpoint that has no such operation has no buses either. */
static void an_endpoint_without_buses_has_none(void **state)
{
        (void)state;
        done("2", FAILS("'operation': 'ListEventBuses'", "UnknownOperationException", ""), STRICT,
             NULL);
}

static void all_is_seen_where_allowed(void **state)
{
        struct sim_world *w = promotion_world(NULL);
        struct sim_result r;

        (void)state;
        sim_run(w, "promote", "xy-0146-qa", STRICT, &r);
        sim_assert_end(&r, RUN_SUCCEEDED);
        assert_null(strstr(text_str(&w->events), "could not look"));
        assert_true(wire_count(w->transport, "ListEventBuses") > 0);
        assert_true(wire_count(w->transport, "ListTaskDefinitionFamilies") > 0);
        sim_result_release(&r);
        sim_world_free(w);
}

#define CLUSTER "arn:aws:ecs:us-east-1:000000000000:cluster/xy-0146-qa"
#define DEFINITION(name) "arn:aws:ecs:us-east-1:000000000000:task-definition/" name
#define ROLE "arn:aws:iam::000000000000:role/schedules"
#define SCHEDULE(name, state, target, more)                                                        \
        "{'Name': '" name "', 'GroupName': 'jobs', 'State': '" state "',"                          \
        " 'ScheduleExpression': 'rate(1 hour)', 'FlexibleTimeWindow': {'Mode': 'OFF'},"            \
        " 'Target': {'Arn': '" target "', 'RoleArn': '" ROLE "'" more "}}"
#define SCHEDULES(state, target, more)                                                             \
        ", 'schedules': [" SCHEDULE("hourly", state, target, more) ", " SCHEDULE(                  \
                "other", "ENABLED", "arn:aws:lambda:us-east-1:000000000000:function:f", "") "]"

static void with_schedule(const char *schedules, const char *refusal, const char *report)
{
        struct sim_world *w = promotion_world(schedules);
        struct sim_result r;

        sim_run(w, "promote", "xy-0146-qa", SERVICES, &r);
        if (refusal) {
                assert_true(err_is(&r.err, ERR_REFUSED));
                assert_in(err_text(&r.err), refusal);
        } else {
                sim_assert_end(&r, RUN_SUCCEEDED);
        }
        if (report)
                assert_in(text_str(&w->events), report);
        /* of the two schedules only the one that starts tasks is asked for */
        assert_true(wire_count(w->transport, "GetSchedule") > 0);
        assert_true(wire_count(w->transport, "GetSchedule") <=
                    wire_count(w->transport, "ListSchedules"));
        sim_result_release(&r);
        sim_world_free(w);
}

#define RUN_TASK "arn:aws:scheduler:::aws-sdk:ecs:runTask"
#define INPUT_OF(cluster)                                                                          \
        ", 'Input': '{\\\"Cluster\\\": \\\"" cluster                                               \
        "\\\", \\\"TaskDefinition\\\": \\\"worker:1\\\"}'"
#define TEMPLATED ", 'EcsParameters': {'TaskDefinitionArn': '" DEFINITION("worker:1") "'}"
#define OVERRIDDEN                                                                                 \
        ", 'EcsParameters': {'TaskDefinitionArn': '" DEFINITION(                                   \
                "worker") "'}, 'Input': '{\\\"x\\\": \\\"" OLD "\\\"}'"

static void schedules_are_found_too(void **state)
{
        static const char found[] = "database " OLD " would be used by schedule hourly";

        (void)state;
        with_schedule(SCHEDULES("ENABLED", CLUSTER, TEMPLATED), found, NULL);
        with_schedule(SCHEDULES("ENABLED", CLUSTER, OVERRIDDEN), found, NULL);
        with_schedule(SCHEDULES("DISABLED", CLUSTER, TEMPLATED), NULL,
                      "schedule hourly runs tasks which would use database " OLD);
        with_schedule(SCHEDULES("ENABLED", RUN_TASK, INPUT_OF("xy-0146-qa")), found, NULL);
        with_schedule(SCHEDULES("ENABLED", RUN_TASK, INPUT_OF("other")), NULL, NULL);
}

#define ECS_TARGET "AmazonEC2ContainerServiceV20141113."
#define ENLIST(family)                                                                             \
        "{'family': '" family "', 'containerDefinitions': [{'name': 'c', 'image': 'web:1',"        \
        " 'memory': 64, 'environment': [{'name': 'DB_HOST', 'value': '" OLD ".x.rds'}]}]}"

static void enlist(struct sim_world *w, void *arg)
{
        static const char *const families[] = {
                ENLIST("xy-0146-qa-console"),
                ENLIST("xy-0146-qa-gone"),
                ENLIST("xy-0146-qa-former"),
                ENLIST("another"),
        };

        (void)arg;
        for (size_t i = 0; i < ARRAY_LEN(families); i++)
                assert_int_equal(
                        wire_call(w->transport, ECS_TARGET "RegisterTaskDefinition", families[i]),
                        200);
        assert_int_equal(wire_call(w->transport, ECS_TARGET "DeregisterTaskDefinition",
                                   "{'taskDefinition': 'xy-0146-qa-former:1'}"),
                         200);
}

/* Somebody may run a task of it at any time: said, but no reason to keep the database. One of them
 * goes between being listed and being looked at. */
static void a_family_that_refers_to_it_is_reported(void **state)
{
        struct sim_world *w =
                promotion_world(FAILS("'operation': 'DescribeTaskDefinition',"
                                      " 'with': {'taskDefinition': 'xy-0146-qa-gone'}",
                                      "ClientException", "Unable to describe task definition."));
        struct sim_result r;

        (void)state;
        sim_do(w, enlist, NULL);
        sim_run(w, "promote", "xy-0146-qa", SERVICES, &r);
        sim_assert_end(&r, RUN_SUCCEEDED);
        assert_in(wire_last(w->transport, "ListTaskDefinitionFamilies"),
                  "\"familyPrefix\":\"xy-0146-qa\"");
        assert_in(text_str(&w->events),
                  "stage-report retire - the latest revision of task definition xy-0146-qa-console "
                  "refers to database " OLD);
        assert_null(strstr(text_str(&w->events), "xy-0146-qa-gone"));
        assert_null(strstr(text_str(&w->events), "xy-0146-qa-former"));
        assert_null(strstr(text_str(&w->events), "task definition another"));
        sim_result_release(&r);
        sim_world_free(w);
}

/* --- rules, and a promotion that is put back --- */

#define KEEPS "{'services': ['web', 'worker'], 'retire': false, 'clusters': ['others']}"

static void call_events(struct sim_world *w, const char *operation, const char *members)
{
        char *target = xasprintf("AWSEvents.%s", operation);

        assert_int_equal(wire_call(w->transport, target, members), 200);
        free(target);
}

static void disable_rule(struct sim_world *w, void *arg)
{
        (void)arg;
        call_events(w, "PutRule",
                    "{'Name': 'nightly', 'ScheduleExpression': 'rate(1 day)',"
                    " 'State': 'DISABLED'}");
}

static bool ruled;

/* After the promotion has been found to be one that may be put back. */
static void rule_soon(struct sim_world *w, struct json_object *cloud)
{
        (void)cloud;
        if (ruled || !strstr(text_str(&w->events), "deregister arn"))
                return;
        ruled = true;
        call_events(w, "PutRule", "{'Name': 'nightly', 'ScheduleExpression': 'rate(1 day)'}");
        call_events(w, "PutTargets",
                    "{'Rule': 'nightly', 'Targets': [{'Id': 'a', 'Arn':"
                    " 'arn:aws:ecs:us-east-1:000000000000:cluster/xy-0146-qa', 'RoleArn':"
                    " 'arn:aws:iam::000000000000:role/r', 'EcsParameters': {'TaskDefinitionArn':"
                    " 'arn:aws:ecs:us-east-1:000000000000:task-definition/web:2'}}]}");
}

/* The same for whoever puts it back, with the rule disabled; frees id. */
static void goes_on_without_the_rule(struct sim_world *w, char *id,
                                     void (*how)(struct sim_world *, const char *,
                                                 struct sim_result *))
{
        struct sim_result r;

        sim_do(w, disable_rule, NULL);
        how(w, id, &r);
        if (r.end != RUN_ROLLED_BACK)
                print_message("%s\n", text_str(&w->events));
        sim_assert_end(&r, RUN_ROLLED_BACK);
        promotion_assert_before(w);
        sim_result_release(&r);
        free(id);
        sim_world_free(w);
}

static void make_others(struct sim_world *w, void *arg)
{
        (void)arg;
        assert_int_equal(wire_call(w->transport, "AmazonEC2ContainerServiceV20141113.CreateCluster",
                                   "{'clusterName': 'others'}"),
                         200);
}

static struct sim_world *promoted(const char *more, char **id)
{
        struct sim_world *w = promotion_world_of("2", more);
        struct sim_result r;

        sim_do(w, make_others, NULL);
        sim_run(w, "promote", "xy-0146-qa", KEEPS, &r);
        sim_assert_end(&r, RUN_SUCCEEDED);
        *id = xstrdup(r.id);
        sim_result_release(&r);
        sim_pass(w, 24LL * 3600 * 1000);
        return w;
}

/* Said before anything is put back, and how to go on. */
static void keeps_the_promotion(const char *more)
{
        struct sim_result r;
        struct sim_world *w;
        int64_t before;
        char *id;

        w = promoted(more, &id);
        before = sim_mutating(w);
        sim_return(w, id, &r);
        if (!err_is(&r.err, ERR_REFUSED))
                fail_msg("not refused: %s\n%s", err_text(&r.err), text_str(&w->events));
        assert_in(err_text(&r.err), "database " NEW " would be used by rule nightly");
        assert_in(r.err.next, "or disable the rule");
        assert_null(strstr(r.err.next, "set scheduled"));
        assert_int_equal(sim_mutating(w), before);
        sim_result_release(&r);
        goes_on_without_the_rule(w, id, sim_return);
}

static void a_rule_that_uses_the_new_one_is_in_its_way(void **state)
{
        (void)state;
        keeps_the_promotion(RULE("web:2", ""));
        keeps_the_promotion(RULE_IN("others", "web:2", ""));
}

static void one_that_comes_meanwhile_keeps_the_database(void **state)
{
        struct sim_result r;
        struct sim_world *w;
        char *id;

        (void)state;
        ruled = false;
        w = promoted(NULL, &id);
        w->check = rule_soon;
        sim_return(w, id, &r);
        assert_true(ruled);
        sim_assert_end(&r, RUN_ROLLBACK_INCOMPLETE);
        sim_assert_told(&r, "database " NEW " would be used by rule nightly");
        promotion_assert_is(sim_databases(w), DEV "," OLD "," NEW);
        sim_result_release(&r);
        goes_on_without_the_rule(w, id, sim_rollback);
}

/* One that was never in use has nobody's data. */
static void a_candidate_that_fails_goes_all_the_same(void **state)
{
        struct sim_world *w = promotion_world_of("2", RULE("web:2", ""));
        struct sim_result r;

        (void)state;
        sim_run(w, "promote", "xy-0146-qa",
                "{'services': ['web', 'worker'], 'images': {'web': 'web:bad'}}", &r);
        sim_assert_end(&r, RUN_ROLLED_BACK);
        promotion_assert_before(w);
        sim_result_release(&r);
        sim_world_free(w);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(a_red_alarm_is_named_first),
                cmocka_unit_test(a_green_one_is_not),
                cmocka_unit_test(alarms_that_may_not_be_seen_are_reported),
                cmocka_unit_test(an_alarm_on_the_way_takes_it_back),
                cmocka_unit_test(a_rule_that_would_use_it_is_found_first),
                cmocka_unit_test(a_rule_without_revision_moves_with_its_service),
                cmocka_unit_test(a_disabled_rule_is_reported),
                cmocka_unit_test(rules_that_may_not_be_seen),
                cmocka_unit_test(a_rule_on_another_bus_is_found),
                cmocka_unit_test(an_endpoint_without_buses_has_none),
                cmocka_unit_test(all_is_seen_where_allowed),
                cmocka_unit_test(schedules_are_found_too),
                cmocka_unit_test(a_family_that_refers_to_it_is_reported),
                cmocka_unit_test(a_rule_that_uses_the_new_one_is_in_its_way),
                cmocka_unit_test(one_that_comes_meanwhile_keeps_the_database),
                cmocka_unit_test(a_candidate_that_fails_goes_all_the_same),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
