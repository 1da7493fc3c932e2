/*
 * Records of the journal: written, read back, and what each of them means for the run in memory.
 */
#include "engine/run/journal.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/log.h"
#include "engine/base/mem.h"
#include "engine/base/text.h"

static const char *const state_names[] = {
        [STAGE_PENDING] = "pending",     [STAGE_RUNNING] = "running",
        [STAGE_SUCCEEDED] = "succeeded", [STAGE_UNCHANGED] = "unchanged",
        [STAGE_SKIPPED] = "skipped",     [STAGE_FAILED] = "failed",
        [STAGE_STOPPED] = "stopped",     [STAGE_UNDONE] = "undone",
};

const char *stage_state_name(enum stage_state state)
{
        return state_names[state];
}

void journal_put_err(struct json_object *body, const struct err *err)
{
        struct json_object *e;

        if (!err || err->code == ERR_NONE)
                return;
        e = json_object_new_object();
        json_put_text(e, "code", err_code_name(err->code));
        json_put_text(e, "text", err_text(err));
        json_put_text(e, "reason", err->reason);
        json_put_text(e, "next", err->next);
        json_put_text(e, "details", err->details);
        json_put(body, "error", e);
}

void journal_get_err(struct json_object *body, struct err *err)
{
        struct json_object *e = json_get(body, "error");

        err_clear(err);
        if (!e)
                return;
        err_set(err, err_code_named(json_text(e, "code") ? json_text(e, "code") : ""), "%s",
                json_text(e, "text") ? json_text(e, "text") : "");
        if (json_text(e, "reason"))
                err_reason(err, json_text(e, "reason"));
        if (json_text(e, "next"))
                err_next(err, "%s", json_text(e, "next"));
        xreplace(&err->details, json_text(e, "details"));
}

/* --- what a record means: apply() and below it --- */

static void set_state(struct stage *s, enum stage_state state)
{
        struct run *run = s->run;
        const char *id = s->def->id;

        log_debug("run", "%s %s: %s -> %s", run->id, id, state_names[s->state], state_names[state]);
        s->state = state;
        json_object_object_del(run->states, id);
        json_object_object_del(run->outputs, id);
        if (state == STAGE_SUCCEEDED || state == STAGE_UNCHANGED || state == STAGE_SKIPPED ||
            state == STAGE_FAILED)
                json_put_text(run->states, id, state_names[state]);
        if (s->outputs)
                json_put(run->outputs, id, json_object_get(s->outputs));
}

static void put_slot(struct json_object **slot, struct json_object *value)
{
        json_object_put(*slot);
        *slot = value;
}

void journal_forget_stage(struct stage *s)
{
        put_slot(&s->inputs, NULL);
        put_slot(&s->outputs, NULL);
        put_slot(&s->memory, NULL);
        s->by_dependency = false;
        s->attempt = 1;
        s->attempt_base = 0;
        s->intended = false;
        s->intent_open = false;
        s->finished = false;
        s->ended_at = 0;
        s->order = 0;
        set_state(s, STAGE_PENDING);
}

void journal_reset_stages(struct run *run)
{
        for (size_t i = 0; i < run->pipeline->stage_count; i++)
                journal_forget_stage(&run->stages[i]);
        run->has_failed = false;
        err_clear(&run->failure);
        run->reset_due = false;
}

static enum stage_state state_named(const char *name)
{
        enum stage_state state = STAGE_PENDING;

        while (state < STAGE_UNDONE && !text_same(state_names[state], name))
                state++;
        return state;
}

static void apply_rebuilt_stage(struct run *run, struct json_object *one)
{
        const char *id = json_text(one, "stage");
        long at = pipeline_find(run->pipeline, id ? id : "");
        struct stage *s;

        if (at < 0)
                return;
        s = &run->stages[at];
        put_slot(&s->inputs, json_object_get(json_get(one, "inputs")));
        put_slot(&s->memory, json_object_get(json_get(one, "memory")));
        put_slot(&s->outputs, json_object_get(json_get(one, "outputs")));
        s->intended = json_count(json_array(one, "found")) > 0;
        s->order = ++run->clock;
        if (s->intended && s->def->type->final)
                run->final_begun = true;
        set_state(s, state_named(json_text(one, "state")));
}

static void note_driver(struct run *run, struct json_object *body)
{
        char *driver = holder_of(body);

        if (driver && !strlist_has(&run->drivers, driver))
                strlist_add(&run->drivers, driver);
        free(driver);
}

/* The lock was held, or nothing would have been found. */
static void apply_run_started(struct run *run, struct stage *s, struct json_object *body)
{
        struct json_object *rebuilt = json_array(body, "rebuilt");
        const char *holder = json_text(body, "holder");

        (void)s;
        note_driver(run, body);
        if (!rebuilt)
                return;
        run->adopted = true;
        run->holder_known = holder != NULL;
        if (holder && !strlist_has(&run->drivers, holder))
                strlist_add(&run->drivers, holder);
        run->begun = run->lock_intended = run->lock_recorded = true;
        for (size_t i = 0; i < json_count(rebuilt); i++)
                apply_rebuilt_stage(run, json_at(rebuilt, i));
}

static void apply_resumed(struct run *run, struct stage *s, struct json_object *body)
{
        (void)s;
        note_driver(run, body);
        for (size_t i = 0; i < run->pipeline->stage_count; i++) {
                struct stage *one = &run->stages[i];

                if (one->state == STAGE_RUNNING || one->state == STAGE_STOPPED ||
                    one->state == STAGE_FAILED || one->by_dependency) {
                        one->by_dependency = false;
                        put_slot(&one->outputs, NULL);
                        set_state(one, STAGE_PENDING);
                }
        }
        run->has_failed = false;
        err_clear(&run->failure);
}

/* What has begun and may have another definition now, since it has changed nothing, begins anew; an
 * answer to what it asked was to another question. */
static void apply_edited(struct run *run, struct stage *s, struct json_object *body)
{
        (void)s, (void)body;
        for (size_t i = 0; i < run->pipeline->stage_count; i++) {
                struct stage *one = &run->stages[i];

                if (one->intended || stage_has_ended_well(one))
                        continue;
                put_slot(&one->told, NULL);
                journal_forget_stage(one);
        }
}

static void apply_lock_intent(struct run *run, struct stage *s, struct json_object *body)
{
        (void)s;
        note_driver(run, body);
        run->lock_intended = true;
        if (json_flag(body, "lost"))
                run->lock_lost = run->lock_idle = true;
        put_slot(&run->lock_place, json_object_get(json_get(body, "place")));
}

/* What was seen before the lock was held may be outdated. Stages whose fibers are alive still read
 * what would be forgotten, so it waits for them to end. */
static void apply_locked(struct run *run, struct stage *s, struct json_object *body)
{
        (void)s, (void)body;
        run->lock_intended = true;
        run->lock_recorded = true;
        if (run_has_intended(run))
                return;
        if (run->live)
                run->reset_due = true;
        else
                journal_reset_stages(run);
}

static void apply_started(struct run *run, struct stage *s, struct json_object *body)
{
        run->begun = true;
        s->attempt = (int)json_int(body, "attempt");
        s->order = ++run->clock;
        put_slot(&s->inputs, json_object_get(json_get(body, "inputs")));
        put_slot(&s->outputs, NULL);
        set_state(s, STAGE_RUNNING);
}

static void apply_intent(struct run *run, struct stage *s, struct json_object *body)
{
        (void)body;
        s->intended = true;
        s->intent_open = true;
        run->lock_idle = false;
        if (s->def->type->final && !run_goes_back(run))
                run->final_begun = true;
}

static void apply_result(struct run *run, struct stage *s, struct json_object *body)
{
        (void)run, (void)body;
        s->intent_open = false;
}

static void keep_fact(struct json_object **facts, struct json_object *body)
{
        if (!*facts)
                *facts = json_object_new_object();
        json_object_object_add(*facts, json_text(body, "key") ? json_text(body, "key") : "",
                               json_object_get(json_get(body, "value")));
}

static void apply_remember(struct run *run, struct stage *s, struct json_object *body)
{
        (void)run;
        keep_fact(&s->memory, body);
}

static void apply_told(struct run *run, struct stage *s, struct json_object *body)
{
        keep_fact(&s->told, body);
        run_wake(run);
}

static void apply_retry(struct run *run, struct stage *s, struct json_object *body)
{
        (void)run;
        s->attempt = (int)json_int(body, "attempt") + 1;
}

static void apply_failed(struct run *run, struct stage *s, struct json_object *body)
{
        s->attempt_base = s->attempt;
        s->attempt++;
        if (run->has_failed)
                return;
        run->has_failed = true;
        journal_get_err(body, &run->failure);
        err_prefix(&run->failure, "stage %s", s->def->id);
}

static void apply_ended(struct run *run, struct stage *s, struct json_object *body)
{
        const char *name = json_text(body, "state");
        enum stage_state state = STAGE_SUCCEEDED;

        while (state < STAGE_STOPPED && !text_same(state_names[state], name))
                state++;
        s->order = ++run->clock;
        s->ended_at = run->at;
        s->by_dependency = json_flag(body, "dependency");
        put_slot(&s->outputs, json_object_get(json_get(body, "outputs")));
        set_state(s, state);
        if (state == STAGE_FAILED)
                apply_failed(run, s, body);
}

static void apply_rollback(struct run *run, struct stage *s, struct json_object *body)
{
        (void)s, (void)body;
        run->rolling_back = true;
}

static void apply_undo_ended(struct run *run, struct stage *s, struct json_object *body)
{
        (void)run;
        if (!text_same(json_text(body, "state"), "succeeded"))
                return;
        put_slot(&s->outputs, NULL);
        set_state(s, STAGE_UNDONE);
}

static void apply_finish_started(struct run *run, struct stage *s, struct json_object *body)
{
        (void)s, (void)body;
        run->final_begun = true;
}

static void apply_finish_ended(struct run *run, struct stage *s, struct json_object *body)
{
        (void)run;
        s->finished = text_same(json_text(body, "state"), "succeeded");
}

static void apply_run_ended(struct run *run, struct stage *s, struct json_object *body)
{
        (void)s;
        xreplace(&run->ended, json_text(body, "state"));
        if (text_same(run->ended, "succeeded")) {
                run->succeeded_at = run->reopened ? run->succeeded_at : run->at;
                run->reopened = run->rolling_back = false; /* and nothing could be put back */
        }
        if (text_same(run->ended, "locked"))
                run->lock_intended = false; /* it was never ours */
}

/* A request that came too late was to the run as it went forward. */
static void apply_reopened(struct run *run, struct stage *s, struct json_object *body)
{
        (void)s, (void)body;
        run->reopened = true;
        run->final_begun = false;
        xreplace(&run->cancelled_by, NULL);
}

/* It stands until the run is rolled back: a run that was killed before it answered is rolled back
 * when it is resumed. */
static void apply_cancel(struct run *run, struct stage *s, struct json_object *body)
{
        const char *by = json_text(body, "by");

        (void)s;
        xreplace(&run->cancelled_by, by ? by : "somebody");
}

struct meaning {
        const char *kind;
        enum { OF_RUN, OF_STAGE } of; /* OF_STAGE: the record must name one */
        /* An effect follows, or somebody was told that it is written: it survives a power cut. Any
         * other that is lost is found out again, as after a process killed a moment earlier. */
        enum { RIDES, DURABLE } how;
        void (*apply)(struct run *run, struct stage *s, struct json_object *body);
};

static const struct meaning meanings[REC_COUNT] = {
        [REC_RUN_STARTED] = {"run-started", OF_RUN, DURABLE, apply_run_started},
        [REC_RUN_EDITED] = {"run-edited", OF_RUN, DURABLE, apply_edited},
        [REC_RUN_RESUMED] = {"run-resumed", OF_RUN, RIDES, apply_resumed},
        [REC_LOCK_INTENT] = {"lock-intent", OF_RUN, DURABLE, apply_lock_intent},
        [REC_RUN_LOCKED] = {"run-locked", OF_RUN, RIDES, apply_locked},
        [REC_STAGE_STARTED] = {"stage-started", OF_STAGE, RIDES, apply_started},
        [REC_STAGE_INTENT] = {"stage-intent", OF_STAGE, DURABLE, apply_intent},
        [REC_STAGE_RESULT] = {"stage-result", OF_STAGE, RIDES, apply_result},
        [REC_STAGE_REMEMBER] = {"stage-remember", OF_STAGE, RIDES, apply_remember},
        [REC_STAGE_TOLD] = {"stage-told", OF_STAGE, DURABLE, apply_told},
        [REC_STAGE_REPORT] = {"stage-report", OF_RUN, RIDES},
        [REC_STAGE_RETRY] = {"stage-retry", OF_STAGE, RIDES, apply_retry},
        [REC_STAGE_ENDED] = {"stage-ended", OF_STAGE, RIDES, apply_ended},
        [REC_ROLLBACK_STARTED] = {"rollback-started", OF_RUN, DURABLE, apply_rollback},
        [REC_UNDO_STARTED] = {"undo-started", OF_RUN, DURABLE},
        [REC_UNDO_ENDED] = {"undo-ended", OF_STAGE, RIDES, apply_undo_ended},
        [REC_FINISH_STARTED] = {"finish-started", OF_STAGE, DURABLE, apply_finish_started},
        [REC_FINISH_ENDED] = {"finish-ended", OF_STAGE, RIDES, apply_finish_ended},
        [REC_CANCEL_REQUESTED] = {"cancel-requested", OF_RUN, DURABLE, apply_cancel},
        [REC_RUN_REOPENED] = {"run-reopened", OF_RUN, DURABLE, apply_reopened},
        [REC_RUN_INTERRUPTED] = {"run-interrupted", OF_RUN, DURABLE},
        [REC_RUN_ENDED] = {"run-ended", OF_RUN, DURABLE, apply_run_ended},
};

const char *journal_kind(enum record kind)
{
        return meanings[kind].kind;
}

static void apply(struct run *run, enum record kind, struct stage *s, struct json_object *body,
                  int64_t at)
{
        run->at = at;
        /* Words from outside do not bring an ended run back to life, nor does another definition
         * alone. */
        if (kind != REC_STAGE_TOLD && kind != REC_CANCEL_REQUESTED && kind != REC_RUN_EDITED)
                xreplace(&run->ended, NULL);
        if (meanings[kind].apply)
                meanings[kind].apply(run, s, body);
}

/* --- writing --- */

/* A byte that is not UTF-8 (an error text of a service, say) must not make the journal unreadable:
 * it becomes '?'. Continuation bytes are counted, not decoded; the JSON reader does that too. */
static void scrub(char *text)
{
        for (unsigned char *p = (unsigned char *)text; *p;) {
                int more = *p < 0x80             ? 0
                           : (*p & 0xe0) == 0xc0 ? 1
                           : (*p & 0xf0) == 0xe0 ? 2
                           : (*p & 0xf8) == 0xf0 ? 3
                                                 : -1;
                int good = 0;

                while (good < more && (p[1 + good] & 0xc0) == 0x80)
                        good++;
                if (good == more) {
                        p += 1 + more;
                } else {
                        *p++ = '?';
                }
        }
}

static bool append(const struct run_setup *setup, struct journal_entry *entry, enum record kind,
                   struct json_object *body, struct err *err)
{
        struct text line = TEXT_INIT;
        bool ok;

        if (body)
                json_add_line(&line, body);
        else
                text_add(&line, "{}");
        scrub(line.data);
        entry->at = loop_now(setup->loop);
        entry->kind = meanings[kind].kind;
        entry->body = line.data;
        entry->durable |= meanings[kind].how == DURABLE;
        ok = setup->store->ops->append(setup->store, entry, err);
        text_release(&line);
        return ok;
}

static bool write_record(struct run *run, enum record kind, struct stage *s,
                         struct json_object *body, const char *run_state, bool durable,
                         struct err *err)
{
        struct journal_entry entry = {
                .run = run->id,
                .token = run->lease.token,
                .stage = s ? s->def->id : NULL,
                .state = run_state,
                .owner = run_state ? run->owner : NULL,
                .durable = durable,
        };
        bool ok;

        if (run_is_halted(run)) {
                err_copy(err, &run->halt);
                json_object_put(body);
                return false;
        }
        ok = append(&run->setup, &entry, kind, body, err);
        if (ok)
                apply(run, kind, s, body, entry.at);
        else
                run_halt(run, err);
        json_object_put(body);
        return ok;
}

bool journal_write(struct run *run, enum record kind, struct stage *s, struct json_object *body,
                   const char *run_state, struct err *err)
{
        return write_record(run, kind, s, body, run_state, false, err);
}

bool journal_write_durable(struct run *run, enum record kind, struct stage *s,
                           struct json_object *body, struct err *err)
{
        return write_record(run, kind, s, body, NULL, true, err);
}

bool journal_send(const struct run_setup *setup, const char *run, enum record kind,
                  const char *stage, struct json_object *body, struct err *err)
{
        struct journal_entry entry = {.run = run, .stage = stage};
        bool ok = append(setup, &entry, kind, body, err);

        json_object_put(body);
        return ok;
}

/* --- reading --- */

static bool bad_record(const struct run *run, const struct journal_record *r, const char *what,
                       struct err *err)
{
        err_set(err, ERR_STORE, "record %lld (%s) of run %s can't be understood: %s",
                (long long)r->seq, r->kind, run->id, what);
        return err_next(err, "use the Snaplift that began the run, or a newer one");
}

static bool apply_read(struct run *run, const struct journal_record *r, bool foreign_only,
                       struct err *err)
{
        struct json_object *body = NULL;
        struct err why = ERR_INIT;
        long at = r->stage ? pipeline_find(run->pipeline, r->stage) : -1;
        int kind = 0;

        while (kind < REC_COUNT && strcmp(meanings[kind].kind, r->kind) != 0)
                kind++;
        if (foreign_only && kind != REC_STAGE_TOLD && kind != REC_CANCEL_REQUESTED)
                return true;
        if (kind == REC_COUNT)
                return bad_record(run, r, "this kind of record is not known", err);
        if (kind == REC_RUN_EDITED && r->seq > run->edited) {
                err_set(err, ERR_STATE, "run %s was given another definition meanwhile", run->id);
                return err_next(err, "snaplift resume %s", run->id);
        }
        if (meanings[kind].of == OF_STAGE && at < 0 && r->seq < run->edited)
                return true;
        if (meanings[kind].of == OF_STAGE && at < 0)
                return bad_record(run, r, "its stage is not in the definition", err);
        if (!json_parse(r->body, strlen(r->body), &body, &why)) {
                bad_record(run, r, err_text(&why), err);
                err_clear(&why);
                return false;
        }
        apply(run, (enum record)kind, at < 0 ? NULL : &run->stages[at], body, r->at);
        json_object_put(body);
        return true;
}

static bool read_on(struct run *run, bool foreign_only, struct err *err)
{
        struct store *store = run->setup.store;
        struct journal_record *records = NULL;
        size_t count = 0;
        bool ok = store->ops->read(store, run->id, run->seq, &records, &count, err);

        for (size_t i = 0; ok && i < count; i++) {
                ok = apply_read(run, &records[i], foreign_only, err);
                run->seq = records[i].seq;
        }
        journal_records_free(records, count);
        return ok;
}

bool journal_restore(struct run *run, struct err *err)
{
        journal_reset_stages(run);
        for (size_t i = 0; i < run->pipeline->stage_count; i++)
                put_slot(&run->stages[i].told, NULL);
        xreplace(&run->ended, NULL);
        xreplace(&run->cancelled_by, NULL);
        run->begun = false;
        run->lock_intended = false;
        run->lock_recorded = false;
        run->lock_lost = false;
        run->lock_idle = false;
        run->adopted = false;
        run->holder_known = false;
        put_slot(&run->lock_place, NULL);
        strlist_release(&run->drivers);
        run->final_begun = false;
        run->rolling_back = false;
        run->reopened = false;
        run->succeeded_at = 0;
        run->clock = 0;
        run->seq = 0;
        if (!read_on(run, false, err))
                return false;
        if (run->seq == 0)
                return err_set(err, ERR_STORE,
                               "run %s was never begun: its journal is empty; nothing was done",
                               run->id);
        return true;
}

/* Too late is an answer too. One that asks while the run is being rolled back has what it wants. */
static void answer_cancel(struct run *run)
{
        struct json_object *body;
        struct err lost = ERR_INIT;
        char *text;

        if (run_is_cancelled(run)) {
                run_wake(run);
                return;
        }
        if (!run->final_begun)
                return;
        text = xasprintf(
                "%s asked to cancel the run, which is past its point of no return; it goes on",
                run->cancelled_by);
        body = json_object_new_object();
        json_put_text(body, "text", text);
        if (journal_write(run, REC_STAGE_REPORT, NULL, body, NULL, &lost))
                event_emit(run, EVENT_STAGE_REPORT, NULL, NULL, text, NULL);
        err_clear(&lost);
        free(text);
}

bool journal_listen(struct run *run, struct err *err)
{
        bool was = run->cancelled_by != NULL;

        if (!read_on(run, true, err))
                return false;
        if (run->cancelled_by && !was)
                answer_cancel(run);
        return true;
}
