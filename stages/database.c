/* Waiting for DB instances and removing them. */
#include "stages/database.h"

#include <stdlib.h>
#include <string.h>

#include "engine/aws/watch.h"
#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "stages/removal.h"

enum {
        REMOVE_TRIES = 60,
        EVENT_COUNT = 4,
};

static const int64_t EVENTS_BACK = 6 * 3600 * 1000LL;

bool database_find(struct stage *s, const char *id, struct rds_instance *db, bool *found,
                   struct err *err)
{
        *found = rds_find_instance(stage_aws(s), id, db, err);
        return *found || err_forgive(err, ERR_NOT_FOUND);
}

bool database_find_two(struct stage *s, const char *const ids[2], struct rds_instance db[2],
                       bool found[2], struct err *err)
{
        struct rds_instances both = {0};

        if (!strcmp(ids[0], ids[1]))
                return database_find(s, ids[0], &db[0], &found[0], err) &&
                       database_find(s, ids[1], &db[1], &found[1], err);
        found[0] = found[1] = false;
        if (!rds_find_instances(stage_aws(s), ids, 2, &both, err))
                return false;
        for (size_t i = 0; i < both.count; i++) {
                for (int k = 0; k < 2; k++) {
                        if (found[k] || !text_same(both.items[i].id, ids[k]))
                                continue;
                        db[k] = both.items[i];
                        both.items[i] = (struct rds_instance){0};
                        found[k] = true;
                }
        }
        rds_instances_release(&both);
        return true;
}

bool database_await_seen(struct stage *s, const char *id, struct rds_instance *db, bool *found,
                         struct err *err)
{
        *found = false;
        for (int look = 0; !*found && look <= LOOKS_UNSEEN; look++) {
                if (!stage_sleep(s, watch_pause(stage_aws(s), look), err) ||
                    !database_find(s, id, db, found, err))
                        return false;
        }
        return true;
}

bool database_is_of_run(const struct stage *s, const struct rds_instance *db)
{
        return cloud_is_of_run(s, &db->tags);
}

/* True when no group is still being applied and nothing is pending. */
static bool is_settled(const struct rds_instance *db)
{
        if (db->pending.count)
                return false;
        for (size_t i = 0; i < db->parameter_group_count; i++)
                if (text_same(db->parameter_groups[i].status, "applying"))
                        return false;
        for (size_t i = 0; i < db->option_group_count; i++)
                if (db->option_groups[i].status &&
                    (text_starts(db->option_groups[i].status, "pending") ||
                     text_same(db->option_groups[i].status, "applying")))
                        return false;
        return true;
}

static bool is_changing(const struct rds_instance *db)
{
        return rds_phase(db->status) == RDS_MOVING || !is_settled(db);
}

bool database_needs_reboot(const struct rds_instance *db)
{
        for (size_t i = 0; i < db->parameter_group_count; i++)
                if (text_same(db->parameter_groups[i].status, "pending-reboot"))
                        return true;
        return false;
}

void database_tell_events(const struct rds_events *events, struct err *err)
{
        size_t first = events->count > EVENT_COUNT ? events->count - EVENT_COUNT : 0;
        char at[ISO_SIZE];

        for (size_t i = first; i < events->count; i++) {
                iso_format(events->items[i].at, at);
                err_detail(err, "RDS", "%.8sZ %s", at + strlen("2026-11-21T"),
                           events->items[i].message ? events->items[i].message : "");
        }
}

/* Sets err: the terminal status and what RDS itself says about it. */
static bool tell_failure(struct stage *s, const struct rds_instance *db, struct err *err)
{
        struct rds_events events = {0};
        struct err ignored = ERR_INIT;

        err_set(err, ERR_FAILED, "database %s is %s", db->id, db->status);
        if (rds_instance_events(stage_aws(s), db->id, loop_now(stage_loop(s)) - EVENTS_BACK,
                                &events, &ignored))
                database_tell_events(&events, err);
        else
                err_set(err, ERR_FAILED, "database %s is %s; why is not known: %s", db->id,
                        db->status, err_text(&ignored));
        err_clear(&ignored);
        rds_events_release(&events);
        return false;
}

static void note_status(struct stage *s, const struct rds_instance *db)
{
        if (db->storage_operation)
                stage_note(s, "%s is %s, storage %s %lld%%", db->id, db->status,
                           db->storage_operation, (long long)db->storage_percent);
        else
                stage_note(s, "%s is %s", db->id, db->status);
}

static bool is_same(const char *was, const char *is)
{
        return !was || !is || !strcmp(was, is); /* NULL is not known */
}

bool database_check_same(const char *id, const char *was, const char *is, struct err *err)
{
        if (is_same(was, is))
                return true;
        err_set(err, ERR_FOREIGN,
                "database %s is another one by now: its resource id is %s and was %s", id, is, was);
        return err_next(err, "somebody has deleted the one this run works on and made one of that "
                             "name; it is left alone");
}

/* looks: good ones in a row; fewer as soon as a look finds that something is under way. */
static bool look_from(struct stage *s, const char *id, int look, int looks, const char *resource,
                      struct rds_instance *db, struct err *err)
{
        struct aws *aws = stage_aws(s);
        int good = 0, unknown = 0;

        for (;; look++) {
                if (!stage_sleep(s, watch_pause(aws, look), err))
                        return false;
                rds_instance_release(db);
                *db = (struct rds_instance){0};
                if (!watch_instance(aws, id, db, err)) {
                        if (!err_is(err, ERR_NOT_FOUND) || ++unknown > LOOKS_UNSEEN)
                                return false;
                        err_clear(err);
                        continue;
                }
                unknown = 0;
                if (!database_check_same(id, resource, db->resource_id, err))
                        return false;
                note_status(s, db);
                if (rds_phase(db->status) == RDS_TERMINAL || rds_phase(db->status) == RDS_DELETING)
                        return tell_failure(s, db, err);
                if (is_changing(db))
                        looks = DATABASE_LOOKS; /* seen: no need to wait for its beginning */
                good = is_changing(db) || !db->address ? 0 : good + 1;
                if (good >= looks)
                        return true;
        }
}

static bool wait_from(struct stage *s, const char *id, int look, int looks, struct rds_instance *db,
                      struct err *err)
{
        char *resource = xstrdup(db->resource_id);
        bool ok = look_from(s, id, look, looks, resource, db, err);

        free(resource);
        return ok;
}

bool database_wait(struct stage *s, const char *id, struct rds_instance *db, struct err *err)
{
        return wait_from(s, id, 0, DATABASE_LOOKS, db, err);
}

bool database_wait_change(struct stage *s, const char *id, struct rds_instance *db, struct err *err)
{
        return wait_from(s, id, 1, LOOKS_UNSEEN, db, err);
}

bool database_wait_gone(struct stage *s, const char *id, const char *resource_id, struct err *err)
{
        struct aws *aws = stage_aws(s);
        struct rds_instance db = {0};
        bool gone = false;

        for (int look = 0; !gone; look++) {
                if (!stage_sleep(s, watch_pause(aws, look), err))
                        return false;
                if (!watch_instance(aws, id, &db, err)) {
                        if (!err_is(err, ERR_NOT_FOUND))
                                return false;
                        err_clear(err);
                        return true;
                }
                note_status(s, &db);
                gone = resource_id && !text_same(db.resource_id, resource_id);
                if (!gone && rds_phase(db.status) == RDS_TERMINAL) {
                        tell_failure(s, &db, err);
                        rds_instance_release(&db);
                        return false;
                }
                rds_instance_release(&db);
                db = (struct rds_instance){0};
        }
        return true;
}

struct deletion_terms database_deletion_terms(const struct stage *s)
{
        return (struct deletion_terms){
                .final_snapshot = stage_flag(s, "final_snapshot"),
                .disable_protection = stage_flag(s, "disable_protection"),
        };
}

bool database_may_unprotect(const struct stage *s, const struct tags *tags,
                            const struct deletion_terms *terms)
{
        return terms->disable_protection ||
               (!terms->theirs &&
                text_same(tags_get(tags, "snaplift:stack"), stage_stack(s)->name) &&
                text_same(tags_get(tags, "snaplift:protected"), "true"));
}

bool database_is_beyond(const char *status, const struct deletion_terms *terms)
{
        if (!terms->final_snapshot || rds_phase(status) != RDS_TERMINAL)
                return false;
        return !terms->started || (strcmp(status, "stopped") && strcmp(status, "stopping"));
}

bool database_check_deletable(struct stage *s, const struct rds_instance *db,
                              const struct deletion_terms *terms, struct err *err)
{
        if (db->replicas.count)
                return err_set(err, ERR_REFUSED, "database %s has the read replica %s", db->id,
                               db->replicas.items[0]);
        if (db->replica_clusters.count)
                return err_set(err, ERR_REFUSED, "database %s has the replica cluster %s", db->id,
                               db->replica_clusters.items[0]);
        if (db->replica_of)
                return err_set(err, ERR_REFUSED, "database %s is a read replica of %s", db->id,
                               db->replica_of);
        if (db->cluster)
                return err_set(err, ERR_REFUSED, "database %s is a member of cluster %s", db->id,
                               db->cluster);
        if (db->deletion_protection && !database_may_unprotect(s, &db->tags, terms)) {
                err_set(err, ERR_REFUSED,
                        "database %s has deletion protection that Snaplift did "
                        "not put on",
                        db->id);
                return err_next(err, "lift it, or set disable_protection: true");
        }
        if (database_is_beyond(db->status, terms)) {
                err_set(err, ERR_REFUSED, "database %s is %s: RDS takes no final snapshot of it",
                        db->id, db->status);
                return err_next(err, "set final_snapshot: false if its data is not needed");
        }
        return true;
}

bool database_check_deleted(const char *id, const char *meant, const char *deleted,
                            const char *final_snapshot, struct err *err)
{
        if (is_same(meant, deleted))
                return true;
        err_set(err, ERR_FOREIGN,
                "%s was replaced by somebody else before its deletion arrived: RDS deletes the one "
                "with resource id %s, and %s was meant",
                id, deleted, meant);
        return final_snapshot ? err_next(err, "what it held comes back from its final snapshot %s",
                                         final_snapshot)
                              : err_next(err, "ask who made it; no final snapshot of it is taken");
}

static bool unprotect(struct stage *s, const struct rds_instance *db, bool *lifted, struct err *err)
{
        struct json_object *off = json_object_new_object();
        struct rds_modify modify = {.id = db->id, .settings = off};
        struct rds_instance now = {0};
        bool ok;

        *lifted = false;
        json_put_flag(off, "deletion_protection", false);
        ok = stage_intend(s, err, "lift the deletion protection of %s", db->id);
        *lifted = ok && rds_modify_instance(stage_aws(s), &modify, &now, err);
        json_object_put(off);
        if (ok && !*lifted) {
                /* lost: looked at again; not now: tried again */
                if (!err_is(err, ERR_LOST) && !err_is(err, ERR_STATE))
                        return false;
                err_clear(err);
                return true;
        }
        ok = ok && stage_result(s, err, "%s is no longer protected", db->id);
        if (ok && !database_check_same(db->id, db->resource_id, now.resource_id, err))
                ok = err_next(err, "put its deletion protection on again");
        rds_instance_release(&now);
        return ok;
}

/* meant: its resource id. */
static bool delete_once(struct stage *s, const struct database_removal *r, const char *meant,
                        struct removal_state *state, struct err *err)
{
        const char *final = r->final_snapshot;
        struct rds_instance deleted = {0};
        bool ok, taken;

        if (final) {
                if (!stage_intend(s, err, "delete database %s, final snapshot %s", r->id, final))
                        return false;
        } else if (!stage_intend(s, err, "delete database %s without a final snapshot", r->id)) {
                return false;
        }
        state->going =
                rds_delete_instance(stage_aws(s), r->id, final, !r->keep_backups, &deleted, err);
        if (state->going) {
                ok = stage_result(s, err, "deletion of %s accepted", r->id) &&
                     database_check_deleted(r->id, meant, deleted.resource_id, final, err);
                rds_instance_release(&deleted);
                return ok;
        }
        /* The look that follows tells what came of a lost call, and whether it is really gone that
         * is said to be unknown; a state that does not allow it now may allow it at the next look.
         */
        taken = final && err_is(err, ERR_EXISTS);
        if (!taken && !err_is(err, ERR_NOT_FOUND) && !err_is(err, ERR_LOST) &&
            !err_is(err, ERR_STATE))
                return false;
        stage_note(s, "%s", err_text(err));
        if (err_is(err, ERR_NOT_FOUND)) {
                err_clear(err);
                return stage_result(s, err, "%s is not known", r->id);
        }
        err_clear(err);
        return !taken || removal_may_ask_again(state, r->id, false, final, err);
}

/* What has just been proven to be allowed. */
static bool remove_now(struct stage *s, const struct database_removal *r,
                       const struct rds_instance *db, struct removal_state *state, struct err *err)
{
        bool lifted = true;

        if (db->deletion_protection && !unprotect(s, db, &lifted, err))
                return false;
        return !lifted || delete_once(s, r, db->resource_id, state, err);
}

static bool remove_step(struct stage *s, const void *removal, struct removal_state *state,
                        enum removal_step *step, struct err *err)
{
        const struct database_removal *r = removal;
        struct rds_instance db = {0};
        bool found, wait = false, ok = true;

        *step = REMOVAL_DONE;
        if (!database_find(s, r->id, &db, &found, err))
                return false;
        if (!found) {
                *step = removal_unseen(state);
                return true;
        }
        if (r->seen)
                *r->seen = true;
        if (!removal_is_it(state, db.resource_id)) {
                /* another's by now */
        } else if (rds_phase(db.status) == RDS_DELETING) {
                ok = database_wait_gone(s, r->id, db.resource_id, err);
        } else {
                ok = !r->allowed || r->allowed(s, &db, r->arg, &wait, err);
                *step = wait ? REMOVAL_WAITS : REMOVAL_TRIED;
                ok = ok && (wait || remove_now(s, r, &db, state, err));
        }
        rds_instance_release(&db);
        return ok;
}

bool database_remove(struct stage *s, const struct database_removal *removal, struct err *err)
{
        bool done, ok = removal_drive(s, removal->resource_id, REMOVE_TRIES, remove_step, removal,
                                      &done, err);

        if (!ok || done)
                return ok;
        return err_set(err, ERR_STATE, "database %s can't be deleted: RDS does not allow it yet",
                       removal->id);
}
