/*
 * A YAML 1.2 document (so also JSON) as a tree of nodes that know where they stand. Scalars are
 * always text: their type comes from the declaration they are for, never by guess.
 *
 * Parsing is through libfyaml; what it accepts and we do not - anchors and aliases, tags, more than
 * one document, duplicate keys - is reported with its place, all findings of a document in one go.
 */
#ifndef SNAPLIFT_BASE_YAML_H
#define SNAPLIFT_BASE_YAML_H

#include <stdbool.h>
#include <stddef.h>

enum yaml_kind { YAML_SCALAR, YAML_LIST, YAML_MAP };

struct yaml_node {
        enum yaml_kind kind;
        int line, column;        /* from 1 */
        bool plain;              /* scalar without quotes: `0146` is plain, `"0146"` is not */
        int text_column;         /* scalar: column of its first character when it stands in the file
                                  * as it is, on one line and without escapes; else 0 */
        char *text;              /* scalar: its text, "" when empty */
        struct yaml_pair *pairs; /* map */
        struct yaml_node **items; /* list */
        size_t count;
};

struct yaml_pair {
        struct yaml_node *key; /* a scalar */
        struct yaml_node *value;
};

/* Called for each finding; text is one line without the place. */
typedef void (*yaml_finding)(void *arg, int line, int column, const char *text);

/* The caller owns the result (yaml_free). NULL when anything was found. */
struct yaml_node *yaml_parse(const char *bytes, size_t len, yaml_finding report, void *arg);

/* The same, but a tree also when all that was found are duplicate keys, so that a caller can look
 * for more faults in it. *found counts the findings. */
struct yaml_node *yaml_parse_on(const char *bytes, size_t len, yaml_finding report, void *arg,
                                size_t *found);

struct yaml_node *yaml_get(const struct yaml_node *map, const char *key); /* NULL when absent */
const char *yaml_kind_name(const struct yaml_node *node); /* "text", "a list", "a map" */
void yaml_free(struct yaml_node *node);

#endif
