/* TCP on fibers, real loops only: for the stand-in's load balancer and for probes. */
#ifndef SNAPLIFT_LOOP_TCP_H
#define SNAPLIFT_LOOP_TCP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/base/err.h"
#include "engine/loop/loop.h"

struct tcp;
struct tcp_server;

/* Each accepted connection is given to serve() on a fiber (a daemon) of its own, which owns it. */
struct tcp_server *tcp_listen(struct loop *loop, const char *address, int port,
                              void (*serve)(void *arg, struct tcp *connection), void *arg,
                              struct err *err);
int tcp_server_port(const struct tcp_server *s);
void tcp_server_stop(struct tcp_server *s); /* open connections go on */

/* Waits; timeout in ms. */
struct tcp *tcp_connect(struct loop *loop, const char *address, int port, int64_t timeout,
                        struct err *err);
/* The same of a name, at the first of its addresses that answers; timeout for all of it. */
struct tcp *tcp_connect_name(struct loop *loop, const char *host, int port, int64_t timeout,
                             struct err *err);
/* Waits for at least one byte; 0 at the end of the stream, -1 on an error. One reader at a time. */
long tcp_read(struct tcp *t, void *buffer, size_t size);
/* Waits until all is written; false on an error. One writer at a time. */
bool tcp_write(struct tcp *t, const void *bytes, size_t len);
void tcp_shutdown(struct tcp *t); /* no more writes from us; the peer reads its end */
void tcp_close(struct tcp *t);    /* wakes a reader and frees; NULL is allowed */

#endif
