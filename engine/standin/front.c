#include "engine/standin/front_parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "engine/base/log.h"
#include "engine/base/mem.h"
#include "engine/base/stamp.h"
#include "engine/standin/faults.h"
#include "engine/standin/iam.h"
#include "engine/standin/identity.h"
#include "engine/standin/lag.h"
#include "engine/standin/sigv4.h"
#include "engine/standin/validate.h"
#include "engine/standin/wire.h"

enum { MOST_CALLS = 100000, CALLS_DROPPED = 10000 };

void front_uuid(struct standin *s, char out[37])
{
        uint64_t a = world_random(s, UINT64_MAX), b = world_random(s, UINT64_MAX);

        snprintf(out, 37, "%08x-%04x-4%03x-%04x-%012llx", (unsigned)(a >> 32),
                 (unsigned)(a >> 16 & 0xffff), (unsigned)(a & 0xfff),
                 (unsigned)(0x8000 | (b >> 48 & 0x3fff)),
                 (unsigned long long)(b & 0xffffffffffffULL));
}

void call_fail(struct call *call, int status, const char *code, const char *fmt, ...)
{
        va_list args;

        if (call->error) /* the first failure is the answer */
                return;
        call->status = status;
        call->error = xstrdup(code);
        va_start(args, fmt);
        call->message = xvasprintf(fmt, args);
        va_end(args);
}

static void refuse(struct exchange *x, enum sigv4_verdict verdict, const char *why)
{
        static const struct {
                const char *query, *json;
                int query_status;
        } names[] = {
                [SIGV4_MISSING] = {"MissingAuthenticationToken",
                                   "MissingAuthenticationTokenException", 403},
                [SIGV4_INCOMPLETE] = {"IncompleteSignature", "IncompleteSignatureException", 400},
                [SIGV4_UNKNOWN] = {"InvalidClientTokenId", "UnrecognizedClientException", 403},
                [SIGV4_STALE] = {"ExpiredToken", "ExpiredTokenException", 403},
                [SIGV4_SKEWED] = {"SignatureDoesNotMatch", "InvalidSignatureException", 403},
                [SIGV4_SCOPE] = {"SignatureDoesNotMatch", "InvalidSignatureException", 403},
                [SIGV4_MISMATCH] = {"SignatureDoesNotMatch", "InvalidSignatureException", 403},
        };

        if (x->protocol == PROTOCOL_QUERY)
                call_fail(&x->call, names[verdict].query_status, names[verdict].query, "%s", why);
        else
                call_fail(&x->call, 400, names[verdict].json, "%s", why);
}

static bool authenticate(struct exchange *x)
{
        struct sigv4_claim claim = {0};
        /* What a client in this process would have signed with (transport_direct). */
        const struct http_signing *signing = x->request->signing;
        struct text why = TEXT_INIT;
        enum sigv4_verdict verdict = SIGV4_OK;
        const char *region = NULL;

        if (sigv4_read(x->request, &claim)) {
                x->call.identity = identity_find(x->s, claim.access_key);
                region = claim.region;
                if (x->s->verify)
                        verdict = sigv4_verify(x->s, x->request, &claim, x->service->signing, &why);
        } else if (x->s->verify) {
                bool any = http_headers_get(&x->request->headers, "Authorization") != NULL;

                verdict = any ? SIGV4_INCOMPLETE : SIGV4_MISSING;
                text_add(&why, any ? "The Authorization header can't be read."
                                   : "Request is missing Authentication Token");
        } else if (signing && signing->access_key) {
                x->call.identity = identity_find(x->s, signing->access_key);
                region = signing->region;
        }
        if (!x->call.identity)
                x->call.identity = identity_default(x->s);
        x->call.access_key = x->call.identity->access_key;
        if (verdict)
                refuse(x, verdict, text_str(&why));
        else
                x->call.cloud = world_place(
                        x->s, x->call.identity->account,
                        region && world_has_region(x->s, region) ? region : x->s->region);
        x->call.region = x->call.cloud->region;
        text_release(&why);
        sigv4_release(&claim);
        return !verdict;
}

static void report_flaw(struct exchange *x, const struct flaw *flaw)
{
        const char *path = text_str(&flaw->path);
        const char *code = "ValidationException";
        struct text said = TEXT_INIT;

        if (strcmp(x->service->name, "rds") == 0) {
                if (flaw->kind == FLAW_MISSING)
                        call_fail(&x->call, 400, "MissingParameter",
                                  "The request must contain the parameter %s", path);
                else
                        call_fail(&x->call, 400, "InvalidParameterValue",
                                  "Invalid value '%s' for %s: %s", text_str(&flaw->value), path,
                                  text_str(&flaw->reason));
                return;
        }
        if (x->protocol != PROTOCOL_QUERY &&
            (flaw->kind == FLAW_TYPE || flaw->kind == FLAW_UNKNOWN)) {
                call_fail(&x->call, 400, "SerializationException", "%s: %s", path,
                          text_str(&flaw->reason));
                return;
        }
        if (strcmp(x->service->name, "sts") == 0 || strcmp(x->service->name, "iam") == 0 ||
            strcmp(x->service->name, "cloudwatch") == 0)
                code = "ValidationError";
        if (strcmp(x->service->name, "ecs") == 0)
                code = "InvalidParameterException";
        flaw_describe(flaw, &said);
        call_fail(&x->call, 400, code, "%s", text_str(&said));
        text_release(&said);
}

static bool read_members(struct exchange *x, char **why)
{
        const struct http_request *r = x->request;

        switch (x->protocol) {
        case PROTOCOL_JSON:
                return wire_json_decode(r->body, r->body_len, &x->call.in, why);
        case PROTOCOL_CBOR:
                return wire_cbor_decode(r->body, r->body_len, &x->call.in, why);
        case PROTOCOL_REST:
                return wire_rest_decode(x->operation, r->url, r->body, r->body_len, &x->call.in,
                                        why);
        case PROTOCOL_QUERY:
                break;
        }
        return wire_query_decode(x->operation->input, &x->form, &x->call.in, why);
}

static bool decode(struct exchange *x)
{
        struct flaw flaw = {0};
        char *why = NULL;
        bool ok = read_members(x, &why);

        if (!ok) {
                call_fail(&x->call, 400,
                          x->protocol == PROTOCOL_QUERY ? "MalformedInput"
                                                        : "SerializationException",
                          "%s", why);
                free(why);
                return false;
        }
        if (validate(x->operation->input, x->call.in, &flaw))
                report_flaw(x, &flaw);
        ok = !flaw.kind;
        flaw_release(&flaw);
        return ok;
}

static bool authorize(struct exchange *x)
{
        return iam_authorize(&x->call, x->protocol == PROTOCOL_QUERY);
}

/* What a call is about, for people who read the list of calls. */
static const char *subject(struct json_object *in)
{
        static const char *const names[] = {
                "DBInstanceIdentifier",
                "DBSnapshotIdentifier",
                "TargetDBSnapshotIdentifier",
                "ResourceName",
                "Name",
                "Path",
                "ResourceId",
                "SecretId",
                "RoleArn",
                "service",
                "serviceName",
                "taskDefinition",
                "family",
                "task",
                "cluster",
        };

        for (size_t i = 0; i < ARRAY_LEN(names); i++)
                if (json_text(in, names[i]))
                        return json_text(in, names[i]);
        return NULL;
}

static bool is_lost(enum fault_kind fault)
{
        return fault == FAULT_LOST_BEFORE || fault == FAULT_LOST_AFTER;
}

static void record(struct exchange *x, enum fault_kind fault)
{
        struct standin *s = x->s;
        struct json_object *entry = json_object_new_object();
        bool mutating = x->model && x->model->mutating;
        char iso[ISO_SIZE];

        s->call_count++;
        s->mutating_count += mutating && !x->call.error && fault != FAULT_LOST_BEFORE;
        iso_format(loop_now(s->loop), iso);
        json_put_text(entry, "service", x->service ? x->service->name : "");
        json_put_text(entry, "operation", x->call.operation ? x->call.operation : "");
        json_put_text(entry, "subject", subject(x->call.in));
        json_put_text(entry, "identity", x->call.access_key);
        json_put_flag(entry, "mutating", mutating);
        json_put_text(entry, "error", x->call.error);
        if (is_lost(fault))
                json_put_flag(entry, "lost", true);
        json_put_text(entry, "time", iso);
        json_object_array_add(s->calls, entry);
        if (json_count(s->calls) > MOST_CALLS)
                json_object_array_del_idx(s->calls, 0, CALLS_DROPPED);
}

/* The server behind us dates answers by this machine's clock, unless they are dated. */
static void put_date(const struct standin *s, struct http_response *r)
{
        time_t seconds = (time_t)(world_clock(s) / 1000);
        struct tm tm;
        char date[64];

        gmtime_r(&seconds, &tm);
        strftime(date, sizeof(date), "%a, %d %b %Y %H:%M:%S GMT", &tm);
        http_headers_add(&r->headers, "Date", date);
}

static void answer(struct exchange *x, enum fault_kind fault)
{
        static const char *const types[] = {
                [PROTOCOL_QUERY] = "text/xml",
                [PROTOCOL_JSON] = "application/x-amz-json-1.1",
                [PROTOCOL_CBOR] = "application/cbor",
                [PROTOCOL_REST] = "application/json",
        };
        const char *asked = http_headers_get(&x->request->headers, "Content-Type");
        struct http_response *r = x->response;

        if (is_lost(fault))
                return; /* a status of 0 closes the connection */
        r->status = x->call.status;
        if (json_get(x->s->root->seed, "clock_ahead"))
                put_date(x->s, r);
        http_headers_add(&r->headers, "x-amzn-RequestId", x->id);
        http_headers_add(&r->headers, "Content-Type",
                         asked && text_starts(asked, "application/x-amz-json-1.0")
                                 ? "application/x-amz-json-1.0"
                                 : types[x->protocol]);
        if (x->protocol == PROTOCOL_CBOR)
                http_headers_add(&r->headers, "smithy-protocol", "rpc-v2-cbor");
        if (x->call.error)
                front_answer_error(x);
        else
                front_answer_members(x);
}

static void answer_json(struct http_response *response, int status, struct json_object *value)
{
        response->status = status;
        http_headers_add(&response->headers, "Content-Type", "application/json");
        text_add(&response->body, json_line(value));
        text_add_char(&response->body, '\n');
        json_object_put(value);
}

/* The stand-in's own pages: for tests and for people. */
static void answer_own(struct standin *s, const struct http_request *request,
                       struct http_response *response)
{
        const char *page = request->url + strlen("/_standin/");
        struct json_object *value = json_object_new_object();

        if (strcmp(request->method, "GET") != 0) {
                json_put_text(value, "error", "only GET");
                answer_json(response, 405, value);
        } else if (strcmp(page, "health") == 0) {
                json_put_text(value, "status", "ok");
                answer_json(response, 200, value);
        } else if (strcmp(page, "calls") == 0) {
                json_put_int(value, "count", s->call_count);
                json_put_int(value, "mutating", s->mutating_count);
                json_put(value, "calls", json_object_get(s->calls));
                answer_json(response, 200, value);
        } else if (strcmp(page, "state") == 0) {
                json_object_put(value);
                answer_json(response, 200, standin_state(s));
        } else if (strcmp(page, "operations") == 0) {
                front_put_operations(value);
                answer_json(response, 200, value);
        } else {
                json_put_text(value, "error", "pages: calls, health, operations, state");
                answer_json(response, 404, value);
        }
}

void standin_handle(void *arg, const struct http_request *request, struct http_response *response)
{
        struct standin *s = arg;
        struct exchange x = {.s = s, .request = request, .response = response};
        enum fault_kind fault = FAULT_NONE;

        if (text_starts(request->url, "/_standin/")) {
                answer_own(s, request, response);
                return;
        }
        x.call.cloud = s;
        x.call.region = s->region;
        x.call.access_key = "";
        x.call.status = 200;
        x.call.out = json_object_new_object();
        front_uuid(s, x.id);
        if (front_route(&x)) {
                x.call.service = x.service->name;
                x.call.operation = x.operation->name;
                if (authenticate(&x) && decode(&x) && authorize(&x)) {
                        fault = faults_of(&x.call);
                        if (fault != FAULT_ERROR && fault != FAULT_LOST_BEFORE)
                                lag_run(&x.call, x.model);
                }
        }
        if (x.call.error && x.operation && fault != FAULT_ERROR)
                front_settle_error(x.operation, &x.call);
        record(&x, fault);
        log_debug("standin", "%s %s: %s", x.service ? x.service->name : "?",
                  x.call.operation ? x.call.operation : "?", x.call.error ? x.call.error : "ok");
        answer(&x, fault);
        json_object_put(x.call.in);
        json_object_put(x.call.out);
        free(x.call.error);
        free(x.call.message);
        form_release(&x.form);
}
