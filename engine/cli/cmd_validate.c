/* snaplift validate, snaplift graph: what can be said of a file without asking anybody. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/cli/args.h"
#include "engine/cli/commands.h"
#include "engine/cli/definition.h"
#include "engine/cli/message.h"

static const struct operand operands[] = {
        {"PIPELINE", false, "the pipeline file"},
        {"STACK", true, "the stack, <customer>-<project>-<env>: checks the inputs too"},
        {NULL},
};

static int validate(const struct args *args)
{
        struct definition d;
        int ending = definition_load(args, &d);

        if (ending != END_DONE)
                return ending;
        printf("ok: %s, %zu stage%s\n", d.pipeline->name, d.pipeline->stage_count,
               d.pipeline->stage_count == 1 ? "" : "s");
        definition_release(&d);
        return END_DONE;
}

static const struct option validate_options[] = {
        OPTION_SET,
        {NULL},
};

const struct command validate_command = {
        .name = "validate",
        .summary = "check a pipeline file; every fault with its place",
        .details = "Reads the file only: no call is made. With a STACK, or --set, the values of "
                   "the\npipeline's inputs are checked too. Exit 2 when anything is wrong.",
        .operands = operands,
        .options = validate_options,
        .run = validate,
};

/* --- graph --- */

/* How many stages must end, one after the other, before this one may start. */
static size_t *depths(const struct pipeline *p)
{
        size_t *depth = xcalloc(p->stage_count + 1, sizeof(*depth));

        for (size_t i = 0; i < p->stage_count; i++) {
                const struct pipeline_stage *s = &p->stages[p->order[i]];

                for (size_t n = 0; n < s->needs_count; n++)
                        if (depth[p->order[i]] < depth[s->needs[n]] + 1)
                                depth[p->order[i]] = depth[s->needs[n]] + 1;
        }
        return depth;
}

static void print_tree(const struct pipeline *p, struct text *out)
{
        size_t *depth = depths(p);
        size_t wide = 0, wide_type = 0;

        for (size_t i = 0; i < p->stage_count; i++) {
                size_t len = 2 * depth[i] + strlen(p->stages[i].id);
                size_t type = strlen(p->stages[i].type->name);

                wide = len > wide ? len : wide;
                wide_type = type > wide_type ? type : wide_type;
        }
        text_addf(out, "%s%s%s\n", p->name, p->description ? ": " : "",
                  p->description ? p->description : "");
        for (size_t i = 0; i < p->stage_count; i++) {
                const struct pipeline_stage *s = &p->stages[p->order[i]];
                int indent = (int)(2 * depth[p->order[i]]);

                text_addf(out, "  %*s%-*s  ", indent, "", (int)wide - indent, s->id);
                text_addf(out, s->needs_count ? "%-*s  after " : "%-*s",
                          s->needs_count ? (int)wide_type : 0, s->type->name);
                for (size_t n = 0; n < s->needs_count; n++)
                        text_addf(out, "%s%s", n ? ", " : "", p->stages[s->needs[n]].id);
                text_add_char(out, '\n');
        }
        free(depth);
}

static void print_dot(const struct pipeline *p, struct text *out)
{
        text_add(out, "digraph ");
        text_add_json(out, p->name);
        text_add(out, " {\n        rankdir=LR;\n        node [shape=box, style=rounded];\n");
        for (size_t i = 0; i < p->stage_count; i++) {
                const struct pipeline_stage *s = &p->stages[i];

                text_addf(out, "        \"%s\" [label=\"%s\\n%s\"%s];\n", s->id, s->id,
                          s->type->name, s->type->final ? ", peripheries=2" : "");
        }
        for (size_t i = 0; i < p->stage_count; i++)
                for (size_t n = 0; n < p->stages[i].needs_count; n++)
                        text_addf(out, "        \"%s\" -> \"%s\";\n",
                                  p->stages[p->stages[i].needs[n]].id, p->stages[i].id);
        text_add(out, "}\n");
}

static int graph(const struct args *args)
{
        struct text out = TEXT_INIT;
        struct definition d;
        int ending = definition_load(args, &d);

        if (ending != END_DONE)
                return ending;
        if (args_flag(args, "dot"))
                print_dot(d.pipeline, &out);
        else
                print_tree(d.pipeline, &out);
        message_out(&out);
        text_release(&out);
        definition_release(&d);
        return END_DONE;
}

static const struct option graph_options[] = {
        {"dot", NULL, false, "print it for Graphviz: snaplift graph FILE --dot | dot -Tsvg"},
        OPTION_SET,
        {NULL},
};

const struct command graph_command = {
        .name = "graph",
        .summary = "show the stages of a pipeline and what waits for what",
        .details = "A stage is indented one step further than the last of those it waits for; "
                   "stages\nthat do not wait for each other run at the same time.",
        .operands = operands,
        .options = graph_options,
        .run = graph,
};
