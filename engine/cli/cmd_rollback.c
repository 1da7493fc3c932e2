/* snaplift rollback */
#include "engine/cli/args.h"
#include "engine/cli/commands.h"
#include "engine/cli/drive.h"
#include "engine/cli/returning.h"

static int rollback(const struct args *args)
{
        return drive_taken_up(args, args_operand(args, 0), true);
}

static const struct operand operands[] = {
        {"RUN", false, "the run's id, as `snaplift runs` lists it"},
        {NULL},
};

static const struct option options[] = {
        OPTION_ACCEPT, OPTION_JSON, OPTION_PLAIN, OPTION_STORE, OPTION_REGION, OPTION_TRACE, {NULL},
};

const struct command rollback_command = {
        .name = "rollback",
        .summary = "undo what a run has done",
        .details =
                "A run that has not succeeded is put back at once, stage by stage in reverse.\n\n"
                "One that has succeeded returns the stack to the database it had before, where "
                "that was kept. What\nit will do, and how long that took before, is said first, "
                "and that what was written since to the\nnew database is lost to the stack: it "
                "stays in that database's final snapshot alone. On a terminal\nit asks then; "
                "elsewhere --accept-data-loss must be given, else exit 5 with nothing changed. Who "
                "has\naccepted, and when, is in the run's journal.\n\n"
                "Refused, also exit 5, when another run has changed the stack since, when a "
                "service was deployed\nsince, when the active timestamp is no longer this run's, "
                "or when the previous database is gone: then\na new run that lifts the earlier "
                "snapshot is the way back.",
        .operands = operands,
        .options = options,
        .run = rollback,
};
