/*
 * The shared files of AWS's tools, ~/.aws/config and ~/.aws/credentials: sections, keys, values;
 * comments from # or ; at the beginning of a line or after white space; an indented line goes on
 * the value above it, and where that value is empty it is a nested `key = value`.
 */
#ifndef SNAPLIFT_AWS_INI_H
#define SNAPLIFT_AWS_INI_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/base/err.h"

struct ini_entry {
        char *section; /* "profile x" has one blank and no quotes */
        char *key;     /* lower case; nested: "parent.key" */
        char *value;   /* "" when empty */
};

struct ini {
        struct ini_entry *items; /* an entry without key stands for its section alone */
        size_t count;
};

/* The error names the line. Zero-initialise; release also after an error. */
bool ini_parse(const char *bytes, size_t len, struct ini *out, struct err *err);
/* A file that is not there leaves out empty and *found false. */
bool ini_load(const char *path, struct ini *out, bool *found, struct err *err);
void ini_release(struct ini *ini);

bool ini_has(const struct ini *ini, const char *section);
/* NULL when absent; the last one wins. Borrowed. */
const char *ini_get(const struct ini *ini, const char *section, const char *key);

#endif
