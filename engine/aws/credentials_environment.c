/* Credentials from AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN. */
#include <stdlib.h>

#include "engine/aws/credentials.h"
#include "engine/base/mem.h"

static enum credential_look look(const struct credential_setting *setting, void **state,
                                 struct text *source, struct text *why, struct err *err)
{
        const char *access = environment_get(&setting->env, "AWS_ACCESS_KEY_ID");
        const char *secret = environment_get(&setting->env, "AWS_SECRET_ACCESS_KEY");
        struct environment *env;

        if (!access && !secret) {
                text_add(why, "AWS_ACCESS_KEY_ID is not set");
                return CREDENTIAL_ABSENT;
        }
        if (!access || !secret) {
                err_set(err, ERR_DENIED, "%s is set but %s is not",
                        access ? "AWS_ACCESS_KEY_ID" : "AWS_SECRET_ACCESS_KEY",
                        access ? "AWS_SECRET_ACCESS_KEY" : "AWS_ACCESS_KEY_ID");
                return CREDENTIAL_BROKEN;
        }
        env = xmalloc(sizeof(*env));
        *env = setting->env;
        *state = env;
        text_add(source, "the environment (AWS_ACCESS_KEY_ID)");
        return CREDENTIAL_PRESENT;
}

static struct credentials *fetch(void *state, struct err *err)
{
        const struct environment *env = state;
        const char *access = environment_get(env, "AWS_ACCESS_KEY_ID");
        const char *secret = environment_get(env, "AWS_SECRET_ACCESS_KEY");

        if (!access || !secret) {
                err_set(err, ERR_DENIED, "AWS_ACCESS_KEY_ID or its secret key is not set any more");
                return NULL;
        }
        return credentials_new(access, secret, environment_get(env, "AWS_SESSION_TOKEN"), 0);
}

const struct credential_provider credential_environment = {
        .name = "environment",
        .look = look,
        .fetch = fetch,
        .free = free,
};
