#include "engine/standin/sigv4.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/digest.h"
#include "engine/base/mem.h"
#include "engine/base/stamp.h"
#include "engine/standin/form.h"

static const char algorithm[] = "AWS4-HMAC-SHA256";

enum { SKEW_MS = 15 * 60 * 1000, MOST_EXPIRES = 7 * 86400 };

static char *value_of(char *text, const char *name)
{
        char *at = strstr(text, name);

        return at ? at + strlen(name) : NULL;
}

/* KEY/DATE/REGION/SERVICE/aws4_request */
static bool read_credential(char *credential, struct sigv4_claim *claim)
{
        char *rest = credential;

        claim->access_key = strsep(&rest, "/");
        claim->date = strsep(&rest, "/");
        claim->region = strsep(&rest, "/");
        claim->service = strsep(&rest, "/");
        return rest && strcmp(rest, "aws4_request") == 0;
}

bool sigv4_read(const struct http_request *request, struct sigv4_claim *claim)
{
        const char *header = http_headers_get(&request->headers, "Authorization");
        char *credential, *headers, *signature;

        *claim = (struct sigv4_claim){0};
        if (!header || strncmp(header, algorithm, sizeof(algorithm) - 1) != 0)
                return false;
        claim->buffer = xstrdup(header);
        credential = value_of(claim->buffer, "Credential=");
        headers = value_of(claim->buffer, "SignedHeaders=");
        signature = value_of(claim->buffer, "Signature=");
        if (!credential || !headers || !signature)
                goto unreadable;
        credential[strcspn(credential, ", ")] = '\0';
        headers[strcspn(headers, ", ")] = '\0';
        signature[strcspn(signature, ", ")] = '\0';
        if (!read_credential(credential, claim))
                goto unreadable;
        claim->signed_headers = headers;
        claim->signature = signature;
        return true;
unreadable:
        sigv4_release(claim);
        return false;
}

void sigv4_release(struct sigv4_claim *claim)
{
        free(claim->buffer);
        *claim = (struct sigv4_claim){0};
}

static int by_name_and_value(const void *a, const void *b)
{
        const struct form_pair *x = a, *y = b;
        int order = strcmp(x->name, y->name);

        return order ? order : strcmp(x->value, y->value);
}

static void encode(char **text)
{
        struct text encoded = TEXT_INIT;

        text_add_urlencoded(&encoded, *text);
        free(*text);
        *text = text_steal(&encoded);
}

/* Sorted as they are encoded: a % comes before every letter. */
static bool add_query(const char *query, struct text *out)
{
        struct form form;
        bool any = false;

        if (!query)
                return true;
        if (!form_parse(query, strlen(query), &form))
                return false;
        for (size_t i = 0; i < form.count; i++) {
                encode(&form.pairs[i].name);
                encode(&form.pairs[i].value);
        }
        if (form.count)
                qsort(form.pairs, form.count, sizeof(*form.pairs), by_name_and_value);
        for (size_t i = 0; i < form.count; i++) {
                if (strcmp(form.pairs[i].name, "X-Amz-Signature") == 0) /* of a presigned URL */
                        continue;
                if (any)
                        text_add_char(out, '&');
                any = true;
                text_addf(out, "%s=%s", form.pairs[i].name, form.pairs[i].value);
        }
        form_release(&form);
        return true;
}

/* The path as it arrived is encoded once; every service but S3 signs it encoded again. */
static void add_path(const char *path, size_t len, struct text *out)
{
        if (!len)
                text_add_char(out, '/');
        for (size_t i = 0; i < len; i++) {
                char one[2] = {path[i], '\0'};

                if (*one == '/')
                        text_add_char(out, '/');
                else
                        text_add_urlencoded(out, one);
        }
}

/* Runs of spaces as one, none at the ends. */
static void add_trimmed(const char *value, struct text *out)
{
        bool space = false;
        size_t start = out->len;

        for (; *value; value++) {
                if (*value == ' ' || *value == '\t') {
                        space = true;
                        continue;
                }
                if (space && out->len > start)
                        text_add_char(out, ' ');
                space = false;
                text_add_char(out, *value);
        }
}

static void add_header(const struct http_request *request, const char *name, struct text *out)
{
        bool any = false;

        text_add(out, name);
        text_add_char(out, ':');
        for (size_t i = 0; i < request->headers.count; i++) {
                if (strcasecmp(request->headers.items[i].name, name) != 0)
                        continue;
                if (any)
                        text_add_char(out, ',');
                add_trimmed(request->headers.items[i].value, out);
                any = true;
        }
        text_add_char(out, '\n');
}

static bool add_canonical(const struct http_request *request, const char *signed_headers,
                          struct text *out)
{
        const char *query = strchr(request->url, '?');
        size_t path = query ? (size_t)(query - request->url) : strlen(request->url);
        char body[DIGEST_HEX_SIZE];
        char *names = xstrdup(signed_headers), *rest = names, *name;

        text_addf(out, "%s\n", request->method);
        add_path(request->url, path, out);
        text_add_char(out, '\n');
        if (!add_query(query ? query + 1 : NULL, out)) {
                free(names);
                return false;
        }
        text_add_char(out, '\n');
        while ((name = strsep(&rest, ";")))
                add_header(request, name, out);
        free(names);
        digest_sha256_hex(request->body ? request->body : "", request->body_len, body);
        text_addf(out, "\n%s\n%s", signed_headers, body);
        return true;
}

static void hmac_text(const void *key, size_t len, const char *text,
                      unsigned char out[DIGEST_BYTES])
{
        digest_hmac_sha256(key, len, text, strlen(text), out);
}

static void sign(const struct sigv4_claim *claim, const char *secret, const char *date,
                 const struct text *canonical, char out[DIGEST_HEX_SIZE])
{
        struct text text = TEXT_INIT;
        unsigned char key[DIGEST_BYTES], next[DIGEST_BYTES];
        char hash[DIGEST_HEX_SIZE];

        text_addf(&text, "AWS4%s", secret);
        hmac_text(text.data, text.len, claim->date, key);
        hmac_text(key, sizeof(key), claim->region, next);
        hmac_text(next, sizeof(next), claim->service, key);
        hmac_text(key, sizeof(key), "aws4_request", next);
        text_clear(&text);
        digest_sha256_hex(text_str(canonical), canonical->len, hash);
        text_addf(&text, "%s\n%s\n%s/%s/%s/aws4_request\n%s", algorithm, date, claim->date,
                  claim->region, claim->service, hash);
        hmac_text(next, sizeof(next), text_str(&text), key);
        digest_hex(key, out);
        text_release(&text);
}

/* 20261121T010203Z */
static bool read_date(const char *text, int64_t *ms)
{
        char digits[STAMP_SIZE];

        if (!text || strlen(text) != 16 || text[8] != 'T' || text[15] != 'Z')
                return false;
        memcpy(digits, text, 8);
        memcpy(digits + 8, text + 9, 6);
        digits[14] = '\0';
        return stamp_parse(digits, ms);
}

static enum sigv4_verdict check_scope(const struct standin *s, const struct sigv4_claim *claim,
                                      const char *service, const char *date, struct text *why)
{
        if (strcmp(claim->service, service) != 0) {
                text_addf(why, "Credential should be scoped to correct service: '%s'.", service);
                return SIGV4_SCOPE;
        }
        /* IAM is of the partition, in a region of its own. */
        if (!world_has_region(s, claim->region) &&
            (strcmp(service, "iam") != 0 || strcmp(claim->region, "us-east-1") != 0)) {
                text_addf(why, "Credential should be scoped to a valid region.");
                return SIGV4_SCOPE;
        }
        if (strncmp(claim->date, date, 8) != 0 || strlen(claim->date) != 8) {
                text_addf(why, "Date in Credential scope does not match YYYYMMDD from X-Amz-Date.");
                return SIGV4_SCOPE;
        }
        return SIGV4_OK;
}

static bool must_be_signed(const struct http_request *request, const char *signed_headers)
{
        char *list = xasprintf(";%s;", signed_headers);
        bool ok = strstr(list, ";host;") && strstr(list, ";x-amz-date;");

        if (http_headers_get(&request->headers, "X-Amz-Security-Token"))
                ok = ok && strstr(list, ";x-amz-security-token;");
        free(list);
        return ok;
}

enum sigv4_verdict sigv4_verify(const struct standin *s, const struct http_request *request,
                                const struct sigv4_claim *claim, const char *service,
                                struct text *why)
{
        const char *date = http_headers_get(&request->headers, "X-Amz-Date");
        const char *token = http_headers_get(&request->headers, "X-Amz-Security-Token");
        const struct identity *identity = identity_find(s, claim->access_key);
        struct text canonical = TEXT_INIT;
        char expected[DIGEST_HEX_SIZE];
        enum sigv4_verdict verdict;
        int64_t at, now = world_clock(s);

        if (!read_date(date, &at)) {
                text_add(why, "Authorization header requires existence of a valid 'X-Amz-Date' "
                              "header.");
                return SIGV4_INCOMPLETE;
        }
        if (!identity || !text_same(identity->session_token, token)) {
                text_add(why, "The security token included in the request is invalid.");
                return SIGV4_UNKNOWN;
        }
        if (identity->expires && identity->expires <= now) {
                text_add(why, "The security token included in the request is expired");
                return SIGV4_STALE;
        }
        if (at < now - SKEW_MS || at > now + SKEW_MS) {
                char iso[STAMP_SIZE];

                stamp_format(now, iso);
                text_addf(why, "Signature %s: %s is not within 15 minutes of %.8sT%sZ",
                          at < now ? "expired" : "not yet current", date, iso, iso + 8);
                return SIGV4_SKEWED;
        }
        verdict = check_scope(s, claim, service, date, why);
        if (verdict)
                return verdict;
        verdict = SIGV4_MISMATCH;
        if (must_be_signed(request, claim->signed_headers) &&
            add_canonical(request, claim->signed_headers, &canonical)) {
                sign(claim, identity->secret_key, date, &canonical, expected);
                if (strcmp(expected, claim->signature) == 0)
                        verdict = SIGV4_OK;
        }
        if (verdict)
                text_add(why, "The request signature we calculated does not match the signature "
                              "you provided. Check your AWS Secret Access Key and signing method. "
                              "Consult the service documentation for details.");
        text_release(&canonical);
        return verdict;
}

/* --- presigned URLs --- */

struct url {
        char *authority;
        const char *path; /* and query */
};

static bool split_url(const char *url, struct url *out)
{
        const char *at = strstr(url, "://");
        size_t len;

        if (!at)
                return false;
        len = strcspn(at + 3, "/?");
        out->authority = xstrndup(at + 3, len);
        out->path = at + 3 + len;
        return strchr(out->path, '?') != NULL;
}

/* Its time, its credentials; the identity is NULL when it is nobody the stand-in knows. */
static enum sigv4_verdict check_presigned(const struct standin *s, const struct form *query,
                                          const struct identity *identity, struct text *why)
{
        const char *expires = form_get(query, "X-Amz-Expires");
        int64_t at, now = loop_now(s->loop), lasts = expires ? strtoll(expires, NULL, 10) : 0;

        if (!text_same(form_get(query, "X-Amz-Algorithm"), algorithm) || lasts <= 0 ||
            lasts > MOST_EXPIRES || !read_date(form_get(query, "X-Amz-Date"), &at)) {
                text_add(why, "it lacks X-Amz-Algorithm, X-Amz-Date or X-Amz-Expires");
                return SIGV4_INCOMPLETE;
        }
        if (now > at + lasts * 1000 || at > now + SKEW_MS) {
                text_add(why, "it has expired");
                return SIGV4_SKEWED;
        }
        if (!identity && s->root->verify) {
                text_add(why, "its access key is unknown");
                return SIGV4_UNKNOWN;
        }
        if (identity &&
            !text_same(identity->session_token, form_get(query, "X-Amz-Security-Token"))) {
                text_add(why, "its session token is not that of its access key");
                return SIGV4_UNKNOWN;
        }
        return SIGV4_OK;
}

static enum sigv4_verdict check_signature(const struct url *url, const struct form *query,
                                          struct sigv4_claim *claim,
                                          const struct identity *identity, struct text *why)
{
        struct http_request request = {.method = "GET", .url = url->path};
        struct text canonical = TEXT_INIT;
        char expected[DIGEST_HEX_SIZE] = "";
        enum sigv4_verdict verdict = SIGV4_MISMATCH;

        claim->signed_headers = form_get(query, "X-Amz-SignedHeaders");
        claim->signature = form_get(query, "X-Amz-Signature");
        http_headers_add(&request.headers, "host", url->authority);
        if (claim->signed_headers && claim->signature &&
            add_canonical(&request, claim->signed_headers, &canonical)) {
                sign(claim, identity->secret_key, form_get(query, "X-Amz-Date"), &canonical,
                     expected);
                if (strcmp(expected, claim->signature) == 0)
                        verdict = SIGV4_OK;
        }
        if (verdict)
                text_add(why, "its signature does not match");
        text_release(&canonical);
        http_headers_release(&request.headers);
        return verdict;
}

enum sigv4_verdict sigv4_verify_presigned(const struct standin *s, const char *text,
                                          const char *service, const char *region,
                                          struct form *query, struct text *why)
{
        struct url url = {0};
        struct sigv4_claim claim = {0};
        const struct identity *identity = NULL;
        enum sigv4_verdict verdict = SIGV4_INCOMPLETE;

        *query = (struct form){0};
        if (!split_url(text, &url) ||
            !form_parse(strchr(url.path, '?') + 1, strlen(strchr(url.path, '?') + 1), query) ||
            !form_get(query, "X-Amz-Credential")) {
                text_add(why, "it is not a presigned URL");
                goto out;
        }
        claim.buffer = xstrdup(form_get(query, "X-Amz-Credential"));
        if (!read_credential(claim.buffer, &claim)) {
                text_add(why, "its X-Amz-Credential can't be read");
                goto out;
        }
        if (strcmp(claim.service, service) != 0 || strcmp(claim.region, region) != 0) {
                text_addf(why, "it is not signed for %s in %s", service, region);
                verdict = SIGV4_SCOPE;
                goto out;
        }
        identity = identity_find(s, claim.access_key);
        verdict = check_presigned(s, query, identity, why);
        if (!verdict && identity)
                verdict = check_signature(&url, query, &claim, identity, why);
out:
        free(url.authority);
        sigv4_release(&claim);
        return verdict;
}
