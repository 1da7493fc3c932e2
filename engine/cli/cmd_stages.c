/* snaplift stages: the stage types there are, and the documents made of their descriptors. */
#include <stdio.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/nearest.h"
#include "engine/cli/args.h"
#include "engine/cli/commands.h"
#include "engine/cli/message.h"
#include "engine/cli/setting_docs.h"
#include "engine/cli/stage_docs.h"
#include "engine/graph/pipeline.h"
#include "stages/table.h"

static const struct stage_type *find_type(const char *name, struct err *err)
{
        const char *names[256], *near;
        size_t count = 0;

        for (; count < ARRAY_LEN(names) && stage_types[count]; count++) {
                if (strcmp(stage_types[count]->name, name) == 0)
                        return stage_types[count];
                names[count] = stage_types[count]->name;
        }
        near = nearest_name(name, names, count);
        err_set(err, ERR_INVALID, "there is no stage type \"%s\"", name);
        if (near)
                err_next(err, "did you mean %s? All of them: snaplift stages", near);
        else
                err_next(err, "all of them: snaplift stages");
        return NULL;
}

static bool describe(const char *name, struct text *out, struct err *err)
{
        const struct stage_type *type = find_type(name, err);

        if (type)
                stage_docs_type(type, out);
        return type != NULL;
}

static void add_schema(struct text *out)
{
        struct json_object *schema = pipeline_schema(stage_types);

        text_add(out, json_object_to_json_string_ext(
                              schema, JSON_C_TO_STRING_PRETTY | JSON_C_TO_STRING_SPACED |
                                              JSON_C_TO_STRING_NOSLASHESCAPE));
        text_add_char(out, '\n');
        json_object_put(schema);
}

static int stages(const struct args *args)
{
        const char *name = args_operand(args, 0);
        bool markdown = args_flag(args, "markdown"), schema = args_flag(args, "schema");
        bool settings = args_flag(args, "settings");
        struct text out = TEXT_INIT;
        struct err err = ERR_INIT;
        int ending = END_DONE;

        if (markdown + schema + settings + (name != NULL) > 1) {
                err_set(&err, ERR_INVALID,
                        "TYPE, --markdown, --schema and --settings exclude each other");
                err_next(&err, "give one of them");
        } else if (markdown) {
                stage_docs_markdown(stage_types, &out);
        } else if (schema) {
                add_schema(&out);
        } else if (settings) {
                setting_docs_markdown(&out);
        } else if (name) {
                describe(name, &out, &err);
        } else {
                stage_docs_list(stage_types, &out);
        }
        if (err.code != ERR_NONE)
                ending = message_error(&err);
        message_out(&out);
        text_release(&out);
        err_clear(&err);
        return ending;
}

static const struct operand operands[] = {
        {"TYPE", true, "one stage type, to show its inputs, outputs and IAM actions"},
        {NULL},
};

static const struct option options[] = {
        {"markdown", NULL, false, "print stages/README.md"},
        {"schema", NULL, false, "print pipelines/schema.json, the JSON Schema of pipeline files"},
        {"settings", NULL, false, "print stages/SETTINGS.md: what of a database is carried over"},
        {NULL},
};

const struct command stages_command = {
        .name = "stages",
        .summary = "list the stage types, or describe one",
        .operands = operands,
        .options = options,
        .run = stages,
};
