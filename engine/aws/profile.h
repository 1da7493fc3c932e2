/*
 * One profile as the two shared files tell it: AWS_PROFILE (or AWS_DEFAULT_PROFILE, or "default"),
 * in AWS_SHARED_CREDENTIALS_FILE (~/.aws/credentials) and AWS_CONFIG_FILE (~/.aws/config).
 */
#ifndef SNAPLIFT_AWS_PROFILE_H
#define SNAPLIFT_AWS_PROFILE_H

#include "engine/aws/environment.h"
#include "engine/aws/ini.h"

struct profile {
        char *name;
        bool chosen; /* by the environment: then it must be there */
        char *credentials_path, *config_path;
        bool credentials_found, config_found; /* the files */
        struct ini credentials, config;
        char *section; /* in config: "default" or "profile NAME" */
};

/* An error is a file that can't be read or understood, or a chosen profile in neither file. */
bool profile_load(const struct environment *env, struct profile *out, struct err *err);
void profile_release(struct profile *p);

/* From config, or credentials; NULL when absent or empty. Borrowed. */
const char *profile_config(const struct profile *p, const char *key);
const char *profile_credentials(const struct profile *p, const char *key);

#endif
