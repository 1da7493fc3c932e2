#include "engine/base/json_key.h"

#include <string.h>

#include "engine/base/mem.h"

enum {
        LONGEST = 48,
        SLOTS = 2048, /* a power of two */
        MOST = SLOTS / 2,
};

static struct {
        struct {
                char *name;
                uint32_t hash;
                uint32_t len;
        } slots[SLOTS];
        size_t count;
} names;

/* FNV-1a, eight bytes at a time. */
uint32_t json_key_hash(const char *name, size_t len)
{
        uint64_t hash = 0xcbf29ce484222325u, word;

        for (; len >= sizeof(word); name += sizeof(word), len -= sizeof(word)) {
                memcpy(&word, name, sizeof(word));
                hash = (hash ^ word) * 0x100000001b3u;
                hash ^= hash >> 32;
        }
        for (; len; name++, len--)
                hash = (hash ^ (unsigned char)*name) * 0x100000001b3u;
        return (uint32_t)(hash ^ hash >> 32);
}

const char *json_key(const char *name, size_t len, uint32_t hash)
{
        size_t at = hash & (SLOTS - 1);

        if (len > LONGEST)
                return NULL;
        for (; names.slots[at].name; at = (at + 1) & (SLOTS - 1))
                if (names.slots[at].hash == hash && names.slots[at].len == len &&
                    memcmp(names.slots[at].name, name, len) == 0)
                        return names.slots[at].name;
        if (names.count == MOST)
                return NULL;
        names.count++;
        names.slots[at].name = xstrndup(name, len);
        names.slots[at].hash = hash;
        names.slots[at].len = (uint32_t)len;
        return names.slots[at].name;
}
