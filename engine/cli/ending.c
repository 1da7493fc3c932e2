/* The closing message of run, resume and rollback. */
#include "engine/cli/ending.h"

#include <inttypes.h>
#include <stdlib.h>

#include "engine/base/mem.h"
#include "engine/base/stamp.h"
#include "engine/cli/message.h"

enum ending ending_code(const struct ending_facts *f)
{
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

static const char *headline(const struct ending_facts *f)
{
        switch (f->end) {
        case RUN_SUCCEEDED:
                return "succeeded";
        case RUN_UNCHANGED:
                return "found nothing to do: everything is as it should be";
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
                return "was refused by a guard; nothing was changed";
        case RUN_INTERRUPTED:
                return "was interrupted and can go on";
        case RUN_STUCK:
                return "failed after its point of no return: it can only go forward";
        case RUN_BROKEN:
                break;
        }
        return "could not begin";
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

static const char *verb(enum run_end end)
{
        return end == RUN_INTERRUPTED || end == RUN_STUCK ? "resume"
               : end == RUN_ROLLBACK_INCOMPLETE           ? "rollback"
                                                          : NULL;
}

static void add_next(struct text *out, const struct ending_facts *f)
{
        const char *run = f->view->run ? f->view->run : "RUN";

        if (f->err->next)
                add_item(out, "next", f->err->next);
        else if (verb(f->end))
                text_addf(out, "  %-8s snaplift %s %s\n", "next", verb(f->end), run);
        else if (f->end == RUN_ROLLED_BACK && !f->back && !err_is(f->err, ERR_INTERRUPTED))
                add_item(out, "next", "correct the cause and start a new run");
        text_addf(out, "  %-8s snaplift show %s\n", "more", run);
        if (f->store)
                text_addf(out, "  %-8s add --store %s to these commands\n", "store", f->store);
}

void ending_text(const struct ending_facts *f, struct text *out)
{
        const struct view *v = f->view;
        char took[24];

        duration_format(f->took, took);
        text_addf(out, "%s on %s %s (%s)\n", v->pipeline ? v->pipeline : "the run",
                  v->stack ? v->stack : "the stack", headline(f), took);
        if (f->err->code != ERR_NONE && !(f->back && f->end == RUN_ROLLED_BACK))
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

        json_put_text(obj, "result", run_end_name(f->end));
        json_put_int(obj, "exit", ending_code(f));
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
