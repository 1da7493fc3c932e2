/* The end of an instance, and its restarts. */
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "engine/standin/rds_model.h"

bool rds_require(struct call *call, struct rds_db *db, const char *status)
{
        if (strcmp(rds_status_of(db), status) == 0)
                return true;
        call_fail(call, 400, rds_words[db->kind].bad_state, "%s %s is not in %s state.",
                  rds_words[db->kind].what, db->id, status);
        return false;
}

/* --- delete --- */

static void begin_delete(struct rds_db *db, struct rds_job *job)
{
        if (!db->body)
                return;
        job->body_pending = true;
        db_body_delete(db->body, rds_job_body_done, job);
        db->body = NULL;
}

void rds_backups_drop(struct rds_db *db)
{
        struct rds_snapshots *all = &db->cloud->rds->snapshots[db->kind];
        const char *resource = rds_words[db->kind].resource;

        for (size_t i = all->count; i-- > 0;) {
                struct rds_snapshot *snap = all->items[i];

                if (text_same(json_text(snap->is, "SnapshotType"), "automated") &&
                    text_same(json_text(snap->is, resource), json_text(db->is, resource)) &&
                    !snap->body_pending)
                        rds_snapshot_remove(snap);
        }
}

/* Manual snapshots stay; automated ones go with their instance. */
static bool end_delete(struct rds_db *db, struct rds_job *job)
{
        (void)job;
        rds_backups_drop(db);
        rds_secret_drop(db);
        rds_event_of(db, "deletion", "DB instance deleted");
        rds_member_leaves(db);
        rds_remove(db);
        return false;
}

bool rds_check_final(struct call *call, struct rds_db *db)
{
        const struct rds_words *words = &rds_words[db->kind];
        const char *final = json_text(call->in, "FinalDBSnapshotIdentifier");
        bool skip = json_flag(call->in, "SkipFinalSnapshot");
        const char *status = rds_status_of(db);

        if (skip && final) {
                call_fail(call, 400, "InvalidParameterCombination",
                          "FinalDBSnapshotIdentifier can not be specified when deleting with "
                          "SkipFinalSnapshot.");
                return false;
        }
        if (skip)
                return true;
        if (!final) {
                call_fail(call, 400, "InvalidParameterCombination",
                          "FinalDBSnapshotIdentifier is required unless SkipFinalSnapshot is "
                          "specified.");
                return false;
        }
        if (!rds_check_snapshot_id(call, "FinalDBSnapshotIdentifier", final) ||
            !rds_snapshot_id_is_free(call, db->kind, final))
                return false;
        if (strcmp(status, "creating") == 0 || strcmp(status, "failed") == 0 ||
            strcmp(status, "stopping") == 0 || strcmp(status, "stopped") == 0 ||
            strcmp(status, "starting") == 0 || text_starts(status, "incompatible-")) {
                call_fail(call, 400, words->bad_state,
                          "Cannot create a final snapshot of %s in %s state.", db->id, status);
                return false;
        }
        return rds_check_snapshot_quota(call, db->kind);
}

/* A member has no snapshots of its own, and its protection is the cluster's. */
static bool check_delete(struct call *call, struct rds_db *db)
{
        if (strcmp(rds_status_of(db), "deleting") == 0) {
                call_fail(call, 400, "InvalidDBInstanceState",
                          "Instance %s is already being deleted.", db->id);
                return false;
        }
        if (rds_cluster_of(db))
                return rds_check_member_delete(call, db);
        if (json_flag(db->is, "DeletionProtection")) {
                call_fail(call, 400, "InvalidParameterCombination",
                          "Cannot delete protected DB Instance, please disable deletion protection "
                          "and try again.");
                return false;
        }
        return rds_check_final(call, db);
}

void rds_final_snapshot(struct rds_db *db, const char *final)
{
        char *id = rds_lower(final);

        rds_job_add(db, rds_snapshot_job(db, rds_snapshot_of(db, id, "manual"), "deleting", 0));
        free(id);
}

void rds_instance_end(struct rds_db *db, const char *final, const char *fail_status)
{
        struct rds_job *job;

        rds_jobs_drop(db);
        rds_no_longer_stopped(db);
        rds_status(db, "deleting");
        if (final)
                rds_final_snapshot(db, final);
        rds_writer_goes(db);
        job = rds_job_new("deleting", 0, world_duration(db->cloud, "db-deleting", 120000));
        job->begin = begin_delete;
        job->end = end_delete;
        job->fail_status = fail_status;
        rds_job_add(db, job);
}

void rds_op_delete_db_instance(struct call *call)
{
        struct rds_db *db =
                rds_named(call, RDS_INSTANCE, json_text(call->in, "DBInstanceIdentifier"));

        if (!db || !check_delete(call, db))
                return;
        rds_instance_end(db, json_text(call->in, "FinalDBSnapshotIdentifier"), call->fail_status);
        rds_answer(call, "DBInstance", db->is);
}

/* --- restarts --- */

/* A cluster's one server restarts with its writer. */
static void begin_reboot(struct rds_db *db, struct rds_job *job)
{
        struct db_body *body = rds_is_writer(db) ? rds_cluster_of(db)->body : db->body;

        if (!body)
                return;
        job->body_pending = true;
        db_body_reboot(body, rds_job_body_done, job);
}

/* Static parameters are in force now. */
static bool end_reboot(struct rds_db *db, struct rds_job *job)
{
        struct json_object *groups = json_array(db->is, "DBParameterGroups");

        (void)job;
        for (size_t i = 0; i < json_count(groups); i++)
                json_put_text(json_at(groups, i), "ParameterApplyStatus", "in-sync");
        rds_member_rebooted(db);
        rds_event_of(db, "availability", "DB instance restarted");
        return true;
}

void rds_op_reboot_db_instance(struct call *call)
{
        struct standin *s = call->cloud;
        struct rds_db *db =
                rds_named(call, RDS_INSTANCE, json_text(call->in, "DBInstanceIdentifier"));
        struct rds_job *job;

        if (!db || !rds_require(call, db, "available"))
                return;
        if (json_flag(call->in, "ForceFailover") && !json_flag(db->is, "MultiAZ")) {
                call_fail(call, 400, "InvalidParameterCombination",
                          "Cannot force failover of a Single-AZ instance");
                return;
        }
        job = rds_job_new("rebooting", 0, world_duration(s, "db-rebooting", 30000));
        job->begin = begin_reboot;
        job->end = end_reboot;
        job->fail_status = call->fail_status;
        rds_job_add(db, job);
        rds_answer(call, "DBInstance", db->is);
}

static bool alone(struct call *call, struct rds_db *db)
{
        if (!rds_cluster_of(db))
                return true;
        call_fail(call, 400, "InvalidDBClusterStateFault",
                  "%s is a member of a DB cluster: stop or start the DB cluster", db->id);
        return false;
}

void rds_begin_stop(struct rds_db *db, struct rds_job *job)
{
        if (!db->body)
                return;
        job->body_pending = true;
        db_body_stop(db->body, rds_job_body_done, job);
}

void rds_begin_start(struct rds_db *db, struct rds_job *job)
{
        if (!db->body)
                return;
        job->body_pending = true;
        db_body_start(db->body, rds_job_body_done, job);
}

static bool end_stop(struct rds_db *db, struct rds_job *job)
{
        (void)job;
        rds_rest_stopped(db);
        rds_event_of(db, "notification", "DB instance stopped");
        return true;
}

static bool end_start(struct rds_db *db, struct rds_job *job)
{
        (void)job;
        db->resting = "available";
        rds_event_of(db, "notification", "DB instance started");
        return true;
}

void rds_instance_start(struct rds_db *db)
{
        struct rds_job *job =
                rds_job_new("starting", 0, world_duration(db->cloud, "db-starting", 60000));

        rds_no_longer_stopped(db);
        job->begin = rds_begin_start;
        job->end = end_start;
        rds_job_add(db, job);
}

void rds_op_stop_db_instance(struct call *call)
{
        struct rds_db *db =
                rds_named(call, RDS_INSTANCE, json_text(call->in, "DBInstanceIdentifier"));
        struct rds_job *job;

        if (!db || !alone(call, db) || !rds_require(call, db, "available"))
                return;
        job = rds_job_new("stopping", 0, world_duration(call->cloud, "db-stopping", 60000));
        job->begin = rds_begin_stop;
        job->end = end_stop;
        rds_job_add(db, job);
        rds_answer(call, "DBInstance", db->is);
}

void rds_op_start_db_instance(struct call *call)
{
        struct rds_db *db =
                rds_named(call, RDS_INSTANCE, json_text(call->in, "DBInstanceIdentifier"));

        if (!db || !alone(call, db) || !rds_require(call, db, "stopped"))
                return;
        rds_instance_start(db);
        rds_answer(call, "DBInstance", db->is);
}
