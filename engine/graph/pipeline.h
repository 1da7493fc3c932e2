/*
 * A pipeline file, read and checked: inputs and a graph of stages.
 *
 *      file --yaml--> nodes --pipeline_parse--> struct pipeline --pipeline_bind--> values of its
 * inputs
 *                                                     |
 *                              for each ready stage: pipeline_resolve --> inputs of the stage
 * (JSON)
 *
 * Values are json-c objects throughout: text (also durations, stacks, tiers and timestamps, as they
 * were written), number, flag, list of text, map of text, null.
 */
#ifndef SNAPLIFT_GRAPH_PIPELINE_H
#define SNAPLIFT_GRAPH_PIPELINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/base/digest.h"
#include "engine/base/json.h"
#include "engine/base/stack.h"
#include "engine/graph/diagnostics.h"
#include "engine/graph/stage_type.h"

struct expr;     /* what stands in ${{ }}; expr.h */
struct template; /* a scalar, list or map that may hold ${{ }}; template.h */

struct pipeline_input {
        char *name;
        enum value_type type;
        bool required;
        struct template *fallback; /* default; may refer to stack and inputs above it; or NULL */
        struct strlist choices;
        char *help; /* or NULL */
        int line, column;
};

/* One `with:` entry. A list or map has an expression per element. */
struct pipeline_value {
        const struct port *port;
        struct template *value;
        int line, column;
};

struct pipeline_stage {
        char *id;
        const struct stage_type *type;
        struct pipeline_value *with;
        size_t with_count;
        struct expr *condition; /* `if`, or NULL: true */
        struct expr *enabled;   /* constant or of stack and inputs; or NULL: true */
        int64_t timeout;        /* ms; the type's or the engine's default filled in */
        int attempts;           /* retry.attempts, 1: none */
        int64_t retry_delay;    /* ms between attempts */
        size_t *needs; /* indices of the stages it waits for: `needs` and references, sorted */
        size_t needs_count;
        size_t *dependents; /* the other direction */
        size_t dependents_count;
        int line, column;
};

/* An entry under `roles:`. */
struct pipeline_role {
        char *tier;
        struct pipeline_value *with; /* of role_type's ports */
        size_t with_count;
        int line, column;
};

/* A value that an entry of `on.tags` gives an input. */
struct trigger_input {
        const struct pipeline_input *input;
        struct template *value;
};

/* An entry of `on.tags`: which tags start the pipeline in CI, on which stack, and what must hold.
 */
struct pipeline_trigger {
        char *match; /* as fnmatch(3) has it; one without "-" is not for pre-releases */
        bool has_stack;
        struct stack stack;
        char *after;      /* tier that must have run the same commit before; or NULL */
        char *branch;     /* that must hold the commit */
        bool any_branch;  /* branch is not looked at */
        bool any_version; /* tags need be no versions, in no order */
        bool wait;        /* busy: wait; else refuse */
        int64_t busy_for; /* ms to wait at most */
        struct trigger_input *inputs;
        size_t input_count;
        int line, column;
};

struct pipeline {
        char *name;
        char *description;    /* or NULL */
        char *file;           /* as given, for messages */
        struct strlist tiers; /* in order, lowest first; default dev, qa, prod */
        struct pipeline_input *inputs;
        size_t input_count;
        const struct role_type *role_type; /* the stage types', or NULL */
        struct pipeline_role *roles;
        size_t role_count;
        struct pipeline_stage *stages; /* in the order of the file */
        size_t stage_count;
        size_t *order;                     /* topological; ties in the order of the file */
        struct pipeline_trigger *triggers; /* `on.tags`, in the order of the file */
        size_t trigger_count;
        char *text; /* the file's bytes: a run keeps them */
        size_t text_len;
        char digest[DIGEST_HEX_SIZE]; /* of text */
};

/* types: NULL-ended. NULL when there are findings (all of them are in d). The caller frees. */
struct pipeline *pipeline_parse(const char *file, const char *bytes, size_t len,
                                const struct stage_type *const *types, struct diagnostics *d);
void pipeline_free(struct pipeline *p);

/* The values of the pipeline's inputs from those given ("name" -> text as on the command line, or a
 * JSON value) and the defaults. Checks names, types, choices and that none is missing; findings in
 * d. stack may be NULL (validate without a stack): then what depends on it stays unresolved and
 * unchecked. The caller owns *values (an object). */
bool pipeline_bind(const struct pipeline *p, const struct stack *stack, struct json_object *given,
                   struct json_object **values, struct diagnostics *d);

/* What expressions can see. outputs: stage id -> object of outputs, for the ended stages. states:
 * stage id
 * -> "succeeded" | "unchanged" | "skipped" | "failed". unknown: for `plan`, when a missing output
 * is not an error but reads as the text "(known after STAGE)". */
struct scope {
        const struct pipeline *pipeline;
        const struct stack *stack;
        const char *run;
        struct json_object *inputs;
        struct json_object *outputs;
        struct json_object *states;
        bool unknown;
};

/* The stage's inputs, defaults filled in and checked against their declarations. An error names
 * file:line:column. The caller owns *out. */
bool pipeline_resolve(const struct pipeline *p, size_t stage, const struct scope *scope,
                      struct json_object **out, struct err *err);

/* `if` and `enabled`. reason (borrowed, static) says which of the two said no. */
bool pipeline_wanted(const struct pipeline *p, size_t stage, const struct scope *scope,
                     bool *wanted, const char **reason, struct err *err);

/* What `roles:` says of a tier, as an object of texts; *out NULL: nothing. Values that are null or
 * empty count as not given. An error names file:line:column. The caller owns *out. */
bool pipeline_role(const struct pipeline *p, const char *tier, const struct scope *scope,
                   struct json_object **out, struct err *err);

/* The first entry of `on.tags` that is for this tag; or NULL. */
const struct pipeline_trigger *pipeline_trigger(const struct pipeline *p, const char *tag);
/* Puts the values it gives into `given` (see pipeline_bind), where those that are there stay. */
bool pipeline_trigger_inputs(const struct pipeline *p, const struct pipeline_trigger *t,
                             const struct stack *stack, struct json_object *given, struct err *err);

/* Index of a stage; -1 when there is none. */
long pipeline_find(const struct pipeline *p, const char *id);

/* The JSON Schema of pipeline files for these types: pipelines/schema.json. The caller owns it. */
struct json_object *pipeline_schema(const struct stage_type *const *types);

const char *value_type_name(enum value_type type);

#endif
