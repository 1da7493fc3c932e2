/* Progress as lines: a change each, with its time in UTC. For CI's logs and files. */
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/stamp.h"
#include "engine/cli/ci_log.h"
#include "engine/cli/progress.h"

struct plain {
        struct display display;
        const struct loop *loop;
        FILE *out;
        struct ci_log ci;
        struct told { /* the last note of each stage: what is repeated is not a change */
                char *stage;
                char *note;
        } * told;
        size_t told_count;
};

static bool is_news(struct plain *p, const char *stage, const char *note)
{
        struct told *t = NULL;

        for (size_t i = 0; i < p->told_count; i++)
                if (strcmp(p->told[i].stage, stage) == 0)
                        t = &p->told[i];
        if (!t) {
                p->told = xrealloc(p->told, (p->told_count + 1) * sizeof(*p->told));
                t = &p->told[p->told_count++];
                *t = (struct told){.stage = xstrdup(stage)};
        }
        if (text_same(t->note, note))
                return false;
        xreplace(&t->note, note);
        return true;
}

/* "01:07:10Z " */
static void add_time(struct text *out, int64_t at)
{
        char iso[ISO_SIZE];

        iso_format(at, iso);
        text_addf(out, "%.8sZ ", iso + strlen("2026-11-21T"));
}

static void write_line(struct plain *p, struct text *line)
{
        text_add_char(line, '\n');
        fputs(text_str(line), p->out);
        fflush(p->out);
        text_release(line);
}

static void add_why(struct text *out, const struct run_event *event)
{
        const char *why = event->text ? event->text : event->err ? err_text(event->err) : NULL;

        if (why && *why) {
                text_add(out, ": ");
                text_add_printable(out, why);
        }
}

static void add_ended(struct text *out, const struct view *v, const struct run_event *event)
{
        char took[24];

        text_addf(out, "%s", event->state ? event->state : "ended");
        for (size_t i = 0; i < v->stage_count; i++) {
                const struct stage_view *s = &v->stages[i];

                if (text_same(s->id, event->stage) && s->started && s->ended &&
                    s->state != VIEW_SKIPPED) {
                        duration_format(s->ended - s->started, took);
                        text_addf(out, " after %s", took);
                }
        }
        add_why(out, event);
}

/* What is said before an event's text; the other kinds need more than a word. */
static const char *const words[] = {
        [EVENT_STAGE_STARTED] = "started",     [EVENT_STAGE_INTENT] = "begins",
        [EVENT_STAGE_RESULT] = "done",         [EVENT_STAGE_NOTE] = "sees",
        [EVENT_STAGE_REPORT] = "reports",      [EVENT_STAGE_RETRY] = "tries again",
        [EVENT_UNDO_STARTED] = "undo started", [EVENT_ROLLBACK_STARTED] = "rolling back",
};

/* False: nothing worth a line. */
static bool describe(struct plain *p, const struct view *v, const struct run_event *event,
                     struct text *out)
{
        switch (event->kind) {
        case EVENT_RUN_STARTED:
                text_addf(out, "run %s", v->run ? v->run : "started");
                add_why(out, event);
                return true;
        case EVENT_RUN_LOCKED:
                text_add(out, "the stack is locked for this run");
                return true;
        case EVENT_STAGE_ENDED:
                add_ended(out, v, event);
                return true;
        case EVENT_UNDO_ENDED:
                text_addf(out, "undo %s", event->state ? event->state : "ended");
                add_why(out, event);
                return true;
        case EVENT_RUN_ENDED: /* the closing message says why */
                text_addf(out, "run ended: %s", event->state ? event->state : "");
                return true;
        case EVENT_STAGE_NOTE:
                if (!is_news(p, event->stage ? event->stage : "", event->text))
                        return false;
                break;
        default:
                break;
        }
        text_add(out, words[event->kind]);
        add_why(out, event);
        return true;
}

static void plain_event(struct display *d, const struct view *v, const struct run_event *event)
{
        struct plain *p = (struct plain *)d;
        struct text line = TEXT_INIT, what = TEXT_INIT;

        if (!event) {
                add_time(&line, loop_now(p->loop));
                text_add(&line, v->asked_to_stop);
                write_line(p, &line);
                return;
        }
        ci_log_before(&p->ci, event);
        if (describe(p, v, event, &what)) {
                add_time(&line, event->at);
                if (event->stage)
                        text_addf(&line, "%s: ", event->stage);
                text_add(&line, text_str(&what));
                write_line(p, &line);
        }
        ci_log_after(&p->ci, v, event);
        text_release(&what);
}

static void plain_end(struct display *d, const struct view *v)
{
        struct plain *p = (struct plain *)d;

        (void)v;
        ci_log_end(&p->ci, loop_now(p->loop));
        for (size_t i = 0; i < p->told_count; i++) {
                free(p->told[i].stage);
                free(p->told[i].note);
        }
        free(p->told);
        free(p);
}

struct display *display_plain(const struct progress_options *options)
{
        struct plain *p = xcalloc(1, sizeof(*p));

        p->display = (struct display){.event = plain_event, .end = plain_end};
        p->loop = options->loop;
        p->out = options->out;
        p->ci = (struct ci_log){.kind = options->ci, .out = options->out};
        return &p->display;
}
