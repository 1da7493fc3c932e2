/* What IAM's simulator is asked of. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "engine/cli/iam_example.h"

static void is_source(const char *arn, const char *expected)
{
        char *source = iam_policy_source(arn);

        if (expected)
                assert_string_equal(source, expected);
        else
                assert_null(source);
        free(source);
}

static void a_session_is_asked_of_as_its_role(void **state)
{
        (void)state;
        is_source("arn:aws:iam::123456789012:user/ops/ada",
                  "arn:aws:iam::123456789012:user/ops/ada");
        is_source("arn:aws:sts::123456789012:assumed-role/deploy/ci",
                  "arn:aws:iam::123456789012:role/deploy");
        is_source("arn:aws-cn:sts::123456789012:assumed-role/deploy/a:b",
                  "arn:aws-cn:iam::123456789012:role/deploy");
        is_source("arn:aws:iam::123456789012:root", NULL);
        is_source("arn:aws:sts::123456789012:federated-user/ada", NULL);
}

static void is_example(const char *pattern, const char *expected, bool made_up)
{
        bool is_made_up = !made_up;
        char *example = iam_example(pattern, "eu-west-1", "123456789012", &is_made_up);

        assert_string_equal(example, expected);
        assert_int_equal(is_made_up, made_up);
        free(example);
}

static void a_pattern_has_an_example(void **state)
{
        (void)state;
        is_example("arn:aws:ssm:eu-west-1:123456789012:parameter/xy-0146-qa/lock",
                   "arn:aws:ssm:eu-west-1:123456789012:parameter/xy-0146-qa/lock", false);
        is_example("arn:aws:rds:*:*:db:xy-0146-qa-??????????????",
                   "arn:aws:rds:eu-west-1:123456789012:db:xy-0146-qa-20260101000000", false);
        is_example("arn:aws:rds:*:*:snapshot:*", "arn:aws:rds:eu-west-1:123456789012:snapshot:x",
                   true);
        is_example("arn:aws:secretsmanager:*:*:secret:db-??????",
                   "arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-xxxxxx", true);
        is_example("arn:aws:iam::*:role/*", "arn:aws:iam::123456789012:role/x", true);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(a_session_is_asked_of_as_its_role),
                cmocka_unit_test(a_pattern_has_an_example),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
