/* Task definitions: what is replaced, what stays, what counts as the same, who is mentioned. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "stages/cloud.h"
#include "stages/definition.h"

static struct json_object *parse(const char *text)
{
        struct json_object *json = NULL;
        struct err err = ERR_INIT;

        if (!json_parse(text, strlen(text), &json, &err))
                fail_msg("%s", err_text(&err));
        return json;
}

static struct json_object *live(void)
{
        return parse(
                "{\"taskDefinitionArn\":\"arn:aws:ecs:r:1:task-definition/app:7\","
                "\"revision\":7,\"status\":\"ACTIVE\",\"registeredAt\":12.5,"
                "\"compatibilities\":[\"EC2\"],\"family\":\"app\",\"unknownMember\":{\"a\":1},"
                "\"containerDefinitions\":["
                "{\"name\":\"web\",\"image\":\"web:1\",\"cpu\":10,"
                "\"environment\":[{\"name\":\"DB_HOST\",\"value\":\"old\"},"
                "{\"name\":\"KEEP\",\"value\":\"1\"},{\"name\":\"DB_PASSWORD\",\"value\":\"x\"}],"
                "\"secrets\":[{\"name\":\"OTHER\",\"valueFrom\":\"/s/other\"}]},"
                "{\"name\":\"side\",\"image\":\"side:1\"}]}");
}

static struct json_object *container(struct json_object *request, size_t i)
{
        return json_at(json_array(request, "containerDefinitions"), i);
}

static void replaces_named_entries_only(void **state)
{
        struct json_object *from = live(), *request = definition_request(from);
        struct definition_change change = {
                .containers = parse("[\"web\"]"),
                .environment = parse("{\"DB_HOST\":\"new\",\"DB_PORT\":\"5432\"}"),
                .secrets = parse("{\"DB_PASSWORD\":\"/s/db/password\"}"),
        };
        struct json_object *expected, *side;
        struct err err = ERR_INIT;

        (void)state;
        assert_true(definition_apply(request, &change, &err));
        expected = parse("{\"name\":\"web\",\"image\":\"web:1\",\"cpu\":10,"
                         "\"environment\":[{\"name\":\"DB_HOST\",\"value\":\"new\"},"
                         "{\"name\":\"KEEP\",\"value\":\"1\"},"
                         "{\"name\":\"DB_PORT\",\"value\":\"5432\"}],"
                         "\"secrets\":[{\"name\":\"OTHER\",\"valueFrom\":\"/s/other\"},"
                         "{\"name\":\"DB_PASSWORD\",\"valueFrom\":\"/s/db/password\"}]}");
        side = parse("{\"name\":\"side\",\"image\":\"side:1\"}");
        assert_true(json_same(container(request, 0), expected));
        assert_true(json_same(container(request, 1), side));
        assert_null(json_get(request, "taskDefinitionArn"));
        assert_null(json_get(request, "revision"));
        assert_null(json_get(request, "compatibilities"));
        assert_non_null(json_get(request, "unknownMember"));
        assert_false(definition_same(from, request));
        json_object_put(expected);
        json_object_put(side);
        json_object_put(change.containers);
        json_object_put(change.environment);
        json_object_put(change.secrets);
        json_object_put(request);
        json_object_put(from);
}

static void refuses_an_unknown_container(void **state)
{
        struct json_object *from = live(), *request = definition_request(from);
        struct definition_change change = {.containers = parse("[\"worker\"]")};
        struct err err = ERR_INIT;

        (void)state;
        assert_false(definition_apply(request, &change, &err));
        assert_true(err_is(&err, ERR_REFUSED));
        assert_non_null(strstr(err_text(&err), "\"worker\""));
        err_clear(&err);
        json_object_put(change.containers);
        json_object_put(request);
        json_object_put(from);
}

static void order_of_variables_means_nothing(void **state)
{
        struct json_object *a = live(), *b = live();
        struct json_object *env = json_array(container(b, 0), "environment");

        (void)state;
        json_object_array_add(env, json_copy(json_at(env, 0)));
        json_object_array_del_idx(env, 0, 1);
        json_put(container(b, 1), "secrets", json_object_new_array());
        json_put_int(b, "revision", 8);
        assert_true(definition_same(a, b));
        json_put_text(container(b, 1), "image", "side:2");
        assert_false(definition_same(a, b));
        json_object_put(a);
        json_object_put(b);
}

static void mentions_whole_words_only(void **state)
{
        const char *id = "xy-0146-qa-20261121010710";
        struct json_object *json;

        (void)state;
        json = parse(
                "{\"a\":[{\"value\":\"postgres://u@XY-0146-qa-20261121010710.c1.rds:5432/app\"}]}");
        assert_true(definition_mentions(json, id));
        assert_false(definition_mentions(json, "xy-0146-qa-2026112101071"));
        assert_false(definition_mentions(json, "0146-qa-20261121010710"));
        assert_false(definition_mentions(json, ""));
        assert_false(definition_mentions(json, NULL));
        json_object_put(json);
        json = parse("[\"db=postgres%3A%2F%2Fu%40xy-0146-qa-20261121010710.c1.rds%3A5432\"]");
        assert_true(definition_mentions(json, id));
        json_object_put(json);
        json = parse(
                "[\"{\\\"hosts\\\":\\\"a.example\\\\nxy-0146-qa-20261121010710.c1.rds\\\"}\"]");
        assert_true(definition_mentions(json, id));
        json_object_put(json);
        json = parse("[\"40xy-0146-qa-20261121010710\"]");
        assert_false(definition_mentions(json, id));
        json_object_put(json);
        json = parse("[\"xy-0146-qa-20261121010710-replica\"]");
        assert_false(definition_mentions(json, id));
        json_object_put(json);
}

/* The secret that RDS keeps for a database, whole or by one of its members. */
static void mentions_a_secret(void **state)
{
        static const char arn[] = "arn:aws:secretsmanager:r:1:secret:rds!db-0a1b-AbCdEf";
        struct json_object *json =
                parse("{\"containerDefinitions\":[{\"secrets\":[{\"name\":\"P\",\"valueFrom\":"
                      "\"arn:aws:secretsmanager:r:1:secret:rds!db-0a1b-AbCdEf:password::\"}]}]}");

        (void)state;
        assert_true(definition_mentions(json, arn));
        assert_false(definition_mentions(json, "arn:aws:secretsmanager:r:1:secret:rds!db-0a1b-Ab"));
        json_object_put(json);
}

static void finds_parameters_read(void **state)
{
        struct json_object *json = parse(
                "{\"containerDefinitions\":[{\"secrets\":[{\"name\":\"H\",\"valueFrom\":"
                "\"arn:aws:ssm:r:1:parameter/s/db/host\"}]},{\"secrets\":[{\"name\":\"P\","
                "\"valueFrom\":\"/s/db/port\"},{\"name\":\"N\",\"valueFrom\":\"/s/db/name:3\"},"
                "{\"name\":\"M\",\"valueFrom\":\"arn:aws:ssm:r:1:parameter/s/db/name:now\"}]}]}");
        struct strlist pinned = {0};

        (void)state;
        assert_true(definition_reads_parameter(json, "/s/db/host", &pinned));
        assert_true(definition_reads_parameter(json, "/s/db/port", &pinned));
        assert_false(definition_reads_parameter(json, "/s/db/user", &pinned));
        assert_false(definition_reads_parameter(json, "/s/db/hos", &pinned));
        assert_false(definition_reads_parameter(json, "/db/host", &pinned));
        assert_int_equal(pinned.count, 0);
        assert_false(definition_reads_parameter(json, "/s/db/name", &pinned));
        assert_int_equal(pinned.count, 2);
        assert_string_equal(pinned.items[0], "3");
        assert_string_equal(pinned.items[1], "now");
        strlist_release(&pinned);
        json_object_put(json);
}

static void merges_tags(void **state)
{
        struct json_object *request = json_object_new_object();
        struct json_object *tags = parse("[{\"key\":\"team\",\"value\":\"a\"},"
                                         "{\"key\":\"snaplift:run\",\"value\":\"old\"},"
                                         "{\"key\":\"aws:x\",\"value\":\"y\"}]");
        struct tags more = {0};

        (void)state;
        tags_set(&more, "snaplift:run", "new");
        definition_tag(request, tags, &more);
        assert_int_equal(json_count(json_array(request, "tags")), 2);
        assert_string_equal(definition_tag_value(json_array(request, "tags"), "team"), "a");
        assert_string_equal(definition_tag_value(json_array(request, "tags"), "snaplift:run"),
                            "new");
        tags_release(&more);
        json_object_put(tags);
        json_object_put(request);
}

static void knows_passwords_by_sight(void **state)
{
        (void)state;
        assert_true(cloud_is_secret_variable("DB_PASSWORD", "x"));
        assert_true(cloud_is_secret_variable("db_passwd", "x"));
        assert_true(cloud_is_secret_variable("DATABASE_URL", "postgres://app:pw@host/db"));
        assert_false(cloud_is_secret_variable("DATABASE_URL", "postgres://app@host:5432/db"));
        assert_false(cloud_is_secret_variable("DB_HOST", "host"));
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(replaces_named_entries_only),
                cmocka_unit_test(refuses_an_unknown_container),
                cmocka_unit_test(order_of_variables_means_nothing),
                cmocka_unit_test(mentions_whole_words_only),
                cmocka_unit_test(mentions_a_secret),
                cmocka_unit_test(finds_parameters_read),
                cmocka_unit_test(merges_tags),
                cmocka_unit_test(knows_passwords_by_sight),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
