#include "stages/preflight.h"

#include <stdlib.h>
#include <string.h>

#include "engine/aws/sts.h"
#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "engine/run/plan.h"
#include "stages/accounts.h"

static bool look_at_identity(struct aws *aws, struct json_object *plan, struct err *err)
{
        struct json_object *identity = json_object_new_object();
        struct sts_identity who = {0};
        struct err root = ERR_INIT;
        bool ok = sts_get_caller_identity(aws, &who, err);

        if (ok) {
                json_put_text(identity, "account", who.account);
                json_put_text(identity, "region", aws_region(aws));
                json_put_text(identity, "arn", who.arn);
                if (who.arn && text_ends(who.arn, ":root")) {
                        err_set(&root, ERR_NONE,
                                "this is the account's root user, whom nothing restricts");
                        err_next(&root, "use a role that may do what the pipeline needs");
                        plan_find(plan, "warns", "identity", NULL, &root);
                }
        }
        json_put(plan, "identity", identity);
        err_clear(&root);
        sts_identity_release(&who);
        return ok;
}

bool preflight(void *world, const struct stack *stack, struct json_object *plan, struct err *err)
{
        struct account *account = world;

        (void)stack;
        return look_at_identity(account->aws, plan, err);
}
