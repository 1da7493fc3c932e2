/*
 * A growing text buffer. Zero-initialise (TEXT_INIT), add, then either read ->data (always
 * NUL-terminated once anything was added) or take it with text_steal(); text_release() otherwise.
 * Out of memory ends the process (mem.h).
 */
#ifndef SNAPLIFT_BASE_TEXT_H
#define SNAPLIFT_BASE_TEXT_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

struct text {
        char *data; /* owned; NULL while empty */
        size_t len; /* without the closing NUL */
        size_t size;
};

#define TEXT_INIT                                                                                  \
        {                                                                                          \
                0                                                                                  \
        }

void text_release(struct text *t);
void text_clear(struct text *t); /* empties, keeps the memory */

/* The buffer as a C string; "" while empty. Borrowed. */
const char *text_str(const struct text *t);

/* The contents, now the caller's to free; t is empty again. Never NULL. */
char *text_steal(struct text *t);

void text_add(struct text *t, const char *s);
void text_add_n(struct text *t, const void *bytes, size_t len);
void text_add_char(struct text *t, char c);
void text_addf(struct text *t, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void text_vaddf(struct text *t, const char *fmt, va_list args)
        __attribute__((format(printf, 2, 0)));

/* s with everything outside RFC 3986's unreserved set as %XX (what AWS's query protocol wants). */
void text_add_urlencoded(struct text *t, const char *s);

/* s with & < > " ' as XML entities, and characters XML 1.0 forbids left out. */
void text_add_xml(struct text *t, const char *s);

/* s as a JSON string with its quotes. */
void text_add_json(struct text *t, const char *s);

/* printable, one line: control characters, C1 among them, and what is no UTF-8 as \xNN. For text of
 * others that goes to a terminal. */
void text_add_printable(struct text *t, const char *s);

/* The bytes of the UTF-8 character that begins at s, of which left are there (at least 1); 0 when
 * they are none: RFC 3629, so nothing overlong, no surrogates. */
size_t text_utf8_len(const char *s, size_t left);

bool text_starts(const char *s, const char *prefix);
bool text_ends(const char *s, const char *suffix);
bool text_same(const char *a, const char *b); /* NULL equals only NULL */

/* A list of owned strings; zero-initialise. */
struct strlist {
        char **items;
        size_t count;
        size_t size;
};

void strlist_add(struct strlist *l, const char *s);
void strlist_addf(struct strlist *l, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
bool strlist_has(const struct strlist *l, const char *s);
void strlist_sort(struct strlist *l);
void strlist_join(const struct strlist *l, const char *between, struct text *out);
void strlist_release(struct strlist *l);

#endif
