/* A second context whose credentials are a role's, assumed with the first one's. */
#include <stdlib.h>
#include <string.h>

#include "engine/aws/context.h"
#include "engine/aws/credentials_role.h"
#include "engine/base/mem.h"

/* The account stands in arn:aws:iam::123456789012:role/NAME, which has been checked. */
static void share_rates(struct aws *aws, const char *arn)
{
        const char *at = arn;
        char *account;

        for (int colons = 0; colons < 4; colons++)
                at += strcspn(at, ":") + 1;
        account = xstrndup(at, strcspn(at, ":"));
        aws_learn_account(aws, account);
        free(account);
}

struct aws *aws_assume(struct aws *base, const struct aws_role *role, struct err *err)
{
        struct sts_role wanted = {
                .arn = role->arn,
                .session_name = role->session_name,
                .external_id = role->external_id,
        };
        struct aws *aws;
        char *source;

        if (!role_check(&wanted, err))
                return NULL;
        aws = aws_beside(base, role->region ? role->region : base->region, err);
        if (!aws)
                return NULL;
        share_rates(aws, role->arn);
        source = xasprintf("role %s, assumed with %s", role->arn,
                           credential_chain_source(base->credentials));
        aws->credentials = credential_chain_of(base->loop, &credential_role,
                                               role_state(base, false, &wanted), source);
        free(source);
        return aws;
}
