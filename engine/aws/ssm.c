/* Parameter Store. */
#include "engine/aws/ssm.h"

#include <stdlib.h>
#include <string.h>

#include "engine/aws/fields.h"
#include "engine/aws/json11.h"
#include "engine/aws/secrets.h"
#include "engine/base/mem.h"

static const struct operation get_parameter = {SERVICE_SSM, "GetParameter", false};
static const struct operation get_by_path = {SERVICE_SSM, "GetParametersByPath", false};
static const struct operation get_parameters = {SERVICE_SSM, "GetParameters", false};
static const struct operation get_history = {SERVICE_SSM, "GetParameterHistory", false};
static const struct operation put_parameter = {SERVICE_SSM, "PutParameter", true};
static const struct operation delete_parameter = {SERVICE_SSM, "DeleteParameter", true};
static const struct operation list_tags = {SERVICE_SSM, "ListTagsForResource", false};

enum { MOST_HISTORY = 50 }; /* results a GetParameterHistory */
enum { MANY = 10 };         /* names a GetParameters, results a GetParametersByPath */

static const struct field parameter_fields[] = {
        {"Name", FIELD_TEXT, offsetof(struct ssm_parameter, name), true},
        {"Value", FIELD_TEXT, offsetof(struct ssm_parameter, value), true},
        {"Type", FIELD_TEXT, offsetof(struct ssm_parameter, type), true},
        {"ARN", FIELD_TEXT, offsetof(struct ssm_parameter, arn), false},
        {"Version", FIELD_NUMBER, offsetof(struct ssm_parameter, version), false},
        {"LastModifiedDate", FIELD_TIME, offsetof(struct ssm_parameter, modified), false},
        {NULL},
};

void ssm_parameter_release(struct ssm_parameter *p)
{
        secret_wipe(&p->value);
        free(p->by);
        fields_release(parameter_fields, p);
        *p = (struct ssm_parameter){0};
}

void ssm_parameters_release(struct ssm_parameters *p)
{
        for (size_t i = 0; i < p->count; i++)
                ssm_parameter_release(&p->items[i]);
        free(p->items);
        *p = (struct ssm_parameters){0};
}

const struct ssm_parameter *ssm_find(const struct ssm_parameters *p, const char *name)
{
        for (size_t i = 0; i < p->count; i++) {
                if (strcmp(p->items[i].name, name) == 0)
                        return &p->items[i];
        }
        return NULL;
}

static bool read_parameter(struct json_object *obj, struct ssm_parameter *out, struct err *err)
{
        bool ok = fields_from_json(obj, parameter_fields, out, err) || err_prefix(err, "Parameter");

        json11_wipe(obj, "Value");
        return ok;
}

bool ssm_get(struct aws *aws, const char *name, bool decrypt, struct ssm_parameter *out,
             struct err *err)
{
        struct json11 how = {.op = &get_parameter, .subject = name};
        struct json_object *request = json_object_new_object(), *reply;
        bool ok;

        *out = (struct ssm_parameter){0};
        json_put_text(request, "Name", name);
        json_put_flag(request, "WithDecryption", decrypt);
        ok = json11_send(aws, &how, request, &reply, err);
        json_object_put(request);
        if (!ok)
                return false;
        ok = read_parameter(json_get(reply, "Parameter"), out, err) ||
             call_garbled(&get_parameter, err);
        json_object_put(reply);
        if (!ok)
                ssm_parameter_release(out);
        return ok;
}

/* The "Parameters" of a reply onto the end of out. */
static bool take_parameters(void *arg, struct json_object *reply, const struct operation *op,
                            struct err *err)
{
        struct ssm_parameters *out = arg;
        struct json_object *list = json_array(reply, "Parameters");

        if (!list)
                return call_unexpected(op, err, "there are no Parameters");
        for (size_t i = 0; i < json_count(list); i++) {
                out->items = xrealloc(out->items, (out->count + 1) * sizeof(*out->items));
                out->items[out->count] = (struct ssm_parameter){0};
                if (!read_parameter(json_at(list, i), &out->items[out->count++], err))
                        return call_garbled(op, err);
        }
        return true;
}

static bool take_page(void *arg, struct json_object *reply, struct err *err)
{
        return take_parameters(arg, reply, &get_by_path, err);
}

static int by_name(const void *a, const void *b)
{
        return strcmp(((const struct ssm_parameter *)a)->name,
                      ((const struct ssm_parameter *)b)->name);
}

bool ssm_get_by_path(struct aws *aws, const char *path, struct ssm_parameters *out, struct err *err)
{
        struct json11 how = {.op = &get_by_path, .subject = path};
        struct json_object *request = json_object_new_object();
        bool ok;

        *out = (struct ssm_parameters){0};
        json_put_text(request, "Path", path);
        json_put_flag(request, "Recursive", true);
        json_put_flag(request, "WithDecryption", false);
        json_put_int(request, "MaxResults", MANY);
        ok = json11_pages(aws, &how, request, "NextToken", take_page, out, err);
        json_object_put(request);
        if (!ok)
                ssm_parameters_release(out);
        else if (out->count)
                qsort(out->items, out->count, sizeof(*out->items), by_name);
        return ok;
}

static bool take_versions(void *arg, struct json_object *reply, struct err *err)
{
        struct ssm_parameters *out = arg;
        size_t before = out->count;

        if (!take_parameters(out, reply, &get_history, err))
                return false;
        for (size_t i = before; i < out->count; i++)
                out->items[i].by = xstrdup(json_text(
                        json_at(json_array(reply, "Parameters"), i - before), "LastModifiedUser"));
        return true;
}

bool ssm_get_history(struct aws *aws, const char *name, struct ssm_parameters *out, struct err *err)
{
        struct json11 how = {.op = &get_history, .subject = name};
        struct json_object *request = json_object_new_object();
        bool ok;

        *out = (struct ssm_parameters){0};
        json_put_text(request, "Name", name);
        json_put_flag(request, "WithDecryption", false);
        json_put_int(request, "MaxResults", MOST_HISTORY);
        ok = json11_pages(aws, &how, request, "NextToken", take_versions, out, err);
        json_object_put(request);
        if (!ok)
                ssm_parameters_release(out);
        return ok;
}

bool ssm_get_many(struct aws *aws, const char *const *names, size_t count,
                  struct ssm_parameters *out, struct err *err)
{
        struct json11 how = {.op = &get_parameters};
        bool ok = true;

        *out = (struct ssm_parameters){0};
        for (size_t from = 0; ok && from < count; from += MANY) {
                struct json_object *request = json_object_new_object(), *reply;
                struct json_object *list = json_object_new_array();

                for (size_t i = from; i < count && i < from + MANY; i++)
                        json_add_text(list, names[i]);
                json_put(request, "Names", list);
                json_put_flag(request, "WithDecryption", false);
                ok = json11_send(aws, &how, request, &reply, err) &&
                     take_parameters(out, reply, &get_parameters, err);
                json_object_put(reply);
                json_object_put(request);
        }
        if (!ok)
                ssm_parameters_release(out);
        return ok;
}

static void add_member(struct text *body, const char *key, const char *value)
{
        text_addf(body, "%s\"%s\":", body->len > 1 ? "," : "", key);
        text_add_json(body, value);
}

static void add_tags(struct text *body, const struct tags *tags)
{
        text_add(body, ",\"Tags\":[");
        for (size_t i = 0; i < tags->count; i++) {
                text_add(body, i ? ",{\"Key\":" : "{\"Key\":");
                text_add_json(body, tags->items[i].key);
                text_add(body, ",\"Value\":");
                text_add_json(body, tags->items[i].value);
                text_add_char(body, '}');
        }
        text_add_char(body, ']');
}

/* Written by hand, not through json-c, so that the value is in this one buffer only. */
bool ssm_put(struct aws *aws, const char *name, const char *type, const char *value, bool overwrite,
             const struct tags *tags, int64_t *version, struct err *err)
{
        struct json11 how = {
                .op = &put_parameter,
                .subject = name,
                .secret = strcmp(type, "SecureString") == 0 ? value : NULL,
        };
        struct json_object *reply;
        struct text body = TEXT_INIT;
        int64_t written;
        bool ok;

        if (overwrite && tags && tags->count)
                return err_set(err, ERR_INVALID,
                               "parameter %s: tags can only be given when it is created", name);
        text_add_char(&body, '{');
        add_member(&body, "Name", name);
        add_member(&body, "Type", type);
        text_addf(&body, ",\"Overwrite\":%s", overwrite ? "true" : "false");
        if (tags && tags->count)
                add_tags(&body, tags);
        secret_room(&body, strlen(value));
        add_member(&body, "Value", value);
        text_add_char(&body, '}');
        if (!json11_send_text(aws, &how, &body, &reply, err))
                return false;
        ok = json_whole(json_get(reply, "Version"), &written);
        if (ok && version)
                *version = written;
        json_object_put(reply);
        return ok || call_unexpected(&put_parameter, err, "Version is missing");
}

bool ssm_delete(struct aws *aws, const char *name, struct err *err)
{
        struct json11 how = {.op = &delete_parameter, .subject = name};
        struct json_object *request = json_object_new_object(), *reply;
        bool ok;

        json_put_text(request, "Name", name);
        ok = json11_send(aws, &how, request, &reply, err);
        json_object_put(reply);
        json_object_put(request);
        return ok;
}

bool ssm_get_tags(struct aws *aws, const char *name, struct tags *out, struct err *err)
{
        struct json11 how = {.op = &list_tags, .subject = name};
        struct json_object *request = json_object_new_object(), *reply, *list;
        bool ok;

        *out = (struct tags){0};
        json_put_text(request, "ResourceType", "Parameter");
        json_put_text(request, "ResourceId", name);
        ok = json11_send(aws, &how, request, &reply, err);
        json_object_put(request);
        if (!ok)
                return false;
        list = json_array(reply, "TagList");
        if (!list)
                ok = call_unexpected(&list_tags, err, "there is no TagList");
        for (size_t i = 0; ok && i < json_count(list); i++) {
                const char *key = json_text(json_at(list, i), "Key");
                const char *value = json_text(json_at(list, i), "Value");

                ok = (key && value) ||
                     call_unexpected(&list_tags, err, "a tag has no %s", key ? "Value" : "Key");
                if (ok)
                        tags_set(out, key, value);
        }
        json_object_put(reply);
        if (!ok)
                tags_release(out);
        return ok;
}
