/*
 * JSON's objects. The names of members are told apart by their hashes: of few members one looks at
 * each, for many there is an index. Names are shared with the other objects that have them
 * (json_key.h).
 */
#include <stdlib.h>
#include <string.h>

#include "engine/base/json_key.h"
#include "engine/base/json_parts.h"
#include "engine/base/mem.h"

enum { FEW = 16, NONE = UINT32_MAX };

struct json_object *json_object_new_object(void)
{
        struct json_members *m = xmalloc(sizeof(*m));

        m->is = (struct json_object){.references = 1, .type = json_type_object};
        m->items = m->first;
        m->count = 0;
        m->room = JSON_MEMBERS;
        m->index = NULL;
        return &m->is;
}

static void member_free(struct json_member *member)
{
        json_object_put(member->value);
        if (member->own_name)
                free((char *)(uintptr_t)member->name);
}

void json_members_free(struct json_members *m)
{
        for (uint32_t i = 0; i < m->count; i++)
                member_free(&m->items[i]);
        if (m->items != m->first)
                free(m->items);
        free(m->index);
}

static struct json_members *members_of(const struct json_object *object)
{
        if (!json_object_is_type(object, json_type_object))
                abort(); /* a mistake of the caller's */
        return (struct json_members *)(uintptr_t)object;
}

static bool is_named(const struct json_member *member, const char *name, size_t len, uint32_t hash)
{
        return member->hash == hash && strncmp(member->name, name, len) == 0 && !member->name[len];
}

/* Its slots are twice as many as there is room for members, and thus a power of two. */
static uint32_t slots_of(const struct json_members *m)
{
        return 2 * m->room;
}

/* The slot of that member, or the free one where it would be. */
static uint32_t *slot_of(const struct json_members *m, const char *name, size_t len, uint32_t hash)
{
        uint32_t at = hash;

        for (;; at++) {
                uint32_t *slot = &m->index[at & (slots_of(m) - 1)];

                if (!*slot || is_named(&m->items[*slot - 1], name, len, hash))
                        return slot;
        }
}

static void make_index(struct json_members *m)
{
        free(m->index);
        m->index = NULL;
        if (m->room <= FEW)
                return;
        m->index = xcalloc(slots_of(m), sizeof(*m->index));
        for (uint32_t i = 0; i < m->count; i++) {
                const struct json_member *one = &m->items[i];

                *slot_of(m, one->name, strlen(one->name), one->hash) = i + 1;
        }
}

static uint32_t place_of(const struct json_members *m, const char *name, size_t len, uint32_t hash)
{
        if (m->index)
                return *slot_of(m, name, len, hash) - 1; /* of a free one: NONE */
        for (uint32_t i = 0; i < m->count; i++)
                if (is_named(&m->items[i], name, len, hash))
                        return i;
        return NONE;
}

static void make_room(struct json_members *m)
{
        bool first = m->items == m->first;

        m->room *= 2;
        m->items = xrealloc(first ? NULL : m->items, m->room * sizeof(*m->items));
        if (first)
                memcpy(m->items, m->first, sizeof(m->first));
        make_index(m);
}

static void add_member(struct json_members *m, const char *name, size_t len, uint32_t hash,
                       struct json_object *value)
{
        const char *kept = json_key(name, len, hash);

        if (m->count == m->room)
                make_room(m);
        m->items[m->count++] = (struct json_member){
                .name = kept ? kept : xstrndup(name, len),
                .value = value,
                .hash = hash,
                .own_name = !kept,
        };
        if (m->index)
                *slot_of(m, name, len, hash) = m->count;
}

void json_object_object_add_len(struct json_object *object, const char *name, size_t len,
                                struct json_object *value)
{
        struct json_members *m = members_of(object);
        uint32_t hash = json_key_hash(name, len), at = place_of(m, name, len, hash);

        if (at == NONE) {
                add_member(m, name, len, hash, value);
        } else if (m->items[at].value != value) {
                json_object_put(m->items[at].value);
                m->items[at].value = value;
        }
}

void json_object_object_add(struct json_object *object, const char *name, struct json_object *value)
{
        json_object_object_add_len(object, name, strlen(name), value);
}

void json_object_object_del(struct json_object *object, const char *name)
{
        struct json_members *m = members_of(object);
        size_t len = strlen(name);
        uint32_t at = place_of(m, name, len, json_key_hash(name, len));

        if (at == NONE)
                return;
        member_free(&m->items[at]);
        m->count--;
        memmove(&m->items[at], &m->items[at + 1], (m->count - at) * sizeof(*m->items));
        make_index(m);
}

size_t json_object_object_length(const struct json_object *object)
{
        return members_of(object)->count;
}

bool json_object_object_get_ex(const struct json_object *object, const char *name,
                               struct json_object **value)
{
        uint32_t at = NONE;

        if (json_object_is_type(object, json_type_object)) {
                size_t len = strlen(name);

                at = place_of(members_of(object), name, len, json_key_hash(name, len));
        }
        if (value)
                *value = at == NONE ? NULL : members_of(object)->items[at].value;
        return at != NONE;
}

bool json_object_member(const struct json_object *object, size_t at, const char **name,
                        struct json_object **value)
{
        const struct json_members *m;

        if (!json_object_is_type(object, json_type_object))
                return false;
        m = members_of(object);
        if (at >= m->count)
                return false;
        *name = m->items[at].name;
        *value = m->items[at].value;
        return true;
}
