/* What comes between a sweep and what it sweeps: somebody who wants it kept after all and says so
 * meanwhile, RDS that does not show it for a moment, or does not delete it now. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/aws/rds.h"
#include "engine/aws/rds_cluster.h"
#include "engine/base/mem.h"
#include "tests/sim/helper_cluster.h"
#include "tests/sim/helper_promotion.h"
#include "tests/sim/helper_wire.h"

#define STACK "xy-0146-qa"
#define RECORD "/" STACK "/db/kept/20261001000000"
#define DAY (24 * 3600 * 1000LL)
#define SWEEP                                                                                      \
        "pipeline: sweep\n"                                                                        \
        "stages:\n"                                                                                \
        "  sweep: { uses: database.sweep }\n"

/* Promoted, the old one kept for a day. more: further members of the seed, or NULL. */
static struct sim_world *kept_as(bool cluster, const char *as, const char *more)
{
        struct sim_world *w = cluster ? cluster_world(more) : promotion_world(more);
        char *inputs =
                xasprintf("{'services': ['web', 'worker'], 'keep_for': '24h', 'keep': '%s'}", as);
        struct sim_result r;

        sim_run(w, "promote", STACK, inputs, &r);
        free(inputs);
        sim_assert_end(&r, RUN_SUCCEEDED);
        sim_result_release(&r);
        return w;
}

static struct sim_world *kept_world(bool cluster)
{
        return kept_as(cluster, "stopped", NULL);
}

/* Whoever sees it started, or its proof had, and wants it kept after all. */
static struct {
        struct sim_world *w;
        struct run_listener inner;
        bool cluster, seen;
        const char *on;
} hand;

static void keep_longer(void *arg)
{
        struct sim_world *w = arg;
        struct rds_instance db = {0};
        struct rds_cluster c = {0};
        struct tags tags = {0};
        struct err err = ERR_INIT;

        tags_set(&tags, "snaplift:keep-until", "2099-01-01T00:00:00Z");
        if (!(hand.cluster ? rds_find_cluster(w->aws, OLD, &c, &err)
                           : rds_find_instance(w->aws, OLD, &db, &err)) ||
            !rds_add_tags(w->aws, hand.cluster ? c.arn : db.arn, &tags, &err))
                fail_msg("%s", err_text(&err));
        tags_release(&tags);
        rds_instance_release(&db);
        rds_cluster_release(&c);
}

static void heard(void *arg, const struct run_event *event)
{
        hand.inner.event(hand.inner.arg, event);
        (void)arg;
        if (event->kind != EVENT_STAGE_INTENT || hand.seen || !text_starts(event->text, hand.on))
                return;
        hand.seen = true;
        fiber_start(hand.w->loop, "hand", keep_longer, hand.w);
}

static void extended_meanwhile_is_left(bool cluster)
{
        struct sim_world *w = kept_world(cluster);
        struct json_object *outputs;
        char *names;
        struct sim_result r;

        sim_pass(w, 2 * DAY);
        memset(&hand, 0, sizeof(hand));
        hand.w = w;
        hand.inner = w->listener;
        hand.cluster = cluster;
        hand.on = "start ";
        w->listener = (struct run_listener){.event = heard};
        sim_run(w, SWEEP, STACK, "{}", &r);
        assert_true(hand.seen);
        names = cluster ? cluster_list(w) : sim_databases(w);
        assert_non_null(strstr(names, OLD));
        free(names);
        sim_assert_end(&r, RUN_SUCCEEDED);
        assert_non_null(
                strstr(text_str(&w->events), "is tagged as kept until 2099-01-01T00:00:00Z"));
        outputs = sim_outputs(w, r.id, "sweep");
        assert_int_equal(json_count(json_array(outputs, "retired")), 0);
        assert_int_equal(json_count(json_array(outputs, "left")), 1);
        json_object_put(outputs);
        sim_result_release(&r);
        sim_world_free(w);
}

static void one_that_is_kept_longer_meanwhile_is_left(void **state)
{
        (void)state;
        extended_meanwhile_is_left(false);
        extended_meanwhile_is_left(true);
}

/* --- not shown for a moment --- */

/* The first looks of a sweep do not find what is kept: it is there all the same. */
static void unseen_for_a_moment(const char *as, const char *operation, const char *code)
{
        struct sim_world *w = kept_as(false, as, NULL);
        int64_t before = wire_count(w->transport, operation);
        char *fault = xasprintf(", 'faults': [{'when': {'operation': '%s', 'nth': %lld, 'times': "
                                "12}, 'do': 'error', 'status': 404, 'code': '%s', 'message': "
                                "'not seen'}]",
                                operation, (long long)before + 1, code);
        struct sim_result r;

        sim_world_free(w);
        w = kept_as(false, as, fault);
        sim_pass(w, 2 * DAY);
        sim_run(w, SWEEP, STACK, "{}", &r);
        sim_assert_end(&r, RUN_SUCCEEDED);
        assert_true(wire_count(w->transport, operation) > before + 12);
        promotion_assert_is(sim_parameter(w, RECORD), NULL);
        if (!strcmp(as, "snapshot"))
                promotion_assert_is(sim_snapshots(w, OLD), "");
        else
                promotion_assert_is(sim_databases(w), DEV "," NEW);
        sim_result_release(&r);
        sim_world_free(w);
        free(fault);
}

static void one_that_is_not_shown_is_not_forgotten(void **state)
{
        (void)state;
        unseen_for_a_moment("running", "DescribeDBInstances", "DBInstanceNotFound");
        unseen_for_a_moment("stopped", "DescribeDBInstances", "DBInstanceNotFound");
        unseen_for_a_moment("snapshot", "DescribeDBSnapshots", "DBSnapshotNotFound");
}

/* --- refused for now --- */

#define QUOTA "SnapshotQuotaExceeded"
#define REFUSED(operation, nth, times, code)                                                       \
        "{'when': {'operation': '" operation "', 'nth': " nth ", 'times': " times "}, 'do': "      \
        "'error', 'status': 400, 'code': '" code "', 'message': 'not now'}"

static const struct refusal {
        bool cluster;
        const char *as, *faults;
} refusals[] = {
        {false, "running", REFUSED("DeleteDBInstance", "1", "1", QUOTA)},
        {false, "stopped", REFUSED("DeleteDBInstance", "1", "1", "KMSKeyNotAccessibleFault")},
        {false, "running", REFUSED("DeleteDBInstance", "1", "60", "InvalidDBInstanceState")},
        {true, "running", REFUSED("DeleteDBCluster", "1", "1", QUOTA)},
        {true, "stopped", REFUSED("DeleteDBCluster", "1", "120", "InvalidDBClusterStateFault")},
        {false, "snapshot", REFUSED("DeleteDBSnapshot", "1", "1", "InvalidDBSnapshotState")},
        {true, "snapshot",
         REFUSED("DeleteDBClusterSnapshot", "1", "1", "InvalidDBClusterSnapshotStateFault")},
};

static bool is_there(struct sim_world *w, const struct refusal *refusal)
{
        bool snapshot = !strcmp(refusal->as, "snapshot");
        char *names = refusal->cluster ? snapshot ? cluster_snapshots(w, OLD) : cluster_list(w)
                      : snapshot ? sim_snapshots(w, OLD)
                                       : sim_databases(w);
        bool there = strstr(names, OLD);

        free(names);
        return there;
}

static size_t listed(struct sim_world *w, const char *run, const char *name)
{
        struct json_object *outputs = sim_outputs(w, run, "sweep");
        size_t count = json_count(json_array(outputs, name));

        json_object_put(outputs);
        return count;
}

static struct sim_world *refusing_world(const struct refusal *refusal)
{
        char *faults = xasprintf(", 'faults': [%s]", refusal->faults);
        struct sim_world *w = kept_as(refusal->cluster, refusal->as, faults);

        free(faults);
        sim_pass(w, 2 * DAY);
        return w;
}

/* And the stack is not locked for it. */
static void one_that_is_not_deleted_now_is_left(void **state)
{
        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(refusals); i++) {
                struct sim_world *w = refusing_world(&refusals[i]);
                struct sim_result r;

                sim_run(w, SWEEP, STACK, "{}", &r);
                sim_assert_end(&r, RUN_SUCCEEDED);
                assert_int_equal(listed(w, r.id, "left"), 1);
                assert_int_equal(listed(w, r.id, "retired"), 0);
                assert_non_null(strstr(text_str(&w->events), "left " OLD ": "));
                assert_true(is_there(w, &refusals[i]));
                promotion_assert_is(sim_parameter(w, "/" STACK "/lock"), NULL);
                sim_result_release(&r);

                sim_pass(w, DAY);
                sim_run(w, SWEEP, STACK, "{}", &r);
                sim_assert_end(&r, RUN_SUCCEEDED);
                assert_int_equal(listed(w, r.id, "left"), 0);
                assert_int_equal(listed(w, r.id, "retired"), 1);
                assert_false(is_there(w, &refusals[i]));
                promotion_assert_is(sim_parameter(w, RECORD), NULL);
                sim_result_release(&r);
                sim_world_free(w);
        }
}

/* The first call was heard, which is seen late: it is on its way, whatever the second is told. */
static void one_that_is_on_its_way_is_not_left(void **state)
{
        static const struct refusal lost = {
                false, "running",
                "{'when': {'operation': 'DeleteDBInstance', 'nth': 1}, 'do': "
                "'drop-after'}, " REFUSED("DeleteDBInstance", "1", "1", QUOTA)};
        const struct standin_lag lag = {.service = "rds", .lasts = 40000};
        struct sim_world *w = refusing_world(&lost);
        struct sim_result r;

        (void)state;
        standin_lag(w->cloud, &lag);
        sim_run(w, SWEEP, STACK, "{}", &r);
        sim_assert_end(&r, RUN_SUCCEEDED);
        assert_int_equal(wire_count(w->transport, "DeleteDBInstance"), 2);
        assert_int_equal(listed(w, r.id, "left"), 0);
        assert_int_equal(listed(w, r.id, "retired"), 1);
        promotion_assert_is(sim_parameter(w, RECORD), NULL);
        sim_result_release(&r);
        sim_world_free(w);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(one_that_is_kept_longer_meanwhile_is_left),
                cmocka_unit_test(one_that_is_not_shown_is_not_forgotten),
                cmocka_unit_test(one_that_is_not_deleted_now_is_left),
                cmocka_unit_test(one_that_is_on_its_way_is_not_left),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
