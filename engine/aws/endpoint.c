/* Endpoints; the partitions' suffixes are those of botocore's partitions.json. */
#include "engine/aws/endpoint.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/text.h"

static const struct partition {
        const char *region_prefix;
        const char *suffix;
} partitions[] = {
        {"cn-", "amazonaws.com.cn"},    {"eusc-", "amazonaws.eu"},
        {"us-iso-", "c2s.ic.gov"},      {"us-isob-", "sc2s.sgov.gov"},
        {"eu-isoe-", "cloud.adc-e.uk"}, {"us-isof-", "csp.hci.ic.gov"},
};

static const char *suffix_of(const char *region)
{
        for (size_t i = 0; i < ARRAY_LEN(partitions); i++) {
                if (text_starts(region, partitions[i].region_prefix))
                        return partitions[i].suffix;
        }
        return "amazonaws.com";
}

bool region_check(const char *region, struct err *err)
{
        size_t len = strlen(region);
        bool good = len > 0 && len <= 63 && region[0] >= 'a' && region[0] <= 'z' &&
                    region[len - 1] != '-';

        for (size_t i = 0; i < len && good; i++)
                good = (region[i] >= 'a' && region[i] <= 'z') ||
                       (region[i] >= '0' && region[i] <= '9') || region[i] == '-';
        if (good)
                return true;
        err_set(err, ERR_INVALID, "\"%s\" is not the name of an AWS region", region);
        return err_next(err, "write it as in eu-central-1");
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

static const char *of_profile(const struct profile *p, const struct service *service)
{
        const char *group = profile_get(p, "services");
        const char *url = NULL;

        if (group)
                url = ini_get_in(&p->config, profile_section(p, "services", group),
                                 service->config_key, "endpoint_url");
        return url && *url ? url : profile_get(p, "endpoint_url");
}

bool endpoint_url(const struct environment *env, const struct profile *profile,
                  const struct service *service, const char *region, char **out, struct err *err)
{
        char *variable = xasprintf("AWS_ENDPOINT_URL_%s", service->variable);
        const char *ignore = environment_get(env, "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS");
        const char *url = environment_get(env, variable);
        char *where = xasprintf("%s", url ? variable : "AWS_ENDPOINT_URL");
        bool ok;

        free(variable);
        if (!url)
                url = environment_get(env, "AWS_ENDPOINT_URL");
        if (!url) {
                url = of_profile(profile, service);
                free(where);
                where = xasprintf("endpoint_url for %s in %s", service->name, profile->config_path);
        }
        if (ignore && strcasecmp(ignore, "true") == 0)
                url = NULL;
        if (url) {
                ok = check_url(url, where, out, err);
        } else {
                *out = xasprintf("https://%s.%s.%s", service->endpoint, region, suffix_of(region));
                ok = true;
        }
        free(where);
        return ok;
}
