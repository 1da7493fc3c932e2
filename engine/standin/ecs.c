/* The ECS model's life, its part of the state, the table of its operations. */
#include "engine/standin/ecs.h"

#include <stdlib.h>

#include "engine/base/mem.h"

const struct operation ecs_operations[] = {
        {"ecs", "CreateCluster", ecs_create_cluster, true},
        {"ecs", "DescribeClusters", ecs_describe_clusters, false},
        {"ecs", "ListClusters", ecs_list_clusters, false},
        {"ecs", "UpdateCluster", ecs_update_cluster, true},
        {"ecs", "DeleteCluster", ecs_delete_cluster, true},
        {"ecs", "CreateService", ecs_create_service, true},
        {"ecs", "DescribeServices", ecs_do_describe_services, false},
        {"ecs", "ListServices", ecs_do_list_services, false},
        {"ecs", "UpdateService", ecs_do_update_service, true},
        {"ecs", "DeleteService", ecs_delete_service, true},
        {"ecs", "RegisterTaskDefinition", ecs_register_definition, true},
        {"ecs", "DescribeTaskDefinition", ecs_describe_definition, false},
        {"ecs", "ListTaskDefinitions", ecs_list_definitions, false},
        {"ecs", "ListTaskDefinitionFamilies", ecs_list_definition_families, false},
        {"ecs", "DeregisterTaskDefinition", ecs_deregister_definition, true},
        {"ecs", "RunTask", ecs_do_run_task, true},
        {"ecs", "StopTask", ecs_do_stop_task, true},
        {"ecs", "ListTasks", ecs_do_list_tasks, false},
        {"ecs", "DescribeTasks", ecs_do_describe_tasks, false},
        {"ecs", "ListServiceDeployments", ecs_list_releases, false},
        {"ecs", "DescribeServiceDeployments", ecs_describe_releases, false},
        {"ecs", "DescribeServiceRevisions", ecs_describe_revisions, false},
        {"ecs", "StopServiceDeployment", ecs_stop_release, true},
        {"ecs", "ContinueServiceDeployment", ecs_continue_release, true},
        {"ecs", "DescribeTaskSets", ecs_do_describe_task_sets, false},
        {"ecs", "DescribeCapacityProviders", ecs_describe_providers, false},
        {"ecs", "PutClusterCapacityProviders", ecs_put_cluster_providers, true},
        {"ecs", "TagResource", ecs_tag_resource, true},
        {"ecs", "UntagResource", ecs_untag_resource, true},
        {"ecs", "ListTagsForResource", ecs_list_tags, false},
        {0},
};

bool ecs_model_new(struct standin *s, struct json_object *seed, struct err *err)
{
        s->ecs = xcalloc(1, sizeof(*s->ecs));
        s->ecs->cloud = s;
        return ecs_seed(s->ecs, seed, err);
}

static void service_free(struct ecs_service *s)
{
        timer_stop(s->wake);
        for (size_t i = 0; i < s->deployment_count; i++)
                ecs_deployment_free(s->deployments[i]);
        free(s->deployments);
        free(s->tasks);
        json_object_put(s->more);
        json_object_put(s->request);
        json_object_put(s->config);
        json_object_put(s->events);
        free(s->name);
        free(s->arn);
        free(s);
}

static void definition_free(struct ecs_definition *d)
{
        json_object_put(d->json);
        json_object_put(d->tags);
        free(d->family);
        free(d->arn);
        free(d);
}

void ecs_model_free(struct ecs_model *m)
{
        if (!m)
                return;
        for (size_t i = 0; i < m->task_count; i++)
                ecs_task_free(m->tasks[i]);
        for (size_t i = 0; i < m->service_count; i++)
                service_free(m->services[i]);
        for (size_t i = 0; i < m->definition_count; i++)
                definition_free(m->definitions[i]);
        for (size_t i = 0; i < m->cluster_count; i++) {
                json_object_put(m->clusters[i]->more);
                free(m->clusters[i]->name);
                free(m->clusters[i]->arn);
                free(m->clusters[i]);
        }
        for (size_t i = 0; i < m->token_count; i++) {
                free(m->tokens[i].token);
                free(m->tokens[i].digest);
                json_object_put(m->tokens[i].answer);
        }
        ecs_balancers_free(m);
        ecs_releases_free(m);
        free(m->tasks);
        free(m->services);
        free(m->definitions);
        free(m->clusters);
        free(m->tokens);
        m->cloud->ecs = NULL;
        free(m);
}

void ecs_model_state(struct standin *s, struct json_object *into)
{
        struct ecs_model *m = s->ecs;
        struct json_object *clusters = json_object_new_array();
        struct json_object *services = json_object_new_array();
        struct json_object *tasks = json_object_new_array();
        struct json_object *definitions = json_object_new_array();

        for (size_t i = 0; m && i < m->cluster_count; i++)
                if (m->clusters[i]->active)
                        json_add_text(clusters, m->clusters[i]->name);
        for (size_t i = 0; m && i < m->service_count; i++)
                json_object_array_add(services, ecs_service_json(m->services[i], true));
        for (size_t i = 0; m && i < m->task_count; i++)
                json_object_array_add(tasks, ecs_task_json(m->tasks[i], true));
        for (size_t i = 0; m && i < m->definition_count; i++)
                json_object_array_add(definitions, json_copy(m->definitions[i]->json));
        json_put(into, "clusters", clusters);
        json_put(into, "services", services);
        json_put(into, "tasks", tasks);
        json_put(into, "task_definitions", definitions);
        if (m)
                ecs_balancers_state(m, into);
}
