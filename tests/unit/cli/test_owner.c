/* user@host:pid: ours lives, a child that was waited for is gone, other hosts can't be seen. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "engine/base/mem.h"
#include "engine/cli/owner.h"

static void test_we_are_alive(void **state)
{
        char *us = owner_here();

        (void)state;
        assert_non_null(strchr(us, '@'));
        assert_int_equal(owner_look(us), OWNER_ALIVE);
        free(us);
}

static void test_an_ended_process_is_gone(void **state)
{
        pid_t child = fork();
        char *us, *it;

        (void)state;
        if (child == 0)
                _exit(0);
        assert_true(child > 0);
        assert_int_equal(waitpid(child, NULL, 0), child);
        us = owner_here();
        it = xasprintf("%.*s:%ld", (int)(strrchr(us, ':') - us), us, (long)child);
        assert_int_equal(owner_look(it), OWNER_GONE);
        free(it);
        free(us);
}

static void test_what_cant_be_known_is_elsewhere(void **state)
{
        static const char *const owners[] = {"me@another.example:1", "me@", "nobody", "", "me@:1"};
        char *us = owner_here(), *no_number = xasprintf("%sx", us);

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(owners); i++)
                assert_int_equal(owner_look(owners[i]), OWNER_ELSEWHERE);
        assert_int_equal(owner_look(NULL), OWNER_ELSEWHERE);
        assert_int_equal(owner_look(no_number), OWNER_ELSEWHERE);
        free(no_number);
        free(us);
}

static void test_a_number_of_another_place_tells_nothing(void **state)
{
        struct loop *loop = loop_new();
        char *us = owner_here(), *one = owner_process(loop), *two = owner_process(loop);

        (void)state;
        assert_string_not_equal(one, two);
        assert_int_equal(owner_look_at(us, one), OWNER_ALIVE);
        assert_int_equal(owner_look_at(us, NULL), OWNER_ALIVE);
        *one = *one == '0' ? '1' : '0';
        assert_int_equal(owner_look_at(us, one), OWNER_ELSEWHERE);
        free(one);
        free(two);
        free(us);
        loop_free(loop);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_we_are_alive),
                cmocka_unit_test(test_an_ended_process_is_gone),
                cmocka_unit_test(test_what_cant_be_known_is_elsewhere),
                cmocka_unit_test(test_a_number_of_another_place_tells_nothing),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
