/*
 * What stands behind the models when the stand-in runs with --bodies DIR: a PostgreSQL server per
 * DB instance, a copy of its data per snapshot, a process per task. Each stand-in uses its own
 * loopback addresses 127.X.Y.N (X and Y from its listening port), a new N per body, so that every
 * database listens on 5432 and every task on its own container's port.
 *
 * All functions return at once; done() is called once, on the loop, when it has happened. message
 * is NULL or says why not (then ok is false). A database's functions are carried out one after the
 * other, in order.
 */
#ifndef SNAPLIFT_STANDIN_BODIES_H
#define SNAPLIFT_STANDIN_BODIES_H

#include <stdbool.h>

#include "engine/base/err.h"
#include "engine/loop/loop.h"

struct bodies;
struct db_body;
struct task_body;

typedef void (*body_done)(void *arg, bool ok, const char *message);

/* Finds PostgreSQL's programs, makes the folder. port: the stand-in's own, for the addresses. */
struct bodies *bodies_new(struct loop *loop, const char *folder, int port, struct err *err);
/* Stops everything; waits when on a fiber. */
void bodies_free(struct bodies *b);

/* A new, empty server with that superuser ("master user"), password and database. sql (or NULL) is
 * run in that database as the master user: the seed's way to make rows. id: new each time. of:
 * whose server it is, which has the address again that it had. */
struct db_body *db_body_create(struct bodies *b, const char *id, const char *of, const char *user,
                               const char *password, const char *database, const char *sql,
                               body_done done, void *arg);
/* A server on a copy of the snapshot's data: same users, passwords and rows. */
struct db_body *db_body_restore(struct bodies *b, const char *id, const char *of,
                                const char *snapshot, body_done done, void *arg);
/* A consistent copy of the running server's data under that name. */
void db_body_snapshot(struct db_body *d, const char *snapshot, body_done done, void *arg);
void db_body_set_password(struct db_body *d, const char *user, const char *password, body_done done,
                          void *arg);
void db_body_reboot(struct db_body *d, body_done done, void *arg);
/* Down and up again, its data kept; what is so already stays so. Snapshots and passwords of a
 * server that is down bring it up for as long. */
void db_body_stop(struct db_body *d, body_done done, void *arg);
void db_body_start(struct db_body *d, body_done done, void *arg);
/* Stops the server (connections are cut) and removes its data; d is gone when done() is called. */
void db_body_delete(struct db_body *d, body_done done, void *arg);
void db_snapshot_delete(struct bodies *b, const char *snapshot);
const char *db_body_address(const struct db_body *d);
int db_body_port(const struct db_body *d);

/* --- tasks --- */

/* A loopback address that no other body has, for all containers of a task or for a database; one
 * that is made again under its name gets the same as before, as on RDS. name: the database's; NULL:
 * none. NULL when all 254 are taken. The caller frees it by bodies_drop_address(). */
char *bodies_take_address(struct bodies *b, const char *name);
void bodies_drop_address(struct bodies *b, char *address); /* NULL is allowed */

struct task_spec {
        const char *name;        /* of the log file: tasks/<name>.log in the folder */
        const char *const *argv; /* NULL-ended */
        const char *const *env;  /* NULL-ended, the whole environment */
};

/* A process. exited() is called once, later, on the loop: the exit code as a shell says it (128 and
 * the signal); the body is then gone. NULL when it can't be started. */
struct task_body *task_body_start(struct bodies *b, const struct task_spec *spec,
                                  void (*exited)(void *arg, int code), void *arg, struct err *err);
/* SIGTERM, and SIGKILL when it is still there after patience ms. */
void task_body_stop(struct task_body *t, int64_t patience);
/* SIGKILL; exited() is not called any more. */
void task_body_abandon(struct task_body *t);
int task_body_pid(const struct task_body *t);

#endif
