/*
 * Signing a request with AWS Signature Version 4, for transport_curl(). curl's own (7.88,
 * CURLOPT_AWS_SIGV4) does not sort a query, encodes a path once only, signs an empty header
 * wrongly, and sends X-Amz-Date twice when it is told the time; tests/wire holds this one against
 * botocore's signer.
 */
#ifndef SNAPLIFT_LOOP_SIGN_H
#define SNAPLIFT_LOOP_SIGN_H

#include "engine/loop/http.h"

/* Adds X-Amz-Date, X-Amz-Security-Token where there is one, and Authorization, as request->signing
 * says and for this wall clock (ms). All of the request's own headers are signed, none of which may
 * be there twice, and Host as curl sends it. The URL is one that curl takes. */
void sign_request(const struct http_request *request, int64_t now, struct http_headers *out);

#endif
