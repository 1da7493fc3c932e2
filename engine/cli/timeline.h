/*
 * A run on a time axis, out of its journal: a row per stage in the order in which they first began,
 * with a bar for each time it was at work, and marks for what happened to the whole run. Printed as
 * text and drawn as SVG. The time between a run's success and its being put back is left out.
 */
#ifndef SNAPLIFT_CLI_TIMELINE_H
#define SNAPLIFT_CLI_TIMELINE_H

#include <stdint.h>

#include "engine/base/text.h"
#include "engine/store/store.h"

enum bar_state {
        BAR_LOOKED, /* before the stack's lock was taken: it began again under it */
        BAR_SUCCEEDED,
        BAR_UNCHANGED,
        BAR_RUNNING,
        BAR_RETRIED, /* failed, and was tried again */
        BAR_FAILED,
        BAR_STOPPED, /* asked to stop, or its process died */
        BAR_UNDONE,
        BAR_STANDING, /* could not be put back */
        BAR_FINISHED, /* gave back what it took for the run's time */
        BAR_STATES,
};

struct bar {
        int64_t from, to; /* wall clock ms */
        enum bar_state state;
        char *why; /* or NULL */
};

struct row {
        char *stage;
        struct bar *bars;
        size_t count;
        bool open; /* the last bar has no end yet */
};

struct mark {
        int64_t at;
        const char *what; /* "locked", "rolling back", "interrupted", "resumed", ... */
};

struct timeline {
        char *run, *pipeline, *stack, *state;
        int64_t from, to;
        struct row *rows;
        size_t row_count;
        struct mark *marks;
        size_t mark_count;
};

/* now: where what still runs ends; dead: its process is gone, so that it ends with the journal. */
void timeline_read(struct timeline *t, const struct run_record *run,
                   const struct journal_record *records, size_t count, int64_t now, bool dead);
/* Of a run in the store. Release it also after an error: ERR_NOT_FOUND, ERR_STORE. */
bool timeline_load(struct store *store, const char *run, int64_t now, struct timeline *t,
                   struct err *err);
void timeline_release(struct timeline *t);

const char *bar_state_name(enum bar_state state);
int64_t row_took(const struct row *row); /* all its bars, but for looks before the lock */

/* So many columns - a few more when they are fewer than 40 -, with a legend of the states there
 * are. */
void timeline_text(const struct timeline *t, size_t columns, struct text *out);
/* A document by itself, for light and dark surroundings. */
void timeline_svg(const struct timeline *t, struct text *out);

/* Ticks for an axis of so many ms: at most `most` of them, at whole steps. */
int64_t timeline_step(int64_t span, int most);
/* "0", "20s", "4m", "1h 30m" */
void timeline_tick(int64_t ms, char out[24]);

#endif
