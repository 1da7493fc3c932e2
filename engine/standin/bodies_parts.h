/* What the files of the bodies share: the folder and its addresses (bodies.c), PostgreSQL servers
 * (bodies_postgres.c, bodies_database.c), processes (bodies_task.c). */
#ifndef SNAPLIFT_STANDIN_BODIES_PARTS_H
#define SNAPLIFT_STANDIN_BODIES_PARTS_H

#include <sys/types.h>

#include "engine/loop/process.h"
#include "engine/standin/bodies.h"

struct bodies_snapshot {
        struct bodies_snapshot *next;
        char *name, *path;
        int readers; /* restores that copy from it now */
        bool deleted;
};

enum template_state { TEMPLATE_NONE, TEMPLATE_BEING_MADE, TEMPLATE_READY };

struct bodies {
        struct loop *loop;
        char *folder; /* tasks/, pg/ and the lock are in it */
        char *pg;     /* pg/: everything that belongs to PostgreSQL's user */
        char *programs;
        const char *user; /* PostgreSQL runs as; NULL: as ourselves */
        uid_t uid;
        gid_t gid;
        int lock;
        int first, second; /* of the addresses 127.first.second.N */
        bool taken[255];
        char *had[255]; /* the database that had it last, by name; NULL: none */
        int last_taken;
        struct db_body *databases;
        struct bodies_snapshot *snapshots;
        struct task_body *tasks;
        enum template_state template;
        int trash;
        /* Fibers and processes that are under way: the rest is freed when there are none. */
        int busy;
        bool closing, orphan;
        struct signal_point changed;
};

void bodies_begin(struct bodies *b); /* something more is under way */
void bodies_end(struct bodies *b);   /* may free b */
/* Runs a command of PostgreSQL's user and waits. */
bool bodies_run(struct bodies *b, const char *const *argv, struct err *err);
bool bodies_remove_tree(struct bodies *b, const char *path, struct err *err);
bool bodies_copy_tree(struct bodies *b, const char *from, const char *to, struct err *err);

/* --- bodies_postgres.c: one server, no order of things --- */

struct pg_server {
        struct bodies *bodies;
        char *data, *sockets, *log;
        char *address;
        struct process *process; /* NULL while it is down */
        struct signal_point changed;
};

bool pg_find_programs(struct bodies *b, struct err *err);
/* The empty cluster that new ones are copies of; made by the first who asks. The caller frees path.
 */
bool pg_template(struct bodies *b, char **path, struct err *err);
void pg_server_init(struct pg_server *s, struct bodies *b, const char *folder, char *address);
void pg_server_release(struct pg_server *s);
/* Until it accepts connections. */
bool pg_server_start(struct pg_server *s, struct err *err);
void pg_server_stop(struct pg_server *s, int signum);
bool pg_server_backup(struct pg_server *s, const char *to, struct err *err);
/* As the administrator; sql may hold secrets: it goes through a file that only its user can read.
 */
bool pg_server_sql(struct pg_server *s, const char *database, const char *sql, struct err *err);
void pg_add_literal(struct text *sql, const char *value);
void pg_add_identifier(struct text *sql, const char *name);

/* --- the others' parts of bodies_free() --- */

void db_bodies_close(struct bodies *b);
void db_bodies_free(struct bodies *b);
void task_bodies_close(struct bodies *b);

#endif
