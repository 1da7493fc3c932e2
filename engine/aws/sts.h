/* AWS Security Token Service, query protocol, 2011-06-15. Facts: botocore data/sts/2011-06-15. */
#ifndef SNAPLIFT_AWS_STS_H
#define SNAPLIFT_AWS_STS_H

#include "engine/aws/aws.h"
#include "engine/aws/credentials.h"

struct sts_identity {
        char *account;
        char *arn;
        char *user_id;
};

bool sts_get_caller_identity(struct aws *aws, struct sts_identity *out, struct err *err);
void sts_identity_release(struct sts_identity *i);

struct sts_role {
        const char *arn;
        const char *session_name;
        const char *external_id; /* or NULL */
        int64_t duration;        /* seconds; 0: an hour, AWS's default */
};

/* Temporary credentials, for the caller to drop. */
bool sts_assume_role(struct aws *aws, const struct sts_role *role, struct credentials **out,
                     struct err *err);
/* With the token of an identity provider in place of credentials; external_id is not used. */
bool sts_assume_role_with_web_identity(struct aws *aws, const struct sts_role *role,
                                       const char *token, struct credentials **out,
                                       struct err *err);

#endif
