/*
 * The JSON Schema (draft-07, which editors read) of pipeline files, made from the stage types. It
 * can say less than pipeline_parse() does; what it refuses, pipeline_parse() refuses too.
 */
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/graph/definition.h"

#define ID_PATTERN "^[a-z][a-z0-9_-]{0,39}$"
#define DURATION_PATTERN "^(0|([0-9]+(ms|s|m|h|d))+)$"

static struct json_object *typed(const char *type)
{
        struct json_object *schema = json_object_new_object();

        json_put_text(schema, "type", type);
        return schema;
}

static struct json_object *patterned(const char *pattern)
{
        struct json_object *schema = typed("string");

        json_put_text(schema, "pattern", pattern);
        return schema;
}

static struct json_object *list_of(struct json_object *items)
{
        struct json_object *schema = typed("array");

        json_put(schema, "items", items);
        return schema;
}

static struct json_object *map_of(struct json_object *values)
{
        struct json_object *schema = typed("object");

        json_put(schema, "additionalProperties", values);
        return schema;
}

static struct json_object *texts(const char *const *items, size_t count)
{
        struct json_object *list = json_object_new_array();

        for (size_t i = 0; i < count; i++)
                json_add_text(list, items[i]);
        return list;
}

/* An object that knows all its keys. */
static struct json_object *closed(struct json_object *properties)
{
        struct json_object *schema = typed("object");

        json_put_flag(schema, "additionalProperties", false);
        json_put(schema, "properties", properties);
        return schema;
}

static struct json_object *described(struct json_object *schema, const char *text)
{
        json_put_text(schema, "description", text);
        return schema;
}

static struct json_object *constant_schema(const struct value_rule *rule)
{
        struct json_object *element = typed("string");

        if (rule->choices)
                json_put(element, "enum", texts(rule->choices, rule->choice_count));
        switch (rule->type) {
        case VALUE_NUMBER:
                json_object_put(element);
                return typed("integer");
        case VALUE_FLAG:
                json_object_put(element);
                return typed("boolean");
        case VALUE_DURATION:
                json_put_text(element, "pattern", DURATION_PATTERN);
                return element;
        case VALUE_STACK:
                json_put_text(element, "pattern",
                              "^[a-z][a-z0-9]{0,9}-[a-z0-9]{1,8}-[a-z][a-z0-9-]{0,11}$");
                return element;
        case VALUE_TIMESTAMP:
                /* without quotes a timestamp is a number to an editor */
                json_object_put(element);
                element = json_object_new_object();
                json_put(element, "type", texts((const char *const[]){"string", "integer"}, 2));
                json_put_text(element, "pattern", "^[0-9]{14}$");
                return element;
        case VALUE_LIST:
                return list_of(element);
        case VALUE_MAP:
                return map_of(element);
        default:
                return element;
        }
}

/* The value itself, or an expression for it. */
static struct json_object *value_schema(const struct value_rule *rule)
{
        struct json_object *either, *schema = json_object_new_object();

        if (rule->type == VALUE_TEXT && !rule->choices) { /* holds expressions anyway */
                json_object_put(schema);
                return typed("string");
        }
        either = json_object_new_array();
        json_object_array_add(either, constant_schema(rule));
        json_object_array_add(either, patterned("\\$\\{\\{"));
        json_put(schema, "anyOf", either);
        return schema;
}

/* A default that holds an expression is shown as that text. */
static void put_default(struct json_object *schema, const struct port *port)
{
        struct pipeline nothing = {.file = (char *)""};
        struct scope scope = {.pipeline = &nothing, .unknown = true};
        struct value_rule rule = {.type = port->type};
        struct json_object *value = NULL;
        struct diagnostics ignored = {0};
        struct err err = ERR_INIT;
        struct template *t;
        bool known = true;

        if (!port->fallback)
                return;
        t = template_of_text(port->fallback, port->type, 0, 0, &ignored);
        if (template_constant(t) &&
            template_eval(t, &rule, port->name, &scope, &value, &known, &err))
                json_put(schema, "default", value);
        else
                json_put_text(schema, "default", port->fallback);
        err_clear(&err);
        template_free(t);
        diagnostics_release(&ignored);
}

static struct json_object *with_schema(const struct stage_type *type)
{
        struct json_object *properties = json_object_new_object();
        struct json_object *required = json_object_new_array();
        struct json_object *schema;
        struct pipeline nothing = {0};

        for (const struct port *p = type->inputs; p && p->name; p++) {
                struct value_rule rule = port_rule(&nothing, p);
                struct json_object *port = described(value_schema(&rule), p->help);

                put_default(port, p);
                json_put(properties, p->name, port);
                if (p->required)
                        json_add_text(required, p->name);
        }
        schema = closed(properties);
        if (json_count(required) > 0)
                json_put(schema, "required", required);
        else
                json_object_put(required);
        return schema;
}

/* if uses is this type, then `with` is that. */
static struct json_object *type_rule(const struct stage_type *type)
{
        struct json_object *rule = json_object_new_object(), *is = json_object_new_object();
        struct json_object *then = json_object_new_object(), *uses = json_object_new_object();
        struct json_object *properties = json_object_new_object();
        struct json_object *with = with_schema(type);

        json_put_text(uses, "const", type->name);
        json_put(properties, "uses", uses);
        json_put(is, "properties", properties);
        json_put(is, "required", texts((const char *const[]){"uses"}, 1));
        json_put(rule, "if", is);
        if (json_array(with, "required"))
                json_put(then, "required", texts((const char *const[]){"with"}, 1));
        properties = json_object_new_object();
        json_put(properties, "with", with);
        json_put(then, "properties", properties);
        json_put(rule, "then", then);
        return rule;
}

static struct json_object *uses_schema(const struct stage_type *const *types)
{
        struct json_object *schema = json_object_new_object();
        struct json_object *either = json_object_new_array();

        for (; *types; types++) {
                struct json_object *one = json_object_new_object();

                json_put_text(one, "const", (*types)->name);
                json_object_array_add(either, described(one, (*types)->summary));
        }
        json_put(schema, "oneOf", either);
        return described(schema, "what the stage does");
}

static struct json_object *retry_schema(void)
{
        struct json_object *properties = json_object_new_object();
        struct json_object *attempts = typed("integer");

        json_put_int(attempts, "minimum", 1);
        json_put_int(attempts, "maximum", MAX_ATTEMPTS);
        json_put(properties, "attempts", described(attempts, "how often it is begun at most"));
        json_put(properties, "delay",
                 described(patterned(DURATION_PATTERN), "how long to wait in between"));
        return closed(properties);
}

static struct json_object *stage_schema(const struct stage_type *const *types)
{
        struct json_object *properties = json_object_new_object();
        struct json_object *schema = closed(properties);
        struct json_object *rules = json_object_new_array(), *needs, *condition;
        const char *const flag_or_text[] = {"boolean", "string"};

        json_put(properties, "uses", uses_schema(types));
        needs = list_of(patterned(ID_PATTERN));
        json_put_flag(needs, "uniqueItems", true);
        json_put(
                properties, "needs",
                described(needs, "stages that must have ended before, besides those it refers to"));
        json_put(properties, "with", described(typed("object"), "the inputs of the stage"));
        for (int i = 0; i < 2; i++) {
                condition = json_object_new_object();
                json_put(condition, "type", texts(flag_or_text, 2));
                json_put(properties, i ? "enabled" : "if",
                         described(condition,
                                   i ? "false: never run; may refer to the stack and inputs"
                                     : "run only when this expression is true"));
        }
        json_put(properties, "timeout",
                 described(patterned(DURATION_PATTERN), "how long it may take: 90s, 10m, 6h"));
        json_put(properties, "retry", retry_schema());
        json_put(schema, "required", texts((const char *const[]){"uses"}, 1));
        for (; *types; types++)
                json_object_array_add(rules, type_rule(*types));
        json_put(schema, "allOf", rules);
        return schema;
}

static struct json_object *input_schema(void)
{
        static const char *const types[] = {"text", "number", "flag", "duration", "list",
                                            "map",  "stack",  "tier", "timestamp"};
        struct json_object *properties = json_object_new_object();
        struct json_object *schema = closed(properties);
        struct json_object *type = json_object_new_object();

        json_put(type, "enum", texts(types, ARRAY_LEN(types)));
        json_put(properties, "type", type);
        json_put(properties, "required", typed("boolean"));
        json_put(properties, "default",
                 described(json_object_new_object(), "used when no value is given"));
        json_put(properties, "choices", list_of(typed("string")));
        json_put(properties, "help", typed("string"));
        json_put(schema, "required", texts((const char *const[]){"type"}, 1));
        return schema;
}

/* A map whose keys are ids. */
static struct json_object *named(struct json_object *values, int64_t least)
{
        struct json_object *schema = map_of(values);

        json_put(schema, "propertyNames", patterned(ID_PATTERN));
        if (least > 0)
                json_put_int(schema, "minProperties", least);
        return schema;
}

/* An entry of on.tags: the pattern, or all that is said of it. */
static struct json_object *trigger_schema(void)
{
        struct json_object *properties = json_object_new_object(), *entry = closed(properties);
        struct json_object *either = json_object_new_array(), *schema = json_object_new_object();
        struct json_object *busy = json_object_new_object();
        struct value_rule stack = {.type = VALUE_STACK};

        json_put(properties, "match",
                 described(typed("string"), "pattern of tags: v*; one without - is not for "
                                            "pre-releases such as v1.2.3-rc.1"));
        json_put(properties, "stack", described(constant_schema(&stack), "the stack they are for"));
        json_put(properties, "after",
                 described(typed("string"), "tier below, where a run of the same commit must have "
                                            "succeeded"));
        json_put(properties, "branch",
                 described(typed("string"), "branch that must hold the commit; default main"));
        json_put(properties, "any_branch",
                 described(typed("boolean"), "true: the commit need be in no branch"));
        json_put(properties, "any_version",
                 described(typed("boolean"), "true: tags need be no versions, in no order"));
        json_put(busy, "enum", texts((const char *const[]){"refuse", "wait"}, 2));
        json_put(properties, "busy", described(busy, "when another run holds the stack"));
        json_put(properties, "busy_for",
                 described(patterned(DURATION_PATTERN), "how long to wait at most; default 1h"));
        json_put(properties, "inputs",
                 described(typed("object"), "values for the pipeline's inputs"));
        json_put(entry, "required", texts((const char *const[]){"match"}, 1));
        json_object_array_add(either, typed("string"));
        json_object_array_add(either, entry);
        json_put(schema, "anyOf", either);
        return schema;
}

/* By tier: a text, which is the shorthand, or all that is said of it. */
static struct json_object *roles_schema(const struct role_type *type)
{
        struct json_object *either = json_object_new_array(), *entry = json_object_new_object();
        struct json_object *properties = json_object_new_object(), *schema;

        for (const struct port *p = type->ports; p->name; p++)
                json_put(properties, p->name, described(typed("string"), p->help));
        json_object_array_add(either, typed("string"));
        json_object_array_add(either, closed(properties));
        json_put(entry, "anyOf", either);
        schema = map_of(entry);
        json_put(schema, "propertyNames", patterned("^[a-z][a-z0-9-]{0,11}$"));
        return described(schema, type->help);
}

struct json_object *pipeline_schema(const struct stage_type *const *types)
{
        struct json_object *schema, *properties = json_object_new_object();
        struct json_object *on = json_object_new_object(), *tiers;
        const struct role_type *roles = find_role_type(types);

        json_put(properties, "pipeline", described(patterned(ID_PATTERN), "its name"));
        json_put(properties, "description", typed("string"));
        json_put(on, "tags", list_of(trigger_schema()));
        json_put(properties, "on",
                 described(closed(on), "the tags that start it in CI: snaplift ci"));
        tiers = list_of(patterned("^[a-z][a-z0-9-]{0,11}$"));
        json_put_int(tiers, "minItems", 1);
        json_put_flag(tiers, "uniqueItems", true);
        json_put(properties, "tiers", described(tiers, "the envs in order, lowest first"));
        json_put(properties, "inputs", named(input_schema(), 0));
        if (roles)
                json_put(properties, "roles", roles_schema(roles));
        json_put(properties, "stages", named(stage_schema(types), 1));
        schema = closed(properties);
        json_put_text(schema, "$schema", "http://json-schema.org/draft-07/schema#");
        json_put_text(schema, "title", "Snaplift pipeline");
        json_put(schema, "required", texts((const char *const[]){"pipeline", "stages"}, 2));
        return schema;
}
