/* What has been run on a stack since a tag was let through. */
#include "engine/cli/overtaken.h"

#include "engine/base/text.h"
#include "engine/cli/origin.h"
#include "engine/git/version.h"

static bool keeps_no_order(const struct run *run, const char *tag)
{
        const struct pipeline_trigger *t = pipeline_trigger(run_pipeline(run), tag);

        return t && t->any_version;
}

static bool is_past(const struct run *run, const struct past_run *other)
{
        const char *tag = json_text(run_origin(run), "tag"),
                   *theirs = json_text(other->origin, "tag");
        struct version ours, v;

        if (!past_run_is_good(other) || text_same(other->run.id, run_id(run)) || !theirs)
                return false;
        if (text_same(tag, theirs))
                return !text_same(json_text(run_origin(run), "commit"),
                                  json_text(other->origin, "commit"));
        return version_parse(tag, &ours, NULL) && version_parse(theirs, &v, NULL) &&
               version_compare(&v, &ours) >= 0;
}

static bool refuse(const struct run *run, const struct past_run *by, struct err *err)
{
        err_set(err, ERR_REFUSED,
                "run %s has brought %s (commit %.10s) onto %s, and %s is not greater", by->run.id,
                json_text(by->origin, "tag"),
                json_text(by->origin, "commit") ? json_text(by->origin, "commit") : "?",
                run_stack(run)->name, json_text(run_origin(run), "tag"));
        return err_next(err, "put back what it has done, if it has: snaplift rollback %s",
                        run_id(run));
}

bool overtaken_check(struct store *store, const struct run *run, struct err *err)
{
        const char *tag = json_text(run_origin(run), "tag");
        struct past_runs past;
        bool ok = true;

        if (!tag || keeps_no_order(run, tag))
                return true;
        if (!origin_list(store, run_stack(run)->name, &past, err))
                return false;
        for (size_t i = 0; i < past.count && ok; i++)
                if (is_past(run, &past.items[i]))
                        ok = refuse(run, &past.items[i], err);
        past_runs_release(&past);
        return ok;
}
