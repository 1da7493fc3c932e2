/*
 * What RDS says of the account and of engines: quotas, and until when a major version has which
 * kind of support. Facts: botocore data/rds/2014-10-31, DescribeAccountAttributes,
 * DescribeDBMajorEngineVersions.
 */
#ifndef SNAPLIFT_AWS_RDS_ACCOUNT_H
#define SNAPLIFT_AWS_RDS_ACCOUNT_H

#include "engine/aws/aws.h"

struct rds_quota {
        char *name; /* DBInstances, AllocatedStorage (GiB), ManualSnapshots, DBClusters, ... */
        int64_t used, max;
};

struct rds_quotas {
        struct rds_quota *items;
        size_t count;
};

bool rds_list_quotas(struct aws *aws, struct rds_quotas *out, struct err *err);
void rds_quotas_release(struct rds_quotas *l);
const struct rds_quota *rds_find_quota(const struct rds_quotas *l, const char *name); /* or NULL */

struct rds_lifecycle {
        char *name;       /* open-source-rds-standard-support, open-source-rds-extended-support */
        int64_t from, to; /* ms */
};

struct rds_lifecycles {
        struct rds_lifecycle *items;
        size_t count;
};

/* Of one major version: "postgres" and "15", "mysql" and "8.0". None for an engine that has none.
 */
bool rds_list_lifecycles(struct aws *aws, const char *engine, const char *major,
                         struct rds_lifecycles *out, struct err *err);
void rds_lifecycles_release(struct rds_lifecycles *l);

#endif
