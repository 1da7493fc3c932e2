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
#include "tests/sim/helper_kept_cluster.h"
#include "tests/sim/helper_wire.h"

static void tag_reader(struct sim_world *w, void *arg)
{
        struct rds_instance db = {0};
        struct tags tags = {0};
        struct err err = ERR_INIT;

        (void)arg;
        tags_set(&tags, "for", "reports");
        if (!rds_find_instance(w->aws, "qa-b", &db, &err) ||
            !rds_add_tags(w->aws, db.arn, &tags, &err))
                fail_msg("%s", err_text(&err));
        rds_instance_release(&db);
        tags_release(&tags);
}

static void assert_tagged(struct sim_world *w, void *arg)
{
        static const char *const ids[] = {"qa-a", "qa-b"};
        struct err err = ERR_INIT;

        (void)arg;
        for (size_t i = 0; i < ARRAY_LEN(ids); i++) {
                struct rds_instance db = {0};
                const char *tag;

                if (!rds_find_instance(w->aws, ids[i], &db, &err))
                        fail_msg("%s", err_text(&err));
                tag = tags_get(&db.tags, "for");
                if (i == 0)
                        assert_null(tag);
                else
                        assert_string_equal(tag, "reports");
                rds_instance_release(&db);
        }
}

static void it_is_restored_and_gone_back_to(void **state)
{
        struct sim_world *w = cluster_rich_world(NULL);
        struct sim_result r, back;
        struct kept_seen seen = {0};

        (void)state;
        sim_do(w, kept_look_before, &seen);
        sim_do(w, tag_reader, NULL);
        kept_promote(w, &r);
        sim_return(w, r.id, &back);
        sim_assert_end(&back, RUN_ROLLED_BACK);
        kept_assert_returned(w, &seen, r.id);
        sim_do(w, assert_tagged, NULL);
        assert_int_equal(wire_count(w->transport, RESTORE), 2);
        assert_int_equal(wire_count(w->transport, CREATE), 6);
        assert_non_null(
                strstr(text_str(&w->events), OLD " is there again, restored from " OLD "-final-"));
        assert_null(strstr(text_str(&w->events), OLD " differs"));
        sim_result_release(&r);
        sim_result_release(&back);

        /* and it is the stack's again: promoted from, and retired */
        sim_run(w, "promote", KEPT_STACK, KEPT_INPUTS, &r);
        sim_assert_end(&r, RUN_SUCCEEDED);
        promotion_assert_is(cluster_list(w), DEV_MEMBERS "," NEW_MEMBERS);
        assert_string_equal(cluster_breaches(), "");
        sim_result_release(&r);
        sim_world_free(w);
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
                "retire: ssm:DeleteParameter " KEPT_RECORD,
        };
        struct sim_world *w = cluster_rich_world(NULL);
        struct text text = TEXT_INIT;
        struct json_object *plan;
        struct json_object *shown;
        struct sim_result r;
        int64_t mutating;
        char *final;

        (void)state;
        kept_promote(w, &r);
        mutating = sim_mutating(w);
        plan = sim_return_plan(w, r.id);
        assert_int_equal(sim_mutating(w), mutating);
        final = kept_final(w);
        shown = json_get(json_get(json_at(json_array(plan, "stages"), 0), "shows"), "restored");
        assert_string_equal(json_text(shown, "database"), OLD);
        assert_string_equal(json_text(shown, "snapshot"), final);
        sim_plan_text(plan, &text);
        for (size_t i = 0; i < ARRAY_LEN(lines); i++)
                if (!strstr(text_str(&text), lines[i]))
                        fail_msg("\"%s\" is not in\n%s", lines[i], text_str(&text));
        assert_null(strstr(text_str(&text), "!"));
        json_object_put(plan);
        text_release(&text);
        free(final);
        sim_result_release(&r);
        sim_world_free(w);
}

/* Each of them: the writer's, the readers', an instance's, a custom endpoint's. */
static void another_address_stops_it(void **state)
{
        static const char *const addresses[][3] = {
                {KEPT_HOST(""), OLD ".cluster-other.", "cluster " OLD ", restored from "},
                {KEPT_HOST("ro-"), OLD ".cluster-ro-other.", "the readers of cluster " OLD},
                {"qa-c.standin.", "qa-c.other.", "instance qa-c of cluster " OLD},
                {OLD "-reports.cluster-custom-standin.", OLD "-reports.cluster-custom-other.",
                 "endpoint " OLD "-reports of cluster " OLD},
        };

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(addresses); i++) {
                struct sim_world *w = cluster_rich_world(NULL);
                struct sim_result r, back;

                kept_promote(w, &r);
                w->check = NULL;
                wire_replace(w->transport, NULL, addresses[i][0], addresses[i][1]);
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
        sim_run(w, "promote", KEPT_STACK, KEPT_INPUTS, &r);
        sim_assert_end(&r, RUN_SUCCEEDED);
        final = kept_final(w);
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
        if (!rds_delete_instance(w->aws, "qa-a", NULL, true, NULL, &err))
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
        sim_run(w, "promote", KEPT_STACK, KEPT_INPUTS, &r);
        sim_assert_end(&r, RUN_SUCCEEDED);
        sim_pass(w, 3600000);
        sim_return(w, r.id, &back);
        sim_assert_end(&back, RUN_ROLLED_BACK);
        promotion_assert_is(cluster_list(w), DEV_MEMBERS "," OLD "(qa-b*,qa-c)");
        sim_result_release(&r);
        sim_result_release(&back);
        sim_world_free(w);
}

static void lose_instances(struct sim_world *w, void *arg)
{
        static const char *const ids[] = {"qa-a", "qa-b", "qa-c"};
        struct err err = ERR_INIT;

        (void)arg;
        for (size_t i = 0; i < ARRAY_LEN(ids); i++)
                if (!rds_delete_instance(w->aws, ids[i], NULL, true, NULL, &err))
                        fail_msg("%s", err_text(&err));
}

static void promote_and_lose_instances(struct sim_world *w, const char *keep, struct sim_result *r)
{
        char *inputs =
                xasprintf("{'services': ['web', 'worker'], 'keep_for': '24h', 'keep': '%s'}", keep);

        sim_run(w, "promote", KEPT_STACK, inputs, r);
        sim_assert_end(r, RUN_SUCCEEDED);
        sim_do(w, lose_instances, NULL);
        sim_pass(w, 600000);
        free(inputs);
}

/* Somebody deletes the instances of what is kept: nothing could ever be put back onto it, and that
 * is said before anything is. With one again, it can. */
static void one_without_instances_is_refused(void **state)
{
        static const char *const ways[] = {"running", "stopped"};

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(ways); i++) {
                struct sim_world *w = cluster_world(NULL);
                struct sim_result r, back;
                int64_t mutating;

                promote_and_lose_instances(w, ways[i], &r);
                mutating = sim_mutating(w);
                sim_return(w, r.id, &back);
                sim_assert_end(&back, RUN_REFUSED);
                sim_assert_told(&back, "cluster " OLD ", which this run has kept, has no instances "
                                       "any more");
                assert_non_null(strstr(back.err.next, "create-db-instance"));
                assert_int_equal(sim_mutating(w), mutating);
                promotion_assert_is(sim_parameter(w, "/xy-0146-qa/lock"), NULL);
                sim_result_release(&r);
                sim_result_release(&back);
                sim_world_free(w);
        }
}

/* What is left has the data still, and needs no instance to be deleted. */
static void one_without_instances_comes_to_its_time(void **state)
{
        static const char *const ways[] = {"running", "stopped"};

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(ways); i++) {
                struct sim_world *w = cluster_world(NULL);
                struct sim_result r;
                char *final;

                promote_and_lose_instances(w, ways[i], &r);
                sim_result_release(&r);
                sim_run(w,
                        "pipeline: sweep\n"
                        "stages:\n"
                        "  sweep: { uses: database.sweep, with: { now: true } }\n",
                        KEPT_STACK, "{}", &r);
                sim_assert_end(&r, RUN_SUCCEEDED);
                promotion_assert_is(cluster_list(w), DEV_MEMBERS "," NEW_MEMBERS);
                promotion_assert_is(sim_parameter(w, KEPT_RECORD), NULL);
                final = kept_final(w);
                free(final);
                sim_result_release(&r);
                sim_world_free(w);
        }
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(it_is_restored_and_gone_back_to),
                cmocka_unit_test(the_plan_says_so),
                cmocka_unit_test(another_address_stops_it),
                cmocka_unit_test(what_can_not_be_restored_is_refused),
                cmocka_unit_test(it_has_what_it_had_in_the_end),
                cmocka_unit_test(one_without_instances_is_refused),
                cmocka_unit_test(one_without_instances_comes_to_its_time),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
