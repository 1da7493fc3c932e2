/* What the journal keeps, and what it refuses to read. */
#include "helper_bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <sqlite3.h>

#include "engine/run/journal.h"
#include "engine/run/unfinished.h"
#include "engine/store/sqlite_sum.h"

static const char one[] = "pipeline: t\n"
                          "stages:\n"
                          "  a: { uses: test.make }\n";

/* Everything the journal has to say: its kinds, in order. */
static void expect_kinds(struct bench *b, const char *expected)
{
        struct journal_record *r;
        struct text got = TEXT_INIT;
        size_t n;

        assert_true(b->store->ops->read(b->store, run_id(b->run), 0, &r, &n, &b->err));
        for (size_t i = 0; i < n; i++)
                text_addf(&got, "%s%s", i ? " " : "", r[i].kind);
        assert_string_equal(text_str(&got), expected);
        text_release(&got);
        journal_records_free(r, n);
}

static void has_every_step_before_its_effect(void **state)
{
        struct bench b;

        (void)state;
        bench_init(&b, one, NULL, NULL);
        bench_go(&b);
        expect_kinds(&b, "run-started stage-started stage-remember lock-intent run-locked "
                         "stage-started stage-remember stage-intent stage-result stage-ended "
                         "run-ended");
        bench_release(&b);
}

static void put(struct bench *b, const char *kind, const char *stage, const char *body)
{
        struct journal_entry entry = {
                .run = run_id(b->run), .at = 1, .kind = kind, .stage = stage, .body = body};

        assert_true(b->store->ops->append(b->store, &entry, &b->err));
}

static void refuses(struct bench *b, const char *words)
{
        struct run *run = run_open(&b->setup, run_id(b->run), &b->err);

        assert_null(run);
        assert_true(err_is(&b->err, ERR_STORE));
        bench_expect_err(b, words);
        err_clear(&b->err);
        bench_drive(b, false);
        bench_expect_end(b, RUN_BROKEN);
        bench_expect_err(b, words);
}

static void refuses_records_it_does_not_understand(void **state)
{
        struct bench b;

        (void)state;
        bench_init(&b, one, NULL, NULL);
        bench_start(&b);
        put(&b, "stage-danced", "a", "{}");
        refuses(&b, "not known");
        bench_start(&b);
        put(&b, "stage-started", "nobody", "{}");
        refuses(&b, "not in the definition");
        bench_start(&b);
        put(&b, "stage-started", "a", "{");
        refuses(&b, "not JSON");
        assert_int_equal(world_thing(b.world, "a")->starts, 0);
        bench_release(&b);
}

static void stays_readable_whatever_a_service_says(void **state)
{
        struct bench b;
        struct json_object *body = json_object_new_object();

        (void)state;
        bench_init(&b, one, NULL, NULL);
        bench_start(&b);
        json_put_text(body, "text", "caf\xe9 \xff\xc3( caf\xc3\xa9 \xf0\x9f\x90\x98 \xe6\xbc");
        assert_true(journal_send(&b.setup, run_id(b.run), REC_STAGE_REPORT, NULL, body, &b.err));
        bench_reopen(&b, false);
        bench_expect_end(&b, RUN_SUCCEEDED);
        bench_release(&b);
}

static void keeps_errors_whole(void **state)
{
        struct json_object *body = json_object_new_object();
        struct err before = ERR_INIT, after = ERR_INIT;

        (void)state;
        err_set(&before, ERR_LIMIT, "no more instances");
        err_reason(&before, "InstanceQuotaExceeded");
        err_next(&before, "raise the quota");
        journal_put_err(body, &before);
        journal_get_err(body, &after);
        assert_int_equal(after.code, ERR_LIMIT);
        assert_string_equal(after.text, "no more instances");
        assert_string_equal(after.reason, "InstanceQuotaExceeded");
        assert_string_equal(after.next, "raise the quota");
        err_clear(&before);
        err_clear(&after);
        json_object_put(body);
}

static void expect_unfinished(struct store *store, const char *run, const char *goes_on)
{
        struct run_record record = {0};
        struct strlist ids = {0};
        struct err err = ERR_INIT;
        char *begun;

        assert_true(store->ops->find(store, run, &record, &err));
        assert_true(run_unfinished(store, record.stack, record.pipeline, &ids, &begun, &err));
        assert_int_equal(ids.count, 1);
        assert_string_equal(ids.items[0], run);
        if (goes_on)
                assert_string_equal(begun, goes_on);
        else
                assert_null(begun);
        free(begun);
        strlist_release(&ids);
        run_record_release(&record);
}

static void opens_only_what_was_written(void **state)
{
        char dir[] = "/tmp/snaplift-journal-XXXXXX", file[64], command[96];
        struct bench b;
        sqlite3 *db;

        (void)state;
        assert_non_null(mkdtemp(dir));
        snprintf(file, sizeof(file), "%s/runs.db", dir);
        bench_init(&b, one, file, NULL);
        bench_start(&b);
        expect_unfinished(b.store, run_id(b.run), run_id(b.run));
        assert_int_equal(sqlite3_open(file, &db), SQLITE_OK);
        assert_int_equal(sqlite3_exec(db,
                                      "UPDATE journal SET body = replace(body, 'pipeline: t',"
                                      " 'pipeline: u')",
                                      NULL, NULL, NULL),
                         SQLITE_OK);
        assert_null(run_open(&b.setup, run_id(b.run), &b.err));
        bench_expect_err(&b, "damaged");
        assert_int_equal(sqlite3_exec(db, "DELETE FROM journal", NULL, NULL, NULL), SQLITE_OK);
        assert_null(run_open(&b.setup, run_id(b.run), &b.err));
        bench_expect_err(&b, "damaged: record 1 of run");
        assert_int_equal(sqlite_sum_register(db), SQLITE_OK);
        assert_int_equal(sqlite3_exec(db,
                                      "UPDATE runs SET records = 0, sum = row_sum(id, stack,"
                                      " pipeline, state, owner, created, changed, 0)",
                                      NULL, NULL, NULL),
                         SQLITE_OK);
        assert_null(run_open(&b.setup, run_id(b.run), &b.err));
        bench_expect_err(&b, "never begun");
        expect_unfinished(b.store, run_id(b.run), NULL);
        assert_null(run_open(&b.setup, "20250101-000000-aaaa", &b.err));
        assert_true(err_is(&b.err, ERR_NOT_FOUND));
        sqlite3_close(db);
        bench_release(&b);
        snprintf(command, sizeof(command), "rm -rf %s", dir);
        assert_int_equal(system(command), 0);
}

/* --- a store that fails at a given append --- */

static const struct store_ops *real;
static struct store_ops failing;
static int appends_left;

static bool failing_append(struct store *s, const struct journal_entry *entry, struct err *err)
{
        if (appends_left-- <= 0)
                return err_set(err, ERR_STORE, "the disk is full");
        return real->append(s, entry, err);
}

/* Whichever record can't be written: nothing is done that the journal does not know of, and once
 * the store is well again the run goes on. */
static void stops_when_it_cannot_be_written(void **state)
{
        int at = 0;

        (void)state;
        for (bool ended = false; !ended; at++) {
                struct bench b;

                bench_init(&b, one, NULL, NULL);
                bench_start(&b);
                real = b.store->ops;
                failing = *real;
                failing.append = failing_append;
                b.store->ops = &failing;
                appends_left = at;
                bench_drive(&b, false);
                b.store->ops = real;
                ended = b.end == RUN_SUCCEEDED;
                if (!ended) {
                        bench_expect_end(&b, RUN_INTERRUPTED);
                        bench_expect_err(&b, "the disk is full");
                        assert_int_equal(world_thing(b.world, "a")->made, at > 6 ? 1 : 0);
                        bench_reopen(&b, false);
                        bench_expect_end(&b, RUN_SUCCEEDED);
                }
                assert_int_equal(world_thing(b.world, "a")->made, 1);
                assert_string_equal(b.world->lock, "");
                bench_release(&b);
        }
        assert_int_equal(at - 1, 10);
}

/* --- what survives a power cut at once --- */

static struct text durable;

static bool noting_append(struct store *s, const struct journal_entry *entry, struct err *err)
{
        if (entry->durable)
                text_addf(&durable, "%s%s", durable.len ? " " : "", entry->kind);
        return real->append(s, entry, err);
}

static void is_durable_before_each_effect_and_at_the_end(void **state)
{
        struct bench b;

        (void)state;
        for (int failing_run = 0; failing_run <= 1; failing_run++) {
                bench_init(&b, one, NULL, NULL);
                world_thing(b.world, "a")->fail = failing_run ? ERR_FAILED : ERR_NONE;
                real = b.store->ops;
                failing = *real;
                failing.append = noting_append;
                b.store->ops = &failing;
                bench_go(&b);
                assert_string_equal(text_str(&durable),
                                    failing_run ? "run-started lock-intent stage-intent "
                                                  "rollback-started undo-started stage-intent "
                                                  "run-ended"
                                                : "run-started lock-intent stage-intent run-ended");
                text_release(&durable);
                b.store->ops = real;
                bench_release(&b);
        }
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(has_every_step_before_its_effect),
                cmocka_unit_test(refuses_records_it_does_not_understand),
                cmocka_unit_test(stays_readable_whatever_a_service_says),
                cmocka_unit_test(keeps_errors_whole),
                cmocka_unit_test(opens_only_what_was_written),
                cmocka_unit_test(stops_when_it_cannot_be_written),
                cmocka_unit_test(is_durable_before_each_effect_and_at_the_end),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
