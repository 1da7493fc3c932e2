/* The displays of a run, fed with events in virtual time. */
#include <errno.h>
#include <pty.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cmocka.h>

#include "engine/base/mem.h"
#include "engine/cli/progress.h"

enum { BEGAN = 1763687230 }; /* s */

struct fixture {
        struct loop *loop;
        struct view view;
        struct display *display;
        char *shown;
        size_t size;
        FILE *out;
};

static void open_fixture(struct fixture *f, enum progress_style style, int width, int height)
{
        struct progress_options options = {
                .style = style,
                .unicode = true,
                .reflows = true,
                .width = width,
                .height = height,
        };

        *f = (struct fixture){.loop = loop_new_virtual(BEGAN * 1000LL, 1)};
        f->out = open_memstream(&f->shown, &f->size);
        options.loop = f->loop;
        options.out = f->out;
        f->display = style == PROGRESS_LIVE   ? display_live(&options)
                     : style == PROGRESS_JSON ? display_json(&options)
                                              : display_plain(&options);
}

static void add_stage(struct fixture *f, const char *id, const char *type)
{
        view_stage(&f->view, id)->type = type;
}

static void send(struct fixture *f, enum run_event_kind kind, const char *stage, const char *state,
                 const char *text)
{
        struct run_event event = {.kind = kind,
                                  .at = loop_now(f->loop),
                                  .stage = stage,
                                  .state = state,
                                  .text = text};

        view_take(&f->view, &event);
        f->display->event(f->display, &f->view, &event);
        fflush(f->out);
}

static void close_fixture(struct fixture *f)
{
        if (f->display)
                f->display->end(f->display, &f->view);
        fclose(f->out);
        free(f->shown);
        view_release(&f->view);
        loop_free(f->loop);
}

static size_t occurrences(const char *in, const char *of)
{
        size_t count = 0;

        for (const char *at = in; (at = strstr(at, of)); at += strlen(of))
                count++;
        return count;
}

/* --- plain --- */

static void test_plain_tells_changes_once(void **state)
{
        struct fixture f;

        (void)state;
        open_fixture(&f, PROGRESS_PLAIN, 0, 0);
        add_stage(&f, "restore", "database.restore");
        send(&f, EVENT_STAGE_STARTED, "restore", NULL, "database.restore");
        send(&f, EVENT_STAGE_NOTE, "restore", NULL, "creating");
        send(&f, EVENT_STAGE_NOTE, "restore", NULL, "creating");
        send(&f, EVENT_STAGE_NOTE, "restore", NULL, "backing-up\x1b[31m");
        send(&f, EVENT_STAGE_ENDED, "restore", "succeeded", NULL);
        assert_string_equal(f.shown, "01:07:10Z restore: started: database.restore\n"
                                     "01:07:10Z restore: sees: creating\n"
                                     "01:07:10Z restore: sees: backing-up\\x1b[31m\n"
                                     "01:07:10Z restore: succeeded after 0ms\n");
        close_fixture(&f);
}

/* --- json --- */

static void test_json_is_one_object_a_line(void **state)
{
        struct fixture f;

        (void)state;
        open_fixture(&f, PROGRESS_JSON, 0, 0);
        f.view.run = xstrdup("r1");
        send(&f, EVENT_STAGE_ENDED, "restore", "failed", "two\nlines");
        assert_string_equal(f.shown,
                            "{\"event\":\"stage-ended\",\"at\":\"2025-11-21T01:07:10.000Z\","
                            "\"run\":\"r1\",\"stage\":\"restore\",\"state\":\"failed\","
                            "\"text\":\"two\\nlines\"}\n");
        close_fixture(&f);
}

/* --- live --- */

static void many_events(void *arg)
{
        struct fixture *f = arg;

        send(f, EVENT_STAGE_STARTED, "restore", NULL, NULL);
        for (int i = 0; i < 100; i++) {
                char note[32];

                snprintf(note, sizeof(note), "note %d", i);
                send(f, EVENT_STAGE_NOTE, "restore", NULL, note);
                fiber_sleep(f->loop, 10);
        }
}

static void test_live_draws_at_most_ten_times_a_second(void **state)
{
        struct fixture f;
        size_t drawings;

        (void)state;
        open_fixture(&f, PROGRESS_LIVE, 80, 24);
        add_stage(&f, "restore", "database.restore");
        f.display->begin(f.display, &f.view);
        fiber_start(f.loop, "events", many_events, &f);
        loop_run(f.loop);
        fflush(f.out);
        drawings = occurrences(f.shown, "\x1b[J");
        assert_in_range(drawings, 5, 11);
        close_fixture(&f);
}

static void one_event_then_silence(void *arg)
{
        struct fixture *f = arg;

        send(f, EVENT_STAGE_STARTED, "restore", NULL, NULL);
        fiber_sleep(f->loop, 3500);
}

static void test_live_keeps_its_clock_going(void **state)
{
        struct fixture f;

        (void)state;
        open_fixture(&f, PROGRESS_LIVE, 80, 24);
        add_stage(&f, "restore", "database.restore");
        f.display->begin(f.display, &f.view);
        fiber_start(f.loop, "events", one_event_then_silence, &f);
        loop_run(f.loop);
        fflush(f.out);
        assert_non_null(strstr(f.shown, "2.1s"));
        assert_non_null(strstr(f.shown, "3.1s"));
        close_fixture(&f);
}

/* Characters of the widest line on the screen, escapes apart. */
static size_t widest(const char *shown)
{
        size_t wide = 0, now = 0;

        for (const char *c = shown; *c; c++) {
                if (*c == '\x1b') {
                        while (*c && !((*c >= 'A' && *c <= 'Z') || *c == 'm'))
                                c++;
                } else if (*c == '\n' || *c == '\r') {
                        now = 0;
                } else if (((unsigned char)*c & 0xc0) != 0x80) {
                        now++;
                        wide = now > wide ? now : wide;
                }
        }
        return wide;
}

static void test_live_never_wraps(void **state)
{
        struct fixture f;

        (void)state;
        for (int width = 20; width < 60; width++) {
                open_fixture(&f, PROGRESS_LIVE, width, 24);
                add_stage(&f, "restore", "database.restore");
                f.display->begin(f.display, &f.view);
                send(&f, EVENT_STAGE_NOTE, "restore", NULL,
                     "größer als die Zeile, und zwar um ein gutes Stück länger");
                view_stage(&f.view, "restore")->state = VIEW_RUNNING;
                f.view.run = xstrdup("20261121-010710-abcd");
                f.display->end(f.display, &f.view);
                f.display = NULL;
                fflush(f.out);
                assert_in_range(widest(f.shown), 15, (size_t)width - 1);
                assert_non_null(strstr(f.shown, "…"));
                close_fixture(&f);
        }
}

/* "restore" since 30 s, which usually takes two minutes. */
static char *drawn_with_history(int width, int64_t usual)
{
        struct fixture f;
        char *shown;

        open_fixture(&f, PROGRESS_LIVE, width, 24);
        add_stage(&f, "restore", "database.restore");
        view_stage(&f.view, "restore")->state = VIEW_RUNNING;
        view_stage(&f.view, "restore")->started = loop_now(f.loop) - 30000;
        view_stage(&f.view, "restore")->usual = usual;
        f.display->begin(f.display, &f.view);
        fflush(f.out);
        shown = xstrdup(f.shown);
        close_fixture(&f);
        return shown;
}

static void test_live_bar_against_earlier_runs(void **state)
{
        static const struct {
                int width;
                int64_t usual;
                const char *shows, *hides;
        } cases[] = {
                {100, 120000, "██░░░░░░░░ about 1m 30s left", "longer"},
                {100, 20000, "██████████ 10.0s longer than usual", "left"},
                {100, 0, "database.restore", "░"},        /* nothing is known */
                {100, 1000, "database.restore", "usual"}, /* too short to matter */
                {60, 120000, "restore", "░"},             /* no room */
        };

        (void)state;
        for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
                char *shown = drawn_with_history(cases[i].width, cases[i].usual);

                if (!strstr(shown, cases[i].shows) || strstr(shown, cases[i].hides))
                        fail_msg("case %zu: %s", i, shown);
                free(shown);
        }
}

/* On the usual 80 columns the word that tells how it stands is there, also beside a bar. */
static void test_live_has_room_for_what_is_seen(void **state)
{
        struct fixture f;

        (void)state;
        open_fixture(&f, PROGRESS_LIVE, 80, 24);
        f.view.stack = "xy-0146-qa";
        add_stage(&f, "restore", "database.restore");
        add_stage(&f, "credentials", "database.credentials");
        view_stage(&f.view, "restore")->state = VIEW_RUNNING;
        view_stage(&f.view, "restore")->started = loop_now(f.loop) - 30000;
        view_stage(&f.view, "restore")->usual = 120000;
        view_stage(&f.view, "restore")->note = xstrdup("xy-0146-qa-20261120020304 is creating");
        f.display->begin(f.display, &f.view);
        fflush(f.out);
        if (!strstr(f.shown, "~1m 30s left  20261120020304 is creating"))
                fail_msg("%s", f.shown);
        f.view.stack = NULL;
        close_fixture(&f);
}

static void test_live_shows_a_part_when_the_screen_is_low(void **state)
{
        struct fixture f;
        size_t lines = 0;

        (void)state;
        open_fixture(&f, PROGRESS_LIVE, 80, 12);
        for (int i = 0; i < 30; i++) {
                char id[8];

                snprintf(id, sizeof(id), "s%d", i);
                add_stage(&f, id, "x.y");
                if (i < 10) {
                        view_stage(&f.view, id)->state = VIEW_SUCCEEDED;
                        view_stage(&f.view, id)->ended = 1;
                }
        }
        f.display->begin(f.display, &f.view);
        fflush(f.out);
        for (const char *c = f.shown; *c; c++)
                lines += *c == '\n';
        assert_in_range(lines, 5, 11);
        assert_non_null(strstr(f.shown, "s10\n"));
        assert_non_null(strstr(f.shown, "(9 more above)"));
        assert_non_null(strstr(f.shown, "(13 more below)"));
        close_fixture(&f);
}

/* The rows that one drawing takes on a screen of that size, with 30 stages. */
static size_t rows_of(int width, int height)
{
        struct fixture f;
        size_t rows = 1; /* the cursor's */

        open_fixture(&f, PROGRESS_LIVE, width, height);
        for (int i = 0; i < 30; i++) {
                char id[8];

                snprintf(id, sizeof(id), "s%d", i);
                add_stage(&f, id, "x.y");
        }
        f.view.asked_to_stop = xstrdup("stopping: the call in flight is finished");
        f.display->begin(f.display, &f.view);
        fflush(f.out);
        for (const char *c = f.shown; *c; c++)
                rows += *c == '\n';
        if (width > 1) /* there is no room for text that does not reach the last column */
                assert_in_range(widest(f.shown), 1, width - 1);
        close_fixture(&f);
        return rows;
}

static void test_live_fits_on_any_screen(void **state)
{
        (void)state;
        for (int height = 2; height < 45; height++)
                for (int width = 1; width < 30; width++)
                        assert_in_range(rows_of(width, height), 2, height);
        assert_int_equal(rows_of(80, 3), 3);
        assert_int_equal(rows_of(80, 12), 11); /* nothing is above */
        assert_int_equal(rows_of(80, 40), 33);
}

static void a_second(void *arg)
{
        fiber_sleep(((struct fixture *)arg)->loop, 1500);
}

/* The rows that a drawing on 12 columns goes back to the beginning of one on 80. */
static int goes_back(bool reflows)
{
        struct winsize size = {.ws_col = 80, .ws_row = 24};
        struct progress_options options = {.unicode = true, .reflows = reflows};
        struct fixture f = {.loop = loop_new_virtual(BEGAN * 1000LL, 1)};
        char shown[4096] = "", *again;
        int master, slave, rows = 0;
        size_t len = 0;

        assert_return_code(openpty(&master, &slave, NULL, NULL, &size), errno);
        f.out = options.out = fdopen(slave, "w");
        options.loop = f.loop;
        f.display = display_live(&options);
        add_stage(&f, "a", "t");
        add_stage(&f, "b", "t");
        view_stage(&f.view, "b")->state = VIEW_FAILED;
        view_stage(&f.view, "b")->note = xstrdup("no, and not in the next years either");
        f.view.pipeline = xstrdup("p");
        f.display->begin(f.display, &f.view);
        size.ws_col = 12;
        ioctl(slave, TIOCSWINSZ, &size);
        f.display->resized(f.display);
        fiber_start(f.loop, "a second", a_second, &f);
        loop_run(f.loop);
        /* what is written to a terminal does not come in one piece */
        while (occurrences(shown, "\x1b[J") < 2) {
                ssize_t got = read(master, shown + len, sizeof(shown) - 1 - len);

                assert_in_range(got, 1, sizeof(shown));
                len += (size_t)got;
        }
        again = strstr(shown, "\x1b[J");
        assert_non_null(again);
        assert_int_equal(sscanf(again, "\x1b[J\x1b[%dA", &rows), 1);
        close_fixture(&f);
        close(master);
        return rows;
}

static void test_live_begins_anew_after_a_stop(void **state)
{
        struct fixture f;

        (void)state;
        open_fixture(&f, PROGRESS_LIVE, 80, 24);
        add_stage(&f, "restore", "database.restore");
        f.display->begin(f.display, &f.view);
        raise(SIGCONT);
        fiber_start(f.loop, "a second", a_second, &f);
        loop_run(f.loop); /* a drawing after it */
        fflush(f.out);
        assert_int_equal(occurrences(f.shown, "\x1b[J"), 2);
        assert_int_equal(occurrences(f.shown, "A\r"), 0);
        f.view.run = xstrdup("20261121-010710-abcd");
        f.display->end(f.display, &f.view);
        f.display = NULL;
        fflush(f.out);
        assert_int_equal(occurrences(f.shown, "\x1b[2A\r"), 1);
        close_fixture(&f);
}

/* Two short lines, and one of 63 columns. */
static void test_live_finds_its_beginning_on_a_narrower_screen(void **state)
{
        (void)state;
        assert_int_equal(goes_back(false), 3);
        assert_int_equal(goes_back(true), 1 + 1 + 6);
}

static void test_live_has_signs_for_terminals_without_utf8(void **state)
{
        struct fixture f;
        struct progress_options options = {.width = 60, .height = 24};

        (void)state;
        open_fixture(&f, PROGRESS_PLAIN, 0, 0);
        f.display->end(f.display, &f.view);
        options.loop = f.loop;
        options.out = f.out;
        f.display = display_live(&options);
        add_stage(&f, "restore", "database.restore");
        send(&f, EVENT_STAGE_ENDED, "restore", "failed",
             "größer als die Zeile, und zwar um ein Stück");
        f.display->begin(f.display, &f.view);
        fflush(f.out);
        assert_non_null(strstr(f.shown, "x restore"));
        assert_non_null(strstr(f.shown, "gr??er als"));
        assert_non_null(strstr(f.shown, "~\n"));
        for (const char *c = f.shown; *c; c++)
                assert_false(*c & 0x80);
        close_fixture(&f);
}

/* --- the view --- */

static void test_view_follows_a_rollback(void **state)
{
        struct fixture f;

        (void)state;
        open_fixture(&f, PROGRESS_PLAIN, 0, 0);
        add_stage(&f, "restore", "database.restore");
        add_stage(&f, "roll", "service.roll");
        send(&f, EVENT_STAGE_STARTED, "restore", NULL, NULL);
        send(&f, EVENT_RUN_LOCKED, NULL, NULL, NULL);
        assert_int_equal(view_stage(&f.view, "restore")->state, VIEW_WAITING);
        send(&f, EVENT_STAGE_STARTED, "restore", NULL, NULL);
        send(&f, EVENT_STAGE_ENDED, "restore", "succeeded", NULL);
        send(&f, EVENT_STAGE_STARTED, "roll", NULL, NULL);
        send(&f, EVENT_STAGE_ENDED, "roll", "failed", "no capacity");
        send(&f, EVENT_ROLLBACK_STARTED, NULL, NULL, NULL);
        send(&f, EVENT_UNDO_STARTED, "roll", NULL, NULL);
        send(&f, EVENT_UNDO_ENDED, "roll", "failed", "still no capacity");
        send(&f, EVENT_UNDO_STARTED, "restore", NULL, NULL);
        send(&f, EVENT_UNDO_ENDED, "restore", "succeeded", NULL);
        assert_string_equal(f.view.failed, "roll");
        assert_true(view_stage(&f.view, "roll")->failed);
        assert_false(view_stage(&f.view, "restore")->failed);
        assert_int_equal(view_stage(&f.view, "roll")->state, VIEW_STANDING);
        assert_int_equal(view_stage(&f.view, "restore")->state, VIEW_UNDONE);
        assert_int_equal(f.view.undone.count, 1);
        assert_string_equal(f.view.undone.items[0], "restore");
        assert_string_equal(f.view.standing.items[0], "roll");
        close_fixture(&f);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_plain_tells_changes_once),
                cmocka_unit_test(test_json_is_one_object_a_line),
                cmocka_unit_test(test_live_draws_at_most_ten_times_a_second),
                cmocka_unit_test(test_live_keeps_its_clock_going),
                cmocka_unit_test(test_live_never_wraps),
                cmocka_unit_test(test_live_bar_against_earlier_runs),
                cmocka_unit_test(test_live_has_room_for_what_is_seen),
                cmocka_unit_test(test_live_shows_a_part_when_the_screen_is_low),
                cmocka_unit_test(test_live_fits_on_any_screen),
                cmocka_unit_test(test_live_begins_anew_after_a_stop),
                cmocka_unit_test(test_live_finds_its_beginning_on_a_narrower_screen),
                cmocka_unit_test(test_live_has_signs_for_terminals_without_utf8),
                cmocka_unit_test(test_view_follows_a_rollback),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
