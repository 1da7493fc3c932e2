/*
 * What the SQLite store has kept after a power cut, and after its process was killed: at every
 * operation on its files, with what was not synced yet lost, torn or out of order.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "engine/store/store.h"
#include "helper_disk.h"

enum { NOW = 1000000 };

struct place {
        char dir[64];
        char file[128];
};

static int place_make(void **state)
{
        struct place *p = xcalloc(1, sizeof(*p));

        disk_record(true);
        strcpy(p->dir, "/tmp/snaplift-power-XXXXXX");
        assert_non_null(mkdtemp(p->dir));
        snprintf(p->file, sizeof(p->file), "%s/runs.db", p->dir);
        *state = p;
        return 0;
}

static int place_drop(void **state)
{
        struct place *p = *state;
        char command[96];

        disk_record(false);
        disk_release();
        snprintf(command, sizeof(command), "rm -rf %s", p->dir);
        assert_int_equal(system(command), 0);
        free(p);
        return 0;
}

static void must(bool ok, struct err *err)
{
        if (!ok)
                fail_msg("%s", err_text(err));
}

static struct store *open_store(const char *file)
{
        struct err err = ERR_INIT;
        struct store *s = store_open(file, &err);

        must(s, &err);
        return s;
}

static void add_run(struct store *s)
{
        struct err err = ERR_INIT;
        struct run_record r = {"r1", "xy-1-qa", "promote", "running", "me@here:1", 1, 1};

        must(s->ops->create(s, &r, &err), &err);
}

static void add_as(struct store *s, bool durable, const char *kind)
{
        struct journal_entry entry = {
                .run = "r1", .at = NOW, .kind = kind, .body = "{}", .durable = durable};
        struct err err = ERR_INIT;

        must(s->ops->append(s, &entry, &err), &err);
}

/* The kinds of the records that would be there after a power cut at this moment. */
static void survive(const struct place *p, const char *expected)
{
        char file[192];
        struct text kinds = TEXT_INIT;
        struct journal_record *r;
        struct err err = ERR_INIT;
        struct store *s;
        size_t n;

        snprintf(file, sizeof(file), "%s/after.db", p->dir);
        disk_record(false);
        disk_rebuild(file, disk_count(), LOSES_UNSYNCED);
        s = open_store(file);
        must(s->ops->read(s, "r1", 0, &r, &n, &err), &err);
        for (size_t i = 0; i < n; i++)
                text_addf(&kinds, "%s%s", i ? " " : "", r[i].kind);
        assert_string_equal(text_str(&kinds), expected);
        text_release(&kinds);
        journal_records_free(r, n);
        store_close(s);
        disk_record(true);
}

static void keeps_what_is_durable_over_a_power_cut(void **state)
{
        const struct place *p = *state;
        struct store *s = open_store(p->file);
        struct err err = ERR_INIT;
        struct lease l;

        add_run(s);
        must(s->ops->lease_take(s, "xy-1-qa", "r1", "me@here:1", NOW, 60000, false, &l, &err),
             &err);
        lease_clear(&l);
        add_as(s, true, "a");
        survive(p, "a");
        add_as(s, false, "b");
        add_as(s, false, "c");
        survive(p, "a");
        add_as(s, true, "d");
        survive(p, "a b c d");
        add_as(s, true, "e");
        survive(p, "a b c d e");
        store_close(s);
}

/* Other processes see at once also what is not durable: all that a killed process loses is itself.
 */
static void keeps_what_is_not_durable_over_a_kill(void **state)
{
        const struct place *p = *state;
        struct store *s = open_store(p->file), *other = open_store(p->file);
        struct journal_record *r;
        struct err err = ERR_INIT;
        size_t n;

        add_run(s);
        add_as(s, false, "a");
        must(other->ops->read(other, "r1", 0, &r, &n, &err), &err);
        assert_int_equal(n, 1);
        journal_records_free(r, n);
        store_close(other);
        store_close(s);
}

/* --- every operation --- */

enum { RECORDS = 14, HALF = RECORDS / 2, NAME_SIZE = 32 };

/* When each record had been appended: after so many operations. */
struct story {
        size_t returned[RECORDS], begun[RECORDS], end;
};

static bool is_durable(size_t n)
{
        return n % 3 != 1;
}

static void name_of(size_t n, char out[NAME_SIZE])
{
        snprintf(out, NAME_SIZE, "record-%zu", n);
}

static void tell(struct store *s, struct story *story, size_t from, size_t to)
{
        char name[NAME_SIZE];

        for (size_t n = from; n < to; n++) {
                name_of(n, name);
                story->begun[n] = disk_count();
                add_as(s, is_durable(n), name);
                story->returned[n] = disk_count();
        }
}

/* Opened twice, so that the log is copied into the file, and begun anew. */
static void write_story(const struct place *p, struct story *story)
{
        struct store *s = open_store(p->file);
        struct err err = ERR_INIT;
        struct lease l;

        add_run(s);
        must(s->ops->lease_take(s, "xy-1-qa", "r1", "me@here:1", NOW, 60000, false, &l, &err),
             &err);
        tell(s, story, 0, HALF);
        store_close(s);
        s = open_store(p->file);
        tell(s, story, HALF, RECORDS);
        must(s->ops->lease_release(s, &l, &err), &err);
        lease_clear(&l);
        store_close(s);
        story->end = disk_count();
}

/* So many must be there, and so many may be. */
static void bounds(const struct story *story, size_t until, enum loss loss, size_t *least,
                   size_t *most)
{
        *least = *most = 0;
        for (size_t n = 0; n < RECORDS; n++) {
                /* the last operation is a torn one, and not done */
                bool done = story->returned[n] <= until - (loss == TEARS_LAST);

                if (done && (loss <= TEARS_LAST || is_durable(n)))
                        *least = n + 1;
                if (story->begun[n] < until)
                        *most = n + 1;
        }
}

static void is_sound(const char *file)
{
        sqlite3_stmt *st;
        sqlite3 *db;

        assert_int_equal(sqlite3_open(file, &db), SQLITE_OK);
        assert_int_equal(sqlite3_prepare_v2(db, "PRAGMA integrity_check", -1, &st, NULL),
                         SQLITE_OK);
        assert_int_equal(sqlite3_step(st), SQLITE_ROW);
        assert_string_equal((const char *)sqlite3_column_text(st, 0), "ok");
        sqlite3_finalize(st);
        sqlite3_close(db);
}

/* What is read is the beginning of what was written, long enough; and it can be gone on with. */
static void is_as_promised(const char *file, const struct story *story, size_t until,
                           enum loss loss)
{
        struct store *s = open_store(file);
        struct journal_record *r = NULL;
        struct err err = ERR_INIT;
        size_t n = 0, least, most;
        char name[NAME_SIZE];

        must(s->ops->read(s, "r1", 0, &r, &n, &err), &err);
        bounds(story, until, loss, &least, &most);
        if (n < least || n > most)
                fail_msg("operation %zu, loss %d: %zu records, not %zu to %zu", until, (int)loss, n,
                         least, most);
        for (size_t i = 0; i < n; i++) {
                name_of(i, name);
                assert_string_equal(r[i].kind, name);
        }
        journal_records_free(r, n);
        if (n)
                add_as(s, true, "one-more");
        store_close(s);
        is_sound(file);
}

static void is_the_state_before_or_after_at_every_operation(void **state)
{
        const struct place *p = *state;
        struct story story;
        char file[192];

        write_story(p, &story);
        disk_record(false);
        snprintf(file, sizeof(file), "%s/after.db", p->dir);
        assert_true(story.end > 100);
        for (size_t until = 1; until <= story.end; until++)
                for (int loss = 0; loss < LOSS_COUNT; loss++) {
                        disk_rebuild(file, until, (enum loss)loss);
                        is_as_promised(file, &story, until, (enum loss)loss);
                }
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, place_make, place_drop)
        const struct CMUnitTest tests[] = {
                T(keeps_what_is_durable_over_a_power_cut),
                T(keeps_what_is_not_durable_over_a_kill),
                T(is_the_state_before_or_after_at_every_operation),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
