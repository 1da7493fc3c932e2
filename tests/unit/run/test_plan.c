/* The plan: what a run would do, without doing it. */
#include "helper_bench.h"

#include <stdio.h>

struct planned {
        struct bench bench;
        struct strlist lines;
        bool ok;
};

static void take_line(void *arg, const struct plan_line *line)
{
        struct planned *p = arg;

        if (line->call)
                strlist_addf(&p->lines, "%s: %s", line->stage, line->call);
        else if (line->skipped)
                strlist_addf(&p->lines, "%s skipped", line->stage);
        else
                strlist_addf(&p->lines, "%s of %s", line->type,
                             json_text(line->inputs, "of") ? json_text(line->inputs, "of") : "-");
}

static void plan(void *arg)
{
        struct planned *p = arg;
        struct bench *b = &p->bench;

        p->ok = run_plan(&b->setup, b->pipeline, &b->stack, NULL, take_line, p, &b->err);
}

static const char yaml[] =
        "pipeline: t\n"
        "stages:\n"
        "  a: { uses: test.make }\n"
        "  b: { uses: test.make, with: { of: \"${{ stages.a.outputs.name }}\" } }\n"
        "  off: { uses: test.make, enabled: false }\n"
        "  l: { uses: test.look }\n"
        "  c: { uses: test.make, with: { of: \"${{ stages.l.outputs.name }}\" } }\n";

static void tells_what_would_be_called(void **state)
{
        struct planned p = {.ok = false};
        struct text got = TEXT_INIT;
        struct run_record *runs;
        size_t n;

        (void)state;
        bench_init(&p.bench, yaml, NULL, NULL);
        world_thing(p.bench.world, "b")->exists = true;
        fiber_start(p.bench.loop, "plan", plan, &p);
        loop_run(p.bench.loop);
        assert_true(p.ok);
        strlist_join(&p.lines, "\n", &got);
        assert_string_equal(text_str(&got), "test.make of -\n"
                                            "a: make a\n"
                                            "test.make of a\n"
                                            "off skipped\n"
                                            "test.look of -\n"
                                            "test.make of (known after l)\n"
                                            "c: make c");
        assert_int_equal(p.bench.world->mutations, 0);
        assert_true(p.bench.store->ops->list(p.bench.store, NULL, 0, &runs, &n, &p.bench.err));
        assert_int_equal(n, 0);
        run_records_free(runs, n);
        text_release(&got);
        strlist_release(&p.lines);
        bench_release(&p.bench);
}

static void says_which_stage_could_not_be_planned(void **state)
{
        struct planned p = {.ok = true};

        (void)state;
        bench_init(&p.bench, yaml, NULL, NULL);
        world_thing(p.bench.world, "b")->fail = ERR_DENIED;
        fiber_start(p.bench.loop, "plan", plan, &p);
        loop_run(p.bench.loop);
        assert_false(p.ok);
        bench_expect_err(&p.bench, "stage b: no b today");
        assert_true(err_is(&p.bench.err, ERR_DENIED));
        strlist_release(&p.lines);
        bench_release(&p.bench);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(tells_what_would_be_called),
                cmocka_unit_test(says_which_stage_could_not_be_planned),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
