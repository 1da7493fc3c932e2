#include "engine/base/json_key.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"

enum {
        LONGEST = 48,
        SLOTS = 2048, /* a power of two */
        MOST = SLOTS / 2,
};

struct json_key {
        char *text;
        size_t len;
        unsigned long hash; /* of json-c's tables, which all hash alike */
};

static struct {
        struct json_key *slots[SLOTS];
        size_t count;
} names;

/* FNV-1a, eight bytes at a time. */
static size_t slot_of(const char *text, size_t len)
{
        uint64_t hash = 0xcbf29ce484222325u, word;

        for (; len >= sizeof(word); text += sizeof(word), len -= sizeof(word)) {
                memcpy(&word, text, sizeof(word));
                hash = (hash ^ word) * 0x100000001b3u;
                hash ^= hash >> 32;
        }
        for (; len; text++, len--)
                hash = (hash ^ (unsigned char)*text) * 0x100000001b3u;
        return (hash ^ hash >> 32) & (SLOTS - 1);
}

static struct json_key *keep(const char *text, size_t len)
{
        struct json_object *any = json_object_new_object();
        struct json_key *key = xmalloc(sizeof(*key));

        key->text = xstrndup(text, len);
        key->len = len;
        key->hash = lh_get_hash(json_object_get_object(any), key->text);
        json_object_put(any);
        names.count++;
        return key;
}

const struct json_key *json_key(const char *text, size_t len)
{
        struct json_key **slot;
        size_t at;

        if (len > LONGEST)
                return NULL;
        for (at = slot_of(text, len); *(slot = &names.slots[at]); at = (at + 1) & (SLOTS - 1))
                if ((*slot)->len == len && memcmp((*slot)->text, text, len) == 0)
                        return *slot;
        if (names.count == MOST || memchr(text, '\0', len))
                return NULL;
        return *slot = keep(text, len);
}

void json_key_put(struct json_object *object, const struct json_key *key, struct json_object *value)
{
        struct lh_table *table = json_object_get_object(object);

        if (!table || lh_table_lookup_entry_w_hash(table, key->text, key->hash))
                json_object_object_add(object, key->text, value);
        else if (lh_table_insert_w_hash(table, key->text, value, key->hash,
                                        JSON_C_OBJECT_KEY_IS_CONSTANT))
                abort(); /* no memory */
}
