/* Work shared among processes: in order, whatever their number; stopped, died, and killed with us.
 */
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "engine/base/mem.h"
#include "engine/loop/workers.h"
#include "helper_cmocka.h"

enum { LONG = 200000 }; /* more than a pipe holds */

struct job {
        struct text said;
        uint64_t enough, dies, hangs; /* at that number */
        pid_t self;
        int hold; /* 0, or what the one that hangs says so to first */
        int others;
};

static void work(void *arg, uint64_t number, struct text *out)
{
        struct job *j = arg;

        if (number == j->dies)
                abort();
        if (number == j->hangs && j->hold && write(j->hold, "!", 1) != 1)
                abort();
        while (number == j->hangs)
                pause();
        text_addf(out, "%s", getpid() == j->self ? "here" : "away");
        text_addf(out, " %" PRIu64 "\n", number);
        if (number % 5 == 0)
                for (int i = 0; i < LONG; i++)
                        text_add_char(out, 'x');
}

static bool take(void *arg, uint64_t number, const struct text *result)
{
        struct job *j = arg;

        assert_int_equal(result->len,
                         strchr(result->data, '\n') + 1 - result->data + (number % 5 ? 0 : LONG));
        j->others += text_starts(result->data, "away");
        text_add_n(&j->said, result->data + 5, strcspn(result->data + 5, "\n"));
        text_add_char(&j->said, ' ');
        return number != j->enough;
}

static bool run(struct job *j, int count, uint64_t first, uint64_t last, uint64_t *at,
                struct err *err)
{
        const struct workers w = {count, first, last, work, take, j};

        j->self = getpid();
        return workers_run(&w, at, err);
}

static void in_order_whatever_their_number(void **state)
{
        (void)state;
        for (int count = 1; count < 9; count++) {
                struct job j = {0};
                struct err err = ERR_INIT;
                uint64_t at;

                assert_true(run(&j, count, 3, 12, &at, &err));
                assert_string_equal(j.said.data, "3 4 5 6 7 8 9 10 11 12 ");
                assert_int_equal(j.others, count == 1 ? 0 : 10);
                text_release(&j.said);
        }
}

static void as_many_as_there_is_work_for(void **state)
{
        struct job one = {0}, last = {0};
        struct err err = ERR_INIT;
        uint64_t at;

        (void)state;
        assert_true(run(&one, 8, 7, 7, &at, &err));
        assert_string_equal(one.said.data, "7 ");
        assert_int_equal(one.others, 0);
        assert_true(run(&last, 2, UINT64_MAX - 2, UINT64_MAX, &at, &err));
        assert_string_equal(last.said.data,
                            "18446744073709551613 18446744073709551614 18446744073709551615 ");
        text_release(&one.said);
        text_release(&last.said);
        assert_true(workers_default() >= 1);
}

/* A worker that hangs, or has more to do than there is time for, doesn't keep us. */
static void enough_is_enough(void **state)
{
        (void)state;
        for (int count = 1; count < 4; count++) {
                struct job j = {.enough = 4, .hangs = 5};
                struct err err = ERR_INIT;
                uint64_t at;

                assert_true(run(&j, count, 1, UINT64_MAX, &at, &err));
                assert_string_equal(j.said.data, "1 2 3 4 ");
                text_release(&j.said);
        }
}

static void one_that_dies_is_told(void **state)
{
        struct job j = {.dies = 4};
        struct err err = ERR_INIT;
        uint64_t at;

        (void)state;
        assert_false(run(&j, 3, 1, 100, &at, &err));
        assert_int_equal(at, 4);
        assert_string_equal(j.said.data, "1 2 3 ");
        assert_true(err_is(&err, ERR_FAILED));
        assert_string_equal(err_text(&err), "4: the worker was ended by signal 6");
        err_clear(&err);
        text_release(&j.said);
}

/* Its other end closes when the last process that has it is gone. */
static void they_die_with_us(void **state)
{
        int ends[2];
        char byte;
        pid_t us;

        (void)state;
        assert_int_equal(pipe(ends), 0);
        us = fork();
        if (us == 0) {
                struct job j = {.hangs = 3, .hold = ends[1]};
                struct err err = ERR_INIT;
                uint64_t at;

                close(ends[0]);
                run(&j, 3, 1, 3, &at, &err);
                _exit(0);
        }
        close(ends[1]);
        assert_int_equal(read(ends[0], &byte, 1), 1);
        assert_int_equal(kill(us, SIGKILL), 0);
        assert_int_equal(waitpid(us, NULL, 0), us);
        assert_int_equal(read(ends[0], &byte, 1), 0);
        close(ends[0]);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(in_order_whatever_their_number),
                cmocka_unit_test(as_many_as_there_is_work_for),
                cmocka_unit_test(enough_is_enough),
                cmocka_unit_test(one_that_dies_is_told),
                cmocka_unit_test(they_die_with_us),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
