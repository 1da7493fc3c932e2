/* The transport of a process: every request is a place where something can go wrong. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/sim/actor.h"
#include "engine/sim/cloud.h"

enum {
        SLOW = 25000,
        STALL = 60000,
        STALE_FOR = 60000,
        AT_ONCE = 5000, /* what came so shortly before can't have been seen */
};

struct wire {
        struct transport transport;
        struct actor *process;
};

struct request {
        struct actor *process;
        const struct http_request *http;
        char operation[64];
        bool json; /* else query and XML */
        bool mutating;
        int64_t number; /* 0: not of the watched run */
};

static void read_operation(struct request *r)
{
        const char *target = http_headers_get(&r->http->headers, "X-Amz-Target"), *from, *end;
        size_t len = 0;

        r->json = target;
        if (target) {
                from = strrchr(target, '.') ? strrchr(target, '.') + 1 : target;
                len = strlen(from);
        } else {
                from = memmem(r->http->body ? r->http->body : "", r->http->body_len, "Action=", 7);
                if (from) {
                        from += strlen("Action=");
                        end = memchr(from, '&', (size_t)(r->http->body + r->http->body_len - from));
                        len = (size_t)((end ? end : r->http->body + r->http->body_len) - from);
                }
        }
        if (len >= sizeof(r->operation))
                len = sizeof(r->operation) - 1;
        memcpy(r->operation, from ? from : "", len);
        r->operation[len] = '\0';
        r->mutating = !text_starts(r->operation, "Describe") && !text_starts(r->operation, "Get") &&
                      !text_starts(r->operation, "List");
}

/* An answer that the cloud never gave. */
static bool answer_error(const struct request *r, struct http_response *response, int status,
                         const char *query_code, const char *json_code)
{
        response->status = status;
        if (r->json)
                text_addf(&response->body, "{\"__type\":\"%s\",\"message\":\"simulated\"}",
                          json_code);
        else
                text_addf(&response->body,
                          "<ErrorResponse><Error><Type>Sender</Type><Code>%s</Code>"
                          "<Message>simulated</Message></Error>"
                          "<RequestId>00000000-0000-0000-0000-000000000000</RequestId>"
                          "</ErrorResponse>",
                          query_code);
        http_headers_add(&response->headers, "Content-Type",
                         r->json ? "application/x-amz-json-1.1" : "text/xml");
        return true;
}

static bool answer_page(struct http_response *response, int status)
{
        response->status = status;
        text_add(&response->body, "<html><body><h1>Sorry</h1><br></body></html>");
        http_headers_add(&response->headers, "Content-Type", "text/html");
        return true;
}

/* The quota that this operation meets, if there is one. */
static bool answer_quota(const struct request *r, struct http_response *response)
{
        static const char *const table[][2] = {
                {"RestoreDBInstanceFromDBSnapshot", "InstanceQuotaExceeded"},
                {"DeleteDBInstance", "SnapshotQuotaExceeded"},
                {"CreateDBSnapshot", "SnapshotQuotaExceeded"},
                {"PutParameter", "ParameterLimitExceeded"},
                {"RegisterTaskDefinition", "LimitExceededException"},
        };

        for (size_t i = 0; i < ARRAY_LEN(table); i++)
                if (!strcmp(r->operation, table[i][0]))
                        return answer_error(r, response, 400, table[i][1], table[i][1]);
        return false;
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
        response->status = 200;
        text_add(&response->body, json_text(past, "body"));
        http_headers_add(&response->headers, "Content-Type",
                         r->json ? "application/x-amz-json-1.1" : "text/xml");
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

/* No database that is in use may be asked to go, unless it came into use just now. */
static void check_deletion(const struct request *r)
{
        static const char name[] = "DBInstanceIdentifier=";
        struct scene *scene = r->process->scene;
        struct text users = TEXT_INIT;
        struct json_object *state;
        char *body, *id;

        if (strcmp(r->operation, "DeleteDBInstance") ||
            (scene->interfered && loop_ticks(scene->loop) - scene->interfered_at < AT_ONCE))
                return;
        body = xstrndup(r->http->body, r->http->body_len);
        id = strstr(body, name);
        if (id) {
                id += strlen(name);
                id[strcspn(id, "&")] = '\0';
                state = standin_view(scene->cloud);
                cloud_users(state, id, &users);
                json_object_put(state);
                if (users.len)
                        scene_breach(scene, "%s is to be deleted and is used by %s", id,
                                     text_str(&users));
        }
        text_release(&users);
        free(body);
}

/* To the cloud and back. */
static bool forward(const struct request *r, struct http_response *response, struct err *err)
{
        struct scene *scene = r->process->scene;

        check_deletion(r);
        if (!transport_perform(scene->direct, r->http, response, err))
                return false;
        keep_past(r, response);
        if (r->mutating && response->status == 200)
                scene_look(scene, r->operation);
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
        switch (what) {
        case FAULT_THROTTLED:
                return answer_error(r, response, 400, "Throttling", "ThrottlingException");
        case FAULT_ERROR_500:
                return answer_error(r, response, 500, "InternalFailure", "InternalServerError");
        case FAULT_ERROR_502:
                return answer_page(response, 502);
        case FAULT_ERROR_503:
                return answer_error(r, response, 503, "ServiceUnavailable", "ServerException");
        case FAULT_ERROR_504:
                return answer_page(response, 504);
        case FAULT_HTML:
                return answer_page(response, 503);
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
        case FAULT_QUOTA:
                *done = answer_quota(r, response);
                return *done;
        case FAULT_STALE:
                *done = answer_stale(r, response);
                return *done;
        default:
                *done = false;
                return false;
        }
}

/* What lasts: from here on the process is in this state. */
static void befall(const struct request *r, enum fault_what what)
{
        struct actor *p = r->process;

        switch (what) {
        case FAULT_SLOW:
                fiber_sleep(p->scene->loop, SLOW);
                break;
        case FAULT_EXPIRED:
                p->expired = true;
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

static bool guarded(const struct request *r, const struct fault *fault,
                    struct http_response *response, struct err *err)
{
        struct actor *p = r->process;
        bool done = false, ok;

        if (p->dead)
                return err_set(err, ERR_UNREACHABLE, "this process is dead");
        if (p->expired)
                return answer_error(r, response, r->json ? 400 : 403, "ExpiredToken",
                                    "ExpiredTokenException");
        if (p->denied && !strcmp(p->denied, r->operation))
                return answer_error(r, response, r->json ? 400 : 403, "AccessDenied",
                                    "AccessDeniedException");
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

static bool perform(struct transport *t, const struct http_request *http,
                    struct http_response *response, struct err *err)
{
        struct actor *p = ((struct wire *)t)->process;
        struct request r = {.process = p, .http = http};
        const struct fault *fault = NULL;
        bool ok;

        read_operation(&r);
        if (p->watched && !p->dead) {
                r.number = ++p->scene->calls;
                fault = faults_at(p->scene->story->faults, AT_CALL, r.number);
        }
        if (fault)
                befall(&r, fault->what);
        ok = guarded(&r, fault, response, err);
        if (p->scene->story->tracing && (!p->dead || fault))
                scene_say(p->scene, "p%d c%" PRId64 " %s%s%s -> %s%d%s%s", p->number, r.number,
                          r.operation, fault ? " " : "", fault ? fault_name(fault->what) : "",
                          ok ? "" : "! ", response->status, ok ? "" : " ", ok ? "" : err_text(err));
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
