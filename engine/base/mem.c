#include "engine/base/mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void *had(void *block)
{
        if (!block) {
                static const char message[] = "snaplift: out of memory\n";

                fwrite(message, 1, sizeof(message) - 1, stderr);
                abort();
        }
        return block;
}

void *xmalloc(size_t size)
{
        return had(malloc(size ? size : 1));
}

void *xcalloc(size_t count, size_t size)
{
        enum { SMALL = 1024 };
        size_t bytes;

        /* glibc keeps freed small blocks at hand for malloc() alone */
        if (!__builtin_mul_overflow(count, size, &bytes) && bytes <= SMALL)
                return memset(xmalloc(bytes), 0, bytes);
        return had(calloc(count, size));
}

void *xrealloc(void *old, size_t size)
{
        return had(realloc(old, size ? size : 1));
}

char *xstrdup(const char *text)
{
        return text ? had(strdup(text)) : NULL;
}

char *xstrndup(const char *text, size_t len)
{
        return text ? had(strndup(text, len)) : NULL;
}

char *xvasprintf(const char *fmt, va_list args)
{
        char *text = NULL;

        if (vasprintf(&text, fmt, args) < 0)
                had(NULL);
        return text;
}

char *xasprintf(const char *fmt, ...)
{
        va_list args;
        char *text;

        va_start(args, fmt);
        text = xvasprintf(fmt, args);
        va_end(args);
        return text;
}

void xreplace(char **slot, const char *text)
{
        char *copy = xstrdup(text);

        free(*slot);
        *slot = copy;
}
