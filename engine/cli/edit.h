/* `resume --pipeline`: a run of the store goes on by another definition. */
#ifndef SNAPLIFT_CLI_EDIT_H
#define SNAPLIFT_CLI_EDIT_H

#include "engine/cli/args.h"
#include "engine/run/run.h"

/* Gives the run the file of --pipeline, with the inputs it has and what --set says besides (with
 * --stack that belongs to the rebuilding). False: nothing was written. Waits. */
bool edit_run(const struct args *args, const struct run_setup *setup, const char *id,
              struct err *err);

#endif
