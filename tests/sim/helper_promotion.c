#include "tests/sim/helper_promotion.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/aws/rds.h"
#include "engine/aws/ssm.h"
#include "engine/base/mem.h"
#include "stages/definition.h"

/* A stack with its database and two services, and a lower tier with snapshots. */
#define WORLD                                                                                      \
        "{'databases': ["                                                                          \
        "{'id': '" DEV "', 'version': '15.4', 'user': 'app', 'password': 'dev-secret-1',"          \
        " 'database': 'app', 'tags': {'snaplift:stack': 'xy-0146-dev'}},"                          \
        "{'id': '" OLD "', 'version': '15.4', 'user': 'app', 'password': 'qa-secret-11',"          \
        " 'database': 'app', 'class': 'db.t4g.medium', 'multi_az': true, 'storage': 50,"           \
        " 'security_groups': ['sg-0000000a'], 'parameter_group': 'ours',"                          \
        " 'tags': {'snaplift:stack': 'xy-0146-qa', 'team': 'blue'}}],"                             \
        " 'snapshots': ["                                                                          \
        "{'id': 'older', 'of': '" DEV "', 'created': '2026-11-19T00:00:00Z'},"                     \
        "{'id': 'latest', 'of': '" DEV "', 'created': '2026-11-20T00:00:00Z'},"                    \
        "{'id': '" SHARED "', 'of': 'their-database', 'created': '2026-11-20T00:00:00Z',"          \
        " 'version': '15.4', 'user': 'app', 'password': 'their-secret', 'database': 'app'},"       \
        "{'id': 'half', 'of': '" DEV "', 'created': '2026-11-20T12:00:00Z',"                       \
        " 'status': 'creating'}],"                                                                 \
        " 'parameters': ["                                                                         \
        "{'name': '/xy-0146-dev/db/active-timestamp', 'value': '20260901000000'},"                 \
        "{'name': '/xy-0146-qa/db/active-timestamp', 'value': '20261001000000'},"                  \
        "{'name': '/xy-0146-qa/db/host', 'value': 'old.host'},"                                    \
        "{'name': '/xy-0146-qa/db/port', 'value': '5432'},"                                        \
        "{'name': '/xy-0146-qa/db/name', 'value': 'app'},"                                         \
        "{'name': '/xy-0146-qa/db/user', 'value': 'app'},"                                         \
        "{'name': '/xy-0146-qa/db/password', 'type': 'SecureString', 'value': 'qa-secret-11'}],"   \
        " 'images': {'web:1': {'commands': {'migrate': {'lasts': '30s'}}}, 'web:2': {}, "          \
        "'web:bad': {'crash': true}, 'web:stuck': {'healthy': false}},"                            \
        " 'task_definitions': ["                                                                   \
        "{'family': 'web', 'containerDefinitions': [{'name': 'web', 'image': 'web:1',"             \
        " 'memory': 64, 'environment': [{'name': 'DB_HOST', 'value': '{database:" OLD              \
        ":address}'}, {'name': 'COLOUR', 'value': 'blue'}]}]},"                                    \
        "{'family': 'worker', 'containerDefinitions': [{'name': 'web', 'image': 'web:1',"          \
        " 'memory': 64, 'environment': [{'name': 'DB_HOST', 'value': '{database:" OLD              \
        ":address}'}]}]}],"                                                                        \
        " 'clusters': [{'clusterName': 'xy-0146-qa', 'services': ["                                \
        "{'serviceName': 'web', 'taskDefinition': 'web', 'desiredCount': %s},"                     \
        "{'serviceName': 'worker', 'taskDefinition': 'worker', 'desiredCount': 1}]}]%s}"

struct sim_world *promotion_world(const char *more)
{
        return promotion_world_of("2", more);
}

struct sim_world *promotion_world_of(const char *web, const char *more)
{
        char *seed = xasprintf(WORLD, web, more ? more : "");
        struct sim_world *w = sim_world_new(seed);

        free(seed);
        sim_pass(w, 120000);
        return w;
}

static void forget_active(struct sim_world *w, void *arg)
{
        static const char *const names[] = {"active-timestamp", "host", "port", "name", "user"};
        struct err err = ERR_INIT;
        char name[64];

        (void)arg;
        for (size_t i = 0; i < ARRAY_LEN(names); i++) {
                snprintf(name, sizeof(name), "/xy-0146-qa/db/%s", names[i]);
                if (!ssm_delete(w->aws, name, &err))
                        fail_msg("%s", err_text(&err));
        }
        if (!rds_delete_instance(w->aws, OLD, NULL, true, NULL, &err))
                fail_msg("%s", err_text(&err));
}

struct sim_world *promotion_first_world(void)
{
        struct sim_world *w = promotion_world(NULL);

        sim_do(w, forget_active, NULL);
        sim_pass(w, 600000);
        return w;
}

static void set_protection(struct sim_world *w, void *database, bool protects)
{
        struct json_object *on = json_object_new_object();
        struct rds_modify modify = {.id = database, .settings = on};
        struct err err = ERR_INIT;

        json_put_flag(on, "deletion_protection", protects);
        if (!rds_modify_instance(w->aws, &modify, NULL, &err))
                fail_msg("%s", err_text(&err));
        json_object_put(on);
}

void promotion_protect(struct sim_world *w, void *database)
{
        set_protection(w, database, true);
}

void promotion_unprotect(struct sim_world *w, void *database)
{
        set_protection(w, database, false);
}

void promotion_delete(struct sim_world *w, void *database)
{
        struct err err = ERR_INIT;

        if (!rds_delete_instance(w->aws, database, NULL, true, NULL, &err))
                fail_msg("%s", err_text(&err));
}

void promotion_unlock(struct sim_world *w, void *arg)
{
        struct err err = ERR_INIT;

        (void)arg;
        ssm_delete(w->aws, "/xy-0146-qa/lock", &err);
        err_clear(&err);
}

static void put(struct sim_world *w, void *arg)
{
        const char *const *pair = arg;
        struct err err = ERR_INIT;

        if (!ssm_put(w->aws, pair[0], "String", pair[1], true, NULL, NULL, &err))
                fail_msg("%s", err_text(&err));
}

void promotion_put(struct sim_world *w, const char *name, const char *value)
{
        const char *pair[] = {name, value};

        sim_do(w, put, pair);
}

void promotion_snapshot_dev(struct sim_world *w, void *arg)
{
        struct rds_snapshot snap = {0};
        struct err err = ERR_INIT;

        (void)arg;
        if (!rds_create_snapshot(w->aws, "newest", DEV, NULL, &snap, &err))
                fail_msg("%s", err_text(&err));
        rds_snapshot_release(&snap);
}

void promotion_assert_is(char *found, const char *expected)
{
        if (expected)
                assert_non_null(found);
        if (expected)
                assert_string_equal(found, expected);
        else
                assert_null(found);
        free(found);
}

void promotion_assert_before(struct sim_world *w)
{
        char *definition = sim_service_definition(w, "xy-0146-qa", "web");

        promotion_assert_is(sim_databases(w), DEV "," OLD);
        promotion_assert_is(sim_parameter(w, "/xy-0146-qa/db/active-timestamp"), "20261001000000");
        promotion_assert_is(sim_parameter(w, "/xy-0146-qa/db/host"), "old.host");
        promotion_assert_is(sim_parameter(w, "/xy-0146-qa/db/previous-timestamp"), NULL);
        promotion_assert_is(sim_parameter(w, "/xy-0146-qa/lock"), NULL);
        assert_non_null(strstr(definition, "task-definition/web:1"));
        free(definition);
}

void promotion_assert_done(struct sim_world *w)
{
        char *snapshots;

        promotion_assert_is(sim_databases(w), DEV "," NEW);
        promotion_assert_is(sim_parameter(w, "/xy-0146-qa/db/active-timestamp"), "20261120000000");
        promotion_assert_is(sim_parameter(w, "/xy-0146-qa/db/previous-timestamp"),
                            "20261001000000");
        promotion_assert_is(sim_parameter(w, "/xy-0146-qa/lock"), NULL);
        snapshots = sim_snapshots(w, OLD);
        assert_true(text_starts(snapshots, OLD "-final-2026"));
        free(snapshots);
}

static struct text breaches;

const char *promotion_breaches(void)
{
        static char *last;

        free(last);
        last = text_steal(&breaches);
        return last;
}

static const char *status_of(struct json_object *cloud, const char *id)
{
        struct json_object *list = json_array(json_get(cloud, "rds"), "instances");

        for (size_t i = 0; i < json_count(list); i++)
                if (text_same(json_text(json_at(list, i), "DBInstanceIdentifier"), id))
                        return json_text(json_at(list, i), "DBInstanceStatus");
        return "gone";
}

static void check_pointer(struct json_object *cloud)
{
        struct json_object *list = json_array(json_get(cloud, "ssm"), "parameters");
        char id[64];

        for (size_t i = 0; i < json_count(list); i++) {
                struct json_object *one = json_at(list, i);

                if (strcmp(json_text(one, "Name"), "/xy-0146-qa/db/active-timestamp"))
                        continue;
                snprintf(id, sizeof(id), "xy-0146-qa-%s", json_text(one, "Value"));
                if (strcmp(status_of(cloud, id), "available"))
                        text_addf(&breaches, "active %s is %s\n", id, status_of(cloud, id));
        }
}

static struct json_object *definition_of(struct json_object *ecs, const char *arn)
{
        struct json_object *list = json_array(ecs, "task_definitions");

        for (size_t i = 0; i < json_count(list); i++)
                if (text_same(json_text(json_at(list, i), "taskDefinitionArn"), arn))
                        return json_at(list, i);
        return NULL;
}

static void check_user(struct json_object *cloud, struct json_object *ecs, const char *arn,
                       const char *who)
{
        static const char *const ids[] = {OLD, NEW};
        struct json_object *definition = definition_of(ecs, arn);

        for (size_t i = 0; i < ARRAY_LEN(ids); i++) {
                const char *status = status_of(cloud, ids[i]);

                if ((!strcmp(status, "gone") || !strcmp(status, "deleting")) &&
                    definition_mentions(definition, ids[i]))
                        text_addf(&breaches, "%s is %s and used by %s\n", ids[i], status, who);
        }
}

/* ECS's part of the state, wherever it is kept. */
static struct json_object *ecs_of(struct json_object *cloud)
{
        struct json_object *ecs = json_get(cloud, "ecs");

        return ecs ? ecs : cloud;
}

static void check_users(struct json_object *cloud)
{
        struct json_object *ecs = ecs_of(cloud);
        struct json_object *services = json_array(ecs, "services"),
                           *tasks = json_array(ecs, "tasks");

        for (size_t i = 0; i < json_count(services); i++) {
                struct json_object *service = json_at(services, i);
                struct json_object *deployments = json_array(service, "deployments");

                for (size_t k = 0; k < json_count(deployments); k++)
                        check_user(cloud, ecs, json_text(json_at(deployments, k), "taskDefinition"),
                                   json_text(service, "serviceName"));
                if (json_int(service, "runningCount") < json_int(service, "desiredCount"))
                        text_addf(&breaches, "%s has %d tasks running\n",
                                  json_text(service, "serviceName"),
                                  (int)json_int(service, "runningCount"));
        }
        for (size_t i = 0; i < json_count(tasks); i++)
                if (!text_same(json_text(json_at(tasks, i), "lastStatus"), "STOPPED"))
                        check_user(cloud, ecs, json_text(json_at(tasks, i), "taskDefinitionArn"),
                                   "a task");
}

void promotion_check(struct sim_world *w, struct json_object *cloud)
{
        (void)w;
        if (!json_count(json_array(ecs_of(cloud), "services")) ||
            !json_count(json_array(json_get(cloud, "rds"), "instances")))
                text_add(&breaches, "the stand-in's state is not understood\n");
        check_pointer(cloud);
        check_users(cloud);
}
