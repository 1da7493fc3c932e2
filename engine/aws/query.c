/* Forms and XML. */
#include "engine/aws/query.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/xml.h"

static void add(struct query *q, const char *name, const char *value)
{
        if (q->form.len)
                text_add_char(&q->form, '&');
        text_add_urlencoded(&q->form, name);
        text_add_char(&q->form, '=');
        text_add_urlencoded(&q->form, value);
}

void query_begin(struct query *q, const struct operation *op, const char *subject)
{
        *q = (struct query){.op = op, .subject = subject};
        add(q, "Action", op->name);
        add(q, "Version", services[op->service].version);
}

void query_text(struct query *q, const char *name, const char *value)
{
        if (value)
                add(q, name, value);
}

void query_number(struct query *q, const char *name, int64_t value)
{
        char digits[24];

        if (value < 0)
                return;
        snprintf(digits, sizeof(digits), "%lld", (long long)value);
        add(q, name, digits);
}

void query_flag(struct query *q, const char *name, int value)
{
        if (value >= 0)
                add(q, name, value ? "true" : "false");
}

void query_list(struct query *q, const char *name, const char *member, const struct strlist *list)
{
        for (size_t i = 0; list && i < list->count; i++) {
                char *numbered = xasprintf("%s.%s.%zu", name, member, i + 1);

                add(q, numbered, list->items[i]);
                free(numbered);
        }
}

void query_tags(struct query *q, const struct tags *tags)
{
        for (size_t i = 0; tags && i < tags->count; i++) {
                char *key = xasprintf("Tags.Tag.%zu.Key", i + 1);
                char *value = xasprintf("Tags.Tag.%zu.Value", i + 1);

                add(q, key, tags->items[i].key);
                add(q, value, tags->items[i].value);
                free(key);
                free(value);
        }
}

void query_json(struct query *q, const char *name, struct json_object *value)
{
        char *path;

        switch (json_object_get_type(value)) {
        case json_type_null:
                return;
        case json_type_array:
                for (size_t i = 0; i < json_count(value); i++) {
                        path = xasprintf("%s.%zu", name, i + 1);
                        query_json(q, path, json_at(value, i));
                        free(path);
                }
                return;
        case json_type_object: {
                json_object_object_foreach(value, key, member)
                {
                        path = xasprintf("%s.%s", name, key);
                        query_json(q, path, member);
                        free(path);
                }
                return;
        }
        default:
                add(q, name, json_object_get_string(value));
        }
}

void query_secret(struct query *q, const char *name, const char *value)
{
        if (!value)
                return;
        secret_room(&q->form, strlen(name) + strlen(value));
        add(q, name, value);
        q->secret = value;
}

struct reading {
        const struct operation *op;
        bool has_result;
        struct query_answer *out;
};

static bool read_document(const struct reading *r, struct err *err)
{
        const struct operation *op = r->op;
        char *wrapper = xasprintf("%sResponse", op->name);

        if (strcmp(r->out->doc->name, wrapper) != 0)
                call_unexpected(op, err, "its root is <%s>", r->out->doc->name);
        free(wrapper);
        if (err->code)
                return false;
        wrapper = xasprintf("%sResult", op->name);
        r->out->result = xml_child(r->out->doc, wrapper);
        free(wrapper);
        if (r->has_result && !r->out->result)
                return call_unexpected(op, err, "there is no <%sResult>", op->name);
        return true;
}

static bool read_answer(void *arg, const struct http_response *response, struct err *err)
{
        struct reading *r = arg;

        if (!xml_parse(text_str(&response->body), response->body.len, &r->out->doc, err))
                return call_garbled(r->op, err);
        if (read_document(r, err))
                return true;
        query_answer_release(r->out);
        return false;
}

bool query_send(struct aws *aws, struct query *q, bool has_result, struct query_answer *out,
                struct err *err)
{
        struct http_response response = {0};
        struct reading reading = {q->op, has_result, out};
        struct call call = {
                .op = q->op,
                .subject = q->subject,
                .secret = q->secret,
                .body = text_str(&q->form),
                .body_len = q->form.len,
                .read = read_answer,
                .arg = &reading,
        };
        bool ok;

        *out = (struct query_answer){0};
        err_clear(err);
        ok = call_perform(aws, &call, &response, err);
        secret_release(&q->form);
        http_response_release(&response);
        return ok;
}

void query_answer_release(struct query_answer *a)
{
        xml_free(a->doc);
        *a = (struct query_answer){0};
}
