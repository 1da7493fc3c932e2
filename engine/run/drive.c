/*
 * How a run is begun, resumed and rolled back, and how it ends.
 */
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "engine/graph/again.h"
#include "engine/run/internal.h"
#include "engine/run/journal.h"
#include "engine/run/reopen.h"

static const char *const end_names[] = {
        [RUN_SUCCEEDED] = "succeeded",     [RUN_UNCHANGED] = "unchanged",
        [RUN_ROLLED_BACK] = "rolled-back", [RUN_ROLLBACK_INCOMPLETE] = "rollback-incomplete",
        [RUN_LOCKED] = "locked",           [RUN_REFUSED] = "refused",
        [RUN_INTERRUPTED] = "interrupted", [RUN_STUCK] = "stuck",
        [RUN_BROKEN] = "broken",
};

const char *run_end_name(enum run_end end)
{
        return end_names[end];
}

/* --- the end --- */

/* The stack stays guarded while the run is half-done: by the outer lock, or else by the lease. */
void drive_let_go(struct run *run, bool half_done)
{
        bool guarded = run->setup.lock && run->lock_intended;

        lease_end(run, half_done && !guarded && run_has_intended(run));
        run->interrupted = false;
        err_clear(&run->pause);
}

static bool is_guarding(const struct run *run)
{
        return run_has_intended(run) || (run->setup.lock && run->lock_intended);
}

/* Puts the command that goes on into err->next, after what the error itself advises. */
static void say_next(struct run *run, enum run_end end, struct err *err)
{
        char *own = err->next ? xasprintf("%s; then ", err->next) : xstrdup("");
        const char *id = run->id;

        if (end == RUN_STUCK)
                err_next(err, "%ssnaplift resume %s", own, id);
        else if (end == RUN_ROLLBACK_INCOMPLETE || run_goes_back(run) || run_is_cancelled(run) ||
                 (run->has_failed && !run->final_begun))
                err_next(err, "%ssnaplift rollback %s", own, id);
        else if (run->final_begun || !is_guarding(run))
                err_next(err, "%ssnaplift resume %s", own, id);
        else
                err_next(err, "%ssnaplift resume %s, or snaplift rollback %s", own, id, id);
        free(own);
}

static void say_guarded(struct run *run, struct err *err)
{
        char *text;

        if (!is_guarding(run))
                return;
        text = xasprintf("%s; stack %s stays locked for run %s", err_text(err), run->stack.name,
                         run->id);
        xreplace(&err->text, text);
        free(text);
}

enum run_end drive_halted(struct run *run, struct err *err)
{
        err_copy(err, &run->halt);
        err_prefix(err, "run %s has stopped", run->id);
        event_emit(run, EVENT_RUN_ENDED, NULL, end_names[RUN_INTERRUPTED], err_text(err), err);
        say_next(run, RUN_INTERRUPTED, err);
        drive_let_go(run, true);
        return RUN_INTERRUPTED;
}

enum run_end drive_interrupted(struct run *run, struct err *err)
{
        struct json_object *body = json_object_new_object();

        err_clear(err);
        if (run->pause.code != ERR_NONE)
                err_copy(err, &run->pause);
        else
                err_set(err, ERR_INTERRUPTED, "run %s was interrupted", run->id);
        say_guarded(run, err);
        say_next(run, RUN_INTERRUPTED, err);
        json_put_text(body, "text", err_text(err));
        if (!journal_write(run, REC_RUN_INTERRUPTED, NULL, body, end_names[RUN_INTERRUPTED], err))
                return drive_halted(run, err);
        event_emit(run, EVENT_RUN_ENDED, NULL, end_names[RUN_INTERRUPTED], err_text(err), err);
        drive_let_go(run, true);
        return RUN_INTERRUPTED;
}

/* err explains the end already, unless it is a good one. A stack whose lock was gone, and in which
 * nothing has been changed since, is left as it was found: free. */
enum run_end drive_end(struct run *run, enum run_end end, struct err *err)
{
        bool half_done = end == RUN_STUCK || end == RUN_ROLLBACK_INCOMPLETE;
        struct json_object *body;

        if (half_done && run->lock_idle) {
                say_next(run, end, err);
                lock_release(run);
        } else if (half_done) {
                say_guarded(run, err);
                say_next(run, end, err);
        } else if (end != RUN_LOCKED) {
                lock_release(run);
                if (end == RUN_UNCHANGED)
                        lock_tidy(run);
        }
        body = json_object_new_object();
        json_put_text(body, "state", end_names[end]);
        journal_put_err(body, err);
        if (!journal_write(run, REC_RUN_ENDED, NULL, body, end_names[end], err))
                return drive_halted(run, err);
        event_emit(run, EVENT_RUN_ENDED, NULL, end_names[end],
                   err->code != ERR_NONE ? err_text(err) : NULL, err);
        drive_let_go(run, half_done);
        return end;
}

/* --- the beginning --- */

static bool has_ended(const struct run *run, enum run_end as)
{
        return text_same(run->ended, end_names[as]);
}

void run_again(const struct run *run, struct text *out)
{
        again_command("run", run->pipeline, &run->stack, run->inputs, out);
}

static void advise_new_run(const struct run *run, struct err *err)
{
        struct text again = TEXT_INIT;

        run_again(run, &again);
        err_next(err, "begin a new run: %s", text_str(&again));
        text_release(&again);
}

/* True when there is nothing for run_go to do; *end and err say why. */
static bool is_over_for_go(const struct run *run, enum run_end *end, struct err *err)
{
        if (has_ended(run, RUN_SUCCEEDED) || has_ended(run, RUN_UNCHANGED)) {
                *end = has_ended(run, RUN_SUCCEEDED) ? RUN_SUCCEEDED : RUN_UNCHANGED;
                return true;
        }
        if (has_ended(run, RUN_ROLLED_BACK) || has_ended(run, RUN_REFUSED)) {
                *end = has_ended(run, RUN_REFUSED) ? RUN_REFUSED : RUN_ROLLED_BACK;
                err_set(err, ERR_STATE, "run %s has ended already: %s", run->id, run->ended);
                advise_new_run(run, err);
                return true;
        }
        if (has_ended(run, RUN_ROLLBACK_INCOMPLETE)) {
                *end = RUN_ROLLBACK_INCOMPLETE;
                err_set(err, ERR_STATE, "run %s could not be put back completely", run->id);
                err_next(err, "snaplift rollback %s", run->id);
                return true;
        }
        return false;
}

/* Of a run that is taken up: what was begun, or would have been if its process had lived. One that
 * had failed because another run held the stack had nothing to put back, and begins again. */
static bool has_to_go_back(const struct run *run)
{
        if (run_goes_back(run))
                return true;
        if (run->final_begun || executor_finished(run))
                return false;
        return run_is_cancelled(run) || (run->has_failed && !has_ended(run, RUN_LOCKED));
}

bool drive_may_go_forward(struct run *run, struct err *err)
{
        enum run_end end = RUN_BROKEN;

        if (is_over_for_go(run, &end, err)) {
                if (err->code == ERR_NONE) {
                        err_set(err, ERR_STATE, "run %s has ended already: %s", run->id,
                                run->ended);
                        advise_new_run(run, err);
                }
                return false;
        }
        if (!has_to_go_back(run))
                return true;
        err_set(err, ERR_STATE, "run %s is being put back; what it was begun with stays", run->id);
        return err_next(err, "snaplift rollback %s", run->id);
}

bool run_may_turn_back(struct run *run)
{
        struct err why = ERR_INIT;
        bool forward = drive_may_go_forward(run, &why);

        err_clear(&why);
        return forward && !run->final_begun && !executor_finished(run);
}

static bool is_over_for_back(const struct run *run, enum run_end *end, struct err *err)
{
        if (run_has_succeeded(run)) {
                if (run->accepted)
                        return false;
                *end = RUN_REFUSED;
                err_set(err, ERR_STATE,
                        "run %s has succeeded: what was written since is lost when it is put back",
                        run->id);
                err_next(err, "snaplift rollback %s --accept-data-loss", run->id);
                return true;
        }
        if (has_ended(run, RUN_UNCHANGED) || has_ended(run, RUN_ROLLED_BACK) ||
            has_ended(run, RUN_REFUSED) || has_ended(run, RUN_LOCKED)) {
                *end = RUN_ROLLED_BACK;
                err_set(err, ERR_STATE,
                        "run %s has ended already: %s; there is nothing to put back", run->id,
                        run->ended);
                return true;
        }
        if (run->final_begun) {
                *end = RUN_STUCK;
                err_set(err, ERR_STATE,
                        "run %s is past its point of no return; it can only go forward", run->id);
                err_next(err, "snaplift resume %s", run->id);
                return true;
        }
        if (finish_is_due(run) && executor_finished(run) && !run_goes_back(run)) {
                *end = RUN_STUCK;
                err_set(err, ERR_STATE,
                        "every stage of run %s has ended: what was only needed meanwhile is given "
                        "back first",
                        run->id);
                err_next(err, "snaplift resume %s", run->id);
                return true;
        }
        return false;
}

static void begin_afresh(struct run *run)
{
        run->parked = false;
        run->asking = 0;
        run->lock_held = false;
        run->lock_missed = false;
        run->lock_busy = false;
        run->locked_out = false;
        err_clear(&run->lock_err);
        err_clear(&run->halt);
        run->done_first = run->done_last = NULL;
        run->epoch++;
}

static bool restore(struct run *run, bool forward, enum run_end *end, struct err *err)
{
        *end = RUN_BROKEN;
        if (!journal_restore(run, err))
                return false;
        return !(forward ? is_over_for_go(run, end, err) : is_over_for_back(run, end, err));
}

/* A run that has done nothing yet ends as locked; any other stays what it was. */
static enum run_end locked_at_once(struct run *run, bool by_itself, struct err *err)
{
        struct json_object *body;
        struct err lost = ERR_INIT;

        if (!err_is(err, ERR_LOCKED))
                return RUN_BROKEN;
        if (run->seq == 1 && !run->begun && !by_itself) {
                body = json_object_new_object();
                json_put_text(body, "state", end_names[RUN_LOCKED]);
                journal_put_err(body, err);
                journal_write(run, REC_RUN_ENDED, NULL, body, end_names[RUN_LOCKED], &lost);
                err_clear(&lost);
        }
        event_emit(run, EVENT_RUN_ENDED, NULL, end_names[RUN_LOCKED], err_text(err), err);
        return RUN_LOCKED;
}

static bool take_lock(struct run *run, bool onward, struct err *err)
{
        if (onward && executor_finished(run))
                return lock_to_end(run, err);
        if (!onward && !run_has_intended(run))
                return lock_may_go(run, err);
        return lock_again(run, err);
}

/* What was found of a rebuilt run is outdated, and will not be less so. */
static bool is_outdated(const struct run *run, const struct err *err)
{
        return run->adopted && run->lock_missed && err_is(err, ERR_REFUSED);
}

static enum run_end no_lock(struct run *run, struct err *err)
{
        enum run_end end = err_is(err, ERR_LOCKED) ? RUN_LOCKED
                           : is_outdated(run, err) ? RUN_REFUSED
                                                   : RUN_INTERRUPTED;

        if (run_is_halted(run))
                return drive_halted(run, err);
        if (reopen_is_new(run) && (end == RUN_LOCKED || err_is(err, ERR_REFUSED)))
                return reopen_close(run, end == RUN_LOCKED ? end : RUN_REFUSED, err);
        if (end != RUN_REFUSED)
                say_next(run, RUN_INTERRUPTED, err);
        event_emit(run, EVENT_RUN_ENDED, NULL, end_names[end], err_text(err), err);
        drive_let_go(run, true);
        return end;
}

/* A run that has succeeded becomes one that is to be put back. False: it remains what it was. */
static bool begin_return(struct run *run, enum run_end *end, struct err *err)
{
        if (!run_has_succeeded(run) || reopen(run, end, err))
                return true;
        if (run_is_halted(run)) {
                *end = drive_halted(run, err);
                return false;
        }
        event_emit(run, EVENT_RUN_ENDED, NULL, end_names[*end], err_text(err), err);
        drive_let_go(run, !run->ended);
        return false;
}

/* Everything up to the first stage. False: *end is the end. The lease comes first and the journal
 * is read after it, since another process may have gone on with the run meanwhile. *onward: there
 * are stages to start; else only what was done is to be put back. */
static bool take_up(struct run *run, bool forward, bool *onward, enum run_end *end, struct err *err)
{
        struct json_object *body;
        bool by_itself;
        char *text;

        begin_afresh(run);
        if (!restore(run, forward, end, err))
                return false;
        if (!lease_begin(run, &by_itself, err)) {
                *end = locked_at_once(run, by_itself, err);
                return false;
        }
        if (!restore(run, forward, end, err)) {
                drive_let_go(run, *end == RUN_ROLLBACK_INCOMPLETE || *end == RUN_STUCK);
                return false;
        }
        text = xasprintf("%s on %s", run->pipeline->name, run->stack.name);
        event_emit(run, EVENT_RUN_STARTED, NULL, NULL, text, NULL);
        free(text);
        if (!forward && !begin_return(run, end, err))
                return false;
        *onward = forward && !has_to_go_back(run);
        if (!take_lock(run, *onward, err)) {
                *end = no_lock(run, err);
                return false;
        }
        if (*onward && (run->seq > 1 || run->begun)) {
                body = json_object_new_object();
                holder_put(run, body);
                if (!journal_write(run, REC_RUN_RESUMED, NULL, body, "running", err)) {
                        *end = drive_halted(run, err);
                        return false;
                }
        }
        return true;
}

static bool is_refusal(const struct run *run)
{
        return !run_has_intended(run) &&
               (err_is(&run->failure, ERR_REFUSED) || err_is(&run->failure, ERR_INVALID));
}

/* A definition without cycles does not come here; better stopped than waiting for ever. */
static enum run_end nothing_can_start(struct run *run, struct err *err)
{
        err_set(err, ERR_STATE, "no stage can start and none has failed");
        run_halt(run, err);
        return drive_halted(run, err);
}

static enum run_end put_back(struct run *run, struct err *err)
{
        enum run_end end;

        if (!reopen_is_new(run) || reopen_confirm(run, &end, err))
                return undo_all(run, err);
        if (end != RUN_INTERRUPTED)
                return end;
        err_copy(&run->pause, err);
        return drive_interrupted(run, err);
}

/* What becomes of a run that can't go on: the same whether it came to that just now or before the
 * process that drove it was killed. */
static enum run_end wind_up(struct run *run, struct err *err)
{
        if (run_goes_back(run) || run_is_cancelled(run))
                return put_back(run, err);
        if (!run->has_failed)
                return nothing_can_start(run, err);
        /* a run that another one got in the way of has met a stack in the middle of things */
        if (lock_is_anothers(run)) {
                err_copy(err, &run->lock_err);
                return drive_end(run, RUN_LOCKED, err);
        }
        if (!run->final_begun && !is_refusal(run))
                return undo_all(run, err);
        err_copy(err, &run->failure);
        return drive_end(run, run->final_begun ? RUN_STUCK : RUN_REFUSED, err);
}

/* What a guard would refuse later, maybe after hours, is refused before anything is begun. A run
 * that will change something needs no other look before it takes the lock. */
static bool may_begin(struct run *run, enum run_end *end, struct err *err)
{
        bool changes;

        if (!run->setup.look_first || run->seq > 1)
                return true;
        if (plan_allows(run, &changes, err)) {
                if (changes)
                        lock_at_once(run);
                return true;
        }
        if (lock_is_anothers(run)) {
                err_clear(err);
                err_copy(err, &run->lock_err);
                *end = drive_end(run, RUN_LOCKED, err);
        } else {
                *end = drive_end(run, RUN_REFUSED, err);
        }
        return false;
}

enum run_end run_go(struct run *run, struct err *err)
{
        enum run_end end;
        bool onward;

        err_clear(err);
        if (!take_up(run, true, &onward, &end, err))
                return end;
        if (!onward)
                return wind_up(run, err);
        if (!may_begin(run, &end, err) || !standing_is_ours(run, &end, err) ||
            (run->begun && !standing_confirm(run, &end, err)))
                return end;
        executor_run(run);
        if (run_is_halted(run))
                return drive_halted(run, err);
        if (executor_finished(run))
                return finish_all(run, err);
        if (run->locked_out) {
                err_copy(err, &run->lock_err);
                return drive_end(run, RUN_LOCKED, err);
        }
        if (run->interrupted)
                return drive_interrupted(run, err);
        return wind_up(run, err);
}

enum run_end run_back(struct run *run, struct err *err)
{
        enum run_end end;
        bool onward;

        err_clear(err);
        if (!take_up(run, false, &onward, &end, err))
                return end;
        return put_back(run, err);
}

enum run_end run_return(struct run *run, struct json_object *accepted, struct err *err)
{
        enum run_end end;

        run->accepted = accepted;
        end = run_back(run, err);
        run->accepted = NULL;
        return end;
}
