#include "helper_operations.h"

#include <stdlib.h>

#include "engine/aws/rds_share.h"
#include "engine/aws/sts.h"
#include "engine/base/mem.h"
#include "helper_callers.h"
#include "helper_print.h"

#define done caller_done
#define name_of caller_name

struct json_object *caller_done(bool ok)
{
        return ok ? json_object_new_boolean(true) : NULL;
}

const char *caller_name(struct json_object *asked)
{
        const char *name = json_text(asked, "name");

        return name ? name : "name";
}

static void names_of(struct json_object *asked, struct strlist *out)
{
        struct json_object *names = json_array(asked, "names");

        for (size_t i = 0; i < json_count(names); i++) {
                const char *name = json_object_get_string(json_at(names, i));

                strlist_add(out, name ? name : "");
        }
        if (!out->count)
                strlist_add(out, "name");
}

/* Items of a list printed one by one; the list is released. */
#define PRINT_ALL(list, print, release)                                                            \
        do {                                                                                       \
                out = json_object_new_array();                                                     \
                for (size_t i = 0; i < (list).count; i++)                                          \
                        json_object_array_add(out, print(&(list).items[i]));                       \
                release(&(list));                                                                  \
        } while (0)

/* --- rds --- */

static struct json_object *instances(struct aws *aws, struct json_object *asked, struct err *err)
{
        struct rds_instances all = {0};
        struct json_object *out = NULL;

        (void)asked;
        if (rds_list_instances(aws, &all, err))
                PRINT_ALL(all, print_instance, rds_instances_release);
        return out;
}

static struct json_object *snapshots(struct aws *aws, struct json_object *asked, struct err *err)
{
        struct rds_snapshots all = {0};
        struct json_object *out = NULL;

        (void)asked;
        if (rds_list_snapshots(aws, NULL, NULL, &all, err))
                PRINT_ALL(all, print_snapshot, rds_snapshots_release);
        return out;
}

static struct json_object *events(struct aws *aws, struct json_object *asked, struct err *err)
{
        struct rds_events all = {0};
        struct json_object *out = NULL;

        if (rds_instance_events(aws, name_of(asked), 0, &all, err))
                PRINT_ALL(all, print_event, rds_events_release);
        return out;
}

static struct json_object *take_instance(bool ok, struct rds_instance *db)
{
        struct json_object *out = ok ? print_instance(db) : NULL;

        rds_instance_release(db);
        return out;
}

static struct json_object *restore(struct aws *aws, struct json_object *asked, struct err *err)
{
        struct rds_restore request = {.id = name_of(asked), .snapshot = "s"};
        struct rds_instance db = {0};

        return take_instance(rds_restore_instance(aws, &request, &db, err), &db);
}

static struct json_object *modify(struct aws *aws, struct json_object *asked, struct err *err)
{
        struct rds_modify request = {.id = name_of(asked)};
        struct rds_instance db = {0};

        return take_instance(rds_modify_instance(aws, &request, &db, err), &db);
}

static struct json_object *take_snapshot(bool ok, struct rds_snapshot *s)
{
        struct json_object *out = ok ? print_snapshot(s) : NULL;

        rds_snapshot_release(s);
        return out;
}

static struct json_object *create_snapshot(struct aws *aws, struct json_object *asked,
                                           struct err *err)
{
        struct rds_snapshot s = {0};

        return take_snapshot(rds_create_snapshot(aws, name_of(asked), "db", NULL, &s, err), &s);
}

static struct json_object *copy_snapshot(struct aws *aws, struct json_object *asked,
                                         struct err *err)
{
        struct rds_copy request = {.source = "s", .id = name_of(asked)};
        struct rds_snapshot s = {0};

        return take_snapshot(rds_copy_snapshot(aws, &request, &s, err), &s);
}

static struct json_object *delete_instance(struct aws *aws, struct json_object *asked,
                                           struct err *err)
{
        return done(rds_delete_instance(aws, name_of(asked), NULL, true, NULL, err));
}

static struct json_object *delete_snapshot(struct aws *aws, struct json_object *asked,
                                           struct err *err)
{
        return done(rds_delete_snapshot(aws, name_of(asked), err));
}

static struct json_object *add_role(struct aws *aws, struct json_object *asked, struct err *err)
{
        return done(rds_add_role_to_instance(aws, name_of(asked), "arn", "s3Import", err));
}

static struct json_object *add_tags(struct aws *aws, struct json_object *asked, struct err *err)
{
        struct tags tags = {0};
        bool ok;

        tags_set(&tags, "k", "v");
        ok = rds_add_tags(aws, name_of(asked), &tags, err);
        tags_release(&tags);
        return done(ok);
}

static struct json_object *remove_tags(struct aws *aws, struct json_object *asked, struct err *err)
{
        struct strlist keys = {0};
        bool ok;

        strlist_add(&keys, "k");
        ok = rds_remove_tags(aws, name_of(asked), &keys, err);
        strlist_release(&keys);
        return done(ok);
}

static struct json_object *accounts(struct aws *aws, struct json_object *asked, bool cluster,
                                    struct err *err)
{
        struct strlist all = {0};
        struct json_object *out = NULL;

        if (rds_snapshot_accounts(aws, cluster, name_of(asked), &all, err))
                out = print_texts(&all);
        strlist_release(&all);
        return out;
}

static struct json_object *attributes(struct aws *aws, struct json_object *asked, struct err *err)
{
        return accounts(aws, asked, false, err);
}

static struct json_object *cluster_attributes(struct aws *aws, struct json_object *asked,
                                              struct err *err)
{
        return accounts(aws, asked, true, err);
}

static struct json_object *share(struct aws *aws, struct json_object *asked, struct err *err)
{
        return done(rds_share_snapshot(aws, false, name_of(asked), "111122223333", true, err));
}

static struct json_object *share_cluster(struct aws *aws, struct json_object *asked,
                                         struct err *err)
{
        return done(rds_share_snapshot(aws, true, name_of(asked), "111122223333", true, err));
}

static struct json_object *delete_cluster_snapshot(struct aws *aws, struct json_object *asked,
                                                   struct err *err)
{
        return done(rds_remove_snapshot(aws, true, name_of(asked), err));
}

/* --- ssm, secretsmanager, kms, sts, cloudwatch --- */

static struct json_object *get_parameters(struct aws *aws, struct json_object *asked,
                                          struct err *err)
{
        const char *name = name_of(asked);
        struct ssm_parameters all = {0};
        struct json_object *out = NULL;

        if (ssm_get_many(aws, &name, 1, &all, err))
                PRINT_ALL(all, print_parameter, ssm_parameters_release);
        return out;
}

static struct json_object *describe_key(struct aws *aws, struct json_object *asked, struct err *err)
{
        struct json_object *out = NULL;
        struct kms_key key = {0};

        if (kms_describe_key(aws, name_of(asked), &key, err))
                out = print_key(&key);
        kms_key_release(&key);
        return out;
}

static struct json_object *identity(struct aws *aws, struct json_object *asked, struct err *err)
{
        struct json_object *out = NULL;
        struct sts_identity i = {0};

        (void)asked;
        if (sts_get_caller_identity(aws, &i, err)) {
                out = json_object_new_object();
                json_put_text(out, "Account", i.account);
                json_put_text(out, "Arn", i.arn);
                json_put_text(out, "UserId", i.user_id);
        }
        sts_identity_release(&i);
        return out;
}

static struct json_object *take_credentials(struct credentials *c)
{
        struct json_object *out = json_object_new_object();

        json_put_text(out, "AccessKeyId", c->access_key);
        json_put_text(out, "SecretAccessKey", c->secret_key);
        json_put_text(out, "SessionToken", c->session_token);
        json_put_int(out, "Expiration", c->expires);
        credentials_drop(c);
        return out;
}

static struct json_object *assume_role(struct aws *aws, struct json_object *asked, struct err *err)
{
        struct sts_role role = {.arn = name_of(asked), .session_name = "session"};
        struct credentials *c = NULL;

        return sts_assume_role(aws, &role, &c, err) ? take_credentials(c) : NULL;
}

static struct json_object *assume_role_with_token(struct aws *aws, struct json_object *asked,
                                                  struct err *err)
{
        struct sts_role role = {.arn = name_of(asked), .session_name = "session"};
        struct credentials *c = NULL;

        return sts_assume_role_with_web_identity(aws, &role, "token", &c, err) ? take_credentials(c)
                                                                               : NULL;
}

static struct json_object *alarms(struct aws *aws, struct json_object *asked, struct err *err)
{
        struct cloudwatch_alarms all = {0};
        struct json_object *out = NULL;
        struct strlist names = {0};

        names_of(asked, &names);
        if (cloudwatch_describe_alarms(aws, &names, &all, err))
                PRINT_ALL(all, print_alarm, cloudwatch_alarms_release);
        strlist_release(&names);
        return out;
}

/* --- events --- */

static struct json_object *take_texts(bool ok, struct strlist *list)
{
        struct json_object *out = ok ? print_texts(list) : NULL;

        strlist_release(list);
        return out;
}

static struct json_object *buses(struct aws *aws, struct json_object *asked, struct err *err)
{
        struct strlist list = {0};

        (void)asked;
        return take_texts(events_list_buses(aws, &list, err), &list);
}

static struct json_object *rules_of_target(struct aws *aws, struct json_object *asked,
                                           struct err *err)
{
        struct strlist list = {0};

        return take_texts(events_list_rules_of_target(aws, "b", name_of(asked), &list, err), &list);
}

static struct json_object *rules(struct aws *aws, struct json_object *asked, struct err *err)
{
        struct json_object *out = NULL;
        char *state = NULL;

        if (events_find_rule(aws, "b", name_of(asked), &state, err)) {
                out = json_object_new_object();
                json_put_text(out, "State", state);
        }
        free(state);
        return out;
}

static struct json_object *targets(struct aws *aws, struct json_object *asked, struct err *err)
{
        struct events_targets all = {0};
        struct json_object *out = NULL;

        if (events_list_targets(aws, "b", name_of(asked), &all, err))
                PRINT_ALL(all, print_target, events_targets_release);
        return out;
}

/* --- ecs --- */

static struct json_object *services_of(struct aws *aws, struct json_object *asked, struct err *err)
{
        struct ecs_services all = {0};
        struct json_object *out = NULL;
        struct strlist names = {0};

        names_of(asked, &names);
        if (ecs_describe_services(aws, "c", (const char *const *)names.items, names.count, &all,
                                  err))
                PRINT_ALL(all, print_service, ecs_services_release);
        strlist_release(&names);
        return out;
}

static struct json_object *list_services(struct aws *aws, struct json_object *asked,
                                         struct err *err)
{
        struct strlist list = {0};

        return take_texts(ecs_list_services(aws, name_of(asked), &list, err), &list);
}

static struct json_object *update_service(struct aws *aws, struct json_object *asked,
                                          struct err *err)
{
        struct ecs_update update = {.cluster = "c", .service = name_of(asked), .desired = -1};
        struct ecs_service s = {0};
        struct json_object *out = NULL;

        if (ecs_update_service(aws, &update, &s, err))
                out = print_service(&s);
        ecs_service_release(&s);
        return out;
}

static struct json_object *clusters(struct aws *aws, struct json_object *asked, struct err *err)
{
        struct json_object *out = NULL;
        char *arn = NULL;

        if (ecs_cluster_arn(aws, name_of(asked), &arn, err)) {
                out = json_object_new_object();
                json_put_text(out, "clusterArn", arn);
        }
        free(arn);
        return out;
}

static struct json_object *definition(struct aws *aws, struct json_object *asked, struct err *err)
{
        struct json_object *out, *found = NULL, *tags = NULL;

        if (!ecs_describe_task_definition(aws, name_of(asked), &found, &tags, err))
                return NULL;
        out = json_object_new_object();
        json_put(out, "raw", found);
        json_put(out, "tags", tags);
        return out;
}

static struct json_object *register_definition(struct aws *aws, struct json_object *asked,
                                               struct err *err)
{
        struct json_object *request = json_object_new_object(), *out = NULL;
        char *arn = NULL;

        json_put_text(request, "family", name_of(asked));
        if (ecs_register_task_definition(aws, request, &arn, err)) {
                out = json_object_new_object();
                json_put_text(out, "taskDefinitionArn", arn);
        }
        free(arn);
        json_object_put(request);
        return out;
}

static struct json_object *deregister(struct aws *aws, struct json_object *asked, struct err *err)
{
        return done(ecs_deregister_task_definition(aws, name_of(asked), err));
}

static struct json_object *definitions(struct aws *aws, struct json_object *asked, struct err *err)
{
        struct strlist list = {0};

        return take_texts(ecs_list_task_definitions(aws, name_of(asked), 0, &list, err), &list);
}

static struct json_object *families(struct aws *aws, struct json_object *asked, struct err *err)
{
        struct strlist list = {0};

        (void)asked;
        return take_texts(ecs_list_families(aws, NULL, &list, err), &list);
}

static struct json_object *clusters_of_ecs(struct aws *aws, struct json_object *asked,
                                           struct err *err)
{
        struct strlist list = {0};

        (void)asked;
        return take_texts(ecs_all_clusters(aws, &list, err), &list);
}

static struct json_object *list_deployments(struct aws *aws, struct json_object *asked,
                                            struct err *err)
{
        struct ecs_service_deployments all = {0};
        struct json_object *out = NULL;

        if (ecs_list_service_deployments(aws, "c", name_of(asked), 0, &all, err))
                PRINT_ALL(all, print_service_deployment, ecs_service_deployments_release);
        return out;
}

static struct json_object *describe_deployments(struct aws *aws, struct json_object *asked,
                                                struct err *err)
{
        const char *arn = name_of(asked);
        struct ecs_service_deployment d = {0};
        struct json_object *out = NULL;

        if (ecs_describe_some_deployments(aws, &arn, 1, &d, err)) {
                out = json_object_new_array();
                if (d.arn)
                        json_object_array_add(out, print_service_deployment(&d));
        }
        ecs_service_deployment_release(&d);
        return out;
}

static struct json_object *revisions(struct aws *aws, struct json_object *asked, struct err *err)
{
        struct strlist arns = {0}, list = {0};
        bool ok;

        names_of(asked, &arns);
        ok = ecs_describe_service_revisions(aws, &arns, &list, err);
        strlist_release(&arns);
        return take_texts(ok, &list);
}

static struct json_object *stop_deployment(struct aws *aws, struct json_object *asked,
                                           struct err *err)
{
        return done(ecs_rollback_service_deployment(aws, name_of(asked), err));
}

static struct json_object *continue_deployment(struct aws *aws, struct json_object *asked,
                                               struct err *err)
{
        return done(ecs_continue_service_deployment(aws, name_of(asked), "hook", err));
}

static struct json_object *run_task(struct aws *aws, struct json_object *asked, struct err *err)
{
        struct json_object *request = json_object_new_object(), *out = NULL;
        char *arn = NULL;

        json_put_text(request, "taskDefinition", name_of(asked));
        if (ecs_run_task(aws, request, &arn, err)) {
                out = json_object_new_object();
                json_put_text(out, "taskArn", arn);
        }
        free(arn);
        json_object_put(request);
        return out;
}

static struct json_object *stop_task(struct aws *aws, struct json_object *asked, struct err *err)
{
        return done(ecs_stop_task(aws, "c", name_of(asked), "why", err));
}

static struct json_object *list_tasks(struct aws *aws, struct json_object *asked, struct err *err)
{
        struct strlist list = {0};

        (void)asked;
        return take_texts(ecs_list_tasks(aws, "c", NULL, "RUNNING", &list, err), &list);
}

static struct json_object *describe_tasks(struct aws *aws, struct json_object *asked,
                                          struct err *err)
{
        struct ecs_tasks all = {0};
        struct json_object *out = NULL;
        struct strlist arns = {0};

        names_of(asked, &arns);
        if (ecs_describe_tasks(aws, "c", &arns, &all, err))
                PRINT_ALL(all, print_task, ecs_tasks_release);
        strlist_release(&arns);
        return out;
}

#define OPERATIONS(X)                                                                              \
        X("rds DescribeDBInstances", instances)                                                    \
        X("rds DescribeDBSnapshots", snapshots)                                                    \
        X("rds DescribeEvents", events)                                                            \
        X("rds RestoreDBInstanceFromDBSnapshot", restore)                                          \
        X("rds ModifyDBInstance", modify)                                                          \
        X("rds RebootDBInstance", call_reboot)                                                     \
        X("rds StartDBInstance", call_start)                                                       \
        X("rds StopDBInstance", call_stop)                                                         \
        X("rds DeleteDBInstance", delete_instance)                                                 \
        X("rds AddRoleToDBInstance", add_role)                                                     \
        X("rds AddTagsToResource", add_tags)                                                       \
        X("rds RemoveTagsFromResource", remove_tags)                                               \
        X("rds CreateDBSnapshot", create_snapshot)                                                 \
        X("rds CopyDBSnapshot", copy_snapshot)                                                     \
        X("rds DeleteDBSnapshot", delete_snapshot)                                                 \
        X("rds DescribeDBSnapshotAttributes", attributes)                                          \
        X("rds ModifyDBSnapshotAttribute", share)                                                  \
        X("rds DescribeDBClusterSnapshotAttributes", cluster_attributes)                           \
        X("rds ModifyDBClusterSnapshotAttribute", share_cluster)                                   \
        X("rds DeleteDBClusterSnapshot", delete_cluster_snapshot)                                  \
        X("rds DescribeAccountAttributes", call_quotas)                                            \
        X("rds DescribeDBMajorEngineVersions", call_lifecycles)                                    \
        X("iam SimulatePrincipalPolicy", call_simulate)                                            \
        X("rds DescribeDBClusters", call_clusters)                                                 \
        X("rds DescribeDBClusterSnapshots", call_cluster_snapshots)                                \
        X("rds DescribeDBClusterEndpoints", call_cluster_endpoints)                                \
        X("rds RestoreDBClusterFromSnapshot", call_restore_cluster)                                \
        X("rds CreateDBInstance", call_create_member)                                              \
        X("rds ModifyDBCluster", call_modify_cluster)                                              \
        X("rds DeleteDBCluster", call_delete_cluster)                                              \
        X("rds StartDBCluster", call_start_cluster)                                                \
        X("rds StopDBCluster", call_stop_cluster)                                                  \
        X("rds AddRoleToDBCluster", call_add_cluster_role)                                         \
        X("rds EnableHttpEndpoint", call_enable_http)                                              \
        X("rds CreateDBClusterSnapshot", call_create_cluster_snapshot)                             \
        X("rds CopyDBClusterSnapshot", call_copy_cluster_snapshot)                                 \
        X("rds CreateDBClusterEndpoint", call_create_endpoint)                                     \
        X("secretsmanager DescribeSecret", call_describe_secret)                                   \
        X("secretsmanager PutSecretValue", call_put_secret)                                        \
        X("secretsmanager UpdateSecretVersionStage", call_move_label)                              \
        X("secretsmanager RestoreSecret", call_restore_secret)                                     \
        X("sts AssumeRoleWithWebIdentity", assume_role_with_token)                                 \
        X("scheduler ListSchedules", call_schedules)                                               \
        X("scheduler GetSchedule", call_schedule)                                                  \
        X("ecr DescribeImages", call_find_image)                                                   \
        X("ecr BatchGetImage", call_get_manifest)                                                  \
        X("ecr PutImage", call_put_tag)                                                            \
        X("sns Publish", call_publish)                                                             \
        X("ssm GetParameter", call_get_parameter)                                                  \
        X("ssm GetParametersByPath", call_get_by_path)                                             \
        X("ssm GetParameters", get_parameters)                                                     \
        X("ssm GetParameterHistory", call_parameter_history)                                       \
        X("ssm ListTagsForResource", call_parameter_tags)                                          \
        X("ssm PutParameter", call_put_parameter)                                                  \
        X("ssm DeleteParameter", call_delete_parameter)                                            \
        X("secretsmanager GetSecretValue", call_read_secret)                                       \
        X("kms DescribeKey", describe_key)                                                         \
        X("sts GetCallerIdentity", identity)                                                       \
        X("sts AssumeRole", assume_role)                                                           \
        X("cloudwatch DescribeAlarms", alarms)                                                     \
        X("cloudwatch GetMetricStatistics", call_statistics)                                       \
        X("events ListEventBuses", buses)                                                          \
        X("events ListRuleNamesByTarget", rules_of_target)                                         \
        X("events ListRules", rules)                                                               \
        X("events ListTargetsByRule", targets)                                                     \
        X("ecs DescribeServices", services_of)                                                     \
        X("ecs ListServices", list_services)                                                       \
        X("ecs UpdateService", update_service)                                                     \
        X("ecs DescribeClusters", clusters)                                                        \
        X("ecs DescribeTaskDefinition", definition)                                                \
        X("ecs RegisterTaskDefinition", register_definition)                                       \
        X("ecs DeregisterTaskDefinition", deregister)                                              \
        X("ecs ListTaskDefinitions", definitions)                                                  \
        X("ecs ListTaskDefinitionFamilies", families)                                              \
        X("ecs ListClusters", clusters_of_ecs)                                                     \
        X("ecs ListServiceDeployments", list_deployments)                                          \
        X("ecs DescribeServiceDeployments", describe_deployments)                                  \
        X("ecs DescribeServiceRevisions", revisions)                                               \
        X("ecs StopServiceDeployment", stop_deployment)                                            \
        X("ecs ContinueServiceDeployment", continue_deployment)                                    \
        X("ecs RunTask", run_task)                                                                 \
        X("ecs StopTask", stop_task)                                                               \
        X("ecs ListTasks", list_tasks)                                                             \
        X("ecs DescribeTasks", describe_tasks)

#define NAME(name, call) name,
#define CALL(name, call) call,

const char *const operation_names[] = {OPERATIONS(NAME) NULL};
static const caller callers[] = {OPERATIONS(CALL) NULL};

struct json_object *operation_call(struct aws *aws, const char *name, struct json_object *asked,
                                   struct err *err)
{
        for (size_t i = 0; operation_names[i]; i++) {
                if (text_same(operation_names[i], name))
                        return callers[i](aws, asked, err);
        }
        err_set(err, ERR_FAILED, "no operation %s here", name ? name : "");
        return NULL;
}
