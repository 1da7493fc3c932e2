/*
 * A process of a story: what `snaplift run`, `resume` or `rollback` would be, with a transport and
 * a store that can fail it, and that let nothing more out once it is dead. A dead process's fibers
 * run on until each has met that, and change nothing any more.
 */
#ifndef SNAPLIFT_SIM_ACTOR_H
#define SNAPLIFT_SIM_ACTOR_H

#include "engine/aws/aws.h"
#include "engine/run/run.h"
#include "engine/sim/story.h"
#include "engine/standin/standin.h"

struct actor;

/* What the processes of a story share. */
struct scene {
        struct story *story;
        struct loop *loop;
        struct standin *cloud;
        struct transport *direct; /* to the cloud, without faults */
        struct store *store;
        struct json_object *past; /* request body -> {at, status, body}: for stale reads */
        struct actor *processes;
        int64_t calls, writes;     /* of the watched run's processes */
        bool others_done;          /* a second run has promoted */
        bool rival_done;           /* a rival has */
        bool interfered;           /* somebody else's hand was in it */
        int64_t interfered_at;     /* loop_ticks, the last time */
        char *run;                 /* the watched run's id, when it has one */
        struct signal_point moved; /* a process has ended or died */
};

enum errand { ERRAND_RUN, ERRAND_RESUME, ERRAND_ROLLBACK };

struct actor {
        struct actor *next;
        struct scene *scene;
        int number;
        char owner[32];
        bool watched;
        bool rival; /* promotes another snapshot */
        enum errand errand;
        struct transport *wire;
        struct store *gate;
        struct store *own_store; /* of another machine; NULL: the scene's */
        struct aws *aws;
        struct accounts *accounts;
        struct run_lock lock;
        struct run_listener listener;
        struct run_setup setup;
        struct run *live;
        bool dead, full, expired;
        char *denied; /* an operation */
        bool ended;
        enum run_end end;
        struct err err;
};

/* On its own fiber; the scene keeps it until scene_free. elsewhere: on a machine of its own, with
 * another store. */
struct actor *actor_start(struct scene *scene, enum errand errand, bool watched, bool elsewhere);
/* Another promotion of the same stack, from an older snapshot and another machine. */
struct actor *actor_start_rival(struct scene *scene);
/* It does nothing more from here on. */
void actor_kill(struct actor *p);
void actors_free(struct scene *scene);

/* Of wire.c and gate.c, one for each process. */
struct transport *actor_transport(struct actor *p);
struct store *actor_store(struct actor *p);
void actor_store_free(struct store *gate);

/* Of others.c: what somebody else does at a request. */
void others_act(struct actor *p, enum fault_what what);

/* Of story.c */
void scene_say(struct scene *scene, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void scene_breach(struct scene *scene, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* The cloud after a change. */
void scene_look(struct scene *scene, const char *after);

#endif
