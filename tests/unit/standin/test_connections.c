/* Who is connected to a database, as CloudWatch has it: tasks, and clients seen nowhere else. */
#include "tests/unit/standin/helper_cloud.h"

#include <stdio.h>
#include <string.h>

#include "engine/base/mem.h"

#define CW "GraniteServiceVersion20100801."
#define ECS "AmazonEC2ContainerServiceV20141113."

#define USES(database)                                                                             \
        "{'family':'web','containerDefinitions':[{'name':'app','image':'web','memory':64,"         \
        "'environment':[{'name':'URL','value':'postgres://x@{database:" database ":address}/a'}"   \
        "]}]}"

static const char seed[] =
        "{'jitter':0,'databases':[{'id':'db'},{'id':'my-db'},{'id':'away','status':'stopped'}],"
        "'parameters':[{'name':'/host','value':'{database:my-db:address}'}],"
        "'clients':[{'database':'away','count':1}],'images':{'web':{}},"
        "'task_definitions':[" USES(
                "db") ","
                      "{'family':'reader','containerDefinitions':[{'name':'app','image':'web','"
                      "memory':64,"
                      "'secrets':[{'name':'HOST','valueFrom':'/host'}]}]}],"
                      "'clusters':[{'clusterName':'qa','services':["
                      "{'serviceName':'web','taskDefinition':'web','desiredCount':2},"
                      "{'serviceName':'reader','taskDefinition':'reader','desiredCount':1}]}]}";

enum { MINUTE = 60 };

/* "0:2 60:2": seconds since the cloud's beginning, and how many. The caller frees. */
static char *points(struct cloud *c, const char *id, int from, int to, int period)
{
        struct json_object *out = cloud_json_ok(
                c, CW "GetMetricStatistics",
                "{'Namespace':'AWS/RDS','MetricName':'DatabaseConnections','Period':%d,"
                "'Statistics':['Maximum'],'StartTime':%d,'EndTime':%d,"
                "'Dimensions':[{'Name':'DBInstanceIdentifier','Value':'%s'}]}",
                period, CLOUD_START_MS + from, CLOUD_START_MS + to, id);
        struct json_object *all = json_array(out, "Datapoints");
        struct text text = TEXT_INIT;

        for (size_t i = 0; i < json_count(all); i++)
                text_addf(&text, "%s%d:%d", i ? " " : "",
                          (int)json_real(json_at(all, i), "Timestamp") - CLOUD_START_MS,
                          (int)json_real(json_at(all, i), "Maximum"));
        json_object_put(out);
        return text_steal(&text);
}

static void assert_points(struct cloud *c, const char *id, int from, int to, const char *expected)
{
        char *found = points(c, id, from, to, MINUTE);

        assert_string_equal(found, expected);
        free(found);
}

static void tasks_are_connected(struct cloud *c)
{
        fiber_sleep(c->loop, 310 * 1000);
        assert_points(c, "db", MINUTE, 3600, "60:2 120:2 180:2");
        /* by the secret's value; the name of the one is no end of the other's */
        assert_points(c, "my-db", MINUTE, 3600, "60:1 120:1 180:1");
        assert_points(c, "none", MINUTE, 3600, "");
}

static void a_minute_is_shown_late(struct cloud *c)
{
        fiber_sleep(c->loop, 239 * 1000);
        assert_points(c, "db", MINUTE, 3600, "60:2");
        fiber_sleep(c->loop, 1000);
        assert_points(c, "db", MINUTE, 3600, "60:2 120:2");
}

static void a_task_is_connected_until_it_has_stopped(struct cloud *c)
{
        fiber_sleep(c->loop, 299 * 1000);
        json_object_put(cloud_json_ok(c, ECS "UpdateService",
                                      "{'cluster':'qa','service':'web','desiredCount':0}"));
        fiber_sleep(c->loop, 250 * 1000);
        assert_points(c, "db", 4 * MINUTE, 3600, "240:2 300:2 360:0 420:0");
}

/* What it has got is the value of that time, whatever is there by now. */
static void a_secret_is_what_it_was(struct cloud *c)
{
        fiber_sleep(c->loop, 90 * 1000);
        json_object_put(cloud_json_ok(c, "AmazonSSM.PutParameter",
                                      "{'Name':'/host','Value':'elsewhere','Overwrite':true}"));
        fiber_sleep(c->loop, 220 * 1000);
        assert_points(c, "my-db", 2 * MINUTE, 3600, "120:1 180:1");
}

static void others_are_counted(struct cloud *c)
{
        char *most;

        fiber_sleep(c->loop, 170 * 1000);
        standin_clients(c->standin, "db", 3);
        fiber_sleep(c->loop, 60 * 1000);
        standin_clients(c->standin, "db", 0);
        fiber_sleep(c->loop, 140 * 1000);
        assert_points(c, "db", 2 * MINUTE, 3600, "120:2 180:5 240:2");
        most = points(c, "db", 2 * MINUTE, 7 * MINUTE, 5 * MINUTE);
        assert_string_equal(most, "120:5");
        free(most);
}

static void one_that_is_stopped_is_not_measured(struct cloud *c)
{
        fiber_sleep(c->loop, 310 * 1000);
        assert_points(c, "away", 0, 3600, "");
}

#define CASE(name)                                                                                 \
        static void test_##name(void **state)                                                      \
        {                                                                                          \
                (void)state;                                                                       \
                with_cloud(seed, name);                                                            \
        }
CASE(tasks_are_connected)
CASE(a_minute_is_shown_late)
CASE(a_task_is_connected_until_it_has_stopped)
CASE(a_secret_is_what_it_was)
CASE(others_are_counted)
CASE(one_that_is_stopped_is_not_measured)

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_tasks_are_connected),
                cmocka_unit_test(test_a_minute_is_shown_late),
                cmocka_unit_test(test_a_task_is_connected_until_it_has_stopped),
                cmocka_unit_test(test_a_secret_is_what_it_was),
                cmocka_unit_test(test_others_are_counted),
                cmocka_unit_test(test_one_that_is_stopped_is_not_measured),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
