/* Waiting for DB instances and removing them. */
#include "stages/database.h"

#include <string.h>

#include "engine/aws/watch.h"
#include "engine/base/text.h"

enum {
        /* RDS's lists may lag behind its answers: a name just made may be unknown for a moment. */
        UNKNOWN_LOOKS = 4,
        REMOVE_TRIES = 60,
        EVENT_COUNT = 4,
};

static const int64_t EVENTS_BACK = 6 * 3600 * 1000LL;

bool database_find(struct stage *s, const char *id, struct rds_instance *db, bool *found,
                   struct err *err)
{
        *found = rds_find_instance(stage_aws(s), id, db, err);
        if (*found)
                return true;
        if (!err_is(err, ERR_NOT_FOUND))
                return false;
        err_clear(err);
        return true;
}

bool database_is_of_run(const struct stage *s, const struct rds_instance *db)
{
        return text_same(tags_get(&db->tags, "snaplift:stack"), stage_stack(s)->name) &&
               text_same(tags_get(&db->tags, "snaplift:run"), stage_run(s));
}

bool database_is_settled(const struct rds_instance *db)
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

bool database_needs_reboot(const struct rds_instance *db)
{
        for (size_t i = 0; i < db->parameter_group_count; i++)
                if (text_same(db->parameter_groups[i].status, "pending-reboot"))
                        return true;
        return false;
}

/* Sets err: the terminal status and what RDS itself says about it. */
static bool tell_failure(struct stage *s, const struct rds_instance *db, struct err *err)
{
        struct rds_events events = {0};
        struct text text = TEXT_INIT;
        struct err ignored = ERR_INIT;
        size_t first = 0;

        text_addf(&text, "database %s is %s", db->id, db->status);
        if (rds_instance_events(stage_aws(s), db->id, loop_now(stage_loop(s)) - EVENTS_BACK,
                                &events, &ignored)) {
                if (events.count > EVENT_COUNT)
                        first = events.count - EVENT_COUNT;
                for (size_t i = first; i < events.count; i++)
                        text_addf(&text, "%s%s", i == first ? "; RDS says: " : " | ",
                                  events.items[i].message ? events.items[i].message : "");
        }
        err_set(err, ERR_FAILED, "%s", text_str(&text));
        err_clear(&ignored);
        rds_events_release(&events);
        text_release(&text);
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

bool database_wait(struct stage *s, const char *id, int looks, struct rds_instance *db,
                   struct err *err)
{
        struct aws *aws = stage_aws(s);
        int good = 0, unknown = 0;

        for (int look = 0;; look++) {
                if (!stage_sleep(s, watch_pause(aws, look), err))
                        return false;
                rds_instance_release(db);
                *db = (struct rds_instance){0};
                if (!watch_instance(aws, id, db, err)) {
                        if (!err_is(err, ERR_NOT_FOUND) || ++unknown >= UNKNOWN_LOOKS)
                                return false;
                        err_clear(err);
                        continue;
                }
                note_status(s, db);
                switch (rds_phase(db->status)) {
                case RDS_TERMINAL:
                case RDS_DELETING:
                        return tell_failure(s, db, err);
                case RDS_AVAILABLE:
                        good = database_is_settled(db) && db->address ? good + 1 : 0;
                        break;
                case RDS_MOVING:
                        good = 0;
                        looks = DATABASE_LOOKS; /* the change has begun: no need to wait for it */
                        break;
                }
                if (good >= looks)
                        return true;
        }
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

bool database_may_unprotect(struct stage *s, const struct rds_instance *db)
{
        return stage_flag(s, "disable_protection") ||
               (text_same(tags_get(&db->tags, "snaplift:stack"), stage_stack(s)->name) &&
                text_same(tags_get(&db->tags, "snaplift:protected"), "true"));
}

bool database_check_deletable(struct stage *s, const struct rds_instance *db, struct err *err)
{
        if (db->replicas.count)
                return err_set(err, ERR_REFUSED, "database %s has the read replica %s", db->id,
                               db->replicas.items[0]);
        if (db->replica_of)
                return err_set(err, ERR_REFUSED, "database %s is a read replica of %s", db->id,
                               db->replica_of);
        if (db->cluster)
                return err_set(err, ERR_REFUSED, "database %s is a member of cluster %s", db->id,
                               db->cluster);
        if (db->deletion_protection && !database_may_unprotect(s, db)) {
                err_set(err, ERR_REFUSED,
                        "database %s has deletion protection that Snaplift did "
                        "not put on",
                        db->id);
                return err_next(err, "lift it, or set disable_protection: true");
        }
        if (stage_flag(s, "final_snapshot") && rds_phase(db->status) == RDS_TERMINAL) {
                err_set(err, ERR_REFUSED, "database %s is %s: RDS takes no final snapshot of it",
                        db->id, db->status);
                return err_next(err, "set final_snapshot: false if its data is not needed");
        }
        return true;
}

static bool unprotect(struct stage *s, const char *id, struct err *err)
{
        struct rds_modify modify = rds_modify_init();

        modify.id = id;
        modify.deletion_protection = 0;
        if (!stage_intend(s, err, "lift the deletion protection of %s", id))
                return false;
        if (!rds_modify_instance(stage_aws(s), &modify, NULL, err)) {
                /* lost: looked at again; not now: tried again */
                if (!err_is(err, ERR_LOST) && !err_is(err, ERR_STATE))
                        return false;
                err_clear(err);
                return true;
        }
        return stage_result(s, err, "%s is no longer protected", id);
}

static bool delete_once(struct stage *s, const struct database_removal *r, struct err *err)
{
        const char *final = r->final_snapshot;

        if (final) {
                if (!stage_intend(s, err, "delete database %s, final snapshot %s", r->id, final))
                        return false;
        } else if (!stage_intend(s, err, "delete database %s without a final snapshot", r->id)) {
                return false;
        }
        if (!rds_delete_instance(stage_aws(s), r->id, final, !r->keep_backups, err)) {
                /* The look that follows tells what came of a lost call; a state that does not allow
                 * it now may allow it at the next look. */
                if (!err_is(err, ERR_NOT_FOUND) && !err_is(err, ERR_LOST) &&
                    !err_is(err, ERR_STATE) && !(final && err_is(err, ERR_EXISTS)))
                        return false;
                stage_note(s, "%s", err_text(err));
                if (err_is(err, ERR_NOT_FOUND)) {
                        err_clear(err);
                        return stage_result(s, err, "%s was already gone", r->id);
                }
                err_clear(err);
                return true;
        }
        return stage_result(s, err, "deletion of %s accepted", r->id);
}

/* One step towards its removal. *done: it is gone, or another's by now. */
static bool remove_step(struct stage *s, const struct database_removal *r, bool *done,
                        struct err *err)
{
        struct rds_instance db = {0};
        bool found, ok = false;

        *done = false;
        if (!database_find(s, r->id, &db, &found, err))
                return false;
        if (!found || (r->resource_id && !text_same(db.resource_id, r->resource_id))) {
                *done = ok = true;
        } else if (rds_phase(db.status) == RDS_DELETING) {
                *done = ok = database_wait_gone(s, r->id, db.resource_id, err);
        } else if (r->allowed && !r->allowed(s, &db, err)) {
                ok = false;
        } else if (db.deletion_protection && !r->unprotect) {
                err_set(err, ERR_REFUSED, "database %s has deletion protection on", r->id);
                err_next(err, "lift it, or set disable_protection: true");
        } else if (db.deletion_protection) {
                ok = unprotect(s, r->id, err);
        } else {
                ok = delete_once(s, r, err);
        }
        rds_instance_release(&db);
        return ok;
}

bool database_remove(struct stage *s, const struct database_removal *removal, struct err *err)
{
        bool done = false;

        for (int look = 0; look < REMOVE_TRIES; look++) {
                if (look && !stage_sleep(s, watch_pause(stage_aws(s), look), err))
                        return false;
                if (!stage_go_on(s, err) || !remove_step(s, removal, &done, err))
                        return false;
                if (done)
                        return true;
        }
        return err_set(err, ERR_STATE, "database %s can't be deleted: RDS does not allow it yet",
                       removal->id);
}
