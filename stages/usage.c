/* Looking through services and tasks for a database's name or address. */
#include "stages/usage.h"

#include <stdlib.h>
#include <string.h>

#include "engine/aws/ecs.h"
#include "engine/base/text.h"
#include "stages/definition.h"

/* What is looked for, and what the task definitions already looked at have said. */
struct search {
        struct stage *s;
        const struct rds_instance *db;
        char host_parameter[PARAMETER_SIZE];
        int64_t host_changed;        /* when that parameter was written last; 0: it is not there */
        struct json_object *answers; /* ARN -> names the database */
        struct json_object *by_params; /* ARN -> reads the host from Parameter Store */
};

static bool mentions(const struct search *find, struct json_object *json)
{
        return definition_mentions(json, find->db->id) ||
               definition_mentions(json, find->db->address);
}

static bool ask_definition(struct search *find, const char *arn, bool *uses, bool *reads_host,
                           struct err *err)
{
        struct json_object *definition = NULL;

        if (!json_get(find->answers, arn)) {
                if (!ecs_describe_task_definition(stage_aws(find->s), arn, &definition, NULL, err))
                        return false;
                json_put_flag(find->answers, arn, mentions(find, definition));
                json_put_flag(find->by_params, arn,
                              definition_reads_parameter(definition, find->host_parameter));
                json_object_put(definition);
        }
        *uses = json_flag(find->answers, arn);
        *reads_host = json_flag(find->by_params, arn);
        return true;
}

static bool look_at_services(struct search *find, const char *cluster, struct usage *out,
                             struct err *err)
{
        struct ecs_services services = {0};
        struct strlist names = {0};
        bool ok = ecs_list_services(stage_aws(find->s), cluster, &names, err);

        if (ok && names.count)
                ok = ecs_describe_services(stage_aws(find->s), cluster,
                                           (const char *const *)names.items, names.count, &services,
                                           err);
        for (size_t i = 0; ok && i < services.count; i++) {
                const struct ecs_service *service = &services.items[i];

                for (size_t k = 0; ok && k < service->deployment_count; k++) {
                        const struct ecs_deployment *d = &service->deployments[k];
                        bool uses, reads_host;

                        ok = !d->task_definition ||
                             ask_definition(find, d->task_definition, &uses, &reads_host, err);
                        if (!ok || !d->task_definition || !uses)
                                continue;
                        if (text_same(d->status, "PRIMARY"))
                                strlist_addf(&out->services, "service %s in %s", service->name,
                                             cluster);
                        else
                                strlist_addf(&out->leaving, "an older deployment of service %s",
                                             service->name);
                }
        }
        ecs_services_release(&services);
        strlist_release(&names);
        return ok;
}

static bool look_at_task(struct search *find, const struct ecs_task *task, struct usage *out,
                         struct err *err)
{
        bool uses, reads_host;

        if (text_same(task->last_status, "STOPPED") || !task->task_definition)
                return true;
        if (!ask_definition(find, task->task_definition, &uses, &reads_host, err))
                return false;
        uses = uses || mentions(find, json_get(task->raw, "overrides"));
        /* A task reads its secrets once: one older than the parameter's last change has the old
         * value. */
        if (reads_host && find->host_changed && task->created < find->host_changed)
                uses = true;
        if (uses)
                strlist_addf(&out->leaving, "task %s (%s)", task->arn,
                             task->group ? task->group : "no group");
        return true;
}

static bool look_at_tasks(struct search *find, const char *cluster, const char *status,
                          struct usage *out, struct err *err)
{
        struct strlist arns = {0};
        struct ecs_tasks tasks = {0};
        bool ok = ecs_list_tasks(stage_aws(find->s), cluster, NULL, status, &arns, err);

        if (ok && arns.count)
                ok = ecs_describe_tasks(stage_aws(find->s), cluster, &arns, &tasks, err);
        for (size_t i = 0; ok && i < tasks.count; i++)
                ok = look_at_task(find, &tasks.items[i], out, err);
        ecs_tasks_release(&tasks);
        strlist_release(&arns);
        return ok;
}

static bool read_host_change(struct search *find, struct err *err)
{
        struct ssm_parameter host = {0};

        cloud_parameter(stage_stack(find->s), "host", find->host_parameter);
        if (!ssm_get(stage_aws(find->s), find->host_parameter, false, &host, err)) {
                if (!err_is(err, ERR_NOT_FOUND))
                        return false;
                err_clear(err);
        }
        find->host_changed = host.modified;
        ssm_parameter_release(&host);
        return true;
}

bool usage_look(struct stage *s, struct json_object *clusters, const struct rds_instance *db,
                struct usage *out, struct err *err)
{
        struct search find = {.s = s, .db = db};
        bool ok;

        usage_release(out);
        find.answers = json_object_new_object();
        find.by_params = json_object_new_object();
        ok = read_host_change(&find, err);
        for (size_t i = 0; ok && i < json_count(clusters); i++) {
                const char *cluster = json_object_get_string(json_at(clusters, i));

                ok = look_at_services(&find, cluster, out, err) &&
                     look_at_tasks(&find, cluster, "RUNNING", out, err) &&
                     /* also those told to stop: they are connected until they have */
                     look_at_tasks(&find, cluster, "STOPPED", out, err);
        }
        json_object_put(find.answers);
        json_object_put(find.by_params);
        return ok;
}

void usage_release(struct usage *u)
{
        strlist_release(&u->services);
        strlist_release(&u->leaving);
        *u = (struct usage){0};
}
