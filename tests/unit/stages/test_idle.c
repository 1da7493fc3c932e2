/* When CloudWatch's figures say that nobody was connected: each minute's own, new, and none
 * missing.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/base/mem.h"
#include "stages/retire_idle.h"

#define START 1795222800000LL /* 2026-11-21T01:00:00Z, a whole minute */
#define MINUTE 60000LL
#define AT(minute) (START + (minute)*MINUTE)

enum { NONE = -1 };

/* Minutes from START on, NONE where there is no figure; ended by -2. */
static struct idle read_figures(const double *figures, int64_t lasts, int64_t since, int64_t now)
{
        struct idle_terms terms = {.lasts = lasts, .since = since};
        struct cloudwatch_points points = {0};
        struct idle out;

        for (int i = 0; figures[i] > -2 || isnan(figures[i]); i++) {
                if (figures[i] < 0)
                        continue;
                points.items = xrealloc(points.items, (points.count + 1) * sizeof(*points.items));
                /* in no order */
                if (points.count)
                        points.items[points.count] = points.items[0];
                points.items[0] = (struct cloudwatch_point){AT(i), figures[i]};
                points.count++;
        }
        idle_read(&points, "db", &terms, now, &out);
        cloudwatch_points_release(&points);
        return out;
}

static void is(struct idle found, const char *why)
{
        if (why && !(found.why && strstr(found.why, why)))
                fail_msg("\"%s\" is not \"%s\"", found.why ? found.why : "nobody", why);
        if (!why && found.why)
                fail_msg("%s", found.why);
        idle_release(&found);
}

#define READ(lasts, since, now, ...)                                                               \
        read_figures((const double[]){__VA_ARGS__, -2}, (lasts)*MINUTE, since, now)

static void nobody_is_none_in_each_minute(void **state)
{
        (void)state;
        is(READ(3, START, AT(4), 0, 0, 0), NULL);
        /* the minute that goes on says nothing yet, one that is begun is asked for whole */
        is(READ(3, START, AT(3), 0, 0, 0, 7), NULL);
        is(read_figures((const double[]){0, 0, 0, -2}, 2 * MINUTE + 1, START, AT(4)), NULL);
        is(read_figures((const double[]){0, 0, -2}, 2 * MINUTE + 1, START, AT(4)), "2 of the 3");
}

static void what_is_missing_is_not_none(void **state)
{
        (void)state;
        is(READ(3, START, AT(4), 0, 0), "2 of the 3 minutes");
        is(READ(3, START, AT(5), 0, 0, NONE, 0), "2 of the 3 minutes");
        is(READ(3, START, AT(5), NONE), "0 of the 3 minutes");
        is(READ(1, START, AT(5), NAN), "db had");
}

static void who_was_there_is_told_of(void **state)
{
        struct idle found;

        (void)state;
        is(READ(3, START, AT(4), 0, 2, 0), "db had 2 connections at 2026-11-21 01:01");
        is(READ(3, START, AT(4), 0, 1, 0), "db had 1 connection at ");
        /* the last time, and also where figures are missing */
        is(READ(3, START, AT(5), 0, 9, 4, NONE), "db had 4 connections at 2026-11-21 01:02");
        found = READ(3, START, AT(4), 0, 0, 1);
        assert_true(found.in_use);
        idle_release(&found);
        found = READ(3, START, AT(4), 0);
        assert_false(found.in_use);
        idle_release(&found);
        /* that is past by now */
        is(READ(3, START, AT(5), 5, 0, 0, 0), NULL);
}

static void what_was_before_does_not_count(void **state)
{
        (void)state;
        is(READ(3, START, AT(4), 0, 0, 0), NULL);
        is(READ(3, START + 1, AT(4), 0, 0, 0), "2 of the 3 minutes");
        is(READ(3, AT(3), AT(4), 0, 0, 0), "0 of the 3 minutes");
        is(READ(2, AT(1), AT(4), 8, 0, 0), NULL);
}

/* They come late, and then they should come. */
static void old_figures_say_nothing_of_now(void **state)
{
        (void)state;
        is(READ(3, START, AT(8), 0, 0, 0), NULL);
        is(READ(3, START, AT(8) + 1, 0, 0, 0), "0 of the 3 minutes");
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(nobody_is_none_in_each_minute),
                cmocka_unit_test(what_is_missing_is_not_none),
                cmocka_unit_test(who_was_there_is_told_of),
                cmocka_unit_test(what_was_before_does_not_count),
                cmocka_unit_test(old_figures_say_nothing_of_now),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
