/*
 * The wire protocols. Decoding gives the request's members as JSON by their names in the
 * service's model; encoding writes an answer or an error as AWS does.
 */
#ifndef SNAPLIFT_STANDIN_WIRE_H
#define SNAPLIFT_STANDIN_WIRE_H

#include "engine/base/json.h"
#include "engine/loop/http.h"
#include "engine/standin/form.h"
#include "engine/standin/shapes.h"

/* Query: "Filters.Filter.1.Name=engine" by the shape; Action and Version are passed over. The
 * caller owns *out. False: *why (the caller's to free) says which parameter and what is wrong. */
bool wire_query_decode(const struct shape *input, const struct form *form, struct json_object **out,
                       char **why);
/* <ActionResponse xmlns><ActionResult>...</ActionResult><ResponseMetadata>... */
void wire_query_answer(const struct shape_service *service, const struct shape_operation *operation,
                       struct json_object *out, const char *request_id, struct text *body);
void wire_query_error(const struct shape_service *service, int status, const char *code,
                      const char *message, const char *request_id, struct text *body);

/* JSON 1.1. An empty body is an empty object. */
bool wire_json_decode(const char *body, size_t len, struct json_object **out, char **why);
void wire_json_answer(struct json_object *out, struct text *body);
/* member: what the message is called. */
void wire_json_error(const char *code, const char *member, const char *message, struct text *body);

/* Smithy RPC v2 CBOR: the same values in another coat. An empty body is an empty object. */
bool wire_cbor_decode(const char *body, size_t len, struct json_object **out, char **why);
void wire_cbor_answer(const struct shape_operation *operation, struct json_object *out,
                      struct text *body);
void wire_cbor_error(const char *code, const char *member, const char *message, struct text *body);

/* REST with JSON bodies: members of the path and the query are put beside the body's. */
bool wire_rest_decode(const struct shape_operation *operation, const char *url, const char *body,
                      size_t len, struct json_object **out, char **why);
void wire_rest_error(const char *member, const char *message, struct text *body);

#endif
