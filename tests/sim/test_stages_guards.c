/* What a promotion refuses, leaves alone, and carries over. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/aws/rds.h"
#include "engine/aws/ssm.h"
#include "engine/base/mem.h"
#include "tests/sim/helper_promotion.h"

#define ACTIVE "/xy-0146-qa/db/active-timestamp"

static void expect(const char *more, const char *inputs, enum run_end end, const char *words,
                   struct sim_world **out)
{
        struct sim_world *w = promotion_world(more);
        struct sim_result r;

        sim_run(w, "promote", "xy-0146-qa", inputs, &r);
        if (r.end != end || !strstr(err_text(&r.err), words))
                print_message("%s\nwanted: %s\n", text_str(&w->events), words);
        sim_assert_end(&r, end);
        assert_non_null(strstr(err_text(&r.err), words));
        sim_result_release(&r);
        if (out)
                *out = w;
        else
                sim_world_free(w);
}

static void only_upwards(void **state)
{
        struct sim_world *w;

        (void)state;
        expect(NULL, "{'services': ['web'], 'from': 'prod'}", RUN_REFUSED, "prod is not below qa",
               &w);
        promotion_assert_before(w);
        assert_int_equal(sim_mutating(w), 0);
        sim_world_free(w);
}

static void only_in_the_expected_account(void **state)
{
        (void)state;
        expect(NULL, "{'services': ['web'], 'account': '999999999999'}", RUN_REFUSED,
               "expected 999999999999", NULL);
}

static void lock_by_other(struct sim_world *w, void *arg)
{
        struct err err = ERR_INIT;

        (void)arg;
        if (!ssm_put(
                    w->aws, "/xy-0146-qa/lock", "String",
                    "{\"run\":\"other\",\"owner\":\"ann@ci:7\",\"taken\":\"2026-11-21T00:00:00Z\"}",
                    false, NULL, NULL, &err))
                fail_msg("%s", err_text(&err));
}

static void not_beside_another_run(void **state)
{
        struct sim_world *w = promotion_world(NULL);
        struct sim_result r;

        (void)state;
        sim_do(w, lock_by_other, NULL);
        sim_run(w, "promote", "xy-0146-qa", SERVICES, &r);
        sim_assert_end(&r, RUN_LOCKED);
        assert_non_null(strstr(err_text(&r.err), "run other of ann@ci:7"));
        assert_int_equal(sim_mutating(w), 1);
        sim_result_release(&r);
        sim_world_free(w);
}

static void look_at_new(struct sim_world *w, void *arg)
{
        struct err err = ERR_INIT;

        if (!rds_find_instance(w->aws, NEW, arg, &err))
                fail_msg("%s", err_text(&err));
}

static void protection_of_others_is_seen_at_the_beginning(void **state)
{
        struct sim_world *w = promotion_world(NULL);
        struct rds_instance db = {0};
        struct sim_result r;

        (void)state;
        sim_do(w, promotion_protect, (void *)(uintptr_t)OLD);
        sim_pass(w, 120000);
        sim_run(w, "promote", "xy-0146-qa", SERVICES, &r);
        sim_assert_end(&r, RUN_REFUSED);
        assert_int_equal(sim_mutating(w), 1);
        promotion_assert_before(w);
        sim_result_release(&r);

        sim_run(w, "promote", "xy-0146-qa",
                "{'services': ['web', 'worker'], 'disable_protection': true}", &r);
        sim_assert_end(&r, RUN_SUCCEEDED);
        promotion_assert_done(w);
        sim_do(w, look_at_new, &db);
        assert_true(db.deletion_protection);
        assert_string_equal(tags_get(&db.tags, "snaplift:protected"), "true");
        rds_instance_release(&db);
        sim_result_release(&r);
        sim_world_free(w);
}

/* What is not asked to move and uses the old database is seen before anything is changed. */
static void a_forgotten_service_is_seen_at_the_beginning(void **state)
{
        struct sim_world *w;

        (void)state;
        expect(NULL, "{'services': ['web']}", RUN_REFUSED,
               "service worker in xy-0146-qa uses database " OLD, &w);
        promotion_assert_before(w);
        assert_int_equal(sim_mutating(w), 0);
        sim_world_free(w);
}

static void restore_by_hand(struct sim_world *w, void *arg)
{
        struct rds_restore request = {.id = NEW, .snapshot = "latest"};
        struct rds_instance db = {0};
        struct err err = ERR_INIT;

        (void)arg;
        if (!rds_restore_instance(w->aws, &request, &db, &err))
                fail_msg("%s", err_text(&err));
        rds_instance_release(&db);
}

static void a_database_of_that_name_is_not_taken_over(void **state)
{
        struct sim_world *w = promotion_world(NULL);
        struct sim_result r;

        (void)state;
        sim_do(w, restore_by_hand, NULL);
        sim_run(w, "promote", "xy-0146-qa", SERVICES, &r);
        sim_assert_end(&r, RUN_ROLLED_BACK);
        assert_non_null(strstr(err_text(&r.err), "was not made by Snaplift"));
        promotion_assert_is(sim_databases(w), DEV "," OLD "," NEW);
        promotion_assert_is(sim_parameter(w, ACTIVE), "20261001000000");
        sim_result_release(&r);
        sim_world_free(w);
}

static void a_restore_that_ends_badly_is_told_at_once(void **state)
{
        struct sim_world *w;

        (void)state;
        expect(", 'faults': [{'when': {'operation': 'RestoreDBInstanceFromDBSnapshot'},"
               " 'do': 'fail-status', 'status': 'incompatible-restore'}]",
               SERVICES, RUN_ROLLED_BACK, NEW " is incompatible-restore", &w);
        promotion_assert_before(w);
        sim_world_free(w);
}

static void carries_settings_over(void **state)
{
        struct sim_world *w = promotion_world(NULL);
        struct rds_instance db = {0};
        struct sim_result r;

        (void)state;
        sim_run(w, "promote", "xy-0146-qa", SERVICES, &r);
        sim_assert_end(&r, RUN_SUCCEEDED);
        sim_do(w, look_at_new, &db);
        assert_string_equal(db.instance_class, "db.t4g.medium");
        assert_true(db.multi_az);
        assert_int_equal(db.storage, 50);
        assert_string_equal(db.security_groups.items[0], "sg-0000000a");
        assert_string_equal(db.parameter_groups[0].name, "ours");
        assert_string_equal(db.parameter_groups[0].status, "in-sync");
        assert_string_equal(tags_get(&db.tags, "team"), "blue");
        assert_string_equal(tags_get(&db.tags, "snaplift:stack"), "xy-0146-qa");
        assert_string_equal(tags_get(&db.tags, "snaplift:run"), r.id);
        assert_string_equal(tags_get(&db.tags, "snaplift:timestamp"), "20261120000000");
        assert_string_equal(tags_get(&db.tags, "snaplift:snapshot"), "latest");
        assert_string_equal(tags_get(&db.tags, "env"), "qa");
        rds_instance_release(&db);
        sim_result_release(&r);
        sim_world_free(w);
}

static void a_first_time_has_nothing_to_retire(void **state)
{
        struct sim_world *w = promotion_first_world();
        struct sim_result r;

        (void)state;
        sim_run(w, "first-time", "xy-0146-qa", SERVICES, &r);
        sim_assert_end(&r, RUN_SUCCEEDED);
        promotion_assert_is(sim_databases(w), DEV "," NEW);
        promotion_assert_is(sim_parameter(w, ACTIVE), "20261120000000");
        sim_result_release(&r);
        sim_run(w, "first-time", "xy-0146-qa", SERVICES, &r);
        sim_assert_end(&r, RUN_UNCHANGED);
        sim_result_release(&r);
        sim_world_free(w);
}

static void a_first_time_that_fails_leaves_nothing(void **state)
{
        struct sim_world *w = promotion_first_world();
        struct sim_result r;

        (void)state;
        sim_run(w, "promote", "xy-0146-qa",
                "{'services': ['web', 'worker'], 'images': {'web': 'web:bad'}}", &r);
        sim_assert_end(&r, RUN_ROLLED_BACK);
        promotion_assert_is(sim_databases(w), DEV);
        promotion_assert_is(sim_parameter(w, ACTIVE), NULL);
        promotion_assert_is(sim_parameter(w, "/xy-0146-qa/db/host"), NULL);
        sim_result_release(&r);
        sim_world_free(w);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(only_upwards),
                cmocka_unit_test(only_in_the_expected_account),
                cmocka_unit_test(not_beside_another_run),
                cmocka_unit_test(protection_of_others_is_seen_at_the_beginning),
                cmocka_unit_test(a_forgotten_service_is_seen_at_the_beginning),
                cmocka_unit_test(a_database_of_that_name_is_not_taken_over),
                cmocka_unit_test(a_restore_that_ends_badly_is_told_at_once),
                cmocka_unit_test(carries_settings_over),
                cmocka_unit_test(a_first_time_has_nothing_to_retire),
                cmocka_unit_test(a_first_time_that_fails_leaves_nothing),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
