/* What services.h's waiting is made of; for its own files. */
#ifndef SNAPLIFT_STAGES_SERVICES_WAIT_H
#define SNAPLIFT_STAGES_SERVICES_WAIT_H

#include "stages/service_deployments.h"
#include "stages/services.h"

bool services_check_active(const struct ecs_service *service, enum err_code code, struct err *err);

/* Both set err and return false. d: our service deployment, or NULL; why: a clause about the
 * service, to which is added what ECS knows. */
bool services_tell_failure(struct stage *s, const struct services_goal *goal,
                           const struct ecs_service *service,
                           const struct ecs_service_deployment *d, const char *why,
                           struct err *err);
/* Somebody, mostly ECS itself, has put another deployment in front of ours. */
bool services_tell_replaced(struct stage *s, const struct services_goal *goal,
                            const struct ecs_service *service,
                            const struct ecs_service_deployment *d, struct err *err);

#endif
