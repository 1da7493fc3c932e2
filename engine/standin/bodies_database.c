/*
 * DB instances as PostgreSQL servers. What is asked of a database is a queue of jobs that a fiber
 * of its own carries out in order; the fiber ends with the queue.
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/base/mem.h"
#include "engine/standin/bodies_parts.h"

enum job_kind {
        JOB_CREATE,
        JOB_RESTORE,
        JOB_SNAPSHOT,
        JOB_PASSWORD,
        JOB_REBOOT,
        JOB_STOP,
        JOB_START,
        JOB_DELETE,
};

struct job {
        struct job *next;
        enum job_kind kind;
        char *user, *password, *database, *sql, *snapshot;
        body_done done;
        void *arg;
};

struct db_body {
        struct db_body *next;
        struct bodies *bodies;
        char *id, *folder;
        struct pg_server server;
        struct job *jobs;
        bool working;
};

static void job_free(struct job *j)
{
        if (j->password)
                explicit_bzero(j->password, strlen(j->password));
        free(j->user);
        free(j->password);
        free(j->database);
        free(j->sql);
        free(j->snapshot);
        free(j);
}

static void body_free(struct db_body *d)
{
        while (d->jobs) {
                struct job *j = d->jobs;

                d->jobs = j->next;
                job_free(j);
        }
        pg_server_release(&d->server);
        free(d->id);
        free(d->folder);
        free(d);
}

static void unlink_body(struct db_body *d)
{
        for (struct db_body **at = &d->bodies->databases; *at; at = &(*at)->next) {
                if (*at == d) {
                        *at = d->next;
                        return;
                }
        }
}

/* --- snapshots --- */

static struct bodies_snapshot *find_snapshot(struct bodies *b, const char *name)
{
        for (struct bodies_snapshot *s = b->snapshots; s; s = s->next)
                if (!s->deleted && text_same(s->name, name))
                        return s;
        return NULL;
}

struct removal {
        struct bodies *bodies;
        char *path;
};

static void remove_fiber(void *arg)
{
        struct removal *r = arg;
        struct err err = ERR_INIT;

        bodies_remove_tree(r->bodies, r->path, &err);
        err_clear(&err);
        bodies_end(r->bodies);
        free(r->path);
        free(r);
}

/* Out of the way at once, and removed in its own time. */
static void throw_away(struct bodies *b, const char *path)
{
        struct removal *r = xcalloc(1, sizeof(*r));

        r->bodies = b;
        r->path = xasprintf("%s/trash-%d", b->pg, b->trash++);
        if (rename(path, r->path) != 0 || b->closing) {
                free(r->path);
                free(r);
                return;
        }
        bodies_begin(b);
        fiber_start_daemon(b->loop, "remove", remove_fiber, r);
}

static void drop_snapshot(struct bodies *b, struct bodies_snapshot *s)
{
        for (struct bodies_snapshot **at = &b->snapshots; *at; at = &(*at)->next) {
                if (*at == s) {
                        *at = s->next;
                        break;
                }
        }
        throw_away(b, s->path);
        free(s->name);
        free(s->path);
        free(s);
}

void db_snapshot_delete(struct bodies *b, const char *name)
{
        struct bodies_snapshot *s = find_snapshot(b, name);

        if (!s)
                return;
        s->deleted = true;
        if (!s->readers)
                drop_snapshot(b, s);
}

/* --- jobs --- */

static bool make_master(struct db_body *d, const struct job *j, struct err *err)
{
        struct text sql = TEXT_INIT;
        const char *database = j->database ? j->database : "postgres";
        bool ok;

        text_add(&sql, "CREATE ROLE ");
        pg_add_identifier(&sql, j->user);
        text_add(&sql, " LOGIN CREATEDB CREATEROLE PASSWORD ");
        pg_add_literal(&sql, j->password ? j->password : "");
        text_add(&sql, ";\n");
        if (!text_same(database, "postgres")) {
                text_add(&sql, "CREATE DATABASE ");
                pg_add_identifier(&sql, database);
                text_add(&sql, " OWNER ");
                pg_add_identifier(&sql, j->user);
                text_add(&sql, ";\n");
        }
        ok = pg_server_sql(&d->server, "postgres", text_str(&sql), err);
        explicit_bzero(sql.data, sql.len);
        text_clear(&sql);
        if (ok && j->sql) {
                text_add(&sql, "SET SESSION AUTHORIZATION ");
                pg_add_identifier(&sql, j->user);
                text_addf(&sql, ";\n%s\n", j->sql);
                ok = pg_server_sql(&d->server, database, text_str(&sql), err);
        }
        text_release(&sql);
        return ok;
}

static bool make_folder(struct db_body *d, struct err *err)
{
        struct bodies *b = d->bodies;

        if (access(d->folder, F_OK) == 0)
                throw_away(b, d->folder);
        if (mkdir(d->folder, 0700) != 0 || chown(d->folder, b->uid, b->gid) != 0)
                return err_set(err, ERR_SYSTEM, "can't make folder %s: %s", d->folder,
                               strerror(errno));
        return true;
}

static bool create(struct db_body *d, const struct job *j, struct err *err)
{
        char *template = NULL;
        bool ok = pg_template(d->bodies, &template, err) && make_folder(d, err) &&
                  bodies_copy_tree(d->bodies, template, d->server.data, err) &&
                  pg_server_start(&d->server, err) && make_master(d, j, err);

        free(template);
        return ok;
}

static bool restore(struct db_body *d, const struct job *j, struct err *err)
{
        struct bodies_snapshot *s = find_snapshot(d->bodies, j->snapshot);
        bool ok;

        if (!s)
                return err_set(err, ERR_NOT_FOUND, "no data of snapshot %s", j->snapshot);
        if (!make_folder(d, err))
                return false;
        s->readers++;
        ok = bodies_copy_tree(d->bodies, s->path, d->server.data, err);
        if (--s->readers == 0 && s->deleted)
                drop_snapshot(d->bodies, s);
        return ok && pg_server_start(&d->server, err);
}

static bool snapshot(struct db_body *d, const struct job *j, struct err *err)
{
        struct bodies *b = d->bodies;
        struct bodies_snapshot *s;
        char *path = xasprintf("%s/snapshots/%s", b->pg, j->snapshot);

        if (find_snapshot(b, j->snapshot)) {
                free(path);
                return err_set(err, ERR_EXISTS, "snapshot %s has data already", j->snapshot);
        }
        if (!pg_server_backup(&d->server, path, err)) {
                throw_away(b, path);
                free(path);
                return false;
        }
        s = xcalloc(1, sizeof(*s));
        s->name = xstrdup(j->snapshot);
        s->path = path;
        s->next = b->snapshots;
        b->snapshots = s;
        return true;
}

static bool set_password(struct db_body *d, const struct job *j, struct err *err)
{
        struct text sql = TEXT_INIT;
        bool ok;

        text_add(&sql, "ALTER ROLE ");
        pg_add_identifier(&sql, j->user);
        text_add(&sql, " PASSWORD ");
        pg_add_literal(&sql, j->password);
        text_add(&sql, ";\n");
        ok = pg_server_sql(&d->server, "postgres", text_str(&sql), err);
        explicit_bzero(sql.data, sql.len);
        text_release(&sql);
        return ok;
}

/* Of a server that may be down: up for as long as it takes. */
static bool while_up(struct db_body *d, const struct job *j,
                     bool (*act)(struct db_body *d, const struct job *j, struct err *err),
                     struct err *err)
{
        bool down = !d->server.process, ok;

        if (down && !pg_server_start(&d->server, err))
                return false;
        ok = act(d, j, err);
        if (down)
                pg_server_stop(&d->server, SIGINT);
        return ok;
}

static bool carry_out(struct db_body *d, const struct job *j, struct err *err)
{
        switch (j->kind) {
        case JOB_CREATE:
                return create(d, j, err);
        case JOB_RESTORE:
                return restore(d, j, err);
        case JOB_SNAPSHOT:
                return while_up(d, j, snapshot, err);
        case JOB_PASSWORD:
                return while_up(d, j, set_password, err);
        case JOB_REBOOT:
                if (!d->server.process)
                        return true;
                pg_server_stop(&d->server, SIGINT);
                return pg_server_start(&d->server, err);
        case JOB_STOP:
                pg_server_stop(&d->server, SIGINT);
                return true;
        case JOB_START:
                return d->server.process || pg_server_start(&d->server, err);
        case JOB_DELETE:
                pg_server_stop(&d->server, SIGQUIT);
                throw_away(d->bodies, d->folder);
                return true;
        }
        return false;
}

static void work(void *arg)
{
        struct db_body *d = arg;
        struct bodies *b = d->bodies;
        struct job *j;

        while ((j = d->jobs) && !b->closing) {
                struct err err = ERR_INIT;
                bool ok = carry_out(d, j, &err), gone = j->kind == JOB_DELETE;

                if (b->closing) {
                        err_clear(&err);
                        break;
                }
                d->jobs = j->next;
                if (gone) {
                        unlink_body(d);
                        body_free(d);
                        d = NULL;
                }
                j->done(j->arg, ok, ok ? NULL : err_text(&err));
                job_free(j);
                err_clear(&err);
                if (!d)
                        break;
        }
        if (d)
                d->working = false;
        bodies_end(b);
}

static void add_job(struct db_body *d, const struct job *like)
{
        struct job **end = &d->jobs;
        struct job *j = xcalloc(1, sizeof(*j));

        *j = *like;
        j->user = xstrdup(like->user);
        j->password = xstrdup(like->password);
        j->database = xstrdup(like->database);
        j->sql = xstrdup(like->sql);
        j->snapshot = xstrdup(like->snapshot);
        while (*end)
                end = &(*end)->next;
        *end = j;
        if (d->working || d->bodies->closing)
                return;
        d->working = true;
        bodies_begin(d->bodies);
        fiber_start_daemon(d->bodies->loop, d->id, work, d);
}

/* --- the interface --- */

static struct db_body *body_new(struct bodies *b, const char *id, const char *of)
{
        struct db_body *d = xcalloc(1, sizeof(*d));
        char *address = bodies_take_address(b, of);

        /* 254 servers on one machine are out of the question long before */
        if (!address)
                address = xstrdup("127.0.0.1");
        d->bodies = b;
        d->id = xstrdup(id);
        d->folder = xasprintf("%s/d/%s", b->pg, id);
        pg_server_init(&d->server, b, d->folder, address);
        d->next = b->databases;
        b->databases = d;
        return d;
}

struct db_body *db_body_create(struct bodies *b, const char *id, const char *of, const char *user,
                               const char *password, const char *database, const char *sql,
                               body_done done, void *arg)
{
        struct db_body *d = body_new(b, id, of);

        add_job(d, &(struct job){.kind = JOB_CREATE,
                                 .user = (char *)user,
                                 .password = (char *)password,
                                 .database = (char *)database,
                                 .sql = (char *)sql,
                                 .done = done,
                                 .arg = arg});
        return d;
}

struct db_body *db_body_restore(struct bodies *b, const char *id, const char *of, const char *name,
                                body_done done, void *arg)
{
        struct db_body *d = body_new(b, id, of);

        add_job(d,
                &(struct job){
                        .kind = JOB_RESTORE, .snapshot = (char *)name, .done = done, .arg = arg});
        return d;
}

void db_body_snapshot(struct db_body *d, const char *name, body_done done, void *arg)
{
        add_job(d,
                &(struct job){
                        .kind = JOB_SNAPSHOT, .snapshot = (char *)name, .done = done, .arg = arg});
}

void db_body_set_password(struct db_body *d, const char *user, const char *password, body_done done,
                          void *arg)
{
        add_job(d, &(struct job){.kind = JOB_PASSWORD,
                                 .user = (char *)user,
                                 .password = (char *)password,
                                 .done = done,
                                 .arg = arg});
}

void db_body_reboot(struct db_body *d, body_done done, void *arg)
{
        add_job(d, &(struct job){.kind = JOB_REBOOT, .done = done, .arg = arg});
}

void db_body_stop(struct db_body *d, body_done done, void *arg)
{
        add_job(d, &(struct job){.kind = JOB_STOP, .done = done, .arg = arg});
}

void db_body_start(struct db_body *d, body_done done, void *arg)
{
        add_job(d, &(struct job){.kind = JOB_START, .done = done, .arg = arg});
}

void db_body_delete(struct db_body *d, body_done done, void *arg)
{
        add_job(d, &(struct job){.kind = JOB_DELETE, .done = done, .arg = arg});
}

const char *db_body_address(const struct db_body *d)
{
        return d->server.address;
}

int db_body_port(const struct db_body *d)
{
        (void)d;
        return 5432;
}

/* --- the end of all --- */

void db_bodies_close(struct bodies *b)
{
        for (struct db_body *d = b->databases; d; d = d->next) {
                if (d->server.process)
                        process_signal(d->server.process, SIGQUIT);
                signal_all(b->loop, &d->server.changed);
        }
}

void db_bodies_free(struct bodies *b)
{
        while (b->databases) {
                struct db_body *d = b->databases;

                b->databases = d->next;
                body_free(d);
        }
}
