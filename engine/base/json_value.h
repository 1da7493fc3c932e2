/*
 * JSON in memory: values with a count of references, in the words of json-c, of which this is the
 * part that is used here. NULL is JSON's null wherever a value is expected. Members keep the order
 * in which they were put. Through json.h, which has the shorter hands.
 */
#ifndef SNAPLIFT_BASE_JSON_VALUE_H
#define SNAPLIFT_BASE_JSON_VALUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum json_type {
        json_type_null,
        json_type_boolean,
        json_type_double,
        json_type_int,
        json_type_object,
        json_type_array,
        json_type_string,
};

/* What each value begins with; the rest is in json_parts.h. */
struct json_object {
        int references;
        enum json_type type;
        char *line; /* what json_line() has lent; NULL: nothing yet */
};

/* One more reference; the same value. */
struct json_object *json_object_get(struct json_object *value);
/* One less; with the last one it and what it holds are gone. */
void json_object_put(struct json_object *value);

static inline enum json_type json_object_get_type(const struct json_object *value)
{
        return value ? value->type : json_type_null;
}

static inline bool json_object_is_type(const struct json_object *value, enum json_type type)
{
        return json_object_get_type(value) == type;
}

/* Deep; the order of members does not matter. */
bool json_object_equal(struct json_object *a, struct json_object *b);

/* --- what holds no others: it never changes --- */

struct json_object *json_object_new_boolean(bool flag);
struct json_object *json_object_new_int64(int64_t whole);
struct json_object *json_object_new_uint64(uint64_t whole);
struct json_object *json_object_new_double(double real);
/* Printed as digits says, which is copied. */
struct json_object *json_object_new_double_s(double real, const char *digits);
struct json_object *json_object_new_string(const char *text);
struct json_object *json_object_new_string_len(const char *text, size_t len);

/* What it comes to: of a text, the number in it, and whether it isn't empty; else 0 and false. */
bool json_object_get_boolean(const struct json_object *value);
int64_t json_object_get_int64(const struct json_object *value);
double json_object_get_double(const struct json_object *value);
/* Borrowed. Of what is no text: its line (json_line()); NULL for NULL. */
const char *json_object_get_string(struct json_object *value);
size_t json_object_get_string_len(const struct json_object *value); /* 0 when it is no text */

/* --- arrays. Each takes the value, and lends what it returns. --- */

struct json_object *json_object_new_array(void);
struct json_object *json_object_new_array_ext(size_t room);
size_t json_object_array_length(const struct json_object *array);
struct json_object *json_object_array_get_idx(const struct json_object *array, size_t at);
void json_object_array_add(struct json_object *array, struct json_object *value);
/* What is missing before it is null. */
void json_object_array_put_idx(struct json_object *array, size_t at, struct json_object *value);
void json_object_array_del_idx(struct json_object *array, size_t at, size_t count);
/* by: of two `struct json_object *const *`, as for qsort(). */
void json_object_array_sort(struct json_object *array, int (*by)(const void *, const void *));

/* --- objects --- */

struct json_object *json_object_new_object(void);
size_t json_object_object_length(const struct json_object *object);
/* Takes value; one of that name that is there is replaced, in its place. */
void json_object_object_add(struct json_object *object, const char *name,
                            struct json_object *value);
/* The same, with a name that needs no end. */
void json_object_object_add_len(struct json_object *object, const char *name, size_t len,
                                struct json_object *value);
void json_object_object_del(struct json_object *object, const char *name);
/* False: it is no object, or has no such member. value: borrowed; may be NULL. */
bool json_object_object_get_ex(const struct json_object *object, const char *name,
                               struct json_object **value);
/* The member at that place, both borrowed; false behind the last one. */
bool json_object_member(const struct json_object *object, size_t at, const char **name,
                        struct json_object **value);

/* Members may be put and replaced meanwhile, but not deleted. */
#define json_object_object_foreach(object, name, value)                                            \
        struct json_object *name##_walked = (object);                                              \
        const char *name = NULL;                                                                   \
        struct json_object *value = NULL;                                                          \
        for (size_t name##_place = 0;                                                              \
             json_object_member(name##_walked, name##_place, &(name), &(value)); name##_place++)

#endif
