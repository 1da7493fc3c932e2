/* The checkout, its tags, and what CI's variables say. */
#include "engine/cli/ci_source.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/cli/owner.h"

/* A variable that is set to something. */
static const char *variable(const char *name)
{
        const char *value = getenv(name);

        return value && *value ? value : NULL;
}

static const char *ci_tag(void)
{
        if (text_same(variable("GITHUB_REF_TYPE"), "tag"))
                return variable("GITHUB_REF_NAME");
        return variable("CI_COMMIT_TAG");
}

static const char *ci_commit(void)
{
        return variable("GITHUB_SHA") ? variable("GITHUB_SHA") : variable("CI_COMMIT_SHA");
}

static char *find_actor(void)
{
        static const char *const names[] = {"GITHUB_ACTOR", "GITLAB_USER_LOGIN"};
        char *owner, *colon;

        for (size_t i = 0; i < ARRAY_LEN(names); i++)
                if (variable(names[i]))
                        return xstrdup(variable(names[i]));
        owner = owner_here();
        if ((colon = strrchr(owner, ':')))
                *colon = '\0';
        return owner;
}

static char *find_job(void)
{
        const char *server = variable("GITHUB_SERVER_URL"), *repo = variable("GITHUB_REPOSITORY");
        const char *run = variable("GITHUB_RUN_ID");

        if (server && repo && run)
                return xasprintf("%s/%s/actions/runs/%s", server, repo, run);
        return xstrdup(variable("CI_JOB_URL"));
}

static bool use_named(struct ci_source *s, const char *tag, const struct git_tags *tags,
                      struct err *err)
{
        const struct git_tag *found = git_tags_find(tags, tag);

        strlist_add(&s->tags, tag);
        s->told = true;
        if (found && strcmp(found->commit, s->commit) != 0) {
                err_set(err, ERR_REFUSED, "tag %s leads to commit %.10s, but %.10s is checked out",
                        tag, found->commit, s->commit);
                return err_next(err, "check out the tag; if it was moved, give the commit a "
                                     "version of its own");
        }
        if (found || text_same(tag, ci_tag()))
                return true;
        err_set(err, ERR_NOT_FOUND, "the repository %s has no tag %s", repository_folder(s->repo),
                tag);
        return err_next(err, "fetch the tags: git fetch --tags");
}

static bool use_those_at_head(struct ci_source *s, const struct git_tags *tags, struct err *err)
{
        for (size_t i = 0; i < tags->count; i++)
                if (strcmp(tags->items[i].commit, s->commit) == 0)
                        strlist_add(&s->tags, tags->items[i].name);
        if (s->tags.count)
                return true;
        err_set(err, ERR_NOT_FOUND, "no tag leads to commit %.10s, which is checked out in %s",
                s->commit, repository_folder(s->repo));
        return err_next(err, "check out a tag; in CI, fetch the tags (GitHub: fetch-tags: true)");
}

static bool check_commit(const struct ci_source *s, struct err *err)
{
        const char *commit = ci_commit();

        if (!commit || strcmp(commit, s->commit) == 0)
                return true;
        err_set(err, ERR_REFUSED,
                "CI says that the job is for commit %.10s, but %.10s is checked out", commit,
                s->commit);
        return err_next(err, "check out what the job was started for");
}

bool ci_source_find(const char *folder, const char *tag, struct ci_source *out, struct err *err)
{
        struct git_tags tags = {0};
        char *branch = NULL;
        bool ok;

        *out = (struct ci_source){.repo = repository_open(folder, err)};
        if (!out->repo)
                return false;
        if (!tag)
                tag = ci_tag();
        ok = repository_head(out->repo, out->commit, &branch, err) && check_commit(out, err) &&
             repository_tags(out->repo, &tags, err) &&
             (tag ? use_named(out, tag, &tags, err) : use_those_at_head(out, &tags, err));
        out->actor = find_actor();
        out->job = find_job();
        free(branch);
        git_tags_release(&tags);
        if (!ok)
                ci_source_release(out);
        return ok;
}

void ci_source_release(struct ci_source *s)
{
        repository_close(s->repo);
        strlist_release(&s->tags);
        free(s->actor);
        free(s->job);
        *s = (struct ci_source){0};
}
