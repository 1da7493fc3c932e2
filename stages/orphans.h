/*
 * What is left of a stack: things that carry Snaplift's tags or the stack's exact name and belong
 * to nothing that is active, kept as previous, or of a run that has not ended.
 *
 * A run that has not ended is one that holds the stack's lock. What is a run's that was robbed of
 * it
 * (`snaplift unlock`), and that its store has as not ended, is named as unsure: it may be resumed
 * or put back still.
 *
 * What was retired and is kept (kept.h) is no orphan; from the end of its time on it is named as
 * overdue, and still only `snaplift sweep` deletes it.
 *
 * Runs also copy snapshots in the place of another tier. Such a copy says which place's stack it is
 * for (SNAPSHOT_HOME), as one name may be that of several. One that is for its run alone
 * (SNAPSHOT_TEMPORARY) is an orphan as soon as no run holds the stack; any other for as long as its
 * timestamp is neither active nor kept.
 *
 * They share snapshots there as well, under a mark of their own. A mark that is left is named, as
 * unsure.
 *
 * A thing is an orphan for sure when name, tags and Parameter Store all say so. What looks like the
 * stack's and lacks one of these is named with the reason, as unsure, and is never deleted; so is a
 * snapshot that a run has taken of a database which is not the stack's. Final snapshots are the way
 * back to a retired database: they are kept, and no orphans.
 */
#ifndef SNAPLIFT_STAGES_ORPHANS_H
#define SNAPLIFT_STAGES_ORPHANS_H

#include "engine/aws/aws.h"
#include "engine/aws/stack_lock.h"
#include "engine/base/stack.h"
#include "engine/base/text.h"
#include "stages/kept.h"

enum orphan_kind { /* in the order of deletion: what uses comes before what is used */
                   ORPHAN_SHARE,
                   ORPHAN_DEFINITION,
                   ORPHAN_PARAMETER,
                   ORPHAN_INSTANCE,
                   ORPHAN_CLUSTER,
                   ORPHAN_SNAPSHOT,
                   ORPHAN_CLUSTER_SNAPSHOT,
                   ORPHAN_KINDS,
};

struct orphan {
        enum orphan_kind kind;
        char *name; /* of a task definition: family:revision; of a share: the snapshot's */
        /* Which one of that name: a database's resource id, a task definition's ARN, the key of the
         * tag that marks a share, else the time when it was made or written. Never used again. */
        char *identity;
        char *run;       /* tag snaplift:run, or NULL */
        char *status;    /* or NULL */
        char *size;      /* "100 GiB, db.t4g.medium"; or NULL */
        int64_t created; /* wall clock ms; 0: not known */
        char *unsure;    /* why it is not deleted; NULL: an orphan for sure */
        bool overdue;    /* kept for longer than it was to be; unsure says what to do */
};

struct orphans {
        struct orphan *items; /* by kind, then by name */
        size_t count;
        size_t sure;
        struct kept_list kept; /* what is kept of retired databases, due or not */
        char *holder;          /* the run that holds the stack: what is its own is not listed */
};

struct orphan_search {
        struct aws *aws;
        const struct stack *stack;
        const struct strlist *unfinished; /* runs that the store has as not ended; or NULL */
        const char *own;                  /* a run that holds the lock to delete; or NULL */
        bool definitions;                 /* also task definitions: a call for each revision */
        /* Where the stack is, as account_place() says it; NULL: not known. */
        const char *home;
        /* Another place, to look there for what the stack's runs have left, and nowhere else. What
         * the stack holds on to is asked of aws all the same. NULL: the stack's own. */
        struct aws *elsewhere;
};

/* All of the stack's, by reading only. */
bool orphans_look(const struct orphan_search *search, struct orphans *out, struct err *err);
void orphans_release(struct orphans *o);

/* "share", "database", "cluster", "snapshot", "cluster-snapshot", "task-definition", "parameter" */
const char *orphan_kind_name(enum orphan_kind kind);
/* That very thing, or NULL. Borrowed. */
const struct orphan *orphans_find(const struct orphans *o, const char *kind, const char *name,
                                  const char *identity);

/* Names of all stacks that the tags of databases and snapshots of the account name, sorted. */
bool orphans_stacks(struct aws *aws, struct strlist *out, struct err *err);

#endif
