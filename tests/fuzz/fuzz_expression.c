/* What stands in ${{ }}, by itself: parsed, checked against a pipeline and evaluated. */
#include "engine/base/mem.h"
#include "engine/graph/expr.h"
#include "fuzz.h"
#include "stages/table.h"

static const char file[] =
        "pipeline: p\n"
        "inputs:\n"
        "  text: { type: text, default: a-b }\n"
        "  number: { type: number, default: 12 }\n"
        "  flag: { type: flag, default: true }\n"
        "  list: { type: list, default: [a, b] }\n"
        "  map: { type: map, default: { k: v } }\n"
        "stages:\n"
        "  guard: { uses: identity.guard, with: { account: \"123456789012\" } }\n";

struct scene {
        struct pipeline *p;
        struct stack stack;
        struct json_object *values;
};

static void set_scene(struct scene *s)
{
        struct diagnostics d = {0};
        struct err err = ERR_INIT;

        s->p = pipeline_parse("p.yml", file, sizeof(file) - 1, stage_types, &d);
        if (!s->p || !stack_parse("xy-0146-qa", &s->stack, &err) ||
            !pipeline_bind(s->p, &s->stack, NULL, &s->values, &d))
                fuzz_fail("%s", d.count ? d.items[0].text : "no scene");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        static struct scene s;
        struct diagnostics d = {0};
        struct input in = {(const char *)data, size};
        struct err err = ERR_INIT;
        struct expr *e;
        size_t pos = 0;
        char *text;

        if (!s.p)
                set_scene(&s);
        text = input_line(&in);
        e = expr_parse(text, &pos, false, (struct place){1, 1, true}, &d);
        if (!e && !d.count)
                fuzz_fail("no expression, and nothing is found");
        if (e) {
                struct view v = {.pipeline = s.p,
                                 .what = "it",
                                 .inputs = s.p->input_count,
                                 .stages = true,
                                 .run = true,
                                 .d = &d};
                struct scope scope = {.pipeline = s.p,
                                      .stack = &s.stack,
                                      .run = "r",
                                      .inputs = s.values,
                                      .unknown = true};
                struct json_object *value = NULL;
                const char *unknown = NULL;
                unsigned kinds = expr_check(e, &v);

                if (!d.count && expr_eval(e, &scope, &value, &unknown, &err) && !unknown &&
                    !(kind_of(value) & kinds))
                        fuzz_fail("it is of a kind that it can't be of");
                json_object_put(value);
        }
        err_clear(&err);
        expr_free(e);
        diagnostics_release(&d);
        free(text);
        return 0;
}
