/* KMS keys: which there are and who may use them. Nothing is encrypted. */
#ifndef SNAPLIFT_STANDIN_KMS_H
#define SNAPLIFT_STANDIN_KMS_H

#include "engine/standin/world.h"

struct kms_key {
        struct standin *cloud; /* whose it is, and where */
        char *id, *arn;
        char *alias; /* "alias/aws/rds", or NULL */
        char *description;
        char *state;                  /* "Enabled", "Disabled", "PendingDeletion" */
        struct json_object *accounts; /* others that its policy lets use it */
        struct json_object *grants;   /* array of GrantListEntry */
        bool managed;                 /* AWS's own: its policy can't be changed */
};

/* By key id, alias, or ARN of either; an ARN finds other accounts' keys too, a key of another
 * region never. NULL when there is none. */
struct kms_key *kms_find(struct standin *s, const char *name);
/* AWS's own key of a service, made when it isn't there yet: "rds", "secretsmanager". */
struct kms_key *kms_default(struct standin *s, const char *service);
/* A key that the seed mentions without listing it. */
struct kms_key *kms_know(struct standin *s, const char *name);
/* Whether that account may use it: enabled, and its own, or let by policy or grant. */
bool kms_usable(const struct kms_key *key, const char *account);

#endif
