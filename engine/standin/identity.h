/* Who may call: the seed's users and the temporary credentials that STS gave out. */
#ifndef SNAPLIFT_STANDIN_IDENTITY_H
#define SNAPLIFT_STANDIN_IDENTITY_H

#include "engine/standin/world.h"

struct identity {
        char *access_key;
        char *secret_key;
        char *session_token; /* or NULL */
        char *account;
        char *arn;
        char *user_id;
        char *role;                   /* ARN of the role it is a session of, or NULL */
        int64_t expires;              /* wall clock ms; 0: never */
        struct json_object *policies; /* array of documents; NULL: it may do everything */
};

struct identities; /* in struct standin */

bool identities_new(struct standin *s, struct err *err);
void identities_free(struct identities *all);

/* NULL when unknown. Borrowed until the next identity_add(). */
const struct identity *identity_find(const struct standin *s, const char *access_key);
/* The one that unsigned calls count as: the first user. */
const struct identity *identity_default(const struct standin *s);

/* A role of the seed: PATH/NAME of an account; NULL. Borrowed. */
struct json_object *identity_role(struct standin *s, const char *account, const char *name);
/* The policies of the user or the role of that ARN: NULL, all is allowed. False: there is none.
 * Borrowed. */
bool identity_policies(struct standin *s, const char *arn, struct json_object **policies);

/* Takes the texts over. */
const struct identity *identity_add(struct standin *s, const struct identity *identity);

#endif
