/* snaplift runs: what the store knows. */
#include <stdint.h>
#include <stdio.h>

#include "engine/base/stack.h"
#include "engine/cli/args.h"
#include "engine/cli/commands.h"
#include "engine/cli/layout.h"
#include "engine/cli/message.h"
#include "engine/cli/runs.h"
#include "engine/cli/session.h"

enum { BELOW_ID = 22 };

static void add_table(struct session *session, const struct run_record *runs, size_t count,
                      struct text *out)
{
        size_t columns = layout_width(stdout);
        struct text lines = TEXT_INIT;

        runs_add_table(session->store, runs, count, loop_now(session->loop), &lines);
        layout_lines(out, columns ? columns : SIZE_MAX, BELOW_ID, text_str(&lines));
        text_release(&lines);
}

static bool list(const struct args *args, struct text *out, struct err *err)
{
        const char *stack = args_operand(args, 0);
        struct run_record *runs = NULL;
        struct session session;
        struct stack parsed;
        size_t count = 0;
        bool ok;

        if (stack && !args_stack(args, 0, &parsed, err))
                return false;
        if (!session_open(&session, args, SESSION_STORE, err))
                return false;
        ok = session.store->ops->list(session.store, stack, 0, &runs, &count, err);
        if (ok && !count && !args_flag(args, "json"))
                fprintf(stderr, "no runs%s%s in this store; begin one: snaplift run\n",
                        stack ? " of " : "", stack ? stack : "");
        if (ok && args_flag(args, "json"))
                for (size_t i = 0; i < count; i++)
                        runs_add_json(session.store, &runs[i], out);
        else if (ok)
                add_table(&session, runs, count, out);
        run_records_free(runs, count);
        session_close(&session);
        return ok;
}

static int runs(const struct args *args)
{
        return message_show(args, list);
}

static const struct operand operands[] = {
        {"STACK", true, "only this stack's"},
        {NULL},
};

static const struct option options[] = {
        OPTION_JSON,
        OPTION_STORE,
        {NULL},
};

const struct command runs_command = {
        .name = "runs",
        .summary = "list the runs in the store, newest first",
        .operands = operands,
        .options = options,
        .run = runs,
};
