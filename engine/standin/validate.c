#include "engine/standin/validate.h"

#include <ctype.h>
#include <regex.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"

static enum flaw_kind check(const struct shape *shape, struct json_object *value,
                            struct flaw *flaw);

static enum flaw_kind found(struct flaw *flaw, enum flaw_kind kind, const char *reason)
{
        flaw->kind = kind;
        text_add(&flaw->reason, reason);
        return kind;
}

static enum flaw_kind check_members(const struct shape *shape, struct json_object *value,
                                    struct flaw *flaw)
{
        size_t at = flaw->path.len;

        for (size_t i = 0; i < shape->count; i++) {
                const struct shape_member *m = &shape->members[i];
                struct json_object *member = json_get(value, m->name);

                if (!member) {
                        json_object_object_del(value, m->name); /* an explicit null */
                        if (!m->required)
                                continue;
                        text_addf(&flaw->path, "%s%s", at ? "." : "", m->name);
                        return found(flaw, FLAW_MISSING, "Member must not be null");
                }
                text_addf(&flaw->path, "%s%s", at ? "." : "", m->name);
                if (check(m->shape, member, flaw))
                        return flaw->kind;
                flaw->path.len = at;
        }
        json_object_object_foreach(value, name, unused)
        {
                (void)unused;
                if (!shapes_member(shape, name)) {
                        text_addf(&flaw->path, "%s%s", at ? "." : "", name);
                        return found(flaw, FLAW_UNKNOWN, "no such member");
                }
        }
        return FLAW_NONE;
}

static enum flaw_kind check_items(const struct shape *shape, struct json_object *value,
                                  struct flaw *flaw)
{
        size_t at = flaw->path.len;

        if (shape->kind == SHAPE_LIST) {
                for (size_t i = 0; i < json_count(value); i++) {
                        text_addf(&flaw->path, "[%zu]", i);
                        if (!json_at(value, i))
                                return found(flaw, FLAW_MISSING, "Member must not be null");
                        if (check(shape->item, json_at(value, i), flaw))
                                return flaw->kind;
                        flaw->path.len = at;
                }
                return FLAW_NONE;
        }
        json_object_object_foreach(value, name, item)
        {
                text_addf(&flaw->path, ".%s", name);
                if (!item)
                        return found(flaw, FLAW_MISSING, "Member must not be null");
                if (check(shape->item, item, flaw))
                        return flaw->kind;
                flaw->path.len = at;
        }
        return FLAW_NONE;
}

/* Compiled once per pattern: there are a dozen, all in constant tables. */
static bool matches(const char *pattern, const char *text)
{
        static struct {
                const char *pattern;
                regex_t compiled;
        } known[32];
        size_t i = 0;

        while (i < ARRAY_LEN(known) && known[i].pattern && known[i].pattern != pattern)
                i++;
        if (i == ARRAY_LEN(known))
                return true;
        if (!known[i].pattern) {
                if (regcomp(&known[i].compiled, pattern, REG_EXTENDED | REG_NOSUB))
                        return true;
                known[i].pattern = pattern;
        }
        return regexec(&known[i].compiled, text, 0, NULL, 0) == 0;
}

/* Characters, not bytes: AWS counts code points. */
static int64_t characters(const char *text)
{
        int64_t n = 0;

        for (; *text; text++)
                n += (*text & 0xc0) != 0x80;
        return n;
}

static enum flaw_kind check_limits(const struct shape *shape, struct json_object *value,
                                   struct flaw *flaw)
{
        bool number = shape->kind == SHAPE_INTEGER;
        const char *what = number ? "value" : "length";
        int64_t n;

        if (!shape->has_min && !shape->has_max)
                return FLAW_NONE;
        if (number)
                n = json_object_get_int64(value);
        else if (shape->kind == SHAPE_LIST)
                n = (int64_t)json_count(value);
        else
                n = characters(json_object_get_string(value));
        if (shape->has_min && n < shape->min) {
                text_addf(&flaw->reason, "Member must have %s greater than or equal to %lld", what,
                          (long long)shape->min);
                return flaw->kind = FLAW_VALUE;
        }
        if (shape->has_max && n > shape->max) {
                text_addf(&flaw->reason, "Member must have %s less than or equal to %lld", what,
                          (long long)shape->max);
                return flaw->kind = FLAW_VALUE;
        }
        return FLAW_NONE;
}

static enum flaw_kind check_values(const struct shape *shape, const char *text, struct flaw *flaw)
{
        if (shape->values) {
                size_t i = 0;

                while (shape->values[i] && strcmp(shape->values[i], text) != 0)
                        i++;
                if (!shape->values[i]) {
                        text_add(&flaw->reason, "Member must satisfy enum value set: [");
                        for (i = 0; shape->values[i]; i++)
                                text_addf(&flaw->reason, "%s%s", i ? ", " : "", shape->values[i]);
                        text_add_char(&flaw->reason, ']');
                        return flaw->kind = FLAW_VALUE;
                }
        }
        if (shape->pattern && !matches(shape->pattern, text)) {
                text_addf(&flaw->reason, "Member must satisfy regular expression pattern: %s",
                          shape->pattern);
                return flaw->kind = FLAW_VALUE;
        }
        return FLAW_NONE;
}

static bool right_type(const struct shape *shape, struct json_object *value)
{
        enum json_type type = json_object_get_type(value);

        switch (shape->kind) {
        case SHAPE_STRUCTURE:
        case SHAPE_MAP:
                return type == json_type_object;
        case SHAPE_LIST:
                return type == json_type_array;
        case SHAPE_TEXT:
        case SHAPE_BLOB:
                return type == json_type_string;
        case SHAPE_INTEGER:
                return type == json_type_int;
        case SHAPE_REAL:
                return type == json_type_int || type == json_type_double;
        case SHAPE_FLAG:
                return type == json_type_boolean;
        case SHAPE_TIME:
                return type == json_type_int || type == json_type_double ||
                       type == json_type_string;
        case SHAPE_DOCUMENT:
                return true;
        }
        return false;
}

static enum flaw_kind check(const struct shape *shape, struct json_object *value, struct flaw *flaw)
{
        if (!right_type(shape, value))
                return found(flaw, FLAW_TYPE, "a value of another type is expected");
        switch (shape->kind) {
        case SHAPE_STRUCTURE:
                return check_members(shape, value, flaw);
        case SHAPE_LIST:
        case SHAPE_MAP:
                if (shape->kind == SHAPE_LIST && check_limits(shape, value, flaw))
                        return flaw->kind;
                return check_items(shape, value, flaw);
        case SHAPE_TEXT:
                if (check_limits(shape, value, flaw) ||
                    check_values(shape, json_object_get_string(value), flaw))
                        break;
                return FLAW_NONE;
        case SHAPE_INTEGER:
                if (check_limits(shape, value, flaw))
                        break;
                return FLAW_NONE;
        default:
                return FLAW_NONE;
        }
        if (!shape->sensitive)
                text_add(&flaw->value, json_object_get_string(value));
        return flaw->kind;
}

enum flaw_kind validate(const struct shape *shape, struct json_object *value, struct flaw *flaw)
{
        if (!shape)
                return FLAW_NONE;
        return check(shape, value, flaw);
}

void flaw_release(struct flaw *flaw)
{
        text_release(&flaw->path);
        text_release(&flaw->reason);
        text_release(&flaw->value);
}

void flaw_describe(const struct flaw *flaw, struct text *out)
{
        const char *path = text_str(&flaw->path);

        text_add(out, "1 validation error detected: Value ");
        if (flaw->kind == FLAW_MISSING)
                text_add(out, "null ");
        else if (flaw->value.len)
                text_addf(out, "'%s' ", text_str(&flaw->value));
        text_addf(out, "at '%c%s' failed to satisfy constraint: %s", tolower((unsigned char)*path),
                  *path ? path + 1 : "", text_str(&flaw->reason));
}
