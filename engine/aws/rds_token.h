/*
 * RDS IAM authentication: what stands in for a password when a database user is one of IAM's.
 * Facts: botocore signers.py, generate_db_auth_token. It lasts fifteen minutes for opening a
 * connection (one that is open stays so), and only over TLS.
 */
#ifndef SNAPLIFT_AWS_RDS_TOKEN_H
#define SNAPLIFT_AWS_RDS_TOKEN_H

#include "engine/aws/aws.h"
#include "engine/base/text.h"

enum { RDS_TOKEN_SECONDS = 900 };

/* Adds the token for `user` on the database at host:port, in the context's region, to `out`, which
 * the caller wipes with secret_release() (call.h). Makes no call to RDS, but may wait for
 * credentials. ERR_INVALID when host, port or user can't be one. */
bool rds_auth_token(struct aws *aws, const char *host, int port, const char *user, struct text *out,
                    struct err *err);

#endif
