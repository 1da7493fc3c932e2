/* What is kept and due is retired with the whole proof again; nothing else ever is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/aws/ecs.h"
#include "engine/aws/rds.h"
#include "engine/aws/rds_cluster.h"
#include "engine/aws/rds_share.h"
#include "engine/aws/ssm.h"
#include "engine/base/mem.h"
#include "stages/orphans.h"
#include "tests/sim/helper_cluster.h"
#include "tests/sim/helper_promotion.h"
#include "tests/sim/helper_tripwire.h"

#define STACK "xy-0146-qa"
#define RECORD "/xy-0146-qa/db/kept/20261001000000"
#define KEEP(as, time) "{'services': ['web', 'worker'], 'keep_for': '" time "', 'keep': '" as "'}"
#define HOUR (3600 * 1000LL)
#define DAY (24 * HOUR)
#define SWEEP                                                                                      \
        "pipeline: sweep\n"                                                                        \
        "inputs:\n"                                                                                \
        "  now: { type: flag, default: false }\n"                                                  \
        "  unfinished: { type: list }\n"                                                           \
        "stages:\n"                                                                                \
        "  sweep:\n"                                                                               \
        "    uses: database.sweep\n"                                                               \
        "    with:\n"                                                                              \
        "      now: \"${{ inputs.now }}\"\n"                                                       \
        "      unfinished: \"${{ inputs.unfinished }}\"\n"

/* Promoted, the old one kept for that time. */
static struct sim_world *kept_world(bool cluster, const char *keep)
{
        struct sim_world *w = cluster ? cluster_world(NULL) : promotion_world(NULL);
        struct sim_result r;

        sim_run(w, "promote", STACK, keep, &r);
        sim_assert_end(&r, RUN_SUCCEEDED);
        sim_result_release(&r);
        return w;
}

static void assert_outputs(struct sim_world *w, const char *run, const char *name,
                           const char *expected)
{
        struct json_object *outputs = sim_outputs(w, run, "sweep");
        struct json_object *list = json_array(outputs, name);

        assert_int_equal(json_count(list), expected ? 1 : 0);
        if (expected)
                assert_string_equal(json_object_get_string(json_at(list, 0)), expected);
        json_object_put(outputs);
}

/* Without a mutating call: nothing was there to do. */
static void sweeps_nothing(struct sim_world *w, const char *inputs)
{
        int64_t before = sim_mutating(w);
        struct sim_result r;

        sim_run(w, SWEEP, STACK, inputs, &r);
        sim_assert_end(&r, RUN_UNCHANGED);
        assert_int_equal(sim_mutating(w), before);
        sim_result_release(&r);
}

static void sweeps(struct sim_world *w, const char *inputs)
{
        struct sim_result r;

        sim_run(w, SWEEP, STACK, inputs, &r);
        sim_assert_end(&r, RUN_SUCCEEDED);
        assert_outputs(w, r.id, "retired", "20261001000000");
        assert_outputs(w, r.id, "left", NULL);
        promotion_assert_is(sim_parameter(w, RECORD), NULL);
        promotion_assert_is(sim_parameter(w, "/xy-0146-qa/lock"), NULL);
        sim_result_release(&r);
}

/* Left, with the reason, and without a mutating call. */
static void leaves_it(struct sim_world *w, const char *timestamp, const char *inputs,
                      const char *words)
{
        char *name = xasprintf("/xy-0146-qa/db/kept/%s", timestamp);
        int64_t before = sim_mutating(w);
        struct sim_result r;
        char *record = sim_parameter(w, name);

        text_clear(&w->events);
        sim_run(w, SWEEP, STACK, inputs, &r);
        sim_assert_end(&r, RUN_UNCHANGED);
        if (!strstr(text_str(&w->events), words))
                fail_msg("%s", text_str(&w->events));
        assert_int_equal(sim_mutating(w), before);
        assert_outputs(w, r.id, "left", timestamp);
        promotion_assert_is(sim_parameter(w, name), record);
        free(record);
        free(name);
        sim_result_release(&r);
}

static void leaves(struct sim_world *w, const char *inputs, const char *words)
{
        leaves_it(w, "20261001000000", inputs, words);
}

static const char *all(struct sim_world *w, bool cluster)
{
        static char *last;

        free(last);
        last = cluster ? cluster_list(w) : sim_databases(w);
        return last;
}

/* --- when it is due, and not before --- */

static void comes_to_its_time(const char *keep, bool cluster)
{
        struct sim_world *w = kept_world(cluster, keep);

        sim_pass(w, 23 * HOUR);
        sweeps_nothing(w, "{}");
        assert_non_null(strstr(all(w, cluster), OLD));
        sim_pass(w, 2 * HOUR);
        sweeps(w, "{}");
        assert_null(strstr(all(w, cluster), OLD));
        assert_non_null(strstr(all(w, cluster), NEW));
        sweeps_nothing(w, "{}");
        sim_world_free(w);
}

static void databases_come_to_their_time(void **state)
{
        (void)state;
        comes_to_its_time(KEEP("running", "24h"), false);
        comes_to_its_time(KEEP("stopped", "24h"), false);
        comes_to_its_time(KEEP("running", "24h"), true);
        comes_to_its_time(KEEP("stopped", "24h"), true);
}

static void now_is_before_their_time(void **state)
{
        struct sim_world *w = kept_world(false, KEEP("stopped", "24h"));
        char *snapshots;

        (void)state;
        sim_pass(w, HOUR);
        sweeps(w, "{'now': true}");
        promotion_assert_is(sim_databases(w), DEV "," NEW);
        snapshots = sim_snapshots(w, OLD);
        assert_true(text_starts(snapshots, OLD "-final-2026"));
        free(snapshots);
        sim_world_free(w);
}

static char *final_of(struct sim_world *w, bool cluster)
{
        return cluster ? cluster_snapshots(w, OLD) : sim_snapshots(w, OLD);
}

static void snapshots_come_to_their_time(void **state)
{
        (void)state;
        for (int cluster = 0; cluster < 2; cluster++) {
                struct sim_world *w = kept_world(cluster, KEEP("snapshot", "24h"));
                char *before = final_of(w, cluster);

                assert_non_null(strstr(before, OLD "-final-"));
                sim_pass(w, 23 * HOUR);
                sweeps_nothing(w, "{}");
                promotion_assert_is(final_of(w, cluster), before);
                sim_pass(w, 2 * HOUR);
                sweeps(w, "{}");
                promotion_assert_is(final_of(w, cluster), "");
                sim_world_free(w);
                free(before);
        }
}

/* It is left for the next sweep, and the stack is not locked for it. */
static void one_that_can_not_be_started_is_left(void **state)
{
        static const char *const refusals[] = {"InsufficientDBInstanceCapacity",
                                               "InvalidDBInstanceState"};

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(refusals); i++) {
                char *fault = xasprintf(", 'faults': [{'when': {'operation': 'StartDBInstance', "
                                        "'nth': 1, 'times': 3}, 'do': 'error', 'status': 400, "
                                        "'code': '%s', 'message': 'not now'}]",
                                        refusals[i]);
                struct sim_world *w = promotion_world(fault);
                struct sim_result r;

                sim_run(w, "promote", STACK, KEEP("stopped", "24h"), &r);
                sim_assert_end(&r, RUN_SUCCEEDED);
                sim_result_release(&r);
                sim_pass(w, 25 * HOUR);
                sim_run(w, SWEEP, STACK, "{}", &r);
                sim_assert_end(&r, RUN_SUCCEEDED);
                assert_outputs(w, r.id, "left", "20261001000000");
                assert_outputs(w, r.id, "retired", NULL);
                if (!strstr(text_str(&w->events), "not now"))
                        fail_msg("%s", text_str(&w->events));
                promotion_assert_is(sim_parameter(w, "/xy-0146-qa/lock"), NULL);
                sim_result_release(&r);
                sim_pass(w, HOUR);
                for (int n = 0; n < 3 && strstr(all(w, false), OLD); n++) {
                        sim_run(w, SWEEP, STACK, "{}", &r);
                        sim_assert_end(&r, RUN_SUCCEEDED);
                        sim_result_release(&r);
                }
                assert_null(strstr(all(w, false), OLD));
                sim_world_free(w);
                free(fault);
        }
}

/* --- what RDS starts again --- */

struct status {
        const char *id;
        bool cluster;
        char *is;
};

static void look(struct sim_world *w, void *arg)
{
        struct status *s = arg;
        struct rds_instance db = {0};
        struct rds_cluster c = {0};
        struct err err = ERR_INIT;

        if (s->cluster ? !rds_find_cluster(w->aws, s->id, &c, &err)
                       : !rds_find_instance(w->aws, s->id, &db, &err))
                fail_msg("%s", err_text(&err));
        s->is = xstrdup(s->cluster ? c.status : db.status);
        rds_instance_release(&db);
        rds_cluster_release(&c);
}

static void assert_status(struct sim_world *w, bool cluster, const char *expected)
{
        struct status s = {.id = OLD, .cluster = cluster};

        sim_do(w, look, &s);
        promotion_assert_is(s.is, expected);
}

static void after_seven_days_it_is_stopped_again(void **state)
{
        (void)state;
        for (int cluster = 0; cluster < 2; cluster++) {
                struct sim_world *w = kept_world(cluster, KEEP("stopped", "30d"));
                struct sim_result r;

                sim_pass(w, 6 * DAY);
                sweeps_nothing(w, "{}");
                sim_pass(w, 2 * DAY);
                assert_status(w, cluster, "available");
                sim_run(w, SWEEP, STACK, "{}", &r);
                sim_assert_end(&r, RUN_SUCCEEDED);
                assert_outputs(w, r.id, "stopped", "20261001000000");
                assert_outputs(w, r.id, "retired", NULL);
                assert_status(w, cluster, "stopped");
                sim_result_release(&r);
                sim_pass(w, 23 * DAY);
                sweeps(w, "{}");
                sim_world_free(w);
        }
}

/* --- what is left --- */

static void one_that_is_active_again_is_left(void **state)
{
        struct sim_world *w = kept_world(false, KEEP("running", "24h"));

        (void)state;
        sim_pass(w, 2 * DAY);
        promotion_put(w, "/xy-0146-qa/db/active-timestamp", "20261001000000");
        leaves(w, "{}", "database " OLD " is the active one");
        sim_world_free(w);
}

static void use_old(struct sim_world *w, void *arg)
{
        struct ecs_update update = {.cluster = STACK,
                                    .service = "worker",
                                    .task_definition = "worker:1",
                                    .desired = -1};
        struct ecs_service service = {0};
        struct err err = ERR_INIT;

        (void)arg;
        if (!ecs_update_service(w->aws, &update, &service, &err))
                fail_msg("%s", err_text(&err));
        ecs_service_release(&service);
}

static void one_that_is_used_is_left(void **state)
{
        struct sim_world *w = kept_world(false, KEEP("running", "24h"));

        (void)state;
        sim_pass(w, 2 * DAY);
        sim_do(w, use_old, NULL);
        sim_pass(w, HOUR);
        leaves(w, "{}", "database " OLD " is still used by service worker");
        sim_world_free(w);
}

/* The record, with one text put in place of another. */
static void edit(struct sim_world *w, const char *name, const char *from, const char *to)
{
        char *record = sim_parameter(w, RECORD), *at = strstr(record, from), *edited;

        assert_non_null(at);
        edited = xasprintf("%.*s%s%s", (int)(at - record), record, to, at + strlen(from));
        promotion_put(w, name, edited);
        free(edited);
        free(record);
}

static void find_resource(struct sim_world *w, void *arg)
{
        struct rds_instance db = {0};
        struct err err = ERR_INIT;

        if (!rds_find_instance(w->aws, NEW, &db, &err))
                fail_msg("%s", err_text(&err));
        *(char **)arg = xstrdup(db.resource_id);
        rds_instance_release(&db);
}

static void an_edited_record_takes_nothing_else(void **state)
{
        struct sim_world *w = kept_world(false, KEEP("running", "24h"));
        char *record = sim_parameter(w, RECORD), *resource = NULL, *forged, *from, *rest;
        static const char theirs[] = "/xy-0146-qa/db/kept/20261120000000";
        struct sim_result r;

        (void)state;
        sim_pass(w, 2 * DAY);
        /* of the active database, by its name; the other one is due, and has its turn */
        edit(w, theirs, "20261001000000", "20261120000000");
        sim_run(w, SWEEP, STACK, "{}", &r);
        sim_assert_end(&r, RUN_SUCCEEDED);
        assert_non_null(
                strstr(text_str(&w->events), "left " NEW ": database " NEW " has resource id"));
        assert_outputs(w, r.id, "retired", "20261001000000");
        assert_outputs(w, r.id, "left", "20261120000000");
        promotion_assert_is(sim_databases(w), DEV "," NEW);
        sim_result_release(&r);

        promotion_put(w, theirs, record); /* copied as it was */
        leaves_it(w, "20261120000000", "{}", "its timestamp is 20261001000000");

        /* by name and resource id */
        sim_do(w, find_resource, &resource);
        from = strstr(record, "db-");
        rest = strchr(from, '"');
        memcpy(strstr(record, "20261001000000"), "20261120000000", 14);
        forged = xasprintf("%.*s%s%s", (int)(from - record), record, resource, rest);
        promotion_put(w, theirs, forged);
        leaves_it(w, "20261120000000", "{}", "database " NEW " is still used by service");
        promotion_assert_is(sim_databases(w), DEV "," NEW);
        free(forged);
        free(resource);
        free(record);
        sim_world_free(w);
}

static void another_resource_id_is_left(void **state)
{
        struct sim_world *w = kept_world(false, KEEP("running", "24h"));

        (void)state;
        sim_pass(w, 2 * DAY);
        edit(w, RECORD, "\"resource_id\":\"db-", "\"resource_id\":\"db-X");
        leaves(w, "{}", "and the one that is kept had db-X");
        sim_world_free(w);
}

static void a_broken_record_is_left(void **state)
{
        struct sim_world *w = kept_world(false, KEEP("running", "24h"));

        (void)state;
        sim_pass(w, 2 * DAY);
        edit(w, RECORD, "\"until\":\"2", "\"until\":\"soon");
        leaves(w, "{}", "can't be told: until is no time");
        edit(w, RECORD, "\"until\"", "\"till\"");
        leaves(w, "{'now': true}", "can't be told: until is not there");
        promotion_put(w, RECORD, "{");
        leaves(w, "{'now': true}", "can't be told");
        sim_world_free(w);
}

static void what_an_unfinished_run_keeps_is_left(void **state)
{
        struct sim_world *w = promotion_world(NULL);
        struct sim_result r;
        char *inputs;

        (void)state;
        sim_run(w, "promote", STACK, KEEP("running", "24h"), &r);
        sim_assert_end(&r, RUN_SUCCEEDED);
        sim_pass(w, 2 * DAY);
        inputs = xasprintf("{'unfinished': ['%s']}", r.id);
        leaves(w, inputs, "which keeps it, has not ended");
        free(inputs);
        sim_result_release(&r);
        sim_world_free(w);
}

static void a_locked_stack_is_left_alone(void **state)
{
        struct sim_world *w = kept_world(false, KEEP("running", "24h"));
        int64_t before;
        struct sim_result r;

        (void)state;
        sim_pass(w, 2 * DAY);
        promotion_put(w, "/xy-0146-qa/lock", "{\"run\":\"r1\",\"owner\":\"a@b:1\"}");
        before = sim_mutating(w);
        sim_run(w, SWEEP, STACK, "{}", &r);
        sim_assert_end(&r, RUN_LOCKED);
        /* to try to take the lock is all that it does */
        assert_in_range(sim_mutating(w), before, before + 1);
        promotion_assert_is(sim_databases(w), DEV "," OLD "," NEW);
        sim_result_release(&r);
        sim_world_free(w);
}

/* Another snapshot by that name is none of ours. */
static void untag(struct sim_world *w, void *arg)
{
        struct strlist keys = {0};
        struct rds_snapshot snap = {0};
        struct err err = ERR_INIT;

        strlist_add(&keys, "snaplift:kept-by");
        if (!rds_look_snapshot(w->aws, false, arg, &snap, &err) ||
            !rds_remove_tags(w->aws, snap.arn, &keys, &err))
                fail_msg("%s", err_text(&err));
        rds_snapshot_release(&snap);
        strlist_release(&keys);
}

static void a_snapshot_that_is_not_ours_is_left(void **state)
{
        struct sim_world *w = kept_world(false, KEEP("snapshot", "24h"));
        char *name = sim_snapshots(w, OLD);

        (void)state;
        sim_pass(w, 2 * DAY);
        edit(w, RECORD, "\"resource_id\":\"db-", "\"resource_id\":\"db-X");
        leaves(w, "{}", "and the one that is kept of db-X");
        edit(w, RECORD, "\"resource_id\":\"db-X", "\"resource_id\":\"db-");
        sim_do(w, untag, name);
        leaves(w, "{}", "is not tagged as kept by run");
        free(name);
        sim_world_free(w);
}

/* Nothing else is there to go on with. */
static void a_snapshot_is_left_without_an_active_database(void **state)
{
        struct sim_world *w = kept_world(false, KEEP("snapshot", "24h"));

        (void)state;
        sim_pass(w, 2 * DAY);
        promotion_put(w, "/xy-0146-qa/db/active-timestamp", "20261119000000");
        leaves(w, "{}", "the active database xy-0146-qa-20261119000000 does not exist");
        sim_world_free(w);
}

/* --- orphans, and the next promotion --- */

struct found {
        struct text out;
};

static void find_orphans(struct sim_world *w, void *arg)
{
        struct found *f = arg;
        struct orphan_search search = {.aws = w->aws, .definitions = true};
        struct orphans found = {0};
        struct err err = ERR_INIT;
        struct stack stack;

        search.stack = &stack;
        if (!stack_parse(STACK, &stack, &err) || !orphans_look(&search, &found, &err))
                fail_msg("%s", err_text(&err));
        for (size_t i = 0; i < found.count; i++)
                text_addf(&f->out, "%s %s%s;", orphan_kind_name(found.items[i].kind),
                          found.items[i].name, found.items[i].overdue ? " overdue" : "");
        assert_int_equal(found.sure, 0);
        orphans_release(&found);
}

static void assert_orphans(struct sim_world *w, const char *expected)
{
        struct found f = {.out = TEXT_INIT};

        sim_do(w, find_orphans, &f);
        promotion_assert_is(text_steal(&f.out), expected);
}

static void kept_ones_are_no_orphans(void **state)
{
        struct sim_world *w = kept_world(false, KEEP("stopped", "24h"));

        (void)state;
        promotion_put(w, "/xy-0146-qa/db/previous-timestamp", "20260101000000");
        sim_pass(w, HOUR);
        assert_orphans(w, "");
        sim_pass(w, DAY);
        assert_orphans(w, "database " OLD " overdue;");
        promotion_put(w, RECORD, "{");
        assert_orphans(w, "parameter " RECORD ";");
        sim_world_free(w);
}

/* Two are kept at once, each until its own time. */
static void the_next_promotion_copes(void **state)
{
        struct sim_world *w = kept_world(false, KEEP("stopped", "48h"));
        struct sim_result r;
        char *left;

        (void)state;
        sim_pass(w, DAY);
        sim_do(w, promotion_snapshot_dev, NULL);
        sim_pass(w, HOUR);
        sim_run(w, "promote", STACK, KEEP("running", "48h"), &r);
        sim_assert_end(&r, RUN_SUCCEEDED);
        sim_result_release(&r);
        assert_non_null(strstr(all(w, false), OLD));
        assert_non_null(strstr(all(w, false), NEW));
        sim_pass(w, 24 * HOUR);
        sweeps(w, "{}");
        assert_null(strstr(all(w, false), OLD));
        assert_non_null(strstr(all(w, false), NEW));
        left = sim_parameter(w, "/xy-0146-qa/db/kept/20261120000000");
        assert_non_null(left);
        free(left);
        sim_world_free(w);
}

/* A sweep between a promotion and its way back does not stand in it. */
static void a_sweep_is_not_in_the_way_back(void **state)
{
        struct sim_world *w = promotion_world(NULL);
        struct sim_result r, swept, back;

        (void)state;
        sim_run(w, "promote", STACK, KEEP("stopped", "30d"), &r);
        sim_assert_end(&r, RUN_SUCCEEDED);
        sim_pass(w, 8 * DAY);
        sim_run(w, SWEEP, STACK, "{}", &swept);
        sim_assert_end(&swept, RUN_SUCCEEDED);
        sim_return(w, r.id, &back);
        sim_assert_end(&back, RUN_ROLLED_BACK);
        promotion_assert_before(w);
        promotion_assert_is(sim_parameter(w, RECORD), NULL);
        sim_result_release(&r);
        sim_result_release(&swept);
        sim_result_release(&back);

        /* nor is what went back retired later */
        sim_pass(w, 30 * DAY);
        sweeps_nothing(w, "{'now': true}");
        sim_world_free(w);
}

/* --- cut anywhere --- */

static bool cut_after(long records, const char *keep, bool cluster)
{
        struct sim_world *w = kept_world(cluster, keep);
        struct tripwire *trip = tripwire_new(w->store);
        struct sim_result r, again = {0};
        bool whole;

        sim_pass(w, 2 * DAY);
        w->setup.store = tripwire_store(trip);
        tripwire_arm(trip, records);
        sim_run(w, SWEEP, STACK, "{}", &r);
        whole = r.end == RUN_SUCCEEDED && !tripwire_cut(trip);
        tripwire_disarm(trip);
        sim_pass(w, 5 * 60000);
        if (!whole && r.id) {
                sim_resume(w, r.id, &again);
                sim_assert_end(&again, RUN_SUCCEEDED);
                sim_result_release(&again);
        }
        if (r.id) {
                assert_null(strstr(all(w, cluster), OLD));
                promotion_assert_is(sim_parameter(w, RECORD), NULL);
                promotion_assert_is(sim_parameter(w, "/xy-0146-qa/lock"), NULL);
        }
        sim_result_release(&r);
        sim_world_free(w);
        tripwire_free(trip);
        return !whole;
}

static void cut_anywhere(void **state)
{
        static const char *const ways[] = {KEEP("stopped", "24h"), KEEP("snapshot", "24h")};

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(ways); i++) {
                for (int cluster = 0; cluster < 2; cluster++) {
                        long records = 1;

                        while (cut_after(records, ways[i], cluster))
                                records += sim_step();
                        assert_true(records > 6);
                }
        }
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(databases_come_to_their_time),
                cmocka_unit_test(now_is_before_their_time),
                cmocka_unit_test(snapshots_come_to_their_time),
                cmocka_unit_test(one_that_can_not_be_started_is_left),
                cmocka_unit_test(after_seven_days_it_is_stopped_again),
                cmocka_unit_test(one_that_is_active_again_is_left),
                cmocka_unit_test(one_that_is_used_is_left),
                cmocka_unit_test(an_edited_record_takes_nothing_else),
                cmocka_unit_test(another_resource_id_is_left),
                cmocka_unit_test(a_broken_record_is_left),
                cmocka_unit_test(what_an_unfinished_run_keeps_is_left),
                cmocka_unit_test(a_locked_stack_is_left_alone),
                cmocka_unit_test(a_snapshot_that_is_not_ours_is_left),
                cmocka_unit_test(a_snapshot_is_left_without_an_active_database),
                cmocka_unit_test(kept_ones_are_no_orphans),
                cmocka_unit_test(the_next_promotion_copes),
                cmocka_unit_test(a_sweep_is_not_in_the_way_back),
                cmocka_unit_test(cut_anywhere),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
