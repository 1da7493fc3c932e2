/*
 * resume --stack: a run whose store is lost, taken over from what it left in the cloud. The lock
 * /STACK/lock names the run, its pipeline and its inputs; what it has done is found out by the
 * stages (run_rebuild). It is told, and asked whether to go on; then the run is in the present
 * store like any that was interrupted.
 */
#ifndef SNAPLIFT_CLI_REBUILD_H
#define SNAPLIFT_CLI_REBUILD_H

#include "engine/cli/args.h"

/* Operand 0 is the pipeline file. *id: the run to drive, for the caller to free; NULL: it ends here
 * with this exit code, everything told. */
int rebuild(const struct args *args, char **id);

#endif
