/* notify.webhook: a JSON object to whoever listens. */
#include "stages/notify.h"

static const struct port inputs[] = {
        NOTIFY_URL_INPUTS,
        {"text", VALUE_TEXT, .required = true, .help = "what is said"},
        {"fields", VALUE_MAP, .help = "more members of the JSON object, texts"},
        {0},
};

static const struct port outputs[] = {{0}};

static struct json_object *make_body(struct stage *s)
{
        static const char *const origin[] = {"tag", "commit", "actor", "job"};
        struct json_object *body = json_object_new_object(), *fields = stage_map(s, "fields");

        json_put_text(body, "text", stage_text(s, "text"));
        json_put_text(body, "stack", stage_stack(s)->name);
        json_put_text(body, "run", stage_run(s));
        for (size_t i = 0; i < sizeof(origin) / sizeof(origin[0]); i++)
                json_put_text(body, origin[i], stage_origin(s, origin[i]));
        if (fields) {
                json_object_object_foreach(fields, name, value)
                {
                        json_put(body, name, json_object_get(value));
                }
        }
        return body;
}

static bool notify(struct stage *s, struct err *err)
{
        return notify_webhook(s, make_body(s), "the webhook", err);
}

const struct stage_type stage_notify_webhook = {
        .name = "notify.webhook",
        .summary = "POST a JSON object to a webhook",
        .notes = "The object has `text`, `stack`, `run`, of a run of `snaplift ci` also `tag`, "
                 "`commit`, "
                 "`actor` and `job`, and what `fields` adds or replaces. An answer of 2xx is taken "
                 "for "
                 "told; it is tried three times. What can't be told is reported and fails nothing. "
                 "The "
                 "address is a secret, as in `notify.slack`.",
        .inputs = inputs,
        .outputs = outputs,
        .actions = notify_url_actions,
        .timeout = 2 * 60 * 1000LL,
        .run = notify,
        .plan = notify_plan,
};
