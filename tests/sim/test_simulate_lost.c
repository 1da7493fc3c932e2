/*
 * Killed at a call and its store lost: the run is rebuilt on another machine, and gone on with or
 * put back there. With what was lost found again, somebody takes the run up by that, too: while the
 * other machine drives it, or after. No promise is broken at any place.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/base/mem.h"
#include "tests/sim/helper_story.h"
#include "tests/sim/helper_world.h"

enum { CALLS = 100, CLUSTER_CALLS = 200 };

/* *rebuilt grows by what the log tells of it. */
static void play_lost(int64_t seed, int64_t n, const char *kill, const char *besides, int *rebuilt,
                      int *found)
{
        char *text = xasprintf("c%d:%s,store-lost%s", (int)n, kill, besides);
        struct faults f = list(text);
        struct story s = story_begin((uint64_t)seed, &f, false);

        s.done = story_done();
        story_play(&s);

        if (s.breaches.len)
                fail_msg("seed %d, %s: %s", (int)seed, text, text_str(&s.breaches));
        *rebuilt += strstr(text_str(&s.log), " sees guard ") != NULL;
        *found += strstr(text_str(&s.log), ", another's on " SIM_STACK) != NULL;
        story_release(&s);
        faults_release(&f);
        free(text);
}

static void sweep(const char *kill, const char *besides, int64_t calls)
{
        int rebuilt = 0, found = 0, played = 0;

        for (int64_t n = 20; n <= calls; n += sim_step(), played++)
                play_lost(n, n, kill, besides, &rebuilt, &found);
        /* where the lock was not taken yet there is nothing to rebuild; past the end nobody dies */
        assert_true(2 * rebuilt > played);
        assert_true(!strstr(besides, "found") || 2 * found > played);
}

static void a_lost_store_is_done_without(void **state)
{
        (void)state;
        sweep("kill-sent", "", CALLS);
        sweep("kill-answered", ",image-crashes", CALLS);
}

static void a_store_that_is_found_again_does_no_harm(void **state)
{
        (void)state;
        sweep("kill-sent", ",store-found", CALLS);
        sweep("kill-unsent", ",store-found,c100:cancelled", CALLS);
}

static void so_it_is_with_clusters(void **state)
{
        (void)state;
        sweep("kill-answered", ",aurora,store-found", CLUSTER_CALLS);
}

/* What the last process wrote may not be seen yet when somebody comes; he waits until it is. */
static void what_is_not_seen_yet_is_waited_for(void **state)
{
        (void)state;
        for (int64_t n = 30; n <= CALLS; n += sim_step()) {
                char *lag = xasprintf(",c%d:lag-flaps", (int)n - 3);
                int rebuilt = 0, found = 0;

                play_lost(n, n, "kill-answered", lag, &rebuilt, &found);
                free(lag);
        }
}

/* Nobody says that nothing was done where he may not look. */
static void what_may_not_be_looked_at_is_not_guessed(void **state)
{
        static const int kills[] = {60, 98, 105, 125};

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(kills); i++) {
                for (int n = kills[i] + 1; n < kills[i] + 50; n += sim_step()) {
                        char *denied = xasprintf(",c%d:denied", n);
                        int rebuilt = 0, found = 0;

                        play_lost(n, kills[i], "kill-answered", denied, &rebuilt, &found);
                        free(denied);
                }
        }
}

/* Somebody takes it up by the first store while the other machine looks what there is of it. */
static void one_store_goes_on_at_a_time(void **state)
{
        static const char *const ways[] = {"resume-beside", "rollback-beside"};

        (void)state;
        for (int64_t n = 30; n <= CALLS; n += sim_step()) {
                char *beside = xasprintf(",c%d:%s", (int)(n + 3 + n % 20), ways[n % 2]);
                int rebuilt = 0, found = 0;

                play_lost(n, n, "kill-answered", beside, &rebuilt, &found);
                free(beside);
        }
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(a_lost_store_is_done_without),
                cmocka_unit_test(a_store_that_is_found_again_does_no_harm),
                cmocka_unit_test(so_it_is_with_clusters),
                cmocka_unit_test(what_is_not_seen_yet_is_waited_for),
                cmocka_unit_test(what_may_not_be_looked_at_is_not_guessed),
                cmocka_unit_test(one_store_goes_on_at_a_time),
        };

        return cmocka_run_group_tests(tests, story_load, story_unload);
}
