/* Which tasks have got an address: in their environment, an override of it, or a secret's value. */
#include <ctype.h>
#include <string.h>

#include "engine/standin/ecs.h"

/* The whole name: that of another host may end like it. */
static bool has_word(const char *text, const char *word)
{
        for (const char *at = text; word && at && (at = strstr(at, word)); at++)
                if (at == text || !(isalnum((unsigned char)at[-1]) || at[-1] == '-'))
                        return true;
        return false;
}

static bool in_pairs(struct json_object *pairs, const char *word)
{
        for (size_t i = 0; i < json_count(pairs); i++)
                if (has_word(json_text(json_at(pairs, i), "value"), word))
                        return true;
        return false;
}

static bool has_got(const struct ecs_task *task, const char *address)
{
        struct json_object *overrides = json_array(task->overrides, "containerOverrides");

        for (size_t i = 0; i < task->container_count; i++)
                if (in_pairs(json_array(task->containers[i].definition, "environment"), address))
                        return true;
        for (size_t i = 0; i < json_count(overrides); i++)
                if (in_pairs(json_array(json_at(overrides, i), "environment"), address))
                        return true;
        for (size_t i = 0; i < task->pulled_values.count; i++)
                if (has_word(task->pulled_values.items[i], address))
                        return true;
        return false;
}

int64_t ecs_model_connected(struct standin *s, const char *const *addresses, size_t count,
                            int64_t at)
{
        int64_t connected = 0;

        for (size_t i = 0; s->ecs && i < s->ecs->task_count; i++) {
                const struct ecs_task *task = s->ecs->tasks[i];
                bool there = task->started && task->started <= at &&
                             (!task->stopped || task->stopped > at);
                bool has = false;

                for (size_t k = 0; there && !has && k < count; k++)
                        has = has_got(task, addresses[k]);
                connected += has;
        }
        return connected;
}
