/* Credentials of a role, assumed with another context's: what a profile's role_arn and aws_assume()
 * have in common. */
#ifndef SNAPLIFT_AWS_CREDENTIALS_ROLE_H
#define SNAPLIFT_AWS_CREDENTIALS_ROLE_H

#include "engine/aws/credentials.h"
#include "engine/aws/sts.h"

/* ERR_INVALID that says what is wrong with it, by the rules of botocore's sts model. */
bool role_check(const struct sts_role *role, struct err *err);

/* A state of credential_role; copies role. `with` asks STS, and is freed with the state if owned.
 */
void *role_state(struct aws *with, bool owned, const struct sts_role *role);

#endif
