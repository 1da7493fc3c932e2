/*
 * What a call waits for before an attempt. Both tell the stage's note and the trace what they wait
 * for, and return false with the stage's reason in err (ERR_INTERRUPTED, ERR_TIMEOUT, ERR_AGAIN)
 * when the stage whose fiber this is must not go on. Other fibers wait to the end.
 */
#ifndef SNAPLIFT_AWS_CALL_WAIT_H
#define SNAPLIFT_AWS_CALL_WAIT_H

#include "engine/aws/answer.h"
#include "engine/aws/call.h"

/* For what rate.h allows. */
bool call_wait_turn(struct aws *aws, const struct call *call, struct err *err);
/* For ms, after an attempt that ended as `a` says; its error in err is replaced when false. */
bool call_wait_repeat(struct aws *aws, const struct call *call, const struct answer *a, int64_t ms,
                      struct err *err);

#endif
