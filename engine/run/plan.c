/* The plan is made: every stage looks. */
#include "engine/run/plan.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/run/internal.h"

static const char *const effects[] = {
        [WOULD_CREATE] = "create",
        [WOULD_CHANGE] = "change",
        [WOULD_DELETE] = "delete",
};

/* --- what stages say (stage.h) --- */

static struct json_object *member_array(struct json_object *obj, const char *name)
{
        if (!json_array(obj, name))
                json_put(obj, name, json_object_new_array());
        return json_array(obj, name);
}

static struct json_object *member_object(struct json_object *obj, const char *name)
{
        if (!json_get(obj, name))
                json_put(obj, name, json_object_new_object());
        return json_get(obj, name);
}

void stage_would(struct stage *s, enum stage_effect effect, const char *action, const char *target,
                 struct json_object *parameters)
{
        struct json_object *call;

        if (!s->planned) {
                json_object_put(parameters);
                return;
        }
        call = json_object_new_object();
        json_put_text(call, "effect", effects[effect]);
        json_put_text(call, "action", action);
        json_put_text(call, "target", target);
        if (parameters)
                json_put(call, "parameters", parameters);
        json_object_array_add(member_array(s->planned, "calls"), call);
}

struct json_object *stage_parameters(const char *name, ...)
{
        struct json_object *all = json_object_new_object();
        va_list args;

        va_start(args, name);
        for (; name; name = va_arg(args, const char *))
                json_put_text(all, name, va_arg(args, const char *));
        va_end(args);
        return all;
}

void stage_shows(struct stage *s, const char *name, struct json_object *value)
{
        if (s->planned)
                json_put(member_object(s->planned, "shows"), name, value);
        else
                json_object_put(value);
}

void stage_saw(struct stage *s, const char *thing, const char *fmt, ...)
{
        va_list args;
        char *text;

        if (!json_get(s->plan, "saw")) /* none, or one that nobody saves */
                return;
        va_start(args, fmt);
        text = xvasprintf(fmt, args);
        va_end(args);
        plan_saw(s->plan, thing, text);
        free(text);
}

/* The targets of all calls planned so far of that effect or that action; NULL: of any. */
static struct json_object *targets(const struct stage *s, const char *effect, const char *action)
{
        struct json_object *stages = json_array(s->plan, "stages"), *all = json_object_new_array();

        for (size_t i = 0; i < json_count(stages); i++) {
                struct json_object *calls = json_array(json_at(stages, i), "calls");

                for (size_t k = 0; k < json_count(calls); k++) {
                        struct json_object *call = json_at(calls, k);

                        if ((!effect || text_same(json_text(call, "effect"), effect)) &&
                            (!action || text_same(json_text(call, "action"), action)))
                                json_add_text(all, json_text(call, "target"));
                }
        }
        return all;
}

bool stage_is_foreseen(const struct stage *s, enum stage_effect effect, const char *target)
{
        struct json_object *all = targets(s, effects[effect], NULL);
        bool is = false;

        for (size_t i = 0; i < json_count(all); i++)
                is = is || text_same(json_object_get_string(json_at(all, i)), target);
        json_object_put(all);
        return is;
}

struct json_object *stage_foreseen(const struct stage *s, const char *action)
{
        return targets(s, NULL, action);
}

bool stage_objects(struct stage *s, struct err *err)
{
        if (!s->planned || !err_is(err, ERR_REFUSED))
                return false;
        plan_find(s->plan, "blocks", s->def->type->name, s->def->id, err);
        err_clear(err);
        return true;
}

void stage_warns(struct stage *s, const char *topic, const char *fmt, ...)
{
        struct err why = ERR_INIT;
        va_list args;
        char *text;

        if (!s->plan)
                return;
        va_start(args, fmt);
        text = xvasprintf(fmt, args);
        va_end(args);
        err_set(&why, ERR_NONE, "%s", text);
        plan_find(s->plan, "warns", topic, s->def->id, &why);
        err_clear(&why);
        free(text);
}

/* --- making it --- */

/* What plan() foresaw; what it did not stays unknown to the stages after it. */
static void foresee(struct run *run, struct stage *s, bool wanted)
{
        const struct port *port = s->def->type->outputs;
        struct json_object *out = wanted ? json_object_get(s->produced) : json_object_new_object();

        if (!wanted) {
                for (; port && port->name; port++)
                        json_object_object_add(out, port->name, NULL);
        }
        json_put(run->outputs, s->def->id, out);
        json_put_text(run->states, s->def->id, wanted ? "succeeded" : "skipped");
}

bool plan_is_over(const struct err *err)
{
        switch (err->code) {
        case ERR_EXPIRED:
        case ERR_THROTTLED:
        case ERR_UNREACHABLE:
        case ERR_LOST:
        case ERR_INTERRUPTED:
        case ERR_STORE:
        case ERR_SYSTEM:
                return true;
        default:
                return false;
        }
}

/* The nearest of those it needs that can't be planned, or NULL. */
static const char *blocked_by(const struct run *run, const struct stage *s)
{
        for (size_t i = 0; i < s->def->needs_count; i++) {
                const struct stage *other = &run->stages[s->def->needs[i]];
                const char *state = json_text(other->planned, "state");

                if (text_same(state, "blocked") || text_same(state, "unknown"))
                        return other->def->id;
        }
        return NULL;
}

struct json_object *plan_begin_stage(struct json_object *plan, struct stage *s)
{
        struct json_object *planned = json_object_new_object();
        struct json_object *needs = json_object_new_array();

        json_put_text(planned, "stage", s->def->id);
        json_put_text(planned, "type", s->def->type->name);
        for (size_t i = 0; i < s->def->needs_count; i++)
                json_add_text(needs, s->run->pipeline->stages[s->def->needs[i]].id);
        json_put(planned, "needs", needs);
        json_object_array_add(member_array(plan, "stages"), planned);
        return planned;
}

static bool look(struct stage *s, struct err *err)
{
        void *outer = fiber_attached();
        bool ok;

        fiber_attach(s);
        ok = !s->def->type->plan || s->def->type->plan(s, err);
        fiber_attach(outer);
        return ok;
}

void plan_end_stage(struct stage *s, const char *state, const char *why)
{
        json_put_text(s->planned, "state", state);
        json_put_text(s->planned, "why", why);
}

static bool plan_wanted(struct run *run, struct stage *s, const struct scope *scope,
                        struct err *err)
{
        const char *by = blocked_by(run, s);
        char *why;

        if (!pipeline_resolve(run->pipeline, s->index, scope, &s->inputs, err))
                return false;
        json_put(s->planned, "inputs", json_object_get(s->inputs));
        if (by) {
                why = xasprintf("it needs %s", by);
                plan_end_stage(s, "unknown", why);
                free(why);
                return true;
        }
        if (look(s, err)) {
                plan_end_stage(s, s->unchanged ? "unchanged" : "runs", s->why);
                foresee(run, s, true);
                return true;
        }
        if (plan_is_over(err))
                return err_prefix(err, "stage %s", s->def->id);
        plan_end_stage(s, "blocked", err_text(err));
        plan_find(s->plan, "blocks", err_is(err, ERR_DENIED) ? "permissions" : s->def->type->name,
                  s->def->id, err);
        err_clear(err);
        return true;
}

static bool plan_stage(struct run *run, struct stage *s, struct json_object *plan, struct err *err)
{
        struct scope scope = {
                .pipeline = run->pipeline,
                .stack = &run->stack,
                .run = *run->id ? run->id : NULL,
                .inputs = run->inputs,
                .outputs = run->outputs,
                .states = run->states,
                .unknown = true,
        };
        const char *reason = NULL;
        bool wanted = false;

        s->plan = plan;
        s->planned = plan_begin_stage(plan, s);
        if (!pipeline_wanted(run->pipeline, s->index, &scope, &wanted, &reason, err))
                return false;
        stage_start_at(s, MODE_PLAN, 0);
        if (wanted)
                return plan_wanted(run, s, &scope, err);
        plan_end_stage(s, "skipped", reason);
        foresee(run, s, false);
        return true;
}

static bool plan_all(struct run *run, struct json_object *plan, struct err *err)
{
        bool ok = true;

        member_array(plan, "stages");
        member_array(plan, "findings");
        member_object(plan, "saw");
        for (size_t i = 0; ok && i < run->pipeline->stage_count; i++)
                ok = plan_stage(run, &run->stages[run->pipeline->order[i]], plan, err);
        return ok;
}

bool run_plan(const struct run_setup *setup, const struct pipeline *pipeline,
              const struct stack *stack, struct json_object *inputs, struct json_object **plan,
              struct err *err)
{
        struct run *run = run_blank(setup, pipeline, stack, inputs);
        bool ok;

        *plan = json_object_new_object();
        ok = run_settle(run, err) && plan_all(run, *plan, err) &&
             (!setup->preflight || setup->preflight(run->setup.world, &run->stack, *plan, err));
        run_free(run);
        if (ok)
                return true;
        json_object_put(*plan);
        *plan = NULL;
        return false;
}

/* What a final stage would do does not count: its proof comes directly before, and may say no. */
static bool foresees_changes(const struct run *shadow)
{
        bool changes = false;

        for (size_t i = 0; i < shadow->pipeline->stage_count; i++) {
                const struct stage *s = &shadow->stages[i];

                if (s->def->type->asks)
                        return false;
                changes |= !s->def->type->final && json_count(json_array(s->planned, "calls")) > 0;
        }
        return changes;
}

/* With its own looks, so that nothing of them is left in the run. */
bool plan_allows(struct run *run, bool *changes, struct err *err)
{
        struct json_object *plan = json_object_new_object();
        struct run *shadow = run_blank(&run->setup, run->pipeline, &run->stack, run->inputs);
        struct err why = ERR_INIT;
        bool made, blocked, refused;

        shadow->setup.listener = NULL;
        made = plan_all(shadow, plan, &why);
        blocked = made && plan_is_blocked(plan, &why);
        refused = blocked && err_is(&why, ERR_REFUSED);
        *changes = made && !blocked && foresees_changes(shadow);
        if (refused)
                err_move(err, &why);
        err_clear(&why);
        run_free(shadow);
        json_object_put(plan);
        return !refused;
}
