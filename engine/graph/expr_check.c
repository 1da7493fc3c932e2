/* What can be known of an expression before anything runs: names, kinds, and edges. */
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/nearest.h"
#include "engine/graph/expr.h"
#include "engine/graph/function.h"
#include "engine/graph/value.h"

unsigned kind_of(struct json_object *value)
{
        switch (json_object_get_type(value)) {
        case json_type_null:
                return KIND_NULL;
        case json_type_boolean:
                return KIND_FLAG;
        case json_type_int:
        case json_type_double:
                return KIND_NUMBER;
        case json_type_array:
                return KIND_LIST;
        case json_type_object:
                return KIND_MAP;
        case json_type_string:
                break;
        }
        return KIND_TEXT;
}

unsigned kind_of_type(enum value_type type)
{
        switch (type) {
        case VALUE_NUMBER:
                return KIND_NUMBER;
        case VALUE_FLAG:
                return KIND_FLAG;
        case VALUE_LIST:
                return KIND_LIST;
        case VALUE_MAP:
                return KIND_MAP;
        case VALUE_ANY:
                return KIND_ANY;
        default:
                return KIND_TEXT;
        }
}

void kinds_add(struct text *t, unsigned kinds)
{
        static const char *const names[] = {"text",   "a number", "a flag",
                                            "a list", "a map",    "null"};
        bool first = true;

        if (kinds == KIND_ANY) {
                text_add(t, "any value");
                return;
        }
        for (size_t i = 0; i < ARRAY_LEN(names); i++) {
                if (!(kinds & 1u << i))
                        continue;
                text_addf(t, "%s%s", first ? "" : " or ", names[i]);
                first = false;
        }
}

enum { NAMES_TOLD = 12 };

void report_unknown(struct diagnostics *d, int line, int column, const char *what, const char *name,
                    const char *where, const char *const *candidates, size_t count)
{
        const char *near = nearest_name(name, candidates, count);
        /* with the right one at hand the others are only an example */
        size_t told = near && count > NAMES_TOLD ? NAMES_TOLD : count;
        struct text expected = TEXT_INIT;

        for (size_t i = 0; i < told; i++)
                text_addf(&expected, "%s%s", i ? ", " : "; expected one of ", candidates[i]);
        if (told < count)
                text_add(&expected, ", ...");
        if (near)
                text_addf(&expected, "; did you mean \"%s\"?", near);
        diagnostics_add(d, line, column, "unknown %s \"%.80s\"%s%s", what, name, where,
                        text_str(&expected));
        text_release(&expected);
}

static unsigned refuse(const struct expr *e, const struct view *v, const char *what)
{
        diagnostics_add(v->d, e->line, e->column, "%s may not refer to %s", v->what, what);
        return KIND_ANY;
}

static unsigned check_stack(const struct expr *e, const struct view *v)
{
        static const char *const fields[] = {"name", "customer", "project", "env"};

        for (size_t i = 0; i < ARRAY_LEN(fields); i++) {
                if (strcmp(fields[i], e->name) == 0)
                        return KIND_TEXT;
        }
        report_unknown(v->d, e->line, e->column, "field", e->name, " of the stack", fields,
                       ARRAY_LEN(fields));
        return KIND_ANY;
}

static unsigned check_input(const struct expr *e, const struct view *v)
{
        const struct pipeline *p = v->pipeline;
        const char **names;

        for (size_t i = 0; i < p->input_count; i++) {
                const struct pipeline_input *in = &p->inputs[i];

                if (strcmp(in->name, e->name) != 0)
                        continue;
                if (i >= v->inputs) {
                        diagnostics_add(v->d, e->line, e->column,
                                        "%s may only refer to inputs above it, and \"%s\" is not",
                                        v->what, e->name);
                        return KIND_ANY;
                }
                return kind_of_type(in->type) |
                       (in->required || in->fallback ? 0u : (unsigned)KIND_NULL);
        }
        names = xcalloc(p->input_count, sizeof(*names));
        for (size_t i = 0; i < p->input_count; i++)
                names[i] = p->inputs[i].name;
        report_unknown(v->d, e->line, e->column, "input", e->name,
                       p->input_count ? " of the pipeline" : ": the pipeline has none", names,
                       p->input_count);
        free(names);
        return KIND_ANY;
}

static void report_unknown_stage(const struct expr *e, const struct view *v)
{
        const struct pipeline *p = v->pipeline;
        const char **names = xcalloc(p->stage_count, sizeof(*names));

        for (size_t i = 0; i < p->stage_count; i++)
                names[i] = p->stages[i].id;
        report_unknown(v->d, e->line, e->column, "stage", e->name, "", names, p->stage_count);
        free(names);
}

static unsigned check_output(const struct expr *e, const struct view *v,
                             const struct pipeline_stage *stage)
{
        const char *names[128];
        size_t count = 0;
        char *where;

        if (!stage->type)
                return KIND_ANY; /* its type is a finding of its own */
        for (const struct port *o = stage->type->outputs; o && o->name; o++) {
                if (strcmp(o->name, e->member) == 0)
                        return kind_of_type(o->type) | KIND_NULL;
                if (count < ARRAY_LEN(names))
                        names[count++] = o->name;
        }
        where = xasprintf(" of stage \"%s\" (%s)%s", e->name, stage->type->name,
                          count ? "" : ", which has none");
        report_unknown(v->d, e->line, e->column, "output", e->member, where, names, count);
        free(where);
        return KIND_ANY;
}

static unsigned check_stage(const struct expr *e, const struct view *v)
{
        long index;

        if (!v->stages)
                return refuse(e, v, "stages");
        if (v->self && strcmp(v->self, e->name) == 0) {
                diagnostics_add(v->d, e->line, e->column, "stage \"%s\" refers to itself", e->name);
                return KIND_ANY;
        }
        index = pipeline_find(v->pipeline, e->name);
        if (index < 0) {
                report_unknown_stage(e, v);
                return KIND_ANY;
        }
        if (v->edges)
                v->edges[index] = true;
        if (e->op == EXPR_STATE)
                return KIND_TEXT;
        return check_output(e, v, &v->pipeline->stages[index]);
}

static bool require(const struct expr *e, const struct view *v, const char *what, unsigned found,
                    unsigned wanted)
{
        struct text t = TEXT_INIT;

        if (found & wanted)
                return true;
        text_addf(&t, "%s must be ", what);
        kinds_add(&t, wanted);
        text_add(&t, ", got ");
        kinds_add(&t, found == KIND_NULL ? found : found & ~(unsigned)KIND_NULL);
        diagnostics_add(v->d, e->line, e->column, "%s", text_str(&t));
        text_release(&t);
        return false;
}

/* A format written out is wrong for whatever values: known before anything runs. */
static void check_format(const struct expr *e, const struct view *v)
{
        struct json_object *args[FUNCTION_ARGS] = {e->args[0]->value}, *out = NULL;
        struct json_object *any = json_object_new_string("");
        struct err err = ERR_INIT;

        for (size_t i = 1; i < e->count; i++)
                args[i] = any;
        if (!e->function->call(NULL, args, e->count, &out, &err))
                diagnostics_add(v->d, e->args[0]->line, e->args[0]->column, "%s: %s",
                                e->function->usage, err_text(&err));
        json_object_put(out);
        json_object_put(any);
        err_clear(&err);
}

static unsigned check_call(const struct expr *e, const struct view *v)
{
        const struct function *f = e->function;
        unsigned all = 0;

        for (size_t i = 0; i < e->count; i++) {
                unsigned found = expr_check(e->args[i], v);
                char *what = xasprintf("argument %zu of %s", i + 1, f->usage);

                require(e->args[i], v, what, found, function_kinds(f, i));
                free(what);
                all |= i + 1 < e->count ? found & ~(unsigned)KIND_NULL : found;
        }
        if (strcmp(f->name, "format") == 0 && e->args[0]->op == EXPR_VALUE &&
            kind_of(e->args[0]->value) == KIND_TEXT)
                check_format(e, v);
        return f->result ? f->result : all;
}

/* A stage never has any other state when it is asked for: such a condition would not be met. */
static void check_state(const struct expr *state, const struct expr *other, const struct view *v)
{
        static const char *const states[] = {"succeeded", "unchanged", "skipped", "failed"};
        const char *text;

        if (state->op != EXPR_STATE || other->op != EXPR_VALUE ||
            kind_of(other->value) != KIND_TEXT)
                return;
        text = json_object_get_string(other->value);
        for (size_t i = 0; i < ARRAY_LEN(states); i++) {
                if (strcmp(states[i], text) == 0)
                        return;
        }
        report_unknown(v->d, other->line, other->column, "state", text, " of a stage", states,
                       ARRAY_LEN(states));
}

static unsigned check_comparison(const struct expr *e, const struct view *v)
{
        unsigned left = expr_check(e->args[0], v), right = expr_check(e->args[1], v);

        if (e->op != EXPR_EQ && e->op != EXPR_NE) {
                require(e->args[0], v, "what is compared with < or >", left, KIND_NUMBER);
                require(e->args[1], v, "what is compared with < or >", right, KIND_NUMBER);
        } else if (left != KIND_NULL && right != KIND_NULL) {
                require(e->args[1], v, "the right side of == or !=", right & ~(unsigned)KIND_NULL,
                        left & ~(unsigned)KIND_NULL);
                check_state(e->args[0], e->args[1], v);
                check_state(e->args[1], e->args[0], v);
        }
        return KIND_FLAG;
}

unsigned expr_check(const struct expr *e, const struct view *v)
{
        static const char *const run_fields[] = {"id"};

        switch (e->op) {
        case EXPR_VALUE:
                return kind_of(e->value);
        case EXPR_STACK:
                return check_stack(e, v);
        case EXPR_INPUT:
                return check_input(e, v);
        case EXPR_OUTPUT:
        case EXPR_STATE:
                return check_stage(e, v);
        case EXPR_RUN:
                if (strcmp(e->name, "id") != 0)
                        report_unknown(v->d, e->line, e->column, "field", e->name, " of the run",
                                       run_fields, ARRAY_LEN(run_fields));
                else if (!v->run)
                        refuse(e, v, "the run");
                return KIND_TEXT;
        case EXPR_CALL:
                return check_call(e, v);
        case EXPR_NOT:
        case EXPR_AND:
        case EXPR_OR:
                for (size_t i = 0; i < e->count; i++)
                        require(e->args[i], v,
                                e->op == EXPR_NOT   ? "what ! negates"
                                : e->op == EXPR_AND ? "each side of &&"
                                                    : "each side of ||",
                                expr_check(e->args[i], v), KIND_FLAG);
                return KIND_FLAG;
        default:
                return check_comparison(e, v);
        }
}
