/* Credentials in the JSON that containers, instances and processes answer with. */
#ifndef SNAPLIFT_AWS_CREDENTIALS_JSON_H
#define SNAPLIFT_AWS_CREDENTIALS_JSON_H

#include "engine/aws/credentials.h"
#include "engine/base/json.h"

struct credential_names {
        const char *access, *secret, *token; /* "AccessKeyId", ... */
        bool token_required;
};

extern const struct credential_names credential_names_metadata; /* container, instance */
extern const struct credential_names credential_names_process;

/* NULL and ERR_INVALID that names what is missing or wrong, never a value. */
struct credentials *credentials_from_json(struct json_object *obj,
                                          const struct credential_names *names, struct err *err);

/* A time as it is found in Expiration and in token caches: ISO 8601 in one of the ways programs
 * write it ("2026-11-21T01:07:10Z", "...+00:00", "...+0000", "...UTC"). */
bool expiry_parse(const char *text, int64_t *ms);

#endif
