/* database.restore: what it made is taken away again. */
#ifndef SNAPLIFT_STAGES_RESTORE_UNDO_H
#define SNAPLIFT_STAGES_RESTORE_UNDO_H

#include "stages/cloud.h"
#include "stages/retire_removal.h"

/* The resource id of what it has made, once that has been seen: a name may come to be another's.
 * NULL: not known. */
const char *restore_resource(const struct stage *s);

/* ERR_STATE when that database is the active one, whatever the journal says. what: "database",
 * "cluster". */
bool restore_is_not_active(struct stage *s, const char *what, const char *name, struct err *err);

/* deletable: by its protection and what hangs on it. Says what to do of one that is not. */
bool restore_is_as_made(const char *id, bool deletable, struct err *err);

/* What is taken of a candidate before it goes. */
struct restore_last {
        char name[FINAL_NAME_SIZE]; /* "": nothing: it was in use for moments, or never */
        bool left;                  /* RDS takes none of it, so it stays; that has been reported */
};
/* Of a run that was cut off, or waits for somebody, it may have been the active one for days, and
 * holds what was written to it. Decided once; an earlier start's decision is kept to. */
bool restore_choose_last(struct stage *s, const char *id, const char *status, int64_t created,
                         struct restore_last *out, struct err *err);
/* What was written to it is nowhere else: says where. */
bool restore_tell_last(struct stage *s, const char *name, struct err *err);

/* Its undo(). A candidate that was never in use, or only for as long as it takes to see that its
 * services don't come up, is deleted as it is, unless
 * somebody has protected it or made a replica of it. One of a run that had
 * succeeded (stage_reopened) holds what its users wrote: it is deleted with a final snapshot, which
 * is reported, and only under the proof that retires a database. */
bool restore_undo(struct stage *s, struct err *err);

/* Its look_back(). Shows "lost": {database, final_snapshot}. */
bool restore_look_back(struct stage *s, struct err *err);

#endif
