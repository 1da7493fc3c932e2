/* The retired database is put aside instead of deleted: in each way, cut anywhere, and undone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/aws/rds.h"
#include "engine/aws/rds_cluster.h"
#include "engine/base/mem.h"
#include "tests/sim/helper_cluster.h"
#include "tests/sim/helper_promotion.h"
#include "tests/sim/helper_tripwire.h"
#include "tests/sim/helper_wire.h"

#define STACK "xy-0146-qa"
#define RECORD "/xy-0146-qa/db/kept/20261001000000"
#define KEEP(as) "{'services': ['web', 'worker'], 'keep_for': '24h', 'keep': '" as "'}"

/* --- looking --- */

struct seen {
        const char *id;
        bool cluster;
        char *status, *until, *by;
};

static void look(struct sim_world *w, void *arg)
{
        struct seen *seen = arg;
        struct rds_instance db = {0};
        struct rds_cluster c = {0};
        struct err err = ERR_INIT;
        const struct tags *tags = seen->cluster ? &c.tags : &db.tags;

        if (seen->cluster ? !rds_find_cluster(w->aws, seen->id, &c, &err)
                          : !rds_find_instance(w->aws, seen->id, &db, &err))
                fail_msg("%s", err_text(&err));
        seen->status = xstrdup(seen->cluster ? c.status : db.status);
        seen->until = xstrdup(tags_get(tags, "snaplift:keep-until"));
        seen->by = xstrdup(tags_get(tags, "snaplift:kept-by"));
        rds_instance_release(&db);
        rds_cluster_release(&c);
}

/* In that status; tagged as kept until the time that its record has, or (by NULL) not at all. */
static void assert_old(struct sim_world *w, bool cluster, const char *status, const char *by)
{
        struct seen seen = {.id = OLD, .cluster = cluster};
        char *record = sim_parameter(w, RECORD);

        sim_do(w, look, &seen);
        assert_string_equal(seen.status, status);
        if (by) {
                assert_string_equal(seen.by, by);
                assert_non_null(record);
                assert_non_null(strstr(record, seen.until));
        } else {
                assert_null(seen.by);
                assert_null(seen.until);
                assert_null(record);
        }
        free(record);
        free(seen.status);
        free(seen.until);
        free(seen.by);
}

static void assert_output(struct sim_world *w, const char *run, const char *name,
                          const char *expected)
{
        struct json_object *outputs = sim_outputs(w, run, "retire");

        assert_string_equal(json_text(outputs, name), expected);
        json_object_put(outputs);
}

/* Promoted, and the old one is as it is to be. */
static void promote(struct sim_world *w, const char *inputs, struct sim_result *r)
{
        sim_run(w, "promote", STACK, inputs, r);
        sim_assert_end(r, RUN_SUCCEEDED);
        promotion_assert_is(sim_parameter(w, "/xy-0146-qa/db/active-timestamp"), "20261120000000");
        promotion_assert_is(sim_parameter(w, "/xy-0146-qa/lock"), NULL);
}

/* --- the three ways --- */

static void it_is_kept_running(void **state)
{
        struct sim_world *w = promotion_world(NULL);
        struct sim_result r;

        (void)state;
        promote(w, KEEP("running"), &r);
        promotion_assert_is(sim_databases(w), DEV "," OLD "," NEW);
        assert_old(w, false, "available", r.id);
        assert_output(w, r.id, "kept_as", "running");
        assert_output(w, r.id, "database", OLD);
        sim_result_release(&r);
        sim_world_free(w);
}

static void it_is_kept_stopped(void **state)
{
        struct sim_world *w = promotion_world(NULL);
        struct sim_result r;

        (void)state;
        promote(w, KEEP("stopped"), &r);
        assert_old(w, false, "stopped", r.id);
        assert_output(w, r.id, "kept_as", "stopped");
        assert_null(strstr(text_str(&w->events), "delete database"));
        sim_result_release(&r);
        sim_world_free(w);
}

static void a_cluster_is_kept_stopped(void **state)
{
        struct sim_world *w = cluster_world(NULL);
        struct sim_result r;

        (void)state;
        promote(w, KEEP("stopped"), &r);
        assert_old(w, true, "stopped", r.id);
        sim_result_release(&r);
        sim_world_free(w);
}

static void its_snapshot_is_kept(void **state)
{
        struct sim_world *w = promotion_world(NULL);
        struct sim_result r;
        char *record;

        (void)state;
        promote(w, KEEP("snapshot"), &r);
        promotion_assert_done(w);
        record = sim_parameter(w, RECORD);
        assert_non_null(strstr(record, "\"as\":\"snapshot\""));
        assert_non_null(strstr(record, "\"snapshot\":\"" OLD "-final-"));
        assert_output(w, r.id, "kept_as", "snapshot");
        free(record);
        sim_result_release(&r);
        sim_world_free(w);
}

static void a_clusters_snapshot_is_kept(void **state)
{
        struct sim_world *w = cluster_world(NULL);
        struct sim_result r;

        (void)state;
        promote(w, KEEP("snapshot"), &r);
        cluster_assert_done(w);
        sim_result_release(&r);
        sim_world_free(w);
}

/* --- what does not go together --- */

static void refused_with(const char *inputs, const char *words)
{
        struct sim_world *w = promotion_world(NULL);
        int64_t before = sim_mutating(w);
        struct sim_result r;

        w->setup.look_first = true; /* as the command line does */
        sim_run(w, "promote", STACK, inputs, &r);
        assert_true(r.end != RUN_SUCCEEDED);
        if (!strstr(err_text(&r.err), words))
                fail_msg("%s", err_text(&r.err));
        assert_int_equal(sim_mutating(w), before);
        promotion_assert_before(w);
        sim_result_release(&r);
        sim_world_free(w);
}

static void what_does_not_go_together_is_refused_first(void **state)
{
        (void)state;
        refused_with("{'services': ['web', 'worker'], 'keep': 'stopped'}",
                     "keep: stopped is given without keep_for");
        refused_with("{'services': ['web', 'worker'], 'keep': 'snapshot', 'keep_for': '1h',"
                     " 'final_snapshot': false}",
                     "keep: snapshot is given with final_snapshot: false");
}

static void the_plan_says_so(void **state)
{
        struct sim_world *w = promotion_world(NULL);
        struct text text = TEXT_INIT;

        (void)state;
        sim_plan(w, "promote", STACK, KEEP("stopped"), &text);
        assert_non_null(strstr(text_str(&text), "ssm:PutParameter " RECORD));
        assert_non_null(strstr(text_str(&text), "rds:AddTagsToResource " OLD));
        assert_non_null(strstr(text_str(&text), "rds:StopDBInstance " OLD));
        assert_null(strstr(text_str(&text), "rds:DeleteDBInstance"));
        text_release(&text);
        sim_world_free(w);
}

/* What RDS does not stop is kept running, and the run says why. */
static void what_is_not_stopped_runs_on(void **state)
{
        struct sim_world *w = promotion_world(
                ", 'faults': [{'when': {'operation': 'StopDBInstance'}, 'do': 'error',"
                " 'code': 'InvalidDBInstanceState', 'status': 400,"
                " 'message': 'Cannot stop or start a SQLServer MultiAz database instance'}]");
        struct sim_result r;

        (void)state;
        promote(w, KEEP("stopped"), &r);
        assert_old(w, false, "available", r.id);
        assert_output(w, r.id, "kept_as", "running");
        assert_non_null(strstr(text_str(&w->events), "RDS does not stop it"));
        sim_result_release(&r);
        sim_world_free(w);
}

static void a_lost_answer_is_looked_at(void **state)
{
        static const char *const operations[] = {"StopDBInstance", "AddTagsToResource"};

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(operations); i++) {
                char *faults = xasprintf(", 'faults': [{'when': {'operation': '%s', 'with': {%s},"
                                         " 'nth': 1}, 'do': 'drop-after'}]",
                                         operations[i],
                                         i ? "'ResourceName': 'arn:aws:rds:us-east-1:000000000000:"
                                             "db:" OLD "'"
                                           : "");
                struct sim_world *w = promotion_world(faults);
                struct sim_result r;

                promote(w, KEEP("stopped"), &r);
                assert_old(w, false, "stopped", r.id);
                sim_result_release(&r);
                sim_world_free(w);
                free(faults);
        }
}

/* --- one that is stopped already --- */

static void stop_old(struct sim_world *w, void *arg)
{
        struct err err = ERR_INIT;

        (void)arg;
        if (!rds_stop_instance(w->aws, OLD, &err))
                fail_msg("%s", err_text(&err));
}

/* --- cut anywhere, the end is the same --- */

#define RETIRE                                                                                     \
        "pipeline: put-aside\n"                                                                    \
        "inputs:\n"                                                                                \
        "  keep: { type: text }\n"                                                                 \
        "  resource_id: { type: text }\n"                                                          \
        "stages:\n"                                                                                \
        "  retire:\n"                                                                              \
        "    uses: database.retire\n"                                                              \
        "    with:\n"                                                                              \
        "      timestamp: \"20261001000000\"\n"                                                    \
        "      keep_for: 24h\n"                                                                    \
        "      keep: \"${{ inputs.keep }}\"\n"

/* Promoted without retiring: the old one is idle, and there. */
static struct sim_world *promoted_world(bool cluster)
{
        struct sim_world *w = cluster ? cluster_world(NULL) : promotion_world(NULL);
        struct sim_result r;

        sim_run(w, "promote", STACK, "{'services': ['web', 'worker'], 'retire': false}", &r);
        sim_assert_end(&r, RUN_SUCCEEDED);
        sim_result_release(&r);
        return w;
}

static void assert_put_aside(struct sim_world *w, const char *keep, bool cluster, const char *run)
{
        char *record;

        if (strcmp(keep, "snapshot") != 0) {
                assert_old(w, cluster, !strcmp(keep, "stopped") ? "stopped" : "available", run);
                return;
        }
        record = sim_parameter(w, RECORD);
        assert_non_null(record);
        free(record);
        record = cluster ? cluster_list(w) : sim_databases(w);
        assert_null(strstr(record, OLD));
        free(record);
}

/* RDS takes no final snapshot of it: said before anything is recorded. */
static void one_that_is_stopped(void **state)
{
        struct sim_world *w = promoted_world(false);
        struct sim_result r;
        int64_t before;

        (void)state;
        sim_do(w, stop_old, NULL);
        sim_pass(w, 3600000);
        before = sim_mutating(w);
        sim_run(w, RETIRE, STACK, "{'keep': 'snapshot'}", &r);
        assert_non_null(strstr(err_text(&r.err), "is stopped: RDS takes no final snapshot"));
        assert_int_equal(sim_mutating(w), before);
        sim_result_release(&r);
        sim_run(w, RETIRE, STACK, "{'keep': 'stopped'}", &r);
        sim_assert_end(&r, RUN_SUCCEEDED);
        assert_old(w, false, "stopped", r.id);
        sim_result_release(&r);
        sim_world_free(w);
}

static bool cut_after(long records, const char *keep, bool cluster)
{
        struct sim_world *w = promoted_world(cluster);
        struct tripwire *trip = tripwire_new(w->store);
        char *inputs = xasprintf("{'keep': '%s'}", keep);
        struct sim_result r, again = {0};
        bool whole;

        w->setup.store = tripwire_store(trip);
        tripwire_arm(trip, records);
        sim_run(w, RETIRE, STACK, inputs, &r);
        whole = r.end == RUN_SUCCEEDED && !tripwire_cut(trip);
        tripwire_disarm(trip);
        sim_pass(w, 5 * 60000);
        if (!whole && r.id) {
                sim_resume(w, r.id, &again);
                sim_assert_end(&again, RUN_SUCCEEDED);
                sim_result_release(&again);
        }
        if (r.id) {
                assert_put_aside(w, keep, cluster, r.id);
                promotion_assert_is(sim_parameter(w, "/xy-0146-qa/lock"), NULL);
        }
        sim_result_release(&r);
        free(inputs);
        sim_world_free(w);
        tripwire_free(trip);
        return !whole;
}

static void cut_anywhere(void **state)
{
        static const char *const ways[] = {"running", "stopped", "snapshot"};

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(ways); i++) {
                for (int cluster = 0; cluster < 2; cluster++) {
                        long records = 1;

                        while (cut_after(records, ways[i], cluster))
                                records += sim_step();
                        assert_true(records > 8);
                }
        }
}

/* --- and back --- */

static void returns(const char *inputs)
{
        struct sim_world *w = promotion_world(NULL);
        struct sim_result r, back;

        promote(w, inputs, &r);
        sim_pass(w, 3600000);
        sim_return(w, r.id, &back);
        sim_assert_end(&back, RUN_ROLLED_BACK);
        promotion_assert_before(w);
        assert_old(w, false, "available", NULL);
        sim_result_release(&r);
        sim_result_release(&back);
        sim_world_free(w);
}

static void what_is_kept_is_gone_back_to(void **state)
{
        (void)state;
        returns(KEEP("running"));
        returns(KEEP("stopped"));
}

static struct standin_lag lag;

/* A world's check: once the services have been moved, reads show for a minute what was then. */
static void lag_from_here(struct sim_world *w, struct json_object *cloud)
{
        (void)cloud;
        if (wire_count(w->transport, "UpdateService") == 2) {
                w->check = NULL;
                standin_lag(w->cloud, &lag);
        }
}

/* It is gone back to by another process as soon as the promotion has ended: its record, or its
 * tags, are not to be seen then, and are taken away. */
static void returns_at_once(const char *inputs, const char *service, bool flaps)
{
        struct sim_world *w = promotion_world(NULL);
        struct sim_result r, back;

        lag = (struct standin_lag){.service = service, .lasts = 50000, .flaps = flaps};
        w->check = lag_from_here;
        sim_run(w, "promote", STACK, inputs, &r);
        sim_assert_end(&r, RUN_SUCCEEDED);
        assert_null(w->check);
        w->setup.owner = "a@here:2";
        sim_return(w, r.id, &back);
        sim_assert_end(&back, RUN_ROLLED_BACK);
        lag.lasts = 0;
        standin_lag(w->cloud, &lag);
        sim_pass(w, 3600000);
        promotion_assert_before(w);
        assert_old(w, false, "available", NULL);
        sim_result_release(&r);
        sim_result_release(&back);
        sim_world_free(w);
}

static void what_is_not_seen_yet_is_taken_away(void **state)
{
        static const char *const services[] = {"rds", "ssm"};

        (void)state;
        for (int i = 0; i < 4; i++) {
                returns_at_once(KEEP("running"), services[i % 2], i / 2);
                returns_at_once(KEEP("stopped"), services[i % 2], i / 2);
        }
}

/* Killed on the way back, too. */
static bool back_cut_after(long records)
{
        struct sim_world *w = promotion_world(NULL);
        struct tripwire *trip = tripwire_new(w->store);
        struct sim_result r, back, again;
        bool whole;

        promote(w, KEEP("stopped"), &r);
        w->setup.store = tripwire_store(trip);
        tripwire_arm(trip, records);
        sim_return(w, r.id, &back);
        whole = back.end == RUN_ROLLED_BACK && !tripwire_cut(trip);
        tripwire_disarm(trip);
        sim_pass(w, 3600000);
        if (!whole) {
                sim_return(w, r.id, &again);
                sim_assert_end(&again, RUN_ROLLED_BACK);
                sim_result_release(&again);
        }
        promotion_assert_before(w);
        assert_old(w, false, "available", NULL);
        sim_result_release(&r);
        sim_result_release(&back);
        sim_world_free(w);
        tripwire_free(trip);
        return !whole;
}

static void the_way_back_is_cut_anywhere(void **state)
{
        long records = 1;

        (void)state;
        while (back_cut_after(records))
                records += sim_step();
        assert_true(records > 8);
}

static void not_returns(const char *inputs, void (*meanwhile)(struct sim_world *w, void *arg),
                        const char *words)
{
        struct sim_world *w = promotion_world(NULL);
        struct sim_result r, back;
        int64_t before;

        promote(w, inputs, &r);
        if (meanwhile)
                sim_do(w, meanwhile, NULL);
        sim_pass(w, 3600000);
        before = sim_mutating(w);
        sim_return(w, r.id, &back);
        sim_assert_end(&back, RUN_REFUSED);
        if (!strstr(err_text(&back.err), words))
                fail_msg("%s", err_text(&back.err));
        assert_int_equal(sim_mutating(w), before);
        sim_result_release(&r);
        sim_result_release(&back);
        sim_world_free(w);
}

static void delete_old(struct sim_world *w, void *arg)
{
        (void)arg;
        promotion_delete(w, (void *)(uintptr_t)OLD);
}

static void what_is_deleted_is_not(void **state)
{
        (void)state;
        not_returns(SERVICES, NULL, "database " OLD " was deleted by this run");
        not_returns(KEEP("running"), delete_old,
                    "database " OLD ", which this run had kept, is gone");
}

/* What the refusal says to do works: the final snapshot is lifted by a new run. */
static void a_kept_snapshot_is_lifted(void **state)
{
        struct sim_world *w = promotion_world(NULL);
        struct sim_result r, again;
        char *final, *inputs, *active;

        (void)state;
        promote(w, KEEP("snapshot"), &r);
        final = sim_snapshots(w, OLD);
        sim_pass(w, 3600000);
        inputs = xasprintf(
                "{'services': ['web', 'worker'], 'snapshot': '%s', 'any_direction': true}", final);
        sim_run(w, "promote", STACK, inputs, &again);
        sim_assert_end(&again, RUN_SUCCEEDED);
        active = sim_parameter(w, "/xy-0146-qa/db/active-timestamp");
        assert_true(strcmp(active, "20261120000000") > 0);
        free(active);
        free(inputs);
        free(final);
        sim_result_release(&r);
        sim_result_release(&again);
        sim_world_free(w);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(it_is_kept_running),
                cmocka_unit_test(it_is_kept_stopped),
                cmocka_unit_test(a_cluster_is_kept_stopped),
                cmocka_unit_test(its_snapshot_is_kept),
                cmocka_unit_test(a_clusters_snapshot_is_kept),
                cmocka_unit_test(what_does_not_go_together_is_refused_first),
                cmocka_unit_test(the_plan_says_so),
                cmocka_unit_test(what_is_not_stopped_runs_on),
                cmocka_unit_test(a_lost_answer_is_looked_at),
                cmocka_unit_test(one_that_is_stopped),
                cmocka_unit_test(cut_anywhere),
                cmocka_unit_test(what_is_kept_is_gone_back_to),
                cmocka_unit_test(what_is_not_seen_yet_is_taken_away),
                cmocka_unit_test(the_way_back_is_cut_anywhere),
                cmocka_unit_test(what_is_deleted_is_not),
                cmocka_unit_test(a_kept_snapshot_is_lifted),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
