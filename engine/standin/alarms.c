/*
 * CloudWatch: alarms that are set, not calculated, and metrics that the seed gives.
 *
 *      "alarms":  [{"AlarmName": "errors", "StateValue": "OK", ...PutMetricAlarm's members}]
 *      "metrics": [{"Namespace", "MetricName", "Dimensions"?, "value" | "values": [[seconds before
 *                   now, number], ...]}]
 */
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/stamp.h"
#include "engine/base/text.h"
#include "engine/standin/world.h"

enum { PAGE = 50, MOST_ALARMS = 5000 };

/* Each is as DescribeAlarms shows it. */
struct alarms_model {
        struct json_object *alarms; /* array, by name */
};

static double now(struct standin *s)
{
        return (double)loop_now(s->loop) / 1000;
}

static void put_now(struct standin *s, struct json_object *alarm, const char *member)
{
        char *digits = xasprintf("%.3f", now(s));

        json_put(alarm, member, json_object_new_double_s(now(s), digits));
        free(digits);
}

static struct json_object *find(struct standin *s, const char *name)
{
        struct json_object *all = s->alarms->alarms;

        for (size_t i = 0; i < json_count(all); i++)
                if (text_same(json_text(json_at(all, i), "AlarmName"), name))
                        return json_at(all, i);
        return NULL;
}

const char *alarms_model_state(struct standin *s, const char *name)
{
        struct json_object *alarm = s->alarms ? find(s, name) : NULL;

        return alarm ? json_text(alarm, "StateValue") : NULL;
}

static void set_state(struct standin *s, struct json_object *alarm, const char *state,
                      const char *reason, const char *data)
{
        bool moved = !text_same(json_text(alarm, "StateValue"), state);

        json_put_text(alarm, "StateValue", state);
        json_put_text(alarm, "StateReason", reason);
        json_object_object_del(alarm, "StateReasonData");
        json_put_text(alarm, "StateReasonData", data);
        put_now(s, alarm, "StateUpdatedTimestamp");
        if (moved) {
                put_now(s, alarm, "StateTransitionedTimestamp");
                ecs_model_alarms_changed(s);
        }
}

static int by_name(const void *a, const void *b)
{
        return strcmp(json_text(*(struct json_object *const *)a, "AlarmName"),
                      json_text(*(struct json_object *const *)b, "AlarmName"));
}

/* A new alarm, or new settings: an update keeps the state (PutMetricAlarm). */
static void put_alarm(struct standin *s, struct json_object *in)
{
        static const char *const lists[] = {"OKActions", "AlarmActions", "InsufficientDataActions",
                                            "Dimensions"};
        const char *name = json_text(in, "AlarmName");
        struct json_object *old = find(s, name), *alarm = json_copy(in);
        char *arn = world_arn(s, "cloudwatch", "alarm:%s", name);

        json_object_object_del(alarm, "Tags");
        json_put_text(alarm, "AlarmArn", arn);
        free(arn);
        if (!json_get(alarm, "ActionsEnabled"))
                json_put_flag(alarm, "ActionsEnabled", true);
        for (size_t i = 0; i < ARRAY_LEN(lists); i++)
                if (!json_get(alarm, lists[i]))
                        json_put(alarm, lists[i], json_object_new_array());
        put_now(s, alarm, "AlarmConfigurationUpdatedTimestamp");
        if (old) {
                static const char *const kept[] = {"StateValue", "StateReason",
                                                   "StateUpdatedTimestamp",
                                                   "StateTransitionedTimestamp"};

                for (size_t i = 0; i < ARRAY_LEN(kept); i++)
                        json_put(alarm, kept[i], json_copy(json_get(old, kept[i])));
                for (size_t i = 0; i < json_count(s->alarms->alarms); i++)
                        if (json_at(s->alarms->alarms, i) == old)
                                json_object_array_put_idx(s->alarms->alarms, i, alarm);
                return;
        }
        if (!json_get(alarm, "StateValue"))
                set_state(s, alarm, "INSUFFICIENT_DATA", "Unchecked: Initial alarm creation", NULL);
        else
                set_state(s, alarm, json_text(alarm, "StateValue"), "Set by the seed", NULL);
        json_object_array_add(s->alarms->alarms, alarm);
        json_object_array_sort(s->alarms->alarms, by_name);
}

/* --- alarms --- */

static bool acts(struct json_object *alarm, const char *prefix)
{
        static const char *const lists[] = {"OKActions", "AlarmActions", "InsufficientDataActions"};

        for (size_t i = 0; i < ARRAY_LEN(lists); i++) {
                struct json_object *list = json_array(alarm, lists[i]);

                for (size_t k = 0; k < json_count(list); k++)
                        if (text_starts(json_object_get_string(json_at(list, k)), prefix))
                                return true;
        }
        return false;
}

static bool described(struct call *call, struct json_object *alarm)
{
        const char *name = json_text(alarm, "AlarmName");
        const char *prefix = json_text(call->in, "AlarmNamePrefix");
        const char *state = json_text(call->in, "StateValue");
        const char *action = json_text(call->in, "ActionPrefix");
        struct json_object *names = json_array(call->in, "AlarmNames");
        struct json_object *types = json_array(call->in, "AlarmTypes");

        return (!names || json_has_text(names, name)) && (!prefix || text_starts(name, prefix)) &&
               (!state || text_same(state, json_text(alarm, "StateValue"))) &&
               (!action || acts(alarm, action)) && (!types || json_has_text(types, "MetricAlarm"));
}

static void describe_alarms(struct call *call)
{
        struct json_object *all = call->cloud->alarms->alarms, *page = json_object_new_array();
        const char *token = json_text(call->in, "NextToken");
        int64_t size = json_get(call->in, "MaxRecords") ? json_int(call->in, "MaxRecords") : PAGE;
        int64_t from = token && *token ? -1 : 0, n = 0;
        char *end = NULL;

        if (from && text_starts(token, "page-"))
                from = strtoll(token + 5, &end, 10);
        if (from < 0 || (end && (end == token + 5 || *end))) {
                json_object_put(page);
                call_fail(call, 400, "InvalidNextToken", "The next token specified is invalid.");
                return;
        }
        for (size_t i = 0; i < json_count(all); i++) {
                if (!described(call, json_at(all, i)))
                        continue;
                if (n >= from && n < from + size)
                        json_object_array_add(page, json_copy(json_at(all, i)));
                n++;
        }
        json_put(call->out, "MetricAlarms", page);
        json_put(call->out, "CompositeAlarms", json_object_new_array());
        if (from + size < n) {
                char *next = xasprintf("page-%lld", (long long)(from + size));

                json_put_text(call->out, "NextToken", next);
                free(next);
        }
}

static void put_metric_alarm(struct call *call)
{
        struct json_object *in = call->in;

        if (!json_get(in, "MetricName") && !json_get(in, "Metrics") &&
            !json_get(in, "EvaluationCriteria"))
                call_fail(call, 400, "ValidationError",
                          "At least one of MetricName, Metrics and EvaluationCriteria is needed.");
        else if (json_get(in, "MetricName") &&
                 (!json_get(in, "Namespace") || !json_get(in, "Period") ||
                  !json_get(in, "EvaluationPeriods") || !json_get(in, "ComparisonOperator") ||
                  !json_get(in, "Threshold") ||
                  (!json_get(in, "Statistic") && !json_get(in, "ExtendedStatistic"))))
                call_fail(call, 400, "ValidationError",
                          "An alarm on a metric needs Namespace, Period, EvaluationPeriods, "
                          "ComparisonOperator, Threshold, and Statistic or ExtendedStatistic.");
        else if (!find(call->cloud, json_text(in, "AlarmName")) &&
                 json_count(call->cloud->alarms->alarms) >= MOST_ALARMS)
                call_fail(call, 400, "LimitExceededFault", "The quota for alarms was reached.");
        else
                put_alarm(call->cloud, in);
}

static void set_alarm_state(struct call *call)
{
        struct json_object *alarm = find(call->cloud, json_text(call->in, "AlarmName"));
        const char *data = json_text(call->in, "StateReasonData");
        struct json_object *parsed = NULL;
        struct err err = ERR_INIT;
        bool good = !data || json_parse(data, strlen(data), &parsed, &err);

        json_object_put(parsed);
        err_clear(&err);
        if (!alarm)
                call_fail(call, 404, "ResourceNotFound", "Alarm not found");
        else if (!good)
                call_fail(call, 400, "InvalidFormatFault", "StateReasonData is not JSON.");
        else
                set_state(call->cloud, alarm, json_text(call->in, "StateValue"),
                          json_text(call->in, "StateReason"), data);
}

static void delete_alarms(struct call *call)
{
        struct json_object *names = json_array(call->in, "AlarmNames");
        struct json_object *all = call->cloud->alarms->alarms;

        for (size_t i = 0; i < json_count(names); i++) {
                const char *name = json_object_get_string(json_at(names, i));

                if (find(call->cloud, name))
                        continue;
                call_fail(call, 404, "ResourceNotFound", "Alarm %s does not exist", name);
                return;
        }
        for (size_t i = json_count(all); i-- > 0;)
                if (json_has_text(names, json_text(json_at(all, i), "AlarmName")))
                        json_object_array_del_idx(all, i, 1);
}

/* --- metrics --- */

/* A time as the wire brought it: seconds, or a text in the query protocol. */
static double seconds(struct json_object *value)
{
        int64_t ms;

        if (json_object_is_type(value, json_type_string))
                return iso_parse(json_object_get_string(value), &ms) ? (double)ms / 1000 : 0;
        return json_object_get_double(value);
}

/* The seed's, else what a model has of it; the caller owns it. */
static struct json_object *metric(struct standin *s, struct json_object *asked)
{
        struct json_object *all = json_array(s->seed, "metrics");

        for (size_t i = 0; i < json_count(all); i++) {
                struct json_object *one = json_at(all, i);

                if (text_same(json_text(one, "Namespace"), json_text(asked, "Namespace")) &&
                    text_same(json_text(one, "MetricName"), json_text(asked, "MetricName")) &&
                    (!json_array(one, "Dimensions") ||
                     json_same(json_array(one, "Dimensions"), json_array(asked, "Dimensions"))))
                        return json_object_get(one);
        }
        return rds_model_metric(s, asked);
}

/* Of a metric that is a model's, point by point. */
static void each_measured(struct standin *s, struct json_object *asked, double from, double to,
                          int64_t period, void (*each)(void *arg, double at, double value),
                          void *arg)
{
        struct json_object *pairs = rds_model_connections(s, asked, from, to, period);

        for (size_t i = 0; i < json_count(pairs); i++) {
                struct json_object *pair = json_at(pairs, i);

                each(arg, json_object_get_double(json_at(pair, 0)),
                     json_object_get_double(json_at(pair, 1)));
        }
        json_object_put(pairs);
}

/* Calls each(arg, seconds, value) for every datapoint in [from, to), the oldest first. */
static void each_point(struct standin *s, struct json_object *asked, double from, double to,
                       int64_t period, void (*each)(void *arg, double at, double value), void *arg)
{
        struct json_object *m = metric(s, asked), *values = json_array(m, "values");

        if (!m) {
                each_measured(s, asked, from, to, period, each, arg);
                return;
        }
        for (size_t i = 0; i < json_count(values); i++) {
                struct json_object *pair = json_at(values, i);
                double at = (double)(int64_t)(now(s) - json_object_get_double(json_at(pair, 0)));

                if (at >= from && at < to)
                        each(arg, at, json_object_get_double(json_at(pair, 1)));
        }
        if (json_get(m, "from") && from < json_real(m, "from"))
                from = json_real(m, "from");
        for (double at = from; !values && at < to && at <= now(s); at += (double)period)
                each(arg, at, json_real(m, "value"));
        json_object_put(m);
}

static void add_datapoint(void *arg, double at, double value)
{
        static const char *const statistics[] = {"Average", "Sum", "Minimum", "Maximum"};
        struct json_object *call_in = json_at(arg, 0), *out = json_at(arg, 1);
        struct json_object *point = json_object_new_object();

        json_put(point, "Timestamp", json_object_new_double(at));
        for (size_t i = 0; i < ARRAY_LEN(statistics); i++)
                if (json_has_text(json_array(call_in, "Statistics"), statistics[i]))
                        json_put(point, statistics[i], json_object_new_double(value));
        if (json_has_text(json_array(call_in, "Statistics"), "SampleCount"))
                json_put(point, "SampleCount", json_object_new_double(1));
        json_put_text(point, "Unit", "None");
        json_object_array_add(out, point);
}

static void get_metric_statistics(struct call *call)
{
        double from = seconds(json_get(call->in, "StartTime"));
        double to = seconds(json_get(call->in, "EndTime"));
        int64_t period = json_int(call->in, "Period");
        struct json_object *both, *points;

        if (from >= to) {
                call_fail(call, 400, "InvalidParameterValueException",
                          "The parameter StartTime must be less than the parameter EndTime.");
                return;
        }
        if (!json_get(call->in, "Statistics") && !json_get(call->in, "ExtendedStatistics")) {
                call_fail(call, 400, "InvalidParameterCombinationException",
                          "At least one of Statistics and ExtendedStatistics is needed.");
                return;
        }
        both = json_object_new_array();
        points = json_object_new_array();
        json_object_array_add(both, json_object_get(call->in));
        json_object_array_add(both, json_object_get(points));
        each_point(call->cloud, call->in, from, to, period, add_datapoint, both);
        json_put_text(call->out, "Label", json_text(call->in, "MetricName"));
        json_put(call->out, "Datapoints", points);
        json_object_put(both);
}

static void add_pair(void *arg, double at, double value)
{
        json_object_array_add(json_at(arg, 0), json_object_new_double(at));
        json_object_array_add(json_at(arg, 1), json_object_new_double(value));
}

static struct json_object *reversed(struct json_object *list)
{
        struct json_object *out = json_object_new_array();

        for (size_t i = json_count(list); i-- > 0;)
                json_object_array_add(out, json_object_get(json_at(list, i)));
        return out;
}

static void get_metric_data(struct call *call)
{
        struct json_object *queries = json_array(call->in, "MetricDataQueries");
        struct json_object *results = json_object_new_array();
        bool up = text_same(json_text(call->in, "ScanBy"), "TimestampAscending");

        if (json_text(call->in, "NextToken")) {
                json_object_put(results);
                call_fail(call, 400, "InvalidNextToken", "The next token specified is invalid.");
                return;
        }
        for (size_t i = 0; i < json_count(queries); i++) {
                struct json_object *query = json_at(queries, i), *out = json_object_new_object();
                struct json_object *stat = json_get(query, "MetricStat"), *pair;
                struct json_object *asked = json_get(stat, "Metric"), *flag;
                const char *label = json_text(query, "Label");

                flag = json_get(query, "ReturnData");
                if (flag && !json_object_get_boolean(flag)) {
                        json_object_put(out);
                        continue;
                }
                pair = json_object_new_array();
                json_object_array_add(pair, json_object_new_array());
                json_object_array_add(pair, json_object_new_array());
                if (stat)
                        each_point(call->cloud, asked, seconds(json_get(call->in, "StartTime")),
                                   seconds(json_get(call->in, "EndTime")), json_int(stat, "Period"),
                                   add_pair, pair);
                json_put_text(out, "Id", json_text(query, "Id"));
                json_put_text(out, "Label",
                              label   ? label
                              : asked ? json_text(asked, "MetricName")
                                      : json_text(query, "Id"));
                json_put(out, "Timestamps",
                         up ? json_object_get(json_at(pair, 0)) : reversed(json_at(pair, 0)));
                json_put(out, "Values",
                         up ? json_object_get(json_at(pair, 1)) : reversed(json_at(pair, 1)));
                json_put_text(out, "StatusCode", "Complete");
                json_object_array_add(results, out);
                json_object_put(pair);
        }
        json_put(call->out, "MetricDataResults", results);
        json_put(call->out, "Messages", json_object_new_array());
}

/* --- the model --- */

bool alarms_model_new(struct standin *s, struct json_object *seed, struct err *err)
{
        struct json_object *given = json_array(seed, "alarms");

        s->alarms = xcalloc(1, sizeof(*s->alarms));
        s->alarms->alarms = json_object_new_array();
        for (size_t i = 0; i < json_count(given); i++) {
                if (!json_text(json_at(given, i), "AlarmName"))
                        return err_set(err, ERR_INVALID,
                                       "an alarm of the seed needs \"AlarmName\"");
                put_alarm(s, json_at(given, i));
        }
        return true;
}

void alarms_model_free(struct alarms_model *m)
{
        if (!m)
                return;
        json_object_put(m->alarms);
        free(m);
}

const struct operation alarms_operations[] = {
        {"cloudwatch", "DescribeAlarms", describe_alarms, false},
        {"cloudwatch", "PutMetricAlarm", put_metric_alarm, true},
        {"cloudwatch", "SetAlarmState", set_alarm_state, true},
        {"cloudwatch", "DeleteAlarms", delete_alarms, true},
        {"cloudwatch", "GetMetricData", get_metric_data, false},
        {"cloudwatch", "GetMetricStatistics", get_metric_statistics, false},
        {0},
};
