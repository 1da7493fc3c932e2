/* Reading policies, and deciding by them. */
#include "engine/standin/iam.h"

#include <ctype.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/text.h"

/* --- texts --- */

static bool same_char(char a, char b, bool fold)
{
        return fold ? tolower((unsigned char)a) == tolower((unsigned char)b) : a == b;
}

/* `*` any characters, `?` one. */
static bool matches(const char *pattern, const char *text, bool fold)
{
        const char *star = NULL, *from = NULL;

        while (*text) {
                if (*pattern == '*') {
                        star = pattern++;
                        from = text;
                } else if (*pattern == '?' || (*pattern && same_char(*pattern, *text, fold))) {
                        pattern++;
                        text++;
                } else if (star) {
                        pattern = star + 1;
                        text = ++from;
                } else {
                        return false;
                }
        }
        while (*pattern == '*')
                pattern++;
        return !*pattern;
}

/* A text, or an array of which one matches. */
static bool any_matches(struct json_object *patterns, const char *text, bool fold)
{
        if (json_object_is_type(patterns, json_type_string))
                return matches(json_object_get_string(patterns), text, fold);
        for (size_t i = 0; i < json_count(patterns); i++)
                if (matches(json_object_get_string(json_at(patterns, i)), text, fold))
                        return true;
        return false;
}

/* --- conditions --- */

enum comparison { COMPARE_EQUAL, COMPARE_LIKE, COMPARE_NULL };

struct condition_operator {
        const char *name;
        enum comparison how;
        bool negated;
};

static const struct condition_operator operators[] = {
        {"StringEquals", COMPARE_EQUAL, false}, {"StringNotEquals", COMPARE_EQUAL, true},
        {"StringLike", COMPARE_LIKE, false},    {"StringNotLike", COMPARE_LIKE, true},
        {"ArnEquals", COMPARE_LIKE, false},     {"ArnLike", COMPARE_LIKE, false},
        {"ArnNotEquals", COMPARE_LIKE, true},   {"ArnNotLike", COMPARE_LIKE, true},
        {"Bool", COMPARE_EQUAL, false},         {"Null", COMPARE_NULL, false},
};

/* *if_exists: "...IfExists". NULL: not known. */
static const struct condition_operator *find_operator(const char *name, bool *if_exists)
{
        static const char suffix[] = "IfExists";
        size_t len = strlen(name);

        *if_exists = text_ends(name, suffix);
        if (*if_exists)
                len -= strlen(suffix);
        for (size_t i = 0; i < ARRAY_LEN(operators); i++)
                if (strlen(operators[i].name) == len && !strncmp(operators[i].name, name, len))
                        return &operators[i];
        return NULL;
}

static const char *context_value(struct json_object *context, const char *key)
{
        if (!context)
                return NULL;
        json_object_object_foreach(context, name, value)
        {
                if (strcasecmp(name, key) == 0)
                        return json_object_get_string(value);
        }
        return NULL;
}

static bool equals_any(struct json_object *values, const char *text)
{
        if (!json_object_is_type(values, json_type_array))
                return text_same(json_object_get_string(values), text);
        for (size_t i = 0; i < json_count(values); i++)
                if (text_same(json_object_get_string(json_at(values, i)), text))
                        return true;
        return false;
}

static bool key_holds(const struct condition_operator *op, bool if_exists, const char *value,
                      struct json_object *wanted)
{
        bool found;

        if (op->how == COMPARE_NULL)
                return equals_any(wanted, value ? "false" : "true");
        if (!value)
                return if_exists || op->negated;
        found = op->how == COMPARE_EQUAL ? equals_any(wanted, value)
                                         : any_matches(wanted, value, false);
        return found != op->negated;
}

static bool conditions_hold(struct json_object *condition, struct json_object *context)
{
        if (!condition)
                return true;
        json_object_object_foreach(condition, name, keys)
        {
                bool if_exists;
                const struct condition_operator *op = find_operator(name, &if_exists);

                json_object_object_foreach(keys, key, wanted)
                {
                        if (!op || !key_holds(op, if_exists, context_value(context, key), wanted))
                                return false;
                }
        }
        return true;
}

/* --- deciding --- */

static bool concerns(struct json_object *statement, const char *action, const char *resource,
                     struct json_object *context)
{
        struct json_object *actions = json_get(statement, "Action");
        struct json_object *resources = json_get(statement, "Resource");
        bool of_action = actions ? any_matches(actions, action, true)
                                 : !any_matches(json_get(statement, "NotAction"), action, true);
        bool of_resource =
                resources ? any_matches(resources, resource, false)
                          : !any_matches(json_get(statement, "NotResource"), resource, false);

        return of_action && of_resource &&
               conditions_hold(json_get(statement, "Condition"), context);
}

static size_t statement_count(struct json_object *policy)
{
        struct json_object *list = json_get(policy, "Statement");

        return json_object_is_type(list, json_type_array) ? json_count(list) : list != NULL;
}

static struct json_object *statement_at(struct json_object *policy, size_t i)
{
        struct json_object *list = json_get(policy, "Statement");

        return json_object_is_type(list, json_type_array) ? json_at(list, i) : list;
}

enum iam_decision iam_decide(struct json_object *policies, const char *action, const char *resource,
                             struct json_object *context)
{
        enum iam_decision decision = IAM_DENIED;

        for (size_t i = 0; i < json_count(policies); i++) {
                struct json_object *policy = json_at(policies, i);

                for (size_t k = 0; k < statement_count(policy); k++) {
                        struct json_object *statement = statement_at(policy, k);

                        if (!concerns(statement, action, resource, context))
                                continue;
                        if (text_same(json_text(statement, "Effect"), "Deny"))
                                return IAM_EXPLICITLY_DENIED;
                        decision = IAM_ALLOWED;
                }
        }
        return decision;
}

/* --- checking what the seed says --- */

static bool check_texts(struct json_object *value, const char *what, struct err *err)
{
        bool ok = json_object_is_type(value, json_type_string) ||
                  (json_object_is_type(value, json_type_array) && json_count(value));

        for (size_t i = 0; ok && i < json_count(value); i++)
                ok = json_object_is_type(json_at(value, i), json_type_string);
        if (ok && strstr(json_line(value), "${"))
                return err_set(err, ERR_INVALID, "policy variables are not known here: %s",
                               json_line(value));
        return ok || err_set(err, ERR_INVALID, "%s is neither a text nor a list of texts", what);
}

static bool check_condition(struct json_object *condition, struct err *err)
{
        if (!condition)
                return true;
        if (!json_object_is_type(condition, json_type_object))
                return err_set(err, ERR_INVALID, "Condition is no object");
        json_object_object_foreach(condition, name, keys)
        {
                bool if_exists;

                if (!find_operator(name, &if_exists))
                        return err_set(err, ERR_INVALID, "condition operator %s is not known here",
                                       name);
                if (!json_object_is_type(keys, json_type_object))
                        return err_set(err, ERR_INVALID, "Condition %s is no object", name);
                json_object_object_foreach(keys, key, wanted)
                {
                        if (!check_texts(wanted, key, err))
                                return false;
                }
        }
        return true;
}

static bool check_one_of(struct json_object *statement, const char *name, const char *other,
                         struct err *err)
{
        struct json_object *value = json_get(statement, name),
                           *not_value = json_get(statement, other);

        if (!value == !not_value)
                return err_set(err, ERR_INVALID, "a statement needs one of %s and %s", name, other);
        return check_texts(value ? value : not_value, value ? name : other, err);
}

static bool check_statement(struct json_object *statement, struct err *err)
{
        static const char *const known[] = {"Sid",       "Effect",   "Action",     "NotAction",
                                            "Condition", "Resource", "NotResource"};
        const char *effect = json_text(statement, "Effect");

        if (!json_object_is_type(statement, json_type_object))
                return err_set(err, ERR_INVALID, "a statement is no object");
        json_object_object_foreach(statement, name, value)
        {
                bool found = false;

                (void)value;
                for (size_t i = 0; i < ARRAY_LEN(known); i++)
                        found = found || !strcmp(name, known[i]);
                if (!found)
                        return err_set(err, ERR_INVALID, "a statement has the unknown element %s",
                                       name);
        }
        if (!text_same(effect, "Allow") && !text_same(effect, "Deny"))
                return err_set(err, ERR_INVALID, "Effect is neither Allow nor Deny");
        return check_one_of(statement, "Action", "NotAction", err) &&
               check_one_of(statement, "Resource", "NotResource", err) &&
               check_condition(json_get(statement, "Condition"), err);
}

bool iam_policies_check(struct json_object *policies, struct err *err)
{
        if (!json_object_is_type(policies, json_type_array))
                return err_set(err, ERR_INVALID, "\"policies\" is no list");
        for (size_t i = 0; i < json_count(policies); i++) {
                struct json_object *policy = json_at(policies, i);

                if (!text_same(json_text(policy, "Version"), "2012-10-17"))
                        return err_set(err, ERR_INVALID, "a policy's Version is not 2012-10-17");
                for (size_t k = 0; k < statement_count(policy); k++)
                        if (!check_statement(statement_at(policy, k), err))
                                return false;
        }
        return true;
}
