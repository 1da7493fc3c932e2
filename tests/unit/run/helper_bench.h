/*
 * A bench for runs: a small world of things that stages make and remove, stages that do as a script
 * says, a store, a virtual loop, and what was heard and done.
 *
 * The one stage type that matters is test.make: it looks whether the thing named like the stage
 * exists, and else makes it with a call that takes a second; undo removes it. test.look only looks.
 * test.final is test.make past the point of no return; test.keep is test.make without undo;
 * test.rent removes its thing also when the run has ended well; test.gone is test.final without
 * undo; test.once is test.make that is not put back once the run has succeeded.
 */
#ifndef SNAPLIFT_TESTS_UNIT_RUN_HELPER_BENCH_H
#define SNAPLIFT_TESTS_UNIT_RUN_HELPER_BENCH_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <string.h>

#include "engine/base/text.h"
#include "engine/run/reopen.h"
#include "engine/run/stage.h"

enum { BENCH_THINGS = 16, BENCH_CALL_MS = 1000, BENCH_START = 1763700000 };

/* Without pointers into one process, so that it can be shared with a child that is killed. */
struct thing {
        char name[24];
        bool exists;
        int made, removed; /* calls that took effect */
        int starts;        /* of the stage's run() */
        int64_t started, ended;
        /* the script */
        int64_t before;     /* ms of looking before the intent */
        int64_t takes;      /* ms of waiting after it */
        enum err_code fail; /* ERR_NONE: succeed */
        int fail_times;     /* 0: always */
        bool fail_early;    /* before the intent */
        enum err_code undo_fail;
        int undo_fail_times; /* 0: always */
        bool undo_waits;     /* for undo_takes ms, interruptible */
        int64_t undo_takes;
        int64_t undo_rests;      /* ms of waiting after its call */
        enum err_code look_back; /* ERR_NONE: it can be put back after a success */
        int look_back_from;      /* which look is the first to say so, from 1; 0: each */
        int looks_back;
};

struct world {
        struct thing things[BENCH_THINGS];
        char lock[RUN_ID_SIZE]; /* the outer lock's holder, or "" */
        char lock_owner[64], lock_process[16];
        int takes, releases; /* of the outer lock */
        int looks, confirms; /* at it */
        int mutations;       /* of anything, the lock included */
        enum err_code take_fail, look_fail, confirm_fail;
        int64_t take_ms;
        bool release_fails;
};

struct bench {
        struct world *world;
        struct loop *loop;
        struct store *store;
        struct pipeline *pipeline;
        struct stack stack;
        struct run_lock lock;
        struct run_listener listener;
        struct run_setup setup;
        struct run *run;
        struct strlist heard; /* "stage-ended a succeeded", in order; notes left out */
        struct strlist done;  /* "make a", "remove a", in order */
        enum run_end end;
        struct err err;
        bool back;
        struct json_object *accepted; /* back: also a run that has succeeded; borrowed */
        bool shared;                  /* the world is the caller's */
};

extern const struct stage_type *const bench_types[];

struct thing *world_thing(struct world *w, const char *name); /* made when missing */

/* location NULL: a store in memory. world NULL: its own. */
void bench_init(struct bench *b, const char *yaml, const char *location, struct world *world);
/* With stage types of the test's own. */
void bench_init_types(struct bench *b, const char *yaml, const struct stage_type *const *types);
void bench_release(struct bench *b);

/* New run, driven to its end. */
enum run_end bench_go(struct bench *b);
void bench_start(struct bench *b); /* new run only */
/* Drives the present run (again), within loop_run(). */
enum run_end bench_drive(struct bench *b, bool back);
/* As another process would: the same store and world, a fresh loop, the run opened from the store.
 */
enum run_end bench_reopen(struct bench *b, bool back);
/* Calls fire(b) after ms of virtual time from now; before driving. */
void bench_at(struct bench *b, int64_t ms, void (*fire)(void *arg));

void bench_expect_end(struct bench *b, enum run_end end);
/* All of `what`, in order and nothing else, joined by ", ". */
void bench_expect_done(struct bench *b, const char *what);
bool bench_heard(const struct bench *b, const char *what);
size_t bench_heard_at(const struct bench *b, const char *what); /* fails when not heard */
void bench_expect_run_state(struct bench *b, const char *state);
void bench_expect_err(struct bench *b, const char *words);
void bench_expect_next(struct bench *b, const char *words);

#endif
