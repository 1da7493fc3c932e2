/* STS: who we are. */
#include "engine/aws/sts.h"

#include "engine/aws/fields.h"
#include "engine/aws/query.h"

static const struct operation caller_identity = {SERVICE_STS, "GetCallerIdentity", false};

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
        if (!ok)
                sts_identity_release(out);
        return ok;
}

void sts_identity_release(struct sts_identity *i)
{
        fields_release(identity_fields, i);
}
