/* What tasks have got that take their address from Parameter Store: a task reads it once. */
#include <stdlib.h>
#include <string.h>

#include "engine/aws/ssm.h"
#include "engine/base/text.h"
#include "stages/usage_search.h"

static bool names_target(const struct usage_search *find, const char *value)
{
        struct json_object *text = json_object_new_string(value ? value : "");
        bool names = usage_mentions(find, text);

        json_object_put(text);
        return names;
}

/* Once: there is none when find->host.name stays NULL. */
static bool look(struct usage_search *find, struct err *err)
{
        if (find->host_known)
                return true;
        find->host_known =
                ssm_get(stage_aws(find->s), find->host_parameter, false, &find->host, err) ||
                err_forgive(err, ERR_NOT_FOUND);
        return find->host_known;
}

/* Who may not look at them has none, and neither has a parameter that is gone. */
static bool look_at_versions(struct usage_search *find, struct err *err)
{
        if (find->host_told)
                return true;
        find->host_told = ssm_get_history(stage_aws(find->s), find->host_parameter,
                                          &find->host_versions, err) ||
                          err_forgive(err, ERR_NOT_FOUND) || err_forgive(err, ERR_DENIED);
        return find->host_told;
}

bool usage_host_names(struct usage_search *find, bool *names, struct err *err)
{
        *names = look(find, err) && names_target(find, find->host.value);
        return find->host_known;
}

/* Labels are not looked for. */
bool usage_version_names(struct usage_search *find, const char *selector, bool *names,
                         struct err *err)
{
        char *end;
        long long version = strtoll(selector, &end, 10);

        *names = true;
        if (!look_at_versions(find, err))
                return false;
        for (size_t i = 0; !*end && i < find->host_versions.count; i++)
                if (find->host_versions.items[i].version == version)
                        *names = names_target(find, find->host_versions.items[i].value);
        return true;
}

/* Whether any value that was there at some time of it names the target. What is not known might. */
static bool any_names(const struct usage_search *find, int64_t from, int64_t until)
{
        const struct ssm_parameters *all = &find->host_versions;

        if (!all->count || (all->items[0].version != 1 && all->items[0].modified > from))
                return true;
        for (size_t i = 0; i < all->count; i++) {
                int64_t end = i + 1 < all->count ? all->items[i + 1].modified : INT64_MAX;

                if (all->items[i].modified <= until && end >= from &&
                    names_target(find, all->items[i].value))
                        return true;
        }
        return false;
}

bool usage_task_got(struct usage_search *find, const struct ecs_task *task, bool *uses,
                    struct err *err)
{
        if (!usage_host_names(find, uses, err))
                return false;
        if (!find->host.name || task->created >= find->host.modified)
                return true;
        if (!look_at_versions(find, err))
                return false;
        *uses = any_names(find, task->created, task->started ? task->started : INT64_MAX);
        return true;
}
