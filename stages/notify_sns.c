/* notify.sns: a message to a topic. */
#include <stdlib.h>
#include <string.h>

#include "engine/aws/sns.h"
#include "engine/base/text.h"
#include "stages/notify.h"

static const struct port inputs[] = {
        {"topic", VALUE_TEXT, .required = true, .help = "ARN of the SNS topic"},
        {"subject", VALUE_TEXT, .help = "subject of mails, one line of less than 100 bytes"},
        {"text", VALUE_TEXT, .required = true, .help = "what is said"},
        {0},
};

static const struct port outputs[] = {
        {"message", VALUE_TEXT, .help = "its id; null: nobody was told"},
        {0},
};

static const struct stage_action actions[] = {
        {"sns:Publish", "{input:topic}"},
        {0},
};

/* As SNS takes it: one line. */
static char *make_subject(const char *subject)
{
        char *out = subject ? notify_cut(subject, SNS_SUBJECT_SIZE - 1) : NULL;

        for (char *at = out; at && *at; at++)
                if ((unsigned char)*at < 0x20 || *at == 0x7f)
                        *at = ' ';
        return out;
}

static bool notify(struct stage *s, struct err *err)
{
        char *subject, *text, *id = NULL;
        bool told;

        if (notify_is_done(s))
                return true;
        subject = make_subject(stage_text(s, "subject"));
        text = notify_cut(stage_text(s, "text") ? stage_text(s, "text") : "", SNS_MESSAGE_MAX);
        told = sns_publish(stage_aws(s), stage_text(s, "topic"), subject, text, &id, err);
        if (told)
                stage_output_text(s, "message", id);
        free(subject);
        free(text);
        free(id);
        return notify_end(s, told, stage_text(s, "topic"), err);
}

const struct stage_type stage_notify_sns = {
        .name = "notify.sns",
        .summary = "publish a message to an SNS topic",
        .notes = "What can't be published is reported and fails nothing; an answer that was lost "
                 "is not "
                 "asked for again.",
        .inputs = inputs,
        .outputs = outputs,
        .actions = actions,
        .timeout = 2 * 60 * 1000LL,
        .run = notify,
        .plan = notify_plan,
};
