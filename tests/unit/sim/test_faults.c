/* Lists of faults: drawn the same way each time, written and read back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/base/mem.h"
#include "engine/sim/faults.h"

static void are_written_as_they_are_read(void **state)
{
        struct err err = ERR_INIT;
        struct faults drawn, read;
        struct text one = TEXT_INIT, two = TEXT_INIT;
        bool seen[FAULT_COUNT] = {0};

        (void)state;
        for (uint64_t seed = 1; seed <= 4000; seed++) {
                faults_draw(&drawn, seed, NULL);
                faults_print(&drawn, &one);
                assert_true(faults_parse(&read, text_str(&one), &err));
                faults_print(&read, &two);
                assert_string_equal(text_str(&one), text_str(&two));
                for (size_t i = 0; i < drawn.count; i++)
                        seen[drawn.items[i].what] = true;
                faults_release(&drawn);
                faults_release(&read);
                text_clear(&one);
                text_clear(&two);
        }
        for (int i = 0; i < FAULT_COUNT; i++)
                if (!seen[i])
                        fail_msg("%s is never drawn", fault_name((enum fault_what)i));
        text_release(&one);
        text_release(&two);
}

static void only_what_was_asked_for_is_drawn(void **state)
{
        struct err err = ERR_INIT;
        struct faults f;
        struct fault_kinds kinds;

        (void)state;
        assert_true(faults_kinds("drop-after,kill-written", &kinds, &err));
        for (uint64_t seed = 1; seed <= 200; seed++) {
                faults_draw(&f, seed, &kinds);
                for (size_t i = 0; i < f.count; i++)
                        assert_true(f.items[i].what == FAULT_DROP_AFTER ||
                                    f.items[i].what == FAULT_KILL_WRITTEN);
                faults_release(&f);
        }
}

static void what_is_none_is_refused(void **state)
{
        static const struct {
                const char *list, *why;
        } rows[] = {
                {"c12:drop-aftr", "the nearest is drop-after"},
                {"12:drop-after", "written cNUMBER:drop-after"},
                {"drop-after", "written cNUMBER:drop-after"},
                {"c0:drop-after", "written cNUMBER:drop-after"},
                {"c:drop-after", "written cNUMBER:drop-after"},
                {"w3:drop-after", "written cNUMBER:drop-after"},
                {"c3:kill-written", "written wNUMBER:kill-written"},
                {"c3:restore-failed", "written restore-failed"},
                {"c1:500,,c2:500", "\"\" is no fault"},
        };
        struct err err = ERR_INIT;
        struct faults f;

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
                if (faults_parse(&f, rows[i].list, &err))
                        fail_msg("%s is taken", rows[i].list);
                if (!strstr(err_text(&err), rows[i].why))
                        fail_msg("%s: %s", rows[i].list, err_text(&err));
                assert_int_equal(f.count, 0);
        }
        err_clear(&err);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(are_written_as_they_are_read),
                cmocka_unit_test(only_what_was_asked_for_is_drawn),
                cmocka_unit_test(what_is_none_is_refused),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
