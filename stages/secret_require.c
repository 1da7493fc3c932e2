/* secret.require: a secret that the run relies on is there, whole and of use, before it begins. */
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "stages/secret.h"

enum { RESTORE_TRIES = 3 };

static const struct port inputs[] = {
        {"secret", VALUE_TEXT,
         .help = "name or ARN of a Secrets Manager secret; ARN:KEY:: asks for that member"},
        {"parameter", VALUE_TEXT, .help = "a SecureString in place of it"},
        {"from", VALUE_TEXT,
         .help = "in place of these, as a container's secret is written: a parameter's name, or an "
                 "ARN, with :KEY:: for a member"},
        {"keys", VALUE_LIST, .help = "members that the secret's JSON must have"},
        {"restore", VALUE_FLAG, .fallback = "false",
         .help = "call off the deletion that the secret is scheduled for"},
        {0},
};

static const struct port outputs[] = {
        {"arn", VALUE_TEXT, .help = "its ARN"},
        {"version", VALUE_TEXT, .help = "the version that was looked at"},
        {"reference", VALUE_TEXT,
         .help = "what a container's secret takes: the ARN, or ARN:KEY:: with one key"},
        {0},
};

static const struct stage_action actions[] = {
        {"secretsmanager:DescribeSecret", "{secret:secret} {secret:from}"},
        {"secretsmanager:GetSecretValue", "{secret:secret} {secret:from}"},
        {"secretsmanager:RestoreSecret", "{secret:secret} {secret:from}"},
        {"ssm:GetParameter", "{parameter:parameter} {parameter:from}"},
        {"kms:Decrypt", "{key}", .when = "kms"},
        {0},
};

/* --- in Parameter Store --- */

static bool require_parameter(struct stage *s, const char *name, struct err *err)
{
        struct json_object *keys = stage_list(s, "keys");
        struct ssm_parameter p = {0};
        bool ok = ssm_get(stage_aws(s), name, true, &p, err);

        if (!ok && err_is(err, ERR_NOT_FOUND))
                err_next(err, "put it there as a SecureString");
        if (ok && !text_same(p.type, "SecureString"))
                ok = err_set(err, ERR_INVALID, "%s is a %s, expected a SecureString", name, p.type);
        if (ok && json_count(keys))
                ok = secret_check_keys(name, p.value ? p.value : "", keys, err);
        else if (ok)
                ok = secret_check_text(name, p.value ? p.value : "", err);
        if (ok) {
                char *version = xasprintf("%lld", (long long)p.version);

                stage_output_text(s, "arn", p.arn);
                stage_output_text(s, "version", version);
                stage_output_text(s, "reference", p.arn ? p.arn : name);
                free(version);
        }
        ssm_parameter_release(&p);
        return ok;
}

/* --- in Secrets Manager --- */

/* Its deletion is called off. A lost answer is looked at. */
static bool restore(struct stage *s, const char *id, struct secret *secret, struct err *err)
{
        for (int n = 1; secret->deleted; n++) {
                char date[ISO_SIZE];

                iso_format(secret->deleted, date);
                if (!stage_intend(s, err, "restore secret %s, to be deleted %.10s", secret->name,
                                  date))
                        return false;
                if (secrets_restore(stage_aws(s), id, err)) {
                        if (!stage_result(s, err, "deletion of secret %s is called off",
                                          secret->name))
                                return false;
                } else if (n == RESTORE_TRIES || !err_is(err, ERR_LOST)) {
                        return false;
                }
                err_clear(err);
                secrets_release(secret);
                if (!secret_find(s, id, secret, err))
                        return false;
                if (n == RESTORE_TRIES && secret->deleted)
                        return secret_check_stays(secret, err);
        }
        return true;
}

/* The members that are asked for, also by the reference itself; the caller owns it. */
static struct json_object *keys_of(struct stage *s, const struct secret_reference *ref)
{
        struct json_object *given = stage_list(s, "keys");
        struct json_object *keys = given ? json_copy(given) : json_object_new_array();

        if (ref->key)
                json_add_text(keys, ref->key);
        return keys;
}

static bool check_value(struct stage *s, const struct secret_reference *ref,
                        const struct secret *secret, struct err *err)
{
        struct secret_at at = {.version = ref->version, .label = ref->label};
        struct json_object *keys = keys_of(s, ref);
        char *value = NULL, *version = NULL, *reference;
        bool ok = secrets_read(stage_aws(s), ref->id, &at, &value, &version, err);

        if (ok && json_count(keys))
                ok = secret_check_keys(secret->name, value, keys, err);
        else if (ok)
                ok = secret_check_text(secret->name, value, err);
        if (ok) {
                reference = secret_reference_make(
                        secret->arn,
                        json_count(keys) == 1 ? json_object_get_string(json_at(keys, 0)) : NULL);
                stage_output_text(s, "arn", secret->arn);
                stage_output_text(s, "version", version);
                stage_output_text(s, "reference", reference);
                free(reference);
        }
        free(version);
        secret_wipe(&value);
        json_object_put(keys);
        return ok;
}

static bool require_secret(struct stage *s, const struct secret_reference *ref, struct err *err)
{
        struct secret secret = {0};
        bool ok = secret_find(s, ref->id, &secret, err), called_off = false;

        if (ok && secret.deleted && stage_flag(s, "restore")) {
                called_off = stage_planning(s);
                if (called_off)
                        stage_would(s, WOULD_CHANGE, "secretsmanager:RestoreSecret", secret.name,
                                    NULL);
                else
                        ok = restore(s, ref->id, &secret, err);
        } else if (ok) {
                ok = secret_check_stays(&secret, err);
        }
        if (ok && !ref->label && !ref->version && !secret_version_of(&secret, "AWSCURRENT")) {
                ok = err_set(err, ERR_STATE, "secret %s has no current value", secret.name);
                err_next(err, "put one there: aws secretsmanager put-secret-value, or secret.put");
        }
        /* in a plan nothing can be read of one that is still scheduled */
        if (ok && !called_off)
                ok = check_value(s, ref, &secret, err);
        secrets_release(&secret);
        return ok;
}

static bool find_reference(struct stage *s, struct secret_reference *out, struct err *err)
{
        const char *secret = stage_text(s, "secret"), *parameter = stage_text(s, "parameter");
        const char *from = stage_text(s, "from");
        int given = (secret != NULL) + (parameter != NULL) + (from != NULL);

        if (given == 0)
                return err_set(err, ERR_INVALID, "neither secret nor parameter nor from is given");
        if (given > 1)
                return err_set(err, ERR_INVALID, "both %s and %s are given",
                               parameter ? "parameter" : "from", secret ? "secret" : "from");
        if (secret)
                return secret_reference_of_secret(secret, out, err);
        return secret_reference_parse(from ? from : parameter, out, err);
}

static bool require(struct stage *s, struct err *err)
{
        struct secret_reference ref = {0};
        bool ok = find_reference(s, &ref, err);

        if (ok && ref.is_secret)
                ok = require_secret(s, &ref, err);
        else if (ok)
                ok = require_parameter(s, ref.id, err);
        secret_reference_release(&ref);
        return ok;
}

const struct stage_type stage_secret_require = {
        .name = "secret.require",
        .summary = "stop unless a secret is there and of use",
        .notes =
                "It must exist, not be scheduled for deletion (the date is told; `restore: true` "
                "calls the deletion off), have a current value, and as JSON the members in `keys`. "
                "Empty values, white space at either end and texts as `changeme` are refused: a "
                "trailing newline makes a password wrong. Values are never told.\n\n"
                "A deletion that was called off stays called off when the run is rolled back.",
        .inputs = inputs,
        .outputs = outputs,
        .actions = actions,
        .timeout = 10 * 60 * 1000LL,
        .run = require,
        .recover = require, /* it only looks */
        .plan = require,
};
