#include "engine/base/nearest.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"

static size_t least(size_t a, size_t b)
{
        return a < b ? a : b;
}

static bool same(char a, char b)
{
        return tolower((unsigned char)a) == tolower((unsigned char)b);
}

/* Optimal string alignment distance; upper and lower case are the same. */
static size_t distance(const char *a, const char *b)
{
        size_t la = strlen(a), lb = strlen(b), width = lb + 1, result;
        size_t *rows = xcalloc(3 * width, sizeof(*rows));
        size_t *before = rows, *last = rows + width, *now = rows + 2 * width;

        for (size_t j = 0; j <= lb; j++)
                last[j] = j;
        for (size_t i = 1; i <= la; i++) {
                size_t *spare = before;

                now[0] = i;
                for (size_t j = 1; j <= lb; j++) {
                        now[j] = least(least(last[j] + 1, now[j - 1] + 1),
                                       last[j - 1] + !same(a[i - 1], b[j - 1]));
                        if (i > 1 && j > 1 && same(a[i - 1], b[j - 2]) && same(a[i - 2], b[j - 1]))
                                now[j] = least(now[j], before[j - 2] + 1);
                }
                before = last;
                last = now;
                now = spare;
        }
        result = last[lb];
        free(rows);
        return result;
}

const char *nearest_name(const char *name, const char *const *candidates, size_t count)
{
        size_t limit = strlen(name) / 3, best;
        const char *found = NULL;

        if (limit < 1)
                limit = 1;
        if (strlen(name) > 64)
                return NULL;
        best = limit + 1;
        for (size_t i = 0; i < count; i++) {
                size_t d = distance(name, candidates[i]);

                /* One that shares nothing with it is no suggestion, however short it is. */
                if (d < best && (d == 0 || d < strlen(name))) {
                        best = d;
                        found = candidates[i];
                }
        }
        return found;
}
