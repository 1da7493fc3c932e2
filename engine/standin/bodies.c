/* The folder of the bodies, their addresses, and their common end. */
#include "engine/standin/bodies.h"

#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/base/mem.h"
#include "engine/standin/bodies_parts.h"

enum { FOLDER_MAX = 80 }; /* a socket's path in it must fit into 107 bytes */

static void destroy(struct bodies *b)
{
        db_bodies_free(b);
        while (b->snapshots) {
                struct bodies_snapshot *s = b->snapshots;

                b->snapshots = s->next;
                free(s->name);
                free(s->path);
                free(s);
        }
        if (b->lock >= 0)
                close(b->lock);
        for (size_t n = 0; n < ARRAY_LEN(b->had); n++)
                free(b->had[n]);
        free(b->folder);
        free(b->pg);
        free(b->programs);
        free(b);
}

void bodies_begin(struct bodies *b)
{
        b->busy++;
}

void bodies_end(struct bodies *b)
{
        b->busy--;
        if (b->orphan && !b->busy)
                destroy(b);
        else
                signal_all(b->loop, &b->changed);
}

bool bodies_run(struct bodies *b, const char *const *argv, struct err *err)
{
        static const char *const env[] = {"PATH=/usr/local/bin:/usr/bin:/bin", "LC_ALL=C.UTF-8",
                                          "HOME=/", NULL};
        const struct process_spec spec = {
                .argv = argv, .env = env, .directory = "/", .user = b->user};

        return process_run(b->loop, &spec, NULL, err);
}

bool bodies_remove_tree(struct bodies *b, const char *path, struct err *err)
{
        const char *const argv[] = {"rm", "-rf", "--", path, NULL};

        return bodies_run(b, argv, err);
}

bool bodies_copy_tree(struct bodies *b, const char *from, const char *to, struct err *err)
{
        const char *const argv[] = {"cp", "-a", "--reflink=auto", "--", from, to, NULL};

        return bodies_run(b, argv, err);
}

/* --- the folder --- */

static bool make_folder(const char *path, mode_t mode, struct err *err)
{
        char *copy = xstrdup(path);
        bool ok = true;

        for (char *at = copy + 1; ok && *at; at++) {
                if (*at != '/')
                        continue;
                *at = '\0';
                if (mkdir(copy, 0755) != 0 && errno != EEXIST)
                        ok = err_set(err, ERR_SYSTEM, "can't make folder %s: %s", copy,
                                     strerror(errno));
                *at = '/';
        }
        if (ok && mkdir(copy, mode) != 0 && errno != EEXIST)
                ok = err_set(err, ERR_SYSTEM, "can't make folder %s: %s", copy, strerror(errno));
        free(copy);
        return ok;
}

/* As root, PostgreSQL runs as another user, who must come through to the folder. */
static bool passable(const char *folder, struct err *err)
{
        char *path = xstrdup(folder);
        struct stat st;
        bool ok = true;

        if (stat(folder, &st) == 0 && !(st.st_mode & S_IXOTH))
                chmod(folder, (st.st_mode & 07777) | S_IXGRP | S_IXOTH);
        for (char *slash = strrchr(path, '/'); ok && slash && slash != path;
             slash = strrchr(path, '/')) {
                *slash = '\0';
                if (stat(path, &st) != 0 || !(st.st_mode & S_IXOTH))
                        ok = err_set(err, ERR_SYSTEM,
                                     "PostgreSQL's user can't reach %s: %s is closed to others",
                                     folder, path);
        }
        free(path);
        return ok;
}

static bool find_user(struct bodies *b, struct err *err)
{
        const struct passwd *pw;

        b->uid = geteuid();
        b->gid = getegid();
        if (b->uid != 0)
                return true;
        pw = getpwnam("postgres");
        if (!pw) {
                err_set(err, ERR_SYSTEM,
                        "PostgreSQL refuses to run as root, and there is no user "
                        "postgres");
                return err_next(err, "run as another user, or add one: useradd --system postgres");
        }
        b->user = "postgres";
        b->uid = pw->pw_uid;
        b->gid = pw->pw_gid;
        return passable(b->folder, err);
}

static bool lock_folder(struct bodies *b, struct err *err)
{
        char *path = xasprintf("%s/lock", b->folder);

        b->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
        if (b->lock < 0)
                err_set(err, ERR_SYSTEM, "can't open %s: %s", path, strerror(errno));
        else if (flock(b->lock, LOCK_EX | LOCK_NB) != 0)
                err_set(err, ERR_EXISTS, "folder %s is in use by another stand-in", b->folder);
        else {
                free(path);
                return true;
        }
        free(path);
        return false;
}

/* What an earlier stand-in left is of no use: nobody knows any more what it was. */
static bool fresh_pg(struct bodies *b, struct err *err)
{
        static const char *const folders[] = {"d", "s", "snapshots"};

        if (access(b->pg, F_OK) == 0) {
                if (!fiber_self())
                        return err_set(err, ERR_EXISTS, "folder %s is not empty", b->pg);
                if (!bodies_remove_tree(b, b->pg, err))
                        err_clear(err); /* the folder itself is in one that is not its user's */
        }
        if (!make_folder(b->pg, 0700, err))
                return false;
        if (chown(b->pg, b->uid, b->gid) != 0)
                return err_set(err, ERR_SYSTEM, "can't give %s away: %s", b->pg, strerror(errno));
        for (size_t i = 0; i < ARRAY_LEN(folders); i++) {
                char *path = xasprintf("%s/%s", b->pg, folders[i]);
                bool ok = make_folder(path, 0700, err) && chown(path, b->uid, b->gid) == 0;

                free(path);
                if (!ok)
                        return err_is(err, ERR_NONE)
                                       ? err_set(err, ERR_SYSTEM, "can't give a folder in %s away",
                                                 b->pg)
                                       : false;
        }
        return true;
}

static char *absolute(const char *folder)
{
        char *here, *path;

        if (folder[0] == '/') {
                path = xstrdup(folder);
        } else {
                here = getcwd(NULL, 0);
                path = xasprintf("%s/%s", here ? here : "", folder);
                free(here);
        }
        for (size_t len = strlen(path); len > 1 && path[len - 1] == '/';)
                path[--len] = '\0';
        return path;
}

static bool build(struct bodies *b, struct err *err)
{
        char *tasks = xasprintf("%s/tasks", b->folder);
        bool ok;

        if (strlen(b->folder) > FOLDER_MAX) {
                free(tasks);
                return err_set(err, ERR_INVALID,
                               "the path of folder %s is too long for sockets in it: at most %d "
                               "characters",
                               b->folder, FOLDER_MAX);
        }
        ok = pg_find_programs(b, err) && make_folder(b->folder, 0755, err) && lock_folder(b, err) &&
             find_user(b, err) && make_folder(tasks, 0755, err) && fresh_pg(b, err);
        free(tasks);
        return ok;
}

struct bodies *bodies_new(struct loop *loop, const char *folder, int port, struct err *err)
{
        struct bodies *b = xcalloc(1, sizeof(*b));

        b->loop = loop;
        b->lock = -1;
        b->folder = absolute(folder);
        b->pg = xasprintf("%s/pg", b->folder);
        b->first = port >> 8 & 255;
        b->second = port & 255;
        if (!b->first) /* 127.0.x.x has other users */
                b->first = 255;
        if (build(b, err))
                return b;
        destroy(b);
        return NULL;
}

void bodies_free(struct bodies *b)
{
        struct err err = ERR_INIT;

        if (!b)
                return;
        b->closing = true;
        task_bodies_close(b);
        db_bodies_close(b);
        signal_all(b->loop, &b->changed);
        if (!fiber_self()) {
                b->orphan = true;
                if (!b->busy)
                        destroy(b);
                return;
        }
        while (b->busy)
                signal_wait(b->loop, &b->changed, -1);
        bodies_remove_tree(b, b->pg, &err);
        err_clear(&err);
        rmdir(b->pg);
        destroy(b);
}

/* --- addresses --- */

static char *take(struct bodies *b, int n, const char *name)
{
        b->taken[n] = true;
        free(b->had[n]);
        b->had[n] = xstrdup(name);
        return xasprintf("127.%d.%d.%d", b->first, b->second, n);
}

char *bodies_take_address(struct bodies *b, const char *name)
{
        for (int n = 1; name && n <= 254; n++)
                if (!b->taken[n] && text_same(b->had[n], name))
                        return take(b, n, name);
        /* what a name had is taken last, but for that name */
        for (int had = 0; had < 2; had++) {
                /* one that was just given back, too: somebody may still try to reach it */
                for (int i = 1; i <= 254; i++) {
                        int n = (b->last_taken + i - 1) % 254 + 1;

                        if (b->taken[n] || (b->had[n] && !had))
                                continue;
                        b->last_taken = n;
                        return take(b, n, name);
                }
        }
        return NULL;
}

void bodies_drop_address(struct bodies *b, char *address)
{
        if (address)
                b->taken[atoi(strrchr(address, '.') + 1)] = false;
        free(address);
}
