/*
 * Static keys of a profile: in the credentials file, and, after what else a profile may say, in the
 * config file. Facts: botocore/credentials.py, SharedCredentialProvider and ConfigProvider.
 */
#include <stdlib.h>

#include "engine/aws/context.h"
#include "engine/base/mem.h"

struct keys {
        struct environment env;
        char *profile;
};

typedef const char *(*get_value)(const struct profile *p, const char *name, const char *key);

static const char *file_of(const struct profile *p, get_value get)
{
        return get == profile_credentials ? p->credentials_path : p->config_path;
}

/* NULL and no error: there are none. */
static struct credentials *keys_of(const struct profile *p, const char *name, get_value get,
                                   struct err *err)
{
        const char *access = get(p, name, "aws_access_key_id");
        const char *secret = get(p, name, "aws_secret_access_key");
        const char *token = get(p, name, "aws_security_token");

        if (!access)
                return NULL;
        if (!secret || !*access || !*secret) {
                err_set(err, ERR_DENIED, "profile \"%s\" in %s has %s, but %s is %s", name,
                        file_of(p, get), "aws_access_key_id",
                        secret && !*access ? "it" : "aws_secret_access_key",
                        secret ? "empty" : "missing");
                return NULL;
        }
        if (!token)
                token = get(p, name, "aws_session_token");
        return credentials_new(access, secret, token && *token ? token : NULL, 0);
}

static void say_why(const struct profile *p, const char *name, get_value get, struct text *why)
{
        bool found = get == profile_credentials ? p->credentials_found : p->config_found;
        const struct text *problem =
                get == profile_credentials ? &p->credentials_problem : &p->config_problem;

        if (!found)
                text_addf(why, "%s is not there", file_of(p, get));
        else if (problem->len)
                text_addf(why, "%s: %s", file_of(p, get), text_str(problem));
        else
                text_addf(why, "no aws_access_key_id of profile \"%s\" in %s", name,
                          file_of(p, get));
}

static enum credential_look look_in(const struct credential_setting *s, get_value get, void **state,
                                    struct text *source, struct text *why, struct err *err)
{
        struct credentials *found = keys_of(s->files, s->profile, get, err);
        struct keys *k;

        if (!found && err->code)
                return CREDENTIAL_BROKEN;
        if (!found) {
                say_why(s->files, s->profile, get, why);
                return CREDENTIAL_ABSENT;
        }
        credentials_drop(found);
        k = xmalloc(sizeof(*k));
        *k = (struct keys){s->aws->env, xstrdup(s->profile)};
        *state = k;
        text_addf(source, "profile \"%s\" in %s", s->profile, file_of(s->files, get));
        return CREDENTIAL_PRESENT;
}

/* Reads again each time: keys are often renewed by writing the file anew. */
static struct credentials *fetch_from(const struct keys *k, get_value get, struct err *err)
{
        struct profile p = {0};
        struct credentials *found = NULL;

        if (profile_load(&k->env, &p, err)) {
                found = keys_of(&p, k->profile, get, err);
                if (!found && !err->code)
                        err_set(err, ERR_DENIED, "profile \"%s\" has no keys any more", k->profile);
        }
        profile_release(&p);
        return found;
}

static void release(void *state)
{
        struct keys *k = state;

        free(k->profile);
        free(k);
}

static enum credential_look look_shared(const struct credential_setting *s, void **state,
                                        struct text *source, struct text *why, struct err *err)
{
        return look_in(s, profile_credentials, state, source, why, err);
}

static struct credentials *fetch_shared(void *state, struct err *err)
{
        return fetch_from(state, profile_credentials, err);
}

static enum credential_look look_config(const struct credential_setting *s, void **state,
                                        struct text *source, struct text *why, struct err *err)
{
        return look_in(s, profile_config, state, source, why, err);
}

static struct credentials *fetch_config(void *state, struct err *err)
{
        return fetch_from(state, profile_config, err);
}

/* `aws login` binds its tokens to a key by DPoP, which is not spoken here: using another identity
 * instead would be worse than saying so. */
static enum credential_look look_login(const struct credential_setting *s, void **state,
                                       struct text *source, struct text *why, struct err *err)
{
        (void)state;
        (void)source;
        if (!profile_value(s->files, s->profile, "login_session")) {
                text_addf(why, "profile \"%s\" has no login_session", s->profile);
                return CREDENTIAL_ABSENT;
        }
        err_set(err, ERR_DENIED, "profile \"%s\" uses login_session, which is not supported",
                s->profile);
        err_next(err,
                 "give its keys in the environment: eval \"$(aws configure export-credentials "
                 "--profile %s --format env)\"",
                 s->profile);
        return CREDENTIAL_BROKEN;
}

const struct credential_provider credential_shared = {
        .name = "shared-credentials-file",
        .look = look_shared,
        .fetch = fetch_shared,
        .free = release,
};

const struct credential_provider credential_config = {
        .name = "config-file",
        .look = look_config,
        .fetch = fetch_config,
        .free = release,
};

const struct credential_provider credential_login = {
        .name = "login",
        .look = look_login,
};
