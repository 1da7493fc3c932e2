/* What the SQLite store has kept after a power cut, and after its process was killed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "engine/store/store.h"

enum { NOW = 1000000 };

/* --- the disk: what it holds is what was synced --- */

/* SQLite's own library calls these: at a sync of the log, what it holds then is put aside. */
int fdatasync(int fd)
{
        char link[32], path[160] = "", command[400];

        snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
        if (readlink(link, path, sizeof(path) - 1) > 4 && strstr(path, ".db-wal")) {
                snprintf(command, sizeof(command), "cp %s %s.synced", path, path);
                return system(command);
        }
        return 0;
}

int fsync(int fd)
{
        return fdatasync(fd);
}

struct place {
        char dir[64];
        char file[128];
};

static int place_make(void **state)
{
        struct place *p = xcalloc(1, sizeof(*p));

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
        char file[192], command[1200];
        struct text kinds = TEXT_INIT;
        struct journal_record *r;
        struct err err = ERR_INIT;
        struct store *s;
        size_t n;

        snprintf(file, sizeof(file), "%s/after.db", p->dir);
        snprintf(command, sizeof(command), "rm -f %s*; cp %s %s && cp %s-wal.synced %s-wal", file,
                 p->file, file, p->file, file);
        assert_int_equal(system(command), 0);
        s = open_store(file);
        must(s->ops->read(s, "r1", 0, &r, &n, &err), &err);
        for (size_t i = 0; i < n; i++)
                text_addf(&kinds, "%s%s", i ? " " : "", r[i].kind);
        assert_string_equal(text_str(&kinds), expected);
        text_release(&kinds);
        journal_records_free(r, n);
        store_close(s);
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

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, place_make, place_drop)
        const struct CMUnitTest tests[] = {
                T(keeps_what_is_durable_over_a_power_cut),
                T(keeps_what_is_not_durable_over_a_kill),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
