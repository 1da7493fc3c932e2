/*
 * Reading JSON (json_parse): RFC 8259 to the letter, onto json-c's values. json-c's own reader
 * takes more than that even when it is told to be strict (NaN, 'a', 1., -01), finds fault with good
 * UTF-8 in some versions, and is slow.
 */
#include <stdlib.h>
#include <string.h>

#include "engine/base/json.h"
#include "engine/base/json_key.h"
#include "engine/base/mem.h"
#include "engine/base/text.h"

enum { JSON_DEPTH = 64 };

struct reader {
        const char *at, *end;
        struct text plain; /* a string without its escapes; it may hold a secret */
        const char *wrong; /* what is wrong, and stands at `at` */
};

static bool wrong(struct reader *r, const char *what)
{
        if (!r->wrong)
                r->wrong = r->at < r->end ? what : "unexpected end of data";
        return false;
}

static void skip_space(struct reader *r)
{
        while (r->at < r->end &&
               (*r->at == ' ' || *r->at == '\n' || *r->at == '\t' || *r->at == '\r'))
                r->at++;
}

static bool take(struct reader *r, char c)
{
        skip_space(r);
        if (r->at == r->end || *r->at != c)
                return false;
        r->at++;
        return true;
}

/* --- strings --- */

static bool read_hex(struct reader *r, unsigned *code)
{
        *code = 0;
        for (int i = 0; i < 4; i++, r->at++) {
                char c = r->at < r->end ? *r->at : '\0';

                if (c >= '0' && c <= '9')
                        *code = *code << 4 | (unsigned)(c - '0');
                else if ((c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'))
                        *code = *code << 4 | ((unsigned)(c | 0x20) - 'a' + 10);
                else
                        return wrong(r, "\\u without four hexadecimal digits");
        }
        return true;
}

static void add_utf8(struct text *t, unsigned code)
{
        if (code < 0x80) {
                text_add_char(t, (char)code);
                return;
        }
        if (code < 0x800) {
                text_add_char(t, (char)(0xc0 | code >> 6));
        } else {
                if (code < 0x10000) {
                        text_add_char(t, (char)(0xe0 | code >> 12));
                } else {
                        text_add_char(t, (char)(0xf0 | code >> 18));
                        text_add_char(t, (char)(0x80 | (code >> 12 & 0x3f)));
                }
                text_add_char(t, (char)(0x80 | (code >> 6 & 0x3f)));
        }
        text_add_char(t, (char)(0x80 | (code & 0x3f)));
}

/* What \uXXXX means, with the second half of a pair; half a pair means U+FFFD. */
static bool read_code(struct reader *r)
{
        unsigned code, low;

        if (!read_hex(r, &code))
                return false;
        if (code >= 0xd800 && code < 0xdc00 && r->end - r->at >= 2 && r->at[0] == '\\' &&
            r->at[1] == 'u') {
                const char *before = r->at;

                r->at += 2;
                if (!read_hex(r, &low))
                        return false;
                if (low >= 0xdc00 && low < 0xe000)
                        code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
                else
                        r->at = before;
        }
        add_utf8(&r->plain, code >= 0xd800 && code < 0xe000 ? 0xfffd : code);
        return true;
}

static bool read_escape(struct reader *r)
{
        static const char names[] = "\"\\/bfnrt", meant[] = "\"\\/\b\f\n\r\t";
        const char *name;

        r->at++;
        if (r->at == r->end)
                return wrong(r, "");
        if (*r->at == 'u') {
                r->at++;
                return read_code(r);
        }
        name = memchr(names, *r->at, sizeof(names) - 1);
        if (!name)
                return wrong(r, "unknown escape");
        text_add_char(&r->plain, meant[name - names]);
        r->at++;
        return true;
}

/* Moves on to the next character that is a string's end, an escape or none that may stand there. */
static bool skip_plain(struct reader *r)
{
        while (r->at < r->end) {
                unsigned char c = (unsigned char)*r->at;
                size_t len = 1;

                if (c == '"' || c == '\\')
                        return true;
                if (c >= 0x80)
                        len = text_utf8_len(r->at, (size_t)(r->end - r->at));
                else if (c < ' ')
                        len = 0;
                if (!len)
                        return wrong(r, "unexpected character");
                r->at += len;
        }
        return wrong(r, "");
}

/* Stands at the opening quote, then behind the closing one. What it holds is lent: as long as the
 * text that is read, or until the next string. */
static bool read_string(struct reader *r, const char **out, size_t *len)
{
        const char *from = ++r->at;

        if (!skip_plain(r))
                return false;
        if (*r->at == '"') {
                *out = from;
                *len = (size_t)(r->at++ - from);
                return true;
        }
        text_clear(&r->plain);
        for (;;) {
                text_add_n(&r->plain, from, (size_t)(r->at - from));
                if (*r->at == '"')
                        break;
                if (!read_escape(r))
                        return false;
                from = r->at;
                if (!skip_plain(r))
                        return false;
        }
        r->at++;
        *out = r->plain.data;
        *len = r->plain.len;
        return true;
}

/* --- numbers and words --- */

static bool digits(struct reader *r)
{
        const char *from = r->at;

        while (r->at < r->end && *r->at >= '0' && *r->at <= '9')
                r->at++;
        return r->at > from;
}

static bool skip_number(struct reader *r, bool *real)
{
        *real = false;
        r->at += *r->at == '-';
        if (r->at < r->end && *r->at == '0')
                r->at++;
        else if (!digits(r))
                return wrong(r, "unexpected character");
        if (r->at < r->end && *r->at == '.') {
                *real = true;
                r->at++;
                if (!digits(r))
                        return wrong(r, "unexpected character");
        }
        if (r->at < r->end && (*r->at == 'e' || *r->at == 'E')) {
                *real = true;
                r->at++;
                r->at += r->at < r->end && (*r->at == '+' || *r->at == '-');
                if (!digits(r))
                        return wrong(r, "unexpected character");
        }
        return true;
}

/* A whole number of more than 64 bits becomes the nearest one that there is. */
static struct json_object *whole_or_real(const char *text, bool real)
{
        unsigned long long n;

        if (real) /* it is written as it came */
                return json_object_new_double_s(strtod(text, NULL), text);
        if (*text == '-')
                return json_object_new_int64(strtoll(text, NULL, 10));
        n = strtoull(text, NULL, 10);
        return n <= INT64_MAX ? json_object_new_int64((int64_t)n) : json_object_new_uint64(n);
}

static bool read_number(struct reader *r, struct json_object **out)
{
        const char *from = r->at;
        char small[32], *text = small;
        size_t len;
        bool real;

        if (!skip_number(r, &real))
                return false;
        len = (size_t)(r->at - from);
        if (len >= sizeof(small))
                text = xmalloc(len + 1);
        memcpy(text, from, len);
        text[len] = '\0';
        *out = whole_or_real(text, real);
        if (text != small)
                free(text);
        return true;
}

static bool take_word(struct reader *r, const char *word)
{
        size_t len = strlen(word);

        if ((size_t)(r->end - r->at) < len || memcmp(r->at, word, len) != 0)
                return false;
        r->at += len;
        return true;
}

/* --- values --- */

static bool read_value(struct reader *r, int level, struct json_object **out);

static bool read_array(struct reader *r, int level, struct json_object *array)
{
        r->at++;
        if (take(r, ']'))
                return true;
        for (;;) {
                struct json_object *item = NULL;

                if (!read_value(r, level + 1, &item))
                        return false;
                json_object_array_add(array, item);
                if (take(r, ']'))
                        return true;
                if (!take(r, ','))
                        return wrong(r, "unexpected character");
        }
}

static bool read_member(struct reader *r, int level, struct json_object *object)
{
        struct json_object *value = NULL;
        const struct json_key *known;
        char *own = NULL;
        const char *name;
        size_t len;
        bool ok;

        skip_space(r);
        if (r->at == r->end || *r->at != '"')
                return wrong(r, "unexpected character");
        if (!read_string(r, &name, &len))
                return false;
        known = json_key(name, len);
        if (!known)
                own = xstrndup(name, len);
        ok = take(r, ':') ? read_value(r, level + 1, &value) : wrong(r, "unexpected character");
        if (ok && known)
                json_key_put(object, known, value);
        else if (ok)
                json_object_object_add(object, own, value);
        free(own);
        return ok;
}

static bool read_members(struct reader *r, int level, struct json_object *object)
{
        r->at++;
        if (take(r, '}'))
                return true;
        for (;;) {
                if (!read_member(r, level, object))
                        return false;
                if (take(r, '}'))
                        return true;
                if (!take(r, ','))
                        return wrong(r, "unexpected character");
        }
}

static bool read_container(struct reader *r, int level, struct json_object **out)
{
        bool array = *r->at == '[', ok;

        if (level > JSON_DEPTH)
                return wrong(r, "nested too deep");
        *out = array ? json_object_new_array() : json_object_new_object();
        ok = array ? read_array(r, level, *out) : read_members(r, level, *out);
        if (!ok) {
                json_object_put(*out);
                *out = NULL;
        }
        return ok;
}

static bool read_value(struct reader *r, int level, struct json_object **out)
{
        const char *text;
        size_t len;

        *out = NULL;
        skip_space(r);
        if (r->at == r->end)
                return wrong(r, "");
        switch (*r->at) {
        case '{':
        case '[':
                return read_container(r, level, out);
        case '"':
                if (!read_string(r, &text, &len))
                        return false;
                *out = json_object_new_string_len(text, (int)len);
                return true;
        case 't':
        case 'f':
                *out = json_object_new_boolean(*r->at == 't');
                if (take_word(r, "true") || take_word(r, "false"))
                        return true;
                json_object_put(*out);
                *out = NULL;
                break;
        case 'n':
                if (take_word(r, "null"))
                        return true;
                break;
        default:
                if (*r->at == '-' || (*r->at >= '0' && *r->at <= '9'))
                        return read_number(r, out);
                break;
        }
        return wrong(r, "unexpected character");
}

bool json_parse(const char *text, size_t len, struct json_object **out, struct err *err)
{
        struct reader r = {.at = text, .end = text + len};

        *out = NULL;
        if (len > INT32_MAX)
                return err_set(err, ERR_INVALID, "JSON text of %zu bytes is too long", len);
        if (read_value(&r, 1, out)) {
                skip_space(&r);
                if (r.at < r.end)
                        wrong(&r, "more text");
        }
        if (r.plain.data)
                explicit_bzero(r.plain.data, r.plain.size);
        text_release(&r.plain);
        if (!r.wrong)
                return true;
        json_object_put(*out);
        *out = NULL;
        return err_set(err, ERR_INVALID, "not JSON: %s at offset %zu", r.wrong,
                       (size_t)(r.at - text));
}
