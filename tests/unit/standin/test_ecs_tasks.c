/* Definitions, one-off tasks, names, pages and tags, as a client of the ECS model sees them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/base/text.h"
#include "tests/unit/standin/helper_ecs.h"

static const char seed[] =
        "{'region':'eu-central-1','account':'123456789012','images':{'app:1':{},"
        "'job:1':{'lasts':'5s','exit':0,'commands':{'fail now':{'lasts':'2s','exit':7}}},"
        "'crash:1':{'crash':true,'exit':9}},"
        "'clusters':[{'clusterName':'qa'},{'clusterName':'other'}]}";

static const char job[] = "{'family':'job','containerDefinitions':[{'name':'job','image':'job:1',"
                          "'memory':64}]}";

static void expect_error(struct json_object *out, const char *code)
{
        assert_string_equal(json_text(out, "error") ? json_text(out, "error") : "none", code);
        json_object_put(out);
}

static struct json_object *task_of(struct standin *s, const char *arn)
{
        struct json_object *out =
                ecs_call(s, "DescribeTasks", "{'cluster':'qa','tasks':['%s']}", arn);
        struct json_object *task = json_object_get(json_at(json_array(out, "tasks"), 0));

        json_object_put(out);
        return task;
}

/* The task when it has stopped. */
static struct json_object *wait_stopped(struct standin *s, const char *arn)
{
        for (;;) {
                struct json_object *task = task_of(s, arn);

                assert_non_null(task);
                if (text_same(json_text(task, "lastStatus"), "STOPPED"))
                        return task;
                json_object_put(task);
                fiber_sleep(s->loop, 100);
        }
}

static char *run_one(struct standin *s, const char *more)
{
        struct json_object *out = ecs_call(s, "RunTask", "{'cluster':'qa',%s}", more);
        struct json_object *task = json_at(json_array(out, "tasks"), 0);
        char *arn;

        if (!task)
                fail_msg("RunTask: %s", json_line(out));
        assert_string_equal(json_text(task, "lastStatus"), "PROVISIONING");
        arn = strdup(json_text(task, "taskArn"));
        json_object_put(out);
        return arn;
}

static int64_t exit_code(struct json_object *task)
{
        struct json_object *c = json_at(json_array(task, "containers"), 0);

        return json_get(c, "exitCode") ? json_int(c, "exitCode") : -1;
}

static void kept_members(struct loop *loop)
{
        struct standin *s = ecs_cloud(loop, seed, 1);
        struct json_object *out, *d;

        /* a member that the model gives no meaning comes back as it went in */
        ecs_do(s, "RegisterTaskDefinition",
               "{'family':'web','cpu':'256','memory':'512','networkMode':'awsvpc',"
               "'requiresCompatibilities':['FARGATE'],'runtimePlatform':{'cpuArchitecture':'ARM64'}"
               ","
               "'ephemeralStorage':{'sizeInGiB':30},'tags':[{'key':'a','value':'b'}],"
               "'containerDefinitions':[{'name':'web','image':'app:1','dockerLabels':{'x':'y'},"
               "'ulimits':[{'name':'nofile','softLimit':1,'hardLimit':2}],"
               "'portMappings':[{'containerPort':80}],"
               "'secrets':[{'name':'P','valueFrom':'/p'}]}]}");
        out = ecs_call(s, "DescribeTaskDefinition", "{'taskDefinition':'web','include':['TAGS']}");
        d = json_get(out, "taskDefinition");
        assert_string_equal(json_text(d, "taskDefinitionArn"),
                            "arn:aws:ecs:eu-central-1:123456789012:task-definition/web:1");
        assert_string_equal(json_text(json_get(d, "runtimePlatform"), "cpuArchitecture"), "ARM64");
        assert_int_equal(json_int(json_get(d, "ephemeralStorage"), "sizeInGiB"), 30);
        assert_int_equal(json_count(json_array(out, "tags")), 1);
        assert_null(json_get(d, "tags"));
        d = json_at(json_array(d, "containerDefinitions"), 0);
        assert_string_equal(json_text(json_get(d, "dockerLabels"), "x"), "y");
        assert_int_equal(json_int(json_at(json_array(d, "portMappings"), 0), "hostPort"), 80);
        json_object_put(out);
        standin_free(s);
}

static void revisions(struct loop *loop)
{
        struct standin *s = ecs_cloud(loop, seed, 1);
        struct json_object *out, *d;

        for (int i = 0; i < 4; i++)
                ecs_do(s, "RegisterTaskDefinition", "%s", job);
        ecs_do(s, "RegisterTaskDefinition",
               "{'family':'job-2','containerDefinitions':[{'name':'x','image':'job:1',"
               "'memory':4}]}");
        ecs_do(s, "DeregisterTaskDefinition", "{'taskDefinition':'job:4'}");
        out = ecs_call(s, "ListTaskDefinitions",
                       "{'familyPrefix':'job','sort':'DESC','maxResults':2}");
        assert_int_equal(json_count(json_array(out, "taskDefinitionArns")), 2);
        assert_true(
                text_ends(json_object_get_string(json_at(json_array(out, "taskDefinitionArns"), 0)),
                          "/job:3"));
        d = ecs_call(s, "ListTaskDefinitions",
                     "{'familyPrefix':'job','sort':'DESC','maxResults':2,'nextToken':'%s'}",
                     json_text(out, "nextToken"));
        assert_int_equal(json_count(json_array(d, "taskDefinitionArns")), 1);
        assert_null(json_text(d, "nextToken"));
        json_object_put(d);
        json_object_put(out);

        out = ecs_call(s, "DescribeTaskDefinition", "{'taskDefinition':'job:4'}");
        assert_string_equal(json_text(json_get(out, "taskDefinition"), "status"), "INACTIVE");
        json_object_put(out);
        out = ecs_call(s, "DescribeTaskDefinition", "{'taskDefinition':'job'}");
        assert_int_equal(json_int(json_get(out, "taskDefinition"), "revision"), 3);
        json_object_put(out);
        /* a number that was given is never given again */
        out = ecs_call(s, "RegisterTaskDefinition", "%s", job);
        assert_int_equal(json_int(json_get(out, "taskDefinition"), "revision"), 5);
        json_object_put(out);
        expect_error(ecs_call(s, "DescribeTaskDefinition", "{'taskDefinition':'none'}"),
                     "ClientException");
        expect_error(ecs_call(s, "RunTask", "{'cluster':'qa','taskDefinition':'job:4'}"),
                     "ClientException");
        expect_error(ecs_call(s, "DeregisterTaskDefinition", "{'taskDefinition':'job:99'}"),
                     "ClientException");
        standin_free(s);
}

static void test_definitions_keep_what_they_are_given(void **state)
{
        (void)state;
        ecs_in_virtual_time(kept_members);
}

static void test_revisions_of_a_family(void **state)
{
        (void)state;
        ecs_in_virtual_time(revisions);
}

static void one_off(struct loop *loop)
{
        struct standin *s = ecs_cloud(loop, seed, 2);
        struct json_object *task, *again;
        char *arn, *second;

        ecs_do(s, "RegisterTaskDefinition", "%s", job);
        arn = run_one(s, "'taskDefinition':'job','clientToken':'t1','startedBy':'me'");
        second = run_one(s, "'taskDefinition':'job','clientToken':'t1','startedBy':'me'");
        assert_string_equal(arn, second); /* the same token: the same task */
        free(second);
        expect_error(ecs_call(s, "RunTask",
                              "{'cluster':'qa','taskDefinition':'job','clientToken':'t1'}"),
                     "ConflictException");
        again = ecs_call(s, "ListTasks", "{'cluster':'qa','startedBy':'me','family':'job'}");
        assert_int_equal(json_count(json_array(again, "taskArns")), 1);
        json_object_put(again);
        task = wait_stopped(s, arn);
        assert_int_equal(exit_code(task), 0);
        assert_string_equal(json_text(task, "stopCode"), "EssentialContainerExited");
        assert_string_equal(json_text(task, "desiredStatus"), "STOPPED");
        json_object_put(task);
        free(arn);

        arn = run_one(s, "'taskDefinition':'job','overrides':{'containerOverrides':[{'name':'job',"
                         "'command':['fail','now']}]}");
        task = wait_stopped(s, arn);
        assert_int_equal(exit_code(task), 7);
        json_object_put(task);
        /* stopped tasks are there for an hour */
        fiber_sleep(loop, 3500 * 1000);
        task = task_of(s, arn);
        assert_non_null(task);
        json_object_put(task);
        fiber_sleep(loop, 200 * 1000);
        again = ecs_call(s, "DescribeTasks", "{'cluster':'qa','tasks':['%s']}", arn);
        assert_string_equal(json_text(json_at(json_array(again, "failures"), 0), "reason"),
                            "MISSING");
        json_object_put(again);
        free(arn);
        standin_free(s);
}

static void test_one_off_tasks_end_and_are_forgotten(void **state)
{
        (void)state;
        ecs_in_virtual_time(one_off);
}

static void failing(struct loop *loop)
{
        struct standin *s = ecs_cloud(loop, seed, 3);
        struct json_object *task;
        char *arn;

        ecs_do(s, "RegisterTaskDefinition",
               "{'family':'none','containerDefinitions':[{'name':'x','image':'none:1',"
               "'memory':4}]}");
        ecs_do(s, "RegisterTaskDefinition",
               "{'family':'secret','containerDefinitions':[{'name':'x','image':'app:1','memory':4,"
               "'secrets':[{'name':'P','valueFrom':'/not/there'}]}]}");
        ecs_do(s, "RegisterTaskDefinition",
               "{'family':'crash','containerDefinitions':[{'name':'x','image':'crash:1',"
               "'memory':4}]}");
        arn = run_one(s, "'taskDefinition':'none'");
        task = wait_stopped(s, arn);
        assert_string_equal(json_text(task, "stopCode"), "TaskFailedToStart");
        assert_true(text_starts(json_text(task, "stoppedReason"), "CannotPullContainerError:"));
        assert_int_equal(exit_code(task), -1);
        json_object_put(task);
        free(arn);
        arn = run_one(s, "'taskDefinition':'secret'");
        task = wait_stopped(s, arn);
        assert_true(text_starts(json_text(task, "stoppedReason"),
                                "ResourceInitializationError: unable to pull secrets"));
        json_object_put(task);
        free(arn);
        arn = run_one(s, "'taskDefinition':'crash'");
        task = wait_stopped(s, arn);
        assert_int_equal(exit_code(task), 9);
        json_object_put(task);
        free(arn);
        standin_free(s);
}

static void test_tasks_that_cannot_start_say_why(void **state)
{
        (void)state;
        ecs_in_virtual_time(failing);
}

static void stopping(struct loop *loop)
{
        struct standin *s = ecs_cloud(loop, seed, 4);
        struct json_object *task;
        char *arn;

        ecs_do(s, "RegisterTaskDefinition",
               "{'family':'app','containerDefinitions':[{'name':'x','image':'app:1','memory':4}]}");
        arn = run_one(s, "'taskDefinition':'app'");
        fiber_sleep(loop, 60000);
        task = task_of(s, arn);
        assert_string_equal(json_text(task, "lastStatus"), "RUNNING");
        json_object_put(task);
        ecs_do(s, "StopTask", "{'cluster':'qa','task':'%s','reason':'enough'}", arn);
        ecs_do(s, "StopTask", "{'cluster':'qa','task':'%s','reason':'again'}", arn);
        task = wait_stopped(s, arn);
        assert_string_equal(json_text(task, "stopCode"), "UserInitiated");
        assert_string_equal(json_text(task, "stoppedReason"), "enough");
        json_object_put(task);
        expect_error(ecs_call(s, "StopTask", "{'cluster':'other','task':'%s'}", arn),
                     "InvalidParameterException");
        free(arn);
        standin_free(s);
}

static void test_stop_task(void **state)
{
        (void)state;
        ecs_in_virtual_time(stopping);
}

static void names(struct loop *loop)
{
        struct standin *s = ecs_cloud(loop, seed, 5);
        struct json_object *out;

        expect_error(ecs_call(s, "ListServices", "{'cluster':'nowhere'}"),
                     "ClusterNotFoundException");
        expect_error(ecs_call(s, "DescribeServices", "{'cluster':'qa','services':[]}"),
                     "InvalidParameterException");
        expect_error(ecs_call(s, "DescribeServices",
                              "{'cluster':'qa','services':['1','2','3','4','5','6','7','8','9',"
                              "'10','11']}"),
                     "InvalidParameterException");
        expect_error(ecs_call(s, "UpdateService", "{'cluster':'qa','service':'none'}"),
                     "ServiceNotFoundException");
        expect_error(ecs_call(s, "CreateService",
                              "{'cluster':'qa','serviceName':'a','taskDefinition':'none'}"),
                     "ClientException");
        expect_error(ecs_call(s, "ListTasks", "{'cluster':'qa','nextToken':'invented'}"),
                     "InvalidParameterException");
        out = ecs_call(s, "DescribeServices", "{'cluster':'qa','services':['none']}");
        assert_string_equal(json_text(json_at(json_array(out, "failures"), 0), "reason"),
                            "MISSING");
        assert_string_equal(json_text(json_at(json_array(out, "failures"), 0), "arn"),
                            "arn:aws:ecs:eu-central-1:123456789012:service/qa/none");
        json_object_put(out);
        out = ecs_call(s, "DescribeClusters", "{'clusters':['qa','none']}");
        assert_int_equal(json_count(json_array(out, "clusters")), 1);
        assert_int_equal(json_count(json_array(out, "failures")), 1);
        json_object_put(out);

        ecs_do(s, "RegisterTaskDefinition", "%s", job);
        for (int i = 0; i < 12; i++)
                ecs_do(s, "CreateService",
                       "{'cluster':'qa','serviceName':'s%d','taskDefinition':'job'}", i);
        expect_error(ecs_call(s, "CreateService",
                              "{'cluster':'qa','serviceName':'s1','taskDefinition':'job'}"),
                     "InvalidParameterException");
        out = ecs_call(s, "ListServices", "{'cluster':'qa'}");
        assert_int_equal(json_count(json_array(out, "serviceArns")), 10);
        assert_non_null(json_text(out, "nextToken"));
        json_object_put(out);
        expect_error(ecs_call(s, "DeleteCluster", "{'cluster':'qa'}"),
                     "ClusterContainsServicesException");
        ecs_do(s, "DeleteCluster", "{'cluster':'other'}");
        expect_error(ecs_call(s, "ListServices", "{'cluster':'other'}"),
                     "ClusterNotFoundException");
        standin_free(s);
}

static void test_errors_and_pages(void **state)
{
        (void)state;
        ecs_in_virtual_time(names);
}

static void tags(struct loop *loop)
{
        static const char arn[] = "arn:aws:ecs:eu-central-1:123456789012:service/qa/web";
        struct standin *s = ecs_cloud(loop, seed, 6);
        struct json_object *out;

        ecs_do(s, "RegisterTaskDefinition", "%s", job);
        ecs_do(s, "CreateService",
               "{'cluster':'qa','serviceName':'web','taskDefinition':'job',"
               "'tags':[{'key':'a','value':'1'}]}");
        ecs_do(s, "TagResource",
               "{'resourceArn':'%s','tags':[{'key':'a','value':'2'},{'key':'b','value':'3'}]}",
               arn);
        out = ecs_call(s, "ListTagsForResource", "{'resourceArn':'%s'}", arn);
        assert_int_equal(json_count(json_array(out, "tags")), 2);
        assert_string_equal(json_text(json_at(json_array(out, "tags"), 0), "value"), "2");
        json_object_put(out);
        ecs_do(s, "UntagResource", "{'resourceArn':'%s','tagKeys':['a']}", arn);
        out = ecs_call(s, "ListTagsForResource", "{'resourceArn':'%s'}", arn);
        assert_int_equal(json_count(json_array(out, "tags")), 1);
        json_object_put(out);
        expect_error(ecs_call(s, "ListTagsForResource", "{'resourceArn':'%s-2'}", arn),
                     "InvalidParameterException");
        standin_free(s);
}

static void test_tags(void **state)
{
        (void)state;
        ecs_in_virtual_time(tags);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_definitions_keep_what_they_are_given),
                cmocka_unit_test(test_revisions_of_a_family),
                cmocka_unit_test(test_one_off_tasks_end_and_are_forgotten),
                cmocka_unit_test(test_tasks_that_cannot_start_say_why),
                cmocka_unit_test(test_stop_task),
                cmocka_unit_test(test_errors_and_pages),
                cmocka_unit_test(test_tags),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
