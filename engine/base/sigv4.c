/* Signature Version 4: scope, canonical query, signature. */
#include "engine/base/sigv4.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/stamp.h"

enum { DAY_LEN = 8 };

void sigv4_scope_init(struct sigv4_scope *scope, int64_t ms, const char *region,
                      const char *service)
{
        char stamp[STAMP_SIZE];

        *scope = (struct sigv4_scope){.region = region, .service = service};
        stamp_format(ms, stamp);
        memcpy(scope->time, stamp, DAY_LEN);
        scope->time[DAY_LEN] = 'T';
        memcpy(scope->time + DAY_LEN + 1, stamp + DAY_LEN, STAMP_LEN - DAY_LEN);
        memcpy(scope->time + STAMP_LEN + 1, "Z", 2);
}

void sigv4_scope_add(const struct sigv4_scope *scope, struct text *out)
{
        text_addf(out, "%.*s/%s/%s/aws4_request", DAY_LEN, scope->time, scope->region,
                  scope->service);
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

void sigv4_query_add(const char *query, struct text *out)
{
        struct strlist params = {0};

        for (const char *at = query; *at;) {
                size_t len = strcspn(at, "&");

                strlist_addf(&params, "%.*s", (int)len, at);
                at += len + (at[len] == '&');
        }
        if (params.count)
                qsort(params.items, params.count, sizeof(*params.items), compare_params);
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

static void sign_text(const struct sigv4_scope *scope, const char *secret_key, const char *what,
                      char out[DIGEST_HEX_SIZE])
{
        unsigned char key[DIGEST_BYTES];
        char *secret = xasprintf("AWS4%s", secret_key);

        digest_hmac_sha256(secret, strlen(secret), scope->time, DAY_LEN, key);
        explicit_bzero(secret, strlen(secret));
        free(secret);
        sign_step(key, scope->region);
        sign_step(key, scope->service);
        sign_step(key, "aws4_request");
        sign_step(key, what);
        digest_hex(key, out);
        explicit_bzero(key, sizeof(key));
}

void sigv4_sign(const struct sigv4_scope *scope, const char *secret_key,
                const struct text *canonical, char out[DIGEST_HEX_SIZE])
{
        struct text to_sign = TEXT_INIT;
        char digest[DIGEST_HEX_SIZE];

        digest_sha256_hex(text_str(canonical), canonical->len, digest);
        text_addf(&to_sign, "AWS4-HMAC-SHA256\n%s\n", scope->time);
        sigv4_scope_add(scope, &to_sign);
        text_addf(&to_sign, "\n%s", digest);
        sign_text(scope, secret_key, text_str(&to_sign), out);
        text_release(&to_sign);
}
