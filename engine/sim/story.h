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

struct story {
        /* given */
        uint64_t seed;
        const struct faults *faults;
        const struct pipeline *pipeline; /* validated */
        struct json_object *inputs;      /* as given by the user: bound for each run */
        const char *done; /* the stack after an undisturbed promotion (story_done); NULL: not
                             compared */
        bool tracing;     /* the log also holds every request, and the cloud after each change */

        /* found; release with story_release() */
        struct text log;
        struct text breaches; /* empty: all is well */
        struct text stack;    /* the stack at the end, as cloud_canon() has it */
        enum run_end end;
        int64_t calls, writes, processes;
};

void story_play(struct story *s);
void story_release(struct story *s);

#endif
