/* The plan: what a run would do, without doing it. */
#include "helper_bench.h"

#include "engine/run/plan.h"

struct planned {
        struct bench bench;
        struct json_object *plan;
        bool ok;
};

static void plan(void *arg)
{
        struct planned *p = arg;
        struct bench *b = &p->bench;

        p->ok = run_plan(&b->setup, b->pipeline, &b->stack, NULL, &p->plan, &b->err);
}

static void make(struct planned *p)
{
        fiber_start(p->bench.loop, "plan", plan, p);
        loop_run(p->bench.loop);
}

/* A line per stage, then its calls, then the findings. */
static void expect(struct planned *p, const char *wanted)
{
        struct json_object *stages = json_array(p->plan, "stages");
        struct json_object *findings = json_array(p->plan, "findings");
        struct text got = TEXT_INIT;

        for (size_t i = 0; i < json_count(stages); i++) {
                struct json_object *stage = json_at(stages, i), *calls = json_array(stage, "calls");
                const char *of = json_text(json_get(stage, "inputs"), "of");

                text_addf(&got, "%s %s of %s", json_text(stage, "stage"), json_text(stage, "state"),
                          of ? of : "-");
                for (size_t k = 0; k < json_count(calls); k++) {
                        text_add(&got, "; ");
                        plan_add_call(json_at(calls, k), &got);
                }
                text_add_char(&got, '\n');
        }
        for (size_t i = 0; i < json_count(findings); i++)
                text_addf(&got, "%s %s %s: %s\n", json_text(json_at(findings, i), "grade"),
                          json_text(json_at(findings, i), "topic"),
                          json_text(json_at(findings, i), "stage"),
                          json_text(json_at(findings, i), "text"));
        assert_string_equal(text_str(&got), wanted);
        text_release(&got);
}

static void release(struct planned *p)
{
        json_object_put(p->plan);
        bench_release(&p->bench);
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
        struct run_record *runs;
        size_t n;

        (void)state;
        bench_init(&p.bench, yaml, NULL, NULL);
        world_thing(p.bench.world, "b")->exists = true;
        make(&p);
        assert_true(p.ok);
        expect(&p, "a runs of -; test:Make a\n"
                   "b runs of a\n"
                   "off skipped of -\n"
                   "l runs of -\n"
                   "c runs of (known after l); test:Make c\n");
        assert_int_equal(plan_count_calls(p.plan, "create"), 2);
        assert_int_equal(plan_count_calls(p.plan, "delete"), 0);
        assert_int_equal(p.bench.world->mutations, 0);
        assert_true(p.bench.store->ops->list(p.bench.store, NULL, 0, &runs, &n, &p.bench.err));
        assert_int_equal(n, 0);
        run_records_free(runs, n);
        release(&p);
}

/* The others are planned nevertheless; what needs it stays unknown. */
static void a_stage_that_can_not_go_on_is_a_finding(void **state)
{
        struct planned p = {.ok = false};
        struct err why = ERR_INIT;

        (void)state;
        bench_init(&p.bench, yaml, NULL, NULL);
        world_thing(p.bench.world, "a")->fail = ERR_REFUSED;
        make(&p);
        assert_true(p.ok);
        expect(&p, "a blocked of -\n"
                   "b unknown of (known after a)\n"
                   "off skipped of -\n"
                   "l runs of -\n"
                   "c runs of (known after l); test:Make c\n"
                   "blocks test.make a: no a today\n");
        assert_true(plan_is_blocked(p.plan, &why));
        assert_true(err_is(&why, ERR_REFUSED));
        assert_string_equal(err_text(&why), "stage a: no a today");
        err_clear(&why);
        release(&p);
}

static void what_may_not_be_looked_at_is_a_finding_about_permissions(void **state)
{
        struct planned p = {.ok = false};

        (void)state;
        bench_init(&p.bench, yaml, NULL, NULL);
        world_thing(p.bench.world, "b")->fail = ERR_DENIED;
        make(&p);
        assert_true(p.ok);
        assert_string_equal(json_text(json_at(json_array(p.plan, "findings"), 0), "topic"),
                            "permissions");
        release(&p);
}

/* Nothing can be said of the others either. */
static void without_a_network_there_is_no_plan(void **state)
{
        struct planned p = {.ok = true};

        (void)state;
        bench_init(&p.bench, yaml, NULL, NULL);
        world_thing(p.bench.world, "b")->fail = ERR_UNREACHABLE;
        make(&p);
        assert_false(p.ok);
        bench_expect_err(&p.bench, "stage b: no b today");
        assert_true(err_is(&p.bench.err, ERR_UNREACHABLE));
        release(&p);
}

static void two_plans_are_compared_by_what_they_saw_and_would_call(void **state)
{
        struct planned then = {.ok = false}, now = {.ok = false};
        struct strlist changes = {0};
        struct text got = TEXT_INIT;

        (void)state;
        bench_init(&then.bench, yaml, NULL, NULL);
        bench_init(&now.bench, yaml, NULL, NULL);
        world_thing(now.bench.world, "a")->exists = true;
        make(&then);
        make(&now);
        plan_compare(then.plan, then.plan, &changes);
        assert_int_equal(changes.count, 0);
        plan_saw(then.plan, "parameter p", "version 1");
        plan_saw(now.plan, "parameter p", "version 2");
        plan_saw(then.plan, "service gone", "web:1");
        plan_saw(now.plan, "service new", "web:2");
        plan_compare(then.plan, now.plan, &changes);
        strlist_join(&changes, "\n", &got);
        assert_string_equal(text_str(&got), "parameter p: was version 1, is version 2\n"
                                            "service new: was not there, is web:2\n"
                                            "a: would no longer call test:Make a");
        strlist_release(&changes);
        plan_compare(then.plan, then.plan, &changes);
        assert_int_equal(changes.count, 0);
        json_object_object_del(json_get(now.plan, "saw"), "parameter p");
        json_object_object_del(json_get(now.plan, "saw"), "service new");
        plan_compare(now.plan, now.plan, &changes);
        assert_int_equal(changes.count, 0);
        json_object_put(now.plan);
        now.plan = json_copy(then.plan);
        json_object_object_del(json_get(now.plan, "saw"), "service gone");
        plan_compare(then.plan, now.plan, &changes);
        assert_int_equal(changes.count, 1);
        assert_string_equal(changes.items[0], "service gone: was web:1, is not seen any more");
        strlist_release(&changes);
        text_release(&got);
        release(&then);
        release(&now);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(tells_what_would_be_called),
                cmocka_unit_test(a_stage_that_can_not_go_on_is_a_finding),
                cmocka_unit_test(what_may_not_be_looked_at_is_a_finding_about_permissions),
                cmocka_unit_test(without_a_network_there_is_no_plan),
                cmocka_unit_test(two_plans_are_compared_by_what_they_saw_and_would_call),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
