/* Comparing a service's settings before and after a roll. */
#include "stages/service_settings.h"

#include <stddef.h>

const char *const service_state_members[] = {
        "serviceArn",
        "serviceName",
        "clusterArn",
        "status",
        "desiredCount", /* auto scaling may change it at any time */
        "runningCount",
        "pendingCount",
        "taskDefinition",
        "taskSets",
        "deployments",
        "events",
        "createdAt",
        "createdBy",
        "currentServiceDeployment",
        "currentServiceRevisions",
        "tags", /* only given when asked for */
        NULL,
};

const char *const service_setting_members[] = {
        "availabilityZoneRebalancing",
        "capacityProviderStrategy",
        "deploymentConfiguration",
        "deploymentController",
        "enableECSManagedTags",
        "enableExecuteCommand",
        "healthCheckGracePeriodSeconds",
        "launchType",
        "loadBalancers",
        "networkConfiguration",
        "placementConstraints",
        "placementStrategy",
        "platformFamily",
        "platformVersion",
        "propagateTags",
        "resourceManagementType",
        "roleArn",
        "schedulingStrategy",
        "serviceRegistries",
        NULL,
};

const char *const deployment_state_members[] = {
        "id",           "status",       "taskDefinition",     "desiredCount",
        "pendingCount", "runningCount", "failedTasks",        "createdAt",
        "updatedAt",    "rolloutState", "rolloutStateReason", "serviceConnectResources",
        NULL,
};

const char *const deployment_setting_members[] = {
        "capacityProviderStrategy",
        "fargateEphemeralStorage",
        "launchType",
        "networkConfiguration",
        "platformFamily",
        "platformVersion",
        "serviceConnectConfiguration",
        "volumeConfigurations",
        "vpcLatticeConfigurations",
        NULL,
};

static bool listed(const char *name, const char *const *list)
{
        for (size_t i = 0; list[i]; i++)
                if (text_same(list[i], name))
                        return true;
        return false;
}

static bool says_nothing(struct json_object *value)
{
        switch (json_object_get_type(value)) {
        case json_type_array:
                return !json_count(value);
        case json_type_object:
                return !json_object_object_length(value);
        case json_type_boolean:
        case json_type_int:
        case json_type_double:
                return !json_object_get_double(value);
        default:
                return !value;
        }
}

static bool same(struct json_object *a, struct json_object *b)
{
        return json_same(a, b) || (!a && says_nothing(b)) || (!b && says_nothing(a));
}

static void compare(struct json_object *before, struct json_object *after, const char *const *state,
                    struct strlist *differ)
{
        struct json_object *const sides[] = {before, after};

        for (size_t i = 0; i < 2; i++) {
                json_object_object_foreach(sides[i], name, value)
                {
                        (void)value;
                        if (!listed(name, state) && !strlist_has(differ, name) &&
                            !same(json_get(before, name), json_get(after, name)))
                                strlist_add(differ, name);
                }
        }
}

static struct json_object *primary(struct json_object *service)
{
        struct json_object *list = json_array(service, "deployments");

        for (size_t i = 0; i < json_count(list); i++)
                if (text_same(json_text(json_at(list, i), "status"), "PRIMARY"))
                        return json_at(list, i);
        return NULL;
}

void service_settings_compare(struct json_object *before, struct json_object *after,
                              struct strlist *differ)
{
        struct json_object *old = primary(before), *new = primary(after);

        compare(before, after, service_state_members, differ);
        if (old && new)
                compare(old, new, deployment_state_members, differ);
}
