/*
 * Progress on a terminal: a line per stage that is redrawn in place, at most ten times a second
 * when something happens and once a second for the clocks. Nothing is drawn from the background.
 */
#include <ctype.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "engine/base/mem.h"
#include "engine/base/stamp.h"
#include "engine/cli/columns.h"
#include "engine/cli/progress.h"

enum {
        SOON_MS = 100,
        TICK_MS = 1000,
        COLUMN_LIMIT = 28,
        BAR_CELLS = 10,
        HEAD = 4,    /* columns before a stage's name */
        MORE = 2,    /* lines that say how many stages are above and below */
        NARROW = 72, /* columns; below it there is no room for bars */
        WIDE = 100,  /* columns; below it there is little room beside a bar */
        BRIEF = 2000 /* ms; what usually takes less needs no bar */
};

struct live {
        struct display display;
        struct progress_options options;
        const struct view *view;
        struct timer *timer;
        bool dirty;    /* something changed since the last drawing; the timer is set soon */
        size_t *drawn; /* the columns of each line on the screen that is ours */
        size_t line_count;
};

/* Stopped and gone on: the shell has written below what is drawn. Heard at once, not on the loop,
 * whose timers may be served before its signals. */
static volatile sig_atomic_t continued;

static void on_continue(int signum)
{
        (void)signum;
        continued = 1;
}

static void size_of(const struct live *l, size_t *width, size_t *height)
{
        struct winsize size = {0};

        if (!l->options.width || !l->options.height)
                ioctl(fileno(l->options.out), TIOCGWINSZ, &size);
        *width = l->options.width ? (size_t)l->options.width : size.ws_col ? size.ws_col : 80;
        *height = l->options.height ? (size_t)l->options.height : size.ws_row ? size.ws_row : 24;
}

/* A line of its own, cut to the screen. head: what stands before, of head_wide columns and with its
 * colours; style: the whole line's, or NULL. */
static void add_line(struct live *l, const char *head, size_t head_wide, const char *text,
                     const char *style, struct text *out)
{
        struct text clean = TEXT_INIT, cut = TEXT_INIT;
        size_t width, height;

        size_of(l, &width, &height);
        /* a terminal that has no UTF-8 takes its bytes for something else */
        for (const char *c = text; *c; c++)
                if (l->options.unicode || !(*c & 0x80))
                        text_add_char(&clean, *c);
                else if ((*c & 0xc0) == 0xc0)
                        text_add_char(&clean, '?');
        /* the last column is left free: where the cursor goes from there differs */
        width = width > 1 ? width - 1 : 1;
        columns_cut(&cut, text_str(&clean), width > head_wide ? width - head_wide : 0,
                    l->options.unicode ? "…" : "~");
        text_addf(out, "\x1b[2K%s%s%s%s\n", style ? style : "", width > head_wide ? head : "",
                  text_str(&cut), style ? "\x1b[0m" : "");
        l->drawn = xrealloc(l->drawn, (l->line_count + 1) * sizeof(*l->drawn));
        l->drawn[l->line_count++] =
                (width > head_wide ? head_wide : 0) + columns_in(cut.data, cut.len);
        text_release(&clean);
        text_release(&cut);
}

static void add_glyph(const struct live *l, enum view_state state, struct text *out)
{
        const char *glyph = view_state_mark(state, l->options.unicode);

        if (l->options.colour)
                text_addf(out, "\x1b[%sm%s\x1b[0m", view_state_colour(state), glyph);
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

/* "about 3m left", or by how much it is late; with little room "~3m left". */
static void add_left(int64_t passed, int64_t usual, size_t width, struct text *out)
{
        int64_t left = usual > passed ? usual - passed : passed - usual;
        char words[24];

        /* no more exact than it can be */
        left -= left > 120000 ? left % 60000 : left % 1000;
        duration_format(left, words);
        if (usual > passed)
                text_addf(out, "%s%s left", width < WIDE ? "~" : "about ", words);
        else
                text_addf(out, "%s longer%s", words, width < WIDE ? "" : " than usual");
}

/* "█████░░░░░ about 3m left  ": how far along, if it takes as long as it usually does. */
static void add_bar(const struct live *l, const struct stage_view *s, size_t width,
                    struct text *out)
{
        int64_t passed = loop_now(l->options.loop) - s->started;
        int64_t full = passed < s->usual ? passed * BAR_CELLS / s->usual : BAR_CELLS;

        for (int i = 0; i < BAR_CELLS; i++)
                text_add(out, l->options.unicode ? (i < full ? "█" : "░") : i < full ? "#" : ".");
        text_add_char(out, ' ');
        add_left(passed, s->usual, width, out);
        text_add(out, "  ");
}

/* Where there is little room a database is named by its timestamp: the stack stands above. */
static void add_note(const struct live *l, const char *note, size_t width, struct text *out)
{
        char *before = l->view->stack ? xasprintf("%s-", l->view->stack) : NULL;
        struct text brief = TEXT_INIT;

        for (const char *at = note; *at;) {
                size_t skip =
                        before && width < WIDE && text_starts(at, before) ? strlen(before) : 0;

                at += isdigit((unsigned char)at[skip]) ? skip : 0;
                text_add_char(&brief, *at++);
        }
        text_add_printable(out, text_str(&brief));
        text_release(&brief);
        free(before);
}

/* "  ● restore  database.restore    2m 10s  ███░░░░░░░ about 5m left  creating" */
static void add_stage(struct live *l, const struct stage_view *s, size_t width, int id_wide,
                      int type_wide, struct text *out)
{
        struct text head = TEXT_INIT, rest = TEXT_INIT;
        char took[24] = "";

        if (s->started && s->state != VIEW_SKIPPED)
                duration_format((s->ended ? s->ended : loop_now(l->options.loop)) - s->started,
                                took);
        text_addf(&rest, "%-*s  ", id_wide, s->id);
        if (type_wide)
                text_addf(&rest, "%-*s  ", type_wide, s->type);
        text_addf(&rest, "%8s  ", took);
        if (s->state == VIEW_RUNNING && s->usual >= BRIEF && width >= NARROW)
                add_bar(l, s, width, &rest);
        if (s->state != VIEW_WAITING && s->state != VIEW_RUNNING && s->state != VIEW_SUCCEEDED) {
                if (s->failed && s->state != VIEW_FAILED)
                        text_add(&rest, "failed, ");
                text_add(&rest, view_state_name(s->state));
                text_add(&rest, s->note ? ": " : "");
        }
        if (s->note && s->state != VIEW_SUCCEEDED)
                add_note(l, s->note, width, &rest);
        while (rest.len && rest.data[rest.len - 1] == ' ')
                rest.data[--rest.len] = '\0';
        text_add(&head, "  ");
        add_glyph(l, s->state, &head);
        text_add_char(&head, ' ');
        add_line(l, text_str(&head), HEAD, text_str(&rest), NULL, out);
        text_release(&head);
        text_release(&rest);
}

/* whole: the last drawing, that stays. */
static void add_head(struct live *l, bool whole, struct text *out)
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
                add_left(loop_now(l->options.loop) - v->started, v->usual, WIDE, &head);
        }
        add_line(l, "", 0, text_str(&head), l->options.colour ? "\x1b[1m" : NULL, out);
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
        *count = room > MORE ? room - MORE : room;
        *from = first && *count > 1 ? first - 1 : first;
        if (*from > v->stage_count - *count)
                *from = v->stage_count - *count;
}

static void add_more(struct live *l, size_t count, const char *where, struct text *out)
{
        char *line = count ? xasprintf("    (%zu more %s)", count, where) : NULL;

        if (line)
                add_line(l, "", 0, line, NULL, out);
        free(line);
}

/* Back to the first line of the last drawing, wherever the terminal has put it meanwhile. */
static void go_back(struct live *l, size_t width, struct text *out)
{
        size_t rows = 0;

        for (size_t i = 0; i < l->line_count; i++)
                rows += l->options.reflows && l->drawn[i] > width
                                ? (l->drawn[i] + width - 1) / width
                                : 1;
        if (rows)
                text_addf(out, "\x1b[%zuA\r", rows);
        l->line_count = 0;
}

/* Another has the terminal while we are in the background. */
static bool is_in_front(const struct live *l)
{
        pid_t front = tcgetpgrp(fileno(l->options.out));

        /* 0: of processes that this one can't see, as in a container */
        return front <= 0 || front == getpgrp();
}

static void draw(struct live *l, bool whole)
{
        const struct view *v = l->view;
        size_t width, height, room, from, count;
        int id_wide = (int)longest(v, false), type_wide;
        bool stopping = v->asked_to_stop && !whole;
        struct text out = TEXT_INIT;

        l->dirty = false;
        if (continued || !is_in_front(l))
                l->line_count = 0;
        continued = 0;
        if (!whole && !is_in_front(l))
                return;
        size_of(l, &width, &height);
        /* what a stage under way sees needs the room more */
        type_wide = width >= (whole ? NARROW : WIDE) ? (int)longest(v, true) : 0;
        /* beside the head, what is said about stopping, and the cursor's line */
        room = height > 2U + stopping ? height - 2 - stopping : 0;
        window(v, whole ? v->stage_count : room, &from, &count);
        go_back(l, width, &out);
        add_head(l, whole, &out);
        if (whole || room > MORE)
                add_more(l, from, "above", &out);
        for (size_t i = from; i < from + count; i++)
                add_stage(l, &v->stages[i], width, id_wide, type_wide, &out);
        if (whole || room > MORE)
                add_more(l, v->stage_count - from - count, "below", &out);
        if (stopping && height > 2)
                add_line(l, "", 0, v->asked_to_stop, NULL, &out);
        text_add(&out, "\x1b[J");
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

static void draw_soon(struct live *l)
{
        if (l->dirty)
                return;
        l->dirty = true;
        timer_stop(l->timer);
        l->timer = timer_start(l->options.loop, SOON_MS, tick, l);
}

static void live_event(struct display *d, const struct view *v, const struct run_event *event)
{
        struct live *l = (struct live *)d;

        (void)event;
        l->view = v;
        draw_soon(l);
}

static void live_resized(struct display *d)
{
        struct live *l = (struct live *)d;

        if (l->view)
                draw_soon(l);
}

static void live_end(struct display *d, const struct view *v)
{
        struct live *l = (struct live *)d;

        timer_stop(l->timer);
        l->view = v;
        if (v->run)
                draw(l, true);
        free(l->drawn);
        free(l);
}

struct display *display_live(const struct progress_options *options)
{
        struct live *l = xcalloc(1, sizeof(*l));
        struct sigaction action = {.sa_handler = on_continue, .sa_flags = SA_RESTART};

        sigaction(SIGCONT, &action, NULL);
        l->display = (struct display){
                .begin = live_begin, .event = live_event, .resized = live_resized, .end = live_end};
        l->options = *options;
        return &l->display;
}
