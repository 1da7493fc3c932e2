/* Asking for a DB instance from a snapshot. */
#include "stages/instance_restore.h"

#include "engine/base/text.h"
#include "stages/database.h"
#include "stages/protection.h"

enum { RESTORE_TRIES = 3 };

const char *instance_restore_recall(const struct stage *s, const char *key)
{
        const char *text = stage_recall_text(s, key);

        return text && *text ? text : NULL;
}

static bool is_ours(struct stage *s, const struct instance_restore *r,
                    const struct rds_instance *db, struct err *err)
{
        return cloud_check_candidate(s, "database", r->id, &db->tags, r->from, err);
}

static bool call_restore(struct stage *s, const struct instance_restore *r, struct rds_instance *db,
                         bool *found, struct err *err)
{
        struct json_object *settings;
        struct rds_restore request = {
                .id = r->id,
                .snapshot = r->snapshot,
                .zone = r->zone,
                .tags = r->tags,
        };

        /* what it made before is gone */
        if (!stage_remember_text(s, r->name_key, r->id, err) ||
            !protection_begins(s, r->settings->want, err) ||
            (instance_restore_recall(s, r->resource_key) &&
             !stage_remember_text(s, r->resource_key, "", err)) ||
            !stage_intend(s, err, "restore %s from %s", r->id, r->from))
                return false;
        settings = fingerprint_at_restore(r->settings);
        request.settings = settings;
        *found = rds_restore_instance(stage_aws(s), &request, db, err);
        json_object_put(settings);
        if (*found)
                return stage_result(s, err, "restore of %s accepted", r->id);
        if (!err_is(err, ERR_EXISTS) && !err_is(err, ERR_LOST))
                return false;
        err_clear(err);
        rds_instance_release(db);
        *db = (struct rds_instance){0};
        if (!database_await_seen(s, r->id, db, found, err))
                return false;
        return !*found || (is_ours(s, r, db, err) &&
                           stage_result(s, err, "restore of %s had been accepted", r->id));
}

bool instance_restore_have(struct stage *s, const struct instance_restore *r, bool found,
                           struct rds_instance *db, struct err *err)
{
        /* one that an earlier start asked for may take a moment to appear */
        if (!found && r->asked && !database_await_seen(s, r->id, db, &found, err))
                return false;
        if (found && (!is_ours(s, r, db, err) ||
                      !database_check_same(r->id, instance_restore_recall(s, r->resource_key),
                                           db->resource_id, err)))
                return false;
        for (int n = 0; !found && n < RESTORE_TRIES; n++)
                if (!call_restore(s, r, db, &found, err))
                        return false;
        if (!found)
                return err_set(err, ERR_LOST, "restore of %s: no answer, and it does not appear",
                               r->id);
        if (!stage_recall(s, r->name_key) && !stage_remember_text(s, r->name_key, r->id, err))
                return false;
        return !db->resource_id ||
               text_same(stage_recall_text(s, r->resource_key), db->resource_id) ||
               stage_remember_durably(s, r->resource_key, db->resource_id, err);
}
