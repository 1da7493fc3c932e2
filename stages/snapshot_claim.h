/*
 * Which runs need a snapshot shared with an account. Each leaves a tag on the snapshot for as long,
 * snaplift:share:ACCOUNT:RUN with the stack's name, so that the last of them takes the sharing
 * back, and none takes it from another. Where it is shared without such a tag, that is for good.
 */
#ifndef SNAPLIFT_STAGES_SNAPSHOT_CLAIM_H
#define SNAPLIFT_STAGES_SNAPSHOT_CLAIM_H

#include "engine/run/stage.h"
#include "stages/cloud.h"

/* Of such a key, whose they are; false when it is none. The caller frees both. */
bool snapshot_claim_read(const char *key, char **account, char **run);
/* The key of this run's tag; the caller frees. */
char *snapshot_claim_key(const struct stage *s, const char *account);
/* In the tags of a snapshot: this run's, and any other's. */
bool snapshot_claim_is_ours(const struct stage *s, const struct tags *tags, const char *account);
bool snapshot_claim_of_others(const struct stage *s, const struct tags *tags, const char *account);
/* The key of a tag by which another run than that one needs it, with whichever account; NULL: none.
 * Borrowed. */
const char *snapshot_claim_of_another(const struct tags *tags, const char *run);

#endif
