/*
 * A scripted AWS for the client's tests: a virtual loop and a transport that keeps every request
 * and answers from a queue, or through a function.
 */
#ifndef SNAPLIFT_TESTS_AWS_HELPER_H
#define SNAPLIFT_TESTS_AWS_HELPER_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "engine/aws/aws.h"

#define NOW 1795223230123 /* 2026-11-21T01:07:10.123Z */

struct sent {
        char *method, *url, *content_type, *target, *authorization, *body;
        char *access_key, *secret_key, *session_token, *region, *service; /* signed with */
        int64_t signed_at;                                                /* 0: by the clock */
        struct http_headers headers;
        int64_t timeout;
        int64_t at; /* loop_ticks() */
};

struct canned {
        int status; /* 0: no answer, but err */
        char *body;
        struct http_headers headers;
        enum err_code err;
};

enum { FAKE_CALLS = 256 }; /* as many are answered */

struct fake {
        struct transport transport; /* first */
        struct loop *loop;
        struct aws *aws; /* NULL when aws_new said no: see err */
        struct err err;
        const char *const *env; /* NAME, VALUE, ..., NULL */
        struct sent sent[FAKE_CALLS];
        size_t sent_count;
        struct canned queue[FAKE_CALLS];
        size_t queue_count, queue_next;
        void (*answer)(struct fake *f, const struct sent *s, struct canned *out);
        void (*called)(void *arg, const struct aws_call_report *report);
        void *arg;       /* the test's own */
        int64_t latency; /* ms an exchange takes */
};

/* env NULL: static keys and region eu-central-1. */
struct fake *fake_new(const char *const *env);
/* The same, and nothing is asked for again. */
extern const char *const fake_once[];
struct fake *fake_new_reporting(const char *const *env,
                                void (*called)(void *arg, const struct aws_call_report *report),
                                void *arg);
void fake_free(struct fake *f);

void fake_reply(struct fake *f, int status, const char *body);
void fake_header(struct fake *f, const char *name, const char *value); /* to the last reply */
void fake_no_answer(struct fake *f, enum err_code err);
/* <ErrorResponse> of the query protocol, or the JSON 1.1 one. */
void fake_xml_error(struct fake *f, int status, const char *code, const char *message);
void fake_json_error(struct fake *f, int status, const char *code, const char *message);
/* <OPResponse><OPResult>inner</OPResult></OPResponse> */
void fake_xml(struct fake *f, const char *operation, const char *inner);

/* Runs body on a fiber until everything has ended. */
void fake_run(struct fake *f, void (*body)(struct fake *f));

char *fake_file(const char *name); /* a file beside the tests, whole; the caller frees */

#endif
