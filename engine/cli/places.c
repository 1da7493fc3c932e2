/* Where a stack's runs have worked. */
#include "engine/cli/places.h"

#include <stdlib.h>

#include "engine/base/mem.h"

enum { TELLING_RUNS = 200 };

struct places_search {
        struct session *session;
        struct places *out;
        struct run_setup setup;
};

void places_release(struct places *p)
{
        for (size_t i = 0; i < p->count; i++) {
                json_object_put(p->items[i].role);
                free(p->items[i].id);
                free(p->items[i].region);
                free(p->items[i].run);
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

static bool is_there(const struct place *p, struct account *account, const char *id,
                     const char *region)
{
        if (!text_same(p->region, region))
                return false;
        return id && p->id ? text_same(p->id, id) : p->account == account;
}

/* Once each. Takes role. */
static void add(struct places_search *f, struct account *account, const char *id,
                const char *region, struct json_object *role, const char *run)
{
        struct places *l = f->out;

        for (size_t i = 0; i < l->count; i++) {
                if (is_there(&l->items[i], account, id, region)) {
                        json_object_put(role);
                        return;
                }
        }
        l->items = xrealloc(l->items, (l->count + 1) * sizeof(*l->items));
        l->items[l->count++] = (struct place){
                .account = account,
                .role = role,
                .id = xstrdup(id),
                .region = xstrdup(region),
                .run = xstrdup(run),
        };
}

static struct json_object *with_region(struct json_object *role, const char *region)
{
        struct json_object *with = role ? json_copy(role) : json_object_new_object();

        json_put_text(with, "region", region);
        return with;
}

/* Where a run would work from here, and where the journal says that it has: without role or region
 * of its own it was where its process was, and this one may be elsewhere. */
static bool add_run(struct places_search *f, const struct run *run, struct err *err)
{
        struct account *account = run_world(run);
        struct json_object *role = NULL, *recorded = run_locked_place(run);
        const char *region = json_text(recorded, "region"), *id = json_text(recorded, "account");
        const char *here = id_of(account);
        bool reached = !id || !here || text_same(id, here);

        if (!run_role(run, run_stack(run)->env, &role, err))
                return false;
        if (reached || account == accounts_own(f->session->accounts))
                add(f, account, here, aws_region(account->aws), json_object_get(role), run_id(run));
        if (!reached) {
                add(f, NULL, id, region ? region : aws_region(account->aws), NULL, run_id(run));
        } else if (region && !text_same(region, aws_region(account->aws))) {
                account = account_in_region(account, region, err);
                if (account)
                        add(f, account, here, region, with_region(role, region), run_id(run));
        }
        json_object_put(role);
        return account != NULL;
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
        struct places_search f = {.session = s, .out = out};
        struct account *own = accounts_own(s->accounts);

        places_release(out);
        add(&f, own, id_of(own), aws_region(own->aws), NULL, NULL);
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
        run_records_free(runs, count);
        return ok;
}
