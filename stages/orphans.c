/* Looking for what is left of a stack: databases and parameters. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/aws/rds_cluster.h"
#include "engine/base/mem.h"
#include "stages/cloud.h"
#include "stages/existing.h"
#include "stages/orphans_search.h"

static const char *const kind_names[ORPHAN_KINDS] = {
        [ORPHAN_SHARE] = "share",
        [ORPHAN_DEFINITION] = "task-definition",
        [ORPHAN_PARAMETER] = "parameter",
        [ORPHAN_INSTANCE] = "database",
        [ORPHAN_CLUSTER] = "cluster",
        [ORPHAN_SNAPSHOT] = "snapshot",
        [ORPHAN_CLUSTER_SNAPSHOT] = "cluster-snapshot",
};

const char *orphan_kind_name(enum orphan_kind kind)
{
        return kind_names[kind];
}

struct orphan *orphans_add(struct orphans *out, enum orphan_kind kind, const char *name)
{
        struct orphan *o;

        out->items = xrealloc(out->items, (out->count + 1) * sizeof(*out->items));
        o = &out->items[out->count++];
        *o = (struct orphan){.kind = kind, .name = xstrdup(name)};
        return o;
}

void orphans_release(struct orphans *o)
{
        for (size_t i = 0; i < o->count; i++) {
                struct orphan *one = &o->items[i];

                free(one->name);
                free(one->identity);
                free(one->run);
                free(one->status);
                free(one->size);
                free(one->unsure);
        }
        free(o->items);
        free(o->holder);
        kept_list_release(&o->kept);
        *o = (struct orphans){0};
}

const struct orphan *orphans_find(const struct orphans *o, const char *kind, const char *name,
                                  const char *identity)
{
        for (size_t i = 0; i < o->count; i++)
                if (text_same(kind_names[o->items[i].kind], kind) &&
                    text_same(o->items[i].name, name) && text_same(o->items[i].identity, identity))
                        return &o->items[i];
        return NULL;
}

/* --- what the stack holds on to --- */

bool holds_run(const struct holds *h, const char *run)
{
        return run && text_same(run, h->lock);
}

const char *holds_unended(const struct holds *h, const char *run)
{
        return run && h->search->unfinished && strlist_has(h->search->unfinished, run)
                       ? "its run has not ended, and holds the stack no longer"
                       : NULL;
}

bool holds_timestamp(const struct holds *h, const char *timestamp)
{
        return text_same(timestamp, h->active) || text_same(timestamp, h->previous) ||
               kept_find(&h->kept, timestamp);
}

const char *holds_unsure(const struct holds *h)
{
        if (h->existing)
                return "the stack is on a database of your own, and Snaplift deletes none for it";
        if (!h->active)
                return "no database of the stack is recorded as active here";
        return stamp_parse(h->active, NULL) ? NULL : "the active timestamp is none";
}

static const char *leaf(const struct holds *h, const char *name)
{
        char full[PARAMETER_SIZE];
        const struct ssm_parameter *p;

        cloud_parameter(h->search->stack, name, full);
        p = ssm_find(&h->set, full);
        return p ? p->value : NULL;
}

static bool read_holds(struct holds *h, struct err *err)
{
        struct stack_lock_holder holder = {0};
        char path[PARAMETER_SIZE];

        snprintf(path, sizeof(path), "/%s/db", h->search->stack->name);
        if (!ssm_get_by_path(h->search->aws, path, &h->set, err))
                return false;
        h->active = leaf(h, "active-timestamp");
        h->previous = leaf(h, "previous-timestamp");
        h->existing = leaf(h, EXISTING_LEAF);
        kept_read_in(h->search->stack, &h->set, &h->kept);
        if (!stack_lock_read(h->search->aws, h->search->stack, &holder, err)) {
                /* A lock that can't be read is somebody's, and what is his can't be told. */
                if (!err_is(err, ERR_NOT_FOUND))
                        return false;
                err_clear(err);
                return true;
        }
        if (!text_same(holder.run, h->search->own))
                h->lock = xstrdup(holder.run);
        h->locked = h->lock != NULL;
        stack_lock_holder_release(&holder);
        return true;
}

/* --- databases --- */

struct seen {
        enum orphan_kind kind;
        const char *id, *resource_id, *status;
        int64_t created;
        const struct tags *tags;
        char *size; /* taken */
};

/* Why it is not the stack's for sure; NULL: it is. *ours: it has to do with the stack at all.
 * timestamp: as its name says; NULL: it has another name. */
static char *doubt(const struct holds *h, const struct seen *s, const char *timestamp, bool *ours)
{
        const char *stack = h->search->stack->name, *tag = tags_get(s->tags, "snaplift:stack");
        const char *made = tags_get(s->tags, "snaplift:timestamp"), *unended;
        bool named = timestamp != NULL;

        *ours = named || text_same(tag, stack);
        if (!*ours)
                return NULL;
        if (!tag)
                return xstrdup("it has the stack's name and no tag snaplift:stack");
        if (!text_same(tag, stack))
                return xasprintf("it has the stack's name and is tagged as stack %s's", tag);
        if (!named)
                return xstrdup("it is tagged as the stack's and has another name");
        /* who restores a snapshot by hand gets a database with the tags of what that is of */
        if (made && !text_same(made, timestamp))
                return xasprintf("it is tagged as made of %s: somebody may have restored it", made);
        unended = holds_unended(h, tags_get(s->tags, "snaplift:run"));
        return xstrdup(unended ? unended : holds_unsure(h));
}

static void judge_database(struct holds *h, const struct seen *s, struct orphans *out)
{
        const char *run = tags_get(s->tags, "snaplift:run");
        char timestamp[STAMP_SIZE];
        bool named = stack_owns_database(h->search->stack, s->id, timestamp), ours;
        char *unsure = doubt(h, s, named ? timestamp : NULL, &ours);
        struct orphan *o;

        h->databases += named;
        if (!ours || (named && holds_timestamp(h, timestamp)) || holds_run(h, run) ||
            rds_phase(s->status) == RDS_DELETING) {
                free(unsure);
                free(s->size);
                return;
        }
        o = orphans_add(out, s->kind, s->id);
        o->identity = xstrdup(s->resource_id);
        o->run = xstrdup(run);
        o->status = xstrdup(s->status);
        o->created = s->created;
        o->size = s->size;
        o->unsure = unsure;
        if (!o->identity && !o->unsure)
                o->unsure = xstrdup("RDS gives it no resource id yet");
}

static bool look_at_instances(struct holds *h, struct orphans *out, struct err *err)
{
        struct rds_instances all = {0};
        bool ok = rds_list_instances(h->search->aws, &all, err);

        for (size_t i = 0; ok && i < all.count; i++) {
                const struct rds_instance *db = &all.items[i];
                struct seen seen = {
                        .kind = ORPHAN_INSTANCE,
                        .id = db->id,
                        .resource_id = db->resource_id,
                        .status = db->status,
                        .created = db->created,
                        .tags = &db->tags,
                };

                if (db->cluster) /* goes with it */
                        continue;
                seen.size = xasprintf("%lld GiB, %s", (long long)db->storage,
                                      db->instance_class ? db->instance_class : "no class");
                judge_database(h, &seen, out);
        }
        rds_instances_release(&all);
        return ok;
}

/* Who may not look at clusters has none. */
static bool list_clusters(struct aws *aws, struct rds_clusters *out, struct err *err)
{
        if (rds_list_clusters(aws, out, err))
                return true;
        if (!err_is(err, ERR_DENIED))
                return false;
        err_clear(err);
        *out = (struct rds_clusters){0};
        return true;
}

static bool look_at_clusters(struct holds *h, struct orphans *out, struct err *err)
{
        struct rds_clusters all = {0};
        bool ok = list_clusters(h->search->aws, &all, err);

        for (size_t i = 0; ok && i < all.count; i++) {
                const struct rds_cluster *c = &all.items[i];
                struct seen seen = {
                        .kind = ORPHAN_CLUSTER,
                        .id = c->id,
                        .resource_id = c->resource_id,
                        .status = c->status,
                        .created = c->created,
                        .tags = &c->tags,
                        .size = xasprintf("%zu instance%s", c->member_count,
                                          c->member_count == 1 ? "" : "s"),
                };

                judge_database(h, &seen, out);
        }
        rds_clusters_release(&all);
        return ok;
}

/* --- parameters --- */

/* What parameters.activate and parameters.stash write. They belong to the active database: without
 * one, and without any that could become it, to nothing. */
static bool look_at_parameter(struct holds *h, const struct ssm_parameter *p, struct orphans *out,
                              struct err *err)
{
        const char *stack = h->search->stack->name, *run;
        struct tags tags = {0};
        struct orphan *o;
        char at[ISO_SIZE];

        if (!ssm_get_tags(h->search->aws, p->name, &tags, err))
                return false;
        run = tags_get(&tags, "snaplift:run");
        if (!holds_run(h, run)) {
                iso_format(p->modified, at);
                o = orphans_add(out, ORPHAN_PARAMETER, p->name);
                o->identity = xasprintf("%lld@%s", (long long)p->version, at);
                o->run = xstrdup(run);
                o->created = p->modified;
                if (!text_same(tags_get(&tags, "snaplift:stack"), stack))
                        o->unsure = xstrdup("it has no tag snaplift:stack of the stack's");
                else if (h->databases)
                        o->unsure = xstrdup("a database of the stack's name is there");
                else
                        o->unsure = xstrdup(holds_unended(h, run));
        }
        tags_release(&tags);
        return true;
}

static bool look_at_parameters(struct holds *h, struct orphans *out, struct err *err)
{
        static const char *const leaves[] = {"host", "port", "name", "user", "previous-timestamp"};
        bool ok = true;

        if (h->active || h->existing || h->locked)
                return true;
        for (size_t i = 0; ok && i < ARRAY_LEN(leaves); i++) {
                char name[PARAMETER_SIZE];
                const struct ssm_parameter *p;

                cloud_parameter(h->search->stack, leaves[i], name);
                p = ssm_find(&h->set, name);
                ok = !p || look_at_parameter(h, p, out, err);
        }
        return ok;
}

/* --- all of it --- */

static int by_kind_and_name(const void *a, const void *b)
{
        const struct orphan *x = a, *y = b;

        if (x->kind != y->kind)
                return x->kind < y->kind ? -1 : 1;
        return strcmp(x->name, y->name);
}

static bool look_at_home(struct holds *h, struct orphans *out, struct err *err)
{
        if (!look_at_instances(h, out, err) || !look_at_clusters(h, out, err) ||
            !orphans_add_snapshots(h, out, err) || !look_at_parameters(h, out, err) ||
            (h->search->definitions && !orphans_add_definitions(h, out, err)))
                return false;
        orphans_add_kept(h, out);
        return true;
}

bool orphans_look(const struct orphan_search *search, struct orphans *out, struct err *err)
{
        struct holds h = {.search = search};
        bool ok;

        *out = (struct orphans){0};
        ok = read_holds(&h, err) &&
             (search->elsewhere ? orphans_add_snapshots(&h, out, err) : look_at_home(&h, out, err));
        if (!ok)
                orphans_release(out);
        if (out->count)
                qsort(out->items, out->count, sizeof(*out->items), by_kind_and_name);
        for (size_t i = 0; i < out->count; i++)
                out->sure += !out->items[i].unsure;
        ssm_parameters_release(&h.set);
        if (ok) {
                out->kept = h.kept;
                out->holder = h.lock;
        } else {
                kept_list_release(&h.kept);
                free(h.lock);
        }
        return ok;
}
