/* The one place that decides whether a service can be moved, and is stable on what we asked for. */
#include "stages/services.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/aws/watch.h"
#include "engine/base/mem.h"
#include "engine/base/text.h"

enum { TOLD_EVENTS = 3, TOLD_REASONS = 3 };

static bool check_active(const struct ecs_service *service, enum err_code code, struct err *err)
{
        if (text_same(service->status, "ACTIVE"))
                return true;
        return err_set(err, code, "service %s is %s", service->name,
                       service->status ? service->status : "in an unknown state");
}

static bool check_movable(const struct ecs_service *service, bool allow_zero, struct err *err)
{
        if (!check_active(service, ERR_REFUSED, err))
                return false;
        if (service->controller && strcmp(service->controller, "ECS"))
                return err_set(err, ERR_REFUSED,
                               "service %s is deployed by %s, not by ECS's rolling update",
                               service->name, service->controller);
        if (service->desired || allow_zero)
                return true;
        err_set(err, ERR_REFUSED, "service %s has a desired count of 0: nothing would be verified",
                service->name);
        return err_next(err, "scale it up, or set allow_zero: true");
}

bool services_look_movable(struct stage *s, struct ecs_services *out, struct err *err)
{
        size_t count;
        const char **names = cloud_names(stage_list(s, "services"), &count);
        bool ok = watch_services(stage_aws(s), cloud_cluster(s), names, count, out, err);

        if (!ok && err_is(err, ERR_NOT_FOUND))
                err->code = ERR_REFUSED; /* looking again will not help */
        for (size_t i = 0; ok && i < out->count; i++)
                ok = check_movable(&out->items[i], stage_flag(s, "allow_zero"), err);
        free(names);
        return ok;
}

/* "Essential container in task exited, web exited 1": what a stopped task and its containers say.
 */
static void describe_stop(const struct ecs_task *task, struct text *out)
{
        struct json_object *list = json_array(task->raw, "containers");

        text_add(out, task->stopped_reason ? task->stopped_reason : "no reason given");
        for (size_t i = 0; i < json_count(list); i++) {
                struct json_object *one = json_at(list, i);

                if (json_get(one, "exitCode"))
                        text_addf(out, ", %s exited %lld", json_text(one, "name"),
                                  (long long)json_int(one, "exitCode"));
                if (json_text(one, "reason"))
                        text_addf(out, ", %s", json_text(one, "reason"));
        }
}

static const struct ecs_deployment *find_deployment(const struct ecs_service *service,
                                                    const char *id)
{
        for (size_t i = 0; id && i < service->deployment_count; i++)
                if (text_same(service->deployments[i].id, id))
                        return &service->deployments[i];
        return NULL;
}

/* The deployment a failure is about; NULL: not known, or not there any more without its id. */
static const char *deployment_meant(const struct services_goal *goal,
                                    const struct ecs_service *service)
{
        const char *id = json_text(goal->deployments, service->name);
        const struct ecs_deployment *primary = ecs_primary(service);

        if (id || !primary ||
            !text_same(primary->task_definition, json_text(goal->definitions, service->name)))
                return id;
        return primary->id;
}

static bool is_of(const struct ecs_task *task, const char *deployment)
{
        return !deployment || text_same(task->started_by, deployment);
}

/* The service's stopped tasks; without them a failure is told as well. */
static void find_stopped(struct stage *s, const char *cluster, const char *service,
                         struct ecs_tasks *out)
{
        struct err ignored = ERR_INIT;
        struct strlist arns = {0};

        if (ecs_list_tasks(stage_aws(s), cluster, service, "STOPPED", &arns, &ignored) &&
            arns.count)
                ecs_describe_tasks(stage_aws(s), cluster, &arns, out, &ignored);
        strlist_release(&arns);
        err_clear(&ignored);
}

/* What stopped in the same way is told once, with a count. */
static void tell_tasks(const struct ecs_tasks *tasks, const char *deployment, struct text *out)
{
        struct json_object *counts = json_object_new_object(); /* in the order of adding */
        int told = 0;

        for (size_t i = 0; i < tasks->count; i++) {
                struct text how = TEXT_INIT;

                if (!is_of(&tasks->items[i], deployment))
                        continue;
                describe_stop(&tasks->items[i], &how);
                json_put_int(counts, text_str(&how), json_int(counts, text_str(&how)) + 1);
                text_release(&how);
        }
        json_object_object_foreach(counts, how, number)
        {
                long long count = json_object_get_int64(number);

                if (told++ == TOLD_REASONS)
                        break;
                if (count == 1)
                        text_addf(out, "; a task stopped: %s", how);
                else
                        text_addf(out, "; %lld tasks stopped: %s", count, how);
        }
        json_object_put(counts);
}

/* When the deployment began. ECS may have taken it away: then when the first of its tasks did. */
static int64_t beginning(const struct ecs_service *service, const struct ecs_tasks *tasks,
                         const char *deployment)
{
        const struct ecs_deployment *d = find_deployment(service, deployment);
        int64_t first = 0;

        if (d || !deployment)
                return d ? d->created : 0;
        for (size_t i = 0; i < tasks->count; i++)
                if (is_of(&tasks->items[i], deployment) &&
                    (!first || tasks->items[i].created < first))
                        first = tasks->items[i].created;
        return first;
}

/* Newest first. What happened before the deployment says nothing about it. */
static void tell_events(const struct ecs_service *service, int64_t since, struct text *out)
{
        for (size_t i = 0; i < service->event_count && i < TOLD_EVENTS; i++)
                if (service->events[i].at >= since)
                        text_addf(out, "; event: %s", service->events[i].message);
}

/* Sets err. why is a clause about the service; what ECS knows is added. */
static bool tell_failure(struct stage *s, const struct services_goal *goal,
                         const struct ecs_service *service, const char *why, struct err *err)
{
        const char *deployment = deployment_meant(goal, service);
        struct ecs_tasks tasks = {0};
        struct text text = TEXT_INIT;

        find_stopped(s, goal->cluster, service->name, &tasks);
        text_addf(&text, "service %s %s", service->name, why);
        for (size_t i = 0; i < service->deployment_count; i++)
                if (service->deployments[i].rollout_reason &&
                    text_same(service->deployments[i].rollout, "FAILED"))
                        text_addf(&text, "; ECS says: %s", service->deployments[i].rollout_reason);
        tell_tasks(&tasks, deployment, &text);
        tell_events(service, beginning(service, &tasks, deployment), &text);
        err_set(err, ERR_FAILED, "%s", text_str(&text));
        ecs_tasks_release(&tasks);
        text_release(&text);
        return false;
}

static int64_t failure_limit(const struct services_goal *goal, const struct ecs_deployment *d)
{
        int64_t half = (d->desired + 1) / 2;

        if (goal->max_failures > 0)
                return goal->max_failures;
        return half > 2 ? half : 2;
}

/* What ECS said when it gave our deployment up; the deployment itself may be gone by now. */
static const char *failure_event(const struct ecs_service *service, const char *deployment)
{
        for (size_t i = 0; deployment && i < service->event_count; i++) {
                const char *message = service->events[i].message;

                if (message && strstr(message, deployment) && strstr(message, "deployment failed"))
                        return message;
        }
        return NULL;
}

/* Somebody, mostly ECS's circuit breaker, has put another deployment in front of ours. */
static bool tell_replaced(struct stage *s, const struct services_goal *goal,
                          const struct ecs_service *service, const struct ecs_deployment *primary,
                          struct err *err)
{
        const char *id = json_text(goal->deployments, service->name);
        const struct ecs_deployment *ours = find_deployment(service, id);
        const char *event = failure_event(service, id), *what = "was moved away";
        char *why;

        if (event && service->breaker && strstr(event, "tasks failed"))
                what = "was rolled back by ECS (circuit breaker)";
        else if (event || (ours && text_same(ours->rollout, "FAILED")))
                what = "was rolled back by ECS";
        why = xasprintf("%s: its deployment in front is on %s, not on %s%s%s", what,
                        primary->task_definition, json_text(goal->definitions, service->name),
                        event ? "; ECS says: " : "", event ? event : "");
        tell_failure(s, goal, service, why, err);
        free(why);
        return false;
}

/* One look. *stable is only true when nothing is left to wait for. */
static bool judge(struct stage *s, const struct services_goal *goal,
                  const struct ecs_service *service, bool *stable, struct err *err)
{
        const char *want = json_text(goal->definitions, service->name);
        const char *id = json_text(goal->deployments, service->name);
        const struct ecs_deployment *primary = ecs_primary(service);
        char why[96];

        *stable = false;
        if (!check_active(service, ERR_STATE, err))
                return false;
        if (!primary)
                return true;
        if ((want && !text_same(primary->task_definition, want)) ||
            (id && !text_same(primary->id, id)))
                return tell_replaced(s, goal, service, primary, err);
        if (text_same(primary->rollout, "FAILED"))
                return tell_failure(s, goal, service, "failed to roll out", err);
        if (primary->failed >= failure_limit(goal, primary) &&
            !text_same(primary->rollout, "COMPLETED")) {
                snprintf(why, sizeof(why), "does not come up: %lld tasks failed",
                         (long long)primary->failed);
                return tell_failure(s, goal, service, why, err);
        }
        *stable = service->deployment_count == 1 && primary->running == primary->desired &&
                  service->running == service->desired && !service->pending &&
                  (!primary->rollout || !strcmp(primary->rollout, "COMPLETED"));
        return true;
}

/* "2/3", and what else is there to be waited for. */
static char *describe(const struct ecs_service *service)
{
        const struct ecs_deployment *primary = ecs_primary(service);
        long long running = primary ? (long long)primary->running : 0;
        char *older, *text;

        if (service->deployment_count <= 1)
                return xasprintf("%s %lld/%lld", service->name, running,
                                 (long long)service->desired);
        older = xasprintf("%lld older", (long long)service->running - running);
        text = xasprintf("%s %lld/%lld (%s)", service->name, running, (long long)service->desired,
                         service->running > running ? older : "older deployment");
        free(older);
        return text;
}

/* One line for all, and only when it is another than the last. */
static void tell_progress(struct stage *s, const struct ecs_services *all, char **told)
{
        struct text line = TEXT_INIT;

        for (size_t i = 0; i < all->count; i++) {
                char *one = describe(&all->items[i]);

                text_addf(&line, "%s%s", i ? ", " : "", one);
                free(one);
        }
        if (!text_same(*told, text_str(&line))) {
                stage_note(s, "%s", text_str(&line));
                xreplace(told, text_str(&line));
        }
        text_release(&line);
}

/* All services, always: only what is stable in one and the same look is. */
static bool look_at_all(struct stage *s, const struct services_goal *goal, bool *stable,
                        char **told, struct err *err)
{
        struct ecs_services all = {0};
        bool ok = watch_services(stage_aws(s), goal->cluster, goal->names, goal->count, &all, err);

        *stable = ok;
        for (size_t i = 0; ok && i < all.count; i++) {
                bool one;

                ok = judge(s, goal, &all.items[i], &one, err);
                *stable = *stable && ok && one;
        }
        if (ok)
                tell_progress(s, &all, told);
        ecs_services_release(&all);
        return ok;
}

bool services_wait(struct stage *s, const struct services_goal *goal, bool *at_once,
                   struct err *err)
{
        bool stable = false, ok = true;
        char *told = NULL;

        for (int look = 0; ok && !stable; look++) {
                ok = stage_sleep(s, watch_pause(stage_aws(s), look), err) &&
                     look_at_all(s, goal, &stable, &told, err);
                if (at_once)
                        *at_once = stable && look == 0;
        }
        free(told);
        return ok && stable;
}
