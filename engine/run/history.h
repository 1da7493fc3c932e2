/*
 * How long earlier runs took, from their journals: for the plan, and for what has to last until a
 * run's end (credentials).
 *
 * Only runs that succeeded count, the latest ones, and none that was interrupted and taken up
 * again, since nobody knows what it waited for in between. Runs of the same pipeline (by name) on
 * the same stack are asked first; where there are none, those of the pipeline on any stack.
 *
 * A stage's time is from its first start to its end: retries count, and what was looked at once
 * more because the stack's lock was taken does not. Runs in which it found nothing to do count only
 * where there is no other; where it was skipped, never.
 *
 * How long a stage took to be put back is told by runs that were rolled back, at one go.
 */
#ifndef SNAPLIFT_RUN_HISTORY_H
#define SNAPLIFT_RUN_HISTORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/base/err.h"
#include "engine/store/store.h"

/* How many runs are looked at: enough for a p90, few enough to be read at once. */
enum { HISTORY_RUNS = 20 };

struct history_span {
        size_t runs;    /* that it was measured in; 0: not known */
        int64_t median; /* ms */
        int64_t p90;    /* ms: nine of ten took no longer (nearest rank) */
};

struct history_stage {
        char *id;
        struct history_span span;
        struct history_span back; /* being put back */
};

struct history {
        bool of_stack; /* runs of this stack; false: of the pipeline on other stacks, or none */
        struct history_span total;    /* runs 0: no run of this pipeline has succeeded yet */
        struct history_stage *stages; /* in no order */
        size_t stage_count;
};

/* stack: its name. Having no history is no error. Waits for nothing. Release with
 * history_release(), also when it has failed (ERR_STORE). */
bool history_read(struct store *store, const char *pipeline, const char *stack, struct history *out,
                  struct err *err);
void history_release(struct history *h);

/* Of one stage; runs is 0 when nothing is known of it. */
struct history_span history_of_stage(const struct history *h, const char *stage);
struct history_span history_of_undo(const struct history *h, const char *stage);

#endif
