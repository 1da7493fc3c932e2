/* Runs and plans in the world of helper_foreign.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/base/mem.h"
#include "engine/run/plan.h"
#include "stages/table.h"
#include "tests/sim/helper_foreign.h"
#include "tests/sim/helper_world.h"

struct errand {
        struct foreign *f;
        const char *pipeline, *inputs, *id;
        bool back;
        struct text *plan;
        struct foreign_result *result;
};

static struct pipeline *parse(const char *text)
{
        struct diagnostics d = {0};
        struct text findings = TEXT_INIT;
        struct pipeline *p = pipeline_parse("test.yml", text, strlen(text), stage_types, &d);

        diagnostics_print(&d, "test.yml", &findings);
        if (!p)
                fail_msg("%s", text_str(&findings));
        diagnostics_release(&d);
        text_release(&findings);
        return p;
}

static struct json_object *bind(const struct pipeline *p, const char *inputs, struct stack *stack)
{
        char *copy = xstrdup(inputs);
        struct json_object *given = NULL, *values = NULL;
        struct diagnostics d = {0};
        struct text findings = TEXT_INIT;
        struct err err = ERR_INIT;

        for (char *c = copy; *c; c++)
                if (*c == '\'')
                        *c = '"';
        assert_true(json_parse(copy, strlen(copy), &given, &err));
        assert_true(stack_parse("xy-0146-qa", stack, &err));
        if (!pipeline_bind(p, stack, given, &values, &d)) {
                diagnostics_print(&d, "test.yml", &findings);
                fail_msg("%s", text_str(&findings));
        }
        json_object_put(given);
        free(copy);
        return values;
}

static void errand_main(void *arg)
{
        struct errand *e = arg;
        struct pipeline *p = e->pipeline ? parse(e->pipeline) : NULL;
        struct json_object *values = NULL, *plan = NULL;
        struct err err = ERR_INIT;
        struct run *run = NULL;
        struct stack stack;

        if (p)
                values = bind(p, e->inputs, &stack);
        if (e->plan) {
                if (run_plan(&e->f->setup, p, &stack, values, &plan, &err))
                        sim_plan_text(plan, e->plan);
                else
                        text_addf(e->plan, "! %s\n", err_text(&err));
                json_object_put(plan);
                err_clear(&err);
        } else {
                run = p ? run_new(&e->f->setup, p, &stack, values, &e->result->err)
                        : run_open(&e->f->setup, e->id, &e->result->err);
                if (run && !e->result->id)
                        e->result->id = xstrdup(run_id(run));
                e->result->end = !run      ? RUN_BROKEN
                                 : e->back ? run_back(run, &e->result->err)
                                           : run_go(run, &e->result->err);
        }
        run_free(run);
        json_object_put(values);
        pipeline_free(p);
}

static void go(struct errand *e)
{
        fiber_start(e->f->loop, "test", errand_main, e);
        loop_run(e->f->loop);
}

void foreign_run(struct foreign *f, const char *pipeline, const char *inputs,
                 struct foreign_result *out)
{
        *out = (struct foreign_result){0};
        go(&(struct errand){.f = f, .pipeline = pipeline, .inputs = inputs, .result = out});
}

void foreign_resume(struct foreign *f, const char *id, bool back, struct foreign_result *out)
{
        *out = (struct foreign_result){.id = xstrdup(id)};
        go(&(struct errand){.f = f, .id = id, .back = back, .result = out});
}

void foreign_plan(struct foreign *f, const char *pipeline, const char *inputs, struct text *out)
{
        go(&(struct errand){.f = f, .pipeline = pipeline, .inputs = inputs, .plan = out});
}

void foreign_result_release(struct foreign_result *r)
{
        free(r->id);
        err_clear(&r->err);
}
