/*
 * Deployments that fail: the circuit breaker, the way back to the last good revision, and the pause
 * before a task that keeps failing is tried again.
 */
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/standin/ecs.h"

enum { BREAKER_MIN = 3, BREAKER_MAX = 200 };

static struct ecs_deployment *primary(const struct ecs_service *s)
{
        return s->deployments[0];
}

static int64_t ticks(const struct ecs_service *s)
{
        return loop_ticks(s->model->cloud->loop);
}

void ecs_task_is_healthy(struct ecs_task *task)
{
        struct ecs_service *s = task->service;

        if (text_same(task->deployment, primary(s)->id)) {
                primary(s)->failed = 0;
                primary(s)->retry_at = 0;
        }
}

static int64_t breaker_threshold(const struct ecs_service *s)
{
        int64_t half = (s->desired + 1) / 2;

        return half < BREAKER_MIN ? BREAKER_MIN : half > BREAKER_MAX ? BREAKER_MAX : half;
}

/* The deployment that was completed last becomes the PRIMARY one again: itself while it still has
 * tasks, otherwise a new one of the same revision. False when there is none, or going back to the
 * definition that just failed would go round in circles. */
static bool roll_back(struct ecs_service *s, struct ecs_deployment *failed, const char *why)
{
        struct ecs_deployment *to = NULL;
        size_t at = 0;

        if (!s->last_good || failed->rolling_back || failed->revision == s->last_good)
                return false;
        for (size_t i = 1; i < s->deployment_count && !to; i++) {
                if (s->deployments[i]->revision == s->last_good) {
                        to = s->deployments[i];
                        at = i;
                }
        }
        if (to) {
                memmove(&s->deployments[1], &s->deployments[0], at * sizeof(*s->deployments));
                s->deployments[0] = to;
        } else if (s->last_good->definition == failed->definition) {
                return false;
        } else {
                to = ecs_deploy(s, s->last_good->definition, s->last_good);
        }
        to->failed = 0;
        to->retry_at = 0;
        to->rolling_back = true;
        ecs_set_rollout(s, to, ROLLOUT_IN_PROGRESS,
                        xasprintf("%.*s: rolling back to deploymentId %s.", (int)strcspn(why, ":"),
                                  why, to->id));
        ecs_service_event(s, "(service %s) rolling back to deployment %s.", s->name, to->id);
        return true;
}

bool ecs_deployment_failed(struct ecs_service *s, const char *why, bool rollback)
{
        struct ecs_deployment *d = primary(s);
        const char *what = strstr(why, ": ");

        ecs_set_rollout(s, d, ROLLOUT_FAILED, xstrdup(why));
        ecs_service_event(s, "(service %s) (deployment %s) deployment failed: %s", s->name, d->id,
                          what ? what + 2 : why);
        return rollback && roll_back(s, d, why);
}

static void trip(struct ecs_service *s)
{
        struct json_object *breaker = json_get(s->config, "deploymentCircuitBreaker");

        if (s->release)
                s->release->breaker_tripped = true;
        ecs_release_fails(s, "ECS deployment circuit breaker: tasks failed to start.",
                          json_flag(breaker, "rollback"));
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

        if (s->status != SERVICE_ACTIVE)
                return;
        for (size_t i = 1; i < s->deployment_count; i++)
                if (text_same(task->deployment, s->deployments[i]->id))
                        s->deployments[i]->retry_at = ticks(s) + pause_after(s, 1);
        if (!text_same(task->deployment, d->id))
                return;
        if (task->was_healthy) { /* it ran well once: replaced without counting, after a pause */
                d->retry_at = ticks(s) + pause_after(s, 1);
                return;
        }
        d->failed++;
        d->updated = loop_now(s->model->cloud->loop);
        ecs_release_failure(s, d->failed, breaker_threshold(s));
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
                trip(s);
}
