/* What runs were begun by, as the store keeps it: tag, commit, actor and job of those of CI. */
#ifndef SNAPLIFT_CLI_ORIGIN_H
#define SNAPLIFT_CLI_ORIGIN_H

#include "engine/base/json.h"
#include "engine/base/text.h"
#include "engine/store/store.h"

/* A run with an origin. */
struct past_run {
        struct run_record run;
        struct json_object *origin;
};

struct past_runs {
        struct past_run *items;
        size_t count;
};

/* *out is the caller's; NULL when the run has none. */
bool origin_read(struct store *store, const char *run, struct json_object **out, struct err *err);

/* Those of a stack that CI began, newest first; of the newest ORIGIN_LIMIT runs. */
enum { ORIGIN_LIMIT = 500 };
bool origin_list(struct store *store, const char *stack, struct past_runs *out, struct err *err);
void past_runs_release(struct past_runs *runs);

/* It did what it was to do: succeeded, or had nothing to do. */
bool past_run_is_good(const struct past_run *run);
/* Its process is, as far as can be known, at work. */
bool past_run_goes_on(const struct past_run *run);

/* "tag       v1.2.3\n" and so on, for what there is. */
void origin_add_text(struct json_object *origin, struct text *out);

#endif
