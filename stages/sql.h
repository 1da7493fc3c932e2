/*
 * One question to a PostgreSQL database, through psql: from where Snaplift runs, so the database
 * must be reachable from there. The connection is read-only, and TLS with the server's certificate
 * checked unless said otherwise.
 */
#ifndef SNAPLIFT_STAGES_SQL_H
#define SNAPLIFT_STAGES_SQL_H

#include "engine/base/err.h"
#include "engine/loop/loop.h"

struct sql_place {
        const char *host;
        int64_t port;
        const char *name, *user;
        const char *password; /* neither in the process list, nor in its environment, nor on disk */
        const char *tls;      /* libpq's sslmode */
        const char *ca;       /* file of the certificates to trust; NULL: libpq's default */
};

/* since: what the query can ask for as current_setting('snaplift.since'). *answer: the first line
 * of what it gives, columns parted by "|", for the caller to free. Waits on the fiber. ERR_SYSTEM:
 * there is no psql; ERR_FAILED: what it says. */
bool sql_ask(struct loop *loop, const struct sql_place *place, int64_t since, const char *query,
             char **answer, struct err *err);

#endif
