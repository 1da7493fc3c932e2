/*
 * Amazon EventBridge Scheduler, REST-JSON, 2021-06-30: schedules that start tasks. Facts: botocore
 * data/scheduler/2021-06-30/service-2.json.
 *
 * Two kinds of schedule run tasks: with the templated target, whose Arn is the cluster's and whose
 * EcsParameters name the task definition; and with a universal one
 * (arn:aws:scheduler:::aws-sdk:ecs:runTask), whose Input is a RunTask request.
 */
#ifndef SNAPLIFT_AWS_SCHEDULER_H
#define SNAPLIFT_AWS_SCHEDULER_H

#include "engine/aws/aws.h"

struct scheduler_summary {
        char *name;
        char *group;  /* its schedule group */
        char *state;  /* ENABLED, DISABLED */
        char *target; /* the target's ARN */
};

struct scheduler_summaries {
        struct scheduler_summary *items;
        size_t count;
};

/* All schedules of all groups, all pages. */
bool scheduler_list(struct aws *aws, struct scheduler_summaries *out, struct err *err);
void scheduler_summaries_release(struct scheduler_summaries *l);
/* *target is the schedule's Target, an object of the caller's. ERR_NOT_FOUND. */
bool scheduler_get_target(struct aws *aws, const char *group, const char *name,
                          struct json_object **target, struct err *err);

#endif
