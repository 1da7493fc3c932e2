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

int main(void)
{
        const struct CMUnitTest tests[] = {cmocka_unit_test(promotion_resolves)};

        return cmocka_run_group_tests(tests, NULL, NULL);
}
