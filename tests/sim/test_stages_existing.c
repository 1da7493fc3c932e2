/*
 * A stack on a database of the operator's own: it is never restored, changed or deleted, services
 * are moved onto it, and no stack comes to it while what Snaplift managed for it is there.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/aws/rds.h"
#include "engine/aws/ssm.h"
#include "engine/base/mem.h"
#include "tests/sim/helper_promotion.h"
#include "tests/sim/helper_story.h"
#include "tests/sim/helper_tripwire.h"
#include "tests/sim/helper_wire.h"

#define THEIRS "ops-main"
#define ON_THEIRS "{'database': '" THEIRS "', 'services': ['web', 'worker']}"

/* old: whether the managed database is still there. Its parameters are in any case. */
#define SEED                                                                                       \
        "{'databases': [%s"                                                                        \
        "{'id': '" THEIRS "', 'version': '15.4', 'user': 'boss', 'password': 'ops-secret-1',"      \
        " 'database': 'shop', 'deletion_protection': true, 'tags': {'team': 'ops'}},"              \
        "{'id': '" DEV "', 'version': '15.4', 'user': 'app', 'password': 'dev-secret-1',"          \
        " 'database': 'app', 'tags': {'snaplift:stack': 'xy-0146-dev'}}],"                         \
        " 'snapshots': [{'id': 'latest', 'of': '" DEV "', 'created': '2026-11-20T00:00:00Z'}],"    \
        " 'parameters': ["                                                                         \
        "{'name': '/xy-0146-dev/db/active-timestamp', 'value': '20260901000000'},"                 \
        "{'name': '/xy-0146-qa/db/active-timestamp', 'value': '20261001000000'},"                  \
        "{'name': '/xy-0146-qa/db/host', 'value': 'old.host'},"                                    \
        "{'name': '/xy-0146-qa/db/port', 'value': '5433'},"                                        \
        "{'name': '/xy-0146-qa/db/name', 'value': 'app'},"                                         \
        "{'name': '/xy-0146-qa/db/user', 'value': 'app'},"                                         \
        "{'name': '/xy-0146-qa/db/password', 'type': 'SecureString', 'value': 'ops-secret-1'}],"   \
        " 'images': {'web:1': {}},"                                                                \
        " 'task_definitions': ["                                                                   \
        "{'family': 'web', 'containerDefinitions': [{'name': 'web', 'image': 'web:1',"             \
        " 'memory': 64, 'environment': [{'name': 'DB_HOST', 'value': 'old.host'}]}]},"             \
        "{'family': 'worker', 'containerDefinitions': [{'name': 'web', 'image': 'web:1',"          \
        " 'memory': 64}]}],"                                                                       \
        " 'clusters': [{'clusterName': 'xy-0146-qa', 'services': ["                                \
        "{'serviceName': 'web', 'taskDefinition': 'web', 'desiredCount': 2},"                      \
        "{'serviceName': 'worker', 'taskDefinition': 'worker', 'desiredCount': 1}]}]%s}"

#define MANAGED(id, more)                                                                          \
        "{'id': '" id "', 'version': '15.4', 'user': 'app', 'password': 'qa-secret-11',"           \
        " 'database': 'app'" more "},"

static struct sim_world *world(const char *managed, const char *more)
{
        char *seed = xasprintf(SEED, managed ? managed : "", more ? more : "");
        struct sim_world *w = sim_world_new(seed);

        free(seed);
        sim_pass(w, 120000);
        return w;
}

/* --- what is there, before and after --- */

struct values {
        char *text; /* all of /xy-0146-qa/db but the password, a line each */
};

static void read_values(struct sim_world *w, void *arg)
{
        struct ssm_parameters set = {0};
        struct text text = TEXT_INIT;
        struct err err = ERR_INIT;

        if (!ssm_get_by_path(w->aws, "/xy-0146-qa/db", &set, &err))
                fail_msg("%s", err_text(&err));
        for (size_t i = 0; i < set.count; i++) {
                if (!strstr(set.items[i].name, "password"))
                        text_addf(&text, "%s=%s\n", set.items[i].name + strlen("/xy-0146-qa/db/"),
                                  set.items[i].value);
        }
        ssm_parameters_release(&set);
        ((struct values *)arg)->text = text_steal(&text);
}

static char *values_of(struct sim_world *w)
{
        struct values v;

        sim_do(w, read_values, &v);
        return v.text;
}

static const char before[] = "active-timestamp=20261001000000\nhost=old.host\nname=app\nport=5433\n"
                             "user=app\n";

static void assert_values(struct sim_world *w, const char *expected)
{
        char *found = values_of(w);

        assert_string_equal(found, expected);
        free(found);
}

static void assert_on_theirs(struct sim_world *w)
{
        char *found = values_of(w);

        assert_true(text_starts(found, "existing=" THEIRS "\nhost=" THEIRS "."));
        assert_non_null(strstr(found, "\nname=shop\nport=5432\nuser=boss\n"));
        assert_null(strstr(found, "timestamp"));
        free(found);
}

static void assert_databases_untouched(struct sim_world *w)
{
        static const char *const never[] = {"RestoreDBInstanceFromDBSnapshot",
                                            "ModifyDBInstance",
                                            "DeleteDBInstance",
                                            "RebootDBInstance",
                                            "AddTagsToResource",
                                            "CreateDBSnapshot"};

        for (size_t i = 0; i < ARRAY_LEN(never); i++)
                if (!strstr(never[i],
                            "Tags")) /* parameters are tagged by a call of that name, too */
                        assert_int_equal(wire_count(w->transport, never[i]), 0);
}

/* --- tests --- */

static void services_are_moved_onto_it(void **state)
{
        struct sim_world *w = world(NULL, NULL);
        struct sim_result r;
        int64_t mutating;

        (void)state;
        sim_run(w, "existing", "xy-0146-qa", ON_THEIRS, &r);
        sim_assert_end(&r, RUN_SUCCEEDED);
        assert_on_theirs(w);
        assert_databases_untouched(w);
        assert_non_null(strstr(wire_last(w->transport, "RegisterTaskDefinition"), THEIRS "."));
        sim_result_release(&r);
        /* and again: nothing is left to do */
        mutating = sim_mutating(w);
        sim_run(w, "existing", "xy-0146-qa", ON_THEIRS, &r);
        sim_assert_end(&r, RUN_UNCHANGED);
        assert_int_equal(sim_mutating(w), mutating);
        sim_result_release(&r);
        sim_world_free(w);
}

static void refused(struct sim_world *w, const char *pipeline, const char *inputs,
                    const char *words)
{
        int64_t mutating = sim_mutating(w);
        struct text plan = TEXT_INIT;
        struct sim_result r;

        sim_plan(w, pipeline, "xy-0146-qa", inputs, &plan);
        if (!strstr(text_str(&plan), words))
                fail_msg("\"%s\" is not in the plan: %s", words, text_str(&plan));
        text_release(&plan);
        sim_run(w, pipeline, "xy-0146-qa", inputs, &r);
        if (r.end != RUN_REFUSED || !strstr(err_text(&r.err), words))
                fail_msg("ended as %s: %s", run_end_name(r.end), err_text(&r.err));
        assert_non_null(r.err.next);
        assert_int_equal(sim_mutating(w), mutating);
        assert_databases_untouched(w);
        sim_result_release(&r);
}

/* By its name, or by its tag alone; protected or not. */
static void not_while_the_managed_one_is_there(void **state)
{
        struct sim_world *w = world(MANAGED(OLD, ""), NULL);

        (void)state;
        refused(w, "existing", ON_THEIRS,
                "stack xy-0146-qa still has the DB instance " OLD ", which Snaplift manages");
        assert_values(w, before);
        sim_world_free(w);

        w = world(MANAGED("odd-name", ", 'tags': {'snaplift:stack': 'xy-0146-qa'}"), NULL);
        refused(w, "existing", ON_THEIRS, "still has the DB instance odd-name");
        sim_world_free(w);
}

static void not_onto_one_that_snaplift_made(void **state)
{
        struct sim_world *w = world(NULL, NULL);

        (void)state;
        refused(w,
                "pipeline: p\nstages:\n"
                "  one: { uses: database.existing, with: { database: " DEV " } }\n"
                "  two: { uses: identity.guard, needs: [one] }\n",
                "{}", "was made by Snaplift for stack xy-0146-dev");
        sim_world_free(w);
}

/* Names that only look alike do not count: xy-0146-qa2 is another stack. */
static void another_stacks_database_is_no_hindrance(void **state)
{
        struct sim_world *w = world(MANAGED("xy-0146-qa2-20261001000000", ""), NULL);
        struct sim_result r;

        (void)state;
        sim_run(w, "existing", "xy-0146-qa", ON_THEIRS, &r);
        sim_assert_end(&r, RUN_SUCCEEDED);
        sim_result_release(&r);
        sim_world_free(w);
}

#define SELF "database " THEIRS " of stack xy-0146-qa is self-managed"

static void no_promotion_any_more(void **state)
{
        struct sim_world *w = world(NULL, NULL);
        struct sim_result r;

        (void)state;
        sim_run(w, "existing", "xy-0146-qa", ON_THEIRS, &r);
        sim_assert_end(&r, RUN_SUCCEEDED);
        sim_result_release(&r);
        refused(w, "promote", SERVICES, SELF);
        refused(w, "first-time", SERVICES, SELF);
        /* nor by stages alone */
        refused(w,
                "pipeline: p\nstages:\n"
                "  one: { uses: database.restore, with: { snapshot: latest } }\n",
                "{}", SELF);
        refused(w,
                "pipeline: p\nstages:\n"
                "  one:\n"
                "    uses: parameters.activate\n"
                "    with: { timestamp: '20261001000000', host: h, port: 1 }\n",
                "{}", SELF);
        assert_on_theirs(w);
        sim_world_free(w);
}

static void mark(struct sim_world *w, void *arg)
{
        struct err err = ERR_INIT;

        (void)arg;
        if (!ssm_put(w->aws, "/xy-0146-qa/db/existing", "String", THEIRS, false, NULL, NULL,
                     &err) ||
            !ssm_put(w->aws, "/xy-0146-qa/db/active-timestamp", "String", "20261101000000", true,
                     NULL, NULL, &err))
                fail_msg("%s", err_text(&err));
}

/* One that came to be after the switch is not taken for the stack's to delete, either. */
static void nothing_is_retired(void **state)
{
        struct sim_world *w =
                world(MANAGED(OLD, ", 'tags': {'snaplift:stack': 'xy-0146-qa'}"), NULL);

        (void)state;
        sim_do(w, mark, NULL);
        refused(w,
                "pipeline: p\nstages:\n"
                "  one: { uses: database.retire, with: { timestamp: '20261001000000' } }\n",
                "{}", SELF);
        sim_world_free(w);
}

/* --- putting back --- */

#define FAILS                                                                                      \
        "pipeline: p\nstages:\n"                                                                   \
        "  one: { uses: database.existing, with: { database: " THEIRS " } }\n"                     \
        "  two: { uses: identity.guard, needs: [one], with: { account: '999999999999' } }\n"

static void rolled_back(const char *faults)
{
        struct sim_world *w = world(NULL, faults);
        struct sim_result r;

        sim_run(w, FAILS, "xy-0146-qa", "{}", &r);
        sim_assert_end(&r, RUN_ROLLED_BACK);
        assert_values(w, before);
        assert_databases_untouched(w);
        sim_result_release(&r);
        sim_world_free(w);
}

static void undo_puts_the_parameters_back(void **state)
{
        (void)state;
        rolled_back(NULL);
}

/* Each of its writes and deletions, and those that put back, lost before and after the effect. */
static void whatever_answer_is_lost(void **state)
{
        static const char *const ways[] = {"drop-before", "drop-after"};
        static const struct {
                const char *operation;
                int times;
        } calls[] = {{"PutParameter", 11}, {"DeleteParameter", 3}};

        (void)state;
        for (size_t way = 0; way < ARRAY_LEN(ways); way++)
                for (size_t call = 0; call < ARRAY_LEN(calls); call++)
                        for (int nth = 1; nth <= calls[call].times; nth++) {
                                char *faults = xasprintf(
                                        ", 'faults': [{'when': {'service': 'ssm', 'operation': "
                                        "'%s', 'nth': %d}, 'do': '%s'}]",
                                        calls[call].operation, nth, ways[way]);

                                rolled_back(faults);
                                free(faults);
                        }
}

#define ALONE                                                                                      \
        "pipeline: p\nstages:\n"                                                                   \
        "  one: { uses: database.existing, with: { database: " THEIRS " } }\n"

/* Killed after any record: resumed, the stack is on it; rolled back, all is as before. */
static bool cut_after(int records, bool back, int *done)
{
        struct sim_world *w = world(NULL, NULL);
        struct tripwire *trip = tripwire_new(w->store);
        struct sim_result r, again = {0};
        bool whole;

        w->setup.store = tripwire_store(trip);
        tripwire_arm(trip, records);
        sim_run(w, ALONE, "xy-0146-qa", "{}", &r);
        whole = r.end == RUN_SUCCEEDED && !tripwire_cut(trip);
        tripwire_disarm(trip);
        if (!whole && r.id) {
                if (back)
                        sim_rollback_cut(w, r.id, &again);
                else
                        sim_resume(w, r.id, &again);
                if (back && again.end == RUN_SUCCEEDED) {
                        (*done)++;
                        back = false;
                }
                sim_assert_end(&again, back ? RUN_ROLLED_BACK : RUN_SUCCEEDED);
                sim_result_release(&again);
        }
        if (r.id && back && !whole)
                assert_values(w, before);
        else if (r.id)
                assert_on_theirs(w);
        sim_result_release(&r);
        sim_world_free(w);
        tripwire_free(trip);
        return !whole;
}

static void cut_anywhere(void **state)
{
        int resumed = 1, back = 1, done = 0;

        (void)state;
        while (cut_after(resumed, false, &done))
                resumed++;
        while (cut_after(back, true, &done))
                back++;
        assert_int_equal(done, 1); /* it lacked its end only */
        assert_true(resumed > 15 && back > 15);
}

/* --- what somebody else has written since --- */

#define STANDS                                                                                     \
        "pipeline: p\nstages:\n"                                                                   \
        "  one: { uses: database.existing, with: { database: " THEIRS " } }\n"                     \
        "  two: { uses: identity.guard, needs: [one] }\n"

struct hand {
        const char *leaf, *value; /* value NULL: deleted */
};

static void by_hand(struct sim_world *w, void *arg)
{
        const struct hand *hand = arg;
        char *name = xasprintf("/xy-0146-qa/db/%s", hand->leaf);
        struct err err = ERR_INIT;

        if (hand->value ? !ssm_put(w->aws, name, "String", hand->value, true, NULL, NULL, &err)
                        : !ssm_delete(w->aws, name, &err))
                fail_msg("%s", err_text(&err));
        free(name);
}

/* Cut off after a record of the stage, and then somebody writes these. */
static struct sim_world *written_since(const char *record, const struct hand *hands, size_t count,
                                       struct tripwire **trip, struct sim_result *r)
{
        struct sim_world *w = world(NULL, NULL);

        *trip = tripwire_new(w->store);
        w->setup.store = tripwire_store(*trip);
        tripwire_arm_after(*trip, record, "one");
        sim_run(w, STANDS, "xy-0146-qa", "{}", r);
        assert_true(tripwire_cut(*trip));
        tripwire_disarm(*trip);
        for (size_t i = 0; i < count; i++)
                sim_do(w, by_hand, (void *)&hands[i]);
        return w;
}

static void assert_left_alone(struct sim_world *w, const struct sim_result *r, char *found,
                              const char *words)
{
        sim_assert_end(r, RUN_ROLLBACK_INCOMPLETE);
        sim_assert_told(r, words);
        assert_values(w, found);
        free(found);
}

/* The stack is on another database by now: none of its parameters is put back, and all are as soon
 * as they are what the run had left. */
static void what_others_have_written_since_is_left(void **state)
{
        static const struct hand other[] = {
                {"existing", NULL}, {"host", "other.host"}, {"active-timestamp", "20261120020304"}};
        static const struct hand undone[] = {{"active-timestamp", NULL}, {"host", "old.host"}};
        struct sim_result r, back, again;
        struct tripwire *trip;
        struct sim_world *w = written_since("stage-ended", other, ARRAY_LEN(other), &trip, &r);

        (void)state;
        sim_rollback(w, r.id, &back);
        assert_left_alone(w, &back, values_of(w),
                          "/xy-0146-qa/db/host is other.host: neither what this run wrote (" THEIRS
                          ".");
        promotion_assert_is(sim_parameter(w, "/xy-0146-qa/db/host"), "other.host");
        promotion_assert_is(sim_parameter(w, "/xy-0146-qa/db/active-timestamp"), "20261120020304");
        for (size_t i = 0; i < ARRAY_LEN(undone); i++)
                sim_do(w, by_hand, (void *)&undone[i]);
        sim_rollback(w, r.id, &again);
        sim_assert_end(&again, RUN_ROLLED_BACK);
        assert_values(w, before);
        sim_result_release(&again);
        sim_result_release(&back);
        sim_result_release(&r);
        sim_world_free(w);
        tripwire_free(trip);
}

/* Nor is it written over by a run that is gone on with. */
static void what_others_have_written_is_not_written_over(void **state)
{
        static const struct hand other[] = {{"active-timestamp", "20261120020304"}};
        struct sim_result r, again;
        struct tripwire *trip;
        struct sim_world *w = written_since("stage-result", other, ARRAY_LEN(other), &trip, &r);
        char *found = values_of(w);

        (void)state;
        sim_resume(w, r.id, &again);
        assert_left_alone(w, &again, found,
                          "/xy-0146-qa/db/active-timestamp is 20261120020304: neither what this "
                          "run wrote (deleted) nor what was there before (20261001000000)");
        sim_result_release(&again);
        sim_result_release(&r);
        sim_world_free(w);
        tripwire_free(trip);
}

/* What the run did not write is nobody's business. */
static void what_the_run_did_not_write_stays(void **state)
{
        static const struct hand other[] = {{"previous-timestamp", "20260901000000"}};
        struct sim_result r, back;
        struct tripwire *trip;
        struct sim_world *w = written_since("stage-ended", other, ARRAY_LEN(other), &trip, &r);

        (void)state;
        sim_rollback(w, r.id, &back);
        sim_assert_end(&back, RUN_ROLLED_BACK);
        promotion_assert_is(sim_parameter(w, "/xy-0146-qa/db/previous-timestamp"),
                            "20260901000000");
        promotion_assert_is(sim_parameter(w, "/xy-0146-qa/db/host"), "old.host");
        sim_result_release(&back);
        sim_result_release(&r);
        sim_world_free(w);
        tripwire_free(trip);
}

/* Parameter Store goes on showing what was there before: that is not taken for put back. */
static void undo_looks_until_it_sees_what_was_written(void **state)
{
        static const struct {
                uint64_t seed;
                const char *faults;
        } late[] = {{1122, "c36:deployment-stopped,c13:lag"},
                    {670, "c20:lag-unknown,image-crashes-breaker"}};
        struct pipeline *pipeline = sim_pipeline("existing");
        struct json_object *inputs = json_object_new_object();
        struct story whole = {.pipeline = pipeline, .inputs = inputs};
        struct story_ends done;

        (void)state;
        json_put_text(inputs, "services", "web,worker");
        json_put_text(inputs, "database", "ops-main");
        assert_true(story_measure(&whole, &done));
        for (size_t i = 0; i < ARRAY_LEN(late); i++) {
                struct faults f = list(late[i].faults);
                struct story s = {
                        .seed = late[i].seed,
                        .faults = &f,
                        .pipeline = pipeline,
                        .inputs = inputs,
                        .world = whole.world,
                        .done = &done,
                };

                story_play(&s);
                assert_int_equal(s.end, RUN_ROLLED_BACK);
                if (s.breaches.len)
                        fail_msg("%s: %s", late[i].faults, text_str(&s.breaches));
                story_release(&s);
                faults_release(&f);
        }
        story_release(&whole);
        story_ends_release(&done);
        json_object_put(inputs);
        pipeline_free(pipeline);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(services_are_moved_onto_it),
                cmocka_unit_test(not_while_the_managed_one_is_there),
                cmocka_unit_test(not_onto_one_that_snaplift_made),
                cmocka_unit_test(another_stacks_database_is_no_hindrance),
                cmocka_unit_test(no_promotion_any_more),
                cmocka_unit_test(nothing_is_retired),
                cmocka_unit_test(undo_puts_the_parameters_back),
                cmocka_unit_test(whatever_answer_is_lost),
                cmocka_unit_test(cut_anywhere),
                cmocka_unit_test(what_others_have_written_since_is_left),
                cmocka_unit_test(what_others_have_written_is_not_written_over),
                cmocka_unit_test(what_the_run_did_not_write_stays),
                cmocka_unit_test(undo_looks_until_it_sees_what_was_written),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
