/*
 * AWS Key Management Service, JSON 1.1, 2014-11-01. Facts: botocore data/kms/2014-11-01.
 */
#ifndef SNAPLIFT_AWS_KMS_H
#define SNAPLIFT_AWS_KMS_H

#include "engine/aws/aws.h"

struct kms_key {
        char *id;
        char *arn;
        char *account; /* AWSAccountId */
        char *manager; /* AWS, CUSTOMER; NULL when not told */
        char *state;   /* Enabled, Disabled, PendingDeletion, ... */
        char *spec;    /* SYMMETRIC_DEFAULT, ... */
        char *usage;   /* ENCRYPT_DECRYPT, ... */
};

/* By key id, key ARN, "alias/NAME" or alias ARN; one of another account only by ARN. A key of
 * another region is not found. ERR_NOT_FOUND, ERR_DENIED (the key's policy). */
bool kms_describe_key(struct aws *aws, const char *id, struct kms_key *out, struct err *err);
void kms_key_release(struct kms_key *k);

/* Whether a snapshot can be encrypted with it; ERR_REFUSED says why not. */
bool kms_key_encrypts(const struct kms_key *k, struct err *err);
/* It is AWS's own for a service (alias aws/rds): never usable by another account. */
bool kms_key_is_default(const struct kms_key *k);

#endif
