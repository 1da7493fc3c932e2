/* What the clients read, as JSON under the names of the service's model: "Endpoint.Address", and
 * for members of lists "DBParameterGroups[].DBParameterGroupName". A text that is NULL is left out.
 */
#ifndef SNAPLIFT_TESTS_WIRE_HELPER_PRINT_H
#define SNAPLIFT_TESTS_WIRE_HELPER_PRINT_H

#include "engine/aws/cloudwatch.h"
#include "engine/aws/ecs.h"
#include "engine/aws/ecs_deployments.h"
#include "engine/aws/events.h"
#include "engine/aws/kms.h"
#include "engine/aws/rds.h"
#include "engine/aws/ssm.h"

struct json_object *print_texts(const struct strlist *list);
struct json_object *print_tags(const struct tags *tags); /* key -> value */
struct json_object *print_instance(const struct rds_instance *i);
struct json_object *print_snapshot(const struct rds_snapshot *s);
struct json_object *print_event(const struct rds_event *e);
struct json_object *print_parameter(const struct ssm_parameter *p);
struct json_object *print_service(const struct ecs_service *s);
struct json_object *print_task(const struct ecs_task *t);
struct json_object *print_service_deployment(const struct ecs_service_deployment *d);
struct json_object *print_target(const struct events_target *t);
struct json_object *print_alarm(const struct cloudwatch_alarm *a);
struct json_object *print_point(const struct cloudwatch_point *p);
struct json_object *print_key(const struct kms_key *k);

#endif
