/*
 * The end of a run in which all has gone well: what was only needed meanwhile is given back.
 */
#include "engine/run/internal.h"
#include "engine/run/journal.h"

enum { FINISH_LEAST_MS = 60 * 60 * 1000 };

static bool wants_finish(const struct stage *s)
{
        return s->intended && s->def->type->finish && !s->finished &&
               (s->state == STAGE_SUCCEEDED || s->state == STAGE_UNCHANGED);
}

static struct stage *next_to_finish(const struct run *run)
{
        struct stage *next = NULL;

        for (size_t i = 0; i < run->pipeline->stage_count; i++) {
                struct stage *s = &run->stages[i];

                if (wants_finish(s) && (!next || s->order > next->order))
                        next = s;
        }
        return next;
}

bool finish_is_due(const struct run *run)
{
        return next_to_finish(run) != NULL;
}

static bool journal_finish_end(struct stage *s, bool ok, struct err *err)
{
        struct json_object *body = json_object_new_object();

        json_put_text(body, "state", ok ? "succeeded" : "failed");
        if (!ok)
                journal_put_err(body, &s->err);
        return journal_write(s->run, REC_FINISH_ENDED, s, body, NULL, err);
}

static bool is_told_to_stop(const struct stage *s)
{
        return s->run->interrupted && err_is(&s->err, ERR_INTERRUPTED);
}

/* False: s->err says why; the run is halted or interrupted, or it has failed. */
static bool finish_stage(struct stage *s)
{
        struct run *run = s->run;
        int64_t limit = s->def->timeout;
        struct err lost = ERR_INIT;
        bool ok = false;

        if (journal_write(run, REC_FINISH_STARTED, s, NULL, NULL, &lost)) {
                stage_start_at(s, MODE_FINISH, limit > FINISH_LEAST_MS ? limit : FINISH_LEAST_MS);
                fiber_attach(s);
                ok = s->def->type->finish(s, &s->err);
                fiber_attach(NULL);
                if (!ok && s->err.code == ERR_NONE)
                        err_set(&s->err, ERR_FAILED, "it failed without saying why");
                if (!run_is_halted(run) && (ok || !(is_told_to_stop(s) || run_pauses(s))))
                        ok = journal_finish_end(s, ok, &lost) && ok;
        }
        err_clear(&lost);
        return ok;
}

enum run_end finish_all(struct run *run, struct err *err)
{
        struct stage *s;

        while ((s = next_to_finish(run)) != NULL) {
                if (run->interrupted)
                        return drive_interrupted(run, err);
                if (finish_stage(s))
                        continue;
                if (run_is_halted(run))
                        return drive_halted(run, err);
                if (is_told_to_stop(s) || run->pause.code != ERR_NONE)
                        return drive_interrupted(run, err);
                err_copy(err, &s->err);
                err_prefix(err, "clearing up after stage %s", s->def->id);
                return drive_end(run, RUN_STUCK, err);
        }
        if (!lock_before_end(run, err))
                return drive_halted(run, err);
        return drive_end(run, run_has_intended(run) ? RUN_SUCCEEDED : RUN_UNCHANGED, err);
}
