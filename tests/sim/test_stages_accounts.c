/* promote-accounts.yml whole, in virtual time, out of another account of the stand-in. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/aws/rds_share.h"
#include "engine/aws/stack_lock.h"
#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "tests/sim/helper_cluster.h"
#include "tests/sim/helper_tripwire.h"
#include "tests/sim/helper_wire.h"

#define OTHER PROMOTION_OTHER

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
                for (size_t k = 0; k < all.items[i].tags.count; k++)
                        assert_false(text_starts(all.items[i].tags.items[k].key, "snaplift:share"));
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
        struct sim_world *w = accounts_world(PROMOTION_ACCOUNTS(PROMOTION_MANUAL), NULL, 0, NULL);
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
        struct sim_world *w =
                accounts_world(PROMOTION_ACCOUNTS(PROMOTION_AUTOMATED), NULL, 0, NULL);
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

/* It has succeeded, and is put back: what it had shared and copied is gone already. */
static void lifted_and_gone_back_from(void **state)
{
        static const char *const snapshots[] = {PROMOTION_ACCOUNTS(PROMOTION_MANUAL),
                                                PROMOTION_ACCOUNTS(PROMOTION_AUTOMATED)};

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(snapshots); i++) {
                struct sim_world *w = accounts_world(snapshots[i], NULL, 0, NULL);
                struct sim_result r, back;

                sim_run(w, "promote-accounts", "xy-0146-qa", "{" INPUTS ", 'keep_for': '24h'}", &r);
                sim_assert_end(&r, RUN_SUCCEEDED);
                sim_return(w, r.id, &back);
                sim_assert_end(&back, RUN_ROLLED_BACK);
                promotion_assert_before(w);
                assert_nothing_is_left(w);
                sim_result_release(&back);
                sim_result_release(&r);
                sim_world_free(w);
        }
}

/* A third account's snapshot that dev may use can't be shared by dev, and dev's own of the same
 * name is not shared in its place. */
static void a_namesake_is_not_shared(void **state)
{
        struct sim_world *w = accounts_world(
                PROMOTION_ACCOUNTS(PROMOTION_MANUAL
                                   ", {'id': 'arn:aws:rds:us-east-1:999900001111:snapshot:theirs',"
                                   " 'of': '" DEV "', 'created': '2026-11-19T00:00:00Z'}"),
                NULL, 0, NULL);
        struct sim_result r;

        (void)state;
        sim_run(w, "promote-accounts", "xy-0146-qa",
                "{" INPUTS ", 'snapshot': 'arn:aws:rds:us-east-1:999900001111:snapshot:theirs'}",
                &r);
        sim_assert_end(&r, RUN_REFUSED);
        sim_assert_told(&r, "is account 999900001111's, shared with account " OTHER);
        assert_int_equal(sim_mutating(w), 0);
        assert_int_equal(wire_count(w->transport, "ModifyDBSnapshotAttribute"), 0);
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

/* --- another stack's run needs the same snapshot at the same time --- */

#define CLAIM "snaplift:share:000000000000:"
#define THEIRS "arn:aws:rds:us-east-1:" OTHER ":snapshot:theirs"

/* What another run does with it, in the role's name: any of these. */
struct other_run {
        bool share, unshare, mark, unmark;
        bool shared;    /* found afterwards */
        size_t marks;   /* those of runs, and */
        bool is_marked; /* whether the other's is one of them */
        int64_t calls;  /* that shared it, or took that back: of both */
};

static void another_run(struct sim_world *w, void *arg)
{
        const struct aws_role role = {
                .arn = "arn:aws:iam::" OTHER ":role/lift",
                .session_name = "test",
        };
        struct other_run *o = arg;
        struct strlist accounts = {0}, keys = {0};
        struct rds_snapshot snapshot = {0};
        struct err err = ERR_INIT;
        struct aws *aws = aws_assume(w->aws, &role, &err);
        struct tags tags = {0};
        bool ok = aws != NULL;

        tags_set(&tags, CLAIM "another", "zz-1-qa");
        strlist_add(&keys, CLAIM "another");
        ok = ok && (!o->mark || rds_add_tags(aws, THEIRS, &tags, &err)) &&
             (!o->share || rds_share_snapshot(aws, false, "theirs", "000000000000", true, &err)) &&
             (!o->unshare ||
              rds_share_snapshot(aws, false, "theirs", "000000000000", false, &err)) &&
             (!o->unmark || rds_remove_tags(aws, THEIRS, &keys, &err)) &&
             rds_snapshot_accounts(aws, false, "theirs", &accounts, &err) &&
             rds_find_snapshot(aws, "theirs", &snapshot, &err);
        if (!ok)
                fail_msg("%s", err_text(&err));
        o->shared = accounts.count == 1;
        o->marks = 0;
        for (size_t i = 0; i < snapshot.tags.count; i++)
                o->marks += text_starts(snapshot.tags.items[i].key, CLAIM);
        o->is_marked = tags_get(&snapshot.tags, CLAIM "another") != NULL;
        rds_snapshot_release(&snapshot);
        strlist_release(&accounts);
        strlist_release(&keys);
        tags_release(&tags);
        aws_free(aws);
}

static const char *come_at; /* the other run comes, or goes, at the first event with these words */
static struct other_run comes;

static void meet(struct sim_world *w, struct json_object *cloud)
{
        (void)cloud;
        if (!come_at || !strstr(text_str(&w->events), come_at))
                return;
        come_at = NULL;
        another_run(w, &comes);
}

/* Our run, from beginning to end beside the other one. */
static void beside(struct other_run *before, const char *at, struct other_run then,
                   const char *inputs, enum run_end end, struct other_run *after)
{
        struct sim_world *w = accounts_world(PROMOTION_ACCOUNTS(PROMOTION_MANUAL), NULL, 0, NULL);
        struct sim_result r;

        sim_do(w, another_run, before);
        come_at = at;
        comes = then;
        w->check = meet;
        sim_run(w, "promote-accounts", "xy-0146-qa", inputs, &r);
        w->check = NULL;
        if (r.end != end || come_at)
                print_message("%s\n", text_str(&w->events));
        sim_assert_end(&r, end);
        assert_null(come_at);
        *after = (struct other_run){0};
        sim_do(w, another_run, after);
        after->calls = wire_count(w->transport, "ModifyDBSnapshotAttribute");
        sim_result_release(&r);
        sim_world_free(w);
}

#define BAD_INPUTS "{" INPUTS ", 'images': {'web': 'web:bad'}}"

/* It has shared it before us, and needs it after us. */
static void what_another_run_needs_is_left_to_it(void **state)
{
        static const char *const inputs[] = {"{" INPUTS "}", BAD_INPUTS};
        struct other_run after;

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(inputs); i++) {
                struct other_run before = {.mark = true, .share = true};

                beside(&before, NULL, (struct other_run){0}, inputs[i],
                       i ? RUN_ROLLED_BACK : RUN_SUCCEEDED, &after);
                assert_true(after.shared);
                assert_true(after.is_marked);
                assert_int_equal(after.calls, 1); /* at no time was it not shared */
                assert_int_equal(after.marks, 1);
        }
}

/* It has shared it before us and goes first: we have our own mark, and take it back. */
static void the_last_one_takes_it_back(void **state)
{
        struct other_run before = {.mark = true, .share = true}, after;

        (void)state;
        beside(&before, "stage-ended share succeeded", (struct other_run){.unmark = true},
               "{" INPUTS "}", RUN_SUCCEEDED, &after);
        assert_false(after.shared);
        assert_int_equal(after.marks, 0);
}

/* It comes while ours goes on, or in the moment in which ours takes the sharing back. */
static void one_that_comes_later_keeps_it(void **state)
{
        static const char *const moments[] = {
                "intent share - share snapshot theirs",
                "stage-ended copy succeeded",
                "intent share - stop sharing snapshot theirs",
                "intent share - take this run's mark off snapshot theirs",
        };
        struct other_run after;

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(moments); i++) {
                struct other_run before = {0};

                beside(&before, moments[i], (struct other_run){.mark = true}, "{" INPUTS "}",
                       RUN_SUCCEEDED, &after);
                if (!after.shared || after.marks != 1)
                        fail_msg("%s: shared %d, %zu marks", moments[i], after.shared, after.marks);
        }
}

/* Nobody's mark is on it: it is shared for good, and stays so. */
static void what_is_shared_for_good_stays(void **state)
{
        struct other_run before = {.share = true}, after;

        (void)state;
        beside(&before, NULL, (struct other_run){0}, "{" INPUTS "}", RUN_SUCCEEDED, &after);
        assert_true(after.shared);
        assert_int_equal(after.marks, 0);
}

static const struct {
        const char *operation;
        int nth;
} calls[] = {
        {"AddTagsToResource", 1}, {"RemoveTagsFromResource", 1},    {"CopyDBSnapshot", 1},
        {"CopyDBSnapshot", 2},    {"ModifyDBSnapshotAttribute", 1}, {"DeleteDBSnapshot", 1},
        {"DeleteDBSnapshot", 2},  {"ModifyDBSnapshotAttribute", 2},
};

static void lose(size_t call, const char *how, const char *inputs, enum run_end end)
{
        struct sim_world *w = accounts_world(PROMOTION_ACCOUNTS(PROMOTION_AUTOMATED),
                                             calls[call].operation, calls[call].nth, how);
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
        for (size_t i = 0; i < ARRAY_LEN(calls); i += sim_every()) {
                lose(i, "drop-before", "{" INPUTS "}", RUN_SUCCEEDED);
                lose(i, "drop-after", "{" INPUTS "}", RUN_SUCCEEDED);
                lose(i, "drop-before", "{" INPUTS ", 'images': {'web': 'web:bad'}}",
                     RUN_ROLLED_BACK);
                lose(i, "drop-after", "{" INPUTS ", 'images': {'web': 'web:bad'}}",
                     RUN_ROLLED_BACK);
        }
}

static enum run_end cut(int records, bool back, bool *whole)
{
        struct sim_world *w =
                accounts_world(PROMOTION_ACCOUNTS(PROMOTION_AUTOMATED), NULL, 0, NULL);
        struct tripwire *trip = tripwire_new(w->store);
        struct sim_result r, again = {.end = RUN_BROKEN};
        enum run_end end;

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
                if (again.end != RUN_SUCCEEDED && (again.end != RUN_ROLLED_BACK || !back))
                        fail_msg("cut after %d records: %s\n%s", records, err_text(&again.err),
                                 text_str(&w->events));
                if (again.end == RUN_ROLLED_BACK)
                        promotion_assert_before(w);
                else
                        promotion_assert_done(w);
                assert_nothing_is_left(w);
        }
        end = again.end;
        sim_result_release(&again);
        sim_result_release(&r);
        sim_world_free(w);
        tripwire_free(trip);
        return end;
}

static void cut_anywhere_it_ends_whole(void **state)
{
        int ends[RUN_BROKEN + 1] = {0};
        bool whole = false;

        (void)state;
        for (int records = 1; !whole; records += sim_step())
                ends[cut(records, records % 2, &whole)]++;
        assert_true(ends[RUN_SUCCEEDED] > 30 / sim_step());
        assert_true(ends[RUN_ROLLED_BACK] > 30 / sim_step());
}

/* --- its store is lost --- */

struct rescue {
        const struct pipeline *pipeline;
        bool back, nothing;
        enum run_end end;
        struct err err;
};

static void no_line(void *arg, const struct rebuild_line *line)
{
        (void)arg;
        (void)line;
}

static void rescue(struct sim_world *w, void *arg)
{
        struct rescue *r = arg;
        struct stack_lock_holder holder;
        struct run *run, *opened = NULL;
        struct stack stack;

        r->end = RUN_BROKEN;
        assert_true(stack_parse("xy-0146-qa", &stack, &r->err));
        if (!stack_lock_read(w->aws, &stack, &holder, &r->err)) {
                r->nothing = err_is(&r->err, ERR_NOT_FOUND);
                return;
        }
        run = run_rebuild(&w->setup, r->pipeline, &stack, json_get(holder.value, "inputs"),
                          holder.run, no_line, r, &r->err);
        if (run && run_adopt(run, &r->err))
                opened = run_open(&w->setup, holder.run, &r->err);
        if (opened)
                r->end = r->back ? run_back(opened, &r->err) : run_go(opened, &r->err);
        run_free(opened);
        run_free(run);
        stack_lock_holder_release(&holder);
}

static void assert_no_copy(struct sim_world *w)
{
        char *snapshots = sim_snapshots(w, DEV);

        assert_null(strstr(snapshots, "-copy"));
        free(snapshots);
}

/* What was shared and copied is given back, or it is said that this can't be known. False: it was
 * cut off. */
static bool lose_store(const char *accounts, const char *inputs, int records, bool back, int *said)
{
        struct sim_world *w = promotion_world(accounts);
        struct pipeline *p = sim_pipeline("promote-accounts");
        struct rescue r = {.pipeline = p, .back = back};
        struct err err = ERR_INIT;
        struct store *memory = store_open(":memory:", &err);
        struct tripwire *trip = tripwire_new(memory);
        struct sim_result result;
        bool whole;

        w->setup.store = tripwire_store(trip);
        tripwire_arm(trip, records);
        sim_run(w, "promote-accounts", "xy-0146-qa", inputs, &result);
        whole = result.end == RUN_SUCCEEDED && !tripwire_cut(trip);
        w->setup.store = w->store;
        if (!whole)
                sim_do(w, rescue, &r);
        if (r.end == RUN_ROLLED_BACK)
                promotion_assert_before(w);
        else if (r.end == RUN_SUCCEEDED)
                promotion_assert_done(w);
        else if (strstr(err_text(&r.err), "known to the lost store alone"))
                (*said)++;
        else if (!r.nothing)
                fail_msg("after %d records: %s", records, err_text(&r.err));
        if (r.end != RUN_BROKEN)
                assert_no_copy(w);
        if (r.end != RUN_BROKEN && accounts)
                assert_nothing_is_left(w);
        err_clear(&r.err);
        sim_result_release(&result);
        tripwire_free(trip);
        store_close(memory);
        pipeline_free(p);
        sim_world_free(w);
        return whole;
}

static void a_lost_store_is_said_to_be_needed(void **state)
{
        static const struct {
                const char *accounts, *inputs;
        } cases[] = {
                {PROMOTION_ACCOUNTS(PROMOTION_MANUAL), "{" INPUTS "}"},
                {PROMOTION_ACCOUNTS(PROMOTION_AUTOMATED), "{" INPUTS "}"},
                {NULL, "{'services': ['web', 'worker'], 'key': 'alias/aws/rds'}"},
        };

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
                for (int back = 0; back < 2; back++) {
                        int said = 0, n = 1;

                        while (!lose_store(cases[i].accounts, cases[i].inputs, n, back, &said))
                                n += sim_step();
                        assert_true(said > 50 / sim_step());
                }
        }
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(lifted_from_another_account),
                cmocka_unit_test(an_automated_one_is_prepared),
                cmocka_unit_test(a_cluster_is_shared_and_copied_alike),
                cmocka_unit_test(lifted_and_gone_back_from),
                cmocka_unit_test(a_namesake_is_not_shared),
                cmocka_unit_test(one_account_needs_none_of_it),
                cmocka_unit_test(what_another_run_needs_is_left_to_it),
                cmocka_unit_test(the_last_one_takes_it_back),
                cmocka_unit_test(one_that_comes_later_keeps_it),
                cmocka_unit_test(what_is_shared_for_good_stays),
                cmocka_unit_test(any_lost_request_or_answer),
                cmocka_unit_test(cut_anywhere_it_ends_whole),
                cmocka_unit_test(a_lost_store_is_said_to_be_needed),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
