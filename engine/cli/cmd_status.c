/* snaplift status: where a stack stands, from Parameter Store, RDS and the store. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "engine/base/mem.h"
#include "engine/cli/args.h"
#include "engine/cli/commands.h"
#include "engine/cli/layout.h"
#include "engine/cli/message.h"
#include "engine/cli/session.h"
#include "engine/cli/standing.h"

struct status {
        const struct args *args;
        struct session session;
        struct stack stack;
        char *no_store; /* why there is none to ask; or NULL */
        struct json_object *facts;
        struct err err;
};

/* Looking needs no store and makes none: without one an empty one stands in. */
static bool open_store(struct status *s)
{
        const char *location = args_value(s->args, "store");
        struct err why = ERR_INIT;

        if (store_exists(location)) {
                s->session.store = store_open(location, &why);
                if (!s->session.store)
                        s->no_store = xstrdup(err_text(&why));
        }
        err_clear(&why);
        if (!s->session.store)
                s->session.store = store_open(":memory:", &s->err);
        return s->session.store != NULL;
}

static void work(void *arg)
{
        struct status *s = arg;

        standing_read(&s->session, &s->stack, s->no_store, &s->facts, &s->err);
}

static void print(const struct status *s)
{
        struct text facts = TEXT_INIT, out = TEXT_INIT;
        size_t columns = layout_width(stdout);

        if (args_flag(s->args, "json"))
                text_addf(&out, "%s\n", json_line(s->facts));
        else
                standing_text(s->facts, loop_now(s->session.loop), &facts);
        layout_lines(&out, columns ? columns : SIZE_MAX, STANDING_INDENT, text_str(&facts));
        message_out(&out);
        text_release(&facts);
        text_release(&out);
}

static int status(const struct args *args)
{
        struct status s = {.args = args};
        int ending = END_DONE;

        if (args_stack(args, 0, &s.stack, &s.err) &&
            session_open(&s.session, args, SESSION_AWS, &s.err)) {
                if (open_store(&s))
                        session_run(&s.session, work, &s);
                if (s.facts)
                        print(&s);
                session_close(&s.session);
        }
        if (!s.facts)
                ending = message_error(&s.err);
        json_object_put(s.facts);
        free(s.no_store);
        err_clear(&s.err);
        return ending;
}

static const struct operand operands[] = {
        {"STACK", false, "<customer>-<project>-<env>"},
        {NULL},
};

static const struct option options[] = {
        OPTION_JSON, OPTION_STORE, OPTION_REGION, OPTION_TRACE, {NULL},
};

const struct command status_command = {
        .name = "status",
        .summary = "show where a stack stands: databases, lock, runs",
        .details =
                "Which database is active and since when, from which snapshot of which tier, by "
                "which\nrun, from which tag and commit; what else there is, with its storage and "
                "the hours it has\nbeen beside the active one; who holds the lock, and how to go "
                "on with runs that have not\nended. Needs no store: what only a store or a "
                "permission would tell is named as unknown.",
        .operands = operands,
        .options = options,
        .run = status,
};
