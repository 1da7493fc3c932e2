/* The `roles:` of a pipeline file: what is found wrong with them, and what the stages get. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/base/mem.h"
#include "tests/unit/graph/helper_types.h"

static const char good[] = "pipeline: p\n"
                           "inputs:\n"
                           "  key: { type: text }\n"
                           "  place: { type: text, default: \"${{ stack.env }}-here\" }\n"
                           "roles:\n"
                           "  dev: \"${{ inputs.key }}\"\n"
                           "  qa: { key: abc, place: \"${{ inputs.place }}\" }\n"
                           "stages:\n"
                           "  say: { uses: note }\n";

static void expect(const char *roles, const char *expected)
{
        char *text = xasprintf("pipeline: p\n"
                               "inputs: { n: { type: list } }\n"
                               "roles:\n"
                               "%s"
                               "stages: { say: { uses: note } }\n",
                               roles);
        char *found = findings_of(text);

        if (strcmp(found, expected) != 0)
                fail_msg("for\n%s\nexpected\n%s\nfound\n%s", roles, expected, found);
        free(found);
        free(text);
}

static void all_that_is_wrong_is_found_at_once(void **state)
{
        (void)state;
        expect("  dev: abcd\n"
               "  qua: abc\n"
               "  qa: { kay: abc, place: 1 }\n"
               "  prod: { place: there }\n",
               "p.yml:4:8: key of tier \"dev\": \"abcd\" is not three letters\n"
               "p.yml:5:3: unknown tier \"qua\" in roles; expected one of dev, qa, prod; did you "
               "mean \"qa\"?\n"
               "p.yml:6:9: unknown key \"kay\" of tier \"qa\"; expected one of key, place; did you "
               "mean \"key\"?\n"
               "p.yml:6:26: place of tier \"qa\" must be a string, got number: write \"1\" in "
               "quotes\n"
               "p.yml:7:3: roles: tier \"prod\": a place needs a key\n");
}

static void expressions_see_the_stack_and_the_inputs_only(void **state)
{
        (void)state;
        expect("  dev: \"${{ stages.say.state }}\"\n",
               "p.yml:4:13: a role may not refer to stages\n");
        expect("  dev: \"${{ inputs.n }}\"\n", "p.yml:4:13: key of tier \"dev\" must be text, got "
                                               "a list; join(list, ',') makes one "
                                               "text of a list\n");
        expect("  dev: [abc]\n", "p.yml:4:8: key of tier \"dev\" must be text, got a list\n");
}

static struct json_object *bind(const struct pipeline *p, const char *stack, const char *given,
                                char **findings)
{
        struct json_object *in = NULL, *values = NULL;
        struct diagnostics d = {0};
        struct text shown = TEXT_INIT;
        struct err err = ERR_INIT;
        struct stack s;

        assert_true(json_parse(given, strlen(given), &in, &err));
        assert_true(stack_parse(stack, &s, &err));
        pipeline_bind(p, &s, in, &values, &d);
        diagnostics_print(&d, "p.yml", &shown);
        diagnostics_release(&d);
        json_object_put(in);
        *findings = text_steal(&shown);
        return values;
}

static void assert_role(const struct pipeline *p, struct json_object *values, const char *tier,
                        const char *expected)
{
        struct json_object *role = NULL;
        struct err err = ERR_INIT;
        struct stack s;
        struct scope scope = {.pipeline = p, .stack = &s, .inputs = values};

        assert_true(stack_parse("xy-0146-qa", &s, &err));
        assert_true(pipeline_role(p, tier, &scope, &role, &err));
        assert_string_equal(role ? json_line(role) : "", expected);
        json_object_put(role);
}

static void values_come_from_the_inputs(void **state)
{
        struct pipeline *p = parse_ok(good);
        struct json_object *values;
        char *findings;

        (void)state;
        values = bind(p, "xy-0146-qa", "{\"key\":\"xyz\"}", &findings);
        assert_string_equal(findings, "");
        assert_role(p, values, "dev", "{\"key\":\"xyz\"}");
        assert_role(p, values, "qa", "{\"key\":\"abc\",\"place\":\"qa-here\"}");
        assert_role(p, values, "prod", "");
        json_object_put(values);
        free(findings);

        values = bind(p, "xy-0146-qa", "{}", &findings);
        assert_string_equal(findings, "");
        assert_role(p, values, "dev", ""); /* null is not given */
        json_object_put(values);
        free(findings);
        pipeline_free(p);
}

static void what_the_inputs_make_wrong_is_found_before_a_run(void **state)
{
        struct pipeline *p = parse_ok(good);
        struct json_object *values;
        char *findings;

        (void)state;
        values = bind(p, "xy-0146-qa", "{\"key\":\"far too long\"}", &findings);
        assert_null(values);
        assert_string_equal(findings, "p.yml:6:8: key of tier \"dev\": \"far too long\" is not "
                                      "three letters\n");
        free(findings);
        pipeline_free(p);
}

static void the_schema_knows_them(void **state)
{
        struct json_object *schema = pipeline_schema(test_types), *found = NULL;

        (void)state;
        assert_int_equal(json_pointer_get(schema, "/properties/roles/additionalProperties", &found),
                         0);
        assert_string_equal(json_line(found),
                            "{\"anyOf\":[{\"type\":\"string\"},{\"type\":\"object\","
                            "\"additionalProperties\":false,\"properties\":{\"key\":{\"type\":"
                            "\"string\",\"description\":\"three letters\"},\"place\":{\"type\":"
                            "\"string\",\"description\":\"where\"}}}]}");
        json_object_put(schema);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(all_that_is_wrong_is_found_at_once),
                cmocka_unit_test(expressions_see_the_stack_and_the_inputs_only),
                cmocka_unit_test(values_come_from_the_inputs),
                cmocka_unit_test(what_the_inputs_make_wrong_is_found_before_a_run),
                cmocka_unit_test(the_schema_knows_them),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
