/*
 * The service scheduler: rolling deployments within minimumHealthyPercent and maximumPercent, the
 * circuit breaker with its rollback, and the pause before a task that keeps failing is tried again.
 *
 * ecs_reconcile() looks at a service and does what is to be done now; everything that changes calls
 * ecs_reconcile_soon(), so that it is never entered twice.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/standin/ecs.h"

enum { EVENTS_KEPT = 100, NAMED_PER_EVENT = 10, BREAKER_MIN = 3, BREAKER_MAX = 200 };

/* What a service's tasks are like at this moment. `live` are those that are wanted. */
struct tally {
        int64_t live, healthy;         /* of all deployments */
        int64_t new_live, new_healthy; /* of the PRIMARY one */
        int64_t old_live, going;       /* of the others; of all: being stopped */
};

static struct ecs_deployment *primary(const struct ecs_service *s)
{
        return s->deployments[0];
}

static int64_t ticks(const struct ecs_service *s)
{
        return loop_ticks(s->model->cloud->loop);
}

static int64_t now(const struct ecs_service *s)
{
        return loop_now(s->model->cloud->loop);
}

void ecs_service_event(struct ecs_service *s, const char *fmt, ...)
{
        struct json_object *event = json_object_new_object();
        char *message, *id = ecs_uuid(s->model);
        va_list args;

        va_start(args, fmt);
        message = xvasprintf(fmt, args);
        va_end(args);
        json_put_text(event, "id", id);
        ecs_put_time(event, "createdAt", now(s));
        json_put_text(event, "message", message);
        json_object_array_add(s->events, event);
        if (json_count(s->events) > EVENTS_KEPT)
                json_object_array_del_idx(s->events, 0, 1);
        free(message);
        free(id);
}

/* Takes reason. */
static void set_rollout(struct ecs_service *s, struct ecs_deployment *d, enum rollout rollout,
                        char *reason)
{
        free(d->reason);
        d->rollout = rollout;
        d->reason = reason;
        d->updated = now(s);
}

struct ecs_deployment *ecs_deploy(struct ecs_service *s, struct ecs_definition *definition)
{
        struct ecs_deployment *d = xcalloc(1, sizeof(*d));
        uint64_t number = world_random(s->model->cloud, 9000000000000000000ULL);

        snprintf(d->id, sizeof(d->id), "ecs-svc/%019llu",
                 (unsigned long long)(number + 1000000000000000000ULL));
        d->definition = definition;
        d->created = now(s);
        set_rollout(s, d, ROLLOUT_IN_PROGRESS, xasprintf("ECS deployment %s in progress.", d->id));
        s->deployments =
                xrealloc(s->deployments, (s->deployment_count + 1) * sizeof(*s->deployments));
        memmove(&s->deployments[1], s->deployments, s->deployment_count * sizeof(*s->deployments));
        s->deployments[0] = d;
        s->deployment_count++;
        s->steady = false;
        return d;
}

void ecs_deployment_free(struct ecs_deployment *d)
{
        free(d->reason);
        free(d);
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

static struct tally count(struct ecs_service *s)
{
        struct tally t = {0};

        for (size_t i = 0; i < s->task_count; i++) {
                struct ecs_task *task = s->tasks[i];
                bool new = text_same(task->deployment, primary(s)->id);

                if (!task->wanted) {
                        t.going += task->state < TASK_DEPROVISIONING;
                        continue;
                }
                t.live++;
                t.healthy += task->healthy;
                t.new_live += new;
                t.new_healthy += new && task->healthy;
                t.old_live += !new;
        }
        return t;
}

/* maximumPercent is rounded down, minimumHealthyPercent up. */
static int64_t upper_limit(const struct ecs_service *s, int64_t desired)
{
        return desired * json_int(s->config, "maximumPercent") / 100;
}

static int64_t lower_limit(const struct ecs_service *s, int64_t desired)
{
        return (desired * json_int(s->config, "minimumHealthyPercent") + 99) / 100;
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

/* Stops up to n wanted tasks of the PRIMARY deployment (or of the others): the youngest and those
 * that are not healthy first. */
static void stop_some(struct ecs_service *s, bool new, bool healthy, int64_t n)
{
        struct strlist ids = {0};
        struct ecs_task **victims = xcalloc(s->task_count, sizeof(*victims));
        char *reason = xasprintf("Scaling activity initiated by (deployment %s)", primary(s)->id);
        size_t victim_count = 0;

        for (size_t i = s->task_count; i-- > 0 && (int64_t)victim_count < n;) {
                struct ecs_task *t = s->tasks[i];

                if (t->wanted && t->healthy == healthy &&
                    text_same(t->deployment, primary(s)->id) == new) {
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

static void start_some(struct ecs_service *s, int64_t n)
{
        struct strlist ids = {0};

        for (int64_t i = 0; i < n; i++)
                strlist_add(&ids, ecs_task_start(s->model, s->cluster, s, primary(s)->id,
                                                 primary(s)->definition, s->more)
                                          ->id);
        tell_tasks(s, "started", &ids);
        strlist_release(&ids);
}

/* Old tasks go as the new ones become healthy. While the new ones still have room to start, the
 * old ones keep the service at its full count; without room they go down to the lower limit. */
static void stop_old(struct ecs_service *s, int64_t desired)
{
        struct tally t = count(s);
        int64_t room = upper_limit(s, desired) - t.live;
        int64_t need = desired - t.new_live;
        int64_t keep = need > 0 && room <= 0 ? lower_limit(s, desired) : desired;
        int64_t old_unhealthy = t.old_live - (t.healthy - t.new_healthy);

        if (!t.old_live)
                return;
        if (primary(s)->rollout == ROLLOUT_FAILED && desired)
                return;
        /* Tasks of the old deployment that don't serve anybody are in the way. */
        if (old_unhealthy > 0)
                stop_some(s, false, false, old_unhealthy);
        if (t.healthy > keep)
                stop_some(s, false, true, t.healthy - keep);
        else if (need > 0 && room <= 0 && old_unhealthy <= 0 && t.new_live == t.new_healthy &&
                 !t.going && !primary(s)->said_stuck) {
                primary(s)->said_stuck = true;
                ecs_service_event(s,
                                  "(service %s) was unable to stop or start tasks during a "
                                  "deployment because of the service deployment configuration. "
                                  "Update the minimumHealthyPercent or maximumPercent value and "
                                  "try again.",
                                  s->name);
        }
}

static void stop_surplus(struct ecs_service *s, int64_t desired)
{
        struct tally t = count(s);
        int64_t surplus = t.new_live - desired;
        int64_t unhealthy = t.new_live - t.new_healthy;

        if (surplus <= 0)
                return;
        if (unhealthy)
                stop_some(s, true, false, surplus < unhealthy ? surplus : unhealthy);
        if (surplus > unhealthy)
                stop_some(s, true, true, surplus - unhealthy);
}

static void wake(void *arg)
{
        struct ecs_service *s = arg;

        s->wake = NULL;
        ecs_reconcile(s);
}

static void wake_in(struct ecs_service *s, int64_t ms)
{
        timer_stop(s->wake);
        s->wake = timer_start(s->model->cloud->loop, ms, wake, s);
}

static void start_missing(struct ecs_service *s, int64_t desired)
{
        struct tally t = count(s);
        int64_t need = desired - t.new_live;
        int64_t room = upper_limit(s, desired) - t.live;
        struct ecs_deployment *d = primary(s);

        if (need > room)
                need = room;
        if (need <= 0 || d->rollout == ROLLOUT_FAILED)
                return;
        if (d->retry_at > ticks(s)) {
                wake_in(s, d->retry_at - ticks(s));
                return;
        }
        start_some(s, need);
}

/* A deployment is over when the last of its containers has ended. */
static void drop_drained(struct ecs_service *s)
{
        size_t kept = 1;

        for (size_t i = 1; i < s->deployment_count; i++) {
                struct ecs_deployment *d = s->deployments[i];
                bool used = false;

                for (size_t k = 0; k < s->task_count && !used; k++)
                        used = text_same(s->tasks[k]->deployment, d->id) &&
                               s->tasks[k]->state < TASK_DEPROVISIONING;
                if (used)
                        s->deployments[kept++] = d;
                else
                        ecs_deployment_free(d);
        }
        s->deployment_count = kept;
}

static void conclude(struct ecs_service *s)
{
        struct ecs_deployment *d = primary(s);
        struct tally t = count(s);

        if (s->deployment_count > 1 || t.new_live != s->desired || t.new_healthy != s->desired ||
            t.going || d->rollout == ROLLOUT_FAILED) {
                s->steady = false;
                return;
        }
        if (d->rollout == ROLLOUT_IN_PROGRESS) {
                set_rollout(s, d, ROLLOUT_COMPLETED,
                            xasprintf("ECS deployment %s completed.", d->id));
                s->last_good = d->definition;
                ecs_service_event(s, "(service %s) (deployment %s) deployment completed.", s->name,
                                  d->id);
        }
        if (!s->steady) {
                s->steady = true;
                ecs_service_event(s, "(service %s) has reached a steady state.", s->name);
        }
}

/* A deleted service: nothing is started any more; it is INACTIVE when nothing runs. */
static void wind_down(struct ecs_service *s)
{
        struct tally t = count(s);

        if (t.live) {
                stop_old(s, 0);
                stop_surplus(s, 0);
                t = count(s);
        }
        if (!t.live && !t.going) {
                drop_drained(s);
                s->status = SERVICE_INACTIVE;
        }
}

void ecs_reconcile(struct ecs_service *s)
{
        if (s->status == SERVICE_DRAINING)
                wind_down(s);
        if (s->status == SERVICE_ACTIVE) {
                stop_surplus(s, s->desired);
                start_missing(s, s->desired);
                stop_old(s, s->desired);
                start_missing(s, s->desired);
                drop_drained(s);
                conclude(s);
        }
        signal_all(s->model->cloud->loop, &s->model->changed);
}

void ecs_reconcile_soon(struct ecs_service *s)
{
        wake_in(s, 0);
}

void ecs_task_is_healthy(struct ecs_task *task)
{
        struct ecs_service *s = task->service;

        if (text_same(task->deployment, primary(s)->id)) {
                primary(s)->failed = 0;
                primary(s)->retry_at = 0;
        }
}

/* --- the circuit breaker --- */

static int64_t breaker_threshold(const struct ecs_service *s)
{
        int64_t half = (s->desired + 1) / 2;

        return half < BREAKER_MIN ? BREAKER_MIN : half > BREAKER_MAX ? BREAKER_MAX : half;
}

/* The deployment that was completed last becomes the PRIMARY one again: itself while it still has
 * tasks, otherwise a new one of the same definition. */
static void roll_back(struct ecs_service *s, struct ecs_deployment *failed)
{
        struct ecs_deployment *to = NULL;
        size_t at = 0;

        for (size_t i = 1; i < s->deployment_count && !to; i++) {
                if (s->deployments[i]->rollout == ROLLOUT_COMPLETED &&
                    s->deployments[i]->definition == s->last_good) {
                        to = s->deployments[i];
                        at = i;
                }
        }
        if (to) {
                memmove(&s->deployments[1], &s->deployments[0], at * sizeof(*s->deployments));
                s->deployments[0] = to;
        } else {
                to = ecs_deploy(s, s->last_good);
        }
        to->failed = 0;
        to->retry_at = 0;
        to->rolling_back = true;
        set_rollout(s, to, ROLLOUT_IN_PROGRESS,
                    xasprintf("ECS deployment circuit breaker: rolling back to deploymentId %s.",
                              to->id));
        ecs_service_event(s,
                          "(service %s) (deployment %s) deployment failed: tasks failed to start.",
                          s->name, failed->id);
        ecs_service_event(s, "(service %s) rolling back to deployment %s.", s->name, to->id);
}

static void trip(struct ecs_service *s, struct ecs_deployment *d)
{
        struct json_object *breaker = json_get(s->config, "deploymentCircuitBreaker");

        set_rollout(s, d, ROLLOUT_FAILED,
                    xstrdup("ECS deployment circuit breaker: tasks failed to start."));
        /* going back to what just failed would go round in circles */
        if (json_flag(breaker, "rollback") && s->last_good && !d->rolling_back &&
            s->last_good != d->definition)
                roll_back(s, d);
        else
                ecs_service_event(
                        s, "(service %s) (deployment %s) deployment failed: tasks failed to start.",
                        s->name, d->id);
}

/* The pause doubles with every failure in a row. */
static int64_t pause_after(struct ecs_service *s, int64_t failures)
{
        int64_t pause = world_duration(s->model->cloud, "task-retry", 1000);
        int64_t most = world_duration(s->model->cloud, "task-retry-max", 15 * 60000);

        for (int64_t i = 1; i < failures && pause < most; i++)
                pause *= 2;
        return pause < most ? pause : most;
}

void ecs_task_failed(struct ecs_task *task)
{
        struct ecs_service *s = task->service;
        struct ecs_deployment *d = primary(s);
        struct json_object *breaker = json_get(s->config, "deploymentCircuitBreaker");

        if (s->status != SERVICE_ACTIVE || !text_same(task->deployment, d->id))
                return;
        if (task->was_healthy) { /* it ran well once: replaced without counting, after a pause */
                d->retry_at = ticks(s) + pause_after(s, 1);
                return;
        }
        d->failed++;
        d->updated = now(s);
        d->retry_at = ticks(s) + pause_after(s, d->failed);
        if (d->failed >= BREAKER_MIN && !d->said_inconsistent) {
                d->said_inconsistent = true;
                ecs_service_event(s,
                                  "(service %s) is unable to consistently start tasks "
                                  "successfully. For more information, see the Troubleshooting "
                                  "section of the Amazon ECS Developer Guide.",
                                  s->name);
        }
        if (d->rollout == ROLLOUT_IN_PROGRESS && json_flag(breaker, "enable") &&
            d->failed >= breaker_threshold(s))
                trip(s, d);
}
