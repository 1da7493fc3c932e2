/* Where each service is, by partition, region, FIPS and dual-stack: a table that
 * scripts/generate-endpoints makes of botocore's rules. Ask endpoint.h instead. */
#ifndef SNAPLIFT_AWS_ENDPOINT_TABLE_H
#define SNAPLIFT_AWS_ENDPOINT_TABLE_H

#include <stdbool.h>

struct partition {
        const char *name;          /* "aws-cn" */
        const char *pattern;       /* of its regions' names: an extended regular expression */
        const char *pseudo_region; /* that the pattern does not match, or NULL */
        const char *suffix, *dual_suffix;
};

/* Ends with a NULL name; the first is that of regions which no pattern matches. */
extern const struct partition partitions[];

struct endpoint_rule {
        const char *service;        /* its signing name */
        bool fips, dual;            /* asked for */
        const char *partition;      /* NULL: any */
        const char *region;         /* NULL: any */
        const char *url;            /* with {region}, {suffix}, {dual}; NULL: there is none */
        const char *signing_region; /* NULL: the region */
};

/* Ends with a NULL service; the first that fits holds. */
extern const struct endpoint_rule endpoint_rules[];

#endif
