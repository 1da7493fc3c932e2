/*
 * One execution of a pipeline on a stack.
 *
 *      run_new ----> run_go ----> run_free        first time
 *      run_open ---> run_go                       resume
 *      run_open ---> run_back                     roll back
 *      run_open ---> run_return                   roll back one that has succeeded (reopen.h)
 *
 * States of a run, as in the store:
 *
 *      running ------> succeeded | unchanged
 *         |  \-------> interrupted --(resume)--> running
 *         |                 \------(rollback)--> rolling-back
 *         \-(failure, cancel)-> rolling-back --> rolled-back | rollback-incomplete
 *         \-(failure after a final stage began)--> stuck (only resume goes on)
 *
 *      succeeded --(rollback, what is lost accepted)--> rolling-back --> as above
 *
 * A process that was killed leaves `running` or `rolling-back` behind; resume and rollback take
 * those up, and resume ends as the killed one would have: a run that had failed, or was being put
 * back, is put back, and one that had done all has succeeded, also for rollback. The order of
 * everything is in the journal (journal.h); a state here is always derived from it.
 *
 * Nothing tells what became of the stack since. So a run that goes on looks, under its lock,
 * whether what it has made active still is (stage_type.stands); where that was put back or replaced
 * it has failed, or, with all done, is not recorded as succeeded (RUN_REFUSED). The lock is not
 * taken over from a process that this store does not know of (RUN_LOCKED), but once by a run that
 * was rebuilt. Where it is gone, the run may have been ended from another store: then it is not put
 * back when a stage that has not begun by this journal has left a trace (RUN_REFUSED). Before the
 * first stage is put back each may say that what it would go back to can't be used
 * (stage_type.may_go_back); then nothing is put back (RUN_ROLLBACK_INCOMPLETE).
 *
 * Starting. A stage starts when all it needs have ended well (succeeded, unchanged, skipped by `if`
 * or `enabled`); all that are ready run at once. A final stage starts when, besides, every stage
 * that does not depend on it has ended; two final stages never run at once.
 *
 * Failing. When a stage has failed (its retries used up) no other stage starts, those that run are
 * asked to stop at their next wait or intent, those that depend on it are skipped ("dependency X
 * has failed"). When all have stopped, what was changed is put back: stages that failed or were cut
 * off first, then those that completed, in reverse order of completion; only stages that journalled
 * an intent have anything to put back. An undo that fails ends the rollback there, since what came
 * before may still be in use. Once a final stage has begun nothing is put back any more: then the
 * run is stuck and can only be resumed. Credentials that expire are no failure: the run ends as
 * interrupted.
 *
 * Finishing. When every stage has ended well, those that took something for the run's time only
 * give it back (stage_type.finish), in reverse order of completion. From the first of them on the
 * run only goes forward: one that fails leaves it stuck.
 *
 * Cancelling. From another process (run_cancel): the calls in flight are finished, nothing new
 * begins, and what was done is put back; the run ends as rolled back, also when there was nothing
 * to put back. The request is in the journal and stands until the rollback has begun, so a run that
 * was killed or interrupted in between is put back when it is resumed. After a final stage has
 * begun it is refused; a request that comes to be known only then is answered by a report, and the
 * run goes on.
 *
 * Locking. The store's lease is held from the beginning to the end. The stack's outer lock is taken
 * before the first stage where looking first (run_setup.look_first) foresees changes that need no
 * person's word. Else it is taken at the first intent of the run; then all stages, none of which
 * has changed anything, end with ERR_AGAIN and begin again. So what a run acts on was seen under
 * the lock, and a run that finds nothing to do makes no mutating call at all. A run that fails, or
 * is refused, before it has changed anything looks whose lock it is (look): what it met may be
 * another run at work, and then it ends as locked. A run that ends half-done (interrupted, stuck,
 * rollback incomplete) keeps the outer lock, or without one the lease, so that nobody else gets in
 * between; its error says so and names the command that goes on.
 *
 * Before each change the run makes sure that it still holds the outer lock (confirm): one that was
 * broken, replaced or taken over stops the run with nothing more changed, as interrupted. Only
 * changes of one stage that follow each other without a wait, within seconds, share one look; not
 * those of a final stage or of a rollback. It does so once more before it says that it has
 * succeeded, or is rolled back: whoever has the lock by then may have undone that. A lease that was
 * lost does the same when the intent is journalled.
 */
#ifndef SNAPLIFT_RUN_RUN_H
#define SNAPLIFT_RUN_RUN_H

#include <stdbool.h>
#include <stdint.h>

#include "engine/base/err.h"
#include "engine/base/json.h"
#include "engine/base/text.h"
#include "engine/graph/pipeline.h"
#include "engine/loop/loop.h"
#include "engine/store/store.h"

/* Who holds a lock for a run: machines made alike may have the same owner. */
struct run_holder {
        char *owner;
        char *process; /* which of those; or NULL */
};

void run_holder_release(struct run_holder *h);

/* The stack's lock outside the store (promotions: /S/lock in Parameter Store). Taken before the
 * first mutating call of a run, released at its end; kept while the run can be resumed. */
struct run_lock {
        void *arg;
        const char *process; /* this one, as it writes it down; or NULL */
        /* ERR_LOCKED names the holder. A lock held by the same run is taken again without
         * complaint, also from another owner, who then no longer holds it. facts: what is kept with
         * it as far as there is room, the most important first: "pipeline" (its name), "definition"
         * (the file's digest), "inputs_digest" (run_inputs_digest), "again" (true when the run had
         * held it before), "returning" (true when it had succeeded and is being put back),
         * "place" (as place() told of it when the run took it first: ERR_REFUSED when that is not
         * here), "inputs". Borrowed. */
        bool (*take)(void *arg, const struct stack *stack, const char *run, const char *owner,
                     struct json_object *facts, struct err *err);
        /* A lock that is gone is no error; one that is another's is left alone, and so is one that
         * somebody other than this holder has taken over (NULL: whoever has it). */
        bool (*release)(void *arg, const struct stack *stack, const char *run,
                        const struct run_holder *holder, struct err *err);
        /* Optional. Changes nothing: ERR_LOCKED names the holder when another run holds it, and
         * *holder is that run's id, for the caller to free (NULL: not known); true when nobody or
         * this run does. */
        bool (*look)(void *arg, const struct stack *stack, const char *run, char **holder,
                     struct err *err);
        /* Optional. Changes nothing: ERR_LOCKED, and says who does, when this owner (NULL: any)
         * does not hold it for this run any more. */
        bool (*confirm)(void *arg, const struct stack *stack, const char *run, const char *owner,
                        struct err *err);
        /* Optional. Where it is, as far as that is known without a call: for the journal, so that
         * whoever goes on with the run does not do so elsewhere. The caller owns it. */
        struct json_object *(*place)(void *arg);
        /* Optional. Changes nothing: *out is who holds it for this run, for run_holder_release()
         * (owner NULL: nobody, or another run does). */
        bool (*whose)(void *arg, const struct stack *stack, const char *run, struct run_holder *out,
                      struct err *err);
        /* Optional. Waits until all that has been written by now is to be seen. */
        void (*settle)(void *arg);
};

enum run_event_kind {
        EVENT_RUN_STARTED,   /* text: pipeline and stack */
        EVENT_RUN_LOCKED,    /* the lock was taken; all stages begin again */
        EVENT_STAGE_STARTED, /* text: type */
        EVENT_STAGE_INTENT,  /* text: what is about to be called */
        EVENT_STAGE_RESULT,
        EVENT_STAGE_NOTE, /* text: what the world says; not journalled */
        EVENT_STAGE_REPORT,
        EVENT_STAGE_RETRY,      /* text: why; the stage begins again after its delay */
        EVENT_STAGE_ENDED,      /* state; text: why, unless succeeded */
        EVENT_UNDO_STARTED,     /* of one stage */
        EVENT_UNDO_ENDED,       /* state succeeded or failed */
        EVENT_ROLLBACK_STARTED, /* text: why */
        EVENT_RUN_ENDED,        /* state: of the run; text: summary or error */
};

struct run_event {
        enum run_event_kind kind;
        int64_t at;            /* wall clock ms */
        const char *stage;     /* or NULL */
        const char *state;     /* or NULL */
        const char *text;      /* or NULL */
        const struct err *err; /* when something failed; or NULL */
};

const char *run_event_name(
        enum run_event_kind kind); /* "stage-started": also the journal's kinds */

struct run_listener {
        void *arg;
        void (*event)(void *arg, const struct run_event *event);
};

/* Optional: what stands for run_setup's world and lock in a run whose pipeline says `role` of the
 * stack's own tier (pipeline_role; NULL: nothing). Called once for each run before anything is
 * done; waits for nothing. What it gives must outlive the run. */
typedef bool (*run_place_fn)(void *world, struct json_object *role, void **there,
                             const struct run_lock **lock, struct err *err);

/* Optional: what a plan finds besides its stages (plan.h). world: as the stages see it. May wait.
 * False: the plan can't be made. */
typedef bool (*run_preflight_fn)(void *world, const struct stack *stack, struct json_object *plan,
                                 struct err *err);

/* Whether the process that an owner names has surely ended: only then is its run taken over without
 * a word. */
struct run_mourner {
        void *arg;
        bool (*is_dead)(void *arg, const char *owner);
};

struct run_setup {
        struct loop *loop;
        struct store *store;
        const struct stage_type *const *types; /* NULL-ended */
        void *world;                           /* for stage_world() */
        const struct run_lock *lock;           /* or NULL */
        run_place_fn place;                    /* or NULL: world and lock as they are */
        run_preflight_fn preflight;            /* of run_plan(); or NULL */
        /* Optional: asked once, when the stack's lock has been taken and nothing is changed yet.
         * May wait. False ends the run as err says, with nothing changed. */
        bool (*confirm)(void *arg, struct err *err);
        void *confirm_arg;
        bool look_first; /* a new run looks through all of its stages before the first begins */
        const struct run_listener *listener; /* or NULL */
        const char *owner;                   /* user@host:pid */
        const struct run_mourner *mourner;   /* or NULL: this machine's processes are looked at */
        struct json_object *origin; /* run_new: what it was begun by, an object of texts, kept
                                     * with the run (run_origin); borrowed; or NULL */
        int64_t lease_ttl;          /* ms; 0: 60 s; renewed every third of it */
        int64_t listen_every;       /* ms between looks for words from outside; 0: lease_ttl / 6 */
};

enum run_end {
        RUN_SUCCEEDED,
        RUN_UNCHANGED,           /* succeeded without a mutating call */
        RUN_ROLLED_BACK,         /* failed; everything is as before */
        RUN_ROLLBACK_INCOMPLETE, /* failed; not everything could be put back */
        RUN_LOCKED,              /* another run holds the stack; nothing was done */
        RUN_REFUSED,     /* a guard said no before anything was changed; ERR_CONFLICT: all was
                          * done, and somebody has changed it since */
        RUN_INTERRUPTED, /* can be resumed or rolled back */
        RUN_STUCK,       /* failed after its point of no return: can only be resumed */
        RUN_BROKEN,      /* could not begin: bad journal, bad definition */
};

/* "rolled-back": also the run's state in the store. */
const char *run_end_name(enum run_end end);

struct run;

/* Writes the run into the store. inputs are bound values (pipeline_bind), copied. pipeline must
 * outlive the run. NULL and err on failure. */
struct run *run_new(const struct run_setup *setup, const struct pipeline *pipeline,
                    const struct stack *stack, struct json_object *inputs, struct err *err);
/* From the store, with the definition it was begun with (owned by the run). */
struct run *run_open(const struct run_setup *setup, const char *id, struct err *err);
/* Another definition, and inputs bound by it (copied), for a run that nobody drives and that can
 * only go forward: journalled, so that run_open() takes it from now on. What has been done must be
 * the same by it: each stage that has ended well, or may have changed something, is still there
 * with its type, needs nothing that has not run, and its condition and its inputs come out as
 * journalled. Else ERR_INVALID, nothing is written, and err.details has a line for each difference.
 * All else may differ; a stage that has begun without changing anything begins anew. ERR_LOCKED: it
 * is being driven. ERR_STATE: it has ended, or is being put back. Waits. The same definition and
 * inputs again change nothing. */
bool run_edit(const struct run_setup *setup, const char *id, const struct pipeline *pipeline,
              struct json_object *inputs, struct err *err);
/* The inputs it has been given, for binding them again by another definition: those that it
 * declares and that are not null. The caller owns it. */
struct json_object *run_inputs_for(const struct run *run, const struct pipeline *pipeline);
void run_free(struct run *run);

const char *run_id(const struct run *run);
const struct stack *run_stack(const struct run *run);
const struct pipeline *run_pipeline(const struct run *run);
void *run_world(const struct run *run); /* what its stages are given */
/* What `roles:` says of a tier, with this run's inputs; NULL: nothing. The caller owns *out. */
bool run_role(const struct run *run, const char *tier, struct json_object **out, struct err *err);
/* Whether it has taken its stack's lock, or was about to: what it did was done in its place. */
bool run_has_locked(const struct run *run);
/* Where that lock was (run_lock.place); borrowed; NULL: it does not say. */
struct json_object *run_locked_place(const struct run *run);
/* What one of its stages may have changed: its type's name, and what it was given and remembered.
 * Borrowed. */
struct run_deed {
        const char *type;
        struct json_object *inputs, *memory;
};
/* The at-th, from 0; false: there are no more. */
bool run_deed(const struct run *run, size_t at, struct run_deed *out);
/* The command that begins the same anew (again.h). */
void run_again(const struct run *run, struct text *out);
/* What run_new was given: in CI tag, commit, actor, ... (cli/ci.h); borrowed; or NULL. */
struct json_object *run_origin(const struct run *run);

/* Both wait; call them on a fiber. err explains any end but succeeded and unchanged; err.next is
 * the command that goes on, where there is one. On a run that has ended already both do nothing:
 * run_go gives its end again, also RUN_ROLLBACK_INCOMPLETE, which only run_back goes on with;
 * run_back of a run that succeeded is refused (RUN_REFUSED, ERR_STATE): see reopen.h. run_go of a
 * run whose process ended between its failure, or a request to cancel it, and the end of its
 * rollback goes on putting back. */
enum run_end run_go(struct run *run, struct err *err);
enum run_end run_back(struct run *run, struct err *err);

/* Whether run_go() would go forward where run_back() could still put everything back. */
bool run_may_turn_back(struct run *run);

/* From a signal: the calls in flight are finished, nothing new begins, the run ends as interrupted.
 */
void run_interrupt(struct run *run);

/* From another process than the one that drives the run, which hears of it within listen_every (see
 * "Cancelling" above). A request to a run that nobody drives is heard when it is resumed. ERR_STATE
 * when the run has ended or lacks its end only, is being rolled back, or is past its point of no
 * return. Only setup's loop, store, types and owner are used. */
bool run_cancel(const struct run_setup *setup, const char *id, struct err *err);
/* A question of a stage (stage_ask) that nobody has answered; all borrowed from the run. */
struct run_question {
        const char *stage;
        const char *text;
        int64_t asked;              /* wall clock ms */
        int64_t until;              /* from then on it is too late; 0: never */
        struct json_object *inputs; /* the stage's, resolved */
};

/* At most max of them, in the order of the file. Returns how many. */
size_t run_questions(const struct run *run, struct run_question *out, size_t max);
/* Answers one, from whichever process; a run that nobody drives finds the answer when it is
 * resumed. answer: an object with "verdict" and whatever the stage type reads of it; taken.
 * ERR_STATE when the stage asks nothing, or did not wait for it any longer. */
bool run_answer(const struct run_setup *setup, const char *id, const char *stage,
                struct json_object *answer, struct err *err);

/* A fact for one stage, which finds it with stage_recall() (an approval, say). Unlike what a stage
 * remembers by itself it stays when the stages begin again under the lock. Takes value; never a
 * secret. */
bool run_tell(const struct run_setup *setup, const char *id, const char *stage, const char *key,
              struct json_object *value, struct err *err);

/* A run whose store is lost: what it has done, found out on looks alone with its definition, its
 * inputs and its id (all three from whoever still knows them: the outer lock). `line` is told of
 * each stage in order, and of each thing found. Nothing is changed or written yet: run_adopt()
 * writes the run into setup's store, in one record, from where run_open() takes it like any that
 * was interrupted; so is its lock. NULL: ERR_STATE, the store has its journal; ERR_REFUSED, and
 * what can't be known safely. Waits, first of all until what its last process wrote is to be seen
 * (run_lock.settle). pipeline must outlive it. */
enum rebuilt_state {
        REBUILT_PENDING, /* has not begun */
        REBUILT_BEGUN,   /* has done something, and begins again from the top */
        REBUILT_ENDED,
};
const char *rebuilt_state_name(enum rebuilt_state state); /* "not begun", "begun", "ended" */
struct rebuild_line {
        const char *stage;
        const char *type;
        enum rebuilt_state state;
        const char *found; /* NULL for the stage's own line */
};
struct run *run_rebuild(const struct run_setup *setup, const struct pipeline *pipeline,
                        const struct stack *stack, struct json_object *inputs, const char *id,
                        void (*line)(void *arg, const struct rebuild_line *line), void *arg,
                        struct err *err);
bool run_adopt(struct run *run, struct err *err);
/* SHA-256 of bound inputs, in hex: the same for the same values. */
void run_inputs_digest(struct json_object *inputs, char out[DIGEST_HEX_SIZE]);

#endif
