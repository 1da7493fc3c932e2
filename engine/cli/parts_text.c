/* The parts of a run for a person to read. */
#include <string.h>

#include "engine/base/stamp.h"
#include "engine/cli/columns.h"
#include "engine/cli/layout.h"
#include "engine/cli/parts.h"

enum { FACT_AT = 4, FACT_LABEL = 8, NAME_LIMIT = 28 };

struct page {
        size_t columns;
        bool colour, unicode;
        size_t name_wide, type_wide;
        struct text *out;
};

/* As far as all of them fit a column that is not too wide. */
static size_t longest(const struct parts *p, bool types)
{
        size_t wide = 0;

        for (size_t i = 0; i < p->count; i++) {
                const char *text = types ? p->items[i].type : p->items[i].stage;
                size_t len = text ? strlen(text) : 0;

                wide = len > wide ? len : wide;
        }
        return wide < NAME_LIMIT ? wide : NAME_LIMIT;
}

static void add_mark(const struct page *page, enum view_state state)
{
        const char *mark = view_state_mark(state, page->unicode);

        if (page->colour)
                text_addf(page->out, "\x1b[%sm%s\x1b[0m ", view_state_colour(state), mark);
        else
                text_addf(page->out, "%s ", mark);
}

/* "succeeded after 4m 02s", "skipped: its condition is false" */
static void add_state(const struct part *part, struct text *out)
{
        bool goes_on = part->state == VIEW_RUNNING || part->state == VIEW_UNDOING;
        char took[24];

        text_add(out, part->kind == PART_FINISH && part->state == VIEW_SUCCEEDED
                              ? "given back"
                              : view_state_name(part->state));
        if (part->state != VIEW_SKIPPED) {
                duration_format(part->ended - part->at, took);
                text_addf(out, " %s %s", goes_on ? "for" : "after", took);
        }
        if (part->why && *part->why)
                text_addf(out, ": %s", part->why);
}

/* "✓ restore  database.restore  succeeded after 12m 03s" */
static void add_head(const struct page *page, const struct part *part)
{
        struct text head = TEXT_INIT, state = TEXT_INIT;
        size_t at;

        text_addf(&head, "%-*s  %-*s%s", (int)page->name_wide, part->stage, (int)page->type_wide,
                  part->type, page->type_wide ? "  " : "");
        at = strlen("x ") + columns_in(head.data, head.len);
        add_mark(page, part->state);
        text_add_printable(page->out, text_str(&head));
        add_state(part, &state);
        layout_wrap(page->out, page->columns, at, at > page->columns / 2 ? FACT_AT : at,
                    text_str(&state));
        text_release(&head);
        text_release(&state);
}

static void add_fact(const struct page *page, const struct part_fact *fact)
{
        size_t label = strlen(fact->label) > FACT_LABEL ? strlen(fact->label) : FACT_LABEL;
        struct text text = TEXT_INIT;

        text_addf(page->out, "%*s", FACT_AT, "");
        text_add_printable(page->out, fact->label);
        text_addf(page->out, "%*s ", (int)(label - strlen(fact->label)), "");
        text_addf(&text, "%s%s", fact->text,
                  fact->open ? " (asked for, not known to be done)" : "");
        layout_wrap(page->out, page->columns, FACT_AT + label + 1, FACT_AT + FACT_LABEL + 1,
                    text_str(&text));
        text_release(&text);
}

static void add_line(const struct page *page, const struct part *part, bool after_line)
{
        struct text text = TEXT_INIT;
        char at[ISO_SIZE];

        when_format(part->at, at);
        text_addf(&text, "-- %s  %s", at, part->text);
        if (!after_line)
                text_add_char(page->out, '\n');
        layout_wrap(page->out, page->columns, 0, strlen("-- "), text_str(&text));
        text_release(&text);
}

void parts_text(const struct parts *p, size_t columns, bool colour, bool unicode, struct text *out)
{
        struct page page = {.columns = columns,
                            .colour = colour,
                            .unicode = unicode,
                            .name_wide = longest(p, false),
                            .type_wide = longest(p, true),
                            .out = out};
        struct text waiting = TEXT_INIT;

        for (size_t i = 0; i < p->count; i++) {
                const struct part *part = &p->items[i];
                bool after_line = i && p->items[i - 1].kind == PART_LINE;

                if (part->kind == PART_LINE) {
                        add_line(&page, part, !i || after_line);
                        continue;
                }
                if (after_line)
                        text_add_char(out, '\n');
                add_head(&page, part);
                for (size_t k = 0; k < part->fact_count; k++)
                        add_fact(&page, &part->facts[k]);
        }
        if (!p->waiting.count)
                return;
        strlist_join(&p->waiting, ", ", &waiting);
        text_addf(out, "%sstill to come: ", p->count ? "\n" : "");
        layout_wrap(out, columns, strlen("still to come: "), FACT_AT, text_str(&waiting));
        text_release(&waiting);
}
