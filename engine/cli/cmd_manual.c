/* snaplift manual: manual pages, for `man` and for packages. */
#include <stdio.h>

#include "engine/cli/args.h"
#include "engine/cli/commands.h"
#include "engine/cli/manual.h"
#include "engine/cli/message.h"

static int manual(const struct args *args)
{
        const char *name = args_operand(args, 0);
        const struct command *command = name ? command_find(name) : NULL;
        struct text out = TEXT_INIT;

        if (name && !command)
                return command_unknown(name, "manual ");
        if (args_flag(args, "list")) {
                for (size_t i = 0; commands[i]; i++)
                        if (!commands[i]->hidden)
                                text_addf(&out, "%s\n", commands[i]->name);
        } else if (command) {
                manual_command_page(command, &out);
        } else {
                manual_main_page(&out);
        }
        message_out(&out);
        text_release(&out);
        return END_DONE;
}

static const struct operand operands[] = {
        {"COMMAND", true, "the command its page is about; default: snaplift itself"},
        {NULL},
};

static const struct option options[] = {
        {"list", NULL, false, "print the names of the commands that have a page"},
        {NULL},
};

const struct command manual_command = {
        .name = "manual",
        .summary = "print a manual page",
        .details = "In roff: snaplift manual run | man -l -",
        .operands = operands,
        .options = options,
        .run = manual,
};
