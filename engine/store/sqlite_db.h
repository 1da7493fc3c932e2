/*
 * One SQLite file as the store uses it: its schema checked, its rows with checksums, commits that
 * survive a power cut or only a killed process, statements prepared once, errors that say what to
 * do.
 *
 *      struct sqlite3_stmt *st = db_statement(db, STATEMENT, err);
 *      ... bind ...
 *      db_run(db, st, err)         one step, no row wanted; resets
 *      db_row(db, st, &got, err)   one step; db_reset(st) when done with the row
 *
 * Only the SQLite backend's files include this.
 */
#ifndef SNAPLIFT_STORE_SQLITE_DB_H
#define SNAPLIFT_STORE_SQLITE_DB_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>

#include "engine/base/err.h"

enum db_statement {
        ST_BEGIN,
        ST_COMMIT,
        ST_ROLLBACK,
        ST_RUN_INSERT,
        ST_RUN_FIND,
        ST_RUN_RECORDS,
        ST_RUN_CHECK,
        ST_RUN_LIST,
        ST_RUN_TOUCH,
        ST_JOURNAL_INSERT,
        ST_JOURNAL_READ,
        ST_LEASE_READ,
        ST_LEASE_WRITE,
        ST_LEASE_RENEW,
        ST_LEASE_DROP,
        ST_LEASE_CHECK,
        ST_LEASE_LIST,
        ST_JOURNAL_CHECK,
        ST_COUNT
};

struct db {
        sqlite3 *handle;
        char *path;   /* for messages */
        bool durable; /* what commits are at present: PRAGMA synchronous */
        sqlite3_stmt *prepared[ST_COUNT];
};

bool db_open(struct db *db, const char *path, struct err *err);
void db_close(struct db *db); /* also half-open */

/* Ready to be bound; NULL and err on failure. Borrowed. */
sqlite3_stmt *db_statement(struct db *db, enum db_statement which, struct err *err);
bool db_run(struct db *db, sqlite3_stmt *st, struct err *err);
bool db_row(struct db *db, sqlite3_stmt *st, bool *got, struct err *err);
void db_reset(sqlite3_stmt *st);

/* How commits are made from now on; not within a transaction. In WAL mode a commit with synchronous
 * FULL syncs the whole log, that is all commits before it as well; with NORMAL it is written only
 * and the log is synced before it is copied into the file
 * (sqlite.org/pragma.html#pragma_synchronous, sqlite.org/wal.html). */
bool db_set_durable(struct db *db, bool durable, struct err *err);

/* A write transaction; begin waits for other processes for a while. commit that fails has undone
 * everything. */
bool db_begin(struct db *db, bool durable, struct err *err);
bool db_commit(struct db *db, struct err *err);
void db_abort(struct db *db);

/* Writes the marks that the file has already, and syncs: it can be written to. *version is that
 * of its schema. */
bool db_rewrite(struct db *db, int64_t *version, struct err *err);

/* ERR_STORE: what is read can't be what was written. Returns false. */
bool db_damaged(struct db *db, struct err *err, const char *fmt, ...)
        __attribute__((format(printf, 3, 4)));

char *db_text(sqlite3_stmt *st, int column); /* the caller frees; NULL for null */

#endif
