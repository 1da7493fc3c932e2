/*
 * What a CI job is about: the checkout it runs in, the tag it was started for, who started it.
 *
 * The tag is, in this order: what the command line names; what CI says (GITHUB_REF_NAME where
 * GITHUB_REF_TYPE is "tag", CI_COMMIT_TAG); the tags that lead to HEAD. What CI says also counts
 * where the clone has no tags, as actions/checkout's; then its commit is HEAD. Wherever it comes
 * from, HEAD must be its commit: what is run is what is checked out.
 *
 * Facts: docs.github.com/actions/reference/variables-reference; docs.gitlab.com/ci/variables/
 * predefined_variables (believed: read, not run there).
 */
#ifndef SNAPLIFT_CLI_CI_SOURCE_H
#define SNAPLIFT_CLI_CI_SOURCE_H

#include "engine/base/text.h"
#include "engine/git/repository.h"

struct ci_source {
        struct repository *repo;
        char commit[COMMIT_SIZE]; /* HEAD */
        struct strlist tags;      /* to choose from, at least one; by name */
        bool told;                /* there is one, and somebody named it */
        char *actor;              /* GITHUB_ACTOR, GITLAB_USER_LOGIN, else user@host */
        char *job;                /* its page, or NULL */
};

/* tag: as on the command line, or NULL. ERR_REFUSED where tag, CI and checkout contradict each
 * other. */
bool ci_source_find(const char *folder, const char *tag, struct ci_source *out, struct err *err);
void ci_source_release(struct ci_source *s);

#endif
