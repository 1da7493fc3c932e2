/* database.credentials: where the password comes from, what it must look like, and that it is never
 * told. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/base/mem.h"
#include "tests/sim/helper_promotion.h"
#include "tests/sim/helper_wire.h"

#define FAMILY "{\\'user\\': \\'app\\', \\'pw\\': \\'From-Json-77\\', \\'number\\': 12345678}"
#define SECRETS                                                                                    \
        ", 'secrets': ["                                                                           \
        "{'name': 'json', 'value': '" FAMILY "'},"                                                 \
        "{'name': 'plain', 'value': 'From-Plain-77'},"                                             \
        "{'name': 'newline', 'value': 'Ends-Badly-77\\n'},"                                        \
        "{'name': 'space', 'value': ' Begins-Badly-77'},"                                          \
        "{'name': 'short', 'value': 'Shrt-77'},"                                                   \
        "{'name': 'eight', 'value': 'Eight-77'},"                                                  \
        "{'name': 'slash', 'value': 'Sla/shed-77'},"                                               \
        "{'name': 'accent', 'value': 'Accént-7777'}]"

/* with: more inputs of the stage, as YAML after a comma. */
static char *pipeline_with(const char *with)
{
        return xasprintf("pipeline: copy\n"
                         "stages:\n"
                         "  copy: { uses: database.restore, with: { snapshot: latest } }\n"
                         "  credentials:\n"
                         "    uses: database.credentials\n"
                         "    with: { database: \"${{ stages.copy.outputs.database }}\"%s }\n",
                         with);
}

/* Nothing but the call itself may hold it: not the events, the error, the journal. */
static void assert_untold(struct sim_world *w, const struct sim_result *r, const char *secret)
{
        struct journal_record *records = NULL;
        struct err err = ERR_INIT;
        size_t count = 0;

        assert_null(strstr(text_str(&w->events), secret));
        assert_null(strstr(err_text(&r->err), secret));
        if (!w->store->ops->read(w->store, r->id, 0, &records, &count, &err))
                fail_msg("%s", err_text(&err));
        assert_true(count > 0);
        for (size_t i = 0; i < count; i++)
                assert_null(strstr(records[i].body, secret));
        journal_records_free(records, count);
}

static void takes(const char *with, const char *password)
{
        struct sim_world *w = promotion_world(SECRETS);
        char *pipeline = pipeline_with(with), *member;
        struct sim_result r;

        sim_run(w, pipeline, "xy-0146-qa", "{}", &r);
        sim_assert_end(&r, RUN_SUCCEEDED);
        member = xasprintf("MasterUserPassword=%s", password);
        assert_non_null(strstr(wire_last(w->transport, "ModifyDBInstance"), member));
        assert_untold(w, &r, password);
        free(member);
        free(pipeline);
        sim_result_release(&r);
        sim_world_free(w);
}

/* secret: what must not be told. */
static void refuses(const char *with, const char *words, const char *secret)
{
        struct sim_world *w = promotion_world(SECRETS);
        char *pipeline = pipeline_with(with);
        struct text plan = TEXT_INIT;
        struct sim_result r;
        const char *last;

        /* seen before anything is made */
        sim_plan(w, pipeline, "xy-0146-qa", "{}", &plan);
        if (!strstr(text_str(&plan), words))
                fail_msg("\"%s\" is not in the plan: %s", words, text_str(&plan));
        assert_null(strstr(text_str(&plan), secret));
        text_release(&plan);

        sim_run(w, pipeline, "xy-0146-qa", "{}", &r);
        if (r.end != RUN_ROLLED_BACK || !strstr(err_text(&r.err), words))
                fail_msg("%s: ended as %s: %s; expected: %s", with, run_end_name(r.end),
                         err_text(&r.err), words);
        last = wire_last(w->transport, "ModifyDBInstance");
        assert_true(!last || !strstr(last, "MasterUserPassword"));
        assert_untold(w, &r, secret);
        promotion_assert_before(w);
        free(pipeline);
        sim_result_release(&r);
        sim_world_free(w);
}

static void from_the_stacks_parameter(void **state)
{
        (void)state;
        takes("", "qa-secret-11");
        takes(", parameter: /xy-0146-qa/db/password", "qa-secret-11");
}

static void from_a_secret(void **state)
{
        (void)state;
        takes(", secret: plain", "From-Plain-77");
        takes(", secret: json, key: pw", "From-Json-77");
        takes(", secret: eight", "Eight-77");
}

static void white_space_around_it_is_a_mistake(void **state)
{
        (void)state;
        refuses(", secret: newline", "leading or trailing white space in newline", "Ends-Badly");
        refuses(", secret: space", "leading or trailing white space in space", "Begins-Badly");
}

static void what_rds_does_not_take_is_refused(void **state)
{
        (void)state;
        refuses(", secret: short", "short has 7 characters, RDS takes 8 to 128", "Shrt");
        refuses(", secret: slash", "character 4 of slash", "shed");
        refuses(", secret: accent", "character 4 of accent", "nt-7777");
}

/* A whole JSON secret is no password either: RDS does not take its quotes. */
static void a_member_that_is_not_there_is_named(void **state)
{
        (void)state;
        refuses(", secret: json, key: password", "secret json has no text member \"password\"",
                "From-Json");
        refuses(", secret: json, key: number", "secret json has no text member \"number\"",
                "12345678");
        refuses(", secret: plain, key: pw", "secret plain is not a JSON object", "From-Plain");
        refuses(", secret: json", "character 2 of json", "From-Json");
}

static void one_source_that_exists(void **state)
{
        (void)state;
        refuses(", secret: plain, parameter: /xy-0146-qa/db/password",
                "both parameter and secret are given", "From-Plain");
        refuses(", secret: nowhere", "nowhere", "From-Plain");
        refuses(", parameter: /nowhere", "/nowhere", "qa-secret");
        refuses(", parameter: /xy-0146-qa/db/host", "/xy-0146-qa/db/host is a String", "old.host");
}

/* A database that was there before is nobody's to change. */
static void only_a_database_of_this_run(void **state)
{
        struct sim_world *w = promotion_world(SECRETS);
        struct sim_result r;

        (void)state;
        sim_run(w,
                "pipeline: other\n"
                "stages:\n"
                "  credentials:\n"
                "    uses: database.credentials\n"
                "    with: { database: " OLD ", secret: plain }\n",
                "xy-0146-qa", "{}", &r);
        sim_assert_end(&r, RUN_UNCHANGED);
        assert_int_equal(sim_mutating(w), 0);
        sim_result_release(&r);
        sim_world_free(w);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(from_the_stacks_parameter),
                cmocka_unit_test(from_a_secret),
                cmocka_unit_test(white_space_around_it_is_a_mistake),
                cmocka_unit_test(what_rds_does_not_take_is_refused),
                cmocka_unit_test(a_member_that_is_not_there_is_named),
                cmocka_unit_test(one_source_that_exists),
                cmocka_unit_test(only_a_database_of_this_run),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
