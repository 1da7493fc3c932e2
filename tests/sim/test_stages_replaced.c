/*
 * Somebody has put another database under the name between the last look and the deletion: RDS goes
 * by the name alone, and only its answer tells. Nothing brings that one back, but it is said at
 * once, and nothing more is done to it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "engine/aws/rds.h"
#include "engine/base/json.h"
#include "tests/sim/helper_cluster.h"
#include "tests/sim/helper_promotion.h"
#include "tests/sim/helper_wire.h"

/* A database by its name, and which one it is. */
static const struct kind {
        const char *list, *name, *resource;
} instances = {"instances", "DBInstanceIdentifier", "DbiResourceId"},
  clusters = {"clusters", "DBClusterIdentifier", "DbClusterResourceId"};

static const char *resource_of(struct json_object *state, const struct kind *kind, const char *id)
{
        struct json_object *list = json_array(json_get(state, "rds"), kind->list);

        for (size_t i = 0; i < json_count(list); i++)
                if (text_same(json_text(json_at(list, i), kind->name), id))
                        return json_text(json_at(list, i), kind->resource);
        fail_msg("%s is not there", id);
        return NULL;
}

/* The answer to that operation says of that database that it was another. Until it is stuck. */
static void promote(struct sim_world *w, const struct kind *kind, const char *id,
                    const char *operation, const char *inputs, struct sim_result *r)
{
        struct json_object *state = standin_state(w->cloud);
        static char was[64], is[64];

        snprintf(was, sizeof(was), "%s", resource_of(state, kind, id));
        snprintf(is, sizeof(is), "%s", was);
        memset(strrchr(is, '-') + 1, 'Z', strlen(strrchr(is, '-') + 1));
        json_object_put(state);
        wire_replace(w->transport, operation, was, is);
        sim_run(w, "promote", "xy-0146-qa", inputs, r);
        sim_assert_end(r, RUN_STUCK);
        sim_assert_told(r, is);
}

static void assert_advised(const struct sim_result *r, const char *words)
{
        if (!r->err.next || !strstr(r->err.next, words))
                fail_msg("\"%s\" is not in: %s", words, r->err.next);
}

/* There is nothing more to do, and nothing more is asked for. */
static void told_and_over(struct sim_world *w, const struct kind *kind, const char *operation)
{
        struct sim_result r, again;

        promote(w, kind, OLD, operation, SERVICES, &r);
        sim_assert_told(&r, OLD " was replaced by somebody else before its deletion arrived");
        assert_advised(&r, "comes back from its final snapshot " OLD "-final-2026");
        sim_resume(w, r.id, &again);
        sim_assert_end(&again, RUN_SUCCEEDED);
        assert_int_equal(wire_count(w->transport, operation), 1);
        sim_result_release(&again);
        sim_result_release(&r);
        sim_world_free(w);
}

static void the_database_is_told_of(void **state)
{
        (void)state;
        told_and_over(promotion_world(NULL), &instances, "DeleteDBInstance");
}

static void the_cluster_is_told_of(void **state)
{
        (void)state;
        told_and_over(cluster_world(NULL), &clusters, "DeleteDBCluster");
}

static void a_member_is_told_of(void **state)
{
        struct sim_world *w = cluster_world(NULL);
        struct sim_result r;

        (void)state;
        promote(w, &instances, "qa-b", "DeleteDBInstance", SERVICES, &r);
        sim_assert_told(&r, "qa-b was replaced by somebody else before its deletion arrived");
        assert_int_equal(wire_count(w->transport, "DeleteDBCluster"), 0);
        sim_result_release(&r);
        sim_world_free(w);
}

static void protection_that_was_lifted_is_told_of(void **state)
{
        struct sim_world *w = promotion_world(NULL);
        struct sim_result r;

        (void)state;
        sim_do(w, promotion_protect, (void *)(uintptr_t)OLD);
        sim_pass(w, 600000);
        promote(w, &instances, OLD, "ModifyDBInstance",
                "{'services': ['web', 'worker'], 'disable_protection': true}", &r);
        sim_assert_told(&r, "database " OLD " is another one by now");
        assert_advised(&r, "put its deletion protection on again");
        assert_int_equal(wire_count(w->transport, "DeleteDBInstance"), 0);
        sim_result_release(&r);
        sim_world_free(w);
}

static void a_clusters_protection_is_told_of(void **state)
{
        struct sim_world *w = cluster_rich_world(NULL);
        struct sim_result r;

        (void)state;
        promote(w, &clusters, OLD, "ModifyDBCluster", SERVICES, &r);
        sim_assert_told(&r, "database " OLD " is another one by now");
        assert_advised(&r, "put its deletion protection on again");
        assert_int_equal(wire_count(w->transport, "DeleteDBInstance"), 0);
        sim_result_release(&r);
        sim_world_free(w);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(the_database_is_told_of),
                cmocka_unit_test(a_member_is_told_of),
                cmocka_unit_test(the_cluster_is_told_of),
                cmocka_unit_test(protection_that_was_lifted_is_told_of),
                cmocka_unit_test(a_clusters_protection_is_told_of),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
