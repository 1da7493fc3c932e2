/*
 * What a person sees of a run while it goes on. Events come in through a run_listener, change the
 * view (progress_view.c), and are shown by one of three displays:
 *
 *      live    on a terminal: a line per stage, redrawn in place at most ten times a second
 *      plain   elsewhere: a line per change
 *      json    for programs: an object per event
 *
 * The view is also what the closing message is made of.
 */
#ifndef SNAPLIFT_CLI_PROGRESS_H
#define SNAPLIFT_CLI_PROGRESS_H

#include <stdio.h>

#include "engine/base/text.h"
#include "engine/run/history.h"
#include "engine/run/run.h"

enum view_state {
        VIEW_WAITING,
        VIEW_RUNNING,
        VIEW_SUCCEEDED,
        VIEW_UNCHANGED,
        VIEW_SKIPPED,
        VIEW_FAILED,
        VIEW_STOPPED, /* interrupted half-way; goes on when resumed */
        VIEW_UNDOING,
        VIEW_UNDONE,
        VIEW_STANDING, /* could not be undone */
};

struct stage_view {
        char *id;
        const char *type; /* borrowed from the stage type; "" when unknown */
        enum view_state state;
        bool failed;     /* and stays so while it is put back, and after */
        char *note;      /* what the world says, or why it ended so; or NULL */
        char *intent;    /* the last change it has begun, or NULL: none, or all undone */
        bool answered;   /* ... and it was said to be done, or accepted */
        int64_t started; /* wall clock ms; 0: not yet */
        int64_t ended;   /* 0: not yet */
        int64_t usual;   /* ms: the median of earlier runs; 0: not known */
};

struct view {
        char *pipeline, *stack, *run; /* NULL until progress_begin() */
        struct stage_view *stages;    /* in topological order */
        size_t stage_count;
        int64_t started; /* of this process's part in the run */
        int64_t usual;   /* ms: a whole run, as above; 0: not known, or taken up in the middle */
        bool rolling_back;
        char *asked_to_stop;    /* what was said about it, or NULL */
        char *failed;           /* the stage whose failure began the rollback, or NULL */
        struct strlist reports; /* "STAGE: TEXT" */
        struct strlist undone, standing;
};

struct display {
        /* The view has been told its stages. May be NULL. */
        void (*begin)(struct display *d, const struct view *v);
        /* The view has taken event in. event NULL: view->asked_to_stop has changed. */
        void (*event)(struct display *d, const struct view *v, const struct run_event *event);
        /* The terminal has another size. May be NULL. */
        void (*resized)(struct display *d);
        /* The last word; then it is freed. */
        void (*end)(struct display *d, const struct view *v);
};

enum progress_style { PROGRESS_LIVE, PROGRESS_PLAIN, PROGRESS_JSON };

/* Whose log the plain lines go to; what that one knows of folding is used (ci_log.h). */
enum ci_kind { CI_NONE, CI_GITHUB, CI_GITLAB };

struct progress_options {
        struct loop *loop;
        enum progress_style style;
        FILE *out;
        bool colour;
        bool unicode;
        int width, height; /* live; 0: as the terminal says */
        bool reflows;      /* live: a terminal that gets narrower wraps what is on it */
        enum ci_kind ci;   /* plain */
};

struct progress;

/* The style and looks for this process: terminal or not, TERM, NO_COLOR, CI, the locale. */
struct progress_options progress_options(struct loop *loop, bool json, bool plain);
struct progress *progress_new(const struct progress_options *options);
/* Before run_go(): the stages there are, where run is not NULL. past (or NULL with 0): the journal
 * of a run that is taken up again. */
void progress_begin(struct progress *p, const struct run *run, const struct journal_record *past,
                    size_t past_count);
/* A record that another process has written: shown as if it had happened here. False: its kind is
 * none of a listener's events. */
bool progress_record(struct progress *p, const struct journal_record *record);
bool progress_is_live(const struct progress *p);
/* After that: how long earlier runs took, for the bars. */
void progress_expect(struct progress *p, const struct history *history);
struct run_listener progress_listener(struct progress *p);
/* Tells that the operator asked to stop. */
void progress_stopping(struct progress *p, const char *text);
void progress_resized(struct progress *p); /* after SIGWINCH */
const struct view *progress_view(const struct progress *p);
/* The terminal is somebody else's until the next event: the last drawing stays, that begins anew.
 */
void progress_rest(struct progress *p);
void progress_end(struct progress *p); /* the last drawing stays on the screen */
void progress_free(struct progress *p);

/* --- within the folder --- */

struct display *display_live(const struct progress_options *options);
struct display *display_plain(const struct progress_options *options);
struct display *display_json(const struct progress_options *options);

void view_begin(struct view *v, const struct run *run, int64_t now);
void view_take(struct view *v, const struct run_event *event);
void view_release(struct view *v);
struct stage_view *view_stage(struct view *v, const char *id);
const char *view_state_name(enum view_state state);
/* A stage that ended with this state (journal.h); VIEW_STOPPED for any other. */
enum view_state view_state_ended(const char *state);
const char *view_state_mark(enum view_state state, bool unicode); /* one column wide */
const char *view_state_colour(enum view_state state);             /* as in ESC [ ... m */

#endif
