/* A second context whose credentials are a role's, assumed with the first one's. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "engine/aws/context.h"
#include "engine/aws/sts.h"
#include "engine/base/mem.h"

struct assumed {
        struct aws *base; /* borrowed */
        char *arn, *session_name, *external_id;
};

/* --- what STS takes: botocore data/sts/2011-06-15, arnType, roleSessionNameType, externalIdType */

static bool is_role_arn(const char *arn)
{
        const char *rest = text_starts(arn, "arn:") ? strchr(arn + 4, ':') : NULL;

        return rest && text_starts(rest, ":iam::") && strstr(rest, ":role/") &&
               strlen(arn) <= 2048 && !strpbrk(arn, " \t\r\n");
}

static bool made_of(const char *text, const char *more, size_t least, size_t most)
{
        size_t len = strlen(text);

        for (size_t i = 0; i < len; i++) {
                if (!isalnum((unsigned char)text[i]) && !strchr(more, text[i]))
                        return false;
        }
        return len >= least && len <= most;
}

static bool check(const struct aws_role *role, struct err *err)
{
        if (!is_role_arn(role->arn)) {
                err_set(err, ERR_INVALID, "\"%s\" is not the ARN of a role", role->arn);
                return err_next(err, "write it as in arn:aws:iam::123456789012:role/NAME");
        }
        if (!made_of(role->session_name, "_+=,.@-", 2, 64))
                return err_set(err, ERR_INVALID,
                               "\"%s\" can't name a session of %s: expected 2 to 64 letters, "
                               "digits and _+=,.@-",
                               role->session_name, role->arn);
        if (role->external_id && !made_of(role->external_id, "_+=,.@:/-", 2, 1224))
                return err_set(err, ERR_INVALID,
                               "the external id for %s is not one: expected 2 to 1224 letters, "
                               "digits and _+=,.@:/-",
                               role->arn);
        return true;
}

/* --- the provider --- */

/* Asked only after a refusal; needs no permission. */
static char *identity_of(struct aws *aws)
{
        struct sts_identity who = {0};
        struct err err = ERR_INIT;
        char *name;

        if (sts_get_caller_identity(aws, &who, &err))
                name = xasprintf("%s (from %s)", who.arn,
                                 credential_chain_source(aws->credentials));
        else
                name = xasprintf("the identity from %s", credential_chain_source(aws->credentials));
        err_clear(&err);
        sts_identity_release(&who);
        return name;
}

static struct credentials *fetch(void *state, struct err *err)
{
        struct assumed *a = state;
        struct sts_role role = {
                .arn = a->arn,
                .session_name = a->session_name,
                .external_id = a->external_id,
        };
        struct credentials *found;
        char *who;

        if (sts_assume_role(a->base, &role, &found, err))
                return found;
        if (err_is(err, ERR_DENIED)) {
                who = identity_of(a->base);
                err_prefix(err, "role %s can't be assumed by %s", a->arn, who);
                err_next(err,
                         "let the role's trust policy name that identity%s, and allow it "
                         "sts:AssumeRole on the role",
                         a->external_id ? " and the external id" : "");
                free(who);
        } else {
                err_prefix(err, "role %s", a->arn);
        }
        return NULL;
}

static void release(void *state)
{
        struct assumed *a = state;

        free(a->arn);
        free(a->session_name);
        free(a->external_id);
        free(a);
}

static const struct credential_provider provider = {
        .name = "assume-role",
        .fetch = fetch,
        .free = release,
};

/* The account stands in arn:aws:iam::123456789012:role/NAME, which has been checked. */
static void share_rates(struct aws *aws, const char *arn)
{
        const char *at = arn;
        char *account;

        for (int colons = 0; colons < 4; colons++)
                at += strcspn(at, ":") + 1;
        account = xstrndup(at, strcspn(at, ":"));
        aws_learn_account(aws, account);
        free(account);
}

struct aws *aws_assume(struct aws *base, const struct aws_role *role, struct err *err)
{
        struct assumed *a;
        struct aws *aws;
        char *source;

        if (!check(role, err))
                return NULL;
        aws = aws_beside(base, role->region ? role->region : base->region, err);
        if (!aws)
                return NULL;
        share_rates(aws, role->arn);
        a = xmalloc(sizeof(*a));
        *a = (struct assumed){
                .base = base,
                .arn = xstrdup(role->arn),
                .session_name = xstrdup(role->session_name),
                .external_id = xstrdup(role->external_id),
        };
        source = xasprintf("role %s, assumed with %s", role->arn,
                           credential_chain_source(base->credentials));
        aws->credentials = credential_chain_of(base->loop, &provider, a, source);
        free(source);
        return aws;
}
