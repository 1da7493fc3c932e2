/*
 * What the stages that handle a DB instance share: whose it is, waiting for it, and removing it.
 * All of it looks first; nothing here decides by a prefix of a name.
 */
#ifndef SNAPLIFT_STAGES_DATABASE_H
#define SNAPLIFT_STAGES_DATABASE_H

#include "engine/aws/rds.h"
#include "stages/cloud.h"

enum {
        DATABASE_LOOKS = 2, /* consecutive good looks that make it available */
};

/* *found false when there is none. */
bool database_find(struct stage *s, const char *id, struct rds_instance *db, bool *found,
                   struct err *err);

/* Two of them, together; the names may be the same. */
bool database_find_two(struct stage *s, const char *const ids[2], struct rds_instance db[2],
                       bool found[2], struct err *err);

/* The same of one that may have been asked for just now: "not there" is believed only when it has
 * been said for longer than RDS's lists lag behind. */
bool database_await_seen(struct stage *s, const char *id, struct rds_instance *db, bool *found,
                         struct err *err);
/* By its tags: this stack, this run. */
bool database_is_of_run(const struct stage *s, const struct rds_instance *db);

bool database_needs_reboot(const struct rds_instance *db);

/* The last few of RDS's events, as details of err. */
void database_tell_events(const struct rds_events *events, struct err *err);

/* ERR_FOREIGN when the name has come to be another database's; NULL is not known. */
bool database_check_same(const char *id, const char *was, const char *is, struct err *err);

/* Waits until DATABASE_LOOKS in a row found it available and settled. A status that waiting does
 * not help is ERR_FAILED at once, with RDS's own events, and so is another database of that name
 * than *db is, ERR_FOREIGN. *db is replaced at each look. */
bool database_wait(struct stage *s, const char *id, struct rds_instance *db, struct err *err);
/* The same after a change. RDS may take a moment to begin one, and says "available" meanwhile; so
 * that counts for something only after the change has been seen, in a look that found it pending or
 * under way: what the answer to the call says, looks may not show yet. Of one that is never seen it
 * takes LOOKS_UNSEEN. The first look comes after a pause. */
bool database_wait_change(struct stage *s, const char *id, struct rds_instance *db,
                          struct err *err);
/* Until it is gone. A database of the same name with another resource id counts as gone. */
bool database_wait_gone(struct stage *s, const char *id, const char *resource_id, struct err *err);

/* On which terms a database, instance or cluster, is to be deleted. */
struct deletion_terms {
        bool final_snapshot;
        bool disable_protection; /* also protection that Snaplift did not put on */
        bool started;            /* one that is stopped will be started first */
        bool theirs;             /* protection is somebody's, whatever the tags say */
};
/* As the inputs final_snapshot and disable_protection have it. */
struct deletion_terms database_deletion_terms(const struct stage *s);
/* Protection that Snaplift put on is its own to lift. */
bool database_may_unprotect(const struct stage *s, const struct tags *tags,
                            const struct deletion_terms *terms);
/* No final snapshot is taken of one in that status, now or later. */
bool database_is_beyond(const char *status, const struct deletion_terms *terms);
/* Whether it could be deleted. */
bool database_check_deletable(struct stage *s, const struct rds_instance *db,
                              const struct deletion_terms *terms, struct err *err);

/* What the answer to a deletion says has been deleted is what was meant. RDS goes by the name
 * alone, and what the look before it said may be a minute old: ERR_FOREIGN, with what to do, when
 * somebody had put another in its place. NULL is not known. */
bool database_check_deleted(const char *id, const char *meant, const char *deleted,
                            const char *final_snapshot, struct err *err);

struct database_removal {
        const char *id;
        const char *resource_id;    /* what is removed; NULL: what the first look finds */
        const char *final_snapshot; /* NULL: none is taken */
        bool keep_backups;
        bool *seen; /* set when there was a database of that name at all; or NULL */
        /* The proof that it may go, protected or not: had directly before the calls that remove it,
         * and again before each further try. *wait: not yet, but waiting may help. */
        bool (*allowed)(struct stage *s, const struct rds_instance *db, void *arg, bool *wait,
                        struct err *err);
        void *arg;
};

/* Lifts the protection (an intent of its own), deletes, waits until it is gone. Gone or on its way:
 * fine. */
bool database_remove(struct stage *s, const struct database_removal *removal, struct err *err);

#endif
