/* The `stages:` of a pipeline file. */
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/nearest.h"
#include "engine/graph/definition.h"
#include "engine/graph/scalar.h"

static const char *const stage_keys[] = {"uses",    "needs",   "with", "if",
                                         "enabled", "timeout", "retry"};

/* One stage being read. */
struct reading_stage {
        struct definition *def;
        struct pipeline_stage *stage;
        char *what;  /* `stage "restore"` */
        bool *edges; /* its row */
};

static void read_uses(struct reading_stage *r, const struct yaml_node *node)
{
        const struct stage_type *const *types = r->def->types;
        const char *names[256];
        size_t count = 0;
        char *where = xasprintf(" in %s", r->what);
        char *what = xasprintf("uses%s", where);
        const char *text = read_text(node, what, r->def->d);

        for (; text && types[count] && count < ARRAY_LEN(names); count++) {
                names[count] = types[count]->name;
                if (strcmp(types[count]->name, text) == 0)
                        r->stage->type = types[count];
        }
        if (text && !r->stage->type)
                report_unknown(r->def->d, node->line, node->column, "stage type", text, where,
                               names, count);
        free(what);
        free(where);
}

static void report_unknown_need(struct reading_stage *r, const struct yaml_node *node)
{
        const struct pipeline *p = r->def->p;
        const char **names = xcalloc(p->stage_count, sizeof(*names));
        const char *near;

        for (size_t i = 0; i < p->stage_count; i++)
                names[i] = p->stages[i].id;
        near = nearest_name(node->text, names, p->stage_count);
        diagnostics_add(r->def->d, node->line, node->column,
                        "%s needs \"%.80s\", which is no stage of this pipeline%s%s%s", r->what,
                        node->text, near ? "; did you mean \"" : "", near ? near : "",
                        near ? "\"?" : "");
        free(names);
}

static void read_needs(struct reading_stage *r, const struct yaml_node *node)
{
        const struct pipeline *p = r->def->p;
        bool *named = xcalloc(p->stage_count, sizeof(*named));
        char *what = xasprintf("needs of %s", r->what);

        if (!read_list(node, what, r->def->d))
                node = NULL;
        for (size_t i = 0; node && i < node->count; i++) {
                const struct yaml_node *item = node->items[i];
                const char *text = read_text(item, what, r->def->d);
                long index = text ? pipeline_find(p, text) : -1;

                if (!text)
                        continue;
                if (index < 0) {
                        report_unknown_need(r, item);
                } else if (&p->stages[index] == r->stage) {
                        diagnostics_add(r->def->d, item->line, item->column, "%s needs itself",
                                        r->what);
                } else if (named[index]) {
                        diagnostics_add(r->def->d, item->line, item->column,
                                        "%s needs \"%s\" twice", r->what, text);
                } else {
                        named[index] = r->edges[index] = true;
                }
        }
        free(what);
        free(named);
}

static struct view stage_view(struct reading_stage *r, const char *what)
{
        return (struct view){.pipeline = r->def->p,
                             .what = what,
                             .inputs = r->def->p->input_count,
                             .stages = true,
                             .run = true,
                             .self = r->stage->id,
                             .edges = r->edges,
                             .d = r->def->d};
}

static const struct port *find_port(const struct port *ports, const char *name)
{
        for (; ports && ports->name; ports++) {
                if (strcmp(ports->name, name) == 0)
                        return ports;
        }
        return NULL;
}

static void report_unknown_input(struct reading_stage *r, const struct yaml_node *key)
{
        const char *names[128];
        size_t count = 0;
        char *where = xasprintf(" of %s (%s)", r->what, r->stage->type->name);

        for (const struct port *p = r->stage->type->inputs; p && p->name; p++) {
                if (count < ARRAY_LEN(names))
                        names[count++] = p->name;
        }
        report_unknown(r->def->d, key->line, key->column, "input", key->text, where, names, count);
        free(where);
}

static void read_value(struct reading_stage *r, const struct yaml_pair *pair)
{
        struct pipeline_stage *s = r->stage;
        struct view view = stage_view(r, "an input");
        const struct port *port = s->type ? find_port(s->type->inputs, pair->key->text) : NULL;
        static const struct port anything = {.name = "", .type = VALUE_ANY};
        struct value_rule rule = port_rule(r->def->p, port ? port : &anything);
        struct template *t = template_parse(pair->value, r->def->d);
        char *what = xasprintf("input \"%.80s\" of %s", pair->key->text, r->what);

        if (s->type && !port)
                report_unknown_input(r, pair->key);
        template_check(t, &rule, what, &view); /* references count even where the name is wrong */
        free(what);
        if (!port) {
                template_free(t);
                return;
        }
        s->with[s->with_count++] = (struct pipeline_value){
                .port = port, .value = t, .line = pair->value->line, .column = pair->value->column};
}

static void read_with(struct reading_stage *r, const struct yaml_node *node)
{
        struct pipeline_stage *s = r->stage;
        char *what = xasprintf("with of %s", r->what);

        if (node && read_map(node, what, r->def->d)) {
                s->with = xcalloc(node->count, sizeof(*s->with));
                for (size_t i = 0; i < node->count; i++)
                        read_value(r, &node->pairs[i]);
        }
        for (const struct port *p = s->type ? s->type->inputs : NULL; p && p->name; p++) {
                if (!p->required || yaml_get(node, p->name))
                        continue;
                diagnostics_add(r->def->d, s->line, s->column,
                                "%s (%s) lacks its required input \"%s\"%s%s", r->what,
                                s->type->name, p->name, p->help ? ": " : "",
                                p->help ? p->help : "");
        }
        free(what);
}

/* `if` and `enabled`: one expression, with or without ${{ }}. */
static struct expr *read_condition(struct reading_stage *r, const struct yaml_node *node,
                                   const char *key, const struct view *view)
{
        struct diagnostics *d = r->def->d;
        char *what = xasprintf("%s of %s", key, r->what);
        struct place place = {node->line, node->text_column > 0 ? node->text_column : node->column,
                              node->text_column > 0};
        struct reading reading;
        struct expr *e = NULL;
        size_t pos = 0;
        bool braces;

        if (node->kind != YAML_SCALAR || !*node->text) {
                diagnostics_add(d, node->line, node->column,
                                "%s must be true, false or an expression, got %s", what,
                                node->kind == YAML_SCALAR ? "nothing" : yaml_kind_name(node));
        } else if (node->plain && scalar_reading(node->text, &reading) &&
                   (reading.value[0] || strcmp(reading.kind, "flag") != 0)) {
                bool flag = strcmp(reading.kind, "flag") == 0;

                diagnostics_add(d, node->line, node->column,
                                "%s must be true or false, got \"%s\"%s%s", what, node->text,
                                flag ? ": write " : "", flag ? reading.value : "");
        } else {
                pos = strspn(node->text, " \t\r\n");
                braces = text_starts(node->text + pos, "${{");
                pos += braces ? 3 : 0;
                e = expr_parse(node->text, &pos, braces, place, d);
                if (e && node->text[pos + strspn(node->text + pos, " \t\r\n")]) {
                        diagnostics_add(d, node->line, node->column,
                                        "%s must be one expression; join several with && or ||",
                                        what);
                } else if (e) {
                        unsigned kinds = expr_check(e, view);
                        struct text found = TEXT_INIT;

                        kinds_add(&found, kinds);
                        if (!(kinds & KIND_FLAG))
                                diagnostics_add(d, e->line, e->column,
                                                "%s must be true or false, got %s", what,
                                                text_str(&found));
                        text_release(&found);
                }
        }
        free(what);
        return e;
}

static void read_attempts(struct reading_stage *r, const struct yaml_node *node)
{
        char *what = xasprintf("attempts of %s", r->what);
        int64_t attempts = 1;

        if (read_number(node, what, 1, MAX_ATTEMPTS, &attempts, r->def->d))
                r->stage->attempts = (int)attempts;
        free(what);
}

static void read_delay(struct reading_stage *r, const struct yaml_node *node)
{
        char *what = xasprintf("delay of %s", r->what);

        read_duration(node, what, &r->stage->retry_delay, r->def->d);
        free(what);
}

static void read_retry(struct reading_stage *r, const struct yaml_node *node)
{
        static const char *const keys[] = {"attempts", "delay"};
        struct diagnostics *d = r->def->d;
        char *where = xasprintf(" in retry of %s", r->what);
        const struct yaml_node *part;

        if (read_map(node, where + strlen(" in "), d)) {
                read_keys(node, where, keys, ARRAY_LEN(keys), d);
                if ((part = yaml_get(node, "attempts")))
                        read_attempts(r, part);
                if ((part = yaml_get(node, "delay")))
                        read_delay(r, part);
        }
        free(where);
}

static void read_timeout(struct reading_stage *r, const struct yaml_node *node)
{
        char *what = xasprintf("timeout of %s", r->what);
        int64_t ms = 0;

        if (read_duration(node, what, &ms, r->def->d)) {
                if (ms > 0)
                        r->stage->timeout = ms;
                else
                        diagnostics_add(r->def->d, node->line, node->column,
                                        "%s must be longer than 0", what);
        }
        free(what);
}

static void read_stage(struct reading_stage *r, const struct yaml_node *node)
{
        struct pipeline_stage *s = r->stage;
        struct view view = stage_view(r, "if");
        const struct yaml_node *part;
        char *where = xasprintf(" in %s", r->what);

        read_keys(node, where, stage_keys, ARRAY_LEN(stage_keys), r->def->d);
        free(where);
        if (!read_meant(node, "uses", stage_keys, ARRAY_LEN(stage_keys)))
                diagnostics_add(r->def->d, s->line, s->column,
                                "%s lacks \"uses\", the type of the stage", r->what);
        if ((part = yaml_get(node, "needs")))
                read_needs(r, part);
        read_with(r, read_meant(node, "with", stage_keys, ARRAY_LEN(stage_keys)));
        if ((part = yaml_get(node, "if")))
                s->condition = read_condition(r, part, "if", &view);
        view.what = "enabled";
        view.stages = view.run = false;
        if ((part = yaml_get(node, "enabled")))
                s->enabled = read_condition(r, part, "enabled", &view);
        if (s->type && s->type->timeout > 0)
                s->timeout = s->type->timeout;
        if ((part = yaml_get(node, "timeout")))
                read_timeout(r, part);
        if ((part = yaml_get(node, "retry")))
                read_retry(r, part);
}

/* Names and types of all stages first: the rest refers to them. */
static void name_stages(struct definition *def, const struct yaml_node *stages)
{
        struct pipeline *p = def->p;

        p->stages = xcalloc(stages->count, sizeof(*p->stages));
        p->stage_count = stages->count;
        for (size_t i = 0; i < stages->count; i++) {
                const struct yaml_node *key = stages->pairs[i].key;

                read_id(key, "a stage", def->d);
                p->stages[i] = (struct pipeline_stage){.id = xstrdup(key->text),
                                                       .timeout = DEFAULT_TIMEOUT,
                                                       .attempts = 1,
                                                       .line = key->line,
                                                       .column = key->column};
        }
        for (size_t i = 0; i < stages->count; i++) {
                struct reading_stage r = {.def = def, .stage = &p->stages[i]};
                const struct yaml_node *uses;

                r.what = xasprintf("stage \"%.80s\"", r.stage->id);
                uses = read_meant(stages->pairs[i].value, "uses", stage_keys,
                                  ARRAY_LEN(stage_keys));
                if (uses)
                        read_uses(&r, uses);
                free(r.what);
        }
}

void definition_stages(struct definition *def, const struct yaml_node *stages, bool **edges)
{
        struct pipeline *p = def->p;

        *edges = NULL;
        if (!read_map(stages, "stages", def->d))
                return;
        if (stages->count == 0 || stages->count > MAX_STAGES) {
                diagnostics_add(def->d, stages->line, stages->column,
                                stages->count ? "%zu stages are too many; at most %d"
                                              : "a pipeline needs at least one stage",
                                stages->count, MAX_STAGES);
                return;
        }
        name_stages(def, stages);
        *edges = xcalloc(p->stage_count * p->stage_count, sizeof(**edges));
        for (size_t i = 0; i < p->stage_count; i++) {
                struct reading_stage r = {
                        .def = def, .stage = &p->stages[i], .edges = *edges + i * p->stage_count};

                r.what = xasprintf("stage \"%.80s\"", r.stage->id);
                if (read_map(stages->pairs[i].value, r.what, def->d))
                        read_stage(&r, stages->pairs[i].value);
                free(r.what);
        }
}
