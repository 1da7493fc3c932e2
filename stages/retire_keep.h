/*
 * Putting the retired database aside for a while in place of deleting it, and getting it back:
 *
 *      proven -> recorded (/<stack>/db/kept/...) -> tagged -> stopped
 *                                                \-> deleted, its final snapshot tagged
 *
 * Each step looks first. What was decided, until when and in which way, is remembered as "kept".
 */
#ifndef SNAPLIFT_STAGES_RETIRE_KEEP_H
#define SNAPLIFT_STAGES_RETIRE_KEEP_H

#include "stages/database_power.h"
#include "stages/kept.h"

#define RETIRE_KEEP_PORTS                                                                          \
        {"keep_for", VALUE_DURATION,                                                               \
         .help = "keep the database for so long in place of deleting it: `snaplift sweep` "        \
                 "deletes it then; default: delete it at once"},                                   \
        {                                                                                          \
                "keep", VALUE_TEXT,                                                                \
                        .choices = kept_ways,                                                      \
                        .help = "with keep_for: running (the default), stopped, or its final "     \
                                "snapshot only"                                                    \
        }

/* clang-format off */
#define RETIRE_KEEP_ACTIONS \
        {"ssm:PutParameter", "ssm:parameter/{stack}/db/kept/*", .when = "keep_for"}, \
        {"ssm:AddTagsToResource", "ssm:parameter/{stack}/db/kept/*", .when = "keep_for", \
         .condition = FOR_STACK}, \
        {"ssm:DeleteParameter", "ssm:parameter/{stack}/db/kept/*", .when = "keep_for"}, \
        {"rds:AddTagsToResource", "rds:db:{instance} rds:snapshot:{db}-final-*", ACTION_INSTANCE, \
         .when = "keep_for"}, \
        {"rds:AddTagsToResource", "rds:cluster:{db} rds:cluster-snapshot:{db}-final-*", \
         ACTION_CLUSTER, .when = "keep_for"}, \
        {"rds:RemoveTagsFromResource", "rds:db:{instance}", ACTION_INSTANCE, .when = "keep_for"}, \
        {"rds:RemoveTagsFromResource", "rds:cluster:{db}", ACTION_CLUSTER, .when = "keep_for"}, \
        DATABASE_STOP_ACTIONS("keep_for"), \
        DATABASE_START_ACTIONS("keep_for")
/* clang-format on */

/* Whether the inputs want it kept at all, and how. ERR_REFUSED when they don't go together. */
bool retire_keep_asked(struct stage *s, bool *keep, enum kept_as *as, struct err *err);

/* From the proof on, until it is as it is to be kept; of what is kept as a snapshot, recorded only:
 * what is left to do is to delete it, and retire_keep_snapshot(). *found false: there is no such
 * database any more; then *kept is what an earlier start of this stage has decided, or empty. */
bool retire_keep(struct stage *s, const char *timestamp, enum kept_as as, struct kept *kept,
                 bool *found, struct err *err);
/* The database is deleted: its final snapshot is tagged as kept. */
bool retire_keep_snapshot(struct stage *s, const struct kept *kept, struct err *err);
/* The stage's outputs, and the report. */
bool retire_keep_tell(struct stage *s, const struct kept *kept, struct err *err);

/* For plan(). */
void retire_keep_plan(struct stage *s, const char *timestamp, enum kept_as as,
                      const struct database *db);
/* For recover(): what this run has put aside. *found false: nothing. */
bool retire_keep_recover(struct stage *s, const char *timestamp, bool *found, struct err *err);

/* For undo(): the database is available again, restored from its final snapshot where only that was
 * kept, and no longer kept. ERR_REFUSED where this run has deleted it otherwise. */
bool retire_unkeep(struct stage *s, struct err *err);
/* For look_back(). */
bool retire_look_back(struct stage *s, struct err *err);

/* What is kept no longer is: the record is taken away. Not there: fine. */
bool retire_forget(struct stage *s, const char *timestamp, struct err *err);

#endif
