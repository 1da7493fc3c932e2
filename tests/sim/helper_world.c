#include "tests/sim/helper_world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/aws/ecs.h"
#include "engine/aws/rds.h"
#include "engine/aws/ssm.h"
#include "engine/aws/stack_lock.h"
#include "engine/base/mem.h"
#include "engine/run/plan.h"
#include "engine/run/reopen.h"
#include "stages/table.h"
#include "tests/sim/helper_wire.h"

enum { LATENCY = 20, PIPELINE_MAX = 1 << 17 };

static const int64_t BEGIN = 1795222800000; /* 2026-11-21T01:00:00Z */

static const char *environment(void *arg, const char *name)
{
        static const char *const table[][2] = {
                {"AWS_REGION", "us-east-1"},
                {"AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE"},
                {"AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"},
                {"AWS_ENDPOINT_URL", "http://stand.in"},
                {"AWS_EC2_METADATA_DISABLED", "true"},
        };

        (void)arg;
        for (size_t i = 0; i < ARRAY_LEN(table); i++)
                if (!strcmp(name, table[i][0]))
                        return table[i][1];
        return NULL;
}

static void heard(void *arg, const struct run_event *event)
{
        struct sim_world *w = arg;

        if (w->check) {
                struct json_object *cloud = standin_state(w->cloud);

                w->check(w, cloud);
                json_object_put(cloud);
        }
        if (event->kind == EVENT_STAGE_NOTE)
                return;
        text_addf(&w->events, "%lld %s %s %s %s%s%s\n", (long long)(event->at - BEGIN),
                  run_event_name(event->kind), event->stage ? event->stage : "-",
                  event->state ? event->state : "-", event->text ? event->text : "",
                  event->err ? " ! " : "", event->err ? err_text(event->err) : "");
}

struct json_object *sim_json(const char *text)
{
        char *copy = xstrdup(text);
        struct json_object *json = NULL;
        struct err err = ERR_INIT;

        for (char *c = copy; *c; c++)
                if (*c == '\'')
                        *c = '"';
        if (!json_parse(copy, strlen(copy), &json, &err))
                fail_msg("%s in %s", err_text(&err), copy);
        free(copy);
        return json;
}

struct sim_world *sim_world_new(const char *seed)
{
        struct sim_world *w = xcalloc(1, sizeof(*w));
        struct json_object *json = sim_json(seed);
        struct standin_options options = {.seed = json, .random = 7};
        struct aws_options aws = {.env = environment};
        struct err err = ERR_INIT;

        w->loop = loop_new_virtual(BEGIN, 7);
        options.loop = aws.loop = w->loop;
        w->cloud = standin_new(&options, &err);
        if (!w->cloud)
                fail_msg("stand-in: %s", err_text(&err));
        w->seed = json;
        w->transport = wire_new(transport_direct(w->loop, LATENCY, standin_handle, w->cloud));
        aws.transport = w->transport;
        w->aws = aws_new(&aws, &err);
        if (!w->aws)
                fail_msg("aws: %s", err_text(&err));
        w->store = store_open(":memory:", &err);
        if (!w->store)
                fail_msg("store: %s", err_text(&err));
        w->accounts = accounts_new(w->aws);
        w->lock = stack_lock(w->aws);
        w->listener = (struct run_listener){.arg = w, .event = heard};
        w->setup = (struct run_setup){
                .loop = w->loop,
                .store = w->store,
                .types = stage_types,
                .world = w->accounts,
                .lock = &w->lock,
                .place = accounts_place,
                .listener = &w->listener,
                .owner = "sim@test:1",
                .lease_ttl = 60000,
        };
        return w;
}

static bool was_met(const struct sim_world *w, struct json_object *fault)
{
        struct json_object *when = json_get(fault, "when");
        const char *operation = json_text(when, "operation");
        int64_t nth = json_int(when, "nth");

        return !operation || wire_count(w->transport, operation) >= (nth ? nth : 1);
}

static void assert_faults_were_met(const struct sim_world *w)
{
        struct json_object *faults = json_array(w->seed, "faults");

        for (size_t i = 0; !w->drawn && i < json_count(faults); i++)
                if (!was_met(w, json_at(faults, i)))
                        fail_msg("it was never come to: %s", json_line(json_at(faults, i)));
}

void sim_count_met(struct sim_world *w, int *met, int *drawn)
{
        struct json_object *faults = json_array(w->seed, "faults");

        w->drawn = true;
        for (size_t i = 0; i < json_count(faults); i++) {
                *met += was_met(w, json_at(faults, i));
                ++*drawn;
        }
}

void sim_world_free(struct sim_world *w)
{
        assert_faults_were_met(w);
        json_object_put(w->seed);
        store_close(w->store);
        accounts_free(w->accounts);
        aws_free(w->aws);
        transport_free(w->transport);
        standin_free(w->cloud);
        loop_free(w->loop);
        text_release(&w->events);
        free(w);
}

/* Everything that waits needs a fiber. */
struct errand {
        struct sim_world *w;
        const struct pipeline *pipeline;
        const char *stack, *id, *name, *cluster;
        struct json_object *inputs;
        struct sim_result *result;
        struct text *text;
        char *answer;
        int64_t ms;
        void (*run)(struct sim_world *w, void *arg);
        void *arg;
};

static void do_errand(struct sim_world *w, void (*run)(void *), struct errand *e)
{
        e->w = w;
        fiber_start(w->loop, "test", run, e);
        loop_run(w->loop);
}

static struct pipeline *parse_pipeline(const char *file, const char *bytes, size_t len)
{
        struct diagnostics d = {0};
        struct text findings = TEXT_INIT;
        struct pipeline *p = pipeline_parse(file, bytes, len, stage_types, &d);

        diagnostics_print(&d, file, &findings);
        if (!p)
                fail_msg("%s", text_str(&findings));
        text_release(&findings);
        diagnostics_release(&d);
        return p;
}

struct pipeline *sim_pipeline(const char *name)
{
        char *path, *bytes;
        struct pipeline *p;
        FILE *file;

        if (strchr(name, '\n'))
                return parse_pipeline("test.yml", name, strlen(name));
        path = xasprintf("%s/pipelines/%s.yml", SOURCE_DIR, name);
        bytes = xcalloc(1, PIPELINE_MAX);
        file = fopen(path, "r");
        assert_non_null(file);
        p = parse_pipeline(path, bytes, fread(bytes, 1, PIPELINE_MAX, file));
        fclose(file);
        free(bytes);
        free(path);
        return p;
}

static struct json_object *bind(const struct pipeline *p, const char *stack_name,
                                const char *inputs, struct stack *stack)
{
        struct json_object *given = sim_json(inputs), *values = NULL;
        struct diagnostics d = {0};
        struct text findings = TEXT_INIT;
        struct err err = ERR_INIT;

        if (!stack_parse(stack_name, stack, &err))
                fail_msg("%s", err_text(&err));
        if (!pipeline_bind(p, stack, given, &values, &d)) {
                diagnostics_print(&d, p->file, &findings);
                fail_msg("%s", text_str(&findings));
        }
        json_object_put(given);
        diagnostics_release(&d);
        return values;
}

static void run_errand(void *arg)
{
        struct errand *e = arg;
        struct stack stack;
        struct run *run;
        struct err ignored = ERR_INIT;

        stack_parse(e->stack, &stack, &ignored);
        run = run_new(&e->w->setup, e->pipeline, &stack, e->inputs, &e->result->err);
        e->result->end = RUN_BROKEN;
        if (!run)
                return;
        e->result->id = xstrdup(run_id(run));
        e->result->end = run_go(run, &e->result->err);
        run_free(run);
}

void sim_run(struct sim_world *w, const char *pipeline, const char *stack, const char *inputs,
             struct sim_result *out)
{
        struct pipeline *p = sim_pipeline(pipeline);
        struct errand e = {.pipeline = p, .stack = stack, .result = out};
        struct stack parsed;

        *out = (struct sim_result){0};
        e.inputs = bind(p, stack, inputs, &parsed);
        do_errand(w, run_errand, &e);
        json_object_put(e.inputs);
        pipeline_free(p);
}

void sim_run_all(struct sim_world *w, const char *pipeline, struct sim_order *orders, size_t count)
{
        struct errand *errands = xcalloc(count, sizeof(*errands));
        struct pipeline *p = sim_pipeline(pipeline);
        struct stack parsed;

        for (size_t i = 0; i < count; i++) {
                orders[i].result = (struct sim_result){0};
                errands[i] = (struct errand){
                        .w = w,
                        .pipeline = p,
                        .stack = orders[i].stack,
                        .inputs = bind(p, orders[i].stack, orders[i].inputs, &parsed),
                        .result = &orders[i].result,
                };
                fiber_start(w->loop, "promotion", run_errand, &errands[i]);
        }
        loop_run(w->loop);
        for (size_t i = 0; i < count; i++)
                json_object_put(errands[i].inputs);
        pipeline_free(p);
        free(errands);
}

static void resume_errand(void *arg)
{
        struct errand *e = arg;
        struct run *run = run_open(&e->w->setup, e->id, &e->result->err);

        e->result->end = run ? run_go(run, &e->result->err) : RUN_BROKEN;
        run_free(run);
}

void sim_resume(struct sim_world *w, const char *id, struct sim_result *out)
{
        struct errand e = {.id = id, .result = out};

        *out = (struct sim_result){.id = xstrdup(id)};
        do_errand(w, resume_errand, &e);
}

static void rollback_errand(void *arg)
{
        struct errand *e = arg;
        struct run *run = run_open(&e->w->setup, e->id, &e->result->err);

        e->result->end = run ? run_back(run, &e->result->err) : RUN_BROKEN;
        run_free(run);
}

static void return_errand(void *arg)
{
        struct errand *e = arg;
        struct json_object *accepted = json_object_new_object();
        struct run *run = run_open(&e->w->setup, e->id, &e->result->err);

        json_put_text(accepted, "by", e->w->setup.owner);
        e->result->end = run ? run_return(run, accepted, &e->result->err) : RUN_BROKEN;
        json_object_put(accepted);
        run_free(run);
}

struct asking {
        const char *run;
        struct json_object *plan;
};

static void ask(struct sim_world *w, void *arg)
{
        struct asking *a = arg;
        struct err err = ERR_INIT;
        struct run *run = run_open(&w->setup, a->run, &err);

        if (!run || !run_return_plan(run, &a->plan, &err))
                fail_msg("%s", err_text(&err));
        run_free(run);
}

struct json_object *sim_return_plan(struct sim_world *w, const char *id)
{
        struct asking asking = {.run = id};

        sim_do(w, ask, &asking);
        return asking.plan;
}

void sim_return(struct sim_world *w, const char *id, struct sim_result *out)
{
        struct errand e = {.id = id, .result = out};

        *out = (struct sim_result){.id = xstrdup(id)};
        do_errand(w, return_errand, &e);
}

void sim_rollback(struct sim_world *w, const char *id, struct sim_result *out)
{
        struct errand e = {.id = id, .result = out};

        *out = (struct sim_result){.id = xstrdup(id)};
        do_errand(w, rollback_errand, &e);
}

void sim_rollback_cut(struct sim_world *w, const char *id, struct sim_result *out)
{
        int64_t mutating = sim_mutating(w);

        sim_rollback(w, id, out);
        if (out->end != RUN_REFUSED)
                return;
        sim_assert_told(out, "has succeeded: what was written since is lost");
        assert_int_equal(sim_mutating(w), mutating);
        sim_result_release(out);
        sim_resume(w, id, out);
        sim_assert_end(out, RUN_SUCCEEDED);
}

/* A line per stage, one per call, one per finding. */
void sim_plan_text(struct json_object *plan, struct text *out)
{
        struct json_object *stages = json_array(plan, "stages");
        struct json_object *findings = json_array(plan, "findings");

        for (size_t i = 0; i < json_count(stages); i++) {
                struct json_object *stage = json_at(stages, i), *calls = json_array(stage, "calls");
                const char *id = json_text(stage, "stage"), *why = json_text(stage, "why");

                text_addf(out, "%s: %s %s%s%s\n", id, json_text(stage, "type"),
                          json_text(stage, "state"), why ? ": " : "", why ? why : "");
                for (size_t k = 0; k < json_count(calls); k++) {
                        text_addf(out, "%s: ", id);
                        plan_add_call(json_at(calls, k), out);
                        text_add(out, "\n");
                }
        }
        for (size_t i = 0; i < json_count(findings); i++)
                text_addf(out, "%s %s: %s\n",
                          text_same(json_text(json_at(findings, i), "grade"), "blocks") ? "!" : "?",
                          json_text(json_at(findings, i), "topic"),
                          json_text(json_at(findings, i), "text"));
}

static void plan_errand(void *arg)
{
        struct errand *e = arg;
        struct json_object *plan = NULL;
        struct stack stack;
        struct err err = ERR_INIT;

        stack_parse(e->stack, &stack, &err);
        if (run_plan(&e->w->setup, e->pipeline, &stack, e->inputs, &plan, &err))
                sim_plan_text(plan, e->text);
        else
                text_addf(e->text, "! %s\n", err_text(&err));
        json_object_put(plan);
        err_clear(&err);
}

void sim_plan(struct sim_world *w, const char *pipeline, const char *stack, const char *inputs,
              struct text *out)
{
        struct pipeline *p = sim_pipeline(pipeline);
        struct errand e = {.pipeline = p, .stack = stack, .text = out};
        struct stack parsed;

        e.inputs = bind(p, stack, inputs, &parsed);
        do_errand(w, plan_errand, &e);
        json_object_put(e.inputs);
        pipeline_free(p);
}

void sim_assert_told(const struct sim_result *r, const char *words)
{
        const char *details = r->err.details ? r->err.details : "";

        if (!strstr(err_text(&r->err), words) && !strstr(details, words))
                fail_msg("\"%s\" is not in: %s\n%s", words, err_text(&r->err), details);
}

void sim_result_release(struct sim_result *r)
{
        free(r->id);
        err_clear(&r->err);
}

static void any_errand(void *arg)
{
        struct errand *e = arg;

        e->run(e->w, e->arg);
}

void sim_do(struct sim_world *w, void (*run)(struct sim_world *w, void *arg), void *arg)
{
        struct errand e = {.run = run, .arg = arg};

        do_errand(w, any_errand, &e);
}

static void pass_errand(void *arg)
{
        struct errand *e = arg;

        fiber_sleep(e->w->loop, e->ms);
}

void sim_pass(struct sim_world *w, int64_t ms)
{
        struct errand e = {.ms = ms};

        do_errand(w, pass_errand, &e);
}

struct json_object *sim_outputs(struct sim_world *w, const char *run, const char *stage)
{
        struct journal_record *records = NULL;
        struct json_object *outputs = NULL;
        struct err err = ERR_INIT;
        size_t count = 0;

        if (!w->store->ops->read(w->store, run, 0, &records, &count, &err))
                fail_msg("%s", err_text(&err));
        for (size_t i = 0; i < count; i++) {
                struct json_object *body = NULL;

                if (strcmp(records[i].kind, "stage-ended") || !text_same(records[i].stage, stage) ||
                    !json_parse(records[i].body, strlen(records[i].body), &body, &err))
                        continue;
                json_object_put(outputs);
                outputs = json_object_get(json_get(body, "outputs"));
                json_object_put(body);
        }
        journal_records_free(records, count);
        return outputs;
}

int64_t sim_mutating(struct sim_world *w)
{
        int64_t mutating;

        standin_calls(w->cloud, &mutating);
        return mutating;
}

void sim_assert_end(const struct sim_result *r, enum run_end end)
{
        if (r->end != end)
                fail_msg("run %s ended as %d, expected %d: %s", r->id, r->end, end,
                         err_text(&r->err));
}

static void parameter_errand(void *arg)
{
        struct errand *e = arg;
        struct ssm_parameter p = {0};
        struct err err = ERR_INIT;

        if (ssm_get(e->w->aws, e->name, false, &p, &err))
                e->answer = xstrdup(p.value);
        ssm_parameter_release(&p);
        err_clear(&err);
}

char *sim_parameter(struct sim_world *w, const char *name)
{
        struct errand e = {.name = name};

        do_errand(w, parameter_errand, &e);
        return e.answer;
}

static void definition_errand(void *arg)
{
        struct errand *e = arg;
        struct ecs_services services = {0};
        struct err err = ERR_INIT;

        /* only services with the ECS controller have deployments */
        if (ecs_describe_services(e->w->aws, e->cluster, &e->name, 1, &services, &err))
                e->answer = xstrdup(ecs_primary(&services.items[0])
                                            ? ecs_primary(&services.items[0])->task_definition
                                            : services.items[0].task_definition);
        ecs_services_release(&services);
        err_clear(&err);
}

char *sim_service_definition(struct sim_world *w, const char *cluster, const char *service)
{
        struct errand e = {.cluster = cluster, .name = service};

        do_errand(w, definition_errand, &e);
        return e.answer;
}

static char *joined(struct strlist *names)
{
        struct text text = TEXT_INIT;

        strlist_sort(names);
        strlist_join(names, ",", &text);
        strlist_release(names);
        return text_steal(&text);
}

static void databases_errand(void *arg)
{
        struct errand *e = arg;
        struct rds_instances all = {0};
        struct strlist names = {0};
        struct err err = ERR_INIT;

        if (!rds_list_instances(e->w->aws, &all, &err))
                strlist_add(&names, err_text(&err));
        for (size_t i = 0; i < all.count; i++)
                strlist_add(&names, all.items[i].id);
        e->answer = joined(&names);
        rds_instances_release(&all);
        err_clear(&err);
}

char *sim_databases(struct sim_world *w)
{
        struct errand e = {0};

        do_errand(w, databases_errand, &e);
        return e.answer;
}

static void snapshots_errand(void *arg)
{
        struct errand *e = arg;
        struct rds_snapshots all = {0};
        struct strlist names = {0};
        struct err err = ERR_INIT;

        if (!rds_list_snapshots(e->w->aws, e->name, NULL, &all, &err))
                strlist_add(&names, err_text(&err));
        for (size_t i = 0; i < all.count; i++)
                strlist_add(&names, all.items[i].id);
        e->answer = joined(&names);
        rds_snapshots_release(&all);
        err_clear(&err);
}

char *sim_snapshots(struct sim_world *w, const char *source)
{
        struct errand e = {.name = source};

        do_errand(w, snapshots_errand, &e);
        return e.answer;
}

size_t sim_every(void)
{
        return sim_step() > 20 ? 7 : 1;
}

int sim_step(void)
{
        const char *text = getenv("SNAPLIFT_SIM_STEP");
        int n = text ? atoi(text) : 1;

        return n > 0 ? n : 1;
}
