/* Signature Version 4 in the query, as botocore's SigV4QueryAuth. */
#include "engine/aws/presign.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "engine/aws/call.h"
#include "engine/aws/context.h"
#include "engine/base/digest.h"
#include "engine/base/mem.h"
#include "engine/base/stamp.h"

/* Of the empty payload. */
#define EMPTY_SHA256 "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

enum { DAY_LEN = 8, TIME_SIZE = sizeof("20261121T010710Z") };

/* 20261121T010710Z */
static void amz_date(int64_t ms, char out[TIME_SIZE])
{
        char stamp[STAMP_SIZE];

        stamp_format(ms, stamp);
        memcpy(out, stamp, DAY_LEN);
        out[DAY_LEN] = 'T';
        memcpy(out + DAY_LEN + 1, stamp + DAY_LEN, STAMP_LEN - DAY_LEN);
        memcpy(out + STAMP_LEN + 1, "Z", 2);
}

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

static void add_scope(const struct presign *p, const char *date, struct text *out)
{
        text_addf(out, "%.*s/%s/%s/aws4_request", DAY_LEN, date, p->region, p->service);
}

/* The operation's parameters, then those of the signature, in botocore's order. */
static void add_query(const struct presign *p, const char *date, struct text *query)
{
        struct text credential = TEXT_INIT;

        const char *token = p->who->session_token;

        /* Six times this is there for what is encoded to three times its length. */
        secret_room(query, strlen(p->query) / 4 + (token ? strlen(token) : 0) + 256);
        text_add(query, p->query);
        text_addf(&credential, "%s/", p->who->access_key);
        add_scope(p, date, &credential);
        add_param(query, "X-Amz-Algorithm", "AWS4-HMAC-SHA256");
        add_param(query, "X-Amz-Credential", text_str(&credential));
        add_param(query, "X-Amz-Date", date);
        text_addf(query, "&X-Amz-Expires=%lld", (long long)p->expires);
        add_param(query, "X-Amz-SignedHeaders", "host");
        if (token)
                add_param(query, "X-Amz-Security-Token", token);
        text_release(&credential);
}

/* By name, then by value: '=' would come after characters that may stand in a name. */
static int compare_params(const void *a, const void *b)
{
        const char *left = *(char *const *)a, *right = *(char *const *)b;
        size_t left_len = strcspn(left, "="), right_len = strcspn(right, "=");
        int order = memcmp(left, right, left_len < right_len ? left_len : right_len);

        if (order == 0 && left_len != right_len)
                order = left_len < right_len ? -1 : 1;
        return order ? order : strcmp(left, right);
}

static void add_canonical_query(const char *query, struct text *out)
{
        struct strlist params = {0};

        for (const char *at = query; *at;) {
                size_t len = strcspn(at, "&");

                strlist_addf(&params, "%.*s", (int)len, at);
                at += len + (at[len] == '&');
        }
        if (params.count)
                qsort(params.items, params.count, sizeof(*params.items), compare_params);
        secret_room(out, out->len + strlen(query));
        strlist_join(&params, "&", out);
        for (size_t i = 0; i < params.count; i++) /* one may be a session token */
                explicit_bzero(params.items[i], strlen(params.items[i]));
        strlist_release(&params);
}

static void sign_step(unsigned char key[DIGEST_BYTES], const char *with)
{
        unsigned char next[DIGEST_BYTES];

        digest_hmac_sha256(key, DIGEST_BYTES, with, strlen(with), next);
        memcpy(key, next, DIGEST_BYTES);
        explicit_bzero(next, sizeof(next));
}

static void sign(const struct presign *p, const char *date, const char *what,
                 char out[DIGEST_HEX_SIZE])
{
        unsigned char key[DIGEST_BYTES];
        struct text secret = TEXT_INIT;

        secret_room(&secret, strlen(p->who->secret_key) + 4);
        text_addf(&secret, "AWS4%s", p->who->secret_key);
        digest_hmac_sha256(secret.data, secret.len, date, DAY_LEN, key);
        secret_release(&secret);
        sign_step(key, p->region);
        sign_step(key, p->service);
        sign_step(key, "aws4_request");
        sign_step(key, what);
        digest_hex(key, out);
        explicit_bzero(key, sizeof(key));
}

void presign_url(const struct presign *p, struct text *url)
{
        struct text query = TEXT_INIT, canonical = TEXT_INIT, to_sign = TEXT_INIT;
        char date[TIME_SIZE], digest[DIGEST_HEX_SIZE], signature[DIGEST_HEX_SIZE];
        char *host = host_of(p->base);

        amz_date(p->now, date);
        add_query(p, date, &query);

        text_addf(&canonical, "%s\n%s\n", p->method, p->path);
        add_canonical_query(text_str(&query), &canonical);
        text_addf(&canonical, "\nhost:%s\n\nhost\n" EMPTY_SHA256, host);
        digest_sha256_hex(canonical.data, canonical.len, digest);

        text_addf(&to_sign, "AWS4-HMAC-SHA256\n%s\n", date);
        add_scope(p, date, &to_sign);
        text_addf(&to_sign, "\n%s", digest);
        sign(p, date, text_str(&to_sign), signature);

        secret_room(url, query.len);
        text_addf(url, "%s%s?%s&X-Amz-Signature=%s", p->base, p->path, text_str(&query), signature);
        free(host);
        text_release(&to_sign);
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
        p.now = loop_now(aws->loop);
        presign_url(&p, url);
        credentials_drop(who);
        free(base);
        free(path);
        return true;
}
