/* The query protocol: form in, XML out. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/stamp.h"
#include "engine/base/text.h"
#include "engine/standin/wire.h"

enum { MOST_ITEMS = 1000 };

/* One form value as the scalar the shape wants; NULL when it isn't one. */
static struct json_object *scalar(const struct shape *shape, const char *text)
{
        char *end;

        switch (shape->kind) {
        case SHAPE_TEXT:
        case SHAPE_BLOB:
                return json_object_new_string(text);
        case SHAPE_INTEGER: {
                long long n;

                errno = 0;
                n = strtoll(text, &end, 10);
                return *text && !*end && !errno ? json_object_new_int64(n) : NULL;
        }
        case SHAPE_REAL: {
                double n = strtod(text, &end);

                return *text && !*end ? json_object_new_double(n) : NULL;
        }
        case SHAPE_FLAG:
                if (strcmp(text, "true") == 0 || strcmp(text, "false") == 0)
                        return json_object_new_boolean(*text == 't');
                return NULL;
        case SHAPE_TIME: {
                char iso[ISO_SIZE];
                int64_t ms;

                if (!iso_parse(text, &ms))
                        return NULL;
                iso_format(ms, iso);
                return json_object_new_string(iso);
        }
        default:
                return NULL;
        }
}

static struct json_object *container(const struct shape *shape)
{
        return shape->kind == SHAPE_LIST ? json_object_new_array() : json_object_new_object();
}

static bool holds_others(const struct shape *shape)
{
        return shape->kind == SHAPE_STRUCTURE || shape->kind == SHAPE_LIST;
}

/* What is at one step of a name: the member's or item's shape and, when it is a container, the
 * object standing there (made when new). */
struct step {
        const struct shape *shape;
        struct json_object *in; /* where the step's value goes */
        const char *member;     /* in an object */
        size_t index;           /* in an array */
};

static struct json_object *standing(const struct step *s)
{
        if (s->member)
                return json_get(s->in, s->member);
        return s->index < json_count(s->in) ? json_at(s->in, s->index) : NULL;
}

static void stand(const struct step *s, struct json_object *value)
{
        if (s->member)
                json_put(s->in, s->member, value);
        else
                json_object_array_put_idx(s->in, s->index, value);
}

/* Takes the next part of a dotted name from *rest. */
static bool enter(const struct shape *shape, struct json_object *in, char **rest, struct step *step)
{
        char *part = strsep(rest, ".");

        *step = (struct step){.in = in};
        if (shape->kind == SHAPE_STRUCTURE) {
                step->shape = shapes_member(shape, part);
                step->member = part;
                return step->shape != NULL;
        }
        if (strcmp(part, shape->item_name) != 0 || !*rest)
                return false;
        part = strsep(rest, ".");
        step->shape = shape->item;
        step->index = (size_t)strtoul(part, NULL, 10) - 1;
        return step->index < MOST_ITEMS;
}

static bool put(const struct shape *shape, struct json_object *into, char *name, const char *value,
                bool *type)
{
        char *rest = name;
        struct step step;

        for (;;) {
                struct json_object *there;

                if (!holds_others(shape) || !enter(shape, into, &rest, &step))
                        return false;
                if (!rest)
                        break;
                there = standing(&step);
                if (!there) {
                        if (!holds_others(step.shape))
                                return false;
                        there = container(step.shape);
                        stand(&step, there);
                }
                shape = step.shape;
                into = there;
        }
        if (holds_others(step.shape)) {
                if (*value) /* `Tags=` is an empty list, `Tags=x` is nothing */
                        return false;
                if (!standing(&step))
                        stand(&step, container(step.shape));
                return true;
        }
        if (standing(&step))
                return false;
        into = scalar(step.shape, value);
        if (!into) {
                *type = false;
                return false;
        }
        stand(&step, into);
        return true;
}

bool wire_query_decode(const struct shape *input, const struct form *form, struct json_object **out,
                       char **why)
{
        static const struct shape nothing = {.kind = SHAPE_STRUCTURE};

        *out = json_object_new_object();
        for (size_t i = 0; i < form->count; i++) {
                const struct form_pair *pair = &form->pairs[i];
                bool type = true;
                char *name;
                bool ok;

                if (strcmp(pair->name, "Action") == 0 || strcmp(pair->name, "Version") == 0)
                        continue;
                name = xstrdup(pair->name);
                ok = put(input ? input : &nothing, *out, name, pair->value, &type);
                free(name);
                if (ok)
                        continue;
                *why = xasprintf(type ? "%s is not a parameter of this action"
                                      : "the value of %s is malformed",
                                 pair->name);
                json_object_put(*out);
                *out = NULL;
                return false;
        }
        return true;
}

static void add_value(const struct shape *shape, const char *name, struct json_object *value,
                      struct text *body);

static void add_structure(const struct shape *shape, struct json_object *value, struct text *body)
{
        for (size_t i = 0; i < shape->count; i++) {
                struct json_object *member = json_get(value, shape->members[i].name);

                if (member)
                        add_value(shape->members[i].shape, shape->members[i].name, member, body);
        }
}

static void add_value(const struct shape *shape, const char *name, struct json_object *value,
                      struct text *body)
{
        size_t start;

        text_add_char(body, '<');
        text_add(body, name);
        text_add_char(body, '>');
        start = body->len;
        if (shape->kind == SHAPE_STRUCTURE) {
                add_structure(shape, value, body);
        } else if (shape->kind == SHAPE_LIST) {
                for (size_t i = 0; i < json_count(value); i++)
                        add_value(shape->item, shape->item_name, json_at(value, i), body);
        } else if (shape->kind == SHAPE_TIME && !json_object_is_type(value, json_type_string)) {
                char iso[ISO_SIZE];

                iso_format((int64_t)(json_object_get_double(value) * 1000), iso);
                text_add(body, iso);
        } else if (shape->kind == SHAPE_INTEGER || shape->kind == SHAPE_FLAG) {
                json_add_line(body, value);
        } else {
                text_add_xml(body, json_object_get_string(value));
        }
        if (body->len == start) { /* empty: <Name/> */
                body->data[start - 1] = '/';
                text_add_char(body, '>');
                return;
        }
        text_add(body, "</");
        text_add(body, name);
        text_add_char(body, '>');
}

void wire_query_answer(const struct shape_service *service, const struct shape_operation *operation,
                       struct json_object *out, const char *request_id, struct text *body)
{
        text_addf(body, "<%sResponse xmlns=\"%s\">\n", operation->name, service->xmlns);
        if (operation->output) {
                text_addf(body, "<%sResult>", operation->name);
                add_structure(operation->output, out, body);
                text_addf(body, "</%sResult>\n", operation->name);
        }
        text_addf(body,
                  "<ResponseMetadata><RequestId>%s</RequestId></ResponseMetadata>\n"
                  "</%sResponse>\n",
                  request_id, operation->name);
}

void wire_query_error(const struct shape_service *service, int status, const char *code,
                      const char *message, const char *request_id, struct text *body)
{
        text_addf(body, "<ErrorResponse xmlns=\"%s\">\n<Error><Type>%s</Type><Code>",
                  service ? service->xmlns : "http://webservices.amazon.com/AWSFault/2005-15-09",
                  status < 500 ? "Sender" : "Receiver");
        text_add_xml(body, code);
        text_add(body, "</Code><Message>");
        text_add_xml(body, message);
        text_addf(body, "</Message></Error>\n<RequestId>%s</RequestId>\n</ErrorResponse>\n",
                  request_id);
}
