/* The `roles:` of a pipeline file: what the stages are told about each tier. */
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/graph/definition.h"

const struct role_type *find_role_type(const struct stage_type *const *types)
{
        for (; types && *types; types++) {
                if ((*types)->roles)
                        return (*types)->roles;
        }
        return NULL;
}

static const struct port *find_port(const struct role_type *type, const char *name)
{
        for (const struct port *p = type->ports; p->name; p++) {
                if (strcmp(p->name, name) == 0)
                        return p;
        }
        return NULL;
}

static bool is_given(struct json_object *value)
{
        return value && json_object_get_string_len(value) > 0;
}

/* What can be said of a value before anything is bound. */
static void check_constant(struct definition *def, const struct pipeline_value *v, const char *what)
{
        const struct role_type *type = def->p->role_type;
        struct scope scope = {.pipeline = def->p};
        struct value_rule rule = port_rule(def->p, v->port);
        struct json_object *value = NULL;
        struct err err = ERR_INIT;
        bool known = true;

        if (!template_constant(v->value) || v->value->kind != TEMPLATE_SCALAR)
                return;
        /* of the wrong type: found already */
        if (template_eval(v->value, &rule, what, &scope, &value, &known, &err) && is_given(value) &&
            !type->check(v->port->name, json_object_get_string(value), &err))
                diagnostics_add(def->d, v->line, v->column, "%s: %s", what, err_text(&err));
        json_object_put(value);
        err_clear(&err);
}

static void read_role_value(struct definition *def, struct pipeline_role *role,
                            const struct port *port, const struct yaml_node *node)
{
        struct view view = {
                .pipeline = def->p, .what = "a role", .inputs = def->p->input_count, .d = def->d};
        struct value_rule rule = port_rule(def->p, port);
        char *what = xasprintf("%s of tier \"%.80s\"", port->name, role->tier);
        struct pipeline_value *v = &role->with[role->with_count++];
        size_t before = def->d->count;

        *v = (struct pipeline_value){.port = port,
                                     .value = template_parse(node, def->d),
                                     .line = node->line,
                                     .column = node->column};
        template_check(v->value, &rule, what, &view);
        if (def->d->count == before)
                check_constant(def, v, what);
        free(what);
}

/* Of an entry without expressions, its values against each other. */
static void check_constants(struct definition *def, const struct pipeline_role *role)
{
        struct scope scope = {.pipeline = def->p};
        struct json_object *entry = NULL;
        struct err err = ERR_INIT;

        for (size_t i = 0; i < role->with_count; i++)
                if (!template_constant(role->with[i].value))
                        return;
        if (!pipeline_role(def->p, role->tier, &scope, &entry, &err))
                report_placed(def->p, role->line, role->column, err_text(&err), def->d);
        json_object_put(entry);
        err_clear(&err);
}

static void read_role(struct definition *def, struct pipeline_role *role,
                      const struct yaml_node *node)
{
        const struct role_type *type = def->p->role_type;
        const char *names[32];
        size_t count = 0, before = def->d->count;
        char *where = xasprintf(" of tier \"%.80s\"", role->tier);

        for (const struct port *p = type->ports; p->name && count < ARRAY_LEN(names); p++)
                names[count++] = p->name;
        role->with = xcalloc(node->kind == YAML_MAP ? node->count + 1 : 1, sizeof(*role->with));
        if (node->kind == YAML_MAP) {
                for (size_t i = 0; i < node->count; i++) {
                        const struct yaml_node *key = node->pairs[i].key;
                        const struct port *port = find_port(type, key->text);

                        if (port)
                                read_role_value(def, role, port, node->pairs[i].value);
                        else
                                report_unknown(def->d, key->line, key->column, "key", key->text,
                                               where, names, count);
                }
        } else {
                read_role_value(def, role, find_port(type, type->shorthand), node);
        }
        if (def->d->count == before)
                check_constants(def, role);
        free(where);
}

void definition_roles(struct definition *def, const struct yaml_node *roles)
{
        struct pipeline *p = def->p;

        p->role_type = find_role_type(def->types);
        if (!p->role_type) {
                diagnostics_add(def->d, roles->line, roles->column,
                                "roles: no stage type here works in another tier");
                return;
        }
        if (!read_map(roles, "roles", def->d))
                return;
        p->roles = xcalloc(roles->count, sizeof(*p->roles));
        for (size_t i = 0; i < roles->count; i++) {
                const struct yaml_node *key = roles->pairs[i].key;
                struct pipeline_role *role = &p->roles[p->role_count++];

                *role = (struct pipeline_role){
                        .tier = xstrdup(key->text), .line = key->line, .column = key->column};
                if (!strlist_has(&p->tiers, key->text))
                        report_unknown(def->d, key->line, key->column, "tier", key->text,
                                       " in roles", (const char *const *)p->tiers.items,
                                       p->tiers.count);
                read_role(def, role, roles->pairs[i].value);
        }
}

void roles_free(struct pipeline *p)
{
        for (size_t i = 0; i < p->role_count; i++) {
                for (size_t k = 0; k < p->roles[i].with_count; k++)
                        template_free(p->roles[i].with[k].value);
                free(p->roles[i].with);
                free(p->roles[i].tier);
        }
        free(p->roles);
}

/* *known: whether nothing in it depends on what is not known yet. */
static bool eval_value(const struct pipeline *p, const struct pipeline_role *role,
                       const struct pipeline_value *v, const struct scope *scope,
                       struct json_object *entry, bool *known, struct err *err)
{
        struct value_rule rule = port_rule(p, v->port);
        char *what = xasprintf("%s of tier \"%.80s\"", v->port->name, role->tier);
        struct json_object *value = NULL;
        bool here = true, ok;

        ok = template_eval(v->value, &rule, what, scope, &value, &here, err);
        *known = *known && here;
        if (ok && here && is_given(value) &&
            !p->role_type->check(v->port->name, json_object_get_string(value), err)) {
                char *text = xasprintf("%s:%d:%d: %s: %s", p->file, v->line, v->column, what,
                                       err_text(err));

                ok = err_set(err, ERR_INVALID, "%s", text);
                free(text);
        }
        if (ok && is_given(value))
                json_put(entry, v->port->name, json_object_get(value));
        json_object_put(value);
        free(what);
        return ok;
}

static const struct pipeline_role *find_role(const struct pipeline *p, const char *tier)
{
        for (size_t i = 0; i < p->role_count; i++) {
                if (strcmp(p->roles[i].tier, tier) == 0)
                        return &p->roles[i];
        }
        return NULL;
}

bool pipeline_role(const struct pipeline *p, const char *tier, const struct scope *scope,
                   struct json_object **out, struct err *err)
{
        const struct pipeline_role *role = find_role(p, tier);
        struct json_object *entry;
        bool ok = true, known = true;

        *out = NULL;
        if (!role)
                return true;
        entry = json_object_new_object();
        for (size_t i = 0; ok && i < role->with_count; i++)
                ok = eval_value(p, role, &role->with[i], scope, entry, &known, err);
        if (ok && known && json_object_object_length(entry) > 0 &&
            !p->role_type->check_entry(entry, err)) {
                char *text = xasprintf("%s:%d:%d: roles: tier \"%.80s\": %s", p->file, role->line,
                                       role->column, tier, err_text(err));

                ok = err_set(err, ERR_INVALID, "%s", text);
                free(text);
        }
        if (ok && json_object_object_length(entry) > 0)
                *out = json_object_get(entry);
        json_object_put(entry);
        return ok;
}

void roles_check(const struct pipeline *p, const struct stack *stack, struct json_object *values,
                 struct diagnostics *d)
{
        struct scope scope = {.pipeline = p, .stack = stack, .inputs = values};

        for (size_t i = 0; i < p->role_count; i++) {
                const struct pipeline_role *role = &p->roles[i];
                size_t before = d->count;
                struct json_object *entry = json_object_new_object();
                struct err err = ERR_INIT;
                bool known = true;

                for (size_t k = 0; k < role->with_count; k++) {
                        if (!eval_value(p, role, &role->with[k], &scope, entry, &known, &err))
                                report_placed(p, role->with[k].line, role->with[k].column,
                                              err_text(&err), d);
                        err_clear(&err);
                }
                json_object_put(entry);
                entry = NULL;
                if (d->count == before && !pipeline_role(p, role->tier, &scope, &entry, &err))
                        report_placed(p, role->line, role->column, err_text(&err), d);
                json_object_put(entry);
                err_clear(&err);
        }
}
