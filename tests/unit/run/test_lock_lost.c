/* The stack's outer lock is lost while a run is driven: nothing more is changed. */
#include "helper_bench.h"

#include "engine/base/mem.h"

/* Broken at every quarter of a second of a run, in each of the ways it can be lost: what is called
 * from then on is what was on its way. */
struct loss {
        void (*lose)(struct world *w);
        struct bench *b;
        int mutations; /* when the next call would be the first too many; -1: it ended before */
};

static void is_gone(struct world *w)
{
        *w->lock = '\0';
}

static void is_anothers(struct world *w)
{
        strcpy(w->lock, "20250101-000000-aaaa");
}

static void is_taken_over(struct world *w)
{
        strcpy(w->lock_owner, "b@other:1");
}

static struct loss losing;

static void lose(void *arg)
{
        losing.lose(((struct bench *)arg)->world);
}

static void count_mutations(void *arg)
{
        losing.mutations = ((struct bench *)arg)->world->mutations;
}

static const char chain[] = "pipeline: t\n"
                            "stages:\n"
                            "  a: { uses: test.make }\n"
                            "  b: { uses: test.make, needs: [a] }\n"
                            "  c: { uses: test.make, needs: [b] }\n"
                            "  d: { uses: test.final, needs: [c] }\n";

static void begin_losing(struct bench *b, bool back)
{
        bench_init(b, chain, NULL, NULL);
        for (const char *c = "abcd"; *c; c++)
                world_thing(b->world, (char[]){*c, '\0'})->takes = 2000;
        if (back)
                world_thing(b->world, "c")->fail = ERR_FAILED;
}

/* True when it was stopped by that. */
static bool lose_at(int64_t ms, bool back, void (*how)(struct world *w), int64_t *end)
{
        bool stopped;

        struct bench b;

        begin_losing(&b, back);
        losing = (struct loss){.lose = how, .mutations = -1};
        bench_at(&b, ms, lose);
        bench_at(&b, ms + BENCH_CALL_MS / 2, count_mutations);
        bench_go(&b);
        *end = loop_ticks(b.loop);
        stopped = b.end == RUN_INTERRUPTED;
        if (stopped) {
                if (losing.mutations >= 0 && losing.mutations != b.world->mutations)
                        fail_msg("lost at %d: %d calls, expected %d", (int)ms, b.world->mutations,
                                 losing.mutations);
                bench_expect_err(&b, "lock of");
                bench_expect_next(&b, "snaplift resume");
        } else if (b.end != (back ? RUN_ROLLED_BACK : RUN_SUCCEEDED)) {
                fail_msg("lost at %d: ended as %s", (int)ms, run_end_name(b.end));
        }
        bench_release(&b);
        return stopped;
}

static void stops_before_the_next_call_when_the_lock_is_lost(void **state)
{
        void (*const ways[])(struct world * w) = {is_gone, is_anothers, is_taken_over};

        (void)state;
        for (int back = 0; back < 2; back++) {
                for (size_t way = 0; way < ARRAY_LEN(ways); way++) {
                        int stopped = 0, positions = 0;
                        int64_t end = 500;

                        for (int64_t ms = 250; ms < end; ms += 250, positions++)
                                stopped += lose_at(ms, back, ways[way], &end);
                        /* all but those after the last call */
                        assert_in_range(stopped, positions / 2, positions);
                }
        }
}

/* With no change left to stop before: whoever has it by then may have undone all. */
static void does_not_end_well_when_the_lock_is_lost(void **state)
{
        void (*const ways[])(struct world * w) = {is_gone, is_anothers, is_taken_over};

        (void)state;
        for (size_t i = 0; i < 2 * ARRAY_LEN(ways); i++) {
                bool back = i % 2;
                struct bench b;

                bench_init(&b,
                           "pipeline: t\n"
                           "stages:\n"
                           "  a: { uses: test.make }\n"
                           "  l: { uses: test.look, needs: [a] }\n",
                           NULL, NULL);
                world_thing(b.world, "l")->takes = 60000;
                world_thing(b.world, "l")->fail = back ? ERR_FAILED : ERR_NONE;
                world_thing(b.world, "a")->undo_rests = back ? 60000 : 0;
                losing = (struct loss){.lose = ways[i / 2], .mutations = -1};
                bench_at(&b, back ? 90000 : 30000, lose);
                bench_go(&b);
                bench_expect_end(&b, RUN_INTERRUPTED);
                bench_expect_err(&b, "lock of");
                bench_expect_next(&b, back ? "snaplift rollback" : "snaplift resume");
                bench_expect_run_state(&b, back ? "rolling-back" : "running");
                bench_release(&b);
        }
}

static void asks_again_when_the_lock_cannot_be_seen(void **state)
{
        struct bench b;

        (void)state;
        begin_losing(&b, false);
        b.world->confirm_fail = ERR_UNREACHABLE;
        bench_go(&b); /* a failure like any other: nothing was lost */
        bench_expect_end(&b, RUN_ROLLBACK_INCOMPLETE);
        assert_string_not_equal(b.world->lock, "");
        b.world->confirm_fail = ERR_NONE;
        bench_reopen(&b, true);
        bench_expect_end(&b, RUN_ROLLED_BACK);
        assert_string_equal(b.world->lock, "");
        bench_release(&b);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(stops_before_the_next_call_when_the_lock_is_lost),
                cmocka_unit_test(does_not_end_well_when_the_lock_is_lost),
                cmocka_unit_test(asks_again_when_the_lock_cannot_be_seen),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
