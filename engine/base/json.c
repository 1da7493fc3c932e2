#include "engine/base/json.h"

struct json_object *json_get(struct json_object *obj, const char *key)
{
        struct json_object *value;

        json_object_object_get_ex(obj, key, &value);
        return value;
}

const char *json_text(struct json_object *obj, const char *key)
{
        struct json_object *value = json_get(obj, key);

        return value && json_object_is_type(value, json_type_string) ? json_object_get_string(value)
                                                                     : NULL;
}

bool json_whole(struct json_object *value, int64_t *out)
{
        double number;

        if (json_object_is_type(value, json_type_int)) {
                *out = json_object_get_int64(value);
                return true;
        }
        if (!json_object_is_type(value, json_type_double))
                return false;
        number = json_object_get_double(value);
        if (!(number >= -9007199254740992.0 && number <= 9007199254740992.0)) /* 2^53: exact */
                return false;
        *out = (int64_t)number;
        return (double)*out == number;
}

int64_t json_int(struct json_object *obj, const char *key)
{
        struct json_object *value = json_get(obj, key);

        if (!value)
                return 0;
        if (json_object_is_type(value, json_type_int) ||
            json_object_is_type(value, json_type_double))
                return json_object_get_int64(value);
        return 0;
}

double json_real(struct json_object *obj, const char *key)
{
        struct json_object *value = json_get(obj, key);

        if (!value)
                return 0;
        if (json_object_is_type(value, json_type_int) ||
            json_object_is_type(value, json_type_double))
                return json_object_get_double(value);
        return 0;
}

bool json_flag(struct json_object *obj, const char *key)
{
        struct json_object *value = json_get(obj, key);

        return value && json_object_is_type(value, json_type_boolean) &&
               json_object_get_boolean(value);
}

struct json_object *json_array(struct json_object *obj, const char *key)
{
        struct json_object *value = json_get(obj, key);

        return value && json_object_is_type(value, json_type_array) ? value : NULL;
}

size_t json_count(struct json_object *array)
{
        return array && json_object_is_type(array, json_type_array)
                       ? json_object_array_length(array)
                       : 0;
}

struct json_object *json_at(struct json_object *array, size_t i)
{
        return i < json_count(array) ? json_object_array_get_idx(array, i) : NULL;
}

void json_put(struct json_object *obj, const char *key, struct json_object *value)
{
        json_object_object_add(obj, key, value);
}

void json_put_text(struct json_object *obj, const char *key, const char *value)
{
        if (value)
                json_put(obj, key, json_object_new_string(value));
}

void json_put_int(struct json_object *obj, const char *key, int64_t value)
{
        json_put(obj, key, json_object_new_int64(value));
}

void json_put_flag(struct json_object *obj, const char *key, bool value)
{
        json_put(obj, key, json_object_new_boolean(value));
}

void json_add_text(struct json_object *array, const char *value)
{
        json_object_array_add(array, json_object_new_string(value));
}

static struct json_object *copy_object(struct json_object *obj)
{
        struct json_object *copy = json_object_new_object();

        json_object_object_foreach(obj, key, value)
        {
                json_put(copy, key, json_copy(value));
        }
        return copy;
}

struct json_object *json_copy(struct json_object *obj)
{
        struct json_object *copy;

        if (json_object_is_type(obj, json_type_object))
                return copy_object(obj);
        if (json_object_is_type(obj, json_type_string)) /* one of the two may be wiped */
                return json_object_new_string_len(json_object_get_string(obj),
                                                  json_object_get_string_len(obj));
        if (!json_object_is_type(obj, json_type_array))
                return json_object_get(obj); /* nobody changes those */
        copy = json_object_new_array_ext(json_count(obj));
        for (size_t i = 0; i < json_count(obj); i++)
                json_object_array_add(copy, json_copy(json_at(obj, i)));
        return copy;
}

bool json_same(struct json_object *a, struct json_object *b)
{
        return json_object_equal(a, b);
}
