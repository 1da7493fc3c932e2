/*
 * AWS Secrets Manager, JSON 1.1, 2017-10-17. Facts: botocore data/secretsmanager/2017-10-17.
 *
 * A secret has versions, each with staging labels; a label is on one version at a time. AWSCURRENT
 * marks the value that counts, and whenever it moves, AWSPREVIOUS moves to where it was.
 */
#ifndef SNAPLIFT_AWS_SECRETS_H
#define SNAPLIFT_AWS_SECRETS_H

#include "engine/aws/aws.h"

enum { SECRET_VALUE_MAX = 65536, SECRET_TOKEN_MIN = 32, SECRET_TOKEN_MAX = 64 };

struct secret {
        char *arn;
        char *name;
        char *owner;                  /* the service that manages it ("rds"), or NULL */
        int64_t deleted;              /* ms: when it was scheduled to go; 0: it stays */
        struct json_object *versions; /* version id -> array of labels; or NULL */
};

/* Everything but the value; by name or ARN. ERR_NOT_FOUND. */
bool secrets_describe(struct aws *aws, const char *id, struct secret *out, struct err *err);
/* The version with that label ("AWSCURRENT"); borrowed, NULL when none has it. */
const char *secret_version_of(const struct secret *s, const char *label);
bool secret_has_version(const struct secret *s, const char *version);
void secrets_release(struct secret *s);

/* Which value; all NULL: the current one. Borrowed. */
struct secret_at {
        const char *version;
        const char *label;
};

/* The secret's text (SecretString). The caller wipes and frees it (secret_wipe). version may be
 * NULL; the caller frees it. ERR_NOT_FOUND; ERR_STATE when it is scheduled for deletion;
 * ERR_INVALID when it is binary. */
bool secrets_read(struct aws *aws, const char *id, const struct secret_at *at, char **value,
                  char **version, struct err *err);
/* The current one. */
bool secrets_get(struct aws *aws, const char *id, char **value, struct err *err);

/* A new current value, as the version named by token (32 to 64 characters): asked for twice with
 * the same value it is made once, so a lost answer is repeated. */
bool secrets_put(struct aws *aws, const char *id, const char *token, const char *value,
                 struct err *err);
/* Takes a label from one version and puts it on another; to NULL: on none. */
bool secrets_move_label(struct aws *aws, const char *id, const char *label, const char *from,
                        const char *to, struct err *err);
/* Calls off the deletion it is scheduled for. */
bool secrets_restore(struct aws *aws, const char *id, struct err *err);

/* Overwrites with zeros, frees, sets NULL. NULL is allowed. */
void secret_wipe(char **value);

#endif
