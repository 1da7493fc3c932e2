/*
 * How a half-typed command line may go on, for the shells: from the same tables that read it, the
 * store and the pipeline file it names.
 *
 * Reads only, and is silent about what can't be read: nobody wants an error in the middle of his
 * line. Makes no store.
 */
#ifndef SNAPLIFT_CLI_COMPLETE_H
#define SNAPLIFT_CLI_COMPLETE_H

#include <stddef.h>

#include "engine/base/text.h"

/* What it answers where the shell itself knows best. */
#define COMPLETE_FILES ":files"

/* words: all after "snaplift"; the last is being typed and may be empty. A line for each way to go
 * on: the word, a tab, what it is. COMPLETE_FILES stands for every file name. */
void complete_words(const char *const *words, size_t count, struct text *out);

#endif
