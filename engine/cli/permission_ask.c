/* Questions to IAM's simulator. */
#include "engine/cli/permission_ask.h"

#include <stdlib.h>
#include <string.h>

#include "engine/aws/iam.h"
#include "engine/base/mem.h"
#include "engine/cli/iam_example.h"

struct asking {
        struct aws *aws;
        const char *account;
        char *who;
        struct permission_answers *out;
};

static struct permission_denial *denial_of(struct asking *s, const struct iam_answer *is)
{
        for (size_t i = 0; i < s->out->denied_count; i++)
                if (text_same(s->out->denied[i].action, is->action))
                        return &s->out->denied[i];
        return NULL;
}

static void judge(struct asking *s, const struct iam_answer *is, const char *resource, bool made_up)
{
        struct permission_denial *known = denial_of(s, is);

        if (strcmp(is->decision, "allowed") == 0) {
                s->out->allowed++;
                return;
        }
        if (!known) {
                s->out->denied = xrealloc(s->out->denied,
                                          (s->out->denied_count + 1) * sizeof(*s->out->denied));
                known = &s->out->denied[s->out->denied_count++];
                *known = (struct permission_denial){.action = xstrdup(is->action), .made_up = true};
        } else {
                known->more++;
        }
        if (!known->resource || (known->made_up && !made_up)) {
                xreplace(&known->resource, resource ? resource : "*");
                xreplace(&known->decision, is->decision);
                known->made_up = made_up;
        }
}

/* Asking on is pointless. */
static void fail(struct asking *s, struct err *err)
{
        if (err_is(err, ERR_NOT_FOUND))
                s->out->unknown = xasprintf("IAM does not know %s (a role's path is not in its "
                                            "session's ARN)",
                                            s->who);
        else
                s->out->unknown = xstrdup(err_text(err));
        s->out->next = err->next ? xstrdup(err->next) : NULL;
        err_clear(err);
}

static void ask(struct asking *s, const struct strlist *actions, const char *pattern,
                struct json_object *context)
{
        struct iam_question q = {.who = s->who, .actions = actions, .context = context};
        bool made_up = false;
        char *example = strcmp(pattern, "*")
                                ? iam_example(pattern, aws_region(s->aws), s->account, &made_up)
                                : NULL;
        struct iam_answers all = {0};
        struct err err = ERR_INIT;

        q.resource = example;
        if (!iam_simulate(s->aws, &q, &all, &err))
                fail(s, &err);
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

static void ask_statement(struct asking *s, struct json_object *statement)
{
        struct json_object *resources = json_array(statement, "Resource");
        struct json_object *names = json_array(statement, "Action");
        struct json_object *context = context_of(statement);
        struct strlist actions = {0};

        for (size_t i = 0; i < json_count(names); i++)
                strlist_add(&actions, json_object_get_string(json_at(names, i)));
        for (size_t i = 0; i < json_count(resources) && !s->out->unknown; i++)
                ask(s, &actions, json_object_get_string(json_at(resources, i)), context);
        strlist_release(&actions);
        json_object_put(context);
}

void permission_ask(struct aws *aws, const struct permissions_question *question, const char *arn,
                    struct permission_answers *out)
{
        struct json_object *policy = permissions_policy(question, PERMISSIONS_ALL);
        struct json_object *statements = json_array(policy, "Statement");
        struct asking s = {.aws = aws,
                           .account = question->account,
                           .who = iam_policy_source(arn),
                           .out = out};

        *out = (struct permission_answers){0};
        if (!s.who)
                out->unknown = xasprintf("%s is neither a user nor a role's session", arn);
        for (size_t i = 0; i < json_count(statements) && !out->unknown; i++)
                ask_statement(&s, json_at(statements, i));
        free(s.who);
        json_object_put(policy);
}

void permission_answers_release(struct permission_answers *a)
{
        for (size_t i = 0; i < a->denied_count; i++) {
                free(a->denied[i].action);
                free(a->denied[i].decision);
                free(a->denied[i].resource);
        }
        free(a->denied);
        free(a->unknown);
        free(a->next);
        *a = (struct permission_answers){0};
}
