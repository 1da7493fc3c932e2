/* A run of the store and another definition for it. */
#include "engine/cli/edit.h"

#include "engine/base/mem.h"
#include "engine/cli/definition.h"

static bool add_set(const struct args *args, struct json_object *inputs, struct err *err)
{
        struct json_object *given = NULL;
        bool ok = args_value(args, "stack") || definition_given(args, &given, err);

        if (ok && given) {
                json_object_object_foreach(given, name, value)
                {
                        json_object_object_add(inputs, name, json_object_get(value));
                }
        }
        json_object_put(given);
        return ok;
}

/* The findings become the error's details. */
static bool found(const char *file, struct diagnostics *d, struct err *err)
{
        struct text lines = TEXT_INIT;

        diagnostics_print(d, file, &lines);
        err_set(err, ERR_INVALID, "the definition %s or its inputs are wrong", file);
        xreplace(&err->details, text_str(&lines));
        text_release(&lines);
        return err_next(err, "correct what is listed above; to check: snaplift validate %s", file);
}

bool edit_run(const struct args *args, const struct run_setup *setup, const char *id,
              struct err *err)
{
        const char *file = args_value(args, "pipeline");
        struct diagnostics d = {0};
        struct pipeline *pipeline = definition_parse(file, &d, err);
        struct run *run = pipeline ? run_open(setup, id, err) : NULL;
        struct json_object *given = NULL, *inputs = NULL;
        bool ok = run != NULL;

        if (ok) {
                given = run_inputs_for(run, pipeline);
                ok = add_set(args, given, err) &&
                     pipeline_bind(pipeline, run_stack(run), given, &inputs, &d) &&
                     run_edit(setup, id, pipeline, inputs, err);
        }
        if (!ok && err->code == ERR_NONE)
                found(file, &d, err);
        json_object_put(given);
        json_object_put(inputs);
        run_free(run);
        pipeline_free(pipeline);
        diagnostics_release(&d);
        return ok;
}
