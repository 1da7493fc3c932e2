/*
 * Amazon ECS, JSON 1.1, 2014-11-13. Facts: botocore data/ecs/2014-11-13/service-2.json.
 *
 * Task definitions are kept as the JSON they came as, so that members this program does not know
 * survive.
 */
#ifndef SNAPLIFT_AWS_ECS_H
#define SNAPLIFT_AWS_ECS_H

#include "engine/aws/aws.h"

struct ecs_deployment {
        char *id;
        char *status;          /* PRIMARY, ACTIVE, INACTIVE */
        char *task_definition; /* ARN with revision */
        int64_t desired, pending, running, failed;
        char *rollout;        /* IN_PROGRESS, COMPLETED, FAILED; NULL when ECS gives none */
        char *rollout_reason; /* or NULL */
        int64_t created, updated;
};

struct ecs_event {
        char *id;
        int64_t at;
        char *message;
};

struct ecs_service {
        char *name;
        char *arn;
        char *cluster_arn;
        char *status; /* ACTIVE, DRAINING, INACTIVE */
        char *task_definition;
        char *controller; /* ECS, CODE_DEPLOY, EXTERNAL; ECS when absent */
        char *managed_by; /* CUSTOMER; ECS: an Express service; or NULL */
        int64_t desired, pending, running;
        struct ecs_deployment *deployments;
        size_t deployment_count;
        struct ecs_event *events; /* newest first */
        size_t event_count;
        bool breaker, breaker_rollback;
        int64_t minimum_healthy, maximum; /* percent */
        char *strategy;                   /* ROLLING, BLUE_GREEN, LINEAR, CANARY; or as ECS says */
        bool alarms_watched;              /* ECS fails a deployment when one of these turns red: */
        struct strlist alarms;
        struct json_object *raw; /* the whole answer, owned */
};

struct ecs_services {
        struct ecs_service *items;
        size_t count;
};

struct ecs_task {
        char *arn;
        char *task_definition;
        char *last_status; /* PROVISIONING ... RUNNING ... STOPPED */
        char *desired_status;
        char *stop_code;
        char *stopped_reason;
        char *group;      /* service:NAME or family:NAME */
        char *started_by; /* a service's task: the deployment's id */
        int64_t created, started, stopped;
        struct json_object *raw; /* owned; containers with exitCode and reason are in it */
};

struct ecs_tasks {
        struct ecs_task *items;
        size_t count;
};

/* The named services in the order asked, 10 a call. A service that is MISSING is ERR_NOT_FOUND
 * (names it and the cluster); INACTIVE ones are returned with that status. */
bool ecs_describe_services(struct aws *aws, const char *cluster, const char *const *names,
                           size_t count, struct ecs_services *out, struct err *err);
/* ERR_NOT_FOUND. *arn is the caller's. */
bool ecs_cluster_arn(struct aws *aws, const char *cluster, char **arn, struct err *err);
/* ARNs of all clusters, all pages. */
bool ecs_all_clusters(struct aws *aws, struct strlist *out, struct err *err);
/* ARNs of all services of a cluster, all pages. */
bool ecs_list_services(struct aws *aws, const char *cluster, struct strlist *out, struct err *err);

/* ERR_NOT_FOUND. *definition is the "taskDefinition" object, *tags the array (either may be NULL
 * pointers if not wanted); the caller owns them. A revision that was seen before is not asked for
 * again when tags are not wanted: only its status may have changed since. */
bool ecs_describe_task_definition(struct aws *aws, const char *arn_or_family,
                                  struct json_object **definition, struct json_object **tags,
                                  struct err *err);
/* request: as RegisterTaskDefinition takes it, borrowed. *arn is the caller's. */
bool ecs_register_task_definition(struct aws *aws, struct json_object *request, char **arn,
                                  struct err *err);
bool ecs_deregister_task_definition(struct aws *aws, const char *arn, struct err *err);
/* ARNs of the ACTIVE revisions of exactly this family, newest first, at most limit (0: all). */
bool ecs_list_task_definitions(struct aws *aws, const char *family, size_t limit,
                               struct strlist *out, struct err *err);

/* Names of the families that begin so (NULL: all) and have an ACTIVE revision, all pages. */
bool ecs_list_families(struct aws *aws, const char *prefix, struct strlist *out, struct err *err);

/* Only what is set is sent, and only what is sent changes. The model's own words for that are few:
 * placementConstraints and placementStrategy, "if no value is specified, the existing ... will
 * remain unchanged"; availabilityZoneRebalancing, "defaults to the existing service's"; those of
 * platformVersion, propagateTags and healthCheckGracePeriodSeconds were written for CreateService
 * and name its defaults. So that it holds for all is believed, and service.roll looks. */
struct ecs_update {
        const char *cluster;
        const char *service;
        const char *task_definition; /* or NULL */
        int64_t desired;             /* -1: not sent */
        bool force;                  /* forceNewDeployment */
};
bool ecs_update_service(struct aws *aws, const struct ecs_update *request, struct ecs_service *out,
                        struct err *err);

/* One task. request: as RunTask takes it, borrowed; a clientToken in it makes repeating it safe. A
 * failures[] entry is ERR_FAILED with its reason. *arn is the caller's. */
bool ecs_run_task(struct aws *aws, struct json_object *request, char **arn, struct err *err);
bool ecs_stop_task(struct aws *aws, const char *cluster, const char *arn, const char *reason,
                   struct err *err);
/* status: RUNNING (also those on their way there) or STOPPED; service may be NULL: all of the
 * cluster. All pages. */
bool ecs_list_tasks(struct aws *aws, const char *cluster, const char *service, const char *status,
                    struct strlist *arns, struct err *err);
/* 100 a call. Tasks that are gone are just not in out. */
bool ecs_describe_tasks(struct aws *aws, const char *cluster, const struct strlist *arns,
                        struct ecs_tasks *out, struct err *err);

void ecs_services_release(struct ecs_services *l);
void ecs_service_release(struct ecs_service *s);
void ecs_tasks_release(struct ecs_tasks *l);

/* PRIMARY, or NULL. Borrowed. */
const struct ecs_deployment *ecs_primary(const struct ecs_service *s);

/* family and revision of a task definition's ARN; false when it is not one. */
bool ecs_definition_split(const char *arn, char family[256], int64_t *revision);

#endif
