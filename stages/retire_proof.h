/*
 * The proof that a database may be retired: it is the stack's, it is the one that was meant,
 * another usable one is active, and nobody uses it, now or ahead. Asked of the inputs of
 * database.retire.
 */
#ifndef SNAPLIFT_STAGES_RETIRE_PROOF_H
#define SNAPLIFT_STAGES_RETIRE_PROOF_H

#include "engine/aws/rds_cluster.h"
#include "stages/cloud.h"

/* Ours by name, tag and resource id; never by less. */
bool retire_check_ours(struct stage *s, const char *id, const char *resource_id,
                       const struct tags *tags, struct err *err);

/* The whole proof, had once, directly before the calls that remove; what may change from one moment
 * to the next comes last. arg: int64_t, in loop_ticks(): how long to wait for the last tasks that
 * use it. *wait: not yet, but waiting may help. Remembers the resource id as "resource". */
bool retire_prove(struct stage *s, const struct rds_instance *db, void *arg, bool *wait,
                  struct err *err);
bool retire_prove_cluster(struct stage *s, const struct rds_cluster *c, void *arg, bool *wait,
                          struct err *err);

#endif
