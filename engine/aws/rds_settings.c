/* Settings by table: out of replies and into requests. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "engine/aws/query.h"
#include "engine/aws/rds_members.h"
#include "engine/base/mem.h"
#include "engine/base/text.h"

enum { PART_SIZE = 64 };

const struct rds_member *rds_member(const struct rds_member *members, const char *key)
{
        for (const struct rds_member *m = members; m->path; m++)
                if (m->key && strcmp(m->key, key) == 0)
                        return m;
        return NULL;
}

const char *rds_parameter(const struct rds_member *member, enum rds_request request)
{
        switch (request) {
        case RDS_RESTORE:
                return member->restore;
        case RDS_MODIFY:
                return member->modify;
        case RDS_CREATE:
                return member->create;
        }
        return NULL;
}

/* The next word of a list of words, or part of a path, into part; what is left after it. */
static const char *next_part(const char *from, char between, char part[PART_SIZE])
{
        const char *end = strchr(from, between);
        size_t len = end ? (size_t)(end - from) : strlen(from);

        if (len >= PART_SIZE)
                abort(); /* a table's mistake */
        memcpy(part, from, len);
        part[len] = '\0';
        return end ? end + 1 : NULL;
}

static struct xml_node *find(struct xml_node *node, const char *path)
{
        char part[PART_SIZE];

        while (path && node) {
                path = next_part(path, '/', part);
                node = xml_child(node, part);
        }
        return node;
}

static struct json_object *read_number(const struct rds_member *m, const char *text,
                                       struct err *err)
{
        char *end;
        int64_t n;

        errno = 0;
        n = strtoll(text, &end, 10);
        if (end != text && !*end && errno == 0)
                return json_object_new_int64(n);
        err_set(err, ERR_INVALID, "%s is not a number", m->path);
        return NULL;
}

static struct json_object *read_flag(const struct rds_member *m, const char *text, struct err *err)
{
        if (strcmp(text, "true") == 0 || strcmp(text, "false") == 0)
                return json_object_new_boolean(*text == 't');
        err_set(err, ERR_INVALID, "%s is neither true nor false", m->path);
        return NULL;
}

static bool is_on(const char *status)
{
        return strcmp(status, "enabled") == 0 || strcmp(status, "enabling") == 0 ||
               strcmp(status, "requested") == 0;
}

static struct json_object *read_scalar(const struct rds_member *m, struct xml_node *node,
                                       struct err *err)
{
        struct xml_node *found = find(node, m->path);
        char *text = found ? xml_content(found) : NULL;
        struct json_object *value = NULL;

        if (text && *text && !text_same(text, m->usual)) {
                if (m->kind == RDS_NUMBER)
                        value = read_number(m, text, err);
                else if (m->kind == RDS_FLAG)
                        value = read_flag(m, text, err);
                else if (m->kind == RDS_ENABLED)
                        value = is_on(text) ? json_object_new_boolean(true) : NULL;
                else
                        value = json_object_new_string(text);
        }
        free(text);
        return value;
}

static struct json_object *read_parts(const struct rds_member *m, struct xml_node *node)
{
        struct json_object *value = json_object_new_object();
        char part[PART_SIZE];

        for (const char *left = m->parts; left;) {
                char *text;

                left = next_part(left, ' ', part);
                text = xml_text(node, part);
                if (text && *text)
                        json_put_text(value, part, text);
                free(text);
        }
        if (json_object_object_length(value) > 0)
                return value;
        json_object_put(value);
        return NULL;
}

static struct json_object *read_list(const struct rds_member *m, struct xml_node *node)
{
        struct json_object *list = json_object_new_array();

        for (struct xml_node *i = find(node, m->path); i; i = xml_next(i)) {
                if (m->kind == RDS_STRUCTS) {
                        struct json_object *one = read_parts(m, i);

                        if (one)
                                json_object_array_add(list, one);
                } else {
                        char *text = m->parts ? xml_text(i, m->parts) : xml_content(i);

                        if (text && *text)
                                json_add_text(list, text);
                        free(text);
                }
        }
        if (json_count(list))
                return list;
        json_object_put(list);
        return NULL;
}

static struct json_object *read_value(const struct rds_member *m, struct xml_node *node,
                                      struct err *err)
{
        switch (m->kind) {
        case RDS_NAMES:
        case RDS_STRUCTS:
                return read_list(m, node);
        case RDS_STRUCT:
                node = find(node, m->path);
                return node ? read_parts(m, node) : NULL;
        default:
                return read_scalar(m, node, err);
        }
}

bool rds_settings_read(const struct rds_member *members, struct xml_node *node,
                       struct json_object **out, struct err *err)
{
        *out = json_object_new_object();
        for (const struct rds_member *m = members; m->path; m++) {
                struct err wrong = ERR_INIT;
                struct json_object *value = m->key ? read_value(m, node, &wrong) : NULL;

                if (value)
                        json_put(*out, m->key, value);
                if (wrong.code) {
                        err_move(err, &wrong);
                        return false;
                }
        }
        return true;
}

void rds_settings_send(const struct rds_member *members, enum rds_request request,
                       struct json_object *settings, struct query *q)
{
        for (const struct rds_member *m = members; settings && m->path; m++) {
                const char *parameter = m->key ? rds_parameter(m, request) : NULL;

                if (parameter)
                        query_json(q, parameter, json_get(settings, m->key));
        }
}
