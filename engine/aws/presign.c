/* Signature Version 4 in the query, as botocore's SigV4QueryAuth. */
#include "engine/aws/presign.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "engine/aws/call.h"
#include "engine/aws/context.h"
#include "engine/base/mem.h"
#include "engine/base/sigv4.h"

/* Of the empty payload. */
#define EMPTY_SHA256 "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

/* What the Host header says of this URL: in lower case, without the scheme's own port. */
static char *host_of(const char *base)
{
        const char *scheme_end = strstr(base, "://");
        const char *host = scheme_end ? scheme_end + 3 : base;
        char *out = xstrndup(host, strcspn(host, "/"));

        for (char *at = out; *at; at++)
                *at = (char)tolower((unsigned char)*at);
        if (text_starts(base, "https://") && text_ends(out, ":443"))
                out[strlen(out) - 4] = '\0';
        else if (text_starts(base, "http://") && text_ends(out, ":80"))
                out[strlen(out) - 3] = '\0';
        return out;
}

static void add_param(struct text *query, const char *name, const char *value)
{
        if (query->len)
                text_add_char(query, '&');
        text_addf(query, "%s=", name);
        text_add_urlencoded(query, value);
}

/* The operation's parameters, then those of the signature, in botocore's order. */
static void add_query(const struct presign *p, const struct sigv4_scope *scope, struct text *query)
{
        struct text credential = TEXT_INIT;

        const char *token = p->who->session_token;

        /* Six times this is there for what is encoded to three times its length. */
        secret_room(query, strlen(p->query) / 4 + (token ? strlen(token) : 0) + 256);
        text_add(query, p->query);
        text_addf(&credential, "%s/", p->who->access_key);
        sigv4_scope_add(scope, &credential);
        add_param(query, "X-Amz-Algorithm", "AWS4-HMAC-SHA256");
        add_param(query, "X-Amz-Credential", text_str(&credential));
        add_param(query, "X-Amz-Date", scope->time);
        text_addf(query, "&X-Amz-Expires=%lld", (long long)p->expires);
        add_param(query, "X-Amz-SignedHeaders", "host");
        if (token)
                add_param(query, "X-Amz-Security-Token", token);
        text_release(&credential);
}

void presign_url(const struct presign *p, struct text *url)
{
        struct text query = TEXT_INIT, canonical = TEXT_INIT;
        struct sigv4_scope scope;
        char signature[DIGEST_HEX_SIZE];
        char *host = host_of(p->base);

        sigv4_scope_init(&scope, p->now, p->region, p->service);
        add_query(p, &scope, &query);

        secret_room(&canonical, query.len);
        text_addf(&canonical, "%s\n%s\n", p->method, p->path);
        sigv4_query_add(text_str(&query), &canonical);
        text_addf(&canonical, "\nhost:%s\n\nhost\n" EMPTY_SHA256, host);
        sigv4_sign(&scope, p->who->secret_key, &canonical, signature);

        secret_room(url, query.len);
        text_addf(url, "%s%s?%s&X-Amz-Signature=%s", p->base, p->path, text_str(&query), signature);
        free(host);
        secret_release(&canonical); /* the query may carry a session token */
        secret_release(&query);
}

/* The endpoint in another region: botocore's own rule. The caller frees. */
static char *endpoint_in(const char *endpoint, const char *own, const char *region)
{
        struct text out = TEXT_INIT;
        const char *found;

        while ((found = strstr(endpoint, own))) {
                text_add_n(&out, endpoint, (size_t)(found - endpoint));
                text_add(&out, region);
                endpoint = found + strlen(own);
        }
        text_add(&out, endpoint);
        return text_steal(&out);
}

/* An endpoint of the user's may have a path of its own: "http://127.0.0.1:4566/aws". */
static char *split_path(char *base)
{
        char *slash = strchr(strstr(base, "://") + 3, '/');
        char *path = xasprintf("%s/", slash ? slash : "");

        if (slash)
                *slash = '\0';
        return path;
}

bool presign_query(struct aws *aws, enum aws_service service, const char *region,
                   const char *method, const char *query_body, int64_t expires_s, struct text *url,
                   struct err *err)
{
        struct presign p = {
                .method = method,
                .query = query_body,
                .region = region ? region : aws->region,
                .service = services[service].endpoint,
                .expires = expires_s,
        };
        struct credentials *who = credential_chain_get(aws->credentials, err);
        char *base, *path;

        if (!who)
                return err_prefix(err, "presigning for %s", p.service);
        base = endpoint_in(aws->endpoints[service], aws->region, p.region);
        path = split_path(base);
        p.base = base;
        p.path = path;
        p.who = who;
        p.now = aws_now(aws);
        presign_url(&p, url);
        credentials_drop(who);
        free(base);
        free(path);
        return true;
}
