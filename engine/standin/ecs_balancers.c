/* The balancers that the seed puts in front of services: real ones when there are bodies. */
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/standin/ecs.h"

/* "ADDRESS:PORT"; the address is the caller's to free. */
static char *split(const char *listen, int *port)
{
        const char *colon = strrchr(listen, ':');
        char *end;
        long number = colon ? strtol(colon + 1, &end, 10) : -1;

        if (number < 0 || number > 65535 || end == colon + 1 || *end)
                return NULL;
        *port = (int)number;
        return xstrndup(listen, (size_t)(colon - listen));
}

static bool open_proxy(struct ecs_model *m, struct ecs_balancer *b, struct json_object *seed,
                       struct err *err)
{
        struct balancer_settings settings = {
                .health_path = json_text(seed, "health"),
                .interval = world_duration(m->cloud, "health-interval", 200),
                .patience = world_duration(m->cloud, "balancer-patience", 5000),
        };
        const char *listens[] = {b->listen, b->test_listen};
        bool ok = true;

        for (size_t i = 0; ok && i < ARRAY_LEN(listens) && listens[i]; i++) {
                int port;
                char *address = split(listens[i], &port);

                if (!address)
                        return err_set(err, ERR_INVALID,
                                       "balancer %s: listen is \"%s\", expected ADDRESS:PORT",
                                       b->name, listens[i]);
                if (i == 0)
                        ok = (b->proxy = balancer_start(m->cloud->loop, address, port, &settings,
                                                        err)) != NULL;
                else
                        ok = balancer_listen_test(b->proxy, address, port, err);
                free(address);
        }
        return ok || err_prefix(err, "balancer %s", b->name);
}

bool ecs_balancers_new(struct ecs_model *m, struct json_object *list, struct err *err)
{
        for (size_t i = 0; i < json_count(list); i++) {
                struct json_object *seed = json_at(list, i);
                const char *name = json_text(seed, "name"), *listen = json_text(seed, "listen");
                struct ecs_balancer *b;
                char hex[17];

                if (!name || !json_text(seed, "cluster") || !json_text(seed, "service") ||
                    !json_int(seed, "port"))
                        return err_set(err, ERR_INVALID,
                                       "balancer %zu of the seed needs name, cluster, service, "
                                       "container and port",
                                       i + 1);
                b = xcalloc(1, sizeof(*b));
                ECS_APPEND(m->balancers, m->balancer_count, b);
                ecs_random_hex(m, hex, 16);
                b->name = xstrdup(name);
                b->arn =
                        world_arn(m->cloud, "elasticloadbalancing", "targetgroup/%s/%s", name, hex);
                b->cluster = xstrdup(json_text(seed, "cluster"));
                b->service = xstrdup(json_text(seed, "service"));
                b->container = xstrdup(json_text(seed, "container"));
                b->listen = xstrdup(listen ? listen : "127.0.0.1:0");
                b->test_listen = xstrdup(json_text(seed, "test_listen"));
                b->port = json_int(seed, "port");
                if (m->cloud->bodies && !open_proxy(m, b, seed, err))
                        return false;
        }
        return true;
}

static void add_target(void *arg, const char *name, const char *address, int port,
                       const char *state, int connections)
{
        struct json_object *one = json_object_new_object();

        json_put_text(one, "task", name);
        json_put_text(one, "address", address);
        json_put_int(one, "port", port);
        json_put_text(one, "state", state);
        json_put_int(one, "connections", connections);
        json_object_array_add(arg, one);
}

void ecs_balancers_state(struct ecs_model *m, struct json_object *into)
{
        struct json_object *list = json_object_new_array();

        for (size_t i = 0; i < m->balancer_count; i++) {
                struct ecs_balancer *b = m->balancers[i];
                struct json_object *one = json_object_new_object();
                struct json_object *targets = json_object_new_array();
                const char *colon = strrchr(b->listen, ':');

                json_put_text(one, "name", b->name);
                json_put_text(one, "target_group", b->arn);
                json_put_text(one, "cluster", b->cluster);
                json_put_text(one, "service", b->service);
                if (b->proxy) {
                        char *url = xasprintf("http://%.*s:%d", (int)(colon - b->listen), b->listen,
                                              balancer_port(b->proxy));

                        json_put_int(one, "port", balancer_port(b->proxy));
                        json_put_text(one, "url", url);
                        if (b->test_listen) {
                                const char *end = strrchr(b->test_listen, ':');
                                char *test =
                                        xasprintf("http://%.*s:%d", (int)(end - b->test_listen),
                                                  b->test_listen, balancer_test_port(b->proxy));

                                json_put_text(one, "test_url", test);
                                free(test);
                        }
                        balancer_each(b->proxy, add_target, targets);
                        free(url);
                }
                json_put(one, "targets", targets);
                json_object_array_add(list, one);
        }
        json_put(into, "balancers", list);
}

void ecs_balancers_free(struct ecs_model *m)
{
        for (size_t i = 0; i < m->balancer_count; i++) {
                struct ecs_balancer *b = m->balancers[i];

                balancer_free(b->proxy);
                free(b->name);
                free(b->arn);
                free(b->cluster);
                free(b->service);
                free(b->container);
                free(b->listen);
                free(b->test_listen);
                free(b);
        }
        free(m->balancers);
}
