/* Gathering where a stack stands. */
#include "engine/cli/standing.h"

#include <stdlib.h>
#include <string.h>

#include "engine/aws/rds_cluster.h"
#include "engine/aws/ssm.h"
#include "engine/aws/stack_lock.h"
#include "engine/base/mem.h"
#include "engine/cli/origin.h"
#include "engine/cli/orphan_list.h"
#include "engine/cli/owner.h"
#include "engine/cli/promotion.h"
#include "engine/cli/runs.h"

enum { SHOWN_RUNS = 5, HOUR_MS = 3600 * 1000 };

struct look {
        struct session *session;
        struct store *store;
        struct aws *aws;
        const struct stack *stack;
        int64_t now;
        struct ssm_parameters parameters; /* active-timestamp, previous-timestamp, existing */
        struct rds_instances instances;
        struct rds_clusters clusters;
        struct stack_lock_holder holder;
        struct lease lease;
        struct run_record *runs;
        size_t run_count;
        struct orphan_list orphans;
        bool blind;                 /* orphans could not be looked for */
        int64_t active_created;     /* of the active database, or 0 */
        const struct tags *of_it;   /* its tags, or NULL */
        struct json_object *facts;  /* what is told */
        struct json_object *unseen; /* its member unknown */
};

/* --- small things --- */

static void put_time(struct json_object *obj, const char *name, int64_t at)
{
        char text[ISO_SIZE];

        iso_format(at, text);
        json_put_text(obj, name, text);
}

static const char *parameter(const struct look *l, const char *leaf)
{
        char *name = xasprintf("/%s/db/%s", l->stack->name, leaf);
        const struct ssm_parameter *p = ssm_find(&l->parameters, name);

        free(name);
        return p ? p->value : NULL;
}

static bool missing_is_fine(bool found, struct err *err)
{
        if (!found && err_is(err, ERR_NOT_FOUND))
                err_clear(err);
        return found || err->code == ERR_NONE;
}

static void say_unknown(struct look *l, const char *what, const char *why)
{
        struct json_object *one = json_object_new_object();

        json_put_text(one, "what", what);
        json_put_text(one, "why", why);
        json_object_array_add(l->unseen, one);
}

/* A permission that is missing, not credentials that are wrong: those fail everything. */
static bool is_forbidden(const struct err *err)
{
        return err_is(err, ERR_DENIED) && err->reason && text_starts(err->reason, "AccessDenied");
}

/* What may not be looked at is named, and the look goes on. */
static bool or_unknown(struct look *l, bool ok, const char *what, struct err *err)
{
        if (ok || !is_forbidden(err))
                return ok;
        say_unknown(l, what, err_text(err));
        err_clear(err);
        return true;
}

/* --- what is asked for --- */

static bool read_parameters(struct look *l, struct err *err)
{
        static const char *const leaves[] = {"active-timestamp", "previous-timestamp", "existing"};
        char *names[ARRAY_LEN(leaves)];
        bool ok;

        for (size_t i = 0; i < ARRAY_LEN(leaves); i++)
                names[i] = xasprintf("/%s/db/%s", l->stack->name, leaves[i]);
        ok = ssm_get_many(l->aws, (const char *const *)names, ARRAY_LEN(names), &l->parameters,
                          err);
        for (size_t i = 0; i < ARRAY_LEN(leaves); i++)
                free(names[i]);
        return ok;
}

/* Who may not look at clusters has none. */
static bool read_clusters(struct look *l, struct err *err)
{
        if (rds_list_clusters(l->aws, &l->clusters, err))
                return true;
        if (!is_forbidden(err))
                return false;
        err_clear(err);
        return true;
}

static bool read_orphans(struct look *l, struct err *err)
{
        bool ok = orphan_list_read(l->store, l->aws, l->stack, false, &l->orphans, err);

        l->blind = !ok;
        return or_unknown(l, ok, "orphans", err);
}

static bool read_cloud(struct look *l, struct err *err)
{
        return or_unknown(l, read_parameters(l, err), "active", err) &&
               or_unknown(l, rds_list_instances(l->aws, &l->instances, err), "databases", err) &&
               read_clusters(l, err) &&
               or_unknown(l,
                          missing_is_fine(stack_lock_read(l->aws, l->stack, &l->holder, err), err),
                          "lock", err) &&
               read_orphans(l, err);
}

static bool read_store(struct look *l, struct err *err)
{
        const struct store_ops *ops = l->store->ops;

        return ops->list(l->store, l->stack->name, 0, &l->runs, &l->run_count, err) &&
               missing_is_fine(ops->lease_read(l->store, l->stack->name, &l->lease, err), err);
}

/* --- databases --- */

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

static void see_cluster(const struct look *l, const struct rds_cluster *c, struct seen *out)
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
static bool database_at(const struct look *l, size_t n, struct seen *out,
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

static const struct orphan *orphan_of(const struct look *l, const struct seen *d)
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
static const char *role(const struct look *l, const struct seen *d, const char *timestamp)
{
        const struct orphan *o = orphan_of(l, d);

        if (text_same(timestamp, parameter(l, "active-timestamp")))
                return "active";
        if (kept_find(&l->orphans.found.kept, timestamp))
                return "kept";
        if (text_same(timestamp, parameter(l, "previous-timestamp")))
                return "previous";
        if (o)
                return o->unsure ? "unsure" : "orphan";
        if (rds_phase(d->status) == RDS_DELETING)
                return "leaving";
        /* neither, and no orphan: an unfinished run's, unless nobody could look */
        return l->blind ? "unknown" : "candidate";
}

/* For how long it has been beside the active one, and what that is in hours of its classes. */
static void put_beside(const struct look *l, const struct seen *d, struct json_object *obj)
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
        put_time(obj, "kept_until", k->until);
}

static struct json_object *database_json(const struct look *l, const struct seen *d,
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
                put_time(obj, "created", d->created);
                json_put_int(obj, "age", l->now > d->created ? (l->now - d->created) / 1000 : 0);
        }
        json_put_text(obj, "run", tags_get(d->tags, "snaplift:run"));
        if (!text_same(is, "active"))
                put_beside(l, d, obj);
        text_release(&classes);
        return obj;
}

static void find_active(struct look *l)
{
        const char *active = parameter(l, "active-timestamp");
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

static void put_databases(struct look *l)
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
static bool put_snapshots(struct look *l, struct err *err)
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
        return or_unknown(l, ok, "snapshots", err);
}

/* --- the promotion that made the active one --- */

/* The first of the versions that have had this value without a break until now. */
static void put_since(struct look *l, struct json_object *out, struct err *err)
{
        char *name = xasprintf("/%s/db/active-timestamp", l->stack->name);
        const struct ssm_parameter *now = ssm_find(&l->parameters, name), *first = now;
        struct ssm_parameters versions = {0};
        bool known = ssm_get_history(l->aws, name, &versions, err);

        for (size_t i = versions.count; i > 0; i--) {
                if (!text_same(versions.items[i - 1].value, now->value))
                        break;
                first = &versions.items[i - 1];
        }
        if (first->modified)
                put_time(out, "since", first->modified);
        json_put_text(out, "since_is", known ? "history" : "write");
        json_put_text(out, "set_by", first->by);
        or_unknown(l, known, "since", err);
        ssm_parameters_release(&versions);
        free(name);
}

static bool find_snapshot(struct aws *aws, const char *id, struct rds_snapshot *out)
{
        struct err ignored = ERR_INIT;
        bool found = strstr(id, ":cluster-snapshot:")
                             ? rds_find_cluster_snapshot(aws, id, out, &ignored)
                             : rds_find_snapshot(aws, id, out, &ignored);

        err_clear(&ignored);
        return found;
}

/* "rds:DATABASE-2026-11-20-02-03": RDS's own name for an automated one, also in an ARN. */
static char *automated_source(const char *id)
{
        static const char date[] = "-2026-11-20-02-03";
        const char *start = strstr(id, "rds:");

        while (start && strstr(start + 1, "rds:"))
                start = strstr(start + 1, "rds:");
        if (!start || strlen(start) <= strlen("rds:") + strlen(date))
                return NULL;
        start += strlen("rds:");
        return xstrndup(start, strlen(start) - strlen(date));
}

/* Where the journal does not tell it: from the snapshot, as long as it is there, or its name. */
static void put_source(struct look *l, struct json_object *out)
{
        const char *id = json_text(out, "snapshot");
        struct rds_snapshot snapshot = {0};
        struct stack of;
        char *source = NULL;

        if (!id)
                return;
        if (!json_text(out, "source")) {
                if (find_snapshot(l->aws, id, &snapshot))
                        source = xstrdup(snapshot.source);
                else
                        source = automated_source(id);
                json_put_text(out, "source", source);
        }
        if (!json_text(out, "tier") && json_text(out, "source") &&
            database_parse(json_text(out, "source"), &of, NULL))
                json_put_text(out, "tier", of.env);
        if (!json_text(out, "source"))
                say_unknown(l, "source",
                            "the snapshot is gone, and no journal here tells which database it was "
                            "of");
        rds_snapshot_release(&snapshot);
        free(source);
}

/* Only what is not there yet. */
static void put_missing(struct json_object *into, struct json_object *from)
{
        if (!from)
                return;
        json_object_object_foreach(from, name, value)
        {
                if (value && !json_get(into, name))
                        json_put(into, name, json_copy(value));
        }
}

static void put_promotion(struct look *l, const char *no_store)
{
        const char *run = l->of_it ? tags_get(l->of_it, "snaplift:run") : NULL;
        struct json_object *out = json_object_new_object();
        struct json_object *told = run ? promotion_read(l->session, run) : NULL;
        struct err ignored = ERR_INIT;

        put_since(l, out, &ignored);
        err_clear(&ignored);
        json_put_text(out, "run", run);
        put_missing(out, told);
        put_missing(out, json_get(out, "origin"));
        json_object_object_del(out, "origin");
        if (l->of_it) {
                static const char *const names[] = {"snapshot", "tag", "commit"};

                for (size_t i = 0; i < ARRAY_LEN(names); i++) {
                        char *tag = xasprintf("snaplift:%s", names[i]);

                        if (!json_text(out, names[i]))
                                json_put_text(out, names[i], tags_get(l->of_it, tag));
                        free(tag);
                }
        }
        put_source(l, out);
        if (run && !told)
                say_unknown(l, "run", no_store ? no_store : "this store does not have it");
        json_object_put(told);
        json_put(l->facts, "promotion", out);
}

/* --- locks and runs --- */

static void put_lock(const struct look *l, const char *name, const char *run, const char *owner,
                     int64_t since)
{
        static const char *const lives[] = {
                [OWNER_ALIVE] = "alive", [OWNER_GONE] = "gone", [OWNER_ELSEWHERE] = "elsewhere"};
        struct json_object *obj;

        if (!run)
                return;
        obj = json_object_new_object();
        json_put_text(obj, "run", run);
        json_put_text(obj, "owner", owner);
        json_put_text(obj, "lives", lives[owner_look(owner)]);
        put_time(obj, "since", since);
        json_put_int(obj, "age", l->now > since ? (l->now - since) / 1000 : 0);
        json_put(l->facts, name, obj);
}

static void put_runs(const struct look *l)
{
        struct json_object *runs = json_object_new_array(), *unfinished = json_object_new_array();

        for (size_t i = 0; i < l->run_count; i++) {
                const struct run_record *r = &l->runs[i];
                struct json_object *obj = json_object_new_object();
                struct text next = TEXT_INIT;

                json_put_text(obj, "run", r->id);
                json_put_text(obj, "pipeline", r->pipeline);
                json_put_text(obj, "state", r->state);
                put_time(obj, "created", r->created);
                put_time(obj, "changed", r->changed);
                if (runs_is_dead(r))
                        json_put_flag(obj, "dead", true);
                if (runs_add_next(r, &next)) {
                        struct json_object *open = json_object_new_object();

                        json_put_text(open, "run", r->id);
                        json_put_text(open, "state", r->state);
                        json_put_text(open, "next", text_str(&next));
                        json_object_array_add(unfinished, open);
                }
                text_release(&next);
                if (i < SHOWN_RUNS)
                        json_object_array_add(runs, obj);
                else
                        json_object_put(obj);
        }
        json_put(l->facts, "runs", runs);
        json_put(l->facts, "unfinished", unfinished);
}

/* The tag that was run last with success. */
static bool put_release(const struct look *l, struct err *err)
{
        struct past_runs past = {0};
        bool ok = origin_list(l->store, l->stack->name, &past, err);

        for (size_t i = 0; ok && i < past.count; i++) {
                struct json_object *release;

                if (!past_run_is_good(&past.items[i]))
                        continue;
                release = json_copy(past.items[i].origin);
                json_put_text(release, "run", past.items[i].run.id);
                json_put(l->facts, "release", release);
                break;
        }
        past_runs_release(&past);
        return ok;
}

/* --- all of it --- */

static void put_orphans(const struct look *l)
{
        struct json_object *list = json_object_new_array();

        for (size_t i = 0; i < l->orphans.found.count; i++)
                json_object_array_add(list,
                                      orphan_json(&l->orphans, &l->orphans.found.items[i], l->now));
        json_put(l->facts, "orphans", list);
}

static bool gather(struct look *l, const char *no_store, struct err *err)
{
        if (!read_store(l, err))
                return false;
        l->aws = session_account(l->session, l->run_count ? l->runs[0].id : NULL)->aws;
        json_put_text(l->facts, "region", aws_region(l->aws));
        if (!read_cloud(l, err))
                return false;
        json_put_text(l->facts, "active", parameter(l, "active-timestamp"));
        json_put_text(l->facts, "previous", parameter(l, "previous-timestamp"));
        json_put_text(l->facts, "existing", parameter(l, "existing"));
        find_active(l);
        if (parameter(l, "active-timestamp"))
                put_promotion(l, no_store);
        put_databases(l);
        put_orphans(l);
        put_lock(l, "lock", l->holder.run, l->holder.owner,
                 l->holder.resumed ? l->holder.resumed : l->holder.taken);
        put_lock(l, "lease", l->lease.run, l->lease.owner, l->lease.taken);
        put_runs(l);
        return put_release(l, err) && put_snapshots(l, err);
}

bool standing_read(struct session *s, const struct stack *stack, const char *no_store,
                   struct json_object **out, struct err *err)
{
        struct look l = {
                .session = s,
                .store = s->store,
                .stack = stack,
                .now = loop_now(s->loop),
                .facts = json_object_new_object(),
                .unseen = json_object_new_array(),
        };
        bool ok;

        json_put_text(l.facts, "stack", stack->name);
        if (no_store) {
                say_unknown(&l, "lease", no_store);
                say_unknown(&l, "runs", no_store);
        }
        ok = gather(&l, no_store, err);
        json_put(l.facts, "unknown", l.unseen);
        *out = ok ? l.facts : NULL;
        if (!ok)
                json_object_put(l.facts);
        ssm_parameters_release(&l.parameters);
        rds_instances_release(&l.instances);
        rds_clusters_release(&l.clusters);
        stack_lock_holder_release(&l.holder);
        lease_clear(&l.lease);
        run_records_free(l.runs, l.run_count);
        orphan_list_release(&l.orphans);
        return ok;
}
