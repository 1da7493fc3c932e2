/* Pipelines that commands bring along. */
#include "engine/cli/built_in.h"

#include <stdio.h>

#include "engine/base/text.h"
#include "engine/cli/definition.h"
#include "engine/cli/drive.h"
#include "stages/table.h"

static void add_role(const char *tier, struct json_object *role, struct text *out)
{
        json_object_object_foreach(role, name, value)
        {
                const char *text = json_object_get_string(value);

                if (!text || !*text)
                        continue;
                if (tier)
                        text_addf(out, "  %s:\n", tier);
                tier = NULL;
                text_addf(out, "    %s: ", name);
                text_add_json(out, text);
                text_add_char(out, '\n');
        }
}

static void add_roles(struct json_object *roles, struct text *out)
{
        struct text tiers = TEXT_INIT, entries = TEXT_INIT;

        json_object_object_foreach(roles, tier, role)
        {
                text_addf(&tiers, "%s%s", tiers.len ? ", " : "", tier);
                if (role)
                        add_role(tier, role, &entries);
        }
        text_addf(out, "tiers: [%s]\n", text_str(&tiers));
        if (entries.len)
                text_addf(out, "roles:\n%s", text_str(&entries));
        text_release(&tiers);
        text_release(&entries);
}

int built_in_run(const struct args *args, const struct stack *stack, const char *name,
                 const char *file, struct json_object *roles, struct json_object *given)
{
        struct definition d = {.stack = *stack, .has_stack = true};
        struct diagnostics found = {0};
        struct text findings = TEXT_INIT, whole = TEXT_INIT;
        int ending = END_USAGE;

        text_add(&whole, file);
        if (roles)
                add_roles(roles, &whole);
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
