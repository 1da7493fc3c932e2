#include "engine/base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"

static void grow(struct text *t, size_t need)
{
        if (t->size == 0)
                t->size = 64;
        while (t->size < need)
                t->size *= 2;
        t->data = xrealloc(t->data, t->size);
}

static inline void reserve(struct text *t, size_t more)
{
        if (t->len + more + 1 > t->size)
                grow(t, t->len + more + 1);
}

void text_release(struct text *t)
{
        free(t->data);
        *t = (struct text)TEXT_INIT;
}

void text_clear(struct text *t)
{
        t->len = 0;
        if (t->data)
                t->data[0] = '\0';
}

const char *text_str(const struct text *t)
{
        return t->data ? t->data : "";
}

char *text_steal(struct text *t)
{
        char *data = t->data ? t->data : xstrdup("");

        *t = (struct text)TEXT_INIT;
        return data;
}

void text_add_n(struct text *t, const void *bytes, size_t len)
{
        reserve(t, len);
        if (len)
                memcpy(t->data + t->len, bytes, len);
        t->len += len;
        t->data[t->len] = '\0';
}

void text_add(struct text *t, const char *s)
{
        text_add_n(t, s, strlen(s));
}

void text_add_char(struct text *t, char c)
{
        reserve(t, 1);
        t->data[t->len++] = c;
        t->data[t->len] = '\0';
}

void text_vaddf(struct text *t, const char *fmt, va_list args)
{
        size_t room = t->size - t->len;
        va_list again;
        int len;

        va_copy(again, args);
        len = vsnprintf(t->data ? t->data + t->len : NULL, room, fmt, again);
        va_end(again);
        if (len < 0)
                abort();
        if ((size_t)len >= room) {
                reserve(t, (size_t)len);
                vsnprintf(t->data + t->len, (size_t)len + 1, fmt, args);
        }
        t->len += (size_t)len;
}

void text_addf(struct text *t, const char *fmt, ...)
{
        va_list args;

        va_start(args, fmt);
        text_vaddf(t, fmt, args);
        va_end(args);
}

static bool unreserved(unsigned char c)
{
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '-' || c == '_' || c == '.' || c == '~';
}

void text_add_urlencoded(struct text *t, const char *s)
{
        static const char hex[] = "0123456789ABCDEF";

        for (;;) {
                const char *from = s;

                while (unreserved((unsigned char)*s))
                        s++;
                text_add_n(t, from, (size_t)(s - from));
                if (!*s)
                        return;
                text_add_char(t, '%');
                text_add_char(t, hex[(unsigned char)*s >> 4]);
                text_add_char(t, hex[(unsigned char)*s++ & 15]);
        }
}

static void add_xml_char(struct text *t, char c)
{
        switch (c) {
        case '&':
                text_add(t, "&amp;");
                break;
        case '<':
                text_add(t, "&lt;");
                break;
        case '>':
                text_add(t, "&gt;");
                break;
        case '"':
                text_add(t, "&quot;");
                break;
        case '\'':
                text_add(t, "&#39;");
                break;
        case '\r':
                text_add(t, "&#13;");
                break;
        default: /* XML 1.0 forbids it */
                break;
        }
}

static bool plain_in_xml(unsigned char c)
{
        return c >= ' ' ? c != '&' && c != '<' && c != '>' && c != '"' && c != '\''
                        : c == '\t' || c == '\n';
}

void text_add_xml(struct text *t, const char *s)
{
        for (;;) {
                const char *from = s;

                while (plain_in_xml((unsigned char)*s))
                        s++;
                text_add_n(t, from, (size_t)(s - from));
                if (!*s)
                        return;
                add_xml_char(t, *s++);
        }
}

static bool plain_in_json(unsigned char c)
{
        return c >= ' ' && c != '"' && c != '\\' && c != 0x7f;
}

void text_add_json(struct text *t, const char *s)
{
        text_add_char(t, '"');
        for (;;) {
                const char *from = s;

                while (plain_in_json((unsigned char)*s))
                        s++;
                text_add_n(t, from, (size_t)(s - from));
                if (!*s)
                        break;
                if (*s == '"' || *s == '\\') {
                        text_add_char(t, '\\');
                        text_add_char(t, *s);
                } else if (*s == '\n') {
                        text_add(t, "\\n");
                } else {
                        text_addf(t, "\\u%04x", (unsigned)*s);
                }
                s++;
        }
        text_add_char(t, '"');
}

/* C1, which terminals take for the beginning of an order: U+0080 to U+009F. */
static bool is_control(const char *s, size_t len)
{
        return len == 2 && (unsigned char)s[0] == 0xc2 && (unsigned char)s[1] < 0xa0;
}

void text_add_printable(struct text *t, const char *s)
{
        size_t len;

        for (size_t left = strlen(s); left; s += len, left -= len) {
                unsigned char c = (unsigned char)*s;

                len = text_utf8_len(s, left);
                if (c == '\n' || c == '\t')
                        text_add_char(t, ' ');
                else if (len == 0 || c < 0x20 || c == 0x7f)
                        text_addf(t, "\\x%02x", c);
                else if (is_control(s, len))
                        text_addf(t, "\\x%02x", (unsigned char)s[1]);
                else
                        text_add_n(t, s, len);
                len = len ? len : 1;
        }
}

size_t text_utf8_len(const char *s, size_t left)
{
        const unsigned char *p = (const unsigned char *)s;
        size_t len = p[0] < 0x80 ? 1 : p[0] < 0xc2 ? 0 : p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3 : 4;

        if (len == 0 || len > left || p[0] > 0xf4)
                return 0;
        for (size_t i = 1; i < len; i++) {
                if ((p[i] & 0xc0) != 0x80)
                        return 0;
        }
        if ((p[0] == 0xe0 && p[1] < 0xa0) || (p[0] == 0xed && p[1] > 0x9f) ||
            (p[0] == 0xf0 && p[1] < 0x90) || (p[0] == 0xf4 && p[1] > 0x8f))
                return 0;
        return len;
}

bool text_starts(const char *s, const char *prefix)
{
        return strncmp(s, prefix, strlen(prefix)) == 0;
}

bool text_ends(const char *s, const char *suffix)
{
        size_t len = strlen(s), tail = strlen(suffix);

        return len >= tail && strcmp(s + len - tail, suffix) == 0;
}

bool text_same(const char *a, const char *b)
{
        return a && b ? strcmp(a, b) == 0 : a == b;
}

static void adopt(struct strlist *l, char *s)
{
        if (l->count == l->size) {
                l->size = l->size ? l->size * 2 : 8;
                l->items = xrealloc(l->items, l->size * sizeof(*l->items));
        }
        l->items[l->count++] = s;
}

void strlist_add(struct strlist *l, const char *s)
{
        adopt(l, xstrdup(s));
}

void strlist_addf(struct strlist *l, const char *fmt, ...)
{
        va_list args;

        va_start(args, fmt);
        adopt(l, xvasprintf(fmt, args));
        va_end(args);
}

bool strlist_has(const struct strlist *l, const char *s)
{
        for (size_t i = 0; i < l->count; i++) {
                if (strcmp(l->items[i], s) == 0)
                        return true;
        }
        return false;
}

static int by_bytes(const void *a, const void *b)
{
        return strcmp(*(char *const *)a, *(char *const *)b);
}

void strlist_sort(struct strlist *l)
{
        if (l->count)
                qsort(l->items, l->count, sizeof(*l->items), by_bytes);
}

void strlist_join(const struct strlist *l, const char *between, struct text *out)
{
        for (size_t i = 0; i < l->count; i++) {
                if (i)
                        text_add(out, between);
                text_add(out, l->items[i]);
        }
}

void strlist_release(struct strlist *l)
{
        for (size_t i = 0; i < l->count; i++)
                free(l->items[i]);
        free(l->items);
        *l = (struct strlist){0};
}
