/*
 * One call of one operation: sent, judged, repeated where that is safe.
 *
 *      build (query.h, json11.h) -> call_perform -> read (fields.h)
 *
 * A call that changes something and whose answer was lost is not repeated, unless it carries an
 * idempotency token: it ends with ERR_LOST and the caller looks first.
 */
#ifndef SNAPLIFT_AWS_CALL_H
#define SNAPLIFT_AWS_CALL_H

#include "engine/aws/aws.h"
#include "engine/aws/service.h"

struct operation {
        enum aws_service service;
        const char *name;
        bool mutating;
};

struct call {
        const struct operation *op;
        const char *subject; /* what it is about, for errors; or NULL */
        const char *secret;  /* a text in the body that no error may repeat; or NULL */
        bool repeatable;     /* mutating, with an idempotency token */
        const char *body;
        size_t body_len;
        const char
                *path; /* REST: a GET of this path, with its query in the order of names; or NULL */
        /* Reads a 2xx answer. False, with call_garbled()'s error: it was cut short on its way, or
         * is another's (a proxy's page), and is asked for again where that is safe. */
        bool (*read)(void *arg, const struct http_response *response, struct err *err);
        void *arg;
};

/* True: a 2xx answer, which has been read. */
bool call_perform(struct aws *aws, const struct call *call, struct http_response *response,
                  struct err *err);

/* The answer said 2xx, but is not what the model says; err holds what is wrong with it. Returns
 * false. For a mutating operation that is ERR_LOST, else ERR_INVALID. */
bool call_garbled(const struct operation *op, struct err *err);
/* The same with the finding in words. */
bool call_unexpected(const struct operation *op, struct err *err, const char *fmt, ...)
        __attribute__((format(printf, 3, 4)));

/* Makes room for a secret of len bytes (encoded it may be six times as long), so that adding it
 * does not move the buffer and leave a copy behind. */
void secret_room(struct text *t, size_t len);
/* Overwrites the whole buffer and releases it. */
void secret_release(struct text *t);

#endif
