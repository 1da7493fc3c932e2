/* A task definition and a service with every member that botocore's model has, to any depth,
 * through a roll: nothing is lost, and no member is without a place in the tables. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/aws/ecs.h"
#include "engine/base/mem.h"
#include "stages/definition.h"
#include "stages/service_settings.h"

#define FILE_NAME SOURCE_DIR "/tests/unit/stages/ecs_members.json"

static struct json_object *model; /* ecs_members.py says what is in it */

static int read_model(void **state)
{
        (void)state;
        model = json_object_from_file(FILE_NAME);
        return model ? 0 : -1;
}

static int release_model(void **state)
{
        (void)state;
        json_object_put(model);
        return 0;
}

static struct json_object *whole(const char *shape)
{
        return json_copy(json_get(json_get(model, "whole"), shape));
}

static struct json_object *members(const char *shape)
{
        struct json_object *list = json_array(json_get(model, "members"), shape);

        assert_true(json_count(list) > 1);
        return list;
}

static bool has(struct json_object *list, const char *name)
{
        for (size_t i = 0; i < json_count(list); i++)
                if (!strcmp(json_object_get_string(json_at(list, i)), name))
                        return true;
        return false;
}

static bool listed(const char *const *list, const char *name)
{
        for (size_t i = 0; list[i]; i++)
                if (!strcmp(list[i], name))
                        return true;
        return false;
}

/* A member this program has never heard of, in every object there is. */
static void add_unknown(struct json_object *json)
{
        if (json_object_is_type(json, json_type_array)) {
                for (size_t i = 0; i < json_count(json); i++)
                        add_unknown(json_at(json, i));
        } else if (json_object_is_type(json, json_type_object)) {
                struct json_object *unknown = json_object_new_object();

                json_object_object_foreach(json, key, value)
                {
                        (void)key;
                        add_unknown(value);
                }
                json_put_int(unknown, "since", 2031);
                json_put(json, "unknownMember", unknown);
        }
}

/* --- the tables --- */

/* Each member of a described definition is either sent back or said to be ECS's own. */
static void every_member_of_a_definition_has_its_place(void **state)
{
        struct json_object *described = members("TaskDefinition");
        struct json_object *taken = members("RegisterTaskDefinitionRequest");
        struct json_object *reply = members("DescribeTaskDefinitionResponse");

        (void)state;
        for (size_t i = 0; i < json_count(described); i++) {
                const char *name = json_object_get_string(json_at(described, i));

                if (has(taken, name) == listed(definition_read_only, name))
                        fail_msg("%s: is it sent back, or ECS's own?", name);
        }
        for (size_t i = 0; definition_read_only[i]; i++)
                assert_true(has(described, definition_read_only[i]));
        /* What is taken but not described comes from somewhere else: the tags do. */
        for (size_t i = 0; i < json_count(taken); i++) {
                const char *name = json_object_get_string(json_at(taken, i));

                if (!has(described, name) && strcmp(name, "tags"))
                        fail_msg("%s is taken, where does it come from?", name);
        }
        assert_int_equal(json_count(reply), 2);
        assert_true(has(reply, "tags") && has(reply, "taskDefinition"));
}

static void check_split(const char *shape, const char *const *states, const char *const *settings)
{
        struct json_object *all = members(shape);

        for (size_t i = 0; i < json_count(all); i++) {
                const char *name = json_object_get_string(json_at(all, i));

                if (listed(states, name) == listed(settings, name))
                        fail_msg("%s of %s: a setting, or a state?", name, shape);
        }
        for (size_t i = 0; states[i]; i++)
                assert_true(has(all, states[i]));
        for (size_t i = 0; settings[i]; i++)
                assert_true(has(all, settings[i]));
}

static void every_member_of_a_service_has_its_place(void **state)
{
        (void)state;
        check_split("Service", service_state_members, service_setting_members);
        check_split("Deployment", deployment_state_members, deployment_setting_members);
}

/* --- a definition, from ECS and back to it --- */

struct wire {
        struct transport transport; /* first */
        const char *reply;
        char *sent;
};

static bool perform(struct transport *t, const struct http_request *request,
                    struct http_response *response, struct err *err)
{
        struct wire *wire = (struct wire *)t;

        (void)err;
        free(wire->sent);
        wire->sent = xstrndup(request->body, request->body_len);
        response->status = 200;
        text_add(&response->body, wire->reply);
        return true;
}

static const char *variable(void *arg, const char *name)
{
        static const char *const table[][2] = {
                {"AWS_ACCESS_KEY_ID", "A"},
                {"AWS_SECRET_ACCESS_KEY", "S"},
                {"AWS_REGION", "eu-central-1"},
                {"HOME", "/nonexistent"},
        };

        (void)arg;
        for (size_t i = 0; i < ARRAY_LEN(table); i++)
                if (!strcmp(table[i][0], name))
                        return table[i][1];
        return NULL;
}

/* What runs on the fiber, and what it leaves. */
struct trip {
        struct wire wire;
        struct aws *aws;
        struct json_object *definition, *tags; /* described */
        struct json_object *request;
        struct ecs_update update;
        struct err err;
        bool ok;
};

static void describe(void *arg)
{
        struct trip *t = arg;

        t->ok = ecs_describe_task_definition(t->aws, "app", &t->definition, &t->tags, &t->err);
}

static void enlist(void *arg)
{
        struct trip *t = arg;
        char *arn;

        t->ok = ecs_register_task_definition(t->aws, t->request, &arn, &t->err);
        free(arn);
}

static void update(void *arg)
{
        struct trip *t = arg;

        t->ok = ecs_update_service(t->aws, &t->update, NULL, &t->err);
}

static void go(struct trip *t, const char *reply, void (*body)(void *arg))
{
        struct aws_options options = {.loop = loop_new_virtual(1795223230123, 1),
                                      .transport = &t->wire.transport,
                                      .env = variable};

        t->wire.transport.perform = perform;
        t->wire.reply = reply;
        t->aws = aws_new(&options, &t->err);
        assert_non_null(t->aws);
        fiber_start(options.loop, "trip", body, t);
        loop_run(options.loop);
        aws_free(t->aws);
        loop_free(options.loop);
        if (!t->ok)
                fail_msg("%s", err_text(&t->err));
}

static struct json_object *parse(const char *text)
{
        struct json_object *json = NULL;
        struct err err = ERR_INIT;

        if (!json_parse(text, strlen(text), &json, &err))
                fail_msg("%s", err_text(&err));
        return json;
}

static struct json_object *with_arn(struct json_object *definition)
{
        json_put_text(definition, "taskDefinitionArn",
                      "arn:aws:ecs:eu-central-1:111122223333:task-definition/app:7");
        return definition;
}

#define TAGS "[{\"key\":\"team\",\"value\":\"blue\"},{\"key\":\"cost centre\",\"value\":\"7\"}]"

/* Put together without the code under test: what ECS said, without its own members, and what was
 * asked for. */
static struct json_object *expected_request(struct json_object *live)
{
        static const char *const own[] = {
                "taskDefinitionArn",  "revision",        "status",
                "requiresAttributes", "compatibilities", "registeredAt",
                "registeredBy",       "deregisteredAt",  "deleteRequestedAt",
        };
        struct json_object *expected = json_copy(live);
        struct json_object *web = json_at(json_array(expected, "containerDefinitions"), 0);
        struct json_object *tags = parse(TAGS);

        for (size_t i = 0; i < ARRAY_LEN(own); i++)
                json_object_object_del(expected, own[i]);
        json_put_text(web, "image", "web:2");
        json_object_array_add(json_array(web, "environment"),
                              parse("{\"name\":\"DB_HOST\",\"value\":\"new.host\"}"));
        json_object_array_add(json_array(web, "secrets"),
                              parse("{\"name\":\"DB_PASSWORD\",\"valueFrom\":\"/s/db/password\"}"));
        json_object_array_add(tags, parse("{\"key\":\"snaplift:run\",\"value\":\"r\"}"));
        json_put(expected, "tags", tags);
        return expected;
}

/* Names what differs, as two texts of a thousand lines would not. */
static void assert_same(struct json_object *a, struct json_object *b, const char *where)
{
        if (json_same(a, b))
                return;
        if (json_object_is_type(a, json_type_object) && json_object_is_type(b, json_type_object)) {
                struct json_object *const sides[] = {a, b};

                for (size_t i = 0; i < 2; i++) {
                        json_object_object_foreach(sides[i], key, value)
                        {
                                char *path = xasprintf("%s.%s", where, key);

                                (void)value;
                                assert_same(json_get(a, key), json_get(b, key), path);
                                free(path);
                        }
                }
        }
        fail_msg("%s: %s is not %s", where, a ? json_object_to_json_string(a) : "nothing",
                 b ? json_object_to_json_string(b) : "nothing");
}

static void a_definition_survives_whole(void **state)
{
        struct json_object *live = with_arn(whole("TaskDefinition")), *sent, *expected;
        struct definition_change change = {
                .containers = parse("[\"web\"]"),
                .environment = parse("{\"DB_HOST\":\"new.host\"}"),
                .secrets = parse("{\"DB_PASSWORD\":\"/s/db/password\"}"),
                .image = "web:2",
        };
        struct trip t = {0};
        struct tags own = {0};
        char *reply;

        (void)state;
        add_unknown(live);
        reply = xasprintf("{\"taskDefinition\":%s,\"tags\":" TAGS "}", json_line(live));
        go(&t, reply, describe);
        t.request = definition_request(t.definition);
        assert_true(definition_apply(t.request, &change, &t.err));
        tags_set(&own, "snaplift:run", "r");
        definition_tag(t.request, t.tags, &own);
        go(&t, reply, enlist);
        sent = parse(t.wire.sent);
        expected = expected_request(live);
        assert_same(expected, sent, "definition");
        json_object_put(expected);
        json_object_put(sent);
        json_object_put(t.request);
        json_object_put(t.definition);
        json_object_put(t.tags);
        json_object_put(change.containers);
        json_object_put(change.environment);
        json_object_put(change.secrets);
        json_object_put(live);
        tags_release(&own);
        free(t.wire.sent);
        free(reply);
}

/* --- a service --- */

static void an_update_sends_what_was_asked(void **state)
{
        struct json_object *service = whole("Service");
        struct trip t = {.update = {.cluster = "main",
                                    .service = "web",
                                    .task_definition = "app:8",
                                    .desired = -1}};
        char *reply = xasprintf("{\"service\":%s}", json_line(service));

        (void)state;
        go(&t, reply, update);
        assert_string_equal(
                t.wire.sent,
                "{\"cluster\":\"main\",\"service\":\"web\",\"taskDefinition\":\"app:8\"}");
        json_object_put(service);
        free(t.wire.sent);
        free(reply);
}

static struct json_object *first_deployment(struct json_object *service)
{
        return json_at(json_array(service, "deployments"), 0);
}

static struct json_object *whole_service(void)
{
        struct json_object *service = whole("Service");

        json_put_text(first_deployment(service), "status", "PRIMARY");
        return service;
}

static void assert_differ(struct json_object *before, struct json_object *after, const char *names)
{
        struct strlist differ = {0};
        struct text text = TEXT_INIT;

        service_settings_compare(before, after, &differ);
        strlist_join(&differ, ",", &text);
        assert_string_equal(text_str(&text), names);
        text_release(&text);
        strlist_release(&differ);
}

/* Each member in turn is taken away, and each is noticed when it is a setting. */
static void a_lost_setting_is_noticed(void **state)
{
        struct json_object *before = whole_service();

        (void)state;
        assert_differ(before, before, "");
        for (size_t i = 0; service_setting_members[i]; i++) {
                struct json_object *after = json_copy(before);

                json_object_object_del(after, service_setting_members[i]);
                /* false says as much as nothing does */
                if (!json_object_is_type(json_get(before, service_setting_members[i]),
                                         json_type_boolean) ||
                    json_flag(before, service_setting_members[i]))
                        assert_differ(before, after, service_setting_members[i]);
                json_object_put(after);
        }
        for (size_t i = 0; deployment_setting_members[i]; i++) {
                struct json_object *after = json_copy(before);

                json_object_object_del(first_deployment(after), deployment_setting_members[i]);
                assert_differ(before, after, deployment_setting_members[i]);
                json_object_put(after);
        }
        json_object_put(before);
}

static void a_roll_changes_no_setting(void **state)
{
        struct json_object *before = whole_service(), *after = json_copy(before);

        (void)state;
        json_put_text(after, "taskDefinition", "app:8");
        json_put_int(after, "runningCount", 9999);
        json_put(after, "events", json_object_new_array());
        json_put_text(first_deployment(after), "id", "another");
        json_put_text(first_deployment(after), "taskDefinition", "app:8");
        json_put(after, "listOfTomorrow", json_object_new_array()); /* empty: says nothing */
        assert_differ(before, after, "");
        json_put_text(after, "settingOfTomorrow", "on");
        json_put_text(after, "propagateTags", "NONE");
        assert_differ(before, after, "propagateTags,settingOfTomorrow");
        json_object_put(before);
        json_object_put(after);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(every_member_of_a_definition_has_its_place),
                cmocka_unit_test(every_member_of_a_service_has_its_place),
                cmocka_unit_test(a_definition_survives_whole),
                cmocka_unit_test(an_update_sends_what_was_asked),
                cmocka_unit_test(a_lost_setting_is_noticed),
                cmocka_unit_test(a_roll_changes_no_setting),
        };

        return cmocka_run_group_tests(tests, read_model, release_model);
}
