/* Text as Python's str sees it, for files that Python programs read too: what is white space, and
 * where a line ends. Everything is UTF-8 that has been checked; lengths are bytes. */
#ifndef SNAPLIFT_AWS_UNICODE_H
#define SNAPLIFT_AWS_UNICODE_H

#include <stddef.h>

size_t unicode_strip_start(const char *s, size_t len); /* bytes of white space it begins with */
size_t unicode_strip_end(const char *s, size_t len);   /* its length without those at its end */
size_t unicode_count(const char *s, size_t len);       /* characters */
size_t unicode_line(const char *s);     /* bytes before the line's end; s is NUL-terminated */
size_t unicode_line_end(const char *s); /* bytes of the line's end that s begins with; or 0 */

#endif
