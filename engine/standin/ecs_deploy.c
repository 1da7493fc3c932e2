/*
 * The service scheduler: rolling deployments within minimumHealthyPercent and maximumPercent.
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

enum { EVENTS_KEPT = 100 };

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

void ecs_set_rollout(struct ecs_service *s, struct ecs_deployment *d, enum rollout rollout,
                     char *reason)
{
        free(d->reason);
        d->rollout = rollout;
        d->reason = reason;
        d->updated = now(s);
}

struct ecs_deployment *ecs_deploy(struct ecs_service *s, struct ecs_definition *definition,
                                  struct ecs_revision *revision)
{
        struct ecs_deployment *d = xcalloc(1, sizeof(*d));
        uint64_t number = world_random(s->model->cloud, 9000000000000000000ULL);

        snprintf(d->id, sizeof(d->id), "ecs-svc/%019llu",
                 (unsigned long long)(number + 1000000000000000000ULL));
        d->definition = definition;
        d->revision =
                revision ? revision : ecs_revision_new(s, definition, d->id + strlen("ecs-svc/"));
        d->created = now(s);
        ecs_set_rollout(s, d, ROLLOUT_IN_PROGRESS,
                        xasprintf("ECS deployment %s in progress.", d->id));
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

static void wake(void *arg)
{
        struct ecs_service *s = arg;

        s->wake = NULL;
        ecs_reconcile(s);
}

void ecs_wake_in(struct ecs_service *s, int64_t ms)
{
        if (s->wake && s->wake_at <= ticks(s) + ms)
                return;
        timer_stop(s->wake);
        s->wake_at = ticks(s) + ms;
        s->wake = timer_start(s->model->cloud->loop, ms, wake, s);
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
                ecs_stop_tasks(s, primary(s), false, false, old_unhealthy);
        if (t.healthy > keep)
                ecs_stop_tasks(s, primary(s), false, true, t.healthy - keep);
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
                ecs_stop_tasks(s, primary(s), true, false,
                               surplus < unhealthy ? surplus : unhealthy);
        if (surplus > unhealthy)
                ecs_stop_tasks(s, primary(s), true, true, surplus - unhealthy);
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
                ecs_wake_in(s, d->retry_at - ticks(s));
                return;
        }
        ecs_start_tasks(s, d, need);
}

/* A deployment is over when the last of its containers has ended. */
static void drop_drained(struct ecs_service *s)
{
        size_t kept = 1;

        for (size_t i = 1; i < s->deployment_count; i++) {
                struct ecs_deployment *d = s->deployments[i];
                bool used = ecs_staged(s) && d->revision == s->release->source &&
                            s->release->stage < STAGE_CLEAN_UP;

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

/* A rolling deployment has no lifecycle stages, but it may be paused before its first task is
 * started and when its last one is healthy (believed). */
static bool rolling_hooks_done(struct ecs_service *s, const char *stage)
{
        struct ecs_release *r = s->release;
        enum release_stage after =
                text_same(stage, "PRE_SCALE_UP") ? STAGE_SCALE_UP : STAGE_CLEAN_UP;

        if (!r || r->staged || r->status != RELEASE_IN_PROGRESS || r->stage >= after)
                return true;
        if (!ecs_hooks_done(s, stage))
                return false;
        ecs_hooks_leave(r);
        r->stage = after;
        return true;
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
                int64_t bake = ecs_release_bake(s);

                if (bake || !rolling_hooks_done(s, "POST_SCALE_UP")) {
                        if (bake)
                                ecs_wake_in(s, bake);
                        s->steady = false;
                        return;
                }
                ecs_set_rollout(s, d, ROLLOUT_COMPLETED,
                                xasprintf("ECS deployment %s completed.", d->id));
                s->last_good = d->revision;
                ecs_release_completed(s);
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

        if (!s->deployment_count) {
                s->status = SERVICE_INACTIVE;
                return;
        }
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

/* A stop that was asked for a moment ago. True when the service is to be left as it is. */
static bool stop_asked(struct ecs_service *s)
{
        struct ecs_release *r = s->release;
        bool back = r && r->status == RELEASE_ROLLBACK_REQUESTED;

        if (!r || (!back && r->status != RELEASE_STOP_REQUESTED))
                return false;
        if (r->step_at > ticks(s)) {
                ecs_wake_in(s, r->step_at - ticks(s));
                return true;
        }
        ecs_release_fails(s,
                          back ? "ECS deployment stop: rolled back by a user."
                               : "ECS deployment stop: stopped by a user.",
                          back);
        return false;
}

static void go_on_staged(struct ecs_service *s)
{
        if (!ecs_stages_go_on(s))
                return;
        drop_drained(s);
        conclude(s);
}

static void go_on_rolling(struct ecs_service *s)
{
        stop_surplus(s, s->desired);
        if (!rolling_hooks_done(s, "PRE_SCALE_UP"))
                return;
        start_missing(s, s->desired);
        stop_old(s, s->desired);
        start_missing(s, s->desired);
        drop_drained(s);
        conclude(s);
}

void ecs_reconcile(struct ecs_service *s)
{
        if (s->status == SERVICE_DRAINING)
                wind_down(s);
        if (s->status == SERVICE_ACTIVE && s->deployment_count) {
                ecs_release_begins(s);
                if (!stop_asked(s)) {
                        ecs_release_alarmed(s);
                        if (ecs_staged(s))
                                go_on_staged(s);
                        if (!ecs_staged(s))
                                go_on_rolling(s);
                }
        }
        signal_all(s->model->cloud->loop, &s->model->changed);
}

void ecs_reconcile_soon(struct ecs_service *s)
{
        ecs_wake_in(s, 0);
}

void ecs_model_alarms_changed(struct standin *cloud)
{
        struct ecs_model *m = cloud->ecs;

        for (size_t i = 0; m && i < m->service_count; i++)
                if (m->services[i]->status == SERVICE_ACTIVE &&
                    ecs_release_open(m->services[i]->release))
                        ecs_reconcile_soon(m->services[i]);
}
