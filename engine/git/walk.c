/*
 * History, walked by the commits' own parents. libgit2's walkers take a parent that is not there as
 * a fault; in a shallow clone it is what one must expect, and the answer is "unknown". So it is
 * there when a walk ends at a commit without parents: whether it is the first one can't be told.
 */
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/git/repository_parts.h"

/* A set of ids that is also a queue: in the order they were put in. Open addressing; the ids are
 * hashes already. */
struct ids {
        git_oid *items;
        size_t count, size;
        uint32_t *slots; /* index + 1 into items; 0: free */
        size_t slot_count;
};

static size_t slot_of(const struct ids *s, const git_oid *id)
{
        size_t at;
        uint64_t start;

        memcpy(&start, id->id, sizeof(start));
        for (at = (size_t)(start % s->slot_count);
             s->slots[at] && memcmp(s->items[s->slots[at] - 1].id, id->id, GIT_OID_RAWSZ) != 0;
             at = (at + 1) % s->slot_count)
                ;
        return at;
}

static bool ids_has(const struct ids *s, const git_oid *id)
{
        return s->slot_count && s->slots[slot_of(s, id)];
}

static void grow(struct ids *s)
{
        s->size = s->size ? s->size * 2 : 256;
        s->items = xrealloc(s->items, s->size * sizeof(*s->items));
        free(s->slots);
        s->slot_count = s->size * 2;
        s->slots = xcalloc(s->slot_count, sizeof(*s->slots));
        for (size_t i = 0; i < s->count; i++)
                s->slots[slot_of(s, &s->items[i])] = (uint32_t)(i + 1);
}

static void ids_add(struct ids *s, const git_oid *id)
{
        size_t slot;

        if (s->count == s->size)
                grow(s);
        slot = slot_of(s, id);
        if (s->slots[slot])
                return;
        s->items[s->count++] = *id;
        s->slots[slot] = (uint32_t)s->count;
}

static void ids_release(struct ids *s)
{
        free(s->items);
        free(s->slots);
}

struct walk {
        struct repository *r;
        struct ids seen;
        const struct ids *without; /* not entered; or NULL */
        bool cut;                  /* a parent is not in the clone */
};

/* Puts the parents of one commit in. */
static bool step(struct walk *w, const git_oid *id, struct err *err)
{
        const struct libgit2 *git = w->r->git;
        git_commit *commit = NULL;
        int code = git->commit_lookup(&commit, w->r->of, id);

        if (code == GIT_ENOTFOUND) {
                w->cut = true;
                return true;
        }
        if (code < 0)
                return libgit2_failed(git, code, err, "can't read the history of %s", w->r->folder);
        /* From 1.7 on libgit2 shows the commits at the edge of a shallow clone without parents. */
        if (!git->commit_parentcount(commit) && repository_is_shallow(w->r))
                w->cut = true;
        for (unsigned i = 0; i < git->commit_parentcount(commit); i++) {
                const git_oid *parent = git->commit_parent_id(commit, i);

                if (!w->without || !ids_has(w->without, parent))
                        ids_add(&w->seen, parent);
        }
        git->commit_free(commit);
        if (w->seen.count > WALK_LIMIT)
                return err_set(err, ERR_LIMIT, "the history of %s is longer than %d commits",
                               w->r->folder, WALK_LIMIT);
        return true;
}

/* All that can be reached from a commit; ends early when `until` (or NULL) has been met. */
static bool walk_from(struct walk *w, const git_oid *from, const git_oid *until, struct err *err)
{
        if (w->without && ids_has(w->without, from))
                return true;
        ids_add(&w->seen, from);
        for (size_t i = 0; i < w->seen.count; i++) {
                git_oid id = w->seen.items[i]; /* the items move when they grow */

                if (until && ids_has(&w->seen, until))
                        return true;
                if (!step(w, &id, err))
                        return false;
        }
        return true;
}

bool repository_ancestry(struct repository *r, const char *ancestor, const char *commit,
                         enum ancestry *out, struct err *err)
{
        struct walk w = {.r = r};
        git_oid wanted, from;
        bool ok = repository_id(r, ancestor, &wanted, err) &&
                  repository_id(r, commit, &from, err) && walk_from(&w, &from, &wanted, err);

        if (ok)
                *out = ids_has(&w.seen, &wanted) ? ANCESTRY_YES
                       : w.cut                   ? ANCESTRY_UNKNOWN
                                                 : ANCESTRY_NO;
        ids_release(&w.seen);
        return ok;
}

/* --- the commits between two --- */

struct dated {
        git_oid id;
        int64_t at;
        size_t order; /* of being met: ties stay as they are */
};

static int newest_first(const void *a, const void *b)
{
        const struct dated *x = a, *y = b;

        if (x->at != y->at)
                return x->at > y->at ? -1 : 1;
        return (x->order > y->order) - (x->order < y->order);
}

/* Those of the walk that are there, with their times; the caller frees *out. */
static size_t date_all(struct walk *w, struct dated **out)
{
        const struct libgit2 *git = w->r->git;
        size_t count = 0;

        *out = xcalloc(w->seen.count + 1, sizeof(**out));
        for (size_t i = 0; i < w->seen.count; i++) {
                git_commit *commit = NULL;

                if (git->commit_lookup(&commit, w->r->of, &w->seen.items[i]) < 0)
                        continue;
                (*out)[count] = (struct dated){.id = w->seen.items[i],
                                               .at = (int64_t)git->commit_time(commit),
                                               .order = i};
                count++;
                git->commit_free(commit);
        }
        qsort(*out, count, sizeof(**out), newest_first);
        return count;
}

static void add_commit(struct repository *r, const struct dated *d, struct git_log *log)
{
        const struct libgit2 *git = r->git;
        git_commit *commit = NULL;
        const git_signature *author;
        const char *summary;
        struct git_commit *out;

        if (git->commit_lookup(&commit, r->of, &d->id) < 0)
                return;
        author = git->commit_author(commit);
        summary = git->commit_summary(commit);
        out = &log->items[log->count++];
        *out = (struct git_commit){.author = xstrdup(author ? author->name : ""),
                                   .summary = xstrdup(summary ? summary : ""),
                                   .at = d->at * 1000};
        git->oid_tostr(out->id, COMMIT_SIZE, &d->id);
        git->commit_free(commit);
}

bool repository_log(struct repository *r, const char *from, const char *to, size_t limit,
                    struct git_log *out, struct err *err)
{
        struct walk before = {.r = r}, w = {.r = r, .without = &before.seen};
        struct dated *found = NULL;
        git_oid base, top;
        bool ok;

        *out = (struct git_log){0};
        ok = repository_id(r, to, &top, err) &&
             (!from ||
              (repository_id(r, from, &base, err) && walk_from(&before, &base, NULL, err))) &&
             walk_from(&w, &top, NULL, err);
        if (ok) {
                out->total = date_all(&w, &found);
                out->complete = !w.cut && !before.cut;
                out->items = xcalloc(out->total < limit ? out->total + 1 : limit + 1,
                                     sizeof(*out->items));
                for (size_t i = 0; i < out->total && out->count < limit; i++)
                        add_commit(r, &found[i], out);
        }
        free(found);
        ids_release(&before.seen);
        ids_release(&w.seen);
        return ok;
}

void git_log_release(struct git_log *log)
{
        for (size_t i = 0; i < log->count; i++) {
                free(log->items[i].author);
                free(log->items[i].summary);
        }
        free(log->items);
        *log = (struct git_log){0};
}
