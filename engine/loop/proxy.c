/* Reads the environment's proxy settings. */
#include "engine/loop/proxy.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "engine/base/mem.h"
#include "engine/base/text.h"

static const char *get(const struct proxy_environment *env, const char *name)
{
        return env->get ? env->get(env->arg, name) : getenv(name);
}

/* NULL when unset or empty. */
static const char *setting(const struct proxy_environment *env, const char *small,
                           const char *capital)
{
        const char *value = get(env, small);

        if (!value && !(strcmp(small, "http_proxy") == 0 && get(env, "REQUEST_METHOD")))
                value = get(env, capital);
        return value && *value ? value : NULL;
}

static bool is_ours(const char *host)
{
        bool ipv4 = host[strspn(host, "0123456789.")] == '\0';

        return strcasecmp(host, "localhost") == 0 || (ipv4 && text_starts(host, "127.")) ||
               (ipv4 && text_starts(host, "169.254.")) || strcmp(host, "[::1]") == 0 ||
               strncasecmp(host, "[fd00:ec2::", 11) == 0;
}

/* The host, or its end behind a dot. */
static bool matches(const char *host, const char *name, size_t len)
{
        size_t host_len = strlen(host);
        const char *end;

        if (host_len < len)
                return false;
        end = host + host_len - len;
        return strncasecmp(end, name, len) == 0 && (end == host || end[-1] == '.');
}

static bool is_excepted(const char *names, const char *host, const char *host_port)
{
        if (strcmp(names, "*") == 0)
                return true;
        while (*names) {
                size_t len = strcspn(names, ","), whole = len;
                const char *name = names;

                while (len && isspace((unsigned char)*name)) {
                        name++;
                        len--;
                }
                while (len && isspace((unsigned char)name[len - 1]))
                        len--;
                if (len) {
                        while (len && *name == '.') {
                                name++;
                                len--;
                        }
                        if (matches(host, name, len) || matches(host_port, name, len))
                                return true;
                }
                names += whole;
                names += *names == ',';
        }
        return false;
}

char *proxy_for(const struct proxy_environment *env, const char *scheme, const char *host,
                const char *port)
{
        bool tls = strcmp(scheme, "https") == 0;
        const char *proxy = setting(env, tls ? "https_proxy" : "http_proxy",
                                    tls ? "HTTPS_PROXY" : "HTTP_PROXY");
        const char *names = setting(env, "no_proxy", "NO_PROXY");
        char *host_port;
        bool direct;

        if (!proxy || is_ours(host))
                return NULL;
        host_port = xasprintf("%s%s%s", host, port ? ":" : "", port ? port : "");
        direct = names && is_excepted(names, host, host_port);
        free(host_port);
        if (direct)
                return NULL;
        if (text_starts(proxy, "http:") || text_starts(proxy, "https:"))
                return xstrdup(proxy);
        return xasprintf("%s%s", text_starts(proxy, "//") ? "http:" : "http://", proxy);
}

char *proxy_place(const char *proxy)
{
        const char *host = strstr(proxy, "://"), *at;
        size_t len;

        host = host ? host + 3 : proxy;
        len = strcspn(host, "/?#");
        at = memrchr(host, '@', len);
        if (at) {
                len -= (size_t)(at + 1 - host);
                host = at + 1;
        }
        return xasprintf("%s://%.*s", text_starts(proxy, "https:") ? "https" : "http", (int)len,
                         host);
}
