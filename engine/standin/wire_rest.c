/* REST with JSON: members of the path and of the query beside those of the body. */
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/standin/wire.h"

/* A value of the path or query, decoded; NULL when its escapes are broken. The caller frees. */
static char *decoded(const char *text, size_t len)
{
        char *form = xasprintf("x=%.*s", (int)len, text), *value = NULL;
        struct form parsed;

        if (form_parse(form, strlen(form), &parsed)) {
                value = xstrdup(form_get(&parsed, "x"));
                form_release(&parsed);
        }
        free(form);
        return value;
}

static bool put(const struct shape_member *m, const char *text, struct json_object *into)
{
        char *end;
        long long n;

        if (m->shape->kind != SHAPE_INTEGER) {
                json_put_text(into, m->name, text);
                return true;
        }
        n = strtoll(text, &end, 10);
        if (!*text || *end)
                return false;
        json_put_int(into, m->name, n);
        return true;
}

static const struct shape_member *placed(const struct shape *input, enum shape_place place,
                                         const char *name, size_t len)
{
        for (size_t i = 0; i < input->count; i++)
                if (input->members[i].place == place &&
                    strlen(input->members[i].wire_name) == len &&
                    strncmp(input->members[i].wire_name, name, len) == 0)
                        return &input->members[i];
        return NULL;
}

/* "/schedules/{Name}" against "/schedules/nightly". */
static bool read_path(const struct shape_operation *o, const char *path, struct json_object *into)
{
        const char *form = o->path;

        while (*form && *path) {
                size_t len = strcspn(path, "/?"), name = strcspn(form, "}");
                const struct shape_member *m;
                char *value;
                bool ok;

                if (*form != '{') {
                        form++;
                        path++;
                        continue;
                }
                m = placed(o->input, IN_PATH, form + 1, name - 1);
                value = decoded(path, len);
                ok = m && value && put(m, value, into);
                free(value);
                if (!ok)
                        return false;
                path += len;
                form += name + 1;
        }
        return true;
}

static bool read_query(const struct shape_operation *o, const char *query, struct json_object *into)
{
        struct form form;
        bool ok = form_parse(query, strlen(query), &form);

        for (size_t i = 0; ok && i < form.count; i++) {
                const struct shape_member *m =
                        placed(o->input, IN_QUERY, form.pairs[i].name, strlen(form.pairs[i].name));

                ok = m && put(m, form.pairs[i].value, into);
        }
        form_release(&form);
        return ok;
}

bool wire_rest_decode(const struct shape_operation *operation, const char *url, const char *body,
                      size_t len, struct json_object **out, char **why)
{
        const char *query = strchr(url, '?');

        if (!wire_json_decode(body, len, out, why))
                return false;
        if (read_path(operation, url, *out) && (!query || read_query(operation, query + 1, *out)))
                return true;
        *why = xstrdup("the path or the query can't be read");
        json_object_put(*out);
        *out = NULL;
        return false;
}

void wire_rest_error(const char *member, const char *message, struct text *body)
{
        text_addf(body, "{\"%s\":", member);
        text_add_json(body, message);
        text_add_char(body, '}');
}
