/* A cloud in virtual time and calls to its ECS, as the wire would make them. */
#ifndef SNAPLIFT_TEST_HELPER_ECS_H
#define SNAPLIFT_TEST_HELPER_ECS_H

#include "engine/standin/world.h"

/* Dies when the seed is not JSON or not accepted. random: of durations and ids. */
struct standin *ecs_cloud(struct loop *loop, const char *seed, uint64_t random);

/* Calls an operation; fmt makes its input in JSON with ' for ". Returns the answer, the caller's;
 * an error is {"error": CODE, "message": TEXT}. */
struct json_object *ecs_call(struct standin *s, const char *operation, const char *fmt, ...)
        __attribute__((format(printf, 3, 4)));
void ecs_do(struct standin *s, const char *operation, const char *fmt, ...)
        __attribute__((format(printf, 3, 4))); /* must succeed; the answer is dropped */

/* A service as DescribeServices shows it; the caller's. */
struct json_object *ecs_service_of(struct standin *s, const char *cluster, const char *name);
bool ecs_said(struct json_object *service, const char *words); /* among its events */
/* botocore's services_stable for one service. */
bool ecs_stable(struct json_object *service);

/* Runs body(arg) on a fiber of a virtual loop until it ends, then frees the loop. */
void ecs_in_virtual_time(void (*body)(struct loop *loop));

#endif
