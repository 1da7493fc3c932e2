/* Puts the shared files together. */
#include "engine/aws/profile.h"

#include <ctype.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "engine/aws/words.h"
#include "engine/base/mem.h"

/* --- paths --- */

static bool is_name_char(char c)
{
        return isalnum((unsigned char)c) || c == '_';
}

/* $NAME and ${NAME}; one that is not set stays as it is written. */
static char *expand_variables(const struct environment *env, const char *path)
{
        struct text out = TEXT_INIT;

        while (*path) {
                const char *name = path + 1, *end = name, *value = NULL;
                char *copy;

                if (*path == '$' && *name == '{') {
                        name++;
                        end = strchr(name, '}');
                } else if (*path == '$') {
                        while (is_name_char(*end))
                                end++;
                }
                if (*path != '$' || !end || end == name) {
                        text_add_char(&out, *path++);
                        continue;
                }
                copy = xstrndup(name, (size_t)(end - name));
                value = environment_get(env, copy);
                free(copy);
                end += *end == '}' && name[-1] == '{';
                if (value)
                        text_add(&out, value);
                else
                        text_add_n(&out, path, (size_t)(end - path));
                path = end;
        }
        return text_steal(&out);
}

char *path_expand(const struct environment *env, const char *path)
{
        char *expanded = expand_variables(env, path), *whole;
        const char *home = environment_get(env, "HOME");

        if (expanded[0] != '~' || (expanded[1] && expanded[1] != '/'))
                return expanded;
        if (!home) {
                const struct passwd *user = getpwuid(getuid());

                home = user ? user->pw_dir : "~";
        }
        whole = xasprintf("%s%s", home, expanded + 1);
        free(expanded);
        return whole;
}

static char *path_of(const struct environment *env, const char *variable, const char *otherwise)
{
        const char *path = environment_get(env, variable);

        return path_expand(env, path ? path : otherwise);
}

/* --- sections --- */

/* [profile "my name"] is NAME's when it begins with the kind and holds two words. */
static bool is_section_of(const char *section, const char *kind, const char *name)
{
        struct strlist words = {0};
        bool same = text_starts(section, kind) && words_split(section, &words) &&
                    words.count == 2 && strcmp(words.items[1], name) == 0;

        strlist_release(&words);
        return same;
}

long profile_section(const struct profile *p, const char *kind, const char *name)
{
        bool is_default = strcmp(kind, "profile") == 0 && strcmp(name, "default") == 0;

        for (size_t i = p->config.section_count; i-- > 0;) { /* the last one wins */
                const char *section = p->config.sections[i];

                if ((is_default && strcmp(section, "default") == 0) ||
                    is_section_of(section, kind, name))
                        return (long)i;
        }
        return -1;
}

const char *profile_config(const struct profile *p, const char *name, const char *key)
{
        return ini_get(&p->config, profile_section(p, "profile", name), key);
}

const char *profile_credentials(const struct profile *p, const char *name, const char *key)
{
        return ini_get(&p->credentials, ini_section(&p->credentials, name), key);
}

const char *profile_value(const struct profile *p, const char *name, const char *key)
{
        const char *value = profile_credentials(p, name, key);

        return value ? value : profile_config(p, name, key);
}

const char *profile_get(const struct profile *p, const char *key)
{
        const char *value = profile_value(p, p->name, key);

        return value && *value ? value : NULL;
}

bool profile_exists(const struct profile *p, const char *name)
{
        return ini_section(&p->credentials, name) >= 0 || profile_section(p, "profile", name) >= 0;
}

/* --- the whole --- */

/* "neither A nor B is there", "profile "x" has no ...": why there is nothing, for messages. */
static void say_files(const struct profile *p, struct text *out)
{
        if (p->credentials_problem.len)
                text_addf(out, "%s: %s", p->credentials_path, text_str(&p->credentials_problem));
        if (p->config_problem.len)
                text_addf(out, "%s%s: %s", out->len ? ", " : "", p->config_path,
                          text_str(&p->config_problem));
        if (out->len)
                return;
        if (!p->credentials_found && !p->config_found)
                text_addf(out, "neither %s nor %s is there", p->credentials_path, p->config_path);
        else
                text_addf(out, "profile \"%s\" is neither in %s nor, as [%s%s], in %s", p->name,
                          p->credentials_path, strcmp(p->name, "default") == 0 ? "" : "profile ",
                          p->name, p->config_path);
}

bool profile_load(const struct environment *env, struct profile *out, struct err *err)
{
        const char *name = environment_get(env, "AWS_DEFAULT_PROFILE");
        struct text why = TEXT_INIT;

        if (!name)
                name = environment_get(env, "AWS_PROFILE");
        *out = (struct profile){
                .name = xstrdup(name ? name : "default"),
                .credentials_path =
                        path_of(env, "AWS_SHARED_CREDENTIALS_FILE", "~/.aws/credentials"),
                .config_path = path_of(env, "AWS_CONFIG_FILE", "~/.aws/config"),
        };
        if (!ini_load(out->credentials_path, &out->credentials, &out->credentials_found,
                      &out->credentials_problem, err) ||
            !ini_load(out->config_path, &out->config, &out->config_found, &out->config_problem,
                      err))
                return false;
        if (!name || profile_exists(out, name))
                return true;
        say_files(out, &why);
        err_set(err, ERR_INVALID, "there is no AWS profile \"%s\": %s", name, text_str(&why));
        text_release(&why);
        return false;
}

void profile_release(struct profile *p)
{
        free(p->name);
        free(p->credentials_path);
        free(p->config_path);
        text_release(&p->credentials_problem);
        text_release(&p->config_problem);
        ini_release(&p->credentials);
        ini_release(&p->config);
        *p = (struct profile){0};
}
