/* JSON in text: on one line, on many, and in the form that is the same for all that is equal. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/json.h"
#include "engine/base/json_parts.h"
#include "engine/base/text.h"

/* Unlike text_add_json(): DEL as it is, \b and the like short. */
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

static void add_real(struct text *out, struct json_real *real)
{
        char digits[40];

        if (real->digits) {
                text_add(out, real->digits);
        } else if (isnan(real->value)) { /* no JSON, but it can be read */
                text_add(out, "NaN");
        } else if (isinf(real->value)) {
                text_add(out, real->value > 0 ? "Infinity" : "-Infinity");
        } else {
                snprintf(digits, sizeof(digits), "%.17g", real->value);
                text_add(out, digits);
                if (!strpbrk(digits, ".e"))
                        text_add(out, ".0");
        }
}

static void add_scalar(struct text *out, struct json_object *obj)
{
        switch (json_object_get_type(obj)) {
        case json_type_string:
                add_string(out, json_object_get_string(obj), json_object_get_string_len(obj));
                break;
        case json_type_boolean:
                text_add(out, json_object_get_boolean(obj) ? "true" : "false");
                break;
        case json_type_int:
                if (((struct json_whole *)obj)->beyond)
                        text_addf(out, "%" PRIu64, (uint64_t)((struct json_whole *)obj)->value);
                else
                        add_whole(out, json_object_get_int64(obj));
                break;
        case json_type_double:
                add_real(out, (struct json_real *)obj);
                break;
        default:
                text_add(out, "null");
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

const char *json_line(struct json_object *obj)
{
        struct text out = TEXT_INIT;

        if (!obj)
                return "null";
        if (json_object_is_type(obj, json_type_boolean)) /* shared by all */
                return json_object_get_boolean(obj) ? "true" : "false";
        json_add_line(&out, obj);
        free(obj->line);
        return obj->line = text_steal(&out);
}

static void begin_line(struct text *out, int depth)
{
        text_addf(out, "\n%*s", 2 * depth, "");
}

static void add_pretty(struct text *out, struct json_object *obj, int depth)
{
        bool array = json_object_is_type(obj, json_type_array), first = true;

        if (array) {
                text_add_char(out, '[');
                for (size_t i = 0; i < json_count(obj); i++) {
                        if (i)
                                text_add_char(out, ',');
                        begin_line(out, depth + 1);
                        add_pretty(out, json_at(obj, i), depth + 1);
                }
                if (json_count(obj))
                        begin_line(out, depth);
                text_add_char(out, ']');
        } else if (json_object_is_type(obj, json_type_object)) {
                text_add_char(out, '{');
                json_object_object_foreach(obj, key, value)
                {
                        if (!first)
                                text_add_char(out, ',');
                        first = false;
                        begin_line(out, depth + 1);
                        add_string(out, key, strlen(key));
                        text_add(out, ": ");
                        add_pretty(out, value, depth + 1);
                }
                if (!first)
                        begin_line(out, depth);
                text_add_char(out, '}');
        } else {
                add_scalar(out, obj);
        }
}

void json_add_pretty(struct text *out, struct json_object *obj)
{
        add_pretty(out, obj, 0);
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
