/* The small parts: tags, endpoints, error codes, members by table. */
#include <stdlib.h>
#include <string.h>

#include "helper_aws.h"

#include "engine/aws/answer.h"
#include "engine/aws/call.h"
#include "engine/aws/endpoint.h"
#include "engine/aws/fields.h"
#include "engine/base/mem.h"
#include "engine/base/xml.h"

static void test_tags(void **state)
{
        struct tags a = {0}, b = {0}, c = {0};

        (void)state;
        assert_null(tags_get(&a, "k"));
        tags_set(&a, "k", "1");
        tags_set(&a, "l", "2");
        tags_set(&a, "k", "3");
        assert_int_equal(a.count, 2);
        assert_string_equal(tags_get(&a, "k"), "3");
        tags_set(&b, "l", "4");
        tags_set(&b, "m", "5");
        tags_merge(&a, &b);
        assert_int_equal(a.count, 3);
        assert_string_equal(tags_get(&a, "l"), "4");
        tags_copy(&c, &a);
        tags_copy(&c, &c);
        assert_string_equal(tags_get(&c, "m"), "5");
        tags_release(&a);
        tags_release(&b);
        tags_release(&c);
        assert_int_equal(c.count, 0);
}

static const char *const *variables;

static const char *lookup(void *arg, const char *name)
{
        (void)arg;
        for (size_t i = 0; variables[i]; i += 2) {
                if (strcmp(variables[i], name) == 0)
                        return variables[i + 1];
        }
        return NULL;
}

static const char config[] = "[profile p]\nendpoint_url = http://all:1\nservices = local\n"
                             "[services local]\nssm =\n  endpoint_url = http://ssm:2/\n"
                             "[default]\n";

static char *url(const char *const *env, const char *section, enum aws_service service,
                 const char *region)
{
        struct environment e = {lookup, NULL};
        struct profile p = {.name = (char *)(uintptr_t)section};
        struct err err = ERR_INIT;
        char *out = NULL;

        variables = env;
        p.config_path = (char *)(uintptr_t) "config";
        assert_true(ini_parse(config, strlen(config), &p.config, &err));
        if (!endpoint_find(&e, &p, &services[service], region, &out, NULL, &err))
                out = xstrdup(err_text(&err));
        err_clear(&err);
        ini_release(&p.config);
        return out;
}

static void test_endpoints(void **state)
{
        static const char *const none[] = {NULL};
        static const char *const one[] = {"AWS_ENDPOINT_URL", "http://127.0.0.1:4566/",
                                          "AWS_ENDPOINT_URL_SECRETS_MANAGER", "https://sm/x", NULL};
        static const char *const ignored[] = {"AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true", NULL};
        static const char *const bad[] = {"AWS_ENDPOINT_URL_RDS", "127.0.0.1:1", NULL};
        const struct {
                const char *const *env;
                const char *section;
                enum aws_service service;
                const char *region, *expected;
        } cases[] = {
                {none, "default", SERVICE_RDS, "eu-central-1",
                 "https://rds.eu-central-1.amazonaws.com"},
                {none, "default", SERVICE_STS, "us-gov-west-1",
                 "https://sts.us-gov-west-1.amazonaws.com"},
                {none, "default", SERVICE_SECRETS, "cn-north-1",
                 "https://secretsmanager.cn-north-1.amazonaws.com.cn"},
                {none, "default", SERVICE_ECS, "us-isob-east-1",
                 "https://ecs.us-isob-east-1.sc2s.sgov.gov"},
                {one, "p", SERVICE_RDS, "eu-central-1", "http://127.0.0.1:4566"},
                {one, "p", SERVICE_SECRETS, "eu-central-1", "https://sm/x"},
                {none, "p", SERVICE_SSM, "eu-central-1", "http://ssm:2"},
                {none, "p", SERVICE_ECS, "eu-central-1", "http://all:1"},
                {ignored, "p", SERVICE_ECS, "eu-central-1",
                 "https://ecs.eu-central-1.amazonaws.com"},
                {bad, "default", SERVICE_RDS, "eu-central-1",
                 "AWS_ENDPOINT_URL_RDS is not a URL as http://HOST:PORT or https://HOST without "
                 "user, query or fragment"},
        };

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
                char *found =
                        url(cases[i].env, cases[i].section, cases[i].service, cases[i].region);

                assert_string_equal(found, cases[i].expected);
                free(found);
        }
}

static void test_regions(void **state)
{
        static const char *const bad[] = {"",    "EU-central-1", "eu_central", "-a",
                                          "a-",  "1a",           "a.b",        "a/b",
                                          "a b", "evil.com#",    "\xc3\xa4"};
        struct err err = ERR_INIT;

        (void)state;
        assert_true(region_check("eu-central-1", &err));
        assert_true(region_check("local", &err));
        for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
                assert_false(region_check(bad[i], &err));
                assert_int_equal(err.code, ERR_INVALID);
        }
        err_clear(&err);
}

static void test_families_of_codes(void **state)
{
        static const struct {
                const char *code;
                enum err_code meaning;
        } cases[] = {
                {"DBInstanceNotFound", ERR_NOT_FOUND},
                {"DBInstanceNotFoundFault", ERR_NOT_FOUND},
                {"DBSnapshotNotFound", ERR_NOT_FOUND},
                {"ParameterNotFound", ERR_NOT_FOUND},
                {"ServiceNotFoundException", ERR_NOT_FOUND},
                {"ClusterNotFoundException", ERR_NOT_FOUND},
                {"ResourceNotFoundException", ERR_NOT_FOUND},
                {"DBSubnetGroupNotFoundFault", ERR_NOT_FOUND},
                {"DBInstanceAlreadyExists", ERR_EXISTS},
                {"DBSnapshotAlreadyExistsFault", ERR_EXISTS},
                {"ParameterAlreadyExists", ERR_EXISTS},
                {"ResourceExistsException", ERR_EXISTS},
                {"AccessDenied", ERR_DENIED},
                {"AccessDeniedException", ERR_DENIED},
                {"UnauthorizedOperation", ERR_DENIED},
                {"InvalidClientTokenId", ERR_DENIED},
                {"UnrecognizedClientException", ERR_DENIED},
                {"ExpiredToken", ERR_EXPIRED},
                {"ExpiredTokenException", ERR_EXPIRED},
                {"RequestExpired", ERR_EXPIRED},
                {"InstanceQuotaExceeded", ERR_LIMIT},
                {"SnapshotQuotaExceeded", ERR_LIMIT},
                {"DBInstanceAutomatedBackupQuotaExceeded", ERR_LIMIT},
                {"ParameterLimitExceeded", ERR_LIMIT},
                {"ParameterMaxVersionLimitExceeded", ERR_LIMIT},
                {"LimitExceededException", ERR_LIMIT},
                {"InsufficientDBInstanceCapacity", ERR_LIMIT},
                {"InvalidDBInstanceState", ERR_STATE},
                {"InvalidDBInstanceStateFault", ERR_STATE},
                {"InvalidDBSnapshotState", ERR_STATE},
                {"InvalidVPCNetworkStateFault", ERR_STATE},
                {"ServiceNotActiveException", ERR_STATE},
                {"RequestLimitExceeded", ERR_THROTTLED},
                {"InvalidParameterException", ERR_INVALID},
                {"InvalidParameterValue", ERR_INVALID},
                {"ValidationException", ERR_INVALID},
                {"ClientException", ERR_INVALID},
                {"SomethingNew", ERR_FAILED},
                {"NotFoundish", ERR_FAILED},
        };

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
                enum err_code found = answer_err_code(cases[i].code, "");

                if (found != cases[i].meaning)
                        fail_msg("%s is %s, not %s", cases[i].code, err_code_name(found),
                                 err_code_name(cases[i].meaning));
        }
}

/* A secret that is added after making room leaves no copy in memory given back. */
static void test_room_for_a_secret(void **state)
{
        (void)state;
        for (size_t len = 0; len < 300; len++) {
                struct text t = TEXT_INIT;
                char *secret = xmalloc(len + 1), *before;

                memset(secret, '\x01', len);
                secret[len] = '\0';
                text_add(&t, "Action=x&Password=");
                secret_room(&t, len);
                before = t.data;
                text_add_json(&t, secret); /* six characters each */
                assert_ptr_equal(t.data, before);
                secret_release(&t);
                assert_null(t.data);
                free(secret);
        }
}

struct thing {
        char *name;
        int64_t count, at;
        bool good;
};

static const struct field thing_fields[] = {
        {"a/name", FIELD_TEXT, offsetof(struct thing, name), true},
        {"count", FIELD_NUMBER, offsetof(struct thing, count), false},
        {"at", FIELD_TIME, offsetof(struct thing, at), false},
        {"good", FIELD_FLAG, offsetof(struct thing, good), false},
        {NULL},
};

static bool read_xml(const char *text, struct thing *out, struct err *err)
{
        struct xml_node *doc;
        bool ok;

        *out = (struct thing){0};
        assert_true(xml_parse(text, strlen(text), &doc, err));
        ok = fields_from_xml(doc, thing_fields, out, err);
        xml_free(doc);
        return ok;
}

static void test_members_by_table(void **state)
{
        static const char *const bad[] = {
                "<x><count>1</count></x>",
                "<x><a><name/></a></x>",
                "<x><a><name>n</name></a><count>1x</count></x>",
                "<x><a><name>n</name></a><count>99999999999999999999</count></x>",
                "<x><a><name>n</name></a><good>True</good></x>",
                "<x><a><name>n</name></a><at>2026-13-01T00:00:00Z</at></x>",
        };
        struct err err = ERR_INIT;
        struct thing t, copy = {0};

        (void)state;
        assert_true(read_xml("<x><a><name>n</name></a><count>-1</count><good>true</good>"
                             "<at>1970-01-01T00:00:01Z</at></x>",
                             &t, &err));
        fields_copy(thing_fields, &copy, &t);
        fields_release(thing_fields, &t);
        assert_string_equal(copy.name, "n");
        assert_int_equal(copy.count, -1);
        assert_int_equal(copy.at, 1000);
        assert_true(copy.good);
        fields_release(thing_fields, &copy);
        for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
                assert_false(read_xml(bad[i], &t, &err));
                assert_int_equal(err.code, ERR_INVALID);
                fields_release(thing_fields, &t);
        }
        err_clear(&err);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_tags),
                cmocka_unit_test(test_endpoints),
                cmocka_unit_test(test_regions),
                cmocka_unit_test(test_families_of_codes),
                cmocka_unit_test(test_members_by_table),
                cmocka_unit_test(test_room_for_a_secret),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
