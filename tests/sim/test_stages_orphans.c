/* What belongs to nothing is found and, when asked, deleted; nothing else ever is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/aws/ecs.h"
#include "engine/aws/rds.h"
#include "engine/aws/ssm.h"
#include "engine/base/mem.h"
#include "stages/orphans.h"
#include "tests/sim/helper_promotion.h"
#include "tests/sim/helper_tripwire.h"

#define STACK "xy-0146-qa"
#define LEFT "xy-0146-qa-20261105000000"
#define DELETE                                                                                     \
        "pipeline: orphans\n"                                                                      \
        "inputs:\n"                                                                                \
        "  things: { type: list, required: true }\n"                                               \
        "  unfinished: { type: list }\n"                                                           \
        "  final_snapshot: { type: flag, default: false }\n"                                       \
        "stages:\n"                                                                                \
        "  delete:\n"                                                                              \
        "    uses: orphans.delete\n"                                                               \
        "    with:\n"                                                                              \
        "      things: \"${{ inputs.things }}\"\n"                                                 \
        "      unfinished: \"${{ inputs.unfinished }}\"\n"                                         \
        "      final_snapshot: \"${{ inputs.final_snapshot }}\"\n"

/* --- making things --- */

struct made {
        const char *id, *stack, *run; /* tags; NULL: without */
};

static void make_database(struct sim_world *w, void *arg)
{
        const struct made *made = arg;
        struct tags tags = {0};
        struct rds_restore restore = {.id = made->id, .snapshot = "latest", .tags = &tags};
        struct rds_instance db = {0};
        char timestamp[STAMP_SIZE];
        struct err err = ERR_INIT;

        tags_set(&tags, "team", "blue"); /* with none RDS takes the snapshot's */
        if (made->stack)
                tags_set(&tags, "snaplift:stack", made->stack);
        if (made->run)
                tags_set(&tags, "snaplift:run", made->run);
        if (made->stack && database_parse(made->id, NULL, timestamp))
                tags_set(&tags, "snaplift:timestamp", timestamp);
        if (!rds_restore_instance(w->aws, &restore, &db, &err))
                fail_msg("%s", err_text(&err));
        rds_instance_release(&db);
        tags_release(&tags);
}

static void database(struct sim_world *w, const char *id, const char *stack, const char *run)
{
        struct made made = {id, stack, run};

        sim_do(w, make_database, &made);
        sim_pass(w, 3600000);
}

static void make_snapshot(struct sim_world *w, void *arg)
{
        const struct made *made = arg; /* id: "name source" */
        char name[64], source[64];
        struct rds_snapshot snapshot = {0};
        struct tags tags = {0};
        struct err err = ERR_INIT;

        assert_int_equal(sscanf(made->id, "%63s %63s", name, source), 2);
        tags_set(&tags, "snaplift:stack", made->stack);
        tags_set(&tags, "snaplift:run", made->run);
        if (!rds_create_snapshot(w->aws, name, source, &tags, &snapshot, &err))
                fail_msg("%s", err_text(&err));
        rds_snapshot_release(&snapshot);
        tags_release(&tags);
}

static void snapshot(struct sim_world *w, const char *id, const char *stack, const char *run)
{
        struct made made = {id, stack, run};

        sim_do(w, make_snapshot, &made);
        sim_pass(w, 3600000);
}

/* Registers a revision of a family that names a database. */
static void register_revision(struct sim_world *w, void *arg)
{
        const char *const *how = arg; /* family, database, stack, run */
        char *text = xasprintf(
                "{\"family\":\"%s\",\"containerDefinitions\":[{\"name\":\"web\",\"image\":\"web:"
                "1\","
                "\"memory\":64,\"environment\":[{\"name\":\"DB_HOST\",\"value\":\"%s.example\"}]}],"
                "\"tags\":[{\"key\":\"snaplift:stack\",\"value\":\"%s\"},{\"key\":\"snaplift:run\","
                "\"value\":\"%s\"}]}",
                how[0], how[1], how[2], how[3]);
        struct json_object *request = NULL;
        struct err err = ERR_INIT;
        char *arn = NULL;

        if (!json_parse(text, strlen(text), &request, &err) ||
            !ecs_register_task_definition(w->aws, request, &arn, &err))
                fail_msg("%s", err_text(&err));
        json_object_put(request);
        free(arn);
        free(text);
}

static void revision(struct sim_world *w, const char *family, const char *database,
                     const char *stack, const char *run)
{
        const char *how[] = {family, database, stack, run};

        sim_do(w, register_revision, how);
}

/* --- looking --- */

struct look {
        const char *stack, *unfinished;
        bool lines; /* as inputs of orphans.delete */
        struct text out;
};

static void look(struct sim_world *w, void *arg)
{
        struct look *l = arg;
        struct strlist unfinished = {0};
        struct orphan_search search = {
                .aws = w->aws, .unfinished = &unfinished, .definitions = true};
        struct orphans found = {0};
        struct err err = ERR_INIT;
        struct stack stack;

        if (l->unfinished)
                strlist_add(&unfinished, l->unfinished);
        search.stack = &stack;
        if (!stack_parse(l->stack, &stack, &err) || !orphans_look(&search, &found, &err))
                fail_msg("%s", err_text(&err));
        for (size_t i = 0; i < found.count; i++) {
                const struct orphan *o = &found.items[i];

                if (l->lines && !o->unsure)
                        text_addf(&l->out, "%s'%s %s %s'", l->out.len ? "," : "",
                                  orphan_kind_name(o->kind), o->name, o->identity);
                else if (!l->lines)
                        text_addf(&l->out, "%s%s %s%s%s", l->out.len ? "\n" : "",
                                  orphan_kind_name(o->kind), o->name, o->unsure ? ": " : "",
                                  o->unsure ? o->unsure : "");
        }
        orphans_release(&found);
        strlist_release(&unfinished);
}

static char *found_of(struct sim_world *w, const char *stack, const char *unfinished)
{
        struct look l = {.stack = stack, .unfinished = unfinished};

        sim_do(w, look, &l);
        return text_steal(&l.out);
}

static void assert_found(struct sim_world *w, const char *expected)
{
        promotion_assert_is(found_of(w, STACK, NULL), expected);
}

/* Inputs that delete all that is found now. */
static char *all_of(struct sim_world *w, const char *more)
{
        struct look l = {.stack = STACK, .lines = true};
        char *inputs;

        sim_do(w, look, &l);
        inputs = xasprintf("{'things': [%s]%s}", text_str(&l.out), more ? more : "");
        text_release(&l.out);
        return inputs;
}

static void delete_all(struct sim_world *w, const char *more, struct sim_result *r)
{
        char *inputs = all_of(w, more);

        sim_run(w, DELETE, STACK, inputs, r);
        free(inputs);
}

/* --- what is found --- */

static void nothing_is_left_at_first(void **state)
{
        struct sim_world *w = promotion_world(NULL);

        (void)state;
        assert_found(w, "");
        sim_world_free(w);
}

static void databases_are_found_and_neighbours_are_not(void **state)
{
        struct sim_world *w = promotion_world(NULL);

        (void)state;
        database(w, LEFT, STACK, "r1");
        database(w, "xy-0146-qa2-20261105000000", "xy-0146-qa2", "r1");
        database(w, "xy-01460-qa-20261105000000", "xy-01460-qa", "r1");
        database(w, "xy-0146-qa-2-20261105000000", "xy-0146-qa-2", "r1");
        assert_found(w, "database " LEFT);
        promotion_assert_is(found_of(w, "xy-0146-dev", NULL), "");
        sim_world_free(w);
}

static void what_cannot_be_told_is_named(void **state)
{
        struct sim_world *w = promotion_world(NULL);

        (void)state;
        database(w, "xy-0146-qa-20261101000000", NULL, NULL);
        database(w, "xy-0146-qa-20261102000000", "xy-0146-prod", "r1");
        database(w, "restored-by-hand", STACK, "r1");
        assert_found(w, "database restored-by-hand: it is tagged as the stack's and has another "
                        "name\n"
                        "database xy-0146-qa-20261101000000: it has the stack's name and no tag "
                        "snaplift:stack\n"
                        "database xy-0146-qa-20261102000000: it has the stack's name and is tagged "
                        "as stack xy-0146-prod's");
        sim_world_free(w);
}

static void previous_and_running_are_none(void **state)
{
        struct sim_world *w = promotion_world(NULL);

        (void)state;
        database(w, LEFT, STACK, "r1");
        promotion_put(w, "/xy-0146-qa/db/previous-timestamp", "20261105000000");
        assert_found(w, "");
        promotion_put(w, "/xy-0146-qa/db/previous-timestamp", "20261001000000");
        assert_found(w, "database " LEFT);
        promotion_assert_is(found_of(w, STACK, "r2"), "database " LEFT);
        promotion_put(w, "/xy-0146-qa/lock", "{\"run\":\"r1\",\"owner\":\"a@b:1\"}");
        assert_found(w, "");
        sim_world_free(w);
}

/* It can be resumed or put back: its lock was broken, and its store says that it has not ended. */
static void what_a_run_without_its_lock_has_left_is_named(void **state)
{
        struct sim_world *w = promotion_world(NULL);
        struct sim_result r;

        (void)state;
        database(w, LEFT, STACK, "r1");
        snapshot(w, LEFT "-r1 " LEFT, STACK, "r1");
        revision(w, "web", LEFT, STACK, "r1");
        promotion_assert_is(
                found_of(w, STACK, "r1"),
                "task-definition web:2: its run has not ended, and holds the stack no longer\n"
                "database " LEFT ": its run has not ended, and holds the stack no longer\n"
                "snapshot " LEFT "-r1: its run has not ended, and holds the stack no longer");
        delete_all(w, ", 'unfinished': ['r1']", &r);
        sim_assert_end(&r, RUN_UNCHANGED);
        promotion_assert_is(sim_databases(w), DEV "," OLD "," LEFT);
        sim_result_release(&r);
        sim_world_free(w);
}

static void without_an_active_one_nothing_is_sure(void **state)
{
        struct sim_world *w = promotion_first_world();

        (void)state;
        database(w, LEFT, STACK, "r1");
        assert_found(w, "database " LEFT ": no database of the stack is recorded as active here");
        sim_world_free(w);
}

static void snapshots_of_runs_are_found(void **state)
{
        struct sim_world *w = promotion_world(NULL);

        (void)state;
        database(w, LEFT, STACK, "r1");
        snapshot(w, "of-active " OLD, STACK, "r1");
        snapshot(w, LEFT "-r1 " LEFT, STACK, "r1");
        snapshot(w, "of-neighbour " LEFT, "xy-0146-qa2", "r1");
        snapshot(w, LEFT "-final-20261106000000 " LEFT, STACK, "r1");
        assert_found(w, "database " LEFT "\nsnapshot " LEFT "-r1");
        sim_world_free(w);
}

static void restore_by_hand(struct sim_world *w, void *arg)
{
        struct rds_restore restore = {.id = "xy-0146-qa-20261107000000", .snapshot = arg};
        struct rds_instance db = {0};
        struct tags none = {0};
        struct err err = ERR_INIT;

        restore.tags = &none; /* RDS takes the snapshot's */
        if (!rds_restore_instance(w->aws, &restore, &db, &err))
                fail_msg("%s", err_text(&err));
        rds_instance_release(&db);
}

/* RDS copies a database's tags to its snapshots where it is told to, and a snapshot's to its
 * copies.
 */
static void set_copy_tags(struct sim_world *w, void *arg)
{
        struct json_object *on = json_object_new_object();
        struct rds_modify modify = {.id = arg, .settings = on};
        struct err err = ERR_INIT;

        json_put_flag(on, "copy_tags", true);
        if (!rds_modify_instance(w->aws, &modify, NULL, &err))
                fail_msg("%s", err_text(&err));
        json_object_put(on);
}

static void take_by_hand(struct sim_world *w, void *arg)
{
        struct tags none = {0};
        struct rds_snapshot snapshot = {0};
        struct err err = ERR_INIT;

        if (!rds_create_snapshot(w->aws, "before-the-great-change", arg, &none, &snapshot, &err))
                fail_msg("%s", err_text(&err));
        rds_snapshot_release(&snapshot);
}

/* Made by hand with our tags, or by a run as a backup of what is not the stack's. */
static void what_somebody_wanted_is_kept(void **state)
{
        struct sim_world *w = promotion_world(NULL);
        struct sim_result r;
        char *there;

        (void)state;
        database(w, LEFT, STACK, "r1");
        sim_do(w, set_copy_tags, LEFT);
        sim_pass(w, 3600000);
        sim_do(w, take_by_hand, LEFT);
        sim_pass(w, 3600000);
        sim_do(w, restore_by_hand, "before-the-great-change");
        snapshot(w, DEV "-r1 " DEV, STACK, "r1");
        delete_all(w, NULL, &r);
        sim_assert_end(&r, RUN_SUCCEEDED);
        promotion_assert_is(sim_databases(w), DEV "," OLD ",xy-0146-qa-20261107000000");
        assert_found(w, "database xy-0146-qa-20261107000000: it is tagged as made of "
                        "20261105000000: somebody may have restored it\n"
                        "snapshot before-the-great-change: it has another name than a run gives: "
                        "somebody may have taken it, with the tags of what it is of\n"
                        "snapshot " DEV "-r1: it was taken of " DEV ", which is not the stack's: "
                        "if nobody needs it, delete it by hand");
        there = sim_snapshots(w, LEFT);
        assert_non_null(strstr(there, "before-the-great-change"));
        free(there);
        sim_result_release(&r);
        sim_world_free(w);
}

static void definitions_of_databases_that_are_gone_are_found(void **state)
{
        struct sim_world *w = promotion_world(NULL);

        (void)state;
        revision(w, "web", LEFT, STACK, "r1");
        revision(w, "web", OLD, STACK, "r1");
        revision(w, "web", LEFT, "xy-0146-qa2", "r1");
        revision(w, "web", "xy-0146-qa2-20261105000000", STACK, "r1");
        assert_found(w, "task-definition web:2");
        sim_world_free(w);
}

/* Parameters that a first run left and of which nothing can be active any more. */
static void make_tagged(struct sim_world *w, void *arg)
{
        struct tags tags = {0};
        struct err err = ERR_INIT;

        (void)arg;
        tags_set(&tags, "snaplift:stack", STACK);
        tags_set(&tags, "snaplift:run", "r1");
        if (!ssm_put(w->aws, "/xy-0146-qa/db/host", "String", "gone.host", false, &tags, NULL,
                     &err))
                fail_msg("%s", err_text(&err));
        tags_release(&tags);
}

static void parameters_of_no_database_are_found(void **state)
{
        struct sim_world *w = promotion_first_world();
        struct sim_result r;
        char *password;

        (void)state;
        sim_do(w, make_tagged, NULL);
        promotion_put(w, "/xy-0146-qa/db/user", "by-hand");
        assert_found(w, "parameter /xy-0146-qa/db/host\n"
                        "parameter /xy-0146-qa/db/user: it has no tag snaplift:stack of the "
                        "stack's");
        delete_all(w, NULL, &r);
        sim_assert_end(&r, RUN_SUCCEEDED);
        promotion_assert_is(sim_parameter(w, "/xy-0146-qa/db/host"), NULL);
        promotion_assert_is(sim_parameter(w, "/xy-0146-qa/db/user"), "by-hand");
        password = sim_parameter(w, "/xy-0146-qa/db/password");
        assert_non_null(password);
        free(password);
        sim_result_release(&r);
        sim_world_free(w);
}

/* --- what is deleted --- */

static void all_kinds_are_deleted(void **state)
{
        struct sim_world *w = promotion_world(NULL);
        struct sim_result r;

        (void)state;
        database(w, LEFT, STACK, "r1");
        snapshot(w, LEFT "-r1 " LEFT, STACK, "r1");
        revision(w, "web", LEFT, STACK, "r1");
        delete_all(w, ", 'final_snapshot': true", &r);
        sim_assert_end(&r, RUN_SUCCEEDED);
        assert_found(w, "");
        promotion_assert_is(sim_databases(w), DEV "," OLD);
        promotion_assert_is(sim_parameter(w, "/xy-0146-qa/lock"), NULL);
        assert_non_null(strstr(text_str(&w->events), LEFT "-final-"));
        sim_result_release(&r);
        sim_world_free(w);
}

/* A thing given that is none (any more) is left alone, whatever it is called. */
static void only_orphans_are_deleted(void **state)
{
        struct sim_world *w = promotion_world(NULL);
        int64_t before;
        struct sim_result r;

        (void)state;
        database(w, LEFT, STACK, "r1");
        before = sim_mutating(w);
        sim_run(w, DELETE, STACK,
                "{'things': ['database " OLD " db-X', 'database " DEV " db-X',"
                " 'database " LEFT " db-OTHER', 'snapshot latest 2026-11-20T00:00:00.000Z',"
                " 'task-definition web:1 arn:aws:ecs:us-east-1:123456789012:task-definition/web:1',"
                " 'parameter /xy-0146-qa/db/password 1@2026']}",
                &r);
        sim_assert_end(&r, RUN_UNCHANGED);
        assert_int_equal(sim_mutating(w), before);
        promotion_assert_is(sim_databases(w), DEV "," OLD "," LEFT);
        sim_result_release(&r);
        sim_world_free(w);
}

/* Between the list and the deletion it became the active one, or somebody's service was moved onto
 * it, or it was made anew under the same name. */
static void what_is_in_use_is_kept(void **state)
{
        struct sim_world *w = promotion_world(NULL);
        struct sim_result r;
        char *inputs;

        (void)state;
        database(w, LEFT, STACK, "r1");
        inputs = all_of(w, NULL);
        promotion_put(w, "/xy-0146-qa/db/active-timestamp", "20261105000000");
        sim_run(w, DELETE, STACK, inputs, &r);
        sim_assert_end(&r, RUN_UNCHANGED);
        sim_result_release(&r);
        promotion_put(w, "/xy-0146-qa/db/active-timestamp", "20261001000000");
        promotion_put(w, "/xy-0146-qa/db/previous-timestamp", "20261105000000");
        sim_run(w, DELETE, STACK, inputs, &r);
        sim_assert_end(&r, RUN_UNCHANGED);
        promotion_assert_is(sim_databases(w), DEV "," OLD "," LEFT);
        sim_result_release(&r);
        free(inputs);
        sim_world_free(w);
}

/* What came into use between the list and the answer is kept, and is not said to be gone. */
static void what_is_no_orphan_any_more_is_told(void **state)
{
        static const char *const kept[] = {"web:2", LEFT, LEFT "-r1"};
        struct sim_world *w = promotion_world(NULL);
        struct sim_result r;
        char *inputs;

        (void)state;
        database(w, LEFT, STACK, "r1");
        snapshot(w, LEFT "-r1 " LEFT, STACK, "r1");
        revision(w, "web", LEFT, STACK, "r1");
        inputs = all_of(w, NULL);
        promotion_put(w, "/xy-0146-qa/db/previous-timestamp", "20261105000000");
        sim_run(w, DELETE, STACK, inputs, &r);
        sim_assert_end(&r, RUN_UNCHANGED);
        for (size_t i = 0; i < ARRAY_LEN(kept); i++) {
                char *told = xasprintf("kept %s: it is no orphan any more", kept[i]);

                assert_non_null(strstr(text_str(&w->events), told));
                free(told);
        }
        assert_non_null(strstr(text_str(&w->events), "what is there of it is kept"));
        sim_result_release(&r);
        free(inputs);
        sim_world_free(w);
}

static void move_service(struct sim_world *w, void *arg)
{
        struct ecs_update update = {
                .cluster = STACK, .service = "worker", .task_definition = arg, .desired = -1};
        struct err err = ERR_INIT;

        if (!ecs_update_service(w->aws, &update, NULL, &err))
                fail_msg("%s", err_text(&err));
}

static void what_a_service_uses_is_kept(void **state)
{
        struct sim_world *w = promotion_world(NULL);
        struct sim_result r;

        (void)state;
        database(w, LEFT, STACK, "r1");
        database(w, "xy-0146-qa-20261106000000", STACK, "r1");
        revision(w, "worker", LEFT, STACK, "r1");
        sim_do(w, move_service, "worker:2");
        sim_pass(w, 600000);
        delete_all(w, NULL, &r);
        sim_assert_end(&r, RUN_SUCCEEDED);
        assert_non_null(strstr(text_str(&w->events),
                               "kept " LEFT ": " LEFT " is still used by service worker"));
        promotion_assert_is(sim_databases(w), DEV "," OLD "," LEFT);
        sim_result_release(&r);
        sim_world_free(w);
}

static void another_run_keeps_it_out(void **state)
{
        struct sim_world *w = promotion_world(NULL);
        struct sim_result r;
        char *inputs;

        (void)state;
        database(w, LEFT, STACK, "r1");
        inputs = all_of(w, NULL);
        promotion_put(w, "/xy-0146-qa/lock", "{\"run\":\"r7\",\"owner\":\"a@b:1\"}");
        sim_run(w, DELETE, STACK, inputs, &r);
        sim_assert_end(&r, RUN_LOCKED);
        promotion_assert_is(sim_databases(w), DEV "," OLD "," LEFT);
        sim_result_release(&r);
        free(inputs);
        sim_world_free(w);
}

/* Cut off after each record in turn, and resumed: it ends as if it had not been. False: it was not
 * cut off any more. */
static bool cut_after(long records)
{
        struct sim_world *w = promotion_world(NULL);
        struct tripwire *trip = tripwire_new(w->store);
        struct sim_result r, again = {0};
        bool whole;

        database(w, LEFT, STACK, "r1");
        snapshot(w, LEFT "-r1 " LEFT, STACK, "r1");
        revision(w, "web", LEFT, STACK, "r1");
        w->setup.store = tripwire_store(trip);
        tripwire_arm(trip, records);
        delete_all(w, NULL, &r);
        whole = r.end == RUN_SUCCEEDED && !tripwire_cut(trip);
        tripwire_disarm(trip);
        if (!whole && r.id) {
                sim_resume(w, r.id, &again);
                sim_assert_end(&again, RUN_SUCCEEDED);
                sim_result_release(&again);
        }
        if (r.id) {
                assert_found(w, "");
                promotion_assert_is(sim_databases(w), DEV "," OLD);
                promotion_assert_is(sim_parameter(w, "/xy-0146-qa/lock"), NULL);
                assert_string_equal(promotion_breaches(), "");
        }
        sim_result_release(&r);
        sim_world_free(w);
        tripwire_free(trip);
        return !whole;
}

static void cut_anywhere(void **state)
{
        long records = 1;

        (void)state;
        while (cut_after(records))
                records++;
        assert_true(records > 8);
}

/* Cut off, and instead of resumed asked for once more: the lock says which run goes on. */
static void asked_for_again_it_names_the_run(void **state)
{
        struct sim_world *w = promotion_world(NULL);
        struct tripwire *trip = tripwire_new(w->store);
        struct sim_result r, again, last;

        (void)state;
        database(w, LEFT, STACK, "r1");
        database(w, "xy-0146-qa-20261106000000", STACK, "r1");
        w->setup.store = tripwire_store(trip);
        tripwire_arm(trip, 7);
        delete_all(w, NULL, &r);
        assert_true(tripwire_cut(trip));
        tripwire_disarm(trip);
        sim_pass(w, 600000);
        delete_all(w, NULL, &again);
        sim_assert_end(&again, RUN_LOCKED);
        assert_non_null(strstr(again.err.next, r.id));
        sim_resume(w, r.id, &last);
        sim_assert_end(&last, RUN_SUCCEEDED);
        assert_found(w, "");
        sim_result_release(&r);
        sim_result_release(&again);
        sim_result_release(&last);
        sim_world_free(w);
        tripwire_free(trip);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(nothing_is_left_at_first),
                cmocka_unit_test(databases_are_found_and_neighbours_are_not),
                cmocka_unit_test(what_cannot_be_told_is_named),
                cmocka_unit_test(previous_and_running_are_none),
                cmocka_unit_test(what_a_run_without_its_lock_has_left_is_named),
                cmocka_unit_test(without_an_active_one_nothing_is_sure),
                cmocka_unit_test(snapshots_of_runs_are_found),
                cmocka_unit_test(what_somebody_wanted_is_kept),
                cmocka_unit_test(definitions_of_databases_that_are_gone_are_found),
                cmocka_unit_test(parameters_of_no_database_are_found),
                cmocka_unit_test(all_kinds_are_deleted),
                cmocka_unit_test(only_orphans_are_deleted),
                cmocka_unit_test(what_is_in_use_is_kept),
                cmocka_unit_test(what_is_no_orphan_any_more_is_told),
                cmocka_unit_test(what_a_service_uses_is_kept),
                cmocka_unit_test(another_run_keeps_it_out),
                cmocka_unit_test(cut_anywhere),
                cmocka_unit_test(asked_for_again_it_names_the_run),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
