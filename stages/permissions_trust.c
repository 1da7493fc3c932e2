/*
 * The trust policy of a role for GitHub's workflows. Facts: GitHub's "About security hardening with
 * OpenID Connect": the token's issuer, its audience for AWS, and the forms of its subject.
 */
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "stages/permissions.h"

#define ISSUER "token.actions.githubusercontent.com"

static bool is_name(const char *text, size_t len)
{
        return len && strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                   "0123456789._-") >= len;
}

static bool check_whom(const char *whom, const char **ref, struct err *err)
{
        const char *slash = strchr(whom, '/');
        const char *end = whom + strcspn(whom, ":");

        if (!slash || slash > end || !is_name(whom, (size_t)(slash - whom)) ||
            !is_name(slash + 1, (size_t)(end - slash - 1))) {
                err_set(err, ERR_INVALID, "\"%s\" is not ORG/REPO or ORG/REPO:REF", whom);
                return err_next(err, "e.g. --trust github:our-org/our-repo:refs/heads/main");
        }
        *ref = *end ? end + 1 : NULL;
        if (*ref && (!**ref || strpbrk(*ref, "*?"))) {
                err_set(err, ERR_INVALID, "\"%s\" is no ref of its own", *ref);
                return err_next(err, "give refs/heads/NAME, refs/tags/NAME, environment:NAME or "
                                     "pull_request");
        }
        return true;
}

/* The subjects of the tokens: "repo:ORG/REPO:ref:refs/heads/main". */
static bool list_subjects(const struct permissions_question *q, const char *whom, const char *ref,
                          struct json_object *out, struct err *err)
{
        int len = (int)strcspn(whom, ":");
        char *one = NULL;

        if (ref && (text_starts(ref, "environment:") || !strcmp(ref, "pull_request")))
                one = xasprintf("repo:%.*s:%s", len, whom, ref);
        else if (ref)
                one = xasprintf("repo:%.*s:ref:%s%s", len, whom,
                                text_starts(ref, "refs/") ? "" : "refs/heads/", ref);
        if (one)
                json_add_text(out, one);
        free(one);
        for (size_t i = 0; !ref && i < q->pipeline->trigger_count; i++) {
                const struct pipeline_trigger *t = &q->pipeline->triggers[i];

                if (t->has_stack && strcmp(t->stack.name, q->stack->name) != 0)
                        continue;
                one = xasprintf("repo:%.*s:ref:refs/tags/%s", len, whom, t->match);
                json_add_text(out, one);
                free(one);
        }
        if (json_count(out))
                return true;
        err_set(err, ERR_INVALID,
                "%s was given without a ref, and the pipeline names no tags "
                "for this stack",
                whom);
        return err_next(err, "every branch and every pull request would be trusted: give "
                             "ORG/REPO:refs/heads/NAME or ORG/REPO:environment:NAME");
}

bool permissions_trust(const struct permissions_question *q, const char *whom,
                       struct json_object **out, struct err *err)
{
        struct json_object *subjects = json_object_new_array(), *statement, *principal, *keys;
        struct json_object *condition, *statements = json_object_new_array();
        const char *ref = NULL;
        char *provider;

        *out = NULL;
        if (!q->account) {
                err_set(err, ERR_INVALID, "whose OIDC provider is trusted is not known");
                err_next(err, "give the account: --account 123456789012");
        }
        if (err->code != ERR_NONE || !check_whom(whom, &ref, err) ||
            !list_subjects(q, whom, ref, subjects, err)) {
                json_object_put(subjects);
                json_object_put(statements);
                return false;
        }
        provider = xasprintf("arn:aws:iam::%s:oidc-provider/" ISSUER, q->account);
        principal = json_object_new_object();
        json_put_text(principal, "Federated", provider);
        free(provider);
        condition = json_object_new_object();
        keys = json_object_new_object();
        json_put_text(keys, ISSUER ":aud", "sts.amazonaws.com");
        json_put(condition, "StringEquals", keys);
        keys = json_object_new_object();
        json_put(keys, ISSUER ":sub", subjects);
        json_put(condition, "StringLike", keys);
        statement = json_object_new_object();
        json_put_text(statement, "Effect", "Allow");
        json_put(statement, "Principal", principal);
        json_put_text(statement, "Action", "sts:AssumeRoleWithWebIdentity");
        json_put(statement, "Condition", condition);
        json_object_array_add(statements, statement);
        *out = json_object_new_object();
        json_put_text(*out, "Version", "2012-10-17");
        json_put(*out, "Statement", statements);
        return true;
}
