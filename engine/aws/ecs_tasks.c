/* ECS: tasks. */
#include <stdlib.h>
#include <string.h>

#include "engine/aws/ecs_parse.h"
#include "engine/base/mem.h"

static const struct operation run_task = {SERVICE_ECS, "RunTask", true};
static const struct operation stop_task = {SERVICE_ECS, "StopTask", true};
static const struct operation list_tasks = {SERVICE_ECS, "ListTasks", false};
static const struct operation describe_tasks = {SERVICE_ECS, "DescribeTasks", false};

enum { PAGE = 100, MANY = 100 };

static bool fail(const struct operation *op, struct json_object *failure, const char *subject,
                 struct err *err)
{
        const char *reason = json_text(failure, "reason"), *detail = json_text(failure, "detail");

        err_set(err, ERR_FAILED, "ecs %s: %s%s%s%s%s%s", op->name,
                reason ? reason : "failed without a reason", detail ? ": " : "",
                detail ? detail : "", subject ? " (" : "", subject ? subject : "",
                subject ? ")" : "");
        return err_reason(err, reason);
}

bool ecs_run_task(struct aws *aws, struct json_object *request, char **arn, struct err *err)
{
        struct json11 how = {
                .op = &run_task,
                .subject = json_text(request, "taskDefinition"),
                .repeatable = json_text(request, "clientToken") != NULL,
        };
        struct json_object *reply, *failures;

        *arn = NULL;
        if (!json11_send(aws, &how, request, &reply, err))
                return false;
        failures = json_array(reply, "failures");
        *arn = xstrdup(json_text(json_at(json_array(reply, "tasks"), 0), "taskArn"));
        if (!*arn && json_count(failures))
                fail(&run_task, json_at(failures, 0), how.subject, err);
        else if (!*arn)
                call_unexpected(&run_task, err, "there is no taskArn");
        json_object_put(reply);
        return *arn != NULL;
}

bool ecs_stop_task(struct aws *aws, const char *cluster, const char *arn, const char *reason,
                   struct err *err)
{
        struct json11 how = {.op = &stop_task, .subject = arn};
        struct json_object *request = json_object_new_object(), *reply;
        bool ok;

        json_put_text(request, "cluster", cluster);
        json_put_text(request, "task", arn);
        json_put_text(request, "reason", reason);
        ok = json11_send(aws, &how, request, &reply, err);
        json_object_put(request);
        if (!ok)
                return false;
        ok = json_text(json_get(reply, "task"), "taskArn") != NULL ||
             call_unexpected(&stop_task, err, "there is no task");
        json_object_put(reply);
        return ok;
}

static bool take_tasks(void *arg, struct json_object *reply, struct err *err)
{
        return json11_texts(reply, "taskArns", arg) ||
               call_unexpected(&list_tasks, err, "there are no taskArns");
}

bool ecs_list_tasks(struct aws *aws, const char *cluster, const char *service, const char *status,
                    struct strlist *arns, struct err *err)
{
        struct json11 how = {.op = &list_tasks, .subject = service ? service : cluster};
        struct json_object *request = json_object_new_object();
        bool ok;

        *arns = (struct strlist){0};
        json_put_text(request, "cluster", cluster);
        json_put_text(request, "serviceName", service);
        json_put_text(request, "desiredStatus", status);
        json_put_int(request, "maxResults", PAGE);
        ok = json11_pages(aws, &how, request, "nextToken", take_tasks, arns, err);
        json_object_put(request);
        if (!ok)
                strlist_release(arns);
        return ok;
}

/* Tasks that are MISSING are gone; anything else that fails is an error. */
static bool read_tasks(struct json_object *reply, struct ecs_tasks *out, struct err *err)
{
        struct json_object *list = json_array(reply, "tasks");
        struct json_object *failures = json_array(reply, "failures");

        if (!list)
                return call_unexpected(&describe_tasks, err, "there are no tasks");
        for (size_t i = 0; i < json_count(failures); i++) {
                if (!text_same(json_text(json_at(failures, i), "reason"), "MISSING"))
                        return fail(&describe_tasks, json_at(failures, i),
                                    json_text(json_at(failures, i), "arn"), err);
        }
        for (size_t i = 0; i < json_count(list); i++) {
                out->items = xrealloc(out->items, (out->count + 1) * sizeof(*out->items));
                out->items[out->count] = (struct ecs_task){0};
                if (!ecs_task_read(json_at(list, i), &out->items[out->count++], err))
                        return call_garbled(&describe_tasks, err);
        }
        return true;
}

bool ecs_describe_tasks(struct aws *aws, const char *cluster, const struct strlist *arns,
                        struct ecs_tasks *out, struct err *err)
{
        struct json11 how = {.op = &describe_tasks, .subject = cluster};
        bool ok = true;

        *out = (struct ecs_tasks){0};
        for (size_t from = 0; ok && from < arns->count; from += MANY) {
                struct json_object *request = json_object_new_object(), *reply;
                struct json_object *wanted = json_object_new_array();

                for (size_t i = from; i < arns->count && i < from + MANY; i++)
                        json_add_text(wanted, arns->items[i]);
                json_put_text(request, "cluster", cluster);
                json_put(request, "tasks", wanted);
                ok = json11_send(aws, &how, request, &reply, err) && read_tasks(reply, out, err);
                json_object_put(reply);
                json_object_put(request);
        }
        if (!ok)
                ecs_tasks_release(out);
        return ok;
}
