/*
 * Repositories for tests, made with libgit2 itself: the same ones each time, down to their ids.
 * Whatever goes wrong ends the program and says what.
 */
#ifndef SNAPLIFT_TESTS_GIT_HELPER_REPOSITORY_H
#define SNAPLIFT_TESTS_GIT_HELPER_REPOSITORY_H

#include <git2.h>
#include <stdbool.h>

enum { MADE_ID_SIZE = 41 };

/* An empty one with a working copy; HEAD names main. */
git_repository *made_repository(const char *folder);
/* The same in a new folder below /tmp, whose name is put into folder; and both gone. */
enum { MADE_FOLDER_SIZE = 64 };
git_repository *made_temporary(char folder[MADE_FOLDER_SIZE]);
void made_gone(git_repository *repo, const char *folder);
/* One more commit on a branch (made when it is not there, from `from` or as a root): a file is
 * given its contents; contents NULL: the tree stays. Each commit is a minute after the one made
 * before it. id may be NULL. */
void made_commit(git_repository *repo, const char *branch, const char *from, const char *message,
                 const char *file, const char *contents, char id[MADE_ID_SIZE]);
/* A commit on `branch` with the tip of `other` as its second parent. */
void made_merge(git_repository *repo, const char *branch, const char *other, char id[MADE_ID_SIZE]);
/* rev: anything git understands. */
void made_tag(git_repository *repo, const char *name, const char *rev, bool annotated);
/* HEAD is at a commit and at no branch, as in CI. */
void made_detached(git_repository *repo, const char *rev);
/* As a clone of depth 1: the parents of a commit are gone. */
void made_shallow(git_repository *repo, const char *rev);
/* The branch as a clone has it: only under origin. */
void made_remote_branch(git_repository *repo, const char *branch);
/* A clone with its files checked out; tags and branches as git clone has them. */
void made_clone(const char *from, const char *folder);

#endif
