#include "engine/base/json_value.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/json.h"
#include "engine/base/json_parts.h"
#include "engine/base/mem.h"

/* There are two flags in the whole process; they are not counted. */
static struct json_object flags[] = {{.type = json_type_boolean}, {.type = json_type_boolean}};

static void *new_value(enum json_type type, size_t size)
{
        struct json_object *value = xmalloc(size);

        *value = (struct json_object){.references = 1, .type = type};
        return value;
}

struct json_object *json_object_get(struct json_object *value)
{
        if (value && value->type != json_type_boolean)
                value->references++;
        return value;
}

static void list_free(struct json_list *list)
{
        for (size_t i = 0; i < list->count; i++)
                json_object_put(list->items[i]);
        free(list->items);
}

void json_object_put(struct json_object *value)
{
        if (!value || value->type == json_type_boolean || --value->references > 0)
                return;
        if (value->type == json_type_object)
                json_members_free((struct json_members *)value);
        else if (value->type == json_type_array)
                list_free((struct json_list *)value);
        else if (value->type == json_type_double)
                free(((struct json_real *)value)->digits);
        free(value->line);
        free(value);
}

/* --- what holds no others --- */

struct json_object *json_object_new_boolean(bool flag)
{
        return &flags[flag];
}

static struct json_object *new_whole(int64_t value, bool beyond)
{
        struct json_whole *whole = new_value(json_type_int, sizeof(*whole));

        whole->value = value;
        whole->beyond = beyond;
        return &whole->is;
}

struct json_object *json_object_new_int64(int64_t whole)
{
        return new_whole(whole, false);
}

struct json_object *json_object_new_uint64(uint64_t whole)
{
        return new_whole((int64_t)whole, whole > INT64_MAX);
}

struct json_object *json_object_new_double(double real)
{
        return json_object_new_double_s(real, NULL);
}

struct json_object *json_object_new_double_s(double real, const char *digits)
{
        struct json_real *value = new_value(json_type_double, sizeof(*value));

        value->value = real;
        value->digits = xstrdup(digits);
        return &value->is;
}

struct json_object *json_object_new_string(const char *text)
{
        return json_object_new_string_len(text, strlen(text));
}

struct json_object *json_object_new_string_len(const char *text, size_t len)
{
        struct json_string *string = new_value(json_type_string, sizeof(*string) + len + 1);

        string->len = len;
        memcpy(string->bytes, text, len);
        string->bytes[len] = '\0';
        return &string->is;
}

bool json_object_get_boolean(const struct json_object *value)
{
        switch (json_object_get_type(value)) {
        case json_type_boolean:
                return value == &flags[true];
        case json_type_string:
                return json_object_get_string_len(value) > 0;
        default:
                return json_object_get_double(value) != 0;
        }
}

static int64_t nearest_whole(double real)
{
        if (real >= 9223372036854775808.0) /* 2^63 */
                return INT64_MAX;
        if (real <= -9223372036854775808.0)
                return INT64_MIN;
        return real == real ? (int64_t)real : 0;
}

int64_t json_object_get_int64(const struct json_object *value)
{
        const struct json_whole *whole = (const struct json_whole *)value;

        switch (json_object_get_type(value)) {
        case json_type_int:
                return whole->beyond ? INT64_MAX : whole->value;
        case json_type_double:
                return nearest_whole(((const struct json_real *)value)->value);
        case json_type_boolean:
                return value == &flags[true];
        case json_type_string:
                return strtoll(((const struct json_string *)value)->bytes, NULL, 10);
        default:
                return 0;
        }
}

static double number_in(const char *text)
{
        char *end;
        double number = strtod(text, &end);

        return *end ? 0 : number;
}

double json_object_get_double(const struct json_object *value)
{
        const struct json_whole *whole = (const struct json_whole *)value;

        switch (json_object_get_type(value)) {
        case json_type_double:
                return ((const struct json_real *)value)->value;
        case json_type_int:
                return whole->beyond ? (double)(uint64_t)whole->value : (double)whole->value;
        case json_type_boolean:
                return value == &flags[true];
        case json_type_string:
                return number_in(((const struct json_string *)value)->bytes);
        default:
                return 0;
        }
}

const char *json_object_get_string(struct json_object *value)
{
        if (json_object_is_type(value, json_type_string))
                return ((struct json_string *)value)->bytes;
        return value ? json_line(value) : NULL;
}

size_t json_object_get_string_len(const struct json_object *value)
{
        return json_object_is_type(value, json_type_string)
                       ? ((const struct json_string *)value)->len
                       : 0;
}

/* --- arrays --- */

struct json_object *json_object_new_array(void)
{
        struct json_list *list = new_value(json_type_array, sizeof(*list));

        list->items = NULL;
        list->count = list->room = 0;
        return &list->is;
}

static void make_room(struct json_list *list, size_t room)
{
        if (room <= list->room)
                return;
        if (room < 2 * list->room)
                room = 2 * list->room;
        list->room = room < 4 ? 4 : room;
        list->items = xrealloc(list->items, list->room * sizeof(struct json_object *));
}

struct json_object *json_object_new_array_ext(size_t room)
{
        struct json_object *array = json_object_new_array();

        make_room((struct json_list *)array, room);
        return array;
}

static struct json_list *list_of(const struct json_object *array)
{
        if (!json_object_is_type(array, json_type_array))
                abort(); /* a mistake of the caller's */
        return (struct json_list *)(uintptr_t)array;
}

size_t json_object_array_length(const struct json_object *array)
{
        return list_of(array)->count;
}

struct json_object *json_object_array_get_idx(const struct json_object *array, size_t at)
{
        const struct json_list *list = list_of(array);

        return at < list->count ? list->items[at] : NULL;
}

void json_object_array_add(struct json_object *array, struct json_object *value)
{
        struct json_list *list = list_of(array);

        make_room(list, list->count + 1);
        list->items[list->count++] = value;
}

void json_object_array_put_idx(struct json_object *array, size_t at, struct json_object *value)
{
        struct json_list *list = list_of(array);

        make_room(list, at + 1);
        while (list->count <= at)
                list->items[list->count++] = NULL;
        json_object_put(list->items[at]);
        list->items[at] = value;
}

void json_object_array_del_idx(struct json_object *array, size_t at, size_t count)
{
        struct json_list *list = list_of(array);

        if (at >= list->count || count > list->count - at)
                return;
        for (size_t i = at; i < at + count; i++)
                json_object_put(list->items[i]);
        memmove(&list->items[at], &list->items[at + count],
                (list->count - at - count) * sizeof(struct json_object *));
        list->count -= count;
}

void json_object_array_sort(struct json_object *array, int (*by)(const void *, const void *))
{
        struct json_list *list = list_of(array);

        if (list->count)
                qsort(list->items, list->count, sizeof(struct json_object *), by);
}

/* --- equal --- */

static bool same_items(const struct json_object *a, const struct json_object *b)
{
        const struct json_list *first = list_of(a), *second = list_of(b);

        if (first->count != second->count)
                return false;
        for (size_t i = 0; i < first->count; i++)
                if (!json_object_equal(first->items[i], second->items[i]))
                        return false;
        return true;
}

static bool same_members(struct json_object *a, struct json_object *b)
{
        if (json_object_object_length(a) != json_object_object_length(b))
                return false;
        json_object_object_foreach(a, name, value)
        {
                struct json_object *other;

                if (!json_object_object_get_ex(b, name, &other) || !json_object_equal(value, other))
                        return false;
        }
        return true;
}

bool json_object_equal(struct json_object *a, struct json_object *b)
{
        if (a == b)
                return true;
        if (json_object_get_type(a) != json_object_get_type(b))
                return false;
        switch (json_object_get_type(a)) {
        case json_type_int:
                return ((struct json_whole *)a)->value == ((struct json_whole *)b)->value &&
                       ((struct json_whole *)a)->beyond == ((struct json_whole *)b)->beyond;
        case json_type_double:
                return json_object_get_double(a) == json_object_get_double(b);
        case json_type_string:
                return json_object_get_string_len(a) == json_object_get_string_len(b) &&
                       !memcmp(json_object_get_string(a), json_object_get_string(b),
                               json_object_get_string_len(a));
        case json_type_array:
                return same_items(a, b);
        case json_type_object:
                return same_members(a, b);
        default: /* of flags and nulls there is one of each */
                return false;
        }
}
