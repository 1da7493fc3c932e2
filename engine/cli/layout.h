/* Text for a person's screen: words that wrap, columns that line up, colour where it is seen. */
#ifndef SNAPLIFT_CLI_LAYOUT_H
#define SNAPLIFT_CLI_LAYOUT_H

#include <stdint.h>
#include <stdio.h>

#include "engine/base/stamp.h"
#include "engine/base/text.h"

enum { LAYOUT_WIDTH = 80 };

enum tint { TINT_NONE, TINT_BOLD, TINT_FAINT, TINT_GOOD, TINT_CHANGE, TINT_BAD };

/* A terminal that is not dumb, and no NO_COLOR. */
bool layout_colour(FILE *out);

/* The columns that text for `out` is wrapped before: its terminal's, LAYOUT_WIDTH at most; 0: it is
 * none. */
size_t layout_width(FILE *out);
/* The same, and LAYOUT_WIDTH where it is none: what a whole page for `out` is laid out in. */
size_t layout_columns(FILE *out);

/* text, printable (text_add_printable), in colour if `colour` says so. */
void layout_tint(struct text *out, bool colour, enum tint tint, const char *text);

/* The words of text from column `at` on, printable, wrapped before so many columns and indented
 * from the second line on; ends with a newline. A word that is longer than a line is left whole. */
void layout_wrap(struct text *out, size_t columns, size_t at, size_t indent, const char *text);

/* Lines of text that is printable already, those that are too long wrapped before so many columns
 * and indented from the second line on; what stands between words stays as it is. */
void layout_lines(struct text *out, size_t columns, size_t indent, const char *text);

/* The same in that colour. */
void layout_tinted(struct text *out, size_t columns, size_t at, size_t indent, enum tint tint,
                   const char *text);

/* A line of its own in that colour, wrapped. */
void layout_title(struct text *out, size_t columns, bool colour, enum tint tint, const char *text);

/* "LABEL     text", the label so wide and the text wrapped below itself: what lists of facts are
 * made of. label NULL: below the one before. */
void layout_fact(struct text *out, size_t columns, size_t wide, const char *label,
                 const char *text);

#endif
