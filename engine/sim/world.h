/*
 * The cloud of a story as it is at the beginning: a tier to lift from, the stack that is watched,
 * and neighbours whose names may be mistaken for it. A neighbour that has a run of its own in the
 * story (fault neighbour-...) is a whole stack like the watched one; the others stand by.
 */
#ifndef SNAPLIFT_SIM_WORLD_H
#define SNAPLIFT_SIM_WORLD_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/base/json.h"
#include "engine/sim/faults.h"
#include "engine/sim/random.h"

#define SIM_STACK "xy-0146-qa"
#define SIM_SOURCE "xy-0146-dev"
#define SIM_OLD "20261001000000"
#define SIM_NEW "20261120000000"
#define SIM_OLDER "older" /* a snapshot before the latest one */
#define SIM_OLDER_STAMP "20261119000000"
#define SIM_THEIRS "ops-main" /* an operator's own database, in the world of that kind */
#define SIM_SECRET SIM_STACK "-secret-Pa55word"
#define SIM_SOURCE_SECRET "dev-secret-Pa55word"

/* What the stacks have when a story begins. */
enum world_kind {
        WORLD_PROMOTED, /* an active database */
        WORLD_EMPTY,    /* services, and no database yet */
        WORLD_THEIRS,   /* services, and an operator's own database beside the stack */
        WORLD_KINDS,
};

const char *world_kind_name(enum world_kind kind);

/* The stacks: the watched one first. */
enum { SIM_STACKS = 4 };

const char *world_stack(size_t i);
/* Whether a run of its own is begun on it in this story; always so of the watched one. */
bool world_has_run(size_t i, const struct faults *faults);
/* Which of them a fault begins a run on; 0: none. */
size_t world_stack_of(enum fault_what what);

/* The stand-in's seed, with durations and faults as the story has them. The caller owns it. */
struct json_object *world_seed(enum world_kind kind, const struct faults *faults,
                               struct dice *dice);

#endif
