/*
 * One story: a seed and a list of faults, played to its end in virtual time. The engine, the stages
 * and the AWS clients are those that ship, wire formats included; below them is the stand-in's
 * model in the same process, no socket and no file.
 *
 * A run is begun on SIM_STACK and driven until it has come to rest: a process that is killed or
 * stopped is followed by another, which resumes the run or rolls it back, as the seed has it. The
 * cloud's own side is looked at after every change. At the end the stack must be as it was before,
 * or as an undisturbed promotion leaves it, whichever the run says; everything else must be
 * untouched.
 *
 * The same seed, faults, pipeline and inputs give the same log, byte for byte.
 */
#ifndef SNAPLIFT_SIM_STORY_H
#define SNAPLIFT_SIM_STORY_H

#include "engine/graph/pipeline.h"
#include "engine/run/run.h"
#include "engine/sim/faults.h"
#include "engine/sim/world.h"

/* What the stacks are like after promotions that nothing disturbs, as cloud_canon() has it: what
 * all other stories are measured by. */
struct story_ends {
        char *of[SIM_STACKS];
        char *aurora[SIM_STACKS]; /* where their databases are Aurora clusters; NULL: it has none */
};

struct story {
        /* given */
        uint64_t seed;
        const struct faults *faults;
        const struct pipeline *pipeline; /* validated */
        struct json_object *inputs;      /* as given by the user: bound for each run */
        enum world_kind world;
        const struct story_ends *done; /* NULL: not compared */
        bool tracing; /* the log also holds every request, and the cloud after each change */

        /* found; release with story_release() */
        struct text log;
        struct text breaches;           /* empty: all is well */
        struct text stacks[SIM_STACKS]; /* at the end, as cloud_canon() has it; empty: not begun */
        enum run_end end;
        int64_t calls, writes, processes;
};

void story_play(struct story *s);
void story_release(struct story *s);

/* Plays the pipeline on every stack with nothing going wrong, in the first world in which it
 * succeeds: sets s->world, and done for all other stories of that pipeline. In that world it is
 * played with Aurora clusters, too; it may refuse those. False: something is wrong in a world that
 * was tried, whose log and breaches these are, or it succeeds in none, and they are those of the
 * first. The story is for the caller to release in any
 * case, done with story_ends_release(). */
bool story_measure(struct story *s, struct story_ends *done);
void story_ends_release(struct story_ends *done);

#endif
