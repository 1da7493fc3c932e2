/* How wide text is on a terminal. */
#ifndef SNAPLIFT_CLI_COLUMNS_H
#define SNAPLIFT_CLI_COLUMNS_H

#include <stddef.h>

#include "engine/base/text.h"

/* The columns of the character that s begins with: 2 for the wide ones of East Asia and emoji, 0
 * for marks that stand on the one before. Its bytes in *len; what is no UTF-8 is a byte of one
 * column. */
size_t columns_of(const char *s, size_t left, size_t *len);

size_t columns_in(const char *s, size_t len);

/* s, or as much of it as `width` columns have room for with `mark` (one column) behind it. */
void columns_cut(struct text *out, const char *s, size_t width, const char *mark);

#endif
