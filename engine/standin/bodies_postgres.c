/*
 * One PostgreSQL server: made, started, asked, backed up, stopped. Its administrator is "rdsadmin",
 * as on AWS, who is let in through the socket only; everybody else shows a password.
 */
#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/base/mem.h"
#include "engine/standin/bodies_parts.h"
#include "engine/standin/standin.h"

#define ADMIN "rdsadmin"

enum { START_MS = 120 * 1000, ASK_MS = 20, STOP_MS = 20 * 1000 };

/* A demo's server: small, and without care for power cuts. */
static const char settings[] = "fsync = off\n"
                               "synchronous_commit = off\n"
                               "full_page_writes = off\n"
                               "shared_buffers = 16MB\n"
                               "max_connections = 100\n"
                               "max_worker_processes = 4\n"
                               "autovacuum_naptime = 60s\n"
                               "max_wal_size = 256MB\n"
                               "min_wal_size = 32MB\n"
                               "wal_level = replica\n"
                               "log_min_error_statement = panic\n"
                               "logging_collector = off\n";

static const char access_rules[] = "local all " ADMIN " trust\n"
                                   "local replication " ADMIN " trust\n"
                                   "local all all scram-sha-256\n"
                                   "host all " ADMIN " all reject\n"
                                   "host all all all scram-sha-256\n";

/* --- programs --- */

static bool has_programs(const char *folder)
{
        static const char *const names[] = {"postgres", "initdb", "psql", "pg_basebackup",
                                            "pg_isready"};

        for (size_t i = 0; i < ARRAY_LEN(names); i++) {
                char *path = xasprintf("%s/%s", folder, names[i]);
                bool there = access(path, X_OK) == 0;

                free(path);
                if (!there)
                        return false;
        }
        return true;
}

/* Debian's folders, the newest major version. */
static char *debian_programs(void)
{
        glob_t found = {0};
        char *best = NULL;
        double best_version = 0;

        if (glob("/usr/lib/postgresql/*/bin", 0, NULL, &found) == 0) {
                for (size_t i = 0; i < found.gl_pathc; i++) {
                        double version =
                                strtod(found.gl_pathv[i] + strlen("/usr/lib/postgresql/"), NULL);

                        if (version <= best_version || !has_programs(found.gl_pathv[i]))
                                continue;
                        best_version = version;
                        xreplace(&best, found.gl_pathv[i]);
                }
        }
        globfree(&found);
        return best;
}

static char *find_programs(void)
{
        const char *path = getenv("PATH");
        char *copy, *save = NULL, *found = debian_programs();

        copy = xstrdup(path ? path : "/usr/bin:/usr/local/bin");
        for (char *at = strtok_r(copy, ":", &save); at && !found; at = strtok_r(NULL, ":", &save))
                if (has_programs(at))
                        found = xstrdup(at);
        free(copy);
        return found;
}

bool standin_has_postgres(void)
{
        char *programs = find_programs();
        bool has = programs != NULL;

        free(programs);
        return has;
}

bool pg_find_programs(struct bodies *b, struct err *err)
{
        b->programs = find_programs();
        if (b->programs)
                return true;
        err_set(err, ERR_NOT_FOUND, "PostgreSQL's server programs are not on this machine");
        return err_next(err, "apt-get install postgresql, or run without --bodies");
}

static char *program(const struct bodies *b, const char *name)
{
        return xasprintf("%s/%s", b->programs, name);
}

/* --- the template --- */

static bool write_file(const char *path, const char *mode, const char *content, struct err *err)
{
        FILE *f = fopen(path, mode);
        bool ok = f && fputs(content, f) >= 0;

        if (f && fclose(f) != 0)
                ok = false;
        return ok || err_set(err, ERR_SYSTEM, "can't write %s: %s", path, strerror(errno));
}

static bool make_template(struct bodies *b, const char *path, struct err *err)
{
        char *initdb = program(b, "initdb");
        char *rules = xasprintf("%s/pg_hba.conf", path);
        char *conf = xasprintf("%s/postgresql.conf", path);
        const char *const argv[] = {initdb,
                                    "-D",
                                    path,
                                    "-U",
                                    ADMIN,
                                    "-A",
                                    "trust",
                                    "-E",
                                    "UTF8",
                                    "--no-sync",
                                    "--locale=C.UTF-8",
                                    NULL};
        bool ok = bodies_run(b, argv, err) && write_file(rules, "w", access_rules, err) &&
                  write_file(conf, "a", settings, err);

        free(initdb);
        free(rules);
        free(conf);
        return ok;
}

bool pg_template(struct bodies *b, char **path, struct err *err)
{
        static const char name[] = "template";
        char *full;
        bool ok = true;

        while (b->template == TEMPLATE_BEING_MADE)
                signal_wait(b->loop, &b->changed, -1);
        full = xasprintf("%s/%s", b->pg, name);
        if (b->template == TEMPLATE_NONE) {
                b->template = TEMPLATE_BEING_MADE;
                ok = make_template(b, full, err);
                b->template = ok ? TEMPLATE_READY : TEMPLATE_NONE;
                signal_all(b->loop, &b->changed);
        }
        *path = full;
        return ok;
}

/* --- a server --- */

void pg_server_init(struct pg_server *s, struct bodies *b, const char *folder, char *address)
{
        s->bodies = b;
        s->address = address;
        s->data = xasprintf("%s/data", folder);
        s->log = xasprintf("%s/postgres.log", folder);
        s->sockets = xasprintf("%s/s/%s", b->pg, strrchr(address, '.') + 1);
}

void pg_server_release(struct pg_server *s)
{
        bodies_drop_address(s->bodies, s->address);
        free(s->data);
        free(s->log);
        free(s->sockets);
}

static void ended(void *arg, int status, int signum)
{
        struct pg_server *s = arg;
        struct bodies *b = s->bodies;

        (void)status;
        (void)signum;
        s->process = NULL;
        signal_all(b->loop, &s->changed);
        bodies_end(b);
}

static bool accepts(struct pg_server *s)
{
        char *ready = program(s->bodies, "pg_isready");
        const char *const argv[] = {ready, "-q", "-h",       s->sockets, "-p", "5432", "-U",
                                    ADMIN, "-d", "postgres", "-t",       "5",  NULL};
        struct err err = ERR_INIT;
        bool ok = bodies_run(s->bodies, argv, &err);

        err_clear(&err);
        free(ready);
        return ok;
}

static bool wait_until_accepting(struct pg_server *s, struct err *err)
{
        struct loop *loop = s->bodies->loop;
        int64_t deadline = loop_ticks(loop) + START_MS;

        while (s->process && !s->bodies->closing) {
                if (accepts(s))
                        return true;
                if (loop_ticks(loop) > deadline)
                        return err_set(err, ERR_TIMEOUT,
                                       "PostgreSQL does not accept connections: see %s", s->log);
                signal_wait(loop, &s->changed, loop_ticks(loop) + ASK_MS);
        }
        return err_set(err, ERR_FAILED, "PostgreSQL has ended: see %s", s->log);
}

bool pg_server_start(struct pg_server *s, struct err *err)
{
        struct bodies *b = s->bodies;
        char *postgres = program(b, "postgres");
        char *listen = xasprintf("listen_addresses=%s", s->address);
        char *sockets = xasprintf("unix_socket_directories=%s", s->sockets);
        const char *const argv[] = {postgres, "-D",        s->data, "-c",    listen,
                                    "-c",     "port=5432", "-c",    sockets, NULL};
        static const char *const env[] = {"PATH=/usr/local/bin:/usr/bin:/bin", "LC_ALL=C.UTF-8",
                                          NULL};
        const struct process_spec spec = {
                .argv = argv, .env = env, .directory = "/", .user = b->user, .output = s->log};

        if (mkdir(s->sockets, 0700) != 0 && errno != EEXIST)
                err_set(err, ERR_SYSTEM, "can't make folder %s: %s", s->sockets, strerror(errno));
        else if (chown(s->sockets, b->uid, b->gid) != 0)
                err_set(err, ERR_SYSTEM, "can't give %s away: %s", s->sockets, strerror(errno));
        else if (b->closing)
                err_set(err, ERR_INTERRUPTED, "the stand-in is ending");
        else
                s->process = process_start(b->loop, &spec, ended, s, err);
        free(postgres);
        free(listen);
        free(sockets);
        if (!s->process)
                return false;
        bodies_begin(b);
        return wait_until_accepting(s, err);
}

void pg_server_stop(struct pg_server *s, int signum)
{
        struct loop *loop = s->bodies->loop;

        if (s->process)
                process_signal(s->process, signum);
        while (s->process)
                if (!signal_wait(loop, &s->changed, loop_ticks(loop) + STOP_MS) && s->process)
                        process_signal(s->process, SIGQUIT);
}

bool pg_server_backup(struct pg_server *s, const char *to, struct err *err)
{
        char *backup = program(s->bodies, "pg_basebackup");
        const char *const argv[] = {
                backup, "-h", s->sockets, "-p", "5432",   "-U",        ADMIN,           "-D",
                to,     "-c", "fast",     "-X", "stream", "--no-sync", "--no-manifest", NULL};
        bool ok = bodies_run(s->bodies, argv, err);

        free(backup);
        return ok;
}

static bool write_private(const struct bodies *b, const char *path, const char *content,
                          struct err *err)
{
        int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
        size_t len = strlen(content);
        bool ok = fd >= 0 && fchown(fd, b->uid, b->gid) == 0;

        while (ok && len) {
                ssize_t sent = write(fd, content, len);

                if (sent < 0 && errno == EINTR)
                        continue;
                ok = sent > 0;
                content += ok ? sent : 0;
                len -= ok ? (size_t)sent : 0;
        }
        if (fd >= 0 && close(fd) != 0)
                ok = false;
        return ok || err_set(err, ERR_SYSTEM, "can't write %s: %s", path, strerror(errno));
}

bool pg_server_sql(struct pg_server *s, const char *database, const char *sql, struct err *err)
{
        char *psql = program(s->bodies, "psql");
        char *path = xasprintf("%s/../admin.sql", s->data);
        const char *const argv[] = {
                psql,   "-X", "-q",  "-v", "ON_ERROR_STOP=1", "-h", s->sockets, "-p",
                "5432", "-U", ADMIN, "-d", database,          "-f", path,       NULL};
        bool ok;

        unlink(path);
        ok = write_private(s->bodies, path, sql, err) && bodies_run(s->bodies, argv, err);
        unlink(path);
        free(psql);
        free(path);
        return ok;
}

void pg_add_literal(struct text *sql, const char *value)
{
        bool escapes = strchr(value, '\\') != NULL;

        text_add(sql, escapes ? " E'" : "'");
        for (; *value; value++) {
                if (*value == '\'' || *value == '\\')
                        text_add_char(sql, *value);
                text_add_char(sql, *value);
        }
        text_add_char(sql, '\'');
}

void pg_add_identifier(struct text *sql, const char *name)
{
        text_add_char(sql, '"');
        for (; *name; name++) {
                if (*name == '"')
                        text_add_char(sql, '"');
                text_add_char(sql, *name);
        }
        text_add_char(sql, '"');
}
