/* Credentials from AWS_ACCESS_KEY_ID and its companions. Facts: botocore/credentials.py,
 * EnvProvider. */
#include <stdlib.h>

#include "engine/aws/context.h"
#include "engine/aws/credentials_json.h"
#include "engine/base/mem.h"

static enum credential_look look(const struct credential_setting *s, void **state,
                                 struct text *source, struct text *why, struct err *err)
{
        const struct environment *env = &s->aws->env;
        const char *secret = environment_get(env, "AWS_SECRET_ACCESS_KEY");
        struct environment *copy;

        if (!environment_get(env, "AWS_ACCESS_KEY_ID")) {
                text_addf(why, "AWS_ACCESS_KEY_ID is not set%s",
                          secret ? ", though AWS_SECRET_ACCESS_KEY is" : "");
                return CREDENTIAL_ABSENT;
        }
        if (!secret) {
                err_set(err, ERR_DENIED,
                        "AWS_ACCESS_KEY_ID is set but AWS_SECRET_ACCESS_KEY is not");
                return CREDENTIAL_BROKEN;
        }
        copy = xmalloc(sizeof(*copy));
        *copy = *env;
        *state = copy;
        text_add(source, "the environment (AWS_ACCESS_KEY_ID)");
        return CREDENTIAL_PRESENT;
}

static struct credentials *fetch(void *state, struct err *err)
{
        const struct environment *env = state;
        const char *access = environment_get(env, "AWS_ACCESS_KEY_ID");
        const char *secret = environment_get(env, "AWS_SECRET_ACCESS_KEY");
        const char *token = environment_get(env, "AWS_SECURITY_TOKEN");
        const char *until = environment_get(env, "AWS_CREDENTIAL_EXPIRATION");
        int64_t expires = 0;

        if (!token)
                token = environment_get(env, "AWS_SESSION_TOKEN");
        if (!access || !secret) {
                err_set(err, ERR_DENIED, "AWS_ACCESS_KEY_ID or its secret key is not set any more");
                return NULL;
        }
        if (until && !expiry_parse(until, &expires)) {
                err_set(err, ERR_DENIED, "AWS_CREDENTIAL_EXPIRATION is \"%s\", not a time as %s",
                        until, "2026-11-21T01:07:10Z");
                return NULL;
        }
        return credentials_new(access, secret, token, expires);
}

const struct credential_provider credential_environment = {
        .name = "env",
        .look = look,
        .fetch = fetch,
        .free = free,
        .fixed = true,
};
