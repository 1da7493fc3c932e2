/* The check of signatures, against AWS's published examples and against forgeries. */
#include "helper_cloud.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/standin/sigv4.h"

static const char scope[] = "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/"
                            "aws4_request, SignedHeaders=%s, Signature=%s";

/* Of AWS's "aws-sig-v4-test-suite": get-vanilla, get-vanilla-query-order-key-case,
 * post-x-www-form-urlencoded. */
static const char vanilla[] = "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31";
static const char query[] = "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500";
static const char form[] = "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a";

struct example {
        const char *method, *url, *body, *content_type, *signed_headers, *signature;
        const char *secret, *key, *service, *region, *date, *token;
        int64_t late; /* ms after the date */
};

static enum sigv4_verdict judge(const struct example *e)
{
        struct loop *loop = loop_new_virtual(1440938160000 + e->late, 1);
        struct json_object *seed = NULL;
        struct standin s = {.loop = loop, .root = &s};
        struct http_request request = {.method = e->method ? e->method : "GET",
                                       .url = e->url ? e->url : "/",
                                       .body = e->body,
                                       .body_len = e->body ? strlen(e->body) : 0};
        struct sigv4_claim claim;
        enum sigv4_verdict verdict = SIGV4_INCOMPLETE;
        struct err err = ERR_INIT;
        struct text why = TEXT_INIT;
        char *users, *header;

        assert_true(asprintf(&users, "{\"users\":[{\"access_key\":\"%s\",\"secret_key\":\"%s\"}]}",
                             e->key ? e->key : "AKIDEXAMPLE",
                             e->secret ? e->secret : "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY") >
                    0);
        assert_true(json_parse(users, strlen(users), &seed, &err));
        free(users);
        s.seed = seed;
        s.account = (char *)"000000000000";
        s.region = (char *)(e->region ? e->region : "us-east-1");
        assert_true(identities_new(&s, &err));
        assert_true(asprintf(&header, scope,
                             e->signed_headers ? e->signed_headers : "host;x-amz-date",
                             e->signature ? e->signature : vanilla) > 0);
        http_headers_add(&request.headers, "Authorization", header);
        free(header);
        http_headers_add(&request.headers, "host", "example.amazonaws.com");
        http_headers_add(&request.headers, "X-Amz-Date", e->date ? e->date : "20150830T123600Z");
        if (e->content_type)
                http_headers_add(&request.headers, "Content-Type", e->content_type);
        if (e->token)
                http_headers_add(&request.headers, "X-Amz-Security-Token", e->token);
        if (sigv4_read(&request, &claim)) {
                verdict = sigv4_verify(&s, &request, &claim, e->service ? e->service : "service",
                                       &why);
                sigv4_release(&claim);
        }
        assert_true(verdict == SIGV4_OK || why.len > 0);
        text_release(&why);
        http_headers_release(&request.headers);
        identities_free(s.identities);
        json_object_put(seed);
        loop_free(loop);
        return verdict;
}

static void test_examples(void **state)
{
        (void)state;
        assert_int_equal(judge(&(struct example){0}), SIGV4_OK);
        assert_int_equal(judge(&(struct example){.url = "/?Param2=value2&Param1=value1",
                                                 .signature = query}),
                         SIGV4_OK);
        assert_int_equal(
                judge(&(struct example){.method = "POST",
                                        .body = "Param1=value1",
                                        .content_type = "application/x-www-form-urlencoded",
                                        .signed_headers = "content-type;host;x-amz-date",
                                        .signature = form}),
                SIGV4_OK);
}

/* More of them, from awslabs/aws-c-auth, tests/aws-signing-test-suite/v4. */
static void test_more_examples(void **state)
{
#define UNRESERVED "-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
        static const struct example examples[] = {
                {.method = "POST",
                 .signature = "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"},
                {.method = "POST",
                 .url = "/?Param1=value1",
                 .signature = "28038455d6de14eafc1f9222cf5aa6f1a96197d7deb8263271d420d138af7f11"},
                {.url = "/?Param-3=Value3&Param=Value2&%E1%88%B4=Value1",
                 .signature = "371d3713e185cc334048618a97f809c9ffe339c62934c032af5a0e595648fcac"},
                {.url = "/?%E1%88%B4=bar",
                 .signature = "2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04"},
                {.url = "/?" UNRESERVED "=" UNRESERVED,
                 .signature = "9c3e54bfcdf0b19771a7f523ee5669cdf59bc7cc0884027167c21bb143a40197"},
                {.url = "/" UNRESERVED,
                 .signature = "07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f"},
        };

        (void)state;
        for (size_t i = 0; i < sizeof(examples) / sizeof(examples[0]); i++)
                assert_int_equal(judge(&examples[i]), SIGV4_OK);
}

static void test_forgeries(void **state)
{
        (void)state;
        assert_int_equal(judge(&(struct example){.secret = "another"}), SIGV4_MISMATCH);
        assert_int_equal(judge(&(struct example){.url = "/other"}), SIGV4_MISMATCH);
        assert_int_equal(judge(&(struct example){.url = "/?a=b"}), SIGV4_MISMATCH);
        assert_int_equal(judge(&(struct example){.body = "x"}), SIGV4_MISMATCH);
        assert_int_equal(judge(&(struct example){.method = "POST"}), SIGV4_MISMATCH);
        assert_int_equal(judge(&(struct example){.signed_headers = "x-amz-date"}), SIGV4_MISMATCH);
        assert_int_equal(judge(&(struct example){.key = "SOMEBODY"}), SIGV4_UNKNOWN);
        assert_int_equal(judge(&(struct example){.token = "t"}), SIGV4_UNKNOWN);
        assert_int_equal(judge(&(struct example){.service = "rds"}), SIGV4_SCOPE);
        assert_int_equal(judge(&(struct example){.region = "eu-central-1"}), SIGV4_SCOPE);
        assert_int_equal(judge(&(struct example){.date = "20150831T123600Z"}), SIGV4_SKEWED);
        assert_int_equal(judge(&(struct example){.date = "yesterday"}), SIGV4_INCOMPLETE);
}

static void test_time(void **state)
{
        (void)state;
        assert_int_equal(judge(&(struct example){.late = 899 * 1000}), SIGV4_OK);
        assert_int_equal(judge(&(struct example){.late = 901 * 1000}), SIGV4_SKEWED);
        assert_int_equal(judge(&(struct example){.late = -899 * 1000}), SIGV4_OK);
        assert_int_equal(judge(&(struct example){.late = -901 * 1000}), SIGV4_SKEWED);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_examples),
                cmocka_unit_test(test_more_examples),
                cmocka_unit_test(test_forgeries),
                cmocka_unit_test(test_time),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
