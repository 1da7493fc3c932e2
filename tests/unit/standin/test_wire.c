/* The two protocols: what is taken apart, what is refused, what an answer looks like. */
#include "helper_cloud.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/standin/validate.h"
#include "engine/standin/wire.h"

static const struct shape *input_of(const struct shape_service *service, const char *operation)
{
        return shapes_operation(service, operation)->input;
}

/* What a form becomes for ModifyDBInstance or, with list members, DescribeDBInstances. */
static void decodes(const char *operation, const char *text, const char *expected)
{
        struct json_object *in = NULL;
        struct form form;
        char *why = NULL;

        assert_true(form_parse(text, strlen(text), &form));
        if (wire_query_decode(input_of(&shapes_rds, operation), &form, &in, &why))
                assert_string_equal(json_line(in), expected);
        else
                assert_string_equal(why, expected);
        json_object_put(in);
        form_release(&form);
        free(why);
}

static void test_forms(void **state)
{
        (void)state;
        decodes("ModifyDBInstance", "Action=x&Version=y&DBInstanceIdentifier=a%2Db+c&Iops=12",
                "{\"DBInstanceIdentifier\":\"a-b c\",\"Iops\":12}");
        decodes("ModifyDBInstance", "MultiAZ=true&ApplyImmediately=false",
                "{\"MultiAZ\":true,\"ApplyImmediately\":false}");
        decodes("ModifyDBInstance",
                "VpcSecurityGroupIds.VpcSecurityGroupId.2=b&"
                "VpcSecurityGroupIds.VpcSecurityGroupId.1=a",
                "{\"VpcSecurityGroupIds\":[\"a\",\"b\"]}");
        decodes("ModifyDBInstance", "CloudwatchLogsExportConfiguration.EnableLogTypes.member.1=x",
                "{\"CloudwatchLogsExportConfiguration\":{\"EnableLogTypes\":[\"x\"]}}");
        decodes("DescribeDBInstances",
                "Filters.Filter.1.Name=engine&Filters.Filter.1.Values.Value.1=mysql",
                "{\"Filters\":[{\"Name\":\"engine\",\"Values\":[\"mysql\"]}]}");
        decodes("DescribeEvents", "StartTime=2026-11-21T02:00:00%2B01:00",
                "{\"StartTime\":\"2026-11-21T01:00:00.000Z\"}");
        decodes("AddTagsToResource", "Tags=", "{\"Tags\":[]}");
}

static void test_bad_forms(void **state)
{
        struct form form;

        (void)state;
        decodes("ModifyDBInstance", "Iops=many", "the value of Iops is malformed");
        decodes("ModifyDBInstance", "MultiAZ=1", "the value of MultiAZ is malformed");
        decodes("ModifyDBInstance", "iops=1", "iops is not a parameter of this action");
        decodes("ModifyDBInstance", "Iops=1&Iops=2", "Iops is not a parameter of this action");
        decodes("ModifyDBInstance", "VpcSecurityGroupIds.member.1=a",
                "VpcSecurityGroupIds.member.1 is not a parameter of this action");
        decodes("ModifyDBInstance", "VpcSecurityGroupIds.VpcSecurityGroupId.0=a",
                "VpcSecurityGroupIds.VpcSecurityGroupId.0 is not a parameter of this action");
        decodes("ModifyDBInstance", "VpcSecurityGroupIds.VpcSecurityGroupId.9999999=a",
                "VpcSecurityGroupIds.VpcSecurityGroupId.9999999 is not a parameter of this action");
        decodes("ModifyDBInstance", "Iops.x.y=1", "Iops.x.y is not a parameter of this action");
        assert_false(form_parse("a=%4", 4, &form));
        assert_false(form_parse("a=%zz", 5, &form));
        assert_false(form_parse("a=%00", 5, &form));
}

static void test_answers(void **state)
{
        struct json_object *out = json_tokener_parse(
                "{\"DBInstances\":[{\"DBInstanceIdentifier\":\"a<&>b\",\"MultiAZ\":false,"
                "\"AllocatedStorage\":20,\"TagList\":[{\"Key\":\"k\",\"Value\":\"\"}],"
                "\"VpcSecurityGroups\":[],\"NotInTheModel\":1}],\"Marker\":\"m\"}");
        struct text body = TEXT_INIT;

        (void)state;
        wire_query_answer(&shapes_rds, shapes_operation(&shapes_rds, "DescribeDBInstances"), out,
                          "id-1", &body);
        assert_string_equal(
                text_str(&body),
                "<DescribeDBInstancesResponse xmlns=\"http://rds.amazonaws.com/doc/2014-10-31/\">\n"
                "<DescribeDBInstancesResult><Marker>m</Marker><DBInstances><DBInstance>"
                "<DBInstanceIdentifier>a&lt;&amp;&gt;b</DBInstanceIdentifier>"
                "<AllocatedStorage>20</AllocatedStorage><VpcSecurityGroups/>"
                "<MultiAZ>false</MultiAZ><TagList><Tag><Key>k</Key><Value/></Tag></TagList>"
                "</DBInstance></DBInstances></DescribeDBInstancesResult>\n"
                "<ResponseMetadata><RequestId>id-1</RequestId></ResponseMetadata>\n"
                "</DescribeDBInstancesResponse>\n");
        text_clear(&body);
        wire_query_error(&shapes_rds, 404, "Code", "a & b", "id-2", &body);
        assert_string_equal(text_str(&body),
                            "<ErrorResponse xmlns=\"http://rds.amazonaws.com/doc/2014-10-31/\">\n"
                            "<Error><Type>Sender</Type><Code>Code</Code><Message>a &amp; b"
                            "</Message></Error>\n<RequestId>id-2</RequestId>\n</ErrorResponse>\n");
        text_release(&body);
        json_object_put(out);
}

static void finds(const struct shape_service *service, const char *operation, const char *text,
                  enum flaw_kind kind, const char *said)
{
        struct json_object *in = json_tokener_parse(text);
        struct flaw flaw = {0};
        struct text words = TEXT_INIT;

        assert_non_null(in);
        assert_int_equal(validate(input_of(service, operation), in, &flaw), kind);
        if (said) {
                flaw_describe(&flaw, &words);
                assert_string_equal(text_str(&words), said);
        }
        text_release(&words);
        flaw_release(&flaw);
        json_object_put(in);
}

static void test_validation(void **state)
{
        (void)state;
        finds(&shapes_ssm, "GetParameter", "{\"Name\":\"/a\",\"WithDecryption\":null}", FLAW_NONE,
              NULL);
        finds(&shapes_ssm, "GetParameter", "{}", FLAW_MISSING,
              "1 validation error detected: Value null at 'name' failed to satisfy constraint: "
              "Member must not be null");
        finds(&shapes_ssm, "GetParameter", "{\"Name\":7}", FLAW_TYPE, NULL);
        finds(&shapes_ssm, "GetParameter", "{\"Name\":\"/a\",\"Nmae\":1}", FLAW_UNKNOWN, NULL);
        finds(&shapes_ssm, "PutParameter", "{\"Name\":\"a\",\"Value\":\"b\",\"Type\":\"Text\"}",
              FLAW_VALUE,
              "1 validation error detected: Value 'Text' at 'type' failed to satisfy constraint: "
              "Member must satisfy enum value set: [String, StringList, SecureString]");
        finds(&shapes_ssm, "GetParametersByPath", "{\"Path\":\"/\",\"MaxResults\":11}", FLAW_VALUE,
              "1 validation error detected: Value '11' at 'maxResults' failed to satisfy "
              "constraint: Member must have value less than or equal to 10");
        finds(&shapes_ssm, "PutParameter", "{\"Name\":\"a\",\"Value\":\"b\",\"KeyId\":\"a b\"}",
              FLAW_VALUE, NULL);
        finds(&shapes_ssm, "AddTagsToResource",
              "{\"ResourceType\":\"Parameter\",\"ResourceId\":\"a\",\"Tags\":[{\"Key\":\"k\"}]}",
              FLAW_MISSING,
              "1 validation error detected: Value null at 'tags[0].Value' failed to satisfy "
              "constraint: Member must not be null");
        /* a secret is never said again */
        finds(&shapes_secretsmanager, "CreateSecret", "{\"Name\":\"n\",\"SecretString\":\"\"}",
              FLAW_VALUE,
              "1 validation error detected: Value at 'secretString' failed to satisfy constraint: "
              "Member must have length greater than or equal to 1");
        finds(&shapes_ecs, "UpdateService", "{\"service\":\"s\",\"desiredCount\":\"2\"}", FLAW_TYPE,
              NULL);
        /* lengths count characters */
        finds(&shapes_sts, "AssumeRole",
              "{\"RoleArn\":\"arn:aws:iam::111122223333:role/x\",\"RoleSessionName\":\"s\"}",
              FLAW_VALUE, NULL);
}

static void errors(struct cloud *c)
{
        struct reply r = cloud_query(c, "sts", "Action=GetCallerIdentity&Extra=1");

        assert_int_equal(r.status, 400);
        reply_release(&r);
        cloud_refused(c, 400, "InvalidAction", "Action=DescribeDBProxies");
        cloud_refused(c, 400, "MissingAction", "Nothing=1");
        cloud_json_refused(c, "UnknownOperationException", "AmazonSSM.ListDocuments", "{}");
        cloud_json_refused(c, "UnknownOperationException", "Nobody.GetParameter", "{}");
        cloud_json_refused(c, "SerializationException", "AmazonSSM.GetParameter", "{'Name':");
        cloud_json_refused(c, "SerializationException", "AmazonSSM.GetParameter", "[]");
        cloud_json_refused(c, "SerializationException", "AmazonSSM.GetParameter",
                           "{'Name':'/a','Odd':1}");
        cloud_json_refused(c, "ValidationException", "AmazonSSM.GetParameter", "{}");
}

static void test_errors(void **state)
{
        (void)state;
        with_cloud(NULL, errors);
}

/* A call without a signature where signatures are checked. */
static void unsigned_calls(struct cloud *c)
{
        struct standin_options options = {.loop = c->loop, .verify = true};
        struct err err = ERR_INIT;
        struct standin *strict = standin_new(&options, &err);
        struct http_request request = {.method = "POST", .url = "/", .body = "{}", .body_len = 2};
        struct http_response response = {0};

        assert_non_null(strict);
        http_headers_add(&request.headers, "X-Amz-Target", "AmazonSSM.GetParameter");
        standin_handle(strict, &request, &response);
        assert_int_equal(response.status, 400);
        assert_non_null(strstr(text_str(&response.body), "MissingAuthenticationTokenException"));
        http_response_release(&response);
        http_headers_release(&request.headers);
        request.body = "Action=GetCallerIdentity&Version=2011-06-15";
        request.body_len = strlen(request.body);
        response = (struct http_response){0};
        standin_handle(strict, &request, &response);
        assert_int_equal(response.status, 403);
        assert_non_null(
                strstr(text_str(&response.body), "<Code>MissingAuthenticationToken</Code>"));
        http_response_release(&response);
        standin_free(strict);
}

static void test_unsigned(void **state)
{
        (void)state;
        with_cloud(NULL, unsigned_calls);
}

static void own_pages(struct cloud *c)
{
        struct http_request request = {.method = "GET", .url = "/_standin/calls"};
        struct http_response response = {0};
        struct json_object *calls = NULL, *call;
        struct err err = ERR_INIT;

        cloud_json_refused(c, "ParameterNotFound", "AmazonSSM.GetParameter", "{'Name':'/a'}");
        standin_handle(c->standin, &request, &response);
        assert_int_equal(response.status, 200);
        assert_true(json_parse(text_str(&response.body), response.body.len, &calls, &err));
        call = json_at(json_array(calls, "calls"), 0);
        assert_string_equal(json_text(call, "operation"), "GetParameter");
        assert_string_equal(json_text(call, "subject"), "/a");
        assert_string_equal(json_text(call, "error"), "ParameterNotFound");
        assert_string_equal(json_text(call, "time"), "2026-11-21T01:00:00.000Z");
        json_object_put(calls);
        http_response_release(&response);
        request.url = "/_standin/nothing";
        response = (struct http_response){0};
        standin_handle(c->standin, &request, &response);
        assert_int_equal(response.status, 404);
        http_response_release(&response);
}

static void test_own_pages(void **state)
{
        (void)state;
        with_cloud(NULL, own_pages);
}

static void test_bad_seeds(void **state)
{
        static const char *const seeds[] = {
                "[]",
                "{\"users\":[{\"name\":\"x\"}]}",
                "{\"databases\":[{\"engine\":\"postgres\"}]}",
                "{\"databases\":[{\"id\":\"a\"},{\"id\":\"A\"}]}",
                "{\"snapshots\":[{\"id\":\"a\"},{\"id\":\"a\"}]}",
                "{\"parameters\":[{\"name\":\"a\"}]}",
                "{\"secrets\":[{\"name\":\"a\"}]}",
                "{\"faults\":[{\"do\":\"explode\"}]}",
        };

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(seeds); i++) {
                struct loop *loop = loop_new_virtual(0, 1);
                struct json_object *seed = json_tokener_parse(seeds[i]);
                struct standin_options options = {.loop = loop, .seed = seed};
                struct err err = ERR_INIT;

                assert_null(standin_new(&options, &err));
                assert_int_equal(err.code, ERR_INVALID);
                err_clear(&err);
                json_object_put(seed);
                loop_free(loop);
        }
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_forms),     cmocka_unit_test(test_bad_forms),
                cmocka_unit_test(test_answers),   cmocka_unit_test(test_validation),
                cmocka_unit_test(test_errors),    cmocka_unit_test(test_unsigned),
                cmocka_unit_test(test_own_pages), cmocka_unit_test(test_bad_seeds),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
