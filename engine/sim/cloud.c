#include "engine/sim/cloud.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/stack.h"

enum { STAMP_DIGITS = 14 };

const struct cloud_snapshot_kind cloud_snapshot_kinds[CLOUD_KINDS] = {
        {"snapshots", "DBSnapshotIdentifier", "DBInstanceIdentifier"},
        {"cluster_snapshots", "DBClusterSnapshotIdentifier", "DBClusterIdentifier"},
};

static struct json_object *list_of(struct json_object *state, const char *list)
{
        return json_array(json_get(state, "rds"), list);
}

static struct json_object *find(struct json_object *list, const char *member, const char *id)
{
        for (size_t i = 0; id && i < json_count(list); i++)
                if (text_same(json_text(json_at(list, i), member), id))
                        return json_at(list, i);
        return NULL;
}

struct json_object *cloud_db_instance(struct json_object *state, const char *id)
{
        return find(list_of(state, "instances"), "DBInstanceIdentifier", id);
}

struct json_object *cloud_db_cluster(struct json_object *state, const char *id)
{
        return find(list_of(state, "clusters"), "DBClusterIdentifier", id);
}

struct json_object *cloud_database(struct json_object *state, const char *id)
{
        struct json_object *cluster = cloud_db_cluster(state, id);

        return cluster ? cluster : cloud_db_instance(state, id);
}

const char *cloud_resource(struct json_object *database)
{
        const char *resource = json_text(database, "DbClusterResourceId");

        return resource ? resource : json_text(database, "DbiResourceId");
}

void cloud_resources(struct json_object *state, struct strlist *out)
{
        static const char *const lists[] = {"instances", "clusters"};

        for (size_t i = 0; i < ARRAY_LEN(lists); i++) {
                struct json_object *list = list_of(state, lists[i]);

                for (size_t n = 0; n < json_count(list); n++)
                        strlist_add(out, cloud_resource(json_at(list, n)));
        }
}

const char *cloud_db_cluster_of(struct json_object *state, const char *id)
{
        return json_text(cloud_db_instance(state, id), "DBClusterIdentifier");
}

/* A cluster's instances, borrowed, but for those that are going; the caller frees the array. */
static struct json_object *members_of(struct json_object *state, struct json_object *cluster)
{
        struct json_object *list = json_array(cluster, "DBClusterMembers"),
                           *members = json_object_new_array();

        for (size_t i = 0; i < json_count(list); i++) {
                struct json_object *member = cloud_db_instance(
                        state, json_text(json_at(list, i), "DBInstanceIdentifier"));

                if (member && !text_same(json_text(member, "DBInstanceStatus"), "deleting"))
                        json_object_array_add(members, json_object_get(member));
        }
        return members;
}

static const char *writer_of(struct json_object *cluster)
{
        struct json_object *list = json_array(cluster, "DBClusterMembers");

        for (size_t i = 0; i < json_count(list); i++)
                if (json_flag(json_at(list, i), "IsClusterWriter"))
                        return json_text(json_at(list, i), "DBInstanceIdentifier");
        return NULL;
}

/* A cluster all of whose instances are going is of use to nobody. */
static const char *cluster_status(struct json_object *state, struct json_object *cluster)
{
        struct json_object *members = members_of(state, cluster);
        const char *status = json_count(members) ? json_text(cluster, "Status") : "deleting";

        json_object_put(members);
        return status;
}

/* NULL: it is not there. */
static const char *status_of(struct json_object *state, const char *id)
{
        struct json_object *cluster = cloud_db_cluster(state, id);

        return cluster ? cluster_status(state, cluster)
                       : json_text(cloud_db_instance(state, id), "DBInstanceStatus");
}

static bool is_up(const char *status)
{
        return text_same(status, "available") || text_same(status, "backing-up");
}

/* What can be written to: a cluster by its writer. */
static const char *usable_status(struct json_object *state, const char *id)
{
        struct json_object *cluster = cloud_db_cluster(state, id);
        const char *status = status_of(state, id);

        return cluster && is_up(status)
                       ? json_text(cloud_db_instance(state, writer_of(cluster)), "DBInstanceStatus")
                       : status;
}

/* The value of "/STACK/NAME"; borrowed, NULL. */
static const char *parameter_of(struct json_object *state, const char *stack, const char *name)
{
        struct json_object *list = json_array(json_get(state, "ssm"), "parameters");
        char *path = xasprintf("/%s/%s", stack, name);
        const char *value = NULL;

        for (size_t i = 0; i < json_count(list) && !value; i++)
                if (text_same(json_text(json_at(list, i), "Name"), path))
                        value = json_text(json_at(list, i), "Value");
        free(path);
        return value;
}

static const char *active_of(struct json_object *state, const char *stack)
{
        return parameter_of(state, stack, "db/active-timestamp");
}

void cloud_lock_holder(struct json_object *state, const char *stack, char **run, char **owner)
{
        const char *value = parameter_of(state, stack, "lock");
        struct json_object *lock = NULL;
        struct err err = ERR_INIT;

        *run = *owner = NULL;
        if (value && json_parse(value, strlen(value), &lock, &err)) {
                *run = xstrdup(json_text(lock, "run"));
                *owner = xstrdup(json_text(lock, "owner"));
        }
        json_object_put(lock);
        err_clear(&err);
}

bool cloud_is_of(const char *stack, const char *id)
{
        size_t len = strlen(stack);

        return id && !strncmp(id, stack, len) && id[len] == '-' &&
               strlen(id + len + 1) == STAMP_DIGITS &&
               strspn(id + len + 1, "0123456789") == STAMP_DIGITS;
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

/* The ARNs of the definitions that name it; the caller's. */
static struct json_object *definitions_with(struct json_object *state, const char *id)
{
        struct json_object *list = json_array(state, "task_definitions"),
                           *arns = json_object_new_array();

        for (size_t i = 0; i < json_count(list); i++)
                if (holds(json_at(list, i), id))
                        json_add_text(arns, json_text(json_at(list, i), "taskDefinitionArn"));
        return arns;
}

void cloud_users(struct json_object *state, const char *stack, const char *id, struct text *out)
{
        struct json_object *with = definitions_with(state, id);
        struct json_object *services = json_array(state, "services"),
                           *tasks = json_array(state, "tasks");
        const char *active = active_of(state, stack);

        if (active && cloud_is_of(stack, id) && text_ends(id, active))
                text_add(out, "the active timestamp; ");
        for (size_t i = 0; i < json_count(services); i++) {
                struct json_object *deployments = json_array(json_at(services, i), "deployments");

                for (size_t k = 0; k < json_count(deployments); k++) {
                        struct json_object *one = json_at(deployments, k);

                        if (json_has_text(with, json_text(one, "taskDefinition")))
                                text_addf(out, "a deployment of %s; ",
                                          json_text(json_at(services, i), "serviceName"));
                }
        }
        for (size_t i = 0; i < json_count(tasks); i++) {
                struct json_object *task = json_at(tasks, i);

                if (!text_same(json_text(task, "lastStatus"), "STOPPED") &&
                    json_has_text(with, json_text(task, "taskDefinitionArn")))
                        text_addf(out, "a task of %s; ", json_text(task, "group"));
        }
        json_object_put(with);
}

static void check_pointer(struct json_object *state, const struct cloud_rules *rules,
                          const struct breach_listener *to)
{
        const char *active = active_of(state, rules->stack), *status;
        char *id;

        if (!active) {
                if (!rules->first)
                        breach_tell(to, HOLDS_ACTIVE, "%s has no active timestamp", rules->stack);
                return;
        }
        id = xasprintf("%s-%s", rules->stack, active);
        status = usable_status(state, id);
        if (!is_up(status))
                breach_tell(to, HOLDS_ACTIVE, "the active database %s is %s", id,
                            status ? status : "gone");
        free(id);
}

/* Databases that are on their way out, or that somebody's definition names and that are not there.
 */
static void check_uses(struct json_object *state, const struct cloud_rules *rules,
                       const struct breach_listener *to)
{
        static const char *const stamps[] = {SIM_OLD, SIM_NEW, SIM_OLDER_STAMP};

        for (size_t i = 0; i < ARRAY_LEN(stamps); i++) {
                char *id = xasprintf("%s-%s", rules->stack, stamps[i]);
                const char *status = status_of(state, id);
                struct text users = TEXT_INIT;

                if (!status || !strcmp(status, "deleting"))
                        cloud_users(state, rules->stack, id, &users);
                if (users.len)
                        breach_tell(to, HOLDS_IN_USE, "%s is %s and used by %s", id,
                                    status ? status : "gone", text_str(&users));
                text_release(&users);
                free(id);
        }
}

static bool service_is_of(struct json_object *service, const char *stack)
{
        const char *cluster = json_text(service, "clusterArn");
        const char *name = cluster ? strrchr(cluster, '/') : NULL;

        return name && !strcmp(name + 1, stack);
}

static void check_capacity(struct json_object *state, const struct cloud_rules *rules,
                           const struct breach_listener *to)
{
        struct json_object *services = json_array(state, "services");

        for (size_t i = 0; i < json_count(services); i++) {
                struct json_object *service = json_at(services, i);

                if (service_is_of(service, rules->stack) &&
                    json_int(service, "runningCount") < json_int(service, "desiredCount"))
                        breach_tell(to, HOLDS_CAPACITY, "%s runs %d of %d tasks",
                                    json_text(service, "serviceArn"),
                                    (int)json_int(service, "runningCount"),
                                    (int)json_int(service, "desiredCount"));
        }
}

void cloud_check(struct json_object *state, const struct cloud_rules *rules,
                 const struct breach_listener *to)
{
        check_pointer(state, rules, to);
        check_uses(state, rules, to);
        if (!rules->flaps)
                check_capacity(state, rules, to);
}

/* A record in Parameter Store says so of this very one. */
static bool is_kept(struct json_object *state, const char *stack, const char *id)
{
        char *name = xasprintf("db/kept/%s", id + strlen(stack) + 1);
        const char *value = parameter_of(state, stack, name);
        const char *resource = cloud_resource(cloud_database(state, id));
        bool kept = value && resource && strstr(value, resource);

        free(name);
        return kept;
}

/* The names of the stack's databases. */
static void list_databases(struct json_object *state, const char *stack, struct strlist *ids)
{
        static const char *const lists[][2] = {{"instances", "DBInstanceIdentifier"},
                                               {"clusters", "DBClusterIdentifier"}};

        for (size_t i = 0; i < ARRAY_LEN(lists); i++) {
                struct json_object *list = list_of(state, lists[i][0]);

                for (size_t k = 0; k < json_count(list); k++)
                        if (cloud_is_of(stack, json_text(json_at(list, k), lists[i][1])))
                                strlist_add(ids, json_text(json_at(list, k), lists[i][1]));
        }
}

void cloud_orphans(struct json_object *state, const char *stack, struct text *out)
{
        const char *active = active_of(state, stack);
        struct strlist ids = {0};

        list_databases(state, stack, &ids);
        for (size_t i = 0; i < ids.count; i++)
                if ((!active || !text_ends(ids.items[i], active)) &&
                    !is_kept(state, stack, ids.items[i]))
                        text_addf(out, "%s is not the active database and still there\n",
                                  ids.items[i]);
        strlist_release(&ids);
}

bool cloud_tells(struct json_object *state, const char *secret)
{
        return holds(state, secret);
}

/* Its name without what is before it, and how it is. */
static void tell_database(struct json_object *state, const char *id, size_t from, struct text *out)
{
        struct json_object *cluster = cloud_db_cluster(state, id), *members;

        if (!cluster) {
                text_addf(out, ", %s %s", id + from, status_of(state, id));
                return;
        }
        members = json_array(cluster, "DBClusterMembers");
        text_addf(out, ", %s %s (", id + from, json_text(cluster, "Status"));
        for (size_t i = 0; i < json_count(members); i++) {
                const char *member = json_text(json_at(members, i), "DBInstanceIdentifier");

                text_addf(out, "%s%s %s", i ? ", " : "", strrchr(member, '-') + 1,
                          status_of(state, member));
        }
        text_add_char(out, ')');
}

void cloud_summary(struct json_object *state, const char *stack, struct text *out)
{
        struct json_object *services = json_array(state, "services");
        const char *active = active_of(state, stack);
        struct strlist ids = {0};

        text_addf(out, "active %s", active ? active : "none");
        list_databases(state, stack, &ids);
        for (size_t i = 0; i < ids.count; i++)
                tell_database(state, ids.items[i], strlen(stack) + 1, out);
        strlist_release(&ids);
        for (size_t i = 0; i < json_count(services); i++) {
                struct json_object *service = json_at(services, i);
                const char *definition = json_text(service, "taskDefinition");

                if (!service_is_of(service, stack))
                        continue;
                text_addf(out, ", %s", json_text(service, "serviceName"));
                text_addf(out, " on %s", definition ? strrchr(definition, '/') + 1 : "nothing");
                text_addf(out, " %d/%d in %zu", (int)json_int(service, "runningCount"),
                          (int)json_int(service, "desiredCount"),
                          json_count(json_array(service, "deployments")));
        }
}
