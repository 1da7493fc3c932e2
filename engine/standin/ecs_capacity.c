/* Capacity providers, and how many tasks a cluster has room for. */
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/standin/ecs.h"

enum { PROVIDERS_A_STRATEGY = 20, PROVIDERS_A_CALL = 100 };

static const char *const everyones[] = {"FARGATE", "FARGATE_SPOT"};

static const char *short_name(const char *name)
{
        const char *slash = strrchr(name, '/');

        return text_starts(name, "arn:") && slash ? slash + 1 : name;
}

static struct json_object *seeded(struct ecs_model *m, const char *name)
{
        struct json_object *list = json_array(m->cloud->seed, "capacity_providers");

        for (size_t i = 0; i < json_count(list); i++)
                if (text_same(json_text(json_at(list, i), "name"), name))
                        return json_at(list, i);
        return NULL;
}

static bool exists(struct ecs_model *m, const char *name)
{
        for (size_t i = 0; i < ARRAY_LEN(everyones); i++)
                if (text_same(everyones[i], name))
                        return true;
        return seeded(m, name) != NULL;
}

static bool listed(struct json_object *names, const char *name)
{
        for (size_t i = 0; i < json_count(names); i++)
                if (text_same(short_name(json_object_get_string(json_at(names, i))), name))
                        return true;
        return false;
}

/* cluster_names: the providers the cluster may use. */
static bool strategy_ok(struct call *call, struct json_object *strategy,
                        struct json_object *cluster_names)
{
        if (json_count(strategy) > PROVIDERS_A_STRATEGY) {
                call_fail(call, 400, "InvalidParameterException",
                          "A capacity provider strategy can contain a maximum of %d providers.",
                          PROVIDERS_A_STRATEGY);
                return false;
        }
        for (size_t i = 0; i < json_count(strategy); i++) {
                const char *name = short_name(json_text(json_at(strategy, i), "capacityProvider"));

                if (!exists(call->cloud->ecs, name)) {
                        call_fail(call, 400, "InvalidParameterException",
                                  "The specified capacity provider was not found. Specify a valid "
                                  "name or ARN and try again.");
                        return false;
                }
                if (!listed(cluster_names, name)) {
                        call_fail(call, 400, "InvalidParameterException",
                                  "The specified capacity provider strategy cannot contain a "
                                  "capacity provider that is not associated with the cluster. "
                                  "Associate the capacity provider with the cluster and try "
                                  "again.");
                        return false;
                }
        }
        return true;
}

bool ecs_call_capacity(struct call *call, struct ecs_cluster *cluster)
{
        struct json_object *strategy = json_array(call->in, "capacityProviderStrategy");
        struct json_object *usual = json_array(cluster->more, "defaultCapacityProviderStrategy");

        if (json_text(call->in, "launchType") && json_count(strategy)) {
                call_fail(call, 400, "InvalidParameterException",
                          "Specifying both a launch type and capacity provider strategy is not "
                          "supported. Remove one and try again.");
                return false;
        }
        if (!json_text(call->in, "launchType") && !strategy && json_count(usual))
                json_put(call->in, "capacityProviderStrategy", json_copy(usual));
        return strategy_ok(call, strategy, json_array(cluster->more, "capacityProviders"));
}

static int64_t tasks_on(const struct ecs_service *s, const char *provider)
{
        int64_t n = 0;

        for (size_t i = 0; s && i < s->task_count; i++)
                n += s->tasks[i]->wanted && text_same(s->tasks[i]->provider, provider);
        return n;
}

const char *ecs_next_provider(struct ecs_model *m, const struct ecs_service *service,
                              struct json_object *more)
{
        struct json_object *strategy = json_array(more, "capacityProviderStrategy");
        const char *best = NULL;
        double least = 0;

        (void)m;
        for (size_t i = 0; i < json_count(strategy); i++) {
                struct json_object *one = json_at(strategy, i);
                const char *name = short_name(json_text(one, "capacityProvider"));
                int64_t have = tasks_on(service, name), base = json_int(one, "base");
                int64_t weight = json_int(one, "weight");
                double load;

                if (have < base)
                        return name;
                if (!weight && json_count(strategy) > 1)
                        continue;
                load = (double)(have - base + 1) / (double)(weight ? weight : 1);
                if (!best || load < least) {
                        best = name;
                        least = load;
                }
        }
        return best;
}

/* --- room --- */

int64_t ecs_room(struct ecs_model *m, const struct ecs_cluster *cluster)
{
        struct json_object *most = json_get(json_get(m->cloud->seed, "capacity"), cluster->name);
        int64_t used = 0;

        if (!most)
                return INT64_MAX;
        for (size_t i = 0; i < m->task_count; i++)
                used += m->tasks[i]->cluster == cluster && m->tasks[i]->state != TASK_STOPPED;
        return json_object_get_int64(most) > used ? json_object_get_int64(most) - used : 0;
}

const char *ecs_no_room(struct json_object *more)
{
        return text_same(json_text(more, "launchType"), "EC2")
                       ? "RESOURCE:MEMORY"
                       : "Capacity is unavailable at this time. Please try again later or in a "
                         "different availability zone";
}

/* --- operations --- */

static struct json_object *provider_json(struct ecs_model *m, const char *name)
{
        struct json_object *out = json_object_new_object(), *seed = seeded(m, name);
        char *arn = world_arn(m->cloud, "ecs", "capacity-provider/%s", name);

        json_put_text(out, "capacityProviderArn", arn);
        json_put_text(out, "name", name);
        json_put_text(out, "status", "ACTIVE");
        json_put_text(out, "type",
                      strcmp(name, "FARGATE") == 0        ? "FARGATE"
                      : strcmp(name, "FARGATE_SPOT") == 0 ? "FARGATE_SPOT"
                                                          : "EC2_AUTOSCALING");
        if (seed) {
                ecs_keep(out, seed, "autoScalingGroupProvider");
                ecs_keep(out, seed, "managedInstancesProvider");
                if (json_get(seed, "managedInstancesProvider"))
                        json_put_text(out, "type", "MANAGED_INSTANCES");
        }
        json_put(out, "tags", json_object_new_array());
        free(arn);
        return out;
}

void ecs_describe_providers(struct call *call)
{
        struct ecs_model *m = call->cloud->ecs;
        struct json_object *names = json_array(call->in, "capacityProviders");
        struct json_object *list = json_object_new_array(), *of_cluster = NULL, *seeds;

        if (json_text(call->in, "cluster")) {
                struct ecs_cluster *cluster = ecs_call_cluster(call);

                if (!cluster) {
                        json_object_put(list);
                        return;
                }
                of_cluster = json_array(cluster->more, "capacityProviders");
        }
        if (json_count(names) > PROVIDERS_A_CALL) {
                json_object_put(list);
                call_fail(call, 400, "InvalidParameterException",
                          "At most %d capacity providers can be described.", PROVIDERS_A_CALL);
                return;
        }
        json_put(call->out, "failures", json_object_new_array());
        seeds = json_array(m->cloud->seed, "capacity_providers");
        for (size_t i = 0; !names && i < ARRAY_LEN(everyones) + json_count(seeds); i++) {
                const char *name =
                        i < ARRAY_LEN(everyones)
                                ? everyones[i]
                                : json_text(json_at(seeds, i - ARRAY_LEN(everyones)), "name");

                if (!json_text(call->in, "cluster") || listed(of_cluster, name))
                        json_object_array_add(list, provider_json(m, name));
        }
        for (size_t i = 0; i < json_count(names); i++) {
                const char *given = json_object_get_string(json_at(names, i));
                const char *name = short_name(given);

                if (exists(m, name)) {
                        json_object_array_add(list, provider_json(m, name));
                } else {
                        char *arn = world_arn(m->cloud, "ecs", "capacity-provider/%s", name);

                        ecs_add_failure(call, arn, "MISSING");
                        free(arn);
                }
        }
        ecs_page(call, "capacityProviders", list);
}

void ecs_put_cluster_providers(struct call *call)
{
        struct ecs_cluster *cluster = ecs_call_cluster(call);
        struct json_object *names = json_array(call->in, "capacityProviders");
        struct json_object *strategy = json_array(call->in, "defaultCapacityProviderStrategy");

        if (!cluster)
                return;
        for (size_t i = 0; i < json_count(names); i++) {
                if (!exists(call->cloud->ecs,
                            short_name(json_object_get_string(json_at(names, i))))) {
                        call_fail(call, 400, "InvalidParameterException",
                                  "The specified capacity provider was not found. Specify a valid "
                                  "name or ARN and try again.");
                        return;
                }
        }
        if (!strategy_ok(call, strategy, names))
                return;
        json_put(cluster->more, "capacityProviders", json_copy(names));
        json_put(cluster->more, "defaultCapacityProviderStrategy", json_copy(strategy));
        json_put(call->out, "cluster", ecs_cluster_json(call->cloud->ecs, cluster, NULL));
}
