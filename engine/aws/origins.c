#include "engine/aws/origins.h"

#include <stdlib.h>
#include <string.h>

#include "engine/aws/context.h"
#include "engine/aws/endpoint.h"
#include "engine/base/mem.h"

static bool of_profile(const struct profile *p, const char **region, char **where, struct err *err)
{
        *region = profile_get(p, "region");
        if (*region) {
                *where = xasprintf("profile \"%s\" in %s", p->name, p->config_path);
                return true;
        }
        err_set(err, ERR_INVALID,
                "no AWS region: neither AWS_REGION nor AWS_DEFAULT_REGION is set and profile "
                "\"%s\" in %s names none",
                p->name, p->config_path);
        return err_next(err, "set AWS_REGION");
}

bool origins_region(const struct aws_options *options, const struct profile *profile, char **out,
                    char **from, struct err *err)
{
        static const char *const variables[] = {"AWS_REGION", "AWS_DEFAULT_REGION"};
        const struct environment env = {options->env, options->env_arg};
        const char *region = options->region;
        char *where = region ? xstrdup("--region") : NULL;

        for (size_t i = 0; !region && i < ARRAY_LEN(variables); i++) {
                region = environment_get(&env, variables[i]);
                where = region ? xstrdup(variables[i]) : NULL;
        }
        if (!region && !of_profile(profile, &region, &where, err))
                return false;
        if (!region_check(region, err)) {
                free(where);
                return false;
        }
        *out = xstrdup(region);
        if (from)
                *from = where;
        else
                free(where);
        return true;
}

static void read_endpoints(const struct environment *env, const struct profile *profile,
                           const char *region, struct aws_origins *out)
{
        for (int i = 0; i < SERVICE_COUNT; i++) {
                struct endpoint_origin *e = &out->endpoints[i];
                const char *own = NULL;

                e->service = services[i].name;
                if (!endpoint_find(env, profile, &services[i], region, &e->url, NULL,
                                   &out->endpoint_err) ||
                    !endpoint_own(env, profile, &services[i], &own, &e->from, &out->endpoint_err))
                        return;
                if (!own) {
                        free(e->from);
                        e->from = NULL;
                }
        }
}

void origins_read(const struct aws_options *options, const char *fallback, struct aws_origins *out)
{
        const struct environment env = {options->env, options->env_arg};
        struct profile profile = {0};

        *out = (struct aws_origins){0};
        if (!profile_load(&env, &profile, &out->profile_err)) {
                profile_release(&profile);
                return;
        }
        out->profile = xstrdup(profile.name);
        origins_region(options, &profile, &out->region, &out->region_from, &out->region_err);
        read_endpoints(&env, &profile, out->region ? out->region : fallback, out);
        profile_release(&profile);
}

void origins_release(struct aws_origins *o)
{
        for (int i = 0; i < SERVICE_COUNT; i++) {
                free(o->endpoints[i].url);
                free(o->endpoints[i].from);
        }
        free(o->profile);
        free(o->region);
        free(o->region_from);
        err_clear(&o->profile_err);
        err_clear(&o->region_err);
        err_clear(&o->endpoint_err);
        *o = (struct aws_origins){0};
}

bool origins_credentials(struct aws *aws, struct credential_origin *out, struct err *err)
{
        struct credentials *found = credential_chain_get(aws->credentials, err);

        *out = (struct credential_origin){
                .provider = credential_chain_provider(aws->credentials),
                .source = credential_chain_source(aws->credentials),
                .expires = found ? found->expires : 0,
        };
        out->renewed = out->expires && !credential_chain_end(aws->credentials);
        credentials_drop(found);
        return found != NULL;
}
