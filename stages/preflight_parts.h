/* The checks of a preflight: shared by the files that implement it. Each takes what it needs out of
 * the plan, looks, and adds findings. False: nothing can be said at all (no network, ...). */
#ifndef SNAPLIFT_STAGES_PREFLIGHT_PARTS_H
#define SNAPLIFT_STAGES_PREFLIGHT_PARTS_H

#include "engine/aws/aws.h"

/* The planned calls, over all stages. */
void preflight_each_call(struct json_object *plan,
                         void (*take)(void *arg, struct json_object *call), void *arg);
/* The snapshot that was chosen, as snapshot_show() shows it; NULL: none, or not known yet. */
struct json_object *preflight_snapshot(struct json_object *plan);

/* A finding; the text as of printf. */
void preflight_blocks(struct json_object *plan, enum err_code code, const char *topic,
                      const char *next, const char *fmt, ...) __attribute__((format(printf, 5, 6)));
void preflight_warns(struct json_object *plan, const char *topic, const char *fmt, ...)
        __attribute__((format(printf, 3, 4)));
/* err is why something could not be looked at, and is cleared. False, with err as it is, where
 * nothing else could be either. */
bool preflight_unseen(struct json_object *plan, const char *topic, const char *what,
                      struct err *err);

bool preflight_quotas(struct aws *aws, struct json_object *plan, struct err *err);
void preflight_names(struct json_object *plan);
bool preflight_key(struct aws *aws, const char *account, struct json_object *plan, struct err *err);
bool preflight_engine(struct aws *aws, struct json_object *plan, struct err *err);

#endif
