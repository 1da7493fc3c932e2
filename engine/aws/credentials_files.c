/*
 * Static keys of a profile in the shared files. A profile that gets its keys in another way (a
 * role, SSO, a process) is refused in words: using some other identity instead would be worse.
 */
#include <stdlib.h>

#include "engine/aws/credentials.h"
#include "engine/base/mem.h"

static const char *const unsupported[] = {
        "role_arn",
        "sso_session",
        "sso_start_url",
        "credential_process",
        "web_identity_token_file",
        "credential_source",
        "login_session",
};

static const char *unsupported_key(const struct profile *p)
{
        for (size_t i = 0; i < ARRAY_LEN(unsupported); i++) {
                if (profile_config(p, unsupported[i]) || profile_credentials(p, unsupported[i]))
                        return unsupported[i];
        }
        return NULL;
}

/* NULL and no error: the profile has no keys. */
static struct credentials *keys_of(const struct profile *p, const char **file, struct err *err)
{
        const char *(*const get[])(const struct profile *p, const char *key) = {profile_credentials,
                                                                                profile_config};

        for (size_t i = 0; i < ARRAY_LEN(get); i++) {
                /* cppcheck-suppress uninitvar; a constant table */
                const char *access = get[i](p, "aws_access_key_id");
                const char *secret = get[i](p, "aws_secret_access_key");

                *file = i == 0 ? p->credentials_path : p->config_path;
                if (access && secret)
                        return credentials_new(access, secret, get[i](p, "aws_session_token"), 0);
                if (access || secret) {
                        err_set(err, ERR_DENIED, "profile \"%s\" in %s has %s but no %s", p->name,
                                *file, access ? "aws_access_key_id" : "aws_secret_access_key",
                                access ? "aws_secret_access_key" : "aws_access_key_id");
                        return NULL;
                }
        }
        return NULL;
}

static enum credential_look look(const struct credential_setting *setting, void **state,
                                 struct text *source, struct text *why, struct err *err)
{
        const struct profile *p = setting->profile;
        const char *key = unsupported_key(p), *file;
        struct credentials *found;
        struct environment *env;

        if (key) {
                err_set(err, ERR_DENIED, "profile \"%s\" uses %s, which is not supported yet",
                        p->name, key);
                err_next(err,
                         "give keys in the environment: eval \"$(aws configure "
                         "export-credentials --profile %s --format env)\"",
                         p->name);
                return CREDENTIAL_BROKEN;
        }
        found = keys_of(p, &file, err);
        if (!found && err->code)
                return CREDENTIAL_BROKEN;
        if (!found) {
                if (!p->credentials_found && !p->config_found)
                        text_addf(why, "neither %s nor %s is there", p->credentials_path,
                                  p->config_path);
                else
                        text_addf(why, "profile \"%s\" has no keys in %s or %s", p->name,
                                  p->credentials_path, p->config_path);
                return CREDENTIAL_ABSENT;
        }
        credentials_drop(found);
        env = xmalloc(sizeof(*env));
        *env = setting->env;
        *state = env;
        text_addf(source, "profile \"%s\" in %s", p->name, file);
        return CREDENTIAL_PRESENT;
}

/* Reads again each time: keys are often renewed by writing the file anew. */
static struct credentials *fetch(void *state, struct err *err)
{
        struct profile p = {0};
        struct credentials *found = NULL;
        const char *file;

        if (profile_load(state, &p, err)) {
                found = keys_of(&p, &file, err);
                if (!found && !err->code)
                        err_set(err, ERR_DENIED, "profile \"%s\" has no keys any more", p.name);
        }
        profile_release(&p);
        return found;
}

const struct credential_provider credential_files = {
        .name = "shared files",
        .look = look,
        .fetch = fetch,
        .free = free,
};
