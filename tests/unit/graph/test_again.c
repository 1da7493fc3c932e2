/* The command line that asks for the same again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "engine/graph/again.h"
#include "tests/unit/graph/helper_types.h"

static const char text[] = "pipeline: p\n"
                           "inputs:\n"
                           "  services: { type: list, required: true }\n"
                           "  cluster: { type: text, default: \"${{ stack.name }}\" }\n"
                           "  images: { type: map }\n"
                           "  words: { type: text }\n"
                           "  tries: { type: number, default: 3 }\n"
                           "  accept_loss: { type: flag, default: false }\n"
                           "stages: { a: { uses: note } }\n";

/* given: JSON with ` for ". */
static void is(const char *given, const char *expected)
{
        struct pipeline *p = parse_ok(text);
        struct json_object *some = NULL, *values = NULL;
        struct diagnostics d = {0};
        struct text bytes = TEXT_INIT, out = TEXT_INIT;
        struct err err = ERR_INIT;
        struct stack stack;

        for (; *given; given++)
                text_add_char(&bytes, *given == '`' ? '"' : *given);
        assert_true(json_parse(text_str(&bytes), bytes.len, &some, &err));
        assert_true(stack_parse("xy-0146-qa", &stack, &err));
        assert_true(pipeline_bind(p, &stack, some, &values, &d));
        again_command("run", p, &stack, values, &out);
        assert_string_equal(text_str(&out), expected);
        text_release(&bytes);
        text_release(&out);
        json_object_put(some);
        json_object_put(values);
        diagnostics_release(&d);
        pipeline_free(p);
}

static void only_what_is_not_so_by_itself_is_said(void **state)
{
        (void)state;
        is("{`services`: `web,worker`}", "snaplift run p.yml xy-0146-qa --set services=web,worker");
        is("{`services`: `web`, `cluster`: `xy-0146-qa`, `tries`: `3`}",
           "snaplift run p.yml xy-0146-qa --set services=web");
        is("{`services`: `web`, `cluster`: `other`, `tries`: `4`}",
           "snaplift run p.yml xy-0146-qa --set services=web --set cluster=other --set tries=4");
}

static void a_shell_reads_it_as_it_was(void **state)
{
        (void)state;
        is("{`services`: [`a b`, `c`], `words`: `it's; rm`, `images`: {`web`: `app:1`}}",
           "snaplift run p.yml xy-0146-qa --set 'services=[\"a b\",\"c\"]' --set images=web=app:1 "
           "--set 'words=it'\\''s; rm'");
}

static void what_was_accepted_is_accepted_again_or_not_at_all(void **state)
{
        (void)state;
        is("{`services`: `web`, `accept_loss`: `true`}",
           "snaplift run p.yml xy-0146-qa --set services=web");
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(only_what_is_not_so_by_itself_is_said),
                cmocka_unit_test(a_shell_reads_it_as_it_was),
                cmocka_unit_test(what_was_accepted_is_accepted_again_or_not_at_all),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
