#include "engine/run/unfinished.h"

#include "engine/base/mem.h"

static bool has_ended(const char *state)
{
        static const char *const open[] = {"running", "rolling-back", "interrupted", "stuck",
                                           "rollback-incomplete"};

        for (size_t i = 0; i < ARRAY_LEN(open); i++)
                if (text_same(state, open[i]))
                        return false;
        return true;
}

bool run_unfinished(struct store *store, const char *stack, const char *pipeline,
                    struct strlist *ids, char **begun, struct err *err)
{
        struct run_record *runs = NULL;
        size_t count = 0;
        bool ok = store->ops->list(store, stack, 0, &runs, &count, err);

        *begun = NULL;
        for (size_t i = 0; ok && i < count; i++) {
                if (has_ended(runs[i].state))
                        continue;
                strlist_add(ids, runs[i].id);
                if (!*begun && runs[i].records && text_same(runs[i].pipeline, pipeline))
                        *begun = xstrdup(runs[i].id);
        }
        run_records_free(runs, count);
        return ok;
}
