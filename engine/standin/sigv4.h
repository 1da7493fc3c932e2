/*
 * Checking AWS Signature Version 4 from the specification: the canonical request is built again
 * from what arrived, signed with the secret of the access key named, and compared.
 */
#ifndef SNAPLIFT_STANDIN_SIGV4_H
#define SNAPLIFT_STANDIN_SIGV4_H

#include "engine/loop/http.h"
#include "engine/standin/form.h"
#include "engine/standin/identity.h"

/* The parts of `Authorization: AWS4-HMAC-SHA256 Credential=KEY/DATE/REGION/SERVICE/aws4_request,
 * SignedHeaders=..., Signature=...`. Texts point into buffer. */
struct sigv4_claim {
        char *buffer; /* owned */
        const char *access_key, *date, *region, *service;
        const char *signed_headers; /* "host;x-amz-date" */
        const char *signature;
};

enum sigv4_verdict {
        SIGV4_OK,
        SIGV4_MISSING,    /* not signed */
        SIGV4_INCOMPLETE, /* the header can't be read */
        SIGV4_UNKNOWN,    /* no such access key, or a wrong session token */
        SIGV4_STALE,      /* the credentials' time is over */
        SIGV4_SKEWED,     /* the date is more than 15 minutes from now */
        SIGV4_SCOPE,      /* signed for another service, region or day */
        SIGV4_MISMATCH,
};

/* False when there is no such header or it is not of that form. */
bool sigv4_read(const struct http_request *request, struct sigv4_claim *claim);
void sigv4_release(struct sigv4_claim *claim);

/* A presigned GET of that service and region, valid now. query: its parameters, for the caller to
 * look at and release, whatever the verdict; why: what is wrong with it (added to). */
enum sigv4_verdict sigv4_verify_presigned(const struct standin *s, const char *url,
                                          const char *service, const char *region,
                                          struct form *query, struct text *why);

/* why: a sentence for the error's message (added to). */
enum sigv4_verdict sigv4_verify(const struct standin *s, const struct http_request *request,
                                const struct sigv4_claim *claim, const char *service,
                                struct text *why);

#endif
