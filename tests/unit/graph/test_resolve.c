/* From a definition to what a stage is run with. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/base/mem.h"
#include "tests/unit/graph/helper_types.h"

static const char promote[] =
        "pipeline: promote\n"
        "inputs:\n"
        "  from: { type: tier, default: dev }\n"
        "  cluster: { type: text, default: \"${{ stack.name }}\" }\n"
        "  services: { type: list, required: true, help: in order }\n"
        "  copies: { type: number, default: 2 }\n"
        "stages:\n"
        "  source: { uses: snapshot.select, with: { stack: \"${{ stack.sibling(inputs.from) }}\" } "
        "}\n"
        "  say: { uses: note }\n"
        "  restore:\n"
        "    uses: database.restore\n"
        "    needs: [say]\n"
        "    with:\n"
        "      snapshot: ${{ stages.source.outputs.snapshot }}\n"
        "      size: ${{ default(stages.source.outputs.size, 20) }}\n"
        "      groups: ${{ inputs.services }}\n"
        "      tags: { \"0146\": \"x-${{ inputs.copies }}\", cost: \"$${{ kept }}\" }\n"
        "  retire: { uses: database.retire }\n";

static struct stack qa(void)
{
        struct err err = ERR_INIT;
        struct stack s;

        assert_true(stack_parse("xy-0146-qa", &s, &err));
        return s;
}

static struct json_object *json_of(const char *text)
{
        struct json_object *out;
        struct err err = ERR_INIT;

        assert_true(json_parse(text, strlen(text), &out, &err));
        return out;
}

static void assert_json(struct json_object *value, const char *expected)
{
        assert_string_equal(json_line(value), expected);
}

static void promotion_resolves(void **state)
{
        struct pipeline *p = parse_ok(promote);
        struct json_object *given = json_of("{\"services\":\"app, worker\"}"), *values, *inputs;
        struct json_object *outputs = json_of("{\"source\":{\"snapshot\":\"snap-1\"}}");
        struct stack stack = qa();
        struct diagnostics d = {0};
        struct err err = ERR_INIT;
        struct scope scope = {.pipeline = p, .stack = &stack, .run = "r1", .outputs = outputs};

        (void)state;
        assert_true(pipeline_bind(p, &stack, given, &values, &d));
        assert_json(values, "{\"from\":\"dev\",\"cluster\":\"xy-0146-qa\",\"services\":[\"app\","
                            "\"worker\"],\"copies\":2}");
        scope.inputs = values;
        assert_true(pipeline_resolve(p, 0, &scope, &inputs, &err));
        assert_json(inputs, "{\"stack\":\"xy-0146-dev\"}");
        json_object_put(inputs);
        if (!pipeline_resolve(p, 2, &scope, &inputs, &err))
                fail_msg("%s", err_text(&err));
        assert_json(inputs, "{\"snapshot\":\"snap-1\",\"inherit\":\"active\",\"name\":\"xy-0146-qa"
                            "\",\"size\":20,\"protect\":true,\"wait\":\"6h\",\"groups\":[\"app\","
                            "\"worker\"],\"tags\":{\"0146\":\"x-2\",\"cost\":\"${{ kept }}\"}}");
        json_object_put(inputs);
        json_object_put(values);
        json_object_put(outputs);
        json_object_put(given);
        pipeline_free(p);
}

/* Findings of binding this JSON object, or the values. */
static char *bound(const char *definition, const struct stack *stack, const char *given)
{
        struct pipeline *p = parse_ok(definition);
        struct json_object *args = json_of(given), *values = NULL;
        struct diagnostics d = {0};
        struct text out = TEXT_INIT;
        bool ok = pipeline_bind(p, stack, args, &values, &d);

        assert_true(ok == (d.count == 0) && ok == (values != NULL));
        if (ok)
                text_add(&out, json_line(values));
        else
                diagnostics_print(&d, "p.yml", &out);
        json_object_put(values);
        json_object_put(args);
        diagnostics_release(&d);
        pipeline_free(p);
        return text_steal(&out);
}

static void expect_bound(const char *inputs, const char *given, const char *expected)
{
        char *definition =
                xasprintf("pipeline: p\ninputs:\n%sstages: { a: { uses: note } }\n", inputs);
        struct stack stack = qa();
        char *found = bound(definition, &stack, given);

        if (strcmp(found, expected) != 0)
                fail_msg("%s with %s gives\n%s", inputs, given, found);
        free(found);
        free(definition);
}

static void given_texts(void **state)
{
        (void)state;
        expect_bound("  a: { type: list }\n", "{\"a\":\"x, y ,z\"}", "{\"a\":[\"x\",\"y\",\"z\"]}");
        expect_bound("  a: { type: list }\n", "{\"a\":\"[\\\"x,y\\\"]\"}", "{\"a\":[\"x,y\"]}");
        expect_bound("  a: { type: list }\n", "{\"a\":\"\"}", "{\"a\":[]}");
        expect_bound("  a: { type: list }\n", "{\"a\":[\"x\"]}", "{\"a\":[\"x\"]}");
        expect_bound("  a: { type: map }\n", "{\"a\":\"k=v,l=a=b,m=\"}",
                     "{\"a\":{\"k\":\"v\",\"l\":\"a=b\",\"m\":\"\"}}");
        expect_bound("  a: { type: map }\n", "{\"a\":\"{\\\"k\\\":\\\"v\\\"}\"}",
                     "{\"a\":{\"k\":\"v\"}}");
        expect_bound("  a: { type: number }\n", "{\"a\":\"-12\"}", "{\"a\":-12}");
        expect_bound("  a: { type: flag }\n", "{\"a\":\"false\"}", "{\"a\":false}");
        expect_bound("  a: { type: duration }\n", "{\"a\":\"1h30m\"}", "{\"a\":\"1h30m\"}");
        expect_bound("  a: { type: text }\n", "{\"a\":\"0146\"}", "{\"a\":\"0146\"}");
        expect_bound("  a: { type: text }\n", "{\"a\":\"${{ stack.name }}\"}",
                     "{\"a\":\"${{ stack.name }}\"}"); /* never evaluated */
        expect_bound("  a: { type: stack }\n", "{\"a\":\"xy-0146-dev\"}",
                     "{\"a\":\"xy-0146-dev\"}");
        expect_bound("  a: { type: timestamp }\n", "{\"a\":\"20261121010710\"}",
                     "{\"a\":\"20261121010710\"}");
        expect_bound("  a: { type: text }\n", "{\"a\":null}", "{}");
}

static void wrong_texts(void **state)
{
        (void)state;
        expect_bound(
                "  a: { type: list, help: the services }\n", "{\"a\":\"x,,y\"}",
                "p.yml:3:3: input \"a\": \"x,,y\" is not a list of text: write a,b,c or a JSON "
                "array (the services)\n");
        expect_bound(
                "  a: { type: list }\n", "{\"a\":\"[1]\"}",
                "p.yml:3:3: input \"a\" must be a list of text, got a number in it: write it in "
                "quotes\n");
        expect_bound("  a: { type: list, choices: [x, w] }\n", "{\"a\":\"x,z\"}",
                     "p.yml:3:3: input \"a\": \"z\" is not one of the choices; expected one of x, "
                     "w\n");
        expect_bound("  a: { type: map }\n", "{\"a\":\"k\"}",
                     "p.yml:3:3: input \"a\": \"k\" is not a map of text: write k=v,k=v or a JSON "
                     "object\n");
        expect_bound("  a: { type: map }\n", "{\"a\":\"k=1,k=2\"}",
                     "p.yml:3:3: input \"a\": \"k\" is given twice\n");
        expect_bound(
                "  a: { type: number }\n", "{\"a\":\"012\"}",
                "p.yml:3:3: input \"a\" must be a whole number (digits without leading zeros), "
                "got \"012\"\n");
        expect_bound(
                "  a: { type: number }\n", "{\"a\":1.5}",
                "p.yml:3:3: input \"a\" must be a whole number, got a number with a fraction\n");
        expect_bound("  a: { type: text }\n", "{\"a\":\"x\\u0000y\"}",
                     "p.yml:3:3: input \"a\" must not hold a NUL character\n");
        expect_bound("  a: { type: list }\n", "{\"a\":[\"x\\u0000y\"]}",
                     "p.yml:3:3: input \"a\" must not hold a NUL character\n");
        expect_bound("  a: { type: flag }\n", "{\"a\":\"yes\"}",
                     "p.yml:3:3: input \"a\" must be true or false, got \"yes\": write true\n");
        expect_bound(
                "  a: { type: tier }\n", "{\"a\":\"pord\"}",
                "p.yml:3:3: input \"a\": \"pord\" is not a tier of this pipeline; expected one "
                "of dev, qa, prod; did you mean \"prod\"?\n");
        expect_bound(
                "  a: { type: stack }\n", "{\"a\":\"xy-0146\"}",
                "p.yml:3:3: input \"a\": stack \"xy-0146\": expected <customer>-<project>-<env>, "
                "for example xy-0146-qa\n");
        expect_bound("  a: { type: duration }\n", "{\"a\":\"5\"}",
                     "p.yml:3:3: input \"a\": \"5\" is not a duration such as 90s, 10m, 6h or "
                     "1h30m\n");
        expect_bound("  services: { type: list }\n", "{\"servces\":\"x\"}",
                     "p.yml: unknown input \"servces\"; expected one of services; did you mean "
                     "\"services\"?\n");
        expect_bound("  a: { type: list, required: true, help: in order }\n"
                     "  b: { type: text, required: true }\n",
                     "{}",
                     "p.yml:3:3: input \"a\" (list) is required, in order: --set a=...\n"
                     "p.yml:4:3: input \"b\" (text) is required: --set b=...\n");
}

static void defaults(void **state)
{
        static const char inputs[] = "  a: { type: text, default: \"${{ stack.env }}\" }\n"
                                     "  b: { type: text, default: \"${{ inputs.a }}-x\" }\n"
                                     "  c: { type: list, default: [\"${{ inputs.b }}\", w] }\n"
                                     "  d: { type: number, default: 3 }\n"
                                     "  e: { type: text, default: \"${{ inputs.d }}\" }\n";
        char *definition, *found;

        (void)state;
        expect_bound(inputs, "{}",
                     "{\"a\":\"qa\",\"b\":\"qa-x\",\"c\":[\"qa-x\",\"w\"],\"d\":3,\"e\":\"3\"}");
        expect_bound(inputs, "{\"a\":\"z\"}",
                     "{\"a\":\"z\",\"b\":\"z-x\",\"c\":[\"z-x\",\"w\"],\"d\":3,\"e\":\"3\"}");
        expect_bound("  a: { type: stack, default: \"${{ stack.name }}x\" }\n"
                     "  b: { type: tier, default: \"${{ lower('UAT') }}\" }\n",
                     "{}",
                     "p.yml:4:29: default of input \"b\": \"uat\" is not a tier of this pipeline; "
                     "expected one of dev, qa, prod\n");

        /* without a stack what depends on it is left open, the rest is not */
        definition = xasprintf("pipeline: p\ninputs:\n%sstages: { a: { uses: note } }\n", inputs);
        found = bound(definition, NULL, "{}");
        assert_string_equal(found, "{\"d\":3,\"e\":\"3\"}");
        free(found);
        free(definition);
}

struct resolved {
        const char *with;
        const char *expected; /* JSON of the inputs, or the error */
};

static void resolve_rows(const struct resolved *rows, size_t count, struct scope scope)
{
        for (size_t i = 0; i < count; i++) {
                char *text = xasprintf("pipeline: p\n"
                                       "inputs: { opt: { type: text }, n: { type: number } }\n"
                                       "stages:\n"
                                       "  s: { uses: snapshot.select, with: { stack: a-b-c } }\n"
                                       "  r:\n"
                                       "    uses: snapshot.select\n"
                                       "    with:\n"
                                       "      %s\n",
                                       rows[i].with);
                struct json_object *out = NULL;
                struct err err = ERR_INIT;

                scope.pipeline = parse_ok(text);
                if (pipeline_resolve(scope.pipeline, 1, &scope, &out, &err) == (out == NULL))
                        fail_msg("%s: an error or a result", rows[i].with);
                if (strcmp(out ? json_line(out) : err_text(&err), rows[i].expected) != 0)
                        fail_msg("%s gives %s", rows[i].with,
                                 out ? json_line(out) : err_text(&err));
                err_clear(&err);
                json_object_put(out);
                pipeline_free((struct pipeline *)scope.pipeline);
                free(text);
        }
}

static void resolving(void **state)
{
        static const struct resolved rows[] = {
                {"stack: a-b-${{ 'd' }}", "{\"stack\":\"a-b-d\"}"},
                {"stack: \"${{ 'a-B-c' }}\"",
                 "p.yml:8:14: input \"stack\" of stage \"r\": stack \"a-B-c\": project \"B\": "
                 "expected letters and digits, at most 8 (upper case is not folded: write it in "
                 "lower case)"},
                {"stack: ${{ stages.s.outputs.snapshot }}",
                 "p.yml:8:14: input \"stack\" of stage \"r\" is required and its value is null"},
                {"{ stack: a-b-c, id: \"x${{ inputs.opt }}\" }",
                 "p.yml:8:33: input \"id\" of stage \"r\": null can't stand within text; "
                 "default(value, otherwise) replaces it"},
                {"{ stack: a-b-c, id: \"${{ inputs.opt }}\" }", "{\"stack\":\"a-b-c\"}"},
                {"{ stack: a-b-c, id: \"${{ inputs.n }}\" }", "{\"stack\":\"a-b-c\",\"id\":\"7\"}"},
                {"{ stack: a-b-c, id: \"$${{ x }} ${{ true }}\" }",
                 "{\"stack\":\"a-b-c\",\"id\":\"${{ x }} true\"}"},
                {"{ stack: a-b-c, id: \"${{ stages.s.outputs.details }}\" }",
                 "p.yml:8:27: input \"id\" of stage \"r\" must be text, got a map"},
                {"{ stack: a-b-c, id: \"${{ stages.s.state }}\" }",
                 "{\"stack\":\"a-b-c\",\"id\":\"succeeded\"}"},
        };
        struct stack stack = qa();
        struct scope scope = {.stack = &stack,
                              .run = "r1",
                              .inputs = json_of("{\"n\":7}"),
                              .outputs = json_of("{\"s\":{\"details\":{\"a\":\"b\"}}}"),
                              .states = json_of("{\"s\":\"succeeded\"}")};

        (void)state;
        resolve_rows(rows, ARRAY_LEN(rows), scope);
        json_object_put(scope.inputs);
        json_object_put(scope.outputs);
        json_object_put(scope.states);
}

static void planning(void **state)
{
        static const struct resolved rows[] = {
                {"stack: ${{ stages.s.outputs.snapshot }}", "{\"stack\":\"(known after s)\"}"},
                {"stack: a-b-${{ stages.s.outputs.snapshot }}",
                 "{\"stack\":\"a-b-(known after s)\"}"},
                {"stack: ${{ stack.name }}", "{\"stack\":\"(known after the stack is given)\"}"},
                {"{ stack: a-b-c, id: \"${{ run.id }}\" }",
                 "{\"stack\":\"a-b-c\",\"id\":\"(known after the run begins)\"}"},
        };
        struct scope scope = {.unknown = true};

        (void)state;
        resolve_rows(rows, ARRAY_LEN(rows), scope);
}

static void wanted(void **state)
{
        static const struct {
                const char *keys, *expected;
        } rows[] = {
                {"uses: note", "yes"},
                {"uses: note, if: true", "yes"},
                {"uses: note, if: \"${{ inputs.on }}\"", "its condition is false"},
                {"uses: note, if: \"!inputs.on\"", "yes"},
                {"uses: note, enabled: false", "disabled"},
                {"uses: note, enabled: \"inputs.on\", if: \"stages.s.state == 'failed'\"",
                 "disabled"},
                {"uses: note, if: \"stages.s.state == 'succeeded'\"",
                 "p.yml:5:25: stage \"s\" has not ended, so its state is not known"},
                {"uses: note, if: inputs.opt",
                 "p.yml:5:24: if of stage \"r\" must be true or false, got null"},
        };
        struct stack stack = qa();
        struct scope scope = {.stack = &stack, .inputs = json_of("{\"on\":false}")};

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
                char *text = xasprintf("pipeline: p\n"
                                       "inputs: { on: { type: flag }, opt: { type: flag } }\n"
                                       "stages:\n"
                                       "  s: { uses: note }\n"
                                       "  r: { %s }\n",
                                       rows[i].keys);
                struct pipeline *p = parse_ok(text);
                struct err err = ERR_INIT;
                const char *reason = NULL;
                bool yes = false;
                bool ok;

                scope.pipeline = p;
                ok = pipeline_wanted(p, 1, &scope, &yes, &reason, &err);
                if (strcmp(!ok ? err_text(&err) : yes ? "yes" : reason, rows[i].expected) != 0)
                        fail_msg("%s gives %s", rows[i].keys,
                                 !ok   ? err_text(&err)
                                 : yes ? "yes"
                                       : reason);
                err_clear(&err);
                pipeline_free(p);
                free(text);
        }
        json_object_put(scope.inputs);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(promotion_resolves),
                cmocka_unit_test(given_texts),
                cmocka_unit_test(wrong_texts),
                cmocka_unit_test(defaults),
                cmocka_unit_test(resolving),
                cmocka_unit_test(planning),
                cmocka_unit_test(wanted),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
