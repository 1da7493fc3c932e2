/*
 * Memory that is either had or ends the process. The journal makes dying safe: a run that is cut
 * off here is resumed like any other. So no caller tests for NULL.
 */
#ifndef SNAPLIFT_BASE_MEM_H
#define SNAPLIFT_BASE_MEM_H

#include <stdarg.h>
#include <stddef.h>

void *xmalloc(size_t size) __attribute__((returns_nonnull));
void *xcalloc(size_t count, size_t size) __attribute__((returns_nonnull));
void *xrealloc(void *old, size_t size) __attribute__((returns_nonnull));

/* NULL in, NULL out; the caller frees. */
char *xstrdup(const char *text);
char *xstrndup(const char *text, size_t len);

char *xasprintf(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
char *xvasprintf(const char *fmt, va_list args) __attribute__((format(printf, 1, 0)));

/* Free *slot and put a copy of text (or NULL) there. text may point into *slot. */
void xreplace(char **slot, const char *text);

#define ARRAY_LEN(a) (sizeof(a) / sizeof((a)[0]))

#endif
