/* Which ECS services can be moved, and waiting until they run what they were asked to run, and
 * nothing else. */
#ifndef SNAPLIFT_STAGES_SERVICES_H
#define SNAPLIFT_STAGES_SERVICES_H

#include "engine/aws/ecs.h"
#include "stages/cloud.h"

struct services_goal {
        const char *cluster;
        const char *const *names;
        size_t count;
        struct json_object *definitions;         /* service -> ARN */
        struct json_object *deployments;         /* service -> id of the deployment; or NULL */
        struct json_object *service_deployments; /* service -> ARN of it; or NULL */
        int64_t max_failures; /* tasks of the deployment; 0: by the desired count */
};

/* Every service: our service deployment is SUCCESSFUL (where ECS tells of those), the PRIMARY
 * deployment is ours, COMPLETED, alone, and as many tasks run as are desired. What can't become so
 * by waiting is ERR_FAILED at once, with the reasons of ECS, of stopped tasks and the service's
 * events. Pause hooks named in the input continue_hooks are continued. *at_once (or NULL): the
 * first look found it so. */
bool services_wait(struct stage *s, const struct services_goal *goal, bool *at_once,
                   struct err *err);

/* The services of the inputs `cluster` and `services`, if all of them can be moved: ERR_REFUSED for
 * one that is not there or not active, that is an Express service, that somebody else than ECS
 * deploys, that wants no tasks (unless the input allow_zero is set), or whose deployment alarms are
 * red (allow_alarms); for one whose traffic is shifted also while a deployment of it goes on. */
bool services_look_movable(struct stage *s, struct ecs_services *out, struct err *err);

/* For a plan: what the service runs now. */
void services_saw(struct stage *s, const struct ecs_service *service);

/* The part of it about alarms. Those that are red though they are allowed to be, that do not exist
 * and that could not be looked at are reported. */
bool service_alarms_check(struct stage *s, const struct ecs_services *services, struct err *err);
/* What a stage that calls these needs, beside ecs:DescribeServices. */
#define SERVICES_MOVABLE_ACTIONS                                                                   \
        {"ecs:ListServiceDeployments", "ecs:service/{cluster}/*"},                                 \
        {                                                                                          \
                "cloudwatch:DescribeAlarms", "*"                                                   \
        }

#endif
