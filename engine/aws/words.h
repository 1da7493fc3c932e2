/* A command line as a shell would split it, without running one: Python's shlex.split(), with which
 * botocore reads credential_process and the names in section headers. */
#ifndef SNAPLIFT_AWS_WORDS_H
#define SNAPLIFT_AWS_WORDS_H

#include <stdbool.h>

#include "engine/base/text.h"

/* Blanks part words; '...' is literal, "..." but for \" and \\, a \ outside takes the next
 * character as it is. False when a quotation or a \ is left open. Release out in any case. */
bool words_split(const char *line, struct strlist *out);

#endif
