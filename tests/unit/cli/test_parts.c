/* A run's parts out of its journal, as a person reads them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/base/mem.h"
#include "engine/cli/parts.h"

enum { BEGAN = 1764477000 }; /* s: 2025-11-30 04:30:00Z */

struct line {
        int at; /* seconds since the beginning */
        const char *kind, *stage, *body;
};

static void expect(const struct line *lines, size_t count, int now, bool driven, size_t columns,
                   const char *wanted)
{
        struct journal_record *records = xcalloc(count, sizeof(*records));
        struct text got = TEXT_INIT;
        struct parts parts;

        for (size_t i = 0; i < count; i++)
                records[i] = (struct journal_record){
                        .seq = (int64_t)i + 1,
                        .at = (BEGAN + lines[i].at) * 1000LL,
                        .kind = (char *)lines[i].kind,
                        .stage = (char *)lines[i].stage,
                        .body = (char *)(lines[i].body ? lines[i].body : "{}"),
                };
        parts_read(&parts, NULL, records, count, (BEGAN + now) * 1000LL, driven);
        parts_text(&parts, columns, false, false, &got);
        assert_string_equal(text_str(&got), wanted);
        parts_release(&parts);
        text_release(&got);
        free(records);
}

#define ENDED(state) "{\"state\":\"" state "\"}"
#define SAYS(text) "{\"text\":\"" text "\"}"
#define OWNED(who) "{\"owner\":\"" who "\"}"

/* Looks before the lock are left out; what was tried again is one part; others' words have labels.
 */
static void a_run_that_was_put_back(void **state)
{
        static const struct line lines[] = {
                {0, "run-started", NULL, OWNED("ada@here:1")},
                {0, "stage-started", "source", NULL},
                {2, "stage-ended", "source", ENDED("succeeded")},
                {4, "run-locked", NULL, NULL},
                {4, "stage-started", "restore", NULL},
                {4, "stage-intent", "restore", SAYS("restore b from a")},
                {5, "stage-result", "restore", SAYS("accepted")},
                {6, "stage-report", "restore", SAYS("carried over: all")},
                {60, "stage-ended", "restore", ENDED("succeeded")},
                {60, "stage-started", "wait", NULL},
                {70, "stage-retry", "wait", "{\"error\":{\"text\":\"not yet\"}}"},
                {70, "stage-started", "wait", NULL},
                {90, "stage-ended", "wait",
                 "{\"state\":\"failed\",\"error\":{\"text\":\"it is down\",\"details\":"
                 "\"RDS: out of space\\nservice web: 2 tasks failed\",\"next\":\"look\"}}"},
                {90, "stage-ended", "check",
                 "{\"state\":\"skipped\",\"reason\":\"wait has failed\"}"},
                {90, "rollback-started", NULL, "{\"error\":{\"text\":\"stage wait: it is down\"}}"},
                {90, "undo-started", "restore", NULL},
                {91, "stage-intent", "restore", SAYS("delete b")},
                {95, "undo-ended", "restore",
                 "{\"state\":\"failed\",\"error\":{\"text\":\"it is protected\"}}"},
                {95, "run-ended", NULL, ENDED("rollback-incomplete")},
        };

        (void)state;
        expect(lines, ARRAY_LEN(lines), 1000, false, SIZE_MAX,
               "+ restore  succeeded after 56.0s\n"
               "    changed  restore b from a; accepted\n"
               "    report   carried over: all\n"
               "x wait     failed after 30.0s\n"
               "    retried  not yet\n"
               "    why      it is down\n"
               "    RDS      out of space\n"
               "    service web 2 tasks failed\n"
               "    next     look\n"
               "- check    skipped: wait has failed\n"
               "\n"
               "-- 2025-11-30 04:31:30Z rolling back: stage wait: it is down\n"
               "\n"
               "! restore  not undone after 5.0s\n"
               "    changed  delete b (asked for, not known to be done)\n"
               "    why      it is protected\n"
               "\n"
               "-- 2025-11-30 04:31:35Z run ended: rollback-incomplete\n");
}

/* What the process that died had asked for is answered by the one that takes over. */
static const struct line resumed[] = {
        {0, "run-started", NULL, OWNED("ada@here:1")},
        {0, "stage-started", "restore", NULL},
        {0, "run-locked", NULL, NULL},
        {0, "stage-started", "restore", NULL},
        {1, "stage-intent", "restore", SAYS("restore b from a")},
        {9, "run-resumed", NULL, OWNED("bob@there:2")},
        {9, "stage-started", "restore", NULL},
        {10, "stage-result", "restore", SAYS("b is there")},
        {11, "stage-told", "ok",
         "{\"key\":\"answer\",\"value\":{\"verdict\":\"approved\",\"by\":\"eve@there:3\","
         "\"comment\":\"fine\"}}"},
};

static void a_run_that_is_cut_off(void **state)
{
        (void)state;
        expect(resumed, 5, 1000, false, SIZE_MAX,
               "| restore  stopped after 1.0s\n"
               "    changed  restore b from a (asked for, not known to be done)\n");
}

static void a_run_that_another_takes_over(void **state)
{
        (void)state;
        expect(resumed, ARRAY_LEN(resumed), 12, true, SIZE_MAX,
               "| restore  stopped after 1.0s\n"
               "    changed  restore b from a; b is there\n"
               "\n"
               "-- 2025-11-30 04:30:09Z resumed by bob@there, taken over from ada@here\n"
               "\n"
               "* restore  running for 3.0s\n"
               "\n"
               "-- 2025-11-30 04:30:11Z approved stage ok by eve@there: fine\n");
}

static void a_narrow_screen_wraps(void **state)
{
        static const struct line lines[] = {
                {0, "stage-started", "source", NULL},
                {0, "stage-report", "source", SAYS("one two three four five six seven")},
                {1, "stage-ended", "source",
                 "{\"state\":\"unchanged\",\"reason\":\"it is as it should be already\"}"},
        };

        (void)state;
        expect(lines, ARRAY_LEN(lines), 2, false, 40,
               "= source  unchanged after 1.0s: it is as\n"
               "          it should be already\n"
               "    report   one two three four five six\n"
               "             seven\n");
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(a_run_that_was_put_back),
                cmocka_unit_test(a_run_that_is_cut_off),
                cmocka_unit_test(a_run_that_another_takes_over),
                cmocka_unit_test(a_narrow_screen_wraps),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
