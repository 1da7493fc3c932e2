/* Waiting for a turn or for a repeat: told, and cut short when the stage is to stop. */
#include "engine/aws/call_wait.h"

#include "engine/aws/context.h"
#include "engine/base/log.h"
#include "engine/base/stamp.h"
#include "engine/run/stage.h"

enum { TELL_FROM = 500 /* ms */ };

struct waiting {
        struct aws *aws;
        const struct call *call;
};

static void tell_wait(struct aws *aws, const struct call *call, int64_t ms, const char *why)
{
        struct aws_wait_report r = {
                .service = services[call->op->service].name,
                .operation = call->op->name,
                .mutating = call->op->mutating,
                .at = loop_now(aws->loop),
                .ms = ms,
                .why = why,
        };

        log_debug("aws", "%s %s waits %lld ms: %s", r.service, r.operation, (long long)ms, why);
        if (aws->waits)
                aws->waits(aws->called_arg, &r);
}

static void tell_turn(void *arg, int64_t ms, const char *limit, bool learned)
{
        const struct waiting *w = arg;
        char time[24];

        duration_format(ms, time);
        tell_wait(w->aws, w->call, ms, limit);
        if (stage_current())
                stage_note(stage_current(), "waiting %s for %s %s (%s%s)", time,
                           services[w->call->op->service].name, w->call->op->name, limit,
                           learned ? ", as AWS throttles" : "");
}

/* What a stage waits for ends with the stage's patience. */
static bool pause_call(void *arg, int64_t ms, struct err *err)
{
        const struct waiting *w = arg;

        if (stage_current())
                return stage_sleep(stage_current(), ms, err);
        fiber_sleep(w->aws->loop, ms);
        return true;
}

bool call_wait_turn(struct aws *aws, const struct call *call, struct err *err)
{
        struct waiting w = {aws, call};
        struct rate_patience patience = {.tell = tell_turn, .pause = pause_call, .arg = &w};

        return rate_turn(aws->rate, call->op, &patience, err);
}

bool call_wait_repeat(struct aws *aws, const struct call *call, const struct answer *a, int64_t ms,
                      struct err *err)
{
        struct waiting w = {aws, call};
        struct err stop = ERR_INIT;
        const char *why = a->code;
        char time[24];

        if (!why)
                why = a->kind == ANSWER_UNREACHABLE ? "unreachable"
                      : a->kind == ANSWER_GARBLED   ? "unreadable"
                                                    : "no-answer";
        if (ms >= TELL_FROM) {
                tell_wait(aws, call, ms, why);
                duration_format(ms, time);
                if (stage_current())
                        stage_note(stage_current(), "waiting %s to repeat %s %s (%s)", time,
                                   services[call->op->service].name, call->op->name, why);
        }
        if (pause_call(&w, ms, &stop))
                return true;
        err_clear(err);
        err_move(err, &stop);
        return false;
}
