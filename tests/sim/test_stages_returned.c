/* A promotion that had succeeded, put back: all is as before it, and what was written is kept. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/aws/ecs.h"
#include "engine/aws/rds.h"
#include "engine/aws/ssm.h"
#include "engine/base/mem.h"
#include "stages/definition.h"
#include "tests/sim/helper_cluster.h"
#include "tests/sim/helper_promotion.h"
#include "tests/sim/helper_tripwire.h"
#include "tests/sim/helper_wire.h"

#define STACK "xy-0146-qa"
#define KEEPS "{'services': ['web', 'worker'], 'retire': false}"
#define DAY (24LL * 3600 * 1000)

/* Promoted, and a day has passed. The caller frees *id. */
static struct sim_world *promoted(const char *more, const char *inputs, char **id)
{
        struct sim_world *w = promotion_world(more);
        struct sim_result r;

        sim_run(w, "promote", STACK, inputs, &r);
        sim_assert_end(&r, RUN_SUCCEEDED);
        *id = xstrdup(r.id);
        sim_result_release(&r);
        sim_pass(w, DAY);
        w->check = promotion_check;
        return w;
}

static void assert_returned(struct sim_world *w)
{
        char *snapshots = sim_snapshots(w, NEW);

        promotion_assert_before(w);
        assert_true(text_starts(snapshots, NEW "-final-2026"));
        assert_null(strchr(snapshots, ','));
        assert_string_equal(promotion_breaches(), "");
        free(snapshots);
}

static void expect_refused(struct sim_world *w, const char *id, const char *words)
{
        int64_t mutating = sim_mutating(w);
        struct sim_result r;

        sim_return(w, id, &r);
        sim_assert_end(&r, RUN_REFUSED);
        if (!strstr(err_text(&r.err), words))
                fail_msg("\"%s\" does not say \"%s\"", err_text(&r.err), words);
        assert_int_equal(sim_mutating(w), mutating);
        promotion_assert_is(sim_parameter(w, "/xy-0146-qa/lock"), NULL);
        sim_result_release(&r);
}

static void all_is_as_before_and_what_was_written_is_kept(void **state)
{
        struct sim_result r;
        struct sim_world *w;
        char *id;

        (void)state;
        w = promoted(NULL, KEEPS, &id);
        sim_return(w, id, &r);
        sim_assert_end(&r, RUN_ROLLED_BACK);
        assert_returned(w);
        assert_non_null(strstr(text_str(&w->events), "in its final snapshot " NEW "-final-2026"));
        assert_non_null(
                strstr(text_str(&w->events), "delete database " NEW ", final snapshot " NEW));
        sim_result_release(&r);

        /* and the same snapshot can be lifted again */
        sim_run(w, "promote", STACK, SERVICES, &r);
        sim_assert_end(&r, RUN_SUCCEEDED);
        promotion_assert_done(w);
        sim_result_release(&r);
        free(id);
        sim_world_free(w);
}

/* With its members, and a final snapshot of the whole. */
static void a_cluster_goes_the_same_way(void **state)
{
        static const char *const inputs[] = {
                KEEPS, "{'services': ['web', 'worker'], 'keep_for': '7d', 'keep': 'stopped'}"};

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(inputs); i++) {
                struct sim_world *w = cluster_world(NULL);
                struct sim_result r, back;
                char *snapshots;

                w->check = cluster_check;
                sim_run(w, "promote", STACK, inputs[i], &r);
                sim_assert_end(&r, RUN_SUCCEEDED);
                sim_pass(w, DAY);
                sim_return(w, r.id, &back);
                sim_assert_end(&back, RUN_ROLLED_BACK);
                cluster_assert_before(w);
                snapshots = cluster_snapshots(w, NEW);
                assert_non_null(strstr(snapshots, NEW "-final-"));
                assert_non_null(strstr(text_str(&w->events), "in its final snapshot " NEW));
                assert_string_equal(cluster_breaches(), "");
                free(snapshots);
                sim_result_release(&r);
                sim_result_release(&back);
                sim_world_free(w);
        }
}

/* RDS shows the final snapshot a little later. */
static void a_final_snapshot_that_is_not_seen_yet_is_waited_for(void **state)
{
        struct sim_result r;
        struct sim_world *w;
        char *id;

        (void)state;
        w = promoted(", 'faults': [{'when': {'operation': 'DescribeDBSnapshots', 'with': "
                     "{'DBSnapshotIdentifier': '" NEW "-final-20261121010200'}, 'nth': 1, 'times': "
                     "4}, 'do': 'error', 'status': 404, 'code': 'DBSnapshotNotFound', 'message': "
                     "'not seen'}]",
                     KEEPS, &id);
        sim_return(w, id, &r);
        sim_assert_end(&r, RUN_ROLLED_BACK);
        assert_returned(w);
        assert_true(wire_count(w->transport, "DescribeDBSnapshots") > 6);
        sim_result_release(&r);
        free(id);
        sim_world_free(w);
}

/* Cut off before it is deleted, and somebody deletes it without a snapshot: that is said once, and
 * then the rest is as before. */
static void one_deleted_by_hand_meanwhile_is_told_of_once(void **state)
{
        struct sim_result r;
        struct sim_world *w;
        struct tripwire *trip;
        char *id;

        (void)state;
        w = promoted(NULL, KEEPS, &id);
        trip = tripwire_new(w->store);
        w->setup.store = tripwire_store(trip);
        w->check = NULL;
        tripwire_arm_after(trip, "undo-started", "restore");
        sim_return(w, id, &r);
        sim_assert_end(&r, RUN_INTERRUPTED);
        sim_result_release(&r);
        tripwire_disarm(trip);
        tripwire_arm_after(trip, "stage-remember", "restore");
        sim_rollback(w, id, &r);
        sim_assert_end(&r, RUN_INTERRUPTED);
        sim_result_release(&r);
        tripwire_disarm(trip);
        sim_do(w, promotion_delete, (void *)(uintptr_t)NEW);
        sim_pass(w, 600000);
        sim_rollback(w, id, &r);
        sim_assert_end(&r, RUN_ROLLBACK_INCOMPLETE);
        sim_assert_told(&r, "its final snapshot " NEW "-final-2026");
        assert_non_null(strstr(r.err.next, "to end the run without: snaplift rollback"));
        sim_result_release(&r);
        sim_rollback(w, id, &r);
        sim_assert_end(&r, RUN_ROLLED_BACK);
        promotion_assert_before(w);
        sim_result_release(&r);
        free(id);
        sim_world_free(w);
        tripwire_free(trip);
}

static void must_be_accepted(void **state)
{
        struct sim_result r;
        struct sim_world *w;
        int64_t mutating;
        char *id;

        (void)state;
        w = promoted(NULL, KEEPS, &id);
        mutating = sim_mutating(w);
        sim_rollback(w, id, &r);
        sim_assert_end(&r, RUN_REFUSED);
        assert_int_equal(sim_mutating(w), mutating);
        sim_result_release(&r);
        free(id);
        sim_world_free(w);
}

/* --- what stands against it --- */

static void a_deleted_database_has_no_way_back(void **state)
{
        struct sim_world *w;
        char *id;

        (void)state;
        w = promoted(NULL, SERVICES, &id);
        expect_refused(w, id, "database " OLD " was deleted by this run");
        free(id);
        sim_world_free(w);
}

static void nor_has_one_deleted_by_hand(void **state)
{
        struct sim_world *w;
        char *id;

        (void)state;
        w = promoted(NULL, KEEPS, &id);
        sim_do(w, promotion_delete, (void *)(uintptr_t)OLD);
        expect_refused(w, id, "database " OLD ", which was active before, is deleting");
        sim_pass(w, DAY);
        expect_refused(w, id, "database " OLD ", which was active before, does not exist any more");
        free(id);
        sim_world_free(w);
}

static void deploy(struct sim_world *w, void *arg)
{
        static const char next[] = "{\"family\":\"worker\",\"containerDefinitions\":[{"
                                   "\"name\":\"web\",\"image\":\"web:1\",\"memory\":64}]}";
        struct json_object *definition = NULL;
        struct ecs_update update = {.cluster = STACK, .service = "worker", .desired = -1};
        struct ecs_service service = {0};
        struct err err = ERR_INIT;
        char *arn = NULL;

        (void)arg;
        if (!json_parse(next, strlen(next), &definition, &err) ||
            !ecs_register_task_definition(w->aws, definition, &arn, &err))
                fail_msg("%s", err_text(&err));
        update.task_definition = arn;
        if (!ecs_update_service(w->aws, &update, &service, &err))
                fail_msg("%s", err_text(&err));
        ecs_service_release(&service);
        json_object_put(definition);
        free(arn);
}

/* Also the other service, which nobody has touched, stays. */
static void a_service_deployed_since_is_not_overrun(void **state)
{
        struct sim_world *w;
        char *id, *web;

        (void)state;
        w = promoted(NULL, KEEPS, &id);
        sim_do(w, deploy, NULL);
        sim_pass(w, 3600000);
        expect_refused(w, id, "service worker was deployed since");
        web = sim_service_definition(w, STACK, "web");
        assert_null(strstr(web, "task-definition/web:1"));
        promotion_assert_is(sim_databases(w), DEV "," OLD "," NEW);
        free(web);
        free(id);
        sim_world_free(w);
}

/* CI's, which copies the tags of what is there: with an image of its own. */
static void register_with_our_tags(struct sim_world *w, void *arg)
{
        struct json_object *definition = NULL, *tags = NULL, *request;
        struct err err = ERR_INIT;
        char *arn = NULL;

        (void)arg;
        if (!ecs_describe_task_definition(w->aws, "web:2", &definition, &tags, &err))
                fail_msg("%s", err_text(&err));
        request = definition_request(definition);
        json_put_text(json_at(json_array(request, "containerDefinitions"), 0), "image", "web:2");
        json_put(request, "tags", json_copy(tags));
        if (!ecs_register_task_definition(w->aws, request, &arn, &err))
                fail_msg("%s", err_text(&err));
        json_object_put(request);
        json_object_put(definition);
        json_object_put(tags);
        free(arn);
}

static void list_revisions(struct sim_world *w, void *arg)
{
        struct err err = ERR_INIT;

        if (!ecs_list_task_definitions(w->aws, "web", 10, arg, &err))
                fail_msg("%s", err_text(&err));
}

static void a_revision_with_copied_tags_stays(void **state)
{
        struct strlist revisions = {0};
        struct sim_result r;
        struct sim_world *w;
        char *id;

        (void)state;
        w = promoted(NULL, KEEPS, &id);
        sim_do(w, register_with_our_tags, NULL);
        sim_return(w, id, &r);
        sim_assert_end(&r, RUN_ROLLED_BACK);
        sim_do(w, list_revisions, &revisions);
        assert_int_equal(revisions.count, 2);
        assert_non_null(strstr(revisions.items[0], "web:3"));
        assert_non_null(strstr(revisions.items[1], "web:1"));
        strlist_release(&revisions);
        sim_result_release(&r);
        free(id);
        sim_world_free(w);
}

static void move_pointer(struct sim_world *w, void *arg)
{
        struct err err = ERR_INIT;

        (void)arg;
        if (!ssm_put(w->aws, "/xy-0146-qa/db/active-timestamp", "String", "20261124000000", true,
                     NULL, NULL, &err))
                fail_msg("%s", err_text(&err));
}

/* By a run that this store knows nothing of. */
static void another_database_that_is_active_by_now_stays_so(void **state)
{
        struct sim_world *w;
        char *id;

        (void)state;
        w = promoted(NULL, KEEPS, &id);
        w->check = NULL;
        sim_do(w, move_pointer, NULL);
        expect_refused(w, id, "/xy-0146-qa/db/active-timestamp is 20261124000000 by now");
        free(id);
        sim_world_free(w);
}

static void protection_by_hand_is_heeded_before_anything_is_done(void **state)
{
        struct sim_world *w;
        char *id;

        (void)state;
        w = promoted(NULL, KEEPS, &id);
        sim_do(w, promotion_protect, (void *)(uintptr_t)NEW);
        sim_pass(w, 3600000);
        expect_refused(w, id, "has deletion protection that Snaplift did not put on");
        free(id);
        sim_world_free(w);
}

static void a_first_promotion_has_nothing_to_go_back_to(void **state)
{
        struct sim_world *w = promotion_first_world();
        struct sim_result r;

        (void)state;
        sim_run(w, "first-time", STACK, SERVICES, &r);
        sim_assert_end(&r, RUN_SUCCEEDED);
        expect_refused(w, r.id, "no database was active on stack xy-0146-qa before");
        sim_result_release(&r);
        sim_world_free(w);
}

/* --- killed, or without an answer --- */

static void cut_anywhere_it_goes_on(void **state)
{
        bool whole = false;
        int cut = 0;

        (void)state;
        for (int records = 0; !whole; records += sim_step()) {
                struct sim_result r, again;
                struct tripwire *trip;
                struct sim_world *w;
                char *id;

                w = promoted(NULL, KEEPS, &id);
                trip = tripwire_new(w->store);
                w->setup.store = tripwire_store(trip);
                tripwire_arm(trip, records);
                sim_return(w, id, &r);
                whole = r.end == RUN_ROLLED_BACK && !tripwire_cut(trip);
                tripwire_disarm(trip);
                if (!whole && records == 0) {
                        promotion_assert_is(sim_databases(w), DEV "," OLD "," NEW);
                } else if (!whole) {
                        cut++;
                        if (records % 2)
                                sim_resume(w, id, &again);
                        else
                                sim_rollback(w, id, &again);
                        if (again.end != RUN_ROLLED_BACK)
                                print_message("cut after %d records: %s\n%s", records,
                                              err_text(&again.err), text_str(&w->events));
                        sim_assert_end(&again, RUN_ROLLED_BACK);
                        assert_non_null(strstr(text_str(&w->events),
                                               "in its final snapshot " NEW "-final-2026"));
                        sim_result_release(&again);
                }
                if (whole || records)
                        assert_returned(w);
                sim_result_release(&r);
                free(id);
                sim_world_free(w);
                tripwire_free(trip);
        }
        assert_true(cut >= 20 / sim_step());
}

static const struct {
        const char *operation;
        int nth;
} calls[] = {
        {"UpdateService", 3}, /* two went forward */
        {"UpdateService", 4},
        {"PutParameter", 5}, /* the lock; four went forward */
        {"PutParameter", 6},
        {"PutParameter", 7},
        {"DeregisterTaskDefinition", 1},
        {"DeregisterTaskDefinition", 2},
        {"DeleteDBInstance", 1},
        {"DeleteParameter", 2},
        {"DeleteParameter", 3},
};

static void goes_on_without_an_answer(void **state)
{
        static const char *const ways[] = {"drop-before", "drop-after"};

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(calls); i += sim_every()) {
                for (size_t k = 0; k < ARRAY_LEN(ways); k++) {
                        char *id, *more = xasprintf(", 'faults': [{'when': {'operation': '%s', "
                                                    "'nth': %d}, 'do': '%s'}]",
                                                    calls[i].operation, calls[i].nth, ways[k]);
                        struct sim_result r;
                        struct sim_world *w = promoted(more, KEEPS, &id);

                        sim_return(w, id, &r);
                        if (r.end != RUN_ROLLED_BACK)
                                print_message("%s\n", more);
                        sim_assert_end(&r, RUN_ROLLED_BACK);
                        assert_returned(w);
                        sim_result_release(&r);
                        free(id);
                        free(more);
                        sim_world_free(w);
                }
        }
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(all_is_as_before_and_what_was_written_is_kept),
                cmocka_unit_test(a_cluster_goes_the_same_way),
                cmocka_unit_test(a_final_snapshot_that_is_not_seen_yet_is_waited_for),
                cmocka_unit_test(one_deleted_by_hand_meanwhile_is_told_of_once),
                cmocka_unit_test(must_be_accepted),
                cmocka_unit_test(a_deleted_database_has_no_way_back),
                cmocka_unit_test(nor_has_one_deleted_by_hand),
                cmocka_unit_test(a_service_deployed_since_is_not_overrun),
                cmocka_unit_test(a_revision_with_copied_tags_stays),
                cmocka_unit_test(another_database_that_is_active_by_now_stays_so),
                cmocka_unit_test(protection_by_hand_is_heeded_before_anything_is_done),
                cmocka_unit_test(a_first_promotion_has_nothing_to_go_back_to),
                cmocka_unit_test(cut_anywhere_it_goes_on),
                cmocka_unit_test(goes_on_without_an_answer),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
