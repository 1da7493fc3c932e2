/* What holds for every operation: the README's table knows it, and its errors are the model's. */
#include "tests/unit/standin/helper_cloud.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/standin/front.h"
#include "engine/standin/shapes.h"

static char *readme(void)
{
        static char text[128 * 1024];
        FILE *in = fopen(SOURCE_DIR "/engine/standin/README.md", "r");
        size_t len;

        assert_non_null(in);
        len = fread(text, 1, sizeof(text) - 1, in);
        fclose(in);
        text[len] = '\0';
        return text;
}

static struct json_object *operations(struct cloud *c)
{
        struct http_request request = {.method = "GET",
                                       .url = "http://localhost/_standin/operations"};
        struct http_response response = {0};
        struct json_object *out = NULL;
        struct err err = ERR_INIT;

        if (!transport_perform(c->transport, &request, &response, &err) ||
            !json_parse(text_str(&response.body), response.body.len, &out, &err))
                fail_msg("%s", err_text(&err));
        http_response_release(&response);
        return out;
}

/* The part of the table that is about one service, cut out. */
static char *section(const char *service)
{
        char *heading = xasprintf("\n### %s\n", service), *from = strstr(readme(), heading);
        const char *end;
        char *part;

        if (!from)
                fail_msg("engine/standin/README.md has no table for %s", service);
        from += strlen(heading);
        end = strstr(from, "\n### ");
        part = xstrndup(from, end ? (size_t)(end - from) : strlen(from));
        free(heading);
        return part;
}

static void are_in_the_table(struct cloud *c)
{
        struct json_object *all = operations(c);

        assert_true(json_object_object_length(all) >= 8);
        json_object_object_foreach(all, service, names)
        {
                char *part = section(service);
                size_t rows = 0;

                for (size_t i = 0; i < json_count(names); i++) {
                        const char *name = json_object_get_string(json_at(names, i));
                        char *row = xasprintf("\n| `%s` |", name);

                        if (!strstr(part, row))
                                fail_msg("engine/standin/README.md has no row for %s %s", service,
                                         name);
                        free(row);
                }
                for (const char *at = part; (at = strstr(at, "\n| `")); at++)
                        rows++;
                if (rows != json_count(names))
                        fail_msg("engine/standin/README.md has rows for operations that %s lacks",
                                 service);
                free(part);
        }
        json_object_put(all);
}

static void settled(const struct shape_operation *operation, int status, const char *code,
                    int expected_status, const char *expected_code)
{
        struct call call = {.status = 200};

        call_fail(&call, status, code, "why");
        front_settle_error(operation, &call);
        assert_string_equal(call.error, expected_code);
        assert_int_equal(call.status, expected_status);
        free(call.error);
        free(call.message);
}

static void an_error_is_the_models(void **state)
{
        const struct shape_operation *describe =
                shapes_operation(&shapes_rds, "DescribeDBInstances");
        const struct shape_operation *update = shapes_operation(&shapes_ecs, "UpdateService");

        (void)state;
        settled(describe, 400, "DBInstanceNotFound", 404, "DBInstanceNotFound");
        settled(describe, 400, "InvalidParameterValue", 400, "InvalidParameterValue");
        settled(describe, 404, "DBSnapshotNotFound", 500, "InternalFailure");
        settled(update, 418, "ServerException", 500, "ServerException");
        settled(update, 400, "ResourceNotFoundException", 500, "InternalFailure");
}

static void test_are_in_the_table(void **state)
{
        (void)state;
        with_cloud(NULL, are_in_the_table);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_are_in_the_table),
                cmocka_unit_test(an_error_is_the_models),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
