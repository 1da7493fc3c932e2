/* A run that goes on by another definition: what may differ, what may not, and killed in between.
 */
#include "helper_bench.h"

static const char begun[] =
        "pipeline: t\n"
        "inputs:\n"
        "  x: { type: text, default: one }\n"
        "stages:\n"
        "  a: { uses: test.make, with: { of: '${{ inputs.x }}' } }\n"
        "  s: { uses: test.make, enabled: false }\n"
        "  b: { uses: test.make, needs: [a], with: { of: '${{ inputs.x }}' } }\n"
        "  c: { uses: test.make, needs: [b] }\n";

static void interrupt(void *arg)
{
        run_interrupt(((struct bench *)arg)->run);
}

/* With its inputs bound, as the command line does. */
static void start(struct bench *b)
{
        struct diagnostics d = {0};
        struct json_object *inputs = NULL;

        assert_true(pipeline_bind(b->pipeline, &b->stack, NULL, &inputs, &d));
        b->run = run_new(&b->setup, b->pipeline, &b->stack, inputs, &b->err);
        assert_non_null(b->run);
        json_object_put(inputs);
        diagnostics_release(&d);
}

/* a has ended, b has an open intent and waits, c has not begun. */
static void begin(struct bench *b, const char *yaml)
{
        bench_init(b, yaml, NULL, NULL);
        world_thing(b->world, "b")->takes = 600000;
        bench_at(b, 20000, interrupt);
        start(b);
        bench_drive(b, false);
        bench_expect_end(b, RUN_INTERRUPTED);
        bench_expect_done(b, "make a, make b");
        world_thing(b->world, "b")->takes = 0;
}

struct editing {
        struct bench *b;
        struct pipeline *pipeline;
        struct json_object *inputs;
        bool ok;
};

static void edit_on_fiber(void *arg)
{
        struct editing *e = arg;

        e->ok = run_edit(&e->b->setup, run_id(e->b->run), e->pipeline, e->inputs, &e->b->err);
}

static size_t records(struct bench *b)
{
        struct journal_record *found = NULL;
        size_t count = 0;

        assert_true(b->store->ops->read(b->store, run_id(b->run), 0, &found, &count, &b->err));
        journal_records_free(found, count);
        return count;
}

/* x NULL: as the run has it. */
static bool edit(struct bench *b, const char *yaml, const char *x)
{
        struct diagnostics d = {0};
        struct editing e = {.b = b};
        struct json_object *given;
        size_t before = records(b);

        err_clear(&b->err);
        e.pipeline = pipeline_parse("new.yml", yaml, strlen(yaml), b->setup.types, &d);
        if (!e.pipeline)
                fail_msg("%s", d.items[0].text);
        given = run_inputs_for(b->run, e.pipeline);
        if (x)
                json_put_text(given, "x", x);
        assert_true(pipeline_bind(e.pipeline, &b->stack, given, &e.inputs, &d));
        fiber_start(b->loop, "edit", edit_on_fiber, &e);
        loop_run(b->loop);
        if (!e.ok)
                assert_int_equal(records(b), before);
        json_object_put(given);
        json_object_put(e.inputs);
        pipeline_free(e.pipeline);
        diagnostics_release(&d);
        return e.ok;
}

static void refused(const char *yaml, const char *x, const char *detail)
{
        struct bench b;

        begin(&b, begun);
        assert_false(edit(&b, yaml, x));
        assert_true(err_is(&b.err, ERR_INVALID));
        assert_non_null(b.err.details);
        assert_string_equal(b.err.details, detail);
        bench_reopen(&b, false); /* by the old one */
        bench_expect_end(&b, RUN_SUCCEEDED);
        bench_expect_done(&b, "make c");
        bench_release(&b);
}

static const char edited[] =
        "pipeline: t\n"
        "inputs:\n"
        "  x: { type: text, default: one }\n"
        "  y: { type: text, default: two }\n"
        "stages:\n"
        "  n: { uses: test.make, needs: [b], with: { of: '${{ inputs.y }}' } }\n"
        "  b: { uses: test.make, needs: [a], timeout: 9h, with: { of: one } }\n"
        "  s: { uses: test.make, enabled: false }\n"
        "  a: { uses: test.make, with: { of: '${{ inputs.x }}' } }\n";

static void goes_on_by_the_edited_one(void **state)
{
        struct bench b;

        (void)state;
        for (int back = 0; back < 2; back++) {
                begin(&b, begun);
                assert_true(edit(&b, edited, NULL));
                bench_expect_run_state(&b, "interrupted");
                bench_reopen(&b, back);
                bench_expect_end(&b, back ? RUN_ROLLED_BACK : RUN_SUCCEEDED);
                bench_expect_done(&b, back ? "remove b, remove a" : "make n");
                assert_string_equal(run_pipeline(b.run)->file, "new.yml");
                assert_string_equal(b.world->lock, "");
                bench_release(&b);
        }
}

static void is_edited_twice_and_once_only_when_the_same(void **state)
{
        struct bench b;
        size_t before;

        (void)state;
        begin(&b, begun);
        assert_true(edit(&b, edited, NULL));
        before = records(&b);
        assert_true(edit(&b, edited, NULL));
        assert_int_equal(records(&b), before);
        assert_true(edit(&b, begun, NULL));
        assert_int_equal(records(&b), before + 1);
        bench_reopen(&b, false);
        bench_expect_end(&b, RUN_SUCCEEDED);
        bench_expect_done(&b, "make c");
        assert_false(edit(&b, edited, NULL));
        bench_expect_err(&b, "has ended already: succeeded");
        bench_release(&b);
}

#define HEAD "pipeline: t\ninputs:\n  x: { type: text, default: one }\nstages:\n"
#define A "  a: { uses: test.make, with: { of: '${{ inputs.x }}' } }\n"
#define S "  s: { uses: test.make, enabled: false }\n"
#define B "  b: { uses: test.make, needs: [a], with: { of: '${{ inputs.x }}' } }\n"

static void names_what_differs(void **state)
{
        (void)state;
        refused(begun, "three",
                "stage a: input \"of\" was \"one\", and now is \"three\"\n"
                "stage b: input \"of\" was \"one\", and now is \"three\"\n");
        refused(HEAD A B, NULL, "stage s: has begun, and is not there any more\n");
        refused(HEAD A S, NULL, "stage b: has begun, and is not there any more\n");
        refused(HEAD A B "  s: { uses: test.make }\n", NULL,
                "stage s: was skipped, and now `if` and `enabled` are true\n");
        refused(HEAD A S "  b: { uses: test.make, enabled: false }\n", NULL,
                "stage b: has run, and now `enabled` is false\n");
        refused(HEAD A S "  b: { uses: test.keep, needs: [a] }\n", NULL,
                "stage b: was of type test.make, and now is of test.keep\n");
        refused(HEAD A S "  new: { uses: test.make }\n"
                         "  b: { uses: test.make, needs: [a, new], with: { of: one } }\n",
                NULL, "stage b: needs stage new, which has not run\n");
        refused("pipeline: u\n"
                "inputs:\n  x: { type: text, default: one }\nstages:\n" A S B,
                NULL, "pipeline: was t, and now is u\n");
}

static void is_refused_when_it_is_put_back(void **state)
{
        struct bench b;

        (void)state;
        bench_init(&b, begun, NULL, NULL);
        world_thing(b.world, "c")->fail = ERR_FAILED;
        world_thing(b.world, "b")->undo_fail = ERR_EXPIRED;
        world_thing(b.world, "b")->undo_fail_times = 1;
        start(&b);
        bench_drive(&b, false);
        bench_expect_end(&b, RUN_INTERRUPTED);
        assert_false(edit(&b, edited, NULL));
        assert_true(err_is(&b.err, ERR_STATE));
        bench_expect_err(&b, "is being put back");
        bench_release(&b);
}

/* Nor one that had succeeded, and is put back by now. */
static void is_refused_when_it_has_been_reopened(void **state)
{
        struct json_object *me = json_object_new_object();
        struct bench b;

        (void)state;
        bench_init(&b, begun, NULL, NULL);
        start(&b);
        bench_drive(&b, false);
        bench_expect_end(&b, RUN_SUCCEEDED);
        world_thing(b.world, "b")->undo_takes = 60000;
        b.accepted = me;
        bench_at(&b, 30000, interrupt);
        bench_drive(&b, true);
        bench_expect_end(&b, RUN_INTERRUPTED);
        assert_false(edit(&b, edited, NULL));
        assert_true(err_is(&b.err, ERR_STATE));
        bench_expect_err(&b, "is being put back");
        bench_reopen(&b, true);
        bench_expect_end(&b, RUN_ROLLED_BACK);
        json_object_put(me);
        bench_release(&b);
}

static void say_yes(struct bench *b)
{
        assert_true(run_tell(&b->setup, run_id(b->run), "q", "answer",
                             json_object_new_string("yes"), &b->err));
}

static void tell_yes(void *arg)
{
        say_yes(arg);
}

/* Whoever answered before it was edited did not answer to what it is now; what had been taken for
 * an answer by then stays. */
static void asks_anew_what_was_not_heard_yet(void **state)
{
        static const char asks[] = "pipeline: t\nstages:\n"
                                   "  a: { uses: test.make }\n"
                                   "  q: { uses: test.ask, needs: [a], timeout: 2m }\n"
                                   "  b: { uses: test.make, needs: [q] }\n";
        static const char other[] = "pipeline: t\nstages:\n"
                                    "  a: { uses: test.make }\n"
                                    "  q: { uses: test.ask, needs: [a], timeout: 2m }\n"
                                    "  b: { uses: test.make, needs: [q], with: { of: new } }\n";
        struct bench b;

        (void)state;
        for (int heard = 0; heard < 2; heard++) {
                bench_init(&b, asks, NULL, NULL);
                world_thing(b.world, "b")->before = 600000;
                if (heard)
                        bench_at(&b, 20000, tell_yes);
                bench_at(&b, 90000, interrupt);
                start(&b);
                bench_drive(&b, false);
                bench_expect_end(&b, RUN_INTERRUPTED);
                bench_expect_done(&b, "make a");
                world_thing(b.world, "b")->before = 0;
                if (!heard)
                        say_yes(&b);
                assert_true(edit(&b, other, NULL));
                world_thing(b.world, "q")->starts = 0;
                bench_drive(&b, false); /* by the definition it was opened with: read anew */
                bench_expect_end(&b, RUN_BROKEN);
                bench_expect_err(&b, "was given another definition meanwhile");
                bench_reopen(&b, false);
                bench_expect_end(&b, heard ? RUN_SUCCEEDED : RUN_ROLLED_BACK);
                assert_int_equal(world_thing(b.world, "q")->starts, heard ? 0 : 1);
                bench_expect_done(&b, heard ? "make b" : "remove a");
                bench_release(&b);
        }
}

/* Past the point of no return a run is mended by leaving out what was only skipped because of a
 * failure: the journal has words of it. */
static void leaves_out_what_has_not_begun(void **state)
{
        static const char stuck[] = "pipeline: t\n"
                                    "stages:\n"
                                    "  a: { uses: test.make }\n"
                                    "  f: { uses: test.final, needs: [a] }\n"
                                    "  z: { uses: test.make, needs: [f] }\n"
                                    "  q: { uses: test.make, needs: [z] }\n";
        static const char mended[] = "pipeline: t\n"
                                     "stages:\n"
                                     "  a: { uses: test.make }\n"
                                     "  f: { uses: test.final, needs: [a] }\n"
                                     "  z: { uses: test.make, needs: [f], with: { of: new } }\n";
        static const char more_before[] = "pipeline: t\n"
                                          "stages:\n"
                                          "  a: { uses: test.make }\n"
                                          "  m: { uses: test.make }\n"
                                          "  f: { uses: test.final, needs: [a] }\n"
                                          "  z: { uses: test.make, needs: [f] }\n";
        struct bench b;

        (void)state;
        bench_init(&b, stuck, NULL, NULL);
        world_thing(b.world, "z")->fail = ERR_FAILED;
        world_thing(b.world, "z")->fail_early = true;
        world_thing(b.world, "z")->fail_times = 1;
        start(&b);
        bench_drive(&b, false);
        bench_expect_end(&b, RUN_STUCK);
        assert_false(edit(&b, more_before, NULL));
        assert_string_equal(b.err.details, "stage f: needs stage m, which has not run\n");
        assert_true(edit(&b, mended, NULL));
        bench_reopen(&b, false);
        bench_expect_end(&b, RUN_SUCCEEDED);
        bench_expect_done(&b, "make z");
        bench_release(&b);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(goes_on_by_the_edited_one),
                cmocka_unit_test(is_edited_twice_and_once_only_when_the_same),
                cmocka_unit_test(names_what_differs),
                cmocka_unit_test(leaves_out_what_has_not_begun),
                cmocka_unit_test(is_refused_when_it_is_put_back),
                cmocka_unit_test(is_refused_when_it_has_been_reopened),
                cmocka_unit_test(asks_anew_what_was_not_heard_yet),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
