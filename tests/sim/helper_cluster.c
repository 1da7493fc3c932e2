#include "tests/sim/helper_cluster.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/aws/rds_cluster.h"
#include "engine/base/mem.h"
#include "stages/definition.h"

#define OLD_HOST OLD ".cluster-standin.us-east-1.rds.amazonaws.com"

/* A stack with its cluster (a writer and two readers) and two services, and a lower tier with
 * snapshots of its cluster. */
#define WORLD                                                                                      \
        "{'db_clusters': ["                                                                        \
        "{'id': '" DEV "', 'engine': 'aurora-postgresql', 'version': '15.4', 'user': 'app',"       \
        " 'password': 'dev-secret-1', 'database': 'app',"                                          \
        " 'tags': {'snaplift:stack': 'xy-0146-dev'},"                                              \
        " 'members': [{'id': 'dev-a', 'class': 'db.t4g.medium'}]},"                                \
        "{'id': '" OLD "', 'engine': 'aurora-postgresql', 'version': '15.4', 'user': 'app',"       \
        " 'password': 'qa-secret-11', 'database': 'app', 'port': 5433,"                            \
        " 'parameter_group': 'ours', 'security_groups': ['sg-0000000a'],"                          \
        " 'scaling': {'MinCapacity': 0.5, 'MaxCapacity': 8},"                                      \
        " 'tags': {'snaplift:stack': 'xy-0146-qa', 'snaplift:protected': 'true', 'team': "         \
        "'blue'}%s,"                                                                               \
        " 'members': [{'id': 'qa-a', 'class': 'db.r6g.large', 'tier': 1},"                         \
        " {'id': 'qa-c', 'class': 'db.serverless', 'tier': 15},"                                   \
        " {'id': 'qa-b', 'class': 'db.r6g.xlarge', 'tier': 2}]}],"                                 \
        " 'db_cluster_snapshots': ["                                                               \
        "{'id': 'older', 'of': '" DEV "', 'created': '2026-11-19T00:00:00Z'},"                     \
        "{'id': 'latest', 'of': '" DEV "', 'created': '2026-11-20T00:00:00Z'}],"                   \
        " 'parameters': ["                                                                         \
        "{'name': '/xy-0146-dev/db/active-timestamp', 'value': '20260901000000'},"                 \
        "{'name': '/xy-0146-qa/db/active-timestamp', 'value': '20261001000000'},"                  \
        "{'name': '/xy-0146-qa/db/host', 'value': 'old.host'},"                                    \
        "{'name': '/xy-0146-qa/db/port', 'value': '5433'},"                                        \
        "{'name': '/xy-0146-qa/db/name', 'value': 'app'},"                                         \
        "{'name': '/xy-0146-qa/db/user', 'value': 'app'},"                                         \
        "{'name': '/xy-0146-qa/db/password', 'type': 'SecureString', 'value': 'qa-secret-11'}],"   \
        " 'images': {'web:1': {}, 'web:2': {}, 'web:bad': {'crash': true}},"                       \
        " 'task_definitions': ["                                                                   \
        "{'family': 'web', 'containerDefinitions': [{'name': 'web', 'image': 'web:1',"             \
        " 'memory': 64, 'environment': [{'name': 'DB_HOST', 'value': '" OLD_HOST "'}]}]},"         \
        "{'family': 'worker', 'containerDefinitions': [{'name': 'web', 'image': 'web:1',"          \
        " 'memory': 64, 'environment': [{'name': 'DB_HOST', 'value': '" OLD_HOST "'}]}]}],"        \
        " 'clusters': [{'clusterName': 'xy-0146-qa', 'services': ["                                \
        "{'serviceName': 'web', 'taskDefinition': 'web', 'desiredCount': 2},"                      \
        "{'serviceName': 'worker', 'taskDefinition': 'worker', 'desiredCount': 1}]}]%s}"

static struct sim_world *world_of(const char *seed)
{
        struct sim_world *w = sim_world_new(seed);

        sim_pass(w, 600000);
        return w;
}

struct sim_world *cluster_world_with(const char *cluster, const char *more)
{
        char *seed = xasprintf(WORLD, cluster ? cluster : "", more ? more : "");
        struct sim_world *w = world_of(seed);

        free(seed);
        return w;
}

struct sim_world *cluster_world_by_form(const char *cluster, const char *more)
{
        static const char *const names[][2] = {{"'qa-a'", "'" OLD "-primary'"},
                                               {"'qa-b'", "'" OLD "-replica-1'"},
                                               {"'qa-c'", "'" OLD "-replica-2'"}};
        char *seed = xasprintf(WORLD, cluster ? cluster : "", more ? more : "");
        struct sim_world *w;

        for (size_t i = 0; i < ARRAY_LEN(names); i++) {
                char *at = strstr(seed, names[i][0]), *renamed;

                assert_non_null(at);
                renamed = xasprintf("%.*s%s%s", (int)(at - seed), seed, names[i][1],
                                    at + strlen(names[i][0]));
                free(seed);
                seed = renamed;
        }
        w = world_of(seed);
        free(seed);
        return w;
}

struct sim_world *cluster_world(const char *more)
{
        return cluster_world_with(NULL, more);
}

void cluster_add_extras(struct sim_world *w, void *aws)
{
        struct strlist members = {0}, none = {0};
        struct rds_endpoint_create reports = {.id = OLD "-reports",
                                              .cluster = OLD,
                                              .type = "READER",
                                              .members = &members,
                                              .excluded = &none};
        struct rds_cluster c = {0};
        struct err err = ERR_INIT;

        (void)w;
        if (!rds_find_cluster(aws, OLD, &c, &err))
                fail_msg("%s", err_text(&err));
        for (size_t i = 0; i < c.member_count; i++)
                if (c.members[i].tier == 2)
                        strlist_add(&members, c.members[i].id);
        if (!rds_create_cluster_endpoint(aws, &reports, &err) ||
            !rds_add_role_to_cluster(aws, OLD, "arn:aws:iam::123456789012:role/import", "s3Import",
                                     &err) ||
            !rds_enable_http_endpoint(aws, c.arn, &err))
                fail_msg("%s", err_text(&err));
        rds_cluster_release(&c);
        strlist_release(&members);
}

struct sim_world *cluster_rich_world(const char *more)
{
        struct sim_world *w = cluster_world_with(CLUSTER_RICH, more);

        sim_do(w, cluster_add_extras, w->aws);
        sim_pass(w, 600000);
        return w;
}

static struct json_object *list_of(struct json_object *cloud, const char *list)
{
        return json_array(json_get(cloud, "rds"), list);
}

static char *joined(struct strlist *names)
{
        struct text text = TEXT_INIT;

        strlist_sort(names);
        strlist_join(names, ",", &text);
        strlist_release(names);
        return text_steal(&text);
}

static char *describe(struct json_object *cluster)
{
        struct json_object *members = json_array(cluster, "DBClusterMembers");
        struct strlist names = {0};
        char *list, *text;

        for (size_t i = 0; i < json_count(members); i++)
                strlist_addf(&names, "%s%s", json_text(json_at(members, i), "DBInstanceIdentifier"),
                             json_flag(json_at(members, i), "IsClusterWriter") ? "*" : "");
        list = joined(&names);
        text = xasprintf("%s(%s)", json_text(cluster, "DBClusterIdentifier"), list);
        free(list);
        return text;
}

char *cluster_list(struct sim_world *w)
{
        struct json_object *cloud = standin_state(w->cloud), *list = list_of(cloud, "clusters");
        struct strlist names = {0};

        for (size_t i = 0; i < json_count(list); i++) {
                char *one = describe(json_at(list, i));

                strlist_add(&names, one);
                free(one);
        }
        json_object_put(cloud);
        return joined(&names);
}

char *cluster_snapshots(struct sim_world *w, const char *source)
{
        struct json_object *cloud = standin_state(w->cloud);
        struct json_object *list = list_of(cloud, "cluster_snapshots");
        struct strlist names = {0};

        for (size_t i = 0; i < json_count(list); i++)
                if (text_same(json_text(json_at(list, i), "DBClusterIdentifier"), source))
                        strlist_add(&names,
                                    json_text(json_at(list, i), "DBClusterSnapshotIdentifier"));
        json_object_put(cloud);
        return joined(&names);
}

void cluster_assert_before(struct sim_world *w)
{
        promotion_assert_is(cluster_snapshots(w, OLD), "");
        cluster_assert_back(w);
}

void cluster_assert_back(struct sim_world *w)
{
        char *definition = sim_service_definition(w, "xy-0146-qa", "web");

        promotion_assert_is(cluster_list(w), DEV_MEMBERS "," OLD_MEMBERS);
        promotion_assert_is(sim_databases(w), "dev-a,qa-a,qa-b,qa-c");
        promotion_assert_is(sim_parameter(w, "/xy-0146-qa/db/active-timestamp"), "20261001000000");
        promotion_assert_is(sim_parameter(w, "/xy-0146-qa/db/host"), "old.host");
        promotion_assert_is(sim_parameter(w, "/xy-0146-qa/db/previous-timestamp"), NULL);
        promotion_assert_is(sim_parameter(w, "/xy-0146-qa/lock"), NULL);
        assert_non_null(strstr(definition, "task-definition/web:1"));
        free(definition);
}

void cluster_assert_done(struct sim_world *w)
{
        char *snapshots;

        promotion_assert_is(cluster_list(w), DEV_MEMBERS "," NEW_MEMBERS);
        promotion_assert_is(sim_databases(w),
                            "dev-a," NEW "-primary," NEW "-replica-1," NEW "-replica-2");
        promotion_assert_is(sim_parameter(w, "/xy-0146-qa/db/active-timestamp"), "20261120000000");
        promotion_assert_is(sim_parameter(w, "/xy-0146-qa/db/previous-timestamp"),
                            "20261001000000");
        promotion_assert_is(sim_parameter(w, "/xy-0146-qa/db/host"),
                            NEW ".cluster-standin.us-east-1.rds.amazonaws.com");
        promotion_assert_is(sim_parameter(w, "/xy-0146-qa/lock"), NULL);
        snapshots = cluster_snapshots(w, OLD);
        assert_true(text_starts(snapshots, OLD "-final-2026"));
        free(snapshots);
}

/* --- at every moment --- */

static struct text breaches;

const char *cluster_breaches(void)
{
        static char *last;

        free(last);
        last = text_steal(&breaches);
        return last;
}

static struct json_object *find_cluster(struct json_object *cloud, const char *id)
{
        struct json_object *list = list_of(cloud, "clusters");

        for (size_t i = 0; i < json_count(list); i++)
                if (text_same(json_text(json_at(list, i), "DBClusterIdentifier"), id))
                        return json_at(list, i);
        return NULL;
}

/* Available, with an available writer. */
static bool is_usable(struct json_object *cloud, const char *id)
{
        struct json_object *cluster = find_cluster(cloud, id);
        struct json_object *members = json_array(cluster, "DBClusterMembers");
        struct json_object *instances = list_of(cloud, "instances");

        if (!text_same(json_text(cluster, "Status"), "available"))
                return false;
        for (size_t i = 0; i < json_count(members); i++) {
                if (!json_flag(json_at(members, i), "IsClusterWriter"))
                        continue;
                for (size_t k = 0; k < json_count(instances); k++)
                        if (text_same(json_text(json_at(instances, k), "DBInstanceIdentifier"),
                                      json_text(json_at(members, i), "DBInstanceIdentifier")))
                                return text_same(
                                        json_text(json_at(instances, k), "DBInstanceStatus"),
                                        "available");
        }
        return false;
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
                if (!is_usable(cloud, id))
                        text_addf(&breaches, "active %s is not usable\n", id);
        }
}

/* A task that still runs uses a cluster that can be used. */
static void check_tasks(struct json_object *cloud)
{
        static const char *const ids[] = {OLD, NEW};
        struct json_object *ecs = json_get(cloud, "ecs") ? json_get(cloud, "ecs") : cloud;
        struct json_object *tasks = json_array(ecs, "tasks");
        struct json_object *definitions = json_array(ecs, "task_definitions");

        if (!json_count(definitions))
                text_add(&breaches, "the stand-in's state is not understood\n");
        for (size_t i = 0; i < json_count(tasks); i++) {
                struct json_object *task = json_at(tasks, i);

                if (text_same(json_text(task, "lastStatus"), "STOPPED"))
                        continue;
                for (size_t k = 0; k < json_count(definitions); k++)
                        for (size_t n = 0; n < ARRAY_LEN(ids); n++)
                                if (text_same(
                                            json_text(json_at(definitions, k), "taskDefinitionArn"),
                                            json_text(task, "taskDefinitionArn")) &&
                                    definition_mentions(json_at(definitions, k), ids[n]) &&
                                    !is_usable(cloud, ids[n]))
                                        text_addf(&breaches, "%s is used and can't be\n", ids[n]);
        }
}

void cluster_check(struct sim_world *w, struct json_object *cloud)
{
        (void)w;
        check_pointer(cloud);
        check_tasks(cloud);
}
