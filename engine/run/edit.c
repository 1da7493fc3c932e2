/*
 * Another definition for a run that goes on: what has been done must be the same by it.
 *
 * The lease is held from before the journal is read until the new definition is in it, so that
 * nobody drives the run by the old one meanwhile.
 */
#include <stdlib.h>

#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "engine/run/internal.h"
#include "engine/run/journal.h"

struct edit {
        struct run *run; /* by the definition it has had */
        const struct pipeline *pipeline;
        struct scope scope; /* what was done, seen by the new one */
        struct text differs;
};

struct json_object *run_inputs_for(const struct run *run, const struct pipeline *pipeline)
{
        struct json_object *given = json_object_new_object();

        for (size_t i = 0; i < pipeline->input_count; i++) {
                const char *name = pipeline->inputs[i].name;
                struct json_object *value = json_get(run->inputs, name);

                if (value)
                        json_put(given, name, json_object_get(value));
        }
        return given;
}

static void differs(struct edit *e, const char *stage, const char *text)
{
        text_addf(&e->differs, "stage %s: %s\n", stage, text);
}

/* --- one stage --- */

static bool needs_the_same(struct edit *e, const struct stage *s, const struct pipeline_stage *now)
{
        for (size_t i = 0; i < now->needs_count; i++) {
                const char *need = e->pipeline->stages[now->needs[i]].id;
                long at = pipeline_find(e->run->pipeline, need);

                if (at >= 0 && stage_has_ended_well(&e->run->stages[at]))
                        continue;
                text_addf(&e->differs, "stage %s: needs stage %s, which has not run\n", s->def->id,
                          need);
                return false;
        }
        return true;
}

static bool wanted_the_same(struct edit *e, const struct stage *s, size_t at)
{
        struct err err = ERR_INIT;
        const char *reason = NULL;
        bool ran = s->state != STAGE_SKIPPED, wanted = false;

        if (!pipeline_wanted(e->pipeline, at, &e->scope, &wanted, &reason, &err)) {
                differs(e, s->def->id, err_text(&err));
                err_clear(&err);
                return false;
        }
        if (wanted == ran)
                return true;
        if (ran)
                text_addf(&e->differs, "stage %s: has run, and now %s\n", s->def->id,
                          e->pipeline->stages[at].enabled && text_same(reason, "disabled")
                                  ? "`enabled` is false"
                                  : "`if` is false");
        else
                differs(e, s->def->id, "was skipped, and now `if` and `enabled` are true");
        return false;
}

static void compare_input(struct edit *e, const char *stage, const char *name,
                          struct json_object *was, struct json_object *is)
{
        char *before = was ? json_canonical(was) : xstrdup("null");
        char *after = is ? json_canonical(is) : xstrdup("null");

        if (!text_same(before, after))
                text_addf(&e->differs, "stage %s: input \"%s\" was %s, and now is %s\n", stage,
                          name, before, after);
        free(before);
        free(after);
}

static void compare_inputs(struct edit *e, const struct stage *s, size_t at)
{
        struct json_object *now = NULL;
        struct err err = ERR_INIT;

        if (!pipeline_resolve(e->pipeline, at, &e->scope, &now, &err))
                differs(e, s->def->id, err_text(&err));
        for (const struct port *port = s->def->type->inputs; now && port && port->name; port++)
                compare_input(e, s->def->id, port->name, json_get(s->inputs, port->name),
                              json_get(now, port->name));
        json_object_put(now);
        err_clear(&err);
}

static void compare_stage(struct edit *e, const struct stage *s)
{
        bool holds = s->intended || stage_has_ended_well(s);
        const struct pipeline_stage *now;
        long at = pipeline_find(e->pipeline, s->def->id);

        if (!holds && !s->inputs) /* it has not begun */
                return;
        if (at < 0) {
                differs(e, s->def->id, "has begun, and is not there any more");
                return;
        }
        now = &e->pipeline->stages[at];
        if (!holds)
                return;
        if (now->type != s->def->type)
                text_addf(&e->differs, "stage %s: was of type %s, and now is of %s\n", s->def->id,
                          s->def->type->name, now->type->name);
        else if (needs_the_same(e, s, now) && wanted_the_same(e, s, (size_t)at) &&
                 s->state != STAGE_SKIPPED)
                compare_inputs(e, s, (size_t)at);
}

/* --- the whole --- */

/* In whose account things are done: with another role they would be looked for elsewhere. */
static bool compare_role(struct edit *e, const char *tier, struct err *err)
{
        struct json_object *was = NULL, *is = NULL;
        bool ok = run_role(e->run, tier, &was, err) &&
                  pipeline_role(e->pipeline, tier, &e->scope, &is, err);
        char *before = was ? json_canonical(was) : xstrdup("null");
        char *after = is ? json_canonical(is) : xstrdup("null");

        if (ok && !text_same(before, after))
                text_addf(&e->differs, "roles: %s was %s, and now is %s\n", tier, before, after);
        free(before);
        free(after);
        json_object_put(was);
        json_object_put(is);
        return ok;
}

static bool compare_roles(struct edit *e, struct err *err)
{
        const struct pipeline *was = e->run->pipeline;

        for (size_t i = 0; i < was->role_count; i++)
                if (!compare_role(e, was->roles[i].tier, err))
                        return false;
        for (size_t i = 0; i < e->pipeline->role_count; i++) {
                const char *tier = e->pipeline->roles[i].tier;
                bool is_new = true;

                for (size_t k = 0; k < was->role_count; k++)
                        is_new = is_new && !text_same(was->roles[k].tier, tier);
                if (is_new && !compare_role(e, tier, err))
                        return false;
        }
        return true;
}

static bool compare(struct edit *e, struct err *err)
{
        struct run *run = e->run;

        if (!text_same(e->pipeline->name, run->pipeline->name))
                text_addf(&e->differs, "pipeline: was %s, and now is %s\n", run->pipeline->name,
                          e->pipeline->name);
        if (!compare_roles(e, err))
                return false;
        for (size_t i = 0; i < run->pipeline->stage_count; i++)
                compare_stage(e, &run->stages[run->pipeline->order[i]]);
        if (e->differs.len == 0)
                return true;
        err_set(err, ERR_INVALID, "%s differs from run %s in what has been done already",
                e->pipeline->file, run->id);
        xreplace(&err->details, text_str(&e->differs));
        return err_next(err, "keep these as they were, or go on without --pipeline");
}

static bool is_the_same(const struct edit *e)
{
        char was[DIGEST_HEX_SIZE], is[DIGEST_HEX_SIZE];

        run_inputs_digest(e->run->inputs, was);
        run_inputs_digest(e->scope.inputs, is);
        return text_same(was, is) && text_same(e->run->pipeline->digest, e->pipeline->digest);
}

static bool journal_it(struct edit *e, struct err *err)
{
        struct json_object *body = json_object_new_object();

        run_put_definition(body, e->pipeline, e->scope.inputs);
        holder_put(e->run, body);
        return journal_write(e->run, REC_RUN_EDITED, NULL, body, NULL, err);
}

static bool replace(struct edit *e, struct err *err)
{
        struct run *run = e->run;

        if (!journal_restore(run, err) || !drive_may_go_forward(run, err))
                return false;
        e->scope.outputs = run->outputs;
        e->scope.states = run->states;
        if (is_the_same(e))
                return true;
        if (executor_finished(run)) {
                err_set(err, ERR_STATE, "every stage of run %s has ended; it goes on as it is",
                        run->id);
                return err_next(err, "snaplift resume %s", run->id);
        }
        return compare(e, err) && journal_it(e, err);
}

bool run_edit(const struct run_setup *setup, const char *id, const struct pipeline *pipeline,
              struct json_object *inputs, struct err *err)
{
        struct edit e = {.run = run_open(setup, id, err), .pipeline = pipeline};
        bool by_itself, ok = false;

        if (!e.run)
                return false;
        e.scope = (struct scope){
                .pipeline = pipeline,
                .stack = &e.run->stack,
                .run = e.run->id,
                .inputs = inputs,
        };
        if (drive_may_go_forward(e.run, err) && lease_begin(e.run, &by_itself, err)) {
                ok = replace(&e, err);
                drive_let_go(e.run, true);
        }
        text_release(&e.differs);
        run_free(e.run);
        return ok;
}
