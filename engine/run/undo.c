/*
 * Rollback: one stage after the other is put back, in reverse order of completion.
 */
#include "engine/base/mem.h"
#include "engine/run/internal.h"
#include "engine/run/journal.h"

enum { UNDO_LEAST_MS = 60 * 60 * 1000 };

static bool was_cut_off(const struct stage *s)
{
        return s->state != STAGE_SUCCEEDED && s->state != STAGE_UNCHANGED;
}

/* A stage that never said it would change something has not; one without undo() can't be put back
 * and says so in its type's notes; what was given back at the end is gone already. */
static bool wants_undo(const struct stage *s)
{
        return s->intended && s->def->type->undo && s->state != STAGE_UNDONE && !s->finished;
}

/* Those that were cut off come first: nothing that completed depends on them. */
static struct stage *next_to_undo(struct run *run)
{
        struct stage *next = NULL;

        for (size_t i = 0; i < run->pipeline->stage_count; i++) {
                struct stage *s = &run->stages[i];

                if (!wants_undo(s))
                        continue;
                if (!next || was_cut_off(s) > was_cut_off(next) ||
                    (was_cut_off(s) == was_cut_off(next) && s->order > next->order))
                        next = s;
        }
        return next;
}

static bool journal_undo_end(struct stage *s, bool ok, struct err *err)
{
        struct json_object *body = json_object_new_object();
        const char *state = ok ? "succeeded" : "failed";

        json_put_text(body, "state", state);
        if (!ok)
                journal_put_err(body, &s->err);
        if (!journal_write(s->run, REC_UNDO_ENDED, s, body, NULL, err))
                return false;
        event_emit(s->run, EVENT_UNDO_ENDED, s, state, ok ? NULL : err_text(&s->err),
                   ok ? NULL : &s->err);
        return true;
}

static bool is_told_to_stop(const struct stage *s)
{
        return s->run->interrupted && err_is(&s->err, ERR_INTERRUPTED);
}

static int64_t time_for(const struct stage *s)
{
        int64_t least = s->def->type->undo_timeout, limit = 2 * s->def->timeout;

        least = least > UNDO_LEAST_MS ? least : UNDO_LEAST_MS;
        return limit > least ? limit : least;
}

/* False: s->err says why; the run is halted, interrupted, or the undo has failed. */
static bool undo_stage(struct stage *s)
{
        struct run *run = s->run;
        struct err lost = ERR_INIT;
        bool ok;

        if (!journal_write(run, REC_UNDO_STARTED, s, NULL, NULL, &lost))
                goto out;
        event_emit(run, EVENT_UNDO_STARTED, s, NULL, s->def->type->name, NULL);
        stage_start_at(s, MODE_UNDO, time_for(s));
        fiber_attach(s);
        ok = s->def->type->undo(s, &s->err);
        fiber_attach(NULL);
        if (!ok && s->err.code == ERR_NONE)
                err_set(&s->err, ERR_FAILED, "it failed without saying why");
        if (run_is_halted(run) || (!ok && (is_told_to_stop(s) || run_pauses(s))))
                goto out;
        if (journal_undo_end(s, ok, &lost) && ok)
                return true;
out:
        err_clear(&lost);
        return false;
}

static enum run_end incomplete(struct run *run, struct stage *s, struct err *err)
{
        err_copy(err, &s->err);
        err_prefix(err, "putting back stage %s", s->def->id);
        if (run->has_failed)
                err_prefix(err, "%s; then", err_text(&run->failure));
        return drive_end(run, RUN_ROLLBACK_INCOMPLETE, err);
}

/* Left as it is when the rollback was asked for. */
static void say_why(const struct run *run, struct err *err)
{
        if (run->has_failed)
                err_copy(err, &run->failure);
        else if (run->cancelled_by)
                err_set(err, ERR_INTERRUPTED, "run %s was cancelled by %s", run->id,
                        run->cancelled_by);
}

static bool may_go_back(struct stage *s)
{
        bool ok;

        if (!wants_undo(s) || !s->def->type->may_go_back)
                return true;
        stage_start_at(s, MODE_PLAN, 0);
        fiber_attach(s);
        ok = s->def->type->may_go_back(s, &s->err);
        fiber_attach(NULL);
        return ok || !err_is(&s->err, ERR_REFUSED); /* what can't be looked at now, undo() will */
}

/* The first whose undo() would lead nowhere; one that had succeeded has been asked in other words.
 */
static struct stage *cannot_go_back(struct run *run)
{
        for (size_t i = 0; !run->reopened && i < run->pipeline->stage_count; i++)
                if (!may_go_back(&run->stages[i]))
                        return &run->stages[i];
        return NULL;
}

/* The first step back of a run that had succeeded, and what it would lead to has gone since that
 * was looked at: nothing was put back, and the run is what it was. */
static bool is_refused_at_once(const struct run *run, const struct stage *s)
{
        if (!run->reopened || !s->def->type->final || !err_is(&s->err, ERR_REFUSED))
                return false;
        for (size_t i = 0; i < run->pipeline->stage_count; i++)
                if (run->stages[i].state == STAGE_UNDONE)
                        return false;
        return true;
}

enum run_end undo_all(struct run *run, struct err *err)
{
        struct json_object *body;
        struct err why = ERR_INIT;
        enum run_end end;
        struct stage *s;

        if (!standing_is_ours(run, &end, err))
                return end;
        body = json_object_new_object();
        say_why(run, &why);
        journal_put_err(body, &why);
        if (!journal_write(run, REC_ROLLBACK_STARTED, NULL, body, "rolling-back", err)) {
                err_clear(&why);
                return drive_halted(run, err);
        }
        event_emit(run, EVENT_ROLLBACK_STARTED, NULL, NULL,
                   why.code != ERR_NONE ? err_text(&why) : "as asked",
                   why.code != ERR_NONE ? &why : NULL);
        err_clear(&why);
        s = cannot_go_back(run);
        if (s)
                return incomplete(run, s, err);
        while ((s = next_to_undo(run)) != NULL) {
                if (run->interrupted)
                        return drive_interrupted(run, err);
                if (undo_stage(s))
                        continue;
                if (run_is_halted(run))
                        return drive_halted(run, err);
                if (is_told_to_stop(s) || run->pause.code != ERR_NONE)
                        return drive_interrupted(run, err);
                if (!is_refused_at_once(run, s))
                        return incomplete(run, s, err);
                err_copy(err, &s->err);
                return reopen_close(run, RUN_REFUSED, err);
        }
        if (!lock_before_end(run, err))
                return drive_halted(run, err);
        say_why(run, err);
        if (err->code == ERR_NONE)
                err_set(err, ERR_FAILED, "run %s was rolled back as asked", run->id);
        return drive_end(run, RUN_ROLLED_BACK, err);
}
