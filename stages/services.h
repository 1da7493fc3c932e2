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
        struct json_object *definitions; /* service -> ARN */
        struct json_object *deployments; /* service -> id of the deployment; or NULL */
        int64_t max_failures;            /* tasks of the deployment; 0: by the desired count */
};

/* Every service: the PRIMARY deployment is ours, COMPLETED, alone, and as many tasks run as are
 * desired. What can't become so by waiting is ERR_FAILED at once, with the reasons of stopped tasks
 * and the service's events. *at_once (or NULL): the first look found it so. */
bool services_wait(struct stage *s, const struct services_goal *goal, bool *at_once,
                   struct err *err);

/* The services of the inputs `cluster` and `services`, if all of them can be moved: ERR_REFUSED for
 * one that is not there or not active, that somebody else than ECS deploys, or, unless the input
 * allow_zero is set, that wants no tasks. */
bool services_look_movable(struct stage *s, struct ecs_services *out, struct err *err);

#endif
