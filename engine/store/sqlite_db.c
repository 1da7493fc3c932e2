/*
 * Opening the SQLite file, its schema, its statements and its errors (sqlite_db.h).
 */
#include "engine/store/sqlite_db.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/base/mem.h"
#include "engine/store/sqlite_sum.h"

enum {
        APPLICATION_ID = 0x534c6674, /* "SLft": tells our files from other SQLite files */
        SCHEMA_VERSION = 2,
        BUSY_MS = 10000,
        SMALLEST_PAGE = 512,
};

#define RUN_COLUMNS "id, stack, pipeline, state, owner, created, changed, records"
#define JOURNAL_COLUMNS "run, seq, at, kind, stage, body"
#define LEASE_COLUMNS "stack, run, owner, taken, renewed, expires, token"

/* The last column of what is read: whether the row is as it was written. */
#define GOOD(columns) "sum IS row_sum(" columns ")"

/* A released lease keeps its row, with run and owner empty, so that its token goes on growing. */
static const char schema[] =
        "CREATE TABLE runs ("
        " id TEXT PRIMARY KEY NOT NULL, stack TEXT NOT NULL, pipeline TEXT NOT NULL,"
        " state TEXT NOT NULL, owner TEXT NOT NULL, created INTEGER NOT NULL,"
        " changed INTEGER NOT NULL, records INTEGER NOT NULL, sum INTEGER NOT NULL DEFAULT 0);"
        "CREATE INDEX runs_by_stack ON runs (stack, created);"
        "CREATE INDEX runs_by_time ON runs (created);"
        "CREATE TABLE journal ("
        " run TEXT NOT NULL REFERENCES runs (id), seq INTEGER NOT NULL, at INTEGER NOT NULL,"
        " kind TEXT NOT NULL, stage TEXT, body TEXT NOT NULL, sum INTEGER NOT NULL DEFAULT 0,"
        " PRIMARY KEY (run, seq)"
        ") WITHOUT ROWID;"
        "CREATE TABLE leases ("
        " stack TEXT PRIMARY KEY NOT NULL, run TEXT NOT NULL, owner TEXT NOT NULL,"
        " taken INTEGER NOT NULL, renewed INTEGER NOT NULL, expires INTEGER NOT NULL,"
        " token INTEGER NOT NULL, sum INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;";

/* Schema 1 had no sums. */
#define ADD_SUM(table, columns)                                                                    \
        "ALTER TABLE " table " ADD COLUMN sum INTEGER NOT NULL DEFAULT 0;"                         \
        "UPDATE " table " SET sum = row_sum(" columns ");"

static const char from_1[] = ADD_SUM("runs", RUN_COLUMNS) ADD_SUM("journal", JOURNAL_COLUMNS)
        ADD_SUM("leases", LEASE_COLUMNS);

static const char *const statements[ST_COUNT] = {
        [ST_BEGIN] = "BEGIN IMMEDIATE",
        [ST_COMMIT] = "COMMIT",
        [ST_ROLLBACK] = "ROLLBACK",
        [ST_RUN_INSERT] = "INSERT INTO runs (" RUN_COLUMNS ", sum) VALUES (?1,?2,?3,?4,?5,?6,?7,0,"
                          " row_sum(?1,?2,?3,?4,?5,?6,?7,0))",
        [ST_RUN_FIND] = "SELECT " RUN_COLUMNS ", " GOOD(RUN_COLUMNS) " FROM runs WHERE id = ?",
        [ST_RUN_RECORDS] = "SELECT records, " GOOD(RUN_COLUMNS) " FROM runs WHERE id = ?",
        /* An index that has lost a row, a table, or a row that has lost its id would let a run seem
         * not to be there. */
        [ST_RUN_CHECK] =
                "SELECT (SELECT count(*) FROM runs NOT INDEXED) ="
                " (SELECT count(*) FROM runs INDEXED BY runs_by_time)"
                " AND NOT EXISTS (SELECT 1 FROM runs NOT INDEXED WHERE id = ? OR NOT (" GOOD(
                        RUN_COLUMNS) "))",
        [ST_RUN_LIST] = "SELECT " RUN_COLUMNS
                        ", " GOOD(RUN_COLUMNS) " FROM runs NOT INDEXED"
                                               " WHERE ?1 IS NULL OR stack = ?1"
                                               " ORDER BY created DESC, rowid DESC LIMIT ?2",
        [ST_RUN_TOUCH] = "UPDATE runs SET records = records + 1, changed = ?2,"
                         " state = coalesce(?3, state), owner = coalesce(?4, owner),"
                         " sum = row_sum(id, stack, pipeline, coalesce(?3, state),"
                         " coalesce(?4, owner), created, ?2, records + 1) WHERE id = ?1",
        [ST_JOURNAL_INSERT] = "INSERT INTO journal (" JOURNAL_COLUMNS ", sum)"
                              " VALUES (?1,?2,?3,?4,?5,?6, row_sum(?1,?2,?3,?4,?5,?6))",
        [ST_JOURNAL_READ] = "SELECT seq, at, kind, stage, body, " GOOD(
                JOURNAL_COLUMNS) " FROM journal WHERE run = ? AND seq > ? ORDER BY seq",
        [ST_LEASE_READ] = "SELECT " LEASE_COLUMNS ", " GOOD(LEASE_COLUMNS) " FROM leases"
                                                                           " WHERE stack = ?",
        [ST_LEASE_WRITE] = "INSERT INTO leases (" LEASE_COLUMNS ", sum)"
                           " VALUES (?1,?2,?3,?4,?5,?6,?7, row_sum(?1,?2,?3,?4,?5,?6,?7))"
                           " ON CONFLICT (stack) DO UPDATE SET"
                           " run = excluded.run, owner = excluded.owner, taken = excluded.taken,"
                           " renewed = excluded.renewed, expires = excluded.expires,"
                           " token = excluded.token, sum = excluded.sum",
        [ST_LEASE_RENEW] = "UPDATE leases SET renewed = ?1, expires = ?2,"
                           " sum = row_sum(stack, run, owner, taken, ?1, ?2, token)"
                           " WHERE stack = ?3 AND run = ?4 AND token = ?5 AND " GOOD(LEASE_COLUMNS),
        [ST_LEASE_DROP] = "UPDATE leases SET run = '', owner = '', expires = 0,"
                          " sum = row_sum(stack, '', '', taken, renewed, 0, token)"
                          " WHERE stack = ? AND run = ?",
        [ST_LEASE_CHECK] = "SELECT NOT EXISTS (SELECT 1 FROM leases WHERE NOT (" GOOD(
                LEASE_COLUMNS) ")) AND (SELECT group_concat(integrity_check) = 'ok'"
                               " FROM pragma_integrity_check('leases'))",
        [ST_LEASE_LIST] = "SELECT stack FROM leases WHERE run <> '' ORDER BY stack",
        [ST_JOURNAL_CHECK] = "SELECT count(*), coalesce(sum(NOT (" GOOD(
                JOURNAL_COLUMNS) ")), 0), (SELECT group_concat(integrity_check) = 'ok'"
                                 " FROM pragma_integrity_check) FROM journal",
};

static const char *advice(int rc)
{
        switch (rc & 0xff) {
        case SQLITE_FULL:
                return "free some space on its disk";
        case SQLITE_READONLY:
        case SQLITE_PERM:
        case SQLITE_CANTOPEN:
        case SQLITE_AUTH:
                return "make the file and its folder writable for this user, or name another file "
                       "in SNAPLIFT_STORE";
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
                return "another process holds the file; end it, or try again";
        case SQLITE_NOTADB:
        case SQLITE_CORRUPT:
        case SQLITE_ERROR: /* our statements are right, so the tables are not */
                return "move the file away (keep it: it may name runs that are not finished) or "
                       "bring it back from a backup, or name another file in SNAPLIFT_STORE";
        case SQLITE_IOERR:
                return "check the disk and its file system";
        default:
                return "look at the file and its folder";
        }
}

/* ERR_STORE with the file, SQLite's own words and what to do. Returns false. */
static bool failed(struct db *db, int rc, const char *doing, struct err *err)
{
        int primary = rc & 0xff;
        const char *words = db->handle ? sqlite3_errmsg(db->handle) : sqlite3_errstr(rc);

        if (primary == SQLITE_NOTADB)
                words = "it is not a Snaplift store (not a database)";
        else if (primary == SQLITE_CORRUPT)
                words = "it is damaged (database disk image is malformed)";
        err_set(err, ERR_STORE, "the store %s: can't %s: %s", db->path, doing, words);
        return err_next(err, "%s", advice(rc));
}

bool db_damaged(struct db *db, struct err *err, const char *fmt, ...)
{
        va_list args;
        char *what;

        va_start(args, fmt);
        what = xvasprintf(fmt, args);
        va_end(args);
        err_set(err, ERR_STORE, "the store %s: it is damaged: %s", db->path, what);
        free(what);
        return err_next(err, "%s", advice(SQLITE_CORRUPT));
}

static bool execute(struct db *db, const char *sql, const char *doing, struct err *err)
{
        int rc = sqlite3_exec(db->handle, sql, NULL, NULL, NULL);

        return rc == SQLITE_OK || failed(db, rc, doing, err);
}

static bool pragma_number(struct db *db, const char *sql, int64_t *out, struct err *err)
{
        sqlite3_stmt *st = NULL;
        int rc = sqlite3_prepare_v2(db->handle, sql, -1, &st, NULL);

        if (rc == SQLITE_OK)
                rc = sqlite3_step(st);
        if (rc == SQLITE_ROW)
                *out = sqlite3_column_int64(st, 0);
        sqlite3_finalize(st);
        return rc == SQLITE_ROW || failed(db, rc, "read it", err);
}

static bool refuse_foreign(struct db *db, struct err *err)
{
        err_set(err, ERR_STORE, "the store %s: it is another program's database", db->path);
        return err_next(err, "name another file in SNAPLIFT_STORE");
}

static bool mark(struct db *db, struct err *err)
{
        char set[96];

        snprintf(set, sizeof(set), "PRAGMA application_id = %d; PRAGMA user_version = %d",
                 APPLICATION_ID, SCHEMA_VERSION);
        return execute(db, set, "make its tables", err);
}

/* Called within a write transaction, so that two first users do not both make the tables. */
static bool check_schema(struct db *db, struct err *err)
{
        int64_t version = 0, id = 0, tables = 0;

        if (!pragma_number(db, "PRAGMA user_version", &version, err) ||
            !pragma_number(db, "PRAGMA application_id", &id, err) ||
            !pragma_number(db, "SELECT count(*) FROM sqlite_master", &tables, err))
                return false;
        if (tables == 0 && version == 0 && id == 0) {
                return execute(db, schema, "make its tables", err) && mark(db, err);
        }
        if (id != APPLICATION_ID)
                return refuse_foreign(db, err);
        if (version > SCHEMA_VERSION) {
                err_set(err, ERR_STORE,
                        "the store %s was written by a newer Snaplift (schema %lld, this one knows "
                        "%d)",
                        db->path, (long long)version, SCHEMA_VERSION);
                return err_next(err, "use the newer Snaplift, or name another file in "
                                     "SNAPLIFT_STORE");
        }
        if (version == 1)
                return execute(db, from_1, "add its checksums", err) && mark(db, err);
        if (version != SCHEMA_VERSION)
                return db_damaged(db, err, "there is no schema %lld", (long long)version);
        return true;
}

/* To SQLite a file shorter than its smallest page is a new one, whatever is in it; so it is while
 * the first page is being written, and then there is a journal. */
static bool is_stump(const struct db *db, int fd)
{
        struct stat st;
        char *journal = xasprintf("%s-journal", db->path);
        bool stump = fstat(fd, &st) == 0 && st.st_size > 0 && st.st_size < SMALLEST_PAGE &&
                     access(journal, F_OK) != 0;

        free(journal);
        return stump;
}

/* SQLite gives -wal and -shm the mode of the main file, so it is made here, with ours. */
static bool make_file(struct db *db, struct err *err)
{
        int fd = open(db->path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
        bool ok;

        if (fd < 0 && errno == ELOOP)
                fd = open(db->path, O_RDWR | O_CLOEXEC);
        if (fd < 0) {
                err_set(err, ERR_STORE, "the store %s: can't open it: %s", db->path,
                        strerror(errno));
                return err_next(err, "%s", advice(SQLITE_CANTOPEN));
        }
        ok = !is_stump(db, fd) || failed(db, SQLITE_NOTADB, "read it", err);
        close(fd);
        return ok;
}

bool db_open(struct db *db, const char *path, struct err *err)
{
        const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
        int rc;

        db->path = xstrdup(path);
        if (strcmp(path, ":memory:") != 0 && !make_file(db, err))
                return false;
        rc = sqlite3_open_v2(path, &db->handle, flags, NULL);
        if (rc != SQLITE_OK)
                return failed(db, rc, "open it", err);
        rc = sqlite_sum_register(db->handle);
        if (rc != SQLITE_OK)
                return failed(db, rc, "open it", err);
        sqlite3_extended_result_codes(db->handle, 1);
        sqlite3_busy_timeout(db->handle, BUSY_MS);
        /* The first read meets a file that is no database; the mode is only changed after it. */
        if (!execute(db, "PRAGMA cell_size_check = ON; SELECT count(*) FROM sqlite_master",
                     "read it", err) ||
            !execute(db,
                     "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                     " PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF",
                     "prepare it", err))
                return false;
        db->durable = true;
        if (!db_begin(db, true, err))
                return false;
        if (!check_schema(db, err)) {
                db_abort(db);
                return false;
        }
        return db_commit(db, err);
}

void db_close(struct db *db)
{
        for (int i = 0; i < ST_COUNT; i++)
                sqlite3_finalize(db->prepared[i]);
        sqlite3_close(db->handle);
        free(db->path);
}

sqlite3_stmt *db_statement(struct db *db, enum db_statement which, struct err *err)
{
        if (!db->prepared[which]) {
                int rc = sqlite3_prepare_v3(db->handle, statements[which], -1,
                                            SQLITE_PREPARE_PERSISTENT, &db->prepared[which], NULL);

                if (rc != SQLITE_OK) {
                        failed(db, rc, "read it", err);
                        return NULL;
                }
        }
        return db->prepared[which];
}

void db_reset(sqlite3_stmt *st)
{
        if (st) {
                sqlite3_reset(st);
                sqlite3_clear_bindings(st);
        }
}

bool db_run(struct db *db, sqlite3_stmt *st, struct err *err)
{
        int rc = sqlite3_step(st);
        bool ok = rc == SQLITE_DONE;

        if (!ok)
                failed(db, rc, sqlite3_stmt_readonly(st) ? "read it" : "write to it", err);
        db_reset(st);
        return ok;
}

bool db_row(struct db *db, sqlite3_stmt *st, bool *got, struct err *err)
{
        int rc = sqlite3_step(st);

        *got = rc == SQLITE_ROW;
        if (rc == SQLITE_ROW || rc == SQLITE_DONE)
                return true;
        failed(db, rc, "read it", err);
        db_reset(st);
        return false;
}

bool db_set_durable(struct db *db, bool durable, struct err *err)
{
        const char *sql = durable ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL";

        if (db->durable == durable)
                return true;
        if (!execute(db, sql, "prepare it", err))
                return false;
        db->durable = durable;
        return true;
}

bool db_begin(struct db *db, bool durable, struct err *err)
{
        sqlite3_stmt *st = db_statement(db, ST_BEGIN, err);

        return st && db_set_durable(db, durable, err) && db_run(db, st, err);
}

bool db_commit(struct db *db, struct err *err)
{
        sqlite3_stmt *st = db_statement(db, ST_COMMIT, err);

        if (st && db_run(db, st, err))
                return true;
        db_abort(db);
        return false;
}

void db_abort(struct db *db)
{
        struct err ignored = ERR_INIT;
        sqlite3_stmt *st;

        /* SQLite has already rolled back by itself after some errors (disk full, I/O). */
        if (sqlite3_get_autocommit(db->handle))
                return;
        st = db_statement(db, ST_ROLLBACK, &ignored);
        if (st)
                db_run(db, st, &ignored);
        err_clear(&ignored);
}

char *db_text(sqlite3_stmt *st, int column)
{
        return xstrdup((const char *)sqlite3_column_text(st, column));
}

bool db_rewrite(struct db *db, int64_t *version, struct err *err)
{
        if (!db_begin(db, true, err))
                return false;
        if (!pragma_number(db, "PRAGMA user_version", version, err) || !mark(db, err)) {
                db_abort(db);
                return false;
        }
        return db_commit(db, err);
}
