/* Versions: what is one, and which comes after which. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "engine/base/mem.h"
#include "engine/git/version.h"

static void are_versions(void **state)
{
        static const char *const good[] = {"v0.0.0",         "v1.2.3",       "v10.20.30",
                                           "v1.2.3-rc.1",    "v1.2.3-alpha", "v1.2.3-0.3.7",
                                           "v1.2.3-x-y-z.--"};
        struct version v;

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(good); i++)
                if (!version_parse(good[i], &v, NULL))
                        fail_msg("%s", good[i]);
        assert_true(version_parse("v1.20.3-rc.1", &v, NULL));
        assert_int_equal(v.minor, 20);
        assert_string_equal(v.pre, "rc.1");
}

static void are_none(void **state)
{
        static const char *const bad[] = {"",          "v",          "1.2.3",
                                          "V1.2.3",    "v1.2",       "v1.2.3.4",
                                          "v01.2.3",   "v1.2.3-",    "v1.2.3-01",
                                          "v1.2.3-a.", "v1.2.3-.a",  "v1.2.3+build",
                                          "v1.2.3 ",   "v1.2.3-a_b", "v-1.2.3",
                                          "v1..3",     "version",    "v1.2.99999999999999999999"};
        struct err err = ERR_INIT;
        struct version v;

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(bad); i++)
                if (version_parse(bad[i], &v, NULL))
                        fail_msg("\"%s\" is taken for a version", bad[i]);
        assert_false(version_parse("v1.2", &v, &err));
        assert_string_equal(err_text(&err), "tag v1.2 is not a version");
        assert_non_null(strstr(err.next, "vX.Y.Z"));
        err_clear(&err);
}

/* Semantic Versioning 11's own examples among them. */
static void are_in_order(void **state)
{
        static const char *const order[] = {"v0.9.9",
                                            "v1.0.0-1",
                                            "v1.0.0-2",
                                            "v1.0.0-10",
                                            "v1.0.0-alpha",
                                            "v1.0.0-alpha.1",
                                            "v1.0.0-alpha.beta",
                                            "v1.0.0-beta",
                                            "v1.0.0-beta.2",
                                            "v1.0.0-beta.11",
                                            "v1.0.0-rc.1",
                                            "v1.0.0",
                                            "v1.0.1",
                                            "v1.1.0",
                                            "v1.9.0",
                                            "v1.10.0",
                                            "v2.0.0-rc.1",
                                            "v2.0.0"};
        struct version a, b;

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(order); i++)
                for (size_t j = 0; j < ARRAY_LEN(order); j++) {
                        int got;

                        assert_true(version_parse(order[i], &a, NULL));
                        assert_true(version_parse(order[j], &b, NULL));
                        got = version_compare(&a, &b);
                        if ((i < j && got >= 0) || (i > j && got <= 0) || (i == j && got != 0))
                                fail_msg("%s and %s: %d", order[i], order[j], got);
                }
}

static void say_what_is_next(void **state)
{
        struct version v;
        char next[80];

        (void)state;
        assert_true(version_parse("v1.2.9", &v, NULL));
        version_next(&v, next);
        assert_string_equal(next, "v1.2.10");
        assert_true(version_parse("v1.3.0-rc.2", &v, NULL));
        version_next(&v, next);
        assert_string_equal(next, "v1.3.0");
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(are_versions),
                cmocka_unit_test(are_none),
                cmocka_unit_test(are_in_order),
                cmocka_unit_test(say_what_is_next),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
