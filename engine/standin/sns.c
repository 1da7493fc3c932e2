/* SNS: topics of the seed, and what was published to them. Facts: botocore data/sns/2010-03-31. */
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "engine/standin/front.h"
#include "engine/standin/world.h"

enum { MESSAGE_LIMIT = 262144, SUBJECT_LIMIT = 100 };

struct sns_model {
        struct strlist topics;        /* their names */
        struct json_object *messages; /* array: TopicArn, Subject, Message */
};

static bool has_topic(struct call *call, const char *arn)
{
        bool found = false;

        for (size_t i = 0; i < call->cloud->sns->topics.count && !found; i++) {
                char *own = world_arn(call->cloud, "sns", "%s", call->cloud->sns->topics.items[i]);

                found = strcmp(own, arn) == 0;
                free(own);
        }
        return found;
}

static bool is_subject(const char *subject)
{
        for (const char *at = subject; *at; at++)
                if ((unsigned char)*at < 0x20 || *at == 0x7f)
                        return false;
        return *subject && strlen(subject) < SUBJECT_LIMIT;
}

/* False: the call has been failed. */
static bool may_publish(struct call *call, const char *topic, const char *subject,
                        const char *message)
{
        if (!topic)
                call_fail(call, 400, "InvalidParameter",
                          "Invalid parameter: TopicArn or TargetArn Reason: no value for required "
                          "parameter");
        else if (subject && !is_subject(subject))
                call_fail(call, 400, "InvalidParameter", "Invalid parameter: Subject");
        else if (!*message)
                call_fail(call, 400, "InvalidParameter", "Invalid parameter: Empty message");
        else if (strlen(message) > MESSAGE_LIMIT)
                call_fail(call, 400, "InvalidParameter", "Invalid parameter: Message too long");
        else if (!has_topic(call, topic))
                call_fail(call, 404, "NotFound", "Topic does not exist");
        else
                return true;
        return false;
}

static void publish(struct call *call)
{
        const char *topic = json_text(call->in, "TopicArn");
        const char *subject = json_text(call->in, "Subject");
        const char *message = json_text(call->in, "Message");
        struct json_object *kept;
        char id[37];

        if (!topic)
                topic = json_text(call->in, "TargetArn");
        if (!may_publish(call, topic, subject, message ? message : ""))
                return;
        kept = json_object_new_object();
        json_put_text(kept, "TopicArn", topic);
        json_put_text(kept, "Subject", subject);
        json_put_text(kept, "Message", message);
        json_object_array_add(call->cloud->sns->messages, kept);
        front_uuid(call->cloud, id);
        json_put_text(call->out, "MessageId", id);
}

/* "topics": ["NAME", ...] */
bool sns_model_new(struct standin *s, struct json_object *seed, struct err *err)
{
        struct json_object *topics = json_array(seed, "topics");

        (void)err;
        s->sns = xcalloc(1, sizeof(*s->sns));
        s->sns->messages = json_object_new_array();
        for (size_t i = 0; i < json_count(topics); i++)
                strlist_add(&s->sns->topics, json_object_get_string(json_at(topics, i)));
        return true;
}

void sns_model_free(struct sns_model *m)
{
        if (!m)
                return;
        strlist_release(&m->topics);
        json_object_put(m->messages);
        free(m);
}

void sns_model_state(struct standin *s, struct json_object *into)
{
        if (json_count(s->sns->messages))
                json_put(into, "messages", json_copy(s->sns->messages));
}

const struct operation sns_operations[] = {
        {"sns", "Publish", publish, true},
        {0},
};
