/* Pipelines that commands bring along. */
#include "engine/cli/built_in.h"

#include <stdio.h>

#include "engine/base/text.h"
#include "engine/cli/definition.h"
#include "engine/cli/drive.h"
#include "stages/table.h"

static void add_role(const struct stack *stack, struct json_object *role, struct text *out)
{
        bool first = true;

        if (!role)
                return;
        json_object_object_foreach(role, name, value)
        {
                const char *text = json_object_get_string(value);

                if (!text || !*text)
                        continue;
                if (first)
                        text_addf(out, "tiers: [%s]\nroles:\n  %s:\n", stack->env, stack->env);
                text_addf(out, "    %s: ", name);
                text_add_json(out, text);
                text_add_char(out, '\n');
                first = false;
        }
}

int built_in_run(const struct args *args, const struct stack *stack, const char *name,
                 const char *file, struct json_object *role, struct json_object *given)
{
        struct definition d = {.stack = *stack, .has_stack = true};
        struct diagnostics found = {0};
        struct text findings = TEXT_INIT, whole = TEXT_INIT;
        int ending = END_USAGE;

        text_add(&whole, file);
        add_role(stack, role, &whole);
        d.pipeline = pipeline_parse(name, text_str(&whole), whole.len, stage_types, &found);
        if (d.pipeline && pipeline_bind(d.pipeline, &d.stack, given, &d.inputs, &found)) {
                ending = drive(args, &d, NULL);
        } else { /* it is this program's own */
                diagnostics_print(&found, name, &findings);
                fputs(text_str(&findings), stderr);
        }
        text_release(&whole);
        text_release(&findings);
        diagnostics_release(&found);
        definition_release(&d);
        return ending;
}
