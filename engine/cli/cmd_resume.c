/* snaplift resume */
#include <stdlib.h>

#include "engine/base/mem.h"
#include "engine/cli/args.h"
#include "engine/cli/commands.h"
#include "engine/cli/drive.h"
#include "engine/cli/rebuild.h"
#include "engine/cli/secret_input.h"

/* Options that mean something beside another one only. */
static bool check_alone(const struct args *args, struct err *err)
{
        static const char *const with_stack[] = {"rollback", "yes", "dry-run"};
        size_t at = 0;

        if (args_next(args, "set", &at) && !args_value(args, "pipeline")) {
                err_set(err, ERR_INVALID, "--set is given without --pipeline or --stack");
                return err_next(err, "a run is resumed as it was begun, or by an edited file: "
                                     "--pipeline FILE");
        }

        for (size_t i = 0; i < ARRAY_LEN(with_stack); i++) {
                if (!args_flag(args, with_stack[i]))
                        continue;
                err_set(err, ERR_INVALID, "--%s is given without --stack", with_stack[i]);
                return err_next(err, "a run that is in the store is resumed as it was begun; see "
                                     "snaplift help resume");
        }
        return true;
}

static int resume(const struct args *args)
{
        struct err err = ERR_INIT;
        char *id = NULL;
        int ending;

        if (args_value(args, "stack")) {
                ending = rebuild(args, &id);
                if (id)
                        ending = drive_taken_up(args, id, args_flag(args, "rollback"));
        } else if (check_alone(args, &err)) {
                ending = drive_taken_up(args, args_operand(args, 0), false);
        } else {
                ending = drive_failed(args, &err);
        }
        err_clear(&err);
        free(id);
        return ending;
}

static const struct operand resume_operands[] = {
        {"RUN", false,
         "the run's id, as `snaplift runs` lists it; with --stack: the pipeline file"},
        {NULL},
};

static const struct option resume_options[] = {
        {"stack", "STACK", false, "the store is lost: the run that holds this stack"},
        OPTION_SET,
        {"pipeline", "FILE", false, "go on by this file: the pipeline, edited"},
        {"rollback", NULL, false, "with --stack: put it back instead of going on"},
        {"dry-run", NULL, false, "with --stack: say what was found, and change nothing"},
        {"yes", NULL, false, "with --stack: don't ask"},
        OPTION_SECRET_STDIN,
        OPTION_JSON,
        OPTION_PLAIN,
        OPTION_DETACH,
        OPTION_STORE,
        OPTION_REGION,
        OPTION_TRACE,
        {NULL},
};

const struct command resume_command = {
        .name = "resume",
        .summary = "go on with a run that was interrupted or whose process died",
        .details =
                "It ends as it would have without that: a run that had failed, had been cancelled, "
                "or was\nbeing rolled back is put back, exit 1.\n\n"
                "With --pipeline it goes on by an edited file, and --set changes inputs. Stages "
                "that "
                "have ended or\nhave changed something must come out the same; else exit 2 with "
                "what differs, and nothing is\nwritten. Timeouts, retries and stages that have not "
                "begun may differ, and stages may be added.\n\n"
                "With --stack, when the store that knows the run is lost (a laptop, a CI runner): "
                "the run that\nholds /STACK/lock is rebuilt from the cloud and the pipeline file, "
                "which must be the one it\nwas begun with, into the present store (edited: "
                "--pipeline). What was found and what will be\ndone is said first. "
                "Make sure that nobody drives it any more; one that still does stops before\nits "
                "next change.",
        .operands = resume_operands,
        .options = resume_options,
        .run = resume,
};
