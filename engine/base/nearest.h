/* The right spelling of a mistyped name. */
#ifndef SNAPLIFT_BASE_NEAREST_H
#define SNAPLIFT_BASE_NEAREST_H

#include <stddef.h>

/* The candidate with the smallest edit distance (transpositions count one), or NULL when none is
 * near enough to be worth suggesting: at most a third of the name's length, at least 1. Borrowed.
 */
const char *nearest_name(const char *name, const char *const *candidates, size_t count);

#endif
