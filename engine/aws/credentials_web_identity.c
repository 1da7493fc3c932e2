/*
 * A role for the token that an identity provider wrote to a file: a CI's OIDC, EKS. The call to STS
 * is not signed. Facts: botocore/credentials.py, AssumeRoleWithWebIdentityProvider.
 */
#include <stdlib.h>
#include <string.h>

#include "engine/aws/context.h"
#include "engine/aws/credentials_role.h"
#include "engine/aws/secret_file.h"
#include "engine/aws/secrets.h"
#include "engine/base/mem.h"

struct web_identity {
        struct aws *with; /* without credentials */
        char *token_path, *arn, *session_name;
};

/* The environment first, key by key. */
static const char *setting_of(const struct credential_setting *s, const char *variable,
                              const char *key)
{
        const char *value = s->of_source ? NULL : environment_get(&s->aws->env, variable);

        if (!value)
                value = profile_value(s->files, s->profile, key);
        return value && *value ? value : NULL;
}

static enum credential_look look(const struct credential_setting *s, void **state,
                                 struct text *source, struct text *why, struct err *err)
{
        const char *token = setting_of(s, "AWS_WEB_IDENTITY_TOKEN_FILE", "web_identity_token_file");
        const char *name = setting_of(s, "AWS_ROLE_SESSION_NAME", "role_session_name");
        struct sts_role role = {.arn = setting_of(s, "AWS_ROLE_ARN", "role_arn")};
        struct web_identity *w;
        char *made_up;

        if (!token) {
                text_addf(why, "%sprofile \"%s\" has no web_identity_token_file",
                          s->of_source ? "" : "AWS_WEB_IDENTITY_TOKEN_FILE is not set and ",
                          s->profile);
                return CREDENTIAL_ABSENT;
        }
        if (!role.arn) {
                err_set(err, ERR_DENIED,
                        "there is a web identity token (%s), but neither AWS_ROLE_ARN nor role_arn "
                        "of profile \"%s\" names the role it is for",
                        token, s->profile);
                return CREDENTIAL_BROKEN;
        }
        made_up = xasprintf("snaplift-%lld", (long long)loop_now(aws_loop(s->aws)) / 1000);
        role.session_name = name ? name : made_up;
        if (!role_check(&role, err)) {
                free(made_up);
                err->code = ERR_DENIED;
                return CREDENTIAL_BROKEN;
        }
        w = xmalloc(sizeof(*w));
        *w = (struct web_identity){
                .with = aws_for_sts(s->aws, NULL),
                .token_path = xstrdup(token),
                .arn = xstrdup(role.arn),
                .session_name = xstrdup(role.session_name),
        };
        free(made_up);
        *state = w;
        text_addf(source, "role %s and the web identity token in %s", w->arn, token);
        return CREDENTIAL_PRESENT;
}

/* The file is read each time: whoever wrote it renews it in place. */
static struct credentials *fetch(void *state, struct err *err)
{
        struct web_identity *w = state;
        struct sts_role role = {.arn = w->arn, .session_name = w->session_name};
        char *token = secret_file_read_word(w->token_path, err);
        struct credentials *found = NULL;

        if (!token) {
                err_prefix(err, "no web identity token for role %s", w->arn);
                return NULL;
        }
        if (!sts_assume_role_with_web_identity(w->with, &role, token, &found, err)) {
                err_prefix(err, "role %s can't be had for the web identity token in %s", w->arn,
                           w->token_path);
                err_next(err, "let the role's trust policy name the token's issuer, audience and "
                              "subject, and see that the token is fresh");
        }
        secret_wipe(&token);
        return found;
}

static void release(void *state)
{
        struct web_identity *w = state;

        aws_free(w->with);
        free(w->token_path);
        free(w->arn);
        free(w->session_name);
        free(w);
}

const struct credential_provider credential_web_identity = {
        .name = "assume-role-with-web-identity",
        .look = look,
        .fetch = fetch,
        .free = release,
};
