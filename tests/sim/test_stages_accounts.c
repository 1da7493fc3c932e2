/* promote-accounts.yml whole, in virtual time, out of another account of the stand-in. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/aws/rds_share.h"
#include "engine/base/mem.h"
#include "tests/sim/helper_cluster.h"
#include "tests/sim/helper_tripwire.h"
#include "tests/sim/helper_wire.h"

#define OTHER "111122223333"

/* The same database of dev's in an account of its own, with an automated snapshot under AWS's key,
 * and a younger one under a key that ours may use. */
#define ACCOUNTS(snapshot)                                                                         \
        ", 'account': '000000000000', 'accounts': {'" OTHER "': {"                                 \
        "'roles': [{'name': 'lift', 'trusts': ['000000000000']}],"                                 \
        "'keys': [{'id': 'aaaa', 'alias': 'alias/shared', 'accounts': ['000000000000']}],"         \
        "'databases': [{'id': '" DEV "', 'version': '15.4', 'user': 'app', 'password': "           \
        "'dev-secret-11', 'database': 'app', 'KmsKeyId': 'alias/shared'}],"                        \
        "'snapshots': [" snapshot "],"                                                             \
        "'parameters': [{'name': '/xy-0146-dev/db/active-timestamp', 'value': "                    \
        "'20260901000000'}]}}"

#define MANUAL "{'id': 'theirs', 'of': '" DEV "', 'created': '2026-11-20T00:00:00Z'}"
#define AUTOMATED "{'id': 'rds:theirs', 'of': '" DEV "', 'created': '2026-11-20T00:00:00Z'}"

#define INPUTS                                                                                     \
        "'services': ['web', 'worker'], 'dev_role': 'arn:aws:iam::" OTHER ":role/lift', 'key': "   \
        "'alias/aws/rds'"

static struct sim_world *accounts_world(const char *accounts, const char *operation, int nth,
                                        const char *how)
{
        char *more = operation
                             ? xasprintf("%s, 'faults': [{'when': {'operation': '%s', 'nth': %d}, "
                                         "'do': '%s'}]",
                                         accounts, operation, nth, how)
                             : xstrdup(accounts);
        struct sim_world *w = promotion_world(more);

        free(more);
        return w;
}

/* What the other account says of its snapshots, in the role's name. */
static void look_at_theirs(struct sim_world *w, void *arg)
{
        const struct aws_role role = {
                .arn = "arn:aws:iam::" OTHER ":role/lift",
                .session_name = "test",
        };
        struct strlist accounts = {0};
        struct rds_snapshots all = {0};
        struct err err = ERR_INIT;
        struct aws *aws = aws_assume(w->aws, &role, &err);

        assert_non_null(aws);
        if (!rds_list_snapshots(aws, DEV, NULL, &all, &err))
                fail_msg("%s", err_text(&err));
        *(size_t *)arg = all.count;
        for (size_t i = 0; i < all.count; i++) {
                if (text_same(all.items[i].type, "manual") &&
                    !rds_snapshot_accounts(aws, false, all.items[i].id, &accounts, &err))
                        fail_msg("%s", err_text(&err));
        }
        assert_int_equal(accounts.count, 0);
        rds_snapshots_release(&all);
        strlist_release(&accounts);
        aws_free(aws);
}

/* No copy on either side, and theirs as it was. */
static void assert_nothing_is_left(struct sim_world *w)
{
        struct json_object *cloud = standin_state(w->cloud);
        size_t count = 0;

        assert_null(strstr(json_line(cloud), "\"DBSnapshotArn\":\"arn:aws:rds:us-east-1:"
                                             "000000000000:snapshot:" NEW "-copy\""));
        json_object_put(cloud);
        sim_do(w, look_at_theirs, &count);
        assert_int_equal(count, 1);
}

static void lifted_from_another_account(void **state)
{
        struct sim_world *w = accounts_world(ACCOUNTS(MANUAL), NULL, 0, NULL);
        struct sim_result r;

        (void)state;
        w->check = promotion_check;
        sim_run(w, "promote-accounts", "xy-0146-qa", "{" INPUTS "}", &r);
        sim_assert_end(&r, RUN_SUCCEEDED);
        promotion_assert_done(w);
        assert_nothing_is_left(w);
        assert_int_equal(wire_count(w->transport, "CopyDBSnapshot"), 1);
        assert_string_equal(promotion_breaches(), "");
        sim_result_release(&r);

        /* and again: nothing is shared, copied or asked to be changed */
        int64_t before = sim_mutating(w);

        sim_run(w, "promote-accounts", "xy-0146-qa", "{" INPUTS "}", &r);
        sim_assert_end(&r, RUN_UNCHANGED);
        assert_int_equal(sim_mutating(w), before);
        sim_result_release(&r);
        sim_world_free(w);
}

static void an_automated_one_is_prepared(void **state)
{
        struct sim_world *w = accounts_world(ACCOUNTS(AUTOMATED), NULL, 0, NULL);
        struct sim_result r;

        (void)state;
        sim_run(w, "promote-accounts", "xy-0146-qa", "{" INPUTS "}", &r);
        sim_assert_end(&r, RUN_SUCCEEDED);
        promotion_assert_done(w);
        assert_nothing_is_left(w);
        assert_int_equal(wire_count(w->transport, "CopyDBSnapshot"), 2);
        sim_result_release(&r);
        sim_world_free(w);
}

/* The same with an Aurora cluster on both sides; encrypted under a key of the other account's. */
static void a_cluster_is_shared_and_copied_alike(void **state)
{
        struct sim_world *w = cluster_world(
                ", 'account': '000000000000', 'accounts': {'" OTHER "': {"
                "'roles': [{'name': 'lift', 'trusts': ['000000000000']}],"
                "'keys': [{'id': 'aaaa', 'alias': 'alias/shared', 'accounts': ['000000000000']}],"
                "'db_clusters': [{'id': '" DEV
                "', 'engine': 'aurora-postgresql', 'version': '15.4', 'user': 'app', 'password': "
                "'dev-secret-1', 'database': 'app', 'KmsKeyId': 'alias/shared', 'members': "
                "[{'id': 'dev-b', 'class': 'db.t4g.medium'}]}],"
                "'db_cluster_snapshots': [{'id': 'theirs', 'of': '" DEV
                "', 'created': '2026-11-20T00:00:00Z'}],"
                "'parameters': [{'name': '/xy-0146-dev/db/active-timestamp', 'value': "
                "'20260901000000'}]}}");
        struct sim_result r;
        int64_t before;

        (void)state;
        sim_run(w, "promote-accounts", "xy-0146-qa", "{" INPUTS "}", &r);
        if (r.end != RUN_SUCCEEDED)
                print_message("%s\n", text_str(&w->events));
        sim_assert_end(&r, RUN_SUCCEEDED);
        cluster_assert_done(w);
        assert_int_equal(wire_count(w->transport, "ModifyDBClusterSnapshotAttribute"), 2);
        assert_int_equal(wire_count(w->transport, "CopyDBClusterSnapshot"), 1);
        assert_int_equal(wire_count(w->transport, "DeleteDBClusterSnapshot"), 1);
        sim_result_release(&r);

        before = sim_mutating(w);
        sim_run(w, "promote-accounts", "xy-0146-qa", "{" INPUTS "}", &r);
        sim_assert_end(&r, RUN_UNCHANGED);
        assert_int_equal(sim_mutating(w), before);
        sim_result_release(&r);
        sim_world_free(w);
}

/* In one account and region nothing more is asked than promote.yml asks, but for the second guard:
 * who we are is who we are for both sides. */
static void one_account_needs_none_of_it(void **state)
{
        static const char *const none[] = {
                "AssumeRole",
                "DescribeKey",
                "DescribeDBSnapshotAttributes",
                "ModifyDBSnapshotAttribute",
                "CopyDBSnapshot",
        };
        struct sim_world *w = promotion_world(NULL);
        struct sim_result r;

        (void)state;
        sim_run(w, "promote", "xy-0146-qa", SERVICES, &r);
        sim_assert_end(&r, RUN_SUCCEEDED);
        for (size_t i = 0; i < ARRAY_LEN(none); i++)
                assert_int_equal(wire_count(w->transport, none[i]), 0);
        assert_int_equal(wire_count(w->transport, "GetCallerIdentity"), 2);
        sim_result_release(&r);
        sim_world_free(w);
}

static const struct {
        const char *operation;
        int nth;
} calls[] = {
        {"CopyDBSnapshot", 1},   {"CopyDBSnapshot", 2},   {"ModifyDBSnapshotAttribute", 1},
        {"DeleteDBSnapshot", 1}, {"DeleteDBSnapshot", 2}, {"ModifyDBSnapshotAttribute", 2},
};

static void lose(size_t call, const char *how, const char *inputs, enum run_end end)
{
        struct sim_world *w =
                accounts_world(ACCOUNTS(AUTOMATED), calls[call].operation, calls[call].nth, how);
        struct sim_result r;

        sim_run(w, "promote-accounts", "xy-0146-qa", inputs, &r);
        if (r.end != end)
                print_message("%s %d %s\n%s", calls[call].operation, calls[call].nth, how,
                              text_str(&w->events));
        sim_assert_end(&r, end);
        if (end == RUN_SUCCEEDED)
                promotion_assert_done(w);
        else
                promotion_assert_before(w);
        assert_nothing_is_left(w);
        sim_result_release(&r);
        sim_world_free(w);
}

static void any_lost_request_or_answer(void **state)
{
        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(calls); i++) {
                lose(i, "drop-before", "{" INPUTS "}", RUN_SUCCEEDED);
                lose(i, "drop-after", "{" INPUTS "}", RUN_SUCCEEDED);
                lose(i, "drop-before", "{" INPUTS ", 'images': {'web': 'web:bad'}}",
                     RUN_ROLLED_BACK);
                lose(i, "drop-after", "{" INPUTS ", 'images': {'web': 'web:bad'}}",
                     RUN_ROLLED_BACK);
        }
}

static void cut(int records, bool back, bool *whole)
{
        struct sim_world *w = accounts_world(ACCOUNTS(AUTOMATED), NULL, 0, NULL);
        struct tripwire *trip = tripwire_new(w->store);
        struct sim_result r, again = {0};

        w->setup.store = tripwire_store(trip);
        tripwire_arm(trip, records);
        sim_run(w, "promote-accounts", "xy-0146-qa", "{" INPUTS "}", &r);
        *whole = r.end == RUN_SUCCEEDED && !tripwire_cut(trip);
        tripwire_disarm(trip);
        if (!*whole && r.id) {
                if (back)
                        sim_rollback(w, r.id, &again);
                if (!back || again.end == RUN_STUCK) {
                        sim_result_release(&again);
                        sim_resume(w, r.id, &again);
                }
                if (again.end != RUN_SUCCEEDED && again.end != RUN_ROLLED_BACK)
                        fail_msg("cut after %d records: %s\n%s", records, err_text(&again.err),
                                 text_str(&w->events));
                if (again.end == RUN_ROLLED_BACK)
                        promotion_assert_before(w);
                else
                        promotion_assert_done(w);
                assert_nothing_is_left(w);
        }
        sim_result_release(&again);
        sim_result_release(&r);
        sim_world_free(w);
        tripwire_free(trip);
}

static void cut_anywhere_it_ends_whole(void **state)
{
        bool whole = false;

        (void)state;
        for (int records = 1; !whole; records++)
                cut(records, records % 2, &whole);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(lifted_from_another_account),
                cmocka_unit_test(an_automated_one_is_prepared),
                cmocka_unit_test(a_cluster_is_shared_and_copied_alike),
                cmocka_unit_test(one_account_needs_none_of_it),
                cmocka_unit_test(any_lost_request_or_answer),
                cmocka_unit_test(cut_anywhere_it_ends_whole),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
