#include "engine/sim/cloud.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"

#define OLD_ID SIM_STACK "-" SIM_OLD
#define PREFIX "/" SIM_STACK "/"

/* --- at the beginning --- */

/* A neighbour's stack: its own database, pointer and service. */
#define NEIGHBOUR_DB(stack)                                                                        \
        "{\"id\":\"" stack "-20261002000000\",\"version\":\"15.4\",\"user\":\"app\","              \
        "\"password\":\"their-secret\",\"database\":\"app\",\"tags\":{\"snaplift:stack\":\"" stack \
        "\"}}"
#define NEIGHBOUR_PARAMETER(stack)                                                                 \
        "{\"name\":\"/" stack "/db/active-timestamp\",\"value\":\"20261002000000\"}"
#define NEIGHBOUR_CLUSTER(stack)                                                                   \
        "{\"clusterName\":\"" stack "\",\"services\":[{\"serviceName\":\"web\","                   \
        "\"taskDefinition\":\"" stack "-web\",\"desiredCount\":1}]}"
#define NEIGHBOUR_DEFINITION(stack)                                                                \
        "{\"family\":\"" stack "-web\",\"containerDefinitions\":[{\"name\":\"web\","               \
        "\"image\":\"web:1\",\"memory\":64,\"environment\":[{\"name\":\"DB_HOST\",\"value\":"      \
        "\"{database:" stack "-20261002000000:address}\"}]}]}"

static const char world[] =
        "{\"jitter\":30,"
        "\"parameter_groups\":[\"ours\"],"
        "\"databases\":["
        "{\"id\":\"" SIM_SOURCE "-20260901000000\",\"version\":\"15.4\",\"user\":\"app\","
        "\"password\":\"" SIM_SOURCE_SECRET "\",\"database\":\"app\","
        "\"tags\":{\"snaplift:stack\":\"" SIM_SOURCE "\"}},"
        "{\"id\":\"" OLD_ID "\",\"version\":\"15.4\",\"user\":\"app\",\"password\":\"" SIM_SECRET
        "\",\"database\":\"app\",\"class\":\"db.t4g.medium\",\"multi_az\":true,\"storage\":50,"
        "\"MonitoringInterval\":60,\"MonitoringRoleArn\":\"arn:aws:iam::000000000000:role/watch\","
        "\"EnablePerformanceInsights\":true,\"MaxAllocatedStorage\":200,"
        "\"security_groups\":[\"sg-0000000a\"],\"parameter_group\":\"ours\","
        "\"tags\":{\"snaplift:stack\":\"" SIM_STACK
        "\",\"team\":\"blue\"}}," NEIGHBOUR_DB("xy-01460-qa") "," NEIGHBOUR_DB("xy-0146-qa2") "," NEIGHBOUR_DB(
                "x-y0146-qa") "],"
                              "\"snapshots\":["
                              "{\"id\":\"" SIM_OLDER "\",\"of\":\"" SIM_SOURCE
                              "-20260901000000\",\"created\":"
                              "\"2026-11-19T00:00:00Z\"},"
                              "{\"id\":\"latest\",\"of\":\"" SIM_SOURCE
                              "-20260901000000\",\"created\":"
                              "\"2026-11-20T00:00:00Z\"},"
                              "{\"id\":\"not-ours\",\"of\":\"xy-01460-qa-20261002000000\","
                              "\"created\":"
                              "\"2026-11-20T10:00:00Z\"},"
                              "{\"id\":\"half\",\"of\":\"" SIM_SOURCE
                              "-20260901000000\",\"created\":"
                              "\"2026-11-20T12:00:00Z\",\"status\":\"creating\"}],"
                              "\"parameters\":["
                              "{\"name\":\"/" SIM_SOURCE
                              "/db/active-timestamp\",\"value\":\"20260901000000\"},"
                              "{\"name\":\"" PREFIX "db/active-timestamp\",\"value\":\"" SIM_OLD
                              "\"},"
                              "{\"name\":\"" PREFIX "db/host\",\"value\":\"{database:" OLD_ID
                              ":address}\"},"
                              "{\"name\":\"" PREFIX "db/port\",\"value\":\"5432\"},"
                              "{\"name\":\"" PREFIX "db/name\",\"value\":\"app\"},"
                              "{\"name\":\"" PREFIX "db/user\",\"value\":\"app\"},"
                              "{\"name\":\"" PREFIX
                              "db/password\",\"type\":\"SecureString\",\"value\":\"" SIM_SECRET
                              "\"}," NEIGHBOUR_PARAMETER("xy-01460-qa") "," NEIGHBOUR_PARAMETER(
                                      "xy"
                                      "-0"
                                      "14"
                                      "6-"
                                      "qa"
                                      "2") "," NEIGHBOUR_PARAMETER("x-y0146-qa") "],"
                                                                                 "\"images\":{"
                                                                                 "\"web:1\":{},"
                                                                                 "\"web:2\":{},"
                                                                                 "\"web:"
                                                                                 "bad\":{\"crash\":"
                                                                                 "true},"
                                                                                 "\"web:stuck\":{"
                                                                                 "\"healthy\":"
                                                                                 "false}},"
                                                                                 "\"task_"
                                                                                 "definitions\":["
                                                                                 "{\"family\":"
                                                                                 "\"web\","
                                                                                 "\"containerDefini"
                                                                                 "tions\":["
                                                                                 "{\"name\":"
                                                                                 "\"web\","
                                                                                 "\"image\":\"web:"
                                                                                 "1\","
                                                                                 "\"memory\":64,"
                                                                                 "\"environment\":["
                                                                                 "{\"name\":\"DB_"
                                                                                 "HOST\",\"value\":"
                                                                                 "\"{"
                                                                                 "database:" OLD_ID
                                                                                 ":address}\"},{"
                                                                                 "\"name\":"
                                                                                 "\"COLOUR\","
                                                                                 "\"value\":"
                                                                                 "\"blue\"}]}]},"
                                                                                 "{\"family\":"
                                                                                 "\"worker\","
                                                                                 "\"containerDefini"
                                                                                 "tions\":[{"
                                                                                 "\"name\":\"web\","
                                                                                 "\"image\":\"web:"
                                                                                 "1\","
                                                                                 "\"memory\":64,"
                                                                                 "\"environment\":["
                                                                                 "{\"name\":\"DB_"
                                                                                 "HOST\",\"value\":"
                                                                                 "\"{"
                                                                                 "database:" OLD_ID
                                                                                 ":address}\"}]}]}"
                                                                                 "," NEIGHBOUR_DEFINITION(
                                                                                         "xy-"
                                                                                         "01460"
                                                                                         "-qa") "," NEIGHBOUR_DEFINITION("xy-0146-qa2") "],"
                                                                                                                                        "\"clusters\":[{"
                                                                                                                                        "\"clusterName\":"
                                                                                                                                        "\"" SIM_STACK
                                                                                                                                        "\",\"services\":["
                                                                                                                                        "{\"serviceName\":"
                                                                                                                                        "\"web\","
                                                                                                                                        "\"taskDefinition\":"
                                                                                                                                        "\"web\","
                                                                                                                                        "\"desiredCount\":2},"
                                                                                                                                        "{\"serviceName\":"
                                                                                                                                        "\"worker\","
                                                                                                                                        "\"taskDefinition\":"
                                                                                                                                        "\"worker\","
                                                                                                                                        "\"desiredCount\":1}]}"
                                                                                                                                        "," NEIGHBOUR_CLUSTER(
                                                                                                                                                "x"
                                                                                                                                                "y"
                                                                                                                                                "-"
                                                                                                                                                "0"
                                                                                                                                                "1"
                                                                                                                                                "4"
                                                                                                                                                "6"
                                                                                                                                                "0"
                                                                                                                                                "-"
                                                                                                                                                "q"
                                                                                                                                                "a") "," NEIGHBOUR_CLUSTER("xy-0146-qa2") "]}";

/* Each from nothing to minutes, evenly over the orders of magnitude. */
static void draw_durations(struct json_object *seed, const struct faults *faults, struct dice *dice)
{
        static const char *const names[] = {
                "db-creating",   "db-backing-up",     "db-settle",      "db-modify-lag",
                "db-modifying",  "db-rebooting",      "db-deleting",    "snapshot-lag",
                "task-pending",  "snapshot-creating", "task-starting",  "task-provisioning",
                "task-draining", "task-stopping",     "service-steady", "task-deactivating",
        };
        static const int64_t steps[] = {0, 500, 3000, 12000, 40000};
        struct json_object *durations = json_object_new_object();

        for (size_t i = 0; i < ARRAY_LEN(names); i++)
                json_put_int(durations, names[i], steps[dice_below(dice, ARRAY_LEN(steps))]);
        if (faults_has(faults, FAULT_RESTORE_SLOW))
                json_put_int(durations, "db-creating", 3 * 3600000);
        json_put(seed, "durations", durations);
}

static void add_failing_restore(struct json_object *seed, const struct faults *faults)
{
        const char *status = faults_has(faults, FAULT_RESTORE_FAILED) ? "failed"
                             : faults_has(faults, FAULT_RESTORE_INCOMPATIBLE)
                                     ? "incompatible-restore"
                             : faults_has(faults, FAULT_RESTORE_STORAGE_FULL) ? "storage-full"
                                                                              : NULL;
        struct json_object *list, *fault, *when;

        if (!status)
                return;
        when = json_object_new_object();
        json_put_text(when, "operation", "RestoreDBInstanceFromDBSnapshot");
        json_put_int(when, "nth", 1);
        fault = json_object_new_object();
        json_put(fault, "when", when);
        json_put_text(fault, "do", "fail-status");
        json_put_text(fault, "status", status);
        list = json_object_new_array();
        json_object_array_add(list, fault);
        json_put(seed, "faults", list);
}

/* For image-crashes-breaker: ECS puts the services back by itself. */
static void turn_on_breaker(struct json_object *seed)
{
        struct json_object *services =
                json_array(json_at(json_array(seed, "clusters"), 0), "services");

        for (size_t i = 0; i < json_count(services); i++) {
                struct json_object *breaker = json_object_new_object(),
                                   *configuration = json_object_new_object();

                json_put_flag(breaker, "enable", true);
                json_put_flag(breaker, "rollback", true);
                json_put(configuration, "deploymentCircuitBreaker", breaker);
                json_put(json_at(services, i), "deploymentConfiguration", configuration);
        }
}

struct json_object *cloud_seed(const struct faults *faults, struct dice *dice)
{
        struct json_object *seed = NULL;
        struct err err = ERR_INIT;

        if (!json_parse(world, strlen(world), &seed, &err))
                abort(); /* a constant */
        draw_durations(seed, faults, dice);
        add_failing_restore(seed, faults);
        if (faults_has(faults, FAULT_RESTORE_FLAPPING))
                json_put_flag(seed, "flapping", true);
        if (faults_has(faults, FAULT_IMAGE_CRASHES_BREAKER))
                turn_on_breaker(seed);
        return seed;
}

/* --- at any moment --- */

static struct json_object *instances_of(struct json_object *state)
{
        return json_array(json_get(state, "rds"), "instances");
}

static struct json_object *parameters_of(struct json_object *state)
{
        return json_array(json_get(state, "ssm"), "parameters");
}

static const char *status_of(struct json_object *state, const char *id)
{
        struct json_object *list = instances_of(state);

        for (size_t i = 0; i < json_count(list); i++)
                if (text_same(json_text(json_at(list, i), "DBInstanceIdentifier"), id))
                        return json_text(json_at(list, i), "DBInstanceStatus");
        return NULL;
}

static const char *active_of(struct json_object *state)
{
        struct json_object *list = parameters_of(state);

        for (size_t i = 0; i < json_count(list); i++)
                if (text_same(json_text(json_at(list, i), "Name"), PREFIX "db/active-timestamp"))
                        return json_text(json_at(list, i), "Value");
        return NULL;
}

/* "xy-0146-qa-<14 digits>": the stack's own database. */
static bool is_ours(const char *id)
{
        size_t prefix = strlen(SIM_STACK "-");

        return id && !strncmp(id, SIM_STACK "-", prefix) && strlen(id) == prefix + 14 &&
               strspn(id + prefix, "0123456789") == 14;
}

/* In any name or text of it. */
static bool holds(struct json_object *json, const char *word)
{
        switch (json_object_get_type(json)) {
        case json_type_string:
                return strstr(json_object_get_string(json), word);
        case json_type_array:
                for (size_t i = 0; i < json_count(json); i++)
                        if (holds(json_at(json, i), word))
                                return true;
                return false;
        case json_type_object: {
                json_object_object_foreach(json, name, value)
                {
                        if (strstr(name, word) || holds(value, word))
                                return true;
                }
                return false;
        }
        default:
                return false;
        }
}

struct json_object *cloud_definition(struct json_object *state, const char *arn)
{
        struct json_object *list = json_array(state, "task_definitions");

        for (size_t i = 0; i < json_count(list); i++)
                if (text_same(json_text(json_at(list, i), "taskDefinitionArn"), arn))
                        return json_at(list, i);
        return NULL;
}

void cloud_users(struct json_object *state, const char *id, struct text *out)
{
        struct json_object *services = json_array(state, "services"),
                           *tasks = json_array(state, "tasks");
        const char *active = active_of(state);

        if (active && is_ours(id) && text_ends(id, active))
                text_add(out, "the active timestamp; ");
        for (size_t i = 0; i < json_count(services); i++) {
                struct json_object *deployments = json_array(json_at(services, i), "deployments");

                for (size_t k = 0; k < json_count(deployments); k++) {
                        struct json_object *one = json_at(deployments, k);

                        if (holds(cloud_definition(state, json_text(one, "taskDefinition")), id))
                                text_addf(out, "a deployment of %s; ",
                                          json_text(json_at(services, i), "serviceName"));
                }
        }
        for (size_t i = 0; i < json_count(tasks); i++) {
                struct json_object *task = json_at(tasks, i);

                if (!text_same(json_text(task, "lastStatus"), "STOPPED") &&
                    holds(cloud_definition(state, json_text(task, "taskDefinitionArn")), id))
                        text_addf(out, "a task of %s; ", json_text(task, "group"));
        }
}

static void check_pointer(struct json_object *state, struct text *out)
{
        const char *active = active_of(state), *status;
        char *id;

        if (!active) {
                text_add(out, "there is no active timestamp\n");
                return;
        }
        id = xasprintf("%s-%s", SIM_STACK, active);
        status = status_of(state, id);
        if (!text_same(status, "available") && !text_same(status, "backing-up"))
                text_addf(out, "the active database %s is %s\n", id, status ? status : "gone");
        free(id);
}

/* Databases that are on their way out, or that somebody's definition names and that are not there.
 */
static void check_uses(struct json_object *state, struct text *out)
{
        static const char *const ids[] = {SIM_STACK "-" SIM_OLD, SIM_STACK "-" SIM_NEW,
                                          SIM_STACK "-20261119000000"};

        for (size_t i = 0; i < ARRAY_LEN(ids); i++) {
                const char *status = status_of(state, ids[i]);
                struct text users = TEXT_INIT;

                if (status && strcmp(status, "deleting"))
                        continue;
                cloud_users(state, ids[i], &users);
                if (users.len)
                        text_addf(out, "%s is %s and used by %s\n", ids[i],
                                  status ? status : "gone", text_str(&users));
                text_release(&users);
        }
}

static void check_capacity(struct json_object *state, struct text *out)
{
        struct json_object *services = json_array(state, "services");

        for (size_t i = 0; i < json_count(services); i++) {
                struct json_object *service = json_at(services, i);

                if (json_int(service, "runningCount") < json_int(service, "desiredCount"))
                        text_addf(out, "%s runs %d of %d tasks\n", json_text(service, "serviceArn"),
                                  (int)json_int(service, "runningCount"),
                                  (int)json_int(service, "desiredCount"));
        }
}

void cloud_breaches(struct json_object *state, struct text *out)
{
        check_pointer(state, out);
        check_uses(state, out);
        check_capacity(state, out);
}

void cloud_orphans(struct json_object *state, struct text *out)
{
        struct json_object *list = instances_of(state);
        const char *active = active_of(state);

        for (size_t i = 0; i < json_count(list); i++) {
                const char *id = json_text(json_at(list, i), "DBInstanceIdentifier");

                if (is_ours(id) && (!active || !text_ends(id, active)))
                        text_addf(out, "%s is not the active database and still there\n", id);
        }
}

bool cloud_tells(struct json_object *state, const char *secret)
{
        return holds(state, secret);
}

void cloud_summary(struct json_object *state, struct text *out)
{
        struct json_object *list = instances_of(state);
        struct json_object *services = json_array(state, "services");
        const char *active = active_of(state);

        text_addf(out, "active %s", active ? active : "none");
        for (size_t i = 0; i < json_count(list); i++) {
                const char *id = json_text(json_at(list, i), "DBInstanceIdentifier");

                if (is_ours(id))
                        text_addf(out, ", %s %s", id + strlen(SIM_STACK "-"),
                                  json_text(json_at(list, i), "DBInstanceStatus"));
        }
        for (size_t i = 0; i < json_count(services); i++) {
                struct json_object *service = json_at(services, i);
                const char *definition = json_text(service, "taskDefinition");

                if (!text_ends(json_text(service, "clusterArn"), "/" SIM_STACK))
                        continue;
                text_addf(out, ", %s", json_text(service, "serviceName"));
                text_addf(out, " on %s", definition ? strrchr(definition, '/') + 1 : "nothing");
                text_addf(out, " %d/%d in %zu", (int)json_int(service, "runningCount"),
                          (int)json_int(service, "desiredCount"),
                          json_count(json_array(service, "deployments")));
        }
}
