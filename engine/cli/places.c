/* Where a stack's runs have worked. */
#include "engine/cli/places.h"

#include <stdlib.h>

#include "engine/base/mem.h"
#include "stages/elsewhere.h"

enum { TELLING_RUNS = 200 };

struct places_search {
        struct session *session;
        struct places *out;
        struct places elsewhere;
        struct run_setup setup;
};

void places_release(struct places *p)
{
        for (size_t i = 0; i < p->count; i++) {
                json_object_put(p->items[i].role);
                free(p->items[i].id);
                free(p->items[i].region);
                free(p->items[i].run);
                free(p->items[i].tier);
                json_object_put(p->items[i].home_role);
        }
        free(p->items);
        *p = (struct places){0};
}

char *place_name(const struct place *p)
{
        return p->id ? xasprintf("%s %s", p->id, p->region) : xstrdup(p->region);
}

bool place_refuse(struct session *s, const struct place *p, const char *stack, struct err *err)
{
        char *name = place_name(p);
        const char *here = aws_account(accounts_own(s->accounts)->aws);

        err_set(err, ERR_DENIED,
                "stack %s in %s, where run %s has worked, was not looked into: these credentials "
                "are of account %s",
                stack, name, p->run, here ? here : "unknown");
        err_next(err, "look again with credentials of that account");
        free(name);
        return false;
}

/* NULL: nobody tells. */
static const char *id_of(struct account *a)
{
        struct err ignored = ERR_INIT;
        const char *id;
        bool ok = account_find_id(a, &id, &ignored);

        err_clear(&ignored);
        return ok ? id : NULL;
}

static bool is_there(const struct place *p, const struct place *other)
{
        if (!text_same(p->region, other->region) || (p->tier && p->home != other->home))
                return false;
        return p->id && other->id ? text_same(p->id, other->id) : p->account == other->account;
}

/* Once each; what a stack's own has may be a tier's as well, and is looked at with it. Copies all
 * but role, which it takes. */
static void add(struct places *l, const struct place *p)
{
        for (size_t i = 0; i < l->count; i++) {
                if (is_there(&l->items[i], p)) {
                        json_object_put(p->role);
                        return;
                }
        }
        l->items = xrealloc(l->items, (l->count + 1) * sizeof(*l->items));
        l->items[l->count++] = (struct place){
                .account = p->account,
                .role = p->role,
                .id = xstrdup(p->id),
                .region = xstrdup(p->region),
                .run = xstrdup(p->run),
                .tier = xstrdup(p->tier),
                .home = p->home,
                .home_role = json_object_get(p->home_role),
        };
}

static struct json_object *with_region(struct json_object *role, const char *region)
{
        struct json_object *with = role ? json_copy(role) : json_object_new_object();

        json_put_text(with, "region", region);
        return with;
}

/* Where an account and a role lead from here, and where it is recorded to have been: without role
 * or region of its own a run was where its process was, and this one may be elsewhere. account NULL
 * in *out: it can't be reached. Text is borrowed, role the caller's. */
static bool resolve(struct account *account, struct json_object *role, const char *id,
                    const char *region, struct place *out, struct err *err)
{
        const char *here = id_of(account);

        *out = (struct place){.account = account,
                              .role = json_object_get(role),
                              .id = (char *)here,
                              .region = (char *)aws_region(account->aws)};
        if (id && here && !text_same(id, here)) {
                out->account = NULL;
                out->id = (char *)id;
                out->region = region ? (char *)region : out->region;
        } else if (region && !text_same(region, out->region)) {
                json_object_put(out->role);
                out->role = with_region(role, region);
                out->region = (char *)region;
                out->account = account_in_region(account, region, err);
                if (!out->account)
                        json_object_put(out->role);
                return out->account != NULL;
        }
        return true;
}

/* What a run may have left in other tiers' places. */
static bool add_elsewhere(struct places_search *f, const struct run *run, const struct place *home,
                          struct err *err)
{
        struct run_deed deed;
        bool ok = true;

        for (size_t i = 0; ok && run_deed(run, i, &deed); i++) {
                const struct run_lock *lock;
                struct json_object *role = NULL;
                struct elsewhere e;
                struct place p = {0};
                void *there;

                if (!elsewhere_of(run, &deed, &e))
                        continue;
                ok = run_role(run, e.tier, &role, err) &&
                     accounts_place(f->session->accounts, role, &there, &lock, err) &&
                     resolve(there, role, e.account, e.region, &p, err);
                if (ok) {
                        p.run = (char *)run_id(run);
                        p.tier = (char *)e.tier;
                        p.home = home->account;
                        p.home_role = home->role;
                        add(&f->elsewhere, &p);
                }
                json_object_put(role);
                elsewhere_release(&e);
        }
        return ok;
}

static bool add_run(struct places_search *f, const struct run *run, struct err *err)
{
        struct json_object *recorded = run_locked_place(run), *role = NULL;
        struct account *account = run_world(run);
        struct place p, first;
        bool ok;

        if (!run_role(run, run_stack(run)->env, &role, err))
                return false;
        ok = resolve(account, role, json_text(recorded, "account"), json_text(recorded, "region"),
                     &p, err);
        if (ok && (p.account || account == accounts_own(f->session->accounts)) &&
            resolve(account, role, NULL, NULL, &first, err)) {
                first.run = (char *)run_id(run);
                add(f->out, &first);
        }
        json_object_put(role);
        if (!ok)
                return false;
        p.run = (char *)run_id(run);
        if (p.account)
                ok = add_elsewhere(f, run, &p, err);
        add(f->out, &p);
        return ok;
}

/* After the stack's own, among which they may be. */
static void join(struct places_search *f)
{
        for (size_t i = 0; i < f->elsewhere.count; i++) {
                struct place *p = &f->elsewhere.items[i];

                add(f->out, p);
                p->role = NULL; /* taken */
        }
        places_release(&f->elsewhere);
}

/* Those that have taken their lock; the newest, where none has: one that was refused may have been
 * begun with other inputs. */
static bool read_runs(struct places_search *f, const struct run_record *runs, size_t count,
                      struct err *err)
{
        struct err first = ERR_INIT;
        struct run *newest = NULL;
        bool ok = true;

        for (size_t i = 0; ok && i < count; i++) {
                struct err why = ERR_INIT;
                /* without a record it was cut off before it did anything */
                struct run *run = runs[i].records ? run_open(&f->setup, runs[i].id, &why) : NULL;

                if (!run && first.code == ERR_NONE)
                        err_move(&first, &why);
                err_clear(&why);
                if (!run)
                        continue;
                if (run_has_locked(run))
                        ok = add_run(f, run, err);
                if (newest)
                        run_free(run);
                else
                        newest = run;
        }
        if (ok && newest && !f->out->count)
                ok = add_run(f, newest, err);
        if (ok && !newest && first.code != ERR_NONE) {
                err_move(err, &first);
                ok = false;
        }
        run_free(newest);
        err_clear(&first);
        return ok;
}

void places_own(struct session *s, struct places *out)
{
        struct account *own = accounts_own(s->accounts);
        const struct place p = {
                .account = own, .id = (char *)id_of(own), .region = (char *)aws_region(own->aws)};

        places_release(out);
        add(out, &p);
}

bool places_find(struct session *s, const char *stack, struct places *out, struct err *err)
{
        struct places_search f = {.session = s, .out = out, .setup = session_setup(s, NULL)};
        struct run_record *runs = NULL;
        size_t count = 0;
        bool ok;

        *out = (struct places){0};
        id_of(accounts_own(s->accounts)); /* its other regions know it from there */
        ok = s->store->ops->list(s->store, stack, TELLING_RUNS, &runs, &count, err) &&
             read_runs(&f, runs, count, err);
        if (ok && !out->count)
                places_own(s, out);
        join(&f);
        run_records_free(runs, count);
        return ok;
}
