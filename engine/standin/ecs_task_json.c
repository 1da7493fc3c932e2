/* A task as DescribeTasks shows it. */
#include <stdlib.h>

#include "engine/base/mem.h"
#include "engine/standin/ecs.h"

static struct json_object *interfaces_json(struct ecs_task *task)
{
        struct json_object *list = json_object_new_array(), *one;

        if (!task->address)
                return list;
        one = json_object_new_object();
        json_put_text(one, "attachmentId", task->id);
        json_put_text(one, "privateIpv4Address", task->address);
        json_object_array_add(list, one);
        return list;
}

static const char *container_status(const struct ecs_container *c)
{
        if (c->ended || c->task->state >= TASK_DEPROVISIONING)
                return "STOPPED";
        return c->task->state < TASK_ACTIVATING ? "PENDING" : "RUNNING";
}

static struct json_object *container_json(struct ecs_container *c)
{
        struct json_object *out = json_object_new_object();
        char *arn = world_arn(c->task->model->cloud, "ecs", "container/%s/%s/%s",
                              c->task->cluster->name, c->task->id, c->name);

        json_put_text(out, "containerArn", arn);
        json_put_text(out, "taskArn", c->task->arn);
        json_put_text(out, "name", c->name);
        json_put_text(out, "image", c->image);
        json_put_text(out, "lastStatus", container_status(c));
        if (c->exit_code >= 0)
                json_put_int(out, "exitCode", c->exit_code);
        json_put_text(out, "reason", c->reason);
        json_put(out, "networkBindings", json_object_new_array());
        json_put(out, "networkInterfaces", interfaces_json(c->task));
        json_put_text(out, "healthStatus",
                      !json_get(c->definition, "healthCheck") ? "UNKNOWN"
                      : c->task->healthy                      ? "HEALTHY"
                                                              : "UNHEALTHY");
        free(arn);
        return out;
}

static void add_detail(struct json_object *list, const char *name, const char *value)
{
        struct json_object *one;

        if (!value)
                return;
        one = json_object_new_object();
        json_put_text(one, "name", name);
        json_put_text(one, "value", value);
        json_object_array_add(list, one);
}

static struct json_object *attachments_json(struct ecs_task *task)
{
        struct json_object *list = json_object_new_array(), *one, *details;
        struct json_object *network =
                json_get(json_get(task->more, "networkConfiguration"), "awsvpcConfiguration");

        if (!network)
                return list;
        one = json_object_new_object();
        details = json_object_new_array();
        json_put_text(one, "id", task->id);
        json_put_text(one, "type", "ElasticNetworkInterface");
        json_put_text(one, "status",
                      task->state == TASK_PROVISIONING ? "PRECREATED"
                      : task->state == TASK_STOPPED    ? "DELETED"
                                                       : "ATTACHED");
        add_detail(details, "subnetId",
                   json_object_get_string(json_at(json_array(network, "subnets"), 0)));
        add_detail(details, "privateIPv4Address", task->address);
        json_put(one, "details", details);
        json_object_array_add(list, one);
        return list;
}

static void put_times(struct json_object *out, struct ecs_task *task)
{
        ecs_put_time(out, "createdAt", task->created);
        ecs_put_time(out, "pullStartedAt", task->pulled);
        ecs_put_time(out, "pullStoppedAt", task->pulled);
        ecs_put_time(out, "startedAt", task->started);
        ecs_put_time(out, "stoppingAt", task->stopping);
        ecs_put_time(out, "executionStoppedAt", task->stopped);
        ecs_put_time(out, "stoppedAt", task->stopped);
}

struct json_object *ecs_task_json(struct ecs_task *task, bool tags)
{
        struct json_object *out = json_object_new_object(), *containers = json_object_new_array();
        struct json_object *json = task->definition->json;
        const char *launch = json_text(task->more, "launchType");

        for (size_t i = 0; i < task->container_count; i++)
                json_object_array_add(containers, container_json(&task->containers[i]));
        json_put_text(out, "taskArn", task->arn);
        json_put_text(out, "clusterArn", task->cluster->arn);
        json_put_text(out, "taskDefinitionArn", task->definition->arn);
        json_put_text(out, "group", task->group);
        json_put_text(out, "startedBy", task->started_by);
        json_put_text(out, "lastStatus", ecs_task_state_name(task->state));
        json_put_text(out, "desiredStatus", task->wanted ? "RUNNING" : "STOPPED");
        json_put_text(out, "launchType", launch ? launch : "FARGATE");
        json_put_text(out, "capacityProviderName", task->provider);
        json_put_text(out, "platformVersion", "1.4.0");
        json_put_text(out, "platformFamily", "Linux");
        json_put_text(out, "healthStatus", "UNKNOWN");
        for (size_t i = 0; i < task->container_count; i++)
                if (json_get(task->containers[i].definition, "healthCheck"))
                        json_put_text(out, "healthStatus", task->healthy ? "HEALTHY" : "UNHEALTHY");
        ecs_keep(out, json, "cpu");
        ecs_keep(out, json, "memory");
        json_put(out, "containers", containers);
        json_put(out, "overrides", json_copy(task->overrides));
        json_put(out, "attachments", attachments_json(task));
        json_put(out, "attributes", json_object_new_array());
        json_put_flag(out, "enableExecuteCommand", json_flag(task->more, "enableExecuteCommand"));
        json_put_int(out, "version", task->version);
        json_put(out, "tags", tags ? json_copy(task->tags) : json_object_new_array());
        if (task->state >= TASK_ACTIVATING) {
                json_put_text(out, "connectivity", "CONNECTED");
                ecs_put_time(out, "connectivityAt", task->pulled);
        }
        put_times(out, task);
        json_put_text(out, "stopCode", task->stop_code);
        json_put_text(out, "stoppedReason", task->stop_reason);
        return out;
}
