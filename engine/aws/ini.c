/* Reads the shared configuration files of AWS's tools. */
#include "engine/aws/ini.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/text.h"

struct reader {
        struct ini *ini;
        char *section; /* NULL before the first */
        long parent;   /* the entry an indented line belongs to; -1: none */
        bool nested;   /* the entry's value is empty: indented lines are keys of their own */
};

static void add(struct ini *ini, const char *section, char *key, const char *value)
{
        ini->items = xrealloc(ini->items, (ini->count + 1) * sizeof(*ini->items));
        ini->items[ini->count++] = (struct ini_entry){
                .section = xstrdup(section),
                .key = key,
                .value = xstrdup(value),
        };
}

static char *trim(char *s)
{
        size_t len;

        while (isspace((unsigned char)*s))
                s++;
        len = strlen(s);
        while (len && isspace((unsigned char)s[len - 1]))
                s[--len] = '\0';
        return s;
}

static void cut_comment(char *line)
{
        for (char *c = line; *c; c++) {
                if ((*c == '#' || *c == ';') && (c == line || isspace((unsigned char)c[-1]))) {
                        *c = '\0';
                        return;
                }
        }
}

/* [ profile  "my name" ] -> "profile my name" */
static char *section_name(char *inside)
{
        char *name = trim(inside), *blank = strpbrk(name, " \t"), *rest;
        size_t len;

        if (!blank)
                return xstrdup(name);
        *blank = '\0';
        rest = trim(blank + 1);
        len = strlen(rest);
        if (len >= 2 && (*rest == '"' || *rest == '\'') && rest[len - 1] == *rest) {
                rest[len - 1] = '\0';
                rest++;
        }
        return xasprintf("%s %s", name, rest);
}

static char *lower(const char *s)
{
        char *copy = xstrdup(s);

        for (char *c = copy; *c; c++)
                *c = (char)tolower((unsigned char)*c);
        return copy;
}

static bool read_section(struct reader *r, char *line, int number, struct err *err)
{
        char *end = strchr(line, ']');

        if (!end)
                return err_set(err, ERR_INVALID, "line %d: a section without its ]", number);
        *end = '\0';
        free(r->section);
        r->section = section_name(line + 1);
        r->parent = -1;
        add(r->ini, r->section, NULL, "");
        return true;
}

static bool read_indented(struct reader *r, char *line, int number, struct err *err)
{
        struct ini_entry *above = &r->ini->items[r->parent];
        char *equals, *joined, *key;

        if (!r->nested) {
                joined = xasprintf("%s\n%s", above->value, line);
                free(above->value);
                above->value = joined;
                return true;
        }
        equals = strchr(line, '=');
        if (!equals)
                return err_set(err, ERR_INVALID, "line %d: expected key = value", number);
        *equals = '\0';
        key = lower(trim(line));
        joined = xasprintf("%s.%s", above->key, key);
        free(key);
        add(r->ini, r->section, joined, trim(equals + 1));
        return true;
}

static bool read_key(struct reader *r, char *line, int number, struct err *err)
{
        char *equals = strchr(line, '=');
        char *key;

        if (!r->section)
                return err_set(err, ERR_INVALID, "line %d: a key before any [section]", number);
        if (!equals)
                return err_set(err, ERR_INVALID, "line %d: expected key = value", number);
        *equals = '\0';
        key = lower(trim(line));
        if (!*key) {
                free(key);
                return err_set(err, ERR_INVALID, "line %d: a value without a key", number);
        }
        add(r->ini, r->section, key, trim(equals + 1));
        r->parent = (long)r->ini->count - 1;
        r->nested = !*r->ini->items[r->parent].value;
        return true;
}

static bool read_line(struct reader *r, char *line, int number, struct err *err)
{
        bool indented = isspace((unsigned char)*line);
        char *content;

        cut_comment(line);
        content = trim(line);
        if (!*content)
                return true;
        if (*content == '[')
                return read_section(r, content, number, err);
        if (indented && r->parent >= 0)
                return read_indented(r, content, number, err);
        return read_key(r, content, number, err);
}

bool ini_parse(const char *bytes, size_t len, struct ini *out, struct err *err)
{
        struct reader r = {.ini = out, .parent = -1};
        char *copy, *line, *next;
        int number = 1;
        bool ok = true;

        if (memchr(bytes, '\0', len))
                return err_set(err, ERR_INVALID, "not a text file");
        if (len >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0) {
                bytes += 3;
                len -= 3;
        }
        copy = xstrndup(bytes, len);
        for (line = copy; ok && line; line = next, number++) {
                next = strchr(line, '\n');
                if (next)
                        *next++ = '\0';
                ok = read_line(&r, line, number, err);
        }
        /* NOLINTNEXTLINE(clang-analyzer-core.NonNullParamChecker): bytes are there, so copy is */
        explicit_bzero(copy, len);
        free(copy);
        free(r.section);
        return ok;
}

bool ini_load(const char *path, struct ini *out, bool *found, struct err *err)
{
        struct text bytes = TEXT_INIT;
        char block[4096];
        FILE *file = fopen(path, "re");
        size_t got;
        bool ok;

        *found = file != NULL;
        if (!file) {
                if (errno == ENOENT || errno == ENOTDIR)
                        return true;
                return err_set(err, ERR_SYSTEM, "%s: %s", path, strerror(errno));
        }
        while ((got = fread(block, 1, sizeof(block), file)) > 0)
                text_add_n(&bytes, block, got);
        if (ferror(file))
                ok = err_set(err, ERR_SYSTEM, "%s: %s", path, strerror(errno));
        else
                ok = ini_parse(text_str(&bytes), bytes.len, out, err) ||
                     err_prefix(err, "%s", path);
        fclose(file);
        explicit_bzero(block, sizeof(block));
        if (bytes.data)
                explicit_bzero(bytes.data, bytes.size);
        text_release(&bytes);
        return ok;
}

void ini_release(struct ini *ini)
{
        for (size_t i = 0; i < ini->count; i++) {
                free(ini->items[i].section);
                free(ini->items[i].key);
                explicit_bzero(ini->items[i].value, strlen(ini->items[i].value));
                free(ini->items[i].value);
        }
        free(ini->items);
        *ini = (struct ini){0};
}

bool ini_has(const struct ini *ini, const char *section)
{
        for (size_t i = 0; i < ini->count; i++) {
                if (text_same(ini->items[i].section, section))
                        return true;
        }
        return false;
}

const char *ini_get(const struct ini *ini, const char *section, const char *key)
{
        for (size_t i = ini->count; i-- > 0;) {
                const struct ini_entry *e = &ini->items[i];

                if (e->key && strcmp(e->key, key) == 0 && strcmp(e->section, section) == 0)
                        return e->value;
        }
        return NULL;
}
