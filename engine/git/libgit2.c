/* Loading libgit2, and what it says when it fails. */
#include "engine/git/libgit2.h"

#include <dlfcn.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"

/* The one whose headers this was compiled with: its functions may differ in another. */
#define LIBRARY "libgit2.so." LIBGIT2_SOVERSION

static struct libgit2 loaded;
static bool is_loaded;

/* POSIX lets a function's address come out of dlsym() as a data pointer; C has no cast for it. */
static bool find(void *library, const char *name, void *slot, struct err *err)
{
        void *found = dlsym(library, name);

        if (found) {
                memcpy(slot, &found, sizeof(found));
                return true;
        }
        return err_set(err, ERR_SYSTEM, "%s has no %s", LIBRARY, name);
}

static bool find_all(void *library, struct libgit2 *git, struct err *err)
{
#define FIND(name)                                                                                 \
        if (!find(library, "git_" #name, &git->name, err))                                         \
                return false;
        LIBGIT2_FUNCTIONS(FIND)
#undef FIND
        return true;
}

/* What says nothing of the objects that are only read here, but makes libgit2 refuse a repository
 * whose format names it. */
static void allow_extensions(const struct libgit2 *git)
{
        static const char *names[] = {"partialclone", "worktreeconfig"};

        git->libgit2_opts(GIT_OPT_SET_EXTENSIONS, names, ARRAY_LEN(names));
}

const struct libgit2 *libgit2_load(struct err *err)
{
        void *library;

        if (is_loaded)
                return &loaded;
        library = dlopen(LIBRARY, RTLD_LAZY | RTLD_LOCAL);
        if (!library) {
                err_set(err, ERR_SYSTEM, "git repositories can't be read: %s", dlerror());
                err_next(err, "install libgit2 (Debian: the package libgit2-%s)",
                         LIBGIT2_SOVERSION);
                return NULL;
        }
        if (!find_all(library, &loaded, err)) {
                dlclose(library);
                return NULL;
        }
        loaded.libgit2_init();
        allow_extensions(&loaded);
        is_loaded = true;
        return &loaded;
}

bool libgit2_failed(const struct libgit2 *git, int code, struct err *err, const char *fmt, ...)
{
        const git_error *said = git->error_last();
        char *what;
        va_list args;

        va_start(args, fmt);
        what = xvasprintf(fmt, args);
        va_end(args);
        err_set(err, code == GIT_ENOTFOUND ? ERR_NOT_FOUND : ERR_INVALID, "%s%s%s", what,
                said && said->message ? ": " : "", said && said->message ? said->message : "");
        free(what);
        return false;
}
