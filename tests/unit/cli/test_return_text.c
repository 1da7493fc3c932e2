/* What a person is told before a run that has succeeded is put back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/cli/return_text.h"

/* plan: JSON. The caller frees. */
static char *told(const char *plan)
{
        struct json_object *parsed = NULL;
        struct text out = TEXT_INIT;
        struct err err = ERR_INIT;

        assert_true(json_parse(plan, strlen(plan), &parsed, &err));
        return_text(parsed, 1000, 100, &out);
        json_object_put(parsed);
        return text_steal(&out);
}

static void assert_told(const char *plan, const char *words)
{
        char *text = told(plan);

        if (!strstr(text, words))
                fail_msg("\"%s\" is not in\n%s", words, text);
        free(text);
}

#define PLAN(more)                                                                                 \
        "{\"run\":\"R\",\"pipeline\":\"promote\",\"stack\":\"a-b-qa\",\"succeeded\":0,"            \
        "\"stages\":[],\"findings\":[]" more "}"

static void a_restore_is_told_with_its_time(void **state)
{
        (void)state;
        assert_told(PLAN(",\"restored\":{\"database\":\"D\",\"snapshot\":\"S\",\"usual\":840000}"),
                    "restores   D, first, from snapshot S\n"
                    "           restoring took 14m 00s on the way forward\n");
}

static void without_history_it_says_so(void **state)
{
        (void)state;
        assert_told(PLAN(",\"restored\":{\"database\":\"D\",\"snapshot\":\"S\"}"),
                    "restores   D, first, from snapshot S\n"
                    "           no history of how long restoring takes\n");
}

static void where_nothing_is_restored_nothing_is_said(void **state)
{
        char *text = told(PLAN(""));

        (void)state;
        assert_null(strstr(text, "restor"));
        free(text);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(a_restore_is_told_with_its_time),
                cmocka_unit_test(without_history_it_says_so),
                cmocka_unit_test(where_nothing_is_restored_nothing_is_said),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
