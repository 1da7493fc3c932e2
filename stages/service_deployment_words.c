/* What a service deployment is told as: on the way, when it failed, and beforehand. */
#include "stages/service_deployments.h"

#include <string.h>

#include "engine/base/stamp.h"
#include "engine/base/text.h"

#define MINUTE_MS (60 * (int64_t)1000)

static bool waits(const struct ecs_hook *hook)
{
        return text_same(hook->kind, "PAUSE") && text_same(hook->status, "AWAITING_ACTION");
}

/* ECS does not say when a stage began; it can't have been after it was first seen. */
static void add_bake(struct stage *s, const struct ecs_service_deployment *d, int64_t since,
                     struct text *out)
{
        int64_t left = d->bake_minutes * MINUTE_MS - (loop_ticks(stage_loop(s)) - since);
        char time[24];

        if (!text_same(d->stage, "BAKE_TIME") || !d->bake_minutes)
                return;
        /* whole minutes: a line for each of them is enough */
        duration_format(left > 0 ? (left + MINUTE_MS - 1) / MINUTE_MS * MINUTE_MS : 0, time);
        text_addf(out, ", at most %s left", left > 0 ? time : "a moment");
}

static void add_weight(const struct ecs_service_deployment *d, struct text *out)
{
        double weight = json_real(json_get(d->raw, "targetServiceRevision"),
                                  "requestedProductionTrafficWeight");

        if (weight > 0 && text_same(d->stage, "PRODUCTION_TRAFFIC_SHIFT"))
                text_addf(out, " with %g%% of the traffic", weight);
}

static void add_hooks(const struct ecs_service_deployment *d, struct text *out)
{
        for (size_t i = 0; i < d->hook_count; i++) {
                char time[ISO_SIZE];

                if (!waits(&d->hooks[i]))
                        continue;
                text_addf(out, ", paused by hook %s", d->hooks[i].id ? d->hooks[i].id : "?");
                if (!d->hooks[i].expires)
                        continue;
                iso_format(d->hooks[i].expires, time);
                text_addf(out, " until %s, then %s", time,
                          d->hooks[i].timeout_action ? d->hooks[i].timeout_action : "ROLLBACK");
        }
}

void service_deployment_describe(struct stage *s, const struct ecs_service_deployment *d,
                                 int64_t since, struct text *out)
{
        bool rolling = !d->strategy || text_same(d->strategy, "ROLLING");

        if (d->stage && !rolling)
                text_addf(out, ", %s at %s", d->strategy, d->stage);
        add_weight(d, out);
        add_bake(s, d, since, out);
        add_hooks(d, out);
        if (d->alarms.count)
                text_addf(out, ", alarm %s", d->alarms.items[0]);
}

void service_deployment_reasons(const struct ecs_service_deployment *d, struct err *err)
{
        if (d->reason)
                err_detail(err, "ECS", "%s", d->reason);
        if (d->rollback_reason && !text_same(d->rollback_reason, d->reason))
                err_detail(err, "ECS", "rolled back: %s", d->rollback_reason);
        for (size_t i = 0; i < d->alarms.count; i++)
                err_detail(err, "ECS", "alarm %s was triggered", d->alarms.items[i]);
        for (size_t i = 0; i < d->hook_count; i++) {
                const struct ecs_hook *hook = &d->hooks[i];

                if (text_same(hook->status, "FAILED") || text_same(hook->status, "TIMED_OUT"))
                        err_detail(err, "ECS", "hook %s %s", hook->id ? hook->id : "?",
                                   hook->status);
        }
        if (d->failures_allowed && d->failures >= d->failures_allowed)
                err_detail(err, "ECS", "the circuit breaker counted %lld failures of %lld allowed",
                           (long long)d->failures, (long long)d->failures_allowed);
}

/* --- beforehand --- */

static void add_minutes(struct text *out, const char *what, struct json_object *of,
                        const char *member)
{
        if (json_int(of, member) > 0)
                text_addf(out, ", %s %lldm", what, (long long)json_int(of, member));
}

static bool continues_at(struct stage *s, const char *stage)
{
        struct json_object *names = stage_list(s, "continue_hooks");

        for (size_t i = 0; i < json_count(names); i++) {
                const char *name = json_object_get_string(json_at(names, i));

                if (!strcmp(name, "all") || text_same(name, stage))
                        return true;
        }
        return false;
}

static void add_pauses(struct stage *s, struct json_object *configuration, struct text *out)
{
        struct json_object *hooks = json_array(configuration, "lifecycleHooks");

        for (size_t i = 0; i < json_count(hooks); i++) {
                struct json_object *stages = json_array(json_at(hooks, i), "lifecycleStages");

                if (!text_same(json_text(json_at(hooks, i), "targetType"), "PAUSE"))
                        continue;
                for (size_t k = 0; k < json_count(stages); k++) {
                        const char *stage = json_object_get_string(json_at(stages, k));

                        text_addf(out, ", pauses at %s (%s)", stage,
                                  continues_at(s, stage) ? "continued by the run"
                                                         : "to be continued by somebody else");
                }
        }
}

void service_deployment_outlook(struct stage *s, const struct ecs_service *service,
                                struct text *out)
{
        struct json_object *configuration = json_get(service->raw, "deploymentConfiguration");
        struct json_object *linear = json_get(configuration, "linearConfiguration");
        struct json_object *canary = json_get(configuration, "canaryConfiguration");

        text_add(out, service->strategy);
        if (json_real(linear, "stepPercent") > 0)
                text_addf(out, ", in steps of %g%%", json_real(linear, "stepPercent"));
        add_minutes(out, "each bakes", linear, "stepBakeTimeInMinutes");
        if (json_real(canary, "canaryPercent") > 0)
                text_addf(out, ", first %g%%", json_real(canary, "canaryPercent"));
        add_minutes(out, "which bake", canary, "canaryBakeTimeInMinutes");
        add_minutes(out, "bakes", configuration, "bakeTimeInMinutes");
        add_pauses(s, configuration, out);
        for (size_t i = 0; service->alarms_watched && i < service->alarms.count; i++)
                text_addf(out, "%s%s", i ? ", " : ", watched by alarm ", service->alarms.items[i]);
}
