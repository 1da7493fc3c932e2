/* task.run: one task, once, to its end: a migration, a seed, a check. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/aws/ecs.h"
#include "engine/aws/watch.h"
#include "engine/base/digest.h"
#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "stages/cloud.h"
#include "stages/permissions.h"

enum { OVERRIDES_MAX = 8192, RUN_TRIES = 3 };

static const struct port inputs[] = {
        {"cluster", VALUE_TEXT, .help = "ECS cluster; default: the stack's name"},
        {"definition", VALUE_TEXT, .required = true, .help = "task definition: ARN or family"},
        {"service", VALUE_TEXT,
         .help = "service whose network, launch type and capacity providers it gets"},
        {"container", VALUE_TEXT, .help = "container to override; default: the only or first one"},
        {"command", VALUE_LIST, .help = "command in place of the container's own"},
        {"environment", VALUE_MAP, .help = "more plain variables for the container"},
        {"role", VALUE_TEXT, .help = "ARN of the task's role in place of the definition's"},
        {"exit_code", VALUE_NUMBER, .fallback = "0", .help = "the code that counts as success"},
        {0},
};

static const struct port outputs[] = {
        {"task", VALUE_TEXT, .help = "ARN of the task"},
        {"exit_code", VALUE_NUMBER, .help = "of the container"},
        {0},
};

static const struct stage_action actions[] = {
        {"ecs:DescribeServices", "ecs:service/{cluster}/*"},
        {"ecs:DescribeTaskDefinition", "*"},
        {"ecs:RunTask", "ecs:task-definition/*"},
        {"ecs:TagResource", "ecs:task/{cluster}/*", .condition = "ecs:CreateAction=RunTask"},
        {"ecs:DescribeTasks", "ecs:task/{cluster}/*"},
        {"ecs:StopTask", "ecs:task/{cluster}/*"},
        {"iam:PassRole", "iam:role/*", .condition = FOR_TASKS},
        {0},
};

static void memory_key(struct stage *s, char key[32])
{
        snprintf(key, 32, "task-%d", stage_attempt(s));
}

/* The container's name; the caller frees it. */
static bool choose_container(struct stage *s, char **name, struct err *err)
{
        const char *wanted = stage_text(s, "container");
        struct json_object *definition = NULL, *list;
        bool ok = ecs_describe_task_definition(stage_aws(s), stage_text(s, "definition"),
                                               &definition, NULL, err);

        if (!ok)
                return false;
        list = json_array(definition, "containerDefinitions");
        *name = NULL;
        for (size_t i = 0; i < json_count(list) && !*name; i++)
                if (!wanted || text_same(json_text(json_at(list, i), "name"), wanted))
                        *name = xstrdup(json_text(json_at(list, i), "name"));
        if (!*name)
                ok = err_set(err, ERR_NOT_FOUND, "task definition %s has no container \"%s\"",
                             stage_text(s, "definition"), wanted ? wanted : "");
        json_object_put(definition);
        return ok;
}

static bool add_overrides(struct stage *s, struct json_object *request, const char *container,
                          struct err *err)
{
        struct json_object *overrides = json_object_new_object(), *one = json_object_new_object();
        struct json_object *list = json_object_new_array(), *map = stage_map(s, "environment");
        struct json_object *variables = json_object_new_array();

        json_put_text(one, "name", container);
        if (json_count(stage_list(s, "command")))
                json_put(one, "command", json_copy(stage_list(s, "command")));
        json_put(one, "environment", variables);
        json_object_array_add(list, one);
        json_put(overrides, "containerOverrides", list);
        json_put_text(overrides, "taskRoleArn", stage_text(s, "role"));
        json_put(request, "overrides", overrides);
        if (map) {
                json_object_object_foreach(map, name, value)
                {
                        struct json_object *entry = json_object_new_object();

                        json_put_text(entry, "name", name);
                        json_put_text(entry, "value", json_object_get_string(value));
                        json_object_array_add(variables, entry);
                        if (cloud_is_secret_variable(name, json_object_get_string(value)))
                                return err_set(err, ERR_REFUSED,
                                               "%s would be a password in plain environment", name);
                }
        }
        if (strlen(json_line(overrides)) > OVERRIDES_MAX)
                return err_set(err, ERR_INVALID,
                               "command and environment are larger than ECS takes (%d characters)",
                               OVERRIDES_MAX);
        return true;
}

/* Network and capacity as the live service has them. */
static bool add_placement(struct stage *s, struct json_object *request, struct err *err)
{
        static const char *const copied[] = {"networkConfiguration", "capacityProviderStrategy",
                                             "platformVersion"};
        const char *service = stage_text(s, "service");
        struct ecs_services services = {0};
        bool strategy = false;

        if (!service)
                return true;
        if (!ecs_describe_services(stage_aws(s), cloud_cluster(s), &service, 1, &services, err))
                return false;
        for (size_t i = 0; services.count && i < ARRAY_LEN(copied); i++) {
                struct json_object *member = json_get(services.items[0].raw, copied[i]);

                if (!member ||
                    (json_object_is_type(member, json_type_array) && !json_count(member)))
                        continue;
                json_put(request, copied[i], json_copy(member));
                strategy = strategy || i == 1;
        }
        if (!strategy && services.count)
                json_put_text(request, "launchType",
                              json_text(services.items[0].raw, "launchType"));
        ecs_services_release(&services);
        return true;
}

static bool build_request(struct stage *s, struct json_object *request, struct err *err)
{
        char token[DIGEST_HEX_SIZE], *seed, *container = NULL;
        struct json_object *tags = json_object_new_array();
        struct tags own = {0};
        bool ok;

        seed = xasprintf("%s/%s/%d", stage_run(s), stage_id(s), stage_attempt(s));
        digest_sha256_hex(seed, strlen(seed), token);
        json_put_text(request, "cluster", cloud_cluster(s));
        json_put_text(request, "taskDefinition", stage_text(s, "definition"));
        json_put_text(request, "clientToken", token);
        json_put_text(request, "startedBy", stage_run(s));
        json_put_int(request, "count", 1);
        cloud_tags(s, &own);
        for (size_t i = 0; i < own.count; i++) {
                struct json_object *tag = json_object_new_object();

                json_put_text(tag, "key", own.items[i].key);
                json_put_text(tag, "value", own.items[i].value);
                json_object_array_add(tags, tag);
        }
        json_put(request, "tags", tags);
        ok = choose_container(s, &container, err) && add_placement(s, request, err) &&
             add_overrides(s, request, container, err) &&
             stage_remember_text(s, "container", container, err);
        tags_release(&own);
        free(container);
        free(seed);
        return ok;
}

/* The clientToken makes a repeated call answer with the same task. */
static bool begin_task(struct stage *s, char **arn, struct err *err)
{
        struct json_object *request = json_object_new_object();
        char key[32];
        bool ok = build_request(s, request, err);

        memory_key(s, key);
        for (int n = 0; ok && !*arn && n < RUN_TRIES; n++) {
                ok = stage_intend(s, err, "run a task of %s", stage_text(s, "definition"));
                if (ok && ecs_run_task(stage_aws(s), request, arn, err))
                        ok = stage_remember_text(s, key, *arn, err) &&
                             stage_result(s, err, "task %s was accepted", *arn);
                else if (ok && (ok = err_is(err, ERR_LOST)))
                        err_clear(err);
        }
        json_object_put(request);
        if (ok && !*arn)
                return err_set(err, ERR_LOST, "running a task of %s: no answer",
                               stage_text(s, "definition"));
        return ok;
}

static struct json_object *container_of(struct stage *s, const struct ecs_task *task)
{
        const char *name = stage_recall_text(s, "container");
        struct json_object *list = json_array(task->raw, "containers");

        for (size_t i = 0; i < json_count(list); i++)
                if (!name || text_same(json_text(json_at(list, i), "name"), name))
                        return json_at(list, i);
        return NULL;
}

static bool judge(struct stage *s, const struct ecs_task *task, struct err *err)
{
        struct json_object *container = container_of(s, task);
        const char *reason = json_text(container, "reason");
        int64_t code = json_int(container, "exitCode");

        if (!json_get(container, "exitCode"))
                return err_set(err, ERR_FAILED, "task %s ended without an exit code: %s%s%s",
                               task->arn, task->stopped_reason ? task->stopped_reason : "no reason",
                               reason ? ", " : "", reason ? reason : "");
        if (code != stage_number(s, "exit_code"))
                return err_set(err, ERR_FAILED, "task %s exited %lld, expected %lld: %s%s%s",
                               task->arn, (long long)code, (long long)stage_number(s, "exit_code"),
                               task->stopped_reason ? task->stopped_reason : "no reason",
                               reason ? ", " : "", reason ? reason : "");
        stage_output_text(s, "task", task->arn);
        stage_output(s, "exit_code", json_object_new_int64(code));
        return true;
}

static bool wait_end(struct stage *s, const char *arn, struct err *err)
{
        struct strlist arns = {0};
        bool ended = false, ok = true;
        int unknown = 0;

        strlist_add(&arns, arn);
        for (int look = 0; ok && !ended; look++) {
                struct ecs_tasks tasks = {0};

                ok = stage_sleep(s, watch_pause(stage_aws(s), look), err) &&
                     ecs_describe_tasks(stage_aws(s), cloud_cluster(s), &arns, &tasks, err);
                if (ok && !tasks.count && ++unknown > 3)
                        ok = err_set(err, ERR_NOT_FOUND, "task %s is gone, its end is not known",
                                     arn);
                if (ok && tasks.count) {
                        stage_note(s, "task is %s", tasks.items[0].last_status);
                        ended = text_same(tasks.items[0].last_status, "STOPPED");
                        if (ended)
                                ok = judge(s, &tasks.items[0], err);
                }
                ecs_tasks_release(&tasks);
        }
        strlist_release(&arns);
        return ok;
}

static bool run_task(struct stage *s, struct err *err)
{
        char key[32], *arn;
        bool ok = true;

        memory_key(s, key);
        arn = xstrdup(stage_recall_text(s, key));
        if (!arn)
                ok = begin_task(s, &arn, err);
        ok = ok && wait_end(s, arn, err);
        free(arn);
        return ok;
}

static bool plan(struct stage *s, struct err *err)
{
        (void)err;
        stage_would(s, WOULD_CREATE, "ecs:RunTask", stage_text(s, "definition"),
                    stage_parameters("cluster", cloud_cluster(s), NULL));
        return true;
}

/* What the task did can't be undone; it is only kept from going on. */
static bool stop_task(struct stage *s, struct err *err)
{
        struct strlist arns = {0};
        struct ecs_tasks tasks = {0};
        char key[32];
        const char *arn;
        bool ok = true;

        memory_key(s, key);
        arn = stage_recall_text(s, key);
        if (!arn)
                return true;
        strlist_add(&arns, arn);
        ok = ecs_describe_tasks(stage_aws(s), cloud_cluster(s), &arns, &tasks, err);
        if (ok && tasks.count && !text_same(tasks.items[0].last_status, "STOPPED"))
                ok = stage_intend(s, err, "stop task %s", arn) &&
                     ecs_stop_task(stage_aws(s), cloud_cluster(s), arn, "rolled back by snaplift",
                                   err) &&
                     stage_result(s, err, "task %s is stopping", arn);
        ecs_tasks_release(&tasks);
        strlist_release(&arns);
        return ok;
}

/* Of a run that had succeeded: it has ended. */
static bool look_back(struct stage *s, struct err *err)
{
        (void)err;
        stage_warns(s, "task", "what its task did is not put back");
        return true;
}

const struct stage_type stage_task_run = {
        .name = "task.run",
        .summary = "run one ECS task to its end",
        .notes = "Runs once per attempt: a crash in between finds the same task again. Any exit "
                 "code but the expected one, and an end without one, is a failure. Undo stops the "
                 "task if it still runs; what it did stays.",
        .inputs = inputs,
        .outputs = outputs,
        .actions = actions,
        .run = run_task,
        .undo = stop_task,
        .look_back = look_back,
        .plan = plan,
};
