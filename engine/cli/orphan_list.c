/* What is left of a stack, gathered and told. */
#include "engine/cli/orphan_list.h"

#include <inttypes.h>
#include <stdlib.h>

#include "engine/base/json.h"
#include "engine/base/mem.h"
#include "engine/cli/runs.h"
#include "engine/run/unfinished.h"

static bool read_runs(struct store *store, struct orphan_list *l, struct err *err)
{
        char *begun;
        bool ok = run_unfinished(store, l->stack.name, NULL, &l->unfinished, &begun, err);

        l->runs = xcalloc(l->unfinished.count + 1, sizeof(*l->runs));
        for (size_t i = 0; ok && i < l->unfinished.count; i++) {
                ok = store->ops->find(store, l->unfinished.items[i], &l->runs[i], err);
                l->run_count += ok;
        }
        free(begun);
        return ok;
}

bool orphan_list_read(struct store *store, const struct place *place, const struct stack *stack,
                      bool definitions, struct orphan_list *out, struct err *err)
{
        struct account *home = place->tier ? place->home : place->account;
        struct orphan_search search = {
                .aws = home->aws,
                .elsewhere = place->tier ? place->account->aws : NULL,
                .stack = &out->stack,
                .unfinished = &out->unfinished,
                .definitions = definitions,
        };
        char *at;
        bool ok;

        *out = (struct orphan_list){
                .stack = *stack,
                .account = xstrdup(place->id),
                .region = xstrdup(place->region),
                .role = json_object_get(place->role),
                .tier = xstrdup(place->tier),
                .home_role = json_object_get(place->home_role),
        };
        search.home = at = account_place(home, err);
        err_clear(err); /* then what is elsewhere is not this stack's for sure */
        ok = read_runs(store, out, err) && orphans_look(&search, &out->found, err);
        free(at);
        return ok;
}

void orphan_list_release(struct orphan_list *l)
{
        free(l->account);
        free(l->region);
        json_object_put(l->role);
        free(l->tier);
        json_object_put(l->home_role);
        run_records_free(l->runs, l->run_count);
        strlist_release(&l->unfinished);
        orphans_release(&l->found);
}

static void add_runs(const struct orphan_list *l, struct text *out)
{
        const char *holder = l->found.holder;

        for (size_t i = 0; i < l->run_count; i++) {
                const struct run_record *r = &l->runs[i];
                struct text next = TEXT_INIT;
                bool left = runs_add_next(r, &next);

                text_addf(out, "run      %s %s%s: %s%s\n", r->id,
                          left ? "has not ended" : "is being driven",
                          text_same(r->id, holder) ? ", and what is its own is not listed"
                          : left                   ? ", and holds the stack no longer"
                                                   : "",
                          left ? text_str(&next) : "snaplift show ", left ? "" : r->id);
                text_release(&next);
        }
        if (holder && !strlist_has(&l->unfinished, holder))
                text_addf(out,
                          "run      %s holds the stack, this store does not know it, and what is "
                          "its own is not listed: snaplift status %s\n",
                          holder, l->stack.name);
}

void orphan_list_text(const struct orphan_list *l, int64_t now, struct text *out)
{
        for (size_t i = 0; i < l->found.count; i++) {
                const struct orphan *o = &l->found.items[i];
                char age[24];

                text_addf(out, "%-7s  %s %s",
                          o->overdue  ? "overdue"
                          : o->unsure ? "unsure"
                                      : "orphan",
                          orphan_kind_name(o->kind), o->name);
                if (o->status)
                        text_addf(out, "  %s", o->status);
                if (o->size)
                        text_addf(out, "  %s", o->size);
                duration_format(now > o->created ? now - o->created : 0, age);
                text_addf(out, "  %s%s", o->created ? age : "age unknown",
                          o->created ? " old" : "");
                if (o->run)
                        text_addf(out, "  run %s", o->run);
                text_addf(out, "  in %s%s%s", l->account ? l->account : "", l->account ? " " : "",
                          l->region);
                text_addf(out, "%s%s\n", o->unsure ? ": " : "", o->unsure ? o->unsure : "");
        }
        if (!l->tier) /* told there */
                add_runs(l, out);
}

struct json_object *orphan_json(const struct orphan_list *l, const struct orphan *o, int64_t now)
{
        struct json_object *obj = json_object_new_object();
        char at[ISO_SIZE];

        json_put_text(obj, "stack", l->stack.name);
        json_put_text(obj, "account", l->account);
        json_put_text(obj, "region", l->region);
        json_put_text(obj, "kind", orphan_kind_name(o->kind));
        json_put_text(obj, "name", o->name);
        json_put_text(obj, "identity", o->identity);
        json_put_text(obj, "run", o->run);
        json_put_text(obj, "status", o->status);
        json_put_text(obj, "size", o->size);
        if (o->created) {
                iso_format(o->created, at);
                json_put_text(obj, "created", at);
                json_put_int(obj, "age", now > o->created ? (now - o->created) / 1000 : 0);
        }
        if (o->overdue)
                json_put_flag(obj, "overdue", true);
        json_put_text(obj, "unsure", o->unsure);
        return obj;
}
