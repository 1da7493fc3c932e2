/* KMS: what a key is. */
#include "engine/aws/kms.h"

#include "engine/aws/fields.h"
#include "engine/aws/json11.h"
#include "engine/base/text.h"

static const struct operation describe_key = {SERVICE_KMS, "DescribeKey", false};

static const struct field key_fields[] = {
        {"KeyId", FIELD_TEXT, offsetof(struct kms_key, id), true},
        {"Arn", FIELD_TEXT, offsetof(struct kms_key, arn), true},
        {"AWSAccountId", FIELD_TEXT, offsetof(struct kms_key, account), false},
        {"KeyManager", FIELD_TEXT, offsetof(struct kms_key, manager), false},
        {"KeyState", FIELD_TEXT, offsetof(struct kms_key, state), false},
        {"KeySpec", FIELD_TEXT, offsetof(struct kms_key, spec), false},
        {"KeyUsage", FIELD_TEXT, offsetof(struct kms_key, usage), false},
        {NULL},
};

bool kms_describe_key(struct aws *aws, const char *id, struct kms_key *out, struct err *err)
{
        struct json11 how = {.op = &describe_key, .subject = id};
        struct json_object *request = json_object_new_object(), *reply;
        bool ok;

        *out = (struct kms_key){0};
        json_put_text(request, "KeyId", id);
        ok = json11_send(aws, &how, request, &reply, err);
        if (ok) {
                ok = fields_from_json(json_get(reply, "KeyMetadata"), key_fields, out, err) ||
                     call_garbled(&describe_key, err);
                json_object_put(reply);
        }
        json_object_put(request);
        if (!ok)
                kms_key_release(out);
        return ok;
}

void kms_key_release(struct kms_key *k)
{
        fields_release(key_fields, k);
}

bool kms_key_encrypts(const struct kms_key *k, struct err *err)
{
        if (k->state && !text_same(k->state, "Enabled")) {
                err_set(err, ERR_REFUSED, "KMS key %s is %s", k->arn, k->state);
                return err_next(err, "enable it, or give another");
        }
        if ((k->usage && !text_same(k->usage, "ENCRYPT_DECRYPT")) ||
            (k->spec && !text_same(k->spec, "SYMMETRIC_DEFAULT"))) {
                err_set(err, ERR_REFUSED, "KMS key %s is for %s with %s", k->arn,
                        k->usage ? k->usage : "an unknown use",
                        k->spec ? k->spec : "an unknown spec");
                return err_next(err, "give a symmetric key for ENCRYPT_DECRYPT");
        }
        return true;
}

bool kms_key_is_default(const struct kms_key *k)
{
        return text_same(k->manager, "AWS");
}
