/*
 * AWS Signature Version 4, the parts that headers and presigned URLs have in common. Who uses it
 * puts a canonical request together and places the signature. Facts: botocore auth.py (SigV4Auth),
 * AWS's signing test suite.
 */
#ifndef SNAPLIFT_BASE_SIGV4_H
#define SNAPLIFT_BASE_SIGV4_H

#include <stdint.h>

#include "engine/base/digest.h"
#include "engine/base/text.h"

enum { SIGV4_TIME_SIZE = sizeof("20261121T010710Z") };

struct sigv4_scope {
        char time[SIGV4_TIME_SIZE];
        const char *region, *service; /* borrowed; the signing name: "rds" */
};

/* ms: wall clock. */
void sigv4_scope_init(struct sigv4_scope *scope, int64_t ms, const char *region,
                      const char *service);
/* Adds "20261121/eu-central-1/rds/aws4_request". */
void sigv4_scope_add(const struct sigv4_scope *scope, struct text *out);
/* Adds a query's parameters sorted by name and value. They are percent-encoded already. */
void sigv4_query_add(const char *query, struct text *out);
/* The signature of a canonical request, in hex. */
void sigv4_sign(const struct sigv4_scope *scope, const char *secret_key,
                const struct text *canonical, char out[DIGEST_HEX_SIZE]);

#endif
