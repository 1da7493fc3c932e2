/* SSM, ECS and Secrets Manager: the bytes that are sent, and answers read; STS too. */
#include <stdlib.h>
#include <string.h>

#include "helper_aws.h"

#include "engine/aws/ecs.h"
#include "engine/aws/secrets.h"
#include "engine/aws/ssm.h"
#include "engine/aws/sts.h"
#include "engine/base/mem.h"

static struct err err;
static bool ok;

static void done(struct fake *f)
{
        fake_free(f);
        err_clear(&err);
}

/* --- SSM --- */

static struct ssm_parameter parameter;

static void get(struct fake *f)
{
        ok = ssm_get(f->aws, "/s/db/host", true, &parameter, &err);
}

#define PARAMETER                                                                                  \
        "{\"Parameter\":{\"Name\":\"/s/db/host\",\"Type\":\"String\",\"Value\":\"h\","             \
        "\"Version\":3,\"LastModifiedDate\":1795223230.1234,\"ARN\":\"arn:p\"}}"

static void test_a_parameter_is_read(void **state)
{
        struct fake *f = fake_new(NULL);

        (void)state;
        fake_reply(f, 200, PARAMETER);
        fake_run(f, get);
        assert_true(ok);
        assert_string_equal(f->sent[0].url, "https://ssm.eu-central-1.amazonaws.com/");
        assert_string_equal(f->sent[0].content_type, "application/x-amz-json-1.1");
        assert_string_equal(f->sent[0].target, "AmazonSSM.GetParameter");
        assert_string_equal(f->sent[0].body, "{\"Name\":\"/s/db/host\",\"WithDecryption\":true}");
        assert_string_equal(parameter.value, "h");
        assert_int_equal(parameter.version, 3);
        assert_int_equal(parameter.modified, 1795223230123);
        ssm_parameter_release(&parameter);
        done(f);
}

static void test_a_parameter_that_is_not_there(void **state)
{
        static const char *const types[] = {"ParameterNotFound",
                                            "com.amazonaws.ssm#ParameterNotFound",
                                            "ParameterNotFound:http://internal.amazon.com/coral/"};

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(types); i++) {
                struct fake *f = fake_new(NULL);

                fake_json_error(f, 400, types[i], "");
                fake_run(f, get);
                assert_false(ok);
                assert_int_equal(err.code, ERR_NOT_FOUND);
                assert_string_equal(err_text(&err),
                                    "ssm GetParameter: ParameterNotFound (/s/db/host)");
                done(f);
        }
}

static void test_an_error_code_in_a_header(void **state)
{
        struct fake *f = fake_new(NULL);

        (void)state;
        fake_reply(f, 400, "");
        fake_header(f, "x-amzn-ErrorType", "ParameterNotFound:");
        fake_run(f, get);
        assert_int_equal(err.code, ERR_NOT_FOUND);
        done(f);
}

static void test_wrong_parameters_are_errors(void **state)
{
        static const char *const bodies[] = {
                "",
                "null",
                "[]",
                "17",
                "{}",
                "{\"Parameter\":[]}",
                "{\"Parameter\":{\"Name\":\"/s/db/host\",\"Type\":\"String\"}}",
                "{\"Parameter\":{\"Name\":\"n\",\"Type\":\"String\",\"Value\":7}}",
                "{\"Parameter\":{\"Name\":\"n\",\"Type\":\"String\",\"Value\":\"v\","
                "\"Version\":\"3\"}}",
                "{\"Parameter\":{\"Name\":\"n\",\"Type\":\"String\",\"Value\":\"v\","
                "\"LastModifiedDate\":\"today\"}}",
                "<html/>",
        };

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(bodies); i++) {
                struct fake *f = fake_new(fake_once);

                fake_reply(f, 200, bodies[i]);
                fake_run(f, get);
                assert_false(ok);
                assert_int_equal(err.code, ERR_INVALID);
                assert_non_null(strstr(err_text(&err), "ssm GetParameter"));
                done(f);
        }
}

static void test_an_answer_cut_anywhere_is_an_error(void **state)
{
        (void)state;
        for (size_t cut = 0; cut < strlen(PARAMETER); cut++) {
                struct fake *f = fake_new(fake_once);
                char *part = xstrndup(PARAMETER, cut);

                fake_reply(f, 200, part);
                free(part);
                fake_run(f, get);
                assert_false(ok);
                assert_int_equal(err.code, ERR_INVALID);
                done(f);
        }
}

static void by_path(struct fake *f)
{
        struct ssm_parameters found;

        ok = ssm_get_by_path(f->aws, "/s", &found, &err);
        if (!ok)
                return;
        assert_int_equal(found.count, 3);
        assert_string_equal(found.items[0].name, "/s/a");
        assert_string_equal(found.items[2].name, "/s/c");
        assert_string_equal(ssm_find(&found, "/s/b")->value, "2");
        assert_null(ssm_find(&found, "/s"));
        ssm_parameters_release(&found);
}

#define P(name, value) "{\"Name\":\"" name "\",\"Type\":\"String\",\"Value\":\"" value "\"}"

static void test_a_path_comes_in_pages(void **state)
{
        struct fake *f = fake_new(NULL);

        (void)state;
        fake_reply(f, 200,
                   "{\"Parameters\":[" P("/s/c", "3") "," P("/s/a", "1") "],\"NextToken\":\"t\"}");
        fake_reply(f, 200, "{\"Parameters\":[],\"NextToken\":\"u\"}");
        fake_reply(f, 200, "{\"Parameters\":[" P("/s/b", "2") "]}");
        fake_run(f, by_path);
        assert_true(ok);
        assert_string_equal(f->sent[0].body, "{\"Path\":\"/s\",\"Recursive\":true,"
                                             "\"WithDecryption\":false,\"MaxResults\":10}");
        assert_string_equal(f->sent[2].body,
                            "{\"Path\":\"/s\",\"Recursive\":true,\"WithDecryption\":false,"
                            "\"MaxResults\":10,\"NextToken\":\"u\"}");
        done(f);
}

static void test_a_token_that_leads_nowhere(void **state)
{
        struct fake *f = fake_new(NULL);

        (void)state;
        fake_reply(f, 200, "{\"Parameters\":[],\"NextToken\":\"t\"}");
        fake_reply(f, 200, "{\"Parameters\":[],\"NextToken\":\"t\"}");
        fake_run(f, by_path);
        assert_false(ok);
        assert_int_equal(err.code, ERR_INVALID);
        done(f);
}

static void get_many(struct fake *f)
{
        const char *names[12] = {"/0", "/1", "/2", "/3", "/4",  "/5",
                                 "/6", "/7", "/8", "/9", "/10", "/11"};
        struct ssm_parameters found;

        ok = ssm_get_many(f->aws, names, 12, &found, &err);
        assert_true(ok);
        assert_int_equal(found.count, 2);
        ssm_parameters_release(&found);
}

static void test_many_parameters_ten_a_call(void **state)
{
        struct fake *f = fake_new(NULL);

        (void)state;
        fake_reply(f, 200, "{\"Parameters\":[" P("/0", "x") "],\"InvalidParameters\":[\"/1\"]}");
        fake_reply(f, 200, "{\"Parameters\":[" P("/11", "y") "]}");
        fake_run(f, get_many);
        assert_int_equal(f->sent_count, 2);
        assert_string_equal(f->sent[1].body,
                            "{\"Names\":[\"/10\",\"/11\"],\"WithDecryption\":false}");
        done(f);
}

static void put(struct fake *f)
{
        struct tags tags = {0};
        int64_t version = 0;

        tags_set(&tags, "k", "v ö=");
        ok = ssm_put(f->aws, "/s/p", "SecureString", "pa\"ss\\wörd\n", false, &tags, &version,
                     &err);
        if (ok)
                assert_int_equal(version, 1);
        tags_release(&tags);
}

static void test_put_sends(void **state)
{
        struct fake *f = fake_new(NULL);

        (void)state;
        fake_reply(f, 200, "{\"Version\":1,\"Tier\":\"Standard\"}");
        fake_run(f, put);
        assert_true(ok);
        assert_string_equal(f->sent[0].target, "AmazonSSM.PutParameter");
        assert_string_equal(f->sent[0].body,
                            "{\"Name\":\"/s/p\",\"Type\":\"SecureString\",\"Overwrite\":false,"
                            "\"Tags\":[{\"Key\":\"k\",\"Value\":\"v ö=\"}],"
                            "\"Value\":\"pa\\\"ss\\\\wörd\\n\"}");
        done(f);
}

static void test_put_is_told_that_it_is_there(void **state)
{
        struct fake *f = fake_new(NULL);

        (void)state;
        fake_json_error(f, 400, "ParameterAlreadyExists", "The parameter already exists.");
        fake_run(f, put);
        assert_int_equal(err.code, ERR_EXISTS);
        done(f);
}

static void test_put_without_a_version_may_have_been_done(void **state)
{
        struct fake *f = fake_new(NULL);

        (void)state;
        fake_reply(f, 200, "{}");
        fake_run(f, put);
        assert_int_equal(err.code, ERR_LOST);
        done(f);
}

static void put_with_both(struct fake *f)
{
        struct tags tags = {0};

        tags_set(&tags, "k", "v");
        ok = ssm_put(f->aws, "/s/p", "String", "v", true, &tags, NULL, &err);
        tags_release(&tags);
}

static void test_tags_are_for_creation_only(void **state)
{
        struct fake *f = fake_new(NULL);

        (void)state;
        fake_run(f, put_with_both);
        assert_int_equal(err.code, ERR_INVALID);
        assert_int_equal(f->sent_count, 0);
        done(f);
}

static void delete (struct fake *f)
{
        ok = ssm_delete(f->aws, "/s/p", &err);
}

static void test_delete(void **state)
{
        struct fake *f = fake_new(NULL);

        (void)state;
        fake_reply(f, 200, "{}");
        fake_run(f, delete);
        assert_true(ok);
        assert_string_equal(f->sent[0].body, "{\"Name\":\"/s/p\"}");
        done(f);
}

/* --- ECS --- */

static struct ecs_services services_found;

static void describe(struct fake *f)
{
        const char *names[] = {"web", "worker"};

        ok = ecs_describe_services(f->aws, "main", names, 2, &services_found, &err);
}

static void test_services_are_read_in_the_order_asked(void **state)
{
        struct fake *f = fake_new(NULL);
        char *reply = fake_file("services.json");
        struct ecs_service *s;

        (void)state;
        fake_reply(f, 200, reply);
        free(reply);
        fake_run(f, describe);
        assert_string_equal(err_text(&err), "");
        assert_true(ok);
        assert_string_equal(f->sent[0].target,
                            "AmazonEC2ContainerServiceV20141113.DescribeServices");
        assert_string_equal(f->sent[0].body,
                            "{\"cluster\":\"main\",\"services\":[\"web\",\"worker\"]}");
        assert_int_equal(services_found.count, 2);
        s = &services_found.items[0];
        assert_string_equal(s->name, "web");
        assert_int_equal(s->desired, 2);
        assert_string_equal(s->controller, "ECS");
        assert_true(s->breaker);
        assert_false(s->breaker_rollback);
        assert_int_equal(s->minimum_healthy, 100);
        assert_int_equal(s->maximum, 200);
        assert_int_equal(s->deployment_count, 2);
        assert_string_equal(ecs_primary(s)->id, "ecs-svc/1");
        assert_string_equal(ecs_primary(s)->rollout, "IN_PROGRESS");
        assert_int_equal(ecs_primary(s)->failed, 3);
        assert_int_equal(ecs_primary(s)->created, 1795223230500);
        assert_int_equal(s->event_count, 1);
        assert_int_equal(s->events[0].at, 1795223230000);
        assert_string_equal(json_text(s->raw, "somethingNew"), "kept");
        assert_string_equal(services_found.items[1].name, "worker");
        assert_string_equal(services_found.items[1].controller, "CODE_DEPLOY");
        ecs_services_release(&services_found);
        done(f);
}

#define SERVICE(name)                                                                              \
        "{\"serviceName\":\"" name "\",\"serviceArn\":\"arn:s/" name                               \
        "\",\"status\":\"ACTIVE\",\"desiredCount\":1,\"runningCount\":1}"

static void test_a_missing_service(void **state)
{
        struct fake *f = fake_new(NULL);

        (void)state;
        fake_reply(
                f, 200,
                "{\"services\":[" SERVICE(
                        "web") "],\"failures\":[{\"arn\":"
                               "\"arn:aws:ecs:r:1:service/main/worker\",\"reason\":\"MISSING\"}]}");
        fake_run(f, describe);
        assert_int_equal(err.code, ERR_NOT_FOUND);
        assert_non_null(strstr(err_text(&err), "worker"));
        assert_non_null(strstr(err_text(&err), "main"));
        done(f);
}

static void test_a_service_that_is_passed_over(void **state)
{
        struct fake *f = fake_new(NULL);

        (void)state;
        fake_reply(f, 200, "{\"services\":[" SERVICE("web") "],\"failures\":[]}");
        fake_run(f, describe);
        assert_int_equal(err.code, ERR_INVALID);
        done(f);
}

static void update(struct fake *f)
{
        struct ecs_update u = {
                .cluster = "main", .service = "web", .task_definition = "web:2", .desired = 0};
        struct ecs_service s;

        ok = ecs_update_service(f->aws, &u, &s, &err);
        assert_true(ok);
        ecs_service_release(&s);
        u.task_definition = NULL;
        u.desired = -1;
        u.force = true;
        assert_true(ecs_update_service(f->aws, &u, &s, &err));
        ecs_service_release(&s);
}

static void test_update_sends(void **state)
{
        struct fake *f = fake_new(NULL);

        (void)state;
        fake_reply(f, 200, "{\"service\":" SERVICE("web") "}");
        fake_reply(f, 200, "{\"service\":" SERVICE("web") "}");
        fake_run(f, update);
        assert_string_equal(f->sent[0].body, "{\"cluster\":\"main\",\"service\":\"web\","
                                             "\"taskDefinition\":\"web:2\",\"desiredCount\":0}");
        assert_string_equal(f->sent[1].body, "{\"cluster\":\"main\",\"service\":\"web\","
                                             "\"forceNewDeployment\":true}");
        done(f);
}

#define DEFINITION(name) "arn:aws:ecs:eu-central-1:1:task-definition/" name

static void definitions(struct fake *f)
{
        struct json_object *definition, *tags;
        struct strlist list;

        assert_true(ecs_describe_task_definition(f->aws, "web", &definition, &tags, &err));
        assert_string_equal(json_text(definition, "family"), "web");
        assert_int_equal(json_count(tags), 1);
        json_object_put(definition);
        json_object_put(tags);
        assert_true(ecs_list_task_definitions(f->aws, "web", 2, &list, &err));
        assert_int_equal(list.count, 2);
        assert_string_equal(list.items[0], DEFINITION("web:10"));
        assert_string_equal(list.items[1], DEFINITION("web:9"));
        strlist_release(&list);
        assert_true(ecs_list_task_definitions(f->aws, "web", 0, &list, &err));
        assert_int_equal(list.count, 1); /* web-admin is another family */
        strlist_release(&list);
        assert_true(ecs_deregister_task_definition(f->aws, DEFINITION("web:9"), &err));
        assert_false(ecs_describe_task_definition(f->aws, "none", NULL, NULL, &err));
        assert_int_equal(err.code, ERR_NOT_FOUND);
}

static void test_task_definitions(void **state)
{
        struct fake *f = fake_new(NULL);

        (void)state;
        fake_reply(f, 200,
                   "{\"taskDefinition\":{\"taskDefinitionArn\":\"" DEFINITION(
                           "web:1") "\",\"family\":\"web\"},\"tags\":[{\"key\":\"k\",\"value\":"
                                    "\"v\"}]}");
        fake_reply(
                f, 200,
                "{\"taskDefinitionArns\":[\"" DEFINITION("web-admin:3") "\",\"" DEFINITION(
                        "web:9") "\",\"" DEFINITION("web:10") "\",\"" DEFINITION("web:1") "\"]}");
        fake_reply(f, 200,
                   "{\"taskDefinitionArns\":[\"" DEFINITION("web:1") "\",\"" DEFINITION(
                           "web-admin:3") "\"]}");
        fake_reply(f, 200,
                   "{\"taskDefinition\":{\"taskDefinitionArn\":\"" DEFINITION("web:9") "\"}}");
        fake_json_error(f, 400, "ClientException", "Unable to describe task definition.");
        fake_run(f, definitions);
        assert_string_equal(f->sent[0].body, "{\"taskDefinition\":\"web\",\"include\":[\"TAGS\"]}");
        assert_string_equal(f->sent[1].body,
                            "{\"familyPrefix\":\"web\",\"status\":\"ACTIVE\",\"sort\":\"DESC\","
                            "\"maxResults\":100}");
        assert_string_equal(f->sent[4].body, "{\"taskDefinition\":\"none\"}");
        done(f);
}

static void run_task(struct fake *f)
{
        struct json_object *request = json_object_new_object();
        char *arn;

        json_put_text(request, "taskDefinition", "web:1");
        ok = ecs_run_task(f->aws, request, &arn, &err);
        json_object_put(request);
        free(arn);
}

static void test_a_task_that_finds_no_place(void **state)
{
        struct fake *f = fake_new(NULL);

        (void)state;
        fake_reply(f, 200,
                   "{\"tasks\":[],\"failures\":[{\"arn\":\"a\",\"reason\":"
                   "\"RESOURCE:MEMORY\"}]}");
        fake_run(f, run_task);
        assert_int_equal(err.code, ERR_FAILED);
        assert_true(err_has_reason(&err, "RESOURCE:MEMORY"));
        done(f);
}

static void tasks(struct fake *f)
{
        struct strlist arns;
        struct ecs_tasks found;

        assert_true(ecs_list_tasks(f->aws, "main", "web", "RUNNING", &arns, &err));
        assert_int_equal(arns.count, 2);
        assert_true(ecs_describe_tasks(f->aws, "main", &arns, &found, &err));
        assert_int_equal(found.count, 1);
        assert_string_equal(found.items[0].last_status, "RUNNING");
        assert_int_equal(found.items[0].started, 1795223230250);
        ecs_tasks_release(&found);
        strlist_release(&arns);
        assert_true(ecs_stop_task(f->aws, "main", "arn:1", "done with", &err));
        assert_true(ecs_list_services(f->aws, "main", &arns, &err));
        strlist_release(&arns);
}

static void test_tasks(void **state)
{
        struct fake *f = fake_new(NULL);

        (void)state;
        fake_reply(f, 200, "{\"taskArns\":[\"arn:1\"],\"nextToken\":\"n\"}");
        fake_reply(f, 200, "{\"taskArns\":[\"arn:2\"]}");
        fake_reply(f, 200,
                   "{\"tasks\":[{\"taskArn\":\"arn:1\",\"taskDefinitionArn\":\"d\","
                   "\"lastStatus\":\"RUNNING\",\"startedAt\":1795223230.25}],\"failures\":["
                   "{\"arn\":\"arn:2\",\"reason\":\"MISSING\"}]}");
        fake_reply(f, 200, "{\"task\":{\"taskArn\":\"arn:1\"}}");
        fake_reply(f, 200, "{\"serviceArns\":[\"arn:s\"]}");
        fake_run(f, tasks);
        assert_string_equal(f->sent[1].body,
                            "{\"cluster\":\"main\",\"serviceName\":\"web\",\"desiredStatus\":"
                            "\"RUNNING\",\"maxResults\":100,\"nextToken\":\"n\"}");
        assert_string_equal(f->sent[2].body,
                            "{\"cluster\":\"main\",\"tasks\":[\"arn:1\",\"arn:2\"]}");
        assert_string_equal(f->sent[3].body, "{\"cluster\":\"main\",\"task\":\"arn:1\","
                                             "\"reason\":\"done with\"}");
        done(f);
}

static void test_definition_arns_are_split(void **state)
{
        static const char *const bad[] = {"",
                                          "web:1",
                                          DEFINITION("web"),
                                          DEFINITION(":1"),
                                          DEFINITION("web:"),
                                          DEFINITION("web:x"),
                                          DEFINITION("web:1:2"),
                                          DEFINITION("web:0"),
                                          DEFINITION("web:99999999999999999999")};
        char family[256];
        int64_t revision;

        (void)state;
        assert_true(ecs_definition_split(DEFINITION("web-1:17"), family, &revision));
        assert_string_equal(family, "web-1");
        assert_int_equal(revision, 17);
        for (size_t i = 0; i < ARRAY_LEN(bad); i++)
                assert_false(ecs_definition_split(bad[i], family, &revision));
}

/* --- Secrets Manager, STS --- */

static char *secret;

static void get_secret(struct fake *f)
{
        ok = secrets_get(f->aws, "db", &secret, &err);
}

static void test_a_secret(void **state)
{
        struct fake *f = fake_new(NULL);

        (void)state;
        fake_reply(f, 200, "{\"ARN\":\"arn:s\",\"SecretString\":\"{\\\"password\\\":\\\"p\\\"}\"}");
        fake_run(f, get_secret);
        assert_true(ok);
        assert_string_equal(secret, "{\"password\":\"p\"}");
        assert_string_equal(f->sent[0].target, "secretsmanager.GetSecretValue");
        assert_string_equal(f->sent[0].body, "{\"SecretId\":\"db\"}");
        secret_wipe(&secret);
        assert_null(secret);
        secret_wipe(&secret);
        done(f);
}

static void test_secrets_that_can_not_be_had(void **state)
{
        static const struct {
                int status;
                const char *body;
                enum err_code meaning;
        } cases[] = {
                {400, "{\"__type\":\"ResourceNotFoundException\",\"Message\":\"can't find\"}",
                 ERR_NOT_FOUND},
                {400,
                 "{\"__type\":\"InvalidRequestException\",\"Message\":\"You can't perform this "
                 "operation on the secret because it was marked for deletion.\"}",
                 ERR_STATE},
                {400,
                 "{\"__type\":\"InvalidRequestException\",\"Message\":\"a secret that's "
                 "currently marked deleted.\"}",
                 ERR_STATE},
                {400, "{\"__type\":\"InvalidRequestException\",\"Message\":\"another\"}",
                 ERR_INVALID},
                {200, "{\"SecretBinary\":\"AAAA\"}", ERR_INVALID},
                {200, "{}", ERR_INVALID},
        };

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
                struct fake *f = fake_new(NULL);

                fake_reply(f, cases[i].status, cases[i].body);
                fake_run(f, get_secret);
                assert_false(ok);
                assert_int_equal(err.code, cases[i].meaning);
                done(f);
        }
}

static void identity(struct fake *f)
{
        struct sts_identity i;

        assert_true(sts_get_caller_identity(f->aws, &i, &err));
        assert_string_equal(i.account, "123456789012");
        assert_string_equal(i.arn, "arn:aws:iam::123456789012:user/x");
        sts_identity_release(&i);
}

static void test_identity(void **state)
{
        struct fake *f = fake_new(NULL);

        (void)state;
        fake_xml(f, "GetCallerIdentity",
                 "<Arn>arn:aws:iam::123456789012:user/x</Arn><UserId>U</UserId>"
                 "<Account>123456789012</Account>");
        fake_run(f, identity);
        assert_string_equal(f->sent[0].body, "Action=GetCallerIdentity&Version=2011-06-15");
        assert_string_equal(f->sent[0].url, "https://sts.eu-central-1.amazonaws.com/");
        done(f);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_a_parameter_is_read),
                cmocka_unit_test(test_a_parameter_that_is_not_there),
                cmocka_unit_test(test_an_error_code_in_a_header),
                cmocka_unit_test(test_wrong_parameters_are_errors),
                cmocka_unit_test(test_an_answer_cut_anywhere_is_an_error),
                cmocka_unit_test(test_a_path_comes_in_pages),
                cmocka_unit_test(test_a_token_that_leads_nowhere),
                cmocka_unit_test(test_many_parameters_ten_a_call),
                cmocka_unit_test(test_put_sends),
                cmocka_unit_test(test_put_is_told_that_it_is_there),
                cmocka_unit_test(test_put_without_a_version_may_have_been_done),
                cmocka_unit_test(test_tags_are_for_creation_only),
                cmocka_unit_test(test_delete),
                cmocka_unit_test(test_services_are_read_in_the_order_asked),
                cmocka_unit_test(test_a_missing_service),
                cmocka_unit_test(test_a_service_that_is_passed_over),
                cmocka_unit_test(test_update_sends),
                cmocka_unit_test(test_task_definitions),
                cmocka_unit_test(test_a_task_that_finds_no_place),
                cmocka_unit_test(test_tasks),
                cmocka_unit_test(test_definition_arns_are_split),
                cmocka_unit_test(test_a_secret),
                cmocka_unit_test(test_secrets_that_can_not_be_had),
                cmocka_unit_test(test_identity),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
