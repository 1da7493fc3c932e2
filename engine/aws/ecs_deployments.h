/*
 * ECS's service deployments: what becomes of one UpdateService, under whatever strategy (ROLLING,
 * BLUE_GREEN, LINEAR, CANARY). Facts: botocore data/ecs/2014-11-13/service-2.json.
 *
 * A service deployment brings a service to a service revision, which names one task definition and
 * never changes. ECS keeps neither of those made before 25 October 2024.
 *
 *      ecs_list_service_deployments -> the one that is meant -> watch_deployment (watch.h), again
 *                                                               and again
 */
#ifndef SNAPLIFT_AWS_ECS_DEPLOYMENTS_H
#define SNAPLIFT_AWS_ECS_DEPLOYMENTS_H

#include "engine/aws/ecs.h"

struct ecs_hook {
        char *id;
        char *kind;           /* AWS_LAMBDA, PAUSE */
        char *status;         /* AWAITING_ACTION, IN_PROGRESS, SUCCEEDED, FAILED, TIMED_OUT */
        char *timeout_action; /* ROLLBACK, CONTINUE; or NULL */
        int64_t expires;      /* when that happens; 0: not said */
};

struct ecs_service_deployment {
        char *arn;
        char *service_arn;
        char *status; /* PENDING, IN_PROGRESS, SUCCESSFUL, STOPPED, STOP_REQUESTED, ROLLBACK_... */
        char *reason; /* why it has that status; or NULL */
        char *target; /* ARN of the service revision it brings the service to */
        int64_t created, started, finished, updated; /* 0: not yet, or not said */
        /* From here on by describing only. */
        char *stage;    /* lifecycleStage: PRE_SCALE_UP ... CLEAN_UP; or NULL */
        char *strategy; /* ROLLING, BLUE_GREEN, LINEAR, CANARY; or NULL */
        char *rollback_reason, *rollback_target; /* or NULL */
        int64_t requested, running, pending;     /* tasks of the target */
        int64_t bake_minutes;                    /* both revisions run on after the shift */
        int64_t failures, failures_allowed;      /* counted by the circuit breaker */
        struct ecs_hook *hooks;                  /* of the stage it is in, as far as ECS tells */
        size_t hook_count;
        struct strlist alarms; /* that have been triggered since it began */
        struct json_object *raw;
};

struct ecs_service_deployments {
        struct ecs_service_deployment *items;
        size_t count;
};

/* Those of a service created at `after` (ms) or later, newest first; 0: all that ECS keeps. All
 * pages. */
bool ecs_list_service_deployments(struct aws *aws, const char *cluster, const char *service,
                                  int64_t after, struct ecs_service_deployments *out,
                                  struct err *err);
/* The task definition that each of these revisions runs, in order; one that is MISSING is
 * ERR_NOT_FOUND. */
bool ecs_describe_service_revisions(struct aws *aws, const struct strlist *arns,
                                    struct strlist *definitions, struct err *err);
/* stopType ROLLBACK: back to the service revision before, also where the service is not configured
 * to be rolled back by itself. */
bool ecs_rollback_service_deployment(struct aws *aws, const char *arn, struct err *err);
/* A deployment that waits at a hook of the PAUSE kind goes on to its next stage. */
bool ecs_continue_service_deployment(struct aws *aws, const char *arn, const char *hook,
                                     struct err *err);

void ecs_service_deployment_release(struct ecs_service_deployment *d);
void ecs_service_deployments_release(struct ecs_service_deployments *l);

/* What a status means to one who waits. */
enum ecs_deployment_phase {
        ECS_DEPLOYMENT_GOING,    /* PENDING, IN_PROGRESS, and what is not known */
        ECS_DEPLOYMENT_DONE,     /* SUCCESSFUL */
        ECS_DEPLOYMENT_RETURNS,  /* STOP_REQUESTED, ROLLBACK_REQUESTED, ROLLBACK_IN_PROGRESS */
        ECS_DEPLOYMENT_RETURNED, /* ROLLBACK_SUCCESSFUL */
        ECS_DEPLOYMENT_FAILED,   /* STOPPED, ROLLBACK_FAILED */
};
enum ecs_deployment_phase ecs_deployment_phase(const struct ecs_service_deployment *d);

/* For the watcher: one DescribeServiceDeployments of at most ECS_MANY_DEPLOYMENTS different ARNs.
 * out[i] is of arns[i]; one that is MISSING stays zeroed. */
enum { ECS_MANY_DEPLOYMENTS = 20 };
bool ecs_describe_some_deployments(struct aws *aws, const char *const *arns, size_t count,
                                   struct ecs_service_deployment *out, struct err *err);
bool ecs_service_deployment_missing(const char *arn, struct err *err); /* false, ERR_NOT_FOUND */
/* out is zeroed before and to be released also after an error. It holds a reference to obj. */
bool ecs_service_deployment_read(struct json_object *obj, struct ecs_service_deployment *out,
                                 struct err *err);

#endif
