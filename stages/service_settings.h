/*
 * What a service is set to, as against how it is doing: UpdateService is asked to change the task
 * definition and nothing else, and here is looked whether nothing else has changed. Pure.
 */
#ifndef SNAPLIFT_STAGES_SERVICE_SETTINGS_H
#define SNAPLIFT_STAGES_SERVICE_SETTINGS_H

#include <stdbool.h>

#include "engine/base/json.h"
#include "engine/base/text.h"

/* The members of Service and of Deployment that are no settings: names, counts, times, and what a
 * deployment changes. Whatever is in neither list is taken for a setting, also what a later AWS
 * brings. NULL-ended. A test holds both lists against botocore's model. */
extern const char *const service_state_members[], *const service_setting_members[];
extern const char *const deployment_state_members[], *const deployment_setting_members[];

/* Names of the settings that differ between two looks at a service (objects as DescribeServices
 * gives them), those of the PRIMARY deployments too. A member that only one of the two looks has is
 * passed over when it says nothing (an empty list or object, false, 0). */
void service_settings_compare(struct json_object *before, struct json_object *after,
                              struct strlist *differ);

#endif
