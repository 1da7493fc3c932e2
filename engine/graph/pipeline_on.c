/* The `on:` of a pipeline file: which tags start it in CI, on which stack, under which conditions.
 */
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/graph/definition.h"

enum { DEFAULT_BUSY_FOR = 3600 * 1000 };

static const struct pipeline_input *find_input(const struct pipeline *p, const char *name)
{
        for (size_t i = 0; i < p->input_count; i++)
                if (strcmp(p->inputs[i].name, name) == 0)
                        return &p->inputs[i];
        return NULL;
}

static void report_input(struct definition *def, const struct yaml_node *key)
{
        const struct pipeline *p = def->p;
        const char **names = xcalloc(p->input_count + 1, sizeof(*names));

        for (size_t i = 0; i < p->input_count; i++)
                names[i] = p->inputs[i].name;
        report_unknown(def->d, key->line, key->column, "input", key->text, " in on.tags", names,
                       p->input_count);
        free(names);
}

/* Values as a run is given them by --set; they may refer to the stack. */
static void read_inputs(struct definition *def, struct pipeline_trigger *t,
                        const struct yaml_node *node)
{
        if (!read_map(node, "inputs in on.tags", def->d))
                return;
        t->inputs = xcalloc(node->count + 1, sizeof(*t->inputs));
        for (size_t i = 0; i < node->count; i++) {
                const struct yaml_node *key = node->pairs[i].key, *value = node->pairs[i].value;
                const struct pipeline_input *in = find_input(def->p, key->text);
                struct view view = {.pipeline = def->p, .what = "on.tags", .d = def->d};
                struct trigger_input *out = &t->inputs[t->input_count];
                struct value_rule rule;
                char *what;

                if (!in) {
                        report_input(def, key);
                        continue;
                }
                what = xasprintf("input \"%s\" in on.tags", in->name);
                rule = input_rule(def->p, in);
                out->input = in;
                out->value = template_parse(value, def->d);
                t->input_count++;
                template_check(out->value, &rule, what, &view);
                free(what);
        }
}

static void read_stack(struct definition *def, struct pipeline_trigger *t,
                       const struct yaml_node *node)
{
        const char *text = read_text(node, "stack in on.tags", def->d);
        struct err err = ERR_INIT;

        if (text && stack_parse(text, &t->stack, &err))
                t->has_stack = true;
        else if (text)
                diagnostics_add(def->d, node->line, node->column, "on.tags: %s", err_text(&err));
        err_clear(&err);
}

static long tier_of(const struct pipeline *p, const char *env)
{
        for (size_t i = 0; i < p->tiers.count; i++)
                if (strcmp(p->tiers.items[i], env) == 0)
                        return (long)i;
        return -1;
}

static void read_after(struct definition *def, struct pipeline_trigger *t,
                       const struct yaml_node *node)
{
        const struct pipeline *p = def->p;
        const char *text = read_text(node, "after in on.tags", def->d);
        long own = t->has_stack ? tier_of(p, t->stack.env) : -1, tier;

        if (!text)
                return;
        tier = tier_of(p, text);
        if (tier < 0)
                report_unknown(def->d, node->line, node->column, "tier", text, " in on.tags",
                               (const char *const *)p->tiers.items, p->tiers.count);
        else if (own >= 0 && tier >= own)
                diagnostics_add(def->d, node->line, node->column,
                                "after in on.tags must be a tier below %s, got %s", t->stack.env,
                                text);
        else
                t->after = xstrdup(text);
}

static void read_busy(struct definition *def, struct pipeline_trigger *t,
                      const struct yaml_node *entry)
{
        static const char *const ways[] = {"refuse", "wait"};
        const struct yaml_node *node = yaml_get(entry, "busy"), *limit;
        const char *text = node ? read_text(node, "busy in on.tags", def->d) : NULL;

        t->busy_for = DEFAULT_BUSY_FOR;
        if (text && strcmp(text, ways[1]) == 0)
                t->wait = true;
        else if (text && strcmp(text, ways[0]) != 0)
                report_unknown(def->d, node->line, node->column, "way", text,
                               " for busy in on.tags", ways, ARRAY_LEN(ways));
        if (!(limit = yaml_get(entry, "busy_for")))
                return;
        read_duration(limit, "busy_for in on.tags", &t->busy_for, def->d);
        if (!t->wait)
                diagnostics_add(def->d, limit->line, limit->column,
                                "busy_for in on.tags is only for busy: wait");
}

static void read_branch(struct definition *def, struct pipeline_trigger *t,
                        const struct yaml_node *entry)
{
        const struct yaml_node *branch = yaml_get(entry, "branch");
        const struct yaml_node *any = yaml_get(entry, "any_branch");
        const char *text = branch ? read_text(branch, "branch in on.tags", def->d) : "main";

        if (any)
                read_flag(any, "any_branch in on.tags", &t->any_branch, def->d);
        if (text)
                t->branch = xstrdup(text);
        if (text && !*text)
                diagnostics_add(def->d, branch->line, branch->column,
                                "branch in on.tags must not be empty; for any: any_branch: true");
        if (branch && any && t->any_branch)
                diagnostics_add(def->d, any->line, any->column,
                                "on.tags has both branch and any_branch: leave out one of the two");
}

static void read_match(struct definition *def, struct pipeline_trigger *t,
                       const struct yaml_node *node, const char *what)
{
        const char *text = read_text(node, what, def->d);

        if (!text)
                return;
        if (!*text)
                diagnostics_add(def->d, node->line, node->column, "%s must not be empty", what);
        for (size_t i = 0; i < def->p->trigger_count; i++)
                if (text_same(def->p->triggers[i].match, text))
                        diagnostics_add(def->d, node->line, node->column,
                                        "%s: \"%.80s\" is given twice", what, text);
        t->match = xstrdup(text);
}

static void read_entry(struct definition *def, struct pipeline_trigger *t,
                       const struct yaml_node *entry)
{
        static const char *const keys[] = {"match",  "stack",      "after",
                                           "branch", "any_branch", "any_version",
                                           "busy",   "busy_for",   "inputs"};
        const struct yaml_node *node;

        read_keys(entry, " in on.tags", keys, ARRAY_LEN(keys), def->d);
        if ((node = yaml_get(entry, "match")))
                read_match(def, t, node, "match in on.tags");
        else
                diagnostics_add(def->d, entry->line, entry->column,
                                "on.tags lacks \"match\", the pattern of the tags it is for");
        if ((node = yaml_get(entry, "stack")))
                read_stack(def, t, node);
        if ((node = yaml_get(entry, "after")))
                read_after(def, t, node);
        if ((node = yaml_get(entry, "any_version")))
                read_flag(node, "any_version in on.tags", &t->any_version, def->d);
        if ((node = yaml_get(entry, "inputs")))
                read_inputs(def, t, node);
        read_branch(def, t, entry);
        read_busy(def, t, entry);
}

void definition_on(struct definition *def, const struct yaml_node *on)
{
        static const char *const keys[] = {"tags"};
        struct pipeline *p = def->p;
        const struct yaml_node *tags;

        if (!read_map(on, "on", def->d))
                return;
        read_keys(on, " in on", keys, ARRAY_LEN(keys), def->d);
        if (!(tags = yaml_get(on, "tags")) || !read_list(tags, "tags", def->d))
                return;
        p->triggers = xcalloc(tags->count + 1, sizeof(*p->triggers));
        for (size_t i = 0; i < tags->count; i++) {
                const struct yaml_node *entry = tags->items[i];
                struct pipeline_trigger t = {.line = entry->line, .column = entry->column};

                if (entry->kind == YAML_MAP) {
                        read_entry(def, &t, entry);
                } else {
                        char *what = xasprintf("tags: element %zu", i + 1);

                        read_match(def, &t, entry, what);
                        t.branch = xstrdup("main");
                        t.busy_for = DEFAULT_BUSY_FOR;
                        free(what);
                }
                p->triggers[p->trigger_count++] = t;
        }
}

void triggers_free(struct pipeline *p)
{
        for (size_t i = 0; i < p->trigger_count; i++) {
                struct pipeline_trigger *t = &p->triggers[i];

                for (size_t k = 0; k < t->input_count; k++)
                        template_free(t->inputs[k].value);
                free(t->inputs);
                free(t->match);
                free(t->after);
                free(t->branch);
        }
        free(p->triggers);
}

const struct pipeline_trigger *pipeline_trigger(const struct pipeline *p, const char *tag)
{
        for (size_t i = 0; i < p->trigger_count; i++) {
                const struct pipeline_trigger *t = &p->triggers[i];

                if (!t->any_version && strchr(tag, '-') && !strchr(t->match, '-'))
                        continue;
                if (fnmatch(t->match, tag, 0) == 0)
                        return t;
        }
        return NULL;
}

bool pipeline_trigger_inputs(const struct pipeline *p, const struct pipeline_trigger *t,
                             const struct stack *stack, struct json_object *given, struct err *err)
{
        struct scope scope = {.pipeline = p, .stack = stack};

        for (size_t i = 0; i < t->input_count; i++) {
                const struct pipeline_input *in = t->inputs[i].input;
                struct value_rule rule = input_rule(p, in);
                struct json_object *value = NULL;
                bool known = true;

                if (json_get(given, in->name))
                        continue;
                if (!template_eval(t->inputs[i].value, &rule, in->name, &scope, &value, &known,
                                   err))
                        return false;
                if (value)
                        json_put(given, in->name, value);
        }
        return true;
}
