#include "engine/cli/columns.h"

#include <stdint.h>
#include <string.h>

#include "engine/base/mem.h"

struct range {
        uint32_t from, to;
};

/* By Unicode's EastAsianWidth: W and F; the planes 2 and 3 as a whole. */
static const struct range wide[] = {
        {0x1100, 0x115f},   {0x231a, 0x231b},   {0x2329, 0x232a},   {0x23e9, 0x23ec},
        {0x23f0, 0x23f0},   {0x23f3, 0x23f3},   {0x25fd, 0x25fe},   {0x2614, 0x2615},
        {0x2648, 0x2653},   {0x267f, 0x267f},   {0x2693, 0x2693},   {0x26a1, 0x26a1},
        {0x26aa, 0x26ab},   {0x26bd, 0x26be},   {0x26c4, 0x26c5},   {0x26ce, 0x26ce},
        {0x26d4, 0x26d4},   {0x26ea, 0x26ea},   {0x26f2, 0x26f3},   {0x26f5, 0x26f5},
        {0x26fa, 0x26fa},   {0x26fd, 0x26fd},   {0x2705, 0x2705},   {0x270a, 0x270b},
        {0x2728, 0x2728},   {0x274c, 0x274c},   {0x274e, 0x274e},   {0x2753, 0x2755},
        {0x2757, 0x2757},   {0x2795, 0x2797},   {0x27b0, 0x27b0},   {0x27bf, 0x27bf},
        {0x2b1b, 0x2b1c},   {0x2b50, 0x2b50},   {0x2b55, 0x2b55},   {0x2e80, 0x303e},
        {0x3041, 0x33ff},   {0x3400, 0x4dbf},   {0x4e00, 0xa4cf},   {0xa960, 0xa97c},
        {0xac00, 0xd7a3},   {0xf900, 0xfaff},   {0xfe10, 0xfe19},   {0xfe30, 0xfe6b},
        {0xff01, 0xff60},   {0xffe0, 0xffe6},   {0x16fe0, 0x18cff}, {0x1aff0, 0x1b2fb},
        {0x1f004, 0x1f004}, {0x1f0cf, 0x1f0cf}, {0x1f18e, 0x1f18e}, {0x1f191, 0x1f19a},
        {0x1f200, 0x1f320}, {0x1f32d, 0x1f335}, {0x1f337, 0x1f37c}, {0x1f37e, 0x1f393},
        {0x1f3a0, 0x1f3ca}, {0x1f3cf, 0x1f3d3}, {0x1f3e0, 0x1f3f0}, {0x1f3f4, 0x1f3f4},
        {0x1f3f8, 0x1f43e}, {0x1f440, 0x1f440}, {0x1f442, 0x1f4fc}, {0x1f4ff, 0x1f53d},
        {0x1f54b, 0x1f54e}, {0x1f550, 0x1f567}, {0x1f57a, 0x1f57a}, {0x1f595, 0x1f596},
        {0x1f5a4, 0x1f5a4}, {0x1f5fb, 0x1f64f}, {0x1f680, 0x1f6c5}, {0x1f6cc, 0x1f6cc},
        {0x1f6d0, 0x1f6d2}, {0x1f6d5, 0x1f6d7}, {0x1f6dc, 0x1f6df}, {0x1f6eb, 0x1f6ec},
        {0x1f6f4, 0x1f6fc}, {0x1f7e0, 0x1f7eb}, {0x1f7f0, 0x1f7f0}, {0x1f90c, 0x1f93a},
        {0x1f93c, 0x1f945}, {0x1f947, 0x1f9ff}, {0x1fa70, 0x1faff}, {0x20000, 0x3fffd},
};

/* Marks of the scripts that runs are commented in, joiners and variation selectors. */
static const struct range none[] = {
        {0x0300, 0x036f}, {0x0483, 0x0489}, {0x0591, 0x05bd}, {0x0610, 0x061a},
        {0x064b, 0x065f}, {0x0670, 0x0670}, {0x200b, 0x200f}, {0x202a, 0x202e},
        {0x2060, 0x2064}, {0x2066, 0x2069}, {0x20d0, 0x20f0}, {0x3099, 0x309a},
        {0xfe00, 0xfe0f}, {0xfe20, 0xfe2f}, {0xfeff, 0xfeff}, {0xe0100, 0xe01ef},
};

static bool is_in(const struct range *ranges, size_t count, uint32_t c)
{
        for (size_t i = 0; i < count && ranges[i].from <= c; i++)
                if (c <= ranges[i].to)
                        return true;
        return false;
}

static uint32_t character(const char *s, size_t len)
{
        uint32_t c = (unsigned char)s[0];

        if (len > 1)
                c &= 0x7fU >> len;
        for (size_t i = 1; i < len; i++)
                c = c << 6 | ((unsigned char)s[i] & 0x3f);
        return c;
}

/* The columns of the character that s begins with: 2 for the wide ones of East Asia and emoji, 0
 * for marks that stand on the one before. Its bytes in *len; what is no UTF-8 is a byte of one
 * column. */
static size_t columns_of(const char *s, size_t left, size_t *len)
{
        uint32_t c;

        *len = text_utf8_len(s, left);
        if (!*len)
                *len = 1;
        if (*len == 1)
                return 1;
        c = character(s, *len);
        if (is_in(none, ARRAY_LEN(none), c))
                return 0;
        return is_in(wide, ARRAY_LEN(wide), c) ? 2 : 1;
}

size_t columns_in(const char *s, size_t len)
{
        size_t columns = 0, bytes;

        for (size_t at = 0; at < len; at += bytes)
                columns += columns_of(s + at, len - at, &bytes);
        return columns;
}

void columns_cut(struct text *out, const char *s, size_t width, const char *mark)
{
        size_t len = strlen(s), seen = 0, at = 0, bytes;

        if (columns_in(s, len) <= width) {
                text_add_n(out, s, len);
                return;
        }
        if (!width)
                return;
        for (; at < len; at += bytes) {
                size_t more = columns_of(s + at, len - at, &bytes);

                if (seen + more > width - 1)
                        break;
                seen += more;
        }
        text_add_n(out, s, at);
        text_add(out, mark);
}
