/*
 * A small TCP load balancer: what a target group and its listener are on AWS. Connections are
 * given in turn (or by weight) to the targets that are healthy; one that can't reach its target
 * tries another before any byte was passed. While no target is healthy a connection waits for one,
 * and gets an HTTP 503 when none comes.
 *
 * A target is checked from the moment it is added: connect, GET the health path, 200. Real loops
 * only.
 */
#ifndef SNAPLIFT_STANDIN_BALANCER_H
#define SNAPLIFT_STANDIN_BALANCER_H

#include <stdbool.h>
#include <stdint.h>

#include "engine/base/err.h"
#include "engine/loop/loop.h"

struct balancer;
struct target;

struct balancer_settings {
        const char *health_path; /* NULL or "": to accept a connection is enough */
        int64_t interval;        /* ms between two checks; 0: 200 */
        int64_t timeout;         /* of a check, and of a connection to a target; 0: 2000 */
        int unhealthy_after;     /* checks in a row that failed; 0: 3 */
        int64_t patience;        /* how long a connection waits for a healthy target; 0: 5000 */
};

struct balancer *balancer_start(struct loop *loop, const char *address, int port,
                                const struct balancer_settings *settings, struct err *err);
int balancer_port(const struct balancer *b);
/* A second way in, for test traffic: it goes to targets by their second weight. */
bool balancer_listen_test(struct balancer *b, const char *address, int port, struct err *err);
int balancer_test_port(const struct balancer *b); /* 0: there is none */
/* Cuts all connections. Waits for their fibers when on a fiber. NULL is allowed. */
void balancer_free(struct balancer *b);

/* changed() is called on the loop each time its health changes; the first time when it becomes
 * healthy. */
struct target *balancer_add(struct balancer *b, const char *name, const char *address, int port,
                            void (*changed)(void *arg, bool healthy), void *arg);
/* Its share of the production and the test traffic, against those of the others; 0: none. 100 and
 * 100 at first. Connections that are open stay. */
void target_weigh(struct target *t, double production, double test);
/* No new connections for it; drained() is called once, later, when the open ones have ended or
 * after limit ms; then the target is gone. */
void target_drain(struct target *t, int64_t limit, void (*drained)(void *arg), void *arg);
/* At once and without a word: its process is gone, or nobody wants to know. */
void target_remove(struct target *t);

/* For the state: calls each(arg, name, address, port, state) with "initial", "healthy",
 * "unhealthy" or "draining", and the number of open connections. */
void balancer_each(struct balancer *b,
                   void (*each)(void *arg, const char *name, const char *address, int port,
                                const char *state, int connections),
                   void *arg);

#endif
