/* A repository: found, its names, its tags, its files. */
#include "engine/git/repository.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/git/repository_parts.h"

static char *without_slash(const char *folder)
{
        size_t len = strlen(folder);

        return xstrndup(folder, len > 1 && folder[len - 1] == '/' ? len - 1 : len);
}

struct repository *repository_open(const char *path, struct err *err)
{
        const struct libgit2 *git = libgit2_load(err);
        struct repository *r;
        git_repository *of = NULL;
        const char *folder;
        int code;

        if (!git)
                return NULL;
        code = git->repository_open_ext(&of, path, 0, NULL);
        if (code == GIT_ENOTFOUND) {
                err_set(err, ERR_NOT_FOUND, "%s is not in a git repository", path);
                err_next(err, "go to a checkout of the repository first");
        } else if (code == GIT_EOWNER) {
                err_set(err, ERR_DENIED, "the git repository at %s belongs to another user", path);
                err_next(err, "if you trust it: git config --global --add safe.directory FOLDER");
        } else if (code < 0) {
                libgit2_failed(git, code, err, "can't open the git repository at %s", path);
        }
        if (code < 0)
                return NULL;
        r = xcalloc(1, sizeof(*r));
        folder = git->repository_workdir(of);
        *r = (struct repository){.git = git, .of = of};
        r->folder = without_slash(folder ? folder : git->repository_path(of));
        return r;
}

void repository_close(struct repository *r)
{
        if (!r)
                return;
        r->git->repository_free(r->of);
        free(r->folder);
        free(r);
}

const char *repository_folder(const struct repository *r)
{
        return r->folder;
}

bool repository_is_shallow(const struct repository *r)
{
        return r->git->repository_is_shallow(r->of) == 1;
}

bool repository_id(const struct repository *r, const char *hex, git_oid *out, struct err *err)
{
        if (strlen(hex) == COMMIT_SIZE - 1 && r->git->oid_fromstr(out, hex) == 0)
                return true;
        return err_set(err, ERR_INVALID, "\"%s\" is not a commit's id in full", hex);
}

/* --- names --- */

bool repository_head(struct repository *r, char commit[COMMIT_SIZE], char **branch, struct err *err)
{
        const struct libgit2 *git = r->git;
        git_reference *head = NULL;
        git_object *at = NULL;
        int code = git->repository_head(&head, r->of);

        *branch = NULL;
        if (code == GIT_EUNBORNBRANCH || code == GIT_ENOTFOUND)
                return err_set(err, ERR_NOT_FOUND, "the git repository %s has no commit yet",
                               r->folder);
        if (code < 0)
                return libgit2_failed(git, code, err, "can't read HEAD of %s", r->folder);
        code = git->reference_peel(&at, head, GIT_OBJECT_COMMIT);
        if (code == 0) {
                git->oid_tostr(commit, COMMIT_SIZE, git->object_id(at));
                if (!git->repository_head_detached(r->of))
                        *branch = xstrdup(git->reference_shorthand(head));
        } else {
                libgit2_failed(git, code, err, "HEAD of %s leads to no commit", r->folder);
        }
        git->object_free(at);
        git->reference_free(head);
        return code == 0;
}

/* What git-check-ref-format lets a name be, as far as revisions could be made of it: "main~1". */
static bool is_plain(const char *name)
{
        return !strpbrk(name, "~^:?*[\\ ") && !strstr(name, "..") && !strstr(name, "@{");
}

/* 0, or libgit2's code. */
static int look_up(struct repository *r, const char *name, char commit[COMMIT_SIZE])
{
        const struct libgit2 *git = r->git;
        git_object *found = NULL, *at = NULL;
        int code = is_plain(name) ? git->revparse_single(&found, r->of, name) : GIT_ENOTFOUND;

        if (code == 0)
                code = git->object_peel(&at, found, GIT_OBJECT_COMMIT);
        if (code == 0)
                git->oid_tostr(commit, COMMIT_SIZE, git->object_id(at));
        git->object_free(at);
        git->object_free(found);
        return code;
}

bool repository_commit(struct repository *r, const char *name, char commit[COMMIT_SIZE],
                       struct err *err)
{
        /* As git orders them, but for what begins with refs/ or is an expression of revisions. */
        static const char *const places[] = {"refs/tags/%s", "refs/heads/%s", "refs/remotes/%s",
                                             "refs/remotes/origin/%s"};

        for (size_t i = 0; i < ARRAY_LEN(places); i++) {
                struct text full = TEXT_INIT;
                int code;

                text_add_n(&full, places[i], strlen(places[i]) - strlen("%s"));
                text_add(&full, name);
                code = look_up(r, text_str(&full), commit);
                text_release(&full);
                if (code == 0)
                        return true;
        }
        if (strlen(name) >= 7 && strspn(name, "0123456789abcdef") == strlen(name) &&
            look_up(r, name, commit) == 0)
                return true;
        return err_set(err, ERR_NOT_FOUND, "the repository has no tag, branch or commit \"%s\"",
                       name);
}

bool repository_branch(struct repository *r, const char *branch, char commit[COMMIT_SIZE],
                       struct err *err)
{
        char *theirs = xasprintf("refs/remotes/origin/%s", branch);
        char *ours = xasprintf("refs/heads/%s", branch);
        bool ok = look_up(r, theirs, commit) == 0 || look_up(r, ours, commit) == 0;

        free(theirs);
        free(ours);
        return ok || err_set(err, ERR_NOT_FOUND, "the repository has no branch \"%s\"", branch);
}

/* --- tags --- */

struct search {
        struct repository *r;
        struct git_tags *out;
        size_t size;
        bool too_many;
};

static int take_tag(const char *name, git_oid *id, void *arg)
{
        static const char prefix[] = "refs/tags/";
        struct search *s = arg;
        const struct libgit2 *git = s->r->git;
        struct git_tag tag = {0};
        git_object *object = NULL, *at = NULL;
        const git_signature *by;

        if (!text_starts(name, prefix) || git->object_lookup(&object, s->r->of, id, GIT_OBJECT_ANY))
                return 0;
        /* A tag of a tree or a file is nobody's release, and one may lead beyond a shallow clone.
         */
        if (git->object_peel(&at, object, GIT_OBJECT_COMMIT) == 0) {
                if (s->out->count == TAG_LIMIT)
                        s->too_many = true;
                git->oid_tostr(tag.commit, COMMIT_SIZE, git->object_id(at));
                tag.annotated = git->object_type(object) == GIT_OBJECT_TAG;
                by = tag.annotated ? git->tag_tagger((git_tag *)object) : NULL;
                tag.at = by ? (int64_t)by->when.time * 1000 : 0;
                tag.name = xstrdup(name + sizeof(prefix) - 1);
                if (s->out->count == s->size) {
                        s->size = s->size ? s->size * 2 : 16;
                        s->out->items = xrealloc(s->out->items, s->size * sizeof(tag));
                }
                s->out->items[s->out->count++] = tag;
        }
        git->object_free(at);
        git->object_free(object);
        return s->too_many;
}

static int by_name(const void *a, const void *b)
{
        return strcmp(((const struct git_tag *)a)->name, ((const struct git_tag *)b)->name);
}

bool repository_tags(struct repository *r, struct git_tags *out, struct err *err)
{
        struct search s = {.r = r, .out = out};
        int code;

        *out = (struct git_tags){0};
        code = r->git->tag_foreach(r->of, take_tag, &s);
        if (s.too_many)
                err_set(err, ERR_LIMIT, "the repository has more than %d tags", TAG_LIMIT);
        else if (code < 0)
                libgit2_failed(r->git, code, err, "can't list the tags of %s", r->folder);
        if (s.too_many || code < 0) {
                git_tags_release(out);
                return false;
        }
        if (out->count)
                qsort(out->items, out->count, sizeof(*out->items), by_name);
        return true;
}

void git_tags_release(struct git_tags *t)
{
        for (size_t i = 0; i < t->count; i++)
                free(t->items[i].name);
        free(t->items);
        *t = (struct git_tags){0};
}

const struct git_tag *git_tags_find(const struct git_tags *t, const char *name)
{
        for (size_t i = 0; i < t->count; i++)
                if (strcmp(t->items[i].name, name) == 0)
                        return &t->items[i];
        return NULL;
}

/* --- files --- */

static bool read_blob(struct repository *r, const git_oid *id, const char *path, size_t limit,
                      struct text *out, struct err *err)
{
        const struct libgit2 *git = r->git;
        git_blob *blob = NULL;
        int code = git->blob_lookup(&blob, r->of, id);
        bool ok;

        if (code < 0)
                return libgit2_failed(git, code, err, "the clone lacks the contents of %s", path);
        ok = (uint64_t)git->blob_rawsize(blob) <= limit ||
             err_set(err, ERR_INVALID, "%s is larger than %zu bytes", path, limit);
        if (ok)
                text_add_n(out, git->blob_rawcontent(blob), (size_t)git->blob_rawsize(blob));
        git->blob_free(blob);
        return ok;
}

static bool read_entry(struct repository *r, git_tree *tree, const char *commit, const char *path,
                       size_t limit, struct text *out, struct err *err)
{
        const struct libgit2 *git = r->git;
        git_tree_entry *entry = NULL;
        int code = git->tree_entry_bypath(&entry, tree, path);
        git_filemode_t mode;
        bool ok;

        if (code == GIT_ENOTFOUND)
                return err_set(err, ERR_NOT_FOUND, "commit %.10s has no file %s", commit, path);
        if (code < 0)
                return libgit2_failed(git, code, err, "can't find %s at commit %.10s", path,
                                      commit);
        mode = git->tree_entry_filemode(entry);
        if (mode == GIT_FILEMODE_BLOB || mode == GIT_FILEMODE_BLOB_EXECUTABLE)
                ok = read_blob(r, git->tree_entry_id(entry), path, limit, out, err);
        else
                ok = err_set(err, ERR_INVALID, "%s at commit %.10s is %s, not a file", path, commit,
                             mode == GIT_FILEMODE_TREE   ? "a folder"
                             : mode == GIT_FILEMODE_LINK ? "a link"
                                                         : "a submodule");
        git->tree_entry_free(entry);
        return ok;
}

bool repository_file(struct repository *r, const char *commit, const char *path, size_t limit,
                     struct text *out, struct err *err)
{
        const struct libgit2 *git = r->git;
        git_commit *at = NULL;
        git_tree *tree = NULL;
        git_oid id;
        bool ok = false;
        int code;

        if (!repository_id(r, commit, &id, err))
                return false;
        code = git->commit_lookup(&at, r->of, &id);
        if (code == 0)
                code = git->commit_tree(&tree, at);
        if (code == 0)
                ok = read_entry(r, tree, commit, path, limit, out, err);
        else
                libgit2_failed(git, code, err, "can't read commit %.10s", commit);
        git->tree_free(tree);
        git->commit_free(at);
        return ok;
}

bool repository_path(const struct repository *r, const char *path, char **out, struct err *err)
{
        const char *slash = strrchr(path, '/'), *leaf = slash ? slash + 1 : path;
        char *folder = slash ? xstrndup(path, (size_t)(slash + 1 - path)) : xstrdup(".");
        char *real = realpath(folder, NULL), *top = realpath(r->folder, NULL);
        size_t len = top ? strlen(top) : 0;

        *out = NULL;
        if (!real)
                err_set(err, ERR_NOT_FOUND, "there is no folder %s", folder);
        else if (!top || strncmp(real, top, len) != 0 || (real[len] && real[len] != '/'))
                err_set(err, ERR_INVALID, "%s is not in the repository %s", path, r->folder);
        else if (real[len])
                *out = xasprintf("%s/%s", real + len + 1, leaf);
        else
                *out = xstrdup(leaf);
        free(folder);
        free(real);
        free(top);
        return *out != NULL;
}
