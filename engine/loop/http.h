/*
 * HTTP as seen by those who call and those who answer: plain data, and two interfaces. A
 * `transport` carries a request and waits for its answer; an `http_handler` answers one. So a
 * client and a server can be put together in one process without a socket (transport_direct), and
 * both be real (transport_curl, httpd).
 */
#ifndef SNAPLIFT_LOOP_HTTP_H
#define SNAPLIFT_LOOP_HTTP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/base/err.h"
#include "engine/base/text.h"
#include "engine/loop/loop.h"
#include "engine/loop/proxy.h"

struct http_header {
        char *name;
        char *value;
};

struct http_headers {
        struct http_header *items;
        size_t count;
};

void http_headers_add(struct http_headers *h, const char *name, const char *value);
/* Name compared without case; NULL when absent. */
const char *http_headers_get(const struct http_headers *h, const char *name);
void http_headers_release(struct http_headers *h);

/* What AWS Signature Version 4 signs with. Borrowed by the request; a transport may not keep or log
 * it. */
struct http_signing {
        const char *region;
        const char *service; /* the signing name: "rds", "ssm", "ecs", "sts", "secretsmanager" */
        const char *access_key;
        const char *secret_key;
        const char *session_token; /* or NULL */
        int64_t time;              /* wall clock ms to sign with; 0: this machine's */
};

struct http_request {
        const char *method;
        const char *url; /* a client gives it whole; a handler gets path and query only: "/a?b=c" */
        struct http_headers headers; /* the owner of the request releases them */
        const char *body;            /* borrowed; need not be NUL-terminated */
        size_t body_len;
        const struct http_signing *signing; /* clients, and handlers of transport_direct; NULL: send
                                             * unsigned */
        int64_t connect_timeout;            /* ms; clients only */
        int64_t timeout;                    /* ms, whole exchange; clients only */
};

struct http_response {
        int status;
        struct http_headers headers;
        struct text body;
};

void http_response_release(struct http_response *r);

/* Answers at once, on the loop or on a fiber. response is empty and is filled; a status left at 0
 * is no answer at all: the connection is closed. */
typedef void (*http_handler)(void *arg, const struct http_request *request,
                             struct http_response *response);

struct transport {
        /* Waits for the answer. False when there is none:
         *   ERR_UNREACHABLE  surely not sent (no name, no connection, no TLS)
         *   ERR_LOST         it may have been sent and may have taken effect
         * Any HTTP status is an answer. */
        bool (*perform)(struct transport *t, const struct http_request *request,
                        struct http_response *response, struct err *err);
        void (*free)(struct transport *t);
};

bool transport_perform(struct transport *t, const struct http_request *request,
                       struct http_response *response, struct err *err);
void transport_free(struct transport *t);

struct transport_options {
        const char *ca_bundle;  /* PEM file in place of the system's, or NULL */
        bool insecure;          /* no TLS verification: only when the user says so in words */
        size_t max_body;        /* answers larger than this are ERR_LOST; 0: 16 MiB */
        const char *user_agent; /* or NULL */
        struct proxy_environment proxies; /* where proxies are set; borrowed arg: see proxy.h */
};

/* libcurl's multi interface on a real loop; connections are kept alive and reused, and go through
 * the proxies that the environment names (proxy.h). A request is
 * sent once or not at all: when a reused connection turns out to be closed, that is ERR_LOST. */
struct transport *transport_curl(struct loop *loop, const struct transport_options *options);

/* No socket: the handler is called after latency ms on the loop's clock, and its answer arrives
 * after as many again. Works on both kinds of loop. Nothing is signed: the handler sees the
 * request's signing itself, and so who calls. */
struct transport *transport_direct(struct loop *loop, int64_t latency, http_handler handler,
                                   void *arg);

/* An HTTP/1.1 server (libmicrohttpd) on a real loop. address is a numeric IP; port 0 lets the
 * kernel choose. Bodies over 4 MiB get 413. */
struct httpd;
struct httpd *httpd_start(struct loop *loop, const char *address, int port, http_handler handler,
                          void *arg, struct err *err);
int httpd_port(const struct httpd *d);
void httpd_stop(struct httpd *d); /* NULL is allowed */

#endif
