/* approval: a person says that the run may go on. */
#include "stages/approval.h"

#include <fnmatch.h>
#include <string.h>

#include "engine/base/stamp.h"
#include "engine/base/text.h"
#include "engine/run/stage.h"

static const struct port inputs[] = {
        {"message", VALUE_TEXT, .required = true,
         .help = "what is asked; name what was chosen, since an answer is to these words only"},
        {"approvers", VALUE_LIST,
         .help = "who may answer: ARNs of AWS identities (* stands for any characters) or users of "
                 "the operating system; default: who can write to the store"},
        {"within", VALUE_DURATION,
         .help = "how long an answer is waited for, also while no process drives the run; default: "
                 "without limit"},
        {0},
};

static const struct port outputs[] = {
        {"approver", VALUE_TEXT, .help = "who approved: ARN, else user@host"},
        {"at", VALUE_TEXT, .help = "when, as ISO 8601 in UTC"},
        {"comment", VALUE_TEXT, .help = "what was said with it, or null"},
        {0},
};

static const struct stage_action actions[] = {{0}};

static bool is_identity(const char *approver)
{
        return text_starts(approver, "arn:");
}

bool approval_needs_identity(struct json_object *approvers)
{
        for (size_t i = 0; i < json_count(approvers); i++)
                if (is_identity(json_object_get_string(json_at(approvers, i))))
                        return true;
        return false;
}

static bool is_one(const char *approver, const char *user, const char *arn)
{
        size_t name = strcspn(user, "@");

        if (is_identity(approver))
                return arn && fnmatch(approver, arn, FNM_NOESCAPE) == 0;
        return strlen(approver) == name && strncmp(approver, user, name) == 0;
}

bool approval_allows(struct json_object *approvers, const char *user, const char *arn,
                     struct err *err)
{
        struct text who = TEXT_INIT;

        if (!approvers || !json_count(approvers))
                return true;
        for (size_t i = 0; i < json_count(approvers); i++) {
                const char *approver = json_object_get_string(json_at(approvers, i));

                if (is_one(approver, user, arn)) {
                        text_release(&who);
                        return true;
                }
                text_addf(&who, "%s%s", i ? ", " : "", approver);
        }
        err_set(err, ERR_REFUSED, "%s may not answer; who may: %s", arn ? arn : user,
                text_str(&who));
        text_release(&who);
        return err_next(err, "let one of them answer; whom the pipeline names: its stage's "
                             "`approvers`");
}

/* What was answered, as outputs or as the reason to stop. */
static bool take(struct stage *s, struct json_object *answer, struct err *err)
{
        const char *arn = json_text(answer, "arn"), *user = json_text(answer, "by");
        const char *who = arn ? arn : user ? user : "somebody unnamed";
        const char *comment = json_text(answer, "comment");
        char at[ISO_SIZE], when[ISO_SIZE];

        if (!approval_allows(stage_list(s, "approvers"), user ? user : "", arn, err))
                return false;
        when_format(json_int(answer, "at"), when);
        iso_format(json_int(answer, "at"), at);
        if (!text_same(json_text(answer, "verdict"), "approved"))
                return err_set(err, ERR_REFUSED, "rejected by %s at %s%s%s", who, when,
                               comment ? ": " : "", comment ? comment : "");
        stage_output_text(s, "approver", who);
        stage_output_text(s, "at", at);
        stage_output_text(s, "comment", comment);
        return stage_report(s, err, "approved by %s at %s%s%s", who, when, comment ? ": " : "",
                            comment ? comment : "");
}

static bool ask(struct stage *s, struct err *err)
{
        struct json_object *answer =
                stage_ask(s, stage_text(s, "message"), stage_duration(s, "within"), err);

        return answer && take(s, answer, err);
}

static bool plan(struct stage *s, struct err *err)
{
        (void)err;
        stage_unchanged(s, "asks: %s", stage_text(s, "message"));
        return true;
}

const struct stage_type stage_approval = {
        .name = "approval",
        .summary = "wait until a person says that the run may go on",
        .notes =
                "On a terminal the run asks there. Elsewhere, once nothing else can go on, it ends "
                "with exit 6; `snaplift approve RUN STAGE --comment TEXT` (or `reject`) answers "
                "from "
                "any machine that reaches the store, and `snaplift resume RUN` goes on. Identity "
                "and "
                "time are journalled. A rejection is a failure: what was done is put back.\n\n"
                "Whoever can write to the store can write an answer into it: where approvers are "
                "to "
                "bind, the store must be out of reach of those who start runs.",
        .inputs = inputs,
        .outputs = outputs,
        .actions = actions,
        .asks = true,
        .timeout = 30 * 24 * 60 * 60 * 1000LL,
        .run = ask,
        .plan = plan,
};
