/*
 * Names of members, kept once for the whole process: AWS's answers and our own records use the same
 * few hundred over and over. Of base's JSON alone.
 */
#ifndef SNAPLIFT_BASE_JSON_KEY_H
#define SNAPLIFT_BASE_JSON_KEY_H

#include "engine/base/json.h"

struct json_key;

/* The kept name; NULL when it is too long to be one of those, or there are too many already: what
 * others send must not fill the memory. It stays for good. */
const struct json_key *json_key(const char *text, size_t len);

/* Takes value; one that is there is replaced. */
void json_key_put(struct json_object *object, const struct json_key *key,
                  struct json_object *value);

#endif
