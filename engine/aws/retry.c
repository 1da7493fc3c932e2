/* Attempts, the retry quota and jittered back-off. */
#include "engine/aws/retry.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"

enum {
        DEFAULT_ATTEMPTS = 3,
        THROTTLED_ATTEMPTS = 10,
        QUOTA = 500,
        COST = 5,
        COST_OF_LOST = 10, /* no answer in time */
        ATTEMPTS_MOST = 1000,
        MAX_DELAY = 20 * 1000,
        MAX_MORE = 5 * 1000, /* how much x-amz-retry-after may add */
};

/* From the environment, else from the profile; `where` says which. */
static const char *setting(const struct environment *env, const struct profile *profile,
                           const char *variable, const char *key, const char **where)
{
        const char *value = environment_get(env, variable);

        *where = variable;
        if (!value) {
                *where = key;
                value = profile_get(profile, key);
        }
        return value;
}

/* The modes differ in the SDKs; here there is one, with the rates of "adaptive". */
static bool check_mode(const char *where, const char *mode, struct err *err)
{
        static const char *const modes[] = {"legacy", "standard", "adaptive"};

        for (size_t i = 0; mode && i < ARRAY_LEN(modes); i++) {
                if (strcmp(mode, modes[i]) == 0)
                        return true;
        }
        return !mode || err_set(err, ERR_INVALID,
                                "%s is \"%s\", expected standard, adaptive or legacy", where, mode);
}

bool retry_init(struct retry *r, const struct environment *env, const struct profile *profile,
                struct err *err)
{
        const char *where, *value;
        char *end;
        long n = DEFAULT_ATTEMPTS;

        value = setting(env, profile, "AWS_RETRY_MODE", "retry_mode", &where);
        if (!check_mode(where, value, err))
                return false;
        value = setting(env, profile, "AWS_MAX_ATTEMPTS", "max_attempts", &where);
        if (value) {
                n = strtol(value, &end, 10);
                if (*end || n < 1 || n > ATTEMPTS_MOST)
                        return err_set(err, ERR_INVALID, "%s is \"%s\", not a number from 1 to %d",
                                       where, value, ATTEMPTS_MOST);
        }
        r->attempts = (int)n;
        for (int i = 0; i < SERVICE_COUNT; i++)
                r->quota[i] = QUOTA;
        return true;
}

static int most_attempts(const struct retry *r, enum answer_kind kind)
{
        /* One attempt means that somebody wants no repeating at all. */
        if (kind == ANSWER_THROTTLED && r->attempts > 1 && r->attempts < THROTTLED_ATTEMPTS)
                return THROTTLED_ATTEMPTS;
        return r->attempts;
}

bool retry_allowed(struct retry *r, enum aws_service service, enum answer_kind kind,
                   struct retry_call *call)
{
        int cost = kind == ANSWER_LOST ? COST_OF_LOST : COST;

        if (call->attempt >= most_attempts(r, kind) || r->quota[service] < cost)
                return false;
        r->quota[service] -= cost;
        call->drawn = cost;
        return true;
}

static int64_t smaller(int64_t a, int64_t b)
{
        return a < b ? a : b;
}

int64_t retry_delay(struct loop *loop, const struct retry_call *call, const struct answer *answer)
{
        int doublings = call->attempt - 1;
        int64_t most = doublings < 5 ? smaller((int64_t)1000 << doublings, MAX_DELAY) : MAX_DELAY;
        int64_t delay = (int64_t)loop_random(loop, (uint64_t)most + 1);

        if (answer->retry_after > delay)
                delay = smaller(answer->retry_after, delay + MAX_MORE);
        return delay;
}

void retry_succeeded(struct retry *r, enum aws_service service, const struct retry_call *call)
{
        int back = call->drawn ? call->drawn : 1;

        r->quota[service] += back;
        if (r->quota[service] > QUOTA)
                r->quota[service] = QUOTA;
}
