#include "engine/store/sqlite_sum.h"

#include <endian.h>
#include <stdint.h>
#include <string.h>

/* Guards against accidents, not against hands, and is asked for at every append: so no digest. Each
 * step is one-to-one in both the sum so far and the word, so one word that is another always makes
 * another sum. The multiplier is FNV's 64-bit prime. */
static uint64_t mix(uint64_t sum, uint64_t word)
{
        sum = (sum ^ word) * UINT64_C(0x100000001b3);
        return sum ^ sum >> 29;
}

/* The same on every machine: a store may be carried to another. */
static uint64_t mix_bytes(uint64_t sum, const void *bytes, size_t len)
{
        const char *at = bytes;
        uint64_t word;

        for (; len >= sizeof(word); at += sizeof(word), len -= sizeof(word)) {
                memcpy(&word, at, sizeof(word));
                sum = mix(sum, le64toh(word));
        }
        word = 0;
        if (len)
                memcpy(&word, at, len);
        return mix(sum, le64toh(word));
}

/* A number that has become a real one differs by its type; what it is worth then does not matter.
 */
static uint64_t mix_value(uint64_t sum, sqlite3_value *value)
{
        int type = sqlite3_value_type(value);
        const void *bytes;
        size_t len;

        sum = mix(sum, (uint64_t)type);
        if (type == SQLITE_INTEGER)
                return mix(sum, (uint64_t)sqlite3_value_int64(value));
        if (type != SQLITE_TEXT && type != SQLITE_BLOB)
                return sum;
        bytes = type == SQLITE_TEXT ? (const void *)sqlite3_value_text(value)
                                    : sqlite3_value_blob(value);
        len = (size_t)sqlite3_value_bytes(value);
        return mix_bytes(mix(sum, len), bytes, len);
}

static void row_sum(sqlite3_context *context, int count, sqlite3_value **values)
{
        uint64_t sum = (uint64_t)count;

        for (int i = 0; i < count; i++)
                sum = mix_value(sum, values[i]);
        sqlite3_result_int64(context, (sqlite3_int64)sum);
}

int sqlite_sum_register(sqlite3 *db)
{
        return sqlite3_create_function_v2(db, "row_sum", -1,
                                          SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY,
                                          NULL, row_sum, NULL, NULL, NULL);
}
