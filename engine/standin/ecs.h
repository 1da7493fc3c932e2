/*
 * The ECS model from within: clusters, task definitions, services with their deployments, tasks.
 *
 *      ecs.c             the model's life, its state, the table of operations
 *      ecs_seed.c        what is there at the beginning
 *      ecs_find.c        names, ARNs and pages
 *      ecs_cluster.c     cluster operations and tags
 *      ecs_definition.c  task definition operations
 *      ecs_service.c     service operations
 *      ecs_service_json.c a service as it is described
 *      ecs_config.c      deploymentConfiguration and deploymentController: what is refused
 *      ecs_capacity.c    capacity providers, and clusters that are full
 *      ecs_deploy.c      the service scheduler: rolling deployments
 *      ecs_scale.c       starting and stopping a service's tasks
 *      ecs_breaker.c     the circuit breaker, rolling back
 *      ecs_release.c     service deployments and service revisions: their course
 *      ecs_release_ops.c their operations
 *      ecs_stages.c      the lifecycle stages of BLUE_GREEN, LINEAR and CANARY
 *      ecs_hooks.c       lifecycle hooks: pauses, functions
 *      ecs_task.c        a task's states, in time
 *      ecs_task_json.c   a task as it is described
 *      ecs_task_ops.c    RunTask, StopTask, ListTasks, DescribeTasks
 *      ecs_run.c         what a task runs: modelled, or processes behind a balancer
 *      ecs_connected.c   which tasks have got an address
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

/* What a service's tasks were made of at one moment: never changed, never freed before the model.
 */
struct ecs_revision {
        char *arn;
        struct ecs_service *service;
        struct ecs_definition *definition;
        int64_t created;
        struct json_object *shown; /* launchType, networkConfiguration... of that moment */
};

/* In the order of their names in the model (service_deployment_statuses). */
enum release_status {
        RELEASE_PENDING,
        RELEASE_SUCCESSFUL,
        RELEASE_STOPPED,
        RELEASE_STOP_REQUESTED,
        RELEASE_IN_PROGRESS,
        RELEASE_ROLLBACK_REQUESTED,
        RELEASE_ROLLBACK_IN_PROGRESS,
        RELEASE_ROLLBACK_SUCCESSFUL,
        RELEASE_ROLLBACK_FAILED,
};

enum release_stage {
        STAGE_RECONCILE_SERVICE,
        STAGE_PRE_SCALE_UP,
        STAGE_SCALE_UP,
        STAGE_POST_SCALE_UP,
        STAGE_TEST_TRAFFIC_SHIFT,
        STAGE_POST_TEST_TRAFFIC_SHIFT,
        STAGE_PRODUCTION_TRAFFIC_SHIFT,
        STAGE_POST_PRODUCTION_TRAFFIC_SHIFT,
        STAGE_BAKE_TIME,
        STAGE_CLEAN_UP,
        STAGE_COUNT,
};

/* A service deployment, as ECS calls it: one move of a service from its revisions to a new one,
 * with its end. `struct ecs_deployment` is what DescribeServices lists under `deployments`. */
struct ecs_release {
        char *arn;
        struct ecs_service *service;
        struct ecs_revision *target, *source, *back_to; /* source: NULL for a service's first */
        struct json_object *config;                     /* deploymentConfiguration of that moment */
        enum release_status status;
        char *reason;
        int64_t created, started, finished, stopped, updated, rolled_back;
        char *rollback_reason;
        bool staged; /* BLUE_GREEN, LINEAR, CANARY */
        enum release_stage stage;
        int64_t leave_at; /* loop_ticks() before which the stage is not left */
        int64_t step_at;  /* ... the next step of a shift, or what a stop asked for, is not done */
        bool worked;      /* the stage's own work is done */
        double weight, test_weight; /* percent of the traffic that the target has */
        struct json_object *hooks;  /* details of those of this stage, then of the earlier ones */
        size_t open_hooks;          /* so many of them are of this stage */
        bool hooked;                /* the stage's hooks were started */
        bool pre_shift;             /* PRE_PRODUCTION_TRAFFIC_SHIFT was gone through */
        int64_t failures, threshold;
        bool breaker_tripped, alarms_ignored;
        struct json_object *alarms;             /* names that went to ALARM */
        int64_t bake_until;                     /* loop_ticks(); rolling deployments with alarms */
        int64_t target_running, source_running; /* at the end */
};

/* The first of a service's deployments is the PRIMARY one, the others are ACTIVE (draining). */
struct ecs_deployment {
        char id[32]; /* ecs-svc/ and 19 digits */
        struct ecs_definition *definition;
        struct ecs_revision *revision;
        int64_t created, updated;
        enum rollout rollout;
        char *reason;
        int64_t failed;    /* consecutive tasks that never became healthy */
        int64_t retry_at;  /* loop_ticks() before which no task is started: crash throttling */
        bool rolling_back; /* made PRIMARY by the circuit breaker */
        bool said_stuck, said_inconsistent, said_full;
};

enum controller { CONTROLLER_ECS, CONTROLLER_CODE_DEPLOY, CONTROLLER_EXTERNAL };

enum service_status { SERVICE_ACTIVE, SERVICE_DRAINING, SERVICE_INACTIVE };

struct ecs_service {
        struct ecs_model *model;
        struct ecs_cluster *cluster;
        char *name, *arn;
        enum service_status status;
        enum controller controller;
        int64_t desired, created;
        struct json_object *more;    /* members kept as given: networkConfiguration, tags... */
        struct json_object *request; /* what CreateService was asked: for its clientToken */
        struct json_object *config;  /* deploymentConfiguration, with its defaults */
        struct ecs_deployment **deployments; /* none with an EXTERNAL controller */
        size_t deployment_count;
        struct ecs_release *release;    /* the newest; NULL unless the controller is ECS */
        struct ecs_revision *last_good; /* of the last deployment that was completed */
        struct json_object *events;     /* newest last */
        struct ecs_task **tasks;        /* those that have not stopped */
        size_t task_count;
        struct ecs_balancer *balancer; /* with bodies: what is in front of it */
        struct timer *wake;
        int64_t wake_at; /* loop_ticks() of the wake timer */
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
        struct strlist pulled_values; /* of its secrets, as it got them */
        const char *provider;         /* capacity provider, or NULL */
        struct ecs_container *containers;
        size_t container_count;
        struct target *target;
        struct timer *timer;        /* the next state */
        struct timer *health_timer; /* the health check's verdict */
        struct timer *end_timer;    /* the modelled end of its containers */
};

struct ecs_balancer {
        char *name, *arn, *cluster, *service, *container, *listen;
        char *test_listen; /* NULL: no listener for test traffic */
        int64_t port;      /* the container's */
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
        struct ecs_revision **revisions;
        struct ecs_release **releases;
        struct ecs_token *tokens;
        size_t cluster_count, definition_count, service_count, task_count, balancer_count,
                revision_count, release_count, token_count;
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

/* call may be NULL: everything is included. */
struct json_object *ecs_cluster_json(struct ecs_model *m, struct ecs_cluster *c, struct call *call);
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
void ecs_list_definition_families(struct call *call);
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
void ecs_do_describe_task_sets(struct call *call);

/* --- ecs_service_json.c --- */

/* CreateService's members that are kept as they came and shown again; ended by NULL. */
extern const char *const ecs_service_kept[];

struct json_object *ecs_service_json(struct ecs_service *s, bool tags);
/* CUSTOMER, or ECS: an Express service. */
const char *ecs_managed_by(const struct ecs_service *s);
/* The one task set of a service that CodeDeploy moves; its other controllers have none. */
struct json_object *ecs_task_sets_json(struct ecs_service *s);
/* launchType, or the strategy that takes its place, and platformVersion. */
void ecs_put_launch(struct json_object *out, struct json_object *more);

/* --- ecs_config.c --- */

/* The new deploymentConfiguration, or NULL with the call failed. from: what holds where the request
 * is silent; NULL: the defaults. */
struct json_object *ecs_call_config(struct call *call, struct json_object *from);
/* The controller that the request asks for; fails the call when it can't be. */
bool ecs_call_controller(struct call *call, enum controller *controller);
/* False, with the call failed, when a service of that controller can't be updated so. */
bool ecs_may_update(struct call *call, const struct ecs_service *s);
const char *ecs_controller_name(enum controller controller);

/* --- ecs_capacity.c --- */

/* Checks launchType against capacityProviderStrategy and puts the cluster's default strategy into
 * the request where it names neither. */
bool ecs_call_capacity(struct call *call, struct ecs_cluster *cluster);
/* The provider of the next task, or NULL: its strategy's, by base and weight. */
const char *ecs_next_provider(struct ecs_model *m, const struct ecs_service *service,
                              struct json_object *more);
/* How many more tasks the seed's "capacity" lets start in a cluster. */
int64_t ecs_room(struct ecs_model *m, const struct ecs_cluster *cluster);
/* What AWS says where there is none. */
const char *ecs_no_room(struct json_object *more);
void ecs_describe_providers(struct call *call);
void ecs_put_cluster_providers(struct call *call);

/* --- ecs_deploy.c --- */

/* A new PRIMARY deployment; the earlier ones become ACTIVE and are drained. revision: NULL for a
 * new one. */
struct ecs_deployment *ecs_deploy(struct ecs_service *s, struct ecs_definition *d,
                                  struct ecs_revision *revision);
void ecs_set_rollout(struct ecs_service *s, struct ecs_deployment *d, enum rollout rollout,
                     char *reason); /* takes reason */
void ecs_deployment_free(struct ecs_deployment *d);
/* Looks again in so many ms, or earlier. */
void ecs_wake_in(struct ecs_service *s, int64_t ms);
void ecs_reconcile(struct ecs_service *s);      /* one look at a service: start, stop, conclude */
void ecs_reconcile_soon(struct ecs_service *s); /* the same when the current step is over */
void ecs_service_event(struct ecs_service *s, const char *fmt, ...)
        __attribute__((format(printf, 2, 3)));
/* --- ecs_scale.c --- */

/* Tasks of a deployment: those that run (or still do while they are drained), those that come. */
void ecs_deployment_counts(const struct ecs_service *s, const char *id, int64_t *running,
                           int64_t *pending);

/* Starts n tasks, or as many as there is room for. */
void ecs_start_tasks(struct ecs_service *s, struct ecs_deployment *d, int64_t n);
/* Stops up to n wanted tasks of a deployment (or of all others): the youngest, healthy or not. */
void ecs_stop_tasks(struct ecs_service *s, const struct ecs_deployment *d, bool of_it, bool healthy,
                    int64_t n);
/* Starts what a deployment lacks of n tasks, and stops what is too much: all at once. */
void ecs_scale(struct ecs_service *s, struct ecs_deployment *d, int64_t n);
/* All wanted tasks of it are there and healthy. */
bool ecs_deployment_healthy(struct ecs_service *s, const struct ecs_deployment *d);

/* --- ecs_breaker.c --- */

/* The PRIMARY deployment has failed: back to the last good revision, or left as it is. why is the
 * sentence of rolloutStateReason, "ECS deployment circuit breaker: tasks failed to start."; the
 * release's status is the caller's. False: nothing was gone back to. */
bool ecs_deployment_failed(struct ecs_service *s, const char *why, bool rollback);
void ecs_task_failed(struct ecs_task *task);     /* a service's task that ended by itself */
void ecs_task_is_healthy(struct ecs_task *task); /* for the first time */

/* --- ecs_release.c --- */

/* A new deployment, its revision and its release; an unfinished release is stopped by it. */
void ecs_release(struct ecs_service *s, struct ecs_definition *d);
/* number: its deployment's, 19 digits. */
struct ecs_revision *ecs_revision_new(struct ecs_service *s, struct ecs_definition *d,
                                      const char *number);
bool ecs_release_open(const struct ecs_release *r); /* it has not come to an end */
/* reason may be NULL: kept. */
void ecs_release_status(struct ecs_release *r, enum release_status status, const char *reason);
void ecs_release_begins(struct ecs_service *s); /* the scheduler has taken it up */
/* The PRIMARY deployment has been completed: the release is over, by success or by rollback. */
void ecs_release_completed(struct ecs_service *s);
/* Its alarms: fails it when one went off; what remains of the time they are watched for (ms). */
bool ecs_release_alarmed(struct ecs_service *s);
int64_t ecs_release_bake(struct ecs_service *s);
/* A task of it failed, and the breaker's verdict. */
void ecs_release_failure(struct ecs_service *s, int64_t failures, int64_t threshold);
/* It has failed: rolls back when asked to and possible, and is over or on its way back. why as in
 * ecs_deployment_failed(). */
void ecs_release_fails(struct ecs_service *s, const char *why, bool rollback);
struct json_object *ecs_release_json(struct ecs_release *r);
struct json_object *ecs_release_brief_json(struct ecs_release *r);
struct json_object *ecs_revision_json(struct ecs_revision *r);
struct json_object *ecs_revisions_now_json(struct ecs_service *s);
const char *ecs_release_status_name(enum release_status status);
void ecs_releases_free(struct ecs_model *m);

/* --- ecs_release_ops.c --- */

void ecs_list_releases(struct call *call);
void ecs_describe_releases(struct call *call);
void ecs_describe_revisions(struct call *call);
void ecs_stop_release(struct call *call);
void ecs_continue_release(struct call *call);

/* --- ecs_stages.c --- */

/* The service's release goes through stages now: the rolling scheduler keeps out. */
bool ecs_staged(const struct ecs_service *s);
void ecs_stages_begin(struct ecs_release *r);
/* As far as it goes now. True when CLEAN_UP has begun: the old tasks may go. */
bool ecs_stages_go_on(struct ecs_service *s);
const char *ecs_stage_name(enum release_stage stage);
/* Percent of the traffic for a task's deployment: 100 each unless a release is shifting. */
void ecs_traffic_weights(const struct ecs_task *task, double *production, double *test);
/* A minute of the lifecycle in ms: the seed's duration "minute". */
int64_t ecs_minutes(struct ecs_service *s, double minutes);

/* --- ecs_hooks.c --- */

/* Starts the hooks of a stage (by the name that a hook gives it); true when none is open. False
 * too when one failed: then the release is rolling back. */
bool ecs_hooks_done(struct ecs_service *s, const char *stage);
void ecs_hooks_leave(struct ecs_release *r); /* the stage is over */
struct json_object *ecs_hook_waiting(struct ecs_release *r, const char *id);
void ecs_hook_ends(struct json_object *hook, const char *status);
struct json_object *ecs_hooks_json(struct ecs_release *r); /* as they are described */

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
const char *ecs_service_status_name(enum service_status status);
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
void ecs_run_weights(struct ecs_service *s); /* the traffic has been shifted */

/* --- ecs_balancers.c --- */

bool ecs_balancers_new(struct ecs_model *m, struct json_object *list, struct err *err);
void ecs_balancers_state(struct ecs_model *m, struct json_object *into);
void ecs_balancers_free(struct ecs_model *m);

#endif
