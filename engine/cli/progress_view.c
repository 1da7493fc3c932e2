/* What is known of a run so far, kept up to date by its events. */
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/cli/progress.h"

static struct stage_view *add_stage(struct view *v, const char *id, const char *type)
{
        struct stage_view *s;

        v->stages = xrealloc(v->stages, (v->stage_count + 1) * sizeof(*v->stages));
        s = &v->stages[v->stage_count++];
        *s = (struct stage_view){.id = xstrdup(id), .type = type};
        return s;
}

struct stage_view *view_stage(struct view *v, const char *id)
{
        for (size_t i = 0; i < v->stage_count; i++)
                if (strcmp(v->stages[i].id, id) == 0)
                        return &v->stages[i];
        return add_stage(v, id, "");
}

void view_begin(struct view *v, const struct run *run, int64_t now)
{
        const struct pipeline *p = run_pipeline(run);

        xreplace(&v->pipeline, p->name);
        xreplace(&v->stack, run_stack(run)->name);
        xreplace(&v->run, run_id(run));
        v->started = now;
        for (size_t i = 0; i < p->stage_count; i++) {
                const struct pipeline_stage *stage = &p->stages[p->order[i]];

                view_stage(v, stage->id)->type = stage->type->name;
        }
}

enum view_state view_state_ended(const char *state)
{
        static const enum view_state ended[] = {VIEW_SUCCEEDED, VIEW_UNCHANGED, VIEW_SKIPPED,
                                                VIEW_FAILED};

        for (size_t i = 0; i < ARRAY_LEN(ended); i++)
                if (text_same(state, view_state_name(ended[i])))
                        return ended[i];
        return VIEW_STOPPED;
}

static const char *why(const struct run_event *event)
{
        return event->text ? event->text : event->err ? err_text(event->err) : NULL;
}

static void stage_ended(struct view *v, struct stage_view *s, const struct run_event *event)
{
        s->state = view_state_ended(event->state);
        s->ended = event->at;
        s->failed = s->state == VIEW_FAILED;
        xreplace(&s->note, why(event));
        if (s->state == VIEW_FAILED && !v->failed)
                v->failed = xstrdup(s->id);
}

static void undo_ended(struct view *v, struct stage_view *s, const struct run_event *event)
{
        bool ok = text_same(event->state, "succeeded");

        s->state = ok ? VIEW_UNDONE : VIEW_STANDING;
        s->ended = event->at;
        xreplace(&s->note, ok ? NULL : why(event));
        if (ok)
                xreplace(&s->intent, NULL);
        strlist_add(ok ? &v->undone : &v->standing, s->id);
}

static void stage_event(struct view *v, struct stage_view *s, const struct run_event *event)
{
        switch (event->kind) {
        case EVENT_STAGE_STARTED:
                if (s->state != VIEW_RUNNING)
                        s->started = event->at;
                s->state = VIEW_RUNNING;
                s->failed = false;
                s->ended = 0;
                xreplace(&s->note, NULL);
                break;
        case EVENT_STAGE_INTENT:
                if (s->state != VIEW_UNDOING) {
                        xreplace(&s->intent, event->text);
                        s->answered = false;
                }
                xreplace(&s->note, why(event));
                break;
        case EVENT_STAGE_RESULT:
                if (s->state != VIEW_UNDOING)
                        s->answered = true;
                /* fall through */
        case EVENT_STAGE_NOTE:
        case EVENT_STAGE_RETRY:
                xreplace(&s->note, why(event));
                break;
        case EVENT_STAGE_REPORT:
                strlist_addf(&v->reports, "%s: %s", s->id, event->text ? event->text : "");
                break;
        case EVENT_STAGE_ENDED:
                stage_ended(v, s, event);
                break;
        case EVENT_UNDO_STARTED:
                s->state = VIEW_UNDOING;
                s->started = event->at;
                s->ended = 0;
                xreplace(&s->note, NULL);
                break;
        case EVENT_UNDO_ENDED:
                undo_ended(v, s, event);
                break;
        default:
                break;
        }
}

/* What was seen before the lock was held no longer counts. */
static void begin_again(struct view *v)
{
        for (size_t i = 0; i < v->stage_count; i++) {
                v->stages[i].state = VIEW_WAITING;
                v->stages[i].started = v->stages[i].ended = 0;
                xreplace(&v->stages[i].note, NULL);
        }
        strlist_release(&v->reports);
}

void view_take(struct view *v, const struct run_event *event)
{
        if (!v->started)
                v->started = event->at;
        if (event->kind == EVENT_ROLLBACK_STARTED)
                v->rolling_back = true;
        if (event->kind == EVENT_RUN_LOCKED)
                begin_again(v);
        if (event->kind == EVENT_RUN_ENDED)
                for (size_t i = 0; i < v->stage_count; i++)
                        if (v->stages[i].state == VIEW_RUNNING)
                                v->stages[i].state = VIEW_STOPPED;
        if (event->stage)
                stage_event(v, view_stage(v, event->stage), event);
}

void view_release(struct view *v)
{
        for (size_t i = 0; i < v->stage_count; i++) {
                free(v->stages[i].id);
                free(v->stages[i].note);
                free(v->stages[i].intent);
        }
        free(v->stages);
        free(v->pipeline);
        free(v->stack);
        free(v->run);
        free(v->asked_to_stop);
        free(v->failed);
        strlist_release(&v->reports);
        strlist_release(&v->undone);
        strlist_release(&v->standing);
        *v = (struct view){0};
}

const char *view_state_name(enum view_state state)
{
        static const char *const names[] = {
                [VIEW_WAITING] = "waiting",     [VIEW_RUNNING] = "running",
                [VIEW_SUCCEEDED] = "succeeded", [VIEW_UNCHANGED] = "unchanged",
                [VIEW_SKIPPED] = "skipped",     [VIEW_FAILED] = "failed",
                [VIEW_STOPPED] = "stopped",     [VIEW_UNDOING] = "undoing",
                [VIEW_UNDONE] = "undone",       [VIEW_STANDING] = "not undone",
        };

        return names[state];
}

struct look {
        const char *mark, *plain;
        const char *colour;
};

static const struct look looks[] = {
        [VIEW_WAITING] = {"·", ".", "2"},    [VIEW_RUNNING] = {"●", "*", "36"},
        [VIEW_SUCCEEDED] = {"✓", "+", "32"}, [VIEW_UNCHANGED] = {"=", "=", "32"},
        [VIEW_SKIPPED] = {"-", "-", "2"},    [VIEW_FAILED] = {"✗", "x", "31"},
        [VIEW_STOPPED] = {"‖", "|", "33"},   [VIEW_UNDOING] = {"↶", "<", "33"},
        [VIEW_UNDONE] = {"↶", "<", "2"},     [VIEW_STANDING] = {"!", "!", "31"},
};

const char *view_state_mark(enum view_state state, bool unicode)
{
        return unicode ? looks[state].mark : looks[state].plain;
}

const char *view_state_colour(enum view_state state)
{
        return looks[state].colour;
}
