/* What a run has left in the account of the tier that it lifts from is found there, and deleted. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/aws/rds_share.h"
#include "engine/aws/ssm.h"
#include "engine/base/mem.h"
#include "stages/orphans.h"
#include "tests/sim/helper_promotion.h"
#include "tests/sim/helper_tripwire.h"

#define STACK "xy-0146-qa"
#define OTHER PROMOTION_OTHER
#define ROLE "arn:aws:iam::" OTHER ":role/lift"
#define HOME "000000000000/us-east-1"
#define COPY NEW "-copy"
#define UNENDED "its run has not ended, and holds the stack no longer"

#define AUTOMATED PROMOTION_ACCOUNTS(PROMOTION_AUTOMATED) /* can't be shared: a copy of it is */
#define MANUAL PROMOTION_ACCOUNTS(PROMOTION_MANUAL)

static const char deletion[] =
        "pipeline: orphans\n"
        "tiers: [dev, qa]\n"
        "roles: { dev: \"" ROLE "\" }\n"
        "inputs:\n"
        "  things: { type: list, required: true }\n"
        "  unfinished: { type: list }\n"
        "stages:\n"
        "  delete:\n"
        "    uses: orphans.delete\n"
        "    with: { things: \"${{ inputs.things }}\", tier: dev, unfinished: \"${{ "
        "inputs.unfinished }}\" }\n";

static struct aws *assume(struct sim_world *w)
{
        const struct aws_role role = {.arn = ROLE, .session_name = "test"};
        struct err err = ERR_INIT;
        struct aws *aws = aws_assume(w->aws, &role, &err);

        assert_non_null(aws);
        return aws;
}

struct look {
        const char *home, *unfinished;
        struct text out, things;
};

static void look(struct sim_world *w, void *arg)
{
        struct look *l = arg;
        struct aws *aws = assume(w);
        struct strlist unfinished = {0};
        struct orphan_search search = {
                .aws = w->aws, .unfinished = &unfinished, .home = l->home, .elsewhere = aws};
        struct orphans found = {0};
        struct err err = ERR_INIT;
        struct stack stack;

        if (l->unfinished)
                strlist_add(&unfinished, l->unfinished);
        search.stack = &stack;
        if (!stack_parse(STACK, &stack, &err) || !orphans_look(&search, &found, &err))
                fail_msg("%s", err_text(&err));
        for (size_t i = 0; i < found.count; i++) {
                const struct orphan *o = &found.items[i];

                text_addf(&l->out, "%s %s%s%s", orphan_kind_name(o->kind), o->name,
                          o->unsure ? ": " : "", o->unsure ? o->unsure : "");
                text_addf(&l->things, "'%s %s %s'", orphan_kind_name(o->kind), o->name,
                          o->identity);
        }
        orphans_release(&found);
        strlist_release(&unfinished);
        aws_free(aws);
}

static void assert_found(struct sim_world *w, const char *home, const char *unfinished,
                         const char *expected)
{
        struct look l = {.home = home, .unfinished = unfinished};

        sim_do(w, look, &l);
        assert_string_equal(text_str(&l.out), expected);
        text_release(&l.out);
        text_release(&l.things);
}

static void break_lock(struct sim_world *w, void *arg)
{
        struct err err = ERR_INIT;

        (void)arg;
        if (!ssm_delete(w->aws, "/xy-0146-qa/lock", &err))
                fail_msg("%s", err_text(&err));
}

/* Killed where that stage has ended, and its lock broken. */
static struct sim_world *left_after(const char *stage, const char *accounts, struct sim_result *r)
{
        struct sim_world *w = promotion_world(accounts);
        struct tripwire *trip = tripwire_new(w->store);
        struct store *whole = w->setup.store;

        w->setup.store = tripwire_store(trip);
        tripwire_arm_after(trip, "stage-ended", stage);
        sim_run(w, "promote-accounts", STACK,
                "{'services': ['web', 'worker'], 'dev_role': '" ROLE "', 'key': 'alias/aws/rds'}",
                r);
        assert_true(tripwire_cut(trip));
        w->setup.store = whole;
        tripwire_free(trip);
        sim_pass(w, 3600000);
        return w;
}

static void its_copy_there_is_found(void **state)
{
        struct sim_result r;
        struct sim_world *w = left_after("copy", AUTOMATED, &r);

        (void)state;
        assert_found(w, HOME, NULL, ""); /* it holds the stack */
        sim_do(w, break_lock, NULL);
        assert_found(w, HOME, r.id, "snapshot " COPY ": " UNENDED);
        assert_found(w, HOME, NULL, "snapshot " COPY);
        assert_found(w, "000000000000/eu-west-1", NULL,
                     "snapshot " COPY ": it is for the stack in " HOME);
        assert_found(w, NULL, NULL, "snapshot " COPY ": it is for the stack in " HOME);
        sim_result_release(&r);
        sim_world_free(w);
}

/* Shared by a run of another stack, or of one of that name in another place. */
static void mark_copy(struct sim_world *w, void *arg)
{
        struct aws *aws = assume(w);
        struct tags tags = {0};
        struct err err = ERR_INIT;

        (void)arg;
        tags_set(&tags, "snaplift:share:999988887777:r7", "xy-0146-prod");
        if (!rds_add_tags(aws, "arn:aws:rds:us-east-1:" OTHER ":snapshot:" COPY, &tags, &err))
                fail_msg("%s", err_text(&err));
        tags_release(&tags);
        aws_free(aws);
}

static void what_another_run_needs_is_none_for_sure(void **state)
{
        struct sim_result r;
        struct sim_world *w = left_after("copy", AUTOMATED, &r);

        (void)state;
        sim_do(w, break_lock, NULL);
        sim_do(w, mark_copy, NULL);
        assert_found(w, HOME, NULL,
                     "snapshot " COPY ": another run needs it shared; if that is over, take the "
                     "tag snaplift:share:999988887777:r7 off");
        sim_result_release(&r);
        sim_world_free(w);
}

/* It was for the run alone: that its timestamp is the active one by now does not hold it. */
static void also_when_what_is_made_of_it_is_active(void **state)
{
        struct sim_result r;
        struct sim_world *w = left_after("activate", AUTOMATED, &r);

        (void)state;
        promotion_assert_is(sim_parameter(w, "/xy-0146-qa/db/active-timestamp"), "20261120000000");
        sim_do(w, break_lock, NULL);
        assert_found(w, HOME, NULL, "snapshot " COPY);
        sim_result_release(&r);
        sim_world_free(w);
}

/* Of theirs there is no copy there, and it is shared still: for whom is on its mark. */
static void what_it_has_shared_is_named(void **state)
{
        struct sim_result r;
        struct sim_world *w = left_after("copy", MANUAL, &r);
        char *expected = xasprintf(
                "share theirs: if that run is over, take the account off the snapshot, then the "
                "tag snaplift:share:000000000000:%s",
                r.id);

        (void)state;
        assert_found(w, HOME, NULL, "");
        sim_do(w, break_lock, NULL);
        assert_found(w, HOME, r.id, "share theirs: " UNENDED);
        assert_found(w, HOME, NULL, expected);
        free(expected);
        sim_result_release(&r);
        sim_world_free(w);
}

static void count_theirs(struct sim_world *w, void *arg)
{
        struct aws *aws = assume(w);
        struct rds_snapshots all = {0};
        struct err err = ERR_INIT;

        if (!rds_list_snapshots(aws, DEV, NULL, &all, &err))
                fail_msg("%s", err_text(&err));
        *(size_t *)arg = all.count;
        rds_snapshots_release(&all);
        aws_free(aws);
}

static void take_lock(struct sim_world *w, void *arg)
{
        struct err err = ERR_INIT;

        (void)arg;
        if (!ssm_put(w->aws, "/xy-0146-qa/lock", "String", "{\"run\":\"r7\",\"owner\":\"a@b:1\"}",
                     true, NULL, NULL, &err))
                fail_msg("%s", err_text(&err));
}

/* meanwhile: between the list and the answer. */
static void delete_found(struct sim_world *w, const char *more,
                         void (*meanwhile)(struct sim_world *w, void *arg), enum run_end end,
                         size_t left)
{
        struct look l = {.home = HOME};
        struct sim_result r;
        size_t count = 0;
        char *inputs;

        sim_do(w, look, &l);
        inputs = xasprintf("{'things': [%s]%s}", text_str(&l.things), more);
        if (meanwhile)
                sim_do(w, meanwhile, NULL);
        sim_run(w, deletion, STACK, inputs, &r);
        sim_assert_end(&r, end);
        sim_do(w, count_theirs, &count);
        assert_int_equal(count, left);
        sim_result_release(&r);
        text_release(&l.out);
        text_release(&l.things);
        free(inputs);
}

static void it_is_deleted_there_alone(void **state)
{
        struct sim_result r;
        struct sim_world *w = left_after("copy", AUTOMATED, &r);
        char *unfinished = xasprintf(", 'unfinished': ['%s']", r.id), *ours;

        (void)state;
        sim_do(w, break_lock, NULL);
        delete_found(w, "", take_lock, RUN_UNCHANGED, 2);
        sim_do(w, break_lock, NULL);
        delete_found(w, unfinished, NULL, RUN_UNCHANGED, 2);
        delete_found(w, "", NULL, RUN_SUCCEEDED, 1);
        assert_found(w, HOME, NULL, "");
        ours = sim_snapshots(w, DEV);
        assert_non_null(strstr(ours, COPY)); /* of the same name, where the stack is */
        free(ours);
        free(unfinished);
        sim_result_release(&r);
        sim_world_free(w);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(its_copy_there_is_found),
                cmocka_unit_test(also_when_what_is_made_of_it_is_active),
                cmocka_unit_test(what_another_run_needs_is_none_for_sure),
                cmocka_unit_test(what_it_has_shared_is_named),
                cmocka_unit_test(it_is_deleted_there_alone),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
