/* RunTask, StopTask, ListTasks, DescribeTasks. */
#include <stdlib.h>
#include <string.h>

#include "engine/base/digest.h"
#include "engine/base/mem.h"
#include "engine/standin/ecs.h"

enum { TASKS_A_RUN = 10, TASKS_A_DESCRIBE = 100, OVERRIDES_MAX = 8192 };

/* True when the token settles it: the same request is answered again, another one refused. */
static bool settled_by_token(struct call *call, const char *token, const char *digest)
{
        struct ecs_model *m = call->cloud->ecs;

        for (size_t i = 0; token && i < m->token_count; i++) {
                if (!text_same(m->tokens[i].token, token))
                        continue;
                if (text_same(m->tokens[i].digest, digest)) {
                        struct json_object *list = json_object_new_array();
                        struct json_object *arns = m->tokens[i].answer;

                        for (size_t k = 0; k < json_count(arns); k++) {
                                const char *arn = json_object_get_string(json_at(arns, k));

                                for (size_t t = 0; t < m->task_count; t++)
                                        if (text_same(m->tasks[t]->arn, arn))
                                                json_object_array_add(
                                                        list, ecs_task_json(m->tasks[t], true));
                        }
                        json_put(call->out, "tasks", list);
                        json_put(call->out, "failures", json_object_new_array());
                } else {
                        call_fail(call, 400, "ConflictException",
                                  "The clientToken was used before with other parameters.");
                }
                return true;
        }
        return false;
}

static void keep_token(struct ecs_model *m, const char *token, const char *digest,
                       struct json_object *tasks)
{
        struct ecs_token t;

        if (!token)
                return;
        t.answer = json_object_new_array();
        t.token = xstrdup(token);
        t.digest = xstrdup(digest);
        for (size_t i = 0; i < json_count(tasks); i++)
                json_add_text(t.answer, json_text(json_at(tasks, i), "taskArn"));
        ECS_APPEND(m->tokens, m->token_count, t);
}

static bool overrides_ok(struct call *call, struct ecs_definition *d)
{
        struct json_object *overrides = json_get(call->in, "overrides");
        struct json_object *list = json_array(overrides, "containerOverrides");
        struct json_object *containers = json_array(d->json, "containerDefinitions");

        if (overrides && strlen(json_line(overrides)) > OVERRIDES_MAX) {
                call_fail(call, 400, "InvalidParameterException",
                          "Container Overrides length must be at most 8192");
                return false;
        }
        for (size_t i = 0; i < json_count(list); i++) {
                const char *name = json_text(json_at(list, i), "name");
                bool known = false;

                for (size_t k = 0; k < json_count(containers); k++)
                        known = known || text_same(json_text(json_at(containers, k), "name"), name);
                if (!known) {
                        call_fail(call, 400, "InvalidParameterException",
                                  "Override for container named %s is not a container in the "
                                  "TaskDefinition.",
                                  name ? name : "(none)");
                        return false;
                }
        }
        return true;
}

static bool run_ok(struct call *call, struct ecs_definition *d, int64_t *count)
{
        const char *token = json_text(call->in, "clientToken");
        const char *started_by = json_text(call->in, "startedBy");

        *count = json_get(call->in, "count") ? json_int(call->in, "count") : 1;
        if (*count < 1 || *count > TASKS_A_RUN) {
                call_fail(call, 400, "InvalidParameterException", "Count must be between 1 and %d.",
                          TASKS_A_RUN);
                return false;
        }
        if (token && strlen(token) > 64) {
                call_fail(call, 400, "InvalidParameterException",
                          "The clientToken can have at most 64 characters.");
                return false;
        }
        if (started_by && strlen(started_by) > 128) {
                call_fail(call, 400, "InvalidParameterException",
                          "startedBy can have at most 128 characters.");
                return false;
        }
        if (text_same(json_text(d->json, "networkMode"), "awsvpc") &&
            !json_get(json_get(call->in, "networkConfiguration"), "awsvpcConfiguration")) {
                call_fail(call, 400, "InvalidParameterException",
                          "Network Configuration must be provided when networkMode 'awsvpc' is "
                          "specified.");
                return false;
        }
        return overrides_ok(call, d);
}

void ecs_do_run_task(struct call *call)
{
        struct ecs_model *m = call->cloud->ecs;
        struct ecs_cluster *cluster = ecs_call_cluster(call);
        struct ecs_definition *d = cluster ? ecs_call_definition(call) : NULL;
        struct json_object *tasks;
        char digest[DIGEST_HEX_SIZE];
        char *request;
        int64_t count;

        if (!d || !run_ok(call, d, &count) || !ecs_call_capacity(call, cluster))
                return;
        request = json_canonical(call->in);
        digest_sha256_hex(request, strlen(request), digest);
        free(request);
        if (settled_by_token(call, json_text(call->in, "clientToken"), digest))
                return;
        tasks = json_object_new_array();
        json_put(call->out, "failures", json_object_new_array());
        for (int64_t i = 0; i < count; i++) {
                if (ecs_room(m, cluster) > 0)
                        json_object_array_add(
                                tasks,
                                ecs_task_json(ecs_task_start(m, cluster, NULL, NULL, d, call->in),
                                              true));
                else
                        ecs_add_failure(call, cluster->arn, ecs_no_room(call->in));
        }
        keep_token(m, json_text(call->in, "clientToken"), digest, tasks);
        json_put(call->out, "tasks", tasks);
}

void ecs_do_stop_task(struct call *call)
{
        struct ecs_cluster *cluster = ecs_call_cluster(call);
        const char *reason = json_text(call->in, "reason");
        struct ecs_task *task;

        if (!cluster)
                return;
        ecs_forget_old_tasks(call->cloud->ecs);
        task = ecs_find_task(call->cloud->ecs, cluster, json_text(call->in, "task"));
        if (!task) {
                call_fail(call, 400, "InvalidParameterException",
                          "The referenced task was not found.");
                return;
        }
        ecs_task_stop(task, "UserInitiated", reason ? reason : "Task stopped by user");
        json_put(call->out, "task", ecs_task_json(task, true));
}

static bool listed(struct ecs_task *task, struct call *call, const struct ecs_service *service)
{
        const char *desired = json_text(call->in, "desiredStatus");
        const char *family = json_text(call->in, "family");
        const char *started_by = json_text(call->in, "startedBy");
        const char *launch = json_text(call->in, "launchType");
        const char *own = json_text(task->more, "launchType");

        /* AWS never wants a task to be PENDING: that filter finds nothing. */
        if (!text_same(task->wanted ? "RUNNING" : "STOPPED", desired ? desired : "RUNNING"))
                return false;
        return (!family || text_same(family, task->definition->family)) &&
               (!started_by || text_same(started_by, task->started_by)) &&
               (!launch || text_same(launch, own ? own : "FARGATE")) &&
               (!service || task->service == service);
}

void ecs_do_list_tasks(struct call *call)
{
        struct ecs_model *m = call->cloud->ecs;
        struct ecs_cluster *cluster = ecs_call_cluster(call);
        struct ecs_service *service = NULL;
        struct json_object *arns;

        if (!cluster)
                return;
        ecs_forget_old_tasks(m);
        if (json_text(call->in, "serviceName")) {
                service = ecs_call_service(call, cluster, "serviceName");
                if (!service)
                        return;
        }
        arns = json_object_new_array();
        for (size_t i = 0; i < m->task_count; i++)
                if (m->tasks[i]->cluster == cluster && listed(m->tasks[i], call, service))
                        json_add_text(arns, m->tasks[i]->arn);
        ecs_page(call, "taskArns", arns);
}

void ecs_do_describe_tasks(struct call *call)
{
        struct ecs_cluster *cluster = ecs_call_cluster(call);
        struct json_object *ids = json_array(call->in, "tasks"), *list;
        size_t count = json_count(ids);

        if (!cluster)
                return;
        if (!count || count > TASKS_A_DESCRIBE) {
                call_fail(call, 400, "InvalidParameterException", "%s",
                          count ? "Tasks can have at most 100 items." : "Tasks cannot be empty.");
                return;
        }
        ecs_forget_old_tasks(call->cloud->ecs);
        list = json_object_new_array();
        json_put(call->out, "tasks", list);
        json_put(call->out, "failures", json_object_new_array());
        for (size_t i = 0; i < count; i++) {
                const char *id = json_object_get_string(json_at(ids, i));
                struct ecs_task *task = ecs_find_task(call->cloud->ecs, cluster, id);
                char *arn;

                if (task) {
                        json_object_array_add(list,
                                              ecs_task_json(task, ecs_includes(call, "TAGS")));
                        continue;
                }
                arn = text_starts(id, "arn:")
                              ? xstrdup(id)
                              : world_arn(call->cloud, "ecs", "task/%s/%s", cluster->name, id);
                ecs_add_failure(call, arn, "MISSING");
                free(arn);
        }
}
