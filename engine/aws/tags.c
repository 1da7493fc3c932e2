/* Tags: a small ordered map, kept in the order they were first set. */
#include <stdlib.h>

#include "engine/aws/aws.h"
#include "engine/base/mem.h"

static struct tag *find(const struct tags *t, const char *key)
{
        for (size_t i = 0; i < t->count; i++) {
                if (text_same(t->items[i].key, key))
                        return &t->items[i];
        }
        return NULL;
}

const char *tags_get(const struct tags *t, const char *key)
{
        const struct tag *tag = find(t, key);

        return tag ? tag->value : NULL;
}

void tags_set(struct tags *t, const char *key, const char *value)
{
        struct tag *tag = find(t, key);

        if (tag) {
                xreplace(&tag->value, value);
                return;
        }
        t->items = xrealloc(t->items, (t->count + 1) * sizeof(*t->items));
        t->items[t->count++] = (struct tag){.key = xstrdup(key), .value = xstrdup(value)};
}

void tags_merge(struct tags *into, const struct tags *more)
{
        for (size_t i = 0; i < more->count; i++)
                tags_set(into, more->items[i].key, more->items[i].value);
}

void tags_copy(struct tags *to, const struct tags *from)
{
        struct tags copy = {0};

        tags_merge(&copy, from);
        tags_release(to);
        *to = copy;
}

void tags_release(struct tags *t)
{
        for (size_t i = 0; i < t->count; i++) {
                free(t->items[i].key);
                free(t->items[i].value);
        }
        free(t->items);
        *t = (struct tags){0};
}

struct json_object *tags_json(const struct tags *t)
{
        struct json_object *object = json_object_new_object();

        for (size_t i = 0; i < t->count; i++)
                json_put_text(object, t->items[i].key, t->items[i].value);
        return object;
}

void tags_take(struct tags *into, struct json_object *object)
{
        if (!object)
                return;
        json_object_object_foreach(object, key, value)
                tags_set(into, key, json_object_get_string(value));
}
