/* SNS: publishing. */
#include "engine/aws/sns.h"

#include "engine/aws/fields.h"
#include "engine/aws/query.h"

static const struct operation publish = {SERVICE_SNS, "Publish", true};

struct published {
        char *id;
};

static const struct field fields[] = {
        {"MessageId", FIELD_TEXT, offsetof(struct published, id), true},
        {NULL},
};

bool sns_publish(struct aws *aws, const char *topic, const char *subject, const char *message,
                 char **id, struct err *err)
{
        struct published published = {0};
        struct query_answer answer;
        struct query q;
        bool ok;

        *id = NULL;
        query_begin(&q, &publish, topic);
        query_text(&q, "TopicArn", topic);
        query_text(&q, "Subject", subject);
        query_text(&q, "Message", message);
        if (!query_send(aws, &q, true, &answer, err))
                return false;
        ok = fields_from_xml(answer.result, fields, &published, err) || call_garbled(&publish, err);
        query_answer_release(&answer);
        if (ok)
                *id = published.id;
        else
                fields_release(fields, &published);
        return ok;
}
