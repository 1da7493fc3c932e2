/*
 * Where that comes from by which a context is made: profile, region, endpoints, credentials. For
 * whoever has to tell why something does not work; each is looked at by itself, so that what can't
 * be found hides nothing else.
 */
#ifndef SNAPLIFT_AWS_ORIGINS_H
#define SNAPLIFT_AWS_ORIGINS_H

#include "engine/aws/aws.h"
#include "engine/aws/profile.h"
#include "engine/aws/service.h"

struct endpoint_origin {
        const char *service; /* "rds" */
        char *url;           /* without slash at its end */
        char *from;          /* a variable, or where in which file; NULL: AWS's rules */
};

struct aws_origins {
        char *profile; /* its name; NULL: the files can't be read, or it is not there */
        char *region;  /* NULL: region_err says why */
        char *region_from;
        struct endpoint_origin endpoints[SERVICE_COUNT]; /* url NULL: endpoint_err says why */
        struct err profile_err, region_err, endpoint_err;
};

/* Makes no call. fallback: the region that endpoints are told for where none is set. */
void origins_read(const struct aws_options *options, const char *fallback, struct aws_origins *out);
void origins_release(struct aws_origins *o);

/* The region alone; *from may be NULL. The caller frees both. */
bool origins_region(const struct aws_options *options, const struct profile *profile, char **region,
                    char **from, struct err *err);

struct credential_origin {
        const char *provider; /* botocore's name of the link in the chain: "env" */
        const char *source;   /* in words */
        int64_t expires;      /* wall clock ms; 0: not known to */
        bool renewed;         /* before they expire */
};

/* Fetches them if need be. out's texts are borrowed from aws. */
bool origins_credentials(struct aws *aws, struct credential_origin *out, struct err *err);

#endif
