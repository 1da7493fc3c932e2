/* Reading a pipeline file and its inputs from the command line. */
#include "engine/cli/definition.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/nearest.h"
#include "engine/cli/message.h"
#include "stages/table.h"

static void list_pipelines(const char *folder, struct strlist *names)
{
        DIR *dir = opendir(folder[0] ? folder : ".");
        struct dirent *entry;

        while (dir && (entry = readdir(dir)))
                if (text_ends(entry->d_name, ".yml") || text_ends(entry->d_name, ".yaml") ||
                    text_ends(entry->d_name, ".json"))
                        strlist_addf(names, "%s%s", folder, entry->d_name);
        if (dir)
                closedir(dir);
        strlist_sort(names);
}

/* What the user may have meant: a file near it in name, or of that name in pipelines/. */
static void suggest_file(const char *path, struct err *err)
{
        const char *slash = strrchr(path, '/');
        char *folder = slash ? xstrndup(path, (size_t)(slash + 1 - path)) : xstrdup("");
        char *usual = xasprintf("pipelines/%s", path);
        char *named = xasprintf("pipelines/%s.yml", path);
        struct strlist names = {0};
        const char *near = NULL;

        list_pipelines(folder, &names);
        if (!slash)
                list_pipelines("pipelines/", &names);
        if (strlist_has(&names, usual))
                near = usual;
        else if (strlist_has(&names, named))
                near = named;
        else
                near = nearest_name(path, (const char *const *)names.items, names.count);
        if (near)
                err_next(err, "did you mean %s?", near);
        else
                err_next(err, "give the path of a pipeline file, e.g. pipelines/promote.yml");
        strlist_release(&names);
        free(folder);
        free(usual);
        free(named);
}

static bool read_file(const char *path, struct text *out, struct err *err)
{
        FILE *file = fopen(path, "rb");
        char chunk[16384];
        size_t got;

        if (!file) {
                err_set(err, ERR_INVALID, "can't read the pipeline file %s: %s", path,
                        strerror(errno));
                suggest_file(path, err);
                return false;
        }
        while ((got = fread(chunk, 1, sizeof(chunk), file)) > 0 && out->len <= DEFINITION_LIMIT)
                text_add_n(out, chunk, got);
        if (ferror(file))
                err_set(err, ERR_INVALID, "can't read the pipeline file %s: %s", path,
                        strerror(errno));
        else if (out->len > DEFINITION_LIMIT)
                err_set(err, ERR_INVALID, "the pipeline file %s is larger than 1 MiB", path);
        if (err->code != ERR_NONE)
                suggest_file(path, err);
        fclose(file);
        return err->code == ERR_NONE;
}

bool definition_given(const struct args *args, struct json_object **given, struct err *err)
{
        const char *pair;
        size_t at = 0;

        *given = json_object_new_object();
        while ((pair = args_next(args, "set", &at))) {
                const char *equals = strchr(pair, '=');
                char *name;

                if (!equals || equals == pair) {
                        err_set(err, ERR_INVALID, "--set %s is not NAME=VALUE", pair);
                        return err_next(err, "write --set NAME=VALUE, once per input");
                }
                name = xstrndup(pair, (size_t)(equals - pair));
                if (json_get(*given, name))
                        err_set(err, ERR_INVALID, "--set gives \"%s\" twice", name);
                else
                        json_put_text(*given, name, equals + 1);
                free(name);
                if (err->code != ERR_NONE)
                        return err_next(err, "give each input once");
        }
        if (args_flag(args, "accept-data-loss"))
                json_put_text(*given, "accept_data_loss", "true");
        return true;
}

struct pipeline *definition_parse(const char *path, struct diagnostics *d, struct err *err)
{
        struct text bytes = TEXT_INIT;
        struct pipeline *pipeline = NULL;

        if (read_file(path, &bytes, err))
                pipeline = pipeline_parse(path, text_str(&bytes), bytes.len, stage_types, d);
        text_release(&bytes);
        return pipeline;
}

struct pipeline *definition_pipeline(const char *path)
{
        struct diagnostics d = {0};
        struct err err = ERR_INIT;
        struct pipeline *pipeline = definition_parse(path, &d, &err);

        diagnostics_release(&d);
        err_clear(&err);
        return pipeline;
}

/* Takes given. */
static bool read_pipeline(const char *path, struct json_object *given, struct definition *out,
                          struct text *findings, struct err *err)
{
        struct diagnostics d = {0};
        bool ok = false;

        out->pipeline = definition_parse(path, &d, err);
        if (err->code != ERR_NONE)
                goto out;
        if (out->pipeline && (out->has_stack || json_object_object_length(given) > 0))
                pipeline_bind(out->pipeline, out->has_stack ? &out->stack : NULL, given,
                              &out->inputs, &d);
        diagnostics_print(&d, path, findings);
        ok = d.count == 0;
out:
        diagnostics_release(&d);
        json_object_put(given);
        if (!ok)
                definition_release(out);
        return ok;
}

bool definition_read(const struct args *args, struct definition *out, struct text *findings,
                     struct err *err)
{
        struct json_object *given = NULL;

        *out = (struct definition){0};
        if (args_operand(args, 1) && !args_stack(args, 1, &out->stack, err))
                return false;
        out->has_stack = args_operand(args, 1) != NULL;
        if (definition_given(args, &given, err))
                return read_pipeline(args_operand(args, 0), given, out, findings, err);
        json_object_put(given);
        return false;
}

/* What was not given then is bound to null, and is not given now. */
static struct json_object *planned_inputs(struct json_object *plan)
{
        struct json_object *given = json_object_new_object();

        json_object_object_foreach(json_get(plan, "inputs"), name, value)
        {
                if (value)
                        json_put(given, name, json_object_get(value));
        }
        return given;
}

bool definition_read_planned(const struct args *args, struct json_object *plan,
                             struct definition *out, struct text *findings, struct err *err)
{
        const char *path = args_operand(args, 0), *stack = args_operand(args, 1);
        const char *planned = json_text(plan, "stack");

        *out = (struct definition){.has_stack = true};
        if (args_value(args, "set") || args_flag(args, "accept-data-loss")) {
                err_set(err, ERR_INVALID, "--%s and --plan are both given",
                        args_value(args, "set") ? "set" : "accept-data-loss");
                return err_next(err, "make a plan with other inputs, or run without --plan");
        }
        if (stack && !text_same(stack, planned)) {
                err_set(err, ERR_INVALID, "the plan is for stack %s, not for %s", planned, stack);
                return err_next(err, "leave out the stack, or make a plan for it");
        }
        if (!path)
                path = json_text(plan, "file");
        return stack_parse(planned ? planned : "", &out->stack, err) &&
               read_pipeline(path ? path : "", planned_inputs(plan), out, findings, err);
}

int definition_load(const struct args *args, struct definition *out)
{
        struct text findings = TEXT_INIT;
        struct err err = ERR_INIT;
        int ending = END_DONE;

        if (!definition_read(args, out, &findings, &err)) {
                if (err.code != ERR_NONE)
                        message_error(&err);
                else
                        fputs(text_str(&findings), stderr);
                ending = END_USAGE;
        }
        text_release(&findings);
        err_clear(&err);
        return ending;
}

void definition_release(struct definition *d)
{
        pipeline_free(d->pipeline);
        json_object_put(d->inputs);
        *d = (struct definition){0};
}
