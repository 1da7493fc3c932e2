/*
 * The plan: what a run would do, on looks alone.
 */
#include <stdlib.h>

#include "engine/base/mem.h"
#include "engine/run/internal.h"

struct plan {
        struct run *run;
        void (*line)(void *arg, const struct plan_line *line);
        void *arg;
        struct plan_line now; /* of the stage at hand */
};

static void would(void *arg, const char *call)
{
        struct plan *plan = arg;
        struct plan_line line = plan->now;

        line.call = call;
        plan->line(plan->arg, &line);
}

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

static bool plan_stage(struct plan *plan, struct stage *s, struct err *err)
{
        struct run *run = plan->run;
        struct scope scope = {
                .pipeline = run->pipeline,
                .stack = &run->stack,
                .run = run->id,
                .inputs = run->inputs,
                .outputs = run->outputs,
                .states = run->states,
                .unknown = true,
        };
        bool wanted = false, ok;

        plan->now = (struct plan_line){.stage = s->def->id, .type = s->def->type->name};
        if (!pipeline_wanted(run->pipeline, s->index, &scope, &wanted, &plan->now.skipped, err))
                return false;
        stage_start_at(s, MODE_PLAN, 0);
        if (wanted) {
                plan->now.skipped = NULL;
                if (!pipeline_resolve(run->pipeline, s->index, &scope, &s->inputs, err))
                        return false;
                plan->now.inputs = s->inputs;
        }
        plan->line(plan->arg, &plan->now);
        s->would = would;
        s->would_arg = plan;
        fiber_attach(s);
        ok = !wanted || !s->def->type->plan || s->def->type->plan(s, err);
        fiber_attach(NULL);
        if (!ok)
                return err_prefix(err, "stage %s", s->def->id);
        foresee(run, s, wanted);
        return true;
}

bool run_plan(const struct run_setup *setup, const struct pipeline *pipeline,
              const struct stack *stack, struct json_object *inputs,
              void (*line)(void *arg, const struct plan_line *line), void *arg, struct err *err)
{
        struct plan plan = {.line = line, .arg = arg};
        bool ok;

        plan.run = run_blank(setup, pipeline, stack, inputs);
        ok = run_settle(plan.run, err);
        for (size_t i = 0; ok && i < pipeline->stage_count; i++)
                ok = plan_stage(&plan, &plan.run->stages[pipeline->order[i]], err);
        run_free(plan.run);
        return ok;
}
