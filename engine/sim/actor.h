/*
 * A process of a story: what `snaplift run`, `resume` or `rollback` would be, with a transport and
 * a store that can fail it, and that let nothing more out once it is dead. A dead process's fibers
 * run on until each has met that, and change nothing any more.
 */
#ifndef SNAPLIFT_SIM_ACTOR_H
#define SNAPLIFT_SIM_ACTOR_H

#include "engine/aws/aws.h"
#include "engine/run/run.h"
#include "engine/sim/invariant.h"
#include "engine/sim/story.h"
#include "engine/sim/world.h"
#include "engine/standin/standin.h"

struct actor;

/* A database that has come into the world, by the cloud: which one, and whose. */
struct maker {
        struct maker *next;
        char *resource, *id;
        char *run;              /* NULL: somebody's hand */
        bool marked;            /* its tags say that it is the watched run's */
        struct strlist seen_by; /* owners that have been told of it */
        int64_t at;             /* loop_ticks */
        int64_t guarded_at;     /* loop_ticks: somebody has protected it, and it was not; 0 */
        bool protects;          /* its run has intended to, by the journal */
        bool live;              /* its run has made it the active one */
        int64_t since, used;    /* loop_ticks when it became that, 0: it is not; ms it was before */
};

/* Who has locked a stack, by the cloud, and who had before and since when no more. */
struct holding {
        char *run, *owner;
        char *lost_by;    /* an owner */
        char *given_back; /* a run, which has done so last */
        int64_t lost_at;  /* loop_ticks */
};

/* Where a process asks for credentials that are renewed. */
#define CONTAINER_KEYS_PATH "/keys"
#define CONTAINER_KEYS "http://169.254.170.2" CONTAINER_KEYS_PATH

/* What the processes of a story share. */
struct scene {
        struct story *story;
        struct loop *loop;
        struct standin *cloud;
        struct transport *direct;  /* to the cloud, without faults */
        struct store *store;       /* the watched run's */
        struct store *other_store; /* another machine's, or what was lost once it is that */
        struct power *power;
        struct json_object *past; /* request body -> {at, status, body}: for stale reads */
        struct actor *processes;
        int64_t calls, writes; /* of the watched run's processes */
        bool others_done;      /* a second run has promoted */
        bool rival_done;       /* a rival has */
        bool interfered;       /* somebody else's hand was in it */
        int64_t interfered_at; /* loop_ticks, the last time */
        bool unlocked;         /* somebody has taken the lock away */
        int64_t old_from,
                old_until;     /* loop_ticks: Parameter Store is shown as it was at the first */
        int64_t clock_stepped; /* ms by which every machine's clock is off since then */
        int64_t keys_made;     /* credentials handed out by the container's endpoint */
        enum run_end neighbours[SIM_STACKS]; /* how their runs have ended */
        bool neighbour_began[SIM_STACKS];
        char *run;                   /* the watched run's id, when it has one */
        int64_t rebuilt_at;          /* loop_ticks; 0: its store was not lost */
        bool promoted;               /* it has come to rest for the first time */
        bool returning;              /* an operator is putting it back */
        bool returns;                /* somebody has begun to */
        bool swept;                  /* a sweep has deleted something */
        const char *keep_for, *keep; /* inputs of all promotions of the watched stack; or NULL */
        int64_t keep_ms;
        struct kept_note *kept;
        struct cron *cron;
        struct holding locks[SIM_STACKS];
        struct maker *makers;
        struct strlist first; /* databases that there were from the beginning, by resource id */
        struct signal_point moved; /* a process has ended or died */
};

enum errand {
        ERRAND_RUN,
        ERRAND_RESUME,
        ERRAND_ROLLBACK,
        ERRAND_RETURN, /* rollback, and what is lost is accepted */
};

struct actor {
        struct actor *next;
        struct scene *scene;
        int number;
        char owner[32];
        bool watched;
        bool sweeps;    /* cron's, on the watched stack */
        bool rival;     /* promotes another snapshot */
        bool beside;    /* takes up the watched run while another process drives it */
        bool elsewhere; /* on another machine */
        bool rebuilds;  /* its store is that of another machine */
        bool nothing;   /* there was no run to be rebuilt */
        size_t stack;   /* which one it works on; 0: the watched one */
        char *run;      /* its run's id, once it has one */
        enum errand errand;
        struct transport *wire;
        struct store *gate;
        struct store *store;     /* behind the gate */
        struct store *own_store; /* the same, when it is this process's to close */
        const char *takes_up;    /* a run; NULL: the watched one */
        struct aws *aws;
        struct accounts *accounts;
        struct run_lock lock;
        struct run_listener listener;
        struct run_mourner mourner;
        struct run_setup setup;
        struct run *live;
        bool dead;
        const char *store_error; /* what each use of the store ends with; NULL: none */
        int64_t busy_until;      /* loop_ticks */
        char *spent_key;         /* these credentials have expired */
        char *denied;            /* an operation */
        int64_t started_at;      /* loop_ticks */
        int64_t calls;           /* its own */
        int64_t kill_at;         /* one of them; 0: none */
        bool ended;
        enum run_end end;
        struct err err;
        bool followed; /* another process has taken up what it left */
};

/* On its own fiber; the scene keeps it until actors_free. elsewhere: on another machine, and if it
 * is not the watched run that it takes up, with a store of its own. */
struct actor *actor_start(struct scene *scene, enum errand errand, bool watched, bool elsewhere);
/* Another promotion of the same stack, from an older snapshot and another machine. */
struct actor *actor_start_rival(struct scene *scene);
/* The watched run is taken up while it is driven. */
struct actor *actor_start_beside(struct scene *scene, enum errand errand, bool elsewhere);
/* The watched run's store is lost: it is rebuilt on another machine, and taken up there. */
struct actor *actor_start_rebuild(struct scene *scene, enum errand errand);
/* That store is found again, and the watched run is taken up by it. */
struct actor *actor_start_found(struct scene *scene, enum errand errand);
/* A run on a neighbour's stack, from the same store. */
struct actor *actor_start_neighbour(struct scene *scene, size_t stack);
/* An operator puts the watched run back, which has succeeded; killed at a call of its own. */
struct actor *actor_start_return(struct scene *scene, bool elsewhere, int64_t kill_at);
/* A sweep, from the same store or another machine's: a new one, or one that was cut off. */
struct actor *actor_start_sweep(struct scene *scene, struct store *store, const char *takes_up,
                                int64_t kill_at);
/* What that one left is taken up by another process, with the same store. */
struct actor *actor_start_after(struct actor *left, enum errand errand);
/* Until it has ended or is dead. */
void actor_await(const struct actor *p);
/* It does nothing more from here on. */
void actor_kill(struct actor *p);
void actors_free(struct scene *scene);

/* Of wire.c and gate.c, one for each process. */
struct transport *actor_transport(struct actor *p);
struct store *actor_store(struct actor *p);
void actor_store_free(struct store *gate);

/* Of power.c: what the watched run's store would keep from here on; and that it does so. */
void power_note(struct scene *scene, const struct store *store, bool durable);
void power_cut(struct scene *scene);
void power_free(struct scene *scene);

/* Of edits.c: the watched run is given another definition, if the story has it so; it is resumed by
 * whichever it has then. */
void actor_edit(struct actor *p);

/* Of rebuild.c: the watched run gets a journal in this process's store, which is the scene's from
 * then on; the lock says what it needs. False, with p->err: it has none there. */
bool actor_rebuild(struct actor *p);

/* Of cron.c: the sweep's pipeline, and runs of the stack that have not ended, by that store. */
const struct pipeline *cron_pipeline(const struct scene *scene);
void cron_unfinished(struct store *store, struct strlist *runs, char **sweep);

/* Of others.c: what somebody else does at a request. */
void others_act(struct actor *p, enum fault_what what);
/* Somebody unlocks the stack, as a run that has ended and could not give the lock back has said. */
void others_unlock_ended(struct scene *scene);

/* Of story.c */
void scene_say(struct scene *scene, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void scene_breach(struct scene *scene, enum invariant which, const char *fmt, ...)
        __attribute__((format(printf, 3, 4)));
/* The cloud after a change of the program's. */
void scene_look(struct scene *scene, const char *after);
/* Whose the locks are now. */
void scene_note_locks(struct scene *scene, struct json_object *state);

/* Of watch.c: what is asked of the cloud, judged before it takes effect. */
struct sent {
        struct actor *process;
        const struct http_request *http;
        const char *operation;
        int64_t asked_at;          /* loop_ticks, before anything held it up */
        struct json_object *state; /* the cloud as it is before a change; of watch_change() */
};
/* Before any process: what is there. */
void watch_begin(struct scene *scene);
void watch_change(struct sent *sent);
/* It has taken effect. */
void watch_changed(const struct sent *sent);
/* It has been answered, and the process hears it. */
void watch_answer(const struct sent *sent, const struct http_response *response);
/* A database of the stack that was active for so long that a rollback leaves its last snapshot;
 * NULL: none. */
const char *watch_last_of(const struct scene *scene, const char *stack);
void watch_forget(struct scene *scene);
/* A database has been made; run: by that one; NULL: by somebody's hand. */
void scene_note_maker(struct scene *scene, const char *id, const char *run);
/* Somebody has protected the one of that name. */
void scene_note_guard(struct scene *scene, const char *id);
/* That run has journalled what it intends. */
void scene_note_intent(struct scene *scene, const char *run, const char *body);

#endif
