/*
 * A thousand promotions at once: one process, one loop, one watcher, one cloud of 2000 databases.
 * What they wait for is looked at together, and not one of them gets into another's way. Every test
 * run does it with a few hundred, which shows the same; the slow tier with the thousand.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "engine/base/mem.h"
#include "tests/sim/helper_wire.h"
#include "tests/sim/helper_world.h"

#ifdef __has_feature
#if __has_feature(address_sanitizer)
#define SLOW_BUILD 1
#endif
#endif
#ifdef __SANITIZE_ADDRESS__
#define SLOW_BUILD 1
#endif
#ifndef SLOW_BUILD
#define SLOW_BUILD 0
#endif

enum {
        STACKS = SLOW_BUILD ? 200 : 300,
        SHARING = 5, /* stacks of a cluster: a customer's */
        /* Looks that each promotion takes for itself, about 9 and 11, and its share of those of the
         * waiting; one alone takes 90 and 20. Services are looked at longer, since not all can be
         * moved at once. */
        MOST_INSTANCE_CALLS = 14,
        MOST_SERVICE_CALLS = 16,
        REGISTER_MS = 1000, /* ECS takes one task definition a second */
        ENOUGH = 200,
};

/* SNAPLIFT_SIM_STACKS=N: to see how it grows; scripts/test --slow says 1000. */
static int stacks_wanted(void)
{
        const char *text = getenv("SNAPLIFT_SIM_STACKS");
        int wanted = text ? atoi(text) : 0;

        return wanted > 0 ? wanted : STACKS;
}

/* c1-0001 ... c9-0009, c1-0010 ...: names that are prefixes of no other, customers that repeat. */
static void name_project(int i, char out[16])
{
        snprintf(out, 16, "c%d-%04d", i % 9 + 1, i);
}

__attribute__((format(printf, 4, 5))) static void list(struct text *out, int i, const char *comma,
                                                       const char *fmt, ...)
{
        va_list args;
        char *item;

        va_start(args, fmt);
        item = xvasprintf(fmt, args);
        va_end(args);
        text_addf(out, "%s%s", i ? comma : "", item);
        free(item);
}

static void seed_databases(struct text *seed, int count)
{
        char p[16];

        text_add(seed, "{'jitter': 10, 'durations': {'task-pending': 60000},"
                       " 'limits': {'instances': 5000, 'snapshots': 5000}, 'databases': [");
        for (int i = 0; i < count; i++) {
                name_project(i, p);
                list(seed, i, ",",
                     "{'id': '%s-dev-20260901000000', 'version': '15.4', 'user': 'app',"
                     " 'password': 'dev-secret-1', 'database': 'app'},"
                     "{'id': '%s-qa-20261001000000', 'version': '15.4', 'user': 'app',"
                     " 'password': 'qa-secret-11', 'database': 'app', 'multi_az': true,"
                     " 'parameter_group': 'ours', 'tags': {'of': '%s'}}",
                     p, p, p);
        }
        text_add(seed, "], 'snapshots': [");
        for (int i = 0; i < count; i++) {
                name_project(i, p);
                list(seed, i, ",",
                     "{'id': '%s-snap', 'of': '%s-dev-20260901000000',"
                     " 'created': '2026-11-20T00:00:00Z'}",
                     p, p);
        }
}

static void seed_rest(struct text *seed, int count)
{
        char p[16];

        text_add(seed, "], 'parameters': [");
        for (int i = 0; i < count; i++) {
                name_project(i, p);
                list(seed, i, ",",
                     "{'name': '/%s-dev/db/active-timestamp', 'value': '20260901000000'},"
                     "{'name': '/%s-qa/db/active-timestamp', 'value': '20261001000000'},"
                     "{'name': '/%s-qa/db/host', 'value': 'old.host'},"
                     "{'name': '/%s-qa/db/port', 'value': '5432'},"
                     "{'name': '/%s-qa/db/name', 'value': 'app'},"
                     "{'name': '/%s-qa/db/user', 'value': 'app'},"
                     "{'name': '/%s-qa/db/password', 'type': 'SecureString',"
                     " 'value': 'qa-secret-11'}",
                     p, p, p, p, p, p, p);
        }
        text_add(seed, "], 'images': {'web:1': {}}, 'task_definitions': [");
        for (int i = 0; i < count; i++) {
                name_project(i, p);
                list(seed, i, ",",
                     "{'family': '%s', 'containerDefinitions': [{'name': 'web', 'image': 'web:1',"
                     " 'memory': 64, 'environment': [{'name': 'DB_HOST',"
                     " 'value': '{database:%s-qa-20261001000000:address}'}]}]}",
                     p, p);
        }
        text_add(seed, "], 'clusters': [");
        for (int i = 0; i < count; i++) {
                name_project(i, p);
                if (i % SHARING == 0)
                        list(seed, i, "]},", "{'clusterName': 'shared-%d', 'services': [",
                             i / SHARING);
                list(seed, i % SHARING, ",",
                     "{'serviceName': '%s-web', 'taskDefinition': '%s', 'desiredCount': 1},"
                     "{'serviceName': '%s-api', 'taskDefinition': '%s', 'desiredCount': 1}",
                     p, p, p, p);
        }
        text_add(seed, "]}]}");
}

static struct sim_world *world_of(int count)
{
        struct text seed = TEXT_INIT;
        struct sim_world *w;

        seed_databases(&seed, count);
        seed_rest(&seed, count);
        w = sim_world_new(text_str(&seed));
        text_release(&seed);
        return w;
}

static struct sim_order *orders_of(int count)
{
        struct sim_order *orders = xcalloc((size_t)count, sizeof(*orders));
        char p[16];

        for (int i = 0; i < count; i++) {
                name_project(i, p);
                orders[i].stack = xasprintf("%s-qa", p);
                orders[i].inputs =
                        xasprintf("{'cluster': 'shared-%d', 'services': ['%s-web', '%s-api']}",
                                  i / SHARING, p, p);
        }
        return orders;
}

static void orders_free(struct sim_order *orders, int count)
{
        for (int i = 0; i < count; i++) {
                free((char *)orders[i].stack);
                free((char *)orders[i].inputs);
                sim_result_release(&orders[i].result);
        }
        free(orders);
}

/* Every stack has its dev database and the new one, with its own settings; all else is gone. */
static void assert_cloud(struct sim_world *w, int count)
{
        struct json_object *cloud = standin_state(w->cloud);
        struct json_object *found = json_array(json_get(cloud, "rds"), "instances");
        struct json_object *by_name = json_object_new_object();
        char p[16], id[64];

        assert_int_equal(json_count(found), 2 * count);
        for (size_t i = 0; i < json_count(found); i++)
                json_put(by_name, json_text(json_at(found, i), "DBInstanceIdentifier"),
                         json_object_get(json_at(found, i)));
        for (int i = 0; i < count; i++) {
                struct json_object *db, *tags;
                bool own = false;

                name_project(i, p);
                snprintf(id, sizeof(id), "%s-qa-20261120000000", p);
                db = json_get(by_name, id);
                assert_non_null(db);
                assert_true(json_flag(db, "MultiAZ"));
                tags = json_array(db, "TagList");
                for (size_t k = 0; k < json_count(tags); k++)
                        own = own || (text_same(json_text(json_at(tags, k), "Key"), "of") &&
                                      text_same(json_text(json_at(tags, k), "Value"), p));
                assert_true(own);
        }
        json_object_put(by_name);
        json_object_put(cloud);
}

static double seconds(void)
{
        struct timespec now;

        clock_gettime(CLOCK_MONOTONIC, &now);
        return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

struct cost {
        int64_t instance_calls, service_calls, calls, virtual_ms;
        double took;
};

static struct cost promote(int count)
{
        struct sim_world *w = world_of(count);
        struct sim_order *orders = orders_of(count);
        struct cost cost = {.took = seconds(), .virtual_ms = loop_ticks(w->loop)};

        sim_run_all(w, "promote", orders, (size_t)count);
        cost.took = seconds() - cost.took;
        cost.virtual_ms = loop_ticks(w->loop) - cost.virtual_ms;
        cost.instance_calls = wire_count(w->transport, "DescribeDBInstances");
        cost.service_calls = wire_count(w->transport, "DescribeServices");
        cost.calls = standin_calls(w->cloud, NULL);
        print_message("%d at once: %.1f s, %.1f ms each, %lld s of virtual time; %lld calls,"
                      " %lld DescribeDBInstances, %lld DescribeServices\n",
                      count, cost.took, cost.took * 1000 / count, (long long)cost.virtual_ms / 1000,
                      (long long)cost.calls, (long long)cost.instance_calls,
                      (long long)cost.service_calls);
        for (int i = 0; i < count; i++) {
                if (orders[i].result.end != RUN_SUCCEEDED)
                        print_message("%s\n", orders[i].stack);
                sim_assert_end(&orders[i].result, RUN_SUCCEEDED);
        }
        assert_cloud(w, count);
        orders_free(orders, count);
        sim_world_free(w);
        return cost;
}

static void a_thousand_at_once_look_together(void **state)
{
        int count = stacks_wanted();
        struct cost one = promote(1), many = promote(count);

        (void)state;
        if (count < ENOUGH) {
                print_message("too few to tell what they share\n");
                return;
        }
        assert_true(one.instance_calls > 5 * MOST_INSTANCE_CALLS);
        assert_true(many.instance_calls <= (int64_t)count * MOST_INSTANCE_CALLS);
        assert_true(many.service_calls <= (int64_t)count * MOST_SERVICE_CALLS);
        /* and nobody waits longer for the others than AWS lets them through */
        assert_true(many.virtual_ms < one.virtual_ms * 5 / 4 + (int64_t)count * REGISTER_MS);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(a_thousand_at_once_look_together),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
