/* What a stage is run with: its inputs and whether it is wanted at all. */
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/graph/definition.h"

static bool eval_fallback(const struct pipeline_stage *s, const struct port *port,
                          const struct value_rule *rule, const char *what,
                          const struct scope *scope, struct json_object **out, struct err *err)
{
        struct diagnostics d = {0};
        struct template *t = template_of_text(port->fallback, port->type, s->line, s->column, &d);
        bool known = true, ok;

        if (d.count > 0)
                ok = err_set(err, ERR_INVALID, "%s:%d:%d: %s: default: %s", scope->pipeline->file,
                             s->line, s->column, what, d.items[0].text);
        else
                ok = template_eval(t, rule, what, scope, out, &known, err);
        template_free(t);
        diagnostics_release(&d);
        return ok;
}

static bool resolve_port(const struct pipeline *p, const struct pipeline_stage *s,
                         const struct port *port, const struct scope *scope,
                         struct json_object *out, struct err *err)
{
        struct value_rule rule = port_rule(p, port);
        char *what = xasprintf("input \"%s\" of stage \"%s\"", port->name, s->id);
        const struct pipeline_value *given = NULL;
        struct json_object *value = NULL;
        bool known = true, ok = true;

        for (size_t i = 0; i < s->with_count; i++) {
                if (s->with[i].port == port)
                        given = &s->with[i];
        }
        if (given)
                ok = template_eval(given->value, &rule, what, scope, &value, &known, err);
        if (ok && !value && port->fallback)
                ok = eval_fallback(s, port, &rule, what, scope, &value, err);
        if (ok && !value && port->required)
                ok = err_set(err, ERR_INVALID, "%s:%d:%d: %s is required and its value is null",
                             p->file, given ? given->line : s->line,
                             given ? given->column : s->column, what);
        if (ok && value)
                json_put(out, port->name, value);
        free(what);
        return ok;
}

bool pipeline_resolve(const struct pipeline *p, size_t stage, const struct scope *scope,
                      struct json_object **out, struct err *err)
{
        const struct pipeline_stage *s = &p->stages[stage];
        struct json_object *made = json_object_new_object();

        *out = NULL;
        for (const struct port *port = s->type->inputs; port && port->name; port++) {
                if (!resolve_port(p, s, port, scope, made, err)) {
                        json_object_put(made);
                        return false;
                }
        }
        *out = made;
        return true;
}

/* What is not known yet counts as yes: a plan shows the stage. */
static bool eval_condition(const struct expr *e, const struct scope *scope, const char *what,
                           const char *stage, bool *wanted, struct err *err)
{
        struct json_object *value = NULL;
        const char *unknown = NULL;
        bool ok;

        *wanted = true;
        if (!e)
                return true;
        if (!expr_eval(e, scope, &value, &unknown, err))
                return false;
        ok = unknown || json_object_is_type(value, json_type_boolean);
        if (!ok)
                err_set(err, ERR_INVALID,
                        "%s:%d:%d: %s of stage \"%s\" must be true or false, got %s",
                        scope->pipeline->file, e->line, e->column, what, stage,
                        value_json_kind(value));
        else if (!unknown)
                *wanted = json_object_get_boolean(value);
        json_object_put(value);
        return ok;
}

bool pipeline_wanted(const struct pipeline *p, size_t stage, const struct scope *scope,
                     bool *wanted, const char **reason, struct err *err)
{
        const struct pipeline_stage *s = &p->stages[stage];

        *reason = NULL;
        if (!eval_condition(s->enabled, scope, "enabled", s->id, wanted, err))
                return false;
        if (!*wanted) {
                *reason = "disabled";
                return true;
        }
        if (!eval_condition(s->condition, scope, "if", s->id, wanted, err))
                return false;
        if (!*wanted)
                *reason = "its condition is false";
        return true;
}
