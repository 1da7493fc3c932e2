/* snaplift run */
#include <stdio.h>

#include "engine/cli/args.h"
#include "engine/cli/commands.h"
#include "engine/cli/definition.h"
#include "engine/cli/drive.h"
#include "engine/cli/message.h"
#include "engine/cli/plan_file.h"
#include "engine/cli/secret_input.h"

/* args_parse() leaves it to us that both operands are there: a plan names them as well. */
static bool check_operands(const struct args *args, struct err *err)
{
        struct text usage = TEXT_INIT;

        if (args_operand(args, 1))
                return true;
        command_usage(args->command, &usage);
        err_set(err, ERR_INVALID, "run lacks its %s", args_operand(args, 0) ? "STACK" : "PIPELINE");
        err_next(err, "%s", text_str(&usage));
        text_release(&usage);
        return false;
}

static bool read(const struct args *args, struct definition *d, struct json_object **plan,
                 struct text *findings, struct err *err)
{
        const char *file = args_value(args, "plan");

        *d = (struct definition){0};
        if (!file)
                return check_operands(args, err) && definition_read(args, d, findings, err);
        return plan_file_read(file, plan, err) &&
               definition_read_planned(args, *plan, d, findings, err);
}

static int run(const struct args *args)
{
        struct definition d;
        struct json_object *plan = NULL;
        struct text findings = TEXT_INIT;
        struct err err = ERR_INIT;
        int ending;

        if (read(args, &d, &plan, &findings, &err)) {
                ending = drive(args, &d, plan);
        } else {
                fputs(text_str(&findings), stderr);
                if (err.code == ERR_NONE) {
                        err_set(&err, ERR_INVALID,
                                "%s was not run: the definition or its inputs "
                                "are wrong",
                                args_operand(args, 0) ? args_operand(args, 0)
                                                      : json_text(plan, "file"));
                        err_next(&err, "correct what is listed above; to check: snaplift validate");
                }
                ending = drive_failed(args, &err);
        }
        json_object_put(plan);
        definition_release(&d);
        text_release(&findings);
        err_clear(&err);
        return ending;
}

static const struct operand run_operands[] = {
        {"PIPELINE", true, "the pipeline file; required without --plan"},
        {"STACK", true, "the stack it changes, <customer>-<project>-<env>; the same"},
        {NULL},
};

static const struct option run_options[] = {
        OPTION_SET,
        OPTION_GIVE_UP,
        {"plan", "FILE", false, "run what `snaplift plan --out FILE` saved, or refuse (exit 5)"},
        OPTION_SECRET_STDIN,
        OPTION_JSON,
        OPTION_PLAIN,
        OPTION_DETACH,
        OPTION_STORE,
        OPTION_REGION,
        OPTION_TRACE,
        {NULL},
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
