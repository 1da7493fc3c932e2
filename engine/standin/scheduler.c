/*
 * EventBridge Scheduler: schedules in groups, and their targets. None of them ever runs.
 *
 *      "schedules": [{...CreateSchedule's members}]; groups exist when they are named there
 */
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "engine/standin/world.h"

enum { PAGE = 100 };

static const char default_group[] = "default";

struct schedules {
        struct json_object *all; /* array, each as GetSchedule shows it, oldest first */
};

static const char *group_of(struct json_object *in)
{
        const char *group = json_text(in, "GroupName");

        return group ? group : default_group;
}

static size_t index_of(struct schedules *m, const char *group, const char *name)
{
        size_t i = 0;

        while (i < json_count(m->all) &&
               !(text_same(json_text(json_at(m->all, i), "Name"), name) &&
                 text_same(json_text(json_at(m->all, i), "GroupName"), group)))
                i++;
        return i;
}

static bool group_there(struct call *call)
{
        struct json_object *seeded = json_array(call->cloud->seed, "schedules");
        const char *group = group_of(call->in);

        if (strcmp(group, default_group) == 0)
                return true;
        for (size_t i = 0; i < json_count(seeded); i++)
                if (text_same(json_text(json_at(seeded, i), "GroupName"), group))
                        return true;
        call_fail(call, 404, "ResourceNotFoundException", "Schedule group %s does not exist.",
                  group);
        return false;
}

static bool expression_ok(const char *text)
{
        size_t len = text ? strlen(text) : 0;

        return len > 4 && text[len - 1] == ')' &&
               (text_starts(text, "rate(") || text_starts(text, "cron(") ||
                text_starts(text, "at("));
}

static struct json_object *add(struct standin *s, struct json_object *in)
{
        struct json_object *schedule = json_copy(in);
        double now = (double)loop_now(s->loop) / 1000;
        char *arn =
                world_arn(s, "scheduler", "schedule/%s/%s", group_of(in), json_text(in, "Name"));

        json_object_object_del(schedule, "ClientToken");
        json_put_text(schedule, "Arn", arn);
        json_put_text(schedule, "GroupName", group_of(in));
        if (!json_text(schedule, "State"))
                json_put_text(schedule, "State", "ENABLED");
        if (!json_text(schedule, "ScheduleExpressionTimezone"))
                json_put_text(schedule, "ScheduleExpressionTimezone", "UTC");
        if (!json_text(schedule, "ActionAfterCompletion"))
                json_put_text(schedule, "ActionAfterCompletion", "NONE");
        json_put(schedule, "CreationDate", json_object_new_double(now));
        json_put(schedule, "LastModificationDate", json_object_new_double(now));
        json_object_array_add(s->schedules->all, schedule);
        free(arn);
        return schedule;
}

static void create_schedule(struct call *call)
{
        struct schedules *m = call->cloud->schedules;
        const char *name = json_text(call->in, "Name");

        if (!group_there(call))
                return;
        if (index_of(m, group_of(call->in), name) < json_count(m->all)) {
                call_fail(call, 409, "ConflictException", "Schedule %s already exists.", name);
                return;
        }
        if (!expression_ok(json_text(call->in, "ScheduleExpression"))) {
                call_fail(call, 400, "ValidationException", "Invalid Schedule Expression %s.",
                          json_text(call->in, "ScheduleExpression"));
                return;
        }
        json_put_text(call->out, "ScheduleArn", json_text(add(call->cloud, call->in), "Arn"));
}

static size_t call_schedule(struct call *call)
{
        struct schedules *m = call->cloud->schedules;
        size_t at = index_of(m, group_of(call->in), json_text(call->in, "Name"));

        if (at == json_count(m->all))
                call_fail(call, 404, "ResourceNotFoundException", "Schedule %s does not exist.",
                          json_text(call->in, "Name"));
        return at;
}

static void get_schedule(struct call *call)
{
        size_t at = call_schedule(call);

        if (call->error)
                return;
        json_object_put(call->out);
        call->out = json_copy(json_at(call->cloud->schedules->all, at));
}

static void delete_schedule(struct call *call)
{
        size_t at = call_schedule(call);

        if (!call->error)
                json_object_array_del_idx(call->cloud->schedules->all, at, 1);
}

static bool listed(struct call *call, struct json_object *schedule)
{
        const char *group = json_text(call->in, "GroupName");
        const char *prefix = json_text(call->in, "NamePrefix");
        const char *state = json_text(call->in, "State");

        return (!group || text_same(group, json_text(schedule, "GroupName"))) &&
               (!prefix || text_starts(json_text(schedule, "Name"), prefix)) &&
               (!state || text_same(state, json_text(schedule, "State")));
}

static struct json_object *summary(struct json_object *schedule)
{
        static const char *const members[] = {"Arn",  "CreationDate", "GroupName",
                                              "Name", "State",        "LastModificationDate"};
        struct json_object *out = json_object_new_object(), *target = json_object_new_object();

        for (size_t i = 0; i < ARRAY_LEN(members); i++)
                json_put(out, members[i], json_copy(json_get(schedule, members[i])));
        json_put_text(target, "Arn", json_text(json_get(schedule, "Target"), "Arn"));
        json_put(out, "Target", target);
        return out;
}

static void list_schedules(struct call *call)
{
        struct json_object *all = call->cloud->schedules->all, *page;
        const char *token = json_text(call->in, "NextToken");
        int64_t size = json_get(call->in, "MaxResults") ? json_int(call->in, "MaxResults") : PAGE;
        int64_t from = token ? -1 : 0, n = 0;
        char *end = NULL;

        if (!group_there(call))
                return;
        if (token && text_starts(token, "page-"))
                from = strtoll(token + 5, &end, 10);
        if (from < 0 || (token && (!end || end == token + 5 || *end))) {
                call_fail(call, 400, "ValidationException", "Invalid NextToken.");
                return;
        }
        page = json_object_new_array();
        for (size_t i = 0; i < json_count(all); i++) {
                if (!listed(call, json_at(all, i)))
                        continue;
                if (n >= from && n < from + size)
                        json_object_array_add(page, summary(json_at(all, i)));
                n++;
        }
        json_put(call->out, "Schedules", page);
        if (from + size < n) {
                char *next = xasprintf("page-%lld", (long long)(from + size));

                json_put_text(call->out, "NextToken", next);
                free(next);
        }
}

bool schedules_new(struct standin *s, struct json_object *seed, struct err *err)
{
        struct json_object *given = json_array(seed, "schedules");

        s->schedules = xcalloc(1, sizeof(*s->schedules));
        s->schedules->all = json_object_new_array();
        for (size_t i = 0; i < json_count(given); i++) {
                struct json_object *one = json_at(given, i);

                if (!json_text(one, "Name") || !json_text(json_get(one, "Target"), "Arn") ||
                    !expression_ok(json_text(one, "ScheduleExpression")))
                        return err_set(err, ERR_INVALID,
                                       "a schedule of the seed needs \"Name\", \"Target\" and "
                                       "\"ScheduleExpression\"");
                add(s, one);
        }
        return true;
}

void schedules_free(struct schedules *m)
{
        if (!m)
                return;
        json_object_put(m->all);
        free(m);
}

const struct operation scheduler_operations[] = {
        {"scheduler", "ListSchedules", list_schedules, false},
        {"scheduler", "GetSchedule", get_schedule, false},
        {"scheduler", "CreateSchedule", create_schedule, true},
        {"scheduler", "DeleteSchedule", delete_schedule, true},
        {0},
};
