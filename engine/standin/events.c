/*
 * EventBridge: buses, rules, on a schedule or for a pattern, and their targets. No event ever
 * comes; a seeded rule with "every": "60s" runs its ECS targets' tasks that often, while it is
 * enabled.
 *
 *      "buses": ["name", {...EventBus's members}]      beside the default one
 *      "rules": [{...PutRule's members, "Targets": [...], "ManagedBy"?, "every"?}]
 */
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/stamp.h"
#include "engine/base/text.h"
#include "engine/standin/world.h"

enum { PAGE = 100, TARGETS_A_RULE = 5, MOST_RULES = 300 };

static const char default_bus[] = "default";

struct rule {
        struct standin *cloud;
        struct json_object *shown;   /* as DescribeRule shows it */
        struct json_object *targets; /* array */
        int64_t every;               /* ms; 0: never */
        struct timer *timer;
};

struct events_model {
        struct json_object *buses; /* array, as ListEventBuses shows them */
        struct rule **rules;       /* by bus and name */
        size_t count;
};

static const char *bus_of(struct json_object *in)
{
        const char *bus = json_text(in, "EventBusName");
        const char *slash = bus && text_starts(bus, "arn:") ? strchr(bus, '/') : NULL;

        return slash ? slash + 1 : bus ? bus : default_bus;
}

static struct rule *find(struct standin *s, const char *bus, const char *name)
{
        for (size_t i = 0; i < s->events->count; i++)
                if (text_same(json_text(s->events->rules[i]->shown, "Name"), name) &&
                    text_same(json_text(s->events->rules[i]->shown, "EventBusName"), bus))
                        return s->events->rules[i];
        return NULL;
}

static bool has_bus(struct standin *s, const char *bus)
{
        struct json_object *all = s->events->buses;

        for (size_t i = 0; i < json_count(all); i++)
                if (text_same(json_text(json_at(all, i), "Name"), bus))
                        return true;
        return false;
}

static bool bus_there(struct call *call)
{
        const char *bus = bus_of(call->in);

        if (has_bus(call->cloud, bus))
                return true;
        call_fail(call, 400, "ResourceNotFoundException", "Event bus %s does not exist.", bus);
        return false;
}

static struct rule *call_rule(struct call *call, const char *member)
{
        const char *name = json_text(call->in, member), *bus = bus_of(call->in);
        struct rule *rule = bus_there(call) ? find(call->cloud, bus, name) : NULL;

        if (!rule)
                call_fail(call, 400, "ResourceNotFoundException",
                          "Rule %s does not exist on EventBus %s.", name, bus);
        return rule;
}

static bool may_change(struct call *call, struct rule *rule)
{
        if (!rule || !json_text(rule->shown, "ManagedBy") || json_flag(call->in, "Force"))
                return true;
        call_fail(call, 400, "ManagedRuleException",
                  "Rule %s is managed by %s and can't be modified.", json_text(rule->shown, "Name"),
                  json_text(rule->shown, "ManagedBy"));
        return false;
}

static void rule_free(struct rule *rule)
{
        timer_stop(rule->timer);
        json_object_put(rule->shown);
        json_object_put(rule->targets);
        free(rule);
}

/* --- running the targets' tasks --- */

static void rename_member(struct json_object *obj, const char *from, const char *to)
{
        struct json_object *value = json_get(obj, from);

        if (!value)
                return;
        json_put(obj, to, json_copy(value));
        json_object_object_del(obj, from);
}

/* EcsParameters as RunTask takes them: the names begin in lower case there. */
static struct json_object *run_task_input(struct rule *rule, struct json_object *target)
{
        static const char *const members[][2] = {
                {"TaskDefinitionArn", "taskDefinition"},
                {"TaskCount", "count"},
                {"LaunchType", "launchType"},
                {"NetworkConfiguration", "networkConfiguration"},
                {"PlatformVersion", "platformVersion"},
                {"Group", "group"},
                {"CapacityProviderStrategy", "capacityProviderStrategy"},
                {"PropagateTags", "propagateTags"},
        };
        struct json_object *from = json_get(target, "EcsParameters");
        struct json_object *in = json_object_new_object(), *vpc, *overrides = NULL;
        const char *text = json_text(target, "Input");
        char *by = xasprintf("events-rule/%.24s", json_text(rule->shown, "Name"));
        struct err err = ERR_INIT;

        for (size_t i = 0; i < ARRAY_LEN(members); i++)
                if (json_get(from, members[i][0]))
                        json_put(in, members[i][1], json_copy(json_get(from, members[i][0])));
        vpc = json_get(json_get(in, "networkConfiguration"), "awsvpcConfiguration");
        rename_member(vpc, "Subnets", "subnets");
        rename_member(vpc, "SecurityGroups", "securityGroups");
        rename_member(vpc, "AssignPublicIp", "assignPublicIp");
        json_put_text(in, "cluster", json_text(target, "Arn"));
        json_put_text(in, "startedBy", by);
        if (text && json_parse(text, strlen(text), &overrides, &err))
                json_put(in, "overrides", overrides);
        err_clear(&err);
        free(by);
        return in;
}

static void run_target(struct rule *rule, struct json_object *target)
{
        struct call call = {
                .cloud = rule->cloud,
                .service = "ecs",
                .operation = "RunTask",
                .region = rule->cloud->region,
                .access_key = "",
                .out = json_object_new_object(),
                .status = 200,
        };

        call.in = run_task_input(rule, target);
        for (size_t i = 0; ecs_operations[i].name; i++)
                if (text_same(ecs_operations[i].name, call.operation))
                        ecs_operations[i].run(&call);
        json_object_put(call.in);
        json_object_put(call.out);
        free(call.error);
        free(call.message);
}

static void tick(void *arg)
{
        struct rule *rule = arg;

        rule->timer = timer_start(rule->cloud->loop, rule->every, tick, rule);
        for (size_t i = 0; i < json_count(rule->targets); i++)
                if (json_get(json_at(rule->targets, i), "EcsParameters") &&
                    text_same(json_text(rule->shown, "State"), "ENABLED"))
                        run_target(rule, json_at(rule->targets, i));
}

/* --- pages --- */

/* Takes all. */
static void page(struct call *call, const char *member, struct json_object *all)
{
        const char *token = json_text(call->in, "NextToken");
        int64_t size = json_get(call->in, "Limit") ? json_int(call->in, "Limit") : PAGE;
        int64_t from = token ? -1 : 0, count = (int64_t)json_count(all);
        struct json_object *out;
        char *end = NULL;

        if (token && text_starts(token, "page-"))
                from = strtoll(token + 5, &end, 10);
        if (from < 0 || (token && (!end || end == token + 5 || *end))) {
                call_fail(call, 400, "ValidationException", "Parameter NextToken is not valid.");
                json_object_put(all);
                return;
        }
        out = json_object_new_array();
        for (int64_t i = from; i < from + size && i < count; i++)
                json_object_array_add(out, json_object_get(json_at(all, (size_t)i)));
        json_put(call->out, member, out);
        if (from + size < count) {
                char *next = xasprintf("page-%lld", (long long)(from + size));

                json_put_text(call->out, "NextToken", next);
                free(next);
        }
        json_object_put(all);
}

/* --- rules --- */

static bool schedule_ok(const char *text)
{
        size_t len = strlen(text);

        return (text_starts(text, "rate(") || text_starts(text, "cron(")) && len > 6 &&
               text[len - 1] == ')';
}

/* Where the rule is: BUS/NAME, but for the default bus's. */
static char *rule_arn(struct standin *s, const char *bus, const char *name)
{
        return strcmp(bus, default_bus) == 0 ? world_arn(s, "events", "rule/%s", name)
                                             : world_arn(s, "events", "rule/%s/%s", bus, name);
}

static bool rule_ok(struct call *call)
{
        const char *pattern = json_text(call->in, "EventPattern");
        const char *schedule = json_text(call->in, "ScheduleExpression");
        struct json_object *parsed = NULL;
        struct err err = ERR_INIT;
        bool good = !pattern || (json_parse(pattern, strlen(pattern), &parsed, &err) &&
                                 json_object_is_type(parsed, json_type_object));

        json_object_put(parsed);
        err_clear(&err);
        if (!good)
                call_fail(call, 400, "InvalidEventPatternException",
                          "Event pattern is not valid. Reason: it is not a JSON object");
        else if (!pattern && !schedule)
                call_fail(call, 400, "ValidationException",
                          "Parameter(s) EventPattern or ScheduleExpression must be specified.");
        else if (schedule && strcmp(bus_of(call->in), default_bus) != 0)
                call_fail(call, 400, "ValidationException",
                          "ScheduleExpression is supported only on the default event bus.");
        else if (schedule && !schedule_ok(schedule))
                call_fail(call, 400, "ValidationException",
                          "Parameter ScheduleExpression is not valid.");
        return !call->error;
}

static int by_name(const void *a, const void *b)
{
        return strcmp(json_text((*(struct rule *const *)a)->shown, "Name"),
                      json_text((*(struct rule *const *)b)->shown, "Name"));
}

static struct rule *put(struct standin *s, struct json_object *in, const char *created_by)
{
        static const char *const members[] = {"Name",         "ScheduleExpression",
                                              "EventPattern", "Description",
                                              "RoleArn",      "ManagedBy"};
        const char *name = json_text(in, "Name"), *state = json_text(in, "State");
        struct rule *rule = find(s, bus_of(in), name);
        char *arn = rule_arn(s, bus_of(in), name);

        if (!rule) {
                rule = xcalloc(1, sizeof(*rule));
                rule->cloud = s;
                rule->targets = json_object_new_array();
                s->events->rules =
                        xrealloc(s->events->rules, (s->events->count + 1) * sizeof(struct rule *));
                s->events->rules[s->events->count++] = rule;
        }
        json_object_put(rule->shown);
        rule->shown = json_object_new_object();
        for (size_t i = 0; i < ARRAY_LEN(members); i++)
                json_put_text(rule->shown, members[i], json_text(in, members[i]));
        json_put_text(rule->shown, "Arn", arn);
        json_put_text(rule->shown, "EventBusName", bus_of(in));
        json_put_text(rule->shown, "State", state ? state : "ENABLED");
        json_put_text(rule->shown, "CreatedBy", created_by);
        qsort(s->events->rules, s->events->count, sizeof(struct rule *), by_name);
        free(arn);
        return rule;
}

static void put_rule(struct call *call)
{
        struct rule *there;

        if (!bus_there(call) || !rule_ok(call))
                return;
        there = find(call->cloud, bus_of(call->in), json_text(call->in, "Name"));
        if (!may_change(call, there))
                return;
        if (!there && call->cloud->events->count >= MOST_RULES) {
                call_fail(call, 400, "LimitExceededException",
                          "The requested resource exceeds the maximum number allowed.");
                return;
        }
        json_put_text(call->out, "RuleArn",
                      json_text(put(call->cloud, call->in, call->cloud->account)->shown, "Arn"));
}

static void describe_rule(struct call *call)
{
        struct rule *rule = call_rule(call, "Name");

        if (!rule)
                return;
        json_object_put(call->out);
        call->out = json_copy(rule->shown);
}

static void list_rules(struct call *call)
{
        const char *prefix = json_text(call->in, "NamePrefix");
        struct json_object *list;

        if (!bus_there(call))
                return;
        list = json_object_new_array();
        for (size_t i = 0; i < call->cloud->events->count; i++) {
                struct json_object *one = call->cloud->events->rules[i]->shown;

                if (!text_same(json_text(one, "EventBusName"), bus_of(call->in)) ||
                    (prefix && !text_starts(json_text(one, "Name"), prefix)))
                        continue;
                one = json_copy(one);
                json_object_object_del(one, "CreatedBy");
                json_object_array_add(list, one);
        }
        page(call, "Rules", list);
}

static void delete_rule(struct call *call)
{
        struct events_model *m = call->cloud->events;
        struct rule *rule;

        if (!bus_there(call))
                return;
        rule = find(call->cloud, bus_of(call->in), json_text(call->in, "Name"));
        if (!rule || !may_change(call, rule)) /* deleting what is not there is no error */
                return;
        if (json_count(rule->targets)) {
                call_fail(call, 400, "ValidationException",
                          "Rule can't be deleted since it has targets.");
                return;
        }
        for (size_t i = 0; i < m->count; i++) {
                if (m->rules[i] != rule)
                        continue;
                memmove(&m->rules[i], &m->rules[i + 1], (m->count - i - 1) * sizeof(struct rule *));
                m->count--;
                rule_free(rule);
                return;
        }
}

/* --- targets --- */

static size_t target_at(struct rule *rule, const char *id)
{
        size_t i = 0;

        while (i < json_count(rule->targets) &&
               !text_same(json_text(json_at(rule->targets, i), "Id"), id))
                i++;
        return i;
}

static void put_targets(struct call *call)
{
        struct rule *rule = call_rule(call, "Rule");
        struct json_object *given = json_array(call->in, "Targets");
        size_t count;

        if (!rule || !may_change(call, rule))
                return;
        count = json_count(rule->targets);
        for (size_t i = 0; i < json_count(given); i++)
                count += target_at(rule, json_text(json_at(given, i), "Id")) ==
                         json_count(rule->targets);
        if (count > TARGETS_A_RULE) {
                call_fail(call, 400, "LimitExceededException",
                          "The requested resource exceeds the maximum number allowed.");
                return;
        }
        for (size_t i = 0; i < json_count(given); i++)
                json_object_array_put_idx(rule->targets,
                                          target_at(rule, json_text(json_at(given, i), "Id")),
                                          json_copy(json_at(given, i)));
        json_put_int(call->out, "FailedEntryCount", 0);
        json_put(call->out, "FailedEntries", json_object_new_array());
}

static void remove_targets(struct call *call)
{
        struct rule *rule = call_rule(call, "Rule");
        struct json_object *ids = json_array(call->in, "Ids"), *failed;

        if (!rule || !may_change(call, rule))
                return;
        failed = json_object_new_array();
        for (size_t i = 0; i < json_count(ids); i++) {
                const char *id = json_object_get_string(json_at(ids, i));
                size_t at = target_at(rule, id);
                struct json_object *one;

                if (at < json_count(rule->targets)) {
                        json_object_array_del_idx(rule->targets, at, 1);
                        continue;
                }
                one = json_object_new_object();
                json_put_text(one, "TargetId", id);
                json_put_text(one, "ErrorCode", "ResourceNotFoundException");
                json_put_text(one, "ErrorMessage", "The target does not exist.");
                json_object_array_add(failed, one);
        }
        json_put_int(call->out, "FailedEntryCount", (int64_t)json_count(failed));
        json_put(call->out, "FailedEntries", failed);
}

static void list_targets(struct call *call)
{
        struct rule *rule = call_rule(call, "Rule");

        if (rule)
                page(call, "Targets", json_copy(rule->targets));
}

static void list_names_by_target(struct call *call)
{
        struct events_model *m = call->cloud->events;
        struct json_object *names;

        if (!bus_there(call))
                return;
        names = json_object_new_array();
        for (size_t i = 0; i < m->count; i++) {
                bool any = false;

                if (!text_same(json_text(m->rules[i]->shown, "EventBusName"), bus_of(call->in)))
                        continue;
                for (size_t k = 0; k < json_count(m->rules[i]->targets) && !any; k++)
                        any = text_same(json_text(json_at(m->rules[i]->targets, k), "Arn"),
                                        json_text(call->in, "TargetArn"));
                if (any)
                        json_add_text(names, json_text(m->rules[i]->shown, "Name"));
        }
        page(call, "RuleNames", names);
}

/* --- buses --- */

static void list_buses(struct call *call)
{
        const char *prefix = json_text(call->in, "NamePrefix");
        struct json_object *all = call->cloud->events->buses, *list = json_object_new_array();

        for (size_t i = 0; i < json_count(all); i++)
                if (!prefix || text_starts(json_text(json_at(all, i), "Name"), prefix))
                        json_object_array_add(list, json_copy(json_at(all, i)));
        page(call, "EventBuses", list);
}

/* given: its members, or NULL. */
static void add_bus(struct standin *s, const char *name, struct json_object *given)
{
        struct json_object *bus = given ? json_copy(given) : json_object_new_object();
        char *arn = world_arn(s, "events", "event-bus/%s", name);

        json_put_text(bus, "Name", name);
        json_put_text(bus, "Arn", arn);
        json_object_array_add(s->events->buses, bus);
        free(arn);
}

static bool seed_buses(struct standin *s, struct json_object *given, struct err *err)
{
        s->events->buses = json_object_new_array();
        add_bus(s, default_bus, NULL);
        for (size_t i = 0; i < json_count(given); i++) {
                struct json_object *one = json_at(given, i);
                bool is_name = json_object_is_type(one, json_type_string);
                const char *name = is_name ? json_object_get_string(one) : json_text(one, "Name");

                if (!name || has_bus(s, name))
                        return err_set(err, ERR_INVALID,
                                       "a bus of the seed needs a name of its own: \"NAME\" or "
                                       "{\"Name\": \"NAME\"}");
                add_bus(s, name, is_name ? NULL : one);
        }
        return true;
}

/* --- the model --- */

bool events_model_new(struct standin *s, struct json_object *seed, struct err *err)
{
        struct json_object *given = json_array(seed, "rules");

        s->events = xcalloc(1, sizeof(*s->events));
        if (!seed_buses(s, json_array(seed, "buses"), err))
                return false;
        for (size_t i = 0; i < json_count(given); i++) {
                struct json_object *one = json_at(given, i);
                const char *every = json_text(one, "every");
                struct rule *rule;

                if (!json_text(one, "Name") ||
                    (!json_text(one, "ScheduleExpression") && !json_text(one, "EventPattern")))
                        return err_set(err, ERR_INVALID,
                                       "a rule of the seed needs \"Name\", and "
                                       "\"ScheduleExpression\" or \"EventPattern\"");
                if (!has_bus(s, bus_of(one)))
                        return err_set(
                                err, ERR_INVALID,
                                "rule %s of the seed: there is no bus %s among its \"buses\"",
                                json_text(one, "Name"), bus_of(one));
                rule = put(s, one, s->account);
                if (json_array(one, "Targets")) {
                        json_object_put(rule->targets);
                        rule->targets = json_copy(json_array(one, "Targets"));
                }
                if (every && (!duration_parse(every, &rule->every) || rule->every <= 0))
                        return err_set(err, ERR_INVALID,
                                       "rule %s of the seed: \"every\" is \"%s\", expected a "
                                       "duration as 60s",
                                       json_text(one, "Name"), every);
                if (rule->every)
                        rule->timer = timer_start(s->loop, rule->every, tick, rule);
        }
        return true;
}

void events_model_free(struct events_model *m)
{
        if (!m)
                return;
        for (size_t i = 0; i < m->count; i++)
                rule_free(m->rules[i]);
        json_object_put(m->buses);
        free(m->rules);
        free(m);
}

const struct operation events_operations[] = {
        {"events", "ListEventBuses", list_buses, false},
        {"events", "ListRules", list_rules, false},
        {"events", "DescribeRule", describe_rule, false},
        {"events", "ListTargetsByRule", list_targets, false},
        {"events", "ListRuleNamesByTarget", list_names_by_target, false},
        {"events", "PutRule", put_rule, true},
        {"events", "PutTargets", put_targets, true},
        {"events", "RemoveTargets", remove_targets, true},
        {"events", "DeleteRule", delete_rule, true},
        {0},
};
