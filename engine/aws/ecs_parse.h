/* ECS's JSON into structs, and what several files of the ECS client share. */
#ifndef SNAPLIFT_AWS_ECS_PARSE_H
#define SNAPLIFT_AWS_ECS_PARSE_H

#include "engine/aws/ecs.h"
#include "engine/aws/json11.h"

/* out is zeroed before and to be released also after an error. They hold a reference to obj. */
bool ecs_service_read(struct json_object *obj, struct ecs_service *out, struct err *err);
bool ecs_task_read(struct json_object *obj, struct ecs_task *out, struct err *err);

/* One DescribeServices of at most ECS_MANY different names. out[i] is of names[i]; one that is
 * MISSING stays zeroed. */
enum { ECS_MANY = 10 };
bool ecs_describe_some(struct aws *aws, const char *cluster, const char *const *names, size_t count,
                       struct ecs_service *out, struct err *err);
/* The error for one that stayed zeroed. */
bool ecs_service_missing(const char *cluster, const char *name, struct err *err);

#endif
