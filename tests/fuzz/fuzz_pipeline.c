/* A pipeline file: findings with places, or a pipeline that can be bound and resolved. Through
 * YAML, templates and expressions, with the real stage types. */
#include "engine/graph/pipeline.h"
#include "fuzz.h"
#include "stages/table.h"

/* libfyaml 0.7.12 loses a buffer when it meets some documents that end in the middle. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
        return "leak:libfyaml";
}

static void resolve(const struct pipeline *p, const struct scope *scope)
{
        struct err err = ERR_INIT;

        for (size_t i = 0; i < p->stage_count; i++) {
                struct json_object *inputs = NULL;
                const char *reason = NULL;
                bool wanted;

                if (pipeline_resolve(p, i, scope, &inputs, &err))
                        json_object_put(inputs);
                else if (!err.code)
                        fuzz_fail("no inputs and no error");
                err_clear(&err);
                pipeline_wanted(p, i, scope, &wanted, &reason, &err);
                err_clear(&err);
        }
}

static void bind(const struct pipeline *p)
{
        struct json_object *values = NULL;
        struct diagnostics d = {0};
        struct err err = ERR_INIT;
        struct stack stack;

        if (!stack_parse("xy-0146-qa", &stack, &err))
                abort();
        if (pipeline_bind(p, &stack, NULL, &values, &d)) {
                struct scope scope = {.pipeline = p, .stack = &stack, .inputs = values};

                scope.run = "20261121-010710-abcd";
                resolve(p, &scope);
                scope.unknown = true;
                resolve(p, &scope);
        } else if (!d.count) {
                fuzz_fail("not bound, and nothing is found");
        }
        json_object_put(values);
        diagnostics_release(&d);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        struct diagnostics d = {0};
        struct text text = TEXT_INIT;
        struct pipeline *p = pipeline_parse("p.yml", (const char *)data, size, stage_types, &d);

        if (p && d.count)
                fuzz_fail("a pipeline with findings");
        if (!p && !d.count)
                fuzz_fail("no pipeline, and nothing is found");
        if (p)
                bind(p);
        diagnostics_print(&d, "p.yml", &text);
        text_release(&text);
        diagnostics_release(&d);
        pipeline_free(p);
        return 0;
}
