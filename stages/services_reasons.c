/* Why a service does not come up, in everything that ECS knows about it. */
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "stages/services_wait.h"

enum { TOLD_EVENTS = 3, TOLD_REASONS = 3 };

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
static void tell_tasks(const struct ecs_tasks *tasks, const char *deployment, struct err *err)
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
                        err_detail(err, "tasks", "a task stopped: %s", how);
                else
                        err_detail(err, "tasks", "%lld tasks stopped: %s", count, how);
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
static void tell_events(const struct ecs_service *service, int64_t since, struct err *err)
{
        for (size_t i = 0; i < service->event_count && i < TOLD_EVENTS; i++)
                if (service->events[i].at >= since)
                        err_detail(err, "service", "%s", service->events[i].message);
}

/* Sets err. why is a clause about the service; what ECS knows is added. */
bool services_tell_failure(struct stage *s, const struct services_goal *goal,
                           const struct ecs_service *service,
                           const struct ecs_service_deployment *d, const char *why, struct err *err)
{
        const char *deployment = deployment_meant(goal, service);
        struct ecs_tasks tasks = {0};

        find_stopped(s, goal->cluster, service->name, &tasks);
        err_set(err, ERR_FAILED, "service %s %s", service->name, why);
        for (size_t i = 0; i < service->deployment_count; i++)
                if (service->deployments[i].rollout_reason &&
                    text_same(service->deployments[i].rollout, "FAILED"))
                        err_detail(err, "ECS", "%s", service->deployments[i].rollout_reason);
        if (d)
                service_deployment_reasons(d, err);
        tell_tasks(&tasks, deployment, err);
        tell_events(service, beginning(service, &tasks, deployment), err);
        ecs_tasks_release(&tasks);
        return false;
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
bool services_tell_replaced(struct stage *s, const struct services_goal *goal,
                            const struct ecs_service *service,
                            const struct ecs_service_deployment *d, struct err *err)
{
        const char *id = json_text(goal->deployments, service->name);
        const struct ecs_deployment *ours = find_deployment(service, id);
        const char *event = failure_event(service, id), *what = "was moved away";
        const struct ecs_deployment *primary = ecs_primary(service);
        char *why;

        if (event && service->breaker && strstr(event, "tasks failed"))
                what = "was rolled back by ECS (circuit breaker)";
        else if (event || (ours && text_same(ours->rollout, "FAILED")) ||
                 (d && ecs_deployment_phase(d) >= ECS_DEPLOYMENT_RETURNS))
                what = "was rolled back by ECS";
        why = xasprintf("%s: its deployment in front is on %s, not on %s%s%s", what,
                        primary ? primary->task_definition : "nothing",
                        json_text(goal->definitions, service->name), event ? "; ECS says: " : "",
                        event ? event : "");
        services_tell_failure(s, goal, service, d, why, err);
        free(why);
        return false;
}
