/* Answers that the cloud never gave: AWS's errors in both protocols, pages of proxies. */
#ifndef SNAPLIFT_SIM_REFUSALS_H
#define SNAPLIFT_SIM_REFUSALS_H

#include <stdbool.h>
#include <stdint.h>

#include "engine/loop/http.h"
#include "engine/sim/faults.h"

/* An error as the protocol has it. */
void refuse(struct http_response *response, bool json, int status, const char *code);

/* The answer that this kind of fault is, if it is one that needs nothing but an answer: each
 * throttle, each error of a server, a page. operation: for quotas, which few operations meet. */
bool refuse_with(struct http_response *response, bool json, const char *operation,
                 enum fault_what what);

/* What AWS answers to a signature whose time is off: theirs is AWS's time, told in the answer's
 * Date; which chooses the code. */
void refuse_clock(struct http_response *response, bool json, int64_t theirs, int64_t which);

#endif
