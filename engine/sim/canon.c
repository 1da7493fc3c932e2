/* The cloud's lasting state as text: two worlds that are alike have the same. */
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/sim/cloud.h"

/* Members that differ between two worlds that are alike: times, ids drawn at random, counters. */
static const char *const noise[] = {
        "InstanceCreateTime",
        "DbiResourceId",
        "ClusterCreateTime",
        "DbClusterResourceId",
        "EarliestRestorableTime",
        "AvailabilityZone",
        "SecondaryAvailabilityZone",
        "LatestRestorableTime",
        "Version",
        "LastModifiedDate",
        "registeredAt",
        "deregisteredAt",
        "revision",
        "taskDefinitionArn",
        "PreferredBackupWindow",
        "PreferredMaintenanceWindow",
        "snaplift:run",
        "CertificateDetails",
        NULL,
};

static bool is_noise(const char *name)
{
        for (size_t i = 0; noise[i]; i++)
                if (!strcmp(noise[i], name))
                        return true;
        return false;
}

/* Without noise; a tag's key is a name, too. */
static struct json_object *quiet(struct json_object *json)
{
        struct json_object *out;

        if (json_object_is_type(json, json_type_array)) {
                out = json_object_new_array();
                for (size_t i = 0; i < json_count(json); i++) {
                        struct json_object *item = json_at(json, i);
                        const char *key = json_text(item, "Key");

                        if (!key || !is_noise(key))
                                json_object_array_add(out, quiet(item));
                }
                return out;
        }
        if (!json_object_is_type(json, json_type_object))
                return json_object_get(json);
        out = json_object_new_object();
        json_object_object_foreach(json, name, value)
        {
                if (!is_noise(name))
                        json_put(out, name, quiet(value));
        }
        return out;
}

static void add_sorted(const char *what, struct strlist *lines, struct text *out)
{
        strlist_sort(lines);
        for (size_t i = 0; i < lines->count; i++)
                text_addf(out, "%s %s\n", what, lines->items[i]);
        strlist_release(lines);
}

static int by_instance(const void *a, const void *b)
{
        struct json_object *const *x = a, *const *y = b;

        return strcmp(json_text(*x, "DBInstanceIdentifier"), json_text(*y, "DBInstanceIdentifier"));
}

static void add_quiet(struct strlist *lines, struct json_object *json)
{
        struct json_object *copy = quiet(json), *members = json_array(copy, "DBClusterMembers");
        char *line;

        if (members)
                json_object_array_sort(members, by_instance);
        line = json_canonical(copy);

        strlist_add(lines, line);
        free(line);
        json_object_put(copy);
}

/* --- whose a thing is, by its whole name --- */

/* A stack, or all that is of none of several. */
struct whose {
        const char *const *stacks;
        size_t count;
        bool none_of_them;
};

typedef bool (*is_of_fn)(struct json_object *thing, const char *stack);

static bool is_of(struct json_object *thing, const struct whose *whose, is_of_fn of)
{
        bool any = false;

        for (size_t i = 0; i < whose->count && !any; i++)
                any = of(thing, whose->stacks[i]);
        return any != whose->none_of_them;
}

/* An instance, a cluster, or an instance of one; or a snapshot of either. */
static bool database_is_of(struct json_object *database, const char *stack)
{
        return cloud_is_of(stack, json_text(database, "DBInstanceIdentifier")) ||
               cloud_is_of(stack, json_text(database, "DBClusterIdentifier"));
}

/* "/STACK/..." */
static bool parameter_is_of(struct json_object *parameter, const char *stack)
{
        const char *name = json_text(parameter, "Name");
        size_t len = strlen(stack);

        return name && *name == '/' && !strncmp(name + 1, stack, len) && name[len + 1] == '/';
}

static bool service_is_of(struct json_object *service, const char *stack)
{
        const char *cluster = json_text(service, "clusterArn");

        return cluster && !strcmp(strrchr(cluster, '/') + 1, stack);
}

/* "STACK-web", "STACK-worker" */
static bool definition_is_of(struct json_object *definition, const char *stack)
{
        const char *family = json_text(definition, "family");
        size_t len = strlen(stack);

        return family && !strncmp(family, stack, len) &&
               (!strcmp(family + len, "-web") || !strcmp(family + len, "-worker"));
}

/* --- what is there --- */

static void add_databases(struct json_object *state, const struct whose *whose, struct text *out)
{
        static const char *const kinds[] = {"instances", "clusters"};
        struct strlist lines = {0};

        for (size_t k = 0; k < ARRAY_LEN(kinds); k++) {
                struct json_object *list = json_array(json_get(state, "rds"), kinds[k]);

                for (size_t i = 0; i < json_count(list); i++)
                        if (is_of(json_at(list, i), whose, database_is_of))
                                add_quiet(&lines, json_at(list, i));
        }
        add_sorted("database", &lines, out);
}

/* Taken by hand or as a last one; RDS's own come and go with their database. */
static void add_snapshots(struct json_object *state, const struct whose *whose, struct text *out)
{
        struct strlist lines = {0};

        for (size_t k = 0; k < CLOUD_KINDS; k++) {
                const struct cloud_snapshot_kind *kind = &cloud_snapshot_kinds[k];
                struct json_object *list = json_array(json_get(state, "rds"), kind->list);

                for (size_t i = 0; i < json_count(list); i++) {
                        struct json_object *one = json_at(list, i);
                        const char *id = json_text(one, kind->id);

                        if (is_of(one, whose, database_is_of) &&
                            text_same(json_text(one, "SnapshotType"), "manual"))
                                strlist_addf(&lines, "%s of %s %s",
                                             strstr(id, "-final-") ? "the last" : id,
                                             json_text(one, kind->of), json_text(one, "Status"));
                }
        }
        add_sorted("snapshot", &lines, out);
}

static void add_parameters(struct json_object *state, const struct whose *whose, struct text *out)
{
        struct json_object *list = json_array(json_get(state, "ssm"), "parameters");
        struct strlist lines = {0};

        for (size_t i = 0; i < json_count(list); i++)
                if (is_of(json_at(list, i), whose, parameter_is_of))
                        strlist_addf(&lines, "%s %s %s", json_text(json_at(list, i), "Name"),
                                     json_text(json_at(list, i), "Type"),
                                     json_text(json_at(list, i), "Value"));
        add_sorted("parameter", &lines, out);
}

static void add_services(struct json_object *state, const struct whose *whose, struct text *out)
{
        struct json_object *list = json_array(state, "services");
        struct strlist lines = {0};

        for (size_t i = 0; i < json_count(list); i++) {
                struct json_object *service = json_at(list, i), *definition, *copy;
                char *runs;

                if (!is_of(service, whose, service_is_of))
                        continue;
                definition = cloud_definition(state, json_text(service, "taskDefinition"));
                copy = quiet(definition);
                runs = json_canonical(copy);
                strlist_addf(&lines, "%s %s %d of %s", json_text(service, "serviceArn"),
                             json_text(service, "status"), (int)json_int(service, "desiredCount"),
                             runs);
                free(runs);
                json_object_put(copy);
        }
        add_sorted("service", &lines, out);
}

static void add_definitions(struct json_object *state, const struct whose *whose, struct text *out)
{
        struct json_object *list = json_array(state, "task_definitions");
        struct strlist lines = {0};

        for (size_t i = 0; i < json_count(list); i++)
                if (is_of(json_at(list, i), whose, definition_is_of) &&
                    text_same(json_text(json_at(list, i), "status"), "ACTIVE"))
                        add_quiet(&lines, json_at(list, i));
        add_sorted("definition", &lines, out);
}

/* Without what is its own in any case. */
static void add_settings(struct json_object *database, struct strlist *lines)
{
        static const char *const own[] = {"DBInstanceIdentifier",
                                          "DBInstanceArn",
                                          "DBClusterIdentifier",
                                          "DBClusterArn",
                                          "Endpoint",
                                          "ReaderEndpoint",
                                          "TagList",
                                          "DBClusterMembers"};
        struct json_object *copy = quiet(database);
        char *line;

        for (size_t k = 0; k < ARRAY_LEN(own); k++)
                json_object_object_del(copy, own[k]);
        line = json_canonical(copy);
        strlist_add(lines, line);
        free(line);
        json_object_put(copy);
}

void cloud_settings(struct json_object *state, const char *id, struct text *out)
{
        struct json_object *list = json_array(json_get(state, "rds"), "instances");
        struct json_object *database = cloud_database(state, id);
        bool cluster = database == cloud_db_cluster(state, id);
        struct strlist lines = {0};

        if (!database)
                return;
        add_settings(database, &lines);
        for (size_t i = 0; cluster && i < json_count(list); i++)
                if (text_same(json_text(json_at(list, i), "DBClusterIdentifier"), id))
                        add_settings(json_at(list, i), &lines);
        add_sorted("settings", &lines, out);
}

static void add_all(struct json_object *state, const struct whose *whose, struct text *out)
{
        add_databases(state, whose, out);
        add_snapshots(state, whose, out);
        add_parameters(state, whose, out);
        add_services(state, whose, out);
        add_definitions(state, whose, out);
}

void cloud_canon(struct json_object *state, const char *stack, struct text *out)
{
        add_all(state, &(struct whose){&stack, 1, false}, out);
}

void cloud_others(struct json_object *state, const char *const *stacks, size_t count,
                  struct text *out)
{
        add_all(state, &(struct whose){stacks, count, true}, out);
}
