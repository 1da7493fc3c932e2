/* STS: who we are, and who else we may be. */
#include "engine/aws/sts.h"

#include <stdlib.h>
#include <string.h>

#include "engine/aws/context.h"
#include "engine/aws/fields.h"
#include "engine/aws/query.h"

static const struct operation caller_identity = {SERVICE_STS, "GetCallerIdentity", false};

/* A session more is no change: it may be asked for again. */
static const struct operation assume_role = {SERVICE_STS, "AssumeRole", false};
static const struct operation assume_role_with_web_identity = {SERVICE_STS,
                                                               "AssumeRoleWithWebIdentity", false};

static const struct field identity_fields[] = {
        {"Account", FIELD_TEXT, offsetof(struct sts_identity, account), true},
        {"Arn", FIELD_TEXT, offsetof(struct sts_identity, arn), true},
        {"UserId", FIELD_TEXT, offsetof(struct sts_identity, user_id), true},
        {NULL},
};

bool sts_get_caller_identity(struct aws *aws, struct sts_identity *out, struct err *err)
{
        struct query_answer answer;
        struct query q;
        bool ok;

        *out = (struct sts_identity){0};
        query_begin(&q, &caller_identity, NULL);
        if (!query_send(aws, &q, true, &answer, err))
                return false;
        ok = fields_from_xml(answer.result, identity_fields, out, err) ||
             call_garbled(&caller_identity, err);
        query_answer_release(&answer);
        if (ok)
                aws_learn_account(aws, out->account);
        else
                sts_identity_release(out);
        return ok;
}

void sts_identity_release(struct sts_identity *i)
{
        fields_release(identity_fields, i);
}

/* --- temporary credentials --- */

struct keys {
        char *access, *secret, *token;
        int64_t expires;
};

static const struct field key_fields[] = {
        {"Credentials/AccessKeyId", FIELD_TEXT, offsetof(struct keys, access), true},
        {"Credentials/SecretAccessKey", FIELD_TEXT, offsetof(struct keys, secret), true},
        {"Credentials/SessionToken", FIELD_TEXT, offsetof(struct keys, token), true},
        {"Credentials/Expiration", FIELD_TIME, offsetof(struct keys, expires), true},
        {NULL},
};

static void wipe(char *text)
{
        if (text)
                explicit_bzero(text, strlen(text));
}

static void wipe_nodes(struct xml_node *node)
{
        for (; node; node = node->next) {
                wipe(node->text);
                wipe_nodes(node->child);
        }
}

static bool send_for_keys(struct aws *aws, struct query *q, struct credentials **out,
                          struct err *err)
{
        const struct operation *op = q->op;
        struct query_answer answer;
        struct keys keys = {0};
        bool ok;

        *out = NULL;
        if (!query_send(aws, q, true, &answer, err))
                return false;
        ok = fields_from_xml(answer.result, key_fields, &keys, err) || call_garbled(op, err);
        if (ok)
                *out = credentials_new(keys.access, keys.secret, keys.token, keys.expires);
        wipe(keys.secret);
        wipe(keys.token);
        fields_release(key_fields, &keys);
        wipe_nodes(answer.result->child);
        query_answer_release(&answer);
        return ok;
}

bool sts_assume_role(struct aws *aws, const struct sts_role *role, struct credentials **out,
                     struct err *err)
{
        struct query q;

        query_begin(&q, &assume_role, role->arn);
        query_text(&q, "RoleArn", role->arn);
        query_text(&q, "RoleSessionName", role->session_name);
        query_text(&q, "ExternalId", role->external_id);
        query_number(&q, "DurationSeconds", role->duration ? role->duration : -1);
        return send_for_keys(aws, &q, out, err);
}

bool sts_assume_role_with_web_identity(struct aws *aws, const struct sts_role *role,
                                       const char *token, struct credentials **out, struct err *err)
{
        struct query q;

        query_begin(&q, &assume_role_with_web_identity, role->arn);
        query_text(&q, "RoleArn", role->arn);
        query_text(&q, "RoleSessionName", role->session_name);
        query_secret(&q, "WebIdentityToken", token);
        query_number(&q, "DurationSeconds", role->duration ? role->duration : -1);
        return send_for_keys(aws, &q, out, err);
}
