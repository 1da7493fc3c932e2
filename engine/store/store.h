/*
 * Where runs are journalled. A backend is a small table of functions; this header is what a run may
 * rely on, whichever backend it is:
 *
 *  - A record that was appended survives that the process is killed. One appended as durable has
 *    also survived a power cut when append() returns, and with it everything appended before it;
 *    any other survives one only from the next durable record on. What a power cut takes away is
 *    always the end of the journal, never something in between.
 *  - Records of a run are read back in the order of appending, with no gap: seq counts from 1.
 *  - A lease is held by one owner at a time; its token grows with each taking (fencing), and an
 * append that carries an outdated token fails with ERR_LOCKED.
 *
 * A backend keeps no state of a run but what is appended, so a run can go on from another process.
 * Errors: ERR_STORE (can't be read or written: says the file and what to do), ERR_NOT_FOUND,
 * ERR_LOCKED.
 */
#ifndef SNAPLIFT_STORE_STORE_H
#define SNAPLIFT_STORE_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/base/err.h"

enum { RUN_ID_SIZE = 32 };

struct store;

/* A line in the list of runs. All text is owned (run_record_release). */
struct run_record {
        char *id; /* e.g. 20261121-010710-k3f9 */
        char *stack;
        char *pipeline;  /* its name */
        char *state;     /* see run/run.h: running, interrupted, succeeded, ... */
        char *owner;     /* user@host:pid of the process that last drove it */
        int64_t created; /* wall clock ms */
        int64_t changed;
        int64_t records; /* journal length */
};

struct journal_record {
        int64_t seq;
        int64_t at;  /* wall clock ms */
        char *kind;  /* see run/journal.h */
        char *stage; /* or NULL */
        char *body;  /* one JSON object */
};

/* What is appended; nothing is kept of it. */
struct journal_entry {
        const char *run;
        int64_t token; /* of the lease the run holds on its stack, or 0: not asked for */
        int64_t at;
        const char *kind;
        const char *stage; /* or NULL */
        const char *body;
        const char *state; /* the run's, from now on; NULL: as it was */
        const char *owner; /* the same */
        bool durable;
};

struct lease {
        char *stack;
        char *run;
        char *owner;
        int64_t taken;
        int64_t renewed;
        int64_t expires; /* wall clock ms */
        int64_t token;   /* 0: not held */
};

/* What a store says of itself. Release with store_check_release(). */
struct store_check {
        char *location; /* e.g. the file */
        int64_t schema;
        int64_t runs, records;
        struct lease *leases; /* those held */
        size_t lease_count;
};

struct store_ops {
        /* A new run; ERR_EXISTS when the id is taken. */
        bool (*create)(struct store *s, const struct run_record *run, struct err *err);
        bool (*find)(struct store *s, const char *id, struct run_record *out, struct err *err);
        /* Newest first; stack NULL: all. at most limit (0: all). *out is an array the caller frees
         * with run_records_free(). */
        bool (*list)(struct store *s, const char *stack, size_t limit, struct run_record **out,
                     size_t *count, struct err *err);
        /* The record and the run's new state and owner, in one transaction. */
        bool (*append)(struct store *s, const struct journal_entry *entry, struct err *err);
        bool (*read)(struct store *s, const char *run, int64_t after_seq,
                     struct journal_record **out, size_t *count, struct err *err);

        /* Takes the stack's lease: free, expired and left by the same run, or already this run's
         * with the same owner. ERR_LOCKED fills *out with the holder, also when it has expired: a
         * dead holder is shown, never robbed. takeover: the operator resumes or rolls back this
         * very run, so its own lease held by a dead owner may be taken. What is done under a lease
         * is journalled as durable first, and that keeps the lease too. */
        bool (*lease_take)(struct store *s, const char *stack, const char *run, const char *owner,
                           int64_t now, int64_t ttl, bool takeover, struct lease *out,
                           struct err *err);
        bool (*lease_renew)(struct store *s, const struct lease *held, int64_t now, int64_t ttl,
                            struct err *err);
        bool (*lease_release)(struct store *s, const struct lease *held, struct err *err);
        /* ERR_NOT_FOUND when nobody holds it. */
        bool (*lease_read)(struct store *s, const char *stack, struct lease *out, struct err *err);
        /* By hand (`unlock`): only when it is held by that run. */
        bool (*lease_break)(struct store *s, const char *stack, const char *run, struct err *err);
        /* Reads everything against its checksums and writes, durably, what is there already: so it
         * is whole, and can be written to. *out is filled as far as it came. Optional. */
        bool (*check)(struct store *s, struct store_check *out, struct err *err);

        void (*close)(struct store *s);
};

struct store {
        const struct store_ops *ops;
};

/* location: a file path, "sqlite:PATH", ":memory:"; NULL: SNAPLIFT_STORE, else
 * $XDG_STATE_HOME/snaplift/runs.db, else ~/.local/state/snaplift/runs.db (folders are made, mode
 * 0700). */
struct store *store_open(const char *location, struct err *err);
/* Whether there is one at that location already; store_open() would make it. */
bool store_exists(const char *location);
void store_close(struct store *s); /* NULL is allowed */

void run_record_release(struct run_record *r);
void run_records_free(struct run_record *r, size_t count);
void journal_records_free(struct journal_record *r, size_t count);
void lease_clear(struct lease *l); /* frees the strings */
void store_check_release(struct store_check *c);

#endif
