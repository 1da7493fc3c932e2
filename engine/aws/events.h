/*
 * Amazon EventBridge, JSON 1.1, 2015-10-07: the rules that start tasks. Facts: botocore
 * data/events/2015-10-07/service-2.json.
 *
 * The target of a rule that runs a task has the cluster's ARN as its Arn, and the task definition
 * in EcsParameters: an ARN with a revision, or without one for the latest active one.
 */
#ifndef SNAPLIFT_AWS_EVENTS_H
#define SNAPLIFT_AWS_EVENTS_H

#include "engine/aws/aws.h"

struct events_target {
        char *id;
        char *arn;               /* of a cluster, when it runs tasks */
        char *task_definition;   /* or NULL: it runs none */
        struct json_object *raw; /* owned: also the input, which may override variables */
};

struct events_targets {
        struct events_target *items;
        size_t count;
};

/* Names of the account's event buses, all pages; "default" is always among them. */
bool events_list_buses(struct aws *aws, struct strlist *out, struct err *err);
/* Names of the rules of a bus that have this ARN as a target, all pages. */
bool events_list_rules_of_target(struct aws *aws, const char *bus, const char *target,
                                 struct strlist *out, struct err *err);
/* *state: ENABLED, DISABLED, ENABLED_WITH_...; the caller frees. ERR_NOT_FOUND. */
bool events_find_rule(struct aws *aws, const char *bus, const char *rule, char **state,
                      struct err *err);
/* All pages. */
bool events_list_targets(struct aws *aws, const char *bus, const char *rule,
                         struct events_targets *out, struct err *err);
void events_targets_release(struct events_targets *l);

#endif
