/* snaplift timeline: a run on a time axis. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "engine/cli/args.h"
#include "engine/cli/commands.h"
#include "engine/cli/layout.h"
#include "engine/cli/message.h"
#include "engine/cli/session.h"
#include "engine/cli/timeline.h"

static bool write_file(const char *path, const struct text *text, struct err *err)
{
        FILE *file = fopen(path, "wb");
        bool ok = file && fwrite(text_str(text), 1, text->len, file) == text->len;

        if (file && fclose(file) != 0)
                ok = false;
        if (ok)
                return true;
        err_set(err, ERR_SYSTEM, "can't write the timeline to %s: %s", path, strerror(errno));
        return err_next(err, "give --svg a file that can be written, or -");
}

static bool make(const struct args *args, struct text *out, struct err *err)
{
        const char *file = args_value(args, "svg");
        struct timeline timeline;
        struct session session;
        bool ok;

        if (!session_open(&session, args, SESSION_STORE, err))
                return false;
        ok = timeline_load(session.store, args_operand(args, 0), loop_now(session.loop), &timeline,
                           err);
        if (ok && file)
                timeline_svg(&timeline, out);
        else if (ok)
                timeline_text(&timeline, layout_columns(stdout), out);
        timeline_release(&timeline);
        session_close(&session);
        if (ok && file && strcmp(file, "-") != 0) {
                ok = write_file(file, out, err);
                text_clear(out);
        }
        return ok;
}

static int timeline(const struct args *args)
{
        return message_show(args, make);
}

static const struct operand operands[] = {
        {"RUN", false, "the run's id, as `snaplift runs` lists it"},
        {NULL},
};

static const struct option options[] = {
        {"svg", "FILE", false, "draw it as SVG into a file; -: to standard output"},
        OPTION_STORE,
        {NULL},
};

const struct command timeline_command = {
        .name = "timeline",
        .summary = "show a run on a time axis, as text or SVG",
        .operands = operands,
        .options = options,
        .run = timeline,
};
