/* Stacks whose database is an Aurora cluster: the ready promotion, and what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/aws/rds_cluster.h"
#include "engine/base/mem.h"
#include "tests/sim/helper_cluster.h"
#include "tests/sim/helper_settings.h"
#include "tests/sim/helper_wire.h"

static void promote_as_ever(void **state)
{
        struct sim_world *w = cluster_world(NULL);
        struct json_object *outputs;
        struct sim_result r;

        (void)state;
        cluster_assert_before(w);
        w->check = cluster_check;
        sim_run(w, "promote", "xy-0146-qa", SERVICES, &r);
        sim_assert_end(&r, RUN_SUCCEEDED);
        cluster_assert_done(w);
        assert_string_equal(cluster_breaches(), "");
        outputs = sim_outputs(w, r.id, "restore");
        assert_string_equal(json_text(outputs, "kind"), "cluster");
        assert_string_equal(json_text(outputs, "reader_host"),
                            NEW ".cluster-ro-standin.us-east-1.rds.amazonaws.com");
        json_object_put(outputs);
        sim_result_release(&r);

        sim_run(w, "promote", "xy-0146-qa", SERVICES, &r);
        sim_assert_end(&r, RUN_UNCHANGED);
        sim_result_release(&r);
        sim_world_free(w);
}

static void a_bad_image_is_rolled_back(void **state)
{
        struct sim_world *w = cluster_world(NULL);
        struct sim_result r;

        (void)state;
        w->check = cluster_check;
        sim_run(w, "promote", "xy-0146-qa",
                "{'services': ['web', 'worker'], 'images': {'web': 'web:bad'}}", &r);
        sim_assert_end(&r, RUN_ROLLED_BACK);
        cluster_assert_before(w);
        assert_string_equal(cluster_breaches(), "");
        sim_result_release(&r);
        sim_world_free(w);
}

static void the_plan_says_so(void **state)
{
        static const char *const lines[] = {
                "rds:RestoreDBClusterFromSnapshot " NEW " (SnapshotIdentifier latest",
                "rds:CreateDBInstance " NEW "-primary (DBClusterIdentifier " NEW
                ", DBInstanceClass db.r6g.large",
                "rds:CreateDBInstance " NEW "-replica-1 (DBClusterIdentifier " NEW
                ", DBInstanceClass db.r6g.xlarge",
                "rds:CreateDBInstance " NEW "-replica-2 (DBClusterIdentifier " NEW
                ", DBInstanceClass db.serverless",
                "rds:DeleteDBInstance qa-a",
                "rds:DeleteDBCluster " OLD
                " (SkipFinalSnapshot false, FinalDBSnapshotIdentifier " OLD "-final-",
        };
        struct sim_world *w = cluster_world(NULL);
        struct text text = TEXT_INIT;

        (void)state;
        sim_plan(w, "promote", "xy-0146-qa", SERVICES, &text);
        for (size_t i = 0; i < ARRAY_LEN(lines); i++)
                if (!strstr(text_str(&text), lines[i]))
                        fail_msg("\"%s\" is not in:\n%s", lines[i], text_str(&text));
        assert_int_equal(sim_mutating(w), 0);
        text_release(&text);
        sim_world_free(w);
}

/* --- settings --- */

/* Who it is, and its history. */
static const char *const own_of_cluster[] = {
        "DBClusterIdentifier",
        "DBClusterArn",
        "DbClusterResourceId",
        "ClusterCreateTime",
        "Endpoint",
        "ReaderEndpoint",
        "DBClusterMembers",
        "TagList",
        "CustomEndpoints",
        "LatestRestorableTime",
        "HostedZoneId",
        "EarliestRestorableTime",
        "ServerlessV2ScalingConfiguration",
        NULL, /* looked at apart: 8 and 8.0 */
};

static const char *const own_of_member[] = {
        "DBInstanceIdentifier",
        "DBInstanceArn",
        "DbiResourceId",
        "DBClusterIdentifier",
        "DBClusterArn",
        "Endpoint",
        "InstanceCreateTime",
        "TagList",
        "SecondaryAvailabilityZone",
        "PendingModifiedValues",
        "CertificateDetails",
        NULL,
};

static void settings_are_carried_over(void **state)
{
        static const char *const members[][2] = {
                {"qa-a", NEW "-primary"}, {"qa-b", NEW "-replica-1"}, {"qa-c", NEW "-replica-2"}};
        struct sim_world *w = cluster_rich_world(NULL);
        struct json_object *cloud, *old, *new, *scaling, *endpoints, *outputs;
        struct text differences = TEXT_INIT;
        struct sim_result r;

        (void)state;
        sim_run(w, "promote", "xy-0146-qa", "{'services': ['web', 'worker'], 'retire': false}", &r);
        sim_assert_end(&r, RUN_SUCCEEDED);
        cloud = standin_state(w->cloud);
        old = settings_find(cloud, "clusters", "DBClusterIdentifier", OLD);
        new = settings_find(cloud, "clusters", "DBClusterIdentifier", NEW);
        settings_compare(old, new, own_of_cluster, &differences);
        assert_string_equal(text_str(&differences), "");
        scaling = json_get(new, "ServerlessV2ScalingConfiguration");
        assert_true(json_real(scaling, "MinCapacity") == 0.5);
        assert_true(json_real(scaling, "MaxCapacity") == 8);
        assert_true(json_flag(new, "DeletionProtection"));
        assert_true(json_flag(new, "HttpEndpointEnabled"));
        assert_int_equal(json_count(json_array(new, "AssociatedRoles")), 1);
        for (size_t i = 0; i < ARRAY_LEN(members); i++)
                settings_compare(
                        settings_find(cloud, "instances", "DBInstanceIdentifier", members[i][0]),
                        settings_find(cloud, "instances", "DBInstanceIdentifier", members[i][1]),
                        own_of_member, &differences);
        assert_string_equal(text_str(&differences), "");
        outputs = sim_outputs(w, r.id, "restore");
        endpoints = json_get(outputs, "endpoints");
        assert_non_null(
                strstr(json_text(endpoints, OLD "-reports"), NEW "-reports.cluster-custom"));
        assert_non_null(strstr(text_str(&w->events), "custom endpoint " NEW "-reports, not " OLD
                                                     "-reports: that name is taken"));
        json_object_put(outputs);
        json_object_put(cloud);
        text_release(&differences);
        sim_result_release(&r);
        sim_world_free(w);
}

static void protection_of_ones_own_is_lifted(void **state)
{
        struct sim_world *w = cluster_rich_world(NULL);
        struct sim_result r;

        (void)state;
        sim_run(w, "promote", "xy-0146-qa", SERVICES, &r);
        sim_assert_end(&r, RUN_SUCCEEDED);
        cluster_assert_done(w);
        sim_result_release(&r);
        sim_world_free(w);
}

/* --- what is refused --- */

static void refused(struct sim_world *w, const char *pipeline, const char *inputs, enum run_end end,
                    const char *text)
{
        struct sim_result r;

        sim_run(w, pipeline, "xy-0146-qa", inputs, &r);
        sim_assert_end(&r, end);
        if (!strstr(err_text(&r.err), text))
                fail_msg("\"%s\" is not in \"%s\"", text, err_text(&r.err));
        sim_result_release(&r);
}

#define MULTI_AZ                                                                                   \
        "{'db_clusters': [{'id': '%s', 'engine': 'postgres', 'version': '15.4', 'user': 'app',"    \
        " 'password': 'dev-secret-1', 'DBClusterInstanceClass': 'db.m6gd.large',"                  \
        " 'AllocatedStorage': 100, 'StorageType': 'io1', 'Iops': 1000,"                            \
        " 'DBSubnetGroupName': 'private'}],"                                                       \
        " 'db_cluster_snapshots': [{'id': 'latest', 'of': '%s',"                                   \
        " 'created': '2026-11-20T00:00:00Z'}],"                                                    \
        " 'parameters': ["                                                                         \
        "{'name': '/xy-0146-dev/db/active-timestamp', 'value': '20260901000000'},"                 \
        "{'name': '/xy-0146-qa/db/active-timestamp', 'value': '20261001000000'},"                  \
        "{'name': '/xy-0146-qa/db/host', 'value': 'old.host'},"                                    \
        "{'name': '/xy-0146-qa/db/port', 'value': '5432'},"                                        \
        "{'name': '/xy-0146-qa/db/password', 'type': 'SecureString', 'value': 'qa-secret-11'}]%s}"

static void a_multi_az_cluster_is_no_source(void **state)
{
        char *seed = xasprintf(MULTI_AZ, DEV, DEV, "");
        struct sim_world *w = sim_world_new(seed);

        (void)state;
        sim_pass(w, 900000);
        refused(w, "promote", SERVICES, RUN_REFUSED, "a Multi-AZ DB cluster");
        assert_int_equal(sim_mutating(w), 0);
        sim_world_free(w);
        free(seed);
}

#define STASH                                                                                      \
        "pipeline: stash\n"                                                                        \
        "stages:\n"                                                                                \
        "  stash: { uses: parameters.stash }\n"

static void a_multi_az_cluster_is_not_replaced(void **state)
{
        char *seed = xasprintf(MULTI_AZ, OLD, OLD, "");
        struct sim_world *w = sim_world_new(seed);

        (void)state;
        sim_pass(w, 900000);
        refused(w, STASH, "{}", RUN_REFUSED, "a Multi-AZ DB cluster");
        assert_int_equal(sim_mutating(w), 0);
        sim_world_free(w);
        free(seed);
}

#define RESTORE(snapshot)                                                                          \
        "pipeline: copy\n"                                                                         \
        "stages:\n"                                                                                \
        "  copy: { uses: database.restore, with: { snapshot: " snapshot " } }\n"

static void a_cluster_does_not_follow_an_instance(void **state)
{
        struct sim_world *w =
                promotion_world(", 'db_cluster_snapshots': [{'id': 'of-cluster', 'of': 'gone',"
                                " 'engine': 'aurora-postgresql', 'version': '15.4', 'user': 'app',"
                                " 'password': 'first-word', 'created': '2026-11-20T00:00:00Z'}]");

        (void)state;
        refused(w, RESTORE("of-cluster"), "{}", RUN_REFUSED,
                OLD " is a DB instance and snapshot of-cluster is of an Aurora cluster");
        promotion_assert_before(w);
        assert_int_equal(sim_mutating(w), 0);
        sim_world_free(w);
}

static void an_instance_does_not_follow_a_cluster(void **state)
{
        struct sim_world *w = cluster_world(
                ", 'snapshots': [{'id': 'of-instance', 'of': 'gone', 'version': '15.4',"
                " 'user': 'app', 'password': 'first-word', 'created': '2026-11-20T00:00:00Z'}]");

        (void)state;
        refused(w, RESTORE("of-instance"), "{}", RUN_REFUSED,
                OLD " is an Aurora cluster and snapshot of-instance is of a DB instance");
        cluster_assert_before(w);
        assert_int_equal(sim_mutating(w), 0);
        sim_world_free(w);
}

static void restore_by_hand(struct sim_world *w, void *arg)
{
        struct rds_cluster_restore request = {
                .id = NEW, .snapshot = "latest", .engine = "aurora-postgresql"};
        struct rds_cluster c = {0};
        struct err err = ERR_INIT;

        (void)arg;
        if (!rds_restore_cluster(w->aws, &request, &c, &err))
                fail_msg("%s", err_text(&err));
        rds_cluster_release(&c);
}

static void a_cluster_of_that_name_is_not_taken_over(void **state)
{
        struct sim_world *w = cluster_world(NULL);

        (void)state;
        sim_do(w, restore_by_hand, NULL);
        refused(w, "promote", SERVICES, RUN_ROLLED_BACK, "was not made by Snaplift");
        promotion_assert_is(cluster_list(w), DEV_MEMBERS "," OLD_MEMBERS "," NEW "()");
        sim_world_free(w);
}

static void protect_by_hand(struct sim_world *w, void *arg)
{
        struct json_object *on = json_object_new_object();
        struct rds_modify modify = {.id = OLD, .settings = on};
        struct rds_cluster c = {0};
        struct tags tags = {0};
        struct err err = ERR_INIT;

        (void)arg;
        json_put_flag(on, "deletion_protection", true);
        tags_set(&tags, "snaplift:protected", "false");
        if (!rds_modify_cluster(w->aws, &modify, &c, &err) ||
            !rds_add_tags(w->aws, c.arn, &tags, &err))
                fail_msg("%s", err_text(&err));
        rds_cluster_release(&c);
        json_object_put(on);
        tags_release(&tags);
}

static void protection_of_others_is_seen_at_the_beginning(void **state)
{
        struct sim_world *w = cluster_world(NULL);
        struct sim_result r;

        (void)state;
        sim_do(w, protect_by_hand, NULL);
        sim_pass(w, 120000);
        refused(w, "promote", SERVICES, RUN_REFUSED, "deletion protection that Snaplift did not");
        cluster_assert_before(w);
        sim_run(w, "promote", "xy-0146-qa",
                "{'services': ['web', 'worker'], 'disable_protection': true}", &r);
        sim_assert_end(&r, RUN_SUCCEEDED);
        cluster_assert_done(w);
        sim_result_release(&r);
        sim_world_free(w);
}

static void a_forgotten_service_is_seen_at_the_beginning(void **state)
{
        struct sim_world *w = cluster_world(NULL);

        (void)state;
        refused(w, "promote", "{'services': ['web']}", RUN_REFUSED,
                "service worker in xy-0146-qa uses database " OLD);
        assert_int_equal(sim_mutating(w), 0);
        sim_world_free(w);
}

/* --- snapshots --- */

#define SNAPSHOT                                                                                   \
        "pipeline: snapshot\n"                                                                     \
        "stages:\n"                                                                                \
        "  take: { uses: snapshot.create, with: { keep: false } }\n"                               \
        "  fail: { uses: database.restore, needs: [take], with: { snapshot: none } }\n"

static void a_snapshot_is_taken_and_undone(void **state)
{
        struct sim_world *w = cluster_world(NULL);
        char *snapshots;
        struct sim_result r;

        (void)state;
        sim_run(w, "snapshot", "xy-0146-qa", "{}", &r);
        sim_assert_end(&r, RUN_SUCCEEDED);
        snapshots = cluster_snapshots(w, OLD);
        assert_true(text_starts(snapshots, OLD "-2026"));
        assert_int_equal(strlen(snapshots), strlen(OLD) + 15);
        sim_result_release(&r);

        sim_run(w, SNAPSHOT, "xy-0146-qa", "{}", &r);
        sim_assert_end(&r, RUN_ROLLED_BACK);
        promotion_assert_is(cluster_snapshots(w, OLD), snapshots);
        free(snapshots);
        sim_result_release(&r);
        sim_world_free(w);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(promote_as_ever),
                cmocka_unit_test(a_bad_image_is_rolled_back),
                cmocka_unit_test(the_plan_says_so),
                cmocka_unit_test(settings_are_carried_over),
                cmocka_unit_test(protection_of_ones_own_is_lifted),
                cmocka_unit_test(a_multi_az_cluster_is_no_source),
                cmocka_unit_test(a_multi_az_cluster_is_not_replaced),
                cmocka_unit_test(a_cluster_does_not_follow_an_instance),
                cmocka_unit_test(an_instance_does_not_follow_a_cluster),
                cmocka_unit_test(a_cluster_of_that_name_is_not_taken_over),
                cmocka_unit_test(protection_of_others_is_seen_at_the_beginning),
                cmocka_unit_test(a_forgotten_service_is_seen_at_the_beginning),
                cmocka_unit_test(a_snapshot_is_taken_and_undone),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
