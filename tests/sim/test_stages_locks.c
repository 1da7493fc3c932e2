/* /S/lock lost during a promotion: nothing is changed any more, and the run can be gone on with. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/aws/ssm.h"
#include "engine/base/mem.h"
#include "tests/sim/helper_promotion.h"
#include "tests/sim/helper_wire.h"

#define LOCK "/xy-0146-qa/lock"
#define BAD_IMAGE "{'services': ['web', 'worker'], 'images': {'web': 'web:bad'}}"
#define ANOTHERS                                                                                   \
        "{\"run\":\"20250101-000000-aaaa\",\"owner\":\"b@other:1\",\"taken\":\"2026-11-21T01:00:"  \
        "00Z\"}"

/* Calls of one stage that follow each other without a wait share a look; one takes 20 ms here. */
enum { LOSING = 60, MOST_AT_ONCE = 2, SLEPT = 3600000 };

enum loss { GONE, ANOTHERS_NOW, TAKEN_OVER };

/* At the n-th intent after the lock was taken. */
static struct {
        struct sim_world *w;
        struct run_listener inner;
        enum loss how;
        int at, seen;
        bool slept; /* the machine, and all of that happened meanwhile */
        bool lost;
        int64_t mutating; /* what had been called when the next call would be one too many */
} trap;

static char *with_owner(const char *value, const char *owner)
{
        struct json_object *json = NULL;
        struct err err = ERR_INIT;
        char *text;

        assert_true(json_parse(value, strlen(value), &json, &err));
        json_put_text(json, "owner", owner);
        text = xstrdup(json_line(json));
        json_object_put(json);
        return text;
}

static void take_away(struct sim_world *w, struct err *err)
{
        struct ssm_parameter now = {0};
        char *value = NULL;

        if (trap.how == GONE) {
                assert_true(ssm_delete(w->aws, LOCK, err));
                return;
        }
        assert_true(ssm_get(w->aws, LOCK, false, &now, err));
        value = trap.how == TAKEN_OVER ? with_owner(now.value, "b@other:1") : xstrdup(ANOTHERS);
        assert_true(ssm_put(w->aws, LOCK, "String", value, true, NULL, NULL, err));
        ssm_parameter_release(&now);
        free(value);
}

static void lose(void *arg)
{
        struct sim_world *w = arg;
        struct err err = ERR_INIT;

        take_away(w, &err);
        fiber_sleep(w->loop, LOSING);
        trap.mutating = sim_mutating(w);
        trap.lost = true;
}

/* Right before what was announced is asked for. */
static void sleep_and_lose(struct sim_world *w)
{
        struct err err = ERR_INIT;
        void *stage = fiber_attached();

        fiber_attach(NULL);
        take_away(w, &err);
        fiber_attach(stage);
        loop_suspended(w->loop, SLEPT);
        trap.mutating = sim_mutating(w);
        trap.lost = true;
}

static void heard(void *arg, const struct run_event *event)
{
        trap.inner.event(trap.inner.arg, event);
        (void)arg;
        if (event->kind != EVENT_STAGE_INTENT || ++trap.seen != trap.at)
                return;
        if (trap.slept)
                sleep_and_lose(trap.w);
        else
                fiber_start(trap.w->loop, "other", lose, trap.w);
}

static struct sim_world *trapped_world(int at, enum loss how, bool slept)
{
        struct sim_world *w = promotion_world(NULL);

        memset(&trap, 0, sizeof(trap));
        trap.w = w;
        trap.inner = w->listener;
        trap.how = how;
        trap.at = at;
        trap.slept = slept;
        w->listener = (struct run_listener){.event = heard};
        return w;
}

static void goes_on_afterwards(struct sim_world *w, const char *id, bool back)
{
        struct sim_result r;

        sim_resume(w, id, &r);
        if (trap.how == ANOTHERS_NOW) { /* not while it is another's */
                sim_assert_end(&r, RUN_LOCKED);
                sim_do(w, promotion_unlock, NULL);
        } else if (trap.how == TAKEN_OVER && r.end == RUN_LOCKED) { /* all was done here */
                sim_assert_told(&r, "has been taken over by b@other:1");
                sim_do(w, promotion_unlock, NULL);
        }
        if (r.end == RUN_LOCKED) {
                sim_result_release(&r);
                sim_resume(w, id, &r);
        }
        sim_assert_end(&r, back ? RUN_ROLLED_BACK : RUN_SUCCEEDED);
        if (back)
                promotion_assert_before(w);
        else
                promotion_assert_done(w);
        promotion_assert_is(sim_parameter(w, LOCK), NULL);
        sim_result_release(&r);
}

/* False when there is no such intent. */
static bool lost_at(int at, enum loss how, bool slept, bool back, int *stopped)
{
        struct sim_world *w = trapped_world(at, how, slept);
        struct sim_result r;
        bool reached;

        w->check = promotion_check;
        sim_run(w, "promote", "xy-0146-qa", back ? BAD_IMAGE : SERVICES, &r);
        reached = trap.seen >= at;
        if (r.end == RUN_INTERRUPTED) {
                (*stopped)++;
                assert_true(trap.lost);
                if (sim_mutating(w) > trap.mutating + (back || slept ? 0 : MOST_AT_ONCE))
                        fail_msg("lost at intent %d: changes after that:\n%s", at,
                                 text_str(&w->events));
                assert_true(err_is(&r.err, ERR_LOCKED));
                trap.at = 0;
                goes_on_afterwards(w, r.id, back);
        } else {
                sim_assert_end(&r, back ? RUN_ROLLED_BACK : RUN_SUCCEEDED);
        }
        assert_string_equal(promotion_breaches(), "");
        sim_result_release(&r);
        sim_world_free(w);
        return reached;
}

static void lost_at_each(bool slept, bool back, int least)
{
        for (int how = GONE; how <= TAKEN_OVER; how++) {
                int at = 1, stopped = 0;

                while (lost_at(at, (enum loss)how, slept, back, &stopped))
                        at += sim_step();
                assert_in_range(stopped, least / sim_step(), at);
        }
}

static void a_promotion_stops_when_its_lock_is_lost(void **state)
{
        (void)state;
        lost_at_each(false, false, 6);
}

static void a_rollback_stops_when_its_lock_is_lost(void **state)
{
        (void)state;
        lost_at_each(false, true, 12);
}

/* It was lost after the last look at it, and before what had been announced then. */
static void a_machine_that_has_slept_asks_for_nothing_more(void **state)
{
        (void)state;
        lost_at_each(true, false, 6);
        lost_at_each(true, true, 12);
}

/* --- what it says of the run --- */

struct taking {
        const char *owner, *facts; /* facts: JSON with ' for " */
        bool ok;
};

static void take(struct sim_world *w, void *arg)
{
        struct taking *t = arg;
        struct json_object *facts = sim_json(t->facts);
        struct stack stack;
        struct err err = ERR_INIT;

        assert_true(stack_parse("xy-0146-qa", &stack, &err));
        t->ok = w->lock.take(w->lock.arg, &stack, "20261121-010000-abcd", t->owner, facts, &err);
        json_object_put(facts);
        err_clear(&err);
}

static char *long_input(size_t len)
{
        char *text = xcalloc(1, len + 1), *facts;

        memset(text, 'x', len);
        facts = xasprintf("{'definition': 'two', 'inputs': {'x': '%s'}}", text);
        free(text);
        return facts;
}

/* A run that was given another definition, or that is put back by now, is not what it was. */
static void says_what_the_run_is_when_it_is_taken_over(void **state)
{
        struct sim_world *w = promotion_world(NULL);
        char *longest = long_input(4000);
        struct taking first = {"a@here:1", "{'definition': 'one', 'inputs': {'x': 1}}"},
                      second = {"b@here:2",
                                "{'definition': 'two', 'returning': true, 'inputs': {}}"},
                      third = {"c@here:3", longest};
        struct json_object *value = NULL;
        struct err err = ERR_INIT;
        char *text;

        (void)state;
        sim_do(w, take, &first);
        sim_do(w, take, &second);
        assert_true(first.ok && second.ok);
        text = sim_parameter(w, LOCK);
        assert_true(json_parse(text, strlen(text), &value, &err));
        assert_string_equal(json_text(value, "owner"), "b@here:2");
        assert_string_equal(json_text(value, "definition"), "two");
        assert_true(json_flag(value, "returning"));
        assert_int_equal(json_object_object_length(json_get(value, "inputs")), 0);
        assert_non_null(json_text(value, "taken"));
        json_object_put(value);
        free(text);
        /* what there is no room for is not what it was, either */
        sim_do(w, take, &third);
        assert_true(third.ok);
        text = sim_parameter(w, LOCK);
        assert_true(json_parse(text, strlen(text), &value, &err));
        assert_string_equal(json_text(value, "owner"), "c@here:3");
        assert_string_equal(json_text(value, "definition"), "two");
        assert_null(json_get(value, "inputs"));
        json_object_put(value);
        free(text);
        free(longest);
        sim_world_free(w);
}

static bool says_again(struct sim_world *w)
{
        struct json_object *value = NULL;
        struct err err = ERR_INIT;
        char *text = sim_parameter(w, LOCK);
        bool says;

        assert_true(json_parse(text, strlen(text), &value, &err));
        says = json_flag(value, "again");
        json_object_put(value);
        free(text);
        return says;
}

/* Taken over it has never been lost; once it was, it has been for good. */
static void taken_over_is_not_taken_again(void **state)
{
        struct sim_world *w = promotion_world(NULL);
        struct taking first = {"a@here:1", "{'inputs': {}}"},
                      over = {"b@here:2", "{'again': true, 'inputs': {}}"},
                      again = {"c@here:3", "{'again': true, 'inputs': {}}"},
                      once_more = {"d@here:4", "{'inputs': {}}"};

        (void)state;
        sim_do(w, take, &first);
        sim_do(w, take, &over);
        assert_true(first.ok && over.ok && !says_again(w));
        sim_do(w, promotion_unlock, NULL);
        sim_do(w, take, &again);
        assert_true(again.ok && says_again(w));
        sim_do(w, take, &once_more);
        assert_true(once_more.ok && says_again(w));
        sim_world_free(w);
}

/* --- another run begins while one is taken over --- */

struct beginning {
        struct sim_world *w;
        int64_t at; /* ms from now: our run's lock is given back, and a moment later theirs is there
                     */
        bool ours, theirs;
        const char *facts;
};

static void give_back(void *arg)
{
        struct beginning *b = arg;
        struct err err = ERR_INIT;

        fiber_sleep(b->w->loop, b->at);
        ssm_delete(b->w->aws, LOCK, &err);
        err_clear(&err);
}

static void begin_theirs(void *arg)
{
        struct beginning *b = arg;
        struct err err = ERR_INIT;

        fiber_sleep(b->w->loop, b->at + 2);
        b->theirs = ssm_put(b->w->aws, LOCK, "String", ANOTHERS, false, NULL, NULL, &err);
        err_clear(&err);
}

static void take_ours(void *arg)
{
        struct beginning *b = arg;
        struct taking t = {.owner = "b@here:2", .facts = b->facts};

        take(b->w, &t);
        b->ours = t.ok;
}

/* Given back while it is taken over, it is created: whatever there was in between is not known. */
static void given_back_and_taken_is_taken_again(void **state)
{
        static const char ours[] = "{'again': true, 'place': {'region': 'us-east-1'}}";
        int meant = 0;

        (void)state;
        for (int64_t at = 0; at < 120; at++) {
                struct beginning b = {.w = promotion_world(NULL), .at = at, .facts = ours};
                struct taking t = {"a@here:1", "{}"};
                char *left;

                sim_do(b.w, take, &t);
                fiber_start(b.w->loop, "ours", take_ours, &b);
                fiber_start(b.w->loop, "back", give_back, &b);
                loop_run(b.w->loop);
                left = sim_parameter(b.w, LOCK);
                if (left && !says_again(b.w))
                        fail_msg("at %d: %s", (int)at, left);
                meant += left && strstr(left, "resumed");
                free(left);
                sim_world_free(b.w);
        }
        assert_true(meant > 0);
}

/* Whenever that is: theirs is not written over and kept so. */
static void another_run_s_is_not_taken_over(void **state)
{
        int meant = 0;

        (void)state;
        for (int takers = 1; takers <= 2; takers++) {
                for (int64_t at = 0; at < 120; at++) {
                        struct beginning b = {.w = promotion_world(NULL), .at = at, .facts = "{}"};
                        struct taking t = {"a@here:1", "{}"};
                        char *left;

                        for (int i = 0; i < takers; i++, t.owner = "c@here:3")
                                sim_do(b.w, take, &t);
                        fiber_start(b.w->loop, "ours", take_ours, &b);
                        fiber_start(b.w->loop, "back", give_back, &b);
                        fiber_start(b.w->loop, "theirs", begin_theirs, &b);
                        loop_run(b.w->loop);
                        left = sim_parameter(b.w, LOCK);
                        if (b.theirs && !strstr(left, "20250101-000000-aaaa"))
                                fail_msg("at %d, taken %d times: %s", (int)at, takers, left);
                        meant += b.theirs;
                        free(left);
                        sim_world_free(b.w);
                }
        }
        assert_true(meant > 20);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(a_promotion_stops_when_its_lock_is_lost),
                cmocka_unit_test(a_rollback_stops_when_its_lock_is_lost),
                cmocka_unit_test(a_machine_that_has_slept_asks_for_nothing_more),
                cmocka_unit_test(says_what_the_run_is_when_it_is_taken_over),
                cmocka_unit_test(taken_over_is_not_taken_again),
                cmocka_unit_test(given_back_and_taken_is_taken_again),
                cmocka_unit_test(another_run_s_is_not_taken_over),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
