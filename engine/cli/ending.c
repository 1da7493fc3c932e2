/* The closing message of run, resume and rollback. */
#include "engine/cli/ending.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/stamp.h"
#include "engine/cli/layout.h"
#include "engine/cli/message.h"
#include "engine/graph/again.h"

enum { LABEL = 8, TEXT_AT = 2 + LABEL + 1 };

enum ending ending_code(const struct ending_facts *f)
{
        if (f->overtaken)
                return END_REFUSED;
        switch (f->end) {
        case RUN_SUCCEEDED:
        case RUN_UNCHANGED:
                return END_DONE;
        case RUN_ROLLED_BACK: /* a failure, unless it is what was asked for */
                return f->back ? END_DONE : END_FAILED;
        case RUN_ROLLBACK_INCOMPLETE:
                return END_INCOMPLETE;
        case RUN_LOCKED:
                return END_LOCKED;
        case RUN_REFUSED:
                return END_REFUSED;
        case RUN_INTERRUPTED:
        case RUN_STUCK:
                return END_RESUMABLE;
        case RUN_BROKEN:
                break;
        }
        return ending_of(f->err) == END_DONE ? END_FAILED : ending_of(f->err);
}

/* It had ended before it was taken up, and nothing came of that. */
static const char *ended_headline(const char *state)
{
        static const char *const states[][2] = {
                {"succeeded", "had succeeded already"},
                {"unchanged", "had ended already: it found nothing to do"},
                {"rolled-back", "had ended already: everything was put back"},
                {"refused", "had ended already: it was refused by a guard"},
        };

        for (size_t i = 0; i < ARRAY_LEN(states); i++)
                if (text_same(states[i][0], state))
                        return states[i][1];
        return "had ended already";
}

static const char *headline(const struct ending_facts *f)
{
        if (f->ended)
                return ended_headline(f->ended);
        if (f->overtaken)
                return "was overtaken while it waited, and is not gone on with";
        switch (f->end) {
        case RUN_SUCCEEDED:
                return "succeeded";
        case RUN_UNCHANGED:
                return f->view->reports.count
                               ? "has changed nothing"
                               : "found nothing to do: everything is as it should be";
        case RUN_ROLLED_BACK:
                if (f->back)
                        return "is rolled back: everything is as before it";
                if (err_is(f->err, ERR_INTERRUPTED))
                        return f->view->undone.count
                                       ? "was cancelled, and everything was put back"
                                       : "was cancelled before it had changed anything";
                return f->view->undone.count ? "failed, and everything was put back"
                                             : "failed before it had changed anything";
        case RUN_ROLLBACK_INCOMPLETE:
                return "failed, and NOT everything could be put back";
        case RUN_LOCKED:
                return "did not begin: another run holds the stack";
        case RUN_REFUSED:
                if (!f->back && err_is(f->err, ERR_CONFLICT))
                        return "had done all, and somebody has changed the stack since";
                return "was refused by a guard; nothing was changed";
        case RUN_INTERRUPTED:
                return err_is(f->err, ERR_WAITING) ? "waits for an answer and can go on then"
                       : err_is(f->err, ERR_BUSY)  ? "stands still, as what it would delete may be "
                                                     "in use, and can go on"
                                                   : "was interrupted and can go on";
        case RUN_STUCK:
                return "failed after its point of no return: it can only go forward";
        case RUN_BROKEN:
                break;
        }
        return "could not begin";
}

static bool is_half_done(const struct ending_facts *f)
{
        return f->end == RUN_INTERRUPTED || f->end == RUN_STUCK ||
               f->end == RUN_ROLLBACK_INCOMPLETE;
}

/* --- lines --- */

static void add_item(const struct ending_facts *f, struct text *out, const char *label,
                     const char *text)
{
        text_addf(out, "  %-*s ", LABEL, label);
        if (f->width) {
                layout_wrap(out, f->width, TEXT_AT, TEXT_AT, text);
                return;
        }
        text_add_printable(out, text);
        text_add_char(out, '\n');
}

static void add_list(const struct ending_facts *f, struct text *out, const char *label,
                     const struct strlist *list)
{
        struct text joined = TEXT_INIT;

        if (!list->count)
                return;
        strlist_join(list, ", ", &joined);
        add_item(f, out, label, text_str(&joined));
        text_release(&joined);
}

static void add_command(const struct ending_facts *f, struct text *out, const char *label,
                        const char *verb, const char *of)
{
        if (f->rehearsal) {
                text_addf(out, "  %-*s snaplift %s %s (of the real run)\n", LABEL, label, verb, of);
                return;
        }
        text_addf(out, "  %-*s snaplift %s %s", LABEL, label, verb, of);
        if (f->store)
                text_addf(out, " --store %s", f->store);
        text_add_char(out, '\n');
}

/* --- what happened --- */

/* "stage NAME: WHY": the name's length; 0: the error is of no stage. */
static size_t stage_len(const char *text)
{
        const char *colon = text_starts(text, "stage ") ? strstr(text, ": ") : NULL;

        return colon ? (size_t)(colon - text) - strlen("stage ") : 0;
}

static const char *type_of(const struct view *v, const char *stage)
{
        for (size_t i = 0; i < v->stage_count; i++)
                if (text_same(v->stages[i].id, stage))
                        return v->stages[i].type;
        return "";
}

/* The caller frees; NULL: of no stage. */
static char *stage_of(const struct ending_facts *f)
{
        const char *text = err_text(f->err);
        size_t len = stage_len(text);

        if (len)
                return xstrndup(text + strlen("stage "), len);
        return f->end == RUN_ROLLED_BACK || f->end == RUN_STUCK ? xstrdup(f->view->failed) : NULL;
}

/* "rds RestoreDBInstanceFromDBSnapshot: CODE" out of an error's text (engine/aws/call.c writes it
 * so). The caller frees; NULL: AWS has not answered with one. */
static char *call_of(const struct err *err)
{
        const char *text = err_text(err), *code, *from;
        char *mark;

        if (!err->reason)
                return NULL;
        mark = xasprintf(": %s", err->reason);
        code = strstr(text, mark);
        free(mark);
        if (!code)
                return NULL;
        for (from = code; from > text && from[-1] != ' '; from--)
                ;
        for (from -= from > text; from > text && from[-1] != ' '; from--)
                ;
        return xasprintf("%.*s answered %s", (int)(code - from), from, err->reason);
}

static void add_details(const struct ending_facts *f, struct text *out)
{
        struct json_object *details = message_details(f->err);

        for (size_t i = 0; i < json_count(details); i++) {
                const char *line = json_object_get_string(json_at(details, i));
                size_t who = strcspn(line, ":");
                char *label = xstrndup(line, who);

                add_item(f, out, label, line + who + (line[who] ? strlen(": ") : 0));
                free(label);
        }
        json_object_put(details);
}

static void add_why(const struct ending_facts *f, struct text *out)
{
        const char *text = err_text(f->err);
        char *stage, *call, *named;

        if (f->err->code == ERR_NONE || f->ended || (f->back && f->end == RUN_ROLLED_BACK))
                return;
        stage = stage_of(f);
        call = call_of(f->err);
        if (stage) {
                named = xasprintf("%s (%s)", stage, type_of(f->view, stage));
                add_item(f, out, "stage", *type_of(f->view, stage) ? named : stage);
                free(named);
        }
        if (stage_len(text))
                text += strlen("stage ") + stage_len(text) + strlen(": ");
        add_item(f, out, "why", text);
        if (call)
                add_item(f, out, "call", call);
        add_details(f, out);
        free(stage);
        free(call);
}

/* What the run has begun to change and has not put back. What is done stays so in one that can
 * only go forward. */
static void list_changed(const struct ending_facts *f, struct strlist *out)
{
        const struct view *v = f->view;

        for (size_t i = 0; is_half_done(f) && i < v->stage_count; i++) {
                const struct stage_view *s = &v->stages[i];

                if (s->intent && (f->end != RUN_STUCK || s->state != VIEW_SUCCEEDED))
                        strlist_addf(out, "%s: %s%s", s->id, s->intent,
                                     s->answered ? "" : " (asked for, not known to be done)");
        }
}

static void add_changed(const struct ending_facts *f, struct text *out)
{
        struct strlist changed = {0};

        list_changed(f, &changed);
        for (size_t i = 0; i < changed.count; i++)
                add_item(f, out, "changed", changed.items[i]);
        for (size_t i = 0; f->costs && i < f->costs->count; i++)
                add_item(f, out, "costs", f->costs->items[i]);
        strlist_release(&changed);
}

/* --- what to do --- */

static const char *run_named(const struct ending_facts *f)
{
        return f->view->run && !f->rehearsal ? f->view->run : "RUN";
}

/* The rehearsal's run is nobody's to go on with. The caller frees; NULL for NULL. */
static char *without_run(const struct ending_facts *f, const char *advice)
{
        struct text out = TEXT_INIT;
        const char *at;
        char *is;

        if (!advice || !f->view->run)
                return xstrdup(advice);
        while ((at = strstr(advice, f->view->run))) {
                text_add_n(&out, advice, (size_t)(at - advice));
                text_add(&out, "RUN");
                advice = at + strlen(f->view->run);
        }
        text_add(&out, advice);
        is = xstrdup(text_str(&out));
        text_release(&out);
        return is;
}

/* Where that command stands by itself: with options it says more than the line of its own. */
static char *plain_command(char *advice, const char *command)
{
        char *at = strstr(advice, command);

        while (at && text_starts(at + strlen(command), " --"))
                at = strstr(at + strlen(command), command);
        return at;
}

/* What the error itself advises: without the commands that go on, which have lines of their own.
 * The caller frees; NULL: nothing. */
static char *advice_of(const struct ending_facts *f)
{
        static const char *const ways[] = {"snaplift resume ", "snaplift rollback "};
        char *advice = f->rehearsal ? without_run(f, f->err->next) : xstrdup(f->err->next);
        const char *run = run_named(f);

        for (size_t i = 0; advice && f->view->run && is_half_done(f) && i < ARRAY_LEN(ways); i++) {
                char *command = xasprintf("%s%s", ways[i], run);
                char *at = plain_command(advice, command);

                if (at)
                        *at = '\0';
                free(command);
        }
        if (advice && text_ends(advice, "; then "))
                advice[strlen(advice) - strlen("; then ")] = '\0';
        if (advice && *advice)
                return advice;
        free(advice);
        return NULL;
}

static bool may(const struct ending_facts *f, const char *verb, enum run_end always)
{
        return f->end == always ||
               (is_half_done(f) && f->err->next && strstr(f->err->next, verb) != NULL);
}

static bool may_resume(const struct ending_facts *f)
{
        return may(f, "snaplift resume ", RUN_STUCK) ||
               (f->end == RUN_INTERRUPTED && !f->err->next);
}

static bool may_roll_back(const struct ending_facts *f)
{
        return may(f, "snaplift rollback ", RUN_ROLLBACK_INCOMPLETE);
}

/* What had failed is put back: nothing of it is left to go on with. */
static bool may_begin_anew(const struct ending_facts *f)
{
        return f->again && !f->rehearsal && f->end == RUN_ROLLED_BACK && !f->back &&
               !err_is(f->err, ERR_INTERRUPTED) && !err_is(f->err, ERR_STATE);
}

static void add_again(const struct ending_facts *f, struct text *out)
{
        text_add(out, f->again);
        if (f->store) {
                text_add(out, " --store ");
                again_word(f->store, out);
        }
}

static void add_next(const struct ending_facts *f, struct text *out)
{
        const char *run = run_named(f);
        char *advice = advice_of(f);

        if (advice)
                add_item(f, out, "next", advice);
        else if (f->end == RUN_ROLLED_BACK && !f->back && !err_is(f->err, ERR_INTERRUPTED))
                add_item(f, out, "next", "correct the cause and start a new run");
        if (may_begin_anew(f)) {
                text_addf(out, "  %-*s ", LABEL, "again");
                add_again(f, out);
                text_add_char(out, '\n');
        }
        if (may_resume(f))
                add_command(f, out, "resume", "resume", run);
        if (may_roll_back(f))
                add_command(f, out, "rollback", "rollback", run);
        if (is_half_done(f) && f->view->stack)
                add_command(f, out, "look", "status", f->view->stack);
        if ((f->end == RUN_STUCK || f->end == RUN_ROLLBACK_INCOMPLETE) && f->view->stack)
                add_command(f, out, "clean up", "orphans", f->view->stack);
        if (!f->rehearsal)
                add_command(f, out, "more", "show", run);
        free(advice);
}

static void add_headline(const struct ending_facts *f, struct text *out)
{
        const struct view *v = f->view;
        char took[24], *line;

        duration_format(f->took, took);
        line = xasprintf("%s on %s %s (%s)", v->pipeline ? v->pipeline : "the run",
                         v->stack ? v->stack : "the stack", headline(f), took);
        if (f->width)
                layout_wrap(out, f->width, 0, 2, line);
        else
                text_addf(out, "%s\n", line);
        free(line);
}

void ending_text(const struct ending_facts *f, struct text *out)
{
        const struct view *v = f->view;
        char *calls = xasprintf("%" PRId64 " to AWS, %" PRId64 " of them to change something",
                                f->counts.calls, f->counts.mutating);

        add_headline(f, out);
        add_why(f, out);
        for (size_t i = 0; i < v->reports.count; i++)
                add_item(f, out, "report", v->reports.items[i]);
        add_list(f, out, "undone", &v->undone);
        add_list(f, out, "standing", &v->standing);
        add_changed(f, out);
        add_item(f, out, "calls", calls);
        add_next(f, out);
        free(calls);
}

/* --- the same for programs --- */

static struct json_object *list_json(const struct strlist *list)
{
        struct json_object *array = json_object_new_array();

        for (size_t i = 0; list && i < list->count; i++)
                json_add_text(array, list->items[i]);
        return array;
}

static struct json_object *commands_json(const struct ending_facts *f)
{
        struct json_object *array = json_object_new_array();
        struct text line = TEXT_INIT;
        const struct {
                bool may;
                const char *verb;
        } ways[] = {{may_resume(f), "resume"}, {may_roll_back(f), "rollback"}};

        for (size_t i = 0; i < ARRAY_LEN(ways); i++) {
                if (!ways[i].may || !f->view->run)
                        continue;
                text_clear(&line);
                text_addf(&line, "snaplift %s %s", ways[i].verb, run_named(f));
                if (f->store && !f->rehearsal)
                        text_addf(&line, " --store %s", f->store);
                json_add_text(array, text_str(&line));
        }
        if (may_begin_anew(f)) {
                text_clear(&line);
                add_again(f, &line);
                json_add_text(array, text_str(&line));
        }
        text_release(&line);
        return array;
}

struct json_object *ending_json(const struct ending_facts *f)
{
        struct json_object *obj = json_object_new_object();
        struct strlist changed = {0};
        char *stage = f->err->code != ERR_NONE ? stage_of(f) : NULL;

        json_put_text(obj, "result", run_end_name(f->end));
        json_put_int(obj, "exit", ending_code(f));
        json_put_text(obj, "run", f->view->run);
        json_put_text(obj, "pipeline", f->view->pipeline);
        json_put_text(obj, "stack", f->view->stack);
        json_put_int(obj, "ms", f->took);
        json_put_int(obj, "calls", f->counts.calls);
        json_put_int(obj, "mutating", f->counts.mutating);
        json_put_text(obj, "stage", stage);
        json_put(obj, "reports", list_json(&f->view->reports));
        json_put(obj, "undone", list_json(&f->view->undone));
        json_put(obj, "standing", list_json(&f->view->standing));
        list_changed(f, &changed);
        json_put(obj, "changed", list_json(&changed));
        json_put(obj, "costs", list_json(f->costs));
        json_put(obj, "commands", commands_json(f));
        if (f->err->code != ERR_NONE)
                json_put(obj, "error", message_json(f->err));
        strlist_release(&changed);
        free(stage);
        return obj;
}
