/*
 * The journal of a run: the kinds of record, what their bodies hold, and what they mean.
 *
 * All that a run must know after a crash is changed in one way only: journal_write() appends a
 * record and, once that is safe, applies it to the run in memory. journal_restore() applies the
 * same records with the same function, so what a run knows after a crash is what it knew before.
 *
 *      kind              stage  body
 *      run-started              pipeline, file, definition, digest, stack, inputs, owner, process,
 *                               origin; rebuilt (below) and holder (whose the lock was then), where
 *                               the first journal was lost
 *      run-edited               pipeline, file, definition, digest, inputs, owner, process
 *                                                      what holds from the beginning on (run_edit)
 *      run-resumed              owner, process         stages cut off or failed are pending again
 *      lock-intent              place, owner, process  the stack's lock is about to be taken, or
 *                                                      it is found out where it is
 *      run-locked               -                      taken; all stages are pending again
 *      stage-started     x      attempt, inputs
 *      stage-intent      x      text                   a mutating call is about to be made
 *      stage-result      x      text                   it was answered
 *      stage-remember    x      key, value
 *      stage-told        x      key, value             the same, by another process (run_tell)
 *      stage-report      x?     text
 *      stage-retry       x      attempt (the failed one), error
 *      stage-ended       x      state, reason, dependency, outputs, error
 *      rollback-started         error (why), or nothing
 *      undo-started      x      -
 *      undo-ended        x      state, error
 *      finish-started    x      -                      the run only goes forward
 *      finish-ended      x      state, error
 *      cancel-requested         by                     by another process (run_cancel)
 *      run-reopened             owner, process, accepted: {by, at, ...}
 *                                                      it had succeeded and is to be put back
 *      run-interrupted          text
 *      run-ended                state, error
 *
 * rebuilt: what the world told of a run whose journal was lost, in one record, so that a run is
 * rebuilt as a whole or not at all. An array in topological order of {stage, state ("running": cut
 * off; "succeeded", "skipped"), inputs, memory, outputs, found: [text]}; what was found stands for
 * intents and their results. Stages that are not in it have not begun.
 *
 * After run-reopened comes rollback-started, or, when nothing could be put back after all, another
 * run-ended with "succeeded".
 *
 * A journal is read with the definition and the inputs of its last run-edited, whole: what is in it
 * of a stage that is not in that definition any more counts for nothing, since such a stage had not
 * begun.
 */
#ifndef SNAPLIFT_RUN_JOURNAL_H
#define SNAPLIFT_RUN_JOURNAL_H

#include "engine/run/internal.h"

enum record {
        REC_RUN_STARTED,
        REC_RUN_EDITED,
        REC_RUN_RESUMED,
        REC_LOCK_INTENT,
        REC_RUN_LOCKED,
        REC_STAGE_STARTED,
        REC_STAGE_INTENT,
        REC_STAGE_RESULT,
        REC_STAGE_REMEMBER,
        REC_STAGE_TOLD,
        REC_STAGE_REPORT,
        REC_STAGE_RETRY,
        REC_STAGE_ENDED,
        REC_ROLLBACK_STARTED,
        REC_UNDO_STARTED,
        REC_UNDO_ENDED,
        REC_FINISH_STARTED,
        REC_FINISH_ENDED,
        REC_CANCEL_REQUESTED,
        REC_RUN_REOPENED,
        REC_RUN_INTERRUPTED,
        REC_RUN_ENDED,
        REC_COUNT
};

const char *journal_kind(enum record kind);

/* Appends, then applies. Takes body (NULL: empty). run_state is the run's new state for the store's
 * list, or NULL. A journal that can't be written halts the run (run_halt). Whether a record
 * survives a power cut at once (store.h) depends on its kind: journal.c lists it. */
bool journal_write(struct run *run, enum record kind, struct stage *s, struct json_object *body,
                   const char *run_state, struct err *err);
/* The same, and it does in any case. */
bool journal_write_durable(struct run *run, enum record kind, struct stage *s,
                           struct json_object *body, struct err *err);

/* Appends a record to a run that another process may be driving; nothing is applied here. */
bool journal_send(const struct run_setup *setup, const char *run, enum record kind,
                  const char *stage, struct json_object *body, struct err *err);

/* Forgets everything and reads the run's journal from its beginning. */
bool journal_restore(struct run *run, struct err *err);

/* What other processes have added since: requests to cancel, things told to stages. */
bool journal_listen(struct run *run, struct err *err);

/* An error as a member of a body, and back. */
void journal_put_err(struct json_object *body, const struct err *err);
void journal_get_err(struct json_object *body, struct err *err);

/* All stages pending as if none had begun; what was told to them stays. */
void journal_reset_stages(struct run *run);
/* As if it had not begun, in this process alone. */
void journal_forget_stage(struct stage *s);

#endif
