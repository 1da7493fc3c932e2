/* CloudWatch's alarms and ECS's deployments under them; EventBridge's rules; the CBOR wire. */
#include "tests/unit/standin/helper_cloud.h"

#include <string.h>

#include "engine/base/mem.h"

#define CW "GraniteServiceVersion20100801."
#define ECS "AmazonEC2ContainerServiceV20141113."

#define DEFINITION(image)                                                                          \
        "{'family':'web','containerDefinitions':[{'name':'app','image':'" image "',"               \
        "'memory':64}]}"

static const char seed[] =
        "{'jitter':0,'images':{'web:1':{},'web:2':{},'job':{'lasts':'5s'}},"
        "'alarms':[{'AlarmName':'errors','StateValue':'OK','MetricName':'e','Namespace':'n'}],"
        "'task_definitions':[" DEFINITION("web:1") "," DEFINITION(
                "web:2") ","
                         "{'family':'job','containerDefinitions':[{'name':'app','image':'job','"
                         "memory':64}]}],"
                         "'rules':[{'Name':'nightly','ScheduleExpression':'rate(1 "
                         "day)','every':'60s','Targets':"
                         "[{'Id':'a','Arn':'arn:aws:ecs:us-east-1:000000000000:cluster/qa',"
                         "'EcsParameters':{'TaskDefinitionArn':'job','TaskCount':2}}]}],"
                         "'clusters':[{'clusterName':'qa','services':[{'serviceName':'web','"
                         "taskDefinition':'web:1',"
                         "'desiredCount':1,'deploymentConfiguration':{'alarms':{'alarmNames':['"
                         "errors'],"
                         "'enable':true,'rollback':true}}}]}]}";

static void set_state(struct cloud *c, const char *state)
{
        json_object_put(cloud_json_ok(c, CW "SetAlarmState",
                                      "{'AlarmName':'errors','StateValue':'%s','StateReason':'x'}",
                                      state));
}

static void roll(struct cloud *c, const char *definition)
{
        json_object_put(cloud_json_ok(c, ECS "UpdateService",
                                      "{'cluster':'qa','service':'web','taskDefinition':'%s'}",
                                      definition));
}

/* The newest service deployment; the caller's. */
static struct json_object *release(struct cloud *c)
{
        struct json_object *list =
                cloud_json_ok(c, ECS "ListServiceDeployments", "{'cluster':'qa','service':'web'}");
        const char *arn = json_text(json_at(json_array(list, "serviceDeployments"), 0),
                                    "serviceDeploymentArn");
        struct json_object *out = cloud_json_ok(c, ECS "DescribeServiceDeployments",
                                                "{'serviceDeploymentArns':['%s']}", arn);
        struct json_object *r = json_object_get(json_at(json_array(out, "serviceDeployments"), 0));

        json_object_put(out);
        json_object_put(list);
        return r;
}

static void assert_release(struct cloud *c, const char *status, const char *alarms)
{
        struct json_object *r = release(c);

        assert_string_equal(json_text(r, "status"), status);
        assert_string_equal(json_text(json_get(r, "alarms"), "status"), alarms);
        json_object_put(r);
}

static void an_alarm_rolls_back(struct cloud *c)
{
        roll(c, "web:2");
        fiber_sleep(c->loop, 30 * 1000); /* steady, but still watched */
        assert_release(c, "IN_PROGRESS", "MONITORING");
        set_state(c, "ALARM");
        fiber_sleep(c->loop, 60 * 1000);
        assert_release(c, "ROLLBACK_SUCCESSFUL", "TRIGGERED");
        set_state(c, "OK");
        roll(c, "web:2");
        fiber_sleep(c->loop, 120 * 1000);
        assert_release(c, "SUCCESSFUL", "MONITORING_COMPLETE");
}

/* So that a fix can be deployed. */
static void one_that_was_red_before_is_ignored(struct cloud *c)
{
        set_state(c, "ALARM");
        roll(c, "web:2");
        fiber_sleep(c->loop, 30 * 1000);
        assert_release(c, "SUCCESSFUL", "DISABLED");
}

static void alarms(struct cloud *c)
{
        struct json_object *out;

        cloud_json_refused(c, "ResourceNotFound", CW "SetAlarmState",
                           "{'AlarmName':'none','StateValue':'OK','StateReason':''}");
        cloud_json_refused(c, "ResourceNotFound", CW "DeleteAlarms", "{'AlarmNames':['none']}");
        cloud_json_refused(c, "ValidationError", CW "PutMetricAlarm", "{'AlarmName':'x'}");
        out = cloud_json_ok(c, CW "DescribeAlarms", "{'StateValue':'OK'}");
        assert_int_equal(json_count(json_array(out, "MetricAlarms")), 1);
        json_object_put(out);
        out = cloud_json_ok(c, CW "DescribeAlarms", "{'StateValue':'ALARM'}");
        assert_int_equal(json_count(json_array(out, "MetricAlarms")), 0);
        json_object_put(out);
        json_object_put(cloud_json_ok(c, CW "DeleteAlarms", "{'AlarmNames':['errors']}"));
}

static struct http_response cbor(struct cloud *c, const char *operation, const char *body,
                                 size_t len)
{
        char *url = xasprintf("http://localhost/service/GraniteServiceVersion20100801/operation/%s",
                              operation);
        struct http_request request = {.method = "POST", .url = url, .body = body, .body_len = len};
        struct http_response response = {0};
        struct err err = ERR_INIT;

        http_headers_add(&request.headers, "smithy-protocol", "rpc-v2-cbor");
        if (!transport_perform(c->transport, &request, &response, &err))
                fail_msg("%s", err_text(&err));
        http_headers_release(&request.headers);
        free(url);
        return response;
}

static void cbor_is_spoken(struct cloud *c)
{
        /* {"AlarmNames": ["errors"]}, the list of no definite length */
        static const char asked[] = "\xa1\x6a"
                                    "AlarmNames"
                                    "\x9f\x66"
                                    "errors"
                                    "\xff";
        static const char missing[] = "\xa3\x69"
                                      "AlarmName"
                                      "\x61"
                                      "x"
                                      "\x6aStateValue"
                                      "\x62OK"
                                      "\x6bStateReason"
                                      "\x60";
        struct http_response r = cbor(c, "DescribeAlarms", asked, sizeof(asked) - 1);

        assert_int_equal(r.status, 200);
        /* a map of two, and the text itself */
        assert_int_equal((unsigned char)r.body.data[0], 0xa2);
        assert_non_null(memmem(r.body.data, r.body.len,
                               "\x69"
                               "AlarmName"
                               "\x66"
                               "errors",
                               17));
        http_response_release(&r);
        r = cbor(c, "SetAlarmState", missing, sizeof(missing) - 1);
        assert_int_equal(r.status, 404);
        assert_string_equal(http_headers_get(&r.headers, "x-amzn-query-error"),
                            "ResourceNotFound;Sender");
        http_response_release(&r);
        for (size_t len = 1; len < sizeof(asked) - 1; len++) { /* cut short anywhere */
                r = cbor(c, "DescribeAlarms", asked, len);
                assert_int_equal(r.status, 400);
                http_response_release(&r);
        }
}

static void a_rule_runs_its_tasks(struct cloud *c)
{
        struct json_object *out;

        fiber_sleep(c->loop, 61 * 1000);
        out = cloud_json_ok(c, ECS "ListTasks",
                            "{'cluster':'qa','startedBy':'events-rule/nightly'}");
        assert_int_equal(json_count(json_array(out, "taskArns")), 2);
        json_object_put(out);
        out = cloud_json_ok(c, "AWSEvents.ListRuleNamesByTarget",
                            "{'TargetArn':'arn:aws:ecs:us-east-1:000000000000:cluster/qa'}");
        assert_int_equal(json_count(json_array(out, "RuleNames")), 1);
        json_object_put(out);
        cloud_json_refused(c, "ValidationException", "AWSEvents.DeleteRule", "{'Name':'nightly'}");
        out = cloud_json_ok(c, "AWSEvents.RemoveTargets", "{'Rule':'nightly','Ids':['a','b']}");
        assert_int_equal(json_int(out, "FailedEntryCount"), 1);
        json_object_put(out);
        json_object_put(cloud_json_ok(c, "AWSEvents.DeleteRule", "{'Name':'nightly'}"));
        fiber_sleep(c->loop, 120 * 1000);
}

#define CASE(name)                                                                                 \
        static void test_##name(void **state)                                                      \
        {                                                                                          \
                (void)state;                                                                       \
                with_cloud(seed, name);                                                            \
        }
CASE(an_alarm_rolls_back)
CASE(one_that_was_red_before_is_ignored)
CASE(alarms)
CASE(cbor_is_spoken)
CASE(a_rule_runs_its_tasks)

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_an_alarm_rolls_back),
                cmocka_unit_test(test_one_that_was_red_before_is_ignored),
                cmocka_unit_test(test_alarms),
                cmocka_unit_test(test_cbor_is_spoken),
                cmocka_unit_test(test_a_rule_runs_its_tasks),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
