/* Nodes of a pipeline file as what they must be. */
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/nearest.h"
#include "engine/base/stamp.h"
#include "engine/graph/definition.h"
#include "engine/graph/scalar.h"

/* "a list", "text", or what every reader makes of a scalar without quotes. */
static const char *kind_name(const struct yaml_node *node)
{
        struct reading reading;

        if (node->kind != YAML_SCALAR || !node->plain)
                return yaml_kind_name(node);
        if (!*node->text)
                return "nothing";
        return scalar_reading(node->text, &reading) ? reading.kind : "text";
}

static void report_kind(const struct yaml_node *node, const char *what, const char *expected,
                        struct diagnostics *d)
{
        bool wrap = node->kind == YAML_SCALAR && strcmp(expected, "a list") == 0 &&
                    !(node->plain && !*node->text);

        diagnostics_add(d, node->line, node->column, "%s must be %s, got %s%s", what, expected,
                        kind_name(node), wrap ? ": write it in [ ]" : "");
}

bool read_map(const struct yaml_node *node, const char *what, struct diagnostics *d)
{
        if (node->kind == YAML_MAP)
                return true;
        report_kind(node, what, "a map", d);
        return false;
}

bool read_list(const struct yaml_node *node, const char *what, struct diagnostics *d)
{
        if (node->kind == YAML_LIST)
                return true;
        report_kind(node, what, "a list", d);
        return false;
}

/* A scalar of a declared type that can't hold expressions. */
static struct json_object *read_scalar(const struct yaml_node *node, const char *what,
                                       enum value_type type, struct diagnostics *d)
{
        struct value_rule rule = {.type = type};
        struct json_object *value = NULL;
        struct err err = ERR_INIT;

        if (node->kind != YAML_SCALAR) {
                report_kind(node, what, value_type_expected(type), d);
                return NULL;
        }
        if (strstr(node->text, "${{"))
                diagnostics_add(d, node->line, node->column,
                                "%s must be written out: expressions are not evaluated here", what);
        else if (!value_from_scalar(&rule, node->text, node->plain, &value, &err))
                diagnostics_add(d, node->line, node->column, "%s%s %s", what,
                                text_starts(err_text(&err), "must") ? "" : ":", err_text(&err));
        err_clear(&err);
        return value;
}

const char *read_text(const struct yaml_node *node, const char *what, struct diagnostics *d)
{
        struct json_object *value = read_scalar(node, what, VALUE_TEXT, d);
        bool ok = value != NULL;

        json_object_put(value);
        return ok ? node->text : NULL;
}

bool read_flag(const struct yaml_node *node, const char *what, bool *out, struct diagnostics *d)
{
        struct json_object *value = read_scalar(node, what, VALUE_FLAG, d);

        if (!value)
                return false;
        *out = json_object_get_boolean(value);
        json_object_put(value);
        return true;
}

bool read_number(const struct yaml_node *node, const char *what, int64_t least, int64_t most,
                 int64_t *out, struct diagnostics *d)
{
        struct json_object *value = read_scalar(node, what, VALUE_NUMBER, d);

        if (!value)
                return false;
        *out = json_object_get_int64(value);
        json_object_put(value);
        if (*out >= least && *out <= most)
                return true;
        diagnostics_add(d, node->line, node->column, "%s must be from %lld to %lld, got %s", what,
                        (long long)least, (long long)most, node->text);
        return false;
}

bool read_duration(const struct yaml_node *node, const char *what, int64_t *ms,
                   struct diagnostics *d)
{
        struct json_object *value = read_scalar(node, what, VALUE_DURATION, d);

        if (!value)
                return false;
        json_object_put(value);
        return duration_parse(node->text, ms);
}

bool read_texts(const struct yaml_node *node, const char *what, struct strlist *out,
                struct diagnostics *d)
{
        bool ok = true;

        if (!read_list(node, what, d))
                return false;
        for (size_t i = 0; i < node->count; i++) {
                char *element = xasprintf("%s: element %zu", what, i + 1);
                const char *text = read_text(node->items[i], element, d);

                if (text)
                        strlist_add(out, text);
                else
                        ok = false;
                free(element);
        }
        return ok;
}

bool read_id(const struct yaml_node *key, const char *what, struct diagnostics *d)
{
        size_t len = strlen(key->text);

        if (len >= 1 && len <= 40 && *key->text >= 'a' && *key->text <= 'z' &&
            strspn(key->text, "abcdefghijklmnopqrstuvwxyz0123456789_-") == len)
                return true;
        diagnostics_add(d, key->line, key->column,
                        "\"%.80s\" can't name %s: expected a lower-case letter, then lower-case "
                        "letters, digits, _ and -, at most 40",
                        key->text, what);
        return false;
}

void read_keys(const struct yaml_node *map, const char *where, const char *const *keys,
               size_t count, struct diagnostics *d)
{
        for (size_t i = 0; i < map->count; i++) {
                const struct yaml_node *key = map->pairs[i].key;
                bool known = false;

                for (size_t k = 0; k < count && !known; k++)
                        known = strcmp(keys[k], key->text) == 0;
                if (!known)
                        report_unknown(d, key->line, key->column, "key", key->text, where, keys,
                                       count);
        }
}

const struct yaml_node *read_meant(const struct yaml_node *map, const char *key,
                                   const char *const *keys, size_t count)
{
        const struct yaml_node *node = yaml_get(map, key);

        for (size_t i = 0; !node && map->kind == YAML_MAP && i < map->count; i++) {
                const char *near = nearest_name(map->pairs[i].key->text, keys, count);

                if (near && strcmp(near, key) == 0)
                        node = map->pairs[i].value;
        }
        return node;
}

struct value_rule input_rule(const struct pipeline *p, const struct pipeline_input *in)
{
        return (struct value_rule){
                .type = in->type,
                .choices = in->choices.count ? (const char *const *)in->choices.items : NULL,
                .choice_count = in->choices.count,
                .tiers = &p->tiers};
}

struct value_rule port_rule(const struct pipeline *p, const struct port *port)
{
        struct value_rule rule = {.type = port->type, .choices = port->choices, .tiers = &p->tiers};

        while (rule.choices && rule.choices[rule.choice_count])
                rule.choice_count++;
        return rule;
}
