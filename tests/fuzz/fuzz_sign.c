/* Signed requests: one line each for access key, secret, token, region, service, method, URL, a
 * header's name and value; the rest is the body. */
#include "engine/base/mem.h"
#include "engine/loop/sign.h"
#include "fuzz.h"

enum { SIGNATURE = 64 };

/* Printable and of one line: whatever came in, a header may not become two. */
static void check(const struct http_headers *headers)
{
        const char *authorization = http_headers_get(headers, "Authorization");
        size_t len = authorization ? strlen(authorization) : 0;

        if (!http_headers_get(headers, "X-Amz-Date"))
                fuzz_fail("no date");
        if (len < SIGNATURE ||
            strspn(authorization + len - SIGNATURE, "0123456789abcdef") != SIGNATURE)
                fuzz_fail("it does not end with a signature");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        struct input in = {(const char *)data, size};
        char *key = input_line(&in), *secret = input_line(&in), *token = input_line(&in);
        char *region = input_line(&in), *service = input_line(&in), *method = input_line(&in);
        char *url = input_line(&in), *name = input_line(&in), *value = input_line(&in);
        struct http_signing signing = {region, service, key, secret, *token ? token : NULL, 0};
        struct http_request request = {.method = method, .url = url, .signing = &signing};
        struct http_headers one = {0}, two = {0};
        int64_t now = (int64_t)(size % 4000) * 1000000000;

        request.body = in.at;
        request.body_len = in.left;
        if (*name)
                http_headers_add(&request.headers, name, value);
        sign_request(&request, now, &one);
        sign_request(&request, now, &two);
        check(&one);
        if (!text_same(http_headers_get(&one, "Authorization"),
                       http_headers_get(&two, "Authorization")))
                fuzz_fail("two for one");
        http_headers_release(&request.headers);
        http_headers_release(&one);
        http_headers_release(&two);
        free(key);
        free(secret);
        free(token);
        free(region);
        free(service);
        free(method);
        free(url);
        free(name);
        free(value);
        return 0;
}
