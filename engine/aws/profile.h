/*
 * What the two shared files say: AWS_SHARED_CREDENTIALS_FILE (~/.aws/credentials) and
 * AWS_CONFIG_FILE (~/.aws/config), put together as botocore does (configloader.build_profile_map(),
 * session.full_config): [default] and [profile NAME] of config, over which the keys of section
 * [NAME] of credentials win, one by one.
 *
 * The profile is chosen by AWS_DEFAULT_PROFILE, else AWS_PROFILE, in botocore's order; else it is
 * "default". One that is named must be there. Empty variables count as unset.
 */
#ifndef SNAPLIFT_AWS_PROFILE_H
#define SNAPLIFT_AWS_PROFILE_H

#include "engine/aws/environment.h"
#include "engine/aws/ini.h"

struct profile {
        char *name;
        char *credentials_path, *config_path;
        bool credentials_found, config_found;            /* the files */
        struct text credentials_problem, config_problem; /* why one that is there can't be read */
        struct ini credentials, config;
};

/* An error is a file that can't be understood, or a named profile in neither file. */
bool profile_load(const struct environment *env, struct profile *out, struct err *err);
void profile_release(struct profile *p);

/* A plain value of a profile from both files; NULL when absent; "" when empty. Borrowed. */
const char *profile_value(const struct profile *p, const char *name, const char *key);
/* The same of the chosen profile, NULL when empty. */
const char *profile_get(const struct profile *p, const char *key);
bool profile_exists(const struct profile *p, const char *name);

/* From one of the files alone; "" when empty. */
const char *profile_config(const struct profile *p, const char *name, const char *key);
const char *profile_credentials(const struct profile *p, const char *name, const char *key);

/* [KIND NAME] of config ("sso-session", "services"): -1 when absent, else for ini_get(). */
long profile_section(const struct profile *p, const char *kind, const char *name);

/* ~ and $VARIABLE in a path, as botocore's files have them; the caller frees. */
char *path_expand(const struct environment *env, const char *path);

#endif
