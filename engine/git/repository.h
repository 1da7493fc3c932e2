/*
 * A git repository, read through libgit2: no git program is needed, nothing is written, and nothing
 * is asked over the network.
 *
 *      repo = repository_open(".", &err);
 *      repository_head(repo, commit, &branch, &err);
 *      repository_tags(repo, &tags, &err);
 *      repository_file(repo, commit, "pipelines/release.yml", 1 << 20, &bytes, &err);
 *      repository_close(repo);
 *
 * What is read comes from the objects at a commit, never from the files that happen to lie in the
 * working copy. Clones of CI systems are often shallow: then a question about history may have no
 * answer, and that is said, not guessed. All walks are bounded (WALK_LIMIT).
 *
 * libgit2 refuses a repository that belongs to another user (git's safe.directory), as its contents
 * would be another's. Facts: git2.h; gitformat-shallow and gitrevisions of git's documentation.
 */
#ifndef SNAPLIFT_GIT_REPOSITORY_H
#define SNAPLIFT_GIT_REPOSITORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/base/err.h"
#include "engine/base/text.h"

enum { COMMIT_SIZE = 41, WALK_LIMIT = 2 * 1000 * 1000, TAG_LIMIT = 200 * 1000 };

struct repository;

/* path or the nearest folder above it that is a repository. ERR_NOT_FOUND when there is none,
 * ERR_DENIED when it is another user's. */
struct repository *repository_open(const char *path, struct err *err);
void repository_close(struct repository *r); /* NULL is allowed */

const char *repository_folder(const struct repository *r); /* of the working copy; borrowed */
/* Commits were left out when it was cloned. */
bool repository_is_shallow(const struct repository *r);

/* What is checked out. *branch is the caller's to free, NULL when HEAD is detached, as in a
 * checkout of a tag. ERR_NOT_FOUND when there is no commit yet. */
bool repository_head(struct repository *r, char commit[COMMIT_SIZE], char **branch,
                     struct err *err);

/* The commit that a name leads to: a tag, a branch, origin's branch, or a commit's hex. A name that
 * is both a tag and a branch is the tag, as git has it. ERR_NOT_FOUND. */
bool repository_commit(struct repository *r, const char *name, char commit[COMMIT_SIZE],
                       struct err *err);
/* A branch's tip only: here, or as origin has it, whichever there is; CI's checkouts have the
 * latter alone. Where both are there, origin's, which is the one others see. */
bool repository_branch(struct repository *r, const char *branch, char commit[COMMIT_SIZE],
                       struct err *err);

struct git_tag {
        char *name;               /* without refs/tags/ */
        char commit[COMMIT_SIZE]; /* that it leads to, through any number of tag objects */
        bool annotated;
        int64_t at; /* wall clock ms when it was made; 0: a light one, nobody knows */
};

struct git_tags {
        struct git_tag *items;
        size_t count;
};

/* All that lead to a commit which is there, in the order of their names. */
bool repository_tags(struct repository *r, struct git_tags *out, struct err *err);
void git_tags_release(struct git_tags *t);
const struct git_tag *git_tags_find(const struct git_tags *t, const char *name); /* or NULL */

/* A file as it is at a commit; path is relative to the repository's top. A link, a folder or one of
 * more than limit bytes is ERR_INVALID, one that is not there ERR_NOT_FOUND. */
bool repository_file(struct repository *r, const char *commit, const char *path, size_t limit,
                     struct text *out, struct err *err);
/* path, which may be relative to the process's folder, from the repository's top; the caller frees
 * it. The file itself need not be there, its folder must. ERR_INVALID when it is outside. */
bool repository_path(const struct repository *r, const char *path, char **out, struct err *err);

/* --- walk.c: history --- */

enum ancestry {
        ANCESTRY_NO,
        ANCESTRY_YES,
        ANCESTRY_UNKNOWN, /* commits were left out of the clone, and it may be beyond them */
};

/* Whether `ancestor` can be reached from `commit`, or is it. Both in full hex. */
bool repository_ancestry(struct repository *r, const char *ancestor, const char *commit,
                         enum ancestry *out, struct err *err);

struct git_commit {
        char id[COMMIT_SIZE];
        char *author;  /* name */
        char *summary; /* first paragraph on one line */
        int64_t at;    /* wall clock ms of the commit */
};

struct git_log {
        struct git_commit *items;
        size_t count;
        size_t total;  /* how many there are beyond the limit, too */
        bool complete; /* false: commits were left out of the clone, and some may be missing */
};

/* Those that `to` has and `from` has not, newest first, at most limit; from NULL: all. Full hex. */
bool repository_log(struct repository *r, const char *from, const char *to, size_t limit,
                    struct git_log *out, struct err *err);
void git_log_release(struct git_log *log);

#endif
