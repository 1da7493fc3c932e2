/* CloudWatch's metrics: the bytes sent, the datapoints read. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "helper_aws.h"

#include "engine/aws/cloudwatch.h"

enum { HOUR = 3600 };
#define DAYS(n) ((n)*86400000LL)

static struct cloudwatch_metric asked = {.namespace = "AWS/RDS",
                                         .name = "WriteIOPS",
                                         .statistic = "Average",
                                         .dimension = "DBInstanceIdentifier",
                                         .thing = "xy-0146-qa-1",
                                         .from = NOW - 3600000,
                                         .to = NOW,
                                         .period = 300};
static struct cloudwatch_points points;
static struct err err;
static bool ok;

static void look(struct fake *f)
{
        ok = cloudwatch_get_points(f->aws, &asked, &points, &err);
}

static void test_averages(void **state)
{
        struct fake *f = fake_new(NULL);

        (void)state;
        fake_xml(f, "GetMetricStatistics",
                 "<Label>WriteIOPS</Label><Datapoints><member><Average>1.25E2</Average><Timestamp>"
                 "2026-11-21T00:10:00Z</Timestamp><Unit>Count/Second</Unit></member><member>"
                 "<Average>0</Average><Timestamp>2026-11-21T00:05:00Z</Timestamp></member>"
                 "</Datapoints>");
        fake_run(f, look);
        assert_true(ok);
        assert_string_equal(f->sent[0].body,
                            "Action=GetMetricStatistics&Version=2010-08-01&Namespace=AWS%2FRDS&"
                            "MetricName=WriteIOPS&Dimensions.member.1.Name=DBInstanceIdentifier&"
                            "Dimensions.member.1.Value=xy-0146-qa-1&StartTime=2026-11-21T00%3A07"
                            "%3A10.123Z&EndTime=2026-11-21T01%3A07%3A10.123Z&Period=300&"
                            "Statistics.member.1=Average");
        assert_int_equal(points.count, 2);
        assert_true(points.items[0].value == 125);
        assert_int_equal(points.items[0].at, 1795219800000);
        assert_true(points.items[1].value == 0);
        cloudwatch_points_release(&points);
        fake_free(f);
}

/* The one that was asked for is taken, whatever else is there. */
static void test_maximums(void **state)
{
        struct fake *f = fake_new(NULL);

        (void)state;
        fake_xml(f, "GetMetricStatistics",
                 "<Datapoints><member><Average>1</Average><Maximum>3</Maximum><Timestamp>"
                 "2026-11-21T00:10:00Z</Timestamp></member></Datapoints>");
        asked.statistic = "Maximum";
        fake_run(f, look);
        asked.statistic = "Average";
        assert_true(ok);
        assert_non_null(strstr(f->sent[0].body, "&Statistics.member.1=Maximum"));
        assert_int_equal(points.count, 1);
        assert_true(points.items[0].value == 3);
        cloudwatch_points_release(&points);
        fake_free(f);
}

static void refuses(const char *member, const char *words)
{
        struct fake *f = fake_new(NULL);
        char xml[300];

        snprintf(xml, sizeof(xml), "<Datapoints><member>%s</member></Datapoints>", member);
        fake_xml(f, "GetMetricStatistics", xml);
        fake_run(f, look);
        assert_false(ok);
        assert_int_equal(points.count, 0);
        assert_non_null(strstr(err_text(&err), words));
        err_clear(&err);
        fake_free(f);
}

static void test_datapoints_that_are_none(void **state)
{
        (void)state;
        refuses("<Average>1</Average>", "Timestamp is missing");
        refuses("<Timestamp>2026-11-21T00:10:00Z</Timestamp>", "Average is missing");
        refuses("<Timestamp>2026-11-21T00:10:00Z</Timestamp><Average>much</Average>",
                "Average is malformed");
        refuses("<Timestamp>now</Timestamp><Average>1</Average>", "Timestamp is malformed");
}

/* What CloudWatch still has, and no more than 1,440 points. */
static void test_periods(void **state)
{
        static const struct {
                int64_t ago, least, period;
        } cases[] = {
                {0, 60, 60},          {DAYS(1) - 60000, 60, 60}, {DAYS(1), 60, 120},
                {DAYS(1), 300, 300},  {DAYS(10), 300, 660},      {DAYS(20), 60, 1500},
                {DAYS(50), 60, 3300}, {DAYS(63), 60, 2 * HOUR},  {DAYS(400), 60, 7 * HOUR},
        };

        (void)state;
        for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
                int64_t period = cloudwatch_period(NOW - cases[i].ago, NOW, cases[i].least);

                assert_int_equal(period, cases[i].period);
                assert_true(cases[i].ago / 1000 / period < 1440);
        }
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_averages),
                cmocka_unit_test(test_maximums),
                cmocka_unit_test(test_datapoints_that_are_none),
                cmocka_unit_test(test_periods),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
