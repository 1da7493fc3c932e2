/*
 * ECS's service deployments as a roll sees them: which one is ours, how far it is, and what can be
 * done about it. Ours is the one that was created after a mark taken before our UpdateService and
 * that leads to a service revision with our task definition.
 */
#ifndef SNAPLIFT_STAGES_SERVICE_DEPLOYMENTS_H
#define SNAPLIFT_STAGES_SERVICE_DEPLOYMENTS_H

#include "engine/aws/ecs_deployments.h"
#include "stages/cloud.h"
#include "stages/permissions.h"

/* What a stage that follows service deployments may do. */
#define SERVICE_DEPLOYMENT_ACTIONS                                                                 \
        {"ecs:ListServiceDeployments", "ecs:service/{cluster}/*"},                                 \
                {"ecs:DescribeServiceDeployments", SERVICE_DEPLOYMENTS},                           \
                {"ecs:DescribeServiceRevisions",                                                   \
                 "ecs:service/{cluster}/* ecs:service-revision/{cluster}/*"},                      \
        {                                                                                          \
                "ecs:ContinueServiceDeployment", SERVICE_DEPLOYMENTS, .when = "continue_hooks"     \
        }

/* For the inputs of such a stage. */
#define CONTINUE_HOOKS_PORT                                                                        \
        {                                                                                          \
                "continue_hooks", VALUE_LIST,                                                      \
                        .help = "pause hooks the run continues: lifecycle stages, hook ids, or "   \
                                "all; default: none, somebody else does"                           \
        }

/* BLUE_GREEN, LINEAR, CANARY and whatever else is not ROLLING: ECS shifts traffic from one revision
 * to the other, and how far it is only its service deployment tells. */
bool service_shifts_traffic(const struct ecs_service *service);

/* The time of creation of the service's newest deployment; 0: there is none; -1: ECS does not tell
 * (no permission, not supported), which for a service that shifts traffic is an error. */
bool service_deployments_mark(struct stage *s, const struct ecs_service *service, int64_t *mark,
                              struct err *err);

/* The one made after mark that leads to definition. *arn NULL: there is none (yet), or ECS does not
 * tell. The caller frees. */
bool service_deployments_find(struct stage *s, const struct ecs_service *service,
                              const char *definition, int64_t mark, char **arn, struct err *err);
/* The same, looked for a few times: it may take a moment to be listed. */
bool service_deployments_expect(struct stage *s, const struct ecs_service *service,
                                const char *definition, int64_t mark, char **arn, struct err *err);
/* The service's newest one, if it leads to definition. */
bool service_deployments_newest(struct stage *s, const struct ecs_service *service,
                                const char *definition, char **arn, struct err *err);

/* ERR_REFUSED while a deployment of the service goes on. */
bool service_deployments_check_idle(struct stage *s, const struct ecs_service *service,
                                    struct err *err);

/* Takes back one that is still going on; *taken: ECS is on the way back, or it has been already.
 * False when it had ended well, or when ECS does not do that: then it is for UpdateService. Comes
 * back as soon as ECS has accepted. */
bool service_deployments_take_back(struct stage *s, const char *service, const char *arn,
                                   bool *taken, struct err *err);
/* Waits until it has ended, however that may be. */
bool service_deployments_await_end(struct stage *s, const char *service, const char *arn,
                                   struct err *err);

/* The hook that was asked to go on last, and how often it was seen waiting since; zero-initialise.
 */
struct service_continued {
        char *hook;
        int looks;
};

/* Continues what waits at a pause hook that the input continue_hooks names. */
bool service_deployments_continue(struct stage *s, const char *service,
                                  const struct ecs_service_deployment *d,
                                  struct service_continued *last, struct err *err);
/* ERR_INVALID for a name in continue_hooks that looks like a lifecycle stage and is none. */
bool service_deployments_check_hooks(struct stage *s, struct err *err);

/* ", BLUE_GREEN at BAKE_TIME, at most 7m left": how far it is; nothing for a ROLLING one without
 * anything to tell. since: when it was first seen in that stage, in loop_ticks(). */
void service_deployment_describe(struct stage *s, const struct ecs_service_deployment *d,
                                 int64_t since, struct text *out);
/* All that ECS knows about why, as details of err. */
void service_deployment_reasons(const struct ecs_service_deployment *d, struct err *err);
/* "BLUE_GREEN, bakes for 10m, pauses at X": what a roll of this service will be like, for a plan.
 */
void service_deployment_outlook(struct stage *s, const struct ecs_service *service,
                                struct text *out);

#endif
