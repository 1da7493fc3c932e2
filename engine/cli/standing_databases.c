/* What databases a stack has, what each is to it, and what they cost in storage and hours. */
#include <string.h>

#include "engine/base/mem.h"
#include "engine/cli/standing_parts.h"

enum { HOUR_MS = 3600 * 1000 };

/* What is common to DB instances and clusters. */
struct seen {
        const char *id, *kind, *status;
        int64_t created, storage; /* storage 0: not told */
        const struct tags *tags;
        struct strlist classes; /* of each of its instances */
};

static void seen_release(struct seen *d)
{
        strlist_release(&d->classes);
}

static bool see_instance(const struct rds_instance *db, struct seen *out)
{
        *out = (struct seen){.id = db->id,
                             .kind = "instance",
                             .status = db->status,
                             .created = db->created,
                             .storage = db->storage,
                             .tags = &db->tags};
        if (db->instance_class)
                strlist_addf(&out->classes, "%s%s", db->instance_class,
                             db->multi_az ? " Multi-AZ" : "");
        return !db->cluster; /* one of a cluster is told with it */
}

static void see_cluster(const struct standing_look *l, const struct rds_cluster *c,
                        struct seen *out)
{
        *out = (struct seen){.id = c->id,
                             .kind = "cluster",
                             .status = c->status,
                             .created = c->created,
                             .tags = &c->tags};
        for (size_t i = 0; i < l->instances.count; i++)
                if (text_same(l->instances.items[i].cluster, c->id) &&
                    l->instances.items[i].instance_class)
                        strlist_add(&out->classes, l->instances.items[i].instance_class);
}

/* The n-th, to be released; false when there are no more. *own: of the stack's name. */
static bool database_at(const struct standing_look *l, size_t n, struct seen *out,
                        char timestamp[STAMP_SIZE], bool *own)
{
        bool whole = true;

        if (n < l->instances.count)
                whole = see_instance(&l->instances.items[n], out);
        else if (n - l->instances.count < l->clusters.count)
                see_cluster(l, &l->clusters.items[n - l->instances.count], out);
        else
                return false;
        *own = whole && stack_owns_database(l->stack, out->id, timestamp);
        return true;
}

static const struct orphan *orphan_of(const struct standing_look *l, const struct seen *d)
{
        const char *kind =
                orphan_kind_name(text_same(d->kind, "cluster") ? ORPHAN_CLUSTER : ORPHAN_INSTANCE);

        for (size_t i = 0; i < l->orphans.found.count; i++) {
                const struct orphan *o = &l->orphans.found.items[i];

                if (text_same(orphan_kind_name(o->kind), kind) && text_same(o->name, d->id))
                        return o;
        }
        return NULL;
}

/* What a database of the stack is to it. */
static const char *role(const struct standing_look *l, const struct seen *d, const char *timestamp)
{
        const struct orphan *o = orphan_of(l, d);

        if (text_same(timestamp, standing_parameter(l, "active-timestamp")))
                return "active";
        if (kept_find(&l->orphans.found.kept, timestamp))
                return "kept";
        if (text_same(timestamp, standing_parameter(l, "previous-timestamp")))
                return "previous";
        if (o)
                return o->unsure ? "unsure" : "orphan";
        if (rds_phase(d->status) == RDS_DELETING)
                return "leaving";
        /* neither, and no orphan: an unfinished run's, unless nobody could look */
        return l->blind ? "unknown" : "candidate";
}

/* For how long it has been beside the active one, and what that is in hours of its classes. */
static void put_beside(const struct standing_look *l, const struct seen *d, struct json_object *obj)
{
        int64_t from = d->created > l->active_created ? d->created : l->active_created;
        struct json_object *hours = json_object_new_object();
        double each = (double)(l->now - from) / HOUR_MS;

        if (d->created && l->active_created && from < l->now) {
                json_put_int(obj, "beside", (l->now - from) / 1000);
                for (size_t i = 0; i < d->classes.count; i++) {
                        double sum = json_real(hours, d->classes.items[i]) + each;

                        json_put(hours, d->classes.items[i],
                                 json_object_new_double((double)(int64_t)(sum * 100) / 100));
                }
        }
        if (json_object_object_length(hours) && !text_same(d->status, "stopped"))
                json_put(obj, "instance_hours", json_object_get(hours));
        json_object_put(hours);
}

/* k: NULL: it is not kept. */
static void put_kept(const struct kept *k, struct json_object *obj)
{
        if (!k || k->broken)
                return;
        json_put_text(obj, "kept_as", kept_ways[k->as]);
        standing_put_time(obj, "kept_until", k->until);
}

static struct json_object *database_json(const struct standing_look *l, const struct seen *d,
                                         const char *timestamp)
{
        struct json_object *obj = json_object_new_object();
        const struct orphan *o = orphan_of(l, d);
        const char *is = role(l, d, timestamp);
        struct text classes = TEXT_INIT;

        strlist_join(&d->classes, ", ", &classes);
        json_put_text(obj, "id", d->id);
        json_put_text(obj, "kind", d->kind);
        json_put_text(obj, "status", d->status);
        json_put_text(obj, "role", is);
        put_kept(kept_find(&l->orphans.found.kept, timestamp), obj);
        json_put_text(obj, "why", o ? o->unsure : NULL);
        json_put_text(obj, "class", classes.len ? text_str(&classes) : NULL);
        if (d->storage)
                json_put_int(obj, "storage", d->storage);
        if (d->created) {
                standing_put_time(obj, "created", d->created);
                json_put_int(obj, "age", l->now > d->created ? (l->now - d->created) / 1000 : 0);
        }
        json_put_text(obj, "run", tags_get(d->tags, "snaplift:run"));
        if (!text_same(is, "active"))
                put_beside(l, d, obj);
        text_release(&classes);
        return obj;
}

void standing_find_active(struct standing_look *l)
{
        const char *active = standing_parameter(l, "active-timestamp");
        char timestamp[STAMP_SIZE];
        struct seen d;
        bool own;

        for (size_t i = 0; database_at(l, i, &d, timestamp, &own); i++) {
                if (own && text_same(timestamp, active)) {
                        l->active_created = d.created;
                        l->of_it = d.tags;
                }
                seen_release(&d);
        }
}

void standing_put_databases(struct standing_look *l)
{
        struct json_object *list = json_object_new_array();
        struct json_object *storage = json_object_new_object();
        char timestamp[STAMP_SIZE];
        int64_t gib = 0;
        struct seen d;
        bool own;

        for (size_t i = 0; database_at(l, i, &d, timestamp, &own); i++) {
                if (own) {
                        json_object_array_add(list, database_json(l, &d, timestamp));
                        gib += d.storage;
                }
                seen_release(&d);
        }
        json_put_int(storage, "databases", (int64_t)json_count(list));
        json_put_int(storage, "gib", gib);
        json_put(l->facts, "databases", list);
        json_put(l->facts, "storage", storage);
}

/* Manual snapshots of the stack's databases, final ones above all: they stay, and cost. */
bool standing_put_snapshots(struct standing_look *l, struct err *err)
{
        struct json_object *storage = json_get(l->facts, "storage");
        struct rds_snapshots all = {0};
        int64_t count = 0, gib = 0;
        bool ok = rds_list_snapshots(l->aws, NULL, "manual", &all, err);

        for (size_t i = 0; ok && i < all.count; i++) {
                const struct rds_snapshot *s = &all.items[i];
                bool of_stack = s->source && stack_owns_database(l->stack, s->source, NULL);

                if (!of_stack && !text_same(tags_get(&s->tags, "snaplift:stack"), l->stack->name))
                        continue;
                count++;
                gib += s->storage;
        }
        if (ok && storage) {
                json_put_int(storage, "snapshots", count);
                json_put_int(storage, "snapshots_gib", gib);
        }
        rds_snapshots_release(&all);
        return standing_or_unknown(l, ok, "snapshots", err);
}
