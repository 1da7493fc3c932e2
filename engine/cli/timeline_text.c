/* A timeline as text. */
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/stamp.h"
#include "engine/cli/layout.h"
#include "engine/cli/timeline.h"

enum { TOOK = 9, NAME_LIMIT = 24, NAME_LEAST = 8, AXIS_LEAST = 16, FRAME = 4 };

static const char letters[BAR_STATES] = {
        [BAR_LOOKED] = '.',   [BAR_SUCCEEDED] = '#', [BAR_UNCHANGED] = '=', [BAR_RUNNING] = '>',
        [BAR_RETRIED] = '~',  [BAR_FAILED] = 'x',    [BAR_STOPPED] = '|',   [BAR_UNDONE] = '<',
        [BAR_STANDING] = '!', [BAR_FINISHED] = '-',
};

struct canvas {
        const struct timeline *t;
        size_t name, width; /* of the names, of the axis */
};

static size_t column(const struct canvas *c, int64_t at)
{
        int64_t span = c->t->to - c->t->from;
        size_t n = span > 0 ? (size_t)((at - c->t->from) * (int64_t)c->width / span) : 0;

        return n < c->width ? n : c->width - 1;
}

static void add_row(const struct canvas *c, const struct row *row, struct text *out)
{
        char *cells = xcalloc(c->width + 1, 1), took[24];

        memset(cells, ' ', c->width);
        for (size_t i = 0; i < row->count; i++) {
                size_t from = column(c, row->bars[i].from), to = column(c, row->bars[i].to);

                for (size_t k = from; k <= to && (k < to || k == from); k++)
                        cells[k] = letters[row->bars[i].state];
        }
        duration_format(row_took(row), took);
        text_addf(out, "%-*.*s |%s| %*s\n", (int)c->name, (int)c->name, row->stage, cells, TOOK,
                  took);
        free(cells);
}

static void add_axis(const struct canvas *c, struct text *out)
{
        int64_t span = c->t->to - c->t->from, step = timeline_step(span, (int)c->width / 8);
        size_t at = 0;
        char tick[24];

        text_addf(out, "%-*s  ", (int)c->name, "");
        for (int64_t ms = 0; ms <= span; ms += step) {
                size_t to = column(c, c->t->from + ms);

                timeline_tick(ms, tick);
                if (to < at || to + strlen(tick) > c->width)
                        continue;
                text_addf(out, "%*s%s", (int)(to - at), "", tick);
                at = to + strlen(tick);
        }
        text_add_char(out, '\n');
}

static void add_marks(const struct canvas *c, struct text *out)
{
        for (size_t i = 0; i < c->t->mark_count; i++) {
                char at[24];

                duration_format(c->t->marks[i].at - c->t->from, at);
                text_addf(out, "%*s  %s\n", TOOK, at, c->t->marks[i].what);
        }
}

static void add_legend(const struct timeline *t, size_t columns, struct text *out)
{
        bool seen[BAR_STATES] = {false};
        struct text line = TEXT_INIT;

        for (size_t i = 0; i < t->row_count; i++)
                for (size_t k = 0; k < t->rows[i].count; k++)
                        seen[t->rows[i].bars[k].state] = true;
        for (int s = 0; s < BAR_STATES; s++)
                if (seen[s])
                        text_addf(&line, "%s%c %s", line.len ? ", " : "", letters[s],
                                  bar_state_name((enum bar_state)s));
        layout_wrap(out, columns, 0, 0, text_str(&line));
        text_release(&line);
}

/* The axis needs room before the names do. */
static void divide(struct canvas *c, size_t columns)
{
        size_t least = TOOK + FRAME + AXIS_LEAST, room;

        for (size_t i = 0; i < c->t->row_count; i++)
                if (c->t->rows[i].count && strlen(c->t->rows[i].stage) > c->name)
                        c->name = strlen(c->t->rows[i].stage);
        if (c->name > NAME_LIMIT)
                c->name = NAME_LIMIT;
        room = columns > least + NAME_LEAST ? columns - least : NAME_LEAST;
        if (c->name > room)
                c->name = room;
        c->width = columns > c->name + least ? columns - c->name - TOOK - FRAME : AXIS_LEAST;
}

void timeline_text(const struct timeline *t, size_t columns, struct text *out)
{
        struct canvas c = {.t = t};
        struct text line = TEXT_INIT;
        char at[ISO_SIZE], took[24];

        divide(&c, columns);
        when_format(t->from, at);
        duration_format(t->to - t->from, took);
        text_addf(&line, "%s on %s: %s", t->pipeline, t->stack, t->state);
        layout_wrap(out, columns, 0, 0, text_str(&line));
        text_clear(&line);
        text_addf(&line, "run %s, %s, %s", t->run, at, took);
        layout_wrap(out, columns, 0, 0, text_str(&line));
        text_add_char(out, '\n');
        text_release(&line);
        for (size_t i = 0; i < t->row_count; i++)
                if (t->rows[i].count)
                        add_row(&c, &t->rows[i], out);
        add_axis(&c, out);
        text_add_char(out, '\n');
        add_marks(&c, out);
        add_legend(t, columns, out);
}
