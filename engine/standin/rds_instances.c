/* The end of an instance, and its restarts. */
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "engine/standin/rds_model.h"

static bool require(struct call *call, struct rds_instance *db, const char *status)
{
        if (strcmp(rds_status_of(db), status) == 0)
                return true;
        call_fail(call, 400, "InvalidDBInstanceState", "Instance %s is not in %s state.", db->id,
                  status);
        return false;
}

/* --- delete --- */

static void begin_delete(struct rds_instance *db, struct rds_job *job)
{
        if (!db->body)
                return;
        job->body_pending = true;
        db_body_delete(db->body, rds_job_body_done, job);
        db->body = NULL;
}

/* Manual snapshots stay; automated ones go with their instance. */
static bool end_delete(struct rds_instance *db, struct rds_job *job)
{
        struct rds_model *m = db->cloud->rds;

        (void)job;
        for (size_t i = m->snapshot_count; i-- > 0;) {
                struct rds_snapshot *snap = m->snapshots[i];

                if (text_same(json_text(snap->is, "SnapshotType"), "automated") &&
                    text_same(json_text(snap->is, "DbiResourceId"),
                              json_text(db->is, "DbiResourceId")) &&
                    !snap->body_pending)
                        rds_snapshot_remove(snap);
        }
        rds_event_of(db, "deletion", "DB instance deleted");
        rds_instance_remove(db);
        return false;
}

static bool check_delete(struct call *call, struct rds_instance *db)
{
        const char *final = json_text(call->in, "FinalDBSnapshotIdentifier");
        bool skip = json_flag(call->in, "SkipFinalSnapshot");
        const char *status = rds_status_of(db);

        if (strcmp(status, "deleting") == 0) {
                call_fail(call, 400, "InvalidDBInstanceState",
                          "Instance %s is already being deleted.", db->id);
                return false;
        }
        if (json_flag(db->is, "DeletionProtection")) {
                call_fail(call, 400, "InvalidParameterCombination",
                          "Cannot delete protected DB Instance, please disable deletion protection "
                          "and try again.");
                return false;
        }
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
        if (!rds_check_snapshot_id(call, "FinalDBSnapshotIdentifier", final))
                return false;
        if (rds_snapshot_find(call->cloud, final)) {
                call_fail(call, 400, "DBSnapshotAlreadyExists",
                          "Cannot create the snapshot because a snapshot with the identifier %s "
                          "already exists.",
                          final);
                return false;
        }
        if (strcmp(status, "creating") == 0 || strcmp(status, "failed") == 0 ||
            text_starts(status, "incompatible-")) {
                call_fail(call, 400, "InvalidDBInstanceState",
                          "Cannot create a final snapshot of %s in %s state.", db->id, status);
                return false;
        }
        return rds_check_snapshot_quota(call);
}

void rds_op_delete_db_instance(struct call *call)
{
        struct standin *s = call->cloud;
        struct rds_instance *db =
                rds_instance_named(call, json_text(call->in, "DBInstanceIdentifier"));
        const char *final = json_text(call->in, "FinalDBSnapshotIdentifier");
        struct rds_job *job;

        if (!db || !check_delete(call, db))
                return;
        rds_jobs_drop(db);
        rds_status(db, "deleting");
        if (final) {
                char *id = rds_lower(final);

                rds_job_add(db,
                            rds_snapshot_job(db, rds_snapshot_of(db, id, "manual"), "deleting", 0));
                free(id);
        }
        job = rds_job_new("deleting", 0, world_duration(s, "db-deleting", 120000));
        job->begin = begin_delete;
        job->end = end_delete;
        job->fail_status = call->fail_status;
        rds_job_add(db, job);
        rds_answer(call, "DBInstance", db->is);
}

/* --- restarts --- */

static void begin_reboot(struct rds_instance *db, struct rds_job *job)
{
        if (!db->body)
                return;
        job->body_pending = true;
        db_body_reboot(db->body, rds_job_body_done, job);
}

/* Static parameters are in force now. */
static bool end_reboot(struct rds_instance *db, struct rds_job *job)
{
        struct json_object *groups = json_array(db->is, "DBParameterGroups");

        (void)job;
        for (size_t i = 0; i < json_count(groups); i++)
                json_put_text(json_at(groups, i), "ParameterApplyStatus", "in-sync");
        rds_event_of(db, "availability", "DB instance restarted");
        return true;
}

void rds_op_reboot_db_instance(struct call *call)
{
        struct standin *s = call->cloud;
        struct rds_instance *db =
                rds_instance_named(call, json_text(call->in, "DBInstanceIdentifier"));
        struct rds_job *job;

        if (!db || !require(call, db, "available"))
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

static bool end_stop(struct rds_instance *db, struct rds_job *job)
{
        (void)job;
        db->resting = "stopped";
        rds_event_of(db, "notification", "DB instance stopped");
        return true;
}

static bool end_start(struct rds_instance *db, struct rds_job *job)
{
        (void)job;
        db->resting = "available";
        rds_event_of(db, "notification", "DB instance started");
        return true;
}

/* A body stays up while its instance is stopped: a known difference. */
void rds_op_stop_db_instance(struct call *call)
{
        struct rds_instance *db =
                rds_instance_named(call, json_text(call->in, "DBInstanceIdentifier"));
        struct rds_job *job;

        if (!db || !require(call, db, "available"))
                return;
        job = rds_job_new("stopping", 0, world_duration(call->cloud, "db-stopping", 60000));
        job->end = end_stop;
        rds_job_add(db, job);
        rds_answer(call, "DBInstance", db->is);
}

void rds_op_start_db_instance(struct call *call)
{
        struct rds_instance *db =
                rds_instance_named(call, json_text(call->in, "DBInstanceIdentifier"));
        struct rds_job *job;

        if (!db || !require(call, db, "stopped"))
                return;
        job = rds_job_new("starting", 0, world_duration(call->cloud, "db-starting", 60000));
        job->end = end_start;
        rds_job_add(db, job);
        rds_answer(call, "DBInstance", db->is);
}
