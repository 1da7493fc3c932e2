/* The stage contract as stage code sees it. */
#include "helper_bench.h"

struct seen {
        bool ok;
        int starts;
        int64_t waited;
};

static struct seen seen;

static const struct port inputs[] = {
        {.name = "word", .type = VALUE_TEXT, .help = "text"},
        {.name = "empty", .type = VALUE_TEXT, .help = "text"},
        {.name = "count", .type = VALUE_NUMBER, .help = "number"},
        {.name = "on", .type = VALUE_FLAG, .help = "flag"},
        {.name = "wait", .type = VALUE_DURATION, .help = "duration"},
        {.name = "names", .type = VALUE_LIST, .help = "list"},
        {.name = "pairs", .type = VALUE_MAP, .help = "map"},
        {.name = "fallen", .type = VALUE_TEXT, .fallback = "back", .help = "text"},
        {NULL},
};
static const struct port outputs[] = {
        {.name = "set", .type = VALUE_TEXT, .help = "text"},
        {NULL},
};
static const struct stage_action no_actions[] = {{0}};

static bool read_inputs(struct stage *s, struct err *err)
{
        (void)err;
        assert_string_equal(stage_text(s, "word"), "0146");
        assert_null(stage_text(s, "empty"));
        assert_null(stage_text(s, "nothing"));
        assert_int_equal(stage_number(s, "count"), 42);
        assert_int_equal(stage_number(s, "nothing"), 0);
        assert_true(stage_flag(s, "on"));
        assert_false(stage_flag(s, "nothing"));
        assert_int_equal(stage_duration(s, "wait"), 5400000);
        assert_int_equal(json_count(stage_list(s, "names")), 2);
        assert_string_equal(json_text(stage_map(s, "pairs"), "k"), "v");
        assert_null(stage_map(s, "names"));
        assert_string_equal(stage_text(s, "fallen"), "back");
        assert_true(stage_has(s, "count"));
        assert_false(stage_has(s, "nothing"));
        assert_string_equal(stage_id(s), "a");
        assert_string_equal(stage_stack(s)->env, "qa");
        assert_int_equal(stage_attempt(s), 1);
        assert_false(stage_undoing(s) || stage_planning(s));
        assert_int_equal(stage_deadline(s), loop_ticks(stage_loop(s)) + 600000);
        seen.ok = true;
        return true;
}

/* The second attempt knows what the first one said. */
static bool remember(struct stage *s, struct err *err)
{
        if (seen.starts++ == 0) {
                assert_null(stage_recall(s, "fact"));
                assert_false(stage_has_intended(s));
                if (!stage_intend(s, err, "call"))
                        return false;
                assert_true(stage_has_intended(s) && stage_intent_open(s));
                if (!stage_remember_text(s, "other", "kept", err) ||
                    !stage_remember_text(s, "fact", "told", err) ||
                    !stage_result(s, err, "answered") ||
                    !stage_remember(s, "fact", json_object_new_int(7), err))
                        return false;
                assert_false(stage_intent_open(s));
                return err_set(err, ERR_LIMIT, "not yet");
        }
        assert_int_equal(stage_attempt(s), 2);
        assert_true(stage_has_intended(s));
        assert_string_equal(stage_recall_text(s, "other"), "kept");
        assert_null(stage_recall_text(s, "fact"));
        assert_int_equal(json_object_get_int(stage_recall(s, "fact")), 7);
        seen.ok = true;
        return true;
}

static bool sleep_too_long(struct stage *s, struct err *err)
{
        int64_t before = loop_ticks(stage_loop(s));
        bool ok = stage_sleep(s, 3600000, err);

        seen.waited = loop_ticks(stage_loop(s)) - before;
        assert_false(ok || stage_go_on(s, err));
        assert_false(stage_intend(s, err, "too late"));
        assert_false(stage_has_intended(s));
        return false;
}

static bool say_nothing(struct stage *s, struct err *err)
{
        (void)s, (void)err;
        return false;
}

static bool set_outputs(struct stage *s, struct err *err)
{
        (void)err;
        stage_output_text(s, "set", "one");
        stage_output_text(s, "set", "two");
        stage_note(s, "half-way");
        return stage_report(s, err, "a finding");
}

#define TYPE(variable, text, function)                                                             \
        static const struct stage_type variable = {                                                \
                .name = text,                                                                      \
                .summary = "for tests",                                                            \
                .inputs = inputs,                                                                  \
                .outputs = outputs,                                                                \
                .actions = no_actions,                                                             \
                .run = function,                                                                   \
        }

TYPE(inputs_type, "test.inputs", read_inputs);
TYPE(remember_type, "test.remember", remember);
TYPE(sleep_type, "test.sleep", sleep_too_long);
TYPE(silent_type, "test.silent", say_nothing);
TYPE(outputs_type, "test.outputs", set_outputs);

static const struct stage_type *const types[] = {&inputs_type, &remember_type, &sleep_type,
                                                 &silent_type, &outputs_type,  NULL};

static void go(struct bench *b, const char *yaml)
{
        memset(&seen, 0, sizeof(seen));
        bench_init_types(b, yaml, types);
        b->setup.lock = NULL;
        bench_go(b);
}

static void gets_its_inputs_by_their_types(void **state)
{
        struct bench b;

        (void)state;
        go(&b, "pipeline: t\n"
               "stages:\n"
               "  a:\n"
               "    uses: test.inputs\n"
               "    timeout: 10m\n"
               "    with:\n"
               "      word: \"0146\"\n"
               "      empty: \"\"\n"
               "      count: 42\n"
               "      on: true\n"
               "      wait: 1h30m\n"
               "      names: [one, two]\n"
               "      pairs: { k: v }\n");
        bench_expect_end(&b, RUN_UNCHANGED);
        assert_true(seen.ok);
        bench_release(&b);
}

static void remembers_over_attempts(void **state)
{
        struct bench b;

        (void)state;
        go(&b, "pipeline: t\n"
               "stages:\n"
               "  a: { uses: test.remember, retry: { attempts: 2, delay: 1s } }\n");
        bench_expect_end(&b, RUN_SUCCEEDED);
        assert_true(seen.ok);
        bench_release(&b);
}

static void wakes_when_its_time_is_up(void **state)
{
        struct bench b;

        (void)state;
        go(&b, "pipeline: t\n"
               "stages:\n"
               "  a: { uses: test.sleep, timeout: 90s }\n");
        bench_expect_end(&b, RUN_ROLLED_BACK);
        assert_int_equal(seen.waited, 90000);
        assert_true(err_is(&b.err, ERR_TIMEOUT));
        bench_expect_err(&b, "1m 30s");
        bench_release(&b);
}

static void fails_without_a_word(void **state)
{
        struct bench b;

        (void)state;
        go(&b, "pipeline: t\n"
               "stages:\n"
               "  a: { uses: test.silent }\n");
        bench_expect_end(&b, RUN_ROLLED_BACK);
        bench_expect_err(&b, "without saying why");
        bench_release(&b);
}

static void tells_its_outputs_and_findings(void **state)
{
        struct bench b;
        struct journal_record *r;
        size_t n;
        bool output = false, report = false;

        (void)state;
        go(&b, "pipeline: t\n"
               "stages:\n"
               "  a: { uses: test.outputs }\n");
        bench_expect_end(&b, RUN_UNCHANGED);
        assert_true(b.store->ops->read(b.store, run_id(b.run), 0, &r, &n, &b.err));
        for (size_t i = 0; i < n; i++) {
                output = output || strstr(r[i].body, "\"outputs\":{\"set\":\"two\"}");
                report = report || strstr(r[i].body, "a finding");
                assert_null(strstr(r[i].body, "half-way"));
        }
        assert_true(output && report);
        journal_records_free(r, n);
        bench_release(&b);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(gets_its_inputs_by_their_types),
                cmocka_unit_test(remembers_over_attempts),
                cmocka_unit_test(wakes_when_its_time_is_up),
                cmocka_unit_test(fails_without_a_word),
                cmocka_unit_test(tells_its_outputs_and_findings),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
