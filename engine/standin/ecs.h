/*
 * The ECS model from within: clusters, task definitions, services with their deployments, tasks.
 *
 *      ecs.c             the model's life, its state, the table of operations
 *      ecs_seed.c        what is there at the beginning
 *      ecs_find.c        names, ARNs and pages
 *      ecs_cluster.c     cluster operations and tags
 *      ecs_definition.c  task definition operations
 *      ecs_service.c     service operations
 *      ecs_deploy.c      the service scheduler: rolling deployments and the circuit breaker
 *      ecs_task.c        a task's states, in time
 *      ecs_task_json.c   a task as it is described
 *      ecs_task_ops.c    RunTask, StopTask, ListTasks, DescribeTasks
 *      ecs_run.c         what a task runs: modelled, or processes behind a balancer
 *
 * Nothing is freed before the model: a service that was deleted stays as INACTIVE, tasks point to
 * their service and definition. Only tasks go, an hour after they have stopped.
 */
#ifndef SNAPLIFT_STANDIN_ECS_H
#define SNAPLIFT_STANDIN_ECS_H

#include "engine/base/text.h"
#include "engine/standin/balancer.h"
#include "engine/standin/bodies.h"
#include "engine/standin/world.h"

struct ecs_cluster {
        char *name, *arn;
        bool active;
        struct json_object *more; /* tags, settings, configuration... as they were given */
};

struct ecs_definition {
        char *family, *arn;
        int64_t revision;
        bool active;
        struct json_object *json; /* as DescribeTaskDefinition shows it */
        struct json_object *tags; /* array */
};

enum rollout { ROLLOUT_IN_PROGRESS, ROLLOUT_COMPLETED, ROLLOUT_FAILED };

/* The first of a service's deployments is the PRIMARY one, the others are ACTIVE (draining). */
struct ecs_deployment {
        char id[32]; /* ecs-svc/ and 19 digits */
        struct ecs_definition *definition;
        int64_t created, updated;
        enum rollout rollout;
        char *reason;
        int64_t failed;    /* consecutive tasks that never became healthy */
        int64_t retry_at;  /* loop_ticks() before which no task is started: crash throttling */
        bool rolling_back; /* made PRIMARY by the circuit breaker */
        bool said_stuck, said_inconsistent;
};

enum service_status { SERVICE_ACTIVE, SERVICE_DRAINING, SERVICE_INACTIVE };

struct ecs_service {
        struct ecs_model *model;
        struct ecs_cluster *cluster;
        char *name, *arn;
        enum service_status status;
        int64_t desired, created;
        struct json_object *more;    /* members kept as given: networkConfiguration, tags... */
        struct json_object *request; /* what CreateService was asked: for its clientToken */
        struct json_object *config;  /* deploymentConfiguration, with its defaults */
        struct ecs_deployment **deployments;
        size_t deployment_count;
        struct ecs_definition *last_good; /* of the last deployment that was completed */
        struct json_object *events;       /* newest last */
        struct ecs_task **tasks;          /* those that have not stopped */
        size_t task_count;
        struct ecs_balancer *balancer; /* with bodies: what is in front of it */
        struct timer *wake;
        bool steady;
};

enum task_state {
        TASK_PROVISIONING,
        TASK_PENDING,
        TASK_ACTIVATING,
        TASK_RUNNING,
        TASK_DEACTIVATING,
        TASK_STOPPING,
        TASK_DEPROVISIONING,
        TASK_STOPPED,
};

struct ecs_container {
        struct ecs_task *task;
        const char *name, *image;       /* the definition's */
        struct json_object *definition; /* borrowed from the task definition */
        struct task_body *body;
        bool essential, ended;
        int exit_code; /* -1: none */
        char *reason;
};

struct ecs_task {
        struct ecs_model *model;
        struct ecs_cluster *cluster;
        struct ecs_service *service; /* NULL: RunTask's */
        char deployment[32];         /* the deployment that wanted it; "" for RunTask's */
        struct ecs_definition *definition;
        char id[33];
        char *arn, *group, *started_by;
        struct json_object *overrides, *tags, *more;
        enum task_state state;
        bool wanted;       /* desiredStatus RUNNING */
        bool answers;      /* its target's last health check was good */
        bool healthy;      /* RUNNING, and its target (if it has one) answers */
        bool was_healthy;  /* ever */
        bool by_scheduler; /* its stop is no failure of its own */
        int64_t created, pulled, started, stopping, stopped, version;
        char *stop_code, *stop_reason;
        char *address;
        struct ecs_container *containers;
        size_t container_count;
        struct target *target;
        struct timer *timer;        /* the next state */
        struct timer *health_timer; /* the health check's verdict */
        struct timer *end_timer;    /* the modelled end of its containers */
};

struct ecs_balancer {
        char *name, *arn, *cluster, *service, *container, *listen;
        int64_t port; /* the container's */
        struct balancer *proxy;
};

struct ecs_token { /* RunTask's and CreateService's clientToken */
        char *token;
        char *digest; /* of the request */
        struct json_object *answer;
};

struct ecs_model {
        struct standin *cloud;
        struct ecs_cluster **clusters;
        struct ecs_definition **definitions;
        struct ecs_service **services;
        struct ecs_task **tasks;
        struct ecs_balancer **balancers;
        struct ecs_token *tokens;
        size_t cluster_count, definition_count, service_count, task_count, balancer_count,
                token_count;
        bool seeding;                /* what the seed names is there at once */
        struct signal_point changed; /* a service was looked at */
};

/* --- ecs_find.c --- */

#define ECS_APPEND(array, count, item)                                                             \
        do {                                                                                       \
                (array) = xrealloc((array), ((count) + 1) * sizeof(*(array)));                     \
                (array)[(count)++] = (item);                                                       \
        } while (0)

/* Finders fail the call when it is not there. A NULL name is the cluster "default". */
struct ecs_cluster *ecs_call_cluster(struct call *call);
struct ecs_service *ecs_call_service(struct call *call, struct ecs_cluster *cluster,
                                     const char *member);
struct ecs_cluster *ecs_find_cluster(struct ecs_model *m, const char *name_or_arn);
struct ecs_service *ecs_find_service(struct ecs_model *m, const struct ecs_cluster *cluster,
                                     const char *name_or_arn);
/* family, family:revision or ARN; the newest ACTIVE revision for a family. */
struct ecs_definition *ecs_find_definition(struct ecs_model *m, const char *name);
struct ecs_task *ecs_find_task(struct ecs_model *m, const struct ecs_cluster *cluster,
                               const char *id_or_arn);

bool ecs_name_valid(const char *name);
/* Puts one page of `all` under member into the answer, with its nextToken. Takes all. */
void ecs_page(struct call *call, const char *member, struct json_object *all);
void ecs_put_time(struct json_object *obj, const char *key, int64_t ms); /* nothing for 0 */
void ecs_add_failure(struct call *call, const char *arn, const char *reason);
void ecs_random_hex(struct ecs_model *m, char *out, size_t digits);
char *ecs_uuid(struct ecs_model *m);
bool ecs_includes(struct call *call, const char *what); /* `include` holds it */
/* Copies a member when it is there. */
void ecs_keep(struct json_object *to, struct json_object *from, const char *member);

/* --- ecs_seed.c --- */

bool ecs_seed(struct ecs_model *m, struct json_object *seed, struct err *err);

/* --- ecs_cluster.c --- */

void ecs_create_cluster(struct call *call);
void ecs_describe_clusters(struct call *call);
void ecs_list_clusters(struct call *call);
void ecs_update_cluster(struct call *call);
void ecs_delete_cluster(struct call *call);
void ecs_tag_resource(struct call *call);
void ecs_untag_resource(struct call *call);
void ecs_list_tags(struct call *call);

/* --- ecs_definition.c --- */

void ecs_register_definition(struct call *call);
void ecs_describe_definition(struct call *call);
void ecs_list_definitions(struct call *call);
void ecs_deregister_definition(struct call *call);
/* The definition a service or task is to use: fails the call when there is none or it is inactive.
 */
struct ecs_definition *ecs_call_definition(struct call *call);

/* --- ecs_service.c --- */

void ecs_create_service(struct call *call);
void ecs_do_describe_services(struct call *call);
void ecs_do_list_services(struct call *call);
void ecs_do_update_service(struct call *call);
void ecs_delete_service(struct call *call);
struct json_object *ecs_service_json(struct ecs_service *s, bool tags);

/* --- ecs_deploy.c --- */

/* A new PRIMARY deployment; the earlier ones become ACTIVE and are drained. */
struct ecs_deployment *ecs_deploy(struct ecs_service *s, struct ecs_definition *d);
void ecs_deployment_free(struct ecs_deployment *d);
void ecs_reconcile(struct ecs_service *s);       /* one look at a service: start, stop, conclude */
void ecs_reconcile_soon(struct ecs_service *s);  /* the same when the current step is over */
void ecs_task_failed(struct ecs_task *task);     /* a service's task that ended by itself */
void ecs_task_is_healthy(struct ecs_task *task); /* for the first time */
void ecs_service_event(struct ecs_service *s, const char *fmt, ...)
        __attribute__((format(printf, 2, 3)));
/* Tasks of a deployment: those that run (or still do while they are drained), those that come. */
void ecs_deployment_counts(const struct ecs_service *s, const char *id, int64_t *running,
                           int64_t *pending);

/* --- ecs_task.c --- */

/* service may be NULL; more holds launchType, networkConfiguration etc. (borrowed). */
struct ecs_task *ecs_task_start(struct ecs_model *m, struct ecs_cluster *cluster,
                                struct ecs_service *service, const char *deployment,
                                struct ecs_definition *definition, struct json_object *more);
/* code is AWS's stopCode. Returns at once; a task that is already stopping is left alone. */
void ecs_task_stop(struct ecs_task *task, const char *code, const char *reason);
/* A container has ended by itself (or at our signal). */
void ecs_task_container_ended(struct ecs_container *c, int exit_code);
/* The target's or the container's health check has spoken. */
void ecs_task_health(struct ecs_task *task, bool answers);
/* What the draining of a target calls when no connection is left. */
void ecs_task_drained(struct ecs_task *task);
void ecs_task_free(struct ecs_task *task);
void ecs_forget_old_tasks(struct ecs_model *m);
const char *ecs_task_state_name(enum task_state state);
struct json_object *ecs_task_json(struct ecs_task *task, bool tags);

/* --- ecs_task_ops.c --- */

void ecs_do_run_task(struct call *call);
void ecs_do_stop_task(struct call *call);
void ecs_do_list_tasks(struct call *call);
void ecs_do_describe_tasks(struct call *call);

/* --- ecs_run.c --- */

/* What images and secrets say: false, with a stoppedReason, when the task can't be started. */
bool ecs_run_prepare(struct ecs_task *task, char **why);
/* Starts its containers (processes when there are bodies). */
bool ecs_run_start(struct ecs_task *task, char **why);
/* Its containers have started: modelled ends and health checks begin. False: it will not come to
 * RUNNING by itself. */
bool ecs_run_watch(struct ecs_task *task);
void ecs_run_health(struct ecs_task *task); /* it is RUNNING: when is it healthy? */
bool ecs_run_drain(struct ecs_task *task);  /* false: nothing to wait for */
bool ecs_run_stop(struct ecs_task *task);   /* signals its processes; false: there are none */
void ecs_run_drop(struct ecs_task *task);   /* lets go of everything real, at once */
bool ecs_run_has_target(const struct ecs_task *task);
/* The behaviour that the seed gives a container: how the model lets it end. */
struct json_object *ecs_run_image(struct ecs_model *m, const struct ecs_container *c);

/* --- ecs_balancers.c --- */

bool ecs_balancers_new(struct ecs_model *m, struct json_object *list, struct err *err);
void ecs_balancers_state(struct ecs_model *m, struct json_object *into);
void ecs_balancers_free(struct ecs_model *m);

#endif
