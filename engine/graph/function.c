/* What expressions can do to values. Results are bounded, so that nesting can't exhaust memory. */
#include "engine/graph/function.h"

#include <ctype.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/graph/value.h"

static const char *text_of(struct json_object *value)
{
        return json_object_get_string(value);
}

/* Takes what is in t. */
static bool give_text(struct text *t, struct json_object **out, struct err *err)
{
        bool ok = t->len <= VALUE_TEXT_MAX;

        if (ok)
                *out = json_object_new_string(text_str(t));
        else
                err_set(err, ERR_INVALID, "the result is longer than %d characters",
                        VALUE_TEXT_MAX);
        text_release(t);
        return ok;
}

static bool give_flag(bool value, struct json_object **out)
{
        *out = json_object_new_boolean(value);
        return true;
}

/* The argument a {} or {N} stands for; false when it is neither. */
static bool placeholder(const char **at, size_t *next, size_t *index)
{
        const char *p = *at + 1;

        if (*p == '}') {
                *index = (*next)++;
        } else if (isdigit((unsigned char)p[0]) && p[1] == '}') {
                *index = (size_t)(p[0] - '0');
                p++;
        } else {
                return false;
        }
        *at = p;
        return true;
}

static bool call_format(const struct scope *scope, struct json_object *const *args, size_t count,
                        struct json_object **out, struct err *err)
{
        struct text t = TEXT_INIT;
        size_t next = 0, index;

        (void)scope;
        for (const char *p = text_of(args[0]); *p && t.len <= VALUE_TEXT_MAX; p++) {
                if ((p[0] == '{' && p[1] == '{') || (p[0] == '}' && p[1] == '}')) {
                        text_add_char(&t, *p++);
                } else if (*p != '{' && *p != '}') {
                        text_add_char(&t, *p);
                } else if (*p == '}' || !placeholder(&p, &next, &index)) {
                        text_release(&t);
                        return err_set(err, ERR_INVALID,
                                       "\"%.80s\" is not a format: {} and {0} stand for arguments, "
                                       "{{ and }} for braces",
                                       text_of(args[0]));
                } else if (index + 1 >= count) {
                        text_release(&t);
                        return err_set(err, ERR_INVALID, "\"%.80s\" needs %zu arguments, got %zu",
                                       text_of(args[0]), index + 1, count - 1);
                } else {
                        text_add(&t, text_of(args[index + 1]));
                }
        }
        return give_text(&t, out, err);
}

static bool call_join(const struct scope *scope, struct json_object *const *args, size_t count,
                      struct json_object **out, struct err *err)
{
        struct text t = TEXT_INIT;

        (void)scope;
        (void)count;
        for (size_t i = 0; i < json_count(args[0]); i++) {
                struct json_object *item = json_at(args[0], i);

                if (kind_of(item) & (KIND_LIST | KIND_MAP | KIND_NULL)) {
                        text_release(&t);
                        return err_set(err, ERR_INVALID, "can't join %s", value_json_kind(item));
                }
                text_addf(&t, "%s%s", i ? text_of(args[1]) : "", text_of(item));
                if (t.len > VALUE_TEXT_MAX)
                        break;
        }
        return give_text(&t, out, err);
}

static bool call_split(const struct scope *scope, struct json_object *const *args, size_t count,
                       struct json_object **out, struct err *err)
{
        const char *rest = text_of(args[0]), *sep = text_of(args[1]), *at;
        struct json_object *list;

        (void)scope;
        (void)count;
        if (!*sep)
                return err_set(err, ERR_INVALID, "the separator is empty");
        list = json_object_new_array();
        while (*rest && json_count(list) <= VALUE_LIST_MAX) {
                at = strstr(rest, sep);
                json_object_array_add(
                        list, json_object_new_string_len(
                                      rest, (int)(at ? (size_t)(at - rest) : strlen(rest))));
                if (!at)
                        break;
                rest = at + strlen(sep);
                if (!*rest)
                        json_add_text(list, "");
        }
        if (json_count(list) > VALUE_LIST_MAX) {
                json_object_put(list);
                return err_set(err, ERR_INVALID, "the result has more than %d elements",
                               VALUE_LIST_MAX);
        }
        *out = list;
        return true;
}

static bool call_default(const struct scope *scope, struct json_object *const *args, size_t count,
                         struct json_object **out, struct err *err)
{
        (void)scope;
        (void)err;
        (void)count;
        *out = json_copy(args[0] ? args[0] : args[1]);
        return true;
}

static bool change_case(struct json_object *value, int (*change)(int), struct json_object **out,
                        struct err *err)
{
        struct text t = TEXT_INIT;

        for (const char *p = text_of(value); *p; p++)
                text_add_char(&t, (unsigned char)*p < 0x80 ? (char)change(*p) : *p);
        return give_text(&t, out, err);
}

static bool call_lower(const struct scope *scope, struct json_object *const *args, size_t count,
                       struct json_object **out, struct err *err)
{
        (void)scope;
        (void)count;
        return change_case(args[0], tolower, out, err);
}

static bool call_upper(const struct scope *scope, struct json_object *const *args, size_t count,
                       struct json_object **out, struct err *err)
{
        (void)scope;
        (void)count;
        return change_case(args[0], toupper, out, err);
}

static bool call_length(const struct scope *scope, struct json_object *const *args, size_t count,
                        struct json_object **out, struct err *err)
{
        int64_t length = 0;

        (void)scope;
        (void)count;
        (void)err;
        if (kind_of(args[0]) == KIND_LIST)
                length = (int64_t)json_count(args[0]);
        else if (kind_of(args[0]) == KIND_MAP)
                length = json_object_object_length(args[0]);
        else
                for (const char *p = text_of(args[0]); *p; p++)
                        length += ((unsigned char)*p & 0xc0) != 0x80;
        *out = json_object_new_int64(length);
        return true;
}

static bool call_contains(const struct scope *scope, struct json_object *const *args, size_t count,
                          struct json_object **out, struct err *err)
{
        bool found = false;

        (void)scope;
        (void)count;
        (void)err;
        if (kind_of(args[0]) == KIND_TEXT)
                found = strstr(text_of(args[0]), text_of(args[1])) != NULL;
        else if (kind_of(args[0]) == KIND_MAP)
                found = json_object_object_get_ex(args[0], text_of(args[1]), NULL);
        for (size_t i = 0; i < json_count(args[0]) && !found; i++)
                found = json_same(json_at(args[0], i), args[1]);
        return give_flag(found, out);
}

static bool call_starts_with(const struct scope *scope, struct json_object *const *args,
                             size_t count, struct json_object **out, struct err *err)
{
        (void)scope;
        (void)count;
        (void)err;
        return give_flag(text_starts(text_of(args[0]), text_of(args[1])), out);
}

static bool call_ends_with(const struct scope *scope, struct json_object *const *args, size_t count,
                           struct json_object **out, struct err *err)
{
        (void)scope;
        (void)count;
        (void)err;
        return give_flag(text_ends(text_of(args[0]), text_of(args[1])), out);
}

static bool call_replace(const struct scope *scope, struct json_object *const *args, size_t count,
                         struct json_object **out, struct err *err)
{
        const char *rest = text_of(args[0]), *from = text_of(args[1]), *at;
        struct text t = TEXT_INIT;

        (void)scope;
        (void)count;
        if (!*from)
                return err_set(err, ERR_INVALID, "the text to replace is empty");
        while ((at = strstr(rest, from)) && t.len <= VALUE_TEXT_MAX) {
                text_add_n(&t, rest, (size_t)(at - rest));
                text_add(&t, text_of(args[2]));
                rest = at + strlen(from);
        }
        text_add(&t, rest);
        return give_text(&t, out, err);
}

static bool give_element(struct json_object *list, bool last, struct json_object **out,
                         struct err *err)
{
        size_t count = json_count(list);

        if (count == 0)
                return err_set(err, ERR_INVALID, "the list is empty");
        *out = json_copy(json_at(list, last ? count - 1 : 0));
        return true;
}

static bool call_first(const struct scope *scope, struct json_object *const *args, size_t count,
                       struct json_object **out, struct err *err)
{
        (void)scope;
        (void)count;
        return give_element(args[0], false, out, err);
}

static bool call_last(const struct scope *scope, struct json_object *const *args, size_t count,
                      struct json_object **out, struct err *err)
{
        (void)scope;
        (void)count;
        return give_element(args[0], true, out, err);
}

static bool call_sibling(const struct scope *scope, struct json_object *const *args, size_t count,
                         struct json_object **out, struct err *err)
{
        struct stack sibling;

        (void)count;
        if (!stack_sibling(scope->stack, text_of(args[0]), &sibling, err))
                return false;
        *out = json_object_new_string(sibling.name);
        return true;
}

static bool call_database(const struct scope *scope, struct json_object *const *args, size_t count,
                          struct json_object **out, struct err *err)
{
        char name[DATABASE_SIZE];

        (void)count;
        if (!stamp_parse(text_of(args[0]), NULL))
                return err_set(err, ERR_INVALID, "\"%.80s\" is not %s", text_of(args[0]),
                               value_type_expected(VALUE_TIMESTAMP));
        stack_database(scope->stack, text_of(args[0]), name);
        *out = json_object_new_string(name);
        return true;
}

enum {
        TEXTS = KIND_TEXT | KIND_NUMBER | KIND_FLAG, /* what can be written within a text */
        VALUES = KIND_ANY & ~KIND_NULL,
        SIZED = KIND_TEXT | KIND_LIST | KIND_MAP,
};

const struct function functions[] = {
        {"format",
         "format(format, value, ...)",
         "the format with each {} replaced by the next value, {0} by the first",
         1,
         FUNCTION_ARGS,
         {KIND_TEXT, TEXTS, TEXTS},
         KIND_TEXT,
         call_format},
        {"join",
         "join(list, separator)",
         "the elements of a list as one text",
         2,
         2,
         {KIND_LIST, KIND_TEXT},
         KIND_TEXT,
         call_join},
        {"split",
         "split(text, separator)",
         "the parts of a text as a list",
         2,
         2,
         {KIND_TEXT, KIND_TEXT},
         KIND_LIST,
         call_split},
        {"default",
         "default(value, otherwise)",
         "the value, or the other one when it is null",
         2,
         2,
         {KIND_ANY, KIND_ANY},
         0,
         call_default},
        {"lower",
         "lower(text)",
         "the text with A-Z as a-z",
         1,
         1,
         {KIND_TEXT},
         KIND_TEXT,
         call_lower},
        {"upper",
         "upper(text)",
         "the text with a-z as A-Z",
         1,
         1,
         {KIND_TEXT},
         KIND_TEXT,
         call_upper},
        {"length",
         "length(value)",
         "the characters of a text, the elements of a list or map",
         1,
         1,
         {SIZED},
         KIND_NUMBER,
         call_length},
        {"contains",
         "contains(value, text)",
         "whether a text holds the other, a list the element, a map the key",
         2,
         2,
         {SIZED, KIND_TEXT},
         KIND_FLAG,
         call_contains},
        {"starts_with",
         "starts_with(text, start)",
         "whether the text begins with the other",
         2,
         2,
         {KIND_TEXT, KIND_TEXT},
         KIND_FLAG,
         call_starts_with},
        {"ends_with",
         "ends_with(text, end)",
         "whether the text ends with the other",
         2,
         2,
         {KIND_TEXT, KIND_TEXT},
         KIND_FLAG,
         call_ends_with},
        {"replace",
         "replace(text, from, to)",
         "the text with every occurrence of one replaced",
         3,
         3,
         {KIND_TEXT, KIND_TEXT, KIND_TEXT},
         KIND_TEXT,
         call_replace},
        {"first",
         "first(list)",
         "the first element of a list that is not empty",
         1,
         1,
         {KIND_LIST},
         VALUES,
         call_first},
        {"last",
         "last(list)",
         "the last element of a list that is not empty",
         1,
         1,
         {KIND_LIST},
         VALUES,
         call_last},
        {"stack.sibling",
         "stack.sibling(env)",
         "the stack of the same project in another env",
         1,
         1,
         {KIND_TEXT},
         KIND_TEXT,
         call_sibling},
        {"stack.database",
         "stack.database(timestamp)",
         "the stack's database of that timestamp",
         1,
         1,
         {KIND_TEXT},
         KIND_TEXT,
         call_database},
        {0},
};

const struct function *function_find(const char *name)
{
        for (const struct function *f = functions; f->name; f++) {
                if (strcmp(f->name, name) == 0)
                        return f;
        }
        return NULL;
}

unsigned function_kinds(const struct function *f, size_t i)
{
        return f->kinds[i < FUNCTION_KINDS ? i : FUNCTION_KINDS - 1];
}
