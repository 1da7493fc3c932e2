/*
 * Makes every request that the clients can make, with every member that can be sent, and sends
 * none: for the recorder (record.c), which is linked to it, and check_requests.py.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/aws/cloudwatch.h"
#include "engine/aws/ecr.h"
#include "engine/aws/ecs.h"
#include "engine/aws/ecs_deployments.h"
#include "engine/aws/events.h"
#include "engine/aws/iam.h"
#include "engine/aws/rds.h"
#include "engine/aws/rds_cluster.h"
#include "engine/aws/rds_members.h"
#include "engine/aws/rds_share.h"
#include "engine/aws/scheduler.h"
#include "engine/aws/secrets.h"
#include "engine/aws/sns.h"
#include "engine/aws/ssm.h"
#include "engine/aws/sts.h"
#include "engine/aws/watch.h"
#include "engine/base/mem.h"

static struct aws *aws;

static const char *variable(void *arg, const char *name)
{
        static const char *const table[][2] = {
                {"AWS_ACCESS_KEY_ID", "A"},     {"AWS_SECRET_ACCESS_KEY", "S"},
                {"AWS_REGION", "eu-central-1"}, {"AWS_MAX_ATTEMPTS", "1"},
                {"HOME", "/nonexistent"},
        };

        (void)arg;
        for (size_t i = 0; i < ARRAY_LEN(table); i++) {
                if (strcmp(table[i][0], name) == 0)
                        return table[i][1];
        }
        return NULL;
}

static bool send_nothing(struct transport *t, const struct http_request *request,
                         struct http_response *response, struct err *err)
{
        (void)t;
        (void)request;
        (void)response;
        return err_set(err, ERR_LOST, "only recorded");
}

static void release(struct err *err)
{
        const struct ecr_manifest manifest = {.text = (char *)"{}", .media_type = (char *)"type"};
        struct ecr_manifest got;
        struct ecr_image image;
        char *id;

        ecr_find_image(aws, "111122223333", "app", "one", &image, err);
        ecr_find_image(aws, NULL, "app", "sha256:1", &image, err);
        ecr_get_manifest(aws, "111122223333", "app", "sha256:1", &got, err);
        ecr_put_tag(aws, "111122223333", "app", &manifest, "sha256:1", "two", err);
        sns_publish(aws, "arn:aws:sns:eu-central-1:111122223333:t", "subject", "message", &id, err);
}

static void permissions(struct err *err)
{
        struct json_object *context = json_object_new_object();
        struct strlist actions = {0};
        struct iam_question question = {.who = "arn:aws:iam::111122223333:role/deploy",
                                        .actions = &actions,
                                        .resource = "arn:aws:rds:eu-central-1:111122223333:db:x",
                                        .context = context};
        struct iam_answers answers;

        strlist_add(&actions, "rds:DeleteDBInstance");
        strlist_add(&actions, "rds:ModifyDBInstance");
        json_put_text(context, "aws:RequestTag/snaplift:stack", "xy-0146-qa");
        iam_simulate(aws, &question, &answers, err);
        question.resource = NULL;
        question.context = NULL;
        iam_simulate(aws, &question, &answers, err);
        strlist_release(&actions);
        json_object_put(context);
}

static void describe_rds(struct err *err)
{
        struct rds_instances instances;
        struct rds_snapshots snapshots;
        struct rds_instance instance;
        struct rds_snapshot snapshot;
        struct rds_events events;

        rds_list_instances(aws, &instances, err);
        rds_find_instance(aws, "db", &instance, err);
        rds_list_snapshots(aws, "db", "shared", &snapshots, err);
        rds_find_snapshot(aws, "snap", &snapshot, err);
        rds_find_snapshot(aws, "rds:db-1", &snapshot, err);
        rds_find_snapshot(aws, "arn:aws:rds:r:1:snapshot:s", &snapshot, err);
        rds_instance_events(aws, "db", 0, &events, err);
}

/* Every setting of the table, with a value of its kind. */
static struct json_object *all_settings(const struct rds_member *members)
{
        struct json_object *all = json_object_new_object();

        for (const struct rds_member *m = members; m->path; m++) {
                struct json_object *value = NULL;
                char *parts, *left, *part;

                if (!m->key)
                        continue;
                switch (m->kind) {
                case RDS_TEXT:
                        value = json_object_new_string(
                                text_same(m->key, "insights_mode")     ? "advanced"
                                : text_same(m->key, "automation_mode") ? "all-paused"
                                                                       : "v");
                        break;
                case RDS_NUMBER:
                        value = json_object_new_int64(7);
                        break;
                case RDS_FLAG:
                case RDS_ENABLED:
                        value = json_object_new_boolean(true);
                        break;
                case RDS_NAMES:
                        value = json_object_new_array();
                        json_add_text(value, "a");
                        json_add_text(value, "b");
                        break;
                case RDS_STRUCT:
                case RDS_STRUCTS:
                        value = json_object_new_object();
                        left = parts = xstrdup(m->parts);
                        while ((part = strsep(&left, " ")))
                                json_put_text(value, part,
                                              text_same(part, "AutoPause") ? "true" : "8");
                        free(parts);
                        if (m->kind == RDS_STRUCTS) {
                                struct json_object *list = json_object_new_array();

                                json_object_array_add(list, value);
                                value = list;
                        }
                        break;
                }
                json_put(all, m->key, value);
        }
        return all;
}

static void restore_all(const struct tags *tags, struct err *err)
{
        struct json_object *settings = all_settings(rds_instance_members);
        struct rds_restore r = {
                .id = "db", .snapshot = "snap", .zone = "z", .tags = tags, .settings = settings};
        struct rds_instance out;

        rds_restore_instance(aws, &r, &out, err);
        r = (struct rds_restore){.id = "db", .snapshot = "snap"};
        rds_restore_instance(aws, &r, &out, err);
        json_object_put(settings);
}

static void modify_all(const struct strlist *list, struct err *err)
{
        struct json_object *settings = all_settings(rds_instance_members);
        struct json_object *logs = json_object_new_object();
        struct rds_modify r = {.id = "db", .master_password = "p w", .settings = settings};
        static const char *const changes[] = {"EnableLogTypes.member", "DisableLogTypes.member"};

        for (size_t i = 0; i < ARRAY_LEN(changes); i++) {
                struct json_object *types = json_object_new_array();

                for (size_t k = 0; k < list->count; k++)
                        json_add_text(types, list->items[k]);
                json_put(logs, changes[i], types);
        }
        json_put(settings, "log_exports", logs);
        rds_modify_instance(aws, &r, NULL, err);
        json_object_put(settings);
}

static void change_rds(const struct strlist *list, const struct tags *tags, struct err *err)
{
        struct rds_snapshot snapshot;

        restore_all(tags, err);
        modify_all(list, err);
        rds_add_role_to_instance(aws, "db", "arn", "s3Import", err);
        rds_reboot_instance(aws, "db", err);
        rds_stop_instance(aws, "db", err);
        rds_start_instance(aws, "db", err);
        rds_delete_instance(aws, "db", NULL, true, NULL, err);
        rds_delete_instance(aws, "db", "final", false, NULL, err);
        rds_create_snapshot(aws, "snap", "db", tags, &snapshot, err);
        rds_delete_snapshot(aws, "snap", err);
        rds_add_tags(aws, "arn:aws:rds:r:1:db:db", tags, err);
}

static void look_at_clusters(struct err *err)
{
        struct rds_clusters clusters;
        struct rds_cluster cluster;
        struct rds_snapshots snapshots;
        struct rds_snapshot snapshot;
        struct rds_cluster_endpoints endpoints;
        struct rds_events events;

        rds_list_clusters(aws, &clusters, err);
        rds_find_cluster(aws, "db", &cluster, err);
        rds_list_cluster_snapshots(aws, "db", "shared", &snapshots, err);
        rds_find_cluster_snapshot(aws, "snap", &snapshot, err);
        rds_find_cluster_snapshot(aws, "rds:db-1", &snapshot, err);
        rds_find_cluster_snapshot(aws, "arn:aws:rds:r:1:cluster-snapshot:s", &snapshot, err);
        rds_list_cluster_endpoints(aws, "db", &endpoints, err);
        rds_cluster_events(aws, "db", 0, &events, err);
}

static void change_clusters(const struct strlist *list, const struct tags *tags, struct err *err)
{
        struct json_object *settings = all_settings(rds_cluster_members);
        struct json_object *members = all_settings(rds_instance_members);
        struct json_object *logs = json_object_new_object(), *types = json_object_new_array();
        struct rds_cluster_restore restore = {.id = "db",
                                              .snapshot = "snap",
                                              .engine = "aurora-postgresql",
                                              .version = "15.4",
                                              .tags = tags,
                                              .settings = settings};
        struct rds_member_create create = {.id = "db-primary",
                                           .cluster = "db",
                                           .engine = "aurora-postgresql",
                                           .tags = tags,
                                           .settings = members};
        struct rds_endpoint_create endpoint = {.id = "db-any",
                                               .cluster = "db",
                                               .type = "ANY",
                                               .members = list,
                                               .excluded = list,
                                               .tags = tags};
        struct rds_modify modify = {.id = "db", .master_password = "p w", .settings = settings};
        struct rds_snapshot snapshot;
        struct rds_instance instance;
        struct rds_cluster cluster;

        rds_restore_cluster(aws, &restore, &cluster, err);
        rds_create_member(aws, &create, &instance, err);
        json_add_text(types, "postgresql");
        json_put(logs, "EnableLogTypes.member", types);
        json_put(settings, "log_exports", logs);
        rds_modify_cluster(aws, &modify, NULL, err);
        rds_add_role_to_cluster(aws, "db", "arn", NULL, err);
        rds_add_role_to_cluster(aws, "db", "arn", "s3Import", err);
        rds_enable_http_endpoint(aws, "arn", err);
        rds_create_cluster_endpoint(aws, &endpoint, err);
        rds_stop_cluster(aws, "db", err);
        rds_start_cluster(aws, "db", err);
        rds_delete_cluster(aws, "db", NULL, true, NULL, err);
        rds_delete_cluster(aws, "db", "final", false, NULL, err);
        rds_create_cluster_snapshot(aws, "snap", "db", tags, &snapshot, err);
        json_object_put(settings);
        json_object_put(members);
}

static void ssm_and_secrets(const struct tags *tags, struct err *err)
{
        const char *names[] = {"/a", "/b"};
        struct ssm_parameters all;
        struct ssm_parameter one;
        struct tags found;
        char *secret;

        ssm_get(aws, "/a", true, &one, err);
        ssm_get_by_path(aws, "/a", &all, err);
        ssm_get_many(aws, names, 2, &all, err);
        ssm_get_history(aws, "/a", &all, err);
        ssm_put(aws, "/a", "String", "v", true, NULL, NULL, err);
        ssm_put(aws, "/a", "SecureString", "p\"\\\n\x01ä", false, tags, NULL, err);
        ssm_delete(aws, "/a", err);
        ssm_get_tags(aws, "/a", &found, err);
        secrets_get(aws, "db", &secret, err);
}

static void shares_and_roles(struct err *err)
{
        struct sts_role role = {.arn = "arn:aws:iam::123456789012:role/r",
                                .session_name = "session",
                                .external_id = "ext",
                                .duration = 900};
        struct strlist accounts = {0};
        struct credentials *keys;

        for (int cluster = 0; cluster < 2; cluster++) {
                rds_snapshot_accounts(aws, cluster, "snap", &accounts, err);
                rds_share_snapshot(aws, cluster, "snap", "123456789012", true, err);
                rds_share_snapshot(aws, cluster, "snap", "123456789012", false, err);
                rds_remove_snapshot(aws, cluster, "snap", err);
        }
        sts_assume_role(aws, &role, &keys, err);
        sts_assume_role_with_web_identity(aws, &role, "token", &keys, err);
        strlist_release(&accounts);
}

static void services_of_ecs(struct err *err)
{
        const char *names[] = {"a", "b"};
        struct ecs_update update = {.cluster = "c",
                                    .service = "s",
                                    .task_definition = "t:1",
                                    .desired = 2,
                                    .force = true};
        struct ecs_services services;
        struct ecs_service service;
        struct strlist arns;

        ecs_describe_services(aws, "c", names, 2, &services, err);
        ecs_list_services(aws, "c", &arns, err);
        ecs_update_service(aws, &update, &service, err);
}

static void deployments_of_ecs(const struct strlist *list, struct err *err)
{
        struct ecs_service_deployments deployments;
        struct ecs_service_deployment deployment;
        struct strlist definitions;
        char *arn;

        ecs_cluster_arn(aws, "c", &arn, err);
        ecs_list_service_deployments(aws, "c", "s", 0, &deployments, err);
        ecs_list_service_deployments(aws, "c", "s", 1795223230123, &deployments, err);
        watch_deployment(aws, "arn", &deployment, err);
        ecs_describe_service_revisions(aws, list, &definitions, err);
        ecs_rollback_service_deployment(aws, "arn", err);
        ecs_continue_service_deployment(aws, "arn", "hook", err);
}

static void events_and_alarms(const struct strlist *list, struct err *err)
{
        struct scheduler_summaries schedules;
        struct cloudwatch_metric metric = {.namespace = "AWS/RDS",
                                           .name = "WriteIOPS",
                                           .statistic = "Average",
                                           .dimension = "DBInstanceIdentifier",
                                           .thing = "db",
                                           .to = 3600000,
                                           .period = 300};
        struct cloudwatch_points points;
        struct cloudwatch_alarms alarms;
        struct events_targets targets;
        struct json_object *target;
        struct strlist names;
        char *state;

        events_list_buses(aws, &names, err);
        events_list_rules_of_target(aws, "default", "arn:aws:ecs:r:1:cluster/c", &names, err);
        events_find_rule(aws, "default", "nightly", &state, err);
        events_list_targets(aws, "default", "nightly", &targets, err);
        cloudwatch_describe_alarms(aws, list, &alarms, err);
        cloudwatch_get_points(aws, &metric, &points, err);
        scheduler_list(aws, &schedules, err);
        scheduler_get_target(aws, "default", "nightly-1.A_b", &target, err);
        scheduler_get_target(aws, NULL, "nightly", &target, err);
}

static void tasks_of_ecs(const struct strlist *list, struct err *err)
{
        struct json_object *definition, *tags, *run = json_object_new_object();
        struct strlist arns;
        struct ecs_tasks tasks;
        char *arn;

        ecs_describe_task_definition(aws, "t", &definition, &tags, err);
        ecs_deregister_task_definition(aws, "t:1", err);
        ecs_list_task_definitions(aws, "t", 5, &arns, err);
        ecs_list_families(aws, "t", &arns, err);
        ecs_all_clusters(aws, &arns, err);
        json_put_text(run, "cluster", "c");
        json_put_text(run, "taskDefinition", "t:1");
        json_put_text(run, "clientToken", "x");
        ecs_run_task(aws, run, &arn, err);
        json_object_put(run);
        ecs_stop_task(aws, "c", "arn", "why", err);
        ecs_list_tasks(aws, "c", "s", "STOPPED", &arns, err);
        ecs_describe_tasks(aws, "c", list, &tasks, err);
}

static void watch_fiber(void *arg)
{
        struct rds_instance instance;
        struct err err = ERR_INIT;

        watch_instance(aws, arg, &instance, &err);
        err_clear(&err);
}

static void make_all(void *arg)
{
        static char one[] = "db1", two[] = "db2";
        struct strlist list = {0};
        struct tags tags = {0};
        struct err err = ERR_INIT;
        struct sts_identity identity;

        strlist_add(&list, "x");
        strlist_add(&list, "y");
        tags_set(&tags, "a:b", "c d=e");
        tags_set(&tags, "f", "");
        release(&err);
        permissions(&err);
        describe_rds(&err);
        change_rds(&list, &tags, &err);
        look_at_clusters(&err);
        change_clusters(&list, &tags, &err);
        ssm_and_secrets(&tags, &err);
        shares_and_roles(&err);
        services_of_ecs(&err);
        deployments_of_ecs(&list, &err);
        tasks_of_ecs(&list, &err);
        events_and_alarms(&list, &err);
        sts_get_caller_identity(aws, &identity, &err);
        fiber_start(arg, "watch", watch_fiber, one);
        fiber_start(arg, "watch", watch_fiber, two);
        strlist_release(&list);
        tags_release(&tags);
        err_clear(&err);
}

int main(void)
{
        struct transport transport = {.perform = send_nothing};
        struct aws_options options = {.loop = loop_new_virtual(1795223230123, 1),
                                      .transport = &transport,
                                      .env = variable};
        struct err err = ERR_INIT;

        aws = aws_new(&options, &err);
        if (!aws) {
                fprintf(stderr, "%s\n", err_text(&err));
                return 1;
        }
        fiber_start(options.loop, "requests", make_all, options.loop);
        loop_run(options.loop);
        aws_free(aws);
        loop_free(options.loop);
        return 0;
}
