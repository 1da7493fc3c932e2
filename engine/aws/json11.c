/* JSON bodies, and lists that come in pages. */
#include "engine/aws/json11.h"

#include <string.h>

struct reading {
        const struct operation *op;
        struct json_object **reply;
};

static bool read_answer(void *arg, const struct http_response *response, struct err *err)
{
        struct reading *r = arg;

        if (!json_parse(text_str(&response->body), response->body.len, r->reply, err))
                return call_garbled(r->op, err);
        if (json_object_is_type(*r->reply, json_type_object))
                return true;
        json_object_put(*r->reply);
        *r->reply = NULL;
        return call_unexpected(r->op, err, "it is not an object");
}

static bool send_body(struct aws *aws, const struct json11 *how, const char *path, const char *body,
                      size_t len, struct json_object **reply, struct err *err)
{
        struct http_response response = {0};
        struct reading reading = {how->op, reply};
        struct call call = {
                .op = how->op,
                .subject = how->subject,
                .secret = how->secret,
                .repeatable = how->repeatable,
                .body = body,
                .body_len = len,
                .path = path,
                .read = read_answer,
                .arg = &reading,
        };
        bool ok;

        *reply = NULL;
        err_clear(err);
        ok = call_perform(aws, &call, &response, err);
        secret_release(&response.body); /* parameters and secrets come this way */
        http_response_release(&response);
        return ok;
}

bool json11_send(struct aws *aws, const struct json11 *how, struct json_object *request,
                 struct json_object **reply, struct err *err)
{
        struct text body = TEXT_INIT;
        bool ok;

        json_add_line(&body, request);
        ok = send_body(aws, how, NULL, text_str(&body), body.len, reply, err);
        text_release(&body);
        return ok;
}

bool json11_get(struct aws *aws, const struct json11 *how, const char *path,
                struct json_object **reply, struct err *err)
{
        return send_body(aws, how, path, NULL, 0, reply, err);
}

bool json11_send_text(struct aws *aws, const struct json11 *how, struct text *body,
                      struct json_object **reply, struct err *err)
{
        bool ok = send_body(aws, how, NULL, text_str(body), body->len, reply, err);

        secret_release(body);
        return ok;
}

bool json11_pages(struct aws *aws, const struct json11 *how, struct json_object *request,
                  const char *token,
                  bool (*take)(void *arg, struct json_object *reply, struct err *err), void *arg,
                  struct err *err)
{
        struct json_object *reply;
        bool more = true, ok = true;

        while (ok && more) {
                const char *next;

                if (!json11_send(aws, how, request, &reply, err))
                        return false;
                ok = take(arg, reply, err);
                next = json_text(reply, token);
                more = next && *next;
                if (ok && more && text_same(next, json_text(request, token)))
                        ok = call_unexpected(how->op, err, "its %s leads nowhere", token);
                if (ok && more)
                        json_put_text(request, token, next);
                json_object_put(reply);
        }
        return ok;
}

bool json11_texts(struct json_object *reply, const char *key, struct strlist *out)
{
        struct json_object *array = json_array(reply, key);

        for (size_t i = 0; i < json_count(array); i++) {
                struct json_object *item = json_at(array, i);

                if (!json_object_is_type(item, json_type_string))
                        return false;
                strlist_add(out, json_object_get_string(item));
        }
        return array != NULL;
}

void json11_wipe(struct json_object *obj, const char *key)
{
        const char *text = json_text(obj, key);

        /* The object owns these bytes, so writing to them is writing to our own memory. */
        if (text)
                explicit_bzero((char *)(uintptr_t)text, strlen(text));
}
