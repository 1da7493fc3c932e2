/* Credentials that will not last until a run's end are named; those that will are not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "engine/cli/expiry.h"

enum { MINUTE = 60 * 1000 };

static const int64_t now = 1795222800000; /* 2026-11-21T01:00:00Z */

static void say(int64_t minutes, struct history history, struct text *out)
{
        struct expiry e = {
                .now = now,
                .ends = minutes ? now + minutes * MINUTE : 0,
                .source = "the environment",
                .pipeline = "promote",
                .history = &history,
        };

        text_release(out);
        *out = (struct text)TEXT_INIT;
        expiry_text(&e, out);
}

static void only_those_that_will_not_last(void **state)
{
        struct history usual = {.of_stack = true,
                                .total = {.runs = 5, .median = 30 * MINUTE, .p90 = 45 * MINUTE}};
        struct text out = TEXT_INIT;

        (void)state;
        say(0, usual, &out);
        assert_string_equal(text_str(&out), "");
        say(46, usual, &out);
        assert_string_equal(text_str(&out), "");
        say(40, usual, &out); /* nine of ten count, not the median */
        assert_non_null(strstr(text_str(&out),
                               "the credentials from the environment expire at "
                               "2026-11-21T01:40:00.000Z, in 40m 00s; a run of promote takes up to "
                               "45m 00s: they will hardly last\n"));
        usual.of_stack = false;
        say(40, usual, &out);
        assert_non_null(strstr(text_str(&out), "45m 00s on other stacks"));
        text_release(&out);
}

static void without_a_history_the_expiry_alone(void **state)
{
        struct text out = TEXT_INIT;

        (void)state;
        say(0, (struct history){0}, &out);
        assert_string_equal(text_str(&out), "");
        say(600, (struct history){0}, &out);
        assert_non_null(strstr(text_str(&out), "is not known: none has ended yet"));
        text_release(&out);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(only_those_that_will_not_last),
                cmocka_unit_test(without_a_history_the_expiry_alone),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
