/*
 * The stage contract: everything a stage may do apart from calling AWS.
 *
 * A stage runs on a fiber, from top to bottom, and may be started again from the top at any time
 * (resume, retry, the stack's lock just taken). So it looks first, and "already done" is its first
 * branch. Before each mutating call it says what it is about to do (stage_intend), after it what
 * came of it (stage_result). What its undo() needs to know it says with stage_remember() before the
 * call.
 *
 * Every function here that can fail does so to end the stage: return false at once. The executor
 * knows what ERR_INTERRUPTED, ERR_TIMEOUT and ERR_AGAIN mean. With ERR_BUSY the run stands still
 * and ends as interrupted: nothing is put back, and when it is resumed the stage begins again.
 */
#ifndef SNAPLIFT_RUN_STAGE_H
#define SNAPLIFT_RUN_STAGE_H

#include <stdbool.h>
#include <stdint.h>

#include "engine/base/err.h"
#include "engine/base/json.h"
#include "engine/base/stack.h"
#include "engine/graph/stage_type.h"
#include "engine/loop/loop.h"

/* --- inputs, resolved and checked against the type's declaration; borrowed --- */

const char *stage_text(const struct stage *s, const char *input); /* NULL when absent or empty */
int64_t stage_number(const struct stage *s, const char *input);   /* 0 when absent */
bool stage_flag(const struct stage *s, const char *input);        /* false when absent */
int64_t stage_duration(const struct stage *s, const char *input); /* ms; 0 when absent */
bool stage_has(const struct stage *s, const char *input);
/* The pipeline gives it, be its value null. */
bool stage_gives(const struct stage *s, const char *input);
struct json_object *stage_list(const struct stage *s,
                               const char *input);                       /* array of text or NULL */
struct json_object *stage_map(const struct stage *s, const char *input); /* object or NULL */

/* --- where we are --- */

const struct stack *stage_stack(const struct stage *s);
const char *stage_id(const struct stage *s);  /* the stage's name in the pipeline */
const char *stage_run(const struct stage *s); /* the run's id: for tags */
/* Of the run's definition, as it was given: for a command that a person is told. Borrowed. */
const char *stage_pipeline_file(const struct stage *s);
/* A member of what the run was begun by ("tag", "commit", "actor": run_origin), or NULL. */
const char *stage_origin(const struct stage *s, const char *member);
int stage_attempt(const struct stage *s);   /* from 1 */
bool stage_undoing(const struct stage *s);  /* called as undo() */
bool stage_planning(const struct stage *s); /* called as plan() or look_back() */
/* undo() or look_back() of a run that had succeeded: what it made has been in use since, and holds
 * what its users wrote. Nothing of that may be lost without a trace. */
bool stage_reopened(const struct stage *s);
/* When it last ended, wall clock ms; 0: it has not. */
int64_t stage_ended_at(const struct stage *s);
struct loop *stage_loop(const struct stage *s);
void *stage_world(const struct stage *s); /* what the run was given: stages/ uses stage_aws() */
/* What the pipeline's `roles:` says of a tier, as an object of texts; *out NULL: nothing. The
 * caller owns it. */
bool stage_role(const struct stage *s, const char *tier, struct json_object **out, struct err *err);

/* --- the journal --- */

/* Journals that a mutating call is about to be made. Takes the stack's lock first if the run does
 * not hold it yet; that ends all running stages with ERR_AGAIN and they begin again, under the
 * lock. Refused when the run is to stop, is out of time, or has lost its lock. */
bool stage_intend(struct stage *s, struct err *err, const char *fmt, ...)
        __attribute__((format(printf, 3, 4)));
/* Closes the last intent: the call has been answered. */
bool stage_result(struct stage *s, struct err *err, const char *fmt, ...)
        __attribute__((format(printf, 3, 4)));
/* For whoever makes that call, right before each time it leaves: since the intent it may have
 * waited for its turn, for credentials or to be repeated, or the machine has slept. False: the run
 * does not hold the stack's lock any more, or that can't be seen. */
bool stage_may_send(struct stage *s, struct err *err);
/* True when this stage journalled an intent at any time (also before a crash). */
bool stage_has_intended(const struct stage *s);
/* True when the last intent has no result: the call may or may not have taken effect. */
bool stage_intent_open(const struct stage *s);

/* A journalled fact for undo() or a later start of run(). Takes value. Overwrites. Never a secret.
 */
bool stage_remember(struct stage *s, const char *key, struct json_object *value, struct err *err);
bool stage_remember_text(struct stage *s, const char *key, const char *value, struct err *err);
/* Survives a power cut at once, not only with the next intent: what is learned after an intent, and
 * without which what was done would be taken for another's, or another's for it. */
bool stage_remember_durably(struct stage *s, const char *key, const char *value, struct err *err);
struct json_object *stage_recall(const struct stage *s, const char *key); /* borrowed, or NULL */
const char *stage_recall_text(const struct stage *s, const char *key);    /* borrowed, or NULL */

/* Outputs become visible to others when run() has returned true. A declared output that was not set
 * is null. Takes value. */
void stage_output(struct stage *s, const char *name, struct json_object *value);
void stage_output_text(struct stage *s, const char *name, const char *value); /* NULL: null */

/* --- telling --- */

/* What the world says right now, for the progress display; not kept. */
void stage_note(struct stage *s, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* A finding worth keeping: journalled and shown at the end (carried over, differs, why). */
bool stage_report(struct stage *s, struct err *err, const char *fmt, ...)
        __attribute__((format(printf, 3, 4)));
/* run() found nothing to do: the stage ends as "unchanged" with this as reason. */
void stage_unchanged(struct stage *s, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* --- plan() and look_back() only: what becomes of it is in plan.h; elsewhere these do nothing ---
 */

enum stage_effect { WOULD_CREATE, WOULD_CHANGE, WOULD_DELETE };

/* A mutating call that run() would make: "rds:ModifyDBInstance", the name of what it is about, and
 * what it says (taken; NULL: nothing; never a secret). */
void stage_would(struct stage *s, enum stage_effect effect, const char *action, const char *target,
                 struct json_object *parameters);
/* Names and texts in turn, ended by NULL; a text that is NULL is left out. The caller owns it. */
struct json_object *stage_parameters(const char *name, ...) __attribute__((sentinel));
/* Something else worth seeing, under a name that the command line knows. Takes value. */
void stage_shows(struct stage *s, const char *name, struct json_object *value);
/* A fact that what is planned rests on: when it is another one later, the plan no longer holds. The
 * same for as long as nothing has changed; never a secret. Not kept by look_back(). */
void stage_saw(struct stage *s, const char *thing, const char *fmt, ...)
        __attribute__((format(printf, 3, 4)));
/* True when a stage that comes before this one in the plan would do that. */
bool stage_is_foreseen(const struct stage *s, enum stage_effect effect, const char *target);
/* What those would do that to: an array of texts. The caller owns it. */
struct json_object *stage_foreseen(const struct stage *s, const char *action);
/* A refusal (ERR_REFUSED) in spite of which the stage and those after it can be planned, so that a
 * plan tells all that stands against a run at once: in plan() it is kept as what blocks, err is
 * cleared and it is true; elsewhere false, err as it is. Not for look_back(). */
bool stage_objects(struct stage *s, struct err *err);
/* A finding that does not block. One that does is said by failing. */
void stage_warns(struct stage *s, const char *topic, const char *fmt, ...)
        __attribute__((format(printf, 3, 4)));

/* --- asking --- */

/* Waits for a person's answer to this question (run_answer), and gives it: {verdict, by, at, ...}
 * as it was told, borrowed. While other stages run it waits beside them; when nothing else can go
 * on, the run ends as interrupted (ERR_WAITING) and asks again when it is resumed. An answer is to
 * a question word for word: one that has changed meanwhile is asked anew. within: ms from the first
 * asking, also over several processes, after which it is too late (ERR_TIMEOUT); 0: no limit. */
struct json_object *stage_ask(struct stage *s, const char *question, int64_t within,
                              struct err *err);

/* The run had lost its lock and has taken it anew: the stack may have been another's meanwhile, or
 * the run have been gone on with from another store. */
bool stage_lock_was_lost(const struct stage *s);

/* --- recover(): what an earlier life of the run has done --- */

bool stage_recovering(const struct stage *s);
/* One thing that this run was seen to have done, for the operator: "database X was made from Y". It
 * stands for an intent and its result in the journal that is lost. */
void stage_found(struct stage *s, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* True when run(), called by recover(), came to something that it would have changed: there
 * stage_intend() failed, and nothing more is to be found out. */
bool stage_came_to_change(const struct stage *s);
/* For stage types that leave nothing behind and have no outputs that others need. */
bool stage_recover_nothing(struct stage *s, struct err *err);

/* --- waiting --- */

/* The stage whose code runs on this fiber, or NULL: for the clients below it, which wait on its
 * behalf and say so in its name. */
struct stage *stage_current(void);

/* Sleeps; ends early with ERR_INTERRUPTED, ERR_TIMEOUT (the stage's own limit), ERR_AGAIN. */
bool stage_sleep(struct stage *s, int64_t ms, struct err *err);
/* The same test without sleeping: to be called in every waiting loop. */
bool stage_go_on(struct stage *s, struct err *err);
/* When the stage's time is up, in loop_ticks(); -1: never. */
int64_t stage_deadline(const struct stage *s);

#endif
