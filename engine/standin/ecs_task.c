/*
 * A task's states, in time:
 *
 *      PROVISIONING -> PENDING -> ACTIVATING -> RUNNING -> DEACTIVATING -> STOPPING
 *                                                       -> DEPROVISIONING -> STOPPED
 *
 * A task whose containers have not started goes from wherever it is to DEPROVISIONING; one without
 * a target leaves DEACTIVATING out; one whose containers end by themselves leaves out STOPPING too.
 * enter() alone changes the state.
 */
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/standin/ecs.h"

enum { STOPPED_KEPT_MS = 3600 * 1000 };

static void enter(struct ecs_task *task, enum task_state state);

const char *ecs_task_state_name(enum task_state state)
{
        static const char *const names[] = {
                [TASK_PROVISIONING] = "PROVISIONING",     [TASK_PENDING] = "PENDING",
                [TASK_ACTIVATING] = "ACTIVATING",         [TASK_RUNNING] = "RUNNING",
                [TASK_DEACTIVATING] = "DEACTIVATING",     [TASK_STOPPING] = "STOPPING",
                [TASK_DEPROVISIONING] = "DEPROVISIONING", [TASK_STOPPED] = "STOPPED",
        };

        return names[state];
}

static int64_t now(const struct ecs_task *task)
{
        return loop_now(task->model->cloud->loop);
}

static void stop_timers(struct ecs_task *task)
{
        timer_stop(task->timer);
        timer_stop(task->health_timer);
        timer_stop(task->end_timer);
        task->timer = task->health_timer = task->end_timer = NULL;
}

static void look_at_service(struct ecs_task *task)
{
        if (task->service)
                ecs_reconcile_soon(task->service);
}

static void say_why(struct ecs_task *task, const char *code, const char *reason)
{
        if (task->stop_code)
                return;
        task->stop_code = xstrdup(code);
        task->stop_reason = xstrdup(reason);
        task->stopping = now(task);
}

static bool all_ended(const struct ecs_task *task)
{
        for (size_t i = 0; i < task->container_count; i++)
                if (!task->containers[i].ended)
                        return false;
        return true;
}

/* Its own fault, or the world's: not the scheduler's wish. */
static void fail(struct ecs_task *task, const char *code, const char *reason)
{
        bool was_wanted = task->wanted;

        say_why(task, code, reason);
        task->wanted = false;
        if (was_wanted && task->service)
                ecs_task_failed(task);
}

static void fail_to_start(struct ecs_task *task, char *why)
{
        fail(task, "TaskFailedToStart", why);
        for (size_t i = 0; i < task->container_count; i++)
                if (text_starts(why, "CannotPullContainerError"))
                        xreplace(&task->containers[i].reason, why);
        free(why);
        enter(task, TASK_DEPROVISIONING);
}

static void launch(struct ecs_task *task)
{
        char *why = NULL;

        task->pulled = now(task);
        if (!ecs_run_prepare(task, &why) || !ecs_run_start(task, &why))
                fail_to_start(task, why);
        else
                enter(task, TASK_ACTIVATING);
}

static void leave_service(struct ecs_task *task)
{
        struct ecs_service *s = task->service;

        for (size_t i = 0; s && i < s->task_count; i++) {
                if (s->tasks[i] == task) {
                        memmove(&s->tasks[i], &s->tasks[i + 1],
                                (s->task_count - i - 1) * sizeof(*s->tasks));
                        s->task_count--;
                        break;
                }
        }
}

/* The modelled processes heed SIGTERM. */
static void end_modelled(struct ecs_task *task)
{
        for (size_t i = 0; i < task->container_count; i++) {
                struct ecs_container *c = &task->containers[i];

                if (!c->ended) {
                        c->ended = true;
                        c->exit_code = 0;
                }
        }
}

static void next(void *arg)
{
        struct ecs_task *task = arg;

        task->timer = NULL;
        switch (task->state) {
        case TASK_PROVISIONING:
                enter(task, TASK_PENDING);
                break;
        case TASK_PENDING:
                launch(task);
                break;
        case TASK_ACTIVATING:
                enter(task, TASK_RUNNING);
                break;
        case TASK_DEACTIVATING:
                enter(task, TASK_STOPPING);
                break;
        case TASK_STOPPING:
                end_modelled(task);
                enter(task, TASK_DEPROVISIONING);
                break;
        case TASK_DEPROVISIONING:
                enter(task, TASK_STOPPED);
                break;
        case TASK_RUNNING:
        case TASK_STOPPED:
                break;
        }
}

static void wait_for_next(struct ecs_task *task, const char *duration, int64_t fallback)
{
        if (task->model->seeding && task->state < TASK_RUNNING) {
                next(task);
                return;
        }
        timer_stop(task->timer);
        task->timer =
                timer_start(task->model->cloud->loop,
                            world_duration(task->model->cloud, duration, fallback), next, task);
}

static void begin_stopping(struct ecs_task *task)
{
        task->healthy = false;
        if (all_ended(task))
                enter(task, TASK_DEPROVISIONING);
        else if (!ecs_run_stop(task))
                wait_for_next(task, "task-stopping", 2000);
        /* otherwise the end of its processes is waited for: ecs_task_container_ended() */
}

static void end(struct ecs_task *task)
{
        stop_timers(task);
        ecs_run_drop(task);
        task->stopped = now(task);
        leave_service(task);
        look_at_service(task);
}

static void enter(struct ecs_task *task, enum task_state state)
{
        task->state = state;
        task->version++;
        switch (state) {
        case TASK_PROVISIONING:
                wait_for_next(task, "task-provisioning", 2000);
                break;
        case TASK_PENDING:
                wait_for_next(task, "task-pending", 5000);
                break;
        case TASK_ACTIVATING:
                if (ecs_run_watch(task))
                        wait_for_next(task, "task-starting", 2000);
                break;
        case TASK_RUNNING:
                task->started = now(task);
                ecs_run_health(task);
                look_at_service(task);
                break;
        case TASK_DEACTIVATING:
                if (!ecs_run_drain(task))
                        wait_for_next(task, "task-draining", 5000);
                look_at_service(task);
                break;
        case TASK_STOPPING:
                begin_stopping(task);
                look_at_service(task);
                break;
        case TASK_DEPROVISIONING:
                task->healthy = false;
                ecs_run_drop(task);
                wait_for_next(task, "task-deprovisioning", 1000);
                look_at_service(task);
                break;
        case TASK_STOPPED:
                end(task);
                break;
        }
}

static void add_containers(struct ecs_task *task)
{
        struct json_object *list = json_array(task->definition->json, "containerDefinitions");

        task->container_count = json_count(list);
        task->containers = xcalloc(task->container_count, sizeof(*task->containers));
        for (size_t i = 0; i < task->container_count; i++) {
                struct ecs_container *c = &task->containers[i];

                c->task = task;
                c->definition = json_at(list, i);
                c->name = json_text(c->definition, "name");
                c->image = json_text(c->definition, "image");
                c->essential = json_flag(c->definition, "essential");
                c->exit_code = -1;
        }
}

struct ecs_task *ecs_task_start(struct ecs_model *m, struct ecs_cluster *cluster,
                                struct ecs_service *service, const char *deployment,
                                struct ecs_definition *definition, struct json_object *more)
{
        struct ecs_task *task = xcalloc(1, sizeof(*task));
        struct json_object *tags = json_array(more, "tags");

        task->model = m;
        task->cluster = cluster;
        task->service = service;
        task->definition = definition;
        task->wanted = true;
        task->created = loop_now(m->cloud->loop);
        ecs_random_hex(m, task->id, 32);
        task->arn = world_arn(m->cloud, "ecs", "task/%s/%s", cluster->name, task->id);
        task->more = more ? json_copy(more) : json_object_new_object();
        task->overrides = json_get(more, "overrides") ? json_copy(json_get(more, "overrides"))
                                                      : json_object_new_object();
        task->provider = ecs_next_provider(m, service, task->more);
        if (service) {
                strncpy(task->deployment, deployment, sizeof(task->deployment) - 1);
                task->group = xasprintf("service:%s", service->name);
                task->started_by = xstrdup(deployment);
                ECS_APPEND(service->tasks, service->task_count, task);
                tags = NULL; /* a service's tags reach its tasks only by propagateTags */
                if (text_same(json_text(more, "propagateTags"), "SERVICE"))
                        tags = json_array(more, "tags");
        } else {
                const char *group = json_text(more, "group");

                task->group = group ? xstrdup(group) : xasprintf("family:%s", definition->family);
                task->started_by = xstrdup(json_text(more, "startedBy"));
        }
        if (!tags && text_same(json_text(more, "propagateTags"), "TASK_DEFINITION"))
                tags = definition->tags;
        task->tags = tags ? json_copy(tags) : json_object_new_array();
        add_containers(task);
        ECS_APPEND(m->tasks, m->task_count, task);
        enter(task, TASK_PROVISIONING);
        return task;
}

static void leave_for_stop(struct ecs_task *task)
{
        timer_stop(task->timer);
        timer_stop(task->end_timer);
        timer_stop(task->health_timer);
        task->timer = task->end_timer = task->health_timer = NULL;
        if (task->state < TASK_ACTIVATING)
                enter(task, TASK_DEPROVISIONING);
        else if (ecs_run_has_target(task) && !all_ended(task))
                enter(task, TASK_DEACTIVATING);
        else
                enter(task, TASK_STOPPING);
}

void ecs_task_stop(struct ecs_task *task, const char *code, const char *reason)
{
        if (!task->wanted || task->state >= TASK_DEACTIVATING)
                return;
        task->by_scheduler = true;
        task->wanted = false;
        say_why(task, code, reason);
        leave_for_stop(task);
}

void ecs_task_container_ended(struct ecs_container *c, int exit_code)
{
        struct ecs_task *task = c->task;

        c->ended = true;
        c->exit_code = exit_code;
        c->body = NULL;
        task->version++;
        if (task->state >= TASK_DEPROVISIONING)
                return;
        if (!c->essential && !all_ended(task))
                return;
        if (task->wanted)
                fail(task, "EssentialContainerExited", "Essential container in task exited");
        if (all_ended(task)) {
                stop_timers(task);
                enter(task, TASK_DEPROVISIONING);
        } else if (task->state < TASK_DEACTIVATING) {
                leave_for_stop(task);
        }
}

/* An unhealthy task of a service is replaced, one of nobody's runs on. */
static void unhealthy(struct ecs_task *task)
{
        char *reason;

        if (!task->service || !task->wanted)
                return;
        if (ecs_run_has_target(task)) {
                struct json_object *lb =
                        json_at(json_array(task->service->more, "loadBalancers"), 0);
                const char *group = json_text(lb, "targetGroupArn");

                reason = xasprintf("Task failed ELB health checks in (target-group %s)",
                                   group ? group : "none");
                ecs_service_event(task->service,
                                  "(service %s) (port %lld) is unhealthy in (target-group %s) due "
                                  "to (reason Health checks failed)",
                                  task->service->name, (long long)json_int(lb, "containerPort"),
                                  group ? group : "none");
        } else {
                reason = xstrdup("Task failed container health checks");
        }
        task->by_scheduler = true;
        fail(task, "ServiceSchedulerInitiated", reason);
        free(reason);
        leave_for_stop(task);
}

void ecs_task_health(struct ecs_task *task, bool answers)
{
        task->answers = answers;
        if (answers && task->state == TASK_RUNNING && task->wanted && !task->healthy) {
                timer_stop(task->health_timer);
                task->health_timer = NULL;
                task->healthy = true;
                if (!task->was_healthy) {
                        task->was_healthy = true;
                        if (task->service)
                                ecs_task_is_healthy(task);
                }
                look_at_service(task);
        } else if (!answers && task->state == TASK_RUNNING) {
                task->healthy = false;
                unhealthy(task);
        }
}

void ecs_task_drained(struct ecs_task *task)
{
        if (task->state == TASK_DEACTIVATING)
                enter(task, TASK_STOPPING);
}

void ecs_task_free(struct ecs_task *task)
{
        stop_timers(task);
        ecs_run_drop(task);
        for (size_t i = 0; i < task->container_count; i++)
                free(task->containers[i].reason);
        free(task->containers);
        json_object_put(task->overrides);
        json_object_put(task->tags);
        json_object_put(task->more);
        strlist_release(&task->pulled_values);
        free(task->address);
        free(task->arn);
        free(task->group);
        free(task->started_by);
        free(task->stop_code);
        free(task->stop_reason);
        free(task);
}

void ecs_forget_old_tasks(struct ecs_model *m)
{
        int64_t before = loop_now(m->cloud->loop) - STOPPED_KEPT_MS;
        size_t kept = 0;

        for (size_t i = 0; i < m->task_count; i++) {
                struct ecs_task *t = m->tasks[i];

                if (t->state == TASK_STOPPED && t->stopped < before)
                        ecs_task_free(t);
                else
                        m->tasks[kept++] = t;
        }
        m->task_count = kept;
}
