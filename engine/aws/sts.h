/* AWS Security Token Service, query protocol, 2011-06-15. Facts: botocore data/sts/2011-06-15. */
#ifndef SNAPLIFT_AWS_STS_H
#define SNAPLIFT_AWS_STS_H

#include "engine/aws/aws.h"

struct sts_identity {
        char *account;
        char *arn;
        char *user_id;
};

bool sts_get_caller_identity(struct aws *aws, struct sts_identity *out, struct err *err);
void sts_identity_release(struct sts_identity *i);

#endif
