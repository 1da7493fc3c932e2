/* Service deployments, EventBridge's rules and CloudWatch's alarms: the bytes sent, answers read.
 */
#include <stdlib.h>
#include <string.h>

#include "helper_aws.h"

#include "engine/aws/cloudwatch.h"
#include "engine/aws/ecs_deployments.h"
#include "engine/aws/events.h"
#include "engine/aws/scheduler.h"
#include "engine/aws/watch.h"
#include "engine/base/mem.h"

static struct err err;
static bool ok;

static void done(struct fake *f)
{
        fake_free(f);
        err_clear(&err);
}

#define ARN "arn:aws:ecs:r:1:service-deployment/main/web/"
#define REVISION "arn:aws:ecs:r:1:service-revision/main/web/"

/* --- service deployments --- */

static struct ecs_service_deployments listed;

static void list(struct fake *f)
{
        ok = ecs_list_service_deployments(f->aws, "main", "web", *(int64_t *)f->arg, &listed, &err);
}

static void test_deployments_come_newest_first(void **state)
{
        struct fake *f = fake_new(NULL);
        int64_t after = 1795223230500;

        (void)state;
        f->arg = &after;
        fake_reply(f, 200,
                   "{\"nextToken\":\"n\",\"serviceDeployments\":["
                   "{\"serviceDeploymentArn\":\"" ARN "old\",\"status\":\"SUCCESSFUL\","
                   "\"createdAt\":1795223229.9},"
                   "{\"serviceDeploymentArn\":\"" ARN "two\",\"status\":\"SUCCESSFUL\","
                   "\"createdAt\":1795223230.5}]}");
        fake_reply(f, 200,
                   "{\"serviceDeployments\":[{\"serviceDeploymentArn\":\"" ARN
                   "three\",\"status\":\"ROLLBACK_FAILED\",\"statusReason\":\"no room\","
                   "\"targetServiceRevisionArn\":\"" REVISION "3\",\"createdAt\":1795223231.25}]}");
        fake_run(f, list);
        assert_true(ok);
        assert_string_equal(f->sent[0].target,
                            "AmazonEC2ContainerServiceV20141113.ListServiceDeployments");
        /* botocore writes times as whole seconds */
        assert_string_equal(f->sent[0].body, "{\"cluster\":\"main\",\"service\":\"web\","
                                             "\"createdAt\":{\"after\":1795223229},"
                                             "\"maxResults\":100}");
        assert_int_equal(listed.count, 2);
        assert_string_equal(listed.items[0].arn, ARN "three");
        assert_string_equal(listed.items[0].reason, "no room");
        assert_string_equal(listed.items[0].target, REVISION "3");
        assert_int_equal(listed.items[0].created, 1795223231250);
        assert_int_equal(ecs_deployment_phase(&listed.items[0]), ECS_DEPLOYMENT_FAILED);
        assert_string_equal(listed.items[1].arn, ARN "two");
        ecs_service_deployments_release(&listed);
        done(f);
}

static void test_all_deployments(void **state)
{
        struct fake *f = fake_new(NULL);
        int64_t after = 0;

        (void)state;
        f->arg = &after;
        fake_reply(f, 200, "{\"serviceDeployments\":[]}");
        fake_run(f, list);
        assert_true(ok);
        assert_string_equal(f->sent[0].body,
                            "{\"cluster\":\"main\",\"service\":\"web\",\"maxResults\":100}");
        assert_int_equal(listed.count, 0);
        done(f);
        f = fake_new(NULL);
        f->arg = &after;
        fake_reply(f, 200, "{}");
        fake_run(f, list);
        assert_false(ok);
        assert_int_equal(err.code, ERR_INVALID);
        done(f);
}

static struct ecs_service_deployment one;

static void look(struct fake *f)
{
        ok = watch_deployment(f->aws, ARN "1", &one, &err);
}

static void test_a_deployment_is_read(void **state)
{
        struct fake *f = fake_new(NULL);

        (void)state;
        fake_reply(f, 200,
                   "{\"failures\":[],\"serviceDeployments\":[{\"serviceDeploymentArn\":\"" ARN
                   "1\",\"serviceArn\":\"s\",\"status\":\"IN_PROGRESS\",\"statusReason\":\"why\","
                   "\"targetServiceRevision\":{\"arn\":\"" REVISION
                   "2\",\"requestedTaskCount\":4,\"runningTaskCount\":3,\"pendingTaskCount\":1,"
                   "\"requestedProductionTrafficWeight\":10.5},"
                   "\"lifecycleStage\":\"POST_TEST_TRAFFIC_SHIFT\",\"newMember\":{\"a\":[]},"
                   "\"createdAt\":1795223230.5,\"startedAt\":1795223231,\"updatedAt\":1795223232,"
                   "\"rollback\":{\"reason\":\"alarm\",\"serviceRevisionArn\":\"" REVISION "1\"},"
                   "\"deploymentConfiguration\":{\"strategy\":\"BLUE_GREEN\","
                   "\"bakeTimeInMinutes\":7},"
                   "\"deploymentCircuitBreaker\":{\"status\":\"MONITORING\",\"failureCount\":2,"
                   "\"threshold\":3},"
                   "\"alarms\":{\"status\":\"TRIGGERED\",\"alarmNames\":[\"a\",\"b\"],"
                   "\"triggeredAlarmNames\":[\"b\"]},"
                   "\"lifecycleHookDetails\":[{\"hookId\":\"h\",\"targetType\":\"PAUSE\","
                   "\"status\":\"AWAITING_ACTION\",\"expiresAt\":1795223290,"
                   "\"timeoutAction\":\"ROLLBACK\"}]}]}");
        fake_run(f, look);
        assert_true(ok);
        assert_string_equal(f->sent[0].body, "{\"serviceDeploymentArns\":[\"" ARN "1\"]}");
        assert_string_equal(one.arn, ARN "1");
        assert_string_equal(one.reason, "why");
        assert_string_equal(one.target, REVISION "2");
        assert_int_equal(one.requested, 4);
        assert_int_equal(one.running, 3);
        assert_int_equal(one.pending, 1);
        assert_string_equal(one.stage, "POST_TEST_TRAFFIC_SHIFT");
        assert_string_equal(one.strategy, "BLUE_GREEN");
        assert_int_equal(one.bake_minutes, 7);
        assert_int_equal(one.failures, 2);
        assert_int_equal(one.failures_allowed, 3);
        assert_int_equal(one.started, 1795223231000);
        assert_string_equal(one.rollback_reason, "alarm");
        assert_string_equal(one.rollback_target, REVISION "1");
        assert_int_equal(one.alarms.count, 1);
        assert_string_equal(one.alarms.items[0], "b");
        assert_int_equal(one.hook_count, 1);
        assert_string_equal(one.hooks[0].id, "h");
        assert_string_equal(one.hooks[0].kind, "PAUSE");
        assert_string_equal(one.hooks[0].timeout_action, "ROLLBACK");
        assert_int_equal(one.hooks[0].expires, 1795223290000);
        assert_int_equal(ecs_deployment_phase(&one), ECS_DEPLOYMENT_GOING);
        ecs_service_deployment_release(&one);
        done(f);
}

static void test_a_deployment_that_is_missing(void **state)
{
        struct fake *f = fake_new(NULL);

        (void)state;
        fake_reply(f, 200,
                   "{\"serviceDeployments\":[],\"failures\":[{\"arn\":\"" ARN
                   "1\",\"reason\":\"MISSING\"}]}");
        fake_run(f, look);
        assert_false(ok);
        assert_int_equal(err.code, ERR_NOT_FOUND);
        done(f);
}

static struct strlist revisions, definitions;

static void describe(struct fake *f)
{
        ok = ecs_describe_service_revisions(f->aws, &revisions, &definitions, &err);
}

static void test_revisions_name_their_definitions(void **state)
{
        struct fake *f = fake_new(NULL);

        (void)state;
        strlist_add(&revisions, REVISION "1");
        strlist_add(&revisions, REVISION "2");
        fake_reply(f, 200,
                   "{\"serviceRevisions\":[{\"serviceRevisionArn\":\"" REVISION
                   "2\",\"taskDefinition\":\"web:2\"},{\"serviceRevisionArn\":\"" REVISION
                   "1\",\"taskDefinition\":\"web:1\"}]}");
        fake_reply(f, 200,
                   "{\"serviceRevisions\":[{\"serviceRevisionArn\":\"" REVISION
                   "2\",\"taskDefinition\":\"web:2\"}],\"failures\":[{\"arn\":\"" REVISION
                   "1\",\"reason\":\"MISSING\"}]}");
        fake_run(f, describe);
        assert_true(ok);
        assert_string_equal(f->sent[0].body,
                            "{\"serviceRevisionArns\":[\"" REVISION "1\",\"" REVISION "2\"]}");
        assert_string_equal(definitions.items[0], "web:1");
        assert_string_equal(definitions.items[1], "web:2");
        strlist_release(&definitions);
        fake_run(f, describe);
        assert_false(ok);
        assert_int_equal(err.code, ERR_NOT_FOUND);
        assert_int_equal(definitions.count, 0);
        strlist_release(&revisions);
        done(f);
}

static void roll_back(struct fake *f)
{
        ok = ecs_rollback_service_deployment(f->aws, ARN "1", &err);
}

static void go_on(struct fake *f)
{
        ok = ecs_continue_service_deployment(f->aws, ARN "1", "h", &err);
}

/* Both change something: an answer that was lost is not asked for again. */
static void test_stopped_and_continued(void **state)
{
        static void (*const calls[])(struct fake * f) = {roll_back, go_on};
        static const char *const bodies[] = {
                "{\"stopType\":\"ROLLBACK\",\"serviceDeploymentArn\":\"" ARN "1\"}",
                "{\"hookId\":\"h\",\"action\":\"CONTINUE\",\"serviceDeploymentArn\":\"" ARN "1\"}",
        };

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(calls); i++) {
                struct fake *f = fake_new(NULL);

                fake_reply(f, 200, "{\"serviceDeploymentArn\":\"" ARN "1\"}");
                fake_no_answer(f, ERR_LOST);
                fake_json_error(f, 400, "ConflictException", "it has ended");
                fake_run(f, calls[i]);
                assert_true(ok);
                assert_string_equal(f->sent[0].body, bodies[i]);
                fake_run(f, calls[i]);
                assert_false(ok);
                assert_int_equal(err.code, ERR_LOST);
                assert_int_equal(f->sent_count, 2);
                fake_run(f, calls[i]);
                assert_int_equal(err.code, ERR_CONFLICT);
                done(f);
        }
}

/* --- EventBridge --- */

static struct strlist names;
static struct events_targets targets;
static char *rule_state;

static void look_at_rules(struct fake *f)
{
        ok = events_list_buses(f->aws, &names, &err);
        strlist_release(&names);
        ok = ok && events_list_rules_of_target(f->aws, "default", "arn:cluster", &names, &err) &&
             events_find_rule(f->aws, "default", "nightly", &rule_state, &err) &&
             events_list_targets(f->aws, "default", "nightly", &targets, &err);
}

static void test_rules_and_their_targets(void **state)
{
        static const char *const bodies[] = {
                "{\"Limit\":100}",
                "{\"TargetArn\":\"arn:cluster\",\"EventBusName\":\"default\",\"Limit\":100}",
                ("{\"TargetArn\":\"arn:cluster\",\"EventBusName\":\"default\",\"Limit\":100,"
                 "\"NextToken\":\"t\"}"),
                "{\"NamePrefix\":\"nightly\",\"EventBusName\":\"default\",\"Limit\":100}",
                "{\"Rule\":\"nightly\",\"EventBusName\":\"default\",\"Limit\":100}",
        };
        struct fake *f = fake_new(NULL);

        (void)state;
        fake_reply(f, 200, "{\"EventBuses\":[{\"Name\":\"other\"}]}");
        fake_reply(f, 200, "{\"RuleNames\":[\"nightly\"],\"NextToken\":\"t\"}");
        fake_reply(f, 200, "{\"RuleNames\":[\"hourly\"]}");
        fake_reply(f, 200,
                   "{\"Rules\":[{\"Name\":\"nightly2\",\"State\":\"DISABLED\"},"
                   "{\"Name\":\"nightly\",\"State\":\"ENABLED\"}]}");
        fake_reply(f, 200,
                   "{\"Targets\":[{\"Id\":\"1\",\"Arn\":\"arn:queue\"},{\"Id\":\"2\",\"Arn\":"
                   "\"arn:cluster\",\"EcsParameters\":{\"TaskDefinitionArn\":\"web:1\"},"
                   "\"Input\":\"{}\"}]}");
        fake_run(f, look_at_rules);
        assert_true(ok);
        for (size_t i = 0; i < ARRAY_LEN(bodies); i++)
                assert_string_equal(f->sent[i].body, bodies[i]);
        assert_string_equal(f->sent[0].url, "https://events.eu-central-1.amazonaws.com/");
        assert_string_equal(f->sent[0].target, "AWSEvents.ListEventBuses");
        assert_string_equal(f->sent[0].service, "events");
        assert_int_equal(names.count, 2);
        assert_string_equal(rule_state, "ENABLED");
        assert_int_equal(targets.count, 2);
        assert_null(targets.items[0].task_definition);
        assert_string_equal(targets.items[1].task_definition, "web:1");
        assert_string_equal(json_text(targets.items[1].raw, "Input"), "{}");
        events_targets_release(&targets);
        strlist_release(&names);
        free(rule_state);
        done(f);
}

/* --- Scheduler --- */

static struct scheduler_summaries schedules;
static struct json_object *schedule_target;

static void look_at_schedules(struct fake *f)
{
        ok = scheduler_list(f->aws, &schedules, &err) &&
             scheduler_get_target(f->aws, "default", "nightly", &schedule_target, &err);
}

/* REST: what is asked for is in the path, in the order of names, as signatures have it. */
static void test_schedules_and_their_targets(void **state)
{
        static const char *const urls[] = {
                "https://scheduler.eu-central-1.amazonaws.com/schedules?MaxResults=100",
                ("https://scheduler.eu-central-1.amazonaws.com/schedules?MaxResults=100"
                 "&NextToken=a%2Fb%3D"),
                "https://scheduler.eu-central-1.amazonaws.com/schedules/nightly?groupName=default",
        };
        struct fake *f = fake_new(NULL);

        (void)state;
        fake_reply(f, 200, "{\"NextToken\":\"a/b=\",\"Schedules\":[]}");
        fake_reply(f, 200,
                   "{\"NextToken\":null,\"Schedules\":[{\"Name\":\"nightly\",\"GroupName\":"
                   "\"default\",\"State\":\"ENABLED\",\"Target\":{\"Arn\":\"arn:cluster\"}}]}");
        fake_reply(f, 200, "{\"Name\":\"nightly\",\"Target\":{\"Arn\":\"arn:cluster\"}}");
        fake_run(f, look_at_schedules);
        assert_true(ok);
        for (size_t i = 0; i < ARRAY_LEN(urls); i++) {
                assert_string_equal(f->sent[i].url, urls[i]);
                assert_string_equal(f->sent[i].method, "GET");
                assert_string_equal(f->sent[i].body, "");
                assert_null(f->sent[i].content_type);
                assert_string_equal(f->sent[i].service, "scheduler");
        }
        assert_int_equal(schedules.count, 1);
        assert_string_equal(schedules.items[0].target, "arn:cluster");
        assert_string_equal(schedules.items[0].state, "ENABLED");
        assert_string_equal(json_text(schedule_target, "Arn"), "arn:cluster");
        json_object_put(schedule_target);
        scheduler_summaries_release(&schedules);
        done(f);
}

static void test_a_schedule_that_is_gone(void **state)
{
        struct fake *f = fake_new(NULL);

        (void)state;
        fake_reply(f, 200, "{\"Schedules\":[]}");
        fake_reply(f, 404, "{\"Message\":\"Schedule nightly does not exist.\"}");
        fake_header(f, "x-amzn-ErrorType", "ResourceNotFoundException");
        fake_run(f, look_at_schedules);
        assert_false(ok);
        assert_int_equal(err.code, ERR_NOT_FOUND);
        done(f);
}

/* --- CloudWatch --- */

static struct cloudwatch_alarms alarms;
static struct strlist wanted;

static void look_at_alarms(struct fake *f)
{
        ok = cloudwatch_describe_alarms(f->aws, &wanted, &alarms, &err);
}

static void test_alarms_of_both_kinds(void **state)
{
        struct fake *f = fake_new(NULL);

        (void)state;
        strlist_add(&wanted, "red one");
        strlist_add(&wanted, "sum");
        fake_xml(f, "DescribeAlarms",
                 "<CompositeAlarms/><MetricAlarms><member><AlarmName>red one</AlarmName>"
                 "<StateReason>too high</StateReason><Threshold>1.5</Threshold><StateValue>ALARM"
                 "</StateValue></member></MetricAlarms><NextToken>n</NextToken>");
        fake_xml(f, "DescribeAlarms",
                 "<CompositeAlarms><member><AlarmName>sum</AlarmName><StateValue>OK</StateValue>"
                 "</member></CompositeAlarms><MetricAlarms/>");
        fake_run(f, look_at_alarms);
        assert_true(ok);
        assert_string_equal(f->sent[0].url, "https://monitoring.eu-central-1.amazonaws.com/");
        assert_string_equal(f->sent[0].service, "monitoring");
        assert_string_equal(f->sent[0].body,
                            "Action=DescribeAlarms&Version=2010-08-01&AlarmNames.member.1=red%20one"
                            "&AlarmNames.member.2=sum&AlarmTypes.member.1=MetricAlarm"
                            "&AlarmTypes.member.2=CompositeAlarm&MaxRecords=100");
        assert_non_null(strstr(f->sent[1].body, "&NextToken=n"));
        assert_int_equal(alarms.count, 2);
        assert_string_equal(alarms.items[0].name, "red one");
        assert_string_equal(alarms.items[0].state, "ALARM");
        assert_string_equal(alarms.items[0].reason, "too high");
        assert_string_equal(alarms.items[1].state, "OK");
        cloudwatch_alarms_release(&alarms);
        done(f);
}

static void test_a_denied_look_says_what_to_allow(void **state)
{
        struct fake *f = fake_new(NULL);

        (void)state;
        fake_xml_error(f, 403, "AccessDenied", "no");
        fake_run(f, look_at_alarms);
        assert_false(ok);
        assert_int_equal(err.code, ERR_DENIED);
        assert_non_null(strstr(err_text(&err), "cloudwatch DescribeAlarms: AccessDenied"));
        assert_int_equal(alarms.count, 0);
        strlist_release(&wanted);
        done(f);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_deployments_come_newest_first),
                cmocka_unit_test(test_all_deployments),
                cmocka_unit_test(test_a_deployment_is_read),
                cmocka_unit_test(test_a_deployment_that_is_missing),
                cmocka_unit_test(test_revisions_name_their_definitions),
                cmocka_unit_test(test_stopped_and_continued),
                cmocka_unit_test(test_rules_and_their_targets),
                cmocka_unit_test(test_schedules_and_their_targets),
                cmocka_unit_test(test_a_schedule_that_is_gone),
                cmocka_unit_test(test_alarms_of_both_kinds),
                cmocka_unit_test(test_a_denied_look_says_what_to_allow),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
