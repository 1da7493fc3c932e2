/* snaplift run, resume, rollback */
#include <stdio.h>

#include "engine/cli/args.h"
#include "engine/cli/commands.h"
#include "engine/cli/definition.h"
#include "engine/cli/drive.h"
#include "engine/cli/message.h"
#include "engine/cli/secret_input.h"

static int run(const struct args *args)
{
        struct definition d;
        struct text findings = TEXT_INIT;
        struct err err = ERR_INIT;
        int ending;

        if (definition_read(args, &d, &findings, &err)) {
                ending = drive(args, &d, false);
        } else {
                fputs(text_str(&findings), stderr);
                if (err.code == ERR_NONE) {
                        err_set(&err, ERR_INVALID,
                                "%s was not run: the definition or its inputs "
                                "are wrong",
                                args_operand(args, 0));
                        err_next(&err, "correct what is listed above; to check: snaplift validate");
                }
                ending = drive_failed(args, &err);
        }
        definition_release(&d);
        text_release(&findings);
        err_clear(&err);
        return ending;
}

static int resume(const struct args *args)
{
        return drive(args, NULL, false);
}

static int rollback(const struct args *args)
{
        return drive(args, NULL, true);
}

static const struct operand run_operands[] = {
        {"PIPELINE", false, "the pipeline file"},
        {"STACK", false, "the stack it changes, <customer>-<project>-<env>"},
        {NULL},
};

static const struct operand id_operands[] = {
        {"RUN", false, "the run's id, as `snaplift runs` lists it"},
        {NULL},
};

static const struct option run_options[] = {
        OPTION_SET,   OPTION_SECRET_STDIN, OPTION_JSON,  OPTION_PLAIN,
        OPTION_STORE, OPTION_REGION,       OPTION_TRACE, {NULL},
};

static const struct option resume_options[] = {
        OPTION_SECRET_STDIN, OPTION_JSON,  OPTION_PLAIN, OPTION_STORE,
        OPTION_REGION,       OPTION_TRACE, {NULL},
};

static const struct option id_options[] = {
        OPTION_JSON, OPTION_PLAIN, OPTION_STORE, OPTION_REGION, OPTION_TRACE, {NULL},
};

const struct command run_command = {
        .name = "run",
        .summary = "run a pipeline on a stack",
        .details =
                "Everything it does is journalled before it has an effect, so a run that was "
                "cut off\nanywhere can be resumed or rolled back. When a stage fails, what was "
                "done is undone.\nCtrl-C (or SIGTERM) finishes the call in flight and stops; "
                "exit 6.\nsnaplift cancel, from elsewhere, also puts back what was done; exit 1.",
        .operands = run_operands,
        .options = run_options,
        .run = run,
};

const struct command resume_command = {
        .name = "resume",
        .summary = "go on with a run that was interrupted or whose process died",
        .details =
                "It ends as it would have without that: a run that had failed, had been cancelled, "
                "or was\nbeing rolled back is put back, exit 1.",
        .operands = id_operands,
        .options = resume_options,
        .run = resume,
};

const struct command rollback_command = {
        .name = "rollback",
        .summary = "undo what a run that has not succeeded has done",
        .operands = id_operands,
        .options = id_options,
        .run = rollback,
};
