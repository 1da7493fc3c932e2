/*
 * A good store, and what it may answer once bytes of its file are others: what was written, or a
 * refusal that names the file and says what to do. Anything else is a finding.
 *
 *      struct text bytes = good_store();                   the caller releases it
 *      bytes.data[n] ^= ...;
 *      good_store_is_right_or_refused(&bytes);
 */
#ifndef SNAPLIFT_TESTS_FUZZ_HELPER_GOOD_STORE_H
#define SNAPLIFT_TESTS_FUZZ_HELPER_GOOD_STORE_H

#include <unistd.h>

#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "engine/store/store.h"
#include "tests/fuzz/fuzz.h"

enum { NOW = 1763700000, RECORDS = 9 };

#define ID "20251121-044000-aaaa"
#define STACK "xy-0146-qa"

static void add(struct store *s, const char *kind, const char *stage, const char *body)
{
        struct journal_entry entry = {
                .run = ID,
                .at = NOW * 1000LL,
                .kind = kind,
                .stage = *stage ? stage : NULL,
                .body = body,
                .state = "running",
        };
        struct err err = ERR_INIT;

        if (!s->ops->append(s, &entry, &err))
                fuzz_fail("%s", err_text(&err));
}

static struct store *new_store(const char *where)
{
        const struct run_record record = {ID, STACK, "p", "running", "me@here:1", 1, 1, 0};
        struct err err = ERR_INIT;
        struct store *s = store_open(where, &err);

        if (!s || !s->ops->create(s, &record, &err))
                fuzz_fail("%s", err_text(&err));
        return s;
}

static char *folder, *file;
static struct text good;

static void remove_files(void)
{
        static const char *const suffixes[] = {"", "-wal", "-shm", "-journal"};

        for (size_t i = 0; i < ARRAY_LEN(suffixes); i++) {
                char *name = xasprintf("%s%s", file, suffixes[i]);

                unlink(name);
                free(name);
        }
}

static void leave(void)
{
        remove_files();
        rmdir(folder);
        text_release(&good);
        free(file);
        free(folder);
}

static void body_of(size_t n, char out[64])
{
        snprintf(out, 64, "{\"text\":\"record %zu\"}", n);
}

static void make_good(void)
{
        const char *tmp = getenv("TMPDIR");
        struct err err = ERR_INIT;
        struct lease lease;
        char body[64], block[4096];
        struct store *s;
        size_t got;
        FILE *in;

        folder = xasprintf("%s/snaplift-fuzz-XXXXXX", tmp ? tmp : "/dev/shm");
        if (!mkdtemp(folder)) {
                free(folder);
                folder = xstrdup("/tmp/snaplift-fuzz-XXXXXX");
                if (!mkdtemp(folder))
                        abort();
        }
        file = xasprintf("%s/runs.db", folder);
        atexit(leave);
        s = new_store(file);
        for (size_t n = 1; n <= RECORDS; n++) {
                body_of(n, body);
                add(s, "stage-report", "", body);
        }
        if (!s->ops->lease_take(s, STACK, ID, "me@here:1", NOW, 60000, false, &lease, &err))
                fuzz_fail("%s", err_text(&err));
        lease_clear(&lease);
        store_close(s);
        in = fopen(file, "re");
        while (in && (got = fread(block, 1, sizeof(block), in)) > 0)
                text_add_n(&good, block, got);
        if (in)
                fclose(in);
}

static void refused(const char *doing, struct err *err)
{
        if (!strstr(err_text(err), file) || !err->next || !*err->next)
                fuzz_fail("%s: \"%s\" names no file, or not what to do", doing, err_text(err));
        err_clear(err);
}

static void is_right(bool right, const char *what)
{
        if (!right)
                fuzz_fail("%s is not what was written, and nobody says so", what);
}

static void read_runs(struct store *s)
{
        struct run_record *runs = NULL, run = {0};
        struct err err = ERR_INIT;
        size_t n = 0;

        if (s->ops->list(s, NULL, 0, &runs, &n, &err)) {
                is_right(n == 1 && !strcmp(runs[0].id, ID) && !strcmp(runs[0].state, "running") &&
                                 runs[0].records == RECORDS,
                         "the list of runs");
                run_records_free(runs, n);
        } else {
                refused("list", &err);
        }
        if (s->ops->find(s, ID, &run, &err))
                is_right(!strcmp(run.stack, STACK) && run.records == RECORDS, "the run");
        else
                refused("find", &err);
        run_record_release(&run);
}

static void read_journal(struct store *s)
{
        struct journal_record *r = NULL;
        struct err err = ERR_INIT;
        char body[64];
        size_t n = 0;

        if (!s->ops->read(s, ID, 0, &r, &n, &err)) {
                refused("read", &err);
                return;
        }
        is_right(n == RECORDS, "the journal's length");
        for (size_t i = 0; i < n; i++) {
                body_of(i + 1, body);
                is_right(r[i].seq == (int64_t)i + 1 && !strcmp(r[i].kind, "stage-report") &&
                                 !r[i].stage && !strcmp(r[i].body, body),
                         "a record");
        }
        journal_records_free(r, n);
}

static void read_lease(struct store *s)
{
        struct lease lease = {0};
        struct err err = ERR_INIT;

        if (s->ops->lease_read(s, STACK, &lease, &err))
                is_right(!strcmp(lease.run, ID) && lease.token == 1, "the lease");
        else if (err_is(&err, ERR_NOT_FOUND))
                is_right(false, "the lease");
        else
                refused("lease", &err);
        err_clear(&err);
        lease_clear(&lease);
}

/* Whatever comes of it: no crash, and words when it fails. */
static void write_on(struct store *s)
{
        struct journal_entry entry = {
                .run = ID, .at = NOW, .kind = "stage-report", .body = "{}", .durable = true};
        struct err err = ERR_INIT;

        if (!s->ops->append(s, &entry, &err))
                refused("append", &err);
}

static struct text good_store(void)
{
        struct text bytes = TEXT_INIT;

        if (!folder)
                make_good();
        text_add_n(&bytes, text_str(&good), good.len);
        return bytes;
}

static void good_store_is_right_or_refused(const struct text *bytes)
{
        struct err err = ERR_INIT;
        struct store *s;
        FILE *out;

        remove_files();
        out = fopen(file, "we");
        if (!out || fwrite(bytes->data, 1, bytes->len, out) != bytes->len || fclose(out) != 0)
                abort();
        s = store_open(file, &err);
        if (!s) {
                refused("open", &err);
                return;
        }
        read_runs(s);
        read_journal(s);
        read_lease(s);
        write_on(s);
        store_close(s);
}

#endif
