#include "engine/cli/ci_log.h"

#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/stamp.h"
#include "engine/cli/layout.h"
#include "engine/cli/timeline.h"

static void begin(struct ci_log *log, const char *name, int64_t at)
{
        if (log->section || log->kind == CI_NONE)
                return;
        log->section = xasprintf("snaplift_%d_%s", ++log->number, name);
        for (char *c = log->section; *c; c++)
                if (!isalnum((unsigned char)*c) && *c != '_')
                        *c = '_';
        if (log->kind == CI_GITHUB)
                fprintf(log->out, "::group::%s\n", name);
        else
                fprintf(log->out, "section_start:%" PRId64 ":%s\r\x1b[0K%s\n", at / 1000,
                        log->section, name);
}

void ci_log_end(struct ci_log *log, int64_t at)
{
        if (!log->section)
                return;
        if (log->kind == CI_GITHUB)
                fprintf(log->out, "::endgroup::\n");
        else
                fprintf(log->out, "section_end:%" PRId64 ":%s\r\x1b[0K\n", at / 1000, log->section);
        free(log->section);
        log->section = NULL;
        fflush(log->out);
}

void ci_log_before(struct ci_log *log, const struct run_event *event)
{
        if (event->kind == EVENT_ROLLBACK_STARTED) {
                ci_log_end(log, event->at);
                begin(log, "rolling back", event->at);
        } else if (event->kind == EVENT_STAGE_STARTED && event->stage) {
                begin(log, event->stage, event->at);
        } else if (event->kind == EVENT_RUN_ENDED) {
                ci_log_end(log, event->at);
        }
}

void ci_log_after(struct ci_log *log, const struct view *view, const struct run_event *event)
{
        if (event->kind != EVENT_STAGE_ENDED || view->rolling_back)
                return;
        for (size_t i = 0; i < view->stage_count; i++)
                if (view->stages[i].state == VIEW_RUNNING)
                        return;
        ci_log_end(log, event->at);
}

static void add_escaped(struct text *out, const char *text, bool property)
{
        for (; *text; text++) {
                bool special = strchr("%\r\n", *text) || (property && strchr(":,", *text));

                if (special)
                        text_addf(out, "%%%02X", (unsigned char)*text);
                else
                        text_add_char(out, *text);
        }
}

void ci_log_error(enum ci_kind kind, FILE *out, const char *title, const char *text)
{
        struct text line = TEXT_INIT;

        if (kind != CI_GITHUB)
                return;
        text_add(&line, "::error title=");
        add_escaped(&line, title, true);
        text_add(&line, "::");
        add_escaped(&line, text, false);
        fprintf(out, "%s\n", text_str(&line));
        text_release(&line);
}

/* --- the job summary --- */

/* In a cell of a table: one line, and no bar ends it. */
static void add_cell(struct text *out, const char *text)
{
        struct text clean = TEXT_INIT;

        text_add_printable(&clean, text);
        for (const char *c = text_str(&clean); *c; c++) {
                if (strchr("|<>`*_[]\\", *c))
                        text_add_char(out, '\\');
                text_add_char(out, *c);
        }
        text_release(&clean);
}

static void add_row(struct text *out, const struct row *row)
{
        const struct bar *last = &row->bars[row->count - 1];
        char took[24];

        duration_format(row_took(row), took);
        text_add(out, "| ");
        add_cell(out, row->stage);
        text_addf(out, " | %s | %s | ", bar_state_name(last->state), took);
        add_cell(out, last->why ? last->why : "");
        text_add(out, " |\n");
}

/* block: the closing message, as it is in the log. */
static void add_summary(struct text *out, const struct timeline *t, const struct err *err,
                        const char *block)
{
        text_addf(out, "## %s on %s: %s\n\n", t->pipeline, t->stack, t->state);
        if (err->code != ERR_NONE)
                text_addf(out, "```\n%s```\n\n", block);
        if (!t->row_count)
                return;
        text_add(out, "| stage | state | took | why |\n|---|---|--:|---|\n");
        for (size_t i = 0; i < t->row_count; i++)
                if (t->rows[i].count)
                        add_row(out, &t->rows[i]);
        text_add(out, "\n```\n");
        timeline_text(t, LAYOUT_WIDTH, out);
        text_add(out, "```\n\n");
}

void ci_summary(const struct timeline *timeline, const struct err *err, const char *block)
{
        const char *path = getenv("GITHUB_STEP_SUMMARY");
        struct text out = TEXT_INIT;
        FILE *file;

        if (!path || !*path)
                return;
        add_summary(&out, timeline, err, block);
        file = fopen(path, "ab");
        if (!file || fwrite(text_str(&out), 1, out.len, file) != out.len)
                fprintf(stderr, "snaplift: can't write the job summary to %s: %s\n", path,
                        strerror(errno));
        if (file)
                fclose(file);
        text_release(&out);
}
