/*
 * One execution of a pipeline on a stack.
 *
 *      run_new ----> run_go ----> run_free        first time
 *      run_open ---> run_go                       resume
 *      run_open ---> run_back                     roll back
 *
 * States of a run, as in the store:
 *
 *      running ------> succeeded | unchanged
 *         |  \-------> interrupted --(resume)--> running
 *         |                 \------(rollback)--> rolling-back
 *         \-(failure)-> rolling-back --> rolled-back | rollback-incomplete
 *         \-(failure after a final stage began)--> stuck (only resume goes on)
 *
 * A process that was killed leaves `running` or `rolling-back` behind; resume and rollback take
 * those up. The order of everything is in the journal (journal.h); a state here is always derived
 * from it.
 */
#ifndef SNAPLIFT_RUN_RUN_H
#define SNAPLIFT_RUN_RUN_H

#include <stdbool.h>
#include <stdint.h>

#include "engine/base/err.h"
#include "engine/base/json.h"
#include "engine/graph/pipeline.h"
#include "engine/loop/loop.h"
#include "engine/store/store.h"

/* The stack's lock outside the store (promotions: /S/lock in Parameter Store). Taken before the
 * first mutating call of a run, released at its end; kept while the run can be resumed. */
struct run_lock {
        void *arg;
        /* ERR_LOCKED names the holder. A lock held by the same run is taken again without
         * complaint. */
        bool (*take)(void *arg, const struct stack *stack, const char *run, const char *owner,
                     struct err *err);
        /* A lock that is gone is no error; one that is another's is left alone. */
        bool (*release)(void *arg, const struct stack *stack, const char *run, struct err *err);
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

struct run_setup {
        struct loop *loop;
        struct store *store;
        const struct stage_type *const *types; /* NULL-ended */
        void *world;                           /* for stage_world() */
        const struct run_lock *lock;           /* or NULL */
        const struct run_listener *listener;   /* or NULL */
        const char *owner;                     /* user@host:pid */
        int64_t lease_ttl;                     /* ms; 0: 60 s; renewed every third of it */
};

enum run_end {
        RUN_SUCCEEDED,
        RUN_UNCHANGED,           /* succeeded without a mutating call */
        RUN_ROLLED_BACK,         /* failed; everything is as before */
        RUN_ROLLBACK_INCOMPLETE, /* failed; not everything could be put back */
        RUN_LOCKED,              /* another run holds the stack; nothing was done */
        RUN_REFUSED,             /* a guard said no before anything was changed */
        RUN_INTERRUPTED,         /* can be resumed or rolled back */
        RUN_STUCK,               /* failed after its point of no return: can only be resumed */
        RUN_BROKEN,              /* could not begin: bad journal, bad definition */
};

struct run;

/* Writes the run into the store. inputs are bound values (pipeline_bind), copied. pipeline must
 * outlive the run. NULL and err on failure. */
struct run *run_new(const struct run_setup *setup, const struct pipeline *pipeline,
                    const struct stack *stack, struct json_object *inputs, struct err *err);
/* From the store, with the definition it was begun with (owned by the run). */
struct run *run_open(const struct run_setup *setup, const char *id, struct err *err);
void run_free(struct run *run);

const char *run_id(const struct run *run);
const struct stack *run_stack(const struct run *run);
const struct pipeline *run_pipeline(const struct run *run);

/* Both wait; call them on a fiber. err explains any end but succeeded and unchanged. */
enum run_end run_go(struct run *run, struct err *err);
enum run_end run_back(struct run *run, struct err *err);

/* From a signal: the calls in flight are finished, nothing new begins, the run ends as interrupted.
 */
void run_interrupt(struct run *run);

/* The plan: every stage's plan() in order, on looks alone. Prints through `line`: stage, and what
 * it would do. Nothing is journalled and no lock is taken. */
struct plan_line {
        const char *stage;
        const char *type;
        struct json_object *inputs; /* resolved as far as known; borrowed */
        const char *call;           /* NULL for the stage's own line */
        const char *skipped;        /* why it would not run, or NULL */
};
bool run_plan(const struct run_setup *setup, const struct pipeline *pipeline,
              const struct stack *stack, struct json_object *inputs,
              void (*line)(void *arg, const struct plan_line *line), void *arg, struct err *err);

#endif
