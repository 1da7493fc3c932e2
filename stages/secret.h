/*
 * Secrets as stages look at them: where one is, what it must look like, and never its value in any
 * text. `where` is what a message calls it.
 */
#ifndef SNAPLIFT_STAGES_SECRET_H
#define SNAPLIFT_STAGES_SECRET_H

#include "engine/aws/secrets.h"
#include "engine/aws/secrets_reference.h"
#include "stages/cloud.h"

/* Describes it; ERR_NOT_FOUND with what to do. One that is scheduled for deletion is described. */
bool secret_find(struct stage *s, const char *id, struct secret *out, struct err *err);
/* ERR_STATE with the date when it is scheduled for deletion. */
bool secret_check_stays(const struct secret *secret, struct err *err);

/* Not empty, no white space at either end, not a text that only holds the place of a value. */
bool secret_check_text(const char *where, const char *value, struct err *err);
/* A JSON object with all these members (array of names), none of them null or empty, and those that
 * are texts as above. All that are missing are named. */
bool secret_check_keys(const char *where, const char *value, struct json_object *keys,
                       struct err *err);
/* One member; the caller wipes and frees it. */
bool secret_member(const char *where, const char *value, const char *key, char **out,
                   struct err *err);

/* The value that a reference points to: a SecureString's, or a secret's, or one member of it. The
 * caller wipes and frees it. */
bool secret_value_of(struct stage *s, const struct secret_reference *ref, char **out,
                     struct err *err);

#endif
