/* The life of one call: credentials, attempts, reports, and what its failure is called. */
#include "engine/aws/call.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "engine/aws/answer.h"
#include "engine/aws/call_wait.h"
#include "engine/aws/context.h"
#include "engine/base/log.h"
#include "engine/base/mem.h"
#include "engine/base/stamp.h"
#include "engine/run/stage.h"

enum {
        CONNECT_TIMEOUT = 10 * 1000,
        CALL_TIMEOUT = 60 * 1000,
        MESSAGE_MAX = 500,
};

static void add_headers(const struct service *service, const struct operation *op,
                        struct http_request *request)
{
        char *target;

        if (!service->version && !service->target)
                return;
        if (service->version) {
                http_headers_add(&request->headers, "Content-Type",
                                 "application/x-www-form-urlencoded; charset=utf-8");
                return;
        }
        target = xasprintf("%s.%s", service->target, op->name);
        http_headers_add(&request->headers, "Content-Type", "application/x-amz-json-1.1");
        http_headers_add(&request->headers, "X-Amz-Target", target);
        free(target);
}

static bool send_once(struct aws *aws, const struct call *call, const struct credentials *who,
                      struct http_response *response, struct err *err)
{
        const struct service *service = &services[call->op->service];
        struct http_signing signing = {
                .region = aws->signing_regions[call->op->service],
                .service = service->endpoint,
                .access_key = who ? who->access_key : NULL,
                .secret_key = who ? who->secret_key : NULL,
                .session_token = who ? who->session_token : NULL,
                .time = aws->skew ? aws_now(aws) : 0,
        };
        char *url =
                xasprintf("%s%s", aws->endpoints[call->op->service], call->path ? call->path : "/");
        struct http_request request = {
                .method = call->path ? "GET" : "POST",
                .url = url,
                .body = call->body,
                .body_len = call->body_len,
                .signing = who ? &signing : NULL,
                .connect_timeout = CONNECT_TIMEOUT,
                .timeout = CALL_TIMEOUT,
        };
        bool ok;

        add_headers(service, call->op, &request);
        ok = transport_perform(aws->transport, &request, response, err);
        http_headers_release(&request.headers);
        free(url);
        return ok;
}

/* AWS's own keys are 40 characters. What is much shorter is a stand-in's, and a word that messages
 * have without repeating it: "test". */
enum { SHORTEST_KEY = 8 };

static bool repeats_secret(const char *message, const char *secret)
{
        return secret && *secret && strstr(message, secret);
}

/* AWS's words on one line, without any secret that AWS repeated in them. */
static char *clean_message(const struct call *call, const struct credentials *who,
                           const char *message)
{
        struct text out = TEXT_INIT;

        if (repeats_secret(message, call->secret) ||
            (who && ((who->secret_key && strlen(who->secret_key) >= SHORTEST_KEY &&
                      repeats_secret(message, who->secret_key)) ||
                     repeats_secret(message, who->session_token))))
                return xstrdup("(its message is withheld: it repeats a secret)");
        text_add_printable(&out, message);
        if (out.len > MESSAGE_MAX) {
                size_t end = MESSAGE_MAX;

                while (end && ((unsigned char)out.data[end] & 0xc0) == 0x80)
                        end--; /* not within a character */
                out.len = end;
                out.data[end] = '\0';
                text_add(&out, "...");
        }
        return text_steal(&out);
}

static enum err_code code_of(const struct call *call, const struct answer *a)
{
        switch (a->kind) {
        case ANSWER_TRANSIENT:
                return ERR_LOST;
        case ANSWER_GARBLED:
                return call->op->mutating ? ERR_LOST : ERR_INVALID;
        case ANSWER_THROTTLED:
                return a->code && answer_err_code(a->code, a->message) == ERR_CONFLICT
                               ? ERR_CONFLICT
                               : ERR_THROTTLED;
        case ANSWER_EXPIRED:
                return ERR_EXPIRED;
        default:
                return answer_err_code(a->code, a->message);
        }
}

static void say_next(struct aws *aws, const struct call *call, struct err *err)
{
        const char *source = aws->credentials ? credential_chain_source(aws->credentials) : NULL;

        if (!source)
                return; /* not signed: what to do is for the one who asked to say */
        if (err_is(err, ERR_EXPIRED))
                err_next(err, "renew the credentials (from %s), then resume the run", source);
        else if (err_has_reason(err, "SignatureDoesNotMatch") ||
                 err_has_reason(err, "InvalidSignatureException") ||
                 err_has_reason(err, "RequestTimeTooSkewed"))
                err_next(err, "check the secret key (from %s) and this machine's clock", source);
        else if (err_has_reason(err, "InvalidClientTokenId") ||
                 err_has_reason(err, "UnrecognizedClientException"))
                err_next(err, "check the credentials (from %s): AWS does not know them", source);
        else if (err_is(err, ERR_DENIED))
                err_next(err,
                         "allow %s:%s to the identity in use (from %s); snaplift iam-policy "
                         "prints all that a pipeline needs",
                         services[call->op->service].name, call->op->name, source);
        else if (err_has_reason(err, "ClusterNotFoundException"))
                err_next(err, "check the cluster's name and the region; those there are: aws ecs "
                              "list-clusters");
        else if (err_is(err, ERR_LIMIT))
                err_next(err, "raise the quota or free some of it");
}

/* "rds DescribeDBInstances: DBInstanceNotFound: DBInstance xy not found." */
static void describe(struct aws *aws, const struct call *call, const struct credentials *who,
                     int status, const struct answer *a, struct err *err)
{
        char *message = clean_message(call, who, a->message ? a->message : "");
        struct text text = TEXT_INIT;

        text_addf(&text, "%s %s: ", services[call->op->service].name, call->op->name);
        if (a->code)
                text_add_printable(&text, a->code);
        else
                text_addf(&text, "HTTP %d without an answer of AWS", status);
        if (*message)
                text_addf(&text, ": %s", message);
        if (call->subject && !strstr(text_str(&text), call->subject))
                text_addf(&text, " (%s)", call->subject);
        while (text.len && text.data[text.len - 1] == '.')
                text.data[--text.len] = '\0';
        err_set(err, code_of(call, a), "%s", text_str(&text));
        err_reason(err, a->code);
        say_next(aws, call, err);
        text_release(&text);
        free(message);
}

static void report(struct aws *aws, const struct call *call, int attempt, int status,
                   const struct answer *a, int64_t started, int64_t took)
{
        struct aws_call_report r = {
                .service = services[call->op->service].name,
                .operation = call->op->name,
                .mutating = call->op->mutating,
                .attempt = attempt,
                .status = status,
                .reason = a->code,
                .request_id = a->request_id,
                .started = started,
                .took = took,
        };

        /* TooManyUpdates is about one parameter, not about a rate. */
        if (a->kind != ANSWER_UNREACHABLE && a->kind != ANSWER_LOST)
                rate_answered(aws->rate, call->op,
                              a->kind == ANSWER_THROTTLED &&
                                      !text_same(r.reason, "TooManyUpdates"));
        if (a->kind != ANSWER_UNREACHABLE) {
                aws->counts.calls++;
                aws->counts.mutating += call->op->mutating;
        }
        aws->counts.retries += attempt > 1;
        log_debug("aws", "%s %s attempt %d: %d %s in %lld ms%s%s", r.service, r.operation, attempt,
                  status, a->code ? a->code : "", (long long)took,
                  a->request_id ? ", request " : "", a->request_id ? a->request_id : "");
        if (aws->called)
                aws->called(aws->called_arg, &r);
}

/* One attempt, from the credentials to its report. */
static void attempt(struct aws *aws, const struct call *call, const struct credentials *who,
                    int number, struct http_response *response, struct answer *a, struct err *err)
{
        int64_t started = loop_now(aws->loop), ticks = loop_ticks(aws->loop);

        *a = (struct answer){0};
        if (send_once(aws, call, who, response, err)) {
                answer_read(call->op->service, response, a);
                if (a->kind != ANSWER_OK)
                        describe(aws, call, who, response->status, a, err);
                else if (!call->read(call->arg, response, err))
                        a->kind = ANSWER_GARBLED;
        } else {
                a->kind = err_is(err, ERR_UNREACHABLE) ? ANSWER_UNREACHABLE : ANSWER_LOST;
                if (a->kind == ANSWER_UNREACHABLE && !err->next)
                        err_next(err, "check the network, the proxy and the endpoint: snaplift "
                                      "doctor tells where each is from");
                err_prefix(err, "%s %s", services[call->op->service].name, call->op->name);
        }
        report(aws, call, number, response->status, a, started, loop_ticks(aws->loop) - ticks);
}

static bool safe_to_repeat(const struct call *call, enum answer_kind kind)
{
        switch (kind) {
        case ANSWER_THROTTLED:
        case ANSWER_UNREACHABLE:
                return true;
        case ANSWER_TRANSIENT:
        case ANSWER_GARBLED:
        case ANSWER_LOST:
                return !call->op->mutating || call->repeatable;
        default:
                return false;
        }
}

static bool leaves_doubt(enum answer_kind kind)
{
        return kind == ANSWER_TRANSIENT || kind == ANSWER_LOST || kind == ANSWER_GARBLED;
}

/* The answer's Date shows how far this machine's clock is off; the next attempt is signed right. */
static bool correct_clock(struct aws *aws, const struct call *call, const struct answer *a)
{
        char time[24];

        if (!answer_blames_clock(a, aws_now(aws)))
                return false;
        aws->skew = a->date - loop_now(aws->loop);
        duration_format(aws->skew < 0 ? -aws->skew : aws->skew, time);
        log_debug("aws", "%s %s: %s: this machine's clock is %s %s",
                  services[call->op->service].name, call->op->name, a->code, time,
                  aws->skew < 0 ? "ahead" : "behind");
        if (stage_current())
                stage_note(stage_current(),
                           "this machine's clock is %s %s AWS's: signing with AWS's time", time,
                           aws->skew < 0 ? "ahead of" : "behind");
        return true;
}

/* --- the attempts --- */

struct attempts {
        struct retry_call tries;
        bool renewed;   /* the credentials, once */
        bool corrected; /* the clock, once */
        bool doubt;     /* an attempt may have been heard */
};

static bool try_again(struct aws *aws, const struct call *call, struct attempts *t,
                      const struct credentials *who, const struct answer *a, struct err *err)
{
        if (!t->corrected && correct_clock(aws, call, a)) {
                t->corrected = true;
                return true;
        }
        if (a->kind == ANSWER_EXPIRED && who && !t->renewed &&
            credential_chain_renew(aws->credentials, who)) {
                t->renewed = true;
                return true;
        }
        if (!safe_to_repeat(call, a->kind) ||
            !retry_allowed(&aws->retry, call->op->service, a->kind, &t->tries))
                return false;
        return call_wait_repeat(aws, call, a, retry_delay(aws->loop, &t->tries, a), err);
}

/* One round: a turn, credentials, an attempt. True: it is over, and *kind says how. */
static bool round_of(struct aws *aws, const struct call *call, struct attempts *t,
                     struct http_response *response, enum answer_kind *kind, struct err *err)
{
        struct credentials *who;
        struct answer a;
        bool again;

        *kind = ANSWER_REFUSED;
        if (!call_wait_turn(aws, call, err))
                return true;
        who = aws->credentials ? credential_chain_get(aws->credentials, err) : NULL;
        if (!who && aws->credentials) {
                err_prefix(err, "%s %s", services[call->op->service].name, call->op->name);
                return true;
        }
        if (call->op->mutating && stage_current() && !stage_may_send(stage_current(), err)) {
                credentials_drop(who);
                return true;
        }
        attempt(aws, call, who, t->tries.attempt, response, &a, err);
        *kind = a.kind;
        t->doubt = t->doubt || (call->op->mutating && leaves_doubt(a.kind));
        again = a.kind != ANSWER_OK && try_again(aws, call, t, who, &a, err);
        credentials_drop(who);
        answer_release(&a);
        return !again;
}

bool call_perform(struct aws *aws, const struct call *call, struct http_response *response,
                  struct err *err)
{
        struct attempts t = {.tries.attempt = 1};
        enum answer_kind kind;

        for (; !round_of(aws, call, &t, response, &kind, err); t.tries.attempt++) {
                secret_release(&response->body); /* it may have one, and be cut short */
                http_response_release(response);
                *response = (struct http_response){0};
                err_clear(err);
        }
        if (kind == ANSWER_OK) {
                retry_succeeded(&aws->retry, call->op->service, &t.tries);
                return true;
        }
        if (t.doubt)
                err->code = ERR_LOST; /* an earlier attempt may have been heard */
        return false;
}

bool call_garbled(const struct operation *op, struct err *err)
{
        err->code = op->mutating ? ERR_LOST : ERR_INVALID;
        return err_prefix(err, "%s %s: the answer is not as expected", services[op->service].name,
                          op->name);
}

bool call_unexpected(const struct operation *op, struct err *err, const char *fmt, ...)
{
        va_list args;
        char *what;

        va_start(args, fmt);
        what = xvasprintf(fmt, args);
        va_end(args);
        err_set(err, ERR_INVALID, "%s", what);
        free(what);
        return call_garbled(op, err);
}

void secret_room(struct text *t, size_t len)
{
        static const char zeros[64];
        size_t keep = t->len;

        for (size_t i = 0; i <= len * 6 / sizeof(zeros); i++)
                text_add_n(t, zeros, sizeof(zeros));
        t->len = keep;
        t->data[keep] = '\0';
}

void secret_release(struct text *t)
{
        if (t->data)
                explicit_bzero(t->data, t->size);
        text_release(t);
}
