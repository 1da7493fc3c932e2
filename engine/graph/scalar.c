/*
 * The implicit types of YAML 1.1 (yaml.org/type) and of YAML 1.2's core schema. Where the two
 * differ, the stranger reading is the one worth telling.
 */
#include "engine/graph/scalar.h"

#include <inttypes.h>
#include <regex.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"

/* The patterns are few and literals, so each is compiled once and kept: a file may hold hundreds of
 * thousands of scalars. */
static bool matches(const char *text, const char *pattern)
{
        static struct {
                const char *pattern;
                regex_t re;
        } kept[20];
        size_t i = 0;

        while (i < ARRAY_LEN(kept) && kept[i].pattern && kept[i].pattern != pattern)
                i++;
        if (i == ARRAY_LEN(kept))
                abort();
        if (!kept[i].pattern) {
                if (regcomp(&kept[i].re, pattern, REG_EXTENDED | REG_NOSUB) != 0)
                        abort();
                kept[i].pattern = pattern;
        }
        return regexec(&kept[i].re, text, 0, NULL, 0) == 0;
}

static bool one_of(const char *text, const char *const *words, size_t count)
{
        for (size_t i = 0; i < count; i++) {
                if (strcmp(words[i], text) == 0)
                        return true;
        }
        return false;
}

/* Digits of a base, underscores left out. */
static bool based(const char *digits, int base, int64_t sign, int64_t *out)
{
        char plain[64];
        size_t len = 0;
        uint64_t value;
        char *end;

        for (; *digits && len < sizeof(plain) - 1; digits++) {
                if (*digits != '_')
                        plain[len++] = *digits;
        }
        plain[len] = '\0';
        if (*digits || len > 18)
                return false;
        value = strtoull(plain, &end, base);
        if (*end || value > INT64_MAX)
                return false;
        *out = sign * (int64_t)value;
        return true;
}

static bool sexagesimal(const char *text, int64_t sign, int64_t *out)
{
        int64_t value = 0, part = 0;

        if (strlen(text) > 18)
                return false;
        for (; *text; text++) {
                if (*text == ':') {
                        value = (value + part) * 60;
                        part = 0;
                } else if (*text != '_') {
                        part = part * 10 + (*text - '0');
                }
        }
        *out = sign * (value + part);
        return true;
}

static bool read_whole(const char *text, struct reading *out)
{
        int64_t sign = *text == '-' ? -1 : 1, value = 0;
        const char *digits = text + (*text == '-' || *text == '+');
        bool known;

        if (matches(digits, "^0b[01_]+$"))
                known = based(digits + 2, 2, sign, &value);
        else if (matches(digits, "^0x[0-9a-fA-F_]+$"))
                known = based(digits + 2, 16, sign, &value);
        else if (matches(digits, "^0o[0-7]+$"))
                known = based(digits + 2, 8, sign, &value);
        else if (matches(digits, "^0[0-7_]+$"))
                known = based(digits + 1, 8, sign, &value);
        else if (matches(digits, "^[0-9][0-9_]*$"))
                known = based(digits, 10, sign, &value);
        else if (matches(digits, "^[1-9][0-9_]*(:[0-5]?[0-9])+$"))
                known = sexagesimal(digits, sign, &value);
        else
                return false;
        out->kind = "number";
        if (known)
                snprintf(out->value, sizeof(out->value), "%" PRId64, value);
        if (strcmp(out->value, text) == 0)
                out->value[0] = '\0';
        return true;
}

static bool read_fraction(const char *text, struct reading *out)
{
        const char *digits = text + (*text == '-' || *text == '+');
        char *end;
        double value;

        if (!matches(digits, "^[1-9][0-9_]*(:[0-5]?[0-9])+\\.[0-9_]*$") &&
            !matches(digits, "^\\.(inf|Inf|INF)$") && !matches(text, "^\\.(nan|NaN|NAN)$") &&
            !matches(digits, "^[0-9][0-9_]*\\.[0-9_]*([eE][-+]?[0-9]+)?$") &&
            !matches(digits, "^(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?$"))
                return false;
        out->kind = "number";
        value = strtod(text, &end);
        if (!*end && matches(digits, "^[0-9.]")) {
                snprintf(out->value, sizeof(out->value), "%.15g", value);
                if (strcmp(out->value, text) == 0)
                        out->value[0] = '\0';
        }
        return true;
}

static bool read_word(const char *text, struct reading *out)
{
        static const char *const nulls[] = {"", "~", "null", "Null", "NULL"};
        static const char *const yes[] = {"y",    "Y",    "yes", "Yes", "YES", "true",
                                          "True", "TRUE", "on",  "On",  "ON"};
        static const char *const no[] = {"n",     "N",     "no",  "No",  "NO", "false",
                                         "False", "FALSE", "off", "Off", "OFF"};

        if (one_of(text, nulls, ARRAY_LEN(nulls))) {
                out->kind = "null";
                if (*text && strcmp(text, "null") != 0)
                        snprintf(out->value, sizeof(out->value), "null");
        } else if (one_of(text, yes, ARRAY_LEN(yes))) {
                out->kind = "flag";
                if (strcmp(text, "true") != 0)
                        snprintf(out->value, sizeof(out->value), "true");
        } else if (one_of(text, no, ARRAY_LEN(no))) {
                out->kind = "flag";
                if (strcmp(text, "false") != 0)
                        snprintf(out->value, sizeof(out->value), "false");
        } else if (strcmp(text, "<<") == 0 || strcmp(text, "=") == 0) {
                out->kind = "merge key";
        } else {
                return false;
        }
        return true;
}

bool scalar_reading(const char *plain, struct reading *out)
{
        *out = (struct reading){0};
        if (read_word(plain, out))
                return true;
        if (!strchr("+-.0123456789", plain[0]))
                return false;
        if (read_whole(plain, out) || read_fraction(plain, out))
                return true;
        if (matches(plain, "^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}"
                           "(([Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(\\.[0-9]*)?"
                           "([ \t]*(Z|[-+][0-9]{1,2}(:?[0-9]{2})?))?)?$")) {
                out->kind = "date";
                return true;
        }
        return false;
}
