/* The one place that decides whether services are stable on what we asked for. */
#include "stages/services_wait.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/aws/watch.h"
#include "engine/base/mem.h"
#include "engine/base/text.h"

/* One service's service deployment, looked at again and again. */
struct follow {
        char *arn; /* NULL: ECS tells of none that leads to what we want */
        bool looked_for;
        struct ecs_service_deployment now; /* as seen last; arn NULL: not yet */
        int64_t stage_since;               /* its lifecycle stage was seen first, loop_ticks() */
        struct service_continued continued;
};

struct waiting {
        const struct services_goal *goal;
        struct follow *follows; /* one a name of the goal */
        char *told;
};

static int64_t failure_limit(const struct services_goal *goal, const struct ecs_deployment *d)
{
        int64_t half = (d->desired + 1) / 2;

        if (goal->max_failures > 0)
                return goal->max_failures;
        return half > 2 ? half : 2;
}

/* What the revisions say, where ECS names them: none but ours has a task any more. */
static bool others_run(const struct ecs_service *service, const struct ecs_service_deployment *d)
{
        struct json_object *list = json_array(service->raw, "currentServiceRevisions");

        for (size_t i = 0; d->target && i < json_count(list); i++)
                if (!text_same(json_text(json_at(list, i), "arn"), d->target) &&
                    json_int(json_at(list, i), "runningTaskCount") > 0)
                        return true;
        return false;
}

static bool is_at_rest(const struct ecs_service *service, const struct ecs_deployment *primary)
{
        return service->deployment_count == 1 && primary->running == primary->desired &&
               service->running == service->desired && !service->pending &&
               (!primary->rollout || !strcmp(primary->rollout, "COMPLETED"));
}

/* While traffic is shifted nothing says which of the two is PRIMARY: that counts at the end. */
static bool is_replaced(const struct services_goal *goal, const struct ecs_service *service,
                        const struct ecs_deployment *primary, bool done)
{
        const char *want = json_text(goal->definitions, service->name);
        const char *id = json_text(goal->deployments, service->name);
        bool shifts = service_shifts_traffic(service);

        if (shifts && !done)
                return false;
        return (want && !text_same(primary->task_definition, want)) ||
               (id && !shifts && !text_same(primary->id, id));
}

static bool check_failures(struct stage *s, const struct services_goal *goal,
                           const struct ecs_service *service, const struct ecs_deployment *primary,
                           const struct ecs_service_deployment *d, struct err *err)
{
        char why[96];

        if (text_same(primary->rollout, "FAILED"))
                return services_tell_failure(s, goal, service, d, "failed to roll out", err);
        if (primary->failed < failure_limit(goal, primary) ||
            text_same(primary->rollout, "COMPLETED") ||
            !text_same(primary->task_definition, json_text(goal->definitions, service->name)))
                return true;
        snprintf(why, sizeof(why), "does not come up: %lld tasks failed",
                 (long long)primary->failed);
        return services_tell_failure(s, goal, service, d, why, err);
}

static bool tell_returned(struct stage *s, const struct services_goal *goal,
                          const struct ecs_service *service, const struct ecs_service_deployment *d,
                          struct err *err)
{
        char *why = xasprintf("does not get to %s: its deployment is %s%s%s",
                              json_text(goal->definitions, service->name), d->status,
                              d->stage ? " at " : "", d->stage ? d->stage : "");

        services_tell_failure(s, goal, service, d, why, err);
        free(why);
        return false;
}

/* One look. *stable is only true when nothing is left to wait for. */
static bool judge(struct stage *s, const struct services_goal *goal,
                  const struct ecs_service *service, const struct follow *f, bool *stable,
                  struct err *err)
{
        const struct ecs_service_deployment *d = f->now.arn ? &f->now : NULL;
        enum ecs_deployment_phase phase = d ? ecs_deployment_phase(d) : ECS_DEPLOYMENT_DONE;
        const struct ecs_deployment *primary = ecs_primary(service);

        *stable = false;
        if (!services_check_active(service, ERR_STATE, err))
                return false;
        if (primary && is_replaced(goal, service, primary, phase == ECS_DEPLOYMENT_DONE))
                return services_tell_replaced(s, goal, service, d, err);
        if (phase >= ECS_DEPLOYMENT_RETURNS)
                return tell_returned(s, goal, service, d, err);
        if (!primary)
                return true;
        if (!check_failures(s, goal, service, primary, d, err))
                return false;
        *stable = phase == ECS_DEPLOYMENT_DONE && is_at_rest(service, primary) &&
                  (!d || !others_run(service, d));
        return true;
}

/* "2/3", and what else is there to be waited for. */
static void describe(struct stage *s, const struct ecs_service *service, const struct follow *f,
                     struct text *out)
{
        const struct ecs_deployment *primary = ecs_primary(service);
        long long running = primary ? (long long)primary->running : 0;

        text_addf(out, "%s %lld/%lld", service->name, running, (long long)service->desired);
        if (service->deployment_count > 1 && service->running > running)
                text_addf(out, " (%lld older)", (long long)service->running - running);
        else if (service->deployment_count > 1)
                text_add(out, " (older deployment)");
        if (f->now.arn)
                service_deployment_describe(s, &f->now, f->stage_since, out);
}

/* One line for all, and only when it is another than the last. */
static void tell_progress(struct stage *s, const struct ecs_services *all, struct waiting *w)
{
        struct text line = TEXT_INIT;

        for (size_t i = 0; i < all->count; i++) {
                text_add(&line, i ? "; " : "");
                describe(s, &all->items[i], &w->follows[i], &line);
        }
        if (!text_same(w->told, text_str(&line))) {
                stage_note(s, "%s", text_str(&line));
                xreplace(&w->told, text_str(&line));
        }
        text_release(&line);
}

/* Which deployment to follow: the one that was given, else the newest if it leads there. */
static bool look_for(struct stage *s, const struct services_goal *goal,
                     const struct ecs_service *service, struct follow *f, struct err *err)
{
        const char *given = json_text(goal->service_deployments, service->name);
        const char *want = json_text(goal->definitions, service->name);

        if (f->looked_for)
                return true;
        f->looked_for = true;
        if (!given)
                return service_deployments_newest(s, service, want, &f->arn, err);
        f->arn = xstrdup(given);
        return true;
}

static void take_look(struct stage *s, struct follow *f, struct ecs_service_deployment *seen)
{
        if (!text_same(f->now.stage, seen->stage))
                f->stage_since = loop_ticks(stage_loop(s));
        ecs_service_deployment_release(&f->now);
        f->now = *seen;
}

/* All deployments that are followed, together. */
static bool follow_all(struct stage *s, struct waiting *w, const struct ecs_services *all,
                       struct err *err)
{
        struct ecs_service_deployment *seen = xcalloc(all->count + 1, sizeof(*seen));
        const char **arns = xcalloc(all->count + 1, sizeof(*arns));
        size_t count = 0, next = 0;
        bool ok = true;

        for (size_t i = 0; ok && i < all->count; i++) {
                ok = look_for(s, w->goal, &all->items[i], &w->follows[i], err);
                if (ok && w->follows[i].arn)
                        arns[count++] = w->follows[i].arn;
        }
        ok = ok && watch_deployments(stage_aws(s), arns, count, seen, err);
        for (size_t i = 0; ok && i < all->count; i++)
                if (w->follows[i].arn)
                        take_look(s, &w->follows[i], &seen[next++]);
        for (; next < count; next++)
                ecs_service_deployment_release(&seen[next]);
        free(arns);
        free(seen);
        return ok;
}

/* All services, always: only what is stable in one and the same look is. */
static bool look_at_all(struct stage *s, struct waiting *w, bool *stable, struct err *err)
{
        const struct services_goal *goal = w->goal;
        struct ecs_services all = {0};
        bool ok =
                watch_services(stage_aws(s), goal->cluster, goal->names, goal->count, &all, err) &&
                follow_all(s, w, &all, err);

        *stable = ok;
        for (size_t i = 0; ok && i < all.count; i++) {
                bool one;

                ok = judge(s, goal, &all.items[i], &w->follows[i], &one, err);
                *stable = *stable && ok && one;
        }
        if (ok)
                tell_progress(s, &all, w);
        for (size_t i = 0; ok && i < all.count; i++)
                ok = service_deployments_continue(s, all.items[i].name, &w->follows[i].now,
                                                  &w->follows[i].continued, err);
        ecs_services_release(&all);
        return ok;
}

bool services_wait(struct stage *s, const struct services_goal *goal, bool *at_once,
                   struct err *err)
{
        struct waiting w = {.goal = goal,
                            .follows = xcalloc(goal->count + 1, sizeof(struct follow))};
        bool stable = false, ok = true;

        for (int look = 0; ok && !stable; look++) {
                ok = stage_sleep(s, watch_pause(stage_aws(s), look), err) &&
                     look_at_all(s, &w, &stable, err);
                if (at_once)
                        *at_once = stable && look == 0;
        }
        for (size_t i = 0; i < goal->count; i++) {
                free(w.follows[i].arn);
                free(w.follows[i].continued.hook);
                ecs_service_deployment_release(&w.follows[i].now);
        }
        free(w.follows);
        free(w.told);
        return ok && stable;
}
