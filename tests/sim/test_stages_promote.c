/* promote.yml against the stand-in's pure model: the way it goes when all goes well, and again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/base/mem.h"
#include "tests/sim/helper_promotion.h"

static void lifts_and_then_finds_nothing_to_do(void **state)
{
        struct sim_world *w = promotion_world(NULL);
        struct sim_result r;
        int64_t mutating;

        (void)state;
        sim_run(w, "promote", "xy-0146-qa", SERVICES, &r);
        sim_assert_end(&r, RUN_SUCCEEDED);
        promotion_assert_done(w);
        assert_null(strstr(text_str(&w->events), "secret-1"));
        sim_result_release(&r);

        mutating = sim_mutating(w);
        sim_run(w, "promote", "xy-0146-qa", SERVICES, &r);
        sim_assert_end(&r, RUN_UNCHANGED);
        assert_int_equal(sim_mutating(w), mutating);
        promotion_assert_done(w);
        sim_result_release(&r);
        sim_world_free(w);
}

static void goes_the_same_way_each_time(void **state)
{
        char *first = NULL;

        (void)state;
        for (int n = 0; n < 2; n++) {
                struct sim_world *w = promotion_world(NULL);
                struct sim_result r;

                sim_run(w, "promote", "xy-0146-qa", SERVICES, &r);
                sim_assert_end(&r, RUN_SUCCEEDED);
                if (first)
                        assert_string_equal(first, text_str(&w->events));
                free(first);
                first = xstrdup(text_str(&w->events));
                sim_result_release(&r);
                sim_world_free(w);
        }
        free(first);
}

static void a_bad_image_is_rolled_back(void **state)
{
        struct sim_world *w = promotion_world(NULL);
        struct sim_result r;

        (void)state;
        w->check = promotion_check;
        sim_run(w, "promote", "xy-0146-qa",
                "{'services': ['web', 'worker'], 'images': {'web': 'web:bad'}}", &r);
        sim_assert_end(&r, RUN_ROLLED_BACK);
        assert_non_null(strstr(err_text(&r.err), "service web"));
        promotion_assert_before(w);
        sim_result_release(&r);

        /* and nothing is in the way of doing it right */
        sim_run(w, "promote", "xy-0146-qa", SERVICES, &r);
        sim_assert_end(&r, RUN_SUCCEEDED);
        promotion_assert_done(w);
        assert_string_equal(promotion_breaches(), "");
        sim_result_release(&r);
        sim_world_free(w);
}

static void a_plan_changes_nothing(void **state)
{
        struct sim_world *w = promotion_world(NULL);
        int64_t mutating = sim_mutating(w);
        struct text plan = TEXT_INIT;

        (void)state;
        sim_plan(w, "promote", "xy-0146-qa", SERVICES, &plan);
        assert_int_equal(sim_mutating(w), mutating);
        assert_null(strstr(text_str(&plan), "! "));
        assert_non_null(strstr(text_str(&plan), "RestoreDBInstanceFromDBSnapshot " NEW));
        assert_non_null(strstr(text_str(&plan), "DeleteDBInstance " OLD));
        assert_null(strstr(text_str(&plan), "secret-1"));
        text_release(&plan);
        promotion_assert_before(w);
        sim_world_free(w);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(lifts_and_then_finds_nothing_to_do),
                cmocka_unit_test(goes_the_same_way_each_time),
                cmocka_unit_test(a_bad_image_is_rolled_back),
                cmocka_unit_test(a_plan_changes_nothing),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
