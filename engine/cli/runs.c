/* Runs in the store: finding and telling. */
#include "engine/cli/runs.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/json.h"
#include "engine/base/mem.h"
#include "engine/base/nearest.h"
#include "engine/base/stamp.h"
#include "engine/cli/layout.h"
#include "engine/cli/origin.h"
#include "engine/cli/owner.h"

static void suggest(struct store *store, const char *id, struct err *err)
{
        struct run_record *runs = NULL;
        struct err ignored = ERR_INIT;
        const char **names, *near = NULL;
        size_t count = 0;

        if (store->ops->list(store, NULL, 200, &runs, &count, &ignored)) {
                names = xcalloc(count + 1, sizeof(*names));
                for (size_t i = 0; i < count; i++)
                        names[i] = runs[i].id;
                near = nearest_name(id, names, count);
                free(names);
        }
        if (near)
                err_next(err, "did you mean %s? All of them: snaplift runs", near);
        else
                err_next(err, "the runs there are: snaplift runs; another store: --store or "
                              "SNAPLIFT_STORE");
        run_records_free(runs, count);
        err_clear(&ignored);
}

bool runs_find(struct store *store, const char *id, struct run_record *out, struct err *err)
{
        if (store->ops->find(store, id, out, err))
                return true;
        if (err_is(err, ERR_NOT_FOUND)) {
                err_set(err, ERR_NOT_FOUND, "there is no run %s in this store", id);
                suggest(store, id, err);
        }
        return false;
}

static bool is_driven(const struct run_record *run)
{
        return text_same(run->state, "running") || text_same(run->state, "rolling-back");
}

bool runs_is_dead(const struct run_record *run)
{
        return is_driven(run) && owner_look(run->owner) == OWNER_GONE;
}

/* It had succeeded, and has been put back since, or is being. From its journal. */
static bool is_returned(struct store *store, const struct run_record *run)
{
        struct journal_record *records = NULL;
        struct err ignored = ERR_INIT;
        bool returned = false;
        size_t count = 0;

        if (text_same(run->state, "running") || text_same(run->state, "succeeded") ||
            text_same(run->state, "unchanged"))
                return false;
        if (store->ops->read(store, run->id, 0, &records, &count, &ignored))
                for (size_t i = 0; i < count; i++)
                        returned = returned || text_same(records[i].kind, "run-reopened");
        journal_records_free(records, count);
        err_clear(&ignored);
        return returned;
}

void runs_add_table(struct store *store, const struct run_record *runs, size_t count, int64_t now,
                    struct text *out)
{
        size_t stack = 5, pipeline = 8, state = 5;

        for (size_t i = 0; i < count; i++) {
                stack = strlen(runs[i].stack) > stack ? strlen(runs[i].stack) : stack;
                pipeline =
                        strlen(runs[i].pipeline) > pipeline ? strlen(runs[i].pipeline) : pipeline;
                state = strlen(runs[i].state) > state ? strlen(runs[i].state) : state;
        }
        for (size_t i = 0; i < count; i++) {
                char at[ISO_SIZE], since[24];

                when_format(runs[i].created, at);
                duration_format(now > runs[i].changed ? now - runs[i].changed : 0, since);
                text_addf(out, "%s  %-*s  %-*s  %-*s  %s  changed %s ago%s%s\n", runs[i].id,
                          (int)stack, runs[i].stack, (int)pipeline, runs[i].pipeline, (int)state,
                          runs[i].state, at, since,
                          is_returned(store, &runs[i]) ? "  (had succeeded)" : "",
                          runs_is_dead(&runs[i]) ? "  (its process is gone)" : "");
        }
}

void runs_add_json(struct store *store, const struct run_record *run, struct text *out)
{
        struct json_object *obj = json_object_new_object();
        char at[ISO_SIZE];

        json_put_text(obj, "run", run->id);
        json_put_text(obj, "stack", run->stack);
        json_put_text(obj, "pipeline", run->pipeline);
        json_put_text(obj, "state", run->state);
        json_put_text(obj, "owner", run->owner);
        iso_format(run->created, at);
        json_put_text(obj, "created", at);
        iso_format(run->changed, at);
        json_put_text(obj, "changed", at);
        json_put_int(obj, "records", run->records);
        if (runs_is_dead(run))
                json_put_flag(obj, "dead", true);
        if (is_returned(store, run))
                json_put_flag(obj, "had_succeeded", true);
        text_addf(out, "%s\n", json_line(obj));
        json_object_put(obj);
}

void runs_add_head(struct store *store, const struct run_record *run, struct json_object *origin,
                   struct text *out)
{
        char at[ISO_SIZE], took[24];

        when_format(run->created, at);
        duration_format(run->changed - run->created, took);
        text_addf(out, "run       %s\npipeline  %s\nstack     %s\nstate     %s%s%s\n", run->id,
                  run->pipeline, run->stack, run->state,
                  is_returned(store, run) ? "; it had succeeded" : "",
                  runs_is_dead(run) ? " (its process is gone)" : "");
        text_addf(out, "owner     %s\nbegan     %s\nlasted    %s\n", run->owner ? run->owner : "-",
                  at, took);
        origin_add_text(origin, out);
}

bool runs_add_next(const struct run_record *run, struct text *out)
{
        if (text_same(run->state, "rollback-incomplete") ||
            (text_same(run->state, "rolling-back") && runs_is_dead(run)))
                text_addf(out, "snaplift rollback %s", run->id);
        else if (text_same(run->state, "stuck"))
                text_addf(out, "snaplift resume %s", run->id);
        else if (text_same(run->state, "interrupted") || runs_is_dead(run))
                text_addf(out, "snaplift resume %s, or snaplift rollback %s", run->id, run->id);
        else
                return false;
        return true;
}

void runs_add_advice(const struct run_record *run, struct text *out)
{
        if (text_same(run->state, "rolling-back") && runs_is_dead(run))
                text_addf(out, "\ngo on putting back: snaplift rollback %s\n", run->id);
        else if (text_same(run->state, "interrupted") || runs_is_dead(run))
                text_addf(out, "\ngo on: snaplift resume %s; put back: snaplift rollback %s\n",
                          run->id, run->id);
        else if (text_same(run->state, "rollback-incomplete"))
                text_addf(out, "\nput back what is left: snaplift rollback %s\n", run->id);
        else if (text_same(run->state, "stuck"))
                text_addf(out, "\nit can only go forward: snaplift resume %s\n", run->id);
        else if (is_driven(run))
                text_addf(out, "\nit is being driven by %s; to stop it: snaplift cancel %s\n",
                          run->owner ? run->owner : "another process", run->id);
}
