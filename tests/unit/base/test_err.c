/* Errors: set, prefixed, moved; and that their texts may be made from themselves. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "engine/base/err.h"

static void life(void **state)
{
        struct err err = ERR_INIT, other = ERR_INIT;

        (void)state;
        assert_string_equal(err_text(&err), "");
        assert_true(err_is(&err, ERR_NONE));
        assert_false(err_set(&err, ERR_NOT_FOUND, "no database \"%s\"", "x"));
        assert_false(err_prefix(&err, "stage %d", 3));
        assert_false(err_next(&err, "run %s", "doctor"));
        assert_false(err_next(&err, "run %s", "status"));
        assert_false(err_reason(&err, "DBInstanceNotFound"));
        assert_string_equal(err_text(&err), "stage 3: no database \"x\"");
        assert_string_equal(err.next, "run status");
        assert_true(err_has_reason(&err, "DBInstanceNotFound"));
        assert_false(err_has_reason(&err, "DBInstance"));

        err_copy(&other, &err);
        assert_string_equal(err_text(&other), err_text(&err));
        assert_string_equal(other.reason, "DBInstanceNotFound");
        err_set(&err, ERR_LOST, "again: %s", err_text(&err)); /* from its own text */
        assert_string_equal(err_text(&err), "again: stage 3: no database \"x\"");
        assert_null(err.next);
        assert_null(err.reason);
        err_move(&other, &err);
        assert_true(err_is(&other, ERR_LOST));
        assert_true(err_is(&err, ERR_NONE));
        assert_null(err.text);
        err_clear(&other);
        err_clear(&other);
        assert_false(err_has_reason(&other, "x"));
}

static void names(void **state)
{
        (void)state;
        for (int code = ERR_NONE; code <= ERR_SYSTEM; code++) {
                const char *name = err_code_name((enum err_code)code);

                assert_non_null(name);
                assert_int_equal(err_code_named(name), code);
        }
        assert_string_equal(err_code_name(ERR_NOT_FOUND), "not-found");
        assert_string_equal(err_code_name((enum err_code)999), "system");
        assert_int_equal(err_code_named("nothing like it"), ERR_SYSTEM);
}

int main(void)
{
        const struct CMUnitTest tests[] = {cmocka_unit_test(life), cmocka_unit_test(names)};

        return cmocka_run_group_tests(tests, NULL, NULL);
}
