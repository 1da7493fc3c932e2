/*
 * Expressions: what stands in ${{ }}.
 *
 *      'text'  12  true  false  null               ('' inside a text is one quote)
 *      stack.name .customer .project .env          stack.database(TIMESTAMP)  stack.sibling(ENV)
 *      inputs.NAME   stages.ID.outputs.NAME   stages.ID.state   run.id
 *      !a  a && b  a || b  == != < <= > >=  ( )    join(list, ',') and the other functions
 *
 * Three steps: parse (syntax, one expression alone), check (names and kinds, against a pipeline,
 * before anything runs; finds the edges), eval (against a scope).
 */
#ifndef SNAPLIFT_GRAPH_EXPR_H
#define SNAPLIFT_GRAPH_EXPR_H

#include "engine/graph/diagnostics.h"
#include "engine/graph/pipeline.h"

/* The kinds of value an expression may have, as a set. */
enum {
        KIND_TEXT = 1,
        KIND_NUMBER = 2,
        KIND_FLAG = 4,
        KIND_LIST = 8,
        KIND_MAP = 16,
        KIND_NULL = 32,
        KIND_ANY = 63,
};

enum expr_op {
        EXPR_VALUE,
        EXPR_STACK,  /* name: the field */
        EXPR_INPUT,  /* name */
        EXPR_OUTPUT, /* name: the stage; member: the output */
        EXPR_STATE,  /* name: the stage */
        EXPR_RUN,
        EXPR_CALL, /* function, args */
        EXPR_NOT,
        EXPR_AND,
        EXPR_OR,
        EXPR_EQ,
        EXPR_NE,
        EXPR_LT,
        EXPR_LE,
        EXPR_GT,
        EXPR_GE,
};

struct function;

struct expr {
        enum expr_op op;
        int line, column;
        struct json_object *value; /* EXPR_VALUE; NULL is null */
        char *name;
        char *member;
        const struct function *function;
        struct expr **args;
        size_t count;
};

/* Where a text stands: the column of its first character, and whether what follows stands in the
 * file as it does in the text (no escapes, one line), so that places within it can be told. */
struct place {
        int line, column;
        bool exact;
};

/* The column of the byte at pos, in characters; the text's own where that can't be told. */
int place_column(struct place place, const char *text, size_t pos);

/* Parses one expression from text+*pos on. braces: it ends with }}, which is read too; else with
 * the text. *pos is then behind it. NULL after a finding. */
struct expr *expr_parse(const char *text, size_t *pos, bool braces, struct place place,
                        struct diagnostics *d);
void expr_free(struct expr *e);

/* What an expression may refer to, and what is learnt about it. */
struct view {
        const struct pipeline *pipeline;
        const char *what; /* "a default": for messages about what may not be used in it */
        size_t inputs;    /* how many of the pipeline's inputs are above it */
        bool stages, run; /* may be referred to */
        const char *self; /* the stage it belongs to, or NULL */
        bool *edges;      /* one per stage, set for those referred to; or NULL */
        struct diagnostics *d;
};

/* The kinds it may have; adds findings and returns KIND_ANY for what is wrong. */
unsigned expr_check(const struct expr *e, const struct view *v);

/* *out is the caller's. *unknown (borrowed) is set, and *out NULL, when the value depends on
 * something not known yet: it reads "(known after STAGE)". Errors name file:line:column. */
bool expr_eval(const struct expr *e, const struct scope *scope, struct json_object **out,
               const char **unknown, struct err *err);

/* "text", "a list or a map": the kinds in a set, for messages. Static buffers are not used: add to
 * a text. */
void kinds_add(struct text *t, unsigned kinds);
unsigned kind_of(struct json_object *value);
unsigned kind_of_type(enum value_type type);

/* "unknown WHAT "NAME"WHERE; expected one of ...; did you mean "..."?" as a finding. */
void report_unknown(struct diagnostics *d, int line, int column, const char *what, const char *name,
                    const char *where, const char *const *candidates, size_t count);

#endif
