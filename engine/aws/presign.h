/*
 * Presigned URLs: a request whose AWS Signature Version 4 is part of its query, so that another
 * (RDS in another region, a database) can be handed it. As botocore's SigV4QueryAuth writes them
 * (auth.py, signers.py), byte for byte.
 *
 * A presigned URL is a secret while it lasts: whoever holds it can act with it. The caller wipes it
 * with secret_release() (call.h).
 */
#ifndef SNAPLIFT_AWS_PRESIGN_H
#define SNAPLIFT_AWS_PRESIGN_H

#include <stdbool.h>
#include <stdint.h>

#include "engine/aws/aws.h"
#include "engine/aws/credentials.h"
#include "engine/aws/service.h"
#include "engine/base/text.h"

/* All borrowed. */
struct presign {
        const char *method;
        const char *base;  /* scheme, host and port, in ASCII: "https://rds.eu-central-1..." */
        const char *path;  /* canonical already: "/" */
        const char *query; /* "A=1&B=2", percent-encoded as text_add_urlencoded() does; or "" */
        const char *region;
        const char *service; /* the signing name: "rds" */
        const struct credentials *who;
        int64_t now;     /* wall clock, ms */
        int64_t expires; /* seconds from now */
};

/* Adds the URL to `url`. The payload that is signed is the empty one. Makes no call, asks nobody.
 */
void presign_url(const struct presign *p, struct text *url);

/*
 * A query-protocol request as a presigned URL: `query_body` is its form as query.h writes it,
 * Action and Version first. It is for the service's endpoint in `region`, or in the context's own
 * when that is NULL; the endpoint in another region is the context's with the one name of the
 * region for the other, as botocore makes it (handlers.py, _get_cross_region_presigned_url), so
 * that an endpoint that names no region stays as it is. For CopyDBSnapshot's PreSignedUrl, botocore
 * presigns a GET of the copy's own form with DestinationRegion added at its end and without
 * SourceRegion, in the source's region, for an hour:
 *
 *      presign_query(aws, SERVICE_RDS, "us-east-1", "GET", form, PRESIGN_EXPIRES, &url, err)
 *
 * May wait for credentials.
 */
enum { PRESIGN_EXPIRES = 3600 };
bool presign_query(struct aws *aws, enum aws_service service, const char *region,
                   const char *method, const char *query_body, int64_t expires_s, struct text *url,
                   struct err *err);

#endif
