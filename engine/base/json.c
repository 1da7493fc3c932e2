#include "engine/base/json.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/json_key.h"
#include "engine/base/mem.h"
#include "engine/base/text.h"

struct json_object *json_get(struct json_object *obj, const char *key)
{
        struct json_object *value = NULL;

        if (!obj || !json_object_is_type(obj, json_type_object))
                return NULL;
        json_object_object_get_ex(obj, key, &value);
        return value;
}

const char *json_text(struct json_object *obj, const char *key)
{
        struct json_object *value = json_get(obj, key);

        return value && json_object_is_type(value, json_type_string) ? json_object_get_string(value)
                                                                     : NULL;
}

bool json_whole(struct json_object *value, int64_t *out)
{
        double number;

        if (json_object_is_type(value, json_type_int)) {
                *out = json_object_get_int64(value);
                return true;
        }
        if (!json_object_is_type(value, json_type_double))
                return false;
        number = json_object_get_double(value);
        if (!(number >= -9007199254740992.0 && number <= 9007199254740992.0)) /* 2^53: exact */
                return false;
        *out = (int64_t)number;
        return (double)*out == number;
}

int64_t json_int(struct json_object *obj, const char *key)
{
        struct json_object *value = json_get(obj, key);

        if (!value)
                return 0;
        if (json_object_is_type(value, json_type_int) ||
            json_object_is_type(value, json_type_double))
                return json_object_get_int64(value);
        return 0;
}

double json_real(struct json_object *obj, const char *key)
{
        struct json_object *value = json_get(obj, key);

        if (!value)
                return 0;
        if (json_object_is_type(value, json_type_int) ||
            json_object_is_type(value, json_type_double))
                return json_object_get_double(value);
        return 0;
}

bool json_flag(struct json_object *obj, const char *key)
{
        struct json_object *value = json_get(obj, key);

        return value && json_object_is_type(value, json_type_boolean) &&
               json_object_get_boolean(value);
}

struct json_object *json_array(struct json_object *obj, const char *key)
{
        struct json_object *value = json_get(obj, key);

        return value && json_object_is_type(value, json_type_array) ? value : NULL;
}

size_t json_count(struct json_object *array)
{
        return array && json_object_is_type(array, json_type_array)
                       ? json_object_array_length(array)
                       : 0;
}

struct json_object *json_at(struct json_object *array, size_t i)
{
        return i < json_count(array) ? json_object_array_get_idx(array, i) : NULL;
}

void json_put(struct json_object *obj, const char *key, struct json_object *value)
{
        const struct json_key *known = json_key(key, strlen(key));

        if (known)
                json_key_put(obj, known, value);
        else
                json_object_object_add(obj, key, value);
}

void json_put_text(struct json_object *obj, const char *key, const char *value)
{
        if (value)
                json_put(obj, key, json_object_new_string(value));
}

void json_put_int(struct json_object *obj, const char *key, int64_t value)
{
        json_put(obj, key, json_object_new_int64(value));
}

void json_put_flag(struct json_object *obj, const char *key, bool value)
{
        json_put(obj, key, json_object_new_boolean(value));
}

bool json_has_text(struct json_object *array, const char *text)
{
        for (size_t i = 0; i < json_count(array); i++)
                if (text_same(json_object_get_string(json_at(array, i)), text))
                        return true;
        return false;
}

void json_add_text(struct json_object *array, const char *value)
{
        json_object_array_add(array, json_object_new_string(value));
}

static struct json_object *copy_object(struct json_object *obj)
{
        struct json_object *copy = json_object_new_object();

        if (json_object_object_length(obj) > 8)
                lh_table_resize(json_object_get_object(copy), 2 * json_object_object_length(obj));
        json_object_object_foreach(obj, key, value)
        {
                json_put(copy, key, json_copy(value));
        }
        return copy;
}

struct json_object *json_copy(struct json_object *obj)
{
        struct json_object *copy;

        if (json_object_is_type(obj, json_type_object))
                return copy_object(obj);
        if (json_object_is_type(obj, json_type_string)) /* one of the two may be wiped */
                return json_object_new_string_len(json_object_get_string(obj),
                                                  json_object_get_string_len(obj));
        if (!json_object_is_type(obj, json_type_array))
                return json_object_get(obj); /* nobody changes those */
        copy = json_object_new_array_ext((int)json_count(obj));
        for (size_t i = 0; i < json_count(obj); i++)
                json_object_array_add(copy, json_copy(json_at(obj, i)));
        return copy;
}

bool json_same(struct json_object *a, struct json_object *b)
{
        return json_object_equal(a, b);
}

const char *json_line(struct json_object *obj)
{
        return json_object_to_json_string_ext(obj, JSON_C_TO_STRING_PLAIN |
                                                           JSON_C_TO_STRING_NOSLASHESCAPE);
}

/* As json-c writes it, which text_add_json() does otherwise: DEL as it is, \b and the like short.
 */
static void add_string(struct text *out, const char *s, size_t len)
{
        static const char special[] = "\b\f\n\r\t\"\\", names[] = "bfnrt\"\\";
        const char *end = s + len, *found;

        text_add_char(out, '"');
        for (const char *from = s;; from = ++s) {
                while (s < end && (unsigned char)*s >= ' ' && *s != '"' && *s != '\\')
                        s++;
                text_add_n(out, from, (size_t)(s - from));
                if (s == end)
                        break;
                found = memchr(special, *s, sizeof(special) - 1);
                if (found) {
                        text_add_char(out, '\\');
                        text_add_char(out, names[found - special]);
                } else {
                        text_addf(out, "\\u%04x", (unsigned)*s);
                }
        }
        text_add_char(out, '"');
}

static void add_whole(struct text *out, int64_t value)
{
        uint64_t left = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
        char digits[24], *at = digits + sizeof(digits);

        do
                *--at = (char)('0' + left % 10);
        while (left /= 10);
        if (value < 0)
                *--at = '-';
        text_add_n(out, at, (size_t)(digits + sizeof(digits) - at));
}

static void add_scalar(struct text *out, struct json_object *obj)
{
        switch (json_object_get_type(obj)) {
        case json_type_string:
                add_string(out, json_object_get_string(obj),
                           (size_t)json_object_get_string_len(obj));
                break;
        case json_type_boolean:
                text_add(out, json_object_get_boolean(obj) ? "true" : "false");
                break;
        case json_type_int:
                if (json_object_get_int64(obj) != INT64_MAX) {
                        add_whole(out, json_object_get_int64(obj));
                        break;
                } /* maybe more than that */
                __attribute__((fallthrough));
        default:
                text_add(out, json_line(obj));
        }
}

void json_add_line(struct text *out, struct json_object *obj)
{
        bool first = true;

        if (json_object_is_type(obj, json_type_array)) {
                text_add_char(out, '[');
                for (size_t i = 0; i < json_count(obj); i++) {
                        if (i)
                                text_add_char(out, ',');
                        json_add_line(out, json_at(obj, i));
                }
                text_add_char(out, ']');
        } else if (json_object_is_type(obj, json_type_object)) {
                text_add_char(out, '{');
                json_object_object_foreach(obj, key, value)
                {
                        if (!first)
                                text_add_char(out, ',');
                        first = false;
                        add_string(out, key, strlen(key));
                        text_add_char(out, ':');
                        json_add_line(out, value);
                }
                text_add_char(out, '}');
        } else {
                add_scalar(out, obj);
        }
}

static void add_canonical(struct text *out, struct json_object *obj)
{
        if (json_object_is_type(obj, json_type_array)) {
                text_add_char(out, '[');
                for (size_t i = 0; i < json_count(obj); i++) {
                        if (i)
                                text_add_char(out, ',');
                        add_canonical(out, json_at(obj, i));
                }
                text_add_char(out, ']');
        } else if (json_object_is_type(obj, json_type_object)) {
                struct strlist keys = {0};

                json_object_object_foreach(obj, key, value)
                {
                        (void)value;
                        strlist_add(&keys, key);
                }
                strlist_sort(&keys);
                text_add_char(out, '{');
                for (size_t i = 0; i < keys.count; i++) {
                        if (i)
                                text_add_char(out, ',');
                        text_add_json(out, keys.items[i]);
                        text_add_char(out, ':');
                        add_canonical(out, json_get(obj, keys.items[i]));
                }
                text_add_char(out, '}');
                strlist_release(&keys);
        } else {
                add_scalar(out, obj);
        }
}

char *json_canonical(struct json_object *obj)
{
        struct text out = TEXT_INIT;

        add_canonical(&out, obj);
        return text_steal(&out);
}
