/* The value of an expression in a run. Kinds were checked before as far as they were known, and are
 * checked again here, because an output may be null and VALUE_ANY may be anything. */
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/graph/expr.h"
#include "engine/graph/function.h"
#include "engine/graph/value.h"

struct eval {
        const struct scope *scope;
        const char *unknown; /* what the value depends on and is not known yet; borrowed */
        struct err *err;
};

static bool eval(struct eval *v, const struct expr *e, struct json_object **out);

static bool fail_at(struct eval *v, const struct expr *e)
{
        return err_prefix(v->err, "%s:%d:%d", v->scope->pipeline->file, e->line, e->column);
}

static bool not_known(struct eval *v, const char *what)
{
        v->unknown = what;
        return true;
}

static bool eval_stack(struct eval *v, const struct expr *e, struct json_object **out)
{
        const struct stack *s = v->scope->stack;
        const char *text;

        if (!s)
                return not_known(v, "the stack is given");
        text = strcmp(e->name, "customer") == 0  ? s->customer
               : strcmp(e->name, "project") == 0 ? s->project
               : strcmp(e->name, "env") == 0     ? s->env
                                                 : s->name;
        *out = json_object_new_string(text);
        return true;
}

/* Binding fills in every default, so one that is missing could not be told yet. */
static bool eval_input(struct eval *v, const struct expr *e, struct json_object **out)
{
        const struct pipeline *p = v->scope->pipeline;
        struct json_object *value = json_get(v->scope->inputs, e->name);

        for (size_t i = 0; i < p->input_count && !value; i++) {
                if (strcmp(p->inputs[i].name, e->name) == 0 &&
                    (p->inputs[i].fallback || (p->inputs[i].required && v->scope->unknown)))
                        return not_known(v, "the stack is given");
        }
        *out = json_copy(value);
        return true;
}

static bool eval_output(struct eval *v, const struct expr *e, struct json_object **out)
{
        struct json_object *outputs = json_get(v->scope->outputs, e->name);
        struct json_object *value = NULL;

        if (outputs && json_object_object_get_ex(outputs, e->member, &value)) {
                *out = json_copy(value);
                return true;
        }
        if (v->scope->unknown)
                return not_known(v, e->name);
        if (outputs || json_get(v->scope->states, e->name))
                return true; /* it has ended without: null */
        err_set(v->err, ERR_STATE, "stage \"%s\" has not ended, so its output \"%s\" is not known",
                e->name, e->member);
        return fail_at(v, e);
}

static bool eval_state(struct eval *v, const struct expr *e, struct json_object **out)
{
        struct json_object *state = json_get(v->scope->states, e->name);

        if (state) {
                *out = json_copy(state);
                return true;
        }
        if (v->scope->unknown)
                return not_known(v, e->name);
        err_set(v->err, ERR_STATE, "stage \"%s\" has not ended, so its state is not known",
                e->name);
        return fail_at(v, e);
}

static bool eval_run(struct eval *v, const struct expr *e, struct json_object **out)
{
        if (!v->scope->run && v->scope->unknown)
                return not_known(v, "the run begins");
        if (!v->scope->run) {
                err_set(v->err, ERR_STATE, "there is no run");
                return fail_at(v, e);
        }
        *out = json_object_new_string(v->scope->run);
        return true;
}

static bool require(struct eval *v, const struct expr *e, struct json_object *value,
                    unsigned wanted, const char *what)
{
        struct text t = TEXT_INIT;

        if (kind_of(value) & wanted)
                return true;
        kinds_add(&t, wanted);
        err_set(v->err, ERR_INVALID, "%s must be %s, got %s%s", what, text_str(&t),
                value_json_kind(value),
                value ? "" : "; default(value, otherwise) gives it another value");
        text_release(&t);
        return fail_at(v, e);
}

static bool eval_call(struct eval *v, const struct expr *e, struct json_object **out)
{
        struct json_object *args[10] = {0};
        const struct function *f = e->function;
        bool ok = true;

        for (size_t i = 0; i < e->count && ok && !v->unknown; i++) {
                ok = eval(v, e->args[i], &args[i]);
                if (ok && !v->unknown) {
                        char *what = xasprintf("argument %zu of %s", i + 1, f->usage);

                        ok = require(v, e->args[i], args[i], function_kinds(f, i), what);
                        free(what);
                }
        }
        if (ok && !v->unknown && !v->scope->stack && text_starts(f->name, "stack."))
                not_known(v, "the stack is given");
        if (ok && !v->unknown && !f->call(v->scope, args, e->count, out, v->err)) {
                err_prefix(v->err, "%s", f->usage);
                ok = fail_at(v, e);
        }
        for (size_t i = 0; i < ARRAY_LEN(args); i++)
                json_object_put(args[i]);
        return ok;
}

/* One side of !, && or ||. */
static bool eval_flag(struct eval *v, const struct expr *e, bool *flag)
{
        struct json_object *value = NULL;
        bool ok = eval(v, e, &value) && (v->unknown || require(v, e, value, KIND_FLAG, "this"));

        *flag = ok && !v->unknown && json_object_get_boolean(value);
        json_object_put(value);
        return ok;
}

static bool eval_logic(struct eval *v, const struct expr *e, struct json_object **out)
{
        bool flag;

        if (!eval_flag(v, e->args[0], &flag))
                return false;
        if (!v->unknown && e->op != EXPR_NOT && flag == (e->op == EXPR_AND) &&
            !eval_flag(v, e->args[1], &flag))
                return false;
        if (!v->unknown)
                *out = json_object_new_boolean(e->op == EXPR_NOT ? !flag : flag);
        return true;
}

static bool compare(struct eval *v, const struct expr *e, struct json_object *const *sides,
                    bool *result)
{
        int64_t left, right;

        if (e->op == EXPR_EQ || e->op == EXPR_NE) {
                if (sides[0] && sides[1] &&
                    !require(v, e->args[1], sides[1], kind_of(sides[0]),
                             "the right side of == or !="))
                        return false;
                *result = json_same(sides[0], sides[1]) == (e->op == EXPR_EQ);
                return true;
        }
        for (int i = 0; i < 2; i++) {
                if (!require(v, e->args[i], sides[i], KIND_NUMBER, "what is compared with < or >"))
                        return false;
        }
        left = json_object_get_int64(sides[0]);
        right = json_object_get_int64(sides[1]);
        *result = e->op == EXPR_LT   ? left < right
                  : e->op == EXPR_LE ? left <= right
                  : e->op == EXPR_GT ? left > right
                                     : left >= right;
        return true;
}

static bool eval_comparison(struct eval *v, const struct expr *e, struct json_object **out)
{
        struct json_object *sides[2] = {0};
        bool result = false;
        bool ok = eval(v, e->args[0], &sides[0]) && eval(v, e->args[1], &sides[1]);

        if (ok && !v->unknown) {
                ok = compare(v, e, sides, &result);
                if (ok)
                        *out = json_object_new_boolean(result);
        }
        json_object_put(sides[0]);
        json_object_put(sides[1]);
        return ok;
}

static bool eval(struct eval *v, const struct expr *e, struct json_object **out)
{
        switch (e->op) {
        case EXPR_VALUE:
                *out = json_copy(e->value);
                return true;
        case EXPR_STACK:
                return eval_stack(v, e, out);
        case EXPR_INPUT:
                return eval_input(v, e, out);
        case EXPR_OUTPUT:
                return eval_output(v, e, out);
        case EXPR_STATE:
                return eval_state(v, e, out);
        case EXPR_RUN:
                return eval_run(v, e, out);
        case EXPR_CALL:
                return eval_call(v, e, out);
        case EXPR_NOT:
        case EXPR_AND:
        case EXPR_OR:
                return eval_logic(v, e, out);
        default:
                return eval_comparison(v, e, out);
        }
}

bool expr_eval(const struct expr *e, const struct scope *scope, struct json_object **out,
               const char **unknown, struct err *err)
{
        struct eval v = {.scope = scope, .err = err};
        bool ok;

        *out = NULL;
        ok = eval(&v, e, out);
        if (!ok || v.unknown) {
                json_object_put(*out);
                *out = NULL;
        }
        *unknown = v.unknown;
        return ok;
}
