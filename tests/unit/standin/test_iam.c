/* Policies are read and decided as IAM does. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/base/mem.h"
#include "engine/standin/iam.h"

#define POLICY(statements) "[{'Version': '2012-10-17', 'Statement': [" statements "]}]"
#define ALLOW(action, resource)                                                                    \
        "{'Effect': 'Allow', 'Action': " action ", 'Resource': " resource "}"
#define DB "arn:aws:rds:eu-west-1:123456789012:db:xy-0146-qa-20261101000000"

static struct json_object *parse(const char *text)
{
        char *copy = xstrdup(text);
        struct json_object *out = NULL;
        struct err err = ERR_INIT;

        for (char *c = copy; *c; c++)
                if (*c == '\'')
                        *c = '"';
        if (!json_parse(copy, strlen(copy), &out, &err))
                fail_msg("%s", err_text(&err));
        free(copy);
        return out;
}

static void decides(const char *policies, const char *action, const char *resource,
                    const char *context, enum iam_decision expected)
{
        struct json_object *all = parse(policies), *keys = context ? parse(context) : NULL;
        struct err err = ERR_INIT;

        if (!iam_policies_check(all, &err))
                fail_msg("%s", err_text(&err));
        if (iam_decide(all, action, resource, keys) != expected)
                fail_msg("%s on %s by %s", action, resource, policies);
        json_object_put(all);
        json_object_put(keys);
}

static void what_nothing_allows_is_denied(void **state)
{
        (void)state;
        decides("[]", "rds:DeleteDBInstance", DB, NULL, IAM_DENIED);
        decides(POLICY(ALLOW("'rds:DeleteDBInstance'", "'*'")), "rds:DeleteDBInstance", DB, NULL,
                IAM_ALLOWED);
        decides(POLICY(ALLOW("'rds:DeleteDBInstance'", "'*'")), "rds:DeleteDBCluster", DB, NULL,
                IAM_DENIED);
        decides(POLICY(ALLOW("['ssm:*', 'RDS:delete*']", "'*'")), "rds:DeleteDBInstance", DB, NULL,
                IAM_ALLOWED);
}

static void resources_are_compared_with_wildcards(void **state)
{
        static const char exact[] =
                POLICY(ALLOW("'rds:*'", "'arn:aws:rds:*:123456789012:db:xy-0146-qa-?????????????"
                                        "?'"));

        (void)state;
        decides(exact, "rds:DeleteDBInstance", DB, NULL, IAM_ALLOWED);
        decides(exact, "rds:DeleteDBInstance", DB "0", NULL, IAM_DENIED);
        decides(exact, "rds:DeleteDBInstance",
                "arn:aws:rds:eu-west-1:123456789012:db:xy-0146-qa-2-20261101000000", NULL,
                IAM_DENIED);
        decides(exact, "rds:DeleteDBInstance",
                "arn:aws:rds:eu-west-1:123456789012:db:XY-0146-QA-20261101000000", NULL,
                IAM_DENIED);
}

static void a_deny_counts_before_all(void **state)
{
        (void)state;
        decides(POLICY("{'Effect': 'Deny', 'Action': 'rds:Delete*', 'Resource': '*'}, " ALLOW(
                        "'*'", "'*'")),
                "rds:DeleteDBInstance", DB, NULL, IAM_EXPLICITLY_DENIED);
        decides(POLICY("{'Effect': 'Allow', 'NotAction': 'rds:Delete*', 'NotResource': '*:og:*'}"),
                "rds:ModifyDBInstance", DB, NULL, IAM_ALLOWED);
        decides(POLICY("{'Effect': 'Allow', 'NotAction': 'rds:Delete*', 'NotResource': '*:og:*'}"),
                "rds:DeleteDBInstance", DB, NULL, IAM_DENIED);
}

static void conditions_must_all_hold(void **state)
{
        static const char tagged[] =
                POLICY("{'Effect': 'Allow', 'Action': '*', 'Resource': '*', 'Condition': "
                       "{'StringEquals': {'aws:RequestTag/snaplift:stack': ['a', 'b']},"
                       " 'StringLike': {'ecs:CreateAction': 'Reg*'}}}");
        static const char absent[] =
                POLICY("{'Effect': 'Allow', 'Action': '*', 'Resource': '*', 'Condition': "
                       "{'Null': {'x': 'true'}, 'StringNotEquals': {'y': 'no'},"
                       " 'StringEqualsIfExists': {'z': 'yes'}}}");

        (void)state;
        decides(tagged, "x:Y", "*",
                "{'AWS:requesttag/snaplift:stack': 'b', 'ecs:CreateAction': 'Register'}",
                IAM_ALLOWED);
        decides(tagged, "x:Y", "*",
                "{'aws:RequestTag/snaplift:stack': 'c', 'ecs:CreateAction': 'Register'}",
                IAM_DENIED);
        decides(tagged, "x:Y", "*", "{'aws:RequestTag/snaplift:stack': 'a'}", IAM_DENIED);
        decides(tagged, "x:Y", "*", NULL, IAM_DENIED);
        decides(absent, "x:Y", "*", NULL, IAM_ALLOWED);
        decides(absent, "x:Y", "*", "{'x': '1'}", IAM_DENIED);
        decides(absent, "x:Y", "*", "{'y': 'no'}", IAM_DENIED);
        decides(absent, "x:Y", "*", "{'z': 'no'}", IAM_DENIED);
}

/* What would be passed over would allow too much. */
static void what_is_not_known_is_refused(void **state)
{
        static const char *const wrong[] = {
                "{}",
                "[{'Version': '2008-10-17', 'Statement': []}]",
                POLICY("{'Effect': 'Allow', 'Action': '*'}"),
                POLICY("{'Effect': 'Maybe', 'Action': '*', 'Resource': '*'}"),
                POLICY("{'Effect': 'Allow', 'Action': '*', 'Resource': '*', 'Principal': '*'}"),
                POLICY("{'Effect': 'Allow', 'Action': '*', 'Resource': '*', 'Condition':"
                       " {'IpAddress': {'aws:SourceIp': '10.0.0.0/8'}}}"),
                POLICY(ALLOW("'*'", "'arn:aws:s3:::${aws:username}'")),
        };

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
                struct json_object *all = parse(wrong[i]);
                struct err err = ERR_INIT;

                if (iam_policies_check(all, &err))
                        fail_msg("taken: %s", wrong[i]);
                assert_true(err_is(&err, ERR_INVALID));
                err_clear(&err);
                json_object_put(all);
        }
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(what_nothing_allows_is_denied),
                cmocka_unit_test(resources_are_compared_with_wildcards),
                cmocka_unit_test(a_deny_counts_before_all),
                cmocka_unit_test(conditions_must_all_hold),
                cmocka_unit_test(what_is_not_known_is_refused),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
