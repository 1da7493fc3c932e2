/* Gathering where a stack stands. */
#include "engine/cli/standing.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/cli/origin.h"
#include "engine/cli/owner.h"
#include "engine/cli/questions.h"
#include "engine/cli/runs.h"
#include "engine/cli/standing_parts.h"

enum { SHOWN_RUNS = 5 };

/* --- small things --- */

void standing_put_time(struct json_object *obj, const char *name, int64_t at)
{
        char text[ISO_SIZE];

        iso_format(at, text);
        json_put_text(obj, name, text);
}

const char *standing_parameter(const struct standing_look *l, const char *leaf)
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

void standing_say_unknown(struct standing_look *l, const char *what, const char *why)
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
bool standing_or_unknown(struct standing_look *l, bool ok, const char *what, struct err *err)
{
        if (ok || !is_forbidden(err))
                return ok;
        standing_say_unknown(l, what, err_text(err));
        err_clear(err);
        return true;
}

/* --- what is asked for --- */

static bool read_parameters(struct standing_look *l, struct err *err)
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
static bool read_clusters(struct standing_look *l, struct err *err)
{
        if (rds_list_clusters(l->aws, &l->clusters, err))
                return true;
        if (!is_forbidden(err))
                return false;
        err_clear(err);
        return true;
}

static bool read_orphans(struct standing_look *l, struct err *err)
{
        bool ok = orphan_list_read(l->store, l->place, l->stack, false, &l->orphans, err);

        l->blind = !ok;
        return standing_or_unknown(l, ok, "orphans", err);
}

static bool read_cloud(struct standing_look *l, struct err *err)
{
        return standing_or_unknown(l, read_parameters(l, err), "active", err) &&
               standing_or_unknown(l, rds_list_instances(l->aws, &l->instances, err), "databases",
                                   err) &&
               read_clusters(l, err) &&
               standing_or_unknown(
                       l, missing_is_fine(stack_lock_read(l->aws, l->stack, &l->holder, err), err),
                       "lock", err) &&
               read_orphans(l, err);
}

static bool read_store(struct standing_look *l, struct err *err)
{
        const struct store_ops *ops = l->store->ops;

        return ops->list(l->store, l->stack->name, 0, &l->runs, &l->run_count, err) &&
               missing_is_fine(ops->lease_read(l->store, l->stack->name, &l->lease, err), err);
}

/* --- locks and runs --- */

static void put_lock(const struct standing_look *l, const char *name, const char *run,
                     const char *owner, const char *process, int64_t since)
{
        static const char *const lives[] = {
                [OWNER_ALIVE] = "alive", [OWNER_GONE] = "gone", [OWNER_ELSEWHERE] = "elsewhere"};
        struct json_object *obj;

        if (!run)
                return;
        obj = json_object_new_object();
        json_put_text(obj, "run", run);
        json_put_text(obj, "owner", owner);
        json_put_text(obj, "lives", lives[owner_look_at(owner, process)]);
        standing_put_time(obj, "since", since);
        json_put_int(obj, "age", l->now > since ? (l->now - since) / 1000 : 0);
        json_put(l->facts, name, obj);
}

static void put_unfinished(const struct standing_look *l, const struct run_record *r,
                           struct json_object *list)
{
        struct json_object *open = json_object_new_object();
        struct text next = TEXT_INIT;
        struct question_told q;
        bool is = runs_add_next(r, &next);

        json_put_text(open, "run", r->id);
        json_put_text(open, "state", r->state);
        if (questions_look(l->session, r, &q)) {
                json_put_text(open, "asks", text_str(&q.what));
                json_put_text(open, "next", text_str(&q.how));
                question_told_release(&q);
                is = true;
        } else {
                json_put_text(open, "next", text_str(&next));
        }
        if (is)
                json_object_array_add(list, open);
        else
                json_object_put(open);
        text_release(&next);
}

static void put_runs(const struct standing_look *l)
{
        struct json_object *runs = json_object_new_array(), *unfinished = json_object_new_array();

        for (size_t i = 0; i < l->run_count; i++) {
                const struct run_record *r = &l->runs[i];
                struct json_object *obj = json_object_new_object();

                json_put_text(obj, "run", r->id);
                json_put_text(obj, "pipeline", r->pipeline);
                json_put_text(obj, "state", r->state);
                standing_put_time(obj, "created", r->created);
                standing_put_time(obj, "changed", r->changed);
                if (runs_is_dead(r))
                        json_put_flag(obj, "dead", true);
                put_unfinished(l, r, unfinished);
                if (i < SHOWN_RUNS)
                        json_object_array_add(runs, obj);
                else
                        json_object_put(obj);
        }
        json_put(l->facts, "runs", runs);
        json_put(l->facts, "unfinished", unfinished);
}

/* The tag that was run last with success. */
static bool put_release(const struct standing_look *l, struct err *err)
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

static void put_orphans(const struct standing_look *l)
{
        struct json_object *list = json_object_new_array();

        for (size_t i = 0; i < l->orphans.found.count; i++)
                json_object_array_add(list,
                                      orphan_json(&l->orphans, &l->orphans.found.items[i], l->now));
        json_put(l->facts, "orphans", list);
}

static bool gather(struct standing_look *l, const char *no_store, struct err *err)
{
        if (!read_store(l, err))
                return false;
        json_put_text(l->facts, "account", l->place->id);
        json_put_text(l->facts, "region", aws_region(l->aws));
        if (!read_cloud(l, err))
                return false;
        json_put_text(l->facts, "active", standing_parameter(l, "active-timestamp"));
        json_put_text(l->facts, "previous", standing_parameter(l, "previous-timestamp"));
        json_put_text(l->facts, "existing", standing_parameter(l, "existing"));
        standing_find_active(l);
        if (standing_parameter(l, "active-timestamp"))
                standing_put_promotion(l, no_store);
        standing_put_databases(l);
        put_orphans(l);
        put_lock(l, "lock", l->holder.run, l->holder.owner, l->holder.process,
                 l->holder.resumed ? l->holder.resumed : l->holder.taken);
        put_lock(l, "lease", l->lease.run, l->lease.owner, NULL, l->lease.taken);
        put_runs(l);
        return put_release(l, err) && standing_put_snapshots(l, err);
}

bool standing_read(struct session *s, const struct stack *stack, const struct place *place,
                   const char *no_store, struct json_object **out, struct err *err)
{
        struct standing_look l = {
                .session = s,
                .store = s->store,
                .place = place,
                .aws = place->account->aws,
                .stack = stack,
                .now = loop_now(s->loop),
                .facts = json_object_new_object(),
                .unseen = json_object_new_array(),
        };
        bool ok;

        json_put_text(l.facts, "stack", stack->name);
        if (no_store) {
                standing_say_unknown(&l, "lease", no_store);
                standing_say_unknown(&l, "runs", no_store);
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
