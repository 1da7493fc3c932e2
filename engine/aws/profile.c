/* Finds a profile in the shared files. */
#include "engine/aws/profile.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/text.h"

static char *path_of(const struct environment *env, const char *variable, const char *name)
{
        const char *path = environment_get(env, variable);
        const char *home = environment_get(env, "HOME");

        if (path && strncmp(path, "~/", 2) == 0)
                return xasprintf("%s/%s", home ? home : "", path + 2);
        if (path)
                return xstrdup(path);
        return xasprintf("%s/.aws/%s", home ? home : "", name);
}

static char *config_section(const struct profile *p)
{
        char *section = xasprintf("profile %s", p->name);

        if (strcmp(p->name, "default") == 0 && !ini_has(&p->config, section))
                xreplace(&section, "default");
        return section;
}

bool profile_load(const struct environment *env, struct profile *out, struct err *err)
{
        const char *name = environment_get(env, "AWS_PROFILE");

        if (!name)
                name = environment_get(env, "AWS_DEFAULT_PROFILE");
        *out = (struct profile){
                .name = xstrdup(name ? name : "default"),
                .chosen = name != NULL,
                .credentials_path = path_of(env, "AWS_SHARED_CREDENTIALS_FILE", "credentials"),
                .config_path = path_of(env, "AWS_CONFIG_FILE", "config"),
        };
        if (!ini_load(out->credentials_path, &out->credentials, &out->credentials_found, err) ||
            !ini_load(out->config_path, &out->config, &out->config_found, err))
                return false;
        out->section = config_section(out);
        if (out->chosen && !ini_has(&out->credentials, out->name) &&
            !ini_has(&out->config, out->section))
                return err_set(err, ERR_INVALID,
                               "AWS profile \"%s\" is neither in %s nor, as [%s], in %s", out->name,
                               out->credentials_path, out->section, out->config_path);
        return true;
}

void profile_release(struct profile *p)
{
        free(p->name);
        free(p->credentials_path);
        free(p->config_path);
        free(p->section);
        ini_release(&p->credentials);
        ini_release(&p->config);
        *p = (struct profile){0};
}

static const char *full(const char *value)
{
        return value && *value ? value : NULL;
}

const char *profile_config(const struct profile *p, const char *key)
{
        return full(ini_get(&p->config, p->section, key));
}

const char *profile_credentials(const struct profile *p, const char *key)
{
        return full(ini_get(&p->credentials, p->name, key));
}
