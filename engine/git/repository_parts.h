/* A repository from the inside: between the files of this folder. */
#ifndef SNAPLIFT_GIT_REPOSITORY_PARTS_H
#define SNAPLIFT_GIT_REPOSITORY_PARTS_H

#include "engine/git/libgit2.h"
#include "engine/git/repository.h"

struct repository {
        const struct libgit2 *git;
        git_repository *of;
        char *folder;
};

/* From 40 hex digits. */
bool repository_id(const struct repository *r, const char *hex, git_oid *out, struct err *err);

#endif
