/*
 * Runs of a stack that have not ended, by a store: what is theirs is left alone, and one that was
 * cut off can be gone on with.
 */
#ifndef SNAPLIFT_RUN_UNFINISHED_H
#define SNAPLIFT_RUN_UNFINISHED_H

#include "engine/base/text.h"
#include "engine/store/store.h"

/* Their ids, newest first. pipeline: of that name, *begun is the newest that can be gone on with,
 * for the caller to free; NULL: there is none. One that was cut off before its first record has
 * done nothing, and can't be. */
bool run_unfinished(struct store *store, const char *stack, const char *pipeline,
                    struct strlist *ids, char **begun, struct err *err);

#endif
