/* From a run's events to the view and on to the display. */
#include "engine/cli/progress.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "engine/base/log.h"
#include "engine/base/mem.h"

struct progress {
        struct progress_options options;
        struct view view;
        struct display *display;
        bool resting;
};

static bool is_set(const char *name)
{
        const char *value = getenv(name);

        return value && *value;
}

static bool in_utf8(void)
{
        static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};

        for (size_t i = 0; i < ARRAY_LEN(names); i++) {
                const char *value = getenv(names[i]);

                if (value && *value)
                        return strcasestr(value, "utf-8") || strcasestr(value, "utf8");
        }
        return false;
}

static enum ci_kind ci_kind(void)
{
        static const struct {
                const char *name;
                enum ci_kind kind;
        } kinds[] = {{"GITHUB_ACTIONS", CI_GITHUB}, {"GITLAB_CI", CI_GITLAB}};

        for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
                const char *value = getenv(kinds[i].name);

                if (value && strcmp(value, "true") == 0)
                        return kinds[i].kind;
        }
        return CI_NONE;
}

/* Most terminals do. Those that do not say who they are, but what runs in a tmux sees tmux's
 * screen. */
static bool reflows(const char *term)
{
        if (is_set("TMUX"))
                return true;
        return !is_set("XTERM_VERSION") && term && !text_starts(term, "linux") &&
               !text_starts(term, "screen");
}

struct progress_options progress_options(struct loop *loop, bool json, bool plain)
{
        const char *term = getenv("TERM"), *ci = getenv("CI");
        bool terminal = isatty(STDERR_FILENO) && term && *term && strcmp(term, "dumb") != 0;
        enum ci_kind kind = ci_kind();
        bool live = terminal && !plain && !log_enabled() && kind == CI_NONE &&
                    !(ci && *ci && strcmp(ci, "false") != 0 && strcmp(ci, "0") != 0);

        return (struct progress_options){
                .loop = loop,
                .style = json   ? PROGRESS_JSON
                         : live ? PROGRESS_LIVE
                                : PROGRESS_PLAIN,
                .out = json ? stdout : stderr,
                .colour = live && !is_set("NO_COLOR"),
                .unicode = in_utf8(),
                .reflows = reflows(term),
                .ci = kind,
        };
}

static struct display *display_new(const struct progress_options *options)
{
        if (options->style == PROGRESS_LIVE)
                return display_live(options);
        if (options->style == PROGRESS_JSON)
                return display_json(options);
        return display_plain(options);
}

struct progress *progress_new(const struct progress_options *options)
{
        struct progress *p = xcalloc(1, sizeof(*p));

        p->options = *options;
        p->display = display_new(options);
        return p;
}

/* The kinds in the journal are the names of the events. */
static bool kind_named(const char *name, enum run_event_kind *kind)
{
        for (int k = EVENT_RUN_STARTED; k <= EVENT_RUN_ENDED; k++)
                if (strcmp(run_event_name((enum run_event_kind)k), name) == 0) {
                        *kind = (enum run_event_kind)k;
                        return true;
                }
        return false;
}

/* The event that a record was written for; text borrows from body. False: for none. */
static bool event_of(const struct journal_record *record, struct json_object *body,
                     struct run_event *event)
{
        *event = (struct run_event){.at = record->at, .stage = record->stage};
        event->state = json_text(body, "state");
        event->text = json_text(body, "text");
        if (!event->text)
                event->text = json_text(body, "reason");
        if (!event->text)
                event->text = json_text(json_get(body, "error"), "text");
        return kind_named(record->kind, &event->kind);
}

static struct json_object *body_of(const struct journal_record *record)
{
        struct json_object *body = NULL;
        struct err ignored = ERR_INIT;

        if (!json_parse(record->body, strlen(record->body), &body, &ignored))
                body = NULL;
        err_clear(&ignored);
        return body;
}

/* What earlier processes did shows as theirs: ended stages stand there, with their times. */
static void replay(struct view *v, const struct journal_record *record)
{
        struct json_object *body = body_of(record);
        struct run_event event;

        if (body && event_of(record, body, &event))
                view_take(v, &event);
        json_object_put(body);
}

static void listen(void *arg, const struct run_event *event)
{
        struct progress *p = arg;

        view_take(&p->view, event);
        if (p->resting) {
                p->resting = false;
                p->display = display_new(&p->options);
                if (p->display->begin)
                        p->display->begin(p->display, &p->view);
        }
        if (p->display)
                p->display->event(p->display, &p->view, event);
}

bool progress_record(struct progress *p, const struct journal_record *record)
{
        struct json_object *body = body_of(record);
        struct run_event event;
        bool is = body && event_of(record, body, &event);

        if (is && !event.text &&
            (event.kind == EVENT_STAGE_STARTED || event.kind == EVENT_UNDO_STARTED))
                event.text = view_stage(&p->view, event.stage)->type;
        if (is)
                listen(p, &event);
        json_object_put(body);
        return is;
}

/* What was cut off waits to be taken up; what is told at the end is what this process did. */
static void forget_unfinished(struct view *v)
{
        for (size_t i = 0; i < v->stage_count; i++)
                if (v->stages[i].state == VIEW_RUNNING || v->stages[i].state == VIEW_UNDOING)
                        v->stages[i].state = VIEW_STOPPED;
        strlist_release(&v->reports);
        strlist_release(&v->standing);
        xreplace(&v->failed, NULL);
        v->rolling_back = false;
}

void progress_begin(struct progress *p, const struct run *run, const struct journal_record *past,
                    size_t past_count)
{
        if (run)
                view_begin(&p->view, run, loop_now(p->options.loop));
        for (size_t i = 0; i < past_count; i++)
                replay(&p->view, &past[i]);
        forget_unfinished(&p->view);
        if (p->display->begin)
                p->display->begin(p->display, &p->view);
}

bool progress_is_live(const struct progress *p)
{
        return p->options.style == PROGRESS_LIVE;
}

void progress_expect(struct progress *p, const struct history *history)
{
        p->view.usual = history->total.runs ? history->total.median : 0;
        for (size_t i = 0; i < p->view.stage_count; i++) {
                struct stage_view *s = &p->view.stages[i];

                s->usual = history_of_stage(history, s->id).median;
                if (s->started)
                        p->view.usual = 0;
        }
}

struct run_listener progress_listener(struct progress *p)
{
        return (struct run_listener){.arg = p, .event = listen};
}

void progress_stopping(struct progress *p, const char *text)
{
        xreplace(&p->view.asked_to_stop, text);
        if (p->display)
                p->display->event(p->display, &p->view, NULL);
}

void progress_resized(struct progress *p)
{
        if (p->display && p->display->resized)
                p->display->resized(p->display);
}

const struct view *progress_view(const struct progress *p)
{
        return &p->view;
}

void progress_rest(struct progress *p)
{
        progress_end(p);
        p->resting = true;
}

void progress_end(struct progress *p)
{
        if (p->display)
                p->display->end(p->display, &p->view);
        p->display = NULL;
}

void progress_free(struct progress *p)
{
        if (!p)
                return;
        progress_end(p);
        view_release(&p->view);
        free(p);
}
