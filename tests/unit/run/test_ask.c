/* Questions to people: when a run waits for the answer, and which answer counts. */
#include "helper_bench.h"

#include "engine/base/mem.h"

static const char after[] = "pipeline: t\n"
                            "stages:\n"
                            "  a: { uses: test.make }\n"
                            "  q: { uses: test.ask, needs: [a] }\n"
                            "  b: { uses: test.make, needs: [q] }\n";

static const char beside[] = "pipeline: t\n"
                             "stages:\n"
                             "  q: { uses: test.ask }\n"
                             "  a: { uses: test.make }\n"
                             "  b: { uses: test.make, needs: [a] }\n";

static const char two[] = "pipeline: t\n"
                          "stages:\n"
                          "  q: { uses: test.ask }\n"
                          "  r: { uses: test.ask }\n"
                          "  b: { uses: test.make, needs: [q, r] }\n";

static const char *question = "go on?";
static int64_t within;

static bool ask(struct stage *s, struct err *err)
{
        struct json_object *answer = stage_ask(s, question, within, err);

        if (!answer)
                return false;
        if (!text_same(json_text(answer, "verdict"), "approved"))
                return err_set(err, ERR_REFUSED, "rejected");
        return true;
}

static const struct stage_type test_ask = {
        .name = "test.ask", .summary = "asks", .timeout = 1000000000, .run = ask};

static const struct stage_type *types[16];

static void begin(struct bench *b, const char *yaml)
{
        size_t n = 0;

        for (; bench_types[n]; n++) {
                assert_true(n + 2 < ARRAY_LEN(types));
                types[n] = bench_types[n];
        }
        types[n] = &test_ask;
        question = "go on?";
        within = 0;
        bench_init_types(b, yaml, types);
}

static bool tell(struct bench *b, const char *stage, const char *verdict, struct err *err)
{
        struct json_object *answer = json_object_new_object();

        json_put_text(answer, "verdict", verdict);
        return run_answer(&b->setup, run_id(b->run), stage, answer, err);
}

static void answer(struct bench *b, const char *stage, const char *verdict)
{
        struct err err = ERR_INIT;

        if (!tell(b, stage, verdict, &err))
                fail_msg("%s", err_text(&err));
}

static void approve_q(void *arg)
{
        answer(arg, "q", "approved");
}

static size_t asked(struct bench *b)
{
        struct run_question questions[4];
        struct err err = ERR_INIT;
        struct run *run = run_open(&b->setup, run_id(b->run), &err);
        size_t count = run_questions(run, questions, 4);

        run_free(run);
        return count;
}

static void ends_as_waiting_when_nothing_else_can_go_on(void **state)
{
        struct bench b;

        (void)state;
        begin(&b, after);
        bench_go(&b);
        bench_expect_end(&b, RUN_INTERRUPTED);
        assert_true(err_is(&b.err, ERR_WAITING));
        bench_expect_err(&b, "go on?");
        bench_expect_next(&b, "snaplift approve");
        bench_expect_done(&b, "make a");
        assert_int_equal(asked(&b), 1);

        /* Resumed without an answer it waits again. */
        bench_reopen(&b, false);
        bench_expect_end(&b, RUN_INTERRUPTED);

        answer(&b, "q", "approved");
        assert_int_equal(asked(&b), 0);
        bench_reopen(&b, false);
        bench_expect_end(&b, RUN_SUCCEEDED);
        bench_expect_done(&b, "make b");
        bench_release(&b);
}

static void a_rejection_puts_back(void **state)
{
        struct bench b;

        (void)state;
        begin(&b, after);
        bench_go(&b);
        answer(&b, "q", "rejected");
        bench_reopen(&b, false);
        bench_expect_end(&b, RUN_ROLLED_BACK);
        bench_expect_done(&b, "remove a");
        bench_release(&b);
}

static void a_waiting_run_is_rolled_back(void **state)
{
        struct bench b;

        (void)state;
        begin(&b, after);
        bench_go(&b);
        bench_reopen(&b, true);
        bench_expect_end(&b, RUN_ROLLED_BACK);
        bench_expect_done(&b, "remove a");
        bench_release(&b);
}

static void others_go_on_meanwhile(void **state)
{
        struct bench b;

        (void)state;
        begin(&b, beside);
        bench_go(&b);
        bench_expect_end(&b, RUN_INTERRUPTED);
        assert_true(err_is(&b.err, ERR_WAITING));
        bench_expect_done(&b, "make a, make b");
        bench_release(&b);
}

static void an_answer_is_heard_while_others_go_on(void **state)
{
        struct bench b;

        (void)state;
        begin(&b, beside);
        b.setup.listen_every = 100;
        world_thing(b.world, "a")->takes = 60000;
        bench_at(&b, 30000, approve_q);
        bench_go(&b);
        bench_expect_end(&b, RUN_SUCCEEDED);
        assert_true(bench_heard_at(&b, "stage-ended q succeeded") <
                    bench_heard_at(&b, "stage-ended a succeeded"));
        bench_release(&b);
}

static void each_question_has_its_answer(void **state)
{
        struct bench b;

        (void)state;
        begin(&b, two);
        bench_go(&b);
        assert_int_equal(asked(&b), 2);
        answer(&b, "q", "approved");
        bench_reopen(&b, false);
        bench_expect_end(&b, RUN_INTERRUPTED);
        assert_int_equal(asked(&b), 1);
        answer(&b, "r", "approved");
        bench_reopen(&b, false);
        bench_expect_end(&b, RUN_SUCCEEDED);
        bench_release(&b);
}

/* What was approved is what was read. */
static void another_question_needs_another_answer(void **state)
{
        struct bench b;

        (void)state;
        begin(&b, after);
        bench_go(&b);
        answer(&b, "q", "approved");
        question = "go on with something else?";
        bench_reopen(&b, false);
        bench_expect_end(&b, RUN_INTERRUPTED);
        bench_expect_err(&b, "something else");
        bench_release(&b);
}

static void what_is_not_asked_is_not_answered(void **state)
{
        struct err err = ERR_INIT;
        struct bench b;

        (void)state;
        begin(&b, after);
        bench_go(&b);
        assert_false(tell(&b, "a", "approved", &err));
        assert_true(err_is(&err, ERR_STATE));
        answer(&b, "q", "approved");
        assert_false(tell(&b, "q", "rejected", &err)); /* once is enough */
        err_clear(&err);
        bench_release(&b);
}

/* Counted from the first asking, whoever asks later. */
static void it_can_be_too_late(void **state)
{
        struct bench b;

        (void)state;
        begin(&b, beside);
        within = 60000;
        world_thing(b.world, "a")->takes = 120000;
        bench_go(&b);
        bench_expect_end(&b, RUN_ROLLED_BACK);
        bench_expect_err(&b, "nobody answered in time");
        bench_release(&b);
}

/* Also when nobody drives the run, who would have noticed. */
static void it_is_too_late_while_nobody_waits(void **state)
{
        struct err err = ERR_INIT;
        struct bench b;

        (void)state;
        for (int late = 0; late < 2; late++) {
                begin(&b, after);
                within = 60000;
                bench_go(&b);
                bench_expect_end(&b, RUN_INTERRUPTED);
                loop_suspended(b.loop, late ? 60000 : 50000);
                if (late) {
                        assert_false(tell(&b, "q", "approved", &err));
                        assert_true(err_is(&err, ERR_STATE));
                        assert_non_null(strstr(err_text(&err), "was to be answered until 2025-"));
                        err_clear(&err);
                } else {
                        answer(&b, "q", "approved");
                }
                loop_suspended(b.loop, 60000); /* what was said in time can be heard later */
                bench_reopen(&b, false);
                bench_expect_end(&b, late ? RUN_ROLLED_BACK : RUN_SUCCEEDED);
                bench_release(&b);
        }
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(ends_as_waiting_when_nothing_else_can_go_on),
                cmocka_unit_test(a_rejection_puts_back),
                cmocka_unit_test(a_waiting_run_is_rolled_back),
                cmocka_unit_test(others_go_on_meanwhile),
                cmocka_unit_test(an_answer_is_heard_while_others_go_on),
                cmocka_unit_test(each_question_has_its_answer),
                cmocka_unit_test(another_question_needs_another_answer),
                cmocka_unit_test(what_is_not_asked_is_not_answered),
                cmocka_unit_test(it_can_be_too_late),
                cmocka_unit_test(it_is_too_late_while_nobody_waits),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
