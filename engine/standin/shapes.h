/*
 * The services' models as tables: which members an operation takes and gives, and their limits.
 * shapes_<service>.c are made by scripts/generate-shapes from botocore's models.
 */
#ifndef SNAPLIFT_STANDIN_SHAPES_H
#define SNAPLIFT_STANDIN_SHAPES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum shape_kind {
        SHAPE_STRUCTURE,
        SHAPE_LIST,
        SHAPE_MAP,
        SHAPE_TEXT,
        SHAPE_INTEGER,
        SHAPE_REAL,
        SHAPE_FLAG,
        SHAPE_TIME,     /* RFC 3339 text in query services, seconds in JSON ones */
        SHAPE_BLOB,     /* base64 text */
        SHAPE_DOCUMENT, /* any JSON value */
};

struct shape;

enum shape_place { IN_BODY, IN_PATH, IN_QUERY }; /* of a REST request's member */

struct shape_member {
        const char *name;
        const struct shape *shape;
        bool required;
        enum shape_place place;
        const char *wire_name; /* in a path or query */
};

struct shape {
        const char *name;
        enum shape_kind kind;
        const struct shape_member *members; /* of a structure */
        size_t count;
        const struct shape *item;  /* of a list; of a map's values */
        const char *item_name;     /* of a list's items, on the query wire */
        const char *const *values; /* NULL-ended, or NULL: any */
        const char *pattern;       /* POSIX extended, or NULL */
        bool has_min, has_max;     /* of a number, a text's length or a list's */
        int64_t min, max;
        bool sensitive;
};

/* An error that an operation may answer. */
struct shape_error {
        const char *name; /* the shape's: what JSON, CBOR and REST say */
        const char *code; /* what the query protocol says; often the same */
        int status;
        const char *message; /* the member that says why: "message" or "Message" */
};

struct shape_operation {
        const char *name;
        const struct shape *input, *output; /* NULL: none */
        const struct shape_error *errors;   /* ended by a NULL name */
        const char *method, *path;          /* of a REST service: "/schedules/{Name}" */
};

struct shape_service {
        const char *name;             /* as botocore has it: "cloudwatch" */
        const char *signing;          /* what requests are signed for: "monitoring" */
        bool query, json, cbor, rest; /* the protocols it speaks */
        const char *version;
        const char *xmlns;
        const char *target; /* of X-Amz-Target, before the dot */
        const struct shape_operation *operations;
        size_t count;
};

extern const struct shape_service shapes_rds, shapes_ssm, shapes_sts, shapes_secretsmanager,
        shapes_ecs, shapes_events, shapes_cloudwatch, shapes_scheduler, shapes_kms, shapes_ecr,
        shapes_sns, shapes_iam;

/* All NULL when there is none. */
const struct shape_service *shapes_of_version(const char *version); /* query services only */
const struct shape_service *shapes_of_target(const char *target);   /* "AmazonSSM" */
const struct shape_operation *shapes_operation(const struct shape_service *service,
                                               const char *name);
const struct shape *shapes_member(const struct shape *structure, const char *name);
/* A REST request's service and operation, by method and path (without query). */
const struct shape_service *shapes_of_path(const char *method, const char *path,
                                           const struct shape_operation **operation);
/* By the shape's name or the query protocol's code; NULL: the operation does not list it. */
const struct shape_error *shapes_error(const struct shape_operation *operation, const char *code);
/* One of those that any operation may answer: AWS's documents list them as common errors. */
bool shapes_common_error(const char *code);

#endif
