/* The cloud at a glance: what standin_state() tells, lent out instead of copied. */
#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "engine/standin/ecs.h"
#include "engine/standin/rds_model.h"
#include "engine/standin/secrets.h"
#include "engine/standin/ssm.h"

static void lend(struct json_object *to, const char *member, struct json_object *value)
{
        if (value)
                json_put(to, member, json_object_get(value));
}

static struct json_object *dbs(struct rds_model *m, enum rds_kind kind)
{
        struct json_object *list = json_object_new_array();

        for (size_t i = 0; i < m->dbs[kind].count; i++)
                json_object_array_add(list, json_object_get(m->dbs[kind].items[i]->is));
        return list;
}

static struct json_object *snapshots(struct rds_model *m, enum rds_kind kind)
{
        struct json_object *list = json_object_new_array();

        for (size_t i = 0; i < m->snapshots[kind].count; i++) {
                rds_snapshot_refresh(m->snapshots[kind].items[i]);
                json_object_array_add(list, json_object_get(m->snapshots[kind].items[i]->is));
        }
        return list;
}

static struct json_object *parameters(struct ssm_model *m)
{
        static const char *const members[] = {"Name", "Type", "Value"};
        struct json_object *list = json_object_new_array();

        for (size_t i = 0; i < m->count; i++) {
                struct json_object *versions = m->parameters[i]->versions;
                struct json_object *last = json_at(versions, json_count(versions) - 1);
                struct json_object *one = json_object_new_object();

                for (size_t k = 0; k < ARRAY_LEN(members); k++)
                        lend(one, members[k], json_get(last, members[k]));
                if (text_same(json_text(last, "Type"), "SecureString"))
                        json_put_text(one, "Value", "****");
                lend(one, "Tags", m->parameters[i]->tags);
                json_object_array_add(list, one);
        }
        return list;
}

static struct json_object *service(struct ecs_service *s)
{
        struct json_object *out = json_object_new_object(), *list = json_object_new_array();
        bool shown = s->status != SERVICE_INACTIVE && s->controller == CONTROLLER_ECS;
        int64_t running, pending;

        ecs_deployment_counts(s, NULL, &running, &pending);
        json_put_text(out, "serviceArn", s->arn);
        json_put_text(out, "serviceName", s->name);
        json_put_text(out, "clusterArn", s->cluster->arn);
        json_put_text(out, "status", ecs_service_status_name(s->status));
        json_put_int(out, "desiredCount", s->desired);
        json_put_int(out, "runningCount", running);
        if (s->deployment_count)
                json_put_text(out, "taskDefinition", s->deployments[0]->definition->arn);
        for (size_t i = 0; shown && i < s->deployment_count; i++) {
                struct json_object *one = json_object_new_object();

                json_put_text(one, "taskDefinition", s->deployments[i]->definition->arn);
                json_object_array_add(list, one);
        }
        json_put(out, "deployments", list);
        lend(out, "events", s->events);
        lend(out, "settings", s->more);
        return out;
}

static struct json_object *task(struct ecs_task *t)
{
        struct json_object *out = json_object_new_object();

        json_put_text(out, "taskArn", t->arn);
        json_put_text(out, "taskDefinitionArn", t->definition->arn);
        json_put_text(out, "group", t->group);
        json_put_text(out, "lastStatus", ecs_task_state_name(t->state));
        lend(out, "overrides", t->overrides);
        lend(out, "tags", t->tags);
        return out;
}

static void put_ecs(struct json_object *into, struct ecs_model *m)
{
        struct json_object *services = json_object_new_array(), *tasks = json_object_new_array(),
                           *definitions = json_object_new_array();

        for (size_t i = 0; m && i < m->service_count; i++)
                json_object_array_add(services, service(m->services[i]));
        for (size_t i = 0; m && i < m->task_count; i++)
                json_object_array_add(tasks, task(m->tasks[i]));
        for (size_t i = 0; m && i < m->definition_count; i++)
                json_object_array_add(definitions, json_object_get(m->definitions[i]->json));
        json_put(into, "services", services);
        json_put(into, "tasks", tasks);
        json_put(into, "task_definitions", definitions);
}

static struct json_object *view_of(struct standin *s)
{
        struct json_object *view = json_object_new_object(), *rds = json_object_new_object(),
                           *ssm = json_object_new_object();

        json_put(rds, "instances", dbs(s->rds, RDS_INSTANCE));
        json_put(rds, "clusters", dbs(s->rds, RDS_CLUSTER));
        json_put(rds, "snapshots", snapshots(s->rds, RDS_INSTANCE));
        json_put(rds, "cluster_snapshots", snapshots(s->rds, RDS_CLUSTER));
        lend(rds, "events", s->rds->events);
        json_put(ssm, "parameters", parameters(s->ssm));
        json_put(view, "rds", rds);
        json_put(view, "ssm", ssm);
        secrets_model_state(s, view);
        put_ecs(view, s->ecs);
        return view;
}

struct json_object *standin_view(struct standin *s)
{
        struct json_object *view = view_of(s), *others;

        if (!s->next)
                return view;
        others = json_object_new_array();
        for (struct standin *place = s->next; place; place = place->next)
                json_object_array_add(others, view_of(place));
        json_put(view, "others", others);
        return view;
}
