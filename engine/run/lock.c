/*
 * The stack's lock outside the store: taken at the first intent of a run, given back at its end.
 *
 * That it is about to be taken is journalled first, so that a run cut off in between knows that it
 * may hold the lock. When it is taken, all stages begin again: none has changed anything yet, and
 * what they saw may have been changed by whoever held it before.
 */
#include <stdio.h>

#include "engine/base/json.h"
#include "engine/run/internal.h"
#include "engine/run/journal.h"

/* For the whole run, so neither in the name of the stage that came first nor within its time. */
static bool take(struct run *run, struct err *err)
{
        const struct run_lock *lock = run->setup.lock;
        struct stage *s = stage_current();
        bool ok;

        fiber_attach(NULL);
        ok = lock->take(lock->arg, &run->stack, run->id, run->owner, err);
        fiber_attach(s);
        return ok;
}

static void begin_again(struct run *run)
{
        run->lock_held = true;
        run->epoch++;
        event_emit(run, EVENT_RUN_LOCKED, NULL, NULL, run->stack.name, NULL);
}

/* For the stage that came first. False in any case: with the lock all begin again. */
static bool take_first(struct stage *s, struct err *err)
{
        struct run *run = s->run;
        struct err *why = &run->lock_err;

        run->lock_busy = true;
        err_clear(why);
        if (!journal_write(run, REC_LOCK_INTENT, NULL, NULL, NULL, why)) {
                /* halted: said below */
        } else if (take(run, why)) {
                if (journal_write(run, REC_RUN_LOCKED, NULL, NULL, NULL, why))
                        begin_again(run);
        } else if (err_is(why, ERR_LOCKED)) {
                run->locked_out = true;
        }
        run->lock_busy = false;
        run_wake(run);
        if (run->lock_held)
                return stage_go_on(s, err);
        err_copy(err, why);
        return false;
}

bool lock_before_intent(struct stage *s, struct err *err)
{
        struct run *run = s->run;

        if (!run->setup.lock)
                return true;
        if (run->lock_held)
                return true;
        if (!run->lock_busy)
                return take_first(s, err);
        while (run->lock_busy)
                signal_wait(run->setup.loop, &run->wake, -1);
        if (!stage_go_on(s, err))
                return false;
        err_copy(err, &run->lock_err);
        return false;
}

/* Also for a run that was begun without such a lock and has changed something. */
bool lock_again(struct run *run, struct err *err)
{
        if (!run->setup.lock || !(run->lock_intended || run_has_intended(run)))
                return true;
        if (!run->lock_intended && !journal_write(run, REC_LOCK_INTENT, NULL, NULL, NULL, err))
                return false;
        if (!take(run, err))
                return false;
        if (!run->lock_recorded) {
                if (!journal_write(run, REC_RUN_LOCKED, NULL, NULL, NULL, err))
                        return false;
                event_emit(run, EVENT_RUN_LOCKED, NULL, NULL, run->stack.name, NULL);
        }
        run->lock_held = true;
        return true;
}

/* Whoever holds it may have put the stack into the state in which this run could not go on. A look
 * that fails leaves things as they are; where nothing answers, it would only keep one waiting. */
bool lock_is_anothers(struct run *run)
{
        const struct run_lock *lock = run->setup.lock;
        struct err err = ERR_INIT;

        if (!lock || !lock->look || run->lock_held || run_has_intended(run) ||
            err_is(&run->failure, ERR_UNREACHABLE))
                return false;
        if (!lock->look(lock->arg, &run->stack, run->id, &err) && err_is(&err, ERR_LOCKED)) {
                err_move(&run->lock_err, &err);
                return true;
        }
        err_clear(&err);
        return false;
}

/* A lock that can't be given back does not turn a finished run into a failed one; it is said. */
void lock_release(struct run *run)
{
        const struct run_lock *lock = run->setup.lock;
        struct err err = ERR_INIT;
        struct json_object *body;
        char text[1024];

        if (!lock || !run->lock_intended)
                return;
        run->lock_held = false;
        if (lock->release(lock->arg, &run->stack, run->id, &err))
                return;
        snprintf(text, sizeof(text),
                 "the lock of stack %s could not be released: %s; `snaplift unlock %s %s` does it",
                 run->stack.name, err_text(&err), run->stack.name, run->id);
        err_clear(&err);
        body = json_object_new_object();
        json_put_text(body, "text", text);
        if (journal_write(run, REC_STAGE_REPORT, NULL, body, NULL, &err))
                event_emit(run, EVENT_STAGE_REPORT, NULL, NULL, text, NULL);
        err_clear(&err);
}
