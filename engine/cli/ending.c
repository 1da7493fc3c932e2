/* The closing message of run, resume and rollback. */
#include "engine/cli/ending.h"

#include <inttypes.h>
#include <stdlib.h>

#include "engine/base/mem.h"
#include "engine/base/stamp.h"
#include "engine/cli/message.h"

enum ending ending_code(enum run_end end, const struct err *err)
{
        switch (end) {
        case RUN_SUCCEEDED:
        case RUN_UNCHANGED:
                return END_DONE;
        case RUN_ROLLED_BACK:
                return END_FAILED;
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
        return ending_of(err) == END_DONE ? END_FAILED : ending_of(err);
}

const char *ending_name(enum run_end end)
{
        static const char *const names[] = {
                [RUN_SUCCEEDED] = "succeeded",
                [RUN_UNCHANGED] = "unchanged",
                [RUN_ROLLED_BACK] = "rolled-back",
                [RUN_ROLLBACK_INCOMPLETE] = "rollback-incomplete",
                [RUN_LOCKED] = "locked",
                [RUN_REFUSED] = "refused",
                [RUN_INTERRUPTED] = "interrupted",
                [RUN_STUCK] = "stuck",
                [RUN_BROKEN] = "broken",
        };

        return names[end];
}

static const char *headline(enum run_end end)
{
        static const char *const lines[] = {
                [RUN_SUCCEEDED] = "succeeded",
                [RUN_UNCHANGED] = "found nothing to do: everything is as it should be",
                [RUN_ROLLED_BACK] = "failed, and everything was put back",
                [RUN_ROLLBACK_INCOMPLETE] = "failed, and NOT everything could be put back",
                [RUN_LOCKED] = "did not begin: another run holds the stack",
                [RUN_REFUSED] = "was refused by a guard; nothing was changed",
                [RUN_INTERRUPTED] = "was interrupted and can go on",
                [RUN_STUCK] = "failed after its point of no return: it can only go forward",
                [RUN_BROKEN] = "could not begin",
        };

        return lines[end];
}

static void add_item(struct text *out, const char *label, const char *text)
{
        text_addf(out, "  %-8s ", label);
        text_add_printable(out, text);
        text_add_char(out, '\n');
}

static void add_list(struct text *out, const char *label, const struct strlist *list)
{
        struct text joined = TEXT_INIT;

        if (!list->count)
                return;
        strlist_join(list, ", ", &joined);
        add_item(out, label, text_str(&joined));
        text_release(&joined);
}

/* "snaplift VERB RUN", with the store it is in when that had to be told. */
static void add_command(struct text *out, const char *label, const char *verb,
                        const struct ending_facts *f)
{
        text_addf(out, "  %-8s snaplift %s %s", label, verb, f->view->run ? f->view->run : "RUN");
        if (f->store)
                text_addf(out, " --store %s", f->store);
        text_add_char(out, '\n');
}

static void add_next(struct text *out, const struct ending_facts *f)
{
        if (f->err->next)
                add_item(out, "next", f->err->next);
        switch (f->end) {
        case RUN_INTERRUPTED:
                add_command(out, "go on", "resume", f);
                add_command(out, "put back", "rollback", f);
                break;
        case RUN_STUCK:
                add_command(out, "go on", "resume", f);
                break;
        case RUN_ROLLBACK_INCOMPLETE:
                add_command(out, "put back", "rollback", f);
                break;
        case RUN_ROLLED_BACK:
                if (!f->err->next)
                        add_item(out, "next", "correct the cause and start a new run");
                break;
        default:
                break;
        }
        add_command(out, "more", "show", f);
}

void ending_text(const struct ending_facts *f, struct text *out)
{
        const struct view *v = f->view;
        char took[24];

        duration_format(f->took, took);
        text_addf(out, "%s on %s %s (%s)\n", v->pipeline ? v->pipeline : "the run",
                  v->stack ? v->stack : "the stack", headline(f->end), took);
        if (f->err->code != ERR_NONE)
                add_item(out, "why", err_text(f->err));
        for (size_t i = 0; i < v->reports.count; i++)
                add_item(out, "report", v->reports.items[i]);
        add_list(out, "undone", &v->undone);
        add_list(out, "standing", &v->standing);
        text_addf(out, "  %-8s %" PRId64 " to AWS, %" PRId64 " of them to change something\n",
                  "calls", f->counts.calls, f->counts.mutating);
        add_next(out, f);
}

static struct json_object *list_json(const struct strlist *list)
{
        struct json_object *array = json_object_new_array();

        for (size_t i = 0; i < list->count; i++)
                json_add_text(array, list->items[i]);
        return array;
}

struct json_object *ending_json(const struct ending_facts *f)
{
        struct json_object *obj = json_object_new_object();

        json_put_text(obj, "result", ending_name(f->end));
        json_put_int(obj, "exit", ending_code(f->end, f->err));
        json_put_text(obj, "run", f->view->run);
        json_put_text(obj, "pipeline", f->view->pipeline);
        json_put_text(obj, "stack", f->view->stack);
        json_put_int(obj, "ms", f->took);
        json_put_int(obj, "calls", f->counts.calls);
        json_put_int(obj, "mutating", f->counts.mutating);
        json_put(obj, "reports", list_json(&f->view->reports));
        json_put(obj, "undone", list_json(&f->view->undone));
        json_put(obj, "standing", list_json(&f->view->standing));
        if (f->err->code != ERR_NONE)
                json_put(obj, "error", message_json(f->err));
        return obj;
}
