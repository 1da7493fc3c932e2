/* on.tags: which entry a tag starts, and what it gives. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "engine/base/mem.h"
#include "tests/unit/graph/helper_types.h"

static const char text[] =
        "pipeline: p\n"
        "inputs: { services: { type: list }, cluster: { type: text } }\n"
        "on:\n"
        "  tags:\n"
        "    - match: \"v*\"\n"
        "      stack: xy-0146-prod\n"
        "      after: qa\n"
        "      busy: wait\n"
        "      busy_for: 10m\n"
        "      inputs: { services: [web, worker], "
        "cluster: \"${{ stack.env }}-cluster\" }\n"
        "    - match: \"v*-rc.*\"\n"
        "      stack: xy-0146-qa\n"
        "      branch: develop\n"
        "    - { match: \"build-[0-9]*\", any_version: true, any_branch: true }\n"
        "    - hot-?\n"
        "stages: { a: { uses: note } }\n";

static const char *match_of(const struct pipeline *p, const char *tag)
{
        const struct pipeline_trigger *t = pipeline_trigger(p, tag);

        return t ? t->match : "none";
}

static void a_tag_starts_the_first_that_is_for_it(void **state)
{
        struct pipeline *p = parse_ok(text);

        (void)state;
        assert_string_equal(match_of(p, "v1.2.3"), "v*");
        /* v* stands first, but a candidate must be meant. */
        assert_string_equal(match_of(p, "v1.2.3-rc.1"), "v*-rc.*");
        assert_string_equal(match_of(p, "v1.2.3-beta.1"), "none");
        assert_string_equal(match_of(p, "build-17"), "build-[0-9]*");
        assert_string_equal(match_of(p, "build-x"), "none");
        assert_string_equal(match_of(p, "hot-1"), "hot-?");
        assert_string_equal(match_of(p, "hot-12"), "none");
        assert_string_equal(match_of(p, "docs"), "none");
        pipeline_free(p);
}

static void it_says_under_which_conditions(void **state)
{
        struct pipeline *p = parse_ok(text);
        const struct pipeline_trigger *t = p->triggers;

        (void)state;
        assert_int_equal(p->trigger_count, 4);
        assert_true(t[0].has_stack);
        assert_string_equal(t[0].stack.name, "xy-0146-prod");
        assert_string_equal(t[0].after, "qa");
        assert_string_equal(t[0].branch, "main");
        assert_true(t[0].wait);
        assert_int_equal(t[0].busy_for, 600000);
        assert_string_equal(t[1].branch, "develop");
        assert_false(t[1].wait);
        assert_null(t[1].after);
        assert_false(t[2].has_stack);
        assert_true(t[2].any_version);
        assert_true(t[2].any_branch);
        assert_string_equal(t[3].branch, "main");
        pipeline_free(p);
}

static void its_inputs_stand_behind_those_given(void **state)
{
        struct pipeline *p = parse_ok(text);
        struct json_object *given = json_object_new_object();
        struct err err = ERR_INIT;

        (void)state;
        json_put_text(given, "services", "other");
        assert_true(
                pipeline_trigger_inputs(p, &p->triggers[0], &p->triggers[0].stack, given, &err));
        assert_string_equal(json_line(given),
                            "{\"services\":\"other\",\"cluster\":\"prod-cluster\"}");
        json_object_put(given);
        given = json_object_new_object();
        assert_true(
                pipeline_trigger_inputs(p, &p->triggers[0], &p->triggers[0].stack, given, &err));
        assert_string_equal(json_line(given),
                            "{\"services\":[\"web\",\"worker\"],\"cluster\":\"prod-cluster\"}");
        json_object_put(given);
        pipeline_free(p);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(a_tag_starts_the_first_that_is_for_it),
                cmocka_unit_test(it_says_under_which_conditions),
                cmocka_unit_test(its_inputs_stand_behind_those_given),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
