/* Whether runs can be journalled, and what there is of them. */
#include <inttypes.h>
#include <stdlib.h>

#include "engine/base/mem.h"
#include "engine/cli/args.h"
#include "engine/cli/doctor.h"
#include "engine/cli/owner.h"
#include "engine/cli/runs.h"

/* NULL: it is held as it should be. */
static const char *what_is_wrong(const struct doctor *d, const struct lease *l)
{
        if (owner_look(l->owner) == OWNER_GONE)
                return ", and that process is gone";
        return l->expires <= loop_now(d->session.loop) ? ", and nobody renews it" : NULL;
}

static void tell_leases(struct doctor *d, const struct store_check *is)
{
        for (size_t i = 0; i < is->lease_count; i++) {
                const struct lease *l = &is->leases[i];
                const char *wrong = what_is_wrong(d, l);
                char *next = xasprintf("snaplift status %s", l->stack), age[24];

                duration_format(loop_now(d->session.loop) - l->taken, age);
                doctor_say(d, "lease", wrong ? GRADE_WARN : GRADE_OK, wrong ? next : NULL,
                           "stack %s is held by run %s of %s for %s%s", l->stack, l->run, l->owner,
                           age, wrong ? wrong : "");
                free(next);
        }
}

static void tell_unfinished(struct doctor *d)
{
        struct store *store = d->session.store;
        struct run_record *runs = NULL;
        struct err err = ERR_INIT;
        size_t count = 0;

        if (!store->ops->list(store, d->stack ? d->stack->name : NULL, 0, &runs, &count, &err))
                doctor_say_err(d, "run", GRADE_FAIL, NULL, &err);
        for (size_t i = 0; i < count; i++) {
                struct text next = TEXT_INIT;

                if (runs_add_next(&runs[i], &next))
                        doctor_say(d, "run", GRADE_WARN, text_str(&next),
                                   "run %s of %s on %s is %s and has not ended", runs[i].id,
                                   runs[i].pipeline, runs[i].stack, runs[i].state);
                text_release(&next);
        }
        run_records_free(runs, count);
}

void doctor_store(struct doctor *d)
{
        struct store_check is = {0};
        struct err err = ERR_INIT;

        d->session.store = store_open(args_value(d->args, "store"), &err);
        if (!d->session.store || !d->session.store->ops->check(d->session.store, &is, &err)) {
                doctor_say_err(d, "store", GRADE_FAIL, NULL, &err);
        } else {
                doctor_say(d, "store", GRADE_OK, NULL,
                           "%s: schema %" PRId64 ", can be written to, %" PRId64
                           " run%s and %" PRId64 " record%s with good checksums",
                           is.location, is.schema, is.runs, is.runs == 1 ? "" : "s", is.records,
                           is.records == 1 ? "" : "s");
                tell_leases(d, &is);
                tell_unfinished(d);
        }
        store_check_release(&is);
}
