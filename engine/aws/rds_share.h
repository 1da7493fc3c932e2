/*
 * Sharing and copying of manual snapshots, of DB instances and DB clusters alike: what the two
 * kinds of snapshot have in common, under one set of names. `cluster` says which kind it is. Facts:
 * botocore data/rds/2014-10-31/service-2.json.
 */
#ifndef SNAPLIFT_AWS_RDS_SHARE_H
#define SNAPLIFT_AWS_RDS_SHARE_H

#include "engine/aws/rds.h"

/* "arn:aws:rds:eu-central-1:111122223333:cluster-snapshot:name" */
bool rds_is_cluster_snapshot(const char *arn);
/* "name" of "arn:...:snapshot:name"; of anything else, all of it. Borrowed from arn. */
const char *rds_snapshot_name(const char *arn);

/* As rds_find_snapshot(), of either kind. A DB cluster's snapshot has no `original`; its source is
 * the cluster. ERR_NOT_FOUND. */
bool rds_look_snapshot(struct aws *aws, bool cluster, const char *id, struct rds_snapshot *out,
                       struct err *err);

/* At most so many accounts may restore or copy a snapshot (RDS User Guide, "Sharing a DB
 * snapshot"). */
enum { RDS_SHARES_MAX = 20 };

/* The accounts that may restore or copy it, "all" for everybody; appended to out. By name, in the
 * account it is in. ERR_NOT_FOUND. */
bool rds_snapshot_accounts(struct aws *aws, bool cluster, const char *id, struct strlist *out,
                           struct err *err);
/* Adds an account to these, or removes it; both are no errors when it was (not) among them.
 * ERR_LIMIT (SharedSnapshotQuotaExceeded), ERR_STATE. */
bool rds_share_snapshot(struct aws *aws, bool cluster, const char *id, const char *account,
                        bool share, struct err *err);

struct rds_copy {
        bool cluster;
        const char *source;  /* identifier, or the ARN of one in another account or region */
        const char *id;      /* the copy's */
        const char *kms_key; /* NULL: the source's */
        const struct tags *tags;
        const char *source_region; /* NULL: the same. Else a presigned URL goes along */
};

/* ERR_EXISTS, ERR_LIMIT, ERR_DENIED (KMSKeyNotAccessibleFault) ... *out is the copy as answered. */
bool rds_copy_snapshot(struct aws *aws, const struct rds_copy *request, struct rds_snapshot *out,
                       struct err *err);
/* ERR_STATE while it is being made: only an available one can be deleted. */
bool rds_remove_snapshot(struct aws *aws, bool cluster, const char *id, struct err *err);

#endif
