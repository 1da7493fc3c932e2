/* The description of a rehearsal's cloud, from a file. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/yaml.h"
#include "engine/cli/rehearsal_cloud.h"
#include "engine/graph/definition.h"
#include "engine/graph/expr.h"

enum { FILE_LIMIT = 1024 * 1024, MOST_ROWS = 100000000, MOST_MIB = 10000, MOST_TASKS = 20 };

struct reading {
        const struct rehearsed *r;
        struct json_object *cloud;
        struct diagnostics d;
};

#define KEYS(...)                                                                                  \
        (const char *const[])                                                                      \
        {                                                                                          \
                __VA_ARGS__                                                                        \
        }

static void read_one_text(struct reading *f, const struct yaml_node *map, const char *key,
                          struct json_object *to)
{
        const struct yaml_node *node = yaml_get(map, key);
        const char *text = node ? read_text(node, key, &f->d) : NULL;

        json_put_text(to, key, text);
}

static bool read_one_number(struct reading *f, const struct yaml_node *map, const char *key,
                            int64_t least, int64_t most, int64_t *out)
{
        const struct yaml_node *node = yaml_get(map, key);

        return node && read_number(node, key, least, most, out, &f->d);
}

static void read_engine(struct reading *f, const struct yaml_node *map)
{
        const struct yaml_node *node = yaml_get(map, "engine");
        const char *engine = node ? read_text(node, "engine", &f->d) : NULL;

        if (engine && strcmp(engine, "postgres") != 0)
                diagnostics_add(&f->d, node->line, node->column,
                                "engine must be postgres, got \"%s\": what stands behind a "
                                "rehearsal's databases is PostgreSQL",
                                engine);
}

static void read_database(struct reading *f, const struct yaml_node *map, const char *tier,
                          struct json_object *to)
{
        char *where = xasprintf(" in the database of tier \"%s\"", tier);
        const struct yaml_node *mib = yaml_get(map, "mib");
        bool protected;
        int64_t n;

        if (read_map(map, "database", &f->d)) {
                read_keys(map, where,
                          KEYS("name", "engine", "version", "class", "storage", "rows", "mib",
                               "protected"),
                          8, &f->d);
                read_engine(f, map);
                read_one_text(f, map, "name", to);
                read_one_text(f, map, "version", to);
                read_one_text(f, map, "class", to);
                if (read_one_number(f, map, "storage", 20, 65536, &n))
                        json_put_int(to, "storage", n);
                if (read_one_number(f, map, "rows", 0, MOST_ROWS, &n))
                        json_put_int(to, "rows", n);
                if (read_one_number(f, map, "mib", 1, MOST_MIB, &n))
                        json_put_int(to, "rows", n * REHEARSAL_ROWS_PER_MIB);
                if (mib && yaml_get(map, "rows"))
                        diagnostics_add(&f->d, mib->line, mib->column,
                                        "rows and mib are both given%s: give one of them", where);
                if (yaml_get(map, "protected") &&
                    read_flag(yaml_get(map, "protected"), "protected", &protected, &f->d))
                        json_put_flag(to, "protected", protected);
        }
        free(where);
}

static struct json_object *read_names(struct reading *f, const struct yaml_node *node,
                                      const char *what)
{
        struct json_object *array = json_object_new_array();
        struct strlist names = {0};

        read_texts(node, what, &names, &f->d);
        for (size_t i = 0; i < names.count; i++)
                json_add_text(array, names.items[i]);
        strlist_release(&names);
        return array;
}

static struct json_object *read_service(struct reading *f, const struct yaml_pair *pair)
{
        struct json_object *is = json_object_new_object(), *containers = NULL;
        const char *name = pair->key->text;
        char *where = xasprintf(" in service \"%s\"", name);
        int64_t count = 1;

        if (read_map(pair->value, name, &f->d)) {
                read_keys(pair->value, where, KEYS("count", "containers"), 2, &f->d);
                read_one_number(f, pair->value, "count", 0, MOST_TASKS, &count);
                if (yaml_get(pair->value, "containers"))
                        containers =
                                read_names(f, yaml_get(pair->value, "containers"), "containers");
        }
        if (!json_count(containers)) {
                json_object_put(containers);
                containers = json_object_new_array();
                json_add_text(containers, name);
        }
        json_put_text(is, "name", name);
        json_put_int(is, "count", count);
        json_put(is, "containers", containers);
        free(where);
        return is;
}

static void read_tier(struct reading *f, const struct yaml_pair *pair)
{
        const char *tier = pair->key->text;
        const struct yaml_node *map = pair->value, *services = yaml_get(map, "services");
        char *where = xasprintf(" in tier \"%s\"", tier);
        struct json_object *stack, *list = json_object_new_array();
        struct err err = ERR_INIT;
        struct stack is;

        if (!strlist_has(&f->r->pipeline->tiers, tier))
                report_unknown(&f->d, pair->key->line, pair->key->column, "tier", tier, "",
                               (const char *const *)f->r->pipeline->tiers.items,
                               f->r->pipeline->tiers.count);
        else if (!stack_sibling(f->r->stack, tier, &is, &err))
                diagnostics_add(&f->d, pair->key->line, pair->key->column, "%s", err_text(&err));
        else if (read_map(map, tier, &f->d)) {
                stack = rehearsal_cloud_stack(f->r, f->cloud, &is);
                read_keys(map, where, KEYS("cluster", "database", "services"), 3, &f->d);
                read_one_text(f, map, "cluster", stack);
                if (yaml_get(map, "database"))
                        read_database(f, yaml_get(map, "database"), tier,
                                      json_get(stack, "database"));
                if (services && read_map(services, "services", &f->d)) {
                        for (size_t i = 0; i < services->count; i++)
                                json_object_array_add(list, read_service(f, &services->pairs[i]));
                        json_put(stack, "services", json_object_get(list));
                }
        }
        json_object_put(list);
        err_clear(&err);
        free(where);
}

static void read_cloud(struct reading *f, const struct yaml_node *root)
{
        const struct yaml_node *tiers = yaml_get(root, "tiers");

        if (!read_map(root, "the description of a cloud", &f->d))
                return;
        read_keys(root, "", KEYS("region", "tiers", "parameters", "secrets"), 4, &f->d);
        read_one_text(f, root, "region", f->cloud);
        if (yaml_get(root, "parameters"))
                json_put(f->cloud, "parameters",
                         read_names(f, yaml_get(root, "parameters"), "parameters"));
        if (yaml_get(root, "secrets"))
                json_put(f->cloud, "secrets", read_names(f, yaml_get(root, "secrets"), "secrets"));
        if (!tiers || !read_map(tiers, "tiers", &f->d))
                return;
        for (size_t i = 0; i < tiers->count; i++)
                read_tier(f, &tiers->pairs[i]);
}

static void found(void *arg, int line, int column, const char *text)
{
        diagnostics_add(arg, line, column, "%s", text);
}

static bool read_bytes(const char *path, struct text *out, struct err *err)
{
        FILE *file = fopen(path, "rbe");
        char chunk[4096];
        size_t got;
        bool bad;

        while (file && out->len <= FILE_LIMIT && (got = fread(chunk, 1, sizeof(chunk), file)) > 0)
                text_add_n(out, chunk, got);
        bad = !file || ferror(file);
        if (bad)
                err_set(err, ERR_INVALID, "can't read the description of the cloud %s: %s", path,
                        strerror(errno));
        else if (out->len > FILE_LIMIT)
                bad = !err_set(err, ERR_INVALID, "%s is longer than 1 MiB", path);
        if (file)
                fclose(file);
        return !bad || err_next(err, "give --cloud a YAML or JSON file, or leave it out");
}

bool rehearsal_file_read(const char *path, const struct rehearsed *r, struct json_object *cloud,
                         struct text *findings, struct err *err)
{
        struct reading f = {.r = r, .cloud = cloud};
        struct text bytes = TEXT_INIT;
        struct yaml_node *root = NULL;
        bool ok = false;

        if (read_bytes(path, &bytes, err)) {
                root = yaml_parse(text_str(&bytes), bytes.len, found, &f.d);
                if (root)
                        read_cloud(&f, root);
                ok = f.d.count == 0;
                diagnostics_print(&f.d, path, findings);
        }
        yaml_free(root);
        text_release(&bytes);
        diagnostics_release(&f.d);
        return ok;
}
