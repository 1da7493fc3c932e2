/* What all stage types share: the account they work in, and the names and tags of DESIGN.md 1. */
#ifndef SNAPLIFT_STAGES_CLOUD_H
#define SNAPLIFT_STAGES_CLOUD_H

#include "engine/aws/aws.h"
#include "engine/aws/ssm.h"
#include "engine/run/stage.h"
#include "stages/accounts.h"

/* What AWS shows may lag behind what it has answered, by up to a minute. What was asked for and is
 * not seen in so many looks (watch_pause(): they take longer) is believed not to be. */
enum { LOOKS_UNSEEN = 18 };

enum { PARAMETER_SIZE = STACK_SIZE + 40, RUN_STAMP_SIZE = 64 };

/* The stack's own account and region: with the role that `roles:` names for its tier, if it does.
 */
static inline struct aws *stage_aws(const struct stage *s)
{
        return stage_account(s)->aws;
}

/* "/<stack>/db/<leaf>" */
void cloud_parameter(const struct stack *stack, const char *leaf, char out[PARAMETER_SIZE]);

/* The stack's active timestamp; *found false when it was never set. A value that is no timestamp is
 * ERR_INVALID. */
bool cloud_active(struct stage *s, const struct stack *stack, char timestamp[STAMP_SIZE],
                  bool *found, struct err *err);
/* The same of a stack in another account. */
bool cloud_active_in(struct aws *aws, const struct stack *stack, char timestamp[STAMP_SIZE],
                     bool *found, struct err *err);

/* customer, project, env, snaplift:stack, snaplift:run; of a run begun in CI snaplift:tag and
 * snaplift:commit, too. */
void cloud_tags(const struct stage *s, struct tags *into);

/* By its tags: this stack's, this run's. */
bool cloud_is_of_run(const struct stage *s, const struct tags *tags);

/* Ours means: made by this run from this snapshot. Anything else of that name is ERR_FOREIGN and is
 * not touched. what: "database" or "cluster". */
bool cloud_check_candidate(const struct stage *s, const char *what, const char *id,
                           const struct tags *tags, const char *snapshot, struct err *err);

/* Those of `from` that a user may set and that are not Snaplift's own. */
void cloud_merge_foreign_tags(struct tags *into, const struct tags *from);

/* The input `cluster`, or the stack's name. */
const char *cloud_cluster(const struct stage *s);
/* That, when it is given, and those of the input `clusters`; else the stack's name alone. An array
 * of names, the caller's. */
struct json_object *cloud_clusters(const struct stage *s);

/* The run's time as 14 digits, or its id where that has another form: for unique names. */
void cloud_run_stamp(const struct stage *s, char out[RUN_STAMP_SIZE]);
void cloud_stamp_of_run(const char *id, char out[RUN_STAMP_SIZE]);

/* Items of a list input as C strings, borrowed from the list. The caller frees the array. */
const char **cloud_names(struct json_object *list, size_t *count);

/* Whether a name or a value of a plain environment looks like a password. */
bool cloud_is_secret_variable(const char *name, const char *value);

#endif
