/* Secrets Manager: versions and their labels, deletion with a time to think, lists. */
#include "tests/unit/standin/helper_cloud.h"

#include <string.h>

#define SM "secretsmanager."
#define FIRST "11111111-1111-4111-8111-111111111111"
#define SECOND "22222222-2222-4222-8222-222222222222"

static const char seed[] = "{'secrets':[{'name':'seeded','value':'first word',"
                           "'tags':[{'Key':'team','Value':'blue'}]},"
                           "{'name':'doomed','value':'gone soon','deleted_in_days':2},"
                           "{'name':'rds!db-1','value':'its own','owner':'rds'}]}";

static struct json_object *get(struct cloud *c, const char *rest)
{
        return cloud_json_ok(c, SM "GetSecretValue", "{'SecretId':'a'%s}", rest);
}

static void assert_value(struct cloud *c, const char *rest, const char *value)
{
        struct json_object *out = get(c, rest);

        assert_string_equal(json_text(out, "SecretString"), value);
        json_object_put(out);
}

static void make_two(struct cloud *c)
{
        json_object_put(cloud_json_ok(c, SM "CreateSecret",
                                      "{'Name':'a','SecretString':'one','ClientRequestToken':"
                                      "'" FIRST "'}"));
        json_object_put(cloud_json_ok(c, SM "PutSecretValue",
                                      "{'SecretId':'a','SecretString':'two','ClientRequestToken':"
                                      "'" SECOND "'}"));
}

static void labels(struct cloud *c)
{
        make_two(c);
        assert_value(c, "", "two");
        assert_value(c, ",'VersionStage':'AWSPREVIOUS'", "one");
        assert_value(c, ",'VersionId':'" FIRST "'", "one");
        json_object_put(cloud_json_ok(c, SM "UpdateSecretVersionStage",
                                      "{'SecretId':'a','VersionStage':'AWSCURRENT',"
                                      "'MoveToVersionId':'" FIRST "','RemoveFromVersionId':"
                                      "'" SECOND "'}"));
        assert_value(c, "", "one");
        assert_value(c, ",'VersionStage':'AWSPREVIOUS'", "two");
        cloud_json_refused(c, "InvalidParameterException", SM "UpdateSecretVersionStage",
                           "{'SecretId':'a','VersionStage':'AWSCURRENT','MoveToVersionId':"
                           "'" SECOND "'}");
        cloud_json_refused(c, "InvalidRequestException", SM "GetSecretValue",
                           "{'SecretId':'a','VersionId':'" FIRST "','VersionStage':'AWSPREVIOUS'}");
        cloud_json_refused(c, "ResourceNotFoundException", SM "GetSecretValue",
                           "{'SecretId':'a','VersionStage':'OTHER'}");
}

static void a_token_is_used_once(struct cloud *c)
{
        struct json_object *out;

        make_two(c);
        out = cloud_json_ok(c, SM "PutSecretValue",
                            "{'SecretId':'a','SecretString':'two','ClientRequestToken':"
                            "'" SECOND "'}");
        assert_string_equal(json_text(out, "VersionId"), SECOND);
        json_object_put(out);
        cloud_json_refused(c, "ResourceExistsException", SM "PutSecretValue",
                           "{'SecretId':'a','SecretString':'three','ClientRequestToken':"
                           "'" SECOND "'}");
        assert_value(c, "", "two");
}

static void deletion_takes_its_time(struct cloud *c)
{
        struct json_object *out;

        make_two(c);
        out = cloud_json_ok(c, SM "DeleteSecret", "{'SecretId':'a','RecoveryWindowInDays':7}");
        assert_int_equal((int64_t)json_real(out, "DeletionDate"),
                         loop_now(c->loop) / 1000 + 7 * 86400);
        json_object_put(out);
        cloud_json_refused(c, "InvalidRequestException", SM "GetSecretValue", "{'SecretId':'a'}");
        cloud_json_refused(c, "InvalidRequestException", SM "PutSecretValue",
                           "{'SecretId':'a','SecretString':'x'}");
        cloud_json_refused(c, "InvalidRequestException", SM "DeleteSecret", "{'SecretId':'a'}");
        cloud_json_refused(c, "InvalidRequestException", SM "CreateSecret", "{'Name':'a'}");
        out = cloud_json_ok(c, SM "DescribeSecret", "{'SecretId':'a'}");
        assert_non_null(json_get(out, "DeletedDate"));
        json_object_put(out);
        json_object_put(cloud_json_ok(c, SM "RestoreSecret", "{'SecretId':'a'}"));
        assert_value(c, "", "two");
        json_object_put(cloud_json_ok(c, SM "DeleteSecret", "{'SecretId':'a'}"));
        fiber_sleep(c->loop, 31LL * 86400 * 1000);
        cloud_json_refused(c, "ResourceNotFoundException", SM "DescribeSecret", "{'SecretId':'a'}");
        json_object_put(cloud_json_ok(c, SM "DeleteSecret",
                                      "{'SecretId':'a','ForceDeleteWithoutRecovery':true}"));
}

static void the_seed_may_doom(struct cloud *c)
{
        cloud_json_refused(c, "InvalidRequestException", SM "GetSecretValue",
                           "{'SecretId':'doomed'}");
        cloud_json_refused(c, "InvalidRequestException", SM "PutSecretValue",
                           "{'SecretId':'rds!db-1','SecretString':'mine'}");
        cloud_json_refused(c, "InvalidRequestException", SM "DeleteSecret",
                           "{'SecretId':'rds!db-1'}");
        fiber_sleep(c->loop, 2LL * 86400 * 1000 + 1);
        cloud_json_refused(c, "ResourceNotFoundException", SM "GetSecretValue",
                           "{'SecretId':'doomed'}");
}

static size_t listed(struct cloud *c, const char *request)
{
        struct json_object *out = cloud_json_ok(c, SM "ListSecrets", "%s", request);
        size_t n = json_count(json_array(out, "SecretList"));

        json_object_put(out);
        return n;
}

static void lists(struct cloud *c)
{
        struct json_object *out;

        make_two(c);
        assert_int_equal(listed(c, "{}"), 3);
        assert_int_equal(listed(c, "{'IncludePlannedDeletion':true}"), 4);
        assert_int_equal(listed(c, "{'Filters':[{'Key':'name','Values':['see']}]}"), 1);
        assert_int_equal(listed(c, "{'Filters':[{'Key':'name','Values':['!see']}]}"), 2);
        assert_int_equal(listed(c, "{'Filters':[{'Key':'tag-value','Values':['blue']}]}"), 1);
        assert_int_equal(listed(c, "{'Filters':[{'Key':'owning-service','Values':['rds']}]}"), 1);
        out = cloud_json_ok(c, SM "ListSecrets", "{'MaxResults':2,'SortBy':'name'}");
        assert_string_equal(json_text(json_at(json_array(out, "SecretList"), 0), "Name"), "seeded");
        assert_non_null(json_text(out, "NextToken"));
        json_object_put(out);
        cloud_json_refused(c, "InvalidNextTokenException", SM "ListSecrets", "{'NextToken':'x'}");
}

#define CASE(name)                                                                                 \
        static void test_##name(void **state)                                                      \
        {                                                                                          \
                (void)state;                                                                       \
                with_cloud(seed, name);                                                            \
        }
CASE(labels)
CASE(a_token_is_used_once)
CASE(deletion_takes_its_time)
CASE(the_seed_may_doom)
CASE(lists)

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_labels),
                cmocka_unit_test(test_a_token_is_used_once),
                cmocka_unit_test(test_deletion_takes_its_time),
                cmocka_unit_test(test_the_seed_may_doom),
                cmocka_unit_test(test_lists),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
