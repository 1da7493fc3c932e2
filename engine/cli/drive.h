/* Driving a run from this process: what run, resume and rollback have in common. */
#ifndef SNAPLIFT_CLI_DRIVE_H
#define SNAPLIFT_CLI_DRIVE_H

#include "engine/cli/args.h"
#include "engine/cli/definition.h"

/* definition: a new run of it; else operand 0 names a run. back: roll it back. Returns the exit
 * code; everything has been told. */
int drive(const struct args *args, const struct definition *definition, bool back);

/* What could not even begin: on stderr, and as the result object with --json. */
int drive_failed(const struct args *args, const struct err *err);

#endif
