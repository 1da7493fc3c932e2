/*
 * Members of a reply into members of a struct, by table: the same for XML and JSON. What is there
 * but of the wrong type, and what is required but not there, is an error.
 */
#ifndef SNAPLIFT_AWS_FIELDS_H
#define SNAPLIFT_AWS_FIELDS_H

#include <stddef.h>

#include "engine/base/err.h"
#include "engine/base/json.h"
#include "engine/base/xml.h"

enum field_kind {
        FIELD_TEXT,   /* char *, owned; NULL when absent */
        FIELD_NUMBER, /* int64_t */
        FIELD_FLAG,   /* bool */
        FIELD_TIME,   /* int64_t, ms: XML as ISO 8601, JSON as seconds since 1970 */
};

/* Tables end with a NULL path. */
struct field {
        const char *path; /* "Endpoint/Address" */
        enum field_kind kind;
        size_t offset;
        bool required;
};

bool fields_from_xml(struct xml_node *node, const struct field *fields, void *into,
                     struct err *err);
bool fields_from_json(struct json_object *obj, const struct field *fields, void *into,
                      struct err *err);
/* Copies the members the table names; `to` is zeroed before. */
void fields_copy(const struct field *fields, void *to, const void *from);
/* Frees the texts the table names and sets them NULL. */
void fields_release(const struct field *fields, void *of);

#endif
