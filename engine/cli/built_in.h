/* Pipelines that commands bring along, for what they change: runs like any other. */
#ifndef SNAPLIFT_CLI_BUILT_IN_H
#define SNAPLIFT_CLI_BUILT_IN_H

#include "engine/base/json.h"
#include "engine/base/stack.h"
#include "engine/cli/args.h"

/* name, file: the pipeline's, without `tiers` and `roles`. roles: by tier, what the stack's runs
 * have in `roles:` for it, or null (place.role); or NULL; it stands in the journal, so that the run
 * is also resumed in them. given: inputs; borrowed. Returns the exit code; everything has been
 * told. */
int built_in_run(const struct args *args, const struct stack *stack, const char *name,
                 const char *file, struct json_object *roles, struct json_object *given);

#endif
