/* Secrets Manager. */
#include "engine/aws/secrets.h"

#include <stdlib.h>
#include <string.h>

#include "engine/aws/fields.h"
#include "engine/aws/json11.h"
#include "engine/base/mem.h"
#include "engine/base/text.h"

static const struct operation describe_secret = {SERVICE_SECRETS, "DescribeSecret", false};
static const struct operation get_secret = {SERVICE_SECRETS, "GetSecretValue", false};
static const struct operation put_secret = {SERVICE_SECRETS, "PutSecretValue", true};
static const struct operation move_label = {SERVICE_SECRETS, "UpdateSecretVersionStage", true};
static const struct operation restore_secret = {SERVICE_SECRETS, "RestoreSecret", true};

/* --- what is known of one --- */

static const struct field secret_fields[] = {
        {"ARN", FIELD_TEXT, offsetof(struct secret, arn), true},
        {"Name", FIELD_TEXT, offsetof(struct secret, name), true},
        {"OwningService", FIELD_TEXT, offsetof(struct secret, owner), false},
        {"DeletedDate", FIELD_TIME, offsetof(struct secret, deleted), false},
        {NULL},
};

bool secrets_describe(struct aws *aws, const char *id, struct secret *out, struct err *err)
{
        struct json11 how = {.op = &describe_secret, .subject = id};
        struct json_object *request = json_object_new_object(), *reply, *versions;
        bool ok;

        *out = (struct secret){0};
        json_put_text(request, "SecretId", id);
        ok = json11_send(aws, &how, request, &reply, err);
        json_object_put(request);
        if (!ok)
                return false;
        ok = fields_from_json(reply, secret_fields, out, err);
        versions = json_get(reply, "VersionIdsToStages");
        if (versions && json_object_is_type(versions, json_type_object))
                out->versions = json_object_get(versions);
        json_object_put(reply);
        if (ok)
                return true;
        secrets_release(out);
        return call_garbled(&describe_secret, err);
}

const char *secret_version_of(const struct secret *s, const char *label)
{
        if (!s->versions)
                return NULL;
        json_object_object_foreach(s->versions, version, labels)
        {
                for (size_t i = 0;
                     json_object_is_type(labels, json_type_array) && i < json_count(labels); i++) {
                        if (text_same(json_object_get_string(json_at(labels, i)), label))
                                return version;
                }
        }
        return NULL;
}

bool secret_has_version(const struct secret *s, const char *version)
{
        return s->versions && version && json_object_object_get_ex(s->versions, version, NULL);
}

void secrets_release(struct secret *s)
{
        fields_release(secret_fields, s);
        json_object_put(s->versions);
        *s = (struct secret){0};
}

/* --- values --- */

bool secrets_read(struct aws *aws, const char *id, const struct secret_at *at, char **value,
                  char **version, struct err *err)
{
        struct json11 how = {.op = &get_secret, .subject = id};
        struct json_object *request = json_object_new_object(), *reply;
        const char *text;
        bool ok = false;

        *value = NULL;
        if (version)
                *version = NULL;
        json_put_text(request, "SecretId", id);
        json_put_text(request, "VersionId", at ? at->version : NULL);
        json_put_text(request, "VersionStage", at ? at->label : NULL);
        if (json11_send(aws, &how, request, &reply, err)) {
                text = json_text(reply, "SecretString");
                ok = text != NULL;
                if (text)
                        *value = xstrdup(text);
                else if (json_text(reply, "SecretBinary"))
                        err_set(err, ERR_INVALID, "secret %s is binary, not a text", id);
                else
                        call_unexpected(&get_secret, err, "SecretString is missing");
                if (ok && version)
                        *version = xstrdup(json_text(reply, "VersionId"));
                json11_wipe(reply, "SecretString");
                json11_wipe(reply, "SecretBinary");
                json_object_put(reply);
        }
        json_object_put(request);
        return ok;
}

bool secrets_get(struct aws *aws, const char *id, char **value, struct err *err)
{
        return secrets_read(aws, id, NULL, value, NULL, err);
}

static void add_member(struct text *body, const char *name, const char *value)
{
        if (body->data[body->len - 1] != '{')
                text_add_char(body, ',');
        text_add_json(body, name);
        text_add_char(body, ':');
        text_add_json(body, value);
}

/* Written by hand, not through json-c, so that the value is in this one buffer only. */
bool secrets_put(struct aws *aws, const char *id, const char *token, const char *value,
                 struct err *err)
{
        struct json11 how = {.op = &put_secret, .subject = id, .secret = value, .repeatable = true};
        struct json_object *reply;
        struct text body = TEXT_INIT;
        bool ok;

        text_add_char(&body, '{');
        add_member(&body, "SecretId", id);
        add_member(&body, "ClientRequestToken", token);
        text_add(&body, ",\"SecretString\":");
        secret_room(&body, strlen(value) + 1);
        text_add_json(&body, value);
        text_add_char(&body, '}');
        if (!json11_send_text(aws, &how, &body, &reply, err))
                return false;
        ok = text_same(json_text(reply, "VersionId"), token);
        json_object_put(reply);
        return ok || call_unexpected(&put_secret, err, "VersionId is not the token that was sent");
}

static bool send(struct aws *aws, const struct operation *op, const char *id,
                 struct json_object *request, struct err *err)
{
        struct json11 how = {.op = op, .subject = id};
        struct json_object *reply;
        bool ok = json11_send(aws, &how, request, &reply, err);

        if (ok)
                json_object_put(reply);
        json_object_put(request);
        return ok;
}

bool secrets_move_label(struct aws *aws, const char *id, const char *label, const char *from,
                        const char *to, struct err *err)
{
        struct json_object *request = json_object_new_object();

        json_put_text(request, "SecretId", id);
        json_put_text(request, "VersionStage", label);
        json_put_text(request, "RemoveFromVersionId", from);
        json_put_text(request, "MoveToVersionId", to);
        return send(aws, &move_label, id, request, err);
}

bool secrets_restore(struct aws *aws, const char *id, struct err *err)
{
        struct json_object *request = json_object_new_object();

        json_put_text(request, "SecretId", id);
        return send(aws, &restore_secret, id, request, err);
}

void secret_wipe(char **value)
{
        if (!*value)
                return;
        explicit_bzero(*value, strlen(*value));
        free(*value);
        *value = NULL;
}
