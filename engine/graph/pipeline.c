/* A pipeline file from its bytes, all findings in one go; and its end. */
#include "engine/graph/pipeline.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/graph/definition.h"

static void report_yaml(void *arg, int line, int column, const char *text)
{
        struct diagnostics *d = arg;

        diagnostics_add(d, line, column, "%s", text);
}

static void read_tiers(struct definition *def, const struct yaml_node *node)
{
        struct pipeline *p = def->p;

        if (!read_texts(node, "tiers", &p->tiers, def->d))
                return;
        if (p->tiers.count == 0)
                diagnostics_add(def->d, node->line, node->column, "tiers must not be empty");
        for (size_t i = 0; i < p->tiers.count; i++) {
                const struct yaml_node *item = node->items[i];
                struct err err = ERR_INIT;
                struct stack ignored;

                if (!stack_make("a", "0", p->tiers.items[i], &ignored, &err))
                        diagnostics_add(def->d, item->line, item->column, "tiers: %s",
                                        err_text(&err));
                err_clear(&err);
                for (size_t j = 0; j < i; j++) {
                        if (strcmp(p->tiers.items[i], p->tiers.items[j]) == 0)
                                diagnostics_add(def->d, item->line, item->column,
                                                "tiers: \"%s\" is given twice", item->text);
                }
        }
}

static void read_name(struct definition *def, const struct yaml_node *root)
{
        const struct yaml_node *node = yaml_get(root, "pipeline");
        const char *text = node ? read_text(node, "pipeline", def->d) : NULL;

        if (!node)
                diagnostics_add(def->d, root->line, root->column,
                                "the file lacks \"pipeline\", the name of the pipeline");
        else if (text && read_id(node, "a pipeline", def->d))
                def->p->name = xstrdup(text);
}

static void read_root(struct definition *def, const struct yaml_node *root)
{
        static const char *const keys[] = {"pipeline", "description", "on",    "tiers",
                                           "inputs",   "roles",       "stages"};
        static const char *const tiers[] = {"dev", "qa", "prod"};
        const struct yaml_node *node;
        bool *edges = NULL;

        read_keys(root, "", keys, ARRAY_LEN(keys), def->d);
        read_name(def, root);
        if ((node = yaml_get(root, "description")))
                def->p->description = xstrdup(read_text(node, "description", def->d));
        if ((node = yaml_get(root, "tiers")))
                read_tiers(def, node);
        else
                for (size_t i = 0; i < ARRAY_LEN(tiers); i++)
                        strlist_add(&def->p->tiers, tiers[i]);
        definition_inputs(def, read_meant(root, "inputs", keys, ARRAY_LEN(keys)));
        if ((node = yaml_get(root, "on")))
                definition_on(def, node);
        if ((node = yaml_get(root, "roles")))
                definition_roles(def, node);
        if ((node = read_meant(root, "stages", keys, ARRAY_LEN(keys))))
                definition_stages(def, node, &edges);
        else
                diagnostics_add(def->d, root->line, root->column, "the file lacks \"stages\"");
        if (edges)
                definition_edges(def, edges);
        free(edges);
}

struct pipeline *pipeline_parse(const char *file, const char *bytes, size_t len,
                                const struct stage_type *const *types, struct diagnostics *d)
{
        struct diagnostics found = {0};
        struct definition def = {.types = types, .d = &found};
        size_t yaml_found;
        struct yaml_node *root = yaml_parse_on(bytes, len, report_yaml, &found, &yaml_found);

        def.p = xcalloc(1, sizeof(*def.p));
        def.p->file = xstrdup(file);
        if (root && root->kind != YAML_MAP)
                diagnostics_add(&found, root->line, root->column,
                                "a pipeline file is a map with the keys pipeline, inputs and "
                                "stages; got %s",
                                yaml_kind_name(root));
        else if (root)
                read_root(&def, root);
        yaml_free(root);
        if (found.count == 0) {
                def.p->text = xmalloc(len + 1);
                memcpy(def.p->text, bytes, len);
                def.p->text[len] = '\0';
                def.p->text_len = len;
                digest_sha256_hex(bytes, len, def.p->digest);
        } else {
                pipeline_free(def.p);
                def.p = NULL;
        }
        for (size_t i = 0; i < found.count; i++) /* d may hold those of other files */
                diagnostics_add(d, found.items[i].line, found.items[i].column, "%s",
                                found.items[i].text);
        diagnostics_release(&found);
        return def.p;
}

static void free_stage(struct pipeline_stage *s)
{
        for (size_t i = 0; i < s->with_count; i++)
                template_free(s->with[i].value);
        expr_free(s->condition);
        expr_free(s->enabled);
        free(s->with);
        free(s->needs);
        free(s->dependents);
        free(s->id);
}

void pipeline_free(struct pipeline *p)
{
        if (!p)
                return;
        for (size_t i = 0; i < p->input_count; i++) {
                free(p->inputs[i].name);
                free(p->inputs[i].help);
                template_free(p->inputs[i].fallback);
                strlist_release(&p->inputs[i].choices);
        }
        for (size_t i = 0; i < p->stage_count; i++)
                free_stage(&p->stages[i]);
        triggers_free(p);
        roles_free(p);
        strlist_release(&p->tiers);
        free(p->inputs);
        free(p->stages);
        free(p->order);
        free(p->text);
        free(p->name);
        free(p->description);
        free(p->file);
        free(p);
}

long pipeline_find(const struct pipeline *p, const char *id)
{
        for (size_t i = 0; i < p->stage_count; i++) {
                if (strcmp(p->stages[i].id, id) == 0)
                        return (long)i;
        }
        return -1;
}
