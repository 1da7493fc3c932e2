/*
 * Where a container's secret comes from, as ECS writes it (Secret.valueFrom):
 *
 *      /xy-0146-qa/db/password                              a parameter, by name
 *      arn:aws:ssm:REGION:ACCOUNT:parameter/NAME            the same, by ARN
 *      arn:aws:secretsmanager:REGION:ACCOUNT:secret:NAME    a secret, whole
 *      arn:aws:secretsmanager:...:secret:NAME:KEY:LABEL:VERSION
 *                                    one member of a JSON secret, of one version; each of the three
 *                                    may be empty, but all colons are there: NAME:KEY::
 *
 * The last form is ECS's documentation, not the model (believed: docs.aws.amazon.com/AmazonECS/
 * latest/developerguide/secrets-envvar-secrets-manager.html).
 */
#ifndef SNAPLIFT_AWS_SECRETS_REFERENCE_H
#define SNAPLIFT_AWS_SECRETS_REFERENCE_H

#include <stdbool.h>

#include "engine/base/err.h"

struct secret_reference {
        bool is_secret; /* of Secrets Manager; else a parameter */
        char *id;       /* name or ARN without what follows it */
        char *key;      /* or NULL */
        char *label;    /* or NULL */
        char *version;  /* or NULL */
};

/* As above. ERR_INVALID says what was expected. */
bool secret_reference_parse(const char *text, struct secret_reference *out, struct err *err);
/* A secret only: its ARN in either form, or its plain name. */
bool secret_reference_of_secret(const char *text, struct secret_reference *out, struct err *err);
void secret_reference_release(struct secret_reference *r);

/* "ARN:KEY::", or the ARN when key is NULL. The caller frees. */
char *secret_reference_make(const char *arn, const char *key);

#endif
