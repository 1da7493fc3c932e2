/* ECS: task definitions. */
#include <stdlib.h>
#include <string.h>

#include "engine/aws/context.h"
#include "engine/aws/ecs_parse.h"
#include "engine/base/mem.h"

static const struct operation describe_definition = {SERVICE_ECS, "DescribeTaskDefinition", false};
static const struct operation register_definition = {SERVICE_ECS, "RegisterTaskDefinition", true};
static const struct operation deregister_definition = {SERVICE_ECS, "DeregisterTaskDefinition",
                                                       true};
static const struct operation list_definitions = {SERVICE_ECS, "ListTaskDefinitions", false};
static const struct operation list_families = {SERVICE_ECS, "ListTaskDefinitionFamilies", false};

enum { PAGE = 100, KNOWN = 64 };

/* A revision never changes but for its status and its tags: what was seen of one is kept, so that
 * those who look through services and tasks again and again need not ask again. */
static void keep(struct aws *aws, struct json_object *definition)
{
        const char *arn = json_text(definition, "taskDefinitionArn");

        if (aws->definitions && json_object_object_length(aws->definitions) >= KNOWN) {
                json_object_put(aws->definitions);
                aws->definitions = NULL;
        }
        if (!aws->definitions)
                aws->definitions = json_object_new_object();
        json_put(aws->definitions, arn, json_copy(definition));
}

/* Its ARN, which is what a task definition is known by. Borrowed. */
static const char *arn_of(const struct operation *op, struct json_object *reply, struct err *err)
{
        const char *arn = json_text(json_get(reply, "taskDefinition"), "taskDefinitionArn");
        char family[256];
        int64_t revision;

        if (arn && ecs_definition_split(arn, family, &revision))
                return arn;
        call_unexpected(op, err, "there is no taskDefinitionArn");
        return NULL;
}

bool ecs_describe_task_definition(struct aws *aws, const char *arn_or_family,
                                  struct json_object **definition, struct json_object **tags,
                                  struct err *err)
{
        struct json11 how = {.op = &describe_definition, .subject = arn_or_family};
        struct json_object *request, *reply, *found = json_get(aws->definitions, arn_or_family);
        bool ok;

        if (definition)
                *definition = NULL;
        if (tags)
                *tags = NULL;
        if (found && definition && !tags) {
                *definition = json_copy(found);
                return true;
        }
        request = json_object_new_object();
        json_put_text(request, "taskDefinition", arn_or_family);
        if (tags) {
                struct json_object *include = json_object_new_array();

                json_add_text(include, "TAGS");
                json_put(request, "include", include);
        }
        ok = json11_send(aws, &how, request, &reply, err);
        json_object_put(request);
        if (!ok)
                return false;
        ok = arn_of(&describe_definition, reply, err) != NULL;
        if (ok)
                keep(aws, json_get(reply, "taskDefinition"));
        if (ok && definition)
                *definition = json_object_get(json_get(reply, "taskDefinition"));
        if (ok && tags) {
                found = json_array(reply, "tags");
                *tags = found ? json_object_get(found) : json_object_new_array();
        }
        json_object_put(reply);
        return ok;
}

bool ecs_register_task_definition(struct aws *aws, struct json_object *request, char **arn,
                                  struct err *err)
{
        struct json11 how = {.op = &register_definition, .subject = json_text(request, "family")};
        struct json_object *reply;

        *arn = NULL;
        if (!json11_send(aws, &how, request, &reply, err))
                return false;
        *arn = xstrdup(arn_of(&register_definition, reply, err));
        if (*arn)
                keep(aws, json_get(reply, "taskDefinition"));
        json_object_put(reply);
        return *arn != NULL;
}

bool ecs_deregister_task_definition(struct aws *aws, const char *arn, struct err *err)
{
        struct json11 how = {.op = &deregister_definition, .subject = arn};
        struct json_object *request = json_object_new_object(), *reply;
        bool ok;

        json_put_text(request, "taskDefinition", arn);
        ok = json11_send(aws, &how, request, &reply, err);
        json_object_put(request);
        if (!ok)
                return false;
        ok = arn_of(&deregister_definition, reply, err) != NULL;
        json_object_put(reply);
        return ok;
}

struct definition_list {
        const char *family;
        struct strlist *out;
};

/* familyPrefix is said to be the full name; a prefix is not good enough here, so it is looked at
 * again. */
static bool take_definitions(void *arg, struct json_object *reply, struct err *err)
{
        const struct definition_list *l = arg;
        struct strlist page = {0};
        char family[256];
        int64_t revision;
        bool ok = json11_texts(reply, "taskDefinitionArns", &page) ||
                  call_unexpected(&list_definitions, err, "there are no taskDefinitionArns");

        for (size_t i = 0; ok && i < page.count; i++) {
                if (!ecs_definition_split(page.items[i], family, &revision))
                        ok = call_unexpected(&list_definitions, err,
                                             "an ARN is not of a task definition");
                else if (strcmp(family, l->family) == 0)
                        strlist_add(l->out, page.items[i]);
        }
        strlist_release(&page);
        return ok;
}

static int newest_first(const void *a, const void *b)
{
        int64_t left = 0, right = 0;
        char family[256];

        ecs_definition_split(*(char *const *)a, family, &left);
        ecs_definition_split(*(char *const *)b, family, &right);
        return left < right ? 1 : left > right ? -1 : 0;
}

bool ecs_list_task_definitions(struct aws *aws, const char *family, size_t limit,
                               struct strlist *out, struct err *err)
{
        struct json11 how = {.op = &list_definitions, .subject = family};
        struct json_object *request = json_object_new_object();
        struct definition_list list = {.family = family, .out = out};
        bool ok;

        *out = (struct strlist){0};
        json_put_text(request, "familyPrefix", family);
        json_put_text(request, "status", "ACTIVE");
        json_put_text(request, "sort", "DESC");
        json_put_int(request, "maxResults", PAGE);
        ok = json11_pages(aws, &how, request, "nextToken", take_definitions, &list, err);
        json_object_put(request);
        if (!ok) {
                strlist_release(out);
                return false;
        }
        if (out->count)
                qsort(out->items, out->count, sizeof(*out->items), newest_first);
        while (limit && out->count > limit)
                free(out->items[--out->count]);
        return true;
}

static bool take_families(void *arg, struct json_object *reply, struct err *err)
{
        return json11_texts(reply, "families", arg) ||
               call_unexpected(&list_families, err, "there are no families");
}

bool ecs_list_families(struct aws *aws, const char *prefix, struct strlist *out, struct err *err)
{
        struct json11 how = {.op = &list_families, .subject = prefix};
        struct json_object *request = json_object_new_object();
        bool ok;

        *out = (struct strlist){0};
        json_put_text(request, "familyPrefix", prefix);
        json_put_text(request, "status", "ACTIVE");
        json_put_int(request, "maxResults", PAGE);
        ok = json11_pages(aws, &how, request, "nextToken", take_families, out, err);
        json_object_put(request);
        if (!ok)
                strlist_release(out);
        return ok;
}
