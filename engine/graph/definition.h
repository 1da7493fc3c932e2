/*
 * Reading a pipeline file, between the files of this folder that do it: each takes the part of the
 * tree it knows, fills in its part of the pipeline and adds what it finds wrong.
 */
#ifndef SNAPLIFT_GRAPH_DEFINITION_H
#define SNAPLIFT_GRAPH_DEFINITION_H

#include "engine/graph/template.h"

enum { MAX_STAGES = 500, MAX_INPUTS = 200, DEFAULT_TIMEOUT = 3600 * 1000, MAX_ATTEMPTS = 100 };

struct definition {
        struct pipeline *p;
        const struct stage_type *const *types;
        struct diagnostics *d;
};

/* --- pipeline_inputs.c, pipeline_on.c, pipeline_roles.c, pipeline_stages.c, pipeline_edges.c ---
 */

void definition_inputs(struct definition *def, const struct yaml_node *inputs);
void definition_on(struct definition *def, const struct yaml_node *on);
void triggers_free(struct pipeline *p);
void definition_roles(struct definition *def, const struct yaml_node *roles);
/* edges: stage_count * stage_count, [i * stage_count + j]: i waits for j. The caller owns it. */
void definition_stages(struct definition *def, const struct yaml_node *stages, bool **edges);
/* Finds cycles, adds what final stages wait for, fills in needs, dependents and the order. */
void definition_edges(struct definition *def, bool *edges);

/* --- read_node.c: nodes as what they must be; a finding and false or NULL when they are not --- */

bool read_map(const struct yaml_node *node, const char *what, struct diagnostics *d);
bool read_list(const struct yaml_node *node, const char *what, struct diagnostics *d);
const char *read_text(const struct yaml_node *node, const char *what, struct diagnostics *d);
bool read_flag(const struct yaml_node *node, const char *what, bool *out, struct diagnostics *d);
bool read_number(const struct yaml_node *node, const char *what, int64_t least, int64_t most,
                 int64_t *out, struct diagnostics *d);
bool read_duration(const struct yaml_node *node, const char *what, int64_t *ms,
                   struct diagnostics *d);
bool read_texts(const struct yaml_node *node, const char *what, struct strlist *out,
                struct diagnostics *d);
/* A stage's or input's name: ^[a-z][a-z0-9_-]{0,39}$ */
bool read_id(const struct yaml_node *key, const char *what, struct diagnostics *d);
/* Reports every key of the map that is not one of these. where: " in stage "x"" or "". */
void read_keys(const struct yaml_node *map, const char *where, const char *const *keys,
               size_t count, struct diagnostics *d);
/* The value of that one of the keys, also where it is misspelt: read_keys() has said so, and what
 * refers to it is not wrong, too. NULL: there is none. */
const struct yaml_node *read_meant(const struct yaml_node *map, const char *key,
                                   const char *const *keys, size_t count);

/* The first of the stage types' declarations of what `roles:` may say; or NULL. */
const struct role_type *find_role_type(const struct stage_type *const *types);
/* With the values of all inputs known: what is wrong with the roles. */
void roles_check(const struct pipeline *p, const struct stack *stack, struct json_object *values,
                 struct diagnostics *d);
void roles_free(struct pipeline *p);
/* A finding from an error that may carry its place in front ("FILE:LINE:COLUMN: "); line and
 * column are those of an error that carries none. */
void report_placed(const struct pipeline *p, int line, int column, const char *text,
                   struct diagnostics *d);

/* What a value of this input or port must be. Borrows. */
struct value_rule input_rule(const struct pipeline *p, const struct pipeline_input *in);
struct value_rule port_rule(const struct pipeline *p, const struct port *port);

#endif
