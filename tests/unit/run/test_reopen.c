/* A run that has succeeded, put back: when it may be, what is written, and how it ends. */
#include "helper_bench.h"

#include <stdio.h>
#include <stdlib.h>

#include "engine/base/mem.h"
#include "engine/run/plan.h"

static const char kept[] = "pipeline: t\n"
                           "stages:\n"
                           "  a: { uses: test.make }\n"
                           "  b: { uses: test.make, needs: [a] }\n"
                           "  f: { uses: test.final, needs: [b] }\n";

static struct json_object *me;

static void interrupt(void *arg)
{
        run_interrupt(((struct bench *)arg)->run);
}

/* A run that has succeeded, and is about to be put back by another process. */
static void begin(struct bench *b, const char *yaml)
{
        bench_init(b, yaml, NULL, NULL);
        bench_go(b);
        bench_expect_end(b, RUN_SUCCEEDED);
        assert_string_equal(b->world->lock, "");
        b->accepted = me;
}

/* The bodies of all records of that kind, one a line. The caller frees. */
static char *records(struct bench *b, const char *kind)
{
        struct journal_record *all = NULL;
        struct text out = TEXT_INIT;
        size_t count = 0;

        assert_true(b->store->ops->read(b->store, run_id(b->run), 0, &all, &count, &b->err));
        for (size_t i = 0; i < count; i++)
                if (strcmp(all[i].kind, kind) == 0)
                        text_addf(&out, "%s\n", all[i].body);
        journal_records_free(all, count);
        return text_steal(&out);
}

static void expect_untouched(struct bench *b)
{
        char *reopened = records(b, "run-reopened");

        bench_expect_done(b, "");
        bench_expect_run_state(b, "succeeded");
        assert_string_equal(b->world->lock, "");
        assert_string_equal(reopened, "");
        free(reopened);
}

static void goes_back_final_stages_first(void **state)
{
        struct bench b;
        char *reopened, *ends;

        (void)state;
        begin(&b, kept);
        bench_reopen(&b, true);
        bench_expect_end(&b, RUN_ROLLED_BACK);
        bench_expect_done(&b, "remove f, remove b, remove a");
        bench_expect_run_state(&b, "rolled-back");
        bench_expect_err(&b, "as asked");
        assert_string_equal(b.world->lock, "");
        assert_int_equal(b.world->takes, 2); /* once forward, once back */
        assert_true(b.world->confirms >= 3); /* before each change */
        reopened = records(&b, "run-reopened");
        assert_non_null(strstr(reopened, "\"by\":\"me@here\""));
        ends = records(&b, "run-ended");
        assert_non_null(strstr(ends, "succeeded"));
        assert_non_null(strstr(ends, "rolled-back"));
        free(reopened);
        free(ends);

        bench_reopen(&b, true);
        bench_expect_end(&b, RUN_ROLLED_BACK);
        bench_expect_done(&b, "");
        bench_expect_err(&b, "nothing to put back");
        bench_release(&b);
}

static void must_be_accepted(void **state)
{
        struct bench b;

        (void)state;
        begin(&b, kept);
        b.accepted = NULL;
        bench_reopen(&b, true);
        bench_expect_end(&b, RUN_REFUSED);
        bench_expect_err(&b, "what was written since is lost");
        bench_expect_next(&b, "--accept-data-loss");
        expect_untouched(&b);
        bench_release(&b);
}

static void is_refused_past_what_can_t_be_put_back(void **state)
{
        static const char *const with[] = {"gone", "once"};
        static const char *const says[] = {"f: what test.gone did at 2025-",
                                           "f: what test.once did is only put back by"};

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(with); i++) {
                struct bench b;
                char *yaml = xasprintf("pipeline: t\n"
                                       "stages:\n"
                                       "  a: { uses: test.make }\n"
                                       "  f: { uses: test.%s, needs: [a] }\n",
                                       with[i]);

                begin(&b, yaml);
                bench_reopen(&b, true);
                bench_expect_end(&b, RUN_REFUSED);
                assert_true(err_is(&b.err, ERR_REFUSED));
                bench_expect_err(&b, says[i]);
                expect_untouched(&b);
                bench_release(&b);
                free(yaml);
        }
}

static void passes_over_what_changed_nothing_or_stays(void **state)
{
        struct bench b;

        (void)state;
        bench_init(&b,
                   "pipeline: t\n"
                   "stages:\n"
                   "  there: { uses: test.once }\n"
                   "  none: { uses: test.gone, needs: [keep] }\n"
                   "  keep: { uses: test.keep }\n"
                   "  rent: { uses: test.rent }\n"
                   "  mine: { uses: test.make }\n",
                   NULL, NULL);
        world_thing(b.world, "there")->exists = true;
        world_thing(b.world, "none")->exists = true;
        bench_go(&b);
        bench_expect_end(&b, RUN_SUCCEEDED);
        b.accepted = me;
        bench_reopen(&b, true);
        bench_expect_end(&b, RUN_ROLLED_BACK);
        bench_expect_done(&b, "remove mine");
        assert_true(world_thing(b.world, "keep")->exists);
        bench_release(&b);
}

static void is_refused_when_the_world_has_moved_on(void **state)
{
        struct bench b;

        (void)state;
        begin(&b, kept);
        world_thing(b.world, "b")->look_back = ERR_CONFLICT;
        bench_reopen(&b, true);
        bench_expect_end(&b, RUN_REFUSED);
        bench_expect_err(&b, "b was changed since");
        expect_untouched(&b);
        assert_int_equal(b.world->takes, 1);

        world_thing(b.world, "b")->look_back = ERR_NONE;
        bench_reopen(&b, true);
        bench_expect_end(&b, RUN_ROLLED_BACK);
        bench_release(&b);
}

/* In the moment between the look and the lock. */
static void remains_succeeded_when_it_is_refused_under_the_lock(void **state)
{
        struct bench b;

        (void)state;
        begin(&b, kept);
        world_thing(b.world, "a")->look_back = ERR_CONFLICT;
        world_thing(b.world, "a")->look_back_from = 2;
        bench_reopen(&b, true);
        bench_expect_end(&b, RUN_REFUSED);
        bench_expect_err(&b, "a was changed since");
        bench_expect_done(&b, "");
        bench_expect_run_state(&b, "succeeded");
        assert_string_equal(b.world->lock, "");

        bench_reopen(&b, false);
        bench_expect_end(&b, RUN_SUCCEEDED);
        world_thing(b.world, "a")->look_back = ERR_NONE;
        bench_reopen(&b, true);
        bench_expect_end(&b, RUN_ROLLED_BACK);
        bench_expect_done(&b, "remove f, remove b, remove a");
        bench_release(&b);
}

static void can_t_be_found_out_without_the_world(void **state)
{
        struct bench b;

        (void)state;
        begin(&b, kept);
        world_thing(b.world, "a")->look_back = ERR_UNREACHABLE;
        bench_reopen(&b, true);
        bench_expect_end(&b, RUN_BROKEN);
        expect_untouched(&b);

        /* under the lock it has to be asked again: the run waits to be taken up */
        world_thing(b.world, "a")->look_back_from = world_thing(b.world, "a")->looks_back + 2;
        bench_reopen(&b, true);
        bench_expect_end(&b, RUN_INTERRUPTED);
        bench_expect_next(&b, "snaplift rollback ");
        assert_null(strstr(b.err.next, "resume"));
        bench_expect_done(&b, "");
        assert_string_equal(b.world->lock, run_id(b.run));

        world_thing(b.world, "a")->look_back = ERR_NONE;
        b.accepted = NULL; /* it has been */
        bench_reopen(&b, false);
        bench_expect_end(&b, RUN_ROLLED_BACK);
        bench_expect_done(&b, "remove f, remove b, remove a");
        bench_release(&b);
}

static void is_not_put_back_under_a_later_run(void **state)
{
        struct bench b;
        char first[RUN_ID_SIZE], second[RUN_ID_SIZE];

        (void)state;
        begin(&b, kept);
        snprintf(first, sizeof(first), "%s", run_id(b.run));
        for (int i = 0; i < 3; i++)
                world_thing(b.world, i == 0 ? "a" : i == 1 ? "b" : "f")->exists = false;
        bench_go(&b);
        bench_expect_end(&b, RUN_SUCCEEDED);
        snprintf(second, sizeof(second), "%s", run_id(b.run));
        strlist_release(&b.done);

        run_free(b.run);
        b.run = run_open(&b.setup, first, &b.err);
        bench_drive(&b, true);
        bench_expect_end(&b, RUN_REFUSED);
        bench_expect_err(&b, second);
        bench_expect_next(&b, second);
        expect_untouched(&b);

        run_free(b.run);
        b.run = run_open(&b.setup, second, &b.err);
        bench_drive(&b, true);
        bench_expect_end(&b, RUN_ROLLED_BACK);
        /* what it stood on is the last one again */
        run_free(b.run);
        b.run = run_open(&b.setup, first, &b.err);
        bench_drive(&b, true);
        bench_expect_end(&b, RUN_ROLLED_BACK);
        bench_release(&b);
}

/* What a later run has only taken away, or made besides, is no ground to stand on. */
static void a_later_run_of_another_kind_is_not_in_its_way(void **state)
{
        static const char sweep[] = "pipeline: s\n"
                                    "stages:\n"
                                    "  made: { uses: test.once }\n"
                                    "  swept: { uses: test.gone, needs: [made] }\n";
        struct pipeline *own, *other;
        char first[RUN_ID_SIZE];
        struct diagnostics d = {0};
        struct bench b;

        (void)state;
        begin(&b, kept);
        snprintf(first, sizeof(first), "%s", run_id(b.run));
        own = b.pipeline;
        other = pipeline_parse("sweep.yml", sweep, strlen(sweep), b.setup.types, &d);
        assert_non_null(other);
        b.pipeline = other;
        bench_go(&b);
        bench_expect_end(&b, RUN_SUCCEEDED);
        run_free(b.run);
        b.run = run_open(&b.setup, first, &b.err);
        b.pipeline = own;
        bench_drive(&b, true);
        bench_expect_end(&b, RUN_ROLLED_BACK);
        pipeline_free(other);
        diagnostics_release(&d);
        bench_release(&b);
}

static void is_locked_out_by_another_run(void **state)
{
        struct bench b;

        (void)state;
        begin(&b, kept);
        snprintf(b.world->lock, sizeof(b.world->lock), "another");
        bench_reopen(&b, true);
        bench_expect_end(&b, RUN_LOCKED);
        bench_expect_done(&b, "");
        bench_expect_run_state(&b, "succeeded");

        /* taken by another one in the moment between the look and the taking */
        *b.world->lock = '\0';
        b.world->take_fail = ERR_LOCKED;
        bench_reopen(&b, true);
        bench_expect_end(&b, RUN_LOCKED);
        bench_expect_done(&b, "");
        bench_expect_run_state(&b, "succeeded");

        b.world->take_fail = ERR_NONE;
        bench_reopen(&b, true);
        bench_expect_end(&b, RUN_ROLLED_BACK);
        bench_release(&b);
}

static void is_taken_up_where_it_failed_or_was_interrupted(void **state)
{
        struct bench b;

        (void)state;
        begin(&b, kept);
        world_thing(b.world, "b")->undo_fail = ERR_STATE;
        world_thing(b.world, "b")->undo_fail_times = 1;
        bench_reopen(&b, true);
        bench_expect_end(&b, RUN_ROLLBACK_INCOMPLETE);
        bench_expect_done(&b, "remove f");
        bench_expect_next(&b, "snaplift rollback ");
        assert_string_equal(b.world->lock, run_id(b.run));

        b.accepted = NULL;
        world_thing(b.world, "b")->undo_takes = 60000;
        bench_at(&b, 30000, interrupt);
        /* what has begun goes on, whatever it would look like now */
        world_thing(b.world, "a")->look_back = ERR_CONFLICT;
        bench_reopen(&b, true);
        bench_expect_end(&b, RUN_ROLLED_BACK);
        bench_expect_done(&b, "remove b, remove a");
        bench_release(&b);
}

static void can_be_interrupted(void **state)
{
        struct bench b;

        (void)state;
        begin(&b, kept);
        world_thing(b.world, "b")->undo_takes = 60000;
        bench_at(&b, 30000, interrupt);
        bench_drive(&b, true);
        bench_expect_end(&b, RUN_INTERRUPTED);
        bench_expect_next(&b, "snaplift rollback ");
        bench_expect_run_state(&b, "interrupted");
        b.accepted = NULL;
        bench_reopen(&b, false);
        bench_expect_end(&b, RUN_ROLLED_BACK);
        bench_expect_done(&b, "remove b, remove a");
        bench_release(&b);
}

/* --- a process that dies when all is done, before that is written --- */

static const struct store_ops *real;

static bool no_end(struct store *s, const struct journal_entry *entry, struct err *err)
{
        return strcmp(entry->kind, "run-ended") == 0 ? err_set(err, ERR_STORE, "the disk is full")
                                                     : real->append(s, entry, err);
}

static bool no_finish(struct store *s, const struct journal_entry *entry, struct err *err)
{
        return strcmp(entry->kind, "finish-started") == 0
                       ? err_set(err, ERR_STORE, "the disk is full")
                       : real->append(s, entry, err);
}

static void begin_without_end(struct bench *b, const char *yaml)
{
        struct store_ops failing;

        bench_init(b, yaml, NULL, NULL);
        real = b->store->ops;
        failing = *real;
        failing.append = no_end;
        b->store->ops = &failing;
        bench_go(b);
        b->store->ops = real;
        bench_expect_end(b, RUN_INTERRUPTED);
        bench_expect_run_state(b, "running");
}

static const char done[] = "pipeline: t\n"
                           "stages:\n"
                           "  a: { uses: test.make }\n"
                           "  b: { uses: test.make, needs: [a] }\n";

/* What it made is live, whatever the journal has of its end. */
static void must_be_accepted_also_where_its_end_is_not_written(void **state)
{
        struct bench b;

        (void)state;
        begin_without_end(&b, done);
        bench_reopen(&b, true);
        bench_expect_end(&b, RUN_REFUSED);
        bench_expect_err(&b, "what was written since is lost");
        bench_expect_next(&b, "--accept-data-loss");
        bench_expect_done(&b, "");
        assert_true(run_has_succeeded(b.run));

        /* nor is anything put back that is not as it left it */
        b.accepted = me;
        world_thing(b.world, "b")->look_back = ERR_CONFLICT;
        bench_reopen(&b, true);
        bench_expect_end(&b, RUN_REFUSED);
        bench_expect_err(&b, "b was changed since");
        bench_expect_done(&b, "");

        world_thing(b.world, "b")->look_back = ERR_NONE;
        bench_reopen(&b, true);
        bench_expect_end(&b, RUN_ROLLED_BACK);
        bench_expect_done(&b, "remove b, remove a");
        assert_string_equal(b.world->lock, "");
        bench_release(&b);
}

static void goes_forward_where_its_end_is_not_written(void **state)
{
        struct bench b;

        (void)state;
        begin_without_end(&b, done);
        b.accepted = me;
        world_thing(b.world, "b")->look_back = ERR_CONFLICT;
        world_thing(b.world, "b")->look_back_from = 2; /* under the lock */
        bench_reopen(&b, true);
        bench_expect_end(&b, RUN_REFUSED);
        bench_expect_run_state(&b, "succeeded");
        bench_release(&b);

        begin_without_end(&b, done);
        bench_reopen(&b, false);
        bench_expect_end(&b, RUN_SUCCEEDED);
        bench_expect_done(&b, "");
        bench_release(&b);
}

/* Nor is it put back because somebody asks it to stop, and he is told so. */
static void can_t_be_cancelled_where_its_end_is_not_written(void **state)
{
        struct bench b;

        (void)state;
        begin_without_end(&b, done);
        assert_false(run_cancel(&b.setup, run_id(b.run), &b.err));
        assert_true(err_is(&b.err, ERR_STATE));
        bench_expect_err(&b, "has ended");
        bench_reopen(&b, false);
        bench_expect_end(&b, RUN_SUCCEEDED);
        bench_release(&b);
}

/* What it took for its time only comes first: killed when the last stage had ended. */
static void gives_back_first_what_it_took_for_its_time(void **state)
{
        struct bench b;

        (void)state;
        bench_init(&b, "pipeline: t\nstages:\n  a: { uses: test.rent }\n", NULL, NULL);
        bench_start(&b);
        real = b.store->ops;
        for (int way = 0; way < 2; way++) {
                struct store_ops failing = *real;

                failing.append = no_finish;
                b.store->ops = &failing;
                way ? bench_reopen(&b, false) : bench_drive(&b, false);
                b.store->ops = real;
                bench_expect_end(&b, RUN_INTERRUPTED);
        }
        b.accepted = me;
        bench_reopen(&b, true);
        bench_expect_end(&b, RUN_STUCK);
        bench_expect_err(&b, "given back first");
        bench_expect_next(&b, "snaplift resume");
        bench_expect_done(&b, "");
        bench_reopen(&b, false);
        bench_expect_end(&b, RUN_SUCCEEDED);
        bench_expect_done(&b, "remove a");
        bench_release(&b);
}

struct planning {
        struct bench *b;
        struct json_object *plan;
        bool ok;
};

static void make_plan(void *arg)
{
        struct planning *p = arg;

        p->ok = run_return_plan(p->b->run, &p->plan, &p->b->err);
}

static void says_what_it_will_do(void **state)
{
        struct planning p = {0};
        struct json_object *stages;
        struct err why = ERR_INIT;
        struct bench b;
        int mutations;

        (void)state;
        begin(&b, "pipeline: t\n"
                  "stages:\n"
                  "  a: { uses: test.make }\n"
                  "  k: { uses: test.keep, needs: [a] }\n"
                  "  f: { uses: test.final, needs: [k] }\n");
        assert_true(run_has_succeeded(b.run));
        mutations = b.world->mutations;
        p.b = &b;
        fiber_start(b.loop, "plan", make_plan, &p);
        loop_run(b.loop);
        assert_true(p.ok);
        stages = json_array(p.plan, "stages");
        assert_int_equal(json_count(stages), 3);
        assert_string_equal(json_text(json_at(stages, 0), "stage"), "f");
        assert_string_equal(json_text(json_at(stages, 0), "state"), "undone");
        assert_string_equal(json_text(json_at(stages, 1), "state"), "stays");
        assert_string_equal(json_text(json_at(stages, 2), "stage"), "a");
        assert_int_equal(plan_count_calls(p.plan, "delete"), 2);
        assert_false(plan_is_blocked(p.plan, &why));
        assert_true(json_int(p.plan, "succeeded") > 0);
        json_object_put(p.plan);

        world_thing(b.world, "a")->look_back = ERR_CONFLICT;
        fiber_start(b.loop, "plan", make_plan, &p);
        loop_run(b.loop);
        assert_true(p.ok);
        assert_true(plan_is_blocked(p.plan, &why));
        assert_non_null(strstr(err_text(&why), "a was changed since"));
        json_object_put(p.plan);
        err_clear(&why);
        assert_int_equal(b.world->mutations, mutations);
        strlist_release(&b.done);
        expect_untouched(&b);
        bench_release(&b);
}

static int set_up(void **state)
{
        (void)state;
        me = json_object_new_object();
        json_put_text(me, "by", "me@here");
        return 0;
}

static int tear_down(void **state)
{
        (void)state;
        json_object_put(me);
        return 0;
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(goes_back_final_stages_first),
                cmocka_unit_test(must_be_accepted),
                cmocka_unit_test(is_refused_past_what_can_t_be_put_back),
                cmocka_unit_test(passes_over_what_changed_nothing_or_stays),
                cmocka_unit_test(is_refused_when_the_world_has_moved_on),
                cmocka_unit_test(remains_succeeded_when_it_is_refused_under_the_lock),
                cmocka_unit_test(can_t_be_found_out_without_the_world),
                cmocka_unit_test(is_not_put_back_under_a_later_run),
                cmocka_unit_test(a_later_run_of_another_kind_is_not_in_its_way),
                cmocka_unit_test(is_locked_out_by_another_run),
                cmocka_unit_test(is_taken_up_where_it_failed_or_was_interrupted),
                cmocka_unit_test(can_be_interrupted),
                cmocka_unit_test(must_be_accepted_also_where_its_end_is_not_written),
                cmocka_unit_test(goes_forward_where_its_end_is_not_written),
                cmocka_unit_test(can_t_be_cancelled_where_its_end_is_not_written),
                cmocka_unit_test(gives_back_first_what_it_took_for_its_time),
                cmocka_unit_test(says_what_it_will_do),
        };

        return cmocka_run_group_tests(tests, set_up, tear_down);
}
