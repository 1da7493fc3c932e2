/* A rehearsal's cloud as a seed file of the stand-in. */
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/cli/rehearsal_cloud.h"

#define OWNER "rehearsal"
#define DATABASE "app"

/* Minutes become seconds: a status is seen, and nobody waits for it. */
static const struct {
        const char *name;
        int ms;
} durations[] = {
        {"db-creating", 1500},      {"db-settle", 200},         {"db-modifying", 500},
        {"db-modify-lag", 200},     {"db-deleting", 700},       {"db-rebooting", 500},
        {"db-backing-up", 300},     {"snapshot-creating", 700}, {"snapshot-copying", 700},
        {"task-provisioning", 200}, {"task-pending", 300},      {"task-starting", 200},
        {"task-draining", 500},     {"task-stopping", 200},     {"task-deprovisioning", 200},
        {"task-unhealthy", 10000},  {"task-retry", 500},        {"task-healthy", 300},
        {"minute", 1000},           {"release-stage", 200},     {"release-stopping", 200},
        {"alarm-bake", 500},
};

static void add(struct json_object *array, struct json_object *is)
{
        json_object_array_add(array, is);
}

static const char *or_else(const char *text, const char *other)
{
        return text ? text : other;
}

static char *password_of(const struct json_object *stack)
{
        return xasprintf("made-up-%s", json_text((struct json_object *)stack, "stack"));
}

static struct json_object *tags_of(const char *stack, const char *stamp)
{
        struct json_object *tags = json_object_new_object();
        struct stack is;
        struct err ignored = ERR_INIT;

        if (stack_parse(stack, &is, &ignored)) {
                json_put_text(tags, "customer", is.customer);
                json_put_text(tags, "project", is.project);
                json_put_text(tags, "env", is.env);
        }
        err_clear(&ignored);
        json_put_text(tags, "snaplift:stack", stack);
        json_put_text(tags, "snaplift:timestamp", stamp);
        return tags;
}

/* The name's timestamp; "" for a database that Snaplift has not named. */
static void stamp_of(const char *database, char out[STAMP_SIZE])
{
        struct stack stack;

        if (!database_parse(database, &stack, out))
                *out = '\0';
}

static struct json_object *database_of(struct json_object *stack)
{
        struct json_object *from = json_get(stack, "database"), *is = json_object_new_object();
        const char *name = json_text(stack, "stack"), *id = json_text(from, "name");
        char *password = password_of(stack), *sql;
        char stamp[STAMP_SIZE];

        stamp_of(id, stamp);
        sql = xasprintf("CREATE TABLE rehearsal (id bigint PRIMARY KEY, label text NOT NULL, "
                        "price numeric(10,2) NOT NULL); INSERT INTO rehearsal SELECT n, "
                        "'%s item ' || n || repeat(' filler', 4), (n %% 10000) / 100.0 FROM "
                        "generate_series(1, %lld) n; ANALYZE;",
                        name, (long long)json_int(from, "rows"));
        json_put_text(is, "id", id);
        json_put_text(is, "user", OWNER);
        json_put_text(is, "password", password);
        json_put_text(is, "database", DATABASE);
        json_put_text(is, "engine", json_text(from, "engine"));
        json_put_text(is, "version", json_text(from, "version"));
        json_put_text(is, "class", json_text(from, "class"));
        json_put_int(is, "storage", json_get(from, "storage") ? json_int(from, "storage") : 20);
        json_put_flag(is, "deletion_protection", json_flag(from, "protected"));
        json_put(is, "tags",
                 json_get(from, "tags") ? json_copy(json_get(from, "tags"))
                                        : tags_of(name, *stamp ? stamp : NULL));
        if (json_get(from, "members")) {
                json_object_object_foreach(json_get(from, "members"), member, value)
                        json_put(is, member, json_copy(value));
        }
        json_put_text(is, "sql", sql);
        free(password);
        free(sql);
        return is;
}

static struct json_object *snapshot_of(const struct rehearsed *r, struct json_object *stack)
{
        const char *name = json_text(stack, "stack"), *given = json_text(stack, "snapshot");
        struct json_object *is = json_object_new_object();
        char *id = given ? xstrdup(given) : xasprintf("%s-rehearsal", name);
        char created[ISO_SIZE];

        iso_format(r->now - 3600 * 1000, created);
        json_put_text(is, "id", id);
        json_put_text(is, "of", json_text(json_get(stack, "database"), "name"));
        json_put_text(is, "created", created);
        json_put(is, "tags", tags_of(name, NULL));
        free(id);
        return is;
}

/* Those that there are; one more where none is, or another is asked for. */
static void add_snapshots(const struct rehearsed *r, struct json_object *stack,
                          struct json_object *to)
{
        const char *given = json_text(stack, "snapshot"), *name = json_text(stack, "stack");
        struct json_object *found = json_array(stack, "snapshots");
        bool there = !given && json_count(found);

        for (size_t i = 0; i < json_count(found); i++) {
                struct json_object *is = json_copy(json_at(found, i));

                there = there || text_same(json_text(is, "id"), given);
                json_put_text(is, "of", json_text(json_get(stack, "database"), "name"));
                json_put(is, "tags", tags_of(name, NULL));
                add(to, is);
        }
        if (!there)
                add(to, snapshot_of(r, stack));
}

static void add_parameter(struct json_object *to, const char *name, const char *type,
                          const char *value)
{
        struct json_object *is = json_object_new_object();

        json_put_text(is, "name", name);
        json_put_text(is, "type", type);
        json_put_text(is, "value", value);
        add(to, is);
}

/* /STACK/db/NAME, its value in printf's way with one text. */
static void add_db_parameter(struct json_object *to, const char *stack, const char *name,
                             const char *value)
{
        char *path = xasprintf("/%s/db/%s", stack, name);

        add_parameter(to, path, "String", value);
        free(path);
}

/* Where the stack's password is: a parameter's name. */
static char *password_parameter(const struct rehearsed *r, const char *stack)
{
        const char *given = rehearsed_text(r, "password");

        if (given && *given == '/' && text_same(stack, r->stack->name))
                return xstrdup(given);
        return xasprintf("/%s/db/password", stack);
}

static void add_parameters(const struct rehearsed *r, struct json_object *stack,
                           struct json_object *to)
{
        const char *name = json_text(stack, "stack");
        const char *id = json_text(json_get(stack, "database"), "name");
        char *host = xasprintf("{database:%s:address}", id);
        char *port = xasprintf("{database:%s:port}", id);
        char *secret = password_of(stack), *path = password_parameter(r, name);
        char stamp[STAMP_SIZE];

        stamp_of(id, stamp);
        if (*stamp)
                add_db_parameter(to, name, "active-timestamp", stamp);
        add_db_parameter(to, name, "host", host);
        add_db_parameter(to, name, "port", port);
        add_db_parameter(to, name, "name", DATABASE);
        add_db_parameter(to, name, "user", OWNER);
        add_parameter(to, path, "SecureString", secret);
        free(host);
        free(port);
        free(secret);
        free(path);
}

static void add_pair(struct json_object *to, const char *name, const char *key, const char *value)
{
        struct json_object *pair = json_object_new_object();

        json_put_text(pair, "name", name);
        json_put_text(pair, key, value);
        add(to, pair);
}

static const char *variable(const struct rehearsed *r, const char *input, const char *usual)
{
        return or_else(rehearsed_text(r, input), usual);
}

/* What a container knows the database by. */
static void add_usual_variables(const struct rehearsed *r, struct json_object *stack,
                                struct json_object *env, struct json_object *secrets)
{
        const char *id = json_text(json_get(stack, "database"), "name");
        char *host = xasprintf("{database:%s:address}", id);
        char *port = xasprintf("{database:%s:port}", id);
        char *password = password_parameter(r, json_text(stack, "stack"));

        add_pair(env, variable(r, "host_variable", "DB_HOST"), "value", host);
        add_pair(env, variable(r, "port_variable", "DB_PORT"), "value", port);
        add_pair(env, variable(r, "name_variable", "DB_NAME"), "value", DATABASE);
        add_pair(env, variable(r, "user_variable", "DB_USER"), "value", OWNER);
        add_pair(secrets, variable(r, "password_variable", "DB_PASSWORD"), "valueFrom", password);
        free(host);
        free(port);
        free(password);
}

static struct json_object *pair_of(struct json_object *list, const char *name)
{
        for (size_t i = 0; i < json_count(list); i++)
                if (text_same(json_text(json_at(list, i), "name"), name))
                        return json_at(list, i);
        return NULL;
}

/* Where Parameter Store has what such a variable is given: of the database's own by its name, else
 * the password's, which is there as well as any. The caller frees. */
static char *source_of(const struct rehearsed *r, struct json_object *stack, const char *name)
{
        static const char *const leaves[][3] = {{"host_variable", "DB_HOST", "host"},
                                                {"port_variable", "DB_PORT", "port"},
                                                {"name_variable", "DB_NAME", "name"},
                                                {"user_variable", "DB_USER", "user"}};
        const char *of = json_text(stack, "stack");

        for (size_t i = 0; i < ARRAY_LEN(leaves); i++)
                if (text_same(name, variable(r, leaves[i][0], leaves[i][1])))
                        return xasprintf("/%s/db/%s", of, leaves[i][2]);
        return password_parameter(r, of);
}

/* Those that it has in the account, with values of the rehearsal's own. */
static void add_found_variables(const struct rehearsed *r, struct json_object *stack,
                                struct json_object *container, struct json_object *env,
                                struct json_object *secrets)
{
        struct json_object *usual = json_object_new_array(), *unused = json_object_new_array();
        struct json_object *names = json_array(container, "environment");

        add_usual_variables(r, stack, usual, unused);
        for (size_t i = 0; i < json_count(names); i++) {
                const char *name = json_object_get_string(json_at(names, i));
                struct json_object *known = pair_of(usual, name);

                add_pair(env, name, "value", known ? json_text(known, "value") : "rehearsal");
        }
        names = json_array(container, "secrets");
        for (size_t i = 0; i < json_count(names); i++) {
                const char *name = json_object_get_string(json_at(names, i));
                char *from = source_of(r, stack, name);

                add_pair(secrets, name, "valueFrom", from);
                free(from);
        }
        json_object_put(usual);
        json_object_put(unused);
}

static struct json_object *container_of(const struct rehearsed *r, struct json_object *stack,
                                        struct json_object *container)
{
        bool plain = json_object_is_type(container, json_type_string);
        const char *name = plain ? json_object_get_string(container) : json_text(container, "name");
        struct json_object *is = json_object_new_object(), *env = json_object_new_array();
        struct json_object *secrets = json_object_new_array();
        char *image = xasprintf("rehearsal/%s:1", name);

        if (plain)
                add_usual_variables(r, stack, env, secrets);
        else
                add_found_variables(r, stack, container, env, secrets);
        json_put_text(is, "name", name);
        json_put_text(is, "image", image);
        json_put_flag(is, "essential", true);
        json_put_int(is, "stopTimeout", 5);
        json_put(is, "environment", env);
        json_put(is, "secrets", secrets);
        free(image);
        return is;
}

static struct json_object *definition_of(const struct rehearsed *r, const char *account,
                                         struct json_object *stack, struct json_object *service)
{
        struct json_object *is = json_object_new_object(), *list = json_object_new_array();
        struct json_object *names = json_array(service, "containers"), *needs;
        char *role = xasprintf("arn:aws:iam::%s:role/rehearsal", account);

        json_put_text(is, "family", json_text(service, "name"));
        json_put_text(is, "networkMode", "awsvpc");
        needs = json_object_new_array();
        json_add_text(needs, "FARGATE");
        json_put(is, "requiresCompatibilities", needs);
        json_put_text(is, "cpu", "256");
        json_put_text(is, "memory", "512");
        json_put_text(is, "executionRoleArn", role);
        for (size_t i = 0; i < json_count(names); i++)
                add(list, container_of(r, stack, json_at(names, i)));
        json_put(is, "containerDefinitions", list);
        free(role);
        return is;
}

static struct json_object *service_of(struct json_object *service)
{
        static const char network[] =
                "{\"awsvpcConfiguration\":{\"subnets\":[\"subnet-0000000a\"]}}";
        static const char deployment[] =
                "{\"minimumHealthyPercent\":100,\"maximumPercent\":200,"
                "\"deploymentCircuitBreaker\":{\"enable\":true,\"rollback\":true}}";
        struct json_object *is = json_object_new_object();

        json_put_text(is, "serviceName", json_text(service, "name"));
        json_put_text(is, "taskDefinition", json_text(service, "name"));
        json_put_int(is, "desiredCount", json_int(service, "count"));
        json_put_text(is, "launchType", "FARGATE");
        json_put(is, "networkConfiguration", json_tokener_parse(network));
        json_put(is, "deploymentConfiguration",
                 json_get(service, "deployment") ? json_copy(json_get(service, "deployment"))
                                                 : json_tokener_parse(deployment));
        return is;
}

/* The process behind every image: it reads from the database that its environment names, if it
 * names it whole, and ends at once when it can't. What an image has in itself nobody knows here:
 * one with a part of them in the account runs, and is given the others by the run. */
static char *process_of(const struct rehearsed *r)
{
        const char *host = variable(r, "host_variable", "DB_HOST");
        const char *port = variable(r, "port_variable", "DB_PORT");
        const char *name = variable(r, "name_variable", "DB_NAME");
        const char *user = variable(r, "user_variable", "DB_USER");
        const char *password = variable(r, "password_variable", "DB_PASSWORD");

        return xasprintf(
                "set -e; PATH=$PATH:$(ls -d /usr/lib/postgresql/*/bin | tail -n 1); "
                "[ -z \"$%s\" ] || [ -z \"$%s\" ] || [ -z \"$%s\" ] || [ -z \"$%s\" ] || "
                "[ -z \"$%s\" ] || PGPASSWORD=$%s PGCONNECT_TIMEOUT=10 psql -h \"$%s\" "
                "-p \"$%s\" -d \"$%s\" -U \"$%s\" -XAtqc 'SELECT count(*) FROM rehearsal'; "
                "exec sleep infinity",
                host, port, name, user, password, password, host, port, name, user);
}

static void add_image(struct json_object *images, const char *name, const char *process)
{
        struct json_object *image = json_object_new_object(), *run = json_object_new_array();

        json_add_text(run, "/bin/sh");
        json_add_text(run, "-c");
        json_add_text(run, process);
        json_put(image, "run", run);
        json_put(images, name, image);
}

static struct json_object *images_of(const struct rehearsed *r, struct json_object *definitions)
{
        struct json_object *images = json_object_new_object(),
                           *given = json_get(r->inputs, "images");
        char *process = process_of(r);

        for (size_t i = 0; i < json_count(definitions); i++) {
                struct json_object *in =
                        json_array(json_at(definitions, i), "containerDefinitions");

                for (size_t k = 0; k < json_count(in); k++)
                        add_image(images, json_text(json_at(in, k), "image"), process);
        }
        if (given && json_object_is_type(given, json_type_object)) {
                json_object_object_foreach(given, container, image)
                {
                        (void)container;
                        add_image(images, json_object_get_string(image), process);
                }
        }
        free(process);
        return images;
}

static void add_stacks(const struct rehearsed *r, struct json_object *cloud,
                       struct json_object *seed, const char *account)
{
        struct json_object *databases = json_object_new_array();
        struct json_object *snapshots = json_object_new_array();
        struct json_object *parameters = json_object_new_array();
        struct json_object *definitions = json_object_new_array();
        struct json_object *clusters = json_object_new_array();
        struct json_object *stacks = json_array(cloud, "stacks");

        for (size_t i = 0; i < json_count(stacks); i++) {
                struct json_object *stack = json_at(stacks, i), *cluster = json_object_new_object();
                struct json_object *list = json_array(stack, "services");
                struct json_object *services = json_object_new_array();

                add(databases, database_of(stack));
                add_snapshots(r, stack, snapshots);
                add_parameters(r, stack, parameters);
                for (size_t k = 0; k < json_count(list); k++) {
                        add(definitions, definition_of(r, account, stack, json_at(list, k)));
                        add(services, service_of(json_at(list, k)));
                }
                json_put_text(cluster, "clusterName", json_text(stack, "cluster"));
                json_put(cluster, "services", services);
                add(clusters, cluster);
        }
        if (r->bodies)
                json_put(seed, "images", images_of(r, definitions));
        json_put(seed, "databases", databases);
        json_put(seed, "snapshots", snapshots);
        json_put(seed, "parameters", parameters);
        json_put(seed, "task_definitions", definitions);
        json_put(seed, "clusters", clusters);
}

struct json_object *rehearsal_seed(const struct rehearsed *r, struct json_object *cloud)
{
        struct json_object *seed = json_object_new_object(), *times = json_object_new_object();
        struct json_object *names = json_array(cloud, "parameters"), *secrets;
        const char *account = or_else(rehearsed_text(r, "account"), json_text(cloud, "account"));

        account = or_else(account, "123456789012");

        for (size_t i = 0; i < ARRAY_LEN(durations); i++)
                json_put_int(times, durations[i].name, durations[i].ms);
        json_put_text(seed, "account", account);
        json_put_text(seed, "region", json_text(cloud, "region"));
        json_put(seed, "durations", times);
        add_stacks(r, cloud, seed, account);
        for (size_t i = 0; i < json_count(names); i++) {
                struct json_object *one = json_at(names, i);
                bool plain = json_object_is_type(one, json_type_string);

                add_parameter(json_array(seed, "parameters"),
                              plain ? json_object_get_string(one) : json_text(one, "name"),
                              plain ? "String" : json_text(one, "type"), "rehearsal");
        }
        secrets = json_object_new_array();
        names = json_array(cloud, "secrets");
        for (size_t i = 0; i < json_count(names); i++)
                add_pair(secrets, json_object_get_string(json_at(names, i)), "value", "rehearsal");
        json_put(seed, "secrets", secrets);
        return seed;
}
