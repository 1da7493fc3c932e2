/* snapshot.create: a new manual snapshot of a database, tagged as this run's. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/aws/rds.h"
#include "engine/aws/watch.h"
#include "engine/base/text.h"
#include "stages/database_any.h"
#include "stages/database_cluster.h"
#include "stages/permissions.h"
#include "stages/snapshots.h"

enum { CREATE_TRIES = 3 };

static const struct port inputs[] = {
        {"database", VALUE_TEXT,
         .help = "DB instance or Aurora cluster; default: the stack's active database"},
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

static const struct stage_action actions[] = {
        {"rds:DescribeDBInstances", "*"},
        {"rds:DescribeDBSnapshots", "*"},
        {"rds:CreateDBSnapshot", "rds:db:* rds:snapshot:*", ACTION_INSTANCE,
         .condition = FOR_STACK},
        {"rds:DeleteDBSnapshot", "rds:snapshot:*"},
        {"rds:DescribeDBClusters", "*"},
        {"rds:DescribeDBClusterSnapshots", "*"},
        {"rds:CreateDBClusterSnapshot", "rds:cluster:* rds:cluster-snapshot:*", ACTION_CLUSTER,
         .condition = FOR_STACK},
        {"rds:DeleteDBClusterSnapshot", "rds:cluster-snapshot:*", ACTION_CLUSTER},
        {"rds:AddTagsToResource", "rds:snapshot:* rds:cluster-snapshot:*", .condition = FOR_STACK},
        {"rds:ListTagsForResource", "*"},
        {"ssm:GetParameter", "ssm:parameter/{stack}/*"},
        {0},
};

struct names {
        char source[SNAPSHOT_NAME_SIZE]; /* the database */
        char id[SNAPSHOT_NAME_SIZE];     /* the snapshot */
        bool cluster;
        bool usable;     /* the database is there and available */
        char status[64]; /* "" when it is not there */
};

static bool choose_source(struct stage *s, struct names *n, struct err *err)
{
        const char *database = stage_text(s, "database");
        char active[STAMP_SIZE], active_id[DATABASE_SIZE];
        bool found;

        if (!database) {
                if (!cloud_active(s, stage_stack(s), active, &found, err))
                        return false;
                if (!found)
                        return err_set(err, ERR_NOT_FOUND, "stack %s has no active database",
                                       stage_stack(s)->name);
                stack_database(stage_stack(s), active, active_id);
                database = active_id;
        }
        return snprintf(n->source, sizeof(n->source), "%s", database) < (int)sizeof(n->source) ||
               err_set(err, ERR_INVALID, "\"%s\" is too long a name", database);
}

static bool look_at_source(struct stage *s, struct names *n, struct err *err)
{
        struct database db;
        bool found;

        if (!database_look(s, n->source, &db, &found, err))
                return false;
        n->cluster = found ? db.is_cluster : text_same(stage_recall_text(s, "kind"), "cluster");
        n->usable = found && rds_phase(db.status) == RDS_AVAILABLE;
        snprintf(n->status, sizeof(n->status), "%s", found ? db.status : "");
        database_release(&db);
        return !n->cluster || stage_planning(s) || stage_undoing(s) ||
               text_same(stage_recall_text(s, "kind"), "cluster") ||
               stage_remember_text(s, "kind", "cluster", err);
}

static bool choose_names(struct stage *s, struct names *n, struct err *err)
{
        const char *name = stage_text(s, "snapshot");
        char stamp[RUN_STAMP_SIZE];
        int len;

        *n = (struct names){0};
        if (!choose_source(s, n, err) || !look_at_source(s, n, err))
                return false;
        cloud_run_stamp(s, stamp);
        if (!name && n->cluster)
                return cluster_snapshot_name(s, n->source, "", n->id, err);
        len = name ? snprintf(n->id, sizeof(n->id), "%s", name)
                   : snprintf(n->id, sizeof(n->id), "%s-%s", n->source, stamp);
        return len < (n->cluster ? CLUSTER_NAME_SIZE : (int)sizeof(n->id)) ||
               err_set(err, ERR_INVALID, "the snapshot's name is longer than RDS takes");
}

static bool check_source(const struct names *n, struct err *err)
{
        if (!*n->status)
                return err_set(err, ERR_NOT_FOUND, "there is no database %s", n->source);
        return n->usable || err_set(err, ERR_STATE, "database %s is %s", n->source, n->status);
}

static bool check_ours(struct stage *s, const struct names *n, const struct rds_snapshot *snapshot,
                       struct err *err)
{
        if (snapshot_is_of_run(s, snapshot))
                return true;
        err_set(err, ERR_FOREIGN, "snapshot %s exists and is not this run's", n->id);
        return err_next(err, "give this one another name, or delete that snapshot");
}

static bool send_create(struct stage *s, const struct names *n, struct rds_snapshot *snapshot,
                        struct err *err)
{
        struct tags tags = {0};
        bool ok;

        cloud_tags(s, &tags);
        ok = n->cluster ? rds_create_cluster_snapshot(stage_aws(s), n->id, n->source, &tags,
                                                      snapshot, err)
                        : rds_create_snapshot(stage_aws(s), n->id, n->source, &tags, snapshot, err);
        tags_release(&tags);
        return ok;
}

/* Once. One that is there already may be ours, by a call whose answer was lost. */
static bool call_create(struct stage *s, const struct names *n, struct rds_snapshot *snapshot,
                        bool *found, struct err *err)
{
        if (!stage_remember_text(s, "snapshot", n->id, err) ||
            !stage_intend(s, err, "create snapshot %s of %s", n->id, n->source))
                return false;
        *found = send_create(s, n, snapshot, err);
        if (*found)
                return stage_result(s, err, "snapshot %s accepted", n->id);
        if (!err_is(err, ERR_LOST) && !err_is(err, ERR_EXISTS))
                return false;
        err_clear(err);
        rds_snapshot_release(snapshot);
        if (!snapshot_await_seen(s, stage_aws(s), n->cluster, n->id, snapshot, found, err))
                return false;
        return !*found || (check_ours(s, n, snapshot, err) &&
                           stage_result(s, err, "snapshot %s had been accepted", n->id));
}

static bool have_snapshot(struct stage *s, const struct names *n, struct rds_snapshot *snapshot,
                          struct err *err)
{
        bool found;

        if (!snapshot_look(stage_aws(s), n->cluster, n->id, snapshot, &found, err))
                return false;
        /* one that an earlier start asked for may take a moment to appear */
        if (!found && stage_has_intended(s) &&
            !snapshot_await_seen(s, stage_aws(s), n->cluster, n->id, snapshot, &found, err))
                return false;
        if (found)
                return check_ours(s, n, snapshot, err);
        if (!check_source(n, err))
                return false;
        for (int tries = 0; !found && tries < CREATE_TRIES; tries++)
                if (!call_create(s, n, snapshot, &found, err))
                        return false;
        return found ||
               err_set(err, ERR_LOST, "snapshot %s: no answer, and it does not appear", n->id);
}

static bool create(struct stage *s, struct err *err)
{
        struct rds_snapshot snapshot = {0};
        char timestamp[STAMP_SIZE];
        struct names n;
        bool ok = choose_names(s, &n, err) && have_snapshot(s, &n, &snapshot, err) &&
                  snapshot_wait(s, stage_aws(s), n.cluster, n.id, &snapshot, err);

        if (ok && stage_has_intended(s) && !stage_recall(s, "seen"))
                ok = stage_remember_text(s, "seen", n.id, err);
        if (ok) {
                stamp_format(snapshot.original ? snapshot.original : snapshot.created, timestamp);
                stage_output_text(s, "snapshot", n.id);
                stage_output_text(s, "arn", snapshot.arn);
                stage_output_text(s, "timestamp", timestamp);
                stage_output_text(s, "source", n.source);
        }
        rds_snapshot_release(&snapshot);
        return ok;
}

static bool plan(struct stage *s, struct err *err)
{
        struct names n;

        if (!choose_names(s, &n, err))
                return false;
        stage_would(s, WOULD_CREATE,
                    n.cluster ? "rds:CreateDBClusterSnapshot" : "rds:CreateDBSnapshot", n.id,
                    stage_parameters(n.cluster ? "DBClusterIdentifier" : "DBInstanceIdentifier",
                                     n.source, NULL));
        stage_output_text(s, "snapshot", n.id);
        stage_output_text(s, "source", n.source);
        return true;
}

static bool delete_snapshot(struct stage *s, struct err *err)
{
        const char *id = stage_recall_text(s, "snapshot");
        bool cluster = text_same(stage_recall_text(s, "kind"), "cluster"), found = true;
        struct rds_snapshot snapshot = {0};

        if (id && stage_reopened(s))
                return stage_report(s, err, "snapshot %s, which this run took, is kept", id);
        if (!id || !stage_has_intended(s) || stage_flag(s, "keep"))
                return true;
        /* what was asked for and never seen may still appear */
        if (!stage_recall(s, "seen") &&
            !snapshot_await_seen(s, stage_aws(s), cluster, id, &snapshot, &found, err))
                return false;
        rds_snapshot_release(&snapshot);
        return !found || snapshot_remove(s, stage_aws(s), cluster, id, err);
}

/* Others may build on it by now. */
static bool look_back(struct stage *s, struct err *err)
{
        (void)s, (void)err;
        return true;
}

const struct stage_type stage_snapshot_create = {
        .name = "snapshot.create",
        .summary = "take a snapshot of a database and wait until it is available",
        .notes = "Of a DB instance or of an Aurora cluster, whose snapshot's name has at most 63 "
                 "characters: the time in it loses digits at its front where it would be longer. "
                 "The snapshot is tagged with the run. Undo keeps it unless `keep` is false, "
                 "and always once the run had succeeded.",
        .inputs = inputs,
        .outputs = outputs,
        .actions = actions,
        .timeout = 6 * 3600 * 1000LL,
        .run = create,
        .undo = delete_snapshot,
        .look_back = look_back,
        .plan = plan,
};
