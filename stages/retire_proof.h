/*
 * The proof that a database may be retired: it is the stack's, it is the one that was meant,
 * another usable one is active, and nobody uses it, now or ahead.
 */
#ifndef SNAPLIFT_STAGES_RETIRE_PROOF_H
#define SNAPLIFT_STAGES_RETIRE_PROOF_H

#include "engine/aws/rds_cluster.h"
#include "stages/cloud.h"
#include "stages/database.h"
#include "stages/database_any.h"
#include "stages/retire_idle.h"

/* What is to be proven of it. Texts are borrowed. */
struct retire_terms {
        const char *resource_id;      /* that it must have; NULL: the tag snaplift:stack must do */
        const char *active;           /* the timestamp that must be active; NULL: any other */
        struct json_object *clusters; /* array of names: where users are looked for */
        const char *families;         /* of task definitions, by how their names begin */
        const char *scheduled, *unseen; /* usage.h; NULL: as the stage's inputs have it */
        struct deletion_terms deletion;
        struct idle_terms idle;
        int64_t until; /* loop_ticks(): how long the last tasks that use it are waited for, and the
                          active one */
        bool restart;  /* as usage_target has it */
};

/* As the inputs of database.retire have it, from now on. */
struct retire_terms retire_terms_of_inputs(struct stage *s);
void retire_terms_release(struct retire_terms *t);

/* Ours by name, tag and resource id; never by less. */
bool retire_check_ours(struct stage *s, const char *id, const char *resource_id,
                       const struct tags *tags, const struct retire_terms *terms, struct err *err);

/* The active timestamp names another database, the one of the terms, and that one can be used.
 * *wait, where it is given: it is only changing, and it is not `until` yet. */
bool retire_check_active(struct stage *s, const char *victim, const struct retire_terms *terms,
                         bool *wait, struct err *err);

/* The whole proof, had once, directly before the calls that take it away; what may change from one
 * moment to the next comes last. *wait: not yet, but waiting may help. */
bool retire_prove(struct stage *s, const struct rds_instance *db, const struct retire_terms *terms,
                  bool *wait, struct err *err);
bool retire_prove_cluster(struct stage *s, const struct rds_cluster *c,
                          const struct retire_terms *terms, bool *wait, struct err *err);
/* Of whichever it is. */
bool retire_prove_either(struct stage *s, const struct database *db,
                         const struct retire_terms *terms, bool *wait, struct err *err);

#endif
