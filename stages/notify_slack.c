/* notify.slack: a message through one of Slack's incoming webhooks. */
#include <stdlib.h>

#include "stages/notify.h"

/* Slack cuts longer ones (believed: docs.slack.dev, "truncating really long messages"). */
enum { TEXT_MAX = 40000 };

static const struct port inputs[] = {
        NOTIFY_URL_INPUTS,
        {"text", VALUE_TEXT, .required = true, .help = "what is said, in Slack's mrkdwn"},
        {0},
};

static const struct port outputs[] = {{0}};

static bool notify(struct stage *s, struct err *err)
{
        struct json_object *body = json_object_new_object();
        const char *said = stage_text(s, "text");
        char *text = notify_cut(said ? said : "", TEXT_MAX);

        json_put_text(body, "text", text);
        free(text);
        return notify_webhook(s, body, "Slack", err);
}

const struct stage_type stage_notify_slack = {
        .name = "notify.slack",
        .summary = "tell a Slack channel, through an incoming webhook",
        .notes = "What can't be told is reported and fails nothing. The webhook's address is a "
                 "secret and "
                 "never stands in a pipeline: `url_from` names the SecureString or secret that "
                 "holds it, "
                 "`url_given` a value handed in. To be told of changes only: `if: \"${{ "
                 "stages.activate.state == 'succeeded' }}\"`.",
        .inputs = inputs,
        .outputs = outputs,
        .actions = notify_url_actions,
        .timeout = 2 * 60 * 1000LL,
        .run = notify,
        .plan = notify_plan,
};
