/*
 * A run that is taken up: whether what it has done still stands. Its lock may have been taken away
 * since, and the stack be another's, or it may have been put back from elsewhere.
 */
#include <stdlib.h>

#include "engine/base/mem.h"
#include "engine/run/internal.h"
#include "engine/run/journal.h"

static bool stands(struct stage *s, bool all_done)
{
        bool ok;

        if (!s->intended || !s->def->type->stands || !stage_has_ended_well(s))
                return true;
        stage_start_at(s, MODE_PLAN, 0);
        fiber_attach(s);
        ok = s->def->type->stands(s, all_done, &s->err);
        fiber_attach(NULL);
        return ok;
}

/* There is nothing to go on with, and the stack is as somebody else has left it, and free for him.
 */
static enum run_end end_elsewhere(struct run *run, struct err *err)
{
        struct json_object *body;

        lock_release(run);
        body = json_object_new_object();
        json_put_text(body, "text", err_text(err));
        if (!journal_write(run, REC_RUN_INTERRUPTED, NULL, body, run_end_name(RUN_INTERRUPTED),
                           err))
                return drive_halted(run, err);
        event_emit(run, EVENT_RUN_ENDED, NULL, run_end_name(RUN_REFUSED), err_text(err), err);
        drive_let_go(run, false);
        return RUN_REFUSED;
}

static enum run_end end_overtaken(struct run *run, struct err *err)
{
        err_prefix(err, "run %s had done all, and is not recorded as succeeded", run->id);
        err_next(err,
                 "what there is by now: snaplift status %s; if the run was put back: snaplift "
                 "rollback %s",
                 run->stack.name, run->id);
        return end_elsewhere(run, err);
}

static enum run_end end_gone_on_with(struct run *run, const char *trace, struct err *err)
{
        err_set(err, ERR_REFUSED, "run %s was gone on with from another store: %s", run->id, trace);
        err_next(err,
                 "what there is by now: snaplift status %s; it is put back from the store that "
                 "knows all of it: snaplift rollback %s --store FILE",
                 run->stack.name, run->id);
        return end_elsewhere(run, err);
}

/* NULL: all was done. */
static struct stage *next_stage(struct run *run)
{
        for (size_t i = 0; i < run->pipeline->stage_count; i++) {
                struct stage *s = &run->stages[run->pipeline->order[i]];

                if (!stage_has_ended_well(s))
                        return s;
        }
        return NULL;
}

/* What would be done next has failed, not what has ended: so all is put back in its order. */
bool standing_confirm(struct run *run, enum run_end *end, struct err *err)
{
        struct stage *fallen = NULL, *next;
        bool all_done = executor_finished(run);

        for (size_t i = 0; !fallen && i < run->pipeline->stage_count; i++)
                if (!stands(&run->stages[i], all_done))
                        fallen = &run->stages[i];
        if (!fallen)
                return true;
        err_copy(err, &fallen->err);
        if (!err_is(err, ERR_CONFLICT)) {
                err_copy(&run->pause, err);
                *end = drive_interrupted(run, err);
                return false;
        }
        next = all_done ? NULL : next_stage(run);
        if (!next) {
                *end = end_overtaken(run, err);
                return false;
        }
        err_move(&next->err, err);
        executor_fail(next);
        return true;
}

bool standing_is_ours(struct run *run, enum run_end *end, struct err *err)
{
        char *trace = NULL;
        bool ok;

        if (!(run->lock_lost || run->lock_missed) || run->reopened)
                return true;
        ok = rebuild_look(run, &trace, err);
        if (trace) {
                *end = end_gone_on_with(run, trace, err);
        } else if (!ok) {
                err_copy(&run->pause, err);
                *end = drive_interrupted(run, err);
        }
        ok = ok && !trace;
        free(trace);
        return ok;
}
