#include "tests/sim/helper_wire.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/json.h"
#include "engine/base/mem.h"
#include "engine/base/text.h"

struct wire {
        struct transport transport;
        struct transport *inner;
        struct json_object *counts; /* operation -> calls */
        struct json_object *last;   /* operation -> body */
        wire_site_fn site;
        void *arg;
        const char *replaced_in, *from, *to; /* or NULL */
};

/* "Service_1234.Operation" in the header, Action=Operation in the form, or one of the Scheduler's
 * paths. The caller frees. */
static char *operation_of(const struct http_request *request)
{
        const char *target = http_headers_get(&request->headers, "X-Amz-Target"), *end;
        const char *dot = target ? strrchr(target, '.') : NULL;
        char *body, *action, *operation = NULL;

        if (dot)
                return xstrdup(dot + 1);
        if (strstr(request->url, "/schedules/"))
                return xstrdup("GetSchedule");
        if (strstr(request->url, "/schedules?"))
                return xstrdup("ListSchedules");
        body = xstrndup(request->body ? request->body : "", request->body_len);
        action = strstr(body, "Action=");
        if (action) {
                action += strlen("Action=");
                end = action + strcspn(action, "&");
                operation = xstrndup(action, (size_t)(end - action));
        }
        free(body);
        return operation;
}

static void replace(struct wire *w, const char *operation, struct http_response *response)
{
        bool meant = w->from && (!w->replaced_in || text_same(w->replaced_in, operation));
        char *found = meant ? response->body.data : NULL;

        while (found && (found = strstr(found, w->from)) != NULL)
                memcpy(found, w->to, strlen(w->to));
}

static bool perform(struct transport *t, const struct http_request *request,
                    struct http_response *response, struct err *err)
{
        struct wire *w = (struct wire *)t;
        char *operation;
        bool ok;

        if (w->site && text_starts(request->url, "http://site.test"))
                return w->site(w->arg, request, response, err);
        operation = operation_of(request);
        if (operation) {
                json_put_int(w->counts, operation, json_int(w->counts, operation) + 1);
                json_put(w->last, operation,
                         json_object_new_string_len(request->body ? request->body : "",
                                                    (int)request->body_len));
        }
        /* Not transport_perform(): the recorder (tests/wire) has seen it. */
        ok = w->inner->perform(w->inner, request, response, err);
        replace(w, operation, response);
        free(operation);
        return ok;
}

void wire_replace(struct transport *wire, const char *operation, const char *from, const char *to)
{
        ((struct wire *)wire)->replaced_in = operation;
        ((struct wire *)wire)->from = from;
        ((struct wire *)wire)->to = to;
}

static void wire_free(struct transport *t)
{
        struct wire *w = (struct wire *)t;

        transport_free(w->inner);
        json_object_put(w->counts);
        json_object_put(w->last);
        free(w);
}

struct transport *wire_new(struct transport *inner)
{
        struct wire *w = xcalloc(1, sizeof(*w));

        w->transport.perform = perform;
        w->transport.free = wire_free;
        w->inner = inner;
        w->counts = json_object_new_object();
        w->last = json_object_new_object();
        return &w->transport;
}

int64_t wire_count(struct transport *wire, const char *operation)
{
        return json_int(((struct wire *)wire)->counts, operation);
}

const char *wire_last(struct transport *wire, const char *operation)
{
        return json_text(((struct wire *)wire)->last, operation);
}

static char *quoted(const char *json)
{
        char *body = xstrdup(json);

        for (char *c = body; *c; c++)
                if (*c == '\'')
                        *c = '"';
        return body;
}

/* Past the counting. */
static int send(struct transport *wire, struct http_request *request)
{
        struct http_response response = {0};
        struct err err = ERR_INIT;
        int status;

        request->method = "POST";
        request->url = "http://stand.in/";
        transport_perform(((struct wire *)wire)->inner, request, &response, &err);
        status = response.status;
        http_headers_release(&request->headers);
        http_response_release(&response);
        err_clear(&err);
        return status;
}

int wire_call(struct transport *wire, const char *target, const char *json)
{
        struct http_request request = {0};
        char *body = quoted(json);
        int status;

        http_headers_add(&request.headers, "X-Amz-Target", target);
        http_headers_add(&request.headers, "Content-Type", "application/x-amz-json-1.1");
        request.body = body;
        request.body_len = strlen(body);
        status = send(wire, &request);
        free(body);
        return status;
}

int wire_form(struct transport *wire, const char *form)
{
        struct http_request request = {0};
        char *body = xasprintf("Version=2014-10-31&%s", form);
        int status;

        http_headers_add(&request.headers, "Content-Type", "application/x-www-form-urlencoded");
        request.body = body;
        request.body_len = strlen(body);
        status = send(wire, &request);
        free(body);
        return status;
}

void wire_set_site(struct transport *wire, wire_site_fn site, void *arg)
{
        struct wire *w = (struct wire *)wire;

        w->site = site;
        w->arg = arg;
}
