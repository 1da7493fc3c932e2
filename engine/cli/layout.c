#include "engine/cli/layout.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "engine/cli/columns.h"

bool layout_colour(FILE *out)
{
        const char *term = getenv("TERM"), *no = getenv("NO_COLOR");

        return isatty(fileno(out)) && term && *term && strcmp(term, "dumb") != 0 && !(no && *no);
}

static const char *const codes[] = {
        [TINT_NONE] = "",   [TINT_BOLD] = "1",    [TINT_FAINT] = "2",
        [TINT_GOOD] = "32", [TINT_CHANGE] = "33", [TINT_BAD] = "31",
};

void layout_tint(struct text *out, bool colour, enum tint tint, const char *text)
{
        if (!colour || tint == TINT_NONE) {
                text_add_printable(out, text);
                return;
        }
        text_addf(out, "\x1b[%sm", codes[tint]);
        text_add_printable(out, text);
        text_add(out, "\x1b[0m");
}

size_t layout_width(FILE *out)
{
        struct winsize size = {0};

        if (!isatty(fileno(out)))
                return 0;
        ioctl(fileno(out), TIOCGWINSZ, &size);
        return size.ws_col && size.ws_col < LAYOUT_WIDTH ? size.ws_col : LAYOUT_WIDTH;
}

size_t layout_columns(FILE *out)
{
        size_t width = layout_width(out);

        return width ? width : LAYOUT_WIDTH;
}

void layout_wrap(struct text *out, size_t columns, size_t at, size_t indent, const char *text)
{
        struct text clean = TEXT_INIT;
        const char *word, *end;
        bool first = true;

        text_add_printable(&clean, text);
        for (word = text_str(&clean); *word; word = end) {
                size_t wide;

                word += strspn(word, " ");
                end = word + strcspn(word, " ");
                wide = columns_in(word, (size_t)(end - word));
                if (!wide)
                        break;
                if (!first && at + 1 + wide > columns) {
                        text_addf(out, "\n%*s", (int)indent, "");
                        at = indent;
                } else if (!first) {
                        text_add_char(out, ' ');
                        at++;
                }
                text_add_n(out, word, (size_t)(end - word));
                at += wide;
                first = false;
        }
        text_add_char(out, '\n');
        text_release(&clean);
}

void layout_title(struct text *out, size_t columns, bool colour, enum tint tint, const char *text)
{
        if (colour)
                text_addf(out, "\x1b[%sm", codes[tint]);
        layout_wrap(out, columns, 0, 0, text);
        if (colour)
                text_add(out, "\x1b[0m");
}

void layout_fact(struct text *out, size_t columns, size_t wide, const char *label, const char *text)
{
        text_addf(out, "%-*s ", (int)wide, label ? label : "");
        layout_wrap(out, columns, wide + 1, wide + 1, text);
}

void layout_when(int64_t at, char out[ISO_SIZE])
{
        iso_format(at, out);
        memcpy(out + strlen("2026-11-21T01:07:10"), "Z", 2);
        out[strlen("2026-11-21")] = ' ';
}
