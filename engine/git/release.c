/* The rules a release keeps, and what it brings. */
#include "engine/git/release.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"

#define FETCH_ALL                                                                                  \
        "fetch the whole history and all tags (GitHub: fetch-depth: 0; GitLab: GIT_DEPTH: 0)"

/* The tag may have been moved since the job was started, or since it was fetched. */
static bool check_tag(const struct git_tags *tags, const char *name, const char *commit,
                      struct err *err)
{
        const struct git_tag *tag = git_tags_find(tags, name);

        if (!tag || strcmp(tag->commit, commit) == 0)
                return true;
        err_set(err, ERR_REFUSED, "tag %s leads to commit %.10s, not to %.10s", name, tag->commit,
                commit);
        return err_next(err, "a version is never reused: give the commit a version of its own");
}

static bool refuse_order(const char *tag, const char *other, const struct version *greatest,
                         struct err *err)
{
        char next[80];

        version_next(greatest, next);
        err_set(err, ERR_REFUSED, "%s is not greater than %s, which is there already", tag, other);
        return err_next(err, "name it %s or higher", next);
}

/* Pre-releases don't stand in a release's way: the next candidate may be on its way already. */
static bool counts(const struct version *ours, const struct version *other)
{
        return ours->pre[0] || !other->pre[0];
}

/* The greatest of the others; *found false when there is none. */
static void find_greatest(const struct git_tags *tags, const struct release *ours,
                          const struct git_tag **out, struct version *greatest)
{
        *out = NULL;
        for (size_t i = 0; i < tags->count; i++) {
                struct version v;

                if (strcmp(tags->items[i].name, ours->tag) == 0 ||
                    !version_parse(tags->items[i].name, &v, NULL) || !counts(&ours->version, &v))
                        continue;
                if (*out && version_compare(&v, greatest) <= 0)
                        continue;
                *out = &tags->items[i];
                *greatest = v;
        }
}

static bool check_order(struct repository *r, const struct git_tags *tags,
                        const struct release_rules *rules, struct release *out, struct err *err)
{
        const struct git_tag *other;
        struct version greatest = {0}, last = {0};
        bool has_last = rules->last && version_parse(rules->last, &last, NULL);

        find_greatest(tags, out, &other, &greatest);
        if (has_last && strcmp(rules->last, out->tag) != 0 &&
            version_compare(&out->version, &last) <= 0)
                return refuse_order(out->tag, rules->last, &last, err);
        if (other && version_compare(&out->version, &greatest) <= 0)
                return refuse_order(out->tag, other->name, &greatest, err);
        if (other) {
                out->previous = xstrdup(other->name);
                memcpy(out->previous_commit, other->commit, COMMIT_SIZE);
                return true;
        }
        if (rules->last && strcmp(rules->last, out->tag) != 0)
                out->previous = xstrdup(rules->last);
        if (rules->last || rules->last_known ||
            (!repository_is_shallow(r) && git_tags_find(tags, out->tag)))
                return true;
        err_set(err, ERR_REFUSED,
                "nobody can tell whether %s is greater than the last version: this clone lacks %s",
                out->tag, repository_is_shallow(r) ? "history, and has no other tag" : "its tags");
        return err_next(err, FETCH_ALL);
}

static bool check_branch(struct repository *r, const struct release_rules *rules,
                         const struct release *out, struct err *err)
{
        char tip[COMMIT_SIZE];
        enum ancestry in;

        if (!rules->branch)
                return true;
        if (!repository_branch(r, rules->branch, tip, err)) {
                err_set(err, ERR_REFUSED,
                        "nobody can tell whether %s is in branch %s: this clone has no such branch",
                        out->tag, rules->branch);
                return err_next(err, FETCH_ALL ", or name the branch that releases are made of");
        }
        if (!repository_ancestry(r, out->commit, tip, &in, err))
                return false;
        if (in == ANCESTRY_YES)
                return true;
        if (in == ANCESTRY_UNKNOWN) {
                err_set(err, ERR_REFUSED,
                        "nobody can tell whether %s is in branch %s: this clone is shallow",
                        out->tag, rules->branch);
                return err_next(err, FETCH_ALL);
        }
        err_set(err, ERR_REFUSED, "commit %.10s of %s is not in branch %s", out->commit, out->tag,
                rules->branch);
        return err_next(err, "merge it first, then tag the merge");
}

bool release_check(struct repository *r, const char *tag, const char *commit,
                   const struct release_rules *rules, struct release *out, struct err *err)
{
        struct git_tags tags;
        bool ok;

        *out = (struct release){.tag = xstrdup(tag)};
        memcpy(out->commit, commit, COMMIT_SIZE);
        if (!rules->any_version && !version_parse(tag, &out->version, err)) {
                err->code = ERR_REFUSED;
                release_release(out);
                return false;
        }
        if (!repository_tags(r, &tags, err)) {
                release_release(out);
                return false;
        }
        ok = check_tag(&tags, tag, commit, err) &&
             (rules->any_version || check_order(r, &tags, rules, out, err)) &&
             check_branch(r, rules, out, err);
        git_tags_release(&tags);
        if (!ok)
                release_release(out);
        return ok;
}

void release_release(struct release *release)
{
        free(release->tag);
        free(release->previous);
        *release = (struct release){0};
}

char *release_notes(struct repository *r, const struct release *release, size_t limit,
                    struct err *err)
{
        const char *from = release->previous_commit[0] ? release->previous_commit : NULL;
        struct text out = TEXT_INIT;
        struct git_log log;

        if (!repository_log(r, from, release->commit, limit, &log, err))
                return NULL;
        for (size_t i = 0; i < log.count; i++) {
                text_add(&out, "- ");
                text_add_printable(&out, log.items[i].summary);
                text_add(&out, " (");
                text_add_printable(&out, log.items[i].author);
                text_add(&out, ")\n");
        }
        if (log.total > log.count)
                text_addf(&out, "... and %zu more\n", log.total - log.count);
        if (!log.complete)
                text_add(&out, "(this clone does not hold all of the history)\n");
        git_log_release(&log);
        return text_steal(&out);
}
