/* Timelines out of journals: a run that went well, one that was put back, one that is under way. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/base/mem.h"
#include "engine/base/xml.h"
#include "engine/cli/timeline.h"

enum { BEGAN = 1764477000 }; /* s: 2025-11-30 04:30:00Z */

struct line {
        int at; /* seconds since the beginning */
        const char *kind, *stage, *body;
};

static void make(struct timeline *t, const char *state, const struct line *lines, size_t count,
                 int now, bool dead)
{
        struct run_record run = {.id = (char *)"20251130-043000-k3f9",
                                 .stack = (char *)"xy-0146-qa",
                                 .pipeline = (char *)"promote",
                                 .state = (char *)state};
        struct journal_record *records = xcalloc(count, sizeof(*records));

        for (size_t i = 0; i < count; i++)
                records[i] = (struct journal_record){
                        .seq = (int64_t)i + 1,
                        .at = (BEGAN + lines[i].at) * 1000LL,
                        .kind = (char *)lines[i].kind,
                        .stage = (char *)lines[i].stage,
                        .body = (char *)(lines[i].body ? lines[i].body : "{}"),
                };
        timeline_read(t, &run, records, count, (BEGAN + now) * 1000LL, dead);
        free(records);
}

static void expect_text(const struct timeline *t, const char *wanted)
{
        struct text got = TEXT_INIT;

        timeline_text(t, 80, &got);
        assert_string_equal(text_str(&got), wanted);
        text_release(&got);
}

#define ENDED(state) "{\"state\":\"" state "\"}"

static const struct line rolled_back[] = {
        {0, "run-started", NULL, NULL},
        {0, "stage-started", "source", NULL},
        {2, "stage-ended", "source", ENDED("succeeded")},
        {2, "stage-started", "restore", NULL},
        {4, "run-locked", NULL, NULL},
        {4, "stage-started", "source", NULL},
        {6, "stage-ended", "source", ENDED("unchanged")},
        {6, "stage-started", "restore", NULL},
        {606, "stage-ended", "restore", ENDED("succeeded")},
        {606, "stage-ended", "check", ENDED("skipped")},
        {606, "stage-started", "wait", NULL},
        {726, "stage-retry", "wait", "{\"error\":{\"text\":\"not yet\"}}"},
        {726, "stage-started", "wait", NULL},
        {846, "stage-ended", "wait",
         "{\"state\":\"failed\",\"error\":{\"text\":\"a < b & \\\"c\\\"\"}}"},
        {846, "rollback-started", NULL, NULL},
        {846, "undo-started", "restore", NULL},
        {1200, "undo-ended", "restore", ENDED("succeeded")},
        {1200, "run-ended", NULL, NULL},
};

static void a_run_that_was_put_back(void **state)
{
        struct timeline t;

        (void)state;
        make(&t, "rolled-back", rolled_back, ARRAY_LEN(rolled_back), 0, false);
        expect_text(
                &t,
                "promote on xy-0146-qa: rolled-back\n"
                "run 20251130-043000-k3f9, 2025-11-30 04:30:00Z, 20m 00s\n"
                "\n"
                "source  |=                                                           |      2.0s\n"
                "restore |##############################            <<<<<<<<<<<<<<<<< |   15m 54s\n"
                "wait    |                              ~~~~~~xxxxxx                  |    4m 00s\n"
                "         0              5m             10m            15m\n"
                "\n"
                "     4.0s  locked\n"
                "  14m 06s  rolling back\n"
                ". looked first, # succeeded, = unchanged, ~ tried again, x failed, < undone\n");
        assert_int_equal(t.row_count, 3); /* what was skipped has no row */
        timeline_release(&t);
}

static const struct line returned[] = {
        {0, "run-started", NULL, NULL},
        {0, "stage-started", "restore", NULL},
        {600, "stage-ended", "restore", ENDED("succeeded")},
        {600, "run-ended", NULL, ENDED("succeeded")},
        {87000, "run-reopened", NULL, NULL},
        {87000, "rollback-started", NULL, NULL},
        {87060, "undo-started", "restore", NULL},
        {87600, "undo-ended", "restore", ENDED("succeeded")},
        {87600, "run-ended", NULL, ENDED("rolled-back")},
};

/* The day in between is left out: nothing was done then. */
static void a_run_that_was_put_back_after_its_success(void **state)
{
        struct timeline t;

        (void)state;
        make(&t, "rolled-back", returned, ARRAY_LEN(returned), 0, false);
        expect_text(
                &t,
                "promote on xy-0146-qa: rolled-back\n"
                "run 20251130-043000-k3f9, 2025-11-30 04:30:00Z, 20m 00s\n"
                "\n"
                "restore |##############################   <<<<<<<<<<<<<<<<<<<<<<<<<< |   19m 00s\n"
                "         0              5m             10m            15m\n"
                "\n"
                "  10m 00s  succeeded, and put back later\n"
                "  10m 00s  rolling back\n"
                "# succeeded, < undone\n");
        timeline_release(&t);
}

static const struct line resumed[] = {
        {0, "run-started", NULL, NULL},          {0, "stage-started", "restore", NULL},
        {60, "stage-intent", "restore", NULL},   {600, "run-resumed", NULL, NULL},
        {600, "stage-started", "restore", NULL},
};

/* A killed process was alive until its last word; what runs now runs until now. */
static void a_run_that_is_under_way(void **state)
{
        struct timeline t;

        (void)state;
        make(&t, "running", resumed, ARRAY_LEN(resumed), 900, false);
        assert_int_equal(t.rows[0].count, 2);
        assert_int_equal(t.rows[0].bars[0].to - t.from, 60000);
        assert_int_equal(t.rows[0].bars[0].state, BAR_STOPPED);
        assert_int_equal(t.rows[0].bars[1].to - t.from, 900000);
        assert_int_equal(t.rows[0].bars[1].state, BAR_RUNNING);
        timeline_release(&t);
        make(&t, "running", resumed, ARRAY_LEN(resumed), 900, true);
        assert_int_equal(t.to - t.from, 600000);
        assert_int_equal(t.rows[0].bars[1].state, BAR_STOPPED);
        timeline_release(&t);
}

static void an_empty_one_is_no_trouble(void **state)
{
        struct text svg = TEXT_INIT;
        struct timeline t;

        (void)state;
        make(&t, "running", resumed, 1, 0, true);
        expect_text(&t, "promote on xy-0146-qa: running\n"
                        "run 20251130-043000-k3f9, 2025-11-30 04:30:00Z, 0ms\n"
                        "\n"
                        "  0\n"
                        "\n"
                        "\n");
        timeline_svg(&t, &svg);
        assert_null(strstr(text_str(&svg), "nan"));
        text_release(&svg);
        timeline_release(&t);
}

static size_t times(const char *text, const char *part)
{
        size_t n = 0;

        for (const char *at = strstr(text, part); at; at = strstr(at + 1, part))
                n++;
        return n;
}

static void the_chart_is_valid_and_to_scale(void **state)
{
        struct text svg = TEXT_INIT;
        struct xml_node *root;
        struct err err = ERR_INIT;
        struct timeline t;

        (void)state;
        make(&t, "rolled-back", rolled_back, ARRAY_LEN(rolled_back), 0, false);
        timeline_svg(&t, &svg);
        if (!xml_parse(text_str(&svg), svg.len, &root, &err))
                fail_msg("%s", err_text(&err));
        assert_string_equal(root->name, "svg");
        xml_free(root);
        assert_int_equal(times(text_str(&svg), "rx=\"2\" class=\"good\""), 2); /* and the legend */
        assert_int_equal(times(text_str(&svg), "class=\"mark\""), 2);
        /* the axis is 760 wide, from 92 on, for 20 minutes: 10 of them are half of it */
        assert_non_null(strstr(text_str(&svg), "<rect x=\"95.8\" y=\"118\" width=\"380.0\""));
        assert_non_null(strstr(text_str(&svg),
                               "wait: failed, 2m 00s: a &lt; b &amp; &quot;c&quot;</title>"));
        assert_non_null(strstr(text_str(&svg), "prefers-color-scheme:dark"));
        text_release(&svg);
        timeline_release(&t);
}

static void the_axis_has_whole_steps(void **state)
{
        char tick[24];

        (void)state;
        assert_int_equal(timeline_step(0, 9), 1);
        assert_int_equal(timeline_step(8000, 9), 1000);
        assert_int_equal(timeline_step(20 * 60000, 7), 5 * 60000);
        assert_int_equal(timeline_step(100LL * 24 * 3600000, 9), 12LL * 24 * 3600000);
        timeline_tick(90 * 60000, tick);
        assert_string_equal(tick, "1h 30m");
        timeline_tick(90000, tick);
        assert_string_equal(tick, "1m 30s");
        timeline_tick(1500, tick);
        assert_string_equal(tick, "1.5s");
        timeline_tick(0, tick);
        assert_string_equal(tick, "0");
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(a_run_that_was_put_back),
                cmocka_unit_test(a_run_that_was_put_back_after_its_success),
                cmocka_unit_test(a_run_that_is_under_way),
                cmocka_unit_test(an_empty_one_is_no_trouble),
                cmocka_unit_test(the_chart_is_valid_and_to_scale),
                cmocka_unit_test(the_axis_has_whole_steps),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
