/* snaplift help, snaplift version */
#include <stdio.h>

#include "engine/cli/args.h"
#include "engine/cli/commands.h"
#include "engine/cli/message.h"

static int help(const struct args *args)
{
        const char *name = args_operand(args, 0);
        const struct command *command = name ? command_find(name) : NULL;
        struct text out = TEXT_INIT;

        if (name && !command)
                return command_unknown(name, "help ");
        if (command)
                command_help(command, &out);
        else
                commands_overview(&out);
        message_out(&out);
        text_release(&out);
        return END_DONE;
}

static const struct operand help_operands[] = {
        {"COMMAND", true, "the command to tell about"},
        {NULL},
};

const struct command help_command = {
        .name = "help",
        .summary = "show the commands, or one command's options",
        .operands = help_operands,
        .run = help,
};

static int version(const struct args *args)
{
        (void)args;
        printf("snaplift %s\n", SNAPLIFT_VERSION);
        return END_DONE;
}

const struct command version_command = {
        .name = "version",
        .summary = "print the version",
        .run = version,
};
