/* All that a pipeline may have to do on a stack, asked of IAM's simulator: nothing is done. */
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/cli/args.h"
#include "engine/cli/definition.h"
#include "engine/cli/doctor.h"
#include "engine/cli/permission_ask.h"

/* What is asked for. */
struct wanted {
        struct pipeline *parsed;         /* of --pipeline; owned */
        struct run *run;                 /* else the stack's last one; owned */
        const struct pipeline *pipeline; /* of either */
        struct json_object *inputs;      /* bound */
};

/* --- which pipeline --- */

static bool bind_inputs(struct doctor *d, struct wanted *w, struct json_object *given)
{
        struct diagnostics found = {0};
        struct text text = TEXT_INIT;
        bool ok = pipeline_bind(w->pipeline, d->stack, given, &w->inputs, &found);

        diagnostics_print(&found, w->pipeline->file, &text);
        if (!ok)
                doctor_say(d, "permission", GRADE_WARN, "give its inputs: --set NAME=VALUE",
                           "not asked of IAM: %.*s", (int)strcspn(text_str(&text), "\n"),
                           text_str(&text));
        diagnostics_release(&found);
        text_release(&text);
        return ok;
}

static bool read_file(struct doctor *d, const char *path, struct wanted *w)
{
        struct json_object *given = NULL;
        struct diagnostics found = {0};
        struct text text = TEXT_INIT;
        struct err err = ERR_INIT;
        bool ok = false;

        w->parsed = definition_parse(path, &found, &err);
        w->pipeline = w->parsed;
        diagnostics_print(&found, path, &text);
        if (!w->parsed && text.len)
                doctor_say(d, "permission", GRADE_WARN, NULL, "%.*s",
                           (int)strcspn(text_str(&text), "\n"), text_str(&text));
        else if (!w->parsed || !definition_given(d->args, &given, &err))
                doctor_say_err(d, "permission", GRADE_WARN, NULL, &err);
        else
                ok = bind_inputs(d, w, given);
        json_object_put(given);
        diagnostics_release(&found);
        text_release(&text);
        err_clear(&err);
        return ok;
}

static bool take_last_run(struct doctor *d, struct wanted *w)
{
        struct run_setup setup = session_setup(&d->session, NULL);
        struct store *store = d->session.store;
        struct run_record *last = NULL;
        struct json_object *given;
        struct err ignored = ERR_INIT;
        size_t runs = 0;
        bool ok;

        if (store && store->ops->list(store, d->stack->name, 1, &last, &runs, &ignored) && runs)
                w->run = run_open(&setup, last[0].id, &ignored);
        run_records_free(last, runs);
        err_clear(&ignored);
        if (!w->run) {
                doctor_say(d, "permission", GRADE_UNCHECKED,
                           "snaplift doctor STACK --pipeline FILE --set ...",
                           "what is changed is not checked: no pipeline is given, and this store "
                           "has no run of the stack");
                return false;
        }
        w->pipeline = run_pipeline(w->run);
        given = run_inputs_for(w->run, w->pipeline);
        ok = bind_inputs(d, w, given);
        json_object_put(given);
        return ok;
}

static void wanted_release(struct wanted *w)
{
        json_object_put(w->inputs);
        run_free(w->run);
        pipeline_free(w->parsed);
}

/* --- asking --- */

static void tell_denials(struct doctor *d, const struct permission_answers *is)
{
        for (size_t i = 0; i < is->denied_count; i++) {
                const struct permission_denial *n = &is->denied[i];
                char *more = n->more ? xasprintf(" and %zu more", n->more) : xstrdup("");

                doctor_say(d, "permission", n->made_up ? GRADE_WARN : GRADE_FAIL,
                           n->made_up
                                   ? "that one is made up: see whether the policy is meant to be "
                                     "narrower; all that is needed: snaplift iam-policy"
                                   : "allow it to the identity in use; all that is needed: "
                                     "snaplift iam-policy",
                           "IAM's simulator: %s is denied (%s) on %s%s", n->action, n->decision,
                           n->resource, more);
                free(more);
        }
}

static void ask_all(struct doctor *d, const struct wanted *w)
{
        const struct permissions_question q = {
                .pipeline = w->pipeline,
                .stack = d->stack,
                .inputs = w->inputs,
                .cluster = d->cluster,
                .account = d->account,
                .region = aws_region(d->aws),
        };
        struct permission_answers is;

        permission_ask(d->aws, &q, d->arn, &is);
        if (is.unknown)
                doctor_say(d, "permission", GRADE_UNCHECKED, is.next,
                           "what is changed is not checked: %s", is.unknown);
        else if (!is.denied_count)
                doctor_say(d, "permission", GRADE_OK, NULL,
                           "IAM's simulator: all that %s needs on %s is allowed (%zu questions)",
                           w->pipeline->name, d->stack->name, is.allowed);
        tell_denials(d, &is);
        permission_answers_release(&is);
}

void doctor_simulate(struct doctor *d)
{
        const char *file = args_value(d->args, "pipeline");
        struct wanted w = {0};

        if (!d->stack || !d->answers)
                return;
        if (strlist_has(&d->silent, "iam"))
                doctor_say(d, "permission", GRADE_UNCHECKED, NULL,
                           "what is changed is not checked: IAM's endpoint does not answer");
        else if (file ? read_file(d, file, &w) : take_last_run(d, &w))
                ask_all(d, &w);
        wanted_release(&w);
}
