/* A service as DescribeServices shows it. */
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/standin/ecs.h"

const char *const ecs_service_kept[] = {
        "networkConfiguration",
        "launchType",
        "capacityProviderStrategy",
        "platformVersion",
        "loadBalancers",
        "serviceRegistries",
        "placementConstraints",
        "placementStrategy",
        "healthCheckGracePeriodSeconds",
        "propagateTags",
        "enableECSManagedTags",
        "enableExecuteCommand",
        "availabilityZoneRebalancing",
        "serviceConnectConfiguration",
        "volumeConfigurations",
        "vpcLatticeConfigurations",
        NULL,
};

void ecs_put_launch(struct json_object *out, struct json_object *more)
{
        struct json_object *strategy = json_array(more, "capacityProviderStrategy");
        const char *launch = json_text(more, "launchType");
        const char *platform = json_text(more, "platformVersion");

        if (json_count(strategy))
                json_put(out, "capacityProviderStrategy", json_copy(strategy));
        else
                json_put_text(out, "launchType", launch ? launch : "FARGATE");
        json_put_text(out, "platformVersion",
                      platform && strcmp(platform, "LATEST") != 0 ? platform : "1.4.0");
}

const char *ecs_managed_by(const struct ecs_service *s)
{
        const char *by = json_text(s->more, "resourceManagementType");

        return by ? by : "CUSTOMER";
}

static struct json_object *deployment_json(struct ecs_service *s, size_t i)
{
        static const char *const rollouts[] = {"IN_PROGRESS", "COMPLETED", "FAILED"};
        struct ecs_deployment *d = s->deployments[i];
        struct json_object *out = json_object_new_object();
        int64_t running, pending, wanted = s->desired;

        ecs_deployment_counts(s, d->id, &running, &pending);
        if (i > 0) {
                wanted = 0;
                for (size_t k = 0; k < s->task_count; k++)
                        wanted += s->tasks[k]->wanted && text_same(s->tasks[k]->deployment, d->id);
        }
        json_put_text(out, "id", d->id);
        json_put_text(out, "status", i == 0 ? "PRIMARY" : "ACTIVE");
        json_put_text(out, "taskDefinition", d->definition->arn);
        json_put_int(out, "desiredCount", wanted);
        json_put_int(out, "pendingCount", pending);
        json_put_int(out, "runningCount", running);
        json_put_int(out, "failedTasks", d->failed);
        ecs_put_time(out, "createdAt", d->created);
        ecs_put_time(out, "updatedAt", d->updated);
        ecs_put_launch(out, s->more);
        json_put_text(out, "platformFamily", "Linux");
        ecs_keep(out, s->more, "networkConfiguration");
        ecs_keep(out, s->more, "serviceConnectConfiguration");
        ecs_keep(out, s->more, "volumeConfigurations");
        ecs_keep(out, s->more, "vpcLatticeConfigurations");
        json_put_text(out, "rolloutState", rollouts[d->rollout]);
        json_put_text(out, "rolloutStateReason", d->reason);
        return out;
}

static struct json_object *newest_first(struct json_object *events)
{
        struct json_object *out = json_object_new_array();

        for (size_t i = json_count(events); i-- > 0;)
                json_object_array_add(out, json_copy(json_at(events, i)));
        return out;
}

static void put_defaults(struct json_object *out, struct ecs_service *s)
{
        static const char *const lists[] = {"loadBalancers", "serviceRegistries",
                                            "placementConstraints", "placementStrategy"};
        struct json_object *controller = json_object_new_object();

        json_put_text(controller, "type", ecs_controller_name(s->controller));
        json_put_text(out, "launchType", "FARGATE");
        json_put_text(out, "platformVersion", "LATEST");
        json_put_text(out, "propagateTags", "NONE");
        json_put_text(out, "availabilityZoneRebalancing", "DISABLED");
        json_put_flag(out, "enableECSManagedTags", false);
        json_put_flag(out, "enableExecuteCommand", false);
        json_put(out, "deploymentController", controller);
        for (size_t i = 0; i < ARRAY_LEN(lists); i++)
                json_put(out, lists[i], json_object_new_array());
        for (size_t i = 0; ecs_service_kept[i]; i++)
                ecs_keep(out, s->more, ecs_service_kept[i]);
        /* the one is omitted where the other is used (Service) */
        if (json_count(json_array(out, "capacityProviderStrategy")))
                json_object_object_del(out, "launchType");
        else
                json_object_object_del(out, "capacityProviderStrategy");
}

struct json_object *ecs_task_sets_json(struct ecs_service *s)
{
        struct json_object *list = json_object_new_array(), *one, *scale;
        const char *number;
        int64_t running, pending;
        char *arn;

        if (s->controller != CONTROLLER_CODE_DEPLOY || s->status == SERVICE_INACTIVE)
                return list;
        one = json_object_new_object();
        scale = json_object_new_object();
        number = s->deployments[0]->id;
        arn = world_arn(s->model->cloud, "ecs", "task-set/%s/%s/%s", s->cluster->name, s->name,
                        number);
        ecs_deployment_counts(s, NULL, &running, &pending);
        json_put_text(one, "id", number);
        json_put_text(one, "taskSetArn", arn);
        json_put_text(one, "serviceArn", s->arn);
        json_put_text(one, "clusterArn", s->cluster->arn);
        json_put_text(one, "startedBy", "CODE_DEPLOY");
        json_put_text(one, "status", "PRIMARY");
        json_put_text(one, "taskDefinition", s->deployments[0]->definition->arn);
        json_put_int(one, "computedDesiredCount", s->desired);
        json_put_int(one, "runningCount", running);
        json_put_int(one, "pendingCount", pending);
        ecs_put_time(one, "createdAt", s->deployments[0]->created);
        ecs_put_time(one, "updatedAt", s->deployments[0]->updated);
        ecs_put_launch(one, s->more);
        json_put_text(one, "platformFamily", "Linux");
        ecs_keep(one, s->more, "networkConfiguration");
        ecs_keep(one, s->more, "loadBalancers");
        json_put(scale, "value", json_object_new_double(100));
        json_put_text(scale, "unit", "PERCENT");
        json_put(one, "scale", scale);
        json_put_text(one, "stabilityStatus",
                      running == s->desired && !pending ? "STEADY_STATE" : "STABILIZING");
        ecs_put_time(one, "stabilityStatusAt", loop_now(s->model->cloud->loop));
        json_object_array_add(list, one);
        free(arn);
        return list;
}

const char *ecs_service_status_name(enum service_status status)
{
        static const char *const names[] = {"ACTIVE", "DRAINING", "INACTIVE"};

        return names[status];
}

struct json_object *ecs_service_json(struct ecs_service *s, bool tags)
{
        struct json_object *out = json_object_new_object(), *list = json_object_new_array();
        int64_t running, pending;

        ecs_deployment_counts(s, NULL, &running, &pending);
        put_defaults(out, s);
        json_put_text(out, "serviceArn", s->arn);
        json_put_text(out, "serviceName", s->name);
        json_put_text(out, "clusterArn", s->cluster->arn);
        json_put_text(out, "status", ecs_service_status_name(s->status));
        json_put_int(out, "desiredCount", s->desired);
        json_put_int(out, "runningCount", running);
        json_put_int(out, "pendingCount", pending);
        json_put_text(out, "schedulingStrategy", "REPLICA");
        json_put_text(out, "resourceManagementType", ecs_managed_by(s));
        json_put_text(out, "createdBy", json_text(s->more, "createdBy"));
        json_put_text(out, "platformFamily", "Linux");
        if (s->deployment_count)
                json_put_text(out, "taskDefinition", s->deployments[0]->definition->arn);
        json_put(out, "deploymentConfiguration", json_copy(s->config));
        if (s->release) {
                json_put_text(out, "currentServiceDeployment", s->release->arn);
                json_put(out, "currentServiceRevisions", ecs_revisions_now_json(s));
        }
        if (s->controller != CONTROLLER_ECS)
                json_put(out, "taskSets", ecs_task_sets_json(s));
        if (s->status != SERVICE_INACTIVE && s->controller == CONTROLLER_ECS)
                for (size_t i = 0; i < s->deployment_count; i++)
                        json_object_array_add(list, deployment_json(s, i));
        json_put(out, "deployments", list);
        json_put(out, "events", newest_first(s->events));
        ecs_put_time(out, "createdAt", s->created);
        if (tags)
                ecs_keep(out, s->more, "tags");
        return out;
}
