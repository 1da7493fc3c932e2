/* Points in time and intervals as text. */
#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "engine/base/mem.h"
#include "engine/base/stamp.h"

static void stamps(void **state)
{
        static const struct {
                const char *text;
                int64_t ms;
        } rows[] = {
                {"19700101000000", 0},
                {"20261121010710", 1795223230000},
                {"20240229235959", 1709251199000},
                {"99991231235959", 253402300799000},
        };
        char text[STAMP_SIZE];

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
                int64_t ms = -1;

                assert_true(stamp_parse(rows[i].text, &ms));
                if (ms != rows[i].ms)
                        fail_msg("%s is %" PRId64, rows[i].text, ms);
                stamp_format(rows[i].ms + 999, text); /* milliseconds are cut off, not rounded */
                assert_string_equal(text, rows[i].text);
        }
}

static void no_stamps(void **state)
{
        static const char *const rows[] = {"",
                                           "2026112101071",
                                           "202611210107100",
                                           "20261121010760",
                                           "20261121016010",
                                           "20261121240710",
                                           "20260230000000",
                                           "20250229000000",
                                           "20261321010710",
                                           "20260021010710",
                                           "20261100010710",
                                           "2026-121010710",
                                           "20261121 10710",
                                           "+0261121010710",
                                           "19691231235959"};

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
                if (stamp_parse(rows[i], NULL))
                        fail_msg("%s is taken for a timestamp", rows[i]);
        }
}

static void iso(void **state)
{
        static const struct {
                const char *text;
                int64_t ms;
        } rows[] = {
                {"2026-11-21T01:07:10.123Z", 1795223230123},
                {"2026-11-21T01:07:10Z", 1795223230000},
                {"2026-11-21T01:07:10.5Z", 1795223230500},
                {"2026-11-21T01:07:10.123456789Z", 1795223230123},
                {"2026-11-21T02:07:10+01:00", 1795223230000},
                {"2026-11-20T20:07:10-05:00", 1795223230000},
                {"9999-12-31T23:59:59.999Z", 253402300799999},
                {"1970-01-01T00:00:00Z", 0},
        };
        static const char *const wrong[] = {"",
                                            "2026-11-21",
                                            "2026-11-21T01:07:10",
                                            "2026-11-21T01:07:10+0100",
                                            "2026-02-30T01:07:10Z",
                                            "2026-11-21T25:07:10Z",
                                            "2026-11-21T01:07:10Zx",
                                            "9999-12-31T23:59:59.999999-14:00",
                                            "1970-01-01T00:00:00+00:01"};
        char text[ISO_SIZE];
        int64_t ms;

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
                assert_true(iso_parse(rows[i].text, &ms));
                if (ms != rows[i].ms)
                        fail_msg("%s is %" PRId64, rows[i].text, ms);
        }
        for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
                if (iso_parse(wrong[i], &ms))
                        fail_msg("%s is taken for a time", wrong[i]);
        }
        iso_format(1795223230123, text);
        assert_string_equal(text, "2026-11-21T01:07:10.123Z");
        when_format(1795223230123, text);
        assert_string_equal(text, "2026-11-21 01:07:10Z");
        iso_format(5, text);
        assert_string_equal(text, "1970-01-01T00:00:00.005Z");
}

/* A text of a time has a fixed size, whatever the time. */
static void times_beyond_the_years(void **state)
{
        static const struct {
                int64_t ms;
                const char *iso, *stamp;
        } rows[] = {
                {253402300800000, "9999-12-31T23:59:59.999Z", "99991231235959"},
                {INT64_MAX, "9999-12-31T23:59:59.999Z", "99991231235959"},
                {-500, "1970-01-01T00:00:00.000Z", "19700101000000"},
                {INT64_MIN, "1970-01-01T00:00:00.000Z", "19700101000000"},
        };
        char text[ISO_SIZE], stamp[STAMP_SIZE];

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
                iso_format(rows[i].ms, text);
                assert_string_equal(text, rows[i].iso);
                stamp_format(rows[i].ms, stamp);
                assert_string_equal(stamp, rows[i].stamp);
        }
}

static void durations(void **state)
{
        static const struct {
                const char *text;
                int64_t ms;
        } rows[] = {{"0", 0},           {"90s", 90000},    {"10m", 600000},
                    {"6h", 21600000},   {"2d", 172800000}, {"250ms", 250},
                    {"1h30m", 5400000}, {"0s", 0},         {"1d1h1m1s1ms", 90061001}};
        static const char *const wrong[] = {"",     "90",           "1.5h", "h",  "-1s",
                                            "1 h",  "30m1h",        "1m1m", "1w", "1S",
                                            "10s ", "99999999999s", "1h30"};
        int64_t ms;

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
                assert_true(duration_parse(rows[i].text, &ms));
                assert_int_equal(ms, rows[i].ms);
        }
        for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
                if (duration_parse(wrong[i], &ms))
                        fail_msg("%s is taken for a duration", wrong[i]);
        }
}

static void durations_for_people(void **state)
{
        static const struct {
                int64_t ms;
                const char *text;
        } rows[] = {{0, "0ms"},          {250, "250ms"},         {4200, "4.2s"},
                    {59999, "59.9s"},    {65000, "1m 05s"},      {3599000, "59m 59s"},
                    {7380000, "2h 03m"}, {360000000, "100h 00m"}};
        char text[24];

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
                duration_format(rows[i].ms, text);
                assert_string_equal(text, rows[i].text);
        }
}

static void http_dates(void **state)
{
        static const char *const wrong[] = {
                "",
                "Sat, 21 Nov 2026 01:07:10",
                "Sat, 21 Nov 2026 01:07:10 UTC",
                "Sat, 31 Feb 2026 01:07:10 GMT",
                "Sat, 21 ovD 2026 01:07:10 GMT",
                "Saturday, 21-Nov-26 01:07:10 GMT",
                "Sat Nov 21 01:07:10 2026",
                "120",
        };
        int64_t ms;

        (void)state;
        assert_true(http_date_parse("Sat, 21 Nov 2026 01:07:10 GMT", &ms));
        assert_int_equal(ms, 1795223230000);
        for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
                if (http_date_parse(wrong[i], &ms))
                        fail_msg("%s is taken for a date", wrong[i]);
        }
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(http_dates),
                cmocka_unit_test(stamps),
                cmocka_unit_test(no_stamps),
                cmocka_unit_test(iso),
                cmocka_unit_test(times_beyond_the_years),
                cmocka_unit_test(durations),
                cmocka_unit_test(durations_for_people),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
