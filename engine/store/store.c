/*
 * What does not depend on the backend: choosing one from a location, and the records' memory.
 */
#include "engine/store/store.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "engine/store/store_sqlite.h"

/* A name in a directory is only safe from a power cut once the directory itself is on disk. */
static void sync_parent(const char *path)
{
        char *parent = xstrdup(path);
        char *slash = strrchr(parent, '/');
        int fd;

        if (slash)
                slash[slash == parent] = '\0';
        fd = open(slash ? parent : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (fd >= 0) {
                (void)fsync(fd);
                close(fd);
        }
        free(parent);
}

/* Makes the folders above path that are missing, for this user only. */
static bool make_folders(const char *path, struct err *err)
{
        char *copy = xstrdup(path);
        bool ok = true;

        for (char *slash = strchr(copy + 1, '/'); slash && ok; slash = strchr(slash + 1, '/')) {
                *slash = '\0';
                if (mkdir(copy, 0700) == 0) {
                        sync_parent(copy);
                } else if (errno != EEXIST) {
                        err_set(err, ERR_STORE, "can't make the folder %s for the store: %s", copy,
                                strerror(errno));
                        ok = err_next(err, "make it, or name another file in SNAPLIFT_STORE");
                }
                *slash = '/';
        }
        free(copy);
        return ok;
}

/* The caller frees; NULL when there is no place to be found. */
static char *default_location(void)
{
        const char *named = getenv("SNAPLIFT_STORE");
        const char *state = getenv("XDG_STATE_HOME");
        const char *home = getenv("HOME");

        if (named && *named)
                return xstrdup(named);
        /* The XDG specification: a relative path there is to be ignored. */
        if (state && *state == '/')
                return xasprintf("%s/snaplift/runs.db", state);
        if (home && *home)
                return xasprintf("%s/.local/state/snaplift/runs.db", home);
        return NULL;
}

/* The file that a location names; borrowed from it. */
static const char *path_of(const char *location)
{
        return text_starts(location, "sqlite:") ? location + strlen("sqlite:") : location;
}

struct store *store_open(const char *location, struct err *err)
{
        char *where = location ? xstrdup(location) : default_location();
        struct store *store = NULL;
        const char *path;

        if (!where) {
                err_set(err, ERR_INVALID,
                        "no place for the store: neither SNAPLIFT_STORE nor HOME "
                        "is set");
                err_next(err, "set SNAPLIFT_STORE to a file path");
                return NULL;
        }
        path = path_of(where);
        if (!*path) {
                err_set(err, ERR_INVALID, "the store's location is empty");
                err_next(err, "give a file path, or sqlite:PATH");
        } else if (strstr(path, "://")) {
                err_set(err, ERR_INVALID, "no store for the location \"%.*s\"",
                        (int)(strstr(path, "://") - path), path);
                err_next(err, "give a file path, or sqlite:PATH");
        } else if (strcmp(path, ":memory:") == 0 || make_folders(path, err)) {
                store = store_sqlite_open(path, err);
        }
        free(where);
        return store;
}

bool store_exists(const char *location)
{
        char *where = location ? xstrdup(location) : default_location();
        bool exists = where && access(path_of(where), R_OK) == 0;

        free(where);
        return exists;
}

void store_close(struct store *s)
{
        if (s)
                s->ops->close(s);
}

void run_record_release(struct run_record *r)
{
        free(r->id);
        free(r->stack);
        free(r->pipeline);
        free(r->state);
        free(r->owner);
        memset(r, 0, sizeof(*r));
}

void run_records_free(struct run_record *r, size_t count)
{
        for (size_t i = 0; i < count; i++)
                run_record_release(&r[i]);
        free(r);
}

void journal_records_free(struct journal_record *r, size_t count)
{
        for (size_t i = 0; i < count; i++) {
                free(r[i].kind);
                free(r[i].stage);
                free(r[i].body);
        }
        free(r);
}

void lease_clear(struct lease *l)
{
        free(l->stack);
        free(l->run);
        free(l->owner);
        memset(l, 0, sizeof(*l));
}

void store_check_release(struct store_check *c)
{
        for (size_t i = 0; i < c->lease_count; i++)
                lease_clear(&c->leases[i]);
        free(c->leases);
        free(c->location);
        *c = (struct store_check){0};
}
