/* The values of a pipeline's inputs: given ones by their types, then the defaults. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/graph/definition.h"

static void check_names(const struct pipeline *p, struct json_object *given, struct diagnostics *d)
{
        const char **names = xcalloc(p->input_count, sizeof(*names));

        for (size_t i = 0; i < p->input_count; i++)
                names[i] = p->inputs[i].name;
        if (given) {
                json_object_object_foreach(given, key, value)
                {
                        bool known = false;

                        (void)value;
                        for (size_t i = 0; i < p->input_count && !known; i++)
                                known = strcmp(names[i], key) == 0;
                        if (!known)
                                report_unknown(d, 0, 0, "input", key,
                                               p->input_count ? ""
                                                              : ": the pipeline takes no inputs",
                                               names, p->input_count);
                }
        }
        free(names);
}

static void bind_given(const struct pipeline *p, const struct pipeline_input *in,
                       struct json_object *given, struct json_object *values, struct diagnostics *d)
{
        struct value_rule rule = input_rule(p, in);
        struct json_object *value = NULL;
        struct err err = ERR_INIT;
        const char *text =
                json_object_is_type(given, json_type_string) ? json_object_get_string(given) : NULL;
        bool ok;

        if (text && strlen(text) == (size_t)json_object_get_string_len(given))
                ok = value_from_text(&rule, text, &value, &err);
        else
                ok = value_convert(&rule, given, &value, &err);
        if (ok)
                json_put(values, in->name, value);
        else
                diagnostics_add(d, in->line, in->column, "input \"%s\"%s %s%s%s%s", in->name,
                                text_starts(err_text(&err), "must") ? "" : ":", err_text(&err),
                                in->help ? " (" : "", in->help ? in->help : "",
                                in->help ? ")" : "");
        err_clear(&err);
}

void report_placed(const struct pipeline *p, int line, int column, const char *text,
                   struct diagnostics *d)
{
        size_t len = strlen(p->file);
        int used = 0;

        if (strncmp(text, p->file, len) == 0 &&
            sscanf(text + len, ":%d:%d: %n", &line, &column, &used) == 2 && used > 0)
                text += len + (size_t)used;
        diagnostics_add(d, line, column, "%s", text);
}

static void bind_default(const struct pipeline *p, const struct pipeline_input *in,
                         const struct stack *stack, struct json_object *values,
                         struct diagnostics *d)
{
        struct scope scope = {
                .pipeline = p, .stack = stack, .inputs = values, .unknown = stack == NULL};
        struct value_rule rule = input_rule(p, in);
        char *what = xasprintf("default of input \"%s\"", in->name);
        struct json_object *value = NULL;
        struct err err = ERR_INIT;
        bool known = true;

        if (!template_eval(in->fallback, &rule, what, &scope, &value, &known, &err))
                report_placed(p, in->fallback->line, in->fallback->column, err_text(&err), d);
        else if (known && value)
                json_put(values, in->name, json_object_get(value));
        json_object_put(value);
        err_clear(&err);
        free(what);
}

bool pipeline_bind(const struct pipeline *p, const struct stack *stack, struct json_object *given,
                   struct json_object **values, struct diagnostics *d)
{
        struct json_object *made = json_object_new_object();
        size_t before = d->count;

        check_names(p, given, d);
        for (size_t i = 0; i < p->input_count; i++) {
                const struct pipeline_input *in = &p->inputs[i];
                struct json_object *value = json_get(given, in->name);

                if (value)
                        bind_given(p, in, value, made, d);
                else if (in->fallback)
                        bind_default(p, in, stack, made, d);
                else if (in->required)
                        diagnostics_add(d, in->line, in->column,
                                        "input \"%s\" (%s) is required%s%s: --set %s=...", in->name,
                                        value_type_name(in->type), in->help ? ", " : "",
                                        in->help ? in->help : "", in->name);
        }
        if (d->count == before && stack)
                roles_check(p, stack, made, d);
        if (d->count > before) {
                json_object_put(made);
                made = NULL;
        }
        *values = made;
        return made != NULL;
}
