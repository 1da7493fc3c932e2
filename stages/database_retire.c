/*
 * database.retire: delete the database the stack no longer uses. The one stage that can't be
 * undone, so it begins with proof: what it deletes is the stack's, is what was stashed, is not
 * active, and nobody uses it. Everything that can say no says so before the first change.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/aws/rds_share.h"
#include "engine/base/text.h"
#include "stages/database_any.h"
#include "stages/database_cluster.h"
#include "stages/existing.h"
#include "stages/retire_proof.h"
#include "stages/usage.h"

enum { FINAL_NAME = 256 };

static const struct port inputs[] = {
        {"timestamp", VALUE_TIMESTAMP, .help = "of the database to retire; nothing when not given"},
        {"resource_id", VALUE_TEXT,
         .help = "the RDS resource id it must have; from parameters.stash"},
        {"active", VALUE_TIMESTAMP, .help = "the timestamp that must be the active one by then"},
        {"cluster", VALUE_TEXT,
         .help = "ECS cluster to look for users in; default: the stack's "
                 "name"},
        {"clusters", VALUE_LIST, .help = "all clusters to look in, in place of it"},
        USAGE_AHEAD_PORTS,
        {"families", VALUE_TEXT,
         .help = "look through the task definition families whose names begin so; default: the "
                 "stack's name"},
        {"drain", VALUE_DURATION, .fallback = "10m",
         .help = "how long to wait for the last tasks that use it to stop"},
        {"final_snapshot", VALUE_FLAG, .fallback = "true", .help = "take a final snapshot"},
        {"keep_backups", VALUE_FLAG, .fallback = "false", .help = "keep its automated backups"},
        {"disable_protection", VALUE_FLAG, .fallback = "false",
         .help = "lift deletion protection that Snaplift did not put on"},
        {0},
};

static const struct port outputs[] = {
        {"database", VALUE_TEXT, .help = "name of the deleted database"},
        {"final_snapshot", VALUE_TEXT, .help = "identifier of the final snapshot"},
        {0},
};

static const struct stage_action actions[] = {
        {"ssm:GetParameter", "ssm:parameter/{stack}/*"},
        DATABASE_REMOVAL_ACTIONS,
        {"ecs:ListServices", "*"},
        {"ecs:DescribeServices", "ecs:service/{cluster}/*"},
        {"ecs:ListTasks", "*"},
        {"ecs:DescribeTasks", "ecs:task/{cluster}/*"},
        {"ecs:DescribeTaskDefinition", "*"},
        USAGE_AHEAD_ACTIONS,
        {0},
};

static bool final_name(struct stage *s, const char *id, bool cluster, char out[FINAL_NAME],
                       struct err *err)
{
        char stamp[RUN_STAMP_SIZE];

        if (cluster)
                return cluster_snapshot_name(s, id, "final-", out, err);
        cloud_run_stamp(s, stamp);
        snprintf(out, FINAL_NAME, "%s-final-%s", id, stamp);
        return true;
}

/* The snapshot is the way back: without it the run does not say that all is well. */
static bool check_final(struct stage *s, bool cluster, const char *name, struct err *err)
{
        struct rds_snapshot snapshot = {0};
        bool ok = rds_look_snapshot(stage_aws(s), cluster, name, &snapshot, err);

        if (ok)
                ok = stage_report(s, err, "final snapshot %s is %s", name, snapshot.status);
        else
                err_prefix(err, "the final snapshot");
        rds_snapshot_release(&snapshot);
        return ok;
}

/* Whether it is the active one, so that there is nothing to retire. */
static bool look_for_active(struct stage *s, const char *timestamp, bool *is_active,
                            struct err *err)
{
        char active[STAMP_SIZE];
        bool found;

        if (stage_text(s, "active")) {
                *is_active = text_same(timestamp, stage_text(s, "active"));
                return true;
        }
        if (!cloud_active(s, stage_stack(s), active, &found, err))
                return false;
        *is_active = found && !strcmp(active, timestamp);
        return true;
}

static bool remove_instance(struct stage *s, const char *id, const char *final, int64_t until,
                            bool *seen, struct err *err)
{
        struct database_removal removal = {
                .id = id,
                .resource_id = stage_has_intended(s) ? stage_recall_text(s, "resource") : NULL,
                .final_snapshot = stage_flag(s, "final_snapshot") ? final : NULL,
                .keep_backups = stage_flag(s, "keep_backups"),
                .seen = seen,
                .allowed = retire_prove,
                .arg = &until,
        };

        return database_remove(s, &removal, err);
}

static bool remove_cluster(struct stage *s, const char *id, const char *final, int64_t until,
                           struct err *err)
{
        struct cluster_removal removal = {
                .id = id,
                .resource_id = stage_has_intended(s) ? stage_recall_text(s, "resource") : NULL,
                .final_snapshot = stage_flag(s, "final_snapshot") ? final : NULL,
                .keep_backups = stage_flag(s, "keep_backups"),
                .allowed = retire_prove_cluster,
                .arg = &until,
        };

        return cluster_remove(s, &removal, err);
}

/* A cluster of that name, when there is none of the name among the DB instances: remembered, as
 * what is deleted can't be looked at any more. */
static bool find_cluster(struct stage *s, const char *id, bool *cluster, struct err *err)
{
        struct rds_cluster c = {0};
        bool ok = cluster_find(s, id, &c, cluster, err) &&
                  (!*cluster || stage_remember_text(s, "kind", "cluster", err));

        rds_cluster_release(&c);
        return ok;
}

/* The instance of that name, else the cluster. */
static bool remove_victim(struct stage *s, const char *id, bool *cluster, char final[FINAL_NAME],
                          struct err *err)
{
        int64_t until = loop_ticks(stage_loop(s)) + stage_duration(s, "drain");
        bool seen = stage_has_intended(s);

        *cluster = text_same(stage_recall_text(s, "kind"), "cluster");
        if (!*cluster) {
                if (!final_name(s, id, false, final, err) ||
                    !remove_instance(s, id, final, until, &seen, err) ||
                    (!seen && !find_cluster(s, id, cluster, err)))
                        return false;
        }
        return !*cluster ||
               (final_name(s, id, true, final, err) && remove_cluster(s, id, final, until, err));
}

static bool retire(struct stage *s, struct err *err)
{
        const char *timestamp = stage_text(s, "timestamp");
        char id[DATABASE_SIZE], final[FINAL_NAME];
        bool is_active, cluster, ok;

        if (!timestamp) {
                stage_unchanged(s, "there is no previous database");
                return true;
        }
        stack_database(stage_stack(s), timestamp, id);
        if (!look_for_active(s, timestamp, &is_active, err))
                return false;
        if (is_active) {
                stage_unchanged(s, "%s is the active database", id);
                return true;
        }
        ok = remove_victim(s, id, &cluster, final, err);
        if (ok && !stage_has_intended(s))
                stage_unchanged(s, "%s is gone already", id);
        if (ok && stage_flag(s, "final_snapshot") && stage_has_intended(s)) {
                ok = check_final(s, cluster, final, err);
                stage_output_text(s, "final_snapshot", final);
        }
        if (ok)
                stage_output_text(s, "database", id);
        return ok;
}

static void plan_deletion(struct stage *s, const char *what, const char *id, const char *final)
{
        bool kept = stage_flag(s, "final_snapshot");

        stage_would(s, WOULD_DELETE, what, id,
                    stage_parameters("SkipFinalSnapshot", kept ? "false" : "true",
                                     "FinalDBSnapshotIdentifier", kept ? final : NULL, NULL));
}

static void plan_protection(struct stage *s, const char *what, const char *id)
{
        stage_would(s, WOULD_CHANGE, what, id,
                    stage_parameters("DeletionProtection", "false", NULL));
        stage_warns(s, "deletion protection", "%s is protected; the protection would be lifted",
                    id);
}

static bool plan_instance(struct stage *s, const struct rds_instance *db, struct err *err)
{
        char final[FINAL_NAME];

        if (!retire_check_ours(s, db->id, db->resource_id, &db->tags, err) ||
            !database_check_deletable(s, db, err) || !final_name(s, db->id, false, final, err))
                return false;
        if (db->deletion_protection)
                plan_protection(s, "rds:ModifyDBInstance", db->id);
        plan_deletion(s, "rds:DeleteDBInstance", db->id, final);
        return true;
}

static bool plan_cluster(struct stage *s, const struct rds_cluster *c, struct err *err)
{
        char final[FINAL_NAME];

        if (!retire_check_ours(s, c->id, c->resource_id, &c->tags, err) ||
            !cluster_check_deletable(s, c, err) || !final_name(s, c->id, true, final, err))
                return false;
        if (c->deletion_protection)
                plan_protection(s, "rds:ModifyDBCluster", c->id);
        for (size_t i = 0; i < c->member_count; i++)
                stage_would(s, WOULD_DELETE, "rds:DeleteDBInstance", c->members[i].id, NULL);
        plan_deletion(s, "rds:DeleteDBCluster", c->id, final);
        return true;
}

static bool plan(struct stage *s, struct err *err)
{
        const char *timestamp = stage_text(s, "timestamp");
        char id[DATABASE_SIZE];
        struct database db;
        bool found, ok;

        if (!timestamp || !stamp_parse(timestamp, NULL) ||
            text_same(timestamp, stage_text(s, "active"))) {
                stage_unchanged(s, "there is no database to retire");
                return true;
        }
        stack_database(stage_stack(s), timestamp, id);
        if (!existing_refuse(s, err))
                return false;
        ok = database_look(s, id, &db, &found, err);
        if (ok && found)
                ok = db.is_cluster ? plan_cluster(s, &db.cluster, err)
                                   : plan_instance(s, &db.instance, err);
        database_release(&db);
        return ok;
}

/* --- a run whose journal is lost --- */

/* Its protection is lifted directly before it is deleted, and at no other time. */
static bool recover_begun(struct stage *s, const char *id, const struct database *db,
                          struct err *err)
{
        bool protected =
                db->is_cluster ? db->cluster.deletion_protection : db->instance.deletion_protection;

        if (rds_phase(db->status) == RDS_DELETING)
                stage_found(s, "database %s is being deleted", id);
        else if (text_same(tags_get(db->tags, "snaplift:protected"), "true") && !protected)
                stage_found(s, "the deletion protection of database %s was lifted", id);
        else if (db->is_cluster && !db->cluster.member_count)
                stage_found(s, "the instances of cluster %s are gone", id);
        return (!db->is_cluster || stage_remember_text(s, "kind", "cluster", err)) &&
               stage_remember_text(s, "resource", db->resource_id, err);
}

static bool recover(struct stage *s, struct err *err)
{
        const char *timestamp = stage_text(s, "timestamp");
        char id[DATABASE_SIZE];
        struct database db;
        bool found, ok = true;

        if (!timestamp || text_same(timestamp, stage_text(s, "active")))
                return true;
        stack_database(stage_stack(s), timestamp, id);
        if (!database_look(s, id, &db, &found, err))
                return false;
        if (found)
                ok = recover_begun(s, id, &db, err);
        else
                stage_found(s, "database %s is gone", id);
        database_release(&db);
        return ok;
}

const struct stage_type stage_database_retire = {
        .name = "database.retire",
        .summary = "delete the database that is no longer used",
        .notes =
                "Final: it begins when everything that does not depend on it has ended, and once "
                "it has begun the run only goes forward.\n\n"
                "Directly before it changes anything it proves that the active timestamp names "
                "another, available database; that the one to delete is the stack's by name, tag "
                "and "
                "resource id; that it has no replicas and is in no cluster; that no service's "
                "deployment and no task in the clusters refers to it, or to the secret in which "
                "RDS keeps its password, which goes with it; and that no enabled rule or "
                "schedule of EventBridge would start a task there that does (`scheduled`). What it "
                "may not look at is reported (`unseen`), and so are task definition families whose "
                "latest revision refers to it. Of an Aurora cluster, the instances are deleted "
                "first, the readers before the writer, then the cluster, whose final snapshot is "
                "named `<database>-final-<time>` in at most 63 characters. Deletion protection is "
                "lifted "
                "only where Snaplift put it on, or with `disable_protection: true`.",
        .inputs = inputs,
        .outputs = outputs,
        .actions = actions,
        .final = true,
        .timeout = 2 * 3600 * 1000LL,
        .run = retire,
        .plan = plan,
        .recover = recover,
};
