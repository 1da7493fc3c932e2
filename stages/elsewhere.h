/*
 * The places of other tiers in which a run may have left something: a copy of a snapshot that it
 * made there, or the sharing of one. By what its store has of it.
 */
#ifndef SNAPLIFT_STAGES_ELSEWHERE_H
#define SNAPLIFT_STAGES_ELSEWHERE_H

#include "engine/run/run.h"

struct elsewhere {
        const char *tier;       /* borrowed from the run */
        char *account, *region; /* where it was; NULL: not known */
};

/* Whether what a stage may have changed (run_deed) is in another tier's place. The caller releases
 * *out where it is. */
bool elsewhere_of(const struct run *run, const struct run_deed *deed, struct elsewhere *out);
void elsewhere_release(struct elsewhere *e);

#endif
