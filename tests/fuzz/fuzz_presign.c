/* Presigned URLs: one line each for access key, secret, token, region, host, user and a form. */
#include "engine/aws/call.h"
#include "engine/aws/presign.h"
#include "engine/base/mem.h"
#include "fuzz.h"

enum { SIGNATURE = 64 };

static void check(const char *url, const char *base)
{
        size_t len = strlen(url);

        if (!text_starts(url, base))
                fuzz_fail("it begins otherwise");
        if (len < SIGNATURE || strspn(url + len - SIGNATURE, "0123456789abcdef") != SIGNATURE)
                fuzz_fail("it does not end with a signature");
        for (const char *at = url + strlen(base); *at; at++) {
                if (*at <= ' ' || (unsigned char)*at >= 0x7f)
                        fuzz_fail("a character that is not encoded");
        }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        struct input in = {(const char *)data, size};
        char *key = input_line(&in), *secret = input_line(&in), *token = input_line(&in);
        char *region = input_line(&in), *host = input_line(&in), *user = input_line(&in);
        char *base = xasprintf("https://%s", host);
        struct credentials who = {1, key, secret, *token ? token : NULL, 0};
        struct text query = TEXT_INIT, one = TEXT_INIT, two = TEXT_INIT;
        struct presign p = {.method = "GET",
                            .base = base,
                            .path = "/",
                            .region = region,
                            .service = "rds-db",
                            .who = &who,
                            .now = (int64_t)(size % 4000) * 1000000000,
                            .expires = 900};

        text_add(&query, "Action=connect&DBUser=");
        text_add_urlencoded(&query, user);
        p.query = text_str(&query);
        presign_url(&p, &one);
        presign_url(&p, &two);
        if (!text_same(text_str(&one), text_str(&two)))
                fuzz_fail("two for one");
        check(text_str(&one), base);
        secret_release(&one);
        secret_release(&two);
        text_release(&query);
        free(key);
        free(secret);
        free(token);
        free(region);
        free(host);
        free(user);
        free(base);
        return 0;
}
