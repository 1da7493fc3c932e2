/* Stack and database names: what is one, what is nearly one, and what must never be mixed up. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "engine/base/mem.h"
#include "engine/base/stack.h"

static void good_names(void **state)
{
        static const char *const rows[][4] = {
                {"xy-0146-qa", "xy", "0146", "qa"},
                {"a-0-b", "a", "0", "b"},
                {"abcdefghij-12345678-review-12345", "abcdefghij", "12345678", "review-12345"},
                {"xy-0146-a-b-c", "xy", "0146", "a-b-c"},
                {"commons-1-dev", "commons", "1", "dev"},
                {"xn1-1-dev", "xn1", "1", "dev"},
        };

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
                struct err err = ERR_INIT;
                struct stack s;

                if (!stack_parse(rows[i][0], &s, &err))
                        fail_msg("%s: %s", rows[i][0], err_text(&err));
                assert_string_equal(s.name, rows[i][0]);
                assert_string_equal(s.customer, rows[i][1]);
                assert_string_equal(s.project, rows[i][2]);
                assert_string_equal(s.env, rows[i][3]);
        }
}

#define LONG_NAME                                                                                  \
        ("xy-0146-qa-20261121010710-and-far-more-than-any-name-may-ever-hold-so-that-it-ends-"     \
         "behind-every-buffer-there-could-be-for-it-in-the-parser")

static void bad_names(void **state)
{
        static const char *const rows[] = {"",
                                           "xy",
                                           "xy-0146",
                                           "xy-0146-",
                                           "-0146-qa",
                                           "xy--qa",
                                           "XY-0146-qa",
                                           "xy-0146-QA",
                                           "1xy-0146-qa",
                                           "xy-0146-1qa",
                                           "xy-0146-qa-",
                                           "xy-0146-q--a",
                                           "xy-0146-qa_1",
                                           "abcdefghijk-1-qa",
                                           "xy-123456789-qa",
                                           "xy-0146-abcdefghijklm",
                                           "common-1-dev",
                                           "internal-1-dev",
                                           "sthree-1-dev",
                                           "xn-1-dev",
                                           "aws-1-dev",
                                           "awsome-1-dev",
                                           "ssm-1-dev",
                                           "ssmx-1-dev",
                                           "xy-01 46-qa",
                                           "xy-0146-q\n",
                                           "é-0146-qa",
                                           LONG_NAME};

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
                struct err err = ERR_INIT;
                struct stack s;

                if (stack_parse(rows[i], &s, &err))
                        fail_msg("%s is taken for %s", rows[i], s.name);
                assert_true(err_is(&err, ERR_INVALID));
                err_clear(&err);
        }
}

static void errors_name_the_part(void **state)
{
        struct err err = ERR_INIT;
        struct stack s;

        (void)state;
        assert_false(stack_parse("xy-0146-QA", &s, &err));
        assert_string_equal(err_text(&err),
                            "stack \"xy-0146-QA\": env \"QA\": expected a letter, then letters, "
                            "digits and single inner hyphens, at most 12 (upper case is not "
                            "folded: write it in lower case)");
        assert_false(stack_parse("xy-0146", &s, &err));
        assert_non_null(strstr(err_text(&err), "for example xy-0146-qa"));
        err_clear(&err);
}

static void databases(void **state)
{
        char timestamp[STAMP_SIZE], name[DATABASE_SIZE];
        struct err err = ERR_INIT;
        struct stack s, found;

        (void)state;
        assert_true(stack_parse("abcdefghij-12345678-review-12345", &s, &err));
        stack_database(&s, "20261121010710", name);
        assert_string_equal(name, "abcdefghij-12345678-review-12345-20261121010710");
        assert_int_equal(strlen(name), DATABASE_SIZE - 1);
        assert_true(database_parse(name, &found, timestamp));
        assert_string_equal(found.name, s.name);
        assert_string_equal(timestamp, "20261121010710");
        assert_true(database_parse(name, NULL, NULL));

        assert_false(database_parse("xy-0146-qa", NULL, NULL));
        assert_false(database_parse("xy-0146-qa-20260230000000", NULL, NULL)); /* no such day */
        assert_false(database_parse("xy-0146-qa-2026112101071", NULL, NULL));
        assert_false(database_parse("xy-0146-qa-20261121010710x", NULL, NULL));
        assert_false(database_parse("xy-0146-qa20261121010710", NULL, NULL));
        assert_false(database_parse("-20261121010710", NULL, NULL));
        assert_false(database_parse("20261121010710", NULL, NULL));
        assert_false(database_parse("", NULL, NULL));
}

/* Each of these begins like, or is begun by, a name of the other stack. */
static void near_stacks_own_nothing_of_each_other(void **state)
{
        static const char *const stacks[] = {"xy-0146-dev",  "xy-01460-dev", "xy-0146-dev-2",
                                             "xyz-0146-dev", "xy-0146-de",   "xy-014-dev",
                                             "xy-0146-dev2", "x-0146-dev",   "xy-0146-prod-dev"};

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(stacks); i++) {
                char name[DATABASE_SIZE], timestamp[STAMP_SIZE];
                struct err err = ERR_INIT;
                struct stack owner;

                assert_true(stack_parse(stacks[i], &owner, &err));
                stack_database(&owner, "20261121010710", name);
                for (size_t j = 0; j < ARRAY_LEN(stacks); j++) {
                        struct stack other;

                        assert_true(stack_parse(stacks[j], &other, &err));
                        if (stack_owns_database(&other, name, timestamp) != (i == j))
                                fail_msg("%s and %s", other.name, name);
                }
        }
}

static void siblings(void **state)
{
        struct err err = ERR_INIT;
        struct stack s, other;

        (void)state;
        assert_true(stack_parse("xy-0146-qa", &s, &err));
        assert_true(stack_sibling(&s, "dev", &other, &err));
        assert_string_equal(other.name, "xy-0146-dev");
        assert_false(stack_sibling(&s, "", &other, &err));
        assert_false(stack_sibling(&s, "Dev", &other, &err));
        err_clear(&err);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(good_names),
                cmocka_unit_test(bad_names),
                cmocka_unit_test(errors_name_the_part),
                cmocka_unit_test(databases),
                cmocka_unit_test(near_stacks_own_nothing_of_each_other),
                cmocka_unit_test(siblings),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
