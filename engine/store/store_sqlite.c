/*
 * The store's operations on a SQLite file (store.h says what they promise).
 */
#include "engine/store/store_sqlite.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "engine/store/sqlite_db.h"

struct store_sqlite {
        struct store store; /* first: a struct store * is one of these */
        struct db db;
};

static struct db *db_of(struct store *s)
{
        return &((struct store_sqlite *)s)->db;
}

/* The text outlives the step: every caller keeps it until db_run or db_row has returned. */
static void bind(sqlite3_stmt *st, int at, const char *text)
{
        sqlite3_bind_text(st, at, text, -1, SQLITE_STATIC);
}

/* Ends the transaction either way. */
static bool finish(struct db *db, bool ok, struct err *err)
{
        if (ok)
                return db_commit(db, err);
        db_abort(db);
        return false;
}

/* --- runs --- */

static bool is_good(struct db *db, sqlite3_stmt *st, int column, const char *what, struct err *err)
{
        return sqlite3_column_int(st, column) ||
               db_damaged(db, err, "%s is not as it was written", what);
}

/* An answer of "none" is believed only of what is whole. */
static bool is_whole(struct db *db, enum db_statement check, const char *id, const char *what,
                     struct err *err)
{
        sqlite3_stmt *st = db_statement(db, check, err);
        bool got, ok;

        if (!st)
                return false;
        if (id)
                bind(st, 1, id);
        if (!db_row(db, st, &got, err))
                return false;
        ok = is_good(db, st, 0, what, err);
        db_reset(st);
        return ok;
}

static bool run_of_row(struct db *db, sqlite3_stmt *st, struct run_record *out, struct err *err)
{
        memset(out, 0, sizeof(*out));
        if (!is_good(db, st, 8, "the row of a run", err))
                return false;
        out->id = db_text(st, 0);
        out->stack = db_text(st, 1);
        out->pipeline = db_text(st, 2);
        out->state = db_text(st, 3);
        out->owner = db_text(st, 4);
        out->created = sqlite3_column_int64(st, 5);
        out->changed = sqlite3_column_int64(st, 6);
        out->records = sqlite3_column_int64(st, 7);
        return true;
}

static bool find(struct store *s, const char *id, struct run_record *out, struct err *err)
{
        struct db *db = db_of(s);
        sqlite3_stmt *st = db_statement(db, ST_RUN_FIND, err);
        bool got, ok;

        if (!st)
                return false;
        bind(st, 1, id);
        if (!db_row(db, st, &got, err))
                return false;
        ok = !got || run_of_row(db, st, out, err);
        db_reset(st);
        if (!ok || (!got && !is_whole(db, ST_RUN_CHECK, id, "the list of runs", err)))
                return false;
        if (!got) {
                err_set(err, ERR_NOT_FOUND, "no run %s in the store %s", id, db->path);
                return err_next(err, "snaplift runs lists those there are");
        }
        return true;
}

static bool insert_run(struct db *db, const struct run_record *run, struct err *err)
{
        sqlite3_stmt *st = db_statement(db, ST_RUN_INSERT, err);

        if (!st)
                return false;
        bind(st, 1, run->id);
        bind(st, 2, run->stack);
        bind(st, 3, run->pipeline);
        bind(st, 4, run->state);
        bind(st, 5, run->owner ? run->owner : "");
        sqlite3_bind_int64(st, 6, run->created);
        sqlite3_bind_int64(st, 7, run->changed);
        return db_run(db, st, err);
}

static bool create(struct store *s, const struct run_record *run, struct err *err)
{
        struct db *db = db_of(s);
        struct run_record there = {0};
        struct err missing = ERR_INIT;
        bool ok;

        /* its first record makes it durable */
        if (!db_begin(db, false, err))
                return false;
        if (find(s, run->id, &there, &missing)) {
                ok = err_set(err, ERR_EXISTS, "run %s exists", run->id);
                run_record_release(&there);
        } else if (!err_is(&missing, ERR_NOT_FOUND)) {
                err_move(err, &missing);
                ok = false;
        } else {
                ok = insert_run(db, run, err);
        }
        err_clear(&missing);
        return finish(db, ok, err);
}

static bool list(struct store *s, const char *stack, size_t limit, struct run_record **out,
                 size_t *count, struct err *err)
{
        struct db *db = db_of(s);
        sqlite3_stmt *st = db_statement(db, ST_RUN_LIST, err);
        struct run_record *runs = NULL;
        size_t n = 0, size = 0;
        bool got;

        if (!st || !is_whole(db, ST_RUN_CHECK, NULL, "the list of runs", err))
                return false;
        bind(st, 1, stack);
        sqlite3_bind_int64(st, 2, limit ? (sqlite3_int64)limit : -1);
        for (;;) {
                if (!db_row(db, st, &got, err))
                        goto fail;
                if (!got)
                        break;
                if (n == size) {
                        size = size ? 2 * size : 16;
                        runs = xrealloc(runs, size * sizeof(*runs));
                }
                if (!run_of_row(db, st, &runs[n], err))
                        goto fail;
                n++;
        }
        db_reset(st);
        *out = runs;
        *count = n;
        return true;
fail:
        db_reset(st);
        run_records_free(runs, n);
        return false;
}

/* --- leases --- */

/* out is zeroed when the stack has none. A released one has an empty run; its token still counts.
 */
static bool look_at_lease(struct db *db, const char *stack, struct lease *out, struct err *err)
{
        sqlite3_stmt *st = db_statement(db, ST_LEASE_READ, err);
        bool got, ok;

        memset(out, 0, sizeof(*out));
        if (!st)
                return false;
        bind(st, 1, stack);
        if (!db_row(db, st, &got, err))
                return false;
        ok = !got || is_good(db, st, 7, "the row of a lease", err);
        if (got && ok) {
                out->stack = db_text(st, 0);
                out->run = db_text(st, 1);
                out->owner = db_text(st, 2);
                out->taken = sqlite3_column_int64(st, 3);
                out->renewed = sqlite3_column_int64(st, 4);
                out->expires = sqlite3_column_int64(st, 5);
                out->token = sqlite3_column_int64(st, 6);
        }
        db_reset(st);
        return ok && (got || is_whole(db, ST_LEASE_CHECK, NULL, "the list of leases", err));
}

static bool is_held(const struct lease *l)
{
        return l->run && *l->run;
}

static bool write_lease(struct db *db, const struct lease *l, struct err *err)
{
        sqlite3_stmt *st = db_statement(db, ST_LEASE_WRITE, err);

        if (!st)
                return false;
        bind(st, 1, l->stack);
        bind(st, 2, l->run);
        bind(st, 3, l->owner);
        sqlite3_bind_int64(st, 4, l->taken);
        sqlite3_bind_int64(st, 5, l->renewed);
        sqlite3_bind_int64(st, 6, l->expires);
        sqlite3_bind_int64(st, 7, l->token);
        return db_run(db, st, err);
}

static bool may_take(const struct lease *there, const char *run, const char *owner, int64_t now,
                     bool takeover)
{
        if (!is_held(there))
                return true;
        /* Another run's is never robbed, not even when it has expired: what that run left behind
         * on the stack is unknown here. */
        if (strcmp(there->run, run) != 0)
                return false;
        return takeover || strcmp(there->owner, owner) == 0 || there->expires <= now;
}

static bool take_within(struct db *db, struct lease *there, const struct lease *want, int64_t now,
                        bool takeover, struct err *err)
{
        if (!look_at_lease(db, want->stack, there, err))
                return false;
        if (!may_take(there, want->run, want->owner, now, takeover))
                return err_set(err, ERR_LOCKED, "stack %s is held by run %s (%s)", want->stack,
                               there->run, there->owner);
        return write_lease(db,
                           &(struct lease){want->stack, want->run, want->owner, now, now,
                                           want->expires, there->token + 1},
                           err);
}

static bool lease_take(struct store *s, const char *stack, const char *run, const char *owner,
                       int64_t now, int64_t ttl, bool takeover, struct lease *out, struct err *err)
{
        struct db *db = db_of(s);
        struct lease there = {0};
        struct lease want = {
                .stack = (char *)stack,
                .run = (char *)run,
                .owner = (char *)owner,
                .expires = now + ttl,
        };

        memset(out, 0, sizeof(*out));
        if (!db_begin(db, false, err))
                return false;
        if (!finish(db, take_within(db, &there, &want, now, takeover, err), err)) {
                /* the holder, for the message; its token is not the caller's to use */
                if (err_is(err, ERR_LOCKED)) {
                        *out = there;
                        out->token = 0;
                } else {
                        lease_clear(&there);
                }
                return false;
        }
        *out = (struct lease){xstrdup(stack), xstrdup(run),   xstrdup(owner), now, now,
                              now + ttl,      there.token + 1};
        lease_clear(&there);
        return true;
}

static bool lost(struct db *db, const char *stack, const char *run, struct err *err)
{
        struct lease there;

        if (!look_at_lease(db, stack, &there, err))
                return false;
        if (!is_held(&there))
                err_set(err, ERR_LOCKED, "run %s no longer holds stack %s: it was released", run,
                        stack);
        else
                err_set(err, ERR_LOCKED,
                        "run %s no longer holds stack %s from here: run %s (%s) does", run, stack,
                        there.run, there.owner);
        lease_clear(&there);
        return false;
}

static bool lease_renew(struct store *s, const struct lease *held, int64_t now, int64_t ttl,
                        struct err *err)
{
        struct db *db = db_of(s);
        sqlite3_stmt *st = db_statement(db, ST_LEASE_RENEW, err);

        if (!st || !db_set_durable(db, false, err))
                return false;
        sqlite3_bind_int64(st, 1, now);
        sqlite3_bind_int64(st, 2, now + ttl);
        bind(st, 3, held->stack);
        bind(st, 4, held->run);
        sqlite3_bind_int64(st, 5, held->token);
        if (!db_run(db, st, err))
                return false;
        return sqlite3_changes(db->handle) == 1 || lost(db, held->stack, held->run, err);
}

/* token 0: whatever it is. False with ERR_LOCKED when it is not that run's. */
static bool drop_lease(struct db *db, const char *stack, const char *run, int64_t token,
                       struct err *err)
{
        struct lease there = {0};
        sqlite3_stmt *st = NULL;
        bool ok = false;

        /* one that came back would be held by nobody */
        if (!db_begin(db, true, err))
                return false;
        if (!look_at_lease(db, stack, &there, err))
                goto out;
        if (!is_held(&there)) {
                err_set(err, ERR_NOT_FOUND, "nobody holds stack %s", stack);
                goto out;
        }
        if (strcmp(there.run, run) != 0 || (token && there.token != token)) {
                err_set(err, ERR_LOCKED, "stack %s is held by run %s (%s)", stack, there.run,
                        there.owner);
                goto out;
        }
        st = db_statement(db, ST_LEASE_DROP, err);
        if (st) {
                bind(st, 1, stack);
                bind(st, 2, run);
                ok = db_run(db, st, err);
        }
out:
        lease_clear(&there);
        return finish(db, ok, err);
}

static bool lease_release(struct store *s, const struct lease *held, struct err *err)
{
        return drop_lease(db_of(s), held->stack, held->run, held->token, err);
}

static bool lease_break(struct store *s, const char *stack, const char *run, struct err *err)
{
        return drop_lease(db_of(s), stack, run, 0, err);
}

static bool lease_read(struct store *s, const char *stack, struct lease *out, struct err *err)
{
        if (!look_at_lease(db_of(s), stack, out, err))
                return false;
        if (is_held(out))
                return true;
        lease_clear(out);
        return err_set(err, ERR_NOT_FOUND, "nobody holds stack %s", stack);
}

/* --- the journal --- */

/* An append from a run that was taken over must not reach the journal. */
static bool check_token(struct db *db, const struct run_record *run, int64_t token, struct err *err)
{
        struct lease there;
        bool ours;

        if (token == 0)
                return true;
        if (!look_at_lease(db, run->stack, &there, err))
                return false;
        ours = is_held(&there) && there.token == token && text_same(there.run, run->id);
        lease_clear(&there);
        return ours || lost(db, run->stack, run->id, err);
}

static bool insert_record(struct db *db, const struct run_record *run,
                          const struct journal_entry *entry, struct err *err)
{
        sqlite3_stmt *st = db_statement(db, ST_JOURNAL_INSERT, err);

        if (!st)
                return false;
        bind(st, 1, run->id);
        sqlite3_bind_int64(st, 2, run->records + 1);
        sqlite3_bind_int64(st, 3, entry->at);
        bind(st, 4, entry->kind);
        bind(st, 5, entry->stage);
        bind(st, 6, entry->body ? entry->body : "{}");
        return db_run(db, st, err);
}

static bool touch_run(struct db *db, const struct journal_entry *entry, struct err *err)
{
        sqlite3_stmt *st = db_statement(db, ST_RUN_TOUCH, err);

        if (!st)
                return false;
        bind(st, 1, entry->run);
        sqlite3_bind_int64(st, 2, entry->at);
        bind(st, 3, entry->state);
        bind(st, 4, entry->owner);
        return db_run(db, st, err);
}

static bool append(struct store *s, const struct journal_entry *entry, struct err *err)
{
        struct db *db = db_of(s);
        struct run_record run = {0};
        bool ok;

        if (!db_begin(db, entry->durable, err))
                return false;
        ok = find(s, entry->run, &run, err) && check_token(db, &run, entry->token, err) &&
             insert_record(db, &run, entry, err) && touch_run(db, entry, err);
        run_record_release(&run);
        return finish(db, ok, err);
}

static bool check_no_gap(struct db *db, const char *run, int64_t expected, int64_t found,
                         struct err *err)
{
        if (expected == found)
                return true;
        return db_damaged(db, err, "record %lld of run %s is missing", (long long)expected, run);
}

/* How many records there are at least, by the run's own row. */
static bool count_records(struct db *db, const char *run, int64_t *out, struct err *err)
{
        sqlite3_stmt *st = db_statement(db, ST_RUN_RECORDS, err);
        bool got, ok;

        *out = 0;
        if (!st)
                return false;
        bind(st, 1, run);
        if (!db_row(db, st, &got, err))
                return false;
        ok = !got || is_good(db, st, 1, "the row of a run", err);
        if (got)
                *out = sqlite3_column_int64(st, 0);
        db_reset(st);
        return ok && (got || is_whole(db, ST_RUN_CHECK, run, "the list of runs", err));
}

static bool read_journal(struct store *s, const char *run, int64_t after_seq,
                         struct journal_record **out, size_t *count, struct err *err)
{
        struct db *db = db_of(s);
        sqlite3_stmt *st = db_statement(db, ST_JOURNAL_READ, err);
        struct journal_record *records = NULL;
        size_t n = 0, size = 0;
        int64_t least;
        bool got;

        /* counted first: others may append meanwhile */
        if (!st || !count_records(db, run, &least, err))
                return false;
        bind(st, 1, run);
        sqlite3_bind_int64(st, 2, after_seq);
        for (;;) {
                if (!db_row(db, st, &got, err))
                        goto fail;
                if (!got)
                        break;
                if (!is_good(db, st, 5, "a record of the journal", err))
                        goto fail;
                if (n == size) {
                        size = size ? 2 * size : 32;
                        records = xrealloc(records, size * sizeof(*records));
                }
                records[n++] = (struct journal_record){
                        sqlite3_column_int64(st, 0),
                        sqlite3_column_int64(st, 1),
                        db_text(st, 2),
                        db_text(st, 3),
                        db_text(st, 4),
                };
                if (!check_no_gap(db, run, after_seq + (int64_t)n, records[n - 1].seq, err))
                        goto fail;
        }
        if (after_seq + (int64_t)n < least) {
                check_no_gap(db, run, after_seq + (int64_t)n + 1, least + 1, err);
                goto fail;
        }
        db_reset(st);
        *out = records;
        *count = n;
        return true;
fail:
        db_reset(st);
        journal_records_free(records, n);
        return false;
}

/* --- all of it --- */

static bool check_records(struct db *db, struct store_check *out, struct err *err)
{
        sqlite3_stmt *st = db_statement(db, ST_JOURNAL_CHECK, err);
        int64_t bad = 0;
        bool got, whole;

        if (!st || !db_row(db, st, &got, err))
                return false;
        out->records = sqlite3_column_int64(st, 0);
        bad = sqlite3_column_int64(st, 1);
        whole = sqlite3_column_int(st, 2);
        db_reset(st);
        if (!whole)
                return db_damaged(db, err, "its tables and indexes do not agree");
        return !bad ||
               db_damaged(db, err, "%lld records are not as they were written", (long long)bad);
}

static bool list_leases(struct db *db, struct store_check *out, struct err *err)
{
        sqlite3_stmt *st = db_statement(db, ST_LEASE_LIST, err);
        struct strlist stacks = {0};
        bool got = true, ok = st && is_whole(db, ST_LEASE_CHECK, NULL, "the list of leases", err);

        while (ok && got) {
                ok = db_row(db, st, &got, err);
                if (ok && got)
                        strlist_add(&stacks, (const char *)sqlite3_column_text(st, 0));
        }
        db_reset(st);
        out->leases = xcalloc(stacks.count + 1, sizeof(*out->leases));
        for (size_t i = 0; ok && i < stacks.count; i++)
                ok = look_at_lease(db, stacks.items[i], &out->leases[out->lease_count++], err);
        strlist_release(&stacks);
        return ok;
}

static bool check_all(struct store *s, struct store_check *out, struct err *err)
{
        struct db *db = db_of(s);
        struct run_record *runs = NULL;
        size_t count = 0;
        bool ok;

        *out = (struct store_check){.location = xstrdup(db->path)};
        ok = list(s, NULL, 0, &runs, &count, err);
        run_records_free(runs, count);
        out->runs = (int64_t)count;
        return ok && check_records(db, out, err) && list_leases(db, out, err) &&
               db_rewrite(db, &out->schema, err);
}

static void close_store(struct store *s)
{
        db_close(db_of(s));
        free(s);
}

static const struct store_ops ops = {
        .create = create,
        .find = find,
        .list = list,
        .append = append,
        .read = read_journal,
        .lease_take = lease_take,
        .lease_renew = lease_renew,
        .lease_release = lease_release,
        .lease_read = lease_read,
        .lease_break = lease_break,
        .check = check_all,
        .close = close_store,
};

struct store *store_sqlite_open(const char *path, struct err *err)
{
        struct store_sqlite *s = xcalloc(1, sizeof(*s));

        s->store.ops = &ops;
        if (db_open(&s->db, path, err))
                return &s->store;
        close_store(&s->store);
        return NULL;
}
