/*
 * How fast AWS may be asked. One token bucket per account, region, service and class of operations,
 * shared by all contexts (struct aws) of a process:
 *
 *      rate_join -> [rate_turn -> the call -> rate_answered]... -> rate_leave
 *
 * ECS's buckets begin with its published limits (docs.aws.amazon.com/AmazonECS/latest/
 * APIReference/request-throttling.html). Others publish none: theirs begin without a limit. In
 * either, a throttled answer cuts the rate and answered calls raise it again, as botocore's
 * adaptive mode does (retries/adaptive.py, bucket.py, and the CUBIC curve of throttling.py), with
 * two differences: a rate measured over less than half a second counts too, and after a minute
 * without a throttle what was learned is forgotten, since a process that mostly waits measures next
 * to nothing and would stay slow.
 *
 * Those who wait are served in the order they came, changes before reads.
 */
#ifndef SNAPLIFT_AWS_RATE_H
#define SNAPLIFT_AWS_RATE_H

#include <stdbool.h>
#include <stdint.h>

#include "engine/base/err.h"
#include "engine/loop/loop.h"

struct operation;
struct rate;

/* account: 12 digits, or NULL while it is not known; those without one share. published: false
 * when the account's limits are not the published ones (SNAPLIFT_RATE_LIMITS=learned). */
struct rate *rate_join(struct loop *loop, const char *account, const char *region, bool published);
/* Nobody who joined may still wait; NULL is allowed. */
void rate_leave(struct rate *r);

/* The account of one that joined without. When nobody shares r, the same buckets under that name;
 * else those of the account, which the caller then joined: it leaves both. */
struct rate *rate_of_account(struct rate *r, const char *account);

/* How a turn is waited for. */
struct rate_patience {
        /* Once, when it takes a while. limit: "1/s"; learned: it is not a published one. */
        void (*tell)(void *arg, int64_t ms, const char *limit, bool learned);
        /* Sleeps; false: does not want to wait any more. */
        bool (*pause)(void *arg, int64_t ms, struct err *err);
        void *arg;
};

/* Waits until the operation may be called. False only when pause() says so. */
bool rate_turn(struct rate *r, const struct operation *op, const struct rate_patience *patience,
               struct err *err);
/* Calls a second that it is kept to now; 0: no limit. */
double rate_of_operation(struct rate *r, const struct operation *op);
/* It was answered: throttled, or not. */
void rate_answered(struct rate *r, const struct operation *op, bool throttled);

#endif
