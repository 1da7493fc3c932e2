/*
 * What other YAML readers make of a scalar without quotes.
 *
 * Here a scalar's type comes from the declaration it is for. A text that YAML 1.1 or 1.2 would take
 * for something else - 0146, no, 1e3, 2026-11-21 - is refused all the same unless it is quoted, so
 * that a definition means the same to every tool that reads it.
 */
#ifndef SNAPLIFT_GRAPH_SCALAR_H
#define SNAPLIFT_GRAPH_SCALAR_H

#include <stdbool.h>

struct reading {
        const char *kind; /* "number", "flag", "null", "date" or "merge key" */
        char value[40];   /* what is made of it when that differs from what was written; or "" */
};

/* False when the text is text to everybody. */
bool scalar_reading(const char *plain, struct reading *out);

#endif
