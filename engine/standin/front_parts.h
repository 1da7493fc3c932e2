/* What the parts of the HTTP front share: one request on its way through.
 *
 *      front.c         may the caller, are the members right, then the model; the list of calls
 *      front_route.c   which protocol, service and operation
 *      front_answer.c  the answer or the error as the protocol has it
 */
#ifndef SNAPLIFT_STANDIN_FRONT_PARTS_H
#define SNAPLIFT_STANDIN_FRONT_PARTS_H

#include "engine/standin/form.h"
#include "engine/standin/front.h"

enum protocol { PROTOCOL_QUERY, PROTOCOL_JSON, PROTOCOL_CBOR, PROTOCOL_REST };

/* One request on its way through. */
struct exchange {
        struct standin *s;
        const struct http_request *request;
        struct http_response *response;
        const struct shape_service *service;     /* NULL until known */
        const struct shape_operation *operation; /* NULL until known */
        const struct operation *model;
        enum protocol protocol;
        struct form form; /* query only */
        struct call call;
        char id[37];
};

/* Fills in protocol, service, operation and model; fails the call when there is none. */
bool front_route(struct exchange *x);
/* {service: [operation, ...]} of all that can be asked. */
void front_put_operations(struct json_object *into);
void front_answer_error(struct exchange *x);
void front_answer_members(struct exchange *x);

#endif
