/* What is planned on the time axis of earlier runs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "engine/base/text.h"
#include "engine/cli/plan_time.h"

/* restore and register run beside each other; retire is final, whatever it needs. */
static const char planned[] =
        "{\"saw\":{\"the active database\":\"old\"},\"stages\":["
        "{\"stage\":\"restore\",\"state\":\"runs\",\"needs\":[],\"calls\":[{\"effect\":\"create\","
        "\"action\":\"rds:RestoreDBInstanceFromDBSnapshot\",\"target\":\"new\"}]},"
        "{\"stage\":\"register\",\"state\":\"runs\",\"needs\":[]},"
        "{\"stage\":\"wait\",\"state\":\"runs\",\"needs\":[\"restore\",\"register\"]},"
        "{\"stage\":\"check\",\"state\":\"skipped\",\"needs\":[\"wait\"]},"
        "{\"stage\":\"retire\",\"state\":\"runs\",\"needs\":[\"restore\"],\"calls\":[{\"effect\":"
        "\"delete\",\"action\":\"rds:DeleteDBInstance\",\"target\":\"old\"}]}]}";

static struct history_stage spans[] = {
        {(char *)"restore", {3, 600000, 900000}},
        {(char *)"register", {3, 1000, 2000}},
        {(char *)"wait", {3, 120000, 180000}},
        {(char *)"retire", {3, 60000, 90000}},
};

static struct json_object *timed(size_t stages, size_t runs)
{
        struct history h = {.of_stack = true,
                            .total = {runs, 800000, 1200000},
                            .stages = spans,
                            .stage_count = stages};
        struct json_object *plan;
        struct err err = ERR_INIT;

        assert_true(json_parse(planned, strlen(planned), &plan, &err));
        plan_time_add(plan, &h);
        return plan;
}

static void both_databases_run_from_the_restore_to_the_deletion(void **state)
{
        struct json_object *plan = timed(4, 3), *duration = json_get(plan, "duration");
        struct json_object *two = json_get(duration, "side_by_side");
        struct json_object *stages = json_array(plan, "stages");

        (void)state;
        assert_int_equal(json_int(duration, "p50"), 800000);
        assert_int_equal(json_int(duration, "p90"), 1200000);
        assert_true(json_flag(duration, "of_stack"));
        assert_int_equal(json_int(two, "p50"), 780000);
        assert_int_equal(json_int(two, "p90"), 1170000);
        assert_string_equal(json_text(two, "until"), "retire");
        assert_int_equal(json_int(json_get(json_at(stages, 2), "duration"), "p50"), 120000);
        assert_null(json_get(json_at(stages, 3), "duration"));
        json_object_put(plan);
}

/* One stage without a history, and nothing is said of how long. */
static void what_is_not_known_is_not_guessed(void **state)
{
        struct json_object *plan = timed(3, 3), *two;

        (void)state;
        two = json_get(json_get(plan, "duration"), "side_by_side");
        assert_string_equal(json_text(two, "until"), "retire");
        assert_null(json_get(two, "p50"));
        json_object_put(plan);
        plan = timed(0, 0);
        assert_int_equal(json_int(json_get(plan, "duration"), "runs"), 0);
        assert_null(json_get(json_get(plan, "duration"), "p50"));
        json_object_put(plan);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(both_databases_run_from_the_restore_to_the_deletion),
                cmocka_unit_test(what_is_not_known_is_not_guessed),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
