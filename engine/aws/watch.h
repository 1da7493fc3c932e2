/*
 * Waiting for AWS, many at once. A stage that waits does, in its own loop:
 *
 *      for (int look = 0;; look++) {
 *              if (!stage_sleep(s, watch_pause(aws, look), err) ||
 *                  !watch_instance(aws, id, &db, err))
 *                      return false;
 *              ...
 *      }
 *
 * The first look comes at once, later ones at common points in time, so that all who wait look
 * together: looks asked for while others are waiting to be sent become one call (10 services a
 * DescribeServices, 20 deployments a DescribeServiceDeployments, a filtered or paged
 * DescribeDBInstances for many instances). A thousand promotions are not a thousand pollers.
 */
#ifndef SNAPLIFT_AWS_WATCH_H
#define SNAPLIFT_AWS_WATCH_H

#include "engine/aws/aws.h"
#include "engine/aws/ecs.h"
#include "engine/aws/ecs_deployments.h"
#include "engine/aws/rds.h"

/* How long to wait before look number `look` (from 0). SNAPLIFT_POLL (a duration, default 5s) is
 * the time between looks; it grows to three times that after 20 looks. */
int64_t watch_pause(struct aws *aws, int look);

/* ERR_NOT_FOUND when it is not there; otherwise as rds_find_instance(). */
bool watch_instance(struct aws *aws, const char *id, struct rds_instance *out, struct err *err);
/* As ecs_describe_services(), with the looks of others; all of one call were seen together. */
bool watch_services(struct aws *aws, const char *cluster, const char *const *names, size_t count,
                    struct ecs_services *out, struct err *err);
/* The same of one. */
bool watch_service(struct aws *aws, const char *cluster, const char *service,
                   struct ecs_service *out, struct err *err);
/* Service deployments, 20 a call. ERR_NOT_FOUND when ECS does not keep one (any more). The caller
 * releases each of out, which has room for count. */
bool watch_deployments(struct aws *aws, const char *const *arns, size_t count,
                       struct ecs_service_deployment *out, struct err *err);
/* The same of one. */
bool watch_deployment(struct aws *aws, const char *arn, struct ecs_service_deployment *out,
                      struct err *err);

#endif
