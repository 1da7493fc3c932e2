/* snapshot.create: a new manual snapshot of a database, tagged as this run's. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/aws/rds.h"
#include "engine/aws/watch.h"
#include "engine/base/text.h"
#include "stages/database.h"

enum { SNAPSHOT_NAME = 256, CREATE_TRIES = 3, UNKNOWN_LOOKS = 4 };

static const struct port inputs[] = {
        {"database", VALUE_TEXT, .help = "DB instance; default: the stack's active database"},
        {"snapshot", VALUE_TEXT, .help = "its name; default: <database>-<time of the run>"},
        {"keep", VALUE_FLAG, .fallback = "true", .help = "keep it when the run is rolled back"},
        {0},
};

static const struct port outputs[] = {
        {"snapshot", VALUE_TEXT, .help = "its identifier"},
        {"arn", VALUE_TEXT, .help = "its ARN"},
        {"timestamp", VALUE_TIMESTAMP, .help = "when it was taken"},
        {"source", VALUE_TEXT, .help = "the database"},
        {0},
};

static const char *const actions[] = {
        "rds:DescribeDBInstances", "rds:DescribeDBSnapshots",
        "rds:CreateDBSnapshot",    "rds:DeleteDBSnapshot",
        "rds:AddTagsToResource",   "rds:ListTagsForResource",
        "ssm:GetParameter",        NULL,
};

static bool choose_names(struct stage *s, char source[SNAPSHOT_NAME], char id[SNAPSHOT_NAME],
                         struct err *err)
{
        const char *database = stage_text(s, "database"), *name = stage_text(s, "snapshot");
        char active[STAMP_SIZE], active_id[DATABASE_SIZE], stamp[RUN_STAMP_SIZE];
        bool found;
        int len;

        if (!database) {
                if (!cloud_active(s, stage_stack(s), active, &found, err))
                        return false;
                if (!found)
                        return err_set(err, ERR_NOT_FOUND, "stack %s has no active database",
                                       stage_stack(s)->name);
                stack_database(stage_stack(s), active, active_id);
                database = active_id;
        }
        cloud_run_stamp(s, stamp);
        len = snprintf(source, SNAPSHOT_NAME, "%s", database);
        if (len < SNAPSHOT_NAME && name)
                len = snprintf(id, SNAPSHOT_NAME, "%s", name);
        else if (len < SNAPSHOT_NAME)
                len = snprintf(id, SNAPSHOT_NAME, "%s-%s", database, stamp);
        return len < SNAPSHOT_NAME ||
               err_set(err, ERR_INVALID, "the snapshot's name is longer than RDS takes");
}

static bool find_snapshot(struct stage *s, const char *id, struct rds_snapshot *snapshot,
                          bool *found, struct err *err)
{
        *found = rds_find_snapshot(stage_aws(s), id, snapshot, err);
        if (*found)
                return true;
        if (!err_is(err, ERR_NOT_FOUND))
                return false;
        err_clear(err);
        return true;
}

static bool call_create(struct stage *s, const char *id, const char *source,
                        struct rds_snapshot *snapshot, struct err *err)
{
        struct tags tags = {0};
        bool found = false, ok = true;

        cloud_tags(s, &tags);
        for (int n = 0; ok && !found && n < CREATE_TRIES; n++) {
                ok = stage_remember_text(s, "snapshot", id, err) &&
                     stage_intend(s, err, "create snapshot %s of %s", id, source);
                if (!ok)
                        break;
                found = rds_create_snapshot(stage_aws(s), id, source, &tags, snapshot, err);
                if (found) {
                        ok = stage_result(s, err, "snapshot %s accepted", id);
                        break;
                }
                ok = err_is(err, ERR_LOST);
                if (!ok)
                        break;
                err_clear(err);
                ok = stage_sleep(s, watch_pause(stage_aws(s), 1), err) &&
                     find_snapshot(s, id, snapshot, &found, err);
        }
        tags_release(&tags);
        if (ok && !found)
                return err_set(err, ERR_LOST, "creating snapshot %s: no answer", id);
        return ok;
}

static bool wait_snapshot(struct stage *s, const char *id, struct rds_snapshot *snapshot,
                          struct err *err)
{
        int unknown = 0;

        for (int look = 0;; look++) {
                if (!stage_sleep(s, watch_pause(stage_aws(s), look), err))
                        return false;
                rds_snapshot_release(snapshot);
                *snapshot = (struct rds_snapshot){0};
                if (!rds_find_snapshot(stage_aws(s), id, snapshot, err)) {
                        if (!err_is(err, ERR_NOT_FOUND) || ++unknown >= UNKNOWN_LOOKS)
                                return false;
                        err_clear(err);
                        continue;
                }
                stage_note(s, "snapshot %s is %s, %lld%%", id, snapshot->status,
                           (long long)snapshot->percent);
                if (text_same(snapshot->status, "available"))
                        return true;
                if (!text_same(snapshot->status, "creating"))
                        return err_set(err, ERR_FAILED, "snapshot %s is %s", id, snapshot->status);
        }
}

static bool create(struct stage *s, struct err *err)
{
        char source[SNAPSHOT_NAME], id[SNAPSHOT_NAME], timestamp[STAMP_SIZE];
        struct rds_snapshot snapshot = {0};
        struct rds_instance db = {0};
        bool found, ok = choose_names(s, source, id, err) &&
                         find_snapshot(s, id, &snapshot, &found, err);

        if (ok && found && !text_same(tags_get(&snapshot.tags, "snaplift:run"), stage_run(s)))
                ok = err_set(err, ERR_FOREIGN, "snapshot %s exists and is not this run's", id);
        if (ok && !found)
                ok = rds_find_instance(stage_aws(s), source, &db, err) &&
                     (rds_phase(db.status) == RDS_AVAILABLE ||
                      err_set(err, ERR_STATE, "database %s is %s", source, db.status)) &&
                     call_create(s, id, source, &snapshot, err);
        ok = ok && wait_snapshot(s, id, &snapshot, err);
        if (ok) {
                stamp_format(snapshot.original ? snapshot.original : snapshot.created, timestamp);
                stage_output_text(s, "snapshot", id);
                stage_output_text(s, "arn", snapshot.arn);
                stage_output_text(s, "timestamp", timestamp);
                stage_output_text(s, "source", source);
        }
        rds_snapshot_release(&snapshot);
        rds_instance_release(&db);
        return ok;
}

static bool plan(struct stage *s, struct err *err)
{
        char source[SNAPSHOT_NAME], id[SNAPSHOT_NAME];

        if (!choose_names(s, source, id, err))
                return false;
        stage_would(s, "rds:CreateDBSnapshot %s of %s", id, source);
        stage_output_text(s, "snapshot", id);
        stage_output_text(s, "source", source);
        return true;
}

static bool delete_snapshot(struct stage *s, struct err *err)
{
        const char *id = stage_recall_text(s, "snapshot");
        struct rds_snapshot snapshot = {0};
        bool found, ok;

        if (!id || !stage_has_intended(s) || stage_flag(s, "keep"))
                return true;
        ok = find_snapshot(s, id, &snapshot, &found, err);
        if (ok && found && text_same(tags_get(&snapshot.tags, "snaplift:run"), stage_run(s))) {
                ok = stage_intend(s, err, "delete snapshot %s", id);
                if (ok && !rds_delete_snapshot(stage_aws(s), id, err)) {
                        ok = err_is(err, ERR_NOT_FOUND);
                        if (ok)
                                err_clear(err);
                }
                ok = ok && stage_result(s, err, "snapshot %s is deleted", id);
        }
        rds_snapshot_release(&snapshot);
        return ok;
}

const struct stage_type stage_snapshot_create = {
        .name = "snapshot.create",
        .summary = "take a snapshot of a database and wait until it is available",
        .notes = "The snapshot is tagged with the run. Undo keeps it unless `keep` is false.",
        .inputs = inputs,
        .outputs = outputs,
        .actions = actions,
        .timeout = 6 * 3600 * 1000LL,
        .run = create,
        .undo = delete_snapshot,
        .plan = plan,
};
