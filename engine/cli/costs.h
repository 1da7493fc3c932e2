/* What of a stack runs and is paid for beside its active database: for the end of a run that has
 * left something behind. */
#ifndef SNAPLIFT_CLI_COSTS_H
#define SNAPLIFT_CLI_COSTS_H

#include "engine/aws/aws.h"
#include "engine/base/stack.h"

/* A line per database: "NAME (db.t4g.micro, 20 GiB) is available: made by this run". What could not
 * be looked at is a line, too. Reads only, on a fiber. */
void costs_look(struct aws *aws, const struct stack *stack, const char *run, struct strlist *out);

#endif
