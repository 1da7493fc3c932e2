/* EventBridge: buses, rules and their targets. */
#include "engine/aws/events.h"

#include <stdlib.h>

#include "engine/aws/fields.h"
#include "engine/aws/json11.h"
#include "engine/base/mem.h"

static const struct operation list_buses = {SERVICE_EVENTS, "ListEventBuses", false};
static const struct operation list_by_target = {SERVICE_EVENTS, "ListRuleNamesByTarget", false};
static const struct operation list_rules = {SERVICE_EVENTS, "ListRules", false};
static const struct operation list_targets = {SERVICE_EVENTS, "ListTargetsByRule", false};

enum { PAGE = 100 };

static bool take_buses(void *arg, struct json_object *reply, struct err *err)
{
        struct json_object *list = json_array(reply, "EventBuses");

        if (!list)
                return call_unexpected(&list_buses, err, "there are no EventBuses");
        for (size_t i = 0; i < json_count(list); i++) {
                const char *name = json_text(json_at(list, i), "Name");

                if (!name)
                        return call_unexpected(&list_buses, err, "a bus has no Name");
                strlist_add(arg, name);
        }
        return true;
}

bool events_list_buses(struct aws *aws, struct strlist *out, struct err *err)
{
        struct json11 how = {.op = &list_buses};
        struct json_object *request = json_object_new_object();
        bool ok;

        *out = (struct strlist){0};
        json_put_int(request, "Limit", PAGE);
        ok = json11_pages(aws, &how, request, "NextToken", take_buses, out, err);
        json_object_put(request);
        if (!ok)
                strlist_release(out);
        else if (!strlist_has(out, "default"))
                strlist_add(out, "default");
        return ok;
}

static bool take_rule_names(void *arg, struct json_object *reply, struct err *err)
{
        return json11_texts(reply, "RuleNames", arg) ||
               call_unexpected(&list_by_target, err, "there are no RuleNames");
}

bool events_list_rules_of_target(struct aws *aws, const char *bus, const char *target,
                                 struct strlist *out, struct err *err)
{
        struct json11 how = {.op = &list_by_target, .subject = target};
        struct json_object *request = json_object_new_object();
        bool ok;

        *out = (struct strlist){0};
        json_put_text(request, "TargetArn", target);
        json_put_text(request, "EventBusName", bus);
        json_put_int(request, "Limit", PAGE);
        ok = json11_pages(aws, &how, request, "NextToken", take_rule_names, out, err);
        json_object_put(request);
        if (!ok)
                strlist_release(out);
        return ok;
}

struct rule_look {
        const char *name;
        char *state;
};

/* NamePrefix also finds those whose names go on. */
static bool take_rule(void *arg, struct json_object *reply, struct err *err)
{
        struct rule_look *look = arg;
        struct json_object *list = json_array(reply, "Rules");

        if (!list)
                return call_unexpected(&list_rules, err, "there are no Rules");
        for (size_t i = 0; i < json_count(list); i++)
                if (text_same(json_text(json_at(list, i), "Name"), look->name))
                        xreplace(&look->state, json_text(json_at(list, i), "State"));
        return true;
}

bool events_find_rule(struct aws *aws, const char *bus, const char *rule, char **state,
                      struct err *err)
{
        struct json11 how = {.op = &list_rules, .subject = rule};
        struct json_object *request = json_object_new_object();
        struct rule_look look = {.name = rule};
        bool ok;

        json_put_text(request, "NamePrefix", rule);
        json_put_text(request, "EventBusName", bus);
        json_put_int(request, "Limit", PAGE);
        ok = json11_pages(aws, &how, request, "NextToken", take_rule, &look, err);
        json_object_put(request);
        *state = look.state;
        if (ok && !*state)
                return err_set(err, ERR_NOT_FOUND, "events ListRules: no rule %s on bus %s", rule,
                               bus);
        if (!ok)
                xreplace(state, NULL);
        return ok;
}

static const struct field target_fields[] = {
        {"Id", FIELD_TEXT, offsetof(struct events_target, id), true},
        {"Arn", FIELD_TEXT, offsetof(struct events_target, arn), true},
        {"EcsParameters/TaskDefinitionArn", FIELD_TEXT,
         offsetof(struct events_target, task_definition), false},
        {NULL},
};

static bool take_targets(void *arg, struct json_object *reply, struct err *err)
{
        struct events_targets *out = arg;
        struct json_object *list = json_array(reply, "Targets");

        if (!list)
                return call_unexpected(&list_targets, err, "there are no Targets");
        for (size_t i = 0; i < json_count(list); i++) {
                struct events_target *one;

                out->items = xrealloc(out->items, (out->count + 1) * sizeof(*out->items));
                one = &out->items[out->count++];
                *one = (struct events_target){.raw = json_object_get(json_at(list, i))};
                if (!fields_from_json(one->raw, target_fields, one, err))
                        return call_garbled(&list_targets, err);
        }
        return true;
}

bool events_list_targets(struct aws *aws, const char *bus, const char *rule,
                         struct events_targets *out, struct err *err)
{
        struct json11 how = {.op = &list_targets, .subject = rule};
        struct json_object *request = json_object_new_object();
        bool ok;

        *out = (struct events_targets){0};
        json_put_text(request, "Rule", rule);
        json_put_text(request, "EventBusName", bus);
        json_put_int(request, "Limit", PAGE);
        ok = json11_pages(aws, &how, request, "NextToken", take_targets, out, err);
        json_object_put(request);
        if (!ok)
                events_targets_release(out);
        return ok;
}

void events_targets_release(struct events_targets *l)
{
        for (size_t i = 0; i < l->count; i++) {
                fields_release(target_fields, &l->items[i]);
                json_object_put(l->items[i].raw);
        }
        free(l->items);
        *l = (struct events_targets){0};
}
