/*
 * What the seed says of ECS is carried out through the operations themselves, with all durations
 * left out: "task_definitions" (RegisterTaskDefinition), "clusters" (CreateCluster) and their
 * "services" (CreateService). With bodies it waits until all services are steady.
 */
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/standin/ecs.h"

enum { STEADY_MS = 120 * 1000 };

static bool carry_out(struct ecs_model *m, const char *operation, void (*run)(struct call *call),
                      struct json_object *in, struct err *err)
{
        struct call call = {
                .cloud = m->cloud,
                .service = "ecs",
                .operation = operation,
                .region = m->cloud->region,
                .access_key = "",
                .in = in,
                .out = json_object_new_object(),
                .status = 200,
        };

        run(&call);
        if (call.status != 200)
                err_set(err, ERR_INVALID, "the seed's %s: %s: %s", operation, call.error,
                        call.message);
        json_object_put(call.out);
        free(call.error);
        free(call.message);
        return call.status == 200;
}

/* "{database:ID:address}" and "{database:ID:port}" stand for what DescribeDBInstances says, since
 * the addresses of real servers are not known when a seed is written. The caller frees. */
static char *database_word(struct standin *s, const char *id, size_t len, const char *what)
{
        struct call call = {
                .cloud = s,
                .service = "rds",
                .operation = "DescribeDBInstances",
                .region = s->region,
                .access_key = "",
                .in = json_object_new_object(),
                .out = json_object_new_object(),
                .status = 200,
        };
        char *name = xstrndup(id, len), *word = NULL;
        struct json_object *endpoint;

        json_put_text(call.in, "DBInstanceIdentifier", name);
        for (size_t i = 0; rds_operations[i].name; i++)
                if (text_same(rds_operations[i].name, call.operation))
                        rds_operations[i].run(&call);
        endpoint = json_get(json_at(json_array(call.out, "DBInstances"), 0), "Endpoint");
        if (call.status == 200 && endpoint)
                word = text_same(what, "port")
                               ? xasprintf("%lld", (long long)json_int(endpoint, "Port"))
                               : xstrdup(json_text(endpoint, "Address"));
        json_object_put(call.in);
        json_object_put(call.out);
        free(call.error);
        free(call.message);
        free(name);
        return word;
}

char *world_fill(struct standin *s, const char *value)
{
        static const char mark[] = "{database:";
        struct text out = TEXT_INIT;
        const char *at;

        while ((at = strstr(value, mark))) {
                const char *id = at + sizeof(mark) - 1, *colon = strchr(id, ':');
                const char *end = colon ? strchr(colon, '}') : NULL;
                char *what, *word;

                if (!end)
                        break;
                what = xstrndup(colon + 1, (size_t)(end - colon - 1));
                word = database_word(s, id, (size_t)(colon - id), what);
                text_add_n(&out, value, (size_t)(at - value));
                if (word)
                        text_add(&out, word);
                else
                        text_add_n(&out, at, (size_t)(end + 1 - at));
                free(what);
                free(word);
                value = end + 1;
        }
        text_add(&out, value);
        return text_steal(&out);
}

static void fill_environment(struct standin *s, struct json_object *definition)
{
        struct json_object *containers = json_array(definition, "containerDefinitions");

        for (size_t i = 0; i < json_count(containers); i++) {
                struct json_object *env = json_array(json_at(containers, i), "environment");

                for (size_t k = 0; k < json_count(env); k++) {
                        const char *value = json_text(json_at(env, k), "value");
                        char *filled = value ? world_fill(s, value) : NULL;

                        json_put_text(json_at(env, k), "value", filled);
                        free(filled);
                }
        }
}

static bool add_services(struct ecs_model *m, struct json_object *list, const char *cluster,
                         struct err *err)
{
        for (size_t i = 0; i < json_count(list); i++) {
                struct json_object *in = json_copy(json_at(list, i));
                bool ok;

                json_put_text(in, "cluster", cluster);
                ok = carry_out(m, "CreateService", ecs_create_service, in, err);
                if (!ok)
                        err_prefix(err, "service %s of cluster %s",
                                   json_text(in, "serviceName") ? json_text(in, "serviceName")
                                                                : "without serviceName",
                                   cluster);
                json_object_put(in);
                if (!ok)
                        return false;
        }
        return true;
}

static bool add_clusters(struct ecs_model *m, struct json_object *list, struct err *err)
{
        for (size_t i = 0; i < json_count(list); i++) {
                struct json_object *in = json_copy(json_at(list, i));
                struct json_object *services = json_object_get(json_array(in, "services"));
                const char *name = json_text(in, "clusterName");
                bool ok;

                json_object_object_del(in, "services");
                ok = carry_out(m, "CreateCluster", ecs_create_cluster, in, err) &&
                     add_services(m, services, name ? name : "default", err);
                json_object_put(services);
                json_object_put(in);
                if (!ok)
                        return false;
        }
        return true;
}

static struct ecs_service *unsteady(struct ecs_model *m)
{
        for (size_t i = 0; i < m->service_count; i++)
                if (!m->services[i]->steady)
                        return m->services[i];
        return NULL;
}

static bool wait_until_steady(struct ecs_model *m, struct err *err)
{
        int64_t deadline = loop_ticks(m->cloud->loop) + STEADY_MS;
        struct ecs_service *s;

        while ((s = unsteady(m))) {
                if (signal_wait(m->cloud->loop, &m->changed, deadline))
                        continue;
                err_set(err, ERR_TIMEOUT, "service %s of the seed has not become steady", s->name);
                return err_next(err, "look into the logs in the folder of the bodies, tasks/");
        }
        return true;
}

bool ecs_seed(struct ecs_model *m, struct json_object *seed, struct err *err)
{
        struct json_object *definitions = json_array(seed, "task_definitions");
        bool ok = true;

        if (!ecs_balancers_new(m, json_array(seed, "balancers"), err))
                return false;
        m->seeding = true;
        for (size_t i = 0; ok && i < json_count(definitions); i++) {
                struct json_object *in = json_copy(json_at(definitions, i));

                fill_environment(m->cloud, in);
                ok = carry_out(m, "RegisterTaskDefinition", ecs_register_definition, in, err);
                json_object_put(in);
        }
        ok = ok && add_clusters(m, json_array(seed, "clusters"), err);
        for (size_t i = 0; ok && i < m->service_count; i++)
                ecs_reconcile(m->services[i]);
        if (ok && m->cloud->bodies && fiber_self())
                ok = wait_until_steady(m, err);
        m->seeding = false;
        return ok;
}
