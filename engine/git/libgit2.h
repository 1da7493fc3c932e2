/*
 * libgit2, loaded when it is first needed: with what it is linked to in turn it would cost every
 * other command some of its start. Called by its own names without "git_": git->repository_free(r).
 * Between the files of this folder only.
 */
#ifndef SNAPLIFT_GIT_LIBGIT2_H
#define SNAPLIFT_GIT_LIBGIT2_H

#include <git2.h>
#include <stdbool.h>

#include "engine/base/err.h"

#define LIBGIT2_FUNCTIONS(X)                                                                       \
        X(libgit2_init)                                                                            \
        X(libgit2_opts)                                                                            \
        X(error_last)                                                                              \
        X(oid_fromstr)                                                                             \
        X(oid_tostr)                                                                               \
        X(repository_open_ext)                                                                     \
        X(repository_free)                                                                         \
        X(repository_head)                                                                         \
        X(repository_head_detached)                                                                \
        X(repository_is_shallow)                                                                   \
        X(repository_path)                                                                         \
        X(repository_workdir)                                                                      \
        X(reference_free)                                                                          \
        X(reference_peel)                                                                          \
        X(reference_shorthand)                                                                     \
        X(revparse_single)                                                                         \
        X(object_free)                                                                             \
        X(object_id)                                                                               \
        X(object_lookup)                                                                           \
        X(object_peel)                                                                             \
        X(object_type)                                                                             \
        X(tag_foreach)                                                                             \
        X(tag_tagger)                                                                              \
        X(commit_lookup)                                                                           \
        X(commit_free)                                                                             \
        X(commit_parentcount)                                                                      \
        X(commit_parent_id)                                                                        \
        X(commit_time)                                                                             \
        X(commit_summary)                                                                          \
        X(commit_author)                                                                           \
        X(commit_tree)                                                                             \
        X(tree_free)                                                                               \
        X(tree_entry_bypath)                                                                       \
        X(tree_entry_free)                                                                         \
        X(tree_entry_id)                                                                           \
        X(tree_entry_type)                                                                         \
        X(tree_entry_filemode)                                                                     \
        X(blob_lookup)                                                                             \
        X(blob_free)                                                                               \
        X(blob_rawcontent)                                                                         \
        X(blob_rawsize)

#define LIBGIT2_MEMBER(name) __typeof__ (&git_##name)(name);

struct libgit2 {
        LIBGIT2_FUNCTIONS(LIBGIT2_MEMBER)
};

/* Loads it the first time. NULL: err says what to install. */
const struct libgit2 *libgit2_load(struct err *err);

/* err from what libgit2 says of its last call, after the words; its code decides err's. False. */
bool libgit2_failed(const struct libgit2 *git, int code, struct err *err, const char *fmt, ...)
        __attribute__((format(printf, 4, 5)));

#endif
