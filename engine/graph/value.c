/* Conversions between what was written and what was declared. */
#include "engine/graph/value.h"

#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/nearest.h"
#include "engine/base/stack.h"
#include "engine/base/stamp.h"
#include "engine/graph/pipeline.h"
#include "engine/graph/scalar.h"

static const struct {
        const char *name;
        const char *expected;
} kinds[] = {
        [VALUE_TEXT] = {"text", "text"},
        [VALUE_NUMBER] = {"number", "a whole number"},
        [VALUE_FLAG] = {"flag", "true or false"},
        [VALUE_DURATION] = {"duration", "a duration such as 90s, 10m, 6h or 1h30m"},
        [VALUE_LIST] = {"list", "a list of text"},
        [VALUE_MAP] = {"map", "a map of text"},
        [VALUE_STACK] = {"stack", "a stack, <customer>-<project>-<env>"},
        [VALUE_TIER] = {"tier", "one of the pipeline's tiers"},
        [VALUE_TIMESTAMP] = {"timestamp", "a timestamp of 14 digits, YYYYMMDDHHMMSS in UTC"},
        [VALUE_ANY] = {"any", "any value"},
};

const char *value_type_name(enum value_type type)
{
        return (size_t)type < ARRAY_LEN(kinds) ? kinds[type].name : "any";
}

const char *value_type_expected(enum value_type type)
{
        return (size_t)type < ARRAY_LEN(kinds) ? kinds[type].expected : "any value";
}

bool value_type_named(const char *name, enum value_type *out)
{
        for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
                if (strcmp(kinds[i].name, name) == 0) {
                        *out = (enum value_type)i;
                        return true;
                }
        }
        return false;
}

const char *value_json_kind(struct json_object *value)
{
        switch (json_object_get_type(value)) {
        case json_type_string:
                return "text";
        case json_type_int:
                return "a number";
        case json_type_double:
                return "a number with a fraction";
        case json_type_boolean:
                return "a flag";
        case json_type_array:
                return "a list";
        case json_type_object:
                return "a map";
        case json_type_null:
                break;
        }
        return "null";
}

static bool parse_number(const char *text, int64_t *out)
{
        const char *digits = text + (*text == '-');
        char *end;

        if (!isdigit((unsigned char)*digits) || (*digits == '0' && (digits[1] || digits != text)))
                return false;
        errno = 0;
        *out = strtoll(text, &end, 10);
        return !*end && errno == 0;
}

static bool parse_flag(const char *text, bool *out)
{
        *out = strcmp(text, "true") == 0;
        return *out || strcmp(text, "false") == 0;
}

static bool among(const char *text, const char *const *names, size_t count, const char *what,
                  struct err *err)
{
        struct text list = TEXT_INIT;
        const char *near;

        for (size_t i = 0; i < count; i++) {
                if (strcmp(names[i], text) == 0) {
                        text_release(&list);
                        return true;
                }
                text_addf(&list, "%s%s", i ? ", " : "", names[i]);
        }
        near = nearest_name(text, names, count);
        err_set(err, ERR_INVALID, "\"%.80s\" is not %s; expected one of %s%s%s%s", text, what,
                text_str(&list), near ? "; did you mean \"" : "", near ? near : "",
                near ? "\"?" : "");
        text_release(&list);
        return false;
}

/* Text that is already known to be text, against the finer types. */
static bool check_text(const struct value_rule *rule, const char *text, struct err *err)
{
        struct stack stack;
        int64_t ms;

        if (strlen(text) > VALUE_TEXT_MAX)
                return err_set(err, ERR_INVALID, "%zu characters are too many; at most %d",
                               strlen(text), VALUE_TEXT_MAX);
        if (rule->type == VALUE_STACK && !stack_parse(text, &stack, err))
                return false;
        if (rule->type == VALUE_DURATION && !duration_parse(text, &ms))
                return err_set(err, ERR_INVALID, "\"%.80s\" is not %s", text,
                               value_type_expected(rule->type));
        if (rule->type == VALUE_TIMESTAMP && !stamp_parse(text, NULL))
                return err_set(err, ERR_INVALID, "\"%.80s\" is not %s", text,
                               value_type_expected(rule->type));
        if (rule->type == VALUE_TIER && rule->tiers &&
            !among(text, (const char *const *)rule->tiers->items, rule->tiers->count,
                   "a tier of this pipeline", err))
                return false;
        return !rule->choices ||
               among(text, rule->choices, rule->choice_count, "one of the choices", err);
}

static bool finish_text(const struct value_rule *rule, const char *text, struct json_object **out,
                        struct err *err)
{
        if (!check_text(rule, text, err))
                return false;
        *out = json_object_new_string(text);
        return true;
}

static bool is_texty(enum value_type type)
{
        return type == VALUE_TEXT || type == VALUE_STACK || type == VALUE_TIER;
}

static bool refuse_reading(const char *text, const struct reading *reading, struct err *err)
{
        if (!*text)
                return err_set(err, ERR_INVALID,
                               "must be a string, got null: write \"\" for empty text, or leave "
                               "it out");
        if (reading->value[0])
                return err_set(err, ERR_INVALID,
                               "must be a string, got %s (other YAML readers make %s of %s): "
                               "write \"%s\" in quotes",
                               reading->kind, reading->value, text, text);
        return err_set(err, ERR_INVALID, "must be a string, got %s: write \"%s\" in quotes",
                       reading->kind, text);
}

static bool flag_from_scalar(const char *text, bool plain, struct json_object **out,
                             struct err *err)
{
        struct reading reading;
        bool value;

        if (plain && parse_flag(text, &value)) {
                *out = json_object_new_boolean(value);
                return true;
        }
        if (!plain && parse_flag(text, &value))
                return err_set(err, ERR_INVALID,
                               "must be true or false, got text: write %s without quotes", text);
        if (plain && scalar_reading(text, &reading) && strcmp(reading.kind, "flag") == 0)
                return err_set(err, ERR_INVALID, "must be true or false, got \"%s\": write %s",
                               text, reading.value);
        return err_set(err, ERR_INVALID, "must be true or false, got \"%.80s\"", text);
}

static bool number_from_scalar(const char *text, bool plain, struct json_object **out,
                               struct err *err)
{
        int64_t value;
        bool ok = parse_number(text, &value);

        if (ok && !plain)
                return err_set(err, ERR_INVALID,
                               "must be a whole number, got text: write %s without quotes", text);
        if (!ok)
                return err_set(err, ERR_INVALID,
                               "must be a whole number (digits without leading zeros), got "
                               "\"%.80s\"",
                               text);
        *out = json_object_new_int64(value);
        return true;
}

bool value_from_scalar(const struct value_rule *rule, const char *text, bool plain,
                       struct json_object **out, struct err *err)
{
        struct reading reading;

        *out = NULL;
        switch (rule->type) {
        case VALUE_FLAG:
                return flag_from_scalar(text, plain, out, err);
        case VALUE_NUMBER:
                return number_from_scalar(text, plain, out, err);
        case VALUE_LIST:
        case VALUE_MAP:
                return err_set(err, ERR_INVALID, "must be %s, got text",
                               value_type_expected(rule->type));
        default:
                break;
        }
        if (plain && is_texty(rule->type) && scalar_reading(text, &reading))
                return refuse_reading(text, &reading, err);
        return finish_text(rule, text, out, err);
}

/* One "a" or "k=v" of a comma-separated text, blanks around it left out. */
static char *next_item(const char **text)
{
        size_t len = strcspn(*text, ",");
        const char *from = *text, *to = *text + len;

        *text = *to ? to + 1 : NULL;
        while (from < to && isspace((unsigned char)*from))
                from++;
        while (to > from && isspace((unsigned char)to[-1]))
                to--;
        return xstrndup(from, (size_t)(to - from));
}

static bool collection_from_text(const struct value_rule *rule, const char *text,
                                 struct json_object **out, struct err *err)
{
        bool map = rule->type == VALUE_MAP;
        struct json_object *made = map ? json_object_new_object() : json_object_new_array();
        const char *rest = *text ? text : NULL;

        while (rest) {
                char *item = next_item(&rest);
                char *value = map ? strchr(item, '=') : NULL;
                bool ok = *item && (!map || (value && value != item));

                if (ok && map) {
                        *value++ = '\0';
                        if (json_get(made, item))
                                ok = err_set(err, ERR_INVALID, "\"%s\" is given twice", item);
                        else
                                json_put_text(made, item, value);
                } else if (ok) {
                        json_add_text(made, item);
                } else {
                        err_set(err, ERR_INVALID,
                                map ? "\"%.80s\" is not %s: write k=v,k=v or a JSON object"
                                    : "\"%.80s\" is not %s: write a,b,c or a JSON array",
                                text, value_type_expected(rule->type));
                }
                free(item);
                if (!ok) {
                        json_object_put(made);
                        return false;
                }
        }
        *out = made;
        return true;
}

bool value_from_text(const struct value_rule *rule, const char *text, struct json_object **out,
                     struct err *err)
{
        struct json_object *made = NULL;
        bool ok;

        *out = NULL;
        if (rule->type == VALUE_NUMBER)
                return number_from_scalar(text, true, out, err);
        if (rule->type == VALUE_FLAG)
                return flag_from_scalar(text, true, out, err);
        if (rule->type != VALUE_LIST && rule->type != VALUE_MAP)
                return finish_text(rule, text, out, err);
        if (*text == (rule->type == VALUE_LIST ? '[' : '{'))
                ok = json_parse(text, strlen(text), &made, err);
        else
                ok = collection_from_text(rule, text, &made, err);
        ok = ok && value_convert(rule, made, out, err);
        json_object_put(made);
        return ok;
}

/* JSON can hold a NUL in a text; everything here would see only what is before it. */
static bool check_whole(struct json_object *text, struct err *err)
{
        if (strlen(json_object_get_string(text)) == (size_t)json_object_get_string_len(text))
                return true;
        return err_set(err, ERR_INVALID, "must not hold a NUL character");
}

static bool check_element(const struct value_rule *rule, struct json_object *value, struct err *err)
{
        const struct value_rule text = {
                .type = VALUE_TEXT, .choices = rule->choices, .choice_count = rule->choice_count};

        if (!json_object_is_type(value, json_type_string))
                return err_set(err, ERR_INVALID, "must be %s, got %s in it: write it in quotes",
                               value_type_expected(rule->type), value_json_kind(value));
        if (!check_whole(value, err))
                return false;
        return check_text(&text, json_object_get_string(value), err);
}

static bool convert_collection(const struct value_rule *rule, struct json_object *value,
                               struct json_object **out, struct err *err)
{
        enum json_type wanted = rule->type == VALUE_LIST ? json_type_array : json_type_object;
        size_t count;

        if (!json_object_is_type(value, wanted))
                return err_set(err, ERR_INVALID, "must be %s, got %s",
                               value_type_expected(rule->type), value_json_kind(value));
        count = wanted == json_type_array ? json_count(value)
                                          : (size_t)json_object_object_length(value);
        if (count > VALUE_LIST_MAX)
                return err_set(err, ERR_INVALID, "%zu elements are too many; at most %d", count,
                               VALUE_LIST_MAX);
        if (wanted == json_type_array) {
                for (size_t i = 0; i < count; i++) {
                        if (!check_element(rule, json_at(value, i), err))
                                return false;
                }
        } else {
                json_object_object_foreach(value, key, element)
                {
                        if (!check_element(rule, element, err))
                                return err_prefix(err, "\"%s\"", key);
                }
        }
        *out = json_copy(value);
        return true;
}

bool value_convert(const struct value_rule *rule, struct json_object *value,
                   struct json_object **out, struct err *err)
{
        enum json_type type = json_object_get_type(value);
        const char *text = type == json_type_string ? json_object_get_string(value) : NULL;
        struct err ignored = ERR_INIT;
        bool ok = false;

        *out = NULL;
        if (text && !check_whole(value, err))
                return false;
        if (rule->type == VALUE_ANY) {
                *out = json_copy(value);
                return true;
        }
        if (rule->type == VALUE_LIST || rule->type == VALUE_MAP)
                return convert_collection(rule, value, out, err);
        if (rule->type == VALUE_NUMBER || rule->type == VALUE_FLAG) {
                if (type == (rule->type == VALUE_NUMBER ? json_type_int : json_type_boolean)) {
                        *out = json_copy(value);
                        return true;
                }
                if (text && value_from_text(rule, text, out, &ignored))
                        ok = true;
                err_clear(&ignored);
                if (ok)
                        return true;
        } else if (text) {
                return finish_text(rule, text, out, err);
        } else if (rule->type == VALUE_TEXT &&
                   (type == json_type_int || type == json_type_boolean)) {
                return finish_text(rule, json_object_get_string(value), out, err);
        }
        return err_set(err, ERR_INVALID, text ? "must be %s, got \"%.80s\"" : "must be %s, got %s",
                       value_type_expected(rule->type), text ? text : value_json_kind(value));
}
