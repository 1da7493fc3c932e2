/*
 * What lies between a snapshot and the account and region it is to be restored in, found out by
 * looking before anything is made:
 *
 *      prepare   it must first be copied where it is: an automated one can't be shared, nor one
 *                under AWS's own key for RDS
 *      share     the target account must be let to use it
 *      copy      it must be copied to the target: out of another region, or because it is
 *                encrypted with another account's key
 *
 * Facts: RDS User Guide, "Sharing encrypted snapshots", "Copying a DB snapshot"; botocore
 * data/rds/2014-10-31, CopyDBSnapshotMessage. All of them for DB cluster snapshots as well.
 *
 * Believed: that one of another account and another region can be copied in one step, also a
 * cluster's (the model says so, one page of the Aurora User Guide does not); that a key's policy
 * which lets another account copy lets it kms:DescribeKey, too (the guide's own examples do).
 */
#ifndef SNAPLIFT_STAGES_SNAPSHOT_ROUTE_H
#define SNAPLIFT_STAGES_SNAPSHOT_ROUTE_H

#include "engine/aws/rds.h"
#include "stages/cloud.h"

struct route {
        char *account, *region; /* where it is; NULL when its ARN does not say */
        bool other_account, other_region;
        bool prepare, share, copy;
};

/* from: the account it was found in. Makes no call when that is the stack's own. Reads the inputs
 * key and source_key: KMS keys for the copies in the target and in the source. ERR_REFUSED says
 * what stands in the way, and what to do. */
bool route_find(struct stage *s, const struct rds_snapshot *snapshot, struct account *from,
                struct route *out, struct err *err);
void route_release(struct route *r);

#endif
