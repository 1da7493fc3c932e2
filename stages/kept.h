/*
 * What is kept of a retired database: /<stack>/db/kept/<timestamp> says what, until when, and what
 * the proof of its later retirement needs. database.retire writes it, database.sweep acts on it.
 */
#ifndef SNAPLIFT_STAGES_KEPT_H
#define SNAPLIFT_STAGES_KEPT_H

#include "engine/aws/ssm.h"
#include "engine/base/json.h"
#include "stages/cloud.h"

#define KEPT_LEAF "kept"
/* The tags of a kept database, or of a kept snapshot. */
#define KEPT_UNTIL_TAG "snaplift:keep-until"
#define KEPT_BY_TAG "snaplift:kept-by"

enum kept_as { KEPT_RUNNING, KEPT_STOPPED, KEPT_SNAPSHOT, KEPT_WAYS };

struct kept {
        char timestamp[STAMP_SIZE];
        enum kept_as as;
        bool cluster;                 /* an Aurora cluster, not a DB instance */
        char *resource_id;            /* of the database */
        char *snapshot;               /* of a kept snapshot, its name; else NULL */
        char *run;                    /* that keeps it */
        int64_t since, until;         /* wall clock ms */
        struct json_object *clusters; /* the rest is as database.retire's inputs */
        char *families, *scheduled, *unseen;
        int64_t idle; /* ms; 0: not asked */
        bool final_snapshot, keep_backups, disable_protection;
        char *broken; /* why the parameter can't be made use of; all else may be empty then */
};

struct kept_list {
        struct kept *items; /* by timestamp */
        size_t count;
};

extern const char *const kept_ways[]; /* by enum kept_as, ended by NULL */

void kept_parameter(const struct stack *stack, const char *timestamp, char out[PARAMETER_SIZE]);

/* The caller owns it. */
struct json_object *kept_json(const struct kept *k);
/* ERR_INVALID. On failure *out is empty. */
bool kept_from_json(struct json_object *obj, struct kept *out, struct err *err);

/* All of the stack's, also broken ones. */
bool kept_read(struct aws *aws, const struct stack *stack, struct kept_list *out, struct err *err);
/* The same of /<stack>/db/... that has been read already. */
void kept_read_in(const struct stack *stack, const struct ssm_parameters *set,
                  struct kept_list *out);
/* Borrowed; NULL when there is none of that timestamp. */
const struct kept *kept_find(const struct kept_list *l, const char *timestamp);

void kept_release(struct kept *k);
void kept_list_release(struct kept_list *l);

#endif
