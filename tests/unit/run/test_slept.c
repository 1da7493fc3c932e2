/* A machine that sleeps while it drives a run: the clock of waits stands still, the wall clock goes
 * on, and the stack's lock may be another's when it wakes. */
#include "helper_bench.h"

#include "engine/base/mem.h"

/* Changes that follow each other at once, but for what befalls the machine before the last. */
static struct {
        int64_t slept;
        bool lost;
        int changed;
        bool sleeps; /* while it looks at its lock for the first time */
} between;

static bool confirm_and_sleep(void *arg, const struct stack *stack, const char *run,
                              const char *owner, struct err *err)
{
        struct bench *b = arg;
        bool ok = b->lock.confirm(arg, stack, run, owner, err);

        if (between.sleeps) {
                between.sleeps = false;
                loop_suspended(b->loop, 3600000);
                strcpy(b->world->lock_owner, "b@other:1");
        }
        return ok;
}

static bool change_thrice(struct stage *s, struct err *err)
{
        struct bench *b = stage_world(s);

        for (int n = 1; n <= 3; n++) {
                if (n == 3) {
                        loop_suspended(b->loop, between.slept);
                        if (between.lost)
                                strcpy(b->world->lock_owner, "b@other:1");
                }
                if (!stage_intend(s, err, "change %d", n))
                        return false;
                if (!stage_may_send(s, err))
                        return false;
                fiber_sleep(b->loop, 100);
                between.changed++;
                if (!stage_result(s, err, "changed"))
                        return false;
        }
        return true;
}

static void begin_thrice(struct bench *b)
{
        static const struct stage_action no_actions[] = {{0}};
        static const struct stage_type thrice = {.name = "test.thrice",
                                                 .summary = "test",
                                                 .actions = no_actions,
                                                 .run = change_thrice};
        static const struct stage_type *const types[] = {&thrice, NULL};

        bench_init_types(b, "pipeline: t\nstages:\n  a: { uses: test.thrice }\n", types);
}

static void a_machine_that_has_slept_asks_for_its_lock(void **state)
{
        static const int64_t slept[] = {0, 3600000, -3600000};

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(slept); i++) {
                for (int lost = 0; lost < 2; lost++) {
                        struct bench b;

                        memset(&between, 0, sizeof(between));
                        between.slept = slept[i];
                        between.lost = lost && slept[i];
                        begin_thrice(&b);
                        bench_go(&b);
                        bench_expect_end(&b, between.lost ? RUN_INTERRUPTED : RUN_SUCCEEDED);
                        assert_int_equal(between.changed, between.lost ? 2 : 3);
                        assert_int_equal(b.world->confirms, slept[i] ? 2 : 1);
                        bench_release(&b);
                }
        }
}

/* The answer was there, and is read when it is no longer true. */
static void a_look_at_the_lock_is_as_old_as_its_question(void **state)
{
        struct run_lock slow;
        struct bench b;

        (void)state;
        memset(&between, 0, sizeof(between));
        between.sleeps = true;
        begin_thrice(&b);
        slow = b.lock;
        slow.confirm = confirm_and_sleep;
        b.setup.lock = &slow;
        bench_go(&b);
        bench_expect_end(&b, RUN_INTERRUPTED);
        assert_int_equal(between.changed, 1);
        bench_release(&b);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(a_machine_that_has_slept_asks_for_its_lock),
                cmocka_unit_test(a_look_at_the_lock_is_as_old_as_its_question),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
