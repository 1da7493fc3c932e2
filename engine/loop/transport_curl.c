/*
 * HTTP through libcurl's multi interface. curl says which sockets and which timeout to watch
 * (on_socket, on_timeout), the loop watches them and calls curl back; a fiber in perform() waits
 * for its transfer to end. curl does its work on the loop's own stack.
 *
 * What may have been sent. Before the first byte of a request curl calls on_request_begins(). So a
 * transfer that fails without it was surely not sent (no name, no connection, no TLS), and one that
 * fails after it may have taken effect. And curl repeats a request by itself when a kept-alive
 * connection turns out to be closed without an answer: the server may well have carried it out, so
 * the second call to on_request_begins() for the same transfer stops it.
 */
#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "engine/base/log.h"
#include "engine/base/mem.h"
#include "engine/loop/http.h"
#include "engine/loop/internal.h"
#include "engine/loop/sign.h"

enum {
        MAX_BODY = 16 * 1024 * 1024,
        CONNECTIONS_KEPT = 128,
        AT_ONCE_MOST = 128,
        IDLE_SECONDS = 15, /* servers close idle connections at 20 s and later */
        HANDLES_KEPT = 128,
};

struct curl_transport {
        struct transport transport;
        struct loop *loop;
        uv_loop_t *uv;
        CURLM *multi;
        struct timer *timer;
        char *ca_bundle;
        char *user_agent;
        bool insecure;
        struct proxy_environment proxies;
        size_t max_body;
        size_t at_once; /* transfers under way */
        struct turn *first_turn, *last_turn;
        CURL *handles[HANDLES_KEPT]; /* at rest, to be used again */
        size_t handle_count;
};

struct transfer {
        struct curl_transport *owner;
        struct http_response *response;
        struct signal_point end;
        bool ended;
        bool begun; /* the request may have been sent */
        bool again; /* curl wanted to send it a second time */
        bool too_large;
        CURLcode result;
};

/* --- curl and the loop --- */

static void take_ended(struct curl_transport *t)
{
        CURLMsg *message;
        int left;

        while ((message = curl_multi_info_read(t->multi, &left))) {
                CURL *easy = message->easy_handle;
                CURLcode result = message->data.result;
                struct transfer *x;

                if (message->msg != CURLMSG_DONE)
                        continue;
                curl_easy_getinfo(easy, CURLINFO_PRIVATE, (char **)&x);
                curl_multi_remove_handle(t->multi, easy);
                x->result = result;
                x->ended = true;
                signal_all(t->loop, &x->end);
        }
}

static void act(struct curl_transport *t, curl_socket_t fd, int events)
{
        int running;

        curl_multi_socket_action(t->multi, fd, events, &running);
        take_ended(t);
}

static void on_time(void *arg)
{
        struct curl_transport *t = arg;

        t->timer = NULL;
        act(t, CURL_SOCKET_TIMEOUT, 0);
}

static int on_timeout(CURLM *multi, long ms, void *arg)
{
        struct curl_transport *t = arg;

        (void)multi;
        timer_stop(t->timer);
        t->timer = ms < 0 ? NULL : timer_start(t->loop, ms, on_time, t);
        return 0;
}

/* A socket of curl's. fd is kept: on_ready() may be the last thing that happens to it. */
struct watched {
        struct handle_owner owner; /* first: see internal.h */
        uv_poll_t poll;
        struct curl_transport *transport;
        curl_socket_t fd;
};

static void on_closed(uv_handle_t *handle)
{
        free(handle->data);
}

static void unwatch(struct handle_owner *owner)
{
        struct watched *w = (struct watched *)owner;

        if (!uv_is_closing((uv_handle_t *)&w->poll))
                uv_close((uv_handle_t *)&w->poll, on_closed);
}

static void on_ready(uv_poll_t *poll, int status, int events)
{
        struct watched *w = poll->data;
        int what = 0;

        if (status < 0)
                what |= CURL_CSELECT_ERR;
        if (events & UV_READABLE)
                what |= CURL_CSELECT_IN;
        if (events & UV_WRITABLE)
                what |= CURL_CSELECT_OUT;
        act(w->transport, w->fd, what);
}

static int on_socket(CURL *easy, curl_socket_t fd, int what, void *arg, void *known)
{
        struct curl_transport *t = arg;
        struct watched *w = known;
        int events = 0;

        (void)easy;
        if (what == CURL_POLL_REMOVE) {
                curl_multi_assign(t->multi, fd, NULL);
                if (w)
                        unwatch(&w->owner);
                return 0;
        }
        if (!w) {
                w = xcalloc(1, sizeof(*w));
                w->owner.abandon = unwatch;
                w->transport = t;
                w->fd = fd;
                if (uv_poll_init_socket(t->uv, &w->poll, fd) < 0) {
                        free(w);
                        return -1;
                }
                w->poll.data = w;
                curl_multi_assign(t->multi, fd, w);
        }
        if (what & CURL_POLL_IN)
                events |= UV_READABLE;
        if (what & CURL_POLL_OUT)
                events |= UV_WRITABLE;
        uv_poll_start(&w->poll, events, on_ready);
        return 0;
}

/* --- one transfer's callbacks --- */

static int on_request_begins(void *arg, char *remote, char *local, int remote_port, int local_port)
{
        struct transfer *x = arg;

        (void)remote;
        (void)local;
        (void)remote_port;
        (void)local_port;
        if (x->begun) {
                x->again = true;
                return CURL_PREREQFUNC_ABORT;
        }
        x->begun = true;
        return CURL_PREREQFUNC_OK;
}

static size_t on_header(char *line, size_t unit, size_t count, void *arg)
{
        struct transfer *x = arg;
        size_t len = unit * count;
        char *text, *colon, *value, *end;

        if (len >= 5 && strncasecmp(line, "HTTP/", 5) == 0) {
                http_headers_release(&x->response->headers); /* what came before was a 1xx */
                return len;
        }
        text = xstrndup(line, len);
        colon = strchr(text, ':');
        if (colon) {
                *colon = '\0';
                value = colon + 1 + strspn(colon + 1, " \t");
                end = value + strlen(value);
                while (end > value && strchr(" \t\r\n", end[-1]))
                        end--;
                *end = '\0';
                http_headers_add(&x->response->headers, text, value);
        }
        free(text);
        return len;
}

static size_t on_body(char *bytes, size_t unit, size_t count, void *arg)
{
        struct transfer *x = arg;
        size_t len = unit * count;

        if (len > x->owner->max_body - x->response->body.len) {
                x->too_large = true;
                return 0;
        }
        text_add_n(&x->response->body, bytes, len);
        return len;
}

/* --- preparing a request --- */

static bool plain(const char *s)
{
        return strpbrk(s, "\r\n") == NULL;
}

static struct curl_slist *append(struct curl_slist *list, const char *line)
{
        struct curl_slist *longer = curl_slist_append(list, line);

        if (!longer)
                loop_die("no memory for an HTTP header");
        return longer;
}

static struct curl_slist *append_header(struct curl_slist *list, const char *name,
                                        const char *value)
{
        char *line = *value ? xasprintf("%s: %s", name, value) : xasprintf("%s;", name);

        list = append(list, line);
        free(line);
        return list;
}

static bool make_headers(const struct curl_transport *t, const struct http_request *request,
                         struct curl_slist **out, struct err *err)
{
        const struct http_signing *signing = request->signing;
        struct http_headers signed_with = {0};

        *out = append(NULL, "Expect:"); /* no waiting for "100 Continue" before a large body */
        for (size_t i = 0; i < request->headers.count; i++) {
                const struct http_header *h = &request->headers.items[i];

                if (!plain(h->name) || !plain(h->value))
                        return err_set(err, ERR_INVALID, "line break in an HTTP header");
                *out = append_header(*out, h->name, h->value);
        }
        if (!signing)
                return true;
        if (signing->session_token && !plain(signing->session_token))
                return err_set(err, ERR_INVALID, "line break in the session token");
        sign_request(request, signing->time ? signing->time : loop_now(t->loop), &signed_with);
        for (size_t i = 0; i < signed_with.count; i++)
                *out = append_header(*out, signed_with.items[i].name, signed_with.items[i].value);
        http_headers_release(&signed_with);
        return true;
}

/* Where to, as it may be told: scheme, host and port without path, query or user; and through which
 * proxy, "" for none. */
static bool read_url(const struct curl_transport *t, const char *url, char **place, char **proxy,
                     struct err *err)
{
        CURLU *u = curl_url();
        char *scheme = NULL, *host = NULL, *port = NULL, *own_port = NULL, *through;
        bool ok = false;

        if (u && curl_url_set(u, CURLUPART_URL, url, 0) == CURLUE_OK &&
            curl_url_get(u, CURLUPART_SCHEME, &scheme, 0) == CURLUE_OK &&
            curl_url_get(u, CURLUPART_HOST, &host, 0) == CURLUE_OK &&
            curl_url_get(u, CURLUPART_PORT, &port, CURLU_DEFAULT_PORT) == CURLUE_OK) {
                curl_url_get(u, CURLUPART_PORT, &own_port, 0);
                *proxy = proxy_for(&t->proxies, scheme, host, own_port);
                through = *proxy ? proxy_place(*proxy) : NULL;
                *place = xasprintf("%s://%s:%s%s%s", scheme, host, port,
                                   through ? " through the proxy " : "", through ? through : "");
                free(through);
                ok = true;
        } else {
                err_set(err, ERR_INVALID, "not a usable URL: %.*s", (int)strcspn(url, "?#"), url);
        }
        curl_free(scheme);
        curl_free(host);
        curl_free(port);
        curl_free(own_port);
        curl_url_cleanup(u);
        return ok;
}

static CURL *take_handle(struct curl_transport *t)
{
        CURL *easy = t->handle_count > 0 ? t->handles[--t->handle_count] : curl_easy_init();

        if (!easy)
                loop_die("no memory for an HTTP transfer");
        return easy;
}

static void return_handle(struct curl_transport *t, CURL *easy)
{
        curl_easy_reset(easy);
        if (t->handle_count < HANDLES_KEPT)
                t->handles[t->handle_count++] = easy;
        else
                curl_easy_cleanup(easy);
}

static void set_method(CURL *easy, const struct http_request *request)
{
        if (strcmp(request->method, "HEAD") == 0) {
                curl_easy_setopt(easy, CURLOPT_NOBODY, 1L);
                return;
        }
        if (strcmp(request->method, "GET") == 0 && request->body_len == 0) {
                curl_easy_setopt(easy, CURLOPT_HTTPGET, 1L);
                return;
        }
        if (strcmp(request->method, "POST") != 0 && request->body_len == 0) {
                curl_easy_setopt(easy, CURLOPT_HTTPGET, 1L); /* no body, and no type of one */
                curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, request->method);
                return;
        }
        curl_easy_setopt(easy, CURLOPT_POST, 1L);
        curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)request->body_len);
        curl_easy_setopt(easy, CURLOPT_POSTFIELDS, request->body_len ? request->body : "");
        if (strcmp(request->method, "POST") != 0)
                curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, request->method);
}

static void set_common(const struct curl_transport *t, CURL *easy, struct transfer *x)
{
        curl_easy_setopt(easy, CURLOPT_PRIVATE, x);
        curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
        curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
        curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
        curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
        curl_easy_setopt(easy, CURLOPT_TCP_NODELAY, 1L);
        curl_easy_setopt(easy, CURLOPT_MAXAGE_CONN, (long)IDLE_SECONDS);
        curl_easy_setopt(easy, CURLOPT_EXPECT_100_TIMEOUT_MS, 1L);
        curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, on_request_begins);
        curl_easy_setopt(easy, CURLOPT_PREREQDATA, x);
        curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, on_header);
        curl_easy_setopt(easy, CURLOPT_HEADERDATA, x);
        curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body);
        curl_easy_setopt(easy, CURLOPT_WRITEDATA, x);
        if (t->user_agent)
                curl_easy_setopt(easy, CURLOPT_USERAGENT, t->user_agent);
        if (t->ca_bundle) {
                curl_easy_setopt(easy, CURLOPT_CAINFO, t->ca_bundle);
                curl_easy_setopt(easy, CURLOPT_PROXY_CAINFO, t->ca_bundle);
        }
        if (t->insecure) {
                curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 0L);
                curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 0L);
        }
}

/* --- carrying it out --- */

/* A fiber in the queue for a transfer. Our own, because curl's time limits would run on in curl's
 * queue, and because it is much faster with few connections than with one per waiting fiber. */
struct turn {
        struct turn *next;
        struct signal_point point;
        bool come;
};

static void await_turn(struct curl_transport *t)
{
        struct turn *turn;

        if (t->at_once < AT_ONCE_MOST) {
                t->at_once++;
                return;
        }
        turn = xcalloc(1, sizeof(*turn));
        if (t->last_turn)
                t->last_turn->next = turn;
        else
                t->first_turn = turn;
        t->last_turn = turn;
        while (!turn->come)
                signal_wait(t->loop, &turn->point, -1);
        free(turn);
}

static void end_turn(struct curl_transport *t)
{
        struct turn *turn = t->first_turn;

        if (!turn) {
                t->at_once--;
                return;
        }
        t->first_turn = turn->next; /* the place is handed on */
        if (!t->first_turn)
                t->last_turn = NULL;
        turn->come = true;
        signal_all(t->loop, &turn->point);
}

/* curl's own words for what went wrong; never those of CURLOPT_ERRORBUFFER, which may quote. */
static bool explain(CURL *easy, const struct transfer *x, const char *place, struct err *err)
{
        long connect_status = 0;

        curl_easy_getinfo(easy, CURLINFO_HTTP_CONNECTCODE, &connect_status);
        if (!x->begun && connect_status >= 300)
                return err_set(err, ERR_UNREACHABLE, "can't reach %s: it answers HTTP %ld", place,
                               connect_status);
        if (!x->begun)
                return err_set(err, ERR_UNREACHABLE, "can't reach %s: %s", place,
                               curl_easy_strerror(x->result));
        if (x->again)
                return err_set(err, ERR_LOST, "no answer from %s: it closed the connection", place);
        if (x->too_large)
                return err_set(err, ERR_LOST, "the answer of %s is larger than %zu bytes", place,
                               x->owner->max_body);
        return err_set(err, ERR_LOST, "no answer from %s: %s", place,
                       curl_easy_strerror(x->result));
}

static bool transfer(struct curl_transport *t, CURL *easy, struct transfer *x, const char *place,
                     struct err *err)
{
        CURLMcode rc = curl_multi_add_handle(t->multi, easy);
        long status = 0;

        if (rc != CURLM_OK)
                return err_set(err, ERR_UNREACHABLE, "can't reach %s: %s", place,
                               curl_multi_strerror(rc));
        while (!x->ended)
                signal_wait(t->loop, &x->end, -1);
        if (x->result != CURLE_OK)
                return explain(easy, x, place, err);
        curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
        x->response->status = (int)status;
        return true;
}

static bool curl_perform(struct transport *transport, const struct http_request *request,
                         struct http_response *response, struct err *err)
{
        struct curl_transport *t = (struct curl_transport *)transport;
        struct transfer x = {.owner = t, .response = response};
        struct curl_slist *headers = NULL;
        char *place = NULL, *proxy = NULL;
        bool ok = false;
        CURL *easy = NULL;

        *response = (struct http_response){0};
        if (!read_url(t, request->url, &place, &proxy, err) ||
            !make_headers(t, request, &headers, err))
                goto out;
        await_turn(t);
        easy = take_handle(t);
        set_common(t, easy, &x);
        curl_easy_setopt(easy, CURLOPT_URL, request->url);
        curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
        if (request->connect_timeout > 0)
                curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, (long)request->connect_timeout);
        if (request->timeout > 0)
                curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, (long)request->timeout);
        curl_easy_setopt(easy, CURLOPT_PROXY, proxy ? proxy : "");
        curl_easy_setopt(easy, CURLOPT_NOPROXY, ""); /* that has been decided */
        set_method(easy, request);
        ok = transfer(t, easy, &x, place, err);
        log_debug("http", "%s %s: %s %d", request->method, place,
                  ok ? "answer" : err_code_name(err->code), response->status);
        if (!ok)
                http_response_release(response);
out:
        if (easy) {
                return_handle(t, easy);
                end_turn(t);
        }
        curl_slist_free_all(headers);
        if (proxy)
                explicit_bzero(proxy, strlen(proxy)); /* it may hold a password */
        free(proxy);
        free(place);
        return ok;
}

static void curl_free_transport(struct transport *transport)
{
        struct curl_transport *t = (struct curl_transport *)transport;

        curl_multi_cleanup(t->multi);
        timer_stop(t->timer);
        while (t->handle_count > 0)
                curl_easy_cleanup(t->handles[--t->handle_count]);
        free(t->ca_bundle);
        free(t->user_agent);
        free(t);
}

struct transport *transport_curl(struct loop *loop, const struct transport_options *options)
{
        static bool initialised;
        struct curl_transport *t = xcalloc(1, sizeof(*t));

        if (!initialised && curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
                loop_die("libcurl can't be used");
        initialised = true;
        t->transport.perform = curl_perform;
        t->transport.free = curl_free_transport;
        t->loop = loop;
        t->uv = loop_uv(loop, "transport_curl()");
        t->ca_bundle = xstrdup(options->ca_bundle);
        t->user_agent = xstrdup(options->user_agent);
        t->insecure = options->insecure;
        t->proxies = options->proxies;
        t->max_body = options->max_body ? options->max_body : MAX_BODY;
        t->multi = curl_multi_init();
        if (!t->multi)
                loop_die("no memory for HTTP");
        curl_multi_setopt(t->multi, CURLMOPT_SOCKETFUNCTION, on_socket);
        curl_multi_setopt(t->multi, CURLMOPT_SOCKETDATA, t);
        curl_multi_setopt(t->multi, CURLMOPT_TIMERFUNCTION, on_timeout);
        curl_multi_setopt(t->multi, CURLMOPT_TIMERDATA, t);
        curl_multi_setopt(t->multi, CURLMOPT_PIPELINING, (long)CURLPIPE_NOTHING);
        curl_multi_setopt(t->multi, CURLMOPT_MAXCONNECTS, (long)CONNECTIONS_KEPT);
        return &t->transport;
}
