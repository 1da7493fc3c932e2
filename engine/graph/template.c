/* Values of pipeline files: parsing, checking and evaluating them against a declaration. */
#include "engine/graph/template.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/graph/scalar.h"

static struct template_part *add_part(struct template *t)
{
        t->parts = xrealloc(t->parts, (t->part_count + 1) * sizeof(*t->parts));
        t->parts[t->part_count] = (struct template_part){0};
        return &t->parts[t->part_count++];
}

static void flush(struct template *t, struct text *literal)
{
        if (literal->len == 0)
                return;
        add_part(t)->text = text_steal(literal);
}

/* How many characters at text begin what is meant for an expression but is none: "{{ inputs." or
 * "${ stages."; else 0. */
static size_t lookalike(const char *text)
{
        static const char *const roots[] = {"inputs.", "stages.", "stack.", "run.id"};
        size_t len;

        if (!text_starts(text, "{{") && !text_starts(text, "${"))
                return 0;
        len = 2 + strspn(text + 2, " \t");
        for (size_t i = 0; i < ARRAY_LEN(roots); i++) {
                if (text_starts(text + len, roots[i]))
                        return len + strlen(roots[i]);
        }
        return 0;
}

static void report_lookalike(const char *text, size_t pos, size_t len, struct place place,
                             struct diagnostics *d)
{
        diagnostics_add(d, place.line, place_column(place, text, pos),
                        "\"%.*s\" is text, no expression: those stand in ${{ }}; where text is "
                        "meant, write ${{ '%.2s' }} for its beginning",
                        (int)len, text + pos, text + pos);
}

static void parse_scalar(struct template *t, const char *text, struct place place,
                         struct diagnostics *d)
{
        struct text literal = TEXT_INIT;
        size_t pos = 0;

        while (text[pos]) {
                if (text_starts(text + pos, "$${{")) {
                        text_add(&literal, "${{");
                        pos += 4;
                } else if (text_starts(text + pos, "${{")) {
                        struct expr *e;

                        flush(t, &literal);
                        pos += 3;
                        e = expr_parse(text, &pos, true, place, d);
                        if (!e) {
                                t->broken = true;
                                break; /* where it ends is not known */
                        }
                        add_part(t)->expr = e;
                } else {
                        size_t len = lookalike(text + pos);

                        if (len)
                                report_lookalike(text, pos, len, place, d);
                        text_add_char(&literal, text[pos++]);
                }
        }
        flush(t, &literal);
        text_release(&literal);
}

static struct template *template_new(enum template_kind kind, int line, int column)
{
        struct template *t = xcalloc(1, sizeof(*t));

        t->kind = kind;
        t->line = line;
        t->column = column;
        return t;
}

struct template *template_parse(const struct yaml_node *node, struct diagnostics *d)
{
        enum template_kind kind = node->kind == YAML_SCALAR ? TEMPLATE_SCALAR
                                  : node->kind == YAML_LIST ? TEMPLATE_LIST
                                                            : TEMPLATE_MAP;
        struct template *t = template_new(kind, node->line, node->column);

        if (kind == TEMPLATE_SCALAR) {
                struct place place = {node->line, node->text_column, node->text_column > 0};

                if (!place.exact)
                        place.column = node->column;
                t->plain = node->plain;
                if (strlen(node->text) > VALUE_TEXT_MAX) {
                        t->broken = true;
                        diagnostics_add(d, node->line, node->column,
                                        "%zu characters are too many; at most %d",
                                        strlen(node->text), VALUE_TEXT_MAX);
                        return t;
                }
                parse_scalar(t, node->text, place, d);
                return t;
        }
        t->count = node->count;
        t->items = xcalloc(node->count, sizeof(struct template *));
        t->keys = xcalloc(node->count, sizeof(char *));
        for (size_t i = 0; i < node->count; i++) {
                const struct yaml_node *key = kind == TEMPLATE_MAP ? node->pairs[i].key : NULL;
                struct reading reading;

                if (key && key->plain && scalar_reading(key->text, &reading))
                        diagnostics_add(d, key->line, key->column,
                                        "key \"%s\" must be a string, got %s: write \"%s\" in "
                                        "quotes",
                                        key->text, reading.kind, key->text);
                t->keys[i] = key ? xstrdup(key->text) : NULL;
                t->items[i] = template_parse(key ? node->pairs[i].value : node->items[i], d);
        }
        return t;
}

/* A default stands in no file: its places are those of the stage that lacks the value. */
static void place_node(struct yaml_node *node, int line, int column)
{
        node->line = line;
        node->column = column;
        node->text_column = 0;
        for (size_t i = 0; i < node->count; i++)
                place_node(node->kind == YAML_MAP ? node->pairs[i].value : node->items[i], line,
                           column);
}

static void report_default(void *arg, int line, int column, const char *text)
{
        diagnostics_add(arg, line, column, "%s", text);
}

struct template *template_of_text(const char *text, enum value_type type, int line, int column,
                                  struct diagnostics *d)
{
        struct template *t;
        struct yaml_node *node = NULL;

        if (type == VALUE_LIST || type == VALUE_MAP)
                node = yaml_parse(text, strlen(text), report_default, d);
        if (node) {
                place_node(node, line, column);
                t = template_parse(node, d);
        } else {
                t = template_new(TEMPLATE_SCALAR, line, column);
                t->plain = type == VALUE_NUMBER || type == VALUE_FLAG;
                parse_scalar(t, text, (struct place){line, column, false}, d);
        }
        yaml_free(node);
        return t;
}

void template_free(struct template *t)
{
        if (!t)
                return;
        for (size_t i = 0; i < t->part_count; i++) {
                free(t->parts[i].text);
                expr_free(t->parts[i].expr);
        }
        for (size_t i = 0; i < t->count; i++) {
                template_free(t->items[i]);
                free(t->keys[i]);
        }
        free(t->parts);
        free(t->items);
        free(t->keys);
        free(t);
}

bool template_constant(const struct template *t)
{
        for (size_t i = 0; i < t->part_count; i++) {
                if (t->parts[i].expr)
                        return false;
        }
        for (size_t i = 0; i < t->count; i++) {
                if (!template_constant(t->items[i]))
                        return false;
        }
        return true;
}

static const char *constant_text(const struct template *t)
{
        return t->part_count ? t->parts[0].text : "";
}

/* What the elements of a list or map must be. */
static struct value_rule element_rule(const struct value_rule *rule)
{
        return (struct value_rule){
                .type = VALUE_TEXT, .choices = rule->choices, .choice_count = rule->choice_count};
}

static char *element_what(const struct template *t, size_t i, const char *what)
{
        if (t->kind == TEMPLATE_MAP)
                return xasprintf("%s: \"%.80s\"", what, t->keys[i]);
        return xasprintf("%s: element %zu", what, i + 1);
}

/* The kinds a whole-scalar expression may have for this declaration. */
static unsigned accepted(enum value_type type)
{
        switch (type) {
        case VALUE_TEXT:
                return KIND_TEXT | KIND_NUMBER | KIND_FLAG;
        case VALUE_NUMBER:
                return KIND_NUMBER | KIND_TEXT;
        case VALUE_FLAG:
                return KIND_FLAG | KIND_TEXT;
        default:
                return kind_of_type(type);
        }
}

static void report_kinds(const struct expr *e, const struct view *v, const char *what,
                         const char *expected, unsigned found)
{
        struct text t = TEXT_INIT;

        kinds_add(&t, found == KIND_NULL ? found : found & ~(unsigned)KIND_NULL);
        diagnostics_add(v->d, e->line, e->column, "%s must be %s, got %s%s", what, expected,
                        text_str(&t),
                        (found & ~(unsigned)KIND_NULL) == KIND_LIST
                                ? "; join(list, ',') makes one text of a list"
                                : "");
        text_release(&t);
}

static void check_choice(const struct expr *e, const struct value_rule *rule, const char *what,
                         const char *whose, const struct pipeline_input *in, const char *text,
                         const struct view *v)
{
        struct json_object *value = NULL;
        struct err err = ERR_INIT;

        if (!value_from_scalar(rule, text, false, &value, &err))
                diagnostics_add(v->d, e->line, e->column, "%s is %s input \"%s\": %s", what, whose,
                                in->name, err_text(&err));
        json_object_put(value);
        err_clear(&err);
}

/* What an input may be must be among what the value may be. */
static void check_choices(const struct expr *e, const struct value_rule *rule, const char *what,
                          const struct view *v)
{
        const struct pipeline *p = v->pipeline;
        const struct pipeline_input *in = NULL;

        for (size_t i = 0; i < p->input_count; i++) {
                if (strcmp(p->inputs[i].name, e->name) == 0)
                        in = &p->inputs[i];
        }
        if (!in || in->type != VALUE_TEXT)
                return;
        if (in->fallback && in->fallback->kind == TEMPLATE_SCALAR &&
            template_constant(in->fallback))
                check_choice(e, rule, what, "the default of", in, constant_text(in->fallback), v);
        for (size_t i = 0; i < in->choices.count; i++)
                check_choice(e, rule, what, "a choice of", in, in->choices.items[i], v);
}

static void check_parts(const struct template *t, const struct value_rule *rule, const char *what,
                        const struct view *v)
{
        bool whole = t->part_count == 1;

        if (!whole && accepted(rule->type) != KIND_ANY && !(accepted(rule->type) & KIND_TEXT))
                diagnostics_add(v->d, t->line, t->column, "%s must be %s, got text", what,
                                value_type_expected(rule->type));
        for (size_t i = 0; i < t->part_count; i++) {
                const struct expr *e = t->parts[i].expr;
                unsigned found;

                if (!e)
                        continue;
                found = expr_check(e, v);
                if (whole && !(found & accepted(rule->type)) && found != KIND_NULL)
                        report_kinds(e, v, what, value_type_expected(rule->type), found);
                else if (whole && rule->choice_count && e->op == EXPR_INPUT)
                        check_choices(e, rule, what, v);
                else if (!whole && !(found & accepted(VALUE_TEXT)))
                        report_kinds(e, v, what, "text around an expression", found);
        }
}

static void check_elements(const struct template *t, const struct value_rule *rule,
                           const char *what, const struct view *v)
{
        struct value_rule element = element_rule(rule);

        if (t->count > VALUE_LIST_MAX) {
                diagnostics_add(v->d, t->line, t->column,
                                "%s: %zu elements are too many; at most %d", what, t->count,
                                VALUE_LIST_MAX);
                return;
        }
        for (size_t i = 0; i < t->count; i++) {
                char *name = element_what(t, i, what);

                template_check(t->items[i], &element, name, v);
                free(name);
        }
}

void template_check(const struct template *t, const struct value_rule *rule, const char *what,
                    const struct view *v)
{
        bool any = rule->type == VALUE_ANY;
        bool list = rule->type == VALUE_LIST, map = rule->type == VALUE_MAP;
        struct json_object *value = NULL;
        struct err err = ERR_INIT;

        if (t->broken)
                return;
        if (t->kind == TEMPLATE_SCALAR) {
                if (!template_constant(t))
                        check_parts(t, rule, what, v);
                else if (!value_from_scalar(rule, constant_text(t), t->plain, &value, &err))
                        diagnostics_add(v->d, t->line, t->column, "%s%s %s%s", what,
                                        text_starts(err_text(&err), "must") ? "" : ":",
                                        err_text(&err),
                                        list  ? ": write it in [ ]"
                                        : map ? ": write name: value"
                                              : "");
                json_object_put(value);
                err_clear(&err);
        } else if (any || (t->kind == TEMPLATE_LIST && list) || (t->kind == TEMPLATE_MAP && map)) {
                check_elements(t, rule, what, v);
        } else {
                diagnostics_add(v->d, t->line, t->column, "%s must be %s, got %s", what,
                                value_type_expected(rule->type),
                                t->kind == TEMPLATE_LIST ? "a list" : "a map");
        }
}

static struct json_object *unknown_text(const char *unknown)
{
        char *text = xasprintf("(known after %s)", unknown);
        struct json_object *value = json_object_new_string(text);

        free(text);
        return value;
}

/* Text and expressions side by side. */
static bool eval_mixed(const struct template *t, const char *what, const struct scope *scope,
                       struct text *out, bool *known, struct err *err)
{
        for (size_t i = 0; i < t->part_count; i++) {
                const struct template_part *part = &t->parts[i];
                struct json_object *value = NULL;
                const char *unknown = NULL;
                bool ok = true;

                if (part->text) {
                        text_add(out, part->text);
                        continue;
                }
                if (!expr_eval(part->expr, scope, &value, &unknown, err))
                        return false;
                if (unknown) {
                        *known = false;
                        text_addf(out, "(known after %s)", unknown);
                } else if (kind_of(value) & accepted(VALUE_TEXT)) {
                        text_add(out, json_object_get_string(value));
                } else {
                        ok = err_set(err, ERR_INVALID, "%s:%d:%d: %s: %s can't stand within text%s",
                                     scope->pipeline->file, part->expr->line, part->expr->column,
                                     what, value_json_kind(value),
                                     value ? "" : "; default(value, otherwise) replaces it");
                }
                json_object_put(value);
                if (ok && out->len > VALUE_TEXT_MAX)
                        ok = err_set(err, ERR_INVALID, "%s:%d:%d: %s is longer than %d characters",
                                     scope->pipeline->file, t->line, t->column, what,
                                     VALUE_TEXT_MAX);
                if (!ok)
                        return false;
        }
        return true;
}

static bool eval_scalar(const struct template *t, const struct value_rule *rule, const char *what,
                        const struct scope *scope, struct json_object **out, bool *known,
                        struct err *err)
{
        struct json_object *value = NULL;
        const char *unknown = NULL;
        struct text text = TEXT_INIT;
        bool ok;

        if (template_constant(t)) {
                ok = value_from_scalar(rule, constant_text(t), t->plain, out, err);
        } else if (t->part_count == 1) {
                if (!expr_eval(t->parts[0].expr, scope, &value, &unknown, err))
                        return false;
                *known = *known && !unknown;
                if (unknown)
                        *out = unknown_text(unknown);
                ok = unknown || !value || value_convert(rule, value, out, err);
        } else {
                bool all = true;

                if (!eval_mixed(t, what, scope, &text, &all, err)) {
                        text_release(&text);
                        return false;
                }
                value = json_object_new_string(text_str(&text));
                text_release(&text);
                *known = *known && all;
                ok = true;
                if (all)
                        ok = value_convert(rule, value, out, err);
                else
                        *out = json_object_get(value);
        }
        json_object_put(value);
        if (!ok)
                err_set(err, err->code, "%s:%d:%d: %s%s %s", scope->pipeline->file, t->line,
                        t->column, what, text_starts(err_text(err), "must") ? "" : ":",
                        err_text(err));
        return ok;
}

bool template_eval(const struct template *t, const struct value_rule *rule, const char *what,
                   const struct scope *scope, struct json_object **out, bool *known,
                   struct err *err)
{
        struct value_rule element = element_rule(rule);
        struct json_object *made;

        *out = NULL;
        if (t->kind == TEMPLATE_SCALAR)
                return eval_scalar(t, rule, what, scope, out, known, err);
        made = t->kind == TEMPLATE_LIST ? json_object_new_array() : json_object_new_object();
        for (size_t i = 0; i < t->count; i++) {
                struct json_object *value = NULL;
                char *name = element_what(t, i, what);
                bool ok = template_eval(t->items[i], &element, name, scope, &value, known, err);

                if (ok && !value)
                        ok = err_set(err, ERR_INVALID, "%s:%d:%d: %s must be text, got null",
                                     scope->pipeline->file, t->items[i]->line, t->items[i]->column,
                                     name);
                free(name);
                if (!ok) {
                        json_object_put(made);
                        return false;
                }
                if (t->kind == TEMPLATE_LIST)
                        json_object_array_add(made, value);
                else
                        json_put(made, t->keys[i], value);
        }
        *out = made;
        return true;
}
