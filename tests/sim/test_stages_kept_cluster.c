/* A promotion that had succeeded is put back to an Aurora cluster of which only the final snapshot
 * was kept: it is restored first, with its instances, under the names that all of them had. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/aws/rds_cluster.h"
#include "engine/aws/rds_share.h"
#include "engine/base/mem.h"
#include "engine/run/reopen.h"
#include "tests/sim/helper_cluster.h"
#include "tests/sim/helper_tripwire.h"
#include "tests/sim/helper_wire.h"

#define STACK "xy-0146-qa"
#define RECORD "/xy-0146-qa/db/kept/20261001000000"
#define KEEP                                                                                       \
        "{'services': ['web', 'worker'], 'keep_for': '24h', 'keep': 'snapshot',"                   \
        " 'disable_protection': true}"
#define RESTORE "RestoreDBClusterFromSnapshot"
#define CREATE "CreateDBInstance"
#define ENDPOINT "CreateDBClusterEndpoint"
#define HOST(part) OLD ".cluster-" part "standin.us-east-1.rds.amazonaws.com"

static void promote(struct sim_world *w, struct sim_result *r)
{
        sim_run(w, "promote", STACK, KEEP, r);
        sim_assert_end(r, RUN_SUCCEEDED);
        promotion_assert_is(cluster_list(w), DEV_MEMBERS "," NEW_MEMBERS);
        sim_pass(w, 3600000);
        w->check = cluster_check;
}

/* --- what it is like when it is back --- */

struct seen {
        char *run, *final;            /* that the run has restored it, and from what */
        struct json_object *settings; /* of all, as they were */
        char *endpoints;
};

static void assert_tags(const struct tags *tags, const struct seen *seen)
{
        assert_string_equal(tags_get(tags, "snaplift:stack"), STACK);
        assert_string_equal(tags_get(tags, "snaplift:timestamp"), "20261001000000");
        assert_string_equal(tags_get(tags, "snaplift:snapshot"), seen->final);
        assert_string_equal(tags_get(tags, "snaplift:run"), seen->run);
        assert_string_equal(tags_get(tags, "team"), "blue");
        assert_null(tags_get(tags, "snaplift:keep-until"));
        assert_null(tags_get(tags, "snaplift:kept-by"));
}

/* {"<name>": settings} of the cluster and of its instances. */
static struct json_object *all_settings(struct sim_world *w, const struct seen *seen)
{
        struct json_object *all = json_object_new_object();
        struct rds_cluster c = {0};
        struct err err = ERR_INIT;

        if (!rds_find_cluster(w->aws, OLD, &c, &err))
                fail_msg("%s", err_text(&err));
        json_put(all, OLD, json_copy(c.settings));
        for (size_t i = 0; i < c.member_count; i++) {
                struct rds_instance db = {0};

                if (!rds_find_instance(w->aws, c.members[i].id, &db, &err))
                        fail_msg("%s", err_text(&err));
                assert_string_equal(db.status, "available");
                json_put(all, db.id, json_copy(db.settings));
                if (seen)
                        assert_tags(&db.tags, seen);
                rds_instance_release(&db);
        }
        if (seen) {
                assert_string_equal(c.status, "available");
                assert_string_equal(c.address, HOST(""));
                assert_string_equal(c.reader, HOST("ro-"));
                assert_tags(&c.tags, seen);
        }
        rds_cluster_release(&c);
        return all;
}

static char *endpoints(struct sim_world *w)
{
        struct rds_cluster_endpoints all = {0};
        struct text text = TEXT_INIT;
        struct err err = ERR_INIT;

        if (!rds_list_cluster_endpoints(w->aws, OLD, &all, &err))
                fail_msg("%s", err_text(&err));
        for (size_t i = 0; i < all.count; i++)
                text_addf(&text, "%s %s %s %zu\n", all.items[i].type,
                          all.items[i].custom_type ? all.items[i].custom_type : "-",
                          all.items[i].address, all.items[i].members.count);
        rds_cluster_endpoints_release(&all);
        return text_steal(&text);
}

static void look_before(struct sim_world *w, void *arg)
{
        struct seen *seen = arg;

        seen->settings = all_settings(w, NULL);
        seen->endpoints = endpoints(w);
}

/* A capacity may be said as 8 and as 8.0. */
static bool same_value(const char *key, struct json_object *a, struct json_object *b)
{
        static const char *const parts[] = {"MinCapacity", "MaxCapacity"};
        bool same = true;

        if (strcmp(key, "scaling") != 0)
                return json_same(a, b);
        for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
                const char *is = json_text(a, parts[i]), *was = json_text(b, parts[i]);

                same = same && is && was && !(strtod(is, NULL) < strtod(was, NULL)) &&
                       !(strtod(is, NULL) > strtod(was, NULL));
        }
        return same;
}

static void assert_same_settings(struct json_object *now, struct json_object *before)
{
        assert_int_equal(json_object_object_length(now), json_object_object_length(before));
        json_object_object_foreach(before, id, settings)
        {
                struct json_object *is = json_get(now, id);

                assert_int_equal(json_object_object_length(is),
                                 json_object_object_length(settings));
                json_object_object_foreach(settings, key, value)
                {
                        if (!same_value(key, json_get(is, key), value))
                                fail_msg("%s of %s is %s, not %s", key, id,
                                         json_line(json_get(is, key)), json_line(value));
                }
        }
}

static void look_after(struct sim_world *w, void *arg)
{
        struct seen *seen = arg;
        struct json_object *now = all_settings(w, seen);
        struct rds_snapshot snapshot = {0};
        struct err err = ERR_INIT;
        char *endpoints_now = endpoints(w);

        if (seen->settings)
                assert_same_settings(now, seen->settings);
        if (seen->endpoints)
                assert_string_equal(endpoints_now, seen->endpoints);
        if (!rds_find_cluster_snapshot(w->aws, seen->final, &snapshot, &err))
                fail_msg("%s", err_text(&err));
        assert_null(tags_get(&snapshot.tags, "snaplift:keep-until"));
        assert_null(tags_get(&snapshot.tags, "snaplift:kept-by"));
        rds_snapshot_release(&snapshot);
        json_object_put(now);
        free(endpoints_now);
}

/* The only one; automated ones are beside it. */
static char *final_snapshot(struct sim_world *w)
{
        char *all = cluster_snapshots(w, OLD), *one = strstr(all, OLD "-final-2026");

        assert_non_null(one);
        assert_null(strstr(one + 1, OLD "-final-"));
        one = xstrndup(one, strcspn(one, ","));
        free(all);
        return one;
}

static void assert_returned(struct sim_world *w, struct seen *seen, char *run)
{
        seen->run = run;
        seen->final = final_snapshot(w);
        cluster_assert_back(w);
        promotion_assert_is(sim_parameter(w, RECORD), NULL);
        sim_do(w, look_after, seen);
        assert_string_equal(cluster_breaches(), "");
        free(seen->final);
        free(seen->endpoints);
        json_object_put(seen->settings);
        *seen = (struct seen){0};
}

static void it_is_restored_and_gone_back_to(void **state)
{
        struct sim_world *w = cluster_rich_world(NULL);
        struct sim_result r, back;
        struct seen seen = {0};

        (void)state;
        sim_do(w, look_before, &seen);
        promote(w, &r);
        sim_return(w, r.id, &back);
        sim_assert_end(&back, RUN_ROLLED_BACK);
        assert_returned(w, &seen, r.id);
        assert_int_equal(wire_count(w->transport, RESTORE), 2);
        assert_int_equal(wire_count(w->transport, CREATE), 6);
        assert_non_null(
                strstr(text_str(&w->events), OLD " is there again, restored from " OLD "-final-"));
        assert_null(strstr(text_str(&w->events), OLD " differs"));
        sim_result_release(&r);
        sim_result_release(&back);

        /* and it is the stack's again: promoted from, and retired */
        sim_run(w, "promote", STACK, KEEP, &r);
        sim_assert_end(&r, RUN_SUCCEEDED);
        promotion_assert_is(cluster_list(w), DEV_MEMBERS "," NEW_MEMBERS);
        assert_string_equal(cluster_breaches(), "");
        sim_result_release(&r);
        sim_world_free(w);
}

struct asking {
        const char *run;
        struct json_object *plan;
};

static void ask(struct sim_world *w, void *arg)
{
        struct asking *a = arg;
        struct err err = ERR_INIT;
        struct run *run = run_open(&w->setup, a->run, &err);

        if (!run || !run_return_plan(run, &a->plan, &err))
                fail_msg("%s", err_text(&err));
        run_free(run);
}

static void the_plan_says_so(void **state)
{
        static const char *const lines[] = {
                "retire: rds:RestoreDBClusterFromSnapshot " OLD,
                "retire: rds:CreateDBInstance qa-a",
                "retire: rds:CreateDBInstance qa-b",
                "retire: rds:CreateDBInstance qa-c",
                "retire: rds:CreateDBClusterEndpoint " OLD "-reports",
                "retire: rds:AddRoleToDBCluster " OLD,
                "retire: rds:EnableHttpEndpoint " OLD,
                "retire: rds:RemoveTagsFromResource " OLD "-final-",
                "retire: ssm:DeleteParameter " RECORD,
        };
        struct sim_world *w = cluster_rich_world(NULL);
        struct text text = TEXT_INIT;
        struct asking asking = {0};
        struct json_object *shown;
        struct sim_result r;
        int64_t mutating;
        char *final;

        (void)state;
        promote(w, &r);
        mutating = sim_mutating(w);
        asking.run = r.id;
        sim_do(w, ask, &asking);
        assert_int_equal(sim_mutating(w), mutating);
        final = final_snapshot(w);
        shown = json_get(json_get(json_at(json_array(asking.plan, "stages"), 0), "shows"),
                         "restored");
        assert_string_equal(json_text(shown, "database"), OLD);
        assert_string_equal(json_text(shown, "snapshot"), final);
        sim_plan_text(asking.plan, &text);
        for (size_t i = 0; i < ARRAY_LEN(lines); i++)
                if (!strstr(text_str(&text), lines[i]))
                        fail_msg("\"%s\" is not in\n%s", lines[i], text_str(&text));
        assert_null(strstr(text_str(&text), "!"));
        json_object_put(asking.plan);
        text_release(&text);
        free(final);
        sim_result_release(&r);
        sim_world_free(w);
}

/* --- what goes wrong --- */

/* The nth call of the operation, from the return's first on. */
static const struct {
        const char *operation;
        int nth, cluster_restores, creates; /* of the calls, when it did not take effect */
} calls[] = {
        {RESTORE, 2, 3, 6},
        {CREATE, 4, 2, 7},
        {CREATE, 6, 2, 7},
        {ENDPOINT, 3, 2, 6}, /* one by hand, one forward */
        {"AddRoleToDBCluster", 3, 2, 6},
        {"EnableHttpEndpoint", 3, 2, 6},
        {"RemoveTagsFromResource", 1, 2, 6},
};

static void a_lost_answer_is_looked_at(void **state)
{
        static const char *const ways[] = {"drop-before", "drop-after"};

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(ways); i++) {
                for (size_t k = 0; k < ARRAY_LEN(calls); k++) {
                        char *faults = xasprintf(", 'faults': [{'when': {'operation': '%s',"
                                                 " 'nth': %d}, 'do': '%s'}]",
                                                 calls[k].operation, calls[k].nth, ways[i]);
                        struct sim_world *w = cluster_rich_world(faults);
                        struct sim_result r, back;
                        struct seen seen = {0};

                        sim_do(w, look_before, &seen);
                        promote(w, &r);
                        sim_return(w, r.id, &back);
                        if (back.end != RUN_ROLLED_BACK)
                                print_message("%s\n", faults);
                        sim_assert_end(&back, RUN_ROLLED_BACK);
                        assert_returned(w, &seen, r.id);
                        assert_int_equal(wire_count(w->transport, RESTORE),
                                         i ? 2 : calls[k].cluster_restores);
                        assert_int_equal(wire_count(w->transport, CREATE),
                                         i ? 6 : calls[k].creates);
                        sim_result_release(&r);
                        sim_result_release(&back);
                        sim_world_free(w);
                        free(faults);
                }
        }
}

/* What AWS shows lags behind all the way, from the moment the run has ended. */
static void what_is_seen_late_is_waited_for(void **state)
{
        (void)state;
        for (int flaps = 0; flaps < 2; flaps++) {
                const struct standin_lag rds = {.service = "rds", .lasts = 40000, .flaps = flaps},
                                         ssm = {.service = "ssm", .lasts = 40000, .flaps = flaps},
                                         none = {.service = "rds"},
                                         none_either = {.service = "ssm"};
                struct sim_world *w = cluster_rich_world(NULL);
                struct sim_result r, back;
                struct seen seen = {0};

                sim_do(w, look_before, &seen);
                sim_run(w, "promote", STACK, KEEP, &r);
                sim_assert_end(&r, RUN_SUCCEEDED);
                standin_lag(w->cloud, &rds);
                standin_lag(w->cloud, &ssm);
                w->check = cluster_check;
                sim_return(w, r.id, &back);
                sim_assert_end(&back, RUN_ROLLED_BACK);
                standin_lag(w->cloud, &none);
                standin_lag(w->cloud, &none_either);
                sim_pass(w, 3600000);
                assert_returned(w, &seen, r.id);
                assert_int_equal(wire_count(w->transport, RESTORE), 2);
                sim_result_release(&r);
                sim_result_release(&back);
                sim_world_free(w);
        }
}

static bool cut_after(long records)
{
        struct sim_world *w = cluster_rich_world(NULL);
        struct tripwire *trip = tripwire_new(w->store);
        struct sim_result r, back, again;
        struct seen seen = {0};
        bool whole;

        sim_do(w, look_before, &seen);
        promote(w, &r);
        w->setup.store = tripwire_store(trip);
        tripwire_arm(trip, records);
        sim_return(w, r.id, &back);
        whole = back.end == RUN_ROLLED_BACK && !tripwire_cut(trip);
        tripwire_disarm(trip);
        sim_pass(w, 5 * 60000);
        if (!whole) {
                if (records % 2)
                        sim_return(w, r.id, &again);
                else
                        sim_resume(w, r.id, &again);
                if (again.end != RUN_ROLLED_BACK)
                        print_message("cut after %ld records\n", records);
                sim_assert_end(&again, RUN_ROLLED_BACK);
                sim_result_release(&again);
        }
        assert_returned(w, &seen, r.id);
        assert_int_equal(wire_count(w->transport, RESTORE), 2);
        assert_int_equal(wire_count(w->transport, CREATE), 6);
        sim_result_release(&r);
        sim_result_release(&back);
        sim_world_free(w);
        tripwire_free(trip);
        return !whole;
}

static void cut_anywhere(void **state)
{
        long records = 1;

        (void)state;
        while (cut_after(records))
                records += sim_step();
        assert_true(records > 30);
}

/* Also on the way forward: what it was is known whole before any of it is deleted. */
static bool retired_after(long records)
{
        struct sim_world *w = cluster_rich_world(NULL);
        struct tripwire *trip = tripwire_new(w->store);
        struct sim_result r, again, back;
        struct seen seen = {0};
        bool whole;

        sim_do(w, look_before, &seen);
        w->setup.store = tripwire_store(trip);
        tripwire_arm(trip, records);
        sim_run(w, "promote", STACK, KEEP, &r);
        whole = r.end == RUN_SUCCEEDED && !tripwire_cut(trip);
        tripwire_disarm(trip);
        sim_pass(w, 5 * 60000);
        if (!whole) {
                sim_resume(w, r.id, &again);
                sim_assert_end(&again, RUN_SUCCEEDED);
                sim_result_release(&again);
        }
        sim_pass(w, 3600000);
        sim_return(w, r.id, &back);
        sim_assert_end(&back, RUN_ROLLED_BACK);
        assert_returned(w, &seen, r.id);
        sim_result_release(&r);
        sim_result_release(&back);
        sim_world_free(w);
        tripwire_free(trip);
        return !whole;
}

static void known_wherever_the_promotion_was_cut(void **state)
{
        long records = 1;

        (void)state;
        while (retired_after(records))
                records += 7 * sim_step();
        assert_true(records > 60);
}

/* Nothing else has been put back then, and it is tried again when the run is taken up. */
static void a_call_that_is_refused_is_tried_again(void **state)
{
        static const char *const refusals[] = {
                "'operation': '" RESTORE "', 'nth': 2}, 'do': 'error',"
                " 'code': 'InsufficientDBClusterCapacityFault', 'status': 403",
                "'operation': '" CREATE "', 'nth': 5}, 'do': 'error',"
                " 'code': 'InsufficientDBInstanceCapacity', 'status': 400",
        };

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(refusals); i++) {
                char *faults = xasprintf(", 'faults': [{'when': {%s}]", refusals[i]);
                struct sim_world *w = cluster_rich_world(faults);
                struct sim_result r, back;
                struct seen seen = {0};

                sim_do(w, look_before, &seen);
                promote(w, &r);
                sim_return(w, r.id, &back);
                sim_assert_end(&back, RUN_ROLLBACK_INCOMPLETE);
                promotion_assert_is(sim_parameter(w, "/xy-0146-qa/db/active-timestamp"),
                                    "20261120000000");
                assert_int_equal(wire_count(w->transport, "UpdateService"), 2);
                sim_result_release(&back);
                sim_return(w, r.id, &back);
                sim_assert_end(&back, RUN_ROLLED_BACK);
                assert_returned(w, &seen, r.id);
                sim_result_release(&r);
                sim_result_release(&back);
                sim_world_free(w);
                free(faults);
        }
}

/* Each of them: the writer's, the readers', an instance's, a custom endpoint's. */
static void another_address_stops_it(void **state)
{
        static const char *const addresses[][3] = {
                {HOST(""), OLD ".cluster-other.", "cluster " OLD ", restored from "},
                {HOST("ro-"), OLD ".cluster-ro-other.", "the readers of cluster " OLD},
                {"qa-c.standin.", "qa-c.other.", "instance qa-c of cluster " OLD},
                {OLD "-reports.cluster-custom-standin.", OLD "-reports.cluster-custom-other.",
                 "endpoint " OLD "-reports of cluster " OLD},
        };

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(addresses); i++) {
                struct sim_world *w = cluster_rich_world(NULL);
                struct sim_result r, back;

                promote(w, &r);
                w->check = NULL;
                wire_replace(w->transport, addresses[i][0], addresses[i][1]);
                sim_return(w, r.id, &back);
                sim_assert_end(&back, RUN_ROLLBACK_INCOMPLETE);
                if (!strstr(err_text(&back.err), addresses[i][2]) ||
                    !strstr(err_text(&back.err), "which the services and"))
                        fail_msg("%s", err_text(&back.err));
                promotion_assert_is(sim_parameter(w, "/xy-0146-qa/db/active-timestamp"),
                                    "20261120000000");
                promotion_assert_is(cluster_list(w), DEV_MEMBERS "," OLD_MEMBERS "," NEW_MEMBERS);
                assert_int_equal(wire_count(w->transport, "UpdateService"), 2);
                sim_result_release(&r);
                sim_result_release(&back);
                sim_world_free(w);
        }
}

/* --- refused before anything is changed --- */

typedef void (*meanwhile_fn)(struct sim_world *w, void *arg);

static void refused(struct sim_world *w, meanwhile_fn before, meanwhile_fn meanwhile,
                    const char *words)
{
        struct sim_result r, back;
        int64_t mutating;
        char *final;

        if (before)
                sim_do(w, before, NULL);
        sim_pass(w, 3600000);
        sim_run(w, "promote", STACK, KEEP, &r);
        sim_assert_end(&r, RUN_SUCCEEDED);
        final = final_snapshot(w);
        if (meanwhile)
                sim_do(w, meanwhile, final);
        sim_pass(w, 3600000);
        mutating = sim_mutating(w);
        sim_return(w, r.id, &back);
        sim_assert_end(&back, RUN_REFUSED);
        if (!strstr(err_text(&back.err), words))
                fail_msg("\"%s\" does not say \"%s\"", err_text(&back.err), words);
        assert_int_equal(sim_mutating(w), mutating);
        promotion_assert_is(sim_parameter(w, "/xy-0146-qa/lock"), NULL);
        free(final);
        sim_result_release(&r);
        sim_result_release(&back);
        sim_world_free(w);
}

static void delete_final(struct sim_world *w, void *arg)
{
        struct err err = ERR_INIT;

        if (!rds_remove_snapshot(w->aws, true, arg, &err))
                fail_msg("%s", err_text(&err));
}

static void restore_as(struct sim_world *w, const char *id)
{
        struct rds_cluster_restore restore = {
                .id = id, .snapshot = "latest", .engine = "aurora-postgresql"};
        struct rds_cluster c = {0};
        struct err err = ERR_INIT;

        if (!rds_restore_cluster(w->aws, &restore, &c, &err))
                fail_msg("%s", err_text(&err));
        rds_cluster_release(&c);
}

static void take_name(struct sim_world *w, void *arg)
{
        (void)arg;
        restore_as(w, OLD);
}

/* In a cluster that has nothing to do with the stack. */
static void take_member_name(struct sim_world *w, void *arg)
{
        struct json_object *settings = json_object_new_object();
        struct rds_member_create create = {
                .id = "qa-b", .cluster = DEV, .engine = "aurora-postgresql", .settings = settings};
        struct rds_instance db = {0};
        struct err err = ERR_INIT;

        (void)arg;
        json_put_text(settings, "class", "db.t4g.medium");
        if (!rds_create_member(w->aws, &create, &db, &err))
                fail_msg("%s", err_text(&err));
        rds_instance_release(&db);
        json_object_put(settings);
}

static void take_endpoint_name(struct sim_world *w, void *arg)
{
        struct strlist none = {0};
        struct rds_endpoint_create create = {.id = OLD "-reports",
                                             .cluster = DEV,
                                             .type = "ANY",
                                             .members = &none,
                                             .excluded = &none};
        struct err err = ERR_INIT;

        (void)arg;
        if (!rds_create_cluster_endpoint(w->aws, &create, &err))
                fail_msg("%s", err_text(&err));
}

static void let_rds_manage(struct sim_world *w, void *arg)
{
        struct rds_modify modify = rds_modify_init();
        struct err err = ERR_INIT;

        (void)arg;
        modify.id = OLD;
        modify.manage_password = true;
        if (!rds_modify_cluster(w->aws, &modify, NULL, &err))
                fail_msg("%s", err_text(&err));
}

/* Of that name, and of another cluster. */
static void replace_final(struct sim_world *w, void *arg)
{
        struct rds_snapshot snapshot = {0};
        struct err err = ERR_INIT;

        delete_final(w, arg);
        if (!rds_create_cluster_snapshot(w->aws, arg, DEV, NULL, &snapshot, &err))
                fail_msg("%s", err_text(&err));
        rds_snapshot_release(&snapshot);
}

static void what_can_not_be_restored_is_refused(void **state)
{
        (void)state;
        refused(cluster_world(NULL), NULL, delete_final, "final snapshot " OLD "-final-");
        refused(cluster_world(NULL), NULL, replace_final, "and the one that was kept of");
        refused(cluster_world(NULL), NULL, take_name, "cluster " OLD " is there by now");
        refused(cluster_world(NULL), NULL, take_member_name, "DB instance qa-b is there by now");
        refused(cluster_rich_world(NULL), NULL, take_endpoint_name,
                "another cluster has the custom endpoint " OLD "-reports");
        refused(cluster_world(NULL), let_rds_manage, NULL,
                "RDS kept the master password of database " OLD);
}

/* --- one that was changed before it was retired --- */

static void fail_over_and_lose_one(struct sim_world *w, void *arg)
{
        struct err err = ERR_INIT;

        (void)arg;
        if (!rds_delete_instance(w->aws, "qa-a", NULL, true, &err))
                fail_msg("%s", err_text(&err));
}

/* Its writer is gone: another writes, and is the one that is made first again. */
static void it_has_what_it_had_in_the_end(void **state)
{
        struct sim_world *w = cluster_world(NULL);
        struct sim_result r, back;

        (void)state;
        sim_do(w, fail_over_and_lose_one, NULL);
        sim_pass(w, 3600000);
        promotion_assert_is(cluster_list(w), DEV_MEMBERS "," OLD "(qa-b*,qa-c)");
        sim_run(w, "promote", STACK, KEEP, &r);
        sim_assert_end(&r, RUN_SUCCEEDED);
        sim_pass(w, 3600000);
        sim_return(w, r.id, &back);
        sim_assert_end(&back, RUN_ROLLED_BACK);
        promotion_assert_is(cluster_list(w), DEV_MEMBERS "," OLD "(qa-b*,qa-c)");
        sim_result_release(&r);
        sim_result_release(&back);
        sim_world_free(w);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(it_is_restored_and_gone_back_to),
                cmocka_unit_test(the_plan_says_so),
                cmocka_unit_test(a_lost_answer_is_looked_at),
                cmocka_unit_test(what_is_seen_late_is_waited_for),
                cmocka_unit_test(cut_anywhere),
                cmocka_unit_test(known_wherever_the_promotion_was_cut),
                cmocka_unit_test(a_call_that_is_refused_is_tried_again),
                cmocka_unit_test(another_address_stops_it),
                cmocka_unit_test(what_can_not_be_restored_is_refused),
                cmocka_unit_test(it_has_what_it_had_in_the_end),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
