/* Starting and stopping a service's tasks, and saying so in its events. */
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/standin/ecs.h"

enum { NAMED_PER_EVENT = 10 };

static int64_t ticks(const struct ecs_service *s)
{
        return loop_ticks(s->model->cloud->loop);
}

void ecs_deployment_counts(const struct ecs_service *s, const char *id, int64_t *running,
                           int64_t *pending)
{
        *running = *pending = 0;
        for (size_t i = 0; i < s->task_count; i++) {
                struct ecs_task *t = s->tasks[i];

                if (id && !text_same(t->deployment, id))
                        continue;
                *running += t->state == TASK_RUNNING || t->state == TASK_DEACTIVATING;
                *pending += t->state < TASK_RUNNING;
        }
}

/* "has started 2 tasks: (task 1a...) (task 2b...)." */
static void tell_tasks(struct ecs_service *s, const char *verb, const struct strlist *ids)
{
        struct text list = TEXT_INIT;

        if (!ids->count)
                return;
        for (size_t i = 0; i < ids->count && i < NAMED_PER_EVENT; i++)
                text_addf(&list, " (task %s)", ids->items[i]);
        ecs_service_event(s, "(service %s) has %s %zu %s:%s%s.", s->name, verb, ids->count,
                          text_same(verb, "stopped") ? "running tasks" : "tasks", text_str(&list),
                          ids->count > NAMED_PER_EVENT ? " and others" : "");
        text_release(&list);
}

void ecs_stop_tasks(struct ecs_service *s, const struct ecs_deployment *d, bool of_it, bool healthy,
                    int64_t n)
{
        struct strlist ids = {0};
        struct ecs_task **victims = xcalloc(s->task_count, sizeof(*victims));
        char *reason =
                xasprintf("Scaling activity initiated by (deployment %s)", s->deployments[0]->id);
        size_t victim_count = 0;

        for (size_t i = s->task_count; i-- > 0 && (int64_t)victim_count < n;) {
                struct ecs_task *t = s->tasks[i];

                if (t->wanted && t->healthy == healthy &&
                    text_same(t->deployment, d->id) == of_it) {
                        victims[victim_count++] = t;
                        strlist_add(&ids, t->id);
                }
        }
        tell_tasks(s, "stopped", &ids);
        for (size_t i = 0; i < victim_count; i++)
                ecs_task_stop(victims[i], "ServiceSchedulerInitiated", reason);
        free(reason);
        free(victims);
        strlist_release(&ids);
}

/* As many of n as the cluster has room for; AWS tries again, and so does this. */
static int64_t placed(struct ecs_service *s, struct ecs_deployment *d, int64_t n)
{
        int64_t room = ecs_room(s->model, s->cluster);

        if (n <= room) {
                d->said_full = d->said_full && n > 0;
                return n;
        }
        if (!d->said_full)
                ecs_service_event(s,
                                  "(service %s) was unable to place a task. Reason: %s. For more "
                                  "information, see the Troubleshooting section of the Amazon ECS "
                                  "Developer Guide.",
                                  s->name, ecs_no_room(s->more));
        d->said_full = true;
        ecs_wake_in(s, world_duration(s->model->cloud, "task-placing", 15000));
        return room;
}

void ecs_start_tasks(struct ecs_service *s, struct ecs_deployment *d, int64_t n)
{
        struct strlist ids = {0};

        n = placed(s, d, n);
        for (int64_t i = 0; i < n; i++)
                strlist_add(
                        &ids,
                        ecs_task_start(s->model, s->cluster, s, d->id, d->definition, s->more)->id);
        tell_tasks(s, "started", &ids);
        strlist_release(&ids);
}

static int64_t live_of(const struct ecs_service *s, const struct ecs_deployment *d, bool healthy)
{
        int64_t n = 0;

        for (size_t i = 0; i < s->task_count; i++)
                n += s->tasks[i]->wanted && (!healthy || s->tasks[i]->healthy) &&
                     text_same(s->tasks[i]->deployment, d->id);
        return n;
}

bool ecs_deployment_healthy(struct ecs_service *s, const struct ecs_deployment *d)
{
        return live_of(s, d, true) == s->desired && live_of(s, d, false) == s->desired;
}

void ecs_scale(struct ecs_service *s, struct ecs_deployment *d, int64_t n)
{
        int64_t live = live_of(s, d, false), unhealthy = live - live_of(s, d, true);
        int64_t surplus = live - n;

        if (surplus > 0 && unhealthy)
                ecs_stop_tasks(s, d, true, false, surplus < unhealthy ? surplus : unhealthy);
        if (surplus > unhealthy)
                ecs_stop_tasks(s, d, true, true, surplus - unhealthy);
        if (surplus >= 0)
                return;
        if (d->retry_at > ticks(s))
                ecs_wake_in(s, d->retry_at - ticks(s));
        else
                ecs_start_tasks(s, d, -surplus);
}
