/*
 * A value as it stands in a pipeline file: a scalar that may hold ${{ }}, a list or a map of such.
 *
 * A scalar that is one expression and nothing else keeps the expression's type; around other text
 * expressions become text. $${{ stands for ${{ itself.
 */
#ifndef SNAPLIFT_GRAPH_TEMPLATE_H
#define SNAPLIFT_GRAPH_TEMPLATE_H

#include "engine/base/yaml.h"
#include "engine/graph/expr.h"
#include "engine/graph/value.h"

enum template_kind { TEMPLATE_SCALAR, TEMPLATE_LIST, TEMPLATE_MAP };

struct template_part {
        char *text; /* or NULL: */
        struct expr *expr;
};

struct template
{
        enum template_kind kind;
        int line, column;
        bool plain;                  /* a scalar without quotes */
        struct template_part *parts; /* of a scalar; neighbouring texts are one part */
        size_t part_count;
        bool broken;             /* an expression in it could not be parsed */
        struct template **items; /* of a list or map */
        char **keys;             /* of a map */
        size_t count;
};

/* Never NULL: what could not be parsed is in d, and empty in the template. */
struct template *template_parse(const struct yaml_node *node, struct diagnostics *d);
/* The default of a stage type's input, as it would stand in a pipeline file; texts without quotes.
 */
struct template *template_of_text(const char *text, enum value_type type, int line, int column,
                                  struct diagnostics *d);
void template_free(struct template *t);

/* Constant: no expression in it. */
bool template_constant(const struct template *t);

/* Everything that can be known before a run. what: `input "services"`, begins the findings. */
void template_check(const struct template *t, const struct value_rule *rule, const char *what,
                    const struct view *v);

/* *out is the caller's; NULL for null. What is not known yet (scope->unknown) reads as text,
 * "(known after STAGE)", and *known is false. */
bool template_eval(const struct template *t, const struct value_rule *rule, const char *what,
                   const struct scope *scope, struct json_object **out, bool *known,
                   struct err *err);

#endif
