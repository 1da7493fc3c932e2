/* identity.guard: the account and region we are about to change are the ones that were meant. */
#include "engine/aws/sts.h"
#include "engine/base/text.h"
#include "stages/cloud.h"

static const struct port inputs[] = {
        {"tier", VALUE_TIER,
         .help = "look at the account and region of this tier (see `roles:`), not at the stack's"},
        {"account", VALUE_TEXT,
         .help = "the expected account, 12 digits; default: what `roles:` says of the tier, else "
                 "any"},
        {"region", VALUE_TEXT, .help = "the expected region; any when not given"},
        {0},
};

static const struct port outputs[] = {
        {"account", VALUE_TEXT, .help = "the account"},
        {"region", VALUE_TEXT, .help = "the region"},
        {"arn", VALUE_TEXT, .help = "ARN of the identity"},
        {0},
};

static const struct stage_action actions[] = {
        {"sts:GetCallerIdentity", NULL},
        {"sts:AssumeRole", "{role}", .when = "roles"},
        {0},
};

/* What was said of the account of this side, and by whom. */
struct expected {
        const char *tier;
        struct account *where;
        struct json_object *role; /* what `roles:` says, or NULL */
        const char *account;      /* or NULL */
};

static bool expect(struct stage *s, struct expected *e, struct err *err)
{
        *e = (struct expected){.tier = stage_text(s, "tier"), .account = stage_text(s, "account")};
        if (!e->tier)
                e->tier = stage_stack(s)->env;
        e->where = stage_account_of(s, e->tier, err);
        if (!e->where || !stage_role(s, e->tier, &e->role, err))
                return false;
        if (!e->account)
                e->account = json_text(e->role, "account");
        return true;
}

static bool guard(struct stage *s, struct err *err)
{
        const char *region = stage_text(s, "region"), *here;
        struct sts_identity identity = {0};
        struct expected e;
        bool ok = expect(s, &e, err) && sts_get_caller_identity(e.where->aws, &identity, err);

        here = ok ? aws_region(e.where->aws) : NULL;
        if (ok && e.account && !text_same(e.account, identity.account))
                ok = err_set(err, ERR_REFUSED, "this is account %s, expected %s%s%s",
                             identity.account, e.account, stage_text(s, "tier") ? " for tier " : "",
                             stage_text(s, "tier") ? e.tier : "") ||
                     err_next(err, "use credentials of that account (AWS_PROFILE, a role), or "
                                   "correct what the pipeline expects");
        else if (ok && region && !text_same(region, here))
                ok = err_set(err, ERR_REFUSED, "this is region %s, expected %s%s%s", here, region,
                             stage_text(s, "tier") ? " for tier " : "",
                             stage_text(s, "tier") ? e.tier : "") ||
                     err_next(err, "give that region (--region, AWS_REGION), or correct what the "
                                   "pipeline expects");
        if (ok) {
                stage_output_text(s, "account", identity.account);
                stage_output_text(s, "region", here);
                stage_output_text(s, "arn", identity.arn);
        }
        json_object_put(e.role);
        sts_identity_release(&identity);
        return ok;
}

const struct stage_type stage_identity_guard = {
        .name = "identity.guard",
        .summary = "stop unless the account and the region are the expected ones",
        .notes = "A source in another account has a guard of its own: `with: { tier: dev }`. What "
                 "`roles:` says under `account` is expected without being said again.",
        .roles = &account_role_type,
        .inputs = inputs,
        .outputs = outputs,
        .actions = actions,
        .run = guard,
        .recover = guard, /* it only looks */
        .plan = guard,
};
