/*
 * When to repeat a call, and after how long: AWS's standard mode (botocore/retries/standard.py,
 * quota.py) with two differences. Throttled calls may go on for longer, since a promotion that
 * gives up has to be rolled back; and LimitExceededException is not a throttle: for every service
 * here it is a quota of the account, which waiting does not lift.
 *
 * AWS_MAX_ATTEMPTS (max_attempts in the profile) counts the first attempt too. AWS_RETRY_MODE
 * (retry_mode) may be standard, adaptive or legacy, and makes no difference: rates are learned from
 * throttled answers in each (rate.h), which is what adaptive adds; legacy is treated as standard.
 */
#ifndef SNAPLIFT_AWS_RETRY_H
#define SNAPLIFT_AWS_RETRY_H

#include "engine/aws/answer.h"
#include "engine/aws/environment.h"
#include "engine/aws/profile.h"
#include "engine/aws/service.h"
#include "engine/loop/loop.h"

struct retry {
        int attempts;             /* of one call, the first included */
        int quota[SERVICE_COUNT]; /* what is left for repeating */
};

bool retry_init(struct retry *r, const struct environment *env, const struct profile *profile,
                struct err *err);

/* The state of one call. */
struct retry_call {
        int attempt; /* that just ended, from 1 */
        int drawn;   /* from the quota, for the last repeat */
};

/* Draws from the quota when it says yes. */
bool retry_allowed(struct retry *r, enum aws_service service, enum answer_kind kind,
                   struct retry_call *call);
/* ms until the next attempt. */
int64_t retry_delay(struct loop *loop, const struct retry_call *call, const struct answer *answer);
void retry_succeeded(struct retry *r, enum aws_service service, const struct retry_call *call);

#endif
