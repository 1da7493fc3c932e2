/*
 * The power is cut after a record: what was written since the last durable one is lost, with every
 * process. Gone on with, or put back, as the seed has it, the run ends as if nothing had been.
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

/* Records of an undisturbed promotion. */
enum { WRITES = 65, FIRST_WRITES = 55, CLUSTER_WRITES = 78 };

static void cut_after_each(int writes, enum world_kind world, const char *besides)
{
        int cut = 0, played = 0;

        for (int n = 1; n <= writes; n += sim_step()) {
                /* resumed by some seeds, put back by others */
                for (uint64_t seed = (uint64_t)n; seed < (uint64_t)n + 4; seed++, played++) {
                        char *text = xasprintf("w%d:power-cut%s", n, besides);
                        struct faults f = list(text);
                        struct story s = story_begin(seed, &f, false);

                        s.world = world;
                        s.done = story_done();
                        story_play(&s);
                        if (s.breaches.len)
                                fail_msg("seed %d, %s: %s", (int)seed, text, text_str(&s.breaches));
                        cut += strstr(text_str(&s.log), "the power is cut") != NULL;
                        story_release(&s);
                        faults_release(&f);
                        free(text);
                }
        }
        assert_int_equal(cut, played);
}

static void a_promotion(void **state)
{
        (void)state;
        cut_after_each(WRITES, WORLD_PROMOTED, "");
        cut_after_each(WRITES, WORLD_PROMOTED, ",image-crashes");
}

static void a_promotion_of_clusters(void **state)
{
        (void)state;
        cut_after_each(CLUSTER_WRITES, WORLD_PROMOTED, ",aurora");
}

/* The new database is protected by the run itself. */
static void a_first_promotion(void **state)
{
        (void)state;
        cut_after_each(FIRST_WRITES, WORLD_EMPTY, "");
        cut_after_each(FIRST_WRITES, WORLD_EMPTY, ",aurora");
}

int main(void)
{
        const struct CMUnitTest promotions[] = {
                cmocka_unit_test(a_promotion),
                cmocka_unit_test(a_promotion_of_clusters),
        };
        const struct CMUnitTest first[] = {
                cmocka_unit_test(a_first_promotion),
        };
        int failed = cmocka_run_group_tests(promotions, story_load, story_unload);

        return failed + cmocka_run_group_tests(first, story_load_first, story_unload);
}
