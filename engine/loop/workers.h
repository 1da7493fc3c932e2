/*
 * The same work on many numbers, shared among processes: forked, not executed, so a worker begins
 * with all that its parent had. For work that only computes; no loop may have been run before, for
 * a worker can't go on with its parent's. Worker w of N does the numbers first + w, first + w + N
 * and so on; what it gives back arrives in the order of the numbers, whatever N is.
 */
#ifndef SNAPLIFT_LOOP_WORKERS_H
#define SNAPLIFT_LOOP_WORKERS_H

#include <stdbool.h>
#include <stdint.h>

#include "engine/base/err.h"
#include "engine/base/text.h"

struct workers {
        int count; /* 1: here, without a process */
        uint64_t first, last;
        /* In a worker: adds to out whatever take() is to have. Writes nothing itself. */
        void (*work)(void *arg, uint64_t number, struct text *out);
        /* Here, one number after the other. False: enough; the workers are ended. */
        bool (*take)(void *arg, uint64_t number, const struct text *result);
        void *arg;
};

/* As many as this process may use processors. */
int workers_default(void);

/* Waits until all is taken, or enough. ERR_FAILED with the number that a worker died of, which is
 * left in *at; what was before it has been taken. Workers are killed when we are, and a Ctrl-C of
 * the terminal is theirs, too. */
bool workers_run(const struct workers *w, uint64_t *at, struct err *err);

#endif
