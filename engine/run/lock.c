/*
 * The stack's lock outside the store: taken before a run's first stage when it is known by then
 * that something will be changed, else at its first intent; given back at its end.
 *
 * That it is about to be taken is journalled first, so that a run cut off in between knows that it
 * may hold the lock. When it is taken, all stages begin again: none has changed anything yet, and
 * what they saw may have been changed by whoever held it before.
 */
#include <stdlib.h>

#include "engine/base/json.h"
#include "engine/base/mem.h"
#include "engine/run/internal.h"
#include "engine/run/journal.h"

enum {
        RELEASE_TRIES = 3,
        RELEASE_PAUSE = 5000,
        FRESH_MS = 5000,  /* no longer than a request may be on its way in any case */
        LOOKS_BEFORE = 2, /* where one takes longer than that */
};

/* Kept with the run. Where it can't be, there is nothing more to lose by that. */
static void report(struct run *run, const char *text)
{
        struct json_object *body = json_object_new_object();
        struct err err = ERR_INIT;

        json_put_text(body, "text", text);
        if (journal_write(run, REC_STAGE_REPORT, NULL, body, NULL, &err))
                event_emit(run, EVENT_STAGE_REPORT, NULL, NULL, text, NULL);
        err_clear(&err);
}

bool run_has_locked(const struct run *run)
{
        return run->lock_intended || run_has_intended(run);
}

struct json_object *run_locked_place(const struct run *run)
{
        return run->lock_place;
}

/* It is about to be taken, here, or where it was taken first. lost: after it was gone. */
static bool journal_intent(struct run *run, bool lost, struct err *err)
{
        const struct run_lock *lock = run->setup.lock;
        struct json_object *body = json_object_new_object();

        if (run->lock_place)
                json_put(body, "place", json_object_get(run->lock_place));
        else if (lock->place)
                json_put(body, "place", lock->place(lock->arg));
        holder_put(run, body);
        if (lost)
                json_put_flag(body, "lost", true);
        return journal_write(run, REC_LOCK_INTENT, NULL, body, NULL, err);
}

/* Before it is looked at: what comes in may have lain there while the machine slept. */
static void note_look(struct run *run)
{
        run->lock_seen = loop_ticks(run->setup.loop);
        run->lock_seen_at = loop_now(run->setup.loop);
}

/* By both clocks: the one stands still while the machine sleeps, the other can be set. */
static bool is_just_seen(const struct run *run)
{
        int64_t ticks = loop_ticks(run->setup.loop) - run->lock_seen;
        int64_t wall = loop_now(run->setup.loop) - run->lock_seen_at;

        return ticks < FRESH_MS && wall >= 0 && wall < FRESH_MS;
}

/* What another machine needs to go on with the run when this one is lost. */
static bool take_once(struct run *run, bool again, struct err *err)
{
        const struct run_lock *lock = run->setup.lock;
        struct json_object *facts = json_object_new_object();
        char digest[DIGEST_HEX_SIZE];
        bool ok;

        json_put_text(facts, "pipeline", run->pipeline->name);
        json_put_text(facts, "definition", run->pipeline->digest);
        run_inputs_digest(run->inputs, digest);
        json_put_text(facts, "inputs_digest", digest);
        if (run->lock_recorded)
                json_put_flag(facts, "again", true);
        if (run->reopened)
                json_put_flag(facts, "returning", true);
        if (again && run->lock_place)
                json_put(facts, "place", json_object_get(run->lock_place));
        json_put(facts, "inputs", json_object_get(run->inputs));
        note_look(run);
        ok = lock->take(lock->arg, &run->stack, run->id, run->owner, facts, err);
        json_object_put(facts);
        return ok;
}

static void report_left(struct run *run, const char *by, const char *done)
{
        char *text = xasprintf("the lock that run %s had left behind at its end was %s", by, done);

        report(run, text);
        free(text);
}

static bool take_or_take_over(struct run *run, bool again, struct err *err)
{
        struct err why = ERR_INIT;
        char *by = NULL;
        bool ok;

        if (take_once(run, again, err))
                return true;
        if (!err_is(err, ERR_LOCKED))
                return false;
        ok = lock_give_back_left(run, &by, &why);
        if (!by)
                return false;
        err_move(err, &why);
        ok = ok && take_once(run, again, err);
        if (ok)
                report_left(run, by, "taken over");
        free(by);
        return ok;
}

/* For the whole run, so neither in the name of the stage that came first nor within its time.
 * again: by a run that may have had it before. */
static bool take(struct run *run, bool again, struct err *err)
{
        struct stage *s = stage_current();
        bool ok;

        fiber_attach(NULL);
        ok = take_or_take_over(run, again, err);
        fiber_attach(s);
        return ok;
}

/* What the run was begun for may no longer hold; from here on nobody else changes it. */
static bool confirm(struct run *run, struct err *err)
{
        struct stage *s = stage_current();
        bool ok;

        if (!run->setup.confirm)
                return true;
        fiber_attach(NULL);
        ok = run->setup.confirm(run->setup.confirm_arg, err);
        fiber_attach(s);
        return ok;
}

static void begin_again(struct run *run)
{
        run->lock_held = true;
        run->epoch++;
        event_emit(run, EVENT_RUN_LOCKED, NULL, NULL, run->stack.name, NULL);
}

/* What went wrong is in run->lock_err, or the run is halted. */
static void take_anew(struct run *run)
{
        struct err *why = &run->lock_err;

        run->lock_busy = true;
        err_clear(why);
        if (!journal_intent(run, false, why)) {
                /* halted */
        } else if (take(run, false, why)) {
                if (confirm(run, why) && journal_write(run, REC_RUN_LOCKED, NULL, NULL, NULL, why))
                        begin_again(run);
        } else if (err_is(why, ERR_LOCKED)) {
                run->locked_out = true;
        }
        run->lock_busy = false;
        run_wake(run);
}

/* But for another run's lock, what fails here is met again by the first intent, in its turn. */
void lock_at_once(struct run *run)
{
        if (run->setup.lock && !run->lock_held)
                take_anew(run);
}

/* For the stage that came first. False in any case: with the lock all begin again. */
static bool take_first(struct stage *s, struct err *err)
{
        take_anew(s->run);
        if (s->run->lock_held)
                return stage_go_on(s, err);
        err_copy(err, &s->run->lock_err);
        return false;
}

/* Changes of a stage that follow each other without a wait share one look, and the first change of
 * all needs none. What can't be taken back, or takes something away, asks each time. */
static bool is_fresh(const struct stage *s)
{
        const struct run *run = s->run;

        if (s->mode != MODE_RUN || s->def->type->final || !is_just_seen(run))
                return false;
        return s->lock_seen || !run_has_intended(run);
}

/* True as well where nobody can be asked. */
static bool look_now(struct run *run, struct err *err)
{
        const struct run_lock *lock = run->setup.lock;

        if (!lock->confirm)
                return true;
        note_look(run);
        return lock->confirm(lock->arg, &run->stack, run->id, run->owner, err);
}

/* Broken by hand, replaced, or taken over: from then on the stack is another's. */
static bool still_held(struct stage *s, struct err *err)
{
        struct run *run = s->run;

        if (look_now(run, err)) {
                s->lock_seen = true;
                return true;
        }
        return err_is(err, ERR_LOCKED) ? run_halt(run, err) : false;
}

bool lock_before_intent(struct stage *s, struct err *err)
{
        struct run *run = s->run;

        if (!run->setup.lock)
                return true;
        if (run->lock_held)
                return is_fresh(s) || still_held(s, err);
        if (!run->lock_busy)
                return take_first(s, err);
        while (run->lock_busy)
                signal_wait(run->setup.loop, &run->wake, -1);
        if (!stage_go_on(s, err))
                return false;
        err_copy(err, &run->lock_err);
        return false;
}

bool lock_before_call(struct stage *s, struct err *err)
{
        bool ok = true;

        for (int n = 0; ok && s->run->lock_held && !is_just_seen(s->run) && n < LOOKS_BEFORE; n++)
                ok = still_held(s, err);
        return ok;
}

/* Where it can't be seen nothing is known against it: giving it back will say so. */
bool lock_before_end(struct run *run, struct err *err)
{
        if (!run->lock_held || is_just_seen(run) || look_now(run, err))
                return true;
        if (err_is(err, ERR_LOCKED))
                return run_halt(run, err);
        err_clear(err);
        return true;
}

/* Another store knows more of the run than this one by now. */
static bool tell_unknown(const struct run *run, const char *owner, struct err *err)
{
        err_set(err, ERR_LOCKED,
                "run %s has been taken over by %s, of which this store knows nothing", run->id,
                owner);
        return err_next(err,
                        "let that one end it; if it is gone for good, go on with what is in the "
                        "cloud: snaplift resume --stack %s PIPELINE --store NEW-FILE",
                        run->stack.name);
}

/* A rebuilt run takes over from whoever had it then, once. */
static bool is_just_adopted(const struct run *run)
{
        return run->adopted && !run->lock_place;
}

static bool may_be_unknown(const struct run *run)
{
        return is_just_adopted(run) && !run->holder_known;
}

/* Sets lock_missed. False: somebody has it of whom the journal does not know. */
static bool check_driver(struct run *run, struct err *err)
{
        const struct run_lock *lock = run->setup.lock;
        struct run_holder holder = {0};
        bool ok = !lock->whose || lock->whose(lock->arg, &run->stack, run->id, &holder, err);
        char *who = holder.owner ? holder_text(&holder) : NULL;

        run->lock_missed = ok && !who;
        if (who && !strlist_has(&run->drivers, who) && !may_be_unknown(run))
                ok = tell_unknown(run, holder.owner, err);
        free(who);
        run_holder_release(&holder);
        return ok;
}

/* What a rebuilt run is to go on from was found while another process had the lock. */
static bool tell_outdated(const struct run *run, struct err *err)
{
        err_clear(err);
        err_set(err, ERR_REFUSED,
                "the lock of run %s is gone since: it has ended, or was unlocked, and what was "
                "found of it may be outdated",
                run->id);
        return err_next(err, "what there is by now: snaplift status %s", run->stack.name);
}

/* *lost when it has not had its lock all the time: what it saw may be outdated, the stack may have
 * been another's, and the run have been ended from another store. So it may where it is not known
 * to have had it. */
static bool look_for_own(struct run *run, bool *lost, struct err *err)
{
        const struct run_lock *lock = run->setup.lock;

        *lost = false;
        if (!check_driver(run, err))
                return false;
        if (!run->lock_recorded || !lock->confirm)
                return true;
        if (!run->lock_missed || reopen_is_new(run) || /* that one had given it back */
            lock->confirm(lock->arg, &run->stack, run->id, NULL, err))
                return true;
        *lost = err_is(err, ERR_LOCKED);
        if (*lost && is_just_adopted(run))
                return tell_outdated(run, err);
        if (*lost)
                err_clear(err);
        return *lost;
}

/* Whoever may have the lock is known to the journal before he has it. */
static bool is_newcomer(const struct run *run)
{
        char *own = holder_own(run);
        bool known = strlist_has(&run->drivers, own);

        free(own);
        return !known;
}

/* Also for a run that was begun without such a lock and has changed something, and one whose
 * journal does not tell where: it holds the lock here by now. */
bool lock_again(struct run *run, struct err *err)
{
        const struct run_lock *lock = run->setup.lock;
        bool lost;

        if (!lock || !(run->lock_intended || run_has_intended(run)))
                return true;
        if (!look_for_own(run, &lost, err))
                return false;
        if ((!run->lock_intended || lost || is_newcomer(run)) && !journal_intent(run, lost, err))
                return false;
        if (!take(run, true, err) ||
            (!run->lock_place && lock->place && !journal_intent(run, false, err)))
                return false;
        if (!run->lock_recorded || lost) {
                if (!journal_write(run, REC_RUN_LOCKED, NULL, NULL, NULL, err))
                        return false;
                event_emit(run, EVENT_RUN_LOCKED, NULL, NULL, run->stack.name, NULL);
        }
        run->lock_held = true;
        return true;
}

/* That this process may have it by then is known to the next one. */
bool lock_to_end(struct run *run, struct err *err)
{
        if (!run->setup.lock || !run_has_locked(run))
                return true;
        return check_driver(run, err) && journal_intent(run, false, err) && lock_again(run, err);
}

bool lock_may_go(struct run *run, struct err *err)
{
        return !run->setup.lock || !run->lock_intended || check_driver(run, err);
}

/* Whoever holds it may have put the stack into the state in which this run could not go on. A look
 * that fails leaves things as they are; where nothing answers, it would only keep one waiting. */
bool lock_is_anothers(struct run *run)
{
        const struct run_lock *lock = run->setup.lock;
        struct err err = ERR_INIT;
        bool anothers = false;
        char *holder = NULL;

        if (!lock || !lock->look || run->lock_held || run_has_intended(run) ||
            err_is(&run->failure, ERR_UNREACHABLE))
                return false;
        if (!lock->look(lock->arg, &run->stack, run->id, &holder, &err) &&
            err_is(&err, ERR_LOCKED)) {
                err_move(&run->lock_err, &err);
                anothers = true;
        }
        free(holder);
        err_clear(&err);
        return anothers;
}

bool lock_look(struct run *run, struct err *err)
{
        const struct run_lock *lock = run->setup.lock;
        char *holder = NULL;
        bool ok = !lock || !lock->look || lock->look(lock->arg, &run->stack, run->id, &holder, err);

        free(holder);
        return ok;
}

/* No use in asking again. */
static bool is_final(const struct err *err)
{
        return err_is(err, ERR_DENIED) || err_is(err, ERR_EXPIRED);
}

/* A lock that can't be given back does not turn a finished run into a failed one; it is said, and
 * the next run takes it over. */
void lock_release(struct run *run)
{
        const struct run_lock *lock = run->setup.lock;
        struct run_holder own = {0};
        const struct run_holder *by;
        struct err err = ERR_INIT;
        char *text;

        if (!lock || !run->lock_intended)
                return;
        own = (struct run_holder){run->owner, (char *)lock->process};
        by = run->lock_held ? &own : NULL; /* or an earlier process's of this run */
        run->lock_held = false;
        for (int n = 1; !lock->release(lock->arg, &run->stack, run->id, by, &err); n++) {
                if (n == RELEASE_TRIES || is_final(&err)) {
                        text = xasprintf("the lock of stack %s could not be released: %s; the next "
                                         "run from this store takes it over, or `snaplift unlock "
                                         "%s %s` removes it",
                                         run->stack.name, err_text(&err), run->stack.name, run->id);
                        report(run, text);
                        free(text);
                        break;
                }
                err_clear(&err);
                fiber_sleep(run->setup.loop, RELEASE_PAUSE);
        }
        err_clear(&err);
}

/* A stack in which there is nothing to do is taken by nobody, so that a lock left behind on it
 * would stay. One that can't be given back now stays for the next. */
void lock_tidy(struct run *run)
{
        struct err err = ERR_INIT;
        char *by = NULL;

        if (!run->setup.lock || run->lock_intended)
                return;
        if (lock_give_back_left(run, &by, &err) && by)
                report_left(run, by, "given back");
        err_clear(&err);
        free(by);
}
