/* Findings: kept as they come, shown sorted by place. */
#include "engine/graph/diagnostics.h"

#include <stdlib.h>

#include "engine/base/mem.h"

void diagnostics_add(struct diagnostics *d, int line, int column, const char *fmt, ...)
{
        struct text shown = TEXT_INIT;
        va_list args;
        char *text;

        va_start(args, fmt);
        text = xvasprintf(fmt, args);
        va_end(args);
        text_add_printable(&shown, text); /* it quotes what others wrote, and is one line */
        free(text);
        d->items = xrealloc(d->items, (d->count + 1) * sizeof(*d->items));
        d->items[d->count++] = (struct finding){line, column, text_steal(&shown)};
}

/* Insertion sort: stable, and findings come nearly in order. */
static void sort(struct diagnostics *d)
{
        for (size_t i = 1; i < d->count; i++) {
                struct finding f = d->items[i];
                size_t at = i;

                while (at > 0 &&
                       (d->items[at - 1].line > f.line ||
                        (d->items[at - 1].line == f.line && d->items[at - 1].column > f.column))) {
                        d->items[at] = d->items[at - 1];
                        at--;
                }
                d->items[at] = f;
        }
}

void diagnostics_print(struct diagnostics *d, const char *file, struct text *out)
{
        sort(d);
        for (size_t i = 0; i < d->count; i++) {
                const struct finding *f = &d->items[i];

                if (f->line > 0)
                        text_addf(out, "%s:%d:%d: %s\n", file, f->line, f->column, f->text);
                else
                        text_addf(out, "%s: %s\n", file, f->text);
        }
}

void diagnostics_release(struct diagnostics *d)
{
        for (size_t i = 0; i < d->count; i++)
                free(d->items[i].text);
        free(d->items);
        *d = (struct diagnostics){0};
}
