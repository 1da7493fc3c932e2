/*
 * Progress on a terminal: a line per stage that is redrawn in place, at most ten times a second
 * when something happens and once a second for the clocks.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>

#include "engine/base/mem.h"
#include "engine/base/stamp.h"
#include "engine/cli/progress.h"

enum {
        SOON_MS = 100,
        TICK_MS = 1000,
        COLUMN_LIMIT = 28,
        BAR_CELLS = 10,
        NARROW = 72, /* columns; below it there is no room for types and bars */
        BRIEF = 2000 /* ms; what usually takes less needs no bar */
};

struct live {
        struct display display;
        struct progress_options options;
        const struct view *view;
        struct timer *timer;
        bool dirty;   /* something changed since the last drawing; the timer is set soon */
        size_t drawn; /* lines on the screen that are ours */
};

static void size_of(const struct live *l, size_t *width, size_t *height)
{
        struct winsize size = {0};

        if (!l->options.width || !l->options.height)
                ioctl(fileno(l->options.out), TIOCGWINSZ, &size);
        *width = l->options.width ? (size_t)l->options.width : size.ws_col ? size.ws_col : 80;
        *height = l->options.height ? (size_t)l->options.height : size.ws_row ? size.ws_row : 24;
}

/* At most width characters of s, cut between two, never inside one. */
static void add_cut(struct text *out, const char *s, size_t width, bool unicode)
{
        const char *cut = NULL, *mark = unicode ? "…" : "~";
        size_t seen = 0;

        for (const char *c = s; *c; c++) {
                if (((unsigned char)*c & 0xc0) == 0x80)
                        continue;
                if (seen + 1 == width)
                        cut = c;
                if (seen++ == width) {
                        text_add_n(out, s, (size_t)(cut - s));
                        text_add(out, mark);
                        return;
                }
        }
        text_add(out, s);
}

struct look {
        const char *glyph, *plain;
        const char *colour;
};

static const struct look looks[] = {
        [VIEW_WAITING] = {"·", ".", "2"},    [VIEW_RUNNING] = {"●", "*", "36"},
        [VIEW_SUCCEEDED] = {"✓", "+", "32"}, [VIEW_UNCHANGED] = {"=", "=", "32"},
        [VIEW_SKIPPED] = {"-", "-", "2"},    [VIEW_FAILED] = {"✗", "x", "31"},
        [VIEW_STOPPED] = {"‖", "|", "33"},   [VIEW_UNDOING] = {"↶", "<", "33"},
        [VIEW_UNDONE] = {"↶", "<", "2"},     [VIEW_STANDING] = {"!", "!", "31"},
};

static void add_glyph(const struct live *l, enum view_state state, struct text *out)
{
        const struct look *look = &looks[state];
        const char *glyph = l->options.unicode ? look->glyph : look->plain;

        if (l->options.colour)
                text_addf(out, "\x1b[%sm%s\x1b[0m", look->colour, glyph);
        else
                text_add(out, glyph);
}

static size_t longest(const struct view *v, bool types)
{
        size_t wide = 0;

        for (size_t i = 0; i < v->stage_count; i++) {
                size_t len = strlen(types ? v->stages[i].type : v->stages[i].id);

                wide = len > wide ? len : wide;
        }
        return wide < COLUMN_LIMIT ? wide : COLUMN_LIMIT;
}

/* "about 3m left", or by how much it is late. */
static void add_left(int64_t passed, int64_t usual, struct text *out)
{
        int64_t left = usual > passed ? usual - passed : passed - usual;
        char words[24];

        /* no more exact than it can be */
        left -= left > 120000 ? left % 60000 : left % 1000;
        duration_format(left, words);
        text_addf(out, usual > passed ? "about %s left" : "%s longer than usual", words);
}

/* "█████░░░░░ about 3m left  ": how far along, if it takes as long as it usually does. */
static void add_bar(const struct live *l, const struct stage_view *s, struct text *out)
{
        int64_t passed = loop_now(l->options.loop) - s->started;
        int64_t full = passed < s->usual ? passed * BAR_CELLS / s->usual : BAR_CELLS;

        for (int i = 0; i < BAR_CELLS; i++)
                text_add(out, l->options.unicode ? (i < full ? "█" : "░") : i < full ? "#" : ".");
        text_add_char(out, ' ');
        add_left(passed, s->usual, out);
        text_add(out, "  ");
}

/* "  ● restore  database.restore    2m 10s  ███░░░░░░░ about 5m left  creating" */
static void add_stage(const struct live *l, const struct stage_view *s, size_t width, int id_wide,
                      int type_wide, struct text *out)
{
        struct text rest = TEXT_INIT;
        char took[24] = "";

        if (s->started && s->state != VIEW_SKIPPED)
                duration_format((s->ended ? s->ended : loop_now(l->options.loop)) - s->started,
                                took);
        text_addf(&rest, "%-*s  ", id_wide, s->id);
        if (width >= NARROW)
                text_addf(&rest, "%-*s  ", type_wide, s->type);
        text_addf(&rest, "%8s  ", took);
        if (s->state == VIEW_RUNNING && s->usual >= BRIEF && width >= NARROW)
                add_bar(l, s, &rest);
        if (s->state != VIEW_WAITING && s->state != VIEW_RUNNING && s->state != VIEW_SUCCEEDED) {
                text_add(&rest, view_state_name(s->state));
                text_add(&rest, s->note ? ": " : "");
        }
        if (s->note && s->state != VIEW_SUCCEEDED)
                text_add_printable(&rest, s->note);
        while (rest.len && rest.data[rest.len - 1] == ' ')
                rest.data[--rest.len] = '\0';
        text_add(out, "\x1b[2K  ");
        add_glyph(l, s->state, out);
        text_add_char(out, ' ');
        add_cut(out, text_str(&rest), width > 6 ? width - 5 : 1, l->options.unicode);
        text_add_char(out, '\n');
        text_release(&rest);
}

/* whole: the last drawing, that stays. */
static void add_head(const struct live *l, size_t width, bool whole, struct text *out)
{
        const struct view *v = l->view;
        struct text head = TEXT_INIT;
        char took[24];

        duration_format(v->started ? loop_now(l->options.loop) - v->started : 0, took);
        text_addf(&head, "%s  %s  %s  %s%s", v->pipeline ? v->pipeline : "",
                  v->stack ? v->stack : "", v->run ? v->run : "", took,
                  v->rolling_back ? "  rolling back" : "");
        if (v->usual && !v->rolling_back && !whole) {
                text_add(&head, ", ");
                add_left(loop_now(l->options.loop) - v->started, v->usual, &head);
        }
        text_add(out, l->options.colour ? "\x1b[2K\x1b[1m" : "\x1b[2K");
        add_cut(out, text_str(&head), width - 1, l->options.unicode);
        text_add(out, l->options.colour ? "\x1b[0m\n" : "\n");
        text_release(&head);
}

/* Which stages fit: all, or as many as there is room for around the first that has not ended. */
static void window(const struct view *v, size_t room, size_t *from, size_t *count)
{
        size_t first = 0;

        *from = 0;
        *count = v->stage_count;
        if (v->stage_count <= room)
                return;
        while (first < v->stage_count && v->stages[first].ended)
                first++;
        *count = room;
        *from = first ? first - 1 : 0;
        if (*from > v->stage_count - room)
                *from = v->stage_count - room;
}

static void draw(struct live *l, bool whole)
{
        const struct view *v = l->view;
        size_t width, height, from, count, lines = 0;
        int id_wide = (int)longest(v, false), type_wide = (int)longest(v, true);
        struct text out = TEXT_INIT;

        size_of(l, &width, &height);
        window(v, whole ? v->stage_count : height > 8 ? height - 5 : 3, &from, &count);
        if (l->drawn)
                text_addf(&out, "\x1b[%zuA\r", l->drawn);
        add_head(l, width, whole, &out);
        lines++;
        if (from) {
                text_addf(&out, "\x1b[2K    (%zu more above)\n", from);
                lines++;
        }
        for (size_t i = from; i < from + count; i++, lines++)
                add_stage(l, &v->stages[i], width, id_wide, type_wide, &out);
        if (from + count < v->stage_count) {
                text_addf(&out, "\x1b[2K    (%zu more below)\n", v->stage_count - from - count);
                lines++;
        }
        if (v->asked_to_stop && !whole) {
                text_add(&out, "\x1b[2K");
                add_cut(&out, v->asked_to_stop, width - 1, l->options.unicode);
                text_add_char(&out, '\n');
                lines++;
        }
        text_add(&out, "\x1b[J");
        l->drawn = lines;
        l->dirty = false;
        fwrite(out.data, 1, out.len, l->options.out);
        fflush(l->options.out);
        text_release(&out);
}

static void tick(void *arg)
{
        struct live *l = arg;

        draw(l, false);
        l->timer = timer_start(l->options.loop, TICK_MS, tick, l);
}

static void live_begin(struct display *d, const struct view *v)
{
        struct live *l = (struct live *)d;

        l->view = v;
        draw(l, false);
        timer_stop(l->timer);
        l->timer = timer_start(l->options.loop, TICK_MS, tick, l);
}

static void live_event(struct display *d, const struct view *v, const struct run_event *event)
{
        struct live *l = (struct live *)d;

        (void)event;
        l->view = v;
        if (l->dirty)
                return;
        l->dirty = true;
        timer_stop(l->timer);
        l->timer = timer_start(l->options.loop, SOON_MS, tick, l);
}

static void live_end(struct display *d, const struct view *v)
{
        struct live *l = (struct live *)d;

        timer_stop(l->timer);
        l->view = v;
        if (v->run)
                draw(l, true);
        free(l);
}

struct display *display_live(const struct progress_options *options)
{
        struct live *l = xcalloc(1, sizeof(*l));

        l->display = (struct display){.begin = live_begin, .event = live_event, .end = live_end};
        l->options = *options;
        return &l->display;
}
