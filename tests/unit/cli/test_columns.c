/* How wide text is, and where it is cut. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "engine/cli/columns.h"

static void wide_and_none(void **state)
{
        static const struct {
                const char *text;
                size_t columns;
        } cases[] = {
                {"", 0},
                {"abc", 3},
                {"größer", 6},
                {"数据库", 6},
                {"✓●░…", 4},
                {"e\u0301", 1},
                {"🚀 up", 5},
                {"\xff\xfe", 2},
                {"한국", 4},
                {"a\u200b"
                 "b",
                 2},
                {"\xe2\x82", 2},
        };

        (void)state;
        for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
                if (columns_in(cases[i].text, strlen(cases[i].text)) != cases[i].columns)
                        fail_msg("%s has %zu columns", cases[i].text,
                                 columns_in(cases[i].text, strlen(cases[i].text)));
}

static void cut_between_characters(void **state)
{
        static const struct {
                const char *text;
                size_t width;
                const char *shown;
        } cases[] = {
                {"abcd", 4, "abcd"},  {"abcd", 3, "ab~"},      {"abcd", 1, "~"},
                {"abcd", 0, ""},      {"数据库", 6, "数据库"}, {"数据库", 5, "数据~"},
                {"数据库", 4, "数~"}, {"数据库", 2, "~"},
        };

        (void)state;
        for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
                struct text out = TEXT_INIT;

                columns_cut(&out, cases[i].text, cases[i].width, "~");
                assert_string_equal(text_str(&out), cases[i].shown);
                text_release(&out);
        }
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(wide_and_none),
                cmocka_unit_test(cut_between_characters),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
