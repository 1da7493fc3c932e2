/* Answers that the cloud never gave: AWS's errors in each protocol, pages of proxies. */
#ifndef SNAPLIFT_SIM_REFUSALS_H
#define SNAPLIFT_SIM_REFUSALS_H

#include <stdbool.h>
#include <stdint.h>

#include "engine/loop/http.h"
#include "engine/sim/faults.h"

/* REST: EventBridge Scheduler's, JSON as well, with the code in a header. */
enum protocol { PROTOCOL_QUERY, PROTOCOL_JSON, PROTOCOL_REST };

const char *protocol_type(enum protocol p); /* of contents */

/* An error as the protocol has it. */
void refuse(struct http_response *response, enum protocol p, int status, const char *code);

/* The answer that this kind of fault is, if it is one that needs nothing but an answer: each
 * throttle, each error of a server, a page. operation: for quotas, which few operations meet. */
bool refuse_with(struct http_response *response, enum protocol p, const char *operation,
                 enum fault_what what);

/* What AWS answers to a signature whose time is off: theirs is AWS's time, told in the answer's
 * Date; which chooses the code. */
void refuse_clock(struct http_response *response, enum protocol p, int64_t theirs, int64_t which);

#endif
