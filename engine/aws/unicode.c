/* White space and line ends: the sets of Python's str.isspace() and str.splitlines(). */
#include "engine/aws/unicode.h"

#include <stdbool.h>
#include <stdint.h>

#include "engine/base/text.h"

static uint32_t decode(const char *s, size_t len, size_t *bytes)
{
        static const unsigned char first[] = {0, 0x7f, 0x1f, 0x0f, 0x07};
        uint32_t c;

        *bytes = text_utf8_len(s, len);
        if (!*bytes) {
                *bytes = 1;
                return 0xfffd;
        }
        c = (unsigned char)s[0] & first[*bytes];
        for (size_t i = 1; i < *bytes; i++)
                c = c << 6 | ((unsigned char)s[i] & 0x3f);
        return c;
}

static bool is_line_end(uint32_t c)
{
        return (c >= 0x0a && c <= 0x0d) || (c >= 0x1c && c <= 0x1e) || c == 0x85 || c == 0x2028 ||
               c == 0x2029;
}

static bool is_space(uint32_t c)
{
        return is_line_end(c) || c == 0x09 || c == 0x1f || c == 0x20 || c == 0xa0 || c == 0x1680 ||
               (c >= 0x2000 && c <= 0x200a) || c == 0x202f || c == 0x205f || c == 0x3000;
}

size_t unicode_strip_start(const char *s, size_t len)
{
        size_t at = 0, bytes;

        while (at < len && is_space(decode(s + at, len - at, &bytes)))
                at += bytes;
        return at;
}

size_t unicode_strip_end(const char *s, size_t len)
{
        while (len > 0) {
                size_t at = len - 1, bytes;

                while (at > 0 && ((unsigned char)s[at] & 0xc0) == 0x80)
                        at--;
                if (!is_space(decode(s + at, len - at, &bytes)))
                        break;
                len = at;
        }
        return len;
}

size_t unicode_count(const char *s, size_t len)
{
        size_t n = 0;

        for (size_t i = 0; i < len; i++)
                n += ((unsigned char)s[i] & 0xc0) != 0x80;
        return n;
}

size_t unicode_line(const char *s)
{
        size_t at = 0;

        while (s[at] && !unicode_line_end(s + at))
                at++;
        return at;
}

size_t unicode_line_end(const char *s)
{
        size_t bytes;

        if (s[0] == '\r' && s[1] == '\n')
                return 2;
        return *s && is_line_end(decode(s, 4, &bytes)) ? bytes : 0;
}
