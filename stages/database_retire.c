/*
 * database.retire: delete the database the stack no longer uses, at once or when it has been kept
 * for a while. The one stage that can't be undone, so it begins with proof: what it deletes is the
 * stack's, is what was stashed, is not active, and nobody uses it. Everything that can say no says
 * so before the first change.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/text.h"
#include "stages/database_any.h"
#include "stages/database_cluster.h"
#include "stages/existing.h"
#include "stages/permissions.h"
#include "stages/retire_keep.h"
#include "stages/retire_removal.h"
#include "stages/retire_return.h"
#include "stages/usage.h"

static const struct port inputs[] = {
        {"timestamp", VALUE_TIMESTAMP, .help = "of the database to retire; nothing when not given"},
        {"resource_id", VALUE_TEXT,
         .help = "the RDS resource id it must have; from parameters.stash"},
        {"active", VALUE_TIMESTAMP, .help = "the timestamp that must be the active one by then"},
        {"cluster", VALUE_TEXT,
         .help = "ECS cluster to look for users in; default: the stack's "
                 "name"},
        {"clusters", VALUE_LIST,
         .help = "more clusters to look in; without `cluster`, all of them"},
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
        RETIRE_IDLE_PORTS,
        RETIRE_KEEP_PORTS,
        {0},
};

static const struct port outputs[] = {
        {"database", VALUE_TEXT, .help = "name of the retired database"},
        {"final_snapshot", VALUE_TEXT, .help = "identifier of the final snapshot"},
        {"kept_as", VALUE_TEXT, .help = "running, stopped or snapshot; null: nothing is kept"},
        {"kept_until", VALUE_TEXT, .help = "until when, in UTC"},
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
        RETIRE_IDLE_ACTIONS,
        RETIRE_KEEP_ACTIONS,
        RETIRE_RETURN_ACTIONS,
        {0},
};

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

/* The instance of that name, else the cluster. resource_id: which one; NULL: not known yet. */
static bool remove_victim(struct stage *s, const char *id, const char *resource_id,
                          char final[FINAL_NAME_SIZE], bool *cluster, struct err *err)
{
        struct retire_terms terms = retire_terms_of_inputs(s);
        struct retire_removal removal = {
                .id = id,
                .resource_id = resource_id,
                .final = final,
                .keep_backups = stage_flag(s, "keep_backups"),
                .terms = &terms,
        };
        bool seen = stage_has_intended(s), ok = true;

        *cluster = text_same(stage_recall_text(s, "kind"), "cluster");
        if (!*cluster)
                ok = retire_final_name(s, id, false, final, err) &&
                     retire_remove_instance(s, &removal, &seen, err) &&
                     (seen || find_cluster(s, id, cluster, err));
        if (ok && *cluster)
                ok = retire_final_name(s, id, true, final, err) &&
                     retire_remove_cluster(s, &removal, err);
        retire_terms_release(&terms);
        return ok;
}

/* *saved: it is in its final snapshot, where one was wanted. */
static bool delete_now(struct stage *s, const char *id, const char *resource_id, bool *saved,
                       struct err *err)
{
        char final[FINAL_NAME_SIZE];
        bool cluster, ok = remove_victim(s, id, resource_id, final, &cluster, err);

        *saved = true;
        if (ok && !stage_has_intended(s))
                stage_unchanged(s, "%s is gone already", id);
        if (ok && stage_flag(s, "final_snapshot") && stage_has_intended(s)) {
                ok = retire_check_final(s, cluster, final, saved, err);
                if (ok && *saved)
                        stage_output_text(s, "final_snapshot", final);
        }
        return ok;
}

/* It was to be kept, and somebody has deleted it. */
static bool lost(struct stage *s, const char *id, const char *timestamp, struct err *err)
{
        if (!stage_has_intended(s)) {
                stage_unchanged(s, "%s is gone already", id);
                return true;
        }
        return stage_report(s, err, "%s is gone: nothing of it is kept", id) &&
               retire_forget(s, timestamp, err);
}

static bool keep(struct stage *s, const char *id, const char *timestamp, enum kept_as as,
                 struct err *err)
{
        struct kept kept;
        bool found, saved, ok = retire_keep(s, timestamp, as, &kept, &found, err);

        if (ok && kept.resource_id && kept.as == KEPT_SNAPSHOT)
                ok = (!kept.cluster || stage_remember_text(s, "kind", "cluster", err)) &&
                     delete_now(s, id, kept.resource_id, &saved, err) &&
                     (saved ? retire_keep_snapshot(s, &kept, err) && retire_keep_tell(s, &kept, err)
                            : lost(s, id, timestamp, err));
        else if (ok && found)
                ok = retire_keep_tell(s, &kept, err);
        else if (ok)
                ok = lost(s, id, timestamp, err);
        kept_release(&kept);
        return ok;
}

static bool retire(struct stage *s, struct err *err)
{
        const char *timestamp = stage_text(s, "timestamp");
        char id[DATABASE_SIZE];
        enum kept_as as;
        bool is_active, keeps, saved, ok;

        if (!retire_keep_asked(s, &keeps, &as, err) || !idle_check_input(s, err))
                return false;
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
        if (!idle_begin(s, err))
                return false;
        if (keeps)
                ok = keep(s, id, timestamp, as, err);
        else
                ok = delete_now(s, id,
                                stage_has_intended(s) ? stage_recall_text(s, "resource") : NULL,
                                &saved, err);
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
        char final[FINAL_NAME_SIZE];

        if (!retire_final_name(s, db->id, false, final, err))
                return false;
        if (db->deletion_protection)
                plan_protection(s, "rds:ModifyDBInstance", db->id);
        plan_deletion(s, "rds:DeleteDBInstance", db->id, final);
        return true;
}

static bool plan_cluster(struct stage *s, const struct rds_cluster *c, struct err *err)
{
        char final[FINAL_NAME_SIZE];

        if (!retire_final_name(s, c->id, true, final, err))
                return false;
        if (c->deletion_protection)
                plan_protection(s, "rds:ModifyDBCluster", c->id);
        for (size_t i = 0; i < c->member_count; i++)
                stage_would(s, WOULD_DELETE, "rds:DeleteDBInstance", c->members[i].id, NULL);
        plan_deletion(s, "rds:DeleteDBCluster", c->id, final);
        return true;
}

/* rests: it is not deleted now. */
static bool check_victim(struct stage *s, const struct database *db, bool rests, struct err *err)
{
        struct retire_terms terms = retire_terms_of_inputs(s);
        bool ok;

        terms.deletion.started = rests;
        ok = retire_check_ours(s, db->id, db->resource_id, db->tags, &terms, err) &&
             (db->is_cluster ? cluster_check_deletable(s, &db->cluster, &terms.deletion, err)
                             : database_check_deletable(s, &db->instance, &terms.deletion, err));
        retire_terms_release(&terms);
        return ok;
}

/* Refused now and not when the services have moved. */
static bool may_look_idle(struct stage *s, const struct database *db, struct err *err)
{
        return idle_may_look(
                s, db->is_cluster && db->cluster.member_count ? db->cluster.members[0].id : db->id,
                err);
}

static bool plan_victim(struct stage *s, const struct database *db, bool keeps, enum kept_as as,
                        struct err *err)
{
        bool rests = keeps && as != KEPT_SNAPSHOT;

        if (!check_victim(s, db, rests, err) || !may_look_idle(s, db, err))
                return false;
        if (keeps)
                retire_keep_plan(s, stage_text(s, "timestamp"), as, db);
        if (rests)
                return true;
        return db->is_cluster ? plan_cluster(s, &db->cluster, err)
                              : plan_instance(s, &db->instance, err);
}

static bool plan(struct stage *s, struct err *err)
{
        const char *timestamp = stage_text(s, "timestamp");
        char id[DATABASE_SIZE];
        struct database db;
        bool found, ok, keeps;
        enum kept_as as;

        if (!retire_keep_asked(s, &keeps, &as, err) || !idle_check_input(s, err))
                return false;
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
                ok = plan_victim(s, &db, keeps, as, err);
        database_release(&db);
        return ok;
}

/* --- a run whose journal is lost --- */

/* They are deleted first, and the active one was made with as many. */
static bool look_for_instances(struct stage *s, const struct database *db, struct err *err)
{
        const char *timestamp = stage_text(s, "active");
        size_t left = db->cluster.member_count;
        char id[DATABASE_SIZE];
        struct database active = {0};
        bool found = false, ok = true;

        if (timestamp) {
                stack_database(stage_stack(s), timestamp, id);
                ok = database_look(s, id, &active, &found, err);
        }
        if (ok && (!left || (found && active.is_cluster && left < active.cluster.member_count)))
                stage_found(s, "%s of cluster %s are gone",
                            left ? "some of the instances" : "the instances", db->id);
        database_release(&active);
        return ok;
}

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
        else if (db->is_cluster && !look_for_instances(s, db, err))
                return false;
        return (!db->is_cluster || stage_remember_text(s, "kind", "cluster", err)) &&
               stage_remember_text(s, "resource", db->resource_id, err);
}

static bool recover(struct stage *s, struct err *err)
{
        const char *timestamp = stage_text(s, "timestamp");
        char id[DATABASE_SIZE];
        struct database db;
        bool found, ok = true, keeps, recorded = false;
        enum kept_as as;

        if (!timestamp || text_same(timestamp, stage_text(s, "active")))
                return true;
        if (!retire_keep_asked(s, &keeps, &as, err))
                return false;
        if (keeps) { /* it is recorded before anything else is done to it */
                ok = retire_keep_recover(s, timestamp, &recorded, err);
                if (!ok || (recorded && as != KEPT_SNAPSHOT))
                        return ok;
        }
        stack_database(stage_stack(s), timestamp, id);
        if (!database_look(s, id, &db, &found, err))
                return false;
        /* a cluster may have lost instances by now: then it is not known what it was */
        if (!found)
                stage_found(s, "database %s is gone", id);
        else if (!keeps || recorded)
                ok = recover_begun(s, id, &db, err) &&
                     (!keeps || db.is_cluster || retire_return_remember(s, &db, err));
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
                "only where Snaplift put it on, or with `disable_protection: true`.\n\n"
                "With `idle: 5m` it also takes five minutes in which CloudWatch's "
                "`DatabaseConnections` was there and 0, each minute, of the DB instance or of "
                "every "
                "instance of the cluster, all since this stage began: what ECS can't tell of, a "
                "Lambda function, a person with psql, what comes through an RDS Proxy, counts "
                "there. "
                "So does a monitoring agent that stays connected. The figures come a minute or two "
                "late, so that this takes seven minutes or so where nobody is there. Somebody who "
                "is "
                "still connected when `drain`, `idle` and five minutes have passed, and figures "
                "that "
                "are not there, stop the run where it is, exit 6: the new database stays active, "
                "nothing is put back, and it can be gone on with when they have gone, or without "
                "asking. A database that is stopped has nobody. What is kept (`keep_for`) is asked "
                "of before it is put aside, and again before it is swept.\n\n"
                "With `keep_for` the database is not deleted but put aside for so long, after the "
                "same proof: as it is (`keep: running`), stopped (`stopped`; what RDS does not "
                "stop, such as one with a read replica, is kept running and reported), or as its "
                "final snapshot only (`snapshot`: the database is deleted). "
                "`/<stack>/db/kept/<timestamp>` and the tags `snaplift:keep-until` and "
                "`snaplift:kept-by` say so. `snaplift sweep` deletes what is due, with the whole "
                "proof again, and stops again what runs although it is kept stopped: RDS starts it "
                "after seven days, and whoever starts it by hand, to look something up, finds it "
                "stopped at the next sweep unless a service or a task uses it.\n\n"
                "What is kept can be gone back to (`snaplift rollback RUN`). What is kept as a "
                "snapshot is restored from it under its old name, with the settings and tags it "
                "had, which the run keeps in its journal, and so with its old address and "
                "password; the final snapshot stays. An Aurora cluster gets its instances and "
                "custom endpoints again, each under its old name, the writer first. Refused when "
                "that snapshot is gone, when one of the names is taken, and when RDS kept the "
                "password in a secret, which went with the database; of a cluster also when the "
                "run's journal was lost while it was being retired. Were one of the addresses "
                "another than before, the rollback would stop before anything that refers to it is "
                "put back.",
        .inputs = inputs,
        .outputs = outputs,
        .actions = actions,
        .final = true,
        .timeout = 2 * 3600 * 1000LL,
        .undo_timeout = 12 * 3600 * 1000LL, /* it may have to restore */
        .run = retire,
        .undo = retire_unkeep,
        .look_back = retire_look_back,
        .plan = plan,
        .recover = recover,
};
