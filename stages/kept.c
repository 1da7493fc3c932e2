/* Reading and writing the records of what is kept. */
#include "stages/kept.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/text.h"

const char *const kept_ways[] = {
        [KEPT_RUNNING] = "running",
        [KEPT_STOPPED] = "stopped",
        [KEPT_SNAPSHOT] = "snapshot",
        [KEPT_WAYS] = NULL,
};

void kept_parameter(const struct stack *stack, const char *timestamp, char out[PARAMETER_SIZE])
{
        char leaf[sizeof(KEPT_LEAF) + STAMP_SIZE];

        snprintf(leaf, sizeof(leaf), KEPT_LEAF "/%.*s", STAMP_LEN, timestamp);
        cloud_parameter(stack, leaf, out);
}

static void put_time(struct json_object *obj, const char *name, int64_t ms)
{
        char at[ISO_SIZE];

        iso_format(ms, at);
        json_put_text(obj, name, at);
}

struct json_object *kept_json(const struct kept *k)
{
        struct json_object *obj = json_object_new_object();

        json_put_text(obj, "timestamp", k->timestamp);
        json_put_text(obj, "kind", k->cluster ? "cluster" : "instance");
        json_put_text(obj, "resource_id", k->resource_id);
        json_put_text(obj, "as", kept_ways[k->as]);
        if (k->snapshot)
                json_put_text(obj, "snapshot", k->snapshot);
        json_put_text(obj, "run", k->run);
        put_time(obj, "since", k->since);
        put_time(obj, "until", k->until);
        json_put(obj, "clusters", json_copy(k->clusters));
        json_put_text(obj, "families", k->families);
        json_put_text(obj, "scheduled", k->scheduled);
        json_put_text(obj, "unseen", k->unseen);
        if (k->idle)
                json_put_int(obj, "idle_ms", k->idle);
        json_put_flag(obj, "final_snapshot", k->final_snapshot);
        json_put_flag(obj, "keep_backups", k->keep_backups);
        json_put_flag(obj, "disable_protection", k->disable_protection);
        return obj;
}

static bool read_way(const char *text, enum kept_as *as)
{
        for (int way = 0; way < KEPT_WAYS; way++) {
                if (!text_same(text, kept_ways[way]))
                        continue;
                *as = (enum kept_as)way;
                return true;
        }
        return false;
}

/* Flags that are not there, or are no flags, could mean either. */
static bool read_flag(struct json_object *obj, const char *name, bool *out, struct err *err)
{
        struct json_object *value = json_get(obj, name);

        *out = json_flag(obj, name);
        return json_object_is_type(value, json_type_boolean) ||
               err_set(err, ERR_INVALID, "%s is no flag", name);
}

static bool read_flags(struct json_object *obj, struct kept *k, struct err *err)
{
        return read_flag(obj, "final_snapshot", &k->final_snapshot, err) &&
               read_flag(obj, "keep_backups", &k->keep_backups, err) &&
               read_flag(obj, "disable_protection", &k->disable_protection, err);
}

/* Records of before it could be asked for have none. */
static bool read_idle(struct json_object *obj, struct kept *k, struct err *err)
{
        struct json_object *value = json_get(obj, "idle_ms");

        k->idle = json_int(obj, "idle_ms");
        return !value || (json_object_is_type(value, json_type_int) && k->idle > 0) ||
               err_set(err, ERR_INVALID, "idle_ms is no duration");
}

static bool read_names(struct json_object *obj, struct kept *k, struct err *err)
{
        static const char *const needed[] = {"resource_id", "run",       "families",
                                             "scheduled",   "unseen",    "kind",
                                             "as",          "timestamp", "until"};
        struct json_object *clusters = json_array(obj, "clusters");

        for (size_t i = 0; i < ARRAY_LEN(needed); i++)
                if (!json_text(obj, needed[i]))
                        return err_set(err, ERR_INVALID, "%s is not there", needed[i]);
        for (size_t i = 0; i < json_count(clusters); i++)
                if (!json_object_is_type(json_at(clusters, i), json_type_string))
                        return err_set(err, ERR_INVALID, "clusters has something that is no text");
        if (!json_count(clusters))
                return err_set(err, ERR_INVALID, "clusters has none");
        k->clusters = json_copy(clusters);
        k->resource_id = xstrdup(json_text(obj, "resource_id"));
        k->run = xstrdup(json_text(obj, "run"));
        k->families = xstrdup(json_text(obj, "families"));
        k->scheduled = xstrdup(json_text(obj, "scheduled"));
        k->unseen = xstrdup(json_text(obj, "unseen"));
        k->snapshot = xstrdup(json_text(obj, "snapshot"));
        k->cluster = text_same(json_text(obj, "kind"), "cluster");
        return read_idle(obj, k, err);
}

static bool read_all(struct json_object *obj, struct kept *k, struct err *err)
{
        if (!read_names(obj, k, err) || !read_flags(obj, k, err))
                return false;
        if (!stamp_parse(json_text(obj, "timestamp"), NULL))
                return err_set(err, ERR_INVALID, "timestamp is no timestamp");
        memcpy(k->timestamp, json_text(obj, "timestamp"), STAMP_SIZE);
        if (!read_way(json_text(obj, "as"), &k->as))
                return err_set(err, ERR_INVALID, "as is \"%s\"", json_text(obj, "as"));
        if ((k->as == KEPT_SNAPSHOT) != (k->snapshot != NULL))
                return err_set(err, ERR_INVALID, "as and snapshot don't go together");
        if (json_text(obj, "since") && !iso_parse(json_text(obj, "since"), &k->since))
                return err_set(err, ERR_INVALID, "since is no time");
        return iso_parse(json_text(obj, "until"), &k->until) ||
               err_set(err, ERR_INVALID, "until is no time");
}

bool kept_from_json(struct json_object *obj, struct kept *out, struct err *err)
{
        *out = (struct kept){0};
        if (read_all(obj, out, err))
                return true;
        kept_release(out);
        return false;
}

/* value is what somebody may have edited. */
static void read_one(const char *timestamp, const char *value, struct kept *out)
{
        struct json_object *obj = NULL;
        struct err err = ERR_INIT;

        if (json_parse(value, strlen(value), &obj, &err) && kept_from_json(obj, out, &err) &&
            strcmp(out->timestamp, timestamp) != 0) {
                err_set(&err, ERR_INVALID, "its timestamp is %s", out->timestamp);
                kept_release(out);
        }
        json_object_put(obj);
        if (err.code == ERR_NONE)
                return;
        *out = (struct kept){.broken = xstrdup(err_text(&err))};
        snprintf(out->timestamp, sizeof(out->timestamp), "%.*s", STAMP_LEN, timestamp);
        err_clear(&err);
}

void kept_read_in(const struct stack *stack, const struct ssm_parameters *set,
                  struct kept_list *out)
{
        char path[PARAMETER_SIZE];

        *out = (struct kept_list){0};
        cloud_parameter(stack, KEPT_LEAF "/", path);
        for (size_t i = 0; i < set->count; i++) {
                const char *name = set->items[i].name;

                if (!text_starts(name, path) || !stamp_parse(name + strlen(path), NULL))
                        continue;
                out->items = xrealloc(out->items, (out->count + 1) * sizeof(*out->items));
                read_one(name + strlen(path), set->items[i].value, &out->items[out->count++]);
        }
}

bool kept_read(struct aws *aws, const struct stack *stack, struct kept_list *out, struct err *err)
{
        struct ssm_parameters set = {0};
        char path[PARAMETER_SIZE];

        *out = (struct kept_list){0};
        cloud_parameter(stack, KEPT_LEAF, path);
        if (!ssm_get_by_path(aws, path, &set, err))
                return false;
        kept_read_in(stack, &set, out);
        ssm_parameters_release(&set);
        return true;
}

const struct kept *kept_find(const struct kept_list *l, const char *timestamp)
{
        for (size_t i = 0; i < l->count; i++)
                if (text_same(l->items[i].timestamp, timestamp))
                        return &l->items[i];
        return NULL;
}

void kept_release(struct kept *k)
{
        json_object_put(k->clusters);
        free(k->resource_id);
        free(k->snapshot);
        free(k->run);
        free(k->families);
        free(k->scheduled);
        free(k->unseen);
        free(k->broken);
        *k = (struct kept){0};
}

void kept_list_release(struct kept_list *l)
{
        for (size_t i = 0; i < l->count; i++)
                kept_release(&l->items[i]);
        free(l->items);
        *l = (struct kept_list){0};
}
