/* Reading members by table. */
#include "engine/aws/fields.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/stamp.h"
#include "engine/base/xml.h"

enum { PATH_PART = 64 };

/* The next part of a path into part; what is left after it, or NULL. */
static const char *next_part(const char *path, char part[PATH_PART])
{
        size_t len = strcspn(path, "/");

        if (len >= PATH_PART)
                abort(); /* a table's mistake */
        memcpy(part, path, len);
        part[len] = '\0';
        return path[len] ? path + len + 1 : NULL;
}

static bool number_parse(const char *text, int64_t *out)
{
        char *end;

        errno = 0;
        *out = strtoll(text, &end, 10);
        return end != text && !*end && errno == 0;
}

static bool flag_parse(const char *text, bool *out)
{
        *out = strcmp(text, "true") == 0;
        return *out || strcmp(text, "false") == 0;
}

static bool store_text(const struct field *f, char *value, void *into, struct err *err)
{
        char *at = (char *)into + f->offset;
        bool ok = true;

        switch (f->kind) {
        case FIELD_TEXT:
                *(char **)at = value;
                return true;
        case FIELD_NUMBER:
                ok = number_parse(value, (int64_t *)at) ||
                     err_set(err, ERR_INVALID, "%s is not a number", f->path);
                break;
        case FIELD_FLAG:
                ok = flag_parse(value, (bool *)at) ||
                     err_set(err, ERR_INVALID, "%s is neither true nor false", f->path);
                break;
        case FIELD_TIME:
                ok = iso_parse(value, (int64_t *)at) ||
                     err_set(err, ERR_INVALID, "%s is not a time", f->path);
                break;
        }
        free(value);
        return ok;
}

static struct xml_node *find_xml(struct xml_node *node, const char *path)
{
        char part[PATH_PART];

        while (path && node) {
                path = next_part(path, part);
                node = xml_child(node, part);
        }
        return node;
}

bool fields_from_xml(struct xml_node *node, const struct field *fields, void *into, struct err *err)
{
        for (const struct field *f = fields; f->path; f++) {
                struct xml_node *found = find_xml(node, f->path);
                char *value = found ? xml_content(found) : NULL;

                /* An empty element stands for an absent member, as in <KmsKeyId/>. */
                if (value && !*value) {
                        free(value);
                        value = NULL;
                }
                if (!value && f->required)
                        return err_set(err, ERR_INVALID, "%s is missing", f->path);
                if (value && !store_text(f, value, into, err))
                        return false;
        }
        return true;
}

static struct json_object *find_json(struct json_object *obj, const char *path)
{
        char part[PATH_PART];

        while (path && obj) {
                path = next_part(path, part);
                obj = json_get(obj, part);
        }
        return obj;
}

static bool store_json(const struct field *f, struct json_object *value, void *into,
                       struct err *err)
{
        char *at = (char *)into + f->offset;
        enum json_type type = json_object_get_type(value);
        double seconds;

        switch (f->kind) {
        case FIELD_TEXT:
                if (type != json_type_string)
                        return err_set(err, ERR_INVALID, "%s is not a text", f->path);
                /* Cut off at the NUL it would be another name. */
                if (strlen(json_object_get_string(value)) !=
                    (size_t)json_object_get_string_len(value))
                        return err_set(err, ERR_INVALID, "%s holds a NUL", f->path);
                *(char **)at = xstrdup(json_object_get_string(value));
                return true;
        case FIELD_NUMBER:
                return json_whole(value, (int64_t *)at) ||
                       err_set(err, ERR_INVALID, "%s is not a number", f->path);
        case FIELD_FLAG:
                if (type != json_type_boolean)
                        return err_set(err, ERR_INVALID, "%s is neither true nor false", f->path);
                *(bool *)at = json_object_get_boolean(value);
                return true;
        case FIELD_TIME:
                seconds = json_object_get_double(value);
                if ((type != json_type_int && type != json_type_double) ||
                    !(seconds >= 0 && seconds < 1e11))
                        return err_set(err, ERR_INVALID, "%s is not a time", f->path);
                *(int64_t *)at = (int64_t)(seconds * 1000 + 0.5);
                return true;
        }
        return false;
}

bool fields_from_json(struct json_object *obj, const struct field *fields, void *into,
                      struct err *err)
{
        if (!json_object_is_type(obj, json_type_object))
                return err_set(err, ERR_INVALID, "there is no object");
        for (const struct field *f = fields; f->path; f++) {
                struct json_object *value = find_json(obj, f->path);

                if (!value && f->required)
                        return err_set(err, ERR_INVALID, "%s is missing", f->path);
                if (value && !store_json(f, value, into, err))
                        return false;
        }
        return true;
}

void fields_copy(const struct field *fields, void *to, const void *from)
{
        for (const struct field *f = fields; f->path; f++) {
                char *t = (char *)to + f->offset;
                const char *s = (const char *)from + f->offset;

                switch (f->kind) {
                case FIELD_TEXT:
                        *(char **)t = xstrdup(*(char *const *)s);
                        break;
                case FIELD_NUMBER:
                case FIELD_TIME:
                        *(int64_t *)t = *(const int64_t *)s;
                        break;
                case FIELD_FLAG:
                        *(bool *)t = *(const bool *)s;
                        break;
                }
        }
}

void fields_release(const struct field *fields, void *of)
{
        for (const struct field *f = fields; f->path; f++) {
                char **text = (char **)((char *)of + f->offset);

                if (f->kind == FIELD_TEXT) {
                        free(*text);
                        *text = NULL;
                }
        }
}
