/*
 * A run as a thing: made new, opened from the store, freed; and what another process may say to
 * it.
 */
#include "engine/run/run.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/stamp.h"
#include "engine/base/text.h"
#include "engine/run/internal.h"
#include "engine/run/journal.h"

enum { ID_TRIES = 5 };

struct run *run_blank(const struct run_setup *setup, const struct pipeline *pipeline,
                      const struct stack *stack, struct json_object *inputs)
{
        struct run *run = xcalloc(1, sizeof(*run));

        run->setup = *setup;
        if (run->setup.lease_ttl <= 0)
                run->setup.lease_ttl = 60 * 1000;
        run->owner = xstrdup(setup->owner ? setup->owner : "unknown");
        run->pipeline = pipeline;
        run->stack = *stack;
        run->inputs = inputs ? json_copy(inputs) : json_object_new_object();
        run->outputs = json_object_new_object();
        run->states = json_object_new_object();
        run->stages = xcalloc(pipeline->stage_count, sizeof(*run->stages));
        for (size_t i = 0; i < pipeline->stage_count; i++)
                run->stages[i] = (struct stage){
                        .run = run,
                        .def = &pipeline->stages[i],
                        .index = i,
                        .attempt = 1,
                        .deadline = -1,
                };
        return run;
}

bool run_role(const struct run *run, const char *tier, struct json_object **out, struct err *err)
{
        struct scope scope = {
                .pipeline = run->pipeline,
                .stack = &run->stack,
                .inputs = run->inputs,
        };

        return pipeline_role(run->pipeline, tier, &scope, out, err);
}

bool run_settle(struct run *run, struct err *err)
{
        const struct run_lock *lock = run->setup.lock;
        struct json_object *role = NULL;
        bool ok;

        if (!run->setup.place)
                return true;
        ok = run_role(run, run->stack.env, &role, err) &&
             run->setup.place(run->setup.world, role, &run->setup.world, &lock, err);
        if (ok && run->setup.lock)
                run->setup.lock = lock;
        json_object_put(role);
        return ok;
}

static void make_id(struct loop *loop, char out[RUN_ID_SIZE])
{
        /* RFC 4648's base32 in lower case: no 0, 1, 8 to be mistaken for letters */
        static const char letters[] = "abcdefghijklmnopqrstuvwxyz234567";
        char stamp[STAMP_SIZE];
        size_t n;

        stamp_format(loop_now(loop), stamp);
        n = (size_t)snprintf(out, RUN_ID_SIZE, "%.8s-%.6s-", stamp, stamp + 8);
        for (int i = 0; i < 4; i++)
                out[n++] = letters[loop_random(loop, 32)];
        out[n] = '\0';
}

bool run_create(struct run *run, struct err *err)
{
        int64_t now = loop_now(run->setup.loop);
        struct run_record record = {
                .id = run->id,
                .stack = run->stack.name,
                .pipeline = run->pipeline->name,
                .state = (char *)"running",
                .owner = run->owner,
                .created = now,
                .changed = now,
        };

        return run->setup.store->ops->create(run->setup.store, &record, err);
}

static bool create(struct run *run, struct err *err)
{
        for (int i = 0; i < ID_TRIES; i++) {
                err_clear(err);
                make_id(run->setup.loop, run->id);
                if (run_create(run, err))
                        return true;
                if (!err_is(err, ERR_EXISTS))
                        return false;
        }
        return false;
}

void run_put_definition(struct json_object *body, const struct pipeline *p,
                        struct json_object *inputs)
{
        json_put_text(body, "pipeline", p->name);
        json_put_text(body, "file", p->file);
        json_put(body, "definition", json_object_new_string_len(p->text, (int)p->text_len));
        json_put_text(body, "digest", p->digest);
        json_put(body, "inputs", json_copy(inputs));
}

struct json_object *run_first_record(const struct run *run)
{
        struct json_object *body = json_object_new_object();

        run_put_definition(body, run->pipeline, run->inputs);
        json_put_text(body, "stack", run->stack.name);
        holder_put(run, body);
        if (run->origin)
                json_put(body, "origin", json_copy(run->origin));
        return body;
}

struct run *run_new(const struct run_setup *setup, const struct pipeline *pipeline,
                    const struct stack *stack, struct json_object *inputs, struct err *err)
{
        struct run *run = run_blank(setup, pipeline, stack, inputs);

        run->origin = setup->origin ? json_copy(setup->origin) : NULL;
        if (run_settle(run, err) && create(run, err) &&
            journal_write(run, REC_RUN_STARTED, NULL, run_first_record(run), "running", err))
                return run;
        run_free(run);
        return NULL;
}

/* The definition as it was, read with the stage types there are now. */
static struct pipeline *reread(const struct run_setup *setup, const char *id,
                               struct json_object *body, struct err *err)
{
        struct json_object *text = json_get(body, "definition");
        const char *bytes = text ? json_object_get_string(text) : "";
        size_t len = text ? (size_t)json_object_get_string_len(text) : 0;
        const char *file = json_text(body, "file");
        char digest[DIGEST_HEX_SIZE];
        struct diagnostics d = {0};
        struct text found = TEXT_INIT;
        struct pipeline *p;

        digest_sha256_hex(bytes, len, digest);
        if (!text_same(digest, json_text(body, "digest"))) {
                err_set(err, ERR_STORE, "the definition of run %s in the store is damaged", id);
                err_next(err, "bring the store's file back from a backup");
                return NULL;
        }
        p = pipeline_parse(file ? file : "pipeline", bytes, len, setup->types, &d);
        if (!p) {
                diagnostics_print(&d, file ? file : "pipeline", &found);
                if (found.len && found.data[found.len - 1] == '\n')
                        found.data[found.len - 1] = '\0';
                err_set(err, ERR_INVALID,
                        "run %s was begun with a definition that is not valid "
                        "for this version: %s",
                        id, text_str(&found));
                err_next(err, "use the Snaplift that began it");
        }
        text_release(&found);
        diagnostics_release(&d);
        return p;
}

/* The record that has the definition: the last run-edited, or else the first. */
static const struct journal_record *defining(const struct journal_record *records, size_t count)
{
        while (count > 1 && strcmp(records[count - 1].kind, journal_kind(REC_RUN_EDITED)) != 0)
                count--;
        return &records[count - 1];
}

static struct run *open_from(const struct run_setup *setup, const char *id,
                             const struct journal_record *records, size_t count, struct err *err)
{
        const struct journal_record *first = &records[0], *last = defining(records, count);
        struct json_object *body = NULL, *definition = NULL;
        struct pipeline *pipeline = NULL;
        struct run *run = NULL;
        struct stack stack;

        if (strcmp(first->kind, journal_kind(REC_RUN_STARTED)) != 0) {
                err_set(err, ERR_STORE, "the journal of run %s begins with %s, not %s", id,
                        first->kind, journal_kind(REC_RUN_STARTED));
                return NULL;
        }
        if (json_parse(first->body, strlen(first->body), &body, err) &&
            stack_parse(json_text(body, "stack") ? json_text(body, "stack") : "", &stack, err) &&
            json_parse(last->body, strlen(last->body), &definition, err))
                pipeline = reread(setup, id, definition, err);
        if (pipeline) {
                run = run_blank(setup, pipeline, &stack, json_get(definition, "inputs"));
                run->edited = last == first ? 0 : last->seq;
                run->own_pipeline = pipeline;
                run->origin = json_object_get(json_get(body, "origin"));
                snprintf(run->id, sizeof(run->id), "%s", id);
        }
        json_object_put(definition);
        json_object_put(body);
        if (run && !(run_settle(run, err) && journal_restore(run, err))) {
                run_free(run);
                return NULL;
        }
        return run;
}

struct run *run_open(const struct run_setup *setup, const char *id, struct err *err)
{
        struct store *store = setup->store;
        struct run_record record = {0};
        struct journal_record *records = NULL;
        struct run *run = NULL;
        size_t count = 0;

        if (!store->ops->find(store, id, &record, err))
                return NULL;
        run_record_release(&record);
        if (!store->ops->read(store, id, 0, &records, &count, err))
                return NULL;
        if (count == 0)
                err_set(err, ERR_STORE,
                        "run %s was never begun: its journal is empty; nothing was done", id);
        else
                run = open_from(setup, id, records, count, err);
        journal_records_free(records, count);
        return run;
}

void run_free(struct run *run)
{
        if (!run)
                return;
        for (size_t i = 0; i < run->pipeline->stage_count; i++) {
                struct stage *s = &run->stages[i];

                json_object_put(s->inputs);
                json_object_put(s->outputs);
                json_object_put(s->memory);
                json_object_put(s->told);
                json_object_put(s->produced);
                strlist_release(&s->found);
                free(s->why);
                err_clear(&s->err);
        }
        free(run->stages);
        json_object_put(run->inputs);
        json_object_put(run->origin);
        json_object_put(run->outputs);
        json_object_put(run->states);
        json_object_put(run->rebuilt);
        free(run->rebuilt_from);
        json_object_put(run->lock_place);
        strlist_release(&run->drivers);
        free(run->ended);
        free(run->cancelled_by);
        err_clear(&run->failure);
        err_clear(&run->lock_err);
        err_clear(&run->halt);
        err_clear(&run->pause);
        lease_clear(&run->lease);
        free(run->owner);
        pipeline_free(run->own_pipeline);
        free(run);
}

const char *run_id(const struct run *run)
{
        return run->id;
}

const struct stack *run_stack(const struct run *run)
{
        return &run->stack;
}

const struct pipeline *run_pipeline(const struct run *run)
{
        return run->pipeline;
}

void *run_world(const struct run *run)
{
        return run->setup.world;
}

struct json_object *run_origin(const struct run *run)
{
        return run->origin;
}

void run_wake(struct run *run)
{
        signal_all(run->setup.loop, &run->wake);
        signal_all(run->setup.loop, &run->done);
}

bool run_halt(struct run *run, const struct err *why)
{
        if (!run_is_halted(run)) {
                err_copy(&run->halt, why);
                run_wake(run);
        }
        return false;
}

bool run_pauses(struct stage *s)
{
        struct run *run = s->run;

        if (!err_is(&s->err, ERR_EXPIRED) && !err_is(&s->err, ERR_WAITING) &&
            !err_is(&s->err, ERR_BUSY))
                return false;
        err_copy(&run->pause, &s->err);
        err_prefix(&run->pause, "stage %s", s->def->id);
        run->interrupted = true;
        run_wake(run);
        return true;
}

bool run_is_halted(const struct run *run)
{
        return run->halt.code != ERR_NONE;
}

bool run_has_intended(const struct run *run)
{
        for (size_t i = 0; i < run->pipeline->stage_count; i++)
                if (run->stages[i].intended)
                        return true;
        return false;
}

bool run_deed(const struct run *run, size_t at, struct run_deed *out)
{
        for (size_t i = 0; i < run->pipeline->stage_count; i++) {
                const struct stage *s = &run->stages[i];

                if (!s->intended || at-- > 0)
                        continue;
                *out = (struct run_deed){
                        .type = s->def->type->name, .inputs = s->inputs, .memory = s->memory};
                return true;
        }
        return false;
}

bool run_is_cancelled(const struct run *run)
{
        return run->cancelled_by && !run->final_begun && !run_goes_back(run);
}

bool run_goes_back(const struct run *run)
{
        return run->rolling_back || run->reopened;
}

void run_interrupt(struct run *run)
{
        run->interrupted = true;
        run_wake(run);
}

static bool may_be_cancelled(const struct run *run, struct err *err)
{
        const char *id = run->id;

        if (run->ended && !text_same(run->ended, "locked")) {
                err_set(err, ERR_STATE, "run %s has ended: %s", id, run->ended);
                return err_next(err, "what it did: snaplift show %s", id);
        }
        if (run->final_begun) {
                err_set(err, ERR_STATE,
                        "run %s is past its point of no return; it can only go forward", id);
                return err_next(err, "let it finish");
        }
        if (run_goes_back(run))
                return err_set(err, ERR_STATE, "run %s is being rolled back already", id);
        if (executor_finished(run)) {
                err_set(err, ERR_STATE, "every stage of run %s has ended: it can't be cancelled",
                        id);
                return err_next(err, "snaplift resume %s ends it", id);
        }
        return true;
}

bool run_cancel(const struct run_setup *setup, const char *id, struct err *err)
{
        struct run *run = run_open(setup, id, err);
        bool ok = run && may_be_cancelled(run, err);
        struct json_object *body;

        run_free(run);
        if (!ok)
                return false;
        body = json_object_new_object();
        json_put_text(body, "by", setup->owner);
        return journal_send(setup, id, REC_CANCEL_REQUESTED, NULL, body, err);
}

bool run_tell(const struct run_setup *setup, const char *id, const char *stage, const char *key,
              struct json_object *value, struct err *err)
{
        struct json_object *body = json_object_new_object();
        struct run *run = run_open(setup, id, err);
        bool ok = run != NULL;

        json_put_text(body, "key", key);
        json_put_text(body, "by", setup->owner);
        json_put(body, "value", value);
        if (run && pipeline_find(run->pipeline, stage) < 0)
                ok = err_set(err, ERR_NOT_FOUND, "run %s has no stage \"%s\"", id, stage);
        run_free(run);
        if (ok)
                return journal_send(setup, id, REC_STAGE_TOLD, stage, body, err);
        json_object_put(body);
        return false;
}
