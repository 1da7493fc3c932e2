/* EventBridge Scheduler: schedules and their targets. */
#include "engine/aws/scheduler.h"

#include <stdlib.h>

#include "engine/aws/fields.h"
#include "engine/aws/json11.h"
#include "engine/base/mem.h"
#include "engine/base/text.h"

static const struct operation list_schedules = {SERVICE_SCHEDULER, "ListSchedules", false};
static const struct operation get_schedule = {SERVICE_SCHEDULER, "GetSchedule", false};

static const struct field summary_fields[] = {
        {"Name", FIELD_TEXT, offsetof(struct scheduler_summary, name), true},
        {"GroupName", FIELD_TEXT, offsetof(struct scheduler_summary, group), false},
        {"State", FIELD_TEXT, offsetof(struct scheduler_summary, state), false},
        {"Target/Arn", FIELD_TEXT, offsetof(struct scheduler_summary, target), false},
        {NULL},
};

static bool take_page(struct json_object *reply, struct scheduler_summaries *out, struct err *err)
{
        struct json_object *list = json_array(reply, "Schedules");

        if (!list)
                return call_unexpected(&list_schedules, err, "there are no Schedules");
        for (size_t i = 0; i < json_count(list); i++) {
                out->items = xrealloc(out->items, (out->count + 1) * sizeof(*out->items));
                out->items[out->count] = (struct scheduler_summary){0};
                if (!fields_from_json(json_at(list, i), summary_fields, &out->items[out->count++],
                                      err))
                        return call_garbled(&list_schedules, err);
        }
        return true;
}

bool scheduler_list(struct aws *aws, struct scheduler_summaries *out, struct err *err)
{
        struct json11 how = {.op = &list_schedules};
        char *token = NULL;
        bool ok, more = true;

        *out = (struct scheduler_summaries){0};
        for (ok = true; ok && more;) {
                struct text path = TEXT_INIT;
                struct json_object *reply;
                const char *next;

                text_add(&path, "/schedules?MaxResults=100");
                if (token)
                        text_add(&path, "&NextToken=");
                if (token)
                        text_add_urlencoded(&path, token);
                ok = json11_get(aws, &how, text_str(&path), &reply, err);
                text_release(&path);
                if (!ok)
                        break;
                ok = take_page(reply, out, err);
                next = json_text(reply, "NextToken");
                more = next && *next;
                if (ok && more && text_same(next, token))
                        ok = call_unexpected(&list_schedules, err, "its NextToken leads nowhere");
                xreplace(&token, next);
                json_object_put(reply);
        }
        free(token);
        if (!ok)
                scheduler_summaries_release(out);
        return ok;
}

void scheduler_summaries_release(struct scheduler_summaries *l)
{
        for (size_t i = 0; i < l->count; i++)
                fields_release(summary_fields, &l->items[i]);
        free(l->items);
        *l = (struct scheduler_summaries){0};
}

bool scheduler_get_target(struct aws *aws, const char *group, const char *name,
                          struct json_object **target, struct err *err)
{
        struct json11 how = {.op = &get_schedule, .subject = name};
        struct text path = TEXT_INIT;
        struct json_object *reply;
        bool ok;

        *target = NULL;
        text_add(&path, "/schedules/");
        text_add_urlencoded(&path, name);
        if (group)
                text_add(&path, "?groupName=");
        if (group)
                text_add_urlencoded(&path, group);
        ok = json11_get(aws, &how, text_str(&path), &reply, err);
        text_release(&path);
        if (!ok)
                return false;
        *target = json_object_get(json_get(reply, "Target"));
        json_object_put(reply);
        return *target || call_unexpected(&get_schedule, err, "there is no Target");
}
