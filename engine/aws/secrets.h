/* AWS Secrets Manager, JSON 1.1, 2017-10-17. Facts: botocore data/secretsmanager/2017-10-17. */
#ifndef SNAPLIFT_AWS_SECRETS_H
#define SNAPLIFT_AWS_SECRETS_H

#include "engine/aws/aws.h"

/* The secret's text (SecretString), current version. The caller wipes and frees it (secret_wipe).
 * ERR_NOT_FOUND; ERR_STATE when it is scheduled for deletion; ERR_INVALID when it is binary. */
bool secrets_get(struct aws *aws, const char *id, char **value, struct err *err);

/* Overwrites with zeros, frees, sets NULL. NULL is allowed. */
void secret_wipe(char **value);

#endif
