/* The store on a SQLite file: what store.h promises a run. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "engine/store/store.h"

enum { NOW = 1000000, TTL = 60000 };

struct place {
        char dir[64];
        char file[128];
};

static int place_make(void **state)
{
        struct place *p = xcalloc(1, sizeof(*p));

        strcpy(p->dir, "/tmp/snaplift-store-XXXXXX");
        assert_non_null(mkdtemp(p->dir));
        snprintf(p->file, sizeof(p->file), "%s/a/b/runs.db", p->dir);
        *state = p;
        return 0;
}

static int place_drop(void **state)
{
        struct place *p = *state;
        char command[192];

        snprintf(command, sizeof(command), "chmod -R u+rwx %s; rm -rf %s", p->dir, p->dir);
        assert_int_equal(system(command), 0);
        free(p);
        return 0;
}

static struct store *open_store(const char *file)
{
        struct err err = ERR_INIT;
        struct store *s = store_open(file, &err);

        if (!s)
                fail_msg("%s", err_text(&err));
        return s;
}

static void must(bool ok, struct err *err)
{
        if (!ok)
                fail_msg("%s", err_text(err));
}

static void must_fail(bool ok, struct err *err, enum err_code code)
{
        assert_false(ok);
        assert_string_equal(err_code_name(err->code), err_code_name(code));
        err_clear(err);
}

static void add_run(struct store *s, const char *id, const char *stack, int64_t at)
{
        struct err err = ERR_INIT;
        struct run_record r = {(char *)id, (char *)stack, "promote", "running", "me@here:1", at,
                               at};

        must(s->ops->create(s, &r, &err), &err);
}

static bool add(struct store *s, const char *run, int64_t token, const char *kind, struct err *err)
{
        struct journal_entry entry = {
                .run = run, .token = token, .at = NOW, .kind = kind, .body = "{}"};

        return s->ops->append(s, &entry, err);
}

static bool add_body(struct store *s, const char *body, struct err *err)
{
        struct journal_entry entry = {.run = "r1", .at = NOW, .kind = "stage-report", .body = body};

        return s->ops->append(s, &entry, err);
}

static void lease(struct store *s, const char *run, const char *owner, struct lease *out)
{
        struct err err = ERR_INIT;

        must(s->ops->lease_take(s, "xy-1-qa", run, owner, NOW, TTL, false, out, &err), &err);
}

static void keeps_records_over_reopening(void **state)
{
        struct place *p = *state;
        const char *odd = "{\"t\":\"' \\\" \\u0000 \\n é 漢 \xf0\x9f\x90\x98 %s ;--\"}";
        struct store *s = open_store(p->file);
        struct journal_record *r;
        struct run_record run;
        struct err err = ERR_INIT;
        size_t n;

        add_run(s, "r1", "xy-1-qa", 5);
        must(s->ops->append(s,
                            &(struct journal_entry){.run = "r1",
                                                    .at = 6,
                                                    .kind = "stage-ended",
                                                    .stage = "a'b\"c",
                                                    .body = odd},
                            &err),
             &err);
        must(s->ops->append(s,
                            &(struct journal_entry){.run = "r1",
                                                    .at = 7,
                                                    .kind = "run-ended",
                                                    .body = "{}",
                                                    .state = "succeeded",
                                                    .owner = "you@there:2"},
                            &err),
             &err);
        store_close(s);

        s = open_store(p->file);
        must(s->ops->read(s, "r1", 0, &r, &n, &err), &err);
        assert_int_equal(n, 2);
        assert_int_equal(r[0].seq, 1);
        assert_int_equal(r[0].at, 6);
        assert_string_equal(r[0].kind, "stage-ended");
        assert_string_equal(r[0].stage, "a'b\"c");
        assert_string_equal(r[0].body, odd);
        assert_int_equal(r[1].seq, 2);
        assert_null(r[1].stage);
        journal_records_free(r, n);
        must(s->ops->read(s, "r1", 1, &r, &n, &err), &err);
        assert_int_equal(n, 1);
        assert_string_equal(r[0].kind, "run-ended");
        journal_records_free(r, n);
        must(s->ops->find(s, "r1", &run, &err), &err);
        assert_string_equal(run.state, "succeeded");
        assert_string_equal(run.owner, "you@there:2");
        assert_int_equal(run.created, 5);
        assert_int_equal(run.changed, 7);
        assert_int_equal(run.records, 2);
        run_record_release(&run);
        store_close(s);
}

static void makes_private_folders_and_file(void **state)
{
        struct place *p = *state;
        struct store *s;
        struct stat st;
        char dir[128];
        mode_t old = umask(0);

        s = open_store(p->file);
        umask(old);
        assert_int_equal(stat(p->file, &st), 0);
        assert_int_equal(st.st_mode & 0777, 0600);
        snprintf(dir, sizeof(dir), "%s/a", p->dir);
        assert_int_equal(stat(dir, &st), 0);
        assert_int_equal(st.st_mode & 0777, 0700);
        store_close(s);
}

static void finds_the_location_from_the_environment(void **state)
{
        struct place *p = *state;
        char file[128];

        unsetenv("SNAPLIFT_STORE");
        setenv("XDG_STATE_HOME", p->dir, 1);
        store_close(open_store(NULL));
        snprintf(file, sizeof(file), "%s/snaplift/runs.db", p->dir);
        assert_int_equal(access(file, F_OK), 0);

        unsetenv("XDG_STATE_HOME");
        setenv("HOME", p->dir, 1);
        store_close(open_store(NULL));
        snprintf(file, sizeof(file), "%s/.local/state/snaplift/runs.db", p->dir);
        assert_int_equal(access(file, F_OK), 0);

        snprintf(file, sizeof(file), "sqlite:%s/named.db", p->dir);
        setenv("SNAPLIFT_STORE", file, 1);
        store_close(open_store(NULL));
        assert_int_equal(access(file + strlen("sqlite:"), F_OK), 0);
        unsetenv("SNAPLIFT_STORE");
}

static void refuses_locations_it_does_not_know(void **state)
{
        struct err err = ERR_INIT;

        (void)state;
        must_fail(store_open("postgres://db/runs", &err), &err, ERR_INVALID);
        must_fail(store_open("sqlite:", &err), &err, ERR_INVALID);
}

static void says_when_a_run_is_missing_or_taken(void **state)
{
        struct store *s = open_store(":memory:");
        struct run_record run = {"r1", "xy-1-qa", "promote", "running", "me", 1, 1};
        struct err err = ERR_INIT;

        (void)state;
        must_fail(s->ops->find(s, "r1", &run, &err), &err, ERR_NOT_FOUND);
        must_fail(add(s, "r1", 0, "x", &err), &err, ERR_NOT_FOUND);
        must(s->ops->create(s, &run, &err), &err);
        must_fail(s->ops->create(s, &run, &err), &err, ERR_EXISTS);
        store_close(s);
}

static void lists_newest_first(void **state)
{
        struct store *s = open_store(":memory:");
        struct run_record *r;
        struct err err = ERR_INIT;
        size_t n;

        (void)state;
        add_run(s, "r1", "xy-1-qa", 1);
        add_run(s, "r2", "xy-1-prod", 2);
        add_run(s, "r3", "xy-1-qa", 2);
        must(s->ops->list(s, NULL, 0, &r, &n, &err), &err);
        assert_int_equal(n, 3);
        assert_string_equal(r[0].id, "r3");
        assert_string_equal(r[1].id, "r2");
        assert_string_equal(r[2].id, "r1");
        run_records_free(r, n);
        must(s->ops->list(s, "xy-1-qa", 0, &r, &n, &err), &err);
        assert_int_equal(n, 2);
        run_records_free(r, n);
        must(s->ops->list(s, "xy-1-qa", 1, &r, &n, &err), &err);
        assert_int_equal(n, 1);
        assert_string_equal(r[0].id, "r3");
        run_records_free(r, n);
        store_close(s);
}

static void gives_a_lease_to_one_of_two_connections(void **state)
{
        struct place *p = *state;
        struct store *a = open_store(p->file), *b = open_store(p->file);
        struct lease mine, theirs;
        struct err err = ERR_INIT;

        lease(a, "r1", "me@here:1", &mine);
        assert_int_equal(mine.token, 1);
        assert_int_equal(mine.expires, NOW + TTL);
        assert_false(b->ops->lease_take(b, "xy-1-qa", "r2", "you@here:2", NOW + 1, TTL, false,
                                        &theirs, &err));
        assert_true(err_is(&err, ERR_LOCKED));
        assert_string_equal(theirs.run, "r1");
        assert_string_equal(theirs.owner, "me@here:1");
        assert_int_equal(theirs.taken, NOW);
        assert_int_equal(theirs.token, 0);
        lease_clear(&theirs);
        err_clear(&err);
        /* Expired or not, and whatever is asked for: another run's is never robbed. */
        must_fail(b->ops->lease_take(b, "xy-1-qa", "r2", "you@here:2", NOW + 2 * TTL, TTL, true,
                                     &theirs, &err),
                  &err, ERR_LOCKED);
        lease_clear(&theirs);

        must(a->ops->lease_release(a, &mine, &err), &err);
        lease(b, "r2", "you@here:2", &theirs);
        assert_int_equal(theirs.token, 2);
        must_fail(a->ops->lease_renew(a, &mine, NOW, TTL, &err), &err, ERR_LOCKED);
        must_fail(a->ops->lease_release(a, &mine, &err), &err, ERR_LOCKED);
        lease_clear(&mine);
        lease_clear(&theirs);
        store_close(a);
        store_close(b);
}

static void lets_a_run_take_back_its_own(void **state)
{
        struct store *s = open_store(":memory:");
        struct lease first, second;
        struct err err = ERR_INIT;

        (void)state;
        lease(s, "r1", "me@here:1", &first);
        must_fail(
                s->ops->lease_take(s, "xy-1-qa", "r1", "me@here:2", NOW, TTL, false, &second, &err),
                &err, ERR_LOCKED);
        lease_clear(&second);
        must(s->ops->lease_take(s, "xy-1-qa", "r1", "me@here:2", NOW, TTL, true, &second, &err),
             &err);
        assert_int_equal(second.token, 2);
        lease_clear(&second);
        must(s->ops->lease_take(s, "xy-1-qa", "r1", "me@here:3", NOW + TTL, TTL, false, &second,
                                &err),
             &err);
        assert_int_equal(second.token, 3);
        lease_clear(&second);
        lease(s, "r1", "me@here:3", &second);
        assert_int_equal(second.token, 4);
        lease_clear(&first);
        lease_clear(&second);
        store_close(s);
}

static void fences_off_an_outdated_token(void **state)
{
        struct store *s = open_store(":memory:");
        struct lease old, new;
        struct journal_record *r;
        struct err err = ERR_INIT;
        size_t n;

        (void)state;
        add_run(s, "r1", "xy-1-qa", 1);
        lease(s, "r1", "me@here:1", &old);
        must(add(s, "r1", old.token, "one", &err), &err);
        must(s->ops->lease_take(s, "xy-1-qa", "r1", "me@here:2", NOW, TTL, true, &new, &err), &err);
        must_fail(add(s, "r1", old.token, "late", &err), &err, ERR_LOCKED);
        must(add(s, "r1", new.token, "two", &err), &err);
        must(add(s, "r1", 0, "from outside", &err), &err);
        must(s->ops->read(s, "r1", 0, &r, &n, &err), &err);
        assert_int_equal(n, 3);
        assert_string_equal(r[1].kind, "two");
        journal_records_free(r, n);
        must(s->ops->lease_release(s, &new, &err), &err);
        must_fail(add(s, "r1", new.token, "after", &err), &err, ERR_LOCKED);
        lease_clear(&old);
        lease_clear(&new);
        store_close(s);
}

static void breaks_a_lease_only_of_the_run_named(void **state)
{
        struct store *s = open_store(":memory:");
        struct lease mine, there;
        struct err err = ERR_INIT;

        (void)state;
        must_fail(s->ops->lease_break(s, "xy-1-qa", "r1", &err), &err, ERR_NOT_FOUND);
        must_fail(s->ops->lease_read(s, "xy-1-qa", &there, &err), &err, ERR_NOT_FOUND);
        lease(s, "r1", "me@here:1", &mine);
        must_fail(s->ops->lease_break(s, "xy-1-qa", "r2", &err), &err, ERR_LOCKED);
        must(s->ops->lease_renew(s, &mine, NOW + 5, TTL, &err), &err);
        must(s->ops->lease_read(s, "xy-1-qa", &there, &err), &err);
        assert_string_equal(there.run, "r1");
        assert_int_equal(there.renewed, NOW + 5);
        assert_int_equal(there.taken, NOW);
        lease_clear(&there);
        must(s->ops->lease_break(s, "xy-1-qa", "r1", &err), &err);
        must_fail(s->ops->lease_renew(s, &mine, NOW + 6, TTL, &err), &err, ERR_LOCKED);
        lease_clear(&mine);
        store_close(s);
}

static void write_file(const char *file, const char *text, long at)
{
        FILE *f = fopen(file, at < 0 ? "w" : "r+");

        assert_non_null(f);
        if (at > 0)
                fseek(f, at, SEEK_SET);
        for (int i = 0; i < (at < 0 ? 1 : 64); i++)
                fputs(text, f);
        fclose(f);
}

static void refuses(const char *file, const char *words)
{
        struct err err = ERR_INIT;

        assert_null(store_open(file, &err));
        assert_true(err_is(&err, ERR_STORE));
        assert_non_null(strstr(err_text(&err), file));
        if (!strstr(err_text(&err), words))
                fail_msg("\"%s\" does not say \"%s\"", err_text(&err), words);
        assert_non_null(err.next);
        err_clear(&err);
}

static void run_sql(const char *file, const char *sql)
{
        sqlite3 *db;

        assert_int_equal(sqlite3_open(file, &db), SQLITE_OK);
        assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
        sqlite3_close(db);
}

static void refuses_what_is_no_store(void **state)
{
        struct place *p = *state;

        store_close(open_store(p->file));
        write_file(p->file, "this is certainly not a database, whatever its name says\n", -1);
        refuses(p->file, "not a database");
        unlink(p->file);
        run_sql(p->file, "CREATE TABLE theirs (a)");
        refuses(p->file, "another program");
}

static void refuses_a_newer_schema(void **state)
{
        struct place *p = *state;

        store_close(open_store(p->file));
        run_sql(p->file, "PRAGMA user_version = 3");
        refuses(p->file, "newer Snaplift");
}

/* Schema 1 had no checksums; they are added to what is there, once. */
static void takes_over_the_first_schema(void **state)
{
        struct place *p = *state;
        struct journal_record *r;
        struct err err = ERR_INIT;
        struct store *s = open_store(p->file);
        struct lease l;
        size_t n;

        add_run(s, "r1", "xy-1-qa", 1);
        must(add(s, "r1", 0, "x", &err), &err);
        lease(s, "r1", "me@here:1", &l);
        lease_clear(&l);
        store_close(s);
        run_sql(p->file, "ALTER TABLE runs DROP COLUMN sum; ALTER TABLE journal DROP COLUMN sum;"
                         "ALTER TABLE leases DROP COLUMN sum; PRAGMA user_version = 1");
        for (int i = 0; i < 2; i++) {
                s = open_store(p->file);
                must(s->ops->read(s, "r1", 0, &r, &n, &err), &err);
                assert_int_equal(n, 1 + i);
                journal_records_free(r, n);
                must(s->ops->lease_read(s, "xy-1-qa", &l, &err), &err);
                lease_clear(&l);
                must(add(s, "r1", 0, "y", &err), &err);
                store_close(s);
        }
}

static void says_when_the_file_is_damaged(void **state)
{
        struct place *p = *state;
        struct store *s = open_store(p->file);
        struct journal_record *r;
        struct err err = ERR_INIT;
        struct stat st;
        size_t n;
        bool ok;

        add_run(s, "r1", "xy-1-qa", 1);
        for (int i = 0; i < 200; i++)
                must(add_body(s, "{\"text\":\"long enough to fill some pages of the file\"}", &err),
                     &err);
        store_close(s);
        assert_int_equal(stat(p->file, &st), 0);
        for (long at = 4096; at < st.st_size; at += 4096)
                write_file(p->file, "\xff\xff\xff\xff\xff\xff\xff\xff", at);
        s = store_open(p->file, &err);
        ok = s && s->ops->read(s, "r1", 0, &r, &n, &err);
        assert_false(ok);
        assert_true(err_is(&err, ERR_STORE));
        assert_non_null(strstr(err_text(&err), "damaged"));
        err_clear(&err);
        store_close(s);
}

static void notices_a_missing_record(void **state)
{
        struct place *p = *state;
        struct store *s = open_store(p->file);
        struct journal_record *r;
        struct err err = ERR_INIT;
        size_t n;

        add_run(s, "r1", "xy-1-qa", 1);
        for (int i = 0; i < 3; i++)
                must(add(s, "r1", 0, "x", &err), &err);
        run_sql(p->file, "DELETE FROM journal WHERE seq = 2");
        assert_false(s->ops->read(s, "r1", 0, &r, &n, &err));
        assert_non_null(strstr(err_text(&err), "record 2 of run r1 is missing"));
        err_clear(&err);
        store_close(s);
}

static void says_when_it_cannot_be_written(void **state)
{
        struct place *p = *state;
        char under[160];

        /* A file where a folder should be: refused for root too, unlike a mode. */
        store_close(open_store(p->file));
        snprintf(under, sizeof(under), "%s/runs.db", p->file);
        struct err err = ERR_INIT;
        assert_null(store_open(under, &err));
        assert_true(err_is(&err, ERR_STORE));
        assert_non_null(strstr(err_text(&err), under));
        err_clear(&err);

        snprintf(under, sizeof(under), "%s/locked/sub/runs.db", p->dir);
        *strstr(under, "/sub") = '\0';
        assert_int_equal(mkdir(under, 0500), 0);
        if (geteuid() == 0)
                return;
        strcat(under, "/runs.db");
        refuses(under, "can't open");
}

static void reports_a_full_disk_and_keeps_what_was_there(void **state)
{
        struct place *p = *state;
        struct store *s = open_store(p->file);
        struct err err = ERR_INIT;
        struct journal_record *r;
        char *big = xcalloc(1, 1 << 20);
        size_t n;
        bool ok = true;

        memset(big, 'x', (1 << 20) - 1);
        add_run(s, "r1", "xy-1-qa", 1);
        must(add(s, "r1", 0, "small", &err), &err);
        store_close(s);
        s = open_store(p->file);
        /* A full disk as SQLite sees it: no page more. /dev/full can't hold a database. */
        sqlite3 **handle = (sqlite3 **)((char *)s + sizeof(struct store));
        assert_int_equal(sqlite3_exec(*handle, "PRAGMA max_page_count = 1", NULL, NULL, NULL),
                         SQLITE_OK);
        ok = add_body(s, big, &err);
        assert_false(ok);
        assert_true(err_is(&err, ERR_STORE));
        assert_non_null(strstr(err_text(&err), "full"));
        assert_non_null(strstr(err.next, "space"));
        err_clear(&err);
        must(s->ops->read(s, "r1", 0, &r, &n, &err), &err);
        assert_int_equal(n, 1);
        journal_records_free(r, n);
        store_close(s);
        free(big);
}

static void checks_all_there_is(void **state)
{
        struct place *p = *state;
        struct store *s = open_store(p->file);
        struct store_check is;
        struct lease held;
        struct err err = ERR_INIT;

        add_run(s, "r1", "xy-1-qa", 1);
        must(add(s, "r1", 0, "one", &err) && add(s, "r1", 0, "two", &err), &err);
        lease(s, "r1", "me", &held);
        must(s->ops->check(s, &is, &err), &err);
        assert_string_equal(is.location, p->file);
        assert_true(is.schema > 1);
        assert_int_equal(is.runs, 1);
        assert_int_equal(is.records, 2);
        assert_int_equal(is.lease_count, 1);
        assert_string_equal(is.leases[0].run, "r1");
        store_check_release(&is);
        must(s->ops->lease_release(s, &held, &err), &err);
        must(s->ops->check(s, &is, &err), &err);
        assert_int_equal(is.lease_count, 0);
        store_check_release(&is);
        /* of a run that nobody reads */
        run_sql(p->file, "UPDATE journal SET kind = 'odd' WHERE seq = 1");
        must_fail(s->ops->check(s, &is, &err), &err, ERR_STORE);
        assert_int_equal(is.records, 2);
        store_check_release(&is);
        lease_clear(&held);
        store_close(s);
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, place_make, place_drop)
        const struct CMUnitTest tests[] = {
                T(keeps_records_over_reopening),
                T(makes_private_folders_and_file),
                T(finds_the_location_from_the_environment),
                T(refuses_locations_it_does_not_know),
                T(says_when_a_run_is_missing_or_taken),
                T(lists_newest_first),
                T(gives_a_lease_to_one_of_two_connections),
                T(lets_a_run_take_back_its_own),
                T(fences_off_an_outdated_token),
                T(breaks_a_lease_only_of_the_run_named),
                T(refuses_what_is_no_store),
                T(refuses_a_newer_schema),
                T(takes_over_the_first_schema),
                T(says_when_the_file_is_damaged),
                T(notices_a_missing_record),
                T(says_when_it_cannot_be_written),
                T(checks_all_there_is),
                T(reports_a_full_disk_and_keeps_what_was_there),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
