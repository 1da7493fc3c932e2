/* A promotion that had succeeded is put back to a database of which only the final snapshot was
 * kept: it is restored under its old name first. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/aws/rds.h"
#include "engine/base/mem.h"
#include "engine/run/reopen.h"
#include "tests/sim/helper_promotion.h"
#include "tests/sim/helper_tripwire.h"
#include "tests/sim/helper_wire.h"

#define STACK "xy-0146-qa"
#define RECORD "/xy-0146-qa/db/kept/20261001000000"
#define KEEP "{'services': ['web', 'worker'], 'keep_for': '24h', 'keep': 'snapshot'}"
#define RESTORE "RestoreDBInstanceFromDBSnapshot"
#define ADDRESS OLD ".standin.us-east-1.rds.amazonaws.com"

static void promote(struct sim_world *w, const char *inputs, struct sim_result *r)
{
        sim_run(w, "promote", STACK, inputs, r);
        sim_assert_end(r, RUN_SUCCEEDED);
        promotion_assert_is(sim_databases(w), DEV "," NEW);
        sim_pass(w, 3600000);
}

/* --- what it is like when it is back --- */

struct seen {
        char *run, *final; /* that the run has restored it, and from what */
};

static void look_at_old(struct sim_world *w, void *arg)
{
        struct seen *seen = arg;
        struct rds_instance db = {0};
        struct err err = ERR_INIT;

        if (!rds_find_instance(w->aws, OLD, &db, &err))
                fail_msg("%s", err_text(&err));
        assert_string_equal(db.status, "available");
        assert_string_equal(db.address, ADDRESS);
        assert_string_equal(db.instance_class, "db.t4g.medium");
        assert_true(db.multi_az);
        assert_int_equal(db.storage, 50);
        assert_string_equal(db.security_groups.items[0], "sg-0000000a");
        assert_string_equal(db.parameter_groups[0].name, "ours");
        assert_string_equal(tags_get(&db.tags, "team"), "blue");
        assert_string_equal(tags_get(&db.tags, "snaplift:stack"), STACK);
        assert_string_equal(tags_get(&db.tags, "snaplift:timestamp"), "20261001000000");
        assert_string_equal(tags_get(&db.tags, "snaplift:snapshot"), seen->final);
        assert_string_equal(tags_get(&db.tags, "snaplift:run"), seen->run);
        assert_null(tags_get(&db.tags, "snaplift:keep-until"));
        assert_null(tags_get(&db.tags, "snaplift:kept-by"));
        assert_null(tags_get(&db.tags, "snaplift:protected"));
        rds_instance_release(&db);
}

static void look_at_final(struct sim_world *w, void *arg)
{
        struct seen *seen = arg;
        struct rds_snapshot snapshot = {0};
        struct err err = ERR_INIT;

        if (!rds_find_snapshot(w->aws, seen->final, &snapshot, &err))
                fail_msg("%s", err_text(&err));
        assert_null(tags_get(&snapshot.tags, "snaplift:keep-until"));
        assert_null(tags_get(&snapshot.tags, "snaplift:kept-by"));
        rds_snapshot_release(&snapshot);
}

static void assert_returned(struct sim_world *w, char *run)
{
        struct seen seen = {.run = run, .final = sim_snapshots(w, OLD)};

        promotion_assert_before(w);
        promotion_assert_is(sim_parameter(w, RECORD), NULL);
        assert_true(text_starts(seen.final, OLD "-final-2026"));
        assert_null(strchr(seen.final, ','));
        sim_do(w, look_at_old, &seen);
        sim_do(w, look_at_final, &seen);
        assert_string_equal(promotion_breaches(), "");
        free(seen.final);
}

static void it_is_restored_and_gone_back_to(void **state)
{
        struct sim_world *w = promotion_world(NULL);
        struct sim_result r, back;

        (void)state;
        promote(w, KEEP, &r);
        w->check = promotion_check;
        sim_return(w, r.id, &back);
        sim_assert_end(&back, RUN_ROLLED_BACK);
        assert_returned(w, r.id);
        assert_int_equal(wire_count(w->transport, RESTORE), 2);
        assert_non_null(
                strstr(text_str(&w->events), OLD " is there again, restored from " OLD "-final-"));
        sim_result_release(&r);
        sim_result_release(&back);

        /* and it is the stack's again: promoted from, and retired */
        sim_run(w, "promote", STACK, SERVICES, &r);
        sim_assert_end(&r, RUN_SUCCEEDED);
        promotion_assert_is(sim_databases(w), DEV "," NEW);
        assert_string_equal(promotion_breaches(), "");
        sim_result_release(&r);
        sim_world_free(w);
}

static void the_plan_says_so(void **state)
{
        struct sim_world *w = promotion_world(NULL);
        struct text text = TEXT_INIT;
        struct json_object *plan;
        struct json_object *shown;
        struct sim_result r;
        int64_t mutating;
        char *final;

        (void)state;
        promote(w, KEEP, &r);
        mutating = sim_mutating(w);
        plan = sim_return_plan(w, r.id);
        assert_int_equal(sim_mutating(w), mutating);
        final = sim_snapshots(w, OLD);
        shown = json_get(json_get(json_at(json_array(plan, "stages"), 0), "shows"), "restored");
        assert_string_equal(json_text(shown, "database"), OLD);
        assert_string_equal(json_text(shown, "snapshot"), final);
        sim_plan_text(plan, &text);
        assert_non_null(
                strstr(text_str(&text), "retire: rds:RestoreDBInstanceFromDBSnapshot " OLD));
        assert_non_null(strstr(text_str(&text), final));
        assert_non_null(strstr(text_str(&text), "retire: ssm:DeleteParameter " RECORD));
        assert_null(strstr(text_str(&text), "!"));
        json_object_put(plan);
        text_release(&text);
        free(final);
        sim_result_release(&r);
        sim_world_free(w);
}

/* Longer than the pipeline gives the deletion, and its undo. */
static void it_may_take_hours(void **state)
{
        struct sim_world *w =
                promotion_world(", 'durations': {'db-creating': 18000000}, 'jitter': 0");
        struct sim_result r, back;

        (void)state;
        promote(w, KEEP, &r);
        w->check = promotion_check;
        sim_return(w, r.id, &back);
        sim_assert_end(&back, RUN_ROLLED_BACK);
        assert_returned(w, r.id);
        sim_result_release(&r);
        sim_result_release(&back);
        sim_world_free(w);
}

/* --- what goes wrong --- */

static void a_lost_answer_is_looked_at(void **state)
{
        static const char *const ways[] = {"drop-before", "drop-after"};
        static const char *const calls[] = {RESTORE, "RemoveTagsFromResource"};

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(ways); i++) {
                for (size_t k = 0; k < ARRAY_LEN(calls); k++) {
                        char *faults = xasprintf(", 'faults': [{'when': {'operation': '%s',"
                                                 " 'nth': %d}, 'do': '%s'}]",
                                                 calls[k], k ? 1 : 2, ways[i]);
                        struct sim_world *w = promotion_world(faults);
                        struct sim_result r, back;

                        promote(w, KEEP, &r);
                        w->check = promotion_check;
                        sim_return(w, r.id, &back);
                        sim_assert_end(&back, RUN_ROLLED_BACK);
                        assert_returned(w, r.id);
                        if (!k)
                                assert_int_equal(wire_count(w->transport, RESTORE), i ? 2 : 3);
                        sim_result_release(&r);
                        sim_result_release(&back);
                        sim_world_free(w);
                        free(faults);
                }
        }
}

/* What AWS shows lags behind all the way, from the moment the run has ended. */
static void seen_late(bool flaps, const char *more)
{
        const struct standin_lag rds = {.service = "rds", .lasts = 40000, .flaps = flaps},
                                 ssm = {.service = "ssm", .lasts = 40000, .flaps = flaps},
                                 none = {.service = "rds"}, none_either = {.service = "ssm"};
        struct sim_world *w = promotion_world(more);
        struct sim_result r, back;

        sim_run(w, "promote", STACK, KEEP, &r);
        sim_assert_end(&r, RUN_SUCCEEDED);
        standin_lag(w->cloud, &rds);
        standin_lag(w->cloud, &ssm);
        w->check = promotion_check;
        sim_return(w, r.id, &back);
        sim_assert_end(&back, RUN_ROLLED_BACK);
        standin_lag(w->cloud, &none);
        standin_lag(w->cloud, &none_either);
        sim_pass(w, 3600000);
        assert_returned(w, r.id);
        assert_int_equal(wire_count(w->transport, RESTORE), 2);
        sim_result_release(&r);
        sim_result_release(&back);
        sim_world_free(w);
}

static void what_is_seen_late_is_waited_for(void **state)
{
        static const char lost[] = ", 'faults': [{'when': {'operation': '" RESTORE
                                   "', 'nth': 2}, 'do': 'drop-after'}]";

        (void)state;
        for (int flaps = 0; flaps < 2; flaps++) {
                seen_late(flaps, NULL);
                seen_late(flaps, lost);
        }
}

static bool cut_after(long records)
{
        struct sim_world *w = promotion_world(NULL);
        struct tripwire *trip = tripwire_new(w->store);
        struct sim_result r, back, again;
        bool whole;

        promote(w, KEEP, &r);
        w->check = promotion_check;
        w->setup.store = tripwire_store(trip);
        tripwire_arm(trip, records);
        sim_return(w, r.id, &back);
        whole = back.end == RUN_ROLLED_BACK && !tripwire_cut(trip);
        tripwire_disarm(trip);
        sim_pass(w, 5 * 60000);
        if (!whole) {
                sim_return(w, r.id, &again);
                sim_assert_end(&again, RUN_ROLLED_BACK);
                sim_result_release(&again);
        }
        assert_returned(w, r.id);
        assert_int_equal(wire_count(w->transport, RESTORE), 2);
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
        assert_true(records > 20);
}

/* Nothing else has been put back then, and it is tried again when the run is taken up. */
static void a_restore_that_is_refused_is_tried_again(void **state)
{
        struct sim_world *w = promotion_world(
                ", 'faults': [{'when': {'operation': '" RESTORE "', 'nth': 2}, 'do': 'error',"
                " 'code': 'InsufficientDBInstanceCapacity', 'status': 400}]");
        struct sim_result r, back;

        (void)state;
        promote(w, KEEP, &r);
        w->check = promotion_check;
        sim_return(w, r.id, &back);
        sim_assert_end(&back, RUN_ROLLBACK_INCOMPLETE);
        promotion_assert_is(sim_parameter(w, "/xy-0146-qa/db/active-timestamp"), "20261120000000");
        promotion_assert_is(sim_databases(w), DEV "," NEW);
        assert_int_equal(wire_count(w->transport, "UpdateService"), 2);
        sim_result_release(&back);
        sim_return(w, r.id, &back);
        sim_assert_end(&back, RUN_ROLLED_BACK);
        assert_returned(w, r.id);
        sim_result_release(&r);
        sim_result_release(&back);
        sim_world_free(w);
}

static void another_address_stops_it(void **state)
{
        struct sim_world *w = promotion_world(NULL);
        struct sim_result r, back;

        (void)state;
        promote(w, KEEP, &r);
        wire_replace(w->transport, NULL, OLD ".standin.", OLD ".another.");
        sim_return(w, r.id, &back);
        sim_assert_end(&back, RUN_ROLLBACK_INCOMPLETE);
        if (!strstr(err_text(&back.err), "has the address " OLD ".another."))
                fail_msg("%s", err_text(&back.err));
        promotion_assert_is(sim_parameter(w, "/xy-0146-qa/db/active-timestamp"), "20261120000000");
        promotion_assert_is(sim_databases(w), DEV "," OLD "," NEW);
        assert_int_equal(wire_count(w->transport, "UpdateService"), 2);
        sim_result_release(&r);
        sim_result_release(&back);
        sim_world_free(w);
}

/* --- protection --- */

static void protect(struct sim_world *w, void *arg)
{
        struct rds_modify modify = rds_modify_init();
        struct json_object *on = json_object_new_object();
        struct rds_instance db = {0};
        struct tags tags = {0};
        struct err err = ERR_INIT;

        (void)arg;
        json_put_flag(on, "deletion_protection", true);
        modify.id = OLD;
        modify.settings = on;
        tags_set(&tags, "snaplift:protected", "true");
        tags_set(&tags, "snaplift:commit", "0123abc");
        if (!rds_modify_instance(w->aws, &modify, &db, &err) ||
            !rds_add_tags(w->aws, db.arn, &tags, &err))
                fail_msg("%s", err_text(&err));
        json_object_put(on);
        rds_instance_release(&db);
        tags_release(&tags);
}

static void assert_protected(struct sim_world *w, void *arg)
{
        struct rds_instance db = {0};
        struct err err = ERR_INIT;

        (void)arg;
        if (!rds_find_instance(w->aws, OLD, &db, &err))
                fail_msg("%s", err_text(&err));
        assert_true(db.deletion_protection);
        assert_string_equal(tags_get(&db.tags, "snaplift:protected"), "true");
        assert_string_equal(tags_get(&db.tags, "snaplift:commit"), "0123abc");
        rds_instance_release(&db);
}

static void its_protection_comes_back(void **state)
{
        struct sim_world *w = promotion_world(NULL);
        struct sim_result r, back;

        (void)state;
        sim_do(w, protect, NULL);
        sim_pass(w, 600000);
        promote(w, KEEP, &r);
        sim_return(w, r.id, &back);
        sim_assert_end(&back, RUN_ROLLED_BACK);
        promotion_assert_before(w);
        sim_do(w, assert_protected, NULL);
        sim_result_release(&r);
        sim_result_release(&back);
        sim_world_free(w);
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
        final = sim_snapshots(w, OLD);
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

        if (!rds_delete_snapshot(w->aws, arg, &err))
                fail_msg("%s", err_text(&err));
}

static void take_name(struct sim_world *w, void *arg)
{
        struct rds_restore restore = {.id = OLD, .snapshot = "latest"};
        struct rds_instance db = {0};
        struct err err = ERR_INIT;

        (void)arg;
        if (!rds_restore_instance(w->aws, &restore, &db, &err))
                fail_msg("%s", err_text(&err));
        rds_instance_release(&db);
}

static void let_rds_manage(struct sim_world *w, void *arg)
{
        struct rds_modify modify = rds_modify_init();
        struct err err = ERR_INIT;

        (void)arg;
        modify.id = OLD;
        modify.manage_password = true;
        if (!rds_modify_instance(w->aws, &modify, NULL, &err))
                fail_msg("%s", err_text(&err));
}

static void what_can_not_be_restored_is_refused(void **state)
{
        (void)state;
        refused(promotion_world(NULL), NULL, delete_final, "final snapshot " OLD "-final-");
        refused(promotion_world(NULL), NULL, take_name, "database " OLD " is there by now");
        refused(promotion_world(NULL), let_rds_manage, NULL,
                "RDS kept the master password of database " OLD);
}

#define OLDER                                                                                      \
        "{\"timestamp\":\"20261001000000\",\"kind\":\"instance\",\"resource_id\":\"db-OLDER\","    \
        "\"as\":\"snapshot\",\"snapshot\":\"older-final\",\"run\":\"20261101-000000-aaaa\","       \
        "\"since\":\"2026-11-01T00:00:00.000Z\",\"until\":\"2026-12-01T00:00:00.000Z\","           \
        "\"clusters\":[\"xy-0146-qa\"],\"families\":\"xy-0146-qa\",\"scheduled\":\"refuse\","      \
        "\"unseen\":\"report\",\"final_snapshot\":true,\"keep_backups\":false,"                    \
        "\"disable_protection\":false}"

static void keep_older(struct sim_world *w, void *arg)
{
        (void)arg;
        assert_int_equal(wire_form(w->transport, "Action=CreateDBSnapshot"
                                                 "&DBSnapshotIdentifier=older-final"
                                                 "&DBInstanceIdentifier=" OLD
                                                 "&Tags.Tag.1.Key=snaplift:keep-until"
                                                 "&Tags.Tag.1.Value=2026-12-01T00:00:00Z"
                                                 "&Tags.Tag.2.Key=snaplift:kept-by"
                                                 "&Tags.Tag.2.Value=20261101-000000-aaaa"),
                         200);
}

static void look_at_older(struct sim_world *w, void *arg)
{
        struct rds_snapshot snapshot = {0};
        struct err err = ERR_INIT;

        (void)arg;
        if (!rds_find_snapshot(w->aws, "older-final", &snapshot, &err))
                fail_msg("%s", err_text(&err));
        assert_null(tags_get(&snapshot.tags, "snaplift:keep-until"));
        assert_null(tags_get(&snapshot.tags, "snaplift:kept-by"));
        rds_snapshot_release(&snapshot);
}

/* An earlier run had kept a database of the same timestamp: what it has of it is told, and stays
 * when its record is replaced. */
static void what_an_earlier_run_had_kept_is_told(void **state)
{
        struct sim_world *w = promotion_world(NULL);
        struct sim_result r;
        char *record;

        (void)state;
        promotion_put(w, RECORD, OLDER);
        sim_do(w, keep_older, NULL);
        sim_pass(w, 3600000);
        promote(w, KEEP, &r);
        record = sim_parameter(w, RECORD);
        assert_non_null(strstr(record, r.id));
        assert_non_null(strstr(text_str(&w->events),
                               "snapshot older-final, which run 20261101-000000-aaaa had kept, "
                               "stays for good"));
        sim_do(w, look_at_older, NULL);
        free(record);
        sim_result_release(&r);
        sim_world_free(w);
}

/* After the return has begun, and before its first step: nothing was put back, and the run is what
 * it was. */
static void what_goes_after_the_look_is_refused_all_the_same(void **state)
{
        struct sim_world *w = promotion_world(NULL);
        struct tripwire *trip = tripwire_new(w->store);
        struct sim_result r, back;
        char *final;

        (void)state;
        sim_pass(w, 3600000);
        sim_run(w, "promote", STACK, KEEP, &r);
        sim_assert_end(&r, RUN_SUCCEEDED);
        final = sim_snapshots(w, OLD);
        w->setup.store = tripwire_store(trip);
        tripwire_arm_after(trip, "rollback-started", NULL);
        sim_return(w, r.id, &back);
        assert_true(tripwire_cut(trip));
        sim_result_release(&back);
        tripwire_disarm(trip);
        sim_do(w, delete_final, final);
        sim_pass(w, 3600000);
        for (int again = 0; again < 2; again++) {
                sim_return(w, r.id, &back);
                sim_assert_end(&back, RUN_REFUSED);
                sim_assert_told(&back, "is gone");
                sim_result_release(&back);
                promotion_assert_is(sim_parameter(w, "/xy-0146-qa/lock"), NULL);
                promotion_assert_is(sim_parameter(w, "/xy-0146-qa/db/active-timestamp"),
                                    "20261120000000");
        }
        free(final);
        sim_result_release(&r);
        sim_world_free(w);
        tripwire_free(trip);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(it_is_restored_and_gone_back_to),
                cmocka_unit_test(the_plan_says_so),
                cmocka_unit_test(it_may_take_hours),
                cmocka_unit_test(a_lost_answer_is_looked_at),
                cmocka_unit_test(what_is_seen_late_is_waited_for),
                cmocka_unit_test(cut_anywhere),
                cmocka_unit_test(a_restore_that_is_refused_is_tried_again),
                cmocka_unit_test(another_address_stops_it),
                cmocka_unit_test(its_protection_comes_back),
                cmocka_unit_test(what_can_not_be_restored_is_refused),
                cmocka_unit_test(what_goes_after_the_look_is_refused_all_the_same),
                cmocka_unit_test(what_an_earlier_run_had_kept_is_told),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
