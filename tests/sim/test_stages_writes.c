/* database.writes: what users have written is not lost without a word. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/aws/context.h"
#include "tests/sim/helper_promotion.h"
#include "tests/sim/helper_wire.h"

/* So many write operations a second, at all times. */
#define BUSY(rate)                                                                                 \
        ", 'metrics': [{'Namespace': 'AWS/RDS', 'MetricName': 'WriteIOPS', 'Dimensions': "         \
        "[{'Name': 'DBInstanceIdentifier', 'Value': '" OLD "'}], 'value': " rate "}]"
#define DENIED(action)                                                                             \
        ", 'faults': [{'when': {'operation': '" action                                             \
        "'}, 'do': 'error', 'code': 'AccessDenied', 'status': 403, 'message': 'not you'}]"
#define WITH(more) "{'services': ['web', 'worker'], " more "}"

static void promote(struct sim_world *w, const char *inputs, enum run_end end,
                    struct sim_result *out)
{
        sim_run(w, "promote", "xy-0146-qa", inputs, out);
        sim_assert_end(out, end);
}

static void assert_output(struct sim_world *w, const char *run, const char *name, const char *value)
{
        struct json_object *outputs = sim_outputs(w, run, "writes");

        assert_non_null(outputs);
        assert_string_equal(json_object_to_json_string(json_get(outputs, name)), value);
        json_object_put(outputs);
}

static void one_that_nobody_uses_is_replaced(void **state)
{
        struct sim_world *w = promotion_world(NULL);
        struct sim_result r;

        (void)state;
        promote(w, SERVICES, RUN_SUCCEEDED, &r);
        assert_output(w, r.id, "written", "false");
        promotion_assert_done(w);
        sim_result_release(&r);
        sim_world_free(w);
}

static void one_that_is_in_use_is_kept(void **state)
{
        struct sim_world *w = promotion_world(BUSY("30.5"));
        int64_t mutating = sim_mutating(w);
        struct sim_result r;

        (void)state;
        promote(w, SERVICES, RUN_REFUSED, &r);
        sim_assert_told(&r, OLD " has been written to");
        sim_assert_told(&r, "at most 30.5 a second");
        assert_non_null(strstr(r.err.next, "--accept-data-loss"));
        assert_int_equal(sim_mutating(w), mutating);
        promotion_assert_before(w);
        sim_result_release(&r);

        promote(w, WITH("'accept_data_loss': true"), RUN_SUCCEEDED, &r);
        assert_output(w, r.id, "written", "true");
        promotion_assert_done(w);
        sim_result_release(&r);
        sim_world_free(w);
}

/* Whoever puts one right is not told of the next only then. */
static void a_plan_tells_all_that_stands_against_it(void **state)
{
        struct sim_world *w = promotion_world_of("0", BUSY("30.5"));
        int64_t mutating = sim_mutating(w);
        struct text plan = TEXT_INIT;
        struct sim_result r;

        (void)state;
        sim_plan(w, "promote", "xy-0146-qa", SERVICES, &plan);
        assert_non_null(strstr(text_str(&plan), OLD " has been written to"));
        assert_non_null(strstr(text_str(&plan), "service web has a desired count of 0: nothing "
                                                "would be verified"));
        /* and what is beyond both is planned */
        assert_non_null(strstr(text_str(&plan), "rds:RestoreDBInstanceFromDBSnapshot " NEW));
        text_release(&plan);

        promote(w, SERVICES, RUN_REFUSED, &r);
        sim_assert_told(&r, OLD " has been written to");
        assert_int_equal(sim_mutating(w), mutating);
        sim_result_release(&r);
        sim_world_free(w);
}

static void a_plan_says_so(void **state)
{
        struct sim_world *w = promotion_world(BUSY("30.5"));
        struct text plan = TEXT_INIT;

        (void)state;
        sim_plan(w, "promote", "xy-0146-qa", SERVICES, &plan);
        assert_non_null(strstr(text_str(&plan), "! "));
        assert_non_null(strstr(text_str(&plan), "has been written to"));
        text_release(&plan);
        sim_world_free(w);
}

static void up_to_the_limit_it_is_nobodys(void **state)
{
        struct sim_world *w = promotion_world(BUSY("5"));
        struct sim_result r;

        (void)state;
        promote(w, SERVICES, RUN_SUCCEEDED, &r);
        sim_result_release(&r);
        sim_world_free(w);
}

/* The second run would replace nothing. */
static void nothing_is_lost_where_nothing_is_replaced(void **state)
{
        struct sim_world *w = promotion_world(
                ", 'metrics': [{'Namespace': 'AWS/RDS', 'MetricName': 'WriteIOPS', 'value': 30}]");
        struct sim_result r;

        (void)state;
        promote(w, WITH("'accept_data_loss': true"), RUN_SUCCEEDED, &r);
        sim_result_release(&r);
        promote(w, SERVICES, RUN_UNCHANGED, &r);
        sim_result_release(&r);
        sim_world_free(w);
}

/* A promotion that was put back has written the parameter anew: what had been written before it
 * began counts all the same. */
static void a_rollback_between_hides_nothing(void **state)
{
        struct sim_world *w = promotion_world(
                ", 'metrics': [{'Namespace': 'AWS/RDS', 'MetricName': 'WriteIOPS', 'Dimensions': "
                "[{'Name': 'DBInstanceIdentifier', 'Value': '" OLD "'}], 'values': [[5400, 30]]}]");
        struct sim_result r;

        (void)state;
        sim_pass(w, 3600000);
        promote(w, WITH("'accept_data_loss': true, 'images': {'web': 'web:bad'}"), RUN_ROLLED_BACK,
                &r);
        sim_result_release(&r);
        sim_pass(w, 3600000);
        promote(w, SERVICES, RUN_REFUSED, &r);
        sim_assert_told(&r, OLD " has been written to");
        sim_result_release(&r);
        sim_world_free(w);
}

/* This machine's clock may be behind, and what was written last would not be counted. */
static void until_now_is_by_aws_s_clock(void **state)
{
        struct sim_world *w = promotion_world(BUSY("30.5"));
        struct sim_result r;

        (void)state;
        w->aws->skew = 24 * 3600 * 1000;
        promote(w, SERVICES, RUN_REFUSED, &r);
        assert_non_null(
                strstr(wire_last(w->transport, "GetMetricStatistics"), "EndTime=2026-11-22"));
        sim_result_release(&r);
        sim_world_free(w);
}

static void what_may_not_be_looked_at_is_told(void **state)
{
        static const char strict[] = "pipeline: strict\nstages:\n  writes: { uses: "
                                     "database.writes, with: { unseen: refuse } }\n";
        struct sim_world *w = promotion_world(DENIED("GetMetricStatistics"));
        struct sim_result r;

        (void)state;
        promote(w, SERVICES, RUN_SUCCEEDED, &r);
        assert_non_null(
                strstr(text_str(&w->events), "whether it has been written to is not known"));
        sim_result_release(&r);
        sim_world_free(w);

        w = promotion_world(DENIED("GetMetricStatistics"));
        sim_run(w, strict, "xy-0146-qa", "{}", &r);
        sim_assert_end(&r, RUN_REFUSED);
        sim_assert_told(&r, "can't be known");
        sim_result_release(&r);
        sim_world_free(w);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(one_that_nobody_uses_is_replaced),
                cmocka_unit_test(one_that_is_in_use_is_kept),
                cmocka_unit_test(a_plan_says_so),
                cmocka_unit_test(a_plan_tells_all_that_stands_against_it),
                cmocka_unit_test(up_to_the_limit_it_is_nobodys),
                cmocka_unit_test(until_now_is_by_aws_s_clock),
                cmocka_unit_test(nothing_is_lost_where_nothing_is_replaced),
                cmocka_unit_test(a_rollback_between_hides_nothing),
                cmocka_unit_test(what_may_not_be_looked_at_is_told),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
