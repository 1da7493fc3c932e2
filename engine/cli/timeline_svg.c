/* A timeline as a Gantt chart: one SVG document, styled for light and dark. */
#include <inttypes.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/stamp.h"
#include "engine/cli/layout.h"
#include "engine/cli/timeline.h"

enum {
        WIDTH = 960,
        MARGIN = 24,
        HEAD = 84, /* title, subtitle, labels of marks */
        ROW = 28,
        BAR = 16,
        FOOT = 60, /* axis, and the first line of the legend */
        LEGEND = 20,
        TOOK = 84,
        LETTER = 8, /* of the names, about */
};

/* Fill of each state's bars; the colours are in the style below. */
static const char *const classes[BAR_STATES] = {
        [BAR_LOOKED] = "looked",   [BAR_SUCCEEDED] = "good",  [BAR_UNCHANGED] = "same",
        [BAR_RUNNING] = "running", [BAR_RETRIED] = "retried", [BAR_FAILED] = "bad",
        [BAR_STOPPED] = "stopped", [BAR_UNDONE] = "undone",   [BAR_STANDING] = "standing",
        [BAR_FINISHED] = "back",
};

/* Light first; what a viewer that knows no media queries shows is readable, too. */
static const char style[] =
        "<style>\n"
        "svg{font-family:system-ui,-apple-system,'Segoe UI',Roboto,'DejaVu Sans',sans-serif}\n"
        ".paper{fill:#ffffff}.band{fill:#f4f6f8}.grid{stroke:#d5dbe1}.mark{stroke:#7a8794;"
        "stroke-dasharray:3 3}\n"
        "text{fill:#1c2630;font-size:13px}.title{font-size:18px;font-weight:600}\n"
        ".soft{fill:#566270;font-size:12px}\n"
        ".good{fill:#2e8b57}.same{fill:#8fbf9f}.looked{fill:#c3ccd5}.running{fill:#2f7ed8}\n"
        ".retried{fill:#e0a526}.bad{fill:#cf3b3b}.stopped{fill:#c98a1b}.undone{fill:#8a6fc2}\n"
        ".standing{fill:#7d1f1f}.back{fill:#4fa3a5}\n"
        "@media (prefers-color-scheme:dark){\n"
        ".paper{fill:#14191f}.band{fill:#1b222a}.grid{stroke:#35404b}.mark{stroke:#8a97a5}\n"
        "text{fill:#e6ebf0}.soft{fill:#a3afbb}\n"
        ".good{fill:#46b97b}.same{fill:#4c7a5c}.looked{fill:#4a5662}.running{fill:#5aa2f0}\n"
        ".retried{fill:#e8b84a}.bad{fill:#ef6a6a}.stopped{fill:#d9a441}.undone{fill:#ad95e0}\n"
        ".standing{fill:#ff4d4d}.back{fill:#66c2c4}}\n"
        "</style>\n";

struct drawing {
        const struct timeline *t;
        struct text *out;
        int left, right; /* of the axis */
        int rows;        /* that have a bar */
};

static double x_of(const struct drawing *d, int64_t at)
{
        int64_t span = d->t->to - d->t->from;

        return d->left +
               (span > 0 ? (double)(at - d->t->from) * (d->right - d->left) / (double)span : 0);
}

static void add_label(struct drawing *d, double x, int y, const char *class, const char *anchor,
                      const char *text)
{
        text_addf(d->out, "<text x=\"%.1f\" y=\"%d\" class=\"%s\" text-anchor=\"%s\">", x, y, class,
                  anchor);
        text_add_xml(d->out, text);
        text_add(d->out, "</text>\n");
}

static void add_head(struct drawing *d)
{
        const struct timeline *t = d->t;
        struct text line = TEXT_INIT;
        char at[ISO_SIZE], took[24];

        text_addf(&line, "%s on %s: %s", t->pipeline, t->stack, t->state);
        add_label(d, MARGIN, MARGIN + 12, "title", "start", text_str(&line));
        text_clear(&line);
        when_format(t->from, at);
        duration_format(t->to - t->from, took);
        text_addf(&line, "run %s, from %s, %s", t->run, at, took);
        add_label(d, MARGIN, MARGIN + 34, "soft", "start", text_str(&line));
        text_release(&line);
}

static void add_axis(struct drawing *d)
{
        int64_t span = d->t->to - d->t->from, step = timeline_step(span, 9);
        int bottom = HEAD + d->rows * ROW;
        char tick[24];

        for (int64_t ms = 0; ms <= span; ms += step) {
                double x = x_of(d, d->t->from + ms);

                text_addf(d->out,
                          "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" class=\"grid\"/>\n", x,
                          HEAD, x, bottom + 4);
                timeline_tick(ms, tick);
                add_label(d, x, bottom + 18, "soft", "middle", tick);
        }
}

static void add_bar(struct drawing *d, const struct row *row, const struct bar *bar, int y)
{
        double x = x_of(d, bar->from), wide = x_of(d, bar->to) - x;
        char took[24];

        duration_format(bar->to - bar->from, took);
        text_addf(d->out,
                  "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"2\" class=\"%s\">"
                  "<title>",
                  x, y + (ROW - BAR) / 2, wide < 2 ? 2.0 : wide, BAR, classes[bar->state]);
        text_add_xml(d->out, row->stage);
        text_addf(d->out, ": %s, %s", bar_state_name(bar->state), took);
        if (bar->why) {
                text_add(d->out, ": ");
                text_add_xml(d->out, bar->why);
        }
        text_add(d->out, "</title></rect>\n");
}

static void add_rows(struct drawing *d)
{
        int y = HEAD;

        for (size_t i = 0; i < d->t->row_count; i++) {
                const struct row *row = &d->t->rows[i];
                char took[24];

                if (!row->count)
                        continue;
                add_label(d, d->left - 12, y + ROW / 2 + 5, "name", "end", row->stage);
                for (size_t k = 0; k < row->count; k++)
                        add_bar(d, row, &row->bars[k], y);
                duration_format(row_took(row), took);
                add_label(d, WIDTH - MARGIN, y + ROW / 2 + 4, "soft", "end", took);
                y += ROW;
        }
}

/* Every second row, below everything else. */
static void add_bands(struct drawing *d)
{
        for (int i = 0; i < d->rows; i += 2)
                text_addf(d->out,
                          "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" class=\"band\"/>\n",
                          MARGIN - 8, HEAD + i * ROW, WIDTH - 2 * (MARGIN - 8), ROW);
}

/* Labels that would run into the one before are left to the tooltip. */
static void add_marks(struct drawing *d)
{
        double free_from = 0;

        for (size_t i = 0; i < d->t->mark_count; i++) {
                const struct mark *mark = &d->t->marks[i];
                double x = x_of(d, mark->at), wide = (double)strlen(mark->what) * LETTER;

                text_addf(
                        d->out,
                        "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" class=\"mark\"><title>%s"
                        "</title></line>\n",
                        x, HEAD - 4, x, HEAD + d->rows * ROW, mark->what);
                if (x - wide / 2 < free_from)
                        continue;
                add_label(d, x, HEAD - 8, "soft", "middle", mark->what);
                free_from = x + wide / 2;
        }
}

/* From y on; draws when there is something to draw into. Returns where it ends. */
static int add_legend(struct drawing *d, int y, bool draw)
{
        bool seen[BAR_STATES] = {false};
        int x = MARGIN;

        for (size_t i = 0; i < d->t->row_count; i++)
                for (size_t k = 0; k < d->t->rows[i].count; k++)
                        seen[d->t->rows[i].bars[k].state] = true;
        for (int s = 0; s < BAR_STATES; s++) {
                const char *name = bar_state_name((enum bar_state)s);
                int wide = 18 + (int)strlen(name) * (LETTER - 1) + 12;

                if (!seen[s])
                        continue;
                if (x + wide > WIDTH - MARGIN) {
                        x = MARGIN;
                        y += LEGEND;
                }
                if (draw) {
                        text_addf(d->out,
                                  "<rect x=\"%d\" y=\"%d\" width=\"12\" height=\"12\" rx=\"2\" "
                                  "class=\"%s\"/>\n",
                                  x, y - 10, classes[s]);
                        add_label(d, x + 18, y, "soft", "start", name);
                }
                x += wide;
        }
        return y;
}

void timeline_svg(const struct timeline *t, struct text *out)
{
        struct drawing d = {.t = t, .out = out, .right = WIDTH - MARGIN - TOOK};
        size_t name = 4;
        int bottom, height;

        for (size_t i = 0; i < t->row_count; i++) {
                if (!t->rows[i].count)
                        continue;
                d.rows++;
                if (strlen(t->rows[i].stage) > name)
                        name = strlen(t->rows[i].stage);
        }
        d.left = MARGIN + 12 + (int)(name > 40 ? 40 : name) * LETTER;
        bottom = HEAD + d.rows * ROW;
        height = add_legend(&d, bottom, false) + FOOT;
        text_addf(out,
                  "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" "
                  "height=\"%d\" role=\"img\">\n<title>",
                  WIDTH, height, WIDTH, height);
        text_add_xml(out, t->pipeline);
        text_add(out, " on ");
        text_add_xml(out, t->stack);
        text_addf(out, ": timeline of run %s</title>\n%s", t->run, style);
        text_addf(out, "<rect width=\"%d\" height=\"%d\" class=\"paper\"/>\n", WIDTH, height);
        add_bands(&d);
        add_head(&d);
        add_axis(&d);
        add_marks(&d);
        add_rows(&d);
        add_legend(&d, bottom + 44, true);
        text_add(out, "</svg>\n");
}
