/*
 * TCP connections whose reads and writes wait on a fiber. A reader's and a writer's state lies on
 * its own stack, so that tcp_close() may free the connection while they are on their way out.
 */
#include "engine/loop/tcp.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "engine/loop/internal.h"

enum { BACKLOG = 511 };

struct reading {
        struct signal_point end;
        bool ended;
        void *buffer;
        size_t size;
        long result;
};

struct writing {
        uv_write_t request;
        struct loop *loop;
        struct signal_point end;
        bool ended;
        int result;
};

struct tcp {
        struct handle_owner owner; /* first: see internal.h */
        uv_tcp_t handle;
        struct loop *loop;
        struct reading *reader; /* or NULL */
        uv_shutdown_t shutdown;
        bool shut;
};

struct tcp_server {
        struct handle_owner owner; /* first: see internal.h */
        uv_tcp_t handle;
        struct loop *loop;
        int port;
        void (*serve)(void *arg, struct tcp *connection);
        void *arg;
};

/* --- life --- */

static void on_tcp_closed(uv_handle_t *handle)
{
        free(handle->data);
}

void tcp_close(struct tcp *t)
{
        struct reading *r;

        if (!t)
                return;
        r = t->reader;
        if (r) {
                r->result = -1;
                r->ended = true;
                signal_all(t->loop, &r->end);
        }
        t->reader = NULL;
        uv_close((uv_handle_t *)&t->handle, on_tcp_closed);
}

static void abandon_tcp(struct handle_owner *owner)
{
        tcp_close((struct tcp *)owner);
}

static struct tcp *tcp_new(struct loop *loop, uv_loop_t *uv)
{
        struct tcp *t = xcalloc(1, sizeof(*t));

        t->owner.abandon = abandon_tcp;
        t->loop = loop;
        uv_tcp_init(uv, &t->handle);
        t->handle.data = t;
        return t;
}

static bool parse_address(const char *address, int port, struct sockaddr_storage *out,
                          struct err *err)
{
        memset(out, 0, sizeof(*out));
        if (port < 0 || port > 65535)
                return err_set(err, ERR_INVALID, "%d is no TCP port", port);
        if (uv_ip4_addr(address, port, (struct sockaddr_in *)out) == 0 ||
            uv_ip6_addr(address, port, (struct sockaddr_in6 *)out) == 0)
                return true;
        return err_set(err, ERR_INVALID, "%s is no numeric IP address", address);
}

/* --- the server --- */

struct served {
        struct tcp *connection;
        void (*serve)(void *arg, struct tcp *connection);
        void *arg;
};

static void serve_one(void *arg)
{
        struct served one = *(struct served *)arg;

        free(arg);
        one.serve(one.arg, one.connection);
}

static void on_connection(uv_stream_t *stream, int status)
{
        struct tcp_server *s = stream->data;
        struct served *one;
        struct tcp *t;

        if (status < 0)
                return;
        t = tcp_new(s->loop, s->handle.loop);
        if (uv_accept(stream, (uv_stream_t *)&t->handle) < 0) {
                tcp_close(t);
                return;
        }
        uv_tcp_nodelay(&t->handle, 1);
        one = xcalloc(1, sizeof(*one));
        *one = (struct served){t, s->serve, s->arg};
        fiber_start_daemon(s->loop, "tcp connection", serve_one, one);
}

void tcp_server_stop(struct tcp_server *s)
{
        if (s)
                uv_close((uv_handle_t *)&s->handle, on_tcp_closed);
}

static void abandon_server(struct handle_owner *owner)
{
        tcp_server_stop((struct tcp_server *)owner);
}

static int port_of(const uv_tcp_t *handle)
{
        struct sockaddr_storage name;
        int len = sizeof(name);

        if (uv_tcp_getsockname(handle, (struct sockaddr *)&name, &len) < 0)
                return 0;
        if (name.ss_family == AF_INET6)
                return ntohs(((struct sockaddr_in6 *)&name)->sin6_port);
        return ntohs(((struct sockaddr_in *)&name)->sin_port);
}

struct tcp_server *tcp_listen(struct loop *loop, const char *address, int port,
                              void (*serve)(void *arg, struct tcp *connection), void *arg,
                              struct err *err)
{
        uv_loop_t *uv = loop_uv(loop, "tcp_listen()");
        struct sockaddr_storage storage;
        struct tcp_server *s;
        int rc;

        if (!parse_address(address, port, &storage, err))
                return NULL;
        s = xcalloc(1, sizeof(*s));
        s->owner.abandon = abandon_server;
        s->loop = loop;
        s->serve = serve;
        s->arg = arg;
        uv_tcp_init(uv, &s->handle);
        s->handle.data = s;
        rc = uv_tcp_bind(&s->handle, (const struct sockaddr *)&storage, 0);
        if (rc == 0)
                rc = uv_listen((uv_stream_t *)&s->handle, BACKLOG, on_connection);
        if (rc < 0) {
                err_set(err, ERR_SYSTEM, "can't listen on %s port %d: %s", address, port,
                        uv_strerror(rc));
                tcp_server_stop(s);
                return NULL;
        }
        s->port = port_of(&s->handle);
        return s;
}

int tcp_server_port(const struct tcp_server *s)
{
        return s->port;
}

/* --- connecting --- */

/* On the heap: uv may call back after the fiber has given up. */
struct connecting {
        uv_connect_t request;
        struct loop *loop;
        struct signal_point end;
        bool ended;
        bool given_up;
        int result;
};

static void on_connected(uv_connect_t *request, int status)
{
        struct connecting *c = request->data;

        if (c->given_up) {
                free(c);
                return;
        }
        c->result = status;
        c->ended = true;
        signal_all(c->loop, &c->end);
}

/* False when time was up: then on_connected() frees c. */
static bool wait_connected(struct connecting *c, int64_t timeout)
{
        int64_t deadline = loop_after(c->loop, timeout);

        while (!c->ended) {
                if (!signal_wait(c->loop, &c->end, deadline)) {
                        c->given_up = true;
                        return false;
                }
        }
        return true;
}

struct tcp *tcp_connect(struct loop *loop, const char *address, int port, int64_t timeout,
                        struct err *err)
{
        uv_loop_t *uv = loop_uv(loop, "tcp_connect()");
        struct sockaddr_storage storage;
        struct connecting *c;
        struct tcp *t;
        int rc;

        if (!parse_address(address, port, &storage, err))
                return NULL;
        t = tcp_new(loop, uv);
        c = xcalloc(1, sizeof(*c));
        c->loop = loop;
        c->request.data = c;
        rc = uv_tcp_connect(&c->request, &t->handle, (const struct sockaddr *)&storage,
                            on_connected);
        if (rc == 0) {
                if (wait_connected(c, timeout))
                        rc = c->result;
                else
                        rc = UV_ETIMEDOUT;
        }
        if (!c->given_up)
                free(c);
        if (rc < 0) {
                err_set(err, ERR_UNREACHABLE, "can't reach %s port %d: %s", address, port,
                        uv_strerror(rc));
                tcp_close(t);
                return NULL;
        }
        uv_tcp_nodelay(&t->handle, 1);
        return t;
}

/* On the heap for the same reason as struct connecting. */
struct resolving {
        uv_getaddrinfo_t request;
        struct loop *loop;
        struct signal_point end;
        bool ended;
        bool given_up;
        int result;
        struct strlist addresses;
};

static void resolving_free(struct resolving *r)
{
        strlist_release(&r->addresses);
        free(r);
}

static void on_resolved(uv_getaddrinfo_t *request, int status, struct addrinfo *found)
{
        struct resolving *r = request->data;

        for (struct addrinfo *a = status == 0 ? found : NULL; a; a = a->ai_next) {
                char text[INET6_ADDRSTRLEN];

                if (uv_ip_name(a->ai_addr, text, sizeof(text)) == 0)
                        strlist_add(&r->addresses, text);
        }
        uv_freeaddrinfo(found);
        if (r->given_up) {
                resolving_free(r);
                return;
        }
        r->result = status;
        r->ended = true;
        signal_all(r->loop, &r->end);
}

/* NULL: err says why; else for the caller to free. */
static struct resolving *resolve(struct loop *loop, const char *host, int64_t deadline,
                                 struct err *err)
{
        struct addrinfo hints = {.ai_socktype = SOCK_STREAM};
        struct resolving *r = xcalloc(1, sizeof(*r));
        int rc;

        r->loop = loop;
        r->request.data = r;
        rc = uv_getaddrinfo(loop_uv(loop, "tcp_connect_name()"), &r->request, on_resolved, host,
                            NULL, &hints);
        while (rc == 0 && !r->ended) {
                if (signal_wait(loop, &r->end, deadline))
                        continue;
                r->given_up = true; /* then on_resolved() frees it */
                uv_cancel((uv_req_t *)&r->request);
                err_set(err, ERR_UNREACHABLE, "can't find the address of %s in time", host);
                return NULL;
        }
        if (rc == 0)
                rc = r->result;
        if (rc == 0 && r->addresses.count)
                return r;
        err_set(err, ERR_UNREACHABLE, "can't find the address of %s: %s", host,
                rc ? uv_strerror(rc) : "it has none");
        resolving_free(r);
        return NULL;
}

struct tcp *tcp_connect_name(struct loop *loop, const char *host, int port, int64_t timeout,
                             struct err *err)
{
        int64_t deadline = loop_after(loop, timeout);
        struct resolving *r = resolve(loop, host, deadline, err);
        struct tcp *t = NULL;

        for (size_t i = 0; r && !t && i < r->addresses.count; i++) {
                int64_t left = deadline - loop_ticks(loop);

                if (i && left <= 0)
                        break;
                err_clear(err);
                t = tcp_connect(loop, r->addresses.items[i], port, left > 0 ? left : 0, err);
        }
        if (r)
                resolving_free(r);
        return t;
}

/* --- reading and writing --- */

static void on_alloc(uv_handle_t *handle, size_t suggested, uv_buf_t *out)
{
        struct tcp *t = handle->data;

        (void)suggested;
        *out = uv_buf_init(t->reader->buffer, (unsigned)t->reader->size);
}

static void on_read(uv_stream_t *stream, ssize_t got, const uv_buf_t *buffer)
{
        struct tcp *t = stream->data;
        struct reading *r = t->reader;

        (void)buffer;
        if (got == 0)
                return; /* nothing yet */
        uv_read_stop(stream);
        r->result = got == UV_EOF ? 0 : got < 0 ? -1 : (long)got;
        r->ended = true;
        t->reader = NULL;
        signal_all(t->loop, &r->end);
}

long tcp_read(struct tcp *t, void *buffer, size_t size)
{
        struct loop *loop = t->loop;
        struct reading r = {.buffer = buffer, .size = size > 1 << 30 ? 1 << 30 : size};

        if (t->reader)
                loop_die("two readers of one connection");
        if (size == 0)
                return 0;
        /* cppcheck-suppress autoVariables; it is taken back before this returns */
        t->reader = &r;
        if (uv_read_start((uv_stream_t *)&t->handle, on_alloc, on_read) < 0) {
                t->reader = NULL;
                return -1;
        }
        while (!r.ended)
                signal_wait(loop, &r.end, -1);
        return r.result;
}

static void on_written(uv_write_t *request, int status)
{
        struct writing *w = request->data;

        w->result = status;
        w->ended = true;
        signal_all(w->loop, &w->end);
}

bool tcp_write(struct tcp *t, const void *bytes, size_t len)
{
        struct loop *loop = t->loop;
        struct writing w = {.loop = loop};
        uv_buf_t buffer = uv_buf_init((char *)bytes, (unsigned)len);
        int sent;

        if (len == 0)
                return true;
        sent = uv_try_write((uv_stream_t *)&t->handle, &buffer, 1);
        if (sent < 0 && sent != UV_EAGAIN)
                return false;
        if (sent > 0) {
                buffer.base += sent;
                buffer.len -= (size_t)sent;
        }
        if (buffer.len == 0)
                return true;
        w.request.data = &w;
        if (uv_write(&w.request, (uv_stream_t *)&t->handle, &buffer, 1, on_written) < 0)
                return false;
        while (!w.ended)
                signal_wait(loop, &w.end, -1);
        return w.result == 0;
}

static void on_shutdown(uv_shutdown_t *request, int status)
{
        (void)request;
        (void)status;
}

void tcp_shutdown(struct tcp *t)
{
        if (t->shut)
                return;
        t->shut = true;
        uv_shutdown(&t->shutdown, (uv_stream_t *)&t->handle, on_shutdown);
}
