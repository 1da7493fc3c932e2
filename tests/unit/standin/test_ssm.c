/* Parameter Store, Secrets Manager and STS, on the wire and in virtual time. */
#include "helper_cloud.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/standin/world.h"

#define SSM "AmazonSSM."
#define SM "secretsmanager."

/* The text at members a, b of the answer to a request that must succeed. */
static void answers(struct cloud *c, const char *target, const char *body, const char *a,
                    const char *b, const char *expected)
{
        struct json_object *out = cloud_json_ok(c, target, "%s", body);
        const char *found = b ? json_text(json_get(out, a), b) : json_text(out, a);

        if (!text_same(found, expected))
                fail_msg("%s %s: %s, not %s", target, body, json_line(out), expected);
        json_object_put(out);
}

static void done(struct cloud *c, const char *target, const char *body)
{
        json_object_put(cloud_json_ok(c, target, "%s", body));
}

static void put_and_get(struct cloud *c)
{
        struct json_object *out;

        done(c, SSM "PutParameter", "{'Name':'/s/lock','Value':'one','Type':'String'}");
        cloud_json_refused(c, "ParameterAlreadyExists", SSM "PutParameter",
                           "{'Name':'/s/lock','Value':'two','Type':'String'}");
        answers(c, SSM "GetParameter", "{'Name':'/s/lock'}", "Parameter", "Value", "one");
        out = cloud_json_ok(c, SSM "PutParameter",
                            "{'Name':'/s/lock','Value':'two','Overwrite':true}");
        assert_int_equal(json_int(out, "Version"), 2);
        json_object_put(out);
        out = cloud_json_ok(c, SSM "GetParameter", "{'Name':'/s/lock'}");
        assert_string_equal(json_text(json_get(out, "Parameter"), "ARN"),
                            "arn:aws:ssm:us-east-1:000000000000:parameter/s/lock");
        assert_int_equal(json_int(json_get(out, "Parameter"), "LastModifiedDate"), CLOUD_START_MS);
        json_object_put(out);
        answers(c, SSM "GetParameter", "{'Name':'/s/lock:1'}", "Parameter", "Value", "one");
        answers(c, SSM "GetParameter",
                "{'Name':'arn:aws:ssm:us-east-1:000000000000:parameter/s/lock'}", "Parameter",
                "Value", "two");
        cloud_json_refused(c, "ParameterVersionNotFound", SSM "GetParameter",
                           "{'Name':'/s/lock:3'}");
        done(c, SSM "DeleteParameter", "{'Name':'/s/lock'}");
        cloud_json_refused(c, "ParameterNotFound", SSM "GetParameter", "{'Name':'/s/lock'}");
        cloud_json_refused(c, "ParameterNotFound", SSM "DeleteParameter", "{'Name':'/s/lock'}");
}

static void test_put_and_get(void **state)
{
        (void)state;
        with_cloud(NULL, put_and_get);
}

static void put_refused(struct cloud *c)
{
        static const char *const odd[] = {"/a/",  "//a", "a/b",   "/a b",
                                          "/aws", "/",   "ssm-x", "/a:b"};

        for (size_t i = 0; i < ARRAY_LEN(odd); i++)
                cloud_json_refused(c,
                                   strcmp(odd[i], "/aws") == 0 ? "AccessDeniedException"
                                                               : "ValidationException",
                                   SSM "PutParameter", "{'Name':'%s','Value':'x','Type':'String'}",
                                   odd[i]);
        cloud_json_refused(c, "HierarchyLevelLimitExceededException", SSM "PutParameter",
                           "{'Name':'/1/2/3/4/5/6/7/8/9/a/b/c/d/e/f/g','Value':'x',"
                           "'Type':'String'}");
        cloud_json_refused(c, "ValidationException", SSM "PutParameter",
                           "{'Name':'/a','Value':'x'}");
        cloud_json_refused(c, "ValidationException", SSM "PutParameter",
                           "{'Name':'/a','Value':'','Type':'String'}");
        cloud_json_refused(c, "ValidationException", SSM "PutParameter",
                           "{'Name':'/a','Value':'{{b}}','Type':'String'}");
        cloud_json_refused(c, "ValidationException", SSM "PutParameter",
                           "{'Name':'/a','Value':'%04097d','Type':'String'}", 0);
        cloud_json_refused(c, "ValidationException", SSM "PutParameter",
                           "{'Name':'/a','Value':'x','Type':'String','Overwrite':true,"
                           "'Tags':[{'Key':'a','Value':'b'}]}");
        cloud_json_refused(c, "ParameterPatternMismatchException", SSM "PutParameter",
                           "{'Name':'/a','Value':'x','Type':'String','AllowedPattern':'^[0-9]+$'}");
        done(c, SSM "PutParameter", "{'Name':'/a','Value':'x','Type':'String'}");
        cloud_json_refused(c, "HierarchyTypeMismatchException", SSM "PutParameter",
                           "{'Name':'/a','Value':'x','Type':'SecureString','Overwrite':true}");
}

static void test_put_refused(void **state)
{
        (void)state;
        with_cloud(NULL, put_refused);
}

static void sealed(struct cloud *c)
{
        struct json_object *out = cloud_json_ok(c, SSM "GetParameter", "{'Name':'/pw'}"), *state;

        assert_null(strstr(json_line(out), "open-sesame"));
        json_object_put(out);
        answers(c, SSM "GetParameter", "{'Name':'/pw','WithDecryption':true}", "Parameter", "Value",
                "open-sesame");
        state = standin_state(c->standin);
        assert_null(strstr(json_line(state), "open-sesame"));
        json_object_put(state);
}

static void test_sealed(void **state)
{
        (void)state;
        with_cloud("{'parameters':[{'name':'/pw','type':'SecureString','value':'open-sesame'}]}",
                   sealed);
}

static void many(struct cloud *c)
{
        struct json_object *out;
        char *token = NULL;
        size_t seen = 0;

        for (int i = 0; i < 25; i++)
                json_object_put(cloud_json_ok(c, SSM "PutParameter",
                                              "{'Name':'/p/%02d','Value':'%d','Type':'String'}", i,
                                              i));
        done(c, SSM "PutParameter", "{'Name':'/p/sub/x','Value':'x','Type':'String'}");
        done(c, SSM "PutParameter", "{'Name':'/pp','Value':'x','Type':'String'}");
        do {
                out = token ? cloud_json_ok(c, SSM "GetParametersByPath",
                                            "{'Path':'/p','NextToken':'%s'}", token)
                            : cloud_json_ok(c, SSM "GetParametersByPath", "{'Path':'/p'}");
                seen += json_count(json_array(out, "Parameters"));
                free(token);
                token = json_text(out, "NextToken") ? strdup(json_text(out, "NextToken")) : NULL;
                json_object_put(out);
        } while (token);
        assert_int_equal(seen, 25);
        out = cloud_json_ok(c, SSM "GetParametersByPath", "{'Path':'/p/sub/','Recursive':true}");
        assert_int_equal(json_count(json_array(out, "Parameters")), 1);
        json_object_put(out);
        cloud_json_refused(c, "InvalidNextToken", SSM "GetParametersByPath",
                           "{'Path':'/p','NextToken':'zz'}");
        cloud_json_refused(c, "ValidationException", SSM "GetParametersByPath", "{'Path':'p'}");
        cloud_json_refused(c, "ValidationException", SSM "GetParametersByPath",
                           "{'Path':'/p','MaxResults':11}");
        out = cloud_json_ok(c, SSM "GetParameters", "{'Names':['/p/01','/none','/p/02']}");
        assert_int_equal(json_count(json_array(out, "Parameters")), 2);
        assert_int_equal(json_count(json_array(out, "InvalidParameters")), 1);
        json_object_put(out);
        out = cloud_json_ok(c, SSM "DeleteParameters", "{'Names':['/p/01','/none']}");
        assert_int_equal(json_count(json_array(out, "DeletedParameters")), 1);
        assert_int_equal(json_count(json_array(out, "InvalidParameters")), 1);
        json_object_put(out);
}

static void test_many(void **state)
{
        (void)state;
        with_cloud(NULL, many);
}

static void versions(struct cloud *c)
{
        struct json_object *out;

        for (int i = 1; i <= 130; i++)
                json_object_put(cloud_json_ok(c, SSM "PutParameter",
                                              "{'Name':'/v','Value':'%d','Type':'String',"
                                              "'Overwrite':true}",
                                              i));
        answers(c, SSM "GetParameter", "{'Name':'/v:31'}", "Parameter", "Value", "31");
        cloud_json_refused(c, "ParameterVersionNotFound", SSM "GetParameter", "{'Name':'/v:30'}");
        out = cloud_json_ok(c, SSM "GetParameterHistory", "{'Name':'/v'}");
        assert_int_equal(json_count(json_array(out, "Parameters")), 50);
        json_object_put(out);
}

static void test_versions(void **state)
{
        (void)state;
        with_cloud(NULL, versions);
}

static void secrets(struct cloud *c)
{
        char *value;

        cloud_json_refused(c, "ResourceNotFoundException", SM "GetSecretValue",
                           "{'SecretId':'none'}");
        done(c, SM "CreateSecret", "{'Name':'n','SecretString':'one'}");
        cloud_json_refused(c, "ResourceExistsException", SM "CreateSecret", "{'Name':'n'}");
        done(c, SM "PutSecretValue", "{'SecretId':'n','SecretString':'two'}");
        answers(c, SM "GetSecretValue", "{'SecretId':'n'}", "SecretString", NULL, "two");
        answers(c, SM "GetSecretValue", "{'SecretId':'n','VersionStage':'AWSPREVIOUS'}",
                "SecretString", NULL, "one");
        done(c, SM "DeleteSecret", "{'SecretId':'n','RecoveryWindowInDays':7}");
        cloud_json_refused(c, "InvalidRequestException", SM "GetSecretValue", "{'SecretId':'n'}");
        cloud_json_refused(c, "InvalidRequestException", SM "CreateSecret", "{'Name':'n'}");
        fiber_sleep(c->loop, 8LL * 86400 * 1000);
        cloud_json_refused(c, "ResourceNotFoundException", SM "GetSecretValue", "{'SecretId':'n'}");
        done(c, SM "CreateSecret", "{'Name':'n','SecretString':'three'}");

        value = secrets_model_secret(c->standin, "seeded");
        assert_string_equal(value, "{\"password\":\"pw\"}");
        free(value);
        value = ssm_model_secret(c->standin, "/none");
        assert_null(value);
}

static void test_secrets(void **state)
{
        (void)state;
        with_cloud("{'secrets':[{'name':'seeded','value':'{\\'password\\':\\'pw\\'}'}]}", secrets);
}

/* What an ECS task's `valueFrom` may be: with and without a JSON key. */
static void secret_keys(struct cloud *c)
{
        struct json_object *out = cloud_json_ok(c, SM "DescribeSecret", "{'SecretId':'seeded'}");
        char *arn = xstrdup(json_text(out, "ARN")), *with_key, *value;

        json_object_put(out);
        value = secrets_model_secret(c->standin, arn);
        assert_string_equal(value, "{\"password\":\"pw\"}");
        free(value);
        with_key = xasprintf("%s:password::", arn);
        value = secrets_model_secret(c->standin, with_key);
        assert_string_equal(value, "pw");
        free(value);
        free(with_key);
        with_key = xasprintf("%s:other::", arn);
        assert_null(secrets_model_secret(c->standin, with_key));
        free(with_key);
        with_key = xasprintf("%s:::", arn);
        value = secrets_model_secret(c->standin, with_key);
        assert_string_equal(value, "{\"password\":\"pw\"}");
        free(value);
        free(with_key);
        free(arn);
}

static void test_secret_keys(void **state)
{
        (void)state;
        with_cloud("{'secrets':[{'name':'seeded','value':'{\\'password\\':\\'pw\\'}'}]}",
                   secret_keys);
}

static void identities(struct cloud *c)
{
        struct reply r = cloud_query(c, "sts", "Action=GetCallerIdentity");

        assert_reply(&r, "Account", "111122223333");
        assert_reply(&r, "Arn", "arn:aws:iam::111122223333:user/ci");
        reply_release(&r);
        r = cloud_query(c, "sts",
                        "Action=AssumeRole&RoleSessionName=me&DurationSeconds=900"
                        "&RoleArn=arn:aws:iam::444455556666:role/team/deploy");
        assert_reply(&r, "AssumedRoleUser/Arn", "arn:aws:sts::444455556666:assumed-role/deploy/me");
        assert_reply(&r, "Credentials/Expiration", "2026-11-21T01:15:00.000Z");
        reply_release(&r);
        r = cloud_query(c, "sts",
                        "Action=AssumeRole&RoleSessionName=me"
                        "&RoleArn=arn:aws:iam::444455556666:user/x");
        assert_int_equal(r.status, 400);
        assert_reply(&r, "Error/Code", "ValidationError");
        reply_release(&r);
}

static void test_identities(void **state)
{
        (void)state;
        with_cloud("{'account':'111122223333','users':[{'access_key':'k','secret_key':'s',"
                   "'name':'ci'}]}",
                   identities);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_put_and_get), cmocka_unit_test(test_put_refused),
                cmocka_unit_test(test_sealed),      cmocka_unit_test(test_many),
                cmocka_unit_test(test_versions),    cmocka_unit_test(test_secrets),
                cmocka_unit_test(test_secret_keys), cmocka_unit_test(test_identities),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
