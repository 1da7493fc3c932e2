/*
 * Names of members, kept once for the whole process: AWS's answers and our own records use the same
 * few hundred over and over. Of base's JSON alone.
 */
#ifndef SNAPLIFT_BASE_JSON_KEY_H
#define SNAPLIFT_BASE_JSON_KEY_H

#include <stddef.h>
#include <stdint.h>

uint32_t json_key_hash(const char *name, size_t len);

/* The kept name; NULL when it is too long to be one of those, or there are too many already: what
 * others send must not fill the memory. It stays for good. hash: that of the name. */
const char *json_key(const char *name, size_t len, uint32_t hash);

#endif
