/* What a plan finds beside its stages: quotas, keys, engine versions. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/base/mem.h"
#include "stages/preflight.h"
#include "tests/sim/helper_promotion.h"

/* The plan of a promotion onto a world with these further members. */
static char *planned(struct sim_world *w)
{
        struct text text = TEXT_INIT;
        int64_t before = sim_mutating(w);

        w->setup.preflight = preflight;
        sim_plan(w, "promote", "xy-0146-qa", SERVICES, &text);
        assert_int_equal(sim_mutating(w), before);
        sim_world_free(w);
        return text_steal(&text);
}

static void expect(struct sim_world *w, const char *words)
{
        char *plan = planned(w);

        if (!strstr(plan, words))
                fail_msg("\"%s\" is not in:\n%s", words, plan);
        free(plan);
}

static void a_stack_in_order_is_not_blocked(void **state)
{
        char *plan = planned(promotion_world(NULL));

        (void)state;
        assert_null(strstr(plan, "! "));
        assert_null(strstr(plan, "? engine"));
        assert_null(strstr(plan, "? quotas"));
        free(plan);
}

static void room_for_another_database_is_asked_for(void **state)
{
        (void)state;
        expect(promotion_world(", 'limits': {'instances': 2}"),
               "! quotas: DBInstances: 1 more would be needed, and 2 of 2 are used");
        expect(promotion_world(", 'limits': {'snapshots': 3}"),
               "! quotas: ManualSnapshots: 1 more would be needed");
}

static void quotas_out_of_sight_only_warn(void **state)
{
        (void)state;
        expect(promotion_world(", 'faults': [{'when': {'operation': 'DescribeAccountAttributes'},"
                               " 'do': 'error', 'code': 'AccessDenied', 'status': 403,"
                               " 'message': 'no'}]"),
               "? quotas: the account's quotas could not be looked at: ");
}

/* A lower tier alone, whose database is what the test says. */
static char *lifted(const char *database, const char *keys)
{
        static const char pipeline[] =
                "pipeline: lift\n"
                "stages:\n"
                "  source: { uses: snapshot.select, with: { source: xy-0146-dev-20260901000000 } "
                "}\n"
                "  restore: { uses: database.restore, with: { inherit: none, snapshot:"
                " \"${{ stages.source.outputs.snapshot }}\" } }\n";
        char *seed = xasprintf("{'databases': [{'id': '" DEV "', 'user': 'app', 'password':"
                               " 'dev-secret-1', 'database': 'app', %s}], 'snapshots': [{'id':"
                               " 'latest', 'of': '" DEV "', 'created': '2026-11-20T00:00:00Z'}]%s}",
                               database, keys);
        struct sim_world *w = sim_world_new(seed);
        struct text text = TEXT_INIT;

        sim_pass(w, 120000);
        w->setup.preflight = preflight;
        sim_plan(w, pipeline, "xy-0146-qa", "{}", &text);
        sim_world_free(w);
        free(seed);
        return text_steal(&text);
}

static void expect_lifted(const char *database, const char *keys, const char *words)
{
        char *plan = lifted(database, keys);

        if (words ? !strstr(plan, words) : strstr(plan, "? ") || strstr(plan, "! "))
                fail_msg("expected %s, got:\n%s", words ? words : "no finding", plan);
        free(plan);
}

static void versions_that_cost_extra_are_named(void **state)
{
        (void)state;
        expect_lifted("'version': '15.4'", "", NULL);
        expect_lifted("'version': '12.9'", "",
                      "? engine: standard support of postgres 12 has ended on 2025-12-31: RDS "
                      "charges for extended support");
        expect_lifted("'version': '13.9'", "",
                      "? engine: standard support of postgres 13 ends on 2026-12-31; then RDS "
                      "charges for extended support");
}

static void a_key_that_can_not_be_used_blocks(void **state)
{
        static const char encrypted[] = "'version': '15.4', 'StorageEncrypted': true, 'KmsKeyId': "
                                        "'arn:aws:kms:us-east-1:000000000000:key/aaaa'";

        (void)state;
        expect_lifted(encrypted, ", 'keys': [{'id': 'aaaa'}]", NULL);
        expect_lifted(encrypted, ", 'keys': [{'id': 'aaaa', 'state': 'Disabled'}]",
                      "! KMS key: key arn:aws:kms:us-east-1:000000000000:key/aaaa of snapshot "
                      "latest is Disabled");
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(a_stack_in_order_is_not_blocked),
                cmocka_unit_test(room_for_another_database_is_asked_for),
                cmocka_unit_test(quotas_out_of_sight_only_warn),
                cmocka_unit_test(versions_that_cost_extra_are_named),
                cmocka_unit_test(a_key_that_can_not_be_used_blocks),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
