/*
 * Who may answer an approval. What a person is called: the user of the operating system, and the
 * AWS identity where the answer was given with credentials.
 */
#ifndef SNAPLIFT_STAGES_APPROVAL_H
#define SNAPLIFT_STAGES_APPROVAL_H

#include <stdbool.h>

#include "engine/base/err.h"
#include "engine/base/json.h"

/* approvers: texts, or NULL: everybody. One that begins with "arn:" is an identity, in which *
 * stands for any characters; any other is a user. user: user@host:pid. arn: or NULL. ERR_REFUSED
 * names whom it asks for. */
bool approval_allows(struct json_object *approvers, const char *user, const char *arn,
                     struct err *err);
/* Whether AWS's word on who somebody is is needed to tell. */
bool approval_needs_identity(struct json_object *approvers);

#endif
