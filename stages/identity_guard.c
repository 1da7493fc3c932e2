/* identity.guard: the account and region we are about to change are the ones that were meant. */
#include "engine/aws/sts.h"
#include "engine/base/text.h"
#include "stages/cloud.h"

static const struct port inputs[] = {
        {"account", VALUE_TEXT, .help = "the expected account, 12 digits; any when not given"},
        {"region", VALUE_TEXT, .help = "the expected region; any when not given"},
        {0},
};

static const struct port outputs[] = {
        {"account", VALUE_TEXT, .help = "the account"},
        {"region", VALUE_TEXT, .help = "the region"},
        {"arn", VALUE_TEXT, .help = "ARN of the identity"},
        {0},
};

static const char *const actions[] = {"sts:GetCallerIdentity", NULL};

static bool guard(struct stage *s, struct err *err)
{
        const char *account = stage_text(s, "account");
        const char *region = stage_text(s, "region");
        const char *here = aws_region(stage_aws(s));
        struct sts_identity identity = {0};
        bool ok = true;

        if (!sts_get_caller_identity(stage_aws(s), &identity, err))
                return false;
        if (account && !text_same(account, identity.account))
                ok = err_set(err, ERR_REFUSED, "this is account %s, expected %s", identity.account,
                             account);
        else if (region && !text_same(region, here))
                ok = err_set(err, ERR_REFUSED, "this is region %s, expected %s", here, region);
        if (ok) {
                stage_output_text(s, "account", identity.account);
                stage_output_text(s, "region", here);
                stage_output_text(s, "arn", identity.arn);
        }
        sts_identity_release(&identity);
        return ok;
}

const struct stage_type stage_identity_guard = {
        .name = "identity.guard",
        .summary = "stop unless the account and the region are the expected ones",
        .inputs = inputs,
        .outputs = outputs,
        .actions = actions,
        .run = guard,
        .plan = guard,
};
