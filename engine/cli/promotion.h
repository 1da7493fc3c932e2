/* What the journal of a run says of the database it made: where from, by whom, for how long two
 * were there. */
#ifndef SNAPLIFT_CLI_PROMOTION_H
#define SNAPLIFT_CLI_PROMOTION_H

#include "engine/base/json.h"
#include "engine/cli/session.h"

/* {run, pipeline, state, owner, began, changed, origin, snapshot, source, tier, beside}, each where
 * it is known: `source` is the database that the snapshot is of, `beside` the ms from the first
 * change of database.restore to the end of database.retire. NULL: the store does not have the run.
 * The caller owns it. */
struct json_object *promotion_read(struct session *s, const char *run);

#endif
