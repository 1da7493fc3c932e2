/* Endpoints: settings, then rules. */
#include "engine/aws/endpoint.h"

#include <regex.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "engine/aws/endpoint_table.h"
#include "engine/base/mem.h"
#include "engine/base/text.h"

bool region_check(const char *region, struct err *err)
{
        size_t len = strlen(region);
        bool good = len > 0 && len <= 63 && region[0] >= 'a' && region[0] <= 'z' &&
                    region[len - 1] != '-';

        for (size_t i = 0; i < len && good; i++)
                good = (region[i] >= 'a' && region[i] <= 'z') ||
                       (region[i] >= '0' && region[i] <= '9') || region[i] == '-';
        if (good && (text_starts(region, "fips-") || text_ends(region, "-fips"))) {
                err_set(err, ERR_INVALID, "\"%s\" is not the name of an AWS region", region);
                return err_next(err, "write the region alone, and set AWS_USE_FIPS_ENDPOINT=true");
        }
        if (good)
                return true;
        err_set(err, ERR_INVALID, "\"%s\" is not the name of an AWS region", region);
        return err_next(err, "write it as in eu-central-1");
}

/* --- by rule --- */

static bool is_in(const struct partition *p, const char *region)
{
        regex_t pattern;
        bool found;

        if (p->pseudo_region && strcmp(p->pseudo_region, region) == 0)
                return true;
        if (regcomp(&pattern, p->pattern, REG_EXTENDED | REG_NOSUB) != 0)
                return false;
        found = regexec(&pattern, region, 0, NULL, 0) == 0;
        regfree(&pattern);
        return found;
}

static const struct partition *partition_of(const char *region)
{
        for (const struct partition *p = partitions; p->name; p++) {
                if (is_in(p, region))
                        return p;
        }
        return &partitions[0];
}

const char *region_partition(const char *region)
{
        return partition_of(region)->name;
}

static const struct endpoint_rule *rule_for(const char *service, const struct partition *p,
                                            const char *region, bool fips, bool dual)
{
        for (const struct endpoint_rule *r = endpoint_rules; r->service; r++) {
                if (strcmp(r->service, service) == 0 && r->fips == fips && r->dual == dual &&
                    (!r->partition || strcmp(r->partition, p->name) == 0) &&
                    (!r->region || strcmp(r->region, region) == 0))
                        return r;
        }
        return NULL;
}

static char *fill(const char *url, const struct partition *p, const char *region)
{
        const struct {
                const char *name, *value;
        } parts[] = {{"{region}", region}, {"{suffix}", p->suffix}, {"{dual}", p->dual_suffix}};
        struct text out = TEXT_INIT;

        while (*url) {
                size_t i = 0;

                while (i < ARRAY_LEN(parts) && !text_starts(url, parts[i].name))
                        i++;
                if (i < ARRAY_LEN(parts)) {
                        text_add(&out, parts[i].value);
                        url += strlen(parts[i].name);
                } else {
                        text_add_char(&out, *url++);
                }
        }
        return text_steal(&out);
}

bool endpoint_by_region(const struct service *service, const char *region, bool fips, bool dual,
                        char **url, char **signing_region, struct err *err)
{
        const struct partition *p = partition_of(region);
        const struct endpoint_rule *rule = rule_for(service->endpoint, p, region, fips, dual);

        if (!rule || !rule->url)
                return err_set(err, ERR_INVALID, "%s has no %s%s%sendpoint in region %s (%s)",
                               service->name, fips ? "FIPS " : "", fips && dual ? "and " : "",
                               dual ? "dual-stack " : "", region, p->name);
        *url = fill(rule->url, p, region);
        if (signing_region)
                *signing_region = xstrdup(rule->signing_region ? rule->signing_region : region);
        return true;
}

/* --- by setting --- */

/* true or false, from the environment or the profile; `where` says which it was. */
static bool read_flag(const struct environment *env, const struct profile *profile,
                      const char *variable, const char *key, bool *flag, struct err *err)
{
        const char *value = environment_get(env, variable), *where = variable;

        if (!value) {
                where = key;
                value = profile_get(profile, key);
        }
        *flag = value && strcasecmp(value, "true") == 0;
        if (value && !*flag && strcasecmp(value, "false") != 0)
                return err_set(err, ERR_INVALID, "%s is \"%s\": expected true or false", where,
                               value);
        return true;
}

static bool check_url(const char *url, const char *where, char **out, struct err *err)
{
        const char *host = text_starts(url, "https://")  ? url + 8
                           : text_starts(url, "http://") ? url + 7
                                                         : NULL;
        size_t len = strlen(url);

        if (!host || !*host || *host == '/' || strpbrk(host, "@?# \t\r\n"))
                return err_set(err, ERR_INVALID,
                               "%s is not a URL as http://HOST:PORT or https://HOST without user, "
                               "query or fragment",
                               where);
        while (len && url[len - 1] == '/')
                len--;
        *out = xstrndup(url, len);
        return true;
}

/* *url NULL: the profile names none. */
static bool of_profile(const struct profile *p, const struct service *service, const char **url,
                       struct err *err)
{
        const char *group = profile_get(p, "services");
        long section;

        *url = NULL;
        if (group) {
                section = profile_section(p, "services", group);
                if (section < 0)
                        return err_set(err, ERR_INVALID,
                                       "profile \"%s\" names the services section \"%s\", but "
                                       "there is no [services %s] in %s",
                                       p->name, group, group, p->config_path);
                *url = ini_get_in(&p->config, section, service->config_key, "endpoint_url");
        }
        if (!*url || !**url)
                *url = profile_get(p, "endpoint_url");
        return true;
}

bool endpoint_own(const struct environment *env, const struct profile *profile,
                  const struct service *service, const char **url, char **where, struct err *err)
{
        char *variable = xasprintf("AWS_ENDPOINT_URL_%s", service->variable);
        bool ignore, ok = true;

        *where = NULL;
        *url = NULL;
        if (!read_flag(env, profile, "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
                       "ignore_configured_endpoint_urls", &ignore, err)) {
                ok = false;
        } else if (!ignore && (*url = environment_get(env, variable))) {
                *where = xstrdup(variable);
        } else if (!ignore && (*url = environment_get(env, "AWS_ENDPOINT_URL"))) {
                *where = xstrdup("AWS_ENDPOINT_URL");
        } else if (!ignore) {
                ok = of_profile(profile, service, url, err);
                *where =
                        xasprintf("endpoint_url for %s in %s", service->name, profile->config_path);
        }
        free(variable);
        return ok;
}

static bool take_own(const char *url, const char *where, bool fips, bool dual, char **out,
                     struct err *err)
{
        if (fips || dual)
                return err_set(err, ERR_INVALID,
                               "%s names an endpoint, which can't be combined with %s", where,
                               fips ? "AWS_USE_FIPS_ENDPOINT (use_fips_endpoint)"
                                    : "AWS_USE_DUALSTACK_ENDPOINT (use_dualstack_endpoint)");
        return check_url(url, where, out, err);
}

bool endpoint_find(const struct environment *env, const struct profile *profile,
                   const struct service *service, const char *region, char **url,
                   char **signing_region, struct err *err)
{
        const char *own = NULL;
        char *where = NULL;
        bool fips, dual, ok;

        ok = read_flag(env, profile, "AWS_USE_FIPS_ENDPOINT", "use_fips_endpoint", &fips, err) &&
             read_flag(env, profile, "AWS_USE_DUALSTACK_ENDPOINT", "use_dualstack_endpoint", &dual,
                       err) &&
             endpoint_own(env, profile, service, &own, &where, err);
        if (ok && own) {
                ok = take_own(own, where, fips, dual, url, err);
                if (ok && signing_region)
                        *signing_region = xstrdup(region);
        } else if (ok) {
                ok = endpoint_by_region(service, region, fips, dual, url, signing_region, err);
        }
        free(where);
        return ok;
}
