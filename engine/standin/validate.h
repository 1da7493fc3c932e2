/* A request's members against the operation's shape. */
#ifndef SNAPLIFT_STANDIN_VALIDATE_H
#define SNAPLIFT_STANDIN_VALIDATE_H

#include "engine/base/json.h"
#include "engine/base/text.h"
#include "engine/standin/shapes.h"

enum flaw_kind {
        FLAW_NONE,
        FLAW_MISSING, /* a required member is not there */
        FLAW_TYPE,    /* a text where a number belongs */
        FLAW_VALUE,   /* outside an enumeration, a range, a length, a pattern */
        FLAW_UNKNOWN, /* no member of that name */
};

struct flaw {
        enum flaw_kind kind;
        struct text path;   /* "Tags[0].Key" */
        struct text reason; /* "Member must not be null"; for FLAW_VALUE with the limit's words */
        struct text value;  /* what was given, as text; empty when it is a secret */
};

/* The first flaw found, or FLAW_NONE. Members that are null are taken out of value. */
enum flaw_kind validate(const struct shape *shape, struct json_object *value, struct flaw *flaw);
void flaw_release(struct flaw *flaw);

/* "1 validation error detected: Value 'x' at 'name' failed to satisfy constraint: ..." */
void flaw_describe(const struct flaw *flaw, struct text *out);

#endif
