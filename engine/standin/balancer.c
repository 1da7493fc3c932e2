#include "engine/standin/balancer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "engine/loop/tcp.h"

enum { BUFFER = 16 * 1024 };

/* Fibers of the balancer hold it and the target they work with: both are freed with the last. */
struct target {
        struct balancer *balancer;
        struct target *next;
        char *name, *address;
        int port;
        int refs;
        bool healthy, known; /* known: a first verdict was given */
        bool gone;           /* not in the list any more */
        double weight[2];    /* of production and of test traffic */
        int failures, connections;
        struct signal_point wake; /* the checker waits here */
        void (*changed)(void *arg, bool healthy);
        void *arg;
        void (*drained)(void *arg);
        void *drained_arg;
        bool draining;
        struct timer *limit;
};

/* Where connections come in: for production, or for the test of what production will see. */
struct listener {
        struct balancer *balancer;
        struct tcp_server *server;
        bool test;
};

struct balancer {
        struct loop *loop;
        struct listener listeners[2];
        char *health_path;
        int64_t interval, timeout, patience;
        int unhealthy_after;
        struct target *targets;
        unsigned turn;
        int fibers;
        bool closed;
        bool orphan;                 /* closed, and nobody waits: the last fiber frees it */
        struct signal_point healthy; /* connections wait here for a target */
        struct signal_point ended;   /* balancer_free() waits here */
        struct relay *relays;
};

/* A client's connection and its other half. Either is NULL once it was closed: whoever wakes from
 * waiting on it looks here before touching it again. It lies on the stack of its fiber. */
struct relay {
        struct relay *next;
        struct tcp *client, *server;
        int pumps;
        struct signal_point ended;
};

static void target_release(struct target *t)
{
        if (--t->refs)
                return;
        free(t->name);
        free(t->address);
        free(t);
}

static void destroy(struct balancer *b)
{
        free(b->health_path);
        free(b);
}

static void fiber_begins(struct balancer *b)
{
        b->fibers++;
}

static void fiber_ends(struct balancer *b)
{
        if (--b->fibers)
                return;
        if (b->orphan)
                destroy(b);
        else
                signal_all(b->loop, &b->ended);
}

/* --- health checks --- */

static bool says_200(struct balancer *b, struct target *t, struct tcp *c)
{
        char request[512], reply[64] = "";
        size_t have = 0;
        long got = 1;

        snprintf(request, sizeof(request),
                 "GET %s HTTP/1.0\r\nHost: %s:%d\r\nUser-Agent: ELB-HealthChecker/2.0\r\n"
                 "Connection: close\r\n\r\n",
                 b->health_path, t->address, t->port);
        if (!tcp_write(c, request, strlen(request)))
                return false;
        while (have < 13 && got > 0) {
                got = tcp_read(c, reply + have, sizeof(reply) - 1 - have);
                if (got > 0)
                        have += (size_t)got;
        }
        return have >= 12 && text_starts(reply, "HTTP/1.") && strncmp(reply + 8, " 200", 4) == 0;
}

struct deadline { /* of a check that has connected */
        struct tcp *connection;
        struct timer *timer;
};

static void too_late(void *arg)
{
        struct deadline *d = arg;

        d->timer = NULL;
        tcp_shutdown(d->connection);
        tcp_close(d->connection); /* wakes the reader */
        d->connection = NULL;
}

static bool answers(struct balancer *b, struct target *t)
{
        struct err err = ERR_INIT;
        struct deadline d = {.connection =
                                     tcp_connect(b->loop, t->address, t->port, b->timeout, &err)};
        bool good;

        err_clear(&err);
        if (!d.connection)
                return false;
        good = true;
        if (b->health_path) {
                d.timer = timer_start(b->loop, b->timeout, too_late, &d);
                good = says_200(b, t, d.connection);
                timer_stop(d.timer);
        }
        tcp_close(d.connection);
        return good;
}

static void judge(struct balancer *b, struct target *t, bool good)
{
        if (good) {
                t->failures = 0;
                if (t->healthy)
                        return;
                t->healthy = t->known = true;
                signal_all(b->loop, &b->healthy);
        } else {
                t->failures++;
                if (!t->healthy || t->failures < b->unhealthy_after)
                        return;
                t->healthy = false;
        }
        t->changed(t->arg, t->healthy);
}

static void check(void *arg)
{
        struct target *t = arg;
        struct balancer *b = t->balancer;

        while (!b->closed && !t->gone && !t->draining) {
                bool good = answers(b, t);

                if (b->closed || t->gone || t->draining)
                        break;
                judge(b, t, good);
                if (b->closed || t->gone || t->draining)
                        break;
                signal_wait(b->loop, &t->wake, loop_ticks(b->loop) + b->interval);
        }
        target_release(t);
        fiber_ends(b);
}

/* --- targets --- */

struct target *balancer_add(struct balancer *b, const char *name, const char *address, int port,
                            void (*changed)(void *arg, bool healthy), void *arg)
{
        struct target *t = xcalloc(1, sizeof(*t));
        struct target **end = &b->targets;

        t->balancer = b;
        t->name = xstrdup(name);
        t->address = xstrdup(address);
        t->port = port;
        t->changed = changed;
        t->arg = arg;
        t->refs = 2; /* the list's and the checker's */
        t->weight[0] = t->weight[1] = 100;
        while (*end)
                end = &(*end)->next;
        *end = t;
        fiber_begins(b);
        fiber_start_daemon(b->loop, "health check", check, t);
        return t;
}

void target_remove(struct target *t)
{
        struct balancer *b = t->balancer;

        for (struct target **at = &b->targets; *at; at = &(*at)->next) {
                if (*at == t) {
                        *at = t->next;
                        break;
                }
        }
        t->gone = true;
        t->healthy = false;
        timer_stop(t->limit);
        t->limit = NULL;
        signal_all(b->loop, &t->wake);
        target_release(t);
}

static void limit_reached(void *arg)
{
        struct target *t = arg;
        void (*drained)(void *arg) = t->drained;
        void *drained_arg = t->drained_arg;

        t->limit = NULL;
        target_remove(t);
        drained(drained_arg);
}

void target_drain(struct target *t, int64_t limit, void (*drained)(void *arg), void *arg)
{
        t->draining = true;
        t->healthy = false;
        t->drained = drained;
        t->drained_arg = arg;
        /* with nobody to wait for it is over at once, but never before this call has returned */
        t->limit = timer_start(t->balancer->loop, t->connections ? limit : 0, limit_reached, t);
        signal_all(t->balancer->loop, &t->wake);
}

static void connection_ended(struct target *t)
{
        t->connections--;
        if (t->draining && !t->gone && !t->connections) {
                timer_stop(t->limit);
                t->limit = timer_start(t->balancer->loop, 0, limit_reached, t);
        }
        target_release(t);
}

/* --- connections --- */

static void refuse(struct relay *r)
{
        static const char answer[] = "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n"
                                     "Connection: close\r\n\r\n";
        char request[BUFFER];

        /* a request that was not read would turn our answer into a reset */
        if (tcp_read(r->client, request, sizeof(request)) > 0 && r->client)
                tcp_write(r->client, answer, sizeof(answer) - 1);
}

static bool tried(struct target *const *list, size_t count, const struct target *t)
{
        for (size_t i = 0; i < count; i++)
                if (list[i] == t)
                        return true;
        return false;
}

/* By weight, evenly spread: fractions of the golden ratio never cluster. */
static struct target *by_weight(struct balancer *b, struct target *const *list, size_t count,
                                bool test)
{
        double turn = b->turn++ * 0.618033988749895, sum = 0, at;

        for (size_t i = 0; i < count; i++)
                sum += list[i]->weight[test];
        at = (turn - (double)(int64_t)turn) * sum;
        for (size_t i = 0; i < count; i++) {
                at -= list[i]->weight[test];
                if (at < 0)
                        return list[i];
        }
        return list[count - 1];
}

/* The next healthy target in turn that is not among those tried. */
static struct target *choose(struct balancer *b, bool test, struct target *const * not,
                             size_t not_count)
{
        struct target *candidates[64];
        size_t count = 0;
        bool even = true;

        for (struct target *t = b->targets; t && count < ARRAY_LEN(candidates); t = t->next) {
                /* NOLINTNEXTLINE(clang-analyzer-unix.Malloc): unlinked before it is freed */
                if (!t->healthy || t->weight[test] <= 0 || tried(not, not_count, t))
                        continue;
                candidates[count++] = t;
                even = even && t->weight[test] == candidates[0]->weight[test];
        }
        if (!count)
                return NULL;
        return even ? candidates[b->turn++ % count] : by_weight(b, candidates, count, test);
}

/* Holds the target that it connected to. */
static struct tcp *reach(struct balancer *b, bool test, struct target **target)
{
        int64_t deadline = loop_ticks(b->loop) + b->patience;

        for (;;) {
                struct target *failed[16];
                size_t failed_count = 0;
                struct tcp *found = NULL;

                while (!found && !b->closed && failed_count < ARRAY_LEN(failed)) {
                        struct target *t = choose(b, test, failed, failed_count);
                        struct err err = ERR_INIT;

                        if (!t)
                                break;
                        t->refs++;
                        t->connections++;
                        found = tcp_connect(b->loop, t->address, t->port, b->timeout, &err);
                        err_clear(&err);
                        if (found) {
                                *target = t;
                                break;
                        }
                        failed[failed_count++] = t;
                        connection_ended(t);
                }
                if (found || b->closed)
                        return found;
                /* All that are healthy refused us: they are asked again a little later, as their
                 * next check will have found out by then. */
                if (!signal_wait(b->loop, &b->healthy,
                                 failed_count && loop_ticks(b->loop) + b->interval < deadline
                                         ? loop_ticks(b->loop) + b->interval
                                         : deadline) &&
                    loop_ticks(b->loop) >= deadline)
                        return NULL;
                if (b->closed)
                        return NULL;
        }
}

static void cut(struct relay *r)
{
        struct tcp *client = r->client, *server = r->server;

        r->client = r->server = NULL;
        if (client)
                tcp_shutdown(client);
        tcp_close(client);
        tcp_close(server);
}

/* Until one side ends. slots, since cut() may empty them meanwhile. */
static void pump(struct tcp **from, struct tcp **to)
{
        char buffer[BUFFER];
        long got;

        while (*from && (got = tcp_read(*from, buffer, sizeof(buffer))) > 0)
                if (!*to || !tcp_write(*to, buffer, (size_t)got))
                        return;
}

struct upward {
        struct balancer *balancer;
        struct relay *relay;
};

static void pump_up(void *arg)
{
        struct upward *up = arg;
        struct balancer *b = up->balancer;
        struct relay *r = up->relay;

        pump(&r->client, &r->server);
        if (r->server)
                tcp_shutdown(r->server);
        r->pumps--;
        signal_all(b->loop, &r->ended);
        fiber_ends(b);
}

static void run_relay(struct balancer *b, struct relay *r)
{
        struct upward up = {b, r};

        r->pumps = 1;
        fiber_begins(b);
        fiber_start_daemon(b->loop, "to the target", pump_up, &up);
        pump(&r->server, &r->client);
        /* The target has said all: what the client may still send is of no use to anybody. */
        cut(r);
        while (r->pumps)
                signal_wait(b->loop, &r->ended, -1);
}

static void drop_relay(struct balancer *b, struct relay *r)
{
        for (struct relay **at = &b->relays; *at; at = &(*at)->next) {
                if (*at == r) {
                        *at = r->next;
                        return;
                }
        }
}

static void serve(void *arg, struct tcp *client)
{
        struct listener *listener = arg;
        struct balancer *b = listener->balancer;
        struct relay r = {.client = client, .next = b->relays};
        struct target *t = NULL;

        b->relays = &r;
        fiber_begins(b);
        if (!b->closed)
                r.server = reach(b, listener->test, &t);
        if (r.server && r.client)
                run_relay(b, &r);
        else if (r.client && !b->closed)
                refuse(&r);
        cut(&r);
        drop_relay(b, &r);
        if (t)
                connection_ended(t);
        fiber_ends(b);
}

/* --- life --- */

static bool listen_on(struct balancer *b, bool test, const char *address, int port, struct err *err)
{
        struct listener *l = &b->listeners[test];

        l->balancer = b;
        l->test = test;
        l->server = tcp_listen(b->loop, address, port, serve, l, err);
        return l->server != NULL;
}

struct balancer *balancer_start(struct loop *loop, const char *address, int port,
                                const struct balancer_settings *settings, struct err *err)
{
        static const struct balancer_settings usual;
        const struct balancer_settings *s = settings ? settings : &usual;
        struct balancer *b = xcalloc(1, sizeof(*b));

        b->loop = loop;
        b->health_path = s->health_path && *s->health_path ? xstrdup(s->health_path) : NULL;
        b->interval = s->interval ? s->interval : 200;
        b->timeout = s->timeout ? s->timeout : 2000;
        b->unhealthy_after = s->unhealthy_after ? s->unhealthy_after : 3;
        b->patience = s->patience ? s->patience : 5000;
        if (!listen_on(b, false, address, port, err)) {
                free(b->health_path);
                free(b);
                return NULL;
        }
        return b;
}

bool balancer_listen_test(struct balancer *b, const char *address, int port, struct err *err)
{
        return listen_on(b, true, address, port, err);
}

void balancer_free(struct balancer *b)
{
        if (!b)
                return;
        b->closed = true;
        tcp_server_stop(b->listeners[0].server);
        if (b->listeners[1].server)
                tcp_server_stop(b->listeners[1].server);
        while (b->targets)
                /* NOLINTNEXTLINE(clang-analyzer-unix.Malloc): unlinked before it is freed */
                target_remove(b->targets);
        for (struct relay *r = b->relays; r; r = r->next)
                cut(r);
        signal_all(b->loop, &b->healthy);
        if (fiber_self())
                fiber_sleep(b->loop, 0); /* connections just accepted begin, and count */
        else if (b->fibers) {
                b->orphan = true;
                return;
        }
        while (b->fibers)
                signal_wait(b->loop, &b->ended, -1);
        destroy(b);
}

int balancer_port(const struct balancer *b)
{
        return tcp_server_port(b->listeners[0].server);
}

int balancer_test_port(const struct balancer *b)
{
        return b->listeners[1].server ? tcp_server_port(b->listeners[1].server) : 0;
}

void target_weigh(struct target *t, double production, double test)
{
        t->weight[0] = production;
        t->weight[1] = test;
        signal_all(t->balancer->loop, &t->balancer->healthy);
}

void balancer_each(struct balancer *b,
                   void (*each)(void *arg, const char *name, const char *address, int port,
                                const char *state, int connections),
                   void *arg)
{
        for (struct target *t = b->targets; t; t = t->next)
                each(arg, t->name, t->address, t->port,
                     t->draining  ? "draining"
                     : t->healthy ? "healthy"
                     : t->known   ? "unhealthy"
                                  : "initial",
                     t->connections);
}
