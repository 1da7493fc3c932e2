/* The list of commands, and what happens before and after one. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "engine/base/log.h"
#include "engine/base/mem.h"
#include "engine/base/nearest.h"
#include "engine/cli/args.h"
#include "engine/cli/command.h"
#include "engine/cli/commands.h"
#include "engine/cli/message.h"

/* clang-format off */
const struct command *const commands[] = {
        &run_command,
        &resume_command,
        &rollback_command,
        &cancel_command,
        &ci_command,
        &approve_command,
        &reject_command,
        &plan_command,
        &rehearse_command,
        &validate_command,
        &graph_command,
        &runs_command,
        &show_command,
        &timeline_command,
        &status_command,
        &doctor_command,
        &orphans_command,
        &sweep_command,
        &iam_policy_command,
        &unlock_command,
        &name_command,
        &stages_command,
        &standin_command,
        &simulate_command,
        &completion_command,
        &complete_command,
        &manual_command,
        &version_command,
        &help_command,
        NULL,
};

/* What one needs: shown where nothing is asked for. */
static const struct command *const needed[] = {
        &plan_command,
        &run_command,
        &status_command,
        &show_command,
        &resume_command,
        &rollback_command,
};
/* clang-format on */

const struct command *command_find(const char *name)
{
        for (size_t i = 0; commands[i]; i++)
                if (strcmp(commands[i]->name, name) == 0)
                        return commands[i];
        return NULL;
}

/* The right spelling, or NULL. */
static const char *right_spelling(const char *name)
{
        const char *names[ARRAY_LEN(commands)];
        size_t count = 0;

        for (; commands[count]; count++)
                names[count] = commands[count]->name;
        return nearest_name(name, names, count);
}

int command_unknown(const char *name, const char *before)
{
        const char *near = right_spelling(name);
        struct err err = ERR_INIT;
        int ending;

        err_set(&err, ERR_INVALID, "there is no command \"%s\"", name);
        if (near)
                err_next(&err, "did you mean \"snaplift %s%s\"? All of them: snaplift help", before,
                         near);
        else
                err_next(&err, "all of them: snaplift help");
        ending = message_error(&err);
        err_clear(&err);
        return ending;
}

/* The command line is wrong, and may all the same say what it is to exit with. */
static int misused(const struct command *command, int argc, char **argv, const struct err *err)
{
        int ending = message_error(err);

        for (int i = 0; command->two_means && i < argc && strcmp(argv[i], "--") != 0; i++)
                if (text_starts(argv[i], "--") && strcmp(argv[i] + 2, command->two_means) == 0)
                        ending = END_FAILED;
        return ending;
}

static int start(const struct command *command, int argc, char **argv)
{
        struct err err = ERR_INIT;
        struct args args;
        int ending;

        if (!args_parse(command, argc, argv, &args, &err)) {
                ending = misused(command, argc, argv, &err);
                err_clear(&err);
                return ending;
        }
        if (args_flag(&args, "debug"))
                log_enable(true);
        if (args.help) {
                struct text help = TEXT_INIT;

                command_help(command, &help);
                message_out(&help);
                text_release(&help);
                ending = END_DONE;
        } else {
                ending = command->run(&args);
        }
        args_release(&args);
        return ending;
}

/* A result that could not be written is no result; a reader that has seen enough is none of our
 * business. */
static int check_output(int ending)
{
        if (fflush(stdout) == 0 && !ferror(stdout))
                return ending;
        if (errno != EPIPE)
                fprintf(stderr, "snaplift: can't write the result to stdout: %s\n",
                        strerror(errno));
        return ending == END_DONE ? END_FAILED : ending;
}

int cli_main(int argc, char **argv)
{
        const struct command *command;
        const char *name = argc > 1 ? argv[1] : NULL;

        signal(SIGPIPE, SIG_IGN);
        if (!name) {
                struct text overview = TEXT_INIT;

                commands_needed(needed, ARRAY_LEN(needed), &overview);
                fputs(text_str(&overview), stderr);
                text_release(&overview);
                return END_USAGE;
        }
        if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0)
                name = "help";
        else if (strcmp(name, "--version") == 0)
                name = "version";
        command = command_find(name);
        if (!command)
                return command_unknown(name, "");
        return check_output(start(command, argc - 2, argv + 2));
}
