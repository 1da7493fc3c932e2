/* What is given back when all has gone well, and where a run takes place. */
#include "helper_bench.h"

#include <stdio.h>
#include <stdlib.h>

#include "engine/base/mem.h"

static const char rents[] = "pipeline: t\n"
                            "stages:\n"
                            "  a: { uses: test.rent }\n"
                            "  b: { uses: test.rent, needs: [a] }\n"
                            "  c: { uses: test.make, needs: [b] }\n";

static void interrupt(void *arg)
{
        run_interrupt(((struct bench *)arg)->run);
}

static void goes_backwards_when_all_has_ended_well(void **state)
{
        struct bench b;

        (void)state;
        bench_init(&b, rents, NULL, NULL);
        bench_go(&b);
        bench_expect_end(&b, RUN_SUCCEEDED);
        bench_expect_done(&b, "make a, make b, make c, remove b, remove a");
        assert_true(bench_heard(&b, "run-ended succeeded"));
        assert_string_equal(b.world->lock, "");
        bench_release(&b);
}

static void a_rollback_needs_none_of_it(void **state)
{
        struct bench b;

        (void)state;
        bench_init(&b, rents, NULL, NULL);
        world_thing(b.world, "c")->fail = ERR_FAILED;
        bench_go(&b);
        bench_expect_end(&b, RUN_ROLLED_BACK);
        bench_expect_done(&b, "make a, make b, make c, remove c, remove b, remove a");
        bench_release(&b);
}

static void what_was_there_is_not_given_back(void **state)
{
        struct bench b;

        (void)state;
        bench_init(&b, rents, NULL, NULL);
        world_thing(b.world, "a")->exists = true;
        bench_go(&b);
        bench_expect_end(&b, RUN_SUCCEEDED);
        bench_expect_done(&b, "make b, make c, remove b");
        bench_release(&b);
}

static void one_that_fails_leaves_the_run_to_be_resumed(void **state)
{
        struct bench b;

        (void)state;
        bench_init(&b, rents, NULL, NULL);
        world_thing(b.world, "a")->undo_fail = ERR_DENIED;
        world_thing(b.world, "a")->undo_fail_times = 1;
        bench_go(&b);
        bench_expect_end(&b, RUN_STUCK);
        bench_expect_done(&b, "make a, make b, make c, remove b");
        bench_expect_err(&b, "clearing up after stage a: a can't be removed");
        bench_expect_next(&b, "snaplift resume ");
        assert_string_equal(b.world->lock, run_id(b.run));

        bench_reopen(&b, true); /* only forward */
        bench_expect_end(&b, RUN_STUCK);
        bench_expect_done(&b, "");

        bench_reopen(&b, false);
        bench_expect_end(&b, RUN_SUCCEEDED);
        bench_expect_done(&b, "remove a");
        assert_string_equal(b.world->lock, "");
        bench_release(&b);
}

static void can_be_interrupted_and_taken_up(void **state)
{
        struct bench b;

        (void)state;
        bench_init(&b, rents, NULL, NULL);
        world_thing(b.world, "a")->undo_takes = 60000;
        bench_at(&b, 30000, interrupt);
        bench_go(&b);
        bench_expect_end(&b, RUN_INTERRUPTED);
        bench_expect_done(&b, "make a, make b, make c, remove b");
        bench_expect_next(&b, "snaplift resume ");

        bench_reopen(&b, false);
        bench_expect_end(&b, RUN_SUCCEEDED);
        bench_expect_done(&b, "remove a");
        bench_release(&b);
}

static void with_a_point_of_no_return_before_it(void **state)
{
        struct bench b;

        (void)state;
        bench_init(&b,
                   "pipeline: t\n"
                   "stages:\n"
                   "  a: { uses: test.rent }\n"
                   "  gone: { uses: test.final, needs: [a] }\n",
                   NULL, NULL);
        bench_go(&b);
        bench_expect_end(&b, RUN_SUCCEEDED);
        bench_expect_done(&b, "make a, make gone, remove a");
        bench_release(&b);
}

/* --- where a run takes place --- */

static struct bench *other;
static char told[64];

static bool place(void *world, struct json_object *role, void **there, const struct run_lock **lock,
                  struct err *err)
{
        const char *key = json_text(role, "key");

        snprintf(told, sizeof(told), "%s", key ? key : "nothing");
        if (text_same(key, "bad"))
                return err_set(err, ERR_INVALID, "there is no such place");
        *there = key ? other : world;
        if (key)
                *lock = &other->lock;
        return true;
}

static const struct port role_ports[] = {{.name = "key", .type = VALUE_TEXT, .help = "h"}, {NULL}};

static bool check(const char *port, const char *value, struct err *err)
{
        (void)port, (void)value, (void)err;
        return true;
}

static bool check_entry(struct json_object *entry, struct err *err)
{
        (void)entry, (void)err;
        return true;
}

static const struct role_type role_type = {
        .ports = role_ports, .shorthand = "key", .check = check, .check_entry = check_entry};

/* The stack is xy-0146-qa's tier, or whatever the bench calls its own. */
static void init_with_role(struct bench *b, const char *key)
{
        static struct stage_type make;
        static const struct stage_type *types[2];
        struct bench empty;
        char *yaml;

        bench_init(&empty, rents, NULL, NULL);
        make = *bench_types[0];
        make.roles = &role_type;
        types[0] = &make;
        yaml = xasprintf("pipeline: t\n"
                         "tiers: [%s, other]\n"
                         "roles: { %s: \"%s\", other: nobody }\n"
                         "stages: { a: { uses: test.make } }\n",
                         empty.stack.env, empty.stack.env, key);
        bench_release(&empty);
        bench_init_types(b, yaml, types);
        b->setup.place = place;
        free(yaml);
}

static void the_stack_s_own_tier_decides_where(void **state)
{
        struct bench b, there;
        struct loop *own;

        (void)state;
        bench_init(&there, rents, NULL, NULL);
        other = &there;
        init_with_role(&b, "abroad");
        own = there.loop;
        there.loop = b.loop; /* one process, one loop */
        bench_go(&b);
        there.loop = own;
        bench_expect_end(&b, RUN_SUCCEEDED);
        assert_string_equal(told, "abroad");
        bench_expect_done(&b, "");
        bench_expect_done(&there, "make a");
        assert_int_equal(there.world->takes, 1); /* the lock is there, too */
        assert_int_equal(b.world->takes, 0);
        bench_release(&b);

        init_with_role(&b, "");
        bench_go(&b);
        bench_expect_end(&b, RUN_SUCCEEDED);
        assert_string_equal(told, "nothing");
        bench_expect_done(&b, "make a");
        bench_release(&b);
        bench_release(&there);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(goes_backwards_when_all_has_ended_well),
                cmocka_unit_test(a_rollback_needs_none_of_it),
                cmocka_unit_test(what_was_there_is_not_given_back),
                cmocka_unit_test(one_that_fails_leaves_the_run_to_be_resumed),
                cmocka_unit_test(can_be_interrupted_and_taken_up),
                cmocka_unit_test(with_a_point_of_no_return_before_it),
                cmocka_unit_test(the_stack_s_own_tier_decides_where),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
