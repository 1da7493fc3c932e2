/*
 * One bit of the store's file is another: what is read is what was written, or it is refused with
 * the file's name and what to do. SNAPLIFT_DAMAGE_STEP=1 looks at every byte there is.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/fuzz/helper_good_store.h"

enum { HEADER = 100, STEP = 11 };

static void flip(size_t at)
{
        struct text bytes = good_store();

        bytes.data[at] ^= (char)(1 << at % 8);
        good_store_is_right_or_refused(&bytes);
        text_release(&bytes);
}

static size_t size_of_store(void)
{
        struct text bytes = good_store();
        size_t len = bytes.len;

        text_release(&bytes);
        return len;
}

static void a_bit_that_is_another_is_never_believed(void **state)
{
        const char *step = getenv("SNAPLIFT_DAMAGE_STEP");
        size_t end = size_of_store();

        (void)state;
        assert_true(end > 4096);
        for (size_t at = 0; at < HEADER; at++)
                flip(at);
        for (size_t at = HEADER; at < end; at += step ? (size_t)atoi(step) : STEP)
                flip(at);
}

/* A file that was cut off, wherever. */
static void a_shorter_file_is_never_believed(void **state)
{
        size_t end = size_of_store();

        (void)state;
        for (size_t len = 1; len < end; len += len < 600 ? 37 : 509) {
                struct text bytes = good_store();

                bytes.len = len;
                good_store_is_right_or_refused(&bytes);
                text_release(&bytes);
        }
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(a_bit_that_is_another_is_never_believed),
                cmocka_unit_test(a_shorter_file_is_never_believed),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
