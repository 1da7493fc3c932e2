/* Reading what runs were begun by out of their journals. */
#include "engine/cli/origin.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/cli/runs.h"

bool origin_read(struct store *store, const char *run, struct json_object **out, struct err *err)
{
        struct journal_record *records = NULL;
        struct json_object *body = NULL;
        size_t count = 0;

        *out = NULL;
        if (!store->ops->read(store, run, 0, &records, &count, err))
                return false;
        if (count && records[0].body) {
                struct err ignored = ERR_INIT;

                /* A damaged journal is told of by those who need all of it. */
                if (json_parse(records[0].body, strlen(records[0].body), &body, &ignored))
                        *out = json_object_get(json_get(body, "origin"));
                err_clear(&ignored);
                json_object_put(body);
        }
        journal_records_free(records, count);
        return true;
}

bool origin_list(struct store *store, const char *stack, struct past_runs *out, struct err *err)
{
        struct run_record *runs = NULL;
        size_t count = 0;
        bool ok = store->ops->list(store, stack, ORIGIN_LIMIT, &runs, &count, err);

        *out = (struct past_runs){.items = xcalloc(count + 1, sizeof(*out->items))};
        for (size_t i = 0; ok && i < count; i++) {
                struct past_run *past = &out->items[out->count];

                ok = origin_read(store, runs[i].id, &past->origin, err);
                if (!ok || !past->origin)
                        continue;
                past->run = runs[i];
                runs[i] = (struct run_record){0};
                out->count++;
        }
        run_records_free(runs, count);
        if (!ok)
                past_runs_release(out);
        return ok;
}

void past_runs_release(struct past_runs *runs)
{
        for (size_t i = 0; i < runs->count; i++) {
                run_record_release(&runs->items[i].run);
                json_object_put(runs->items[i].origin);
        }
        free(runs->items);
        *runs = (struct past_runs){0};
}

bool past_run_is_good(const struct past_run *run)
{
        return text_same(run->run.state, "succeeded") || text_same(run->run.state, "unchanged");
}

bool past_run_goes_on(const struct past_run *run)
{
        return (text_same(run->run.state, "running") ||
                text_same(run->run.state, "rolling-back")) &&
               !runs_is_dead(&run->run);
}

void origin_add_text(struct json_object *origin, struct text *out)
{
        static const char *const members[] = {"tag", "commit", "actor", "job"};

        for (size_t i = 0; i < ARRAY_LEN(members); i++) {
                const char *value = json_text(origin, members[i]);

                if (!value)
                        continue;
                text_addf(out, "%-8s  ", members[i]);
                text_add_printable(out, value);
                text_add_char(out, '\n');
        }
}
