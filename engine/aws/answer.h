/* What an HTTP answer of AWS means: its error code, and what that says to one who might repeat. */
#ifndef SNAPLIFT_AWS_ANSWER_H
#define SNAPLIFT_AWS_ANSWER_H

#include <stdint.h>

#include "engine/aws/service.h"
#include "engine/base/err.h"
#include "engine/loop/http.h"

enum answer_kind {
        ANSWER_OK,
        ANSWER_THROTTLED,   /* not done; later perhaps */
        ANSWER_TRANSIENT,   /* the server failed: done or not */
        ANSWER_EXPIRED,     /* not done: the credentials have expired */
        ANSWER_REFUSED,     /* not done; asking again will not help */
        ANSWER_GARBLED,     /* not an answer of AWS: done or not */
        ANSWER_LOST,        /* none came: done or not */
        ANSWER_UNREACHABLE, /* none came: not done */
};

struct answer {
        enum answer_kind kind;
        char *code;          /* AWS's, or NULL */
        char *message;       /* AWS's, or NULL: to be cleaned before anyone sees it */
        char *request_id;    /* of a failure, or NULL: what AWS's support asks for */
        int64_t retry_after; /* ms; 0: not said */
        int64_t date;        /* ms: AWS's clock when it answered; 0: not said */
};

void answer_read(enum aws_service service, const struct http_response *response,
                 struct answer *out);
void answer_release(struct answer *a);

/* True when the request may have been refused because of its time, which AWS's clock (date) then
 * shows. ours: the time it was signed with. */
bool answer_blames_clock(const struct answer *a, int64_t ours);

/* The err code for AWS's code and, where one code has several meanings, its message. */
enum err_code answer_err_code(const char *code, const char *message);

#endif
