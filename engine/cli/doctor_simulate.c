/* All that a pipeline may have to do on a stack, asked of IAM's simulator: nothing is done. */
#include <stdlib.h>
#include <string.h>

#include "engine/aws/iam.h"
#include "engine/base/mem.h"
#include "engine/cli/args.h"
#include "engine/cli/definition.h"
#include "engine/cli/doctor.h"
#include "engine/cli/iam_example.h"
#include "stages/permissions.h"

/* What is asked for. */
struct wanted {
        struct pipeline *parsed;         /* of --pipeline; owned */
        struct run *run;                 /* else the stack's last one; owned */
        const struct pipeline *pipeline; /* of either */
        struct json_object *inputs;      /* bound */
};

/* An action that is denied, and on how many things. */
struct denial {
        char *action, *decision;
        char *resource; /* one that is known, else one that is made up */
        bool made_up;
        size_t more;
};

struct simulation {
        struct doctor *d;
        char *who;
        size_t allowed;
        struct denial *denied;
        size_t denied_count;
        bool over; /* the rest need not be asked */
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

static struct denial *denial_of(struct simulation *s, const struct iam_answer *is)
{
        for (size_t i = 0; i < s->denied_count; i++)
                if (text_same(s->denied[i].action, is->action))
                        return &s->denied[i];
        return NULL;
}

static void judge(struct simulation *s, const struct iam_answer *is, const char *resource,
                  bool made_up)
{
        struct denial *known = denial_of(s, is);

        if (strcmp(is->decision, "allowed") == 0) {
                s->allowed++;
                return;
        }
        if (!known) {
                s->denied = xrealloc(s->denied, (s->denied_count + 1) * sizeof(*s->denied));
                known = &s->denied[s->denied_count++];
                *known = (struct denial){.action = xstrdup(is->action), .made_up = true};
        } else {
                known->more++;
        }
        if (!known->resource || (known->made_up && !made_up)) {
                xreplace(&known->resource, resource ? resource : "*");
                xreplace(&known->decision, is->decision);
                known->made_up = made_up;
        }
}

static void tell_denials(struct simulation *s)
{
        for (size_t i = 0; i < s->denied_count; i++) {
                struct denial *n = &s->denied[i];
                char *more = n->more ? xasprintf(" and %zu more", n->more) : xstrdup("");

                doctor_say(s->d, "permission", n->made_up ? GRADE_WARN : GRADE_FAIL,
                           n->made_up
                                   ? "that one is made up: see whether the policy is meant to be "
                                     "narrower; all that is needed: snaplift iam-policy"
                                   : "allow it to the identity in use; all that is needed: "
                                     "snaplift iam-policy",
                           "IAM's simulator: %s is denied (%s) on %s%s", n->action, n->decision,
                           n->resource, more);
                free(more);
                free(n->action);
                free(n->decision);
                free(n->resource);
        }
        free(s->denied);
}

/* Asking on may be pointless. */
static void tell_failure(struct simulation *s, struct err *err)
{
        s->over = true;
        if (err_is(err, ERR_NOT_FOUND)) {
                doctor_say(s->d, "permission", GRADE_UNCHECKED, NULL,
                           "what is changed is not checked: IAM does not know %s (a role's path is "
                           "not in its session's ARN)",
                           s->who);
                err_clear(err);
        } else {
                doctor_say_err(s->d, "permission", GRADE_UNCHECKED,
                               "what is changed is not checked", err);
        }
}

static void ask(struct simulation *s, const struct strlist *actions, const char *pattern,
                struct json_object *context)
{
        struct iam_question q = {.who = s->who, .actions = actions, .context = context};
        bool made_up = false;
        char *example = strcmp(pattern, "*") ? iam_example(pattern, aws_region(s->d->aws),
                                                           s->d->account, &made_up)
                                             : NULL;
        struct iam_answers all = {0};
        struct err err = ERR_INIT;

        q.resource = example;
        if (!iam_simulate(s->d->aws, &q, &all, &err))
                tell_failure(s, &err);
        for (size_t i = 0; i < all.count; i++)
                judge(s, &all.items[i], example, made_up);
        iam_answers_release(&all);
        free(example);
}

/* {"StringEquals": {KEY: [TEXT, ...]}} as {KEY: TEXT}; the caller lets go. */
static struct json_object *context_of(struct json_object *statement)
{
        struct json_object *equal = json_get(json_get(statement, "Condition"), "StringEquals");
        struct json_object *out = json_object_new_object();

        if (!equal)
                return out;
        json_object_object_foreach(equal, key, values)
        {
                if (json_count(values))
                        json_put_text(out, key, json_object_get_string(json_at(values, 0)));
        }
        return out;
}

static void ask_statement(struct simulation *s, struct json_object *statement)
{
        struct json_object *resources = json_array(statement, "Resource");
        struct json_object *names = json_array(statement, "Action");
        struct json_object *context = context_of(statement);
        struct strlist actions = {0};

        for (size_t i = 0; i < json_count(names); i++)
                strlist_add(&actions, json_object_get_string(json_at(names, i)));
        for (size_t i = 0; i < json_count(resources) && !s->over; i++)
                ask(s, &actions, json_object_get_string(json_at(resources, i)), context);
        strlist_release(&actions);
        json_object_put(context);
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
        struct json_object *policy = permissions_policy(&q, PERMISSIONS_ALL);
        struct json_object *statements = json_array(policy, "Statement");
        struct simulation s = {.d = d, .who = iam_policy_source(d->arn)};

        if (!s.who)
                doctor_say(d, "permission", GRADE_UNCHECKED, NULL,
                           "what is changed is not checked: %s is neither a user nor a role's "
                           "session",
                           d->arn);
        for (size_t i = 0; i < json_count(statements) && s.who && !s.over; i++)
                ask_statement(&s, json_at(statements, i));
        if (s.who && !s.over && !s.denied_count)
                doctor_say(d, "permission", GRADE_OK, NULL,
                           "IAM's simulator: all that %s needs on %s is allowed (%zu questions)",
                           w->pipeline->name, d->stack->name, s.allowed);
        tell_denials(&s);
        free(s.who);
        json_object_put(policy);
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
