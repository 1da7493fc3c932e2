/*
 * Eventual consistency: for a while the reads of a service are answered from a copy of it that
 * stands still, so that what is written meanwhile is not seen yet.
 */
#ifndef SNAPLIFT_STANDIN_LAG_H
#define SNAPLIFT_STANDIN_LAG_H

#include "engine/standin/world.h"

struct lag;

/* The operation, or its answer as the copy has it. */
void lag_run(struct call *call, const struct operation *model);
void lag_free(struct lag *lag); /* NULL is allowed */

#endif
