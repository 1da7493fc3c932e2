/* snaplift plan: what a run would do, found out by reading only. */
#include <stdio.h>

#include "engine/cli/args.h"
#include "engine/cli/commands.h"
#include "engine/cli/definition.h"
#include "engine/cli/message.h"
#include "engine/cli/secret_input.h"
#include "engine/cli/session.h"

struct plan {
        const struct args *args;
        const struct definition *definition;
        struct session session;
        struct err err;
        bool ok;
        size_t stages, calls;
        struct text out;
};

static void add_value(struct text *out, const char *name, struct json_object *value)
{
        text_addf(out, "      %-20s ", name);
        text_add_printable(out, json_object_is_type(value, json_type_string)
                                        ? json_object_get_string(value)
                                        : json_line(value));
        text_add_char(out, '\n');
}

static void add_stage(struct plan *p, const struct plan_line *line)
{
        text_addf(&p->out, "%2zu. %s (%s)", ++p->stages, line->stage, line->type);
        if (line->skipped) {
                text_add(&p->out, ": would not run, ");
                text_add_printable(&p->out, line->skipped);
        }
        text_add_char(&p->out, '\n');
        if (!line->inputs || line->skipped)
                return;
        json_object_object_foreach(line->inputs, name, value)
        {
                if (value)
                        add_value(&p->out, name, value);
        }
}

static void plan_line(void *arg, const struct plan_line *line)
{
        struct plan *p = arg;

        if (line->call) {
                p->calls++;
                text_add(&p->out, "    > ");
                text_add_printable(&p->out, line->call);
                text_add_char(&p->out, '\n');
        } else {
                add_stage(p, line);
        }
}

static void plan_line_json(void *arg, const struct plan_line *line)
{
        struct plan *p = arg;
        struct json_object *obj = json_object_new_object();

        json_put_text(obj, "stage", line->stage);
        json_put_text(obj, "type", line->type);
        if (line->call) {
                p->calls++;
                json_put_text(obj, "call", line->call);
        } else {
                p->stages++;
                if (line->inputs)
                        json_put(obj, "inputs", json_object_get(line->inputs));
                json_put_text(obj, "skipped", line->skipped);
        }
        text_addf(&p->out, "%s\n", json_line(obj));
        json_object_put(obj);
}

static void work(void *arg)
{
        struct plan *p = arg;
        struct run_setup setup = session_setup(&p->session, NULL);

        p->ok = run_plan(&setup, p->definition->pipeline, &p->definition->stack,
                         p->definition->inputs,
                         args_flag(p->args, "json") ? plan_line_json : plan_line, p, &p->err);
}

static void add_sum(struct plan *p)
{
        struct aws_counts counts = accounts_counts(p->session.accounts);

        if (args_flag(p->args, "json"))
                text_addf(&p->out, "{\"result\":\"planned\",\"stages\":%zu,\"calls\":%zu}\n",
                          p->stages, p->calls);
        else if (p->calls)
                text_addf(&p->out,
                          "\n%zu stages, %zu changing calls; nothing was changed (%lld reads)\n",
                          p->stages, p->calls, (long long)counts.calls);
        else
                text_addf(&p->out, "\n%zu stages, nothing to change (%lld reads)\n", p->stages,
                          (long long)counts.calls);
}

static int plan(const struct args *args)
{
        struct definition definition;
        struct plan p = {.args = args, .definition = &definition};
        int ending = definition_load(args, &definition);

        if (ending != END_DONE)
                return ending;
        if (session_open(&p.session, args, SESSION_AWS, &p.err) &&
            secret_input_read(args, p.session.aws, &p.err)) {
                if (!args_flag(args, "json"))
                        text_addf(&p.out, "%s on %s, as far as can be known now:\n\n",
                                  definition.pipeline->name, definition.stack.name);
                session_run(&p.session, work, &p);
                if (p.ok)
                        add_sum(&p);
                message_out(&p.out);
                if (!p.ok)
                        ending = message_error(&p.err);
        } else {
                ending = message_error(&p.err);
        }
        session_close(&p.session);
        text_release(&p.out);
        err_clear(&p.err);
        definition_release(&definition);
        return ending;
}

static const struct operand operands[] = {
        {"PIPELINE", false, "the pipeline file"},
        {"STACK", false, "the stack a run would change"},
        {NULL},
};

static const struct option options[] = {
        OPTION_SET, OPTION_SECRET_STDIN, OPTION_JSON, OPTION_REGION, OPTION_TRACE, {NULL},
};

const struct command plan_command = {
        .name = "plan",
        .summary = "tell what a run would do; only reads",
        .details = "Looks at AWS and prints the stages in order, their inputs as far as they are "
                   "known, and\nunder each (after >) the calls that would change something.",
        .operands = operands,
        .options = options,
        .run = plan,
};
