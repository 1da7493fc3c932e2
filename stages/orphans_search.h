/* What the files that look for orphans share. */
#ifndef SNAPLIFT_STAGES_ORPHANS_SEARCH_H
#define SNAPLIFT_STAGES_ORPHANS_SEARCH_H

#include "engine/aws/rds.h"
#include "engine/aws/ssm.h"
#include "stages/orphans.h"

/* What the stack holds on to. */
struct holds {
        const struct orphan_search *search;
        struct ssm_parameters set; /* below /<stack>/db */
        const char *active, *previous, *existing;
        struct kept_list kept;
        char *lock; /* the run that holds /<stack>/lock, unless it is search->own; or NULL */
        bool locked;
        size_t databases; /* of exactly the stack's name, whatever becomes of them */
};

/* Adds one, empty but for kind and name. Borrowed until the next. */
struct orphan *orphans_add(struct orphans *out, enum orphan_kind kind, const char *name);
/* Whether the run holds the stack: what is its own belongs to it. */
bool holds_run(const struct holds *h, const char *run);
/* Why what is that run's is no orphan for sure: it has not ended, though it holds the stack no
 * longer, and may be resumed or put back. NULL: it has ended, or nobody knows it. */
const char *holds_unended(const struct holds *h, const char *run);
/* Active, kept as previous, or retired and kept for a while. */
bool holds_timestamp(const struct holds *h, const char *timestamp);
/* Why nothing of the stack can be told to be an orphan, or NULL. Borrowed. */
const char *holds_unsure(const struct holds *h);

/* orphans_kept.c: what is kept and should be no longer. */
void orphans_add_kept(const struct holds *h, struct orphans *out);
/* orphans_definitions.c */
bool orphans_add_definitions(const struct holds *h, struct orphans *out, struct err *err);
/* orphans_shares.c: of one snapshot, in whichever tier's place */
void orphans_add_shares(const struct holds *h, const struct rds_snapshot *s, struct orphans *out);
/* orphans_snapshots.c */
bool orphans_add_snapshots(const struct holds *h, struct orphans *out, struct err *err);

#endif
