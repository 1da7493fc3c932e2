/* An answer or an error as the protocol asked for has it. */
#include <stdlib.h>

#include "engine/base/log.h"
#include "engine/base/mem.h"
#include "engine/standin/front_parts.h"
#include "engine/standin/wire.h"

void front_settle_error(const struct shape_operation *operation, struct call *call)
{
        const struct shape_error *e = shapes_error(operation, call->error);
        char *why;

        if (e)
                call->status = e->status;
        if (e || shapes_common_error(call->error))
                return;
        why = xasprintf("The stand-in is wrong: the model of %s has no error %s (%s)",
                        operation->name, call->error, call->message);
        log_debug("standin", "%s", why);
        free(call->error);
        free(call->message);
        call->error = xstrdup("InternalFailure");
        call->message = why;
        call->status = 500;
}

/* A service that once spoke query tells its old code to those who wait for it. */
static void add_query_error(struct exchange *x)
{
        const struct shape_error *e =
                x->operation ? shapes_error(x->operation, x->call.error) : NULL;
        char *value;

        if (!x->service || !x->service->query || x->protocol == PROTOCOL_QUERY)
                return;
        value = xasprintf("%s;%s", e ? e->code : x->call.error,
                          x->call.status < 500 ? "Sender" : "Receiver");
        http_headers_add(&x->response->headers, "x-amzn-query-error", value);
        free(value);
}

void front_answer_error(struct exchange *x)
{
        const struct shape_error *e =
                x->operation ? shapes_error(x->operation, x->call.error) : NULL;
        const char *name = e ? e->name : x->call.error, *member = e ? e->message : "message";
        struct text *body = &x->response->body;

        add_query_error(x);
        switch (x->protocol) {
        case PROTOCOL_QUERY:
                wire_query_error(x->service, x->call.status, e ? e->code : x->call.error,
                                 x->call.message, x->id, body);
                break;
        case PROTOCOL_JSON:
                wire_json_error(name, member, x->call.message, body);
                break;
        case PROTOCOL_CBOR:
                wire_cbor_error(name, member, x->call.message, body);
                break;
        case PROTOCOL_REST:
                http_headers_add(&x->response->headers, "x-amzn-ErrorType", name);
                wire_rest_error(member, x->call.message, body);
                break;
        }
}

void front_answer_members(struct exchange *x)
{
        struct text *body = &x->response->body;

        switch (x->protocol) {
        case PROTOCOL_QUERY:
                wire_query_answer(x->service, x->operation, x->call.out, x->id, body);
                break;
        case PROTOCOL_CBOR:
                wire_cbor_answer(x->operation, x->call.out, body);
                break;
        case PROTOCOL_JSON:
        case PROTOCOL_REST:
                wire_json_answer(x->call.out, body);
                break;
        }
}
