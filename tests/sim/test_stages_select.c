/* snapshot.select: which of many snapshots it is, and from where none may be taken. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/aws/context.h"
#include "engine/aws/rds.h"
#include "engine/base/mem.h"
#include "tests/sim/helper_promotion.h"
#include "tests/sim/helper_wire.h"

#define NEIGHBOUR "xy-01460-dev-20260901000000"
#define AUTOMATED "rds:" DEV "-2026-11-20-05-10"

/* Two databases that are namesakes but for a digit, and the snapshots to choose from. */
static struct sim_world *world_with(const char *snapshots)
{
        char *seed = xasprintf(
                "{'databases': ["
                "{'id': '" DEV "', 'version': '15.4', 'database': 'app'},"
                "{'id': '" NEIGHBOUR "', 'version': '15.4', 'database': 'app'}],"
                " 'parameters': ["
                "{'name': '/xy-0146-dev/db/active-timestamp', 'value': '20260901000000'},"
                "{'name': '/xy-01460-dev/db/active-timestamp', 'value': '20260901000000'}],"
                " 'snapshots': [%s]}",
                snapshots);
        struct sim_world *w = sim_world_new(seed);

        free(seed);
        return w;
}

/* The same where dev's database is an Aurora cluster. */
static struct sim_world *cluster_world_with(const char *snapshots)
{
        char *seed = xasprintf(
                "{'db_clusters': [{'id': '" DEV "', 'engine': 'aurora-postgresql', 'version': "
                "'15.4', 'user': 'app', 'password': 'dev-secret-1', 'database': 'app', 'members': "
                "[{'id': 'dev-a', 'class': 'db.t4g.medium'}]}], 'parameters': ["
                "{'name': '/xy-0146-dev/db/active-timestamp', 'value': '20260901000000'}],"
                " 'db_cluster_snapshots': [%s]}",
                snapshots);
        struct sim_world *w = sim_world_new(seed);

        free(seed);
        return w;
}

/* with: the stage's inputs, as YAML. */
static void choose(struct sim_world *w, const char *with, struct sim_result *r)
{
        char *pipeline = xasprintf("pipeline: choose\n"
                                   "stages:\n"
                                   "  source: { uses: snapshot.select, with: { %s } }\n",
                                   with);

        sim_run(w, pipeline, "xy-0146-qa", "{}", r);
        free(pipeline);
}

static void expect_in(struct sim_world *w, const char *with, const char *id, const char *timestamp)
{
        struct json_object *outputs;
        int64_t before = sim_mutating(w);
        struct sim_result r;

        choose(w, with, &r);
        if (r.end != RUN_UNCHANGED)
                print_message("%s\n", with);
        sim_assert_end(&r, RUN_UNCHANGED);
        outputs = sim_outputs(w, r.id, "source");
        assert_string_equal(json_text(outputs, "snapshot"), id);
        assert_string_equal(json_text(outputs, "timestamp"), timestamp);
        assert_int_equal(sim_mutating(w), before);
        json_object_put(outputs);
        sim_result_release(&r);
        sim_world_free(w);
}

static void expect(const char *snapshots, const char *with, const char *id, const char *timestamp)
{
        expect_in(world_with(snapshots), with, id, timestamp);
}

static void expect_no_in(struct sim_world *w, const char *with, enum run_end end, const char *words)
{
        struct sim_result r;

        choose(w, with, &r);
        if (r.end != end || !strstr(err_text(&r.err), words))
                fail_msg("%s: ended as %s: %s; expected %s: %s", with, run_end_name(r.end),
                         err_text(&r.err), run_end_name(end), words);
        sim_result_release(&r);
        sim_world_free(w);
}

static void expect_no(const char *snapshots, const char *with, enum run_end end, const char *words)
{
        expect_no_in(world_with(snapshots), with, end, words);
}

/* The youngest stands on whichever page: pages have 100 at most. */
static void looks_through_all_pages(void **state)
{
        static const int places[] = {0, 99, 100, 149};

        (void)state;
        for (size_t k = 0; k < ARRAY_LEN(places); k++) {
                struct text list = TEXT_INIT;
                struct json_object *outputs;
                struct sim_world *w;
                struct sim_result r;
                char id[16];

                for (int i = 0; i < 150; i++)
                        text_addf(&list,
                                  "%s{'id': 's-%03d', 'of': '" DEV "',"
                                  " 'created': '2026-11-%02dT%02d:00:00Z'}",
                                  i ? "," : "", i, i == places[k] ? 20 : 1 + i % 19, i % 24);
                w = world_with(text_str(&list));
                choose(w, "stack: xy-0146-dev", &r);
                sim_assert_end(&r, RUN_UNCHANGED);
                outputs = sim_outputs(w, r.id, "source");
                snprintf(id, sizeof(id), "s-%03d", places[k]);
                assert_string_equal(json_text(outputs, "snapshot"), id);
                assert_int_equal(wire_count(w->transport, "DescribeDBSnapshots"), 2);
                json_object_put(outputs);
                sim_result_release(&r);
                sim_world_free(w);
                text_release(&list);
        }
}

static void of_two_at_once_the_greater_name(void **state)
{
        (void)state;
        expect("{'id': 'b', 'of': '" DEV "', 'created': '2026-11-20T00:00:00Z'},"
               "{'id': 'c', 'of': '" DEV "', 'created': '2026-11-20T00:00:00Z'},"
               "{'id': 'a', 'of': '" DEV "', 'created': '2026-11-20T00:00:00Z'}",
               "stack: xy-0146-dev", "c", "20261120000000");
}

static void those_not_available_do_not_count(void **state)
{
        (void)state;
        expect("{'id': 'a', 'of': '" DEV "', 'created': '2026-11-18T00:00:00Z'},"
               "{'id': 'b', 'of': '" DEV "', 'created': '2026-11-19T00:00:00Z',"
               " 'status': 'failed'},"
               "{'id': 'c', 'of': '" DEV "', 'created': '2026-11-20T00:00:00Z',"
               " 'status': 'creating'}",
               "stack: xy-0146-dev", "a", "20261118000000");
        expect_no("{'id': 'c', 'of': '" DEV "', 'created': '2026-11-20T00:00:00Z',"
                  " 'status': 'creating'}",
                  "stack: xy-0146-dev", RUN_ROLLED_BACK, "no available snapshot of " DEV);
        expect_no("{'id': 'c', 'of': '" DEV "', 'created': '2026-11-20T00:00:00Z',"
                  " 'status': 'creating'}",
                  "snapshot: c", RUN_ROLLED_BACK, "snapshot c is creating, not available");
}

/* A copy is younger than what it is a copy of, but its data is not. */
static void the_initial_snapshot_counts(void **state)
{
        (void)state;
        expect("{'id': 'copy', 'of': '" DEV "', 'created': '2026-11-20T00:00:00Z',"
               " 'original': '2026-11-10T01:02:03Z'},"
               "{'id': 'plain', 'of': '" DEV "', 'created': '2026-11-19T00:00:00Z'}",
               "stack: xy-0146-dev", "plain", "20261119000000");
        expect("{'id': 'copy', 'of': '" DEV "', 'created': '2026-11-20T00:00:00Z',"
               " 'original': '2026-11-10T01:02:03Z'}",
               "stack: xy-0146-dev", "copy", "20261110010203");
}

/* --- with tags --- */

#define OWN(kind, id) "arn:aws:rds:us-east-1:000000000000:" kind ":" id
#define COPY "xy-0146-prod-20261120000000-copy"

struct tagging {
        const char *arn, *stack, *timestamp, *of;
};

static void tag(struct sim_world *w, void *arg)
{
        const struct tagging *t = arg;
        struct tags tags = {0};
        struct err err = ERR_INIT;

        tags_set(&tags, "snaplift:stack", t->stack);
        tags_set(&tags, "snaplift:timestamp", t->timestamp);
        tags_set(&tags, "snaplift:snapshot", t->of);
        if (!rds_add_tags(w->aws, t->arn, &tags, &err))
                fail_msg("%s", err_text(&err));
        tags_release(&tags);
}

/* Another run's copy of it may go at any time. */
static void of_a_snapshot_and_a_copy_the_former(void **state)
{
        struct sim_world *w =
                world_with("{'id': 'latest', 'of': '" DEV "', 'created': '2026-11-20T00:00:00Z'},"
                           "{'id': '" COPY "', 'of': '" DEV "', 'created': '2026-11-20T00:10:00Z',"
                           " 'original': '2026-11-20T00:00:00Z'}");
        struct tagging copied = {OWN("snapshot", COPY), "xy-0146-prod", "20261120000000",
                                 OWN("snapshot", "latest")};

        (void)state;
        sim_do(w, tag, &copied);
        expect_in(w, "stack: xy-0146-dev", "latest", "20261120000000");
}

/* As above; a cluster's copy has no initial time but that in its tags. */
static void of_a_cluster_s_snapshot_and_a_copy_the_former(void **state)
{
        struct sim_world *w = cluster_world_with(
                "{'id': 'latest', 'of': '" DEV "', 'created': '2026-11-20T00:00:00Z'},"
                "{'id': '" COPY "', 'of': '" DEV "', 'created': '2026-11-20T00:10:00Z'}");
        struct tagging copied = {OWN("cluster-snapshot", COPY), "xy-0146-prod", "20261120000000",
                                 OWN("cluster-snapshot", "latest")};

        (void)state;
        sim_do(w, tag, &copied);
        expect_in(w, "stack: xy-0146-dev", OWN("cluster-snapshot", "latest"), "20261120000000");
}

/* With its tags, of which RDS gives each of its snapshots a copy (CopyTagsToSnapshot). */
static void a_cluster_lifted_by_arn_has_snapshots_of_their_own_time(void **state)
{
        struct sim_world *w = cluster_world_with(
                "{'id': 'z', 'of': '" DEV "', 'created': '2026-11-18T00:00:00Z'},"
                "{'id': 'a', 'of': '" DEV "', 'created': '2026-11-20T00:00:00Z'}");
        struct tagging its = {OWN("cluster-snapshot", "z"), "xy-0146-dev", "20260901000000",
                              "arn:aws:rds:us-east-1:111122223333:cluster-snapshot:theirs"};

        (void)state;
        sim_do(w, tag, &its);
        its.arn = OWN("cluster-snapshot", "a");
        sim_do(w, tag, &its);
        expect_in(w, "stack: xy-0146-dev", OWN("cluster-snapshot", "a"), "20261120000000");
}

static void a_namesake_is_another(void **state)
{
        static const char both[] =
                "{'id': '" DEV "-x', 'of': '" NEIGHBOUR "', 'created': '2026-11-20T00:00:00Z'},"
                "{'id': 'ours', 'of': '" DEV "', 'created': '2026-11-19T00:00:00Z'}";

        (void)state;
        expect(both, "stack: xy-0146-dev", "ours", "20261119000000");
        expect_no(both, "stack: xy-01460-dev", RUN_REFUSED,
                  "xy-01460-dev is of another customer or project than xy-0146-qa");
        expect_no(both, "source: " NEIGHBOUR, RUN_REFUSED, "another customer or project");
        expect_no(both, "snapshot: " DEV "-x", RUN_REFUSED, "another customer or project");
        expect(both, "stack: xy-01460-dev, allow_other_project: true", DEV "-x", "20261120000000");
}

static void one_that_is_shared_is_named_by_its_arn(void **state)
{
        static const char shared[] =
                "{'id': '" SHARED "', 'of': 'their-database', 'created': '2026-11-19T00:00:00Z',"
                " 'version': '15.4'},"
                "{'id': 'theirs', 'of': '" DEV "', 'created': '2026-11-18T00:00:00Z'}";

        (void)state;
        expect(shared, "snapshot: \"" SHARED "\"", SHARED, "20261119000000");
        /* not mistaken for our own of the same name, nor taken for one of our database */
        expect(shared, "snapshot: theirs", "theirs", "20261118000000");
        expect(shared, "stack: xy-0146-dev", "theirs", "20261118000000");
        expect(shared, "source: their-database, type: shared", SHARED, "20261119000000");
}

static void automated_ones_count_unless_asked_otherwise(void **state)
{
        static const char both[] =
                "{'id': '" AUTOMATED "', 'of': '" DEV "', 'created': '2026-11-20T05:10:00Z'},"
                "{'id': 'by-hand', 'of': '" DEV "', 'created': '2026-11-19T00:00:00Z'}";

        (void)state;
        expect(both, "stack: xy-0146-dev", AUTOMATED, "20261120051000");
        expect(both, "stack: xy-0146-dev, type: automated", AUTOMATED, "20261120051000");
        expect(both, "stack: xy-0146-dev, type: manual", "by-hand", "20261119000000");
        expect(both, "snapshot: \"" AUTOMATED "\"", AUTOMATED, "20261120051000");
}

/* It is 2026-11-21T01:00:00Z. */
static void one_that_is_too_old_is_refused(void **state)
{
        static const char one[] = "{'id': 'a', 'of': '" DEV "', 'created': '2026-11-20T00:00:00Z'}";
        struct sim_world *w;

        (void)state;
        expect(one, "stack: xy-0146-dev, max_age: 26h", "a", "20261120000000");
        expect_no(one, "stack: xy-0146-dev, max_age: 24h", RUN_REFUSED, "snapshot a is ");
        expect_no(one, "snapshot: a, max_age: 24h", RUN_REFUSED, "snapshot a is ");
        /* a copy made today does not make it younger */
        expect_no("{'id': 'a', 'of': '" DEV "', 'created': '2026-11-21T00:30:00Z',"
                  " 'original': '2026-11-01T00:00:00Z'}",
                  "stack: xy-0146-dev, max_age: 24h", RUN_REFUSED, "snapshot a is ");
        /* nor does a clock that is behind, once that is known */
        w = world_with(one);
        w->aws->skew = 2 * 3600 * 1000;
        expect_no_in(w, "stack: xy-0146-dev, max_age: 26h", RUN_REFUSED, "snapshot a is ");
}

static void only_upwards(void **state)
{
        static const char list[] = "{'id': 'p', 'of': 'xy-0146-prod-20261101000000', 'created':"
                                   " '2026-11-20T00:00:00Z'},"
                                   "{'id': 'q', 'of': 'xy-0146-qa-20261101000000', 'created':"
                                   " '2026-11-20T00:00:00Z'}";

        (void)state;
        expect_no(list, "stack: xy-0146-prod", RUN_REFUSED, "tier prod is not below qa");
        expect_no(list, "stack: xy-0146-qa", RUN_REFUSED, "tier qa is not below qa");
        expect_no(list, "source: xy-0146-prod-20261101000000", RUN_REFUSED,
                  "tier prod is not below qa");
        expect_no(list, "snapshot: p", RUN_REFUSED, "tier prod is not below qa");
        expect_no(list, "snapshot: q", RUN_REFUSED, "tier qa is not below qa");
        expect(list, "snapshot: p, allow_any_direction: true", "p", "20261120000000");
        /* the order is the pipeline's */
        expect(list, "snapshot: p, tiers: [prod, qa]", "p", "20261120000000");
        expect_no(list, "snapshot: p, tiers: [qa, prod]", RUN_REFUSED, "tier prod is not below qa");
}

static void without_a_source_there_is_none(void **state)
{
        (void)state;
        expect_no("", "type: any", RUN_REFUSED, "none of stack, source and snapshot is given");
        expect_no("", "stack: xy-0146-test", RUN_ROLLED_BACK,
                  "stack xy-0146-test has no active database");
        expect_no("", "snapshot: nowhere", RUN_ROLLED_BACK, "nowhere");
}

/* What another account shares goes all the way. */
static void a_shared_one_is_lifted(void **state)
{
        struct sim_world *w = promotion_world(NULL);
        struct sim_result r;

        (void)state;
        sim_run(w, "promote", "xy-0146-qa",
                "{'services': ['web', 'worker'], 'snapshot': '" SHARED "'}", &r);
        sim_assert_end(&r, RUN_SUCCEEDED);
        promotion_assert_done(w);
        sim_result_release(&r);
        sim_world_free(w);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(looks_through_all_pages),
                cmocka_unit_test(of_two_at_once_the_greater_name),
                cmocka_unit_test(those_not_available_do_not_count),
                cmocka_unit_test(the_initial_snapshot_counts),
                cmocka_unit_test(of_a_snapshot_and_a_copy_the_former),
                cmocka_unit_test(of_a_cluster_s_snapshot_and_a_copy_the_former),
                cmocka_unit_test(a_cluster_lifted_by_arn_has_snapshots_of_their_own_time),
                cmocka_unit_test(a_namesake_is_another),
                cmocka_unit_test(one_that_is_shared_is_named_by_its_arn),
                cmocka_unit_test(a_shared_one_is_lifted),
                cmocka_unit_test(automated_ones_count_unless_asked_otherwise),
                cmocka_unit_test(one_that_is_too_old_is_refused),
                cmocka_unit_test(only_upwards),
                cmocka_unit_test(without_a_source_there_is_none),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
