/* The ready promotion of a stack whose database is an Aurora cluster. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/aws/rds_cluster.h"
#include "engine/base/mem.h"
#include "tests/sim/helper_cluster.h"
#include "tests/sim/helper_wire.h"

static void promote_as_ever(void **state)
{
        struct sim_world *w = cluster_world(NULL);
        struct json_object *outputs;
        struct sim_result r;

        (void)state;
        cluster_assert_before(w);
        w->check = cluster_check;
        sim_run(w, "promote", "xy-0146-qa", SERVICES, &r);
        sim_assert_end(&r, RUN_SUCCEEDED);
        cluster_assert_done(w);
        assert_string_equal(cluster_breaches(), "");
        outputs = sim_outputs(w, r.id, "restore");
        assert_string_equal(json_text(outputs, "kind"), "cluster");
        assert_string_equal(json_text(outputs, "reader_host"),
                            NEW ".cluster-ro-standin.us-east-1.rds.amazonaws.com");
        json_object_put(outputs);
        sim_result_release(&r);

        sim_run(w, "promote", "xy-0146-qa", SERVICES, &r);
        sim_assert_end(&r, RUN_UNCHANGED);
        sim_result_release(&r);
        sim_world_free(w);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(promote_as_ever),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
