/*
 * A run and its stages from the inside: shared by the files of engine/run only.
 *
 *      run.c       new, open, free; the small entry points
 *      executor.c  starts what is ready, reaps what has ended; retry
 *      drive.c     run_go and run_back: how a run begins and how it ends
 *      undo.c      rollback
 *      reopen.c    a run that has succeeded is to be put back: whether it can
 *      standing.c  a run is taken up: whether what it has done still stands
 *      finish.c    what is given back when all has gone well
 *      stage.c     the stage contract (stage.h)
 *      lock.c      the stack's lock outside the store; lock_left.c one that was left behind
 *      holder.c    which process has driven a run, or held its lock
 *      ask.c       questions to people, and the run that waits for an answer
 *      lease.c     the store's lease and its heartbeat
 *      journal.c   records, and what they mean
 *      events.c    telling the listener
 *      plan.c      run_plan (plan.h); plan_words.c what is in a plan
 *      rebuild.c   a run whose journal is lost
 *      edit.c      another definition for a run that goes on
 *      history.c   how long earlier runs took
 *
 * States of a stage. Each arrow is a record in the journal; apply() in journal.c alone assigns.
 *
 *               stage-started         stage-ended
 *      pending --------------> running ----------> succeeded | unchanged --undo-ended--> undone
 *         |  ^                    |  \-----------> failed ------------------undo-ended--> undone
 *         |  |  run-resumed,      |   \----------> stopped -----------------undo-ended--> undone
 *         |  |  run-locked        |
 *         |  '--------------------'
 *         '--stage-ended--> skipped
 *
 * "stopped": asked to end because the run was interrupted or another stage failed. A run that was
 * killed leaves its stages "running"; they count as stopped.
 */
#ifndef SNAPLIFT_RUN_INTERNAL_H
#define SNAPLIFT_RUN_INTERNAL_H

#include "engine/run/run.h"
#include "engine/run/stage.h"

enum stage_state {
        STAGE_PENDING,
        STAGE_RUNNING,
        STAGE_SUCCEEDED,
        STAGE_UNCHANGED,
        STAGE_SKIPPED,
        STAGE_FAILED,
        STAGE_STOPPED,
        STAGE_UNDONE,
};

enum stage_mode { MODE_RUN, MODE_UNDO, MODE_FINISH, MODE_PLAN, MODE_RECOVER };

struct stage {
        struct run *run;
        const struct pipeline_stage *def;
        size_t index;

        /* From the journal: assigned by journal.c alone. */
        enum stage_state state;
        bool by_dependency;          /* skipped because another one failed */
        struct json_object *inputs;  /* resolved */
        struct json_object *outputs; /* once ended; NULL before */
        struct json_object *memory;  /* stage_remember() */
        struct json_object *told;    /* by another process */
        int attempt;                 /* the present or the next one, from 1 */
        int attempt_base;            /* attempts that no longer count for `retry` */
        bool intended;               /* ever */
        bool intent_open;            /* the last intent has no result */
        bool finished;               /* its finish() is done */
        int64_t ended_at;            /* wall clock ms; 0: it has not ended */
        int64_t order;               /* when it last started or ended, in journal order */

        /* Of the start at hand. */
        enum stage_mode mode;
        bool live;        /* its fiber has not been reaped */
        unsigned epoch;   /* run->epoch at its start */
        int64_t deadline; /* loop_ticks, or -1 */
        bool lock_seen;   /* the outer lock was confirmed, and nothing waited for since */
        bool ok;
        bool unchanged;
        char *why;                    /* of unchanged */
        struct json_object *produced; /* outputs set so far */
        struct err err;
        struct stage *next_done;

        /* Of plan(): the whole plan and its part in it, borrowed; NULL otherwise. */
        struct json_object *plan, *planned;

        struct strlist found; /* recover() */
        bool came_to_change;
};

struct run {
        struct run_setup setup;
        char *owner;
        char id[RUN_ID_SIZE];
        struct stack stack;
        const struct pipeline *pipeline;
        struct pipeline *own_pipeline; /* the same, when it came from the journal */
        struct json_object *inputs;
        struct json_object *origin; /* or NULL */
        struct stage *stages;

        /* From the journal. */
        struct json_object *outputs; /* of ended stages, for expressions */
        struct json_object *states;
        char *ended;        /* state of a run-ended record with nothing after it, or NULL */
        char *cancelled_by; /* who asked for it, answered or not, or NULL */
        bool begun;         /* some stage was started */
        bool lock_intended;
        struct json_object *lock_place; /* where that is (run_lock.place); or NULL */
        struct strlist drivers;         /* who drove it from this store: see holder_text() */
        bool lock_recorded;
        bool lock_lost;    /* it was gone when the run was taken up, and has been taken anew */
        bool lock_idle;    /* and since then nothing has been changed */
        bool adopted;      /* rebuilt: who had its lock then was another store's */
        bool holder_known; /* and is among the drivers */
        bool final_begun;
        bool rolling_back;
        bool reopened;        /* it had succeeded and is to be put back */
        int64_t succeeded_at; /* wall clock ms; 0: it has not */
        int64_t at;           /* wall clock ms of the record being applied */
        bool has_failed;
        struct err failure; /* of the first stage that failed */
        int64_t clock;      /* counts starts and ends */
        int64_t seq;        /* of the last record read */
        int64_t edited;     /* of the record the definition is from; 0: the first */
        bool reset_due;     /* run-locked was applied while fibers were alive */

        /* Of this process. */
        struct json_object *accepted; /* run_return(): borrowed; or NULL */
        size_t asking;                /* of the live stages, those in stage_ask() */
        bool parked;                  /* no other is live: they end, and with them the run */
        struct json_object *rebuilt;  /* run_rebuild(): for the first record; or NULL */
        char *rebuilt_from;           /* who had its lock before that was looked at; or NULL */
        bool lock_held;
        bool lock_missed;     /* nobody had it when the run was taken up, which may have had it */
        bool lock_busy;       /* some stage is taking it */
        int64_t lock_seen;    /* loop_ticks: last taken, or confirmed to be ours */
        int64_t lock_seen_at; /* wall clock ms: the same */
        struct err lock_err;
        bool interrupted;
        struct err pause; /* set: interrupted by this, which is no fault of a stage */
        bool locked_out;  /* the stack's lock is another run's */
        struct err halt;  /* set: the journal or the lease is lost; nothing may be done */
        unsigned epoch;   /* grows when all stages must begin again */
        size_t live;
        struct stage *done_first, *done_last;
        struct signal_point done;
        struct signal_point wake; /* something a waiting stage must know */

        struct lease lease; /* token 0: not held */
        bool beating, beat_stop;
        struct signal_point beat;
};

/* run.c */
/* The run's line in the store. False, ERR_EXISTS: there is one of that id. */
bool run_create(struct run *run, struct err *err);
struct json_object *run_first_record(const struct run *run);
/* Definition and inputs, as they are journalled. */
void run_put_definition(struct json_object *body, const struct pipeline *p,
                        struct json_object *inputs);
/* It is being put back, or is to be. */
bool run_goes_back(const struct run *run);
struct run *run_blank(const struct run_setup *setup, const struct pipeline *pipeline,
                      const struct stack *stack, struct json_object *inputs);
/* World and lock by what the pipeline says of the stack's own tier. */
bool run_settle(struct run *run, struct err *err);
void run_wake(struct run *run);
/* Nothing may be done any more; the first reason counts. Returns false. */
bool run_halt(struct run *run, const struct err *why);
bool run_is_halted(const struct run *run);
/* Credentials that have expired are no failure of a stage, and without them nothing could be put
 * back either; nor is an answer that has not been given. The run stops and waits to be resumed.
 * True when s->err is of that kind. */
bool run_pauses(struct stage *s);
bool run_has_intended(const struct run *run);
/* Somebody asked to cancel it, and that is still to be done. */
bool run_is_cancelled(const struct run *run);

/* executor.c */
/* Those that need it may start. */
bool stage_has_ended_well(const struct stage *s);
/* What expressions can see of it now. */
struct scope run_scope(struct run *run);
/* rebuild.c: what stages are seen to have done that by the journal have done nothing, or were put
 * back, of those that leave a mark and the final ones; *trace: the first of it, for the caller to
 * free; NULL: nothing. False: that can't be told. */
bool rebuild_look(struct run *run, char **trace, struct err *err);
/* Returns when no stage is alive and none may start. */
void executor_run(struct run *run);
/* True when every stage has ended well. */
bool executor_finished(const struct run *run);
/* By s->err; its dependents are skipped. */
void executor_fail(struct stage *s);

/* undo.c */
enum run_end undo_all(struct run *run, struct err *err);

/* plan.c: false when a guard would refuse the run, found out by looking only; err says why. What
 * else is in its way it will meet by itself. *changes: as it looks, the run will change something,
 * and nobody will be asked before. */
bool plan_allows(struct run *run, bool *changes, struct err *err);

/* What has been found is put under the stage's own name. */
struct json_object *plan_begin_stage(struct json_object *plan, struct stage *s);
void plan_end_stage(struct stage *s, const char *state, const char *why);
/* No fault of the stage or of what it looked at: nothing can be said of the others either. */
bool plan_is_over(const struct err *err);

/* reopen.c */
/* Of a run that has succeeded, under the lease: looks, and journals that it is to be put back.
 * False: *end is the end, and nothing has been changed. */
bool reopen(struct run *run, enum run_end *end, struct err *err);
/* It was reopened, and nothing is put back yet. */
bool reopen_is_new(const struct run *run);
/* Under the stack's lock: looks once more. False: *end is the end. */
bool reopen_confirm(struct run *run, enum run_end *end, struct err *err);
/* It stays as it was: succeeded. */
enum run_end reopen_close(struct run *run, enum run_end end, struct err *err);

/* standing.c */
/* Of a run that is taken up to go on, under its lock: where a stage's work has been put back or
 * replaced since, the run has failed. False: *end is the end. */
bool standing_confirm(struct run *run, enum run_end *end, struct err *err);
/* Of a run whose lock is or was gone, before it goes on and before anything is put back: false,
 * *end and err, when it was gone on with from another store meanwhile, as far as that leaves a
 * trace. */
bool standing_is_ours(struct run *run, enum run_end *end, struct err *err);

/* finish.c */
bool finish_is_due(const struct run *run);
enum run_end finish_all(struct run *run, struct err *err);

/* drive.c */
/* False: it has ended, or what it did is to be put back; err says so. Of what was read last. */
bool drive_may_go_forward(struct run *run, struct err *err);
/* Gives the lease back, or leaves it where nothing else guards a half-done run. */
void drive_let_go(struct run *run, bool half_done);
enum run_end drive_end(struct run *run, enum run_end end, struct err *err);
enum run_end drive_interrupted(struct run *run, struct err *err);
enum run_end drive_halted(struct run *run, struct err *err);

/* lock.c */
bool lock_before_intent(struct stage *s, struct err *err);
/* Of what was announced and is only now to be asked for. */
bool lock_before_call(struct stage *s, struct err *err);
/* What was done may have been undone since by whoever has the lock by now. False: the run is
 * halted.
 */
bool lock_before_end(struct run *run, struct err *err);
/* Before the first stage begins. Another run's: run->locked_out. */
void lock_at_once(struct run *run);
bool lock_again(struct run *run, struct err *err);
/* The same of a run that has done all: whoever has taken it over elsewhere (ERR_LOCKED) may be
 * putting it back. */
bool lock_to_end(struct run *run, struct err *err);
/* Of a run that has nothing to put back: its lock is not needed, only given back; not while a
 * process elsewhere goes on with it (ERR_LOCKED). */
bool lock_may_go(struct run *run, struct err *err);
bool lock_is_anothers(struct run *run);
/* Changes nothing. ERR_LOCKED: another run holds it. */
bool lock_look(struct run *run, struct err *err);
void lock_release(struct run *run);
/* At the end of a run that has found nothing to do. */
void lock_tidy(struct run *run);

/* holder.c */
/* Of this process, as members of a record's body. */
void holder_put(const struct run *run, struct json_object *body);
/* For the caller to free; NULL: the record names none. */
char *holder_of(struct json_object *body);
char *holder_text(const struct run_holder *holder);
char *holder_own(const struct run *run);

/* lock_left.c */
/* *by: the run that had left the lock behind, for the caller to free; NULL: none, and nothing was
 * done. */
bool lock_give_back_left(struct run *run, char **by, struct err *err);

/* lease.c */
/* ERR_LOCKED: *by_itself tells whether another process drives this very run. */
bool lease_begin(struct run *run, bool *by_itself, struct err *err);
void lease_end(struct run *run, bool keep);

/* stage.c */
void stage_start_at(struct stage *s, enum stage_mode mode, int64_t timeout);
const char *stage_state_name(enum stage_state state);

/* events.c */
void event_emit(struct run *run, enum run_event_kind kind, const struct stage *s, const char *state,
                const char *text, const struct err *err);

#endif
