/* What the plan shows of a snapshot that was chosen, and of those that were not. */
#ifndef SNAPLIFT_STAGES_SNAPSHOT_SHOW_H
#define SNAPLIFT_STAGES_SNAPSHOT_SHOW_H

#include "engine/aws/rds.h"
#include "stages/cloud.h"

/* why: a sentence without full stop. */
void snapshot_show(struct stage *s, const struct rds_snapshot *chosen, const char *why);
/* Those of `all` of this source but the chosen one, the likeliest first. */
void snapshot_show_others(struct stage *s, const struct rds_snapshots *all, const char *source,
                          const struct rds_snapshot *chosen);

/* Of the initial snapshot: what decides which is the latest. */
int64_t snapshot_initial_time(const struct rds_snapshot *snapshot);

/* Whether a would be chosen before b (NULL: none). Of a snapshot and a run's copy of it the former,
 * as the copy may go when that run ends. */
bool snapshot_is_later(const struct rds_snapshot *a, const struct rds_snapshot *b);

#endif
