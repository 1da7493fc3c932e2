/* How wide text is on a terminal. */
#ifndef SNAPLIFT_CLI_COLUMNS_H
#define SNAPLIFT_CLI_COLUMNS_H

#include <stddef.h>

#include "engine/base/text.h"

size_t columns_in(const char *s, size_t len);

/* s, or as much of it as `width` columns have room for with `mark` (one column) behind it. */
void columns_cut(struct text *out, const char *s, size_t width, const char *mark);

#endif
