/*
 * The shared files of AWS's tools, ~/.aws/config and ~/.aws/credentials, read exactly as botocore
 * reads them (botocore/configloader.py on Python's configparser.RawConfigParser), oddities
 * included, so that a file means the same to Snaplift and to the aws CLI:
 *
 *  - `key = value` or `key: value`; keys in lower case; sections keep theirs
 *  - a comment is a line of its own that begins with # or ; - after a value these are a part of it
 *  - a line indented deeper than its key goes on the value; blank lines within count
 *  - a value that begins on the next line is a block of `key = value` lines (`s3 =`, `services`)
 *  - what [DEFAULT] says holds for every section; [default] is an ordinary one
 *  - a section or a key given twice is an error, as are a key before any section, a line that is
 *    neither, a byte order mark, and bytes that are not UTF-8
 *
 * Differences: keys are lowered in ASCII only, and a NUL byte is refused.
 * tests/unit/aws/ini holds the odd files on which the two are compared.
 */
#ifndef SNAPLIFT_AWS_INI_H
#define SNAPLIFT_AWS_INI_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/base/err.h"
#include "engine/base/text.h"

struct ini_entry {
        size_t section; /* index into sections */
        int line;
        char *key;   /* lower case */
        char *sub;   /* key within a block, as written; NULL: a plain value */
        char *value; /* "" when empty; lines joined by \n */
};

struct ini {
        char **sections; /* raw: "profile x"; each once, in order */
        size_t section_count;
        struct ini_entry *items; /* [DEFAULT]'s are copied to each section that lacks them */
        size_t count;
};

/* The error names the line. Zero-initialise; release also after an error. */
bool ini_parse(const char *bytes, size_t len, struct ini *out, struct err *err);
/* A path that is not a file leaves out empty. So does one that may not be read, as botocore has it:
 * problem (or NULL) then says why. */
bool ini_load(const char *path, struct ini *out, bool *found, struct text *problem,
              struct err *err);
void ini_release(struct ini *ini);

/* Index of the section of that name, or -1. */
long ini_section(const struct ini *ini, const char *name);
/* A plain value, or one within a block (sub); NULL when absent. section may be -1. Borrowed. */
const char *ini_get(const struct ini *ini, long section, const char *key);
const char *ini_get_in(const struct ini *ini, long section, const char *key, const char *sub);

#endif
