/*
 * secret.require and secret.put: what they find, what they refuse, what they put back - and that no
 * value is ever told.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/aws/secrets.h"
#include "engine/aws/secrets_given.h"
#include "engine/base/mem.h"
#include "tests/sim/helper_promotion.h"
#include "tests/sim/helper_tripwire.h"
#include "tests/sim/helper_wire.h"

#define SECRETS                                                                                    \
        ", 'secrets': ["                                                                           \
        "{'name': 'S/json', 'value': '{\\'user\\': \\'app\\', \\'pw\\': \\'From-Json-77\\',"       \
        " \\'port\\': 5432, \\'none\\': null, \\'gap\\': \\'Gap-77 \\'}'},"                        \
        "{'name': 'S/plain', 'value': 'From-Plain-77'},"                                           \
        "{'name': 'S/newline', 'value': 'Ends-Badly-77\\n'},"                                      \
        "{'name': 'S/todo', 'value': 'CHANGEME'},"                                                 \
        "{'name': 'S/going', 'value': 'Goes-Soon-77', 'deleted_in_days': 9},"                      \
        "{'name': 'S/theirs', 'value': 'Theirs-7777', 'owner': 'rds'}]"

static struct sim_world *world(const char *faults)
{
        char *more = xasprintf("%s%s", SECRETS, faults ? faults : "");
        struct sim_world *w = promotion_world(more);

        free(more);
        return w;
}

static char *pipeline(const char *type, const char *with, const char *then)
{
        return xasprintf("pipeline: secrets\n"
                         "stages:\n"
                         "  one: { uses: %s, with: { %s } }\n"
                         "%s",
                         type, with, then ? then : "");
}

static void assert_untold(struct sim_world *w, const struct sim_result *r, const char *secret)
{
        struct journal_record *records = NULL;
        struct err err = ERR_INIT;
        size_t count = 0;

        if (strstr(text_str(&w->events), secret) || strstr(err_text(&r->err), secret))
                fail_msg("%s is told in %s%s", secret, text_str(&w->events), err_text(&r->err));
        if (!w->store->ops->read(w->store, r->id, 0, &records, &count, &err))
                fail_msg("%s", err_text(&err));
        for (size_t i = 0; i < count; i++)
                assert_null(strstr(records[i].body, secret));
        journal_records_free(records, count);
}

static void assert_no_value_told(struct sim_world *w, const struct sim_result *r)
{
        static const char *const values[] = {"From-Json", "From-Plain", "Ends-Badly", "Goes-Soon",
                                             "Gap-77",    "New-Value",  "Theirs-77"};

        for (size_t i = 0; i < ARRAY_LEN(values); i++)
                assert_untold(w, r, values[i]);
}

/* --- looking at one from a test --- */

struct seen {
        const char *id;
        char *value, *current, *previous;
        int64_t deleted;
        size_t versions;
};

static void see(struct sim_world *w, void *arg)
{
        struct seen *seen = arg;
        struct secret secret;
        struct err err = ERR_INIT;

        if (!secrets_describe(w->aws, seen->id, &secret, &err))
                fail_msg("%s", err_text(&err));
        seen->current = xstrdup(secret_version_of(&secret, "AWSCURRENT"));
        seen->previous = xstrdup(secret_version_of(&secret, "AWSPREVIOUS"));
        seen->deleted = secret.deleted;
        seen->versions = (size_t)json_object_object_length(secret.versions);
        if (!secret.deleted && !secrets_get(w->aws, seen->id, &seen->value, &err))
                fail_msg("%s", err_text(&err));
        secrets_release(&secret);
}

static struct seen seen_of(struct sim_world *w, const char *id)
{
        struct seen seen = {.id = id};

        sim_do(w, see, &seen);
        return seen;
}

static void seen_release(struct seen *seen)
{
        free(seen->value);
        free(seen->current);
        free(seen->previous);
}

/* --- secret.require --- */

static bool said_no(const struct sim_result *r, const char *words)
{
        return (r->end == RUN_ROLLED_BACK || r->end == RUN_REFUSED) &&
               strstr(err_text(&r->err), words);
}

/* words: why it says no; NULL: it does not. */
static void require(const char *with, const char *words)
{
        struct sim_world *w = world(NULL);
        char *text = pipeline("secret.require", with, NULL);
        struct sim_result r;
        struct text plan = TEXT_INIT;

        sim_plan(w, text, "xy-0146-qa", "{}", &plan);
        if (words && !strstr(text_str(&plan), words))
                fail_msg("\"%s\" is not in the plan: %s", words, text_str(&plan));
        text_release(&plan);
        sim_run(w, text, "xy-0146-qa", "{}", &r);
        if (words ? !said_no(&r, words) : r.end != RUN_UNCHANGED)
                fail_msg("%s: ended as %s: %s", with, run_end_name(r.end), err_text(&r.err));
        assert_no_value_told(w, &r);
        assert_int_equal(sim_mutating(w), 0);
        free(text);
        sim_result_release(&r);
        sim_world_free(w);
}

static void what_is_there_passes(void **state)
{
        (void)state;
        require("secret: S/plain", NULL);
        require("secret: S/json, keys: [user, pw, port]", NULL);
        require("parameter: /xy-0146-qa/db/password", NULL);
}

static void what_is_wrong_is_named(void **state)
{
        (void)state;
        require("secret: S/nowhere", "S/nowhere");
        require("secret: S/newline", "leading or trailing white space in S/newline");
        require("secret: S/todo", "S/todo holds the place of a value");
        require("secret: S/plain, keys: [pw]", "secret S/plain is not a JSON object");
        require("secret: S/json, keys: [user, pass, none, host]",
                "secret S/json has no member \"pass\", \"none\", \"host\"");
        require("secret: S/json, keys: [gap]",
                "leading or trailing white space in member \"gap\" of secret S/json");
        require("parameter: /xy-0146-qa/db/host",
                "/xy-0146-qa/db/host is a String, expected a SecureString");
        require("secret: S/plain, parameter: /a", "both parameter and secret are given");
        require("secret: 'a b'", "is not where a secret can come from");
}

static void one_that_is_going_is_told_with_its_date(void **state)
{
        (void)state;
        /* the world begins on 2026-11-21 */
        require("secret: S/going", "secret S/going is scheduled for deletion: 2026-");
}

static void restored_when_asked(const char *faults)
{
        struct sim_world *w = world(faults);
        char *text = pipeline("secret.require", "secret: S/going, restore: true", NULL);
        struct text plan = TEXT_INIT;
        struct sim_result r;
        struct seen seen;

        sim_plan(w, text, "xy-0146-qa", "{}", &plan);
        assert_non_null(strstr(text_str(&plan), "secretsmanager:RestoreSecret S/going"));
        text_release(&plan);
        sim_run(w, text, "xy-0146-qa", "{}", &r);
        sim_assert_end(&r, RUN_SUCCEEDED);
        assert_no_value_told(w, &r);
        seen = seen_of(w, "S/going");
        assert_int_equal(seen.deleted, 0);
        seen_release(&seen);
        sim_result_release(&r);
        sim_run(w, text, "xy-0146-qa", "{}", &r);
        sim_assert_end(&r, RUN_UNCHANGED);
        free(text);
        sim_result_release(&r);
        sim_world_free(w);
}

static void one_that_is_going_is_restored_on_request(void **state)
{
        (void)state;
        restored_when_asked(NULL);
        restored_when_asked(", 'faults': [{'when': {'operation': 'RestoreSecret', 'nth': 1},"
                            " 'do': 'drop-after'}]");
        restored_when_asked(", 'faults': [{'when': {'operation': 'RestoreSecret', 'nth': 1},"
                            " 'do': 'drop-before'}]");
}

/* What a container takes. */
static void the_reference_is_the_arn(void **state)
{
        struct sim_world *w = world(NULL);
        struct sim_result r;

        (void)state;
        sim_run(w,
                "pipeline: secrets\n"
                "stages:\n"
                "  one: { uses: secret.require, with: { secret: S/json, keys: [pw] } }\n"
                "  two:\n"
                "    uses: secret.require\n"
                "    with: { secret: \"${{ stages.one.outputs.reference }}\" }\n",
                "xy-0146-qa", "{}", &r);
        sim_assert_end(&r, RUN_UNCHANGED);
        assert_non_null(strstr(wire_last(w->transport, "GetSecretValue"),
                               "arn:aws:secretsmanager:us-east-1:000000000000:secret:S/json-"));
        assert_null(strstr(wire_last(w->transport, "GetSecretValue"), "pw"));
        sim_result_release(&r);
        sim_world_free(w);
}

/* --- secret.put --- */

#define FAILS "  two: { uses: identity.guard, needs: [one], with: { account: '999999999999' } }\n"

static void puts_it(const char *with, const char *id, const char *expected, const char *faults)
{
        struct sim_world *w = world(faults);
        char *text = pipeline("secret.put", with, NULL);
        struct text plan = TEXT_INIT;
        struct sim_result r;
        struct seen seen;

        aws_give_secret(w->aws, "PW", "New-Value-99");
        sim_plan(w, text, "xy-0146-qa", "{}", &plan);
        assert_non_null(strstr(text_str(&plan), "secretsmanager:PutSecretValue S/"));
        assert_null(strstr(text_str(&plan), "New-Value"));
        text_release(&plan);
        sim_run(w, text, "xy-0146-qa", "{}", &r);
        sim_assert_end(&r, RUN_SUCCEEDED);
        assert_no_value_told(w, &r);
        seen = seen_of(w, id);
        assert_string_equal(seen.value, expected);
        assert_int_equal(seen.versions, 2); /* once, whatever was lost */
        assert_non_null(seen.previous);
        seen_release(&seen);
        sim_result_release(&r);
        /* and again: it has it already */
        sim_run(w, text, "xy-0146-qa", "{}", &r);
        sim_assert_end(&r, RUN_UNCHANGED);
        free(text);
        sim_result_release(&r);
        sim_world_free(w);
}

#define JSON_AFTER                                                                                 \
        "{\"user\":\"app\",\"pw\":\"New-Value-99\",\"port\":5432,\"none\":null,\"gap\":\"Gap-77 "  \
        "\"}"
#define LOST(op, how) ", 'faults': [{'when': {'operation': '" op "', 'nth': 1}, 'do': '" how "'}]"

static void a_value_is_put(void **state)
{
        (void)state;
        puts_it("secret: S/plain, value: PW", "S/plain", "New-Value-99", NULL);
        puts_it("secret: S/json, key: pw, value: PW", "S/json", JSON_AFTER, NULL);
        puts_it("secret: S/plain, value: PW", "S/plain", "New-Value-99",
                LOST("PutSecretValue", "drop-after"));
        puts_it("secret: S/plain, value: PW", "S/plain", "New-Value-99",
                LOST("PutSecretValue", "drop-before"));
}

static void put_refuses(const char *with, const char *given, const char *words)
{
        struct sim_world *w = world(NULL);
        char *text = pipeline("secret.put", with, NULL);
        struct sim_result r;

        if (given)
                aws_give_secret(w->aws, "PW", given);
        sim_run(w, text, "xy-0146-qa", "{}", &r);
        if (!said_no(&r, words))
                fail_msg("%s: ended as %s: %s", with, run_end_name(r.end), err_text(&r.err));
        assert_no_value_told(w, &r);
        assert_int_equal(wire_count(w->transport, "PutSecretValue"), 0);
        free(text);
        sim_result_release(&r);
        sim_world_free(w);
}

static void what_can_not_be_put_is_refused(void **state)
{
        (void)state;
        put_refuses("secret: S/plain, value: PW", NULL, "the value PW was not handed in");
        put_refuses("secret: S/plain, value: pw", NULL, "can't name a value that is handed in");
        put_refuses("secret: S/plain, value: PW", "New-Value-99\n",
                    "leading or trailing white space in PW");
        put_refuses("secret: S/plain, value: PW", "changeme", "PW holds the place of a value");
        put_refuses("secret: S/nowhere, value: PW", "New-Value-99", "S/nowhere");
        put_refuses("secret: S/going, value: PW", "New-Value-99", "is scheduled for deletion");
        put_refuses("secret: S/theirs, value: PW", "New-Value-99",
                    "secret S/theirs is managed by rds");
        put_refuses("secret: S/plain, key: pw, value: PW", "New-Value-99",
                    "secret S/plain is not a JSON object");
}

/* The same value, version and labels as before. */
static void rolled_back(const char *faults)
{
        struct sim_world *w = world(faults);
        char *text = pipeline("secret.put", "secret: S/plain, value: PW", FAILS);
        struct seen before, after;
        struct sim_result r;

        aws_give_secret(w->aws, "PW", "New-Value-99");
        before = seen_of(w, "S/plain");
        sim_run(w, text, "xy-0146-qa", "{}", &r);
        sim_assert_end(&r, RUN_ROLLED_BACK);
        assert_no_value_told(w, &r);
        assert_int_equal(wire_count(w->transport, "PutSecretValue") > 0, true);
        after = seen_of(w, "S/plain");
        assert_string_equal(after.value, before.value);
        assert_string_equal(after.current, before.current);
        assert_null(after.previous);
        seen_release(&before);
        seen_release(&after);
        free(text);
        sim_result_release(&r);
        sim_world_free(w);
}

static void undo_makes_the_earlier_value_current(void **state)
{
        (void)state;
        rolled_back(NULL);
        rolled_back(LOST("UpdateSecretVersionStage", "drop-after"));
        rolled_back(LOST("UpdateSecretVersionStage", "drop-before"));
        rolled_back(LOST("PutSecretValue", "drop-after"));
        rolled_back(", 'faults': [{'when': {'operation': 'UpdateSecretVersionStage', 'nth': 2},"
                    " 'do': 'drop-after'}]");
}

/* Twice, so that there was an AWSPREVIOUS to put back. */
static void undo_puts_both_labels_back(void **state)
{
        struct sim_world *w = world(NULL);
        char *good = pipeline("secret.put", "secret: S/plain, value: PW", NULL);
        char *bad = pipeline("secret.put", "secret: S/plain, value: PW", FAILS);
        struct seen before, after;
        struct sim_result r;

        (void)state;
        aws_give_secret(w->aws, "PW", "New-Value-88");
        sim_run(w, good, "xy-0146-qa", "{}", &r);
        sim_assert_end(&r, RUN_SUCCEEDED);
        sim_result_release(&r);
        before = seen_of(w, "S/plain");
        aws_give_secret(w->aws, "PW", "New-Value-99");
        sim_run(w, bad, "xy-0146-qa", "{}", &r);
        sim_assert_end(&r, RUN_ROLLED_BACK);
        after = seen_of(w, "S/plain");
        assert_string_equal(after.value, "New-Value-88");
        assert_string_equal(after.current, before.current);
        assert_string_equal(after.previous, before.previous);
        seen_release(&before);
        seen_release(&after);
        sim_result_release(&r);
        free(good);
        free(bad);
        sim_world_free(w);
}

/* Somebody puts another value while the run is under way: that one stays. */
static void meddle(struct sim_world *w, struct json_object *cloud)
{
        static bool done;

        (void)cloud;
        if (wire_count(w->transport, "PutSecretValue") == 0)
                done = false;
        else if (!done && wire_count(w->transport, "GetCallerIdentity") > 0)
                done = wire_call(w->transport, "secretsmanager.PutSecretValue",
                                 "{'SecretId': 'S/plain', 'SecretString': 'Somebody-Else',"
                                 " 'ClientRequestToken': '0123456789abcdef0123456789abcdef'}") ==
                       200;
}

static void another_value_put_since_is_left_alone(void **state)
{
        struct sim_world *w = world(NULL);
        char *text = pipeline("secret.put", "secret: S/plain, value: PW", FAILS);
        struct sim_result r;
        struct seen seen;

        (void)state;
        aws_give_secret(w->aws, "PW", "New-Value-99");
        w->check = meddle;
        sim_run(w, text, "xy-0146-qa", "{}", &r);
        w->check = NULL;
        sim_assert_end(&r, RUN_ROLLED_BACK);
        seen = seen_of(w, "S/plain");
        assert_string_equal(seen.value, "Somebody-Else");
        assert_string_equal(seen.current, "0123456789abcdef0123456789abcdef");
        assert_non_null(seen.previous); /* the labels, too */
        seen_release(&seen);
        free(text);
        sim_result_release(&r);
        sim_world_free(w);
}

/* Killed after any record and resumed, the value is there, once; rolled back, it is as before. */
static bool cut_after(int records, bool back, int *done)
{
        struct sim_world *w = world(NULL);
        struct tripwire *trip = tripwire_new(w->store);
        char *text = pipeline("secret.put", "secret: S/plain, value: PW", NULL);
        struct sim_result r, again = {0};
        struct seen seen;
        bool whole;

        aws_give_secret(w->aws, "PW", "New-Value-99");
        w->setup.store = tripwire_store(trip);
        tripwire_arm(trip, records);
        sim_run(w, text, "xy-0146-qa", "{}", &r);
        whole = r.end == RUN_SUCCEEDED && !tripwire_cut(trip);
        tripwire_disarm(trip);
        if (!whole && r.id) {
                if (back)
                        sim_rollback_cut(w, r.id, &again);
                else
                        sim_resume(w, r.id, &again);
                if (back && again.end == RUN_SUCCEEDED) {
                        (*done)++;
                        back = false;
                }
                sim_assert_end(&again, back ? RUN_ROLLED_BACK : RUN_SUCCEEDED);
                assert_no_value_told(w, &again);
                sim_result_release(&again);
        }
        if (r.id) {
                seen = seen_of(w, "S/plain");
                assert_string_equal(seen.value, back && !whole ? "From-Plain-77" : "New-Value-99");
                if (back && !whole)
                        assert_null(seen.previous);
                else
                        assert_int_equal(seen.versions, 2);
                seen_release(&seen);
        }
        free(text);
        sim_result_release(&r);
        sim_world_free(w);
        tripwire_free(trip);
        return !whole;
}

static void cut_anywhere(void **state)
{
        int resumed = 1, back = 1, done = 0;

        (void)state;
        while (cut_after(resumed, false, &done))
                resumed++;
        while (cut_after(back, true, &done))
                back++;
        assert_true(resumed > 8 && back > 8);
        assert_int_equal(done, 1); /* it lacked its end only */
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(what_is_there_passes),
                cmocka_unit_test(what_is_wrong_is_named),
                cmocka_unit_test(one_that_is_going_is_told_with_its_date),
                cmocka_unit_test(one_that_is_going_is_restored_on_request),
                cmocka_unit_test(the_reference_is_the_arn),
                cmocka_unit_test(a_value_is_put),
                cmocka_unit_test(what_can_not_be_put_is_refused),
                cmocka_unit_test(undo_makes_the_earlier_value_current),
                cmocka_unit_test(undo_puts_both_labels_back),
                cmocka_unit_test(another_value_put_since_is_left_alone),
                cmocka_unit_test(cut_anywhere),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
