/*
 * Findings about a file, collected so that all can be shown in one go, in the order of their
 * places:
 *
 *      promote.yml:12:9: unknown key "timout" in stage "restore"; expected one of uses, needs, ...;
 *      did you mean "timeout"?
 */
#ifndef SNAPLIFT_GRAPH_DIAGNOSTICS_H
#define SNAPLIFT_GRAPH_DIAGNOSTICS_H

#include <stddef.h>

#include "engine/base/text.h"

struct finding {
        int line, column; /* 0: about the whole file, or about a flag */
        char *text;
};

struct diagnostics {
        struct finding *items;
        size_t count;
};

void diagnostics_add(struct diagnostics *d, int line, int column, const char *fmt, ...)
        __attribute__((format(printf, 4, 5)));
/* One line per finding, sorted by place: "FILE:LINE:COLUMN: text\n". */
void diagnostics_print(struct diagnostics *d, const char *file, struct text *out);
void diagnostics_release(struct diagnostics *d);

#endif
