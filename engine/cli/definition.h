/* A pipeline file and a stack as named on the command line: read, checked, inputs bound. */
#ifndef SNAPLIFT_CLI_DEFINITION_H
#define SNAPLIFT_CLI_DEFINITION_H

#include "engine/cli/args.h"
#include "engine/graph/pipeline.h"

enum { DEFINITION_LIMIT = 1024 * 1024 }; /* bytes of a pipeline file */

struct definition {
        struct pipeline *pipeline;
        struct stack stack;
        bool has_stack;
        struct json_object *inputs; /* bound values; NULL unless a stack or --set was given */
};

/* Reads operands PIPELINE [STACK] and --set. False: findings is every fault of the file and the
 * flags, one a line, or empty and err says why there is nothing to check. */
bool definition_read(const struct args *args, struct definition *out, struct text *findings,
                     struct err *err);
/* The same with the file, the stack and the inputs of a saved plan (plan_file.h); operands that are
 * given say where the file is now, and must name the same stack. --set is refused. */
bool definition_read_planned(const struct args *args, struct json_object *plan,
                             struct definition *out, struct text *findings, struct err *err);
/* The file alone. NULL: err says why it can't be read, or d what is wrong with it. The caller
 * frees.
 */
struct pipeline *definition_parse(const char *path, struct diagnostics *d, struct err *err);
/* The file alone, where it can be read and is valid; else NULL, without a word. The caller frees.
 */
struct pipeline *definition_pipeline(const char *path);
/* The first, with everything told on stderr. Returns END_DONE or what to exit with. */
int definition_load(const struct args *args, struct definition *out);
/* --set NAME=VALUE: texts; their types come from the pipeline's declarations. The caller owns
 * *given, also when it fails. */
bool definition_given(const struct args *args, struct json_object **given, struct err *err);
void definition_release(struct definition *d);

#endif
