/* CloudWatch: alarms and metrics. */
#include "engine/aws/cloudwatch.h"

#include <stdlib.h>

#include "engine/aws/fields.h"
#include "engine/aws/query.h"
#include "engine/base/mem.h"
#include "engine/base/stamp.h"

static const struct operation describe_alarms = {SERVICE_CLOUDWATCH, "DescribeAlarms", false};
static const struct operation get_statistics = {SERVICE_CLOUDWATCH, "GetMetricStatistics", false};

enum { MANY = 100 }; /* names a call, and records a page: the most the model allows */

static const struct field alarm_fields[] = {
        {"AlarmName", FIELD_TEXT, offsetof(struct cloudwatch_alarm, name), true},
        {"StateValue", FIELD_TEXT, offsetof(struct cloudwatch_alarm, state), true},
        {"StateReason", FIELD_TEXT, offsetof(struct cloudwatch_alarm, reason), false},
        {NULL},
};

static bool take_alarms(struct xml_node *list, struct cloudwatch_alarms *out, struct err *err)
{
        for (struct xml_node *i = xml_child(list, "member"); i; i = xml_next(i)) {
                out->items = xrealloc(out->items, (out->count + 1) * sizeof(*out->items));
                out->items[out->count] = (struct cloudwatch_alarm){0};
                if (!fields_from_xml(i, alarm_fields, &out->items[out->count++], err))
                        return call_garbled(&describe_alarms, err);
        }
        return true;
}

/* Takes the token of the page before and leaves that of the next, or NULL. */
static bool next_page(const struct query_answer *answer, char **token, struct err *err)
{
        char *next = xml_text(answer->result, "NextToken");
        bool leads_nowhere = next && *next && text_same(next, *token);

        free(*token);
        *token = next;
        return !leads_nowhere || call_unexpected(&describe_alarms, err,
                                                 "its NextToken leads "
                                                 "nowhere");
}

static bool describe_some(struct aws *aws, const struct strlist *names,
                          struct cloudwatch_alarms *out, struct err *err)
{
        char *token = NULL;
        bool ok;

        do {
                struct query_answer answer = {0};
                struct query q;

                query_begin(&q, &describe_alarms, names->items[0]);
                query_list(&q, "AlarmNames", "member", names);
                query_text(&q, "AlarmTypes.member.1", "MetricAlarm");
                query_text(&q, "AlarmTypes.member.2", "CompositeAlarm");
                query_number(&q, "MaxRecords", MANY);
                query_text(&q, "NextToken", token);
                ok = query_send(aws, &q, true, &answer, err) &&
                     take_alarms(xml_child(answer.result, "MetricAlarms"), out, err) &&
                     take_alarms(xml_child(answer.result, "CompositeAlarms"), out, err) &&
                     next_page(&answer, &token, err);
                query_answer_release(&answer);
        } while (ok && token && *token);
        free(token);
        return ok;
}

bool cloudwatch_describe_alarms(struct aws *aws, const struct strlist *names,
                                struct cloudwatch_alarms *out, struct err *err)
{
        bool ok = true;

        *out = (struct cloudwatch_alarms){0};
        for (size_t from = 0; ok && from < names->count; from += MANY) {
                size_t left = names->count - from;
                /* a part of names, borrowed */
                struct strlist some = {.items = names->items + from,
                                       .count = left < MANY ? left : MANY};

                ok = describe_some(aws, &some, out, err);
        }
        if (!ok)
                cloudwatch_alarms_release(out);
        return ok;
}

void cloudwatch_alarms_release(struct cloudwatch_alarms *l)
{
        for (size_t i = 0; i < l->count; i++)
                fields_release(alarm_fields, &l->items[i]);
        free(l->items);
        *l = (struct cloudwatch_alarms){0};
}

/* --- metrics --- */

enum { POINTS = 1440, MINUTE = 60, DAY = 24 * 3600 };

int64_t cloudwatch_period(int64_t from, int64_t to, int64_t least)
{
        /* Up to 15 days back there are values of minutes, up to 63 of five, then of hours. A day
         * less: it counts from when it receives the request. */
        int64_t seconds = to > from ? (to - from) / 1000 : 0;
        int64_t step = seconds < 14 * DAY ? MINUTE : seconds < 62 * DAY ? 5 * MINUTE : 3600;
        int64_t period = (seconds + POINTS - 2) / (POINTS - 1);

        if (period < least)
                period = least;
        return (period + step - 1) / step * step;
}

/* As text it may have an exponent. */
static bool take_point(struct xml_node *member, const char *statistic, struct cloudwatch_point *out,
                       struct err *err)
{
        char *at = xml_text(member, "Timestamp"), *value = xml_text(member, statistic), *end = NULL;
        bool ok;

        *out = (struct cloudwatch_point){0};
        if (value)
                out->value = strtod(value, &end);
        ok = at && iso_parse(at, &out->at) && end && end != value && !*end;
        if (!ok) {
                err_set(err, ERR_INVALID, "%s is %s",
                        at && iso_parse(at, &out->at) ? statistic : "Timestamp",
                        at && value ? "malformed" : "missing");
                call_garbled(&get_statistics, err);
        }
        free(at);
        free(value);
        return ok;
}

bool cloudwatch_get_points(struct aws *aws, const struct cloudwatch_metric *metric,
                           struct cloudwatch_points *out, struct err *err)
{
        char from[ISO_SIZE], to[ISO_SIZE];
        struct query_answer answer;
        struct xml_node *list;
        struct query q;
        bool ok;

        *out = (struct cloudwatch_points){0};
        iso_format(metric->from, from);
        iso_format(metric->to, to);
        query_begin(&q, &get_statistics, metric->thing);
        query_text(&q, "Namespace", metric->namespace);
        query_text(&q, "MetricName", metric->name);
        query_text(&q, "Dimensions.member.1.Name", metric->dimension);
        query_text(&q, "Dimensions.member.1.Value", metric->thing);
        query_text(&q, "StartTime", from);
        query_text(&q, "EndTime", to);
        query_number(&q, "Period", metric->period);
        query_text(&q, "Statistics.member.1", metric->statistic);
        ok = query_send(aws, &q, true, &answer, err);
        list = ok ? xml_child(answer.result, "Datapoints") : NULL;
        for (struct xml_node *i = xml_child(list, "member"); ok && i; i = xml_next(i)) {
                out->items = xrealloc(out->items, (out->count + 1) * sizeof(*out->items));
                ok = take_point(i, metric->statistic, &out->items[out->count++], err);
        }
        query_answer_release(&answer);
        if (!ok)
                cloudwatch_points_release(out);
        return ok;
}

void cloudwatch_points_release(struct cloudwatch_points *p)
{
        free(p->items);
        *p = (struct cloudwatch_points){0};
}
