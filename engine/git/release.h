/*
 * Whether a tag may be released, by what the repository says:
 *
 *      it is a version, vX.Y.Z or vX.Y.Z-PRE (version.h), and leads to a commit that is there
 *      it is greater than every version tagged before: a release than the other releases, a
 *      pre-release than all others
 *      its commit is in the branch that releases are made of
 *
 * What can't be told in a shallow clone, or one without its tags, is refused and not guessed.
 */
#ifndef SNAPLIFT_GIT_RELEASE_H
#define SNAPLIFT_GIT_RELEASE_H

#include "engine/git/repository.h"
#include "engine/git/version.h"

struct release_rules {
        const char *branch; /* that must hold the commit; NULL: any or none */
        const char *last;   /* tag that is known from elsewhere to have been released before,
                             * or NULL */
        bool last_known;    /* last is all there is to know: NULL means there was none */
        bool any_version;   /* no version need be named, and no order kept */
};

struct release {
        char *tag;
        char commit[COMMIT_SIZE];
        char *previous;                    /* the greatest version below, or NULL: the first one */
        char previous_commit[COMMIT_SIZE]; /* "": not in this clone */
        struct version version;            /* with any_version maybe zero */
};

/* commit: where the tag leads, or must lead when the clone has it. ERR_REFUSED says which rule does
 * not hold, what was found and what to do. */
bool release_check(struct repository *r, const char *tag, const char *commit,
                   const struct release_rules *rules, struct release *out, struct err *err);
void release_release(struct release *release);

/* What came since the previous version, a line a commit, newest first: "- SUMMARY (AUTHOR)", at
 * most limit, then "... and N more". Says so where the clone does not hold all of it. The caller
 * frees. */
char *release_notes(struct repository *r, const struct release *release, size_t limit,
                    struct err *err);

#endif
