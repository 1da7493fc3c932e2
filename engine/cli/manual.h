/* Manual pages in roff (man(7)), from the same tables as the help. */
#ifndef SNAPLIFT_CLI_MANUAL_H
#define SNAPLIFT_CLI_MANUAL_H

#include "engine/cli/command.h"

/* snaplift-NAME(1) */
void manual_command_page(const struct command *command, struct text *out);
/* snaplift(1): what there is, exit codes, environment, files. */
void manual_main_page(struct text *out);

#endif
