/* CloudWatch: alarms. */
#include "engine/aws/cloudwatch.h"

#include <stdlib.h>

#include "engine/aws/fields.h"
#include "engine/aws/query.h"
#include "engine/base/mem.h"

static const struct operation describe_alarms = {SERVICE_CLOUDWATCH, "DescribeAlarms", false};

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
                struct query_answer answer;
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
