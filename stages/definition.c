/* Editing and comparing task definitions. */
#include "stages/definition.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/nearest.h"
#include "engine/base/text.h"

const char *const definition_read_only[] = {
        "taskDefinitionArn", "revision",     "status",       "requiresAttributes",
        "compatibilities",   "registeredAt", "registeredBy", "deregisteredAt",
        "deleteRequestedAt", NULL,
};

struct json_object *definition_request(struct json_object *live)
{
        struct json_object *request = json_copy(live);

        for (size_t i = 0; definition_read_only[i]; i++)
                json_object_object_del(request, definition_read_only[i]);
        json_object_object_del(request, "tags");
        return request;
}

static void drop_named(struct json_object *container, const char *member, const char *name)
{
        struct json_object *list = json_array(container, member);

        for (size_t i = json_count(list); i-- > 0;)
                if (text_same(json_text(json_at(list, i), "name"), name))
                        json_object_array_del_idx(list, i, 1);
}

/* Sets entry `name` of a list of {name, <field>}: in its place when it is there, else at the end.
 * Other fields of an entry go, as the entry is a new one. */
static void put_named(struct json_object *container, const char *member, const char *name,
                      const char *field, const char *value)
{
        struct json_object *list = json_array(container, member), *entry;

        if (!list) {
                list = json_object_new_array();
                json_put(container, member, list);
        }
        entry = json_object_new_object();
        json_put_text(entry, "name", name);
        json_put_text(entry, field, value);
        for (size_t i = 0; i < json_count(list); i++) {
                if (text_same(json_text(json_at(list, i), "name"), name)) {
                        json_object_array_put_idx(list, i, entry);
                        return;
                }
        }
        json_object_array_add(list, entry);
}

static void apply_to(struct json_object *container, const struct definition_change *change)
{
        const char *own =
                change->images ? json_text(change->images, json_text(container, "name")) : NULL;

        if (own || change->image)
                json_put_text(container, "image", own ? own : change->image);
        if (change->environment) {
                json_object_object_foreach(change->environment, name, value)
                {
                        drop_named(container, "secrets", name);
                        put_named(container, "environment", name, "value",
                                  json_object_get_string(value));
                }
        }
        if (change->secrets) {
                json_object_object_foreach(change->secrets, name, value)
                {
                        drop_named(container, "environment", name);
                        put_named(container, "secrets", name, "valueFrom",
                                  json_object_get_string(value));
                }
        }
}

static struct json_object *container_named(struct json_object *request, const char *name)
{
        struct json_object *list = json_array(request, "containerDefinitions");

        for (size_t i = 0; i < json_count(list); i++)
                if (text_same(json_text(json_at(list, i), "name"), name))
                        return json_at(list, i);
        return NULL;
}

bool definition_apply(struct json_object *request, const struct definition_change *change,
                      struct err *err)
{
        struct json_object *all = json_array(request, "containerDefinitions");
        bool any = false;

        if (change->images) {
                json_object_object_foreach(change->images, name, image)
                {
                        struct json_object *container = container_named(request, name);

                        if (container)
                                json_put_text(container, "image", json_object_get_string(image));
                }
        }
        if (!json_count(change->containers)) {
                for (size_t i = 0; i < json_count(all); i++)
                        apply_to(json_at(all, i), change);
                return true;
        }
        for (size_t i = 0; i < json_count(change->containers); i++) {
                const char *name = json_object_get_string(json_at(change->containers, i));
                struct json_object *container = container_named(request, name);

                if (container)
                        apply_to(container, change);
                any = any || container;
        }
        return any || err_set(err, ERR_REFUSED, "task definition %s has no container \"%s\"",
                              json_text(request, "family"),
                              json_object_get_string(json_at(change->containers, 0)));
}

/* Names of all containers, each once. */
static void list_containers(struct json_object *const *definitions, size_t count,
                            struct strlist *out)
{
        for (size_t i = 0; i < count; i++) {
                struct json_object *list = json_array(definitions[i], "containerDefinitions");

                for (size_t k = 0; k < json_count(list); k++) {
                        const char *name = json_text(json_at(list, k), "name");

                        if (name && !strlist_has(out, name))
                                strlist_add(out, name);
                }
        }
}

static bool check_name(const struct strlist *there, const char *name, struct err *err)
{
        struct text all = TEXT_INIT;
        const char *near;

        if (strlist_has(there, name))
                return true;
        near = nearest_name(name, (const char *const *)there->items, there->count);
        strlist_join(there, ", ", &all);
        err_set(err, ERR_REFUSED, "no service has a container \"%s\"; there are: %s", name,
                text_str(&all));
        text_release(&all);
        return near ? err_next(err, "did you mean \"%s\"?", near) : false;
}

bool definition_check_names(struct json_object *const *definitions, size_t count,
                            const struct definition_change *change, struct err *err)
{
        struct strlist there = {0};
        bool ok = true;

        list_containers(definitions, count, &there);
        for (size_t i = 0; ok && i < json_count(change->containers); i++)
                ok = check_name(&there, json_object_get_string(json_at(change->containers, i)),
                                err);
        if (ok && change->images) {
                json_object_object_foreach(change->images, name, image)
                {
                        (void)image;
                        ok = ok && check_name(&there, name, err);
                }
        }
        strlist_release(&there);
        return ok;
}

static int by_name(const void *a, const void *b)
{
        struct json_object *const *left = a, *const *right = b;
        const char *l = json_text(*left, "name"), *r = json_text(*right, "name");

        return strcmp(l ? l : "", r ? r : "");
}

/* A copy in which order that means nothing is one and the same, and empty lists are none. */
static struct json_object *canonical(struct json_object *definition)
{
        struct json_object *copy = definition_request(definition);
        struct json_object *list = json_array(copy, "containerDefinitions");

        for (size_t i = 0; i < json_count(list); i++) {
                static const char *const sorted[] = {"environment", "secrets"};

                for (size_t k = 0; k < ARRAY_LEN(sorted); k++) {
                        struct json_object *one = json_array(json_at(list, i), sorted[k]);

                        if (one && !json_count(one))
                                json_object_object_del(json_at(list, i), sorted[k]);
                        else if (one)
                                json_object_array_sort(one, by_name);
                }
        }
        return copy;
}

bool definition_same(struct json_object *a, struct json_object *b)
{
        struct json_object *left = canonical(a), *right = canonical(b);
        bool same = json_same(left, right);

        json_object_put(left);
        json_object_put(right);
        return same;
}

const char *definition_tag_value(struct json_object *tags, const char *key)
{
        for (size_t i = 0; i < json_count(tags); i++)
                if (text_same(json_text(json_at(tags, i), "key"), key))
                        return json_text(json_at(tags, i), "value");
        return NULL;
}

void definition_tag(struct json_object *request, struct json_object *tags, const struct tags *more)
{
        struct json_object *out = json_object_new_array();

        for (size_t i = 0; i < json_count(tags); i++) {
                const char *key = json_text(json_at(tags, i), "key");

                if (key && !text_starts(key, "aws:") && !text_starts(key, "snaplift:") &&
                    !tags_get(more, key))
                        json_object_array_add(out, json_copy(json_at(tags, i)));
        }
        for (size_t i = 0; i < more->count; i++) {
                struct json_object *tag = json_object_new_object();

                json_put_text(tag, "key", more->items[i].key);
                json_put_text(tag, "value", more->items[i].value);
                json_object_array_add(out, tag);
        }
        json_put(request, "tags", out);
}

static bool is_word_char(char c)
{
        return isalnum((unsigned char)c) || c == '-' || c == '_';
}

/* Also behind an escaped character, as in an address that is part of another: "%40", "\\n". */
static bool begins_word(const char *text, const char *at)
{
        if (at == text || !is_word_char(at[-1]))
                return true;
        if (at - text >= 2 && at[-2] == '\\')
                return true;
        return at - text >= 3 && at[-3] == '%' && isxdigit((unsigned char)at[-2]) &&
               isxdigit((unsigned char)at[-1]);
}

static bool text_mentions(const char *text, const char *word)
{
        size_t len = strlen(word);

        for (const char *at = text; (at = strcasestr(at, word)); at++)
                if (begins_word(text, at) && !is_word_char(at[len]))
                        return true;
        return false;
}

bool definition_mentions(struct json_object *json, const char *word)
{
        if (!json || !word || !*word)
                return false;
        if (json_object_is_type(json, json_type_string))
                return text_mentions(json_object_get_string(json), word);
        if (json_object_is_type(json, json_type_array)) {
                for (size_t i = 0; i < json_count(json); i++)
                        if (definition_mentions(json_at(json, i), word))
                                return true;
        } else if (json_object_is_type(json, json_type_object)) {
                json_object_object_foreach(json, key, value)
                {
                        (void)key;
                        if (definition_mentions(value, word))
                                return true;
                }
        }
        return false;
}

/* What follows the parameter's name: "" or ":SELECTOR"; NULL when it is another's name. A name has
 * no colon (botocore's ssm model, GetParameters). */
static const char *after_name(const char *from, const char *parameter)
{
        static const char kind[] = ":parameter";
        const char *name = text_starts(from, "arn:") ? strstr(from, kind) : NULL;
        size_t len = strlen(parameter);

        name = name ? name + strlen(kind) : from;
        if (strncmp(name, parameter, len) != 0 || (name[len] && name[len] != ':'))
                return NULL;
        return name + len;
}

bool definition_reads_parameter(struct json_object *definition, const char *parameter,
                                struct strlist *pinned)
{
        struct json_object *list = json_array(definition, "containerDefinitions");
        bool reads = false;

        for (size_t i = 0; i < json_count(list); i++) {
                struct json_object *secrets = json_array(json_at(list, i), "secrets");

                for (size_t k = 0; k < json_count(secrets); k++) {
                        const char *from = json_text(json_at(secrets, k), "valueFrom");
                        const char *after = from ? after_name(from, parameter) : NULL;

                        if (after && *after)
                                strlist_add(pinned, after + 1);
                        reads |= after && !*after;
                }
        }
        return reads;
}
