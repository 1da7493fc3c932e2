/*
 * The lifecycle stages of a service deployment with the strategy BLUE_GREEN, LINEAR or CANARY:
 *
 *      [RECONCILE_SERVICE] -> PRE_SCALE_UP -> SCALE_UP -> POST_SCALE_UP -> TEST_TRAFFIC_SHIFT
 *        -> POST_TEST_TRAFFIC_SHIFT -> PRODUCTION_TRAFFIC_SHIFT -> POST_PRODUCTION_TRAFFIC_SHIFT
 *        -> BAKE_TIME -> CLEAN_UP
 *
 * The source revision (blue) keeps all its tasks until CLEAN_UP; the target (green) gets all of its
 * own in SCALE_UP. Hooks of a stage come before its work. PRE_PRODUCTION_TRAFFIC_SHIFT is a stage
 * of hooks alone: the model's lifecycleStage has no such value, PRODUCTION_TRAFFIC_SHIFT is shown,
 * and it comes before each step of LINEAR and CANARY (both believed).
 */
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/standin/ecs.h"

static int64_t ticks(const struct ecs_service *s)
{
        return loop_ticks(s->model->cloud->loop);
}

const char *ecs_stage_name(enum release_stage stage)
{
        static const char *const names[] = {
                [STAGE_RECONCILE_SERVICE] = "RECONCILE_SERVICE",
                [STAGE_PRE_SCALE_UP] = "PRE_SCALE_UP",
                [STAGE_SCALE_UP] = "SCALE_UP",
                [STAGE_POST_SCALE_UP] = "POST_SCALE_UP",
                [STAGE_TEST_TRAFFIC_SHIFT] = "TEST_TRAFFIC_SHIFT",
                [STAGE_POST_TEST_TRAFFIC_SHIFT] = "POST_TEST_TRAFFIC_SHIFT",
                [STAGE_PRODUCTION_TRAFFIC_SHIFT] = "PRODUCTION_TRAFFIC_SHIFT",
                [STAGE_POST_PRODUCTION_TRAFFIC_SHIFT] = "POST_PRODUCTION_TRAFFIC_SHIFT",
                [STAGE_BAKE_TIME] = "BAKE_TIME",
                [STAGE_CLEAN_UP] = "CLEAN_UP",
        };

        return names[stage];
}

int64_t ecs_minutes(struct ecs_service *s, double minutes)
{
        struct json_object *minute =
                json_get(json_get(s->model->cloud->seed, "durations"), "minute");

        return (int64_t)(minutes * (minute ? json_object_get_double(minute) : 60000));
}

bool ecs_staged(const struct ecs_service *s)
{
        const struct ecs_release *r = s->release;

        return ecs_release_open(r) && r->staged && r->status != RELEASE_ROLLBACK_IN_PROGRESS &&
               s->deployment_count && s->deployments[0]->revision == r->target;
}

void ecs_traffic_weights(const struct ecs_task *task, double *production, double *test)
{
        struct ecs_service *s = task->service;
        const struct ecs_release *r = s ? s->release : NULL;

        *production = *test = 100;
        /* one that failed and was left so keeps its traffic where it was */
        if (!r || !r->staged || !r->source || r->status == RELEASE_SUCCESSFUL ||
            r->status == RELEASE_ROLLBACK_SUCCESSFUL)
                return;
        for (size_t i = 0; i < s->deployment_count; i++) {
                bool target = s->deployments[i]->revision == r->target;

                if (!text_same(s->deployments[i]->id, task->deployment))
                        continue;
                *production = target ? r->weight : 100 - r->weight;
                *test = target ? r->test_weight : 100 - r->test_weight;
        }
}

/* --- entering and leaving --- */

static void enter(struct ecs_service *s, enum release_stage stage)
{
        struct ecs_release *r = s->release;
        int64_t lasts =
                s->model->seeding ? 0 : world_duration(s->model->cloud, "release-stage", 2000);

        if (stage == STAGE_BAKE_TIME)
                lasts = s->model->seeding || !r->source
                                ? 0
                                : ecs_minutes(s, (double)json_int(r->config, "bakeTimeInMinutes"));
        r->stage = stage;
        r->worked = r->pre_shift = false;
        r->step_at = 0;
        r->leave_at = ticks(s) + lasts;
        r->updated = loop_now(s->model->cloud->loop);
}

void ecs_stages_begin(struct ecs_release *r)
{
        struct ecs_service *s = r->service;

        enter(s, s->deployment_count > 2 ? STAGE_RECONCILE_SERVICE : STAGE_PRE_SCALE_UP);
}

/* --- a stage's own work --- */

static double next_weight(struct ecs_release *r)
{
        const char *strategy = json_text(r->config, "strategy");
        double step = json_real(json_get(r->config, "linearConfiguration"), "stepPercent");

        if (text_same(strategy, "CANARY") && r->weight == 0)
                return json_real(json_get(r->config, "canaryConfiguration"), "canaryPercent");
        if (text_same(strategy, "LINEAR") && r->weight + step < 100)
                return r->weight + step;
        return 100;
}

static int64_t step_lasts(struct ecs_service *s)
{
        struct ecs_release *r = s->release;
        bool canary = text_same(json_text(r->config, "strategy"), "CANARY");

        if (s->model->seeding)
                return 0;
        return ecs_minutes(
                s, (double)json_int(json_get(r->config, canary ? "canaryConfiguration"
                                                               : "linearConfiguration"),
                                    canary ? "canaryBakeTimeInMinutes" : "stepBakeTimeInMinutes"));
}

/* One step; true when all traffic has been shifted. */
static bool shift(struct ecs_service *s)
{
        struct ecs_release *r = s->release;

        if (r->step_at > ticks(s)) {
                ecs_wake_in(s, r->step_at - ticks(s));
                return false;
        }
        r->weight = r->source && !s->model->seeding ? next_weight(r) : 100;
        r->updated = loop_now(s->model->cloud->loop);
        ecs_run_weights(s);
        ecs_service_event(s, "(service %s) shifted %.1f percent of production traffic to %s.",
                          s->name, r->weight, s->deployments[0]->id);
        if (r->weight >= 100)
                return true;
        r->pre_shift = false;
        r->step_at = ticks(s) + step_lasts(s);
        ecs_wake_in(s, r->step_at - ticks(s));
        return false;
}

static bool work(struct ecs_service *s)
{
        struct ecs_release *r = s->release;

        switch (r->stage) {
        case STAGE_SCALE_UP:
                return ecs_deployment_healthy(s, s->deployments[0]);
        case STAGE_TEST_TRAFFIC_SHIFT:
                r->test_weight = 100;
                ecs_run_weights(s);
                return true;
        case STAGE_PRODUCTION_TRAFFIC_SHIFT:
                return shift(s);
        default:
                return true;
        }
}

static bool hooks_done(struct ecs_service *s)
{
        struct ecs_release *r = s->release;

        if (r->stage == STAGE_PRODUCTION_TRAFFIC_SHIFT && r->step_at <= ticks(s) && !r->pre_shift) {
                if (!ecs_hooks_done(s, "PRE_PRODUCTION_TRAFFIC_SHIFT"))
                        return false;
                ecs_hooks_leave(r);
                r->pre_shift = true;
        }
        return ecs_hooks_done(s, ecs_stage_name(r->stage));
}

/* The stage may be left now. */
static bool over(struct ecs_service *s)
{
        struct ecs_release *r = s->release;

        if (!hooks_done(s))
                return false;
        if (!r->worked && !work(s))
                return false;
        r->worked = true;
        if (r->leave_at <= ticks(s))
                return true;
        ecs_wake_in(s, r->leave_at - ticks(s));
        return false;
}

/* Blue stays whole until the end, green comes with SCALE_UP; what an unfinished release before this
 * one has left goes then too. */
static void scale(struct ecs_service *s)
{
        struct ecs_release *r = s->release;

        for (size_t i = 0; i < s->deployment_count; i++) {
                struct ecs_deployment *d = s->deployments[i];

                if (d->revision == r->target)
                        ecs_scale(s, d, r->stage >= STAGE_SCALE_UP ? s->desired : 0);
                else if (d->revision == r->source)
                        ecs_scale(s, d, r->stage < STAGE_CLEAN_UP ? s->desired : 0);
                else if (r->stage >= STAGE_SCALE_UP)
                        ecs_scale(s, d, 0);
        }
}

bool ecs_stages_go_on(struct ecs_service *s)
{
        struct ecs_release *r = s->release;

        while (ecs_staged(s) && r->status == RELEASE_IN_PROGRESS) {
                scale(s);
                if (r->stage == STAGE_CLEAN_UP)
                        return true;
                if (!over(s))
                        return false;
                ecs_hooks_leave(r);
                enter(s, r->stage + 1);
        }
        return false;
}
