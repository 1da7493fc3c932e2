/*
 * One account and region, as seen with one identity: what the typed clients (rds.h, ssm.h, ecs.h,
 * sts.h, secrets.h) share. All functions wait on fibers.
 *
 *      struct aws *aws = aws_new(&options, &err);
 *      rds_find_instance(aws, "xy-0146-qa-20261121010710", &db, &err);
 *
 * Retries are AWS's "standard" mode (retry.h): throttling and transient answers are repeated with
 * jittered back-off while the retry quota lasts, and calls keep to the rates that AWS allows
 * (rate.h). Who waits for either says so in its stage's note and in the trace, and stops waiting
 * when the stage is to stop. When AWS says that a request's time is wrong, requests are signed with
 * AWS's time from then on. A mutating call is
 * repeated only when the answer proves that it did not take effect (throttled, not sent); when its
 * answer was lost it ends with ERR_LOST and the caller looks first.
 */
#ifndef SNAPLIFT_AWS_AWS_H
#define SNAPLIFT_AWS_AWS_H

#include <stdbool.h>
#include <stdint.h>

#include "engine/base/err.h"
#include "engine/base/json.h"
#include "engine/loop/http.h"
#include "engine/loop/loop.h"

struct aws;

/* One attempt of one call, told after it ended. For counting, tracing and benchmarks; never bodies.
 */
struct aws_call_report {
        const char *service;   /* "rds" */
        const char *operation; /* "DescribeDBInstances" */
        bool mutating;
        int attempt;            /* from 1 */
        int status;             /* HTTP; 0: no answer */
        const char *reason;     /* AWS's error code, or NULL */
        const char *request_id; /* of a failure, where AWS gave one: for its support; or NULL */
        int64_t started;        /* loop_now() */
        int64_t took;           /* ms */
};

/* A call that waits before an attempt, told when it begins to. */
struct aws_wait_report {
        const char *service;
        const char *operation;
        bool mutating;
        int64_t at; /* loop_now() */
        int64_t ms; /* as it looks now */
        /* Why, without spaces: a rate, "1/s"; or, before a repeat, AWS's error code, "HTTP-503",
         * "no-answer", "unreadable", "unreachable". */
        const char *why;
};

struct aws_options {
        struct loop *loop;
        struct transport *transport; /* borrowed */
        /* NULL-able lookup of an environment variable: getenv in the program, a table in tests. */
        const char *(*env)(void *arg, const char *name);
        void *env_arg;
        const char *region;  /* over AWS_REGION, AWS_DEFAULT_REGION and the profile; or NULL */
        const char *process; /* what no other process has, for stack_lock.h; copied; or NULL */
        void (*called)(void *arg, const struct aws_call_report *report);
        void (*waits)(void *arg, const struct aws_wait_report *report);
        void *called_arg; /* of both */
};

/* The file of the certificates to trust in place of the system's: AWS_CA_BUNDLE, ca_bundle of the
 * profile, REQUESTS_CA_BUNDLE, in botocore's order. *path NULL: none is named; the caller frees.
 * ERR_INVALID when it can't be read. For whoever makes the transport: only the environment of
 * options is looked at. */
bool aws_ca_bundle(const struct aws_options *options, char **path, struct err *err);

/* Reads region, endpoints and the credentials' source; makes no call. NULL and an error that says
 * what was looked for and where. */
struct aws *aws_new(const struct aws_options *options, struct err *err);
void aws_free(struct aws *aws);

/* A role in this or another account, assumed with another context's credentials. All borrowed. */
struct aws_role {
        const char *arn;          /* arn:aws:iam::123456789012:role/snaplift */
        const char *external_id;  /* or NULL */
        const char *session_name; /* 2 to 64 letters, digits and _+=,.@-; what CloudTrail shows */
        const char *region;       /* or NULL: the base's */
};

/* A second context, for another account or region, whose credentials come from sts:AssumeRole with
 * the base's and are renewed before they expire. Makes no call: a role that can't be assumed shows
 * at the first one, as ERR_DENIED that names the role and the identity that asked for it. The
 * caller frees it, before the base, which it borrows. NULL and ERR_INVALID when a member is wrong.
 */
struct aws *aws_assume(struct aws *base, const struct aws_role *role, struct err *err);

/* The wall clock, as far as it is known as AWS has it: what requests are signed with. */
int64_t aws_now(const struct aws *aws);

/* A second context with the base's own credentials, for another region. Makes no call. The caller
 * frees it, before the base, which it borrows. NULL and ERR_INVALID when it can't be a region. */
struct aws *aws_in_region(struct aws *base, const char *region, struct err *err);

/* Fetches the credentials now, so that a lack of them shows before anything is begun. Whether an
 * EC2 instance has a role, for one, can only be told by asking. Waits. */
bool aws_find_credentials(struct aws *aws, struct err *err);

/* When the credentials end for good, wall clock ms, of those found: 0 when they don't, when nobody
 * says so, and when they are renewed. *source describes where they are from; borrowed. */
int64_t aws_credentials_end(const struct aws *aws, const char **source);

struct loop *aws_loop(const struct aws *aws);
const char *aws_region(const struct aws *aws);
const char *aws_process(const struct aws *aws);         /* as given; or NULL */
const char *aws_account(const struct aws *aws);         /* NULL: no answer has told it yet */
struct transport *aws_transport(const struct aws *aws); /* borrowed; for plain HTTP probes */

struct aws_counts {
        int64_t calls;    /* attempts that were sent */
        int64_t mutating; /* of these */
        int64_t retries;
};
struct aws_counts aws_counts(const struct aws *aws);

/* --- tags: an array of these, owned by whatever holds it --- */

struct tag {
        char *key;
        char *value;
};

struct tags {
        struct tag *items;
        size_t count;
};

const char *tags_get(const struct tags *t, const char *key);       /* NULL when absent */
void tags_set(struct tags *t, const char *key, const char *value); /* adds or replaces */
void tags_merge(struct tags *into, const struct tags *more);       /* more wins */
void tags_copy(struct tags *to, const struct tags *from);
void tags_release(struct tags *t);
struct json_object *tags_json(const struct tags *t);           /* {key: value}; the caller's */
void tags_take(struct tags *into, struct json_object *object); /* such a one; NULL: none */

#endif
