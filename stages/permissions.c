/* From what stage types say they need to one policy: each action's resources, then statements. */
#include "stages/permissions.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"

/* One action under one condition, and all it is needed on. */
struct grant {
        char *action;
        char *condition; /* or NULL */
        struct strlist on;
        bool looking; /* no run needs it */
        bool written; /* into a statement */
};

struct sum {
        const struct permissions_question *q;
        struct json_object *inputs; /* of the stage looked at, as far as known; or NULL */
        struct grant *grants;
        size_t count;
};

/* What the run itself needs: /<stack>/lock. */
static const struct stage_action lock_actions[] = {
        {"ssm:GetParameter", "ssm:parameter/{stack}/*"},
        {"ssm:PutParameter", "ssm:parameter/{stack}/lock"},
        {"ssm:AddTagsToResource", "ssm:parameter/{stack}/lock", .condition = FOR_STACK},
        {"ssm:DeleteParameter", "ssm:parameter/{stack}/lock"},
        {0},
};

/* What no run needs: without it a check of the plan is left out, or something is told as unknown.
 */
static const struct stage_action looking_actions[] = {
        {"rds:DescribeAccountAttributes", "*"},
        {"rds:DescribeDBMajorEngineVersions", "*"},
        {"ssm:GetParameters", "ssm:parameter/{stack}/*"},
        {"ssm:GetParameterHistory", "ssm:parameter/{stack}/*"},
        {"iam:SimulatePrincipalPolicy", "iam:role/* iam:user/*"},
        {0},
};

/* --- what stands in for {words} --- */

/* The texts of an input: of a list or a map, its members. *known false: another stage tells it. */
static void input_texts(const struct sum *s, const char *name, struct strlist *out, bool *known)
{
        struct json_object *value = json_get(s->inputs, name);

        *known = s->inputs != NULL;
        if (json_object_is_type(value, json_type_array)) {
                for (size_t i = 0; i < json_count(value); i++)
                        strlist_add(out, json_object_get_string(json_at(value, i)));
        } else if (json_object_is_type(value, json_type_object)) {
                json_object_object_foreach(value, key, member)
                {
                        (void)key;
                        strlist_add(out, json_object_get_string(member));
                }
        } else if (value && json_object_get_string(value)[0]) {
                strlist_add(out, json_object_get_string(value));
        }
        for (size_t i = 0; i < out->count; i++)
                *known = *known && !strstr(out->items[i], "(known after");
}

static bool is_secret(const char *text)
{
        return text_starts(text, "arn:") ? strstr(text, ":secretsmanager:") != NULL
                                         : text[0] != '/';
}

/* An ARN without the member of its JSON that may follow the name. */
static void add_secret(const char *text, struct strlist *out)
{
        const char *at = text;

        if (!text_starts(text, "arn:")) {
                strlist_addf(out, "secretsmanager:secret:%s-??????", text);
                return;
        }
        for (int colons = 0; *at && colons < 7; at++)
                colons += *at == ':';
        strlist_addf(out, "%.*s*", (int)(at - text) - (at[-1] == ':'), text);
}

static void add_parameter(const char *text, struct strlist *out)
{
        if (text_starts(text, "arn:"))
                strlist_add(out, text);
        else
                strlist_addf(out, "ssm:parameter%s%s", *text == '/' ? "" : "/", text);
}

/* "{secret:from}", "{parameter:from}": whole resources. */
static void expand_reference(const struct sum *s, bool secrets, const char *input,
                             struct strlist *out)
{
        struct strlist texts = {0};
        bool known;

        input_texts(s, input, &texts, &known);
        if (!known)
                strlist_add(out, secrets ? "secretsmanager:secret:*" : "ssm:parameter/*");
        for (size_t i = 0; known && i < texts.count; i++) {
                if (secrets && is_secret(texts.items[i]))
                        add_secret(texts.items[i], out);
                else if (!secrets && (!is_secret(texts.items[i]) || !strcmp(input, "parameter")))
                        add_parameter(texts.items[i], out);
        }
        strlist_release(&texts);
}

/* By the form of their names: with `*` in place of the 14 characters, xy-0146-qa's would be
 * xy-0146-qa-2's, too. */
static void add_databases(const struct permissions_question *q, const char *more,
                          struct strlist *out)
{
        strlist_addf(out,
                     "%s-?????????"
                     "?????%s",
                     q->stack->name, more);
}

static void stand_ins(const struct sum *s, const char *word, struct strlist *out)
{
        const struct permissions_question *q = s->q;
        bool known = true;

        if (!strcmp(word, "stack")) {
                strlist_add(out, q->stack->name);
        } else if (!strcmp(word, "db")) {
                add_databases(q, "", out);
        } else if (!strcmp(word, "instance") && q->cluster) {
                add_databases(q, "-primary", out);
                add_databases(q, "-replica-*", out);
        } else if (!strcmp(word, "instance")) {
                add_databases(q, "", out);
        } else if (!strcmp(word, "partition")) {
                strlist_add(out, q->region && text_starts(q->region, "cn-")       ? "aws-cn"
                                 : q->region && text_starts(q->region, "us-gov-") ? "aws-us-gov"
                                                                                  : "aws");
        } else if (!strcmp(word, "cluster")) {
                input_texts(s, "cluster", out, &known);
                input_texts(s, "clusters", out, &known);
                if (known && !out->count)
                        strlist_add(out, q->stack->name);
        } else if (!strcmp(word, "services")) {
                input_texts(s, "services", out, &known);
                if (!out->count)
                        known = false;
        } else if (text_starts(word, "input:")) {
                input_texts(s, word + strlen("input:"), out, &known);
                if (!out->count)
                        known = false;
        } else if (text_starts(word, "stack:")) {
                input_texts(s, word + strlen("stack:"), out, &known);
                if (!out->count)
                        strlist_add(out, q->stack->name);
        }
        if (!known) {
                strlist_release(out);
                *out = (struct strlist){0};
                strlist_add(out, "*");
        }
}

/* Every combination of what stands in for the words. */
static void expand(const struct sum *s, const char *pattern, struct strlist *out)
{
        const char *open = strchr(pattern, '{'), *close = open ? strchr(open, '}') : NULL;
        struct strlist words = {0};
        char *word;

        if (!close) {
                strlist_add(out, pattern);
                return;
        }
        word = xstrndup(open + 1, (size_t)(close - open - 1));
        stand_ins(s, word, &words);
        for (size_t i = 0; i < words.count; i++) {
                char *next = xasprintf("%.*s%s%s", (int)(open - pattern), pattern, words.items[i],
                                       close + 1);

                expand(s, next, out);
                free(next);
        }
        strlist_release(&words);
        free(word);
}

static void roles_of(const struct sum *s, struct strlist *out)
{
        const struct pipeline *p = s->q->pipeline;

        for (size_t i = 0; i < p->role_count; i++) {
                struct scope scope = {.pipeline = p,
                                      .stack = s->q->stack,
                                      .inputs = s->q->inputs,
                                      .unknown = true};
                struct json_object *role = NULL;
                struct err ignored = ERR_INIT;

                if (pipeline_role(p, p->roles[i].tier, &scope, &role, &ignored) &&
                    json_text(role, "role"))
                        strlist_add(out, json_text(role, "role"));
                json_object_put(role);
                err_clear(&ignored);
        }
}

static void expand_pattern(const struct sum *s, const char *pattern, struct strlist *out)
{
        char input[64];

        if (sscanf(pattern, "{secret:%63[^}]}", input) == 1)
                expand_reference(s, true, input, out);
        else if (sscanf(pattern, "{parameter:%63[^}]}", input) == 1)
                expand_reference(s, false, input, out);
        else if (!strcmp(pattern, "{role}"))
                roles_of(s, out);
        else if (!strcmp(pattern, "{key}"))
                for (size_t i = 0; s->q->keys && i < s->q->keys->count; i++)
                        strlist_add(out, s->q->keys->items[i]);
        else
                expand(s, pattern, out);
}

/* "rds:db:NAME" as an ARN. IAM's are of no region. */
static char *arn_of(const struct sum *s, const char *resource)
{
        const char *colon = strchr(resource, ':');
        struct strlist partition = {0};
        bool global = text_starts(resource, "iam:");
        char *arn;

        if (!colon || text_starts(resource, "arn:"))
                return xstrdup(resource);
        stand_ins(s, "partition", &partition);
        arn = xasprintf("arn:%s:%.*s:%s:%s:%s", partition.items[0], (int)(colon - resource),
                        resource,
                        global         ? ""
                        : s->q->region ? s->q->region
                                       : "*",
                        s->q->account ? s->q->account : "*", colon + 1);
        strlist_release(&partition);
        return arn;
}

/* --- the sum --- */

static struct grant *grant_of(struct sum *s, const char *action, const char *condition)
{
        for (size_t i = 0; i < s->count; i++)
                if (!strcmp(s->grants[i].action, action) &&
                    text_same(s->grants[i].condition, condition))
                        return &s->grants[i];
        s->grants = xrealloc(s->grants, (s->count + 1) * sizeof(*s->grants));
        s->grants[s->count] =
                (struct grant){.action = xstrdup(action), .condition = xstrdup(condition)};
        return &s->grants[s->count++];
}

/* Whether the input that it depends on says so; what is not known yet may. */
static bool is_due(const struct sum *s, const struct stage_action *a)
{
        struct json_object *value;

        if (a->of && (a->of == ACTION_CLUSTER) != s->q->cluster)
                return false;
        if (!a->when || !s->inputs)
                return true;
        if (!strcmp(a->when, "roles"))
                return s->q->pipeline->role_count > 0;
        if (!strcmp(a->when, "kms"))
                return s->q->keys && s->q->keys->count;
        value = json_get(s->inputs, a->when);
        return value && !json_object_is_type(value, json_type_null) &&
               (!json_object_is_type(value, json_type_boolean) || json_object_get_boolean(value)) &&
               (!json_object_is_type(value, json_type_array) || json_count(value));
}

static void add_action(struct sum *s, const struct stage_action *a)
{
        struct strlist resources = {0}, conditions = {0};
        char *patterns = xstrdup(a->on), *rest = patterns, *pattern;
        struct grant *grant;

        while ((pattern = strsep(&rest, " ")))
                expand_pattern(s, pattern, &resources);
        if (a->condition)
                expand(s, a->condition, &conditions);
        if (resources.count) {
                grant = grant_of(s, a->name, conditions.count ? conditions.items[0] : NULL);
                for (size_t i = 0; i < resources.count; i++) {
                        char *arn = arn_of(s, resources.items[i]);

                        if (!strlist_has(&grant->on, arn))
                                strlist_add(&grant->on, arn);
                        free(arn);
                }
        }
        strlist_release(&resources);
        strlist_release(&conditions);
        free(patterns);
}

static void add_stage(struct sum *s, size_t stage)
{
        const struct pipeline *p = s->q->pipeline;
        struct scope scope = {
                .pipeline = p, .stack = s->q->stack, .inputs = s->q->inputs, .unknown = true};
        struct err ignored = ERR_INIT;
        const char *reason;
        bool wanted = true;

        if (!pipeline_wanted(p, stage, &scope, &wanted, &reason, &ignored))
                wanted = true;
        err_clear(&ignored);
        if (!wanted)
                return;
        if (!pipeline_resolve(p, stage, &scope, &s->inputs, &ignored))
                s->inputs = NULL;
        err_clear(&ignored);
        for (const struct stage_action *a = p->stages[stage].type->actions; a && a->name; a++)
                if (a->on && is_due(s, a))
                        add_action(s, a);
        json_object_put(s->inputs);
        s->inputs = NULL;
}

static int by_text(const void *a, const void *b)
{
        return strcmp(*(char *const *)a, *(char *const *)b);
}

static int by_action(const void *a, const void *b)
{
        return strcmp(((const struct grant *)a)->action, ((const struct grant *)b)->action);
}

static void settle(struct sum *s)
{
        for (size_t i = 0; i < s->count; i++) {
                struct strlist *on = &s->grants[i].on;

                if (strlist_has(on, "*")) {
                        strlist_release(on);
                        *on = (struct strlist){0};
                        strlist_add(on, "*");
                }
                qsort(on->items, on->count, sizeof(*on->items), by_text);
        }
        if (s->count)
                qsort(s->grants, s->count, sizeof(*s->grants), by_action);
}

/* --- the document --- */

static bool only_reads(const char *action)
{
        static const char *const verbs[] = {"Describe", "List", "Get", "BatchGet", "Simulate"};
        const char *verb = strchr(action, ':') + 1;

        for (size_t i = 0; i < ARRAY_LEN(verbs); i++)
                if (text_starts(verb, verbs[i]))
                        return true;
        return !strcmp(action, "kms:Decrypt");
}

static bool same_list(const struct strlist *a, const struct strlist *b)
{
        bool same = a->count == b->count;

        for (size_t i = 0; same && i < a->count; i++)
                same = !strcmp(a->items[i], b->items[i]);
        return same;
}

static struct json_object *list_json(const struct strlist *list)
{
        struct json_object *out = json_object_new_array();

        for (size_t i = 0; i < list->count; i++)
                json_add_text(out, list->items[i]);
        return out;
}

/* "KEY=VALUE VALUE" */
static struct json_object *condition_json(const char *condition)
{
        struct json_object *keys = json_object_new_object(), *out = json_object_new_object();
        char *copy = xstrdup(condition), *values = strchr(copy, '='), *value;
        struct json_object *list = json_object_new_array();

        *values++ = '\0';
        while ((value = strsep(&values, " ")))
                json_add_text(list, value);
        json_put(keys, copy, list);
        json_put(out, "StringEquals", keys);
        free(copy);
        return out;
}

/* All that are needed on the same, under the same condition, of the same part. */
static struct json_object *statement(struct sum *s, size_t first, size_t number)
{
        struct grant *of = &s->grants[first];
        struct json_object *out = json_object_new_object();
        struct json_object *actions = json_object_new_array();
        bool reads = only_reads(of->action);
        char sid[32];

        for (size_t i = first; i < s->count; i++) {
                struct grant *g = &s->grants[i];

                if (g->written || only_reads(g->action) != reads || !same_list(&g->on, &of->on) ||
                    !text_same(g->condition, of->condition) || g->looking != of->looking)
                        continue;
                json_add_text(actions, g->action);
                g->written = true;
        }
        snprintf(sid, sizeof(sid), "%s%zu",
                 of->looking ? "Look"
                 : reads     ? "Read"
                             : "Change",
                 number);
        json_put_text(out, "Sid", sid);
        json_put_text(out, "Effect", "Allow");
        json_put(out, "Action", actions);
        json_put(out, "Resource", list_json(&of->on));
        if (of->condition)
                json_put(out, "Condition", condition_json(of->condition));
        return out;
}

static struct json_object *document(struct sum *s, enum permissions_part part)
{
        struct json_object *out = json_object_new_object();
        struct json_object *statements = json_object_new_array();
        size_t number = 0;

        for (size_t i = 0; i < s->count; i++) {
                bool reads = only_reads(s->grants[i].action);

                if (!s->grants[i].written &&
                    (part == PERMISSIONS_ALL || reads == (part == PERMISSIONS_READ)))
                        json_object_array_add(statements, statement(s, i, ++number));
        }
        json_put_text(out, "Version", "2012-10-17");
        json_put(out, "Statement", statements);
        return out;
}

static bool is_granted(const struct sum *s, const char *action)
{
        for (size_t i = 0; i < s->count; i++)
                if (!strcmp(s->grants[i].action, action))
                        return true;
        return false;
}

static void add_looking(struct sum *s)
{
        size_t needed = s->count;

        for (const struct stage_action *a = looking_actions; a->name; a++)
                if (!is_granted(s, a->name))
                        add_action(s, a);
        for (size_t i = needed; i < s->count; i++)
                s->grants[i].looking = true;
}

struct json_object *permissions_policy(const struct permissions_question *q,
                                       enum permissions_part part)
{
        struct sum s = {.q = q};
        struct json_object *out;

        for (const struct stage_action *a = lock_actions; a->name; a++)
                add_action(&s, a);
        for (size_t i = 0; i < q->pipeline->stage_count; i++)
                add_stage(&s, i);
        if (q->looking)
                add_looking(&s);
        settle(&s);
        out = document(&s, part);
        for (size_t i = 0; i < s.count; i++) {
                free(s.grants[i].action);
                free(s.grants[i].condition);
                strlist_release(&s.grants[i].on);
        }
        free(s.grants);
        return out;
}
