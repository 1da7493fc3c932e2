/* Looking at secrets without telling them. */
#include "stages/secret.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/text.h"

bool secret_find(struct stage *s, const char *id, struct secret *out, struct err *err)
{
        if (secrets_describe(stage_aws(s), id, out, err))
                return true;
        if (err_is(err, ERR_NOT_FOUND))
                err_next(err, "create it, with a value: aws secretsmanager create-secret --name "
                              "NAME --secret-string file://FILE");
        return false;
}

bool secret_check_stays(const struct secret *secret, struct err *err)
{
        char date[ISO_SIZE];

        if (!secret->deleted)
                return true;
        iso_format(secret->deleted, date);
        err_set(err, ERR_STATE, "secret %s is scheduled for deletion: %.10s", secret->name, date);
        return err_next(err, "secret.require with restore: true calls that off; or use another");
}

/* What people write where a value is to come. */
static bool holds_place(const char *value)
{
        static const char *const words[] = {"changeme",  "change-me",  "change_me",  "placeholder",
                                            "replaceme", "replace-me", "replace_me", "todo",
                                            "tbd",       "xxx",        "dummy"};

        for (size_t i = 0; i < ARRAY_LEN(words); i++) {
                if (strcasecmp(value, words[i]) == 0)
                        return true;
        }
        return value[0] == '<' && value[strlen(value) - 1] == '>';
}

bool secret_check_text(const char *where, const char *value, struct err *err)
{
        size_t len = strlen(value);

        if (!len)
                return err_set(err, ERR_INVALID, "%s is empty", where);
        if (isspace((unsigned char)value[0]) || isspace((unsigned char)value[len - 1])) {
                err_set(err, ERR_INVALID, "leading or trailing white space in %s", where);
                return err_next(err, "write it without; printf '%%s' in place of echo");
        }
        return !holds_place(value) ||
               err_set(err, ERR_INVALID, "%s holds the place of a value, not a value", where);
}

/* Wipes the texts that json-c holds. */
static void drop(struct json_object *json)
{
        if (json && json_object_is_type(json, json_type_object)) {
                json_object_object_foreach(json, key, value)
                {
                        const char *text = json_text(json, key);

                        (void)value;
                        if (text)
                                explicit_bzero((char *)(uintptr_t)text, strlen(text));
                }
        }
        json_object_put(json);
}

/* A parser's message might quote the secret. */
static bool parse(const char *where, const char *value, struct json_object **out, struct err *err)
{
        struct err parse = ERR_INIT;
        bool ok = json_parse(value, strlen(value), out, &parse);

        err_clear(&parse);
        if (ok && json_object_is_type(*out, json_type_object))
                return true;
        if (ok)
                json_object_put(*out);
        *out = NULL;
        return err_set(err, ERR_INVALID, "secret %s is not a JSON object", where);
}

static bool check_member(const char *where, struct json_object *json, const char *key,
                         struct err *err)
{
        const char *text = json_text(json, key);
        char *name = xasprintf("member \"%s\" of secret %s", key, where);
        bool ok = !text || secret_check_text(name, text, err);

        free(name);
        return ok;
}

bool secret_check_keys(const char *where, const char *value, struct json_object *keys,
                       struct err *err)
{
        struct text missing = TEXT_INIT;
        struct json_object *json;
        bool ok = parse(where, value, &json, err);

        for (size_t i = 0; ok && i < json_count(keys); i++) {
                const char *key = json_object_get_string(json_at(keys, i));

                if (!json_get(json, key))
                        text_addf(&missing, "%s\"%s\"", missing.len ? ", " : "", key);
        }
        if (missing.len)
                ok = err_set(err, ERR_INVALID, "secret %s has no member %s", where,
                             text_str(&missing));
        for (size_t i = 0; ok && i < json_count(keys); i++)
                ok = check_member(where, json, json_object_get_string(json_at(keys, i)), err);
        text_release(&missing);
        drop(json);
        return ok;
}

bool secret_member(const char *where, const char *value, const char *key, char **out,
                   struct err *err)
{
        struct json_object *json;
        bool ok = parse(where, value, &json, err);

        *out = NULL;
        if (ok && !json_text(json, key))
                ok = err_set(err, ERR_INVALID, "secret %s has no text member \"%s\"", where, key);
        if (ok)
                *out = xstrdup(json_text(json, key));
        drop(json);
        return ok;
}

static bool parameter_value(struct stage *s, const char *name, char **out, struct err *err)
{
        struct ssm_parameter p = {0};
        bool ok;

        if (!ssm_get(stage_aws(s), name, true, &p, err)) {
                if (err_is(err, ERR_NOT_FOUND))
                        err_next(err, "put the database's password there as a SecureString");
                return false;
        }
        ok = text_same(p.type, "SecureString") ||
             err_set(err, ERR_INVALID, "%s is a %s, expected a SecureString", name, p.type);
        if (ok)
                *out = xstrdup(p.value ? p.value : "");
        ssm_parameter_release(&p);
        return ok;
}

bool secret_value_of(struct stage *s, const struct secret_reference *ref, char **out,
                     struct err *err)
{
        struct secret_at at = {.version = ref->version, .label = ref->label};
        char *value = NULL;
        bool ok;

        *out = NULL;
        if (!ref->is_secret)
                return parameter_value(s, ref->id, out, err);
        if (!secrets_read(stage_aws(s), ref->id, &at, &value, NULL, err))
                return false;
        if (!ref->key) {
                *out = value;
                return true;
        }
        ok = secret_member(ref->id, value, ref->key, out, err);
        secret_wipe(&value);
        return ok;
}
