/*
 * The transport of a simulated world: passes calls on to the cloud and counts them by operation.
 * Requests to http://site.test go to the test instead.
 */
#ifndef SNAPLIFT_TESTS_SIM_HELPER_WIRE_H
#define SNAPLIFT_TESTS_SIM_HELPER_WIRE_H

#include "engine/loop/http.h"

/* Takes inner. */
struct transport *wire_new(struct transport *inner);
/* Calls of that operation so far, lost and refused ones included. */
int64_t wire_count(struct transport *wire, const char *operation);

/* The form or JSON of the last call of that operation, as it was sent; NULL: none. Borrowed. */
const char *wire_last(struct transport *wire, const char *operation);
/* A call that Snaplift itself never makes: "Target.Operation" and JSON with ' for ". Waits; the
 * answer's status. */
int wire_call(struct transport *wire, const char *target, const char *json);
/* The same to RDS: "Action=...&...". */
int wire_form(struct transport *wire, const char *form);

/* From now on answers to that operation (NULL: all) have `to` for `from`, which is as long.
 * Borrowed.
 */
void wire_replace(struct transport *wire, const char *operation, const char *from, const char *to);

/* Answers like a transport's perform; may wait. */
typedef bool (*wire_site_fn)(void *arg, const struct http_request *request,
                             struct http_response *response, struct err *err);
void wire_set_site(struct transport *wire, wire_site_fn site, void *arg);

#endif
