/*
 * The stack's lock, left behind by a run that could not give it back at its end and never will.
 *
 * It is known by who holds it: a run of this store that is over, and a process that its journal
 * knows of. The same run may be held by another machine, which puts it back and of which this store
 * knows nothing.
 */
#include <stdlib.h>
#include <string.h>

#include "engine/base/json.h"
#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "engine/run/internal.h"

static bool is_over(const struct run_record *record)
{
        static const enum run_end ends[] = {RUN_SUCCEEDED, RUN_UNCHANGED, RUN_ROLLED_BACK,
                                            RUN_REFUSED};

        for (size_t i = 0; i < ARRAY_LEN(ends); i++)
                if (text_same(record->state, run_end_name(ends[i])))
                        return true;
        return false;
}

static bool names(const struct journal_record *r, const char *who)
{
        struct json_object *body = NULL;
        struct err err = ERR_INIT;
        char *named = json_parse(r->body, strlen(r->body), &body, &err) ? holder_of(body) : NULL;
        bool same = text_same(named, who);

        free(named);
        json_object_put(body);
        err_clear(&err);
        return same;
}

static bool was_driven_by(struct store *store, const char *id, const struct run_holder *holder,
                          struct err *err)
{
        char *who = holder_text(holder);
        struct journal_record *records = NULL;
        size_t count = 0;
        bool found = false;

        if (store->ops->read(store, id, 0, &records, &count, err))
                for (size_t i = 0; !found && i < count; i++)
                        found = names(&records[i], who);
        journal_records_free(records, count);
        free(who);
        return found;
}

static bool is_over_here(struct run *run, const char *id, struct err *err)
{
        struct store *store = run->setup.store;
        struct run_record record = {0};
        bool over = store->ops->find(store, id, &record, err) && is_over(&record);

        run_record_release(&record);
        return over;
}

/* What can't be seen counts as somebody else's. */
static bool is_left(struct run *run, const char *id, struct run_holder *holder)
{
        const struct run_lock *lock = run->setup.lock;
        struct err err = ERR_INIT;
        bool left = is_over_here(run, id, &err);

        if (left)
                left = lock->whose && lock->whose(lock->arg, &run->stack, id, holder, &err) &&
                       holder->owner && was_driven_by(run->setup.store, id, holder, &err);
        err_clear(&err);
        return left;
}

/* The run that has left it, for the caller to free; NULL: it is free, or somebody's. */
static char *left_by(struct run *run, struct run_holder *by)
{
        const struct run_lock *lock = run->setup.lock;
        struct err err = ERR_INIT;
        char *holder = NULL;

        if (lock->look && !lock->look(lock->arg, &run->stack, run->id, &holder, &err) && holder &&
            is_left(run, holder, by)) {
                err_clear(&err);
                return holder;
        }
        err_clear(&err);
        free(holder);
        return NULL;
}

bool lock_give_back_left(struct run *run, char **by, struct err *err)
{
        const struct run_lock *lock = run->setup.lock;
        struct run_holder holder = {0};
        bool ok = true;

        *by = left_by(run, &holder);
        if (*by)
                ok = lock->release(lock->arg, &run->stack, *by, &holder, err);
        run_holder_release(&holder);
        return ok;
}
