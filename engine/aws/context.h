/* What is inside struct aws; for the files of this folder only. */
#ifndef SNAPLIFT_AWS_CONTEXT_H
#define SNAPLIFT_AWS_CONTEXT_H

#include "engine/aws/aws.h"
#include "engine/aws/credentials.h"
#include "engine/aws/rate.h"
#include "engine/aws/retry.h"
#include "engine/aws/service.h"

struct watcher;

/* See secrets_given.h. */
struct given_secret {
        struct given_secret *next;
        char *name;
        char *value;
};
void given_secrets_free(struct given_secret *given);

struct aws {
        struct loop *loop;
        struct transport *transport; /* borrowed */
        struct environment env;
        char *region;
        char *process;                        /* or NULL */
        char *account;                        /* 12 digits, once known; or NULL */
        char *endpoints[SERVICE_COUNT];       /* without trailing slash */
        char *signing_regions[SERVICE_COUNT]; /* mostly the region */
        struct credential_chain *credentials; /* NULL: calls are not signed */
        bool borrowed;                        /* they are another context's */
        struct retry retry;
        struct rate *rate, *rate_before; /* the latter: until the account was known, or NULL */
        int64_t skew;                    /* ms by which AWS's clock is ahead of this machine's */
        int64_t poll;                    /* ms between looks of those who wait */
        struct watcher *watcher;
        struct json_object *definitions; /* ARN -> task definition: those never change */
        struct given_secret *given;
        bool borrows_given; /* they are the base's */
        struct aws_counts counts;
        void (*called)(void *arg, const struct aws_call_report *report);
        void (*waits)(void *arg, const struct aws_wait_report *report);
        void *called_arg; /* of both */
};

/* A context for `region` and the environment of `base`, without credentials: the caller puts a
 * chain there, or frees it. */
struct aws *aws_beside(const struct aws *base, const char *region, struct err *err);

/* 12 digits, from an answer or a role's ARN: rates are shared with others of the account. */
void aws_learn_account(struct aws *aws, const char *account);

/* A context of the same place for one call: to STS, as whom the chain says (taken over), or
 * unsigned where it is NULL. */
struct aws *aws_for_sts(const struct aws *base, struct credential_chain *chain);

struct watcher *watcher_new(struct aws *aws);
void watcher_free(struct watcher *w); /* nobody waits any more; NULL is allowed */

#endif
