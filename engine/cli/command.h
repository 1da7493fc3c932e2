/*
 * What a command says of itself: one constant of this per file cmd_*.c, listed in commands.c. The
 * same table of options reads the command line, writes the usage line and the help, so that the
 * three can't come to differ.
 */
#ifndef SNAPLIFT_CLI_COMMAND_H
#define SNAPLIFT_CLI_COMMAND_H

#include <stdbool.h>

#include "engine/base/err.h"
#include "engine/base/text.h"

struct args;

/* Exit codes are a contract with scripts and CI. */
enum ending {
        END_DONE = 0,       /* done, or nothing to do */
        END_FAILED = 1,     /* failed, and nothing is left changed */
        END_USAGE = 2,      /* the command line or the definition is wrong */
        END_INCOMPLETE = 3, /* not everything could be put back */
        END_LOCKED = 4,     /* another run holds the stack */
        END_REFUSED = 5,    /* a guard says no */
        END_RESUMABLE = 6,  /* interrupted or waiting: `snaplift resume` goes on */
        END_FINDINGS = 7,   /* it was looked at, and something was found */
};

/* Arrays of these end with a NULL name. */
struct option {
        const char *name;  /* without the dashes */
        const char *value; /* what it takes, for the help; NULL: a flag */
        bool many;         /* may be given more than once */
        const char *help;  /* lower case, no full stop */
};

struct operand {
        const char *name; /* in capitals */
        bool optional;
        const char *help;
        bool many; /* the last one only */
};

struct command {
        const char *name;
        const char *summary; /* lower case, no full stop */
        /* Paragraphs for `snaplift help NAME`, or NULL. The manual page joins their lines, but for
         * those that begin with a space. */
        const char *details;
        const struct operand *operands;
        const struct option *options;
        bool hidden;                         /* for programs: not in the overview */
        int (*run)(const struct args *args); /* returns an enum ending */
        /* The option with which exit code 2 is a result: a wrong command line is 1 then. Or NULL.
         */
        const char *two_means;
};

/* clang-format off */
#define OPTION_STORE {"store", "LOCATION", false, "where runs are journalled (else SNAPLIFT_STORE)"}
#define OPTION_JSON {"json", NULL, false, "print JSON, one object per line"}
#define OPTION_SET {"set", "NAME=VALUE", true, "give an input of the pipeline its value"}
#define OPTION_GIVE_UP {"accept-data-loss", NULL, false, "go on though users have written: --set accept_data_loss=true"}
#define OPTION_TRACE {"trace", "FILE", false, "append a line per call to AWS (else SNAPLIFT_TRACE)"}
#define OPTION_PLAIN {"plain", NULL, false, "one line per change in place of the live display"}
#define OPTION_REGION {"region", "REGION", false, "the AWS region (else AWS_REGION, or the profile's)"}
#define OPTION_DETACH {"detach-approval", NULL, false, "do not ask for approvals here: exit 6"}
/* clang-format on */

extern const struct option common_options[];   /* every command has these, too */
extern const struct command *const commands[]; /* NULL-ended, in the order of the help */
const struct command *command_find(const char *name);

/* Says that there is no such command, and which may have been meant after "snaplift BEFORE".
 * Returns the exit code. */
int command_unknown(const char *name, const char *before);

/* The whole program. argv[0] is its own name. */
int cli_main(int argc, char **argv);

/* "snaplift run PIPELINE STACK [OPTION]...; the options: snaplift help run" */
void command_usage(const struct command *command, struct text *out);
void command_help(const struct command *command, struct text *out);
void commands_overview(struct text *out);
/* Some of them: for one who asked for nothing. */
void commands_needed(const struct command *const *some, size_t count, struct text *out);

#endif
