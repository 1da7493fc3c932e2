/*
 * A run that has succeeded, put back: by the same undo as one that has failed, final stages first.
 *
 *      run_open ---> run_return_plan ---> run_return ---> run_free
 *
 * It is possible while no later run has changed its stack by stages of the same types (final ones,
 * which only take away, aside), and while every stage of it that changed something says that it can
 * put that back (stage_type.look_back): what it left is still as it left it, and what was there
 * before still exists. Else it is refused and nothing is changed.
 *
 * What was written since is lost, so somebody has to accept that: who, and when, is in the journal
 * (run-reopened), written before anything else. From there on the run is one that is being rolled
 * back: killed or interrupted anywhere, it goes on with run_back() or run_go(), which need nothing
 * accepted again. The stack's lock is taken, and everything looked at once more under it, before
 * anything is put back; a run that finds it refused only then remains succeeded.
 */
#ifndef SNAPLIFT_RUN_REOPEN_H
#define SNAPLIFT_RUN_REOPEN_H

#include "engine/run/run.h"

/* True: run_return() is what puts it back, not run_back(). Also of a run that has done all, and
 * whose process died before that was written: what it made is in use as after any other. (One that
 * is past its point of no return, or has something to give back, is resumed first: run_back() says
 * so.) */
bool run_has_succeeded(const struct run *run);

/* What run_return() would do now, by reading only; waits. The caller owns *plan:
 *
 *      run, pipeline, stack
 *      succeeded   wall clock ms: when it had
 *      stages      in the order in which they are put back, only those that changed something:
 *        stage, type, calls, shows, inputs: as in plan.h
 *        ended     wall clock ms: when it had
 *        state     undone | stays (there is no undo for it) | blocked | unknown (after one that is)
 *        why       unless undone
 *      findings    as in plan.h; one that blocks refuses (plan_is_blocked)
 *
 * False: it could not be found out. */
bool run_return_plan(struct run *run, struct json_object **plan, struct err *err);

/* accepted: who accepts what is lost, an object of {by, at, ...}; borrowed. Waits. Ends as
 * RUN_ROLLED_BACK, or like run_back(). RUN_REFUSED, RUN_LOCKED: nothing was changed, and it remains
 * succeeded. A run that has not succeeded is put back as by run_back(). */
enum run_end run_return(struct run *run, struct json_object *accepted, struct err *err);

#endif
