/*
 * The executor: start all that is ready, reap one that has ended, repeat.
 */
#include <stdlib.h>

#include "engine/base/mem.h"
#include "engine/run/internal.h"
#include "engine/run/journal.h"

struct scope run_scope(struct run *run)
{
        return (struct scope){
                .pipeline = run->pipeline,
                .stack = &run->stack,
                .run = run->id,
                .inputs = run->inputs,
                .outputs = run->outputs,
                .states = run->states,
        };
}

static bool is_stopping(const struct run *run)
{
        return run_is_halted(run) || run->interrupted || run_is_cancelled(run) || run->has_failed ||
               run->locked_out;
}

/* --- how a stage ends --- */

/* What it set; null for what it declared and did not set. The caller owns it. */
static struct json_object *outputs_of(struct stage *s, bool ran)
{
        const struct port *port = s->def->type->outputs;
        struct json_object *out = json_object_new_object();

        for (; port && port->name; port++)
                json_object_object_add(out, port->name,
                                       ran ? json_object_get(json_get(s->produced, port->name))
                                           : NULL);
        return out;
}

static void end_stage(struct stage *s, enum stage_state state, const char *reason, bool dependency)
{
        struct run *run = s->run;
        struct json_object *body = json_object_new_object();
        struct err lost = ERR_INIT;
        bool well = state == STAGE_SUCCEEDED || state == STAGE_UNCHANGED;
        const struct err *why = state == STAGE_FAILED ? &s->err : NULL;

        json_put_text(body, "state", stage_state_name(state));
        if (!why) /* else the error says it */
                json_put_text(body, "reason", reason);
        if (dependency)
                json_put_flag(body, "dependency", true);
        if (well || state == STAGE_SKIPPED)
                json_put(body, "outputs", outputs_of(s, well));
        journal_put_err(body, why);
        if (journal_write(run, REC_STAGE_ENDED, s, body, NULL, &lost))
                event_emit(run, EVENT_STAGE_ENDED, s, stage_state_name(state), reason, why);
        err_clear(&lost);
}

static void skip_dependents(struct run *run, const struct stage *of, const char *reason)
{
        for (size_t i = 0; i < of->def->dependents_count; i++) {
                struct stage *s = &run->stages[of->def->dependents[i]];

                if (s->state != STAGE_PENDING)
                        continue;
                end_stage(s, STAGE_SKIPPED, reason, true);
                skip_dependents(run, s, reason);
        }
}

void executor_fail(struct stage *s)
{
        char *reason;

        if (s->err.code == ERR_NONE)
                err_set(&s->err, ERR_FAILED, "it failed without saying why");
        end_stage(s, STAGE_FAILED, err_text(&s->err), false);
        reason = xasprintf("dependency %s has failed", s->def->id);
        skip_dependents(s->run, s, reason);
        free(reason);
        run_wake(s->run);
}

/* --- a stage on its fiber --- */

static bool begin(struct stage *s)
{
        struct run *run = s->run;
        struct scope scope = run_scope(run);
        struct json_object *inputs = NULL, *body;

        if (!stage_go_on(s, &s->err) ||
            !pipeline_resolve(run->pipeline, s->index, &scope, &inputs, &s->err))
                return false;
        body = json_object_new_object();
        json_put_int(body, "attempt", s->attempt);
        json_put(body, "inputs", inputs);
        if (!journal_write(run, REC_STAGE_STARTED, s, body, NULL, &s->err))
                return false;
        stage_start_at(s, MODE_RUN, s->def->timeout);
        event_emit(run, EVENT_STAGE_STARTED, s, stage_state_name(STAGE_RUNNING), s->def->type->name,
                   NULL);
        return true;
}

static bool may_help(enum err_code code)
{
        switch (code) {
        case ERR_INVALID:
        case ERR_REFUSED:
        case ERR_DENIED:
        case ERR_FOREIGN:
        case ERR_EXPIRED:
        case ERR_LOCKED:
        case ERR_INTERRUPTED:
        case ERR_WAITING:
        case ERR_BUSY:
        case ERR_AGAIN:
                return false;
        default:
                return true;
        }
}

/* Waits until the stage may be tried again. False leaves the failure, or why it may not, in err. */
static bool try_again(struct stage *s)
{
        struct run *run = s->run;
        struct json_object *body;
        struct err lost = ERR_INIT;
        bool ok;

        if (s->attempt - s->attempt_base >= s->def->attempts || !may_help(s->err.code) ||
            is_stopping(run) || s->epoch != run->epoch)
                return false;
        body = json_object_new_object();
        json_put_int(body, "attempt", s->attempt);
        journal_put_err(body, &s->err);
        ok = journal_write(run, REC_STAGE_RETRY, s, body, NULL, &lost);
        err_clear(&lost);
        if (!ok)
                return false;
        event_emit(run, EVENT_STAGE_RETRY, s, NULL, err_text(&s->err), &s->err);
        err_clear(&s->err);
        s->deadline = -1;
        return stage_sleep(s, s->def->retry_delay, &s->err);
}

static void stage_main(void *arg)
{
        struct stage *s = arg;
        struct run *run = s->run;

        fiber_attach(s);
        do {
                s->ok = begin(s) && s->def->type->run(s, &s->err);
        } while (!s->ok && s->state == STAGE_RUNNING && try_again(s));
        s->next_done = NULL;
        if (run->done_last)
                run->done_last->next_done = s;
        else
                run->done_first = s;
        run->done_last = s;
        signal_all(run->setup.loop, &run->done);
}

/* --- start, reap --- */

bool stage_has_ended_well(const struct stage *s)
{
        return s->state == STAGE_SUCCEEDED || s->state == STAGE_UNCHANGED ||
               (s->state == STAGE_SKIPPED && !s->by_dependency);
}

/* That a final stage waits for all that do not depend on it is among its needs (graph). */
static bool is_ready(const struct stage *s)
{
        const struct run *run = s->run;
        const struct pipeline_stage *def = s->def;

        if (s->state != STAGE_PENDING || s->live)
                return false;
        for (size_t i = 0; i < def->needs_count; i++)
                if (!stage_has_ended_well(&run->stages[def->needs[i]]))
                        return false;
        return true;
}

static void start(struct stage *s)
{
        struct run *run = s->run;
        struct scope scope = run_scope(run);
        const char *reason = NULL;
        bool wanted = false;

        err_clear(&s->err);
        if (!pipeline_wanted(run->pipeline, s->index, &scope, &wanted, &reason, &s->err)) {
                executor_fail(s);
        } else if (!wanted) {
                end_stage(s, STAGE_SKIPPED, reason, false);
        } else {
                s->mode = MODE_RUN;
                s->epoch = run->epoch;
                s->deadline = -1;
                s->live = true;
                run->live++;
                fiber_start(run->setup.loop, s->def->id, stage_main, s);
        }
}

/* Until nothing more can be started: a stage that is skipped makes others ready at once. */
static void start_ready(struct run *run)
{
        bool again = true;

        while (again) {
                again = false;
                for (size_t i = 0; i < run->pipeline->stage_count; i++) {
                        struct stage *s = &run->stages[run->pipeline->order[i]];

                        if (is_stopping(run))
                                return;
                        if (is_ready(s)) {
                                start(s);
                                again = true;
                        }
                }
        }
}

/* Asked to stop, and did; a failure of its own meanwhile is a failure. */
static bool was_stopped(const struct stage *s)
{
        const struct run *run = s->run;

        if (run->locked_out)
                return true;
        return (run->interrupted || run_is_cancelled(run) || run->has_failed) &&
               err_is(&s->err, ERR_INTERRUPTED);
}

static void reap(struct run *run)
{
        struct stage *s;

        while (!run->done_first) {
                run->parked = run->live == run->asking;
                if (run->parked)
                        run_wake(run);
                signal_wait(run->setup.loop, &run->done, -1);
        }
        s = run->done_first;
        run->done_first = s->next_done;
        if (!run->done_first)
                run->done_last = NULL;
        s->live = false;
        run->live--;
        if (run_is_halted(run) || s->epoch != run->epoch)
                return;
        if (s->ok && s->unchanged)
                end_stage(s, STAGE_UNCHANGED, s->why, false);
        else if (s->ok)
                end_stage(s, STAGE_SUCCEEDED, NULL, false);
        else if (was_stopped(s) || run_pauses(s))
                end_stage(s, STAGE_STOPPED, err_text(&s->err), false);
        else
                executor_fail(s);
}

void executor_run(struct run *run)
{
        for (;;) {
                if (run->reset_due && run->live == 0)
                        journal_reset_stages(run);
                if (!run->reset_due && !is_stopping(run))
                        start_ready(run);
                if (run->live == 0)
                        return;
                reap(run);
        }
}

bool executor_finished(const struct run *run)
{
        for (size_t i = 0; i < run->pipeline->stage_count; i++)
                if (!stage_has_ended_well(&run->stages[i]))
                        return false;
        return true;
}
