/* Whom to trust, as the environment and the profile say. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "engine/aws/aws.h"
#include "engine/aws/environment.h"
#include "engine/aws/profile.h"
#include "engine/base/mem.h"

static bool check(const char *path, const char *where, struct err *err)
{
        FILE *file = fopen(path, "re");

        if (file && fgetc(file) != EOF) {
                fclose(file);
                return true;
        }
        err_set(err, ERR_INVALID, "%s names %s: %s", where, path,
                errno ? strerror(errno) : "it is empty");
        if (file)
                fclose(file);
        return err_next(err, "let it be a file of certificates in PEM format");
}

bool aws_ca_bundle(const struct aws_options *options, char **path, struct err *err)
{
        const struct environment env = {options->env, options->env_arg};
        const char *found = environment_get(&env, "AWS_CA_BUNDLE"), *where = "AWS_CA_BUNDLE";
        struct profile profile = {0};
        bool ok;

        *path = NULL;
        ok = profile_load(&env, &profile, err);
        if (ok && !found) {
                found = profile_get(&profile, "ca_bundle");
                where = "ca_bundle";
        }
        if (ok && !found) {
                found = environment_get(&env, "REQUESTS_CA_BUNDLE");
                where = "REQUESTS_CA_BUNDLE";
        }
        errno = 0;
        ok = ok && (!found || check(found, where, err));
        if (ok)
                *path = xstrdup(found);
        profile_release(&profile);
        return ok;
}
