/*
 * A run that has succeeded is to be put back: whether that can be done any more, what it would do,
 * and how the run is opened again for it.
 */
#include "engine/run/reopen.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/stamp.h"
#include "engine/base/text.h"
#include "engine/run/internal.h"
#include "engine/run/journal.h"
#include "engine/run/plan.h"

bool run_has_succeeded(const struct run *run)
{
        if (run->ended)
                return text_same(run->ended, run_end_name(RUN_SUCCEEDED));
        return executor_finished(run) && run_has_intended(run) && !run_goes_back(run) &&
               !run->final_begun && !finish_is_due(run);
}

/* Or, where its process died before that was written, when the last stage had ended. */
static int64_t succeeded_at(const struct run *run)
{
        int64_t at = run->succeeded_at;

        for (size_t i = 0; !run->succeeded_at && i < run->pipeline->stage_count; i++)
                at = run->stages[i].ended_at > at ? run->stages[i].ended_at : at;
        return at;
}

/* --- what stands against it --- */

static bool say_final(const struct stage *s, struct err *err)
{
        char at[ISO_SIZE];

        iso_format(s->ended_at, at);
        err_set(err, ERR_REFUSED, "what %s did at %s can't be put back", s->def->type->name, at);
        return err_next(err,
                        "the way back is a new run that lifts the earlier snapshot: snaplift "
                        "run %s %s",
                        s->run->pipeline->file, s->run->stack.name);
}

static bool say_undo(const struct stage *s, struct err *err)
{
        return err_set(err, ERR_REFUSED,
                       "what %s did is only put back by a run that has not succeeded",
                       s->def->type->name);
}

static bool look(struct stage *s, struct err *err)
{
        const struct stage_type *type = s->def->type;
        void *outer = fiber_attached();
        bool ok;

        if (!type->undo)
                return say_final(s, err);
        if (!type->look_back)
                return say_undo(s, err);
        fiber_attach(s);
        ok = type->look_back(s, err);
        fiber_attach(outer);
        return ok;
}

/* What changed nothing, or gave back at the end what it took, is as if it had not been. */
static bool is_passed_over(const struct stage *s)
{
        return !s->intended || s->finished || s->state == STAGE_UNDONE;
}

/* *blocked: by a stage before it, which it rests on; what it would see then can't be told. */
static bool plan_stage(struct stage *s, struct json_object *plan, const char **blocked,
                       struct err *err)
{
        const struct stage_type *type = s->def->type;
        bool ok = true;
        char *why;

        s->plan = plan;
        s->planned = plan_begin_stage(plan, s);
        json_put_int(s->planned, "ended", s->ended_at);
        json_put(s->planned, "inputs", json_object_get(s->inputs));
        stage_start_at(s, MODE_PLAN, 0);
        if (!type->undo && !type->final) {
                plan_end_stage(s, "stays", "what it did is not put back");
        } else if (*blocked) {
                why = xasprintf("it comes after %s", *blocked);
                plan_end_stage(s, "unknown", why);
                free(why);
        } else if (look(s, err)) {
                plan_end_stage(s, "undone", NULL);
        } else if (plan_is_over(err)) {
                ok = err_prefix(err, "stage %s", s->def->id);
        } else {
                plan_end_stage(s, "blocked", err_text(err));
                plan_find(plan, "blocks", type->name, s->def->id, err);
                err_clear(err);
                *blocked = s->def->id;
        }
        s->plan = s->planned = NULL;
        return ok;
}

/* The next after `last` in the order in which they will be put back; those without an undo where
 * they would be. */
static struct stage *next_after(struct run *run, const struct stage *last)
{
        struct stage *next = NULL;

        for (size_t i = 0; i < run->pipeline->stage_count; i++) {
                struct stage *s = &run->stages[i];

                if (!is_passed_over(s) && (!last || s->order < last->order) &&
                    (!next || s->order > next->order))
                        next = s;
        }
        return next;
}

static bool has_changed_by(const struct run *run, const struct stage_type *type)
{
        for (size_t i = 0; i < run->pipeline->stage_count; i++)
                if (run->stages[i].intended && run->stages[i].def->type == type)
                        return true;
        return false;
}

/* It has changed something in the same way, so what this run would put back is no longer what it
 * left. What has only taken away things, or has made others, is not in the way: what of them
 * matters the stages see for themselves. */
static bool has_built_on(const struct run *run, const char *later_id)
{
        struct run_setup setup = run->setup;
        struct err ignored = ERR_INIT;
        struct run *later;
        bool built;

        setup.place = NULL; /* it is only read */
        later = run_open(&setup, later_id, &ignored);
        built = !later; /* who knows */
        for (size_t i = 0; later && i < later->pipeline->stage_count; i++) {
                const struct stage *s = &later->stages[i];

                built = built ||
                        (s->intended && !s->def->type->final && has_changed_by(run, s->def->type));
        }
        run_free(later);
        err_clear(&ignored);
        return built;
}

/* What a later one did rests on what this one did. */
static bool check_last(struct run *run, struct json_object *plan, struct err *err)
{
        struct store *store = run->setup.store;
        struct run_record *runs = NULL;
        struct err why = ERR_INIT;
        size_t count = 0;
        bool ok = store->ops->list(store, run->stack.name, 0, &runs, &count, err);

        for (size_t i = 0; ok && i < count && strcmp(runs[i].id, run->id) != 0; i++) {
                if (!text_same(runs[i].state, run_end_name(RUN_SUCCEEDED)) ||
                    !has_built_on(run, runs[i].id))
                        continue;
                err_set(&why, ERR_REFUSED, "run %s has changed stack %s after run %s", runs[i].id,
                        run->stack.name, run->id);
                err_next(&why, "put that one back first: snaplift rollback %s", runs[i].id);
                plan_find(plan, "blocks", "stack", NULL, &why);
                break;
        }
        err_clear(&why);
        run_records_free(runs, count);
        return ok;
}

static bool plan_all(struct run *run, struct json_object *plan, struct err *err)
{
        const char *blocked = NULL;
        bool ok;

        json_put_text(plan, "run", run->id);
        json_put_text(plan, "pipeline", run->pipeline->name);
        json_put_text(plan, "stack", run->stack.name);
        json_put_int(plan, "succeeded", succeeded_at(run));
        json_put(plan, "stages", json_object_new_array());
        json_put(plan, "findings", json_object_new_array());
        ok = check_last(run, plan, err);
        for (struct stage *s = next_after(run, NULL); ok && s; s = next_after(run, s))
                ok = plan_stage(s, plan, &blocked, err);
        return ok;
}

bool run_return_plan(struct run *run, struct json_object **plan, struct err *err)
{
        bool reopened = run->reopened;
        bool ok;

        *plan = json_object_new_object();
        run->reopened = true;
        ok = plan_all(run, *plan, err);
        run->reopened = reopened;
        if (ok)
                return true;
        json_object_put(*plan);
        *plan = NULL;
        return false;
}

/* --- the run is opened again --- */

/* False: *end. Blocked: refused; could not be looked at: as `otherwise`. */
static bool may_return(struct run *run, enum run_end otherwise, enum run_end *end, struct err *err)
{
        struct json_object *plan;
        bool blocked;

        *end = otherwise;
        if (!run_return_plan(run, &plan, err))
                return false;
        blocked = plan_is_blocked(plan, err);
        if (blocked)
                *end = RUN_REFUSED;
        json_object_put(plan);
        return !blocked;
}

bool reopen(struct run *run, enum run_end *end, struct err *err)
{
        struct json_object *body;

        if (!lock_look(run, err)) {
                *end = err_is(err, ERR_LOCKED) ? RUN_LOCKED : RUN_BROKEN;
                return false;
        }
        if (!may_return(run, RUN_BROKEN, end, err))
                return false;
        body = json_object_new_object();
        holder_put(run, body);
        json_put(body, "accepted", json_object_get(run->accepted));
        *end = RUN_BROKEN;
        return journal_write(run, REC_RUN_REOPENED, NULL, body, "rolling-back", err);
}

bool reopen_is_new(const struct run *run)
{
        return run->reopened && !run->rolling_back;
}

bool reopen_confirm(struct run *run, enum run_end *end, struct err *err)
{
        if (may_return(run, RUN_INTERRUPTED, end, err))
                return true;
        if (*end == RUN_REFUSED)
                *end = reopen_close(run, RUN_REFUSED, err);
        return false;
}

enum run_end reopen_close(struct run *run, enum run_end end, struct err *err)
{
        const char *as = run_end_name(RUN_SUCCEEDED);
        struct json_object *body = json_object_new_object();

        if (end != RUN_LOCKED)
                lock_release(run);
        json_put_text(body, "state", as);
        journal_put_err(body, err);
        if (!journal_write(run, REC_RUN_ENDED, NULL, body, as, err))
                return drive_halted(run, err);
        event_emit(run, EVENT_RUN_ENDED, NULL, run_end_name(end), err_text(err), err);
        drive_let_go(run, false);
        return end;
}
