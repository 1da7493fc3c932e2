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

void layout_lines(struct text *out, size_t columns, size_t indent, const char *text)
{
        while (*text) {
                size_t len = strcspn(text, "\n"), at = 0, done = 0;

                while (done < len) {
                        size_t gap = strspn(text + done, " "), word, wide;

                        gap = gap < len - done ? gap : len - done;
                        word = strcspn(text + done + gap, " \n");
                        wide = columns_in(text + done + gap, word);
                        if (at > indent && at + gap + wide > columns) {
                                text_addf(out, "\n%*s", (int)indent, "");
                                at = indent;
                                done += gap;
                                gap = 0;
                        }
                        text_add_n(out, text + done, gap + word);
                        at += gap + wide;
                        done += gap + word;
                }
                text_add_char(out, '\n');
                text += len + (text[len] == '\n');
        }
}

void layout_tinted(struct text *out, size_t columns, size_t at, size_t indent, enum tint tint,
                   const char *text)
{
        if (tint != TINT_NONE)
                text_addf(out, "\x1b[%sm", codes[tint]);
        layout_wrap(out, columns, at, indent, text);
        if (tint != TINT_NONE)
                text_add(out, "\x1b[0m");
}

void layout_title(struct text *out, size_t columns, bool colour, enum tint tint, const char *text)
{
        layout_tinted(out, columns, 0, 0, colour ? tint : TINT_NONE, text);
}

void layout_fact(struct text *out, size_t columns, size_t wide, const char *label, const char *text)
{
        text_addf(out, "%-*s ", (int)wide, label ? label : "");
        layout_wrap(out, columns, wide + 1, wide + 1, text);
}
