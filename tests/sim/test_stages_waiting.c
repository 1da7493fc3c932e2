/* What a stage waits for at AWS's door is said, and does not keep a run from stopping. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "engine/run/run.h"
#include "tests/sim/helper_promotion.h"

#define THROTTLED                                                                                  \
        ", 'faults': [{'when': {'operation': 'RegisterTaskDefinition', 'nth': 1, 'times': %d},"    \
        " 'do': 'error', 'code': 'ThrottlingException', 'status': 400,"                            \
        " 'message': 'Rate exceeded'}]"

static struct text notes;
static struct run_listener before; /* the world's own */

static void keep_notes(void *arg, const struct run_event *event)
{
        if (event->kind == EVENT_STAGE_NOTE)
                text_addf(&notes, "%s: %s\n", event->stage, event->text);
        before.event(arg, event);
}

static struct sim_world *listening(const char *more)
{
        struct sim_world *w = promotion_world(more);

        before = w->listener;
        w->listener.event = keep_notes;
        return w;
}

static void a_repeat_is_said(void **state)
{
        struct sim_world *w;
        struct sim_result r;
        char more[300];

        (void)state;
        snprintf(more, sizeof(more), THROTTLED, 4);
        w = listening(more);
        sim_run(w, "promote", "xy-0146-qa", SERVICES, &r);
        sim_assert_end(&r, RUN_SUCCEEDED);
        promotion_assert_done(w);
        assert_non_null(strstr(text_str(&notes), "register: waiting "));
        assert_non_null(strstr(text_str(&notes),
                               "to repeat ecs RegisterTaskDefinition (ThrottlingException)"));
        text_release(&notes);
        sim_result_release(&r);
        sim_world_free(w);
}

/* Once throttled, later calls of the class keep to a lower rate, and that is said too. */
static void a_rate_is_said(void **state)
{
        struct sim_world *w;
        struct sim_result r;
        char more[300];

        (void)state;
        snprintf(more, sizeof(more), THROTTLED, 4);
        w = listening(more);
        sim_run(w, "promote", "xy-0146-qa", SERVICES, &r);
        assert_non_null(strstr(text_str(&notes), "for ecs RegisterTaskDefinition (0.5/s, as AWS "
                                                 "throttles)"));
        text_release(&notes);
        sim_result_release(&r);
        sim_world_free(w);
}

#define GUARD                                                                                      \
        "pipeline: guard\n"                                                                        \
        "stages:\n"                                                                                \
        "  guard: { uses: identity.guard, with: { account: '000000000000' }, timeout: 5s }\n"

/* Ten attempts would take minutes; the stage has five seconds. */
static void a_wait_ends_with_the_stage(void **state)
{
        struct sim_world *w = listening(", 'faults': [{'when': {'operation': 'GetCallerIdentity'},"
                                        " 'do': 'error', 'code': 'Throttling', 'status': 400}]");
        int64_t begin = loop_ticks(w->loop);
        struct sim_result r;

        (void)state;
        sim_run(w, GUARD, "xy-0146-qa", "{}", &r);
        sim_assert_end(&r, RUN_ROLLED_BACK);
        assert_true(err_is(&r.err, ERR_TIMEOUT));
        assert_in_range(loop_ticks(w->loop) - begin, 5000, 6000);
        assert_non_null(strstr(text_str(&notes), "to repeat sts GetCallerIdentity (Throttling)"));
        text_release(&notes);
        sim_result_release(&r);
        sim_world_free(w);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(a_repeat_is_said),
                cmocka_unit_test(a_rate_is_said),
                cmocka_unit_test(a_wait_ends_with_the_stage),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
