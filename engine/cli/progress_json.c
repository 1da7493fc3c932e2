/* Progress for programs: one JSON object a line, flushed at once. */
#include <stdlib.h>

#include "engine/base/json.h"
#include "engine/base/mem.h"
#include "engine/base/stamp.h"
#include "engine/cli/message.h"
#include "engine/cli/progress.h"

struct json_display {
        struct display display;
        const struct loop *loop;
        FILE *out;
};

static void write_object(struct json_display *j, struct json_object *obj)
{
        fprintf(j->out, "%s\n", json_line(obj));
        fflush(j->out);
        json_object_put(obj);
}

static void json_event(struct display *d, const struct view *v, const struct run_event *event)
{
        struct json_display *j = (struct json_display *)d;
        struct json_object *obj = json_object_new_object();
        char at[ISO_SIZE];

        iso_format(event ? event->at : loop_now(j->loop), at);
        json_put_text(obj, "event", event ? run_event_name(event->kind) : "stop-requested");
        json_put_text(obj, "at", at);
        json_put_text(obj, "run", v->run);
        if (!event) {
                json_put_text(obj, "text", v->asked_to_stop);
                write_object(j, obj);
                return;
        }
        json_put_text(obj, "stage", event->stage);
        json_put_text(obj, "state", event->state);
        json_put_text(obj, "text", event->text);
        if (event->err && event->err->code != ERR_NONE)
                json_put(obj, "error", message_json(event->err));
        write_object(j, obj);
}

static void json_end(struct display *d, const struct view *v)
{
        (void)v;
        free(d);
}

struct display *display_json(const struct progress_options *options)
{
        struct json_display *j = xcalloc(1, sizeof(*j));

        j->display = (struct display){.event = json_event, .end = json_end};
        j->loop = options->loop;
        j->out = options->out;
        return &j->display;
}
