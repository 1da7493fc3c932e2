/*
 * A whole promotion in one process and in virtual time: the program above a transport without
 * sockets, the stand-in below it. Everything is derived from one seed, so that a run can be
 * repeated to the last event.
 */
#ifndef SNAPLIFT_TESTS_SIM_HELPER_WORLD_H
#define SNAPLIFT_TESTS_SIM_HELPER_WORLD_H

#include "engine/aws/aws.h"
#include "engine/base/text.h"
#include "engine/run/run.h"
#include "engine/standin/standin.h"
#include "stages/accounts.h"

struct sim_world {
        struct loop *loop;
        struct standin *cloud;
        struct transport *transport; /* of helper_wire.h */
        struct aws *aws;
        struct accounts *accounts;
        struct store *store;
        struct run_lock lock;
        struct run_listener listener;
        struct run_setup setup;
        struct json_object *seed;
        bool drawn;         /* by chance: its faults need not all be met */
        struct text events; /* one line per event, notes left out */
        /* Called at each event, also notes, with the whole cloud as it is then; or NULL. */
        void (*check)(struct sim_world *w, struct json_object *cloud);
};

/* JSON with ' for "; the caller's. */
struct json_object *sim_json(const char *text);
/* seed: JSON with ' for ". */
struct sim_world *sim_world_new(const char *seed);
/* Fails the test when a fault of the seed was for a call that was never made. */
void sim_world_free(struct sim_world *w);
/* Instead of that, of a seed whose faults are drawn: how many of them were met. */
void sim_count_met(struct sim_world *w, int *met, int *drawn);

struct sim_result {
        enum run_end end;
        char *id;
        struct err err;
};

/* The ready pipeline of that name, or a text of more than one line, on a stack; inputs: JSON with '
 * for ". */
void sim_run(struct sim_world *w, const char *pipeline, const char *stack, const char *inputs,
             struct sim_result *out);
/* The same pipeline, parsed; the caller frees. */
struct pipeline *sim_pipeline(const char *name);
/* Many at once, each on a fiber of its own; inputs as above. */
struct sim_order {
        const char *stack;
        const char *inputs;
        struct sim_result result;
};
void sim_run_all(struct sim_world *w, const char *pipeline, struct sim_order *orders, size_t count);
void sim_resume(struct sim_world *w, const char *id, struct sim_result *out);
void sim_rollback(struct sim_world *w, const char *id, struct sim_result *out);
/* The same of a run that was cut off somewhere. One that had done all by then is refused with
 * nothing changed, and resumed: it ends as succeeded. */
void sim_rollback_cut(struct sim_world *w, const char *id, struct sim_result *out);
/* The same of a run that has succeeded: what is lost is accepted. */
void sim_return(struct sim_world *w, const char *id, struct sim_result *out);
/* The plan of that; the caller's. */
struct json_object *sim_return_plan(struct sim_world *w, const char *id);
/* A plan as text: a line per stage, one per call, one per finding ("! " where it blocks). */
void sim_plan_text(struct json_object *plan, struct text *out);
void sim_plan(struct sim_world *w, const char *pipeline, const char *stack, const char *inputs,
              struct text *out);
void sim_result_release(struct sim_result *r);

/* On a fiber of its own, until all has come to rest: for calls to the cloud. */
void sim_do(struct sim_world *w, void (*run)(struct sim_world *w, void *arg), void *arg);
/* Lets the cloud go on for a while. */
void sim_pass(struct sim_world *w, int64_t ms);
/* A stage's outputs as journalled, the last it ended with; the caller releases. NULL: none. */
struct json_object *sim_outputs(struct sim_world *w, const char *run, const char *stage);
int64_t sim_mutating(struct sim_world *w);
/* Fails the test unless it is that end; says why it was not. */
void sim_assert_end(const struct sim_result *r, enum run_end end);
/* How far apart the places are at which a run is cut: 1, unless SNAPLIFT_SIM_STEP says otherwise,
 * where a sanitizer makes each of them cost its time. */
int sim_step(void);
/* Of a list of cases each one is played: 1; or, with a step of more than 20, every seventh. */
size_t sim_every(void);

/* Fails the test unless its error says so, or somebody in the error's details. */
void sim_assert_told(const struct sim_result *r, const char *words);

/* What the world is like; the caller frees texts. NULL when not there. */
char *sim_parameter(struct sim_world *w, const char *name);
char *sim_service_definition(struct sim_world *w, const char *cluster, const char *service);
/* "a,b": names of all databases, sorted. */
char *sim_databases(struct sim_world *w);
char *sim_snapshots(struct sim_world *w, const char *source);

#endif
