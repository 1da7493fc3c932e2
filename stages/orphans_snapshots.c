/* Snapshots that runs have made, and the stacks that tags name. */
#include <stdlib.h>

#include "engine/aws/rds_cluster.h"
#include "engine/base/mem.h"
#include "stages/orphans_search.h"
#include "stages/snapshot_claim.h"
#include "stages/snapshots.h"

static bool list_manual(struct aws *aws, bool cluster, struct rds_snapshots *out, struct err *err)
{
        bool ok = cluster ? rds_list_cluster_snapshots(aws, NULL, "manual", out, err)
                          : rds_list_snapshots(aws, NULL, "manual", out, err);

        if (ok || !cluster || !err_is(err, ERR_DENIED))
                return ok;
        err_clear(err); /* who may not look at clusters has none */
        *out = (struct rds_snapshots){0};
        return true;
}

/* "<database>-final-<time of the run>", as database.retire takes them: the way back. */
static bool is_final(const struct rds_snapshot *s)
{
        char *start = xasprintf("%s-final-", s->source ? s->source : "");
        bool final = s->source && text_starts(s->id, start);

        free(start);
        return final;
}

/* The database it was taken of, or, of a copy, the one that was or would be restored from it. */
static bool is_held(const struct holds *h, const struct rds_snapshot *s)
{
        const char *copied = tags_get(&s->tags, "snaplift:timestamp");
        char timestamp[STAMP_SIZE];

        if (is_final(s) || holds_run(h, tags_get(&s->tags, "snaplift:run")))
                return true;
        if (snapshot_is_copy(s) && tags_get(&s->tags, SNAPSHOT_TEMPORARY))
                return h->locked; /* it may have found it, and use it */
        if (stack_owns_database(h->search->stack, s->source, timestamp))
                return holds_timestamp(h, timestamp);
        return copied && holds_timestamp(h, copied);
}

/* As snapshot.create names them. */
static bool is_named_as_taken(const struct rds_snapshot *s, const char *run)
{
        char stamp[RUN_STAMP_SIZE], *name;
        bool named;

        cloud_stamp_of_run(run, stamp);
        name = xasprintf("%s-%s", s->source ? s->source : "", stamp);
        named = text_same(s->id, name);
        free(name);
        return named;
}

/* As snapshot.copy names them. */
static bool is_named_as_copied(const struct holds *h, const struct rds_snapshot *s)
{
        const char *copied = tags_get(&s->tags, "snaplift:timestamp");
        char *name = xasprintf("%s-%s-copy", h->search->stack->name, copied ? copied : "");
        bool named = copied && text_same(s->id, name);

        free(name);
        return named;
}

/* Its name says whether a run has taken or copied it. What somebody takes or copies by hand has the
 * tags of what it is made of, where RDS is told to copy them, and so says to be a run's. And what a
 * run was told to take of a database that is not the stack's is a backup somebody wanted: whether
 * he still does, nothing of the stack tells. NULL: it is a run's, and nobody else's. */
static char *doubt_maker(const struct holds *h, const struct rds_snapshot *s, const char *run)
{
        const char *claim = snapshot_claim_of_another(&s->tags, run);

        if (claim)
                return xasprintf(
                        "another run needs it shared; if that is over, take the tag %s off", claim);
        if (is_named_as_copied(h, s))
                return NULL;
        if (!is_named_as_taken(s, run))
                return xstrdup("it has another name than a run gives: somebody may have taken it, "
                               "with the tags of what it is of");
        if (stack_owns_database(h->search->stack, s->source, NULL))
                return NULL;
        return xasprintf("it was taken of %s, which is not the stack's: if nobody needs it, delete "
                         "it by hand",
                         s->source);
}

/* A copy that was made where the stack is says nothing of that. NULL: it is this one's. */
static char *doubt_home(const struct holds *h, const struct rds_snapshot *s)
{
        const char *of = tags_get(&s->tags, SNAPSHOT_HOME), *home = h->search->home;

        if (!of)
                return h->search->elsewhere
                               ? xstrdup("its tags don't say where the stack is that it is for")
                               : NULL;
        return text_same(of, home) ? NULL : xasprintf("it is for the stack in %s", of);
}

static void judge(const struct holds *h, bool cluster, const struct rds_snapshot *s,
                  struct orphans *out)
{
        const char *stack = h->search->stack->name, *run = tags_get(&s->tags, "snaplift:run");
        const char *unended = holds_unended(h, run);
        char at[ISO_SIZE];
        struct orphan *o;

        /* without these tags it is somebody's backup */
        if (!text_same(tags_get(&s->tags, "snaplift:stack"), stack) || !run || is_held(h, s) ||
            text_same(s->status, "deleting"))
                return;
        iso_format(s->created, at);
        o = orphans_add(out, cluster ? ORPHAN_CLUSTER_SNAPSHOT : ORPHAN_SNAPSHOT, s->id);
        o->identity = xstrdup(at);
        o->run = xstrdup(run);
        o->status = xstrdup(s->status);
        o->created = s->created;
        o->size = xasprintf("%lld GiB", (long long)s->storage);
        o->unsure = doubt_home(h, s);
        if (o->unsure)
                return;
        if (!s->created)
                o->unsure = xstrdup("it is still being made");
        else
                o->unsure = doubt_maker(h, s, run);
        if (!o->unsure)
                o->unsure = xstrdup(unended ? unended : holds_unsure(h));
}

bool orphans_add_snapshots(const struct holds *h, struct orphans *out, struct err *err)
{
        struct aws *aws = h->search->elsewhere ? h->search->elsewhere : h->search->aws;
        bool ok = true;

        for (int cluster = 0; ok && cluster < 2; cluster++) {
                struct rds_snapshots all = {0};

                ok = list_manual(aws, cluster, &all, err);
                for (size_t i = 0; ok && i < all.count; i++) {
                        judge(h, cluster, &all.items[i], out);
                        orphans_add_shares(h, &all.items[i], out);
                }
                rds_snapshots_release(&all);
        }
        return ok;
}

/* --- which stacks there are --- */

static void note_stack(const struct tags *tags, struct strlist *out)
{
        const char *name = tags_get(tags, "snaplift:stack");
        struct err ignored = ERR_INIT;
        struct stack stack;

        if (name && !strlist_has(out, name) && stack_parse(name, &stack, &ignored))
                strlist_add(out, name);
        err_clear(&ignored);
}

static bool note_databases(struct aws *aws, struct strlist *out, struct err *err)
{
        struct rds_instances instances = {0};
        struct rds_clusters clusters = {0};
        bool ok = rds_list_instances(aws, &instances, err);

        for (size_t i = 0; ok && i < instances.count; i++)
                note_stack(&instances.items[i].tags, out);
        if (ok && !rds_list_clusters(aws, &clusters, err)) {
                ok = err_is(err, ERR_DENIED);
                if (ok)
                        err_clear(err);
        }
        for (size_t i = 0; ok && i < clusters.count; i++)
                note_stack(&clusters.items[i].tags, out);
        rds_instances_release(&instances);
        rds_clusters_release(&clusters);
        return ok;
}

bool orphans_stacks(struct aws *aws, struct strlist *out, struct err *err)
{
        bool ok;

        *out = (struct strlist){0};
        ok = note_databases(aws, out, err);
        for (int cluster = 0; ok && cluster < 2; cluster++) {
                struct rds_snapshots all = {0};

                ok = list_manual(aws, cluster, &all, err);
                for (size_t i = 0; ok && i < all.count; i++)
                        note_stack(&all.items[i].tags, out);
                rds_snapshots_release(&all);
        }
        if (ok)
                strlist_sort(out);
        else
                strlist_release(out);
        return ok;
}
