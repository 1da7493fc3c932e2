/* Runs as the store lists them, found and told. */
#ifndef SNAPLIFT_CLI_RUNS_H
#define SNAPLIFT_CLI_RUNS_H

#include "engine/base/json.h"
#include "engine/base/text.h"
#include "engine/store/store.h"

/* A run by its id; an error for one that is not there names the nearest. */
bool runs_find(struct store *store, const char *id, struct run_record *out, struct err *err);

/* Its process can't have ended it properly: running or rolling-back, and its owner is gone. */
bool runs_is_dead(const struct run_record *run);

void runs_add_table(struct store *store, const struct run_record *runs, size_t count, int64_t now,
                    struct text *out);
void runs_add_json(struct store *store, const struct run_record *run, struct text *out);
/* origin: see origin.h; or NULL. */
void runs_add_head(struct store *store, const struct run_record *run, struct json_object *origin,
                   struct text *out);
/* The command that goes on with it ("snaplift resume RUN"), and the other one if there are two.
 * False: it has ended, or is being driven as far as can be known. */
bool runs_add_next(const struct run_record *run, struct text *out);
/* What can be done with it, unless it has ended. */
void runs_add_advice(const struct run_record *run, struct text *out);

#endif
