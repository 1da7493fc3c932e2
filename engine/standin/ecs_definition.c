/*
 * Task definitions: numbered revisions of a family that never change. Whatever a client registers
 * comes back as it was, so that copying a definition loses nothing.
 */
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/standin/ecs.h"

static bool requires(struct json_object *in, const char *name)
{
        struct json_object *list = json_array(in, "requiresCompatibilities");

        for (size_t i = 0; i < json_count(list); i++)
                if (text_same(json_object_get_string(json_at(list, i)), name))
                        return true;
        return false;
}

static bool container_ok(struct call *call, struct json_object *c, bool task_memory)
{
        const char *name = json_text(c, "name");
        struct json_object *secrets = json_array(c, "secrets");

        if (!ecs_name_valid(name)) {
                call_fail(call, 400, "ClientException",
                          "Container.name contains invalid characters.");
                return false;
        }
        if (!json_text(c, "image") || !*json_text(c, "image")) {
                call_fail(call, 400, "ClientException",
                          "Container.image should not be null or empty.");
                return false;
        }
        if (!task_memory && !json_int(c, "memory") && !json_int(c, "memoryReservation")) {
                call_fail(call, 400, "ClientException",
                          "Invalid setting for container '%s'. At least one of 'memory' or "
                          "'memoryReservation' must be specified.",
                          name);
                return false;
        }
        for (size_t i = 0; i < json_count(secrets); i++) {
                struct json_object *env = json_array(c, "environment");
                const char *secret = json_text(json_at(secrets, i), "name");

                for (size_t k = 0; k < json_count(env); k++) {
                        if (text_same(json_text(json_at(env, k), "name"), secret)) {
                                call_fail(call, 400, "ClientException",
                                          "The secret name must be unique and not shared with any "
                                          "new or existing environment variables set on the "
                                          "container, such as '%s'.",
                                          secret);
                                return false;
                        }
                }
        }
        return true;
}

static bool registration_ok(struct call *call)
{
        struct json_object *in = call->in, *containers = json_array(in, "containerDefinitions");
        bool fargate = requires(in, "FARGATE"), essential = false;

        if (!ecs_name_valid(json_text(in, "family"))) {
                call_fail(call, 400, "ClientException",
                          "Family contains invalid characters or is longer than 255.");
                return false;
        }
        if (!json_count(containers)) {
                call_fail(call, 400, "ClientException", "Container list cannot be empty.");
                return false;
        }
        if (json_count(json_array(in, "tags")) > 50) {
                call_fail(call, 400, "InvalidParameterException",
                          "Too many tags: at most 50 are allowed.");
                return false;
        }
        if (fargate && (!json_text(in, "cpu") || !json_text(in, "memory"))) {
                call_fail(call, 400, "ClientException",
                          "Fargate requires that 'cpu' and 'memory' be defined at the task level.");
                return false;
        }
        if (fargate && !text_same(json_text(in, "networkMode"), "awsvpc")) {
                call_fail(call, 400, "ClientException",
                          "Fargate only supports network mode awsvpc.");
                return false;
        }
        for (size_t i = 0; i < json_count(containers); i++) {
                struct json_object *c = json_at(containers, i);

                if (!container_ok(call, c, json_text(in, "memory") != NULL))
                        return false;
                if (!json_get(c, "essential") || json_flag(c, "essential"))
                        essential = true;
                for (size_t k = 0; k < i; k++) {
                        if (text_same(json_text(json_at(containers, k), "name"),
                                      json_text(c, "name"))) {
                                call_fail(call, 400, "ClientException",
                                          "Container.name must be unique.");
                                return false;
                        }
                }
        }
        if (!essential)
                call_fail(call, 400, "ClientException",
                          "At least one container must be marked essential.");
        return essential;
}

/* What AWS fills in where the client was silent. */
static void put_if_absent(struct json_object *obj, const char *key, struct json_object *value)
{
        if (json_get(obj, key))
                json_object_put(value);
        else
                json_put(obj, key, value);
}

static void complete_container(struct json_object *c, bool awsvpc)
{
        struct json_object *ports = json_array(c, "portMappings");

        put_if_absent(c, "cpu", json_object_new_int(0));
        put_if_absent(c, "essential", json_object_new_boolean(1));
        put_if_absent(c, "environment", json_object_new_array());
        put_if_absent(c, "mountPoints", json_object_new_array());
        put_if_absent(c, "volumesFrom", json_object_new_array());
        put_if_absent(c, "portMappings", json_object_new_array());
        put_if_absent(c, "systemControls", json_object_new_array());
        for (size_t i = 0; i < json_count(ports); i++) {
                struct json_object *p = json_at(ports, i);

                put_if_absent(p, "protocol", json_object_new_string("tcp"));
                if (awsvpc && json_get(p, "containerPort"))
                        put_if_absent(p, "hostPort",
                                      json_object_new_int64(json_int(p, "containerPort")));
        }
}

static void add_attribute(struct json_object *list, const char *name)
{
        struct json_object *one;

        for (size_t i = 0; i < json_count(list); i++)
                if (text_same(json_text(json_at(list, i), "name"), name))
                        return;
        one = json_object_new_object();
        json_put_text(one, "name", name);
        json_object_array_add(list, one);
}

static struct json_object *required_attributes(struct json_object *json)
{
        struct json_object *list = json_object_new_array();
        struct json_object *containers = json_array(json, "containerDefinitions");

        for (size_t i = 0; i < json_count(containers); i++) {
                struct json_object *secrets = json_array(json_at(containers, i), "secrets");
                const char *driver = json_text(json_get(json_at(containers, i), "logConfiguration"),
                                               "logDriver");

                if (text_same(driver, "awslogs")) {
                        add_attribute(list, "com.amazonaws.ecs.capability.logging-driver.awslogs");
                        add_attribute(list, "ecs.capability.execution-role-awslogs");
                }
                for (size_t k = 0; k < json_count(secrets); k++) {
                        const char *from = json_text(json_at(secrets, k), "valueFrom");

                        add_attribute(list, from && strstr(from, ":secretsmanager:")
                                                    ? "ecs.capability.secrets.asm."
                                                      "environment-variables"
                                                    : "ecs.capability.secrets.ssm."
                                                      "environment-variables");
                }
        }
        if (json_text(json, "taskRoleArn"))
                add_attribute(list, "com.amazonaws.ecs.capability.task-iam-role");
        if (text_same(json_text(json, "networkMode"), "awsvpc"))
                add_attribute(list, "ecs.capability.task-eni");
        add_attribute(list, "com.amazonaws.ecs.capability.docker-remote-api.1.18");
        return list;
}

static struct json_object *complete(struct call *call, struct ecs_definition *d)
{
        struct json_object *json = json_copy(call->in), *fits = json_object_new_array();
        struct json_object *containers = json_array(json, "containerDefinitions");
        bool awsvpc = text_same(json_text(json, "networkMode"), "awsvpc");
        char *who = xasprintf("arn:aws:iam::%s:root", call->cloud->account);

        json_object_object_del(json, "tags");
        for (size_t i = 0; i < json_count(containers); i++)
                complete_container(json_at(containers, i), awsvpc);
        put_if_absent(json, "volumes", json_object_new_array());
        put_if_absent(json, "placementConstraints", json_object_new_array());
        json_put_text(json, "taskDefinitionArn", d->arn);
        json_put_int(json, "revision", d->revision);
        json_put_text(json, "status", "ACTIVE");
        json_put(json, "requiresAttributes", required_attributes(json));
        json_add_text(fits, "EC2");
        if (awsvpc && json_text(json, "cpu") && json_text(json, "memory"))
                json_add_text(fits, "FARGATE");
        json_put(json, "compatibilities", fits);
        ecs_put_time(json, "registeredAt", loop_now(call->cloud->loop));
        json_put_text(json, "registeredBy", who);
        free(who);
        return json;
}

void ecs_register_definition(struct call *call)
{
        struct ecs_model *m = call->cloud->ecs;
        struct ecs_definition *d;
        struct json_object *tags;

        if (!registration_ok(call))
                return;
        d = xcalloc(1, sizeof(*d));
        d->family = xstrdup(json_text(call->in, "family"));
        d->revision = 1;
        for (size_t i = 0; i < m->definition_count; i++)
                if (text_same(m->definitions[i]->family, d->family))
                        d->revision = m->definitions[i]->revision + 1;
        d->arn = world_arn(call->cloud, "ecs", "task-definition/%s:%lld", d->family,
                           (long long)d->revision);
        d->active = true;
        tags = json_array(call->in, "tags");
        d->tags = tags ? json_copy(tags) : json_object_new_array();
        d->json = complete(call, d);
        ECS_APPEND(m->definitions, m->definition_count, d);
        json_put(call->out, "taskDefinition", json_copy(d->json));
        if (json_count(d->tags))
                json_put(call->out, "tags", json_copy(d->tags));
}

void ecs_describe_definition(struct call *call)
{
        struct ecs_definition *d =
                ecs_find_definition(call->cloud->ecs, json_text(call->in, "taskDefinition"));

        if (!d) {
                call_fail(call, 400, "ClientException", "Unable to describe task definition.");
                return;
        }
        json_put(call->out, "taskDefinition", json_copy(d->json));
        json_put(call->out, "tags",
                 ecs_includes(call, "TAGS") ? json_copy(d->tags) : json_object_new_array());
}

static int by_family(const void *a, const void *b)
{
        const struct ecs_definition *x = *(struct ecs_definition *const *)a;
        const struct ecs_definition *y = *(struct ecs_definition *const *)b;
        int order = strcmp(x->family, y->family);

        return order ? order : (x->revision > y->revision) - (x->revision < y->revision);
}

void ecs_list_definitions(struct call *call)
{
        struct ecs_model *m = call->cloud->ecs;
        const char *family = json_text(call->in, "familyPrefix");
        const char *status = json_text(call->in, "status");
        bool down = text_same(json_text(call->in, "sort"), "DESC");
        struct json_object *arns = json_object_new_array();
        struct ecs_definition **sorted;

        sorted = xcalloc(m->definition_count, sizeof(*sorted));
        for (size_t i = 0; i < m->definition_count; i++)
                sorted[i] = m->definitions[i];
        qsort(sorted, m->definition_count, sizeof(*sorted), by_family);
        for (size_t i = 0; i < m->definition_count; i++) {
                struct ecs_definition *d = sorted[down ? m->definition_count - 1 - i : i];

                /* called a prefix, but AWS takes it for the whole name of a family */
                if (family && !text_same(d->family, family))
                        continue;
                if (text_same(d->active ? "ACTIVE" : "INACTIVE", status ? status : "ACTIVE"))
                        json_add_text(arns, d->arn);
        }
        free(sorted);
        ecs_page(call, "taskDefinitionArns", arns);
}

/* INACTIVE: a family none of whose revisions is ACTIVE. */
void ecs_list_definition_families(struct call *call)
{
        struct ecs_model *m = call->cloud->ecs;
        const char *prefix = json_text(call->in, "familyPrefix");
        const char *status = json_text(call->in, "status");
        struct json_object *active = json_object_new_object(), *families = json_object_new_array();
        struct ecs_definition **sorted = xcalloc(m->definition_count, sizeof(*sorted));
        const char *last = NULL;

        for (size_t i = 0; i < m->definition_count; i++) {
                sorted[i] = m->definitions[i];
                if (sorted[i]->active)
                        json_put_flag(active, sorted[i]->family, true);
        }
        qsort(sorted, m->definition_count, sizeof(*sorted), by_family);
        for (size_t i = 0; i < m->definition_count; i++) {
                const char *family = sorted[i]->family;

                if (text_same(family, last) || (prefix && !text_starts(family, prefix)))
                        continue;
                last = family;
                if (!status || text_same(status, "ALL") ||
                    text_same(status, json_flag(active, family) ? "ACTIVE" : "INACTIVE"))
                        json_add_text(families, family);
        }
        free(sorted);
        json_object_put(active);
        ecs_page(call, "families", families);
}

void ecs_deregister_definition(struct call *call)
{
        const char *name = json_text(call->in, "taskDefinition");
        struct ecs_definition *d;

        if (!name || !strchr(name, ':')) {
                call_fail(call, 400, "ClientException",
                          "Revision is missing. Deregistration needs family:revision or an ARN.");
                return;
        }
        d = ecs_find_definition(call->cloud->ecs, name);
        if (!d) {
                call_fail(call, 400, "ClientException",
                          "The specified task definition does not exist.");
                return;
        }
        if (d->active) {
                d->active = false;
                json_put_text(d->json, "status", "INACTIVE");
                ecs_put_time(d->json, "deregisteredAt", loop_now(call->cloud->loop));
        }
        json_put(call->out, "taskDefinition", json_copy(d->json));
}

struct ecs_definition *ecs_call_definition(struct call *call)
{
        struct ecs_definition *d =
                ecs_find_definition(call->cloud->ecs, json_text(call->in, "taskDefinition"));

        if (!d) {
                call_fail(call, 400, "ClientException", "TaskDefinition not found.");
                return NULL;
        }
        if (!d->active) {
                call_fail(call, 400, "ClientException", "TaskDefinition is inactive");
                return NULL;
        }
        return d;
}
