/*
 * An HTTP/1.1 server: libmicrohttpd with its own epoll descriptor, which the loop watches; no
 * threads. A request's body is collected whole, then the handler answers at once.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <microhttpd.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "engine/base/mem.h"
#include "engine/loop/http.h"
#include "engine/loop/internal.h"

enum { BODY_MOST = 4 * 1024 * 1024, IDLE_SECONDS = 300, CONNECTIONS_MOST = 4096 };

struct httpd {
        struct handle_owner owner; /* first: see internal.h */
        struct loop *loop;
        struct MHD_Daemon *daemon;
        uv_poll_t poll;
        struct timer *timer;
        http_handler handler;
        void *arg;
        int port;
};

/* One request: made when its first line has been read. */
struct exchange {
        char *url;
        struct text body;
        bool begun;
        bool too_large;
};

static void *on_request_line(void *arg, const char *url, struct MHD_Connection *connection)
{
        struct exchange *x = xcalloc(1, sizeof(*x));

        (void)arg;
        (void)connection;
        x->url = xstrdup(url);
        return x;
}

static void on_completed(void *arg, struct MHD_Connection *connection, void **state,
                         enum MHD_RequestTerminationCode why)
{
        struct exchange *x = *state;

        (void)arg;
        (void)connection;
        (void)why;
        if (!x)
                return;
        *state = NULL;
        text_release(&x->body);
        free(x->url);
        free(x);
}

static enum MHD_Result take_header(void *arg, enum MHD_ValueKind kind, const char *name,
                                   const char *value)
{
        (void)kind;
        http_headers_add(arg, name, value ? value : "");
        return MHD_YES;
}

static enum MHD_Result reply(struct MHD_Connection *connection, struct http_response *response)
{
        size_t len = response->body.len;
        struct MHD_Response *answer;
        enum MHD_Result rc;

        answer = MHD_create_response_from_buffer(len, text_steal(&response->body),
                                                 MHD_RESPMEM_MUST_FREE);
        if (!answer)
                loop_die("no memory for an HTTP answer");
        for (size_t i = 0; i < response->headers.count; i++)
                MHD_add_response_header(answer, response->headers.items[i].name,
                                        response->headers.items[i].value);
        rc = MHD_queue_response(connection, (unsigned)response->status, answer);
        MHD_destroy_response(answer);
        return rc;
}

static enum MHD_Result answer(struct httpd *d, struct MHD_Connection *connection,
                              const char *method, struct exchange *x)
{
        struct http_request request = {
                .method = method,
                .url = x->url,
                .body = text_str(&x->body),
                .body_len = x->body.len,
        };
        struct http_response response = {0};
        enum MHD_Result rc;

        if (x->too_large) {
                response.status = MHD_HTTP_CONTENT_TOO_LARGE;
        } else {
                MHD_get_connection_values(connection, MHD_HEADER_KIND, take_header,
                                          &request.headers);
                d->handler(d->arg, &request, &response);
                if (response.status != 0 && (response.status < 200 || response.status > 999))
                        response.status = MHD_HTTP_INTERNAL_SERVER_ERROR;
        }
        rc = response.status == 0 ? MHD_NO : reply(connection, &response);
        http_response_release(&response);
        http_headers_release(&request.headers);
        return rc;
}

/* Called once when the headers are there, then for each piece of the body, then with none left. */
static enum MHD_Result on_request(void *arg, struct MHD_Connection *connection, const char *url,
                                  const char *method, const char *version, const char *piece,
                                  size_t *piece_len, void **state)
{
        struct exchange *x = *state;

        (void)url;
        (void)version;
        if (!x->begun) {
                x->begun = true;
                return MHD_YES;
        }
        if (*piece_len == 0)
                return answer(arg, connection, method, x);
        if (x->body.len + *piece_len > BODY_MOST)
                x->too_large = true; /* the rest is read and forgotten: then 413 can be seen */
        if (x->too_large)
                text_release(&x->body);
        else
                text_add_n(&x->body, piece, *piece_len);
        *piece_len = 0;
        return MHD_YES;
}

/* --- driven by the loop --- */

static void on_timer(void *arg);

static void turn(struct httpd *d)
{
        MHD_UNSIGNED_LONG_LONG wait;

        MHD_run(d->daemon);
        timer_stop(d->timer);
        d->timer = NULL;
        if (MHD_get_timeout(d->daemon, &wait) == MHD_YES)
                d->timer = timer_start(d->loop, (int64_t)wait, on_timer, d);
}

static void on_timer(void *arg)
{
        struct httpd *d = arg;

        d->timer = NULL;
        turn(d);
}

static void on_readable(uv_poll_t *poll, int status, int events)
{
        (void)status;
        (void)events;
        turn(poll->data);
}

static void on_closed(uv_handle_t *handle)
{
        free(handle->data);
}

void httpd_stop(struct httpd *d)
{
        if (!d)
                return;
        timer_stop(d->timer);
        uv_poll_stop(&d->poll);
        MHD_stop_daemon(d->daemon);
        uv_close((uv_handle_t *)&d->poll, on_closed);
}

static void abandon(struct handle_owner *owner)
{
        httpd_stop((struct httpd *)owner);
}

/* --- starting --- */

static bool parse_address(const char *address, int port, struct sockaddr_storage *out,
                          struct err *err)
{
        struct sockaddr_in *v4 = (struct sockaddr_in *)out;
        struct sockaddr_in6 *v6 = (struct sockaddr_in6 *)out;

        memset(out, 0, sizeof(*out));
        if (port < 0 || port > 65535)
                return err_set(err, ERR_INVALID, "%d is no TCP port", port);
        if (uv_ip4_addr(address, port, v4) == 0 || uv_ip6_addr(address, port, v6) == 0)
                return true;
        return err_set(err, ERR_INVALID, "%s is no numeric IP address", address);
}

/* Ours: what MHD leaves in errno is not always why it could not listen. -1: errno says why. */
static int listen_at(const struct sockaddr_storage *address, int *port)
{
        union {
                struct sockaddr any;
                struct sockaddr_in v4;
                struct sockaddr_in6 v6;
        } bound;
        socklen_t size = sizeof(bound);
        int fd, one = 1, why;

        memset(&bound, 0, sizeof(bound));
        fd = socket(address->ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
        if (fd < 0)
                return -1;
        setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof(one));
        if (bind(fd, (const struct sockaddr *)address, sizeof(*address)) != 0 ||
            listen(fd, SOMAXCONN) != 0 || getsockname(fd, &bound.any, &size) != 0) {
                why = errno;
                close(fd);
                errno = why;
                return -1;
        }
        *port = ntohs(bound.any.sa_family == AF_INET6 ? bound.v6.sin6_port : bound.v4.sin_port);
        return fd;
}

static struct MHD_Daemon *start_daemon(struct httpd *d, int fd, bool v6)
{
        unsigned flags = MHD_USE_EPOLL;

        if (v6)
                flags |= MHD_USE_IPv6;
        return MHD_start_daemon(
                flags, 0, NULL, NULL, on_request, d, MHD_OPTION_LISTEN_SOCKET, fd,
                MHD_OPTION_URI_LOG_CALLBACK, on_request_line, d, MHD_OPTION_NOTIFY_COMPLETED,
                on_completed, d, MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_SECONDS,
                MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTIONS_MOST, MHD_OPTION_END);
}

struct httpd *httpd_start(struct loop *loop, const char *address, int port, http_handler handler,
                          void *arg, struct err *err)
{
        uv_loop_t *uv = loop_uv(loop, "httpd_start()");
        const union MHD_DaemonInfo *info;
        struct sockaddr_storage storage;
        struct httpd *d;
        int fd;

        if (!parse_address(address, port, &storage, err))
                return NULL;
        d = xcalloc(1, sizeof(*d));
        d->loop = loop;
        d->handler = handler;
        d->arg = arg;
        d->owner.abandon = abandon;
        fd = listen_at(&storage, &d->port);
        if (fd >= 0)
                d->daemon = start_daemon(d, fd, storage.ss_family == AF_INET6);
        if (!d->daemon) {
                err_set(err, ERR_SYSTEM, "can't listen on %s port %d: %s", address, port,
                        strerror(errno));
                free(d);
                return NULL;
        }
        info = MHD_get_daemon_info(d->daemon, MHD_DAEMON_INFO_EPOLL_FD);
        uv_poll_init(uv, &d->poll, info->epoll_fd);
        d->poll.data = d;
        uv_poll_start(&d->poll, UV_READABLE, on_readable);
        turn(d);
        return d;
}

int httpd_port(const struct httpd *d)
{
        return d->port;
}
