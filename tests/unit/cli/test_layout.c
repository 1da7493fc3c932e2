/* Text for a screen: lines that are too long for it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "engine/cli/layout.h"

static void expect(const char *lines, size_t columns, size_t indent, const char *wanted)
{
        struct text got = TEXT_INIT;

        layout_lines(&got, columns, indent, lines);
        assert_string_equal(text_str(&got), wanted);
        text_release(&got);
}

static void what_fits_stays_as_it_is(void **state)
{
        (void)state;
        expect("", 20, 4, "");
        expect("a  b\n\n  c\n", 20, 4, "a  b\n\n  c\n");
        expect("a long line, and no screen  there\n", SIZE_MAX, 4,
               "a long line, and no screen  there\n");
        expect("12345 7890\n", 10, 4, "12345 7890\n");
}

/* The space between words stays but where the line ends. */
static void what_is_too_long_is_wrapped(void **state)
{
        (void)state;
        expect("label one  two  three  four\nnext\n", 17, 6,
               "label one  two\n      three  four\nnext\n");
        expect("12345 78901\n", 10, 4, "12345\n    78901\n");
        expect("a word-that-is-longer-than-a-line b\n", 10, 2,
               "a word-that-is-longer-than-a-line\n  b\n");
        expect("äöüäö äöüä\n", 10, 4, "äöüäö äöüä\n");
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(what_fits_stays_as_it_is),
                cmocka_unit_test(what_is_too_long_is_wrapped),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
