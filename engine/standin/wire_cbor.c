/*
 * Smithy's RPC v2 CBOR: the parts of RFC 8949 that it uses. Maps have text keys, a time is tag 1
 * with seconds. No operation here takes or gives bytes.
 */
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/standin/wire.h"

enum { MOST_LEVELS = 32, INDEFINITE = 31 };

enum major { UNSIGNED, NEGATIVE, BYTES, TEXT, ARRAY, MAP, TAG, SIMPLE };

/* --- in --- */

struct reader {
        const unsigned char *at, *end;
        int level;
        bool broken;
};

static uint64_t big_endian(struct reader *r, size_t len)
{
        uint64_t n = 0;

        if ((size_t)(r->end - r->at) < len) {
                r->broken = true;
                return 0;
        }
        for (size_t i = 0; i < len; i++)
                n = n << 8 | *r->at++;
        return n;
}

/* The item's first byte and the number that belongs to it. */
static enum major head(struct reader *r, int *info, uint64_t *number)
{
        unsigned char byte;

        *info = 0;
        *number = 0;
        if (r->at == r->end) {
                r->broken = true;
                return SIMPLE;
        }
        byte = *r->at++;
        *info = byte & 31;
        if (*info < 24)
                *number = (uint64_t)*info;
        else if (*info < 28)
                *number = big_endian(r, (size_t)1 << (*info - 24));
        else if (*info != INDEFINITE)
                r->broken = true;
        return byte >> 5;
}

static bool at_break(struct reader *r)
{
        if (r->at < r->end && *r->at == 0xff) {
                r->at++;
                return true;
        }
        r->broken = r->broken || r->at == r->end;
        return r->broken;
}

/* A text, in one or in chunks. */
static void string(struct reader *r, int info, uint64_t len, struct text *out)
{
        if (info == INDEFINITE) {
                while (!at_break(r)) {
                        enum major kind = head(r, &info, &len);

                        if (kind != TEXT || info == INDEFINITE) {
                                r->broken = true;
                                return;
                        }
                        string(r, info, len, out);
                }
                return;
        }
        if (len > (uint64_t)(r->end - r->at)) {
                r->broken = true;
                return;
        }
        text_add_n(out, r->at, (size_t)len);
        r->at += len;
}

static double half(uint64_t bits)
{
        double fraction = (double)(bits & 0x3ff), sign = bits & 0x8000 ? -1 : 1;
        int exponent = (int)(bits >> 10 & 31);
        double value = exponent ? 1 + fraction / 1024 : fraction / 1024;

        for (int i = exponent ? exponent : 1; i < 15; i++)
                value /= 2;
        for (int i = 15; i < exponent; i++)
                value *= 2;
        return sign * value;
}

static struct json_object *simple(struct reader *r, int info, uint64_t number)
{
        uint32_t narrow = (uint32_t)number;
        double wide;
        float single;

        switch (info) {
        case 20:
        case 21:
                return json_object_new_boolean(info == 21);
        case 22:
        case 23:
                return NULL; /* null, undefined */
        case 25:
                return json_object_new_double(half(number));
        case 26:
                memcpy(&single, &narrow, sizeof(single));
                return json_object_new_double((double)single);
        case 27:
                memcpy(&wide, &number, sizeof(wide));
                return json_object_new_double(wide);
        default:
                r->broken = true;
                return NULL;
        }
}

static struct json_object *item(struct reader *r);

static struct json_object *array(struct reader *r, int info, uint64_t count)
{
        struct json_object *out = json_object_new_array();

        for (uint64_t i = 0; !r->broken && (info == INDEFINITE ? !at_break(r) : i < count); i++)
                json_object_array_add(out, item(r));
        return out;
}

static struct json_object *map(struct reader *r, int info, uint64_t count)
{
        struct json_object *out = json_object_new_object();

        for (uint64_t i = 0; !r->broken && (info == INDEFINITE ? !at_break(r) : i < count); i++) {
                struct json_object *key = item(r), *value = item(r);

                if (!json_object_is_type(key, json_type_string))
                        r->broken = true;
                if (!r->broken && value)
                        json_put(out, json_object_get_string(key), json_object_get(value));
                json_object_put(key);
                json_object_put(value);
        }
        return out;
}

static struct json_object *item(struct reader *r)
{
        struct json_object *out = NULL;
        struct text chars = TEXT_INIT;
        uint64_t number;
        int info;
        enum major kind = head(r, &info, &number);

        if (r->broken || ++r->level > MOST_LEVELS ||
            (info == INDEFINITE && (kind < BYTES || kind > MAP))) {
                r->broken = true;
                return NULL;
        }
        switch (kind) {
        case UNSIGNED:
                out = json_object_new_int64(number > INT64_MAX ? INT64_MAX : (int64_t)number);
                break;
        case NEGATIVE:
                out = json_object_new_int64(number > INT64_MAX ? INT64_MIN : -1 - (int64_t)number);
                break;
        case BYTES:
                r->broken = true;
                break;
        case TEXT:
                string(r, info, number, &chars);
                out = json_object_new_string_len(text_str(&chars), (int)chars.len);
                text_release(&chars);
                break;
        case ARRAY:
                out = array(r, info, number);
                break;
        case MAP:
                out = map(r, info, number);
                break;
        case TAG:
                out = item(r); /* of a time: the seconds */
                break;
        case SIMPLE:
                out = simple(r, info, number);
                break;
        }
        r->level--;
        return out;
}

bool wire_cbor_decode(const char *body, size_t len, struct json_object **out, char **why)
{
        struct reader r = {.at = (const unsigned char *)body};

        r.end = r.at + len;
        if (!len) {
                *out = json_object_new_object();
                return true;
        }
        *out = item(&r);
        if (!r.broken && r.at == r.end && json_object_is_type(*out, json_type_object))
                return true;
        json_object_put(*out);
        *out = NULL;
        *why = xstrdup("the body is not a CBOR map");
        return false;
}

/* --- out --- */

static void add_head(struct text *body, enum major kind, uint64_t number)
{
        int bytes = number < 24               ? 0
                    : number < 0x100          ? 1
                    : number < 0x10000        ? 2
                    : number < 0x100000000ULL ? 4
                                              : 8;
        int info = bytes == 0   ? (int)number
                   : bytes == 1 ? 24
                   : bytes == 2 ? 25
                   : bytes == 4 ? 26
                                : 27;

        text_add_char(body, (char)((unsigned)kind << 5 | (unsigned)info));
        for (int i = bytes - 1; i >= 0; i--)
                text_add_char(body, (char)(number >> (8 * i) & 0xff));
}

static void add_text(struct text *body, const char *text)
{
        add_head(body, TEXT, strlen(text));
        text_add(body, text);
}

static void add_real(struct text *body, double value)
{
        uint64_t bits;

        memcpy(&bits, &value, sizeof(bits));
        text_add_char(body, (char)(SIMPLE << 5 | 27));
        for (int i = 7; i >= 0; i--)
                text_add_char(body, (char)(bits >> (8 * i) & 0xff));
}

static void add_value(const struct shape *shape, struct json_object *value, struct text *body);

static void add_object(const struct shape *shape, struct json_object *value, struct text *body)
{
        uint64_t count = 0;

        json_object_object_foreach(value, key, member)
        {
                (void)key;
                count += member != NULL;
        }
        add_head(body, MAP, count);
        json_object_object_foreach(value, name, inner)
        {
                if (!inner)
                        continue;
                add_text(body, name);
                add_value(shape->kind == SHAPE_MAP ? shape->item : shapes_member(shape, name),
                          inner, body);
        }
}

static void add_value(const struct shape *shape, struct json_object *value, struct text *body)
{
        int64_t n = json_object_get_int64(value);

        switch (shape->kind) {
        case SHAPE_STRUCTURE:
        case SHAPE_MAP:
                add_object(shape, value, body);
                break;
        case SHAPE_LIST:
                add_head(body, ARRAY, json_count(value));
                for (size_t i = 0; i < json_count(value); i++)
                        add_value(shape->item, json_at(value, i), body);
                break;
        case SHAPE_INTEGER:
                if (n < 0)
                        add_head(body, NEGATIVE, (uint64_t)(-1 - n));
                else
                        add_head(body, UNSIGNED, (uint64_t)n);
                break;
        case SHAPE_REAL:
                add_real(body, json_object_get_double(value));
                break;
        case SHAPE_FLAG:
                text_add_char(body,
                              (char)(SIMPLE << 5 | (json_object_get_boolean(value) ? 21 : 20)));
                break;
        case SHAPE_TIME:
                add_head(body, TAG, 1);
                add_real(body, json_object_get_double(value));
                break;
        case SHAPE_TEXT:
        case SHAPE_BLOB:
        case SHAPE_DOCUMENT:
                add_text(body, json_object_get_string(value));
                break;
        }
}

void wire_cbor_answer(const struct shape_operation *operation, struct json_object *out,
                      struct text *body)
{
        if (operation->output)
                add_value(operation->output, out, body);
        else
                add_head(body, MAP, 0);
}

void wire_cbor_error(const char *code, const char *member, const char *message, struct text *body)
{
        add_head(body, MAP, 2);
        add_text(body, "__type");
        add_text(body, code);
        add_text(body, member);
        add_text(body, message);
}
