/* Driving a run from this process: what run, resume and rollback have in common. */
#ifndef SNAPLIFT_CLI_DRIVE_H
#define SNAPLIFT_CLI_DRIVE_H

#include "engine/cli/args.h"
#include "engine/cli/definition.h"

/* definition: a new run of it, which a guard may refuse before it begins; else operand 0 names a
 * run. plan: a saved plan that must still hold, before the run and once more under the stack's
 * lock; or NULL. back: roll it back. Returns the exit code; everything has been told. */
int drive(const struct args *args, const struct definition *definition, struct json_object *plan,
          bool back);

/* What could not even begin: on stderr, and as the result object with --json. */
int drive_failed(const struct args *args, const struct err *err);

#endif
