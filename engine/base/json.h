/*
 * Short hands over json-c (struct json_object, reference-counted). Everything returned as `const`
 * or said to be borrowed lives as long as the object it was read from.
 */
#ifndef SNAPLIFT_BASE_JSON_H
#define SNAPLIFT_BASE_JSON_H

#include <json-c/json.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/base/err.h"

/* Parses one JSON document of at most 64 levels; trailing text is an error. The caller owns *out
 * (json_object_put). An error gives the offset. */
bool json_parse(const char *text, size_t len, struct json_object **out, struct err *err);

/* Members of an object; NULL / 0 / false when absent, null or of another type. Borrowed. */
const char *json_text(struct json_object *obj, const char *key);
int64_t json_int(struct json_object *obj, const char *key);
double json_real(struct json_object *obj, const char *key);
bool json_flag(struct json_object *obj, const char *key);
struct json_object *json_get(struct json_object *obj, const char *key);
/* A whole number: 5432, and also 5432.0 and 54.32e2, which are the same to JSON. */
bool json_whole(struct json_object *value, int64_t *out);
struct json_object *json_array(struct json_object *obj, const char *key); /* NULL unless an array */
size_t json_count(struct json_object *array);                             /* 0 for NULL */
struct json_object *json_at(struct json_object *array, size_t i);         /* borrowed */
bool json_has_text(struct json_object *array, const char *text);          /* as one of its items */

/* Put a member; a NULL text leaves the object as it is. */
void json_put_text(struct json_object *obj, const char *key, const char *value);
void json_put_int(struct json_object *obj, const char *key, int64_t value);
void json_put_flag(struct json_object *obj, const char *key, bool value);
void json_put(struct json_object *obj, const char *key,
              struct json_object *value); /* takes value */
void json_add_text(struct json_object *array, const char *value);

struct json_object *json_copy(struct json_object *obj);       /* deep; the caller owns it */
bool json_same(struct json_object *a, struct json_object *b); /* deep, member order ignored */

/* One line, no spaces, slashes unescaped. Borrowed from obj until it is next printed or changed. */
const char *json_line(struct json_object *obj);

/* The same, behind what is in out. */
struct text;
void json_add_line(struct text *out, struct json_object *obj);

/* One line with the members of every object sorted by name: for digests. The caller frees. */
char *json_canonical(struct json_object *obj);

#endif
