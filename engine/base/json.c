#include "engine/base/json.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/text.h"

enum { JSON_DEPTH = 64 };

static size_t digits(const char *text, size_t len, size_t at)
{
        while (at < len && text[at] >= '0' && text[at] <= '9')
                at++;
        return at;
}

/* Moves *at behind the number that begins there. */
static bool skip_number(const char *text, size_t len, size_t *at)
{
        size_t first = *at + (text[*at] == '-'), end = digits(text, len, first);

        *at = end;
        if (end == first || (text[first] == '0' && end > first + 1))
                return false;
        if (end < len && text[end] == '.') {
                *at = digits(text, len, end + 1);
                if (*at == end + 1)
                        return false;
        }
        if (*at < len && (text[*at] == 'e' || text[*at] == 'E')) {
                ++*at;
                if (*at < len && (text[*at] == '+' || text[*at] == '-'))
                        ++*at;
                *at = digits(text, len, *at);
        }
        return true;
}

/* Moves *at behind the string that begins there. */
static bool skip_string(const char *text, size_t len, size_t *at)
{
        size_t one;

        for (++*at; *at < len && text[*at] != '"'; *at += one) {
                one = text_utf8_len(text + *at, len - *at);
                if (one == 0 || (unsigned char)text[*at] < ' ')
                        return false;
                if (text[*at] == '\\')
                        one = 2;
        }
        ++*at;
        return true;
}

/* json-c's strict mode still takes NaN and Infinity, names in single quotes, numbers like 1. and
 * -01 and, before its version 0.17, control characters within strings. RFC 8259 has none of them.
 * That strings are UTF-8 is seen to here, too: json-c 0.18 finds fault with good ones. Everything
 * else is left to json-c. *at is where the first of them stands. */
static bool check_strict(const char *text, size_t len, size_t *at)
{
        *at = 0;
        while (*at < len) {
                char c = text[*at];
                bool ok = c != '\'' && c != 'N' && c != 'I' && (unsigned char)c < 0x80;

                if (c == '"')
                        ok = skip_string(text, len, at);
                else if (c == '-' || (c >= '0' && c <= '9'))
                        ok = skip_number(text, len, at);
                else if (ok)
                        ++*at;
                if (!ok)
                        return false;
        }
        return true;
}

static unsigned code_point(const char *s, size_t len)
{
        static const unsigned char lead[] = {0, 0x7f, 0x1f, 0x0f, 0x07};
        unsigned code = (unsigned char)s[0] & lead[len];

        for (size_t i = 1; i < len; i++)
                code = code << 6 | ((unsigned char)s[i] & 0x3f);
        return code;
}

/* The same text with everything beyond ASCII as \uXXXX, since the strict mode of json-c 0.18 takes
 * no byte above 0x7f. text has passed check_strict(): those stand in strings and are UTF-8. */
static void add_ascii(struct text *out, const char *text, size_t len)
{
        for (size_t at = 0, one; at < len; at += one) {
                unsigned code;

                one = text_utf8_len(text + at, len - at);
                if (one <= 1) {
                        one = 1;
                        text_add_char(out, text[at]);
                        continue;
                }
                code = code_point(text + at, one);
                if (code > 0xffff)
                        text_addf(out, "\\u%04x\\u%04x", 0xd800 + ((code - 0x10000) >> 10),
                                  0xdc00 + ((code - 0x10000) & 0x3ff));
                else
                        text_addf(out, "\\u%04x", code);
        }
}

static bool is_ascii(const char *text, size_t len)
{
        for (size_t i = 0; i < len; i++) {
                if ((unsigned char)text[i] >= 0x80)
                        return false;
        }
        return true;
}

static bool parse_ascii(const char *text, size_t len, struct json_object **out, struct err *err)
{
        struct json_tokener *tok;
        struct json_object *obj;
        enum json_tokener_error how;
        size_t end;

        if (len > INT32_MAX)
                return err_set(err, ERR_INVALID, "JSON text of %zu bytes is too long", len);
        tok = json_tokener_new_ex(JSON_DEPTH);
        json_tokener_set_flags(tok, JSON_TOKENER_STRICT);
        obj = json_tokener_parse_ex(tok, text, (int)len);
        how = json_tokener_get_error(tok);
        if (how == json_tokener_continue) { /* a bare number ends only with the text */
                obj = json_tokener_parse_ex(tok, "\0", 1);
                how = json_tokener_get_error(tok);
                if (how == json_tokener_success) {
                        json_tokener_free(tok);
                        *out = obj;
                        return true;
                }
        }
        end = json_tokener_get_parse_end(tok);
        json_tokener_free(tok);
        if (how != json_tokener_success)
                return err_set(err, ERR_INVALID, "not JSON: %s at offset %zu",
                               json_tokener_error_desc(how), end);
        while (end < len && memchr(" \t\r\n", text[end], 4))
                end++;
        if (end < len) {
                json_object_put(obj);
                return err_set(err, ERR_INVALID, "not JSON: more text at offset %zu", end);
        }
        *out = obj;
        return true;
}

bool json_parse(const char *text, size_t len, struct json_object **out, struct err *err)
{
        struct text ascii = TEXT_INIT;
        size_t end;
        bool ok;

        *out = NULL;
        if (!check_strict(text, len, &end))
                return err_set(err, ERR_INVALID, "not JSON: unexpected character at offset %zu",
                               end);
        if (is_ascii(text, len))
                return parse_ascii(text, len, out, err);
        add_ascii(&ascii, text, len);
        ok = parse_ascii(ascii.data, ascii.len, out, err);
        explicit_bzero(ascii.data, ascii.len); /* it may hold a secret */
        text_release(&ascii);
        return ok;
}

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

void json_add_text(struct json_object *array, const char *value)
{
        json_object_array_add(array, json_object_new_string(value));
}

struct json_object *json_copy(struct json_object *obj)
{
        struct json_object *copy = NULL;

        if (obj && json_object_deep_copy(obj, &copy, NULL) != 0)
                abort();
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
                text_add(out, json_line(obj));
        }
}

char *json_canonical(struct json_object *obj)
{
        struct text out = TEXT_INIT;

        add_canonical(&out, obj);
        return text_steal(&out);
}
