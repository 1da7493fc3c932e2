/* The functions of expressions: one table, for checking, evaluating and the documents. */
#ifndef SNAPLIFT_GRAPH_FUNCTION_H
#define SNAPLIFT_GRAPH_FUNCTION_H

#include <stddef.h>

#include "engine/graph/expr.h"

enum { FUNCTION_KINDS = 3, FUNCTION_ARGS = 10 };

struct function {
        const char *name;
        const char *usage;              /* "join(list, separator)" */
        const char *help;               /* one sentence without full stop */
        size_t least, most;             /* arguments */
        unsigned kinds[FUNCTION_KINDS]; /* per argument; the last goes on for further ones */
        unsigned result;                /* 0: that of its arguments, without null */
        /* args are of the declared kinds. *out is the caller's. An error is without place. */
        bool (*call)(const struct scope *scope, struct json_object *const *args, size_t count,
                     struct json_object **out, struct err *err);
};

extern const struct function functions[]; /* ended by a NULL name */

const struct function *function_find(const char *name);
/* The kinds argument i may have. */
unsigned function_kinds(const struct function *f, size_t i);

#endif
