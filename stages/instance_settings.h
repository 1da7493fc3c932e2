/*
 * Settings of a DB instance that has been made, by itself or in a cluster, and that its making did
 * not give it. Each is looked at, asked for by calls that are journalled, and waited for; *db is
 * replaced by what was seen last.
 */
#ifndef SNAPLIFT_STAGES_INSTANCE_SETTINGS_H
#define SNAPLIFT_STAGES_INSTANCE_SETTINGS_H

#include "stages/fingerprint.h"

/* What a modification can set. ERR_FAILED when it does not take one on. */
bool instance_put_right(struct stage *s, const struct fingerprint *f, struct rds_instance *db,
                        struct err *err);
/* The roles that its features use: a call of its own for each. What is missing in the end is not an
 * error: see fingerprint_lost(). */
bool instance_have_roles(struct stage *s, const struct fingerprint *f, struct rds_instance *db,
                         struct err *err);
/* Static parameters of its parameter group come into force at a reboot only. */
bool instance_bring_into_force(struct stage *s, struct rds_instance *db, struct err *err);

#endif
