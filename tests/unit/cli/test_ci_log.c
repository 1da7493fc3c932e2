/* The logs of CI jobs: groups and sections around stages, errors beside the job, the summary. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "engine/base/mem.h"
#include "engine/cli/ci_log.h"
#include "engine/cli/timeline.h"

enum { BEGAN = 1763687230 }; /* s: 2025-11-21 01:07:10Z */

static const struct told {
        enum run_event_kind kind;
        const char *stage, *state, *text;
} run[] = {
        {EVENT_RUN_STARTED, NULL, NULL, "promote on xy-0146-qa"},
        {EVENT_STAGE_STARTED, "source", NULL, "snapshot.select"},
        {EVENT_STAGE_ENDED, "source", "succeeded", NULL},
        {EVENT_STAGE_STARTED, "register", NULL, "task.register"},
        {EVENT_STAGE_STARTED, "restore", NULL, "database.restore"},
        {EVENT_STAGE_ENDED, "register", "succeeded", NULL},
        {EVENT_STAGE_ENDED, "restore", "failed", "no"},
        {EVENT_ROLLBACK_STARTED, NULL, NULL, "no"},
        {EVENT_UNDO_STARTED, "restore", NULL, "database.restore"},
        {EVENT_UNDO_ENDED, "restore", "succeeded", NULL},
        {EVENT_RUN_ENDED, NULL, "rolled-back", NULL},
};

static char *log_of(enum ci_kind kind)
{
        struct progress_options options = {
                .loop = loop_new_virtual(BEGAN * 1000LL, 1), .style = PROGRESS_PLAIN, .ci = kind};
        struct view view = {0};
        struct display *display;
        char *shown;
        size_t size;

        options.out = open_memstream(&shown, &size);
        display = display_plain(&options);
        for (size_t i = 0; i < ARRAY_LEN(run); i++) {
                struct run_event event = {.kind = run[i].kind,
                                          .at = BEGAN * 1000LL,
                                          .stage = run[i].stage,
                                          .state = run[i].state,
                                          .text = run[i].text};

                view_take(&view, &event);
                display->event(display, &view, &event);
        }
        display->end(display, &view);
        fclose(options.out);
        view_release(&view);
        loop_free(options.loop);
        return shown;
}

static void github_gets_groups(void **state)
{
        char *log = log_of(CI_GITHUB);

        (void)state;
        assert_string_equal(log, "01:07:10Z run started: promote on xy-0146-qa\n"
                                 "::group::source\n"
                                 "01:07:10Z source: started: snapshot.select\n"
                                 "01:07:10Z source: succeeded after 0ms\n"
                                 "::endgroup::\n"
                                 "::group::register\n"
                                 "01:07:10Z register: started: task.register\n"
                                 "01:07:10Z restore: started: database.restore\n"
                                 "01:07:10Z register: succeeded after 0ms\n"
                                 "01:07:10Z restore: failed after 0ms: no\n"
                                 "::endgroup::\n"
                                 "::group::rolling back\n"
                                 "01:07:10Z rolling back: no\n"
                                 "01:07:10Z restore: undo started: database.restore\n"
                                 "01:07:10Z restore: undo succeeded\n"
                                 "::endgroup::\n"
                                 "01:07:10Z run ended: rolled-back\n");
        free(log);
}

static void gitlab_gets_sections(void **state)
{
        char *log = log_of(CI_GITLAB);

        (void)state;
        assert_non_null(strstr(log, "section_start:1763687230:snaplift_1_source\r\x1b[0Ksource\n"
                                    "01:07:10Z source: started: snapshot.select\n"));
        assert_non_null(strstr(log, "section_end:1763687230:snaplift_1_source\r\x1b[0K\n"));
        assert_non_null(
                strstr(log, "section_start:1763687230:snaplift_3_rolling_back\r\x1b[0Krolling"));
        free(log);
}

static void elsewhere_lines_are_plain(void **state)
{
        char *log = log_of(CI_NONE);

        (void)state;
        assert_null(strstr(log, "::"));
        assert_null(strstr(log, "section_"));
        free(log);
}

static char *error_of(enum ci_kind kind)
{
        char *shown;
        size_t size;
        FILE *out = open_memstream(&shown, &size);

        ci_log_error(kind, out, "a: b, c", "100%\nof it: all");
        fclose(out);
        return shown;
}

static void an_error_is_escaped(void **state)
{
        char *github = error_of(CI_GITHUB), *gitlab = error_of(CI_GITLAB);

        (void)state;
        assert_string_equal(github, "::error title=a%3A b%2C c::100%25%0Aof it: all\n");
        assert_string_equal(gitlab, "");
        free(github);
        free(gitlab);
}

static char *file_text(const char *path)
{
        FILE *file = fopen(path, "rb");
        struct text all = TEXT_INIT;
        char chunk[4096];
        size_t got;

        assert_non_null(file);
        while ((got = fread(chunk, 1, sizeof(chunk), file)) > 0)
                text_add_n(&all, chunk, got);
        fclose(file);
        return text_steal(&all);
}

static void the_summary_is_appended(void **state)
{
        struct bar bar = {.from = BEGAN * 1000LL,
                          .to = BEGAN * 1000LL + 61000,
                          .state = BAR_FAILED,
                          .why = (char *)"a | b"};
        struct row row = {.stage = (char *)"restore", .bars = &bar, .count = 1};
        struct timeline t = {.run = (char *)"20251121-010710-k3f9",
                             .pipeline = (char *)"promote",
                             .stack = (char *)"xy-0146-qa",
                             .state = (char *)"rolled-back",
                             .from = bar.from,
                             .to = bar.to,
                             .rows = &row,
                             .row_count = 1};
        char path[] = "/tmp/snaplift-summary-XXXXXX", *got;
        struct err err = ERR_INIT;
        int fd = mkstemp(path);

        (void)state;
        assert_true(fd >= 0);
        assert_int_equal(write(fd, "before\n", 7), 7);
        close(fd);
        setenv("GITHUB_STEP_SUMMARY", path, 1);
        err_set(&err, ERR_FAILED, "no");
        ci_summary(&t, &err, "promote failed\n  why no\n");
        unsetenv("GITHUB_STEP_SUMMARY");
        ci_summary(&t, &err, "nowhere\n");
        got = file_text(path);
        assert_true(text_starts(got, "before\n"
                                     "## promote on xy-0146-qa: rolled-back\n\n"
                                     "```\npromote failed\n  why no\n```\n\n"
                                     "| stage | state | took | why |\n|---|---|--:|---|\n"
                                     "| restore | failed | 1m 01s | a \\| b |\n\n"
                                     "```\npromote on xy-0146-qa: rolled-back\n"));
        assert_null(strstr(got, "nowhere"));
        unlink(path);
        err_clear(&err);
        free(got);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(github_gets_groups),        cmocka_unit_test(gitlab_gets_sections),
                cmocka_unit_test(elsewhere_lines_are_plain), cmocka_unit_test(an_error_is_escaped),
                cmocka_unit_test(the_summary_is_appended),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
