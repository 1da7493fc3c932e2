/* The `inputs:` of a pipeline file. */
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/graph/definition.h"

static void read_type(struct definition *def, const struct yaml_node *node, const char *what,
                      struct pipeline_input *in)
{
        static const char *const names[] = {"text", "number", "flag", "duration", "list",
                                            "map",  "stack",  "tier", "timestamp"};
        char *name = xasprintf("type of %s", what);
        const char *where = name + strlen("type");
        const char *text = read_text(node, name, def->d);

        if (text && (!value_type_named(text, &in->type) || in->type == VALUE_ANY)) {
                report_unknown(def->d, node->line, node->column, "type", text, where, names,
                               ARRAY_LEN(names));
                in->type = VALUE_ANY; /* so that what uses it is not found wrong too */
        }
        free(name);
}

static void read_required(struct definition *def, const struct yaml_node *node, const char *what,
                          struct pipeline_input *in)
{
        char *name = xasprintf("required of %s", what);

        read_flag(node, name, &in->required, def->d);
        free(name);
}

static void read_choices(struct definition *def, const struct yaml_node *node, const char *what,
                         struct pipeline_input *in)
{
        char *name = xasprintf("choices of %s", what);

        if (in->type == VALUE_NUMBER || in->type == VALUE_FLAG || in->type == VALUE_MAP)
                diagnostics_add(def->d, node->line, node->column,
                                "%s: choices are for text and lists, not for a %s", name,
                                value_type_name(in->type));
        else if (read_texts(node, name, &in->choices, def->d) && in->choices.count == 0)
                diagnostics_add(def->d, node->line, node->column, "%s must not be empty", name);
        free(name);
}

static void read_default(struct definition *def, const struct yaml_node *node, const char *what,
                         struct pipeline_input *in)
{
        struct value_rule rule = input_rule(def->p, in);
        struct view view = {.pipeline = def->p,
                            .what = "a default",
                            .inputs = (size_t)(in - def->p->inputs),
                            .d = def->d};
        char *name = xasprintf("default of %s", what);

        in->fallback = template_parse(node, def->d);
        template_check(in->fallback, &rule, name, &view);
        if (in->required)
                diagnostics_add(def->d, node->line, node->column,
                                "%s is required, so its default is never used: leave out one of "
                                "the two",
                                what);
        free(name);
}

static void read_input(struct definition *def, struct pipeline_input *in,
                       const struct yaml_node *node)
{
        static const char *const keys[] = {"type", "required", "default", "choices", "help"};
        char *what = xasprintf("input \"%.80s\"", in->name);
        char *where = xasprintf(" in %s", what);
        const struct yaml_node *part;

        if (read_map(node, what, def->d)) {
                char *name = xasprintf("help of %s", what);

                read_keys(node, where, keys, ARRAY_LEN(keys), def->d);
                if ((part = yaml_get(node, "type")))
                        read_type(def, part, what, in);
                else
                        diagnostics_add(def->d, in->line, in->column,
                                        "%s has no type; expected one of text, number, flag, "
                                        "duration, list, map, stack, tier, timestamp",
                                        what);
                if ((part = yaml_get(node, "required")))
                        read_required(def, part, what, in);
                if ((part = yaml_get(node, "choices")))
                        read_choices(def, part, what, in);
                if ((part = yaml_get(node, "help")))
                        in->help = xstrdup(read_text(part, name, def->d));
                if ((part = yaml_get(node, "default")))
                        read_default(def, part, what, in);
                free(name);
        }
        free(where);
        free(what);
}

void definition_inputs(struct definition *def, const struct yaml_node *inputs)
{
        struct pipeline *p = def->p;

        if (!inputs || !read_map(inputs, "inputs", def->d))
                return;
        if (inputs->count > MAX_INPUTS) {
                diagnostics_add(def->d, inputs->line, inputs->column,
                                "%zu inputs are too many; at most %d", inputs->count, MAX_INPUTS);
                return;
        }
        p->inputs = xcalloc(inputs->count, sizeof(*p->inputs));
        for (size_t i = 0; i < inputs->count; i++) { /* all names first: defaults refer to them */
                const struct yaml_node *key = inputs->pairs[i].key;

                read_id(key, "an input", def->d);
                p->inputs[i] = (struct pipeline_input){.name = xstrdup(key->text),
                                                       .type = VALUE_ANY,
                                                       .line = key->line,
                                                       .column = key->column};
        }
        p->input_count = inputs->count;
        for (size_t i = 0; i < inputs->count; i++)
                read_input(def, &p->inputs[i], inputs->pairs[i].value);
}
