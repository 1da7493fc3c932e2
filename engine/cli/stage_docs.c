/* Stage types as text for the terminal and as Markdown for stages/README.md. */
#include "engine/cli/stage_docs.h"

#include <string.h>

#include "engine/base/stamp.h"
#include "engine/graph/pipeline.h"

static size_t widest(const struct port *ports)
{
        size_t wide = 0;

        for (const struct port *p = ports; p && p->name; p++)
                if (strlen(p->name) > wide)
                        wide = strlen(p->name);
        return wide;
}

static void add_choices(const struct port *port, struct text *out)
{
        for (const char *const *c = port->choices; c && *c; c++)
                text_addf(out, "%s%s", c == port->choices ? "one of " : ", ", *c);
}

void stage_docs_list(const struct stage_type *const *types, struct text *out)
{
        size_t wide = 0;

        for (size_t i = 0; types[i]; i++)
                if (strlen(types[i]->name) > wide)
                        wide = strlen(types[i]->name);
        for (size_t i = 0; types[i]; i++)
                text_addf(out, "%-*s  %s\n", (int)wide, types[i]->name, types[i]->summary);
}

static void list_ports(const char *title, const struct port *ports, struct text *out)
{
        size_t wide = widest(ports);

        if (!ports || !ports->name)
                return;
        text_addf(out, "\n%s\n", title);
        for (const struct port *p = ports; p->name; p++) {
                text_addf(out, "  %-*s  %-9s  %s", (int)wide, p->name, value_type_name(p->type),
                          p->help ? p->help : "");
                if (p->required)
                        text_add(out, " (required)");
                if (p->fallback)
                        text_addf(out, " (default: %s)", p->fallback[0] ? p->fallback : "\"\"");
                if (p->choices) {
                        text_add(out, "; ");
                        add_choices(p, out);
                }
                text_add_char(out, '\n');
        }
}

/* Each once: a descriptor names one again for other resources or conditions. */
static void actions_of(const struct stage_type *type, struct strlist *out)
{
        for (const struct stage_action *a = type->actions; a && a->name; a++)
                if (!strlist_has(out, a->name))
                        strlist_add(out, a->name);
}

void stage_docs_type(const struct stage_type *type, struct text *out)
{
        struct strlist actions = {0};
        char limit[24];

        text_addf(out, "%s - %s\n", type->name, type->summary);
        if (type->notes)
                text_addf(out, "\n%s\n", type->notes);
        list_ports("inputs", type->inputs, out);
        list_ports("outputs", type->outputs, out);
        text_addf(out, "\nundo     %s\n",
                  type->undo ? "puts back what it did" : "nothing to put back");
        if (type->final)
                text_add(out, "final    once it has begun the run only goes forward\n");
        if (type->timeout) {
                duration_format(type->timeout, limit);
                text_addf(out, "timeout  %s unless the pipeline says otherwise\n", limit);
        }
        actions_of(type, &actions);
        for (size_t i = 0; i < actions.count; i++)
                text_addf(out, "%s  %s\n", i == 0 ? "IAM    " : "       ", actions.items[i]);
        strlist_release(&actions);
}

/* --- Markdown --- */

/* A table's cell ends at a bar and at a line's end, and <name> would be taken for HTML. */
static void add_cell(const char *s, struct text *out)
{
        for (; s && *s; s++) {
                if (*s == '<')
                        text_add(out, "&lt;");
                else if (*s == '|')
                        text_add(out, "\\|");
                else
                        text_add_char(out, *s == '\n' ? ' ' : *s);
        }
}

static void markdown_ports(const char *title, const struct port *ports, bool inputs,
                           struct text *out)
{
        if (!ports || !ports->name)
                return;
        text_addf(out,
                  inputs ? "\n| %s | type | default | |\n|---|---|---|---|\n"
                         : "\n| %s | type | |\n|---|---|---|\n",
                  title);
        for (const struct port *p = ports; p->name; p++) {
                text_addf(out, "| `%s` | %s |", p->name, value_type_name(p->type));
                if (inputs && p->required)
                        text_add(out, " required |");
                else if (inputs && p->fallback) {
                        text_add(out, " `");
                        add_cell(p->fallback[0] ? p->fallback : "\"\"", out);
                        text_add(out, "` |");
                } else if (inputs)
                        text_add(out, " |");
                text_add_char(out, ' ');
                add_cell(p->help, out);
                if (p->choices) {
                        text_add(out, p->help ? "; " : "");
                        add_choices(p, out);
                }
                text_add(out, " |\n");
        }
}

static void markdown_type(const struct stage_type *type, struct text *out)
{
        struct strlist actions = {0};
        char limit[24];

        text_addf(out, "\n## %s\n\n", type->name);
        text_addf(out, "%c%s.", type->summary[0] >= 'a' ? type->summary[0] - 32 : type->summary[0],
                  type->summary + 1);
        text_add(out, type->undo ? " Undo puts back what it did." : " Nothing to undo.");
        if (type->final)
                text_add(out, " Final: once it has begun the run only goes forward.");
        if (type->timeout) {
                duration_format(type->timeout, limit);
                text_addf(out, " Time limit: %s.", limit);
        }
        text_add_char(out, '\n');
        if (type->notes)
                text_addf(out, "\n%s\n", type->notes);
        markdown_ports("input", type->inputs, true, out);
        markdown_ports("output", type->outputs, false, out);
        actions_of(type, &actions);
        for (size_t i = 0; i < actions.count; i++)
                text_addf(out, "%s`%s`", i == 0 ? "\nIAM actions: " : ", ", actions.items[i]);
        if (actions.count)
                text_add(out, ".\n");
        strlist_release(&actions);
}

/* GitHub's anchor of a heading: dots fall away. */
static void add_anchor(const char *name, struct text *out)
{
        for (; *name; name++)
                if (*name != '.')
                        text_add_char(out, *name);
}

void stage_docs_markdown(const struct stage_type *const *types, struct text *out)
{
        text_add(out, "# Stage types\n\n"
                      "Written by `snaplift stages --markdown` from the descriptors in this "
                      "folder; change those, not this file.\n\n"
                      "| type | |\n|---|---|\n");
        for (size_t i = 0; types[i]; i++) {
                text_addf(out, "| [`%s`](#", types[i]->name);
                add_anchor(types[i]->name, out);
                text_add(out, ") | ");
                add_cell(types[i]->summary, out);
                text_add(out, " |\n");
        }
        for (size_t i = 0; types[i]; i++)
                markdown_type(types[i], out);
}
