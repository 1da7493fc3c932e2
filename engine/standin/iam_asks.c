/*
 * Which actions on which resources a request asks for. Facts: AWS's Service Authorization
 * Reference of June 2026, with its dependent actions (tags given at creation, a final snapshot, a
 * role that is passed on). What stands in no table is asked for as SERVICE:OPERATION on "*".
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "engine/standin/iam.h"
#include "engine/standin/identity.h"

/* One request being decided. The first thing that is denied fails the call. */
struct asks {
        struct call *call;
        bool query;
        struct json_object *context;
        bool ok;
};

static void refuse(struct asks *a, const char *action, const char *resource,
                   enum iam_decision decision)
{
        const char *who = a->call->identity->arn;
        const char *code = a->query ? "AccessDenied" : "AccessDeniedException";

        a->ok = false;
        if (decision == IAM_EXPLICITLY_DENIED)
                call_fail(a->call, a->query ? 403 : 400, code,
                          "User: %s is not authorized to perform: %s on resource: %s with an "
                          "explicit deny in an identity-based policy",
                          who, action, resource);
        else
                call_fail(a->call, a->query ? 403 : 400, code,
                          "User: %s is not authorized to perform: %s on resource: %s because no "
                          "identity-based policy allows the %s action",
                          who, action, resource, action);
}

static void ask(struct asks *a, const char *action, const char *resource)
{
        enum iam_decision decision;

        if (!a->ok)
                return;
        decision = iam_decide(a->call->identity->policies, action, resource, a->context);
        if (decision != IAM_ALLOWED)
                refuse(a, action, resource, decision);
}

static void add_key(struct asks *a, const char *key, const char *value)
{
        if (value)
                json_put_text(a->context, key, value);
}

/* --- resources --- */

/* "arn:aws:SERVICE:REGION:ACCOUNT:TYPE<between>NAME"; an ARN given in place of a name is itself. */
static char *arn_of(struct asks *a, const char *service, const char *type, const char *between,
                    const char *name)
{
        if (name && text_starts(name, "arn:"))
                return xstrdup(name);
        return world_arn(a->call->cloud, service, "%s%s%s", type, between, name ? name : "*");
}

static void ask_on(struct asks *a, const char *action, const char *service, const char *type,
                   const char *between, const char *name)
{
        char *arn = arn_of(a, service, type, between, name);

        ask(a, action, arn);
        free(arn);
}

static const char *last_part(const char *arn)
{
        const char *slash = arn ? strrchr(arn, '/') : NULL;

        return slash ? slash + 1 : arn;
}

/* --- rds --- */

enum { RDS_RESOURCES = 7 };

/* Members of the request, with the types of resource they name. "?" before the type: only when it
 * is sent. A list without any name is of all. */
struct rds_ask {
        const char *operation;
        const char *resources[RDS_RESOURCES][2];
};

static const struct rds_ask rds_asks[] = {
        {"DescribeDBInstances", {{"db", "DBInstanceIdentifier"}}},
        {"DescribeDBSnapshots",
         {{"?snapshot", "DBSnapshotIdentifier"}, {"db", "DBInstanceIdentifier"}}},
        {"DescribeDBClusters", {{"cluster", "DBClusterIdentifier"}}},
        {"DescribeDBClusterSnapshots",
         {{"?cluster-snapshot", "DBClusterSnapshotIdentifier"},
          {"cluster", "DBClusterIdentifier"}}},
        {"DescribeDBClusterEndpoints", {{"cluster", "DBClusterIdentifier"}}},
        {"RestoreDBInstanceFromDBSnapshot",
         {{"db", "DBInstanceIdentifier"},
          {"?snapshot", "DBSnapshotIdentifier"},
          {"og", "OptionGroupName"},
          {"pg", "DBParameterGroupName"},
          {"subgrp", "DBSubnetGroupName"}}},
        {"RestoreDBClusterFromSnapshot",
         {{"cluster", "DBClusterIdentifier"},
          {"cluster-snapshot", "SnapshotIdentifier"},
          {"og", "OptionGroupName"},
          {"cluster-pg", "DBClusterParameterGroupName"},
          {"subgrp", "DBSubnetGroupName"}}},
        {"CreateDBInstance",
         {{"db", "DBInstanceIdentifier"},
          {"?cluster", "DBClusterIdentifier"},
          {"?og", "OptionGroupName"},
          {"?pg", "DBParameterGroupName"},
          {"?subgrp", "DBSubnetGroupName"}}},
        {"CreateDBClusterEndpoint",
         {{"cluster", "DBClusterIdentifier"}, {"cluster-endpoint", "DBClusterEndpointIdentifier"}}},
        {"CreateDBSnapshot",
         {{"db", "DBInstanceIdentifier"}, {"snapshot", "DBSnapshotIdentifier"}}},
        {"CreateDBClusterSnapshot",
         {{"cluster", "DBClusterIdentifier"}, {"cluster-snapshot", "DBClusterSnapshotIdentifier"}}},
        {"CopyDBSnapshot", {{"snapshot", "TargetDBSnapshotIdentifier"}}},
        {"CopyDBClusterSnapshot", {{"cluster-snapshot", "TargetDBClusterSnapshotIdentifier"}}},
        {"ModifyDBInstance",
         {{"db", "DBInstanceIdentifier"},
          {"?og", "OptionGroupName"},
          {"?pg", "DBParameterGroupName"}}},
        {"ModifyDBCluster",
         {{"cluster", "DBClusterIdentifier"}, {"?cluster-pg", "DBClusterParameterGroupName"}}},
        {"AddRoleToDBInstance", {{"db", "DBInstanceIdentifier"}}},
        {"AddRoleToDBCluster", {{"cluster", "DBClusterIdentifier"}}},
        {"EnableHttpEndpoint", {{"cluster", "ResourceArn"}}},
        {"RebootDBInstance", {{"db", "DBInstanceIdentifier"}}},
        {"StartDBInstance", {{"db", "DBInstanceIdentifier"}}},
        {"StartDBCluster", {{"cluster", "DBClusterIdentifier"}}},
        {"StopDBInstance", {{"db", "DBInstanceIdentifier"}}},
        {"StopDBCluster", {{"cluster", "DBClusterIdentifier"}}},
        {"DeleteDBInstance", {{"db", "DBInstanceIdentifier"}}},
        {"DeleteDBCluster", {{"cluster", "DBClusterIdentifier"}}},
        {"DeleteDBSnapshot", {{"snapshot", "DBSnapshotIdentifier"}}},
        {"DeleteDBClusterSnapshot", {{"cluster-snapshot", "DBClusterSnapshotIdentifier"}}},
        {"DescribeDBSnapshotAttributes", {{"snapshot", "DBSnapshotIdentifier"}}},
        {"ModifyDBSnapshotAttribute", {{"snapshot", "DBSnapshotIdentifier"}}},
        {"DescribeDBClusterSnapshotAttributes",
         {{"cluster-snapshot", "DBClusterSnapshotIdentifier"}}},
        {"ModifyDBClusterSnapshotAttribute", {{"cluster-snapshot", "DBClusterSnapshotIdentifier"}}},
        {"ListTagsForResource", {{"db", "ResourceName"}}},
        {"AddTagsToResource", {{"db", "ResourceName"}}},
        {"RemoveTagsFromResource", {{"db", "ResourceName"}}},
};

/* Tags of the request as aws:RequestTag/KEY. */
static bool add_request_tags(struct asks *a, const char *member, const char *key, const char *value)
{
        struct json_object *tags = json_array(a->call->in, member);

        for (size_t i = 0; i < json_count(tags); i++) {
                char *name = xasprintf("aws:RequestTag/%s", json_text(json_at(tags, i), key));

                add_key(a, name, json_text(json_at(tags, i), value));
                free(name);
        }
        return json_count(tags) > 0;
}

static const struct rds_ask *find_rds(const char *operation)
{
        for (size_t i = 0; i < ARRAY_LEN(rds_asks); i++)
                if (!strcmp(rds_asks[i].operation, operation))
                        return &rds_asks[i];
        return NULL;
}

static void pass_role(struct asks *a, const char *role, const char *to)
{
        if (!role)
                return;
        add_key(a, "iam:PassedToService", to);
        ask(a, "iam:PassRole", role);
}

/* The dependent actions that the request's members call for. */
static void ask_rds_dependent(struct asks *a, const struct rds_ask *r, bool tagged)
{
        struct json_object *in = a->call->in;
        const char *final_db = json_text(in, "FinalDBSnapshotIdentifier");
        const char *made = r->resources[0][0], *made_name = json_text(in, r->resources[0][1]);
        bool cluster = text_starts(made, "c");

        if (tagged && strstr(r->operation, "Snapshot") && text_starts(r->operation, "Create")) {
                made = r->resources[1][0];
                made_name = json_text(in, r->resources[1][1]);
        }
        if (tagged && !strstr(r->operation, "TagsToResource"))
                ask_on(a, "rds:AddTagsToResource", "rds", made, ":", made_name);
        if (final_db && text_starts(r->operation, "Delete")) {
                const char *action =
                        cluster ? "rds:CreateDBClusterSnapshot" : "rds:CreateDBSnapshot";

                ask_on(a, action, "rds", made, ":", made_name);
                ask_on(a, action, "rds", cluster ? "cluster-snapshot" : "snapshot", ":", final_db);
                ask_on(a, "rds:AddTagsToResource", "rds", cluster ? "cluster-snapshot" : "snapshot",
                       ":", final_db);
        }
        pass_role(a, json_text(in, "RoleArn"), "rds.amazonaws.com");
        pass_role(a, json_text(in, "MonitoringRoleArn"), "monitoring.rds.amazonaws.com");
}

static void ask_rds(struct asks *a)
{
        const struct rds_ask *r = find_rds(a->call->operation);
        char *action = xasprintf("rds:%s", a->call->operation);
        bool tagged = add_request_tags(a, "Tags", "Key", "Value");

        if (!r)
                ask(a, action, "*");
        for (size_t i = 0; r && i < RDS_RESOURCES && r->resources[i][0]; i++) {
                const char *type = r->resources[i][0];
                const char *name = json_text(a->call->in, r->resources[i][1]);

                if (*type != '?' || name)
                        ask_on(a, action, "rds", type + (*type == '?'), ":", name);
        }
        if (r)
                ask_rds_dependent(a, r, tagged);
        free(action);
}

/* --- ssm --- */

static void ask_ssm(struct asks *a)
{
        struct json_object *in = a->call->in, *names = json_array(in, "Names");
        char *action = xasprintf("ssm:%s", a->call->operation);
        const char *name = json_text(in, "Name");
        bool tagged = add_request_tags(a, "Tags", "Key", "Value");

        if (!name)
                name = json_text(in, "Path");
        if (!name && text_same(json_text(in, "ResourceType"), "Parameter"))
                name = json_text(in, "ResourceId");
        for (size_t i = 0; i < json_count(names); i++)
                ask_on(a, action, "ssm", "parameter", "",
                       json_object_get_string(json_at(names, i)));
        if (name)
                ask_on(a, action, "ssm", "parameter", *name == '/' ? "" : "/", name);
        else if (!names)
                ask(a, action, "*");
        if (tagged && name && text_same(a->call->operation, "PutParameter"))
                ask_on(a, "ssm:AddTagsToResource", "ssm", "parameter", *name == '/' ? "" : "/",
                       name);
        free(action);
}

/* --- ecs --- */

static void ask_of_service(struct asks *a, const char *action, const char *service)
{
        const char *cluster = last_part(json_text(a->call->in, "cluster"));
        char *name = xasprintf("%s/%s", cluster ? cluster : "default", last_part(service));

        ask_on(a, action, "ecs", "service", "/", name);
        free(name);
}

/* "arn:...:service-deployment/CLUSTER/SERVICE/ID": itself and its service. */
static void ask_of_deployment(struct asks *a, const char *action, const char *arn)
{
        const char *start = arn ? strstr(arn, ":service-") : NULL;
        char cluster[256], service[256];

        if (!start || sscanf(start, ":%*[^/]/%255[^/]/%255[^/]/", cluster, service) != 2) {
                ask(a, action, "*");
                return;
        }
        ask(a, action, arn);
        if (a->ok) {
                char *name = xasprintf("%s/%s", cluster, service);

                ask_on(a, action, "ecs", "service", "/", name);
                free(name);
        }
}

static void ask_of_each(struct asks *a, const char *action, const char *member,
                        void (*one)(struct asks *a, const char *action, const char *name))
{
        struct json_object *list = json_array(a->call->in, member);

        for (size_t i = 0; i < json_count(list); i++)
                one(a, action, json_object_get_string(json_at(list, i)));
}

static void ask_of_task(struct asks *a, const char *action, const char *task)
{
        const char *cluster = last_part(json_text(a->call->in, "cluster"));
        char *name = xasprintf("%s/%s", cluster ? cluster : "default", last_part(task));

        ask_on(a, action, "ecs", "task", "/", name);
        free(name);
}

static void ask_to_register(struct asks *a)
{
        static const char *const roles[] = {"taskRoleArn", "executionRoleArn"};
        struct json_object *in = a->call->in;
        char *name = xasprintf("%s:*", json_text(in, "family"));
        bool tagged = add_request_tags(a, "tags", "key", "value");

        ask_on(a, "ecs:RegisterTaskDefinition", "ecs", "task-definition", "/", name);
        if (tagged) {
                add_key(a, "ecs:CreateAction", "RegisterTaskDefinition");
                ask_on(a, "ecs:TagResource", "ecs", "task-definition", "/", name);
        }
        for (size_t i = 0; i < ARRAY_LEN(roles); i++)
                pass_role(a, json_text(in, roles[i]), "ecs-tasks.amazonaws.com");
        free(name);
}

static void ask_cluster(struct asks *a, const char *action, const char *name)
{
        ask_on(a, action, "ecs", "cluster", "/", last_part(name));
}

static void ask_ecs(struct asks *a)
{
        struct json_object *in = a->call->in;
        const char *op = a->call->operation;
        char *action = xasprintf("ecs:%s", op);

        if (!strcmp(op, "RegisterTaskDefinition"))
                ask_to_register(a);
        else if (!strcmp(op, "DescribeServices"))
                ask_of_each(a, action, "services", ask_of_service);
        else if (!strcmp(op, "UpdateService") || !strcmp(op, "ListServiceDeployments"))
                ask_of_service(a, action, json_text(in, "service"));
        else if (!strcmp(op, "DescribeServiceDeployments"))
                ask_of_each(a, action, "serviceDeploymentArns", ask_of_deployment);
        else if (!strcmp(op, "DescribeServiceRevisions"))
                ask_of_each(a, action, "serviceRevisionArns", ask_of_deployment);
        else if (!strcmp(op, "StopServiceDeployment") || !strcmp(op, "ContinueServiceDeployment"))
                ask_of_deployment(a, action, json_text(in, "serviceDeploymentArn"));
        else if (!strcmp(op, "DescribeTasks"))
                ask_of_each(a, action, "tasks", ask_of_task);
        else if (!strcmp(op, "StopTask"))
                ask_of_task(a, action, json_text(in, "task"));
        else if (!strcmp(op, "DescribeClusters"))
                ask_of_each(a, action, "clusters", ask_cluster);
        else if (!strcmp(op, "RunTask"))
                ask_on(a, action, "ecs", "task-definition", "/", json_text(in, "taskDefinition"));
        else
                ask(a, action, "*");
        free(action);
}

/* --- the others --- */

static void ask_other(struct asks *a)
{
        struct json_object *in = a->call->in;
        const char *service = a->call->service, *op = a->call->operation;
        char *action = xasprintf("%s:%s", service, op), *name = NULL;

        if (!strcmp(service, "secretsmanager") && json_text(in, "SecretId"))
                ask_on(a, action, service, "secret", ":", json_text(in, "SecretId"));
        else if (!strcmp(service, "iam") && json_text(in, "PolicySourceArn"))
                ask(a, action, json_text(in, "PolicySourceArn"));
        else if (!strcmp(service, "sts") && json_text(in, "RoleArn"))
                ask(a, action, json_text(in, "RoleArn"));
        else if (!strcmp(action, "scheduler:GetSchedule")) {
                const char *group = json_text(in, "GroupName");

                name = xasprintf("%s/%s", group ? group : "default", json_text(in, "Name"));
                ask_on(a, action, service, "schedule", "/", name);
        } else if (!strcmp(action, "events:ListTargetsByRule"))
                ask_on(a, action, service, "rule", "/", json_text(in, "Rule"));
        else if (!strcmp(action, "cloudwatch:DescribeAlarms"))
                ask_on(a, action, service, "alarm", ":", NULL);
        else
                ask(a, action, "*");
        free(action);
        free(name);
}

bool iam_authorize(struct call *call, bool query)
{
        struct asks a = {.call = call, .query = query, .ok = true};

        /* "No permissions are required to perform this operation", not even against a Deny. */
        if (!call->identity->policies || !strcmp(call->operation, "GetCallerIdentity"))
                return true;
        a.context = json_object_new_object();
        if (!strcmp(call->service, "rds"))
                ask_rds(&a);
        else if (!strcmp(call->service, "ssm"))
                ask_ssm(&a);
        else if (!strcmp(call->service, "ecs"))
                ask_ecs(&a);
        else
                ask_other(&a);
        json_object_put(a.context);
        return a.ok;
}
