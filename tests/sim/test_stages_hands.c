/* What somebody does by hand while a run is on its way, and what services look like elsewhere. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/aws/ecs.h"
#include "engine/aws/rds.h"
#include "engine/aws/rds_share.h"
#include "engine/aws/ssm.h"
#include "engine/aws/stack_lock.h"
#include "engine/base/mem.h"
#include "tests/sim/helper_cluster.h"
#include "tests/sim/helper_promotion.h"
#include "tests/sim/helper_tripwire.h"
#include "tests/sim/helper_wire.h"

#define DAY (24 * 3600 * 1000LL)

/* Both services take their address from Parameter Store: what a promotion puts in its place. */
#define READERS                                                                                    \
        ", 'task_definitions': [{'family': 'web', 'containerDefinitions': [{'name': 'web',"        \
        " 'image': 'web:1', 'memory': 64, 'secrets': [{'name': 'DB_HOST',"                         \
        " 'valueFrom': '/xy-0146-qa/db/host'}]}]},"                                                \
        " {'family': 'worker', 'containerDefinitions': [{'name': 'web', 'image': 'web:1',"         \
        " 'memory': 64, 'secrets': [{'name': 'DB_HOST', 'valueFrom': '/xy-0146-qa/db/host'}]}]}]"

/* They do so besides, and go on with it. */
#define STILL_READERS                                                                              \
        ", 'task_definitions': [{'family': 'web', 'containerDefinitions': [{'name': 'web',"        \
        " 'image': 'web:1', 'memory': 64, 'secrets': [{'name': 'OTHER_HOST',"                      \
        " 'valueFrom': '/xy-0146-qa/db/host'}]}]},"                                                \
        " {'family': 'worker', 'containerDefinitions': [{'name': 'web', 'image': 'web:1',"         \
        " 'memory': 64, 'secrets': [{'name': 'OTHER_HOST',"                                        \
        " 'valueFrom': '/xy-0146-qa/db/host'}]}]}]"

/* One takes it as it was once. */
#define PINNED                                                                                     \
        ", 'task_definitions': [{'family': 'web', 'containerDefinitions': [{'name': 'web',"        \
        " 'image': 'web:1', 'memory': 64, 'secrets': [{'name': 'OTHER_HOST',"                      \
        " 'valueFrom': '/xy-0146-qa/db/host:2'}]}]},"                                              \
        " {'family': 'worker', 'containerDefinitions': [{'name': 'web', 'image': 'web:1',"         \
        " 'memory': 64}]}]"

/* A promotion whose process ends when a stage has come to its end. */
static struct sim_world *cut_off_of(struct sim_world *make(const char *more), const char *more,
                                    const char *stage, struct tripwire **trip, struct sim_result *r)
{
        struct sim_world *w = make(more);

        *trip = tripwire_new(w->store);
        w->setup.store = tripwire_store(*trip);
        tripwire_arm_after(*trip, "stage-ended", stage);
        sim_run(w, "promote", "xy-0146-qa", SERVICES, r);
        assert_true(tripwire_cut(*trip));
        tripwire_disarm(*trip);
        return w;
}

static struct sim_world *cut_off(const char *more, const char *stage, struct tripwire **trip,
                                 struct sim_result *r)
{
        return cut_off_of(promotion_world, more, stage, trip, r);
}

static void by_hand(struct sim_world *w, void *form)
{
        assert_int_equal(wire_form(w->transport, form), 200);
}

/* Services stay where there is a database until there is one where they are to go back to. */
static void nothing_is_moved_onto_a_stopped_database(void **state)
{
        static char stop[] = "Action=StopDBInstance&DBInstanceIdentifier=" OLD,
                    start[] = "Action=StartDBInstance&DBInstanceIdentifier=" OLD;
        struct tripwire *trip;
        struct sim_result r, back;
        struct sim_world *w = cut_off(NULL, "roll", &trip, &r);
        char *web = sim_service_definition(w, "xy-0146-qa", "web");

        (void)state;
        sim_do(w, by_hand, stop);
        sim_pass(w, 3600000);
        sim_rollback(w, r.id, &back);
        sim_assert_end(&back, RUN_ROLLBACK_INCOMPLETE);
        sim_assert_told(&back, OLD ", which was active before, is stopped");
        promotion_assert_is(sim_service_definition(w, "xy-0146-qa", "web"), web);
        promotion_assert_is(sim_parameter(w, "/xy-0146-qa/db/active-timestamp"), "20261120000000");
        sim_result_release(&back);
        sim_do(w, by_hand, start);
        sim_rollback(w, r.id, &back); /* which waits for it */
        sim_assert_end(&back, RUN_ROLLED_BACK);
        promotion_assert_before(w);
        sim_result_release(&back);
        sim_result_release(&r);
        free(web);
        tripwire_free(trip);
        sim_world_free(w);
}

static void restart_services(struct sim_world *w, void *arg)
{
        static const char *const names[] = {"web", "worker"};
        struct err err = ERR_INIT;

        (void)arg;
        for (size_t i = 0; i < ARRAY_LEN(names); i++) {
                struct ecs_update again = {
                        .cluster = "xy-0146-qa", .service = names[i], .desired = -1, .force = true};

                if (!ecs_update_service(w->aws, &again, NULL, &err))
                        fail_msg("%s", err_text(&err));
        }
}

/* Tasks that were there before the address changed have never had another one. */
static void who_has_the_old_address_does_not_use_the_new_database(void **state)
{
        struct sim_world *w = promotion_world(READERS);
        struct sim_result r;

        (void)state;
        sim_run(w, "promote", "xy-0146-qa",
                "{'services': ['web', 'worker'], 'images': {'web': 'web:bad'}}", &r);
        sim_assert_end(&r, RUN_ROLLED_BACK);
        promotion_assert_before(w);
        sim_result_release(&r);
        sim_world_free(w);
}

static void put_back_readers(const char *more, const char *inputs, enum run_end end,
                             struct sim_world **w, struct sim_result *r)
{
        struct sim_result first;

        *w = promotion_world(more);
        sim_run(*w, "promote", "xy-0146-qa", inputs, &first);
        sim_assert_end(&first, RUN_SUCCEEDED);
        sim_return(*w, first.id, r);
        if (r->end != end)
                print_message("%s\n", text_str(&(*w)->events));
        sim_assert_end(r, end);
        sim_result_release(&first);
}

#define KEPT "{'services': ['web', 'worker'], 'keep_for': '24h'}"

/* Put back, services start before the address is, and take the one that is to go: they start once
 * more. */
static void who_has_taken_the_new_address_starts_anew(void **state)
{
        struct sim_world *w;
        struct sim_result back;

        (void)state;
        put_back_readers(READERS, KEPT, RUN_ROLLED_BACK, &w, &back);
        assert_non_null(strstr(text_str(&w->events), "start the tasks of service web anew"));
        assert_non_null(strstr(text_str(&w->events), "start the tasks of service worker anew"));
        promotion_assert_is(sim_databases(w), DEV "," OLD);
        sim_result_release(&back);
        sim_world_free(w);
}

/* Where that may not be asked for, it is told. */
static void who_has_taken_the_new_address_is_told_of(void **state)
{
        struct sim_world *w;
        struct sim_result back, again;

        (void)state;
        put_back_readers(
                READERS
                ", 'faults': [{'when': {'operation': 'UpdateService', 'nth': 5, 'times': 2},"
                " 'do': 'error', 'code': 'AccessDeniedException', 'status': 400}]",
                KEPT, RUN_ROLLBACK_INCOMPLETE, &w, &back);
        sim_assert_told(&back, "database " NEW " is still used by task");
        assert_non_null(strstr(back.err.next, "force-new-deployment"));
        sim_do(w, restart_services, NULL);
        sim_rollback(w, back.id, &again);
        sim_assert_end(&again, RUN_ROLLED_BACK);
        promotion_assert_is(sim_databases(w), DEV "," OLD);
        sim_result_release(&again);
        sim_result_release(&back);
        sim_world_free(w);
}

static void put_old_address(struct sim_world *w, void *arg)
{
        struct rds_instance db = {0};
        struct err err = ERR_INIT;

        (void)arg;
        if (!rds_find_instance(w->aws, OLD, &db, &err) ||
            !ssm_put(w->aws, "/xy-0146-qa/db/host", "String", db.address, true, NULL, NULL, &err))
                fail_msg("%s", err_text(&err));
        rds_instance_release(&db);
}

/* Services that would start on the old database again, whenever it was that they got its address.
 */
static void an_address_put_back_by_hand_keeps_its_database(void **state)
{
        struct tripwire *trip;
        struct sim_result r, end;
        struct sim_world *w = cut_off(STILL_READERS, "wait", &trip, &r);

        (void)state;
        sim_do(w, put_old_address, NULL);
        sim_do(w, restart_services, NULL);
        sim_pass(w, 900000);
        sim_resume(w, r.id, &end);
        sim_assert_end(&end, RUN_ROLLBACK_INCOMPLETE);
        sim_assert_told(&end, "database " OLD " is still used by service");
        promotion_assert_is(sim_databases(w), DEV "," OLD "," NEW);
        sim_result_release(&end);
        sim_result_release(&r);
        sim_world_free(w);
        tripwire_free(trip);
}

/* A service that takes the address as it was stays on the old database, whatever is put there. */
static void who_has_the_address_of_a_version_keeps_its_database(void **state)
{
        struct sim_world *w = promotion_world(PINNED);
        struct sim_result r;

        (void)state;
        sim_do(w, put_old_address, NULL); /* its second version */
        sim_run(w, "promote", "xy-0146-qa", SERVICES, &r);
        assert_int_not_equal(r.end, RUN_SUCCEEDED);
        sim_assert_told(&r, "database " OLD " is still used by service");
        promotion_assert_is(sim_databases(w), DEV "," OLD);
        sim_result_release(&r);
        sim_world_free(w);
}

/* Whoever protects the candidate means to keep it: that is not the run's to lift. */
static void a_protected_candidate_is_kept(void **state)
{
        struct tripwire *trip;
        struct sim_result r, back;
        struct sim_world *w = cut_off(NULL, "restore", &trip, &r);

        (void)state;
        sim_do(w, promotion_protect, (void *)(uintptr_t)NEW);
        sim_pass(w, 60000);
        sim_rollback(w, r.id, &back);
        sim_assert_end(&back, RUN_ROLLBACK_INCOMPLETE);
        sim_assert_told(&back, "has deletion protection that Snaplift did not put on");
        assert_non_null(strstr(back.err.next, "undo it if " NEW " may go; then snaplift rollback"));
        assert_int_equal(wire_count(w->transport, "DeleteDBInstance"), 0);
        promotion_assert_is(sim_databases(w), DEV "," OLD "," NEW);
        sim_result_release(&back);

        sim_do(w, promotion_unprotect, (void *)(uintptr_t)NEW);
        sim_rollback(w, r.id, &back);
        sim_assert_end(&back, RUN_ROLLED_BACK);
        promotion_assert_before(w);
        sim_result_release(&back);
        sim_result_release(&r);
        sim_world_free(w);
        tripwire_free(trip);
}

/* Rolled back so much later: its last snapshots, of which the caller frees the names. */
static char *rolled_back_after(bool cluster, const char *stage, int64_t ms)
{
        struct tripwire *trip;
        struct sim_result r, back;
        struct sim_world *w =
                cut_off_of(cluster ? cluster_world : promotion_world, NULL, stage, &trip, &r);
        char *snapshots, *there;

        sim_pass(w, ms);
        sim_rollback(w, r.id, &back);
        sim_assert_end(&back, RUN_ROLLED_BACK);
        there = cluster ? cluster_list(w) : sim_databases(w);
        assert_null(strstr(there, NEW));
        assert_non_null(strstr(there, OLD));
        free(there);
        snapshots = cluster ? cluster_snapshots(w, NEW) : sim_snapshots(w, NEW);
        if (*snapshots)
                assert_non_null(strstr(text_str(&w->events), "is in its final snapshot " NEW));
        sim_result_release(&back);
        sim_result_release(&r);
        sim_world_free(w);
        tripwire_free(trip);
        return snapshots;
}

/* A run that was cut off over the weekend: what was written to the new database is not lost. */
static void what_was_in_use_for_long_leaves_a_snapshot(void **state)
{
        (void)state;
        for (int cluster = 0; cluster < 2; cluster++) {
                char *snapshots = rolled_back_after(cluster, "wait", 2 * DAY);

                assert_non_null(strstr(snapshots, NEW "-final-"));
                free(snapshots);
                promotion_assert_is(rolled_back_after(cluster, "wait", 60000), "");
                promotion_assert_is(rolled_back_after(cluster, "restore", 2 * DAY), "");
        }
}

static void refuses_elsewhere(struct sim_world *elsewhere, const char *id,
                              void (*go)(struct sim_world *w, const char *id,
                                         struct sim_result *out))
{
        struct sim_result r;

        go(elsewhere, id, &r);
        sim_assert_end(&r, RUN_INTERRUPTED);
        sim_assert_told(&r, "works on stack xy-0146-qa in 000000000000 us-east-1, and this is "
                            "999999999999 us-east-1: nothing was done here");
        sim_result_release(&r);
        assert_int_equal(sim_mutating(elsewhere), 0);
}

/* With other credentials there is another cloud, in which nothing of it is there to be put back. */
static void a_run_is_not_gone_on_with_in_another_account(void **state)
{
        struct tripwire *trip;
        struct sim_result r, back;
        struct sim_world *w = cut_off(NULL, "restore", &trip, &r);
        struct sim_world *elsewhere = promotion_world(", 'account': '999999999999'");

        (void)state;
        elsewhere->setup.store = w->setup.store;
        refuses_elsewhere(elsewhere, r.id, sim_rollback);
        refuses_elsewhere(elsewhere, r.id, sim_resume);
        sim_rollback(w, r.id, &back);
        sim_assert_end(&back, RUN_ROLLED_BACK);
        promotion_assert_before(w);
        sim_result_release(&back);
        sim_result_release(&r);
        sim_world_free(elsewhere);
        sim_world_free(w);
        tripwire_free(trip);
}

/* ECS tells of no deployments of a service that somebody else deploys. */
#define DEPLOYED_BY_OTHERS                                                                         \
        ", 'clusters': [{'clusterName': 'xy-0146-qa', 'services': ["                               \
        "{'serviceName': 'web', 'taskDefinition': 'web', 'desiredCount': 2},"                      \
        "{'serviceName': 'worker', 'taskDefinition': 'worker', 'desiredCount': 0,"                 \
        " 'deploymentController': {'type': 'CODE_DEPLOY'}}]}]"

static void who_is_deployed_by_others_uses_it_too(void **state)
{
        struct sim_world *w = promotion_world(DEPLOYED_BY_OTHERS);
        struct sim_result r;

        (void)state;
        sim_run(w, "promote", "xy-0146-qa", "{'services': ['web']}", &r);
        sim_assert_end(&r, RUN_REFUSED);
        sim_assert_told(&r, "service worker in xy-0146-qa uses database " OLD);
        assert_int_equal(sim_mutating(w), 0);
        sim_result_release(&r);
        sim_world_free(w);
}

/* A service on the old database, in another cluster. */
#define ANOTHER_CLUSTER                                                                            \
        ", 'clusters': [{'clusterName': 'xy-0146-qa', 'services': ["                               \
        "{'serviceName': 'web', 'taskDefinition': 'web', 'desiredCount': 2},"                      \
        "{'serviceName': 'worker', 'taskDefinition': 'worker', 'desiredCount': 1}]},"              \
        " {'clusterName': 'jobs', 'services': ["                                                   \
        "{'serviceName': 'nightly', 'taskDefinition': 'worker', 'desiredCount': 1}]}]"

static void who_uses_it_in_another_cluster_is_found_where_that_is_named(void **state)
{
        struct sim_world *w = promotion_world(ANOTHER_CLUSTER);
        struct sim_result r;

        (void)state;
        sim_run(w, "promote", "xy-0146-qa", "{'services': ['web', 'worker'], 'clusters': ['jobs']}",
                &r);
        sim_assert_end(&r, RUN_REFUSED);
        sim_assert_told(&r, "service nightly in jobs uses database " OLD);
        assert_int_equal(sim_mutating(w), 0);
        sim_result_release(&r);
        sim_world_free(w);
}

static void move_service(struct sim_world *w, void *arg)
{
        struct err err = ERR_INIT;

        if (!ecs_update_service(w->aws, arg, NULL, &err))
                fail_msg("%s", err_text(&err));
}

static const char retire_alone[] =
        "pipeline: retire\n"
        "stages:\n"
        "  retire:\n"
        "    uses: database.retire\n"
        "    with: { timestamp: \"20261001000000\", cluster: xy-0146-qa, clusters: [jobs] }\n";

/* `clusters` are looked into besides `cluster`. */
static void it_is_not_retired_either(void **state)
{
        static const struct ecs_update back[] = {
                {.cluster = "jobs",
                 .service = "nightly",
                 .task_definition = "worker:1",
                 .desired = 1},
                {.cluster = "xy-0146-qa",
                 .service = "web",
                 .task_definition = "web:1",
                 .desired = 2},
        };

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(back); i++) {
                struct sim_world *w = promotion_world(ANOTHER_CLUSTER);
                struct sim_result r;

                sim_run(w, "promote", "xy-0146-qa",
                        "{'services': ['web', 'worker'], 'retire': false}", &r);
                sim_assert_end(&r, RUN_SUCCEEDED);
                sim_result_release(&r);
                sim_do(w, move_service, (void *)&back[i]);
                sim_pass(w, 600000);
                sim_run(w, retire_alone, "xy-0146-qa", "{}", &r);
                sim_assert_end(&r, RUN_REFUSED);
                sim_assert_told(&r, i ? "is still used by service web in xy-0146-qa"
                                      : "is still used by service nightly in jobs");
                promotion_assert_is(sim_databases(w), DEV "," OLD "," NEW);
                sim_result_release(&r);
                sim_world_free(w);
        }
}

/* --- what is kept --- */

#define RECORD "/xy-0146-qa/db/kept/20261001000000"
#define KEEP_AS(as) "{'services': ['web', 'worker'], 'keep_for': '24h', 'keep': '" as "'}"
#define SWEEP                                                                                      \
        "pipeline: sweep\n"                                                                        \
        "inputs:\n"                                                                                \
        "  now: { type: flag, default: false }\n"                                                  \
        "stages:\n"                                                                                \
        "  sweep:\n"                                                                               \
        "    uses: database.sweep\n"                                                               \
        "    with: { now: \"${{ inputs.now }}\" }\n"

static struct sim_world *kept_world(const char *inputs)
{
        struct sim_world *w = promotion_world(NULL);
        struct sim_result r;

        sim_run(w, "promote", "xy-0146-qa", inputs, &r);
        sim_assert_end(&r, RUN_SUCCEEDED);
        sim_result_release(&r);
        return w;
}

/* words NULL: it is swept. */
static void sweep(struct sim_world *w, const char *inputs, const char *words)
{
        int64_t before = sim_mutating(w);
        struct sim_result r;

        text_clear(&w->events);
        sim_run(w, SWEEP, "xy-0146-qa", inputs, &r);
        sim_assert_end(&r, words ? RUN_UNCHANGED : RUN_SUCCEEDED);
        if (words && !strstr(text_str(&w->events), words))
                fail_msg("%s", text_str(&w->events));
        if (words)
                assert_int_equal(sim_mutating(w), before);
        sim_result_release(&r);
}

static void put_active(struct sim_world *w, void *arg)
{
        struct err err = ERR_INIT;

        if (!ssm_put(w->aws, "/xy-0146-qa/db/active-timestamp", "String", arg, true, NULL, NULL,
                     &err))
                fail_msg("%s", err_text(&err));
}

/* Made active by hand again, and replaced without being retired: the old record is not to take it.
 */
static void one_that_was_active_again_is_not_replaced_with_its_record(void **state)
{
        struct sim_world *w = kept_world(KEEP_AS("running"));
        struct sim_result r;
        int64_t before;

        (void)state;
        sim_do(w, put_active, "20261001000000");
        before = sim_mutating(w);
        sim_run(w, "promote", "xy-0146-qa",
                "{'services': ['web', 'worker'], 'snapshot': 'older', 'retire': false}", &r);
        sim_assert_end(&r, RUN_REFUSED);
        sim_assert_told(&r, "database " OLD " is active, and " RECORD " has it retired after");
        assert_int_equal(sim_mutating(w), before);
        sim_result_release(&r);
        sim_world_free(w);
}

struct retag {
        const char *until; /* NULL: none, nor by whom */
        const char *snapshot;
};

static void tag_anew(struct sim_world *w, void *arg)
{
        const struct retag *how = arg;
        struct rds_instance db = {0};
        struct rds_snapshot snap = {0};
        struct strlist keys = {0};
        struct tags tags = {0};
        struct err err = ERR_INIT;
        bool ok = how->snapshot ? rds_look_snapshot(w->aws, false, how->snapshot, &snap, &err)
                                : rds_find_instance(w->aws, OLD, &db, &err);
        const char *arn = how->snapshot ? snap.arn : db.arn;

        strlist_add(&keys, "snaplift:keep-until");
        strlist_add(&keys, "snaplift:kept-by");
        if (how->until)
                tags_set(&tags, "snaplift:keep-until", how->until);
        ok = ok && (how->until ? rds_add_tags(w->aws, arn, &tags, &err)
                               : rds_remove_tags(w->aws, arn, &keys, &err));
        if (!ok)
                fail_msg("%s", err_text(&err));
        strlist_release(&keys);
        tags_release(&tags);
        rds_instance_release(&db);
        rds_snapshot_release(&snap);
}

/* Who changes the tags in RDS means to keep it. */
static void one_with_other_tags_is_left(void **state)
{
        static const struct retag later = {"2099-01-01T00:00:00Z", NULL};
        static const struct retag some_day = {"next year", NULL}, none = {NULL, NULL};
        struct sim_world *w = kept_world(KEEP_AS("stopped"));

        (void)state;
        sim_pass(w, 2 * DAY);
        sim_do(w, tag_anew, (void *)&later);
        sweep(w, "{}", OLD " is tagged as kept until 2099-01-01T00:00:00Z, and was to be until");
        sim_do(w, tag_anew, (void *)&some_day);
        sweep(w, "{'now': true}", OLD " is tagged as kept until \"next year\", which is no time");
        sim_do(w, tag_anew, (void *)&none);
        sweep(w, "{'now': true}", OLD " is not tagged as kept by run");
        promotion_assert_is(sim_databases(w), DEV "," OLD "," NEW);
        sim_world_free(w);
}

/* RDS has started it again by then. */
static void one_without_tags_is_not_stopped_either(void **state)
{
        static const struct retag none = {NULL, NULL};
        struct sim_world *w =
                kept_world("{'services': ['web', 'worker'], 'keep_for': '30d', 'keep': 'stopped'}");

        (void)state;
        sim_pass(w, 8 * DAY);
        sim_do(w, tag_anew, (void *)&none);
        sweep(w, "{}", OLD " is not tagged as kept by run");
        sim_world_free(w);
}

static void what_is_tagged_as_kept_longer_goes_when_told_to(void **state)
{
        static const struct retag later = {"2099-01-01T00:00:00Z", NULL};
        struct sim_world *w = kept_world(KEEP_AS("running"));

        (void)state;
        sim_pass(w, 2 * DAY);
        sim_do(w, tag_anew, (void *)&later);
        sweep(w, "{'now': true}", NULL);
        promotion_assert_is(sim_databases(w), DEV "," NEW);
        sim_world_free(w);
}

static void a_snapshot_with_other_tags_is_left(void **state)
{
        struct sim_world *w = kept_world(KEEP_AS("snapshot"));
        char *name = sim_snapshots(w, OLD);
        struct retag later = {"2099-01-01T00:00:00Z", name};

        (void)state;
        sim_pass(w, 2 * DAY);
        sim_do(w, tag_anew, &later);
        sweep(w, "{}", " is tagged as kept until 2099-01-01T00:00:00Z, and was to be until");
        promotion_assert_is(sim_snapshots(w, OLD), name);
        free(name);
        sim_world_free(w);
}

/* --- two machines --- */

static const char *environment(void *arg, const char *name)
{
        (void)arg;
        if (!strcmp(name, "AWS_REGION"))
                return "us-east-1";
        if (!strcmp(name, "AWS_ACCESS_KEY_ID") || !strcmp(name, "AWS_SECRET_ACCESS_KEY"))
                return "test";
        return strcmp(name, "AWS_ENDPOINT_URL") ? NULL : "http://stand.in";
}

static struct aws *machine(struct sim_world *w, const char *process)
{
        struct aws_options options = {
                .loop = w->loop,
                .transport = w->transport,
                .env = environment,
                .process = process,
        };
        struct err err = ERR_INIT;
        struct aws *aws = aws_new(&options, &err);

        if (!aws)
                fail_msg("%s", err_text(&err));
        return aws;
}

static void assert_holds(struct run_lock *lock, const struct stack *stack, const char *words)
{
        struct err err = ERR_INIT;
        bool holds = lock->confirm(lock->arg, stack, "run", "ci@runner:7", &err);

        assert_int_equal(holds, words == NULL);
        if (words)
                assert_non_null(strstr(err_text(&err), words));
        err_clear(&err);
}

static void take_by_two(struct sim_world *w, void *arg)
{
        struct aws *a = machine(w, "aaaa-1"), *b = machine(w, "bbbb-1");
        struct run_lock of_a = stack_lock(a), of_b = stack_lock(b);
        struct run_holder by_a = {(char *)"ci@runner:7", (char *)"aaaa-1"},
                          by_b = {(char *)"ci@runner:7", (char *)"bbbb-1"};
        struct err err = ERR_INIT;
        struct stack stack;

        (void)arg;
        assert_true(stack_parse("xy-0146-qa", &stack, &err));
        assert_true(of_a.take(a, &stack, "run", "ci@runner:7", NULL, &err));
        assert_holds(&of_a, &stack, NULL);
        assert_holds(&of_b, &stack, "has taken over run run");
        assert_true(of_b.take(b, &stack, "run", "ci@runner:7", NULL, &err));
        assert_holds(&of_b, &stack, NULL);
        assert_holds(&of_a, &stack, "has taken over run run");
        /* and what the one has lost is not its to give back */
        assert_true(of_a.release(a, &stack, "run", &by_a, &err));
        assert_holds(&of_b, &stack, NULL);
        assert_true(of_b.release(b, &stack, "run", &by_b, &err));
        assert_holds(&of_b, &stack, "is gone");
        aws_free(a);
        aws_free(b);
}

/* Machines of one image: the same host, user and number. */
static void two_of_the_same_name_are_two(void **state)
{
        struct sim_world *w = promotion_world(NULL);

        (void)state;
        sim_do(w, take_by_two, NULL);
        sim_world_free(w);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(nothing_is_moved_onto_a_stopped_database),
                cmocka_unit_test(who_has_the_old_address_does_not_use_the_new_database),
                cmocka_unit_test(who_has_taken_the_new_address_starts_anew),
                cmocka_unit_test(who_has_taken_the_new_address_is_told_of),
                cmocka_unit_test(an_address_put_back_by_hand_keeps_its_database),
                cmocka_unit_test(who_has_the_address_of_a_version_keeps_its_database),
                cmocka_unit_test(a_protected_candidate_is_kept),
                cmocka_unit_test(what_was_in_use_for_long_leaves_a_snapshot),
                cmocka_unit_test(a_run_is_not_gone_on_with_in_another_account),
                cmocka_unit_test(who_is_deployed_by_others_uses_it_too),
                cmocka_unit_test(who_uses_it_in_another_cluster_is_found_where_that_is_named),
                cmocka_unit_test(it_is_not_retired_either),
                cmocka_unit_test(one_that_was_active_again_is_not_replaced_with_its_record),
                cmocka_unit_test(one_with_other_tags_is_left),
                cmocka_unit_test(one_without_tags_is_not_stopped_either),
                cmocka_unit_test(what_is_tagged_as_kept_longer_goes_when_told_to),
                cmocka_unit_test(a_snapshot_with_other_tags_is_left),
                cmocka_unit_test(two_of_the_same_name_are_two),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
