/*
 * Values by declared type: from a scalar of a file, from text on the command line, from the result
 * of an expression. A value is JSON: text (also durations, stacks, tiers and timestamps, as they
 * were written), a whole number, true or false, an array of texts, an object of texts.
 *
 * Errors say what was found and what is expected; the caller puts the place and the name before.
 */
#ifndef SNAPLIFT_GRAPH_VALUE_H
#define SNAPLIFT_GRAPH_VALUE_H

#include "engine/base/json.h"
#include "engine/base/text.h"
#include "engine/graph/stage_type.h"

enum { VALUE_TEXT_MAX = 64 * 1024, VALUE_LIST_MAX = 1000 };

/* What a value must be. */
struct value_rule {
        enum value_type type;
        const char *const *choices; /* with their number; NULL: any */
        size_t choice_count;
        const struct strlist *tiers; /* for VALUE_TIER; NULL: any */
};

/* A scalar of a file for anything but a list or map. plain: it stood there without quotes. */
bool value_from_scalar(const struct value_rule *rule, const char *text, bool plain,
                       struct json_object **out, struct err *err);
/* As on the command line: a list is "a,b" or JSON, a map "k=v,k=v" or JSON. */
bool value_from_text(const struct value_rule *rule, const char *text, struct json_object **out,
                     struct err *err);
/* From a value that has a type of its own. Text becomes a number, a flag or a duration when it is
 * exactly one; a number or a flag becomes text. Null is refused. */
bool value_convert(const struct value_rule *rule, struct json_object *value,
                   struct json_object **out, struct err *err);

const char *value_type_expected(enum value_type type); /* "a whole number" */
bool value_type_named(const char *name, enum value_type *out);
const char *value_json_kind(struct json_object *value); /* "text", "a list", "null" */

#endif
