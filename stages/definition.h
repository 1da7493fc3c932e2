/*
 * Task definitions as JSON: from a live one to the request that registers the next. Pure. Named
 * entries are replaced, everything else stays as it is.
 */
#ifndef SNAPLIFT_STAGES_DEFINITION_H
#define SNAPLIFT_STAGES_DEFINITION_H

#include <stdbool.h>

#include "engine/aws/aws.h"
#include "engine/base/err.h"
#include "engine/base/json.h"

struct definition_change {
        struct json_object *containers;  /* names, array; NULL or empty: all */
        struct json_object *environment; /* name -> value, or NULL */
        struct json_object *secrets;     /* name -> valueFrom, or NULL */
        const char *image;               /* for all of `containers`, or NULL */
        struct json_object *images;      /* container -> image, or NULL */
};

/* The members of a described task definition that RegisterTaskDefinition does not take: ECS sets
 * them itself. NULL-ended. A test holds this list against botocore's model. */
extern const char *const definition_read_only[];

/* A copy without those, and without "tags", which are asked for apart. The caller owns it. */
struct json_object *definition_request(struct json_object *live);
/* Changes request. Containers that it does not have are passed over; ERR_NOT_FOUND when it has none
 * of `containers`. */
bool definition_apply(struct json_object *request, const struct definition_change *change,
                      struct err *err);
/* ERR_NOT_FOUND for a name in `containers` or `images` that none of the definitions has. */
bool definition_check_names(struct json_object *const *definitions, size_t count,
                            const struct definition_change *change, struct err *err);
/* The same content, whatever the order of environment and secrets; tags aside. */
bool definition_same(struct json_object *a, struct json_object *b);
/* Merges tags (ECS's array of {key, value}, or NULL) with more into request's "tags". */
void definition_tag(struct json_object *request, struct json_object *tags, const struct tags *more);
/* Value of a tag in ECS's array; NULL when absent. Borrowed. */
const char *definition_tag_value(struct json_object *tags, const char *key);
/* True when any text in it holds word as a whole word, without regard to case: word may be part of
 * a host name or of an URL, not of a longer identifier. */
bool definition_mentions(struct json_object *json, const char *word);
/* True when a container takes a secret from this parameter (by name or ARN), as it is at that time.
 * pinned: versions and labels of it that one is taken from; appended to. */
bool definition_reads_parameter(struct json_object *definition, const char *parameter,
                                struct strlist *pinned);

#endif
