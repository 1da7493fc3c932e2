/* Deleting a database that is retired, with the proof that it may be directly before. */
#ifndef SNAPLIFT_STAGES_RETIRE_REMOVAL_H
#define SNAPLIFT_STAGES_RETIRE_REMOVAL_H

#include "stages/retire_proof.h"

enum { FINAL_NAME_SIZE = 256 };

/* The name of its final snapshot, taken by this run. */
bool retire_final_name(struct stage *s, const char *id, bool cluster, char out[FINAL_NAME_SIZE],
                       struct err *err);
/* That snapshot is the way back: without it the run does not say that all is well, but ends with an
 * error once. *there false: that was said by an earlier start, and whoever goes on with the run has
 * it do without. */
bool retire_find_final(struct stage *s, bool cluster, const char *name,
                       struct rds_snapshot *snapshot, bool *there, struct err *err);
/* The same, reported. */
bool retire_check_final(struct stage *s, bool cluster, const char *name, bool *there,
                        struct err *err);

struct retire_removal {
        const char *id;
        const char *resource_id; /* what is removed; NULL: what the first look finds */
        const char *final;       /* taken if the terms want one */
        bool keep_backups;
        struct retire_terms *terms;
        /* Besides the proof, of the same look; or NULL. */
        bool (*allowed)(const void *arg, const char *what, const struct tags *tags,
                        struct err *err);
        const void *arg;
};

/* Until it is gone. The resource id of what is about to go is remembered as "resource". *seen: set
 * when there was a DB instance of that name at all; or NULL. */
bool retire_remove_instance(struct stage *s, const struct retire_removal *r, bool *seen,
                            struct err *err);
bool retire_remove_cluster(struct stage *s, const struct retire_removal *r, struct err *err);

#endif
