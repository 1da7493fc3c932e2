/*
 * A command line, read by a command's tables: `--name VALUE`, `--name=VALUE`, flags, operands;
 * `--` ends the options. Nothing is abbreviated: a script that works today means the same
 * tomorrow.
 */
#ifndef SNAPLIFT_CLI_ARGS_H
#define SNAPLIFT_CLI_ARGS_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/base/err.h"
#include "engine/base/stack.h"
#include "engine/cli/command.h"

struct given {
        const struct option *option;
        const char *value; /* borrowed from argv; NULL for a flag */
};

struct args {
        const struct command *command;
        struct given *given;
        size_t given_count;
        const char **operands; /* borrowed from argv */
        size_t operand_count;
        bool help; /* --help or -h: all else is unread */
};

/* argv: what follows the command's name. ERR_INVALID says what is wrong with which word. */
bool args_parse(const struct command *command, int argc, char **argv, struct args *out,
                struct err *err);
void args_release(struct args *a);

bool args_flag(const struct args *a, const char *option);
const char *args_value(const struct args *a, const char *option); /* NULL when not given */
/* The option's next value; start with *at = 0. NULL at the end. */
const char *args_next(const struct args *a, const char *option, size_t *at);
const char *args_operand(const struct args *a, size_t i); /* NULL when not given */
/* An operand that was given, as a stack. */
bool args_stack(const struct args *a, size_t i, struct stack *out, struct err *err);

#endif
