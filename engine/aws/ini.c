/* Reads the shared configuration files of AWS's tools. */
#include "engine/aws/ini.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "engine/aws/unicode.h"
#include "engine/base/mem.h"

#define NONE SIZE_MAX /* no section yet */
#define DEFAULTS (SIZE_MAX - 1)

struct reader {
        struct ini *ini;
        struct err *err;
        int number;                 /* of the line */
        size_t section;             /* NONE, DEFAULTS or an index */
        bool in_value;              /* the last entry goes on where lines are indented deeper */
        size_t indent;              /* characters before its key */
        struct ini_entry *defaults; /* of [DEFAULT] */
        size_t default_count;
        struct ini_entry *open; /* the one in_value speaks of */
};

static bool refuse(struct reader *r, const char *what)
{
        return err_set(r->err, ERR_INVALID, "line %d: %s", r->number, what);
}

/* --- entries --- */

static struct ini_entry *add(struct ini_entry **items, size_t *count, struct ini_entry entry)
{
        *items = xrealloc(*items, (*count + 1) * sizeof(**items));
        (*items)[*count] = entry;
        return &(*items)[(*count)++];
}

static void release_entry(struct ini_entry *e)
{
        free(e->key);
        free(e->sub);
        explicit_bzero(e->value, strlen(e->value));
        free(e->value);
}

static bool has_key(const struct reader *r, const char *key)
{
        const struct ini_entry *items = r->section == DEFAULTS ? r->defaults : r->ini->items;
        size_t count = r->section == DEFAULTS ? r->default_count : r->ini->count;

        for (size_t i = 0; i < count; i++) {
                if (items[i].section == r->section && strcmp(items[i].key, key) == 0)
                        return true;
        }
        return false;
}

static void go_on(struct ini_entry *e, const char *line, size_t len)
{
        char *longer = xasprintf("%s\n%.*s", e->value, (int)len, line);

        explicit_bzero(e->value, strlen(e->value));
        free(e->value);
        e->value = longer;
}

/* --- lines --- */

/* "[" at least one character "]", up to the last "]": what follows it is not looked at. */
static bool is_section(const char *line, size_t len, size_t *name_len)
{
        const char *end = memrchr(line, ']', len);

        if (*line != '[' || !end || end < line + 2)
                return false;
        *name_len = (size_t)(end - line) - 1;
        return true;
}

static bool read_section(struct reader *r, const char *name, size_t len)
{
        struct ini *ini = r->ini;
        char *copy = xstrndup(name, len);

        r->in_value = false;
        if (strcmp(copy, "DEFAULT") == 0) {
                free(copy);
                r->section = DEFAULTS;
                return true;
        }
        if (ini_section(ini, copy) >= 0) {
                err_set(r->err, ERR_INVALID, "line %d: section [%s] is there twice", r->number,
                        copy);
                free(copy);
                return false;
        }
        ini->sections = xrealloc(ini->sections, (ini->section_count + 1) * sizeof(char *));
        ini->sections[ini->section_count] = copy;
        r->section = ini->section_count++;
        return true;
}

static bool read_key(struct reader *r, const char *line, size_t len)
{
        size_t at = 0, key_len, skip;
        struct ini_entry entry;
        char *key;

        while (at < len && line[at] != '=' && line[at] != ':')
                at++;
        if (at == len)
                return refuse(r, "expected key = value");
        key_len = unicode_strip_end(line, at);
        if (!key_len)
                return refuse(r, "a value without a key");
        key = xstrndup(line, key_len);
        for (char *c = key; *c; c++)
                *c = (char)(*c >= 'A' && *c <= 'Z' ? *c + ('a' - 'A') : *c);
        if (has_key(r, key)) {
                err_set(r->err, ERR_INVALID, "line %d: %s is there twice in its section", r->number,
                        key);
                free(key);
                return false;
        }
        at++;
        skip = unicode_strip_start(line + at, len - at);
        entry = (struct ini_entry){
                .section = r->section,
                .line = r->number,
                .key = key,
                .value = xstrndup(line + at + skip, len - at - skip),
        };
        r->open = r->section == DEFAULTS ? add(&r->defaults, &r->default_count, entry)
                                         : add(&r->ini->items, &r->ini->count, entry);
        r->in_value = true;
        return true;
}

static bool read_line(struct reader *r, const char *line, size_t len)
{
        size_t indent, name_len, start = unicode_strip_start(line, len);
        const char *content = line + start;
        size_t content_len = unicode_strip_end(content, len - start);

        if (!content_len) {
                if (r->in_value)
                        go_on(r->open, "", 0);
                return true;
        }
        if (*content == '#' || *content == ';')
                return true;
        indent = unicode_count(line, start);
        if (r->in_value && indent > r->indent) {
                go_on(r->open, content, content_len);
                return true;
        }
        r->indent = indent;
        if (is_section(content, content_len, &name_len))
                return read_section(r, content + 1, name_len);
        if (r->section == NONE)
                return refuse(r, "expected a [section] before it");
        return read_key(r, content, content_len);
}

/* \n, \r and \r\n end a line, as in Python's text files. */
static bool read_lines(struct reader *r, const char *bytes, size_t len)
{
        for (size_t at = 0; at < len;) {
                size_t end = at;

                r->number++;
                while (end < len && bytes[end] != '\n' && bytes[end] != '\r')
                        end++;
                if (!read_line(r, bytes + at, end - at))
                        return false;
                at = end + (end + 1 < len && bytes[end] == '\r' && bytes[end + 1] == '\n' ? 2 : 1);
        }
        return true;
}

/* --- what the lines mean together --- */

/* The lines of a block become entries of their own; a key that comes again replaces. */
static bool read_block(struct ini_entry **items, size_t *count, const struct ini_entry *block,
                       struct err *err)
{
        const char *at = block->value;
        size_t before = *count;

        while (*at) {
                size_t line_len = unicode_line(at), start = unicode_strip_start(at, line_len);
                const char *line = at + start, *equals;
                size_t len = unicode_strip_end(line, line_len - start), skip;
                struct ini_entry e = {.section = block->section, .line = block->line};

                at += line_len;
                at += unicode_line_end(at);
                if (!len)
                        continue;
                equals = memchr(line, '=', len);
                if (!equals)
                        return err_set(err, ERR_INVALID,
                                       "line %d: in the block of %s: expected key = value",
                                       block->line, block->key);
                e.sub = xstrndup(line, unicode_strip_end(line, (size_t)(equals - line)));
                skip = unicode_strip_start(equals + 1, len - (size_t)(equals + 1 - line));
                e.value = xstrndup(equals + 1 + skip, len - (size_t)(equals + 1 - line) - skip);
                e.key = xstrdup(block->key);
                for (size_t i = before; i < *count; i++) {
                        if (strcmp((*items)[i].sub, e.sub) == 0) {
                                release_entry(&(*items)[i]);
                                (*items)[i] = e;
                                e.key = NULL;
                                break;
                        }
                }
                if (e.key)
                        add(items, count, e);
        }
        return true;
}

static bool take(struct ini_entry **items, size_t *count, const struct ini_entry *e, size_t section,
                 struct err *err)
{
        struct ini_entry copy = {
                .section = section,
                .line = e->line,
                .key = e->key,
                .value = e->value,
        };

        if (*e->value == '\n')
                return read_block(items, count, &copy, err);
        copy.key = xstrdup(e->key);
        copy.value = xstrdup(e->value);
        add(items, count, copy);
        return true;
}

/* Section by section: its own keys, then those of [DEFAULT] that it lacks. */
static bool put_together(struct reader *r)
{
        struct ini_entry *items = NULL;
        struct ini *ini = r->ini;
        size_t count = 0;
        bool ok = true;

        for (size_t s = 0; s < ini->section_count && ok; s++) {
                for (size_t i = 0; i < ini->count && ok; i++) {
                        if (ini->items[i].section == s)
                                ok = take(&items, &count, &ini->items[i], s, r->err);
                }
                r->section = s;
                for (size_t i = 0; i < r->default_count && ok; i++) {
                        if (!has_key(r, r->defaults[i].key))
                                ok = take(&items, &count, &r->defaults[i], s, r->err);
                }
        }
        for (size_t i = 0; i < ini->count; i++)
                release_entry(&ini->items[i]);
        free(ini->items);
        ini->items = items;
        ini->count = count;
        return ok;
}

static void strip_values(struct ini_entry *items, size_t count)
{
        for (size_t i = 0; i < count; i++)
                items[i].value[unicode_strip_end(items[i].value, strlen(items[i].value))] = '\0';
}

static bool check_bytes(const char *bytes, size_t len, struct err *err)
{
        int line = 1;

        if (len >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0) {
                err_set(err, ERR_INVALID, "line 1: it begins with a byte order mark");
                return err_next(err, "save the file as UTF-8 without one");
        }
        for (size_t at = 0, n; at < len; at += n) {
                n = text_utf8_len(bytes + at, len - at);
                if (!n || !bytes[at])
                        return err_set(err, ERR_INVALID, "line %d: a byte that is not UTF-8 text",
                                       line);
                line += bytes[at] == '\n';
        }
        return true;
}

bool ini_parse(const char *bytes, size_t len, struct ini *out, struct err *err)
{
        struct reader r = {.ini = out, .err = err, .section = NONE};
        bool ok;

        *out = (struct ini){0};
        if (!check_bytes(bytes, len, err))
                return false;
        ok = read_lines(&r, bytes, len);
        if (ok) {
                strip_values(out->items, out->count);
                strip_values(r.defaults, r.default_count);
                ok = put_together(&r);
        }
        for (size_t i = 0; i < r.default_count; i++)
                release_entry(&r.defaults[i]);
        free(r.defaults);
        return ok;
}

bool ini_load(const char *path, struct ini *out, bool *found, struct text *problem, struct err *err)
{
        struct text bytes = TEXT_INIT;
        struct stat what;
        char block[4096];
        FILE *file;
        size_t got;
        bool ok;

        *out = (struct ini){0};
        *found = stat(path, &what) == 0 && S_ISREG(what.st_mode);
        file = *found ? fopen(path, "re") : NULL;
        if (!file) {
                if (*found && problem)
                        text_add(problem, strerror(errno));
                return true;
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
        for (size_t i = 0; i < ini->count; i++)
                release_entry(&ini->items[i]);
        free(ini->items);
        for (size_t i = 0; i < ini->section_count; i++)
                free(ini->sections[i]);
        free(ini->sections);
        *ini = (struct ini){0};
}

long ini_section(const struct ini *ini, const char *name)
{
        for (size_t i = 0; i < ini->section_count; i++) {
                if (strcmp(ini->sections[i], name) == 0)
                        return (long)i;
        }
        return -1;
}

const char *ini_get_in(const struct ini *ini, long section, const char *key, const char *sub)
{
        for (size_t i = 0; section >= 0 && i < ini->count; i++) {
                const struct ini_entry *e = &ini->items[i];

                if (e->section == (size_t)section && strcmp(e->key, key) == 0 &&
                    text_same(e->sub, sub))
                        return e->value;
        }
        return NULL;
}

const char *ini_get(const struct ini *ini, long section, const char *key)
{
        return ini_get_in(ini, section, key, NULL);
}
