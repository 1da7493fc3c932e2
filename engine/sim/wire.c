/* The transport of a process: every request is a place where something can go wrong. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/stamp.h"
#include "engine/sim/actor.h"
#include "engine/sim/cloud.h"
#include "engine/sim/refusals.h"

enum {
        SLOW = 25000,
        STALL = 60000,
        STALE_FOR = 60000,
        STALE_LEAVES = 5000, /* what was decided by it may still leave */
        LAG_STEP = 5000,
        LAG_STEPS = 12,
        KEY_LASTS = 900000,
        CLOCK_OFF = 480000,
        SKEW_MOST = 300000,
};

#define KEY_PREFIX "ASIASIM"

struct wire {
        struct transport transport;
        struct actor *process;
};

struct request {
        struct actor *process;
        const struct http_request *http;
        char operation[64];
        enum protocol protocol;
        bool mutating;
        int64_t number;   /* 0: not of the watched run */
        int64_t asked_at; /* loop_ticks */
};

/* "DescribeDBInstances"; of a protocol that names none "GET /schedules". */
static void read_operation(struct request *r)
{
        const struct http_request *http = r->http;
        const char *target = http_headers_get(&http->headers, "X-Amz-Target"), *from;
        const char *body = http->body ? http->body : "", *host = strstr(http->url, "://");
        size_t len;

        if (target) {
                r->protocol = PROTOCOL_JSON;
                from = strrchr(target, '.') ? strrchr(target, '.') + 1 : target;
                len = strlen(from);
        } else if ((from = memmem(body, http->body_len, "Action=", 7))) {
                r->protocol = PROTOCOL_QUERY;
                from += strlen("Action=");
                len = strcspn(from, "&");
        } else {
                r->protocol = PROTOCOL_REST;
                from = host && strchr(host + 3, '/') ? strchr(host + 3, '/') : "/";
                len = strcspn(from, "?");
        }
        snprintf(r->operation, sizeof(r->operation), "%s%s%.*s",
                 r->protocol == PROTOCOL_REST ? http->method : "",
                 r->protocol == PROTOCOL_REST ? " " : "", (int)len, from);
        r->mutating = strcmp(http->method, "GET") != 0 && !text_starts(r->operation, "Describe") &&
                      !text_starts(r->operation, "Get") && !text_starts(r->operation, "List");
}

/* For so long, what is told of Parameter Store may be from that tick. */
static void note_old(struct scene *scene, int64_t from, int64_t lasts)
{
        int64_t now = loop_ticks(scene->loop);

        if (scene->old_until <= now || from < scene->old_from)
                scene->old_from = from;
        if (now + lasts > scene->old_until)
                scene->old_until = now + lasts;
}

/* What the same question was answered with, at most a minute ago. */
static bool answer_stale(const struct request *r, struct http_response *response)
{
        struct scene *scene = r->process->scene;
        char *body = xstrndup(r->http->body ? r->http->body : "", r->http->body_len);
        struct json_object *past = r->mutating ? NULL : json_get(scene->past, body);

        free(body);
        if (!past || loop_ticks(scene->loop) - json_int(past, "at") > STALE_FOR)
                return false;
        note_old(scene, json_int(past, "at"), STALE_LEAVES);
        response->status = 200;
        text_add(&response->body, json_text(past, "body"));
        http_headers_add(&response->headers, "Content-Type", protocol_type(r->protocol));
        return true;
}

static void keep_past(const struct request *r, const struct http_response *response)
{
        struct scene *scene = r->process->scene;
        struct json_object *past;
        char *body;

        if (r->mutating || response->status != 200 || !r->number)
                return;
        body = xstrndup(r->http->body ? r->http->body : "", r->http->body_len);
        past = json_object_new_object();
        json_put_int(past, "at", loop_ticks(scene->loop));
        json_put_text(past, "body", text_str(&response->body));
        json_put(scene->past, body, past);
        free(body);
}

static bool lost(struct err *err)
{
        return err_set(err, ERR_LOST, "the connection was closed");
}

/* To the cloud and back. */
static bool forward(const struct request *r, struct http_response *response, struct err *err)
{
        struct scene *scene = r->process->scene;
        struct sent sent = {r->process, r->http, r->operation, r->asked_at, NULL};

        if (r->mutating)
                watch_change(&sent);
        if (!transport_perform(scene->direct, r->http, response, err))
                return false;
        watch_answer(&sent, response);
        keep_past(r, response);
        if (r->mutating && response->status == 200) {
                watch_changed(&sent);
                scene_look(scene, r->operation);
        }
        return true;
}

static bool forward_and_lose(const struct request *r, struct http_response *response,
                             struct err *err)
{
        bool sent = forward(r, response, err);

        http_response_release(response);
        return sent ? lost(err) : false;
}

static bool forward_and_spoil(const struct request *r, enum fault_what what,
                              struct http_response *response, struct err *err)
{
        if (!forward(r, response, err))
                return false;
        if (what == FAULT_TRUNCATED) {
                size_t half = response->body.len / 2;
                char *body = xstrndup(text_str(&response->body), half);

                text_clear(&response->body);
                text_add(&response->body, body);
                free(body);
        } else {
                text_clear(&response->body);
                text_add(&response->body, "\x01{]<& not an answer");
        }
        return true;
}

/* What happens to the exchange alone. False in *done: nothing, it goes on as usual. */
static bool exchange(const struct request *r, enum fault_what what, struct http_response *response,
                     struct err *err, bool *done)
{
        *done = true;
        if (refuse_with(response, r->protocol, r->operation, what))
                return true;
        switch (what) {
        case FAULT_REFUSED:
                return err_set(err, ERR_UNREACHABLE, "connection refused");
        case FAULT_DROP_BEFORE:
                return lost(err);
        case FAULT_DROP_AFTER:
                return forward_and_lose(r, response, err);
        case FAULT_STALLED:
                fiber_sleep(r->process->scene->loop, STALL);
                return forward_and_lose(r, response, err);
        case FAULT_TRUNCATED:
        case FAULT_GARBAGE:
                return forward_and_spoil(r, what, response, err);
        case FAULT_STALE:
                *done = answer_stale(r, response);
                return *done;
        default:
                *done = false;
                return false;
        }
}

/* Up to a minute, by its place in the story. */
static void lag(const struct request *r, enum fault_what what)
{
        struct scene *scene = r->process->scene;
        const char *target = http_headers_get(&r->http->headers, "X-Amz-Target");
        struct standin_lag how = {
                .service = !target                       ? "rds"
                           : strstr(target, "AmazonSSM") ? "ssm"
                                                         : "ecs",
                .lasts = LAG_STEP * (1 + (r->number * 7 + (int64_t)scene->story->seed) % LAG_STEPS),
                .flaps = what == FAULT_LAG_FLAPS,
                .unknown = what == FAULT_LAG_UNKNOWN,
        };

        standin_lag(scene->cloud, &how);
        scene->old_until = 0; /* one takes the place of another */
        if (!strcmp(how.service, "ssm"))
                note_old(scene, loop_ticks(scene->loop), how.lasts);
}

/* What lasts: from here on the process is in this state. */
static void befall(const struct request *r, enum fault_what what)
{
        struct actor *p = r->process;

        switch (what) {
        case FAULT_SLOW:
                fiber_sleep(p->scene->loop, SLOW);
                break;
        case FAULT_LAG:
        case FAULT_LAG_FLAPS:
        case FAULT_LAG_UNKNOWN:
                lag(r, what);
                break;
        case FAULT_EXPIRED:
                if (r->http->signing)
                        xreplace(&p->spent_key, r->http->signing->access_key);
                break;
        case FAULT_CLOCK_STEPS:
                p->scene->clock_stepped = CLOCK_OFF;
                break;
        case FAULT_DENIED:
                xreplace(&p->denied, r->operation);
                break;
        case FAULT_KILL_UNSENT:
                actor_kill(p);
                break;
        case FAULT_STOPPED:
                if (p->live)
                        run_interrupt(p->live);
                break;
        default:
                others_act(p, what);
                break;
        }
}

/* --- who asks, and when --- */

/* Credentials of a container: for a quarter of an hour, and others each time. The key tells until
 * when, so that the cloud need not remember. */
static bool hand_out_key(struct actor *p, struct http_response *response)
{
        int64_t until = loop_now(p->scene->loop) + KEY_LASTS;
        char iso[ISO_SIZE];

        iso_format(until, iso);
        response->status = 200;
        text_addf(&response->body,
                  "{\"AccessKeyId\":\"" KEY_PREFIX "%" PRId64 "-%" PRId64
                  "\",\"SecretAccessKey\":\"secret\",\"Token\":\"token\","
                  "\"Expiration\":\"%s\"}",
                  until, ++p->scene->keys_made, iso);
        if (p->scene->story->tracing)
                scene_say(p->scene, "p%d is given credentials until %s", p->number, iso);
        return true;
}

static bool has_expired(const struct actor *p, const struct http_signing *signing)
{
        const char *key = signing ? signing->access_key : NULL;

        if (!key)
                return false;
        return text_same(key, p->spent_key) ||
               (text_starts(key, KEY_PREFIX) &&
                strtoll(key + strlen(KEY_PREFIX), NULL, 10) <= loop_now(p->scene->loop));
}

/* By how much AWS's clock is ahead of the machines'. */
static int64_t clock_off(const struct scene *scene)
{
        const struct faults *faults = scene->story->faults;
        int64_t off = faults_has(faults, FAULT_CLOCK_AHEAD)    ? -CLOCK_OFF
                      : faults_has(faults, FAULT_CLOCK_BEHIND) ? CLOCK_OFF
                                                               : 0;

        return off - scene->clock_stepped;
}

/* AWS takes a signature that is at most five minutes old or early. */
static bool is_skewed(const struct request *r, int64_t *theirs)
{
        struct scene *scene = r->process->scene;
        const struct http_signing *signing = r->http->signing;
        int64_t now = loop_now(scene->loop), off = clock_off(scene), signed_at;

        if (!off || !signing)
                return false;
        signed_at = signing->time ? signing->time : now;
        *theirs = now + off;
        return signed_at - *theirs > SKEW_MOST || *theirs - signed_at > SKEW_MOST;
}

/* Requests that the cloud does not let in. */
static bool is_refused(const struct request *r, struct http_response *response)
{
        bool query = r->protocol == PROTOCOL_QUERY;
        int status = r->protocol == PROTOCOL_JSON ? 400 : 403;
        struct actor *p = r->process;
        int64_t theirs;

        if (is_skewed(r, &theirs))
                refuse_clock(response, r->protocol, theirs, r->number);
        else if (has_expired(p, r->http->signing))
                refuse(response, r->protocol, status,
                       query ? "ExpiredToken" : "ExpiredTokenException");
        else if (p->denied && !strcmp(p->denied, r->operation))
                refuse(response, r->protocol, status,
                       query ? "AccessDenied" : "AccessDeniedException");
        else
                return false;
        return true;
}

static bool guarded(const struct request *r, const struct fault *fault,
                    struct http_response *response, struct err *err)
{
        struct actor *p = r->process;
        bool done = false, ok;

        if (p->dead)
                return err_set(err, ERR_UNREACHABLE, "this process is dead");
        if (is_refused(r, response))
                return true;
        if (fault) {
                ok = exchange(r, fault->what, response, err, &done);
                if (done)
                        return ok;
        }
        if (fault && fault->what == FAULT_KILL_SENT) {
                forward_and_lose(r, response, err);
                actor_kill(p);
                return false;
        }
        ok = forward(r, response, err);
        if (fault && fault->what == FAULT_KILL_ANSWERED)
                actor_kill(p);
        return ok;
}

static void trace(const struct request *r, const struct fault *fault, bool ok,
                  const struct http_response *response, const struct err *err)
{
        scene_say(r->process->scene, "p%d c%" PRId64 " %s%s%s -> %s%d%s%s", r->process->number,
                  r->number, r->operation, fault ? " " : "", fault ? fault_name(fault->what) : "",
                  ok ? "" : "! ", response->status, ok ? "" : " ", ok ? "" : err_text(err));
}

static bool perform(struct transport *t, const struct http_request *http,
                    struct http_response *response, struct err *err)
{
        struct actor *p = ((struct wire *)t)->process;
        static const struct fault kills[] = {
                {FAULT_KILL_SENT, 0}, {FAULT_KILL_ANSWERED, 0}, {FAULT_KILL_UNSENT, 0}};
        struct request r = {.process = p, .http = http};
        const struct fault *fault = NULL;
        bool ok;

        if (!strcmp(http->url, CONTAINER_KEYS) && !p->dead)
                return hand_out_key(p, response);
        read_operation(&r);
        r.asked_at = loop_ticks(p->scene->loop);
        if (!p->dead && ++p->calls == p->kill_at)
                fault = &kills[(size_t)p->kill_at % ARRAY_LEN(kills)];
        if ((p->watched || p->sweeps) && !p->dead && !fault) {
                r.number = ++p->scene->calls;
                fault = faults_at(p->scene->story->faults, AT_CALL, r.number);
        }
        if (fault)
                befall(&r, fault->what);
        ok = guarded(&r, fault, response, err);
        if (p->scene->story->tracing && (!p->dead || fault))
                trace(&r, fault, ok, response, err);
        return ok;
}

static void release(struct transport *t)
{
        free(t);
}

struct transport *actor_transport(struct actor *p)
{
        struct wire *w = xcalloc(1, sizeof(*w));

        w->transport.perform = perform;
        w->transport.free = release;
        w->process = p;
        return &w->transport;
}
