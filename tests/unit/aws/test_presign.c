/* Presigned URLs and IAM tokens. The texts are botocore's, for the same time and credentials; its
 * random cases are in tests/wire. */
#include <string.h>

#include "helper_aws.h"

#include "engine/aws/call.h"
#include "engine/aws/presign.h"
#include "engine/aws/rds_token.h"
#include "engine/base/mem.h"

#define FORM                                                                                       \
        "Action=CopyDBSnapshot&Version=2014-10-31&SourceDBSnapshotIdentifier=arn%3Aaws%3Ards%3Aus" \
        "-east-1%3A123456789012%3Asnapshot%3As&TargetDBSnapshotIdentifier=t&KmsKeyId=k&"           \
        "DestinationRegion=eu-central-1"
#define SIGNED_BY "&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIDEXAMPLE%2F20261121%2F"

static struct text url;
static struct err err;
static bool ok;

static void token(struct fake *f)
{
        ok = rds_auth_token(f->aws, "db.example.eu-central-1.rds.amazonaws.com", 5432, "app_user",
                            &url, &err);
}

static void odd_token(struct fake *f)
{
        ok = rds_auth_token(f->aws, "DB.example", 443, "ö d+d&=%", &url, &err);
}

static void copy(struct fake *f)
{
        ok = presign_query(f->aws, SERVICE_RDS, "us-east-1", "GET", FORM, PRESIGN_EXPIRES, &url,
                           &err);
}

static void copy_here(struct fake *f)
{
        ok = presign_query(f->aws, SERVICE_RDS, NULL, "GET", FORM, 60, &url, &err);
}

static void check(const char *const *env, void (*make)(struct fake *f), const char *expected)
{
        struct fake *f = fake_new(env);

        fake_run(f, make);
        if (!ok)
                fail_msg("%s", err_text(&err));
        assert_string_equal(text_str(&url), expected);
        assert_int_equal(f->sent_count, 0);
        secret_release(&url);
        fake_free(f);
}

static void test_token(void **state)
{
        (void)state;
        check(NULL, token,
              "db.example.eu-central-1.rds.amazonaws.com:5432/"
              "?Action=connect&DBUser=app_user" SIGNED_BY
              "eu-central-1%2Frds-db%2Faws4_request&X-Amz-Date=20261121T010710Z"
              "&X-Amz-Expires=900&X-Amz-SignedHeaders=host&X-Amz-Signature="
              "3fcf9f927b0edb3fab6b6a04f05537327d320abe86be99fb28e0ef86c2252174");
}

/* The scheme's own port is in the token, but not in the Host header that is signed. */
static void test_odd_token(void **state)
{
        static const char *const env[] = {
                "AWS_ACCESS_KEY_ID",
                "AKIDEXAMPLE",
                "AWS_SECRET_ACCESS_KEY",
                "the-secret-key",
                "AWS_SESSION_TOKEN",
                "t+o/k=en",
                "AWS_REGION",
                "eu-central-1",
                "HOME",
                "/nonexistent",
                NULL,
        };

        (void)state;
        check(env, odd_token,
              "DB.example:443/?Action=connect&DBUser=%C3%B6%20d%2Bd%26%3D%25" SIGNED_BY
              "eu-central-1%2Frds-db%2Faws4_request&X-Amz-Date=20261121T010710Z"
              "&X-Amz-Expires=900&X-Amz-SignedHeaders=host&X-Amz-Security-Token=t%2Bo%2Fk%3Den"
              "&X-Amz-Signature=b1ecae1ec3751a5cb25a4841d37728c342eafbb4aa556d717289aeb093c8a9bb");
}

static void test_copy_from_another_region(void **state)
{
        (void)state;
        check(NULL, copy,
              "https://rds.us-east-1.amazonaws.com/?" FORM SIGNED_BY
              "us-east-1%2Frds%2Faws4_request&X-Amz-Date=20261121T010710Z&X-Amz-Expires=3600"
              "&X-Amz-SignedHeaders=host&X-Amz-Signature="
              "58db83e12ae43459944eacb8f435263148c4c917f696a8896714113b3e3d95f5");
}

/* An endpoint that names no region serves them all; a path of its own stays. */
static void test_endpoint_of_ones_own(void **state)
{
        static const char *const env[] = {
                "AWS_ACCESS_KEY_ID",
                "AKIDEXAMPLE",
                "AWS_SECRET_ACCESS_KEY",
                "the-secret-key",
                "AWS_REGION",
                "eu-central-1",
                "AWS_ENDPOINT_URL",
                "http://127.0.0.1:4566/aws",
                "HOME",
                "/nonexistent",
                NULL,
        };
        static const char start[] = "http://127.0.0.1:4566/aws/?" FORM SIGNED_BY
                                    "eu-central-1%2Frds%2Faws4_request&X-Amz-Date=";
        struct fake *f = fake_new(env);

        (void)state;
        fake_run(f, copy_here);
        assert_true(ok);
        assert_memory_equal(text_str(&url), start, strlen(start));
        secret_release(&url);
        fake_free(f);
}

/* AWS's published signing test suite (awslabs/aws-c-auth, tests/aws-signing-test-suite/v4), the
 * signatures of its query-signed requests. */
static void test_published_signatures(void **state)
{
#define UNRESERVED "-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
        static const struct {
                const char *method, *path, *query, *token, *signature;
        } vectors[] = {
                {"GET", "/", "", NULL,
                 "e93c787ed7f371d5c6b165c1b38ede9550f4dce4144713e844b25b7192d3865d"},
                {"POST", "/", "", NULL,
                 "2ce6e6d2e0cf2f9d1b55fafec88cd20574c31dc2e7631979f71ba2310083e95b"},
                {"GET", "/", "", "6e86291e8372ff2a2260956d9b8aae1d763fbf315fa00fa31553b73ebf194267",
                 "7ff2b50b376cb4d151970630573d6291dc128cc5c2a12ffb237f73cc53f67b6c"},
                {"GET", "/", "Param2=value2&Param1=value1", NULL,
                 "86012e2c9ad4d77369f5d81c11f75158aae4f895a085212cc6d3f923d300bed5"},
                {"POST", "/", "Param1=value1", NULL,
                 "a9ef26247f293bffe40eeff86a0480ba8c14d31503b2e0c3399e3a16bf1a3682"},
                {"GET", "/", "Param-3=Value3&Param=Value2&%E1%88%B4=Value1", NULL,
                 "c5f1848ceec943ac2ca68ee720460c23aaae30a2300586597ada94c4a65e4787"},
                {"GET", "/", "%E1%88%B4=bar", NULL,
                 "0bdd809b1519ac4f0c1dc3540e2cc46bd0c7f778eda408b2ebf3b913d21ff600"},
                {"GET", "/", UNRESERVED "=" UNRESERVED, NULL,
                 "8e76a88a7433637b12778d5592799b29ad21ecd6cf6325051c21d86f0acda2bf"},
                {"GET", "/" UNRESERVED, "", NULL,
                 "95968482db1b9e0fadef6efc1bd24689f77c77d9ef56919c96a28cc92e0d6005"},
        };

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(vectors); i++) {
                struct credentials *who =
                        credentials_new("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
                                        vectors[i].token, 0);
                struct presign p = {.method = vectors[i].method,
                                    .base = "https://example.amazonaws.com",
                                    .path = vectors[i].path,
                                    .query = vectors[i].query,
                                    .region = "us-east-1",
                                    .service = "service",
                                    .who = who,
                                    .now = 1440938160000,
                                    .expires = 3600};

                presign_url(&p, &url);
                assert_string_equal(url.data + url.len - 64, vectors[i].signature);
                secret_release(&url);
                credentials_drop(who);
        }
}

static void no_user(struct fake *f)
{
        ok = rds_auth_token(f->aws, "db", 5432, "", &url, &err);
}

static void no_host(struct fake *f)
{
        ok = rds_auth_token(f->aws, "db/x?y", 5432, "u", &url, &err);
}

static void no_port(struct fake *f)
{
        ok = rds_auth_token(f->aws, "db", 65536, "u", &url, &err);
}

static void test_what_can_not_be_signed(void **state)
{
        void (*const bad[])(struct fake * f) = {no_user, no_host, no_port};

        (void)state;
        for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
                struct fake *f = fake_new(NULL);

                fake_run(f, bad[i]);
                assert_false(ok);
                assert_true(err_is(&err, ERR_INVALID));
                assert_int_equal(url.len, 0);
                err_clear(&err);
                fake_free(f);
        }
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_token),
                cmocka_unit_test(test_odd_token),
                cmocka_unit_test(test_copy_from_another_region),
                cmocka_unit_test(test_endpoint_of_ones_own),
                cmocka_unit_test(test_published_signatures),
                cmocka_unit_test(test_what_can_not_be_signed),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
