/* Service operations. */
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/standin/ecs.h"

enum { SERVICES_A_CALL = 10 };

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
        for (size_t i = 0; ecs_service_kept[i]; i++)
                ecs_keep(s->more, call->in, ecs_service_kept[i]);
        ecs_keep(s->more, call->in, "tags");
        ecs_keep(s->more, call->in, "resourceManagementType"); /* only a seed can say so */
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
        enum controller controller;
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
        if (!ecs_call_controller(call, &controller))
                return;
        d = controller == CONTROLLER_EXTERNAL ? NULL : ecs_call_definition(call);
        if (call->error || !takes_count(call, &desired) || !ecs_call_capacity(call, cluster))
                return;
        config = ecs_call_config(call, NULL);
        if (!config)
                return;
        s = add_service(call, cluster, desired, config);
        s->controller = controller;
        if (d)
                ecs_release(s, d);
        else
                s->steady = true; /* it has no tasks but those of task sets */
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
        const char *managed = json_text(call->in, "resourceManagementType");
        const char *scheduling = json_text(call->in, "schedulingStrategy");
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
                    (!launch || text_same(launch, own ? own : "FARGATE")) &&
                    (!managed || text_same(managed, ecs_managed_by(s))) &&
                    (!scheduling || text_same(scheduling, "REPLICA")))
                        json_add_text(arns, s->arn);
        }
        ecs_page(call, "serviceArns", arns);
}

/* A new deployment comes from another definition, from force, or from anything else that changes
 * what a task is. A count alone changes the deployment that there is. */
static bool needs_deployment(struct call *call, struct ecs_service *s, struct ecs_definition *d)
{
        static const char *const of_tasks[] = {
                "networkConfiguration",        "platformVersion",          "loadBalancers",
                "serviceRegistries",           "vpcLatticeConfigurations", "volumeConfigurations",
                "serviceConnectConfiguration",
        };

        if (d != s->deployments[0]->definition || json_flag(call->in, "forceNewDeployment"))
                return true;
        for (size_t i = 0; i < ARRAY_LEN(of_tasks); i++) {
                struct json_object *given = json_get(call->in, of_tasks[i]);

                if (given && !json_same(given, json_get(s->more, of_tasks[i])))
                        return true;
        }
        return false;
}

/* A service's strategy stays when the request is silent, unlike a new service's. */
static bool update_capacity_ok(struct call *call, struct ecs_cluster *cluster)
{
        return !json_get(call->in, "capacityProviderStrategy") || ecs_call_capacity(call, cluster);
}

void ecs_do_update_service(struct call *call)
{
        struct ecs_cluster *cluster = ecs_call_cluster(call);
        struct ecs_service *s = cluster ? ecs_call_service(call, cluster, "service") : NULL;
        struct ecs_definition *d;
        struct json_object *config;
        int64_t desired;
        bool deploy;

        if (!s || !ecs_may_update(call, s))
                return;
        if (s->status != SERVICE_ACTIVE) {
                call_fail(call, 400, "ServiceNotActiveException", "Service was not ACTIVE.");
                return;
        }
        desired = s->desired;
        d = json_text(call->in, "taskDefinition") ? ecs_call_definition(call)
            : s->deployment_count                 ? s->deployments[0]->definition
                                                  : NULL;
        if (call->error || !takes_count(call, &desired) || !update_capacity_ok(call, cluster))
                return;
        config = ecs_call_config(call, s->config);
        if (!config)
                return;
        json_object_put(s->config);
        s->config = config;
        deploy = d && needs_deployment(call, s, d);
        for (size_t i = 0; ecs_service_kept[i]; i++)
                ecs_keep(s->more, call->in, ecs_service_kept[i]);
        if (desired != s->desired)
                s->steady = false;
        s->desired = desired;
        if (s->deployment_count)
                s->deployments[0]->updated = loop_now(call->cloud->loop);
        if (deploy)
                ecs_release(s, d);
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
        if (ecs_release_open(s->release))
                ecs_release_status(s->release, RELEASE_STOPPED, "The service was deleted.");
        ecs_reconcile(s);
        answer(call, s);
}

void ecs_do_describe_task_sets(struct call *call)
{
        struct ecs_cluster *cluster = ecs_call_cluster(call);
        struct ecs_service *s = cluster ? ecs_call_service(call, cluster, "service") : NULL;
        struct json_object *ids = json_array(call->in, "taskSets"), *all, *list;

        if (!s)
                return;
        if (s->status != SERVICE_ACTIVE) {
                call_fail(call, 400, "ServiceNotActiveException", "Service was not ACTIVE.");
                return;
        }
        if (s->controller == CONTROLLER_ECS) {
                call_fail(call, 400, "InvalidParameterException",
                          "Task sets are only there for services with the CODE_DEPLOY or EXTERNAL "
                          "deployment controller.");
                return;
        }
        all = ecs_task_sets_json(s);
        list = json_object_new_array();
        json_put(call->out, "failures", json_object_new_array());
        for (size_t i = 0; !ids && i < json_count(all); i++)
                json_object_array_add(list, json_object_get(json_at(all, i)));
        for (size_t i = 0; i < json_count(ids); i++) {
                const char *id = json_object_get_string(json_at(ids, i));
                struct json_object *found = NULL;

                for (size_t k = 0; k < json_count(all); k++)
                        if (text_same(json_text(json_at(all, k), "id"), id) ||
                            text_same(json_text(json_at(all, k), "taskSetArn"), id))
                                found = json_at(all, k);
                if (found)
                        json_object_array_add(list, json_object_get(found));
                else
                        ecs_add_failure(call, id, "MISSING");
        }
        json_put(call->out, "taskSets", list);
        json_object_put(all);
}
