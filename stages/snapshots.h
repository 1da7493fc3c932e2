/* What the stage types that share and copy snapshots have in common. */
#ifndef SNAPLIFT_STAGES_SNAPSHOTS_H
#define SNAPLIFT_STAGES_SNAPSHOTS_H

#include "engine/aws/rds_share.h"
#include "stages/cloud.h"

enum { SNAPSHOT_TRIES = 3, SNAPSHOT_NAME_SIZE = 256 };

/* Tags of a copy: it is for its run alone; and of one that is made in another place than the stack
 * is in, where that is, as account_place() says it. */
#define SNAPSHOT_TEMPORARY "snaplift:temporary"
#define SNAPSHOT_HOME "snaplift:home"

bool snapshot_tag_home(struct stage *s, struct tags *tags, struct err *err);

/* As rds_look_snapshot(); one that is not there is no error. */
bool snapshot_look(struct aws *aws, bool cluster, const char *id, struct rds_snapshot *out,
                   bool *found, struct err *err);
/* The same of one that may have been asked for: "not there" is believed only when it has been said
 * for longer than RDS's lists lag behind. */
bool snapshot_await_seen(struct stage *s, struct aws *aws, bool cluster, const char *id,
                         struct rds_snapshot *out, bool *found, struct err *err);
/* Tags of the snapshot: taken for this very run. */
bool snapshot_is_of_run(const struct stage *s, const struct rds_snapshot *snapshot);
/* By its tags: made by snapshot.copy. One that has its database's tags (CopyTagsToSnapshot) is
 * none, though that may have been restored from an ARN. */
bool snapshot_is_copy(const struct rds_snapshot *snapshot);
/* Its initial time as 14 digits: Snaplift's tag on a copy, OriginalSnapshotCreateTime, else
 * SnapshotCreateTime (a DB cluster's snapshot has no other). */
bool snapshot_stamp(const struct rds_snapshot *snapshot, char out[STAMP_SIZE], struct err *err);
/* plan(): an input that is only known after another stage. */
bool snapshot_is_known(const char *id);

/* Waits until it is available and tells how far it has come. Not there at first is waited for, too.
 */
bool snapshot_wait(struct stage *s, struct aws *aws, bool cluster, const char *id,
                   struct rds_snapshot *out, struct err *err);
/* Deletes one of this run's own, by name and tag, and looks until it is gone. One that is being
 * made is waited for. One that is not this run's is left alone, and so is one that another run has
 * marked as shared for its use (snapshot_claim.h), which is reported. */
bool snapshot_remove(struct stage *s, struct aws *aws, bool cluster, const char *id,
                     struct err *err);

#endif
