/*
 * A database is changing for a moment, as any does: a cluster fails over, RDS takes a backup of an
 * instance. Whenever that is, the promotion goes its way, and so does a rollback.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "tests/sim/helper_cluster.h"
#include "tests/sim/helper_promotion.h"
#include "tests/sim/helper_wire.h"

#define BAD_IMAGE "{'services': ['web', 'worker'], 'images': {'web': 'web:bad'}}"

/* Longer than anything else is waited for. */
#define LONG_BACKUPS ", 'durations': {'snapshot-creating': 3000000}"

/* A call to RDS that somebody makes at an event of the run. */
static struct {
        const char *form;
        int at, events, accepted;
} hand;

static void act(void *arg)
{
        hand.accepted += wire_form(((struct sim_world *)arg)->transport, hand.form) == 200;
}

static void count(struct sim_world *w, struct json_object *cloud)
{
        (void)cloud;
        if (++hand.events == hand.at)
                fiber_start(w->loop, "somebody", act, w);
}

/* *over: there was no such event any more. */
static void play(bool cluster, const char *inputs, enum run_end end, bool *over)
{
        struct sim_world *w = cluster ? cluster_world(NULL) : promotion_world(LONG_BACKUPS);
        struct sim_result r;

        w->check = count;
        hand.events = 0;
        sim_run(w, "promote", "xy-0146-qa", inputs, &r);
        if (r.end != end)
                print_message("%s at event %d\n", hand.form, hand.at);
        sim_assert_end(&r, end);
        w->check = NULL;
        sim_pass(w, 3600000);
        if (end == RUN_SUCCEEDED)
                promotion_assert_is(sim_parameter(w, "/xy-0146-qa/db/active-timestamp"),
                                    "20261120000000");
        else
                promotion_assert_is(sim_parameter(w, "/xy-0146-qa/db/active-timestamp"),
                                    "20261001000000");
        promotion_assert_is(sim_parameter(w, "/xy-0146-qa/lock"), NULL);
        *over = hand.events < hand.at;
        sim_result_release(&r);
        sim_world_free(w);
}

/* At events all over it. */
static void whenever(bool cluster, const char *form, const char *inputs, enum run_end end)
{
        bool over = false;

        hand.form = form;
        hand.accepted = 0;
        for (hand.at = 1; !over; hand.at += 8 * sim_step())
                play(cluster, inputs, end, &over);
        /* with a sanitizer's step hardly any moment is left at which it may */
        assert_true(sim_step() > 10 || hand.accepted > 3 / sim_step());
}

static void a_cluster_may_fail_over(void **state)
{
        (void)state;
        whenever(true, "Action=FailoverDBCluster&DBClusterIdentifier=" NEW, SERVICES,
                 RUN_SUCCEEDED);
        whenever(true, "Action=FailoverDBCluster&DBClusterIdentifier=" OLD, SERVICES,
                 RUN_SUCCEEDED);
}

static void and_so_it_may_while_all_is_put_back(void **state)
{
        (void)state;
        whenever(true, "Action=FailoverDBCluster&DBClusterIdentifier=" NEW, BAD_IMAGE,
                 RUN_ROLLED_BACK);
        whenever(true, "Action=FailoverDBCluster&DBClusterIdentifier=" OLD, BAD_IMAGE,
                 RUN_ROLLED_BACK);
}

static void a_backup_may_be_taken(void **state)
{
        (void)state;
        whenever(false,
                 "Action=CreateDBSnapshot&DBSnapshotIdentifier=daily&DBInstanceIdentifier=" NEW,
                 SERVICES, RUN_SUCCEEDED);
        whenever(false,
                 "Action=CreateDBSnapshot&DBSnapshotIdentifier=daily&DBInstanceIdentifier=" OLD,
                 BAD_IMAGE, RUN_ROLLED_BACK);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(a_cluster_may_fail_over),
                cmocka_unit_test(and_so_it_may_while_all_is_put_back),
                cmocka_unit_test(a_backup_may_be_taken),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
