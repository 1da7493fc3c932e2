/*
 * A run whose journal is lost, rebuilt from what it left in the world.
 *
 * Each stage's recover() is asked in topological order, with inputs made of the outputs that those
 * before it could see. Then it is inferred what has ended: a stage begins only when all it needs
 * has ended well, so whatever a stage that has done something needs has ended. The last ones that
 * have done something count as cut off, and begin again from the top like after a crash.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "engine/run/internal.h"
#include "engine/run/journal.h"

enum sight {
        UNSEEN, /* its inputs are not there: it can't have begun */
        SEEN,
        UNWANTED, /* by `if` or `enabled` */
};

const char *rebuilt_state_name(enum rebuilt_state state)
{
        static const char *const names[] = {[REBUILT_PENDING] = "not begun",
                                            [REBUILT_BEGUN] = "begun",
                                            [REBUILT_ENDED] = "ended"};

        return names[state];
}

struct rebuild {
        struct run *run;
        enum sight *sight; /* by index of the stage */
        bool *ended;
        struct json_object *record;
        void (*line)(void *arg, const struct rebuild_line *line);
        void *arg;
};

static bool cannot_be_known(const struct stage *s, struct err *err)
{
        err_set(err, ERR_REFUSED,
                "stage %s can't be rebuilt: what %s has done is known to the lost store alone",
                s->def->id, s->def->type->name);
        return err_next(err, "bring that store back, or put the stack right by hand and then break "
                             "the lock: snaplift unlock");
}

/* Its outputs, as far as they were seen: null for the others. */
static void show(struct run *run, struct stage *s, bool wanted)
{
        struct json_object *out = json_object_new_object();

        for (const struct port *port = s->def->type->outputs; port && port->name; port++)
                json_object_object_add(out, port->name,
                                       wanted ? json_object_get(json_get(s->produced, port->name))
                                              : NULL);
        s->outputs = out;
        json_put(run->outputs, s->def->id, json_object_get(out));
        json_put_text(run->states, s->def->id, wanted ? "succeeded" : "skipped");
}

/* What can't be evaluated needs an output that is not there, and so has not begun. */
static enum sight prepare(struct run *run, struct stage *s)
{
        struct scope scope = run_scope(run);
        struct err missing = ERR_INIT;
        const char *reason;
        bool wanted = false;
        enum sight sight = UNSEEN;

        if (!pipeline_wanted(run->pipeline, s->index, &scope, &wanted, &reason, &missing))
                sight = UNSEEN;
        else if (!wanted)
                sight = UNWANTED;
        else if (pipeline_resolve(run->pipeline, s->index, &scope, &s->inputs, &missing))
                sight = SEEN;
        err_clear(&missing);
        return sight;
}

static bool ask(struct stage *s, struct err *err)
{
        bool ok;

        fiber_attach(s);
        ok = s->def->type->recover(s, err);
        fiber_attach(NULL);
        return ok;
}

static bool recover(struct rebuild *r, struct stage *s, struct err *err)
{
        struct run *run = r->run;
        bool ok = true;

        stage_start_at(s, MODE_RECOVER, 0);
        r->sight[s->index] = prepare(run, s);
        if (r->sight[s->index] == UNSEEN)
                return true;
        if (r->sight[s->index] == SEEN) {
                if (!s->def->type->recover)
                        return cannot_be_known(s, err);
                ok = ask(s, err);
        }
        if (!ok)
                return err_prefix(err, "stage %s", s->def->id);
        show(run, s, r->sight[s->index] == SEEN);
        return true;
}

/* --- a run that another store may have gone on with --- */

/* What the journal has counts, then what is seen. False: what must be known can't be seen. */
static bool look_for_trace(struct run *twin, const struct stage *known, char **trace,
                           struct err *err)
{
        struct stage *s = &twin->stages[known->index];
        const struct stage_type *type = s->def->type;
        struct err why = ERR_INIT;
        enum sight sight = prepare(twin, s);
        bool ok = true, wanted = sight == SEEN;
        bool is_undone = !known->intended || known->state == STAGE_UNDONE;

        /* whatever its condition is by what is known of the others */
        if (sight == UNWANTED) {
                struct scope scope = run_scope(twin);

                if (pipeline_resolve(twin->pipeline, s->index, &scope, &s->inputs, &why))
                        sight = SEEN;
                err_clear(&why);
        }
        if (sight == SEEN && type->recover) {
                stage_start_at(s, MODE_RECOVER, 0);
                ok = ask(s, &why);
        }
        if (sight != UNSEEN)
                show(twin, s, wanted);
        if (is_undone && (type->final || type->marks) && s->found.count)
                *trace = xstrdup(s->found.items[0]);
        else if (!ok && is_undone && type->final)
                err_move(err, &why);
        else
                ok = true;
        err_clear(&why);
        return ok || *trace;
}

static void show_ended(struct run *twin, const struct stage *known)
{
        const char *id = known->def->id;

        if (known->outputs)
                json_put(twin->outputs, id, json_object_get(known->outputs));
        json_put_text(twin->states, id, stage_state_name(known->state));
}

bool rebuild_look(struct run *run, char **trace, struct err *err)
{
        /* world and lock are those that the run has settled for */
        struct run *twin = run_blank(&run->setup, run->pipeline, &run->stack, run->inputs);
        bool ok = true;

        *trace = NULL;
        snprintf(twin->id, sizeof(twin->id), "%s", run->id);
        for (size_t i = 0; ok && !*trace && i < run->pipeline->stage_count; i++) {
                const struct stage *known = &run->stages[run->pipeline->order[i]];

                if (stage_has_ended_well(known))
                        show_ended(twin, known);
                else
                        ok = look_for_trace(twin, known, trace, err);
        }
        run_free(twin);
        return ok;
}

static bool contradicts(const struct stage *s, const struct stage *need, struct err *err)
{
        err_set(err, ERR_REFUSED,
                "stage %s has done something, and %s, which it needs, can't be seen to have ended",
                s->def->id, need->def->id);
        return err_next(err, "look what was changed by hand: snaplift status %s",
                        s->run->stack.name);
}

static bool infer(struct rebuild *r, struct err *err)
{
        struct run *run = r->run;

        for (size_t i = run->pipeline->stage_count; i-- > 0;) {
                struct stage *s = &run->stages[run->pipeline->order[i]];

                if (!s->found.count && !r->ended[s->index])
                        continue;
                for (size_t n = 0; n < s->def->needs_count; n++) {
                        size_t need = s->def->needs[n];

                        if (r->sight[need] == UNSEEN)
                                return contradicts(s, &run->stages[need], err);
                        r->ended[need] = true;
                }
        }
        return true;
}

/* --- what came of it --- */

static const char *state_of(const struct rebuild *r, const struct stage *s)
{
        if (r->ended[s->index])
                return r->sight[s->index] == UNWANTED ? "skipped" : "succeeded";
        return s->found.count ? "running" : NULL;
}

static void tell(struct rebuild *r, const struct stage *s)
{
        const char *state = state_of(r, s);
        struct rebuild_line line = {
                .stage = s->def->id,
                .type = s->def->type->name,
                .state = !state                                            ? REBUILT_PENDING
                         : !strcmp(state, stage_state_name(STAGE_RUNNING)) ? REBUILT_BEGUN
                                                                           : REBUILT_ENDED,
        };

        r->line(r->arg, &line);
        for (size_t i = 0; i < s->found.count; i++) {
                line.found = s->found.items[i];
                r->line(r->arg, &line);
        }
}

static void keep(struct rebuild *r, const struct stage *s)
{
        const char *state = state_of(r, s);
        struct json_object *one, *found;

        if (!state)
                return;
        one = json_object_new_object();
        found = json_object_new_array();
        for (size_t i = 0; i < s->found.count; i++)
                json_add_text(found, s->found.items[i]);
        json_put_text(one, "stage", s->def->id);
        json_put_text(one, "state", state);
        json_put(one, "inputs", json_object_get(s->inputs));
        json_put(one, "memory", json_object_get(s->memory));
        if (r->ended[s->index])
                json_put(one, "outputs", json_object_get(s->outputs));
        json_put(one, "found", found);
        json_object_array_add(r->record, one);
}

static bool rebuild(struct rebuild *r, struct err *err)
{
        const struct pipeline *p = r->run->pipeline;

        for (size_t i = 0; i < p->stage_count; i++)
                if (!recover(r, &r->run->stages[p->order[i]], err))
                        return false;
        if (!infer(r, err))
                return false;
        for (size_t i = 0; i < p->stage_count; i++) {
                const struct stage *s = &r->run->stages[p->order[i]];

                tell(r, s);
                keep(r, s);
        }
        return true;
}

static bool is_unknown_here(struct run *run, struct err *err)
{
        struct store *store = run->setup.store;
        struct journal_record *records = NULL;
        struct run_record record = {0};
        size_t count = 0;
        bool ok;

        if (!store->ops->find(store, run->id, &record, err)) {
                ok = err_is(err, ERR_NOT_FOUND);
                if (ok)
                        err_clear(err);
                return ok;
        }
        run_record_release(&record);
        ok = store->ops->read(store, run->id, 0, &records, &count, err);
        journal_records_free(records, count);
        if (!ok || count == 0)
                return ok;
        err_set(err, ERR_STATE, "this store has the journal of run %s: nothing is lost", run->id);
        return err_next(err, "snaplift resume %s, or snaplift rollback %s", run->id, run->id);
}

/* Those of the process that is lost. */
static void await_writes(struct run *run)
{
        const struct run_lock *lock = run->setup.lock;

        if (lock && lock->settle)
                lock->settle(lock->arg);
}

/* What is found holds as long as it is his: whoever takes the run up meanwhile changes it. */
static bool note_holder(struct run *run, struct err *err)
{
        const struct run_lock *lock = run->setup.lock;
        struct run_holder holder = {0};

        if (!lock || !lock->whose)
                return true;
        if (!lock->whose(lock->arg, &run->stack, run->id, &holder, err))
                return false;
        if (holder.owner)
                run->rebuilt_from = holder_text(&holder);
        run_holder_release(&holder);
        return true;
}

static bool look(struct rebuild *r, struct err *err)
{
        size_t count = r->run->pipeline->stage_count;
        bool ok;

        r->sight = xcalloc(count + 1, sizeof(*r->sight));
        r->ended = xcalloc(count + 1, sizeof(*r->ended));
        r->record = json_object_new_array();
        ok = is_unknown_here(r->run, err) && run_settle(r->run, err);
        if (ok)
                await_writes(r->run);
        ok = ok && note_holder(r->run, err) && rebuild(r, err);
        free(r->sight);
        free(r->ended);
        if (ok)
                r->run->rebuilt = r->record;
        else
                json_object_put(r->record);
        return ok;
}

struct run *run_rebuild(const struct run_setup *setup, const struct pipeline *pipeline,
                        const struct stack *stack, struct json_object *inputs, const char *id,
                        void (*line)(void *arg, const struct rebuild_line *line), void *arg,
                        struct err *err)
{
        struct rebuild r = {.line = line, .arg = arg};

        r.run = run_blank(setup, pipeline, stack, inputs);
        if (snprintf(r.run->id, sizeof(r.run->id), "%s", id) >= (int)sizeof(r.run->id))
                err_set(err, ERR_INVALID, "\"%s\" is no id of a run", id);
        else if (look(&r, err))
                return r.run;
        run_free(r.run);
        return NULL;
}

bool run_adopt(struct run *run, struct err *err)
{
        struct json_object *body = run_first_record(run);

        json_put(body, "rebuilt", json_object_get(run->rebuilt));
        json_put_text(body, "holder", run->rebuilt_from);
        /* It may be there, without a record: this was cut off at this very point before. */
        if (!run_create(run, err)) {
                if (!err_is(err, ERR_EXISTS)) {
                        json_object_put(body);
                        return false;
                }
                err_clear(err);
        }
        return journal_write(run, REC_RUN_STARTED, NULL, body, "interrupted", err);
}

void run_inputs_digest(struct json_object *inputs, char out[DIGEST_HEX_SIZE])
{
        char *text = json_canonical(inputs);

        digest_sha256_hex(text, strlen(text), out);
        free(text);
}
