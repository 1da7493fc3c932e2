/* Service operations. */
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/standin/ecs.h"

enum { SERVICES_A_CALL = 10 };

/* Members that are kept as they came and shown again. */
static const char *const kept[] = {
        "networkConfiguration",
        "launchType",
        "capacityProviderStrategy",
        "platformVersion",
        "loadBalancers",
        "serviceRegistries",
        "placementConstraints",
        "placementStrategy",
        "healthCheckGracePeriodSeconds",
        "deploymentController",
        "propagateTags",
        "enableECSManagedTags",
        "enableExecuteCommand",
        "availabilityZoneRebalancing",
        "serviceConnectConfiguration",
        "volumeConfigurations",
        "vpcLatticeConfigurations",
};

static struct json_object *deployment_json(struct ecs_service *s, size_t i)
{
        static const char *const rollouts[] = {"IN_PROGRESS", "COMPLETED", "FAILED"};
        struct ecs_deployment *d = s->deployments[i];
        struct json_object *out = json_object_new_object();
        const char *launch = json_text(s->more, "launchType");
        int64_t running, pending, wanted = s->desired;

        ecs_deployment_counts(s, d->id, &running, &pending);
        if (i > 0) {
                wanted = 0;
                for (size_t k = 0; k < s->task_count; k++)
                        wanted += s->tasks[k]->wanted && text_same(s->tasks[k]->deployment, d->id);
        }
        json_put_text(out, "id", d->id);
        json_put_text(out, "status", i == 0 ? "PRIMARY" : "ACTIVE");
        json_put_text(out, "taskDefinition", d->definition->arn);
        json_put_int(out, "desiredCount", wanted);
        json_put_int(out, "pendingCount", pending);
        json_put_int(out, "runningCount", running);
        json_put_int(out, "failedTasks", d->failed);
        ecs_put_time(out, "createdAt", d->created);
        ecs_put_time(out, "updatedAt", d->updated);
        json_put_text(out, "launchType", launch ? launch : "FARGATE");
        json_put_text(out, "platformVersion", "1.4.0");
        json_put_text(out, "platformFamily", "Linux");
        ecs_keep(out, s->more, "networkConfiguration");
        json_put_text(out, "rolloutState", rollouts[d->rollout]);
        json_put_text(out, "rolloutStateReason", d->reason);
        return out;
}

static struct json_object *newest_first(struct json_object *events)
{
        struct json_object *out = json_object_new_array();

        for (size_t i = json_count(events); i-- > 0;)
                json_object_array_add(out, json_copy(json_at(events, i)));
        return out;
}

static void put_defaults(struct json_object *out, struct ecs_service *s)
{
        static const char *const lists[] = {"loadBalancers", "serviceRegistries",
                                            "placementConstraints", "placementStrategy"};
        struct json_object *controller = json_object_new_object();

        json_put_text(controller, "type", "ECS");
        json_put_text(out, "launchType", "FARGATE");
        json_put_text(out, "platformVersion", "LATEST");
        json_put_text(out, "propagateTags", "NONE");
        json_put_text(out, "availabilityZoneRebalancing", "DISABLED");
        json_put_flag(out, "enableECSManagedTags", false);
        json_put_flag(out, "enableExecuteCommand", false);
        json_put(out, "deploymentController", controller);
        for (size_t i = 0; i < ARRAY_LEN(lists); i++)
                json_put(out, lists[i], json_object_new_array());
        for (size_t i = 0; i < ARRAY_LEN(kept); i++)
                ecs_keep(out, s->more, kept[i]);
}

struct json_object *ecs_service_json(struct ecs_service *s, bool tags)
{
        static const char *const statuses[] = {"ACTIVE", "DRAINING", "INACTIVE"};
        struct json_object *out = json_object_new_object(), *list = json_object_new_array();
        int64_t running, pending;

        ecs_deployment_counts(s, NULL, &running, &pending);
        put_defaults(out, s);
        json_put_text(out, "serviceArn", s->arn);
        json_put_text(out, "serviceName", s->name);
        json_put_text(out, "clusterArn", s->cluster->arn);
        json_put_text(out, "status", statuses[s->status]);
        json_put_int(out, "desiredCount", s->desired);
        json_put_int(out, "runningCount", running);
        json_put_int(out, "pendingCount", pending);
        json_put_text(out, "schedulingStrategy", "REPLICA");
        json_put_text(out, "platformFamily", "Linux");
        json_put_text(out, "taskDefinition", s->deployments[0]->definition->arn);
        json_put(out, "deploymentConfiguration", json_copy(s->config));
        if (s->status != SERVICE_INACTIVE)
                for (size_t i = 0; i < s->deployment_count; i++)
                        json_object_array_add(list, deployment_json(s, i));
        json_put(out, "deployments", list);
        json_put(out, "events", newest_first(s->events));
        ecs_put_time(out, "createdAt", s->created);
        if (tags)
                ecs_keep(out, s->more, "tags");
        return out;
}

/* The new configuration, or NULL with the call failed. from: what holds where `given` is silent. */
static struct json_object *deployment_config(struct call *call, struct json_object *from)
{
        struct json_object *given = json_get(call->in, "deploymentConfiguration");
        struct json_object *out = from ? json_copy(from) : json_object_new_object();
        struct json_object *breaker;

        if (!from) {
                breaker = json_object_new_object();
                json_put_flag(breaker, "enable", false);
                json_put_flag(breaker, "rollback", false);
                json_put(out, "deploymentCircuitBreaker", breaker);
                json_put_int(out, "maximumPercent", 200);
                json_put_int(out, "minimumHealthyPercent", 100);
                json_put_text(out, "strategy", "ROLLING");
                json_put_int(out, "bakeTimeInMinutes", 0);
        }
        if (given) {
                json_object_object_foreach(given, key, value)
                {
                        json_put(out, key, json_copy(value));
                }
        }
        if (json_int(out, "maximumPercent") < 0 || json_int(out, "maximumPercent") > 1000 ||
            json_int(out, "minimumHealthyPercent") < 0 ||
            json_int(out, "minimumHealthyPercent") > 100) {
                call_fail(call, 400, "InvalidParameterException",
                          "The deployment configuration's percentages are out of range.");
        } else if (json_int(out, "maximumPercent") <= 100 &&
                   json_int(out, "minimumHealthyPercent") >= 100) {
                call_fail(
                        call, 400, "InvalidParameterException",
                        "Both maximumPercent and minimumHealthyPercent cannot be 100 as this will "
                        "block deployments.");
        } else {
                return out;
        }
        json_object_put(out);
        return NULL;
}

static bool takes_count(struct call *call, int64_t *desired)
{
        if (!json_get(call->in, "desiredCount"))
                return true;
        *desired = json_int(call->in, "desiredCount");
        if (*desired >= 0 && *desired <= 5000)
                return true;
        call_fail(call, 400, "InvalidParameterException",
                  "The desired count must be between 0 and 5000.");
        return false;
}

static void answer(struct call *call, struct ecs_service *s)
{
        json_put(call->out, "service", ecs_service_json(s, true));
}

/* A repeated CreateService with the same token and the same content is answered, not refused. */
static bool was_this_call(struct call *call, struct ecs_service *s)
{
        return json_text(call->in, "clientToken") && json_same(s->request, call->in);
}

/* With bodies, the proxy in front of it: by the target group named, or by the seed's words. */
static void find_balancer(struct ecs_service *s)
{
        struct json_object *lb = json_at(json_array(s->more, "loadBalancers"), 0);
        const char *group = lb ? json_text(lb, "targetGroupArn") : NULL;

        for (size_t i = 0; i < s->model->balancer_count; i++) {
                struct ecs_balancer *b = s->model->balancers[i];
                bool named =
                        text_same(b->cluster, s->cluster->name) && text_same(b->service, s->name);

                if (!named && !(group && text_same(group, b->arn)))
                        continue;
                s->balancer = b;
                if (!lb) {
                        struct json_object *list = json_object_new_array();

                        lb = json_object_new_object();
                        json_put_text(lb, "targetGroupArn", b->arn);
                        json_put_text(lb, "containerName", b->container);
                        json_put_int(lb, "containerPort", b->port);
                        json_object_array_add(list, lb);
                        json_put(s->more, "loadBalancers", list);
                }
                return;
        }
}

static struct ecs_service *add_service(struct call *call, struct ecs_cluster *cluster,
                                       int64_t desired, struct json_object *config)
{
        struct ecs_model *m = call->cloud->ecs;
        struct ecs_service *s = xcalloc(1, sizeof(*s));

        s->model = m;
        s->cluster = cluster;
        s->name = xstrdup(json_text(call->in, "serviceName"));
        s->arn = world_arn(call->cloud, "ecs", "service/%s/%s", cluster->name, s->name);
        s->desired = desired;
        s->created = loop_now(call->cloud->loop);
        s->config = config;
        s->events = json_object_new_array();
        s->more = json_object_new_object();
        for (size_t i = 0; i < ARRAY_LEN(kept); i++)
                ecs_keep(s->more, call->in, kept[i]);
        ecs_keep(s->more, call->in, "tags");
        s->request = json_copy(call->in);
        ECS_APPEND(m->services, m->service_count, s);
        find_balancer(s);
        return s;
}

void ecs_create_service(struct call *call)
{
        struct ecs_cluster *cluster = ecs_call_cluster(call);
        const char *name = json_text(call->in, "serviceName");
        struct ecs_service *s;
        struct ecs_definition *d;
        struct json_object *config;
        int64_t desired = 0;

        if (!cluster)
                return;
        if (!ecs_name_valid(name)) {
                call_fail(call, 400, "InvalidParameterException",
                          "Invalid service name. Service names can only contain letters, numbers, "
                          "hyphens and underscores.");
                return;
        }
        s = ecs_find_service(call->cloud->ecs, cluster, name);
        if (s && s->status == SERVICE_ACTIVE && was_this_call(call, s)) {
                answer(call, s);
                return;
        }
        if (s && s->status != SERVICE_INACTIVE) {
                call_fail(call, 400, "InvalidParameterException",
                          s->status == SERVICE_DRAINING
                                  ? "Unable to Start a service that is still Draining."
                                  : "Creation of service was not idempotent.");
                return;
        }
        d = ecs_call_definition(call);
        if (!d || !takes_count(call, &desired))
                return;
        config = deployment_config(call, NULL);
        if (!config)
                return;
        s = add_service(call, cluster, desired, config);
        ecs_deploy(s, d);
        ecs_reconcile(s);
        answer(call, s);
}

void ecs_do_describe_services(struct call *call)
{
        struct ecs_cluster *cluster = ecs_call_cluster(call);
        struct json_object *names = json_array(call->in, "services");
        struct json_object *list;
        size_t count = json_count(names);

        if (!cluster)
                return;
        if (!count || count > SERVICES_A_CALL) {
                call_fail(call, 400, "InvalidParameterException", "%s",
                          count ? "Services can have at most 10 items."
                                : "Services cannot be empty.");
                return;
        }
        list = json_object_new_array();
        json_put(call->out, "services", list);
        json_put(call->out, "failures", json_object_new_array());
        for (size_t i = 0; i < count; i++) {
                const char *name = json_object_get_string(json_at(names, i));
                struct ecs_service *s = ecs_find_service(call->cloud->ecs, cluster, name);
                char *arn;

                if (s) {
                        json_object_array_add(list,
                                              ecs_service_json(s, ecs_includes(call, "TAGS")));
                        continue;
                }
                arn = text_starts(name, "arn:")
                              ? xstrdup(name)
                              : world_arn(call->cloud, "ecs", "service/%s/%s", cluster->name, name);
                ecs_add_failure(call, arn, "MISSING");
                free(arn);
        }
}

void ecs_do_list_services(struct call *call)
{
        struct ecs_model *m = call->cloud->ecs;
        struct ecs_cluster *cluster = ecs_call_cluster(call);
        const char *launch = json_text(call->in, "launchType");
        struct json_object *arns;

        if (!cluster)
                return;
        if (!json_get(call->in, "maxResults")) /* AWS: 10 unless asked otherwise */
                json_put_int(call->in, "maxResults", 10);
        arns = json_object_new_array();
        for (size_t i = 0; i < m->service_count; i++) {
                struct ecs_service *s = m->services[i];
                const char *own = json_text(s->more, "launchType");

                if (s->cluster == cluster && s->status == SERVICE_ACTIVE &&
                    (!launch || text_same(launch, own ? own : "FARGATE")))
                        json_add_text(arns, s->arn);
        }
        ecs_page(call, "serviceArns", arns);
}

/* A new deployment comes from another definition, from force, or from anything else that changes
 * what a task is. A count alone changes the deployment that there is. */
static bool needs_deployment(struct call *call, struct ecs_service *s, struct ecs_definition *d)
{
        static const char *const of_tasks[] = {
                "networkConfiguration",     "platformVersion",
                "capacityProviderStrategy", "loadBalancers",
                "serviceRegistries",        "serviceConnectConfiguration",
                "vpcLatticeConfigurations", "volumeConfigurations"};

        if (d != s->deployments[0]->definition || json_flag(call->in, "forceNewDeployment"))
                return true;
        for (size_t i = 0; i < ARRAY_LEN(of_tasks); i++) {
                struct json_object *given = json_get(call->in, of_tasks[i]);

                if (given && !json_same(given, json_get(s->more, of_tasks[i])))
                        return true;
        }
        return false;
}

void ecs_do_update_service(struct call *call)
{
        struct ecs_cluster *cluster = ecs_call_cluster(call);
        struct ecs_service *s = cluster ? ecs_call_service(call, cluster, "service") : NULL;
        struct ecs_definition *d;
        struct json_object *config;
        int64_t desired;
        bool deploy;

        if (!s)
                return;
        if (s->status != SERVICE_ACTIVE) {
                call_fail(call, 400, "ServiceNotActiveException", "Service was not ACTIVE.");
                return;
        }
        desired = s->desired;
        d = json_text(call->in, "taskDefinition") ? ecs_call_definition(call)
                                                  : s->deployments[0]->definition;
        if (!d || !takes_count(call, &desired))
                return;
        config = deployment_config(call, s->config);
        if (!config)
                return;
        json_object_put(s->config);
        s->config = config;
        deploy = needs_deployment(call, s, d);
        for (size_t i = 0; i < ARRAY_LEN(kept); i++)
                ecs_keep(s->more, call->in, kept[i]);
        if (desired != s->desired)
                s->steady = false;
        s->desired = desired;
        s->deployments[0]->updated = loop_now(call->cloud->loop);
        if (deploy)
                ecs_deploy(s, d);
        /* The answer shows the new deployment before anything was started for it. */
        answer(call, s);
        ecs_reconcile_soon(s);
}

void ecs_delete_service(struct call *call)
{
        struct ecs_cluster *cluster = ecs_call_cluster(call);
        struct ecs_service *s = cluster ? ecs_call_service(call, cluster, "service") : NULL;

        if (!s)
                return;
        if (s->status == SERVICE_INACTIVE) {
                call_fail(call, 400, "ServiceNotFoundException", "Service not found.");
                return;
        }
        if (s->status == SERVICE_ACTIVE && s->desired > 0 && !json_flag(call->in, "force")) {
                call_fail(call, 400, "InvalidParameterException",
                          "The service cannot be stopped while it is scaled above 0.");
                return;
        }
        s->desired = 0;
        s->status = SERVICE_DRAINING;
        ecs_reconcile(s);
        answer(call, s);
}
