/* JSON 1.1: members by their names in the model, timestamps as seconds. */
#include <stdlib.h>

#include "engine/base/mem.h"
#include "engine/standin/wire.h"

bool wire_json_decode(const char *body, size_t len, struct json_object **out, char **why)
{
        struct err err = ERR_INIT;

        *out = NULL;
        if (!len) {
                *out = json_object_new_object();
                return true;
        }
        if (json_parse(body, len, out, &err) && json_object_is_type(*out, json_type_object))
                return true;
        *why = xstrdup(err.text ? err.text : "the body is not a JSON object");
        err_clear(&err);
        json_object_put(*out);
        *out = NULL;
        return false;
}

void wire_json_answer(struct json_object *out, struct text *body)
{
        json_add_line(body, out);
}

void wire_json_error(const char *code, const char *member, const char *message, struct text *body)
{
        text_add(body, "{\"__type\":");
        text_add_json(body, code);
        text_addf(body, ",\"%s\":", member);
        text_add_json(body, message);
        text_add_char(body, '}');
}
