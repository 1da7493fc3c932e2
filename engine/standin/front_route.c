/* Which protocol a request speaks, and which service and operation it is for. */
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/standin/front_parts.h"

static const struct operation *const tables[] = {
        rds_operations, ssm_operations,    sts_operations,    secrets_operations,
        ecs_operations, events_operations, alarms_operations, scheduler_operations,
        kms_operations, ecr_operations,    sns_operations,    iam_operations,
};

static const struct operation *find_model(const char *service, const char *operation)
{
        for (size_t i = 0; i < ARRAY_LEN(tables); i++) {
                if (!tables[i][0].name || strcmp(tables[i][0].service, service) != 0)
                        continue;
                for (const struct operation *o = tables[i]; o->name; o++)
                        if (strcmp(o->name, operation) == 0)
                                return o;
        }
        return NULL;
}

static enum protocol protocol_of(const struct http_request *request)
{
        const struct shape_operation *operation;
        char *path = xstrndup(request->url, strcspn(request->url, "?"));
        enum protocol found = PROTOCOL_QUERY;

        if (http_headers_get(&request->headers, "smithy-protocol"))
                found = PROTOCOL_CBOR;
        else if (http_headers_get(&request->headers, "X-Amz-Target"))
                found = PROTOCOL_JSON;
        else if (shapes_of_path(request->method, path, &operation))
                found = PROTOCOL_REST;
        free(path);
        return found;
}

/* False when the service is unknown, or has no such operation, or the stand-in does not do it. */
static bool look_up(struct exchange *x, const struct shape_service *service, const char *operation)
{
        x->service = service;
        if (!service)
                return false;
        x->operation = shapes_operation(service, operation);
        if (!x->operation)
                return false;
        x->model = find_model(service->name, x->operation->name);
        return x->model != NULL;
}

/* Which service and operation; fails the call when there is none. */
static bool route_query(struct exchange *x)
{
        const char *query = strchr(x->request->url, '?');
        const char *version, *action;
        bool ok;

        if (strcmp(x->request->method, "GET") == 0)
                ok = form_parse(query ? query + 1 : "", query ? strlen(query + 1) : 0, &x->form);
        else
                ok = form_parse(x->request->body, x->request->body_len, &x->form);
        if (!ok) {
                call_fail(&x->call, 400, "MalformedInput", "The body is not a form");
                return false;
        }
        version = form_get(&x->form, "Version");
        action = form_get(&x->form, "Action");
        if (!action) {
                call_fail(&x->call, 400, "MissingAction", "The request must contain an Action");
                return false;
        }
        x->call.operation = action;
        if (!look_up(x, version ? shapes_of_version(version) : NULL, action)) {
                call_fail(&x->call, 400, "InvalidAction",
                          "Could not find operation %s for version %s", action,
                          version ? version : "NO_VERSION_SPECIFIED");
                return false;
        }
        return true;
}

static bool unknown(struct exchange *x, const char *what)
{
        call_fail(&x->call, 400, "UnknownOperationException", "The stand-in has no operation %s",
                  what);
        return false;
}

static bool route_json(struct exchange *x)
{
        const char *target = http_headers_get(&x->request->headers, "X-Amz-Target");
        const char *dot = strrchr(target, '.');
        char *service = dot ? xstrndup(target, (size_t)(dot - target)) : NULL;
        bool found;

        x->call.operation = dot ? dot + 1 : target;
        found = look_up(x, service ? shapes_of_target(service) : NULL, x->call.operation);
        free(service);
        return found || unknown(x, target);
}

/* /service/GraniteServiceVersion20100801/operation/DescribeAlarms */
static bool route_cbor(struct exchange *x)
{
        static const char before[] = "/service/", between[] = "/operation/";
        const char *url = x->request->url, *middle = strstr(url, between);
        char *service;
        bool found;

        if (!text_starts(url, before) || !middle)
                return unknown(x, url);
        service = xstrndup(url + strlen(before), (size_t)(middle - url) - strlen(before));
        x->call.operation = middle + strlen(between);
        found = look_up(x, shapes_of_target(service), x->call.operation);
        free(service);
        return found || unknown(x, url);
}

static bool route_rest(struct exchange *x)
{
        char *path = xstrndup(x->request->url, strcspn(x->request->url, "?"));
        const struct shape_service *service =
                shapes_of_path(x->request->method, path, &x->operation);

        free(path);
        return look_up(x, service, x->operation->name) || unknown(x, x->request->url);
}

bool front_route(struct exchange *x)
{
        x->protocol = protocol_of(x->request);
        switch (x->protocol) {
        case PROTOCOL_JSON:
                return route_json(x);
        case PROTOCOL_CBOR:
                return route_cbor(x);
        case PROTOCOL_REST:
                return route_rest(x);
        case PROTOCOL_QUERY:
                break;
        }
        return route_query(x);
}

void front_put_operations(struct json_object *into)
{
        for (size_t i = 0; i < ARRAY_LEN(tables); i++) {
                struct json_object *list = json_object_new_array();

                for (const struct operation *o = tables[i]; o->name; o++)
                        json_add_text(list, o->name);
                json_put(into, tables[i][0].service, list);
        }
}
